package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** Kinds of {@link Change}; the first that applies. */
public enum ChangeKind implements Coded {
  /** Overdue now, and not before. */
  OVERDUE,
  /** Done now, and to do before. */
  DONE,
  /** No longer needed, or never done, and to do before. */
  ENDED,
  /** Its record is another: what starts or closes it, or whether that can be told. */
  CORRECTED,
  /** Due on another day. */
  MOVED,
  /** Not in the new list. */
  GONE,
  /** To do, and not in the old list. */
  NEW,
  /** The same, as the one before it was done. */
  NEXT;

  private static final ChangeKind[] VALUES = values();

  static ChangeKind of(int number) {
    return VALUES[number - 1];
  }

  @Override
  public String code() {
    return Native.text(Engine.code_name(EngineConstants.DUEBY_CODE_CHANGES, ordinal() + 1));
  }
}
