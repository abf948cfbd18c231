"""Compares dueby in Python with other libraries that an analyst could use, over the same days and bank holidays, in one run: first
the answers, then the time.

    bench.py [DATES]"""

import argparse
import datetime
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = "1"  # one thread for each library; must be set before polars is imported

import dueby
import holidays as python_holidays
import numpy as np
import pandas as pd
import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from worklist import write_caseload

SEED = 20261031
# The years in which the rule is in force and the package "holidays" has all bank holidays.
FIRST, LAST = np.datetime64("2011-01-01"), np.datetime64("2028-06-30")
RULE, DAYS = "cp.conference.initial", 15
DAYS_APART = 120
RUNS = 5
PANDAS_DATES, LOOP_DATES = 20_000, 2_000
EVENTS, AS_AT = 300_000, datetime.date(2026, 10, 31)
SCALARS, IMPORTS = 100_000, 15
EXPECTED_COLUMN, EXPECTED_SCALAR_US, EXPECTED_IMPORT_MS = 30, 2.0, 50.0
SHORT, REPEATS, HALF = 100, 1000, "dueby.due, half without an answer"
EXPECTED_HALF = 2
NUMPY_ALL, NUMPY_FEW = "numpy.busday_offset, the same table", "numpy.busday_offset, of these years"
ONE_DAY = datetime.timedelta(days=1)


class Ground:
    """The same days in the form that each compared library takes."""

    def __init__(self, dates):
        random = np.random.default_rng(SEED)
        first, last = FIRST.astype(np.int64), LAST.astype(np.int64)
        self.n = dates
        self.days = random.integers(first, last, dates, endpoint=True).astype("M8[D]")
        self.ends = self.days + random.integers(0, DAYS_APART, dates, endpoint=True)
        # Half of these days are 20 years earlier, when the rule was not in force.
        self.half = np.where(random.integers(0, 2, dates), self.days, self.days - np.timedelta64(20 * 365, "D"))
        self.calendar = dueby.Calendar("england-and-wales")
        self.listed = [holiday.date for holiday in self.calendar.holidays(2011, 2029)]
        self.busdays = np.busdaycalendar(holidays=self.listed)  # only the holidays of the measured years
        self.all_busdays = np.busdaycalendar(holidays=[holiday.date for holiday in self.calendar.holidays()])
        self.polars_days, self.polars_ends = pl.Series("day", self.days), pl.Series("end", self.ends)
        self.pandas_days = pd.Series(self.days.astype("M8[ns]"))


