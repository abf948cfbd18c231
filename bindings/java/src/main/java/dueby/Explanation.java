package dueby;

import java.util.List;

/**
 * Explains in English how an answer was worked out.
 *
 * @param parts its parts, for callers with a layout of their own
 * @param text the whole as text
 * @param summary the explanation in a few lines, without the days
 */
public record Explanation(List<Part> parts, String text, String summary) {
  /**
   * Makes an explanation. The parts are copied.
   *
   * @param parts its parts, for callers with a layout of their own
   * @param text the whole as text
   * @param summary the explanation in a few lines, without the days
   */
  public Explanation {
    parts = List.copyOf(parts);
  }

  /** The whole explanation as text. */
  @Override
  public String toString() {
    return text;
  }
}
