"""Checks that the events of `dueby read`, with the options that it prints, give the same worklist as the files themselves.

    read_back.py DUEBY
"""
import csv
import io
import re
import shlex
import sys

from returns import HERE, assessment, census, headers
from small import main, plan, referred, write

FIELDS = ['case', 'rule', 'needs', 'ref', 'occurrence', 'triggered_at', 'due', 'state', 'met_at', 'ended_at', 'reason']


def worklist(checks, *words):
    out = checks.run('worklist', *words, '--state', 'all', '--format', 'csv').stdout
    return sorted(tuple(row.get(field) for field in FIELDS) for row in csv.DictReader(io.StringIO(out)))


def read_back(checks, folder, files, *words):
    """Returns three worklists (of the files; of their events, with the options; of their events, with only the day) and the
    messages."""
    done = checks.run('read', *files, *words)
    events = folder / 'events.csv'
    events.write_text(done.stdout, encoding='utf-8')
    said = re.search(r'note: for the same answer from these events as from the files: dueby worklist EVENTS\.csv (.*)\n', done.stderr)
    if not said:
        checks.that(False, f'no options: {done.stderr}')
        return [], [], [], done.stderr
    options = shlex.split(said[1])
    checks.same('the day', options[:1], ['--as-at'])
    return worklist(checks, *files, *words), worklist(checks, events, *options), worklist(checks, events, *options[:2]), done.stderr


def check_specimens(checks, folder):
    """Every line of every child is the same, except for children with something that cannot be read. Without the options the answer
    would be different, so they matter."""
    cin, day = HERE / 'cin', ('--as-at', '2026-03-31')
    specimens = [((cin / 'census_2026.xml',), ()), ((cin / 'census_2025.xml', cin / 'census_2026.xml'), ()), ((HERE / 'ssda903',), day),
                 ((HERE / 'ssda903', HERE / 'ssda903_2025'), day), ((HERE / 'annex_a',), day), ((HERE / 'ssd',), day)]
    for files, words in specimens:
        for profile in ((), ('--profile', 'barnet'), ('--profile', 'gloucestershire')):
            expected, found, without, said = read_back(checks, folder, files, *words, *profile)
            doubtful = {row[0] for row in expected if 'could not be used' in row[-1] or 'in one file' in row[-1]}
            checks.that(len(doubtful) < 6 and len({row[0] for row in expected}) > 20, f'{files}: {doubtful}')
            checks.same(f'{files} {profile}', [row for row in found if row[0] not in doubtful], [row for row in expected if row[0] not in doubtful])
            checks.that(without != found, f'{files}: the options change nothing')
            checks.that('these events leave out anything that could not be read' in said or not doubtful, said)


def check_years(checks, folder):
    """A referral from before the year was closed in the year, and a plan from before it was never reviewed in the file. Nothing is
    late. Without the options, the same events would be late."""
    children = [('1', referred('2024-06-03', plan('2024-06-24', '2025-06-10', '2025-12-01'))),
                ('2', referred('2025-06-02', assessment('2025-06-02', '2025-07-01')))]
    file = write(folder, 'year.xml', census('2026-03-31', children))
    expected, found, without, said = read_back(checks, folder, [file])
    checks.same('a year', found, expected)
    late = [[row[:2] for row in rows if row[7] in ('overdue', 'missed', 'met_late')] for rows in (expected, found)]
    checks.same('late', late, [[], []])
    checks.that(any(row[7] in ('missed', 'met_late') for row in without), f'without the options: {without}')
    checks.that('leave out' not in said, said)


def check_day(checks, folder):
    """Without a reference date, the options depend on a day that the user has to give."""
    said = checks.run('read', HERE / 'annex_a').stderr
    checks.that('with --as-at DATE, dueby also says which options of dueby worklist give the same answer' in said, said)
    checks.that('EVENTS.csv' not in said, said)
    checks.run('read', HERE / 'annex_a', '--as-at', 'soon', status=2)


def check_nothing(checks, folder):
    """With list 3 alone nothing can be checked, because nothing can show that a referral was closed."""
    file = write(folder, 'list_3.csv', 'Child Unique ID,Date of Referral\n1,05/01/2026\n')
    said = checks.run('read', file, '--as-at', '2026-03-31').stderr
    checks.that('note: no duty can be checked with these files alone' in said and 'EVENTS.csv' not in said, said)


def check_tags(checks, folder):
    """A list 7 without the column that says whether the child was seen alone: the options cannot say so, so a note does."""
    table = 'Child Unique ID,Date of Birth,Child Protection Plan Start Date,Child Protection Plan End Date,Date of the Last Statutory Visit{}\n1,06/05/2014,05/01/2026,,12/01/2026{}\n'
    for column, value, is_said in ((',Was the Child Seen Alone?', ',Yes', False), ('', '', True)):
        target = folder / f'lists_{is_said}'
        write(target, 'list_7.csv', table.format(column, value))
        headers(target, 'annex_a', 'list_6', 'list_8')
        said = checks.run('read', target, '--as-at', '2026-03-31', '--profile', 'barnet').stderr
        checks.same(f'{column}', ['cannot leave out the lines of cp.visit that need alone' in said], [is_said])


if __name__ == '__main__':
    sys.exit(main(check_specimens, check_years, check_day, check_nothing, check_tags))
