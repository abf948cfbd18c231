package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** How binding a rule is. */
public enum Force implements Coded {
  /** The source says that the duty must be done. */
  MUST,
  /** The source says that the duty should be done. */
  SHOULD,
  /** The source sets the duty as an aim. */
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
