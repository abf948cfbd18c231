"""Checks what becomes of rows and files that do not say enough: children who cannot be followed from one file to another, elements
without a date, missing columns, ids that Excel has shortened, wrong headers, empty files.

    edges.py DUEBY
"""
import csv
import io
import json
import sys
import tempfile
from pathlib import Path

from returns import BAD_FILE, DONE, SOME_ROWS_FAILED, Checks, assessment, census, field, headers

LATE = {'overdue', 'missed', 'met_late'}
USAGE = 2


def plan(start, *reviews, end=''):
    held = ''.join(field('CPPreviewDate', day) for day in reviews)
    return f'<ChildProtectionPlans>{field("CPPstartDate", start)}{field("CPPendDate", end)}<Reviews>{held}</Reviews></ChildProtectionPlans>'


def referred(day, inner='', closed=''):
    return field('CINreferralDate', day) + field('CINclosureDate', closed) + inner


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace('<Child>', '\n<Child>'), encoding='utf-8')
    return path


def states(checks, *words, only):
    found = checks.lines(*words, '--only', only, '--state', 'all', fields=('case', 'state', 'due'))
    return sorted((case.split(',')[0], state) for case, state, due in found if due)


def findings(checks, *words, status=None):
    """Returns the count of each finding, and its text."""
    done = checks.run('worklist', *words, '--format', 'json', status=status)
    return {one['code']: (one['count'], one['text']) for one in json.loads(done.stdout)['quality']}


def check_without_name(checks, folder):
    """A child without an id cannot be followed into the file of another year, so nothing is late because of that.

    Last year's child: referred on 6 January 2025, so an assessment was due by 10 March and a review of the plan by 6 April. This
    year's: a plan since 10 June 2024, reviewed on 3 September, which only last year's file says; its next review was due by 3
    March 2025. The same children with an id are late, as are those in a file that is read alone."""
    def files(old_name, new_name):
        return [write(folder, 'old.xml', census('2025-03-31', [(old_name, referred('2025-01-06', plan('2025-01-06')))])),
                write(folder, 'new.xml', census('2026-03-31', [(new_name, referred('2024-06-03', plan('2024-06-10', '2025-05-06'))),
                                                               ('9', referred('2025-05-06'))]))]
    both = files('', '')
    for order in (both, both[::-1]):
        for duty in ('cp.conference.review', 'assessment.single'):
            late = [row for row in states(checks, *order, only=duty) if row[1] in LATE and row[0] == 'no name']
            checks.same(f'{duty} of children without a name', late, [])
    checks.that(('9', 'overdue') in states(checks, *both, only='assessment.single'), 'a child with a name is late beside them')
    alone = states(checks, both[0], '--as-at', '2025-04-30', only='cp.conference.review')
    checks.same('the older file alone, on 30 April', alone, [('no name', 'overdue')])
    named = states(checks, *files('1', '1'), only='cp.conference.review')
    checks.that(('1', 'overdue') in named, f'the same child with a name: {named}')


def check_lost(checks, folder):
    """A child with something open in one census and missing from the next is named, counted and not called late. One whose case
    was closed, or led to nothing, is not missed; nor is anybody if there is no later file."""
    nothing = referred('2025-02-03', field('ReferralNFA', '1'))
    old = write(folder, 'lost_old.xml', census('2025-03-31', [('1', referred('2025-01-06', plan('2025-01-06'))), ('2', referred('2025-01-06')),
                                                              ('3', referred('2024-06-03', closed='2025-01-06')), ('4', nothing),
                                                              ('5', referred('2025-03-03'))]))
    new = write(folder, 'lost_new.xml', census('2026-03-31', [('5', referred('2025-03-03')), ('6', referred('2025-05-06'))]))
    for order in ((old, new), (new, old)):
        done = checks.run('worklist', *order, '--format', 'csv', status=DONE)
        for case, line in (('1', 2), ('2', 3)):
            said = f'lost_old.xml:{line}: note: case "{case}": CINdetails is still open here, but the case is not in '
            checks.that(said in done.stderr, f'nothing says {said}: {done.stderr}')
        checks.that(done.stderr.count('is still open here') == 2, f'others are missed too: {done.stderr}')
        checks.that(findings(checks, *order)['lost_cases'][0] == 2, f'lost cases: {findings(checks, *order)}')
        found = {(case, state) for duty in ('assessment.single', 'cp.conference.review') for case, state in states(checks, *order, only=duty)}
        checks.same('lost children', sorted(found & {(case, state) for case in '12' for state in LATE}), [])
        checks.that({('5', 'overdue'), ('6', 'overdue')} <= found, f'children in the later file: {found}')
    checks.that('lost_cases' not in findings(checks, old), 'one file')
    lettered = write(folder, 'lost_lettered.xml', census('2025-03-31', [('C1', referred('2025-01-06'))]))
    for options, said in (((), '(2 characters)'), (('--show-values',), '"C1"')):
        done = checks.run('worklist', lettered, new, *options, '--format', 'csv', status=DONE)
        checks.that(f'lost_lettered.xml:2: note: case {said}: CINdetails is still open here' in done.stderr, f'{said}: {done.stderr}')
    measured = {row['measure']: (row['counted'], row['cannot_tell']) for row in csv.DictReader(io.StringIO(checks.run(
        'measures', old, new, '--year', '2025-26', '--format', 'csv').stdout))}
    checks.same('the plan of a lost child in D5', measured['D5'], ('0', '1'))


def check_lost_in_care(checks, folder):
    """The same in two sets of SSDA903: child 1 is in care at the end of one year and missing from the next. Child 2 had left without
    the review due on 3 June 2024."""
    header = 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n'
    for year, rows in (('2025', '1,06/05/2024,S,C2,U6,,\n2,06/05/2024,S,C2,U6,06/01/2025,E4A\n3,06/05/2024,S,C2,U6,,\n'),
                       ('2026', '3,06/05/2024,S,C2,U6,,\n4,06/05/2025,S,C2,U6,,\n')):
        write(folder, f'care/{year}/episodes.csv', header + rows)
        write(folder, f'care/{year}/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n')
    sets = [folder / 'care' / '2025', folder / 'care' / '2026']
    found = states(checks, *sets, '--as-at', '2026-03-31', only='cla.review')
    checks.same('in care', found, [('1', 'not_computable'), ('2', 'missed'), ('3', 'overdue'), ('4', 'overdue')])
    checks.that(findings(checks, *sets, '--as-at', '2026-03-31')['lost_cases'][0] == 1, 'lost in care')


def check_elements_without_date(checks, folder):
    """An element that should have a date and has none is named with its child and line, and so is a child without any date."""
    children = [('1', '<Assessments/>'), ('2', '<Section47><ICPCnotRequired>0</ICPCnotRequired></Section47>'), ('3', '<CINPlanDates/>'),
                ('4', field('x', '')), ('5', assessment('', '2026-01-12'))]
    text = census('2026-03-31', [(name, referred('2026-01-05', inner)) for name, inner in children])
    nobody = '<Child><ChildIdentifiers><LAchildID>6</LAchildID></ChildIdentifiers></Child>'
    file = write(folder, 'undated.xml', text.replace('</Children>', nobody + '</Children>'))
    done = checks.run('worklist', file, '--format', 'csv', status=SOME_ROWS_FAILED)
    for said in ('undated.xml:2: case "1": CINdetails/Assessments: there is no date in AssessmentActualStartDate or AssessmentAuthorisationDate',
                 'undated.xml:3: case "2": CINdetails/Section47: there is no date in S47ActualStartDate or DateOfInitialCPC',
                 'undated.xml:4: case "3": CINdetails/CINPlanDates: there is no date in CINPlanStartDate or CINPlanEndDate',
                 'undated.xml:7: case "6": no date in anything that we read'):
        checks.that(said in done.stderr, f'nothing says {said}: {done.stderr}')
    listed = {row['case'] for row in csv.DictReader(io.StringIO(done.stdout)) if not row['rule']}
    checks.same('children with a bad row', sorted(listed), ['1', '2', '3', '6'])
    checks.same('an assessment without a date', states(checks, file, '--as-at', '2026-06-30', only='assessment.single'),
                [('1', 'not_computable'), ('2', 'overdue'), ('3', 'overdue'), ('4', 'overdue'), ('5', 'met')])
    table = write(folder, 'header.csv', 'CHILD,SEX,DOB,ETHNIC\n1,F,,WBRI\n2,F,06/05/2014,WBRI\n')
    done = checks.run('read', table, status=SOME_ROWS_FAILED)
    checks.that('header.csv:2: case "1": header: no date in anything that we read' in done.stderr, f'{done.stderr}')
    other = write(folder, 'uasc.csv', 'CHILD,SEX,DOB,DUC\n1,F,06/05/2014,\n')
    checks.run('read', other, status=DONE)  # this table never gives an event


