"""Compares specimen returns with the answers beside them, which were worked out by hand, and checks other properties of returns.

    returns.py DUEBY
"""
import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FIELDS = ['case', 'rule', 'triggered_at', 'due', 'state', 'met_at']
DONE, BAD_FILE, SOME_ROWS_FAILED = 0, 4, 5


class Checks:
    def __init__(self, dueby):
        self.dueby, self.failures, self.count = dueby, [], 0

    def that(self, holds, message):
        self.count += 1
        if not holds:
            self.failures.append(message)

    def run(self, *words, status=None):
        done = subprocess.run([self.dueby, *map(str, words)], capture_output=True, encoding='utf-8', errors='backslashreplace', check=False, timeout=120)
        if status is not None:
            self.that(done.returncode == status, f'{" ".join(map(str, words))}: exit status {done.returncode}, expected {status}\n{done.stderr}')
        return done

    def lines(self, *words, fields=FIELDS, status=None):
        """Returns the sorted lines of a worklist."""
        out = self.run('worklist', *words, '--format', 'csv', status=status).stdout
        return sorted(tuple(row[field] for field in fields) for row in csv.DictReader(io.StringIO(out)))

    def events(self, *words, status=None):
        out = self.run('read', *words, status=status).stdout
        return list(csv.DictReader(io.StringIO(out)))

    def same(self, what, found, expected):
        self.that(found == expected, what + ''.join(f'\n  not expected: {row}' for row in found if row not in expected) +
                  ''.join(f'\n  missing: {row}' for row in expected if row not in found))


def answers(path):
    with open(path, encoding='utf-8', newline='') as file:
        return sorted(tuple(row[field] for field in FIELDS) for row in csv.DictReader(file))


def headers(folder, kind, *tables):
    """Writes some of a specimen's tables with only their header, which states that no such events happened."""
    for table in tables:
        head = (HERE / kind / f'{table}.csv').read_text(encoding='utf-8').splitlines()[0]
        (folder / f'none_{table}.csv').write_text(head + '\n', encoding='utf-8')


def census(reference, children):
    """Returns the XML of a small census. `children` are (id, content of CINdetails)."""
    head = (f'<Message><Header><CollectionDetails><Collection>CIN</Collection><ReferenceDate>{reference}</ReferenceDate>'
            '</CollectionDetails></Header><Children>')
    each = ''.join(f'<Child><ChildIdentifiers><LAchildID>{name}</LAchildID><PersonBirthDate>2014-05-06</PersonBirthDate></ChildIdentifiers>'
                   f'<CINdetails>{inner}</CINdetails></Child>' for name, inner in children)
    return head + each + '</Children></Message>'


def field(name, text):
    return f'<{name}>{text}</{name}>' if text else ''


def assessment(start, done=''):
    return f'<Assessments>{field("AssessmentActualStartDate", start)}{field("AssessmentAuthorisationDate", done)}</Assessments>'


def check_cin(checks):
    """Checks the lines of the specimen census, and the beginning of the text output."""
    file = HERE / 'cin' / 'census_2026.xml'
    checks.same('the census', checks.lines(file, status=SOME_ROWS_FAILED), answers(HERE / 'cin' / 'answers.csv'))
    text = checks.run('worklist', file).stdout
    checks.that('Checked at its reference date, Tuesday 31 March 2026' in text.splitlines()[1], f'the census: as-at is not said first:\n{text[:400]}')
    said = checks.run('read', file, status=SOME_ROWS_FAILED).stderr
    for needle in ('census_2026.xml:699: case "1027": CINdetails/CINPlanDates/CINPlanEndDate: "2025-13-01" is not a date',
                   'census_2026.xml:704: case "no name, line 704, 2026-03-31": ChildIdentifiers/LAchildID', 'FamilyHub (1 time)', '"RC10" (1 time)'):
        checks.that(needle in said, f'the census: nothing says {needle}:\n{said}')
    late = checks.lines(file, '--rule', 'assessment.single~statistics', '--case', '1030')
    checks.that(('1030', 'assessment.single~statistics', '2026-01-26', '2026-03-30', 'overdue', '') in late, f"1030's second assessment by its own start: {late}")


def check_unread(checks, folder):
    """If a field of a return cannot be read, the duty that it would have met is not overdue but unknown (rule 28)."""
    def plan(inner=''):
        return f'<ChildProtectionPlans><CPPstartDate>2026-01-05</CPPstartDate>{inner}</ChildProtectionPlans>'
    children = [('open', assessment('2026-01-05')), ('done', assessment('2026-01-05', '2026-02-30')), ('plan', plan()),
                ('reviewed', plan('<Reviews><CPPreviewDate>2026-03-32</CPPreviewDate></Reviews>')), ('ended', plan('<CPPendDate>2026-02-30</CPPendDate>'))]
    file = folder / 'unread.xml'
    file.write_text(census('2026-12-31', [(name, field('CINreferralDate', '2026-01-05') + inner) for name, inner in children]), encoding='utf-8')

    def states(duty):
        lines = checks.lines(file, '--only', duty, fields=('case', 'state', 'due'), status=SOME_ROWS_FAILED)
        return {case: state for case, state, due in lines if due}
    overdue = dict.fromkeys((name for name, _ in children), 'overdue')
    checks.same('an assessment that cannot be read', sorted(states('assessment.single').items()), sorted({**overdue, 'done': 'not_computable'}.items()))
    checks.same('a review and an end that cannot be read', sorted(states('cp.conference.review').items()),
                [('ended', 'not_computable'), ('plan', 'overdue'), ('reviewed', 'not_computable')])


def check_plan_without_start(checks, folder):
    """A plan without a start may still be open. It is reported like any other row without a date, and the child needs checking."""
    plans = {'41': '<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>', '42': field('CPPendDate', '2026-02-02')}
    file = folder / 'no_start.xml'
    file.write_text(census('2026-03-31', [(name, field('CINreferralDate', '2026-03-02') + f'<ChildProtectionPlans>{inner}</ChildProtectionPlans>')
                                          for name, inner in plans.items()]).replace('<Child>', '\n<Child>'), encoding='utf-8')
    done = checks.run('worklist', file, '--only', 'cp.conference.review', '--format', 'csv', status=SOME_ROWS_FAILED)
    checks.same('plans without a start', sorted((row['case'], row['state']) for row in csv.DictReader(io.StringIO(done.stdout))),
                [('41', 'not_computable'), ('42', 'not_computable')])
    checks.that('case "41": CINdetails/ChildProtectionPlans/CPPstartDate: it is empty' in done.stderr, f'a plan without a start: {done.stderr}')
    counted = {row['measure']: (row['counted'], row['cannot_tell']) for row in csv.DictReader(io.StringIO(measured(checks, file)))}
    checks.same('plans without a start in D5', counted['D5'], ('0', '2'))


