"""Turns the events of many cases into every duty of each case, with its state; and counts how many were in time."""

from __future__ import annotations

import array
import contextlib
import datetime
import json
import os
import struct
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, overload

from dueby import _dates, _engine, _frames, _html, _profile
from dueby._calendar import Calendar
from dueby._dates import NONE, TIME_NONE
from dueby._listing import Problem, Tabular, columns_of, names_of, problem_of, words_of
from dueby._question import question_of
from dueby._errors import ARGUMENT, NO_MEMORY, NOT_FOUND, TEXT, BadFile, BadValue, UnknownName, not_a, of_status
from dueby._profile import Profile
from dueby._returns import Events, opened, unreadable

Names = str | Iterable[str]
Values = str | int | Iterable[str | int]
Holds = Mapping[str, str | datetime.date]
_ENGLAND = "england-and-wales"
_MIDNIGHT_IS_TIME = 1  # DUEBY_CASELOAD_MIDNIGHT_IS_TIME in dueby/caseload.h
ROWS_FROM_0 = 16  # DUEBY_CASELOAD_ROWS_FROM_0: the rows are those of a table, and messages count them from 0
_SUPPRESSED = "c"
_SINCE = _engine.DUEBY_HOLDS_SINCE
_ARGUMENTS = _engine.DUEBY_STYLE_ARGUMENTS


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason not to trust the worklist.

    Attributes
    ----------
    code : str
        Its kind: ``recorded``, ``stale``, ``bad_rows``, ``not_recorded``, ... (``docs/worklist.md``).
    count : int or None
        The number of rows, cases or cells.
    of : int or None
        For ``unmatched_refs``, the number of rows with a ref.
    lines : tuple of int
        The first five lines in the file, where the header is line 1; empty for a table.
    rows : tuple of int
        The first five rows of the table, from 0, as in ``text``; empty for a file.
    event : str or None
        The event that is missing or incomplete, or whose refs match nothing.
    team : str or None
        The team whose cases never have the event.
    recorded_to : date or None
        For ``recorded`` and ``stale``, the last day that the records cover.
    text : str
        Says how often it occurs, where first, and what to do.
    files : tuple of str
        The file of each of ``lines``, if there are several files; otherwise empty.
    """

    code: str
    count: int | None
    of: int | None
    lines: tuple[int, ...]
    rows: tuple[int, ...]
    event: str | None
    team: str | None
    recorded_to: datetime.date | None
    text: str
    files: tuple[str, ...] = ()


class Query(NamedTuple):
    """The options of a worklist, in the form that the engine takes."""

    profile: Profile
    calendar: Calendar
    selected: bytes  # for each rule, 1 if it takes part
    recorded: bytes  # for each event, 1 if the records hold it; empty: they hold the events that occur
    only_cases: bytes  # the cases to list: pairs of column and value, each followed by a zero byte; empty: all
    holds: bytes  # for each event, how completely the records hold it, and a day (int32); empty: nothing is stated
    nulls: bytes  # strings that mean "no value", each followed by a zero byte
    as_at: tuple[int, int]
    history_from: int
    soon: tuple[int, int]
    date_order: int
    flags: int
    states: int
    due_before: int
    worst_first: bool
    run_flags: int
    recorded_to: int
    leaves_out: bool  # True to leave out duties that cannot be checked from any kind of return
    takes_reference_date: bool  # True to use the reference date of a return as the as-at day
    horizon: int
    all_states: bool  # True if `state` is "all", so that the page also lists lines that are over

    def run(self, data: bytes | Events, name: str) -> Any:
        """Runs the engine on the text of a file, or on returns."""
        files = data._files() if isinstance(data, Events) else None
        asked = struct.pack(
            f"={_engine.DUEBY_WORK_ASKED}q",
            *(*self.as_at, self.history_from, *self.soon, self.date_order, self.flags, self.states, self.due_before),
            *(self.worst_first, self.run_flags, self.recorded_to, self.leaves_out, self.horizon),
        )
        try:
            return _engine.work_new(
                self.profile._capsule,
                self.calendar._capsule,
                self.selected,
                self.recorded,
                self.only_cases,
                memoryview(self.holds).cast("i"),
                self.nulls,
                None if files else data,
                files,
                asked,
            )
        except _engine.Status as error:
            is_table = bool(self.flags & ROWS_FROM_0)
            raise (unreadable(error) if files and error.args[0] != NOT_FOUND else _unreadable(error, name, is_table)) from None


def _unreadable(error: _engine.Status, name: str, is_table: bool) -> Exception:
    status, said = error.args[0], error.args[1] if len(error.args) > 1 else ""
    if status == NO_MEMORY:
        return MemoryError()
    if status == NOT_FOUND:
        return _no_column("where", said)
    line, _, message = said.partition(":")
    if not message:
        return BadFile(f"{name}: {_engine.status_text(status)}", status)
    if line in ("", "0"):
        return BadFile(f"{name}: {message}", status)
    return BadFile(f"{name}: row {int(line) - 1}: {message}" if is_table else f"{name}:{line}: {message}", status)


def _no_column(option: str, column: str) -> UnknownName:
    return UnknownName(f"{option}: {_dates.refused(_engine.DUEBY_REFUSAL_COLUMN, column)}", NOT_FOUND)


# ---- arguments ----


def _listed(names: Names | None, option: str) -> list[str]:
    """Splits names: one name, several in a string with commas, or an iterable of names."""
    if names is not None and not isinstance(names, Iterable):
        raise not_a(option, "a string, or several strings", names)
    listed = [] if names is None else names.split(",") if isinstance(names, str) else list(names)
    for name in listed:
        if not isinstance(name, str):
            raise not_a(option, "strings", name)
        if not name:
            raise BadValue(f"{option}: {_dates.refused(_engine.DUEBY_REFUSAL_EMPTY_ITEM, ','.join(listed))}", ARGUMENT)
    return listed


def _selected(
    profile: Profile, calendar: Calendar, rule: str | None, only: Names | None, authority: Names | None, subject: Names | None
) -> bytes:
    patterns = _listed(only, "only")
    if any("\0" in name for name in patterns):
        raise BadValue("only: the id of a duty cannot contain a zero byte", ARGUMENT)
    bits = (_bits(authority, _dates.AUTHORITY, "authority"), _bits(subject, _dates.SUBJECT, "subject"))
    selected = bytearray(_engine.profile_rule_count(profile._capsule))
    block = "".join(name + "\0" for name in patterns).encode("utf-8", "surrogatepass")
    try:
        _engine.select(profile._capsule, rule, block, *bits, selected)
    except _engine.Status as error:
        status, name = error.args
        if status != NOT_FOUND:
            raise of_status(status, "only") from None
        if rule is not None and not name:
            question_of(rule, profile, "", calendar)  # raises if the rule is unknown
        raise _dates.unknown_name(_engine.DUEBY_NAME_DUTY, profile._capsule, name, "only") from None
    return bytes(selected)


def _bits(names: Names | None, kind: int, option: str) -> int:
    """Returns codes as a set of bits; 0 if none were given."""
    return sum({1 << _dates.code_value(kind, name, option) for name in _listed(names, option)})


def _recorded(profile: Profile, recorded: Names | None) -> bytes:
    """Returns a byte for each event, 1 if the records hold it. Empty: they hold the events that occur."""
    if recorded is None:
        return b""
    slugs = list(profile.events)
    named = slugs if recorded == "all" else _listed(recorded, "recorded")
    for slug in named:
        if slug not in slugs:
            raise _dates.unknown_name(_engine.DUEBY_NAME_EVENT, profile._capsule, slug, "recorded")
    count = _engine.profile_event_count(profile._capsule)
    return bytes(_engine.profile_event_slug(profile._capsule, event) in named for event in range(count))


def _held(event: str, what: str | datetime.date) -> tuple[int, int]:
    """Returns two numbers for ``all``, ``latest``, ``never``, ``since:2025-04-01`` or a date: a code and a day."""
    if isinstance(what, datetime.date):
        return _SINCE, _day(f"holds: {event}", what)
    if not isinstance(what, str):
        raise not_a(f"holds: {event}", "a string or a date", what)
    try:
        return _engine.holding(what)
    except _engine.Status:
        raise BadValue(_dates.written_problem(_engine.DUEBY_WRITTEN_HOLDING, what, f"holds: {event}"), TEXT) from None


def _holds(profile: Profile, holds: Holds | None, as_at: int) -> bytes:
    """Returns how completely the records hold each event, as the engine's array."""
    if holds is None:
        return b""
    if not isinstance(holds, Mapping):
        raise not_a("holds", "a mapping such as {'visit.made': 'latest'}", holds)
    numbers = array.array("i", bytes(8 * _engine.profile_event_count(profile._capsule)))
    for event, what in holds.items():
        try:
            place = _engine.profile_find_event(profile._capsule, event)
        except _engine.Status:
            raise _dates.unknown_name(_engine.DUEBY_NAME_EVENT, profile._capsule, event, "holds") from None
        numbers[2 * place], numbers[2 * place + 1] = _held(event, what)
        if numbers[2 * place] != _engine.DUEBY_HOLDS_ALL and _engine.profile_event_is_by_birth(profile._capsule, place):
            raise BadValue(f"holds: {_dates.refused(_engine.DUEBY_REFUSAL_BIRTH, event)}", TEXT)
        if numbers[2 * place] == _SINCE:
            _check_begin(f"holds: {event}", numbers[2 * place + 1], as_at)
    return numbers.tobytes()


