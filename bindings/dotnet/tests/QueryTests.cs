using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace Dueby.Tests
{
    // The expected dates come from the documents, or were counted with a diary.
    public class QueryTests
    {
        private static readonly Profile England = Profile.BuiltIn("england");
        private static readonly Calendar Days = Calendar.Of("england-and-wales");
        private static readonly DateTime Discussion = new DateTime(2026, 3, 27), Conference = new DateTime(2026, 4, 21);

        private static Query Ask(string address)
        {
            return Query.Of(England, Days, address);
        }

        // Compares every struct of Native.cs with abi/abi.json.
        public void StructsAreThoseOfC()
        {
            string abi = Data.Text("abi/abi.json");
            int compared = 0;
            foreach (Type type in typeof(Native).GetNestedTypes(BindingFlags.NonPublic).Where(one => one.IsValueType && one.Name.StartsWith("dueby_")))
            {
                Match found = Regex.Match(abi, "\"" + type.Name + "\": \\{\\s*\"size\": (\\d+),");
                Check.That(found.Success, type.Name);
                Check.Same(int.Parse(found.Groups[1].Value), Marshal.SizeOf(type), type.Name);
                string fields = abi.Substring(found.Index, abi.IndexOf("}\n", found.Index + found.Length, StringComparison.Ordinal) - found.Index);
                foreach (FieldInfo field in type.GetFields(BindingFlags.NonPublic | BindingFlags.Instance))
                {
                    Match offset = Regex.Match(fields, "\"" + field.Name + "\": \\{\\s*\"offset\": (\\d+)");
                    if (type.Name == "dueby_tags") continue; // C# has two fields in place of the array in C, so the fields differ
                    Check.That(offset.Success, type.Name + "." + field.Name);
                    Check.Same(int.Parse(offset.Groups[1].Value), (int)Marshal.OffsetOf(type, field.Name), type.Name + "." + field.Name);
                    compared++;
                }
            }
            Check.That(compared > 150, compared);
        }

        public void ADeadline()
        {
            Deadline deadline = Ask("cp.conference.initial").Due(Discussion);
            Check.Same(Conference, deadline.Due);
            Check.Same(null, deadline.DueTime);
            Check.Same("england:cp.conference.initial", deadline.GovernedBy);
            Check.Same("initial child protection conference", deadline.Title);
            Check.Same("Working Together to Safeguard Children 2023, chapter 3", deadline.Source);
            Check.Same(Certainty.Confirmed, deadline.Certainty);
            Check.Same("cp.conference.initial: 2026-04-21", deadline.ToString());
            Check.That(deadline.ToJson().Contains("\"due\":\"2026-04-21\""), deadline.ToJson());
            Check.That(Ask("cla.visit").VersionsJson().Contains("\"profile\":\"england\""), "versions");
        }

        private static void HasJson(string field, string value, Deadline deadline)
        {
            string json = deadline.ToJson();
            Check.That(json.Contains($"\"{field}\":" + (value == null ? "null" : $"\"{value}\"")), json);
        }

        // A council's own time limit governs, but each occurrence also shows its due date by law.
        public void TheDayByLawInJson()
        {
            HasJson("due_by_law", "2026-04-21", Ask("cp.conference.initial").Due(Discussion));
            using (Profile own = Profile.FromFile(System.IO.Path.Combine(Data.Root, "examples/vendor/exampleshire.yaml")))
            using (Query assessment = Query.Of(own, Days, "assessment.single"))
            {
                // after Friday 15 May 2026, without 25 May: 3 July is the 34th working day, and 17 July the 44th
                Deadline deadline = assessment.Due(new DateTime(2026, 5, 15));
                HasJson("due", "2026-07-06", deadline);
                HasJson("due_by_law", "2026-07-20", deadline);
                HasJson("due_by_law", "2026-07-20", assessment.TryDue(Event.Trigger(new DateTime(2026, 5, 15))));
            }
            using (Profile barnet = Profile.BuiltIn("barnet"))
            using (Query visit = Query.Of(barnet, Days, "cp.visit"))
                HasJson("due_by_law", null, visit.Due(Discussion)); // the guidance sets no interval
            Query review = Ask("cla.review");
            Event trigger = Event.Trigger(new DateTime(2026, 1, 5));
            IReadOnlyList<Deadline> lines = review.Series(trigger, 3);
            HasJson("due_by_law", "2026-02-02", lines[0]);
            HasJson("due_by_law", "2026-05-02", lines[1]);
            HasJson("due_by_law", "2026-11-02", lines[2]);
            var met = new When[] { new DateTime(2026, 1, 30) };
            HasJson("due_by_law", "2026-04-30", review.Series(trigger, 1, null, met)[0]);
            HasJson("due_by_law", "2026-04-30", review.DueByLaw(trigger, null, met));
        }

        public void Hours()
        {
            Query query = Ask("missing.return_interview");
            Deadline deadline = query.Due(When.AtClock(new DateTime(2026, 3, 27, 14, 30, 0)));
            var due = new DateTimeOffset(2026, 3, 30, 14, 30, 0, TimeSpan.Zero); // 72 hours later, even though the clocks change
            Check.Same(due, deadline.DueTime);
            Check.Same("missing.return_interview: 2026-03-30T15:30:00+01:00", deadline.ToString());
            Check.Same(due, query.Due(new DateTimeOffset(2026, 3, 27, 14, 30, 0, TimeSpan.Zero)).DueTime);
            NotComputableException none = Check.Throws<NotComputableException>(() => query.Due(Discussion));
            Check.Same(Status.NoTime, none.Status);
            Check.That(none.Message.Contains("2026-03-27 has no time of day"), none.Message);
            // A DateTime is a day, even if it has a time of day.
            var half = new DateTime(2026, 3, 27, 14, 30, 0);
            string hint = Check.Throws<NotComputableException>(() => query.Due(half)).Message;
            Check.That(hint.Contains("give one, for example When.AtClock(new DateTime(2026, 3, 27, 14, 30, 0)), or WholeDays = true"), hint);
            Check.Same(null, query.TryDue(half));
            Check.Same(Reason.Time, query.FailureOf(half).Reason);
            Check.Same(due, query.TryDue(When.AtClock(half)).DueTime);
            Check.Same(due, query.TryDue(new DateTimeOffset(2026, 3, 27, 14, 30, 0, TimeSpan.Zero)).DueTime);
            Check.Same(null, query.FailureOf(When.AtClock(half)));
            Check.Same(Reason.Time, none.Failure.Reason);
            Event trigger = Event.Trigger(Discussion);
            Check.Same(null, query.TryDue(trigger));
            Check.Same(new DateTime(2026, 3, 30), query.Due(trigger, new Facts { WholeDays = true }).Due);
        }

        public void WhatIsNotInForce()
        {
            var none = Check.Throws<NotComputableException>(() => Ask("assessment.initial").Due(new DateTime(2020, 1, 6)));
            Check.Same(Reason.NotInForce, none.Failure.Reason);
            Check.Same(new DateTime(2000, 4, 1), none.Failure.InForceFrom);
            Check.Same(new DateTime(2013, 4, 14), none.Failure.InForceTo);
        }

        public void Names()
        {
            Check.Same("unknown rule \"cla.visti\": did you mean \"cla.visit\"?", Check.Throws<UnknownNameException>(() => Ask("cla.visti")).Message);
            Check.Same("unknown profile \"banret\": did you mean \"barnet\"?", Check.Throws<UnknownNameException>(() => Profile.BuiltIn("banret")).Message);
            Check.Same("unknown division \"wales\": did you mean \"england-and-wales\"?",
                Check.Throws<UnknownNameException>(() => Calendar.Of("wales")).Message);
            Check.Same("unknown rule \"cp.visit\": these rules do not have it, but these profiles do: barnet, gloucestershire",
                Check.Throws<UnknownNameException>(() => Ask("cp.visit")).Message);
            Check.Same("unknown rule \"cp.visti\": did you mean \"cp.visit\"? These profiles have it: barnet, gloucestershire",
                Check.Throws<UnknownNameException>(() => Ask("cp.visti")).Message);
            Check.Same("name", Check.Throws<ArgumentNullException>(() => Profile.BuiltIn(null)).ParamName); // C would crash on null
            Check.Same("divisions", Check.Throws<ArgumentNullException>(() => Calendar.Of(null)).ParamName);
            Check.Same("address", Check.Throws<ArgumentNullException>(() => Ask(null)).ParamName);
            Check.Same("path", Check.Throws<ArgumentNullException>(() => Profile.FromFile(null)).ParamName);
            Check.Throws<ArgumentException>(() => Profile.BuiltIn("england\0x")); // C would read only up to the zero byte
            Check.Throws<ArgumentException>(() => Days.WithClosures(new[] { new DateTime(2026, 3, 27) }, "a\0b"));
            Check.Same("", Days.WithClosures(new DateTime[0], null).Changes);
            Check.Throws<OutsideCoverageException>(() => Days.IsWorkingDay(new DateTime(2101, 3, 27)));
            Check.Throws<OutsideCoverageException>(() => Ask("cp.conference.initial").Due(new DateTime(2101, 3, 27)));
            Check.Throws<BadValueException>(() => Span.Parse("12 workdays"));
            Check.Throws<BadValueException>(() => When.Parse("27/03/2026"));
            Check.Throws<BadValueException>(() => When.AtClock(new DateTime(2026, 3, 29, 1, 30, 0))); // the clocks skip this time
        }

        // An agreed interval that would change nothing is refused, by every question.
        public void AgreedInVain()
        {
            Event trigger = Event.Trigger(Discussion).Agreed(Span.Parse("2 weeks"));
            Query conference = Ask("cp.conference.initial");
            const string refused = "agreed: no rule used here for cp.conference.initial has an agreed interval, so this would have no effect: leave it out";
            Check.Same(refused, Check.Throws<BadValueException>(() => conference.TryDue(trigger)).Message);
            Check.Same(refused, Check.Throws<BadValueException>(() => conference.FailureOf(trigger)).Message);
        }

        public void Checks()
        {
            Deadline deadline = Ask("cp.conference.initial").Due(Discussion);
            Check.Same(State.Met, deadline.Check(new Outcome { Met = Conference }).State);
            Dueby.Check late = deadline.Check(new Outcome { Met = Conference.AddDays(1) });
            Check.Same(State.MetLate, late.State);
            Check.Same("Done late", late.Words);
            Check.Same(-1, late.DaysLeft);
            Check.Same(26, late.DaysTaken); // days from 27 March to 22 April
            Check.Same(16, late.WorkingDaysTaken);
            Check.Same(null, late.Ended);
            Check.Same(When.On(Conference.AddDays(1)), late.At);
            Check.Same(State.DueSoon, deadline.Check(new Outcome { AsAt = Conference.AddDays(-1) }).State);
            Check.Same(State.Open, deadline.Check(new Outcome { AsAt = Conference.AddDays(-1), Soon = Span.Parse("0 days") }).State);
            Check.Same(State.Ended, deadline.Check(new Outcome { Ended = Discussion.AddDays(2) }).State);
            var refused = new Dictionary<string, Outcome>
            {
                ["met: 2026-03-26 is too early to count. It must be on or after 2026-03-27"] = new Outcome { Met = Discussion.AddDays(-1) },
                ["ended: 2026-03-26 is before it started. Check both dates"] = new Outcome { Ended = Discussion.AddDays(-1) },
                ["check: dueby does not use today's date, so give Met = WHEN, Ended = WHEN or AsAt = WHEN"] = new Outcome()
            };
            foreach (var one in refused)
                Check.Same(one.Key, Check.Throws<BadValueException>(() => deadline.Check(one.Value)).Message, one.Key);
        }

        public void TheFirstOfJanuary1970IsADay()
        {
            var epoch = new DateTime(1970, 1, 1);
            Check.Same(Status.NotInForce, Check.Throws<NotComputableException>(() => Ask("cp.conference.initial").Due(epoch)).Status);
            Query query = Ask("england:cla.health.review/under_five"); // a child born in 1970 is too old
            Check.That(query.Due(Discussion).IsAgeUnproven, "no date of birth");
            Check.Same(Reason.Conditions, query.FailureOf(Event.Trigger(Discussion), new Facts { Born = epoch }).Reason);
        }

        // 20 working days after Monday 5 January is 2 February; later reviews follow after 3 months, then every 6
        public void Series()
        {
            Query query = Ask("cla.review");
            Event trigger = Event.Trigger(new DateTime(2026, 1, 5));
            Check.Same("2026-02-02 2026-05-02 2026-11-02", string.Join(" ", query.Series(trigger, 3).Select(one => Data.Of(one.Due))));
            var met = new When[] { new DateTime(2026, 1, 30) };
            Check.Same(new DateTime(2026, 4, 30), query.Series(trigger, 1, null, met)[0].Due);
            Check.Same(new DateTime(2026, 4, 30), query.DueByLaw(trigger, null, met).Due);
            var day = new DateTime(2026, 1, 5);
            Check.Same(new DateTime(2026, 4, 30), query.Series(day, 1, null, met)[0].Due);
            Check.Same(new DateTime(2026, 4, 30), query.DueByLaw(day, null, met).Due);
        }

        public void Explanations()
        {
            Deadline deadline = Ask("cp.conference.initial").Due(Discussion);
            Explanation why = deadline.Explanation();
            Check.That(why.Text.StartsWith("Initial child protection conference: due by Tuesday 21 April 2026\n"), why.Text);
            Check.That(why.Text.Contains("Good Friday") && !why.Summary.Contains("Good Friday"), why.Summary);
            Check.Same(Label.Heading, why.Parts[0].Label);
            Check.Same(Conference, why.Parts[0].Last);
            IReadOnlyList<Step> steps = deadline.Steps();
            Check.That(steps.Any(step => step.Kind == StepKind.Holiday && step.Holiday == "Good Friday"), "steps");
            Check.Same(15, steps.Where(step => step.Kind == StepKind.Counted).Max(step => step.LastNumber));
            DateTime closed = Discussion.AddDays(3);
            IReadOnlyList<Part> parts = Ask("assessment.single").Due(new Event("referral.received", Discussion),
                new Facts { Events = new[] { new Event("case.closed", closed) } }).Explanation().Parts;
            Check.Same(closed, parts.Single(part => part.Label == Label.Ends).First);
        }

        // If the records only have the latest visit, earlier ones may have been in time.
        public void ReasonsOfLines()
        {
            var start = new DateTime(2026, 1, 5);
            var events = new[] { new Event("cla.started", start), new Event("placement.started", start),
                new Event("visit.made", new DateTime(2026, 6, 5)).Tagged("alone") };
            using (var timeline = new Timeline(England, Days))
            {
                IReadOnlyList<Line> lines = timeline.Run(events, new RunOptions(new DateTime(2026, 8, 1))
                {
                    Holds = new Dictionary<string, Holding> { ["visit.made"] = Holding.Latest },
                    Only = new[] { "cla.visit" }
                });
                Check.That(lines.Any(line => line.Reason == Reason.Latest), string.Join(", ", lines));
            }
        }

        private static void Refused<T>(string message, Action call) where T : Exception
        {
            Check.Same(message, Check.Throws<T>(call).Message);
        }

        public void WhatCannotBeUsedIsNamed()
        {
            var late = new DateTime(2200, 1, 1);
            var early = new DateTime(1899, 12, 31);
            var hours = new Span(72, Unit.Hours);
            Deadline deadline = Ask("cp.conference.initial").Due(Discussion);
            const string range = ": expected a day from 1900 to 2199";
            const string days = ": expected a number of days, weeks or months, such as \"10 working days\"";
            Refused<BadValueException>("from: 2200-01-01" + range, () => Days.Add(late, new Span(1, Unit.Days)));
            Refused<BadValueException>("span: \"72 hours\"" + days, () => Days.Add(Discussion, hours));
            Refused<BadValueException>("span: \"72 hours\"" + days, () => Days.Add(new[] { 20000 }, hours));
            Refused<BadValueException>("Soon: \"72 hours\"" + days, () => deadline.Check(new Outcome { AsAt = Discussion, Soon = hours }));
            Refused<BadValueException>("Met: 1899-12-31" + range, () => deadline.Check(new Outcome { Met = early }));
            Refused<BadValueException>("Ended: 1899-12-31" + range, () => deadline.Check(new Outcome { Ended = early }));
            Refused<BadValueException>("AsAt: 2200-01-01" + range, () => deadline.Check(new Outcome { AsAt = late }));
            foreach (DateTime day in new[] { early, late })
            {
                Refused<BadValueException>($"Born: {Interop.Iso(day)}{range}", () => deadline = Ask("cla.visit").Due(Event.Trigger(Discussion), new Facts { Born = day }));
                Refused<BadValueException>($"Since: {Interop.Iso(day)}{range}", () => Ask("cla.visit").Due(Event.Trigger(Discussion), new Facts { Since = day }));
                Check.Same(Interop.Iso(day), When.On(day).ToString());
            }
            Refused<BadValueException>("weekend: at least one day must be a working day",
                () => Days.WithWeekend((DayOfWeek[])Enum.GetValues(typeof(DayOfWeek))));
            Refused<BadValueException>("include: 9 is not a value of Include", () => Days.WorkingDaysBetween(Discussion, Conference, (Include)9));
            Refused<BadValueException>("counting: 9 is not a value of Counting", () => Days.Add(Discussion, new Span(1, Unit.Days), (Counting)9));
            Refused<BadValueException>("roll: 9 is not a value of Roll",
                () => Days.Add(Discussion, new Span(1, Unit.Days), Counting.Excluded, (Roll)9));
            Refused<BadValueException>("holidays: expected one or more days, found none", () => Calendar.OfDays("scotland", new DateTime[0]));
            Check.Same("weekend", Check.Throws<ArgumentNullException>(() => Days.WithWeekend(null)).ParamName);
            Check.That(Days.WithWeekend().IsWorkingDay(new DateTime(2026, 6, 13)), "a Saturday without a weekend");
            Check.Same("clock", Check.Throws<ArgumentException>(() => When.AtClock(new DateTime(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc))).ParamName);
            Check.Same(When.AtClock(new DateTime(2026, 7, 1, 13, 0, 0)), When.At(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero)));
            using (var list = new Worklist(England, Days, new WorklistOptions(Discussion)))
            {
                Refused<BadValueException>("state: 99 is not a value of State", () => list.Count((State)99));
                Refused<BadValueException>("what: 99 is not a value of WorklistCount", () => list.Count((WorklistCount)99));
            }
        }

        public void ColumnsAreSinglesSideBySide()
        {
            Query query = Ask("cp.conference.initial");
            int[] days = Enumerable.Range(Interop.Day(new DateTime(2009, 1, 1)), 10000).ToArray();
            days[17] = DueColumns.None;
            DueColumns columns = query.DueColumns(days);
            int failed = 0;
            for (int row = 0; row < days.Length; row++)
            {
                Deadline one = row == 17 ? null : query.TryDue(Event.Trigger(Interop.Date(days[row])));
                failed += one == null && row != 17 ? 1 : 0;
                Check.Same(one?.Due, columns.Due(row), row);
                Check.Same(one?.GovernedBy, columns.GovernedBy(row), row);
                Check.Same(one?.Certainty, columns.Certainty(row), row);
                Check.Same(one != null, columns.Status(row) == Status.Ok, row);
            }
            Check.Same(Status.None, columns.Status(17));
            Check.Same((long)failed, columns.Failed);
            Check.That(columns.Days.SequenceEqual(query.DueDays(days)), "days alone");
            Check.That(query.DueDates(days.Select(Interop.DateOrNull)).SequenceEqual(days.Select((day, row) => columns.Due(row))), "a sequence");
            Check.Same(Conference, query.DueDates(Endless()).First());
            Check.Same(Conference, query.DueDates(new List<DateTime> { Discussion, new DateTime(1950, 1, 2) }).First());
            Check.Same(null, query.DueDates(new[] { Discussion, new DateTime(1950, 1, 2) }).Last());
            Check.Same(0, query.DueDays(new int[0]).Length);
            Check.Throws<ArgumentException>(() => query.DueColumns(days, new int[1]));
        }

        private static IEnumerable<DateTime?> Endless()
        {
            for (;;) yield return Discussion;
        }

        public void Calendars()
        {
            var monday = new DateTime(2026, 6, 15);
            Check.Same(Conference, Days.Add(Discussion, Span.Parse("15 working days")));
            Check.Same(15, Days.WorkingDaysBetween(Discussion, Conference));
            Check.Same(-15, Days.WorkingDaysBetween(Conference, Discussion, Include.Start));
            Check.Same(15, Days.WorkingDaysBetween(new[] { Interop.Day(Discussion) }, new[] { Interop.Day(Conference) })[0]);
            Check.That(Days.IsWorkingDay(monday) && !Days.WithAdded(new[] { monday }).IsWorkingDay(monday), "added");
            Check.That(Days.WithRemoved(new[] { new DateTime(2026, 4, 3) }).IsWorkingDay(new DateTime(2026, 4, 3)), "removed");
            Check.That(Days.WithWeekend(DayOfWeek.Sunday).IsWorkingDay(new DateTime(2026, 6, 13)), "a Saturday");
            Check.That(!Days.WithWeekend(DayOfWeek.Sunday).IsWorkingDay(new DateTime(2026, 6, 14)), "a Sunday");
            Check.That(!Days.WithClosuresForAll(new[] { monday }).IsWorkingDay(monday), "closed");
            Calendar closed = Days.WithClosures(new[] { monday }, "Offices closed");
            Check.Same("closed=2026-06-15 closures_for=local", closed.Changes);
            Check.That(closed.Digest != Days.Digest && closed.Digest.Length == 64, "digest");
            Check.Same("england-and-wales 1971-01-01 2100-12-31", $"{Days.Divisions} {Data.Of(Days.First)} {Data.Of(Days.Last)}");
            Check.Same(Release.DataVersion, Data.Of(Days.ConfirmedTo));
            Check.That(Calendar.Of("england-and-wales", new DateTime(2019, 6, 1)).Holidays().Any(day => day.Date == new DateTime(2020, 5, 4)), "2019");
            Calendar own = Calendar.FromCsv("date,name\n2026-04-03,Good Friday\n2026-12-25,Christmas Day\n", "england-and-wales");
            Check.Same(HolidayBasis.File, own.Holidays()[0].Basis);
            Check.Throws<OutsideCoverageException>(() => own.IsWorkingDay(new DateTime(2027, 1, 4)));
            var bad = Check.Throws<BadFileException>(() => Calendar.FromCsv("date\n2026-02-30\n", "england-and-wales"));
            Check.Same(2, bad.Diagnostics[0].Line);
            Check.Throws<BadFileException>(() => Calendar.FromJson("{", "england-and-wales"));
            Check.Throws<BadFileException>(() => Calendar.FromIcs("BEGIN:VCALENDAR\r\n", "england-and-wales"));
            Check.Throws<BadValueException>(() => Calendar.OfDays("england-and-wales", new DateTime[0]));
        }

        public void Profiles()
        {
            string yaml = Data.Text("examples/vendor/exampleshire.yaml");
            using (Profile profile = Profile.FromYaml(yaml))
            {
                Check.Same("exampleshire england", profile.Name + " " + profile.Parent);
                Check.Same("exampleshire:assessment.single", Query.Of(profile, Days, "assessment.single").Due(new DateTime(2026, 5, 15)).GovernedBy);
                Rule rule = profile.Rules().First(one => one.Address == "exampleshire:assessment.single");
                Check.Same("35 working days after the referral", rule.Timescale);
                Check.Same("Local Should Primary", $"{rule.Authority} {rule.Force} {rule.Checked}");
                Check.Same(profile.Digest, Profile.FromFile(System.IO.Path.Combine(Data.Root, "examples/vendor/exampleshire.yaml")).Digest);
            }
            var bad = Check.Throws<BadFileException>(() => Profile.FromYaml(yaml.Replace("within: 35 working days", "within: 35 workdays")));
            Check.That(bad.Message.StartsWith("profile:11:13: \"35 workdays\" is not a length of time"), bad.Message);
            Check.Same(Status.File, Check.Throws<DuebyException>(() => Profile.FromFile("/nowhere.yaml")).Status);
            using (Profile profile = Profile.FromYaml(yaml.Replace("Exampleshire Council", "Sir Fynwy \u0175\u0177 \ud83d\udc76")))
                Check.That(profile.Title.StartsWith("Sir Fynwy \u0175\u0177 \ud83d\udc76"), profile.Title);
        }

        public void TextsOfValues()
        {
            foreach (string text in new[] { "1 working day", "16 years 3 months", "2 weeks", "72 hours", "-1 month" })
                Check.Same(text, Span.Parse(text).ToString());
            Check.Same("12:30am on Wednesday 1 April 2026", When.Parse("2026-04-01T00:30").InWords());
            Check.Same("met_late common-law", State.MetLate.Code() + " " + HolidayBasis.CommonLaw.Code());
            int refused = 0;
            foreach (MethodInfo code in typeof(Codes).GetMethods(BindingFlags.Public | BindingFlags.Static))
            {
                Type of = code.GetParameters()[0].ParameterType;
                foreach (object value in Enum.GetValues(of)) Check.That(code.Invoke(null, new[] { value }) != null, $"{of.Name} {value}");
                foreach (int number in new[] { 44, -1, int.MaxValue })
                {
                    var wrong = Check.Throws<TargetInvocationException>(() => code.Invoke(null, new[] { Enum.ToObject(of, number) }));
                    var why = wrong.InnerException as ArgumentOutOfRangeException;
                    Check.That(why != null && why.Message.StartsWith($"{number} is not a value of {of.Name}"), $"{of.Name} {number}: {wrong.InnerException}");
                    refused++;
                }
            }
            Check.That(refused >= 45, $"{refused} refused");
        }

        public void WhatIsDisposedOfSaysSo()
        {
            Query query = Ask("cp.conference.initial");
            Deadline deadline = query.Due(Discussion);
            query.Dispose();
            query.Dispose();
            Check.Same("Query", Check.Throws<ObjectDisposedException>(() => query.Due(Discussion)).ObjectName);
            Check.Throws<ObjectDisposedException>(() => deadline.ToJson());
            Check.Same(Conference, deadline.Due);
            Calendar calendar = Calendar.Of("scotland");
            Query other = Query.Of(England, calendar, "cp.conference.initial");
            calendar.Dispose();
            Check.Same(new DateTime(2026, 4, 20), other.Due(Discussion).Due); // a query keeps its calendar
        }

        public void ThreadsShareAQuery()
        {
            Query query = Ask("cp.conference.initial");
            Parallel.For(0, 2000, i => Check.That(query.Due(Discussion).Explanation().Text.Contains("Good Friday"), i));
        }

        public void WhatIsForgottenIsFreed()
        {
            for (int i = 0; i < 2000; i++) Check.That(Calendar.Of("england-and-wales").First.Year == 1971, i);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