def check_one_line(checks, folder):
    """A census may be on one line. Unreadable fields are still reported for each child and each row."""
    bad = field('CINreferralDate', '2026-13-02')
    children = [('51', bad), ('52', bad), ('53', field('CINreferralDate', '2026-03-02') + assessment('2026-03-02', '2026-13-03') * 2)]
    file = folder / 'one_line.xml'
    file.write_text(census('2026-03-31', children), encoding='utf-8')
    done = checks.run('worklist', file, '--format', 'csv', status=SOME_ROWS_FAILED)
    rows = [(row['case'], row['reason'].split(' for ')[0]) for row in csv.DictReader(io.StringIO(done.stdout)) if not row['rule']]
    checks.same('a census on one line', sorted(rows), [('51', '1 row'), ('52', '1 row'), ('53', '2 rows')])
    checks.same('each field on one line', [done.stderr.count(f'one_line.xml:1: case "{case}": ') for case in ('51', '52', '53')], [1, 1, 2])


def check_ssda903(checks, folder):
    """Checks the specimen SSDA903: all files, each file by itself, two years together, and rows with a missing comma, which must
    not be lost."""
    files, last_year, as_at = HERE / 'ssda903', HERE / 'ssda903_2025', ['--as-at', '2026-03-31']
    tables = [file for file in sorted(files.iterdir()) if file.name != 'answers.csv']
    checks.same('SSDA903', checks.lines(*tables, *as_at, status=SOME_ROWS_FAILED), answers(files / 'answers.csv'))
    said = checks.run('read', *tables).stderr
    for needle in ('episodes.csv:31: episodes: this row has 4 columns but the header has 13', 'episodes.csv:29: note: unknown code, used as is: PLACE: "X9"',
                   'episodes.csv:30: case "2023": episodes/DECOM: "31/02/2026" is not a date'):
        checks.that(needle in said, f'SSDA903: nothing says {needle}:\n{said}')
    found = [(row['event'], row['at'], row['tags']) for row in checks.events(*tables) if row['case'] == '2003']
    checks.that(('cla.started', '2024-11-10', 'estimated;earlier') in found, f'2003: {found}')
    short = {row['event'] for row in checks.events(*tables) if row['case'] in ('2004', '2005')}
    checks.that(short == {'birth', 'shortbreak.started', 'shortbreak.ended'}, f'short breaks: {short}')
    placements = [row['at'] for row in checks.events(*tables) if row['case'] == '2008' and row['event'] == 'placement.started']
    checks.that(placements == ['2025-12-01'], f'a temporary placement: {placements}')
    # children 2016 and 2017 were adopted; other children's matches are not in the return, so no match is judged
    matches = {row['event'] for row in checks.events(*tables) if row['case'] == '2016'}
    judged = {rule for rule, in checks.lines(*tables, *as_at, '--state', 'all', fields=('rule',))}
    checks.that('match.made' in matches and 'adoption.match' not in judged, f'matches of the SSDA903: {matches}, {judged}')
    # gives the tables different names, because file names must not matter
    for at, table in enumerate(tables):
        (folder / f'{len(tables) - at}.csv').write_bytes(table.read_bytes())
    checks.same('SSDA903 under other names', checks.lines(folder, *as_at), answers(files / 'answers.csv'))
    # two years together decide states that are unknown from one year
    both = [row for row in checks.lines(last_year, *tables, *as_at) if row[0] in ('2003', '2010')]
    checks.same('SSDA903 of two years', both, sorted([
        ('2003', 'cla.review', '2024-11-04', '2024-12-02', 'met', '2024-11-29'), ('2003', 'cla.review', '2024-11-04', '2025-02-28', 'met', '2025-02-28'),
        ('2003', 'cla.review', '2024-11-04', '2025-08-28', 'met', '2025-05-12'), ('2003', 'cla.review', '2024-11-04', '2025-11-12', 'met', '2025-11-12'),
        ('2003', 'cla.review', '2024-11-04', '2026-05-12', 'open', ''),
        ('2010', 'cla.review', '2025-03-10', '2025-04-07', 'met', '2025-03-28'), ('2010', 'cla.review', '2025-03-10', '2025-06-28', 'met', '2025-06-20'),
        ('2010', 'cla.review', '2025-03-10', '2025-12-20', 'met', '2025-09-19'), ('2010', 'cla.review', '2025-03-10', '2026-03-19', 'overdue', '')]))


def check_care_before_the_file(checks, folder):
    """The first row is dated within the year but its RNE is not S, so care began earlier, on an unknown day. The first review
    cannot be judged. The longest interval is six months: from 1 June it ends on 1 December, so a review after that is late
    whichever interval applies. A review on 10 November is more than three months but less than six after 1 June, so it may be in
    time."""
    target = folder / 'before'
    target.mkdir()
    rows = [(child, why, start) for child, why, start in (('late', 'P', '05/05/2025'), ('either', 'L', '05/05/2025'),
                                                          ('none', 'P', '05/02/2026'), ('soon', 'P', '05/05/2025'))]
    (target / 'a.csv').write_text('CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n' + ''.join(f'{child},{start},{why},C2,U6,,\n' for child, why, start in rows))
    reviews = [('late', '01/06/2025'), ('late', '02/12/2025'), ('either', '20/06/2025'), ('either', '10/11/2025'), ('soon', '01/06/2025'),
               ('soon', '01/09/2025'), ('soon', '01/03/2026')]
    (target / 'b.csv').write_text('CHILD,REVIEW,REVIEW_CODE\n' + ''.join(f'{child},{day},PN1\n' for child, day in reviews))
    found = checks.lines(target, '--as-at', '2026-03-31', '--only', 'cla.review', fields=('case', 'state', 'met_at'))
    checks.same('care that began before the file', found, sorted([
        ('late', 'not_computable', '2025-06-01'), ('late', 'met_late', '2025-12-02'), ('late', 'open', ''),
        ('either', 'not_computable', '2025-06-20'), ('either', 'not_computable', '2025-11-10'), ('either', 'open', ''),
        ('none', 'not_computable', ''),
        ('soon', 'not_computable', '2025-06-01'), ('soon', 'met', '2025-09-01'), ('soon', 'met', '2026-03-01'), ('soon', 'open', '')]))
    out = checks.run('measures', target, '--year', '2025-26', '--children', 'CLA-reviews', '--format', 'csv').stdout
    checks.same('their reviews in the measure', {row['case']: row['result'] for row in csv.DictReader(io.StringIO(out))},
                {'late': 'no', 'either': 'cannot_tell', 'none': 'cannot_tell', 'soon': 'cannot_tell'})


