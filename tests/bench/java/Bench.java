import com.opengamma.strata.basics.date.HolidayCalendarId;
import com.opengamma.strata.basics.date.ImmutableHolidayCalendar;
import dueby.Calendar;
import dueby.DueColumns;
import dueby.Holiday;
import dueby.Profile;
import dueby.Query;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares one question and a column of ten million dates with a loop over java.time and with OpenGamma Strata, which have the same
 * answers. The arguments are the costs in C of one question and of one row of the column (script/bench-java).
 */
public final class Bench {
  private static final int ROWS = 10_000_000;
  private static final int CALLS = 1_000_000;
  private static final int RUNS = 7;
  private static final int FIRST = 19723; // 2024-01-01
  private static final int DAYS = 9000;
  private static final int WORKING_DAYS = 15;

  private final int[] days = new int[ROWS];
  private final LocalDate[] dates = new LocalDate[CALLS];
  private int[] due = new int[ROWS];
  private int[] expected;

  @FunctionalInterface
  private interface Work {
    void run();
  }

  private Bench() {
    int seed = 1;
    for (int i = 0; i < ROWS; i++) {
      seed = seed * 1664525 + 1013904223;
      days[i] = FIRST + (seed >>> 8) % DAYS;
      if (i < CALLS) {
        dates[i] = LocalDate.ofEpochDay(days[i]);
      }
    }
  }

  /** Reports the median time of the runs after three warm-up runs. Every answer is compared with the expected one. */
  private double measure(String name, int items, double against, Work work) {
    double[] times = new double[RUNS];
    for (int i = -3; i < RUNS; i++) {
      long start = System.nanoTime();
      work.run();
      times[Math.max(i, 0)] = (double) (System.nanoTime() - start) / items;
      if (Arrays.mismatch(due, 0, items, expected, 0, items) >= 0) {
        throw new IllegalStateException(name + ": another answer");
      }
    }
    Arrays.sort(times);
    double median = times[RUNS / 2];
    System.out.printf(Locale.ROOT, "%-34s %9.2f ns %8.2f%n", name, median, against == 0 ? 1 : median / against);
    return median;
  }

  private static LocalDate add(LocalDate from, Set<LocalDate> holidays) {
    LocalDate day = from;
    for (int counted = 0; counted < WORKING_DAYS;) {
      day = day.plusDays(1);
      DayOfWeek weekday = day.getDayOfWeek();
      if (weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY && !holidays.contains(day)) {
        counted++;
      }
    }
    return day;
  }

  private void run(double singleInC, double columnInC) {
    try (Profile profile = Profile.builtIn("england");
        Calendar calendar = Calendar.of("england-and-wales");
        Query query = Query.of(profile, calendar, "cp.conference.initial")) {
      Set<LocalDate> holidays = calendar.holidays().stream().map(Holiday::date).collect(Collectors.toCollection(HashSet::new));
      ImmutableHolidayCalendar strata = ImmutableHolidayCalendar.of(HolidayCalendarId.of("EAW"), holidays, DayOfWeek.SATURDAY,
          DayOfWeek.SUNDAY);
      expected = query.dueDays(days);
      if (Arrays.stream(expected).anyMatch(day -> day == DueColumns.NONE)) {
        throw new IllegalStateException("a day without an answer");
      }
      System.out.printf("java %s%n%-34s %12s %8s%n", System.getProperty("java.version"), "single", "median", "ratio");
      System.out.printf(Locale.ROOT, "%-34s %9.2f ns %8.2f%n", "C", singleInC, 1.0);
      double single = measure("dueby, a Deadline", CALLS, singleInC, () -> {
        for (int i = 0; i < CALLS; i++) {
          due[i] = (int) query.due(dates[i]).due().toEpochDay();
        }
      });
      measure("dueby, a day number", CALLS, singleInC, () -> {
        for (int i = 0; i < CALLS; i++) {
          due[i] = query.dueDay(days[i]);
        }
      });
      measure("LocalDate to a number and back", CALLS, singleInC, () -> {
        for (int i = 0; i < CALLS; i++) {
          due[i] = (int) LocalDate.ofEpochDay(dates[i].toEpochDay() + expected[i] - days[i]).toEpochDay();
        }
      });
      measure("Strata shift, against dueby", CALLS, single, () -> {
        for (int i = 0; i < CALLS; i++) {
          due[i] = (int) strata.shift(dates[i], WORKING_DAYS).toEpochDay();
        }
      });
      measure("java.time loop, against dueby", CALLS, single, () -> {
        for (int i = 0; i < CALLS; i++) {
          due[i] = (int) add(dates[i], holidays).toEpochDay();
        }
      });
      System.out.printf("column of %,d, a row%n", ROWS);
      System.out.printf(Locale.ROOT, "%-34s %9.2f ns %8.2f%n", "C", columnInC, 1.0);
      double column = measure("dueby, int[] to a new int[]", ROWS, columnInC, () -> {
        due = query.dueDays(days);
      });
      measure("Strata shift, against dueby", ROWS, column, () -> {
        for (int i = 0; i < ROWS; i++) {
          due[i] = (int) strata.shift(LocalDate.ofEpochDay(days[i]), WORKING_DAYS).toEpochDay();
        }
      });
      measure("java.time loop, against dueby", ROWS, column, () -> {
        for (int i = 0; i < ROWS; i++) {
          due[i] = (int) add(LocalDate.ofEpochDay(days[i]), holidays).toEpochDay();
        }
      });
    }
  }

  public static void main(String[] arguments) {
    new Bench().run(Double.parseDouble(arguments[0]), Double.parseDouble(arguments[1]));
  }
}
