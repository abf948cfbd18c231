"""Compares the output of dueby compare with a slow comparison that shares no code, for 20 working days and for one month, from 2020
to 2028.

    compare.py DUEBY CALENDAR.csv
"""
import calendar
import csv
import datetime
import io
import pathlib
import subprocess
import sys
import tempfile

PROFILE = """profile: {name}
title: "A fictional profile"
authority: {authority}
document: {{title: Practice Standards}}
rules:
  - id: meeting
    title: meeting
    trigger: referral.received
    due: referral.decided
    within: {within}
    source: {{section: "1", checked: primary}}
"""
FIRST, LAST = datetime.date(2020, 1, 1), datetime.date(2028, 12, 31)
DAY = datetime.timedelta(days=1)


def holidays(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if not row["known_to"]]
    return {day for day in (datetime.date.fromisoformat(row["date"]) for row in rows) if FIRST <= day <= LAST}


def working_days_later(day, count, shut):
    while count:
        day += DAY
        count -= day.weekday() < 5 and day not in shut
    return day


def month_later(day):
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def slow(shut):
    """Returns the cells that dueby compare must print, worked out day by day."""
    gaps = {}
    day = FIRST
    while day <= LAST:
        left = working_days_later(day, 20, shut)
        if left <= LAST:
            gaps[day] = (left - month_later(day)).days
        day += DAY
    largest = {side: max(side * gap for gap in gaps.values()) for side in (1, -1)}
    witness = {side: min(day for day, gap in gaps.items() if side * gap == largest[side]) for side in (1, -1)}
    return {
        "verdict": "neither",
        "left_later_share": f"{sum(gap > 0 for gap in gaps.values()) / len(gaps):.4f}",
        "right_later_share": f"{sum(gap < 0 for gap in gaps.values()) / len(gaps):.4f}",
        "largest_gap_days": str(max(largest.values())),
        "witness_left_later": witness[1].isoformat(),
        "witness_right_later": witness[-1].isoformat(),
        "later_than_law": f"can be later than the law allows, by {largest[-1]} days, for example from {witness[-1].isoformat()}",
        "days": str(len(gaps)),
    }


def main():
    dueby, table = sys.argv[1:]
    shut = holidays(table)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "law.yaml").write_text(PROFILE.format(name="law", authority="statute", within="20 working days"))
        (folder / "council.yaml").write_text(PROFILE.format(name="council", authority="local", within="1 month"))
        (folder / "days.csv").write_text("date\n" + "\n".join(sorted(day.isoformat() for day in shut)) + "\n")
        out = subprocess.run([dueby, "compare", folder / "law.yaml", folder / "council.yaml", "--holidays", folder / "days.csv", "--format", "csv"],
                             check=True, capture_output=True, text=True).stdout
    rows = list(csv.DictReader(io.StringIO(out)))
    wrong = [f"{name}: expected {expected}, found {rows[0][name]}" for name, expected in slow(shut).items() if rows[0][name] != expected]
    print("\n".join(wrong) or f"{rows[0]['days']} days compared")
    return 1 if wrong or len(rows) != 1 else 0


if __name__ == "__main__":
    sys.exit(main())
