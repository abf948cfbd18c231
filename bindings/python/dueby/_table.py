"""Makes tables of due dates by duty and starting day, for a database that cannot call the library (docs/sql.md)."""

from __future__ import annotations

import array
import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from dueby import _arrays, _dates, _engine, _profile
from dueby._calendar import Calendar, year_or_day
from dueby._dates import NONE
from dueby._errors import ARGUMENT, NO_TIME, BadValue, NotComputable
from dueby._profile import Profile
from dueby._question import Question, question_of


def due_table(
    first: int | datetime.date,
    last: int | datetime.date | None = None,
    rules: str | Iterable[str] | None = None,
    *,
    profile: Profile | str = "england",
    division: str = "england-and-wales",
    calendar: Calendar | None = None,
) -> list[dict[str, Any]]:
    """Returns the due date for every starting day of a range and every duty whose first due date depends only on that day.

    Parameters
    ----------
    first, last : int or date
        The first and the last starting day. A year means its first day in `first`, and its last in `last`. By default, `last` is
        the same as `first`.
    rules : str or iterable of str, optional
        Only these duties, or rules as in `due`.
    profile, division, calendar
        As for `due`.

    Returns
    -------
    list of dict
        The fields of ``dueby due-table``: ``profile``, ``duty``, ``date``, ``trigger_event``, ``due``, ``rule_address``,
        ``certainty``. A day on which no rule is in force has no row.

    Raises
    ------
    NotComputable
        The due date of one of `rules` depends on more than the starting day.
    UnknownName, BadValue

    Examples
    --------
    >>> import dueby
    >>> rows = dueby.due_table(2026, rules="cp.conference.initial")
    >>> len(rows), rows[85]["date"], rows[85]["due"]
    (365, datetime.date(2026, 3, 27), datetime.date(2026, 4, 21))
    """
    start = year_or_day("first", first, (1, 1))
    end = year_or_day("last", first if last is None else last, (12, 31))
    if end < start:
        raise BadValue(f"last: {_dates.day_text(end)} is before the first day, {_dates.day_text(start)}", ARGUMENT)
    duties = _profile.of(profile).duties if rules is None else [rules] if isinstance(rules, str) else list(dict.fromkeys(rules))
    questions = [question_of(duty, profile, division, calendar) for duty in duties]
    kept = [question for question in questions if _engine.query_needs_only_day(question.capsule)]
    if rules is not None and len(kept) < len(questions):
        other = next(question.address for question in questions if question not in kept)
        raise NotComputable(_dates.refused(_engine.DUEBY_REFUSAL_ONLY_DAY, other), NO_TIME)
    days = array.array("i", range(start, end + 1))
    return [row for question in kept for row in _rows(question, days)]


def _rows(question: Question, days: array.array[int]) -> Iterator[dict[str, Any]]:
    due, rule = array.array("i", days), array.array("i", days)
    certainty = array.array("B", bytes(len(days)))
    _engine.due_days(question.capsule, 0, days, None, due, rule, certainty, None)
    capsule, words = question.profile._capsule, _arrays.code_table(_dates.CERTAINTY)
    trigger = _engine.profile_event_slug(capsule, _engine.query_trigger(question.capsule))
    duty = question.address.partition(":")[2] or question.address
    if "~" not in duty:
        duty = _engine.profile_duty(capsule, _engine.query_duty(question.capsule)) or ""
    for day, found, by, certain in zip(days, due, rule, certainty, strict=True):
        if found != NONE:
            yield {
                "profile": question.profile.name,
                "duty": duty,
                "date": _dates.date_of(day),
                "trigger_event": trigger,
                "due": _dates.date_of(found),
                "rule_address": _engine.rule_text(capsule, by, 0, _engine.DUEBY_RULE_ADDRESS),
                "certainty": words[certain],
            }
