/**
 * When is it due, and was it done in time? Timescales of children's social care in England.
 *
 * <p>A {@link dueby.Query} computes due dates for one duty of a {@link dueby.Profile} on a {@link dueby.Calendar}; a {@link
 * dueby.Timeline} works out every duty of a case from its events. A {@link dueby.Worklist} does this for many cases, and lists the
 * worst first.
 *
 * <p>If a result may be null, its documentation says so. A day is a {@link java.time.LocalDate} in the United Kingdom, a time an
 * {@link java.time.Instant}; in columns a day is the number of days since 1970-01-01, as in {@link java.time.LocalDate#toEpochDay}.
 * dueby does not use the clock: you always pass the as-at day.
 *
 * <p>Profiles, calendars and queries do not change, and threads may share them. They are freed by {@code close}, or once nothing
 * refers to them.
 */
package dueby;
