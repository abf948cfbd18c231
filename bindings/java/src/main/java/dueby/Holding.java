package dueby;

import java.time.LocalDate;
import java.util.Objects;

/**
 * How completely the records hold an event (rule 20 in docs/rules.md).
 *
 * @param kind how much of the event the records hold
 * @param since for {@link Kind#SINCE}, the first day from which they hold the event; otherwise null
 */
public record Holding(Kind kind, LocalDate since) {
  /** How completely the records hold an event. */
  public enum Kind {
    /** You say nothing about the event. */
    UNSAID,
    /** The records hold all events of this type. */
    ALL,
    /** The records hold all events of this type from a day onwards. */
    SINCE,
    /** The records hold only the last event of this type in each case. */
    LATEST,
    /** The records hold no event of this type. A duty that only this event could meet has no line. */
    NEVER
  }

  /** States that the records hold all events of this type. */
  public static final Holding ALL = new Holding(Kind.ALL, null);
  /** States that the records hold only the last event of this type in each case. */
  public static final Holding LATEST = new Holding(Kind.LATEST, null);
  /** States that the records hold no event of this type. */
  public static final Holding NEVER = new Holding(Kind.NEVER, null);

  /**
   * States how completely the records hold an event.
   *
   * @param kind how much of the event the records hold
   * @param since for {@link Kind#SINCE}, the first day from which they hold the event; otherwise null
   */
  public Holding {
    Names.given(kind, "kind");
    if ((kind == Kind.SINCE) != (since != null)) {
      throw new IllegalArgumentException("a day can only be used with SINCE");
    }
  }

  /**
   * States that the records hold all events of this type from a day onwards.
   *
   * @param day the day
   * @return the holding
   */
  public static Holding since(LocalDate day) {
    return new Holding(Kind.SINCE, Native.optionDay("since", Objects.requireNonNull(day, "day")));
  }
}
