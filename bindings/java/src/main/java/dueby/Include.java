package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** Which ends of a range count. */
public enum Include implements Coded {
  /** The last day. */
  END,
  /** The first day. */
  START,
  /** Both. */
  BOTH,
  /** Neither. */
  NEITHER;

  private static final Include[] VALUES = values();

  static Include of(int number) {
    return VALUES[number];
  }

  int number() {
    return ordinal();
  }

  @Override
  public String code() {
    return Native.text(Engine.code_name(EngineConstants.DUEBY_CODE_INCLUDE, number()));
  }
}
