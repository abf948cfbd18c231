"""A caseload as a Spark job, on one machine or on many: was each assessment done in time?

No row is lost: rows that cannot be read or judged are counted and reported."""

from datetime import date
from pathlib import Path

import dueby.spark
from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("assessments in time").getOrCreate()
path = Path(__file__).resolve().parent.parent / "caseload.csv"

# A quoted cell may contain line breaks and quotes. By default, Spark would split it into two rows.
frame = spark.read.csv(str(path), header=True, multiLine=True, escape='"')

# Reads the dates. A value that is not a date becomes null, so remember these rows: null alone would mean "never done".
for name in ("referral_date", "assessment_completed"):
    frame = frame.withColumn(f"{name}_day", frame[name].try_cast("date"))
unreadable = (
    "(referral_date IS NOT NULL AND referral_date_day IS NULL)"
    " OR (assessment_completed IS NOT NULL AND assessment_completed_day IS NULL)"
)

answer = dueby.spark.check(
    frame.where(f"NOT ({unreadable})"),
    "assessment.single",
    "referral_date_day",
    met="assessment_completed_day",
    as_at=date(2026, 10, 31),
)
for row in answer.where("state IS NOT NULL").groupBy("state").count().sort("state").collect():
    print(f"{row['state']:<15}{row['count']:>4}")
print(f"{frame.where(unreadable).count()} rows with a cell that is no date")
for row in answer.where("state IS NULL AND error IS NOT NULL").groupBy("error").count().sort("error").collect():
    print(f"{row['count']} {row['error']}")
spark.stop()
