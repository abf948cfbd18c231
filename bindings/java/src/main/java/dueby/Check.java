package dueby;

/**
 * Whether something was done in time.
 *
 * @param state its state
 * @param daysLeft the number of days from when the duty was met or ended (if neither, from the as-at day) to the due day; negative
 * if late
 * @param workingDaysLeft the same number in working days
 * @param daysTaken the number of days from the trigger to that same day; null if that day is before the trigger
 * @param workingDaysTaken the same number in working days
 * @param ended when the duty ended; null if it has not
 * @param at when the duty was met or ended unmet, otherwise the as-at day
 * @param precision how times were compared
 * @param recorded the number of recorded events, if the duty needs several
 * @param needed the number of events that the duty needs
 * @param words the state in words, such as "Overdue by 3 working days"
 */
public record Check(State state, int daysLeft, int workingDaysLeft, Integer daysTaken, Integer workingDaysTaken, When ended, When at,
    Precision precision, int recorded, int needed, String words) {}
