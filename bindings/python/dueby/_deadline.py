"""By when is it due, and was it done in time?"""

from __future__ import annotations

import datetime
import struct
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple, TypeVar, overload

from dueby import _dates, _engine, _profile
from dueby._calendar import Calendar, is_column
from dueby._dates import EPOCH, NONE, TIME_NONE
from dueby._errors import (
    APPLIES,
    ARGUMENT,
    COVERAGE,
    MISSING,
    NEEDS,
    NO_TIME,
    NOT_FOUND,
    NOT_IN_FORCE,
    NOT_STATED,
    BadValue,
    NotComputable,
    UnknownName,
    nearest,
    of_status,
    unknown,
)
from dueby._profile import Profile

_Day = datetime.date
_Moment = tuple[int, int]
ColumnT = TypeVar("ColumnT")
Events = Iterable[tuple[str, datetime.date]] | Mapping[str, datetime.date]

_ANSWER = struct.Struct("=15q")
_STEPS = struct.Struct("=6q")
_NO_MOMENT = (TIME_NONE, NONE)
_QUESTIONS_MOST = 512
_STEPS_FEW, _STEPS_MOST = 6 * 512, 6 * 20000
_OCCURRENCES_MOST = 1000

# Fields of an answer.
_DUE_TIME = _engine.DUEBY_ANSWER_DUE_TIME
_DUE = _engine.DUEBY_ANSWER_DUE
_OPENS = _engine.DUEBY_ANSWER_OPENS
_RULE = _engine.DUEBY_ANSWER_RULE
_VERSION = _engine.DUEBY_ANSWER_VERSION
_OCCURRENCE = _engine.DUEBY_ANSWER_OCCURRENCE
_CERTAINTY = _engine.DUEBY_ANSWER_CERTAINTY
_PRECISION = _engine.DUEBY_ANSWER_PRECISION
_FLAGS = _engine.DUEBY_ANSWER_FLAGS
_EXPLANATION = _engine.DUEBY_SAY_EXPLANATION
_SUMMARY = _engine.DUEBY_SAY_SUMMARY
_SOURCE_NOTE = _engine.DUEBY_SAY_SOURCE_NOTE
# Bits of DUEBY_UNPROVEN_AGE ... and DUEBY_WHOLE_DAYS of dueby/deadline.h, and a unit of dueby/span.h.
_UNPROVEN_AGE, _UK_DAYS = 1, 4
_WHOLE_DAYS = 1
_MONTHS = 4
_UK = "england-and-wales+scotland+northern-ireland"
_STEP_KINDS = ("", "start", "counted", "holiday", "weekend", "moved_start", "laid", "rolled", "extended")

_question_on = _engine.question_on


class Question:
    """The rules that a name takes in, on a calendar: asked again and again."""

    __slots__ = ("address", "calendar", "capsule", "profile")

    def __init__(self, address: str, profile: Profile, calendar: Calendar) -> None:
        self.address, self.profile, self.calendar = address, profile, calendar
        try:
            self.capsule = _engine.question_new(profile._capsule, calendar._capsule, address)
        except _engine.Status as error:
            if error.args[0] != NOT_FOUND:
                raise of_status(error.args[0], address) from None
            raise _unknown_rule(profile, address) from None

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Question)
            and (self.address, self.profile, self.calendar) == (other.address, other.profile, other.calendar)
        )

    def __hash__(self) -> int:
        return hash((self.address, self.profile, self.calendar))


def _unknown_rule(profile: Profile, address: str) -> UnknownName:
    bare = address.partition(":")[2] or address
    for end in "/~":
        bare = bare.partition(end)[0]
    duties = profile.duties
    if bare in duties:
        has = ", ".join(dict.fromkeys(rule.address for rule in profile.rules if rule.rule == bare))
        return UnknownName(f'unknown rule "{address}": profile {profile.name} has {has}', NOT_FOUND)
    found = nearest(bare, duties)
    hint = f'did you mean "{found}"?' if found else f'see Profile.load("{profile.name}").duties'
    return UnknownName(f'unknown rule "{address}": {hint}', NOT_FOUND)


_questions: dict[tuple[Any, ...], Question] = {}


