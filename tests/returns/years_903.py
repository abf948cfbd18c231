"""Makes random SSDA903 sets of each year: children whose episodes follow one another, with everything else that the year's tables
allow. The output of `dueby read`, `dueby worklist` and `dueby measures` for these sets must match an independent reading, from
which the slow engine (tests/timeline/slow.py) works out the worklist. No column or code may be unknown.

    years_903.py DUEBY [SETS [SEED]]
"""
import calendar
import collections
import csv
import datetime as dt
import importlib.util
import io
import itertools
import random
import sys
import tempfile
from pathlib import Path

from returns import DONE, HERE, SOME_ROWS_FAILED, Checks
from years import rows_of

YEARS = range(2017, 2027)
ONE = dt.timedelta(1)
CHILDREN = 12
CARE, SHORT_BREAK, ADOPTION, TEMPORARY = 'care', {'V3', 'V4'}, {'A3', 'A4', 'A5', 'A6'}, {'T0', 'T1', 'T2', 'T3', 'T4'}
MOVES, ORDERS = set('SPTBU'), set('SLBU')  # reasons for a new episode that begin a placement or a legal status
LINE = ('case', 'rule', 'ref', 'triggered_at', 'due', 'state', 'met_at')


def module_at(path):
    """Imports a file by its path, because two files have the same name."""
    spec = importlib.util.spec_from_file_location(path.parent.name + '_' + path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


engine = module_at(HERE.parent / 'timeline' / 'slow.py')


# ---- making a set ----

class Schema:
    """The tables' columns and the codes of one year's SSDA903."""

    def __init__(self, year):
        self.last, self.first = dt.date(year, 3, 31), dt.date(year - 1, 4, 1)
        self.tables, self.codes = collections.defaultdict(list), collections.defaultdict(list)
        for row in rows_of('ssda903_columns.csv'):
            if int(row['from'] or 0) <= year <= int(row['to'] or 9999):
                self.tables[row['table']].append(row)
        for row in rows_of('ssda903_codes.csv'):
            if int(row['from'] or 0) <= year <= int(row['to'] or 9999):
                self.codes[row['holds']] += row['codes'].split()


class Grower:
    def __init__(self, schema, seed):
        self.schema, self.random = schema, random.Random(f'{schema.last.year} {seed}')

    def chance(self, odds):
        return self.random.random() < odds

    def code(self, holds):
        return self.random.choice(self.schema.codes[holds])

    def next_code(self, holds, before, wanted):
        """Returns a code: usually one of those wanted, sometimes the previous one, and rarely any other."""
        return self.code(holds) if self.chance(0.15) else before if before and self.chance(0.3) else self.random.choice(wanted)

    def day(self):
        """Returns a day in the year or, rarely, in the two years before."""
        return self.schema.last - dt.timedelta(self.random.randrange(1095 if self.chance(0.15) else 365))

    def episodes(self):
        """Makes the episodes of one child, as (DECOM, RNE, LS, PLACE, DEC, REC). A row ends on the day on which the next begins, unless
        the child leaves care."""
        day = self.schema.last - dt.timedelta(self.random.randrange(30, 1300))
        short, rows, status, place, is_new = self.chance(0.1), [], '', '', True
        while day <= self.schema.last and len(rows) < 12:
            reason = 'S' if is_new else self.next_code('new', '', 'PPPLLTBU')
            status = self.random.choice(['V3', 'V4']) if short else self.next_code('status', status, ['V2', 'C1', 'C2', 'E1', 'E1', 'L1', 'L2'])
            place = self.next_code('place', place, ['U1', 'U4', 'U6', 'R1', 'P1', 'A3', 'A4', 'T0', 'T1', 'K1'])
            if self.chance(0.05) and not short:
                status, place = 'J1', 'R5'
            most = 12 if status in ('L1', 'L2') else 400
            end = day + dt.timedelta(self.random.randrange(0 if self.chance(0.1) else 1, most))
            is_new = self.chance(0.25)
            ceased = self.random.choice([code for code in self.schema.codes['ceased'] if code != 'X1'] + ['E11', 'E12', 'E2', 'E3'] * 3) if is_new else 'X1'
            is_open = end > self.schema.last
            rows.append((day, reason, status, place, '' if is_open else end, '' if is_open else ceased))
            if is_open:
                break
            day = end + dt.timedelta(self.random.choice([0, 1, 20, 150]) if is_new else 0)
        if rows[-1][5] == 'X1':  # the last episode is still open
            rows[-1] = (*rows[-1][:4], '', '')
        return rows

    def reviews(self, episodes):
        """Returns days of reviews, many of which are close to the time limits."""
        days, day = set(), episodes[0][0] if episodes else self.day()
        while day <= self.schema.last:
            day += dt.timedelta(self.random.choice([14, 20, 28, 30, 60, 90, 92, 150, 182, 184, 200]))
            if self.chance(0.9):
                days.add(day)
        return sorted(day for day in days if day <= self.schema.last)

    def value(self, row, child):
        holds = row['holds']
        if holds in self.schema.codes:
            return self.code(holds)
        makers = {'child': lambda: child['name'], 'birth': lambda: child['born'], 'date': self.day, 'score': lambda: self.random.randrange(41),
                  'text': lambda: f'made up, {self.random.randrange(99)}', 'part_of_date': lambda: self.random.choice(['zz/05/2020', 'zz/zz/2021', self.day()])}
        return makers[holds]()

    def row(self, table, child, **given):
        made = {}
        for column in self.schema.tables[table]:
            name = column['column']
            made[name] = given[name] if name in given else '' if self.random.randrange(10) < int(column['empty']) else self.value(column, child)
        return made

    def grow(self):
        """Returns the rows of each table, with the episodes and reviews of earlier years."""
        tables = {name: [] for name in self.schema.tables}
        for number in range(CHILDREN):
            child = {'name': f'{number + 1}{self.random.choice(["", "", "/A", " b", "é"])}', 'born': self.schema.last - dt.timedelta(self.random.randrange(1400, 7000))}
            episodes = self.episodes()
            tables['header'].append(self.row('header', child))
            for start, reason, status, place, end, ceased in episodes:
                tables['episodes'].append(self.row('episodes', child, DECOM=start, RNE=reason, LS=status, PLACE=place, DEC=end, REC=ceased))
            tables['reviews'] += [self.row('reviews', child, REVIEW=day) for day in self.reviews(episodes)]
            for name in sorted(tables.keys() - {'header', 'episodes', 'reviews'}):
                tables[name] += [self.row(name, child) for _ in range(self.random.choice([0, 1, 1, 2] if name in ('missing', 'social workers') else [0, 1]))]
        for row in tables.get('placed for adoption', []):  # a plan does not end before it is made
            if row['DATE_PLACED_CEASED'] and row['DATE_PLACED']:
                row['DATE_PLACED'], row['DATE_PLACED_CEASED'] = sorted((row['DATE_PLACED'], row['DATE_PLACED_CEASED']))
        self.make_young(tables)
        for rows in tables.values():
            self.random.shuffle(rows)
        return tables

    @staticmethod
    def make_young(tables):
        """Makes each child under 18 when care and plans begin: a date of birth that contradicts these would count as unreadable."""
        least_days = 18 * 365 + 4
        latest = {}
        for name, column in (('episodes', 'DECOM'), ('placed for adoption', 'DATE_PLACED')):
            for row in tables.get(name, []):
                if row[column]:
                    latest[row['CHILD']] = max(row[column], latest.get(row['CHILD'], row[column]))
        for row in (row for rows in tables.values() for row in rows if row.get('DOB') and row['CHILD'] in latest):
            row['DOB'] = max(row['DOB'], latest[row['CHILD']] - dt.timedelta(least_days - 1))

    def cell(self, value):
        if isinstance(value, dt.date):
            value = value.strftime('%d/%m/%Y') if self.chance(0.9) else value.isoformat()
        return f' {value} ' if self.chance(0.05) else value

    def text(self, table, rows):
        """Writes a table as CSV, with its columns in any order, and with any capitals, quotes and line ends."""
        names = [column['column'] for column in self.schema.tables[table]]
        self.random.shuffle(names)
        out, style = io.StringIO(), self.random.choice([str.upper, str.upper, str.lower, str.title])
        writer = csv.writer(out, quoting=self.random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), lineterminator=self.random.choice(['\n', '\r\n']))
        writer.writerow([style(name) for name in names])
        writer.writerows([self.cell(row[name]) for name in names] for row in rows)
        return self.random.choice(['', '', '\ufeff']) + out.getvalue()