def seconds(work):
    """Returns processor time, including time that the kernel spends on new memory. Time spent waiting for other processes does not
    count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def bests(ways):
    """Returns each method's best time in seconds, because other load only adds time. Methods take turns, so load slows all of
    them."""
    took = [[] for _ in ways]
    for _ in range(RUNS):
        for times, (_, _, work) in zip(took, ways, strict=True):
            times.append(seconds(work))
    return [min(times) for times in took]


def need_same(what, ours, theirs):
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    if not np.array_equal(ours, theirs):
        wrong = np.flatnonzero(ours != theirs)
        sys.exit(f"bench: {what}: {len(wrong)} of {len(ours)} differ, first {ours[wrong[0]]} and {theirs[wrong[0]]}")


def loop_add(days, amount, holidays):
    """Adds working days with the package "holidays", as its users would write it."""
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
    """polars refuses to start on a day that is not a business day. Rolling the day forward first would count one day too many."""
    start = ground.polars_days.to_frame()
    expression = pl.col("day").dt.add_business_days(amount, holidays=ground.listed, roll="backward")
    return start.select(expression)["day"]


def polars_count(ground):
    """Counts business days with polars, from the day after the start to the day after the end, as dueby.between() does."""
    frame = pl.DataFrame([ground.polars_days, ground.polars_ends])
    one = pl.duration(days=1)
    return frame.select(pl.business_day_count(pl.col("day") + one, pl.col("end") + one, holidays=ground.listed))["day"]


def adding(ground):
    """Compares dueby.due() and Calendar.add() with other ways to add 15 working days."""
    listed = python_holidays.UnitedKingdom(subdiv="ENG", years=range(2011, 2030))
    need_same("python holidays", sorted(day for day in listed if day.weekday() < 5), ground.listed)
    few, loop_days = ground.pandas_days[:PANDAS_DATES], ground.days[:LOOP_DATES].tolist()
    offset = pd.offsets.CustomBusinessDay(DAYS, calendar=ground.busdays)
    span, calendar, days = f"{DAYS} working days", ground.calendar, ground.days

    def numpy(busdays):
        return np.busday_offset(days, DAYS, roll="backward", busdaycal=busdays)

    ours = dueby.due(RULE, days)
    need_same("numpy", ours, numpy(ground.all_busdays))
    need_same("numpy, holidays of these years", ours, numpy(ground.busdays))
    need_same("add", ours, calendar.add(days, span))
    need_same("polars in", ours, dueby.due(RULE, ground.polars_days))
    need_same("polars", ours, polars_add(ground, DAYS))
    need_same("pandas in", ours, dueby.due(RULE, ground.pandas_days).astype("M8[s]"))
    need_same("pandas", ours[:PANDAS_DATES], (few + offset).astype("M8[s]"))
    need_same("loop", ours[:LOOP_DATES], np.array(loop_add(loop_days, DAYS, listed), "M8[D]"))
    return [
        ("dueby.due, numpy datetime64[D]", ground.n, lambda: dueby.due(RULE, days)),
        ("dueby.due, pandas datetime64[ns]", ground.n, lambda: dueby.due(RULE, ground.pandas_days)),
        ("dueby.due, polars Date", ground.n, lambda: dueby.due(RULE, ground.polars_days)),
        ("Calendar.add, numpy datetime64[D]", ground.n, lambda: calendar.add(days, span)),
        ("Calendar.add, polars Date", ground.n, lambda: calendar.add(ground.polars_days, span)),
        (NUMPY_ALL, ground.n, lambda: numpy(ground.all_busdays)),
        (NUMPY_FEW, ground.n, lambda: numpy(ground.busdays)),
        ("polars add_business_days, 1 thread", ground.n, lambda: polars_add(ground, DAYS)),
        ("pandas CustomBusinessDay", PANDAS_DATES, lambda: few + offset),
        ("python holidays and a loop", LOOP_DATES, lambda: loop_add(loop_days, DAYS, listed)),
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
        ("Calendar.between, numpy", ground.n, lambda: calendar.between(days, ends)),
        ("Calendar.between, polars", ground.n, lambda: calendar.between(ground.polars_days, ground.polars_ends)),
        ("numpy.busday_count", ground.n, numpy),
        ("polars business_day_count, 1 thread", ground.n, lambda: polars_count(ground)),
        ("python holidays and a loop", LOOP_DATES, lambda: loop_count(loop_days, loop_ends, listed)),
    ]


class Caseload:
    """The events of many cases, and the code that an analyst would write to work out one duty."""

    def __init__(self, folder):
        path = folder / "events.csv"
        write_caseload(path, EVENTS)
        self.events = pd.read_csv(path, dtype=str, keep_default_na=False)
        self.events["at"] = pd.to_datetime(self.events["at"])
        self.n = len(self.events)
        self.holidays = python_holidays.UnitedKingdom(subdiv="ENG", years=range(2011, 2030))
        self.busdays = np.busdaycalendar(holidays=sorted(self.holidays))
        self.lines = len(self.ask().frame)

    def ask(self, **more):
        listed = dueby.worklist(self.events, as_at=AS_AT, order="case", **more)
        assert listed.frame is not None
        return listed

    def loop(self):
        """Finds the first strategy discussion of each case, and the conference after it, with a loop over cases."""
        answers = {}
        for case, events in self.events.groupby("case", sort=False):
            started = met = None
            for event, at in zip(events["event"], events["at"].dt.date, strict=True):
                if event == "strategy_discussion.held" and started is None:
                    started = at
                if event == "icpc.held" and met is None:
                    met = at
            if started is not None:
                (due,) = loop_add([started], DAYS, self.holidays)
                answers[case] = due, (("met" if met <= due else "met_late") if met else "overdue" if AS_AT > due else "open")
        return answers

    def columns(self):
        """Finds the first strategy discussion and the first conference of each case, without a loop."""
        first = self.events.pivot_table(index="case", columns="event", values="at", aggfunc="min", sort=False)
        started, met = (first[event].to_numpy().astype("M8[D]") for event in ("strategy_discussion.held", "icpc.held"))
        due = np.busday_offset(started, DAYS, roll="backward", busdaycal=self.busdays)
        done = np.where(met <= due, "met", "met_late")
        return due, np.where(np.isnat(met), np.where(np.datetime64(AS_AT) > due, "overdue", "open"), done)


def worklists(caseload):
    """Compares a worklist of every duty with the code that an analyst would write for one duty."""
    ours = caseload.ask(only=RULE).frame
    answers = caseload.loop()
    need_same("loop, due", ours["due"].dt.date, [answers[case][0] for case in ours["case"]])
    need_same("loop, state", ours["state"].astype(str), [answers[case][1] for case in ours["case"]])
    due, states = caseload.columns()
    need_same("pivot, due", ours["due"].to_numpy().astype("M8[D]"), due)
    need_same("pivot, state", ours["state"].astype(str), states)
    return [
        ("dueby.worklist, every duty", caseload.n, caseload.ask),
        ("dueby.worklist, that one duty", caseload.n, lambda: caseload.ask(only=RULE)),
        ("one duty: python holidays and a loop", caseload.n, caseload.loop),
        ("one duty: pandas and busday_offset", caseload.n, caseload.columns),
    ]


def report(what, ways, against, of="date"):
    """Prints a table: nanoseconds, items per second, and times as multiples of the first row's. Returns the ratio of times for each
    pair of names in `against`."""
    print(f"\n{what:<40}{f'ns per {of}':>14}{'a second':>14}{'times the first':>17}{f'{of}s':>14}")
    each = {}
    for (name, dates, _), took in zip(ways, bests(ways), strict=True):
        ns = each[name] = took / dates * 1e9
        print(f"  {name:<38}{ns:>14,.2f}{1e9 / ns:>14,.0f}{ns / each[ways[0][0]]:>17,.2f}{dates:>14,}", flush=True)
    for ours, theirs in against:
        print(f"  {theirs} takes {each[theirs] / each[ours]:.2f} times as long as {ours}")
    return [each[theirs] / each[ours] for ours, theirs in against]


def columns(ground):
    """Compares a column in which half of the rows have no answer with one in which all have answers, and with copying a column."""
    days, half, short = ground.days, ground.half, ground.days[:SHORT]
    need_same("half", dueby.due(RULE, half)[half == days], dueby.due(RULE, days)[half == days])
    return [
        ("dueby.due, all with an answer", ground.n, lambda: dueby.due(RULE, days)),
        (HALF, ground.n, lambda: dueby.due(RULE, half)),
        ("a copy", ground.n, days.copy),
        (f"dueby.due of {SHORT}", SHORT * REPEATS, lambda: [dueby.due(RULE, short) for _ in range(REPEATS)]),
    ]


def scalars():
    """Returns the microseconds that one question takes: the best of several rounds, because other load only adds time."""
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
    """Returns the milliseconds that `import dueby` takes in a new process: the best of several runs."""
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
    warnings.simplefilter("ignore", dueby.SomeWithoutAnswer)
    ground = Ground(options.dates)
    print(f"dueby {dueby.__version__}, numpy {np.__version__}, pandas {pd.__version__}, polars {pl.__version__}, "
          f"holidays {python_holidays.__version__}, Python {platform.python_version()}; load {os.getloadavg()[0]:.1f}; "
          f"answers compared before each table")  # fmt: skip
    whole, _, polars = report(
        f"{DAYS} working days later",
        adding(ground),
        [
            ("dueby.due, numpy datetime64[D]", NUMPY_ALL),
            ("dueby.due, numpy datetime64[D]", NUMPY_FEW),
            ("dueby.due, polars Date", "polars add_business_days, 1 thread"),
        ],
    )
    count, polars_counts = report(
        "working days between two dates",
        counting(ground),
        [("Calendar.between, numpy", "numpy.busday_count"), ("Calendar.between, polars", "polars business_day_count, 1 thread")],
    )
    (half,) = report("a column", columns(ground), [("dueby.due, all with an answer", HALF)])
    with tempfile.TemporaryDirectory() as folder:
        caseload = Caseload(Path(folder))
    ways = worklists(caseload)
    report("a worklist", ways, [("dueby.worklist, every duty", name) for name, *_ in ways[2:]], "event")
    print(f"  every duty: {caseload.lines:,} lines of {caseload.n:,} events")
    each, importing = scalars(), imports()
    print("\nexpectations")
    judge("numpy.busday_offset, the same table / due", whole, EXPECTED_COLUMN, True)
    judge("polars add_business_days / due", polars, 5, True)
    judge("polars business_day_count / between", polars_counts, 5, True)
    judge("numpy.busday_count / between", count, 5, True)
    judge("half without an answer / all with one", half, EXPECTED_HALF, False)
    judge("one question, microseconds", each, EXPECTED_SCALAR_US, False)
    judge("import, milliseconds", importing, EXPECTED_IMPORT_MS, False)
    print(f"load at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
