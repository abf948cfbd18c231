package dueby;

/** The result of a call to the library. docs/errors.md says what to do about each. */
public enum Status {
  /** Done. */
  OK,
  /** The row has no day, so it has no answer. This is not an error. */
  NONE,
  /** An argument is outside its range. */
  ARGUMENT,
  /** A text is not what was expected. */
  TEXT,
  /** The calendar does not cover the day. */
  COVERAGE,
  /** There is no such name. */
  NOT_FOUND,
  /** No version of the rule is in force on that day. */
  NOT_IN_FORCE,
  /** A timescale in hours needs the time of day. */
  NO_TIME,
  /** The source sets no time limit. */
  NOT_STATED,
  /** An agreed interval, a date of birth or another event is needed. */
  FACT,
  /** Out of memory. */
  MEMORY,
  /** A buffer is too small. */
  SPACE,
  /** The clocks skip that time in spring. */
  NO_SUCH_TIME,
  /** No rule of the duty applies: its event, a tag or the age of the child. */
  NO_RULE,
  /** Data is malformed. */
  FORMAT,
  /** A file cannot be read. */
  FILE,
  /** Something is larger, longer or deeper than a limit. */
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
