"""The endpoints. Each takes the members of a request, returns dueby's answer as values for JSON, and is called on its own
thread."""

from __future__ import annotations

import datetime
import functools
from typing import Any

import dueby
from dueby import _worklist
from dueby._errors import DuebyError
from dueby.serve._problems import Problem

_ENGLAND, _DIVISION = "england", "england-and-wales"


@functools.lru_cache(maxsize=64)
def profile_of(name: str) -> dueby.Profile:
    """Returns a built-in profile, which is opened only once."""
    return dueby.Profile.load(name)


@functools.lru_cache(maxsize=64)
def calendar_of(division: str) -> dueby.Calendar:
    """Returns the calendar of a division, which is made only once."""
    return dueby.Calendar(division)


@functools.lru_cache(maxsize=256)
def versions(profile: str, division: str) -> dict[str, Any]:
    """Returns the versions of everything that affects an answer."""
    return dueby.versions(profile_of(profile), calendar=calendar_of(division))


def _opened(given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Opens the profile and the calendar of a request. Returns the request's members, with both in place of their names, and the
    versions."""
    profile, division = given.pop("profile", _ENGLAND), given.pop("division", _DIVISION)
    return {**given, "profile": profile_of(profile), "calendar": calendar_of(division)}, versions(profile, division)


def plain(value: Any) -> Any:
    """Returns a value in a form that JSON has."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return value


def due(given: dict[str, Any]) -> dict[str, Any]:
    """Says when an action is due."""
    asked, rests_on = _opened(given)
    deadline = dueby.due(**asked)
    return {**plain(deadline.to_dict()), "words": str(deadline), "notes": deadline.notes, "versions": rests_on}


def explain(given: dict[str, Any]) -> dict[str, Any]:
    """Says when an action is due, with an explanation in words and as steps."""
    asked, rests_on = _opened(given)
    deadline = dueby.due(**asked)
    steps = [plain(step._asdict()) for step in deadline.steps()]
    return {**plain(deadline.to_dict()), "explanation": deadline.explain(), "steps": steps, "versions": rests_on}


def check(given: dict[str, Any]) -> dict[str, Any]:
    """Says whether an action was done in time."""
    judged = {name: given.pop(name) for name in ("met", "ended", "as_at", "soon") if name in given}
    asked, rests_on = _opened(given)
    if not judged.keys() & {"met", "ended", "as_at"}:
        raise Problem.of_value("as_at", "a value: met, ended or as_at is required")
    deadline = dueby.due(**asked)
    verdict = deadline.check(**judged)
    return {**plain(deadline.to_dict()), **plain(verdict._asdict()), "versions": rests_on}


def columns(given: dict[str, Any]) -> dict[str, Any]:
    """Computes due days for a column of days: `due`, `governed_by`, `certainty` and `error` are columns as long as `when`."""
    asked, rests_on = _opened(given)
    born = asked.get("born")
    if born is not None and len(born) != len(asked["when"]):
        raise Problem.of_value("born", f"the same number of dates as in when: {len(asked['when'])}, not {len(born)}")
    return {"columns": dueby.due(**asked, details=True), "versions": rests_on}


def worklist(given: dict[str, Any]) -> dict[str, Any]:
    """Returns every duty of every case, worst first; with the reasons not to trust the list; and with the messages about
    rows."""
    events = given.pop("events")
    asked, rests_on = _opened(given)
    if isinstance(events, bytes):  # the request's body is CSV
        listed = dueby.Worklist(_worklist.query_of(**asked), events, "rows", "the body")
    else:
        listed = dueby.worklist(events, **asked)
    return {
        "cases": listed.cases,
        "rows": listed.rows,
        "bad_rows": listed.bad_rows,
        "children_to_check": listed.children_to_check,
        "overdue": listed.overdue,
        "counts": listed.counts,
        "quality": [plain({name: getattr(found, name) for name in found.__slots__}) for found in listed.quality],
        "problems": [plain(problem._asdict()) for problem in listed.problems],
        "notes": listed.notes,
        "lines": plain(listed.to_dicts()),
        "versions": rests_on,
    }


def rules(given: dict[str, Any]) -> dict[str, Any]:
    """Returns the rules in a profile: every version, or only the versions in force on a day."""
    profile, on = given.get("profile", _ENGLAND), given.get("on")
    found = profile_of(profile).rules
    if on is not None:
        found = [
            rule
            for rule in found
            if (rule.in_force_from is None or rule.in_force_from <= on) and (rule.in_force_to is None or on <= rule.in_force_to)
        ]
    return {"rules": [plain(rule._asdict()) for rule in found], "versions": versions(profile, _DIVISION)}


def profiles(_given: dict[str, Any]) -> dict[str, Any]:
    """Returns the built-in profiles and their titles."""
    return {"profiles": dueby.profiles()}


def holidays(given: dict[str, Any]) -> dict[str, Any]:
    """Returns the bank holidays of a division."""
    division = given.get("division", _DIVISION)
    found = calendar_of(division).holidays(given.get("from"), given.get("to"))
    return {"holidays": [plain(one._asdict()) for one in found], "versions": versions(_ENGLAND, division)}


def ready() -> bool:
    """True if the service computes a due date correctly: for a conference under Working Together over Easter 2026."""
    try:
        return dueby.due("cp.conference.initial", datetime.date(2026, 3, 27)).due == datetime.date(2026, 4, 21)
    except DuebyError:
        return False
