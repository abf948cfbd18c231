using System;
using System.Collections.Generic;
using System.Linq;

namespace Dueby
{
    /// <summary>Lists what is due in many cases, worst first, and counts how many were done in time.</summary>
    /// <remarks>A worklist keeps every case that is added. Only one thread can use it at a time; others wait.</remarks>
    public sealed class Worklist : IDisposable
    {
        private static long madeCount;

        private readonly long number = System.Threading.Interlocked.Increment(ref madeCount);
        private readonly WorklistHandle handle;
        private readonly Profile profile;
        private readonly List<Case> cases = new List<Case>();
        private readonly List<Refs> refs = new List<Refs>();
        private WorklistHandle Handle => Interop.Open(handle, nameof(Worklist));

        private readonly HashSet<string> caseNames = new HashSet<string>(); // the names of the cases that were added
        private readonly HashSet<string> columns = new HashSet<string>(); // the names of all carried columns

        private const int ProblemsMax = 1000;

        /// <summary>Makes a worklist without cases.</summary>
        /// <exception cref="OutsideCoverageException">The calendar does not cover the as-at day or the horizon.</exception>
        public Worklist(Profile profile, Calendar calendar, WorklistOptions options)
        {
            Interop.Given(profile, nameof(profile));
            Interop.Given(calendar, nameof(calendar));
            Interop.Given(options, nameof(options));
            options.NeedAsAt();
            using (var pins = new Pins())
            {
                Native.dueby_worklist_options asked = options.CList(profile, pins);
                int status = Native.dueby_worklist_new(profile.Handle, calendar.Handle, ref asked, out IntPtr made);
                options.NeedCovered(status, calendar);
                DuebyException.Need(status, "worklist");
                handle = new WorklistHandle(made);
            }
            this.profile = profile;
        }

        private Worklist(Profile profile, IntPtr made)
        {
            handle = new WorklistHandle(made);
            this.profile = profile;
        }

        /// <summary>Makes a worklist, worst first, from a file of events or the files of a return.</summary>
        /// <remarks>A file of events is CSV with the columns case, event and at. Returns are read as they are.</remarks>
        /// <exception cref="BadFileException">The files cannot be read at all. A single bad row is only a problem.</exception>
        public static Worklist OfFiles(Profile profile, Calendar calendar, WorklistOptions options, params string[] paths)
        {
            return OfFiles(profile, calendar, options,
                Interop.Copy(nameof(paths), paths).Select(path => new KeyValuePair<string, byte[]>(path, System.IO.File.ReadAllBytes(path))).ToArray());
        }

        /// <summary>Makes a worklist from files in memory: the content of each file by its name, which messages use.</summary>
        public static Worklist OfFiles(Profile profile, Calendar calendar, WorklistOptions options,
            IReadOnlyCollection<KeyValuePair<string, byte[]>> files)
        {
            Interop.Given(profile, nameof(profile));
            Interop.Given(calendar, nameof(calendar));
            Interop.Given(options, nameof(options));
            if (Interop.Given(files, nameof(files)).Count == 0)
                throw BadValueException.Of("files", Native.RefusalNone, "files");
            string what = files.Count == 1 ? files.First().Key : "the files";
            using (var pins = new Pins())
            {
                var said = new Reading(pins, ProblemsMax);
                Native.dueby_file[] all = files.Select(file => new Native.dueby_file
                {
                    name = pins.Text(Interop.Given(file.Key, "the name of a file")), bytes = pins.Pin(Interop.Given(file.Value, file.Key)), length = file.Value.Length
                }).ToArray();
                pins.Pin(all);
                Native.dueby_caseload_options reading = options.CReading(pins);
                said.Need(Native.dueby_caseload_from_files(profile.Handle, all, all.Length, ref reading, said.Address, out IntPtr caseload), what);
                try
                {
                    IntPtr returned = Native.dueby_caseload_return(caseload);
                    if (options.IsAsAtReferenceDate && (returned == IntPtr.Zero || Native.dueby_return_as_at(returned) == Native.NoDate))
                        throw BadValueException.Of($"AsAt: {what}", Native.RefusalNoDay);
                    List<string> columns = ColumnsOf(caseload);
                    Interop.RefuseFields(columns, Native.dueby_line_field);
                    options.NeedColumns(caseload);
                    Native.dueby_worklist_options asked = options.CList(profile, pins, returned);
                    int status = Native.dueby_caseload_to_worklist(caseload, calendar.Handle, ref asked, out IntPtr made);
                    options.NeedCovered(status, calendar);
                    said.Need(status, what);
                    Worklist worklist = new Worklist(profile, made).Sort();
                    worklist.columns.UnionWith(columns);
                    worklist.NeedCases();
                    worklist.Problems = said.Diagnostics();
                    if (returned != IntPtr.Zero) worklist.Notes = NotesOf(returned, options.IsAsAtReferenceDate);
                    long cases = worklist.Count(WorklistCount.Cases);
                    worklist.cases.AddRange(new Case[cases]); // null for a case that has not been needed yet
                    worklist.refs.AddRange(new Refs[cases]);
                    return worklist;
                }
                finally
                {
                    Native.dueby_caseload_free(caseload);
                }
            }
        }

