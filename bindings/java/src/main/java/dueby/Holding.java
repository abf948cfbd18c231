package dueby;

import java.time.LocalDate;
import java.util.Objects;

/**
 * How completely the records hold an event (docs/rules.md, 20).
 *
 * @param kind how much of the event they hold
 * @param since for {@link Kind#SINCE}, the first day from which they hold it; otherwise null
 */
public record Holding(Kind kind, LocalDate since) {
  /** How completely the records hold an event. */
  public enum Kind {
    /** Nothing is stated. */
    UNSAID,
    /** All. */
    ALL,
    /** All from a day onwards. */
    SINCE,
    /** Only the last event of this type in each case. */
    LATEST,
    /** No event of this type: a duty that only this event could meet has no line. */
    NEVER
  }

  /** All. */
  public static final Holding ALL = new Holding(Kind.ALL, null);
  /** Only the last event of this type in each case. */
  public static final Holding LATEST = new Holding(Kind.LATEST, null);
  /** None. */
  public static final Holding NEVER = new Holding(Kind.NEVER, null);

  /**
   * States how completely the records hold an event.
   *
   * @param kind how much of the event they hold
   * @param since for {@link Kind#SINCE}, the first day from which they hold it; otherwise null
   */
  public Holding {
    if ((kind == Kind.SINCE) != (since != null)) {
      throw new IllegalArgumentException("a day goes with SINCE, and with nothing else");
    }
  }

  /**
   * All events of this type from a day onwards.
   *
   * @param day the day
   * @return what the records hold
   */
  public static Holding since(LocalDate day) {
    return new Holding(Kind.SINCE, Objects.requireNonNull(day, "day"));
  }
}