def check_streams(checks, folder):
    """A FIFO or standard input, which can be read only once, must give the same answers as the file. Tries a census, tables,
    events, and two inputs at a time."""
    census_2026, tables = HERE / 'cin' / 'census_2026.xml', [HERE / 'ssda903' / name for name in ('episodes.csv', 'reviews.csv')]
    events = folder / 'events.csv'
    events.write_text('case,event,at\n7,referral.received,2026-01-05\n', encoding='utf-8')
    for files in ([census_2026], [HERE / 'cin' / 'census_2025.xml', census_2026], tables, tables[:1], [events]):
        fifos = [folder / f'fifo-{len(files)}-{file.name}' for file in files]
        words = ['worklist', '--as-at', '2026-03-31', '--format', 'csv']
        for fifo in fifos:
            os.mkfifo(fifo)
        writers = [threading.Thread(target=lambda file=file, fifo=fifo: fifo.write_bytes(file.read_bytes()), daemon=True)
                   for file, fifo in zip(files, fifos)]
        for writer in writers:
            writer.start()
        expected = checks.run(*words, *files)
        found = checks.run(*words, *fifos).stdout.replace(f'fifo-{len(files)}-', '')  # with several files, messages include their names
        checks.same(f'FIFOs of {[file.name for file in files]}', found, expected.stdout)
        for fifo in fifos:
            fifo.unlink()
    beside = folder / 'beside_a_pipe'
    beside.mkdir()
    for file in tables:
        (beside / file.name).write_bytes(file.read_bytes())
    expected = checks.run('worklist', beside, '--as-at', '2026-03-31', '--format', 'csv')
    os.mkfifo(beside / 'pipe')
    checks.same('a folder with a pipe', checks.run('worklist', beside, '--as-at', '2026-03-31', '--format', 'csv').stdout, expected.stdout)
    for file in (census_2026, events):
        for command in ('worklist', 'measures') if file == census_2026 else ('worklist',):
            words = [checks.dueby, command, '--as-at', '2026-03-31', '--format', 'csv']
            found = [subprocess.run([*words, name], input=file.read_bytes(), capture_output=True, check=False, timeout=60).stdout
                     for name in ('-', '/dev/stdin')]
            expected = subprocess.run([*words, file], capture_output=True, check=False, timeout=60).stdout
            checks.same(f'{command} {file.name} from standard input', found, [expected, expected])
    (folder / 'nothing.csv').write_bytes(b'')
    for name, given in ((folder / 'nothing.csv', b''), ('-', b'')):
        done = subprocess.run([checks.dueby, 'read', name], input=given, capture_output=True, check=False, timeout=60)
        checks.that(done.returncode == BAD_FILE and b'the file is empty' in done.stderr, f'an empty file: {done}')
    empty = subprocess.run([checks.dueby, 'read', '-'], input=b'<Message><x></Message>', capture_output=True, check=False, timeout=60)
    checks.that(empty.returncode == BAD_FILE and b'standard input:' in empty.stderr, f'{empty}')


def check_annex_a(checks):
    """Checks the lines of the specimen Annex A and their teams, and that every column of the template is recognised."""
    folder = HERE / 'annex_a'
    checks.same('Annex A', checks.lines(folder, '--as-at', '2026-03-31', status=SOME_ROWS_FAILED), answers(folder / 'answers.csv'))
    south = {row[0] for row in checks.lines(folder, '--as-at', '2026-03-31', '--where', 'team=South')}
    checks.that({'3003', '3007', '3010', '3016'} <= south and '3001' not in south, f'Annex A of team South: {south}')
    said = checks.run('read', folder).stderr
    checks.that('unknown' not in said and 'has no column' not in said, f'Annex A: {said}')
    checks.that('list_3.csv:6: case "3017": list 3/Date of Referral: it is empty' in said, f'Annex A: {said}')
    seen = [(row['at'], row['tags']) for row in checks.events(folder) if row['event'] == 'visit.made' and row['case'] in ('3008', '3009')]
    checks.that(sorted(seen) == [('2026-03-20', ''), ('2026-03-20', 'alone')], f'seen alone: {seen}')
    tags = {row['case']: row['tags'] for row in checks.events(folder) if row['event'] == 'placement.started'}
    checks.same('placements of list 8', {case: tags.get(case) for case in ('3011', '3031', '3032', '3033', '3035', '3039')},
                {'3011': '', '3031': 'permanent', '3032': None, '3033': None, '3035': 'permanent', '3039': 'with_parents'})
    said = checks.run('measures', folder, '--year', '2025-26', '--as-at', '2026-03-31').stdout
    checks.that('Lists 7 and 10 leave out anything that ended more than six months ago' in said, f'measures of Annex A: {said[:900]}')


def check_ssd(checks):
    """Checks the specimen of the Standard Safeguarding Dataset. Ids join its tables, in three steps for a plan."""
    folder = HERE / 'ssd'
    checks.same('SSD', checks.lines(folder, '--as-at', '2026-03-31', status=SOME_ROWS_FAILED), answers(folder / 'answers.csv'))
    said = checks.run('read', folder).stderr
    checks.that('ssd_cla_reviews.csv:4: ssd_cla_reviews: no row of ssd_cla_episodes matches this row\'s "clar_cla_id"' in said, f'SSD: {said}')
    found = {(row['event'], row['at'], row['tags']) for row in checks.events(folder) if row['case'] in ('4003', '4007')}
    for event in (('visit.made', '2025-05-06T14:30:00+01:00', 'alone'), ('visit.attempted', '2025-05-20', ''), ('cla_review.held', '2026-01-30', 'void')):
        checks.that(event in found, f'SSD: {event} is not among {sorted(found)}')


