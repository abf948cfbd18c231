package dueby;

import static dueby.engine.EngineConstants.*;

import dueby.engine.Block;
import dueby.engine.Engine;
import dueby.engine.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Lists what is due in many cases, worst first, and counts how many were done in time. A worklist keeps every case that is added.
 * Only one thread can use it at a time; others wait.
 */
public final class Worklist extends Handle {
  private static final int PROBLEMS_MAX = 1000;

  private final Profile profile;
  private final List<Case> cases = new ArrayList<>(); // null for a case read from a file, until it is needed
  private final List<Refs> refs = new ArrayList<>();
  private final Set<String> names = new HashSet<>(); // the names of the added cases
  private final Set<String> columns = new HashSet<>(); // the names of all carried columns
  private List<Diagnostic> problems = List.of();
  private List<String> notes = List.of();

  private Worklist(long address, Profile profile) {
    super(address, Engine::worklist_free);
    this.profile = profile;
  }

  /** Frees the object once no other thread is using it. Closing it again does nothing. */
  @Override
  public synchronized void close() {
    super.close();
  }

  /**
   * Makes a worklist without cases.
   *
   * @param profile the profile whose rules to use
   * @param calendar the calendar whose days to count
   * @param options the as-at day, and what to list
   * @return the worklist
   * @throws OutsideCoverageException if the calendar does not cover the as-at day or the horizon
   */
  public static Worklist of(Profile profile, Calendar calendar, WorklistOptions options) {
    Names.given(profile, "profile");
    Names.given(calendar, "calendar");
    Names.given(options, "options").when(); // throws if there is no as-at day: only files may have a reference date
    try (Memory memory = Memory.open()) {
      Block made = memory.block(Long.BYTES);
      long asked = options.write(memory, profile, 0, false);
      int status = profile.use(of -> calendar.use(on -> Engine.worklist_new(of, on, asked, made.address())));
      options.needCovered(status, calendar);
      DuebyException.need(status, "worklist");
      return new Worklist(made.getLong(0), profile);
    }
  }

  /**
   * Makes a worklist from files: either one file of events (CSV with the columns case, event and at), or the files of a return as
   * they are (a census, an SSDA903, Annex A). Their content shows which. {@link #notes} says what was read, and {@link #problems}
   * what could not be read.
   *
   * @param profile the profile whose rules to use
   * @param calendar the calendar whose days to count
   * @param options the as-at day, which may be {@link RunOptions#asAtReferenceDate}, and what to list
   * @param files the paths of the files
   * @return the worklist, worst first
   * @throws BadFileException if a file cannot be opened, or they cannot be read at all; a row that cannot be read is a problem, and
   *     its case is listed
   */
  public static Worklist ofFiles(Profile profile, Calendar calendar, WorklistOptions options, Path... files) {
    List<Map.Entry<String, byte[]>> read = new ArrayList<>(); // a path may be given twice
    for (Path file : Native.copy("files", files)) {
      try {
        read.add(Map.entry(file.toString(), Files.readAllBytes(file)));
      } catch (IOException failed) {
        throw new BadFileException(file.toString(), failed);
      }
    }
    return read(profile, calendar, options, read);
  }

  /**
   * Makes a worklist from files in memory.
   *
   * @param profile the profile whose rules to use
   * @param calendar the calendar whose days to count
   * @param options the as-at day, and what to list
   * @param files the content of each file by its name, which messages use
   * @return the worklist, worst first
   * @throws BadFileException if they cannot be read at all
   * @throws UnknownNameException for a case or a column of {@link WorklistOptions#where} that is not in the files
   */
  public static Worklist ofFiles(Profile profile, Calendar calendar, WorklistOptions options, Map<String, byte[]> files) {
    return read(profile, calendar, options, Names.given(files, "files").entrySet());
  }

