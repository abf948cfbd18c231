"""dueby in Python beside what an analyst would use otherwise: the same days, the same bank holidays, first the same answers, then
the time, in one run.

    bench.py [DATES]"""

import argparse
import datetime
import os
import platform
import statistics
import subprocess
import sys
import time
import warnings

os.environ["POLARS_MAX_THREADS"] = "1"  # one thread each: before polars is imported

import dueby
import holidays as python_holidays
import numpy as np
import pandas as pd
import polars as pl

SEED = 20261031
FIRST, LAST = np.datetime64("2011-01-01"), np.datetime64("2028-06-30")  # the rule is in force, and python holidays know all days
RULE, DAYS = "cp.conference.initial", 15
DAYS_APART = 120
RUNS, RUNS_OF_LOOPS = 5, 3
PANDAS_DATES, LOOP_DATES = 20_000, 2_000
SCALARS, IMPORTS = 100_000, 15
EXPECTED_COLUMN, EXPECTED_SCALAR_US, EXPECTED_IMPORT_MS = 30, 2.0, 50.0
ONE_DAY = datetime.timedelta(days=1)


class Ground:
    """The days in each form in which somebody takes them."""

    def __init__(self, dates):
        random = np.random.default_rng(SEED)
        first, last = FIRST.astype(np.int64), LAST.astype(np.int64)
        self.n = dates
        self.days = random.integers(first, last, dates, endpoint=True).astype("M8[D]")
        self.ends = self.days + random.integers(0, DAYS_APART, dates, endpoint=True)
        self.calendar = dueby.Calendar("england-and-wales")
        self.holidays = np.array([holiday.date for holiday in self.calendar.holidays(2011, 2029)], "M8[D]")
        self.busdays = np.busdaycalendar(holidays=self.holidays)
        self.listed = self.holidays.tolist()
        self.polars_days, self.polars_ends = pl.Series("day", self.days), pl.Series("end", self.ends)
        self.pandas_days = pd.Series(self.days.astype("M8[ns]"))


def seconds(work):
    """Of the processor, the system's part for fresh memory included: waiting for other work on the machine is not counted."""
    start = time.process_time()
    work()
    return time.process_time() - start


def medians(ways):
    """Seconds of each way, after one run that does not count; they take turns, so that a busy machine slows them all."""
    took = [[] for _ in ways]
    for run in range(RUNS + 1):
        for index, (_, _, work, runs) in enumerate(ways):
            if run <= runs:
                took[index].append(seconds(work))
    return [statistics.median(times[1:]) for times in took]


def need_same(what, ours, theirs):
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    if not np.array_equal(ours, theirs):
        wrong = np.flatnonzero(ours != theirs)
        sys.exit(f"bench: {what}: {len(wrong)} of {len(ours)} differ, first {ours[wrong[0]]} and {theirs[wrong[0]]}")


def loop_add(days, amount, holidays):
    """With python holidays, as its users write it."""
    added = []
    for day in days:
        left = amount
        while left:
            day += ONE_DAY
            if day.weekday() < 5 and day not in holidays:
                left -= 1
        added.append(day)
    return added


def loop_count(starts, ends, holidays):
    counts = []
    for day, end in zip(starts, ends, strict=True):
        count = 0
        while day < end:
            day += ONE_DAY
            count += day.weekday() < 5 and day not in holidays
        counts.append(count)
    return counts


def polars_add(ground, amount):
    """polars refuses to start on a day that is no business day: it rolls first, and then a forward roll is one day too many."""
    start = ground.polars_days.to_frame()
    expression = pl.col("day").dt.add_business_days(amount, holidays=ground.listed, roll="backward")
    return start.select(expression)["day"]


def polars_count(ground):
    """From the day after the start to the day after the end: as between() counts."""
    frame = pl.DataFrame([ground.polars_days, ground.polars_ends])
    one = pl.duration(days=1)
    return frame.select(pl.business_day_count(pl.col("day") + one, pl.col("end") + one, holidays=ground.listed))["day"]


