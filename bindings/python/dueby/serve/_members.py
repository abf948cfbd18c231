"""Reads the members of a request, from JSON bodies and query strings alike."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from dueby._errors import nearest
from dueby.serve._problems import Problem

# The accepted forms of ISO 8601. `fromisoformat` reads many more.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHEN = re.compile(_DAY.pattern + r"(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?")
_TEXT_MAX = 1000
_FORMS = "a date like 2026-03-27"
_MOMENTS = "a date like 2026-03-27, or a time like 2026-03-27T14:30 or 2026-03-27T14:30:00+01:00"

Reader = Callable[[str, Any], Any]


def _day(where: str, value: Any) -> datetime.date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise Problem.of_value(where, _FORMS)


def _when(where: str, value: Any) -> datetime.date:
    if isinstance(value, str) and _WHEN.fullmatch(value):
        try:
            return datetime.datetime.fromisoformat(value) if "T" in value else datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise Problem.of_value(where, _MOMENTS)


def text(where: str, value: Any) -> str:
    """Reads a name: a short string, without a zero byte or half of a surrogate pair."""
    if not isinstance(value, str) or len(value) > _TEXT_MAX or "\0" in value:
        raise Problem.of_value(where, f"a string of at most {_TEXT_MAX} characters, without a null character")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Problem.of_value(where, "text without unpaired surrogates") from None
    return value


def _texts(where: str, value: Any) -> str | list[str]:
    if isinstance(value, str):
        return text(where, value)
    if not isinstance(value, list):
        raise Problem.of_value(where, "a string, or a list of strings")
    return [text(f"{where}[{place}]", one) for place, one in enumerate(value)]


def _truth(where: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return bool(value == "true")
    raise Problem.of_value(where, "true or false")


def _time(where: str, value: Any) -> datetime.time:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{2}:[0-9]{2}", value):
        try:
            return datetime.time.fromisoformat(value)
        except ValueError:
            pass
    raise Problem.of_value(where, "a time like 16:00")


def _events(where: str, value: Any) -> list[tuple[str, datetime.date]]:
    """Reads events as ``[{"event": ..., "at": ...}]``. Returns pairs of event and date."""
    if not isinstance(value, list):
        raise Problem.of_value(where, 'a list of {"event": ..., "at": ...}')
    found = []
    for place, one in enumerate(value):
        here = f"{where}[{place}]"
        if not isinstance(one, dict) or set(one) != {"event", "at"}:
            raise Problem.of_value(here, '{"event": ..., "at": ...}')
        found.append((text(f"{here}.event", one["event"]), _when(f"{here}.at", one["at"])))
    return found


def _holds(where: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise Problem.of_value(where, 'an object such as {"visit.made": "latest"}')
    return {text(where, event): text(f"{where}.{event}", what) for event, what in value.items()}


def _column(where: str, value: Any) -> list[datetime.date | None]:
    """Reads a list of dates, any of which may be null."""
    if not isinstance(value, list):
        raise Problem.of_value(where, "a list of dates or null")
    return [None if one is None else _day(f"{where}[{place}]", one) for place, one in enumerate(value)]


def _rows(where: str, value: Any) -> list[dict[str, Any]]:
    """Reads events as objects whose members are strings, numbers, truth values or null."""
    if not isinstance(value, list):
        raise Problem.of_value(where, "a list of objects with case, event and at")
    names: dict[str, None] = {}
    for place, row in enumerate(value):
        if not isinstance(row, dict):
            raise Problem.of_value(f"{where}[{place}]", "an object with case, event and at")
        for name, cell in row.items():
            if name not in names:
                names[text(f"{where}[{place}]", name)] = None
            if isinstance(cell, list | dict):
                raise Problem.of_value(f"{where}[{place}]", "members that are strings, numbers, true, false or null")
            if isinstance(cell, str):
                try:
                    cell.encode()
                except UnicodeEncodeError:
                    raise Problem.of_value(f"{where}[{place}]", "text without unpaired surrogates") from None
    return value


class Member(NamedTuple):
    """A member that a request may have, and how to read it."""

    read: Reader
    needed: bool = False


_PROFILE = {"profile": Member(text), "division": Member(text)}
_QUESTION = {
    "rule": Member(text, True),
    "trigger": Member(text),
    "agreed": Member(text),
    "tags": Member(_texts),
    "whole_days": Member(_truth),
    **_PROFILE,
}
DUE = {
    **_QUESTION,
    "when": Member(_when, True),
    "born": Member(_day),
    "since": Member(_when),
    "events": Member(_events),
    "cutoff": Member(_time),
}
CHECK = {**DUE, "met": Member(_when), "ended": Member(_when), "as_at": Member(_when), "soon": Member(text)}
COLUMNS = {**_QUESTION, "when": Member(_column, True), "born": Member(_column)}
LISTING = {
    **_PROFILE,
    "as_at": Member(_when, True),
    **{name: Member(_texts) for name in ("only", "authority", "subject", "state")},
    **{name: Member(_day) for name in ("due_before", "history_from", "recorded_to")},
    **{name: Member(text) for name in ("rule", "soon", "order", "dates", "refs")},
    "null": Member(_texts),
    "whole_days": Member(_truth),
    "midnight_is_time": Member(_truth),
}
WORKLIST = {**LISTING, "events": Member(_rows, True), "recorded": Member(_texts), "holds": Member(_holds)}
RULES = {"profile": Member(text), "on": Member(_day)}
HOLIDAYS = {"division": Member(text), "from": Member(_day), "to": Member(_day)}


def read(given: Mapping[str, Any], members: Mapping[str, Member]) -> dict[str, Any]:
    """Returns the values of a request's members. Raises Problem for one that is unknown, missing or of the wrong form. Null
    counts as missing."""
    for name in given:
        if name not in members:
            near = nearest(str(name).encode("utf-8", "replace").decode().replace("\0", "")[:60], members)
            known = f"did you mean {near}?" if near else f"expected one of {', '.join(members)}"
            raise Problem(422, "unknown-member", f"unknown member: {known}")
    for name, member in members.items():
        if member.needed and given.get(name) is None:
            raise Problem.of_value(name, "a value: this member is required")
    return {name: members[name].read(name, value) for name, value in given.items() if value is not None}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member appears twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name}, which is not JSON")


def parse(body: bytes) -> dict[str, Any]:
    """Returns the object in a JSON body, or raises Problem."""
    try:
        found = json.loads(body, object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise Problem(400, "bad-json", "the body is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise Problem(400, "bad-json", f"line {error.lineno}, column {error.colno}: {error.msg}") from None
    except RecursionError:
        raise Problem(400, "bad-json", "the body is nested too deeply") from None
    except ValueError as error:
        raise Problem(400, "bad-json", f"the body: {error}") from None
    if not isinstance(found, dict):
        raise Problem(400, "bad-json", "the body: expected a JSON object")
    return found
