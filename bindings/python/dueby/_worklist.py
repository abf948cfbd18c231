"""The events of many cases to every duty of each case, with its state; and how many were in time."""

from __future__ import annotations

import array
import datetime
import re
import struct
from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple

from dueby import _dates, _engine, _frames, _profile
from dueby._calendar import Calendar
from dueby._dates import NONE, TIME_NONE
from dueby._question import question_of
from dueby._errors import ARGUMENT, LIMIT, NO_MEMORY, NOT_FOUND, TEXT, BadFile, BadValue, UnknownName, not_a, unknown
from dueby._profile import Profile

Names = str | Iterable[str]
Values = str | int | Iterable[str | int]
_ENGLAND = "england-and-wales"
_FIGURES = struct.Struct(f"={_engine.DUEBY_WORK_FIGURES}q")
_MEASURES = struct.Struct(f"={_engine.DUEBY_MEASURE_FIELDS}q")
_COUNTS = _engine.DUEBY_WORK_COUNTS
_CARRIED = _engine.DUEBY_LINE_CARRIED
_ISO, _DMY = _engine.DUEBY_ORDER_ISO, _engine.DUEBY_ORDER_DMY
_MIDNIGHT_IS_TIME = 1  # of dueby/caseload.h
_WARNING = 1  # of dueby/io.h
_ALL_STATES = -1
_FEWEST_ROWS = 4096


class _Figures(NamedTuple):
    """What is counted, before the lines by state."""

    listed: int
    cases: int
    rows: int
    bad_rows: int
    later: int
    voided: int
    undecided: int
    to_check: int
    overdue: int
    messages: int
    rows_of_no_case: int


class _Measure(NamedTuple):
    """A row of a summary: places of its group and duty, the parts of its percentage, and what was counted."""

    group: int
    duty: int
    good: int
    counted: int
    in_time: int
    late: int
    missed: int
    overdue: int
    not_yet_due: int
    ended: int
    cannot_tell: int
    children: int
    children_up_to_date: int
    children_all_in_time: int


class Problem(NamedTuple):
    """What was said about a row.

    Attributes
    ----------
    line : int
        The line in the file, the header being line 1; of a table, that of the file that it would make.
    row : int or None
        The row of the table, from 0; None for a file.
    severity : str
        ``error``: the row could not be read, and its case is listed; ``note``: something in it was passed over.
    message : str
        It repeats what a cell holds only where that is made of digits and the punctuation of dates.
    """

    line: int
    row: int | None
    severity: str
    message: str


class Query(NamedTuple):
    """What is asked of a caseload."""

    profile: Profile
    calendar: Calendar
    selected: bytes  # by rule
    recorded: bytes  # by event; empty: what the events hold
    only_cases: bytes  # a column and a value in turn, each ended by a zero byte; empty: all
    as_at: tuple[int, int]
    history_from: int
    soon: tuple[int, int]
    date_order: int
    flags: int
    states: int
    due_before: int
    worst_first: bool
    keeps: bool

    def run(self, data: bytes, name: str) -> Any:
        """The engine's work on the text of a file."""
        asked = struct.pack(
            f"={_engine.DUEBY_WORK_ASKED}q",
            *(*self.as_at, self.history_from, *self.soon, self.date_order, self.flags, self.states, self.due_before),
            *(self.worst_first, self.keeps),
        )
        try:
            return _engine.work_new(
                self.profile._capsule, self.calendar._capsule, self.selected, self.recorded, self.only_cases, data, asked
            )
        except _engine.Status as error:
            raise _unreadable(error, name) from None


def _unreadable(error: _engine.Status, name: str) -> Exception:
    status, said = error.args[0], error.args[1] if len(error.args) > 1 else ""
    if status == NO_MEMORY:
        return MemoryError()
    if status == NOT_FOUND:
        return _no_column("where", said, name)
    line, _, message = said.partition(":")
    if status == LIMIT:
        message = "a case has more than 65535 events"
    if not message:
        return BadFile(f"{name}: {_engine.status_text(status)}", status)
    return BadFile(f"{name}:{line}: {message}" if line not in ("", "0") else f"{name}: {message}", status)


