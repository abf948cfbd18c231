#!/usr/bin/env python3
"""Compares `dueby worklist` with slow.py on random caseloads, row by row and column by column.

    differential.py DUEBY [--seed N] [--cases N] [--profile NAME]...

Each profile has that many cases, in files of FILE_CASES cases, each with its own as-at. On a difference, drops rows, tags, refs and
times one by one as long as the difference remains, prints the rest with both answers, and exits with status 1.
"""
import argparse
import collections
import csv
import io
import itertools
import pathlib
import re
import subprocess
import sys
import tempfile

import random_cases
import slow

EDGES = str(pathlib.Path(__file__).resolve().parent / 'edges.yaml')  # a profile with kinds of rules that no council uses
PROFILES = ('england', 'barnet', 'dudley', 'gloucestershire', 'sefton', 'swindon', EDGES)
FILE_CASES = 40
FINE = (0, 5, 6)  # exit statuses: done, some states are unknown, something is overdue
# the case's name in rows made from notes, which say how many refs match nothing and in how many cases lines are left out
NOTES = '~'
COUNTED = re.compile(r'(?:(\d+) of (\d+) rows? for the .*?\((\S+)\) ha|'
                     r'(?:Your file has no rows for the|You said that your file does not record the) .*?\((\S+)\)\. '
                     r'We left out the duties that need it, for (\d+))')


def as_csv(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, random_cases.HEADER, lineterminator='\n')
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


class Question:
    """A question for dueby and slow.py: a profile, an as-at day, how complete the file is, and whether alternatives are used."""

    def __init__(self, dueby, profile, as_at, records=slow.EVERYTHING, alternatives=False):
        self.dueby, self.profile, self.as_at, self.records, self.alternatives = dueby, profile, as_at, records, alternatives
        self.rules = slow.Profile(profile, alternatives=alternatives)
        self.present = random_cases.everything(self.rules)

    def command(self, path):
        holds = [word for slug, said in self.records.says.items()
                 for word in ('--holds', f'{slug}={said if isinstance(said, str) else f"since:{said}"}')]
        history = ['--history-from', self.records.history_from.isoformat()] if self.records.history_from else []
        return [self.dueby, 'worklist', path, '--profile', self.profile, '--as-at', self.as_at.isoformat(), '--order', 'case',
                '--format', 'csv', *history, *holds, *(['--only', '*,*~*'] if self.alternatives else [])]

    def ask_dueby(self, rows):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'events.csv'
            path.write_text(as_csv(rows), encoding='utf-8')
            done = subprocess.run(self.command(str(path)), capture_output=True, text=True, encoding='utf-8', check=False)
        reader = csv.DictReader(io.StringIO(done.stdout))
        missing = set(slow.COLUMNS) - set(reader.fieldnames or ())
        if done.returncode not in FINE or missing:
            return [f'exit status {done.returncode}; columns that are missing: {sorted(missing)}; it said: {done.stderr.strip()}']
        rows = [tuple(reason_of(row) if column == 'reason' else row[column] for column in slow.COLUMNS) for row in reader if row['rule']]
        return rows + sorted((NOTES, *found) for found in COUNTED.findall(done.stderr))

    def ask_slow(self, rows):
        cases = {}
        for row in rows:
            cases.setdefault(row['case'], []).append(slow.read_event(row))
        counts = collections.Counter()
        rows = slow.worklist(self.rules, cases, self.as_at, self.records, counts)
        notes = [(NOTES, '', '', '', slug, str(number)) for (what, slug), number in counts.items() if what == 'left out']
        notes += [(NOTES, str(number), str(counts['with ref', slug]), slug, '', '') for (what, slug), number in counts.items() if what == 'stray']
        return [tuple(row[column] for column in slow.COLUMNS) for row in rows] + sorted(notes)

    def first_difference(self, rows):
        """Returns the first difference as (dueby's row, slow.py's row), or None if all rows are equal. One of the rows may be None.
        Prefers a difference in an ordinary case."""
        theirs, ours = (by_case(answer) for answer in (self.ask_dueby(rows), self.ask_slow(rows)))
        found = [pair for name in {**theirs, **ours}
                 for pair in itertools.zip_longest(theirs.get(name, []), ours.get(name, [])) if pair[0] != pair[1]]
        ordinary = [pair for pair in found if name_of_case(pair) != 'all']
        return next(iter(ordinary + found), None)

    def differs(self, rows):
        """Returns whether dueby and slow.py differ on these rows of one case. slow.py is not told which events are missing from the
        whole file."""
        theirs = [row for row in self.ask_dueby(self.present + rows) if isinstance(row, str) or row[0] not in ('all', NOTES)]
        events = [slow.read_event(row) for row in rows]
        ours = [tuple(row[column] for column in slow.COLUMNS)
                for row in slow.worklist_of_case(self.rules, rows[0]['case'] if rows else '', events, self.as_at, self.records)]
        return theirs != ours


