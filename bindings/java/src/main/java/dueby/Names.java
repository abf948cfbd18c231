package dueby;

import dueby.engine.Engine;
import dueby.engine.Memory;
import java.util.Collection;
import java.util.function.IntFunction;

/** Helps with names that are not known. */
final class Names {
  private Names() {}

  /** Refuses a column with the name of a field of an answer, which would then be there twice. */
  static void refuseFields(Collection<String> columns, IntFunction<byte[]> fields) {
    String field;
    for (int i = 0; (field = Native.text(fields.apply(i))) != null; i++) {
      if (columns.contains(field)) {
        throw new BadValueException(Status.ARGUMENT, "rename the column \"" + field + "\": dueby uses this name in its answer");
      }
    }
  }

  /** Makes the exception for a column that the cases do not have. */
  static UnknownNameException noColumn(String what, String column) {
    return new UnknownNameException(what + ": the events have no extra column called \"" + column + "\"");
  }

  /** Makes the exception for an unknown name. It suggests the nearest known name, if one is near. */
  static UnknownNameException unknown(String what, String wanted, Collection<String> known) {
    String nearest = null;
    int distance = Integer.MAX_VALUE;
    try (Memory memory = Memory.open()) {
      long asked = memory.text(wanted);
      for (String name : known) {
        try (Memory other = Memory.open()) {
          int found = Engine.name_distance(asked, other.text(name));
          if (found < distance) {
            distance = found;
            nearest = name;
          }
        }
      }
    }
    return new UnknownNameException("unknown " + what + " \"" + wanted + "\""
        + (nearest == null ? "" : ": did you mean \"" + nearest + "\"?"));
  }
}
