package dueby;

/**
 * Counts how many lines of a duty were in time.
 *
 * @param group the value of the column by which cases are grouped; "" for all cases, or for cases without a value
 * @param duty the duty
 * @param rule the first of the duty's rules that the row covers
 * @param good the numerator of the percentage
 * @param counted the denominator of the percentage
 * @param inTime lines done in time
 * @param late lines done late
 * @param missed lines that ended after the due day without being done
 * @param overdue overdue lines
 * @param notYetDue lines that are open at the end of the period and not overdue
 * @param ended lines that were no longer needed before they were due, which are not counted
 * @param noDeadline lines whose source sets no time limit, which are not counted
 * @param cannotTell lines with a time limit whose date or state cannot be known, which are not counted
 * @param children children with something counted
 * @param childrenUpToDate how many of these children are up to date
 * @param childrenAllInTime for how many of these children everything that fell due was in time
 */
public record SummaryRow(String group, String duty, String rule, long good, long counted, long inTime, long late, long missed,
    long overdue, long notYetDue, long ended, long noDeadline, long cannotTell, long children, long childrenUpToDate,
    long childrenAllInTime) {}
