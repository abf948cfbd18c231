package dueby;

import static dueby.engine.EngineConstants.*;

import dueby.engine.Block;
import dueby.engine.Engine;
import dueby.engine.Memory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Computes due dates for one duty or rule of a profile on a calendar. A query never changes, so threads may share it. The profile
 * and the calendar may be closed before the query, but messages need the profile.
 */
public final class Query extends Handle {
  private static final int STREAM_ROWS = 4096;
  private static final int OCCURRENCES_MAX = 1000;

  private final Profile profile;
  private final Calendar calendar;

  private Query(long address, Profile profile, Calendar calendar) {
    super(address, Engine::query_free);
    this.profile = profile;
    this.calendar = calendar;
  }

  /**
   * Makes a query.
   *
   * @param profile the profile whose rules to use
   * @param calendar the calendar whose days to count
   * @param address a duty ("cla.visit"), or a rule ("england:cla.visit", "assessment.single~statistics")
   * @return the query
   * @throws UnknownNameException if the profile has no duty or rule of that name
   */
  public static Query of(Profile profile, Calendar calendar, String address) {
    Names.given(profile, "profile");
    Names.given(calendar, "calendar");
    try (Memory memory = Memory.open()) {
      Block made = memory.block(Long.BYTES);
      long text = memory.text(Names.given(address, "address"));
      int status = profile.use(of -> calendar.use(on -> Engine.query_new(of, on, text, made.address())));
      if (status == DUEBY_ENOTFOUND) {
        throw Names.unknown(DUEBY_NAME_RULE, profile, address);
      }
      DuebyException.need(status, "rule \"" + address + "\"");
      return new Query(made.getLong(0), profile, calendar);
    }
  }

  /**
   * Computes when the duty is due.
   *
   * @param day the day of the event that starts the clock
   * @return the deadline
   * @throws NotComputableException if there is no date
   * @throws OutsideCoverageException if the calendar does not cover a day that is needed
   */
  public Deadline due(LocalDate day) {
    return due(When.of(day));
  }

  /**
   * Computes when the duty is due.
   *
   * @param instant the time of the event that starts the clock
   * @return the deadline
   */
  public Deadline due(Instant instant) {
    return due(When.of(instant));
  }

  /**
   * Computes when the duty is due.
   *
   * @param clock the UK time of the event that starts the clock
   * @return the deadline
   */
  public Deadline due(LocalDateTime clock) {
    return due(When.of(clock));
  }

  /**
   * Computes when the duty is due.
   *
   * @param when the day or time of the event that starts the clock
   * @return the deadline
   */
  public Deadline due(When when) {
    byte[] deadline = new byte[SIZE_deadline];
    int status;
    Names.given(when, "when");
    int counter = enter();
    try {
      status = Engine.row_due(address(), Native.seconds(when.time()), Native.eventDay(when), deadline);
    } finally {
      leave(counter);
    }
    Event trigger = Event.trigger(when);
    if (status != DUEBY_OK) {
      throw failed(status, trigger, Facts.NONE);
    }
    return new Deadline(this, trigger, Facts.NONE, List.of(), deadline);
  }

  /**
   * Computes when the duty is due.
   *
   * @param trigger the event that starts the clock
   * @param facts other facts
   * @return the deadline
   */
  public Deadline due(Event trigger, Facts facts) {
    try (Memory memory = Memory.open()) {
      Block deadline = memory.block(SIZE_deadline);
      int status = ask(memory, trigger, facts, deadline);
      if (status != DUEBY_OK) {
        throw failed(status, trigger, facts);
      }
      return deadline(trigger, facts, List.of(), deadline, 0);
    }
  }

  /**
   * Computes when the duty is due, if there is a date.
   *
   * @param day the day of the event that starts the clock
   * @return the deadline; empty if there is no date, and then {@link #due(LocalDate)} says why
   */
  public Optional<Deadline> tryDue(LocalDate day) {
    return tryDue(When.of(day));
  }

  /**
   * Computes when the duty is due, if there is a date.
   *
   * @param when the day or time of the event that starts the clock
   * @return the deadline; empty if there is no date, and then {@link #due(When)} says why
   */
  public Optional<Deadline> tryDue(When when) {
    return tryDue(Event.trigger(Names.given(when, "when")), Facts.NONE);
  }

