package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** Who sets a time limit. */
public enum Authority implements Coded {
  /** Set by an Act or regulations. */
  STATUTE,
  /** Set by national guidance. */
  GUIDANCE,
  /** Set by a council. */
  LOCAL;

  private static final Authority[] VALUES = values();

  static Authority of(int number) {
    return VALUES[number - 1];
  }

  int number() {
    return ordinal() + 1;
  }

  @Override
  public String code() {
    return Native.text(Engine.code_name(EngineConstants.DUEBY_CODE_AUTHORITY, number()));
  }
}
