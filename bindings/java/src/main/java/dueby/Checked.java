package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** How the text of a source was read. */
public enum Checked implements Coded {
  /** Read in the instrument or document itself. */
  PRIMARY,
  /** Read in pages that reproduce or report it. */
  SECONDARY,
  /** Nobody has read the source. */
  UNCHECKED;

  private static final Checked[] VALUES = values();

  static Checked of(int number) {
    return VALUES[number - 1];
  }

  int number() {
    return ordinal() + 1;
  }

  @Override
  public String code() {
    return Native.text(Engine.code_name(EngineConstants.DUEBY_CODE_CHECKED, number()));
  }
}
