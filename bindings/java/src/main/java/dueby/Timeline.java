package dueby;

import static dueby.engine.EngineConstants.*;

import dueby.engine.Block;
import dueby.engine.Engine;
import dueby.engine.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Works out every duty of a case, with its state, from the case's events. A timeline reuses its memory from run to run. Only one
 * thread at a time can use it. The lines of a run stay valid after the next run, but their messages need the profile and the
 * calendar.
 */
public final class Timeline extends Handle {
  private final Profile profile;
  private final Calendar calendar;

  private Timeline(long address, Profile profile, Calendar calendar) {
    super(address, Engine::timeline_free);
    this.profile = profile;
    this.calendar = calendar;
  }

  /** Frees the object once no other thread is using it. Closing it again does nothing. */
  @Override
  public synchronized void close() {
    super.close();
  }

  /**
   * Makes a timeline.
   *
   * @param profile the profile whose rules to use
   * @param calendar the calendar whose days to count
   * @return the timeline
   */
  public static Timeline of(Profile profile, Calendar calendar) {
    Names.given(profile, "profile");
    Names.given(calendar, "calendar");
    try (Memory memory = Memory.open()) {
      Block made = memory.block(Long.BYTES);
      DuebyException.need(profile.use(of -> calendar.use(on -> Engine.timeline_new(of, on, made.address()))), "timeline");
      return new Timeline(made.getLong(0), profile, calendar);
    }
  }

  /**
   * Works out the lines of one case.
   *
   * @param events the events of the case, in any order
   * @param options the as-at day and other options
   * @return the lines, sorted by duty in the profile's order, ref and occurrence
   * @throws OutsideCoverageException if the calendar does not cover the as-at day or the horizon
   */
  public List<Line> run(List<Event> events, RunOptions options) {
    return runCases(List.of(Names.given(events, "events")), options);
  }

  /**
   * Works out the lines of many cases.
   *
   * @param cases the events of each case, in any order
   * @param options the as-at day and other options
   * @return the lines, sorted by case, then by duty in the profile's order, ref and occurrence
   * @throws OutsideCoverageException if the calendar does not cover the as-at day or the horizon
   */
  public synchronized List<Line> runCases(List<List<Event>> cases, RunOptions options) {
    Run run = new Run(cases, Names.given(options, "options").when());
    return use(self -> {
      try (Memory memory = Memory.open()) {
        Block count = memory.block(Long.BYTES);
        int status = Engine.timeline_run(self, run.events.address(), run.offsets.address(), cases.size(), options.write(memory, profile, 0),
            count.address());
        options.needCovered(status, calendar);
        if (status == DUEBY_ELIMIT) {
          run.refuseExcess(memory);
        }
        DuebyException.need(status, "timeline");
        byte[] all = new byte[Math.toIntExact(count.getLong(0) * SIZE_line)];
        Engine.memory_copy(Engine.timeline_lines(self), all);
        List<Line> lines = new ArrayList<>();
        for (int at = 0; at < all.length; at += SIZE_line) {
          lines.add(run.line(Arrays.copyOfRange(all, at, at + SIZE_line)));
        }
        return lines;
      }
    });
  }

  /** The events of a run as C structs, which are needed to explain its lines. */
  private final class Run implements Line.Texts {
    private final List<List<Event>> cases;
    private final List<Refs> refs = new ArrayList<>();
    private final int asAt;
    private final Block events;
    private final Block offsets;
    private final int[] firsts;

    /** Throws for a case with too many events. */
    void refuseExcess(Memory memory) {
      Block of = memory.block(SIZE_case);
      for (int i = 0; i < cases.size(); i++) {
        Native.refuseExcess(memory, of.putLong(AT_case_event_count, cases.get(i).size()), cases.size() == 1 ? "" : whose(i) + ": ");
      }
    }

    private String whose(int index) {
      return cases.size() == 1 ? "" : "cases[" + index + "]";
    }

    Run(List<List<Event>> cases, When asAt) {
      this.cases = Native.copy("cases", cases).stream().map(one -> Native.copy("events", one)).toList();
      this.asAt = Native.day(asAt.date());
      firsts = new int[this.cases.size() + 1];
      events = Memory.lasting(Math.multiplyExact(this.cases.stream().mapToInt(List::size).sum(), SIZE_event));
      offsets = Memory.lasting(firsts.length * Long.BYTES);
      int count = 0;
      for (int i = 0; i < cases.size(); i++) {
        List<Event> one = this.cases.get(i);
        refs.add(new Refs(one));
        Events.write(profile, whose(i), one, refs.get(i), events, count * SIZE_event);
        count += one.size();
        firsts[i + 1] = count;
        offsets.putLong((i + 1) * Long.BYTES, count);
      }
    }

    Line line(byte[] struct) {
      int of = (int) Native.getLong(struct, AT_line_case_index);
      return new Line(profile, struct, of, cases.get(of), firsts[of], refs.get(of), this);
    }

    @Override
    public String text(Line line, int what) {
      return profile.use(of -> calendar.use(on -> {
        try (Memory memory = Memory.open()) {
          long from = memory.block(SIZE_line).put(0, line.struct()).address();
          String text = memory.written(writer(memory, of, on, line, from, what));
          DuebyException.need(memory.status(), "line");
          return text;
        }
      }));
    }

    private Memory.Writer writer(Memory memory, long of, long on, Line line, long from, int what) {
      long deadline = from + AT_line_deadline;
      long trigger = events.address() + line.triggerIndex() * SIZE_event;
      long ref = memory.textOrNull(line.ref());
      boolean explains = what == DUEBY_ITEM_EXPLANATION || what == DUEBY_ITEM_SUMMARY;
      switch (explains && line.due() == null ? DUEBY_ITEM_REASON : what) {
        case DUEBY_ITEM_DUTY:
          return (to, size, needed) -> Engine.line_duty_text(of, from, ref, to, size, needed);
        case DUEBY_ITEM_STATE:
          return (to, size, needed) -> Engine.explain_verdict(deadline, from + AT_line_verdict, to, size, needed);
        case DUEBY_ITEM_REASON:
          long rejected = line.rejected() < 0 ? 0 : events.address() + line.rejected() * SIZE_event;
          return (to, size, needed) -> Engine.line_reason(of, from, rejected, to, size, needed);
        case DUEBY_ITEM_KEY:
          long startedBy = events.address() + line.startedByIndex() * SIZE_event;
          return (to, size, needed) -> Engine.line_key(of, from, startedBy, ref, to, size, needed);
        default:
          Block known = memory.blocks(cases.get(line.caseIndex()).size(), SIZE_event);
          Block facts = memory.block(SIZE_facts);
          Engine.line_facts(of, from, events.address(), offsets.address(), asAt, known.address(), facts.address());
          return what == DUEBY_ITEM_SUMMARY
              ? (to, size, needed) -> Engine.explain_summary(of, on, trigger, facts.address(), deadline, to, size, needed)
              : (to, size, needed) -> Engine.explain_text(of, on, trigger, facts.address(), deadline, to, size, needed);
      }
    }
  }
}
