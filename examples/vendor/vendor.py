"""The task in README.md, in Python: what a case-management system needs from dueby, tried on generated cases.

    pip install ./dueby-0.9.0-*.whl && python vendor.py
"""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import dueby

CASES = 100
DAY_0, AS_AT, BIRTH = date(2026, 1, 1), date(2026, 6, 30), date(2012, 3, 4)
PROFILE = Path(__file__).with_name("exampleshire.yaml")
RECORDED = [
    "birth",
    "referral.received",
    "assessment.completed",
    "strategy_discussion.held",
    "visit.made",
    "icpc.held",
    "cp_plan.started",
    "core_group.held",
    "rcpc.held",
    "cp_plan.ended",
]


def day(number):
    return DAY_0 + timedelta(days=number)


def at(number, hour, minute):
    return datetime.combine(day(number), time(hour, minute))  # a naive datetime is UK time


def plan_of(n, start):
    yield "cp_plan.started", day(start), None
    yield "core_group.held", day(start + 10 + n % 9), None
    yield "core_group.held", day(start + 45 + n % 9), None
    for k in range(1, 20 if n % 12 else 4):
        yield "visit.made", day(start + k * (9 + n % 7)), "alone" if (n + k) % 8 else None
    yield "rcpc.held", day(start + 80 + n % 20), None
    if n % 18 == 0:
        yield "cp_plan.ended", day(start + 60), None


def case_of(n):
    referral = 37 * n % 180
    discussed = referral + 2
    conference = discussed + 12 + 5 * n % 16
    yield "birth", BIRTH + timedelta(days=29 * n), None
    yield "referral.received", day(referral), None
    if n % 10 != 9:
        yield "assessment.completed", day(referral + 30 + 7 * n % 40), None
    if n % 3:
        return
    yield "strategy_discussion.held", at(discussed, 9 + n % 8, 30), None
    yield "visit.made", at(discussed + n % 2, 10 + n % 6, 15), "alone" if n % 4 else None
    yield "icpc.held", day(conference), None
    if n % 6 == 0:
        yield from plan_of(n, conference)


def make_events():
    """Yields the events up to as-at, because later ones have not happened yet."""
    for n in range(CASES):
        for event, when, tags in case_of(n):
            if (when.date() if isinstance(when, datetime) else when) <= AS_AT:
                yield {"case": str(4001 + n), "event": event, "at": when, "tags": tags}


def row(*cells):
    print(*cells, sep="\t")


profile = dueby.Profile.from_yaml(PROFILE)
calendar = dueby.Calendar("england-and-wales").with_closures([date(2026, 5, 26)], "Offices closed")
events = list(make_events())
asked = {"profile": profile, "calendar": calendar, "as_at": AS_AT, "recorded": RECORDED}
listed = dueby.worklist(events, state=["overdue", "due_soon"], **asked)
lines = listed.to_dicts()

print(profile.title)
print(f"{listed.cases} cases, {listed.rows} events, as at {listed.as_at}\n")
row("case", "duty", "occurrence", "due", "state", "governed_by")
for line in lines:
    row(line["case"], line["rule"], line["occurrence"], line["due"].isoformat(), line["state"], line["governed_by"])

print()
row("duty", "in_time", "counted")
measures = listed.summary()
for duty in ("assessment.single", "cp.conference.initial", "cp.visit"):
    for measure in measures:
        if measure["rule"] == duty:
            row(duty, measure["in_time"], measure["counted"])

last = lines[-1]
own = [(event["event"], event["at"]) for event in events if event["case"] == last["case"]]
print()
for line in dueby.Timeline(events=own, only=last["rule"], **asked):
    print(line.explain(), end="")