  /**
   * Computes when the duty is due, if there is a date.
   *
   * @param trigger the event that starts the clock
   * @param facts other facts
   * @return the deadline; empty if there is no date, and then {@link #failure} says why
   */
  public Optional<Deadline> tryDue(Event trigger, Facts facts) {
    try (Memory memory = Memory.open()) {
      Block deadline = memory.block(SIZE_deadline);
      return answer(ask(memory, trigger, facts, deadline), trigger, facts, List.of(), deadline, "due");
    }
  }

  private int ask(Memory memory, Event trigger, Facts facts, Block deadline) {
    int counter = enter();
    try {
      return Engine.query_due(address(), trigger(memory, trigger), Events.facts(profile, facts, memory), deadline.address());
    } finally {
      leave(counter);
    }
  }

  private Optional<Deadline> answer(int status, Event trigger, Facts facts, List<When> met, Block deadline, String what) {
    if (status == DUEBY_OK) {
      return Optional.of(deadline(trigger, facts, met, deadline, 0));
    }
    if (status != DUEBY_DONE && !isAnswer(status)) {
      DuebyException.need(status, what);
    }
    return Optional.empty();
  }

  private Deadline deadline(Event trigger, Facts facts, List<When> met, Block from, int at) {
    return new Deadline(this, trigger, facts, met, from.bytes(at, SIZE_deadline));
  }

  long trigger(Memory memory, Event trigger) {
    Block event = memory.block(SIZE_event);
    Events.write(profile, Names.given(trigger, "trigger"), Refs.NONE, event, 0);
    if (trigger.agreed() != null && Engine.query_takes_agreed(address(), trigger.type() == null ? 0 : profile.event(trigger.type())) == 0) {
      throw Names.refused("agreed", DUEBY_REFUSAL_NOT_AGREED, profile.dutyId(Engine.query_duty(address())));
    }
    return event.address();
  }

  /** Returns whether a status means that the duty has no date, rather than that the call failed. */
  private static boolean isAnswer(int status) {
    return status == DUEBY_ENOTINFORCE || status == DUEBY_ENOTIME || status == DUEBY_ENOTSTATED || status == DUEBY_EFACT
        || status == DUEBY_ENORULE || status == DUEBY_ECOVERAGE;
  }

  private DuebyException failed(int status, Event trigger, Facts facts) {
    String[] hint = {null};
    Failure why = isAnswer(status) ? failure(trigger, facts, hint).orElse(null) : null;
    if (why == null) {
      return DuebyException.of(status, "due");
    }
    String message = hint[0] == null || hint[0].isEmpty() ? why.text() : why.text() + ": " + hint[0];
    return status == DUEBY_ECOVERAGE ? new OutsideCoverageException(message)
        : new NotComputableException(why.status(), message, why);
  }

  /**
   * Returns why there is no date.
   *
   * @param trigger the event that starts the clock
   * @param facts other facts
   * @return the reason; empty if there is a date
   */
  public Optional<Failure> failure(Event trigger, Facts facts) {
    return failure(trigger, facts, new String[1]);
  }

  /** Returns why there is no date. Stores in {@code hint} what would help. */
  private Optional<Failure> failure(Event trigger, Facts facts, String[] hint) {
    return use(self -> {
      try (Memory memory = Memory.open()) {
        Block failure = memory.block(SIZE_failure);
        long from = trigger(memory, trigger);
        int status = Engine.query_failure(self, from, Events.facts(profile, facts, memory), failure.address());
        if (status == DUEBY_DONE) {
          return Optional.empty();
        }
        DuebyException.need(status, "failure");
        String text = memory.written((to, size, needed) -> Engine.failure_text(self, from, failure.address(), to, size, needed));
        hint[0] = memory.written((to, size, needed) -> Engine.failure_hint_text(self, from, failure.address(), DUEBY_STYLE_JAVA, to, size, needed));
        int event = failure.getInt(AT_failure_event);
        return Optional.of(new Failure(Status.of(failure.getInt(AT_failure_status)), Reason.of(failure.getInt(AT_failure_reason)),
            profile.address(failure.getInt(AT_failure_rule)), event == 0 ? null : profile.eventSlug(event),
            Native.date(failure.getInt(AT_failure_from)), Native.date(failure.getInt(AT_failure_to)), text));
      }
    });
  }

