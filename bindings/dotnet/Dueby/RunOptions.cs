using System;
using System.Collections.Generic;
using System.Linq;

namespace Dueby
{
    /// <summary>How completely the records hold an event (rule 20 in docs/rules.md).</summary>
    public struct Holding
    {
        private readonly int what;
        private readonly DateTime? since;

        private Holding(int what, DateTime? since)
        {
            this.what = what;
            this.since = since;
        }

        /// <summary>States that the records hold all events of this type.</summary>
        public static Holding All => new Holding(1, null);

        /// <summary>States that the records hold only the last event of this type in each case.</summary>
        public static Holding Latest => new Holding(3, null);

        /// <summary>States that the records hold no event of this type. A duty that only this event could meet has no
        /// line.</summary>
        public static Holding Never => new Holding(4, null);

        /// <summary>States that the records hold all events of this type from a day onwards.</summary>
        public static Holding Since(DateTime day)
        {
            Interop.OptionDay("Since", day);
            return new Holding(2, day);
        }

        internal DateTime? Begin => since;

        internal Native.dueby_holding C => new Native.dueby_holding { what = what, since = Interop.Day(since) };
    }

    /// <summary>Options for working out cases.</summary>
    public class RunOptions
    {
        /// <summary>Makes options that list everything, as at a day or time. Anything after it has not happened yet.</summary>
        public RunOptions(When asAt)
        {
            AsAt = asAt;
        }

        internal RunOptions()
        {
            IsAsAtReferenceDate = true;
        }

        internal bool IsAsAtReferenceDate { get; }

        /// <summary>The as-at day or time.</summary>
        public When AsAt { get; }

        /// <summary>The last day to look ahead to: lists what will fall due by then if everything is met on time; null to list
        /// nothing more.</summary>
        public DateTime? Horizon { get; set; }

        /// <summary>The day on which the records begin; null if they are complete.</summary>
        public DateTime? HistoryFrom { get; set; }

        /// <summary>How close counts as due soon, in days, weeks or months; null for 5 working days.</summary>
        public Span? Soon { get; set; }

        /// <summary>Only duties with these ids, where * matches any letters; null for all.</summary>
        public IReadOnlyList<string> Only { get; set; }

        /// <summary>Only rules of these authorities; null for all.</summary>
        public IEnumerable<Authority> Authorities { get; set; }

        /// <summary>Only rules about these subjects; null for all.</summary>
        public IEnumerable<Subject> Subjects { get; set; }

        /// <summary>The events that the records hold; null if they hold every event. Holds may describe other events.</summary>
        /// <remarks>If an event also counts as another event, the records hold that event as well.</remarks>
        public IEnumerable<string> Recorded { get; set; }

        /// <summary>How completely the records hold particular events; null if you say nothing about any.</summary>
        public IReadOnlyDictionary<string, Holding> Holds { get; set; }

        /// <summary>Whether the refs of events are ignored.</summary>
        public bool IgnoreRefs { get; set; }

        /// <summary>Whether days are compared if a time of day is unknown, instead of leaving the state unknown.</summary>
        public bool WholeDays { get; set; }

        // Returns how close counts as due soon. Refuses a span that is not ahead, or not of days, weeks or months.
        internal static Native.dueby_span Ahead(Span? soon)
        {
            bool isGiven = soon.HasValue && !soon.Value.Equals(default(Span));
            if (isGiven && (soon.Value.Amount < 0 || soon.Value.Unit < Unit.WorkingDays || soon.Value.Unit > Unit.Months))
                throw new BadValueException(Status.Argument, "Soon: " + Interop.Problem(Native.WrittenAhead, soon.Value.ToString()));
            return soon?.C ?? default(Native.dueby_span);
        }

