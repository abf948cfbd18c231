package dueby;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Runs the test cases of tests/rules/vectors.csv, like the C tests: at least one date for every rule. */
class RulesTest {
  private static final Map<Status, String> WHY = Map.of(Status.COVERAGE, "outside coverage", Status.NOT_IN_FORCE, "not in force",
      Status.NO_TIME, "no time", Status.NOT_STATED, "not stated", Status.FACT, "needs", Status.NO_RULE, "does not apply");

  private final Calendar calendar = Calendar.of("england-and-wales");
  private final Map<String, Profile> profiles = new HashMap<>();
  private final Map<String, Query> queries = new HashMap<>();

  private Profile profile(String name) {
    return profiles.computeIfAbsent(name, Profile::builtIn);
  }

  private Query query(Map<String, String> row) {
    return queries.computeIfAbsent(row.get("profile") + " " + row.get("address"),
        key -> Query.of(profile(row.get("profile")), calendar, row.get("address")));
  }

  /**
   * Selects the rows whose address means a single rule, so that C's answer for the rule is also the query's answer. An address with
   * a name does. An address without one does if no other rule of its profile has that duty.
   */
  private List<Map<String, String>> rowsOfOneRule() {
    Map<String, Long> rules = new HashMap<>();
    Set<String> read = Csv.rows("tests/rules/vectors.csv").stream().map(row -> row.get("profile")).collect(Collectors.toSet());
    for (String name : read) {
      profile(name).rules().stream().filter(rule -> !rule.isAlternative()).map(rule -> rule.address()).distinct()
          .forEach(address -> rules.merge(name + " " + address.replaceFirst("/.*", ""), 1L, Long::sum));
    }
    return Csv.rows("tests/rules/vectors.csv").stream()
        .filter(row -> row.get("address").matches(".*[/~].*") || rules.get(row.get("profile") + " " + row.get("address")) == 1).toList();
  }

  private static LocalDate day(String text) {
    return text.isEmpty() ? null : LocalDate.parse(text);
  }

  private static Event trigger(Map<String, String> row) {
    Event trigger = Event.trigger(When.parse(row.get("trigger_at")));
    trigger = row.get("tags").isEmpty() ? trigger : trigger.tagged(row.get("tags").split(";"));
    return row.get("agreed").isEmpty() ? trigger : trigger.agreed(Span.parse(row.get("agreed")));
  }

  @Test
  void everyRule() {
    List<String> wrong = new ArrayList<>();
    List<Map<String, String>> rows = rowsOfOneRule();
    for (Map<String, String> row : rows) {
      Facts facts = Facts.NONE.born(day(row.get("born"))).since(day(row.get("since")));
      String due;
      String opens = "";
      try {
        Deadline deadline = query(row).due(trigger(row), facts);
        due = new When(deadline.due(), deadline.dueTime()).toString();
        opens = deadline.opens() == null ? "" : deadline.opens().toString();
        if (!row.get("met").isEmpty()) {
          assertEquals(row.get("state"), deadline.check(Outcome.met(When.parse(row.get("met")))).state().code(), row.toString());
        }
      } catch (DuebyException none) {
        due = WHY.get(none.status());
      }
      if (!due.equals(row.get("due")) && !due.substring(0, Math.min(10, due.length())).equals(row.get("due"))
          || !opens.equals(row.get("opens"))) {
        wrong.add(row.get("address") + " " + row.get("trigger_at") + ": " + due + " " + opens);
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(rows.size() > 1000, rows.size() + " rows");
  }

  /** Computes the same dates in columns, for rules that need only the trigger's day. */
  @Test
  void everyRuleAsAColumn() {
    Map<Query, List<Map<String, String>>> byRule = new LinkedHashMap<>();
    for (Map<String, String> row : rowsOfOneRule()) {
      if (row.get("tags").isEmpty() && row.get("born").isEmpty() && row.get("since").isEmpty() && row.get("agreed").isEmpty()
          && row.get("trigger_at").length() == 10) {
        byRule.computeIfAbsent(query(row), key -> new ArrayList<>()).add(row);
      }
    }
    int compared = 0;
    for (Map.Entry<Query, List<Map<String, String>>> one : byRule.entrySet()) {
      int[] days = one.getValue().stream().mapToInt(row -> (int) day(row.get("trigger_at")).toEpochDay()).toArray();
      DueColumns due = one.getKey().dueColumns(days);
      for (int row = 0; row < days.length; row++) {
        String expected = one.getValue().get(row).get("due");
        String answer = due.due(row).map(LocalDate::toString).orElseGet(() -> "none");
        if (due.status(row) != Status.OK) {
          answer = WHY.get(due.status(row));
        }
        assertEquals(expected, answer, one.getValue().get(row).toString());
        compared++;
      }
      assertEquals(java.util.Arrays.toString(due.days()), java.util.Arrays.toString(one.getKey().dueDays(days)));
    }
    assertTrue(compared > 700, compared + " rows");
  }
}