def check_tag_without_column(checks, folder):
    """A measure that counts by a tag cannot tell without the column, or the cell, that gives the tag. A duty that needs a tag is
    left out without its column, as nobody knows what would meet it."""
    columns = ['Child Unique ID', 'Child Protection Plan Start Date', 'Child Protection Plan End Date', 'Number of Previous Child Protection Plans']
    rows = [['1', '05/11/2025', '', '0'], ['2', '06/11/2025', '', '1'], ['3', '07/11/2025', '', ''], ['4', '10/11/2025', '02/12/2025', '0'], ['4', '02/02/2026', '', '']]
    for count, expected in ((4, ('4', '2', '1')), (3, ('1', '1', '4'))):
        file = write(folder, 'list_7.csv', ''.join(','.join(row[:count]) + '\n' for row in [columns, *rows]))
        out = checks.run('measures', file, '--year', '2025-26', '--as-at', '2026-03-31', '--format', 'csv').stdout
        found = {row['measure']: (row['counted'], row['good'], row['cannot_tell']) for row in csv.DictReader(io.StringIO(out))}
        checks.same(f'D3 with {count} columns', found['D3'], expected)
        checks.same(f'D5 with {count} columns', found['D5'], ('4', '0', '0'))
    xml = write(folder, 'previous.xml', census('2026-03-31', [('1', referred('2025-05-06', plan('2025-05-06'))), ('2', referred('2025-05-06', plan('2025-05-06').replace(
        '<Reviews>', '<NumberOfPreviousCPP>0</NumberOfPreviousCPP><Reviews>')))]))
    out = checks.run('measures', xml, '--year', '2025-26', '--format', 'csv').stdout
    found = {row['measure']: (row['counted'], row['good'], row['cannot_tell']) for row in csv.DictReader(io.StringIO(out))}
    checks.same('D3 of a census', found['D3'], ('1', '0', '1'))

    plans = 'cppl_person_id,cppl_cp_plan_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date\n1,7,2026-01-05,\n'
    visits = 'cppv_person_id,cppv_cp_plan_id,cppv_cp_visit_date,cppv_cp_visit_seen,cppv_cp_visit_seen_alone\n1,7,2026-01-12,Y,N\n'
    write(folder, 'ssd/plans.csv', plans)
    headers(folder / 'ssd', 'ssd', 'ssd_cin_visits', 'ssd_cla_visits', 'ssd_cin_episodes', 'ssd_permanence')
    words = [folder / 'ssd', '--as-at', '2026-03-31', '--profile', 'barnet', '--only', 'cp.visit', '--state', 'all']
    for text, expected in ((visits, {'', 'alone or alone_excused'}), (visits.replace(',cppv_cp_visit_seen_alone', '').replace(',Y,N', ',Y'), {''})):
        write(folder, 'ssd/visits.csv', text)
        found = checks.lines(*words, fields=('needs', 'state'))
        checks.same('needs of the visits of a plan', sorted({needs for needs, _ in found}), sorted(expected))
        checks.that(('', 'overdue') in found, f'visits: {found}')


def check_shortened(checks, folder):
    """An id like 1.23457E+11 is reported by every reader: several children may have become one. 1E5, 12E+3 and E+11 are left
    alone."""
    ids = ['1.23457E+11', '1E+05', '1,2E+06', '1.5e+10']
    others = ['1E5', '12E+3', 'E+11', '1.2E+', '123457']
    for names, count in ((ids, 4), (others, 0)):
        quoted = [f'"{name}"' for name in names]
        tables = {'s.csv': ('CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n' + ''.join(f'{name},06/05/2025,S,C2,U6,,\n' for name in quoted)),
                  's.xml': census('2026-03-31', [(name, referred('2026-01-05')) for name in names]),
                  'e.csv': 'case,event,at\n' + ''.join(f'{name},cla.started,2025-05-06\n' for name in quoted)}
        for name, text in tables.items():
            file = write(folder, name, text)
            found = findings(checks, file, '--as-at', '2026-03-31')
            checks.same(f'{name}: shortened ids', [found.get('short_cases', (0,))[0]], [count])
            if name != 'e.csv':
                said = checks.run('read', file).stderr
                checks.that(('Excel has shortened the id' in said) == (count > 0), f'{name}: {said}')


def check_missing_births(checks, folder):
    """If the exit status is 5 because dates of birth are missing, a finding says so, and which duties depend on them."""
    file = write(folder, 'births.csv', 'case,event,at\n1,cp_plan.started,2026-03-02\n2,cp_plan.started,2026-03-02\n3,cp_plan.started,2026-03-02\n3,birth,2015-05-06\n')
    found = findings(checks, file, '--as-at', '2026-03-31', '--profile', 'barnet', '--only', 'cp.visit', status=SOME_ROWS_FAILED)
    checks.that(found['no_birth'][0] == 2 and '(cp.visit)' in found['no_birth'][1], f'births: {found}')
    found = findings(checks, file, '--as-at', '2026-03-31', '--only', 'cp.conference.review', status=DONE)
    checks.that('no_birth' not in found, f'no age matters: {found}')


def check_start_of_another(checks, folder):
    """A section 47 enquiry shows that there was a strategy discussion. If no file has one, the conference that counts from it is
    said to be left out; with the discussion it is worked out."""
    mapping = 'return: own\ntitle: own\ncase: ID\nrows:\n  - table: t\n    header: [ID, Enquiry]\n    events:\n      - {event: s47.started, at: Enquiry}\n      - {event: icpc.held, at: Conference}\n'
    table = write(folder, 'own.csv', 'ID,Enquiry,Conference\n1,2026-01-05,\n2,2026-01-06,2026-03-02\n')
    own = write(folder, 'own.yaml', mapping)
    found = findings(checks, table, '--mapping', own, '--as-at', '2026-03-31', '--only', 'cp.conference.initial')
    checks.that('left_out' in found and found['left_out'][0] == 2 and 'strategy_discussion.held' in found['left_out'][1], f'enquiries: {found}')
    write(folder, 'own.yaml', mapping + '      - {event: strategy_discussion.held, at: Enquiry}\n')
    words = (table, '--mapping', own, '--as-at', '2026-03-31')
    checks.that('strategy_discussion' not in str(findings(checks, *words, '--only', 'cp.conference.initial')), 'with the discussion')
    checks.same('with the discussion', states(checks, *words, only='cp.conference.initial'), [('1', 'overdue'), ('2', 'met_late')])
    events = write(folder, 'enquiry.csv', 'case,event,at\n1,s47.started,2026-01-05\n')
    found = findings(checks, events, '--as-at', '2026-03-31', '--only', 'cp.conference.initial')
    checks.that('needed by cp.conference.initial, for 1 child' in found['not_recorded'][1], f'events: {found}')


