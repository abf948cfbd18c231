package dueby;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The refs of a case, numbered from 1 in byte order, so the order of the events does not matter. */
final class Refs {
  static final Refs NONE = new Refs(List.of());

  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  /** Makes refs from a sorted list. */
  static Refs inOrder(List<String> texts) {
    Refs refs = new Refs(List.of());
    texts.forEach(ref -> refs.numbers.put(ref, refs.numbers.size() + 1));
    return refs;
  }

  Refs(Collection<Event> events) {
    this(events, List.of());
  }

  Refs(Collection<Event> events, Collection<UnreadRow> unread) {
    Stream.concat(events.stream().map(Event::ref), unread.stream().map(UnreadRow::ref)).filter(Objects::nonNull).filter(ref -> !ref.isEmpty()).distinct()
        .sorted((left, right) -> Arrays.compareUnsigned(Native.utf8(left), Native.utf8(right)))
        .forEach(ref -> numbers.put(ref, numbers.size() + 1));
  }

  /** Returns the number of a ref, or 0 if there is none. */
  long number(String ref) {
    return numbers.getOrDefault(ref, 0);
  }

  /** Returns the ref with this number, or null for 0. */
  String text(long number) {
    return number <= 0 ? null : texts().get((int) number - 1);
  }

  List<String> texts() {
    return List.copyOf(numbers.keySet());
  }
}
