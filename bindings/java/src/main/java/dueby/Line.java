package dueby;

import static dueby.engine.EngineConstants.*;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** One line for a duty in a case: something that was, is or will be due, and its state. */
public final class Line {
  /** Writes a text about a line. {@code what} is its kind: DUEBY_ITEM_DUTY or one of the constants after it. */
  @FunctionalInterface
  interface Texts {
    String text(Line line, int what);
  }

  private final Profile profile;
  private final byte[] struct;
  private final int caseIndex;
  private final List<Event> events;
  private final int firstEvent;
  private final Refs refs;
  private final Texts texts;

  /** Makes a line. Its indexes refer to the events of the whole run; the events of its case begin at `firstEvent`. */
  Line(Profile profile, byte[] struct, int caseIndex, List<Event> events, int firstEvent, Refs refs, Texts texts) {
    this.profile = profile;
    this.struct = struct;
    this.caseIndex = caseIndex;
    this.events = events;
    this.firstEvent = firstEvent;
    this.refs = refs;
    this.texts = texts;
  }

  byte[] struct() {
    return struct;
  }

  long rejected() {
    return Native.getLong(struct, AT_line_rejected);
  }

  long startedByIndex() {
    return Native.getLong(struct, AT_line_started_by);
  }

  long triggerIndex() {
    return Native.getLong(struct, AT_line_trigger);
  }

  private Event event(int field) {
    long index = Native.getLong(struct, field);
    return index < 0 ? null : events.get((int) index - firstEvent);
  }

  /**
   * The index of the line's case.
   *
   * @return the index, from 0
   */
  public int caseIndex() {
    return caseIndex;
  }

  /**
   * The duty.
   *
   * @return for example {@code cp.visit}
   */
  public String duty() {
    return profile.dutyId(Native.getInt(struct, AT_line_duty));
  }

  /**
   * The duty as a worklist lists it; for an alternative rule, with the rule's name.
   *
   * @return for example {@code assessment.single~statistics}
   */
  public String listedAs() {
    int rule = deadline(AT_deadline_rule);
    return rule < 0 ? duty() : profile.ruleText(rule, 0, DUEBY_RULE_LISTED_AS);
  }

  /**
   * The line's number within its duty.
   *
   * @return the number, from 1
   */
  public int occurrence() {
    return deadline(AT_deadline_occurrence);
  }

  private int deadline(int field) {
    return Native.getInt(struct, AT_line_deadline + field);
  }

  /**
   * The state.
   *
   * @return the state
   */
  public State state() {
    return State.of(Native.getInt(struct, AT_line_verdict + AT_verdict_state));
  }

  /**
   * The last day that still counts as in time.
   *
   * @return the day; null if no rule has a date
   */
  public LocalDate due() {
    return Native.date(deadline(AT_deadline_due));
  }

  /**
   * The last second that still counts as in time, for a timescale in hours.
   *
   * @return the time; null for a timescale in days
   */
  public Instant dueTime() {
    return due() == null ? null : Native.instant(Native.getLong(struct, AT_line_deadline + AT_deadline_due_time));
  }

  /**
   * The first day on which the action may count.
   *
   * @return the day; null if any day may count
   */
  public LocalDate opens() {
    return Native.date(deadline(AT_deadline_opens));
  }

  /**
   * The earliest date that statute or guidance sets.
   *
   * @return null if the law sets no date
   */
  public LocalDate dueByLaw() {
    return Native.date(Native.getInt(struct, AT_line_due_by_law));
  }

  /**
   * The day on which the line was met or ended.
   *
   * @return the day; null if the line is open
   */
  public LocalDate closed() {
    return Native.date(Native.getInt(struct, AT_line_closed));
  }

  /**
   * How certain the calendar is about the line's date.
   *
   * @return the certainty
   */
  public Certainty certainty() {
    return Certainty.of(deadline(AT_deadline_certainty));
  }

  /**
   * The governing rule: the duty's rule with the earliest date.
   *
   * @return its address
   */
  public String governedBy() {
    return profile.address(deadline(AT_deadline_rule));
  }

