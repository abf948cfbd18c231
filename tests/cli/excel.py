"""Runs the look-ups of docs/excel.md, as written there, on tables that dueby calendar-index wrote. Each must give the same as
dueby add or dueby between.

The Excel formulas are evaluated here with the functions that they use; with --libreoffice, LibreOffice evaluates those
without XLOOKUP. The Power BI formula only needs LOOKUPVALUE, which is reimplemented in Python.

usage: excel.py DUEBY [--libreoffice SOFFICE]
"""
import csv
import datetime
import io
import math
import os
import random
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import transcripts

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / 'tests' / 'cli' / 'files'
EPOCH = datetime.date(1899, 12, 30)  # day 0 of a spreadsheet
EVERY = 2500  # the number of random sums (start, days, due) for each table
WIDTH_MIN = 2000  # minimum number of sums whose due day must be within the table
MOST_DAYS = 300
# The first and last day of each table, and the options of calendar-index that make the table.
TABLES = [
    ('2019-01-01', '2030-12-31', []),
    ('2022-08-27', '2031-06-01', ['--division', 'england-and-wales+scotland+northern-ireland', '--add-holiday', '2027-05-10']),
    ('2024-03-29', '2032-12-31', ['--division', 'northern-ireland', '--weekend', 'fri,sat', '--closures', 'closures.csv',
                                  '--closures-for', 'all']),
]


def run(dueby, words, given=''):
    done = subprocess.run([dueby, *words], cwd=FILES, env=transcripts.environment(), input=given.encode(), capture_output=True,
                          check=False, timeout=60)
    if done.returncode:
        sys.exit(f'dueby {" ".join(words)}: exit status {done.returncode}: {done.stderr.decode()}')
    return list(csv.DictReader(io.StringIO(done.stdout.decode('utf-8'), newline='')))


def serial(text):
    return (datetime.date.fromisoformat(text) - EPOCH).days


class Table:
    """The output of calendar-index: columns A to E below a header."""

    def __init__(self, dueby, first, last, options):
        self.options, self.first, self.last = options, serial(first), serial(last)
        rows = run(dueby, ['calendar-index', f'{first}..{last}', *options])
        if list(rows[0]) != ['date', 'division', 'working', 'index', 'index_to_date']:
            sys.exit(f'calendar-index: its columns are {",".join(rows[0])}')
        self.columns = {'A': ['date', *(serial(row['date']) for row in rows)],
                        'B': ['division', *(row['division'] for row in rows)],
                        'C': ['working', *(int(row['working']) for row in rows)],
                        'D': ['index', *(int(row['index']) for row in rows)],
                        'E': ['index_to_date', *(serial(row['index_to_date']) for row in rows)]}
        dates = self.columns['A'][1:]
        if dates != list(range(self.first, self.last + 1)):
            sys.exit('calendar-index: its dates are not the dates in the range')
        # Keeps the first row for each value in a column, because an exact search finds the first.
        self.places = {name: {} for name in self.columns}
        for name, values in self.columns.items():
            for place, value in enumerate(values, 1):
                self.places[name].setdefault(value, place)


# ---- Excel: a failed look-up is NaN, which propagates through every sum ----

class Empty(int):
    """An empty cell: it is 0 in sums, but it is not a number."""


class Sheet:
    """Evaluates the formulas of docs/excel.md: MATCH, INDEX, XLOOKUP, IF, COUNT, NA, + - < = and references to the sheet calendar."""

    def __init__(self, table):
        self.table = table
        self.names = {'MATCH': self.match, 'INDEX': self.index, 'XLOOKUP': self.xlookup, 'IF': lambda test, yes, no: yes if test else no,
                      'COUNT': lambda *cells: sum(not isinstance(cell, Empty) for cell in cells), 'NA': lambda: math.nan}

    def match(self, value, column, kind):
        assert kind == 0
        return self.table.places[column].get(value, math.nan)

    def index(self, column, place):
        return math.nan if math.isnan(place) else self.table.columns[column][place - 1]

    def xlookup(self, value, searched, given):
        return self.index(given, self.match(value, searched, 0))

    def compile(self, formula):
        text = re.sub(r'calendar!\$([A-E]):\$\1', r'"\1"', formula.lstrip('='))
        text = re.sub(r'(?<=[0-9])=(?=[0-9])', '==', text)
        return compile(text, formula, 'eval')

    def work_out(self, code, a2, b2):
        return eval(code, {'__builtins__': {}}, {**self.names, 'A2': a2, 'B2': b2})


# ---- Power BI ----

