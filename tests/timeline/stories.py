"""Runs the stories of a folder through `dueby worklist` and compares every line with the one worked out by hand.

    stories.csv          name, profile, as_at, only, options, title
    NAME.csv             the events
    NAME.expected.csv    the lines, in the order in which the command must print them

A reported difference names the story, the line of its expected file and the column. A story without expected lines, a missing or
extra line, a file that belongs to no story, and an error message are all errors.

usage: stories.py DUEBY FOLDER
"""
import csv
import os
import re
import shlex
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path

STORY = ['name', 'profile', 'as_at', 'only', 'options', 'title']
COMPARED = ['case', 'ref', 'rule', 'occurrence', 'trigger', 'triggered_at', 'opens', 'due', 'due_by_law', 'met_at', 'state', 'days_left',
            'working_days_left', 'working_days_taken', 'governed_by']
FOR_PEOPLE = ['source', 'counted']
EXPECTED = [*COMPARED, 'reason_has', *FOR_PEOPLE]
# Exit statuses that a story may have: done, or some states are unknown.
STATUSES = (0, 5)


def read(path, header):
    """Reads the rows of a CSV file as (line, {column: value}). The file must have the given header."""
    with open(path, encoding='utf-8', newline='') as file:
        reader = csv.reader(file)
        found = next(reader, [])
        if found != header:
            raise ValueError(f'{path.name}: the header is {",".join(found)}, and should be {",".join(header)}')
        rows = []
        for row in reader:
            if len(row) != len(header):
                raise ValueError(f'{path.name}:{reader.line_num}: {len(row)} columns, and not {len(header)}')
            rows.append((reader.line_num, dict(zip(header, row))))
        return rows


def environment():
    """Returns an environment that keeps the options of sanitizers, so that their findings end the command."""
    kept = {name: value for name, value in os.environ.items() if re.match('(A|L|UB|T)SAN_OPTIONS', name)}
    return {'PATH': '/usr/bin:/bin', 'LC_ALL': 'C', 'TZ': 'Pacific/Kiritimati', **kept}


def worklist(dueby, folder, story):
    """Returns the command's rows for a story, or the fault in its output."""
    words = [dueby, 'worklist', f'{story["name"]}.csv', '--profile', story['profile'], '--as-at', story['as_at'], '--only', story['only'],
             '--order', 'case', '--format', 'csv', *shlex.split(story['options'])]
    done = subprocess.run(words, cwd=folder, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60)
    if done.returncode not in STATUSES:
        return None, f'exit status {done.returncode}: {done.stderr.decode("utf-8", "backslashreplace").strip()}'
    reader = csv.DictReader(done.stdout.decode('utf-8').splitlines())
    missing = [column for column in [*COMPARED, 'reason'] if column not in (reader.fieldnames or [])]
    if missing:
        return None, f'the output has no column {", ".join(missing)}'
    return list(reader), None


def named(row):
    """Names a line in messages by its case, ref, rule and occurrence."""
    return ' '.join(row[column] for column in ('case', 'ref', 'rule', 'occurrence') if row[column])


def compare(name, expected, found):
    """Returns the differences between expected and found lines, each with story, line and column."""
    wrong = []
    for line, row in zip_longest(expected, found):
        if line is None:
            wrong.append(f'{name}: one line too many: {named(row)}, {row["state"]}, due {row["due"]}')
            continue
        number, wanted = line
        place = f'{name}.expected.csv:{number}: {named(wanted)}'
        if row is None:
            wrong.append(f'{place}: no such line')
            continue
        wrong += [f'{place}: {column} is "{row[column]}", expected "{wanted[column]}"' for column in COMPARED if row[column] != wanted[column]]
        if wanted['reason_has'] not in row['reason']:
            wrong.append(f'{place}: the reason is "{row["reason"]}", expected "{wanted["reason_has"]}" in it')
    return wrong


def unexplained(name, expected):
    """Returns the story's expected lines that do not say how they were worked out."""
    return [f'{name}.expected.csv:{number}: no {column}' for number, row in expected for column in FOR_PEOPLE if not row[column]]


def check(dueby, folder, story):
    name = story['name']
    expected = read(folder / f'{name}.expected.csv', EXPECTED)
    if not expected:
        return [f'{name}: no expected lines']
    found, failure = worklist(dueby, folder, story)
    return unexplained(name, expected) + ([f'{name}: {failure}'] if failure else compare(name, expected, found))


def strangers(folder, names):
    """Returns the files of the folder that belong to no story."""
    known = {'stories.csv'} | {name + end for name in names for end in ('.csv', '.expected.csv')}
    return [f'{path.name}: belongs to no story' for path in sorted(folder.glob('*.csv')) if path.name not in known]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    dueby, folder = os.path.abspath(sys.argv[1]), Path(sys.argv[2])
    stories = [story for _, story in read(folder / 'stories.csv', STORY)]
    names = [story['name'] for story in stories]
    wrong = strangers(folder, names) + [f'{name}: told twice' for name in sorted({name for name in names if names.count(name) > 1})]
    failed = 0
    for story in stories:
        try:
            differences = check(dueby, folder, story)
        except (OSError, ValueError) as error:
            differences = [f'{story["name"]}: {error}']
        failed += bool(differences)
        wrong += differences
    print(*wrong, f'{len(stories)} stories, {failed} failed', sep='\n')
    sys.exit(1 if wrong or not stories else 0)


if __name__ == '__main__':
    main()
