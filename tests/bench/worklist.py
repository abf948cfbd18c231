"""Runs caseloads of many cases through `dueby worklist`: time and memory by number of events, and the cost of a case.

    worklist.py DUEBY [EVENTS...]       EVENTS are numbers of events; 10000 100000 1000000 10000000 unless given
    worklist.py DUEBY --before OTHER    compares with an earlier dueby: processor time of 3 million events, as a ratio

Each case has 30 events over about nine months: referral, assessment, enquiry, conference, plan, visits. The file is sorted
by case. Each time is of one run, with the output in a file. The first line of a table is the smallest caseload. The other lines
show the cost of an event relative to that caseload: 1.0 means that time grows linearly.

The earlier dueby takes turns with this one, so other load slows both; the ratio is between their minimum times. Lines are also
counted, because rules added since then make more lines.
"""
import datetime
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

EVENTS_A_CASE = 30
START = datetime.date(2024, 1, 1)
FIRST_WEEKS = [('referral.received', 0), ('referral.decided', 1), ('case.allocated', 2), ('strategy_discussion.held', 20),
               ('s47.started', 20), ('visit.made', 21), ('icpc.held', 38), ('cp_plan.started', 38), ('core_group.held', 45),
               ('assessment.completed', 50), ('supervision.held', 75), ('rcpc.held', 130)]
WAYS = [('summary', ['--summary']), ('order case', ['--order', 'case', '--format', 'csv']),
        ('order case, sorted', ['--order', 'case', '--format', 'csv', '--sorted']),
        ('worst first', ['--format', 'csv', '--state', 'overdue,due_soon'])]


def events_of_case(rng):
    start = START + datetime.timedelta(days=rng.randrange(900))
    yield 'birth', start - datetime.timedelta(days=rng.randrange(300, 6000))
    for event, after in FIRST_WEEKS:
        if event != 'cp_plan.started':  # a plan starts on the day of its conference
            day = start + datetime.timedelta(days=after + rng.randrange(3))
        yield event, day
    day = start + datetime.timedelta(days=45)
    for _ in range(EVENTS_A_CASE - len(FIRST_WEEKS) - 2):
        day += datetime.timedelta(days=rng.randrange(7, 20))
        yield 'visit.made', day
    yield 'cp_plan.ended' if rng.random() < 0.5 else 'core_group.held', day + datetime.timedelta(days=10)


def write_caseload(path, events):
    rng = random.Random(1)
    with open(path, 'w', encoding='utf-8') as file:
        file.write('case,event,at,ref,tags,team\n')
        for case in range(events // EVENTS_A_CASE):
            team = f'Team {case % 12}'
            for event, day in events_of_case(rng):
                file.write(f"{100000 + case},{event},{day},,{'alone' if event == 'visit.made' else ''},{team}\n")


def run(dueby, path, profile, options, out):
    began = time.perf_counter()
    with open(out, 'w', encoding='utf-8') as file:
        child = subprocess.Popen([dueby, 'worklist', path, '--profile', profile, '--as-at', '2026-10-31', *options], stdout=file,
                                 stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, options
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def count_lines(path):
    with open(path, 'rb') as file:
        return sum(chunk.count(b'\n') for chunk in iter(lambda: file.read(1 << 20), b''))


def compare(dueby, before, events=3 * 10**6, turns=5):
    with tempfile.TemporaryDirectory() as folder:
        path, out = pathlib.Path(folder) / 'events.csv', pathlib.Path(folder) / 'out.csv'
        write_caseload(path, events)
        print(f"{'':<24}{'before':>10}{'now':>10}{'ratio':>8}{'lines before':>14}{'now':>10}")
        for profile in ('england', 'barnet'):
            for way, options in WAYS[:2]:
                seconds, lines = {before: [], dueby: []}, {}
                for _ in range(turns):
                    for command in (before, dueby):
                        seconds[command].append(run(command, path, profile, options, out)[1])
                        lines[command] = count_lines(out)
                old, new = min(seconds[before]), min(seconds[dueby])
                print(f'{profile + ", " + way:<24}{old:>10.2f}{new:>10.2f}{new / old:>8.2f}{lines[before]:>14}{lines[dueby]:>10}')


def main():
    if sys.argv[2:3] == ['--before']:
        compare(sys.argv[1], sys.argv[3])
        return
    dueby, numbers = sys.argv[1], [int(number) for number in sys.argv[2:]] or [10**4, 10**5, 10**6, 10**7]
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for number in numbers:
            paths[number] = pathlib.Path(folder) / f'{number}.csv'
            write_caseload(paths[number], number)
        for profile in ('england', 'barnet'):
            for way, options in WAYS:
                print(f'{profile}, {way}')
                print(f"{'events':>12}{'seconds':>10}{'cpu':>10}{'ns an event':>14}{'MiB':>8}{'lines':>12}{'ratio':>8}")
                first = None
                for number in numbers:
                    out = pathlib.Path(folder) / 'out.csv'
                    seconds, cpu, memory = run(dueby, paths[number], profile, options, out)
                    lines = count_lines(out)
                    each = cpu / number * 1e9
                    first = first or each
                    print(f'{number:>12}{seconds:>10.2f}{cpu:>10.2f}{each:>14.0f}{memory:>8.0f}{lines:>12}{each / first:>8.2f}')


if __name__ == '__main__':
    main()
