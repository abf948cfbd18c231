"""Compares tables of due dates with the command's output."""

import csv
import os
import subprocess
from datetime import date

import pytest

import dueby


def by_command(*words: str) -> list[dict[str, str]]:
    done = subprocess.run([os.environ["DUEBY_COMMAND"], "due-table", *words], text=True, capture_output=True, check=True)
    return list(csv.DictReader(done.stdout.splitlines()))


def texts(rows: list[dict[str, object]]) -> list[dict[str, str]]:
    return [{name: str(value) for name, value in row.items()} for row in rows]


def test_one_duty():
    rows = dueby.due_table(date(2026, 3, 27), date(2026, 3, 28), "cp.conference.initial")
    assert [(row["date"], row["due"]) for row in rows] == [
        (date(2026, 3, 27), date(2026, 4, 21)),  # 15 working days after a Friday, over Easter
        (date(2026, 3, 28), date(2026, 4, 21)),
    ]
    assert texts(rows) == by_command("2026-03-27..2026-03-28", "cp.conference.initial")


@pytest.mark.parametrize("profile", ["england", "barnet"])
def test_all_duties(profile):
    rows = dueby.due_table(date(2026, 3, 23), date(2026, 4, 12), profile=profile)
    assert len(rows) > 500
    assert texts(rows) == by_command("2026-03-23..2026-04-12", "--profile", profile)


def test_years_and_forms():
    rows = dueby.due_table(2024, 2025, ["cp.conference.initial", "england:assessment.single"])
    assert texts(rows) == by_command("2024..2025", "cp.conference.initial", "england:assessment.single")
    assert dueby.due_table(date(1980, 1, 1), rules="assessment.single") == []  # the duty was not yet in force


def test_wrong_questions():
    with pytest.raises(dueby.NotComputable, match="missing.return_interview: its due date depends on more"):
        dueby.due_table(2026, rules=["cp.conference.initial", "missing.return_interview"])
    with pytest.raises(dueby.UnknownName, match='did you mean "cla.visit"'):
        dueby.due_table(2026, rules="cla.visti")
    with pytest.raises(dueby.BadValue, match="last: 2026-03-27 is before the first day, 2026-03-28"):
        dueby.due_table(date(2026, 3, 28), date(2026, 3, 27))
    with pytest.raises(dueby.BadValue, match="expected a year such as 2026"):
        dueby.due_table(0)
