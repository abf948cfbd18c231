package dueby;

/** Thrown for an unknown rule, profile, event, tag, division or column. The message suggests the most similar known name, if
 * any. */
public final class UnknownNameException extends DuebyException {
  private static final long serialVersionUID = 1;

  UnknownNameException(String message) {
    super(Status.NOT_FOUND, message);
  }
}
