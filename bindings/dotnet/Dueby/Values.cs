using System;
using System.Collections.Generic;

namespace Dueby
{
    /// <summary>A problem in a file or a value, and where it is.</summary>
    public sealed class Diagnostic
    {
        internal Diagnostic(bool isError, int line, int column, string message)
        {
            IsError = isError;
            Line = line;
            Column = column;
            Message = message;
        }

        /// <summary>True for an error; false for a warning.</summary>
        public bool IsError { get; }

        /// <summary>The line of the problem, from 1; 0 if it is not on a single line.</summary>
        public int Line { get; }

        /// <summary>The column of the problem, from 1; 0 if it is not in a single column.</summary>
        public int Column { get; }

        /// <summary>The message: what was found and what was expected.</summary>
        public string Message { get; }

        /// <summary>Returns the message with its line and column, such as "12:14: unknown event".</summary>
        public override string ToString()
        {
            return (Line > 0 ? Line + ":" : "") + (Column > 0 ? Column + ":" : "") + (Line > 0 ? " " : "") + Message;
        }
    }

    /// <summary>Why there is no date.</summary>
    public sealed class Failure
    {
        internal Failure(Status status, Reason reason, string rule, string @event, DateTime? inForceFrom, DateTime? inForceTo,
            string text)
        {
            Status = status;
            Reason = reason;
            Rule = rule;
            Event = @event;
            InForceFrom = inForceFrom;
            InForceTo = inForceTo;
            Text = text;
        }

        /// <summary>The library's status.</summary>
        public Status Status { get; }

        /// <summary>The reason.</summary>
        public Reason Reason { get; }

        /// <summary>The address of the rule concerned; null if there is none.</summary>
        public string Rule { get; }

        /// <summary>The event that is missing; null if none is missing.</summary>
        public string Event { get; }

        /// <summary>The first day on which the rule was in force; null if that is not the reason, or there is no such
        /// limit.</summary>
        public DateTime? InForceFrom { get; }

        /// <summary>The last day on which the rule was in force; null if that is not the reason, or there is no such
        /// limit.</summary>
        public DateTime? InForceTo { get; }

        /// <summary>The reason in plain English.</summary>
        public string Text { get; }
    }

    /// <summary>A bank holiday or closure in a calendar.</summary>
    public sealed class Holiday
    {
        internal Holiday(DateTime date, string name, string division, HolidayBasis basis, Certainty certainty, DateTime?
            knownFrom)
        {
            Date = date;
            Name = name;
            Division = division;
            Basis = basis;
            Certainty = certainty;
            KnownFrom = knownFrom;
        }

        /// <summary>The day.</summary>
        public DateTime Date { get; }

        /// <summary>The name of the day, such as "Good Friday".</summary>
        public string Name { get; }

        /// <summary>The division, such as "england-and-wales"; null if the day does not belong to a single division.</summary>
        public string Division { get; }

        /// <summary>Why the day is a holiday.</summary>
        public HolidayBasis Basis { get; }

        /// <summary>How certain the calendar is about this day.</summary>
        public Certainty Certainty { get; }

        /// <summary>When the day was first in the official list; null if never, or if that was before its history begins.</summary>
        public DateTime? KnownFrom { get; }
    }

    /// <summary>A step in counting to a due day.</summary>
    public sealed class Step
    {
        internal Step(StepKind kind, DateTime? first, DateTime? last, int firstNumber, int lastNumber, string holiday)
        {
            Kind = kind;
            First = first;
            Last = last;
            FirstNumber = firstNumber;
            LastNumber = lastNumber;
            Holiday = holiday;
        }

        /// <summary>The kind of step.</summary>
        public StepKind Kind { get; }

        /// <summary>The first day of the step.</summary>
        public DateTime? First { get; }

        /// <summary>The last day of the step.</summary>
        public DateTime? Last { get; }

        /// <summary>The number of the first working day, if working days were counted.</summary>
        public int FirstNumber { get; }

        /// <summary>The number of the last working day, if working days were counted.</summary>
        public int LastNumber { get; }

        /// <summary>The name of the holiday that was not counted; null if the step is about something else.</summary>
        public string Holiday { get; }
    }

    /// <summary>A part of an explanation.</summary>
    public sealed class Part
    {
        internal Part(Label label, string labelText, string text, string rule, DateTime? first, DateTime? last, bool inSummary)
        {
            Label = label;
            LabelText = labelText;
            Text = text;
            Rule = rule;
            First = first;
            Last = last;
            InSummary = inSummary;
        }

        /// <summary>The kind of part.</summary>
        public Label Label { get; }

        /// <summary>The heading to write before this part, such as "Set by"; may be empty.</summary>
        public string LabelText { get; }

