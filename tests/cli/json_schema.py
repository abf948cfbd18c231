"""Tests that the command's JSON matches schema/, and agrees with its CSV.

Validates the rows of due, check, explain and worklist for every rule of every built-in profile and for the example files. Their
fields must be the same as in the CSV, in the same order. The versions must distinguish between rules and between calendars, and the
schemas must refuse a wrong row.

usage: json_schema.py DUEBY
"""
import csv
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
PROFILES = ['england', 'barnet', 'dudley', 'gloucestershire', 'sefton', 'swindon']
# Friday 27 March 2026, a week before Easter. With a time, due times can be computed for timescales in hours.
TRIGGER = '2026-03-27T14:30'
KNOWN, AGREED = ['--born', '2009-05-10', '--since', '2026-01-01'], ['--agreed', '4 weeks']

failures = []


def that(holds, message):
    if not holds:
        failures.append(message)


def read_schema(name):
    schema = json.loads((ROOT / 'schema' / f'{name}.schema.json').read_text(encoding='utf-8'))
    jsonschema.Draft202012Validator.check_schema(schema)
    that(schema['$id'] == f'{name}.schema.json', f'{name}: its $id is {schema["$id"]}')
    return schema


SCHEMAS = {name: read_schema(name) for name in ('answer', 'figure', 'finding', 'line', 'output', 'step', 'unit', 'versions')}
VALIDATORS = {name: jsonschema.Draft202012Validator(schema) for name, schema in SCHEMAS.items()}


def wrong(name, value):
    """Returns the first reason why a value does not match its schema, or None."""
    return next((error.message for error in VALIDATORS[name].iter_errors(value)), None)


def run(*words):
    return subprocess.run([dueby, *map(str, words)], capture_output=True, text=True, check=False)


def read_json(*words):
    """Returns the JSON that a command prints, or None. Validates everything but the rows."""
    out = run(*words, '--format', 'json').stdout
    if not out:
        return None
    read = json.loads(out)
    that(not wrong('output', read), f'{words}: {wrong("output", read)}')
    that(not wrong('versions', read['versions']), f'{words}: {wrong("versions", read["versions"])}')
    that(('quality' in read) == (words[0] in ('worklist', 'impact', 'measures')), f'{words}: {list(read)}')
    for finding in read.get('quality', []):
        that(not wrong('finding', finding), f'{words}: {wrong("finding", finding)}')
    return read


def as_csv(value):
    return '' if value is None else str(value)


def check_rows(name, *words):
    """Compares JSON with its schema, then with CSV. Returns the number of rows."""
    read = read_json(*words)
    if not read:
        return 0
    listed = list(csv.DictReader(io.StringIO(run(*words, '--format', 'csv', '--raw-csv' if name == 'line' else '--dates=iso').stdout)))
    that(len(listed) == len(read['rows']), f'{words}: {len(listed)} rows as CSV, {len(read["rows"])} as JSON')
    for row, cells in zip(read['rows'], listed):
        said = wrong(name, row)
        that(not said, f'{words}: {said}')
        that({field: as_csv(value) for field, value in row.items()} == cells, f'{words}: JSON {row} and CSV {cells}')
        that(list(row) == list(cells), f'{words}: fields {list(row)} in JSON, {list(cells)} in CSV')
        check_fields(name, words, row)
    return len(read['rows'])


def check_fields(name, words, row):
    """A row must begin with its schema's fields, in the schema's order. Fields about a check occur only in checks, and the user's
    own columns come last."""
    expected = [field for field in SCHEMAS[name]['properties'] if field in row]
    that(list(row)[:len(expected)] == expected, f'{words}: fields {list(row)}, expected {expected}')


def addresses(profile):
    """Returns the profile's own rules, without the rules of profiles that it extends, which are tested separately."""
    return sorted({rule for rule in run('rules', '--profile', profile, '--format', 'plain').stdout.split() if rule.startswith(f'{profile}:')})


def check_answers():
    counts = {'answer': 0, 'step': 0}
    for profile in PROFILES:
        for address in addresses(profile):
            asked = [address, TRIGGER, '--profile', profile, *KNOWN]
            if subprocess.run([dueby, 'due', *asked, *AGREED], capture_output=True, check=False).returncode != 2:
                asked += AGREED  # dueby refuses an agreed interval that would change nothing
            counts['answer'] += check_rows('answer', 'due', *asked, '--occurrences', '2')
            counts['answer'] += check_rows('answer', 'check', *asked, '--met', '2026-06-30', '--as-at', '2026-07-31')
            counts['step'] += check_rows('step', 'explain', *asked)
    for at in ('--met', '--as-at', '--ended'):
        counts['answer'] += check_rows('answer', 'check', 'assessment.single', '2025-12-19', at, '2025-12-18' if at != '--met' else '2026-02-26')
    return counts


def check_lines():
    lines = 0
    for profile in PROFILES[:2]:
        for file in ('events.csv', 'three_children.csv'):
            lines += check_rows('line', 'worklist', ROOT / 'examples' / file, '--profile', profile, '--as-at', '2026-10-31', '--sorted')
    return lines


