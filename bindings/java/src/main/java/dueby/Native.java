package dueby;

import dueby.engine.Memory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/** Converts values between Java and C. */
final class Native {
  /** DUEBY_DATE_NONE and other unknown values. */
  static final int NONE = Integer.MIN_VALUE;
  /** DUEBY_TIME_NONE. */
  static final long NO_TIME = Long.MIN_VALUE;

  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private Native() {}

  /** Clamps a day, so that one outside the library's range stays outside. */
  static int day(LocalDate date) {
    return date == null ? NONE : (int) Math.max(Integer.MIN_VALUE + 1, Math.min(Integer.MAX_VALUE, date.toEpochDay()));
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

  /** Null for no day. */
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

  /** A number in a struct that was copied out of the library. */
  static int getInt(byte[] struct, int at) {
    return (int) INT.get(struct, at);
  }

  static long getLong(byte[] struct, int at) {
    return (long) LONG.get(struct, at);
  }
}
