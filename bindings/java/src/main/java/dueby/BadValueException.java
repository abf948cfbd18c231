package dueby;

/** Thrown if a span, a date or another value is not what was expected. */
public final class BadValueException extends DuebyException {
  private static final long serialVersionUID = 1;

  BadValueException(Status status, String message) {
    super(status, message);
  }
}
