"""Tests that dueby.spark on a cluster of two worker processes has the same answers as one process, row by row.

script/test-spark runs this and sets the number of rows. script/test-python does not run it."""

import os
import subprocess
import sys
import time
from datetime import date, datetime, timezone
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from conftest import ROOT
from many_cases import COLUMNS, EVENTS_A_CASE, rows_of_case
from pyspark.sql import SparkSession

import dueby
import dueby.spark

FILES, CASES_AT_ONCE = 8, 2000
ROWS = int(os.environ.get("DUEBY_SPARK_ROWS", "200000"))
CONFERENCE, ASSESSMENT = "cp.conference.initial", "assessment.single"
MARCH = date(2026, 3, 27)  # Friday; 15 working days later is Tuesday 21 April, because Good Friday and Easter Monday do not count
MASTER = "local-cluster[2,1,1024]"


@pytest.fixture(scope="session")
def spark():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(MASTER).appName("dueby").config("spark.ui.enabled", "false")
    settings = {
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",  # waits for both workers, so both get work
        "spark.sql.session.timeZone": "America/New_York",  # must not matter: a timestamp counts as its UK day
        "spark.sql.shuffle.partitions": "4",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="session")
def many(spark, tmp_path_factory):
    """Writes a file of referrals and their outcomes, which Spark and one process both read. The days cover eleven years; some are
    null, and some are outside every rule and calendar."""
    path = str(tmp_path_factory.mktemp("rows") / "rows.parquet")
    spark.range(0, ROWS, 1, 8).selectExpr(
        "id",
        "CASE WHEN id % 97 = 0 THEN NULL WHEN id % 1009 = 0 THEN date'1950-01-01' WHEN id % 1013 = 0 THEN date'2150-01-01'"
        " ELSE date_add(date'2014-01-01', CAST(pmod(hash(id), 4500) AS INT)) END AS referred",
        "CASE WHEN id % 5 = 0 THEN NULL"
        " ELSE date_add(date'2014-01-01', CAST(pmod(hash(id), 4500) + pmod(hash(id, 1), 100) AS INT)) END AS assessed",
        "CASE WHEN id % 25 = 0 THEN date_add(date'2014-01-01', CAST(pmod(hash(id), 4500) + 20 + pmod(hash(id, 2), 90) AS INT)) END"
        " AS closed",
    ).write.parquet(path)
    return path


def same(folder, wanted, n):
    """Compares every column of every row that Spark wrote with the answers of a single process."""
    found = pq.read_table(folder).sort_by("id")
    assert found.num_rows == n
    assert found["id"].to_numpy().tolist() == list(range(n))
    for name in wanted.column_names:
        assert found[name].combine_chunks().equals(wanted[name].combine_chunks()), name


def test_two_workers_have_the_wheel(spark):
    def who(batches):
        import dueby

        for _ in batches:
            time.sleep(0.5)
            yield pa.RecordBatch.from_pydict({"daemon": [os.getppid()], "version": [dueby.__version__], "file": [dueby.__file__]})

    rows = spark.range(0, 8, 1, 8).mapInArrow(who, "daemon long, version string, file string").collect()
    assert len({row.daemon for row in rows}) == 2  # each of the two workers has a daemon that forks its Python processes
    assert os.getpid() not in {row.daemon for row in rows}
    assert {(row.version, row.file) for row in rows} == {(dueby.__version__, dueby.__file__)}
    assert ROOT not in Path(rows[0].file).parents


def test_due_of_many_rows_is_what_one_process_finds(spark, many, tmp_path):
    begun = time.monotonic()
    dueby.spark.due(spark.read.parquet(many), CONFERENCE, "referred").write.parquet(str(tmp_path / "due"))
    spark_seconds = time.monotonic() - begun
    rows = pq.read_table(many).sort_by("id")
    begun = time.monotonic()
    wanted = dueby.due(CONFERENCE, rows["referred"], details=True)
    print(f"\ndue: {ROWS} rows, {spark_seconds:.1f} s by Spark with its files, {time.monotonic() - begun:.2f} s in one process")
    same(tmp_path / "due", wanted, ROWS)
    assert wanted["due"].null_count > rows["referred"].null_count  # some rows have a day but no answer
    assert set(wanted["error"].unique().to_pylist()) == {None, "not in force on that day", "outside the years that the calendar covers"}
    assert pc.all(pc.is_null(wanted["error"].filter(pc.is_null(rows["referred"])))).as_py()