def reason_of(row):
    """Returns why a line with a due date is not computable, without the rest of the text about the line."""
    if row['state'] != 'not_computable' or not row['due']:
        return ''
    reason = row['reason'].split(';')[0]
    if reason.startswith('may '):
        return ';'.join(row['reason'].split(';')[:2])  # a moved date, and the event that may have moved it
    return reason.split(': ')[0] if reason.startswith('recorded under a different reference') else reason


def by_case(rows):
    """Returns the rows of each case, in order. An unreadable row is kept separately."""
    cases = {}
    for row in rows:
        cases.setdefault(row[0] if isinstance(row, tuple) else row, []).append(row)
    return cases


def simpler(row):
    """Yields copies of a row, each without one part."""
    tags = [tag for tag in row['tags'].split(';') if tag]
    for tag in tags:
        yield {**row, 'tags': ';'.join(other for other in tags if other != tag)}
    if row['ref']:
        yield {**row, 'ref': ''}
    if 'T' in row['at']:
        yield {**row, 'at': row['at'][:10]}


def shrink(question, rows):
    """Drops and simplifies rows and statements while dueby and slow.py still differ."""
    for slug in [None, *question.records.says]:
        kept = question.records
        said = {name: said for name, said in kept.says.items() if name != slug}
        question.records = slow.Records(said, kept.history_from if slug else None)
        if not question.differs(rows):
            question.records = kept
    changed = True
    while changed:
        changed = False
        for index in reversed(range(len(rows))):
            if question.differs(rows[:index] + rows[index + 1:]):
                rows = rows[:index] + rows[index + 1:]
                changed = True
        for index, row in enumerate(rows):
            for plainer in simpler(row):
                if question.differs(rows[:index] + [plainer] + rows[index + 1:]):
                    rows = rows[:index] + [plainer] + rows[index + 1:]
                    changed = True
                    break
    return rows


def name_of_case(difference):
    """Returns the name of the case that a differing row belongs to."""
    rows = [row for row in difference if isinstance(row, tuple)]
    return rows[0][0] if rows else None


def report(question, rows, difference):
    """Prints the smallest case that shows a difference, and both answers."""
    name = name_of_case(difference)
    own = [{**row, 'case': 'c'} for row in rows if row['case'] == name]
    if own and question.differs(own):
        own = shrink(question, own)
        smaller = question.first_difference(question.present + own)
        if smaller:  # slow.py may differ here only because it was not told which events are missing from the file
            rows, difference = own, smaller
    print(as_csv(rows), end='')
    print(' '.join(question.command('EVENTS.csv')), '(after a case with every due event)')
    theirs, ours = difference
    if isinstance(theirs, tuple) and ours:
        for column, one, other in zip(slow.COLUMNS, theirs, ours):
            print(f'{"" if one == other else "**":2} {column:18} dueby {one:40} slow {other}')
    else:
        print('dueby:', theirs, '\nslow: ', ours)


def main():
    parser = argparse.ArgumentParser(description='dueby worklist against slow.py.')
    parser.add_argument('dueby')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--cases', type=int, default=200)
    parser.add_argument('--profile', action='append')
    parser.add_argument('--whole', action='store_true', help='nothing is missing from any file')
    parser.add_argument('--count', action='store_true', help='how often it came to what seldom happens')
    options = parser.parse_args()
    compared = 0
    for name in options.profile or PROFILES:
        profiles = [slow.Profile(name, alternatives=alternatives) for alternatives in (False, True)]
        for number in range(-(-options.cases // FILE_CASES)):
            alternatives = bool(number % 2) and any(rule.is_alternative for rule in profiles[1].rules)
            profile = profiles[alternatives]
            seed = f'{options.seed}/{pathlib.Path(name).stem}/{number}'
            as_at, rows = random_cases.caseload(profile, seed, min(FILE_CASES, options.cases))
            records, rows = random_cases.cut(profile, seed, as_at, rows) if not options.whole else (slow.EVERYTHING, rows)
            rows = random_cases.spoil(seed, rows)
            question = Question(options.dueby, name, as_at, records, alternatives)
            difference = question.first_difference(rows)
            if difference:
                report(question, rows, difference)
                sys.exit(1)
            compared += len(rows)
    if options.count:
        print(*(f'{number:7} {what}' for what, number in sorted(slow.happened.items())), sep='\n')
    print(f'{compared} events alike')


if __name__ == '__main__':
    main()
