"""Tests that nobody can work out a number that `dueby measures --suppress` hides, from everything else that it shows: all measures,
teams, bands and totals. For each hidden number from 1 to 5, there must be another list of children that looks the same but has
another number there. In that list all numbers from 1 to 5 that are hidden must still be from 1 to 5, except where others are hidden
with them whatever they are. If there is no such list, the command must show exactly the same for the other list. Lists are found by
changing up to four children: each is added, removed or becomes a child of another kind.

    suppressed.py DUEBY [TABLES] [SEED]
"""
import itertools
import random
import subprocess
import sys
import tempfile
from pathlib import Path

TRIES = 40
BANDED = ('C', 'D5')
WHOLE = ('counted', 'good', 'cannot_tell', 'odd')

OF_VALUES = """measures:
  - {measure: A, title: a, unit: children, share: yes, source: us, counts: values, column: a, yes: [y], of: [y, n]}
"""
OF_TWO_VALUES = OF_VALUES + OF_VALUES.splitlines()[1].replace('measure: A', 'measure: B').replace('column: a', 'column: b') + '\n'
OF_BANDS = """measures:
  - measure: C
    title: assessments
    unit: assessments
    share: in time
    source: us
    counts: ended
    from: assessment.started
    to: assessment.completed
    within: 1 day
    bands: [{up_to: 0 days, title: same}, {up_to: 1 day, title: next}, {up_to: 2 days, title: second}, {title: later}]
"""


def value(measure, letter):
    """Returns the cells of a child with y, n or x in a column. x is no value of the measure."""
    whole = {'y': ('counted', 'good'), 'n': ('counted',), 'x': ('cannot_tell', 'odd')}[letter]
    return {(measure, cell) for cell in whole}


def rows_of_values(child, team, letters):
    return [f'{child},birth,2015-01-01,,{team},' + ','.join(letters.ljust(2, 'y'))]


def rows_of_bands(child, team, days):
    start = [] if days == 'none' else [f'{child},assessment.started,2025-05-01,A,{team},,']
    return [*start, f'{child},assessment.completed,2025-05-{int(days if start else 0) + 1:02},A,{team},,']


def bands_of(days):
    cells = {('C', 'counted')} | ({('C', 'good')} if days in '01' else set())
    return cells | {('C', 'odd') if days == 'none' else ('C', ('same', 'next', 'second', 'later')[int(days)])}


STARTS = {'short': '2026-02-10', 'three': '2025-11-10', 'six': '2025-07-10', 'year': '2024-12-10', 'old': '2023-06-10'}
REVIEWS = ('2023-08-20', '2024-02-10', '2024-08-01', '2025-01-20', '2025-02-20', '2025-07-10', '2025-08-20', '2026-01-10')
D5_BANDS = dict(zip(STARTS, ('3 months or less', 'more than 3 months to 6 months', 'more than 6 months to 1 year',
                             'more than 1 year and less than 2 years', '2 years or more')))


def rows_of_plans(child, team, kind):
    """Returns the rows of a child on a plan, with all reviews, only a late or an unreadable one, or with an unreadable end."""
    start, state = kind.split()
    days = {'good': [day for day in REVIEWS if day > STARTS[start]], 'late': ['2026-03-01'], 'unread': ['2025-99-99'], 'doubt': []}[state]
    rows = [f'{child},cp_plan.started,{STARTS[start]},P,{team},,'] + [f'{child},rcpc.held,{day},P,{team},,' for day in days]
    return [*rows, f'{child},cp_plan.ended,2025-99-99,P,{team},,'] if state == 'doubt' else rows


def plans_of(kind):
    """Returns the cells of D5 and D6 for a child. `unsure` and `unsure_late` are children whom only D5 cannot tell."""
    start, state = kind.split()
    if state in ('doubt', 'unsure', 'unsure_late'):
        cells = {('D5', 'cannot_tell')}
    else:
        cells = {('D5', 'counted'), ('D5', D5_BANDS[start])} | ({('D5', 'good')} if start == 'old' else set())
    if start == 'short':
        return cells
    if state in ('doubt', 'unread'):
        return cells | {('D6', 'cannot_tell')}
    return cells | {('D6', 'counted')} | (set() if 'late' in state else {('D6', 'good')})


