"""Questions: the rules of a profile on a calendar, with facts about the case. Also says why there is no date."""

from __future__ import annotations

import contextlib
import datetime
import struct
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dueby import _dates, _engine, _profile
from dueby._calendar import Calendar
from dueby._dates import NONE, TIME_NONE
from dueby._errors import (
    ARGUMENT,
    COVERAGE,
    DONE,
    NOT_FOUND,
    BadValue,
    NotComputable,
    UnknownName,
    not_a,
    of_status,
)
from dueby._profile import Profile

Moment = tuple[int, int]  # a time, and the UK day of that time
Events = Iterable[tuple[str, datetime.date]] | Mapping[str, datetime.date]

NO_MOMENT = (TIME_NONE, NONE)
_QUESTIONS_MAX = 512
# Values of flags and units from the C headers.
_WHOLE_DAYS, _UNTIMED = _engine.DUEBY_FACTS_WHOLE_DAYS, _engine.DUEBY_FACTS_UNTIMED
_MONTHS = 4
_SAID = (_engine.DUEBY_SAY_FAILURE, _engine.DUEBY_SAY_HINT)


class Question:
    """The rules selected by an address, with a calendar: for asking many questions."""

    __slots__ = ("address", "calendar", "capsule", "profile")

    def __init__(self, address: str, profile: Profile, calendar: Calendar) -> None:
        self.address, self.profile, self.calendar = address, profile, calendar
        try:
            self.capsule = _engine.query_new(profile._capsule, calendar._capsule, address)
        except _engine.Status as error:
            if error.args[0] != NOT_FOUND:
                raise of_status(error.args[0], address) from None
            raise _dates.unknown_name(_engine.DUEBY_NAME_RULE, profile._capsule, address) from None

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Question)
            and (self.address, self.profile, self.calendar) == (other.address, other.profile, other.calendar)
        )

    def __hash__(self) -> int:
        return hash((self.address, self.profile, self.calendar))


_questions: dict[tuple[Any, ...], Question] = {}


def question_of(rule: str, profile: Profile | str, division: str, calendar: Calendar | None) -> Question:
    """Returns the question for a rule, profile and calendar, from a cache if possible."""
    try:
        return _questions[rule, profile, division, calendar]
    except (KeyError, TypeError):  # the question is not in the cache, or cannot be cached
        pass
    if not isinstance(rule, str):
        raise not_a("rule", "a string such as 'cp.visit'", rule)
    if calendar is not None and not isinstance(calendar, Calendar):
        raise not_a("calendar", "a Calendar", calendar)
    made = Question(rule, _profile.of(profile), Calendar(division) if calendar is None else calendar)
    if len(_questions) >= _QUESTIONS_MAX:
        _questions.clear()
    _questions[rule, profile, division, calendar] = made
    return made


# ---- facts ----


class Asked(NamedTuple):
    """The trigger and other facts about the case."""

    trigger: Moment
    type: int
    tags: int
    agreed: tuple[int, int]
    born: int
    since: int
    flags: int
    events: tuple[tuple[int, int, int], ...]  # the type, time and day of each event

    def is_plain(self) -> bool:
        """True if only the day of the trigger is known, and no other fact."""
        return self._replace(flags=0) == PLAIN

    def untimed(self) -> Asked:
        """Returns the facts for a check, which might not need a time of day even if a due date would."""
        return self if self.flags & _WHOLE_DAYS else self._replace(flags=self.flags | _UNTIMED)

    def pack(self) -> bytes:
        """Returns the facts as the engine takes them: facts, then the trigger, then other events."""
        fields = [self.born, self.since, self.flags, *self.trigger, self.type, _signed(self.tags), *self.agreed]
        fields.append(_signed(self.tags >> 64))
        for kind, time, day in self.events:
            fields += (time, day, kind, 0, 0, 0, 0)
        return struct.pack(f"={len(fields)}q", *fields)


def _signed(bits: int) -> int:
    """Returns the lowest 64 bits as a signed integer, which the engine takes."""
    return ((bits & (1 << 64) - 1) ^ 1 << 63) - (1 << 63)


