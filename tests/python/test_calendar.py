"""Tests calendars: the built-in table, the caller's own lists, changes, and comparing, copying and pickling."""

import json
import pickle
from datetime import date, datetime, timedelta, timezone

import dueby
import numpy
import pandas
import pytest
from dueby import Calendar


def test_the_division_is_never_guessed():
    with pytest.raises(TypeError):
        Calendar()
    with pytest.raises(dueby.UnknownName, match='unknown division "england": did you mean "england-and-wales"'):
        Calendar("england")
    with pytest.raises(dueby.UnknownName, match="expected england-and-wales, scotland, northern-ireland, several joined by"):
        Calendar("france")


def test_divisions_differ():
    """St Andrew's Day, Monday 30 November 2026, is a holiday only in Scotland."""
    day = date(2026, 11, 30)
    assert Calendar("england-and-wales").is_working_day(day)
    assert not Calendar("scotland").is_working_day(day)
    assert not Calendar("england-and-wales+scotland").is_working_day(day)
    assert Calendar("none").is_working_day(date(2026, 12, 25))


def test_holidays_of_2026():
    """Boxing Day is a Saturday in 2026, so Monday 28 December is the holiday."""
    holidays = Calendar("england-and-wales").holidays(2026)
    assert [(holiday.date.month, holiday.date.day) for holiday in holidays] == [
        (1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)
    ]  # fmt: skip
    assert holidays[1].name == "Good Friday" and holidays[1].basis == "common-law" and holidays[1].certainty == "confirmed"
    assert Calendar("england-and-wales").holidays(date(2026, 4, 3), date(2026, 4, 6)) == holidays[1:3]
    assert len(Calendar("england-and-wales").holidays(2026, 2027)) == 16


def test_coverage_is_an_error_never_a_guess():
    calendar = Calendar("scotland")
    assert calendar.coverage == (date(1971, 1, 1), date(2100, 12, 31))
    for ask in (
        lambda: calendar.add(date(2100, 12, 31), "1 working day"),
        lambda: calendar.between(date(1970, 12, 31), date(1971, 1, 4)),
        lambda: calendar.is_working_day(date(2101, 1, 1)),
        lambda: calendar.holidays(2101),
        lambda: calendar.with_added([date(1950, 1, 1)]),
    ):
        with pytest.raises(dueby.OutsideCoverage, match="the calendar only covers 1971-01-01 to 2100-12-31") as caught:
            ask()
        assert caught.value.status == 4 and isinstance(caught.value, ValueError)


def test_certainty():
    calendar = Calendar("england-and-wales")
    assert calendar.confirmed_to == date.fromisoformat(dueby.data_version)
    assert calendar.listed_to == date(2028, 12, 31)
    assert [calendar.certainty(day) for day in (date(2026, 1, 1), date(2027, 1, 1), date(2029, 1, 1))] == [
        "confirmed", "listed", "projected"
    ]  # fmt: skip


def test_digest():
    """An added day changes the digest; making the same change again gives the same digest."""
    calendar = Calendar("england-and-wales")
    assert len(calendar.digest) == 64 and calendar.digest == Calendar("england-and-wales").digest
    assert calendar.with_added([date(2026, 6, 15)]).digest == calendar.with_added([date(2026, 6, 15)]).digest != calendar.digest
    assert len({calendar.digest, Calendar("scotland").digest, calendar.with_removed([date(2026, 4, 3)]).digest}) == 3


