using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Row = System.Collections.Generic.Dictionary<string, string>;

namespace Dueby.Tests
{
    // Runs the test cases of tests/vectors, which the C tests run too.
    public class VectorsTests
    {
        private static readonly Row Divisions = new Row
        {
            { "govuk-eaw", "england-and-wales" }, { "govuk-sct", "scotland" }, { "govuk-ni", "northern-ireland" }, { "none", "none" }
        };
        private static readonly Dictionary<string, Counting> Countings = new Dictionary<string, Counting>
        {
            { "A", Counting.Excluded }, { "B", Counting.Rolled }, { "I", Counting.Included }, { "strict_next", Counting.Excluded }
        };
        private static readonly Dictionary<string, Roll> Rolls = new Dictionary<string, Roll>
        {
            { "none", Roll.None }, { "", Roll.None }, { "start-next", Roll.None }, { "next", Roll.Next }, { "prev", Roll.Previous }
        };
        private static readonly Dictionary<string, Include> Includes = new Dictionary<string, Include>
        {
            { "inc_inc", Include.Both }, { "inc_exc", Include.Start }, { "exc_inc", Include.End }
        };
        private static readonly Dictionary<string, Calendar> Calendars = new Dictionary<string, Calendar>();

        private static List<DateTime> Holidays(Calendar calendar)
        {
            return calendar.Holidays().Select(one => one.Date).ToList();
        }

        private static Calendar Base(string name)
        {
            if (Divisions.TryGetValue(name, out string division)) return Calendar.Of(division);
            IEnumerable<DateTime> days = name == "govuk-common"
                ? Holidays(Calendar.Of("england-and-wales")).Intersect(Holidays(Calendar.Of("scotland"))).Intersect(Holidays(Calendar.Of("northern-ireland")))
                : Data.Rows("tests/vectors/calendars.csv").Where(row => row["calendar"] == name).Select(row => Data.Day(row["date"])).Distinct();
            Check.That(days.Any(), name);
            return Calendar.Of("none").WithAdded(days.OrderBy(day => day));
        }

        private static Calendar CalendarOf(string name, string weekend)
        {
            string key = name + " " + weekend;
            if (!Calendars.ContainsKey(key))
            {
                var days = Enum.GetValues(typeof(DayOfWeek)).Cast<DayOfWeek>();
                Calendars[key] = Base(name).WithWeekend(days.Where(day => weekend.Contains(day.ToString().ToLower().Substring(0, 3))).ToArray());
            }
            return Calendars[key];
        }

        // A row taken from another project's tests.
        private sealed class Job
        {
            internal readonly Row Row;
            internal readonly Calendar Calendar;
            internal readonly DateTime Start, End;
            internal readonly bool IsPast;
            internal readonly int N;

            internal Job(Row row)
            {
                Row = row;
                Calendar = CalendarOf(row["calendar"] == "" ? "none" : row["calendar"], row["weekend"]);
                When when = When.Parse(row["start"]);
                if (Regex.IsMatch(row["cutoff"], @"^\d\d:\d\d$") && when.Time.HasValue)
                    IsPast = string.CompareOrdinal(when.ToString().Substring(11, 5), row["cutoff"]) >= 0;
                Start = when.Date.AddDays(IsPast ? 1 : 0);
                if (row["end"].Length == 10) End = Data.Day(row["end"]);
                N = row["n"] == "" ? 0 : int.Parse(row["n"]);
            }

            internal Counting Counting => Row["roll"] == "start-next" ? Counting.Rolled
                : Countings.TryGetValue(Row["count_rule"], out Counting found) ? found : Counting.Excluded;

            internal Roll Roll => Rolls[Row["roll"]];

            internal Include Include => Includes[Row["count_rule"]];

            internal DateTime Add(DateTime from, int amount, Unit unit, Counting counting, Roll roll)
            {
                return Calendar.Add(from, new Span(amount, unit), counting, roll);
            }

            internal DateTime Lay(Unit unit)
            {
                return Add(Start, N, unit, Counting, Roll);
            }

            internal DateTime Days(DateTime from, Counting counting = Counting.Excluded)
            {
                return Add(from, N, Unit.Days, counting, Roll);
            }

            internal DateTime Working(int amount, Roll roll)
            {
                return Add(Start, amount, Unit.WorkingDays, Counting.Excluded, roll);
            }

            internal DateTime OneWorkingDay()
            {
                return Add(Start, 1, Unit.WorkingDays, Counting.Rolled, Roll.None);
            }

            internal int Count()
            {
                return Calendar.WorkingDaysBetween(Start, End, Include);
            }

            internal int CountWithExtra()
            {
                return Count() + Regex.Matches(Row["note"], @"\d{4}-\d\d-\d\d").Cast<Match>().Select(found => Data.Day(found.Value)).Distinct()
                    .Count(day => !Calendar.IsWorkingDay(day) && (Include == Include.End ? day > Start : day >= Start)
                        && (Include == Include.Start ? day < End : day <= End));
            }

