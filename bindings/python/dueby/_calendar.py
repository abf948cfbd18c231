"""Calendars: which days are working days, how certain that is, and since when it has been known."""

from __future__ import annotations

import array
import datetime
import os
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple, SupportsIndex, TypeVar, overload

from dueby import _arrays, _dates, _engine
from dueby._dates import is_column
from dueby._errors import (
    ARGUMENT,
    COVERAGE,
    NO_TIME,
    NOT_FOUND,
    BadValue,
    NotComputable,
    OutsideCoverage,
    UnknownName,
    not_a,
    of_file,
    of_status,
    read_text,
)

ColumnT = TypeVar("ColumnT")
_Day = datetime.date
_Recipe = tuple[tuple[Any, ...], ...]

_ADD = _engine.DUEBY_CHANGE_ADD
_REMOVE = _engine.DUEBY_CHANGE_REMOVE
_CLOSE = _engine.DUEBY_CHANGE_CLOSE
_CLOSE_ALL = _engine.DUEBY_CHANGE_CLOSE_ALL
_FILE_MAX = 4 << 20


class Holiday(NamedTuple):
    """A bank holiday or closure in a calendar."""

    date: datetime.date
    name: str
    division: str
    basis: str
    certainty: str
    known_from: datetime.date | None


class Calendar:
    """The working days of a division of the United Kingdom, 1971 to 2100.

    Parameters
    ----------
    division : str
        ``"england-and-wales"``, ``"scotland"``, ``"northern-ireland"``, several joined by ``+`` (a day must be a working day in all
        of them), or ``"none"`` (weekends only). There is no default, because the wrong division would silently leave out bank
        holidays.
    known_on : date, optional
        The bank holidays as they were published on that day.

    Examples
    --------
    >>> from datetime import date
    >>> calendar = Calendar("england-and-wales")
    >>> calendar.add(date(2026, 3, 27), "15 working days")
    datetime.date(2026, 4, 21)
    >>> calendar.between(date(2026, 3, 27), date(2026, 4, 21))
    15
    >>> calendar.is_working_day(date(2026, 4, 3))
    False
    """

    __slots__ = ("_capsule", "_recipe")
    _capsule: Any
    _recipe: _Recipe

    def __init__(self, division: str, *, known_on: datetime.date | None = None) -> None:
        if not isinstance(division, str):
            raise not_a("division", "a string such as 'england-and-wales'", division)
        day = _dates.day_or_none(known_on, "known_on")
        self._make((("table", division, day),))

    def _make(self, recipe: _Recipe) -> None:
        self._recipe = recipe
        self._capsule = _build(recipe)

    @classmethod
    def _of(cls, recipe: _Recipe) -> Calendar:
        made = cls.__new__(cls)
        made._make(recipe)
        return made

    def _with(self, *step: Any) -> Calendar:
        return self._of((*self._recipe, step))

    # ---- making one ----

    @classmethod
    def from_days(cls, days: Iterable[datetime.date], division: str, names: Iterable[str] | None = None) -> Calendar:
        """A calendar with your own list of holidays instead of the built-in table.

        It covers the time for which the list is complete. If its first year has New Year's Day, it covers that year from 1 January,
        otherwise from its first day. If its last year has Christmas, it covers that year to 31 December, otherwise to its last day.
        Any other year without Christmas is an error.

        Examples
        --------
        >>> from datetime import date
        >>> Calendar.from_days([date(2026, 1, 1), date(2026, 12, 25)], "none").coverage
        (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
        """
        listed = _days(days)
        named = ("",) * len(listed) if names is None else tuple(names)
        return cls._of((("days", division, listed, named),))

    @classmethod
    def from_json(cls, path: str | os.PathLike[str], division: str) -> Calendar:
        """A calendar from GOV.UK's ``bank-holidays.json``. Raises `BadFile` if the file has a different format."""
        return cls._of((("json", division, *_read(path)),))

    @classmethod
    def from_csv(cls, path: str | os.PathLike[str], division: str, *, dates: str = "iso") -> Calendar:
        """A calendar from CSV with the column ``date``, and optionally ``name`` and ``division``.

        With ``dates="dmy"``, days are written like 27/03/2026. dueby never guesses which is day and which is month.
        """
        return cls._of((("csv", division, *_read(path), _dates.order_of(dates)),))

    @classmethod
    def from_ics(cls, path: str | os.PathLike[str], division: str) -> Calendar:
        """A calendar from an iCalendar file of whole days, such as GOV.UK's.

        It refuses the same files as the command: any with an event that repeats (RRULE), has a time or a time zone, or is not
        confirmed; any larger than 1 MiB; and any that otherwise do not look like a list of holidays. Cancelled events are skipped.
        """
        return cls._of((("ics", division, *_read(path)),))

    def with_added(self, days: Iterable[datetime.date], name: str | None = None) -> Calendar:
        """The same calendar with more bank holidays.

        Examples
        --------
        >>> from datetime import date
        >>> more = Calendar("england-and-wales").with_added([date(2026, 6, 15)], "a day of celebration")
        >>> more.is_working_day(date(2026, 6, 15))
        False
        """
        return self._with("change", _ADD, _days(days), name)

    def with_removed(self, days: Iterable[datetime.date]) -> Calendar:
        """The same calendar without some bank holidays."""
        return self._with("change", _REMOVE, _days(days), None)

    def with_closures(self, days: Iterable[datetime.date], name: str | None = None, *, for_all: bool = False) -> Calendar:
        """The same calendar with days on which the organisation is shut.

        They only move dates of local rules. With ``for_all=True`` they also move dates set by law, and change `add` and `between`.
        """
        return self._with("change", _CLOSE_ALL if for_all else _CLOSE, _days(days), name)

    def with_weekend(self, days: Iterable[str]) -> Calendar:
        """The same calendar with other weekend days: ``["fri", "sat"]``, or none at all."""
        if isinstance(days, str):
            raise not_a("weekend", "a list such as ['sat', 'sun']", days)
        written = ",".join(days) or "none"
        try:
            return self._with("weekend", _engine.written_weekend(written))
        except _engine.Status as error:
            raise BadValue(_dates.written_problem(_engine.DUEBY_WRITTEN_WEEKEND, written, "weekend"), error.args[0]) from None

    def known_on(self, day: datetime.date) -> Calendar:
        """The same calendar with the bank holidays as they were published on a day.

        Examples
        --------
        On 1 June 2019 the early May holiday in 2020 was still on the 4th.

        >>> from datetime import date
        >>> then = Calendar("england-and-wales").known_on(date(2019, 6, 1))
        >>> then.is_working_day(date(2020, 5, 4)), then.is_working_day(date(2020, 5, 8))
        (False, True)
        """
        if self._recipe[0][0] != "table":
            raise BadValue(f"known_on: {_dates.refused(_engine.DUEBY_REFUSAL_NO_HISTORY)}", ARGUMENT)
        return self._of((("table", self._recipe[0][1], _dates.day_of(day, "known_on")), *self._recipe[1:]))

    # ---- getters ----

    @overload
    def add(
        self,
        when: _Day,
        span: str,
        *,
        counting: str = ...,
        roll: str = ...,
        cutoff: datetime.time | None = ...,
        details: Literal[False] = ...,
    ) -> datetime.date: ...
    @overload
    def add(self, when: ColumnT, span: str, *, counting: str = ..., roll: str = ..., details: Literal[False] = ...) -> ColumnT: ...
    @overload
    def add(self, when: Any, span: str, *, counting: str = ..., roll: str = ..., details: Literal[True]) -> Any: ...
    def add(
        self,
        when: Any,
        span: str,
        *,
        counting: str = "excluded",
        roll: str = "none",
        cutoff: datetime.time | None = None,
        details: bool = False,
    ) -> Any:
        """The last day of a span, counted from a day.

        Parameters
        ----------
        when : date, datetime or a column of days
            For a numpy ``datetime64`` array, a pandas or polars Series, a list, or anything with the Arrow PyCapsule interface, the
            answer is a column of the same kind. A naive datetime is UK time.
        span : str
            ``"15 working days"``, ``"6 weeks"``, ``"16 years 3 months"``, ``"-1 month"``, ``"72 hours"``.
        counting : {"excluded", "rolled", "included", "clear"}
            Whether, and how, the day that starts the span counts.
        roll : {"none", "next", "previous"}
            What to do if the last day is not a working day.
        cutoff : time, optional
            The time of day from which ``when`` counts as the next day.
        details : bool
            For a column: a table of the days, and of the reasons for missing ones.

        Raises
        ------
        OutsideCoverage, NotComputable, BadValue
            In a column, an element without an answer becomes null instead, with a warning.

        Examples
        --------
        >>> from datetime import date, datetime
        >>> calendar = Calendar("england-and-wales")
        >>> calendar.add(date(2026, 4, 2), "1 working day")
        datetime.date(2026, 4, 7)
        >>> calendar.add(datetime(2026, 3, 27, 14, 30), "72 hours").isoformat()
        '2026-03-30T15:30:00+01:00'
        >>> calendar.add([date(2026, 4, 2), None], "5 working days")
        [datetime.date(2026, 4, 13), None]
        """
        amount, unit = _dates.span_of(span)
        how = _dates.code_value(_dates.COUNTING, counting, "counting"), _dates.code_value(_dates.ROLL, roll, "roll")
        if is_column(when):
            _dates.refuse_cutoff(cutoff)
            return _add_column(self._capsule, when, (amount, unit), how, details)
        if _dates.is_missing(when):
            return None
        time, day = _dates.cut_off(_dates.moment_of(when), cutoff)
        try:
            if _dates.is_clock(unit):
                if time == _dates.TIME_NONE:
                    raise NotComputable(f"add: {_dates.refused(_engine.DUEBY_REFUSAL_NO_TIME)}", NO_TIME)
                return _dates.datetime_of(_engine.add_time(amount, unit, time))
            return _dates.date_of(_engine.add(self._capsule, amount, unit, *how, day))
        except _engine.Status as error:
            raise self._failure(error.args[0], "add") from None

    @overload
    def between(self, start: _Day, end: _Day, *, include: str = ..., details: Literal[False] = ...) -> int: ...
    @overload
    def between(self, start: Any, end: Any, *, include: str = ..., details: bool = ...) -> Any: ...
    def between(self, start: Any, end: Any, *, include: str = "end", details: bool = False) -> Any:
        """The working days between two days, or between two columns of days.

        ``include`` says which ends count: ``"end"`` (which agrees with `add`), ``"start"``, ``"both"`` or ``"neither"``. A reversed
        range is negative.

        Examples
        --------
        >>> from datetime import date
        >>> Calendar("scotland").between(date(2026, 1, 1), date(2026, 1, 5))
        1
        """
        number = _dates.code_value(_dates.INCLUDE, include, "include")
        if is_column(start) or is_column(end):
            return _count_columns(self._capsule, start, end, number, details)
        if _dates.is_missing(start) or _dates.is_missing(end):
            return None
        try:
            return _engine.calendar_count(self._capsule, _dates.day_of(start, "start"), _dates.day_of(end, "end"), number)
        except _engine.Status as error:
            raise self._failure(error.args[0], "between") from None

    @overload
    def is_working_day(self, day: _Day, *, details: Literal[False] = ...) -> bool: ...
    @overload
    def is_working_day(self, day: Any, *, details: bool = ...) -> Any: ...
    def is_working_day(self, day: Any, *, details: bool = False) -> Any:
        """Returns whether a day, or each day of a column, is a working day."""
        if is_column(day):
            return _flag_column(self._capsule, day, details)
        if _dates.is_missing(day):
            return None
        try:
            return bool(_engine.calendar_is_working(self._capsule, _dates.day_of(day)))
        except _engine.Status as error:
            raise self._failure(error.args[0], "is_working_day") from None

    def holidays(self, first: int | datetime.date | None = None, last: int | datetime.date | None = None) -> list[Holiday]:
        """The bank holidays and closures in order: of a year, of a range of years or days, or all.

        Examples
        --------
        >>> [holiday.name for holiday in Calendar("england-and-wales").holidays(2026)][:3]
        ["New Year's Day", 'Good Friday', 'Easter Monday']
        """
        if last is None:
            last = first if isinstance(first, SupportsIndex) else None
        known = _engine.coverage(self._capsule)
        start = known[0] if first is None else year_or_day("first", first, (1, 1))
        end = known[1] if last is None else year_or_day("last", last, (12, 31))
        if start < known[0] or end > known[1]:
            raise self._failure(COVERAGE, "holidays")
        found = []
        for index in range(_engine.calendar_holiday_from(self._capsule, start), _engine.calendar_holiday_count(self._capsule)):
            day, known_from, division, basis, certainty = _engine.holiday(self._capsule, index)
            if day > end:
                break
            found.append(
                Holiday(
                    datetime.date.fromordinal(day + _dates.EPOCH),
                    _engine.calendar_holiday_name(self._capsule, index) or "",
                    _engine.code_name(_dates.DIVISION, division) or "",
                    _engine.code_name(_dates.BASIS, basis) or "",
                    _engine.code_name(_dates.CERTAINTY, certainty) or "",
                    _dates.date_of(known_from),
                )
            )
        return found

    def certainty(self, day: datetime.date) -> str:
        """Returns how certain the calendar is about a day: ``"confirmed"``, ``"listed"`` or ``"projected"``."""
        number = _dates.day_of(day)
        first, last, _, _ = _engine.coverage(self._capsule)
        if not first <= number <= last:
            raise self._failure(COVERAGE, "certainty")
        return _engine.code_name(_dates.CERTAINTY, _engine.calendar_certainty(self._capsule, number)) or ""

    @property
    def division(self) -> str:
        """The divisions whose bank holidays the calendar has."""
        return _engine.calendar_divisions(self._capsule)

    @property
    def coverage(self) -> tuple[datetime.date, datetime.date]:
        """The first and the last day that the calendar covers."""
        first, last, _, _ = _engine.coverage(self._capsule)
        return datetime.date.fromordinal(first + _dates.EPOCH), datetime.date.fromordinal(last + _dates.EPOCH)

    @property
    def confirmed_to(self) -> datetime.date | None:
        """The last day that is confirmed."""
        return _dates.date_of(_engine.coverage(self._capsule)[2])

    @property
    def listed_to(self) -> datetime.date | None:
        """The last day of the official list, or of your own list."""
        return _dates.date_of(_engine.coverage(self._capsule)[3])

    @property
    def digest(self) -> str:
        """64 hexadecimal digits that identify the calendar's content: bank holidays, weekend, closures, changes, coverage."""
        return _dates.text_of(_engine.calendar_digest, self._capsule)

    def _failure(self, status: int, what: str) -> Exception:
        if status != COVERAGE:
            return of_status(status, what)
        return _outside(self._capsule)

    # ---- comparing, copying and pickling ----

    def __eq__(self, other: object) -> bool:
        return self._recipe == other._recipe if isinstance(other, Calendar) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._recipe)

    def __reduce__(self) -> tuple[Any, ...]:
        return Calendar._of, (self._recipe,)

    def __repr__(self) -> str:
        kind, division = self._recipe[0][:2]
        known = self._recipe[0][2] if kind == "table" else _dates.NONE
        said = f"Calendar({division!r}" + (f", known_on={_dates.date_of(known)!r})" if known != _dates.NONE else ")")
        if kind != "table":
            said = f"<Calendar of its own list for {division!r}, {self.coverage[0]} to {self.coverage[1]}>"
        changes = len(self._recipe) - 1
        return said if not changes else f"<{said.strip('<>')} with {changes} change{'s' if changes > 1 else ''}>"


