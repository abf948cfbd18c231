"""Tests that every kind of column gives the same answers as scalars. Nulls must stay null, and a bad element must not affect the
others."""

import subprocess
import sys
import warnings
from datetime import date, datetime, timezone

import dueby
import nanoarrow
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import ROOT
from dueby import Calendar

RULE = "cp.conference.initial"
DAYS = [date(2026, 3, 27), None, date(2026, 4, 1), date(1950, 1, 1), date(2026, 4, 3)]
# After 1 April 2026, working day 1 is 2 April, 2 to 5 are 7 to 10 April, 6 to 10 are 13 to 17 April, 11 to 15 are 20 to 24 April.
# Counted from Good Friday, 3 April, each is one day later. In 1950 the rule is not in force and the calendar has no data.
DUE = [date(2026, 4, 21), None, date(2026, 4, 24), None, date(2026, 4, 27)]
FIVE_ON = [date(2026, 4, 7), None, date(2026, 4, 10), None, date(2026, 4, 13)]
TO_MAY = [23, None, 20, None, 19]  # working days from each day to 1 May: April has 20, because the 3rd and 6th are holidays
WORKING = [True, None, True, None, False]
CALENDAR = Calendar("england-and-wales")


def arrow_dates():
    return pa.array(DAYS, pa.date32())


def utc_noon():
    return pa.array(DAYS).cast(pa.timestamp("us")).cast(pa.timestamp("us", "UTC"))


KINDS = {
    "list": lambda: list(DAYS),
    "tuple": lambda: tuple(DAYS),
    "numpy D": lambda: np.array(DAYS, "M8[D]"),
    "numpy s": lambda: np.array(DAYS, "M8[s]"),
    "numpy ms": lambda: np.array(DAYS, "M8[ms]"),
    "numpy us": lambda: np.array(DAYS, "M8[us]"),
    "numpy ns": lambda: np.array(DAYS, "M8[ns]"),
    "numpy h": lambda: np.array(DAYS, "M8[h]"),
    "numpy big endian": lambda: np.array(DAYS, "M8[D]").astype(">M8[D]"),
    "numpy every second": lambda: np.array([day for day in DAYS for _ in (0, 1)], "M8[D]")[::2],
    "numpy object": lambda: np.array(DAYS, object),
    "pandas s": lambda: pd.Series(np.array(DAYS, "M8[s]"), index=range(10, 15), name="x"),
    "pandas ns": lambda: pd.Series(np.array(DAYS, "M8[ns]"), name="x"),
    "pandas index": lambda: pd.DatetimeIndex(np.array(DAYS, "M8[s]"), name="x"),
    "pandas object": lambda: pd.Series(DAYS, dtype=object, name="x"),
    "pandas with a zone": lambda: pd.Series(np.array(DAYS, "M8[us]"), name="x").dt.tz_localize("UTC"),
    "pandas arrow": lambda: pd.Series(DAYS, dtype=pd.ArrowDtype(pa.date32()), name="x"),
    "polars": lambda: pl.Series("x", DAYS),
    "polars datetime": lambda: pl.Series("x", DAYS).cast(pl.Datetime("ns")),
    "polars with a zone": lambda: pl.Series("x", DAYS).cast(pl.Datetime("us")).dt.replace_time_zone("Europe/London"),
    "polars chunks": lambda: pl.concat([pl.Series("x", DAYS[:2]), pl.Series("x", DAYS[2:])], rechunk=False),
    "polars slice": lambda: pl.Series("x", [DAYS[0], *DAYS, None])[1:6],
    "pyarrow": arrow_dates,
    "pyarrow date64": lambda: arrow_dates().cast(pa.date64()),
    "pyarrow slice": lambda: pa.array([None, date(2020, 1, 1), date(2020, 1, 2), *DAYS])[3:],
    "pyarrow chunks": lambda: pa.chunked_array([DAYS[:1], DAYS[1:], []], pa.date32()),
    "pyarrow with a zone": utc_noon,
    "anything with Arrow": lambda: nanoarrow.Array(arrow_dates()),
}


