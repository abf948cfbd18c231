package dueby;

import static dueby.engine.EngineConstants.*;

import dueby.engine.Block;
import dueby.engine.Memory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Converts events and facts to C structs and back. */
final class Events {
  private Events() {}

  static void write(Profile profile, Event event, Refs refs, Block to, int at) {
    When when = event.when();
    to.putLong(at + AT_event_time, Native.seconds(when.time())).putInt(at + AT_event_date, Native.eventDay(when));
    to.putInt(at + AT_event_has, DUEBY_HAS_DATE);
    if (event.agreedFor() != null) {
      to.putInt(at + AT_event_type, agreedFor(profile.duty(event.agreedFor())));
    } else if (event.type() != null) {
      to.putInt(at + AT_event_type, profile.event(event.type()));
    }
    event.tags().forEach(tag -> addTag(profile, tag, to, at));
    if (event.agreed() != null) {
      event.agreed().write(to, at + AT_event_agreed);
    }
    to.putLong(at + AT_event_ref, refs.number(event.ref())).putLong(at + AT_event_row, event.row());
  }

  private static void addTag(Profile profile, String tag, Block to, int at) {
    int number = profile.tag(tag);
    int word = at + AT_event_tags + number / Long.SIZE * Long.BYTES;
    to.putLong(word, to.getLong(word) | 1L << number % Long.SIZE);
  }

  static void write(Profile profile, UnreadRow row, Refs refs, Block to, int at) {
    to.putLong(at + AT_event_time, Native.NO_TIME).putInt(at + AT_event_date, Native.NONE);
    if (row.agreedFor() != null) {
      to.putInt(at + AT_event_type, agreedFor(profile.duty(row.agreedFor())));
    } else if (row.type() != null) {
      to.putInt(at + AT_event_type, profile.event(row.type()));
    }
    for (String tag : row.tags() == null ? profile.tags() : row.tags()) {
      if (row.tags() != null || !tag.equals("void")) {
        addTag(profile, tag, to, at);
      }
    }
    to.putLong(at + AT_event_ref, refs.number(row.ref())).putLong(at + AT_event_row, row.row());
  }

  /** Computes DUEBY_EVENT_AGREED_FOR, which is its own inverse. */
  private static int agreedFor(int duty) {
    return -2 - duty;
  }

  /** Writes events. {@code whose} says in messages what they belong to; it may be empty. */
  static void write(Profile profile, String whose, List<Event> events, Refs refs, Block to, int at) {
    for (Event event : events) {
      if (event.type() == null && event.agreedFor() == null) {
        throw new IllegalArgumentException(place(whose, event) + Names.refusal(DUEBY_REFUSAL_NO_TYPE, null));
      }
      try {
        write(profile, event, refs, to, at);
      } catch (UnknownNameException unknown) {
        throw new UnknownNameException(place(whose, event) + unknown.getMessage());
      } catch (BadValueException bad) { // its message begins with the day
        throw new BadValueException(bad.status(), place(whose, event.row(), name(event.type(), event.agreedFor())) + bad.getMessage());
      }
      at += SIZE_event;
    }
  }

  static void writeUnread(Profile profile, String whose, List<UnreadRow> rows, Refs refs, Block to) {
    int at = 0;
    for (UnreadRow row : rows) {
      try {
        write(profile, row, refs, to, at);
      } catch (UnknownNameException unknown) {
        throw new UnknownNameException(place(whose, row.row(), name(row.type(), row.agreedFor())) + unknown.getMessage());
      }
      at += SIZE_event;
    }
  }

  private static String place(String whose, Event event) {
    return place(whose, event.row(), name(event.type(), event.agreedFor()) + " on " + event.when());
  }

  /** Says where an event is, such as "case 1, row 7, visit.made on 2026-03-27: ". */
  private static String place(String whose, long row, String what) {
    return (whose.isEmpty() ? "" : whose + ", ") + (row > 0 ? "row " + row + ", " : "") + what + ": ";
  }

  private static String name(String type, String agreedFor) {
    return agreedFor != null ? "agreed." + agreedFor : type != null ? type : "event";
  }

  /** Returns the events of a case that the library has read. */
  static List<Event> read(Profile profile, byte[] structs, List<String> refs) {
    List<Event> events = new ArrayList<>();
    for (int at = 0; at < structs.length; at += SIZE_event) {
      events.add(read(profile, structs, at, refs));
    }
    return events;
  }

  private static Event read(Profile profile, byte[] from, int at, List<String> refs) {
    int type = Native.getInt(from, at + AT_event_type);
    int unit = Native.getInt(from, at + AT_event_agreed + AT_span_unit);
    int ref = (int) Native.getLong(from, at + AT_event_ref);
    Set<String> tags = tags(profile, from, at);
    return new Event(type > 0 ? profile.eventSlug(type) : null,
        Native.when(Native.getLong(from, at + AT_event_time), Native.getInt(from, at + AT_event_date)), tags,
        unit == 0 ? null : new Span(Native.getInt(from, at + AT_event_agreed + AT_span_amount), Unit.of(unit)),
        type <= -2 ? profile.dutyId(agreedFor(type)) : null, ref == 0 ? null : refs.get(ref - 1), Native.getLong(from, at + AT_event_row));
  }

  /** Returns the unread rows of a case that the library has read. */
  static List<UnreadRow> readUnread(Profile profile, byte[] structs, List<String> refs) {
    List<UnreadRow> rows = new ArrayList<>();
    for (int at = 0; at < structs.length; at += SIZE_event) {
      int type = Native.getInt(structs, at + AT_event_type);
      int ref = (int) Native.getLong(structs, at + AT_event_ref);
      rows.add(new UnreadRow(type > 0 ? profile.eventSlug(type) : null, type <= -2 ? profile.dutyId(agreedFor(type)) : null,
          tags(profile, structs, at), ref == 0 ? null : refs.get(ref - 1), Native.getLong(structs, at + AT_event_row)));
    }
    return rows;
  }

  private static Set<String> tags(Profile profile, byte[] from, int at) {
    Set<String> tags = new LinkedHashSet<>();
    for (int tag = 0; tag < profile.tags().size(); tag++) {
      if ((Native.getLong(from, at + AT_event_tags + tag / Long.SIZE * Long.BYTES) >> tag % Long.SIZE & 1) != 0) {
        tags.add(profile.tags().get(tag));
      }
    }
    return tags;
  }

  static long facts(Profile profile, Facts facts, Memory memory) {
    if (facts == Facts.NONE) {
      return 0;
    }
    Block events = memory.blocks(Names.given(facts, "facts").events().size(), SIZE_event);
    write(profile, "facts", facts.events(), new Refs(facts.events()), events, 0);
    Block to = memory.block(SIZE_facts);
    to.putInt(AT_facts_size, SIZE_facts).putInt(AT_facts_flags, facts.wholeDays() ? DUEBY_FACTS_WHOLE_DAYS : 0)
        .putInt(AT_facts_has, (facts.born() == null ? 0 : DUEBY_HAS_BORN) | (facts.since() == null ? 0 : DUEBY_HAS_SINCE))
        .putInt(AT_facts_born, Native.day(facts.born())).putInt(AT_facts_since, Native.day(facts.since()))
        .putLong(AT_facts_events, events.address()).putLong(AT_facts_event_count, facts.events().size());
    return to.address();
  }
}
