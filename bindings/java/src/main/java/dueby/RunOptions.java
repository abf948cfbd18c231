package dueby;

import static dueby.engine.EngineConstants.*;

import dueby.engine.Block;
import dueby.engine.Engine;
import dueby.engine.Memory;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Options for working out cases. They are immutable: each method returns a changed copy. */
public final class RunOptions implements Cloneable {
  private final When asAt;
  private LocalDate horizon;
  private LocalDate historyFrom;
  private Span soon;
  private List<String> only = List.of();
  private Set<Authority> authorities = Set.of();
  private Set<Subject> subjects = Set.of();
  private Set<String> recorded;
  private Map<String, Holding> holds = Map.of();
  private boolean ignoreRefs;
  private boolean wholeDays;

  private RunOptions(When asAt) {
    this.asAt = asAt;
  }

  private RunOptions with(Consumer<RunOptions> change) {
    try {
      RunOptions other = (RunOptions) clone();
      change.accept(other);
      return other;
    } catch (CloneNotSupportedException never) {
      throw new AssertionError(never);
    }
  }

  /**
   * Makes options that list everything, as at a day.
   *
   * @param day the as-at day or time; anything after it has not happened yet
   * @return the options
   */
  public static RunOptions asAt(LocalDate day) {
    return asAt(When.of(day));
  }

  /**
   * Makes options that list everything, as at a day or time.
   *
   * @param when the as-at day or time; anything after it has not happened yet
   * @return the options
   */
  public static RunOptions asAt(When when) {
    return new RunOptions(Names.given(when, "when"));
  }

  /**
   * Makes options whose as-at day is the reference date in the files of a return, for {@link Worklist#ofFiles}.
   *
   * @return options for all rules
   */
  public static RunOptions asAtReferenceDate() {
    return new RunOptions((When) null);
  }

  /**
   * Also lists what will fall due if everything is met on time.
   *
   * @param day the last day to look ahead to
   * @return the changed copy
   */
  public RunOptions horizon(LocalDate day) {
    return with(other -> other.horizon = Native.optionDay("horizon", day));
  }

  /**
   * States the day on which the records begin.
   *
   * @param day the first day of the records
   * @return the changed copy
   */
  public RunOptions historyFrom(LocalDate day) {
    return with(other -> other.historyFrom = Native.optionDay("historyFrom", day));
  }

  /**
   * Sets how close counts as due soon; 5 working days by default.
   *
   * @param margin the longest time left that counts as due soon: days, weeks or months
   * @return the changed copy
   * @throws BadValueException if it is negative, or in hours or minutes
   */
  public RunOptions soon(Span margin) {
    Span soon = Native.ahead("soon", margin);
    return with(other -> other.soon = soon);
  }

  /**
   * Selects only these duties.
   *
   * @param duties their ids; {@code *} matches any letters
   * @return the changed copy
   */
  public RunOptions only(String... duties) {
    return with(other -> other.only = Native.copy("only", duties));
  }

  /**
   * Selects only rules of these authorities.
   *
   * @param some the authorities; empty for all
   * @return the changed copy
   */
  public RunOptions authorities(Set<Authority> some) {
    return with(other -> other.authorities = Native.copy("authorities", some));
  }

  /**
   * Selects only rules about these subjects.
   *
   * @param some the subjects; empty for all
   * @return the changed copy
   */
  public RunOptions subjects(Set<Subject> some) {
    return with(other -> other.subjects = Native.copy("subjects", some));
  }

  /**
   * States which events the records hold. If an event also counts as a more general event, the records hold that as well. {@link
   * #holds} may describe other events. If neither method is called, the records hold every event.
   *
   * @param events event types, such as {@code visit.made}
   * @return the changed copy
   */
  public RunOptions recorded(Collection<String> events) {
    return with(other -> other.recorded = Set.copyOf(Native.copy("recorded", events)));
  }

  /**
   * States how completely the records hold particular events.
   *
   * @param events for each event, how completely the records hold it
   * @return the changed copy
   */
  public RunOptions holds(Map<String, Holding> events) {
    Native.copy("the events of holds", Names.given(events, "events").keySet());
    events.forEach((event, holding) -> Names.given(holding, "holds[" + event + "]"));
    return with(other -> other.holds = Map.copyOf(events));
  }

  /**
   * Sets whether the refs of events are ignored.
   *
   * @param ignore true to ignore them
   * @return the changed copy
   */
  public RunOptions ignoreRefs(boolean ignore) {
    return with(other -> other.ignoreRefs = ignore);
  }

  /**
   * Sets whether days are compared if a time of day is unknown, instead of leaving the state unknown.
   *
   * @param whole true to compare days
   * @return the changed copy
   */
  public RunOptions wholeDays(boolean whole) {
    return with(other -> other.wholeDays = whole);
  }

  /** Returns every option by its name; null for one that is not set. */
  @Override
  public String toString() {
    return "RunOptions[asAt=" + (asAt == null ? "reference date" : asAt) + ", horizon=" + horizon + ", historyFrom=" + historyFrom
        + ", soon=" + soon + ", only=" + only + ", authorities=" + authorities + ", subjects=" + subjects + ", recorded=" + recorded
        + ", holds=" + holds + ", ignoreRefs=" + ignoreRefs + ", wholeDays=" + wholeDays + "]";
  }

