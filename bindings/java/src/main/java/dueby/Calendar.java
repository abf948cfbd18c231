package dueby;

import static dueby.engine.EngineConstants.*;

import dueby.engine.Block;
import dueby.engine.Engine;
import dueby.engine.Memory;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Determines which days are working days. A calendar covers 1971 to 2100, or less if it was made from a list. A day outside that
 * range throws {@link OutsideCoverageException}; it is never treated as an ordinary day. A calendar never changes, so threads may
 * share it.
 */
public final class Calendar extends Handle {
  private static final int EVERY_DAY = 127; // a bit for each day of the week
  private static final int FIRST_YEAR = 1971;
  private static final int LAST_YEAR = 2100;

  private Calendar(long address) {
    super(address, Engine::calendar_free);
  }

  @FunctionalInterface
  private interface Maker {
    int make(long made);
  }

  private static Calendar made(Memory memory, String what, Maker maker) {
    Block made = memory.block(Long.BYTES);
    DuebyException.need(maker.make(made.address()), what);
    return new Calendar(made.getLong(0));
  }

  /** Returns the address of a division's name. Throws if the name is not a division. */
  private static long division(Memory memory, String divisions) {
    String problem = Names.problem(DUEBY_WRITTEN_DIVISION, Names.given(divisions, "divisions"));
    if (problem != null) {
      throw new UnknownNameException(problem);
    }
    return memory.text(divisions);
  }

  private static int[] days(Collection<LocalDate> dates) {
    return Native.copy("days", dates).stream().mapToInt(Native::day).toArray();
  }

  private static long written(Memory memory, int[] days) {
    Block block = memory.blocks(days.length, Integer.BYTES);
    for (int i = 0; i < days.length; i++) {
      block.putInt(i * Integer.BYTES, days[i]);
    }
    return block.address();
  }

  /**
   * Makes a calendar of bank holidays.
   *
   * @param divisions "england-and-wales", "scotland", "northern-ireland", several joined by "+", or "none" for weekends only
   * @return the calendar
   * @throws UnknownNameException if the text is anything else
   */
  public static Calendar of(String divisions) {
    return knownOn(divisions, null);
  }

  /**
   * Makes a calendar of bank holidays as they were published on a given day.
   *
   * @param divisions as for {@link #of}
   * @param day a day from 23 November 2011 to the date of the official list; null for the list as it is now
   * @return the calendar
   * @throws OutsideCoverageException if the day is not in that range
   */
  public static Calendar knownOn(String divisions, LocalDate day) {
    try (Memory memory = Memory.open()) {
      long text = division(memory, divisions);
      Block made = memory.block(Long.BYTES);
      int status = Engine.calendar_new(text, Native.day(day), made.address());
      if (status == DUEBY_ECOVERAGE) {
        throw new OutsideCoverageException("knownOn: " + Names.problem(DUEBY_WRITTEN_KNOWN_ON, day.toString()));
      }
      DuebyException.need(status, "calendar");
      return new Calendar(made.getLong(0));
    }
  }

