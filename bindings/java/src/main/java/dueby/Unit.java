package dueby;

/** A unit of time. Years are twelve months. */
public enum Unit {
  /** The working days of the calendar. */
  WORKING_DAYS,
  /** Days. */
  DAYS,
  /** Weeks. */
  WEEKS,
  /** Months, which end on the corresponding date. */
  MONTHS,
  /** Hours. */
  HOURS,
  /** Minutes. */
  MINUTES;

  private static final Unit[] VALUES = values();

  static Unit of(int number) {
    return VALUES[number - 1];
  }

  int number() {
    return ordinal() + 1;
  }
}
