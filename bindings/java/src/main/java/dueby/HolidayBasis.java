package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** Who made a day a holiday. */
public enum HolidayBasis implements Coded {
  /** The 1971 Act. */
  STATUTE,
  /** A royal proclamation. */
  PROCLAMATION,
  /** Common law. */
  COMMON_LAW,
  /** In place of a holiday at the weekend. */
  SUBSTITUTE,
  /** Listed by mistake, and withdrawn later. */
  ERROR,
  /** Your own list. */
  FILE,
  /** You added it. */
  ADDED,
  /** You are closed on it. */
  CLOSURE;

  private static final HolidayBasis[] VALUES = values();

  static HolidayBasis of(int number) {
    return VALUES[number - 1];
  }

  int number() {
    return ordinal() + 1;
  }

  @Override
  public String code() {
    return Native.text(Engine.code_name(EngineConstants.DUEBY_CODE_BASIS, number()));
  }
}
