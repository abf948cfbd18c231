"""How many visits were in time, month by month, as a table and a chart."""

import sys
from datetime import date, timedelta
from pathlib import Path

import matplotlib
import pandas as pd
from dueby import worklist

matplotlib.use("Agg")
from matplotlib import pyplot

events = pd.read_csv(Path(__file__).parent.parent / "events.csv", dtype=str)
listed = worklist(events, profile="barnet", as_at=date(2026, 10, 31), only="cla.visit,cp.visit")

# Counts the visits due in each month. The last day of a month is the day before the next month begins.
starts = [date(year, month, 1) for year in (2025, 2026) for month in range(1, 13)][9:22]
months = pd.concat(listed.summary("due", (start, following - timedelta(days=1))) for start, following in zip(starts, starts[1:]))
months = months[months["needs"].fillna("") == ""]  # drops the rows for visits at which the child was seen alone
counts = months.groupby("from")[["counted", "in_time"]].sum()
counts["percent"] = (100 * counts["in_time"] / counts["counted"]).round(1)
print(counts.to_string())

figure, axes = pyplot.subplots(figsize=(9, 4.5), layout="constrained")
labels = [month.strftime("%b %Y") for month in counts.index]
axes.bar(labels, counts["percent"], color="#2f6f9f")
for place, row in enumerate(counts.itertuples()):
    axes.annotate(f"{row.in_time} of {row.counted}", (place, row.percent), ha="center", va="bottom", fontsize=8)
axes.set(ylim=(0, 110), yticks=range(0, 101, 20), ylabel="percent in time", title="Visits that fell due: looked-after children, protection plans")
axes.tick_params(axis="x", rotation=45)
axes.spines[["top", "right"]].set_visible(False)
if len(sys.argv) > 1:
    figure.savefig(sys.argv[1], dpi=110)
