"""Tests for fault O3: every answer names the library, rules and calendar behind it with their versions and all changes to them, so
the answer can be reproduced. Covers JSON, CSV with --versions, the page and the calendar.

usage: rests_on.py DUEBY
"""
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import transcripts

ROOT = Path(__file__).resolve().parents[2]
EVENTS = ROOT / 'examples' / 'three_children.csv'
ENGLAND = (ROOT / 'data' / 'profiles' / 'england.yaml').read_text(encoding='utf-8')
FIELDS = ['library', 'profile', 'rules', 'calendar', 'division', 'days', 'changes']
LIST = 'date,name\n' + ''.join(f'{day},Day\n' for day in (
    '2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28'))
# Options that can change an answer, and the version fields that must then differ.
CHANGES = [
    ([], set()),
    (['--add-holiday', '2026-11-09'], {'days', 'changes'}),
    (['--remove-holiday', '2026-12-25'], {'days', 'changes'}),
    (['--weekend', 'fri,sat'], {'days', 'changes'}),
    (['--known-on', '2025-03-03'], {'days', 'changes'}),
    (['--closures', 'list.csv'], {'days', 'changes'}),
    (['--closures', 'list.csv', '--closures-for', 'all'], {'days', 'changes'}),
    (['--division', 'scotland'], {'division', 'days'}),
    (['--holidays', 'list.csv'], {'calendar', 'days'}),
    (['--profile', './england.yaml'], {'rules'}),
    (['--profile', 'barnet'], {'profile', 'rules'}),
]
COMMANDS = [
    'due cp.conference.initial 2026-03-27', 'check cp.conference.initial 2026-03-27 --met 2026-04-21',
    'explain cp.conference.initial 2026-03-27', 'add 2026-03-27 15_days', 'between 2026-03-27 2026-04-21',
    'batch cases.csv --rule cp.conference.initial --from day', 'due --batch questions.csv', 'holidays 2026', 'rules', 'events', 'profiles',
    'calendar-index 2026-01-01..2026-01-09', 'due-table 2026-01-01', f'worklist {EVENTS} --as-at 2026-10-31', 'version',
    f'worklist {EVENTS} --as-at 2026-10-31 --summary', f'worklist {EVENTS} --as-at 2026-10-31 --order case --sorted',
]


class Folder:
    """A folder to run the command in, with its own england.yaml, where one time limit differs from the built-in one."""

    def __init__(self, dueby, path):
        self.dueby, self.path = dueby, Path(path)
        own = ENGLAND.replace('within: 45 working days', 'within: 44 working days', 1)
        assert own != ENGLAND
        for name, text in (('england.yaml', own), ('list.csv', LIST), ('cases.csv', 'day\n2026-03-27\n'),
                           ('questions.csv', 'rule,when\ncp.conference.initial,2026-03-27\n')):
            (self.path / name).write_text(text, encoding='utf-8')

    def run(self, words):
        done = subprocess.run([self.dueby, *words], cwd=self.path, env=transcripts.environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, check=False, timeout=60)
        return done.stdout.decode()


def of_json(text):
    versions = json.loads(text)['versions']
    return {**versions, 'changes': ' '.join(versions['changes'])}


def of_csv(text):
    rows = list(csv.DictReader(io.StringIO(text)))
    return {field: rows[0][f'versions_{field}'] for field in FIELDS}


def of_line(line):
    """Reads the versions from text such as "library 0.9.0, profile barnet, ...". Changes come last, and may contain commas."""
    found = re.fullmatch(r'library (?P<library>\S+), profile (?P<profile>\S+), rules (?P<rules>\S+), calendar (?P<calendar>.+?), '
                         r'division (?P<division>\S+), days (?P<days>[0-9a-f]+)(, changes (?P<changes>.*))?', line)
    return {field: found[field] or '' for field in FIELDS}


def of_page(text):
    return of_line(re.search(r'<p id="versions">To get the same answer again: (.*)\.</p>', text)[1])


def of_calendar(text):
    unfolded = text.replace('\r\n ', '')
    return of_line(re.search(r'^X-WR-CALDESC:We only checked .*? not legal advice\. (.*)\r$', unfolded, re.MULTILINE)[1].replace('\\,', ','))


def check_o3_every_answer_says_what_was_changed(folder):
    plain = None
    for options, changed in CHANGES:
        for command in COMMANDS:
            words = [word.replace('_', ' ') if word[0].isdigit() else word for word in command.split()] + options
            found = of_json(folder.run([*words, '--format', 'json']))
            plain = plain or found
            if list(found) != FIELDS or {field for field in FIELDS if found[field] != plain[field]} != changed:
                yield f'{command} {options}: {found}'
            as_csv = of_csv(folder.run([*words, '--format', 'csv', '--versions']))
            if as_csv != {field: found[field] or '' for field in FIELDS}:
                yield f'{command} {options}: CSV {as_csv}, JSON {found}'


def check_o3_the_page_and_the_calendar_say_it_too(folder):
    for options, _ in CHANGES:
        words = ['worklist', str(EVENTS), '--as-at', '2026-10-31', *options]
        expected = of_json(folder.run([*words, '--format', 'json']))
        for form, read in (('html', of_page), ('ics', of_calendar)):
            found = read(folder.run([*words, '--format', form]))
            if found != {field: expected[field] or '' for field in FIELDS}:
                yield f'{form} {options}: {found}, JSON {expected}'


def check_o3_a_comparison_rests_on_two_profiles(folder):
    """A comparison of two profiles gives the second's versions, and the first's in a note. `lint` gives the versions of the file
    that it checks."""
    england, barnet, own = (of_json(folder.run(['version', '--format', 'json', '--profile', name]))['rules']
                            for name in ('england', 'barnet', './england.yaml'))
    compared = json.loads(folder.run(['compare', 'england', 'barnet', '--format', 'json']))
    if compared['versions']['rules'] != barnet or not any(f'rules {england}' in note for note in compared['notes']):
        yield f'compare: {compared["versions"]}, {compared["notes"]}'
    linted = of_json(folder.run(['lint', 'england.yaml', '--format', 'json']))
    if linted['rules'] != own or own == england:
        yield f'lint: {linted}'


CHECKS = [check for name, check in list(globals().items()) if name.startswith('check_')]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    wrong = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Folder(os.path.abspath(sys.argv[1]), temporary)
        for check in CHECKS:
            wrong += [f'{check.__name__}: {what}' for what in check(folder)]
    print(*wrong, f'{len(wrong)} failures', sep='\n')
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
