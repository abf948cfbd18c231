package dueby;

import java.time.LocalDate;

/**
 * A step of a count.
 *
 * @param kind what it does
 * @param first its first day
 * @param last its last day
 * @param firstNumber of working days that were counted, the number of the first
 * @param lastNumber the number of the last
 * @param holiday the name of the holiday, if it is one that was not counted; else null
 */
public record Step(StepKind kind, LocalDate first, LocalDate last, int firstNumber, int lastNumber, String holiday) {}
