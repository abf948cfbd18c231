"""Tests measures: they must be the same as the command's, unusable arguments must be refused, and figures must be returned as the
same kind of table as the one passed."""
import csv
import io
import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

import dueby

ROOT = Path(__file__).resolve().parents[2]
CENSUS = [ROOT / "tests" / "returns" / "cin" / f"census_{year}.xml" for year in (2025, 2026)]
EVENTS = [
    {"case": "1", "event": "assessment.started", "at": date(2025, 12, 19), "ref": "A1", "team": "North"},
    {"case": "1", "event": "assessment.completed", "at": date(2026, 2, 25), "ref": "A1", "team": "North"},
    {"case": "2", "event": "assessment.started", "at": date(2025, 12, 19), "ref": "A1", "team": "South"},
    {"case": "2", "event": "assessment.completed", "at": date(2026, 2, 26), "ref": "A1", "team": "South"},
]


def shown(value):
    if value is None:
        return ""
    return f"{value:.1f}" if isinstance(value, float) else str(value)


@pytest.mark.skipif("DUEBY_COMMAND" not in os.environ, reason="needs the command")
@pytest.mark.parametrize("words", [(), ("--bands",), ("--children", "C2"), ("--children", "D6")])
def test_they_are_those_of_the_command(words):
    command = [os.environ["DUEBY_COMMAND"], "measures", *map(str, CENSUS), "--year", "2025-26", "--format", "csv", *words]
    expected = list(csv.DictReader(io.StringIO(subprocess.run(command, capture_output=True, text=True, check=False).stdout)))
    figures = dueby.measures(dueby.read(*CENSUS), year="2025-26", bands="--bands" in words)
    rows = figures.children(words[1]) if "--children" in words else figures.frame
    assert [{name: shown(value) for name, value in row.items()} for row in rows] == expected


def test_day_45_is_in_time_and_day_46_is_not():
    figures = dueby.measures(EVENTS, year="2025-26", by="team")
    assert [(row["team"], row["counted"], row["good"]) for row in figures.frame] == [("North", 1, 1), ("South", 1, 0)]
    assert [unit["working_days"] for unit in figures.children("C2")] == [45, 46]


def test_small_figures_are_suppressed():
    row = dueby.measures(EVENTS, year="2025-26", suppress=True).frame[0]
    assert (row["measure"], row["counted"], row["good"], row["percent"]) == ("C2", None, None, None)


def test_any_kind_of_table():
    figures = dueby.measures(EVENTS, year="2025-26", by="team", suppress=True)
    expected = [(row["team"], row["counted"], row["title"]) for row in figures.to_dicts()]
    for table in (figures.to_arrow().to_pylist(), figures.to_polars().to_dicts()):
        assert [(row["team"], row["counted"], row["title"]) for row in table] == expected
    assert figures.to_pandas()["counted"].isna().all()


def test_the_year_is_that_of_the_reference_date():
    figures = dueby.measures(dueby.read(CENSUS[1]))
    assert figures.year == "2025-26"
    assert any(note.startswith("Cannot be worked out: RHI") for note in figures.notes)
    assert any("is before its start" in odd for odd in figures.odd)


def test_the_path_of_a_return_is_read_as_one(tmp_path):
    given, listed = dueby.measures(CENSUS[1]), dueby.worklist(str(CENSUS[1]))
    assert given.to_dicts() == dueby.measures(dueby.read(CENSUS[1])).to_dicts()
    assert listed.frame == dueby.worklist(dueby.read(CENSUS[1])).frame
    tables = dueby.measures(ROOT / "tests" / "returns" / "ssda903", year="2025-26")
    assert "CLA-reviews" in [row["measure"] for row in tables.frame]
    (tmp_path / "cut.xml").write_text("<Message><Header>")
    with pytest.raises(dueby.BadFile, match="cut.xml:1: not valid XML"):
        dueby.worklist(tmp_path / "cut.xml")
    (tmp_path / "other.csv").write_text("one,two,three\n1,2,3\n")
    with pytest.raises(dueby.BadFile, match="none called case, event, at"):
        dueby.measures(tmp_path / "other.csv", year="2025-26")


def test_what_cannot_be_used():
    with pytest.raises(dueby.BadValue, match="expected a year"):
        dueby.measures(EVENTS)
    for year in ("2025", "2025-27", "25-26", 2025):
        with pytest.raises(dueby.BadValue, match="expected a year"):
            dueby.measures(EVENTS, year=year)
    with pytest.raises(dueby.BadValue, match="before that year begins"):
        dueby.measures(dueby.read(CENSUS[1]), year="2026-27")
    with pytest.raises(dueby.UnknownName, match='did you mean "C1"'):
        dueby.measures(EVENTS, year="2025-26").children("C9")
    with pytest.raises(dueby.UnknownName, match="no extra column"):
        dueby.measures(EVENTS, year="2025-26", by="worker")


def test_measures_of_our_own(tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text(
        "measures:\n  - {measure: X, title: assessments, unit: assessments, share: in time, source: us, counts: ended, "
        "from: assessment.started, to: assessment.completed, within: 46 working days}\n"
    )
    assert [(row["measure"], row["good"]) for row in dueby.measures(EVENTS, year="2025-26", definitions=file).frame] == [("X", 2)]
    file.write_text("measures:\n  - {measure: X}\n")
    with pytest.raises(dueby.BadFile, match='ours.yaml:2:5: .*"title"'):
        dueby.measures(EVENTS, year="2025-26", definitions=file)


def test_page(tmp_path):
    """The page must list the children behind each figure. A suppressed page must list no children, and have no bar for a hidden
    figure."""
    events = [
        {"case": "child-7", "event": "assessment.started", "at": date(2025, 12, 19), "team": "North"},
        {"case": "child-7", "event": "assessment.completed", "at": date(2026, 2, 26), "team": "North"},
    ]
    page = dueby.measures(events, year="2025-26").to_html(marking="OFFICIAL-SENSITIVE")
    assert "<h1>Measures for 2025-26</h1>" in page and "OFFICIAL-SENSITIVE" in page
    assert ">child-7</th>" in page and ">46</td>" in page
    hidden = dueby.measures(events, year="2025-26", suppress=True)
    assert hidden.to_html(tmp_path / "hidden.html") is None
    text = (tmp_path / "hidden.html").read_text(encoding="utf-8")
    assert "child-7" not in text and '<rect class="share"' not in text.split('<table class="bars figures">', 1)[1]
