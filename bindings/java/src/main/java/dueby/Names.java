package dueby;

import dueby.engine.Engine;
import dueby.engine.Memory;
import java.util.Collection;

/** Helps with names that are not known. */
final class Names {
  private Names() {}

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
