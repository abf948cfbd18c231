package dueby;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Arguments that cannot be: each is refused by its name. */
class ArgumentsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 27);
  private static final Event HELD = Event.of("strategy_discussion.held", DAY);
  private static final RunOptions RUN = RunOptions.asAt(LocalDate.of(2026, 4, 20));
  private static final String COVERS = "the calendar only covers 1971-01-01 to 2100-12-31";

  private static void refused(Class<? extends Throwable> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  private static void isNull(String name, Executable call) {
    refused(NullPointerException.class, name + ": null", call);
  }

  @Test
  void nullIsRefusedByName() {
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Query query = Query.of(profile, calendar, "cla.visit"); Timeline timeline = Timeline.of(profile, calendar);
        Worklist worklist = Worklist.of(profile, calendar, WorklistOptions.of(RUN))) {
      Span day = new Span(1, Unit.DAYS);
      isNull("start", () -> calendar.workingDaysBetween(null, DAY));
      isNull("end", () -> calendar.workingDaysBetween(DAY, null));
      isNull("include", () -> calendar.workingDaysBetween(DAY, DAY, null));
      isNull("start", () -> calendar.workingDaysBetween(null, new int[0], Include.END));
      isNull("end", () -> calendar.workingDaysBetween(new int[0], null, Include.END));
      isNull("include", () -> calendar.workingDaysBetween(new int[0], new int[0], null));
      isNull("counting", () -> calendar.add(DAY, day, null, Roll.NONE));
      isNull("roll", () -> calendar.add(DAY, day, Counting.EXCLUDED, null));
      isNull("from", () -> calendar.add((int[]) null, day, Counting.EXCLUDED, Roll.NONE));
      isNull("counting", () -> calendar.add(new int[0], day, null, Roll.NONE));
      isNull("only", () -> RUN.only((String[]) null));
      isNull("only[1]", () -> RUN.only("cla.visit", null));
      isNull("events", () -> RUN.holds(null));
      isNull("kind", () -> new Holding(null, DAY));
      isNull("states", () -> WorklistOptions.of(RUN).states((State[]) null));
      isNull("where", () -> WorklistOptions.of(RUN).where("team", (String[]) null));
      isNull("nulls", () -> WorklistOptions.of(RUN).nulls((String[]) null));
      isNull("run", () -> WorklistOptions.of(null));
      isNull("events", () -> timeline.run(null, RUN));
      isNull("options", () -> timeline.run(List.of(), null));
      isNull("options", () -> timeline.runCases(List.of(), null));
      isNull("cases", () -> timeline.runCases(null, RUN));
      isNull("files", () -> Worklist.ofFiles(profile, calendar, WorklistOptions.of(RUN), (Path[]) null));
      isNull("older", () -> worklist.since((Worklist) null));
      isNull("basis", () -> worklist.summary(null, null, null, "none"));
      isNull("met[0]", () -> query.series(HELD, Facts.NONE, Arrays.asList((When) null), 2));
      isNull("met[0]", () -> query.dueByLaw(HELD, Facts.NONE, Arrays.asList((When) null)));
    }
  }

  @Test
  void aTextThatIsNotUnicodeIsRefusedByName() {
    String bad = "a\ud800";
    String why = ": a string contains a null character or an unpaired surrogate: remove it";
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales")) {
      Map<String, Executable> calls = Map.ofEntries(Map.entry("address", () -> Query.of(profile, calendar, bad)),
          Map.entry("divisions", () -> Calendar.of(bad)), Map.entry("name", () -> new Case(bad, List.of())),
          Map.entry("type", () -> Event.of(bad, DAY)), Map.entry("ref", () -> HELD.ref(bad)),
          Map.entry("tags[0]", () -> HELD.tagged(bad)), Map.entry("agreedFor", () -> new UnreadRow(null, bad, Set.of(), null, 0)),
          Map.entry("columns[team]", () -> new Case("1", List.of(), Map.of("team", bad), 0, 0)),
          Map.entry("only[0]", () -> RUN.only(bad)), Map.entry("column", () -> WorklistOptions.of(RUN).where(bad, "x")),
          Map.entry("where[0]", () -> WorklistOptions.of(RUN).where("team", bad)),
          Map.entry("nulls[0]", () -> WorklistOptions.of(RUN).nulls(bad)), Map.entry("text", () -> When.parse("\0")));
      calls.forEach((name, call) -> refused(IllegalArgumentException.class, name + why, call));
      assertEquals("\ud83d\ude00", new Case("\ud83d\ude00", List.of()).name());
    }
  }

  @Test
  void numbersAndDaysOutOfRangeAreNamed() {
    String days = ": expected a day from 1900 to 2199";
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Timeline timeline = Timeline.of(profile, calendar);
        Query query = Query.of(profile, calendar, "cp.conference.initial");
        Worklist worklist = Worklist.of(profile, calendar, WorklistOptions.of(RUN))) {
      refused(BadValueException.class, "from: 1850-01-01" + days,
          () -> worklist.summary(MeasureBasis.DUE, LocalDate.of(1850, 1, 1), null, null));
      refused(BadValueException.class, "agreed: 0 weeks: must be more than 0", () -> HELD.agreed(new Span(0, Unit.WEEKS)));
      refused(BadValueException.class, "span: 100001: expected a number from -100000 to 100000",
          () -> calendar.add(DAY, new Span(100001, Unit.DAYS)));
      for (LocalDate outside : List.of(LocalDate.of(1850, 1, 1), LocalDate.of(1950, 1, 1), LocalDate.of(1970, 12, 31), LocalDate.of(2101, 1, 1))) {
        String named = "asAt: " + outside + ": " + COVERS;
        refused(OutsideCoverageException.class, named, () -> timeline.run(List.of(HELD), RunOptions.asAt(outside)));
        refused(OutsideCoverageException.class, named, () -> Worklist.of(profile, calendar, WorklistOptions.asAt(outside)));
        refused(OutsideCoverageException.class, "holidays: " + outside + ": a calendar can only cover 1971-01-01 to 2100-12-31",
            () -> Calendar.ofDays("scotland", List.of(outside)));
      }
      refused(OutsideCoverageException.class, "horizon: 2101-01-01: " + COVERS,
          () -> timeline.run(List.of(HELD), RUN.horizon(LocalDate.of(2101, 1, 1))));
      refused(OutsideCoverageException.class, "earlier: 2101-01-01: " + COVERS, () -> worklist.since(LocalDate.of(2101, 1, 1)));
      assertEquals(List.of(), timeline.run(List.of(HELD), RunOptions.asAt(LocalDate.of(1971, 1, 1))));
      LocalDate after = LocalDate.of(2101, 1, 1);
      refused(OutsideCoverageException.class, "day: 2101-01-01: " + COVERS, () -> calendar.isWorkingDay(after));
      refused(OutsideCoverageException.class, "start: 1950-01-01: " + COVERS,
          () -> calendar.workingDaysBetween(LocalDate.of(1950, 1, 1), DAY));
      refused(OutsideCoverageException.class, "end: 2101-01-01: " + COVERS, () -> calendar.workingDaysBetween(DAY, after));
      refused(OutsideCoverageException.class, "from: 2101-01-01: " + COVERS, () -> calendar.add(after, Span.parse("1 working day")));
      refused(OutsideCoverageException.class, "1 working day from 2100-12-31: " + COVERS,
          () -> calendar.add(LocalDate.of(2100, 12, 31), Span.parse("1 working day")));
      refused(OutsideCoverageException.class, "days: 2101-01-01: " + COVERS, () -> calendar.withClosures(List.of(DAY, after), "Closed"));
      String times = ": dueby can only use times of day from 1972 to 2100";
      refused(OutsideCoverageException.class, "2101-01-01T00:00:00Z" + times, () -> When.of(Instant.parse("2101-01-01T00:00:00Z")));
      refused(OutsideCoverageException.class, "1971-12-31T10:00" + times, () -> When.of(LocalDateTime.of(1971, 12, 31, 10, 0)));
      refused(BadValueException.class, "clock: +999999999-12-31" + days, () -> When.of(LocalDateTime.MAX));
      refused(BadValueException.class, "case \"1\", row 7, visit.made: 2300-03-03" + days,
          () -> worklist.add(new Case("1", List.of(HELD, Event.of("visit.made", LocalDate.of(2300, 3, 3)).row(7)))));
      Event late = Event.trigger(When.of(LocalDate.of(2101, 1, 3)));
      String message = "england:cp.conference.initial from 2101-01-03: " + COVERS;
      refused(OutsideCoverageException.class, message, () -> query.due(late, Facts.NONE));
      refused(OutsideCoverageException.class, message, () -> query.dueByLaw(late, Facts.NONE, List.of()));
      worklist.add(new Case("2", List.of(HELD)));
      refused(OutsideCoverageException.class, "icpc.held: 2101-01-01: " + COVERS, () -> worklist.whatIf(Event.of("icpc.held", after)));
    }
  }

  /** A check names the day that is outside the calendar, also after the calendar has been closed. */
  @Test
  void aDayToCheckThatIsNotCoveredIsNamed() {
    LocalDate after = LocalDate.of(2101, 1, 1);
    try (Profile profile = Profile.builtIn("england")) {
      Deadline deadline;
      try (Calendar calendar = Calendar.of("england-and-wales")) {
        deadline = Query.of(profile, calendar, "cp.conference.initial").due(DAY);
      }
      refused(OutsideCoverageException.class, "met: 2101-01-01: " + COVERS, () -> deadline.check(Outcome.met(after)));
      refused(OutsideCoverageException.class, "ended: 2101-01-01: " + COVERS, () -> deadline.check(Outcome.ended(When.of(after))));
      refused(OutsideCoverageException.class, "asAt: 2101-01-01: " + COVERS, () -> deadline.check(Outcome.asAt(after)));
      refused(OutsideCoverageException.class, "asAt: 1950-01-01: " + COVERS, () -> deadline.check(Outcome.asAt(LocalDate.of(1950, 1, 1))));
    }
  }

  @Test
  void earlierOccurrencesMustBeInOrder() {
    When day = When.of(DAY);
    When before = When.of(DAY.minusDays(1));
    Event placed = Event.trigger(day);
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Query query = Query.of(profile, calendar, "cla.visit")) {
      String start = "met[0]: 2026-03-26 is before the starting event";
      refused(BadValueException.class, start, () -> query.series(placed, Facts.NONE, List.of(before), 1));
      refused(BadValueException.class, start, () -> query.dueByLaw(placed, Facts.NONE, List.of(before)));
      refused(BadValueException.class, "met[1]: 2026-03-27 is earlier than the one before it: give the earliest first",
          () -> query.series(placed, Facts.NONE, List.of(When.of(DAY.plusDays(1)), day), 1));
      refused(BadValueException.class, "met[0]: 2500-01-01: expected a day from 1900 to 2199",
          () -> query.series(placed, Facts.NONE, List.of(When.of(LocalDate.of(2500, 1, 1))), 1));
    }
  }

  @Test
  void rowsBeforeTheFirstAreRefused() {
    String rows = ": expected a number from 0 to 9223372036854775807";
    refused(BadValueException.class, "row: -1" + rows, () -> HELD.row(-1));
    refused(BadValueException.class, "row: -1" + rows, () -> new UnreadRow("visit.made", null, null, null, -1));
    refused(BadValueException.class, "firstBadLine: -1" + rows, () -> new Case("1", List.of(HELD), Map.of(), 1, -1));
    assertEquals(0, HELD.row(0).row());
  }

  /** A name may have 200 bytes, and what is longer is shortened in the message. */
  @Test
  void aCaseThatIsTooLargeIsRefused() {
    String name = "a".repeat(250);
    String shown = "a".repeat(80) + "...\"";
    String bytes = " has 250 bytes: expected at most 200";
    String events = "65536 events: expected at most 65535";
    List<Event> many = Collections.nCopies(65536, HELD);
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales");
        Timeline timeline = Timeline.of(profile, calendar); Worklist worklist = Worklist.of(profile, calendar, WorklistOptions.of(RUN))) {
      refused(DuebyException.class, "case \"" + shown + ": the name" + bytes, () -> worklist.add(new Case(name, List.of())));
      refused(DuebyException.class, "case \"" + shown + ": the name" + bytes, () -> worklist.add(new Case(name, List.of(Event.of("visit.mad", DAY)))));
      refused(DuebyException.class, "case \"1\": the ref \"" + shown + bytes, () -> worklist.add(new Case("1", List.of(HELD.ref(name)))));
      refused(DuebyException.class, "case \"1\": " + events, () -> worklist.add(new Case("1", many)));
      refused(DuebyException.class, events, () -> timeline.run(many, RUN));
      refused(DuebyException.class, "cases[1]: " + events, () -> timeline.runCases(List.of(List.of(), many), RUN));
      worklist.add(new Case("a".repeat(200), List.of(HELD.ref("a".repeat(200)))));
      assertEquals(1, worklist.count(WorklistCount.CASES));
    }
  }

  /** A column is found as the command finds it: by its exact name or, failing that, without regard to capitals. */
  @Test
  void aColumnIsFoundInAnyCase() {
    Map<String, byte[]> files = Map.of("events.csv",
        "case,event,at,Team\n1,strategy_discussion.held,2026-03-27,x\n".getBytes(StandardCharsets.UTF_8));
    try (Profile profile = Profile.builtIn("england"); Calendar calendar = Calendar.of("england-and-wales")) {
      WorklistOptions asked = WorklistOptions.of(RUN).where("team", "x");
      try (Worklist read = Worklist.ofFiles(profile, calendar, asked, files); Worklist made = Worklist.of(profile, calendar, asked)) {
        made.add(new Case("1", List.of(HELD), Map.of("Team", "x"), 0, 0));
        made.add(new Case("2", List.of(HELD), Map.of("Team", "y", "team", "x"), 0, 0));
        made.add(new Case("3", List.of(HELD), Map.of("Team", "x", "team", "y"), 0, 0));
        assertEquals(1, read.count(WorklistCount.CASES));
        assertEquals(2, made.count(WorklistCount.CASES));
        assertEquals("x", read.summary(MeasureBasis.DUE, null, null, "TEAM").get(0).group());
      }
      refused(UnknownNameException.class, "where: the events have no extra column called \"tem\"",
          () -> Worklist.ofFiles(profile, calendar, WorklistOptions.of(RUN).where("tem", "x"), files));
    }
  }
}
