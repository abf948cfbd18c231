"""Compares --since with a slow implementation of the rules in docs/worklist.md ("Since last week"). Changes random caseloads at
random, lets the command list them on both days, and pairs lines by comparing each line with every other.

usage: since.py DUEBY
"""
import csv
import datetime
import io
import random
import subprocess
import sys
import tempfile
from pathlib import Path

TO_DO = {'open', 'due_soon', 'overdue', 'not_computable'}
DAY_ONE = datetime.date(2026, 1, 5)
SEEDS = range(40)


def day(number):
    return (DAY_ONE + datetime.timedelta(number)).isoformat()


def random_case(name, rng, until):
    """Returns random rows of one child: (case, event, at, ref, tags)."""
    rows = []
    for ref in rng.sample(['', 'P1', 'P2'], rng.randint(1, 2)):
        start = rng.randint(0, 40)
        rows.append([name, 'placement.started', day(start), ref, ''])
        for visit in sorted(rng.sample(range(start, until), rng.randint(0, 4))):
            rows.append([name, 'visit.made', day(visit), ref, rng.choice(['', 'alone', 'agreed=4 weeks'])])
        if rng.random() < 0.3:
            rows.append([name, 'placement.ended', day(rng.randint(start + 1, until)), ref, ''])
    unread = [name, 'nothing.known', day(0), '', '']
    return [unread] if rng.random() < 0.1 else rows + [unread] * (rng.random() < 0.1)


def changed(rows, rng, since, until):
    """Returns the rows on a later day: most are the same, some have a different date or different tags, some are gone, and some are
    new."""
    later = []
    for row in rows:
        case, event, at, ref, tags = row
        luck = rng.random()
        if luck < 0.08:
            continue
        if luck < 0.16:
            at = (datetime.date.fromisoformat(at) + datetime.timedelta(rng.choice([-2, -1, 1, 3]))).isoformat()
        if luck > 0.93:
            tags = 'agreed=2 weeks' if event == 'visit.made' else ''
        later.append([case, event, at, ref, tags])
    for case, ref in sorted({(row[0], row[3]) for row in later}):
        if rng.random() < 0.5:
            later.append([case, 'visit.made', day(rng.randint(since, until)), ref, 'alone'])
        if rng.random() < 0.1:
            later.append([case, 'placement.ended', day(rng.randint(since, until)), ref, ''])
    return later


def write(path, rows):
    with open(path, 'w', newline='', encoding='utf-8') as file:
        csv.writer(file).writerows([['case', 'event', 'at', 'ref', 'tags'], *rows])


def run(dueby, *words):
    done = subprocess.run([dueby, 'worklist', *map(str, words), '--profile', 'barnet', '--only', 'cla.*', '--holds', 'visit.made=all',
                           '--order', 'case', '--format', 'csv'], capture_output=True, text=True, timeout=60, check=False)
    if done.returncode not in (0, 5):
        sys.exit(f'{words}: {done.stderr}')
    lines = list(csv.DictReader(io.StringIO(done.stdout)))
    keys = [(line['case'], line['key']) for line in lines]
    if len(keys) != len(set(keys)):
        sys.exit(f'{words}: two lines with one key: {sorted(key for key in keys if keys.count(key) > 1)}')
    return lines


def is_over(line):
    return line['state'] not in TO_DO


def closed(line):
    """Returns the day on which a line was met. CSV has no column for the day on which a line ended; the state and key show
    enough."""
    return line['met_at'][:10]


def follows(line):
    """Returns whether a line follows another line with the same start: the days in its key differ, or the key ends with a
    number."""
    days = [word for word in line['key'].split() if word[:2] == '20']
    return days[-1][:10] != days[0][:10] or not line['key'].endswith(days[-1])


def start_of(line):
    return [word for word in line['key'].split() if word[:2] == '20']


def fell_due(old, new):
    """Returns whether a line became doubtful because its due day passed. Of the doubts in these files, unreadable rows only make a
    late line doubtful, but an action under another reference makes any line doubtful."""
    return (old['state'] in ('open', 'due_soon') and old['due'] == new['due'] and int(new['days_left']) < 0 and
            not new['reason'].startswith('recorded under a different reference'))


