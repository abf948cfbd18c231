package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** How to move a last day that is not a working day. */
public enum Roll implements Coded {
  /** The last day stays as it is. */
  NONE,
  /** The last day moves to the next working day. */
  NEXT,
  /** The last day moves to the previous working day. */
  PREVIOUS,
  /** A last day on a Sunday or public holiday moves to noon on the next day that is neither (Children Act 1989, section 45(2)). */
  NOON;

  private static final Roll[] VALUES = values();

  static Roll of(int number) {
    return VALUES[number];
  }

  int number() {
    return ordinal();
  }

  @Override
  public String code() {
    return Native.text(Engine.code_name(EngineConstants.DUEBY_CODE_ROLL, number()));
  }
}
