package dueby;

/** A value that has a code in data: {@code met_late} for {@link State#MET_LATE}. */
public interface Coded {
  /**
   * The code.
   *
   * @return as the command prints it; "" where it prints nothing
   */
  String code();
}
