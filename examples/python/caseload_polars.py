"""A caseload in polars: was each assessment done in time? Date columns are passed in and out without a copy, even in
expressions."""

from datetime import date
from pathlib import Path

import dueby
import polars as pl

path = Path(__file__).parent.parent / "caseload.csv"
# A row with too many cells keeps only the first seven.
texts = pl.read_csv(path, infer_schema=False, truncate_ragged_lines=True)
to_date = pl.col("referral_date", "assessment_completed").str.to_date("%Y-%m-%d", strict=False)
frame = texts.with_columns(to_date.name.suffix("_day"))

unreadable = frame.filter(
    (pl.col("referral_date").is_not_null() & pl.col("referral_date_day").is_null())
    | (pl.col("assessment_completed").is_not_null() & pl.col("assessment_completed_day").is_null())
)
rows = frame.join(unreadable, on="case_id", how="anti", maintain_order="left")

answer = dueby.check(
    "assessment.single",
    rows["referral_date_day"],
    met=rows["assessment_completed_day"],
    as_at=date(2026, 10, 31),
    details=True,
)
for state, count in answer["state"].drop_nulls().value_counts().sort("state").iter_rows():
    print(f"{state:<15}{count:>4}")
print(f"{len(unreadable)} rows with a cell that is no date")
for error, count in answer.filter(pl.col("state").is_null())["error"].drop_nulls().value_counts().sort("error").iter_rows():
    print(f"{count} {error}")

# Computes the due days inside a lazy expression.
due = rows.lazy().select(
    pl.col("referral_date_day")
    .filter(pl.col("referral_date_day") >= date(2026, 10, 1))
    .map_batches(lambda days: dueby.due("assessment.single", days), return_dtype=pl.Date, is_elementwise=True)
    .alias("due")
)
print("referrals of October 2026: due from", *due.select(pl.col("due").min()).collect()["due"])
