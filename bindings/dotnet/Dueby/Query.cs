using System;
using System.Collections.Generic;
using System.Linq;

namespace Dueby
{
    /// <summary>Computes due dates for one duty or rule of a profile on a calendar.</summary>
    /// <remarks>A query never changes, so threads may share it. The profile and the calendar may be disposed of before the query,
    /// but messages need them.</remarks>
    public sealed class Query : IDisposable
    {
        private const int StreamRows = 4096, OccurrencesMax = 1000;
        private static readonly ArraySegment<Native.dueby_when> NoneMet = new ArraySegment<Native.dueby_when>(new Native.dueby_when[0]);

        private readonly QueryHandle handle;

        private Query(IntPtr made, Profile profile, Calendar calendar)
        {
            handle = new QueryHandle(made);
            Profile = profile;
            Calendar = calendar;
        }

        internal QueryHandle Handle => Interop.Open(handle, nameof(Query));

        /// <summary>The profile whose rules the query uses.</summary>
        public Profile Profile { get; }

        /// <summary>The calendar whose days the query uses.</summary>
        public Calendar Calendar { get; }

        /// <summary>Makes a query about a duty (cla.visit), a rule (england:cla.visit) or an alternative (assessment.single~statistics).</summary>
        /// <exception cref="UnknownNameException">The profile has no duty or rule of that name.</exception>
        public static Query Of(Profile profile, Calendar calendar, string address)
        {
            int status = Native.dueby_query_new(Interop.Given(profile, nameof(profile)).Handle, Interop.Given(calendar, nameof(calendar)).Handle, Interop.Utf8(address, nameof(address)), out IntPtr made);
            if (status == Native.NotFound) throw UnknownNameException.Of(Native.NamedRule, profile, address);
            DuebyException.Need(status, $"rule \"{address}\"");
            return new Query(made, profile, calendar);
        }

        /// <summary>Computes when the duty is due, counted from the event that starts the clock.</summary>
        /// <exception cref="NotComputableException">There is no date.</exception>
        /// <exception cref="OutsideCoverageException">The calendar does not cover a day that is needed.</exception>
        public Deadline Due(When when)
        {
            Native.dueby_when at = when.C;
            var trigger = new Native.dueby_event { time = at.time, date = Interop.EventDay(when), has = 1 };
            int status = Native.dueby_query_due(Handle, ref trigger, IntPtr.Zero, out Native.dueby_deadline deadline);
            if (status != Native.Ok) throw Failed(status, Event.Trigger(when), null);
            return new Deadline(this, Event.Trigger(when), null, NoneMet, deadline);
        }

        /// <summary>Computes when the duty is due, counted from the event that starts the clock, with other facts.</summary>
        /// <exception cref="NotComputableException">There is no date.</exception>
        /// <exception cref="OutsideCoverageException">The calendar does not cover a day that is needed.</exception>
        public Deadline Due(Event trigger, Facts facts = null)
        {
            int status = Ask(trigger, facts, out Native.dueby_deadline deadline);
            if (status != Native.Ok) throw Failed(status, trigger, facts);
            return new Deadline(this, trigger, facts, NoneMet, deadline);
        }

        /// <summary>Computes when the duty is due; null if there is no date (FailureOf says why).</summary>
        public Deadline TryDue(When when)
        {
            return TryDue(Event.Trigger(when));
        }

        /// <summary>Computes when the duty is due; null if there is no date (FailureOf says why).</summary>
        public Deadline TryDue(Event trigger, Facts facts = null)
        {
            int status = Ask(trigger, facts, out Native.dueby_deadline deadline);
            return Answer(status, trigger, facts, NoneMet, deadline, "due");
        }

        private int Ask(Event trigger, Facts facts, out Native.dueby_deadline deadline)
        {
            using (var pins = new Pins())
            {
                Native.dueby_event from = From(trigger);
                return Native.dueby_query_due(Handle, ref from, C(facts, pins), out deadline);
            }
        }

        // Refuses an agreed interval that would change nothing.
        private Native.dueby_event From(Event trigger)
        {
            Native.dueby_event from = Interop.Given(trigger, nameof(trigger)).C(Profile, Refs.None);
            if (from.agreed.unit != 0 && Native.dueby_query_takes_agreed(Handle, from.type) == 0)
                throw BadValueException.Of("agreed", Native.RefusalNotAgreed, Profile.DutyId(Native.dueby_query_duty(Handle)));
            return from;
        }

