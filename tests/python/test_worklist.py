"""Tests worklists: every field and measure must be the same as the command's, whatever the kind of table, and no case may be
lost."""

import csv
import gc
import io
import json
import pickle
import re
import subprocess
import threading
import time
from dataclasses import asdict
from datetime import date, datetime, timedelta, timezone

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import ROOT

import dueby

EVENTS = ROOT / "examples" / "events.csv"
AS_AT = date(2026, 10, 31)
PROFILES = ["england", *(name for name in dueby.profiles() if name != "england")]
MOMENTS = ("triggered_at", "due", "due_by_law", "met_at", "from", "to", "as_at")

# A file with faults: unreadable rows, void rows, rows after the as-at day, an unknown tag, a name with a comma, and a name with a
# line break.
AWKWARD = """case,event,at,ref,tags,team
7,birth,2016-02-03,,,"North, east"
7,strategy_discussion.held,2026-03-27T10:30,,,"North, east"
7,strategy_discusion.held,2026-03-28,,,"North, east"
8,cla.started,2026-01-05,P 1,,"South
west"
8,visit.made,2026-02-30,P 1,alone,
9,missing.returned,2026-03-27T14:30,,void,
9,missing.returned,2026-03-28T14:30:00Z,,aloone,
10,strategy_discussion.held,2027-01-04,,,
11,not.an.event,n/k,,,
"""


