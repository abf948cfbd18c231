package dueby;

import java.util.List;

/**
 * The working of an answer, in English.
 *
 * @param parts its parts, for callers with a layout of their own
 * @param text the whole as text
 * @param summary a few lines of it, without the days
 */
public record Explanation(List<Part> parts, String text, String summary) {
  /**
   * An explanation; the parts are copied.
   *
   * @param parts its parts, for callers with a layout of their own
   * @param text the whole as text
   * @param summary a few lines of it, without the days
   */
  public Explanation {
    parts = List.copyOf(parts);
  }

  /** The whole as text. */
  @Override
  public String toString() {
    return text;
  }
}
