"""Tests every limit of docs/errors.md just inside and just outside it. Fails if a row of its table has no test in this file.

usage: limits.py DUEBY
"""
import csv
import datetime
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import transcripts

DOCUMENT = Path(__file__).resolve().parents[2] / 'docs' / 'errors.md'
USAGE, COVERAGE, BAD_FILE, SOME_ROWS = 2, 3, 4, 5
MEBIBYTE = 1 << 20
LONG_ROW = '1 MiB or has more than 4096 cells'
HEAD = 'profile: exampleton\ntitle: Exampleton Council (fictional)\n'
RULE = HEAD + """rules:
  - id: answer
    title: answer
    trigger: referral.received
    due: referral.decided
    force: must
"""
# The name of each row of the table in the document, and the function that tests it.
ROWS = {}


def row(name):
    def add(function):
        ROWS[name] = function
        return function
    return add


class Limits:
    """Runs dueby in a folder, and collects what went wrong."""

    def __init__(self, dueby, folder):
        self.dueby, self.folder, self.failures, self.runs, self.place = dueby, folder, [], 0, ''

    def write(self, name, content):
        Path(self.folder, name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def run(self, *words):
        done = subprocess.run([self.dueby, *words], cwd=self.folder, env=transcripts.environment(), check=False, timeout=60,
                              stdin=subprocess.DEVNULL, capture_output=True)
        self.runs += 1
        return done.stdout.decode(), done.stderr.decode(), done.returncode

    def that(self, is_so, message):
        if not is_so:
            self.failures.append(f'{self.place}: {message}')

    def check(self, words, says, status, is_said=True):
        """Expects a status, and a string in the output or the messages; if `is_said` is false, expects that they do not have it."""
        out, errors, found = self.run(*words)
        if found != status or (says in out + errors) != is_said:
            self.failures.append(f'{self.place}: dueby {" ".join(words)[:100]}\n  status {found}, expected {status}\n  '
                                 f'{"expected" if is_said else "not expected"}: {says}\n  found: {(out + errors)[:300]}')

    def says(self, words, says, is_said):
        """Expects a string in the output or the messages, or if `is_said` is false its absence, whatever the status."""
        self.check(words, says, self.run(*words)[2], is_said)

    def inside(self, *words, says='', status=0):
        self.check(words, says, status)

    def outside(self, *words, says, status=BAD_FILE):
        self.check(words, says, status)

    def not_about(self, *words, says):
        """Expects an error for another reason than the limit."""
        self.check(words, says, BAD_FILE, is_said=False)

    def lint(self, inside, outside, says):
        self.inside('lint', self.write('inside.yaml', inside), says='valid')
        self.outside('lint', self.write('outside.yaml', outside), says=says)


@row('a profile in YAML')
def profile(limits):
    whole = RULE + '    within: 1 day\n#'
    limits.lint(whole + 'x' * (4 * MEBIBYTE - len(whole)), whole + 'x' * (4 * MEBIBYTE + 1 - len(whole)), 'larger than 4 MiB')
    # The map, its two values and the list count as 4 values.
    for name, items, check in (('inside', 199_996, limits.not_about), ('outside', 199_997, limits.outside)):
        check('lint', limits.write(f'{name}.yaml', HEAD + f'rules: [{"a," * items}]\n'), says='more than 200000 values')
    # The map is the first level, and the word the last.
    for lists, check in ((6, limits.not_about), (7, limits.outside)):
        check('lint', limits.write('deep.yaml', HEAD + f'rules: {"[" * lists}answer{"]" * lists}\n'), says='nested more than 8 levels deep')
    for keys, check in ((100, limits.not_about), (101, limits.outside)):
        check('lint', limits.write('keys.yaml', ''.join(f'key{i}: 1\n' for i in range(keys))), says='more than 100 keys in one map')


@row('a mapping in YAML')
def mapping(limits):
    head = 'return: exampleton\ntitle: Exampleton\ncase: id\nrows:\n'
    for count, check, more in ((4096, limits.inside, {'says': 'valid'}), (4097, limits.outside, {'says': 'more than 4096 kinds of row'})):
        rows = ''.join(f'  - {{table: t{i}, header: [id], fields: [id]}}\n' for i in range(count))
        check('lint', limits.write('rows.yaml', head + rows), **more)
    for count, check, more in ((4096, limits.inside, {'says': 'valid'}), (4097, limits.outside, {'says': 'more than 4096 fields'}),
                               (80_000, limits.outside, {'says': 'more than 4096 fields'})):
        fields = ''.join(f', f{i}' for i in range(count - 1))
        check('lint', limits.write('fields.yaml', head + f'  - {{table: t, header: [id], fields: [id{fields}]}}\n'), **more)
        events = ''.join(f'{{event: visit.made, at: f{i}}}, ' for i in range(min(count, 10_000) - 1))
        check('lint', limits.write('events.yaml', head + f'  - {{table: t, header: [id], events: [{events}]}}\n'), **more)


@row('a chain of profile files, each of which extends the next')
def chain(limits):
    for number in range(1, 7):
        extends = f'extends: chain{number - 1}\n' if number > 1 else ''
        limits.write(f'chain{number}.yaml', f'profile: chain{number}\ntitle: Chain {number}\n{extends}')
    limits.inside('lint', 'chain5.yaml', says='valid')
    limits.outside('lint', 'chain6.yaml', says='more than 4 levels deep')


@row('a name (id, slug, tag, profile)')
def names(limits):
    for form in ('profile: {}\ntitle: A council\n', RULE.replace('id: answer', 'id: {}') + '    within: 1 day\n',
                 HEAD + 'events:\n  - {{slug: {}, title: something}}\n', HEAD + 'tags:\n  - {{tag: {}, means: A tag.}}\n'):
        limits.lint(form.format('a' * 60), form.format('a' * 61), 'up to 60 characters')


@row('tags of a vocabulary')
def tags(limits):
    out, _, _ = limits.run('events', '--format', 'csv')
    own = 128 - len(re.findall('^tag,', out, re.MULTILINE))
    forms = [HEAD + 'tags:\n' + ''.join(f'  - {{tag: own{i}, means: A tag.}}\n' for i in range(count)) for count in (own, own + 1)]
    limits.lint(*forms, 'more than 128 tags in a vocabulary')


@row('`needs` of a rule')
def needs(limits):
    form = RULE + '    within: 1 day\n    needs: [{}]\n'
    limits.lint(form.format('alone, awake, baby, permanent'), form.format('alone, awake, baby, permanent, estimated'),
                '"needs" has more than 4 items')


@row('`occurrence`')
def occurrence(limits):
    form = RULE + '    within: 1 day\n    occurrence: [{}]\n'
    limits.lint(form.format('1, 30'), form.format('1, 31'), '"31" is not a number from 1 to 30')
    limits.outside('lint', limits.write('zero.yaml', form.format('0, 1')), says='"0" is not a number from 1 to 30')


@row('`times`, `at_least`, times of an extension')
def times(limits):
    for form in ('    schedule:\n      - {{every: 1 week, times: {}}}\n      - {{every: 2 weeks}}\n', '    at_least: {}\n    per: 1 year\n',
                 '    within: 1 day\n    extension: {{event: proceedings.extended, by: 8 weeks, times: {}}}\n'):
        limits.lint(RULE + form.format(1000), RULE + form.format(1001), '"1001" is not a number from 1 to 1000')
        limits.outside('lint', limits.write('zero.yaml', RULE + form.format(0)), says='"0" is not a number from 1 to 1000')


@row('an amount of a span')
def spans(limits):
    limits.outside('add', '2026-01-05', '100000 weeks', says='the calendar only covers', status=COVERAGE)
    limits.outside('add', '2026-01-05', '100001 weeks', says='is not a length of time', status=USAGE)
    limits.outside('add', '2026-01-05', '-100000 weeks', says='the calendar only covers', status=COVERAGE)
    limits.outside('add', '2026-01-05', '-100001 weeks', says='is not a length of time', status=USAGE)
    limits.lint(RULE + '    within: 100000 days\n', RULE + '    within: 100001 days\n', 'is not a length of time')


@row('a list of bank holidays or closures')
def lists(limits):
    form = 'date,name\n2026-12-25,Closed\n'
    for option in ('--holidays', '--closures'):
        for size, check in ((4 * MEBIBYTE, limits.inside), (4 * MEBIBYTE + 1, limits.outside)):
            content = form + '\n' * (size - len(form))
            check('version', option, limits.write('list.csv', content), **({} if check == limits.inside else {'says': 'larger than 4 MiB'}))
        for days, check in ((20_000, limits.inside), (20_001, limits.outside)):
            rows = ''.join(f'{datetime.date(1971, 1, 1) + datetime.timedelta(i)}\n' for i in range(days))
            check('version', option, limits.write('list.csv', 'date\n' + rows), **({} if check == limits.inside else {'says': 'more than 20000 days'}))
    for days, check, more in ((20_000, limits.inside, {}), (20_001, limits.outside, {'says': 'more than 20000 days'})):
        items = [{'date': f'{datetime.date(1971, 1, 1) + datetime.timedelta(i)}', 'title': 'Closed'} for i in range(days)]
        check('version', '--holidays', limits.write('list.json', json.dumps({'england-and-wales': {'events': items}})), **more)
    for size, check, more in ((4 * MEBIBYTE, limits.inside, {}), (4 * MEBIBYTE + 1, limits.outside, {'says': 'larger than 4 MiB'})):
        content = json.dumps({'england-and-wales': {'events': [{'date': '2026-12-25', 'title': ''}]}})
        check('version', '--holidays', limits.write('list.json', content.ljust(size)), **more)


def event(first, days=1, more=''):
    last = first + datetime.timedelta(days)
    return f'BEGIN:VEVENT\nDTSTART;VALUE=DATE:{first:%Y%m%d}\nDTEND;VALUE=DATE:{last:%Y%m%d}\n{more}END:VEVENT\n'


@row('an .ics')
def ics(limits):
    christmas = event(datetime.date(2026, 12, 25))

    def read(inside, outside, says):
        limits.inside('version', '--holidays', limits.write('inside.ics', f'BEGIN:VCALENDAR\n{inside}END:VCALENDAR\n'))
        limits.outside('version', '--holidays', limits.write('outside.ics', f'BEGIN:VCALENDAR\n{outside}END:VCALENDAR\n'), says=says)

    fixed = len(f'BEGIN:VCALENDAR\n{christmas}END:VCALENDAR\n')
    read(christmas + '\n' * (MEBIBYTE - fixed), christmas + '\n' * (MEBIBYTE + 1 - fixed), 'larger than 1 MiB')
    read(christmas + f'X-A:{"x" * 8188}\n', christmas + f'X-A:{"x" * 8189}\n', 'a line is longer than 8 KiB')
    folded = 'X-A:' + '\n '.join(['x' * 4094] * 2)  # the line ends and spaces that fold the line do not count
    read(f'{christmas}{folded}\n', f'{christmas}{folded}x\n', 'a line is longer than 8 KiB')
    read(christmas * 4999, christmas * 5000, 'more than 5000 components')  # the calendar itself is a component
    alarm, inner = ('BEGIN:VALARM\n{}END:VALARM\n'.format(text) for text in ('', 'BEGIN:VALARM\nEND:VALARM\n'))
    read(event(datetime.date(2026, 12, 25), more=alarm), event(datetime.date(2026, 12, 25), more=inner), 'more than 3 levels deep')
    read(event(datetime.date(2026, 1, 1), 366), event(datetime.date(2026, 1, 1), 367), '366 days')
    years = [event(datetime.date(1971, 1, 1) + datetime.timedelta(366 * i), 366) for i in range(54)]
    last = datetime.date(1971, 1, 1) + datetime.timedelta(366 * 54)
    read(''.join([*years, event(last, 20_000 - 366 * 54)]), ''.join([*years, event(last, 20_001 - 366 * 54)]), '20000')


@row('a row of CSV')
def row_of_csv(limits):
    """A row that is too long fails, and the next one is still read."""
    head, fields = 'rule,when,note\n', 'cp.conference.initial,2026-03-27,'
    for size, check, status in ((MEBIBYTE, limits.inside, 0), (MEBIBYTE + 1, limits.outside, SOME_ROWS)):
        rows = fields + 'x' * (size - len(fields)) + '\n' + fields + 'last\n'
        check('due', '--batch', limits.write('rows.csv', head + rows), status=status, says='last,2026-04-21' if not status else LONG_ROW)
        limits.check(['due', '--batch', 'rows.csv'], 'last,2026-04-21', status)
    for cells, status in ((4096, 0), (4097, SOME_ROWS)):
        head = 'rule,when' + ''.join(f',x{i}' for i in range(4094)) + '\n'
        rows = 'cp.conference.initial,2026-03-27' + ',y' * (cells - 2) + '\n' + 'cp.conference.initial,2026-03-27' + ',z' * 4094 + '\n'
        limits.check(['due', '--batch', limits.write('cells.csv', head + rows)], 'z,2026-04-21', status)
        limits.check(['due', '--batch', 'cells.csv'], LONG_ROW, status, is_said=bool(status))
    row_of_many_mebibytes(limits)
    quotes_left_open(limits)
    names_that_collide(limits)


def row_of_many_mebibytes(limits):
    """Text after 4 MiB of a row is not taken for a separate row."""
    first, inner, last = '1,note ', '2,referral.received,2026-05-01\n', '3,referral.received,2026-05-01\n'
    file = limits.write('many.csv', 'case,event,at\n' + first + 'x' * (4 * MEBIBYTE - len(first)) + inner + last)
    out, _, _ = limits.run('worklist', file, '--as-at', '2026-05-02', '--state', 'all', '--format', 'csv')
    listed = sorted({(row['case'], row['state'] == 'not_computable') for row in csv.DictReader(io.StringIO(out))})
    limits.that(listed == [('1', True), ('3', False)], f'cases around a row of over 4 MiB: {listed}')
    batch = limits.write('batch.csv', 'when,rule,note\n' + 'first,'.ljust(5 * MEBIBYTE, 'x') + ',last\n')
    out, _, _ = limits.run('due', '--batch', batch)
    limits.that('first' in out and len(out) < 2000, f'the beginning of a row over 4 MiB: {len(out)} bytes, {out[:100]}')


def quotes_left_open(limits):
    """Every row that leaves a quote open for over 1 MiB is a bad row, even if there are so many that looking for each quote's end
    would take hours. Rows around them are read."""
    last = '"line\none",referral.received,2026-05-01\n'
    for line, count, more in (('x","\n', 800_000, ''), ('1,"' + 'y' * 244 + '\n', 16_000, ''), ('1,"' + 'y' * 244 + 'x","\n', 16_000, '"z'),
                              ('x","\n', 400_000, 'x",' + 'y' * 900_000 + '\n'), ('"a"x","\n', 400_000, '')):
        file = limits.write('open.csv', 'case,event,at\n' + last + line * count + more + '\n' + '\n4,referral.received,2026-05-01\n' * 2)
        out, errors, status = limits.run('worklist', file, '--as-at', '2026-05-02', '--state', 'all', '--format', 'json')
        bad = next(found['count'] for found in json.loads(out)['quality'] if found['code'] == 'bad_rows')
        fewest = count - MEBIBYTE // len(line) if more.startswith('x') else count  # the quote of the last ones is closed
        listed = {found['case'] for found in json.loads(out)['rows'] if found['rule']}
        limits.that(status == SOME_ROWS and fewest <= bad <= count + 2, f'{line[:9]}: {bad} bad rows: {errors[:200]}')
        limits.that('line\none' in listed and ('4' in listed or '"' in more), f'{line[:9]}: {sorted(listed)[:9]}')
    file = limits.write('open.csv', 'case,event,at\n9,"open,2026-05-01\n' + '1,referral.received,2026-05-01\n' * 50_000)
    limits.check(['worklist', file, '--as-at', '2026-05-02'], 'open.csv:2: a quoted cell is not closed', SOME_ROWS)


def colliding(count):
    """Yields names of 16 bytes that the reader's hash table wants in one slot, whatever its size."""
    def mixed(value):
        value = value * 0x9e3779b97f4a7c15 & (1 << 64) - 1
        return value ^ value >> 32
    for number in range(1 << 32):
        first = f'{number:08}'.encode()
        last = (mixed(16 ^ int.from_bytes(first, 'little')) ^ 0x1234567890abcdef).to_bytes(8, 'little')
        if not set(last) & set(b'\0\t\n\r ",;\xa0'):
            yield first + last
            count -= 1
        if not count:
            return


def names_that_collide(limits):
    """Names that collide are ordinary cases, even if there are so many that comparing each with all others would take minutes."""
    names = list(colliding(100_000))
    apart = b''.join(name + b',referral.received,2026-05-01\n' for name in names) + b''.join(name + b',child.died,2026-05-01\n' for name in names)
    together = b''.join(name + b',referral.received,2026-05-01\n' + name + b',child.died,2026-05-01\n' for name in names[:50_000])
    for text, count, options in ((apart, 100_000, []), (together, 50_000, ['--sorted'])):
        file = limits.write('colliding.csv', b'case,event,at\n' + text)
        words = [limits.dueby, 'worklist', file, '--as-at', '2026-06-01', '--state', 'all', '--rule', 'referral.decision', '--format', 'csv', *options]
        done = subprocess.run(words, cwd=limits.folder, env=transcripts.environment(), check=False, timeout=60, capture_output=True)
        limits.runs += 1
        listed = {line[:16] for line in done.stdout.splitlines() if b'referral.decision' in line}
        limits.that(len(listed) == count, f'{len(listed)} of {count} cases: {done.stderr[:200]}')


@row('dates')
def dates(limits):
    for day, status in (('1899-12-31', USAGE), ('1900-01-01', 0), ('2199-12-31', 0), ('2200-01-01', USAGE)):
        limits.check(['add', day, '0 days'], 'expected a day from 1900 to 2199' if status else day, status)
    for day, status in (('1970-12-31', COVERAGE), ('1971-01-01', 0), ('2100-12-31', 0), ('2101-01-01', COVERAGE)):
        limits.check(['between', day, day], 'the calendar only covers 1971-01-01 to 2100-12-31' if status else '0', status)
    for time, is_known in (('1971-12-31T23:59', 0), ('1972-01-01T00:01', 1), ('2100-12-31T23:59', 1), ('2101-01-01T00:01', 0)):
        limits.says(['due', 'missing.return_interview', time], 'only use times of day from 1972 to 2100', not is_known)


@row('an option that you can repeat')
def repeated(limits):
    days = [f'{datetime.date(2026, 1, 1) + datetime.timedelta(i)}' for i in range(1025)]
    for count, check, more in ((1024, limits.inside, {}), (1025, limits.outside, {'says': '1024', 'status': USAGE})):
        check('version', *(word for day in days[:count] for word in ('--add-holiday', day)), **more)
    # every event of the vocabulary can be in a --holds
    listed, _, _ = limits.run('events', '--format', 'plain')
    slugs = [slug for slug in listed.split() if '.' in slug]
    limits.that(len(slugs) > 366, f'only {len(slugs)} events')
    file = limits.write('held.csv', 'case,event,at\n1,referral.received,2026-01-05\n')
    limits.check(['worklist', file, '--as-at', '2026-01-06', *(word for slug in slugs for word in ('--holds', f'{slug}=all'))], '1 case', 0)


@row('`--occurrences`')
def occurrences(limits):
    for count, is_said in (('1', False), ('1000', False), ('1001', True), ('0', True)):
        limits.says(['due', 'cla.visit', '2026-03-27', '--occurrences', count], '--occurrences: ', is_said)


@row('a file of test cases in YAML')
def case_files(limits):
    case = '- {rule: cp.conference.initial, trigger_at: 2026-03-27, due: 2026-04-21}\n#'
    for size, status in ((4 * MEBIBYTE, 0), (4 * MEBIBYTE + 1, BAD_FILE)):
        limits.check(['test', limits.write('cases.yaml', case + 'x' * (size - len(case)))], 'larger than 4 MiB' if status else '1 passed', status)

    def read(name, content, says, is_said):
        """Expects a file to be refused: because of the limit or, if `is_said` is false, for another reason."""
        out, errors, status = limits.run('test', limits.write(name, content))
        if not status or (says in out + errors) != is_said:
            limits.failures.append(f'{limits.place}: {content[:100]}\n  status {status}\n  found: {(out + errors)[:300]}')

    # The list, the map, the rule and the list of events count as 4 values.
    for number, is_said in ((199_996, False), (199_997, True)):
        read('values.yaml', f'- {{rule: cla.review, events: [{"a," * number}]}}\n', 'more than 200000 values', is_said)
    for lists, is_said in ((5, False), (6, True)):  # the list and the map are the first two levels, and the word is the last
        read('deep.yaml', f'- {{rule: {"[" * lists}a{"]" * lists}}}\n', 'nested more than 8 levels deep', is_said)
    for keys, is_said in ((100, False), (101, True)):
        read('keys.yaml', f'- {{{", ".join(f"key{i}: 1" for i in range(keys))}}}\n', 'more than 100 keys in one map', is_said)
    head, fields = 'rule,trigger_at,due,note', 'cp.conference.initial,2026-03-27,2026-04-21,'
    for size, status in ((MEBIBYTE, 0), (MEBIBYTE + 1, SOME_ROWS)):
        rows = f'{head}\n{fields}{"x" * (size - len(fields))}\n'
        limits.check(['test', limits.write('cases.csv', rows)], LONG_ROW if status else '1 passed', status)
    for commas, status in ((4092, 0), (4093, SOME_ROWS)):
        rows = f'{head}{"," * 4092}\n{fields}{"," * commas}\n'
        limits.check(['test', limits.write('cases.csv', rows)], LONG_ROW if status else '1 passed', status)


@row('test cases')
def cases(limits):
    def read(form, inside, outside, says):
        """Expects only the file outside the limit to be refused because of it. The test case inside the limit may fail."""
        out, errors, _ = limits.run('test', limits.write('inside.yaml', form.format(inside)))
        if says in out + errors:
            limits.failures.append(f'{limits.place}: {form.format(inside)[:100]}\n  found: {(out + errors)[:300]}')
        limits.outside('test', limits.write('outside.yaml', form.format(outside)), says=says, status=SOME_ROWS)

    visit = '- {{rule: cla.visit, trigger_at: 2026-01-05, due: 2026-01-12, occurrence: {}}}\n'
    read(visit, 1000, 1001, '"1001" is not a number from 1 to 1000')
    visits = '- {{rule: cla.visit, as_at: 2026-01-05, due: 2026-01-12, events: placement.started=2026-01-05, occurrences: {}}}\n'
    read(visits, 1000, 1001, '"1001" is not a number from 0 to 1000')
    events = '- {{rule: cla.review, as_at: 2026-01-05, due: 2026-01-30, events: "cla.started=2026-01-02 [ref={}]"}}\n'
    fixed = len('cla.started=2026-01-02 [ref=]')
    read(events, 'x' * (1000 - fixed), 'x' * (1001 - fixed), 'the limit is 1000 bytes')
    many = '- rule: cla.review\n  as_at: 2026-01-05\n  due: 2026-01-30\n  events:\n{}'
    read(many, '  - cla.started=2026-01-02\n' * 65_535, '  - cla.started=2026-01-02\n' * 65_536, 'more than 65535 events')


@row('findings that `lint` prints')
def findings(limits):
    form = '  - {{id: r{}, title: r, trigger: referral.received, due: referral.decided, within: 1 day, force: must}}\n'
    for count in (255, 256, 257):
        out, _, _ = limits.run('lint', limits.write('many.yaml', HEAD + 'rules:\n' + ''.join(form.format(i) for i in range(count))))
        found = out.count('has no source')
        if found != min(count, 256):
            limits.failures.append(f'{limits.place}: {count} rules without a source: {found} findings: {out[:300]}')


# Rows that are tested elsewhere: forbidden parts of files in bad_files.py, the longest message in
# tests/rules/test_caseload_files.c.
ELSEWHERE = ['not allowed in YAML', 'not allowed in an .ics', 'a message']


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    table = DOCUMENT.read_text(encoding='utf-8').split('\n## Limits\n')[1].split('| what | at most |\n|---|---|\n')[1].split('\n\n')[0]
    documented = [line.split('|')[1].strip() for line in table.split('\n')]
    failures = [f'docs/errors.md and limits.py differ: {name}' for name in sorted(set(documented) ^ {*ROWS, *ELSEWHERE})]
    with tempfile.TemporaryDirectory(prefix='dueby-limits-') as folder:
        limits = Limits(os.path.abspath(sys.argv[1]), folder)
        for limits.place, test in ROWS.items():
            test(limits)
    failures += limits.failures
    print(*failures, sep='\n', end='\n' if failures else '')
    print(f'{len(ROWS)} rows of limits, {limits.runs} runs, {len(failures)} failures')
    sys.exit(1 if failures else 0)


if __name__ == '__main__':
    main()
