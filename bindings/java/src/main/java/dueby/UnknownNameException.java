package dueby;

/** There is no such rule, profile, event, tag, division or column. The message names the nearest known one, if one is near. */
public final class UnknownNameException extends DuebyException {
  private static final long serialVersionUID = 1;

  UnknownNameException(String message) {
    super(Status.NOT_FOUND, message);
  }
}
