package dueby;

import static dueby.engine.EngineConstants.*;

/**
 * A line of a case on a worklist, or its rows that could not be read. Texts and JSON need the worklist to be open.
 */
public final class Item {
  private final Worklist worklist;
  private final long index;
  private final Case ofCase;
  private final Line line;

  Item(Worklist worklist, long index, Case ofCase, Line line) {
    this.worklist = worklist;
    this.index = index;
    this.ofCase = ofCase;
    this.line = line;
  }

  /**
   * The case that the item belongs to.
   *
   * @return the case as it was added
   */
  public Case ofCase() {
    return ofCase;
  }

  /**
   * The line of the case.
   *
   * @return the line; null if the item is about rows that could not be read
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
   * Why there is no date, which action does not count, or which rows could not be read.
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

  /** Returns the case with its line, such as "7, cp.visit 3: 2026-04-21, overdue". Does not need the worklist. */
  @Override
  public String toString() {
    return ofCase.name() + ", " + (line == null ? "rows that could not be read" : line.toString());
  }
}