def check_headers(checks, folder):
    """A table that nearly fits a mapping is reported with the columns it lacks, and those with similar names."""
    near = write(folder, 'near.csv', 'CHILD,DOB,REVIEW,REVIEW CODE\n1,06/05/2014,06/05/2025,PN1\n')
    said = 'near.csv:1: note: this is nearly the table "reviews" of ssda903, but has no column "REVIEW_CODE" (is it "REVIEW CODE"?)'
    for words in (['read', near], ['worklist', near, '--as-at', '2026-03-31'], ['read', near, '--mapping', 'ssda903']):
        checks.that(said in checks.run(*words, status=BAD_FILE).stderr, f'{words}: nothing says {said}')
    write(folder, 'near/near.csv', near.read_text(encoding='utf-8'))
    write(folder, 'near/episodes.csv', 'CHILD,DECOM,RNE,LS\n1,06/05/2025,S,C2\n')
    checks.that('near.csv:1: note: this is nearly the table "reviews"' in checks.run('read', folder / 'near', status=DONE).stderr, 'in a folder')
    own = write(folder, 'few.yaml', 'return: few\ntitle: few\ncase: ID\nrows:\n  - table: t\n    header: [ID, Visit date]\n    events:\n      - {event: visit.made, at: Visit date}\n')
    table = write(folder, 'few.csv', 'id,VisitDate\n1,2026-01-05\n')
    done = checks.run('read', table, '--mapping', own, status=BAD_FILE)
    checks.that('has no column "Visit date" (is it "VisitDate"?)' in done.stderr and 'this mapping does not fit this file' in done.stderr, f'{done.stderr}')
    for header in ('a,b,c', 'case,event,at', 'CHILD,a,b'):
        done = checks.run('worklist', write(folder, 'other.csv', f'{header}\n1,2,3\n'), '--as-at', '2026-03-31')
        checks.that('this is nearly' not in done.stderr, f'{header}: {done.stderr}')


def check_reference_date(checks, folder):
    """A reference date that cannot be used is reported with its file, line and value."""
    for day, why in (('1900-01-01', 'which is what systems write for "no date"'), ('31/03/2026', 'which is not a date such as'), ('soon', 'which is not a date')):
        file = write(folder, 'reference.xml', '\n' + census(day, [('1', referred('2026-01-05'))]))
        done = checks.run('worklist', file, status=USAGE)
        checks.that(f'reference.xml:2: note: Header/CollectionDetails/ReferenceDate is "{day}", {why}' in done.stderr and '--as-at' in done.stderr, f'{done.stderr}')
        checks.run('worklist', file, '--as-at', '2026-03-31', status=DONE)


def check_empty_files(checks, folder):
    """A file without content is said to be empty, whatever its name, alone, among others and in a folder. A file that is cut off
    is not valid."""
    good = census('2026-03-31', [('1', referred('2026-01-05'))])
    whole = write(folder, 'whole.xml', good)
    for text in ('', '\n', ' \r\n\t'):
        for name in ('empty.xml', 'empty.csv'):
            file = write(folder, name, text)
            for words in ([file], [whole, file], [file, '--mapping', 'cin']):
                done = checks.run('worklist', *words, status=BAD_FILE)
                checks.that(f'{name}: the file is empty' in done.stderr and '--as-at' not in done.stderr, f'{words}: {done.stderr}')
    write(folder, 'set/episodes.csv', 'CHILD,DECOM,RNE,LS\n1,06/05/2025,S,C2\n')
    write(folder, 'set/reviews.csv', '')
    checks.that('reviews.csv: note: skipped, because it is empty' in checks.run('worklist', folder / 'set', '--as-at', '2026-03-31', status=DONE).stderr, 'in a folder')
    for length in (9, 60, good.index('<Child>') + 5, len(good) - 5):
        done = checks.run('worklist', write(folder, 'cut.xml', good[:length]), status=BAD_FILE)
        checks.that('The file ends too early: export it again' in done.stderr and not done.stdout, f'cut off at {length}: {done}')


def check_counted_rows(checks, folder):
    """A row with several bad cells is one row. --dates does not change how a mapping reads its files, and says so."""
    own = write(folder, 'rows.yaml', 'return: own\ntitle: own\ncase: ID\nrows:\n  - table: t\n    header: [ID, A, B]\n    events:\n'
                '      - {event: visit.made, at: A}\n      - {event: visit.made, at: B}\n')
    table = write(folder, 'rows.csv', 'ID,A,B\n' + ''.join(f'{at},05/01/2026,06/01/2026\n' for at in (1, 2, 2)))
    words = ['worklist', table, '--mapping', own, '--as-at', '2026-03-31']
    done = checks.run(*words, status=SOME_ROWS_FAILED)
    checks.that('3 rows could not be read (lines 2' in done.stdout and '--dates' not in done.stderr, f'{done}')
    checks.that(done.stderr.count('is written day first') == 6, f'{done.stderr}')
    done = checks.run(*words, '--dates', 'dmy', status=SOME_ROWS_FAILED)
    checks.that('note: --dates does not change how these files are read' in done.stderr, f'{done.stderr}')


def check_left_out(checks, folder):
    """The text names the few events that are never in the files and concern the most children; JSON has all of them."""
    table = write(folder, 'left/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1,06/01/2026,S,C2,U6,,\n2,06/01/2026,S,V2,U6,,\n')
    listed = json.loads(checks.run('worklist', table, '--as-at', '2026-03-31', '--format', 'json').stdout)['quality']
    counts = sorted((-one['count'], one['event']) for one in listed if one['code'] == 'left_out')
    said = next(line for line in checks.run('worklist', table, '--as-at', '2026-03-31').stdout.splitlines() if line.startswith('- Never in your file'))
    named = [event for _, event in counts if f'({event})' in said]
    checks.that(len(counts) > 6 and len(named) == 5 and f'and {len(counts) - 5} more events' in said, f'{len(counts)}: {said}')
    least = min(-count for count, event in counts if event in named)
    checks.that(all(-count <= least for count, event in counts if event not in named), f'the most children: {counts}, {said}')


def check_only_birth(checks, folder):
    """A child whose only date is the birth is listed as needing checking, and may be in care; one who is only in the table of people
    is not. In list 9 the plan has no date."""
    write(folder, 'ssd/people.csv', 'pers_person_id,pers_dob,pers_death_date\n4,2015-01-02,\n5,2015-01-02,\n6,2015-01-02,\n')
    write(folder, 'ssd/care.csv', 'clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_episode_ceased_date,'
          'clae_cla_episode_ceased_reason,clae_cla_id,clae_entered_care_date\n4,2025-10-06,S,,,c4,2025-10-06\n5,2025-10-06,S,,,c5,\n')
    write(folder, 'ssd/reviews.csv', 'clar_cla_id,clar_cla_review_date,clar_cla_review_cancelled\nc4,2025-10-30,N\nc4,2026-01-20,N\n')
    out = checks.run('worklist', folder / 'ssd', '--as-at', '2026-03-31', '--format', 'csv', status=SOME_ROWS_FAILED).stdout
    checks.same('needs checking', [row['case'] for row in csv.DictReader(io.StringIO(out)) if not row['rule']], ['5'])
    checks.same('in care', figures(checks, folder / 'ssd', '--as-at', '2026-03-31')['CLA-reviews'], ('1', '1', '1'))
    list_9 = write(folder, 'list_9.csv', 'Child Unique ID,Date of Birth,Eligibility Category,Latest Pathway Plan Review Date\n'
                   '1,01/02/2007,Former relevant,\n2,01/02/2007,Former relevant,05/01/2026\n')
    done = checks.run('worklist', list_9, '--as-at', '2026-03-31', '--format', 'csv', status=SOME_ROWS_FAILED)
    checks.that('list_9.csv:2: case "1": list 9: no date in anything that we read' in done.stderr, f'{done.stderr}')
    checks.same('list 9', [row['case'] for row in csv.DictReader(io.StringIO(done.stdout)) if not row['rule']], ['1'])


def check_counted_cells(checks, folder):
    """A bad cell is reported once, however many events it may give, and an element without its dates is one that cannot be told."""
    head = 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n'
    file = write(folder, 'bad.csv', head + '1,05/05/2025,S,C2,U6,30/02/2026,E11\n')
    done = checks.run('worklist', file, '--as-at', '2026-03-31', status=SOME_ROWS_FAILED)
    checks.that('1 row could not be read (line 2)' in done.stdout and done.stderr.count('30/02/2026') == 1, f'{done}')
    file = write(folder, 'far.csv', head + '1,05/05/2052,S,C2,U6,,\n')
    checks.same('far', findings(checks, file, '--as-at', '2026-03-31')['far'][:1], (1,))
    file = write(folder, 'undated.xml', census('2026-03-31', [('1', referred('2025-05-06', '<Assessments/><Section47/>'))]))
    found = figures(checks, file)
    checks.same('an assessment and an enquiry without dates', [found['C2'], found['C4']], [('0', '0', '1')] * 2)


