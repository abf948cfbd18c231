package dueby;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The expected dates come from the documents, or were counted with a diary. */
class QueryTest {
  private static final Profile ENGLAND = Profile.builtIn("england");
  private static final Calendar DAYS = Calendar.of("england-and-wales");
  private static final LocalDate DISCUSSION = LocalDate.of(2026, 3, 27);
  private static final LocalDate CONFERENCE = LocalDate.of(2026, 4, 21);

  @AfterAll
  static void close() {
    ENGLAND.close();
    DAYS.close();
  }

  private static Query query(String address) {
    return Query.of(ENGLAND, DAYS, address);
  }

  @Test
  void aDeadline() {
    Deadline deadline = query("cp.conference.initial").due(DISCUSSION);
    assertEquals(CONFERENCE, deadline.due());
    assertNull(deadline.dueTime());
    assertEquals("england:cp.conference.initial", deadline.governedBy());
    assertEquals("initial child protection conference", deadline.title());
    assertEquals("Working Together to Safeguard Children 2023, chapter 3", deadline.source());
    assertEquals(Certainty.CONFIRMED, deadline.certainty());
    assertEquals(1, deadline.occurrence());
    assertEquals("cp.conference.initial: 2026-04-21", deadline.toString());
    assertTrue(deadline.toJson().contains("\"due\":\"2026-04-21\""), deadline.toJson());
    assertTrue(query("cla.visit").versionsJson().contains("\"profile\":\"england\""));
  }

  private static void assertJson(String field, String value, Deadline deadline) {
    String json = deadline.toJson();
    assertTrue(json.contains("\"" + field + "\":" + (value == null ? "null" : "\"" + value + "\"")), json);
  }

  /** A council's own time limit governs, but each occurrence also shows its due date by law. */
  @Test
  void theDayByLawInJson() throws java.io.IOException {
    assertJson("due_by_law", "2026-04-21", query("cp.conference.initial").due(DISCUSSION));
    try (Profile own = Profile.fromFile(Csv.root().resolve("examples/vendor/exampleshire.yaml"));
        Query assessment = Query.of(own, DAYS, "assessment.single")) {
      // after Friday 15 May 2026, without 25 May: 3 July is the 34th working day, and 17 July the 44th
      Deadline deadline = assessment.due(LocalDate.of(2026, 5, 15));
      assertJson("due", "2026-07-06", deadline);
      assertJson("due_by_law", "2026-07-20", deadline);
      assertJson("due_by_law", "2026-07-20", assessment.tryDue(LocalDate.of(2026, 5, 15)).orElseThrow());
    }
    try (Profile barnet = Profile.builtIn("barnet"); Query visit = Query.of(barnet, DAYS, "cp.visit")) {
      assertJson("due_by_law", null, visit.due(DISCUSSION)); // the guidance sets no interval
    }
    Query review = query("cla.review");
    Event trigger = Event.trigger(When.of(LocalDate.of(2026, 1, 5)));
    List<Deadline> lines = review.series(trigger, Facts.NONE, List.of(), 3);
    assertJson("due_by_law", "2026-02-02", lines.get(0));
    assertJson("due_by_law", "2026-05-02", lines.get(1));
    assertJson("due_by_law", "2026-11-02", lines.get(2));
    List<When> met = List.of(When.of(LocalDate.of(2026, 1, 30)));
    assertJson("due_by_law", "2026-04-30", review.series(trigger, Facts.NONE, met, 1).get(0));
    assertJson("due_by_law", "2026-04-30", review.dueByLaw(trigger, Facts.NONE, met).orElseThrow());
  }

  @Test
  void aDeadlineIsEqualToTheSameAnswer() {
    Query query = query("cp.conference.initial");
    assertEquals(query.due(DISCUSSION), query.due(DISCUSSION));
    assertEquals(query.due(DISCUSSION).hashCode(), query.due(DISCUSSION).hashCode());
    assertNotEquals(query.due(DISCUSSION), query.due(DISCUSSION.plusDays(1)));
  }

