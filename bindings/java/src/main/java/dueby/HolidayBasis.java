package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** Why a day is a holiday. */
public enum HolidayBasis implements Coded {
  /** A bank holiday set by the 1971 Act. */
  STATUTE,
  /** A bank holiday set by royal proclamation. */
  PROCLAMATION,
  /** A holiday by common law. */
  COMMON_LAW,
  /** A bank holiday that replaces one at a weekend. */
  SUBSTITUTE,
  /** A day that was listed by mistake and later withdrawn. */
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