def check_skipped(checks, folder):
    """A finding names what is skipped, and what it may be meant for. A second end of a plan is skipped too."""
    good = census('2026-03-31', [('1', referred('2025-05-06', assessment('2025-05-06', '2025-06-02') + plan('2025-06-02', end='2025-08-20')))] * 2)
    changes = [('CPPendDate>', 'CPPEndDate>', 'CPPEndDate (did you mean CPPendDate?)'), ('CINdetails>', 'cindetails>', 'cindetails (did you mean CINdetails?)'),
               ('Assessments>', 'Assessment>', 'Assessment (did you mean Assessments?)'), ('<CPPendDate>', '<CPPendDate>2025-08-19</CPPendDate><CPPendDate>', 'second CPPendDate'),
               ('<CPPendDate>', '<Colour>blue</Colour><CPPendDate>', 'Colour.')]
    file = write(folder, 'good.xml', good)
    checks.that('skipped' not in findings(checks, file), 'a valid census')
    for old, new, said in changes:
        found = findings(checks, write(folder, 'changed.xml', good.replace(old, new)))
        checks.that(found.get('skipped', (0,))[0] == 1 and f': {said}' in found['skipped'][1], f'{new}: {found}')
    at = good.rindex('<Child>')
    first, last = good[:at].replace('Child>', 'child>') + good[at:], good[:at] + good[at:].replace('Child>', 'child>')
    for text in (first, last, good.replace('Child>', 'child>')):
        found = findings(checks, write(folder, 'child.xml', text))
        checks.that('skipped' in found and ': child (did you mean Child?)' in found['skipped'][1], f'<child>: {found}')
    table = 'CHILD,DECOM,RNE,LS,PLACE,DECC,REC,Colour\n1,06/01/2026,S,C2,U6,,,blue\n'
    found = findings(checks, write(folder, 'e.csv', table), '--as-at', '2026-03-31')['skipped']
    checks.that(found[0] == 1 and '"DECC" (did you mean DEC?). ' in found[1], f'columns: {found}')


def check_columns_of_the_council(checks, folder):
    """Columns that a council has added are not a reason to distrust the list, and one message says that they were skipped."""
    head, row = 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC', '1,06/01/2026,S,C2,U6,,'
    reviews = 'CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/02/2015,02/02/2026,PN1\n'
    write(folder, 'set/reviews.csv', reviews)
    headers(folder / 'set', 'ssda903', 'placed_for_adoption')
    for extra in ('', ',Colour', ',Our team,Our worker,Status of Plan'):
        write(folder, 'set/episodes.csv', f'{head}{extra}\n{row}{"," * extra.count(",")}\n')
        words = (folder / 'set', '--as-at', '2026-03-31')
        found = findings(checks, *words)
        checks.that(not {'skipped', 'no_column'} & found.keys(), f'{extra}: {found}')
        checks.same(extra, [checks.run('worklist', *words).stderr.count('skipped')], [1 if extra else 0])


def check_missing_columns(checks, folder):
    """A finding says which column of a return is missing, if nobody knows what it would have said: the reason for a closure in list 6, the
    day on which care began in the SSD, the end of an episode, and whether a child was seen alone, if a rule asks. It does not if another
    table says the same, or if no rule asks."""
    child = 'Child Unique ID,Date of Birth'
    lists = {'3': (f'{child},Date of Referral,Referral NFA?', '1,06/05/2014,01/10/2025,No'),
             '6': (f'{child},CIN Start Date,Date Child Was Last Seen,CIN Closure Date,Reason for Closure,Case Status', '1,06/05/2014,01/10/2025,,,,x')}
    for name, (head, row) in lists.items():
        write(folder, f'lists/list_{name}.csv', f'{head}\n{row}\n')
    headers(folder / 'lists', 'annex_a', 'list_7', 'list_8', 'list_9', 'list_10')
    words = (folder / 'lists', '--as-at', '2026-03-31')
    checks.that('no_column' not in findings(checks, *words), 'every column')
    write(folder, 'lists/list_6.csv', f'{child},CIN Start Date,CIN Closure Date,Case Status\n1,06/05/2014,01/10/2025,,x\n')
    count, text = findings(checks, *words)['no_column']
    checks.that(count == 2 and '"Reason for Closure" of list 6' in text and '"Date Child Was Last Seen" of list 6' in text, f'{count}: {text}')
    write(folder, 'lists/list_7.csv', f'{child},Child Protection Plan Start Date,Child Protection Plan End Date,Date of the Last Statutory Visit,Date of latest review conference\n'
          '2,06/05/2014,01/10/2025,,,\n')
    count, text = findings(checks, *words)['no_column']
    checks.that(count == 2 and '"Date Child Was Last Seen" of list 6' in text, f'list 7 only has its own visits: {count}, {text}')
    found = findings(checks, *words, '--profile', 'barnet')['no_column'][1]
    checks.that('"Was the Child Seen Alone?" of list 7' in found, f'seen alone: {found}')
    write(folder, 'ssd/care.csv', 'clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_episode_ceased_date,'
          'clae_cla_episode_ceased_reason,clae_cla_id\ne1,1,2025-10-06,S,,,c1\n')
    write(folder, 'ssd/reviews.csv', 'clar_cla_id,clar_cla_review_date,clar_cla_review_cancelled\nc1,2025-10-30,N\n')
    headers(folder / 'ssd', 'ssd', 'ssd_cin_episodes', 'ssd_cla_placement')
    count, text = findings(checks, folder / 'ssd', '--as-at', '2026-03-31')['no_column']
    checks.that(count == 1 and '"clae_entered_care_date" of ssd_cla_episodes' in text, f'{count}: {text}')
    write(folder, '903/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,REC\n1,06/01/2026,S,C2,U6,\n')
    headers(folder / '903', 'ssda903', 'placed_for_adoption')
    count, text = findings(checks, folder / '903', '--as-at', '2026-03-31')['no_column']
    checks.that(count == 1 and '"DEC" of episodes' in text, f'{count}: {text}')


def check_births_of_adults(checks, folder):
    """Without a date of birth nobody knows whether a birthday has ended what is late, and a finding says so, in a return and if others
    in the file have a date of birth. 1: no birth, and a review that was due on 3 February. 2: the same with a birth. 3: no birth, but
    nothing is late."""
    write(folder, 'set/header.csv', 'CHILD,SEX,DOB,ETHNIC\n1,1,,WBRI\n2,1,06/05/2014,WBRI\n3,1,,WBRI\n')
    write(folder, 'set/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n' + ''.join(f'{case},06/01/2026,S,C2,U6,,\n' for case in '123'))
    write(folder, 'set/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n3,,02/02/2026,PN1\n')
    found = findings(checks, folder / 'set', '--as-at', '2026-03-31')
    checks.that(found.get('no_birth', (0,))[0] == 1 and '(cla.review)' in found['no_birth'][1], f'{found}')
    rows = 'case,event,at\n1,cla.started,2026-01-06\n1,cla_review.held,2026-02-27\n2,cla.started,2026-01-06\n'
    for births, count in (('', 0), ('2,birth,2014-05-06\n', 0), ('9,birth,2014-05-06\n', 1)):
        file = write(folder, 'events.csv', rows + births)
        found = findings(checks, file, '--as-at', '2026-03-31', '--only', 'cla.review')
        checks.same(f'events, births {births}', [found.get('no_birth', (0,))[0]], [count])


