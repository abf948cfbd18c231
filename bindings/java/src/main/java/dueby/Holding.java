package dueby;

import java.time.LocalDate;
import java.util.Objects;

/**
 * How completely the records hold an event (docs/rules.md, 20).
 *
 * @param kind how much of it
 * @param since for {@link Kind#SINCE}, the first day; else null
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
    /** Only the last one in each case. */
    LATEST,
    /** None: a duty that only it could meet has no line. */
    NEVER
  }

  /** All. */
  public static final Holding ALL = new Holding(Kind.ALL, null);
  /** Only the last one in each case. */
  public static final Holding LATEST = new Holding(Kind.LATEST, null);
  /** None. */
  public static final Holding NEVER = new Holding(Kind.NEVER, null);

  /**
   * States what the records hold of an event.
   *
   * @param kind how much of it
   * @param since for {@link Kind#SINCE}, the first day; else null
   */
  public Holding {
    if ((kind == Kind.SINCE) != (since != null)) {
      throw new IllegalArgumentException("a day goes with SINCE, and with nothing else");
    }
  }

  /**
   * All from a day onwards.
   *
   * @param day the day
   * @return what the records hold
   */
  public static Holding since(LocalDate day) {
    return new Holding(Kind.SINCE, Objects.requireNonNull(day, "day"));
  }
}