        internal IntPtr C(Facts facts, Pins pins)
        {
            return facts == null ? IntPtr.Zero : facts.C(Profile, pins);
        }

        private Deadline Answer(int status, Event trigger, Facts facts, ArraySegment<Native.dueby_when> met, Native.dueby_deadline deadline, string what)
        {
            if (status == Native.Ok) return new Deadline(this, trigger, facts, met, deadline);
            if (status != Native.Done && !IsAnswer(status)) DuebyException.Need(status, what);
            return null;
        }

        // Returns whether a status means that the duty has no date, rather than that the call failed.
        private static bool IsAnswer(int status)
        {
            switch ((Status)status)
            {
                case Status.NotInForce:
                case Status.NoTime:
                case Status.NotStated:
                case Status.Fact:
                case Status.NoRule:
                case Status.Coverage:
                    return true;
                default:
                    return false;
            }
        }

        private DuebyException Failed(int status, Event trigger, Facts facts)
        {
            string hint = "";
            Failure why = IsAnswer(status) ? FailureOf(trigger, facts, out hint) : null;
            if (why == null) return DuebyException.Of(status, "due");
            string message = hint.Length == 0 ? why.Text : why.Text + ": " + hint;
            if (why.Status == Status.Coverage) return new OutsideCoverageException(message);
            return new NotComputableException(why.Status, message, why);
        }

        /// <summary>Returns why there is no date; null if there is one.</summary>
        public Failure FailureOf(When when)
        {
            return FailureOf(Event.Trigger(when));
        }

        /// <summary>Returns why there is no date; null if there is one.</summary>
        public Failure FailureOf(Event trigger, Facts facts = null)
        {
            return FailureOf(trigger, facts, out _);
        }

        // Returns why there is no date. Stores in `hint` what would help.
        private Failure FailureOf(Event trigger, Facts facts, out string hint)
        {
            hint = "";
            using (var pins = new Pins())
            {
                Native.dueby_event from = From(trigger);
                int status = Native.dueby_query_failure(Handle, ref from, C(facts, pins), out Native.dueby_failure failure);
                if (status == Native.Done) return null;
                DuebyException.Need(status, "failure");
                string text = Interop.Text("failure", (byte[] to, long size, out long needed) =>
                    Native.dueby_failure_text(Handle, ref from, ref failure, to, size, out needed));
                hint = Interop.Text("failure", (byte[] to, long size, out long needed) =>
                    Native.dueby_failure_hint_text(Handle, ref from, ref failure, Native.StyleDotnet, to, size, out needed));
                return new Failure((Status)failure.status, (Reason)failure.reason, Profile.Address(failure.rule),
                    failure.@event == 0 ? null : Interop.TextOf(Profile.Handle, () => Native.dueby_profile_event_slug(Profile.Handle, failure.@event)),
                    Interop.DateOrNull(failure.from), Interop.DateOrNull(failure.to), text);
            }
        }

        // Converts when earlier occurrences were met. They begin with the trigger's day or later, and are in order.
        private static Native.dueby_when[] C(Event trigger, IEnumerable<When> met)
        {
            When[] all = met?.ToArray() ?? new When[0];
            for (int i = 0; i < all.Length; i++)
            {
                Interop.OptionDay($"met[{i}]", all[i].Date);
                if (all[i].Date < (i == 0 ? trigger.When : all[i - 1]).Date)
                    throw BadValueException.Of($"met[{i}]", i == 0 ? Native.RefusalBeforeStart : Native.RefusalBeforeLast, all[i].ToString());
            }
            return all.Select(one => one.C).ToArray();
        }

        /// <summary>Computes the earliest date that statute or guidance sets for the same occurrence, whichever rule the query is
        /// about.</summary>
        /// <remarks>Earlier occurrences were met at <paramref name="met"/>, in order.</remarks>
        /// <returns>Null if the law sets no date.</returns>
        /// <exception cref="OutsideCoverageException">The date is outside the years of the calendar.</exception>
        public Deadline DueByLaw(When when, Facts facts = null, IEnumerable<When> met = null)
        {
            return DueByLaw(Event.Trigger(when), facts, met);
        }