def _no_column(option: str, column: str, name: str) -> UnknownName:
    return UnknownName(f'{option}: {name} has no column "{column}" to carry', NOT_FOUND)


# ---- what is asked ----


def _listed(names: Names | None, option: str) -> list[str]:
    """One name, several in a text with commas, or an iterable of them."""
    if names is not None and not isinstance(names, Iterable):
        raise not_a(option, "a text, or several", names)
    listed = [] if names is None else names.split(",") if isinstance(names, str) else list(names)
    for name in listed:
        if not isinstance(name, str):
            raise not_a(option, "texts", name)
        if not name:
            raise BadValue(f"{option}: an item is empty", ARGUMENT)
    return listed


def _selected(
    profile: Profile, calendar: Calendar, rule: str | None, only: Names | None, authority: Names | None, subject: Names | None
) -> bytes:
    capsule = profile._capsule
    rules = range(_engine.profile_rule_count(capsule))
    if rule is None:
        kept = [_engine.rule_number(capsule, place, 0, _profile.ALTERNATIVE_OF) < 0 for place in rules]
    else:
        question = question_of(rule, profile, "", calendar)
        kept = [bool(_engine.query_has_rule(question.capsule, place)) for place in rules]
    ids = [_engine.rule_text(capsule, place, 0, _profile.ID) or "" for place in rules]
    patterns = [(name, re.compile(re.escape(name).replace(r"\*", ".*"))) for name in _listed(only, "only")]
    for name, pattern in patterns:
        if not any(map(pattern.fullmatch, ids)):
            raise UnknownName(f"only: no duty is called {name}: see Profile.duties", NOT_FOUND)
    if patterns:
        kept = [keep and any(p.fullmatch(ids[place]) for _, p in patterns) for place, keep in zip(rules, kept, strict=True)]
    for option, names, kind, field in (
        ("authority", authority, _dates.AUTHORITY, _profile.AUTHORITY),
        ("subject", subject, _dates.SUBJECT, _profile.SUBJECT),
    ):
        numbers = [_dates.code_value(kind, name, option) for name in _listed(names, option)]
        if numbers:
            kept = [
                keep and _engine.rule_number(capsule, place, 0, field) in numbers
                for place, keep in zip(rules, kept, strict=True)
            ]
    return bytes(kept)


def _recorded(profile: Profile, recorded: Names | None) -> bytes:
    """By event, whether the records hold such events; empty: as the events show."""
    if recorded is None:
        return b""
    slugs = list(profile.events)
    named = slugs if recorded == "all" else _listed(recorded, "recorded")
    for slug in named:
        if slug not in slugs:
            raise UnknownName(f"recorded: {unknown('event', slug, slugs, 'see Profile.events')}", NOT_FOUND)
    count = _engine.profile_event_count(profile._capsule)
    return bytes(_engine.profile_event_slug(profile._capsule, event) in named for event in range(count))


def _day(name: str, day: datetime.date | None) -> int:
    if day is None:
        return NONE
    time, number = _dates.moment_of(day, name)
    if time != TIME_NONE:
        raise BadValue(f"{name}: expected a date without a time", ARGUMENT)
    return number


def _states(state: Names | None) -> int:
    names = _listed(state, "state")
    if not names or names == ["all"]:
        return _ALL_STATES & 0xFF
    return sum({1 << _dates.code_value(_dates.STATE, name, "state") for name in names})


def _only_cases(case: Values | None, where: Mapping[str, Values] | None) -> bytes:
    """As the engine takes it."""
    if where is not None and not isinstance(where, Mapping):
        raise not_a("where", "a mapping such as {'team': 'North'}", where)
    wanted = {} if case is None else {"case": _cells("case", case)}
    for column, values in (where or {}).items():
        if column == "case":
            raise BadValue("where: case= names cases", ARGUMENT)
        wanted[column] = _cells(f"where: {column}", values)
    texts = (f"{column}\0{value}\0" for column, values in wanted.items() for value in values)
    return "".join(texts).encode("utf-8", "surrogatepass")


