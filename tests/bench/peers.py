"""Compares dueby with numpy, pandas and a plain loop over the same days and bank holidays: first the answers, then the time.

    peers.py LIBDUEBY.SO [DATES]

Calls the built library through ctypes with numpy's own arrays."""
import argparse
import ctypes
import datetime
import statistics
import sys
import time
import warnings

import numpy as np
import pandas as pd

SEED = 20261031
FIRST, LAST = np.datetime64('2000-01-01'), np.datetime64('2050-12-31')
DIVISION = b'england-and-wales'
DAYS_APART = 120  # maximum number of days between the two days of a pair
RUNS, RUNS_OF_LOOPS = 7, 3
PANDAS_DATES = 20_000
NUMPY_EXPECTED = 60  # numpy must take at least this many times as long as dueby
LOOP_STEPS = 1_000_000  # the total number of working days that the plain loop walks
ONE_DAY = datetime.timedelta(days=1)

DATE_NONE = -2**31
WORKING_DAYS, EXCLUDED, ROLL_NONE, START_INCLUDED = 1, 0, 0, 1  # constants of dueby's C headers


class Span(ctypes.Structure):
    _fields_ = [('amount', ctypes.c_int32), ('unit', ctypes.c_int32)]


class Holiday(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int32) for name in ('date', 'known_from', 'division', 'basis', 'certainty', 'reserved')]


class Dueby:
    """The library's measured functions, with one calendar."""

    def __init__(self, path):
        self.library = library = ctypes.CDLL(path)
        pointer, number, count = ctypes.c_void_p, ctypes.c_int32, ctypes.c_int64
        library.dueby_version.restype = library.dueby_data_version.restype = ctypes.c_char_p
        library.dueby_calendar_new.argtypes = [ctypes.c_char_p, number, pointer]
        library.dueby_calendar_free.argtypes = library.dueby_calendar_holiday_count.argtypes = [pointer]
        library.dueby_calendar_holiday_count.restype = count
        library.dueby_calendar_holiday.argtypes = [pointer, count, pointer]
        library.dueby_span_add_many.argtypes = [Span, number, number, pointer, pointer, count, pointer, pointer, pointer]
        library.dueby_calendar_count_many.argtypes = [pointer, pointer, pointer, number, count, pointer, pointer, pointer]
        self.calendar = ctypes.c_void_p()
        self.need(library.dueby_calendar_new(DIVISION, DATE_NONE, ctypes.byref(self.calendar)))

    @staticmethod
    def need(status):
        if status:
            sys.exit(f'peers: dueby says {status}')

    def close(self):
        self.library.dueby_calendar_free(self.calendar)

    def version(self):
        return self.library.dueby_version().decode()

    def holidays(self):
        holiday, days = Holiday(), []
        for index in range(self.library.dueby_calendar_holiday_count(self.calendar)):
            self.need(self.library.dueby_calendar_holiday(self.calendar, index, ctypes.byref(holiday)))
            days.append(holiday.date)
        return np.array(sorted(set(days)), dtype='datetime64[D]')

    def add(self, days, amount, out):
        failed = ctypes.c_int64()
        self.need(self.library.dueby_span_add_many(Span(amount, WORKING_DAYS), EXCLUDED, ROLL_NONE, self.calendar, days.ctypes.data,
                                                   len(days), out.ctypes.data, None, ctypes.byref(failed)))
        if failed.value:
            sys.exit(f'peers: dueby has no answer for {failed.value} days')

    def count(self, starts, ends, out):
        failed = ctypes.c_int64()
        self.need(self.library.dueby_calendar_count_many(self.calendar, starts.ctypes.data, ends.ctypes.data, START_INCLUDED,
                                                         len(starts), out.ctypes.data, None, ctypes.byref(failed)))
        if failed.value:
            sys.exit(f'peers: dueby has no answer for {failed.value} pairs')


class Ground:
    """The same days in the form that each compared library takes."""

    def __init__(self, dueby, dates):
        random = np.random.default_rng(SEED)
        first, last = FIRST.astype(np.int32), LAST.astype(np.int32)
        self.n = dates
        self.days = random.integers(first, last, dates, dtype=np.int32, endpoint=True)
        self.ends = self.days + random.integers(0, DAYS_APART, dates, dtype=np.int32, endpoint=True)
        self.results = np.zeros(dates, np.int32)
        self.days64, self.ends64 = self.days.astype('datetime64[D]'), self.ends.astype('datetime64[D]')
        self.results64, self.counts64 = np.zeros(dates, 'datetime64[D]'), np.zeros(dates, np.int64)
        self.holidays = dueby.holidays()
        self.busdays = np.busdaycalendar(holidays=self.holidays)
        self.holiday_set = set(self.holidays.tolist())


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def medians(ways):
    """Returns the median seconds of each method, after one warm-up run. Methods take turns, so other load slows all of them."""
    took = [[] for _ in ways]
    for run in range(max(runs for *_, runs in ways) + 1):
        for index, (_, _, work, runs) in enumerate(ways):
            if run <= runs:
                took[index].append(seconds(work))
    return [statistics.median(times[1:]) for times in took]


