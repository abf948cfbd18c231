package dueby;

import java.util.Set;

/**
 * A row of a case that could not be read, but whose event is known, or that may be any event. No line is shown as late because
 * dueby could not read it (rule 28 in docs/rules.md). Also count such a row in {@link Case#badRows}, unless only one of several
 * fields was unreadable, as in a return.
 *
 * @param type the event, such as {@code visit.made}, or null if the row is an agreement or may be any event
 * @param agreedFor the duty that an interval was agreed for, if the row is an agreement; otherwise null
 * @param tags the tags of the row; null if they could not be read: the row then counts as having every tag
 * @param ref the ref of the row; null if unknown: the row then concerns every ref
 * @param row the number of the row in your records, or 0 if unknown
 */
public record UnreadRow(String type, String agreedFor, Set<String> tags, String ref, long row) {
  /**
   * Makes a row. Its tags are copied.
   *
   * @param type the event, such as {@code visit.made}, or null if the row is an agreement or may be any event
   * @param agreedFor the duty that an interval was agreed for, if the row is an agreement; otherwise null
   * @param tags the tags of the row; null if they could not be read
   * @param ref the ref of the row; null if unknown
   * @param row the number of the row in your records, or 0 if unknown
   */
  public UnreadRow {
    Names.text(type, "type");
    Names.text(agreedFor, "agreedFor");
    Names.text(ref, "ref");
    Native.row("row", row);
    tags = tags == null ? null : Native.copy("tags", tags);
  }

  /**
   * Makes a row for which only the event is known.
   *
   * @param type the event, such as {@code visit.made}
   * @return the row
   */
  public static UnreadRow of(String type) {
    return new UnreadRow(Names.given(type, "type"), null, null, null, 0);
  }

  /**
   * Makes a row that may be any event.
   *
   * @return the row
   */
  public static UnreadRow ofAnyEvent() {
    return new UnreadRow(null, null, null, null, 0);
  }
}
