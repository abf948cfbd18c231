package dueby;

import java.util.List;

/**
 * Explains in English how an answer was worked out.
 *
 * @param parts the parts of the explanation, for callers with their own layout
 * @param text the whole explanation as text
 * @param summary the explanation in a few lines, without the days
 */
public record Explanation(List<Part> parts, String text, String summary) {
  /**
   * Makes an explanation. The parts are copied.
   *
   * @param parts the parts of the explanation, for callers with their own layout
   * @param text the whole explanation as text
   * @param summary the explanation in a few lines, without the days
   */
  public Explanation {
    parts = List.copyOf(parts);
  }

  /** Returns the whole explanation as text. */
  @Override
  public String toString() {
    return text;
  }
}
