"""Converts Python's dates and times to the library's numbers and back.

A date is a number of days, a time a number of seconds, both since 1970-01-01 (UTC)."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable
from typing import Any

from dueby import _engine
from dueby._errors import (
    ARGUMENT,
    COVERAGE,
    NO_SUCH_TIME,
    NOT_FOUND,
    TEXT,
    BadValue,
    DuebyError,
    OutsideCoverage,
    UnknownName,
    not_a,
)

NONE = -(2**31)
TIME_NONE = -(2**63)
EPOCH = datetime.date(1970, 1, 1).toordinal()
_START = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_SECOND = datetime.timedelta(seconds=1)
_UNITS_OF_HOURS = (5, 6)  # the values of DUEBY_UNIT_HOURS and DUEBY_UNIT_MINUTES

_text_room = 1 << 12


_MISSING = ("NAType", "NaTType", "MaskedConstant")  # types of missing values in pandas and numpy


def is_missing(value: Any) -> bool:
    """True for a missing value, as in pandas or numpy: NA, NaT, NaN or masked."""
    kind = type(value)
    if kind is datetime.date or kind is str:
        return False
    if kind.__name__ in _MISSING:
        return True
    return value is not None and (kind is float or kind.__module__ == "numpy") and bool(value != value)


def day_of(day: Any, name: str = "day") -> int:
    """Returns the UK day of a date or datetime, like `moment_of`."""
    return moment_of(day, name)[1]


def day_or_none(day: Any, name: str) -> int:
    """Returns the UK day of a date or datetime, or NONE for None and missing values."""
    return NONE if day is None or is_missing(day) else day_of(day, name)


def date_of(day: int) -> datetime.date | None:
    """Returns a day number as a date, or None for NONE."""
    return None if day == NONE else datetime.date.fromordinal(day + EPOCH)


def moment_of(when: Any, name: str = "when") -> tuple[int, int]:
    """Returns the time and the UK day of a date, an aware datetime, or a naive datetime, which is UK time. Refuses a day that the
    library cannot have."""
    time, day = _any_moment(when, name)
    if not _engine.DUEBY_DATE_FIRST <= day <= _engine.DUEBY_DATE_LAST:
        raise OutsideCoverage(f"{name}: {day_text(day)}: {refused(_engine.DUEBY_REFUSAL_DAY)}", COVERAGE)
    return time, day


def _any_moment(when: Any, name: str) -> tuple[int, int]:
    if type(when) is datetime.date:
        return TIME_NONE, when.toordinal() - EPOCH
    if is_missing(when):
        raise BadValue(f"{name}: {when} is not a date", TEXT)
    if type(when).__module__ == "numpy" and type(when).__name__ == "datetime64":
        when = when.item() if str(when.dtype) == "datetime64[D]" else when.astype("datetime64[us]").item()
    if isinstance(when, datetime.datetime):
        return _time_of(when, name)
    if isinstance(when, datetime.date):
        return TIME_NONE, when.toordinal() - EPOCH
    if isinstance(when, str):
        raise TypeError(f"{name}: expected a date or a datetime, found a string: use date.fromisoformat() to read it")
    raise not_a(name, "a date or a datetime", when)


def order_of(dates: str) -> int:
    """Returns the engine's number for an order of dates, such as "dmy"."""
    return code_value(_engine.DUEBY_CODE_DATES, dates, "dates")


def is_column(value: Any) -> bool:
    """True if the value is a column. Anything else is validated later as a single date."""
    return not isinstance(value, (datetime.date, str, bytes)) and (
        isinstance(value, (list, tuple))
        or hasattr(value, "__arrow_c_stream__")
        or hasattr(value, "__arrow_c_array__")
        or (hasattr(value, "__array__") and bool(getattr(value, "shape", ())))
    )


