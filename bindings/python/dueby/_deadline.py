"""Deadlines, with their explanations and checks."""

from __future__ import annotations

import datetime
import struct
from typing import Any, NamedTuple

from dueby import _dates, _engine, _html, _profile
from dueby._calendar import Calendar
from dueby._dates import EPOCH, NONE, TIME_NONE
from dueby._errors import ARGUMENT, BadValue
from dueby._profile import Profile
from dueby._question import NO_MOMENT, PLAIN, Asked, Moment, Question, failure, notes

_ANSWER = struct.Struct("=17q")
_STEPS = struct.Struct("=6q")
_STEPS_FEW, _STEPS_MAX = 6 * 512, 6 * 20000

# The fields of the engine's answer.
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
_EXPLANATION_ALL = _engine.DUEBY_SAY_EXPLANATION_ALL
_SUMMARY = _engine.DUEBY_SAY_SUMMARY
_SOURCE_NOTE = _engine.DUEBY_SAY_SOURCE_NOTE
# The value of the flag DUEBY_DEADLINE_UK_DAYS.
_UK_DAYS = 4
_UK = "england-and-wales+scotland+northern-ireland"


class Step(NamedTuple):
    """One step in counting from the day on which an occurrence begins to its due day."""

    step: str
    first: datetime.date
    last: datetime.date
    number_first: int | None
    number_last: int | None
    holiday: str | None


