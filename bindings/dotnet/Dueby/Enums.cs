using System;

namespace Dueby
{
    /// <summary>The result of a call to the library. docs/errors.md says what to do about each.</summary>
    public enum Status
    {
        /// <summary>The call succeeded.</summary>
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
        /// <summary>No version of the rule is in force on the day on which the occurrence begins.</summary>
        NotInForce,
        /// <summary>A timescale in hours needs the time of day.</summary>
        NoTime,
        /// <summary>The source sets no time limit.</summary>
        NotStated,
        /// <summary>An agreed interval, a date of birth or another event is needed.</summary>
        Fact,
        /// <summary>There is not enough memory.</summary>
        Memory,
        /// <summary>A buffer is too small.</summary>
        Space,
        /// <summary>The local time does not exist, because the clocks skip it in spring.</summary>
        NoSuchTime,
        /// <summary>None of the duty's rules applies, because of the event, a missing tag or the child's age.</summary>
        NoRule,
        /// <summary>The data does not have the expected form.</summary>
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
        /// <summary>The action is not due yet.</summary>
        Open,
        /// <summary>The action is due within a few days.</summary>
        DueSoon,
        /// <summary>The action was not done, and its due day has passed.</summary>
        Overdue,
        /// <summary>The action was done in time.</summary>
        Met,
        /// <summary>The action was done late.</summary>
        MetLate,
        /// <summary>The duty ended after its due day, and was never done.</summary>
        Missed,
        /// <summary>The duty ended before it was due, and was not done.</summary>
        Ended,
        /// <summary>The date or the state cannot be known, or the source sets no time limit: the reason says which.</summary>
        NotComputable
    }

    /// <summary>How certain the calendar is about a day.</summary>
    public enum Certainty
    {
        /// <summary>The day is not after the date of the official list of bank holidays.</summary>
        Confirmed,
        /// <summary>The day is in the later years of the official list of bank holidays, or in your own list.</summary>
        Listed,
        /// <summary>The bank holidays for that year are predicted by the rules of the 1971 Act, not announced.</summary>
        Projected
    }

    /// <summary>How times were compared.</summary>
    public enum Precision
    {
        /// <summary>The timescale is in days.</summary>
        None,
        /// <summary>The timescale is in hours, and times were compared to the second.</summary>
        Second,
        /// <summary>The timescale is in hours, but only whole days could be compared.</summary>
        Day,
        /// <summary>The date of the trigger is an estimate.</summary>
        Estimated
    }

    /// <summary>Whether the first day of a span counts.</summary>
    public enum Counting
    {
        /// <summary>The first day is day 0. If it is not a working day, the next working day is day 1.</summary>
        Excluded,
        /// <summary>A first day that is not a working day moves to the next one, which is day 0.</summary>
        Rolled,
        /// <summary>The first day counts: it is day 1.</summary>
        Included,
        /// <summary>Neither the first nor the last day of the span counts.</summary>
        Clear
    }

    /// <summary>How to move a last day that is not a working day.</summary>
    public enum Roll
    {
        /// <summary>The last day stays as it is.</summary>
        None,
        /// <summary>The last day moves to the next working day.</summary>
        Next,
        /// <summary>The last day moves to the previous working day.</summary>
        Previous,
        /// <summary>A last day on a Sunday or public holiday moves to noon on the next day that is neither.</summary>
        Noon
    }

    /// <summary>Which ends of a range of days count.</summary>
    public enum Include
    {
        /// <summary>The last day of the range counts.</summary>
        End,
        /// <summary>The first day of the range counts.</summary>
        Start,
        /// <summary>The first and the last day of the range count.</summary>
        Both,
        /// <summary>Neither the first nor the last day of the range counts.</summary>
        Neither
    }

