"""Tests dueby.duckdb: in a real DuckDB its functions must return the same answers as dueby's column functions, including nulls and
errors."""

import subprocess
import sys
import warnings
from datetime import date

import duckdb
import pytest
from conftest import ROOT

import dueby
import dueby.duckdb

CONFERENCE, ASSESSMENT = "cp.conference.initial", "assessment.single"
DAYS = "(VALUES (date '2026-03-27'), (NULL), (date '1950-01-01'), (date '2150-01-01'), (date 'infinity')) AS t(day)"
ROWS = 200_000


@pytest.fixture
def connection():
    with duckdb.connect() as made:
        dueby.duckdb.register(made)
        yield made


def one(connection, text):
    """Runs a query with a single column, and returns that column."""
    return [row[0] for row in connection.sql(text).fetchall()]


def test_due_by_hand(connection):
    """15 working days from Friday 27 March 2026, skipping Good Friday and Easter Monday."""
    assert one(connection, f"SELECT dueby_due('{CONFERENCE}', date '2026-03-27')") == [date(2026, 4, 21)]
    with pytest.warns(dueby.SomeWithoutAnswer):
        assert one(connection, f"SELECT dueby_due('{CONFERENCE}', day) FROM {DAYS}") == [date(2026, 4, 21), None, None, None, None]


def test_details_say_why(connection):
    rows = one(connection, f"SELECT dueby_due_details('{CONFERENCE}', day, NULL) FROM {DAYS}")
    assert rows[0] == {
        "due": date(2026, 4, 21), "governed_by": "england:cp.conference.initial", "certainty": "confirmed", "error": None,
    }  # fmt: skip
    assert [row["due"] for row in rows[1:]] == [None] * 4
    assert [row["error"] for row in rows[1:]] == [None, "not in force on that day"] + ["outside the years that the calendar covers"] * 2


def test_check_takes_nulls(connection):
    """45 working days from Friday 19 December 2025: 7 up to 2 January, skipping three bank holidays; 35 in the next seven weeks;
    and 3 up to Wednesday 25 February 2026."""
    states = one(
        connection,
        f"SELECT dueby_check('{ASSESSMENT}', day, met, as_at) FROM (VALUES (date '2025-12-19', date '2026-02-25', NULL),"
        " (date '2025-12-19', date '2026-02-26', NULL), (date '2025-12-19', NULL, date '2026-02-25'),"
        " (date '2025-12-19', NULL, date '2026-02-26'), (NULL, NULL, date '2026-02-26')) AS t(day, met, as_at)",
    )
    assert states == ["met", "met_late", "due_soon", "overdue", None]
    ended = one(
        connection,
        f"SELECT dueby_check_details('{ASSESSMENT}', date '2025-12-19', NULL, NULL, ended, date '2026-03-31').state"
        " FROM (VALUES (date '2026-02-25'), (date '2026-02-26')) AS t(ended)",
    )
    assert ended == ["ended", "missed"]


def test_several_rules_in_one_chunk_each_in_its_place(connection):
    """Every third row has a different rule, every seventh a different as-at day, and some rows have no rule or no as-at day."""
    rows = connection.sql(
        "SELECT rule, day, as_at, dueby_check_details(rule, day, NULL, NULL, NULL, as_at) AS said FROM (SELECT"
        " CASE i % 3 WHEN 0 THEN 'cp.conference.initial' WHEN 1 THEN 'assessment.single' END AS rule,"
        " CASE WHEN i % 11 > 0 THEN date '2025-06-01' + i::INTEGER END AS day,"
        " CASE i % 7 WHEN 0 THEN date '2026-03-31' WHEN 1 THEN date '2026-04-30' END AS as_at FROM range(400) AS t(i))"
    ).fetchall()
    assert len({row[:1] + row[2:3] for row in rows}) == 9
    for rule, day, as_at, said in rows:
        if rule is None or day is None:
            assert set(said.values()) == {None}
            continue
        assert said["due"] == dueby.due(rule, day).due
        assert said["state"] == (None if as_at is None else dueby.check(rule, day, as_at=as_at).state)