  private static Worklist read(Profile profile, Calendar calendar, WorklistOptions options, Collection<Map.Entry<String, byte[]>> files) {
    Names.given(profile, "profile");
    Names.given(calendar, "calendar");
    Names.given(options, "options");
    if (files.isEmpty()) {
      throw Names.refused("files", DUEBY_REFUSAL_NONE, "files");
    }
    String what = files.size() == 1 ? files.iterator().next().getKey() : "the files";
    try (Memory memory = Memory.open()) {
      Reading said = new Reading(memory, PROBLEMS_MAX);
      Block made = memory.block(Long.BYTES);
      said.need(profile.use(of -> Engine.caseload_from_files(of, files(memory, files), files.size(), options.reading(memory),
          said.address(), made.address())), what);
      long caseload = made.getLong(0);
      try {
        long returned = Engine.caseload_return(caseload);
        if (options.isAsAtReferenceDate() && (returned == 0 || Engine.return_as_at(returned) == Native.NONE)) {
          throw Names.refused("asAt: " + what, DUEBY_REFUSAL_NO_DAY, null);
        }
        List<String> columns = columns(caseload);
        Names.refuseFields(columns, Engine::line_field);
        options.needColumns(memory, caseload);
        long asked = options.write(memory, profile, returned, true);
        int status = calendar.use(on -> Engine.caseload_to_worklist(caseload, on, asked, made.address()));
        options.needCovered(status, calendar);
        said.need(status, what);
        Worklist worklist = new Worklist(made.getLong(0), profile).sort();
        worklist.columns.addAll(columns);
        worklist.needCases();
        worklist.problems = said.diagnostics();
        worklist.notes = returned == 0 ? List.of() : notes(returned, options.isAsAtReferenceDate());
        for (long i = worklist.count(WorklistCount.CASES); i > 0; i--) {
          worklist.cases.add(null);
          worklist.refs.add(null);
        }
        return worklist;
      } finally {
        Engine.caseload_free(caseload);
      }
    }
  }

