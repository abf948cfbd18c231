"""If a bank holiday is proclaimed, shows which due dates of a caseload move, and by how much."""

from datetime import date
from pathlib import Path

import pandas as pd
from dueby import Calendar, worklist

events = pd.read_csv(Path(__file__).parent.parent / "events.csv", dtype=str)
as_at = date(2026, 10, 31)

now = Calendar("england-and-wales")
then = now.with_added([date(2026, 11, 9)], "a day of celebration")

# Case, key and occurrence identify a line on any calendar, so they join the two lists.
before, after = (
    worklist(events, profile="barnet", calendar=calendar, as_at=as_at).frame.set_index(["case", "key", "occurrence"]) for calendar in (now, then)
)
moved = before.join(after[["due"]].rename(columns={"due": "due_then"}))
moved = moved[moved["due"] != moved["due_then"]].dropna(subset=["due", "due_then"])
moved["days"] = (moved["due_then"] - moved["due"]).dt.days

print(f"{len(moved)} of {before['state'].isin(['open', 'due_soon']).sum()} duties to come move")
print(moved.groupby("rule")["days"].agg(["size", "min", "max"]).to_string())
