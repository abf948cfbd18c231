"""Tests properties that must hold for every day, span and calendar."""

import warnings
from datetime import date, timedelta

import dueby
import numpy as np
import polars as pl
from dueby import Calendar
from hypothesis import given, settings
from hypothesis import strategies as st

DIVISIONS = ["england-and-wales", "scotland", "northern-ireland", "none", "england-and-wales+scotland+northern-ireland"]
CALENDARS = {division: Calendar(division) for division in DIVISIONS}
days = st.dates(date(1975, 1, 1), date(2095, 12, 31))
divisions = st.sampled_from(DIVISIONS)
RULES = ["cp.conference.initial", "assessment.single", "cla.visit", "cla.review", "cp.core_group"]


@given(days, st.integers(-300, 300), divisions)
def test_between_inverts_add(day, n, division):
    calendar = CALENDARS[division]
    assert calendar.between(day, calendar.add(day, f"{n} working days")) == n


@given(days, st.integers(1, 200), divisions)
def test_adding_is_a_walk(day, n, division):
    """Compares with counting day by day, using only the list of holidays."""
    calendar = CALENDARS[division]
    closed = {holiday.date for holiday in calendar.holidays(day.year, min(2100, day.year + 2))}
    walked, left = day, n
    while left:
        walked += timedelta(days=1)
        left -= walked.weekday() < 5 and walked not in closed
    assert calendar.add(day, f"{n} working days") == walked


@given(days, days, divisions)
def test_counting_backwards_is_negative(start, end, division):
    calendar = CALENDARS[division]
    assert calendar.between(start, end, include="both") == (1 if start <= end else -1) * calendar.between(
        min(start, end), max(start, end), include="both"
    )


def quietly(function, *arguments, **more):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dueby.SomeWithoutAnswer)
        return function(*arguments, **more)


def scalar(rule, day):
    try:
        return dueby.due(rule, day).due
    except dueby.NotComputable:
        return None


@settings(max_examples=60, deadline=None)
@given(st.lists(days | st.none(), max_size=40), st.sampled_from(RULES), st.sampled_from(["D", "s", "ns"]))
def test_columns_equal_scalars(column, rule, unit):
    expected = [None if day is None else scalar(rule, day) for day in column]
    from_numpy = quietly(dueby.due, rule, np.array(column, f"M8[{unit}]"))
    assert from_numpy.astype("M8[D]").tolist() == expected
    assert quietly(dueby.due, rule, pl.Series("x", column, pl.Date)).to_list() == expected
    assert quietly(dueby.due, rule, column) == expected
    details = dueby.due(rule, column, details=True)
    assert details["due"] == expected
    assert [error is None for error in details["error"]] == [
        day is None or due is not None for day, due in zip(column, expected, strict=True)
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(days, st.integers(0, 120) | st.none()), max_size=30), days)
def test_check_of_columns_equals_scalars(cases, as_at):
    starts = [start for start, _ in cases]
    met = [None if later is None else start + timedelta(days=later) for start, later in cases]
    got = dueby.check("assessment.single", starts, met=met, as_at=as_at, details=True)
    for place, (start, done) in enumerate(zip(starts, met, strict=True)):
        due = scalar("assessment.single", start)
        if due is None:
            assert got["state"][place] == "not_computable"
            continue
        verdict = dueby.check("assessment.single", start, met=done, as_at=as_at)
        assert (got["state"][place], got["days_left"][place], got["working_days_left"][place], got["working_days_taken"][place]) == (
            verdict.state, verdict.days_left, verdict.working_days_left, verdict.working_days_taken
        )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(days, min_size=1, max_size=40),
    st.integers(-60, 60),
    divisions,
    st.sampled_from(["excluded", "rolled", "included", "clear"]),
)
def test_add_of_columns_equals_scalars(column, n, division, counting):
    calendar, span = CALENDARS[division], f"{n} working days"
    expected = [calendar.add(day, span, counting=counting) for day in column]
    assert calendar.add(np.array(column, "M8[D]"), span, counting=counting).tolist() == expected
    assert calendar.between(np.array(column, "M8[s]"), np.array(expected, "M8[D]")).tolist() == [
        calendar.between(day, later) for day, later in zip(column, expected, strict=True)
    ]
