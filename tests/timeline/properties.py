"""Tests properties of `dueby worklist` that must hold for any file, on random caseloads of the built-in profiles.

    an event that no rule mentions changes nothing; nor does repeating a row, or putting rows in another order
    an overdue duty stays overdue as the days go by and nothing happens
    the lists of single states make up the whole list; "worst first" has the same lines as the order by case
    each case alone has the same lines as in the whole file
    every case is in the output, and every row that cannot be read is named or counted
    if a case has a single trigger, its duty is due when `dueby due` says

Every caseload is made from a seed, and a failure names the seed.

usage: properties.py DUEBY [FIRST_SEED [SEEDS]]
"""
import csv
import datetime
import io
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

PROFILE_FILES = Path(__file__).resolve().parents[2] / 'data' / 'profiles'
SEEDS = 4  # number of random caseloads for each profile, unless an argument says otherwise
CASES, EVENTS_MOST = 40, 30
PROFILES = ('england', 'barnet', 'gloucestershire')
AGES = (18, 21, 25)  # the birthdays on which duties start or end
LEAST_DAYS_OF_18_YEARS = 18 * 365 + 4
FIRST, AS_AT, LATER = datetime.date(2025, 1, 6), datetime.date(2026, 6, 17), datetime.date(2026, 7, 29)
STRANGER = 'unrelated.happened'
CHILD = '''profile: child
title: "A profile with one event more"
extends: {parent}
events: [{{slug: {stranger}, title: something unrelated}}]
rules: []
'''
STATES = ('open', 'due_soon', 'overdue', 'met', 'met_late', 'missed', 'ended', 'not_computable')
BAD, DONE, NOT_COMPUTABLE = 5, 0, 7


def environment():
    """Returns an environment that keeps the options of sanitizers, so that their findings end the command."""
    kept = {name: value for name, value in os.environ.items() if re.match('(A|L|UB|T)SAN_OPTIONS', name)}
    return {'PATH': '/usr/bin:/bin', 'LC_ALL': 'C', 'TZ': 'Pacific/Kiritimati', **kept}


class Command:
    """Runs the command in a folder."""

    def __init__(self, dueby, folder):
        self.dueby, self.folder = dueby, folder

    def run(self, *words, statuses=(DONE,)):
        done = subprocess.run([self.dueby, *words], cwd=self.folder, env=environment(), stdin=subprocess.DEVNULL, capture_output=True,
                              check=False, timeout=60)
        if done.returncode not in statuses:
            raise RuntimeError(f'{" ".join(words)}: exit status {done.returncode}: {done.stderr.decode()[:500]}')
        return done

    def rows(self, *words, statuses=(DONE,)):
        return list(csv.DictReader(io.StringIO(self.run(*words, '--format', 'csv', statuses=statuses).stdout.decode())))


class Profile:
    """A profile's rules and vocabulary, as listed by the command."""

    def __init__(self, command, name):
        self.name = name
        self.rules = command.rows('rules', '--profile', name)
        words = command.rows('events', '--profile', name)
        self.slugs = [row['name'] for row in words if row['kind'] == 'event']
        self.tags = [row['name'] for row in words if row['kind'] == 'tag' and row['name'] != 'void']
        self.triggers = sorted({row['trigger'] for row in self.rules})
        self.answers = {trigger: sorted({row['due_event'] for row in self.rules if row['trigger'] == trigger}) for trigger in self.triggers}


def at(chance, first, last):
    """Returns a random day, sometimes with a time that is not in the hour that the clocks skip."""
    day = first + datetime.timedelta(chance.randint(0, (last - first).days))
    return f'{day}T{chance.randint(7, 20):02d}:{chance.randint(0, 59):02d}' if chance.random() < 0.3 else str(day)


def tags(chance, profile):
    chosen = chance.sample(profile.tags, chance.choice((0, 0, 0, 1, 2)))
    if chance.random() < 0.05:
        chosen.append(f'agreed={chance.randint(1, 8)} weeks')
    if chance.random() < 0.03:
        chosen.append('void')
    return ';'.join(chosen)


