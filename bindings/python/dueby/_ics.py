"""Holidays from an iCalendar file, through the package ``icalendar``.

A file from elsewhere is not trusted: what a list of holidays does not need is refused before it is read."""

from __future__ import annotations

import datetime
import os
import re
from typing import Any

from dueby._errors import FORMAT, LIMIT, BadFile

_FILE_MAX = 1 << 20
_LINE_MAX = 8 << 10
_COMPONENTS_MAX = 5000
_DEPTH_MAX = 3
_DAYS_MAX = 366
_BEGIN = re.compile(rb"^BEGIN:", re.IGNORECASE | re.MULTILINE)
_REFUSED = re.compile(rb"^(RRULE|RDATE|EXRULE|EXDATE|RECURRENCE-ID)[:;]|^BEGIN:VTIMEZONE", re.IGNORECASE | re.MULTILINE)


def read(path: str | os.PathLike[str]) -> tuple[list[datetime.date], list[str]]:
    """The days of a file and their names."""
    name = os.fspath(path)
    with open(path, "rb") as file:
        data = file.read(_FILE_MAX + 1)
    _check(str(name), data)
    try:
        import icalendar
    except ImportError:
        raise ImportError("Calendar.from_ics needs the package icalendar: pip install dueby[ics]") from None
    try:
        calendar: Any = icalendar.Calendar.from_ical(data)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        raise BadFile(f"{name}: no iCalendar file: {error}", FORMAT) from None
    if calendar.name != "VCALENDAR":
        raise BadFile(f"{name}: expected a VCALENDAR, found {calendar.name}", FORMAT)
    found: dict[datetime.date, str] = {}
    for event in calendar.walk("VEVENT"):
        _take(str(name), event, found)
    if not found:
        raise BadFile(f"{name}: it has no event", FORMAT)
    days = sorted(found)
    return days, [found[day] for day in days]


def _check(name: str, data: bytes) -> None:
    """Refuses what would be slow, large or wrong to read."""
    if len(data) > _FILE_MAX:
        raise BadFile(f"{name}: larger than {_FILE_MAX >> 20} MiB", LIMIT)
    if b"\0" in data:
        raise BadFile(f"{name}: it has a zero byte, so it is no text", FORMAT)
    unfolded = re.sub(rb"\r?\n[ \t]", b"", data).replace(b"\r\n", b"\n")
    for number, line in enumerate(unfolded.split(b"\n"), 1):
        if len(line) > _LINE_MAX:
            raise BadFile(f"{name}: line {number} (unfolded) is longer than {_LINE_MAX} bytes", LIMIT)
    if len(_BEGIN.findall(unfolded)) > _COMPONENTS_MAX:
        raise BadFile(f"{name}: more than {_COMPONENTS_MAX} components", LIMIT)
    refused = _REFUSED.search(unfolded)
    if refused:
        what = refused.group(0).rstrip(b":;").decode()
        raise BadFile(f"{name}: {what} is refused: a list of holidays has whole days, each by itself", FORMAT)
    depth = calendars = 0
    for line in unfolded.split(b"\n"):
        word = line.strip().upper()
        calendars += word == b"BEGIN:VCALENDAR"
        depth += word.startswith(b"BEGIN:") - word.startswith(b"END:")
        if depth > _DEPTH_MAX:
            raise BadFile(f"{name}: components within components, more than {_DEPTH_MAX} deep", LIMIT)
    if calendars != 1 or depth:
        raise BadFile(f"{name}: expected one whole VCALENDAR", FORMAT)


def _take(name: str, event: Any, found: dict[datetime.date, str]) -> None:
    """An event's days: DTEND is the day after the last."""
    if event.errors:
        raise BadFile(f"{name}: an event has {event.errors[0][0] or 'something'} that cannot be read", FORMAT)
    first = _day(name, event, "DTSTART")
    if first is None:
        raise BadFile(f"{name}: an event has no DTSTART", FORMAT)
    after = _day(name, event, "DTEND") or first + datetime.timedelta(days=1)
    if "DURATION" in event:
        raise BadFile(f"{name}: DURATION is refused: a holiday has DTSTART, and DTEND after it", FORMAT)
    if not 0 < (after - first).days <= _DAYS_MAX:
        raise BadFile(f"{name}: an event from {first} to before {after}: expected 1 to {_DAYS_MAX} days", FORMAT)
    title = str(event.get("SUMMARY", ""))
    for number in range((after - first).days):
        day = first + datetime.timedelta(days=number)
        if found.setdefault(day, title) != title:
            raise BadFile(f"{name}: {day} has two names", FORMAT)


def _day(name: str, event: Any, field: str) -> datetime.date | None:
    value = event.get(field)
    if value is None:
        return None
    day = getattr(value, "dt", None)
    if type(day) is not datetime.date:
        raise BadFile(f"{name}: {field} has a time of day: a holiday is a whole day", FORMAT)
    if not 1971 <= day.year <= 2100:
        raise BadFile(f"{name}: {field} is {day}: expected a day of 1971 to 2100", FORMAT)
    return day
