package dueby;

/**
 * Counts how many lines of a duty were in time.
 *
 * @param group the value of the column that groups the cases; "": all, or cases without a value
 * @param duty the duty
 * @param rule the first of the duty's rules that the row covers
 * @param good the numerator of the percentage
 * @param counted the second
 * @param inTime done in time
 * @param late done late
 * @param missed ended after the due day without being done
 * @param overdue overdue
 * @param notYetDue open at the end of the period, and not overdue
 * @param ended no longer needed before it was due: not counted
 * @param cannotTell without a date or a state: not counted
 * @param children with something counted
 * @param childrenUpToDate how many of these children are up to date
 * @param childrenAllInTime for how many of these children everything that fell due was in time
 */
public record SummaryRow(String group, String duty, String rule, long good, long counted, long inTime, long late, long missed,
    long overdue, long notYetDue, long ended, long cannotTell, long children, long childrenUpToDate, long childrenAllInTime) {}
