package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** The state of something that is or was due. */
public enum State implements Coded {
  /** Not due yet. */
  OPEN,
  /** Due within a few days. */
  DUE_SOON,
  /** Not done, and its due day has passed. */
  OVERDUE,
  /** Done in time. */
  MET,
  /** Done late. */
  MET_LATE,
  /** Ended after its due day without being done. */
  MISSED,
  /** No longer needed before it was due. */
  ENDED,
  /** Cannot be known. */
  NOT_COMPUTABLE;

  private static final State[] VALUES = values();

  static State of(int number) {
    return VALUES[number];
  }

  int number() {
    return ordinal();
  }

  @Override
  public String code() {
    return Native.text(Engine.code_name(EngineConstants.DUEBY_CODE_STATE, number()));
  }
}