        /// <summary>Computes the earliest date that statute or guidance sets for the same occurrence, for any rule of the
        /// query.</summary>
        /// <remarks>Earlier occurrences were met at <paramref name="met"/>, in order.</remarks>
        /// <returns>Null if the law sets no date.</returns>
        /// <exception cref="OutsideCoverageException">The date is outside the years of the calendar.</exception>
        public Deadline DueByLaw(Event trigger, Facts facts = null, IEnumerable<When> met = null)
        {
            using (var pins = new Pins())
            {
                Native.dueby_event from = From(trigger);
                Native.dueby_when[] done = C(trigger, met);
                int status = Native.dueby_query_due_by_law(Handle, ref from, C(facts, pins), done, done.Length, out Native.dueby_deadline deadline);
                if (status == (int)Status.Coverage) throw Failed(status, trigger, facts);
                return Answer(status, trigger, facts, new ArraySegment<Native.dueby_when>(done), deadline, "due by law");
            }
        }

        /// <summary>Computes the next deadlines, as if each was met on its due day.</summary>
        /// <remarks>Earlier occurrences were met at <paramref name="met"/>, in order.</remarks>
        /// <returns>The deadlines, fewer than <paramref name="count"/> if no more are due.</returns>
        /// <exception cref="BadValueException">The count is not from 1 to 1000.</exception>
        /// <exception cref="NotComputableException">There is no date.</exception>
        public IReadOnlyList<Deadline> Series(When when, int count, Facts facts = null, IEnumerable<When> met = null)
        {
            return Series(Event.Trigger(when), count, facts, met);
        }

        /// <summary>Computes the next deadlines, as if each was met on its due day.</summary>
        /// <remarks>Earlier occurrences were met at <paramref name="met"/>, in order.</remarks>
        /// <returns>The deadlines, fewer than <paramref name="count"/> if no more are due.</returns>
        /// <exception cref="BadValueException">The count is not from 1 to 1000.</exception>
        /// <exception cref="NotComputableException">There is no date.</exception>
        public IReadOnlyList<Deadline> Series(Event trigger, int count, Facts facts = null, IEnumerable<When> met = null)
        {
            if (count < 1 || count > OccurrencesMax)
                throw BadValueException.Of($"count: {count}", Native.RefusalNumber, $"1 to {OccurrencesMax}");
            using (var pins = new Pins())
            {
                Native.dueby_event from = From(trigger);
                Native.dueby_when[] done = C(trigger, met);
                var deadlines = new Native.dueby_deadline[count];
                int status = Native.dueby_query_series(Handle, ref from, C(facts, pins), done, done.Length, deadlines, count, out long found);
                if (status != Native.Ok) throw Failed(status, trigger, facts);
                List<Native.dueby_deadline> lines = deadlines.Take((int)Math.Min(count, found)).ToList();
                Native.dueby_when[] earlier = done.Concat(lines.Select(one => new Native.dueby_when { date = one.due, time = one.due_time })).ToArray();
                return lines.Select((one, i) =>
                    new Deadline(this, trigger, facts, new ArraySegment<Native.dueby_when>(earlier, 0, done.Length + i), one)).ToList();
            }
        }

        /// <summary>Computes the due days of a column of days since 1970-01-01. DueColumns.None means no day.</summary>
        public int[] DueDays(int[] triggers)
        {
            var due = new int[Interop.Given(triggers, nameof(triggers)).Length];
            Rows(triggers, null, false, due, null, null, null);
            return due;
        }

        /// <summary>Computes the due days of a column of days, with other details of each row.</summary>
        /// <param name="triggers">Days since 1970-01-01; DueColumns.None for no day.</param>
        /// <param name="born">A date of birth for each trigger, which may be None; null if unknown.</param>
        /// <param name="wholeDays">Whether a timescale in hours is counted in whole days.</param>
        public DueColumns DueColumns(int[] triggers, int[] born = null, bool wholeDays = false)
        {
            if (born != null && born.Length != Interop.Given(triggers, nameof(triggers)).Length)
                throw new ArgumentException(Interop.Refusal(Native.RefusalLengths, $"{triggers.Length} days and {born.Length} dates of birth"));
            int[] due = new int[Interop.Given(triggers, nameof(triggers)).Length], rule = new int[triggers.Length];
            byte[] certainty = new byte[triggers.Length], status = new byte[triggers.Length];
            long failed = Rows(triggers, born, wholeDays, due, rule, certainty, status);
            return new DueColumns(Profile, due, rule, certainty, status, failed);
        }

