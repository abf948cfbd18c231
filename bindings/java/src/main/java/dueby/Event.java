package dueby;

import dueby.engine.EngineConstants;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Something that happened to a case, or an interval that was agreed for one of its duties.
 *
 * @param type the event, such as {@code visit.made}; in a trigger, null means the event that starts the clock
 * @param when the day, optionally with a time
 * @param tags the tags, such as {@code alone}
 * @param agreed an interval that was agreed for the duties that the event starts or meets; null if there is none
 * @param agreedFor if this event is only an agreement, the duty that it is for; otherwise null
 * @param ref the placement, referral or plan that the event belongs to, as you write it; null if there is none
 * @param row the row in your records, for findings ({@link Finding#lines}); 0 if unknown
 */
public record Event(String type, When when, Set<String> tags, Span agreed, String agreedFor, String ref, long row) {
  /**
   * Makes an event. Its tags are copied.
   *
   * @param type the event, such as {@code visit.made}; in a trigger, null means the event that starts the clock
   * @param when the day, optionally with a time
   * @param tags the tags, such as {@code alone}
   * @param agreed an interval that was agreed for the duties that the event starts or meets; null if there is none
   * @param agreedFor if this event is only an agreement, the duty that it is for; otherwise null
   * @param ref the placement, referral or plan that the event belongs to, as you write it; null if there is none
   * @param row the row in your records; 0 if unknown
   */
  public Event {
    Names.text(type, "type");
    Names.given(when, "when");
    tags = Native.copy("tags", tags);
    if (agreed != null && agreed.amount() <= 0) {
      throw Names.refused("agreed: " + agreed, EngineConstants.DUEBY_REFUSAL_NOT_POSITIVE, null);
    }
    Names.text(agreedFor, "agreedFor");
    Names.text(ref, "ref");
    Native.row("row", row);
  }

  /**
   * Makes an event.
   *
   * @param type the event, such as {@code visit.made}
   * @param when when it happened
   * @return the event
   */
  public static Event of(String type, When when) {
    Objects.requireNonNull(type, "type: null: for the event that starts the clock, use Event.trigger(when)");
    return new Event(type, when, Set.of(), null, null, null, 0);
  }

  /**
   * Makes an event on a day.
   *
   * @param type the event, such as {@code visit.made}
   * @param day the day
   * @return the event
   */
  public static Event of(String type, LocalDate day) {
    return of(type, When.of(day));
  }

  /**
   * Makes an event at an instant.
   *
   * @param type the event, such as {@code visit.made}
   * @param instant the instant
   * @return the event
   */
  public static Event of(String type, Instant instant) {
    return of(type, When.of(instant));
  }

  /**
   * Makes an event at a UK time.
   *
   * @param type the event, such as {@code visit.made}
   * @param clock the time on a UK clock
   * @return the event
   */
  public static Event of(String type, LocalDateTime clock) {
    return of(type, When.of(clock));
  }

  /**
   * Makes the event that starts the clock of the queried rule.
   *
   * @param when when it happened
   * @return a trigger without a type
   */
  public static Event trigger(When when) {
    return new Event(null, when, Set.of(), null, null, null, 0);
  }

  /**
   * Makes an event that records an interval agreed for one duty.
   *
   * @param duty the duty, such as {@code cin.visit}
   * @param day the day on which it was agreed
   * @param interval the interval
   * @return the agreement
   */
  public static Event agreement(String duty, LocalDate day, Span interval) {
    return new Event(null, When.of(day), Set.of(), Names.given(interval, "interval"), Names.given(duty, "duty"), null, 0);
  }

  /**
   * Returns a copy of the event with these tags.
   *
   * @param tags the tags that replace its own
   * @return the changed copy
   */
  public Event tagged(String... tags) {
    return new Event(type, when, new LinkedHashSet<>(Native.copy("tags", tags)), agreed, agreedFor, ref, row);
  }

  /**
   * Returns a copy of the event with an agreed interval.
   *
   * @param interval the interval for the duties that the event starts or meets
   * @return the changed copy
   */
  public Event agreed(Span interval) {
    return new Event(type, when, tags, interval, agreedFor, ref, row);
  }

  /**
   * Returns a copy of the event for a placement, referral or plan.
   *
   * @param ref the ref, as you write it
   * @return the changed copy
   */
  public Event ref(String ref) {
    return new Event(type, when, tags, agreed, agreedFor, ref, row);
  }

  /**
   * Returns a copy of the event with the number of its row in your records.
   *
   * @param row the number; 0 if unknown
   * @return the changed copy
   * @throws BadValueException if it is negative
   */
  public Event row(long row) {
    return new Event(type, when, tags, agreed, agreedFor, ref, row);
  }
}