def plain(column):
    """Turns a column of any kind into a list of dates, numbers, truth values or strings, with None."""
    if isinstance(column, dueby.Column):
        column = pa.array(column)
    values = column.tolist() if hasattr(column, "tolist") else list(column)
    if isinstance(column, (pl.Series, pa.Array, pa.ChunkedArray)):
        values = column.to_pylist() if hasattr(column, "to_pylist") else column.to_list()
    if isinstance(column, np.ndarray) and column.dtype.kind == "M":
        values = column.astype("M8[D]").tolist()
    return [None if value is None or value is pd.NA or value != value else as_day(value) for value in values]


def as_day(value):
    return value.date() if isinstance(value, datetime) else value


def as_columns(table):
    if isinstance(table, (pl.DataFrame, pd.DataFrame)):
        return {name: plain(table[name]) for name in table.columns}
    if isinstance(table, pa.Table):
        return {name: plain(table[name]) for name in table.column_names}
    return {name: plain(column) for name, column in table.items()}


def quietly(function, *arguments, **more):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dueby.SomeWithoutAnswer)
        return function(*arguments, **more)


@pytest.fixture(params=KINDS)
def column(request):
    return KINDS[request.param]()


def same_kind(answer, column):
    if isinstance(column, tuple):
        return isinstance(answer, list)
    if isinstance(column, nanoarrow.Array):
        return isinstance(answer, dueby.Column)
    if isinstance(column, pa.Array):
        return isinstance(answer, pa.Date32Array)
    return type(answer) is type(column)


def has_arrow_zone(column):
    """Returns whether a column's times have a zone. UK time is known only from 1972 onwards, so the column's moment in 1950 has no
    UK day."""
    kind = column.dtype if isinstance(column, pl.Series) else getattr(column, "type", None)
    return "London" in str(kind) or "tz=UTC" in str(kind)


def why_not_1950(column):
    return "outside the years that the calendar covers" if has_arrow_zone(column) else "not in force on that day"


def test_due(column):
    answer = quietly(dueby.due, RULE, column)
    assert same_kind(answer, column)
    assert plain(answer) == DUE


def test_due_with_details(column):
    table = as_columns(dueby.due(RULE, column, details=True))
    assert table["due"] == DUE
    assert table["governed_by"] == [f"england:{RULE}" if day else None for day in DUE]
    assert table["certainty"] == ["confirmed" if day else None for day in DUE]
    assert table["error"] == [None, None, None, why_not_1950(column), None]


def test_due_of_bare_days_takes_the_short_road(column, monkeypatch):
    """A column of plain days must not use `question_cases`, which is slower, so the test removes that function."""
    monkeypatch.delattr(dueby._engine, "question_cases")
    assert plain(quietly(dueby.due, RULE, column)) == DUE


def test_due_with_facts(column):
    """Questions with tags or an agreed interval use different C code, which must have the same answers."""
    answer = quietly(dueby.due, RULE, column, tags="alone")
    assert same_kind(answer, column)
    assert plain(answer) == DUE
    agreed = plain(quietly(dueby.due, "cin.visit", column, profile="barnet", agreed="2 weeks"))
    for day, due in zip(DAYS, agreed, strict=True):
        if day and day.year > 2000:
            assert due == dueby.due("cin.visit", day, profile="barnet", agreed="2 weeks").due


def test_due_as_the_scalars(column):
    days = [day for day in DAYS if day and day.year > 2000]
    answers = {day: dueby.due("barnet:cla.visit", day, profile="barnet").due for day in days}
    expected = [answers.get(day) for day in DAYS]
    got = plain(quietly(dueby.due, "barnet:cla.visit", column, profile="barnet"))
    assert [answer for answer, day in zip(got, DAYS, strict=True) if day in answers] == [day for day in expected if day]


