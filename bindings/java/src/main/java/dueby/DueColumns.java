package dueby;

import static dueby.engine.EngineConstants.DUEBY_RULE_ADDRESS;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The answers to a column of days. */
public final class DueColumns {
  /** The number that means no day. */
  public static final int NONE = Native.NONE;

  private static final int NO_CERTAINTY = 255;

  private final Profile profile;
  private final int[] due;
  private final int[] rule;
  private final byte[] certainty;
  private final byte[] status;
  private final long failed;

  DueColumns(Profile profile, int[] due, int[] rule, byte[] certainty, byte[] status, long failed) {
    this.profile = profile;
    this.due = due;
    this.rule = rule;
    this.certainty = certainty;
    this.status = status;
    this.failed = failed;
  }

  /**
   * The number of rows in the column.
   *
   * @return the number of input days
   */
  public int size() {
    return due.length;
  }

  /**
   * The number of days without a due date. A row without a day does not count.
   *
   * @return the number
   */
  public long failed() {
    return failed;
  }

  /**
   * The due days.
   *
   * @return days since 1970-01-01, NONE where there is no date: the array itself, not a copy
   */
  public int[] days() {
    return due;
  }

  /**
   * Returns the due date of a row.
   *
   * @param row the number of the row, from 0
   * @return the due date; empty if there is none
   */
  public Optional<LocalDate> due(int row) {
    return Optional.ofNullable(Native.date(due[row]));
  }

  /**
   * Returns the address of the governing rule of a row.
   *
   * @param row the number of the row, from 0
   * @return its address; empty if there is no date
   */
  public Optional<String> governedBy(int row) {
    return rule[row] < 0 ? Optional.empty() : Optional.of(profile.ruleText(rule[row], 0, DUEBY_RULE_ADDRESS));
  }

  /**
   * Returns how certain the calendar is about a row's due date.
   *
   * @param row the number of the row, from 0
   * @return empty if there is no date
   */
  public Optional<Certainty> certainty(int row) {
    int number = Byte.toUnsignedInt(certainty[row]);
    return number == NO_CERTAINTY ? Optional.empty() : Optional.of(Certainty.of(number));
  }

  /**
   * Returns the library's status for a row.
   *
   * @param row the number of the row, from 0
   * @return {@link Status#OK} if there is a date
   */
  public Status status(int row) {
    return Status.of(status[row]);
  }

  /**
   * Returns the due dates in the order of the rows.
   *
   * @return the due dates; empty where there is none
   */
  public Stream<Optional<LocalDate>> dates() {
    return IntStream.of(due).mapToObj(day -> Optional.ofNullable(Native.date(day)));
  }
}
