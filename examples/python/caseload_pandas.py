"""A caseload in pandas: was each assessment done in time? No row is lost: rows that cannot be read or judged are counted and
reported."""

from datetime import date
from pathlib import Path

import dueby
import pandas as pd

path = Path(__file__).parent.parent / "caseload.csv"
malformed = []  # collects rows with too many cells, which pandas would drop with a warning
frame = pd.read_csv(path, encoding="utf-8-sig", dtype=str, engine="python", on_bad_lines=malformed.append)

# Reads the dates. A value that is not a date becomes NaT, so remember these rows: NaT alone would mean "never done".
texts = frame[["referral_date", "assessment_completed"]]
dates = texts.apply(pd.to_datetime, format="ISO8601", errors="coerce")
unreadable = (texts.notna() & dates.isna()).any(axis=1)

rows = dates[~unreadable]
answer = dueby.check(
    "assessment.single", rows["referral_date"], met=rows["assessment_completed"], as_at=date(2026, 10, 31), details=True
)
print(answer["state"].value_counts().sort_index().to_string())

# Finds rows without a state, and why. A referral from before the rule was in force has the state "not_computable", so it is not
# found here.
bad = answer[answer["state"].isna() & answer["error"].notna()]
print(f"\n{len(malformed) + unreadable.sum() + len(bad)} bad rows:")
print(f"  {len(malformed)} with too many cells, {unreadable.sum()} with a cell that is no date")
for index, error in bad["error"].items():
    print(f"  {frame.loc[index, 'case_id']}: {error}")

# Computes the percentage of completed assessments that were in time, by year of referral.
done = answer[answer["state"].isin(["met", "met_late"])]
in_time = (done["state"] == "met").groupby(rows["referral_date"].dt.year.astype("Int64")).mean().mul(100).round(1)
print("\npercent in time, by year of referral")
print(in_time.loc[2023:2025].to_string())