def test_check(column):
    """As at Wednesday 22 April 2026 the first row is overdue, and the others have 2 and 3 working days left."""
    answer = dueby.check(RULE, column, as_at=date(2026, 4, 22), details=True)
    table = as_columns(answer)
    assert table["state"] == ["overdue", None, "due_soon", "not_computable", "due_soon"]
    assert table["days_left"] == [-1, None, 2, None, 5]
    assert table["working_days_left"] == [-1, None, 2, None, 3]
    assert table["due"] == DUE
    states = quietly(dueby.check, RULE, column, as_at=date(2026, 4, 22))
    assert plain(states) == table["state"]


def test_check_with_what_was_done(column):
    met = [date(2026, 4, 21), date(2026, 4, 1), date(2026, 4, 27), None, date(2026, 4, 1)]
    table = as_columns(dueby.check(RULE, column, met=met, details=True))
    assert table["state"] == ["met", None, "met_late", "not_computable", None]
    assert table["working_days_taken"] == [15, None, 16, None, None]
    assert table["error"] == [None, "there is a completed date but no start date", None, why_not_1950(column), "done too early to count"]


def test_w8_an_end_before_the_start_is_a_bad_row(column):
    ended = [date(2026, 4, 1), None, date(2026, 1, 1), None, None]
    table = as_columns(dueby.check(RULE, column, ended=ended, as_at=date(2026, 4, 22), details=True))
    assert table["state"] == ["ended", None, None, "not_computable", "due_soon"]
    assert table["error"] == [None, None, "ended before it started", why_not_1950(column), None]


def test_add(column):
    answer = quietly(CALENDAR.add, column, "5 working days")
    assert same_kind(answer, column)
    assert plain(answer) == FIVE_ON
    table = as_columns(CALENDAR.add(column, "5 working days", details=True))
    assert table == {"date": FIVE_ON, "error": [None, None, None, "outside the years that the calendar covers", None]}


def test_between(column):
    assert plain(quietly(CALENDAR.between, column, date(2026, 5, 1))) == TO_MAY
    backwards = plain(quietly(CALENDAR.between, date(2026, 5, 1), column, include="start"))
    assert backwards == [None if n is None else -n for n in TO_MAY]


def test_between_two_columns(column):
    later = quietly(CALENDAR.add, column, "5 working days")
    assert plain(quietly(CALENDAR.between, column, later)) == [5, None, 5, None, 5]


def test_is_working_day(column):
    assert plain(quietly(CALENDAR.is_working_day, column)) == WORKING


def test_none_at_all():
    for make in (lambda: [], lambda: np.array([], "M8[D]"), lambda: pl.Series("x", [], pl.Date), lambda: pa.array([], pa.date32())):
        assert plain(dueby.due(RULE, make())) == []
        assert as_columns(dueby.check(RULE, make(), as_at=date(2026, 4, 1), details=True))["state"] == []


@pytest.mark.parametrize("unit", ["D", "h", "m", "s", "ms", "us", "ns"])
@pytest.mark.parametrize("n", [3, 5000])
def test_nat_never_becomes_1970(unit, n):
    """NaT is the smallest int64; truncated to 32 bits it would be 1 January 1970."""
    nothing = np.full(n, "NaT", f"M8[{unit}]")
    assert np.isnat(dueby.due(RULE, nothing)).all()
    assert np.isnat(dueby.due(RULE, nothing, tags="alone")).all()
    assert np.isnat(CALENDAR.add(nothing, "0 days")).all()
    assert CALENDAR.between(nothing, nothing).mask.all()
    assert CALENDAR.is_working_day(nothing).mask.all()
    assert dueby.due(RULE, pd.Series(nothing.astype("M8[ns]"))).isna().all()
    assert dueby.due(RULE, pl.Series("x", [None] * n, pl.Date)).is_null().all()
    assert dueby.due(RULE, pa.nulls(n)).null_count == n


