"""Turns the events of one case into its duties."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from dueby import _dates, _engine, _frames, _html
from dueby._calendar import Calendar
from dueby._errors import ARGUMENT, BadValue, NotComputable, not_a
from dueby._profile import Profile
from dueby._listing import columns_of
from dueby._worklist import ROWS_FROM_0, Holds, Names, Query, query_of

_OWN_COLUMNS = ("case", "event", "at", "ref", "tags")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a duty: what one event met or ended, or what is still to be done.

    It has the fields of ``dueby worklist``. A line for rows that could not be read has only a state and a reason.

    Attributes
    ----------
    due, due_by_law, triggered_at, met_at : date or None
        A date, or an aware datetime in UK time if a time counts or is known.
    state : str
        ``open``, ``due_soon``, ``overdue``, ``met``, ``met_late``, ``missed``, ``ended`` or ``not_computable``.
    state_by_law : str or None
        The state by statute or guidance, where `due_by_law` is known.
    projected : int or None
        1 for a line that falls due only if everything before it is done; otherwise None.
    reason : str
        Why it is not computable, or which action does not count; otherwise empty.
    """

    rule: str | None
    needs: str | None
    title: str | None
    authority: str | None
    force: str | None
    occurrence: int | None
    ref: str | None
    key: str | None
    trigger: str | None
    triggered_at: datetime.date | None
    opens: datetime.date | None
    due: datetime.date | None
    due_by_law: datetime.date | None
    state_by_law: str | None
    projected: int | None
    met_at: datetime.date | None
    state: str
    reason: str
    days_left: int | None
    working_days_left: int | None
    working_days_taken: int | None
    certainty: str | None
    precision: str | None
    governed_by: str | None
    _timeline: Timeline = field(repr=False, compare=False)
    _place: int = field(repr=False, compare=False)

    @property
    def words(self) -> str:
        """The state for people: "Overdue by 3 working days"."""
        return self._timeline._say(self._place, _engine.DUEBY_ITEM_STATE)

    def explain(self) -> str:
        """Explains for people how the due date was worked out.

        Raises
        ------
        NotComputable
            If it has no date.
        """
        if self.due is None:
            raise NotComputable(f"no date: {self.reason}", _engine.DUEBY_NONE)
        return self._timeline._say(self._place, _engine.DUEBY_ITEM_EXPLANATION)

    def to_dict(self) -> dict[str, Any]:
        """The fields of the line by name."""
        return {name: getattr(self, name) for name in _FIELDS}


_FIELDS = tuple(name for name in Line.__dataclass_fields__ if not name.startswith("_"))


