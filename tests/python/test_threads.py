"""Tests many threads that share a profile, a calendar and a question."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import dueby
import numpy as np
from dueby import Calendar, Profile

DAYS = np.arange("2011-01-01", "2031-01-01", dtype="M8[D]")


def test_the_same_answers_in_every_thread():
    calendar, profile = Calendar("scotland"), Profile.load("barnet")
    alone = dueby.due("cla.visit", np.tile(DAYS, 20), profile=profile, calendar=calendar)
    scalars = [dueby.due("cla.visit", date(2020, 1, 1) + timedelta(days=n), profile=profile, calendar=calendar) for n in range(300)]

    def work(seed):
        column = dueby.due("cla.visit", np.tile(DAYS, 20), profile=profile, calendar=calendar)
        mine = [
            dueby.due("cla.visit", date(2020, 1, 1) + timedelta(days=n), profile=profile, calendar=calendar) for n in range(300)
        ]
        made = Calendar("england-and-wales").with_added([date(2026, 6, 15) + timedelta(days=seed)])
        texts = [deadline.explain() for deadline in mine[:20]]
        return np.array_equal(column, alone) and mine == scalars and not made.is_working_day(
            date(2026, 6, 15) + timedelta(days=seed)
        ), texts

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(work, range(16)))
    assert all(same for same, _ in results)
    assert all(texts == results[0][1] for _, texts in results)


def test_questions_forgotten_meanwhile():
    """Threads ask more questions than the cache holds. A question must stay usable after another thread drops it from the cache."""

    def work(seed):
        start = date(2020, 1, 6)
        for n in range(400):
            calendar = Calendar("none").with_added([date(2021, 1, 1) + timedelta(days=seed * 400 + n)])
            if dueby.due("cp.conference.initial", start, calendar=calendar).due != date(2020, 1, 27):
                return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(4)))


def test_arrays_let_other_threads_run():
    """While one thread runs a long call over an array, other threads must be able to run."""
    days, began, counted = np.tile(DAYS, 6000), threading.Event(), 0

    def work():
        began.set()
        dueby.due("cp.conference.initial", days)

    thread = threading.Thread(target=work)
    thread.start()
    began.wait()
    while thread.is_alive():
        counted += 1
        time.sleep(0.001)
    assert counted > 5