def _days(days: Iterable[datetime.date]) -> tuple[int, ...]:
    if isinstance(days, (str, datetime.date)) or not isinstance(days, Iterable):
        raise not_a("days", "a list of dates", days)
    return tuple(_dates.day_of(day, "days") for day in days)


def _read(path: str | os.PathLike[str]) -> tuple[str, str]:
    name = os.fspath(path)
    return read_text(name, _FILE_MAX), name


def year_or_day(name: str, when: int | datetime.date, month_and_day: tuple[int, int]) -> int:
    """Returns a day as a number. For a year, it is the first or last day of that year."""
    if not isinstance(when, SupportsIndex):
        return _dates.day_of(when, name)
    if not datetime.MINYEAR <= when <= datetime.MAXYEAR:
        raise BadValue(f"{name}: {when}: expected a year such as 2026", ARGUMENT)
    return _dates.day_of(datetime.date(when, *month_and_day))


def _build(recipe: _Recipe) -> Any:
    first, *changes = recipe
    capsule = _base(*first)
    for kind, *step in changes:
        try:
            if kind == "weekend":
                capsule = _engine.calendar_with_weekend(capsule, step[0])
            else:
                change, days, name = step
                capsule = _engine.calendar_with_days(capsule, change, array.array("i", days), name)
        except _engine.Status as error:
            raise _bad_change(error.args[0], capsule, step) from None
    return capsule