  /** Writes when earlier occurrences were met. They begin with the trigger's day or later, and are in order. */
  static long whens(Memory memory, Event trigger, List<When> met) {
    Block done = memory.blocks(Native.copy("met", met).size(), SIZE_when);
    for (int i = 0; i < met.size(); i++) {
      String argument = "met[" + i + "]";
      When before = i == 0 ? trigger.when() : met.get(i - 1);
      When when = Native.optionWhen(argument, met.get(i));
      if (when.date().isBefore(before.date())) {
        throw Names.refused(argument, i == 0 ? DUEBY_REFUSAL_BEFORE_START : DUEBY_REFUSAL_BEFORE_LAST, when.toString());
      }
      when.write(done, i * SIZE_when);
    }
    return done.address();
  }

  /**
   * Computes the earliest date that statute or guidance sets for the same occurrence, whichever rule the query is about.
   *
   * @param trigger the event that starts the clock
   * @param facts other facts
   * @param met when the earlier occurrences were met, in order
   * @return the deadline; empty if the law sets no date
   * @throws OutsideCoverageException if the date is outside the years of the calendar
   */
  public Optional<Deadline> dueByLaw(Event trigger, Facts facts, List<When> met) {
    return use(self -> {
      try (Memory memory = Memory.open()) {
        Block deadline = memory.block(SIZE_deadline);
        int status = Engine.query_due_by_law(self, trigger(memory, trigger), Events.facts(profile, facts, memory),
            whens(memory, trigger, met), met.size(), deadline.address());
        if (status == DUEBY_ECOVERAGE) {
          throw failed(status, trigger, facts);
        }
        return answer(status, trigger, facts, List.copyOf(met), deadline, "due by law");
      }
    });
  }

  /**
   * Computes the next deadlines, as if each was met on its due day.
   *
   * @param trigger the event that starts the clock
   * @param facts other facts
   * @param met when the earlier occurrences were met, in order
   * @param count the largest number of deadlines to return, 1 to 1000
   * @return the deadlines; fewer if no more are due
   * @throws BadValueException if the count is not from 1 to 1000
   * @throws NotComputableException if there is no date
   */
  public List<Deadline> series(Event trigger, Facts facts, List<When> met, int count) {
    if (count < 1 || count > OCCURRENCES_MAX) {
      throw Names.refused("count: " + count, DUEBY_REFUSAL_NUMBER, "1 to " + OCCURRENCES_MAX);
    }
    return use(self -> {
      try (Memory memory = Memory.open()) {
        Block deadlines = memory.blocks(count, SIZE_deadline);
        Block found = memory.block(Long.BYTES);
        int status = Engine.query_series(self, trigger(memory, trigger), Events.facts(profile, facts, memory),
            whens(memory, trigger, met), met.size(), deadlines.address(), count, found.address());
        if (status != DUEBY_OK) {
          throw failed(status, trigger, facts);
        }
        int lineCount = (int) Math.min(count, found.getLong(0));
        List<When> done = new ArrayList<>(met);
        for (int i = 0; i < lineCount; i++) {
          done.add(Native.when(deadlines.getLong(i * SIZE_deadline + AT_deadline_due_time),
              deadlines.getInt(i * SIZE_deadline + AT_deadline_due)));
        }
        List<Deadline> lines = new ArrayList<>();
        for (int i = 0; i < lineCount; i++) {
          lines.add(deadline(trigger, facts, done.subList(0, met.size() + i), deadlines, i * SIZE_deadline));
        }
        return lines;
      }
    });
  }

  /**
   * Computes the due day for a single trigger day without making an object, for loops over single days.
   *
   * @param trigger days since 1970-01-01; {@link DueColumns#NONE} for no day
   * @return the due day; NONE if there is no date, and then {@link #due(LocalDate)} says why
   */
  public int dueDay(int trigger) {
    int counter = enter();
    try {
      return Engine.row_due_day(address(), trigger);
    } finally {
      leave(counter);
    }
  }

