"""Tests children who cannot be followed from one file to another, or whose id or date of birth is missing or wrong.

    children.py DUEBY
"""
import csv
import io
import sys

from returns import DONE, SOME_ROWS_FAILED, assessment, census, field
from small import LATE, figure, figures, findings, main, plan, referred, states, write


def check_without_name(checks, folder):
    """A child without an id cannot be matched with the file of another year, so nothing may be late because of that.

    Last year's child was referred on 6 January 2025, so an assessment was due by 10 March and a review of the plan by 6 April. This
    year's child has had a plan since 10 June 2024, reviewed on 3 September, as only last year's file says; the next review was due
    by 3 March 2025. Last year's child is late with an id and the same referral in both files, and in a file that is read alone."""
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
    same = [write(folder, f'{day}.xml', census(day, [('1', referred('2025-01-06', plan('2025-01-06')))])) for day in ('2025-03-31', '2026-03-31')]
    named = states(checks, *same, only='cp.conference.review')
    checks.that(('1', 'overdue') in named, f'the same child with a name: {named}')


def check_lost(checks, folder):
    """If a child has something open in one census and is missing from the next, a finding names and counts the child, and
    nothing is late. There is no finding about children whose case was closed or led to nothing, or if there is no later file."""
    nothing = referred('2025-02-03', field('ReferralNFA', '1'))
    old = write(folder, 'lost_old.xml', census('2025-03-31', [('1', referred('2025-01-06', plan('2025-01-06'))), ('2', referred('2025-01-06')),
                                                              ('3', referred('2024-06-03', closed='2025-01-06')), ('4', nothing),
                                                              ('5', referred('2025-03-03'))]))
    new = write(folder, 'lost_new.xml', census('2026-03-31', [('5', referred('2025-03-03')), ('6', referred('2025-05-06'))]))
    for order in ((old, new), (new, old)):
        done = checks.run('worklist', *order, '--format', 'csv', status=DONE)
        for case, line in (('1', 2), ('2', 3)):
            said = f'lost_old.xml:{line}: note: case "{case}": CINdetails is still open here, but is not in '
            checks.that(said in done.stderr, f'nothing says {said}: {done.stderr}')
        checks.that(done.stderr.count('is still open here') == 2, f'others are missed too: {done.stderr}')
        checks.that(findings(checks, *order)['lost_cases'][0] == 2, f'lost cases: {findings(checks, *order)}')
        found = {(case, state) for duty in ('assessment.single', 'cp.conference.review') for case, state in states(checks, *order, only=duty)}
        checks.same('lost children', sorted(found & {(case, state) for case in '12' for state in LATE}), [])
        checks.that({('5', 'overdue'), ('6', 'overdue')} <= found, f'children in the later file: {found}')
    checks.that('lost_cases' not in findings(checks, old), 'one file')
    measured = {row['measure']: (row['counted'], row['cannot_tell']) for row in csv.DictReader(io.StringIO(checks.run(
        'measures', old, new, '--year', '2025-26', '--format', 'csv').stdout))}
    checks.same('the plan of a lost child in D5', measured['D5'], ('0', '1'))


def check_long_names(checks, folder):
    """If a child's id might be a name, messages give its length instead, always in the same words."""
    old = write(folder, 'old.xml', census('2025-03-31', [('Mary Example', referred('2025-01-06', assessment('2025-02-03', '2025-01-13')))]))
    new = write(folder, 'new.xml', census('2026-03-31', [('2', referred('2025-06-03'))]))
    said = [line for line in checks.run('worklist', old, new).stderr.splitlines() if 'case' in line]
    checks.that(len(said) == 2 and all(': case (12 characters): ' in line.replace('note: ', '') for line in said), f'{said}')
    said = checks.run('worklist', old, new, '--show-values').stderr
    checks.same('shown', [said.count('case "Mary Example": ')], [2])


