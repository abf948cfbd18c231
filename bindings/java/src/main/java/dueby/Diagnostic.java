package dueby;

/**
 * A problem in a file or a value, and where it is.
 *
 * @param isError true for an error, false for a warning
 * @param line the number of the line, from 1; 0 if the problem is not on a single line
 * @param column the number of the column, from 1; 0 if the problem is not in a single column
 * @param message what was found and what was expected
 */
public record Diagnostic(boolean isError, int line, int column, String message) {
  /** Returns the message with its line and column, such as "12:14: unknown event". */
  @Override
  public String toString() {
    return (line > 0 ? line + ":" : "") + (column > 0 ? column + ":" : "") + (line > 0 ? " " : "") + message;
  }
}
