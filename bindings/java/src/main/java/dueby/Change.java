package dueby;

/**
 * A change in a line between two worklists, or in the rows of a case that could not be read.
 *
 * @param kind the kind of change
 * @param name the name of the case
 * @param duty the duty; empty for rows that could not be read
 * @param text the new and the old state of the line in words
 * @param json the fields of the command's {@code worklist --since} as a JSON object
 */
public record Change(ChangeKind kind, String name, String duty, String text, String json) {
  /** Returns the text. */
  @Override
  public String toString() {
    return text;
  }
}