        private long Rows(int[] triggers, int[] born, bool wholeDays, int[] due, int[] rule, byte[] certainty, byte[] status)
        {
            using (var pins = new Pins())
            {
                var columns = new Native.dueby_due_columns
                {
                    size = Interop.Size<Native.dueby_due_columns>(), flags = wholeDays ? 1 : 0, count = triggers.Length, trigger = pins.Pin(triggers),
                    born = pins.Pin(born), due = pins.Pin(due), rule = pins.Pin(rule), certainty = pins.Pin(certainty), status = pins.Pin(status)
                };
                DuebyException.Need(Native.dueby_query_due_many(Handle, ref columns, out long failed), "due");
                return failed;
            }
        }

        /// <summary>Computes the due dates of a sequence of days, which is read only as far as needed.</summary>
        /// <returns>The due dates; null where there is no date.</returns>
        public IEnumerable<DateTime?> DueDates(IEnumerable<DateTime> triggers)
        {
            return DueDates(Interop.Given(triggers, nameof(triggers)).Select(day => (DateTime?)day));
        }

        /// <summary>Computes the due dates of a sequence of days, which is read only as far as needed.</summary>
        /// <returns>The due dates; null where there is no day or no date.</returns>
        public IEnumerable<DateTime?> DueDates(IEnumerable<DateTime?> triggers)
        {
            var rows = new List<int>(StreamRows);
            foreach (DateTime? day in Interop.Given(triggers, nameof(triggers)))
            {
                rows.Add(Interop.Day(day));
                if (rows.Count < StreamRows) continue;
                foreach (int due in DueDays(rows.ToArray())) yield return Interop.DateOrNull(due);
                rows.Clear();
            }
            foreach (int due in DueDays(rows.ToArray())) yield return Interop.DateOrNull(due);
        }

        /// <summary>Returns the versions of everything that affects the answers, as JSON (schema/versions.schema.json).</summary>
        public string VersionsJson()
        {
            return Interop.Text("versions", (byte[] to, long size, out long needed) =>
                Native.dueby_versions_json(Profile.Handle, Calendar.Handle, to, size, out needed));
        }

        /// <summary>Frees the query as soon as no running call uses it.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }
    }

    /// <summary>The answers to a column of days.</summary>
    public sealed class DueColumns
    {
        /// <summary>The number that means no day.</summary>
        public const int None = Native.NoDate;

        private const int NoCertainty = 255;

        private readonly Profile profile;
        private readonly int[] rule;
        private readonly byte[] certainty, status;

        internal DueColumns(Profile profile, int[] due, int[] rule, byte[] certainty, byte[] status, long failed)
        {
            this.profile = profile;
            this.rule = rule;
            this.certainty = certainty;
            this.status = status;
            Days = due;
            Failed = failed;
        }

        /// <summary>The number of rows in the column.</summary>
        public int Count => Days.Length;

        /// <summary>The number of days without a due date. A row without a day does not count.</summary>
        public long Failed { get; }

        /// <summary>The due days since 1970-01-01, or None where there is no date. This is the array itself, not a copy.</summary>
        public int[] Days { get; }

        /// <summary>Returns the due date of a row; null if there is none.</summary>
        public DateTime? Due(int row)
        {
            return Interop.DateOrNull(Days[row]);
        }

        /// <summary>Returns the address of the governing rule of a row; null if there is no date.</summary>
        public string GovernedBy(int row)
        {
            return profile.Address(rule[row]);
        }

        /// <summary>Returns how certain the calendar is about a row's due date; null if there is no date.</summary>
        public Certainty? Certainty(int row)
        {
            return certainty[row] == NoCertainty ? (Certainty?)null : (Certainty)certainty[row];
        }

