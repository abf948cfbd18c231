package dueby;

/** Why there is no date, or why the state of a line cannot be known. */
public enum Reason {
  /** There is no reason: a date and a state are known. */
  NONE,
  /** The date of birth is needed. */
  BIRTH,
  /** The source sets no time limit. */
  NOT_STATED,
  /** The action is due when agreed, but nothing was agreed. */
  AGREED,
  /** The event that the time is counted from is unknown. */
  SINCE,
  /** The calendar does not cover a day that is needed. */
  COVERAGE,
  /** The event that would meet the duty is not recorded. */
  RECORDED,
  /** The event that decides the state may be missing from the records. */
  HISTORY,
  /** The clock is paused. */
  PAUSED,
  /** No version of the rule is in force on the day on which the occurrence begins. */
  NOT_IN_FORCE,
  /** A timescale in hours needs the trigger's time of day. */
  TIME,
  /** No rule applies to this trigger, because of its event, its tags or the child's age. */
  CONDITIONS,
  /** The event that starts the duty is not in the records, but another event proves that the duty is running. */
  START,
  /** Something was done under a ref that matches no start. */
  REF,
  /** The action is dated shortly before the event that it must follow, so one of the dates is wrong. */
  ORDER,
  /** A row of the case that may decide the state could not be read. */
  UNREAD,
  /** An extension, a pause or a later event to count from may be missing from the records. */
  MOVED,
  /** The records only have the latest event that meets the duty. */
  LATEST,
  /** Another event that decides the state may be missing from the records. */
  GAPS,
  /** Something open is missing from the next file of the return, which may have what decides the state. */
  LOST,
  /** No event in the records has the tags that are needed. */
  TAG;

  private static final Reason[] VALUES = values();

  static Reason of(int number) {
    return VALUES[number];
  }

  int number() {
    return ordinal();
  }
}