            internal int YearsBetween()
            {
                int years = 0;
                while (Add(Start, 12 * (years + 1), Unit.Months, Counting.Excluded, Roll.None) <= End) years++;
                return years;
            }

            internal bool YearWithinRange()
            {
                int year = int.Parse(Row["end"]), last = Start.Year + (Start.Month < int.Parse(Row["cutoff"]) ? 0 : 1);
                return year >= last - N && year <= last;
            }
        }

        private static object Answer(Job job)
        {
            switch (job.Row["op"])
            {
                case "add_working_days": return job.Lay(Unit.WorkingDays);
                case "add_calendar_days": return job.Lay(Unit.Days);
                case "add_months":
                case "add_months_from_utc_instant": return job.Lay(Unit.Months);
                case "count_working_days": return Math.Max(0, job.Count());
                case "count_working_days_signed": return job.Count();
                case "count_working_days_with_extra_working_dates": return job.CountWithExtra();
                case "count_calendar_days": return (job.End - job.Start).Days + (job.Row["count_rule"] == "inc_inc" ? 1 : 0);
                case "is_working_day": return job.Calendar.IsWorkingDay(job.Start);
                case "is_bank_holiday": return Holidays(job.Calendar).Contains(job.Start);
                case "next_holiday": return Holidays(job.Calendar).First(day => day > job.Start);
                case "prev_holiday": return Holidays(job.Calendar).Last(day => day < job.Start);
                case "roll_next": return job.Working(0, Roll.Next);
                case "roll_prev": return job.Working(0, Roll.Previous);
                case "next_wd":
                case "print_day_from_utc_instant": return job.Working(1, Roll.None);
                case "prev_wd": return job.Working(-1, Roll.None);
                case "roll_start_then_add_calendar_days": return job.Add(job.Start, job.N, Unit.Days, Counting.Rolled, Roll.None);
                case "cutoff_roll_start_then_add_calendar_days": return job.Days(job.Start, job.IsPast ? Counting.Rolled : Counting.Excluded);
                case "end_of_month_after_plus_days": return job.Days(new DateTime(job.Start.Year, job.Start.Month, 1).AddMonths(2).AddDays(-1));
                case "one_working_day_B_then_add_calendar_days": return job.Days(job.OneWorkingDay());
                case "one_working_day_B_then_add_calendar_days_skipping_bank_holidays":
                    return job.Calendar.WithWeekend().Add(job.OneWorkingDay(), new Span(job.N, Unit.WorkingDays));
                case "within_calendar_days": return job.End <= job.Days(job.Start);
                case "is_overdue": return job.End > job.Lay(job.Row["unit"] == "day" ? Unit.Days : Unit.WorkingDays);
                case "years_between": return job.YearsBetween();
                case "year_within_range": return job.YearWithinRange();
                default: throw new Exception("unknown operation " + job.Row["op"]);
            }
        }

        public void Operations()
        {
            var wrong = new List<string>();
            foreach (string name in new[] { "alaveteli_foi", "moj_correspondence", "operations", "smart_answers" })
            {
                List<Row> rows = Data.Rows($"tests/vectors/{name}.csv");
                Check.That(rows.Count > 15, name);
                foreach (Row row in rows)
                {
                    object answer = Answer(new Job(row));
                    string said = answer is DateTime day ? Data.Of(day) : answer.ToString().ToLower();
                    if (said != row["expected"]) wrong.Add(row["id"] + ": " + said);
                }
            }
            Check.None(wrong);
        }

        public void WorkingDaysOneByOneAndAsColumns()
        {
            List<Row> rows = Data.Rows("tests/vectors/working_days.csv");
            Check.That(rows.Count > 50, "rows");
            foreach (Row row in rows)
            {
                Calendar calendar = Calendar.Of(row["division"]);
                DateTime from = Data.Day(row["from"]), due = Data.Day(row["due"]);
                Span span = Span.Parse(row["span"]);
                var counting = (Counting)Enum.Parse(typeof(Counting), row["counting"], true);
                var roll = (Roll)Enum.Parse(typeof(Roll), row["roll"], true);
                Check.Same(due, calendar.Add(from, span, counting, roll), row["id"]);
                int[] column = calendar.Add(new[] { Interop.Day(from), DueColumns.None }, span, counting, roll);
                Check.Same(due, Interop.Date(column[0]), row["id"]);
                Check.Same(DueColumns.None, column[1]);
            }
        }