        private static List<string> ColumnsOf(IntPtr caseload)
        {
            return Enumerable.Range(0, Native.dueby_caseload_column_count(caseload))
                .Select(index => Interop.Text(Native.dueby_caseload_column(caseload, index))).ToList();
        }

        // Throws if a case requested by name is not in the files, because a list without that case would look as if nothing was
        // due.
        private void NeedCases()
        {
            string absent = Interop.Text("case", (byte[] to, long size, out long needed) =>
                Native.dueby_worklist_absent_text(Handle, Native.StyleDotnet, to, size, out needed));
            if (absent == "") return;
            Dispose();
            throw new UnknownNameException(absent);
        }

        // Throws if a status says that the worklist's calendar does not cover a day. `what` says which day.
        private void NeedCovered(int status, string what)
        {
            if (status == (int)Status.Coverage)
                throw Interop.Held(Handle, () => Calendar.NotCovered(Native.dueby_worklist_calendar(Handle), what));
        }

        private static IReadOnlyList<string> NotesOf(IntPtr returned, bool isTaken)
        {
            int day = isTaken ? Native.dueby_return_as_at(returned) : Native.NoDate;
            var notes = new List<string>();
            for (;;)
            {
                string note = Interop.Written((byte[] to, long size, out long needed) =>
                    Native.dueby_return_note_text(returned, notes.Count, day, to, size, out needed), out int status);
                if (note == null) return notes;
                notes.Add(note);
            }
        }

        /// <summary>Notes on files: what was read, and what such a return does not show.</summary>
        public IReadOnlyList<string> Notes { get; private set; } = new string[0];

        /// <summary>At most a thousand messages about files: rows that could not be read, and skipped cells.</summary>
        public IReadOnlyList<Diagnostic> Problems { get; private set; } = new Diagnostic[0];

        /// <summary>The as-at day or time. For files of a return it may be their reference date.</summary>
        public unsafe When AsAt
        {
            get
            {
                lock (Handle) return new When(((Native.dueby_timeline_options*)Native.dueby_worklist_run(Handle))->as_at);
            }
        }

