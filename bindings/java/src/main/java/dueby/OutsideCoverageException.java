package dueby;

/** Thrown for a day that the calendar does not cover. */
public final class OutsideCoverageException extends DuebyException {
  private static final long serialVersionUID = 1;

  OutsideCoverageException(String message) {
    super(Status.COVERAGE, message);
  }
}
