package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** Kinds of {@link Change}. A change has the first kind that applies. */
public enum ChangeKind implements Coded {
  /** The line is overdue now, and was not before. */
  OVERDUE,
  /** The line is done now, and was still to do before. */
  DONE,
  /** The line was still to be done, and is now no longer needed or was never done. */
  ENDED,
  /** The line's records have changed: what starts or closes it, or whether that can be known. */
  CORRECTED,
  /** The line is due on another day. */
  MOVED,
  /** The line is not in the new list. */
  GONE,
  /** The line is still to do, and was not in the old list. */
  NEW,
  /** The line is still to do, and follows one that was done. */
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