    /// <summary>Why a day is a holiday.</summary>
    public enum HolidayBasis
    {
        /// <summary>A bank holiday set by the 1971 Act.</summary>
        Statute = 1,
        /// <summary>A bank holiday set by royal proclamation.</summary>
        Proclamation,
        /// <summary>A holiday by common law.</summary>
        CommonLaw,
        /// <summary>A bank holiday that replaces one at a weekend.</summary>
        Substitute,
        /// <summary>A day that was listed by mistake and later withdrawn.</summary>
        Error,
        /// <summary>A day from your own list.</summary>
        File,
        /// <summary>A bank holiday that you added.</summary>
        Added,
        /// <summary>A day on which your organisation is shut.</summary>
        Closure
    }

    /// <summary>Kinds of change in a line between two worklists. A line has the first kind that applies.</summary>
    public enum ChangeKind
    {
        /// <summary>The line is overdue now, and was not before.</summary>
        Overdue = 1,
        /// <summary>The line is done now, and was still to do before.</summary>
        Done,
        /// <summary>The line was still to be done, and is now no longer needed or was never done.</summary>
        Ended,
        /// <summary>The line's records have changed: what starts or closes it, or whether that can be known.</summary>
        Corrected,
        /// <summary>The line is due on another day.</summary>
        Moved,
        /// <summary>The line is not in the new list.</summary>
        Gone,
        /// <summary>The line is still to do, and was not in the old list.</summary>
        New,
        /// <summary>The line is still to do, and follows one that was done.</summary>
        Next
    }

    /// <summary>Kinds of effect that an event has on a line.</summary>
    public enum EffectKind
    {
        /// <summary>The event meets the line, in time or late.</summary>
        Meets = 1,
        /// <summary>The event lacks something that the duty needs, so the line stays open.</summary>
        NotCounted,
        /// <summary>After the event the line is no longer needed, or was never done.</summary>
        Ends,
        /// <summary>The line is due because of the event.</summary>
        Starts
    }

    /// <summary>Kinds of finding.</summary>
    public enum FindingKind
    {
        /// <summary>The last day that the records cover.</summary>
        Recorded = 1,
        /// <summary>The last day that the records cover is more than a month before the as-at day.</summary>
        Stale,
        /// <summary>No events could be read, so nothing was checked.</summary>
        NoRows,
        /// <summary>No case has a requested value or name.</summary>
        NoSuchValue,
        /// <summary>Rows that could not be read.</summary>
        BadRows,
        /// <summary>Cases that are waiting for an event that is never recorded, or never recorded by their team.</summary>
        NotRecorded,
        /// <summary>Cases with lines that are left out because the caller stated that the records never hold an event.</summary>
        LeftOut,
        /// <summary>Rows for an event whose ref does not match any start.</summary>
        UnmatchedRefs,
        /// <summary>Cases with no running duty, although the last event does not explain why.</summary>
        NoDuty,
        /// <summary>Cases with more than one date of birth.</summary>
        BirthsDiffer,
        /// <summary>Cases with an event before the date of birth.</summary>
        BornLate,
        /// <summary>Cases with an event about a child aged 27 or over.</summary>
        BornEarly,
        /// <summary>Rows that end something before it started.</summary>
        EndedEarly,
        /// <summary>Events more than 2 years after the as-at day, or more than 30 years before it.</summary>
        Far,
        /// <summary>Cases whose names differ only by zeros, spaces or capitals.</summary>
        SimilarCases,
        /// <summary>Cases with refs that differ only by zeros, spaces or capitals.</summary>
        SimilarRefs,
        /// <summary>Rows that repeat another row. Equal rows count once.</summary>
        Twice,
        /// <summary>Rows that are skipped because their date is 1900-01-01, 9999-12-31 or similar.</summary>
        NoDate,
        /// <summary>Rows that are skipped because they end something but have no date.</summary>
        NotEnded,
        /// <summary>Cells that are read as empty because they have NULL or similar.</summary>
        Nulls,
        /// <summary>Events after the as-at day.</summary>
        Later,
        /// <summary>Rows tagged void.</summary>
        Void,
        /// <summary>Visits, reviews and the like after the death of the child.</summary>
        AfterDeath,