def _outside(capsule: Any) -> OutsideCoverage:
    return OutsideCoverage(_dates.text_of(_engine.calendar_coverage_text, capsule), COVERAGE)


def _bad_change(status: int, capsule: Any, step: list[Any]) -> Exception:
    if status == NOT_FOUND:
        for day in step[1]:
            try:
                _engine.calendar_with_days(capsule, _REMOVE, array.array("i", [day]), None)
            except _engine.Status:
                return BadValue(f"remove: {_dates.refused(_engine.DUEBY_REFUSAL_NOT_A_HOLIDAY, _dates.day_text(day))}", status)
    if status == COVERAGE:
        return _outside(capsule)
    return of_status(status, "calendar")


def _base(kind: str, division: str, *rest: Any) -> Any:
    if kind != "table":
        _base("table", division, _dates.NONE)  # raises if there is no such division
    try:
        if kind == "table":
            return _engine.calendar_new(division, rest[0])
        if kind == "days":
            return _engine.calendar_from_days(division, (array.array("i", rest[0]), rest[1]))
        if kind == "json":
            return _engine.calendar_from_json(rest[0], division)
        if kind == "ics":
            return _engine.calendar_from_ics(rest[0], division)
        return _engine.calendar_from_csv(rest[0], division, rest[2])
    except _engine.Status as error:
        if kind in ("json", "csv", "ics"):
            raise of_file(error, rest[1]) from None
        raise _bad_base(error.args[0], kind, division, rest) from None


