package dueby;

import java.time.LocalDate;

/**
 * A bank holiday or closure in a calendar.
 *
 * @param date the day
 * @param name the name of the day, such as "Good Friday"
 * @param division the division, such as {@code england-and-wales}; null if the day does not belong to a single division
 * @param basis why it is a holiday
 * @param certainty how certain the calendar is about it
 * @param knownFrom when it was first in the official list; null if it is not from that list, or was in it before the list's
 *     history begins
 */
public record Holiday(LocalDate date, String name, String division, HolidayBasis basis, Certainty certainty, LocalDate knownFrom) {}
