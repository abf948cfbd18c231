"""Tests for fault T3, running out of memory. Whichever allocation fails, the answer must be complete and right, or the exit status
must be 4 with a reason. Nothing may crash.

tests/cli/failing_memory.c makes the process's n-th allocation fail, either only that one or also all later ones.

usage: memory.py DUEBY FAILING_MEMORY.so [--every]

--every makes each allocation fail in turn, or some thousands for the few commands that make millions. Without --every, only a few
fail.
"""
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import transcripts

NO_MEMORY = 4
SAMPLE, EVERY_MOST = 3, 3000
ROOT = Path(__file__).resolve().parents[2]
EVENTS = ROOT / 'examples' / 'three_children.csv'
WORK = f'{EVENTS} --profile barnet --as-at 2026-10-31'
CENSUS, TABLES, YEAR = ROOT / 'examples' / 'cin.xml', ROOT / 'examples' / 'extract' / 'tables', ROOT / 'tests' / 'returns' / 'ssda903_2025'
RULE = 'cp.conference.initial 2026-03-27'
DAYS = ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28']
FILES = {
    'h.json': '{"england-and-wales": {"events": [' + ', '.join(f'{{"title": "Day", "date": "{day}"}}' for day in DAYS) + ']}}',
    'h.csv': 'date,name\n' + ''.join(f'{day},Day\n' for day in DAYS),
    'h.ics': 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\n' + ''.join(
        f'BEGIN:VEVENT\r\nUID:{day}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:{day.replace("-", "")}\r\nSUMMARY:Day\r\n'
        'END:VEVENT\r\n' for day in DAYS) + 'END:VCALENDAR\r\n',
    'p.yaml': 'profile: p\ntitle: Exampleton (fictional)\nextends: base\ndocument: {id: book, title: Handbook}\nrules:\n  - {id: visit, title: visit, trigger: cla.started, '
              'due: visit.made, schedule: [{every: 1 week, times: 2}, {every: agreed, at_most: 4 weeks}], authority: local, '
              'source: {document: book, checked: primary, read_on: 2026-01-05}}\n',
    'base.yaml': 'profile: base\ntitle: Base (fictional)\n',
    'b.csv': 'referred,who,done\n2026-03-27,"a, b",2026-04-21\n2026-03-30,c,\nx,d,\n2026-03-31,\xe9,\n',
    'q.csv': 'rule,trigger_at,due\ncp.conference.initial,2026-03-27,2026-04-21\ncp.conference.initial,2026-03-27,2026-04-22\n',
    'q.yaml': '- {rule: cla.review, as_at: 2026-01-05, due: 2026-01-30, events: [cla.started=2026-01-02]}\n',
    'spans.csv': 'date,span\n2026-03-27,3 months\n2026-03-28,5 working days\n',
    'days.csv': 'start,end\n2026-03-27,2026-04-21\n',
}
COMMANDS = [
    *(f'{command} --format {form}' for form in ('text', 'plain', 'csv', 'json')
      for command in (f'due {RULE}', f'check {RULE} --met 2026-04-20', f'explain {RULE}', 'add 2026-03-27 3_months',
                      'between 2026-03-27 2026-04-21', 'due cla.visit 2026-03-27 --profile barnet --occurrences 3')),
    f'due {RULE} --format csv --versions',
    'due visit 2026-03-27 --profile ./p.yaml --agreed 2_weeks --last 2026-03-30 --event visit.made=2026-04-03 --format json',
    *(f'due {RULE} --holidays h.{ending}' for ending in ('json', 'csv', 'ics')),
    f'explain {RULE} --add-holiday 2026-03-30 --remove-holiday 2026-04-06 --weekend sat,sun --closures h.csv --closures-for all',
    f'due {RULE} --division scotland+northern-ireland --known-on 2025-01-01',
    *(f'worklist {WORK} --format {form}' for form in ('text', 'plain', 'csv', 'json', 'html', 'ics')),
    f'worklist {WORK} --format csv --order case --sorted --versions', f'worklist {WORK} --state all --subject child,worker',
    f'worklist {WORK} --format ics --detail --todo', f'worklist {WORK} --format html --marking X --where team=x',
    *(f'worklist {WORK} --summary --basis {basis} --by team --format {form}' for basis in ('due', 'at')
      for form in ('text', 'csv', 'json')),
    f'worklist {WORK} --format csv --output out.csv', f'worklist {WORK} --format html --output out.csv',
    *(f'impact {WORK} --add-holiday 2026-11-09 --format {form}' for form in ('text', 'plain', 'csv', 'json')),
    *(f'batch b.csv --rule cp.conference.initial --from referred --met done --as-at 2026-10-31 --format {form}'
      for form in ('text', 'plain', 'json')),
    f'measures {CENSUS} --bands --suppress', f'measures {CENSUS} --children C2 --format csv', 'measures --list', f'read {CENSUS}', f'worklist {CENSUS} --format csv', f'worklist {CENSUS}', f'read {TABLES} --mapping {TABLES}.yaml --format json',
    f'worklist {TABLES} --mapping {TABLES}.yaml --profile barnet --as-at 2026-03-31 --format csv', f'read {YEAR}', f'lint {TABLES}.yaml',
    'add --batch spans.csv', 'between --batch days.csv --format json', 'due --batch b.csv',
    'holidays 2026', 'holidays 2026..2027 --format json', *(f'holidays --import h.{ending}' for ending in ('json', 'csv', 'ics')),
    'holidays --import h.json --format json', 'rules', 'rules --profile barnet --format json', 'profiles --format csv', 'events',
    'events --format json', 'lint p.yaml', 'lint p.yaml --format json --try 2026-03-27', 'test q.csv', 'test q.yaml --format json',
    'compare base p.yaml', 'compare england sefton --format csv', 'version', 'version --format json',
    'calendar-index 2026-01-01..2026-01-31', 'help', 'help --man-page', 'worklist --help', 'wroklist x', 'due cp.confrence 2026-03-27',
]