def _cells(option: str, values: Values) -> list[str]:
    """One value or several, as a file has them."""
    listed: Iterable[Any] = [values] if isinstance(values, str) or not isinstance(values, Iterable) else values
    texts = [_frames.cell(value) for value in listed]
    if not texts:
        raise BadValue(f"{option}: expected a value or several, found none", ARGUMENT)
    if any("\0" in text for text in texts):
        raise BadValue(f"{option}: no value has a zero byte", ARGUMENT)
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
    history_from: datetime.date | None = None,
    soon: str | None = None,
    order: str = "worst",
    dates: str = "iso",
    midnight_is_time: bool = False,
    recorded: Names | None = None,
    keeps: bool = False,
) -> Query:
    """The arguments of `worklist`, looked up."""
    opened = _profile.of(profile)
    if calendar is None:
        calendar = Calendar(division or _ENGLAND)
    for name, word, words in (("order", order, ("worst", "case")), ("dates", dates, ("iso", "dmy"))):
        if word not in words:
            raise BadValue(f'{name}: "{word}": expected {" or ".join(words)}', ARGUMENT)
    return Query(
        profile=opened,
        calendar=calendar,
        selected=_selected(opened, calendar, rule, only, authority, subject),
        recorded=_recorded(opened, recorded),
        only_cases=_only_cases(case, where),
        as_at=_dates.moment_of(as_at, "as_at"),
        history_from=_day("history_from", history_from),
        soon=_dates.span_or_none(soon, "soon"),
        date_order=_ISO if dates == "iso" else _DMY,
        flags=_MIDNIGHT_IS_TIME if midnight_is_time else 0,
        states=_states(state),
        due_before=_day("due_before", due_before),
        worst_first=order == "worst",
        keeps=keeps,
    )


# ---- lines as columns ----


def _versions(profile: Profile) -> list[tuple[int, int]]:
    """Rule and version by the place that a line has."""
    capsule = profile._capsule
    return [(r, v) for r in range(_engine.profile_rule_count(capsule)) for v in range(_engine.rule_version_count(capsule, r))]


def _texts_of_rules(profile: Profile, field: int) -> list[str | None]:
    return [_engine.rule_text(profile._capsule, rule, version, field) for rule, version in _versions(profile)]


def _numbers_of_rules(profile: Profile, field: int) -> list[int]:
    return [_engine.rule_number(profile._capsule, rule, version, field) for rule, version in _versions(profile)]


def _words(kind: int) -> list[str | None]:
    """The words of a kind by their numbers, which may begin at 1."""
    words = {_engine.code_value(kind, word): word for word in _dates.codes(kind)}
    return [words.get(number) for number in range(max(words) + 1)]


