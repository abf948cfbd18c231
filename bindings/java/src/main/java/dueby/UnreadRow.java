package dueby;

import java.util.Objects;
import java.util.Set;

/**
 * A row of a case that could not be read, but whose event is known. No line is called late because such a row could not be read
 * (docs/rules.md, 28). Count it in {@link Case#badRows} too.
 *
 * @param type the event, such as {@code visit.made}; null: it is an agreement
 * @param agreedFor the duty that an interval was agreed for, if the row is an agreement; else null
 * @param tags its tags; null: they could not be read, and it counts as having all of them
 * @param ref its ref; null: not known, and it concerns every ref
 * @param row the row of your records; 0: not known
 */
public record UnreadRow(String type, String agreedFor, Set<String> tags, String ref, long row) {
  /**
   * A row; its tags are copied.
   *
   * @param type the event, such as {@code visit.made}; null: it is an agreement
   * @param agreedFor the duty that an interval was agreed for, if the row is an agreement; else null
   * @param tags its tags; null: they could not be read
   * @param ref its ref; null: not known
   * @param row the row of your records; 0: not known
   */
  public UnreadRow {
    if (agreedFor == null) {
      Objects.requireNonNull(type, "type");
    }
    tags = tags == null ? null : Native.copy("tags", tags);
  }

  /**
   * A row of which only the event is known.
   *
   * @param type as in {@code visit.made}
   * @return the row
   */
  public static UnreadRow of(String type) {
    return new UnreadRow(Objects.requireNonNull(type, "type"), null, null, null, 0);
  }
}
