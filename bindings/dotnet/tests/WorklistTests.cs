using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Row = System.Collections.Generic.Dictionary<string, string>;

namespace Dueby.Tests
{
    // Makes events as a program would, from the rows of a file of tests/ or examples/, with tags as in docs/worklist.md.
    internal sealed class Caseload
    {
        private static readonly string[] Own = { "case", "event", "at", "ref", "tags" };

        private readonly Profile profile;
        private readonly List<string> names = new List<string>();
        private readonly Dictionary<string, List<Event>> events = new Dictionary<string, List<Event>>();
        private readonly Dictionary<string, List<KeyValuePair<string, string>>> columns = new Dictionary<string, List<KeyValuePair<string, string>>>();
        private readonly Dictionary<string, string> latest = new Dictionary<string, string>();
        internal readonly HashSet<string> Recorded = new HashSet<string>();

        internal Caseload(Profile profile, string path)
        {
            this.profile = profile;
            foreach (Row row in Data.Rows(path))
            {
                string name = row["case"];
                if (!events.ContainsKey(name))
                {
                    names.Add(name);
                    events[name] = new List<Event>();
                    columns[name] = row.Keys.Except(Own).Select(column => new KeyValuePair<string, string>(column, "")).ToList();
                }
                for (int i = 0; i < columns[name].Count; i++) Carry(name, i, row);
                Read(row, events[name]);
            }
        }

        // Uses the value of the latest row that has one. The order of rows with the same time does not matter.
        private void Carry(string name, int place, Row row)
        {
            string column = columns[name][place].Key, key = name + " " + column, found = row["at"] + " " + row[column];
            latest.TryGetValue(key, out string last);
            if (row[column] == "" || string.CompareOrdinal(found, last ?? "") <= 0) return;
            latest[key] = found;
            columns[name][place] = new KeyValuePair<string, string>(column, row[column]);
        }

        private static string Cell(Row row, string column)
        {
            return row.TryGetValue(column, out string cell) ? cell : "";
        }

        private void Read(Row row, List<Event> to)
        {
            When when = When.Parse(Regex.Replace(row["at"], "T00:00(:00)?$", "")); // midnight means that the time is unknown
            var happened = new Event(row["event"], when);
            if (Cell(row, "ref") != "") happened = happened.Ref(row["ref"]);
            var tags = new List<string>();
            foreach (string[] tag in Cell(row, "tags").Split(';').Select(one => one.Split('=')))
            {
                if (tag.Length == 1 && profile.Tags.Contains(tag[0])) tags.Add(tag[0]);
                else if (tag.Length == 2 && tag[0] == "agreed") happened = happened.Agreed(Span.Parse(tag[1]));
                else if (tag.Length == 2 && profile.Duties.Contains(tag[0].Substring("agreed.".Length)))
                    to.Add(Event.Agreement(tag[0].Substring("agreed.".Length), when.Date, Span.Parse(tag[1])).Ref(happened.Reference));
            }
            to.Add(happened.Tagged(tags.ToArray()));
            Recorded.Add(row["event"]);
        }

        internal IEnumerable<Case> Cases()
        {
            return names.Select(name => new Case(name, events[name]) { Columns = columns[name] });
        }
    }

    public class WorklistTests
    {
        private static readonly DateTime AsAt = new DateTime(2026, 10, 31);

        private static List<string> Command(string arguments)
        {
            var start = new ProcessStartInfo(Data.Command, arguments)
            {
                WorkingDirectory = Data.Root, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
                StandardOutputEncoding = new UTF8Encoding(false)
            };
            using (Process process = Process.Start(start))
            {
                process.ErrorDataReceived += (sender, line) => { };
                process.BeginErrorReadLine();
                string text = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                return text.Split('\n').ToList();
            }
        }

