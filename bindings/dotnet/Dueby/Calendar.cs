using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Dueby
{
    /// <summary>Knows which days are working days. A calendar covers 1971 to 2100, or less if it was made from a list; a day
    /// outside throws OutsideCoverageException; it is never treated as a day without holidays. It never changes, so threads may
    /// share it.</summary>
    public sealed class Calendar : IDisposable
    {
        private Calendar(IntPtr made)
        {
            Handle = new CalendarHandle(made);
        }

        internal CalendarHandle Handle { get; }

        private static int[] Days(IEnumerable<DateTime> dates)
        {
            return Interop.Given(dates, "days").Select(date => Interop.Day(date)).ToArray();
        }

        private static Calendar Made(int status, string what, IntPtr made)
        {
            DuebyException.Need(status, what);
            return new Calendar(made);
        }

        /// <summary>A calendar of bank holidays: of "england-and-wales", "scotland", "northern-ireland", several joined by "+",
        /// or of "none" for weekends only.</summary>
        /// <param name="divisions">The divisions whose holidays it has.</param>
        /// <param name="knownOn">As they were published on a day from 23 November 2011 to the date of the official list; null:
        /// now.</param>
        /// <exception cref="UnknownNameException">For any other text.</exception>
        public static Calendar Of(string divisions, DateTime? knownOn = null)
        {
            int status = Native.dueby_calendar_new(Interop.Utf8(divisions), Interop.Day(knownOn), out IntPtr made);
            return Made(status, $"division \"{divisions}\"", made);
        }

        /// <summary>A calendar from your own list of bank holidays, which covers the years that the list is complete for.</summary>
        /// <exception cref="BadValueException">There are no days, or a year among them has no Christmas.</exception>
        public static Calendar OfDays(string divisions, IEnumerable<DateTime> holidays)
        {
            int[] days = Days(holidays);
            return Made(Native.dueby_calendar_from_days(Interop.Utf8(divisions), days, IntPtr.Zero, days.Length, out IntPtr made), "calendar", made);
        }

        private delegate int Reader(byte[] text, long length, byte[] divisions, ref Native.dueby_diagnostics said, out IntPtr made);

        private static Calendar From(string content, string divisions, Reader read)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Interop.Given(content, nameof(content)));
            return new Calendar(Reading.Read("bank holidays", (ref Native.dueby_diagnostics said, out IntPtr made) =>
                read(bytes, bytes.Length, Interop.Utf8(divisions), ref said, out made)));
        }

        /// <summary>A calendar from the text of GOV.UK's bank-holidays.json.</summary>
        /// <exception cref="BadFileException">It cannot be read.</exception>
        public static Calendar FromJson(string json, string divisions)
        {
            return From(json, divisions, Native.dueby_io_calendar_from_json);
        }

        /// <summary>A calendar from CSV with a column "date", and perhaps "name" and "division".</summary>
        /// <exception cref="BadFileException">It cannot be read.</exception>
        public static Calendar FromCsv(string csv, string divisions)
        {
            return From(csv, divisions, Native.dueby_io_calendar_from_csv);
        }

        /// <summary>A calendar from an .ics of whole days.</summary>
        /// <exception cref="BadFileException">It cannot be read, or has an event that repeats, has a time of day or is not
        /// confirmed.</exception>
        public static Calendar FromIcs(string ics, string divisions)
        {
            return From(ics, divisions, Native.dueby_io_calendar_from_ics);
        }

        private Calendar With(int change, IEnumerable<DateTime> changed, string label)
        {
            int[] days = Days(changed);
            int status = Native.dueby_calendar_with_days(Handle, change, days, days.Length, Interop.Utf8OrNull(label), out IntPtr made);
            return Made(status, "calendar", made);
        }

        /// <summary>This calendar with more bank holidays.</summary>
        public Calendar WithAdded(IEnumerable<DateTime> days, string name = null)
        {
            return With(1, days, name);
        }

        /// <summary>This calendar with fewer bank holidays.</summary>
        /// <exception cref="UnknownNameException">One of the days is not a bank holiday.</exception>
        public Calendar WithRemoved(IEnumerable<DateTime> days)
        {
            return With(2, days, null);
        }

        /// <summary>This calendar with days on which an organisation is shut. They only move dates of local rules.</summary>
        public Calendar WithClosures(IEnumerable<DateTime> days, string name = null)
        {
            return With(3, days, name);
        }

        /// <summary>This calendar with days on which an organisation is shut, and which move dates of every rule.</summary>
        public Calendar WithClosuresForAll(IEnumerable<DateTime> days, string name = null)
        {
            return With(4, days, name);
        }

        /// <summary>This calendar with another weekend; not all seven days.</summary>
        public Calendar WithWeekend(params DayOfWeek[] weekend)
        {
            int days = (int)Interop.Bits(nameof(weekend), weekend); // from Sunday; dueby counts from Monday
            int mask = days >> 1 | (days & 1) << 6;
            return Made(Native.dueby_calendar_with_weekend(Handle, mask, out IntPtr made), "weekend", made);
        }

        /// <summary>Whether a day is a working day.</summary>
        public bool IsWorkingDay(DateTime day)
        {
            DuebyException.Need(Native.dueby_calendar_is_working(Handle, Interop.Day(day), out int working), Interop.Iso(day));
            return working != 0;
        }

        /// <summary>The working days between two days: unless told otherwise, after the first, up to and including the last. If
        /// the last is earlier, the count is negative.</summary>
        public int WorkingDaysBetween(DateTime start, DateTime end, Include include = Include.End)
        {
            int status = Native.dueby_calendar_count(Handle, Interop.Day(start), Interop.Day(end), (int)include, out int count);
            DuebyException.Need(status, $"{Interop.Iso(start)} to {Interop.Iso(end)}");
            return count;
        }

        /// <summary>The working days between the days of each pair in two columns of days since 1970-01-01. DueColumns.None where a
        /// day is missing or not covered.</summary>
        public int[] WorkingDaysBetween(int[] start, int[] end, Include include = Include.End)
        {
            if (Interop.Given(start, nameof(start)).Length != Interop.Given(end, nameof(end)).Length)
                throw new ArgumentException($"{start.Length} days and {end.Length}: expected as many of both");
            var counts = new int[start.Length];
            int status = Native.dueby_calendar_count_many(Handle, start, end, (int)include, start.Length, counts, null, out _);
            DuebyException.Need(status, "count");
            return counts;
        }

        /// <summary>The last day of a span, which may not be in hours or minutes.</summary>
        public DateTime Add(DateTime from, Span span, Counting counting = Counting.Excluded, Roll roll = Roll.None)
        {
            int status = Native.dueby_span_add(span.C, (int)counting, (int)roll, Handle, Interop.Day(from), out int day);
            DuebyException.Need(status, $"{span} from {Interop.Iso(from)}");
            return Interop.Date(day);
        }

        /// <summary>The last day of a span, for each day of a column of days since 1970-01-01. DueColumns.None where a day is
        /// missing or not covered.</summary>
        public int[] Add(int[] from, Span span, Counting counting = Counting.Excluded, Roll roll = Roll.None)
        {
            var days = new int[Interop.Given(from, nameof(from)).Length];
            int status = Native.dueby_span_add_many(span.C, (int)counting, (int)roll, Handle, from, from.Length, days, null, out _);
            DuebyException.Need(status, span.ToString());
            return days;
        }

        /// <summary>The named days of this calendar, including closures, in order of date.</summary>
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

        /// <summary>The divisions whose bank holidays this calendar has, as in "england-and-wales".</summary>
        public string Divisions => Interop.TextOf(Handle, () => Native.dueby_calendar_divisions(Handle));

        /// <summary>The changes that were made to this calendar: codes separated by spaces, such as "closed=2026-12-29
        /// closures_for=local"; "" if there are none.</summary>
        public string Changes => Interop.Text("calendar", (byte[] to, long size, out long needed) =>
            Native.dueby_calendar_changes(Handle, to, size, out needed));

        /// <summary>Identifies the content of this calendar: 64 hexadecimal digits.</summary>
        public string Digest => Interop.Text("calendar", (byte[] to, long size, out long needed) =>
            Native.dueby_calendar_digest(Handle, to, size, out needed));

        /// <summary>Frees the calendar as soon as no running call uses it.</summary>
        public void Dispose()
        {
            Handle.Dispose();
        }
    }
}