def _time_of(when: datetime.datetime, name: str) -> tuple[int, int]:
    try:
        if when.tzinfo is not None:
            time = int((when - _START) // _SECOND)
            return time, _engine.civil(time)[0]
        day = when.toordinal() - EPOCH
        second = when.hour * 3600 + when.minute * 60 + when.second
        return _engine.time(day, second, when.fold), day
    except _engine.Status as error:
        if error.args[0] == COVERAGE and (when.hour, when.minute, when.second) == (0, 0, 0) and not when.utcoffset():
            return TIME_NONE, when.toordinal() - EPOCH  # pandas and databases write a day as its midnight
        raise _bad_time(error.args[0], when, name) from None


def _bad_time(status: int, when: datetime.datetime, name: str) -> DuebyError:
    message = written_problem(_engine.DUEBY_WRITTEN_WHEN, when.isoformat(), name)
    return BadValue(message, status) if status == NO_SUCH_TIME else OutsideCoverage(message, COVERAGE)


def datetime_of(time: int) -> datetime.datetime:
    """Returns a time as an aware datetime with the offset of UK time."""
    offset = datetime.timezone(datetime.timedelta(seconds=_engine.civil(time)[2]))
    return datetime.datetime.fromtimestamp(time, offset)


def when_of(time: int, day: int) -> datetime.date | None:
    """Returns a datetime if there is a time, else a date if there is a day, else None."""
    return date_of(day) if time == TIME_NONE else datetime_of(time)


def cut_off(moment: tuple[int, int], cutoff: datetime.time | None) -> tuple[int, int]:
    """Moves a time at or after the cut-off to the next day."""
    time, day = moment
    if cutoff is None:
        return moment
    if not isinstance(cutoff, datetime.time):
        raise not_a("cutoff", "a time such as time(17, 0)", cutoff)
    if time == TIME_NONE:
        return moment
    second = _engine.civil(time)[1]
    late = second >= cutoff.hour * 3600 + cutoff.minute * 60 + cutoff.second
    return time, day + late


def refuse_cutoff(cutoff: datetime.time | None) -> None:
    """Raises if a cut-off is given for columns, which would silently ignore it."""
    if cutoff is not None:
        raise BadValue("cutoff: you cannot use this with a column, because a column holds dates without times of day", ARGUMENT)


def text_of(function: Any, *arguments: object) -> str:
    """Returns the text that an engine function writes, with a buffer of the size that it needs."""
    said = function(*arguments, _text_room)
    return said if isinstance(said, str) else str(function(*arguments, said))


def written_problem(kind: int, written: str, name: str) -> str:
    """Returns the message that says why the text of an argument cannot be read as a DUEBY_WRITTEN_... ."""
    return f"{name}: {text_of(_engine.written_problem_text, kind, written, _engine.DUEBY_ORDER_ISO, 0)}"


def refused(reason: int, found: str = "") -> str:
    """Returns the message of a DUEBY_REFUSAL_... ."""
    return text_of(_engine.refusal_text, reason, _engine.DUEBY_STYLE_ARGUMENTS, found)


def unknown_name(kind: int, profile: Any, name: str, argument: str = "") -> UnknownName:
    """Makes the exception for an unknown DUEBY_NAME_... . `profile` is a capsule."""
    said = text_of(_engine.unknown_name_text, kind, profile, name, _engine.DUEBY_STYLE_ARGUMENTS)
    return UnknownName(f"{argument}: {said}" if argument else said, NOT_FOUND)


def day_text(day: int) -> str:
    """Returns a date as "2026-03-27", or "" if there is none."""
    date = date_of(day)
    return date.isoformat() if date else ""


_spans: dict[str, tuple[int, int]] = {}


def span_of(span: str, name: str = "span") -> tuple[int, int]:
    """Returns the amount and the unit of a span such as "15 working days"."""
    if not isinstance(span, str):
        raise not_a(name, "a string such as '15 working days'", span)
    found = _spans.get(span)
    if found:
        return found
    try:
        found = _engine.span(span)
    except _engine.Status:
        raise BadValue(written_problem(_engine.DUEBY_WRITTEN_SPAN, span, name), TEXT) from None
    if len(_spans) < 1000:
        _spans[span] = found
    return found


def span_or_none(span: str | None, name: str) -> tuple[int, int]:
    """Returns the amount and the unit of a span, or (0, 0) for None."""
    return (0, 0) if span is None else span_of(span, name)


def ahead_or_none(span: str | None, name: str) -> tuple[int, int]:
    """Returns the amount and the unit of a span of days ahead, or (0, 0) for None."""
    found = span_or_none(span, name)
    if span is not None:
        with contextlib.suppress(_engine.Status):  # raised if the span has no problem
            raise BadValue(written_problem(_engine.DUEBY_WRITTEN_AHEAD, span, name), ARGUMENT)
    return found


def is_clock(unit: int) -> bool:
    """True if a span's unit is hours or minutes."""
    return unit in _UNITS_OF_HOURS


def code_value(kind: int, word: str, name: str) -> int:
    """Returns the number of a code such as "excluded"."""
    if isinstance(word, str):
        try:
            return _engine.code_value(kind, word)
        except _engine.Status:
            raise BadValue(f"{name}: {text_of(_engine.code_problem_text, kind, word)}", TEXT) from None
    raise not_a(name, f"one of {', '.join(codes(kind))}", word)


def codes(kind: int) -> Iterable[str]:
    """Iterates over the codes of one kind."""
    index = 0
    while (code := _engine.code_at(kind, index)) is not None:
        yield code
        index += 1


# The kinds of codes that the engine has.
STATE = _engine.DUEBY_CODE_STATE
STEP = _engine.DUEBY_CODE_STEP
HOLDS = _engine.DUEBY_CODE_HOLDS
CERTAINTY = _engine.DUEBY_CODE_CERTAINTY
PRECISION = _engine.DUEBY_CODE_PRECISION
COUNTING = _engine.DUEBY_CODE_COUNTING
ROLL = _engine.DUEBY_CODE_ROLL
BASIS = _engine.DUEBY_CODE_BASIS
AUTHORITY = _engine.DUEBY_CODE_AUTHORITY
FORCE = _engine.DUEBY_CODE_FORCE
SUBJECT = _engine.DUEBY_CODE_SUBJECT
CHECKED = _engine.DUEBY_CODE_CHECKED
DIVISION = _engine.DUEBY_CODE_DIVISION
INCLUDE = _engine.DUEBY_CODE_INCLUDE
COMPARISON = _engine.DUEBY_CODE_COMPARISON
MEASURE = _engine.DUEBY_CODE_MEASURE