class Model:
    """LOOKUPVALUE: blank if nothing is found, an error if the values found differ."""

    def __init__(self, table):
        names = {'date': 'A', 'working': 'C', 'index': 'D', 'index_to_date': 'E'}
        self.columns = {name: table.columns[letter][1:] for name, letter in names.items()}
        self.found = {}

    def lookupvalue(self, result, searched, value):
        if (result, searched) not in self.found:
            found = self.found[result, searched] = {}
            for key, given in zip(self.columns[searched], self.columns[result]):
                found.setdefault(key, set()).add(given)
        values = self.found[result, searched].get(value, {None})
        if len(values) > 1:
            raise ValueError(f'LOOKUPVALUE({result}, {searched}, {value}): several values')
        return next(iter(values))

    def due(self, start, days):
        index, working = self.lookupvalue('index', 'date', start), self.lookupvalue('working', 'date', start)
        if index is None:
            return math.nan
        if days == 0:
            return start
        due = self.lookupvalue('index_to_date', 'index', index + days + (1 - working if days < 0 else 0))
        return math.nan if due is None else due


# ---- dueby's answers ----

def as_date(number):
    return (EPOCH + datetime.timedelta(number)).isoformat()


def sums_of(dueby, table, chance):
    """Returns (start, days, due) from dueby add. Starts are in the table; some due days are outside it."""
    pairs = [(chance.randint(table.first, table.last), chance.randint(-MOST_DAYS, MOST_DAYS)) for _ in range(EVERY)]
    near = range(-5, 6)  # small numbers of days, added to every start in the first and last weeks, and around Easter 2026
    easter = serial('2026-04-03')
    for start in [*range(table.first, table.first + 9), *range(easter - 7, easter + 9), *range(table.last - 8, table.last + 1)]:
        pairs += [(start, days) for days in near]
    rows = 'date,span\n' + ''.join(f'{as_date(start)},{days} working days\n' for start, days in pairs)
    answers = run(dueby, ['add', '--batch', '-', *table.options], rows)
    return [(start, days, serial(answer['result'])) for (start, days), answer in zip(pairs, answers)]


def counts_of(dueby, table, chance):
    pairs = [sorted(chance.randint(table.first, table.last) for _ in range(2)) for _ in range(500)]
    rows = 'start,end\n' + ''.join(f'{as_date(start)},{as_date(end)}\n' for start, end in pairs)
    answers = run(dueby, ['between', '--batch', '-', *table.options], rows)
    return [(start, end, int(answer['result'])) for (start, end), answer in zip(pairs, answers)]


def formulas():
    """Returns the formulas of docs/excel.md: for adding one day or more, for adding any number of days, and for counting days."""
    text = (ROOT / 'docs' / 'excel.md').read_text(encoding='utf-8')
    found = re.findall(r'^```excel\n(=.*)\n```$', text, re.MULTILINE)
    if len(found) != 5 or ['XLOOKUP' in formula for formula in found] != [True, False, True, False, False]:
        sys.exit(f'docs/excel.md: {len(found)} formulas, and not the five expected')
    return found[:2], found[2:4], found[4:]


# ---- comparing ----

def wrong(table, start, days, due, given):
    """Checks a result. A due day in the table must be found. A due day outside the table may be found, or be an error."""
    if math.isnan(given):
        return table.first <= due <= table.last
    return given != due


def told(what, start, days, expected, given):
    return f'{what}: {as_date(start)} and {days}: {given}, expected {expected} ({as_date(expected)})'


def check_sums(table, sums, name, work_out, least_days):
    """Compares a formula with dueby add, and reports differences. Returns how many due days were inside the table, where the
    formula had to find them."""
    failed, firm = [], 0
    for start, days, due in sums:
        if days < least_days:
            continue
        given = work_out(start, days)
        firm += table.first <= due <= table.last
        if wrong(table, start, days, due, given):
            failed.append(told(name, start, days, due, given))
    return failed, firm


def check_in_python(dueby, table, chance):
    sheet, model = Sheet(table), Model(table)
    positive, any_number, counting = formulas()
    sums = sums_of(dueby, table, chance)
    failed = []
    for formula in positive:
        code = sheet.compile(formula)
        failed += check_sums(table, sums, formula, lambda start, days, code=code: sheet.work_out(code, start, days), 1)[0]
    for formula in any_number:
        code = sheet.compile(formula)
        more, firm = check_sums(table, sums, formula, lambda start, days, code=code: sheet.work_out(code, start, days), -MOST_DAYS)
        failed += more
        if firm < WIDTH_MIN:
            failed.append(f'only {firm} sums have their due day in the table')
    failed += check_sums(table, sums, 'Power BI', model.due, -MOST_DAYS)[0]
    code = sheet.compile(counting[0])
    failed += [told(counting[0], start, end, expected, given) for start, end, expected in counts_of(dueby, table, chance)
               if (given := sheet.work_out(code, start, end)) != expected]
    outside = sheet.work_out(sheet.compile(any_number[1]), table.first - 1, 1), model.due(table.last + 1, -1)
    failed += [f'a start outside the table gives {given}' for given in outside if not math.isnan(given)]
    for formula in (*positive, *any_number):
        for start, days in ((table.first + 9, Empty()), (Empty(), 1), (Empty(), 0), (Empty(), Empty())):
            given = sheet.work_out(sheet.compile(formula), start, days)
            if not math.isnan(given):
                failed.append(f'{formula}: a start of {start!r} and {days!r} days give {given}')
    print(f'{" ".join(table.options) or "as it is"}: {len(sums)} sums')
    return failed