def _nulls(null: str | Iterable[str] | None) -> bytes:
    """Returns the strings that mean "no value", each followed by a zero byte."""
    if null is not None and not isinstance(null, Iterable):
        raise not_a("null", "a string, or several strings", null)
    texts = [] if null is None else [null] if isinstance(null, str) else list(null)
    for text in texts:
        if not isinstance(text, str):
            raise not_a("null", "texts", text)
        if "\0" in text:
            raise BadValue("null: a cell cannot contain a zero byte", ARGUMENT)
    return "".join(text + "\0" for text in texts).encode("utf-8", "surrogatepass")


def _run_flags(refs: str | None, whole_days: bool) -> int:
    if refs not in (None, "ignore"):
        raise BadValue(f"refs: {_dates.refused(_engine.DUEBY_REFUSAL_REFS, str(refs))}", ARGUMENT)
    ignored = 0 if refs is None else _engine.DUEBY_TIMELINE_IGNORE_REFS
    return ignored | (_engine.DUEBY_TIMELINE_WHOLE_DAYS if whole_days else 0)


def _day(name: str, day: datetime.date | None) -> int:
    if day is None or _dates.is_missing(day):
        return NONE
    time, number = _dates.moment_of(day, name)
    if time != TIME_NONE:
        raise BadValue(f"{name}: expected a date without a time", ARGUMENT)
    return number


