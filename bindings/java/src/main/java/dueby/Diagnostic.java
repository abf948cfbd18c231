package dueby;

/**
 * A problem in a file or a value, and where it is.
 *
 * @param isError whether it is an error; else it is a warning
 * @param line from 1; 0 if it is not about one line
 * @param column from 1; 0 if it is not about one column
 * @param message what was found and what was expected
 */
public record Diagnostic(boolean isError, int line, int column, String message) {
  /** Returns the message with its place, as in "12:14: unknown event". */
  @Override
  public String toString() {
    return (line > 0 ? line + ":" : "") + (column > 0 ? column + ":" : "") + (line > 0 ? " " : "") + message;
  }
}