def test_check_of_many_rows_is_what_one_process_finds(spark, many, tmp_path):
    barnet, closed = dueby.Profile.load("barnet"), dueby.Calendar("england-and-wales").with_closures([date(2025, 12, 29)], "shut")
    how = {"as_at": date(2026, 5, 31), "soon": "10 working days", "profile": barnet, "calendar": closed}
    begun = time.monotonic()
    frame = dueby.spark.check(spark.read.parquet(many), ASSESSMENT, "referred", met="assessed", ended="closed", **how)
    frame.write.parquet(str(tmp_path / "check"))
    spark_seconds = time.monotonic() - begun
    rows = pq.read_table(many).sort_by("id")
    begun = time.monotonic()
    wanted = dueby.check(ASSESSMENT, rows["referred"], met=rows["assessed"], ended=rows["closed"], **how, details=True)
    print(f"\ncheck: {ROWS} rows, {spark_seconds:.1f} s by Spark with its files, {time.monotonic() - begun:.2f} s in one process")
    same(tmp_path / "check", wanted, ROWS)
    assert {"open", "due_soon", "overdue", "met", "met_late", "missed", "ended"} <= set(wanted["state"].unique().to_pylist())


def one_row(spark, expression, more="date'2015-01-01' AS born"):
    return spark.sql(f"SELECT {expression} AS day, {more}")


def test_by_hand(spark):
    frame = spark.createDataFrame([(MARCH,), (None,), (date(1950, 1, 1),)], "day date").coalesce(1)
    rows = dueby.spark.due(frame, CONFERENCE, "day").collect()
    assert [tuple(row) for row in rows] == [
        (MARCH, date(2026, 4, 21), "england:cp.conference.initial", "confirmed", None),
        (None, None, None, None, None),
        (date(1950, 1, 1), None, None, None, "not in force on that day"),
    ]


def test_timestamps_go_by_their_uk_day(spark):
    """23:30 UTC on 30 June is 1 July in the UK; the same clock time without a zone is UK time, 30 June."""
    frame = spark.createDataFrame([(datetime(2026, 6, 30, 23, 30, tzinfo=timezone.utc),)], "at timestamp")
    frame = frame.selectExpr("at", "timestamp_ntz'2026-06-30 23:30:00' AS clock")
    twice = dueby.spark.due(dueby.spark.due(frame, CONFERENCE, "at"), CONFERENCE, "clock", prefix="clock_").collect()[0]
    assert (twice.due, twice.clock_due) == (date(2026, 7, 22), date(2026, 7, 21))


def test_dates_of_birth(spark):
    """A health assessment is due every 6 months for a child under five, and every 12 months for an older child."""
    frame = spark.sql(
        "SELECT date'2026-03-02' AS day, born FROM VALUES (date'2024-01-01'), (date'2015-01-01') AS t(born)"
    ).coalesce(1)
    assert [row.due for row in dueby.spark.due(frame, "cla.health.review", "day", born="born").collect()] == [
        date(2026, 9, 2),
        date(2027, 3, 2),
    ]
    for row in dueby.spark.due(frame, "cla.health.review", "day", born=date(2015, 1, 1)).collect():
        assert row.due == date(2027, 3, 2)


def test_a_profile_from_files_needs_no_file_on_the_workers(spark, tmp_path):
    path = tmp_path / "own.yaml"
    text = (ROOT / "examples" / "exampleton.yaml").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    own = dueby.Profile.from_yaml(path)
    path.unlink()
    row = dueby.spark.due(one_row(spark, "date'2026-03-27'"), CONFERENCE, "day", profile=own).collect()[0]
    assert (row.due, row.governed_by) == (date(2026, 4, 16), "exampleton:cp.conference.initial")


def test_iterators_are_asked_more_than_once(spark):
    frame = one_row(spark, "date'2026-03-27'")
    row = dueby.spark.due(frame, CONFERENCE, "day", tags=iter(()), events=iter([("birth", date(2020, 1, 1))])).collect()[0]
    assert row.due == date(2026, 4, 21)


def test_what_is_wrong_is_said_before_any_row_is_read(spark):
    frame = one_row(spark, "date'2026-03-27'", "'x' AS name, 1 AS Due")
    with pytest.raises(dueby.UnknownName, match='unknown rule "cp.conference.intial": did you mean "cp.conference.initial"'):
        dueby.spark.due(frame, "cp.conference.intial", "day")
    with pytest.raises(dueby.UnknownName, match='unknown column "dya": did you mean "day"'):
        dueby.spark.due(frame, CONFERENCE, "dya")
    with pytest.raises(TypeError, match="met: expected a column of dates or timestamps, found string"):
        dueby.spark.check(frame, CONFERENCE, "day", met="name")
    with pytest.raises(dueby.BadValue, match='the frame has a column "due": prefix='):
        dueby.spark.due(frame, CONFERENCE, "day")
    with pytest.raises(dueby.BadValue, match="soon"):
        dueby.spark.check(frame, CONFERENCE, "day", soon="soonish", prefix="the_")


