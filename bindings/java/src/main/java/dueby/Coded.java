package dueby;

/** A value with a code used in data files: {@code met_late} for {@link State#MET_LATE}. */
public interface Coded {
  /**
   * The code of this value.
   *
   * @return the code as the command prints it; "" where it prints nothing
   */
  String code();
}
