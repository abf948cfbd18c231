"""Calls for mypy --strict to check. This file is not run."""

from datetime import date, datetime
from typing import assert_type

import dueby
import numpy as np
import numpy.typing as npt
import polars as pl

deadline = dueby.due("cp.conference.initial", date(2026, 3, 27), profile="barnet", tags=["alone"], born=date(2015, 1, 1))
assert_type(deadline, dueby.Deadline)
assert_type(deadline.due, date)
assert_type(deadline.check(met=datetime(2026, 4, 1, 9)), dueby.Verdict)
assert_type(dueby.check("cp.visit", date(2026, 3, 27), as_at=date(2026, 4, 1)), dueby.Verdict)
assert_type(dueby.series("cla.visit", date(2026, 3, 27), 3), list[dueby.Deadline])

calendar = dueby.Calendar("england-and-wales").with_closures([date(2026, 12, 29)], "shut")
assert_type(calendar.add(date(2026, 3, 27), "15 working days"), date)
assert_type(calendar.between(date(2026, 3, 27), date(2026, 4, 1)), int)
assert_type(calendar.is_working_day(date(2026, 3, 27)), bool)
assert_type(calendar.holidays(2026), list[dueby.Holiday])


def columns(days: npt.NDArray[np.datetime64], series: pl.Series) -> None:
    assert_type(dueby.due("cp.visit", days), npt.NDArray[np.datetime64])
    assert_type(dueby.due("cp.visit", series), pl.Series)
    assert_type(calendar.add(series, "5 working days"), pl.Series)


def caseload(frame: pl.DataFrame) -> None:
    listed = dueby.worklist(frame, profile="barnet", as_at=date(2026, 10, 31), only=["cp.*"], state="overdue", calendar=calendar)
    assert_type(listed, dueby.Worklist)
    assert_type(listed.counts, dict[str, int])
    assert_type(listed.notes, list[str])
    assert_type(listed.quality, list[dueby.Finding])
    assert_type(listed.problems, list[dueby.Problem])
    listed.summary("at", (None, date(2026, 6, 30)), by="team")


timeline = dueby.Timeline("england", [("strategy_discussion.held", date(2026, 3, 27))], as_at=date(2026, 4, 1))
assert_type(timeline[0], dueby.Line)
assert_type(timeline[0].due, date | None)
assert_type([line.explain() for line in timeline], list[str])
