package dueby;

import dueby.engine.Engine;
import dueby.engine.Memory;

/** Thrown if the library has no answer. Subclasses are for errors that callers handle differently; {@link #status()} is always
 * set. */
public class DuebyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The status that the library returned. */
  private final Status status;

  DuebyException(Status status, String message) {
    super(message);
    this.status = status;
  }

  /**
   * The library's status.
   *
   * @return its status
   */
  public Status status() {
    return status;
  }

  /** Makes the exception for a status. {@code what} names the thing that was not found. */
  static DuebyException of(int number, String what) {
    Status status = Status.of(number);
    String message = what + ": " + Memory.text(Engine.status_text(number));
    switch (status) {
      case NOT_FOUND:
        return new UnknownNameException(message);
      case COVERAGE:
        return new OutsideCoverageException(message);
      case ARGUMENT:
      case TEXT:
      case NO_SUCH_TIME:
        return new BadValueException(status, message);
      case NOT_IN_FORCE:
      case NO_TIME:
      case NOT_STATED:
      case FACT:
      case NO_RULE:
        return new NotComputableException(status, message, null);
      default:
        return new DuebyException(status, message);
    }
  }

  /** Throws unless the status is OK. */
  static void need(int status, String what) {
    if (status != Status.OK.number()) {
      throw of(status, what);
    }
  }

  /** Throws if a string could not be read as the kind of text given as a DUEBY_WRITTEN_... constant. */
  static void needText(int status, int kind, String text) {
    if (status == Status.TEXT.number()) {
      throw new BadValueException(Status.TEXT, Names.problem(kind, text));
    }
  }
}
