package dueby;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One child, carer or worker.
 *
 * @param name by which you know it
 * @param events what happened, in any order
 * @param columns what is carried with it, such as its team: values by name
 * @param badRows how many of its rows could not be read; if there are any, it needs checking
 * @param firstBadLine the line of the first of them; 0: none
 */
public record Case(String name, List<Event> events, Map<String, String> columns, long badRows, long firstBadLine) {
  /**
   * A case; events and columns are copied.
   *
   * @param name by which you know it
   * @param events what happened, in any order
   * @param columns what is carried with it, such as its team: values by name
   * @param badRows how many of its rows could not be read; if there are any, it needs checking
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
   * @param name by which you know it
   * @param events what happened, in any order
   */
  public Case(String name, List<Event> events) {
    this(name, events, Map.of(), 0, 0);
  }
}