def story(chance, profile, case, last):
    """Makes the rows of one case: some triggers, the events that meet them, and other events. All are before the 18th birthday,
    because a date of birth that makes the child an adult when care began counts as unreadable."""
    refs = ('', '', 'A', 'B')
    rows = [[case, 'referral.received', str(FIRST), '', '', 'North']]  # gives every case a line
    if chance.random() < 0.8:
        born = FIRST - datetime.timedelta(chance.randint(0, 6500))
        rows.append([case, 'birth', str(born), '', '', ''])
        last = min(last, born + datetime.timedelta(LEAST_DAYS_OF_18_YEARS - 1))
    for _ in range(chance.randint(1, 4)):
        trigger, ref = chance.choice(profile.triggers), chance.choice(refs)
        rows.append([case, trigger, at(chance, FIRST, last), ref, tags(chance, profile), ''])
        for _ in range(chance.randint(0, 5)):
            event = chance.choice(profile.answers[trigger]) if chance.random() < 0.7 else chance.choice(profile.slugs)
            rows.append([case, event, at(chance, FIRST, last), chance.choice(('', ref)), tags(chance, profile), chance.choice(('', 'South'))])
    return [row for row in rows if row[1] != 'birth.expected'][:EVENTS_MOST]


def caseload(seed, profile, last=LATER):
    """Makes the rows of a file, sorted by case."""
    chance = random.Random(f'{profile.name} {seed}')
    return [row for case in range(1, CASES + 1) for row in story(chance, profile, f'c{case}', last)]


def write(folder, name, rows):
    with open(folder / name, 'w', encoding='utf-8', newline='') as file:
        csv.writer(file).writerows([['case', 'event', 'at', 'ref', 'tags', 'team'], *rows])
    return name


def comes_of_age(born):
    """Returns whether a birthday on which duties start or end is after AS_AT and not after LATER."""
    return any(str(AS_AT) < f'{int(born[:4]) + age}{born[4:]}' <= str(LATER) for age in AGES)


def as_set(rows):
    return Counter(tuple(row.values()) for row in rows)