        /// <summary>Rows that could not be read because their date is written day first.</summary>
        DayFirst,

        /// <summary>Rows that could not be read because their event is misspelt.</summary>
        Misspelt,

        /// <summary>Rows with something that is ignored: an unknown tag, or an agreed interval for an unknown duty.</summary>
        UnknownTags,

        /// <summary>Cases whose first event of a type came very late, in records where no case has a second one.</summary>
        OnlyLatest,

        /// <summary>Cases that needed an event weeks before the first day on which any case has one.</summary>
        CutOff,

        /// <summary>Cases without a date of birth that have a duty which depends on it.</summary>
        NoBirth,

        /// <summary>Cases with a name such as 1.23457E+11, which is how Excel writes long numbers.</summary>
        ShortCases,

        /// <summary>Cases with something open in one file of a return that is missing from the next.</summary>
        LostCases,

        /// <summary>Elements and columns that were skipped because the return does not define them; in a file of events, columns
        /// that may be meant for ref or tags.</summary>
        Skipped,

        /// <summary>Cases that are waiting for an event with tags which that event never has in the records.</summary>
        NoTag,

        /// <summary>Teams and workers whose names differ only by zeros, spaces or capitals.</summary>
        SimilarTeams,

        /// <summary>Rows for an event, although the caller stated that the records never hold it.</summary>
        StatedNever,

        /// <summary>Cases with several rows for an event, although the caller stated that the records hold only the
        /// latest.</summary>
        StatedLatest,

        /// <summary>Columns of the return that are missing from its tables, so their content is unknown.</summary>
        NoColumn,

        /// <summary>Tables of the return that are missing from its files, although other tables depend on them.</summary>
        NoTable,

        /// <summary>Duties requested by name that cannot be worked out from this kind of return.</summary>
        Unanswerable,

        /// <summary>Cases with several elements in one XML file, which should have one element for each case.</summary>
        SameCases
    }

    /// <summary>Who sets a time limit.</summary>
    public enum Authority
    {
        /// <summary>The time limit is set by an Act or regulations.</summary>
        Statute = 1,
        /// <summary>The time limit is set by national guidance.</summary>
        Guidance,
        /// <summary>The time limit is set by a council.</summary>
        Local
    }

    /// <summary>How binding a rule is.</summary>
    public enum Force
    {
        /// <summary>The source says that the duty must be done.</summary>
        Must = 1,
        /// <summary>The source says that the duty should be done.</summary>
        Should,
        /// <summary>The source sets the duty as an aim.</summary>
        Aim
    }

    /// <summary>Who a duty is about.</summary>
    public enum Subject
    {
        /// <summary>The duty is about a child.</summary>
        Child = 1,
        /// <summary>The duty is about a carer.</summary>
        Carer,
        /// <summary>The duty is about a worker.</summary>
        Worker,
        /// <summary>The duty is about an authority or another body.</summary>
        Body
    }

    /// <summary>How the text of a source was read.</summary>
    public enum Checked
    {
        /// <summary>The instrument or document itself was read.</summary>
        Primary = 1,
        /// <summary>Pages that reproduce or report it were read.</summary>
        Secondary,
        /// <summary>Nobody has read the source.</summary>
        Unchecked
    }

    /// <summary>A unit of time. Years are twelve months.</summary>
    public enum Unit
    {
        /// <summary>The working days of the calendar.</summary>
        WorkingDays = 1,
        /// <summary>Days.</summary>
        Days,
        /// <summary>Weeks.</summary>
        Weeks,
        /// <summary>Months, which end on the corresponding date.</summary>
        Months,
        /// <summary>Hours.</summary>
        Hours,
        /// <summary>Minutes.</summary>
        Minutes
    }

