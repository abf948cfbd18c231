"""Answers as HTML for notebooks, without scripts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from dueby import _dates, _engine

if TYPE_CHECKING:
    from dueby._deadline import Deadline, Step, Verdict
    from dueby._timeline import Timeline
    from dueby._worklist import Worklist

_COLOURS = {
    "start": "#d5dbe3",
    "counted": "#2f6f9f",
    "holiday": "#e6b34d",
    "weekend": "#ececec",
    "due": "#b3423a",
    "laid": "#2f6f9f",
}
_TOLD = {"start": "day counted from", "counted": "counted", "holiday": "not counted: ", "weekend": "weekend", "due": "due"}
_CELLS_MAX = 200
_ONE = datetime.timedelta(days=1)


def _words(day: datetime.date) -> str:
    return _dates.text_of(_engine.when_words, _dates.TIME_NONE, _dates.day_of(day))


def _cells(steps: list[Step], due: datetime.date) -> dict[datetime.date, tuple[str, str]]:
    """Returns the kind of step and the title of each day up to the due day."""
    days: dict[datetime.date, tuple[str, str]] = {}
    for step in steps:
        if step.step not in _COLOURS:
            continue
        first, last = sorted((step.first, step.last))
        day = first
        while day <= last and len(days) <= _CELLS_MAX:
            days[day] = (step.step, _TOLD.get(step.step, "") + (step.holiday or ""))
            day += _ONE
    days[due] = ("due", "due")
    return days


def _strip(steps: list[Step], due: datetime.date) -> str:
    """Makes a strip of cells, one for each day up to the due day, with its number or the reason why it does not count."""
    days = _cells(steps, due)
    if len(days) > _CELLS_MAX:
        return ""
    cells = "".join(
        f'<span title="{escape(_words(day))}: {escape(told)}" style="display:inline-block;width:1.1em;height:1.4em;margin:1px;'
        f'background:{_COLOURS[what]}"></span>'
        for day, (what, told) in sorted(days.items())
    )
    return f'<div style="line-height:1">{cells}</div>'


def deadline(answer: Deadline) -> str:
    """Shows a deadline: a strip of its days, and an explanation that can be opened."""
    due = _dates.text_of(_engine.when_words, *_moment(answer))
    lines = answer.explain().split("\n")
    return (
        f"<div><strong>{escape(answer.title)}: due by {escape(due)}</strong>"
        f"<div>{escape(answer.governed_by)} ({escape(answer.authority)}); calendar {escape(answer.certainty)}</div>"
        f"{_strip(answer.steps(), answer.due_date)}"
        f"<details><summary>How it was worked out</summary><pre>{escape(chr(10).join(lines))}</pre></details></div>"
    )


def _moment(answer: Deadline) -> tuple[int, int]:
    due = answer.due
    return _dates.moment_of(due)


def verdict(said: Verdict) -> str:
    """Shows a verdict as text, with its numbers."""
    return (
        f"<div><strong>{escape(said.words)}</strong> ({escape(said.state)}; {said.days_left} days, "
        f"{said.working_days_left} working days left)</div>"
    )


# The colours of states: red for late, yellow for states that need somebody's attention, green for the rest.
_STATE_COLOURS = {
    "overdue": "#b3423a",
    "missed": "#b3423a",
    "met_late": "#b3423a",
    "not_computable": "#e6b34d",
    "due_soon": "#e6b34d",
}
_OTHER_COLOUR = "#4f8f5b"


def _mark(state: str) -> str:
    colour = _STATE_COLOURS.get(state, _OTHER_COLOUR)
    return f'<span style="display:inline-block;width:0.8em;height:0.8em;margin-right:0.4em;background:{colour}"></span>'


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Makes a table of cells that are already HTML."""
    cell = 'style="text-align:left;vertical-align:top"'
    head = "".join(f"<th {cell}>{escape(name)}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td {cell}>{text}</td>" for text in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def worklist(listed: Worklist) -> str:
    """Shows the findings, counts and notes of a worklist, but no names."""
    rows = [(_mark(state) + escape(state), str(count)) for state, count in listed.counts.items()]
    seen = _dates.text_of(_engine.when_words, *_dates.moment_of(listed.as_at))
    quality, notes = ("".join(f"<li>{escape(text)}</li>" for text in texts) for texts in ([one.text for one in listed.quality], listed.notes))
    return (
        f"<div><strong>{escape(listed.profile.title)}: {escape(seen)}</strong>"
        f"<div>{_engine.worklist_trust_heading(0)}<ul>{quality}</ul></div>"
        f"<div>{listed.cases} cases, {listed.rows} rows, of which {listed.bad_rows} could not be used</div>"
        f"{_table(('state', 'duties'), rows)}<ul>{notes}</ul></div>"
    )


def timeline(lines: Timeline) -> str:
    """Shows each duty of a case, with its state as text."""
    rows = [
        (
            escape(line.title or ""),
            _mark(line.state) + escape(line.words),
            escape(_dates.text_of(_engine.when_words, *_dates.moment_of(line.due))) if line.due else "",
            escape(line.reason),
            escape(line.governed_by or ""),
        )
        for line in lines
    ]
    return f"<div>{_table(('duty', 'state', 'due', '', 'set by'), rows)}</div>"