def check_shortened_in_doubt(checks, folder):
    """Nothing is in time or late for an id that Excel has shortened, as several children may share it; others are not touched."""
    rows = [('1.23457E+11', '06/05/2025'), ('1.23457E+11', '03/06/2025'), ('2', '06/05/2025')]
    write(folder, '903/e.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n' + ''.join(f'{name},{day},S,C2,U6,,\n' for name, day in rows))
    write(folder, '903/r.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n' + ''.join(f'{name},06/05/2014,20/05/2025,PN1\n' for name in ('1.23457E+11', '2')))
    events = write(folder, 'e.csv', 'case,event,at\n' + ''.join(f'{name},cla.started,2025-05-06\n{name},cla_review.held,2025-05-20\n' for name in ('1.23457E+11', '2')))
    xml = write(folder, 'e.xml', census('2026-03-31', [(name, referred('2025-05-06', plan('2025-05-06', '2025-07-30'))) for name in ('1.23457E+11', '2')]))
    for file, only, measure in ((folder / '903', 'cla.review', 'CLA-reviews'), (events, 'cla.review', 'CLA-reviews'), (xml, 'cp.conference.review', 'D6')):
        words = (file, '--as-at', '2026-03-31')
        out = checks.run('worklist', *words, '--only', only, '--state', 'all', '--format', 'csv', status=SOME_ROWS_FAILED).stdout
        listed = list(csv.DictReader(io.StringIO(out)))
        checks.that(any(row['case'] == '1.23457E+11' and not row['rule'] for row in listed), f'{only}: nothing to check')
        late = [row for row in listed if row['case'] == '1.23457E+11' and row['state'] not in ('not_computable', '')]
        checks.same(f'{only}: shortened', late, [])
        checks.that(any(row['case'] == '2' and row['state'] == 'met' for row in listed), f'{only}: the other child')
        checks.same(f'{measure}: cannot tell', figures(checks, *words)[measure][2], '1')


def check_reason_of_lost(checks, folder):
    """A child who is missing from the next file has a reason of its own, as all rows were read."""
    files = [write(folder, 'old.xml', census('2025-03-31', [('1', referred('2025-01-06')), ('2', referred('2025-01-06'))])),
             write(folder, 'new.xml', census('2026-03-31', [('2', referred('2025-01-06'))]))]
    checks.same('lost', states(checks, *files, only='assessment.single'), [('1', 'not_computable'), ('2', 'overdue')])
    out = checks.run('worklist', *files, '--only', 'assessment.single').stdout
    checks.that('this child is not in the next file' in out and 'could not be read' not in out, out)


def check_broken_quotes(checks, folder):
    """A row with an unclosed quote is one of its child, if the child comes before the quote."""
    write(folder, 'e.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC,URN\n2,05/05/2025,S,C2,U6,,,\n1,05/05/2025,S,C2,U6,,,"a b\n')
    write(folder, 'h.csv', 'CHILD,SEX,DOB,ETHNIC\n1,1,01/02/2015,WBRI\n2,1,01/02/2015,WBRI\n')
    done = checks.run('worklist', folder, '--as-at', '2026-03-31', '--format', 'csv', status=SOME_ROWS_FAILED)
    checks.same('needs checking', [row['case'] for row in csv.DictReader(io.StringIO(done.stdout)) if not row['rule']], ['1'])
    write(folder, 'e.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC,URN\n"1,05/05/2025,S,C2,U6,,,\n')
    out = checks.run('worklist', folder, '--as-at', '2026-03-31', status=SOME_ROWS_FAILED).stdout
    checks.that('1 row belongs to no child we know' in out, f'a quote before the child: {out}')


def check_earlier_plans(checks, folder):
    """The number of earlier plans is a whole number: 01 is one; what is not a number cannot be told."""
    for text, expected in (('0', ('1', '0', '0')), ('00', ('1', '0', '0')), ('0.0', ('1', '0', '0')), ('1', ('1', '1', '0')), ('01', ('1', '1', '0')),
                           ('2.0', ('1', '1', '0')), ('12', ('1', '1', '0')), ('-1', ('0', '0', '1')), ('x', ('0', '0', '1')), ('1x', ('0', '0', '1')),
                           ('1.', ('0', '0', '1')), ('0.5', ('0', '0', '1')), ('', ('0', '0', '1'))):
        file = write(folder, 'p.xml', census('2026-03-31', [('1', referred('2025-05-06', plan('2025-05-06').replace(
            '<Reviews>', f'<NumberOfPreviousCPP>{text}</NumberOfPreviousCPP><Reviews>')))]))
        checks.same(f'{text} earlier plans', figures(checks, file)['D3'], expected)
    table = write(folder, 'list_7.csv', 'Child Unique ID,Child Protection Plan Start Date,Child Protection Plan End Date,Number of Previous Child Protection Plans\n'
                  '1,05/11/2025,,01\n2,05/11/2025,,-1\n3,05/11/2025,,0\n')
    checks.same('list 7', figures(checks, table, '--as-at', '2026-03-31', '--year', '2025-26')['D3'], ('2', '1', '1'))


def figures(checks, *words):
    """Returns how many each measure counts, how many are good, and for how many it cannot tell."""
    out = checks.run('measures', *words, '--format', 'csv').stdout
    return {row['measure']: (row['counted'], row['good'], row['cannot_tell']) for row in csv.DictReader(io.StringIO(out))}


def of_case(checks, *words, only, case):
    return [state for name, state in states(checks, *words, only=only) if name == case]


def figure(checks, measure, *words):
    """Returns (counted, good, cannot tell) of a measure of 2025-26."""
    out = checks.run('measures', *words, '--year', '2025-26', '--format', 'csv').stdout
    return next((row['counted'], row['good'], row['cannot_tell']) for row in csv.DictReader(io.StringIO(out)) if row['measure'] == measure)


def check_closures_of_census(checks, folder):
    """The closure of a referral ends what belongs to it, and nothing of another referral, on its own day or later.

    1: referred again on the day of the closure; 45 working days from Monday 2 June are over on 4 August. 2: a plan since 1 October,
    whose review was due on 1 January; another referral is closed on 16 December. 3: closed with its assessment and enquiry
    unfinished. 4: as 2, but the other referral led to nothing. 5: the child moved away. 6: the plan of 2 in two censuses, with another
    day of referral in each; reviewed on 1 December and ended on 2 March."""
    begun = assessment('2025-06-02', '')
    enquiry = f'<Section47>{field("S47ActualStartDate", "2025-09-25")}</Section47>'
    other = field('CINreferralDate', '2025-12-15') + field('CINclosureDate', '2025-12-16') + field('ReasonForClosure', 'RC8')
    two = '</CINdetails><CINdetails>'
    open_plan = referred('2025-09-01', assessment('2025-09-01', '2025-09-30') + plan('2025-10-01'))
    moved = field('CINreferralDate', '2025-09-01') + field('CINclosureDate', '2025-12-01') + field('ReasonForClosure', 'RC5') + plan('2025-10-01')
    file = write(folder, 'closures.xml', census('2026-03-31', [
        ('1', referred('2025-04-02', assessment('2025-04-02', '2025-05-02'), '2025-06-02') + two + referred('2025-06-02', begun)),
        ('2', open_plan + two + other), ('3', referred('2025-09-01', assessment('2025-09-01', '') + enquiry, '2025-10-10')),
        ('4', open_plan + two + other + field('ReferralNFA', '1')), ('5', moved)]))
    checks.same('assessments', [of_case(checks, file, only='assessment.single', case=case) for case in '123'], [['met', 'overdue'], ['ended', 'met'], ['ended']])
    checks.same('enquiries', of_case(checks, file, only='cp.conference.initial', case='3'), ['ended'])
    checks.same('plans', [of_case(checks, file, only='cp.conference.review', case=case) for case in '245'], [['overdue'], ['overdue'], ['ended']])
    checks.same('plans reviewed in time', figure(checks, 'D6', file), ('2', '0', '0'))  # 5 moved away
    old = write(folder, 'six_old.xml', census('2025-11-30', [('6', referred('2025-09-01', plan('2025-10-01')))]))
    new = write(folder, 'six_new.xml', census('2026-03-31', [('6', referred('2025-09-02', plan('2025-10-01', '2025-12-01', end='2026-03-02')))]))
    found = of_case(checks, old, new, only='cp.conference.review', case='6')
    checks.that(found and not set(found) & LATE, f'two days of one referral: {found}')
    checks.same('two days of one referral', figure(checks, 'D5', old, new)[0], '0')


