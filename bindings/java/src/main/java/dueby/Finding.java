package dueby;

import java.time.LocalDate;
import java.util.List;

/**
 * Something about the records that makes a worklist less trustworthy.
 *
 * @param kind the kind of finding
 * @param count the number of cases, rows or cells; 0 for the first four kinds
 * @param of for {@link FindingKind#UNMATCHED_REFS}, the number of rows with a ref; otherwise 0
 * @param lines up to five lines of the file, or values of {@link Event#row}; empty if none are known
 * @param moreLines whether there are more lines
 * @param event the event that is missing, or whose refs match nothing; null if the finding is not about an event
 * @param team the team whose cases never have the event; null for all teams
 * @param recordedTo for {@link FindingKind#RECORDED} and {@link FindingKind#STALE}, the last day that the records cover; otherwise
 * null
 * @param text the finding as text: how many, where the first is and what to do
 */
public record Finding(FindingKind kind, long count, long of, List<Long> lines, boolean moreLines, String event, String team,
    LocalDate recordedTo, String text) {
  /**
   * Makes a finding. The lines are copied.
   *
   * @param kind the kind of finding
   * @param count the number of cases, rows or cells
   * @param of the number that the count is out of
   * @param lines the first lines
   * @param moreLines whether there are more lines
   * @param event the event
   * @param team the team
   * @param recordedTo the day
   * @param text the finding in words
   */
  public Finding {
    lines = List.copyOf(lines);
  }

  /** Returns the finding as text. */
  @Override
  public String toString() {
    return text;
  }
}
