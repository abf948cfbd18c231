"""A case's timeline must have the same lines as the command prints, each with its explanation."""

import csv
import io
import pickle
import subprocess
from datetime import date, datetime

import pandas as pd
import polars as pl
import pytest
from conftest import ROOT

import dueby
from dueby import Timeline

EVENTS = ROOT / "examples" / "events.csv"
AS_AT = date(2026, 10, 31)

# From Friday 27 March 2026 15 working days run to Tuesday 21 April: Good Friday and Easter Monday do not count.
PAIRS = [("strategy_discussion.held", datetime(2026, 3, 27, 10, 30)), ("icpc.held", date(2026, 4, 22))]
ONLY = {"as_at": date(2026, 4, 30), "only": "cp.conference.initial"}


def as_command(value):
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def events_of(case):
    with open(EVENTS, encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["case"] == case]


@pytest.mark.parametrize("case", ["1102", "1207", "1401", "1405", "1440"])
@pytest.mark.parametrize("profile", ["england", "barnet"])
def test_the_lines_of_the_command(command, case, profile):
    out = subprocess.run(
        [command, "worklist", str(EVENTS), "--profile", profile, "--as-at", "2026-10-31", "--case", case, "--order", "case",
         "--format", "csv", "--raw-csv"],
        capture_output=True, text=True,
    )  # fmt: skip
    expected = [
        {name: value for name, value in row.items() if name not in ("case", "team", "worker")}
        for row in csv.DictReader(io.StringIO(out.stdout))
    ]
    with open(EVENTS, encoding="utf-8", newline="") as file:
        held = {row["event"] for row in csv.DictReader(file)} & set(dueby.Profile.load(profile).events)
    lines = Timeline(profile, events_of(case), as_at=AS_AT, recorded=held)
    assert len(lines) == len(expected) > 3
    for line, row in zip(lines, expected, strict=True):
        assert {name: as_command(value) for name, value in line.to_dict().items()} == row


def test_void_rows_explain_nothing():
    """The earlier of two dates of birth counts. This makes the child 12, so a review is due every year, not every half year as for
    a child under 5."""
    events = [
        {"event": "birth", "at": "2012-03-01"},
        {"event": "birth", "at": "2024-05-05", "tags": "void"},
        {"event": "birth", "at": "2025-05-05"},
        {"event": "health_assessment.completed", "at": "2025-01-20"},
    ]
    (line,) = Timeline("england", events, as_at=AS_AT, only="cla.health.review")
    assert line.due == date(2026, 1, 20) and "1 year after the health assessment" in line.explain()


def test_a_story():
    """Case 1207 has visits every ten working days. The visit due on 11 June 2025 was never made, and the plan ended on the 19th."""
    visits = Timeline("barnet", events_of("1207"), as_at=AS_AT, only="cp.visit")
    missed = [line for line in visits if line.state == "missed"]
    assert [(line.needs, line.due) for line in missed] == [(None, date(2025, 6, 11)), ("alone or alone_excused", date(2025, 6, 11))]
    assert missed[0].words == "Never done" and missed[0].met_at is None
    assert "Wednesday 11 June 2025" in missed[0].explain()


def test_every_kind_of_events():
    timeline = Timeline("england", PAIRS, **ONLY)
    assert [(line.due, line.state, line.met_at, line.days_left) for line in timeline] == [
        (date(2026, 4, 21), "met_late", date(2026, 4, 22), -1)
    ]
    assert timeline[0].triggered_at.isoformat() == "2026-03-27T10:30:00+00:00"
    rows = [{"event": event, "at": at, "team": "North"} for event, at in PAIRS]
    for events in (
        dict(PAIRS),
        [(event, at, None) for event, at in PAIRS],
        [(event, at, "", []) for event, at in PAIRS],
        rows,
        [{"case": "x", **row} for row in rows],
        pd.DataFrame({"event": [event for event, _ in PAIRS], "at": ["2026-03-27T10:30", "2026-04-22"]}),
        pl.DataFrame({"event": [event for event, _ in PAIRS], "at": ["2026-03-27T10:30", "2026-04-22"]}),
    ):
        assert list(Timeline("england", events, **ONLY)) == list(timeline)


def test_explains_as_the_deadline():
    """For the same day, `due` and the timeline must have the same explanation."""
    line = Timeline("england", PAIRS[:1], **ONLY)[0]
    alone = dueby.due("cp.conference.initial", PAIRS[0][1])
    assert (line.state, line.words) == ("overdue", "Overdue by 7 working days")  # 22 to 24 April and 27 to 30 April
    assert line.explain() == alone.explain()


def test_what_has_no_date_and_what_cannot_be_read():
    line = next(line for line in Timeline("england", [("cla.started", date(2026, 1, 5))], as_at=AS_AT) if line.due is None)
    with pytest.raises(dueby.NotComputable):
        line.explain()
    timeline = Timeline("england", [*PAIRS, ("icpc.hold", date(2026, 4, 20)), ("icpc.held", "soon")], **ONLY)
    # A row that cannot be read may be the missing conference (docs/rules.md, rule 28).
    assert [line.state for line in timeline] == ["not_computable", "not_computable"]
    assert timeline[0].words == "Needs checking" and f"2 rows for this case could not be used (row {len(PAIRS)} and others)" in timeline[0].reason
    assert len(timeline.problems) == 2 and "did you mean icpc.held?" in timeline.problems[0]
    with pytest.raises(dueby.NotComputable):
        timeline[0].explain()


def test_wrong_events():
    with pytest.raises(dueby.BadValue):
        Timeline("england", [{"case": n, "event": "birth", "at": AS_AT} for n in (1, 2)], as_at=AS_AT)
    for wrong in ("events.csv", 5, [AS_AT], [("birth",)]):
        with pytest.raises(TypeError):
            Timeline("england", wrong, as_at=AS_AT)
    assert len(Timeline("england", [], as_at=AS_AT)) == 0


def test_as_a_value():
    timeline = Timeline("barnet", events_of("1405"), as_at=AS_AT)
    again = pickle.loads(pickle.dumps(timeline))
    assert again == timeline and hash(again) == hash(timeline) and list(again) == list(timeline)
    line = pickle.loads(pickle.dumps(timeline[0]))
    assert line == timeline[0] and line.words == timeline[0].words
    assert timeline[:2] == list(timeline)[:2] and timeline[-1] in timeline
    assert "overdue" in repr(timeline)
    page = timeline._repr_html_()
    assert page.count("<tr>") == len(timeline) + 1 and "<script" not in page