def _horizon(calendar: Calendar, as_at: datetime.date, horizon: datetime.date | str | None) -> int:
    day = calendar.add(as_at, horizon) if isinstance(horizon, str) else horizon
    number = _day("horizon", day)
    if number != NONE and number < _dates.moment_of(as_at, "as_at")[1]:
        raise BadValue(f"horizon: {_dates.refused(_engine.DUEBY_REFUSAL_HORIZON)}", ARGUMENT)
    return number


def _check_begin(name: str, day: int, as_at: int) -> None:
    """Refuses a day on which the records begin if it is after the as-at day, because nothing could be checked."""
    if NONE not in (day, as_at) and day > as_at:
        raise BadValue(f"{name}: {_dates.refused(_engine.DUEBY_REFUSAL_HISTORY)}", ARGUMENT)


def _history_from(day: datetime.date | None, as_at: int) -> int:
    number = _day("history_from", day)
    _check_begin("history_from", number, as_at)
    return number


def _states(state: Names | None) -> int:
    return 0 if state == "all" or state == ["all"] else _bits(state, _dates.STATE, "state")


def _only_cases(case: Values | None, where: Mapping[str, Values] | None) -> bytes:
    """Returns the cases to list as pairs of column and value, each followed by a zero byte."""
    if where is not None and not isinstance(where, Mapping):
        raise not_a("where", "a mapping such as {'team': 'North'}", where)
    wanted = {} if case is None else {"case": _cells("case", case)}
    for column, values in (where or {}).items():
        if column == "case":
            raise BadValue(f"where: {_dates.refused(_engine.DUEBY_REFUSAL_CASE_COLUMN)}", ARGUMENT)
        wanted[column] = _cells(f"where: {column}", values)
    texts = (f"{column}\0{value}\0" for column, values in wanted.items() for value in values)
    return "".join(texts).encode("utf-8", "surrogatepass")


def _cells(option: str, values: Values) -> list[str]:
    """Returns one value or several values as cells (strings)."""
    listed: Iterable[Any] = [values] if isinstance(values, str) or not isinstance(values, Iterable) else values
    texts = [_frames.cell(value) for value in listed]
    if not texts:
        raise BadValue(f"{option}: {_dates.refused(_engine.DUEBY_REFUSAL_NONE, 'values')}", ARGUMENT)
    if any("\0" in text for text in texts):
        raise BadValue(f"{option}: a value cannot contain a zero byte", ARGUMENT)
    return texts