def check_lost_in_care(checks, folder):
    """The same with two years of SSDA903: child 1 is in care at the end of the first year and missing from the next. Child 2
    left care without the review due on 3 June 2024."""
    header = 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n'
    for year, rows in (('2025', '1,06/05/2024,S,C2,U6,,\n2,06/05/2024,S,C2,U6,06/01/2025,E4A\n3,06/05/2024,S,C2,U6,,\n'),
                       ('2026', '3,06/05/2024,S,C2,U6,,\n4,06/05/2025,S,C2,U6,,\n')):
        write(folder, f'care/{year}/episodes.csv', header + rows)
        write(folder, f'care/{year}/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n')
    sets = [folder / 'care' / '2025', folder / 'care' / '2026']
    found = states(checks, *sets, '--as-at', '2026-03-31', only='cla.review')
    checks.same('in care', found, [('1', 'not_computable'), ('2', 'missed'), ('3', 'overdue'), ('4', 'overdue')])
    checks.that(findings(checks, *sets, '--as-at', '2026-03-31')['lost_cases'][0] == 1, 'lost in care')


def check_lost_rows(checks, folder):
    """The child is in the later census, but a plan or enquiry that was open is not. That also counts as lost, and duties that were
    met are still met.

    1: a plan started on 1 October 2024 and was reviewed on 15 January, so the next review was due by 15 July; the later file has
    only a new referral, whose assessment was due by 3 November. 2: an enquiry of 12 March needed a conference by 2 April; the rest
    is as for 1. 3: the date of the referral differs by a day, and only the earlier file has its assessment, of 20 June 2024; the
    plan of 20 June 2024 is in both files, reviewed in time on 10 September and 1 March, and next due by 1 September. 4: the later
    file has the referral but not its plan of 1 October, so it is unknown whether the review due by 1 January was late, although it
    was. 5: the date of the plan of 20 June 2024 differs by a day."""
    begun, since = assessment('2025-03-03', '2025-03-10'), referred('2025-09-01')
    enquiry = f'<Section47>{field("S47ActualStartDate", "2025-03-12")}</Section47>'
    done = assessment('2024-06-03', '2024-06-20')
    old = [('1', referred('2024-09-23', assessment('2024-09-23', '2024-10-01') + plan('2024-10-01', '2024-12-20'))), ('2', referred('2025-03-03', begun + enquiry)),
           ('3', referred('2024-06-03', done + plan('2024-06-20', '2024-09-10', '2025-03-01'))), ('4', referred('2024-06-03', done + plan('2024-06-20', '2024-09-10', '2025-03-01'))),
           ('5', referred('2024-06-03', done + plan('2024-06-20', '2024-09-10', '2025-03-01')))]
    new = [('1', since), ('2', since), ('3', referred('2024-06-04', plan('2024-06-20'))), ('4', referred('2024-06-03', done)),
           ('5', referred('2024-06-03', done + plan('2024-06-21')))]
    files = [write(folder, 'old.xml', census('2025-03-31', old)), write(folder, 'new.xml', census('2026-03-31', new))]
    for order in (files, files[::-1]):
        found = {duty: checks.lines(*order, '--only', duty, '--state', 'all', fields=('case', 'ref', 'due', 'state')) for duty in
                 ('assessment.single', 'cp.conference.review', 'cp.conference.initial')}
        late = {duty: sorted((case, ref) for case, ref, _, state in lines if state in LATE) for duty, lines in found.items()}
        unsure = {duty: sorted((case, ref, due) for case, ref, due, state in lines if state == 'not_computable') for duty, lines in found.items()}
        # the new referrals of 1 and 2 have no assessment; the plan of 3 is in the new file, without a review
        checks.same('late', late, {'assessment.single': [('1', 'R2025-09-01'), ('2', 'R2025-09-01')], 'cp.conference.review': [('3', 'R2024-06-04')], 'cp.conference.initial': []})
        checks.same('needs checking', unsure, {
            'assessment.single': [('3', 'R2024-06-04', '2024-08-06')], 'cp.conference.initial': [('2', 'R2025-03-03/S2025-03-12', '2025-04-02')],
            'cp.conference.review': [('1', 'R2024-09-23', '2025-06-20'), ('3', 'R2024-06-03', '2025-09-01'), ('4', 'R2024-06-03', '2025-09-01'), ('5', 'R2024-06-03', '2025-09-01')]})
        checks.that(('3', 'R2024-06-03', '2024-08-05', 'met') in found['assessment.single'], f'what was met: {found}')
        said = checks.run('worklist', *order).stderr
        for line, block in ((2, 'CINdetails'), (3, 'CINdetails'), (4, 'CINdetails'), (5, 'CINdetails/ChildProtectionPlans'), (6, 'CINdetails/ChildProtectionPlans')):
            checks.that(f'old.xml:{line}: note: case "{line - 1}": {block} is still open here, but is not in ' in said, f'{line}: {said}')
        checks.same('each child once', [said.count('still open here'), findings(checks, *order)['lost_cases'][0]], [5, 5])
    pairs = [write(folder, f'{name}.xml', census(day, rows)) for name, day, rows in (('one', '2025-03-31', old[:1]), ('two', '2026-03-31', new[:1]))]
    checks.same('measures', [figure(checks, name, *pairs) for name in ('D5', 'D6', 'D7')], [('0', '0', '1')] * 3)