def kind_of(old, new):
    """Applies rules 3 to 9 to a line, or to the rows of a case that could not be read. Returns None if nothing changed, or '?' if
    the CSV columns do not show whether something changed."""
    if not (new or old)['rule']:
        return None if old else 'new'
    if not new:
        return 'gone'
    if new['state'] == 'overdue' and not (old and old['state'] == 'overdue'):
        return 'overdue'
    if not old:
        if is_over(new):
            return '?'
        return 'next' if follows(new) else 'new'
    if is_over(new) and not is_over(old):
        return 'done' if new['met_at'] else 'ended'
    if is_over(old) and (old['state'] != new['state'] or closed(old) != closed(new)):
        return 'corrected'
    if is_over(old) and not old['met_at']:
        return '?'
    was_checked, is_checked = old['state'] == 'not_computable', new['state'] == 'not_computable'
    if start_of(old) != start_of(new) or (was_checked != is_checked and not fell_due(old, new)):
        return 'corrected'
    return None if old['due'] == new['due'] else 'moved'


def pairs_of(before, after):
    """Applies rule 1: pairs the lines of both days by key, then by duty, needs, ref and number, comparing every pair."""
    pairs = []
    for same in (lambda line: (line['case'], line['key']), lambda line: (line['case'], line['rule'], line['needs'], line['ref'], line['occurrence'])):
        for old in list(before):
            for new in list(after):
                if same(old) == same(new):
                    pairs.append((old, new))
                    before.remove(old)
                    after.remove(new)
                    break
    return pairs


def expected(before, after):
    """Returns the expected changes by (kind, case, key of the line), and the lines for which CSV does not show the change."""
    before, after = list(before), list(after)
    names = {line['case'] for line in after}
    found = [(kind_of(old, new), new) for old, new in pairs_of(before, after)]
    found += [(kind_of(None, new), new) for new in after]
    for name in sorted({line['case'] for line in before}):
        lines = [line for line in before if line['case'] == name]
        listed = lines if name in names else [line for line in lines if not is_over(line)]
        found += [('gone' if line['rule'] or name not in names else 'corrected', line) for line in listed]
    return found


def compare(dueby, folder, seed):
    rng = random.Random(seed)
    since, until = 60, 75
    old = [row for name in range(6) for row in random_case(str(name), rng, since)]
    new = changed(old, rng, since, until) + random_case('new', rng, until)
    write(folder / 'old.csv', old)
    write(folder / 'new.csv', new)
    before = run(dueby, folder / 'old.csv', '--as-at', day(since))
    after = run(dueby, folder / 'new.csv', '--as-at', day(until))
    told = run(dueby, folder / 'new.csv', '--as-at', day(until), '--since', folder / 'old.csv', '--since-as-at', day(since))
    names = {line['case'] for line in after}
    gone = {line['case'] for line in before} - names
    rows = {(row['case'], row['key']): row['change'] for row in told}
    wrong, kinds = [], set()
    for kind, line in expected(before, after):
        found = rows.pop((line['case'], line['key']), None)
        kinds.add(kind)
        if kind != '?' and found != kind:
            wrong.append(f'seed {seed}: {line["case"]} {line["key"]}: {found}, expected {kind}')
    wrong += [f'seed {seed}: {key}: {change}, expected nothing' for key, change in rows.items() if not (key[0] in gone and change == 'gone')]
    return wrong, kinds


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    wrong, kinds = [], set()
    with tempfile.TemporaryDirectory() as folder:
        for seed in SEEDS:
            bad, seen = compare(sys.argv[1], Path(folder), seed)
            wrong += bad
            kinds |= seen
    missing = {'overdue', 'done', 'ended', 'corrected', 'moved', 'gone', 'new', 'next', None} - kinds
    print(*wrong[:20], f'{len(SEEDS)} caseloads, {len(wrong)} wrong', sep='\n')
    sys.exit(f'never seen: {missing}' if missing else 1 if wrong else 0)


if __name__ == '__main__':
    main()
