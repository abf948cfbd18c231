"""The functions due, series and check."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, Literal, SupportsIndex, TypeVar, overload

from dueby import _arrays, _dates, _engine
from dueby._calendar import Calendar
from dueby._dates import EPOCH, NONE, TIME_NONE, is_column
from dueby._deadline import Deadline, Verdict, deadlines
from dueby._errors import ARGUMENT, NO_TIME, BadValue, not_a
from dueby._profile import ADDRESS, Profile
from dueby._question import NO_MOMENT, PLAIN, Asked, Events, Moment, Question, failure, nothing_more, question_of, read_asked

_Day = datetime.date
ColumnT = TypeVar("ColumnT")
_OCCURRENCES_MAX = 1000

_question_on = _engine.question_on


@overload
def due(
    rule: str,
    when: _Day,
    *,
    profile: Profile | str = ...,
    division: str = ...,
    calendar: Calendar | None = ...,
    trigger: str | None = ...,
    agreed: str | None = ...,
    tags: str | Iterable[str] = ...,
    born: datetime.date | None = ...,
    since: datetime.date | None = ...,
    events: Events = ...,
    cutoff: datetime.time | None = ...,
    whole_days: bool = ...,
    details: Literal[False] = ...,
) -> Deadline: ...
@overload
def due(
    rule: str,
    when: ColumnT,
    *,
    profile: Profile | str = ...,
    division: str = ...,
    calendar: Calendar | None = ...,
    trigger: str | None = ...,
    agreed: str | None = ...,
    tags: str | Iterable[str] = ...,
    born: Any = ...,
    since: datetime.date | None = ...,
    events: Events = ...,
    whole_days: bool = ...,
    details: Literal[False] = ...,
) -> ColumnT: ...
@overload
def due(
    rule: str,
    when: Any,
    *,
    profile: Profile | str = ...,
    division: str = ...,
    calendar: Calendar | None = ...,
    trigger: str | None = ...,
    agreed: str | None = ...,
    tags: str | Iterable[str] = ...,
    born: Any = ...,
    since: datetime.date | None = ...,
    events: Events = ...,
    whole_days: bool = ...,
    details: Literal[True],
) -> Any: ...
def due(
    rule: str,
    when: Any,
    *,
    profile: Profile | str = "england",
    division: str = "england-and-wales",
    calendar: Calendar | None = None,
    trigger: str | None = None,
    agreed: str | None = None,
    tags: str | Iterable[str] = (),
    born: Any = None,
    since: datetime.date | None = None,
    events: Events = (),
    cutoff: datetime.time | None = None,
    whole_days: bool = False,
    details: bool = False,
) -> Any:
    """Computes when something is due.

    Parameters
    ----------
    rule : str
        A duty's id, ``profile:id`` for one profile's rule, ``id~name`` for an alternative.
    when : date, datetime or a column of days
        The day or time at which the clock started. A naive datetime is UK time. For a column (numpy ``datetime64`` array, pandas
        or polars Series, list, or anything with the Arrow PyCapsule interface), the answer is a column of the same kind. A null
        stays null, and an element without an answer becomes null, with a warning. For ``pandas.NaT``, ``pandas.NA`` and the like,
        the answer is None.
    profile : Profile or str
        The profile whose rules are used.
    division : str
        The division whose bank holidays are used; or give a `calendar`.
    trigger : str, optional
        The event that happened, if several events can start the duty.
    agreed : str, optional
        An agreed interval, such as ``"4 weeks"``.
    tags : str or iterable of str
        Tags of the trigger.
    born : date, optional
        The date of birth; for a column, a column or one date.
    since : date, optional
        The day the time limit is counted from, if that is not the trigger or the birth.
    events : iterable of (event, date)
        Other events: ends, extensions, agreements.
    cutoff : time, optional
        The time of day from which `when` counts as the next day.
    whole_days : bool
        Count timescales in hours as whole days, if the time of day is unknown.
    details : bool
        For a column: a table with ``due``, ``governed_by``, ``certainty`` and ``error``.

    Returns
    -------
    Deadline, or the same kind of column

    Raises
    ------
    NotComputable, OutsideCoverage, UnknownName, BadValue

    Examples
    --------
    >>> from datetime import date
    >>> deadline = due("cp.conference.initial", date(2026, 3, 27))
    >>> deadline.due
    datetime.date(2026, 4, 21)
    >>> deadline.governed_by, deadline.certainty
    ('england:cp.conference.initial', 'confirmed')
    >>> due("cp.conference.initial", [date(2026, 3, 27), None])
    [datetime.date(2026, 4, 21), None]
    """
    question = question_of(rule, profile, division, calendar)
    if is_column(when):
        _dates.refuse_cutoff(cutoff)
        borns, born = (born, None) if is_column(born) else (None, born)
        asked = read_asked(question, NO_MOMENT, trigger, agreed, tags, born, since, events, whole_days)
        return _due_column(question, when, asked, borns, details)
    if _dates.is_missing(when):
        return None
    return _of_one(question, when, cutoff, trigger, agreed, tags, born, since, events, whole_days)


def _of_one(
    question: Question,
    when: Any,
    cutoff: datetime.time | None,
    trigger: str | None,
    agreed: str | None,
    tags: str | Iterable[str],
    born: Any,
    since: datetime.date | None,
    events: Events,
    whole_days: bool,
    judged: bool = False,
) -> Deadline:
    """Returns the deadline for one day, with a single call to the engine if nothing else is known. A deadline that will only be
    checked needs no time of day."""
    if type(when) is datetime.date and not (
        tags or events or whole_days or trigger is not None or agreed is not None or born is not None or since is not None
    ):
        day = when.toordinal() - EPOCH
        try:
            return Deadline(question, day, (), _question_on(question.capsule, day))
        except _engine.Status as error:
            if error.args[0] != ARGUMENT and not (judged and error.args[0] == NO_TIME):
                raise failure(question, PLAIN._replace(trigger=(TIME_NONE, day)), error.args[0]) from None
    moment = _dates.cut_off(_dates.moment_of(when), cutoff)
    asked = read_asked(question, moment, trigger, agreed, tags, born, since, events, whole_days)
    return _first(question, asked.untimed() if judged else asked, ())


def _first(question: Question, asked: Asked, met: tuple[Moment, ...]) -> Deadline:
    found = deadlines(question, asked, met, 1)
    if found:
        return found[0]
    raise nothing_more(question, asked)


def series(
    rule: str,
    when: datetime.date,
    count: int,
    *,
    met: Iterable[datetime.date] = (),
    profile: Profile | str = "england",
    division: str = "england-and-wales",
    calendar: Calendar | None = None,
    trigger: str | None = None,
    agreed: str | None = None,
    tags: str | Iterable[str] = (),
    born: datetime.date | None = None,
    since: datetime.date | None = None,
    events: Events = (),
    cutoff: datetime.time | None = None,
    whole_days: bool = False,
) -> list[Deadline]:
    """Computes the next `count` deadlines after those met on the days in `met`, as if each was met on its due day.

    Parameters
    ----------
    rule, when, profile, division, calendar, trigger, agreed, tags, born, since, events, cutoff, whole_days
        As for `due`.
    count : int
        The number of deadlines, 1 to 1000. There are fewer if the duty ends.
    met : iterable of date or datetime
        The days on which it was done earlier, in order.

    Returns
    -------
    list of Deadline

    Raises
    ------
    NotComputable, OutsideCoverage, UnknownName, BadValue
        Also if nothing more is due.

    Examples
    --------
    >>> from datetime import date
    >>> visits = series("cla.visit", date(2026, 1, 5), 3)
    >>> [visit.occurrence for visit in visits]
    [1, 2, 3]
    """
    if not isinstance(count, SupportsIndex):
        raise not_a("count", "a number", count)
    if isinstance(met, datetime.date):
        raise not_a("met", "a list of dates", met)
    if not 1 <= count <= _OCCURRENCES_MAX:
        raise BadValue(f"count: {count}: {_dates.refused(_engine.DUEBY_REFUSAL_NUMBER, f'1 to {_OCCURRENCES_MAX}')}", ARGUMENT)
    question = question_of(rule, profile, division, calendar)
    moment = _dates.cut_off(_dates.moment_of(when), cutoff)
    asked = read_asked(question, moment, trigger, agreed, tags, born, since, events, whole_days)
    done = tuple(_dates.moment_of(one, "met") for one in met)
    for before, after in zip((moment, *done), done, strict=False):
        if after[1] < before[1]:
            reason = _engine.DUEBY_REFUSAL_BEFORE_START if before is moment else _engine.DUEBY_REFUSAL_BEFORE_LAST
            raise BadValue(f"met: {_dates.refused(reason, _dates.day_text(after[1]))}", ARGUMENT)
    found = deadlines(question, asked, done, count)
    return found or [_first(question, asked, done)]


@overload
def check(
    rule: str,
    when: _Day,
    *,
    met: datetime.date | None = ...,
    ended: datetime.date | None = ...,
    as_at: datetime.date | None = ...,
    soon: str | None = ...,
    profile: Profile | str = ...,
    division: str = ...,
    calendar: Calendar | None = ...,
    trigger: str | None = ...,
    agreed: str | None = ...,
    tags: str | Iterable[str] = ...,
    born: datetime.date | None = ...,
    since: datetime.date | None = ...,
    events: Events = ...,
    cutoff: datetime.time | None = ...,
    whole_days: bool = ...,
    details: Literal[False] = ...,
) -> Verdict: ...
@overload
def check(
    rule: str,
    when: Any,
    *,
    met: Any = ...,
    ended: Any = ...,
    as_at: datetime.date | None = ...,
    soon: str | None = ...,
    profile: Profile | str = ...,
    division: str = ...,
    calendar: Calendar | None = ...,
    trigger: str | None = ...,
    agreed: str | None = ...,
    tags: str | Iterable[str] = ...,
    born: Any = ...,
    since: datetime.date | None = ...,
    events: Events = ...,
    whole_days: bool = ...,
    details: bool = ...,
) -> Any: ...
def check(
    rule: str,
    when: Any,
    *,
    met: Any = None,
    ended: Any = None,
    as_at: datetime.date | None = None,
    soon: str | None = None,
    profile: Profile | str = "england",
    division: str = "england-and-wales",
    calendar: Calendar | None = None,
    trigger: str | None = None,
    agreed: str | None = None,
    tags: str | Iterable[str] = (),
    born: Any = None,
    since: datetime.date | None = None,
    events: Events = (),
    cutoff: datetime.time | None = None,
    whole_days: bool = False,
    details: bool = False,
) -> Any:
    """Checks whether something was done in time: `due`, then `Deadline.check`.

    A timescale in hours needs no time of day here: if days alone do not decide it, the state is ``not_computable``.
    `whole_days` compares days instead.

    Parameters
    ----------
    rule, when, profile, division, calendar, trigger, agreed, tags, born, since, events, cutoff, whole_days
        As for `due`. `when` may be a column.
    met, ended : date, datetime or a column of days, optional
        When it was done, and when the duty ended. If `when` is a column, each is one day or a column of the same length.
    as_at : date or datetime, optional
        The as-at day: needed if it was neither done nor ended, because dueby does not use today's date.
    soon : str, optional
        How close counts as due soon; 5 working days by default.
    details : bool
        For a column: a table with ``due``, ``state``, ``days_left``, ``working_days_left``, ``working_days_taken``,
        ``certainty``, ``governed_by`` and ``error``, as ``dueby batch`` appends them.

    Returns
    -------
    Verdict, or a column of states

    Raises
    ------
    NotComputable, OutsideCoverage, UnknownName, BadValue

    Examples
    --------
    >>> from datetime import date
    >>> check("assessment.single", date(2025, 12, 19), met=date(2026, 2, 25)).state
    'met'
    >>> check("assessment.single", [date(2025, 12, 19)] * 2, met=[date(2026, 2, 26), None], as_at=date(2026, 3, 31))
    ['met_late', 'overdue']
    """
    question = question_of(rule, profile, division, calendar)
    if is_column(when):
        _dates.refuse_cutoff(cutoff)
        borns, born = (born, None) if is_column(born) else (None, born)
        asked = read_asked(question, NO_MOMENT, trigger, agreed, tags, born, since, events, whole_days)
        now, span = _dates.day_or_none(as_at, "as_at"), _dates.ahead_or_none(soon, "soon")
        return _check_columns(question, when, asked, (borns, met, ended), now, span, details)
    if _dates.is_missing(when):
        return None
    deadline = _of_one(question, when, cutoff, trigger, agreed, tags, born, since, events, whole_days, judged=True)
    return deadline.check(met=met, ended=ended, as_at=as_at, soon=soon)


# ---- columns ----


def _addresses(question: Question) -> _arrays.Words:
    capsule = question.profile._capsule
    return [_engine.rule_text(capsule, rule, 0, ADDRESS) for rule in range(_engine.profile_rule_count(capsule))]


def _due_column(question: Question, values: Any, asked: Asked, borns: Any, details: bool) -> Any:
    """Implements `dueby.due` for a column."""
    kind = _arrays.kind_of(values)
    status = kind.room(1) if details else None
    rule, certainty = (kind.room(4), kind.room(1)) if details else (None, None)
    if borns is None and asked.is_plain():
        column, failed = kind.due(question.capsule, asked.flags, rule, certainty, status)
    else:
        out = kind.room(4)
        born = None if borns is None else _arrays.beside(kind, borns, "born")
        arrays = (kind.days(), born, None, None, out, rule, None, None, None, certainty, None, status)
        failed = _engine.question_cases(question.capsule, asked.pack(), NONE, 0, 0, arrays)
        column = kind.give_days(out)
    failed = _arrays.with_bad(kind, status, failed)
    if not details:
        _arrays.warn(failed, kind.n)
        return column
    return kind.table(
        {
            "due": column,
            "governed_by": kind.give_words(rule, _addresses(question)),
            "certainty": kind.give_words(certainty, _arrays.code_table(_dates.CERTAINTY)),
            "error": kind.give_words(status, _arrays.status_words()),
        }
    )


def _check_columns(
    question: Question, values: Any, asked: Asked, beside: tuple[Any, Any, Any], as_at: int, soon: tuple[int, int], details: bool
) -> Any:
    """Implements `dueby.check` for columns. `beside` has the dates of birth, and the days on which each duty was met and ended."""
    kind = _arrays.kind_of(values)
    born, met, ended = (
        None if other is None else _arrays.beside(kind, other, name)
        for name, other in zip(("born", "met", "ended"), beside, strict=True)
    )
    state, status = kind.room(1), kind.room(1)
    names = ("due", "rule", "days_left", "working_days_left", "working_days_taken")
    numbers = {name: kind.room(4) if details else None for name in names}
    certainty = kind.room(1) if details else None
    arrays = (kind.days(), born, met, ended, *numbers.values(), certainty, state, status)
    failed = _engine.question_cases(question.capsule, asked.pack(), as_at, *soon, arrays)
    failed = _arrays.with_bad(kind, status, failed)
    states = kind.give_words(state, _arrays.code_table(_dates.STATE))
    if not details:
        _arrays.warn(failed, kind.n)
        return states
    return kind.table(
        {
            "due": kind.give_days(numbers["due"]),
            "state": states,
            "days_left": kind.give_numbers(numbers["days_left"]),
            "working_days_left": kind.give_numbers(numbers["working_days_left"]),
            "working_days_taken": kind.give_numbers(numbers["working_days_taken"]),
            "certainty": kind.give_words(certainty, _arrays.code_table(_dates.CERTAINTY)),
            "governed_by": kind.give_words(numbers["rule"], _addresses(question)),
            "error": kind.give_words(status, _arrays.status_words()),
        }
    )