        public void TheOfficialList()
        {
            var now = new Dictionary<string, Dictionary<DateTime, Holiday>>();
            List<Row> rows = Data.Rows("tests/vectors/govuk_bank_holidays.csv");
            Check.That(rows.Count > 400, "rows");
            foreach (Row row in rows)
            {
                string division = row["division"];
                if (!now.ContainsKey(division)) now[division] = Calendar.Of(division).Holidays().ToDictionary(one => one.Date);
                DateTime day = Data.Day(row["date"]), seen = Data.Day(row["first_seen"]);
                now[division].TryGetValue(day, out Holiday held);
                if (row["status"] == "current")
                {
                    Check.That(held != null && held.KnownFrom == seen && held.Division == division, row["date"]);
                }
                else
                {
                    Check.That(held == null, row["date"]);
                    Check.That(Holidays(Calendar.Of(division, seen)).Contains(day) || Data.Day(row["last_seen"]) == seen, row["date"]);
                }
            }
        }

        // ---- tests/rules/vectors.csv ----

        private static readonly Dictionary<Status, string> Why = new Dictionary<Status, string>
        {
            { Status.Coverage, "outside coverage" }, { Status.NotInForce, "not in force" }, { Status.NoTime, "no time" },
            { Status.NotStated, "not stated" }, { Status.Fact, "needs" }, { Status.NoRule, "does not apply" }
        };
        private readonly Calendar calendar = Calendar.Of("england-and-wales");
        private readonly Dictionary<string, Profile> profiles = new Dictionary<string, Profile>();
        private readonly Dictionary<string, Query> queries = new Dictionary<string, Query>();

        private Profile ProfileOf(string name)
        {
            if (!profiles.ContainsKey(name)) profiles[name] = Profile.BuiltIn(name);
            return profiles[name];
        }

        private Query QueryOf(Row row)
        {
            string key = row["profile"] + " " + row["address"];
            if (!queries.ContainsKey(key)) queries[key] = Query.Of(ProfileOf(row["profile"]), calendar, row["address"]);
            return queries[key];
        }

        /* Selects the rows whose address means a single rule, so that C's answer for the rule is also the query's answer. An
         * address with a name does. An address without one does if no other rule of its profile has that duty. */
        private List<Row> RowsOfOneRule()
        {
            List<Row> rows = Data.Rows("tests/rules/vectors.csv");
            var counts = new Dictionary<string, int>();
            foreach (string name in rows.Select(row => row["profile"]).Distinct())
                foreach (string address in ProfileOf(name).Rules().Where(rule => !rule.IsAlternative).Select(rule => rule.Address).Distinct())
                {
                    string key = name + " " + address.Split('/')[0];
                    counts.TryGetValue(key, out int count);
                    counts[key] = count + 1;
                }
            return rows.Where(row => row["address"].IndexOfAny(new[] { '/', '~' }) >= 0 || counts[row["profile"] + " " + row["address"]] == 1).ToList();
        }

        private static DateTime? DayOrNull(string text)
        {
            return text == "" ? (DateTime?)null : Data.Day(text);
        }

        public void EveryRule()
        {
            var wrong = new List<string>();
            List<Row> rows = RowsOfOneRule();
            Check.That(rows.Count > 1000, rows.Count);
            foreach (Row row in rows)
            {
                Event trigger = Event.Trigger(When.Parse(row["trigger_at"]));
                if (row["tags"] != "") trigger = trigger.Tagged(row["tags"].Split(';'));
                if (row["agreed"] != "") trigger = trigger.Agreed(Span.Parse(row["agreed"]));
                string due, opens = "";
                try
                {
                    Deadline deadline = QueryOf(row).Due(trigger, new Facts { Born = DayOrNull(row["born"]), Since = DayOrNull(row["since"]) });
                    due = deadline.ToString().Split(new[] { ": " }, StringSplitOptions.None)[1];
                    opens = Data.Of(deadline.Opens);
                    if (row["met"] != "")
                        Check.Same(row["state"], deadline.Check(new Outcome { Met = When.Parse(row["met"]) }).State.Code(), row["address"]);
                }
                catch (DuebyException none)
                {
                    due = Why[none.Status];
                }
                if ((due != row["due"] && due.Substring(0, Math.Min(10, due.Length)) != row["due"]) || opens != row["opens"])
                    wrong.Add(row["address"] + " " + row["trigger_at"] + ": " + due + " " + opens);
            }
            Check.None(wrong);
        }

        public void EveryRuleAsAColumn()
        {
            int compared = 0;
            foreach (IGrouping<Query, Row> one in RowsOfOneRule().Where(row => row["trigger_at"].Length == 10
                && new[] { "tags", "born", "since", "agreed" }.All(name => row[name] == "")).GroupBy(QueryOf))
            {
                int[] days = one.Select(row => Interop.Day(Data.Day(row["trigger_at"]))).ToArray();
                DueColumns due = one.Key.DueColumns(days);
                int at = 0;
                foreach (Row row in one)
                {
                    string answer = due.Status(at) == Status.Ok ? Data.Of(due.Due(at)) : Why[due.Status(at)];
                    Check.Same(row["due"], answer, row["address"]);
                    at++;
                    compared++;
                }
                Check.That(due.Days.SequenceEqual(one.Key.DueDays(days)), "days alone");
            }
            Check.That(compared > 700, compared);
        }
    }
}
