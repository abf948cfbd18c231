package dueby;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes events from the rows of a file of tests/ or examples/, with tags as docs/worklist.md defines them.
 */
final class Caseload {
  private static final Set<String> OWN = Set.of("case", "event", "at", "ref", "tags");

  private final Profile profile;
  private final Map<String, List<Event>> events = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> columns = new LinkedHashMap<>();
  private final Map<String, List<Integer>> badLines = new LinkedHashMap<>();
  private final Map<String, String> latest = new HashMap<>();
  final Set<String> recorded = new LinkedHashSet<>();

  Caseload(Profile profile, String path) {
    this.profile = profile;
    int line = 1; // skips the header
    for (Map<String, String> row : Csv.rows(path)) {
      line++;
      String name = row.get("case");
      events.computeIfAbsent(name, key -> new ArrayList<>());
      Map<String, String> carried = columns.computeIfAbsent(name, key -> new LinkedHashMap<>());
      row.forEach((column, value) -> {
        if (!OWN.contains(column)) {
          carry(name + " " + column, row.get("at"), column, value, carried);
        }
      });
      try {
        read(row, events.get(name));
      } catch (BadValueException bad) {
        badLines.computeIfAbsent(name, key -> new ArrayList<>()).add(line);
      }
    }
  }

  /** Uses the value of the latest row that has one. The order of rows with the same time does not matter. */
  private void carry(String key, String at, String column, String value, Map<String, String> carried) {
    carried.putIfAbsent(column, "");
    String found = at + " " + value;
    if (!value.isEmpty() && found.compareTo(latest.getOrDefault(key, "")) > 0) {
      carried.put(column, value);
      latest.put(key, found);
    }
  }

  private void read(Map<String, String> row, List<Event> to) {
    When when = When.parse(row.get("at").replaceFirst("T00:00(:00)?$", "")); // midnight in a file means that the time is unknown
    Event event = Event.of(row.get("event"), when);
    event = row.getOrDefault("ref", "").isEmpty() ? event : event.ref(row.get("ref"));
    List<String> tags = new ArrayList<>();
    for (String tag : row.getOrDefault("tags", "").split(";")) {
      String[] agreed = tag.split("=");
      if (agreed.length == 2 && agreed[0].equals("agreed")) {
        event = event.agreed(Span.parse(agreed[1]));
      } else if (agreed.length == 2) {
        String duty = agreed[0].substring("agreed.".length());
        if (profile.duties().contains(duty)) {
          to.add(Event.agreement(duty, when.date(), Span.parse(agreed[1])).ref(event.ref()));
        }
      } else if (profile.tags().contains(tag)) {
        tags.add(tag);
      }
    }
    to.add(event.tagged(tags.toArray(String[]::new)));
    recorded.add(row.get("event"));
  }

  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    events.forEach((name, happened) -> {
      List<Integer> bad = badLines.getOrDefault(name, List.of());
      cases.add(new Case(name, happened, columns.get(name), bad.size(), bad.isEmpty() ? 0 : bad.get(0)));
    });
    return cases;
  }
}
