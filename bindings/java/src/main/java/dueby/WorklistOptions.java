package dueby;

import static dueby.engine.EngineConstants.*;

import dueby.engine.Block;
import dueby.engine.Engine;
import dueby.engine.Memory;
import java.time.LocalDate;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Options of a worklist. They are immutable: each method returns a changed copy. */
public final class WorklistOptions implements Cloneable {
  private final RunOptions run;
  private Set<State> states = Set.of();
  private LocalDate dueBefore;
  private boolean toDo;
  private LocalDate recordedTo;
  private List<Map.Entry<String, String>> where = List.of();
  private boolean dayFirst;
  private boolean midnightIsTime;
  private List<String> nulls = List.of();

  private WorklistOptions(RunOptions run) {
    this.run = Names.given(run, "run");
  }

  private WorklistOptions with(Consumer<WorklistOptions> change) {
    try {
      WorklistOptions other = (WorklistOptions) clone();
      change.accept(other);
      return other;
    } catch (CloneNotSupportedException never) {
      throw new AssertionError(never);
    }
  }

  /**
   * Makes options that list everything.
   *
   * @param run how cases are worked out
   * @return the options
   */
  public static WorklistOptions of(RunOptions run) {
    return new WorklistOptions(run);
  }

  /**
   * Makes options that list everything, as at a day.
   *
   * @param day the as-at day or time; anything after it has not happened yet
   * @return the options
   */
  public static WorklistOptions asAt(LocalDate day) {
    return of(RunOptions.asAt(day));
  }

  /**
   * Lists only lines in one of these states.
   *
   * @param some the states; empty for all
   * @return the changed copy
   */
  public WorklistOptions states(State... some) {
    return with(other -> other.states = Set.copyOf(Native.copy("states", some)));
  }

  /**
   * Lists only lines that are due before a day.
   *
   * @param day the day
   * @return the changed copy
   */
  public WorklistOptions dueBefore(LocalDate day) {
    return with(other -> other.dueBefore = Native.optionDay("dueBefore", day));
  }

  /**
   * Leaves out lines that are over, and lines whose source sets no time limit.
   *
   * @param only true to leave them out
   * @return the changed copy
   */
  public WorklistOptions toDo(boolean only) {
    return with(other -> other.toDo = only);
  }

  /**
   * States the last day that the records cover, if it is later than their last event.
   *
   * @param day the day
   * @return the changed copy
   */
  public WorklistOptions recordedTo(LocalDate day) {
    return with(other -> other.recordedTo = Native.optionDay("recordedTo", day));
  }

  /**
   * Lists only cases that have one of these values in a column; if several columns are given, each must match.
   *
   * @param column the column; capitals do not matter; null for the name of the case
   * @param values the values
   * @return the changed copy
   */
  public WorklistOptions where(String column, String... values) {
    Names.text(column, "column");
    List<Map.Entry<String, String>> all = new ArrayList<>(where);
    for (String value : Native.copy("where", values)) {
      all.add(new AbstractMap.SimpleImmutableEntry<>(column, value));
    }
    return with(other -> other.where = all);
  }

  /**
   * Sets whether a file of events writes days like 27/03/2026, not like 2026-03-27. For {@link Worklist#ofFiles}.
   *
   * @param first true for the day first
   * @return the changed copy
   */
  public WorklistOptions dayFirst(boolean first) {
    return with(other -> other.dayFirst = first);
  }

  /**
   * Sets whether 00:00:00 in a file of events means midnight instead of a day without a time. For {@link Worklist#ofFiles}.
   *
   * @param time true if it is a time
   * @return the changed copy
   */
  public WorklistOptions midnightIsTime(boolean time) {
    return with(other -> other.midnightIsTime = time);
  }

  /**
   * Sets values that mean "no value" in a file of events, besides NULL, N/A and the like. For {@link Worklist#ofFiles}.
   *
   * @param texts the values
   * @return the changed copy
   */
  public WorklistOptions nulls(String... texts) {
    return with(other -> other.nulls = Native.copy("nulls", texts));
  }

  /** Returns every option by its name; null for one that is not set. */
  @Override
  public String toString() {
    return "WorklistOptions[run=" + run + ", states=" + states + ", dueBefore=" + dueBefore + ", toDo=" + toDo + ", recordedTo="
        + recordedTo + ", where=" + where + ", dayFirst=" + dayFirst + ", midnightIsTime=" + midnightIsTime + ", nulls=" + nulls + "]";
  }

  void needCovered(int status, Calendar calendar) {
    run.needCovered(status, calendar);
  }

  When when() {
    return run.when();
  }

  /** Checks that the columns of {@link #where} are among the files' carried columns. Capitals do not matter. */
  void needColumns(Memory memory, long caseload) {
    for (Map.Entry<String, String> one : where) {
      if (one.getKey() != null && Engine.caseload_find_column(caseload, memory.text(one.getKey())) < 0) {
        throw Names.noColumn("where", one.getKey());
      }
    }
  }

  boolean isAsAtReferenceDate() {
    return run.dayOrNone() == Native.NONE;
  }

  /** Writes the options for reading files as the struct dueby_caseload_options. */
  long reading(Memory memory) {
    return memory.block(SIZE_caseload_options).putInt(AT_caseload_options_size, SIZE_caseload_options)
        .putInt(AT_caseload_options_date_order, dayFirst ? DUEBY_ORDER_DMY : DUEBY_ORDER_ISO)
        .putInt(AT_caseload_options_flags, midnightIsTime ? DUEBY_CASELOAD_MIDNIGHT_IS_TIME : 0)
        .putLong(AT_caseload_options_nulls, memory.texts(nulls)).putLong(AT_caseload_options_null_count, nulls.size())
        .putInt(AT_caseload_options_as_at, run.dayOrNone()).putInt(AT_caseload_options_style, DUEBY_STYLE_JAVA).address();
  }

  /**
   * Writes the options as a C struct. `returned` is the return that decides which events the records hold, or 0. Messages name the
   * lines of files, but otherwise the numbers of rows.
   */
  long write(Memory memory, Profile profile, long returned, boolean isOfFiles) {
    Block to = memory.block(SIZE_worklist_options).putInt(AT_worklist_options_size, SIZE_worklist_options);
    return to.putInt(AT_worklist_options_flags, DUEBY_WORKLIST_KEEP | (toDo ? DUEBY_WORKLIST_TO_DO : 0)
            | (isOfFiles ? 0 : DUEBY_WORKLIST_ROWS_FROM_1))
        .putLong(AT_worklist_options_run, run.write(memory, profile, returned))
        .putInt(AT_worklist_options_states, states.stream().mapToInt(state -> 1 << state.number()).sum())
        .putInt(AT_worklist_options_due_before, Native.day(dueBefore)).putLong(AT_worklist_options_where, where(memory))
        .putLong(AT_worklist_options_where_count, where.size())
        .putInt(AT_worklist_options_recorded_to, Native.day(recordedTo))
        .putInt(AT_worklist_options_style, DUEBY_STYLE_JAVA).address();
  }

  private long where(Memory memory) {
    Block all = memory.blocks(where.size(), SIZE_where);
    int at = 0;
    for (Map.Entry<String, String> one : where) {
      all.putLong(at + AT_where_column, memory.textOrNull(one.getKey())).putLong(at + AT_where_value, memory.text(one.getValue()));
      at += SIZE_where;
    }
    return all.address();
  }
}