  /**
   * Makes a calendar from your own list of bank holidays.
   *
   * @param divisions the divisions that the days belong to, such as "england-and-wales"
   * @param holidays the days
   * @return the calendar, which covers the years that the list is complete for
   * @throws BadValueException if there are no days, or a year among them has no Christmas
   * @throws OutsideCoverageException if a day is before 1971 or after 2100
   */
  public static Calendar ofDays(String divisions, Collection<LocalDate> holidays) {
    try (Memory memory = Memory.open()) {
      int[] days = days(holidays);
      if (days.length == 0) {
        throw Names.refused("holidays", DUEBY_REFUSAL_NONE, "days");
      }
      for (LocalDate day : holidays) {
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
          throw new OutsideCoverageException("holidays: " + day + ": " + Names.refusal(DUEBY_REFUSAL_UNCOVERED, null));
        }
      }
      long text = division(memory, divisions);
      long list = written(memory, days);
      int gap = Engine.calendar_missing_year(list, days.length);
      if (gap != 0) {
        throw Names.refused("holidays", DUEBY_REFUSAL_NO_CHRISTMAS, Integer.toString(gap));
      }
      return made(memory, "calendar", made -> Engine.calendar_from_days(text, list, 0, days.length, made));
    }
  }

  @FunctionalInterface
  private interface Reader {
    int read(long text, long length, long divisions, long said, long made);
  }

  private static Calendar from(String what, String content, String divisions, Reader reader) {
    try (Memory memory = Memory.open()) {
      byte[] bytes = Native.utf8(Names.given(content, "the text of the " + what));
      long text = memory.bytes(bytes);
      long whose = division(memory, divisions);
      return new Calendar(Reading.read(memory, what, (said, made) -> reader.read(text, bytes.length, whose, said, made)));
    }
  }

  /**
   * Makes a calendar from GOV.UK's bank-holidays.json.
   *
   * @param json the text
   * @param divisions the divisions whose days to read
   * @return the calendar
   * @throws BadFileException if it cannot be read
   */
  public static Calendar fromJson(String json, String divisions) {
    return from("bank holidays", json, divisions, Engine::io_calendar_from_json);
  }

  /**
   * Makes a calendar from CSV with a column {@code date}, and optionally {@code name} and {@code division}.
   *
   * @param csv the text
   * @param divisions the divisions whose days to read
   * @return the calendar
   * @throws BadFileException if it cannot be read
   */
  public static Calendar fromCsv(String csv, String divisions) {
    return from("bank holidays", csv, divisions, Engine::io_calendar_from_csv);
  }

  /**
   * Makes a calendar from an .ics file of whole days.
   *
   * @param ics the text
   * @param divisions the divisions that the days belong to
   * @return the calendar
   * @throws BadFileException if it cannot be read, or has an event that repeats, has a time of day or is not confirmed
   */
  public static Calendar fromIcs(String ics, String divisions) {
    return from("bank holidays", ics, divisions, Engine::io_calendar_from_ics);
  }

  private Calendar with(int change, Collection<LocalDate> changed, String label) {
    return use(self -> {
      try (Memory memory = Memory.open()) {
        int[] days = days(changed);
        long list = written(memory, days);
        long text = memory.textOrNull(Names.text(label, "name"));
        Block made = memory.block(Long.BYTES);
        int status = Engine.calendar_with_days(self, change, list, days.length, text, made.address());
        if (status == DUEBY_ENOTFOUND) {
          throw new UnknownNameException("days: " + Names.refusal(DUEBY_REFUSAL_NOT_A_HOLIDAY, "one of the days"));
        }
        if (status == DUEBY_ECOVERAGE) {
          throw notCovered(outside("days", changed.toArray(LocalDate[]::new)));
        }
        DuebyException.need(status, "calendar");
        return new Calendar(made.getLong(0));
      }
    });
  }

  /**
   * Returns a copy of this calendar with more bank holidays.
   *
   * @param days the days
   * @param name their name; null if they have none
   * @return the changed copy
   */
  public Calendar withAdded(Collection<LocalDate> days, String name) {
    return with(DUEBY_CHANGE_ADD, days, name);
  }

  /**
   * Returns a copy of this calendar with fewer bank holidays.
   *
   * @param days the days
   * @return the changed copy
   * @throws UnknownNameException if one of them is not a bank holiday
   */
  public Calendar withRemoved(Collection<LocalDate> days) {
    return with(DUEBY_CHANGE_REMOVE, days, null);
  }

  /**
   * Returns a copy of this calendar with days on which an organisation is shut. They only move the dates of local rules.
   *
   * @param days the days
   * @param name their name, such as "Offices closed"; null if they have none
   * @return the changed copy
   */
  public Calendar withClosures(Collection<LocalDate> days, String name) {
    return with(DUEBY_CHANGE_CLOSE, days, name);
  }

  /**
   * Returns a copy of this calendar with days on which an organisation is shut. They move the dates of every rule.
   *
   * @param days the days
   * @param name their name; null if they have none
   * @return the changed copy
   */
  public Calendar withClosuresForAll(Collection<LocalDate> days, String name) {
    return with(DUEBY_CHANGE_CLOSE_ALL, days, name);
  }

  /**
   * Returns a copy of this calendar with a different weekend.
   *
   * @param weekend the days that are never working days; not all seven
   * @return the changed copy
   */
  public Calendar withWeekend(Set<DayOfWeek> weekend) {
    int mask = Native.copy("weekend", weekend).stream().mapToInt(day -> 1 << (day.getValue() - 1)).sum();
    if (mask == EVERY_DAY) {
      throw new BadValueException(Status.ARGUMENT, "weekend: " + Names.problem(DUEBY_WRITTEN_WEEKEND, "mon,tue,wed,thu,fri,sat,sun"));
    }
    return use(self -> {
      try (Memory memory = Memory.open()) {
        return made(memory, "weekend", made -> Engine.calendar_with_weekend(self, mask, made));
      }
    });
  }

  /**
   * Returns whether a day is a working day.
   *
   * @param day the day
   * @return true if so
   */
  public boolean isWorkingDay(LocalDate day) {
    return use(self -> {
      try (Memory memory = Memory.open()) {
        Block working = memory.block(Integer.BYTES);
        int status = Engine.calendar_is_working(self, Native.day(Names.given(day, "day")), working.address());
        if (status == DUEBY_ECOVERAGE) {
          throw notCovered("day: " + day);
        }
        DuebyException.need(status, day.toString());
        return working.getInt(0) != 0;
      }
    });
  }

  /**
   * Counts the working days after one day, up to and including another.
   *
   * @param start the first day, which does not count
   * @param end the last day; if it is before the start, the count is negative
   * @return the number of working days
   */
  public int workingDaysBetween(LocalDate start, LocalDate end) {
    return workingDaysBetween(start, end, Include.END);
  }

  /**
   * Counts the working days between two days.
   *
   * @param start the first day
   * @param end the last day
   * @param include which of the two days count
   * @return the number of working days
   */
  public int workingDaysBetween(LocalDate start, LocalDate end, Include include) {
    Names.given(start, "start");
    Names.given(end, "end");
    Names.given(include, "include");
    return use(self -> {
      try (Memory memory = Memory.open()) {
        Block count = memory.block(Integer.BYTES);
        int status = Engine.calendar_count(self, Native.day(start), Native.day(end), include.number(), count.address());
        if (status == DUEBY_ECOVERAGE) {
          String first = outside("start", start);
          throw notCovered(first != null ? first : "end: " + end);
        }
        DuebyException.need(status, start + " to " + end);
        return count.getInt(0);
      }
    });
  }

  /**
   * Counts the working days between each pair of days in two columns.
   *
   * @param start days since 1970-01-01; {@link DueColumns#NONE} for no day
   * @param end the same number of days since 1970-01-01
   * @param include which of the two days count
   * @return the counts; NONE where a day is missing or not covered
   */
  public int[] workingDaysBetween(int[] start, int[] end, Include include) {
    Names.given(start, "start");
    Names.given(end, "end");
    Names.given(include, "include");
    if (start.length != end.length) {
      throw new IllegalArgumentException(Names.refusal(DUEBY_REFUSAL_LENGTHS, start.length + " days and " + end.length));
    }
    int[] counts = new int[start.length];
    use(self -> Rows.run(start.length, "count",
        (first, count, failed) -> Engine.rows_count(self, include.number(), start, end, counts, null, first, count, failed)));
    return counts;
  }

  /**
   * Returns the last day of a span.
   *
   * @param from the day to count from, which itself does not count
   * @param span the span, which must not be in hours or minutes
   * @return the day
   */
  public LocalDate add(LocalDate from, Span span) {
    return add(from, span, Counting.EXCLUDED, Roll.NONE);
  }

  /**
   * Returns the last day of a span.
   *
   * @param from the day to count from
   * @param span the span, which must not be in hours or minutes
   * @param counting whether that day counts
   * @param roll what happens if the last day is not a working day
   * @return the day
   */
  public LocalDate add(LocalDate from, Span span, Counting counting, Roll roll) {
    Names.given(counting, "counting");
    Names.given(roll, "roll");
    return use(self -> {
      try (Memory memory = Memory.open()) {
        Block date = memory.block(Integer.BYTES);
        int status = Engine.span_add(Native.ofDays("span", span).write(memory), counting.number(), roll.number(), self,
            Native.day(Native.optionDay("from", Names.given(from, "from"))), date.address());
        if (status == DUEBY_ECOVERAGE) {
          String first = outside("from", from);
          throw notCovered(first != null ? first : span + " from " + from);
        }
        DuebyException.need(status, span + " from " + from);
        return Native.date(date.getInt(0));
      }
    });
  }

  /**
   * Returns the last day of a span for each day of a column.
   *
   * @param from days since 1970-01-01; {@link DueColumns#NONE} for no day
   * @param span the span, which must not be in hours or minutes
   * @param counting whether the first day counts
   * @param roll what happens if the last day is not a working day
   * @return the days; NONE where a day is missing or not covered
   */
  public int[] add(int[] from, Span span, Counting counting, Roll roll) {
    int[] days = new int[Names.given(from, "from").length];
    Names.given(counting, "counting");
    Names.given(roll, "roll");
    use(self -> {
      try (Memory memory = Memory.open()) {
        long amount = Native.ofDays("span", span).write(memory);
        return Rows.run(from.length, span.toString(), (first, count, failed) -> Engine.rows_add(self, amount, counting.number(),
            roll.number(), from, days, null, first, count, failed));
      }
    });
    return days;
  }

  /**
   * Returns the bank holidays and closures of this calendar.
   *
   * @return the days in date order
   */
  public List<Holiday> holidays() {
    return use(self -> {
      List<Holiday> found = new ArrayList<>();
      try (Memory memory = Memory.open()) {
        Block holiday = memory.block(SIZE_holiday);
        for (long i = 0; i < Engine.calendar_holiday_count(self); i++) {
          DuebyException.need(Engine.calendar_holiday(self, i, holiday.address()), "holiday");
          int division = holiday.getInt(AT_holiday_division);
          found.add(new Holiday(Native.date(holiday.getInt(AT_holiday_date)), Native.text(Engine.calendar_holiday_name(self, i)),
              division == 0 ? null : Native.text(Engine.code_name(DUEBY_CODE_DIVISION, division)),
              HolidayBasis.of(holiday.getInt(AT_holiday_basis)), Certainty.of(holiday.getInt(AT_holiday_certainty)),
              Native.date(holiday.getInt(AT_holiday_known_from))));
        }
      }
      return found;
    });
  }

  private LocalDate coverage(int which) {
    return use(self -> coverage(self, which));
  }

  private static LocalDate coverage(long calendar, int which) {
    try (Memory memory = Memory.open()) {
      Block days = memory.block(4 * Integer.BYTES);
      long at = days.address();
      Engine.calendar_coverage(calendar, at, at + 4, at + 8, at + 12);
      return Native.date(days.getInt(which * Integer.BYTES));
    }
  }

  /**
   * The first day that this calendar covers.
   *
   * @return the day
   */
  public LocalDate first() {
    return coverage(0);
  }

  /**
   * The last day that this calendar covers.
   *
   * @return the day
   */
  public LocalDate last() {
    return coverage(1);
  }

  /**
   * The last day for which the bank holidays are confirmed.
   *
   * @return the day
   */
  public LocalDate confirmedTo() {
    return coverage(2);
  }

  /**
   * The last day for which the bank holidays are listed.
   *
   * @return the day
   */
  public LocalDate listedTo() {
    return coverage(3);
  }

  /**
   * The divisions whose bank holidays this calendar has.
   *
   * @return for example "england-and-wales"
   */
  public String divisions() {
    return use(self -> Native.text(Engine.calendar_divisions(self)));
  }

  /**
   * The changes made to this calendar.
   *
   * @return codes separated by spaces, such as "closed=2026-12-29 closures_for=local"; "" if there are none
   */
  public String changes() {
    return text(Engine::calendar_changes);
  }

  /**
   * Identifies the content of this calendar.
   *
   * @return 64 hexadecimal digits
   */
  public String digest() {
    return text(Engine::calendar_digest);
  }

  /** Makes the exception for a day that the calendar does not cover. {@code what} says which day; null if that is unknown. */
  OutsideCoverageException notCovered(String what) {
    return use(self -> notCovered(self, what));
  }

  /** Does the same as {@link #notCovered(String)} for the address of a calendar. */
  static OutsideCoverageException notCovered(long calendar, String what) {
    try (Memory memory = Memory.open()) {
      String covers = memory.written((to, size, needed) -> Engine.calendar_coverage_text(calendar, to, size, needed));
      return new OutsideCoverageException(what == null ? covers : what + ": " + covers);
    }
  }

  /** Names the first day of an argument that the calendar does not cover. Returns null if it covers all of them. Skips a null. */
  String outside(String argument, LocalDate... days) {
    return use(self -> outside(self, argument, days));
  }

  /** Does the same as {@link #outside(String, LocalDate...)} for the address of a calendar. */
  static String outside(long calendar, String argument, LocalDate... days) {
    for (LocalDate day : days) {
      if (day != null && (day.isBefore(coverage(calendar, 0)) || day.isAfter(coverage(calendar, 1)))) {
        return argument + ": " + day;
      }
    }
    return null;
  }

  private String text(Profile.Writer writer) {
    return use(self -> {
      try (Memory memory = Memory.open()) {
        String text = memory.written((to, size, needed) -> writer.write(self, to, size, needed));
        DuebyException.need(memory.status(), "calendar");
        return text;
      }
    });
  }
}