def test_long_columns_take_a_table_to_the_same_answers():
    """A column of 512 elements or more uses different C code from a shorter one, but must have the same answers."""
    days = np.arange("2009-01-01", "2031-01-01", dtype="M8[D]")
    for unit in ("D", "s", "ns"):
        long = quietly(dueby.due, RULE, days.astype(f"M8[{unit}]"))
        short = np.concatenate([quietly(dueby.due, RULE, part.astype(f"M8[{unit}]")) for part in np.array_split(days, 40)])
        assert long.dtype == f"M8[{unit}]" and np.array_equal(long, short, equal_nan=True)
        assert np.array_equal(long.astype("M8[D]"), dueby.due(RULE, days, details=True)["due"], equal_nan=True)
    assert np.array_equal(quietly(dueby.due, RULE, pl.Series(days)).to_numpy(), long.astype("M8[D]"), equal_nan=True)


@pytest.mark.parametrize("unit", ["D", "s", "ns"])
def test_blocks_of_ticks_end_where_they_should(unit):
    """numpy's columns go through C in blocks of 4096, polars' in one piece: the days, nulls and reasons must be the same."""
    days = np.arange("1969-06-01", "2001-06-01", dtype="M8[D]")  # 11688 days, of which 579 are before the calendar begins
    days[[5, 4095, 4096, 8191, 8192, len(days) - 1]] = "NaT"
    ends = days + 30
    series, later = pl.Series("x", days), pl.Series("y", ends)
    for n in (4095, 4096, 4097, 8192, len(days)):
        here, there = days[:n].astype(f"M8[{unit}]"), ends[:n].astype("M8[us]")
        mine, theirs = CALENDAR.add(here, "10 working days", details=True), CALENDAR.add(series[:n], "10 working days", details=True)
        assert mine["date"].dtype == here.dtype
        assert mine["date"].astype("M8[D]").tolist() == theirs["date"].to_list()
        assert mine["error"].tolist() == theirs["error"].to_list()
        mine, theirs = CALENDAR.between(here, there, details=True), CALENDAR.between(series[:n], later[:n], details=True)
        assert mine["working_days"].tolist() == theirs["working_days"].to_list()
        assert mine["error"].tolist() == theirs["error"].to_list()
        with pytest.warns(dueby.SomeWithoutAnswer, match=f"{min(n, 579) - 1} of {n} "):
            CALENDAR.add(here, "10 working days")


def test_times_of_day_are_dropped_to_the_uk_day():
    """Before 1970 a tick is negative: 31 December 1969 is not 1 January 1970."""
    before = np.array(["1972-01-03T23:59", "1969-12-31T01:00"], "M8[s]")
    table = CALENDAR.add(before, "0 days", details=True)
    assert table["date"][0] == np.datetime64("1972-01-03")
    assert table["error"][1] is None and table["date"][1] == np.datetime64("1969-12-31")
    summer = pd.Series([pd.Timestamp("2026-06-30T23:30", tz="UTC")])
    assert CALENDAR.add(summer, "0 days").tolist() == [pd.Timestamp("2026-07-01")]
    assert CALENDAR.add(pl.Series([datetime(2026, 6, 30, 23, 30, tzinfo=timezone.utc)]), "0 days").to_list() == [date(2026, 7, 1)]


def test_days_far_away_are_outside_coverage():
    far = np.array([2**62, -(2**62), 0, -(2**31), 2**31], "i8").view("M8[D]")
    errors = CALENDAR.add(far, "1 working day", details=True)["error"]
    assert list(errors) == ["outside the years that the calendar covers"] * 5
    with pytest.warns(dueby.SomeWithoutAnswer, match="5 of 5"):
        assert np.isnat(CALENDAR.add(far, "1 working day")).all()
    assert np.isnat(quietly(dueby.due, RULE, np.resize(far, 1000))).all()


