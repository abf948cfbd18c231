package dueby;

/** Kinds of parts of an explanation. A new release may add labels. */
public enum Label {
  /** The action that is due, and when. */
  HEADING,
  /** The rule's timescale. */
  TIMESCALE,
  /** Its source. */
  SET_BY,
  /** A remark on that source. */
  SOURCE_NOTE,
  /** Facts that must be recorded with it. */
  COUNTS_IF,
  /** The ages at which the rule applies. */
  APPLIES,
  /** Anything done before this day does not count. */
  COUNTS_FROM,
  /** A step of the count, as a sentence. */
  COUNTING,
  /** A step about days only. */
  DAYS,
  /** How certain the calendar is. */
  CALENDAR,
  /** How an unclear passage was read. */
  READING,
  /** Another rule of the duty. */
  OTHER,
  /** A caution. */
  CAUTION;

  private static final Label[] VALUES = values();

  static Label of(int number) {
    return VALUES[number - 1];
  }

  int number() {
    return ordinal() + 1;
  }
}