class Verdict(NamedTuple):
    """Says whether a deadline was met, and by how much.

    Attributes
    ----------
    state : str
        ``open``, ``due_soon``, ``overdue``, ``met``, ``met_late``, ``missed`` or ``ended``.
    days_left, working_days_left : int
        From the day on which it was met or ended, otherwise the as-at day, to the due day; negative if late.
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
        return _html.verdict(self)


class Deadline:
    """The answer of `due`: when something is due. It can explain itself.

    It has the fields of ``dueby due``. Two deadlines are equal if both the question and the answer are the same.
    """

    __slots__ = ("_answer", "_asked", "_met", "_question")
    _question: Question
    _asked: Asked | int  # int: only a day is known
    _met: tuple[Moment, ...]
    _answer: bytes

    def __init__(self, question: Question, asked: Asked | int, met: tuple[Moment, ...], answer: bytes) -> None:
        self._question = question
        self._asked = asked
        self._met = met
        self._answer = answer

    def _fields(self) -> tuple[int, ...]:
        return _ANSWER.unpack(self._answer)

    def _said(self) -> Asked:
        asked = self._asked
        return PLAIN._replace(trigger=(TIME_NONE, asked)) if isinstance(asked, int) else asked

    def _text(self, field: int) -> str:
        fields = self._fields()
        return _engine.rule_text(self._question.profile._capsule, fields[_RULE], fields[_VERSION], field) or ""

    def _word(self, kind: int, field: int) -> str:
        fields = self._fields()
        number = _engine.rule_number(self._question.profile._capsule, fields[_RULE], fields[_VERSION], field)
        return _engine.code_name(kind, number) or ""

    def _say(self, what: int) -> str:
        return _dates.text_of(_engine.question_say, self._question.capsule, what, self._said().pack(), self._answer)

    # ---- fields ----

    @property
    def due(self) -> datetime.date:
        """The last day that still counts as in time; for a timescale in hours, the last second, as an aware datetime in UK time."""
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
        """The first day on which the action counts."""
        return _dates.date_of(self._fields()[_OPENS])

    @property
    def due_by_law(self) -> datetime.date | None:
        """The earliest date that statute or guidance sets, if any."""
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
        """The title of the duty, a noun phrase."""
        return self._text(_profile.TITLE)

    @property
    def authority(self) -> str:
        """``statute``, ``guidance`` or ``local``: the authority of the governing rule."""
        return self._word(_dates.AUTHORITY, _profile.AUTHORITY)

    @property
    def force(self) -> str:
        """Says how strongly the source of the governing rule states the duty: ``must``, ``should`` or ``aim``."""
        return self._word(_dates.FORCE, _profile.FORCE)

    @property
    def trigger(self) -> str:
        """The event that started the clock."""
        return self._text(_profile.TRIGGER)

    @property
    def triggered_at(self) -> datetime.date:
        """The date, or the aware datetime, of the trigger."""
        when = _dates.when_of(*self._said().trigger)
        assert when is not None
        return when

    @property
    def occurrence(self) -> int:
        """The number of this occurrence of the duty, from 1."""
        return self._fields()[_OCCURRENCE]

    @property
    def certainty(self) -> str:
        """``confirmed``, ``listed`` or ``projected``: how certain the calendar is about the last day that the answer depends on."""
        return _engine.code_name(_dates.CERTAINTY, self._fields()[_CERTAINTY]) or ""

    @property
    def precision(self) -> str:
        """``second``, ``day`` or ``estimated`` for timescales in hours; else empty."""
        return _engine.code_name(_dates.PRECISION, self._fields()[_PRECISION]) or ""

    @property
    def counting(self) -> str:
        """Says whether, and how, the first day of the span counts."""
        return self._word(_dates.COUNTING, _profile.COUNTING)

    @property
    def governed_by(self) -> str:
        """The governing rule: the duty's rule with the earliest date."""
        return self._text(_profile.ADDRESS)

    @property
    def profile(self) -> str:
        """The profile whose rules were used."""
        return self._question.profile.name

    @property
    def division(self) -> str:
        """The division whose bank holidays were used."""
        return _UK if self._fields()[_FLAGS] & _UK_DAYS else self._question.calendar.division

    @property
    def source(self) -> str:
        """The document and section that the governing rule comes from."""
        fields = self._fields()
        return _dates.text_of(_engine.source, self._question.profile._capsule, fields[_RULE], fields[_VERSION])

    @property
    def source_note(self) -> str:
        """Says how the source of the governing rule was read, and whether a later edition has replaced it."""
        return self._say(_SOURCE_NOTE)

    @property
    def notes(self) -> list[str]:
        """Notes on the answer: rules that wait for another event, an assumed age, closures that move a date set by law."""
        return notes(self._question, self._said(), self._answer)

    def to_dict(self) -> dict[str, Any]:
        """The fields of the deadline by name, as the command writes them: None where there is nothing to say."""
        names = (
            "rule title authority force trigger triggered_at occurrence opens due due_by_law certainty precision counting "
            "governed_by profile division source source_note"
        )
        return {name: None if (value := getattr(self, name)) == "" else value for name in names.split()}

    # ---- explaining and checking ----

    def explain(self, *, all: bool = False) -> str:
        """Explains how the date was worked out: the rule, its source, each day that was not counted, and how certain the calendar
        is.

        Rules of the duty that did not apply are counted on one line; ``all=True`` lists them.
        """
        return self._say(_EXPLANATION_ALL if all else _EXPLANATION)

    def steps(self) -> list[Step]:
        """The explanation of how the date was worked out, as data: a step for each run of days."""
        packed = _engine.question_steps(self._question.capsule, self._said().pack(), self._answer, _STEPS_FEW)
        if not isinstance(packed, bytes):
            packed = _engine.question_steps(self._question.capsule, self._said().pack(), self._answer, _STEPS_MAX)
        assert isinstance(packed, bytes)
        calendar = self._question.calendar._capsule
        return [
            Step(
                _engine.code_name(_dates.STEP, kind) or "",
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
        """Checks whether something was done in time.

        Parameters
        ----------
        met : date or datetime, optional
            When it was done. Anything done on the due day is in time.
        ended : date or datetime, optional
            When the duty ended without being met.
        as_at : date or datetime, optional
            The as-at day: needed unless `met` or `ended` is given, because dueby does not use today's date.
        soon : str, optional
            How close counts as due soon; 5 working days by default.

        Examples
        --------
        >>> from datetime import date
        >>> from dueby import due
        >>> deadline = due("assessment.single", date(2025, 12, 19))
        >>> deadline.check(met=date(2026, 2, 26)).words
        'Done late'
        >>> deadline.check(as_at=date(2026, 2, 20)).state
        'due_soon'
        """
        met, ended, as_at = (None if _dates.is_missing(when) else when for when in (met, ended, as_at))
        moments = [
            NO_MOMENT if when is None else _dates.moment_of(when, name)
            for when, name in ((met, "met"), (ended, "ended"), (as_at, "as_at"))
        ]
        packed = struct.pack("=6q", *(part for moment in moments for part in moment))
        refusal = _dates.text_of(_engine.question_refusal, self._said().pack(), self._answer, packed)
        if refusal:
            raise BadValue(refusal, ARGUMENT)
        return self._judge(self._said(), packed, _dates.ahead_or_none(soon, "soon"))

    def _judge(self, asked: Asked, packed: bytes, soon: tuple[int, int]) -> Verdict:
        try:
            state, left, working_left, taken, working_taken = _engine.question_check(
                self._question.capsule, asked.pack(), self._answer, packed, *soon
            )
        except _engine.Status as error:
            if error.args[0] == ARGUMENT:
                raise BadValue("check: something still has to be done, so dueby needs the day to check: give as_at=WHEN", ARGUMENT) from None
            raise self._question.calendar._failure(error.args[0], "check") from None
        return Verdict(
            _engine.code_name(_dates.STATE, state) or "",
            left,
            working_left,
            None if taken == NONE else taken,
            None if working_taken == NONE else working_taken,
            _dates.text_of(_engine.question_verdict_words, self._answer, state, left, working_left),
        )

    # ---- comparing, copying and pickling ----

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
        said = _dates.text_of(_engine.when_words, self._fields()[_DUE_TIME], self._fields()[_DUE])
        return f"<Deadline {self.rule}: due by {said}, from {self.triggered_at.isoformat()} ({self.governed_by}, {self.certainty})>"

    def __str__(self) -> str:
        return self._say(_SUMMARY)

    def _repr_html_(self) -> str:
        return _html.deadline(self)


def deadlines(question: Question, asked: Asked, met: tuple[Moment, ...], count: int) -> list[Deadline]:
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


def _again(address: str, profile: Profile, calendar: Calendar, asked: Asked, met: tuple[Moment, ...]) -> Deadline:
    """Makes a deadline from a pickle by computing it again."""
    question = Question(address, profile, calendar)
    return deadlines(question, asked, met, 1)[0]