        /// <summary>The text of the part.</summary>
        public string Text { get; }

        /// <summary>The address of the rule concerned.</summary>
        public string Rule { get; }

        /// <summary>The first day concerned; null if there is none.</summary>
        public DateTime? First { get; }

        /// <summary>The last day concerned; in the heading, the due day.</summary>
        public DateTime? Last { get; }

        /// <summary>Whether this part is also in the summary.</summary>
        public bool InSummary { get; }
    }

    /// <summary>Explains in English how an answer was worked out.</summary>
    public sealed class Explanation
    {
        internal Explanation(IReadOnlyList<Part> parts, string text, string summary)
        {
            Parts = parts;
            Text = text;
            Summary = summary;
        }

        /// <summary>The parts of the explanation, for callers with their own layout.</summary>
        public IReadOnlyList<Part> Parts { get; }

        /// <summary>The whole explanation as text.</summary>
        public string Text { get; }

        /// <summary>The explanation in a few lines, without the days.</summary>
        public string Summary { get; }

        /// <summary>The whole explanation as text.</summary>
        public override string ToString()
        {
            return Text;
        }
    }

    /// <summary>Whether something was done in time.</summary>
    public sealed class Check
    {
        internal Check(State state, int daysLeft, int workingDaysLeft, int? daysTaken, int? workingDaysTaken, When? ended, When?
            at, Precision precision, int recorded, int needed, string words)
        {
            State = state;
            DaysLeft = daysLeft;
            WorkingDaysLeft = workingDaysLeft;
            DaysTaken = daysTaken;
            WorkingDaysTaken = workingDaysTaken;
            Ended = ended;
            At = at;
            Precision = precision;
            Recorded = recorded;
            Needed = needed;
            Words = words;
        }

        /// <summary>The state.</summary>
        public State State { get; }

        /// <summary>The days from when the duty was met or ended (if neither, from as-at) to the due day. Negative if
        /// late.</summary>
        public int DaysLeft { get; }

        /// <summary>The same number, in working days.</summary>
        public int WorkingDaysLeft { get; }

        /// <summary>The number of days from the trigger to that same day; null if that day is before the trigger.</summary>
        public int? DaysTaken { get; }

        /// <summary>The same number, in working days.</summary>
        public int? WorkingDaysTaken { get; }

        /// <summary>When the duty ended; null if it has not.</summary>
        public When? Ended { get; }

        /// <summary>When the duty was met or ended unmet, otherwise the as-at day.</summary>
        public When? At { get; }

        /// <summary>How times were compared.</summary>
        public Precision Precision { get; }

        /// <summary>If the duty needs several events, the number of events that are recorded.</summary>
        public int Recorded { get; }

        /// <summary>The number of events that the duty needs, usually 1.</summary>
        public int Needed { get; }

        /// <summary>The state in words, such as "Overdue by 3 working days".</summary>
        public string Words { get; }
    }

    /// <summary>One version of a rule.</summary>
    public sealed class Rule
    {
        internal Rule(string address, string duty, string title, string profile, Authority authority, Force force, Subject
            subject, string trigger, string due, bool isAlternative, bool computes, DateTime? from, DateTime? to, string timescale,
            string source, Checked? read)
        {
            Address = address;
            Duty = duty;
            Title = title;
            Profile = profile;
            Authority = authority;
            Force = force;
            Subject = subject;
            Trigger = trigger;
            Due = due;
            IsAlternative = isAlternative;
            Computes = computes;
            From = from;
            To = to;
            Timescale = timescale;
            Source = source;
            Checked = read;
        }

        /// <summary>The address of the rule, such as "england:cp.visit".</summary>
        public string Address { get; }

        /// <summary>The duty, such as "cp.visit".</summary>
        public string Duty { get; }

        /// <summary>The duty as a noun phrase.</summary>
        public string Title { get; }

        /// <summary>The profile that defines the rule.</summary>
        public string Profile { get; }

        /// <summary>Who sets the time limit.</summary>
        public Authority Authority { get; }

        /// <summary>How binding the rule is.</summary>
        public Force Force { get; }

        /// <summary>Who the duty is about.</summary>
        public Subject Subject { get; }

        /// <summary>The event that starts the rule's clock.</summary>
        public string Trigger { get; }

        /// <summary>The event that meets the rule; null if none is named.</summary>
        public string Due { get; }

        /// <summary>Whether the rule is an alternative, which governs only if it is named.</summary>
        public bool IsAlternative { get; }

        /// <summary>Whether the rule's source sets a time limit.</summary>
        public bool Computes { get; }

        /// <summary>The first day on which this version is in force; null if there is no such limit.</summary>
        public DateTime? From { get; }