  @Test
  void hours() {
    Query query = query("missing.return_interview");
    Deadline deadline = query.due(LocalDateTime.of(2026, 3, 27, 14, 30));
    assertEquals(Instant.parse("2026-03-30T14:30:00Z"), deadline.dueTime()); // 72 hours later, even though the clocks change
    assertEquals("missing.return_interview: 2026-03-30T15:30:00+01:00", deadline.toString());
    assertEquals(deadline.dueTime(), query.due(Instant.parse("2026-03-27T14:30:00Z")).dueTime());
    NotComputableException none = assertThrows(NotComputableException.class, () -> query.due(DISCUSSION));
    assertEquals(Status.NO_TIME, none.status());
    assertTrue(none.getMessage().contains("2026-03-27 has no time of day"), none.getMessage());
    assertEquals(Reason.TIME, none.failure().orElseThrow().reason());
    assertEquals("england:missing.return_interview", none.failure().orElseThrow().rule());
    Event trigger = Event.trigger(When.of(DISCUSSION));
    assertEquals(Optional.empty(), query.tryDue(trigger, Facts.NONE));
    assertEquals(Optional.empty(), query.tryDue(DISCUSSION));
    assertEquals(deadline.dueTime(), query.tryDue(When.of(LocalDateTime.of(2026, 3, 27, 14, 30))).orElseThrow().dueTime());
    assertEquals(LocalDate.of(2026, 3, 30), query.due(trigger, Facts.NONE.wholeDays(true)).due());
  }

  @Test
  void whatIsNotInForce() {
    NotComputableException none = assertThrows(NotComputableException.class,
        () -> query("assessment.initial").due(LocalDate.of(2020, 1, 6)));
    assertEquals(Status.NOT_IN_FORCE, none.status());
    Failure failure = none.failure().orElseThrow();
    assertEquals(Reason.NOT_IN_FORCE, failure.reason());
    assertEquals(LocalDate.of(2000, 4, 1), failure.inForceFrom());
    assertEquals(LocalDate.of(2013, 4, 14), failure.inForceTo());
  }

  /** Null and strings with a zero byte must be refused, because C would crash, or read only up to the zero. */
  /** An agreed interval that would change nothing is refused, by every question. */
  @Test
  void agreedInVain() {
    Event trigger = Event.trigger(When.of(DISCUSSION)).agreed(Span.parse("2 weeks"));
    String refused = "agreed: no rule used here for cp.conference.initial has an agreed interval, so this would have no effect: leave it out";
    Query conference = query("cp.conference.initial");
    assertEquals(refused, assertThrows(BadValueException.class, () -> conference.tryDue(trigger, Facts.NONE)).getMessage());
    assertEquals(refused, assertThrows(BadValueException.class, () -> conference.failure(trigger, Facts.NONE)).getMessage());
    assertEquals(refused, assertThrows(BadValueException.class,
        () -> conference.series(trigger, Facts.NONE, List.of(), 2)).getMessage());
  }

