package dueby;

import static dueby.engine.EngineConstants.*;

/**
 * A line of a case on a worklist, or its rows that could not be read. Its messages need the worklist.
 */
public final class Item {
  private final Worklist worklist;
  private final long index;
  private final Case of;
  private final Line line;

  Item(Worklist worklist, long index, Case of, Line line) {
    this.worklist = worklist;
    this.index = index;
    this.of = of;
    this.line = line;
  }

  /**
   * The case that the item belongs to.
   *
   * @return the case as it was added
   */
  public Case of() {
    return of;
  }

  /**
   * The line of the case.
   *
   * @return the line; null if the item stands for rows that could not be read
   */
  public Line line() {
    return line;
  }

  /**
   * The state.
   *
   * @return the state
   */
  public State state() {
    return line == null ? State.NOT_COMPUTABLE : line.state();
  }

  /**
   * The item's duty in words.
   *
   * @return for example "3rd visit to a looked-after child, P1"
   */
  public String title() {
    return worklist.text(index, DUEBY_ITEM_DUTY);
  }

  /**
   * The state in words.
   *
   * @return for example "Overdue by 3 working days"
   */
  public String words() {
    return worklist.text(index, DUEBY_ITEM_STATE);
  }

  /**
   * When the item is due, in words.
   *
   * @return for example "Tuesday 21 April 2026"; "" if there is no date
   */
  public String dueWords() {
    return worklist.text(index, DUEBY_ITEM_DUE);
  }

  /**
   * Says why there is no date, which action does not count, or which rows could not be read.
   *
   * @return the reason; "" if there is none of these
   */
  public String reasonText() {
    return worklist.text(index, DUEBY_ITEM_REASON);
  }

  /**
   * Returns the fields of the command's {@code worklist} as JSON (schema/line.schema.json).
   *
   * @return an object
   */
  public String toJson() {
    return worklist.json(index);
  }
}
