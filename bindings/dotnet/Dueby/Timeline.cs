using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Dueby
{
    /// <summary>One line for a duty in a case: something that was, is or will be due, and its state.</summary>
    public sealed class Line
    {
        // The values of DUEBY_ITEM_DUTY and the other kinds of text about a line.
        internal const int Duties = 1, States = 2, Reasons = 4, Keys = 6, Explanations = 7, Summaries = 8;

        private readonly Profile profile;
        private readonly IReadOnlyList<Event> events;
        private readonly int firstEvent;
        private readonly Refs refs;
        private readonly Func<Line, int, string> text;

        /* Makes a line. Its indexes refer to the events of the whole run; the events of its case begin at `firstEvent`. `text`
         * writes a text of a given kind about the line. */
        internal Line(Profile profile, Native.dueby_line c, int caseIndex, IReadOnlyList<Event> events, int firstEvent, Refs refs,
            Func<Line, int, string> text)
        {
            this.profile = profile;
            this.events = events;
            this.firstEvent = firstEvent;
            this.refs = refs;
            this.text = text;
            C = c;
            CaseIndex = caseIndex;
        }

        internal Native.dueby_line C { get; }

        private Event At(long index)
        {
            return index < 0 ? null : events[(int)index - firstEvent];
        }

        /// <summary>The index of the line's case, from 0.</summary>
        public int CaseIndex { get; }

        /// <summary>The duty, such as "cp.visit".</summary>
        public string Duty => profile.DutyId(C.duty);

        /// <summary>The line's number within its duty, from 1.</summary>
        public int Occurrence => C.deadline.occurrence;

        /// <summary>The duty as a worklist lists it; for an alternative rule, with the rule's name:
        /// "assessment.single~statistics".</summary>
        public string ListedAs => C.deadline.rule < 0 ? Duty : profile.RuleText(C.deadline.rule, 0, 23);

        /// <summary>The state.</summary>
        public State State => (State)C.verdict.state;

        /// <summary>The last day in time; null if no rule has a date.</summary>
        public DateTime? Due => Interop.DateOrNull(C.deadline.due);

        /// <summary>The last second that still counts as in time, for a timescale in hours; null for a
        /// timescale in days.</summary>
        public DateTimeOffset? DueTime => Due.HasValue ? Interop.TimeOrNull(C.deadline.due_time) : null;

        /// <summary>The due date as a day, optionally with a time; null if no rule has a date.</summary>
        public When? DueWhen => Due.HasValue ? new When(C.deadline.due, C.deadline.due_time) : (When?)null;

        /// <summary>The first day on which the action may count; null for any day.</summary>
        public DateTime? Opens => Interop.DateOrNull(C.deadline.opens);

        /// <summary>The earliest date that statute or guidance sets; null if the law sets none.</summary>
        public DateTime? DueByLaw => Interop.DateOrNull(C.due_by_law);

        /// <summary>The day on which the line was met or ended; null if it is open.</summary>
        public DateTime? Closed => Interop.DateOrNull(C.closed);

        /// <summary>How certain the calendar is about the line's date.</summary>
        public Certainty Certainty => (Certainty)C.deadline.certainty;

        /// <summary>The address of the governing rule: the duty's rule with the earliest date.</summary>
        public string GovernedBy => profile.Address(C.deadline.rule);

        /// <summary>The days from when the line was met or ended (if neither, from as-at) to the due day. Negative if late; null
        /// without a date.</summary>
        public int? DaysLeft => Interop.NumberOrNull(C.verdict.days_left);

        /// <summary>The same number, in working days.</summary>
        public int? WorkingDaysLeft => Interop.NumberOrNull(C.verdict.working_days_left);

        /// <summary>The days from the trigger to when the line was met or ended (if neither, to as-at); null if that is before the
        /// trigger.</summary>
        public int? DaysTaken => Interop.NumberOrNull(C.days_taken);

        /// <summary>The same number, in working days.</summary>
        public int? WorkingDaysTaken => Interop.NumberOrNull(C.working_days_taken);

        /// <summary>The state of the line by its earliest date from statute or guidance; null if the law sets none.</summary>
        public State? StateByLaw => DueByLaw.HasValue ? (State)C.state_by_law : (State?)null;

        /// <summary>The number of attempts since the line opened that did not meet it; 0 once the line is met.</summary>
        public int Attempts => C.attempts;

        /// <summary>Whether this is a future line, which falls due if everything before it is met on time.</summary>
        public bool IsProjected => C.projected != 0;

        /// <summary>The ref that the line belongs to, as in the events; null if there is none.</summary>
        public string Reference => refs.Text(C.@ref);

        /// <summary>The event that started the governing clock; null if there is none.</summary>
        public Event Trigger => At(C.trigger);

        /// <summary>The event that met the line; null if there is none.</summary>
        public Event Met => At(C.met);

        /// <summary>The event that ended the line unmet, or null. For a birthday, this is the birth.</summary>
        public Event Ended => At(C.ended);

        /// <summary>Why the line's date or state cannot be known; Reason.None if they can.</summary>
        public Reason Reason => (Reason)C.reason;

        /// <summary>Why the line has no date or state, or which action does not count; "" if there is no reason.</summary>
        public string ReasonText => text(this, Reasons);

        /// <summary>The line's state in words: "Overdue by 3 working days".</summary>
        public string Words => text(this, States);

        /// <summary>The duty in words: "3rd visit to a looked-after child, P1".</summary>
        public string Title => text(this, Duties);

        /// <summary>A key that identifies the line within its case.</summary>
        /// <remarks>The key stays the same as long as the line's duty, needs, ref and start do, whichever rule governs.</remarks>
        public string Key => text(this, Keys);

        /// <summary>Explains how the line's due date was worked out; if it has no date, why not.</summary>
        public string Explanation()
        {
            return text(this, Explanations);
        }

        /// <summary>Explains in a few lines, without the days, how the line's due date was worked out; if it has no date, why
        /// not.</summary>
        public string Summary()
        {
            return text(this, Summaries);
        }

        /// <summary>The line's rule, number, due date and state, such as "cp.visit 3: 2026-04-21, overdue".</summary>
        public override string ToString()
        {
            return $"{Duty} {Occurrence}: " + (Due.HasValue ? DueWhen + ", " : "") + State.Code();
        }
    }

    /// <summary>Works out every duty of a case, with its state, from the case's events.</summary>
    /// <remarks>Only one thread can use a timeline at a time; others wait. Messages of lines need profile and calendar.</remarks>
    public sealed class Timeline : IDisposable
    {
        private readonly TimelineHandle handle;

        private TimelineHandle Handle => Interop.Open(handle, nameof(Timeline));

        private readonly Profile profile;
        private readonly Calendar calendar;

        /// <summary>Makes a timeline for the rules of a profile and the days of a calendar.</summary>
        public Timeline(Profile profile, Calendar calendar)
        {
            DuebyException.Need(Native.dueby_timeline_new(Interop.Given(profile, nameof(profile)).Handle, Interop.Given(calendar, nameof(calendar)).Handle, out IntPtr made), "timeline");
            handle = new TimelineHandle(made);
            this.profile = profile;
            this.calendar = calendar;
        }

        /// <summary>Works out the lines of one case, whose events may be in any order.</summary>
        /// <returns>The lines by duty, ref and occurrence. They stay valid after the next run.</returns>
        /// <exception cref="OutsideCoverageException">The calendar does not cover the as-at day or the horizon.</exception>
        public IReadOnlyList<Line> Run(IEnumerable<Event> events, RunOptions options)
        {
            return RunCases(new[] { Interop.Given(events, nameof(events)) }, options);
        }

        /// <summary>Works out the lines of many cases, sorted by case, duty, ref and occurrence.</summary>
        /// <exception cref="OutsideCoverageException">The calendar does not cover the as-at day or the horizon.</exception>
        public IReadOnlyList<Line> RunCases(IEnumerable<IEnumerable<Event>> cases, RunOptions options)
        {
            Interop.Given(options, nameof(options)).NeedAsAt();
            var run = new Running(profile, calendar, cases, options);
            lock (Handle)
            {
                using (var pins = new Pins())
                {
                    Native.dueby_timeline_options asked = options.C(profile, pins, IntPtr.Zero);
                    int status = Native.dueby_timeline_run(Handle, run.Events, run.Offsets, run.Cases.Count, ref asked, out long count);
                    options.NeedCovered(status, calendar);
                    if (status == (int)Status.Limit) run.RefuseExcess();
                    DuebyException.Need(status, "timeline");
                    return Copied(Native.dueby_timeline_lines(Handle), count).Select(run.Line).ToList();
                }
            }
        }

        private static unsafe Native.dueby_line[] Copied(IntPtr lines, long count)
        {
            var copied = new Native.dueby_line[count];
            for (long i = 0; i < count; i++) copied[i] = ((Native.dueby_line*)lines)[i];
            return copied;
        }

        /// <summary>Frees the timeline as soon as no running call uses it.</summary>
        public void Dispose()
        {
            lock (handle) handle.Dispose();
        }

        // The events of a run in C's form. They are needed to explain its lines.
        private sealed class Running
        {
            private readonly Profile profile;
            private readonly Calendar calendar;
            private readonly int asAt;
            private readonly List<Refs> refs = new List<Refs>();

            // Throws for a case with too many events.
            internal void RefuseExcess()
            {
                for (int i = 0; i < Cases.Count; i++)
                    Interop.RefuseExcess(new Native.dueby_case { event_count = Cases[i].Count }, Cases.Count == 1 ? "" : Whose(i) + ": ");
            }

            private string Whose(int index)
            {
                return Cases.Count == 1 ? "" : $"cases[{index}]";
            }

            internal Running(Profile profile, Calendar calendar, IEnumerable<IEnumerable<Event>> cases, RunOptions options)
            {
                this.profile = profile;
                this.calendar = calendar;
                asAt = Interop.Day(Interop.Given(options, nameof(options)).AsAt.Date);
                Cases = Interop.Copy(nameof(cases), cases).Select(one => (IReadOnlyList<Event>)Interop.Copy("events", one)).ToList();
                var all = new List<Native.dueby_event>();
                Offsets = new long[Cases.Count + 1];
                for (int i = 0; i < Cases.Count; i++)
                {
                    refs.Add(new Refs(Cases[i]));
                    all.AddRange(Event.C(profile, Whose(i), Cases[i], refs[i]));
                    Offsets[i + 1] = all.Count;
                }
                Events = all.ToArray();
            }

            internal List<IReadOnlyList<Event>> Cases { get; }

            internal Native.dueby_event[] Events { get; }

            internal long[] Offsets { get; }

            internal Line Line(Native.dueby_line line)
            {
                var of = (int)line.case_index;
                return new Line(profile, line, of, Cases[of], (int)Offsets[of], refs[of], Text);
            }

            private string Text(Line line, int what)
            {
                Native.dueby_line c = line.C;
                byte[] reference = Interop.Utf8OrNull(line.Reference);
                switch (what)
                {
                    case Dueby.Line.Duties:
                        return Interop.Text("line", (byte[] to, long size, out long needed) =>
                            Native.dueby_line_duty_text(profile.Handle, ref c, reference, to, size, out needed));
                    case Dueby.Line.States:
                        return Interop.Text("line", (byte[] to, long size, out long needed) =>
                            Native.dueby_explain_verdict(ref c.deadline, ref c.verdict, to, size, out needed));
                    case Dueby.Line.Keys:
                        return Interop.Text("line", (byte[] to, long size, out long needed) =>
                            Native.dueby_line_key(profile.Handle, ref c, ref Events[c.started_by], reference, to, size, out needed));
                    case Dueby.Line.Reasons:
                        return Reason(c);
                    default:
                        return line.Due.HasValue ? Explanation(line, what) : Reason(c);
                }
            }

            private string Reason(Native.dueby_line c)
            {
                using (var pins = new Pins())
                {
                    IntPtr rejected = c.rejected < 0 ? IntPtr.Zero : pins.Pin(new[] { Events[c.rejected] });
                    return Interop.Text("line", (byte[] to, long size, out long needed) =>
                        Native.dueby_line_reason(profile.Handle, ref c, rejected, to, size, out needed));
                }
            }

            private string Explanation(Line line, int what)
            {
                Native.dueby_line c = line.C;
                using (var pins = new Pins())
                {
                    IntPtr known = pins.Pin(new Native.dueby_event[Math.Max(Cases[line.CaseIndex].Count, 1)]);
                    Native.dueby_line_facts(profile.Handle, ref c, Events, Offsets, asAt, known, out Native.dueby_facts found);
                    IntPtr facts = pins.Pin(new[] { found });
                    return what == Dueby.Line.Summaries
                        ? Interop.Text("line", (byte[] to, long size, out long needed) => Native.dueby_explain_summary(profile.Handle,
                            calendar.Handle, ref Events[c.trigger], facts, ref c.deadline, to, size, out needed))
                        : Interop.Text("line", (byte[] to, long size, out long needed) => Native.dueby_explain_text(profile.Handle,
                            calendar.Handle, ref Events[c.trigger], facts, ref c.deadline, to, size, out needed));
                }
            }
        }
    }
}