def check_plans_after_closure(checks, folder):
    """A plan that goes on after its own referral was closed contradicts the closure, so the child needs checking, and nothing is
    late or over because of it. Referred on 1 September and closed on 10 December; the plan began on 1 October, so the first review was
    due on 1 January, after the closure. 1: no end. 2: an end on 1 February, after the closure. 3: it ended on 10 December, with the
    closure. 4: it ended before. 5: no end, but the child moved away. 6: no end, and the referral is not closed. 7: a child in need plan
    without an end. 8: as 3, and a plan of a later referral, which goes on. 9: the plan began after the closure. 10: no end, and a second
    referral that was closed with its own plan. The assessments were authorised in time."""
    def child(number, closed, inner):
        return (str(number), referred('2025-09-01', assessment('2025-09-01', '2025-09-30') + inner, closed))
    closed, again = '2025-12-10', '</CINdetails><CINdetails>' + field('CINreferralDate', '2026-01-12')
    done = assessment('2026-01-12', '2026-02-02')
    need = f'<CINPlanDates>{field("CINPlanStartDate", "2025-10-01")}</CINPlanDates>'
    moved = field('ReasonForClosure', 'RC5')
    file = write(folder, 'plans.xml', census('2026-03-31', [
        child(1, closed, plan('2025-10-01')), child(2, closed, plan('2025-10-01', end='2026-02-01')), child(3, closed, plan('2025-10-01', end=closed)),
        child(4, closed, plan('2025-10-01', end='2025-12-01')), child(5, closed, moved + plan('2025-10-01')), child(6, '', plan('2025-10-01')),
        child(7, closed, need), child(8, closed, plan('2025-10-01', end=closed) + again + done + plan('2026-01-20')), child(9, closed, plan('2026-01-05')),
        child(10, closed, plan('2025-10-01') + again + field('CINclosureDate', '2026-03-02') + done + plan('2026-01-20', end='2026-03-02'))]))
    done = checks.run('worklist', file, '--format', 'csv', status=SOME_ROWS_FAILED)
    checking = [row['case'] for row in csv.DictReader(io.StringIO(done.stdout)) if not row['rule']]
    checks.same('needs checking', sorted(checking, key=int), ['1', '2', '7', '10'])
    for line, case, why in ((2, 1, 'ChildProtectionPlans/CPPendDate: it is empty, but there is a CINclosureDate'), (3, 2, 'ChildProtectionPlans/CPPendDate: it is after CINclosureDate'),
                            (8, 7, 'CINPlanDates/CINPlanEndDate: it is empty, but there is a CINclosureDate')):
        checks.that(f'plans.xml:{line}: case "{case}": CINdetails/{why}' in done.stderr, f'nothing says {why}: {done.stderr}')
    expected = {1: ['not_computable'], 2: ['not_computable'], 3: ['ended'], 4: ['ended'], 5: ['ended'], 6: ['overdue'], 8: ['ended', 'open'], 9: ['due_soon'], 10: ['ended', 'not_computable']}
    checks.same('reviews', {number: of_case(checks, file, only='cp.conference.review', case=str(number)) for number in expected}, expected)
    checks.same('assessments', [of_case(checks, file, only='assessment.single', case=str(case)) for case in (1, 3)], [['met'], ['met']])
    # 1 cannot be told; 6 was not reviewed in time; 8 and 9 have been on their plans for less than three months
    checks.same('plans reviewed in time', figure(checks, 'D6', file), ('1', '0', '1'))
    write(folder, 'ssd/episodes.csv', f"{SSD['episodes']}\nr1,1,2025-09-01,N,RC8,2025-12-10\nr2,2,2025-09-01,N,RC8,2025-12-10\nr3,3,2025-09-01,N,RC8,2025-12-10\n")
    write(folder, 'ssd/plans.csv', f"{SSD['plans']}\np1,r1,1,2025-10-01,\np2,r2,2,2025-10-01,2025-12-10\np3,,3,2025-10-01,\n")
    write(folder, 'ssd/reviews.csv', f"{SSD['reviews']}\n9,9,9,2025-10-01\n")
    words = (folder / 'ssd', '--as-at', '2026-03-31')
    found = [of_case(checks, *words, only='cp.conference.review', case=case) for case in '123']
    checks.same('the SSD', found, [['not_computable'], ['ended'], ['overdue']])
    said = checks.run('worklist', *words, status=SOME_ROWS_FAILED).stderr
    checks.that('plans.csv:2: case "1": ssd_cp_plans/cppl_cp_plan_end_date: it is empty, but there is a cine_close_date' in said and 'case "3"' not in said, f'{said}')


SSD = {'episodes': 'cine_referral_id,cine_person_id,cine_referral_date,cine_referral_nfa,cine_close_reason,cine_close_date',
       'assessments': 'cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date',
       'plans': 'cppl_cp_plan_id,cppl_referral_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date',
       'reviews': 'cppr_cp_review_id,cppr_person_id,cppr_cp_plan_id,cppr_cp_review_date',
       'enquiries': 's47e_s47_enquiry_id,s47e_referral_id,s47e_person_id,s47e_s47_start_date,s47e_s47_end_date,s47e_s47_nfa',
       'conferences': 'icpc_icpc_id,icpc_s47_enquiry_id,icpc_referral_id,icpc_person_id,icpc_icpc_transfer_in,icpc_icpc_date',
       'care': 'clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,clae_entered_care_date',
       'placements': 'clap_cla_placement_id,clap_person_id,clap_cla_placement_start_date,clap_cla_placement_type,clap_cla_placement_end_date',
       'visits': 'clav_person_id,clav_cla_visit_date,clav_cla_visit_seen,clav_cla_visit_seen_alone',
       'held': 'clar_cla_id,clar_cla_review_date,clar_cla_review_cancelled'}


def check_closures_of_ssd(checks, folder):
    """The same in the SSD. 1: plan 1 of r1 is open, and r2 led to nothing. 2: a plan that names no referral. 3: in care since 6
    October, with the only visit on the 8th; the referral is closed on the 20th. 4: an enquiry of each of two referrals, of which r6 is
    closed. 5: an enquiry and a conference that name their referral. 6: the same without the referral. 7: care ends, and with it the
    placement. 9: a review, so there is a plan, but it is not in the tables."""
    rows = {'episodes': 'r1,1,2025-09-01,N,,\nr2,1,2025-12-15,Y,RC8,2025-12-16\nr3,2,2025-09-01,N,RC8,2025-10-20\nr4,3,2025-09-01,N,RC8,2025-10-20\n'
                        'r5,4,2025-09-01,N,,\nr6,4,2025-09-02,N,RC8,2025-10-20\nr7,5,2025-09-01,N,,\nr8,6,2025-09-01,N,,\n',
            'assessments': 'a1,3,r4,2025-09-02,\n',
            'plans': 'p1,r1,1,2025-10-01,\np2,,2,2025-10-01,\n', 'reviews': '9,9,9,2025-10-01\n',
            'enquiries': 's1,r5,4,2025-10-13,,N\ns2,r6,4,2025-10-14,,N\ns3,r7,5,2025-10-13,,N\ns4,,6,2025-10-13,,N\n',
            'conferences': 'i1,s3,r7,5,N,2025-10-20\ni2,s4,,6,N,2025-10-20\n',
            'care': 'e1,3,2025-10-06,,,c1,2025-10-06\ne2,7,2025-10-06,2025-10-31,E4A,c2,2025-10-06\n',
            'placements': 'm1,3,2025-10-06,U6,\nm2,7,2025-10-06,U6,\n', 'visits': '3,2025-10-08,Y,Y\n7,2025-10-08,Y,Y\n', 'held': 'c1,2025-10-31,N\nc2,2025-10-31,N\n'}
    for name, header in SSD.items():
        write(folder, f'ssd/{name}.csv', f'{header}\n{rows[name]}')
    headers(folder / 'ssd', 'ssd', 'ssd_cin_visits', 'ssd_cp_visits')
    words = (folder / 'ssd', '--as-at', '2026-03-31')
    checks.same('plans', [of_case(checks, *words, only='cp.conference.review', case=case) for case in '12'], [['overdue'], ['overdue']])
    checks.same('plans reviewed in time', figure(checks, 'D6', *words), ('2', '0', '1'))
    checks.same('assessments', of_case(checks, *words, only='assessment.single', case='3'), ['ended'])
    checks.same('visits', [of_case(checks, *words, only='cla.visit', case=case) for case in '37'], [['met', 'overdue'], ['ended', 'met']])
    checks.same('reviews', [of_case(checks, *words, only='cla.review', case=case) for case in '37'], [['met', 'overdue'], ['met']])
    found = [of_case(checks, *words, only='cp.conference.initial', case=case) for case in '456']
    checks.same('conferences', found, [['ended', 'overdue'], ['met'], ['met']])