def as_command(value):
    """Returns a value as the command writes it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.1f}"
    return str(value)


def in_our_words(text):
    """Returns the command's text with its options written as Python's arguments."""
    return re.sub(r"--holds (\S+)=(never|latest|all)", r'holds={"\1": "\2"}', text).replace("--refs ignore", 'refs="ignore"')


# The rows of AWKWARD as a table, by their lines in the file: row 3 takes two lines.
ROWS = {2: 0, 3: 1, 4: 2, 5: 3, 7: 4, 8: 5, 9: 6, 10: 7, 11: 8}


def in_rows(text):
    """Returns the text of a message about AWKWARD as it is for a table, where rows count from 0."""
    return re.sub(
        r"\(line(s?) ([^)]*)\)",
        lambda found: f"(row{found[1]} {re.sub(r'[0-9]+', lambda line: str(ROWS[int(line[0])]), found[2])})",
        text,
    )


def notes_of(out):
    """Returns the notes that the command prints on standard error."""
    notes = [line.removeprefix("dueby: note: ") for line in out.stderr.splitlines() if line.startswith("dueby: note: ")]
    return [in_our_words(note) for note in notes]


def run(command, *words):
    out = subprocess.run([command, "worklist", *map(str, words), "--format", "csv", "--raw-csv"], capture_output=True, text=True)
    assert out.returncode in (0, 5), out.stderr
    rows = list(csv.DictReader(io.StringIO(out.stdout, newline="")))
    return rows, notes_of(out)


def noted(listed):
    """Returns the text of a worklist's findings and notes, without the finding about unreadable rows, which Python reports as
    problems."""
    return [one.text for one in listed.quality if one.code != "bad_rows"] + listed.notes


def texts(rows):
    return [{name: as_command(value) for name, value in row.items()} for row in rows]


def clock(text):
    """Returns a moment as the command writes it, in UK time; a day is written as its midnight."""
    return datetime.fromisoformat(text).replace(tzinfo=None) if text else None


def from_frame(frame):
    """Returns a DataFrame or Table as rows of strings, with moments as naive datetimes."""
    if isinstance(frame, pd.DataFrame):
        frame = frame.astype(object).where(frame.notna(), None).to_dict("records")
    elif isinstance(frame, pl.DataFrame):
        frame = frame.to_dicts()
    else:
        frame = frame.to_pylist()
    rows = []
    for row in frame:
        made = {}
        for name, value in row.items():
            if name in MOMENTS:
                made[name] = value.to_pydatetime() if isinstance(value, pd.Timestamp) else value
            elif name == "opens" and value is not None:
                made[name] = value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
            else:
                made[name] = as_command(value)
        rows.append(made)
    return rows


def on_the_clock(rows):
    return [{name: clock(value) if name in MOMENTS else value for name, value in row.items()} for row in rows]


@pytest.mark.parametrize("profile", PROFILES)
def test_every_field_is_the_command_s(command, profile):
    rows, notes = run(command, EVENTS, "--profile", profile, "--as-at", AS_AT)
    listed = dueby.worklist(EVENTS, profile=profile, as_at=AS_AT)
    assert len(rows) == len(listed) > 500
    assert texts(listed.frame) == rows
    assert noted(listed) == notes
    assert sum(listed.counts.values()) == len(rows)
    assert listed.counts == {state: n for state in listed.counts if (n := sum(row["state"] == state for row in rows))}


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("basis", ["due", "completed", "at"])
@pytest.mark.parametrize("period", ["", "2025-04-01..2026-03-31", "..2026-06-30", "2026-11-01..2026-12-31"])
@pytest.mark.parametrize("by", [None, "team"])
def test_measures_are_the_command_s(command, profile, basis, period, by):
    words = [*(["--period", period] if period else []), *(["--by", by] if by else [])]
    rows, _ = run(command, EVENTS, "--profile", profile, "--as-at", AS_AT, "--summary", "--basis", basis, *words)
    listed = dueby.worklist(EVENTS, profile=profile, as_at=AS_AT, state="overdue")  # a filter must not change the summary
    assert texts(listed.summary(basis, period or None, by)) == rows
    assert period or rows


ASKED = [
    (["--order", "case"], {"order": "case"}),
    (["--only", "cp.*,cla.visit"], {"only": "cp.*,cla.visit"}),
    (["--only", "cp.*,cla.visit"], {"only": ["cp.*", "cla.visit"]}),
    (["--rule", "cla.visit"], {"rule": "cla.visit"}),
    (["--rule", "barnet:cla.visit"], {"rule": "barnet:cla.visit"}),
    (["--authority", "statute,guidance"], {"authority": "statute,guidance"}),
    (["--subject", "carer"], {"subject": "carer"}),
    (["--state", "overdue,not_computable"], {"state": ["overdue", "not_computable"]}),
    (["--case", "1011"], {"case": "1011"}),
    (["--case", "1011", "--case", "1004", "--case", "nobody"], {"case": ["1011", 1004, "nobody"]}),
    (["--where", "team=Front Door"], {"where": {"team": "Front Door"}}),
    (["--where", "team=Front Door", "--where", "team=Assessment 1"], {"where": {"team": iter(["Front Door", "Assessment 1"])}}),
    (["--where", "team=Assessment 1", "--where", "worker=W-02"], {"where": {"team": "Assessment 1", "worker": "W-02"}}),
    (["--case", "1011", "--where", "team=Assessment 1"], {"case": 1011, "where": {"team": "Assessment 1"}}),
    (["--due-before", "2025-06-01"], {"due_before": date(2025, 6, 1)}),
    (["--horizon", "2 months"], {"horizon": "2 months"}),
    (["--horizon", "2026-12-31"], {"horizon": date(2026, 12, 31)}),
    (["--history-from", "2025-01-01"], {"history_from": date(2025, 1, 1)}),
    (["--soon", "6 weeks"], {"soon": "6 weeks"}),
    (["--division", "scotland"], {"division": "scotland"}),
    (["--add-holiday", "2026-06-15"], {"calendar": dueby.Calendar("england-and-wales").with_added([date(2026, 6, 15)])}),
    (["--midnight-is-time"], {"midnight_is_time": True}),
    (["--holds", "visit.made=latest"], {"holds": {"visit.made": "latest"}}),
    (["--holds", "visit.made=never", "--holds", "icpc.held=all"], {"holds": {"visit.made": "never", "icpc.held": "all"}}),
    (["--holds", "cla_review.held=since:2026-04-01"], {"holds": {"cla_review.held": "since:2026-04-01"}}),
    (["--holds", "cla_review.held=since:2026-04-01"], {"holds": {"cla_review.held": date(2026, 4, 1)}}),
    (["--refs", "ignore"], {"refs": "ignore"}),
    (["--recorded-to", "2026-10-30"], {"recorded_to": date(2026, 10, 30)}),
    (["--null", "Front Door", "--null", "W-02"], {"null": ["Front Door", "W-02"]}),
    (["--null", "a, b"], {"null": "a, b"}),
    (["--whole-days"], {"whole_days": True}),
]


@pytest.mark.parametrize(("words", "more"), ASKED, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_what_is_asked_is_the_command_s(command, words, more):
    rows, notes = run(command, EVENTS, "--profile", "barnet", "--as-at", AS_AT, *words)
    listed = dueby.worklist(EVENTS, profile="barnet", as_at=AS_AT, **more)
    assert rows and texts(listed.frame) == rows
    assert noted(listed) == notes


def test_what_has_changed_is_the_command_s(command):
    words = ["--profile", "barnet", "--as-at", AS_AT, "--since", EVENTS, "--since-as-at", "2026-10-01"]
    rows, _ = run(command, EVENTS, *words)
    old, new = (dueby.worklist(EVENTS, profile="barnet", as_at=day) for day in (date(2026, 10, 1), AS_AT))
    assert {"overdue", "done", "next"} <= {row["change"] for row in rows}
    assert texts(new.since(old)) == rows
    assert new.since(new) == []
    assert new.since(dueby.worklist(EVENTS, profile="barnet", as_at=AS_AT, horizon=date(2026, 12, 31))) == []


@pytest.mark.parametrize(
    ("options", "difference"),
    [
        ({"profile": "england"}, "profile: england in the older list, barnet in this one"),
        ({"as_at": date(2026, 11, 1)}, "as_at: 2026-11-01 in the older list, {} in this one, which is earlier"),
        ({"division": "scotland"}, "calendar: scotland in the older list, england-and-wales in this one"),
        ({"history_from": date(2025, 4, 1)}, "history_from: 2025-04-01 in the older list, not given in this one"),
        ({"holds": {"visit.made": "latest"}}, "holds visit.made: latest in the older list, not given in this one"),
        ({"whole_days": True}, "whole_days=True in the older list only"),
        ({"refs": "ignore"}, 'refs="ignore" in the older list only'),
        ({"where": {"team": "North"}}, "where team: 1 value in the older list, not given in this one"),
    ],
    ids=str,
)
def test_an_older_list_that_was_made_differently(options, difference):
    new = dueby.worklist(EVENTS, profile="barnet", as_at=AS_AT)
    older = dueby.worklist(EVENTS, **{"profile": "barnet", "as_at": AS_AT, **options})
    for compare in (new.since, lambda old: new.to_html(since=old)):
        with pytest.raises(dueby.BadValue) as refused:
            compare(older)
        assert str(refused.value) == f"since: the older list was made differently: {difference.format(AS_AT)}"


@pytest.mark.parametrize("tags", [[], ["alone"], ["alone", "estimated"]])
def test_what_a_visit_would_do_is_the_command_s(command, tags):
    words = [word for tag in tags for word in ("--tag", tag)]
    rows, _ = run(command, EVENTS, "--profile", "barnet", "--as-at", AS_AT, "--what-if", "visit.made=2026-11-05", *words)
    listed = dueby.worklist(EVENTS, profile="barnet", as_at=AS_AT)
    assert {"meets", "starts"} <= {row["effect"] for row in rows}
    assert texts(listed.what_if("visit.made", date(2026, 11, 5), tags=tags)) == rows
    with pytest.raises(dueby.UnknownName, match=r"did you mean .visit\.made"):
        listed.what_if("visit.mad", date(2026, 11, 5))
    with pytest.raises(dueby.UnknownName, match="did you mean .alone"):
        listed.what_if("visit.made", date(2026, 11, 5), tags="alon")


def test_records_that_begin_after_the_day_are_refused():
    late = AS_AT + timedelta(days=1)
    dueby.worklist(EVENTS, as_at=AS_AT, history_from=AS_AT, holds={"visit.made": AS_AT})
    with pytest.raises(dueby.BadValue, match=r"^history_from: this is after as_at$"):
        dueby.worklist(EVENTS, as_at=AS_AT, history_from=late)
    for since in (late, f"since:{late}"):
        with pytest.raises(dueby.BadValue, match=r"^holds: visit\.made: this is after as_at$"):
            dueby.worklist(EVENTS, as_at=AS_AT, holds={"visit.made": since})


@pytest.mark.parametrize("by", [None, "worker"])
def test_measures_of_some_cases_are_the_command_s(command, by):
    words = ["--profile", "barnet", "--as-at", AS_AT, "--where", "team=Assessment 1", *(["--by", by] if by else [])]
    rows, _ = run(command, EVENTS, *words, "--summary")
    listed = dueby.worklist(EVENTS, profile="barnet", as_at=AS_AT, where={"team": "Assessment 1"})
    assert rows and texts(listed.summary(by=by)) == rows


WAITING = """case,event,at,tags
1,cp_plan.started,2026-03-16,
2,placement.started,2026-03-16,
3,cp_plan.started,2026-03-16,
3,placement.started,2026-03-16,
4,placement.started,2026-03-16,
5,missing.returned,2026-10-14T09:30,
6,missing.returned,2026-10-14T09:30,estimated
7,referral.received,2025-01-06,
"""


def test_events_that_are_not_there_and_hours_are_the_command_s(command, tmp_path):
    """Four children have duties that wait for events that the file never has. The worst must come first, even if due times in
    hours are estimates."""
    path = tmp_path / "events.csv"
    path.write_text(WAITING, encoding="utf-8")
    listed = dueby.worklist(path, profile="barnet", as_at=AS_AT)
    rows, notes = run(command, path, "--profile", "barnet", "--as-at", AS_AT)
    assert texts(listed.frame) == rows and noted(listed) == notes
    assert any("needed by" in note and "cp.visit" in note and "4 children" in note for note in notes)
    held = ["return_interview.held", "assessment.completed"]  # the file holds these, so duties are late, not unknown
    late = dueby.worklist(path, as_at=AS_AT, recorded=held, only="missing.return_interview,assessment.single", state="overdue")
    assert [row["case"] for row in late.to_dicts()] == ["5", "6", "7"]


@pytest.mark.parametrize(("period", "overdue"), [("2026-03-01..2026-03-18", 0), ("2026-03-01..2026-03-19", 1)])
def test_an_hour_on_the_last_day_of_a_period(command, tmp_path, period, overdue):
    """The interview was due at 9:30 on 19 March, so it is overdue at the end of that day. Another child's interview shows that the
    file has such events."""
    path = tmp_path / "events.csv"
    path.write_text(
        "case,event,at\n1,missing.returned,2026-03-16T09:30\n2,return_interview.held,2026-03-16\n", encoding="utf-8"
    )
    words = ["--as-at", AS_AT, "--only", "missing.return_interview", "--summary", "--basis", "completed", "--period", period]
    rows, _ = run(command, path, *words)
    measured = texts(dueby.worklist(path, as_at=AS_AT, only="missing.return_interview").summary("completed", period))
    assert measured == rows and [str(row["overdue"]) for row in rows] == [str(overdue)]


def test_rule_27_an_alternative_beside_its_duty(command, tmp_path):
    """The assessment is late if it is counted from the referral (due 9 March), but in time from its start (due 16 March)."""
    path = tmp_path / "events.csv"
    path.write_text(
        "case,event,at\n1,referral.received,2026-01-05\n1,assessment.started,2026-01-12\n1,assessment.completed,2026-03-11\n",
        encoding="utf-8",
    )
    both = ["assessment.single~statistics", "assessment.single"]
    listed = dueby.worklist(path, as_at=date(2026, 3, 13), only=both)
    assert [(row["rule"], str(row["due"]), row["state"]) for row in listed.to_dicts()] == [
        ("assessment.single", "2026-03-09", "met_late"),
        ("assessment.single~statistics", "2026-03-16", "met"),
    ]
    assert texts(listed.frame) == run(command, path, "--as-at", "2026-03-13", "--only", ",".join(both))[0]
    with pytest.raises(dueby.UnknownName, match='did you mean "assessment.single~statistics"'):
        dueby.worklist(path, as_at=date(2026, 3, 13), only="assessment.single~statistic")


def test_as_at_a_time(command):
    rows, _ = run(command, EVENTS, "--as-at", "2025-07-01T09:00", "--only", "missing.*,s47.*")
    assert texts(dueby.worklist(EVENTS, as_at=datetime(2025, 7, 1, 9), only="missing.*,s47.*").frame) == rows


# ---- kinds of tables ----


def read_pandas():
    frame = pd.read_csv(EVENTS, dtype=str)
    frame.index = range(5, len(frame) + 5)
    return frame


def with_times(column):
    """Returns days and times as one column of datetimes. A day becomes midnight, which counts as a day without a time."""
    return [datetime.fromisoformat(text) for text in column]


KINDS = {
    "pandas": read_pandas,
    "pandas datetimes": lambda: read_pandas().assign(at=lambda frame: pd.Series(with_times(frame["at"]), index=frame.index)),
    "pandas numbers": lambda: read_pandas().assign(case=lambda frame: frame["case"].astype("float64")),
    "pandas categories": lambda: read_pandas().assign(event=lambda frame: frame["event"].astype("category")),
    "polars": lambda: pl.read_csv(EVENTS, infer_schema=False),
    "polars datetimes": lambda: pl.read_csv(EVENTS, infer_schema=False).with_columns(
        pl.Series("at", with_times(pl.read_csv(EVENTS, infer_schema=False)["at"]))
    ),
    "polars lazy": lambda: pl.scan_csv(EVENTS, infer_schema=False),
    "pyarrow": lambda: pl.read_csv(EVENTS, infer_schema=False).to_arrow(),
    "pyarrow times": lambda: pl.read_csv(EVENTS, infer_schema=False)
    .with_columns(pl.Series("at", with_times(pl.read_csv(EVENTS, infer_schema=False)["at"])).dt.cast_time_unit("ns"))
    .to_arrow(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_from_every_kind_of_table(command, kind):
    rows, _ = run(command, EVENTS, "--profile", "barnet", "--as-at", AS_AT)
    events = KINDS[kind]()
    listed = dueby.worklist(events, profile="barnet", as_at=AS_AT)
    frame = listed.frame
    assert type(frame) is (pl.DataFrame if kind == "polars lazy" else type(events))
    assert from_frame(frame) == on_the_clock(rows)
    summary, _ = run(command, EVENTS, "--profile", "barnet", "--as-at", AS_AT, "--summary", "--by", "team")
    assert from_frame(listed.summary(by="team")) == on_the_clock(summary)


def test_rows_as_dicts_with_dates(command):
    rows, _ = run(command, EVENTS, "--as-at", AS_AT)
    with open(EVENTS, encoding="utf-8", newline="") as file:
        events = list(csv.DictReader(file))
    for event in events:
        event["at"] = (datetime if "T" in event["at"] else date).fromisoformat(event["at"])
        event["case"] = int(event["case"])
        event["tags"] = event["tags"].split(";")
    assert texts(dueby.worklist(events, as_at=AS_AT).frame) == rows


def test_types_do_not_depend_on_what_is_in_them():
    """A table without lines must have the same columns and types as one with lines, so that parts of a caseload can be joined."""
    some = pl.read_csv(EVENTS, infer_schema=False)
    for full, empty in (
        (some.to_arrow(), some.head(0).to_arrow()),
        (some, some.head(0)),
    ):
        lines = dueby.worklist(full, as_at=AS_AT).frame
        none = dueby.worklist(empty, as_at=AS_AT).frame
        assert len(none) == 0 < len(lines)
        assert none.schema == lines.schema
    lines, none = (dueby.worklist(frame, as_at=AS_AT).frame for frame in (read_pandas(), read_pandas().head(0)))
    assert len(none) == 0 and (none.dtypes == lines.dtypes).all()
    assert dueby.worklist(some.to_arrow(), as_at=AS_AT).frame.schema.field("due").type == pa.timestamp("s")


def test_zoned_times_are_uk_times():
    """14:30 UTC on 27 March 2026 is 14:30 in the UK; 72 hours later the clocks have gone forward."""
    when = datetime(2026, 3, 27, 14, 30, tzinfo=timezone.utc)
    for events in (
        [{"case": 1, "event": "missing.returned", "at": when}],
        pd.DataFrame({"case": [1], "event": ["missing.returned"], "at": pd.to_datetime([when])}),
        pl.DataFrame({"case": [1], "event": ["missing.returned"], "at": [when]}),
        pa.table({"case": [1], "event": ["missing.returned"], "at": pa.array([when], pa.timestamp("us", "Europe/Paris"))}),
    ):
        listed = dueby.worklist(events, as_at=date(2026, 3, 28), only="missing.return_interview", recorded="all")
        assert [row["due"].isoformat() for row in listed.to_dicts()] == ["2026-03-30T15:30:00+01:00"]
        assert listed.to_pandas()["due"].tolist() == [pd.Timestamp("2026-03-30 15:30")]


def test_the_second_of_an_hour_that_occurs_twice():
    """On 25 October 2026 01:30 occurs twice; 72 hours after the second is 28 October 01:30."""
    events = [{"case": 1, "event": "missing.returned", "at": datetime(2026, 10, 25, 1, 30, fold=1)}]
    listed = dueby.worklist(events, as_at=date(2026, 10, 26), only="missing.return_interview", recorded="all")
    assert listed.frame[0]["triggered_at"].isoformat() == "2026-10-25T01:30:00+00:00"
    assert listed.frame[0]["due"].isoformat() == "2026-10-28T01:30:00+00:00"


# ---- can this list be trusted? ----


def test_quality_is_the_command_s(command, tmp_path):
    """The findings for a file and for tables must be the same, except that findings for tables also have row numbers."""
    path, tables = awkward_kinds(tmp_path)
    out = subprocess.run([command, "worklist", path, "--as-at", str(AS_AT), "--format", "json"], capture_output=True, text=True)
    expected = [{**one, "text": in_our_words(one["text"])} for one in json.loads(out.stdout)["quality"]]
    for events in [path, *tables]:
        found = [asdict(one) for one in dueby.worklist(events, as_at=AS_AT).quality]
        rows, lines = [one.pop("rows") for one in found], [one.pop("lines") for one in found]
        assert not any(one.pop("files") for one in found)  # there is only one file
        is_file, told = events is path, [{**one, "lines": None} for one in expected]
        assert [{**one, "lines": None, "recorded_to": as_command(one["recorded_to"]) or None} for one in found] == (
            told if is_file else [{**one, "text": in_rows(one["text"])} for one in told]
        )
        assert not any(rows if is_file else lines)
        if is_file:
            assert lines == [tuple(one["lines"]) for one in expected]
        else:  # rows, not lines: row 4 is on line 7
            assert rows == [tuple(ROWS[line] for line in one["lines"]) for one in expected]
        text = next(one["text"] for one in found if one["code"] == "bad_rows")
        assert ("3 rows could not be used (lines 4, 7 and 11)" if is_file else "3 rows could not be used (rows 2, 4 and 8)") in text


def test_quality_of_events_that_are_all_there():
    events = [
        {"case": "1", "event": "referral.received", "at": date(2026, 3, 2), "team": "North"},
        {"case": "1", "event": "assessment.completed", "at": date(2026, 3, 9), "team": "North"},
    ]
    (found,) = dueby.worklist(events, as_at=date(2026, 3, 20), only="assessment.single").quality
    assert found == dueby.Finding(
        code="recorded",
        count=None,
        of=None,
        lines=(),
        rows=(),
        event=None,
        team=None,
        recorded_to=date(2026, 3, 9),
        text="Records up to Monday 9 March 2026. Nothing in your file looks wrong",
    )


def test_what_a_team_never_records_is_said():
    """Two children of the team South were due a visit by 9 February. No child of South has any visit on file, which must be
    reported."""
    events = [{"case": n, "event": "placement.started", "at": date(2026, 2, 2), "team": "South"} for n in (1, 2)]
    events += [{"case": 3, "event": event, "at": date(2026, 3, 2), "team": "North"} for event in ("placement.started", "visit.made")]
    found = dueby.worklist(pd.DataFrame(events), as_at=date(2026, 3, 20), only="cla.visit").quality[1]
    assert (found.code, found.count, found.rows, found.event, found.team) == ("not_recorded", 2, (0, 1), "visit.made", "South")


def test_an_extract_that_starts_late_is_said():
    """Five children were placed in 2023, and their visits are on file from 1 July 2025 onwards. The message must name the option as
    in Python; with the option there must be no message, and the notes must repeat the statement."""
    events = [{"case": n, "event": "placement.started", "at": date(2023, 3, 6)} for n in range(5)]
    events += [{"case": n, "event": "visit.made", "at": date(2025, month, 1 + n)} for n in range(5) for month in (7, 8)]
    how = {"as_at": date(2025, 8, 20), "only": "cla.visit"}
    listed = dueby.worklist(pd.DataFrame(events), **how)
    found = listed.quality[1]
    assert (found.code, found.count, found.rows, found.event) == ("cut_off", 5, (0, 1, 2, 3, 4), "visit.made")
    assert found.text.endswith(": use history_from=date(2025, 7, 1)")
    assert len(listed.notes) == 1
    listed = dueby.worklist(pd.DataFrame(events), **how, history_from=date(2025, 7, 1))
    assert [one.code for one in listed.quality] == ["recorded"]
    assert listed.notes[0] == "Worked out on the basis that the file has records since Tuesday 1 July 2025"


# ---- no case is lost ----


FAR_AWAY = """case,event,at,ref
1,cla.started,2026-01-05,P1
1,placement.started,2026-01-05,P1
1,visit.made,2026-01-12,V7
1,visit.made,none given,V8
2,visit.made,2062-01-12,
"""


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ([], {}),
        (["--refs", "ignore"], {"refs": "ignore"}),
        (["--null", "none given"], {"null": "none given"}),
        (["--holds", "visit.made=never"], {"holds": {"visit.made": "never"}}),
        (["--recorded-to", "2026-05-19"], {"recorded_to": date(2026, 5, 19)}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_records_hold_is_the_command_s(command, tmp_path, words, more):
    """The file has refs that match nothing, a value that is not a date, and a visit in 2062. Lines, notes and problems must be
    the same as the command's."""
    path = tmp_path / "far.csv"
    path.write_text(FAR_AWAY, encoding="utf-8")
    out = subprocess.run([command, "worklist", path, "--as-at", "2026-05-20", *words, "--format", "csv"], capture_output=True, text=True)
    said = [line.removeprefix(f"dueby: {path}:") for line in out.stderr.splitlines() if str(path) in line]
    listed = dueby.worklist(path, as_at=date(2026, 5, 20), **more)
    assert texts(listed.frame) == list(csv.DictReader(io.StringIO(out.stdout, newline="")))
    assert [*(one.text for one in listed.quality if one.code != "bad_rows"), *listed.notes] == notes_of(out)
    assert [f"{one.line}: {'note: ' if one.severity == 'note' else ''}{one.message}" for one in listed.problems] == said


