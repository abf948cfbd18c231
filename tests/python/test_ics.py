"""Holidays from .ics: GOV.UK's shape is read, and what a list of holidays does not need is refused before it costs anything."""

import sys
import time
from datetime import date

import dueby
import pytest
from dueby import Calendar

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:PUBLISH\r\nPRODID:-//uk.gov/GOVUK calendars//EN\r\nCALSCALE:GREGORIAN\r\n"
TAIL = "END:VCALENDAR\r\n"


def event(first="20260403", after="20260404", summary="Good Friday", more=""):
    end = f"DTEND;VALUE=DATE:{after}\r\n" if after else ""
    return (
        f"BEGIN:VEVENT\r\n{end}DTSTART;VALUE=DATE:{first}\r\nSUMMARY:{summary}\r\nUID:a-{first}@gov.uk\r\nSEQUENCE:0\r\n"
        f"DTSTAMP:20260101T000000Z\r\n{more}END:VEVENT\r\n"
    )


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "holidays.ics"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_govuks_shape(write):
    path = write(
        HEAD + event() + event("20260406", "20260407", "Easter Monday") + event("20261224", "20261226", "Christ\r\n mas") + TAIL
    )
    calendar = Calendar.from_ics(path, "england-and-wales")
    assert [(holiday.date, holiday.name) for holiday in calendar.holidays()] == [
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 6), "Easter Monday"),
        (date(2026, 12, 24), "Christmas"),
        (date(2026, 12, 25), "Christmas"),
    ]
    assert calendar.add(date(2026, 4, 3), "1 working day") == date(2026, 4, 7)
    assert Calendar.from_ics(write(HEAD + event(after=None) + TAIL), "none").holidays()[0].date == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEAD + event(more="RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\r\n") + TAIL, "RRULE is refused"),
        (HEAD + event(more="rr\r\n ule:FREQ=DAILY\r\n") + TAIL, "rrule is refused"),
        (HEAD + event(more="RDATE;VALUE=DATE:20260501\r\n") + TAIL, "RDATE is refused"),
        (HEAD + "BEGIN:VTIMEZONE\r\nTZID:x\r\nEND:VTIMEZONE\r\n" + event() + TAIL, "BEGIN:VTIMEZONE is refused"),
        (HEAD + event(more="X-LONG:" + "a" * 9000 + "\r\n") + TAIL, "longer than 8192 bytes"),
        (HEAD + event(summary="a" * 2000 + "\r\n " + "b" * 2000 + "\r\n " + "c" * 5000) + TAIL, "longer than 8192 bytes"),
        (HEAD + event() * 8000 + TAIL, "larger than 1 MiB"),
        (HEAD + "BEGIN:X\r\nEND:X\r\n" * 5001 + TAIL, "more than 5000 components"),
        (HEAD + "BEGIN:X\r\n" * 4 + "END:X\r\n" * 4 + TAIL, "more than 3 deep"),
        (HEAD + event() + TAIL + HEAD + event() + TAIL, "one whole VCALENDAR"),
        (HEAD + event(), "one whole VCALENDAR"),
        ("<html>", "one whole VCALENDAR"),
        ("", "one whole VCALENDAR"),
        (HEAD + TAIL, "it has no event"),
        (HEAD.encode() + b"\0" + TAIL.encode(), "zero byte"),
        (HEAD + event("20260230") + TAIL, "holidays.ics"),
        (HEAD + event("20260403T100000", "20260403T110000") + TAIL, "holidays.ics"),
        (HEAD + event().replace("DTSTART;VALUE=DATE:20260403", "DTSTART:20260403T100000Z") + TAIL, "has a time of day"),
        (HEAD + event(after="20260403") + TAIL, "expected 1 to 366 days"),
        (HEAD + event(after="20290403") + TAIL, "expected 1 to 366 days"),
        (HEAD + event("19000101", "19000102") + TAIL, "expected a day of 1971 to 2100"),
        (HEAD + event().replace("DTSTART;VALUE=DATE:20260403\r\n", "") + TAIL, "no DTSTART"),
        (HEAD + event() + event(summary="Another") + TAIL, "has two names"),
    ],
)
def test_refused(write, text, why):
    path = write(text)
    began = time.perf_counter()
    with pytest.raises(dueby.BadFile, match=why) as caught:
        Calendar.from_ics(path, "none")
    assert caught.value.status in (14, 16)
    assert time.perf_counter() - began < 5


def test_without_the_package(write, monkeypatch):
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(ImportError, match=r"pip install dueby\[ics\]"):
        Calendar.from_ics(write(HEAD + event() + TAIL), "none")
