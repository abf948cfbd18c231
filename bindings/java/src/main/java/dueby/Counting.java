package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** Whether the first day of a span counts. */
public enum Counting implements Coded {
  /** The first day is day 0. If it is not a working day, the next working day is day 1. */
  EXCLUDED,
  /** A first day that is not a working day moves to the next one, which is day 0. */
  ROLLED,
  /** The first day counts: it is day 1. */
  INCLUDED,
  /** Neither the first nor the last day of the span counts. */
  CLEAR;

  private static final Counting[] VALUES = values();

  static Counting of(int number) {
    return VALUES[number];
  }

  int number() {
    return ordinal();
  }

  @Override
  public String code() {
    return Native.text(Engine.code_name(EngineConstants.DUEBY_CODE_COUNTING, number()));
  }
}