def check_closures_of_annex_a(checks, folder):
    """List 6 says nothing about a plan or a stay in care, which go on when it says that a case was closed. 1: a plan since 10 October.
    2: in care since the 13th. Both were closed on the 20th, as was 3, with a referral, an assessment, an enquiry and a child in need
    plan that have no end. 4 died: everything ends."""
    child = 'Child Unique ID,Gender,Ethnicity,Date of Birth,Age'
    names = [f'{case},a) Male,a) WBRI,06/05/2014,11' for case in '01234']
    six = ''.join(f'{names[case]},01/10/2025,{"20/10/2025,RC" + str(reason)},c) Child in need plan,\n' for case, reason in ((1, 8), (2, 8), (3, 8), (4, 2)))
    lists = {'3': (f'{child},Date of Referral,Referral NFA?\n', f'{names[3]},01/10/2025,No\n'),
             '4': (f'{child},Continuous Assessment Start Date,Continuous Assessment Date of Authorisation\n', f'{names[3]},02/10/2025,\n'),
             '5': (f'{child},Strategy discussion initiating Section 47 Enquiry Start Date,Was an Initial Child Protection Conference deemed unnecessary?,'
                   'Date of Initial Child Protection Conference\n', f'{names[3]},06/10/2025,,\n'),
             '6': (f'{child},CIN Start Date,CIN Closure Date,Reason for Closure,Case Status,Date Child Was Last Seen\n', six),
             '7': (f'{child},Child Protection Plan Start Date,Date of the Last Statutory Visit,Date of latest review conference,Child Protection Plan End Date\n',
                   f'{names[1]},10/10/2025,20/03/2026,,\n{names[4]},10/10/2025,,,\n'),
             '8': (f'{child},Date Started to be Looked After,Date of Latest Statutory Review,Date of Last Social Work Visit,Date Ceased to be Looked After,'
                   'Start Date of Most Recent Placement,Placement Type\n', f'{names[2]},13/10/2025,,20/10/2025,,13/10/2025,U6\n')}
    for name, texts in lists.items():
        write(folder, f'lists/list_{name}.csv', ''.join(texts))
    headers(folder / 'lists', 'annex_a', 'list_10')
    words = (folder / 'lists', '--as-at', '2026-03-31')
    checks.same('plans', [of_case(checks, *words, only='cp.conference.review', case=case) for case in '14'], [['overdue'], ['ended']])
    checks.same('care', [of_case(checks, *words, only=duty, case='2') for duty in ('cla.review', 'cla.visit')], [['overdue'], ['met', 'overdue']])
    checks.same('need', [of_case(checks, *words, only=duty, case='3') for duty in ('assessment.single', 'cp.conference.initial')], [['ended'], ['ended']])


def check_contradicting_days(checks, folder):
    """A plan that ends before it starts, and a review without a day, need checking: the lines are not late, and the figures cannot be
    told. A plan that ends on the day it starts is read as it is."""
    reviewed = plan('2025-06-20').replace('<Reviews></Reviews>', '<Reviews><CPPreviewDate></CPPreviewDate></Reviews>')
    cin_plan = field('CINPlanStartDate', '2025-06-20') + field('CINPlanEndDate', '2025-06-10')
    file = write(folder, 'days.xml', census('2026-03-31', [('1', referred('2025-06-02', plan('2025-06-20', end='2025-06-10'))), ('2', referred('2025-06-02', reviewed)),
                                                           ('3', referred('2025-06-02', plan('2025-06-20'))), ('4', referred('2025-06-02', f'<CINPlanDates>{cin_plan}</CINPlanDates>')),
                                                           ('5', referred('2025-06-02', plan('2025-06-20', end='2025-06-20')))]))
    checks.same('plans', [of_case(checks, file, only='cp.conference.review', case=case) for case in '123'], [['not_computable'], ['not_computable'], ['overdue']])
    for measure, expected in (('D6', ('1', '0', '2')), ('D7', ('1', '0', '1'))):
        checks.same(measure, figure(checks, measure, file), expected)
    done = checks.run('worklist', file, status=SOME_ROWS_FAILED)
    for said in ('days.xml:2: case "1": CINdetails/ChildProtectionPlans/CPPendDate: it is before CPPstartDate',
                 'days.xml:3: case "2": CINdetails/ChildProtectionPlans/Reviews/CPPreviewDate: it is empty',
                 'days.xml:5: case "4": CINdetails/CINPlanDates/CINPlanEndDate: it is before CINPlanStartDate'):
        checks.that(said in done.stderr, f'nothing says {said}: {done.stderr}')
    checks.that('case "5"' not in done.stderr, f'a plan of one day: {done.stderr}')
    # the plan for adoption: its start and its end do not have names of one kind
    placed = write(folder, 'placed.csv', 'CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n6,01/02/2015,10/06/2025,02/06/2025,RD1\n7,01/02/2015,10/06/2025,10/06/2025,RD1\n')
    said = checks.run('worklist', placed, '--as-at', '2026-03-31', status=SOME_ROWS_FAILED).stderr
    checks.that('placed.csv:2: case "6": placed for adoption/DATE_PLACED_CEASED: it is before DATE_PLACED' in said and 'case "7"' not in said, f'{said}')
    own = write(folder, 'own.yaml', 'return: own\ntitle: own\ncase: ID\nrows:\n  - table: t\n    header: [ID, Made]\n    events:\n      - {event: epo.made, at: Made}\n      - {event: epo.ended, at: Over}\n')
    table = write(folder, 'own.csv', 'ID,Made,Over\n8,2026-03-10,2026-03-02\n')
    said = checks.run('worklist', table, '--mapping', own, '--as-at', '2026-03-31', status=SOME_ROWS_FAILED).stderr
    checks.that('own.csv:2: case "8": t/Over: it is before Made' in said, f'{said}')


def check_days_of_reviews(checks, folder):
    """A review of a looked-after child without a day needs checking. The date of birth in the table of reviews counts: child 3 turned 18
    on 1 September 2025, before the review that would have been due on 3 September."""
    write(folder, 'set/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n' + ''.join(f'{child},05/05/2025,S,C2,U6,,\n' for child in '123'))
    write(folder, 'set/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/02/2015,,PN1\n2,01/02/2015,03/06/2025,PN1\n3,01/09/2007,03/06/2025,PN1\n')
    words = (folder / 'set', '--as-at', '2026-03-31')
    checks.same('reviews', [of_case(checks, *words, only='cla.review', case=case) for case in '123'], [['not_computable'], ['met', 'overdue'], ['ended', 'met']])
    checks.that('reviews.csv:2: case "1": reviews/REVIEW: it is empty' in checks.run('worklist', *words, status=SOME_ROWS_FAILED).stderr, 'nothing says that the day is missing')


