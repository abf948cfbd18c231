package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** Kinds of {@link Finding}. */
public enum FindingKind implements Coded {
  /** The last day that the records cover. */
  RECORDED,
  /** The last day that the records cover is more than a month before the as-at day. */
  STALE,
  /** No events could be read, so nothing was checked. */
  NO_ROWS,
  /** No case has a requested value or name. */
  NO_SUCH_VALUE,
  /** Rows that could not be read. */
  BAD_ROWS,
  /** Cases that are waiting for an event that is never recorded, or never recorded by their team. */
  NOT_RECORDED,
  /** Cases with lines that are left out because the caller stated that the records never hold an event. */
  LEFT_OUT,
  /** Rows for an event whose ref does not match any start. */
  UNMATCHED_REFS,
  /** Cases with no running duty, whose last event does not explain why. */
  NO_DUTY,
  /** Cases with more than one date of birth. */
  BIRTHS_DIFFER,
  /** Cases with an event before the date of birth. */
  BORN_LATE,
  /** Cases with an event about a child aged 27 or over. */
  BORN_EARLY,
  /** Rows that end something before it started. */
  ENDED_EARLY,
  /** Events more than 2 years after the as-at day, or more than 30 years before it. */
  FAR,
  /** Cases whose names differ only by zeros, spaces or capitals. */
  SIMILAR_CASES,
  /** Cases with refs that differ only by zeros, spaces or capitals. */
  SIMILAR_REFS,
  /** Rows that are the same as another row, which are counted once. */
  TWICE,
  /** Rows with 1900-01-01, 9999-12-31 or the like, which are skipped. */
  NO_DATE,
  /** Rows that end something but have no date, which are skipped. */
  NOT_ENDED,
  /** Cells with NULL or the like, which are read as empty. */
  NULLS,
  /** Events after the as-at day. */
  LATER,
  /** Rows tagged void. */
  VOID,
  /** Visits, reviews and the like after the death of the child. */
  AFTER_DEATH,
  /** Rows that could not be read because their date is written day first. */
  DAY_FIRST,
  /** Rows that could not be read because their event is misspelt. */
  MISSPELT,
  /** Rows with an unknown tag, or an agreed interval for an unknown duty, which are ignored. */
  UNKNOWN_TAGS,
  /** Cases whose first event of a type came very late, in records where no case has a second one. */
  ONLY_LATEST,
  /** Cases that needed an event weeks before the first day on which any case has one. */
  CUT_OFF,
  /** Cases without a date of birth that have a duty which depends on it. */
  NO_BIRTH,
  /** Cases with a name such as 1.23457E+11, which is how Excel writes long numbers. */
  SHORT_CASES,
  /** Cases with something open in one file of a return that is missing from the next. */
  LOST_CASES,
  /** Elements and columns that were skipped because the return does not define them; in a file of events, columns that may be meant
   * for ref or tags. */
  SKIPPED,
  /** Cases that are waiting for an event with tags which that event never has in the records. */
  NO_TAG,
  /** Teams and workers whose names differ only by zeros, spaces or capitals. */
  SIMILAR_TEAMS,
  /** Rows for an event, although the caller stated that the records never hold it. */
  STATED_NEVER,
  /** Cases with several rows for an event, although the caller stated that the records hold only the latest. */
  STATED_LATEST,
  /** Columns of the return that are missing from its tables, so their content is unknown. */
  NO_COLUMN,
  /** Tables of the return that are missing from its files, although other tables depend on them. */
  NO_TABLE,
  /** Duties requested by name that cannot be worked out from this kind of return. */
  UNANSWERABLE,
  /** Cases with several elements in one XML file, which should have one element for each case. */
  SAME_CASES;

  private static final FindingKind[] VALUES = values();

  static FindingKind of(int number) {
    return VALUES[number - 1];
  }

  int number() {
    return ordinal() + 1;
  }

  @Override
  public String code() {
    return Native.text(Engine.code_name(EngineConstants.DUEBY_CODE_FINDING, number()));
  }
}