def question_of(rule: str, profile: Profile | str, division: str, calendar: Calendar | None) -> Question:
    """The question, kept for the next time."""
    if not isinstance(rule, str):
        raise TypeError(f"rule: expected a text such as 'cp.visit', found {type(rule).__name__}")
    made = Question(rule, _profile.of(profile), Calendar(division) if calendar is None else calendar)
    if len(_questions) >= _QUESTIONS_MOST:
        _questions.clear()
    _questions[rule, profile, division, calendar] = made
    return made


# ---- what is asked ----


class Asked(NamedTuple):
    """The trigger and what else is known of the case."""

    trigger: _Moment
    type: int
    tags: int
    agreed: tuple[int, int]
    born: int
    since: int
    flags: int
    events: tuple[tuple[int, int, int], ...]  # type, time, day

    def pack(self) -> bytes:
        """As the engine takes it: facts, then the trigger, then other events."""
        fields = [self.born, self.since, self.flags, *self.trigger, self.type, self.tags, *self.agreed]
        for kind, time, day in self.events:
            fields += (time, day, kind, 0, 0, 0)
        return struct.pack(f"={len(fields)}q", *fields)


_PLAIN = Asked(_NO_MOMENT, -1, 0, (0, 0), NONE, NONE, 0, ())


def read_asked(
    profile: Profile,
    moment: _Moment,
    trigger: str | None,
    agreed: str | None,
    tags: str | Iterable[str],
    born: datetime.date | None,
    since: datetime.date | None,
    events: Events,
    whole_days: bool,
) -> Asked:
    """The arguments of `due`, looked up in the profile's vocabulary."""
    span = (0, 0) if agreed is None else _dates.span_of(agreed, "agreed")
    if agreed is not None and span[0] < 1:
        raise BadValue("agreed: must be more than nothing", ARGUMENT)
    listed = events.items() if isinstance(events, Mapping) else events
    return Asked(
        trigger=moment,
        type=-1 if trigger is None else _event(profile, trigger, "trigger"),
        tags=_tags(profile, (tags,) if isinstance(tags, str) else tags),
        agreed=span,
        born=NONE if born is None else _dates.moment_of(born, "born")[1],
        since=NONE if since is None else _dates.moment_of(since, "since")[1],
        flags=_WHOLE_DAYS if whole_days else 0,
        events=tuple((_event(profile, slug, "events"), *_dates.moment_of(when, slug)) for slug, when in listed),
    )


def _event(profile: Profile, slug: str, name: str) -> int:
    try:
        return _engine.profile_find_event(profile._capsule, slug)
    except _engine.Status:
        error = unknown("event", slug, profile.events, "see Profile.events")
        raise UnknownName(f"{name}: {error}", NOT_FOUND) from None


def _tags(profile: Profile, tags: Iterable[str]) -> int:
    bits = 0
    for tag in tags:
        try:
            bits |= _engine.profile_find_tag(profile._capsule, tag)
        except _engine.Status:
            error = unknown("tag", tag, profile.tags, "see Profile.tags")
            raise UnknownName(f"tags: {error}", NOT_FOUND) from None
    return bits


# ---- why there is no date ----


def failure(question: Question, asked: Asked, status: int) -> Exception:
    """The exception for a status, in the words of the command."""
    profile, capsule, day = question.profile, question.profile._capsule, asked.trigger[1]
    if status == COVERAGE:
        return question.calendar._failure(status, "due")
    _, rule, _ = _engine.question_about(question.capsule, asked.type, day)
    text = _rule_text(capsule, rule)
    address = text(_profile.ADDRESS)
    try:
        version = _engine.rule_version_on(capsule, rule, day)
    except _engine.Status:
        version = 0
    when = _dates.day_text(day)
    if status == NOT_IN_FORCE:
        said = f"{address} is not in force on {when}" + _in_force(capsule, rule, day)
    elif status == NO_TIME:
        timescale = _dates.text_of(_engine.flat_timescale, capsule, rule, version)
        said = (
            f"{address} is counted in hours ({timescale}), and {when} has no time of day: give one, as in {when}T14:30, or "
            f"whole_days=True to count whole days"
        )
    elif status == NOT_STATED:
        source = _dates.text_of(_engine.flat_source, capsule, rule, version)
        said = f"{address} has no figure on {when}: {source} gives none, so no date can be worked out"
    elif status == NEEDS:
        said = f"{address} " + _needs(_engine.rule_text(capsule, rule, version, _profile.SINCE))
    elif status == APPLIES:
        said = _conditions(question, profile)
    else:
        return of_status(status, address)
    return NotComputable(said, status)


