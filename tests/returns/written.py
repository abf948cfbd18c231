"""Checks how files of returns may be written, and what messages say about them: titles above the header, text that is not UTF-8,
files given twice, years, places, and ids.

    written.py DUEBY
"""
import csv
import io
import json
import sys

from returns import HERE, assessment, census
from small import main, referred, write

TITLE = 'List 3: referrals'


def events(checks, *words):
    """Returns the events of files without the line that each came from, and the messages."""
    done = checks.run('read', *words)
    return [line.rsplit(',', 1)[0] for line in done.stdout.splitlines()], done.stderr


def check_titles(checks, folder):
    """A title, a date, a note or empty rows above the header do not change what is read. The title may have no separator, or a
    different one from the header."""
    table = (HERE / 'annex_a' / 'list_3.csv').read_text(encoding='utf-8')
    columns = table.splitlines()[0].count(',')
    expected, said = events(checks, write(folder, 'plain.csv', table))
    checks.that(len(expected) > 3 and 'above it' not in said, f'without a title: {said}')
    semicolons, tabs = table.replace(',', ';'), table.replace(',', '\t')
    for name, text, line in (('one', f'{TITLE}\n{table}', 2), ('padded', f'{TITLE}{"," * columns}\n{"," * columns}\n{table}', 3),
                             ('empty', f'{TITLE}\n\n\n{table}', 4), ('comma', f'"{TITLE}, 2026",Exampleton\n{table}', 2),
                             ('three', f'Annex A\n{TITLE}\nas at 31/03/2026\n{table}', 4), ('semicolons', f'{TITLE}\n{semicolons}', 2),
                             ('comma_semicolons', f'{TITLE}, 2026\n{semicolons}', 2), ('tabs', f'{TITLE}\nExampleton\n{tabs}', 3),
                             ('many', f'{TITLE}\n' * 20 + table, 21)):
        found, said = events(checks, write(folder, f'{name}.csv', text))
        checks.same(f'a title: {name}', found, expected)
        checks.that(f'{name}.csv:{line}: note: list 3: the header is on this line, so we skipped what is above it' in said, f'{name}: {said}')
    for name, text in (('too_many', f'{TITLE}\n' * 21 + table), ('no_header', f'{TITLE}\n' + table.split('\n', 1)[1])):
        done = checks.run('worklist', write(folder, f'{name}.csv', text), write(folder, 'plain.csv', table), '--as-at', '2026-03-31', status=4)
        checks.that('does not recognise this file' in done.stderr, f'{name}: {done.stderr}')
    nearly = table.replace('Date of referral', 'Day it came', 1)
    done = checks.run('worklist', write(folder, 'nearly.csv', f'{TITLE}\n{nearly}'), '--as-at', '2026-03-31', status=4)
    checks.that('nearly.csv:2: note: this is nearly the table "list 3" of annex_a, but has no column "Date of Referral"' in done.stderr, done.stderr)


def check_commas_in_names(checks, folder):
    """The name of a column in list 9 has a comma. With semicolons or tabs the name needs no quotes, and the comma separates nothing."""
    table = (HERE / 'annex_a' / 'list_9.csv').read_text(encoding='utf-8')
    expected, _ = events(checks, write(folder, 'nine.csv', table))
    checks.that(len(expected) > 3 and '"' in table, f'list 9: {expected}')
    rows = list(csv.reader(io.StringIO(table)))
    for name, separator in (('semicolons', ';'), ('tabs', '\t')):
        found, _ = events(checks, write(folder, 'nine.csv', ''.join(separator.join(row) + '\n' for row in rows)))
        checks.same(f'a comma in a name: {name}', found, expected)


def check_not_utf8(checks, folder):
    """Excel writes CSV files in windows-1252 unless told otherwise. A message says once, for each file, that names may be wrong."""
    table = 'Child Unique ID,Date of Referral,Allocated Team\n1,05/01/2026,{}\n2,06/01/2026,{}\n'
    for name, data, line in (('utf8', table.format('Caf\u00e9', 'North').encode(), 0), ('plain', table.format('North', 'South').encode(), 0),
                             ('utf16', table.format('Caf\u00e9', 'North').encode('utf-16'), 0),
                             ('first', table.format('Caf\u00e9', 'Caf\u00e9').encode('cp1252'), 2),
                             ('second', table.format('North', 'Caf\u00e9').encode('cp1252'), 3),
                             ('header', table.replace('Team', 'Team,Pr\u00e9nom').format('A,', 'B,').encode('cp1252'), 1)):
        path = folder / f'{name}.csv'
        path.write_bytes(data)
        said = checks.run('read', path).stderr
        checks.same(f'not UTF-8: {name}', [said.count('the file is not UTF-8')], [int(line > 0)])
        checks.that(not line or f'{name}.csv:{line}: note: the file is not UTF-8: accented letters and symbols may be shown wrong' in said, said)


