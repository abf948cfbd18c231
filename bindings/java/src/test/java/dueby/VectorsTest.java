package dueby;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the test cases of tests/vectors, which the C tests run too. */
class VectorsTest {
  private static final Map<String, String> DIVISIONS = Map.of("govuk-eaw", "england-and-wales", "govuk-sct", "scotland", "govuk-ni",
      "northern-ireland", "none", "none");
  private static final Map<String, Counting> COUNTING = Map.of("A", Counting.EXCLUDED, "B", Counting.ROLLED, "I", Counting.INCLUDED,
      "strict_next", Counting.EXCLUDED, "", Counting.EXCLUDED);
  private static final Map<String, Roll> ROLL = Map.of("none", Roll.NONE, "next", Roll.NEXT, "prev", Roll.PREVIOUS, "", Roll.NONE,
      "start-next", Roll.NONE);
  private static final Map<String, Include> INCLUDE = Map.of("inc_inc", Include.BOTH, "inc_exc", Include.START, "exc_inc", Include.END);
  private static final Map<String, Unit> UNITS = Map.of("working_day", Unit.WORKING_DAYS, "day", Unit.DAYS);
  private static final Map<String, Calendar> CALENDARS = new HashMap<>();

  private static Set<LocalDate> holidays(Calendar calendar) {
    return calendar.holidays().stream().map(Holiday::date).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Calendar base(String name) {
    if (DIVISIONS.containsKey(name)) {
      return Calendar.of(DIVISIONS.get(name));
    }
    Set<LocalDate> days;
    if (name.equals("govuk-common")) {
      days = holidays(Calendar.of("england-and-wales"));
      days.retainAll(holidays(Calendar.of("scotland")));
      days.retainAll(holidays(Calendar.of("northern-ireland")));
    } else {
      days = Csv.rows("tests/vectors/calendars.csv").stream().filter(row -> row.get("calendar").equals(name))
          .map(row -> LocalDate.parse(row.get("date"))).collect(Collectors.toCollection(TreeSet::new));
    }
    assertFalse(days.isEmpty(), name);
    return Calendar.of("none").withAdded(days, null);
  }

  private static Calendar calendar(String name, String weekend) {
    return CALENDARS.computeIfAbsent(name + " " + weekend, key -> {
      Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
      for (DayOfWeek day : DayOfWeek.values()) {
        if (weekend.contains(day.name().toLowerCase().substring(0, 3))) {
          days.add(day);
        }
      }
      return base(name).withWeekend(days);
    });
  }

  /** A row taken from another project's tests. */
  private static final class Job {
    private final Map<String, String> row;
    private final Calendar calendar;
    private final LocalDate start;
    private final boolean isPast;
    private final LocalDate end;
    private final int n;

    Job(Map<String, String> row) {
      this.row = row;
      calendar = calendar(row.get("calendar").isEmpty() ? "none" : row.get("calendar"), row.get("weekend"));
      When when = When.parse(row.get("start"));
      String cutoff = row.get("cutoff");
      isPast = Pattern.matches("\\d\\d:\\d\\d", cutoff) && when.time() != null
          && !when.time().atZone(ZoneId.of("Europe/London")).toLocalTime().isBefore(LocalTime.parse(cutoff));
      start = when.date().plusDays(isPast ? 1 : 0);
      end = row.get("end").length() == 10 ? LocalDate.parse(row.get("end")) : null;
      n = row.get("n").isEmpty() ? 0 : Integer.parseInt(row.get("n"));
    }

    Counting counting() {
      return row.get("roll").equals("start-next") ? Counting.ROLLED : COUNTING.getOrDefault(row.get("count_rule"), Counting.EXCLUDED);
    }

    Roll roll() {
      return ROLL.get(row.get("roll"));
    }

    Include include() {
      return INCLUDE.get(row.get("count_rule"));
    }

    LocalDate add(LocalDate from, int amount, Unit unit, Counting counting, Roll roll) {
      return calendar.add(from, new Span(amount, unit), counting, roll);
    }

    LocalDate lay(Unit unit) {
      return add(start, n, unit, counting(), roll());
    }

    LocalDate working(int amount, Roll roll) {
      return add(start, amount, Unit.WORKING_DAYS, Counting.EXCLUDED, roll);
    }

    int count() {
      return calendar.workingDaysBetween(start, end, include());
    }

    int countWithExtra() {
      int count = count();
      Set<String> named = new LinkedHashSet<>();
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d").matcher(row.get("note")).results().forEach(found -> named.add(found.group()));
      for (String text : named) {
        LocalDate day = LocalDate.parse(text);
        boolean isAfter = include() == Include.END ? day.isAfter(start) : !day.isBefore(start);
        boolean isBefore = include() == Include.START ? day.isBefore(end) : !day.isAfter(end);
        count += !calendar.isWorkingDay(day) && isAfter && isBefore ? 1 : 0;
      }
      return count;
    }

    LocalDate oneWorkingDay() {
      return add(start, 1, Unit.WORKING_DAYS, Counting.ROLLED, Roll.NONE);
    }

    LocalDate skipping() {
      return calendar.withWeekend(Set.of()).add(oneWorkingDay(), new Span(n, Unit.WORKING_DAYS), Counting.EXCLUDED, Roll.NONE);
    }

    LocalDate nextHoliday() {
      return holidays(calendar).stream().filter(day -> day.isAfter(start)).findFirst().orElseThrow();
    }

    LocalDate previousHoliday() {
      return holidays(calendar).stream().filter(day -> day.isBefore(start)).reduce((first, last) -> last).orElseThrow();
    }

    int yearsBetween() {
      int years = 0;
      while (!add(start, 12 * (years + 1), Unit.MONTHS, Counting.EXCLUDED, Roll.NONE).isAfter(end)) {
        years++;
      }
      return years;
    }

    boolean yearWithinRange() {
      int year = Integer.parseInt(row.get("end"));
      int last = start.getYear() + (start.getMonthValue() < Integer.parseInt(row.get("cutoff")) ? 0 : 1);
      return year >= last - n && year <= last;
    }
  }

  private static final Map<String, Function<Job, Object>> OPERATIONS = Map.ofEntries(
      Map.entry("add_working_days", job -> job.lay(Unit.WORKING_DAYS)),
      Map.entry("add_calendar_days", job -> job.lay(Unit.DAYS)),
      Map.entry("add_months", job -> job.lay(Unit.MONTHS)),
      Map.entry("add_months_from_utc_instant", job -> job.lay(Unit.MONTHS)),
      Map.entry("count_working_days", job -> Math.max(0, job.count())),
      Map.entry("count_working_days_signed", Job::count),
      Map.entry("count_working_days_with_extra_working_dates", Job::countWithExtra),
      Map.entry("count_calendar_days",
          job -> ChronoUnit.DAYS.between(job.start, job.end) + (job.row.get("count_rule").equals("inc_inc") ? 1 : 0)),
      Map.entry("is_working_day", job -> job.calendar.isWorkingDay(job.start)),
      Map.entry("is_bank_holiday", job -> holidays(job.calendar).contains(job.start)),
      Map.entry("next_holiday", Job::nextHoliday),
      Map.entry("prev_holiday", Job::previousHoliday),
      Map.entry("roll_next", job -> job.working(0, Roll.NEXT)),
      Map.entry("roll_prev", job -> job.working(0, Roll.PREVIOUS)),
      Map.entry("next_wd", job -> job.working(1, Roll.NONE)),
      Map.entry("prev_wd", job -> job.working(-1, Roll.NONE)),
      Map.entry("print_day_from_utc_instant", job -> job.working(1, Roll.NONE)),
      Map.entry("roll_start_then_add_calendar_days", job -> job.add(job.start, job.n, Unit.DAYS, Counting.ROLLED, Roll.NONE)),
      Map.entry("cutoff_roll_start_then_add_calendar_days",
          job -> job.add(job.start, job.n, Unit.DAYS, job.isPast ? Counting.ROLLED : Counting.EXCLUDED, job.roll())),
      Map.entry("end_of_month_after_plus_days",
          job -> job.add(job.start.withDayOfMonth(1).plusMonths(2).minusDays(1), job.n, Unit.DAYS, Counting.EXCLUDED, job.roll())),
      Map.entry("one_working_day_B_then_add_calendar_days",
          job -> job.add(job.oneWorkingDay(), job.n, Unit.DAYS, Counting.EXCLUDED, job.roll())),
      Map.entry("one_working_day_B_then_add_calendar_days_skipping_bank_holidays", Job::skipping),
      Map.entry("within_calendar_days", job -> !job.end.isAfter(job.add(job.start, job.n, Unit.DAYS, Counting.EXCLUDED, job.roll()))),
      Map.entry("is_overdue", job -> job.end.isAfter(job.lay(UNITS.get(job.row.get("unit"))))),
      Map.entry("years_between", Job::yearsBetween),
      Map.entry("year_within_range", Job::yearWithinRange));

  @ParameterizedTest
  @ValueSource(strings = {"alaveteli_foi", "moj_correspondence", "operations", "smart_answers"})
  void operations(String name) {
    List<Map<String, String>> rows = Csv.rows("tests/vectors/" + name + ".csv");
    assertTrue(rows.size() > 15);
    List<String> wrong = new ArrayList<>();
    for (Map<String, String> row : rows) {
      Function<Job, Object> operation = OPERATIONS.get(row.get("op"));
      assertNotNull(operation, row.get("op"));
      String answer = operation.apply(new Job(row)).toString();
      if (!answer.equals(row.get("expected"))) {
        wrong.add(row.get("id") + ": " + answer);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void workingDaysOneByOneAndAsColumns() {
    List<Map<String, String>> rows = Csv.rows("tests/vectors/working_days.csv");
    assertTrue(rows.size() > 50);
    for (Map<String, String> row : rows) {
      Calendar calendar = Calendar.of(row.get("division"));
      LocalDate from = LocalDate.parse(row.get("from"));
      LocalDate due = LocalDate.parse(row.get("due"));
      Span span = Span.parse(row.get("span"));
      Counting counting = Counting.valueOf(row.get("counting").toUpperCase());
      Roll roll = Roll.valueOf(row.get("roll").toUpperCase());
      assertEquals(due, calendar.add(from, span, counting, roll), row.get("id"));
      int[] column = calendar.add(new int[] {(int) from.toEpochDay(), DueColumns.NONE}, span, counting, roll);
      assertEquals(due, LocalDate.ofEpochDay(column[0]), row.get("id"));
      assertEquals(DueColumns.NONE, column[1]);
    }
  }

  @Test
  void theOfficialList() {
    List<Map<String, String>> rows = Csv.rows("tests/vectors/govuk_bank_holidays.csv");
    assertTrue(rows.size() > 400);
    Map<String, Map<LocalDate, Holiday>> now = new HashMap<>();
    for (Map<String, String> row : rows) {
      String division = row.get("division");
      LocalDate day = LocalDate.parse(row.get("date"));
      LocalDate seen = LocalDate.parse(row.get("first_seen").substring(0, 10));
      Holiday held = now.computeIfAbsent(division, name -> Calendar.of(name).holidays().stream()
          .collect(Collectors.toMap(Holiday::date, holiday -> holiday))).get(day);
      if (row.get("status").equals("current")) {
        assertNotNull(held, row.toString());
        assertEquals(seen, held.knownFrom(), row.toString());
        assertEquals(division, held.division());
      } else {
        assertEquals(null, held, row.toString());
        assertTrue(holidays(Calendar.knownOn(division, seen)).contains(day)
            || row.get("last_seen").substring(0, 10).equals(seen.toString()), row.toString());
      }
    }
  }
}
