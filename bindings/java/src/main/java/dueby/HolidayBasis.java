package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** Says who made a day a holiday. */
public enum HolidayBasis implements Coded {
  /** A bank holiday set by the 1971 Act. */
  STATUTE,
  /** A bank holiday set by royal proclamation. */
  PROCLAMATION,
  /** A holiday by common law. */
  COMMON_LAW,
  /** A bank holiday in place of one at the weekend. */
  SUBSTITUTE,
  /** A day that was listed by mistake, and withdrawn later. */
  ERROR,
  /** A day from your own list. */
  FILE,
  /** A bank holiday that you added. */
  ADDED,
  /** A day on which your organisation is shut. */
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
