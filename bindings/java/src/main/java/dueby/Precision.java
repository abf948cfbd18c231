package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** How times were compared. */
public enum Precision implements Coded {
  /** The timescale is in days. */
  NONE,
  /** The timescale is in hours, and times were compared to the second. */
  SECOND,
  /** The timescale is in hours, but only whole days could be compared. */
  DAY,
  /** The date of the trigger is an estimate. */
  ESTIMATED;

  private static final Precision[] VALUES = values();

  static Precision of(int number) {
    return VALUES[number];
  }

  int number() {
    return ordinal();
  }

  @Override
  public String code() {
    return Native.text(Engine.code_name(EngineConstants.DUEBY_CODE_PRECISION, number()));
  }
}