def check_given_twice(checks, folder):
    """A file that is given twice, or under two names, counts once, and a message says so. A table of another folder may have the
    same content, because it is from another year: it is read, and named if it has rows."""
    bad = census('2026-03-31', [('1', referred('2026-13-01')), ('2', referred('2026-03-02'))])
    once, again = write(folder, 'once.xml', bad), write(folder, 'again.xml', bad)
    other = write(folder, 'other.xml', bad.replace('2026-03-02', '2026-03-03'))
    same = 'this file has the same content as '
    for words, said, rows in (((once,), 0, 1), ((once, once), 1, 1), ((once, again, once), 2, 1), ((once, other), 0, 2)):
        done = checks.run('worklist', *words)
        checks.same(f'{words}', [done.stderr.count(f'{same}{once}, so we did not read it again'), f'{rows} row{"s" if rows > 1 else ""} could not be used (' in done.stdout],
                    [said, True])
    head, row = 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n', '1,06/05/2024,S,C2,U6,,\n2,31/02/2025,S,C2,U6,,\n'
    for name in ('a/episodes.csv', 'a/copy.csv', 'b/episodes.csv'):
        write(folder, name, head + row)
    reviews = [write(folder, f'{name}/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n') for name in 'ab']
    for words, said, rows in ((('a',), f'{folder}/a/episodes.csv: note: {same}{folder}/a/copy.csv, so we did not read it again', 1),
                              (('b', 'b'), f'{folder}/b/episodes.csv: note: {same}{folder}/b/episodes.csv, so we did not read it again', 1),
                              (('a', 'b'), f'{folder}/b/episodes.csv: note: {same}{folder}/a/copy.csv: check whether you meant to give a file for a different year or day', 2)):
        done = checks.run('worklist', *(folder / name for name in words), '--as-at', '2025-03-31')
        checks.that(said in done.stderr, f'{words}: {done.stderr}')
        checks.that(f'{rows} row{"s" if rows > 1 else ""} could not be used (' in done.stdout, f'{words}: {done.stdout}')
        checks.that(not any(f'{review}: note: {same}' in done.stderr for review in reviews) or words == ('b', 'b'), f'a table without rows: {done.stderr}')


def check_years(checks, folder):
    """The first line says which files were read as which year, and a message names two files of one table in one folder."""
    head = 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n'
    for name, rows in (('y24/e.csv', '1,06/05/2024,S,C2,U6,,\n'), ('y25/e.csv', '1,06/05/2024,S,C2,U6,,\n2,06/05/2025,S,C2,U6,,\n'),
                       ('mixed/e24.csv', '1,06/05/2024,S,C2,U6,,\n'), ('mixed/e25.csv', '2,06/05/2025,S,C2,U6,,\n')):
        write(folder, name, head + rows)
        write(folder, f'{name.split("/")[0]}/r.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n')
    late = ['--as-at', '2025-09-30'], ['--as-at', '2025-03-31']
    for day, year in zip(late, ('2025-26', '2024-25')):
        out = checks.run('worklist', folder / 'y25', *day).stdout
        checks.that(f'(ssda903): 2 files, of {year}\n' in out, f'{day}: {out}')
    second = ('mixed/e25.csv: note: this folder already has the table episodes, in ' + str(folder / 'mixed' / 'e24.csv') +
              ". If they are for different years, put each year's files in their own folder")
    for names, files, years in ((['y25'], 2, 'of 2025-26'), (['y24', 'y25'], 4, 'of 2024-25 (y24) and 2025-26 (y25)'), (['mixed'], 3, 'of 2025-26')):
        done = checks.run('worklist', *(folder / name for name in names), '--as-at', '2026-03-31')
        checks.that(f'Read as return of children looked after (ssda903): {files} files, {years}\n' in done.stdout, f'{names}: {done.stdout}')
        checks.same(f'{names}', [second in done.stderr, 'already has the table' in done.stderr], [names == ['mixed']] * 2)
        read = checks.run('read', *(folder / name for name in names)).stderr
        checks.that(f'(ssda903): {files} files, {years}\n' in read, f'{names}: {read}')


def check_places(checks, folder):
    """In JSON, a finding gives the file of each line if there are several files."""
    bad = [write(folder, f'{name}.xml', census('2026-03-31', [(name, referred(f'2026-13-{day}')) for name in names])) for name, names, day in
           (('one', ('11', '12'), '01'), ('two', ('21',), '02'))]
    for words, lines, files in ((bad, [2, 3, 2], ['one.xml', 'one.xml', 'two.xml']), (bad[:1], [2, 3], None)):
        done = checks.run('worklist', *words, '--format', 'json')
        found = next(one for one in json.loads(done.stdout)['quality'] if one['code'] == 'bad_rows')
        checks.same(f'{words}', [found['lines'], found.get('files')], [lines, files])
        checks.same('fields', ['files' in one for one in json.loads(done.stdout)['quality']], [files is not None] * len(json.loads(done.stdout)['quality']))


def check_ids(checks, folder):
    """A message gives the id of the case, which has a digit and no space. Anything else may be the name of a person."""
    bad = referred('2025-06-02', assessment('2025-06-10', '2025-06-09'))
    for name, shown in (('DfEX0000001', '"DfEX0000001"'), ('1001', '"1001"'), ('A1-b_2/3.4', '"A1-b_2/3.4"'), ('{9F1C-77}', '"{9F1C-77}"'),
                        ('Mary Example', '(12 characters)'), ('Example', '(7 characters)'), ('Mary Example 7', '(14 characters)'), ("O'Example7", '(10 characters)'),
                        ('Zo\u00e9', '(3 characters)'), ('A1' * 31, '(62 characters)')):
        said = checks.run('worklist', write(folder, 'ids.xml', census('2026-03-31', [(name, bad)]))).stderr
        checks.that(f': case {shown}: CINdetails/Assessments/AssessmentAuthorisationDate: it is before' in said, f'{name}: {said}')


if __name__ == '__main__':
    sys.exit(main(check_titles, check_commas_in_names, check_not_utf8, check_given_twice, check_years, check_places, check_ids))