        /// <summary>Works out a case and adds it. Returns false if the case is not wanted, and was not added.</summary>
        /// <exception cref="UnknownNameException">An event or tag is unknown to the profile. The message names the case and the event.</exception>
        /// <exception cref="BadValueException">A case of that name has already been added: it would count as another
        /// child.</exception>
        /// <exception cref="DuebyException">The name or a ref has more than 200 bytes in UTF-8, or there are more than 65,535 events.</exception>
        public bool Add(Case added)
        {
            if (Interop.Given(added, nameof(added)).BadRows < 0 || added.BadRows > int.MaxValue)
                throw BadValueException.Of($"BadRows: {added.BadRows}", Native.RefusalNumber, $"0 to {int.MaxValue}");
            UnreadRow[] unread = Interop.Copy(nameof(added.Unread), added.Unread);
            Interop.Row(nameof(added.FirstBadLine), added.FirstBadLine);
            foreach (UnreadRow row in unread)
            {
                Interop.Checked(row.Reference, "Reference");
                Interop.Row(nameof(row.SourceRow), row.SourceRow);
            }
            string[] names = Interop.Copy(nameof(added.Columns), Interop.Given(added.Columns, nameof(added.Columns)).Select(one => one.Key));
            foreach (KeyValuePair<string, string> one in added.Columns) Interop.Checked(one.Value, $"Columns[{one.Key}]");
            Interop.RefuseFields(names, Native.dueby_line_field);
            string twice = names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1)?.Key;
            if (twice != null) throw new BadValueException(Status.Argument, $"Columns: there are two columns called \"{twice}\"");
            var named = new Refs(added.Events.Select(one => one.Reference).Concat(unread.Select(one => one.Reference)));
            lock (Handle)
            {
                if (caseNames.Contains(added.Name))
                    throw new BadValueException(Status.Argument, $"case \"{added.Name}\" has already been added: add each case once, with all its events");
                string whose = $"case \"{added.Name}\"";
                using (var pins = new Pins())
                {
                    var c = new Native.dueby_case
                    {
                        size = Interop.Size<Native.dueby_case>(), name = pins.Text(added.Name), event_count = added.Events.Count,
                        refs = pins.Texts(named.Texts), ref_count = named.Texts.Count, bad_rows = added.BadRows, first_bad_line = added.FirstBadLine
                    };
                    Interop.RefuseExcess(c, "");
                    c.events = pins.Pin(Event.C(profile, whose, added.Events, named));
                    c.columns = pins.Texts(added.Columns.Select(one => one.Key));
                    c.values = pins.TextsOrNull(added.Columns.Select(one => one.Value));
                    c.column_count = added.Columns.Count;
                    c.unread = pins.Pin(unread.Select(one => one.C(profile, whose, named)).ToArray());
                    c.unread_count = unread.Length;
                    int status = Native.dueby_worklist_add(Handle, ref c);
                    if (status == Native.None) return false;
                    DuebyException.Need(status, whose);
                }
                columns.UnionWith(names);
                caseNames.Add(added.Name);
                cases.Add(added);
                refs.Add(named);
                return true;
            }
        }

        /// <summary>Sorts the listed items, worst first. Unsorted, they are in the order of the cases.</summary>
        public Worklist Sort()
        {
            lock (Handle) DuebyException.Need(Native.dueby_worklist_sort(Handle), "worklist");
            return this;
        }

        /// <summary>The listed items, in order.</summary>
        public IReadOnlyList<Item> Items()
        {
            lock (Handle)
            {
                var items = new List<Item>();
                for (long place = 0; place < Native.dueby_worklist_listed_count(Handle); place++)
                    items.Add(Item(Native.dueby_worklist_listed(Handle, place)));
                return items;
            }
        }

        private unsafe Item Item(long index)
        {
            DuebyException.Need(Native.dueby_worklist_item(Handle, index, out Native.dueby_item item), "item");
            var of = (int)item.case_index;
            if (cases[of] == null) Read(of, (Native.dueby_case*)item.of);
            Line line = item.line == IntPtr.Zero ? null
                : new Line(profile, *(Native.dueby_line*)item.line, of, cases[of].Events, 0, refs[of], (self, what) => Text(index, what));
            return new Item(this, index, cases[of], line);
        }

        // Adds a case that the library has read.
        private unsafe void Read(int of, Native.dueby_case* read)
        {
            List<string> texts = Texts(read->refs, read->ref_count), columns = Texts(read->columns, read->column_count),
                values = Texts(read->values, read->column_count);
            IReadOnlyList<string> tags = profile.Tags;
            var events = new Event[read->event_count];
            for (long i = 0; i < events.Length; i++) events[i] = Event.Of(profile, ((Native.dueby_event*)read->events)[i], texts, tags);
            var unread = new UnreadRow[read->unread_count];
            for (long i = 0; i < unread.Length; i++) unread[i] = UnreadRow.Of(profile, ((Native.dueby_event*)read->unread)[i], texts, tags);
            cases[of] = new Case(Interop.Text(read->name), events)
            {
                Columns = columns.Zip(values, (column, value) => new KeyValuePair<string, string>(column, value)).ToArray(),
                BadRows = read->bad_rows, FirstBadLine = read->first_bad_line, Unread = unread
            };
            refs[of] = Refs.InOrder(texts);
        }

