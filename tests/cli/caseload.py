"""Runs the example caseload as a council would: compares dueby batch over examples/caseload.csv with a slow computation, day by day
over the table of bank holidays.

dueby must report exactly the rows in the table of examples/README.md as bad, and append the walk's result to every other row.

usage: caseload.py DUEBY
"""
import csv
import datetime
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import transcripts

ROOT = Path(__file__).resolve().parents[2]
CASELOAD = ROOT / 'examples' / 'caseload.csv'
TABLE = ROOT / 'data' / 'calendars' / 'england-and-wales.csv'
DAY = datetime.timedelta(1)
AS_AT = datetime.date(2026, 10, 31)  # the day of the extract, from examples/README.md
TABLE_DATE = datetime.date(2026, 8, 21)
OVER = 5  # the exit status if some rows could not be answered
SOON = 5  # how many working days left count as due soon

# The runs in examples/README.md: rule, working days, first day in force, columns of the trigger and of the due event, date order.
RUNS = {
    'A': ('assessment.single', 45, datetime.date(2013, 4, 15), 'referral_date', 'assessment_completed', 'iso'),
    'B': ('cp.conference.initial', 15, datetime.date(2010, 3, 17), 'strategy_discussion', 'conference_held', 'dmy'),
}


def bank_holidays():
    """Returns the bank holidays of data/calendars/, except any that were moved or withdrawn."""
    with open(TABLE, encoding='utf-8', newline='') as file:
        return {datetime.date.fromisoformat(row['date']) for row in csv.DictReader(file)
                if not row['known_to'] and row['basis'] != 'error'}


def bad_lines(run):
    """Returns the line numbers of a run's bad rows, from the table in examples/README.md."""
    readme = (ROOT / 'examples' / 'README.md').read_text(encoding='utf-8')
    rows = re.findall(r'^\| (\d+) \| ([AB, ]+) \| `', readme, re.MULTILINE)
    if len(rows) != 12:
        sys.exit(f'examples/README.md: its table of wrong rows has {len(rows)} rows, and the text above it says twelve')
    return {int(line) for line, runs in rows if run in runs}


def rows_of(text):
    """Yields (line, cells) for each row after the header; a row may take several lines."""
    reader = csv.reader(io.StringIO(text, newline=''), strict=True)
    header, line = next(reader), reader.line_num + 1
    for cells in reader:
        yield line, dict(zip(header, cells)) if len(cells) == len(header) else None
        line = reader.line_num + 1


class Walk:
    """Adds and counts working days by stepping through the days."""

    def __init__(self):
        self.holidays = bank_holidays()

    def works(self, day):
        return day.weekday() < 5 and day not in self.holidays

    def due(self, start, working_days):
        while working_days:
            start += DAY
            working_days -= self.works(start)
        return start

    def between(self, start, end):
        """Returns the number of working days after `start`, up to and including `end`."""
        count = 0
        while start < end:
            start += DAY
            count += self.works(start)
        return count

    def expected(self, run, start, met):
        """Returns the cells that dueby must append to a good row; a None is not compared."""
        _, working_days, in_force, *_ = RUNS[run]
        if not start:
            return {'due': '', 'state': ''}
        if start < in_force:
            return {'due': '', 'state': 'not_computable'}
        due = self.due(start, working_days)
        met = met if met and met <= AS_AT else None
        last = met or AS_AT
        left = self.between(last, due)
        state = ('met' if met <= due else 'met_late') if met else 'overdue' if due < AS_AT else 'due_soon' if left <= SOON else 'open'
        found = {'due': due.isoformat(), 'state': state, 'days_left': str((due - last).days),
                 'certainty': 'confirmed' if due <= TABLE_DATE else 'listed'}
        if start <= last:
            found['working_days_taken'] = str(self.between(start, last))
        if last <= due:
            found['working_days_left'] = str(left)
        return found


def read_date(text, order):
    if not text:
        return None
    return datetime.datetime.strptime(text, '%Y-%m-%d' if order == 'iso' else '%d/%m/%Y').date()


def run_batch(dueby, run):
    rule, _, _, start, met, order = RUNS[run]
    words = ['batch', CASELOAD.name, '--rule', rule, '--from', start, '--met', met, '--dates', order, '--as-at', AS_AT.isoformat()]
    done = subprocess.run([dueby, *words], cwd=CASELOAD.parent, env=transcripts.environment(), check=False, timeout=60,
                          stdin=subprocess.DEVNULL, capture_output=True)
    return done.stdout.decode('utf-8'), done.stderr.decode('utf-8'), done.returncode


def check(dueby, run, walk):
    """Returns a list of the faults in a run's output."""
    _, _, _, start, met, order = RUNS[run]
    out, messages, status = run_batch(dueby, run)
    wanted = bad_lines(run)
    named = {int(line) for line in re.findall(rf'^dueby: {CASELOAD.name}:(\d+): ', messages, re.MULTILINE)}
    given = list(rows_of(CASELOAD.read_bytes().decode('utf-8-sig')))
    made = list(rows_of(out))
    wrong = []
    if status != OVER:
        wrong.append(f'exit status {status}, expected {OVER}')
    if named != wanted:
        wrong.append(f'named as bad: {sorted(named)}; in examples/README.md: {sorted(wanted)}')
    if len(made) != len(given):
        return wrong + [f'{len(made)} rows came back of {len(given)}']
    for (line, row), (_, answer) in zip(given, made):
        if line in wanted:
            if not answer['error'] or answer['due']:
                wrong.append(f'line {line}: a bad row with error "{answer["error"]}", due "{answer["due"]}"')
            continue
        expected = walk.expected(run, read_date(row[start], order), read_date(row[met], order))
        expected.update({name: row[name] for name in row if name != 'note'})
        wrong += [f'line {line}: {name} is "{answer[name]}", expected "{value}"' for name, value in expected.items()
                  if answer[name] != value]
        if bool(answer['error']) != (answer['state'] == 'not_computable'):
            wrong.append(f'line {line}: state "{answer["state"]}" with error "{answer["error"]}"')
    print(f'run {run}: {len(given)} rows, {len(wanted)} bad')
    return wrong


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    dueby, walk, failed = os.path.abspath(sys.argv[1]), Walk(), False
    for run in RUNS:
        wrong = check(dueby, run, walk)
        failed = failed or bool(wrong)
        print(*(f'run {run}: {line}' for line in wrong), sep='\n', end='\n' if wrong else '')
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
