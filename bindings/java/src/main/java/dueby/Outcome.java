package dueby;

import java.time.LocalDate;

/**
 * What is known of the outcome of something due: at least one of the first three.
 *
 * @param met when it was done; null: not known to be done
 * @param ended when the duty ended; null: it has not
 * @param asAt the day or time for which the state is wanted; what is after it has not happened; null: that of the other two
 * @param soon due soon: at most so much left; null: 5 working days
 */
public record Outcome(When met, When ended, When asAt, Span soon) {
  /**
   * It was done.
   *
   * @param when when
   * @return the outcome
   */
  public static Outcome met(When when) {
    return new Outcome(when, null, null, null);
  }

  /**
   * It was done.
   *
   * @param day on which day
   * @return the outcome
   */
  public static Outcome met(LocalDate day) {
    return met(When.of(day));
  }

  /**
   * The duty ended without being met.
   *
   * @param when when
   * @return the outcome
   */
  public static Outcome ended(When when) {
    return new Outcome(null, when, null, null);
  }

  /**
   * It was neither done nor ended.
   *
   * @param when the day or time looked at
   * @return the outcome
   */
  public static Outcome asAt(When when) {
    return new Outcome(null, null, when, null);
  }

  /**
   * It was neither done nor ended.
   *
   * @param day the day looked at
   * @return the outcome
   */
  public static Outcome asAt(LocalDate day) {
    return asAt(When.of(day));
  }

  /**
   * The same with another margin for what is due soon.
   *
   * @param margin at most so much left
   * @return another outcome
   */
  public Outcome soon(Span margin) {
    return new Outcome(met, ended, asAt, margin);
  }
}