def check_missing_column(checks, folder):
    """Drops one column of a table at a time. A duty that the column may have ended or met must not be late: it needs checking or is
    left out. A measure that depends on ends is not worked out without the column of the ends."""
    late = ('overdue', 'missed', 'met_late')
    for at, (kind, table, column, unknown, measures) in enumerate((
            ('ssda903', 'episodes.csv', 'DEC', ['2006 cla.review', '2011 cla.review', '2012 cla.review'], ['A1', 'A10', 'CLA-reviews']),
            ('ssda903', 'episodes.csv', 'REC', ['2006 cla.review', '2011 cla.review', '2011 police_protection', '2012 cla.review'], ['A1', 'A10', 'CLA-reviews']),
            ('annex_a', 'list_7.csv', 'Child Protection Plan End Date', [], ['D5', 'D7']),
            ('annex_a', 'list_8.csv', 'Date Ceased to be Looked After', ['3022 cla.review', '3022 cla.health.initial', '3022 cla.visit'], ['CLA-visits']),
            ('annex_a', 'list_5.csv', 'Was an Initial Child Protection Conference deemed unnecessary?', ['3007 cp.conference.initial'], []),
            ('ssd', 'ssd_cla_health.csv', 'clah_health_check_status', ['4008 cla.health.initial', '4024 cla.health.initial'], []),
            ('ssd', 'ssd_cla_episodes.csv', 'clae_cla_episode_ceased_reason', ['4009 cla.review', '4009 cla.health.initial'], ['CLA-reviews', 'CLA-visits']),
            ('ssd', 'ssd_cp_plans.csv', 'cppl_cp_plan_end_date', [], ['D5', 'D6', 'D7']))):
        tables = shutil.copytree(HERE / kind, folder / f'without-{at}')
        (tables / 'answers.csv').unlink()
        counted = {row['measure'] for row in csv.DictReader(io.StringIO(measured(checks, tables)))}
        with open(tables / table, encoding='utf-8', newline='') as file:
            rows = list(csv.reader(file))
        place = rows[0].index(column)
        with open(tables / table, 'w', encoding='utf-8', newline='') as file:
            csv.writer(file).writerows(row[:place] + row[place + 1:] for row in rows)
        name = f'{table} without {column}'
        before = {(row[0], row[1], row[2]) for row in answers(HERE / kind / 'answers.csv') if row[4] in late}
        found = checks.lines(tables, '--as-at', '2026-03-31', status=SOME_ROWS_FAILED)
        checks.same(f'{name}: late, and not so before', [row for row in found if row[4] in late and row[:3] not in before], [])
        for case, duty in (line.split() for line in unknown):
            states = {row[4] for row in found if row[:2] == (case, duty)}
            checks.that(states <= {'not_computable'}, f'{name}: {case} {duty} is {states}')
        left = {row['measure'] for row in csv.DictReader(io.StringIO(measured(checks, tables)))}
        checks.same(f'{name}: measures that are not worked out', sorted(counted - left), sorted(measures))


def measured(checks, tables):
    return checks.run('measures', tables, '--year', '2025-26', '--as-at', '2026-03-31', '--format', 'csv').stdout


def check_bad_row_by_key(checks, folder):
    """Some tables refer to a child by another table's key. A bad row in such a table is reported for the child, not for the key."""
    tables = shutil.copytree(HERE / 'ssd', folder / 'ssd')
    (tables / 'answers.csv').unlink()
    before = {case for case, in checks.lines(tables, '--as-at', '2026-03-31', fields=('case',))}
    with open(tables / 'ssd_cla_episodes.csv', encoding='utf-8', newline='') as file:
        episode = next(row for row in csv.DictReader(file))
    for key in (episode['clae_cla_id'], 'nobody'):
        with open(tables / 'ssd_cla_reviews.csv', 'a', encoding='utf-8') as file:
            file.write(f'77,{key},2026-01-30\n')
    lines = checks.lines(tables, '--as-at', '2026-03-31', fields=('case', 'rule', 'state'))
    checks.same('cases of tables with a bad row', sorted({case for case, _, _ in lines}), sorted(before))
    checks.that((episode['clae_person_id'], '', 'not_computable') in lines, f'the child of {episode["clae_cla_id"]}: {lines}')


def check_mappings(checks):
    """Checks that the built-in mappings and the example mappings are valid, and that a wrong one is reported with its line."""
    for file in [*sorted((ROOT / 'data' / 'returns').glob('*.yaml')), *sorted((ROOT / 'examples' / 'extract').glob('*.yaml'))]:
        done = checks.run('lint', file, status=DONE)
        checks.that('valid: a mapping' in done.stdout, done.stdout)
    for file in sorted((HERE / 'bad_mappings').glob('*.yaml')):
        expected = file.read_text(encoding='utf-8').splitlines()[0].removeprefix('# expect: ')
        done = checks.run('lint', file, status=BAD_FILE)
        checks.that(f'{file.name}:{expected.partition(": ")[0]}: error: {expected.partition(": ")[2]}' in done.stdout, f'{file.name}: {done.stdout}')

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / 'mapping.yaml'
        file.write_text('return: x\ntitle: t\ncase: ID\nleaves_out: [referral.decison, referral.decision]\nrows:\n'
                        '  - {table: a, header: [ID, Day], events: [{event: visit.made, at: Day}]}\n', encoding='utf-8')
        said = checks.run('lint', file, status=DONE).stdout
    checks.that('mapping.yaml:4:14: warning: unknown duty "referral.decison": did you mean "referral.decision"?' in said and said.count('unknown duty') == 1, said)


def check_lists(checks):
    """Checks that the name of a list stands for its values in codes, conditions, tags and spellings, and that lint says which lists
    no row uses."""
    mapping = """return: x
title: t
dates: dmy
case: ID
values:
  said_yes: [Y, "Yes*", 1]
  said_no: [N, 0]
  never_used: [U]
  days: [Day of visit, "*visit*day*"]
  alone: [Seen alone]
rows:
  - table: visits
    header: [ID, Day]
    fields: [ID, {Day: $days}, Seen, {Alone: [On her own, $alone]}]
    codes: {Seen: [$said_yes, $said_no], Alone: $said_yes}
    events:
      - {event: visit.made, at: Day, when: {Seen: $said_yes}, tags: {alone: {Alone: Perhaps or $said_yes or Maybe}}}
      - {event: visit.attempted, at: Day, when: {Seen: [$said_no, X]}}
"""
    table = 'ID,Day of visit,Seen,Seen alone\n' + ''.join(
        f'{case},0{case}/03/2026,{seen},{alone}\n' for case, (seen, alone) in enumerate(
            [('Y', 'yes mostly'), ('yes', 'Perhaps'), ('1', 'maybe'), ('N', ''), ('0', ''), ('x', ''), ('$said_yes', ''), ('Y', 'or')], 1))
    with tempfile.TemporaryDirectory() as folder:
        own, visits = Path(folder) / 'own.yaml', Path(folder) / 'visits.csv'
        own.write_text(mapping, encoding='utf-8')
        visits.write_text(table, encoding='utf-8')
        said = checks.run('lint', own, status=DONE).stdout
        checks.that('own.yaml:8:3: warning: no row uses the named list "never_used"' in said and said.count('named list') == 1, said)
        done = checks.run('read', visits, '--mapping', own)
        read = [(row['case'], row['event'], row['tags']) for row in csv.DictReader(io.StringIO(done.stdout))]
        checks.same('named lists', read, [('1', 'visit.made', 'alone'), ('2', 'visit.made', 'alone'), ('3', 'visit.made', 'alone'),
                                          ('4', 'visit.attempted', ''), ('5', 'visit.attempted', ''), ('6', 'visit.attempted', ''),
                                          ('8', 'visit.made', '')])
        for value in ('Seen: "x" (1 time)', 'Alone: "or" (1 time)', 'Alone: this value (5 characters) (1 time)'):
            checks.that(value in done.stderr, f'named lists: nothing says {value}:\n{done.stderr}')
        checks.that('"Y"' not in done.stderr and '"0"' not in done.stderr, f'named lists: a known code is reported:\n{done.stderr}')