def adding(ground):
    """A whole rule, and the bare sum, beside each other's way to add 15 working days."""
    listed = python_holidays.UnitedKingdom(subdiv="ENG", years=range(2011, 2030))
    need_same("python holidays", sorted(day for day in listed if day.weekday() < 5), ground.listed)
    few, loop_days = ground.pandas_days[:PANDAS_DATES], ground.days[:LOOP_DATES].tolist()
    offset = pd.offsets.CustomBusinessDay(DAYS, calendar=ground.busdays)
    span, calendar, days = f"{DAYS} working days", ground.calendar, ground.days

    def numpy():
        return np.busday_offset(days, DAYS, roll="backward", busdaycal=ground.busdays)

    ours = dueby.due(RULE, days)
    need_same("numpy", ours, numpy())
    need_same("add", ours, calendar.add(days, span))
    need_same("polars in", ours, dueby.due(RULE, ground.polars_days))
    need_same("polars", ours, polars_add(ground, DAYS))
    need_same("pandas in", ours, dueby.due(RULE, ground.pandas_days).astype("M8[s]"))
    need_same("pandas", ours[:PANDAS_DATES], (few + offset).astype("M8[s]"))
    need_same("loop", ours[:LOOP_DATES], np.array(loop_add(loop_days, DAYS, listed), "M8[D]"))
    return [
        ("dueby.due, numpy datetime64[D]", ground.n, lambda: dueby.due(RULE, days), RUNS),
        ("dueby.due, pandas datetime64[ns]", ground.n, lambda: dueby.due(RULE, ground.pandas_days), RUNS),
        ("dueby.due, polars Date", ground.n, lambda: dueby.due(RULE, ground.polars_days), RUNS),
        ("Calendar.add, numpy datetime64[D]", ground.n, lambda: calendar.add(days, span), RUNS),
        ("Calendar.add, polars Date", ground.n, lambda: calendar.add(ground.polars_days, span), RUNS),
        ("numpy.busday_offset", ground.n, numpy, RUNS_OF_LOOPS),
        ("polars add_business_days, 1 thread", ground.n, lambda: polars_add(ground, DAYS), RUNS_OF_LOOPS),
        ("pandas CustomBusinessDay", PANDAS_DATES, lambda: few + offset, RUNS_OF_LOOPS),
        ("python holidays and a loop", LOOP_DATES, lambda: loop_add(loop_days, DAYS, listed), RUNS_OF_LOOPS),
    ]


def counting(ground):
    listed = python_holidays.UnitedKingdom(subdiv="ENG", years=range(2011, 2030))
    calendar, days, ends = ground.calendar, ground.days, ground.ends
    loop_days, loop_ends = days[:LOOP_DATES].tolist(), ends[:LOOP_DATES].tolist()
    one = np.timedelta64(1, "D")

    def numpy():
        return np.busday_count(days, ends, busdaycal=ground.busdays)

    need_same("busday_count", calendar.between(days, ends, include="start"), numpy())
    ours = calendar.between(days, ends)
    need_same("busday_count, ends", ours, np.busday_count(days + one, ends + one, busdaycal=ground.busdays))
    need_same("polars in", ours, calendar.between(ground.polars_days, ground.polars_ends))
    need_same("polars", ours, polars_count(ground))
    need_same("loop", ours[:LOOP_DATES], loop_count(loop_days, loop_ends, listed))
    return [
        ("Calendar.between, numpy", ground.n, lambda: calendar.between(days, ends), RUNS),
        ("Calendar.between, polars", ground.n, lambda: calendar.between(ground.polars_days, ground.polars_ends), RUNS),
        ("numpy.busday_count", ground.n, numpy, RUNS_OF_LOOPS),
        ("polars business_day_count, 1 thread", ground.n, lambda: polars_count(ground), RUNS_OF_LOOPS),
        ("python holidays and a loop", LOOP_DATES, lambda: loop_count(loop_days, loop_ends, listed), RUNS_OF_LOOPS),
    ]


