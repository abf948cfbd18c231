package dueby;

import java.time.LocalDate;
import java.util.function.BiFunction;

/**
 * The known outcome of something due. At least one of met, ended and asAt must be given.
 *
 * @param met when the action was done; null if it is not known to be done
 * @param ended when the duty ended; null if it has not
 * @param asAt the as-at day or time, and anything after it has not happened yet; null for the day of met or ended
 * @param soon how close counts as due soon; null for 5 working days
 */
public record Outcome(When met, When ended, When asAt, Span soon) {
  /**
   * Makes an outcome.
   *
   * @param met when the action was done; null if it is not known to be done
   * @param ended when the duty ended; null if it has not
   * @param asAt the as-at day or time; null for the day of met or ended
   * @param soon how close counts as due soon: days, weeks or months; null for 5 working days
   * @throws BadValueException if a day is not from 1900 to 2199, or the time left is negative, or in hours or minutes
   */
  public Outcome {
    Native.optionWhen("met", met);
    Native.optionWhen("ended", ended);
    Native.optionWhen("asAt", asAt);
    Native.ahead("soon", soon);
  }

  /**
   * Makes the outcome of something that was done.
   *
   * @param when when it was done
   * @return the outcome
   */
  public static Outcome met(When when) {
    return new Outcome(when, null, null, null);
  }

  /**
   * Makes the outcome of something that was done.
   *
   * @param day the day on which it was done
   * @return the outcome
   */
  public static Outcome met(LocalDate day) {
    return met(When.of(day));
  }

  /**
   * Makes the outcome of a duty that ended without being met.
   *
   * @param when when it ended
   * @return the outcome
   */
  public static Outcome ended(When when) {
    return new Outcome(null, when, null, null);
  }

  /**
   * Makes the outcome of something that was neither done nor ended.
   *
   * @param when the as-at day or time
   * @return the outcome
   */
  public static Outcome asAt(When when) {
    return new Outcome(null, null, when, null);
  }

  /**
   * Makes the outcome of something that was neither done nor ended.
   *
   * @param day the as-at day
   * @return the outcome
   */
  public static Outcome asAt(LocalDate day) {
    return asAt(When.of(day));
  }

  /** Returns what a function says about the first of the days that it says something about; null if there is none. */
  String outside(BiFunction<String, LocalDate, String> says) {
    String found = met == null ? null : says.apply("met", met.date());
    if (found == null && ended != null) {
      found = says.apply("ended", ended.date());
    }
    return found == null && asAt != null ? says.apply("asAt", asAt.date()) : found;
  }

  /**
   * Returns a copy of the outcome with a different margin for what is due soon.
   *
   * @param margin the longest time left that counts as due soon
   * @return the changed copy
   */
  public Outcome soon(Span margin) {
    return new Outcome(met, ended, asAt, margin);
  }
}
