package dueby;

import dueby.engine.Engine;
import dueby.engine.EngineConstants;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One child, carer or worker.
 *
 * @param name your own name for it
 * @param events the events of the case, in any order
 * @param columns other values to carry along by name, such as its team; a value is null if there is none
 * @param badRows the number of its rows that could not be read; if this is not 0, the case needs checking
 * @param firstBadLine the number of the first of these rows, as in {@link Event#row}, or its line in a file; 0 if it is not known
 * @param unread the bad rows whose event is known, or that may be any event; no line is shown as late because of them
 */
public record Case(String name, List<Event> events, Map<String, String> columns, long badRows, long firstBadLine,
    List<UnreadRow> unread) {
  /**
   * Makes a case. Events, columns and rows are copied.
   *
   * @param name your own name for it
   * @param events the events of the case, in any order
   * @param columns other values to carry along by name, such as its team; a value is null if there is none
   * @param badRows the number of its rows that could not be read; if this is not 0, the case needs checking
   * @param firstBadLine the number of the first of these rows, as in {@link Event#row}, or its line in a file; 0 if it is not known
   * @param unread the bad rows whose event is known, or that may be any event
   */
  public Case {
    Names.given(name, "name");
    events = Native.copy("events", events);
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(Names.given(columns, "columns")));
    Native.copy("the names of columns", columns.keySet());
    columns.forEach((column, value) -> Names.text(value, "columns[" + column + "]"));
    Names.refuseFields(columns.keySet(), Engine::line_field);
    if (badRows < 0 || badRows > Integer.MAX_VALUE) {
      throw Names.refused("badRows: " + badRows, EngineConstants.DUEBY_REFUSAL_NUMBER, "0 to " + Integer.MAX_VALUE);
    }
    Native.row("firstBadLine", firstBadLine);
    unread = Native.copy("unread", unread);
  }

  /**
   * Makes a case with no {@code unread} rows.
   *
   * @param name your own name for it
   * @param events the events of the case, in any order
   * @param columns other values to carry along by name, such as its team; a value is null if there is none
   * @param badRows the number of its rows that could not be read; if this is not 0, the case needs checking
   * @param firstBadLine the number of the first of these rows, as in {@link Event#row}, or its line in a file; 0 if it is not known
   */
  public Case(String name, List<Event> events, Map<String, String> columns, long badRows, long firstBadLine) {
    this(name, events, columns, badRows, firstBadLine, List.of());
  }

  /**
   * Makes a case.
   *
   * @param name your own name for it
   * @param events the events of the case, in any order
   */
  public Case(String name, List<Event> events) {
    this(name, events, Map.of(), 0, 0, List.of());
  }
}
