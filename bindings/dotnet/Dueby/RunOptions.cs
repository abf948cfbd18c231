using System;
using System.Collections.Generic;
using System.Linq;

namespace Dueby
{
    /// <summary>How much the records have of an event (docs/rules.md, 20).</summary>
    public struct Holding
    {
        private readonly int what;
        private readonly DateTime? since;

        private Holding(int what, DateTime? since)
        {
            this.what = what;
            this.since = since;
        }

        /// <summary>All.</summary>
        public static Holding All => new Holding(1, null);

        /// <summary>Only the last of each case.</summary>
        public static Holding Latest => new Holding(3, null);

        /// <summary>None: what only it could meet has no line.</summary>
        public static Holding Never => new Holding(4, null);

        /// <summary>All from a day on.</summary>
        public static Holding Since(DateTime day)
        {
            return new Holding(2, day);
        }

        internal Native.dueby_holding C => new Native.dueby_holding { what = what, since = Interop.Day(since) };
    }

    /// <summary>How cases are worked out.</summary>
    public class RunOptions
    {
        /// <summary>Everything, as at a day or time: what is after it has not happened.</summary>
        public RunOptions(When asAt)
        {
            AsAt = asAt;
        }

        /// <summary>The day or time looked at.</summary>
        public When AsAt { get; }

        /// <summary>Also what will fall due up to this day, if all is met on time; null: no more.</summary>
        public DateTime? Horizon { get; set; }

        /// <summary>The day on which the records begin; null: they are complete.</summary>
        public DateTime? HistoryFrom { get; set; }

        /// <summary>What is due soon: at most so much left; null: 5 working days.</summary>
        public Span? Soon { get; set; }

        /// <summary>These duties alone: ids, in which * stands for any letters; null: all.</summary>
        public IReadOnlyList<string> Only { get; set; }

        /// <summary>Rules of these authorities alone; null: of all.</summary>
        public IEnumerable<Authority> Authorities { get; set; }

        /// <summary>Rules about these alone; null: about all.</summary>
        public IEnumerable<Subject> Subjects { get; set; }

        /// <summary>The events that the records hold; where one also counts as another, as a decision against a conference is a
        /// decision, they hold that as well. Of others Holds may say something. Null: they hold every kind.</summary>
        public IEnumerable<string> Recorded { get; set; }

        /// <summary>What the records have of single events; null: nothing is said.</summary>
        public IReadOnlyDictionary<string, Holding> Holds { get; set; }

        /// <summary>Whether events have no refs, whatever they say.</summary>
        public bool IgnoreRefs { get; set; }

        /// <summary>Whether days are compared where a time of day is not known, instead of saying that it cannot be told.</summary>
        public bool WholeDays { get; set; }

        internal Native.dueby_timeline_options C(Profile profile, Pins pins)
        {
            return new Native.dueby_timeline_options
            {
                size = Interop.Size<Native.dueby_timeline_options>(), flags = (IgnoreRefs ? 1u : 0) | (WholeDays ? 2u : 0), as_at = AsAt.C,
                horizon = Interop.Day(Horizon), history_from = Interop.Day(HistoryFrom), soon = Soon?.C ?? default(Native.dueby_span),
                selected = pins.Pin(Selected(profile, pins)), recorded = pins.Pin(Marks(profile)), holds = pins.Pin(Holdings(profile))
            };
        }

        private byte[] Selected(Profile profile, Pins pins)
        {
            if (Only == null && Authorities == null && Subjects == null) return null;
            var options = new Native.dueby_selection_options
            {
                size = Interop.Size<Native.dueby_selection_options>(),
                authorities = (Authorities ?? new Authority[0]).Aggregate(0u, (bits, one) => bits | 1u << (int)one),
                subjects = (Subjects ?? new Subject[0]).Aggregate(0u, (bits, one) => bits | 1u << (int)one),
                duties = Only == null ? IntPtr.Zero : pins.Texts(Only), duty_count = Only?.Count ?? 0
            };
            var selected = new byte[Native.dueby_profile_rule_count(profile.Handle)];
            int status = Native.dueby_selection_make(profile.Handle, ref options, selected, out long unknown);
            if (status == Native.NotFound) throw UnknownNameException.Of("rule", Only[(int)unknown], profile.Duties);
            DuebyException.Need(status, "selection");
            return selected;
        }

        private byte[] Marks(Profile profile)
        {
            if (Recorded == null) return null;
            var marks = new byte[profile.EventCount];
            foreach (string slug in Recorded)
            {
                int number = profile.Event(slug);
                marks[number] = 1;
                marks[Native.dueby_profile_event_parent(profile.Handle, number)] = 1; // 0, which is no event, if it counts as none
            }
            return marks;
        }

        private Native.dueby_holding[] Holdings(Profile profile)
        {
            if (Holds == null) return null;
            var all = new Native.dueby_holding[profile.EventCount];
            foreach (KeyValuePair<string, Holding> one in Holds) all[profile.Event(one.Key)] = one.Value.C;
            return all;
        }
    }

    /// <summary>What a worklist lists, of cases that are worked out so.</summary>
    public sealed class WorklistOptions : RunOptions
    {
        private readonly List<KeyValuePair<string, string>> where = new List<KeyValuePair<string, string>>();

        /// <summary>Everything, as at a day or time.</summary>
        public WorklistOptions(When asAt) : base(asAt)
        {
        }

        /// <summary>What is in one of these states; null: all.</summary>
        public IEnumerable<State> States { get; set; }

        /// <summary>What is due before this day; null: any date.</summary>
        public DateTime? DueBefore { get; set; }

        /// <summary>Not what is over, nor what has no time limit in its source.</summary>
        public bool ToDo { get; set; }

        /// <summary>The records go up to this day, if that is later than their last event; null: up to that.</summary>
        public DateTime? RecordedTo { get; set; }

        /// <summary>Only cases that have one of these values in a column (null: the name of the case); of several columns each must
        /// match.</summary>
        public void Where(string column, params string[] values)
        {
            where.AddRange(values.Select(value => new KeyValuePair<string, string>(column, value)));
        }

        internal Native.dueby_worklist_options CList(Profile profile, Pins pins)
        {
            Native.dueby_where[] wanted = where.Select(one => new Native.dueby_where { column = pins.Text(one.Key), value = pins.Text(one.Value) })
                .ToArray();
            return new Native.dueby_worklist_options
            {
                size = Interop.Size<Native.dueby_worklist_options>(), flags = 2u /* DUEBY_WORKLIST_KEEP */ | (ToDo ? 4u : 0),
                run = pins.Pin(new[] { C(profile, pins) }),
                states = (States ?? new State[0]).Aggregate(0u, (bits, one) => bits | 1u << (int)one), due_before = Interop.Day(DueBefore),
                where = pins.Pin(wanted), where_count = wanted.Length, recorded_to = Interop.Day(RecordedTo)
            };
        }
    }
}