@pytest.fixture(scope="session")
def caseload(spark):
    """Returns the example caseload as strings in random order. It has no core groups, a case whose only row is unreadable, and
    two rows without a case."""
    path = str(ROOT / "examples" / "events.csv")
    events = spark.read.csv(path, header=True, multiLine=True, escape='"').where("event != 'core_group.held'")
    wrong = [("9001", "no.such.event", "2026-03-02"), ("", "birth", "2020-01-01"), (None, "birth", "2020-01-01")]
    bad = spark.createDataFrame(wrong, "case string, event string, at string")
    return events.unionByName(bad, allowMissingColumns=True).repartition(8)


def as_rows(table):
    return sorted((tuple(row.values()) for row in table.to_pylist()), key=str)


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"profile": "barnet", "only": ("cp.*", "cla.*"), "recorded": "all"},
        {"case": ["1011", 9001], "state": "all"},
        {"where": {"team": ["Front Door", "Assessment 1"], "worker": "W-02"}},
    ],
    ids=("all", "barnet", "case", "where"),
)
def test_a_worklist_is_what_one_process_finds(spark, caseload, how):
    """The worklist must have each line of each case. Findings about missing events must cover the whole caseload, not one group of
    cases."""
    found = dueby.spark.worklist(caseload, as_at=date(2026, 10, 31), **how).toArrow()
    wanted = dueby.worklist(caseload.toArrow(), as_at=date(2026, 10, 31), **how).to_arrow()
    nameless = found.filter(pc.is_null(found["case"]))
    assert found.column_names == wanted.column_names
    expected = wanted.set_column(wanted.column_names.index("reason"), "reason", without_line(wanted["reason"]))
    assert as_rows(found.filter(pc.is_valid(found["case"]))) == as_rows(expected)
    assert [(row["state"], row["rule"]) for row in nameless.to_pylist()] == [("not_computable", None)] * nameless.num_rows
    assert sum(int(reason.split()[0]) for reason in nameless["reason"].to_pylist()) == 2
    assert "9001" in found["case"].to_pylist()
    assert how or "not in the file: core_group.held" in set(found["reason"].to_pylist())


def test_a_wrong_question_is_said_at_once(spark, caseload):
    for how, kind, message in (
        ({"where": {"colour": "red"}}, dueby.UnknownName, 'where: the events have no extra column called "colour"'),
        ({"only": "cp.vist"}, dueby.UnknownName, 'only: unknown duty "cp.vist"'),
        ({"order": "case"}, TypeError, "order"),
        ({"onyl": "cp.visit"}, TypeError, "onyl"),
    ):
        with pytest.raises(kind, match=message):
            dueby.spark.worklist(caseload, as_at=date(2026, 10, 31), **how)


@pytest.fixture(scope="session")
def many_events(tmp_path_factory):
    """Writes enough cases for at least ROWS rows. Each case's rows are spread over eight files."""
    folder = tmp_path_factory.mktemp("events")
    schema = pa.schema([(name, pa.string()) for name in COLUMNS])
    writers = [pq.ParquetWriter(folder / f"{place}.parquet", schema) for place in range(FILES)]
    written = number = 0
    while written < ROWS:
        rows = [row for case in range(number, number + CASES_AT_ONCE) for row in rows_of_case(case)]
        number += CASES_AT_ONCE
        written += len(rows)
        for place, writer in enumerate(writers):
            writer.write_table(pa.table([list(column) for column in zip(*rows[place::FILES], strict=True)], schema))
    for writer in writers:
        writer.close()
    assert 0.8 < written / (number * EVENTS_A_CASE) < 1.2
    return str(folder)


def without_line(reasons):
    """Removes line numbers from reasons, because rows of a DataFrame have none."""
    return pc.replace_substring_regex(reasons, r" \(line \d+.*\)$", "")