def query_of(
    *,
    as_at: datetime.date,
    profile: Profile | str = "england",
    division: str | None = None,
    calendar: Calendar | None = None,
    only: Names | None = None,
    rule: str | None = None,
    authority: Names | None = None,
    subject: Names | None = None,
    state: Names | None = None,
    case: Values | None = None,
    where: Mapping[str, Values] | None = None,
    due_before: datetime.date | None = None,
    horizon: datetime.date | str | None = None,
    history_from: datetime.date | None = None,
    soon: str | None = None,
    order: str = "worst",
    dates: str = "iso",
    midnight_is_time: bool = False,
    recorded: Names | None = None,
    holds: Holds | None = None,
    refs: str | None = None,
    recorded_to: datetime.date | None = None,
    null: str | Iterable[str] | None = None,
    whole_days: bool = False,
) -> Query:
    """Checks the arguments of `worklist`, and looks up all names."""
    opened = _profile.of(profile)
    if calendar is None:
        calendar = Calendar(division or _ENGLAND)
    _dates.code_value(_engine.DUEBY_CODE_SORTED, order, "order")
    when = _dates.moment_of(as_at, "as_at")
    return Query(
        profile=opened,
        calendar=calendar,
        selected=_selected(opened, calendar, rule, only, authority, subject),
        recorded=_recorded(opened, recorded),
        only_cases=_only_cases(case, where),
        holds=_holds(opened, holds, when[1]),
        nulls=_nulls(null),
        as_at=when,
        history_from=_history_from(history_from, when[1]),
        soon=_dates.ahead_or_none(soon, "soon"),
        date_order=_dates.order_of(dates),
        flags=_MIDNIGHT_IS_TIME if midnight_is_time else 0,
        states=_states(state),
        due_before=_day("due_before", due_before),
        worst_first=order == "worst",
        run_flags=_run_flags(refs, whole_days),
        recorded_to=_day("recorded_to", recorded_to),
        leaves_out=False,
        takes_reference_date=False,
        horizon=_horizon(calendar, as_at, horizon),
        all_states=state is not None,
    )


# ---- the worklist ----