def check_found_rows(checks, folder):
    """A row is not lost if the next file has it with the same dates in any form, with an end, or as a row that cannot be read,
    which is reported anyway. A row that had ended is not lost either."""
    plans = plan('2024-06-20', '2024-09-10', '2025-03-01')
    old = [(case, referred('2024-06-03', assessment('2024-06-03', '2024-06-20') + plans)) for case in '12'] + [('3', referred('2024-06-03', closed='2025-01-06'))]
    new = [('1', referred('2024-06-03Z', plan('2024-06-20Z'))), ('2', referred('2024-06-03', plan('2024-06-20', end='2025-05-06'), closed='2025-06-02')), ('3', referred('2025-12-01'))]
    files = [write(folder, 'old.xml', census('2025-03-31', old)), write(folder, 'new.xml', census('2026-03-31', new))]
    checks.that('lost_cases' not in findings(checks, *files), f'{findings(checks, *files)}')
    checks.same('reviews', states(checks, *files, only='cp.conference.review'), [('1', 'met')] * 2 + [('1', 'overdue')] + [('2', 'ended')] + [('2', 'met')] * 2)

    head = 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n'
    for year, rows in (('2025', '1,06/05/2024,S,C2,U6,,\n2,06/05/2024,S,C2,U6,,\n3,06/05/2024,S,C2,U6,,\n4,06/05/2024,S,C2,U6,,\n'),
                       ('2026', '1,2024-05-06,S,C2,U6,,\n2,6/5/2024,S,C2,U6,06/05/2025,E4A\n3,06/05/2024,S,C2\n4,,S,C2,U6,,\n5,06/05/2025,S,C2,U6,,\n')):
        write(folder, f'care/{year}/episodes.csv', head + rows)
        write(folder, f'care/{year}/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n')
    found = findings(checks, folder / 'care' / '2025', folder / 'care' / '2026', '--as-at', '2026-03-31')
    checks.that('lost_cases' not in found and found['bad_rows'][0] == 2, f'in care: {found}')


