package dueby;

import static dueby.engine.EngineConstants.*;

import dueby.engine.Block;
import dueby.engine.Engine;
import dueby.engine.Memory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists what is due in many cases, worst first, and counts how much was in time. It keeps every case that is added. Threads take
 * turns.
 */
public final class Worklist extends Handle {
  private final Profile profile;
  private final List<Case> cases = new ArrayList<>();
  private final List<Refs> refs = new ArrayList<>();

  private Worklist(long address, Profile profile) {
    super(address, Engine::worklist_free);
    this.profile = profile;
  }

  /**
   * A worklist without cases.
   *
   * @param profile whose rules
   * @param calendar whose days
   * @param options as at when, and what is listed
   * @return the worklist
   */
  public static Worklist of(Profile profile, Calendar calendar, WorklistOptions options) {
    try (Memory memory = Memory.open()) {
      Block made = memory.block(Long.BYTES);
      long asked = options.write(memory, profile);
      DuebyException.need(profile.use(of -> calendar.use(on -> Engine.worklist_new(of, on, asked, made.address()))), "worklist");
      return new Worklist(made.getLong(0), profile);
    }
  }

  /**
   * Works out a case.
   *
   * @param added the case
   * @return whether the case is wanted; if not, nothing was added
   * @throws UnknownNameException for an event or tag that the profile does not know
   */
  public synchronized boolean add(Case added) {
    Refs named = new Refs(added.events());
    int status = use(self -> {
      try (Memory memory = Memory.open()) {
        return Engine.worklist_add(self, write(memory, added, named));
      }
    });
    if (status == DUEBY_NONE) {
      return false;
    }
    DuebyException.need(status, "case");
    cases.add(added);
    refs.add(named);
    return true;
  }

  private long write(Memory memory, Case added, Refs named) {
    Block events = memory.blocks(added.events().size(), SIZE_event);
    Events.write(profile, added.events(), named, events, 0);
    return memory.block(SIZE_case).putInt(AT_case_size, SIZE_case).putLong(AT_case_name, memory.text(added.name()))
        .putLong(AT_case_events, events.address()).putLong(AT_case_event_count, added.events().size())
        .putLong(AT_case_refs, memory.texts(named.texts())).putLong(AT_case_ref_count, named.texts().size())
        .putLong(AT_case_columns, memory.texts(List.copyOf(added.columns().keySet())))
        .putLong(AT_case_values, memory.texts(List.copyOf(added.columns().values())))
        .putLong(AT_case_column_count, added.columns().size()).putLong(AT_case_bad_rows, added.badRows())
        .putLong(AT_case_first_bad_line, added.firstBadLine()).address();
  }

  /**
   * Sorts the listed items, worst first. Unsorted, they are in the order of the cases.
   *
   * @return this worklist
   */
  public synchronized Worklist sort() {
    DuebyException.need(use(Engine::worklist_sort), "worklist");
    return this;
  }

  /**
   * The listed items.
   *
   * @return in its order
   */
  public synchronized List<Item> items() {
    return use(self -> {
      try (Memory memory = Memory.open()) {
        List<Item> items = new ArrayList<>();
        Block item = memory.block(SIZE_item);
        for (long place = 0; place < Engine.worklist_listed_count(self); place++) {
          long index = Engine.worklist_listed(self, place);
          DuebyException.need(Engine.worklist_item(self, index, item.address()), "item");
          items.add(item(index, item));
        }
        return items;
      }
    });
  }

  private Item item(long index, Block item) {
    int of = (int) item.getLong(AT_item_case_index);
    Case added = cases.get(of);
    long line = item.getLong(AT_item_line);
    if (line == 0) {
      return new Item(this, index, added, null);
    }
    byte[] struct = new byte[SIZE_line];
    Engine.memory_copy(line, struct);
    return new Item(this, index, added, new Line(profile, struct, of, added.events(), 0, refs.get(of), (self, what) -> text(index, what)));
  }

  synchronized String text(long index, int what) {
    return text((self, to, size, needed) -> Engine.worklist_item_text(self, index, what, to, size, needed));
  }

