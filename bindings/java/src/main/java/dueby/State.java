package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** The state of something that is or was due. */
public enum State implements Coded {
  /** The action is not due yet. */
  OPEN,
  /** The action is due within a few days. */
  DUE_SOON,
  /** The action was not done, and its due day has passed. */
  OVERDUE,
  /** The action was done in time. */
  MET,
  /** The action was done late. */
  MET_LATE,
  /** The duty ended after its due day, and was never done. */
  MISSED,
  /** The duty ended before it was due, and was not done. */
  ENDED,
  /** The date or the state cannot be known, or the source sets no time limit: the reason says which. */
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