# ---- LibreOffice ----

TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/>'
         '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
         '<Override PartName="/xl/1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
         '<Override PartName="/xl/2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>')
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'


def relationships(*targets):
    inner = ''.join(f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
                    for number, (kind, target) in enumerate(targets, 1))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def cell_of(value):
    if isinstance(value, int):
        return f'<c><v>{value}</v></c>'
    if value.startswith('='):
        return f'<c><f>{escape(value[1:])}</f></c>'
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def sheet_of(rows):
    inner = ''.join(f'<row>{"".join(cell_of(value) for value in row)}</row>' for row in rows)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{inner}</sheetData></worksheet>'


def write_workbook(path, table, rows):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as book:
        book.writestr('[Content_Types].xml', TYPES)
        book.writestr('_rels/.rels', relationships(('officeDocument', 'xl/workbook.xml')))
        book.writestr('xl/workbook.xml', f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="sums" sheetId="1" r:id="r1"/>'
                      '<sheet name="calendar" sheetId="2" r:id="r2"/></sheets></workbook>')
        book.writestr('xl/_rels/workbook.xml.rels', relationships(('worksheet', '1.xml'), ('worksheet', '2.xml')))
        book.writestr('xl/1.xml', sheet_of(rows))
        book.writestr('xl/2.xml', sheet_of(zip(*(table.columns[name] for name in 'ABCDE'))))


def row_formula(formula, row):
    return re.sub(r'\b([AB])2\b', rf'\g<1>{row}', formula)


def work_out_in_libreoffice(soffice, table, sums, used):
    """Lets LibreOffice evaluate each formula for each sum. Returns the results; NaN means an error."""
    rows = [['start', 'days', *('formula' for _ in used)]]
    rows += [[start, days, *(row_formula(formula, number) for formula in used)] for number, (start, days, _) in enumerate(sums, 2)]
    with tempfile.TemporaryDirectory() as folder:
        write_workbook(Path(folder, 'sums.xlsx'), table, rows)
        subprocess.run([soffice, f'-env:UserInstallation=file://{folder}/profile', '--headless', '--convert-to', 'csv', '--outdir', folder,
                        f'{folder}/sums.xlsx'], check=True, timeout=300, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       env={**transcripts.environment(), 'HOME': folder})
        with open(Path(folder, 'sums.csv'), encoding='utf-8', newline='') as file:
            answers = list(csv.reader(file))[1:]
    return [[int(cell) if re.fullmatch(r'-?\d+', cell) else math.nan for cell in answer[2:]] for answer in answers]


def check_in_libreoffice(dueby, soffice, table, chance):
    positive, any_number, _ = formulas()
    used = [positive[1], any_number[1]]
    sums = sums_of(dueby, table, chance)
    answers = work_out_in_libreoffice(soffice, table, sums, used)
    if len(answers) != len(sums):
        return [f'{len(answers)} rows came back of {len(sums)}']
    failed, firm = [], 0
    for (start, days, due), given in zip(sums, answers):
        firm += table.first <= due <= table.last
        if days > 0 and wrong(table, start, days, due, given[0]):
            failed.append(told(used[0], start, days, due, given[0]))
        if wrong(table, start, days, due, given[1]):
            failed.append(told(used[1], start, days, due, given[1]))
    if firm < WIDTH_MIN:
        failed.append(f'only {firm} sums have their due day in the table')
    print(f'LibreOffice, {" ".join(table.options) or "as it is"}: {len(sums)} sums')
    return failed


def main():
    if len(sys.argv) not in (2, 4) or (len(sys.argv) == 4 and sys.argv[2] != '--libreoffice'):
        sys.exit(__doc__)
    dueby, chance, failed = os.path.abspath(sys.argv[1]), random.Random(20260403), []
    for first, last, options in TABLES:
        table = Table(dueby, first, last, options)
        if len(sys.argv) == 4:
            failed += check_in_libreoffice(dueby, sys.argv[3], table, chance)
        else:
            failed += check_in_python(dueby, table, chance)
    print(*failed[:20], sep='\n', end='\n' if failed else '')
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