def test_a_hole_is_said():
    with pytest.warns(dueby.SomeWithoutAnswer, match="1 of 5 have no answer: use details=True to see why"):
        dueby.due(RULE, np.array(DAYS, "M8[D]"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        dueby.due(RULE, np.array(DAYS[:3], "M8[D]"))  # a null in the middle of a column causes no warning


def test_what_is_no_date_at_all():
    values = [date(2026, 3, 27), "27/03/2026", 5, None, float("nan"), datetime(2026, 3, 27, 9), object()]
    table = dueby.due(RULE, values, details=True)
    assert table["due"] == [date(2026, 4, 21), None, None, None, None, date(2026, 4, 21), None]
    assert table["error"] == [None, "no date", "no date", None, None, None, "no date"]
    with pytest.warns(dueby.SomeWithoutAnswer, match="3 of 7"):
        dueby.due(RULE, pd.Series(values, dtype=object))


@pytest.mark.parametrize(
    "wrong",
    [
        np.array([1, 2]),
        np.array(["2026-03-27"]),
        pd.Series(["2026-03-27"]),
        pd.DataFrame({"a": [1]}),
        pl.Series(["2026-03-27"]),
        pl.DataFrame({"a": [date(2026, 3, 27)]}),
        pa.array([1, 2]),
        pa.table({"a": [1]}),
        pa.array([date(2026, 3, 27)]).dictionary_encode(),
    ],
    ids=lambda wrong: f"{type(wrong).__module__}.{type(wrong).__name__}",
)
def test_columns_of_something_else_are_refused(wrong):
    with pytest.raises(TypeError, match="expected"):
        dueby.due(RULE, wrong)


def test_fault_p1__masked_arrays():
    days = np.ma.array(np.array(DAYS[:3], "M8[D]"), mask=[False, False, True])
    for unit in ("D", "s", "ns"):
        answer = dueby.due(RULE, days.astype(f"M8[{unit}]"))
        assert np.isnat(answer).tolist() == [False, np.isnat(answer[1]), True]
    objects = np.ma.array(np.array([date(2026, 3, 27)] * 2, object), mask=[False, True])
    assert dueby.due(RULE, objects).tolist() == [date(2026, 4, 21), None]
    start = np.array(["2025-12-19"] * 2, "M8[D]")
    done = np.ma.array(np.array(["2026-02-25"] * 2, "M8[D]"), mask=[False, True])
    as_at = date(2026, 3, 31)
    assert dueby.check("assessment.single", start, met=done, as_at=as_at).tolist() == ["met", "overdue"]
    assert dueby.check("assessment.single", start, ended=done, as_at=as_at).tolist() == ["ended", "overdue"]
    born = np.ma.array(np.array(["2015-01-01"] * 2, "M8[D]"), mask=[False, True])
    reviews = np.array(["2026-03-02"] * 2, "M8[D]")
    with_birth, without = (dueby.due("cla.health.review", date(2026, 3, 2), born=b).due for b in (date(2015, 1, 1), None))
    assert dueby.due("cla.health.review", reviews, born=born).tolist() == [with_birth, without]
    assert np.isnat(CALENDAR.add(done, "1 day")).tolist() == [False, True]
    assert CALENDAR.between(start, done).tolist() == [CALENDAR.between(date(2025, 12, 19), date(2026, 2, 25)), None]


def test_fault_p1__masks_of_every_shape():
    """Tries masked arrays: with two dimensions, fully masked, and a field of records."""
    square = np.ma.array(np.array(["2026-03-27"] * 4, "M8[D]").reshape(2, 2), mask=[[0, 1], [1, 0]])
    assert np.isnat(dueby.due(RULE, square)).tolist() == [[False, True], [True, False]]
    assert np.isnat(dueby.due(RULE, np.ma.masked_all(2, "M8[ns]"))).all()
    records = np.ma.array(np.zeros(2, [("day", "M8[D]")]), mask=[(True,), (False,)])
    records["day"][1] = np.datetime64("2026-03-27")
    assert dueby.due(RULE, records["day"]).tolist() == [None, date(2026, 4, 21)]


def test_fault_p1__details_say_nothing_of_what_is_masked():
    table = dueby.due(RULE, np.ma.array(np.array(["2026-03-27"] * 2, "M8[s]"), mask=[0, 1]), details=True)
    assert [bool(error) for error in table["error"]] == [False, False] and np.isnat(table["due"]).tolist() == [False, True]


def test_fault_p1__a_masked_day_is_no_bank_holiday():
    for make in (CALENDAR.with_added, CALENDAR.with_closures, lambda days: dueby.Calendar.from_days(days, "none")):
        with pytest.raises(dueby.BadValue, match="^days: -- is not a date$"):
            make(np.ma.array(np.array(["2026-06-15"] * 2, "M8[D]"), mask=[0, 1]))


@pytest.mark.parametrize("missing", [pd.NA, pd.NaT, float("nan"), np.datetime64("NaT"), np.ma.masked], ids=str)
def test_fault_p2__missing_values(missing):
    day = date(2026, 3, 27)
    assert dueby.due(RULE, [day, missing]) == [date(2026, 4, 21), None]
    assert dueby.due(RULE, pd.Series([day, missing], dtype=object)).tolist() == [date(2026, 4, 21), None]
    assert dueby.due(RULE, missing) is None and dueby.check(RULE, missing, as_at=day) is None
    assert CALENDAR.add(missing, "1 day") is None and CALENDAR.is_working_day(missing) is None
    assert CALENDAR.between(day, missing) is None and CALENDAR.between(missing, day) is None
    assert dueby.due("cla.health.review", day, born=missing).due == dueby.due("cla.health.review", day).due
    assert dueby.check(RULE, day, met=missing, ended=missing, as_at=date(2026, 5, 1)).state == "overdue"
    assert dueby.due(RULE, day, events={"icpc.held": missing}).due == date(2026, 4, 21)
    events = [("cla.started", date(2026, 1, 5)), ("cla.ended", missing)]
    only = {"as_at": date(2026, 3, 31), "only": "cla.review"}
    assert [line.due for line in dueby.Timeline("england", events, **only)] == [
        line.due for line in dueby.Timeline("england", events[:1], **only)
    ]
    rows = [{"case": 1, "event": event, "at": at, "ref": missing} for event, at in events]
    assert dueby.worklist(rows, **only).to_dicts() == dueby.worklist(rows[:1], **only).to_dicts()


@pytest.mark.parametrize("missing", [pd.NA, pd.NaT, float("nan"), np.datetime64("NaT"), np.ma.masked], ids=str)
def test_fault_p2__what_may_be_left_out_and_what_may_not(missing):
    """A missing value for an optional day counts as not given; for a required day it is an error that names the argument."""
    day = date(2026, 3, 27)
    rows = [{"case": 1, "event": "strategy_discussion.held", "at": day}]
    left_out = dueby.worklist(rows, as_at=day, history_from=missing, due_before=missing, recorded_to=missing)
    assert left_out.to_dicts() == dueby.worklist(rows, as_at=day).to_dicts()
    assert left_out.summary(period=(missing, day)) == left_out.summary(period=(None, day))
    assert dueby.Calendar("scotland", known_on=missing) == dueby.Calendar("scotland")
    for name, ask in (
        ("as_at", lambda: dueby.worklist(rows, as_at=missing)),
        ("as_at", lambda: dueby.Timeline("england", [], as_at=missing)),
        ("when", lambda: dueby.series("cla.visit", missing, 1)),
        ("met", lambda: dueby.series("cla.visit", day, 1, met=[missing])),
        ("days", lambda: CALENDAR.with_added([day, missing])),
        ("known_on", lambda: CALENDAR.known_on(missing)),
    ):
        with pytest.raises(dueby.BadValue, match=f"^{name}: .* is not a date$"):
            ask()


def test_fault_p2__beside_a_column():
    for missing in (pd.NA, pd.NaT, float("nan"), np.datetime64("NaT"), np.ma.masked):
        assert dueby.check(RULE, [date(2026, 3, 27)], met=[missing], as_at=date(2026, 5, 1)) == ["overdue"]
        assert dueby.due(RULE, [date(2026, 3, 27)], born=[missing]) == [date(2026, 4, 21)]


def test_fault_p2__row_by_row():
    frame = pd.DataFrame({"day": pd.to_datetime(["2026-03-27", None])})
    found = frame.apply(lambda row: dueby.due(RULE, row.day), axis=1).tolist()
    assert found[0].due == date(2026, 4, 21) and found[1] is None


@pytest.mark.parametrize("texts", [["2026-03-27"], [None, "2026-03-27"], ("27/03/2026",), np.array(["2026-03-27"], object)])
def test_fault_p3__texts_are_no_dates_in_a_list_either(texts):
    for ask in (lambda days: dueby.due(RULE, days), lambda days: CALENDAR.add(days, "1 day"), CALENDAR.is_working_day):
        with pytest.raises(TypeError, match=r"found strings: use date\.fromisoformat\(\) to read them"):
            ask(texts)


@pytest.mark.parametrize("wrong", [b"2026-03-27", 20539, 20539.5, object()], ids=lambda wrong: type(wrong).__name__)
def test_fault_p3__other_things_are_no_dates_in_a_list_either(wrong):
    for ask in (
        lambda value: dueby.due(RULE, value),
        lambda value: CALENDAR.add(value, "1 day"),
        lambda value: CALENDAR.between(value, [date(2026, 3, 27)] if isinstance(value, list) else date(2026, 3, 27)),
        lambda value: dueby.check(RULE, [date(2026, 3, 27)] if isinstance(value, list) else date(2026, 3, 27), met=value),
    ):
        for value in (wrong, [wrong]):
            with pytest.raises(TypeError, match=f"expected a .*, found {type(wrong).__name__}"):
                ask(value)


def test_fault_p3__one_text_among_dates_is_reported():
    with pytest.warns(dueby.SomeWithoutAnswer, match="1 of 2"):
        assert dueby.due(RULE, [date(2026, 3, 27), "2026-03-27"]) == [date(2026, 4, 21), None]


@pytest.mark.parametrize("texts", [pd.Series(["2026-03-27"], dtype="string"), pl.Series(["2026-03-27"]), pa.array(["2026-03-27"])])
def test_fault_p3__texts_of_a_table_are_no_dates(texts):
    with pytest.raises(TypeError, match="found [sS]tring"):
        dueby.due(RULE, texts)


def test_fault_p4__views_beside_a_column_and_without_copies():
    """Passes record fields and read-only, broadcast and transposed arrays as dates of birth and as days on which a duty was met."""
    records = np.zeros(3, dtype=[("flag", "u1"), ("day", "M8[D]")])
    records["day"] = np.datetime64("2026-03-27")
    assert dueby.check(RULE, records["day"], met=records["day"]).tolist() == ["met"] * 3
    health = dueby.due("cla.health.review", records["day"], born=records["day"]).tolist()
    assert health == [dueby.due("cla.health.review", date(2026, 3, 27), born=date(2026, 3, 27)).due] * 3
    fixed = np.array(["2026-03-27"] * 3, "M8[D]")
    fixed.flags.writeable = False
    for view in (fixed, np.broadcast_to(fixed[0], (3,)), np.asfortranarray(np.array([fixed] * 3))[:, 0]):
        assert dueby.due(RULE, view).tolist() == [date(2026, 4, 21)] * 3
    with pytest.raises(TypeError, match="expected an array of datetime64"):
        dueby.due(RULE, records[["day"]])


def test_fault_p4__nothing_of_every_kind():
    for empty in (np.array([], "M8[D]"), np.array([], "M8[ns]")[::-1], pl.Series([], dtype=pl.Date), pd.Series([], dtype="M8[ns]"), [], ()):
        assert list(dueby.due(RULE, empty)) == []
    assert dueby.check(RULE, [], met=[], as_at=date(2026, 5, 1), details=True)["state"] == []
    assert len(dueby.Timeline("england", [], as_at=date(2026, 5, 1))) == 0


def test_fault_p4__views_that_are_not_aligned():
    records = np.zeros(3, dtype=[("flag", "u1"), ("day", "M8[D]"), ("when", "M8[ns]")])
    records["day"] = np.datetime64("2026-03-27")
    records["when"] = np.datetime64("2026-03-27T14:30")
    expected = [date(2026, 4, 21)] * 3
    assert not records["day"].flags.aligned
    for view in (records["day"], records["day"][::-1], records["when"].astype("M8[D]"), records["day"].astype(">M8[D]")):
        assert dueby.due(RULE, view).tolist() == expected
    assert dueby.due(RULE, records["when"]).astype("M8[D]").tolist() == expected
    assert CALENDAR.between(records["day"], records["day"]).tolist() == [0, 0, 0]
    raw = np.frombuffer(b"x" + np.array(["2026-03-27"] * 2, "M8[D]").tobytes(), dtype="u1")[1:].view("M8[D]")
    assert dueby.due(RULE, raw).tolist() == expected[:2]


def test_lengths_and_indexes_must_agree():
    with pytest.raises(dueby.BadValue, match="end: 2 elements, but expected 5"):
        CALENDAR.between(DAYS, DAYS[:2])
    left = pd.Series(np.array(DAYS, "M8[s]"))
    with pytest.raises(dueby.BadValue, match="its index is different"):
        CALENDAR.between(left, left.sort_values())


def test_dates_of_birth_beside():
    """A health assessment: every 6 months under five, every 12 months from the age of five (england:cla.health.review)."""
    days = [date(2026, 3, 2)] * 3
    born = [date(2024, 1, 1), date(2015, 1, 1), None]
    due = dueby.due("cla.health.review", pl.Series("x", days), born=pl.Series("b", born)).to_list()
    assert due == [
        dueby.due("cla.health.review", days[0], born=born[0]).due,
        dueby.due("cla.health.review", days[0], born=born[1]).due,
        dueby.due("cla.health.review", days[0]).due,
    ]
    assert due[0] < due[1]
    assert dueby.due("cla.health.review", pl.Series("x", days), born=date(2015, 1, 1)).to_list() == [due[1]] * 3


def test_names_and_indexes_are_kept():
    series = pd.Series(np.array(DAYS, "M8[ns]"), index=[5, 4, 3, 2, 1], name="strategy")
    answer = quietly(dueby.due, RULE, series)
    assert answer.index.equals(series.index) and answer.name == "strategy" and answer.dtype == series.dtype
    assert dueby.due(RULE, series, details=True).index.equals(series.index)
    assert quietly(dueby.due, RULE, pl.Series("strategy", DAYS)).name == "strategy"


def test_shapes_are_kept():
    days = np.full((2, 3), "2026-03-27", "M8[D]")
    assert dueby.due(RULE, days).shape == (2, 3)
    assert CALENDAR.between(days, days).shape == (2, 3)


def test_arrow_answers_outlive_what_they_came_from():
    column = quietly(CALENDAR.add, nanoarrow.Array(arrow_dates()), "5 working days")
    taken, again = pa.array(column), pa.array(column)
    del column
    assert taken.to_pylist() == again.to_pylist() == FIVE_ON
    assert len(taken.buffers()) == 2


def test_a_date32_column_is_read_in_place():
    """C reads the caller's own memory: changing it changes the answer."""
    days = np.array([20539, 20539], "i4")  # day 20539 is Friday 27 March 2026
    arrow = pa.Array.from_buffers(pa.date32(), 2, [None, pa.py_buffer(days)])
    from dueby import _arrays

    kind = _arrays.Arrow(arrow)
    days[1] += 5  # moves the second day to Wednesday 1 April
    assert plain(quietly(CALENDAR.add, arrow, "0 days")) == [date(2026, 3, 27), date(2026, 4, 1)]
    assert plain(kind.give_days(kind.days())) == [date(2026, 3, 27), date(2026, 4, 1)]


def test_numpy_is_imported_only_for_arrays():
    code = (
        "import sys, datetime, dueby\n"
        "dueby.due('cp.conference.initial', datetime.date(2026, 3, 27)).explain()\n"
        "dueby.due('cp.conference.initial', [datetime.date(2026, 3, 27)])\n"
        "assert not {'numpy', 'pandas', 'polars', 'pyarrow'} & set(sys.modules)\n"
        "import polars\n"
        "dueby.due('cp.conference.initial', polars.Series([datetime.date(2026, 3, 27)]))\n"
        "assert 'numpy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT.parent)
