package dueby;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One child, carer or worker.
 *
 * @param name your own name for it
 * @param events its events, in any order
 * @param columns other values to carry along by name, such as its team
 * @param badRows the number of its rows that could not be read; if it is not 0, the case needs checking
 * @param firstBadLine the line of the first of them; 0: none
 */
public record Case(String name, List<Event> events, Map<String, String> columns, long badRows, long firstBadLine) {
  /**
   * A case; events and columns are copied.
   *
   * @param name your own name for it
   * @param events its events, in any order
   * @param columns other values to carry along by name, such as its team
   * @param badRows the number of its rows that could not be read; if it is not 0, the case needs checking
   * @param firstBadLine the line of the first of them; 0: none
   */
  public Case {
    Objects.requireNonNull(name, "name");
    events = List.copyOf(events);
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /**
   * A case.
   *
   * @param name your own name for it
   * @param events its events, in any order
   */
  public Case(String name, List<Event> events) {
    this(name, events, Map.of(), 0, 0);
  }
}