def many(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


class Worklist(Tabular):
    """Every duty of every case: the result of `worklist`.

    Attributes
    ----------
    frame
        The lines, as the same kind of table as the events; a list of dicts if they came from a file.
    counts : dict of str to int
        Listed lines by state.
    cases, rows, bad_rows, children_to_check, overdue : int
        How many cases, rows, rows that could not be read, cases in which something needs checking, and overdue duties there are,
        whether listed or not.
    """

    def __init__(self, query: Query, data: bytes | Events, kind: str, name: str, is_table: bool = False) -> None:
        self._query = query._replace(flags=query.flags | ROWS_FROM_0) if is_table else query
        self._data, self._kind, self._name, self._is_table = data, kind, name, is_table
        self._work = self._query.run(data, name)
        self.cases, self.rows = self._count(_engine.DUEBY_COUNT_CASES), self._count(_engine.DUEBY_COUNT_ROWS)
        self.bad_rows, self.overdue = self._count(_engine.DUEBY_COUNT_BAD_ROWS), self._count(_engine.DUEBY_COUNT_OVERDUE)
        self.children_to_check = self._count(_engine.DUEBY_COUNT_CHECKING)
        states = {str(word): _engine.worklist_state_count(self._work, state) for state, word in enumerate(words_of(_dates.STATE))}
        self.counts: dict[str, int] = {state: count for state, count in states.items() if count}
        self._frame: Any = None

    def _count(self, what: int) -> int:
        return _engine.worklist_count(self._work, what)

    # ---- lines ----

    @property
    def frame(self) -> Any:
        """The lines of the list as a table."""
        if self._frame is None:
            self._frame = self._as(self._kind)
        return self._frame

    def _as(self, kind: str) -> Any:
        return self._table(_engine.work_table(self._work), kind)

    def __len__(self) -> int:
        return _engine.worklist_listed_count(self._work)

    # ---- notes on the list ----

    @property
    def profile(self) -> Profile:
        """The profile whose rules were used."""
        return self._query.profile

    @property
    def as_at(self) -> datetime.date:
        """The as-at day or time of the states."""
        when = _dates.when_of(*self._query.as_at)
        assert when is not None
        return when

    @property
    def notes(self) -> list[str]:
        """The note that goes with every worklist, after notes on how returns were read, what they do not show, and what ``holds``
        and ``history_from`` state."""
        stated = _dates.text_of(_engine.worklist_stated_text, self._work)
        return [*self._read_as, *([stated] if stated else []), _dates.text_of(_engine.worklist_disclaimer_text, self._work)]

    @property
    def _read_as(self) -> list[str]:
        if not isinstance(self._data, Events):
            return []
        return self._data._notes_as_at if self._query.takes_reference_date else self._data.notes

    @property
    def quality(self) -> list[Finding]:
        """Says whether you can trust this list: what is missing from the events or looks wrong. The first finding gives the last
        day that the events cover."""
        count = _engine.worklist_finding_count(self._work)
        found = [json.loads(_dates.text_of(_engine.worklist_finding_json, self._work, n)) for n in range(count)]
        return [_finding(one, self._is_table) for one in found]

    @property
    def problems(self) -> list[Problem]:
        """Messages about rows: at most the first thousand."""
        messages = _engine.work_messages(self._work)
        if not self._is_table:
            return [problem_of(*message) for message in messages]
        return [problem_of(0, severity, said, file, row - 1 if row else None) for row, severity, said, file in messages]

    # ---- as a page, and as a calendar ----

    @overload
    def to_html(self, path: None = None, *, marking: str | None = None, since: Worklist | None = None) -> str: ...
    @overload
    def to_html(self, path: str | os.PathLike[str], *, marking: str | None = None, since: Worklist | None = None) -> None: ...
    def to_html(
        self, path: str | os.PathLike[str] | None = None, *, marking: str | None = None, since: Worklist | None = None
    ) -> str | None:
        """Returns or writes the page that ``dueby worklist --format html`` makes: one file that a browser can open offline.

        Parameters
        ----------
        path : path, optional
            The file to write, which only its owner can read. It is written completely or not at all. By default, the page is
            returned.
        marking : str, optional
            A protective marking for the top of the page and of every printed sheet.
        since : Worklist, optional
            An older worklist, made in the same way: the page also shows what has changed since, as ``since`` reports it.

        Examples
        --------
        >>> from datetime import date
        >>> import dueby
        >>> events = [{"case": "1", "event": "strategy_discussion.held", "at": date(2026, 3, 27)}]
        >>> page = dueby.worklist(events, as_at=date(2026, 4, 22)).to_html(marking="OFFICIAL-SENSITIVE")
        >>> "<h1>Worklist as at Wednesday 22 April 2026</h1>" in page
        True
        """
        query = self._query
        flags = 0 if query.all_states else _engine.DUEBY_PAGE_TO_DO
        flags |= 0 if query.worst_first else _engine.DUEBY_PAGE_BY_CASE
        with _comparing(since, self):
            page = _engine.work_page(self._work, None if since is None else since._work, flags, marking)
        return _given(page, path)

    @overload
    def to_ics(self, path: None = None, *, detail: bool = False, todo: bool = False) -> str: ...
    @overload
    def to_ics(self, path: str | os.PathLike[str], *, detail: bool = False, todo: bool = False) -> None: ...
    def to_ics(self, path: str | os.PathLike[str] | None = None, *, detail: bool = False, todo: bool = False) -> str | None:
        """The calendar of ``dueby worklist --format ics``: a private entry for each due day, which only gives the case.

        Parameters
        ----------
        path : path, optional
            The file to write, which only its owner can read. It is written completely or not at all. By default, the calendar is
            returned.
        detail : bool
            Whether an entry says what is due and why, and has a reminder on the day before.
        todo : bool
            Whether entries are tasks, which many calendar programs do not show.
        """
        form = _engine.DUEBY_ICAL_TODO if todo else _engine.DUEBY_ICAL_EVENT
        flags = _engine.DUEBY_ICAL_DETAIL if detail else 0
        flags |= _engine.DUEBY_ICAL_PAST if self._query.all_states else 0
        return _given(_engine.work_calendar(self._work, form, flags), path)

    # ---- measures ----

    def summary(
        self,
        basis: str = "due",
        period: str | tuple[datetime.date | None, datetime.date | None] | None = None,
        by: str | None = None,
    ) -> Any:
        """Counts how many of each duty were in time: the fields of ``dueby worklist --summary``.

        Parameters
        ----------
        basis : {"due", "completed", "at"}
            What to count: tasks that fell due in the period, tasks done in it, or children up to date on its last day.
        period : (date or None, date or None) or str, optional
            First and last day, or a string such as ``"2026-04-01..2026-06-30"``.
        by : str, optional
            A carried column; the summary has a row for each of its values.

        Returns
        -------
        A table of the same kind as the events, over lines in any state. Figures are not rounded or suppressed.

        Raises
        ------
        BadValue, UnknownName
            An unknown basis or period, or a column that the events do not have.

        Examples
        --------
        >>> from datetime import date
        >>> import dueby
        >>> events = [{"case": "1", "event": "strategy_discussion.held", "at": date(2026, 3, 27)}]
        >>> listed = dueby.worklist(events, as_at=date(2026, 4, 22), only="cp.conference.initial", recorded="all")
        >>> [(row["rule"], row["counted"], row["overdue"], row["percent"]) for row in listed.summary()]
        [('cp.conference.initial', 1, 1, 0.0)]
        """
        number = _dates.code_value(_dates.MEASURE, basis, "basis")
        if by is not None:
            by = self._column(by)
        return _measures(self, number, *_period(period), by)

    def _column(self, name: str) -> str:
        """Returns the carried column with this name, or otherwise one whose name differs only in capitals."""
        found = _engine.work_column_find(self._work, name)
        if found is None:
            raise _no_column("by", name)
        return found

    # ---- changes since an older list, and effects of an event ----

    def since(self, old: Worklist) -> Any:
        """Compares the list with an older list of the same cases, duty by duty: the fields of ``dueby worklist --since``.

        Parameters
        ----------
        old : Worklist
            The older list. Its as-at day cannot be later than that of this list. It must be made with the same profile, calendar
            and options; only the horizon and what is listed may be different.

        Returns
        -------
        A table of the same kind as the events: ``change`` is ``overdue``, ``done``, ``ended``, ``corrected``, ``moved``, ``gone``,
        ``new`` or ``next``.

        Examples
        --------
        >>> from datetime import date
        >>> import dueby
        >>> before = [{"case": "1", "event": "placement.started", "at": date(2026, 3, 2)}]
        >>> after = [*before, {"case": "1", "event": "visit.made", "at": date(2026, 3, 6)}]
        >>> old = dueby.worklist(before, as_at=date(2026, 3, 5), only="cla.visit", recorded="all")
        >>> new = dueby.worklist(after, as_at=date(2026, 3, 12), only="cla.visit", recorded="all")
        >>> [(row["change"], row["due"]) for row in new.since(old)]
        [('done', datetime.date(2026, 3, 9)), ('next', datetime.date(2026, 4, 17))]
        """
        with _comparing(old, self):
            return self._table(_engine.work_changes(old._work, self._work))

    def what_if(self, event: str, at: datetime.date, *, tags: Names = ()) -> Any:
        """Works out what an event on a day would do to each case: the fields of ``dueby worklist --what-if``.

        Parameters
        ----------
        event : str
            Its slug, such as ``"visit.made"``.
        at : date or datetime
            When it would happen.
        tags : str or iterable of str
            Its tags, such as ``"alone"``.

        Returns
        -------
        A table of the same kind as the events: ``effect`` is ``meets``, ``not_counted``, ``ends`` or ``starts``, ``next_due`` when
        the duty falls due next.

        Examples
        --------
        >>> from datetime import date
        >>> import dueby
        >>> events = [{"case": "1", "event": "placement.started", "at": date(2026, 3, 2)}]
        >>> listed = dueby.worklist(events, as_at=date(2026, 3, 5), only="cla.visit")
        >>> [(row["effect"], row["state"], row["next_due"]) for row in listed.what_if("visit.made", date(2026, 3, 9))]
        [('meets', 'met', datetime.date(2026, 4, 20))]
        """
        capsule = self._query.profile._capsule
        try:
            number = _engine.profile_find_event(capsule, event)
        except _engine.Status:
            raise _dates.unknown_name(_engine.DUEBY_NAME_EVENT, capsule, event, "what_if") from None
        time, day = _dates.moment_of(at, "at")
        named = _listed(tags, "tags")
        known = list(self._query.profile.tags)
        for tag in named:
            if tag not in known:
                raise _dates.unknown_name(_engine.DUEBY_NAME_TAG, capsule, tag, "tags")
        numbers = bytes(_engine.profile_find_tag(capsule, tag) for tag in named)
        return self._table(_engine.work_what_if(self._work, number, day, time, numbers))

    def _table(self, table: Any, kind: str | None = None) -> Any:
        frame, columns = columns_of(table, _frames.FRAMES[kind or self._kind])
        return frame.table(columns)

    # ---- comparing, copying and pickling ----

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Worklist):
            return NotImplemented
        mine = self._query, self._data, self._kind, self._is_table
        return mine == (other._query, other._data, other._kind, other._is_table)

    def __hash__(self) -> int:
        return hash((self._query, self._data))

    def __reduce__(self) -> tuple[Any, ...]:
        return Worklist, (self._query, self._data, self._kind, self._name, self._is_table)

    def __repr__(self) -> str:
        states = ", ".join(f"{count} {state}" for state, count in self.counts.items()) or "no lines"
        return f"<dueby.Worklist of {many(self.cases, 'case', 'cases')}: {states}>"

    def _repr_html_(self) -> str:
        return _html.worklist(self)