PLAN_KINDS = [f'{start} {state}' for start in STARTS for state in ('good', 'late', 'unread', 'doubt', 'unsure', 'unsure_late')
              if start != 'short' or state in ('good', 'doubt')]


class Family:
    """Measures of the same children, with every kind of child that there may be."""

    def __init__(self, yaml, measures, kinds, cells_of, rows_of, made=None):
        self.yaml, self.kinds, self.rows_of, self.made = yaml, {kind: cells_of(kind) for kind in kinds}, rows_of, made or list(kinds)
        self.cells = {(measure, cell) for measure in measures for cell in WHOLE}
        self.cells |= set().union(*self.kinds.values())
        self.measures = measures

    def counts(self, children):
        return {cell: sum(count for kind, count in children.items() if cell in self.kinds[kind]) for cell in self.cells}


FAMILIES = {
    'a': Family(OF_VALUES, 'A', 'ynx', lambda kind: value('A', kind), rows_of_values),
    'ab': Family(OF_TWO_VALUES, 'AB', [a + b for a in 'ynx' for b in 'ynx'], lambda kind: value('A', kind[0]) | value('B', kind[1]), rows_of_values),
    'bands': Family(OF_BANDS, 'C', ['0', '1', '2', '3', 'none'], bands_of, rows_of_bands),
    'plans': Family(None, ['D5', 'D6'], PLAN_KINDS, plans_of, rows_of_plans, [kind for kind in PLAN_KINDS if 'unsure' not in kind]),
}


def shown_by(dueby, folder, family, teams):
    """Returns {(team, cell): number, or None if hidden}; the team of a total is 'all'."""
    rows, number = ['case,event,at,ref,team,a,b'], 0
    for team, children in teams.items():
        for kind, count in children.items():
            for _ in range(count):
                number += 1
                rows += family.rows_of(number, team, kind)
    (folder / 'rows.csv').write_text('\n'.join(rows) + '\n', encoding='utf-8')
    words = [dueby, 'measures', folder / 'rows.csv', '--year', '2025-26', '--as-at', '2026-03-31', '--suppress', '--bands']
    if family.yaml:
        (folder / 'm.yaml').write_text(family.yaml, encoding='utf-8')
        words += ['--measures', folder / 'm.yaml']
    if len(teams) > 1:
        words += ['--by', 'team']
    said = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60).stdout
    found, team, measure = {}, next(iter(teams)), ''
    for line in said.partition('\nMeasure ')[2].splitlines()[1:]:
        if line.startswith('team: '):
            team = line[len('team: '):]
        elif line == 'All together':
            team = 'all'
        elif len(line) > 100:
            measure, title, cells = line[:12].strip() or measure, line[13:77].strip(), line[77:]
            numbers = [cells[at:at + 9].strip() for at in (0, 9)] + [cells[37:49].strip(), cells[49:].strip()]
            names = WHOLE if line[:12].strip() else [title]
            for name, text in zip(names, numbers):
                if (measure, name) in family.cells:
                    found[team, (measure, name)] = None if text == 'c' else int(text)
    return found


def is_small(number):
    return 1 <= number <= 5


