package dueby;

import java.time.LocalDate;

/**
 * A named day of a calendar.
 *
 * @param date the day
 * @param name as in "Good Friday"
 * @param division as in {@code england-and-wales}; null if it is not of one division
 * @param basis on whose authority
 * @param certainty how certain it is
 * @param knownFrom when the official list first had it; null if it is not from that list, or since before its history began
 */
public record Holiday(LocalDate date, String name, String division, HolidayBasis basis, Certainty certainty, LocalDate knownFrom) {}