def check_measures():
    rows = 0
    census = [ROOT / 'tests' / 'returns' / 'cin' / f'census_{year}.xml' for year in (2025, 2026)]
    for options in ([], ['--bands'], ['--bands', '--suppress']):
        rows += check_rows('figure', 'measures', *census, '--year', '2025-26', *options)
    rows += check_rows('figure', 'measures', ROOT / 'tests' / 'returns' / 'ssda903', '--year', '2025-26')
    for measure in ('C1', 'C2', 'C4', 'D6'):
        rows += check_rows('unit', 'measures', *census, '--year', '2025-26', '--children', measure)
    return rows


# ---- versions ----

def versions(*options):
    return read_json('between', '2026-03-27', '2026-04-21', *options)['versions']


def check_versions(folder):
    plain = versions()
    that(plain == versions(), 'versions: another answer the second time')
    that(plain['changes'] == [], f'versions: changes {plain["changes"]}')

    england = (ROOT / 'data' / 'profiles' / 'england.yaml').read_text(encoding='utf-8')
    (folder / 'england.yaml').write_text(england, encoding='utf-8')
    that(versions('--profile', folder / 'england.yaml') == plain, 'versions: a built-in profile and its YAML differ')
    (folder / 'england.yaml').write_text(england.replace('within: 45 working days', 'within: 44 working days', 1), encoding='utf-8')
    changed = versions('--profile', folder / 'england.yaml')
    that(changed['profile'] == 'england' and changed['rules'] != plain['rules'], 'versions: one figure less, and the same digest')
    that(changed['days'] == plain['days'], 'versions: another calendar by another profile')

    seen = {plain['days']: 'the table'}
    for options in (['--add-holiday', '2026-11-09'], ['--add-holiday', '2026-11-10'], ['--remove-holiday', '2026-04-06'], ['--weekend', 'sun'],
                    ['--known-on', '2019-06-01'], ['--division', 'scotland'], ['--closures', ROOT / 'tests/cli/files/closures.csv']):
        found = versions(*options)
        that(found['days'] not in seen, f'versions: {options} as {seen.get(found["days"])}')
        that(found['rules'] == plain['rules'], f'versions: {options}: other rules')
        that(bool(found['changes']) == (options[0] != '--division'), f'versions: {options}: {found["changes"]}')
        seen[found['days']] = options
    first, second = ['--add-holiday', '2026-11-09'], ['--add-holiday', '2026-11-10']
    that(versions(*first, *second) == versions(*second, *first), 'versions: the order of added days matters')

    row, = csv.DictReader(io.StringIO(run('between', '2026-03-27', '2026-04-21', '--format', 'csv', '--versions', *first).stdout))
    of_json = versions(*first)
    of_json['changes'] = ' '.join(of_json['changes'])
    that({f'versions_{name}': value for name, value in of_json.items()} == {name: row[name] for name in row if 'versions_' in name},
         f'versions: {row} as CSV, {of_json} as JSON')


# ---- the schemas refuse wrong rows ----

def check_refusals():
    answer = read_json('check', 'assessment.single', '2025-12-19', '--met', '2026-02-26')['rows'][0]
    step = read_json('explain', 'assessment.single', '2025-12-19')['rows'][0]
    line = read_json('worklist', ROOT / 'examples' / 'three_children.csv', '--as-at', '2026-10-31')['rows'][0]
    count = 0
    for name, row in (('answer', answer), ('step', step), ('line', line), ('versions', versions())):
        that(not wrong(name, row), f'{name}: {wrong(name, row)}')
        for field in SCHEMAS[name]['properties']:
            without = {other: value for other, value in row.items() if other != field}
            that(wrong(name, without), f'{name}: without {field} it is valid')
            that(wrong(name, {**row, field: {}}), f'{name}: {field} may be an object')
            count += 2
    for name, row, field, value in (('answer', answer, 'due', '26/02/2026'), ('answer', answer, 'state', 'late'), ('answer', answer, 'x', 'y'),
                                    ('answer', answer, 'days_left', '1'), ('step', step, 'step', 'counting'), ('step', step, 'x', 'y'),
                                    ('line', line, 'due', '2026-02-26T12:00'), ('line', line, 'occurrence', 0), ('line', line, 'team', 4),
                                    ('versions', versions(), 'rules', 'E396C8DF18DA7765'), ('versions', versions(), 'changes', ['added'])):
        that(wrong(name, {**row, field: value}), f'{name}: {field} may be {value}')
        count += 1
    return count


def main():
    counts = check_answers()
    lines, measures = check_lines(), check_measures()
    with tempfile.TemporaryDirectory() as folder:
        check_versions(Path(folder))
    refused = check_refusals()
    that(counts['answer'] > 300 and counts['step'] > 300 and lines > 1000 and measures > 100, f'too few rows: {counts}, {lines} lines, {measures} of measures')
    print(f'{counts["answer"]} answers, {counts["step"]} steps, {lines} lines, {measures} rows of measures are as schema/ says; {refused} that are wrong are refused')
    for failure in failures[:20]:
        print(f'FAILED: {failure}')
    sys.exit(1 if failures else 0)


dueby = sys.argv[1]
if __name__ == '__main__':
    main()