        // Writes the options as a C struct. `returned` is the return that decides which events the records hold, or zero.
        internal Native.dueby_timeline_options C(Profile profile, Pins pins, IntPtr returned)
        {
            int horizon = Interop.OptionDay(nameof(Horizon), Horizon);
            if (Horizon.HasValue && !IsAsAtReferenceDate && Horizon.Value.Date < AsAt.Date)
                throw BadValueException.Of("Horizon", Native.RefusalHorizon);
            CheckBegin(nameof(HistoryFrom), HistoryFrom);
            Native.dueby_span soon = Ahead(Soon);
            return new Native.dueby_timeline_options
            {
                size = Interop.Size<Native.dueby_timeline_options>(), flags = (IgnoreRefs ? 1u : 0) | (WholeDays ? 2u : 0), 
                as_at = IsAsAtReferenceDate ? default(Native.dueby_when) : AsAt.C,
                horizon = horizon, history_from = Interop.OptionDay(nameof(HistoryFrom), HistoryFrom), soon = soon,
                selected = pins.Pin(Selected(profile, pins, returned)), recorded = pins.Pin(Marks(profile)), holds = pins.Pin(Holdings(profile))
            };
        }

        // Checks that the day on which the records begin is not after the as-at day; otherwise nothing could be checked.
        private void CheckBegin(string name, DateTime? day)
        {
            int first = Interop.OptionDay(name, day);
            if (day.HasValue && !IsAsAtReferenceDate && first > AsAt.C.date) throw BadValueException.Of(name, Native.RefusalHistory);
        }

        // Refuses options whose as-at day is the reference date of a return: only files may have one.
        internal void NeedAsAt()
        {
            if (IsAsAtReferenceDate) throw new ArgumentException(Interop.Refusal(Native.RefusalNoReference));
        }

        // Throws if a status says that the calendar does not cover the as-at day or the horizon.
        internal void NeedCovered(int status, Calendar calendar)
        {
            if (status == (int)Status.Coverage)
                calendar.NeedCovered(status, (IsAsAtReferenceDate ? null : calendar.Outside(nameof(AsAt), AsAt.Date)) ?? calendar.Outside(nameof(Horizon), Horizon));
        }

        private byte[] Selected(Profile profile, Pins pins, IntPtr returned)
        {
            if (Only == null && Authorities == null && Subjects == null) return null;
            var options = new Native.dueby_selection_options
            {
                size = Interop.Size<Native.dueby_selection_options>(),
                authorities = Interop.Bits(nameof(Authorities), Authorities),
                subjects = Interop.Bits(nameof(Subjects), Subjects),
                duties = Only == null ? IntPtr.Zero : pins.Texts(Interop.Copy(nameof(Only), Only)), duty_count = Only?.Count ?? 0
            };
            var selected = new byte[Native.dueby_profile_rule_count(profile.Handle)];
            int status = Native.dueby_selection_make(profile.Handle, ref options, selected, out long unknown);
            if (status == Native.NotFound) throw UnknownNameException.Of(Native.NamedDuty, profile, Only[(int)unknown]);
            DuebyException.Need(status, "selection");
            if (returned != IntPtr.Zero && Only == null) Native.dueby_return_leave_out(returned, selected);
            return selected;
        }

        private byte[] Marks(Profile profile)
        {
            if (Recorded == null) return null;
            var marks = new byte[profile.EventCount];
            foreach (string slug in Interop.Copy(nameof(Recorded), Recorded))
            {
                int number = profile.Event(slug);
                marks[number] = 1;
                // the parent may be 0, which means that there is none
                marks[Native.dueby_profile_event_parent(profile.Handle, number)] = 1;
            }
            return marks;
        }

        private Native.dueby_holding[] Holdings(Profile profile)
        {
            if (Holds == null) return null;
            var all = new Native.dueby_holding[profile.EventCount];
            Interop.Copy("the events of Holds", Holds.Keys);
            foreach (KeyValuePair<string, Holding> one in Holds)
            {
                int number = profile.Event(one.Key);
                if (one.Value.C.what > 1 && Native.dueby_profile_event_is_by_birth(profile.Handle, number) != 0)
                    throw BadValueException.Of("Holds", Native.RefusalBirth, one.Key);
                CheckBegin(nameof(Holds), one.Value.Begin);
                all[number] = one.Value.C;
            }
            return all;
        }
    }

    /// <summary>Options of a worklist: how to work out its cases, and which items to list.</summary>
    public sealed class WorklistOptions : RunOptions
    {
        private readonly List<KeyValuePair<string, string>> where = new List<KeyValuePair<string, string>>();