def _rule_text(capsule: Any, rule: int) -> Any:
    return lambda field: _engine.rule_text(capsule, rule, 0, field) or ""


def _needs(since: str | None) -> str:
    if not since:
        return 'is due as agreed, and nothing was agreed: give agreed="4 weeks"'
    if since == "birth":
        return "is measured from birth: give born=DATE"
    return f"is measured from {since}: give since=DATE"


def _in_force(capsule: Any, rule: int, day: int) -> str:
    last = _engine.rule_versions(capsule, rule) - 1
    to = _engine.rule_number(capsule, rule, last, _profile.TO)
    first_text = _dates.day_text(_engine.rule_number(capsule, rule, 0, _profile.FROM))
    last_text = _dates.day_text(to)
    said = ""
    if first_text and last_text:
        said = f": it was in force from {first_text} to {last_text}"
    elif first_text:
        said = f": it came into force on {first_text}"
    elif last_text:
        said = f": it was in force until {last_text}"
    successor = _engine.rule_text(capsule, rule, 0, _profile.REPLACED_BY)
    return said + (f"; {successor} replaced it" if successor and to != NONE and day > to else "")


def _conditions(question: Question, profile: Profile) -> str:
    """No rule applied: what each asks for."""
    capsule = profile._capsule
    duty = _engine.question_about(question.capsule, -1, NONE)[0]
    said = f"no rule of {_engine.profile_duty(capsule, duty)} applies to this trigger"
    for rule in range(_engine.profile_rules(capsule)):
        if not _engine.question_takes(question.capsule, rule):
            continue
        text = _rule_text(capsule, rule)
        said += f". {text(_profile.ADDRESS)} starts from {text(_profile.TRIGGER)}"
        if text(_profile.WHEN_TAG):
            said += f"; needs tags={text(_profile.WHEN_TAG)}"
        if text(_profile.UNLESS_TAG):
            said += f"; not with tags={text(_profile.UNLESS_TAG)}"
        for field, words in ((_profile.AGE_FROM, "from the age of"), (_profile.AGE_UNDER, "under the age of")):
            age = _engine.rule_number(capsule, rule, 0, field)
            if age >= 0:
                said += f"; {words} {_dates.text_of(_engine.flat_span_words, age, _MONTHS)}"
    return said


# ---- answers ----


class Step(NamedTuple):
    """One step from the day on which an occurrence begins to its due day."""

    step: str
    first: datetime.date
    last: datetime.date
    number_first: int | None
    number_last: int | None
    holiday: str | None


class Verdict(NamedTuple):
    """How a deadline stands.

    Attributes
    ----------
    state : str
        ``open``, ``due_soon``, ``overdue``, ``met``, ``met_late``, ``missed`` or ``ended``.
    days_left, working_days_left : int
        From the day on which it was met, ended or is looked at, to the due day; negative when late.
    days_taken, working_days_taken : int or None
        From the trigger to that day.
    words : str
        For people: "Done late", "Overdue by 3 working days".
    """

    state: str
    days_left: int
    working_days_left: int
    days_taken: int | None
    working_days_taken: int | None
    words: str

    def _repr_html_(self) -> str:
        from dueby import _html

        return _html.verdict(self)