        private static unsafe List<string> Texts(IntPtr array, long count)
        {
            var texts = new List<string>();
            for (long i = 0; i < count; i++) texts.Add(Interop.Text(((IntPtr*)array)[i]));
            return texts;
        }

        internal string Text(long index, int what)
        {
            lock (Handle)
                return Interop.Text("item", (byte[] to, long size, out long needed) =>
                    Native.dueby_worklist_item_text(Handle, index, what, to, size, out needed));
        }

        internal string Json(long index)
        {
            lock (Handle)
            {
                DuebyException.Need(Native.dueby_worklist_item(Handle, index, out Native.dueby_item item), "item");
                return Interop.Text("item", (byte[] to, long size, out long needed) =>
                    Native.dueby_line_json(profile.Handle, item.line, item.of, to, size, out needed));
            }
        }

        /// <summary>Returns a count over all cases.</summary>
        public long Count(WorklistCount what)
        {
            int number = Interop.Number(nameof(what), what);
            lock (Handle) return Native.dueby_worklist_count(Handle, number);
        }

        /// <summary>Returns the number of listed items in a state.</summary>
        public long Count(State state)
        {
            int number = Interop.Number(nameof(state), state);
            lock (Handle) return Native.dueby_worklist_state_count(Handle, number);
        }

        /// <summary>Returns reasons not to trust this list: when the records end, what is missing, what was skipped.</summary>
        public IReadOnlyList<Finding> Findings()
        {
            lock (Handle)
            {
                var findings = new List<Finding>();
                while (Native.dueby_worklist_finding(Handle, findings.Count, out Native.dueby_finding finding) == Native.Ok)
                    findings.Add(new Finding(profile, finding, Interop.Text("finding", (byte[] to, long size, out long needed) =>
                        Native.dueby_worklist_finding_text(Handle, findings.Count, to, size, out needed))));
                return findings;
            }
        }

        /// <summary>The note that must be shown with every worklist: what was checked and what was not.</summary>
        public string Disclaimer()
        {
            lock (Handle)
                return Interop.Text("worklist", (byte[] to, long size, out long needed) =>
                    Native.dueby_worklist_disclaimer_text(Handle, to, size, out needed));
        }

        /// <summary>The last day that the records cover; null if there is none.</summary>
        public DateTime? RecordedTo
        {
            get
            {
                lock (Handle) return Interop.DateOrNull(Native.dueby_worklist_recorded_to(Handle));
            }
        }

        /// <summary>Counts how many lines were in time, whether listed or not. Each group and duty has a row.</summary>
        /// <param name="basis">What is counted.</param>
        /// <param name="from">The first day of the period; null for no limit.</param>
        /// <param name="to">The last day of the period; null for no limit.</param>
        /// <param name="column">The column to group by; null to count all cases together.</param>
        /// <exception cref="BadValueException">The last day is before the first.</exception>
        /// <exception cref="UnknownNameException">No case has the column.</exception>
        public IReadOnlyList<SummaryRow> Summary(MeasureBasis basis = MeasureBasis.Due, DateTime? from = null, DateTime? to = null,
            string column = null)
        {
            Interop.Checked(column, nameof(column));
            var options = new Native.dueby_measure_options
            {
                size = Interop.Size<Native.dueby_measure_options>(), basis = Interop.Number(nameof(basis), basis),
                from = Interop.OptionDay(nameof(from), from), to = Interop.OptionDay(nameof(to), to)
            };
            if (from.HasValue && to.HasValue && to.Value.Date < from.Value.Date)
                throw BadValueException.Of("period", Native.RefusalPeriod);
            lock (Handle)
            {
                column = ColumnOf(column);
                Native.dueby_when when = WhenOf(ref options), asAt = AsAt.C;
                if (when.date == asAt.date) return Summary(Handle, ref options, column);
                using (WorklistHandle earlier = As(when, "summary")) return Summary(earlier, ref options, column);
            }
        }

