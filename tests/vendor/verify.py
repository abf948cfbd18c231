"""Verifies examples/vendor/expected.txt by a different method: makes the cases again from examples/vendor/README.md, runs them
through the slow timeline (tests/timeline/slow.py), which shares no code with the library, and sorts the lines as docs/worklist.md
says."""
import copy
import datetime
import pathlib
import re
import sys
import textwrap

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / 'examples' / 'vendor'
sys.path.insert(0, str(ROOT / 'tests' / 'timeline'))
import slow  # noqa: E402

DAY_0, AS_AT, CLOSED = datetime.date(2026, 1, 1), datetime.date(2026, 6, 30), datetime.date(2026, 5, 26)
MEASURED = ('assessment.single', 'cp.conference.initial', 'cp.visit')
AUTHORITIES = ('statute', 'guidance', 'local')
COLUMNS = ('case', 'rule', 'occurrence', 'due', 'state', 'governed_by')


def rows_of_case(n):
    """Returns the events of case n as (event, day, time, tags), from the table in examples/vendor/README.md."""
    r = 37 * n % 180
    s = r + 2
    c = s + 12 + (5 * n) % 16
    yield 'birth', (datetime.date(2012, 3, 4) - DAY_0).days + 29 * n, '', ''
    yield 'referral.received', r, '', ''
    if n % 10 != 9:
        yield 'assessment.completed', r + 30 + (7 * n) % 40, '', ''
    if n % 3 == 0:
        yield 'strategy_discussion.held', s, f'T{9 + n % 8:02}:30', ''
        yield 'visit.made', s + n % 2, f'T{10 + n % 6:02}:15', 'alone' if n % 4 else ''
        yield 'icpc.held', c, '', ''
    if n % 6 == 0:
        yield 'cp_plan.started', c, '', ''
        yield 'core_group.held', c + 10 + n % 9, '', ''
        yield 'core_group.held', c + 45 + n % 9, '', ''
        for k in range(1, 4 if n % 12 == 0 else 20):
            yield 'visit.made', c + k * (9 + n % 7), '', 'alone' if (n + k) % 8 else ''
        yield 'rcpc.held', c + 80 + n % 20, '', ''
    if n % 18 == 0:
        yield 'cp_plan.ended', c + 60, '', ''


def make_cases():
    cases = {}
    for n in range(100):
        happened = ((slug, DAY_0 + datetime.timedelta(days=day), time, tags) for slug, day, time, tags in rows_of_case(n))
        cases[str(4001 + n)] = [slow.read_event({'event': slug, 'at': f'{day}{time}', 'tags': tags})
                                for slug, day, time, tags in happened if day <= AS_AT]
    return cases


def make_profile():
    """Reads the profile. Local rules do not count the closure as a working day. Statutory rules do."""
    profile = slow.Profile(FOLDER / 'exampleshire.yaml')
    for rule in profile.rules:
        if not rule.is_law:
            rule.calendar = copy.copy(rule.calendar)
            rule.calendar.holidays = rule.calendar.holidays | {CLOSED}
    return profile


def read_authorities():
    """Returns each rule's authority (statute, guidance, local), by the rule's address."""
    found = {}
    for path in (ROOT / 'data' / 'profiles' / 'england.yaml', FOLDER / 'exampleshire.yaml'):
        data = yaml.load(path.read_text(encoding='utf-8'), Loader=yaml.BaseLoader)
        for rule in data['rules']:
            address = f"{data['profile']}:{rule['id']}" + (f"/{rule['name']}" if 'name' in rule else '')
            found[address] = rule.get('authority', data.get('authority', 'local'))
    return found


def worst_first(rows):
    """Sorts lines: overdue in hours, overdue, due soon; then statute, guidance, local; then by days left; then by case."""
    authorities = read_authorities()
    listed = [row for row in rows if row['state'] in ('overdue', 'due_soon')]
    return sorted(listed, key=lambda row: (row['state'] != 'overdue', row['state'] == 'overdue' and 'T' not in row['due'],
                                           AUTHORITIES.index(authorities[row['governed_by']]), int(row['days_left'])))


def in_time(rows, duty):
    """Returns how many of a duty's lines were done in time, and how many fell due."""
    fell_due = [row['state'] for row in rows if row['rule'] == duty and row['due'] and row['due'][:10] <= str(AS_AT)]
    counted = [state for state in fell_due if state in ('met', 'met_late', 'missed', 'overdue')]
    return [duty, str(counted.count('met')), str(len(counted))]


def embedded(path):
    """Returns the text of the profile embedded in a program of examples/vendor."""
    text = path.read_text(encoding='utf-8')
    if path.suffix == '.cpp':
        return re.search(r'R"yaml\((.*?)\)yaml"', text, re.DOTALL).group(1)
    if path.suffix == '.java':
        return textwrap.dedent(re.search(r'"""\n(.*?) *"""', text, re.DOTALL).group(1))
    if path.suffix == '.cs':
        return re.search(r'Yaml = @"((?:[^"]|"")*)"', text).group(1).replace('""', '"')
    if path.suffix == '.mjs':
        return re.search(r'yaml = `(.*?)`;', text, re.DOTALL).group(1)
    if path.suffix == '.R':
        return re.search(r'yaml <- r"\((.*?)\n\)"', text, re.DOTALL).group(1) + '\n'
    lines = re.search(r'yaml\[\] =\n(.*?);\n', text, re.DOTALL).group(1).splitlines()
    return ''.join(line.strip()[1:-1].replace('\\n', '\n').replace('\\"', '"') for line in lines)


def main():
    cases = make_cases()
    rows = slow.worklist(make_profile(), cases, AS_AT)
    listed = worst_first(rows)
    events = sum(map(len, cases.values()))
    expected = [['Exampleshire Council (fictional): an example, not the standards of any council'],
                [f'100 cases, {events} events, as at {AS_AT}'], [''],
                ['case', 'duty', 'occurrence', 'due', 'state', 'governed_by'], *([row[name] for name in COLUMNS] for row in listed),
                [''], ['duty', 'in_time', 'counted'], *(in_time(rows, duty) for duty in MEASURED), ['']]
    found = [line.split('\t') for line in (FOLDER / 'expected.txt').read_text(encoding='utf-8').splitlines()]
    failures = [f'line {number}: {one} is not {other}' for number, (one, other) in enumerate(zip(found, expected), 1) if one != other]
    # The last lines of expected.txt explain one due day. The wording comes from the library, so only the day is checked.
    if len(found) <= len(expected):
        failures.append('the explanation is missing')
        found += [['']] * (len(expected) + 1 - len(found))
    last = datetime.date.fromisoformat(listed[-1]['due'])
    if not found[len(expected)][0].endswith(f'due by {last:%A} {last.day} {last:%B %Y}'):
        failures.append(f'the explanation begins with {found[len(expected)]}, expected the day {last}')
    profile = (FOLDER / 'exampleshire.yaml').read_text(encoding='utf-8')
    names = ('vendor.c', 'vendor.cpp', 'Vendor.java', 'Vendor.cs', 'vendor.mjs', 'vendor.R')
    failures += [f'{name}: holds another profile than exampleshire.yaml' for name in names
                 if embedded(FOLDER / name) != profile]
    for failure in failures:
        print(f'FAILED: {failure}')
    print(f'{len(cases)} cases, {events} events: {len(listed)} lines and {len(MEASURED)} counts')
    sys.exit(1 if failures else 0)


if __name__ == '__main__':
    main()
