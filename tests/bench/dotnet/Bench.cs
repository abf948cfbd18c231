using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using Dueby;
using Calendar = Dueby.Calendar;

/* Compares one question and a column of ten million dates with a loop over DateTime, which has the same answers. The arguments are
 * the costs in C of one question and of one row of the column (script/bench-dotnet). */
public static class Bench
{
    private const int Rows = 10000000, Calls = 1000000, Runs = 5, First = 19723 /* 2024-01-01 */, Span = 9000, WorkingDays = 15;
    private static readonly DateTime Epoch = new DateTime(1970, 1, 1);
    private static readonly int[] days = new int[Rows];
    private static readonly DateTime[] dates = new DateTime[Calls];
    private static int[] due = new int[Rows], expected;

    // Reports the median time of the runs after one warm-up run. Every answer is compared with the expected one.
    private static double Measure(string name, int items, double against, Action work)
    {
        var times = new double[Runs];
        for (int i = -1; i < Runs; i++)
        {
            Stopwatch clock = Stopwatch.StartNew();
            work();
            times[Math.Max(i, 0)] = clock.Elapsed.TotalMilliseconds * 1e6 / items;
            for (int row = 0; row < items; row++)
                if (due[row] != expected[row]) throw new Exception(name + ": another answer");
        }
        Array.Sort(times);
        Print(name, times[Runs / 2], times[Runs / 2] / against);
        return times[Runs / 2];
    }

    private static void Print(string name, double nanoseconds, double ratio)
    {
        Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "{0,-34} {1,9:F2} ns {2,8:F2}", name, nanoseconds, ratio));
    }

    private static DateTime Add(DateTime from, HashSet<DateTime> holidays)
    {
        for (int counted = 0; counted < WorkingDays;)
        {
            from = from.AddDays(1);
            if (from.DayOfWeek != DayOfWeek.Saturday && from.DayOfWeek != DayOfWeek.Sunday && !holidays.Contains(from)) counted++;
        }
        return from;
    }

    public static void Main(string[] arguments)
    {
        double singleInC = double.Parse(arguments[0], CultureInfo.InvariantCulture), columnInC = double.Parse(arguments[1], CultureInfo.InvariantCulture);
        uint seed = 1;
        for (int i = 0; i < Rows; i++)
        {
            seed = unchecked(seed * 1664525 + 1013904223);
            days[i] = First + (int)((seed >> 8) % Span);
            if (i < Calls) dates[i] = Epoch.AddDays(days[i]);
        }
        using (Profile profile = Profile.BuiltIn("england"))
        using (Calendar calendar = Calendar.Of("england-and-wales"))
        using (Query query = Query.Of(profile, calendar, "cp.conference.initial"))
        {
            var holidays = new HashSet<DateTime>(calendar.Holidays().Select(one => one.Date));
            expected = query.DueDays(days);
            if (expected.Contains(DueColumns.None)) throw new Exception("a day without an answer");
            Console.WriteLine("{0,-34} {1,12} {2,8}", "single", "median", "ratio");
            Print("C", singleInC, 1);
            double single = Measure("dueby, a Deadline", Calls, singleInC, () =>
            {
                for (int i = 0; i < Calls; i++) due[i] = (query.Due(dates[i]).Due - Epoch).Days;
            });
            Measure("DateTime loop, against dueby", Calls, single, () =>
            {
                for (int i = 0; i < Calls; i++) due[i] = (Add(dates[i], holidays) - Epoch).Days;
            });
            Console.WriteLine("column of {0}, a row", Rows);
            Print("C", columnInC, 1);
            double column = Measure("dueby, int[] to a new int[]", Rows, columnInC, () => due = query.DueDays(days));
            Measure("DateTime loop, against dueby", Rows, column, () =>
            {
                for (int i = 0; i < Rows; i++) due[i] = (Add(Epoch.AddDays(days[i]), holidays) - Epoch).Days;
            });
        }
    }
}
