using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Dueby;

// The task in README.md, in C#: mcs -r:Dueby.dll Vendor.cs && mono Vendor.exe
public static class Vendor
{
    private const int Cases = 100;
    private static readonly DateTime Day0 = new DateTime(2026, 1, 1), AsAt = new DateTime(2026, 6, 30);
    private static readonly string[] Recorded =
    {
        "birth", "referral.received", "assessment.completed", "strategy_discussion.held", "visit.made", "icpc.held", "cp_plan.started",
        "core_group.held", "rcpc.held", "cp_plan.ended"
    };

    // exampleshire.yaml
    private const string Yaml = @"profile: exampleshire
title: ""Exampleshire Council (fictional): an example, not the standards of any council""
extends: england
document: {title: Practice Standards for Children's Social Care, version: V1, date: 2025-09, read_on: 2026-01-05}
authority: local
rules:
  - id: assessment.single
    title: single assessment
    trigger: referral.received
    due: assessment.completed
    within: 35 working days
    ends: [referral.no_further_action]
    force: should
    source: {section: ""1.2"", checked: primary}
  - id: s47.child_seen
    title: child seen after the strategy discussion
    trigger: strategy_discussion.held
    due: visit.made
    within: 24 hours
    needs: [alone or alone_excused]
    ends: [s47.not_required]
    force: must
    source: {section: ""2.1"", checked: primary}
  - id: cp.visit
    title: child protection visit
    trigger: cp_plan.started
    due: visit.made
    schedule: [{every: 10 working days}]
    needs: [alone or alone_excused]
    ends: [cp_plan.ended]
    force: must
    source: {section: ""2.4"", checked: primary}
";

    private static readonly TextWriter Out = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };

    // ---- cases ----

    private static Event OnDay(string type, int day)
    {
        return new Event(type, Day0.AddDays(day));
    }

    private static Event AtTime(string type, int day, int hour, int minute)
    {
        return new Event(type, When.AtClock(Day0.AddDays(day).AddHours(hour).AddMinutes(minute)));
    }

    private static Event AloneIf(bool alone, Event visit)
    {
        return alone ? visit.Tagged("alone") : visit;
    }

    private static IEnumerable<Event> Plan(int n, int start)
    {
        yield return OnDay("cp_plan.started", start);
        yield return OnDay("core_group.held", start + 10 + n % 9);
        yield return OnDay("core_group.held", start + 45 + n % 9);
        for (int visit = 1; visit <= (n % 12 == 0 ? 3 : 19); visit++)
            yield return AloneIf((n + visit) % 8 != 0, OnDay("visit.made", start + visit * (9 + n % 7)));
        yield return OnDay("rcpc.held", start + 80 + n % 20);
        if (n % 18 == 0) yield return OnDay("cp_plan.ended", start + 60);
    }

    private static IEnumerable<Event> Enquiry(int n, int discussed)
    {
        int conference = discussed + 12 + 5 * n % 16;
        yield return AtTime("strategy_discussion.held", discussed, 9 + n % 8, 30);
        yield return AloneIf(n % 4 != 0, AtTime("visit.made", discussed + n % 2, 10 + n % 6, 15));
        yield return OnDay("icpc.held", conference);
        if (n % 6 != 0) yield break;
        foreach (Event planned in Plan(n, conference)) yield return planned;
    }

    private static Case MakeCase(int n)
    {
        int referral = 37 * n % 180;
        var events = new List<Event> { new Event("birth", new DateTime(2012, 3, 4).AddDays(29 * n)), OnDay("referral.received", referral) };
        if (n % 10 != 9) events.Add(OnDay("assessment.completed", referral + 30 + 7 * n % 40));
        if (n % 3 == 0) events.AddRange(Enquiry(n, referral + 2));
        // Events after as-at have not happened yet.
        return new Case((4001 + n).ToString(), events.Where(one => one.When.Date <= AsAt));
    }

    // ---- what is due ----

    private static void Print(params object[] fields)
    {
        Out.WriteLine(string.Join("\t", fields));
    }

    private static void PrintList(IEnumerable<Item> items)
    {
        Print("case", "duty", "occurrence", "due", "state", "governed_by");
        foreach (Item item in items)
            Print(item.Case.Name, item.Line.Duty, item.Line.Occurrence, item.Line.DueWhen, item.State.Code(), item.Line.GovernedBy);
    }

    private static void PrintInTime(Worklist worklist)
    {
        IReadOnlyList<SummaryRow> rows = worklist.Summary();
        Print("\nduty", "in_time", "counted");
        foreach (string duty in new[] { "assessment.single", "cp.conference.initial", "cp.visit" })
            foreach (SummaryRow row in rows.Where(one => one.Duty == duty)) Print(duty, row.Good, row.Counted);
    }

    public static void Main()
    {
        List<Case> cases = Enumerable.Range(0, Cases).Select(MakeCase).ToList();
        var options = new WorklistOptions(AsAt) { Recorded = Recorded, States = new[] { State.Overdue, State.DueSoon } };
        using (Profile profile = Profile.FromYaml(Yaml))
        using (Calendar england = Calendar.Of("england-and-wales"))
        using (Calendar calendar = england.WithClosures(new[] { new DateTime(2026, 5, 26) }, "Offices closed"))
        using (var worklist = new Worklist(profile, calendar, options))
        {
            Print(profile.Title);
            Print($"{Cases} cases, {cases.Sum(one => one.Events.Count)} events, as at {AsAt:yyyy-MM-dd}\n");
            foreach (Case one in cases) worklist.Add(one);
            IReadOnlyList<Item> items = worklist.Sort().Items();
            PrintList(items);
            PrintInTime(worklist);
            Out.Write("\n" + items[items.Count - 1].Line.Explanation());
        }
        Out.Flush();
    }
}