DAYS_OF_ROWS = {'reviews': 'REVIEW', 'missing': 'MIS_END', 'ad1': 'DATE_MATCH', 'placed for adoption': 'DATE_PLACED'}


def return_of(tables, first, last):
    """Returns the part of the tables that belongs in the return from `first` to `last`: events in that time, and episodes that had
    not ended before, as they were on the last day."""
    made = {name: list(rows) for name, rows in tables.items()}
    made['episodes'] = [row if row['DEC'] and row['DEC'] <= last else {**row, 'DEC': '', 'REC': '', 'REASON_PLACE_CHANGE': ''}
                        for row in tables['episodes'] if row['DECOM'] <= last and (not row['DEC'] or row['DEC'] >= first)]
    for name, column in DAYS_OF_ROWS.items():
        made[name] = [row for row in tables[name] if not row[column] or first <= row[column] <= last]
    return made


def write_set(folder, grower, tables):
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, rows) in enumerate(grower.random.sample(sorted(tables.items()), len(tables))):
        (folder / f'{number}.csv').write_text(grower.text(name, rows), encoding='utf-8', newline='')


# ---- reading a set, as docs/returns.md and the guide to the return describe it ----

def day_of(text):
    if '/' not in text:
        return dt.date.fromisoformat(text) if text else None
    day, month, year = text.split('/')
    return dt.date(int(year), int(month), int(day))