def columns_of(work: Any, profile: Profile, frame: _frames.Frame) -> dict[str, Any]:
    """The fields of `dueby worklist` of each line, and what was carried."""

    def numbers(field: int) -> Any:
        out = frame.room(4)
        _engine.work_numbers(work, field, out)
        return out

    def times(field: int, civil: bool) -> Any:
        out = frame.room(8)
        _engine.work_times(work, field, civil, out)
        return out

    def moments(field: int) -> Any:
        if frame.needs_civil:
            return frame.moments(None, None, times(field, True))
        return frame.moments(numbers(field), times(field, False), None)

    def own(field: int) -> Any:
        return frame.texts(numbers(field), _engine.work_words(work, field))

    def of_rule(field: int) -> Any:
        return frame.texts(rules, _texts_of_rules(profile, field))

    def fixed_of_rule(kind: int, field: int) -> Any:
        words = _words(kind)
        return frame.texts(rules, [words[number] if number >= 0 else None for number in _numbers_of_rules(profile, field)], words)

    def fixed(field: int, kind: int) -> Any:
        words = _words(kind)
        return frame.texts(numbers(field), words, words)

    rules = numbers(_engine.DUEBY_LINE_RULE)
    events = [_engine.profile_event_slug(profile._capsule, event) for event in range(_engine.profile_event_count(profile._capsule))]
    columns = {
        "case": own(_engine.DUEBY_LINE_CASE),
        "ref": own(_engine.DUEBY_LINE_REF),
        "rule": of_rule(_profile.ID),
        "title": of_rule(_profile.TITLE),
        "authority": fixed_of_rule(_dates.AUTHORITY, _profile.AUTHORITY),
        "force": fixed_of_rule(_dates.FORCE, _profile.FORCE),
        "occurrence": frame.numbers(numbers(_engine.DUEBY_LINE_OCCURRENCE)),
        "key": own(_engine.DUEBY_LINE_KEY),
        "trigger": frame.texts(numbers(_engine.DUEBY_LINE_TRIGGER), events),
        "triggered_at": moments(_engine.DUEBY_LINE_TRIGGERED_ON),
        "opens": frame.days(numbers(_engine.DUEBY_LINE_OPENS)),
        "due": moments(_engine.DUEBY_LINE_DUE),
        "due_by_law": moments(_engine.DUEBY_LINE_DUE_BY_LAW),
        "met_at": moments(_engine.DUEBY_LINE_MET_ON),
        "state": fixed(_engine.DUEBY_LINE_STATE, _dates.STATE),
        "reason": own(_engine.DUEBY_LINE_REASON),
        "days_left": frame.numbers(numbers(_engine.DUEBY_LINE_DAYS_LEFT)),
        "working_days_left": frame.numbers(numbers(_engine.DUEBY_LINE_WORKING_DAYS_LEFT)),
        "working_days_taken": frame.numbers(numbers(_engine.DUEBY_LINE_WORKING_DAYS_TAKEN)),
        "certainty": fixed(_engine.DUEBY_LINE_CERTAINTY, _dates.CERTAINTY),
        "precision": fixed(_engine.DUEBY_LINE_PRECISION, _dates.PRECISION),
        "governed_by": of_rule(_profile.ADDRESS),
    }
    for place, name in enumerate(_engine.work_words(work, _engine.DUEBY_WORK_COLUMNS)):
        _refuse_field(name, columns)
        columns[name] = own(_CARRIED + place)
    return columns


def _refuse_field(column: str, fields: Container[str]) -> None:
    """A column that is carried through stands among the fields, and may not have the name of one."""
    if column in fields:
        raise BadValue(
            f'the events have a column "{column}" already, which is a field of the answer: give it another name', ARGUMENT
        )


# ---- the worklist ----


def figures_of(work: Any) -> tuple[_Figures, tuple[int, ...]]:
    """What is counted of all, and of listed lines by state."""
    figures: tuple[int, ...] = _FIGURES.unpack(_engine.work_figures(work))
    return _Figures._make(figures[:_COUNTS]), figures[_COUNTS:]


