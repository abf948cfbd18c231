"""Runs the test cases of tests/vectors and tests/rules/vectors.csv, which the C tests run too, one by one and as columns."""

import re
import warnings
from datetime import date, datetime, time, timedelta

import dueby
import numpy as np
import pytest
from conftest import rows_of
from dueby import Calendar, Profile, _engine
from dueby._question import question_of

COUNTING = {"A": "excluded", "B": "rolled", "I": "included", "strict_next": "excluded", "": "excluded"}
ROLL = {"none": "none", "next": "next", "prev": "previous", "": "none", "start-next": "none"}
INCLUDE = {"inc_inc": "both", "inc_exc": "start", "exc_inc": "end"}
DIVISIONS = {"govuk-eaw": "england-and-wales", "govuk-sct": "scotland", "govuk-ni": "northern-ireland", "none": "none"}
FILES = ("alaveteli_foi", "moj_correspondence", "operations", "smart_answers")
KNOWN_ON = date(2026, 8, 21)  # the vectors use the bank holidays as known on that day
_calendars = {}


# ---- operations ----


def base_calendar(name):
    if name in DIVISIONS:
        return Calendar(DIVISIONS[name])
    if name == "govuk-common":
        days = [{holiday.date for holiday in Calendar(division).holidays()} for division in list(DIVISIONS.values())[:3]]
        return Calendar("none").with_added(sorted(set.intersection(*days)))
    listed = {date.fromisoformat(row["date"]) for row in rows_of("tests/vectors/calendars.csv") if row["calendar"] == name}
    assert listed, f"no calendar {name}"
    return Calendar("none").with_added(sorted(listed))


