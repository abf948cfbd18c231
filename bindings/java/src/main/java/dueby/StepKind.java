package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** Kinds of steps in a count. */
public enum StepKind implements Coded {
  /** The day counted from, which itself does not count. */
  START,
  /** Working days that were counted. */
  COUNTED,
  /** A named day that was not counted. */
  HOLIDAY,
  /** Weekend days that were not counted. */
  WEEKEND,
  /** The start moved to a working day. */
  MOVED_START,
  /** Calendar time counted in one step. */
  LAID,
  /** The last day was not a working day, and moved. */
  ROLLED,
  /** Extensions put the last day back. */
  EXTENDED,
  /** An agreed interval ended before it was agreed. */
  AGREED,
  /** A pause moved the last day. */
  PAUSED;

  private static final StepKind[] VALUES = values();

  static StepKind of(int number) {
    return VALUES[number - 1];
  }

  int number() {
    return ordinal() + 1;
  }

  @Override
  public String code() {
    return Native.text(Engine.code_name(EngineConstants.DUEBY_CODE_STEP, number()));
  }
}
