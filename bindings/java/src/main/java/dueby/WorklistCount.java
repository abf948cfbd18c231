package dueby;

/** Kinds of things to count over all cases of a worklist. */
public enum WorklistCount {
  /** Cases. */
  CASES,
  /** Rows of a file, or events that were added. */
  ROWS,
  /** Rows that could not be read. */
  BAD_ROWS,
  /** Rows that could not be read, and belong to none of the cases that were added. */
  ROWS_OF_NO_CASE,
  /** Events after the as-at day. */
  LATER,
  /** Rows tagged void. */
  VOID,
  /** Lines that need a date of birth. */
  UNPROVEN,
  /** Cases with something that needs checking. */
  CHECKING,
  /** Overdue lines, whether listed or not. */
  OVERDUE,
  /** Lines listed. */
  LISTED,
  /** Lines that are not listed because they are over. */
  OVER,
  /** Lines that are not listed because their source sets no time limit. */
  NOT_STATED;

  int number() {
    return ordinal() + 1;
  }
}
