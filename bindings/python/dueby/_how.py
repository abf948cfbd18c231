"""Keyword arguments of `dueby.due` that apply to every row, for Spark and DuckDB."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from dueby._calendar import Calendar
    from dueby._profile import Profile


class How(TypedDict, total=False):
    """A profile, a calendar, and the facts that apply to every row."""

    profile: Profile | str
    division: str
    calendar: Calendar | None
    trigger: str | None
    agreed: str | None
    tags: str | Iterable[str]
    since: datetime.date | None
    events: Iterable[tuple[str, datetime.date]] | Mapping[str, datetime.date]
    whole_days: bool


DUE = {"due": "date", "governed_by": "text", "certainty": "text", "error": "text"}
CHECK = {
    "due": "date",
    "state": "text",
    "days_left": "number",
    "working_days_left": "number",
    "working_days_taken": "number",
    "certainty": "text",
    "governed_by": "text",
    "error": "text",
}


def settled(how: How) -> dict[str, Any]:
    """Returns a copy that can be read many times and pickled. An iterator could only be read once."""
    made: dict[str, Any] = dict(how)
    for name in ("tags", "events"):
        if name in made and not isinstance(made[name], str):
            made[name] = tuple(made[name].items() if isinstance(made[name], Mapping) else made[name])
    return made
