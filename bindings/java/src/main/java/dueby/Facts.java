package dueby;

import java.time.LocalDate;
import java.util.List;

/**
 * Other facts about the case.
 *
 * @param born the date of birth; null if unknown
 * @param since the day that a rule with {@code since} counts from; null if unknown
 * @param wholeDays whether a timescale in hours is counted in whole days if no time of day is known
 * @param events other events, in any order
 */
public record Facts(LocalDate born, LocalDate since, boolean wholeDays, List<Event> events) {
  /** No facts: nothing is known. */
  public static final Facts NONE = new Facts(null, null, false, List.of());

  /**
   * Makes facts. The events are copied.
   *
   * @param born the date of birth; null if unknown
   * @param since the day that a rule with {@code since} counts from; null if unknown
   * @param wholeDays whether a timescale in hours is counted in whole days if no time of day is known
   * @param events other events, in any order
   */
  public Facts {
    Native.optionDay("born", born);
    Native.optionDay("since", since);
    events = Native.copy("events", events);
  }

  /**
   * Returns a copy of the facts with a date of birth.
   *
   * @param day the day
   * @return the changed copy
   */
  public Facts born(LocalDate day) {
    return new Facts(day, since, wholeDays, events);
  }

  /**
   * Returns a copy of the facts with the day that a rule with {@code since} counts from.
   *
   * @param day the day
   * @return the changed copy
   */
  public Facts since(LocalDate day) {
    return new Facts(born, day, wholeDays, events);
  }

  /**
   * Returns a copy of the facts that says whether hours are counted in whole days.
   *
   * @param whole whether hours are counted in whole days
   * @return the changed copy
   */
  public Facts wholeDays(boolean whole) {
    return new Facts(born, since, whole, events);
  }

  /**
   * Returns a copy of the facts with different events.
   *
   * @param all the new events
   * @return the changed copy
   */
  public Facts events(List<Event> all) {
    return new Facts(born, since, wholeDays, all);
  }
}
