package dueby;

/**
 * A change in a line between two worklists.
 *
 * @param kind the kind of change
 * @param name the name of the case
 * @param duty the duty
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
