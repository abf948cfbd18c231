package dueby;

/**
 * Says whether something was done in time.
 *
 * @param state its state
 * @param daysLeft days from when it was met or ended, else from the as-at day, to the due day; negative: late
 * @param workingDaysLeft the same in working days
 * @param daysTaken from the trigger to that day; null if it is before the trigger
 * @param workingDaysTaken the same in working days
 * @param ended when the duty ended; null: it has not
 * @param at when it was met or ended unmet, else the as-at day
 * @param precision how times were compared
 * @param recorded for a count, how many are recorded
 * @param needed for a count, how many are needed; else 1
 * @param words as in "Overdue by 3 working days"
 */
public record Check(State state, int daysLeft, int workingDaysLeft, Integer daysTaken, Integer workingDaysTaken, When ended, When at,
    Precision precision, int recorded, int needed, String words) {}