def awkward_kinds(tmp_path):
    path = tmp_path / "awkward.csv"
    path.write_text(AWKWARD, encoding="utf-8", newline="")
    rows = list(csv.DictReader(io.StringIO(AWKWARD, newline="")))
    return path, [rows, pd.DataFrame(rows), pl.DataFrame(rows), pl.DataFrame(rows).to_arrow()]


def test_no_case_is_lost(command, tmp_path):
    path, tables = awkward_kinds(tmp_path)
    expected, notes = run(command, path, "--as-at", AS_AT)
    assert sum("could not be used" in row["reason"] for row in expected) == 3
    listed = dueby.worklist(path, as_at=AS_AT)
    assert texts(listed.frame) == expected and noted(listed) == notes
    of_tables = [{**line, "reason": in_rows(line["reason"])} for line in expected]
    assert sum("(row " in line["reason"] for line in of_tables) == 3
    for events in tables:
        table = dueby.worklist(events, as_at=AS_AT)
        assert texts(table.to_dicts()) == of_tables
        assert noted(table) == [in_rows(note) for note in notes] and table.bad_rows == 3 and table.rows == 9
        assert {row["case"] for row in expected} | {"9", "10"} == {"7", "8", "9", "10", "11"}
        lost = [problem for problem in table.problems if problem.severity == "error"]
        assert [(problem.line, problem.row) for problem in lost] == [(0, 2), (0, 4), (0, 8)]
        assert [problem.row for problem in table.problems if problem.severity == "note"] == [6]
        assert "discusion" not in str(table.problems) and "did you mean strategy_discussion.held?" in lost[0].message