def test_changes():
    """Monday 15 June 2026 is a celebration; the council is shut on Tuesday the 16th."""
    calendar = Calendar("england-and-wales")
    added = calendar.with_added([date(2026, 6, 15)], "celebration")
    assert added.add(date(2026, 6, 12), "1 working day") == date(2026, 6, 16)
    assert added.with_removed([date(2026, 6, 15)]).add(date(2026, 6, 12), "1 working day") == date(2026, 6, 15)
    with pytest.raises(dueby.BadValue, match="2026-06-17 is not a bank holiday in this calendar"):
        calendar.with_removed([date(2026, 8, 31), date(2026, 6, 17)])
    shut = calendar.with_closures([date(2026, 6, 16)])
    assert shut.is_working_day(date(2026, 6, 16))  # closures affect local rules only
    assert not calendar.with_closures([date(2026, 6, 16)], for_all=True).is_working_day(date(2026, 6, 16))
    assert calendar.is_working_day(date(2026, 6, 15))  # the original calendar is unchanged


def test_weekends():
    week = Calendar("none").with_weekend(["fri", "sat"])
    assert [week.is_working_day(date(2026, 6, day)) for day in (11, 12, 13, 14)] == [True, False, False, True]
    assert Calendar("none").with_weekend([]).is_working_day(date(2026, 6, 13))
    with pytest.raises(dueby.BadValue, match="at least one day must be a working day"):
        Calendar("none").with_weekend(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
    with pytest.raises(dueby.BadValue, match="expected one of mon, tue, wed, thu, fri, sat, sun"):
        Calendar("none").with_weekend(["saturday"])


def test_as_known_on():
    """On 1 June 2019 the early May holiday in 2020 was still on 4 May. A week later it was moved to 8 May."""
    then = Calendar("england-and-wales", known_on=date(2019, 6, 1))
    assert not then.is_working_day(date(2020, 5, 4)) and then.is_working_day(date(2020, 5, 8))
    assert then == Calendar("england-and-wales").known_on(date(2019, 6, 1))
    with pytest.raises(dueby.OutsideCoverage, match="known_on: 2000-01-01: dueby only has the lists published from 2011-11-23"):
        Calendar("england-and-wales", known_on=date(2000, 1, 1))
    with pytest.raises(dueby.BadValue, match="only the built-in list has a history"):
        Calendar.from_days([date(2026, 1, 1)], "none").known_on(date(2019, 6, 1))


def test_fault_i4__own_list_with_a_hole(tmp_path):
    christmas = [date(year, 12, 25) for year in (2026, 2028)]
    with pytest.raises(dueby.BadValue, match="days: no Christmas in 2027: some of the list is missing"):
        Calendar.from_days(christmas, "none")
    path = tmp_path / "hole.csv"
    path.write_text("date\n2026-12-25\n2028-12-25\n")
    with pytest.raises(dueby.BadFile, match=r"hole\.csv: no Christmas in 2027"):
        Calendar.from_csv(path, "none")
    to_may = Calendar.from_days([date(2026, 1, 1), date(2026, 5, 25)], "none")
    assert to_may.coverage == (date(2026, 1, 1), date(2026, 5, 25))
    with pytest.raises(dueby.OutsideCoverage):
        to_may.add(date(2026, 5, 22), "5 working days")


def test_fault_i5__midnight_before_1972():
    calendar = Calendar("none")
    tried = [datetime(1971, 5, 5), numpy.datetime64("1971-05-05T00:00:00", "s"), numpy.datetime64("1971-05-05T00:00:00", "ns")]
    tried += [pandas.Timestamp("1971-05-05"), datetime(1971, 5, 5, tzinfo=timezone.utc)]
    for day in tried:
        assert calendar.add(day, "1 day") == date(1971, 5, 6)
    for time in (datetime(1971, 5, 5, 12), datetime(1971, 5, 5, tzinfo=timezone(timedelta(hours=1)))):
        with pytest.raises(dueby.OutsideCoverage, match="dueby can only use times of day from 1972 to 2100"):
            calendar.add(time, "1 day")


def test_from_json_and_csv(tmp_path):
    path = tmp_path / "bank-holidays.json"
    event = {"title": "A day in June", "date": "2026-06-15", "notes": "", "bunting": True}
    path.write_text(json.dumps({"scotland": {"division": "scotland", "events": [event]}}), encoding="utf-8")
    calendar = Calendar.from_json(path, "scotland")
    assert [(holiday.date, holiday.name) for holiday in calendar.holidays()] == [(date(2026, 6, 15), "A day in June")]
    assert calendar.coverage == (date(2026, 6, 15), date(2026, 6, 15))
    with pytest.raises(dueby.BadFile, match=r"bank-holidays\.json.*northern-ireland"):
        Calendar.from_json(path, "northern-ireland")
    path.write_text('{"scotland": ', encoding="utf-8")
    with pytest.raises(dueby.BadFile, match=r"bank-holidays\.json:1:\d+: "):
        Calendar.from_json(path, "scotland")
    listed = tmp_path / "days.csv"
    listed.write_text("date,name\n2026-06-15,A day\n", encoding="utf-8")
    assert not Calendar.from_csv(listed, "none").is_working_day(date(2026, 6, 15))
    with pytest.raises(FileNotFoundError):
        Calendar.from_csv(tmp_path / "none.csv", "none")


def test_days_of_a_list_may_be_written_day_first(tmp_path):
    listed = tmp_path / "days.csv"
    listed.write_text("date,name\n04/03/2026,A day\n", encoding="utf-8")
    made = Calendar.from_csv(listed, "none", dates="dmy")
    assert [one.date for one in made.holidays()] == [date(2026, 3, 4)]
    assert pickle.loads(pickle.dumps(made)) == made
    with pytest.raises(dueby.BadFile, match="days.csv:2"):
        Calendar.from_csv(listed, "none")
    with pytest.raises(dueby.BadValue, match='^dates: "mdy": expected one of iso, dmy'):
        Calendar.from_csv(listed, "none", dates="mdy")


def test_spans_that_are_none():
    calendar = Calendar("none")
    for wrong in ("15 workdays", "", "five days", "1 day "):
        with pytest.raises(dueby.BadValue, match="is not a length of time. Write it like") as caught:
            calendar.add(date(2026, 1, 1), wrong)
        assert caught.value.status == 3
    with pytest.raises(dueby.BadValue, match='counting: "incl": expected one of excluded, rolled, included, clear'):
        calendar.add(date(2026, 1, 1), "1 day", counting="incl")
    with pytest.raises(dueby.BadValue, match='include: "all": expected one of'):
        calendar.between(date(2026, 1, 1), date(2026, 1, 2), include="all")
    with pytest.raises(dueby.NotComputable, match="counted from a time of day"):
        calendar.add(date(2026, 1, 1), "72 hours")
    assert calendar.add(datetime(2026, 1, 1, 12), "90 minutes") - calendar.add(datetime(2026, 1, 1, 12), "0 minutes") == timedelta(
        minutes=90
    )


@pytest.mark.parametrize("wrong", ["2026-03-27", None, 5, b"2026-03-27"])
def test_what_is_no_date(wrong):
    with pytest.raises(TypeError, match="expected a date or a datetime"):
        Calendar("none").add(wrong, "1 day")


def test_as_values():
    calendar = Calendar("england-and-wales").with_added([date(2026, 6, 15)], "celebration").with_weekend(["sun"])
    again = pickle.loads(pickle.dumps(calendar))
    assert again == calendar and hash(again) == hash(calendar) and again.holidays() == calendar.holidays()
    assert again.is_working_day(date(2026, 6, 13)) and not again.is_working_day(date(2026, 6, 15))
    assert Calendar("scotland") == Calendar("scotland") != Calendar("none")
    assert repr(Calendar("scotland")) == "Calendar('scotland')"
    assert repr(calendar) == "<Calendar('england-and-wales') with 2 changes>"
    assert eval(repr(Calendar("scotland", known_on=date(2019, 6, 1))), {"Calendar": Calendar, "datetime": __import__("datetime")})
    own = Calendar.from_days([date(2026, 1, 1)], "none", ["New Year"])
    assert pickle.loads(pickle.dumps(own)).holidays()[0].name == "New Year"