def read_set(folder):
    """Returns the rows of all tables of a folder as dicts."""
    rows = []
    for path in sorted(folder.iterdir()):
        with open(path, encoding='utf-8-sig', newline='') as file:
            table = list(csv.reader(file))
        names = [name.strip().upper() for name in table[0]]
        rows += [dict(zip(names, (cell.strip() for cell in row))) for row in table[1:]]
    return rows


class Episode:
    def __init__(self, row):
        self.start, self.end = day_of(row['DECOM']), day_of(row['DEC'])
        self.reason, self.status, self.place, self.ceased = row['RNE'], row['LS'], row['PLACE'], row['REC']
        self.leaves, self.is_short = self.ceased.startswith('E'), self.status in SHORT_BREAK


class Run:
    """Consecutive episodes that count as one. The run is over once the child leaves, or an episode that does not belong to the run
    follows."""

    def __init__(self, first):
        self.first = self.last = first
        self.is_over, self.until = False, None  # `until` is None until the run is over

    def close(self, day):
        self.is_over, self.until = True, self.last.end or day


def runs(episodes, belongs, begins=lambda episode, before: False, interrupts=lambda episode: True):
    """Returns runs of the episodes that `belongs` accepts. `begins` says whether an episode begins a new run. If `interrupts` is
    false, a run continues through the episode and into the next."""
    found, run, goes_on = [], None, False
    for episode in episodes:
        if not belongs(episode):
            if run:
                run.close(episode.start)
            run = None
            continue
        if run and interrupts(episode) and not goes_on and begins(episode, run.last):
            run.close(episode.start)
            run = None
        if not run:
            if not interrupts(episode):
                continue
            run = Run(episode)
            found.append(run)
        run.last, goes_on = episode, not interrupts(episode)
        if episode.leaves:
            run.close(episode.start)
            run, goes_on = None, False
    return found