        /// <summary>Returns the library's status for a row: Ok if there is a date.</summary>
        public Status Status(int row)
        {
            return (Status)status[row];
        }
    }

    /// <summary>The day on which something is due. Anything done on that day is in time.</summary>
    public sealed class Deadline
    {
        private readonly Query query;
        private readonly Facts facts;
        private readonly ArraySegment<Native.dueby_when> met;
        private Native.dueby_deadline c;

        // `met` has when each earlier occurrence was met.
        internal Deadline(Query query, Event trigger, Facts facts, ArraySegment<Native.dueby_when> met, Native.dueby_deadline c)
        {
            this.query = query;
            this.facts = Facts.Copy(facts);
            this.met = met;
            this.c = c;
            Trigger = trigger;
        }

        /// <summary>The last day in time.</summary>
        public DateTime Due => Interop.Date(c.due);

        /// <summary>The last second that still counts as in time; null for a timescale in days, or if only days are known.</summary>
        public DateTimeOffset? DueTime => Interop.TimeOrNull(c.due_time);

        /// <summary>The first day of this occurrence: the day of the trigger, or the day on which the previous one was
        /// met.</summary>
        public DateTime Begins => Interop.Date(c.begins);

        /// <summary>The first day on which the action may count; null for any day.</summary>
        public DateTime? Opens => Interop.DateOrNull(c.opens);

        /// <summary>The last day of the calendar that the answer depends on; null if it does not depend on the calendar.</summary>
        public DateTime? ReliedOn => Interop.DateOrNull(c.relied_on);

        /// <summary>How certain the calendar is about the days that the answer depends on.</summary>
        public Certainty Certainty => (Certainty)c.certainty;

        /// <summary>How times are compared.</summary>
        public Precision Precision => (Precision)c.precision;

        /// <summary>The line's number within its duty, from 1.</summary>
        public int Occurrence => c.occurrence;

        /// <summary>Whether the rule's age condition is assumed, because the date of birth is unknown.</summary>
        public bool IsAgeUnproven => (c.flags & 1) != 0;

        /// <summary>The address of the governing rule, such as "england:cp.conference.initial".</summary>
        public string GovernedBy => query.Profile.RuleText(c.rule, c.version, 9);

        /// <summary>The action that is due, as a noun phrase: "initial child protection conference".</summary>
        public string Title => query.Profile.RuleText(c.rule, c.version, 3);

        /// <summary>The governing rule's source: "Working Together to Safeguard Children 2023, chapter 3".</summary>
        public string Source => Interop.Text("deadline", (byte[] to, long size, out long needed) =>
            Native.dueby_explain_source(query.Profile.Handle, c.rule, c.version, to, size, out needed));

        /// <summary>The trigger from which the due day was counted.</summary>
        public Event Trigger { get; }

        /// <summary>Checks whether the action was done in time.</summary>
        /// <exception cref="BadValueException">Nothing is known about the outcome, the action was too early to count, the duty ended before
        /// it started, or a time contradicts its day.</exception>
        public Check Check(Outcome outcome)
        {
            using (var pins = new Pins())
            {
                Native.dueby_event from = Trigger.C(query.Profile, Refs.None);
                Native.dueby_check_options options = Interop.Given(outcome, nameof(outcome)).C;
                Native.dueby_deadline deadline = c;
                string refusal = Interop.Text("check", (byte[] to, long size, out long needed) =>
                    Native.dueby_check_refusal_text(ref from, ref deadline, ref options, Native.StyleDotnet, to, size, out needed));
                if (refusal.Length > 0) throw new BadValueException(Status.Argument, refusal);
                int status = Native.dueby_query_check(query.Handle, ref from, query.C(facts, pins), ref deadline, ref options, out Native.dueby_check check);
                if (status == (int)Status.Coverage) // the calendar may have been disposed of, but the query keeps it
                    throw Interop.Held(query.Handle, () =>
                    {
                        IntPtr calendar = Native.dueby_query_calendar(query.Handle);
                        return Calendar.NotCovered(calendar, outcome.Outside(calendar));
                    });
                DuebyException.Need(status, "check");
                string words = Interop.Text("check", (byte[] to, long size, out long needed) =>
                    Native.dueby_explain_verdict(ref deadline, ref check.verdict, to, size, out needed));
                return new Check((State)check.verdict.state, check.verdict.days_left, check.verdict.working_days_left,
                    Interop.NumberOrNull(check.days_taken), Interop.NumberOrNull(check.working_days_taken), When.OrNull(check.ended),
                    When.OrNull(check.at), (Precision)check.precision, check.recorded, check.needed, words);
            }
        }