def many(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


class Worklist:
    """Every duty of every case: made by `worklist`.

    Attributes
    ----------
    frame
        The lines, as the kind of table that the events were; a list of dicts where they came from a file.
    counts : dict of str to int
        Listed lines by state.
    cases, rows, bad_rows, children_to_check, overdue : int
        How many cases and rows there were, rows that could not be read, cases of which something needs checking, and
        duties overdue, whether they are listed or not.
    """

    def __init__(self, query: Query, data: bytes, kind: str, name: str) -> None:
        self._query, self._data, self._kind, self._name = query, data, kind, name
        self._work = query.run(data, name)
        self._figures, by_state = figures_of(self._work)
        self.cases, self.rows, self.bad_rows = self._figures.cases, self._figures.rows, self._figures.bad_rows
        self.children_to_check, self.overdue = self._figures.to_check, self._figures.overdue
        states = zip(_words(_dates.STATE), by_state, strict=True)
        self.counts: dict[str, int] = {str(state): count for state, count in states if count}
        self._frame: Any = None

    # ---- lines ----

    @property
    def frame(self) -> Any:
        """The lines."""
        if self._frame is None:
            self._frame = self._as(self._kind)
        return self._frame

    def _as(self, kind: str) -> Any:
        frame = _frames.FRAMES[kind](len(self))
        return frame.table(columns_of(self._work, self._query.profile, frame))

    def to_dicts(self) -> list[dict[str, Any]]:
        """The lines as dicts, with dates, and aware datetimes where a time is known."""
        rows: list[dict[str, Any]] = self._as("rows")
        return rows

    def to_pandas(self) -> Any:
        """The lines as a pandas DataFrame."""
        return self._as("pandas")

    def to_polars(self) -> Any:
        """The lines as a polars DataFrame."""
        return self._as("polars")

    def to_arrow(self) -> Any:
        """The lines as a pyarrow Table."""
        return self._as("pyarrow")

    def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
        """The Arrow C stream interface (needs pyarrow)."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return self._figures.listed

    # ---- what else is to be known ----

    @property
    def profile(self) -> Profile:
        """Whose rules were asked."""
        return self._query.profile

    @property
    def as_at(self) -> datetime.date:
        """The day, or time, that was looked at."""
        when = _dates.when_of(*self._query.as_at)
        assert when is not None
        return when

    @property
    def notes(self) -> list[str]:
        """What the events do not hold, what was passed over, and what always is to be known of a worklist."""
        return [*_missing(self), *_passed_over(self), _standing(self)]

    @property
    def problems(self) -> list[Problem]:
        """What was said about rows: at most the first thousand."""
        starts = None if self._is_file else _frames.first_rows(self._data, self.rows)
        return [_problem(text, self._is_file, starts) for text in _engine.work_words(self._work, _engine.DUEBY_WORK_MESSAGES)]

    @property
    def _is_file(self) -> bool:
        return self._name != "events"

    # ---- measures ----

    def summary(
        self,
        basis: str = "due",
        period: str | tuple[datetime.date | None, datetime.date | None] | None = None,
        by: str | None = None,
    ) -> Any:
        """How many of each duty were in time: the fields of ``dueby worklist --summary``.

        Parameters
        ----------
        basis : {"due", "completed", "at"}
            What is counted: what fell due in the period, what was done in it, or the children up to date on its last day.
        period : (date or None, date or None) or str, optional
            From and to, or a text such as ``"2026-04-01..2026-06-30"``.
        by : str, optional
            A carried column: a row for each of its values.

        Returns
        -------
        The kind of table that the events were, of lines whatever their state. Unrounded and unsuppressed.

        Raises
        ------
        BadValue, UnknownName
            A basis or period that is none; a column that the events do not carry.

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
        columns = _engine.work_words(self._work, _engine.DUEBY_WORK_COLUMNS)
        if by is not None and by not in columns:
            raise _no_column("by", by, self._name)
        first, last = _period(period)
        return _measures(self, number, first, last, by, -1 if by is None else columns.index(by))

    # ---- as a value ----

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Worklist):
            return NotImplemented
        return (self._query, self._data, self._kind) == (other._query, other._data, other._kind)

    def __hash__(self) -> int:
        return hash((self._query, self._data))

    def __reduce__(self) -> tuple[Any, ...]:
        return Worklist, (self._query, self._data, self._kind, self._name)

    def __repr__(self) -> str:
        states = ", ".join(f"{count} {state}" for state, count in self.counts.items()) or "no lines"
        return f"<dueby.Worklist of {many(self.cases, 'case', 'cases')}: {states}>"

    def _repr_html_(self) -> str:
        from dueby import _html

        return _html.worklist(self)


def _problem(text: str, is_file: bool, starts: list[int] | None) -> Problem:
    line_text, severity, message = text.split(":", 2)
    line = int(line_text)
    row = None if is_file or line < 2 else line - 2 if starts is None else starts.index(line) if line in starts else None
    return Problem(line, row, "note" if int(severity) == _WARNING else "error", message)


def _missing(listed: Worklist) -> list[str]:
    """What no event of the caseload can meet, by the event that would."""
    capsule = listed.profile._capsule
    duties = _engine.profile_duty_count(capsule)
    recorded = bytearray(_engine.profile_event_count(capsule))
    missing = array.array("q", bytes(8 * (duties + len(recorded))))
    _engine.work_missing(listed._work, missing)
    _engine.work_recorded(listed._work, recorded)
    needs: dict[str, list[str]] = {}
    events: dict[str, str] = {}
    for rule in range(_engine.profile_rule_count(capsule)):
        duty = _engine.rule_text(capsule, rule, 0, _profile.ID) or ""
        events.setdefault(duty, _engine.rule_text(capsule, rule, 0, _profile.DUE) or "")
    for place in range(duties):
        duty = _engine.profile_duty(capsule, place) or ""
        if missing[place]:
            needs.setdefault(events[duty], []).append(duty)
    said = []
    for event, is_recorded in enumerate(recorded):
        slug = _engine.profile_event_slug(capsule, event) or ""
        if is_recorded or slug not in needs:
            continue
        children = many(missing[duties + event], "child", "children")
        said.append(f"Not in your file: {slug}, needed by {', '.join(needs[slug])}, {children}")
    return said


