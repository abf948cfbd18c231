package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;

/** Kinds of {@link Effect}. */
public enum EffectKind implements Coded {
  /** The event meets the line, in time or late, as the state of the line says. */
  MEETS,
  /** The event lacks something that the duty needs, so the line stays open. */
  NOT_COUNTED,
  /** After the event the line is no longer needed, or was never done. */
  ENDS,
  /** The line is due because of the event. */
  STARTS;

  private static final EffectKind[] VALUES = values();

  static EffectKind of(int number) {
    return VALUES[number - 1];
  }

  @Override
  public String code() {
    return Native.text(Engine.code_name(EngineConstants.DUEBY_CODE_EFFECT, ordinal() + 1));
  }
}
