"""Makes small return files, and runs dueby on them."""
import csv
import io
import json
import sys
import tempfile
from pathlib import Path

from returns import Checks, field

LATE = {'overdue', 'missed', 'met_late'}
USAGE = 2


def plan(start, *reviews, end=''):
    held = ''.join(field('CPPreviewDate', day) for day in reviews)
    return f'<ChildProtectionPlans>{field("CPPstartDate", start)}{field("CPPendDate", end)}<Reviews>{held}</Reviews></ChildProtectionPlans>'


def referred(day, inner='', closed=''):
    return field('CINreferralDate', day) + field('CINclosureDate', closed) + inner


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace('<Child>', '\n<Child>'), encoding='utf-8')
    return path


def states(checks, *words, only):
    found = checks.lines(*words, '--only', only, '--state', 'all', fields=('case', 'state', 'due'))
    return sorted((case.split(',')[0], state) for case, state, due in found if due)


def findings(checks, *words, status=None):
    """Returns the count of each finding, and its text."""
    done = checks.run('worklist', *words, '--format', 'json', status=status)
    return {one['code']: (one['count'], one['text']) for one in json.loads(done.stdout)['quality']}


def figures(checks, *words):
    """Returns for each measure the numbers of items that count, that are good, and that cannot be judged."""
    out = checks.run('measures', *words, '--format', 'csv').stdout
    return {row['measure']: (row['counted'], row['good'], row['cannot_tell']) for row in csv.DictReader(io.StringIO(out))}


def of_case(checks, *words, only, case):
    return [state for name, state in states(checks, *words, only=only) if name == case]


def figure(checks, measure, *words):
    """Returns (counted, good, cannot tell) for a measure of 2025-26."""
    out = checks.run('measures', *words, '--year', '2025-26', '--format', 'csv').stdout
    return next((row['counted'], row['good'], row['cannot_tell']) for row in csv.DictReader(io.StringIO(out)) if row['measure'] == measure)


def main(*functions):
    """Runs checks, each in its own folder. Returns the exit status."""
    checks = Checks(sys.argv[1])
    with tempfile.TemporaryDirectory() as temporary:
        for function in functions:
            folder = Path(temporary) / function.__name__
            folder.mkdir()
            function(checks, folder)
    for failure in checks.failures:
        print(f'FAILED: {failure}')
    print(f'{checks.count} checks')
    return 1 if checks.failures else 0
