"""Compares dueby impact over the example caseload with two worklists, one for each calendar, line by line.

Lines of a case, duty and ref are compared if both worklists have the same number of them, met on the same days. If a change adds or
removes a line, this test only checks that impact names the duty; transcripts/impact.txt has stories worked out by hand.

usage: impact_worklists.py DUEBY
"""
import csv
import io
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import transcripts

ROOT = Path(__file__).resolve().parents[2]
EVENTS = ROOT / 'examples' / 'events.csv'
AS_AT = '2026-10-31'
OPEN = {'open', 'due_soon', 'overdue', 'not_computable'}
# A profile, a change, and the minimum number of rows to compare, because a run must not pass by comparing nothing.
RUNS = [
    ('england', ['--add-holiday', '2026-11-09', '--add-holiday', '2026-10-12'], 5),
    ('barnet', ['--remove-holiday', '2026-08-31', '--remove-holiday', '2026-05-25', '--remove-holiday', '2025-12-25'], 5),
    ('gloucestershire', ['--weekend', 'fri,sat', '--add-holiday', '2026-09-07'], 20),
    ('dudley', ['--weekend', 'none'], 50),
    ('sefton', ['--known-on', '2024-01-01', '--add-holiday', '2026-10-26'], 1),
    ('swindon', ['--division', 'scotland', '--weekend', 'sun'], 5),
]
SAME_IN_BOTH = ['rule', 'title', 'authority', 'occurrence', 'key', 'trigger', 'triggered_at', 'met_at', 'team', 'worker']


def run(dueby, words):
    done = subprocess.run([dueby, *words, '--as-at', AS_AT, '--format', 'csv'], cwd=ROOT, env=transcripts.environment(),
                          stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60)
    if done.returncode not in (0, 5):  # exit status 5: some lines need a date of birth
        sys.exit(f'{" ".join(words)}: exit status {done.returncode}: {done.stderr.decode()}')
    return list(csv.DictReader(io.StringIO(done.stdout.decode('utf-8'), newline='')))


def by_group(rows):
    groups = defaultdict(list)
    for row in rows:
        groups[row['case'], row['rule'], row['ref']].append(row)
    return groups


def is_open(row):
    return row['state'] in OPEN and not row['met_at']


def change_of(before, after):
    """Works out from the two worklists what impact should report about a line. Returns None if there is nothing."""
    if bool(before['due']) != bool(after['due']):
        return 'date_lost' if before['due'] else 'date_found'
    if is_open(before) and is_open(after):
        return 'moved' if before['due'] != after['due'] else None
    return 'verdict' if before['state'] != after['state'] else None


def expected_row(before, after):
    change = change_of(before, after)
    if not change:
        return None
    return {'case': before['case'], 'ref': before['ref'], **{name: before[name] for name in SAME_IN_BOTH}, 'change': change,
            'due_before': before['due'], 'due_after': after['due'], 'state_before': before['state'], 'state_after': after['state'],
            'governed_by_before': before['governed_by'], 'governed_by_after': after['governed_by'], 'reason': after['reason']}


def met_days(lines):
    return [line['met_at'] for line in lines]


def check_group(name, before, after, given):
    """Returns a list of the faults in impact's rows for one case, duty and ref."""
    if met_days(before) != met_days(after):
        return [] if given else [f'{name}: lines come or go, and impact says nothing']
    expected = [row for row in map(expected_row, before, after) if row]
    found = [{column: row[column] for column in expected[0]} for row in given] if expected else given
    return [] if found == expected else [f'{name}: {found}, expected {expected}']


def check(dueby, profile, change, least):
    common = [str(EVENTS), '--profile', profile]
    division = change[:2] if change[0] == '--division' else []
    before = by_group(run(dueby, ['worklist', *common, *division, '--order', 'case']))
    after = by_group(run(dueby, ['worklist', *common, *change, '--order', 'case']))
    rows = run(dueby, ['impact', *common, *change])
    given, wrong = by_group(rows), []
    for name in {**before, **after, **given}:
        wrong += check_group(name, before[name], after[name], given[name])
    if len(rows) < least:
        wrong.append(f'{len(rows)} rows, expected {least} or more')
    other = sum(met_days(before[name]) != met_days(after[name]) for name in {**before, **after})
    print(f'{profile} {" ".join(change)}: {len(rows)} rows; lines come or go in {other} of {len(before)} duties')
    return [f'{profile}: {line}' for line in wrong]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    dueby = os.path.abspath(sys.argv[1])
    wrong = [line for run_of in RUNS for line in check(dueby, *run_of)]
    print(*wrong[:10], sep='\n', end='\n' if wrong else '')
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