  synchronized String json(long index) {
    return use(self -> {
      try (Memory memory = Memory.open()) {
        Block item = memory.block(SIZE_item);
        DuebyException.need(Engine.worklist_item(self, index, item.address()), "item");
        String text = memory.written((to, size, needed) -> Engine.line_json(Engine.worklist_profile(self), item.getLong(AT_item_line),
            item.getLong(AT_item_of), to, size, needed));
        DuebyException.need(memory.status(), "item");
        return text;
      }
    });
  }

  private String text(Profile.Writer writer) {
    return use(self -> {
      try (Memory memory = Memory.open()) {
        String text = memory.written((to, size, needed) -> writer.write(self, to, size, needed));
        DuebyException.need(memory.status(), "worklist");
        return text;
      }
    });
  }

  /**
   * A count over all cases.
   *
   * @param what of what
   * @return how many
   */
  public synchronized long count(WorklistCount what) {
    return use(self -> Engine.worklist_count(self, what.number()));
  }

  /**
   * How many listed items are in a state.
   *
   * @param state the state
   * @return how many
   */
  public synchronized long count(State state) {
    return use(self -> Engine.worklist_state_count(self, state.number()));
  }

  /**
   * What to know before trusting the list: up to which day the records go, what they do not hold, what was ignored.
   *
   * @return sentences
   */
  public synchronized List<String> findings() {
    return use(self -> {
      List<String> findings = new ArrayList<>();
      for (long i = 0; i < Engine.worklist_finding_count(self); i++) {
        long place = i;
        findings.add(text((of, to, size, needed) -> Engine.worklist_finding_text(of, place, to, size, needed)));
      }
      return findings;
    });
  }

  /**
   * The text that must be shown with every worklist: what was checked and what was not.
   *
   * @return the text
   */
  public synchronized String disclaimer() {
    return text(Engine::worklist_disclaimer_text);
  }

  /**
   * The day up to which the records go.
   *
   * @return null if there is none
   */
  public synchronized LocalDate recordedTo() {
    return use(self -> Native.date(Engine.worklist_recorded_to(self)));
  }

  /**
   * How many were in time, listed or not.
   *
   * @param basis what is counted
   * @param from the first day of the period; null: unbounded
   * @param to the last; null: unbounded
   * @param column by the values of this column; null: all together
   * @return a row for each group and duty that has any
   */
  public synchronized List<SummaryRow> summary(MeasureBasis basis, LocalDate from, LocalDate to, String column) {
    return use(self -> {
      try (Memory memory = Memory.open()) {
        Block options = memory.block(SIZE_measure_options).putInt(AT_measure_options_size, SIZE_measure_options)
            .putInt(AT_measure_options_basis, basis.number()).putInt(AT_measure_options_from, Native.day(from))
            .putInt(AT_measure_options_to, Native.day(to));
        Block made = memory.block(Long.BYTES);
        DuebyException.need(Engine.summary_new(self, options.address(), memory.text(column), made.address()), "summary");
        long summary = made.getLong(0);
        try {
          DuebyException.need(Engine.summary_add(summary, self), "summary");
          return rows(memory, summary);
        } finally {
          Engine.summary_free(summary);
        }
      }
    });
  }

  private List<SummaryRow> rows(Memory memory, long summary) {
    List<SummaryRow> rows = new ArrayList<>();
    Block cursor = memory.block(Long.BYTES);
    Block row = memory.block(SIZE_summary_row);
    while (Engine.summary_next(summary, cursor.address(), row.address()) == DUEBY_OK) {
      rows.add(row(row));
    }
    return rows;
  }

  private SummaryRow row(Block row) {
    int measure = AT_summary_row_measure;
    return new SummaryRow(Native.text(Engine.memory_text(row.getLong(AT_summary_row_group))),
        profile.dutyId(row.getInt(AT_summary_row_duty)), profile.address(row.getInt(AT_summary_row_rule)),
        row.getLong(AT_summary_row_good), row.getLong(AT_summary_row_counted), row.getLong(measure + AT_measure_in_time),
        row.getLong(measure + AT_measure_late), row.getLong(measure + AT_measure_missed), row.getLong(measure + AT_measure_overdue),
        row.getLong(measure + AT_measure_not_yet_due), row.getLong(measure + AT_measure_ended),
        row.getLong(measure + AT_measure_cannot_tell), row.getLong(measure + AT_measure_children),
        row.getLong(measure + AT_measure_children_up_to_date), row.getLong(measure + AT_measure_children_all_in_time));
  }
}
