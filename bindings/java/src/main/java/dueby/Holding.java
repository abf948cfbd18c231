package dueby;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What the records have of an event (docs/rules.md, 20).
 *
 * @param kind how much of it
 * @param since of {@link Kind#SINCE}, from which day on; else null
 */
public record Holding(Kind kind, LocalDate since) {
  /** How much the records have of an event. */
  public enum Kind {
    /** Nothing is said. */
    UNSAID,
    /** All. */
    ALL,
    /** All from a day on. */
    SINCE,
    /** Only the last of each case. */
    LATEST,
    /** None: what only it could meet has no line. */
    NEVER
  }

  /** All. */
  public static final Holding ALL = new Holding(Kind.ALL, null);
  /** Only the last of each case. */
  public static final Holding LATEST = new Holding(Kind.LATEST, null);
  /** None. */
  public static final Holding NEVER = new Holding(Kind.NEVER, null);

  /**
   * What the records have.
   *
   * @param kind how much of it
   * @param since of {@link Kind#SINCE}, from which day on; else null
   */
  public Holding {
    if ((kind == Kind.SINCE) != (since != null)) {
      throw new IllegalArgumentException("a day goes with SINCE, and with nothing else");
    }
  }

  /**
   * All from a day on.
   *
   * @param day the day
   * @return what the records have
   */
  public static Holding since(LocalDate day) {
    return new Holding(Kind.SINCE, Objects.requireNonNull(day, "day"));
  }
}