def check_duties(checks):
    """Checks the duties that docs/returns.md lists for each kind of return. The page must list every duty that is checked in the
    specimen, and none whose due event is not in the return."""
    text = (ROOT / 'docs' / 'returns.md').read_text(encoding='utf-8')
    rules = list(csv.DictReader(io.StringIO(checks.run('rules', '--format', 'csv', status=DONE).stdout)))
    kinds = {'children in need census': 'cin', 'SSDA903': 'ssda903', 'Annex A': 'annex_a', 'Standard Safeguarding Dataset': 'ssd'}
    for title, name in kinds.items():
        number, listed = re.search(rf'^\| {title} \| (\d+) \| (.*) \|$', text, re.MULTILINE).groups()
        said = set(re.findall('`([^`]+)`', listed))
        checks.that(len(said) == int(number), f'{title}: {number} duties, and {len(said)} of them named')
        files = HERE / name / 'census_2026.xml' if name == 'cin' else HERE / name
        lines = checks.lines(files, '--as-at', '2026-03-31', '--state', 'all', fields=['rule', 'state'])
        judged = {rule for rule, state in lines if rule and state != 'not_computable'}
        checks.that(judged <= said, f'{title}: judged, and not said: {sorted(judged - said)}')
        events = set(re.findall(r'event: ([\w.]+)', (ROOT / 'data' / 'returns' / f'{name}.yaml').read_text(encoding='utf-8')))
        possible = {rule['rule'] for rule in rules if rule['due_event'] in events}
        checks.that(said <= possible, f'{title}: said, and nothing meets it: {sorted(said - possible)}')


def check_boundaries(checks, folder):
    """Tries assessments after 44, 45 and 46 working days over Christmas, and conferences after 14, 15 and 16 over Easter."""
    file = folder / 'boundaries.xml'
    referral = '<CINreferralDate>2025-12-19</CINreferralDate>'
    file.write_text(census('2026-04-30', [(day, referral + assessment('2025-12-19', day)) for day in ('2026-02-24', '2026-02-25', '2026-02-26')] +
                           [(day, f'<CINreferralDate>2026-03-27</CINreferralDate><Section47><S47ActualStartDate>2026-03-27</S47ActualStartDate>'
                             f'<DateOfInitialCPC>{day}</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired></Section47>')
                            for day in ('2026-04-20', '2026-04-21', '2026-04-22')]), encoding='utf-8')
    found = checks.lines(file, '--rule', 'assessment.single~statistics', fields=['case', 'state'])
    checks.same('44, 45, 46 working days', found, [('2026-02-24', 'met'), ('2026-02-25', 'met'), ('2026-02-26', 'met_late')])
    found = checks.lines(file, '--only', 'cp.conference.initial', fields=['case', 'due', 'state'])
    checks.same('14, 15, 16 working days', found, [('2026-04-20', '2026-04-21', 'met'), ('2026-04-21', '2026-04-21', 'met'),
                                                   ('2026-04-22', '2026-04-21', 'met_late')])


def check_years_merge(checks, folder):
    """The files of two years must have the same lines as one file for both. A line that is overdue, missed or late in one of the
    files must also be so in both together."""
    old, new = HERE / 'cin' / 'census_2025.xml', HERE / 'cin' / 'census_2026.xml'
    whole = folder / 'whole.xml'
    first, second = old.read_text(encoding='utf-8'), new.read_text(encoding='utf-8')
    body = first[first.index('    <Child>'):first.index('  </Children>')]
    whole.write_text(second.replace('  </Children>', body + '  </Children>'), encoding='utf-8')
    fields = ['case', 'ref', 'rule', 'occurrence', 'due', 'state', 'met_at', 'reason']
    place = re.compile(r' \((census_\d+\.xml )?line \d+\)')
    both = [(*row[:-1], place.sub('', row[-1])) for row in checks.lines(old, new, fields=fields)]
    # the enquiry of 1031 is open in last year's file, and the child is missing from this year's, which one file for both years
    # cannot show
    lost = [row for row in both if row[0] == '1031']
    checks.same('a child missing from the later file', [row[5] for row in lost if row[2] == 'cp.conference.initial'], ['not_computable'])
    both = [row for row in both if row not in lost]
    one = [(*row[:-1], place.sub('', row[-1])) for row in checks.lines(whole, '--history-from', '2024-04-01', fields=fields) if row[0] != '1031']
    checks.same('two years', both, one)
    checks.same('two years, in the other order', [(*row[:-1], place.sub('', row[-1])) for row in checks.lines(new, old, fields=fields)], sorted(both + lost))
    # last year's file decides states that are unknown from this year's
    told = {row[0]: row for row in both if row[0] in ('1006', '1007', '1008') and row[2] == 'assessment.single'}
    checks.that((told['1006'][5], told['1006'][6]) == ('met', '2025-03-31'), f'1006 with last year: {told["1006"]}')
    checks.that(told['1008'][5] == 'met_late', f'1008 with last year: {told["1008"]}')
    red = {'overdue', 'missed', 'met_late'}
    wrong = [row for row in checks.lines(new, fields=['case', 'rule', 'due', 'state']) if row[3] in red and
             not any(other[0] == row[0] and other[2] == row[1] and other[4] == row[2] and other[5] in red for other in both)]
    checks.that(not wrong, f'red in one year, and not in two: {wrong}')


def check_schemas(checks, folder):
    """No element in the census of any year may be reported as unknown."""
    extra = '<PreProceedingsandFGDM><PPStartDate>2026-01-09</PPStartDate><PPOutcome>A</PPOutcome></PreProceedingsandFGDM>'
    text = census('2026-03-31', [('1', '<CINreferralDate>2025-12-19</CINreferralDate>' + extra)])
    (folder / 'years.xml').write_text(text.replace('<PersonBirthDate>', '<GenderCurrent>1</GenderCurrent><PersonBirthDate>'), encoding='utf-8')
    said = checks.run('read', folder / 'years.xml', status=DONE).stderr
    checks.that('unknown' not in said, said)


def check_hostile(checks, folder):
    """A file that is not a census, or is a broken census, must be refused with the reason, and without an answer."""
    good = census('2026-03-31', [('1', '<CINreferralDate>2025-12-19</CINreferralDate>')])
    bomb = '<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    cases = {
        'bomb': (bomb + good.replace('<Collection>CIN', '<Collection>&b;CIN'), 'a document type'),
        'outside': ('<!DOCTYPE Message SYSTEM "file:///etc/passwd">' + good, 'a document type'),
        'entity': (good.replace('2025-12-19', '&year;'), 'undefined entity'),
        'cut': (good[:-20], 'ends too early: export it again'),
        'cut_in_tag': (good[:-2], 'ends too early: export it again'),
        'control': (good.replace('>1<', '>\x01<'), 'If the file is not UTF-8, its first line has to say so'),
        'other': (good.replace('>CIN<', '>SEN2<'), 'this mapping does not fit this file'),
        'root': (good.replace('Message>', 'Massage>'), 'this mapping does not fit this file'),
        'deep': (good.replace('2025-12-19', '<a>' * 40 + '</a>' * 40), 'nested deeper than 32'),
        'markup': (good.replace('<Children>', '<Children><!--' + 'x' * (2 << 20) + '-->'), 'longer than 1 MiB'),
    }
    for name, (text, reason) in cases.items():
        file = folder / f'{name}.xml'
        file.write_text(text, encoding='utf-8')
        for command in (['read'], ['worklist', '--as-at', '2026-03-31']):
            done = checks.run(*command, file, '--mapping', 'cin', status=BAD_FILE)
            checks.that(reason in done.stderr, f'{name}: {reason!r} is not said:\n{done.stderr}')
            checks.that(command == ['read'] or not done.stdout, f'{name}: a worklist all the same')