    /// <summary>Why there is no date, or why the state of a line cannot be known.</summary>
    public enum Reason
    {
        /// <summary>There is no reason: a date and a state are known.</summary>
        None,
        /// <summary>The date of birth is needed.</summary>
        Birth,
        /// <summary>The source sets no time limit.</summary>
        NotStated,
        /// <summary>The action is due when agreed, but nothing was agreed.</summary>
        Agreed,
        /// <summary>The event that the time is counted from is unknown.</summary>
        Since,
        /// <summary>The calendar does not cover a day that is needed.</summary>
        Coverage,
        /// <summary>The event that would meet the duty is not recorded.</summary>
        Recorded,
        /// <summary>The event that decides the state may be missing from the records.</summary>
        History,
        /// <summary>The clock is paused.</summary>
        Paused,
        /// <summary>No version of the rule is in force on the day on which the occurrence begins.</summary>
        NotInForce,
        /// <summary>A timescale in hours needs the trigger's time of day.</summary>
        Time,
        /// <summary>No rule applies to this trigger, because of its event, its tags or the child's age.</summary>
        Conditions,
        /// <summary>The start of the duty is not in the records, but another event proves that it is running.</summary>
        Start,
        /// <summary>Something was done under a ref that matches no start.</summary>
        Ref,
        /// <summary>The action is dated shortly before the event that it must follow, so one date is wrong.</summary>
        Order,
        /// <summary>A row of the case that may decide the state could not be read.</summary>
        Unread,
        /// <summary>An extension, a pause or a later event to count from may be missing from the records.</summary>
        Moved,
        /// <summary>The records only have the latest event that meets the duty.</summary>
        Latest,
        /// <summary>Another event that decides the state may be missing from the records.</summary>
        Gaps,
        /// <summary>Something open is missing from the next file of the return, which may have what decides the state.</summary>
        Lost,
        /// <summary>No event in the records has the tags that are needed.</summary>
        Tag
    }

    /// <summary>Kinds of steps in a count.</summary>
    public enum StepKind
    {
        /// <summary>The day from which counting starts, which itself does not count.</summary>
        Start = 1,
        /// <summary>Working days that were counted.</summary>
        Counted,
        /// <summary>A bank holiday or closure that was not counted.</summary>
        Holiday,
        /// <summary>Weekend days that were not counted.</summary>
        Weekend,
        /// <summary>The start was not a working day, so it moved to one.</summary>
        MovedStart,
        /// <summary>Days, weeks or months that were counted in one step.</summary>
        Laid,
        /// <summary>The last day was not a working day, so it moved.</summary>
        Rolled,
        /// <summary>Extensions moved the last day to a later day.</summary>
        Extended,
        /// <summary>The agreed interval would end before it was agreed, so the due day is the day of the agreement.</summary>
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
        /// <summary>The source of the rule's timescale.</summary>
        SetBy,
        /// <summary>A note on the source of the rule's timescale.</summary>
        SourceNote,
        /// <summary>Facts that must be recorded with an action for it to count.</summary>
        CountsIf,
        /// <summary>The ages at which the rule applies.</summary>
        Applies,
        /// <summary>The day before which nothing counts.</summary>
        CountsFrom,
        /// <summary>A step in counting to the due day, as a sentence.</summary>
        Counting,
        /// <summary>A step in counting to the due day that is only about days.</summary>
        Days,
        /// <summary>How certain the calendar is about the due day.</summary>
        Calendar,
        /// <summary>How an unclear passage was read.</summary>
        Reading,
        /// <summary>Another rule of the duty, and its date.</summary>
        Other,
        /// <summary>A caution: this is our reading of the source.</summary>
        Caution,
        /// <summary>The duty ends on or before its due day.</summary>
        Ends,
        /// <summary>The interval that was agreed for the case, and when.</summary>
        Agreed
    }

    /// <summary>The basis on which a measure counts.</summary>
    public enum MeasureBasis
    {
        /// <summary>Counts what fell due in the period.</summary>
        Due,
        /// <summary>Counts what was done in the period, and what was open at its end.</summary>
        Completed,
        /// <summary>Counts the children up to date on the last day of the period. The worklist must be as at that day.</summary>
        At
    }