        // Returns the name of a carried column. If none matches exactly, ignores capitals.
        private string ColumnOf(string name)
        {
            if (name == null) return null;
            string[] sorted = columns.OrderBy(one => one, StringComparer.Ordinal).ToArray();
            using (var pins = new Pins())
            {
                long found = Native.dueby_name_find(pins.Texts(sorted), sorted.Length, Interop.Utf8(name));
                if (found >= 0) return sorted[found];
            }
            if (Count(WorklistCount.Cases) > 0) throw UnknownNameException.OfColumn("summary", name);
            return name;
        }

        // Returns the as-at day that a summary needs its worklist to have.
        private unsafe Native.dueby_when WhenOf(ref Native.dueby_measure_options options)
        {
            var asAt = new IntPtr(&((Native.dueby_timeline_options*)Native.dueby_worklist_run(Handle))->as_at);
            Native.dueby_summary_when(ref options, asAt, out Native.dueby_when when);
            return when;
        }

        // Makes a worklist of the same cases as at another day.
        private WorklistHandle As(Native.dueby_when when, string what)
        {
            int status = Native.dueby_worklist_as_at(Handle, ref when, out IntPtr made);
            NeedCovered(status, what);
            DuebyException.Need(status, what);
            return new WorklistHandle(made);
        }

        private List<SummaryRow> Summary(WorklistHandle of, ref Native.dueby_measure_options options, string column)
        {
            DuebyException.Need(Native.dueby_summary_new(of, ref options, Interop.Utf8OrNull(column), out IntPtr summary), "summary");
            try
            {
                DuebyException.Need(Native.dueby_summary_add(summary, of), "summary");
                var rows = new List<SummaryRow>();
                long cursor = 0;
                while (Native.dueby_summary_next(summary, ref cursor, out Native.dueby_summary_row row) == Native.Ok) rows.Add(Row(row));
                return rows;
            }
            finally
            {
                Native.dueby_summary_free(summary);
            }
        }

        /// <summary>Returns the changes since the same cases as at an earlier day, by kind and then worst first.</summary>
        /// <exception cref="BadValueException">The day is after the as-at day.</exception>
        public IReadOnlyList<Change> Since(DateTime earlier)
        {
            Native.dueby_when day = When.On(earlier).C;
            lock (Handle)
            {
                using (WorklistHandle older = As(day, $"{nameof(earlier)}: {Interop.Iso(earlier)}")) return Changes(older);
            }
        }

        /// <summary>Returns the changes since an older worklist of the same cases. No more cases may be added to that
        /// worklist.</summary>
        /// <remarks>It must have been made with the same rules, calendar and options. Only the as-at day, the horizon and what is
        /// listed may be different.</remarks>
        /// <exception cref="BadValueException">The older worklist is as at a later day, or was made differently.</exception>
        public IReadOnlyList<Change> Since(Worklist older)
        {
            // every thread takes the locks in the same order, so there is no deadlock
            bool isFirst = number <= Interop.Given(older, nameof(older)).number;
            lock (isFirst ? Handle : older.Handle)
            {
                lock (isFirst ? older.Handle : Handle) return Changes(older.Handle);
            }
        }