        // Checks that the lines made from examples/events.csv are the same as the command's, in the same order.
        public void ExamplesAsTheCommandHasThem()
        {
            Check.That(Data.Command != null, "the path of the command is the second argument");
            List<string> expected = Command("worklist examples/events.csv --as-at 2026-10-31 --profile barnet --format json")
                .Where(line => line.StartsWith("  {\"case\":")).Select(line => Regex.Replace(line.Trim(), "}[],}]*$", "}")).ToList();
            Check.That(expected.Count > 3000, expected.Count);
            using (Profile profile = Profile.BuiltIn("barnet"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            {
                var caseload = new Caseload(profile, "examples/events.csv");
                using (var worklist = new Worklist(profile, calendar, new WorklistOptions(AsAt) { Recorded = caseload.Recorded }))
                {
                    foreach (Case one in caseload.Cases()) worklist.Add(one);
                    List<string> found = worklist.Sort().Items().Select(item => item.ToJson()).ToList();
                    for (int i = 0; i < Math.Min(expected.Count, found.Count); i++) Check.Same(expected[i], found[i], "line " + i);
                    Check.Same(expected.Count, found.Count, "lines");
                }
            }
        }

        private static Row Fields(Item item)
        {
            Line line = item.Line;
            return new Row
            {
                { "case", item.Case.Name }, { "ref", line.Reference ?? "" }, { "rule", line.ListedAs }, { "occurrence", line.Occurrence.ToString() },
                { "trigger", line.Trigger?.Type ?? "" }, { "triggered_at", line.Trigger?.When.ToString() ?? "" }, { "opens", Data.Of(line.Opens) },
                { "due", line.DueWhen?.ToString() ?? "" }, { "met_at", line.Met?.When.ToString() ?? "" }, { "state", line.State.Code() },
                { "days_left", line.DaysLeft.ToString() }, { "working_days_left", line.WorkingDaysLeft.ToString() },
                { "working_days_taken", line.WorkingDaysTaken.ToString() }, { "governed_by", line.GovernedBy ?? "" }
            };
        }

        // Stories about how dueby reads a file: midnight, and a day that cannot be read.
        static readonly string[] AboutFiles = { "rule_14_midnight", "rule_26_an_unknown_day" };

        // Compares every line of tests/vectors/stories that was worked out by hand, except where the story is about reading the file.
        public void Stories()
        {
            var wrong = new List<string>();
            int lines = 0;
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            {
                foreach (Row story in Data.Rows("tests/vectors/stories/stories.csv"))
                {
                    if (AboutFiles.Contains(story["name"])) continue;
                    string path = "tests/vectors/stories/" + story["name"];
                    using (Profile profile = Profile.BuiltIn(story["profile"]))
                    {
                        var caseload = new Caseload(profile, path + ".csv");
                        Match since = Regex.Match(story["options"], @"^--history-from (\S+)$");
                        Match held = Regex.Match(story["options"], @"^--holds (\S+)=(latest|never|since:(\S+))$");
                        Check.That(since.Success || held.Success || story["options"] == "", story["options"]);
                        var options = new WorklistOptions(When.Parse(story["as_at"])) { Recorded = caseload.Recorded, Only = story["only"].Split(',') };
                        if (since.Success) options.HistoryFrom = Data.Day(since.Groups[1].Value);
                        if (held.Success)
                        {
                            string what = held.Groups[2].Value;
                            Holding holding = what == "latest" ? Holding.Latest : what == "never" ? Holding.Never : Holding.Since(Data.Day(held.Groups[3].Value));
                            options.Holds = new Dictionary<string, Holding> { { held.Groups[1].Value, holding } };
                        }
                        using (var worklist = new Worklist(profile, calendar, options))
                        {
                            foreach (Case one in caseload.Cases()) worklist.Add(one);
                            List<Row> expected = Data.Rows(path + ".expected.csv");
                            IReadOnlyList<Item> items = worklist.Items();
                            lines += expected.Count;
                            if (items.Count != expected.Count) wrong.Add($"{story["name"]}: {items.Count} lines, expected {expected.Count}");
                            for (int i = 0; i < Math.Min(items.Count, expected.Count); i++)
                            {
                                foreach (KeyValuePair<string, string> field in Fields(items[i]))
                                    if (field.Value != expected[i][field.Key])
                                        wrong.Add($"{story["name"]} {i}: {field.Key} is {field.Value}, expected {expected[i][field.Key]}");
                                if (!items[i].ReasonText.Contains(expected[i]["reason_has"])) wrong.Add($"{story["name"]} {i}: {items[i].ReasonText}");
                            }
                        }
                    }
                }
            }
            Check.None(wrong);
            Check.That(lines > 150, lines);
        }

        // Reads a census (as at its reference date), an SSDA903 of many files, and a file of events.
        public void FilesAsTheCommandHasThem()
        {
            Func<string, List<string>> lines = arguments => Command(arguments + " --format json").Where(line => line.StartsWith("  {\"case\":"))
                .Select(line => Regex.Replace(line.Trim(), "}[],}]*$", "}")).ToList();
            string folder = Data.Root + "/tests/returns/ssda903/";
            using (Profile england = Profile.BuiltIn("england"))
            using (Profile barnet = Profile.BuiltIn("barnet"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            {
                using (Worklist census = Worklist.OfFiles(england, calendar, WorklistOptions.AsAtReferenceDate(), Data.Root + "/examples/cin.xml"))
                {
                    Check.Same(string.Join("\n", lines("worklist examples/cin.xml")), string.Join("\n", census.Items().Select(one => one.ToJson())));
                    Check.Same(new DateTime(2026, 3, 31), census.AsAt.Date);
                    Check.Same("Read as children in need census (cin): 1 file. Checked at its reference date, Tuesday 31 March 2026", census.Notes[0]);
                }
                string[] names = { "header", "episodes", "reviews", "missing" };
                var statute = new WorklistOptions(new DateTime(2026, 3, 31)) { Authorities = new[] { Authority.Statute } };
                using (Worklist care = Worklist.OfFiles(england, calendar, statute, names.Select(name => folder + name + ".csv").ToArray()))
                {
                    Check.Same(string.Join("\n", lines("worklist " + string.Join(" ", names.Select(name => folder + name + ".csv")) +
                        " --as-at 2026-03-31 --authority statute")), string.Join("\n", care.Items().Select(one => one.ToJson())));
                    Check.That(care.Problems.Any(one => one.Line == 31 && one.Message.EndsWith("episodes: this row has 4 columns but the header has 13")), "line 31");
                }
                using (Worklist events = Worklist.OfFiles(barnet, calendar, new WorklistOptions(AsAt), Data.Root + "/examples/events.csv"))
                    Check.Same(string.Join("\n", lines("worklist examples/events.csv --as-at 2026-10-31 --profile barnet")),
                        string.Join("\n", events.Items().Select(one => one.ToJson())));
            }
        }

        public void ACaseOfAFileIsACase()
        {
            byte[] file = Encoding.UTF8.GetBytes("case,event,at,ref,tags,team\n7,strategy_discussion.held,2026-03-02,P \u00e9,,North\n" +
                "7,icpc.held,2026-03-05T14:30,P \u00e9,alone;agreed=2 weeks,North\n7,visit.made,soon,,,\n");
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (Worklist worklist = Worklist.OfFiles(profile, calendar, new WorklistOptions(new DateTime(2026, 3, 20)),
                new[] { new KeyValuePair<string, byte[]>("7.csv", file) }))
            {
                Case read = worklist.Items()[0].Case;
                Check.Same("7", read.Name);
                Check.Same("North", read.Columns.Single().Value);
                Check.Same(1L, read.BadRows);
                Check.Same(4L, read.FirstBadLine);
                Event held = read.Events[1];
                Check.Same("icpc.held 2026-03-05T14:30:00+00:00 alone 2 weeks P \u00e9 3",
                    $"{held.Type} {held.When} {held.Tags.Single()} {held.AgreedInterval} {held.Reference} {held.SourceRow}");
                Line met = worklist.Items().Select(item => item.Line).First(line => line?.Met != null);
                Check.That(ReferenceEquals(met.Met, held), met);
                Check.Same("P \u00e9", met.Reference);
            }
        }

        // Expects two findings: row 3 has a ref without a conference, and row 9 is after the as-at day.
        public void FindingsAreRecords()
        {
            var options = new WorklistOptions(new DateTime(2026, 4, 22))
            {
                Only = new[] { "cp.conference.initial" }, Recorded = new[] { "strategy_discussion.held" }
            };
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (var worklist = new Worklist(profile, calendar, options))
            {
                worklist.Add(new Case("1", new[] { new Event("strategy_discussion.held", new DateTime(2026, 3, 27)).Row(3),
                    new Event("strategy_discussion.held", new DateTime(2026, 5, 1)).Row(9) }));
                IReadOnlyList<Finding> findings = worklist.Findings();
                Check.Same("Recorded NotRecorded Later", string.Join(" ", findings.Select(one => one.Kind)));
                Check.Same((DateTime?)new DateTime(2026, 3, 27), findings[0].RecordedTo);
                Check.Same("icpc.held", findings[1].Event);
                Check.Same(3L, findings[1].Lines.Single());
                Check.Same(9L, findings[2].Lines.Single());
                Check.Same(1L, findings[2].Count);
                Check.Same("later", findings[2].Kind.Code());
                Check.That(findings[2].Text.StartsWith("1 event is dated after the day you are checking (row 9)"), findings[2].Text);
            }
        }

        public void FilesThatCannotBeRead()
        {
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            {
                Func<string, WorklistOptions, Worklist> read = (text, options) => Worklist.OfFiles(profile, calendar, options,
                    new[] { new KeyValuePair<string, byte[]>("x.csv", Encoding.UTF8.GetBytes(text)) });
                const string events = "case,event,at,team\n1,visit.made,2026-03-05,North\n";
                Check.Throws<BadFileException>(() => read("a", new WorklistOptions(AsAt)));
                Check.Throws<OutsideCoverageException>(() => read(events, new WorklistOptions(new DateTime(2300, 1, 1))));
                Check.Throws<BadFileException>(() => read("<CIN", new WorklistOptions(AsAt)));
                var where = new WorklistOptions(AsAt);
                where.Where("worker", "A");
                Check.Throws<UnknownNameException>(() => read(events, where));
                Check.Throws<BadValueException>(() => read(events, WorklistOptions.AsAtReferenceDate()));
                Check.Throws<BadValueException>(() => Worklist.OfFiles(profile, calendar, new WorklistOptions(AsAt)));
                Check.Throws<System.IO.FileNotFoundException>(() => Worklist.OfFiles(profile, calendar, new WorklistOptions(AsAt), "no such file.csv"));
            }
        }

        public void WhatCannotBeReadIsListed()
        {
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (var worklist = new Worklist(profile, calendar, new WorklistOptions(AsAt)))
            {
                var team = new[] { new KeyValuePair<string, string>("team", "North") };
                worklist.Add(new Case("1", new Event[0]) { Columns = team, BadRows = 1, FirstBadLine = 5 });
                Item item = worklist.Items()[0];
                Check.That(item.Line == null && item.State == State.NotComputable, "a line");
                Check.That(item.ReasonText.Contains("(row 5)"), item.ReasonText);
                Check.That(item.ToJson().Contains("\"team\":\"North\""), item.ToJson());
                Check.Same(1L, worklist.Count(WorklistCount.Cases));
                Check.That(worklist.Disclaimer() != "" && worklist.Findings().Count > 0, "what must be shown");
            }
        }

        public void CasesThatAreNotWantedAreLeftOut()
        {
            var options = new WorklistOptions(AsAt);
            options.Where("team", "North", "South");
            var held = new[] { new Event("strategy_discussion.held", new DateTime(2026, 3, 27)) };
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (var worklist = new Worklist(profile, calendar, options))
            {
                Check.That(worklist.Add(new Case("1", held) { Columns = new[] { new KeyValuePair<string, string>("team", "South") } }), "wanted");
                Check.That(!worklist.Add(new Case("2", held) { Columns = new[] { new KeyValuePair<string, string>("team", "West") } }), "not wanted");
                Check.That(worklist.Items().All(item => item.Case.Name == "1"), "items");
                Check.That(worklist.Items()[0].ToString().StartsWith("1, "), worklist.Items()[0]);
            }
        }

        // A caller who adds thousands of cases has to find the one event that is wrong.
        public void AnUnknownNameSaysInWhichCaseItIs()
        {
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (var worklist = new Worklist(profile, calendar, new WorklistOptions(AsAt)))
            using (var timeline = new Timeline(profile, calendar))
            using (Query query = Query.Of(profile, calendar, "cp.conference.initial"))
            {
                var day = new DateTime(2026, 3, 27);
                var held = new Event("strategy_discussion.held", day);
                var unknown = new Event("care.started", day);
                Begins<UnknownNameException>("case \"7\", care.started on 2026-03-27: unknown event \"care.started\"",
                    () => worklist.Add(new Case("7", new[] { held, unknown })));
                Begins<UnknownNameException>("case \"7\", row 12, visit.made on 2026-03-27: unknown tag \"alnoe\"",
                    () => worklist.Add(new Case("7", new[] { held, new Event("visit.made", day).Tagged("alnoe").Row(12) })));
                Begins<UnknownNameException>("case \"7\", agreed.cla.visti on 2026-03-27: unknown ",
                    () => worklist.Add(new Case("7", new[] { held, Event.Agreement("cla.visti", day, Span.Parse("4 weeks")) })));
                var unread = new Case("7", new[] { held }) { BadRows = 1, FirstBadLine = 4, Unread = new[] { new UnreadRow("icpc.hold") { SourceRow = 4 } } };
                Begins<UnknownNameException>("case \"7\", row 4, icpc.hold: unknown event \"icpc.hold\"", () => worklist.Add(unread));
                Begins<ArgumentException>("case \"7\", event on 2026-03-27: ", () => worklist.Add(new Case("7", new[] { Event.Trigger(day) })));
                Check.Same(0L, worklist.Count(WorklistCount.Cases));
                Begins<UnknownNameException>("cases[1], care.started on 2026-03-27: unknown event \"care.started\"",
                    () => timeline.RunCases(new[] { new[] { held }, new[] { unknown } }, new RunOptions(AsAt)));
                Begins<UnknownNameException>("Facts, care.started on 2026-03-27: unknown event \"care.started\"",
                    () => query.Due(Event.Trigger(day), new Facts { Events = new[] { unknown } }));
            }
        }

        public void ACaseIsAddedOnce()
        {
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (var worklist = new Worklist(profile, calendar, new WorklistOptions(AsAt)))
            {
                var held = new[] { new Event("strategy_discussion.held", new DateTime(2026, 3, 27)) };
                worklist.Add(new Case("1", held));
                worklist.Add(new Case("01", held));
                Check.Same("case \"1\" has already been added: add each case once, with all its events",
                    Check.Throws<BadValueException>(() => worklist.Add(new Case("1", new Event[0]))).Message);
                Check.Same(2L, worklist.Count(WorklistCount.Cases));
            }
        }

        // As at Wednesday 22 April 2026. The conference was due on Tuesday 21 April, 15 working days after Friday 27 March.
        public void ATimelineHasTheLinesOfAWorklist()
        {
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (var timeline = new Timeline(profile, calendar))
            {
                var options = new WorklistOptions(new DateTime(2026, 4, 22)) { Only = new[] { "cp.conference.initial" } };
                Event held = new Event("strategy_discussion.held", new DateTime(2026, 3, 27)).Ref("S 47 \u00e9");
                Event[] late = { held }, met = { held, new Event("icpc.held", new DateTime(2026, 4, 21)).Ref("S 47 \u00e9") };
                IReadOnlyList<Line> lines = timeline.RunCases(new[] { late, met }, options);
                Check.Same(2, lines.Count);
                Check.Same(new DateTime(2026, 4, 21), lines[0].Due);
                Check.Same(State.Overdue, lines[0].State);
                Check.Same(-1, lines[0].DaysLeft);
                Check.Same("S 47 \u00e9", lines[0].Reference);
                Check.That(lines[0].Trigger == held && lines[0].Met == null && lines[1].Met == met[1], "events");
                IReadOnlyList<Line> alone = timeline.Run(met, options); // lines of the earlier run must stay valid
                using (var worklist = new Worklist(profile, calendar, options))
                {
                    worklist.Add(new Case("1", late));
                    worklist.Add(new Case("2", met));
                    for (int i = 0; i < 2; i++)
                    {
                        Line one = lines[i], other = worklist.Items()[i].Line;
                        Check.Same(one.ToString(), other.ToString());
                        Check.Same(one.Words, other.Words);
                        Check.Same(one.Title, other.Title);
                        Check.Same(one.Key, other.Key);
                        Check.Same(one.ReasonText, other.ReasonText);
                        Check.Same(one.Explanation(), other.Explanation());
                        Check.Same(one.Summary(), other.Summary());
                    }
                    Check.Same(alone[0].Explanation(), lines[1].Explanation());
                    SummaryRow row = worklist.Summary().Single();
                    Check.Same("cp.conference.initial 1 2", $"{row.Duty} {row.Good} {row.Counted}");
                }
            }
        }

        public void WhatTheProfileDoesNotKnowIsSaid()
        {
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (var timeline = new Timeline(profile, calendar))
            {
                var run = new RunOptions(AsAt);
                Event wrong = new Event("visit.mad", AsAt), right = new Event("visit.made", AsAt);
                Check.Same($"visit.mad on {wrong.When}: unknown event \"visit.mad\": did you mean \"visit.made\"?",
                    Check.Throws<UnknownNameException>(() => timeline.Run(new[] { wrong }, run)).Message);
                Check.Throws<UnknownNameException>(() => timeline.Run(new[] { right }, new RunOptions(AsAt) { Only = new[] { "cp.visti" } }));
                Check.Throws<UnknownNameException>(() => timeline.Run(new[] { right }, new RunOptions(AsAt) { Recorded = new[] { "visti" } }));
                Check.Throws<UnknownNameException>(() => timeline.Run(new[] { right.Tagged("alnoe") }, run));
                Check.Throws<ArgumentException>(() => timeline.Run(new[] { Event.Trigger(AsAt) }, run));
                Check.Throws<OutsideCoverageException>(() => timeline.Run(new[] { right }, new RunOptions(new DateTime(2300, 1, 1))));
            }
        }

        // a conference after this event is due on 21 April 2026
        private static readonly DateTime Discussion = new DateTime(2026, 3, 27);
        private static readonly Event Held = new Event("strategy_discussion.held", Discussion).Ref("P1");

        private static Worklist Conferences(Profile profile, Calendar calendar, int day, params Case[] cases)
        {
            var made = new Worklist(profile, calendar, new WorklistOptions(new DateTime(2026, 4, day)) { Only = new[] { "cp.conference.initial" } });
            foreach (Case one in cases) made.Add(one);
            return made;
        }

        // Rule 28: a line that an unreadable row may have met is not called late. Void rows cannot meet it.
        public void UnreadRowsAreNotHeldAgainstACase()
        {
            var rows = new[]
            {
                new KeyValuePair<UnreadRow, State>(new UnreadRow("icpc.held"), State.NotComputable),
                new KeyValuePair<UnreadRow, State>(new UnreadRow("icpc.held") { Tags = new string[0], Reference = "P1" }, State.NotComputable),
                new KeyValuePair<UnreadRow, State>(new UnreadRow("icpc.held") { Reference = "P2" }, State.Overdue),
                new KeyValuePair<UnreadRow, State>(new UnreadRow("icpc.held") { Tags = new[] { "void" } }, State.Overdue),
                new KeyValuePair<UnreadRow, State>(new UnreadRow("visit.made"), State.Overdue),
                new KeyValuePair<UnreadRow, State>(UnreadRow.AnyEvent(), State.NotComputable),
                new KeyValuePair<UnreadRow, State>(UnreadRow.Agreement("cp.conference.initial"), State.NotComputable),
                new KeyValuePair<UnreadRow, State>(UnreadRow.Agreement("cla.visit"), State.Overdue)
            };
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            {
                for (int i = 0; i < 2 * rows.Length; i++) // the second time, a row of which only one field could not be read
                {
                    var bad = new Case("1", new[] { Held, Held.Ref("P2") })
                        { BadRows = i < rows.Length ? 1 : 0, FirstBadLine = 4, Unread = new[] { rows[i % rows.Length].Key } };
                    using (Worklist worklist = Conferences(profile, calendar, 22, bad))
                        Check.Same(rows[i % rows.Length].Value, worklist.Items().First(one => one.Line?.Reference == "P1").State, i);
                }
                var unknown = new Case("1", new[] { Held }) { BadRows = 1, Unread = new[] { new UnreadRow("icpc.hold") } };
                Check.Throws<UnknownNameException>(() => Conferences(profile, calendar, 22, unknown));
                byte[] file = Encoding.UTF8.GetBytes("case,event,at\n1,strategy_discussion.held,2026-03-27\n1,icpc.held,soon\n");
                using (Worklist worklist = Worklist.OfFiles(profile, calendar, new WorklistOptions(new DateTime(2026, 4, 22)),
                    new[] { new KeyValuePair<string, byte[]>("1.csv", file) }))
                {
                    UnreadRow row = worklist.Items()[0].Case.Unread.Single();
                    Check.Same("icpc.held 0  3", $"{row.Type} {row.Tags.Count} {row.Reference} {row.SourceRow}");
                }
            }
        }

        // Between 20 and 22 April the first case became overdue, and the second was done.
        public void WhatHasChanged()
        {
            var cases = new[] { new Case("1", new[] { Held }), new Case("2", new[] { Held, new Event("icpc.held", new DateTime(2026, 4, 21)).Ref("P1") }) };
            using (Profile profile = Profile.BuiltIn("england"))
            using (Profile barnet = Profile.BuiltIn("barnet"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (Worklist now = Conferences(profile, calendar, 22, cases))
            using (Worklist before = Conferences(profile, calendar, 20, cases))
            using (Worklist other = Conferences(barnet, calendar, 20, cases))
            {
                IReadOnlyList<Change> changes = now.Since(new DateTime(2026, 4, 20));
                Check.Same("Overdue 1 cp.conference.initial, Done 2 cp.conference.initial",
                    string.Join(", ", changes.Select(one => $"{one.Kind} {one.Name} {one.Duty}")));
                Check.That(changes[0].Text.StartsWith("Overdue by 1 working day, due by Tuesday 21 April 2026"), changes[0].Text);
                Check.That(changes[1].Json.StartsWith("{\"change\":\"done\""), changes[1].Json);
                Check.Same("overdue", changes[0].Kind.Code());
                Check.That(now.Since(before).Select(one => one.Json).SequenceEqual(changes.Select(one => one.Json)), "an older list");
                Check.Same(0, now.Since(now).Count);
                Check.Throws<BadValueException>(() => now.Since(other));
            }
        }

        // An older list of a later day, or made with other rules, days or options, would show changes that never happened.
        public void WhatHasChangedNeedsTheSameList()
        {
            Func<WorklistOptions> options = () => new WorklistOptions(new DateTime(2026, 4, 20)) { Only = new[] { "cp.conference.initial" } };
            const string differs = "since: the older list was made differently: ";
            const string isLater = differs + "AsAt: 2026-04-23 in the older list, 2026-04-22 in this one, which is earlier";
            using (Profile profile = Profile.BuiltIn("england"))
            using (Profile barnet = Profile.BuiltIn("barnet"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (Calendar scotland = Calendar.Of("scotland"))
            using (Worklist now = Conferences(profile, calendar, 22))
            using (Worklist later = Conferences(profile, calendar, 23))
            {
                Check.Same(isLater, Check.Throws<BadValueException>(() => now.Since(new DateTime(2026, 4, 23))).Message);
                Check.Same(isLater, Check.Throws<BadValueException>(() => now.Since(later)).Message);
                Check.Same(0, later.Since(now).Count);
                Action<string, Profile, Calendar, Action<WorklistOptions>> refused = (message, rules, days, change) =>
                {
                    WorklistOptions other = options();
                    change(other);
                    using (var older = new Worklist(rules, days, other))
                        Check.Same(differs + message, Check.Throws<BadValueException>(() => now.Since(older)).Message);
                };
                refused("Profile: barnet in the older list, england in this one", barnet, calendar, to => { });
                refused("Calendar: scotland in the older list, england-and-wales in this one", profile, scotland, to => { });
                refused("HistoryFrom: 2025-04-01 in the older list, not given in this one", profile, calendar,
                    to => to.HistoryFrom = new DateTime(2025, 4, 1));
                refused("Holds icpc.held: latest in the older list, not given in this one", profile, calendar,
                    to => to.Holds = new Dictionary<string, Holding> { { "icpc.held", Holding.Latest } });
                refused("IgnoreRefs = true in the older list only", profile, calendar, to => to.IgnoreRefs = true);
                refused("WholeDays = true in the older list only", profile, calendar, to => to.WholeDays = true);
                refused("Where team: 1 value in the older list, not given in this one", profile, calendar, to => to.Where("team", "North"));
                // a horizon adds lines that are left out, and what is listed does not matter
                WorklistOptions alike = options();
                alike.Horizon = new DateTime(2026, 6, 20);
                alike.States = new[] { State.Overdue };
                alike.ToDo = true;
                using (var older = new Worklist(profile, calendar, alike)) Check.Same(0, now.Since(older).Count);
            }
        }

        // As at 20 April, a conference on the 21st would be in time, and one on the 22nd late.
        public void WhatAnEventWouldDo()
        {
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (Worklist worklist = Conferences(profile, calendar, 20, new Case("1", new[] { Held }), new Case("2", new Event[0])))
            {
                Effect late = worklist.WhatIf(new Event("icpc.held", new DateTime(2026, 4, 22))).Single();
                Check.Same("Meets meets 1 cp.conference.initial", $"{late.Kind} {late.Kind.Code()} {late.Name} {late.Duty}");
                Check.That(late.Text.StartsWith("Meets the initial child protection conference, P1, late: due by Tuesday 21 April 2026"), late.Text);
                Check.That(late.Json.StartsWith("{\"effect\":\"meets\""), late.Json);
                string met = worklist.WhatIf(new Event("icpc.held", new DateTime(2026, 4, 21)))[0].Text;
                Check.That(met.StartsWith("Meets the initial child protection conference, P1, in time"), met);
                Check.Same(EffectKind.Starts, worklist.WhatIf(new Event("strategy_discussion.held", new DateTime(2026, 4, 21)))[0].Kind);
                Check.Throws<UnknownNameException>(() => worklist.WhatIf(new Event("icpc.hold", Discussion)));
                Check.Throws<ArgumentException>(() => worklist.WhatIf(Event.Trigger(Discussion)));
                Check.Same(State.DueSoon, worklist.Items()[0].State); // the trial does not change the list
            }
        }

        // Disposing in another thread waits for a running call; the next call throws ObjectDisposedException.
        public void WhatIsInUseIsNotFreed()
        {
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            {
                Case[] cases = Enumerable.Range(0, 50).Select(i => new Case("c" + i, new[] { Held })).ToArray();
                for (int i = 0; i < 20; i++)
                {
                    Worklist worklist = Conferences(profile, calendar, 22, cases);
                    Task used = Task.Run(() => Check.Throws<ObjectDisposedException>(() =>
                    {
                        for (;;) Check.Same(50, worklist.Items().Count + worklist.Since(Discussion).Count - 50);
                    }));
                    System.Threading.Thread.Sleep(2);
                    worklist.Dispose();
                    used.Wait();
                }
            }
        }

        // A null in a column means no value. A message names any other null, and a number that is not a value of its enum.
        public void WrongValuesAreNamed()
        {
            Func<WorklistOptions> options = () => new WorklistOptions(AsAt);
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            {
                var team = new[] { new KeyValuePair<string, string>("team", null) };
                using (Worklist worklist = Conferences(profile, calendar, 22, new Case("1", new[] { Held }) { Columns = team }))
                    Check.That(worklist.Items()[0].ToJson().EndsWith("\"team\":null}"), worklist.Items()[0].ToJson());
                Func<WorklistOptions, Action> make = wrong => () => new Worklist(profile, calendar, wrong);
                var said = new Dictionary<string, Action>
                {
                    { "events[1]", () => new Case("1", new[] { Held, null }) }, { "tags[0]", () => Held.Tagged((string)null) },
                    { "Only[1]", make(new WorklistOptions(AsAt) { Only = new[] { "cp.visit", null } }) },
                    { "Recorded[0]", make(new WorklistOptions(AsAt) { Recorded = new string[] { null } }) },
                    { "values[0]", () => options().Where("team", (string)null) },
                    { "Unread[0]", () => Conferences(profile, calendar, 22, new Case("1", new[] { Held }) { Unread = new UnreadRow[] { null } }) }
                };
                foreach (KeyValuePair<string, Action> one in said) Check.Same(one.Key, Check.Throws<ArgumentNullException>(one.Value).ParamName);
                Query asked = Query.Of(profile, calendar, "cla.visit");
                foreach (Action call in new Action[]
                {
                    () => asked.Due((Event)null), () => asked.Series(null, 1), () => asked.DueDays(null), () => asked.DueColumns(null),
                    () => asked.DueDates((DateTime?[])null).ToList(), () => asked.DueDates((DateTime[])null),
                    () => asked.Due(Discussion).Check(null), () => Query.Of(null, calendar, "cla.visit"),
                    () => Query.Of(profile, null, "cla.visit"), () => Query.Of(profile, calendar, null), () => new Worklist(null, calendar, options()),
                    () => asked.Due(Event.Trigger(Discussion), new Facts { Events = null }), () => new Timeline(profile, null),
                    () => asked.Due(Event.Trigger(Discussion), new Facts { Events = new Event[] { null } }),
                    make(null), () => Conferences(profile, calendar, 22, new Case[] { null }), () => Calendar.FromCsv(null, "scotland"),
                    () => calendar.Add(null, new Span(1, Unit.Days)), () => calendar.WorkingDaysBetween(null, new int[0]),
                    () => calendar.WithClosures(null), () => Profile.FromYaml(null), () => When.Parse(null), () => Span.Parse(null),
                    () => Worklist.OfFiles(profile, calendar, options(), (string[])null),
                    () => Worklist.OfFiles(profile, calendar, null, new KeyValuePair<string, byte[]>[0]),
                    () => Worklist.OfFiles(profile, calendar, options(), new[] { new KeyValuePair<string, byte[]>("x.csv", null) }),
                    () => Conferences(profile, calendar, 22).Since(null), () => Conferences(profile, calendar, 22).WhatIf(null),
                    () => new Timeline(profile, calendar).Run(null, options()), () => new Timeline(profile, calendar).Run(new Event[] { null }, options())
                }) Check.Throws<ArgumentNullException>(call);
                string noType = Check.Throws<ArgumentNullException>(() => new Event(null, Discussion)).Message;
                Check.That(noType.Contains("use Event.Trigger(when)"), noType);
                Check.Throws<BadValueException>(() => calendar.WithWeekend((DayOfWeek)7));
                Check.Same("\"27/03/2026\" is written day first: write 2026-03-27",
                    Check.Throws<BadValueException>(() => When.Parse("27/03/2026")).Message);
                Check.Same("\"3 wrokdays\" is not a length of time. Write it like \"45 working days\", \"6 weeks\", \"16 years 3 months\" or \"72 hours\"",
                    Check.Throws<BadValueException>(() => Span.Parse("3 wrokdays")).Message);
                Check.Same("Authorities: 40 is not a value of Authority",
                    Check.Throws<BadValueException>(make(new WorklistOptions(AsAt) { Authorities = new[] { (Authority)40 } })).Message);
                Check.Throws<BadValueException>(make(new WorklistOptions(AsAt) { States = new[] { (State)(-1) } }));
                Check.Throws<BadValueException>(make(new WorklistOptions(AsAt) { Subjects = new[] { (Subject)99 } }));
                Check.Same("case \"1\", visit.made: 0001-01-01: expected a day from 1900 to 2199", Check.Throws<BadValueException>(() =>
                    Conferences(profile, calendar, 22, new Case("1", new[] { new Event("visit.made", DateTime.MinValue) }))).Message);
                Check.Throws<BadValueException>(() => Conferences(profile, calendar, 22, new Case("1", new[] { Held }) { BadRows = -1 }));
                using (Query query = Query.Of(profile, calendar, "cla.visit"))
                    foreach (int count in new[] { int.MinValue, -1, 0, 1001, int.MaxValue })
                        Check.Same($"count: {count}: expected a number from 1 to 1000",
                            Check.Throws<BadValueException>(() => query.Series(Event.Trigger(Discussion), count)).Message);
            }
        }

        private static void Begins<T>(string message, Action call) where T : Exception
        {
            string found = Check.Throws<T>(call).Message;
            Check.That(found.StartsWith(message, StringComparison.Ordinal), found);
        }

        private static void Refused<T>(string message, Action call) where T : Exception
        {
            Check.Same(message, Check.Throws<T>(call).Message.Split('\n')[0].TrimEnd('\r'));
        }

        private static KeyValuePair<string, byte[]>[] File(string text)
        {
            return new[] { new KeyValuePair<string, byte[]>("events.csv", Encoding.UTF8.GetBytes(text)) };
        }

        private static Case With(params string[] columns)
        {
            return new Case("1", new[] { Held }) { Columns = columns.Select(name => new KeyValuePair<string, string>(name, "x")).ToArray() };
        }

        // If a column had the name of a field, the JSON would have that name twice.
        public void ColumnsWithTheNameOfAField()
        {
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (Worklist worklist = Conferences(profile, calendar, 22, With("change", "effect")))
            {
                Func<string, string> rename = name => $"rename the column \"{name}\": dueby uses this name in its answer";
                foreach (string name in new[] { "rule", "case", "due", "governed_by" })
                    Refused<BadValueException>(rename(name), () => worklist.Add(With(name)));
                Refused<BadValueException>("Columns: there are two columns called \"team\"", () => worklist.Add(With("team", "team")));
                Refused<BadValueException>(rename("rule"), () => Worklist.OfFiles(profile, calendar, new WorklistOptions(AsAt),
                    File("case,event,at,rule\n1,icpc.held,2026-03-27,x\n")));
                Refused<BadValueException>(rename("change"), () => worklist.Since(Discussion));
                Refused<BadValueException>(rename("effect"), () => worklist.WhatIf(new Event("icpc.held", AsAt)));
                Refused<UnknownNameException>("summary: the events have no extra column called \"tem\"",
                    () => worklist.Summary(column: "tem"));
                Refused<BadValueException>("period: the last day is before the first",
                    () => worklist.Summary(MeasureBasis.Due, AsAt, Discussion));
            }
        }

        // The calendar covers 1971 to 2100, and C reads days from 1900 to 2199.
        public void DaysThatAreTooFarAway()
        {
            DateTime late = new DateTime(2101, 1, 1), far = new DateTime(9999, 12, 31);
            const string covers = ": the calendar only covers 1971-01-01 to 2100-12-31";
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (Worklist worklist = Conferences(profile, calendar, 22, With("team")))
            {
                var options = new Dictionary<string, WorklistOptions>
                {
                    { "Horizon", new WorklistOptions(AsAt) { Horizon = far } }, { "HistoryFrom", new WorklistOptions(AsAt) { HistoryFrom = far } },
                    { "DueBefore", new WorklistOptions(AsAt) { DueBefore = far } }, { "RecordedTo", new WorklistOptions(AsAt) { RecordedTo = far } }
                };
                foreach (KeyValuePair<string, WorklistOptions> one in options)
                    Refused<BadValueException>(one.Key + ": 9999-12-31: expected a day from 1900 to 2199", () => new Worklist(profile, calendar, one.Value));
                Refused<BadValueException>("Since: 9999-12-31: expected a day from 1900 to 2199", () => Holding.Since(far));
                foreach (DateTime day in new[] { late, new DateTime(1970, 12, 31), far, DateTime.MinValue })
                {
                    Refused<OutsideCoverageException>("AsAt: " + day.ToString("yyyy-MM-dd") + covers, () => new Worklist(profile, calendar, new WorklistOptions(day)));
                    Refused<OutsideCoverageException>("earlier: " + day.ToString("yyyy-MM-dd") + covers, () => worklist.Since(day));
                }
                Refused<OutsideCoverageException>("icpc.held: 2101-01-01" + covers, () => worklist.WhatIf(new Event("icpc.held", late)));
                Refused<OutsideCoverageException>("Horizon: 2101-01-01" + covers, () => new Worklist(profile, calendar, new WorklistOptions(AsAt) { Horizon = late }));
                Refused<OutsideCoverageException>("AsAt: 2101-01-01" + covers, () => Worklist.OfFiles(profile, calendar, new WorklistOptions(late),
                    File("case,event,at\n1,icpc.held,2026-03-27\n")));
                Refused<BadValueException>("Horizon: this is before AsAt",
                    () => new Worklist(profile, calendar, new WorklistOptions(AsAt) { Horizon = Discussion }));
                Refused<BadValueException>("HistoryFrom: this is after AsAt",
                    () => new Worklist(profile, calendar, new WorklistOptions(AsAt) { HistoryFrom = new DateTime(2062, 3, 1) }));
                Refused<BadValueException>("Holds: this is after AsAt", () => new Worklist(profile, calendar, new WorklistOptions(AsAt)
                {
                    Holds = new Dictionary<string, Holding> { ["visit.made"] = Holding.Since(new DateTime(2062, 3, 1)) }
                }));
                Refused<BadValueException>("Soon: \"5 hours\": expected a number of days, weeks or months, such as \"10 working days\"",
                    () => new Worklist(profile, calendar, new WorklistOptions(AsAt) { Soon = Span.Parse("5 hours") }));
                foreach (Unit unit in new[] { (Unit)0, (Unit)(-1), (Unit)99 })
                    Check.Throws<BadValueException>(() => new Worklist(profile, calendar, new WorklistOptions(AsAt) { Soon = new Span(5, unit) }));
            }
        }

        // Checks that a worklist says what is missing from the files. A list that did not would look as if nothing were due.
        public void FilesThatDoNotAnswer()
        {
            KeyValuePair<string, byte[]>[] events = File("case,event,at,team\n1,icpc.held,2026-03-27,North\n");
            WorklistOptions team = new WorklistOptions(AsAt), name = new WorklistOptions(AsAt);
            team.Where("tem", "North");
            name.Where(null, "7");
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            {
                Refused<BadValueException>("files: expected one or more files, found none",
                    () => Worklist.OfFiles(profile, calendar, WorklistOptions.AsAtReferenceDate()));
                Refused<BadValueException>("AsAt: events.csv: give the day to check, for example AsAt = new DateTime(2026, 3, 31): dueby does not use today's date",
                    () => Worklist.OfFiles(profile, calendar, WorklistOptions.AsAtReferenceDate(), events));
                Refused<ArgumentException>("there is no reference date: only the files of a return have one",
                    () => new Worklist(profile, calendar, WorklistOptions.AsAtReferenceDate()));
                Refused<UnknownNameException>("Where: the events have no extra column called \"tem\"",
                    () => Worklist.OfFiles(profile, calendar, team, events));
                Refused<UnknownNameException>("case: this case is not in your file", () => Worklist.OfFiles(profile, calendar, name, events));
            }
            Refused<ArgumentException>("name: a string contains a null character or an unpaired surrogate: remove it", () => Profile.BuiltIn("\ud800"));
        }

        // At the end of March a conference that was held in April was overdue.
        public void SummaryAsAtTheEndOfThePeriod()
        {
            List<string> expected = Command("worklist examples/events.csv --profile barnet --as-at 2026-10-31 --summary --basis at " +
                "--period 2026-01-01..2026-03-31 --format csv").Select(line => line.Split(',')).Where(cells => cells.Length > 7 && cells[3] == "at")
                .Select(cells => cells[0] + " " + cells[7]).ToList();
            using (Profile profile = Profile.BuiltIn("barnet"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (Worklist worklist = Worklist.OfFiles(profile, calendar, new WorklistOptions(AsAt), Data.Root + "/examples/events.csv"))
            {
                IReadOnlyList<SummaryRow> rows = worklist.Summary(MeasureBasis.At, new DateTime(2026, 1, 1), new DateTime(2026, 3, 31));
                Check.That(rows.Count > 20, rows.Count + " rows");
                Check.Same(string.Join("; ", expected), string.Join("; ", rows.Select(row => row.Duty + " " + row.Counted)));
            }
        }

        // A plan for one placement does not end anything for the other.
        public void WhatAnEventOfOneRefWouldDo()
        {
            var started = new Event("cp_plan.started", Discussion);
            var ended = new Event("cp_plan.ended", Discussion.AddDays(3));
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (var worklist = new Worklist(profile, calendar, new WorklistOptions(Discussion) { Only = new[] { "cp.core_group" } }))
            {
                worklist.Add(new Case("1", new[] { started.Ref("A"), started.Ref("B") }));
                Check.Same(2, worklist.WhatIf(ended).Count);
                Check.That(worklist.WhatIf(ended.Ref("B")).Single().Json.Contains("\"ref\":\"B\""), "only the plan that ended");
                Check.Same("NotCounted NotCounted", string.Join(" ", worklist.WhatIf(ended.Ref("C")).Select(one => one.Kind)));
                Check.Same(EffectKind.Starts, worklist.WhatIf(started.Ref("C")).Single().Kind);
                Refused<BadValueException>("what if: expected an event, found an agreement for cp.core_group",
                    () => worklist.WhatIf(Event.Agreement("cp.core_group", Discussion, Span.Parse("10 days"))));
            }
        }

        // Two threads that compare two worklists with each other, while other threads change them, must neither deadlock nor crash.
        public void ThreadsCompareWorklistsBothWays()
        {
            using (Profile profile = Profile.BuiltIn("england"))
            using (Calendar calendar = Calendar.Of("england-and-wales"))
            using (Worklist one = Conferences(profile, calendar, 22, With("team")))
            using (Worklist other = Conferences(profile, calendar, 22, With("team")))
            {
                Action<Worklist, Worklist> compare = (from, to) =>
                {
                    for (int i = 0; i < 100; i++)
                    {
                        to.Add(new Case("n" + i, new[] { Held }));
                        Check.That(from.Since(to).Count >= 0, "changes");
                    }
                };
                Check.That(Task.WaitAll(new[] { Task.Run(() => compare(one, other)), Task.Run(() => compare(other, one)) }, 60000), "in a minute");
                Check.Same(202, one.Items().Count + other.Items().Count);
            }
        }
    }
}
