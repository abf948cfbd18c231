"""Sums up gcovr's counts for script/coverage: a table of the parts of the project, the lines of lib/ that no test runs, and the
branches of lib/ that no test takes. Fails if a part has less than goals.csv says, or if open.csv lists other branches.

    count.py COVERAGE.JSON OPEN.TXT

goals.csv has for each part the minimum percentages of lines and of branches. open.csv has a row for each line of lib/ with a branch
that no test takes: the file, the exact code, and why no test need take the branch. If a file has the same line twice, it is listed
once."""
import csv
import json
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PARTS = ['lib/io', 'lib/ical', 'lib/page', 'lib', 'cli', 'bindings']


def part_of(file):
    return next((part for part in PARTS if file.startswith(part + '/')), None)


def read_table(name):
    with open(HERE / name, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def percentage(run, all_of_them):
    return 100 * run / all_of_them if all_of_them else 100


def main():
    measured, report = sys.argv[1:]
    counts, unrun, opened, problems = Counter(), [], {}, []
    for file in json.loads(Path(measured).read_text(encoding='utf-8'))['files']:
        part = part_of(file['file'])
        if not part:
            continue
        source = (ROOT / file['file']).read_text(encoding='utf-8').split('\n')
        for line in (line for line in file['lines'] if not line['gcovr/noncode']):
            if line['line_number'] > len(source):
                sys.exit(f'count.py: {file["file"]} has changed since it was measured: run script/coverage again')
            code, place = source[line['line_number'] - 1].strip(), f'{file["file"]}:{line["line_number"]}'
            branches = line['branches']
            taken = sum(branch['count'] > 0 for branch in branches)
            counts.update({(part, 'lines'): 1, (part, 'run'): line['count'] > 0,
                           (part, 'branches'): len(branches), (part, 'taken'): taken})
            if part == 'lib' and not line['count']:
                unrun.append(f'{place}: {code}')
            elif part == 'lib' and taken < len(branches):
                opened.setdefault((file['file'], code), []).append(f'{place}: {len(branches) - taken} of {len(branches)}: {code}')

    argued = {(row['file'], row['code']): row['why'] for row in read_table('open.csv')}
    problems += [f'open.csv: {file}: every branch is taken now, or the line has changed: {code}'
                 for file, code in argued if (file, code) not in opened]
    problems += [f'open.csv: {file}: no argument: {code}' for (file, code), why in argued.items() if not why.strip()]
    still = [place for key, places in opened.items() if key not in argued for place in places]
    text = ['# lines of lib/ that no test runs', *unrun, '', '# open branches of lib/ without an argument', *still, '']
    Path(report).write_text('\n'.join(text), encoding='utf-8')

    print(f'{"part":<10} {"lines":>7} {"run":>7} {"%":>7}   {"branches":>8} {"taken":>7} {"%":>7}')
    goals = {row['part']: (float(row['lines']), float(row['branches'])) for row in read_table('goals.csv')}
    for part in sorted(PARTS):
        lines, run, branches, taken = (counts[part, what] for what in ('lines', 'run', 'branches', 'taken'))
        of_lines, of_branches = percentage(run, lines), percentage(taken, branches)
        print(f'{part:<10} {lines:>7} {run:>7} {of_lines:>7.2f}   {branches:>8} {taken:>7} {of_branches:>7.2f}')
        least_lines, least_branches = goals[part]
        if of_lines < least_lines or of_branches < least_branches:
            problems.append(f'{part}: the goals are {least_lines:g} % of lines and {least_branches:g} % of branches')
    print(f'lib/: {len(unrun)} lines not run, {sum(map(len, opened.values()))} with an open branch, {len(argued)} of them argued: see {report}')
    for problem in problems:
        print(f'FAILED: {problem}')
    return bool(problems)


if __name__ == '__main__':
    sys.exit(main())
