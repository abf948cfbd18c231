package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** Who a duty is about. */
public enum Subject implements Coded {
  /** The duty is about a child. */
  CHILD,
  /** The duty is about a carer. */
  CARER,
  /** The duty is about a worker. */
  WORKER,
  /** The duty is about an authority or another body. */
  BODY;

  private static final Subject[] VALUES = values();

  static Subject of(int number) {
    return VALUES[number - 1];
  }

  int number() {
    return ordinal() + 1;
  }

  @Override
  public String code() {
    return Native.text(Engine.code_name(EngineConstants.DUEBY_CODE_SUBJECT, number()));
  }
}