def check_day_first(checks, folder):
    """A census has dates like 2026-03-27. For a date written day first, the message must show the date to write, not suggest an
    option that would not help."""
    file = folder / 'day_first.xml'
    file.write_text(census('2026-03-31', [('1', '<CINreferralDate>19/12/2025</CINreferralDate>')]), encoding='utf-8')
    for options in ([], ['--dates', 'dmy']):
        done = checks.run('worklist', file, *options, status=SOME_ROWS_FAILED)
        checks.that('"19/12/2025" is written day first: write 2025-12-19' in done.stderr and '--dates' not in done.stderr, f'{done}')


def check_values_for_none(checks, folder):
    """Values that mean "no date" or "empty" are read as such, and findings say how often they occur, with files and lines."""
    folder = folder / 'nones'
    folder.mkdir()
    (folder / 'episodes.csv').write_text('CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1,06/05/2025,S,C2,U6,31/12/9999,NULL\n2,06/05/2025,S,C2,U6,#N/A,\n',
                                         encoding='utf-8')
    (folder / 'reviews.csv').write_text('CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/01/2015,2025-05-26,NULL\n1,01/01/2015,1900-01-01,PN1\n', encoding='utf-8')
    (folder / 'census.xml').write_text(census('2026-03-31', [('1', field('CINreferralDate', '2025-12-19') + field('CINclosureDate', '9999-12-31'))]),
                                       encoding='utf-8')
    for files, dates, texts, lines in ((['episodes.csv'], 1, 2, ' (line 2)'), (['episodes.csv', 'reviews.csv'], 2, 3, ' (episodes.csv line 2; reviews.csv line 3)'), (['census.xml'], 1, 0, ' (line 1)')):
        status = SOME_ROWS_FAILED if 'reviews.csv' in files else DONE  # a review without a day
        done = checks.run('worklist', *(folder / file for file in files), '--as-at', '2026-03-31', status=status)
        said = f'{dates} row{"s have" if dates > 1 else " has"} no date, or one that means no date (1900-01-01, 9999-12-31){lines}: read as'
        checks.that(said in done.stdout, f'{files}: nothing says {said}:\n{done.stdout}')
        checks.that(f'{texts} cells contain NULL or similar' in done.stdout or (not texts and 'NULL' not in done.stdout), f'{files}: {done.stdout}')
        checks.that('unknown code' not in done.stderr, f'{files}: {done.stderr}')


def check_events_given_to_read(checks, folder):
    """`dueby read` turns returns into a file of events. It refuses a file that is already a file of events."""
    file = folder / 'already.csv'
    file.write_text('case,event,at\n1,referral.received,2025-12-19\n', encoding='utf-8')
    done = checks.run('read', file, status=BAD_FILE)
    checks.that('this is already a file of events: use dueby worklist' in done.stderr, f'{done}')


def check_unnamed(checks, folder):
    """Children without an id must stay separate cases, whether they are on one line, on several lines, or in the files of two
    years."""
    def unnamed(file, reference, separator, *days):
        text = census(reference, [('', field('CINreferralDate', day)) for day in days]).replace('<LAchildID></LAchildID>', '')
        (folder / file).write_text(text.replace('<Child>', separator + '<Child>'), encoding='utf-8')
        return folder / file
    files = [unnamed('one_line.xml', '2026-03-31', '', '2025-12-17', '2025-12-18', '2025-12-19'), unnamed('last_year.xml', '2025-03-31', '', '2024-12-23'),
             unnamed('other_team.xml', '2026-03-31', '', '2025-12-22')]
    found = checks.events(*files, status=SOME_ROWS_FAILED)
    referrals = {row['case']: row['at'] for row in found if row['event'] == 'referral.received'}
    checks.that(sorted(referrals.values()) == ['2024-12-23', '2025-12-17', '2025-12-18', '2025-12-19', '2025-12-22'], f'cases without a name: {referrals}')
    checks.that({'no name, line 1, 2026-03-31', 'no name, line 1, 2025-03-31', 'no name, line 1, file 3, 2026-03-31'} < set(referrals),
                f'cases without a name: {sorted(referrals)}')


def check_many_files(checks, folder):
    """More files than a program may have open at a time can be read."""
    files = [folder / f'census_{number}.xml' for number in range(60)]
    for number, file in enumerate(files):
        many = [(f'{number}-{child}', field('CINreferralDate', '2025-12-17')) for child in range(400 if number == 40 else 2)]  # several pieces
        file.write_text(census('2026-03-31', many), encoding='utf-8')
    limited = ['sh', '-c', 'ulimit -n 30; exec "$@"', 'sh', checks.dueby, 'read', *map(str, files)]
    done = subprocess.run(limited, check=False, timeout=60, capture_output=True, encoding='utf-8')
    cases = {row['case'] for row in csv.DictReader(io.StringIO(done.stdout)) if row['event'] == 'referral.received'}
    checks.that(done.returncode == DONE and len(cases) == 59 * 2 + 400, f'{len(cases)} cases of 60 files: {done.stderr[:300]}')


def check_empty(checks, folder):
    """A census without children is valid: it has a reference date and no rows. If a file is not a return, that is reported before
    anything about missing files."""
    for name, text in (('nobody', census('2026-03-31', [])), ('nothing', census('2026-03-31', []).replace('<Children></Children>', ''))):
        (folder / f'{name}.xml').write_text(text, encoding='utf-8')
        done = checks.run('worklist', folder / f'{name}.xml', status=SOME_ROWS_FAILED)
        checks.that('Checked at its reference date, Tuesday 31 March 2026' in done.stdout and 'There are no rows' in done.stdout, f'{name}: {done}')
    (folder / 'page.xml').write_text('<html><body/></html>', encoding='utf-8')
    for name, reason in (('page.xml', 'dueby does not recognise this file. It reads a children in need census'), ('not_there.xml', 'No such file')):
        done = checks.run('worklist', folder / name, status=BAD_FILE)
        checks.that(reason in done.stderr and 'as-at' not in done.stderr, f'{name}: {done.stderr}')