def check_lost_episodes(checks, folder):
    """Child 1 is in care at the end of one year, and in the next year only among care leavers. Child 2 comes into care again on 1
    September, and no row says when the earlier stay ended. The message names the table that should have the episode."""
    for year, rows, reviews in (('2025', '1,10/06/2024,S,V2,U6,,\n2,10/06/2024,S,V2,U6,,\n', [f'{case},05/05/2008,{day}/2024,PN1' for case in '12' for day in ('08/07', '08/10')]),
                                ('2026', '2,01/09/2025,S,V2,U6,,\n', ['2,05/05/2008,26/09/2025,PN1', '2,05/05/2008,22/12/2025,PN1'])):
        write(folder, f'{year}/ad1.csv', 'CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR\n')
        write(folder, f'{year}/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n' + rows)
        write(folder, f'{year}/reviews.csv', '\n'.join(['CHILD,DOB,REVIEW,REVIEW_CODE', *reviews, '']))
    write(folder, '2026/oc3.csv', 'CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,05/05/2008,YES,F2,K1\n')
    words = [folder / '2025', folder / '2026', '--as-at', '2026-03-31']
    checks.same('reviews', states(checks, *words, only='cla.review'), [('1', 'met')] * 2 + [('1', 'not_computable')] + [('2', 'met')] * 4 + [('2', 'not_computable'), ('2', 'open')])
    said = checks.run('worklist', *words).stderr
    for line in (2, 3):
        checks.that(f'2025/episodes.csv:{line}: note: case "{line - 1}": episodes is still open here, but is not in {folder}/2026/episodes.csv' in said, said)
    checks.same('the finding', [findings(checks, *words)['lost_cases'][0]], [2])


def check_lost_without_ref(checks, folder):
    """In a mapping, rows with neither a ref nor `known_by` are not lost if the next file has any row for the child in that
    table."""
    for known_by, count in (('', 1), ('    known_by: [Start]\n', 2)):
        own = write(folder, 'own.yaml', 'return: own\ntitle: own\ncase: ID\nperiod: {year_from: 04-01}\ndates: iso\nrows:\n  - table: plans\n    header: [ID, Start]\n'
                    f'    open: {{End: absent}}\n{known_by}    events:\n      - {{event: cp_plan.started, at: Start}}\n      - {{event: cp_plan.ended, at: End}}\n'
                    '  - table: reviews\n    header: [ID, Held]\n    events:\n      - {event: rcpc.held, at: Held}\n')
        write(folder, '2025/plans.csv', 'ID,Start,End\n1,2024-06-20,\n2,2024-06-20,\n3,2024-06-20,\n')
        write(folder, '2026/plans.csv', 'ID,Start,End\n2,2025-06-20,\n3,2024-06-20,\n')
        write(folder, '2026/reviews.csv', 'ID,Held\n1,2025-06-20\n')
        found = findings(checks, folder / '2025', folder / '2026', '--mapping', own, '--as-at', '2026-03-31')
        checks.same(f'known by "{known_by}"', [found['lost_cases'][0]], [count])


def check_reason_of_lost(checks, folder):
    """The state of a line whose row is missing from the next file has its own reason, because no row was unreadable."""
    files = [write(folder, 'old.xml', census('2025-03-31', [('1', referred('2025-01-06')), ('2', referred('2025-01-06'))])),
             write(folder, 'new.xml', census('2026-03-31', [('2', referred('2025-01-06'))]))]
    checks.same('lost', states(checks, *files, only='assessment.single'), [('1', 'not_computable'), ('2', 'overdue')])
    out = checks.run('worklist', *files, '--only', 'assessment.single').stdout
    checks.that('something open in one file is not in the next' in out and 'could not be used' not in out, out)


def check_shortened(checks, folder):
    """Every reader reports an id like 1.23457E+11, because Excel may have merged several children's ids. 1E5, 12E+3 and E+11 are
    not reported."""
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


def check_shortened_in_doubt(checks, folder):
    """An id that Excel has shortened may belong to several children, so nothing about it is in time or late. Other ids are not
    affected."""
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


