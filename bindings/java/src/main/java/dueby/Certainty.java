package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** How certain the calendar is of a day. */
public enum Certainty implements Coded {
  /** Up to the date of the official list of bank holidays. */
  CONFIRMED,
  /** In the later years of the official list, or in your own. */
  LISTED,
  /** Predicted by the rules of the 1971 Act: not announced. */
  PROJECTED;

  private static final Certainty[] VALUES = values();

  static Certainty of(int number) {
    return VALUES[number];
  }

  int number() {
    return ordinal();
  }

  @Override
  public String code() {
    return Native.text(Engine.code_name(EngineConstants.DUEBY_CODE_CERTAINTY, number()));
  }
}
