package dueby;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class WorklistTest {
  private static final LocalDate AS_AT = LocalDate.of(2026, 10, 31);

  private static List<String> command(String... arguments) throws IOException, InterruptedException {
    String command = System.getProperty("dueby.command", "");
    Assumptions.assumeFalse(command.isEmpty(), "no -Ddueby.command");
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(arguments));
    Process process = new ProcessBuilder(words).directory(Csv.root().toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text.lines().toList();
  }

  /** Checks that the lines made from examples/events.csv are the same as the command's, in the same order. */
  @Test
  void examplesAsTheCommandHasThem() throws IOException, InterruptedException {
    List<String> expected = command("worklist", "examples/events.csv", "--as-at", AS_AT.toString(), "--profile", "barnet", "--format",
        "json").stream().filter(line -> line.startsWith("  {\"case\":")).map(line -> line.strip().replaceFirst("}[],}]*$", "}")).toList();
    try (Profile profile = Profile.builtIn("barnet"); Calendar calendar = Calendar.of("england-and-wales")) {
      Caseload caseload = new Caseload(profile, "examples/events.csv");
      RunOptions run = RunOptions.asAt(AS_AT).recorded(caseload.recorded);
      try (Worklist worklist = Worklist.of(profile, calendar, WorklistOptions.of(run))) {
        caseload.cases().forEach(worklist::add);
        List<String> found = worklist.sort().items().stream().map(Item::toJson).toList();
        assertTrue(expected.size() > 3000, expected.size() + " lines");
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
          assertEquals(expected.get(i), found.get(i), "line " + i);
        }
        assertEquals(expected.size(), found.size());
      }
    }
  }

  private static List<String> commandLines(String... arguments) throws IOException, InterruptedException {
    return command(arguments).stream().filter(line -> line.startsWith("  {\"case\":")).map(line -> line.strip().replaceFirst("}[],}]*$", "}"))
        .toList();
  }

  /** Reads a census (as at its reference date), an SSDA903 return in several files, and a file of events. The lines must match the
   * command's. */
  @Test
  void filesAsTheCommandHasThem() throws IOException, InterruptedException {
    try (Profile england = Profile.builtIn("england"); Profile barnet = Profile.builtIn("barnet");
        Calendar calendar = Calendar.of("england-and-wales")) {
      try (Worklist census = Worklist.ofFiles(england, calendar, WorklistOptions.of(RunOptions.asAtReferenceDate()),
          Csv.root().resolve("examples/cin.xml"))) {
        assertEquals(commandLines("worklist", "examples/cin.xml", "--format", "json"), json(census));
        assertEquals(LocalDate.of(2026, 3, 31), census.asAt().date());
        assertEquals(LocalDate.of(2026, 3, 31), census.recordedTo());
        assertEquals("Read as children in need census (cin): 1 file. Checked at its reference date, Tuesday 31 March 2026",
            census.notes().get(0));
        assertTrue(census.notes().size() > 1);
      }
      Path folder = Csv.root().resolve("tests/returns/ssda903");
      List<String> names = List.of("header", "episodes", "reviews", "missing");
      List<String> arguments = new ArrayList<>(List.of("worklist"));
      names.forEach(name -> arguments.add("tests/returns/ssda903/" + name + ".csv"));
      arguments.addAll(List.of("--as-at", "2026-03-31", "--authority", "statute", "--format", "json"));
      WorklistOptions statute = WorklistOptions.of(RunOptions.asAt(LocalDate.of(2026, 3, 31)).authorities(Set.of(Authority.STATUTE)));
      try (Worklist care = Worklist.ofFiles(england, calendar, statute,
          names.stream().map(name -> folder.resolve(name + ".csv")).toArray(Path[]::new))) {
        assertEquals(commandLines(arguments.toArray(String[]::new)), json(care));
        Diagnostic short4 = care.problems().stream().filter(one -> one.line() == 31).findFirst().orElseThrow();
        assertTrue(short4.message().endsWith("episodes: this row has 4 columns but the header has 13"), short4.message());
        assertTrue(short4.message().contains("episodes.csv: "), short4.message());
      }
      try (Worklist events = Worklist.ofFiles(barnet, calendar, WorklistOptions.asAt(AS_AT), Csv.root().resolve("examples/events.csv"))) {
        assertEquals(commandLines("worklist", "examples/events.csv", "--as-at", AS_AT.toString(), "--profile", "barnet", "--format",
            "json"), json(events));
        assertTrue(events.notes().isEmpty());
      }
    }
  }

  private static List<String> json(Worklist worklist) {
    return worklist.items().stream().map(Item::toJson).toList();
  }

  /** Checks that a case read from a file has the events, refs, tags and carried values of its rows. */
  @Test
  void aCaseOfAFileIsACase() {
    byte[] file = ("case,event,at,ref,tags,team\n7,strategy_discussion.held,2026-03-02,P \u00e9,,North\n"
        + "7,icpc.held,2026-03-05T14:30,P \u00e9,alone;agreed=2 weeks,North\n7,visit.made,soon,,,\n").getBytes(StandardCharsets.UTF_8);
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Worklist worklist = Worklist.ofFiles(profile, calendar, WorklistOptions.asAt(LocalDate.of(2026, 3, 20)), Map.of("7.csv", file))) {
      Case read = worklist.items().get(0).ofCase();
      assertEquals("7", read.name());
      assertEquals(Map.of("team", "North"), read.columns());
      assertEquals(1, read.badRows());
      assertEquals(4, read.firstBadLine());
      assertEquals(List.of(Event.of("strategy_discussion.held", LocalDate.of(2026, 3, 2)).ref("P \u00e9").row(2),
          Event.of("icpc.held", java.time.LocalDateTime.of(2026, 3, 5, 14, 30)).tagged("alone").agreed(Span.parse("2 weeks")).ref("P \u00e9")
              .row(3)), read.events());
      assertEquals(List.of(4), worklist.problems().stream().map(Diagnostic::line).toList());
      Line met = worklist.items().stream().map(Item::line).filter(line -> line != null && line.met() != null).findFirst().orElseThrow();
      assertEquals(read.events().get(1), met.met());
      assertEquals("P \u00e9", met.ref());
    }
  }

  @Test
  void filesThatCannotBeRead() {
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales")) {
      WorklistOptions options = WorklistOptions.asAt(AS_AT);
      byte[] events = "case,event,at,team\n1,visit.made,2026-03-05,North\n".getBytes(StandardCharsets.UTF_8);
      assertTrue(assertThrows(BadFileException.class,
          () -> Worklist.ofFiles(profile, calendar, options, Map.of("x.csv", new byte[] {'a'}))).getMessage().startsWith("x.csv:1: the header has 1 column"));
      assertThrows(OutsideCoverageException.class,
          () -> Worklist.ofFiles(profile, calendar, WorklistOptions.asAt(LocalDate.of(2300, 1, 1)), Map.of("x.csv", events)));
      assertThrows(BadFileException.class, () -> Worklist.ofFiles(profile, calendar, options, Map.of("x.xml", "<CIN".getBytes())));
      assertThrows(UnknownNameException.class,
          () -> Worklist.ofFiles(profile, calendar, options.where("worker", "A"), Map.of("x.csv", events)));
      assertThrows(BadValueException.class, () -> Worklist.ofFiles(profile, calendar, options, Map.of()));
      assertThrows(BadValueException.class, () -> Worklist.ofFiles(profile, calendar,
          WorklistOptions.of(RunOptions.asAtReferenceDate()), Map.of("x.csv", events)));
      for (Path wrong : List.of(Path.of("no such file.csv"), Csv.root())) { // the second is a folder
        BadFileException unopened = assertThrows(BadFileException.class, () -> Worklist.ofFiles(profile, calendar, options, wrong));
        assertEquals(wrong + ": the file cannot be read", unopened.getMessage());
        assertEquals(Status.FILE, unopened.status());
        assertTrue(unopened.getCause() instanceof java.io.IOException);
        DuebyException same = assertThrows(BadFileException.class, () -> Profile.fromFile(wrong));
        assertEquals(Status.FILE, same.status());
        assertTrue(same.getMessage().startsWith(wrong + ": "), same.getMessage());
      }
      assertThrows(NullPointerException.class, () -> Worklist.ofFiles(profile, calendar, options, (Path) null));
    }
  }

  /** Expects two findings: row 3 has a ref without a conference, and row 9 is after the as-at day. */
  @Test
  void findingsAreRecords() {
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Worklist worklist = Worklist.of(profile, calendar, WorklistOptions.of(RunOptions.asAt(LocalDate.of(2026, 4, 22))
            .only("cp.conference.initial").recorded(List.of("strategy_discussion.held"))))) {
      worklist.add(new Case("1", List.of(Event.of("strategy_discussion.held", LocalDate.of(2026, 3, 27)).row(3),
          Event.of("strategy_discussion.held", LocalDate.of(2026, 5, 1)).row(9))));
      List<Finding> findings = worklist.findings();
      assertEquals(List.of(FindingKind.RECORDED, FindingKind.NOT_RECORDED, FindingKind.LATER), findings.stream().map(Finding::kind).toList());
      assertEquals(LocalDate.of(2026, 3, 27), findings.get(0).recordedTo());
      assertEquals("icpc.held", findings.get(1).event());
      assertEquals(List.of(3L), findings.get(1).lines());
      assertEquals(1, findings.get(2).count());
      assertEquals(List.of(9L), findings.get(2).lines());
      assertEquals("later", findings.get(2).kind().code());
      assertTrue(findings.get(2).text().startsWith("1 event is dated after the day you are checking (row 9)"), findings.get(2).text());
      assertNull(findings.get(2).team());
      assertFalse(findings.get(2).moreLines());
    }
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  private static String when(Event event) {
    return event == null ? "" : event.when().toString();
  }

  private static Map<String, String> fields(Item item) {
    Line line = item.line();
    return Map.ofEntries(Map.entry("case", item.ofCase().name()), Map.entry("ref", text(line.ref())), Map.entry("rule", line.listedAs()),
        Map.entry("occurrence", text(line.occurrence())), Map.entry("trigger", line.trigger() == null ? "" : line.trigger().type()),
        Map.entry("triggered_at", when(line.trigger())), Map.entry("opens", text(line.opens())),
        Map.entry("due", line.due() == null ? "" : new When(line.due(), line.dueTime()).toString()),
        Map.entry("met_at", when(line.met())), Map.entry("state", line.state().code()), Map.entry("days_left", text(line.daysLeft())),
        Map.entry("working_days_left", text(line.workingDaysLeft())),
        Map.entry("working_days_taken", text(line.workingDaysTaken())), Map.entry("governed_by", text(line.governedBy())));
  }

  /** Reads how completely the records hold an event: latest, never, or since:2026-03-01. */
  private static Holding holding(String text) {
    return switch (text) {
      case "latest" -> Holding.LATEST;
      case "never" -> Holding.NEVER;
      default -> Holding.since(LocalDate.parse(text.substring("since:".length())));
    };
  }

  /** Stories about how dueby reads a file: midnight, and a day that cannot be read. */
  private static final Set<String> ABOUT_FILES = Set.of("rule_14_midnight", "rule_26_an_unknown_day");

  /** Compares every line of tests/vectors/stories that was worked out by hand, except where the story is about reading the file. */
  @Test
  void stories() {
    Pattern historyFrom = Pattern.compile("--history-from (\\S+)"), holds = Pattern.compile("--holds (\\S+)=(\\S+)");
    List<String> wrong = new ArrayList<>();
    int lines = 0;
    try (Calendar calendar = Calendar.of("england-and-wales")) {
      for (Map<String, String> story : Csv.rows("tests/vectors/stories/stories.csv")) {
        if (ABOUT_FILES.contains(story.get("name"))) {
          continue;
        }
        String path = "tests/vectors/stories/" + story.get("name");
        try (Profile profile = Profile.builtIn(story.get("profile"))) {
          Caseload caseload = new Caseload(profile, path + ".csv");
          RunOptions run = RunOptions.asAt(When.parse(story.get("as_at"))).recorded(caseload.recorded)
              .only(story.get("only").split(","));
          var since = historyFrom.matcher(story.get("options"));
          var held = holds.matcher(story.get("options"));
          if (since.matches()) {
            run = run.historyFrom(LocalDate.parse(since.group(1)));
          } else if (held.matches()) {
            run = run.holds(Map.of(held.group(1), holding(held.group(2))));
          } else {
            assertTrue(story.get("options").isEmpty(), story.get("options"));
          }
          try (Worklist worklist = Worklist.of(profile, calendar, WorklistOptions.of(run))) {
            caseload.cases().forEach(worklist::add);
            List<Item> items = worklist.items();
            List<Map<String, String>> expected = Csv.rows(path + ".expected.csv");
            lines += expected.size();
            if (items.size() != expected.size()) {
              wrong.add(story.get("name") + ": " + items.size() + " lines, expected " + expected.size());
              continue;
            }
            for (int i = 0; i < items.size(); i++) {
              compare(story.get("name") + " " + i, expected.get(i), items.get(i), wrong);
            }
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(lines > 150, lines + " lines");
  }

  private static void compare(String name, Map<String, String> expected, Item item, List<String> wrong) {
    fields(item).forEach((field, found) -> {
      if (!found.equals(expected.get(field))) {
        wrong.add(name + ": " + field + " is " + found + ", expected " + expected.get(field));
      }
    });
    if (!item.reasonText().contains(expected.get("reason_has"))) {
      wrong.add(name + ": the reason is " + item.reasonText());
    }
  }

  @Test
  void whatCannotBeReadIsListed() {
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Worklist worklist = Worklist.of(profile, calendar, WorklistOptions.asAt(AS_AT))) {
      worklist.add(new Case("1", List.of(), Map.of("team", "North"), 1, 5));
      Item item = worklist.items().get(0);
      assertNull(item.line());
      assertEquals("1, rows that could not be read", item.toString());
      assertEquals(State.NOT_COMPUTABLE, item.state());
      assertTrue(item.reasonText().contains("(row 5)"), item.reasonText());
      assertTrue(item.toJson().contains("\"team\":\"North\""), item.toJson());
      assertEquals(1, worklist.count(WorklistCount.CASES));
      assertFalse(worklist.disclaimer().isEmpty());
      assertFalse(worklist.findings().isEmpty());
    }
  }

  @Test
  void casesThatAreNotWantedAreLeftOut() {
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Worklist worklist = Worklist.of(profile, calendar, WorklistOptions.asAt(AS_AT).where("team", "North", "South"))) {
      List<Event> events = List.of(Event.of("strategy_discussion.held", LocalDate.of(2026, 3, 27)));
      assertTrue(worklist.add(new Case("1", events, Map.of("team", "South"), 0, 0)));
      assertFalse(worklist.add(new Case("2", events, Map.of("team", "West"), 0, 0)));
      assertEquals(1, worklist.count(WorklistCount.CASES));
      assertTrue(worklist.items().stream().allMatch(item -> item.ofCase().name().equals("1")));
    }
  }

  /** A caller who adds thousands of cases has to find the one event that is wrong. */
  @Test
  void anUnknownNameSaysInWhichCaseItIs() {
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Worklist worklist = Worklist.of(profile, calendar, WorklistOptions.asAt(AS_AT)); Timeline timeline = Timeline.of(profile, calendar)) {
      LocalDate day = LocalDate.of(2026, 3, 27);
      Map.of(Event.of("care.started", day), "case \"7\", care.started on 2026-03-27: unknown event \"care.started\"",
          Event.of("visit.made", day).tagged("alnoe").row(12), "case \"7\", row 12, visit.made on 2026-03-27: unknown tag \"alnoe\"",
          Event.agreement("cla.visti", day, Span.parse("4 weeks")), "case \"7\", agreed.cla.visti on 2026-03-27: unknown ")
          .forEach((wrong, message) -> assertStarts(message, assertThrows(UnknownNameException.class,
              () -> worklist.add(new Case("7", List.of(HELD, wrong))))));
      assertStarts("case \"7\", row 4, icpc.hold: unknown event \"icpc.hold\"", assertThrows(UnknownNameException.class,
          () -> worklist.add(new Case("7", List.of(HELD), Map.of(), 1, 4, List.of(new UnreadRow("icpc.hold", null, Set.of(), null, 4))))));
      assertStarts("case \"7\", event on 2026-03-27: ", assertThrows(IllegalArgumentException.class,
          () -> worklist.add(new Case("7", List.of(Event.trigger(When.of(day)))))));
      assertEquals(0, worklist.count(WorklistCount.CASES));
      List<Event> wrong = List.of(Event.of("care.started", day));
      assertStarts("cases[1], care.started on 2026-03-27: unknown event \"care.started\"", assertThrows(UnknownNameException.class,
          () -> timeline.runCases(List.of(List.of(HELD), wrong), RunOptions.asAt(AS_AT))));
      try (Query query = Query.of(profile, calendar, "cp.conference.initial")) {
        assertStarts("facts, care.started on 2026-03-27: unknown event \"care.started\"", assertThrows(UnknownNameException.class,
            () -> query.due(Event.trigger(When.of(day)), Facts.NONE.events(wrong))));
      }
    }
  }

  private static void assertStarts(String start, Exception thrown) {
    assertTrue(thrown.getMessage().startsWith(start), thrown.getMessage());
  }

  @Test
  void aClosedWorklistLeavesTheDataOfItsItems() {
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales")) {
      List<Item> items;
      try (Worklist worklist = Worklist.of(profile, calendar, conferences(22))) {
        worklist.add(new Case("7", List.of(HELD)));
        items = worklist.items();
      }
      assertEquals(List.of("7, cp.conference.initial 1: 2026-04-21, overdue"), items.stream().map(Item::toString).toList());
      assertEquals("Worklist is closed", assertThrows(IllegalStateException.class, items.get(0)::title).getMessage());
    }
  }

  @Test
  void optionsAsText() {
    String text = conferences(22).toDo(true).where("team", "North").toString();
    assertTrue(text.startsWith("WorklistOptions[run=RunOptions[asAt=2026-04-22, horizon=null, "), text);
    assertTrue(text.contains("only=[cp.conference.initial]") && text.contains("toDo=true") && text.contains("where=[team=North]"), text);
    assertTrue(RunOptions.asAtReferenceDate().toString().startsWith("RunOptions[asAt=reference date, "));
  }

  @Test
  void aCaseIsAddedOnce() {
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Worklist worklist = Worklist.of(profile, calendar, WorklistOptions.asAt(AS_AT))) {
      worklist.add(new Case("1", List.of(HELD)));
      worklist.add(new Case("01", List.of(HELD)));
      assertEquals("case \"1\" has already been added: add each case once, with all its events",
          assertThrows(BadValueException.class, () -> worklist.add(new Case("1", List.of()))).getMessage());
      assertEquals(2, worklist.count(WorklistCount.CASES));
    }
  }

  /** As at Wednesday 22 April 2026. The conference was due on Tuesday 21 April, 15 working days after Friday 27 March. */
  @Test
  void aTimelineHasTheLinesOfAWorklist() {
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Timeline timeline = Timeline.of(profile, calendar)) {
      RunOptions run = RunOptions.asAt(LocalDate.of(2026, 4, 22)).only("cp.conference.initial");
      List<Event> late = List.of(Event.of("strategy_discussion.held", LocalDate.of(2026, 3, 27)).ref("S 47 \u00e9"));
      List<Event> met = List.of(late.get(0), Event.of("icpc.held", LocalDate.of(2026, 4, 21)).ref("S 47 \u00e9"));
      List<Line> lines = timeline.runCases(List.of(late, met), run);
      assertEquals(2, lines.size());
      Line first = lines.get(0);
      assertEquals(LocalDate.of(2026, 4, 21), first.due());
      assertEquals(State.OVERDUE, first.state());
      assertEquals(-1, first.daysLeft());
      assertEquals("S 47 \u00e9", first.ref());
      assertEquals(late.get(0), first.trigger());
      assertNull(first.met());
      assertEquals(State.MET, lines.get(1).state());
      assertEquals(met.get(1), lines.get(1).met());
      List<Line> alone = timeline.run(met, run); // lines of an earlier run must stay valid
      try (Worklist worklist = Worklist.of(profile, calendar, WorklistOptions.of(run))) {
        worklist.add(new Case("1", late));
        worklist.add(new Case("2", met));
        List<Item> items = worklist.items();
        for (int i = 0; i < 2; i++) {
          Line one = lines.get(i);
          Line other = items.get(i).line();
          assertEquals(one.toString(), other.toString());
          assertEquals(one.words(), other.words());
          assertEquals(one.title(), other.title());
          assertEquals(one.key(), other.key());
          assertEquals(one.reasonText(), other.reasonText());
          assertEquals(one.explanation(), other.explanation());
          assertEquals(one.summary(), other.summary());
        }
        assertEquals(alone.get(0).explanation(), lines.get(1).explanation());
        List<SummaryRow> summary = worklist.summary(MeasureBasis.DUE, null, null, null);
        assertEquals(1, summary.size());
        assertEquals(1, summary.get(0).good());
        assertEquals(2, summary.get(0).counted());
        assertEquals("cp.conference.initial", summary.get(0).duty());
      }
    }
  }

  @Test
  void whatTheProfileDoesNotKnowIsSaid() {
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Timeline timeline = Timeline.of(profile, calendar)) {
      RunOptions run = RunOptions.asAt(AS_AT);
      List<Event> wrong = List.of(Event.of("visit.mad", AS_AT));
      assertEquals("visit.mad on " + wrong.get(0).when() + ": unknown event \"visit.mad\": did you mean \"visit.made\"?",
          assertThrows(UnknownNameException.class, () -> timeline.run(wrong, run)).getMessage());
      List<Event> right = List.of(Event.of("visit.made", AS_AT));
      assertThrows(UnknownNameException.class, () -> timeline.run(right, run.only("cp.visti")));
      assertThrows(UnknownNameException.class, () -> timeline.run(right, run.recorded(List.of("visti"))));
      assertThrows(UnknownNameException.class, () -> timeline.run(List.of(right.get(0).tagged("alnoe")), run));
      assertThrows(IllegalArgumentException.class, () -> timeline.run(List.of(Event.trigger(When.of(AS_AT))), run));
      assertThrows(OutsideCoverageException.class, () -> timeline.run(right, RunOptions.asAt(LocalDate.of(2300, 1, 1))));
    }
  }

  private static final LocalDate DISCUSSION = LocalDate.of(2026, 3, 27); // a conference after this event is due on 21 April 2026
  private static final Event HELD = Event.of("strategy_discussion.held", DISCUSSION).ref("P1");

  private static WorklistOptions conferences(int day) {
    return WorklistOptions.of(RunOptions.asAt(LocalDate.of(2026, 4, day)).only("cp.conference.initial"));
  }

  /** Rule 28: a line that an unreadable row may have met is not called late. Void rows, and rows with another ref, cannot meet
   * it. */
  @Test
  void unreadRowsAreNotHeldAgainstACase() {
    UnreadRow unread = UnreadRow.of("icpc.held");
    Map<UnreadRow, State> expected = Map.of(unread, State.NOT_COMPUTABLE,
        UnreadRow.ofAnyEvent(), State.NOT_COMPUTABLE,
        new UnreadRow("icpc.held", null, Set.of(), "P1", 4), State.NOT_COMPUTABLE,
        new UnreadRow("icpc.held", null, Set.of(), "P2", 4), State.OVERDUE,
        new UnreadRow("icpc.held", null, Set.of("void"), null, 4), State.OVERDUE,
        UnreadRow.of("visit.made"), State.OVERDUE,
        new UnreadRow(null, "cp.conference.initial", null, null, 4), State.NOT_COMPUTABLE,
        new UnreadRow(null, "cla.visit", null, null, 4), State.OVERDUE);
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales")) {
      expected.forEach((row, state) -> LongStream.of(1, 0).forEach(badRows -> { // 0: only one field of the row could not be read
        try (Worklist worklist = Worklist.of(profile, calendar, conferences(22))) {
          worklist.add(new Case("1", List.of(HELD, HELD.ref("P2")), Map.of(), badRows, 4, List.of(row)));
          Item item = worklist.items().stream().filter(one -> one.line() != null && one.line().ref().equals("P1")).findFirst().orElseThrow();
          assertEquals(state, item.state(), row.toString());
          if (state == State.NOT_COMPUTABLE) {
            assertEquals("depends on a row that could not be used", item.reasonText());
          }
        }
      }));
      try (Worklist worklist = Worklist.of(profile, calendar, conferences(22))) {
        assertThrows(UnknownNameException.class,
            () -> worklist.add(new Case("1", List.of(HELD), Map.of(), 1, 4, List.of(UnreadRow.of("icpc.hold")))));
      }
      byte[] file = "case,event,at\n1,strategy_discussion.held,2026-03-27\n1,icpc.held,soon\n".getBytes(StandardCharsets.UTF_8);
      try (Worklist worklist = Worklist.ofFiles(profile, calendar, conferences(22), Map.of("1.csv", file))) {
        List<UnreadRow> rows = worklist.items().get(0).ofCase().unread();
        assertEquals(List.of(new UnreadRow("icpc.held", null, Set.of(), null, 3)), rows);
      }
      byte[] any = "case,event,at\n1,strategy_discussion.held,2026-03-27\n1,,2026-04-02\n".getBytes(StandardCharsets.UTF_8);
      try (Worklist worklist = Worklist.ofFiles(profile, calendar, conferences(22), Map.of("1.csv", any))) {
        List<UnreadRow> rows = worklist.items().get(0).ofCase().unread();
        assertEquals(List.of(new UnreadRow(null, null, Set.of(), null, 3)), rows);
      }
    }
  }

  /** Between 20 and 22 April the first case became overdue, and the second was done. */
  @Test
  void whatHasChanged() {
    List<Event> met = List.of(HELD, Event.of("icpc.held", LocalDate.of(2026, 4, 21)).ref("P1"));
    try (Profile profile = Profile.builtIn("england"); Profile barnet = Profile.builtIn("barnet");
        Calendar calendar = Calendar.of("england-and-wales"); Worklist now = Worklist.of(profile, calendar, conferences(22));
        Worklist before = Worklist.of(profile, calendar, conferences(20))) {
      List.of(now, before).forEach(one -> {
        one.add(new Case("1", List.of(HELD)));
        one.add(new Case("2", met));
      });
      List<Change> changes = now.since(LocalDate.of(2026, 4, 20));
      assertEquals(List.of(ChangeKind.OVERDUE, ChangeKind.DONE), changes.stream().map(Change::kind).toList());
      assertEquals(List.of("1", "2"), changes.stream().map(Change::name).toList());
      assertEquals("cp.conference.initial", changes.get(0).duty());
      assertTrue(changes.get(0).text().startsWith("Overdue by 1 working day, due by Tuesday 21 April 2026"), changes.get(0).text());
      assertTrue(changes.get(1).json().startsWith("{\"change\":\"done\""), changes.get(1).json());
      assertEquals(changes, now.since(before));
      assertEquals(List.of(), now.since(now));
      try (Worklist other = Worklist.of(barnet, calendar, conferences(20))) {
        assertThrows(BadValueException.class, () -> now.since(other));
      }
    }
  }

  /** An older list of a later day, or made with other rules, days or options, would show changes that never happened. */
  @Test
  void whatHasChangedNeedsTheSameList() {
    RunOptions run = RunOptions.asAt(LocalDate.of(2026, 4, 20)).only("cp.conference.initial");
    try (Profile profile = Profile.builtIn("england"); Profile barnet = Profile.builtIn("barnet");
        Calendar calendar = Calendar.of("england-and-wales"); Calendar scotland = Calendar.of("scotland");
        Worklist now = Worklist.of(profile, calendar, conferences(22));
        Worklist later = Worklist.of(profile, calendar, conferences(23))) {
      String differs = "since: the older list was made differently: ";
      String isLater = differs + "asAt: 2026-04-23 in the older list, 2026-04-22 in this one, which is earlier";
      refused(BadValueException.class, isLater, () -> now.since(LocalDate.of(2026, 4, 23)));
      refused(BadValueException.class, isLater, () -> now.since(later));
      assertEquals(List.of(), later.since(now));
      record Other(String message, Profile profile, Calendar calendar, WorklistOptions options) {}
      for (Other other : List.of(
          new Other("profile: barnet in the older list, england in this one", barnet, calendar, WorklistOptions.of(run)),
          new Other("calendar: scotland in the older list, england-and-wales in this one", profile, scotland, WorklistOptions.of(run)),
          new Other("historyFrom: 2025-04-01 in the older list, not given in this one", profile, calendar,
              WorklistOptions.of(run.historyFrom(LocalDate.of(2025, 4, 1)))),
          new Other("holds icpc.held: latest in the older list, not given in this one", profile, calendar,
              WorklistOptions.of(run.holds(Map.of("icpc.held", Holding.LATEST)))),
          new Other("ignoreRefs(true) in the older list only", profile, calendar, WorklistOptions.of(run.ignoreRefs(true))),
          new Other("wholeDays(true) in the older list only", profile, calendar, WorklistOptions.of(run.wholeDays(true))),
          new Other("where team: 1 value in the older list, not given in this one", profile, calendar,
              WorklistOptions.of(run).where("team", "North")))) {
        try (Worklist older = Worklist.of(other.profile, other.calendar, other.options)) {
          refused(BadValueException.class, differs + other.message, () -> now.since(older));
        }
      }
      // a horizon adds lines that are left out, and what is listed does not matter
      try (Worklist older = Worklist.of(profile, calendar,
          WorklistOptions.of(run.horizon(LocalDate.of(2026, 6, 20))).states(State.OVERDUE).toDo(true))) {
        assertEquals(List.of(), now.since(older));
      }
    }
  }

  /** As at 20 April, a conference on the 21st would be in time, and one on the 22nd late. */
  @Test
  void whatAnEventWouldDo() {
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Worklist worklist = Worklist.of(profile, calendar, conferences(20))) {
      worklist.add(new Case("1", List.of(HELD)));
      worklist.add(new Case("2", List.of()));
      List<Effect> late = worklist.whatIf(Event.of("icpc.held", LocalDate.of(2026, 4, 22)));
      assertEquals(1, late.size());
      assertEquals(EffectKind.MEETS, late.get(0).kind());
      assertEquals("1", late.get(0).name());
      assertEquals("cp.conference.initial", late.get(0).duty());
      assertTrue(late.get(0).text().startsWith("Meets the initial child protection conference, P1, late: due by Tuesday 21 April 2026"), late.get(0).text());
      assertTrue(late.get(0).json().startsWith("{\"effect\":\"meets\""), late.get(0).json());
      Effect met = worklist.whatIf(Event.of("icpc.held", LocalDate.of(2026, 4, 21))).get(0);
      assertTrue(met.text().startsWith("Meets the initial child protection conference, P1, in time"), met.text());
      assertEquals(EffectKind.STARTS, worklist.whatIf(Event.of("strategy_discussion.held", LocalDate.of(2026, 4, 21))).get(0).kind());
      assertThrows(UnknownNameException.class, () -> worklist.whatIf(Event.of("icpc.hold", DISCUSSION)));
      assertThrows(IllegalArgumentException.class, () -> worklist.whatIf(Event.trigger(When.of(DISCUSSION))));
      assertEquals(State.DUE_SOON, worklist.items().get(0).state()); // the trial does not change the list
    }
  }

  /** A null in a column means no value. A message names any other null. */
  @Test
  void nulls() {
    Map<String, String> columns = new java.util.HashMap<>();
    columns.put("team", null);
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Worklist worklist = Worklist.of(profile, calendar, conferences(22))) {
      worklist.add(new Case("1", List.of(HELD), columns, 0, 0));
      assertTrue(worklist.items().get(0).toJson().endsWith("\"team\":null}"), worklist.items().get(0).toJson());
    }
    assertEquals("\"27/03/2026\" is written day first: write 2026-03-27",
        assertThrows(BadValueException.class, () -> When.parse("27/03/2026")).getMessage());
    assertEquals("\"3 wrokdays\" is not a length of time. Write it like \"45 working days\", \"6 weeks\", \"16 years 3 months\" or \"72 hours\"",
        assertThrows(BadValueException.class, () -> Span.parse("3 wrokdays")).getMessage());
    columns.put(null, "North");
    List<Event> events = new ArrayList<>(List.of(HELD));
    events.add(null);
    RunOptions run = RunOptions.asAt(AS_AT);
    Map.<String, org.junit.jupiter.api.function.Executable>of("events[1]: null", () -> new Case("1", events),
        "tags[0]: null", () -> HELD.tagged((String) null), "only[1]: null", () -> run.only("cp.visit", null),
        "recorded[0]: null", () -> run.recorded(java.util.Collections.singletonList(null)),
        "states[0]: null", () -> WorklistOptions.of(run).states((State) null),
        "where[0]: null", () -> WorklistOptions.of(run).where("team", (String) null),
        "holds[visit.made]: null", () -> run.holds(java.util.Collections.singletonMap("visit.made", null)))
        .forEach((message, call) -> assertEquals(message, assertThrows(NullPointerException.class, call).getMessage()));
    assertThrows(NullPointerException.class, () -> new Case("1", List.of(HELD), columns, 0, 0));
  }

  private static void refused(Class<? extends Throwable> type, String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  private static Map<String, byte[]> file(String text) {
    return Map.of("events.csv", text.getBytes(StandardCharsets.UTF_8));
  }

  /** If a column had the name of a field, the JSON would have that name twice. */
  @Test
  void columnsWithTheNameOfAField() {
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Worklist worklist = Worklist.of(profile, calendar, conferences(22))) {
      for (String name : List.of("rule", "case", "due", "governed_by")) {
        String message = "rename the column \"" + name + "\": dueby uses this name in its answer";
        refused(BadValueException.class, message, () -> new Case("1", List.of(HELD), Map.of(name, "x"), 0, 0));
      }
      refused(BadValueException.class, "rename the column \"rule\": dueby uses this name in its answer",
          () -> Worklist.ofFiles(profile, calendar, conferences(22), file("case,event,at,rule\n1,icpc.held,2026-03-27,x\n")));
      worklist.add(new Case("1", List.of(HELD), Map.of("change", "x", "effect", "y"), 0, 0));
      refused(BadValueException.class, "rename the column \"change\": dueby uses this name in its answer", () -> worklist.since(AS_AT));
      refused(BadValueException.class, "rename the column \"effect\": dueby uses this name in its answer",
          () -> worklist.whatIf(Event.of("icpc.held", AS_AT)));
      refused(UnknownNameException.class, "summary: the events have no extra column called \"tem\"",
          () -> worklist.summary(MeasureBasis.DUE, null, null, "tem"));
      refused(BadValueException.class, "period: the last day is before the first",
          () -> worklist.summary(MeasureBasis.DUE, AS_AT, DISCUSSION, null));
    }
  }

  /** The calendar covers 1971 to 2100, and C reads days from 1900 to 2199. */
  @Test
  void daysThatAreTooFarAway() {
    LocalDate late = LocalDate.of(2101, 1, 1);
    String covers = "the calendar only covers 1971-01-01 to 2100-12-31";
    RunOptions run = RunOptions.asAt(AS_AT);
    WorklistOptions list = WorklistOptions.of(run);
    Map.<String, org.junit.jupiter.api.function.Executable>of("horizon", () -> run.horizon(LocalDate.MAX),
        "historyFrom", () -> run.historyFrom(LocalDate.MAX), "dueBefore", () -> list.dueBefore(LocalDate.MAX),
        "recordedTo", () -> list.recordedTo(LocalDate.MAX), "since", () -> Holding.since(LocalDate.MAX)).forEach((name, call) ->
            refused(BadValueException.class, name + ": +999999999-12-31: expected a day from 1900 to 2199", call));
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Worklist worklist = Worklist.of(profile, calendar, list)) {
      worklist.add(new Case("1", List.of(HELD)));
      for (LocalDate day : List.of(late, LocalDate.of(1970, 12, 31), LocalDate.MAX, LocalDate.MIN)) {
        refused(OutsideCoverageException.class, "asAt: " + day + ": " + covers,
            () -> Worklist.of(profile, calendar, WorklistOptions.asAt(day)));
        refused(OutsideCoverageException.class, "earlier: " + day + ": " + covers, () -> worklist.since(day));
      }
      refused(OutsideCoverageException.class, "icpc.held: 2101-01-01: " + covers, () -> worklist.whatIf(Event.of("icpc.held", late)));
      refused(OutsideCoverageException.class, "horizon: 2101-01-01: " + covers,
          () -> Worklist.of(profile, calendar, WorklistOptions.of(run.horizon(late))));
      refused(OutsideCoverageException.class, "asAt: 2101-01-01: " + covers, () -> Worklist.ofFiles(profile, calendar, WorklistOptions.asAt(late),
          file("case,event,at\n1,icpc.held,2026-03-27\n")));
      refused(BadValueException.class, "horizon: this is before asAt",
          () -> Worklist.of(profile, calendar, WorklistOptions.of(run.horizon(DISCUSSION))));
      refused(BadValueException.class, "historyFrom: this is after asAt",
          () -> Worklist.of(profile, calendar, WorklistOptions.of(run.historyFrom(LocalDate.of(2062, 3, 1)))));
      refused(BadValueException.class, "holds: this is after asAt", () -> Worklist.of(profile, calendar,
          WorklistOptions.of(run.holds(Map.of("visit.made", Holding.since(LocalDate.of(2062, 3, 1)))))));
      refused(BadValueException.class, "soon: \"5 hours\": expected a number of days, weeks or months, such as \"10 working days\"",
          () -> run.soon(Span.parse("5 hours")));
    }
  }

  /** A file that is given twice counts once, and a message says so, as with the command. Findings say what is missing from the
   * files. */
  @Test
  void filesThatDoNotAnswer() {
    Path census = Csv.root().resolve("examples/cin.xml");
    WorklistOptions reference = WorklistOptions.of(RunOptions.asAtReferenceDate());
    Map<String, byte[]> events = file("case,event,at,team\n1,icpc.held,2026-03-27,North\n");
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales")) {
      try (Worklist twice = Worklist.ofFiles(profile, calendar, reference, census, census)) {
        assertTrue(twice.notes().get(0).contains("(cin): 1 file."), twice.notes().get(0));
        assertTrue(twice.problems().stream().anyMatch(one -> one.message().contains("so we did not read it again")), twice.problems().toString());
      }
      refused(BadValueException.class, "files: expected one or more files, found none",
          () -> Worklist.ofFiles(profile, calendar, reference));
      refused(BadValueException.class, "asAt: events.csv: give the day to check, for example asAt(LocalDate.of(2026, 3, 31)): dueby does not use today's date",
          () -> Worklist.ofFiles(profile, calendar, reference, events));
      refused(IllegalArgumentException.class, "there is no reference date: only the files of a return have one",
          () -> Worklist.of(profile, calendar, reference));
      refused(UnknownNameException.class, "where: the events have no extra column called \"tem\"",
          () -> Worklist.ofFiles(profile, calendar, conferences(22).where("tem", "North"), events));
      refused(UnknownNameException.class, "case: this case is not in your file",
          () -> Worklist.ofFiles(profile, calendar, conferences(22).where(null, "7"), events));
    }
    refused(IllegalArgumentException.class, "name: a string contains a null character or an unpaired surrogate: remove it",
        () -> Profile.builtIn("\ud800"));
  }

  /** At the end of March a conference that was held in April was overdue. */
  @Test
  void summaryAsAtTheEndOfThePeriod() throws IOException, InterruptedException {
    List<String> expected = command("worklist", "examples/events.csv", "--profile", "barnet", "--as-at", AS_AT.toString(), "--summary",
        "--basis", "at", "--period", "2026-01-01..2026-03-31", "--format", "csv").stream().map(line -> line.split(",")).filter(cells -> cells.length > 7 && cells[3].equals("at"))
        .map(cells -> cells[0] + " " + cells[7]).toList();
    try (Profile profile = Profile.builtIn("barnet"); Calendar calendar = Calendar.of("england-and-wales");
        Worklist worklist = Worklist.ofFiles(profile, calendar, WorklistOptions.asAt(AS_AT), Csv.root().resolve("examples/events.csv"))) {
      List<SummaryRow> rows = worklist.summary(MeasureBasis.AT, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31), null);
      assertTrue(rows.size() > 20, rows.size() + " rows");
      assertEquals(expected, rows.stream().map(row -> row.duty() + " " + row.counted()).toList());
    }
  }

  /** A plan for one placement does not end anything for the other. */
  @Test
  void whatAnEventOfOneRefWouldDo() {
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Worklist worklist = Worklist.of(profile, calendar, WorklistOptions.of(RunOptions.asAt(DISCUSSION).only("cp.core_group")))) {
      Event started = Event.of("cp_plan.started", DISCUSSION);
      worklist.add(new Case("1", List.of(started.ref("A"), started.ref("B"))));
      Event ended = Event.of("cp_plan.ended", DISCUSSION.plusDays(3));
      assertEquals(2, worklist.whatIf(ended).size());
      List<Effect> one = worklist.whatIf(ended.ref("B"));
      assertEquals(1, one.size());
      assertTrue(one.get(0).json().contains("\"ref\":\"B\""), one.get(0).json());
      assertEquals(List.of(EffectKind.NOT_COUNTED, EffectKind.NOT_COUNTED),
          worklist.whatIf(ended.ref("C")).stream().map(Effect::kind).toList()); // it is recorded under a different ref
      assertEquals(List.of(EffectKind.STARTS), worklist.whatIf(started.ref("C")).stream().map(Effect::kind).toList());
      refused(BadValueException.class, "what if: expected an event, found an agreement for cp.core_group",
          () -> worklist.whatIf(Event.agreement("cp.core_group", DISCUSSION, Span.parse("10 days"))));
    }
  }
}