def check_missing_births(checks, folder):
    """If dates of birth are missing and the exit status is 5 because of that, a finding says so and names the duties that depend
    on them."""
    file = write(folder, 'births.csv', 'case,event,at\n1,cp_plan.started,2026-03-02\n2,cp_plan.started,2026-03-02\n3,cp_plan.started,2026-03-02\n3,birth,2015-05-06\n')
    found = findings(checks, file, '--as-at', '2026-03-31', '--profile', 'barnet', '--only', 'cp.visit', status=SOME_ROWS_FAILED)
    checks.that(found['no_birth'][0] == 2 and '(cp.visit)' in found['no_birth'][1], f'births: {found}')
    found = findings(checks, file, '--as-at', '2026-03-31', '--only', 'cp.conference.review', status=DONE)
    checks.that('no_birth' not in found, f'no age matters: {found}')


def check_births_of_adults(checks, folder):
    """Without a date of birth it is unknown whether a birthday has ended a duty that seems late. A finding says so for a return,
    and for other files in which some children have a date of birth. Child 1 has no date of birth, and a review that was due on 3
    February; child 2 has the same and a date of birth; child 3 has no date of birth, but nothing is late."""
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


def check_only_birth(checks, folder):
    """A child whose only date is the date of birth may be in care, and is listed as needing a check. A child who is only in the
    table of people is not listed. The plan in list 9 has no date."""
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
    checks.that('list_9.csv:2: case "1": list 9: we found no date in this row' in done.stderr, f'{done.stderr}')
    checks.same('list 9', [row['case'] for row in csv.DictReader(io.StringIO(done.stdout)) if not row['rule']], ['1'])


def check_silent_rows(checks, folder):
    """A child drops off from no list of Annex A. In list 6, the start of a case is the start of a plan only if the status says so, so
    the rows of children 3, 5 and 6 give no event; those of 1 and 4 have no date. Child 6 has an event in list 4. Child 2 has a plan."""
    write(folder, 'lists/6.csv', 'Child Unique ID,Date of Birth,CIN Start Date,Date Child Was Last Seen,CIN Closure Date,Reason for Closure,Case Status\n'
          '1,01/02/2015,,,,,Looked after child\n2,01/02/2015,03/11/2025,,,,Child in need plan\n3,01/02/2015,03/11/2025,,,,Open assessment\n'
          '4,,,,,,\n5,,03/11/2025,,,,\n6,01/02/2015,03/11/2025,,,,Open assessment\n')
    write(folder, 'lists/4.csv', 'Child Unique ID,Continuous Assessment Start Date,Continuous Assessment Date of Authorisation\n6,03/11/2025,03/12/2025\n')
    write(folder, 'lists/1.csv', 'Child Unique ID,Date of Birth,Date of Contact\n7,01/02/2015,\n8,01/02/2015,03/03/2026\n')
    done = checks.run('worklist', folder / 'lists', '--as-at', '2026-03-31', '--format', 'csv', status=SOME_ROWS_FAILED)
    named = sorted(row['case'] for row in csv.DictReader(io.StringIO(done.stdout)) if not row['rule'])
    checks.same('children without an event', named, ['1', '3', '4', '5', '7'])
    for line, said in ((2, 'we found no date in this row'), (4, 'nothing in this row says what is due'), (6, 'nothing in this row says what is due')):
        checks.that(f'6.csv:{line}: case' in done.stderr and said in done.stderr.split(f'6.csv:{line}: case')[1].split('\n')[0], done.stderr)