class Table:
    """Holds what is shown of some teams, and what is true."""

    def __init__(self, family, teams, shown):
        self.family, self.teams = family, teams
        self.true = {(team, cell): number for team, children in teams.items() for cell, number in family.counts(children).items()}
        if len(teams) > 1:
            for cell in family.cells:
                self.true['all', cell] = sum(self.true[team, cell] for team in teams)
        answered = {measure for team, (measure, cell) in shown if len(teams) == 1 or team == 'all'}
        self.true = {place: number for place, number in self.true.items() if place[1][0] in answered}
        self.all_shown = shown
        self.shown = {place: shown.get(place, 0) for place in self.true}
        self.targets = {place for place in self.true if self.shown[place] is None and is_small(self.true[place])}
        self.rests = [(team, measure) for team, (measure, cell) in self.true
                      if cell == 'good' and self.shown[team, (measure, 'good')] is None and self.shown[team, (measure, 'counted')] is not None
                      and is_small(self.true[team, (measure, 'counted')] - self.true[team, (measure, 'good')])]
        self.targets |= {(team, (measure, 'good')) for team, measure in self.rests}

        self.both = [(team, measure) for team, measure in self.rests if is_small(self.true[team, (measure, 'good')])]
        self.rests = [rest for rest in self.rests if rest not in self.both]
        self.stay = {place for place in self.targets if is_small(self.true[place]) and not self.may_be_zero(*place)}
        self.stay -= {(team, (measure, 'good')) for team, measure in self.both}

    def may_be_zero(self, team, place):
        """True if this number may be hidden because of another: a band, or the children in no band, in a row that may hide all of them;
        a numerator, if its denominator is hidden; or the children left out, if another measure of the same children hides them too."""
        measure, cell = place
        hides_bands = team != 'all' and len(self.teams) > 1 or self.shown[team, (measure, 'good')] is None
        if cell == 'cannot_tell' or (cell == 'odd' and measure not in BANDED):
            return len(self.family.measures) > 1
        if cell == 'good':
            return self.shown[team, (measure, 'counted')] is None
        return hides_bands and (cell not in WHOLE or cell == 'odd')

    def wrong(self):
        return [f'{place} is shown as {self.shown[place]}, not {number}' for place, number in self.true.items()
                if self.shown[place] not in (None, number) or (is_small(number) and self.shown[place] is not None)]

    def moves(self):
        """Returns the changes of one child: what is shown of them, what is hidden, and the kinds of child that become fewer and more."""
        found = {}
        for team, children in self.teams.items():
            kinds = sorted(self.family.kinds, key=lambda kind: -sum(of.get(kind, 0) for of in self.teams.values()))
            for old, new in itertools.permutations([None, *kinds], 2):
                if old and not children.get(old):
                    continue
                less, more = self.family.kinds.get(old, set()), self.family.kinds.get(new, set())
                seen, hidden = {}, {}
                for cell in less ^ more:
                    for place in {(team, cell), ('all', cell)} & set(self.true):
                        (hidden if self.shown[place] is None else seen)[place] = 1 if cell in more else -1
                key = (frozenset(seen.items()), frozenset(hidden.items()))
                found.setdefault(key, (seen, hidden, ((team, old),) if old else (), ((team, new),) if new else ()))
        return list(found.values())

    def may_be(self, hidden, fewer):
        """True if no number is below 0."""
        return (all(self.true[place] + change >= 0 for place, change in hidden.items())
                and all(self.teams[team][kind] >= fewer.count((team, kind)) for team, kind in fewer))

    def stays_small(self, hidden):
        """True if what is small, or differs from the whole by a small number, still does."""
        def after(team, measure, cell):
            place = (team, (measure, cell))
            return self.true[place] + hidden.get(place, 0)
        return (all(is_small(self.true[place] + hidden.get(place, 0)) for place in self.stay)
                and all(is_small(after(*rest, 'counted') - after(*rest, 'good')) for rest in self.rests)
                and all(is_small(after(*both, 'good')) or is_small(after(*both, 'counted') - after(*both, 'good')) for both in self.both))

    def with_changes(self, fewer, more):
        teams = {team: dict(children) for team, children in self.teams.items()}
        for changes, by in ((fewer, -1), (more, 1)):
            for team, kind in changes:
                teams[team][kind] = teams[team].get(kind, 0) + by
        return teams

    def found_out(self, show):
        """Returns the hidden places that can be worked out. `show` returns what the command shows of other teams."""
        left, others = set(self.targets), {}
        moves = [tuple(move) for move in self.moves()]

        def join(one, other):
            both = [dict(one[0]), dict(one[1])]
            for mine, yours in zip(both, other):
                for place, change in yours.items():
                    mine[place] = mine.get(place, 0) + change
            return (*({place: change for place, change in mine.items() if change} for mine in both), one[2] + other[2], one[3] + other[3])

        def take(change):
            places = left & set(change[1])
            if places and self.may_be(change[1], change[2]):
                if self.stays_small(change[1]):
                    left.difference_update(places)
                elif all(kind in self.family.made for _, kind in change[3]):
                    for place in places:
                        others.setdefault(place, []).append(change[2:])

        def by_shown(changes):
            found = {}
            for change in changes:
                found.setdefault(frozenset((place, -by) for place, by in change[0].items()), []).append(change)
            return found

        def pair_up(ones, twos):
            opposite = by_shown(ones)
            for change in twos:
                for other in opposite.get(frozenset(change[0].items()), ()) if left else ():
                    take(join(change, other))
        for change in moves:
            if not change[0]:
                take(change)
        pair_up(moves, moves)
        if left:
            pairs = list({(frozenset(pair[0].items()), frozenset(pair[1].items())): pair
                          for pair in itertools.starmap(join, itertools.combinations_with_replacement(moves, 2)) if len(pair[0]) <= 4}.values())
            pair_up(moves, pairs)
            pair_up(pairs, pairs)
        return {place for place in left if not any(show(self.with_changes(*change)) == self.all_shown for change in others.get(place, ())[:TRIES])}