def check_strays(checks, folder):
    """Files in the folder that are not part of a return, workbooks and other folders are skipped with a note, and the children are
    still found."""
    tables = folder / 'strays'
    (tables / 'old').mkdir(parents=True)
    (tables / 'reviews.csv').write_text('CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/01/2015,02/03/2026,PN1\n', encoding='utf-8')
    (tables / 'notes.txt').write_text('ring the school\n', encoding='utf-8')
    (tables / 'working.xlsx').write_bytes(b'PK\x03\x04 and so on')
    done = checks.run('worklist', tables, '--as-at', '2026-03-31')
    checks.that('review of a looked-after child' in done.stdout, f'strays hide a child: {done}')
    for stray in ('notes.txt: note: skipped, because dueby does not recognise', 'working.xlsx: note: skipped', 'old: note: skipped, because it is a folder'):
        checks.that(stray in done.stderr, f'{stray} in {done.stderr}')
    checks.run('worklist', tables / 'working.xlsx', '--as-at', '2026-03-31', status=BAD_FILE)


def check_two_kinds(checks, folder):
    """A census has only some of the events that certain duties need, so these duties are left out. They are also left out if the
    census is read together with another return."""
    census_file, reviews = folder / 'beside.xml', folder / 'beside.csv'
    census_file.write_text(census('2026-03-31', [('1', field('CINreferralDate', '2026-03-02') + assessment('2026-03-02'))]), encoding='utf-8')
    reviews.write_text('CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/01/2015,02/03/2026,PN1\n', encoding='utf-8')
    alone, beside = ({rule for _, rule in checks.lines(*files, fields=('case', 'rule'))} for files in ([census_file], [census_file, reviews]))
    checks.that('assessment.single' in alone and beside == alone | {'cla.review'}, f'a census: {alone}, beside an SSDA903: {beside}')


def check_missing_tables(checks, folder):
    """If a table or column is missing, nothing may become overdue because of that. A table with only a header states that there
    were no such events.

    Child 1 came into care on 6 January 2025. A review is due by 3 February; if it is held on that day, the next is due by 3 May,
    and then by 3 November."""
    header, reviews = 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n', 'CHILD,DOB,REVIEW,REVIEW_CODE\n'
    episodes = header + '1,06/01/2025,S,V2,U6,,\n'
    held = {2025: reviews + '1,01/01/2015,03/02/2025,PN1\n', 2026: reviews + '1,01/01/2015,03/05/2025,PN1\n1,01/01/2015,03/11/2025,PN1\n'}
    in_2026 = episodes + '2,02/06/2025,S,V2,U6,,\n'

    def states(name, tables):
        for path, text in tables.items():
            path = folder / name / path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding='utf-8')
        folders = sorted({folder / name / path.split('/')[0] for path in tables})
        return checks.lines(*folders, '--as-at', '2026-03-31', '--only', 'cla.review', fields=('case', 'state', 'due'))

    checks.same('no reviews', states('none', {'2026/e.csv': in_2026}), [])
    late = ('2', 'overdue', '2025-06-30')
    checks.same('reviews with a header alone', states('header', {'2026/e.csv': header + '2,02/06/2025,S,V2,U6,,\n', '2026/r.csv': reviews}), [late])
    whole = {'2025/e.csv': episodes, '2025/r.csv': held[2025], '2026/e.csv': in_2026, '2026/r.csv': held[2026]}
    expected = [('1', 'met', '2025-02-03'), ('1', 'met', '2025-05-03'), ('1', 'met', '2025-11-03'), ('1', 'open', '2026-05-03'), late]
    checks.same('two years of reviews', states('whole', whole), expected)
    # a duty that was met in time keeps that state (docs/rules.md, 20)
    found = states('last', {path: text for path, text in whole.items() if path != '2026/r.csv'})
    checks.same("last year's reviews alone", found, [('1', 'met', '2025-02-03')])
    found = states('this', {path: text for path, text in whole.items() if path != '2025/r.csv'})
    checks.same("this year's reviews alone", [row for row in found if row[1] not in ('met', 'not_computable')], [('1', 'open', '2026-05-03'), late])

    target = folder / 'ssd_in_part'
    target.mkdir()
    (target / 'a.csv').write_text('clae_person_id,clae_cla_episode_start_date,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,'
                                  'clae_entered_care_date\n1,2026-01-12,,,C1,2026-01-12\n', encoding='utf-8')
    words = ['--as-at', '2026-03-31', '--only', 'cla.care_plan,cla.health.initial,cla.review']
    fields = ('rule', 'state', 'due')
    checks.same('SSD of one table', checks.lines(target, *words, fields=fields), [])
    (target / 'b.csv').write_text('clar_cla_id,clar_cla_review_date,clar_cla_review_cancelled\n', encoding='utf-8')
    checks.same('SSD with a table of reviews', checks.lines(target, *words, fields=fields), [('cla.review', 'not_computable', '2026-02-09')])
    headers(target, 'ssd', 'ssd_cin_episodes', 'ssd_cla_placement')  # without these tables, care may have ended
    checks.same('SSD with the tables of reviews and ends', checks.lines(target, *words, fields=fields), [('cla.review', 'overdue', '2026-02-09')])

    columns = ('Child Unique ID,Date Started to be Looked After,Date of Latest Statutory Review,Date Ceased to be Looked After,'
               'Start Date of Most Recent Placement,Placement Type{}\n')
    row = '1,12/01/2026,09/02/2026,,,{}\n'
    only_eight = folder / 'eight'
    only_eight.mkdir()
    headers(only_eight, 'annex_a', 'list_6', 'list_10')
    for more, expected in (('', []), (',Date of Last Health Assessment', [('cla.health.initial', 'overdue', '2026-02-09')])):
        (only_eight / 'list_8.csv').write_text(columns.format(more) + row.format(',' if more else ''), encoding='utf-8')
        found = checks.lines(only_eight, '--as-at', '2026-03-31', '--only', 'cla.health.initial', fields=fields)
        checks.same(f'list 8 with{more or "out a column"}', found, expected)