class Trial:
    """The checks on one random caseload."""

    def __init__(self, command, profile, seed):
        self.command, self.profile, self.seed = command, profile, seed
        self.chance = random.Random(f'trial {profile.name} {seed}')
        self.rows = caseload(seed, profile)
        self.lines = self.worklist(self.rows)

    def worklist(self, rows, *options, as_at=AS_AT, profile=None, statuses=(DONE, BAD)):
        name = write(self.command.folder, 'events.csv', rows)
        order = () if '--order' in options else ('--order', 'case')
        return self.command.rows('worklist', name, '--profile', profile or self.profile.name, '--as-at', str(as_at), *order, *options,
                                 statuses=statuses)

    def changed(self, what, lines):
        """Reports how a changed file's lines differ from the unchanged file's."""
        before, after = as_set(self.lines), as_set(lines)
        lost, new = list((before - after).elements()), list((after - before).elements())
        return [f'{what}: lost {lost[:2]}, new {new[:2]}'] if lost or new else []

    def check_unrelated_events(self):
        profile = self.command.folder / 'child.yaml'
        profile.write_text(CHILD.format(parent=self.profile.name, stranger=STRANGER), encoding='utf-8')
        rows = list(self.rows)
        for case in {row[0] for row in self.rows}:
            for _ in range(self.chance.randint(0, 3)):
                rows.insert(self.chance.randint(0, len(rows)), [case, STRANGER, at(self.chance, FIRST, AS_AT), self.chance.choice(('', 'A')),
                                                                tags(self.chance, self.profile).replace('agreed', 'void;agreed'), ''])
        return self.changed('unrelated events', self.worklist(rows, profile='child.yaml'))

    def check_shuffled(self):
        rows = self.chance.sample(self.rows, len(self.rows))
        return self.changed('rows shuffled', self.worklist(rows))

    def check_rows_twice(self):
        return self.changed('rows twice', self.worklist(self.rows + self.chance.sample(self.rows, len(self.rows) // 2)))

    def check_worst_first(self):
        return self.changed('worst first', self.worklist(self.rows, '--order', 'worst'))

    def check_states(self):
        return self.changed('state by state', [line for state in STATES for line in self.worklist(self.rows, '--state', state)])

    def check_overdue_stays(self):
        """A line that is overdue must still be overdue on a later day if nothing has happened since. Skips plans, and events and
        birthdays after the first day. If two rules have the same due day, the line on the later day may name the other rule: one
        whose start is not in the file, once the line is late however early that start was (rule 24)."""
        rows = [row for row in self.rows if row[2] <= str(AS_AT) and not row[1].endswith('.planned')
                and not (row[1] == 'birth' and comes_of_age(row[2]))]
        def overdue(as_at):
            return Counter(tuple(line[name] for name in ('case', 'ref', 'rule', 'needs', 'occurrence', 'due'))
                           for line in self.worklist(rows, as_at=as_at) if line['state'] == 'overdue')
        first, second = overdue(AS_AT), overdue(LATER)
        return [f'overdue on {AS_AT}, and not on {LATER}: {line}' for line in (first - second).elements()]

    def check_sorted(self):
        """Rows sorted by case must give the same lines and messages as rows in any order."""
        name = write(self.command.folder, 'sorted.csv', self.with_bad_rows()[0])
        words = ('worklist', name, '--profile', self.profile.name, '--as-at', str(AS_AT), '--order', 'case', '--format', 'csv')
        whole, one = (self.command.run(*words, *options, statuses=(BAD,)) for options in ((), ('--sorted',)))
        return [] if whole.stdout == one.stdout and whole.stderr == one.stderr else ['--sorted: not the same']

    def with_bad_rows(self):
        """Adds unreadable rows to the file, some for cases without any other row. Returns all rows, and the line numbers of the
        unreadable ones."""
        rows = []
        for row in self.rows:
            rows.append(row)
            if self.chance.random() < 0.01:
                rows.append([row[0], *self.chance.choice((['referral.received', '31/02/2026'], ['no.such.event', '2026-01-05'], ['', '2026-01-05'],
                                                          ['referral.received', '']))] + ['', '', ''])
        rows += [['only_bad', 'referral.received', 'Jane Example', '', '', ''], ['', 'referral.received', '2026-01-05', '', '', '']]
        bad = [line for line, row in enumerate(rows, 2)
               if row[0] in ('', 'only_bad') or row[1] not in self.profile.slugs or not re.match(r'\d{4}-', row[2])]
        return rows, bad

    def check_nobody_drops_off(self):
        rows, bad = self.with_bad_rows()
        name = write(self.command.folder, 'bad.csv', rows)
        done = self.command.run('worklist', name, '--profile', self.profile.name, '--as-at', str(AS_AT), '--format', 'csv', statuses=(BAD,))
        lines = list(csv.DictReader(io.StringIO(done.stdout.decode())))
        said = done.stderr.decode()
        named = [int(number) for number in re.findall(r'bad\.csv:(\d+): (?!note)', said)]
        wrong = [f'not in the output: {case}' for case in {row[0] for row in rows} - {''} - {line['case'] for line in lines}]
        cases = {rows[line - 2][0] for line in bad} - {''}
        unreadable = {line['case'] for line in lines if 'could not be used' in line['reason']}
        wrong += [f'not named as unreadable: {case}' for case in cases ^ unreadable]
        if named != bad[:20] or f' {len(bad)} rows could not be used' not in said:
            wrong.append(f'lines named {named}, lines that cannot be read {bad}')
        if 'Jane' in said:
            wrong.append('a name in a message')
        return wrong

    def checks(self):
        return [(name, getattr(self, name)) for name in dir(self) if name.startswith('check_')]


# ---- a lone trigger ----

COMPARED = ('opens', 'due', 'due_by_law', 'certainty', 'precision', 'governed_by', 'occurrence')


def passed_over(profile):
    """Finds two kinds of duty: duties that a single trigger does not start, because the first trigger does not count; and duties
    with some rules that need an answer to each trigger and some that do not."""
    each, passed = {}, set()
    for name in ('england', profile.name):
        for rule in re.split(r'^  - (?=id: )', (PROFILE_FILES / f'{name}.yaml').read_text(encoding='utf-8'), flags=re.MULTILINE)[1:]:
            duty = re.match(r'id: (\S+)', rule)[1]
            each.setdefault(duty, set()).add('    each: true' in rule)
            if re.search(r'^    occurrence: \[(?!1\b)', rule, re.MULTILINE):
                passed.add(duty)
    return passed | {duty for duty, kinds in each.items() if len(kinds) > 1}


def lone_triggers(command, profile, chance):
    """Compares, for each duty, `dueby due` for a trigger with the worklist of a case that has only that trigger."""
    for number, duty in enumerate(sorted({row['rule'] for row in profile.rules} - passed_over(profile))):
        when, born = at(chance, FIRST, AS_AT), FIRST - datetime.timedelta(chance.randint(400, 6000))
        words = ['due', duty, when, '--profile', profile.name, '--born', str(born), '--whole-days', '--format', 'csv']
        done = command.run(*words, statuses=(DONE, NOT_COMPUTABLE))
        answer = next(csv.DictReader(io.StringIO(done.stdout.decode())), None) if done.returncode == DONE else None
        if answer:
            yield duty, answer, [[f'l{number}', 'birth', str(born), '', '', ''], [f'l{number}', answer['trigger'], when, '', '', '']]


def check_lone_triggers(command, profile, chance):
    asked = list(lone_triggers(command, profile, chance))
    write(command.folder, 'lone.csv', [row for _, _, rows in asked for row in rows])
    near, far = (command.rows('worklist', 'lone.csv', '--profile', profile.name, '--as-at', as_at, '--order', 'case')
                 # the first day is before any child is 18, the second after all duties have begun
                 for as_at in (str(AS_AT), '2060-01-01'))
    wrong = []
    for duty, answer, rows in asked:
        found = [[line for line in lines if line['case'] == rows[0][0] and line['rule'] == duty] for lines in (near, far)]
        found = found[0] or found[1]
        if not found or len({line['needs'] for line in found}) < len(found):  # rules with the same needs share one line
            wrong.append(f'{duty} from {rows[-1][2]}: due gives {answer["due"]}, and the worklist {len(found)} lines')
            continue
        line = min(found, key=lambda line: (line['due'] or '9999', line['governed_by'] != answer['governed_by']))
        wrong += [f'{duty} from {rows[-1][2]}, born {rows[0][2]}: {name} is "{line[name]}", and due says "{answer[name]}"'
                  for name in COMPARED if line[name] != answer[name]]
    if len(asked) < 30:
        wrong.append(f'only {len(asked)} duties could be asked for')
    return wrong


def main():
    if len(sys.argv) not in (2, 3, 4):
        sys.exit(__doc__)
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    seeds = range(first, first + (int(sys.argv[3]) if len(sys.argv) > 3 else SEEDS))
    wrong, lines = [], 0
    with tempfile.TemporaryDirectory() as temporary:
        command = Command(os.path.abspath(sys.argv[1]), Path(temporary))
        for name in PROFILES:
            profile = Profile(command, name)
            for seed in seeds:
                trial = Trial(command, profile, seed)
                lines += len(trial.lines)
                wrong += [f'{name}, seed {seed}: {check}: {what}' for check, run in trial.checks() for what in run()[:3]]
            wrong += [f'{name}: {what}' for what in check_lone_triggers(command, profile, random.Random(f'lone {name} {first}'))]
    print(*wrong, f'{len(PROFILES) * len(seeds)} caseloads, {lines} lines, {len(wrong)} failures', sep='\n')
    sys.exit(1 if wrong or not lines else 0)


if __name__ == '__main__':
    main()
