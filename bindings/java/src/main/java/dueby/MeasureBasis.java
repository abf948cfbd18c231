package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** The basis on which a measure counts. */
public enum MeasureBasis implements Coded {
  /** Counts what fell due in the period. */
  DUE,
  /** Counts what was done in the period, and what was open at its end. */
  COMPLETED,
  /** Counts the children up to date on the last day of the period. The worklist must be as at that day. */
  AT;

  private static final MeasureBasis[] VALUES = values();

  static MeasureBasis of(int number) {
    return VALUES[number];
  }

  int number() {
    return ordinal();
  }

  @Override
  public String code() {
    return Native.text(Engine.code_name(EngineConstants.DUEBY_CODE_MEASURE, number()));
  }
}