class Run:
    """A command's exit status and output."""

    def __init__(self, tester, words, **variables):
        environment = transcripts.environment() | {'LD_PRELOAD': tester.library} | variables
        with tempfile.TemporaryDirectory() as folder:
            for name, text in FILES.items():
                Path(folder, name).write_bytes(text.encode('latin-1'))
            reading, writing = os.pipe()
            done = subprocess.run([tester.dueby, *(word.replace('_', ' ') if word[0].isdigit() else word for word in words)],
                                  cwd=folder, env=environment | {'DUEBY_COUNT_TO': str(writing)}, pass_fds=[writing],
                                  stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=120)
            os.close(writing)
            with os.fdopen(reading) as counted:
                self.allocations = int(counted.read() or 0)
            self.left = sorted(set(os.listdir(folder)) - set(FILES))
            written = Path(folder, 'out.csv')
            self.file = written.read_bytes() if written.exists() else None
        self.status, self.out, self.errors = done.returncode, done.stdout, done.stderr

    def is_like(self, other):
        return (self.status, self.out, self.errors, self.file, self.left) == (other.status, other.out, other.errors, other.file, other.left)


class Tester:
    """Runs every command many times, with a different allocation failing each time."""

    def __init__(self, dueby, library, every):
        self.dueby, self.library, self.every, self.runs = dueby, library, every, 0

    def numbers(self, count):
        """Chooses which allocations fail: all, or some from the whole run, including the first and the last."""
        most = EVERY_MOST if self.every else SAMPLE
        if count <= most:
            return range(1, count + 1)
        return sorted({1 + i * (count - 1) // (most - 1) for i in range(most)})

    def wrong_with(self, command, words, right, number, on):
        run = Run(self, words, DUEBY_FAIL_AT=str(number), **({'DUEBY_FAIL_ON': '1'} if on else {}))
        what = f'{command}: allocation {number} of {right.allocations}{" and all after it" if on else ""}'
        if run.is_like(right):
            return None
        if run.status != NO_MEMORY:
            return f'{what}: exit status {run.status}, not {right.status}, or another answer: {run.errors[-200:]}'
        if not run.errors or b'memory' not in run.errors:
            return f'{what}: the reason is not said: {run.errors[-200:]}'
        if run.left:
            return f'{what}: {run.left} is left'
        return None

    def try_command(self, command):
        words = command.split(' ')
        right = Run(self, words)
        if right.status == NO_MEMORY or right.status < 0:
            return [f'{command}: exit status {right.status}, {right.allocations} allocations, {right.errors[-300:]}']
        tries = [(number, on) for number in self.numbers(right.allocations) for on in (False, True)]
        self.runs += len(tries)
        wrong = [wrong for wrong in (self.wrong_with(command, words, right, *attempt) for attempt in tries) if wrong]
        if self.every:
            print(*wrong, f'{command}: {len(tries)} runs, {len(wrong)} failures', sep='\n', flush=True)
        return wrong


def main():
    if len(sys.argv) not in (3, 4) or sys.argv[3:] not in ([], ['--every']):
        sys.exit(__doc__)
    tester = Tester(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), len(sys.argv) == 4)
    commands = sorted(COMMANDS, key=lambda command: not command.startswith('compare'))  # the slowest first
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        wrong = [line for lines in pool.map(tester.try_command, commands) for line in lines]
    if tester.runs < len(COMMANDS):
        wrong.append(f'only {tester.runs} runs: allocations are not counted')
    print(*(wrong if not tester.every else []), f'{len(COMMANDS)} commands, {tester.runs} runs, {len(wrong)} failures', sep='\n')
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