def test_rows_with_long_and_broken_cells():
    """Rows are counted, whatever line breaks their cells have."""
    row = {"event": "referral.received", "at": "bad"}
    events = [
        {**row, "case": "1", "at": date(2026, 5, 1), "note": "x\n" + "y" * 200_000},
        {**row, "case": "2", "note": "a\rb\nc"},
        {**row, "case": "3", "note": 'he said "yes\n", ""\n'},
        {**row, "case": "4", "note": ""},
    ]
    for table in (events, pd.DataFrame(events), pl.DataFrame([{**one, "at": str(one["at"])} for one in events])):
        listed = dueby.worklist(table, as_at=date(2026, 6, 1))
        assert [(problem.line, problem.row) for problem in listed.problems] == [(0, 1), (0, 2), (0, 3)]
        found = next(one for one in listed.quality if one.code == "bad_rows")
        assert (found.lines, found.rows) == ((), (1, 2, 3)) and "(rows 1, 2 and 3)" in found.text
        assert "1 row for this case could not be used (row 1)" in [line["reason"] for line in listed.to_dicts()]
        assert "4 cases" in repr(listed) and listed._repr_html_()
    large = [{**events[0], "note": "x\n" + "y" * (2 << 20)}, events[3]]  # more than a row may have
    assert (0, 1) in [(problem.line, problem.row) for problem in dueby.worklist(large, as_at=date(2026, 6, 1)).problems]