def _passed_over(listed: Worklist) -> list[str]:
    said = []
    later, voided = listed._figures.later, listed._figures.voided
    if later:
        have = "has" if later == 1 else "have"
        said.append(f"{many(later, 'event lies', 'events lie')} after the day looked at, and {have} not happened")
    if voided:
        said.append(f"{many(voided, 'row is', 'rows are')} tagged void, and passed over")
    return said


def _standing(listed: Worklist) -> str:
    return (
        "Only what was in the file was checked: a child who is not listed may still have something due. "
        f"{many(listed.bad_rows, 'row', 'rows')} could not be read; "
        f"{many(listed.children_to_check, 'child needs', 'children need')} checking. A due date is the last day, not a plan: "
        "if a child may be at risk of harm, act now. Not legal advice."
    )


# ---- measures ----


def _period(period: str | tuple[datetime.date | None, datetime.date | None] | None) -> tuple[int, int]:
    if isinstance(period, str):
        first_text, dots, last_text = period.partition("..")
        try:
            ends = tuple(datetime.date.fromisoformat(text) if text else None for text in (first_text, last_text))
        except ValueError:
            dots = ""
        if not dots:
            raise BadValue(f'period: "{period}": expected FROM..TO, as in 2026-04-01..2026-06-30', TEXT)
    else:
        if period is not None and (not isinstance(period, (tuple, list)) or len(period) != 2):
            raise not_a("period", "two dates, or a text such as 2026-04-01..2026-06-30", period)
        ends = (None, None) if period is None else tuple(period)
    first, last = ends
    start, end = _day("period", first), _day("period", last)
    if NONE != end < start:
        raise BadValue("period: its end is before its start", ARGUMENT)
    return start, end


def _authorities(listed: Worklist) -> dict[str, str]:
    """Of each duty, the authorities whose rules took part."""
    capsule, selected = listed.profile._capsule, listed._query.selected
    found: dict[str, set[int]] = {}
    for rule in range(_engine.profile_rule_count(capsule)):
        if selected[rule]:
            duty = _engine.rule_text(capsule, rule, 0, _profile.ID) or ""
            found.setdefault(duty, set()).add(_engine.rule_number(capsule, rule, 0, _profile.AUTHORITY))
    return {duty: "+".join(_engine.code_name(_dates.AUTHORITY, n) or "" for n in sorted(ns)) for duty, ns in found.items()}


def _measures(listed: Worklist, basis: int, first: int, last: int, by: str | None, by_place: int) -> Any:
    seen, work = listed._query.as_at, listed._work
    word = _engine.code_name(_dates.MEASURE, basis)
    if word == "at" and NONE != last < seen[1]:  # the states of that day
        seen = (TIME_NONE, last)
        work = listed._query._replace(as_at=seen, keeps=False).run(listed._data, listed._name)
    asked = (work, basis, first, last, by_place)
    packed = _engine.work_measures(*asked, _FEWEST_ROWS)
    if not isinstance(packed, bytes):
        packed = _engine.work_measures(*asked, packed)
    assert isinstance(packed, bytes)
    rows = [_Measure._make(row) for row in _MEASURES.iter_unpack(packed)]
    columns: dict[str, tuple[str, list[Any]]] = {}
    duties = [_engine.profile_duty(listed.profile._capsule, row.duty) or "" for row in rows]
    authorities = _authorities(listed)
    n = len(rows)
    columns["rule"] = "text", duties
    columns["authority"] = "text", [authorities[duty] for duty in duties]
    columns["basis"] = "text", [word] * n
    columns["from"] = "moment", [_dates.date_of(first)] * n
    columns["to"] = "moment", [_dates.date_of(last)] * n
    columns["as_at"] = "moment", [_dates.when_of(*seen)] * n
    for name in _Measure._fields[3:]:
        columns[name] = "number", [getattr(row, name) for row in rows]
    columns["percent"] = "percent", [float(f"{100.0 * row.good / row.counted:.1f}") if row.counted else None for row in rows]
    if by is not None:
        _refuse_field(by, columns)
        values = _engine.work_words(work, _CARRIED + by_place)
        columns = {by: ("text", [values[row.group] or None for row in rows]), **columns}
    frame = _frames.FRAMES[listed._kind](n)
    return frame.table({name: frame.plain(values, kind) for name, (kind, values) in columns.items()})


