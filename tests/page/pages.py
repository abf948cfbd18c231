"""Makes the pages that the tests check: one of the example caseload, and one of a caseload in which every cell contains markup."""
import csv
import json
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROFILE = 'barnet'
EXAMPLES = ROOT / 'examples' / 'events.csv'
DAY = '2026-10-31'  # the as-at day of the example caseload
MARKING = 'OFFICIAL-SENSITIVE'

SCRIPT = '<script>document.title = "caught"; alert(1)</script>'
IMAGE = '"><img src=x onerror="document.title = \'caught\'">'
BREAKOUT = '</noscript></td></table><svg onload="alert(1)"><script>alert(2)</script>'
QUOTE = "' onmouseover='alert(3)' x='&lt;"
COLUMN = '<b title="x">worker</b>'
HOSTILE = ['case,event,at,ref,tags,team,"<b title=""x"">worker</b>"',
           f'{SCRIPT},birth,2015-01-01,,,{{team}},{{worker}}',
           f'{SCRIPT},referral.received,2026-09-01,{{ref}},,{{team}},{{worker}}',
           f'{SCRIPT},strategy_discussion.held,2026-09-02T10:30,{{ref}},,{{team}},{{worker}}',
           f'{SCRIPT},referral.received,not a date,{{ref}},,{{team}},{{worker}}']


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def hostile_rows():
    rows = [HOSTILE[0]]
    for row in HOSTILE[1:]:
        name, rest = row.rsplit(SCRIPT, 1)[0] + quoted(SCRIPT), row.rsplit(SCRIPT, 1)[1]
        rows.append(name + rest.format(ref=quoted(IMAGE), team=quoted(BREAKOUT), worker=quoted(QUOTE)))
    return '\n'.join(rows) + '\n'


class Pages:
    """The pages that the tested command writes into a temporary folder."""

    def __init__(self, dueby):
        self.dueby = dueby
        self.folder = tempfile.TemporaryDirectory()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def write(self, name, events, *options, day=DAY, status=0):
        path = Path(self.folder.name) / name
        done = subprocess.run([self.dueby, 'worklist', str(events), '--as-at', day, '--format', 'html', '--output', str(path), *options],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode != status:
            raise SystemExit(f'FAILED: worklist {name}: status {done.returncode}: {done.stderr}')
        return path

    def examples(self, *options):
        """Writes the page of the example caseload. The status is 5, because two of its children have no date of birth."""
        return self.write('examples.html', EXAMPLES, '--profile', PROFILE, *options, status=5)

    def measures(self, *options):
        """Writes the page of published measures for the example caseload."""
        path = Path(self.folder.name) / 'measures.html'
        subprocess.run([self.dueby, 'measures', str(EXAMPLES), '--profile', PROFILE, '--as-at', DAY, '--format', 'html', '--output', str(path), *options],
                       stderr=subprocess.DEVNULL, check=True)
        return path

    def made(self, name, rows, *options, **also):
        """Writes a file of events, and its page."""
        events = Path(self.folder.name) / f'{name}.csv'
        events.write_text(rows, encoding='utf-8')
        return self.write(f'{name}.html', events, *options, **also)

    def hostile(self):
        return self.made('hostile', hostile_rows(), '--marking', BREAKOUT, status=5)

    @staticmethod
    def rows():
        """Reads the rows of the example caseload."""
        with EXAMPLES.open(encoding='utf-8', newline='') as file:
            return list(csv.DictReader(file))

    def as_json(self, *options):
        """Returns the JSON that the command prints for the example caseload."""
        done = subprocess.run([self.dueby, 'worklist', str(EXAMPLES), '--profile', PROFILE, '--as-at', DAY, '--format', 'json', *options],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
        return json.loads(done.stdout)


TO_DO = ('overdue', 'not_computable', 'due_soon', 'open')
SLUGS = {'overdue': 'overdue', 'not_computable': 'check', 'due_soon': 'soon', 'open': 'open', 'met': 'met', 'met_late': 'late',
         'missed': 'missed', 'ended': 'ended'}


def has_no_figure(row):
    """Returns whether the source sets no time limit for a line, done or not. Such a line never has a date, so it is shown only with
    its case, not in the list."""
    return row['due'] is None and (row['reason'] or '').startswith('the source sets no time limit')


def shown_state(row):
    """Returns the state under which the page counts a line, which is also the state of the line's tile. A line without a date is
    never done in time."""
    if has_no_figure(row):
        return 'unset'
    return 'undated' if row['state'] == 'met' and row['due'] is None else SLUGS[row['state']]
