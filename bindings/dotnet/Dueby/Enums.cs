namespace Dueby
{
    /// <summary>The result of a call to the library. docs/errors.md says what to do about each.</summary>
    public enum Status
    {
        /// <summary>Done.</summary>
        Ok,
        /// <summary>The row has no day, so it has no answer. This is not an error.</summary>
        None,
        /// <summary>An argument is outside its allowed range.</summary>
        Argument,
        /// <summary>The text is not in the expected form.</summary>
        Text,
        /// <summary>The calendar does not cover the day.</summary>
        Coverage,
        /// <summary>There is no such name.</summary>
        NotFound,
        /// <summary>No version of the rule is in force on the day when the occurrence begins.</summary>
        NotInForce,
        /// <summary>A timescale in hours needs the time of day.</summary>
        NoTime,
        /// <summary>The source sets no time limit.</summary>
        NotStated,
        /// <summary>An agreed interval, a date of birth or another event is needed.</summary>
        Fact,
        /// <summary>Out of memory.</summary>
        Memory,
        /// <summary>A buffer is too small.</summary>
        Space,
        /// <summary>The local time does not exist, because the clocks skip it in spring.</summary>
        NoSuchTime,
        /// <summary>None of the duty's rules applies, because of the event, a missing tag or the child's age.</summary>
        NoRule,
        /// <summary>Data is malformed.</summary>
        Format,
        /// <summary>A file cannot be read.</summary>
        File,
        /// <summary>Something in the input is larger, longer or deeper than allowed.</summary>
        Limit,
        /// <summary>There is nothing more. This is not an error.</summary>
        Done
    }

    /// <summary>The state of something that is or was due.</summary>
    public enum State
    {
        /// <summary>Not due yet.</summary>
        Open,
        /// <summary>Due within a few days.</summary>
        DueSoon,
        /// <summary>Not done, and its due day has passed.</summary>
        Overdue,
        /// <summary>Done in time.</summary>
        Met,
        /// <summary>Done late.</summary>
        MetLate,
        /// <summary>Ended after its due day without being done.</summary>
        Missed,
        /// <summary>No longer needed before it was due.</summary>
        Ended,
        /// <summary>Cannot be known.</summary>
        NotComputable
    }

    /// <summary>How certain the calendar is of a day.</summary>
    public enum Certainty
    {
        /// <summary>Up to the date of the official list of bank holidays.</summary>
        Confirmed,
        /// <summary>In the later years of the official list, or in your own.</summary>
        Listed,
        /// <summary>Predicted by the rules of the 1971 Act: not announced.</summary>
        Projected
    }

    /// <summary>How times were compared.</summary>
    public enum Precision
    {
        /// <summary>A timescale in days.</summary>
        None,
        /// <summary>Hours, to the second.</summary>
        Second,
        /// <summary>Hours, but only whole days could be compared.</summary>
        Day,
        /// <summary>The trigger's own date is an estimate.</summary>
        Estimated
    }

    /// <summary>Whether the day that a span is counted from counts itself.</summary>
    public enum Counting
    {
        /// <summary>The first day is day 0; from a non-working day, the next working day is day 1.</summary>
        Excluded,
        /// <summary>A first day that is not a working day moves to the next one, which is day 0.</summary>
        Rolled,
        /// <summary>The first day is day 1.</summary>
        Included,
        /// <summary>Neither end counts.</summary>
        Clear
    }

    /// <summary>Says what happens if the last day is not a working day.</summary>
    public enum Roll
    {
        /// <summary>Nothing.</summary>
        None,
        /// <summary>It moves to the next working day.</summary>
        Next,
        /// <summary>It moves to the working day before.</summary>
        Previous,
        /// <summary>From a Sunday or public holiday to noon on the next day that is neither: Children Act 1989, section 45(2).</summary>
        Noon
    }

    /// <summary>Which ends of a range count.</summary>
    public enum Include
    {
        /// <summary>The last day.</summary>
        End,
        /// <summary>The first day.</summary>
        Start,
        /// <summary>Both.</summary>
        Both,
        /// <summary>Neither.</summary>
        Neither
    }

    /// <summary>Who made a day a holiday.</summary>
    public enum HolidayBasis
    {
        /// <summary>The 1971 Act.</summary>
        Statute = 1,
        /// <summary>A royal proclamation.</summary>
        Proclamation,
        /// <summary>Common law.</summary>
        CommonLaw,
        /// <summary>In place of a holiday at the weekend.</summary>
        Substitute,
        /// <summary>Listed by mistake, and withdrawn later.</summary>
        Error,
        /// <summary>Your own list.</summary>
        File,
        /// <summary>You added it.</summary>
        Added,
        /// <summary>You are closed on it.</summary>
        Closure
    }

    /// <summary>Kinds of change in a line between two worklists; the first that applies.</summary>
    public enum ChangeKind
    {
        /// <summary>Overdue now, and not before.</summary>
        Overdue = 1,
        /// <summary>Done now, and to do before.</summary>
        Done,
        /// <summary>No longer needed, or never done, and to do before.</summary>
        Ended,
        /// <summary>Its record is another: what starts or closes it, or whether that can be told.</summary>
        Corrected,
        /// <summary>Due on another day.</summary>
        Moved,
        /// <summary>Not in the new list.</summary>
        Gone,
        /// <summary>To do, and not in the old list.</summary>
        New,
        /// <summary>The same, as the one before it was done.</summary>
        Next
    }

    /// <summary>Kinds of effect of an event on a line.</summary>
    public enum EffectKind
    {
        /// <summary>It meets the line, in time or late.</summary>
        Meets = 1,
        /// <summary>It lacks something that the duty needs, so the line stays open.</summary>
        NotCounted,
        /// <summary>The line is no longer needed, or was never done.</summary>
        Ends,
        /// <summary>The line is due because of it.</summary>
        Starts
    }

    /// <summary>Kinds of finding: what keeps a worklist from being trusted.</summary>
    public enum FindingKind
    {
        /// <summary>The day up to which the records go.</summary>
        Recorded = 1,
        /// <summary>The records end more than a month before the as-at day.</summary>
        Stale,
        /// <summary>There are no events that could be read, so nothing was checked.</summary>
        NoRows,
        /// <summary>No case has a value, or the name, that was requested.</summary>
        NoSuchValue,
        /// <summary>Rows that could not be read.</summary>
        BadRows,
        /// <summary>Cases that wait for an event that is never recorded, or never for cases of a team.</summary>
        NotRecorded,
        /// <summary>Cases with lines that are left out because the caller says that an event is never held.</summary>
        LeftOut,
        /// <summary>Rows of an event with a ref that no start has.</summary>
        UnmatchedRefs,
        /// <summary>Cases with no running duty, whose last event does not explain why.</summary>
        NoDuty,
        /// <summary>Cases with more than one date of birth.</summary>
        BirthsDiffer,
        /// <summary>Cases with an event before the birth.</summary>
        BornLate,
        /// <summary>Cases with an event about a child at the age of 27 or over.</summary>
        BornEarly,
        /// <summary>Ends before their beginning.</summary>
        EndedEarly,
        /// <summary>Events more than 2 years after the as-at day, or more than 30 years before it.</summary>
        Far,
        /// <summary>Cases whose names differ only by zeros or spaces.</summary>
        SimilarCases,
        /// <summary>Cases with such refs.</summary>
        SimilarRefs,
        /// <summary>Rows that are the same as another: counted once.</summary>
        Twice,
        /// <summary>Rows with 1900-01-01, 9999-12-31 or the like: skipped.</summary>
        NoDate,
        /// <summary>Rows that end something but have no date: skipped.</summary>
        NotEnded,
        /// <summary>Cells with NULL or the like: read as empty.</summary>
        Nulls,
        /// <summary>Events after the as-at day.</summary>
        Later,
        /// <summary>Rows tagged void.</summary>
        Void,
        /// <summary>Visits, reviews and the like after the death of the child.</summary>
        AfterDeath,

        /// <summary>Rows that could not be read because their date is written day first.</summary>
        DayFirst,

        /// <summary>Rows that could not be read because their event is nearly, but not quite, a known one.</summary>
        Misspelt,

        /// <summary>Rows with a tag, or an agreed interval for a duty, that is not known: ignored.</summary>
        UnknownTags,

        /// <summary>Cases with a first event that came very late, while no case has a second one.</summary>
        OnlyLatest
    }

    /// <summary>Who sets a time limit.</summary>
    public enum Authority
    {
        /// <summary>An Act or regulations.</summary>
        Statute = 1,
        /// <summary>National guidance.</summary>
        Guidance,
        /// <summary>A council.</summary>
        Local
    }

    /// <summary>How strong a rule is.</summary>
    public enum Force
    {
        /// <summary>It must be done.</summary>
        Must = 1,
        /// <summary>It should be done.</summary>
        Should,
        /// <summary>It is an aim.</summary>
        Aim
    }

    /// <summary>Who a duty is about.</summary>
    public enum Subject
    {
        /// <summary>A child.</summary>
        Child = 1,
        /// <summary>A carer.</summary>
        Carer,
        /// <summary>A worker.</summary>
        Worker,
        /// <summary>A body.</summary>
        Body
    }

    /// <summary>How the text of a source was read.</summary>
    public enum Checked
    {
        /// <summary>The instrument or document itself.</summary>
        Primary = 1,
        /// <summary>Pages that reproduce or report it.</summary>
        Secondary,
        /// <summary>Nobody has read it.</summary>
        Unchecked
    }

    /// <summary>A unit of time. Years are twelve months.</summary>
    public enum Unit
    {
        /// <summary>Working days of a calendar.</summary>
        WorkingDays = 1,
        /// <summary>Days.</summary>
        Days,
        /// <summary>Weeks.</summary>
        Weeks,
        /// <summary>Months, by the corresponding date.</summary>
        Months,
        /// <summary>Hours.</summary>
        Hours,
        /// <summary>Minutes.</summary>
        Minutes
    }

    /// <summary>Why there is no date, or why the state of a line cannot be known.</summary>
    public enum Reason
    {
        /// <summary>There is none.</summary>
        None,
        /// <summary>The date of birth is needed.</summary>
        Birth,
        /// <summary>The source sets no time limit.</summary>
        NotStated,
        /// <summary>The action is due when agreed, and nothing was agreed.</summary>
        Agreed,
        /// <summary>The event that the time is counted from is not known.</summary>
        Since,
        /// <summary>The calendar does not cover a day that is needed.</summary>
        Coverage,
        /// <summary>The event that would meet the duty is not recorded.</summary>
        Recorded,
        /// <summary>The records may lack the event that decides the state.</summary>
        History,
        /// <summary>The clock is paused.</summary>
        Paused,
        /// <summary>No version of the rule is in force on the day when the occurrence begins.</summary>
        NotInForce,
        /// <summary>A timescale in hours needs the trigger's time of day.</summary>
        Time,
        /// <summary>No rule applies to this trigger: its event, tags or the child's age.</summary>
        Conditions,
        /// <summary>The event that starts the duty is not in the records, but another event proves that the duty is
        /// running.</summary>
        Start,
        /// <summary>Something was done under a ref that no start event has.</summary>
        Ref,
        /// <summary>The action was recorded shortly before the event that it can only come after, so one of the dates is
        /// wrong.</summary>
        Order,
        /// <summary>A row of its case that may settle it could not be read.</summary>
        Unread
    }

    /// <summary>Kinds of steps in a count.</summary>
    public enum StepKind
    {
        /// <summary>The day counted from, which itself does not count.</summary>
        Start = 1,
        /// <summary>Working days that were counted.</summary>
        Counted,
        /// <summary>A named day that was not counted.</summary>
        Holiday,
        /// <summary>Weekend days that were not counted.</summary>
        Weekend,
        /// <summary>The start moved to a working day.</summary>
        MovedStart,
        /// <summary>Calendar time counted in one step.</summary>
        Laid,
        /// <summary>The last day was not a working day, and moved.</summary>
        Rolled,
        /// <summary>Extensions put the last day back.</summary>
        Extended,
        /// <summary>An agreed interval ended before it was agreed.</summary>
        Agreed,
        /// <summary>A pause moved the last day.</summary>
        Paused
    }

    /// <summary>Kinds of parts of an explanation. A new release may add labels.</summary>
    public enum Label
    {
        /// <summary>The action that is due, and when.</summary>
        Heading = 1,
        /// <summary>The rule's timescale.</summary>
        Timescale,
        /// <summary>Its source.</summary>
        SetBy,
        /// <summary>A remark on that source.</summary>
        SourceNote,
        /// <summary>Facts that must be recorded with it.</summary>
        CountsIf,
        /// <summary>The ages at which the rule applies.</summary>
        Applies,
        /// <summary>Anything done before this day does not count.</summary>
        CountsFrom,
        /// <summary>A step of the count, as a sentence.</summary>
        Counting,
        /// <summary>A step about days only.</summary>
        Days,
        /// <summary>How certain the calendar is.</summary>
        Calendar,
        /// <summary>How an unclear passage was read.</summary>
        Reading,
        /// <summary>Another rule of the duty.</summary>
        Other,
        /// <summary>A caution.</summary>
        Caution
    }

    /// <summary>Bases of a measure.</summary>
    public enum MeasureBasis
    {
        /// <summary>Counts what fell due in the period.</summary>
        Due,
        /// <summary>Counts what was done in the period, and what was open at its end.</summary>
        Completed,
        /// <summary>Counts the children up to date on the last day of the period. The worklist must be as at that day.</summary>
        At
    }

    /// <summary>Counts over all cases of a worklist.</summary>
    public enum WorklistCount
    {
        /// <summary>Cases.</summary>
        Cases = 1,
        /// <summary>Rows, or events.</summary>
        Rows,
        /// <summary>Those of the rows that could not be read.</summary>
        BadRows,
        /// <summary>Unreadable rows that belong to none of the cases that were added.</summary>
        RowsOfNoCase,
        /// <summary>Events after the as-at day.</summary>
        Later,
        /// <summary>Rows tagged void.</summary>
        Void,
        /// <summary>Lines that need a date of birth.</summary>
        Unproven,
        /// <summary>Cases with something that needs checking.</summary>
        Checking,
        /// <summary>Lines overdue, listed or not.</summary>
        Overdue,
        /// <summary>Lines listed.</summary>
        Listed,
        /// <summary>Lines that are not listed because they are over.</summary>
        Over,
        /// <summary>Lines that are not listed because their source sets no time limit.</summary>
        NotStated
    }

    /// <summary>The codes used in data files: "met_late" for State.MetLate; "" where the command prints nothing.</summary>
    public static class Codes
    {
        /// <summary>The code.</summary>
        public static string Code(this State value)
        {
            return Interop.Text(Native.dueby_code_name(1, (int)value));
        }

        /// <summary>The code.</summary>
        public static string Code(this Certainty value)
        {
            return Interop.Text(Native.dueby_code_name(2, (int)value));
        }

        /// <summary>The code.</summary>
        public static string Code(this Precision value)
        {
            return Interop.Text(Native.dueby_code_name(3, (int)value));
        }

        /// <summary>The code.</summary>
        public static string Code(this Counting value)
        {
            return Interop.Text(Native.dueby_code_name(4, (int)value));
        }

        /// <summary>The code.</summary>
        public static string Code(this Roll value)
        {
            return Interop.Text(Native.dueby_code_name(5, (int)value));
        }

        /// <summary>The code.</summary>
        public static string Code(this HolidayBasis value)
        {
            return Interop.Text(Native.dueby_code_name(6, (int)value));
        }

        /// <summary>The code.</summary>
        public static string Code(this Authority value)
        {
            return Interop.Text(Native.dueby_code_name(7, (int)value));
        }

        /// <summary>The code.</summary>
        public static string Code(this Force value)
        {
            return Interop.Text(Native.dueby_code_name(8, (int)value));
        }

        /// <summary>The code.</summary>
        public static string Code(this Subject value)
        {
            return Interop.Text(Native.dueby_code_name(9, (int)value));
        }

        /// <summary>The code.</summary>
        public static string Code(this Checked value)
        {
            return Interop.Text(Native.dueby_code_name(10, (int)value));
        }

        /// <summary>The code.</summary>
        public static string Code(this Include value)
        {
            return Interop.Text(Native.dueby_code_name(12, (int)value));
        }

        /// <summary>The code.</summary>
        public static string Code(this MeasureBasis value)
        {
            return Interop.Text(Native.dueby_code_name(14, (int)value));
        }

        /// <summary>The code.</summary>
        public static string Code(this StepKind value)
        {
            return Interop.Text(Native.dueby_code_name(15, (int)value));
        }

        /// <summary>The code.</summary>
        public static string Code(this FindingKind value)
        {
            return Interop.Text(Native.dueby_code_name(17, (int)value));
        }

        /// <summary>The code.</summary>
        public static string Code(this EffectKind value)
        {
            return Interop.Text(Native.dueby_code_name(22, (int)value));
        }

        /// <summary>The code.</summary>
        public static string Code(this ChangeKind value)
        {
            return Interop.Text(Native.dueby_code_name(23, (int)value));
        }
    }
}