def check_impossible_births(checks, folder):
    """A wrong date of birth hides no child. The referral of 3 November 2025 needs an assessment by 8 January 2026 (45 working days,
    with 25 and 26 December and 1 January left out), the plan of 28 November a review by 28 February. Born on 1 January 2005, the
    child would be 20 on these days; on 28 November 2007, exactly 18 when the plan began; on 29 November 2007, still 17, but 18 on
    31 March 2026, so that nothing more is due."""
    inner = referred('2025-11-03', plan('2025-11-28'))
    for born, expected in (('2015-01-01', ['overdue'] * 2), ('', ['overdue'] * 2), ('2099-01-01', ['overdue'] * 2), ('2026-02-01', ['overdue'] * 2),
                           ('2015-02-31', ['not_computable'] * 2), ('2005-01-01', ['not_computable'] * 2), ('1930-01-01', ['not_computable'] * 2),
                           ('2007-11-28', ['not_computable'] * 2), ('2007-11-29', ['ended'] * 2)):
        text = census('2026-03-31', [('1', inner)]).replace(field('PersonBirthDate', '2014-05-06'), field('PersonBirthDate', born))
        file = write(folder, 'born.xml', text)
        found = [state for duty in ('assessment.single', 'cp.conference.review') for _, state in states(checks, file, only=duty)]
        checks.same(f'born {born}', found, expected)
        said = findings(checks, file)
        checks.same(f'born {born}: told', [name for name in ('bad_rows', 'born_early', 'born_late') if name in said],
                    ['bad_rows', 'born_early'] if born in ('2005-01-01', '1930-01-01', '2007-11-28') else ['bad_rows'] if born == '2015-02-31' else
                    ['born_late'] if born > '2025' else [])
        # The child is on a plan for more than three months on 31 March, unless the child is 18 by then.
        checks.same(f'born {born}: D6', figures(checks, file)['D6'], ('0', '0', '1') if 'not_computable' in expected else
                    ('0', '0', '0') if 'ended' in expected else ('1', '0', '0'))
    # Short breaks that end on the 18th birthday begin no care on that day, although care may have gone on after them in other cases.
    write(folder, 'ssd/p.csv', 'pers_person_id,pers_dob\n1,2007-11-28\n')
    write(folder, 'ssd/l.csv', 'lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date\n1,V4,2025-06-02,2025-11-28\n')
    checks.that('born_early' not in findings(checks, folder / 'ssd', '--as-at', '2026-03-31'), 'short breaks to the 18th birthday')


def check_same_child(checks, folder):
    """Two elements with the same id in one census may be two children: a finding names the case and its lines, and the case counts
    once. Id 1 appears twice, id 2 three times, id 3 once in each of two files. Two children without an id are not one case."""
    day = '2025-05-06'
    once = referred(day, assessment(day, '2025-06-02'))
    again = referred('2025-10-06', assessment('2025-10-06', '2025-11-03'))
    file = write(folder, 'twice.xml', census('2026-03-31', [('1', once), ('2', once), ('1', again), ('2', again), ('2', referred('2025-12-01')), ('3', once), ('', once), ('', once)]))
    other = write(folder, 'other.xml', census('2025-03-31', [('3', referred('2024-05-06', closed='2024-07-01'))]))
    for words, place in (((file,), 'lines 2, 3, 4, 5 and 6'), ((file, other), 'twice.xml lines 2, 3, 4, 5 and 6'), ((other, file), 'twice.xml lines 2, 3, 4, 5 and 6')):
        found = findings(checks, *words)['same_cases']
        checks.that(found[0] == 2 and f'2 cases appear more than once in one file of a return ({place})' in found[1], f'{words}: {found}')
        said = checks.run('worklist', *words).stderr
        for line, case, first in ((4, 1, 2), (5, 2, 3), (6, 2, 3)):
            checks.that(f'twice.xml:{line}: note: case "{case}": this case also appears on line {first}. Check whether both are the same child' in said, said)
        checks.same('each once', [said.count('also appears on')], [3])
    one = write(folder, 'one.xml', census('2026-03-31', [('1', once), ('2', once)]))
    checks.that('same_cases' not in findings(checks, one, other), 'once each')
    # both referrals are still checked
    checks.same('assessments', states(checks, file, only='assessment.single')[:2], [('1', 'met')] * 2)


if __name__ == '__main__':
    sys.exit(main(check_without_name, check_lost, check_lost_in_care, check_lost_rows, check_found_rows, check_lost_episodes,
                  check_lost_without_ref, check_long_names, check_reason_of_lost,
                  check_shortened, check_shortened_in_doubt, check_missing_births, check_births_of_adults,
                  check_only_birth, check_silent_rows, check_impossible_births, check_same_child))