    /// <summary>Kinds of things to count over all cases of a worklist.</summary>
    public enum WorklistCount
    {
        /// <summary>Cases.</summary>
        Cases = 1,
        /// <summary>Rows of a file, or events that were added.</summary>
        Rows,
        /// <summary>Rows that could not be read.</summary>
        BadRows,
        /// <summary>Rows that could not be read and belong to none of the added cases.</summary>
        RowsOfNoCase,
        /// <summary>Events after the as-at day.</summary>
        Later,
        /// <summary>Rows tagged void.</summary>
        Void,
        /// <summary>Lines that need a date of birth.</summary>
        Unproven,
        /// <summary>Cases with something that needs checking.</summary>
        Checking,
        /// <summary>Overdue lines, whether listed or not.</summary>
        Overdue,
        /// <summary>Lines listed.</summary>
        Listed,
        /// <summary>Lines that are not listed because they are over.</summary>
        Over,
        /// <summary>Lines that are not listed because their source sets no time limit.</summary>
        NotStated
    }

    /// <summary>The codes used in data files: "met_late" for State.MetLate; "" where the command prints nothing; null for a number
    /// that is not a value of the enum.</summary>
    public static class Codes
    {
        // Returns the code of a number, which a cast may have made from anything.
        private static string Of(int kind, Enum value, int number)
        {
            return Interop.Text(Native.dueby_code_name(kind, number))
                ?? throw new ArgumentOutOfRangeException(nameof(value), number, $"{number} is not a value of {value.GetType().Name}");
        }

        /// <summary>Returns the code of a value.</summary>
        public static string Code(this State value)
        {
            return Of(1, value, (int)value);
        }

        /// <summary>Returns the code of a value.</summary>
        public static string Code(this Certainty value)
        {
            return Of(2, value, (int)value);
        }

        /// <summary>Returns the code of a value.</summary>
        public static string Code(this Precision value)
        {
            return Of(3, value, (int)value);
        }

        /// <summary>Returns the code of a value.</summary>
        public static string Code(this Counting value)
        {
            return Of(4, value, (int)value);
        }

        /// <summary>Returns the code of a value.</summary>
        public static string Code(this Roll value)
        {
            return Of(5, value, (int)value);
        }

        /// <summary>Returns the code of a value.</summary>
        public static string Code(this HolidayBasis value)
        {
            return Of(6, value, (int)value);
        }

        /// <summary>Returns the code of a value.</summary>
        public static string Code(this Authority value)
        {
            return Of(7, value, (int)value);
        }

        /// <summary>Returns the code of a value.</summary>
        public static string Code(this Force value)
        {
            return Of(8, value, (int)value);
        }

        /// <summary>Returns the code of a value.</summary>
        public static string Code(this Subject value)
        {
            return Of(9, value, (int)value);
        }

        /// <summary>Returns the code of a value.</summary>
        public static string Code(this Checked value)
        {
            return Of(10, value, (int)value);
        }

        /// <summary>Returns the code of a value.</summary>
        public static string Code(this Include value)
        {
            return Of(12, value, (int)value);
        }

        /// <summary>Returns the code of a value.</summary>
        public static string Code(this MeasureBasis value)
        {
            return Of(14, value, (int)value);
        }

        /// <summary>Returns the code of a value.</summary>
        public static string Code(this StepKind value)
        {
            return Of(15, value, (int)value);
        }

        /// <summary>Returns the code of a value.</summary>
        public static string Code(this FindingKind value)
        {
            return Of(17, value, (int)value);
        }

        /// <summary>Returns the code of a value.</summary>
        public static string Code(this EffectKind value)
        {
            return Of(22, value, (int)value);
        }

        /// <summary>Returns the code of a value.</summary>
        public static string Code(this ChangeKind value)
        {
            return Of(23, value, (int)value);
        }
    }
}
