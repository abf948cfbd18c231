"""Tests that everything allocated is freed: capsules, arrays, Arrow's structures, and anything left over from an error."""

import gc
from datetime import date, datetime
from pathlib import Path

import dueby
import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from dueby import Calendar, Profile, _arrays, _ask, _engine, _question

RULE, DAY = "cp.conference.initial", date(2026, 3, 27)
CALENDAR, ENGLAND = Calendar("england-and-wales"), Profile.load("england")
POLARS, PYARROW, NUMPY = pl.Series([DAY, None] * 50), pa.array([DAY, None] * 50), np.array([DAY] * 100, "M8[D]")
LOST_MAX = 600  # in KiB


def new_question():
    return _question.Question(RULE, Profile.load("england"), CALENDAR)


def refused():
    question = _question.question_of(RULE, "england", "england-and-wales", None)
    for ask in (
        lambda: dueby.due(RULE, date(1950, 1, 1)),
        lambda: Calendar("nowhere"),
        lambda: _engine.due_days(question.capsule, 0, NUMPY.view("i8"), None, NUMPY.view("i8"), None, None, None),
        lambda: _arrays.Arrow(pa.array([1, 2])),
        lambda: _engine.profile_from_yaml("profile: [", None),
    ):
        with pytest.raises((dueby.DuebyError, TypeError, _engine.Status)):
            ask()


WORK = {
    "scalars": lambda: (dueby.due(RULE, DAY).to_dict(), dueby.due(RULE, DAY).steps(), dueby.check(RULE, DAY, as_at=DAY)),
    "times": lambda: dueby.due("missing.return_interview", datetime(2026, 3, 27, 12)).due,
    "columns": lambda: (dueby.due(RULE, NUMPY, details=True), dueby.due(RULE, PYARROW), CALENDAR.add(POLARS, "5 working days")),
    "columns that nobody takes": lambda: (_arrays.Arrow(PYARROW), _arrays.Arrow(POLARS)),
    "cases": lambda: dueby.check(RULE, POLARS, as_at=DAY, details=True),
    "questions and their tables": lambda: _ask._due_column(new_question(), NUMPY, _question.PLAIN, None, False),
    "calendars": lambda: (
        Calendar("scotland").with_added([DAY], "x"),
        Calendar.from_days([DAY], "none", ["a"]),
        CALENDAR.holidays(2026),
    ),
    "errors": refused,
}


def kibibytes():
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4


@pytest.mark.parametrize("name", WORK)
def test_memory_does_not_grow(name):
    for _ in range(150):
        WORK[name]()
    before = kibibytes()
    for _ in range(600):
        WORK[name]()
    assert kibibytes() - before < LOST_MAX