def check_ends_of_episodes(checks, folder):
    """An episode with a last day but nothing that says what came next, or the other way round, needs checking. 1: no reason. 2: another
    episode should follow. 3: no last day. 4: still open. 5: the other episode does follow. 6: left care on 10 September. Each was
    reviewed on 3 June and 3 September, so the next review was due on 3 March."""
    rows = ['1,05/05/2025,S,C2,U6,10/09/2025,', '2,05/05/2025,S,C2,U6,10/09/2025,X1', '3,05/05/2025,S,C2,U6,,E4A', '4,05/05/2025,S,C2,U6,,',
            '5,05/05/2025,S,C2,U6,10/09/2025,X1', '5,10/09/2025,P,C2,U6,,', '6,05/05/2025,S,C2,U6,10/09/2025,E4A']
    write(folder, 'set/episodes.csv', '\n'.join(['CHILD,DECOM,RNE,LS,PLACE,DEC,REC', *rows, '']))
    write(folder, 'set/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n' + ''.join(f'{child},06/05/2015,{day}/2025,PN1\n' for child in '123456' for day in ('03/06', '03/09')))
    words = (folder / 'set', '--as-at', '2026-03-31')
    found = [of_case(checks, *words, only='cla.review', case=case)[-1] for case in '12345']
    checks.same('reviews', found, ['not_computable'] * 3 + ['overdue'] * 2)
    checks.same('after care', of_case(checks, *words, only='cla.review', case='6'), ['ended', 'met', 'met'])
    checks.same('reviews in time', figure(checks, 'CLA-reviews', *words), ('2', '0', '3'))
    said = checks.run('worklist', *words, status=SOME_ROWS_FAILED).stderr
    for line, why in ((2, 'no other follows'), (3, 'no other follows'), (4, 'it is empty, but there is a reason')):
        checks.that(f'episodes.csv:{line}: case "{line - 1}": episodes/DEC: ' in said and why in said, f'line {line}: {said}')
    checks.that(said.count('episodes/DEC') == 3, f'each row once: {said}')


def check_care_that_goes_on(checks, folder):
    """X1 says that another episode follows at once, so RNE S on that day does not begin care again, with its review after 20 working
    days. Each child came into care on 1 May and was reviewed on 20 May and 20 August, so the next review is due by 20 February.
    1: X1, and S on the same day. 2: the same with P. 3: left care and came back on the same day, so that a review was due by 30 July. 4:
    as 1, in two sets of one year each."""
    head, reviews = 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC', ['CHILD,DOB,REVIEW,REVIEW_CODE']
    second = {'1': '01/07/2025,S', '2': '01/07/2025,P', '3': '01/07/2025,S'}
    rows = [f'{case},01/05/2025,S,V2,U1,01/07/2025,{"E4A" if case == "3" else "X1"}\n{case},{then},V2,U1,,' for case, then in second.items()]
    reviews += [f'{case},01/02/2015,{day}/2025,PN1' for case in second for day in ('20/05', '20/08')]
    write(folder, 'set/episodes.csv', '\n'.join([head, *rows, '']))
    write(folder, 'set/reviews.csv', '\n'.join([*reviews, '']))
    words = (folder / 'set', '--as-at', '2026-03-31')
    found = checks.lines(*words, '--only', 'cla.review', '--state', 'all', fields=('case', 'due', 'state'))
    expected = [('1', '2025-06-02', 'met'), ('1', '2025-08-20', 'met'), ('1', '2026-02-20', 'overdue'), ('3', '2025-06-02', 'met'),
                ('3', '2025-07-29', 'met_late'), ('3', '2025-08-20', 'ended'), ('3', '2025-11-20', 'overdue')]
    checks.same('reviews', sorted(found), sorted(expected + [('2', *row[1:]) for row in expected if row[0] == '1']))
    write(folder, 'two/2026/episodes.csv', f'{head}\n4,01/05/2024,S,V2,U1,31/03/2025,X1\n4,31/03/2025,S,V2,U1,,\n')
    write(folder, 'two/2025/episodes.csv', f'{head}\n4,01/05/2024,S,V2,U1,31/03/2025,X1\n')
    write(folder, 'two/2025/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n4,01/02/2015,20/05/2024,PN1\n4,01/02/2015,20/08/2024,PN1\n4,01/02/2015,20/02/2025,PN1\n')
    write(folder, 'two/2026/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n4,01/02/2015,20/08/2025,PN1\n4,01/02/2015,20/02/2026,PN1\n')
    found = states(checks, folder / 'two/2025', folder / 'two/2026', '--as-at', '2026-03-31', only='cla.review')
    checks.same('two years', found, [('4', 'met')] * 5 + [('4', 'open')])


def check_placed_with_the_order(checks, folder):
    """A child who moves in with the adopters on the day of the placement order is not waiting for a placement, so no review of that
    is due. 1: on that day. 2: a month later, before the three months were over. 3: never."""
    head = 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC'
    rows = ['1,05/05/2025,S,C2,U1,04/08/2025,X1', '1,04/08/2025,B,E1,A5,,', '2,05/05/2025,S,C2,U1,04/08/2025,X1', '2,04/08/2025,L,E1,U1,04/09/2025,X1',
            '2,04/09/2025,P,E1,A6,,', '3,05/05/2025,S,C2,U1,04/08/2025,X1', '3,04/08/2025,L,E1,U1,,']
    write(folder, 'set/episodes.csv', '\n'.join([head, *rows, '']))
    write(folder, 'set/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/02/2023,20/05/2025,PN1\n2,01/02/2023,20/05/2025,PN1\n3,01/02/2023,20/05/2025,PN1\n')
    headers(folder / 'set', 'ssda903', 'placed_for_adoption')
    found = states(checks, folder / 'set', '--as-at', '2026-03-31', only='adoption.review.unplaced')
    checks.same('reviews before the placement', [row for row in found if row[1] in LATE], [('3', 'overdue')])


def check_matches_of_annex_a(checks, folder):
    """List 10 has the whole plan for adoption, so a match can be late. A decision of 1 July asks for a match by 1 January. 1: none. 2:
    on 5 January. 3: on the last day. 4: the plan was given up on 1 October. 5: decided on 1 November, so there is time until 1 May."""
    rows = ['1,01/02/2025,01/07/2025,,', '2,01/02/2025,01/07/2025,05/01/2026,', '3,01/02/2025,01/07/2025,01/01/2026,', '4,01/02/2025,01/07/2025,,01/10/2025',
            '5,01/02/2025,01/11/2025,,']
    file = write(folder, 'matches/list_10.csv', 'Child Unique ID,Date the Child Entered Care,Date of Decision that Child Should be Placed for Adoption,'
                 'Date of Matching Child and Prospective Adopters,Date of Decision that Child Should No Longer be Placed for Adoption,Date of Placement Order,'
                 'Date Placed for Adoption,Date of Adoption Order\n' + ''.join(f'{row},,,\n' for row in rows))
    headers(file.parent, 'annex_a', 'list_6', 'list_8')
    found = states(checks, file.parent, '--as-at', '2026-03-31', only='adoption.match')
    checks.same('matches', found, [('1', 'overdue'), ('2', 'met_late'), ('3', 'met'), ('4', 'ended'), ('5', 'open')])


def main():
    checks = Checks(sys.argv[1])
    with tempfile.TemporaryDirectory() as temporary:
        for check in (check_without_name, check_lost, check_lost_in_care, check_elements_without_date, check_tag_without_column, check_shortened,
                      check_missing_births, check_start_of_another, check_headers, check_reference_date, check_empty_files, check_counted_rows, check_left_out,
                      check_only_birth, check_counted_cells, check_skipped, check_columns_of_the_council, check_missing_columns, check_births_of_adults, check_shortened_in_doubt, check_reason_of_lost,
                      check_broken_quotes, check_earlier_plans,
                      check_closures_of_census, check_plans_after_closure, check_closures_of_ssd, check_closures_of_annex_a, check_contradicting_days, check_days_of_reviews,
                      check_ends_of_episodes, check_care_that_goes_on, check_placed_with_the_order, check_matches_of_annex_a):
            folder = Path(temporary) / check.__name__
            folder.mkdir()
            check(checks, folder)
    for failure in checks.failures:
        print(f'FAILED: {failure}')
    print(f'{checks.count} checks')
    return 1 if checks.failures else 0


if __name__ == '__main__':
    sys.exit(main())