        /// <summary>The last day on which this version is in force; null if there is no such limit.</summary>
        public DateTime? To { get; }

        /// <summary>The time limit in words, such as "15 working days after the strategy discussion".</summary>
        public string Timescale { get; }

        /// <summary>The document and section that the rule comes from.</summary>
        public string Source { get; }

        /// <summary>How the text of the source was read; null if there is no source.</summary>
        public Checked? Checked { get; }
    }

    /// <summary>Something about the records that makes a worklist less trustworthy.</summary>
    public sealed class Finding
    {
        internal unsafe Finding(Profile profile, Native.dueby_finding c, string text)
        {
            Kind = (FindingKind)c.kind;
            Count = c.count;
            Of = c.of;
            var lines = new List<long>();
            for (int i = 0; i < 5 && c.lines[i] > 0; i++) lines.Add(c.lines[i]);
            Lines = lines;
            MoreLines = c.more_lines != 0;
            Event = c.@event > 0 ? profile.EventSlug(c.@event) : null;
            Team = Interop.Text(c.team);
            RecordedTo = Interop.DateOrNull(c.recorded_to);
            Text = text;
        }

        /// <summary>The kind of finding.</summary>
        public FindingKind Kind { get; }

        /// <summary>The number of cases, rows or cells; 0 for the first four kinds.</summary>
        public long Count { get; }

        /// <summary>For UnmatchedRefs, the number of rows with a ref; otherwise 0.</summary>
        public long Of { get; }

        /// <summary>Up to five lines of the file, or values of Event.SourceRow; empty if none are known.</summary>
        public IReadOnlyList<long> Lines { get; }

        /// <summary>Whether there are more lines than these.</summary>
        public bool MoreLines { get; }

        /// <summary>The event that is missing, or whose refs match nothing; null if the finding is not about an event.</summary>
        public string Event { get; }

        /// <summary>The team whose cases never have the event; null for all teams.</summary>
        public string Team { get; }

        /// <summary>For Recorded and Stale, the last day that the records cover; otherwise null.</summary>
        public DateTime? RecordedTo { get; }

        /// <summary>The finding as text: how often it occurs, where it first does, and what to do.</summary>
        public string Text { get; }

        /// <summary>The finding as text.</summary>
        public override string ToString()
        {
            return Text;
        }
    }

    /// <summary>Counts how many lines of a duty were in time.</summary>
    public sealed class SummaryRow
    {
        internal SummaryRow(string group, string duty, string rule, long good, long counted, long inTime, long late, long
            missed, long overdue, long notYetDue, long ended, long noDeadline, long cannotTell, long children, long
            childrenUpToDate, long childrenAllInTime)
        {
            Group = group;
            Duty = duty;
            Rule = rule;
            Good = good;
            Counted = counted;
            InTime = inTime;
            Late = late;
            Missed = missed;
            Overdue = overdue;
            NotYetDue = notYetDue;
            Ended = ended;
            NoDeadline = noDeadline;
            CannotTell = cannotTell;
            Children = children;
            ChildrenUpToDate = childrenUpToDate;
            ChildrenAllInTime = childrenAllInTime;
        }

        /// <summary>The value of the column by which cases are grouped; "" for all cases, or for cases without a value.</summary>
        public string Group { get; }

        /// <summary>The duty.</summary>
        public string Duty { get; }

        /// <summary>The first of the duty's rules that the row covers.</summary>
        public string Rule { get; }

        /// <summary>How many lines count as good: the numerator of the percentage.</summary>
        public long Good { get; }

        /// <summary>The denominator of the percentage.</summary>
        public long Counted { get; }

        /// <summary>The number of lines done in time.</summary>
        public long InTime { get; }

        /// <summary>The number of lines done late.</summary>
        public long Late { get; }

        /// <summary>The number of lines that ended after the due day, without being done.</summary>
        public long Missed { get; }

        /// <summary>The number of lines that are overdue.</summary>
        public long Overdue { get; }

        /// <summary>The number of lines that are open at the end of the period, and not overdue.</summary>
        public long NotYetDue { get; }

        /// <summary>The number of lines that ended before they were due. They do not count.</summary>
        public long Ended { get; }

        /// <summary>The number of lines whose source sets no time limit. They do not count.</summary>
        public long NoDeadline { get; }

        /// <summary>The number of lines with a time limit whose date or state cannot be known. They do not count.</summary>
        public long CannotTell { get; }

        /// <summary>The number of children with something counted.</summary>
        public long Children { get; }

        /// <summary>The number of these children who are up to date.</summary>
        public long ChildrenUpToDate { get; }

        /// <summary>The number of these children for whom everything that fell due was in time.</summary>
        public long ChildrenAllInTime { get; }
    }
}