def _finding(found: dict[str, Any], is_table: bool) -> Finding:
    places, files, day = tuple(found.pop("lines")), tuple(found.pop("files", ())), found.pop("recorded_to")
    lines, rows = ((), tuple(place - 1 for place in places)) if is_table else (places, ())
    return Finding(**found, lines=lines, rows=rows, files=files, recorded_to=datetime.date.fromisoformat(day) if day else None)


@contextlib.contextmanager
def _comparing(old: Worklist | None, new: Worklist) -> Iterator[None]:
    if old is not None and not isinstance(old, Worklist):
        raise not_a("since", "a Worklist", old)
    try:
        yield
    except _engine.Status as error:
        if error.args[0] != ARGUMENT or old is None:
            raise MemoryError from None
        difference = _dates.text_of(_engine.work_difference, old._work, new._work)
        raise BadValue(f"since: {_dates.refused(_engine.DUEBY_REFUSAL_OTHER_LIST, difference)}", ARGUMENT) from None


def _given(text: bytes, path: str | os.PathLike[str] | None) -> str | None:
    """Writes the text to a file if a path is given, and returns None. Otherwise returns the text."""
    if path is None:
        return text.decode()
    _write(os.path.realpath(path), text)
    return None


def _write(path: str, text: bytes) -> None:
    """Writes a new file next to the old one, and replaces the old one once the new one is complete and on disk. Writes directly
    to a device or FIFO."""
    if os.path.exists(path) and not os.path.isfile(path):
        with open(path, "wb") as through:
            through.write(text)
        return
    handle, part = tempfile.mkstemp(prefix=".dueby-", dir=os.path.dirname(path))  # only its owner can read this file
    try:
        with open(handle, "wb") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, path)
    except BaseException:
        os.unlink(part)
        raise


