package dueby;

import java.util.List;

/** A profile or a list of days cannot be read. The message has each fault with its line and column. */
public final class BadFileException extends DuebyException {
  private static final long serialVersionUID = 1;

  /** Diagnostics in the order in which they were found. */
  private final transient List<Diagnostic> diagnostics;

  BadFileException(Status status, String message, List<Diagnostic> diagnostics) {
    super(status, message);
    this.diagnostics = List.copyOf(diagnostics);
  }

  /**
   * The problems found. The last one is the error.
   *
   * @return the diagnostics; empty if the exception was serialised
   */
  public List<Diagnostic> diagnostics() {
    return diagnostics == null ? List.of() : diagnostics;
  }
}