def need_same(what, ours, theirs):
    wrong = np.flatnonzero(np.asarray(ours) != np.asarray(theirs))
    if len(wrong):
        sys.exit(f'peers: {what}: {len(wrong)} of {len(ours)} differ, first element {wrong[0]}: '
                 f'{ours[wrong[0]]} and {theirs[wrong[0]]}')


def loop_add(days, amount, holidays):
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
    for day, end in zip(starts, ends):
        count = 0
        while day < end:
            if day.weekday() < 5 and day not in holidays:
                count += 1
            day += ONE_DAY
        counts.append(count)
    return counts


def adding(dueby, ground, amount):
    """Returns (name, dates, function, runs) for every method of adding `amount` working days."""
    loop_dates = max(100, min(ground.n, LOOP_STEPS // amount // 2))
    pandas_dates = min(ground.n, PANDAS_DATES)
    few = ground.days64[:loop_dates].tolist()
    index = pd.DatetimeIndex(ground.days64[:pandas_dates])
    offset = pd.offsets.CustomBusinessDay(amount, calendar=ground.busdays)

    def from_datetime64():
        out = np.empty(ground.n, np.int32)
        dueby.add(ground.days64.astype(np.int32), amount, out)
        return out.astype('datetime64[D]')

    def numpy():
        return np.busday_offset(ground.days64, amount, roll='backward', busdaycal=ground.busdays, out=ground.results64)

    dueby.add(ground.days, amount, ground.results)
    ours = ground.results.astype('datetime64[D]')
    need_same(f'dueby from datetime64, {amount}', ours, from_datetime64())
    need_same(f'numpy, {amount}', ours, numpy())
    need_same(f'pandas, {amount}', ours[:pandas_dates], (index + offset).to_numpy().astype('datetime64[D]'))
    need_same(f'plain loop, {amount}', ours[:loop_dates], np.array(loop_add(few, amount, ground.holiday_set), 'datetime64[D]'))
    return [('dueby', ground.n, lambda: dueby.add(ground.days, amount, ground.results), RUNS),
            ('dueby, from and to datetime64[D]', ground.n, from_datetime64, RUNS),
            ('numpy.busday_offset', ground.n, numpy, RUNS),
            ('pandas CustomBusinessDay', pandas_dates, lambda: index + offset, RUNS_OF_LOOPS),
            ('plain Python loop', loop_dates, lambda: loop_add(few, amount, ground.holiday_set), RUNS_OF_LOOPS)]


def counting(dueby, ground):
    loop_dates = min(ground.n, LOOP_STEPS // DAYS_APART)
    starts, ends = ground.days64[:loop_dates].tolist(), ground.ends64[:loop_dates].tolist()

    def numpy():
        return np.busday_count(ground.days64, ground.ends64, busdaycal=ground.busdays, out=ground.counts64)

    def reversed_pairs():
        out = np.empty(ground.n, np.int32)
        dueby.count(ground.ends, ground.days, out)
        return out

    need_same('numpy, counting backwards', reversed_pairs(),
              np.busday_count(ground.ends64, ground.days64, busdaycal=ground.busdays))
    dueby.count(ground.days, ground.ends, ground.results)
    need_same('numpy, counting', ground.results, numpy())
    need_same('plain loop, counting', ground.results[:loop_dates], loop_count(starts, ends, ground.holiday_set))
    return [('dueby', ground.n, lambda: dueby.count(ground.days, ground.ends, ground.results), RUNS),
            ('numpy.busday_count', ground.n, numpy, RUNS),
            ('plain Python loop', loop_dates, lambda: loop_count(starts, ends, ground.holiday_set), RUNS_OF_LOOPS)]


def report(what, ways):
    """Prints a table of times. Returns numpy's time as a multiple of dueby's."""
    print(f'\n{what:<36}{"ns per date":>14}{"dueby = 1":>12}{"dates":>12}')
    base, times = None, 0
    for (name, dates, *_), took in zip(ways, medians(ways)):
        each = took / dates * 1e9
        base = base or each
        times = each / base if name.startswith('numpy') else times
        print(f'  {name:<34}{each:>14,.2f}{each / base:>12,.1f}{dates:>12,}', flush=True)
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition('\n')[0])
    parser.add_argument('library', help='the built libdueby.so')
    parser.add_argument('dates', nargs='?', type=int, default=10_000_000)
    options = parser.parse_args()
    warnings.simplefilter('ignore', pd.errors.PerformanceWarning)
    dueby = Dueby(options.library)
    ground = Ground(dueby, options.dates)
    print(f'dueby {dueby.version()}, numpy {np.__version__}, pandas {pd.__version__}, Python {sys.version.split()[0]}; '
          f'{len(ground.holidays)} bank holidays; answers compared before each table')
    times = [report(f'{amount} working day{"s" if amount > 1 else ""} later', adding(dueby, ground, amount)) for amount in (1, 10, 45)]
    times.append(report('10000 working days later', adding(dueby, Ground(dueby, options.dates // 10), 10_000)))
    print(f'\nadding: numpy takes at least {min(times):.0f} times as long as dueby (expected: {NUMPY_EXPECTED})')
    times = report('working days between two dates', counting(dueby, ground))
    print(f'\ncounting: numpy takes {times:.0f} times as long as dueby')
    dueby.close()


if __name__ == '__main__':
    main()