  /**
   * The number of days from when the line was met or ended (if neither, from the as-at day) to the due day.
   *
   * @return the number, negative if late; null if there is no date
   */
  public Integer daysLeft() {
    return Native.number(Native.getInt(struct, AT_line_verdict + AT_verdict_days_left));
  }

  /**
   * The number of working days left, counted in the same way as the days left.
   *
   * @return the number, negative if late; null if there is no date
   */
  public Integer workingDaysLeft() {
    return Native.number(Native.getInt(struct, AT_line_verdict + AT_verdict_working_days_left));
  }

  /**
   * The number of days from the trigger to when the line was met or ended (if neither, to the as-at day).
   *
   * @return the number; null if that day is before the trigger
   */
  public Integer daysTaken() {
    return Native.number(Native.getInt(struct, AT_line_days_taken));
  }

  /**
   * The number of working days taken, counted in the same way as the days taken.
   *
   * @return the number; null if that day is before the trigger
   */
  public Integer workingDaysTaken() {
    return Native.number(Native.getInt(struct, AT_line_working_days_taken));
  }

  /**
   * The state of the line by the earliest date from statute or guidance.
   *
   * @return null if the law sets no date
   */
  public State stateByLaw() {
    return dueByLaw() == null ? null : State.of(Native.getInt(struct, AT_line_state_by_law));
  }

  /**
   * The number of attempts since the line opened that did not meet it.
   *
   * @return 0 once it is met
   */
  public int attempts() {
    return Native.getInt(struct, AT_line_attempts);
  }

  /**
   * Whether this is a future line, which falls due if everything before it is met on time.
   *
   * @return true for a future line
   */
  public boolean isProjected() {
    return Native.getInt(struct, AT_line_projected) != 0;
  }

  /**
   * The ref that the line belongs to.
   *
   * @return the ref as in the events; null if there is none
   */
  public String ref() {
    return refs.text(Native.getLong(struct, AT_line_ref));
  }

  /**
   * The event that started the governing clock.
   *
   * @return the event; null if there is none
   */
  public Event trigger() {
    return event(AT_line_trigger);
  }

  /**
   * The event that met the line.
   *
   * @return the event; null if there is none
   */
  public Event met() {
    return event(AT_line_met);
  }

  /**
   * The event that ended the line unmet; for a birthday, the event with the date of birth.
   *
   * @return the event; null if there is none
   */
  public Event ended() {
    return event(AT_line_ended);
  }

  /**
   * Why the line's date or state cannot be known.
   *
   * @return the reason; {@link Reason#NONE} if both are known
   */
  public Reason reason() {
    return Reason.of(Native.getInt(struct, AT_line_reason));
  }

  /**
   * Why the line has no date or state, or which action does not count.
   *
   * @return the reason; "" if there is none
   */
  public String reasonText() {
    return texts.text(this, DUEBY_ITEM_REASON);
  }

  /**
   * The state in words.
   *
   * @return for example "Overdue by 3 working days"
   */
  public String words() {
    return texts.text(this, DUEBY_ITEM_STATE);
  }

  /**
   * The duty in words.
   *
   * @return for example "3rd visit to a looked-after child, P1"
   */
  public String title() {
    return texts.text(this, DUEBY_ITEM_DUTY);
  }

  /**
   * Identifies the line within its case. It stays the same as long as the line's duty, needs, ref and start do, whichever rule
   * governs.
   *
   * @return the name
   */
  public String key() {
    return texts.text(this, DUEBY_ITEM_KEY);
  }

  /**
   * Explains how the line's due date was worked out.
   *
   * @return the explanation; the reason if there is no date
   */
  public String explanation() {
    return texts.text(this, DUEBY_ITEM_EXPLANATION);
  }

  /**
   * Explains in a few lines, without the days, how the line's due date was worked out.
   *
   * @return the text; the reason if there is no date
   */
  public String summary() {
    return texts.text(this, DUEBY_ITEM_SUMMARY);
  }

  /** Returns the line's rule, number, due date and state, such as "cp.visit 3: 2026-04-21, overdue". */
  @Override
  public String toString() {
    return duty() + " " + occurrence() + ": " + (due() == null ? "" : new When(due(), dueTime()) + ", ") + state().code();
  }
}
