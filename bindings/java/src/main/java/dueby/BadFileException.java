package dueby;

import dueby.engine.Engine;
import dueby.engine.Memory;
import java.io.IOException;
import java.util.List;

/** A profile, a list of days or another file cannot be read. The message gives each fault with its line and column. */
public final class BadFileException extends DuebyException {
  private static final long serialVersionUID = 1;

  /** Diagnostics in the order in which they were found. */
  private final transient List<Diagnostic> diagnostics;

  BadFileException(Status status, String message, List<Diagnostic> diagnostics) {
    super(status, message);
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** Makes the exception for a file that cannot be opened, or is not a file. */
  BadFileException(String file, IOException cause) {
    this(Status.FILE, file + ": " + Memory.text(Engine.status_text(Status.FILE.number())), List.of());
    initCause(cause);
  }

  /**
   * The problems found. The last one is the error.
   *
   * @return the diagnostics; empty if the file could not be opened, or the exception was serialised
   */
  public List<Diagnostic> diagnostics() {
    return diagnostics == null ? List.of() : diagnostics;
  }
}