class Timeline(Sequence[Line]):
    """The duties of one case, by duty in the profile's order, ref and occurrence.

    Parameters
    ----------
    profile : Profile or str
        The profile whose rules are used.
    events : iterable, DataFrame or Table
        The events of one case: pairs of event and date, tuples that also have ref and tags, dicts, or a table with the
        columns ``event``, ``at`` and, optionally, ``ref`` and ``tags``.
    as_at : date or datetime
        The day to check.
    recorded : str or iterable of str
        The events that the records hold; by default, all. If only other events could meet a duty, its state is not known.

    The other parameters are the same as for `worklist`.

    Raises
    ------
    UnknownName, BadValue
        An event that cannot be read does not raise: `problems` reports it, and the timeline has a line for it.

    Examples
    --------
    >>> from datetime import date
    >>> events = [("strategy_discussion.held", date(2026, 3, 27)), ("icpc.held", date(2026, 4, 21))]
    >>> timeline = Timeline("england", events, as_at=date(2026, 4, 30), only="cp.conference.initial")
    >>> [(line.due.isoformat(), line.state, line.words) for line in timeline]
    [('2026-04-21', 'met', 'Done in time')]
    >>> print(timeline[0].explain().splitlines()[0])
    Initial child protection conference: due by Tuesday 21 April 2026
    """

    __slots__ = ("_data", "_lines", "_query", "_work")
    _query: Query
    _data: bytes

    def __init__(
        self,
        profile: Profile | str,
        events: Any,
        *,
        as_at: datetime.date,
        division: str | None = None,
        calendar: Calendar | None = None,
        only: Names | None = None,
        rule: str | None = None,
        authority: Names | None = None,
        history_from: datetime.date | None = None,
        soon: str | None = None,
        dates: str = "iso",
        midnight_is_time: bool = False,
        recorded: Names = "all",
        holds: Holds | None = None,
        refs: str | None = None,
        null: str | Iterable[str] | None = None,
        whole_days: bool = False,
    ) -> None:
        asked = query_of(
            as_at=as_at,
            profile=profile,
            division=division,
            calendar=calendar,
            only=only,
            rule=rule,
            authority=authority,
            history_from=history_from,
            soon=soon,
            order="case",
            dates=dates,
            midnight_is_time=midnight_is_time,
            recorded=recorded,
            holds=holds,
            refs=refs,
            null=null,
            whole_days=whole_days,
        )
        self._make(asked, _text_of(events))

    def _make(self, asked: Query, data: bytes) -> None:
        self._query, self._data = asked._replace(flags=asked.flags | ROWS_FROM_0), data
        self._work = self._query.run(data, "events")
        _, columns = columns_of(_engine.work_table(self._work), _frames.Rows)
        columns["reason"] = [reason or "" for reason in columns["reason"]]
        rows = zip(*(columns[name] for name in _FIELDS), strict=True)
        make: Any = Line
        self._lines: list[Line] = [make(*row, self, place) for place, row in enumerate(rows)]

    @classmethod
    def _of(cls, asked: Query, data: bytes) -> Timeline:
        made = cls.__new__(cls)
        made._make(asked, data)
        return made

    def _say(self, place: int, what: int) -> str:
        return _dates.text_of(_engine.worklist_item_text, self._work, _engine.worklist_listed(self._work, place), what)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        return self._lines[index]

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Line]:
        return iter(self._lines)

    @property
    def problems(self) -> list[str]:
        """Messages about events that could not be read, or were partly ignored."""
        return [message for _, _, message, _ in _engine.work_messages(self._work)]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Timeline):
            return NotImplemented
        return (self._query, self._data) == (other._query, other._data)

    def __hash__(self) -> int:
        return hash((self._query, self._data))

    def __reduce__(self) -> tuple[Any, ...]:
        return Timeline._of, (self._query, self._data)

    def __repr__(self) -> str:
        states = [line.state for line in self._lines]
        said = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states)) or "no lines"
        return f"<dueby.Timeline: {said}>"

    def _repr_html_(self) -> str:
        return _html.timeline(self)


def _text_of(events: Any) -> bytes:
    """Returns the events as the text of a file with one case."""
    if not hasattr(events, "columns") and not hasattr(events, "__arrow_c_stream__"):
        events = [_row_of(event) for event in _pairs(events)]
    columns = _frames.columns_of(events)[0] or dict.fromkeys(("event", "at"), _frames.distinct([]))
    rows = len(next(iter(columns.values())).codes)
    cases = columns.get("case") or _frames.distinct(["1"] * rows)
    if len(set(cases.codes)) > 1:
        raise BadValue("events: a timeline is for one case: use worklist() for several", ARGUMENT)
    own = {"case": cases, **{name: cells for name, cells in columns.items() if name in _OWN_COLUMNS and name != "case"}}
    return _frames.text_of(own)


def _pairs(events: Any) -> Iterable[Any]:
    if isinstance(events, Mapping):
        return events.items()
    if isinstance(events, (str, bytes)) or not isinstance(events, Iterable):
        raise not_a("events", "pairs, dicts or a table", events)
    return events


def _row_of(event: Any) -> Mapping[str, Any]:
    if isinstance(event, Mapping):
        return event
    if not isinstance(event, (tuple, list)) or not 2 <= len(event) <= 4:
        raise not_a("events", "tuples of event, date and, optionally, ref and tags", event)
    return dict(zip(_OWN_COLUMNS[1:], event, strict=False))
