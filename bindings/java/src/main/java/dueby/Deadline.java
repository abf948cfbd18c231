package dueby;

import static dueby.engine.EngineConstants.*;

import dueby.engine.Block;
import dueby.engine.Engine;
import dueby.engine.Memory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The day on which something is due. Anything done on that day is in time. */
public final class Deadline {
  private final Query query;
  private final Event trigger;
  private final Facts facts;
  private final List<When> met;
  private final byte[] struct;

  /** Makes an answer. {@code met} has when each earlier occurrence was met. */
  Deadline(Query query, Event trigger, Facts facts, List<When> met, byte[] struct) {
    this.query = query;
    this.trigger = trigger;
    this.facts = facts;
    this.met = met;
    this.struct = struct;
  }

  /**
   * The last day in time.
   *
   * @return the day
   */
  public LocalDate due() {
    return LocalDate.ofEpochDay(Native.getInt(struct, AT_deadline_due));
  }

  /**
   * The last second that still counts as in time, for a timescale in hours.
   *
   * @return the time; null for a timescale in days, or if only days are known
   */
  public Instant dueTime() {
    return Native.instant(Native.getLong(struct, AT_deadline_due_time));
  }

  /**
   * The first day of this occurrence: the day of the trigger, or the day on which the previous one was met.
   *
   * @return the day
   */
  public LocalDate begins() {
    return Native.date(Native.getInt(struct, AT_deadline_begins));
  }

  /**
   * The first day on which the action may count.
   *
   * @return the day; null if any day may count
   */
  public LocalDate opens() {
    return Native.date(Native.getInt(struct, AT_deadline_opens));
  }

  /**
   * The last day of the calendar that the answer depends on.
   *
   * @return the day; null if the answer does not depend on the calendar
   */
  public LocalDate reliedOn() {
    return Native.date(Native.getInt(struct, AT_deadline_relied_on));
  }

  /**
   * How certain the calendar is about the days that the answer depends on.
   *
   * @return the certainty
   */
  public Certainty certainty() {
    return Certainty.of(Native.getInt(struct, AT_deadline_certainty));
  }

  /**
   * How times are compared.
   *
   * @return the precision
   */
  public Precision precision() {
    return Precision.of(Native.getInt(struct, AT_deadline_precision));
  }

  /**
   * The line's number within its duty.
   *
   * @return the number, from 1
   */
  public int occurrence() {
    return Native.getInt(struct, AT_deadline_occurrence);
  }

  /**
   * Whether the rule's age condition is assumed, because the date of birth is unknown.
   *
   * @return true if so
   */
  public boolean isAgeUnproven() {
    return (Native.getInt(struct, AT_deadline_flags) & DUEBY_DEADLINE_UNPROVEN_AGE) != 0;
  }

  /**
   * The governing rule: the duty's rule with the earliest date.
   *
   * @return the address, such as {@code england:cp.conference.initial}
   */
  public String governedBy() {
    return ruleText(DUEBY_RULE_ADDRESS);
  }

  /**
   * The action that is due, as a noun phrase.
   *
   * @return for example "initial child protection conference"
   */
  public String title() {
    return ruleText(DUEBY_RULE_TITLE);
  }

  private String ruleText(int field) {
    return query.profile().ruleText(rule(), version(), field);
  }

  private int rule() {
    return Native.getInt(struct, AT_deadline_rule);
  }

  private int version() {
    return Native.getInt(struct, AT_deadline_version);
  }

  /**
   * The governing rule's source.
   *
   * @return for example "Working Together to Safeguard Children 2023, chapter 3"
   */
  public String source() {
    return text((self, in, to, size, needed) -> Engine.explain_source(Engine.query_profile(self), rule(), version(), to, size, needed));
  }

  /**
   * The trigger from which the due day was counted.
   *
   * @return the trigger, as given in the question
   */
  public Event trigger() {
    return trigger;
  }