        private List<Change> Changes(WorklistHandle older)
        {
            Interop.RefuseFields(columns, Native.dueby_changes_field);
            int status = Native.dueby_changes_new(older, Handle, out IntPtr made);
            if (status == (int)Status.Argument)
                throw BadValueException.Of("since", Native.RefusalOtherList, Interop.Text("since", (byte[] to, long size, out long needed) =>
                    Native.dueby_changes_difference_text(older, Handle, Native.StyleDotnet, to, size, out needed)));
            DuebyException.Need(status, "since");
            bool isHeld = false;
            try
            {
                older.DangerousAddRef(ref isHeld); // the changes point into the older worklist
                var changes = new List<Change>();
                while (changes.Count < Native.dueby_changes_count(made))
                {
                    DuebyException.Need(Native.dueby_changes_at(made, changes.Count, out Native.dueby_change change), "since");
                    Native.dueby_item item = change.after.of == IntPtr.Zero ? change.before : change.after;
                    changes.Add(new Change((ChangeKind)change.kind, NameOf(item.of), DutyOf(item.line),
                        Interop.Text("since", (byte[] to, long size, out long needed) =>
                            Native.dueby_changes_text(made, changes.Count, to, size, out needed)),
                        Interop.Text("since", (byte[] to, long size, out long needed) =>
                            Native.dueby_changes_json(made, changes.Count, to, size, out needed))));
                }
                return changes;
            }
            finally
            {
                Native.dueby_changes_free(made);
                if (isHeld) older.DangerousRelease();
            }
        }

        /// <summary>Returns the lines of each case that a hypothetical event would meet, end or start.</summary>
        /// <remarks>Without a ref the event concerns every episode of each case.</remarks>
        public IReadOnlyList<Effect> WhatIf(Event happening)
        {
            Native.dueby_event c = Event.C(profile, "", Interop.Copy(nameof(happening), new[] { happening }), Refs.None)[0];
            if (happening.Type == null)
                throw BadValueException.Of("what if", Native.RefusalAgreement, happening.AgreedDuty);
            lock (Handle)
            {
                Interop.RefuseFields(columns, Native.dueby_trial_field);
                DuebyException.Need(Native.dueby_trial_new(Handle, 0, out IntPtr trial), "what if");
                try
                {
                    var effects = new List<Effect>();
                    for (long i = 0; Native.dueby_worklist_kept_case(Handle, i, out IntPtr of, out _, out _) == Native.Ok; i++)
                    {
                        using (var pins = new Pins()) // the trial reads the case until its effects are written
                        {
                            TryEvent(pins, trial, of, happening.Reference, ref c, $"{happening.Type}: {happening.When}");
                            for (long row = 0; row < Native.dueby_trial_row_count(trial); row++) effects.Add(Effect(trial, row, NameOf(of)));
                        }
                    }
                    return effects;
                }
                finally
                {
                    Native.dueby_trial_free(trial);
                }
            }
        }

        // Runs a case with an additional event, whose ref is one of the case's refs or a new one after them.
        private unsafe void TryEvent(Pins pins, IntPtr trial, IntPtr of, string reference, ref Native.dueby_event c, string what)
        {
            Native.dueby_case copy = *(Native.dueby_case*)of;
            if (!string.IsNullOrEmpty(reference))
            {
                List<string> texts = Texts(copy.refs, copy.ref_count);
                if (!texts.Contains(reference)) texts.Add(reference);
                copy.refs = pins.Texts(texts);
                copy.ref_count = texts.Count;
                c.@ref = texts.IndexOf(reference) + 1;
            }
            int status = Native.dueby_trial_run(trial, pins.Pin(new[] { copy }), ref c);
            NeedCovered(status, what);
            DuebyException.Need(status, "what if");
        }

        private Effect Effect(IntPtr trial, long index, string name)
        {
            DuebyException.Need(Native.dueby_trial_row_at(trial, index, out Native.dueby_trial_row row), "what if");
            DuebyException.Need(Native.dueby_trial_item(Native.dueby_trial_worklist(trial), row.item, out Native.dueby_item item), "what if");
            return new Effect((EffectKind)row.effect, name, DutyOf(item.line),
                Interop.Text("what if", (byte[] to, long size, out long needed) => Native.dueby_trial_row_text(trial, index, to, size, out needed)),
                Interop.Text("what if", (byte[] to, long size, out long needed) => Native.dueby_trial_row_json(trial, index, to, size, out needed)));
        }