  @Test
  void textsThatCannotCross() {
    for (String wrong : new String[] {null, "england\0x"}) {
      Class<? extends RuntimeException> expected = wrong == null ? NullPointerException.class : IllegalArgumentException.class;
      assertThrows(expected, () -> Profile.builtIn(wrong));
      assertThrows(expected, () -> Calendar.of(wrong));
      assertThrows(expected, () -> query(wrong));
      assertThrows(expected, () -> Calendar.ofDays(wrong, List.of(DISCUSSION)));
      assertThrows(expected, () -> Calendar.fromCsv("date\n", wrong));
    }
    assertEquals("", DAYS.withClosures(List.of(), null).changes());
    for (int count : new int[] {Integer.MIN_VALUE, -1, 0, 1001, Integer.MAX_VALUE}) {
      assertEquals("count: " + count + ": expected a number from 1 to 1000", assertThrows(BadValueException.class,
          () -> query("cla.visit").series(Event.trigger(When.of(DISCUSSION)), Facts.NONE, List.of(), count)).getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> DAYS.withClosures(List.of(DISCUSSION), "a\0b"));
  }

  @Test
  void nullsAreNamed() {
    Query query = query("cla.visit");
    Event trigger = Event.trigger(When.of(DISCUSSION));
    Map<String, Executable> calls = Map.of("day: null", () -> query.due((LocalDate) null), "instant: null", () -> query.due((Instant) null),
        "clock: null", () -> query.due((LocalDateTime) null), "when: null", () -> query.due((When) null),
        "trigger: null", () -> query.tryDue(null, Facts.NONE), "facts: null", () -> query.failure(trigger, null),
        "met: null", () -> query.dueByLaw(trigger, Facts.NONE, null), "triggers: null", () -> query.dueDays((int[]) null));
    calls.forEach((message, call) -> assertEquals(message, assertThrows(NullPointerException.class, call).getMessage()));
    assertEquals("type: null: for the event that starts the clock, use Event.trigger(when)",
        assertThrows(NullPointerException.class, () -> Event.of(null, DISCUSSION)).getMessage());
    assertThrows(NullPointerException.class, () -> query.dueColumns(null));
    assertThrows(NullPointerException.class, () -> query.dueDates(null));
  }

  @Test
  void whatCannotBeUsedIsNamed() {
    Deadline deadline = query("cp.conference.initial").due(DISCUSSION);
    LocalDate early = LocalDate.of(1899, 12, 31);
    LocalDate late = LocalDate.of(2200, 1, 1);
    Span hours = Span.parse("72 hours");
    String range = ": expected a day from 1900 to 2199";
    String days = ": \"72 hours\": expected a number of days, weeks or months, such as \"10 working days\"";
    Map<String, Executable> calls = new java.util.LinkedHashMap<>();
    calls.put("met: 1899-12-31" + range, () -> deadline.check(Outcome.met(early)));
    calls.put("ended: 2200-01-01" + range, () -> deadline.check(Outcome.ended(When.of(late))));
    calls.put("asAt: 2200-01-01" + range, () -> Outcome.asAt(late));
    calls.put("born: 1899-12-31" + range, () -> Facts.NONE.born(early));
    calls.put("since: 2200-01-01" + range, () -> Facts.NONE.since(late));
    calls.put("from: 1899-12-31" + range, () -> DAYS.add(early, Span.parse("1 day")));
    calls.put("soon" + days, () -> Outcome.asAt(DISCUSSION).soon(hours));
    calls.put("span" + days, () -> DAYS.add(DISCUSSION, hours));
    calls.put("weekend: at least one day must be a working day", () -> DAYS.withWeekend(Set.of(DayOfWeek.values())));
    calls.put("holidays: expected one or more days, found none", () -> Calendar.ofDays("scotland", List.of()));
    calls.forEach((message, call) -> assertEquals(message, assertThrows(BadValueException.class, call).getMessage()));
    assertThrows(BadValueException.class, () -> DAYS.add(new int[] {20_000}, hours, Counting.EXCLUDED, Roll.NONE));
    assertEquals("1899-12-31", When.of(early).toString());
    Worklist list = Worklist.of(ENGLAND, DAYS, WorklistOptions.asAt(DISCUSSION));
    Map<String, Executable> nulls = Map.of("outcome: null", () -> deadline.check(null), "added: null", () -> list.add(null),
        "state: null", () -> list.count((State) null), "what: null", () -> list.count((WorklistCount) null),
        "tags: null", () -> Event.of("visit.made", DISCUSSION).tagged((String[]) null));
    nulls.forEach((message, call) -> assertEquals(message, assertThrows(NullPointerException.class, call).getMessage()));
  }

  /** After the clocks go forward on 29 March 2026, 23:30 UTC is half past midnight on the next day. */
  @Test
  void aTimeIsOnItsDay() {
    BadValueException thrown = assertThrows(BadValueException.class, () -> new When(DISCUSSION, Instant.parse("2026-03-28T12:00:00Z")));
    assertEquals("time: 2026-03-28T12:00:00Z is on 2026-03-28 in the United Kingdom, but the date is 2026-03-27", thrown.getMessage());
    Instant winter = Instant.parse("2026-03-27T23:30:00Z");
    Instant summer = Instant.parse("2026-03-30T23:30:00Z");
    assertEquals(When.of(winter), new When(DISCUSSION, winter));
    assertEquals(When.of(summer), new When(LocalDate.of(2026, 3, 31), summer));
    assertThrows(BadValueException.class, () -> new When(LocalDate.of(2026, 3, 30), summer));
    assertThrows(OutsideCoverageException.class, () -> new When(LocalDate.of(1900, 1, 1), Instant.parse("1900-01-01T12:00:00Z")));
    assertEquals("2026-03-27", new When(DISCUSSION, null).toString());
    assertThrows(NullPointerException.class, () -> new When(null, winter));
  }

  @Test
  void names() {
    assertEquals("unknown rule \"cla.visti\": did you mean \"cla.visit\"?",
        assertThrows(UnknownNameException.class, () -> query("cla.visti")).getMessage());
    assertEquals("unknown profile \"banret\": did you mean \"barnet\"?",
        assertThrows(UnknownNameException.class, () -> Profile.builtIn("banret")).getMessage());
    assertEquals("unknown division \"wales\": did you mean \"england-and-wales\"?",
        assertThrows(UnknownNameException.class, () -> Calendar.of("wales")).getMessage());
    assertEquals("unknown rule \"cp.visit\": these rules do not have it, but these profiles do: barnet, gloucestershire",
        assertThrows(UnknownNameException.class, () -> query("cp.visit")).getMessage());
    assertEquals("unknown rule \"cp.visti\": did you mean \"cp.visit\"? These profiles have it: barnet, gloucestershire",
        assertThrows(UnknownNameException.class, () -> query("cp.visti")).getMessage());
    assertThrows(UnknownNameException.class, () -> Calendar.of("france"));
    for (String what : List.of("name", "divisions", "address", "text", "profile")) {
      assertEquals(what + ": null", assertThrows(NullPointerException.class, () -> {
        switch (what) {
          case "name" -> Profile.builtIn(null);
          case "divisions" -> Calendar.of(null);
          case "address" -> query(null);
          case "text" -> Span.parse(null);
          default -> Query.of(null, DAYS, "cla.visit");
        }
      }).getMessage());
    }
    assertThrows(OutsideCoverageException.class, () -> DAYS.isWorkingDay(LocalDate.of(2101, 3, 27)));
    assertThrows(OutsideCoverageException.class, () -> query("cp.conference.initial").due(LocalDate.of(2101, 3, 27)));
    assertThrows(BadValueException.class, () -> Span.parse("12 workdays"));
    assertThrows(BadValueException.class, () -> When.parse("27/03/2026"));
    // the clocks skip this time in spring
    assertThrows(BadValueException.class, () -> When.of(LocalDateTime.of(2026, 3, 29, 1, 30)));
  }

  @Test
  void checks() {
    Deadline deadline = query("cp.conference.initial").due(DISCUSSION);
    assertEquals(State.MET, deadline.check(Outcome.met(CONFERENCE)).state());
    Check late = deadline.check(Outcome.met(CONFERENCE.plusDays(1)));
    assertEquals(State.MET_LATE, late.state());
    assertEquals("Done late", late.words());
    assertEquals(-1, late.daysLeft());
    assertEquals(26, late.daysTaken()); // days from 27 March to 22 April
    assertEquals(16, late.workingDaysTaken());
    assertNull(late.ended());
    assertEquals(When.of(CONFERENCE.plusDays(1)), late.at());
    assertEquals(State.DUE_SOON, deadline.check(Outcome.asAt(CONFERENCE.minusDays(1))).state());
    assertEquals(State.OPEN, deadline.check(Outcome.asAt(CONFERENCE.minusDays(1)).soon(Span.parse("0 days"))).state());
    assertEquals(State.ENDED, deadline.check(Outcome.ended(When.of(DISCUSSION.plusDays(2)))).state());
    java.util.Map.of("met: 2026-03-26 is too early to count. It must be on or after 2026-03-27", Outcome.met(DISCUSSION.minusDays(1)),
        "ended: 2026-03-26 is before it started. Check both dates", Outcome.ended(When.of(DISCUSSION.minusDays(1))),
        "check: dueby does not use today's date, so give met(WHEN), ended(WHEN) or asAt(WHEN)", new Outcome(null, null, null, null))
        .forEach((message, outcome) ->
            assertEquals(message, assertThrows(BadValueException.class, () -> deadline.check(outcome)).getMessage()));
  }

  @Test
  void theFirstOfJanuary1970IsADay() {
    LocalDate epoch = LocalDate.EPOCH;
    assertEquals(0, epoch.toEpochDay());
    NotComputableException none = assertThrows(NotComputableException.class, () -> query("cp.conference.initial").due(epoch));
    assertEquals(Status.NOT_IN_FORCE, none.status());
    // the rule is for children under five, so a child born in 1970 is too old for it
    Query query = query("england:cla.health.review/under_five");
    Event trigger = Event.trigger(When.of(DISCUSSION));
    assertTrue(query.due(trigger, Facts.NONE).isAgeUnproven());
    assertEquals(Reason.CONDITIONS, query.failure(trigger, Facts.NONE.born(epoch)).orElseThrow().reason());
  }

  @Test
  void series() {
    Query query = query("cla.review");
    Event trigger = Event.trigger(When.of(LocalDate.of(2026, 1, 5)));
    List<Deadline> lines = query.series(trigger, Facts.NONE, List.of(), 3);
    // 20 working days after Monday 5 January is 2 February; later reviews follow after 3 months, then every 6
    assertEquals(List.of(LocalDate.of(2026, 2, 2), LocalDate.of(2026, 5, 2), LocalDate.of(2026, 11, 2)),
        lines.stream().map(Deadline::due).toList());
    assertEquals(List.of(1, 2, 3), lines.stream().map(Deadline::occurrence).toList());
    List<When> met = List.of(When.of(LocalDate.of(2026, 1, 30)));
    assertEquals(LocalDate.of(2026, 4, 30), query.series(trigger, Facts.NONE, met, 1).get(0).due());
    assertEquals(LocalDate.of(2026, 4, 30), query.dueByLaw(trigger, Facts.NONE, met).orElseThrow().due());
  }

  @Test
  void explanations() {
    Deadline deadline = query("cp.conference.initial").due(DISCUSSION);
    Explanation why = deadline.explanation();
    assertTrue(why.text().startsWith("Initial child protection conference: due by Tuesday 21 April 2026\n"), why.text());
    assertTrue(why.text().contains("Good Friday"));
    assertFalse(why.summary().contains("Good Friday"));
    assertEquals(Label.HEADING, why.parts().get(0).label());
    assertEquals(CONFERENCE, why.parts().get(0).last());
    assertTrue(why.parts().stream().anyMatch(part -> part.label() == Label.SET_BY && part.labelText().equals("Set by")));
    List<Step> steps = deadline.steps();
    assertEquals(StepKind.START, steps.get(0).kind());
    assertTrue(steps.stream().anyMatch(step -> step.kind() == StepKind.HOLIDAY && "Good Friday".equals(step.holiday())));
    assertEquals(15, steps.stream().filter(step -> step.kind() == StepKind.COUNTED).mapToInt(Step::lastNumber).max().orElse(0));
    LocalDate closed = DISCUSSION.plusDays(3);
    Facts facts = Facts.NONE.events(List.of(Event.of("case.closed", closed)));
    List<Part> parts = query("assessment.single").due(Event.of("referral.received", DISCUSSION), facts).explanation().parts();
    assertEquals(closed, parts.stream().filter(part -> part.label() == Label.ENDS).findFirst().orElseThrow().first());
  }

  /** If the records only have the latest visit, earlier ones may have been in time. */
  @Test
  void reasonsOfLines() {
    LocalDate start = LocalDate.of(2026, 1, 5);
    List<Event> events = List.of(Event.of("cla.started", start), Event.of("placement.started", start),
        Event.of("visit.made", LocalDate.of(2026, 6, 5)).tagged("alone"));
    try (Timeline timeline = Timeline.of(ENGLAND, DAYS)) {
      List<Line> lines = timeline.run(events,
          RunOptions.asAt(LocalDate.of(2026, 8, 1)).holds(Map.of("visit.made", Holding.LATEST)).only("cla.visit"));
      assertTrue(lines.stream().anyMatch(line -> line.reason() == Reason.LATEST), lines::toString);
    }
  }

  @Test
  void columnsAreSinglesSideBySide() {
    Query query = query("cp.conference.initial");
    int[] days = IntStream.range(0, 10_000).map(i -> (int) LocalDate.of(2009, 1, 1).toEpochDay() + i).toArray();
    days[17] = DueColumns.NONE;
    DueColumns columns = query.dueColumns(days);
    int failed = 0;
    for (int row = 0; row < days.length; row += 1) {
      if (row == 17) {
        assertEquals(Status.NONE, columns.status(row));
        assertEquals(Optional.empty(), columns.due(row));
        continue;
      }
      Optional<Deadline> one = query.tryDue(Event.trigger(When.of(LocalDate.ofEpochDay(days[row]))), Facts.NONE);
      failed += one.isEmpty() ? 1 : 0;
      assertEquals(one.map(Deadline::due), columns.due(row));
      assertEquals(one.map(Deadline::governedBy), columns.governedBy(row));
      assertEquals(one.map(Deadline::certainty), columns.certainty(row));
      assertEquals(one.isPresent(), columns.status(row) == Status.OK);
    }
    assertEquals(failed, columns.failed());
    assertArrayEquals(columns.days(), query.dueDays(days));
    assertArrayEquals(columns.days(), query.dueDays(IntStream.of(days)).toArray());
    assertArrayEquals(columns.days(), IntStream.of(days).map(query::dueDay).toArray());
    assertEquals(DueColumns.NONE, query.dueDay(Integer.MAX_VALUE));
    assertEquals(query.dueDays(new int[] {0})[0], query.dueDay(0)); // 1970-01-01 is a day, too
    assertEquals(columns.dates().toList(), query.dueDates(IntStream.of(days)
        .mapToObj(day -> day == DueColumns.NONE ? null : LocalDate.ofEpochDay(day))).toList());
    assertEquals(Optional.of(CONFERENCE),
        query.dueDates(Stream.generate(() -> DISCUSSION)).findFirst().orElseThrow()); // the stream does not end
    assertEquals(0, query.dueDays(new int[0]).length);
    assertThrows(IllegalArgumentException.class, () -> query.dueColumns(days, new int[1], false));
  }

  @Test
  void columnsLongerThanOneStretch() {
    int[] days = new int[(4 << 20) + 3];
    Arrays.fill(days, (int) DISCUSSION.toEpochDay());
    int[] due = query("cp.conference.initial").dueDays(days);
    assertTrue(IntStream.of(due).allMatch(day -> day == (int) CONFERENCE.toEpochDay()));
  }

  @Test
  void calendars() {
    assertEquals(CONFERENCE, DAYS.add(DISCUSSION, Span.parse("15 working days")));
    assertEquals(15, DAYS.workingDaysBetween(DISCUSSION, CONFERENCE));
    assertEquals(-15, DAYS.workingDaysBetween(CONFERENCE, DISCUSSION, Include.START));
    assertArrayEquals(new int[] {15, DueColumns.NONE}, DAYS.workingDaysBetween(
        new int[] {(int) DISCUSSION.toEpochDay(), DueColumns.NONE}, new int[] {(int) CONFERENCE.toEpochDay(), 0}, Include.END));
    LocalDate monday = LocalDate.of(2026, 6, 15);
    assertTrue(DAYS.isWorkingDay(monday));
    assertFalse(DAYS.withAdded(List.of(monday), "celebration").isWorkingDay(monday));
    assertTrue(DAYS.withRemoved(List.of(LocalDate.of(2026, 4, 3))).isWorkingDay(LocalDate.of(2026, 4, 3)));
    assertTrue(DAYS.withWeekend(Set.of(DayOfWeek.SUNDAY)).isWorkingDay(LocalDate.of(2026, 6, 13)));
    assertFalse(DAYS.withClosuresForAll(List.of(monday), null).isWorkingDay(monday));
    Calendar closed = DAYS.withClosures(List.of(monday), "Offices closed");
    assertEquals("closed=2026-06-15 closures_for=local", closed.changes());
    assertNotEquals(DAYS.digest(), closed.digest());
    assertEquals("england-and-wales", DAYS.divisions());
    assertEquals(LocalDate.of(1971, 1, 1), DAYS.first());
    assertEquals(LocalDate.of(2100, 12, 31), DAYS.last());
    assertEquals(LocalDate.parse(Dueby.dataVersion()), DAYS.confirmedTo());
    assertTrue(DAYS.listedTo().isAfter(DAYS.confirmedTo()));
    assertTrue(Calendar.knownOn("england-and-wales", LocalDate.of(2019, 6, 1)).holidays().stream()
        // on that day, the bank holiday had not yet been moved for VE Day
        .anyMatch(day -> day.date().equals(LocalDate.of(2020, 5, 4))));
    Calendar own = Calendar.fromCsv("date,name\n2026-04-03,Good Friday\n2026-12-25,Christmas Day\n", "england-and-wales");
    assertEquals(2, own.holidays().size());
    assertEquals(HolidayBasis.FILE, own.holidays().get(0).basis());
    assertThrows(OutsideCoverageException.class, () -> own.isWorkingDay(LocalDate.of(2027, 1, 4)));
    BadFileException bad = assertThrows(BadFileException.class, () -> Calendar.fromCsv("date\n2026-02-30\n", "england-and-wales"));
    assertEquals(2, bad.diagnostics().get(0).line());
    assertThrows(BadFileException.class, () -> Calendar.fromJson("{", "england-and-wales"));
    assertThrows(BadFileException.class, () -> Calendar.fromIcs("BEGIN:VCALENDAR\r\n", "england-and-wales"));
    assertThrows(BadValueException.class, () -> Calendar.ofDays("england-and-wales", List.of()));
  }

  @Test
  void profiles() {
    String yaml = Csv.text("examples/vendor/exampleshire.yaml");
    try (Profile profile = Profile.fromYaml(yaml); Query query = Query.of(profile, DAYS, "assessment.single")) {
      assertEquals("exampleshire", profile.name());
      assertEquals("england", profile.parent());
      assertEquals(64, profile.digest().length());
      assertEquals("exampleshire:assessment.single", query.due(LocalDate.of(2026, 5, 15)).governedBy());
      Rule rule = profile.rules().stream().filter(one -> one.address().equals("exampleshire:assessment.single")).findFirst().orElseThrow();
      assertEquals("35 working days after the referral", rule.timescale());
      assertEquals(Authority.LOCAL, rule.authority());
      assertEquals(Force.SHOULD, rule.force());
      assertEquals("assessment.completed", rule.due());
      assertEquals(profile.digest(), Profile.fromFile(Csv.root().resolve("examples/vendor/exampleshire.yaml")).digest());
    }
    BadFileException bad = assertThrows(BadFileException.class,
        () -> Profile.fromYaml(yaml.replace("within: 35 working days", "within: 35 workdays")));
    Diagnostic fault = bad.diagnostics().get(bad.diagnostics().size() - 1);
    assertTrue(fault.isError() && fault.line() == 11, fault.toString());
    assertTrue(bad.getMessage().startsWith("profile:11:13: \"35 workdays\" is not a length of time"), bad.getMessage());
    assertEquals(Status.FILE, assertThrows(DuebyException.class, () -> Profile.fromFile(Csv.root().resolve("nowhere.yaml"))).status());
    assertTrue(Profile.builtInNames().contains("barnet"));
  }

  @Test
  void textsAreUtf8() {
    String yaml = Csv.text("examples/vendor/exampleshire.yaml").replace("Exampleshire Council", "Sir Fynwy \u0175\u0177 \ud83d\udc76");
    assertTrue(Profile.fromYaml(yaml).title().startsWith("Sir Fynwy \u0175\u0177 \ud83d\udc76"));
  }

  @Test
  void codesAreTheNames() {
    assertEquals("met_late", State.MET_LATE.code());
    assertEquals("common-law", HolidayBasis.COMMON_LAW.code());
    Stream.<Coded[]>of(State.values(), Certainty.values(), Counting.values(), Roll.values(), Include.values(), HolidayBasis.values(),
        Authority.values(), Force.values(), Checked.values(), StepKind.values(), MeasureBasis.values()).flatMap(Stream::of)
        .forEach(one -> assertEquals(one.toString().toLowerCase().replace('_', '-'), one.code().replace('_', '-')));
  }

  @Test
  void spansAndDaysAsText() {
    for (String text : List.of("1 working day", "16 years 3 months", "2 weeks", "72 hours", "-1 month")) {
      assertEquals(text, Span.parse(text).toString());
    }
    assertEquals("Tuesday 21 April 2026", When.of(CONFERENCE).inWords());
    assertEquals("12:30am on Wednesday 1 April 2026", When.parse("2026-04-01T00:30").inWords());
    assertEquals("2026-04-01T00:30:00+01:00", When.of(Instant.parse("2026-03-31T23:30:00.999Z")).toString());
  }

  @Test
  void whatIsClosedSaysSo() {
    Query query = query("cp.conference.initial");
    Deadline deadline = query.due(DISCUSSION);
    query.close();
    query.close();
    assertEquals("Query is closed", assertThrows(IllegalStateException.class, () -> query.due(DISCUSSION)).getMessage());
    assertThrows(IllegalStateException.class, deadline::explanation);
    assertEquals(CONFERENCE, deadline.due());
    Calendar calendar = Calendar.of("scotland");
    Query other = Query.of(ENGLAND, calendar, "cp.conference.initial");
    calendar.close();
    assertEquals(LocalDate.of(2026, 4, 20), other.due(DISCUSSION).due()); // a query keeps its calendar
    assertThrows(IllegalStateException.class, () -> calendar.isWorkingDay(DISCUSSION));
  }

  @Test
  void threadsShareAQuery() throws Exception {
    Query query = query("cp.conference.initial");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Boolean>> jobs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      jobs.add(() -> {
        for (int n = 0; n < 2_000; n++) {
          Deadline deadline = query.due(DISCUSSION);
          if (!deadline.due().equals(CONFERENCE) || !deadline.explanation().text().contains("Good Friday")) {
            return false;
          }
        }
        return true;
      });
    }
    for (var job : threads.invokeAll(jobs)) {
      assertTrue(job.get());
    }
    threads.shutdown();
  }