def report(what, ways, against):
    """Prints a table: nanoseconds each, and how many times that of the first way. Returns the ratios of `against` pairs."""
    print(f"\n{what:<40}{'ns per date':>14}{'times the first':>17}{'dates':>14}")
    each = {}
    for (name, dates, *_), took in zip(ways, medians(ways), strict=True):
        each[name] = took / dates * 1e9
        print(f"  {name:<38}{each[name]:>14,.2f}{each[name] / each[ways[0][0]]:>17,.1f}{dates:>14,}", flush=True)
    for ours, theirs in against:
        print(f"  {theirs} takes {each[theirs] / each[ours]:.1f} times as long as {ours}")
    return [each[theirs] / each[ours] for ours, theirs in against]


def scalars():
    """Microseconds of one question, the best of several rounds: what else the machine does only adds."""
    day = datetime.date(2026, 3, 27)
    due, rule = dueby.due, RULE

    def ask():
        for _ in range(SCALARS):
            due(rule, day)

    def ask_and_read():
        for _ in range(SCALARS):
            due(rule, day).due

    def walk():
        for _ in range(SCALARS // 100):
            loop_add([day], DAYS, listed)

    listed = python_holidays.UnitedKingdom(subdiv="ENG", years=range(2011, 2030))
    best = [min(seconds(work) for _ in range(RUNS)) / count * 1e6 for work, count in
            ((ask, SCALARS), (ask_and_read, SCALARS), (walk, SCALARS // 100))]  # fmt: skip
    print("\none question                               microseconds")
    for name, took in zip(("dueby.due(rule, day)", "dueby.due(rule, day).due", "python holidays and a loop"), best, strict=True):
        print(f"  {name:<38}{took:>14.2f}")
    return best[0]


def imports():
    """Milliseconds of `import dueby` in a new process, the best of several."""
    code = "import time; start = time.perf_counter(); import dueby; print(time.perf_counter() - start)"
    took = [
        float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
        for _ in range(IMPORTS)
    ]
    print(f"\nimport dueby: {min(took) * 1e3:.1f} ms, median {statistics.median(took) * 1e3:.1f} ms")
    return min(took) * 1e3


def judge(what, figure, limit, at_least):
    fine = figure >= limit if at_least else figure <= limit
    print(f"  {what:<52}{figure:>8.1f}   expected {'at least' if at_least else 'at most'} {limit:g}{'' if fine else '   MISSED'}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("dates", nargs="?", type=int, default=10_000_000)
    options = parser.parse_args()
    warnings.simplefilter("ignore", pd.errors.PerformanceWarning)
    ground = Ground(options.dates)
    print(f"dueby {dueby.__version__}, numpy {np.__version__}, pandas {pd.__version__}, polars {pl.__version__}, "
          f"holidays {python_holidays.__version__}, Python {platform.python_version()}; load {os.getloadavg()[0]:.1f}; "
          f"answers compared before each table")  # fmt: skip
    whole, polars = report(
        f"{DAYS} working days later",
        adding(ground),
        [
            ("dueby.due, numpy datetime64[D]", "numpy.busday_offset"),
            ("dueby.due, polars Date", "polars add_business_days, 1 thread"),
        ],
    )
    count, polars_counts = report(
        "working days between two dates",
        counting(ground),
        [("Calendar.between, numpy", "numpy.busday_count"), ("Calendar.between, polars", "polars business_day_count, 1 thread")],
    )
    each, importing = scalars(), imports()
    print("\nexpectations")
    judge("numpy.busday_offset / due of a whole rule", whole, EXPECTED_COLUMN, True)
    judge("polars add_business_days / due", polars, 5, True)
    judge("polars business_day_count / between", polars_counts, 5, True)
    judge("numpy.busday_count / between", count, 5, True)
    judge("one question, microseconds", each, EXPECTED_SCALAR_US, False)
    judge("import, milliseconds", importing, EXPECTED_IMPORT_MS, False)
    print(f"load at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
