"""Measures `dueby batch` on a large file: rows per second, and whether memory stays constant.

    batch.py DUEBY [ROWS]

Writes a file of ROWS seeded rows, and one with a tenth of these, to a temporary folder (set by TMPDIR; allow 150 bytes per row).
Runs dueby on each, with the output in /dev/null and in a file. Linux only: the peak memory is VmHWM in /proc, because wait4's peak
includes this Python process's own memory."""
import argparse
import datetime
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = 20261031
AS_AT = datetime.date(2026, 10, 31)
REFERRED = datetime.date(2014, 1, 1)
OPTIONS = ['--rule', 'assessment.single', '--from', 'referral_date', '--met', 'assessment_completed', '--as-at', AS_AT.isoformat()]
TEAMS = ['Assessment Team 1', 'Assessment Team 2', 'Hillcrest', 'Front Door', '']
NOTES = [''] * 7 + ['Delay: change of worker', 'Interpreter, then "no reply"', 'See the record; family moved']
STILL_OPEN = 0.15  # the share of assessments that are still open
TAKEN_MAX = 110  # all other assessments take fewer days than this
BLOCK = 50_000
RUNS = 3
LOOK = 0.005  # seconds between memory measurements
GROWTH_MAX = 512  # KiB
FINISHED_ANYHOW = (0, 5)  # exit status 5 means that some rows have a date but no answer


def cell(text):
    return '"' + text.replace('"', '""') + '"' if ',' in text or '"' in text else text


def write_rows(path, rows):
    """Writes rows one by one, so this script's memory does not grow with their number."""
    generator = random.Random(SEED)
    days = [(REFERRED + datetime.timedelta(days=day)).isoformat() for day in range((AS_AT - REFERRED).days + 1)]
    notes = [cell(note) for note in NOTES]
    with path.open('w', encoding='utf-8', newline='') as file:
        file.write('case_id,team,referral_date,assessment_completed,note\r\n')
        for start in range(0, rows, BLOCK):
            lines = []
            for case in range(start, min(rows, start + BLOCK)):
                referred = int(generator.random() * len(days))
                completed = referred + int(generator.random() * TAKEN_MAX)
                is_open = completed >= len(days) or generator.random() < STILL_OPEN
                lines.append(f'{1_000_000 + case},{TEAMS[case % 5]},{days[referred]},{"" if is_open else days[completed]},'
                             f'{notes[case // 3 % 10]}\r\n')
            file.write(''.join(lines))


def peak_of(process, peak):
    """Returns the peak memory of a process in KiB, or the last known value if the process has ended."""
    try:
        status = Path(f'/proc/{process.pid}/status').read_text()
    except OSError:
        return peak
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith('VmHWM')), peak)


def run(command, out):
    """Returns wall-clock seconds, processor seconds and the peak memory in KiB."""
    with open(out, 'wb') as sink:
        start, peak, done = time.perf_counter(), 0, 0
        process = subprocess.Popen(command, stdout=sink, stderr=subprocess.PIPE)
        while not done:
            peak = peak_of(process, peak)
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            if not done:
                time.sleep(LOOK)
        took = time.perf_counter() - start
        said = process.stderr.read().decode()
        process.stderr.close()
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in FINISHED_ANYHOW:
        sys.exit(f'batch: {" ".join(command)} ended with {process.returncode}: {said}')
    return took, usage.ru_utime + usage.ru_stime, peak


def lines_of(path):
    with open(path, 'rb') as file:
        return sum(part.count(b'\n') for part in iter(lambda: file.read(1 << 20), b''))


def measure(command, rows, out, what):
    """Prints one row of results: the median time of the runs, and their maximum memory."""
    runs = [run(command, out) for _ in range(RUNS + 1)][1:]
    took, processor, peak = statistics.median(r[0] for r in runs), statistics.median(r[1] for r in runs), max(r[2] for r in runs)
    print(f'{rows:>12,}  {what:<12}{took:>10.2f}{processor:>12.2f}{rows / took:>14,.0f}{peak:>12,}', flush=True)
    return peak


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition('\n')[0])
    parser.add_argument('dueby', help='the built command')
    parser.add_argument('rows', nargs='?', type=int, default=10_000_000)
    options = parser.parse_args()
    peaks = []
    print(f'{"rows":>12}  {"to":<12}{"seconds":>10}{"processor":>12}{"rows a second":>14}{"peak, KiB":>12}')
    with tempfile.TemporaryDirectory(prefix='dueby-bench-') as folder:
        for rows in (options.rows // 10, options.rows):
            cases, out = Path(folder, 'cases.csv'), Path(folder, 'out.csv')
            write_rows(cases, rows)
            command = [options.dueby, 'batch', str(cases), *OPTIONS]
            peaks.append([measure(command, rows, os.devnull, '/dev/null'), measure(command, rows, out, 'a file')])
            if lines_of(out) != rows + 1:
                sys.exit(f'batch: {lines_of(out)} lines for {rows} rows and a header')
    growth = max(large - small for small, large in zip(*peaks))
    if growth > GROWTH_MAX:
        sys.exit(f'batch: memory grew by {growth} KiB for ten times the rows')
    print(f'memory: {growth:+} KiB for ten times the rows (limit {GROWTH_MAX})')


if __name__ == '__main__':
    main()