  /** A call that begins before its object is closed gives its answer, and a later one throws. */
  @Test
  void closingWaitsForOtherThreads() throws Exception {
    int[] days = new int[20_000];
    Arrays.fill(days, (int) DISCUSSION.toEpochDay());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int round = 0; round < 40; round++) {
      Calendar calendar = Calendar.of("england-and-wales");
      Query query = Query.of(ENGLAND, calendar, "cp.conference.initial");
      List<Callable<Integer>> asks = List.of(() -> query.dueDay((int) DISCUSSION.toEpochDay()), () -> query.dueDays(days)[0],
          () -> (int) query.due(Event.trigger(When.of(DISCUSSION)), Facts.NONE).due().toEpochDay(),
          () -> calendar.add(days, Span.parse("15 working days"), Counting.EXCLUDED, Roll.NONE)[days.length - 1]);
      List<java.util.concurrent.Future<Boolean>> jobs = new ArrayList<>();
      for (Callable<Integer> ask : asks) {
        jobs.add(threads.submit(() -> {
          try {
            while (ask.call() == CONFERENCE.toEpochDay()) {}
            return false;
          } catch (IllegalStateException closed) {
            return true;
          }
        }));
      }
      Thread.sleep(1);
      query.close();
      calendar.close();
      for (var job : jobs) {
        assertTrue(job.get());
      }
    }
    threads.shutdown();
  }

  /** Closing twice or using a closed object must not crash the JVM. */
  @Test
  void whatIsForgottenIsFreed() {
    for (int i = 0; i < 3_000; i++) {
      Calendar.of("england-and-wales").first();
      if (i % 500 == 0) {
        System.gc();
      }
    }
    for (int i = 0; i < 30_000; i++) {
      try (Query query = query("cp.conference.initial")) {
        assertEquals(CONFERENCE, query.due(DISCUSSION).due());
      }
    }
  }
}
