package dueby;

import java.time.LocalDate;

/**
 * A step in counting to a due day.
 *
 * @param kind the kind of step
 * @param first its first day
 * @param last its last day
 * @param firstNumber the number of the first working day, if working days were counted
 * @param lastNumber the number of the last one
 * @param holiday the name of the holiday that was not counted; null: the step is about something else
 */
public record Step(StepKind kind, LocalDate first, LocalDate last, int firstNumber, int lastNumber, String holiday) {}