def events_of_child(name, rows):
    """Returns the events of one child, as (case, event, day, ref, tags)."""
    found = []

    def add(event, day, ref='', *tags):
        if day:
            found.append((name, event, day.isoformat(), ref, ';'.join(sorted(tags))))

    def begun(run, reasons, *tags):
        return tags if run.first.reason in reasons else ('earlier', 'estimated')

    episodes = sorted((Episode(row) for row in rows if 'DECOM' in row), key=lambda episode: (episode.start, episode.end or dt.date.max))
    is_new = lambda episode, before: episode.reason == 'S' and not (before.ceased == 'X1' and before.end == episode.start)
    for run in runs(episodes, lambda episode: not episode.is_short, is_new):
        add('cla.started', run.first.start, '', *begun(run, 'S'))
        if run.is_over:
            add('cla.ended', run.last.end)
            end = {'E11': 'adoption_order.made', 'E12': 'adoption_order.made', 'E2': 'child.died', 'E3': 'case.moved_out'}.get(run.last.ceased)
            if end:
                add(end, run.last.end)
    for run in runs(episodes, lambda episode: episode.is_short, is_new):
        add('shortbreak.started', run.first.start)
        add('shortbreak.ended', run.last.end if run.is_over else None)
    for run in runs(episodes, lambda episode: not episode.is_short, lambda episode, before: episode.reason in MOVES,
                    lambda episode: episode.place not in TEMPORARY):
        ref = f'p{run.first.start}'
        kinds = {'U1': ['permanent'], 'U4': ['permanent'], 'P1': ['with_parents']}.get(run.first.place, [])
        add('placement.started', run.first.start, ref, *begun(run, MOVES, *kinds))
        add('placement.ended', run.last.end if run.is_over else None, ref)
    for event, belongs in (('secure', lambda episode: episode.place == 'K1'), ('remand', lambda episode: (episode.status, episode.place) == ('J1', 'R5'))):
        for run in runs(episodes, belongs):
            add(f'{event}.started', run.first.start)
            add(f'{event}.ended', run.last.end if run.is_over else None)
    placed = runs(episodes, lambda episode: episode.place in ADOPTION)
    for run in placed:
        add('adoption_placement.started', run.first.start, '', *begun(run, MOVES, *(['carers_adopt'] if run.first.place in ('A3', 'A5') else [])))
        add('adoption_placement.ended', run.last.end if run.is_over and not run.last.leaves else None)
    for run in runs(episodes, lambda episode: not episode.is_short, lambda episode, before: is_new(episode, before) or episode.status != before.status):
        order = {'C1': 'interim_care_order.made', 'C2': 'care_order.made', 'E1': 'adoption.authorised', 'L1': 'police_protection.started', 'L2': 'epo.made'}
        if run.first.reason in ORDERS and run.first.status in order:
            add(order[run.first.status], run.first.start)
        end = {'L1': 'police_protection.ended', 'L2': 'epo.ended'}.get(run.last.status)
        if end and run.is_over:
            add(end, run.last.end)
    unplaced = runs(episodes, lambda episode: episode.status == 'E1' and episode.place not in ADOPTION)

    def is_during(day, kind):
        return any(run.first.start <= day and (not run.is_over or day <= run.until) for run in kind)

    for row in rows:
        if {'ETHNIC', 'HEALTH_ASSESSMENT', 'IN_TOUCH', 'REVIEW', 'MIS_END', 'DATE_MATCH', 'DATE_PLACED'} & row.keys():
            add('birth', day_of(row['DOB']))
        if 'REVIEW' in row:
            day = day_of(row['REVIEW'])
            add('cla_review.held', day)
            if is_during(day, placed):
                add('adoption_review.held', day)
            if is_during(day, unplaced):
                add('unplaced_review.held', day)
        if 'MIS_END' in row:
            add('missing.returned', day_of(row['MIS_END']))
        if 'DATE_MATCH' in row:
            add('match.made', day_of(row['DATE_MATCH']))
        if 'DATE_PLACED' in row:
            add('adoption_plan.agreed', day_of(row['DATE_PLACED']))
            add('adoption_plan.ended', day_of(row['DATE_PLACED_CEASED']))
    return found


EVENTS_OF = {'DECOM': '''cla.started shortbreak.started placement.started secure.started remand.started adoption_placement.started interim_care_order.made
                         care_order.made adoption.authorised police_protection.started epo.made''',
             'DEC': '''cla.ended adoption_order.made child.died case.moved_out shortbreak.ended placement.ended secure.ended remand.ended
                       adoption_placement.ended police_protection.ended epo.ended''',
             'REVIEW': 'cla_review.held adoption_review.held unplaced_review.held', 'ETHNIC': 'birth', 'MIS_END': 'missing.returned',
             'DATE_MATCH': 'match.made', 'DATE_PLACED': 'adoption_plan.agreed', 'DATE_PLACED_CEASED': 'adoption_plan.ended'}