# ---- the function ----


def worklist(
    events: Any,
    *,
    profile: Profile | str = "england",
    division: str | None = None,
    calendar: Calendar | None = None,
    as_at: datetime.date,
    only: Names | None = None,
    rule: str | None = None,
    authority: Names | None = None,
    subject: Names | None = None,
    state: Names | None = None,
    case: Values | None = None,
    where: Mapping[str, Values] | None = None,
    due_before: datetime.date | None = None,
    history_from: datetime.date | None = None,
    soon: str | None = None,
    order: str = "worst",
    dates: str = "iso",
    midnight_is_time: bool = False,
    recorded: Names | None = None,
) -> Worklist:
    """Every duty of every case, with its due date and state.

    Parameters
    ----------
    events : DataFrame, Table, list of dict or path
        A pandas or polars DataFrame, a pyarrow Table (or what has the Arrow stream interface), rows as dicts, or the path of a CSV
        file: columns ``case``, ``event``, ``at``, perhaps ``ref`` and ``tags``, and others that are carried through
        (``docs/worklist.md``). Dates are dates, datetimes (a naive one is UK time) or texts.
    profile, division, calendar
        Whose rules, and whose bank holidays: those of England, and of England and Wales, unless given.
    as_at : date or datetime
        The day for which the states are wanted.
    only : str or iterable of str, optional
        Duties, ``*`` standing for anything: ``"cp.*,cla.visit"``.
    rule : str, optional
        One duty or rule, as for `due`.
    authority, subject, state : str or iterable of str, optional
        ``statute``, ``guidance``, ``local``; ``child``, ``carer``, ``worker``, ``body``; ``overdue``, ``due_soon``, ...
    case : str or iterable of str, optional
        These cases alone.
    where : mapping of str to str, or to an iterable of str, optional
        Cases with this value, or one of these, in a carried column: ``{"team": "North"}``. Of several columns each must hold.
    due_before : date, optional
        What falls due before that day.
    history_from : date, optional
        The records begin on that day: what fell due earlier and is not seen done cannot be judged.
    soon : str, optional
        What counts as due soon: ``"10 working days"``; 5 unless given.
    order : {"worst", "case"}
        Worst first, or as the cases come.
    dates : {"iso", "dmy"}
        How texts write dates: never guessed.
    midnight_is_time : bool
        Whether exactly 00:00:00 is a time of day.
    recorded : str or iterable of str, optional
        The events that the records hold at all, or ``"all"``; unless given, those that occur among the events. Give it where the
        events are a part of the caseload.

    Returns
    -------
    Worklist
        Its ``frame`` is the kind of table that came in. No case is lost: one with a row that cannot be read has a line
        ``not_computable`` that says so.

    Raises
    ------
    BadFile
        Events that cannot be read at all: no column ``at``, an empty file.
    UnknownName
        A profile, rule, duty, event, case or carried column that is not there.
    BadValue
        An argument that says nothing dueby can use.

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
    asked = query_of(
        as_at=as_at,
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
        history_from=history_from,
        soon=soon,
        order=order,
        dates=dates,
        midnight_is_time=midnight_is_time,
        recorded=recorded,
    )
    listed = Worklist(asked, *_frames.read(events))
    if case is not None and not listed.cases:
        raise UnknownName(f"{listed._name}: no such case as case= names", NOT_FOUND)
    return listed
