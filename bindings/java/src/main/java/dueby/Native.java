package dueby;

import static dueby.engine.EngineConstants.DUEBY_REFUSAL_DAY;
import static dueby.engine.EngineConstants.DUEBY_REFUSAL_NUMBER;
import static dueby.engine.EngineConstants.DUEBY_WRITTEN_AHEAD;

import dueby.engine.Block;
import dueby.engine.Engine;
import dueby.engine.Memory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Converts values between Java and C. */
final class Native {
  /** The value of DUEBY_DATE_NONE, which C also uses for other unknown numbers. */
  static final int NONE = Integer.MIN_VALUE;
  /** The value of DUEBY_TIME_NONE. */
  static final long NO_TIME = Long.MIN_VALUE;

  private static final int AMOUNT_MAX = 100000; // the largest amount of a span
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private Native() {}

  /** Copies a collection. Refuses a null in it; the message gives its index. */
  static <T> List<T> copy(String what, Collection<? extends T> values) {
    needAll(what, values);
    return List.copyOf(values);
  }

  /** Copies an array as a list. Refuses a null in it; the message gives its index. */
  static <T> List<T> copy(String what, T[] values) {
    return copy(what, Arrays.asList(Names.given(values, what)));
  }

  /** Copies a set. Refuses a null in it. */
  static <T> Set<T> copy(String what, Set<? extends T> values) {
    needAll(what, values);
    return Set.copyOf(values);
  }

  /** Refuses a null among the values, and a string that C cannot take. Most events have no values, so the check is free for an empty collection. */
  private static void needAll(String what, Collection<?> values) {
    if (Names.given(values, what).isEmpty()) {
      return;
    }
    int at = 0;
    for (Object value : values) {
      if (value == null) {
        throw new NullPointerException(what + "[" + at + "]: null");
      }
      if (value instanceof String text) {
        Names.text(text, what + "[" + at + "]");
      }
      at++;
    }
  }

  /** Returns a day as a number, clamped to an int. A day outside the library's range stays outside it. */
  static int day(LocalDate date) {
    return date == null ? NONE : (int) Math.max(Integer.MIN_VALUE + 1, Math.min(Integer.MAX_VALUE, date.toEpochDay()));
  }

  /** Returns the day of an option. Refuses a day that C cannot represent. */
  static LocalDate optionDay(String option, LocalDate day) {
    if (day != null && (day.getYear() < 1900 || day.getYear() > 2199)) {
      throw Names.refused(option + ": " + day, DUEBY_REFUSAL_DAY, null);
    }
    return day;
  }

  /** Returns a day or time of an option. A day that C cannot take is refused. */
  static When optionWhen(String option, When when) {
    optionDay(option, when == null ? null : when.date());
    return when;
  }

  /** Returns how close counts as due soon. Refuses a span that is negative, or not in days, weeks or months. */
  static Span ahead(String option, Span margin) {
    if (margin != null && (margin.amount() < 0 || isTimed(margin))) {
      throw new BadValueException(Status.ARGUMENT, option + ": " + Names.problem(DUEBY_WRITTEN_AHEAD, margin.toString()));
    }
    return margin;
  }

  /** Returns a span to count from a day. Refuses hours and minutes, and amounts that are too large. */
  static Span ofDays(String argument, Span span) {
    if (isTimed(Names.given(span, argument))) {
      throw new BadValueException(Status.ARGUMENT, argument + ": " + Names.problem(DUEBY_WRITTEN_AHEAD, span.toString()));
    }
    if (Math.abs((long) span.amount()) > AMOUNT_MAX) {
      throw Names.refused(argument + ": " + span.amount(), DUEBY_REFUSAL_NUMBER, -AMOUNT_MAX + " to " + AMOUNT_MAX);
    }
    return span;
  }

  private static boolean isTimed(Span span) {
    return span.unit() == Unit.HOURS || span.unit() == Unit.MINUTES;
  }

  /** Throws if the name, a ref or the events of a case are too large. {@code whose} goes before the message. */
  static void refuseExcess(Memory memory, Block of, String whose) {
    String excess = memory.written((to, size, needed) -> Engine.case_excess_text(of.address(), to, size, needed));
    if (!excess.isEmpty()) {
      throw new DuebyException(Status.LIMIT, whose + excess);
    }
  }

  /** Returns the number of a row or line. Refuses a negative number, which no row can have. */
  static long row(String name, long row) {
    if (row < 0) {
      throw Names.refused(name + ": " + row, DUEBY_REFUSAL_NUMBER, "0 to " + Long.MAX_VALUE);
    }
    return row;
  }

  /** Returns the day of an event as a number. Refuses a day that C cannot represent. */
  static int eventDay(When when) {
    if (when.date().getYear() < 1900 || when.date().getYear() > 2199) {
      throw Names.refused(when.date().toString(), DUEBY_REFUSAL_DAY, null);
    }
    return day(when.date());
  }

  static LocalDate date(int day) {
    return day == NONE ? null : LocalDate.ofEpochDay(day);
  }

  static long seconds(Instant time) {
    return time == null ? NO_TIME : time.getEpochSecond();
  }

  static Instant instant(long seconds) {
    return seconds == NO_TIME ? null : Instant.ofEpochSecond(seconds);
  }

  /** Returns a day with its time, if it has one. Returns null if there is no day. */
  static When when(long time, int day) {
    return day == NONE ? null : new When(date(day), instant(time));
  }

  static Integer number(int number) {
    return number == NONE ? null : Integer.valueOf(number);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return Memory.text(bytes);
  }

  /** Reads a number from a copy of one of the library's structs. */
  static int getInt(byte[] struct, int at) {
    return (int) INT.get(struct, at);
  }

  static long getLong(byte[] struct, int at) {
    return (long) LONG.get(struct, at);
  }
}