def calendar_of(row):
    key = row["calendar"] or "none", row["weekend"]
    if key not in _calendars:
        weekend = [day for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun") if day in key[1]]
        _calendars[key] = base_calendar(key[0]).with_weekend(weekend)
    return _calendars[key]


class Job:
    def __init__(self, row):
        self.row, self.calendar = row, calendar_of(row)
        when = date.fromisoformat(row["start"]) if len(row["start"]) == 10 else datetime.fromisoformat(row["start"])
        cutoff = re.fullmatch(r"(\d\d):(\d\d)", row["cutoff"])
        cut = time(int(cutoff[1]), int(cutoff[2])) if cutoff else None
        day = self.calendar.add(when, "0 days")
        self.start = self.calendar.add(when, "0 days", cutoff=cut) if cut else day
        self.past = self.start != day
        self.end = date.fromisoformat(row["end"]) if len(row["end"]) == 10 else None
        self.n = int(row["n"] or 0)
        self.roll = ROLL[row["roll"]]

    def lay(self, unit, *, counting=None, roll=None, n=None, start=None, calendar=None):
        counting = counting or ("rolled" if self.row["roll"] == "start-next" else COUNTING.get(self.row["count_rule"], "excluded"))
        return (calendar or self.calendar).add(
            start or self.start, f"{self.n if n is None else n} {unit}", counting=counting, roll=self.roll if roll is None else roll
        )

    def count(self):
        return self.calendar.between(self.start, self.end, include=INCLUDE[self.row["count_rule"]])


def count_with_extra(job):
    include, count = INCLUDE[job.row["count_rule"]], job.count()
    for text in set(re.findall(r"\d{4}-\d\d-\d\d", job.row["note"])):
        day = date.fromisoformat(text)
        after = day > job.start if include == "end" else day >= job.start
        before = day < job.end if include == "start" else day <= job.end
        count += not job.calendar.is_working_day(day) and after and before
    return count


def end_of_month_after(job):
    first = job.start.replace(day=1)
    last = Calendar("none").add(first, "2 months") - timedelta(days=1)
    return job.lay("days", counting="excluded", start=last)


def skipping(job):
    day = job.lay("working days", counting="rolled", roll="none", n=1)
    return job.lay("working days", counting="excluded", roll="none", start=day, calendar=job.calendar.with_weekend([]))


def holiday_beside(job, after):
    days = [holiday.date for holiday in job.calendar.holidays()]
    return min(day for day in days if day > job.start) if after else max(day for day in days if day < job.start)


def years_between(job):
    years = 0
    while job.lay("years", counting="excluded", roll="none", n=years + 1) <= job.end:
        years += 1
    return years


def year_within_range(job):
    last = job.start.year + (job.start.month >= int(job.row["cutoff"]))
    return last - job.n <= int(job.row["end"]) <= last


UNITS = {"working_day": "working days", "day": "days"}
OPERATIONS = {
    "add_working_days": lambda job: job.lay("working days"),
    "add_calendar_days": lambda job: job.lay("days"),
    "add_months": lambda job: job.lay("months"),
    "add_months_from_utc_instant": lambda job: job.lay("months"),
    "count_working_days": lambda job: max(0, job.count()),
    "count_working_days_signed": Job.count,
    "count_working_days_with_extra_working_dates": count_with_extra,
    "count_calendar_days": lambda job: (job.end - job.start).days + (job.row["count_rule"] == "inc_inc"),
    "is_working_day": lambda job: job.calendar.is_working_day(job.start),
    "is_bank_holiday": lambda job: job.start in {holiday.date for holiday in job.calendar.holidays()},
    "next_holiday": lambda job: holiday_beside(job, True),
    "prev_holiday": lambda job: holiday_beside(job, False),
    "roll_next": lambda job: job.lay("working days", counting="excluded", roll="next", n=0),
    "roll_prev": lambda job: job.lay("working days", counting="excluded", roll="previous", n=0),
    "next_wd": lambda job: job.lay("working days", counting="excluded", roll="none", n=1),
    "prev_wd": lambda job: job.lay("working days", counting="excluded", roll="none", n=-1),
    "print_day_from_utc_instant": lambda job: job.lay("working days", counting="excluded", roll="none", n=1),
    "roll_start_then_add_calendar_days": lambda job: job.lay("days", counting="rolled", roll="none"),
    "cutoff_roll_start_then_add_calendar_days": lambda job: job.lay("days", counting="rolled" if job.past else "excluded"),
    "end_of_month_after_plus_days": end_of_month_after,
    "one_working_day_B_then_add_calendar_days": lambda job: job.lay(
        "days", counting="excluded", start=job.lay("working days", counting="rolled", roll="none", n=1)
    ),
    "one_working_day_B_then_add_calendar_days_skipping_bank_holidays": skipping,
    "within_calendar_days": lambda job: job.end <= job.lay("days", counting="excluded"),
    "is_overdue": lambda job: job.end > job.lay(UNITS[job.row["unit"]]),
    "years_between": years_between,
    "year_within_range": year_within_range,
}


def in_words(answer):
    return str(answer).lower() if isinstance(answer, bool) else answer.isoformat() if isinstance(answer, date) else str(answer)


@pytest.mark.parametrize("name", FILES)
def test_operations(name):
    rows = rows_of(f"tests/vectors/{name}.csv")
    assert len(rows) > 15
    wrong = []
    for row in rows:
        answer = in_words(OPERATIONS[row["op"]](Job(row)))
        if answer != row["expected"]:
            wrong.append((row["id"], answer, row["expected"]))
    assert not wrong


# ---- our own due dates ----


def test_working_days_one_by_one_and_as_columns():
    rows = rows_of("tests/vectors/working_days.csv")
    assert len(rows) > 50
    for row in rows:
        calendar, start = Calendar(row["division"]), date.fromisoformat(row["from"])
        how = {"counting": row["counting"], "roll": row["roll"]}
        due = date.fromisoformat(row["due"])
        assert calendar.add(start, row["span"], **how) == due, row["id"]
        column = calendar.add(np.array([row["from"], "NaT"], "M8[D]"), row["span"], **how)
        assert column[0] == np.datetime64(row["due"]) and np.isnat(column[1]), row["id"]


def test_the_official_list():
    """A day in the latest published list of bank holidays is a holiday, known since its first version. A day that was removed from
    the list is not a holiday."""
    rows = rows_of("tests/vectors/govuk_bank_holidays.csv")
    assert len(rows) > 400
    divisions = {row["division"] for row in rows}
    now = {division: {holiday.date: holiday for holiday in Calendar(division).holidays()} for division in divisions}
    for row in rows:
        day, seen = date.fromisoformat(row["date"]), date.fromisoformat(row["first_seen"][:10])
        held = now[row["division"]].get(day)
        if row["status"] == "current":
            assert held and held.known_from == seen, row
            assert not Calendar(row["division"]).is_working_day(day), row
        else:
            assert held is None, row
            then = Calendar(row["division"], known_on=seen).holidays(day.year)
            assert day in {holiday.date for holiday in then} or row["last_seen"][:10] == row["first_seen"][:10], row


# ---- every rule ----

WHY = {4: "outside coverage", 6: "not in force", 7: "no time", 8: "not stated", 9: "needs", 13: "does not apply"}


def moment(text):
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def one_rule_alone(profile, address):
    """Returns whether an address means exactly one rule. Only then do `due` and dueby_deadline_for_rule in C answer the same
    question."""
    capsule = question_of(address, profile, "england-and-wales", None).capsule
    return sum(_engine.query_has_rule(capsule, rule) for rule in range(_engine.profile_rule_count(profile._capsule))) == 1


def asked_with(row):
    asked = {"tags": row["tags"].split(";") if row["tags"] else (), "agreed": row["agreed"] or None}
    for name in ("born", "since"):
        asked[name] = date.fromisoformat(row[name]) if row[name] else None
    return asked


def answer_of(row, calendar, profile):
    try:
        deadline = dueby.due(row["address"], moment(row["trigger_at"]), profile=profile, calendar=calendar, **asked_with(row))
    except dueby.DuebyError as error:
        return WHY[error.status], "", None
    return deadline.due.isoformat(), deadline.opens.isoformat() if deadline.opens else "", deadline


def test_every_rule():
    calendar, profiles, alone = Calendar("england-and-wales", known_on=KNOWN_ON), {}, {}
    replayed = 0
    for row in rows_of("tests/rules/vectors.csv"):
        profile = profiles.setdefault(row["profile"], Profile.load(row["profile"]))
        key = row["profile"], row["address"]
        if key not in alone:
            alone[key] = one_rule_alone(profile, row["address"])
        if not alone[key]:
            continue
        replayed += 1
        due, opens, deadline = answer_of(row, calendar, profile)
        assert (due, opens) == (row["due"], row["opens"]), row
        if row["met"]:
            assert deadline.check(met=moment(row["met"])).state == row["state"], row
    assert replayed > 1000


def test_every_rule_as_a_column():
    """Computes the same dates in columns, for rules that need only the trigger's day."""
    calendar = Calendar("england-and-wales", known_on=KNOWN_ON)
    by_rule = {}
    for row in rows_of("tests/rules/vectors.csv"):
        if not any(row[name] for name in ("tags", "born", "since", "agreed")) and len(row["trigger_at"]) == 10:
            by_rule.setdefault((row["profile"], row["address"]), []).append(row)
    compared = 0
    for (name, address), rows in by_rule.items():
        profile = Profile.load(name)
        if not one_rule_alone(profile, address):
            continue
        days = np.array([row["trigger_at"] for row in rows], "M8[D]")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", dueby.SomeWithoutAnswer)
            due = dueby.due(address, days, profile=profile, calendar=calendar)
        for row, answer in zip(rows, due, strict=True):
            expected = np.datetime64(row["due"]) if row["due"][:2] in ("19", "20", "21") else np.datetime64("NaT")
            assert (np.isnat(answer) and np.isnat(expected)) or answer == expected, row
            compared += 1
    assert compared > 700
