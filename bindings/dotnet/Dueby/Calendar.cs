using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Dueby
{
    /// <summary>Determines which days are working days. A calendar never changes, so threads may share it.</summary>
    /// <remarks>A calendar covers 1971 to 2100, or less if it was made from a list of bank holidays.</remarks>
    /// <exception cref="OutsideCoverageException">The calendar does not cover the day. Such a day is never treated as an ordinary
    /// day.</exception>
    public sealed class Calendar : IDisposable
    {
        private const int EveryDay = 127; // a bit for each day of the week
        private const int FirstYear = 1971, LastYear = 2100;

        private readonly CalendarHandle handle;

        private Calendar(IntPtr made)
        {
            handle = new CalendarHandle(made);
        }

        internal CalendarHandle Handle => Interop.Open(handle, nameof(Calendar));

        // Returns a division's name for C. Throws if the name is not a division.
        private static byte[] Division(string divisions)
        {
            byte[] name = Interop.Utf8(divisions, nameof(divisions));
            string problem = Interop.Problem(Native.WrittenDivision, divisions);
            return problem == null ? name : throw new UnknownNameException(problem);
        }

        private static int[] Days(IEnumerable<DateTime> dates)
        {
            return Interop.Given(dates, "days").Select(date => Interop.Day(date)).ToArray();
        }

        private static Calendar Made(int status, string what, IntPtr made)
        {
            DuebyException.Need(status, what);
            return new Calendar(made);
        }

        /// <summary>Makes a calendar of bank holidays.</summary>
        /// <param name="divisions">"england-and-wales", "scotland", "northern-ireland", several with "+", or "none".</param>
        /// <param name="knownOn">The day whose published list is used, from 23 November 2011 onwards; null for the latest.</param>
        /// <exception cref="UnknownNameException">The text is not a division.</exception>
        public static Calendar Of(string divisions, DateTime? knownOn = null)
        {
            int status = Native.dueby_calendar_new(Division(divisions), Interop.Day(knownOn), out IntPtr made);
            if (status == (int)Status.Coverage)
                throw new OutsideCoverageException("knownOn: " + Interop.Problem(Native.WrittenKnownOn, Interop.Iso(knownOn.Value)));
            return Made(status, "calendar", made);
        }

        /// <summary>Makes a calendar from your own list of bank holidays. It covers the years for which the list is
        /// complete.</summary>
        /// <exception cref="BadValueException">There are no days, or a year among them has no Christmas.</exception>
        public static Calendar OfDays(string divisions, IEnumerable<DateTime> holidays)
        {
            int[] days = Days(holidays);
            if (days.Length == 0) throw BadValueException.Of(nameof(holidays), Native.RefusalNone, "days");
            foreach (DateTime day in holidays)
                if (day.Year < FirstYear || day.Year > LastYear)
                    throw new OutsideCoverageException($"{nameof(holidays)}: {Interop.Iso(day)}: " + Interop.Refusal(Native.RefusalUncovered));
            byte[] division = Division(divisions);
            int gap = Native.dueby_calendar_missing_year(days, days.Length);
            if (gap != 0) throw BadValueException.Of(nameof(holidays), Native.RefusalNoChristmas, gap.ToString(CultureInfo.InvariantCulture));
            return Made(Native.dueby_calendar_from_days(division, days, IntPtr.Zero, days.Length, out IntPtr made), "calendar", made);
        }

        private delegate int Reader(byte[] text, long length, byte[] divisions, ref Native.dueby_diagnostics said, out IntPtr made);

        private static Calendar From(string content, string divisions, Reader read)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Interop.Checked(Interop.Given(content, nameof(content)), nameof(content)));
            byte[] division = Division(divisions);
            return new Calendar(Reading.Read("bank holidays", (ref Native.dueby_diagnostics said, out IntPtr made) =>
                read(bytes, bytes.Length, division, ref said, out made)));
        }

        /// <summary>Makes a calendar from the text of GOV.UK's bank-holidays.json.</summary>
        /// <exception cref="BadFileException">The text cannot be read.</exception>
        public static Calendar FromJson(string json, string divisions)
        {
            return From(json, divisions, Native.dueby_io_calendar_from_json);
        }

        /// <summary>Makes a calendar from CSV with a column "date", and optionally "name" and "division".</summary>
        /// <exception cref="BadFileException">The text cannot be read.</exception>
        public static Calendar FromCsv(string csv, string divisions)
        {
            return From(csv, divisions, Native.dueby_io_calendar_from_csv);
        }

        /// <summary>Makes a calendar from an .ics file of whole days.</summary>
        /// <exception cref="BadFileException">An event repeats, has a time of day or is not confirmed, or is malformed.</exception>
        public static Calendar FromIcs(string ics, string divisions)
        {
            return From(ics, divisions, Native.dueby_io_calendar_from_ics);
        }

        private Calendar With(int change, IEnumerable<DateTime> changed, string label)
        {
            int[] days = Days(changed);
            int status = Native.dueby_calendar_with_days(Handle, change, days, days.Length, Interop.Utf8OrNull(label, "name"), out IntPtr made);
            if (status == Native.NotFound)
                throw new UnknownNameException("days: " + Interop.Refusal(Native.RefusalNotAHoliday, "one of the days"));
            NeedCovered(status, Outside("days", changed.Select(day => (DateTime?)day).ToArray()));
            return Made(status, "calendar", made);
        }

        /// <summary>Returns a copy of this calendar with more bank holidays.</summary>
        public Calendar WithAdded(IEnumerable<DateTime> days, string name = null)
        {
            return With(1, days, name);
        }

        /// <summary>Returns a copy of this calendar with fewer bank holidays.</summary>
        /// <exception cref="UnknownNameException">One of the days is not a bank holiday.</exception>
        public Calendar WithRemoved(IEnumerable<DateTime> days)
        {
            return With(2, days, null);
        }

        /// <summary>Returns a copy of this calendar with closures, which only move the dates of local rules.</summary>
        public Calendar WithClosures(IEnumerable<DateTime> days, string name = null)
        {
            return With(3, days, name);
        }

        /// <summary>Returns a copy of this calendar with closures, which move the dates of every rule.</summary>
        public Calendar WithClosuresForAll(IEnumerable<DateTime> days, string name = null)
        {
            return With(4, days, name);
        }

        /// <summary>Returns a copy of this calendar with a different weekend, which must not be all seven days.</summary>
        /// <param name="weekend">The days; none for a calendar without a weekend.</param>
        public Calendar WithWeekend(params DayOfWeek[] weekend)
        {
            int days = (int)Interop.Bits(nameof(weekend), weekend ?? throw new ArgumentNullException(nameof(weekend))); // here bits start at Sunday; in dueby they start at Monday
            int mask = days >> 1 | (days & 1) << 6;
            if (mask == EveryDay)
                throw new BadValueException(Status.Argument, "weekend: " + Interop.Problem(Native.WrittenWeekend, "mon,tue,wed,thu,fri,sat,sun"));
            return Made(Native.dueby_calendar_with_weekend(Handle, mask, out IntPtr made), "weekend", made);
        }

        /// <summary>Returns whether a day is a working day.</summary>
        public bool IsWorkingDay(DateTime day)
        {
            int status = Native.dueby_calendar_is_working(Handle, Interop.Day(day), out int working);
            NeedCovered(status, "day: " + Interop.Iso(day));
            DuebyException.Need(status, Interop.Iso(day));
            return working != 0;
        }

        /// <summary>Counts the working days between two days. If the last day is earlier, the count is negative.</summary>
        /// <param name="start">The first day.</param>
        /// <param name="end">The last day.</param>
        /// <param name="include">Which of the two days count; only the last by default.</param>
        public int WorkingDaysBetween(DateTime start, DateTime end, Include include = Include.End)
        {
            int status = Native.dueby_calendar_count(Handle, Interop.Day(start), Interop.Day(end), Interop.Number(nameof(include), include), out int count);
            NeedCovered(status, Outside(nameof(start), start) ?? "end: " + Interop.Iso(end));
            DuebyException.Need(status, $"{Interop.Iso(start)} to {Interop.Iso(end)}");
            return count;
        }

        /// <summary>Counts the working days between two columns of days since 1970-01-01.</summary>
        /// <returns>The counts; DueColumns.None where a day is missing or not covered.</returns>
        public int[] WorkingDaysBetween(int[] start, int[] end, Include include = Include.End)
        {
            if (Interop.Given(start, nameof(start)).Length != Interop.Given(end, nameof(end)).Length)
                throw new ArgumentException(Interop.Refusal(Native.RefusalLengths, $"{start.Length} start days and {end.Length} end days"));
            var counts = new int[start.Length];
            int status = Native.dueby_calendar_count_many(Handle, start, end, Interop.Number(nameof(include), include), start.Length, counts, null, out _);
            DuebyException.Need(status, "count");
            return counts;
        }

        /// <summary>Returns the last day of a span, which must not be in hours or minutes.</summary>
        public DateTime Add(DateTime from, Span span, Counting counting = Counting.Excluded, Roll roll = Roll.None)
        {
            int status = Native.dueby_span_add(span.OfDays(nameof(span)), Interop.Number(nameof(counting), counting),
                Interop.Number(nameof(roll), roll), Handle, Interop.OptionDay(nameof(from), from), out int day);
            NeedCovered(status, Outside(nameof(from), from) ?? $"{span} from {Interop.Iso(from)}");
            DuebyException.Need(status, $"{span} from {Interop.Iso(from)}");
            return Interop.Date(day);
        }

        /// <summary>Computes the last day of a span for each day of a column of days since 1970-01-01.</summary>
        /// <returns>The days; DueColumns.None where a day is missing or not covered.</returns>
        public int[] Add(int[] from, Span span, Counting counting = Counting.Excluded, Roll roll = Roll.None)
        {
            var days = new int[Interop.Given(from, nameof(from)).Length];
            int status = Native.dueby_span_add_many(span.OfDays(nameof(span)), Interop.Number(nameof(counting), counting),
                Interop.Number(nameof(roll), roll), Handle, from, from.Length, days, null, out _);
            DuebyException.Need(status, span.ToString());
            return days;
        }

        /// <summary>Returns the bank holidays and closures of this calendar, in date order.</summary>
        public IReadOnlyList<Holiday> Holidays()
        {
            var found = new List<Holiday>();
            for (long i = 0; i < Native.dueby_calendar_holiday_count(Handle); i++)
            {
                DuebyException.Need(Native.dueby_calendar_holiday(Handle, i, out Native.dueby_holiday holiday), "holiday");
                found.Add(new Holiday(Interop.Date(holiday.date), Interop.TextOf(Handle, () => Native.dueby_calendar_holiday_name(Handle, i)),
                    holiday.division == 0 ? null : Interop.Text(Native.dueby_code_name(11, holiday.division)), (HolidayBasis)holiday.basis,
                    (Certainty)holiday.certainty, Interop.DateOrNull(holiday.known_from)));
            }
            return found;
        }

        private DateTime Coverage(int which)
        {
            var days = new int[4];
            Native.dueby_calendar_coverage(Handle, out days[0], out days[1], out days[2], out days[3]);
            return Interop.Date(days[which]);
        }

        /// <summary>The first day that this calendar covers.</summary>
        public DateTime First => Coverage(0);

        /// <summary>The last day that this calendar covers.</summary>
        public DateTime Last => Coverage(1);

        /// <summary>The last day for which the bank holidays are confirmed.</summary>
        public DateTime ConfirmedTo => Coverage(2);

        /// <summary>The last day for which the bank holidays are listed.</summary>
        public DateTime ListedTo => Coverage(3);

        /// <summary>The divisions whose bank holidays this calendar has, such as "england-and-wales".</summary>
        public string Divisions => Interop.TextOf(Handle, () => Native.dueby_calendar_divisions(Handle));

        /// <summary>The changes made to this calendar as codes, such as "closed=2026-12-29 closures_for=local", or "".</summary>
        public string Changes => Interop.Text("calendar", (byte[] to, long size, out long needed) =>
            Native.dueby_calendar_changes(Handle, to, size, out needed));

        // Names the first day of an argument that the calendar does not cover. Returns null if it covers all of them.
        internal string Outside(string argument, params DateTime?[] days)
        {
            return Interop.Held(Handle, () => Outside(handle.DangerousGetHandle(), argument, days));
        }

        internal static string Outside(IntPtr calendar, string argument, params DateTime?[] days)
        {
            Native.dueby_coverage(calendar, out int first, out int last, out _, out _);
            DateTime? outside = days.FirstOrDefault(day => day.HasValue && (Interop.Day(day) < first || Interop.Day(day) > last));
            return outside.HasValue ? argument + ": " + Interop.Iso(outside.Value) : null;
        }

        // Throws if a status says that the calendar does not cover a day. The message says which days it covers. `what`, if given, says
        // which day.
        internal void NeedCovered(int status, string what)
        {
            if (status == (int)Status.Coverage) throw Interop.Held(Handle, () => NotCovered(handle.DangerousGetHandle(), what));
        }

        internal static OutsideCoverageException NotCovered(IntPtr calendar, string what)
        {
            return new OutsideCoverageException((what == null ? "" : what + ": ") + Interop.Text("calendar", (byte[] to, long size, out long needed) =>
                Native.dueby_coverage_text(calendar, to, size, out needed)));
        }

        /// <summary>64 hexadecimal digits that identify the content of this calendar.</summary>
        public string Digest => Interop.Text("calendar", (byte[] to, long size, out long needed) =>
            Native.dueby_calendar_digest(Handle, to, size, out needed));

        /// <summary>Frees the calendar as soon as no running call uses it.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }
    }
}