def test_a_worklist_of_many_rows_is_what_one_process_finds(spark, many_events, tmp_path):
    """Compares every column of every line, one column at a time to save memory. In both worklists a case's lines are together, so
    sorting by case makes the order the same."""
    how = {"as_at": datetime(2026, 5, 31, 12), "profile": "barnet", "soon": "10 working days"}
    folder = tmp_path / "worklist"
    begun = time.monotonic()
    dueby.spark.worklist(spark.read.parquet(many_events), **how).write.parquet(str(folder))
    spark_seconds = time.monotonic() - begun
    events = pq.read_table(many_events)
    begun = time.monotonic()
    listed = dueby.worklist(events, order="case", **how)
    wanted = listed.to_arrow()
    print(
        f"\nworklist: {listed.rows} rows, {listed.cases} cases, {len(listed)} lines, {spark_seconds:.1f} s by Spark with its "
        f"files, {time.monotonic() - begun:.1f} s in one process"
    )
    cases = pq.read_table(folder, columns=["case"])["case"]
    nameless = pc.indices_nonzero(pc.is_null(cases))
    order, wanted_order = pc.sort_indices(cases)[: len(cases) - len(nameless)], pc.sort_indices(wanted["case"])
    assert len(order) == len(wanted_order) == len(listed)
    for name in wanted.column_names:
        found, expected = pq.read_table(folder, columns=[name])[name].take(order), wanted[name].take(wanted_order)
        if name == "reason":
            expected = without_line(expected)
        assert found.cast(expected.type).equals(expected), name
    assert {"open", "due_soon", "overdue", "met", "met_late", "missed", "ended", "not_computable"} == set(listed.counts)
    # No case may be lost, nor any row without a case.
    names = pc.fill_null(events["case"], "")
    lengths = pc.binary_length(names)
    are_names = pc.and_(pc.greater(lengths, 0), pc.less_equal(lengths, 200))
    assert listed.cases == pc.count_distinct(names.filter(are_names)).as_py()
    reasons = pq.read_table(folder, columns=["reason"])["reason"].take(nameless).to_pylist()
    assert sum(int(reason.split()[0]) for reason in reasons) == pc.sum(pc.invert(are_names)).as_py() > 0


def test_what_a_group_of_cases_does_not_hold_is_held_elsewhere(spark):
    """One case has a conference and the other has none. The missing conference is overdue, not unknown, because the file has
    conferences."""
    events = [
        ("1", "strategy_discussion.held", date(2026, 3, 27)),
        ("2", "strategy_discussion.held", date(2026, 3, 27)),
        ("2", "icpc.held", date(2026, 4, 21)),
    ]
    how = {"as_at": date(2026, 4, 22), "only": "cp.conference.initial"}
    frame = spark.createDataFrame(events, "case string, event string, at date")
    lines = {row.case: row for row in dueby.spark.worklist(frame, **how).collect()}
    assert (lines["1"].state, lines["1"].working_days_left) == ("overdue", -1)
    assert lines["1"].due == datetime(2026, 4, 21)
    assert lines["2"].state == "met"
    only = dueby.spark.worklist(frame.where("case = '1'"), **how).collect()
    assert [(row.case, row.state) for row in only] == [("1", "not_computable")]


def test_an_iterator_says_what_is_recorded(spark):
    frame = spark.createDataFrame([("1", "strategy_discussion.held", date(2026, 3, 27))], "case string, event string, at date")
    how = {"as_at": date(2026, 4, 22), "only": iter(["cp.conference.initial"])}
    lines = dueby.spark.worklist(frame, recorded=iter(["icpc.held"]), **how).collect()
    assert [row.state for row in lines] == ["overdue"]


@pytest.mark.parametrize(("tags", "state"), [("", "not_computable"), ("alone", "overdue")])
def test_a_tag_that_no_row_has(spark, tags, state):
    """The plan of case 1 needs a visit alone. It is overdue only if the visit of case 2 shows that the records have the tag."""
    starts = (("birth", date(2014, 5, 1)), ("cp_plan.started", date(2026, 1, 5)))
    events = [(case, event, day, "") for case in "12" for event, day in starts]
    events += [("1", "visit.made", date(2026, 1, 12), ""), ("2", "visit.made", date(2026, 1, 12), tags)]
    frame = spark.createDataFrame(events, "case string, event string, at date, tags string").repartition(4)
    how = {"as_at": date(2026, 3, 2), "profile": "barnet", "only": "cp.visit"}
    lines = dueby.spark.worklist(frame, **how).collect()
    assert {row.state for row in lines if row.case == "1" and row.needs} == {state}
    whole = dueby.worklist([dict(zip(("case", "event", "at", "tags"), event)) for event in events], **how).frame
    found = sorted((row.case, row.needs or "", row.state) for row in lines)
    assert sorted((row["case"], row["needs"] or "", row["state"]) for row in whole) == found


def test_events_without_a_needed_column_are_refused_at_once(spark):
    frame = spark.createDataFrame([("1", "birth")], "case string, event string")
    with pytest.raises(dueby.BadFile, match='"at"|at'):
        dueby.spark.worklist(frame, as_at=date(2026, 4, 22))


def test_the_example_prints_what_stands_beside_it(spark):
    """Runs the example on its own Spark cluster."""
    example = ROOT / "examples" / "python" / "spark_job.py"
    environment = {**os.environ, "PYSPARK_SUBMIT_ARGS": f"--master {MASTER} --conf spark.ui.enabled=false pyspark-shell"}
    environment = {name: value for name, value in environment.items() if not name.startswith("PYSPARK_GATEWAY")}
    out = subprocess.run([sys.executable, str(example)], capture_output=True, text=True, env=environment)
    assert out.returncode == 0, out.stderr[-4000:]
    assert out.stdout == example.with_suffix(".txt").read_text(encoding="utf-8")