def by_child(rows):
    children = collections.defaultdict(list)
    for row in rows:
        children[row['CHILD']].append(row)
    return children


# ---- the worklist ----

def lines_of(profile, events, schema, columns):
    """Works out the worklist from the events. The return has everything since its year began, except events that it has no column
    for. AD1 has only the matches of children adopted in the year, so matches are left out."""
    text = 'case,event,at,ref,tags\n' + ''.join(','.join(event) + '\n' for event in events)
    says = {rule.due: 'never' for rule in profile.all_rules}
    says.update({event: schema.first for column, events in EVENTS_OF.items() if column in columns for event in events.split()})
    says['epo.extended'] = 'never'
    lines = engine.worklist(profile, engine.read_cases(io.StringIO(text)), schema.last, engine.Records(says))
    return [line for line in lines if line['rule'] != 'adoption.match']


# ---- the measures ----

def anniversary(born, years):
    if (born.month, born.day) == (2, 29) and not calendar.isleap(born.year + years):
        return dt.date(born.year + years, 3, 1)
    return born.replace(year=born.year + years)


def reviews_in_time(events, lines, last):
    """Returns the result of CLA-reviews for a child: None if the child is not in care on the last day."""
    def days(*names):
        return sorted(dt.date.fromisoformat(at) for _, event, at, _, _ in events if event in names)

    born = days('birth')
    if born and anniversary(born[0], 18) <= last:
        return None
    starts, ends = days('cla.started'), days('cla.ended', 'adoption_order.made', 'child.died', 'case.moved_out')
    if not starts and not ends and days('cla_review.held'):
        return 'cannot_tell'  # a review without a start of care
    for end in ends:
        starts = [day for day in starts if day >= end] if any(day < end for day in starts) else [day for day in starts if day != end]
    if not starts:
        return None
    is_estimated = any(event == 'cla.started' and at == starts[0].isoformat() and tags for _, event, at, _, tags in events)
    states = [line['state'] for line in lines if line['rule'].split('/')[0] in ('cla.review', 'adoption.review') and line['opens'] >= starts[0].isoformat()]
    if {'overdue', 'missed', 'met_late'} & set(states):
        return 'no'
    return 'cannot_tell' if is_estimated or not states or 'not_computable' in states else 'yes'


def adopted_in(events, schema, with_carers):
    """Returns the results of A1 or A10: the days from coming into care to moving in with the adoptive family, for each adoption."""
    results = []
    at = sorted((dt.date.fromisoformat(day), event, tags) for _, event, day, _, tags in events)
    for day, event, _ in at:
        if event != 'adoption_order.made' or not schema.first.replace(year=schema.first.year - 2) <= day <= schema.last:
            continue
        placed = [one for one in at if one[1] == 'adoption_placement.started' and one[0] <= day]
        moved = placed[-1] if placed else None
        if moved and with_carers and 'carers_adopt' in moved[2]:
            moved = ([one for one in at if one[1] == 'placement.started' and one[0] < moved[0]] or [moved])[-1]
        started = [one for one in at if moved and one[1] == 'cla.started' and one[0] <= moved[0]]
        earlier = [one for one in started if one[0] < moved[0]]
        start = (earlier or started or [None])[-1]
        is_known = start and 'estimated' not in start[2] and 'estimated' not in moved[2]
        results.append('cannot_tell' if not is_known else 'yes' if (moved[0] - start[0]).days <= 426 else 'no')
    return sorted(results)


def matched_in(events, schema):
    """Returns the results of A2: the days from the last placement order to the match."""
    def days(name):
        return sorted({dt.date.fromisoformat(at) for _, event, at, _, _ in events if event == name})

    results = []
    for match in days('match.made'):
        if schema.first.replace(year=schema.first.year - 2) <= match <= schema.last:
            orders = [day for day in days('adoption.authorised') if day <= match]
            order = ([day for day in orders if day < match] or orders or [None])[-1]
            results.append('cannot_tell' if not order else 'yes' if (match - order).days <= 121 else 'no')
    return sorted(results)