# ---- measures ----


def _period(period: str | tuple[datetime.date | None, datetime.date | None] | None) -> tuple[int, int]:
    if period is None:
        return NONE, NONE
    if not isinstance(period, str):
        if not isinstance(period, (tuple, list)) or len(period) != 2:
            raise not_a("period", "two dates, or a string such as 2026-04-01..2026-06-30", period)
        period = "..".join(_dates.day_text(_day("period", day)) for day in period)
    try:
        return _engine.written_period(period, _engine.DUEBY_ORDER_ISO)
    except _engine.Status:
        raise BadValue(_dates.written_problem(_engine.DUEBY_WRITTEN_PERIOD, period, "period"), ARGUMENT) from None


def _measures(listed: Worklist, basis: int, first: int, last: int, by: str | None) -> Any:
    seen, work = listed._query.as_at, listed._work
    when = _engine.summary_when(basis, last, *seen)
    if when != seen:  # the summary needs the states on an earlier day
        work = listed._query._replace(as_at=when).run(listed._data, listed._name)
    table = _engine.work_summary(work, basis, first, last, by)
    frame = _frames.FRAMES[listed._kind](_engine.listing_rows(table))
    return frame.table({name: _plain(table, place, frame) for place, name in enumerate(names_of(table))})


def _plain(table: Any, place: int, frame: _frames.Frame) -> Any:
    """Makes a column of a table that has few rows, such as a summary."""
    kind = _engine.listing_kind(table, place)
    numbers = array.array("i", bytes(4 * frame.n))
    _engine.listing_numbers(table, place, numbers)
    if kind == _engine.DUEBY_CELL_NUMBER:
        return frame.plain(list(numbers), "number")
    if kind in (_engine.DUEBY_CELL_DAY, _engine.DUEBY_CELL_WHEN):
        times = array.array("q", [TIME_NONE]) * frame.n
        if kind == _engine.DUEBY_CELL_WHEN:
            _engine.listing_times(table, place, 0, times)
        return frame.plain([_dates.when_of(*moment) for moment in zip(times, numbers, strict=True)], "moment")
    words = _engine.listing_words(table, place)
    texts = [words[number] if number >= 0 else None for number in numbers]
    if kind == _engine.DUEBY_CELL_PERCENT:
        return frame.plain([None if text in (None, _SUPPRESSED) else float(text) for text in texts], "percent")
    return frame.plain(texts, "text")


# ---- the function ----


