package dueby;

/** The result of a call to the library. docs/errors.md says what to do about each. */
public enum Status {
  /** The call succeeded. */
  OK,
  /** The row has no day, so it has no answer. This is not an error. */
  NONE,
  /** An argument is outside its allowed range. */
  ARGUMENT,
  /** The text is not in the expected form. */
  TEXT,
  /** The calendar does not cover the day. */
  COVERAGE,
  /** There is no such name. */
  NOT_FOUND,
  /** No version of the rule is in force on the day on which the occurrence begins. */
  NOT_IN_FORCE,
  /** A timescale in hours needs the time of day. */
  NO_TIME,
  /** The source sets no time limit. */
  NOT_STATED,
  /** An agreed interval, a date of birth or another event is needed. */
  FACT,
  /** There is not enough memory. */
  MEMORY,
  /** A buffer is too small. */
  SPACE,
  /** The local time does not exist, because the clocks skip it in spring. */
  NO_SUCH_TIME,
  /** None of the duty's rules applies, because of the event, a missing tag or the child's age. */
  NO_RULE,
  /** The data does not have the expected form. */
  FORMAT,
  /** A file cannot be read. */
  FILE,
  /** Something in the input is larger, longer or deeper than allowed. */
  LIMIT,
  /** There is nothing more. This is not an error. */
  DONE;

  private static final Status[] VALUES = values();

  static Status of(int number) {
    return VALUES[number];
  }

  int number() {
    return ordinal();
  }
}