PLAIN = Asked(NO_MOMENT, 0, 0, (0, 0), NONE, NONE, 0, ())


def read_asked(
    question: Question,
    moment: Moment,
    trigger: str | None,
    agreed: str | None,
    tags: str | Iterable[str],
    born: datetime.date | None,
    since: datetime.date | None,
    events: Events,
    whole_days: bool,
) -> Asked:
    """Checks the arguments of `due`, and looks names up in the profile's vocabulary. Returns the facts."""
    span = _dates.span_or_none(agreed, "agreed")
    if agreed is not None and span[0] < 1:
        raise BadValue(f"agreed: {_dates.refused(_engine.DUEBY_REFUSAL_NOT_POSITIVE)}", ARGUMENT)
    profile = question.profile
    event = 0 if trigger is None else _event(profile, trigger, "trigger")
    if agreed is not None and not _engine.query_takes_agreed(question.capsule, event):
        duty = _engine.profile_duty(profile._capsule, _engine.query_duty(question.capsule)) or ""
        raise BadValue(f"agreed: {_dates.refused(_engine.DUEBY_REFUSAL_NOT_AGREED, duty)}", ARGUMENT)
    return Asked(
        trigger=moment,
        type=event,
        tags=_tags(profile, tags),
        agreed=span,
        born=_dates.day_or_none(born, "born"),
        since=_dates.day_or_none(since, "since"),
        flags=_WHOLE_DAYS if whole_days else 0,
        events=tuple(
            (_event(profile, slug, "events"), *_dates.moment_of(when, slug))
            for slug, when in _pairs(events)
            if not _dates.is_missing(when)
        ),
    )


def _pairs(events: Events) -> Iterable[tuple[str, datetime.date]]:
    if isinstance(events, str) or not isinstance(events, Iterable):
        raise not_a("events", "pairs of event and date", events)
    listed = list(events.items() if isinstance(events, Mapping) else events)
    for pair in listed:
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise not_a("events", "pairs of event and date", pair)
    return listed


def _event(profile: Profile, slug: str, name: str) -> int:
    try:
        return _engine.profile_find_event(profile._capsule, slug)
    except _engine.Status:
        raise _dates.unknown_name(_engine.DUEBY_NAME_EVENT, profile._capsule, slug, name) from None


def _tags(profile: Profile, tags: str | Iterable[str]) -> int:
    if not isinstance(tags, Iterable):
        raise not_a("tags", "a string, or several strings", tags)
    bits = 0
    for tag in (tags,) if isinstance(tags, str) else tags:
        if not isinstance(tag, str):
            raise not_a("tags", "strings", tag)
        try:
            bits |= 1 << _engine.profile_find_tag(profile._capsule, tag)
        except _engine.Status:
            raise _dates.unknown_name(_engine.DUEBY_NAME_TAG, profile._capsule, tag, "tags") from None
    return bits


# ---- why there is no date ----


def failure(question: Question, asked: Asked, status: int) -> Exception:
    """Makes the exception for a status. It has the library's message, and names the argument that would help."""
    if status == COVERAGE:
        return question.calendar._failure(status, "due")
    packed = asked.pack()
    said, hint = (_dates.text_of(_engine.question_say, question.capsule, what, packed, b"") for what in _SAID)
    return NotComputable(f"{said}: {hint}" if hint else said, status)


def nothing_more(question: Question, asked: Asked) -> NotComputable:
    """Makes the exception for a series that is over."""
    return NotComputable(_dates.text_of(_engine.question_say, question.capsule, _engine.DUEBY_SAY_DONE, asked.pack(), b""), DONE)


def notes(question: Question, asked: Asked, answer: bytes) -> list[str]:
    """Returns the notes on an answer."""
    packed = asked.pack()
    said: list[str] = []
    with contextlib.suppress(_engine.Status):  # raised after the last note
        while True:
            said.append(_dates.text_of(_engine.question_note, question.capsule, packed, answer, len(said)))
    return said
