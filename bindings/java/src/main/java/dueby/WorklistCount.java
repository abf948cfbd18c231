package dueby;

/** Counts over all cases of a worklist. */
public enum WorklistCount {
  /** Cases. */
  CASES,
  /** Rows, or events. */
  ROWS,
  /** Rows among them that could not be read. */
  BAD_ROWS,
  /** Unreadable rows that belong to none of the cases that were added. */
  ROWS_OF_NO_CASE,
  /** Events after the as-at day. */
  LATER,
  /** Rows tagged void. */
  VOID,
  /** Lines for which a date of birth is needed. */
  UNPROVEN,
  /** Cases with something that needs checking. */
  CHECKING,
  /** Lines overdue, listed or not. */
  OVERDUE,
  /** Lines listed. */
  LISTED,
  /** Not listed because they are over. */
  OVER,
  /** Not listed because their source sets no time limit. */
  NOT_STATED;

  int number() {
    return ordinal() + 1;
  }
}