  /**
   * Computes the due days of a column.
   *
   * @param triggers days since 1970-01-01; {@link DueColumns#NONE} for no day
   * @return the due days; NONE where there is no date
   */
  public int[] dueDays(int[] triggers) {
    int[] due = new int[Names.given(triggers, "triggers").length];
    rows(triggers, null, false, due, null, null, null);
    return due;
  }

  /**
   * Computes the due days of a column, with other details of each row.
   *
   * @param triggers days since 1970-01-01; {@link DueColumns#NONE} for no day
   * @return the answers
   */
  public DueColumns dueColumns(int[] triggers) {
    return dueColumns(triggers, null, false);
  }

  /**
   * Computes the due days of a column, with other details of each row.
   *
   * @param triggers days since 1970-01-01; {@link DueColumns#NONE} for no day
   * @param born a date of birth for each trigger, which may be NONE; null if unknown
   * @param wholeDays whether a timescale in hours is counted in whole days
   * @return the answers
   */
  public DueColumns dueColumns(int[] triggers, int[] born, boolean wholeDays) {
    Names.given(triggers, "triggers");
    if (born != null && born.length != triggers.length) {
      throw new IllegalArgumentException(
          Names.refusal(DUEBY_REFUSAL_LENGTHS, triggers.length + " days and " + born.length + " dates of birth"));
    }
    int count = triggers.length;
    int[] due = new int[count];
    int[] rule = new int[count];
    byte[] certainty = new byte[count];
    byte[] status = new byte[count];
    long failed = rows(triggers, born, wholeDays, due, rule, certainty, status);
    return new DueColumns(profile, due, rule, certainty, status, failed);
  }

  private long rows(int[] triggers, int[] born, boolean wholeDays, int[] due, int[] rule, byte[] certainty, byte[] states) {
    int flags = wholeDays ? DUEBY_FACTS_WHOLE_DAYS : 0;
    return use(self -> Rows.run(triggers.length, "due", (first, count, failed) -> Engine.rows_due(self, flags, triggers, born, due, rule,
        certainty, states, first, count, failed)));
  }

  /**
   * Computes the due days of a stream, which is read only as far as needed.
   *
   * @param triggers days since 1970-01-01; {@link DueColumns#NONE} for no day
   * @return the due days; NONE where there is no date
   */
  public IntStream dueDays(IntStream triggers) {
    PrimitiveIterator.OfInt from = Names.given(triggers, "triggers").iterator();
    PrimitiveIterator.OfInt due = new PrimitiveIterator.OfInt() {
      private int[] rows = {};
      private int next;

      @Override
      public boolean hasNext() {
        return next < rows.length || from.hasNext();
      }

      @Override
      public int nextInt() {
        if (next == rows.length) {
          int[] read = new int[STREAM_ROWS];
          int count = 0;
          do {
            read[count++] = from.nextInt();
          } while (count < STREAM_ROWS && from.hasNext());
          rows = dueDays(count == STREAM_ROWS ? read : Arrays.copyOf(read, count));
          next = 0;
        }
        return rows[next++];
      }
    };
    return StreamSupport.intStream(Spliterators.spliteratorUnknownSize(due, Spliterator.ORDERED), false).onClose(triggers::close);
  }

  /**
   * Computes the due dates of a stream, which is read only as far as needed.
   *
   * @param triggers days; an element may be null
   * @return the due dates; empty where there is no date
   */
  public Stream<Optional<LocalDate>> dueDates(Stream<LocalDate> triggers) {
    return dueDays(Names.given(triggers, "triggers").mapToInt(Native::day)).mapToObj(day -> Optional.ofNullable(Native.date(day)));
  }

  /**
   * The profile whose rules the query uses.
   *
   * @return the profile
   */
  public Profile profile() {
    return profile;
  }

  /**
   * The calendar whose days the query uses.
   *
   * @return the calendar
   */
  public Calendar calendar() {
    return calendar;
  }

  /**
   * Returns the versions of everything that affects the answers, as JSON (schema/versions.schema.json).
   *
   * @return a JSON object
   */
  public String versionsJson() {
    return use(self -> {
      try (Memory memory = Memory.open()) {
        String text = memory.written((to, size, needed) -> Engine.versions_json(Engine.query_profile(self), Engine.query_calendar(self),
            to, size, needed));
        DuebyException.need(memory.status(), "versions");
        return text;
      }
    });
  }
}