def answer_in(rows, column, good, counted):
    values = [row[column] for row in rows if row.get(column) and row[column] not in ('DIED', 'RHOM')]
    return ['yes' if value in good else 'no' if value in counted else 'cannot_tell' for value in values]


def results_of(name, rows, events, lines, schema):
    if name == 'CLA-reviews':
        result = reviews_in_time(events, lines, schema.last)
        return [result] if result else []
    if name in ('A1', 'A10'):
        return adopted_in(events, schema, name == 'A10')
    if name == 'A2':
        return matched_in(events, schema)
    column, good, counted = {'health': ('HEALTH_ASSESSMENT', '1', '01'), 'dental': ('TEETH_CHECK', '1', '01'),
                             'in-touch': ('IN_TOUCH', ['YES'], ['YES', 'NO', 'REFU', 'NREQ'])}[name]
    return answer_in(rows, column, good, counted)


# ---- the checks ----

def check_set(checks, profile, schema, seed, folder, leaves_out):
    """Checks the events read from one year's tables, and the worklist and measures made from them. Some tables may be missing."""
    grower = Grower(schema, seed)
    tables = return_of(grower.grow(), schema.first, schema.last)
    for name in grower.random.sample(sorted(tables.keys() - {'episodes'}), leaves_out):
        del tables[name]
    write_set(folder, grower, tables)
    rows = read_set(folder)
    children, columns = by_child(rows), {column['column'] for name in tables for column in schema.tables[name]}
    what = f'{schema.last.year}, seed {seed}'
    events = {name: events_of_child(name, of_child) for name, of_child in children.items()}
    expected = sorted(itertools.chain(*events.values()))
    done = checks.run('read', folder, status=DONE)
    found = sorted((row['case'], row['event'], row['at'], row['ref'], ';'.join(sorted(filter(None, row['tags'].split(';')))))
                   for row in csv.DictReader(done.stdout.splitlines()))
    checks.same(f'events of {what}', found, expected)
    checks.that('unknown' not in done.stderr and 'not known' not in done.stderr, f'{what}: {done.stderr}')

    lines = lines_of(profile, expected, schema, columns)
    checks.same(f'lines of {what}', checks.lines(folder, '--as-at', schema.last, fields=LINE, status=DONE),
                sorted(tuple(str(line[name]) for name in LINE) for line in lines))

    year = f'{schema.first.year}-{schema.last.year % 100:02}'
    needed = {'CLA-reviews': 'REVIEW', 'A2': 'DATE_MATCH', 'health': 'HEALTH_ASSESSMENT', 'dental': 'TEETH_CHECK', 'in-touch': 'IN_TOUCH'}
    for name in ('CLA-reviews', 'A1', 'A2', 'A10', 'health', 'dental', 'in-touch'):
        out = checks.run('measures', folder, '--year', year, '--as-at', schema.last, '--children', name, '--format', 'csv', status=DONE).stdout
        told = collections.defaultdict(list)
        for row in csv.DictReader(out.splitlines()):
            told[row['case']].append(row['result'])
        wanted = {child: results_of(name, children[child], events[child], [line for line in lines if line['case'] == child], schema) for child in children}
        checks.same(f'{name} of {what}', sorted((child, sorted(results)) for child, results in told.items()),
                    sorted((child, sorted(results)) for child, results in wanted.items() if results and needed.get(name, 'DECOM') in columns))
    return rows, expected, lines