  /* ---- for the rest of the package ---- */

  When when() {
    if (asAt == null) {
      throw new IllegalArgumentException(Names.refusal(DUEBY_REFUSAL_NO_REFERENCE, null));
    }
    return asAt;
  }

  /** Checks options that depend on one another. */
  private void check() {
    if (asAt != null && horizon != null && horizon.isBefore(asAt.date())) {
      throw Names.refused("horizon", DUEBY_REFUSAL_HORIZON, null);
    }
    checkBegin("historyFrom", historyFrom);
    holds.values().forEach(holding -> checkBegin("holds", holding.since()));
  }

  /** Checks that the day on which the records begin is not after the as-at day; otherwise nothing could be checked. */
  private void checkBegin(String name, LocalDate day) {
    if (asAt != null && day != null && day.isAfter(asAt.date())) {
      throw Names.refused(name, DUEBY_REFUSAL_HISTORY, null);
    }
  }

  /** Throws if a status says that the calendar does not cover the as-at day or the horizon. */
  void needCovered(int status, Calendar calendar) {
    if (status == DUEBY_ECOVERAGE) {
      String day = calendar.outside("asAt", asAt == null ? null : asAt.date());
      throw calendar.notCovered(day != null ? day : calendar.outside("horizon", horizon));
    }
  }

  int dayOrNone() {
    return asAt == null ? Native.NONE : Native.day(asAt.date());
  }

  /** Writes the options as a C struct. `returned` is the return that decides which events the records hold, or 0. */
  long write(Memory memory, Profile profile, long returned) {
    check();
    Block to = memory.block(SIZE_timeline_options).putInt(AT_timeline_options_size, SIZE_timeline_options);
    to.putInt(AT_timeline_options_flags, (ignoreRefs ? DUEBY_TIMELINE_IGNORE_REFS : 0) | (wholeDays ? DUEBY_TIMELINE_WHOLE_DAYS : 0));
    if (asAt != null) {
      asAt.write(to, AT_timeline_options_as_at);
    }
    to.putInt(AT_timeline_options_horizon, Native.day(horizon)).putInt(AT_timeline_options_history_from, Native.day(historyFrom));
    if (soon != null) {
      soon.write(to, AT_timeline_options_soon);
    }
    return to.putLong(AT_timeline_options_selected, selected(memory, profile, returned))
        .putLong(AT_timeline_options_recorded, recorded(memory, profile)).putLong(AT_timeline_options_holds, holds(memory, profile))
        .address();
  }

  private long selected(Memory memory, Profile profile, long returned) {
    if (only.isEmpty() && authorities.isEmpty() && subjects.isEmpty()) {
      return 0;
    }
    Block options = memory.block(SIZE_selection_options).putInt(AT_selection_options_size, SIZE_selection_options);
    options.putInt(AT_selection_options_authorities, authorities.stream().mapToInt(one -> 1 << one.number()).sum())
        .putInt(AT_selection_options_subjects, subjects.stream().mapToInt(one -> 1 << one.number()).sum())
        .putLong(AT_selection_options_duties, memory.texts(only)).putLong(AT_selection_options_duty_count, only.size());
    return profile.use(of -> {
      Block selected = memory.block(Engine.profile_rule_count(of));
      Block unknown = memory.block(Long.BYTES);
      int status = Engine.selection_make(of, options.address(), selected.address(), unknown.address());
      if (status == DUEBY_ENOTFOUND) {
        throw Names.unknown(DUEBY_NAME_DUTY, profile, only.get((int) unknown.getLong(0)));
      }
      DuebyException.need(status, "selection");
      if (returned != 0 && only.isEmpty()) {
        Engine.return_leave_out(returned, selected.address());
      }
      return selected.address();
    });
  }

  private long recorded(Memory memory, Profile profile) {
    if (recorded == null) {
      return 0;
    }
    Block marks = memory.block(profile.eventCount());
    recorded.forEach(event -> {
      marks.putByte(profile.event(event), 1);
      marks.putByte(profile.eventAlso(event), 1); // marks 0, which is not an event, if the event does not count as another
    });
    return marks.address();
  }

  private long holds(Memory memory, Profile profile) {
    if (holds.isEmpty()) {
      return 0;
    }
    Block all = memory.blocks(profile.eventCount(), SIZE_holding);
    holds.forEach((event, holding) -> {
      int number = profile.event(event);
      if (holding.kind().compareTo(Holding.Kind.ALL) > 0 && profile.use(of -> Engine.profile_event_is_by_birth(of, number)) != 0) {
        throw Names.refused("holds", DUEBY_REFUSAL_BIRTH, event);
      }
      int at = number * SIZE_holding;
      all.putInt(at + AT_holding_what, holding.kind().ordinal()).putInt(at + AT_holding_since, Native.day(holding.since()));
    });
    return all.address();
  }
}