  /**
   * Checks whether the action was done in time.
   *
   * @param outcome what is known about the outcome
   * @return the check
   * @throws BadValueException if nothing is known, the action was too early to count, the duty ended before it started, or a time
   *     contradicts its day
   * @throws OutsideCoverageException if the calendar does not cover one of the days
   */
  public Check check(Outcome outcome) {
    Names.given(outcome, "outcome");
    return query.use(self -> {
      try (Memory memory = Memory.open()) {
        In in = new In(memory);
        Block options = options(memory, outcome);
        Block check = memory.block(SIZE_check);
        String refusal = memory.written((to, size, needed) -> Engine.check_refusal_text(in.trigger, in.deadline, options.address(),
            DUEBY_STYLE_JAVA, to, size, needed));
        if (refusal != null && !refusal.isEmpty()) {
          throw new BadValueException(Status.ARGUMENT, refusal);
        }
        int status = Engine.query_check(self, in.trigger, in.facts, in.deadline, options.address(), check.address());
        if (status == DUEBY_ECOVERAGE) {
          long calendar = Engine.query_calendar(self);
          throw Calendar.notCovered(calendar, outcome.outside((name, day) -> Calendar.outside(calendar, name, day)));
        }
        DuebyException.need(status, "check");
        int verdict = AT_check_verdict;
        String words = memory.written((to, size, needed) -> Engine.explain_verdict(in.deadline, check.address() + verdict, to, size,
            needed));
        return new Check(State.of(check.getInt(verdict + AT_verdict_state)), check.getInt(verdict + AT_verdict_days_left),
            check.getInt(verdict + AT_verdict_working_days_left), Native.number(check.getInt(AT_check_days_taken)),
            Native.number(check.getInt(AT_check_working_days_taken)), when(check, AT_check_ended), when(check, AT_check_at),
            Precision.of(check.getInt(AT_check_precision)), check.getInt(AT_check_recorded), check.getInt(AT_check_needed), words);
      }
    });
  }

  private static When when(Block from, int at) {
    return Native.when(from.getLong(at + AT_when_time), from.getInt(at + AT_when_date));
  }

  private static Block options(Memory memory, Outcome outcome) {
    Block options = memory.block(SIZE_check_options).putInt(AT_check_options_size, SIZE_check_options);
    write(outcome.met(), options, AT_check_options_met);
    write(outcome.ended(), options, AT_check_options_ended);
    write(outcome.asAt(), options, AT_check_options_as_at);
    if (outcome.soon() != null) {
      outcome.soon().write(options, AT_check_options_soon);
    }
    return options;
  }

  private static void write(When when, Block to, int at) {
    if (when != null) {
      when.write(to, at);
    }
  }

  /**
   * Returns how the due day was counted, day by day.
   *
   * @return the steps in the order in which they are counted: backwards for a notice
   */
  public List<Step> steps() {
    return query.use(self -> {
      try (Memory memory = Memory.open()) {
        In in = new In(memory);
        Block needed = memory.block(Long.BYTES);
        Block steps = memory.block(0);
        int status = DUEBY_ESPACE;
        for (long room = 64; status == DUEBY_ESPACE; room = needed.getLong(0)) {
          steps = memory.blocks(room, SIZE_step);
          status = Engine.explain_steps(Engine.query_profile(self), Engine.query_calendar(self), in.trigger, in.facts, in.deadline,
              steps.address(), room, needed.address());
        }
        DuebyException.need(status, "steps");
        List<Step> found = new ArrayList<>();
        for (int i = 0; i < needed.getLong(0); i++) {
          found.add(step(self, steps, i * SIZE_step));
        }
        return found;
      }
    });
  }

  private static Step step(long query, Block from, int at) {
    int holiday = from.getInt(at + AT_step_holiday);
    return new Step(StepKind.of(from.getInt(at + AT_step_kind)), Native.date(from.getInt(at + AT_step_first)),
        Native.date(from.getInt(at + AT_step_last)), from.getInt(at + AT_step_number_first), from.getInt(at + AT_step_number_last),
        holiday < 0 ? null : Native.text(Engine.calendar_holiday_name(Engine.query_calendar(query), holiday)));
  }

