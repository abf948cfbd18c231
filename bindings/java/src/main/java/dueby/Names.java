package dueby;

import static dueby.engine.EngineConstants.*;

import dueby.engine.Engine;
import dueby.engine.Memory;
import java.util.Collection;
import java.util.Objects;
import java.util.function.IntFunction;

/** Makes messages about unknown names and refused values. The library supplies the wording. */
final class Names {
  private Names() {}

  /** Returns an argument, or throws with the argument's name if it is null. */
  static <T> T given(T value, String argument) {
    return Objects.requireNonNull(value, argument + ": null");
  }

  /** Returns a string, or throws with the argument's name if it is null or has a character that C cannot take. */
  static String given(String value, String argument) {
    return text(Objects.requireNonNull(value, argument + ": null"), argument);
  }

  /** Returns a string or null. Throws with the argument's name if it has a character that C cannot take. */
  static String text(String value, String argument) {
    if (value != null && !Memory.isText(value)) {
      throw new IllegalArgumentException(argument + ": " + refusal(DUEBY_REFUSAL_STRING, null));
    }
    return value;
  }

  /** Refuses a column named like a field of an answer, because the answer would then have that name twice. */
  static void refuseFields(Collection<String> columns, IntFunction<byte[]> fields) {
    String field;
    for (int i = 0; (field = Native.text(fields.apply(i))) != null; i++) {
      if (columns.contains(field)) {
        throw new BadValueException(Status.ARGUMENT, refusal(DUEBY_REFUSAL_FIELD, field));
      }
    }
  }

  /** Makes the exception for a column that the cases do not have. */
  static UnknownNameException noColumn(String what, String column) {
    return new UnknownNameException(what + ": " + refusal(DUEBY_REFUSAL_COLUMN, column));
  }

  /** Makes the exception for an unknown name of some kind. The profile is null if the name is a profile's. */
  static UnknownNameException unknown(int kind, Profile profile, String wanted) {
    try (Memory memory = Memory.open()) {
      long name = memory.text(wanted);
      Memory.Writer writer = (to, size, needed) -> profile == null
          ? Engine.unknown_name_text(kind, 0, name, DUEBY_STYLE_JAVA, to, size, needed)
          : profile.use(of -> Engine.unknown_name_text(kind, of, name, DUEBY_STYLE_JAVA, to, size, needed));
      return new UnknownNameException(memory.written(writer));
    }
  }

  /** Returns why a value is refused. {@code found} is the text that the reason quotes, or null. */
  static String refusal(int reason, String found) {
    try (Memory memory = Memory.open()) {
      long text = memory.textOrNull(found);
      return memory.written((to, size, needed) -> Engine.refusal_text(reason, DUEBY_STYLE_JAVA, text, to, size, needed));
    }
  }

  /** Makes the exception for a value that is refused. */
  static BadValueException refused(String argument, int reason, String found) {
    return new BadValueException(Status.ARGUMENT, argument + ": " + refusal(reason, found));
  }

  /** Returns why a string cannot be read as the kind of value it should be; null if it can. */
  static String problem(int kind, String text) {
    try (Memory memory = Memory.open()) {
      long written = memory.text(text);
      return memory.written((to, size, needed) -> Engine.written_problem_text(kind, written, DUEBY_ORDER_ISO, 0, to, size, needed));
    }
  }
}