def random_teams(family, chance):
    """Makes one to three teams, with some kinds of children and a few or several of each."""
    kinds = chance.sample(family.made, min(len(family.made), chance.choice([2, 3, 4, 5])))
    counts = chance.choice([[0, 1, 1, 2, 7], [0, 0, 3, 5, 8, 12], [0, 1, 5, 6, 9, 20], [1, 7, 8]])
    teams = {team: {kind: chance.choice(counts) for kind in kinds} for team in 'NSE'[:chance.choice([1, 2, 2, 3])]}
    return {team: children for team, children in teams.items() if sum(children.values())} or {'N': {kinds[0]: 3}}


FIXED = [
    ('plans', {'N': {'short good': 3, 'three good': 20, 'six good': 17}}),
    ('plans', {'N': {'short good': 8, 'three good': 2, 'six good': 30, 'year good': 20}}),
    ('plans', {'N': {'short good': 3, 'six good': 20}, 'S': {'short good': 9, 'six good': 20}}),
    ('plans', {'N': {'short good': 1, 'six good': 9, 'year good': 9}, 'S': {'three good': 9, 'six good': 20, 'year good': 8}}),
    ('ab', {'N': {'yy': 20, 'xn': 2, 'nn': 18}}),
    ('ab', {'N': {'yy': 20, 'xn': 2, 'nn': 18}, 'S': {'yy': 20, 'nn': 18}}),
    ('ab', {'N': {'xy': 37, 'yn': 3}, 'S': {'yy': 20, 'nn': 18}}),
    ('a', {team: {'y': 1} for team in 'NSEWXY'}),
    ('a', {team: {'y': 1, 'n': 9} for team in 'NSEWXY'}),
    ('a', {team: {'y': 9, 'n': 1} for team in 'NSEWXY'}),
    ('a', {team: {'y': 5, 'n': 9} for team in 'NSE'}),
    ('bands', {'N': {'0': 5, '1': 5, '2': 7}}),
    ('bands', {'N': {'0': 9, '2': 5, 'none': 5}}),
    ('bands', {'N': {'0': 9, '1': 9, '2': 1, '3': 9}, 'S': {'0': 9, '2': 9}}),
]


def main():
    dueby, tables = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10
    chance, failures, count = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 14), [], 0
    todo = FIXED + [(name, random_teams(family, chance)) for name, family in FAMILIES.items() for _ in range(tables)]
    with tempfile.TemporaryDirectory() as name:
        for family, teams in todo:
            def show(teams, family=FAMILIES[family]):
                return shown_by(dueby, Path(name), family, teams)
            table = Table(FAMILIES[family], teams, show(teams))
            count += 1
            failures += [f'{family} {teams}: {text}' for text in table.wrong()]
            failures += [f'{family} {teams}: {place} can be worked out' for place in sorted(table.found_out(show))]
    print(f'{count} tables')
    for failure in failures:
        print('FAILED:', failure)
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