def check_two_years(checks, schema, seed, folder):
    """Checks that the returns of two years together have the same answers as one return for both years. An episode that is open in
    the first and has ended in the second is a single episode."""
    grower = Grower(schema, seed)
    tables, before = grower.grow(), schema.first.replace(year=schema.first.year - 1)
    old, new = return_of(tables, before, schema.first - ONE), return_of(tables, schema.first, schema.last)
    both = return_of(tables, before, schema.last)
    for name in sorted(tables.keys() - {'episodes'} - DAYS_OF_ROWS.keys()):
        old[name] = new[name]
    for name, one in (('old', old), ('new', new), ('both', both)):
        write_set(folder / name, grower, one)
    options, fields = ['--as-at', schema.last, '--history-from', before], (*LINE, 'reason', 'governed_by')
    checks.same(f'two years to {schema.last.year}, seed {seed}', checks.lines(folder / 'old', folder / 'new', *options, fields=fields, status=DONE),
                checks.lines(folder / 'both', *options, fields=fields, status=DONE))
    figures = [checks.run('measures', *folders, *options, '--year', f'{schema.first.year}-{schema.last.year % 100:02}', '--format', 'csv', status=DONE).stdout
               for folders in ([folder / 'old', folder / 'new'], [folder / 'both'])]
    checks.same(f'measures of two years to {schema.last.year}, seed {seed}', figures[0].splitlines(), figures[1].splitlines())


RED = {'overdue', 'missed', 'met_late'}


def check_damage(checks, schema, seed, folder):
    """Makes some days unreadable. That must not put a line into a state in RED, and each child with such a row must be listed."""
    grower = Grower(schema, seed)
    tables = return_of(grower.grow(), schema.first, schema.last)
    write_set(folder / 'whole', grower, tables)
    reds = {line for line in checks.lines(folder / 'whole', '--as-at', schema.last, fields=LINE, status=DONE) if line[5] in RED}
    damaged, odds = set(), grower.random.choice([0.01, 0.04, 0.2])
    for name, column in (*DAYS_OF_ROWS.items(), ('episodes', 'DECOM'), ('episodes', 'DEC'), ('header', 'DOB')):
        for row in tables[name]:
            if row[column] and grower.chance(odds):
                row[column] = grower.random.choice(['31/02/2025', 'soon', '2025-13-01'] + [''] * (column == 'DECOM'))
                damaged.add(row['CHILD'])
    write_set(folder / 'damaged', grower, tables)
    found = checks.lines(folder / 'damaged', '--as-at', schema.last, fields=LINE, status=SOME_ROWS_FAILED if damaged else DONE)
    what = f'damaged {schema.last.year}, seed {seed}'
    wrong = [line for line in found if line[5] in RED and line not in reds]
    checks.that(not wrong, f'{what}: red only because of a row that cannot be read: {wrong[:4]}')
    named = {line[0] for line in found if line[5] == 'not_computable' and not line[1]}
    checks.that(damaged == named, f'{what}: found {sorted(named)}, expected {sorted(damaged)}')


def main():
    checks, sets, seed = Checks(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 2, sys.argv[3] if sys.argv[3:] else '1'
    profile, kinds, states = engine.Profile('england'), collections.Counter(), collections.Counter()
    with tempfile.TemporaryDirectory() as temporary:
        for year in YEARS:
            schema, seen = Schema(year), collections.defaultdict(set)
            for number in range(sets):
                folder, name = Path(temporary) / f'{year}-{number}', f'{seed} {number}'
                rows, events, lines = check_set(checks, profile, schema, name, folder / 'year', 0 if number % 3 < 2 else 3)
                check_two_years(checks, schema, name, folder)
                check_damage(checks, schema, name, folder)
                kinds.update(event[1] for event in events)
                states.update((line['rule'], line['state']) for line in lines)
                for row in rows:
                    for column, value in row.items():
                        seen[column].add(value)
            for column in {row['column'] for table in schema.tables.values() for row in table}:
                checks.that(column in seen, f'{year}: no table has {column}')
    missing = set(' '.join(EVENTS_OF.values()).split()) - kinds.keys()
    checks.that(sets < 3 or not missing, f'never happened: {sorted(missing)}')
    for failure in checks.failures:
        print(f'FAILED: {failure}')
    print(f'{checks.count} checks of {sum(kinds.values())} events and {sum(states.values())} lines')
    for (rule, state), count in sorted(states.items()):
        print(f'{count:6} {rule} {state}')
    return 1 if checks.failures else 0


if __name__ == '__main__':
    sys.exit(main())
