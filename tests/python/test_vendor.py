"""Tests examples/vendor in Python, and the Parquet file of docs/sql.md."""

import datetime
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_the_task_of_every_language():
    out = subprocess.run([sys.executable, ROOT / "examples/vendor/vendor.py"], capture_output=True, check=True).stdout
    assert out.decode() == (ROOT / "examples/vendor/expected.txt").read_text(encoding="utf-8")


def test_a_due_table_as_parquet(command, tmp_path, monkeypatch):
    """15 working days after Friday 27 March 2026: Good Friday and Easter Monday do not count."""
    import pyarrow.parquet

    code = re.search(r"```python\n(.*?)```", (ROOT / "docs/sql.md").read_text(encoding="utf-8"), re.DOTALL)[1]
    with open(tmp_path / "due.csv", "wb") as out:
        subprocess.run([command, "due-table", "2026-03-27", "cp.conference.initial"], stdout=out, check=True)
    monkeypatch.chdir(tmp_path)
    exec(code, {})
    assert pyarrow.parquet.read_table("due.parquet").to_pylist() == [
        {
            "profile": "england",
            "duty": "cp.conference.initial",
            "date": datetime.date(2026, 3, 27),
            "trigger_event": "strategy_discussion.held",
            "due": datetime.date(2026, 4, 21),
            "rule_address": "england:cp.conference.initial",
            "certainty": "confirmed",
        }
    ]
