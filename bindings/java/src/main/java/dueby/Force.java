package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** How strong a rule is. */
public enum Force implements Coded {
  /** It must be done. */
  MUST,
  /** It should be done. */
  SHOULD,
  /** It is an aim. */
  AIM;

  private static final Force[] VALUES = values();

  static Force of(int number) {
    return VALUES[number - 1];
  }

  int number() {
    return ordinal() + 1;
  }

  @Override
  public String code() {
    return Native.text(Engine.code_name(EngineConstants.DUEBY_CODE_FORCE, number()));
  }
}