def test_dates_of_birth(connection):
    """A health assessment is due every 6 months for a child under five, and every 12 months for an older child."""
    assert one(
        connection,
        "SELECT dueby_due_details('cla.health.review', date '2026-03-02', born).due"
        " FROM (VALUES (date '2024-01-01'), (date '2015-01-01')) AS t(born)",
    ) == [date(2026, 9, 2), date(2027, 3, 2)]


def test_an_unknown_rule_ends_the_query_and_is_an_error_of_its_rows(connection):
    with pytest.raises(duckdb.Error, match='unknown rule "cp.conference.intial": did you mean "cp.conference.initial"'):
        connection.sql("SELECT dueby_due('cp.conference.intial', date '2026-03-27')").fetchall()
    rules = "(VALUES ('cp.conference.intial'), (NULL), ('cp.conference.initial')) AS t(rule)"
    rows = one(connection, f"SELECT dueby_due_details(rule, date '2026-03-27', NULL) FROM {rules}")
    assert rows[0]["error"].startswith('unknown rule "cp.conference.intial"') and rows[0]["due"] is None
    assert set(rows[1].values()) == {None}
    assert rows[2]["due"] == date(2026, 4, 21)


def test_many_rows_on_several_threads_are_what_columns_give(connection):
    connection.sql("SET threads = 2")
    table = connection.sql(
        "SELECT i, CASE WHEN i % 97 > 0 THEN date '2014-01-01' + (i * 7919 % 4500)::INTEGER END AS day,"
        " CASE WHEN i % 5 > 0 THEN date '2014-01-01' + (i * 7919 % 4500 + i % 100)::INTEGER END AS met"
        f" FROM range({ROWS}) AS t(i)"
    ).to_arrow_table()
    connection.register("cases", table)
    with pytest.warns(dueby.SomeWithoutAnswer):
        found = connection.sql(
            f"SELECT i, dueby_due('{CONFERENCE}', day) AS due, dueby_check('{ASSESSMENT}', day, met, date '2026-05-31') AS state"
            " FROM cases ORDER BY i"
        ).to_arrow_table()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dueby.SomeWithoutAnswer)
        due = dueby.due(CONFERENCE, table["day"])
        state = dueby.check(ASSESSMENT, table["day"], met=table["met"], as_at=date(2026, 5, 31))
    assert found["due"].to_pylist() == due.to_pylist()
    assert found["state"].to_pylist() == state.to_pylist()
    assert due.null_count < ROWS // 2 and {"met", "met_late", "overdue"} <= set(state.to_pylist())


def test_two_profiles_side_by_side(connection):
    own = dueby.Profile.from_yaml(ROOT / "examples" / "exampleton.yaml")
    dueby.duckdb.register(connection, prefix="own_", profile=own, tags=iter(()))
    asked = f"SELECT dueby_due('{CONFERENCE}', date '2026-03-27'), own_due('{CONFERENCE}', date '2026-03-27')"
    assert connection.sql(asked).fetchall() == [(date(2026, 4, 21), date(2026, 4, 16))]


def test_what_register_is_told_is_looked_at_at_once():
    with duckdb.connect() as made:
        with pytest.raises(dueby.UnknownName, match='did you mean "barnet"'):
            dueby.duckdb.register(made, profile="barnett")
        with pytest.raises(dueby.UnknownName, match="unknown tag"):
            dueby.duckdb.register(made, tags="no such tag")
        with pytest.raises(dueby.BadValue):
            dueby.duckdb.register(made, soon="soonish")


def test_no_duckdb_without_its_module():
    code = "import dueby, sys; assert not {'duckdb', 'pyarrow', 'pyspark', 'dueby.duckdb', 'dueby.spark'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT.parent)