        private static unsafe string NameOf(IntPtr of)
        {
            return Interop.Text(((Native.dueby_case*)of)->name);
        }

        private unsafe string DutyOf(IntPtr line)
        {
            return line == IntPtr.Zero ? "" : profile.DutyId(((Native.dueby_line*)line)->duty);
        }

        private SummaryRow Row(Native.dueby_summary_row row)
        {
            Native.dueby_measure of = row.measure;
            return new SummaryRow(Interop.Text(row.group), profile.DutyId(row.duty), profile.Address(row.rule), row.good, row.counted, of.in_time,
                of.late, of.missed, of.overdue, of.not_yet_due, of.ended, of.no_deadline, of.cannot_tell, of.children,
                of.children_up_to_date, of.children_all_in_time);
        }

        /// <summary>Frees the worklist as soon as no running call uses it.</summary>
        public void Dispose()
        {
            lock (handle) handle.Dispose();
        }
    }

    /// <summary>A row about a line of a case: what happened to it, or what an event would do to it.</summary>
    public abstract class LineRow<TKind>
    {
        internal LineRow(TKind kind, string name, string duty, string text, string json)
        {
            Kind = kind;
            Name = name;
            Duty = duty;
            Text = text;
            Json = json;
        }

        /// <summary>The kind of change or effect.</summary>
        public TKind Kind { get; }

        /// <summary>The name of the case.</summary>
        public string Name { get; }

        /// <summary>The duty; empty for rows that could not be read.</summary>
        public string Duty { get; }

        /// <summary>The row in words: the new and the old state, or the effect and when the duty falls due next.</summary>
        public string Text { get; }

        /// <summary>The fields of the command's "worklist --since" or "--what-if" as a JSON object.</summary>
        public string Json { get; }
    }

    /// <summary>A change in a line between two worklists.</summary>
    public sealed class Change : LineRow<ChangeKind>
    {
        internal Change(ChangeKind kind, string name, string duty, string text, string json) : base(kind, name, duty, text, json)
        {
        }
    }

    /// <summary>The effect that a hypothetical event would have on a line.</summary>
    public sealed class Effect : LineRow<EffectKind>
    {
        internal Effect(EffectKind kind, string name, string duty, string text, string json) : base(kind, name, duty, text, json)
        {
        }
    }

    /// <summary>An entry on a worklist: a line of a case, or the rows of the case that could not be read. Keep the worklist while you need the texts of its items.</summary>
    public sealed class Item
    {
        private readonly Worklist worklist;
        private readonly long index;

        internal Item(Worklist worklist, long index, Case added, Line line)
        {
            this.worklist = worklist;
            this.index = index;
            Case = added;
            Line = line;
        }

        /// <summary>The case of the item, as it was added.</summary>
        public Case Case { get; }

        /// <summary>The line of the item; null if the item is about rows that could not be read.</summary>
        public Line Line { get; }

        /// <summary>The state.</summary>
        public State State => Line == null ? State.NotComputable : Line.State;

        /// <summary>The item's duty in words: "3rd visit to a looked-after child, P1".</summary>
        public string Title => worklist.Text(index, Dueby.Line.Duties);

        /// <summary>The item's state in words: "Overdue by 3 working days".</summary>
        public string Words => worklist.Text(index, Dueby.Line.States);

        /// <summary>When the item is due, in words: "Tuesday 21 April 2026"; "" if there is no date.</summary>
        public string DueWords => worklist.Text(index, 3);

        /// <summary>Why there is no date, which action does not count, or which rows could not be read; or "".</summary>
        public string ReasonText => worklist.Text(index, Dueby.Line.Reasons);

        /// <summary>Returns the fields of the command's "worklist" as JSON (schema/line.schema.json).</summary>
        public string ToJson()
        {
            return worklist.Json(index);
        }

        /// <summary>The case with its line, such as "7, cp.visit 3: 2026-04-21, overdue". Does not need the worklist.</summary>
        public override string ToString()
        {
            return $"{Case.Name}, " + (Line == null ? "rows that could not be read" : Line.ToString());
        }
    }
}