  /**
   * Explains how the due date was worked out, as text and as parts.
   *
   * @return the explanation
   */
  public Explanation explanation() {
    return query.use(self -> {
      try (Memory memory = Memory.open()) {
        In in = new In(memory);
        Block made = memory.block(Long.BYTES);
        int status = Engine.explanation_new(Engine.query_profile(self), Engine.query_calendar(self), in.trigger, in.facts, in.deadline,
            made.address());
        DuebyException.need(status, "explanation");
        long explanation = made.getLong(0);
        try {
          return new Explanation(parts(memory, explanation),
              memory.written((to, size, needed) -> Engine.explanation_text(explanation, to, size, needed)),
              memory.written((to, size, needed) -> Engine.explanation_summary(explanation, to, size, needed)));
        } finally {
          Engine.explanation_free(explanation);
        }
      }
    });
  }

  private List<Part> parts(Memory memory, long explanation) {
    List<Part> parts = new ArrayList<>();
    Block part = memory.block(SIZE_part);
    for (long i = 0; i < Engine.explanation_part_count(explanation); i++) {
      DuebyException.need(Engine.explanation_part(explanation, i, part.address()), "explanation");
      int label = part.getInt(AT_part_label);
      parts.add(new Part(Label.of(label), Native.text(Engine.part_label_text(label)),
          Native.text(Engine.memory_text(part.getLong(AT_part_text))), query.profile().address(part.getInt(AT_part_rule)),
          Native.date(part.getInt(AT_part_first)), Native.date(part.getInt(AT_part_last)), part.getInt(AT_part_in_summary) != 0));
    }
    return parts;
  }

  /**
   * Returns the fields of the command's {@code due} as JSON (schema/answer.schema.json).
   *
   * @return an object
   */
  public String toJson() {
    return text((self, in, to, size, needed) -> {
      try (Memory memory = Memory.open()) {
        Block answer = memory.block(SIZE_answer).putInt(AT_answer_size, SIZE_answer).putLong(AT_answer_trigger, in.trigger)
            .putLong(AT_answer_deadline, in.deadline).putLong(AT_answer_due_by_law, dueByLaw(self, in, memory));
        return Engine.answer_json(self, answer.address(), to, size, needed);
      }
    });
  }

  /** Returns the earliest deadline that the law sets for the same occurrence, in C's memory; 0 if there is none. */
  private long dueByLaw(long self, In in, Memory memory) {
    Block law = memory.block(SIZE_deadline);
    int status = Engine.query_due_by_law(self, in.trigger, in.facts, Query.whens(memory, trigger, met), met.size(), law.address());
    return status == DUEBY_OK ? law.address() : 0;
  }

  /** Returns the action and its due date, such as "cp.conference.initial: 2026-04-21", with a time if it has one. */
  @Override
  public String toString() {
    return ruleText(DUEBY_RULE_ID) + ": " + new When(due(), dueTime());
  }

  /** Returns whether two deadlines are the same answer to the same question. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Deadline that && query == that.query && trigger.equals(that.trigger) && facts.equals(that.facts)
        && Arrays.equals(struct, that.struct);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(struct);
  }

  /** The question and the answer as C structs. */
  private final class In {
    private final long trigger;
    private final long facts;
    private final long deadline;

    In(Memory memory) {
      trigger = query.trigger(memory, Deadline.this.trigger);
      facts = Events.facts(query.profile(), Deadline.this.facts, memory);
      deadline = memory.block(SIZE_deadline).put(0, struct).address();
    }
  }

  @FunctionalInterface
  private interface Writer {
    int write(long query, In in, long text, long size, long needed);
  }

  private String text(Writer writer) {
    return query.use(self -> {
      try (Memory memory = Memory.open()) {
        In in = new In(memory);
        String text = memory.written((to, size, needed) -> writer.write(self, in, to, size, needed));
        DuebyException.need(memory.status(), "deadline");
        return text;
      }
    });
  }
}
