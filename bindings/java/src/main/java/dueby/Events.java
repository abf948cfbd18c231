package dueby;

import static dueby.engine.EngineConstants.*;

import dueby.engine.Block;
import dueby.engine.Memory;
import java.util.List;

/** Events and facts in C's form. */
final class Events {
  private Events() {}

  static void write(Profile profile, Event event, Refs refs, Block to, int at) {
    When when = event.when();
    to.putLong(at + AT_event_time, Native.seconds(when.time())).putInt(at + AT_event_date, Native.day(when.date()));
    to.putInt(at + AT_event_has, DUEBY_HAS_DATE);
    if (event.agreedFor() != null) {
      to.putInt(at + AT_event_type, -2 - profile.duty(event.agreedFor())); // DUEBY_EVENT_AGREED_FOR
    } else if (event.type() != null) {
      to.putInt(at + AT_event_type, profile.event(event.type()));
    }
    for (String tag : event.tags()) {
      int number = profile.tag(tag);
      int word = at + AT_event_tags + number / Long.SIZE * Long.BYTES;
      to.putLong(word, to.getLong(word) | 1L << number % Long.SIZE);
    }
    if (event.agreed() != null) {
      event.agreed().write(to, at + AT_event_agreed);
    }
    to.putLong(at + AT_event_ref, refs.number(event.ref()));
  }

  static void write(Profile profile, List<Event> events, Refs refs, Block to, int at) {
    for (Event event : events) {
      if (event.type() == null && event.agreedFor() == null) {
        throw new IllegalArgumentException("an event without a type: only a trigger may have none");
      }
      write(profile, event, refs, to, at);
      at += SIZE_event;
    }
  }

  /** 0 for none. */
  static long facts(Profile profile, Facts facts, Memory memory) {
    if (facts == Facts.NONE) {
      return 0;
    }
    Block events = memory.blocks(facts.events().size(), SIZE_event);
    write(profile, facts.events(), new Refs(facts.events()), events, 0);
    Block to = memory.block(SIZE_facts);
    to.putInt(AT_facts_size, SIZE_facts).putInt(AT_facts_flags, facts.wholeDays() ? DUEBY_FACTS_WHOLE_DAYS : 0)
        .putInt(AT_facts_has, (facts.born() == null ? 0 : DUEBY_HAS_BORN) | (facts.since() == null ? 0 : DUEBY_HAS_SINCE))
        .putInt(AT_facts_born, Native.day(facts.born())).putInt(AT_facts_since, Native.day(facts.since()))
        .putLong(AT_facts_events, events.address()).putLong(AT_facts_event_count, facts.events().size());
    return to.address();
  }
}
