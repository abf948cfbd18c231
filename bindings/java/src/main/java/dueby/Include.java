package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** Which ends of a range of days count. */
public enum Include implements Coded {
  /** The last day of the range counts. */
  END,
  /** The first day of the range counts. */
  START,
  /** The first and the last day of the range count. */
  BOTH,
  /** Neither the first nor the last day of the range counts. */
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