def _bad_base(status: int, kind: str, division: str, rest: tuple[Any, ...]) -> Exception:
    if status == NOT_FOUND:
        said = _dates.text_of(_engine.written_problem_text, _engine.DUEBY_WRITTEN_DIVISION, division, _engine.DUEBY_ORDER_ISO, 0)
        return UnknownName(said, status)
    if status == COVERAGE and kind == "table":
        return OutsideCoverage(
            _dates.written_problem(_engine.DUEBY_WRITTEN_KNOWN_ON, _dates.day_text(rest[0]), "known_on"), status
        )
    if kind == "days" and status == ARGUMENT and rest[0]:
        year = _engine.calendar_missing_year(array.array("i", rest[0]))
        return BadValue(f"days: {_dates.refused(_engine.DUEBY_REFUSAL_NO_CHRISTMAS, str(year))}", status)
    return of_status(status, "calendar")


# ---- columns, on a calendar of the engine ----


def _add_column(calendar: Any, values: Any, span: tuple[int, int], how: tuple[int, int], details: bool) -> Any:
    """Implements `Calendar.add` for a column."""
    if _dates.is_clock(span[1]):
        raise BadValue("add: hours and minutes are counted from a time of day, but a column holds dates without times of day", ARGUMENT)
    kind = _arrays.kind_of(values)
    out, status = kind.room(4), kind.room(1) if details else None
    failed = _engine.add_days(calendar, *span, *how, kind.days(), out, status)
    return _arrays.answer(kind, kind.give_days(out), "date", status, failed, details)


def _count_columns(calendar: Any, start: Any, end: Any, include: int, details: bool) -> Any:
    """Implements `Calendar.between` for columns; either may be a single day."""
    leads = start if is_column(start) else end
    kind = _arrays.kind_of(leads)
    out, status = kind.room(4), kind.room(1) if details else None
    if leads is start and isinstance(kind, _arrays.Numpy) and isinstance(other := _arrays.opened(kind, end, "end"), _arrays.Numpy):
        failed = kind.count(calendar, other, include, out, status)
    else:
        starts = kind.days() if leads is start else _arrays.beside(kind, start, "start")
        ends = kind.days() if leads is end else _arrays.beside(kind, end, "end")
        failed = _engine.count_days(calendar, starts, ends, include, out, status)
    return _arrays.answer(kind, kind.give_numbers(out), "working_days", status, failed, details)


def _flag_column(calendar: Any, values: Any, details: bool) -> Any:
    """Implements `Calendar.is_working_day` for a column."""
    kind = _arrays.kind_of(values)
    out, status = kind.room(1), kind.room(1) if details else None
    failed = _engine.working_days(calendar, kind.days(), out, status)
    return _arrays.answer(kind, kind.give_flags(out), "working_day", status, failed, details)