class Deadline:
    """By when something is due: the answer of `due`, which can prove itself.

    It has the fields of ``dueby due``. Two deadlines are equal where the same was asked and the same answered.
    """

    __slots__ = ("_answer", "_asked", "_met", "_question")
    _question: Question
    _asked: Asked | int  # a day alone, nothing else known
    _met: tuple[_Moment, ...]
    _answer: bytes

    def __init__(self, question: Question, asked: Asked | int, met: tuple[_Moment, ...], answer: bytes) -> None:
        self._question = question
        self._asked = asked
        self._met = met
        self._answer = answer

    def _fields(self) -> tuple[int, ...]:
        return _ANSWER.unpack(self._answer)

    def _said(self) -> Asked:
        asked = self._asked
        return _PLAIN._replace(trigger=(TIME_NONE, asked)) if isinstance(asked, int) else asked

    def _text(self, field: int) -> str:
        fields = self._fields()
        return _engine.rule_text(self._question.profile._capsule, fields[_RULE], fields[_VERSION], field) or ""

    def _word(self, kind: int, field: int) -> str:
        fields = self._fields()
        number = _engine.rule_number(self._question.profile._capsule, fields[_RULE], fields[_VERSION], field)
        return _engine.word_text(kind, number) or ""

    def _say(self, what: int) -> str:
        return _dates.text_of(_engine.question_say, self._question.capsule, what, self._said().pack(), self._answer)

    # ---- fields ----

    @property
    def due(self) -> datetime.date:
        """The last day in time; of a timescale in hours the last second, as an aware datetime in UK time."""
        fields = self._fields()
        if fields[_DUE_TIME] != TIME_NONE:
            return _dates.datetime_of(fields[_DUE_TIME])
        return datetime.date.fromordinal(fields[_DUE] + EPOCH)

    @property
    def due_date(self) -> datetime.date:
        """The UK day of `due`."""
        return datetime.date.fromordinal(self._fields()[_DUE] + EPOCH)

    @property
    def opens(self) -> datetime.date | None:
        """The first day on which the action may count."""
        return _dates.date_of(self._fields()[_OPENS])

    @property
    def due_by_law(self) -> datetime.date | None:
        """The date of the strictest rule of statute or guidance, where there is one."""
        met = struct.pack(f"={2 * len(self._met)}q", *(part for moment in self._met for part in moment))
        try:
            answer = _ANSWER.unpack(_engine.question_by_law(self._question.capsule, self._said().pack(), met))
        except _engine.Status:
            return None
        return _dates.when_of(answer[_DUE_TIME], answer[_DUE])

    @property
    def rule(self) -> str:
        """The id of the duty."""
        return self._text(_profile.ID)

    @property
    def title(self) -> str:
        """What is due, as a noun phrase."""
        return self._text(_profile.TITLE)

    @property
    def authority(self) -> str:
        """On what the governing rule rests: ``statute``, ``guidance`` or ``local``."""
        return self._word(_dates.AUTHORITY, _profile.AUTHORITY)

    @property
    def force(self) -> str:
        """How strongly its source puts it: ``must``, ``should`` or ``aim``."""
        return self._word(_dates.FORCE, _profile.FORCE)

    @property
    def trigger(self) -> str:
        """The event that started the clock."""
        return self._text(_profile.TRIGGER)

    @property
    def triggered_at(self) -> datetime.date:
        """When it happened: a date, or an aware datetime."""
        when = _dates.when_of(*self._said().trigger)
        assert when is not None
        return when

    @property
    def occurrence(self) -> int:
        """1 for the first thing due, 2 for the second, ..."""
        return self._fields()[_OCCURRENCE]

    @property
    def certainty(self) -> str:
        """``confirmed``, ``listed`` or ``projected``: of the last day of the calendar on which the answer relied."""
        return _engine.word_text(_dates.CERTAINTY, self._fields()[_CERTAINTY]) or ""

    @property
    def precision(self) -> str:
        """``second``, ``day`` or ``estimated`` for timescales in hours; else empty."""
        return _engine.word_text(_dates.PRECISION, self._fields()[_PRECISION]) or ""

    @property
    def counting(self) -> str:
        """What becomes of the day from which the span is laid."""
        return self._word(_dates.COUNTING, _profile.COUNTING)

    @property
    def governed_by(self) -> str:
        """The rule that governs: the earliest of the duty's."""
        return self._text(_profile.ADDRESS)

    @property
    def profile(self) -> str:
        """The profile that was asked."""
        return self._question.profile.name

    @property
    def division(self) -> str:
        """Whose bank holidays were used."""
        return _UK if self._fields()[_FLAGS] & _UK_DAYS else self._question.calendar.division

    @property
    def source(self) -> str:
        """The document and section that the governing rule comes from."""
        fields = self._fields()
        return _dates.text_of(_engine.flat_source, self._question.profile._capsule, fields[_RULE], fields[_VERSION])

    @property
    def source_note(self) -> str:
        """How well that source was read, and whether a later edition has replaced it."""
        return self._say(_SOURCE_NOTE)

    @property
    def notes(self) -> list[str]:
        """What else to know: rules that wait for another event, an age that was taken as met, closures that move the law's rules."""
        waiting = _waiting(self._question, self._said())
        said = [f"waiting for another event: {', '.join(waiting)}"] if waiting else []
        if self._fields()[_FLAGS] & _UNPROVEN_AGE:
            said.append("no date of birth: the rule's age condition is taken as met; give born=DATE")
        if _engine.calendar_closures(self._question.calendar._capsule) == _engine.DUEBY_CLOSE_ALL:
            said.append("closure days move every rule, the law's too (with_closures(..., for_all=True))")
        return said

    def to_dict(self) -> dict[str, Any]:
        """Its fields by name, as the command gives them."""
        names = (
            "rule title authority force trigger triggered_at occurrence opens due due_by_law certainty precision counting "
            "governed_by profile division source source_note"
        )
        return {name: getattr(self, name) for name in names.split()}

    # ---- questions ----

    def explain(self) -> str:
        """The working, for people: rule, source, each day that was not counted, and how sure the calendar is."""
        return self._say(_EXPLANATION)

    def steps(self) -> list[Step]:
        """The same as data."""
        packed = _engine.question_steps(self._question.capsule, self._said().pack(), self._answer, _STEPS_FEW)
        if not isinstance(packed, bytes):
            packed = _engine.question_steps(self._question.capsule, self._said().pack(), self._answer, _STEPS_MOST)
        assert isinstance(packed, bytes)
        calendar = self._question.calendar._capsule
        return [
            Step(
                _STEP_KINDS[kind],
                datetime.date.fromordinal(first + EPOCH),
                datetime.date.fromordinal(last + EPOCH),
                number_first or None,
                number_last or None,
                _engine.calendar_holiday_name(calendar, holiday) if holiday >= 0 else None,
            )
            for kind, first, last, number_first, number_last, holiday in _STEPS.iter_unpack(packed)
        ]

    def check(
        self,
        *,
        met: datetime.date | None = None,
        ended: datetime.date | None = None,
        as_at: datetime.date | None = None,
        soon: str | None = None,
    ) -> Verdict:
        """Whether it was done in time.

        Parameters
        ----------
        met : date or datetime, optional
            When it was done. The due day itself is in time until it ends.
        ended : date or datetime, optional
            When the duty ceased to exist, unmet.
        as_at : date or datetime, optional
            The day for which the state is wanted: needed unless `met` or `ended` is given, for dueby reads no clock.
        soon : str, optional
            How much left is due soon; 5 working days unless given.

        Examples
        --------
        >>> from datetime import date
        >>> deadline = due("assessment.single", date(2025, 12, 19))
        >>> deadline.check(met=date(2026, 2, 26)).words
        'Done late'
        >>> deadline.check(as_at=date(2026, 2, 20)).state
        'due_soon'
        """
        if met is None and ended is None and as_at is None:
            raise BadValue("check: give met=WHEN, ended=WHEN or as_at=WHEN: dueby reads no clock", ARGUMENT)
        moments = [
            _NO_MOMENT if when is None else _dates.moment_of(when, name)
            for when, name in ((met, "met"), (ended, "ended"), (as_at, "as_at"))
        ]
        if met is not None and not _engine.question_counts(self._answer, *moments[0]):
            raise BadValue(f"met: {met.isoformat()} is before it could count, which is from {self.opens}", ARGUMENT)
        asked = self._said()
        if asked.events:
            moments[1] = self._ended(asked, moments[1])
        return self._judge(asked, moments, (0, 0) if soon is None else _dates.span_of(soon, "soon"))

    def _ended(self, asked: Asked, said: _Moment) -> _Moment:
        """The end that was said, or that by an event, whichever came first."""
        day = _engine.question_ended(self._question.capsule, asked.pack(), self._answer)
        return said if day == NONE or (said[1] != NONE and said[1] <= day) else (TIME_NONE, day)

    def _judge(self, asked: Asked, moments: list[_Moment], soon: tuple[int, int]) -> Verdict:
        packed = struct.pack("=6q", *(part for moment in moments for part in moment))
        try:
            state, left, working_left, taken, working_taken = _engine.question_check(
                self._question.capsule, self._answer, asked.trigger[1], packed, *soon
            )
        except _engine.Status as error:
            raise self._question.calendar._failure(error.args[0], "check") from None
        return Verdict(
            _engine.word_text(_dates.STATE, state) or "",
            left,
            working_left,
            None if taken == NONE else taken,
            None if working_taken == NONE else working_taken,
            _dates.text_of(_engine.question_verdict_words, self._answer, state, left, working_left),
        )

    # ---- as a value ----

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Deadline):
            return NotImplemented
        return (
            self._answer == other._answer
            and self._met == other._met
            and self._said() == other._said()
            and self._question == other._question
        )

    def __hash__(self) -> int:
        return hash((self._answer, self._said(), self._met))

    def __reduce__(self) -> tuple[Any, ...]:
        question = self._question
        return _again, (question.address, question.profile, question.calendar, self._said(), self._met)

    def __repr__(self) -> str:
        said = _dates.text_of(_engine.flat_when_words, self._fields()[_DUE_TIME], self._fields()[_DUE])
        return f"<Deadline {self.rule}: due by {said}, from {self.triggered_at.isoformat()} ({self.governed_by}, {self.certainty})>"

    def __str__(self) -> str:
        return self._say(_SUMMARY)

    def _repr_html_(self) -> str:
        from dueby import _html

        return _html.deadline(self)


