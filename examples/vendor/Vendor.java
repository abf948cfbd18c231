import dueby.Calendar;
import dueby.Case;
import dueby.Event;
import dueby.Item;
import dueby.Line;
import dueby.MeasureBasis;
import dueby.Profile;
import dueby.RunOptions;
import dueby.State;
import dueby.SummaryRow;
import dueby.When;
import dueby.Worklist;
import dueby.WorklistOptions;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The task in README.md, in Java: {@code java -cp dueby.jar Vendor.java}. */
public final class Vendor {
  private static final int CASES = 100;
  private static final LocalDate DAY_0 = LocalDate.of(2026, 1, 1);
  private static final LocalDate AS_AT = LocalDate.of(2026, 6, 30);
  private static final List<String> RECORDED = List.of("birth", "referral.received", "assessment.completed", "strategy_discussion.held",
      "visit.made", "icpc.held", "cp_plan.started", "core_group.held", "rcpc.held", "cp_plan.ended");

  /** exampleshire.yaml */
  private static final String YAML = """
      profile: exampleshire
      title: "Exampleshire Council (fictional): an example, not the standards of any council"
      extends: england
      document: {title: Practice Standards for Children's Social Care, version: V1, date: 2025-09, read_on: 2026-01-05}
      authority: local
      rules:
        - id: assessment.single
          title: single assessment
          trigger: referral.received
          due: assessment.completed
          within: 35 working days
          ends: [referral.no_further_action]
          force: should
          source: {section: "1.2", checked: primary}
        - id: s47.child_seen
          title: child seen after the strategy discussion
          trigger: strategy_discussion.held
          due: visit.made
          within: 24 hours
          needs: [alone or alone_excused]
          ends: [s47.not_required]
          force: must
          source: {section: "2.1", checked: primary}
        - id: cp.visit
          title: child protection visit
          trigger: cp_plan.started
          due: visit.made
          schedule: [{every: 10 working days}]
          needs: [alone or alone_excused]
          ends: [cp_plan.ended]
          force: must
          source: {section: "2.4", checked: primary}
      """;

  private Vendor() {}

  /* ---- cases ---- */

  private static LocalDate day(int number) {
    return DAY_0.plusDays(number);
  }

  private static Event onDay(String type, int day) {
    return Event.of(type, day(day));
  }

  private static Event atTime(String type, int day, int hour, int minute) {
    return Event.of(type, day(day).atTime(hour, minute));
  }

  private static Event aloneIf(boolean alone, Event visit) {
    return alone ? visit.tagged("alone") : visit;
  }

  private static void addPlan(List<Event> events, int n, int start) {
    events.add(onDay("cp_plan.started", start));
    events.add(onDay("core_group.held", start + 10 + n % 9));
    events.add(onDay("core_group.held", start + 45 + n % 9));
    for (int visit = 1; visit <= (n % 12 == 0 ? 3 : 19); visit++) {
      events.add(aloneIf((n + visit) % 8 != 0, onDay("visit.made", start + visit * (9 + n % 7))));
    }
    events.add(onDay("rcpc.held", start + 80 + n % 20));
    if (n % 18 == 0) {
      events.add(onDay("cp_plan.ended", start + 60));
    }
  }

  private static void addEnquiry(List<Event> events, int n, int discussed) {
    int conference = discussed + 12 + 5 * n % 16;
    events.add(atTime("strategy_discussion.held", discussed, 9 + n % 8, 30));
    events.add(aloneIf(n % 4 != 0, atTime("visit.made", discussed + n % 2, 10 + n % 6, 15)));
    events.add(onDay("icpc.held", conference));
    if (n % 6 == 0) {
      addPlan(events, n, conference);
    }
  }

  private static Case makeCase(int n) {
    int referral = 37 * n % 180;
    List<Event> events = new ArrayList<>();
    events.add(Event.of("birth", LocalDate.of(2012, 3, 4).plusDays(29 * n)));
    events.add(onDay("referral.received", referral));
    if (n % 10 != 9) {
      events.add(onDay("assessment.completed", referral + 30 + 7 * n % 40));
    }
    if (n % 3 == 0) {
      addEnquiry(events, n, referral + 2);
    }
    Predicate<Event> hasHappened = event -> !event.when().date().isAfter(AS_AT);
    return new Case(String.valueOf(4001 + n), events.stream().filter(hasHappened).toList());
  }

  /* ---- what is due ---- */

  private static void print(String... fields) {
    System.out.print(String.join("\t", fields) + "\n");
  }

  private static void printList(List<Item> items) {
    print("case", "duty", "occurrence", "due", "state", "governed_by");
    for (Item item : items) {
      Line line = item.line();
      if (line == null) {
        continue; // rows that could not be read: these cases have none
      }
      print(item.ofCase().name(), line.duty(), String.valueOf(line.occurrence()), new When(line.due(), line.dueTime()).toString(),
          line.state().code(), line.governedBy());
    }
  }

  private static void printInTime(Worklist worklist) {
    List<SummaryRow> rows = worklist.summary(MeasureBasis.DUE, null, null, null);
    print("\nduty", "in_time", "counted");
    for (String duty : List.of("assessment.single", "cp.conference.initial", "cp.visit")) {
      rows.stream().filter(row -> row.duty().equals(duty))
          .forEach(row -> print(duty, String.valueOf(row.good()), String.valueOf(row.counted())));
    }
  }

  public static void main(String[] arguments) {
    System.setOut(new java.io.PrintStream(System.out, true, StandardCharsets.UTF_8));
    List<Case> cases = new ArrayList<>();
    for (int n = 0; n < CASES; n++) {
      cases.add(makeCase(n));
    }
    WorklistOptions options = WorklistOptions.of(RunOptions.asAt(AS_AT).recorded(RECORDED)).states(State.OVERDUE, State.DUE_SOON);
    try (Profile profile = Profile.fromYaml(YAML);
        Calendar england = Calendar.of("england-and-wales");
        Calendar calendar = england.withClosures(List.of(LocalDate.of(2026, 5, 26)), "Offices closed");
        Worklist worklist = Worklist.of(profile, calendar, options)) {
      int events = cases.stream().mapToInt(one -> one.events().size()).sum();
      print(profile.title());
      print(CASES + " cases, " + events + " events, as at " + AS_AT + "\n");
      cases.forEach(worklist::add);
      List<Item> items = worklist.sort().items();
      printList(items);
      printInTime(worklist);
      System.out.print("\n" + items.get(items.size() - 1).line().explanation());
    }
  }
}
