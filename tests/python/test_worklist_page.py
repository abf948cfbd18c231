"""Tests that a worklist's page and calendar are the same, byte for byte, as the command's, and are written completely or not at
all."""

import os
import stat
import subprocess
import threading
from datetime import date

import icalendar
import pytest
from conftest import ROOT

import dueby

EVENTS = ROOT / "examples" / "events.csv"
AS_AT = date(2026, 10, 31)
NARROWED = [
    ([], {}),
    (["--state", "all"], {"state": "all"}),
    (["--state", "overdue,met"], {"state": "overdue,met"}),
    (["--order", "case"], {"order": "case"}),
    (["--only", "cp.*", "--where", "team=Front Door"], {"only": "cp.*", "where": {"team": "Front Door"}}),
    (["--case", "1011", "--due-before", "2026-11-30"], {"case": "1011", "due_before": date(2026, 11, 30)}),
]


def written(command, form, *words):
    words = ["worklist", str(EVENTS), "--profile", "barnet", "--as-at", "2026-10-31", "--format", form, *words]
    page = subprocess.run([command, *words], capture_output=True).stdout.decode()
    return page.replace("--horizon 2027-01-31", "horizon=date(2027, 1, 31)")  # option names differ


def listed(**more):
    return dueby.worklist(EVENTS, profile="barnet", as_at=AS_AT, **more)


@pytest.mark.parametrize(("words", "more"), NARROWED, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_fault_p5__the_page_is_the_command_s(command, words, more):
    assert listed(**more).to_html() == written(command, "html", *words)
    assert listed(**more).to_html(marking="OFFICIAL & <so on>") == written(command, "html", "--marking", "OFFICIAL & <so on>", *words)


@pytest.mark.parametrize(("words", "more"), NARROWED, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
@pytest.mark.parametrize(("how", "asked"), [([], {}), (["--detail"], {"detail": True}), (["--todo"], {"todo": True})])
def test_fault_p5__the_calendar_is_the_command_s(command, words, more, how, asked):
    assert listed(**more).to_ics(**asked) == written(command, "ics", *words, *how)


def test_fault_p15__the_page_shows_what_changed(command, tmp_path):
    header, *rows = EVENTS.read_text(encoding="utf-8").splitlines()
    older = tmp_path / "older.csv"
    older.write_text("\n".join([header, *(row for row in rows if row.split(",")[2][:10] <= "2026-10-23")]), encoding="utf-8")
    old = dueby.worklist(older, profile="barnet", as_at=date(2026, 10, 24))
    assert listed().to_html(since=old) == written(command, "html", "--since", str(older), "--since-as-at", "2026-10-24")
    assert 'id="since"' not in listed().to_html(since=None)
    with pytest.raises(dueby.BadValue, match="since: the older list was made differently: profile: england in the older list"):
        listed().to_html(since=dueby.worklist(EVENTS, profile="england", as_at=AS_AT))
    with pytest.raises(TypeError, match="since"):
        listed().to_html(since="older.csv")


def test_fault_p5__of_a_table_and_of_nothing():
    """Makes the page from every kind of table, and from a caseload without cases. The page must be the same as the command's."""
    rows = [{"case": "1", "event": "strategy_discussion.held", "at": date(2026, 3, 27), "team": "North"}]
    made = dueby.worklist(rows, as_at=date(2026, 4, 22))
    assert "<td data-label=\"team\">North</td>" in made.to_html()
    assert [str(one["SUMMARY"]) for one in icalendar.Calendar.from_ical(made.to_ics()).walk("VEVENT")] == ["Due: case 1"]
    assert "<p>The file has no cases, so nothing was checked.</p>" in dueby.worklist([], as_at=AS_AT).to_html()
    assert not icalendar.Calendar.from_ical(dueby.worklist([], as_at=AS_AT).to_ics()).walk("VEVENT")


@pytest.mark.parametrize("write", ["to_html", "to_ics"])
def test_fault_p5__files_are_written_whole(tmp_path, write):
    made, path = listed(only="cp.visit"), tmp_path / "out"
    path.write_text("before")
    link = tmp_path / "link"
    link.symlink_to(path)
    assert getattr(made, write)(link) is None
    assert path.read_bytes().decode() == getattr(made, write)() and link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(os.listdir(tmp_path)) == ["link", "out"]


def test_fault_p5__what_was_there_stays_where_it_cannot_be_written(tmp_path, monkeypatch):
    made, path = listed(only="cp.visit"), tmp_path / "out.html"
    path.write_text("before")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        made.to_html(path)
    assert path.read_text() == "before" and os.listdir(tmp_path) == ["out.html"]
    with pytest.raises(FileNotFoundError):
        made.to_html(tmp_path / "nowhere" / "out.html")
    with pytest.raises(IsADirectoryError):
        made.to_html(tmp_path)


def test_fault_p5__it_is_on_the_disk_before_it_takes_its_place(tmp_path, monkeypatch):
    done = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda file: (done.append("fsync"), fsync(file)))
    monkeypatch.setattr(os, "replace", lambda part, path: (done.append("replace"), replace(part, path)))
    listed(only="cp.visit").to_ics(tmp_path / "out.ics")
    assert done == ["fsync", "replace"]


def test_fault_p5__a_fifo_is_written_through(tmp_path):
    made, path, read = listed(only="cp.visit"), tmp_path / "fifo", []
    os.mkfifo(path)
    reader = threading.Thread(target=lambda: read.append(path.read_bytes()))
    reader.start()
    made.to_html(path)
    reader.join()
    assert read == [made.to_html().encode()] and stat.S_ISFIFO(path.stat().st_mode)


def test_fault_p5__a_marking_that_is_none():
    with pytest.raises(TypeError, match="expected a string"):
        listed(only="cp.visit").to_html(marking=5)