def _series(question: Question, asked: Asked, met: tuple[_Moment, ...], count: int) -> list[Deadline]:
    packed_met = struct.pack(f"={2 * len(met)}q", *(part for moment in met for part in moment))
    try:
        answers = _engine.question_ask(question.capsule, asked.pack(), packed_met, count * _ANSWER.size // 8)
    except _engine.Status as error:
        raise failure(question, asked, error.args[0]) from None
    assert isinstance(answers, bytes)
    made: list[Deadline] = []
    for start in range(0, len(answers), _ANSWER.size):
        made.append(Deadline(question, asked, met, answers[start : start + _ANSWER.size]))
        fields = made[-1]._fields()
        met = (*met, (fields[_DUE_TIME], fields[_DUE]))
    return made


def _waiting(question: Question, asked: Asked) -> list[str]:
    """The rules of the duty that another event starts."""
    capsule = question.profile._capsule
    _, _, event = _engine.question_about(question.capsule, asked.type, asked.trigger[1])
    slug = _engine.profile_event_slug(capsule, event)
    said = []
    for rule in range(_engine.profile_rules(capsule) if slug else 0):
        text = _rule_text(capsule, rule)
        if _engine.question_takes(question.capsule, rule) and text(_profile.TRIGGER) != slug:
            tag = f", tags={text(_profile.WHEN_TAG)}" if text(_profile.WHEN_TAG) else ""
            said.append(f"{text(_profile.ADDRESS)} (trigger={text(_profile.TRIGGER)}{tag})")
    return said


def _again(address: str, profile: Profile, calendar: Calendar, asked: Asked, met: tuple[_Moment, ...]) -> Deadline:
    """A deadline that was put away, worked out anew."""
    question = Question(address, profile, calendar)
    return _series(question, asked, met, 1)[0]


# ---- the functions ----


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
    """By when it is due.

    Parameters
    ----------
    rule : str
        A duty's id, ``profile:id`` for one profile's rule, ``id~name`` for an alternative.
    when : date, datetime or a column of days
        When the clock started. A naive datetime is UK time. A column (numpy ``datetime64`` array, pandas or polars Series, list, or
        anything with the Arrow PyCapsule interface) gives back the same kind; a null stays one, and an element without an answer
        becomes one, with a warning.
    profile : Profile or str
        Whose rules.
    division : str
        Whose bank holidays; or give a `calendar`.
    trigger : str, optional
        The event that happened, where a duty's rules start from several.
    agreed : str, optional
        An interval that was agreed, such as ``"4 weeks"``.
    tags : str or iterable of str
        Tags of the trigger.
    born : date, optional
        The date of birth; for a column, a column or one date.
    since : date, optional
        The event that the rule measures from, where that is neither trigger nor birth.
    events : iterable of (event, date)
        What else happened: ends, extensions, agreements.
    cutoff : time, optional
        From that time of day on, `when` counts as the next day.
    whole_days : bool
        Work out timescales in hours from a day alone.
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
    try:
        question = _questions[rule, profile, division, calendar]
    except (KeyError, TypeError):
        question = question_of(rule, profile, division, calendar)
    if type(when) is datetime.date and not (
        tags or events or whole_days or trigger is not None or agreed is not None or born is not None or since is not None
    ):
        day = when.toordinal() - EPOCH
        try:
            return Deadline(question, day, (), _question_on(question.capsule, day))
        except _engine.Status as error:
            raise failure(question, _PLAIN._replace(trigger=(TIME_NONE, day)), error.args[0]) from None
    if not isinstance(when, datetime.date) and is_column(when):
        from dueby import _columns

        borns, born = (born, None) if is_column(born) else (None, born)
        asked = read_asked(question.profile, _NO_MOMENT, trigger, agreed, tags, born, since, events, whole_days)
        return _columns.due(question, when, asked, borns, details)
    moment = _dates.cut_off(_dates.moment_of(when), cutoff)
    asked = read_asked(question.profile, moment, trigger, agreed, tags, born, since, events, whole_days)
    return _first(question, asked, ())


def _first(question: Question, asked: Asked, met: tuple[_Moment, ...]) -> Deadline:
    found = _series(question, asked, met, 1)
    if found:
        return found[0]
    duty = _engine.profile_duty(question.profile._capsule, _engine.question_about(question.capsule, -1, NONE)[0])
    raise NotComputable(f"{duty}: nothing more is due after it was done", MISSING)


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
    """The next `count` things due: past those done on the days of `met`, each supposed done on its due day.

    Examples
    --------
    >>> from datetime import date
    >>> visits = series("cla.visit", date(2026, 1, 5), 3)
    >>> [visit.occurrence for visit in visits]
    [1, 2, 3]
    """
    if not 1 <= count <= _OCCURRENCES_MOST:
        raise BadValue(f"count: {count}: expected a number from 1 to {_OCCURRENCES_MOST}", ARGUMENT)
    question = _questions.get((rule, profile, division, calendar)) or question_of(rule, profile, division, calendar)
    moment = _dates.cut_off(_dates.moment_of(when), cutoff)
    asked = read_asked(question.profile, moment, trigger, agreed, tags, born, since, events, whole_days)
    done = tuple(_dates.moment_of(one, "met") for one in met)
    for before, after in zip((moment, *done), done, strict=False):
        if after[1] < before[1]:
            raise BadValue(f"met: {_dates.day_text(after[1])} is before the one given before it", ARGUMENT)
    found = _series(question, asked, done, count)
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
    """Whether it was done in time: `due`, and then `Deadline.check`.

    For columns, `when`, `met`, `ended` and `born` may be columns of one length; the answer is a column of states, or with
    ``details=True`` a table with ``due``, ``state``, ``days_left``, ``working_days_left``, ``working_days_taken``, ``certainty``,
    ``governed_by`` and ``error``: what ``dueby batch`` appends.

    Examples
    --------
    >>> from datetime import date
    >>> check("assessment.single", date(2025, 12, 19), met=date(2026, 2, 25)).state
    'met'
    >>> check("assessment.single", [date(2025, 12, 19)] * 2, met=[date(2026, 2, 26), None], as_at=date(2026, 3, 31))
    ['met_late', 'overdue']
    """
    if isinstance(when, datetime.date) or not is_column(when):
        deadline = due(
            rule,
            when,
            profile=profile,
            division=division,
            calendar=calendar,
            trigger=trigger,
            agreed=agreed,
            tags=tags,
            born=born,
            since=since,
            events=events,
            cutoff=cutoff,
            whole_days=whole_days,
        )
        return deadline.check(met=met, ended=ended, as_at=as_at, soon=soon)
    from dueby import _columns

    question = _questions.get((rule, profile, division, calendar)) or question_of(rule, profile, division, calendar)
    borns, born = (born, None) if is_column(born) else (None, born)
    asked = read_asked(question.profile, _NO_MOMENT, trigger, agreed, tags, born, since, events, whole_days)
    now = NONE if as_at is None else _dates.moment_of(as_at, "as_at")[1]
    return _columns.check(question, when, asked, (borns, met, ended), now, (0, 0) if soon is None else _dates.span_of(soon), details)
