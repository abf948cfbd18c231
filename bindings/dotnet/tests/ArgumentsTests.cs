using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Dueby.Tests
{
    // Arguments that cannot be: each is refused by its name.
    internal sealed class ArgumentsTests
    {
        private const string Covers = "the calendar only covers 1971-01-01 to 2100-12-31";
        private static readonly DateTime Day = new DateTime(2026, 3, 27);
        private static readonly Event Held = new Event("strategy_discussion.held", Day);

        private static WorklistOptions Options => new WorklistOptions(new DateTime(2026, 4, 20));

        private static void Refused<T>(string message, Action call) where T : Exception
        {
            string found = Check.Throws<T>(call).Message;
            Check.That(found == message || found.StartsWith(message + Environment.NewLine) || found.StartsWith(message + " (Parameter"), found);
        }

        private static void IsNull(string name, Action call)
        {
            Check.Same(name, Check.Throws<ArgumentNullException>(call).ParamName);
        }

        public void NullIsRefusedByName()
        {
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (Timeline timeline = new Timeline(profile, calendar))
            using (Worklist worklist = new Worklist(profile, calendar, Options))
            {
                IsNull("start", () => calendar.WorkingDaysBetween(null, new int[0]));
                IsNull("from", () => calendar.Add((int[])null, new Span(1, Unit.Days)));
                IsNull("values", () => Options.Where("team", null));
                IsNull("events", () => timeline.Run(null, Options));
                IsNull("options", () => timeline.Run(new Event[0], null));
                IsNull("cases", () => timeline.RunCases(null, Options));
                IsNull("paths", () => Worklist.OfFiles(profile, calendar, Options, (string[])null));
                IsNull("older", () => worklist.Since(null));
                IsNull("added", () => worklist.Add(null));
                IsNull("Only[0]", () => new Worklist(profile, calendar, new WorklistOptions(Day) { Only = new string[] { null } }));
            }
        }

        public void ATextThatIsNotUnicodeIsRefusedByName()
        {
            const string bad = "a\ud800", why = ": a string contains a null character or an unpaired surrogate: remove it";
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            {
                Refused<ArgumentException>("address" + why, () => Query.Of(profile, calendar, bad));
                Refused<ArgumentException>("name" + why, () => new Case(bad, new Event[0]));
                Refused<ArgumentException>("type" + why, () => new Event(bad, Day));
                Refused<ArgumentException>("reference" + why, () => Held.Ref(bad));
                Refused<ArgumentException>("tags[0]" + why, () => Held.Tagged(bad));
                Refused<ArgumentException>("column" + why, () => Options.Where(bad, "x"));
                Refused<ArgumentException>("values[0]" + why, () => Options.Where("team", bad));
                Refused<ArgumentException>("text" + why, () => When.Parse(bad));
                Refused<ArgumentException>("Only[0]" + why, () => new Worklist(profile, calendar, new WorklistOptions(Day) { Only = new[] { bad } }));
                using (var worklist = new Worklist(profile, calendar, Options))
                {
                    var columns = new[] { new KeyValuePair<string, string>("team", bad) };
                    Refused<ArgumentException>("Columns[team]" + why, () => worklist.Add(new Case("1", new[] { Held }) { Columns = columns }));
                }
            }
        }

        public void NumbersAndDaysOutOfRangeAreNamed()
        {
            const string days = ": expected a day from 1900 to 2199";
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (Timeline timeline = new Timeline(profile, calendar))
            using (Query query = Query.Of(profile, calendar, "cp.conference.initial"))
            using (Worklist worklist = new Worklist(profile, calendar, Options))
            {
                Refused<BadValueException>("from: 1850-01-01" + days, () => worklist.Summary(MeasureBasis.Due, new DateTime(1850, 1, 1)));
                Refused<BadValueException>("agreed: 0 weeks: must be more than 0", () => Held.Agreed(new Span(0, Unit.Weeks)));
                Refused<BadValueException>("span: 100001: expected a number from -100000 to 100000", () => calendar.Add(Day, new Span(100001, Unit.Days)));
                foreach (DateTime outside in new[] { new DateTime(1850, 1, 1), new DateTime(1950, 1, 1), new DateTime(1970, 12, 31), new DateTime(2101, 1, 1) })
                {
                    string day = outside.ToString("yyyy-MM-dd");
                    Refused<OutsideCoverageException>($"AsAt: {day}: {Covers}", () => timeline.Run(new[] { Held }, new RunOptions(outside)));
                    Refused<OutsideCoverageException>($"holidays: {day}: a calendar can only cover 1971-01-01 to 2100-12-31",
                        () => Calendar.OfDays("scotland", new[] { outside }));
                }
                Refused<OutsideCoverageException>("Horizon: 2101-01-01: " + Covers,
                    () => timeline.Run(new[] { Held }, new RunOptions(Day) { Horizon = new DateTime(2101, 1, 1) }));
                Check.Same(0, timeline.Run(new[] { Held }, new RunOptions(new DateTime(1971, 1, 1))).Count);
                DateTime after = new DateTime(2101, 1, 1), lastDay = new DateTime(2100, 12, 31);
                Span one = Span.Parse("1 working day");
                Refused<OutsideCoverageException>("day: 2101-01-01: " + Covers, () => calendar.IsWorkingDay(after));
                Refused<OutsideCoverageException>("start: 1950-01-01: " + Covers, () => calendar.WorkingDaysBetween(new DateTime(1950, 1, 1), Day));
                Refused<OutsideCoverageException>("end: 2101-01-01: " + Covers, () => calendar.WorkingDaysBetween(Day, after));
                Refused<OutsideCoverageException>("from: 2101-01-01: " + Covers, () => calendar.Add(after, one));
                Refused<OutsideCoverageException>("1 working day from 2100-12-31: " + Covers, () => calendar.Add(lastDay, one));
                Refused<OutsideCoverageException>("days: 2101-01-01: " + Covers, () => calendar.WithClosures(new[] { Day, after }));
                const string times = ": dueby can only use times of day from 1972 to 2100";
                Refused<OutsideCoverageException>("2101-01-01T00:00:00.0000000+00:00" + times, () => When.At(new DateTimeOffset(2101, 1, 1, 0, 0, 0, TimeSpan.Zero)));
                Refused<OutsideCoverageException>("1971-12-31T10:00:00" + times, () => When.AtClock(new DateTime(1971, 12, 31, 10, 0, 0)));
                Refused<BadValueException>("clock: 9999-12-31" + days, () => When.AtClock(DateTime.MaxValue));
                Refused<BadValueException>("case \"1\", row 7, visit.made: 2300-03-03" + days,
                    () => worklist.Add(new Case("1", new[] { Held, new Event("visit.made", new DateTime(2300, 3, 3)).Row(7) })));
                When late = new DateTime(2101, 1, 3);
                const string message = "england:cp.conference.initial from 2101-01-03: " + Covers;
                Refused<OutsideCoverageException>(message, () => query.Due(late));
                Refused<OutsideCoverageException>(message, () => query.DueByLaw(late));
            }
        }

        // A check names the day that is outside the calendar, also after the calendar has been disposed of.
        public void ADayToCheckThatIsNotCoveredIsNamed()
        {
            When after = new DateTime(2101, 1, 1);
            using (Profile profile = Profile.BuiltIn("england"))
            {
                Deadline deadline;
                using (Calendar calendar = Calendar.Of("england-and-wales"))
                    deadline = Query.Of(profile, calendar, "cp.conference.initial").Due(Day);
                Refused<OutsideCoverageException>("Met: 2101-01-01: " + Covers, () => deadline.Check(new Outcome { Met = after }));
                Refused<OutsideCoverageException>("Ended: 2101-01-01: " + Covers, () => deadline.Check(new Outcome { Ended = after }));
                Refused<OutsideCoverageException>("AsAt: 2101-01-01: " + Covers, () => deadline.Check(new Outcome { AsAt = after }));
                Refused<OutsideCoverageException>("AsAt: 1950-01-01: " + Covers, () => deadline.Check(new Outcome { AsAt = new DateTime(1950, 1, 1) }));
            }
        }

        public void EarlierOccurrencesMustBeInOrder()
        {
            When before = Day.AddDays(-1), next = Day.AddDays(1);
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (Query query = Query.Of(profile, calendar, "cla.visit"))
            {
                const string start = "met[0]: 2026-03-26 is before the starting event";
                Refused<BadValueException>(start, () => query.Series(Day, 1, met: new[] { before }));
                Refused<BadValueException>(start, () => query.DueByLaw(Day, met: new[] { before }));
                Refused<BadValueException>("met[1]: 2026-03-27 is earlier than the one before it: give the earliest first",
                    () => query.Series(Day, 1, met: new When[] { next, Day }));
                Refused<BadValueException>("met[0]: 2500-01-01: expected a day from 1900 to 2199",
                    () => query.Series(Day, 1, met: new When[] { new DateTime(2500, 1, 1) }));
            }
        }

        public void RowsBeforeTheFirstAreRefused()
        {
            const string rows = ": expected a number from 0 to 9223372036854775807";
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (var worklist = new Worklist(profile, calendar, Options))
            {
                Refused<BadValueException>("row: -1" + rows, () => Held.Row(-1));
                Refused<BadValueException>("FirstBadLine: -1" + rows, () => worklist.Add(new Case("1", new[] { Held }) { BadRows = 1, FirstBadLine = -1 }));
                Refused<BadValueException>("SourceRow: -1" + rows,
                    () => worklist.Add(new Case("1", new[] { Held }) { BadRows = 1, Unread = new[] { new UnreadRow("visit.made") { SourceRow = -1 } } }));
                Check.Same(0L, Held.Row(0).SourceRow);
            }
        }

        // A name may have 200 bytes, and what is longer is shortened in the message.
        public void ACaseThatIsTooLargeIsRefused()
        {
            string name = new string('a', 250), shown = new string('a', 80) + "...\"", most = new string('a', 200);
            const string bytes = " has 250 bytes: expected at most 200", events = "65536 events: expected at most 65535";
            Event[] many = Enumerable.Repeat(Held, 65536).ToArray();
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (Timeline timeline = new Timeline(profile, calendar))
            using (var worklist = new Worklist(profile, calendar, Options))
            {
                Refused<DuebyException>("case \"" + shown + ": the name" + bytes, () => worklist.Add(new Case(name, new Event[0])));
                Refused<DuebyException>("case \"" + shown + ": the name" + bytes, () => worklist.Add(new Case(name, new[] { new Event("visit.mad", Day) })));
                Refused<DuebyException>("case \"1\": the ref \"" + shown + bytes, () => worklist.Add(new Case("1", new[] { Held.Ref(name) })));
                Refused<DuebyException>("case \"1\": " + events, () => worklist.Add(new Case("1", many)));
                Refused<DuebyException>(events, () => timeline.Run(many, Options));
                Refused<DuebyException>("cases[1]: " + events, () => timeline.RunCases(new[] { new Event[0], many }, Options));
                worklist.Add(new Case(most, new[] { Held.Ref(most) }));
                Check.Same(1L, worklist.Count(WorklistCount.Cases));
            }
        }

        // A column is found as the command finds it: by its exact name or, failing that, without regard to capitals.
        public void AColumnIsFoundInAnyCase()
        {
            byte[] text = Encoding.UTF8.GetBytes("case,event,at,Team\n1,strategy_discussion.held,2026-03-27,x\n");
            var files = new[] { new KeyValuePair<string, byte[]>("events.csv", text) };
            Func<string, string, Case> of = (name, team) => new Case(name, new[] { Held }) { Columns = new[] { new KeyValuePair<string, string>("Team", team) } };
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            {
                WorklistOptions asked = Options, unknown = Options;
                asked.Where("team", "x");
                unknown.Where("tem", "x");
                using (Worklist read = Worklist.OfFiles(profile, calendar, asked, files))
                using (var made = new Worklist(profile, calendar, asked))
                {
                    made.Add(of("1", "x"));
                    made.Add(of("2", "y"));
                    Check.Same(1L, read.Count(WorklistCount.Cases));
                    Check.Same(1L, made.Count(WorklistCount.Cases));
                    Check.Same("x", read.Summary(column: "TEAM").First().Group);
                }
                Refused<UnknownNameException>("Where: the events have no extra column called \"tem\"",
                    () => Worklist.OfFiles(profile, calendar, unknown, files));
            }
        }
    }
}