def check_limits(checks, folder):
    """Tries XML at and just over the limits: 32 levels, 65,535 rows in a case, 1000 bytes in a field, 200 bytes in a name."""
    referral = '<CINreferralDate>2025-12-19</CINreferralDate>'

    def read(name, text, status, events, reason=''):
        file = folder / f'{name}.xml'
        file.write_text(text, encoding='utf-8')
        found = checks.events(file, '--mapping', 'cin')
        done = checks.run('read', file, '--mapping', 'cin', status=status)
        checks.that(len(found) == events, f'{name}: {len(found)} events, expected {events}')
        checks.that(reason in done.stderr, f'{name}: {reason!r} is not said:\n{done.stderr[-400:]}')

    # Message, Children, Child and CINdetails add 4 levels, which makes 32 and 33.
    under, over = ('<a>' * count + '</a>' * count for count in (28, 29))
    read('depth_under', census('2026-03-31', [('1', referral + under)]), DONE, 2)
    read('depth_over', census('2026-03-31', [('1', referral + over)]), BAD_FILE, 0, 'nested deeper than 32')
    rows = [assessment('2025-12-19') for _ in range(65533)]  # the child and its CINdetails count as two more rows
    read('rows_under', census('2026-03-31', [('1', referral + ''.join(rows))]), DONE, 65535)
    read('rows_over', census('2026-03-31', [('1', referral + ''.join(rows) + rows[0])]), SOME_ROWS_FAILED, 65535, 'case "1": more than 65535 rows')
    read('name_under', census('2026-03-31', [('n' * 200, referral)]), DONE, 2)
    read('name_over', census('2026-03-31', [('n' * 201, referral)]), SOME_ROWS_FAILED, 2, 'longer than 200 bytes')
    read('names_over_a_field', census('2026-03-31', [('n' * 1500 + end, referral) for end in 'ab']), SOME_ROWS_FAILED, 4,
         'longer than 200 bytes')
    merged = checks.lines(folder / 'names_over_a_field.xml', '--only', 'assessment.single', fields=('case', 'state'))
    checks.that(len({case for case, _ in merged}) == 2, f'two children with long names: {merged}')
    (folder / 'long.csv').write_text('CHILD,DECOM,RNE,LS\n' + ''.join(f'{"n" * 201}{end},05/05/2025,S,C2\n' for end in 'ab'), encoding='utf-8')
    kept = checks.run('worklist', folder / 'long.csv', '--as-at', '2026-03-31', '--format', 'csv', status=SOME_ROWS_FAILED)
    (folder / 'two').mkdir()
    (folder / 'one').mkdir()
    for set_of in ('one', 'two'):
        (folder / set_of / 'header.csv').write_text(f'CHILD,SEX,DOB,ETHNIC\n{set_of * 70},1,06/05/2014,WBRI\n', encoding='utf-8')
    unlike = checks.run('worklist', folder / 'one', folder / 'two', '--as-at', '2026-03-31', '--format', 'csv', status=SOME_ROWS_FAILED)
    names = {row['case'] for row in csv.DictReader(io.StringIO(unlike.stdout))}
    checks.same('children with long names in two tables', sorted(names), ['no name, line 2', 'no name, line 2, file 2'])
    checks.that('no name, line 3' in kept.stdout and 'long.csv:3: episodes: "CHILD" is 202 bytes long' in kept.stderr, f'{kept}')
    read('blanks', census('2026-03-31', [('\n 1 \n', referral.replace('2025-12-19', '\n\t2025-12-19\r\n'))]), DONE, 2)
    read('field_under', census('2026-03-31', [('1', referral.replace('2025-12-19', '2025-12-19' + ' ' * 990))]), DONE, 2)
    read('field_over', census('2026-03-31', [('1', referral.replace('2025-12-19', '2025-12-19' + ' ' * 991))]), SOME_ROWS_FAILED, 1, 'is not a date')


def check_memory(checks, folder):
    """A census of ten times the size must not need more memory, because each child is processed as soon as it is read."""
    if os.environ.get('DUEBY_INSTRUMENTED'):
        return  # sanitizers hold on to freed memory, so memory cannot be compared

    def peak(children):
        file = folder / 'many.xml'
        inner = '<CINreferralDate>2025-12-19</CINreferralDate>' + assessment('2025-12-19', '2026-02-25') * 5
        file.write_text(census('2026-03-31', [(str(number), inner) for number in range(children)]), encoding='utf-8')
        with subprocess.Popen([checks.dueby, 'read', file], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            _, status, usage = os.wait4(running.pid, 0)
            running.returncode = status
        checks.that(status == 0, f'{children} children: status {status}')
        return usage.ru_maxrss, file.stat().st_size

    (small, _), (large, size) = peak(700), peak(7000)
    checks.that(size > 5 << 20 and large < small + 1024, f'{size} bytes took {large} KiB, a tenth of it {small} KiB')


def check_encodings(checks, folder):
    """Reads a census as UTF-8 with and without a byte-order mark, UTF-16, Latin-1 and Windows-1252, and with a namespace prefix."""
    text = census('2026-03-31', [('Zoë', '<CINreferralDate>2025-12-19</CINreferralDate>')])
    for name, encoding, head in (('utf-8', 'utf-8', ''), ('mark', 'utf-8-sig', ''), ('utf-16', 'utf-16', '<?xml version="1.0" encoding="UTF-16"?>'),
                                 ('latin', 'latin-1', '<?xml version="1.0" encoding="ISO-8859-1"?>'),
                                 ('windows', 'cp1252', '<?xml version="1.0" encoding="windows-1252"?>')):
        (folder / f'{name}.xml').write_bytes((head + text).encode(encoding))
        found = checks.events(folder / f'{name}.xml', status=DONE)
        checks.that([row['case'] for row in found] == ['Zoë', 'Zoë'], f'{name}: {found}')
    prefixed = text.replace('</', '</c:').replace('<', '<c:').replace('<c:/c:', '</c:').replace('<c:Message', '<c:Message xmlns:c="urn:x"')
    (folder / 'prefixed.xml').write_text(prefixed, encoding='utf-8')
    checks.that(len(checks.events(folder / 'prefixed.xml', status=DONE)) == 2, 'names with a prefix')


def main():
    checks = Checks(sys.argv[1])
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        check_cin(checks)
        (folder / 'renamed').mkdir()
        check_care_before_the_file(checks, folder)
        check_ssda903(checks, folder / 'renamed')
        check_streams(checks, folder)
        check_annex_a(checks)
        check_ssd(checks)
        check_bad_row_by_key(checks, folder)
        check_missing_column(checks, folder)
        check_plan_without_start(checks, folder)
        check_one_line(checks, folder)
        check_mappings(checks)
        check_lists(checks)
        check_duties(checks)
        check_boundaries(checks, folder)
        check_years_merge(checks, folder)
        check_schemas(checks, folder)
        check_hostile(checks, folder)
        check_day_first(checks, folder)
        check_values_for_none(checks, folder)
        check_events_given_to_read(checks, folder)
        check_unnamed(checks, folder)
        check_many_files(checks, folder)
        check_empty(checks, folder)
        check_strays(checks, folder)
        check_two_kinds(checks, folder)
        check_missing_tables(checks, folder)
        check_limits(checks, folder)
        check_encodings(checks, folder)
        check_memory(checks, folder)
    for failure in checks.failures:
        print(f'FAILED: {failure}')
    print(f'{checks.count} checks')
    return 1 if checks.failures else 0


if __name__ == '__main__':
    sys.exit(main())