        /// <summary>Makes options that list everything, as at a day or time.</summary>
        public WorklistOptions(When asAt) : base(asAt)
        {
        }

        private WorklistOptions()
        {
        }

        /// <summary>Makes options that list everything, as at the reference date in the files of a return, for
        /// Worklist.OfFiles.</summary>
        public static WorklistOptions AsAtReferenceDate()
        {
            return new WorklistOptions();
        }

        /// <summary>Whether a file of events writes days like 27/03/2026, not like 2026-03-27.</summary>
        public bool DayFirst { get; set; }

        /// <summary>Whether 00:00:00 in a file of events is a time of day, not a day without a time.</summary>
        public bool MidnightIsTime { get; set; }

        /// <summary>More values, besides NULL, N/A and the like, that mean "no value" in a file of events; may be null.</summary>
        public IReadOnlyList<string> Nulls { get; set; }

        /// <summary>Only lines in one of these states; null for all.</summary>
        public IEnumerable<State> States { get; set; }

        /// <summary>Only lines due before this day; null for any date.</summary>
        public DateTime? DueBefore { get; set; }

        /// <summary>Leaves out lines that are over, and lines whose source sets no time limit.</summary>
        public bool ToDo { get; set; }

        /// <summary>The last day that the records cover; null for the day of their last event.</summary>
        public DateTime? RecordedTo { get; set; }

        /// <summary>Lists only cases that have one of these values in a column. Several columns must all match.</summary>
        /// <param name="column">The column; capitals do not matter; null for the name of the case.</param>
        /// <param name="values">The values.</param>
        public void Where(string column, params string[] values)
        {
            Interop.Checked(column, nameof(column));
            where.AddRange(Interop.Copy(nameof(values), values).Select(value => new KeyValuePair<string, string>(column, value)));
        }

        // Checks that the columns of Where are among the files' carried columns. Capitals do not matter.
        internal void NeedColumns(IntPtr caseload)
        {
            foreach (KeyValuePair<string, string> one in where)
                if (one.Key != null && Native.dueby_caseload_find_column(caseload, Interop.Utf8(one.Key)) < 0)
                    throw UnknownNameException.OfColumn("Where", one.Key);
        }

        internal Native.dueby_caseload_options CReading(Pins pins)
        {
            return new Native.dueby_caseload_options
            {
                size = Interop.Size<Native.dueby_caseload_options>(), date_order = DayFirst ? 1 : 0, flags = MidnightIsTime ? 1 : 0, nulls = Nulls == null ? IntPtr.Zero : pins.Texts(Interop.Copy(nameof(Nulls), Nulls)),
                null_count = Nulls?.Count ?? 0, as_at = IsAsAtReferenceDate ? Native.NoDate : Interop.Day(AsAt.Date),
                style = Native.StyleDotnet
            };
        }

        internal Native.dueby_worklist_options CList(Profile profile, Pins pins)
        {
            Native.dueby_worklist_options asked = CList(profile, pins, default(IntPtr));
            asked.flags |= 16; // DUEBY_WORKLIST_ROWS_FROM_1
            return asked;
        }

        // The options for files, whose rows are lines. `returned` is the return that decides which events the records hold, or 0.
        internal Native.dueby_worklist_options CList(Profile profile, Pins pins, IntPtr returned)
        {
            Native.dueby_where[] wanted = where.Select(one => new Native.dueby_where { column = pins.TextOrNull(one.Key), value = pins.Text(one.Value) })
                .ToArray();
            return new Native.dueby_worklist_options
            {
                size = Interop.Size<Native.dueby_worklist_options>(), flags = 2u /* DUEBY_WORKLIST_KEEP */ | (ToDo ? 4u : 0),
                run = pins.Pin(new[] { C(profile, pins, returned) }),
                states = Interop.Bits(nameof(States), States), due_before = Interop.OptionDay(nameof(DueBefore), DueBefore),
                where = pins.Pin(wanted), where_count = wanted.Length, recorded_to = Interop.OptionDay(nameof(RecordedTo), RecordedTo), style = Native.StyleDotnet
            };
        }
    }
}
