package dueby;

/** Kinds of parts of an explanation. A new release may add labels. */
public enum Label {
  /** The action that is due, and when. */
  HEADING,
  /** The rule's timescale. */
  TIMESCALE,
  /** The source of the rule's timescale. */
  SET_BY,
  /** A note on the source of the rule's timescale. */
  SOURCE_NOTE,
  /** Facts that must be recorded with an action for it to count. */
  COUNTS_IF,
  /** The ages at which the rule applies. */
  APPLIES,
  /** The day before which nothing counts. */
  COUNTS_FROM,
  /** A step in counting to the due day, as a sentence. */
  COUNTING,
  /** A step in counting to the due day that is only about days. */
  DAYS,
  /** How certain the calendar is about the due day. */
  CALENDAR,
  /** How an unclear passage was read. */
  READING,
  /** Another rule of the duty, and its date. */
  OTHER,
  /** A caution: this is our reading of the source. */
  CAUTION,
  /** The duty ends on or before its due day. */
  ENDS,
  /** The interval that was agreed for the case, and when. */
  AGREED;

  private static final Label[] VALUES = values();

  static Label of(int number) {
    return VALUES[number - 1];
  }

  int number() {
    return ordinal() + 1;
  }
}
