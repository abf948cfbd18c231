"""Each example in examples/python must print the text of the file beside it, and its counts must be the same as the command's."""

import csv
import re
import subprocess
import sys
from datetime import date, timedelta

import pytest
from conftest import ROOT

EXAMPLES = ROOT / "examples" / "python"
HERE = [path for path in sorted(EXAMPLES.glob("*.py")) if path.stem != "spark_job"]  # test_spark.py tests the Spark example


@pytest.mark.parametrize("path", HERE, ids=lambda path: path.stem)
def test_prints_what_stands_beside_it(path):
    out = subprocess.run([sys.executable, "-W", "error", str(path)], capture_output=True, text=True)
    assert out.returncode == 0, out.stderr
    assert out.stdout == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_the_caseload_is_as_the_command_counts_it(command):
    """Compares the states, bad rows and percentages of the pandas example with the rows that `dueby batch` writes."""
    out = subprocess.run(
        [command, "batch", str(ROOT / "examples" / "caseload.csv"), "--rule", "assessment.single", "--from", "referral_date", "--met",
         "assessment_completed", "--as-at", "2026-10-31"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert out.returncode == 5
    rows = [row for row in csv.DictReader(out.stdout.lstrip("\ufeff").splitlines()) if None not in row]
    said = (EXAMPLES / "caseload_pandas.txt").read_text(encoding="utf-8")
    states = [row["state"] for row in rows]
    for state in ("open", "due_soon", "overdue", "met", "met_late", "not_computable"):
        counted = next(line.split()[1] for line in said.splitlines() if line.split()[:1] == [state])
        assert int(counted) == states.count(state), state
    failed = re.search(r"(\d+) with errors", out.stderr)
    assert failed and f"\n{failed[1]} bad rows" in said
    for year in ("2023", "2024", "2025"):
        done = [row["state"] for row in rows if row["referral_date"].startswith(year) and row["state"] in ("met", "met_late")]
        percent = next(line.split()[1] for line in said.splitlines() if line.split()[:1] == [year])
        assert float(percent) == round(100 * done.count("met") / len(done), 1)


def test_the_months_are_as_the_command_counts_them(command, tmp_path):
    """Compares each month of the chart with `--summary` for that month. The chart's image must exist."""
    picture = tmp_path / "in_time.png"
    subprocess.run([sys.executable, "-W", "error", str(EXAMPLES / "in_time_by_month.py"), str(picture)], check=True, capture_output=True)
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG") and len(data) > 10000
    said = [line.split() for line in (EXAMPLES / "in_time_by_month.txt").read_text(encoding="utf-8").splitlines()[2:]]
    assert len(said) == 12
    for month, counted, in_time, percent in said:
        first = date.fromisoformat(month)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        out = subprocess.run(
            [command, "worklist", str(ROOT / "examples" / "events.csv"), "--profile", "barnet", "--as-at", "2026-10-31", "--only",
             "cla.visit,cp.visit", "--summary", "--period", f"{first}..{last}", "--format", "csv"],
            capture_output=True, text=True,
        )  # fmt: skip
        rows = [row for row in csv.DictReader(out.stdout.splitlines()) if not row["needs"]]
        assert (int(counted), int(in_time)) == tuple(sum(int(row[name]) for row in rows) for name in ("counted", "in_time"))
        assert float(percent) == round(100 * int(in_time) / int(counted), 1)


def test_what_moves_is_as_the_command_counts_it(command):
    """Compares the number of duties whose dates move with the number that `dueby impact` reports for the same holiday."""
    out = subprocess.run(
        [command, "impact", str(ROOT / "examples" / "events.csv"), "--profile", "barnet", "--as-at", "2026-10-31", "--add-holiday",
         "2026-11-09", "--format", "csv"],
        capture_output=True, text=True,
    )  # fmt: skip
    moved = list(csv.DictReader(out.stdout.splitlines()))
    said = (EXAMPLES / "new_bank_holiday.txt").read_text(encoding="utf-8")
    assert moved and int(said.split()[0]) == len(moved)