        /// <summary>Returns the steps in which the due day was counted. For a notice they go backwards.</summary>
        public IReadOnlyList<Step> Steps()
        {
            using (var pins = new Pins())
            {
                Native.dueby_event from = Trigger.C(query.Profile, Refs.None);
                Native.dueby_deadline deadline = c;
                var steps = new Native.dueby_step[64];
                int status;
                long needed;
                while ((status = Native.dueby_explain_steps(query.Profile.Handle, query.Calendar.Handle, ref from, query.C(facts, pins), ref deadline,
                    steps, steps.Length, out needed)) == Native.Space) steps = new Native.dueby_step[needed];
                DuebyException.Need(status, "steps");
                return steps.Take((int)needed).Select(one => new Step((StepKind)one.kind, Interop.DateOrNull(one.first),
                    Interop.DateOrNull(one.last), one.number_first, one.number_last,
                    one.holiday < 0 ? null : Interop.TextOf(query.Calendar.Handle, () => Native.dueby_calendar_holiday_name(query.Calendar.Handle, one.holiday)))).ToList();
            }
        }

        /// <summary>Explains how the due date was worked out, as text and as parts.</summary>
        public Explanation Explanation()
        {
            using (var pins = new Pins())
            {
                Native.dueby_event from = Trigger.C(query.Profile, Refs.None);
                Native.dueby_deadline deadline = c;
                int status = Native.dueby_explanation_new(query.Profile.Handle, query.Calendar.Handle, ref from, query.C(facts, pins), ref deadline,
                    out IntPtr made);
                DuebyException.Need(status, "explanation");
                try
                {
                    return new Explanation(Parts(made),
                        Interop.Text("explanation", (byte[] to, long size, out long needed) =>
                            Native.dueby_explanation_text(made, to, size, out needed)),
                        Interop.Text("explanation", (byte[] to, long size, out long needed) =>
                            Native.dueby_explanation_summary(made, to, size, out needed)));
                }
                finally
                {
                    Native.dueby_explanation_free(made);
                }
            }
        }

        private List<Part> Parts(IntPtr explanation)
        {
            var parts = new List<Part>();
            for (long i = 0; i < Native.dueby_explanation_part_count(explanation); i++)
            {
                DuebyException.Need(Native.dueby_explanation_part(explanation, i, out Native.dueby_part part), "explanation");
                parts.Add(new Part((Label)part.label, Interop.Text(Native.dueby_part_label_text(part.label)), Interop.Text(part.text),
                    query.Profile.Address(part.rule), Interop.DateOrNull(part.first), Interop.DateOrNull(part.last), part.in_summary != 0));
            }
            return parts;
        }

        /// <summary>Returns the fields of the command's "due" as JSON (schema/answer.schema.json).</summary>
        public string ToJson()
        {
            using (var pins = new Pins())
            {
                Native.dueby_event from = Trigger.C(query.Profile, Refs.None);
                int status = Native.dueby_query_due_by_law(query.Handle, ref from, query.C(facts, pins), met.Array, met.Count, out Native.dueby_deadline law);
                var answer = new Native.dueby_answer
                {
                    size = Interop.Size<Native.dueby_answer>(), trigger = pins.Pin(new[] { from }), deadline = pins.Pin(new[] { c }),
                    due_by_law = status == Native.Ok ? pins.Pin(new[] { law }) : IntPtr.Zero
                };
                return Interop.Text("deadline", (byte[] to, long size, out long needed) =>
                    Native.dueby_answer_json(query.Handle, ref answer, to, size, out needed));
            }
        }

        /// <summary>The action and its due date, such as "cp.conference.initial: 2026-04-21".</summary>
        public override string ToString()
        {
            return query.Profile.RuleText(c.rule, c.version, 1) + ": " + new When(c.due, c.due_time);
        }
    }
}
