package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** Kinds of steps in a count. */
public enum StepKind implements Coded {
  /** The day from which counting starts, which itself does not count. */
  START,
  /** Working days that were counted. */
  COUNTED,
  /** A bank holiday or closure that was not counted. */
  HOLIDAY,
  /** Weekend days that were not counted. */
  WEEKEND,
  /** The start was not a working day, and moved to one. */
  MOVED_START,
  /** Days, weeks or months that were counted in one step. */
  LAID,
  /** The last day was not a working day, and moved. */
  ROLLED,
  /** Extensions moved the last day to a later one. */
  EXTENDED,
  /** An agreed interval would end before it was agreed, so the due day is the day of the agreement. */
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
