package dueby;

import static dueby.engine.EngineConstants.AT_when_date;
import static dueby.engine.EngineConstants.AT_when_time;
import static dueby.engine.EngineConstants.DUEBY_ECOVERAGE;
import static dueby.engine.EngineConstants.DUEBY_WRITTEN_WHEN;
import static dueby.engine.EngineConstants.SIZE_when;

import dueby.engine.Block;
import dueby.engine.Engine;
import dueby.engine.Memory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Objects;

/**
 * A date as people write it down: a day in the United Kingdom, with or without a time.
 *
 * @param date the day
 * @param time the time on that day, to the second; null if only the day is known
 */
public record When(LocalDate date, Instant time) {
  /**
   * Makes a day, optionally with a time.
   *
   * @param date the day
   * @param time the time on that day, to the second; null if only the day is known
   * @throws BadValueException if the time is on another day in the United Kingdom
   * @throws OutsideCoverageException if there is a time, and its year is not from 1972 to 2100
   */
  public When {
    Objects.requireNonNull(date, "date");
    if (time != null && !date.equals(dayOf(time))) {
      throw new BadValueException(Status.ARGUMENT,
          "time: " + time + " is on " + dayOf(time) + " in the United Kingdom, but the date is " + date);
    }
  }

  /** Returns the UK day of an instant. */
  private static LocalDate dayOf(Instant instant) {
    try (Memory memory = Memory.open()) {
      Block civil = memory.block(12);
      int status = Engine.time_civil(instant.getEpochSecond(), civil.address(), civil.address() + 4, civil.address() + 8);
      needTime(status, instant.toString());
      return LocalDate.ofEpochDay(civil.getInt(0));
    }
  }

  /** Throws if the library does not have a time of day. */
  private static void needTime(int status, String time) {
    if (status == DUEBY_ECOVERAGE) {
      throw new OutsideCoverageException(time + ": dueby can only use times of day from 1972 to 2100");
    }
    DuebyException.need(status, time);
  }

  /**
   * Makes a day without a time.
   *
   * @param day the day
   * @return the day, without a time
   */
  public static When of(LocalDate day) {
    return new When(Names.given(day, "day"), null);
  }

  /**
   * Makes the UK day and time of an instant.
   *
   * @param instant the instant; fractions of a second are dropped
   * @return that time
   * @throws OutsideCoverageException if the year is not from 1972 to 2100
   */
  public static When of(Instant instant) {
    return new When(dayOf(Names.given(instant, "instant")), Instant.ofEpochSecond(instant.getEpochSecond()));
  }

  /**
   * Makes a date and time from a UK clock. If the hour occurs twice, the first is used.
   *
   * @param clock the time on a UK clock; fractions of a second are dropped
   * @return that time
   * @throws BadValueException if the time is in the hour that the clocks skip in spring
   * @throws OutsideCoverageException if the year is not from 1972 to 2100
   */
  public static When of(LocalDateTime clock) {
    try (Memory memory = Memory.open()) {
      Block time = memory.block(Long.BYTES);
      LocalDate day = Native.optionDay("clock", Names.given(clock, "clock").toLocalDate());
      int status = Engine.time_new(Native.day(day), clock.toLocalTime().toSecondOfDay(), time.address());
      needTime(status, clock.toString());
      return new When(clock.toLocalDate(), Instant.ofEpochSecond(time.getLong(0)));
    }
  }

  /**
   * Reads "2026-03-27", "2026-03-27T14:30" (UK time) or "2026-03-27T14:30:00Z".
   *
   * @param text an ISO date, optionally with a time
   * @return the day or time
   * @throws BadValueException if the text is neither
   */
  public static When parse(String text) {
    try (Memory memory = Memory.open()) {
      Block when = memory.block(SIZE_when);
      byte[] bytes = Native.utf8(Names.given(text, "text"));
      int status = Engine.when_parse(memory.bytes(bytes), bytes.length, 0, when.address());
      DuebyException.needText(status, DUEBY_WRITTEN_WHEN, text);
      DuebyException.need(status, "date \"" + text + "\"");
      return Native.when(when.getLong(AT_when_time), when.getInt(AT_when_date));
    }
  }

  /** Returns the date in ISO form, such as "2026-03-27", or with a time "2026-04-01T00:30:00+01:00" (UK time). */
  @Override
  public String toString() {
    return text(Engine::when_text);
  }

  /**
   * Returns the date in words.
   *
   * @return for example "Tuesday 21 April 2026", or "12:30am on Wednesday 1 April 2026"
   */
  public String inWords() {
    return text(Engine::explain_when);
  }

  @FunctionalInterface
  private interface Writer {
    int write(long when, long text, long size, long needed);
  }

  private String text(Writer writer) {
    try (Memory memory = Memory.open()) {
      Block when = memory.block(SIZE_when);
      write(when, 0);
      String text = memory.written((to, size, needed) -> writer.write(when.address(), to, size, needed));
      return text == null ? date.toString() : text; // the library does not have the day
    }
  }

  void write(Block to, int at) {
    to.putLong(at + AT_when_time, Native.seconds(time)).putInt(at + AT_when_date, Native.day(date));
  }
}
