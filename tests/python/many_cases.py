"""Makes a caseload of any number of cases, the same in every run: events in children's lives, with faults typical of real
records."""

import random
from datetime import date, timedelta

COLUMNS = ("case", "event", "at", "ref", "tags", "team")
EVENTS_A_CASE = 30  # the average number of rows
_TEAMS = ("North", "South, east", "", "Team 4", "Looked after 16+", "Dübendorf Road")
_ALONE = ("alone", "alone;at_home", "alone_excused", "at_home", "", "awake;alone", "unannounced")
_UNREADABLE = (
    ("no.such.event", "2025-03-03"),
    ("visit.made", "2025-02-30"),
    ("birth", "n/k"),
    ("", "2025-03-03"),
    ("visit.made", ""),
)


class _Case:
    """Writes the rows of one case, beginning on a given day."""

    def __init__(self, number):
        self.random = random.Random(number)
        self.day = date(2022, 1, 3) + timedelta(days=self.random.randrange(1500))
        self.name, self.team, self.rows = f"{number:07d}", self.random.choice(_TEAMS), []

    def later(self, least, most):
        self.day += timedelta(days=self.random.randint(least, most))

    def add(self, event, ref="", tags="", hours=False, planned=None):
        at = (planned or self.day).isoformat()
        if hours:
            hour, minute = self.random.randrange(24), self.random.randrange(60)
            at += f"T{hour:02d}:{minute:02d}" + self.random.choice(("", ":59Z", ":00+01:00"))
        self.rows.append((self.name, event, at, ref, tags, self.team))

    def visits(self, count, apart, ref="", event="visit.made", tags=_ALONE):
        for _ in range(count):
            self.later(*apart)
            self.add(event, ref, self.random.choice(tags))


def _referral(case):
    ref = f"R{case.random.randint(1, 3)}"
    case.add("contact.received", hours=True)
    case.add("referral.received", ref, case.random.choice(("", "", "significant_harm")))
    case.later(0, 2)
    case.add("referral.decided", ref)
    case.later(10, 50)
    case.add("assessment.completed", ref)


def _protection(case):
    case.add("strategy_discussion.held", hours=case.random.random() < 0.2)
    case.add("s47.started")
    case.later(5, 20)
    case.add("s47.completed")
    case.add("icpc.planned", planned=case.day + timedelta(days=4))
    case.later(3, 8)
    case.add("icpc.held")
    case.add("cp_plan.started")
    case.later(5, 15)
    case.add("core_group.held")
    case.visits(9, (5, 15))
    case.add("rcpc.held")
    case.visits(2, (20, 50), event="core_group.held", tags=("",))
    if case.random.random() < 0.5:
        case.add("cp_plan.ended")


def _looked_after(case):
    case.add("cla.started", tags=case.random.choice(("", "emergency")))
    for number in range(1, case.random.randint(2, 3)):
        ref = f"P {number}"
        case.add("placement.started", ref, case.random.choice(("", "permanent", "emergency;outside_approval")))
        case.visits(4, (3, 50), ref)
        if case.random.random() < 0.3:
            case.add("visit.made", ref, "alone;agreed.cla.visit=4 weeks")
        case.later(1, 20)
        case.add("placement.ended", ref)
    case.add("cla_review.held")
    case.later(20, 90)
    case.add("cla_review.held")
    case.add("health_assessment.completed")
    case.add("missing.returned", hours=True)
    case.later(0, 5)
    case.add("return_interview.held", hours=True)
    if case.random.random() < 0.3:
        case.add("cla.ended")


def _in_need(case):
    case.add("cin_plan.started", tags=case.random.choice(("", "agreed=4 weeks", "agreed=2 weeks")))
    case.visits(8, (10, 30))
    case.add("cin_review.held")
    case.visits(2, (20, 40), event="supervision.held", tags=("",))
    case.add("case.closed" if case.random.random() < 0.4 else "cin_review.held")


def _with_faults(case):
    """Adds faults to the rows of a case: duplicate, void and unreadable rows, case names with spaces, strange tags."""
    rows, chance = case.rows, case.random
    if chance.random() < 0.05:
        rows.append(chance.choice(rows))
    if chance.random() < 0.05:
        rows.append((case.name, "visit.made", case.day.isoformat(), "", "void;alone", case.team))
    if chance.random() < 0.02:
        rows.append((case.name, *chance.choice(_UNREADABLE), "", "", ""))
    if chance.random() < 0.02:
        rows[-1] = (f" {case.name} ", *rows[-1][1:])
    if chance.random() < 0.01:
        rows.append((case.name, "visit.made", case.day.isoformat(), "", "aloone", "Another team"))
    if chance.random() < 0.001:
        rows.append((chance.choice((None, "", " ", "x" * 201)), "cla.started", case.day.isoformat(), "", "", ""))
    if chance.random() < 0.001:
        rows[:] = [(case.name, "no.such.event", "2025-03-03", None, None, None)]
    chance.shuffle(rows)


def rows_of_case(number):
    """Returns some 30 rows of a case, in random order."""
    case = _Case(number)
    if number % 10:
        born = case.day - timedelta(days=case.random.randrange(0, 6200))
        case.add("birth", planned=born)
    _referral(case)
    for part in case.random.sample((_protection, _looked_after, _in_need), case.random.randint(1, 2)):
        case.later(0, 30)
        part(case)
    _with_faults(case)
    return case.rows