  private static List<String> columns(long caseload) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < Engine.caseload_column_count(caseload); i++) {
      columns.add(Native.text(Engine.caseload_column(caseload, i)));
    }
    return columns;
  }

  /** Throws if a case requested by name is not in the files, because a list without that case would look as if nothing was due. */
  private void needCases() {
    String absent = text((self, to, size, needed) -> Engine.worklist_absent_text(self, DUEBY_STYLE_JAVA, to, size, needed));
    if (!absent.isEmpty()) {
      close();
      throw new UnknownNameException(absent);
    }
  }

  /** Throws if a status says that the calendar of a worklist does not cover a day. {@code what} says which day. */
  private static void needCovered(int status, long worklist, String what) {
    if (status == DUEBY_ECOVERAGE) {
      throw Calendar.notCovered(Engine.worklist_calendar(worklist), what);
    }
  }

  private static long files(Memory memory, Collection<Map.Entry<String, byte[]>> files) {
    Block all = memory.blocks(files.size(), SIZE_file);
    int at = 0;
    for (Map.Entry<String, byte[]> file : files) {
      Objects.requireNonNull(file.getKey(), "the name of a file");
      Objects.requireNonNull(file.getValue(), file.getKey());
      all.putLong(at + AT_file_name, memory.text(file.getKey())).putLong(at + AT_file_bytes, memory.bytes(file.getValue()))
          .putLong(at + AT_file_length, file.getValue().length);
      at += SIZE_file;
    }
    return all.address();
  }

  private static List<String> notes(long returned, boolean isTaken) {
    List<String> notes = new ArrayList<>();
    int day = isTaken ? Engine.return_as_at(returned) : Native.NONE;
    for (;;) {
      try (Memory memory = Memory.open()) {
        long index = notes.size();
        String note = memory.written((to, size, needed) -> Engine.return_note_text(returned, index, day, to, size, needed));
        if (note == null) {
          return notes;
        }
        notes.add(note);
      }
    }
  }

  /**
   * Notes on files: what was read, and what such a return does not show.
   *
   * @return sentences; empty for a file of events
   */
  public List<String> notes() {
    return notes;
  }

  /**
   * For files: the rows that could not be read, and what was skipped in other rows; at most a thousand messages.
   *
   * @return the messages in the order of the files
   */
  public List<Diagnostic> problems() {
    return problems;
  }

  /**
   * The as-at day or time. If the worklist is made from files of a return, it may be their reference date.
   *
   * @return the day or time
   */
  public synchronized When asAt() {
    return use(self -> {
      byte[] run = new byte[SIZE_timeline_options];
      Engine.memory_copy(Engine.worklist_run(self), run);
      return Native.when(Native.getLong(run, AT_timeline_options_as_at + AT_when_time),
          Native.getInt(run, AT_timeline_options_as_at + AT_when_date));
    });
  }

  /**
   * Works out a case and adds it.
   *
   * @param added the case
   * @return false if the case is not wanted, and was not added
   * @throws UnknownNameException for an event or tag that the profile does not know; the message names the case and the event
   * @throws BadValueException if a case of that name has already been added: it would count as another child
   * @throws DuebyException if its name or a ref has more than 200 bytes in UTF-8, or it has more than 65,535 events
   */
  public synchronized boolean add(Case added) {
    if (names.contains(Names.given(added, "added").name())) {
      throw new BadValueException(Status.ARGUMENT, "case \"" + added.name() + "\" has already been added: add each case once, with all its events");
    }
    Refs named = new Refs(added.events(), added.unread());
    int status = use(self -> {
      try (Memory memory = Memory.open()) {
        return Engine.worklist_add(self, write(memory, added, named));
      }
    });
    if (status == DUEBY_NONE) {
      return false;
    }
    DuebyException.need(status, "case \"" + added.name() + "\"");
    columns.addAll(added.columns().keySet());
    names.add(added.name());
    cases.add(added);
    refs.add(named);
    return true;
  }

  private long write(Memory memory, Case added, Refs named) {
    Block of = memory.block(SIZE_case).putInt(AT_case_size, SIZE_case).putLong(AT_case_name, memory.text(added.name()))
        .putLong(AT_case_event_count, added.events().size())
        .putLong(AT_case_refs, memory.texts(named.texts())).putLong(AT_case_ref_count, named.texts().size());
    Native.refuseExcess(memory, of, "");
    Block events = memory.blocks(added.events().size(), SIZE_event);
    String whose = "case \"" + added.name() + "\"";
    Events.write(profile, whose, added.events(), named, events, 0);
    Block unread = memory.blocks(added.unread().size(), SIZE_event);
    Events.writeUnread(profile, whose, added.unread(), named, unread);
    return of.putLong(AT_case_events, events.address())
        .putLong(AT_case_columns, memory.texts(added.columns().keySet()))
        .putLong(AT_case_values, memory.textsOrNull(added.columns().values()))
        .putLong(AT_case_column_count, added.columns().size()).putLong(AT_case_bad_rows, added.badRows())
        .putLong(AT_case_first_bad_line, added.firstBadLine())
        .putLong(AT_case_unread, unread.address()).putLong(AT_case_unread_count, added.unread().size()).address();
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
   * @return the items in the order of the list
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
    if (cases.get(of) == null) {
      read(of, item.getLong(AT_item_of));
    }
    Case added = cases.get(of);
    long line = item.getLong(AT_item_line);
    if (line == 0) {
      return new Item(this, index, added, null);
    }
    byte[] struct = new byte[SIZE_line];
    Engine.memory_copy(line, struct);
    return new Item(this, index, added, new Line(profile, struct, of, added.events(), 0, refs.get(of), (self, what) -> text(index, what)));
  }

  /** Adds a case that the library has read. */
  private void read(int of, long address) {
    byte[] struct = new byte[SIZE_case];
    Engine.memory_copy(address, struct);
    List<String> texts = texts(struct, AT_case_refs, AT_case_ref_count);
    List<String> columns = texts(struct, AT_case_columns, AT_case_column_count);
    List<String> values = texts(struct, AT_case_values, AT_case_column_count);
    Map<String, String> carried = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      carried.put(columns.get(i), values.get(i));
    }
    cases.set(of, new Case(Native.text(Engine.memory_text(Native.getLong(struct, AT_case_name))), Events.read(profile, events(struct, AT_case_events, AT_case_event_count), texts), carried, Native.getLong(struct, AT_case_bad_rows),
        Native.getLong(struct, AT_case_first_bad_line),
        Events.readUnread(profile, events(struct, AT_case_unread, AT_case_unread_count), texts)));
    refs.set(of, Refs.inOrder(texts));
  }

  private static byte[] events(byte[] struct, int array, int count) {
    byte[] events = new byte[Math.toIntExact(Native.getLong(struct, count) * SIZE_event)];
    if (events.length > 0) {
      Engine.memory_copy(Native.getLong(struct, array), events);
    }
    return events;
  }

  private static List<String> texts(byte[] struct, int array, int count) {
    byte[] addresses = new byte[Math.toIntExact(Native.getLong(struct, count) * Long.BYTES)];
    Engine.memory_copy(Native.getLong(struct, array), addresses);
    List<String> texts = new ArrayList<>();
    for (int at = 0; at < addresses.length; at += Long.BYTES) {
      texts.add(Native.text(Engine.memory_text(Native.getLong(addresses, at))));
    }
    return texts;
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

  /**
   * Returns what has changed in these cases since an earlier day: lines newly overdue, done, moved and so on.
   *
   * @param earlier the day
   * @return the lines that have changed, by kind and then worst first
   * @throws BadValueException if the day is after the as-at day
   */
  public synchronized List<Change> since(LocalDate earlier) {
    return use(self -> {
      try (Memory memory = Memory.open()) {
        Block day = memory.block(SIZE_when);
        When.of(Names.given(earlier, "earlier")).write(day, 0);
        long older = asAt(memory, self, day, "earlier: " + earlier);
        try {
          return changes(memory, older, self);
        } finally {
          Engine.worklist_free(older);
        }
      }
    });
  }

  /**
   * Returns the changes since an older worklist of the same cases, made with the same rules, calendar and options. Only the as-at
   * day, the horizon and what is listed may be different.
   *
   * @param older the older worklist
   * @return the lines that have changed, by kind and then worst first
   * @throws BadValueException if the older worklist is as at a later day, or was made differently
   */
  public List<Change> since(Worklist older) {
    // every thread takes the locks in the same order, so that there is no deadlock
    Worklist first = address() <= Names.given(older, "older").address() ? this : older;
    synchronized (first) {
      synchronized (first == this ? older : this) {
        return use(self -> older.use(before -> {
          try (Memory memory = Memory.open()) {
            return changes(memory, before, self);
          }
        }));
      }
    }
  }

  private List<Change> changes(Memory memory, long before, long after) {
    Names.refuseFields(columns, Engine::changes_field);
    Block made = memory.block(Long.BYTES);
    int status = Engine.changes_new(before, after, made.address());
    if (status == DUEBY_EARGUMENT) {
      throw Names.refused("since", DUEBY_REFUSAL_OTHER_LIST,
          said((to, size, needed) -> Engine.changes_difference_text(before, after, DUEBY_STYLE_JAVA, to, size, needed)));
    }
    DuebyException.need(status, "since");
    long changes = made.getLong(0);
    try {
      List<Change> all = new ArrayList<>();
      Block change = memory.block(SIZE_change);
      for (long i = 0; i < Engine.changes_count(changes); i++) {
        long index = i;
        DuebyException.need(Engine.changes_at(changes, index, change.address()), "since");
        int item = change.getLong(AT_change_after + AT_item_of) == 0 ? AT_change_before : AT_change_after;
        all.add(new Change(ChangeKind.of(change.getInt(AT_change_kind)), name(change.getLong(item + AT_item_of)),
            duty(change.getLong(item + AT_item_line)),
            said((to, size, needed) -> Engine.changes_text(changes, index, to, size, needed)),
            said((to, size, needed) -> Engine.changes_json(changes, index, to, size, needed))));
      }
      return all;
    } finally {
      Engine.changes_free(changes);
    }
  }

  /**
   * Returns the effects that a hypothetical event would have on every case at the end of the event's day.
   *
   * @param event the event; without a ref it applies to every episode of each case
   * @return the lines that it would meet, end or start, case by case
   */
  public synchronized List<Effect> whatIf(Event event) {
    Names.refuseFields(columns, Engine::trial_field);
    return use(self -> {
      try (Memory memory = Memory.open()) {
        Block struct = memory.block(SIZE_event);
        Events.write(profile, "", List.of(Objects.requireNonNull(event, "event")), Refs.NONE, struct, 0);
        if (event.type() == null) {
          throw Names.refused("what if", DUEBY_REFUSAL_AGREEMENT, event.agreedFor());
        }
        Block made = memory.block(Long.BYTES);
        DuebyException.need(Engine.trial_new(self, 0, made.address()), "what if");
        long trial = made.getLong(0);
        try {
          List<Effect> effects = new ArrayList<>();
          Block found = memory.block(Long.BYTES);
          long lines = memory.block(Long.BYTES).address();
          long count = memory.block(Long.BYTES).address();
          for (long i = 0; Engine.worklist_kept_case(self, i, found.address(), lines, count) == DUEBY_OK; i++) {
            try (Memory each = Memory.open()) { // the trial reads the case until its effects are written
              tryEvent(each, trial, found.getLong(0), event.ref(), struct, event.type() + ": " + event.when());
              addEffects(trial, name(found.getLong(0)), effects);
            }
          }
          return effects;
        } finally {
          Engine.trial_free(trial);
        }
      }
    });
  }

  /** Runs a case with an additional event, whose ref is one of the case's refs or a new one after them. */
  private static void tryEvent(Memory memory, long trial, long of, String ref, Block event, String what) {
    byte[] struct = new byte[SIZE_case];
    Engine.memory_copy(of, struct);
    Block copy = memory.block(SIZE_case).put(0, struct);
    if (ref != null && !ref.isEmpty()) {
      List<String> refs = texts(struct, AT_case_refs, AT_case_ref_count);
      if (!refs.contains(ref)) {
        refs.add(ref);
      }
      copy.putLong(AT_case_refs, memory.texts(refs)).putLong(AT_case_ref_count, refs.size());
      event.putLong(AT_event_ref, refs.indexOf(ref) + 1);
    }
    int status = Engine.trial_run(trial, copy.address(), event.address());
    needCovered(status, Engine.trial_worklist(trial), what);
    DuebyException.need(status, "what if");
  }

  private void addEffects(long trial, String name, List<Effect> to) {
    for (long i = 0; i < Engine.trial_row_count(trial); i++) {
      long index = i;
      try (Memory memory = Memory.open()) {
        Block row = memory.block(SIZE_trial_row);
        Block item = memory.block(SIZE_item);
        DuebyException.need(Engine.trial_row_at(trial, index, row.address()), "what if");
        DuebyException.need(Engine.worklist_item(Engine.trial_worklist(trial), row.getLong(AT_trial_row_item), item.address()), "what if");
        to.add(new Effect(EffectKind.of(row.getInt(AT_trial_row_effect)), name, duty(item.getLong(AT_item_line)),
            said((text, size, needed) -> Engine.trial_row_text(trial, index, text, size, needed)),
            said((text, size, needed) -> Engine.trial_row_json(trial, index, text, size, needed))));
      }
    }
  }

  private static String name(long of) {
    byte[] struct = new byte[SIZE_case];
    Engine.memory_copy(of, struct);
    return Native.text(Engine.memory_text(Native.getLong(struct, AT_case_name)));
  }

  private String duty(long line) {
    if (line == 0) return "";
    byte[] struct = new byte[SIZE_line];
    Engine.memory_copy(line, struct);
    return profile.dutyId(Native.getInt(struct, AT_line_duty));
  }

  private static String said(Memory.Writer writer) {
    try (Memory memory = Memory.open()) {
      String text = memory.written(writer);
      DuebyException.need(memory.status(), "worklist");
      return text;
    }
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
   * Returns a count over all cases.
   *
   * @param what the things to count
   * @return the count
   */
  public synchronized long count(WorklistCount what) {
    return use(self -> Engine.worklist_count(self, Names.given(what, "what").number()));
  }

  /**
   * Returns the number of listed items in a state.
   *
   * @param state the state
   * @return the number of items
   */
  public synchronized long count(State state) {
    return use(self -> Engine.worklist_state_count(self, Names.given(state, "state").number()));
  }

  /**
   * Returns the reasons not to trust this list: when the records end, what is missing, what was skipped.
   *
   * @return each reason once, in the order in which they should be shown
   */
  public synchronized List<Finding> findings() {
    return use(self -> {
      List<Finding> findings = new ArrayList<>();
      try (Memory memory = Memory.open()) {
        Block finding = memory.block(SIZE_finding);
        for (long i = 0; Engine.worklist_finding(self, i, finding.address()) == DUEBY_OK; i++) {
          findings.add(finding(i, finding));
        }
      }
      return findings;
    });
  }

  private Finding finding(long index, Block from) {
    List<Long> lines = new ArrayList<>();
    for (int i = 0; i < DUEBY_FINDING_LINES_MAX && from.getLong(AT_finding_lines + i * Long.BYTES) > 0; i++) {
      lines.add(from.getLong(AT_finding_lines + i * Long.BYTES));
    }
    int event = from.getInt(AT_finding_event);
    return new Finding(FindingKind.of(from.getInt(AT_finding_kind)), from.getLong(AT_finding_count), from.getLong(AT_finding_of), lines,
        from.getInt(AT_finding_more_lines) != 0, event > 0 ? profile.eventSlug(event) : null,
        Native.text(Engine.memory_text(from.getLong(AT_finding_team))), Native.date(from.getInt(AT_finding_recorded_to)),
        text((self, to, size, needed) -> Engine.worklist_finding_text(self, index, to, size, needed)));
  }

  /**
   * The note that must be shown with every worklist: what was checked and what was not.
   *
   * @return the note
   */
  public synchronized String disclaimer() {
    return text(Engine::worklist_disclaimer_text);
  }

  /**
   * The last day that the records cover.
   *
   * @return the day; null if there is none
   */
  public synchronized LocalDate recordedTo() {
    return use(self -> Native.date(Engine.worklist_recorded_to(self)));
  }

  /**
   * Counts how many lines were in time, listed or not.
   *
   * @param basis what is counted
   * @param from the first day of the period; null for no limit
   * @param to the last day of the period; null for no limit
   * @param column the column to group by; null to count all cases together
   * @return a row for each group and duty that has any lines
   * @throws BadValueException if the last day is before the first
   * @throws UnknownNameException if no case has the column
   */
  public synchronized List<SummaryRow> summary(MeasureBasis basis, LocalDate from, LocalDate to, String column) {
    Names.given(basis, "basis");
    Native.optionDay("from", from);
    Native.optionDay("to", to);
    if (from != null && to != null && to.isBefore(from)) {
      throw Names.refused("period", DUEBY_REFUSAL_PERIOD, null);
    }
    String by = columnOf(Names.text(column, "column"));
    return use(self -> {
      try (Memory memory = Memory.open()) {
        Block options = memory.block(SIZE_measure_options).putInt(AT_measure_options_size, SIZE_measure_options)
            .putInt(AT_measure_options_basis, basis.number()).putInt(AT_measure_options_from, Native.day(from))
            .putInt(AT_measure_options_to, Native.day(to));
        Block when = memory.block(SIZE_when);
        long asAt = Engine.worklist_run(self) + AT_timeline_options_as_at;
        Engine.summary_when(options.address(), asAt, when.address());
        if (when.getInt(AT_when_date) == Native.day(asAt().date())) {
          return summary(memory, self, options, by);
        }
        long earlier = asAt(memory, self, when, "summary");
        try {
          return summary(memory, earlier, options, by);
        } finally {
          Engine.worklist_free(earlier);
        }
      }
    });
  }

  /** Returns the name of a carried column. If none matches exactly, ignores capitals. */
  private String columnOf(String name) {
    if (name == null) {
      return null;
    }
    List<String> sorted = columns.stream().sorted().toList();
    try (Memory memory = Memory.open()) {
      long found = Engine.name_find(memory.texts(sorted), sorted.size(), memory.text(name));
      if (found >= 0) {
        return sorted.get((int) found);
      }
    }
    if (count(WorklistCount.CASES) > 0) {
      throw Names.noColumn("summary", name);
    }
    return name;
  }

  /** Makes a worklist of the same cases as at an earlier day. Returns its address. */
  private static long asAt(Memory memory, long self, Block when, String what) {
    Block made = memory.block(Long.BYTES);
    int status = Engine.worklist_as_at(self, when.address(), made.address());
    needCovered(status, self, what);
    DuebyException.need(status, what);
    return made.getLong(0);
  }

  private List<SummaryRow> summary(Memory memory, long of, Block options, String column) {
    Block made = memory.block(Long.BYTES);
    DuebyException.need(Engine.summary_new(of, options.address(), memory.textOrNull(column), made.address()), "summary");
    long summary = made.getLong(0);
    try {
      DuebyException.need(Engine.summary_add(summary, of), "summary");
      return rows(memory, summary);
    } finally {
      Engine.summary_free(summary);
    }
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
        row.getLong(measure + AT_measure_no_deadline), row.getLong(measure + AT_measure_cannot_tell),
        row.getLong(measure + AT_measure_children),
        row.getLong(measure + AT_measure_children_up_to_date), row.getLong(measure + AT_measure_children_all_in_time));
  }
}
