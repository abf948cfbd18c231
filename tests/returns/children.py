"""Checks what becomes of children who cannot be followed from one file to another, or whose id or date of birth is missing or wrong.

    children.py DUEBY
"""
import csv
import io
import sys

from returns import DONE, SOME_ROWS_FAILED, assessment, census, field
from small import LATE, figures, findings, main, plan, referred, states, write


def check_without_name(checks, folder):
    """A child without an id cannot be matched with the file of another year, so nothing may be late because of that.

    Last year's child was referred on 6 January 2025, so an assessment was due by 10 March and a review of the plan by 6 April.
    This year's has had a plan since 10 June 2024, reviewed on 3 September, which is only in last year's file; the next review
    was due by 3 March 2025. With an id the same children are late, and so they are if the file is read without the other."""
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
    """If a child has something open in one census and is missing from the next, a finding names and counts the child, and
    nothing is late. Nobody is missed whose case was closed or led to nothing, or if there is no later file."""
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
    measured = {row['measure']: (row['counted'], row['cannot_tell']) for row in csv.DictReader(io.StringIO(checks.run(
        'measures', old, new, '--year', '2025-26', '--format', 'csv').stdout))}
    checks.same('the plan of a lost child in D5', measured['D5'], ('0', '1'))


def check_long_names(checks, folder):
    """If a child's id may be a name, messages give its length instead, always in the same words."""
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


def check_reason_of_lost(checks, folder):
    """If a child is missing from the next file, the reason says so, and not that rows could not be read."""
    files = [write(folder, 'old.xml', census('2025-03-31', [('1', referred('2025-01-06')), ('2', referred('2025-01-06'))])),
             write(folder, 'new.xml', census('2026-03-31', [('2', referred('2025-01-06'))]))]
    checks.same('lost', states(checks, *files, only='assessment.single'), [('1', 'not_computable'), ('2', 'overdue')])
    out = checks.run('worklist', *files, '--only', 'assessment.single').stdout
    checks.that('this child is not in the next file' in out and 'could not be read' not in out, out)


def check_shortened(checks, folder):
    """Every reader reports an id like 1.23457E+11: Excel may have made several children into one. 1E5, 12E+3 and E+11 are left
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
    """Without a date of birth we cannot tell whether a birthday has ended what is late. A finding says so for a return, and for
    other files in which some have a date of birth. 1: no birth, and a review that was due on 3 February. 2: the same with a
    birth. 3: no birth, but nothing is late."""
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
    """A child whose only date is the birth may be in care, and is listed as needing a check. A child who is only in the table of
    people is not listed. In list 9 the plan has no date."""
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


if __name__ == '__main__':
    sys.exit(main(check_without_name, check_lost, check_lost_in_care, check_long_names, check_reason_of_lost,
                  check_shortened, check_shortened_in_doubt, check_missing_births, check_births_of_adults,
                  check_only_birth))
