"""Tests holidays from .ics: files in GOV.UK's form must be read, and files with anything that a list of holidays does not need must
be refused early."""

import csv
import subprocess
import time
from datetime import date
from pathlib import Path

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
        (HEAD + event(more="RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\r\n") + TAIL, "RRULE: expected one event for each day"),
        (HEAD + event(more="rr\r\n ule:FREQ=DAILY\r\n") + TAIL, "RRULE: expected one event for each day"),
        (HEAD + event(more="RDATE;VALUE=DATE:20260501\r\n") + TAIL, "RDATE: expected one event"),
        (HEAD + "BEGIN:VTIMEZONE\r\nTZID:x\r\nEND:VTIMEZONE\r\n" + event() + TAIL, "a time zone: expected whole days"),
        (HEAD + event(more="X-LONG:" + "a" * 9000 + "\r\n") + TAIL, "a line is longer than 8 KiB"),
        (HEAD + event(summary="a" * 2000 + "\r\n " + "b" * 2000 + "\r\n " + "c" * 5000) + TAIL, "a line is longer than 8 KiB"),
        (HEAD + event() * 8000 + TAIL, "the file is larger than 1 MiB"),
        (HEAD + "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260403\r\nEND:VEVENT\r\n" * 5001 + TAIL, "more than 5000 components"),
        (HEAD + "BEGIN:VEVENT\r\nBEGIN:VALARM\r\nBEGIN:X\r\n" + TAIL, "more than 3 levels deep"),
        (HEAD + event() + TAIL + HEAD + event() + TAIL, "something after END:VCALENDAR"),
        (HEAD + event(), "the file ends before END:VCALENDAR"),
        ("<html>", "expected NAME:VALUE, and BEGIN:VCALENDAR"),
        ("", "the file is empty: expected BEGIN:VCALENDAR"),
        (HEAD + TAIL, "the file has no bank holidays for none"),
        (HEAD.encode() + b"\0" + TAIL.encode(), "zero byte"),
        (HEAD + event("20260230") + TAIL, "2026-02-30 is not a date"),
        (HEAD + event("20260403T100000", "20260403T110000") + TAIL, "Write it like 20260403"),
        (HEAD + event().replace("DTSTART;VALUE=DATE:20260403", "DTSTART:20260403T100000Z") + TAIL, "is not marked as a whole day"),
        (HEAD + event(after="20260403") + TAIL, "DTEND is not after DTSTART"),
        (HEAD + event(after="20290403") + TAIL, "an event is longer than 366 days"),
        (HEAD + event("19000101", "19000102") + TAIL, "a calendar can only cover 1971-01-01 to 2100-12-31"),
        (HEAD + event().replace("DTSTART;VALUE=DATE:20260403\r\n", "") + TAIL, "an event has no date"),
        (HEAD + event(more="STATUS:TENTATIVE\r\n") + TAIL, "an event is not definite"),
        (HEAD.replace("PUBLISH", "REQUEST") + event() + TAIL, "METHOD has a value that dueby cannot use: expected METHOD:PUBLISH"),
        (HEAD + event(more="DURATION:P1D\r\n") + TAIL, "DURATION: expected one event"),
        (HEAD + "BEGIN:VTODO\r\nEND:VTODO\r\n" + TAIL, "a component is in the wrong place"),
    ],
)
def test_refused(write, text, why):
    path = write(text)
    began = time.perf_counter()
    with pytest.raises(dueby.BadFile, match=why) as caught:
        Calendar.from_ics(path, "none")
    assert caught.value.status in (3, 4, 16)
    assert time.perf_counter() - began < 5


def test_fault_i7__as_the_command_reads_it(write):
    """Cancelled events must be ignored. Names must be unescaped, and a day with two names must become two holidays."""
    text = HEAD + event(more="STATUS:CANCELLED\r\n") + event("20260406", "20260407", "Easter\\, Monday") + TAIL
    assert [(one.date, one.name) for one in Calendar.from_ics(write(text), "none").holidays()] == [(date(2026, 4, 6), "Easter, Monday")]
    with pytest.raises(FileNotFoundError):
        Calendar.from_ics("none.ics", "none")


BAD_LISTS = sorted((Path(__file__).parents[1] / "cli" / "bad_holidays").glob("*.ics"))


@pytest.mark.parametrize("path", BAD_LISTS, ids=[path.stem for path in BAD_LISTS])
def test_fault_i7__what_the_command_refuses(command, path):
    """Python must refuse each file that the command refuses, for the same reason."""
    refused = subprocess.run([command, "holidays", "2026", "--holidays", path.name], cwd=path.parent, capture_output=True, text=True)
    assert refused.returncode not in (0, 5)
    with pytest.raises(dueby.BadFile) as caught:
        Calendar.from_ics(path, "england-and-wales")
    reason = refused.stderr.splitlines()[-1].split(": ", 1)[1]
    assert str(caught.value).endswith(reason.split(": ", 1)[1])


def test_fault_i7__what_the_command_leaves_out(command, write):
    """Python must treat cancelled days, other calendars' properties and a day that is listed twice in the same way as the
    command."""
    for text in (
        HEAD + event() + event("20260406", "20260407", "Easter Monday", "STATUS:CANCELLED\r\n") + TAIL,
        HEAD + event() + event(summary="Karfreitag") + TAIL,
        HEAD + event(more="STATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n") + TAIL,
    ):
        path = write(text)
        calendar = Calendar.from_ics(path, "england-and-wales")
        words = [command, "holidays", "{}..{}".format(*calendar.coverage), "--holidays", str(path), "--format", "csv"]
        rows = csv.DictReader(subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines())
        read = [(one.date.isoformat(), one.name) for one in calendar.holidays()]
        assert read and [(row["date"], row["name"]) for row in rows] == read
