package dueby;

/**
 * The effect that a hypothetical event would have on a line.
 *
 * @param kind the kind of effect
 * @param name the name of the case
 * @param duty the duty
 * @param text the effect in words, with when the duty falls due next
 * @param json the fields of the command's {@code worklist --what-if} as a JSON object
 */
public record Effect(EffectKind kind, String name, String duty, String text, String json) {
  /** Returns the text. */
  @Override
  public String toString() {
    return text;
  }
}
