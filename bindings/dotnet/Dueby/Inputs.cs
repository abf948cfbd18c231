using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Dueby
{
    /// <summary>An amount of time.</summary>
    public struct Span
    {
        /// <summary>Makes a span from an amount and a unit. A negative amount counts backwards.</summary>
        public Span(int amount, Unit unit)
        {
            Amount = amount;
            Unit = unit;
        }

        /// <summary>The number of units.</summary>
        public int Amount { get; }

        /// <summary>The unit of the amount.</summary>
        public Unit Unit { get; }

        internal Native.dueby_span C => new Native.dueby_span { amount = Amount, unit = (int)Unit };

        private const int AmountMax = 100000;

        // Returns a span to count from a day. Refuses hours and minutes, and amounts that are too large.
        internal Native.dueby_span OfDays(string argument)
        {
            if (Unit == Unit.Hours || Unit == Unit.Minutes)
                throw new BadValueException(Status.Argument, argument + ": " + Interop.Problem(Native.WrittenAhead, ToString()));
            if (Math.Abs((long)Amount) > AmountMax)
                throw BadValueException.Of($"{argument}: {Amount}", Native.RefusalNumber, $"{-AmountMax} to {AmountMax}");
            return C;
        }

        /// <summary>Reads a span such as "45 working days", "6 weeks", "16 years 3 months" or "72 hours".</summary>
        /// <exception cref="BadValueException">The text is not a span.</exception>
        public static Span Parse(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Interop.Checked(Interop.Given(text, nameof(text)), nameof(text)));
            int status = Native.dueby_span_parse(bytes, bytes.Length, out Native.dueby_span span);
            DuebyException.NeedText(status, Native.WrittenSpan, text);
            DuebyException.Need(status, $"span \"{text}\"");
            return new Span(span.amount, (Unit)span.unit);
        }

        /// <summary>Returns the span as text, such as "1 working day".</summary>
        public override string ToString()
        {
            Native.dueby_span span = C;
            return Interop.Written((byte[] to, long size, out long needed) => Native.dueby_span_text(span, to, size, out needed), out _)
                ?? Amount + " " + Unit;
        }
    }

    /// <summary>A date as people write it down: a day in the United Kingdom, with or without a time.</summary>
    public struct When : IEquatable<When>
    {
        internal When(int day, long time)
        {
            Date = Interop.Date(day);
            Time = time == Native.NoTime || time == 0 ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeSeconds(time);
        }

        internal When(Native.dueby_when when) : this(when.date, when.time)
        {
        }

        /// <summary>The day, at midnight.</summary>
        public DateTime Date { get; }

        /// <summary>The time on that day, to the second; null if only the day is known.</summary>
        public DateTimeOffset? Time { get; }

        internal Native.dueby_when C => new Native.dueby_when { date = Interop.Day(Date), time = Time?.ToUnixTimeSeconds() ?? Native.NoTime };

        internal static When? OrNull(Native.dueby_when when)
        {
            return when.date == Native.NoDate ? (When?)null : new When(when);
        }

        /// <summary>Makes a day. The time of day of <paramref name="day"/> is dropped: see AtClock.</summary>
        public static When On(DateTime day)
        {
            return new When(Interop.Day(day), Native.NoTime);
        }

        /// <summary>Makes the UK day and time of an instant. Fractions of a second are dropped.</summary>
        /// <exception cref="OutsideCoverageException">The time is not in the years 1972 to 2100.</exception>
        public static When At(DateTimeOffset instant)
        {
            long seconds = instant.ToUnixTimeSeconds();
            NeedTime(Native.dueby_time_civil(seconds, out int day, out _, out _), instant.ToString("o"));
            return new When(day, seconds);
        }

        /// <summary>Makes a date and time from a UK clock. If the hour occurs twice, the first is used.</summary>
        /// <param name="clock">What the clock shows. DateTime.Now is the computer's time, which must then be UK time.</param>
        /// <exception cref="ArgumentException">The Kind is Utc, as it is for DateTime.UtcNow: use At, which converts
        /// it.</exception>
        /// <exception cref="BadValueException">The clocks skip this time in spring.</exception>
        /// <exception cref="OutsideCoverageException">The time is not in the years 1972 to 2100.</exception>
        public static When AtClock(DateTime clock)
        {
            if (clock.Kind == DateTimeKind.Utc)
                throw new ArgumentException("a UTC time is not what a UK clock shows: use When.At(new DateTimeOffset(...))", nameof(clock));
            int day = Interop.OptionDay(nameof(clock), clock);
            NeedTime(Native.dueby_time_new(day, (int)clock.TimeOfDay.TotalSeconds, out long time), clock.ToString("s"));
            return new When(day, time);
        }

        // Throws if the library does not have a time of day.
        private static void NeedTime(int status, string time)
        {
            if (status == (int)Status.Coverage) throw new OutsideCoverageException(time + ": dueby can only use times of day from 1972 to 2100");
            DuebyException.Need(status, time);
        }

        /// <summary>Reads "2026-03-27", "2026-03-27T14:30" (UK time) or "2026-03-27T14:30:00Z".</summary>
        /// <exception cref="BadValueException">The text is neither a day nor a time.</exception>
        public static When Parse(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Interop.Checked(Interop.Given(text, nameof(text)), nameof(text)));
            int status = Native.dueby_when_parse(bytes, bytes.Length, 0, out Native.dueby_when when);
            DuebyException.NeedText(status, Native.WrittenWhen, text);
            DuebyException.Need(status, $"date \"{text}\"");
            return new When(when);
        }

        /// <summary>Makes a day, like On.</summary>
        public static implicit operator When(DateTime day)
        {
            return On(day);
        }

        /// <summary>Makes the UK day and time of an instant, like At.</summary>
        public static implicit operator When(DateTimeOffset instant)
        {
            return At(instant);
        }

        /// <summary>Returns the date in ISO form: "2026-03-27", or with a UK time "2026-04-01T00:30:00+01:00".</summary>
        public override string ToString()
        {
            Native.dueby_when when = C;
            return Interop.Written((byte[] to, long size, out long needed) => Native.dueby_when_text(ref when, to, size, out needed), out _)
                ?? Interop.Iso(Date); // a day that the library does not have
        }

        /// <summary>Returns the date in words, such as "Tuesday 21 April 2026", or "12:30am on Wednesday 1 April 2026".</summary>
        public string InWords()
        {
            Native.dueby_when when = C;
            return Interop.Text("date", (byte[] to, long size, out long needed) => Native.dueby_explain_when(ref when, to, size, out needed));
        }

        /// <summary>Returns whether two dates are the same day and time.</summary>
        public bool Equals(When other)
        {
            return Date == other.Date && Time == other.Time;
        }

        /// <inheritdoc/>
        public override bool Equals(object other)
        {
            return other is When when && Equals(when);
        }

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            return Date.GetHashCode() ^ Time.GetHashCode();
        }
    }

    /// <summary>Something that happened to a case, or an interval that was agreed for one of its duties.</summary>
    public sealed class Event
    {
        private const string NoType = "An event needs a type, such as \"visit.made\". For the event that starts the clock, use Event.Trigger(when)";
        private static readonly string[] NoTags = new string[0];

        /// <summary>Makes an event of a type such as "visit.made".</summary>
        /// <exception cref="ArgumentNullException">There is no type. Event.Trigger makes a trigger, which needs none.</exception>
        public Event(string type, When when) : this(type ?? throw new ArgumentNullException(nameof(type), NoType), when, NoTags, null, null, null, 0)
        {
        }

        internal Event(string type, When when, string[] tags, Span? agreed, string agreedFor, string reference, long row)
        {
            Type = Interop.Checked(type, nameof(type));
            When = when;
            Tags = tags;
            if (agreed.HasValue && agreed.Value.Amount <= 0) throw BadValueException.Of($"agreed: {agreed.Value}", Native.RefusalNotPositive);
            AgreedInterval = agreed;
            AgreedDuty = Interop.Checked(agreedFor, nameof(agreedFor));
            Reference = Interop.Checked(reference, nameof(reference));
            SourceRow = Interop.Row(nameof(row), row);
        }

        /// <summary>The type of the event. In a trigger, null means the event that starts the clock.</summary>
        public string Type { get; }

        /// <summary>When the event happened: a day, optionally with a time.</summary>
        public When When { get; }

        /// <summary>The tags, such as "alone".</summary>
        public IReadOnlyList<string> Tags { get; }

        /// <summary>An interval that was agreed for the duties that the event starts or meets; null if there is none.</summary>
        public Span? AgreedInterval { get; }

        /// <summary>The duty that the interval was agreed for, if this event is only an agreement; otherwise null.</summary>
        public string AgreedDuty { get; }

        /// <summary>The placement, referral or plan that the event belongs to, as you write it; null if there is none.</summary>
        public string Reference { get; }

        /// <summary>The row in your records, for findings (Finding.Lines); 0 if unknown.</summary>
        public long SourceRow { get; }

        /// <summary>Makes the event that starts the clock of the queried rule.</summary>
        public static Event Trigger(When when)
        {
            return new Event(null, when, NoTags, null, null, null, 0);
        }

        /// <summary>Makes an event that records an interval agreed for one duty.</summary>
        public static Event Agreement(string duty, DateTime day, Span interval)
        {
            return new Event(null, When.On(day), NoTags, interval, duty ?? throw new ArgumentNullException(nameof(duty)), null, 0);
        }

        /// <summary>Returns a copy of the event with these tags in place of its own.</summary>
        public Event Tagged(params string[] tags)
        {
            return new Event(Type, When, Interop.Copy(nameof(tags), tags), AgreedInterval, AgreedDuty, Reference, SourceRow);
        }

        /// <summary>Returns a copy of the event with an agreed interval.</summary>
        public Event Agreed(Span interval)
        {
            return new Event(Type, When, (string[])Tags, interval, AgreedDuty, Reference, SourceRow);
        }

        /// <summary>Returns a copy of the event for a placement, referral or plan.</summary>
        public Event Ref(string reference)
        {
            return new Event(Type, When, (string[])Tags, AgreedInterval, AgreedDuty, reference, SourceRow);
        }

        /// <summary>Returns a copy of the event with the number of its row in your records; 0 if unknown.</summary>
        /// <exception cref="BadValueException">The number is negative.</exception>
        public Event Row(long row)
        {
            return new Event(Type, When, (string[])Tags, AgreedInterval, AgreedDuty, Reference, row);
        }

        // Makes an event from one that the library has read.
        internal static Event Of(Profile profile, Native.dueby_event c, IReadOnlyList<string> refs, IReadOnlyList<string> tags)
        {
            return new Event(c.type > 0 ? profile.EventSlug(c.type) : null, new When(c.date, c.time), Marked(c.tags, tags),
                c.agreed.unit == 0 ? (Span?)null : new Span(c.agreed.amount, (Unit)c.agreed.unit), c.type <= -2 ? profile.DutyId(-2 - c.type) : null,
                c.@ref == 0 ? null : refs[(int)c.@ref - 1], c.row);
        }

        internal Native.dueby_event C(Profile profile, Refs refs)
        {
            Native.dueby_when when = When.C;
            var made = new Native.dueby_event { time = when.time, has = 1, @ref = refs.Number(Reference), row = SourceRow };
            made.date = Interop.EventDay(When);
            if (AgreedDuty != null) made.type = -2 - profile.Duty(AgreedDuty);
            else if (Type != null) made.type = profile.Event(Type);
            if (AgreedInterval.HasValue) made.agreed = AgreedInterval.Value.C;
            made.tags = Tagged(profile, Tags);
            return made;
        }

        internal static Native.dueby_tags Tagged(Profile profile, IEnumerable<string> tags)
        {
            var made = new Native.dueby_tags();
            foreach (string tag in tags)
            {
                int number = profile.Tag(tag);
                if (number < 64) made.low |= 1UL << number;
                else made.high |= 1UL << (number - 64);
            }
            return made;
        }

        // Returns the tags whose bits are set.
        internal static string[] Marked(Native.dueby_tags c, IReadOnlyList<string> tags)
        {
            return tags.Where((tag, i) => ((i < 64 ? c.low >> i : c.high >> (i - 64)) & 1) != 0).ToArray();
        }

        // Converts events. `whose` says in messages what they belong to; it may be empty.
        internal static Native.dueby_event[] C(Profile profile, string whose, IReadOnlyList<Event> events, Refs refs)
        {
            var made = new Native.dueby_event[events.Count];
            for (int i = 0; i < made.Length; i++)
            {
                Event one = events[i];
                if (one.Type == null && one.AgreedDuty == null)
                    throw new ArgumentException(one.Place(whose) + Interop.Refusal(Native.RefusalNoType), nameof(events));
                try
                {
                    made[i] = one.C(profile, refs);
                }
                catch (UnknownNameException unknown)
                {
                    throw new UnknownNameException(one.Place(whose) + unknown.Message);
                }
                catch (BadValueException bad) // its message begins with the day
                {
                    throw new BadValueException(bad.Status, Place(whose, one.SourceRow, NameOf(one.Type, one.AgreedDuty)) + bad.Message);
                }
            }
            return made;
        }

        private string Place(string whose)
        {
            return Place(whose, SourceRow, $"{NameOf(Type, AgreedDuty)} on {When}");
        }

        // Says where an event is, such as "case 1, row 7, visit.made on 2026-03-27: ".
        internal static string Place(string whose, long row, string what)
        {
            return (whose.Length == 0 ? "" : whose + ", ") + (row > 0 ? $"row {row}, " : "") + what + ": ";
        }

        internal static string NameOf(string type, string agreedDuty)
        {
            return agreedDuty != null ? "agreed." + agreedDuty : type ?? "event";
        }
    }

    // The refs of a case, numbered from 1 in byte order, so the order of the events does not matter.
    internal sealed class Refs
    {
        internal static readonly Refs None = new Refs(new string[0]);

        internal Refs(IEnumerable<Event> events) : this(events.Select(one => one.Reference))
        {
        }

        internal Refs(IEnumerable<string> references)
        {
            Texts = references.Where(text => !string.IsNullOrEmpty(text)).Distinct()
                .OrderBy(text => string.Concat(Encoding.UTF8.GetBytes(text).Select(one => (char)one)), StringComparer.Ordinal).ToList();
        }

        // Makes refs from a sorted list.
        internal static Refs InOrder(IEnumerable<string> texts)
        {
            var made = new Refs(new string[0]);
            made.Texts.AddRange(texts);
            return made;
        }

        internal List<string> Texts { get; }

        internal long Number(string reference)
        {
            return Texts.IndexOf(reference) + 1;
        }

        internal string Text(long number)
        {
            return number <= 0 ? null : Texts[(int)number - 1];
        }
    }

    /// <summary>Other facts about the case.</summary>
    public sealed class Facts
    {
        /// <summary>The date of birth; null if unknown.</summary>
        public DateTime? Born { get; set; }

        /// <summary>The day that a rule with "since" counts from; null if unknown.</summary>
        public DateTime? Since { get; set; }

        /// <summary>Whether a timescale in hours is counted in whole days if no time of day is known.</summary>
        public bool WholeDays { get; set; }

        /// <summary>Other events, in any order.</summary>
        public IReadOnlyList<Event> Events { get; set; } = new Event[0];

        // A deadline keeps a copy, so later changes do not affect it.
        internal static Facts Copy(Facts facts)
        {
            return facts == null ? null
                : new Facts { Born = facts.Born, Since = facts.Since, WholeDays = facts.WholeDays, Events = Interop.Copy(nameof(Events), facts.Events) };
        }

        internal IntPtr C(Profile profile, Pins pins)
        {
            Event[] events = Interop.Copy(nameof(Events), Events);
            var made = new Native.dueby_facts
            {
                size = Interop.Size<Native.dueby_facts>(), flags = WholeDays ? 1 : 0, has = (Born.HasValue ? 2u : 0) | (Since.HasValue ? 4u : 0),
                born = Interop.OptionDay(nameof(Born), Born), since = Interop.OptionDay(nameof(Since), Since), event_count = events.Length,
                events = pins.Pin(Event.C(profile, "Facts", events, new Refs(events)))
            };
            return pins.Pin(new[] { made });
        }
    }

    /// <summary>The known outcome of something that is or was due. At least one of Met, Ended and AsAt must be given.</summary>
    public sealed class Outcome
    {
        /// <summary>When the action was done; null if it is not known to be done.</summary>
        public When? Met { get; set; }

        /// <summary>When the duty ended; null if it has not.</summary>
        public When? Ended { get; set; }

        /// <summary>The as-at day or time; null for the day of Met or Ended. Anything after it has not happened yet.</summary>
        public When? AsAt { get; set; }

        /// <summary>How close counts as due soon; null for 5 working days.</summary>
        public Span? Soon { get; set; }

        // Names the first day that a calendar does not cover; null if there is none.
        internal string Outside(IntPtr calendar)
        {
            return Calendar.Outside(calendar, nameof(Met), Met?.Date) ?? Calendar.Outside(calendar, nameof(Ended), Ended?.Date)
                ?? Calendar.Outside(calendar, nameof(AsAt), AsAt?.Date);
        }

        internal Native.dueby_check_options C => new Native.dueby_check_options
        {
            size = Interop.Size<Native.dueby_check_options>(), met = Interop.OptionWhen(nameof(Met), Met),
            ended = Interop.OptionWhen(nameof(Ended), Ended), as_at = Interop.OptionWhen(nameof(AsAt), AsAt), soon = RunOptions.Ahead(Soon)
        };
    }

    /// <summary>One child, carer or worker.</summary>
    public sealed class Case
    {
        /// <summary>Makes a case with your own name for it.</summary>
        public Case(string name, IEnumerable<Event> events)
        {
            Name = Interop.Checked(name, nameof(name)) ?? throw new ArgumentNullException(nameof(name));
            Events = Interop.Copy(nameof(events), events);
        }

        /// <summary>Your own name for the case.</summary>
        public string Name { get; }

        /// <summary>The events of the case, in any order.</summary>
        public IReadOnlyList<Event> Events { get; }

        /// <summary>Other values to carry along, by name, such as the team of the case. A value may be null.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> Columns { get; set; } = new KeyValuePair<string, string>[0];

        /// <summary>The number of rows of the case that could not be read. If it is not 0, the case needs checking.</summary>
        public long BadRows { get; set; }

        /// <summary>The number of the first row that could not be read, as in Event.SourceRow, or its line in a file; 0 if it is not known.</summary>
        public long FirstBadLine { get; set; }

        /// <summary>The unreadable rows of the case whose event is known, or that may be any event.</summary>
        /// <remarks>No line is shown as late because dueby could not read these rows (rule 28 in docs/rules.md).</remarks>
        public IReadOnlyList<UnreadRow> Unread { get; set; } = new UnreadRow[0];
    }

    /// <summary>A row of a case that could not be read, but whose event is known.</summary>
    /// <remarks>Also count such a row in Case.BadRows, unless only one of several fields was unreadable, as in a return.</remarks>
    public sealed class UnreadRow
    {
        /// <summary>Makes a row of an event such as "visit.made".</summary>
        public UnreadRow(string type)
        {
            Type = Interop.Checked(type, nameof(type)) ?? throw new ArgumentNullException(nameof(type));
        }

        private UnreadRow(string type, string duty)
        {
            Type = type;
            AgreedDuty = duty;
        }

        /// <summary>Makes a row that may be any event.</summary>
        public static UnreadRow AnyEvent()
        {
            return new UnreadRow(null, null);
        }

        /// <summary>Makes a row that records an interval agreed for a duty.</summary>
        public static UnreadRow Agreement(string duty)
        {
            return new UnreadRow(null, duty ?? throw new ArgumentNullException(nameof(duty)));
        }

        /// <summary>The event of the row, or null if the row is an agreement or may be any event.</summary>
        public string Type { get; }

        /// <summary>The duty that an interval was agreed for, or null if the row is not an agreement.</summary>
        public string AgreedDuty { get; }

        /// <summary>The tags of the row. Null if they could not be read: the row then counts as having every tag.</summary>
        public IReadOnlyList<string> Tags { get; set; }

        /// <summary>The ref of the row. Null if unknown: the row then concerns every ref.</summary>
        public string Reference { get; set; }

        /// <summary>The number of the row in your records, or 0 if unknown.</summary>
        public long SourceRow { get; set; }

        internal Native.dueby_event C(Profile profile, string whose, Refs refs)
        {
            try
            {
                return C(profile, refs);
            }
            catch (UnknownNameException unknown)
            {
                throw new UnknownNameException(Event.Place(whose, SourceRow, Event.NameOf(Type, AgreedDuty)) + unknown.Message);
            }
        }

        private Native.dueby_event C(Profile profile, Refs refs)
        {
            return new Native.dueby_event
            {
                time = Native.NoTime, date = Native.NoDate, @ref = refs.Number(Reference), row = SourceRow,
                type = AgreedDuty != null ? -2 - profile.Duty(AgreedDuty) : Type != null ? profile.Event(Type) : 0,
                tags = Event.Tagged(profile, Tags == null ? profile.Tags.Where(tag => tag != "void") : Interop.Copy(nameof(Tags), Tags))
            };
        }

        internal static UnreadRow Of(Profile profile, Native.dueby_event c, IReadOnlyList<string> refs, IReadOnlyList<string> tags)
        {
            return new UnreadRow(c.type > 0 ? profile.EventSlug(c.type) : null, c.type <= -2 ? profile.DutyId(-2 - c.type) : null)
            {
                Tags = Event.Marked(c.tags, tags), Reference = c.@ref == 0 ? null : refs[(int)c.@ref - 1], SourceRow = c.row
            };
        }
    }
}