def worklist(
    events: Any,
    *,
    profile: Profile | str = "england",
    division: str | None = None,
    calendar: Calendar | None = None,
    as_at: datetime.date | None = None,
    only: Names | None = None,
    rule: str | None = None,
    authority: Names | None = None,
    subject: Names | None = None,
    state: Names | None = None,
    case: Values | None = None,
    where: Mapping[str, Values] | None = None,
    due_before: datetime.date | None = None,
    horizon: datetime.date | str | None = None,
    history_from: datetime.date | None = None,
    soon: str | None = None,
    order: str = "worst",
    dates: str = "iso",
    midnight_is_time: bool = False,
    recorded: Names | None = None,
    holds: Holds | None = None,
    refs: str | None = None,
    recorded_to: datetime.date | None = None,
    null: str | Iterable[str] | None = None,
    whole_days: bool = False,
) -> Worklist:
    """Works out every duty of every case, with its due date and state.

    Parameters
    ----------
    events : DataFrame, Table, list of dict, path or Events
        A pandas or polars DataFrame, a pyarrow Table (or anything with the Arrow stream interface), rows as dicts, or the
        path of a CSV file: columns ``case``, ``event``, ``at``, optionally ``ref`` and ``tags``, and others that are
        carried (``docs/worklist.md``). Dates are dates, datetimes (a naive one is UK time) or strings. You can also give the result
        of `read`, or a path that it can read. dueby knows what returns hold, and leaves out duties that they cannot check unless
        you ask for them.
    profile, division, calendar
        The rules and the bank holidays to use; by default, ``england`` and ``england-and-wales``.
    as_at : date or datetime
        The day to check. You can only leave it out for returns that state a reference date.
    only : str or iterable of str, optional
        Only these duties, in which ``*`` matches anything: ``"cp.*,cla.visit"``. An alternative is included if it is named:
        ``"assessment.single~statistics,assessment.single"`` shows both clocks.
    rule : str, optional
        One duty or rule, as for `due`.
    authority, subject, state : str or iterable of str, optional
        ``statute``, ``guidance``, ``local``; ``child``, ``carer``, ``worker``, ``authority``; ``overdue``, ``due_soon``, ...
    case : str or iterable of str, optional
        Only these cases.
    where : mapping of str to str, or to an iterable of str, optional
        Only cases with this value, or one of these, in a carried column: ``{"team": "North"}``. If there are several columns, each
        must match.
    due_before : date, optional
        Only lines due before that day.
    horizon : date or str, optional
        Also list what will fall due up to that day, or within a period such as ``"2 months"``, if everything before it is done when
        due: such lines have ``projected`` set to 1.
    history_from : date, optional
        The day on which the records begin. If a duty fell due earlier and is not recorded as done, its state is not known.
    soon : str, optional
        How close counts as due soon, such as ``"10 working days"``; the default is 5.
    order : {"worst", "case"}
        Worst first, or in the order of the cases.
    dates : {"iso", "dmy"}
        How dates are written in strings. dueby never guesses.
    midnight_is_time : bool
        True if 00:00:00 is a time of day, not a day without a time.
    recorded : str or iterable of str, optional
        The events that the records hold, or ``"all"``; by default, the events that occur. Use this if you only pass part of the
        caseload.
    holds : mapping of str to str or date, optional
        What the records hold for each event: ``{"visit.made": "latest", "cla_review.held": date(2025, 4, 1)}``. They can hold
        ``"all"`` of them, all since a day (a date, or ``"since:2025-04-01"``), only the ``"latest"`` for each case and ref, or none
        at all (``"never"``).
    refs : {"ignore"}, optional
        Reads the events as if they had no refs.
    recorded_to : date, optional
        The last day that the records cover, if it is later than their last event.
    null : str or iterable of str, optional
        Strings that mean "no value", besides NULL, NaT, N/A and the like.
    whole_days : bool
        True to compare days if a time of day is unknown; otherwise the state is unknown.

    Returns
    -------
    Worklist
        Its ``frame`` is a table of the kind that you passed. No case is lost: a case with an unreadable row has a
        ``not_computable`` line that says so.

    Raises
    ------
    BadFile
        The events cannot be read at all: no column ``at``, an empty file.
    UnknownName
        A profile, rule, duty, event, case or carried column does not exist.
    BadValue
        An argument that dueby cannot use.

    Examples
    --------
    >>> from datetime import date
    >>> import dueby
    >>> events = [{"case": "1", "event": "strategy_discussion.held", "at": date(2026, 3, 27), "team": "North"}]
    >>> listed = dueby.worklist(events, as_at=date(2026, 4, 22), only="cp.conference.initial", recorded="all")
    >>> listed
    <dueby.Worklist of 1 case: 1 overdue>
    >>> listed.frame[0]["due"], listed.frame[0]["working_days_left"], listed.frame[0]["team"]
    (datetime.date(2026, 4, 21), -1, 'North')
    """
    events = opened(events, profile, midnight_is_time)
    returns = events if isinstance(events, Events) else None
    day = returns.as_at if returns and as_at is None else as_at
    if day is None:
        raise TypeError(f"as_at: {_dates.refused(_engine.DUEBY_REFUSAL_NO_DAY)}")
    asked = query_of(
        as_at=day,
        profile=profile,
        division=division,
        calendar=calendar,
        only=only,
        rule=rule,
        authority=authority,
        subject=subject,
        state=state,
        case=case,
        where=where,
        due_before=due_before,
        horizon=horizon,
        history_from=history_from,
        soon=soon,
        order=order,
        dates=dates,
        midnight_is_time=midnight_is_time,
        recorded=recorded,
        holds=holds,
        refs=refs,
        recorded_to=returns.as_at if returns and recorded_to is None else recorded_to,
        null=null,
        whole_days=whole_days,
    )
    if returns:
        asked = asked._replace(leaves_out=rule is None and only is None, takes_reference_date=as_at is None)
        listed = Worklist(asked, returns, "rows", "this return")
    else:
        listed = Worklist(asked, *_frames.read(events))
    if case is not None and not listed.cases:
        absent = _dates.text_of(_engine.worklist_absent_text, listed._work, _ARGUMENTS)
        raise UnknownName(f"{listed._name}: {absent}", NOT_FOUND)
    return listed
