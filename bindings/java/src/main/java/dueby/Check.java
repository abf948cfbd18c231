package dueby;

/**
 * Whether something was done in time.
 *
 * @param state what has become of it
 * @param daysLeft from the day on which it was met or ended, or the day looked at, to the due day; negative: late
 * @param workingDaysLeft the same in working days
 * @param daysTaken from the trigger to that day; null if it is before the trigger
 * @param workingDaysTaken the same in working days
 * @param ended when the duty ended; null: it has not
 * @param at when it was met or ended unmet, else the day looked at
 * @param precision how times were compared
 * @param recorded of a count, how many there are
 * @param needed of a count, how many it takes; else 1
 * @param words as in "Overdue by 3 working days"
 */
public record Check(State state, int daysLeft, int workingDaysLeft, Integer daysTaken, Integer workingDaysTaken, When ended, When at,
    Precision precision, int recorded, int needed, String words) {}
