package dueby;

import java.util.Optional;

/**
 * Thrown if there is no date: the source sets no time limit, no version is in force, no rule applies, or a fact about the case is
 * missing. The message says which, in plain English.
 */
public final class NotComputableException extends DuebyException {
  private static final long serialVersionUID = 1;

  /** The reason as data; null if the call returned only a status. */
  private final transient Failure failure;

  NotComputableException(Status status, String message, Failure failure) {
    super(status, message);
    this.failure = failure;
  }

  /**
   * Returns why there is no date, as data.
   *
   * @return the reason; empty if only the status is known, or if the exception was serialised
   */
  public Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }
}
