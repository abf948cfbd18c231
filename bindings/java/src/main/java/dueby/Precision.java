package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** How times were compared. */
public enum Precision implements Coded {
  /** A timescale in days. */
  NONE,
  /** Hours, to the second. */
  SECOND,
  /** Hours, but only whole days could be compared. */
  DAY,
  /** The trigger's own date is an estimate. */
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