@pytest.mark.parametrize("name", ["events", "events.csv"])
def test_a_file_is_not_a_table_whatever_its_name(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text("case,event,at\n1,referral.received,bad\n", encoding="utf-8")
    listed = dueby.worklist(name, as_at=date(2026, 6, 1))
    table = dueby.worklist([{"case": "1", "event": "referral.received", "at": "bad"}], as_at=date(2026, 6, 1))
    for one, rows in ((listed, ()), (pickle.loads(pickle.dumps(listed)), ()), (table, (0,)), (pickle.loads(pickle.dumps(table)), (0,))):
        assert [problem.row for problem in one.problems] == list(rows or (None,))
        assert [found.rows for found in one.quality if found.code == "bad_rows"] == [rows]


def without_places(rows):
    return [row | {"reason": re.sub(r"\((?:line|row) \d+", "(", row["reason"])} for row in rows]


@pytest.mark.parametrize(
    ("words", "more", "cases"),
    [
        (["--where", "team=North, east"], {"where": {"team": "North, east"}}, {"7", "11"}),
        (["--where", "team=South\nwest"], {"where": {"team": ["South\nwest", "Nowhere"]}}, {"8", "11"}),
        (["--where", "team=Nowhere"], {"where": {"team": "Nowhere"}}, {"11"}),
        (["--where", "team="], {"where": {"team": ""}}, {"9", "11"}),
        (["--case", "8", "--case", "11"], {"case": ("8", "11")}, {"8", "11"}),
    ],
)
def test_what_stands_in_a_row_that_cannot_be_read_may_be_asked_for(command, tmp_path, words, more, cases):
    """Case 11 has a single row, without a team, which cannot be read."""
    path, tables = awkward_kinds(tmp_path)
    expected, _ = run(command, path, "--as-at", AS_AT, *words)
    assert {row["case"] for row in expected} == cases
    for events in (path, *tables):
        listed = dueby.worklist(events, as_at=AS_AT, **more)
        found = texts(listed.to_dicts())
        if events is not path:  # messages about a table give the row's number instead of its line
            assert any("(row " in row["reason"] for row in found) and not any("(line " in row["reason"] for row in found)
            expected, found = without_places(expected), without_places(found)
        assert found == expected and (listed.rows, listed.bad_rows) == (9, 3)


def test_a_case_that_is_not_there_is_said(command):
    out = subprocess.run(
        [command, "worklist", str(EVENTS), "--as-at", "2026-10-31", "--case", "10111"], capture_output=True, text=True
    )
    assert out.returncode == 5 and '- No case is called "10111": check how your file writes it' in out.stdout.splitlines()
    with pytest.raises(dueby.UnknownName) as caught:
        dueby.worklist(EVENTS, as_at=AS_AT, case="10111")
    assert str(caught.value) == f"{EVENTS}: case: this case is not in your file"
    assert len(dueby.worklist(EVENTS, as_at=AS_AT, where={"team": "Nowhere"})) == 0


def test_problems_are_what_the_command_says(command, tmp_path):
    path, _ = awkward_kinds(tmp_path)
    out = subprocess.run([command, "worklist", str(path), "--as-at", "2026-10-31", "--format", "csv"], capture_output=True, text=True)
    said = [
        f"dueby: {path}:{problem.line}: {'note: ' if problem.severity == 'note' else ''}{problem.message}"
        for problem in dueby.worklist(path, as_at=AS_AT).problems
    ]
    assert len(said) == 4 and [one.replace("Profile.events", "dueby events") for one in said] == out.stderr.splitlines()[:4]


def test_problems_name_arguments():
    rows = [{"case": "1", "event": "birth", "at": "13/03/2026"}, {"case": "1", "event": "nothing like it", "at": "2026-03-13"}]
    first, second = dueby.worklist(rows, as_at=AS_AT).problems
    assert first.message.endswith('use dates="dmy"') and second.message.endswith("see Profile.events")


def test_a_column_is_found_regardless_of_capitals():
    rows = [{"case": case, "event": "referral.received", "at": "2026-03-13", "Team": team} for case, team in (("1", "A"), ("2", "B"))]
    listed = dueby.worklist(rows, as_at=AS_AT, where={"team": "A"})
    assert listed.cases == 1 and {row["Team"] for row in listed.summary(by="TEAM")} == {"A"}
    with pytest.raises(dueby.UnknownName, match='by: the events have no extra column called "teams"'):
        listed.summary(by="teams")


def test_parts_of_a_caseload_are_the_whole():
    """Makes a worklist of each case by itself, and passes the events that occur in the whole file as `recorded`. The lines must be
    the same as for the whole caseload."""
    frame = pl.read_csv(EVENTS, infer_schema=False)
    profile = "barnet"
    known = [event for event in frame["event"].unique() if event in dueby.Profile.load(profile).events]
    whole = dueby.worklist(frame, profile=profile, as_at=AS_AT, order="case").to_dicts()
    parts = []
    for _, part in frame.group_by("case", maintain_order=True):
        parts += dueby.worklist(part, profile=profile, as_at=AS_AT, order="case", recorded=known).to_dicts()
    assert parts == whole


# ---- comparing, copying and pickling a worklist ----


def test_shows_counts_and_nobody():
    frame = read_pandas().assign(case=lambda rows: "ID" + rows["case"])
    listed = dueby.worklist(frame, profile="barnet", as_at=AS_AT)
    said = repr(listed) + listed._repr_html_()
    assert f"{listed.counts['overdue']} overdue" in repr(listed) and "128 cases" in repr(listed)
    assert "ID1" not in said and "W-0" not in said and "We only checked what is in your file" in said


def test_pickled_and_compared():
    listed = dueby.worklist(read_pandas(), profile="barnet", as_at=AS_AT, calendar=dueby.Calendar("scotland"))
    again = pickle.loads(pickle.dumps(listed))
    assert again == listed and hash(again) == hash(listed) and again.frame.equals(listed.frame)
    assert listed != dueby.worklist(read_pandas(), profile="barnet", as_at=AS_AT)


def test_outlives_what_it_was_made_of():
    listed = dueby.worklist(EVENTS, profile=dueby.Profile.from_yaml(ROOT / "examples" / "exampleton.yaml"), as_at=AS_AT)
    counts = dict(listed.counts)
    gc.collect()
    assert len(listed.frame) == sum(counts.values()) and listed.summary()


def test_is_an_arrow_stream():
    listed = dueby.worklist(EVENTS, as_at=AS_AT)
    assert pa.table(listed).num_rows == len(listed) == pl.DataFrame(listed).height


# ---- errors ----


@pytest.mark.parametrize(
    ("words", "more", "kind", "message"),
    [
        (["--only", "cp.vist"], {"only": "cp.vist"}, dueby.UnknownName, 'only: unknown duty "cp.vist": did you mean "cp.visit"? These profiles have it: barnet, gloucestershire'),
        (["--state", "late"], {"state": "late"}, dueby.BadValue, None),
        (["--authority", "law"], {"authority": "law"}, dueby.BadValue, None),
        (["--subject", "cat"], {"subject": ["cat"]}, dueby.BadValue, None),
        (["--soon", "soon"], {"soon": "soon"}, dueby.BadValue, None),
        (["--order", "best"], {"order": "best"}, dueby.BadValue, None),
        (["--only", "cp.visit,"], {"only": "cp.visit,"}, dueby.BadValue, 'only: "cp.visit,": an item is empty'),
        (["--where", "colour=red"], {"where": {"colour": "red"}}, dueby.UnknownName, None),
        (["--where", "ref=R1"], {"where": {"ref": "R1"}}, dueby.UnknownName, None),
        (["--where", "case=1011"], {"where": {"case": "1011"}}, dueby.BadValue, "where: to choose cases by name, use case"),
        (["--where", "team"], {"where": {"team": []}}, dueby.BadValue, "where: team: expected one or more values, found none"),
        (["--where", "team"], {"case": "10\x0011"}, dueby.BadValue, "case: a value cannot contain a zero byte"),
        (["--refs", "some"], {"refs": "some"}, dueby.BadValue, None),
        (
            ["--holds", "visit.made=some"],
            {"holds": {"visit.made": "some"}},
            dueby.BadValue,
            'holds: visit.made: "some": expected all, since:DATE, latest or never',
        ),
        (
            ["--holds", "visit.made=since:may"],
            {"holds": {"visit.made": "since:may"}},
            dueby.BadValue,
            'holds: visit.made: "may" is not a date. Write dates like 2026-03-27',
        ),
        (
            ["--holds", "visit.mde=all"],
            {"holds": {"visit.mde": "all"}},
            dueby.UnknownName,
            'holds: unknown event "visit.mde": did you mean "visit.made"?',
        ),
        (["--recorded-to", "may"], {"recorded_to": datetime(2026, 10, 1, 9)}, dueby.BadValue, "recorded_to: expected a date without a time"),
        (["--refs", "x"], {"null": "a\0b"}, dueby.BadValue, "null: a cell cannot contain a zero byte"),
    ],
)
def test_wrong_arguments(command, words, more, kind, message):
    out = subprocess.run([command, "worklist", str(EVENTS), "--as-at", "2026-10-31", *words], capture_output=True, text=True)
    assert out.returncode == 2
    with pytest.raises(kind) as caught:
        dueby.worklist(EVENTS, as_at=AS_AT, **more)
    assert str(caught.value) == (message or out.stderr.splitlines()[-1].removeprefix("dueby: --"))


def test_wrong_summaries():
    listed = dueby.worklist(EVENTS, as_at=AS_AT)
    for arguments, kind in (
        (("done",), dueby.BadValue),
        (("due", "2026"), dueby.BadValue),
        (("due", "2026-02-30..2026-03-01"), dueby.BadValue),
        (("due", (date(2026, 2, 1), date(2026, 1, 1))), dueby.BadValue),
        (("due", (datetime(2026, 2, 1, 9), None)), dueby.BadValue),
        (("due", None, "colour"), dueby.UnknownName),
    ):
        with pytest.raises(kind):
            listed.summary(*arguments)


def test_columns_that_are_called_as_fields(command, tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("case,event,at,state,counted\n1,referral.received,2026-10-12,Seen,3\n", encoding="utf-8")
    listed = dueby.worklist(path, as_at=AS_AT)
    words = ["worklist", str(path), "--as-at", "2026-10-31", "--format", "json"]
    out = subprocess.run([command, *words], capture_output=True, text=True)
    with pytest.raises(dueby.BadValue) as caught:
        _ = listed.frame
    assert out.stderr.endswith(str(caught.value).removeprefix("the events have ") + "\n")
    with pytest.raises(dueby.BadValue, match='rename the column "counted"'):
        listed.summary(by="counted")
    assert {row["state"] for row in listed.summary(by="state")} == {"Seen"}


def test_a_case_of_too_many_events_does_not_lose_the_others(command, tmp_path):
    """If a case has more than 65,535 events, the message that says so must not be lost among other messages."""
    path = tmp_path / "many.csv"
    rows = ["2,birth,no date"] * 1100 + [f"1,visit.made,2026-03-01T{i // 3600:02}:{i // 60 % 60:02}:{i % 60:02}" for i in range(65536)]
    path.write_text("case,event,at\n" + "\n".join(rows) + "\n", encoding="utf-8")
    out = subprocess.run([command, "worklist", path, "--as-at", "2026-10-31"], capture_output=True, text=True)
    said = "a case has more than 65535 events: none of them were read"
    assert (out.returncode, f"dueby: {path}:1102: {said}" in out.stderr.splitlines()) == (5, True)
    listed = dueby.worklist(path, as_at=AS_AT)
    assert {row["case"] for row in listed.to_dicts()} == {"1", "2"} and said in {problem.message for problem in listed.problems}


def test_wrong_events(command, tmp_path):
    for name, text in {"none.csv": "", "no_at.csv": "case,event,when\n1,birth,2016-02-03\n", "twice.csv": "case,event,at,at\n"}.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        out = subprocess.run([command, "worklist", str(path), "--as-at", "2026-10-31"], capture_output=True, text=True)
        with pytest.raises(dueby.BadFile) as caught:
            dueby.worklist(path, as_at=AS_AT)
        said = f"dueby: {caught.value}"
        if not text:  # the command reads any kind of file, so it cannot say which header it expected
            said = said.removesuffix(", with the header case,event,at")
        assert said == out.stderr.splitlines()[0]
    with pytest.raises(dueby.BadFile, match='events: the header has 2 columns but none called at'):
        dueby.worklist([{"case": 1, "event": "birth"}], as_at=AS_AT)
    with pytest.raises(FileNotFoundError):
        dueby.worklist(tmp_path / "missing.csv", as_at=AS_AT)
    for wrong in ({"case": [1]}, 5, [("birth", AS_AT)], None):
        with pytest.raises(TypeError):
            dueby.worklist(wrong, as_at=AS_AT)
    with pytest.raises(dueby.BadValue):
        dueby.worklist(pd.DataFrame([[1, "birth", 1, 2]], columns=["case", "event", "at", "at"]), as_at=AS_AT)
    with pytest.raises(dueby.UnknownName, match="recorded: unknown event"):
        dueby.worklist(EVENTS, as_at=AS_AT, recorded="brith")


def test_the_engine_checks_sizes():
    from array import array

    from dueby import _engine

    work = dueby.worklist(EVENTS, as_at=AS_AT)
    n, table = len(work), _engine.work_table(work._work)
    for only in (b"case", b"case\0", b"case\x001011", b"case\x001011\0team\0"):
        with pytest.raises(dueby.BadFile, match="an argument is out of range"):
            work._query._replace(only_cases=only).run(b"case,event,at,team\n", "events")
    with pytest.raises(_engine.Status):
        _engine.listing_numbers(table, 0, array("i", [0] * (n - 1)))
    with pytest.raises(_engine.Status):
        _engine.listing_numbers(table, 27, array("i", [0] * n))  # team and worker are columns 25 and 26
    with pytest.raises(_engine.Status):
        _engine.listing_times(table, 0, 1, array("q", [0] * n))
    with pytest.raises(_engine.Status):
        _engine.worklist_item_text(work._work, 10**6, _engine.DUEBY_ITEM_STATE, 100)
    assert _engine.listing_words(table, 99) == ()
    assert _engine.listing_name(table, 99) is None


# ---- threads ----


def test_the_same_lines_in_every_thread():
    alone = dueby.worklist(EVENTS, profile="barnet", as_at=AS_AT)
    found = []

    def work():
        listed = dueby.worklist(EVENTS, profile="barnet", as_at=AS_AT)
        found.append(listed.to_dicts() == alone.to_dicts() and alone.summary() == listed.summary())

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 8


def test_other_threads_run_meanwhile():
    listed = dueby.worklist(EVENTS, profile="barnet", as_at=AS_AT)
    header, _, body = EVENTS.read_bytes().partition(b"\n")
    many = header + b"\n" + b"".join(b"".join(b"%d-" % n + line for line in body.splitlines(keepends=True)) for n in range(60))
    ended = []

    def work():
        began = time.perf_counter()
        listed._query.run(many, "events")
        ended.append(time.perf_counter() - began)

    thread, longest, last = threading.Thread(target=work), 0.0, time.perf_counter()
    thread.start()
    while thread.is_alive():
        time.sleep(0.001)
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    assert longest < ended[0] / 2


@pytest.mark.parametrize("events", [[], (), pd.DataFrame(), pd.DataFrame(columns=["case", "event", "at"]), pa.table({})])
def test_fault_p4__no_events(events):
    assert dueby.worklist(events, as_at=AS_AT).to_dicts() == []


def test_fault_i3__only_says_what_may_be_meant():
    with pytest.raises(dueby.UnknownName, match=r'only: unknown duty "cp\.vist": did you mean "cp\.visit"\?'):
        dueby.worklist([], as_at=AS_AT, profile="barnet", only="cp.vist")
