package dueby;

import java.time.LocalDate;

/**
 * A step in counting to a due day.
 *
 * @param kind the kind of step
 * @param first the first day of the step
 * @param last the last day of the step
 * @param firstNumber the number of the first working day, if working days were counted
 * @param lastNumber the number of the last working day, if working days were counted
 * @param holiday the name of the holiday that was not counted; null if the step is about something else
 */
public record Step(StepKind kind, LocalDate first, LocalDate last, int firstNumber, int lastNumber, String holiday) {}
