"""Tests the effects on other events when a case is closed, or a plan or an episode ends.

    endings.py DUEBY
"""
import csv
import io
import sys
from pathlib import Path

from returns import SOME_ROWS_FAILED, assessment, census, field, headers
from small import LATE, figure, figures, findings, main, of_case, plan, referred, states, write


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


def check_closures_of_census(checks, folder):
    """A referral's closure ends everything that belongs to that referral, and nothing that belongs to another, even if that is
    later.

    1: referred again on the day of the closure; 45 working days from Monday 2 June end on 4 August. 2: a plan since 1 October,
    whose review was due on 1 January; another referral is closed on 16 December. 3: closed with the assessment and the enquiry
    unfinished. 4: as 2, but the other referral led to nothing. 5: the child moved away. 6: as 2, but in two censuses with different
    days for the referral; the plan was reviewed on 1 December and ended on 2 March."""
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
    checks.same('plans reviewed in time', figure(checks, 'D6', file), ('2', '0', '0'))  # child 5 moved away
    old = write(folder, 'six_old.xml', census('2025-11-30', [('6', referred('2025-09-01', plan('2025-10-01')))]))
    new = write(folder, 'six_new.xml', census('2026-03-31', [('6', referred('2025-09-02', plan('2025-10-01', '2025-12-01', end='2026-03-02')))]))
    found = of_case(checks, old, new, only='cp.conference.review', case='6')
    checks.that(found and not set(found) & LATE, f'two days of one referral: {found}')
    checks.same('two days of one referral', figure(checks, 'D5', old, new)[0], '0')


def check_later_stay(checks, folder):
    """A later stay in care, which begins with RNE S, is judged even if parts of an earlier one cannot be read, and the child is
    named. A review on 20 May 2025 was the first of the stay since 6 May, so the next was due on 20 August.

    3: no first day. 4: an end that cannot be read. 5: a reason without an end. 6: an end before its start. Otherwise nobody knows: 7
    may have begun later, 8 does not begin care again, 9 may have been in care before, because its second row only continues care."""
    last = '06/05/2025,S,C2,U6,,'
    rows = {'1': [last], '2': ['06/05/2024,S,C2,U6,06/01/2025,E4A', last], '3': ['31/02/2024,S,C2,U6,06/01/2025,E4A', last],
            '4': ['06/05/2024,S,C2,U6,31/02/2025,E4A', last], '5': ['06/05/2024,S,C2,U6,,E4A', last], '6': ['06/05/2024,S,C2,U6,06/01/2024,E4A', last],
            '7': ['31/02/2024,S,C2,U6,06/09/2025,E4A', last], '8': ['31/02/2024,S,C2,U6,06/05/2025,X1', last.replace('S', 'L')],
            '9': ['06/05/2024,S,C2,U6,31/02/2025,', last]}
    write(folder, 'care/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n' + ''.join(f'{child},{row}\n' for child in rows for row in rows[child]))
    write(folder, 'care/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n' + ''.join(f'{child},01/02/2015,20/05/2025,PN1\n' for child in rows))
    lines = checks.lines(folder / 'care', '--as-at', '2026-03-31', '--only', 'cla.review', fields=('case', 'due', 'state'))
    checks.same('the next review', [(case, state) for case, due, state in lines if due == '2025-08-20'],
                [(case, 'not_computable' if case in '789' else 'overdue') for case in rows])
    named = {case for case, due, state in lines if not due and state == 'not_computable'}
    checks.same('named', sorted(named), ['3', '4', '5', '6', '7', '8', '9'])


def check_on_to_short_breaks(checks, folder):
    """The SSDA903 and the SSD give the same answers about a child whose legal status changes. Care since Monday 5 January 2026; the
    first review is due on 2 February. On 10 February the status becomes V4, short breaks, which end the stay in care.

    1: no review, so the first was never done. 2: reviewed on 30 January: nothing more is due. 3: the same with V3. 4: reviewed, but
    the status becomes C2 instead: the next review is due on 30 April. 5: no review and C2: overdue. 6: V4 from the beginning."""
    expected = [('1', 'missed', '2026-02-02'), ('2', 'ended', '2026-04-30'), ('2', 'met', '2026-02-02'), ('3', 'ended', '2026-04-30'), ('3', 'met', '2026-02-02'),
                ('4', 'met', '2026-02-02'), ('4', 'open', '2026-04-30'), ('5', 'overdue', '2026-02-02')]
    status = {'1': 'V2 V4', '2': 'V2 V4', '3': 'V2 V3', '4': 'V2 C2', '5': 'V2 C2', '6': 'V4 V4'}
    reviewed, episodes, legal, careful, reviews, held = '234', '', '', '', '', ''
    for child, (first, then) in ((child, both.split()) for child, both in status.items()):
        episodes += f'{child},05/01/2026,S,{first},U6,10/02/2026,X1\n{child},10/02/2026,L,{then},U6,,\n'
        legal += (f'{child}a,{child},{first},2026-01-05,2026-02-10\n{child}b,{child},{then},2026-02-10,\n' if child != '6' else '6a,6,V4,2026-01-05,\n')
        careful += f'{child}x,{child},2026-01-05,2026-02-10,X1,c{child},2026-01-05\n{child}y,{child},2026-02-10,,,c{child},2026-01-05\n'
        reviews += f'{child},01/02/2015,30/01/2026,PN1\n' if child in reviewed else ''
        held += f'r{child},c{child},2026-01-30,N\n' if child in reviewed else ''
    write(folder, '903/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n' + episodes)
    write(folder, '903/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n' + reviews)
    write(folder, 'ssd/episodes.csv', 'clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,'
          'clae_cla_id,clae_entered_care_date\n' + careful)
    write(folder, 'ssd/legal.csv', 'lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date\n' + legal)
    write(folder, 'ssd/reviews.csv', 'clar_cla_review_id,clar_cla_id,clar_cla_review_date,clar_cla_review_cancelled\n' + held)
    headers(folder / 'ssd', 'ssd', 'ssd_cin_episodes', 'ssd_permanence', 'ssd_cla_placement', 'ssd_care_leavers')
    headers(folder / '903', 'ssda903', 'placed_for_adoption')
    for kind in ('903', 'ssd'):
        lines = checks.lines(folder / kind, '--as-at', '2026-03-31', '--only', 'cla.review', '--state', 'all', fields=('case', 'state', 'due'))
        checks.same(kind, [line for line in lines if line[0] != '6'], expected)
        checks.same(f'{kind}: short breaks', [line for line in lines if line[0] == '6' and line[1] != 'ended'], [])


def check_short_breaks_between(checks, folder):
    """Short breaks (V3, V4) between two stays in care are no care, so the SSDA903 and the SSD give the same answers. Regulation 48 has
    other duties for them. 1 and 2: in care from 5 May, with a review on 30 May (due on 3 June), so the next was due on 30 August.
    Short breaks from 1 July end that. In care again from 1 October without RNE S, so nobody knows whether the first review was due on
    29 October (2 and 3 October are 1 and 2; 6 to 10 are 3 to 7; 13 to 17 are 8 to 12; 20 to 24 are 13 to 17; 27 to 29 are 18 to 20).
    3: short breaks first. 4: after the short breaks care is over."""
    stays = {'1': ('V2', 'V4', 'V2'), '2': ('V2', 'V3', 'V2'), '3': ('', 'V4', 'V2'), '4': ('V2', 'V4', 'E8')}
    days = ('05/05/2025', '01/07/2025', '01/10/2025', '')
    tables = {'episodes': 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n', 'reviews': 'CHILD,DOB,REVIEW,REVIEW_CODE\n'}
    episodes = 'clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,clae_entered_care_date\n'
    status, reviews = 'lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date\n', 'clar_cla_review_id,clar_cla_id,clar_cla_review_date,clar_cla_review_cancelled\n'
    def iso(day):
        return '-'.join(reversed(day.split('/')))
    for child, codes in stays.items():
        entered = next(day for day, code in zip(days, codes) if code)
        for at, code in enumerate(codes):
            if not code or code.startswith('E'):
                continue
            start, end = days[at], days[at + 1]
            why = '' if not end else codes[at + 1] if codes[at + 1].startswith('E') else 'X1'
            tables['episodes'] += f'{child},{start},{"S" if start == entered else "L"},{code},U6,{end},{why}\n'
            episodes += f'e{child}{at},{child},{iso(start)},{iso(end)},{why},l{child},{iso(entered)}\n'
            status += f'g{child}{at},{child},{code},{iso(start)},{iso(end)}\n'
        if child != '3':
            tables['reviews'] += f'{child},01/02/2015,30/05/2025,PN1\n'
            reviews += f'v{child},l{child},2025-05-30,N\n'
    for name, text in tables.items():
        write(folder, f'903/{name}.csv', text)
    for name, text in (('episodes', episodes), ('status', status), ('reviews', reviews)):
        write(folder, f'ssd/{name}.csv', text)
    headers(folder / 'ssd', 'ssd', *(file.stem for file in (Path(__file__).parent / 'ssd').glob('ssd_*.csv')
                                     if file.stem not in ('ssd_cla_episodes', 'ssd_legal_status', 'ssd_cla_reviews')))
    again, first = [('2025-10-29', 'not_computable')], [('2025-06-03', 'met'), ('2025-08-30', 'ended')]
    for kind in ('903', 'ssd'):
        found = checks.lines(folder / kind, '--as-at', '2026-03-31', '--only', 'cla.review', '--state', 'all', fields=('case', 'due', 'state'))
        for child, expected in (('1', first + again), ('2', first + again), ('3', again), ('4', first)):
            here = [row[1:] for row in found if row[0] == child and not (child == '3' and row[2] == 'ended')]  # the SSD has a start on the first day
            checks.same(f'{kind}, child {child}', here, expected)


def check_goes_on(checks, folder):
    """X1 says that the next episode follows at once. So an S does not begin care again, even if the day of the end is missing. A
    missing end before another episode is named, unless it is in the file of another year. If there is no X1 either, the child came
    back after an unknown day: the first review, due on 4 June, may not have been needed, so the child needs checking, but the second
    stay is checked as usual: its first review was due on 3 November. A stay that ended on 20 June needed its first review."""
    rows = '1,06/05/2025,S,C2,U6,,X1\n1,06/10/2025,S,C2,U6,,\n2,06/05/2025,S,C2,U6,06/10/2025,X1\n2,06/10/2025,S,C2,U6,,\n3,06/05/2025,S,C2,U6,,\n3,06/10/2025,S,C2,U6,,\n'
    write(folder, 'one/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n' + rows)
    done = checks.run('read', folder / 'one', '--as-at', '2026-03-31')
    found = [line.split(',')[:3] for line in done.stdout.splitlines() if 'cla.' in line]
    checks.same('care', found, [['1', 'cla.started', '2025-05-06'], ['2', 'cla.started', '2025-05-06'], ['3', 'cla.started', '2025-10-06']])
    for said in ('2: note: case "1": episodes/DEC: it is empty, but line 3 begins later', '6: case "3": episodes/DEC: it is empty, but a later row begins again'):
        checks.that(f'episodes.csv:{said}' in done.stderr, done.stderr)
    checks.same('named', [done.stderr.count('it is empty')], [2])
    write(folder, 'back/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n3,06/05/2025,S,C2,U6,,\n3,06/10/2025,S,C2,U6,,\n'
          '4,06/05/2025,S,C2,U6,20/06/2025,E4A\n4,06/10/2025,S,C2,U6,,\n5,06/05/2025,S,L1,U6,,\n5,06/10/2025,S,L1,U6,08/10/2025,E4A\n')
    headers(folder / 'back', 'ssda903', 'reviews')
    back = (folder / 'back', '--as-at', '2026-03-31')
    found = checks.lines(*back, '--only', 'cla.review', '--state', 'all', fields=('case', 'due', 'state'), status=SOME_ROWS_FAILED)
    checks.same('back in care', [row for row in found if row[0] in '34'], [('3', '', 'not_computable'), ('3', '2025-11-03', 'overdue'),
                                                                          ('4', '2025-06-04', 'missed'), ('4', '2025-11-03', 'overdue')])
    checks.same('back under police protection', [state for case, state in states(checks, *back, only='police_protection') if case == '5'], ['met'])
    write(folder, 'two/a/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1,06/05/2024,S,C2,U6,,\n')
    write(folder, 'two/b/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1,06/05/2024,S,C2,U6,06/05/2025,X1\n1,06/05/2025,P,C2,U6,,\n')
    checks.same('two years', [checks.run('read', folder / 'two' / 'a', folder / 'two' / 'b').stderr.count('begins later')], [0])


def check_open_after_closure(checks, folder):
    """A closed case has no open assessment or enquiry (the census rules 8867 and 8868). If one has no end, it ended on an unknown
    day, so what was due before the closure is neither never done nor late. An enquiry whose row says that a conference is needed
    (ICPCnotRequired 0) is another matter.

    45 working days from 2 June are over on 4 August; 15 from Monday 7 July on 28 July. Closed on 1 October (late) or, with an x, on
    20 June or 14 July (in time)."""
    def enquiry(required=''):
        return f'<Section47>{field("S47ActualStartDate", "2025-07-07")}{field("ICPCnotRequired", required)}</Section47>'
    done, begun = assessment('2025-06-02', '2025-07-01'), assessment('2025-06-02', '')
    children = [('a1', begun, '2025-10-01'), ('a1x', begun, '2025-06-20'), ('a2', begun, ''), ('a3', '', '2025-10-01'), ('a4', begun + done, '2025-10-01'),
                ('s1', done + enquiry(), '2025-10-01'), ('s1x', done + enquiry(), '2025-07-14'), ('s2', done + enquiry(), ''),
                ('s3', done + enquiry('0'), '2025-10-01'), ('s4', done + enquiry('false'), '2025-10-01'), ('s5', done + enquiry('1'), '2025-10-01')]
    file = write(folder, 'open.xml', census('2026-03-31', [(name, referred('2025-06-02', inner, closed)) for name, inner, closed in children]))
    checks.same('assessments', [row for row in states(checks, file, only='assessment.single') if row[0] < 's'],
                [('a1', 'not_computable'), ('a1x', 'ended'), ('a2', 'overdue'), ('a3', 'missed'), ('a4', 'met')])
    checks.same('enquiries', states(checks, file, only='cp.conference.initial'),
                [('s1', 'not_computable'), ('s1x', 'ended'), ('s2', 'overdue'), ('s3', 'missed'), ('s4', 'missed'), ('s5', 'ended')])
    said = checks.run('worklist', file).stderr
    for name, where in (('a1', 'Assessments/AssessmentAuthorisationDate'), ('a1x', 'Assessments/AssessmentAuthorisationDate'), ('s1', 'Section47/DateOfInitialCPC')):
        checks.that(f'note: case "{name}": CINdetails/{where}: it is empty, but there is a CINclosureDate' in said, f'{name}: {said}')
    checks.same('messages', [said.count('it is empty, but there is a CINclosureDate')], [5])


def check_open_after_closure_in_tables(checks, folder):
    """The same in Annex A, where list 6 has the closure, and in the SSD, where each referral has its own. A closure before the start,
    or of another referral, is about something else. An enquiry of which the file says that a conference is needed was never done.

    Anything from Monday 5 January 2026: 45 working days are over on 9 March, 15 on 26 January. Closed on 20 March (late), 20 January
    (in time) or before the start."""
    days = {'late': '20/03/2026', 'soon': '20/01/2026', 'early': '10/12/2025', 'open': ''}
    lists = {4: 'Child Unique ID,Continuous Assessment Start Date,Continuous Assessment Date of Authorisation\n',
             5: 'Child Unique ID,Strategy discussion,Was an ICPC deemed unnecessary?,Date of Initial Child Protection Conference\n',
             6: 'Child Unique ID,CIN Start Date,CIN Closure Date,Reason for Closure,Case Status\n', 3: 'Child Unique ID,Date of Referral,Referral NFA?\n'}
    for name, day in days.items():
        start = '01/12/2025' if name == 'early' else '05/01/2026'
        lists[3] += ''.join(f'{kind}-{name},05/01/2026,\n' for kind in 'an')
        lists[4] += f'a-{name},05/01/2026,\n'
        lists[5] += f's-{name},05/01/2026,,\nk-{name},05/01/2026,No,\n'
        lists[6] += ''.join(f'{kind}-{name},{start},{day},{day and "RC8"},\n' for kind in 'anks')
    for number, text in lists.items():
        write(folder, f'lists/{number}.csv', text)
    headers(folder / 'lists', 'annex_a', *(f'list_{number}' for number in (1, 2, 7, 8, 9, 10, 11)))
    answers = {'a': {'late': 'not_computable', 'soon': 'ended', 'early': 'overdue', 'open': 'overdue'},
               'n': {'late': 'missed', 'soon': 'ended', 'early': 'overdue', 'open': 'overdue'},
               's': {'late': 'not_computable', 'soon': 'ended', 'early': 'overdue', 'open': 'overdue'},
               'k': {'late': 'missed', 'soon': 'ended', 'early': 'overdue', 'open': 'overdue'}}
    words = (folder / 'lists', '--as-at', '2026-03-31')
    for duty, kinds in (('assessment.single', 'an'), ('cp.conference.initial', 'ks')):
        checks.same(f'Annex A, {duty}', states(checks, *words, only=duty), sorted((f'{kind}-{name}', state) for kind in kinds for name, state in answers[kind].items()))

    episodes = 'cine_referral_id,cine_person_id,cine_referral_date,cine_referral_nfa,cine_close_reason,cine_close_date\n'
    assessments = 'cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date\n'
    enquiries = 's47e_s47_enquiry_id,s47e_referral_id,s47e_person_id,s47e_s47_start_date,s47e_s47_end_date,s47e_s47_nfa\n'
    for name, day in (('late', '2026-03-20'), ('soon', '2026-01-20'), ('open', '')):
        for kind in 'anks':
            episodes += f'r{kind}{name},{kind}-{name},2026-01-05,N,{day and "RC8"},{day}\n'
        assessments += f'a{name},a-{name},ra{name},2026-01-05,\n'
        enquiries += f's{name},rs{name},s-{name},2026-01-05,,\nk{name},rk{name},k-{name},2026-01-05,,N\n'
    episodes += 'x1,a-other,2025-06-02,N,RC8,2026-03-20\nx2,a-other,2026-01-05,N,,\n'
    assessments += 'other,a-other,x2,2026-01-05,\nearlier,a-other,x1,2025-06-02,2025-06-10\n'
    for name, text in (('episodes', episodes), ('assessments', assessments), ('enquiries', enquiries)):
        write(folder, f'ssd/{name}.csv', text)
    headers(folder / 'ssd', 'ssd', *(file.stem for file in (Path(__file__).parent / 'ssd').glob('ssd_*.csv')
                                     if file.stem not in ('ssd_cin_episodes', 'ssd_cin_assessments', 'ssd_s47_enquiry')))
    words = (folder / 'ssd', '--as-at', '2026-03-31')
    found = states(checks, *words, only='assessment.single')
    checks.same('SSD, assessments', found, sorted([(f'{kind}-{name}', answers[kind][name]) for kind in 'anks' for name in ('late', 'soon', 'open') if kind in 'an'] +
                                                  [(f'{kind}-{name}', answers['n'][name]) for kind in 'ks' for name in ('late', 'soon', 'open')] +
                                                  [('a-other', 'met'), ('a-other', 'overdue')]))
    checks.same('SSD, enquiries', states(checks, *words, only='cp.conference.initial'),
                sorted((f'{kind}-{name}', answers[kind][name]) for kind in 'ks' for name in ('late', 'soon', 'open')))


def check_plans_after_closure(checks, folder):
    """A plan that continues after its own referral was closed is a contradiction in the data. The child needs checking, and nothing
    is late or over because of the plan.

    Each child was referred on 1 September, and the referral was closed on 10 December. The plan began on 1 October, so the first
    review was due on 1 January, after the closure. 1: the plan has no end. 2: it ended on 1 February, after the closure. 3: it
    ended on 10 December, with the closure. 4: it ended before the closure. 5: no end, but the child moved away. 6: no end, and the
    referral is not closed. 7: a child in need plan without an end. 8: as 3, and another plan from a later referral, still open. 9:
    the plan began after the closure. 10: no end, and a second referral that was closed with its own plan. The assessments were
    authorised in time."""
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
    # child 1 cannot be judged; 6 was not reviewed in time; 8 and 9 have been on their plans for less than three months
    checks.same('plans reviewed in time', figure(checks, 'D6', file), ('1', '0', '1'))
    write(folder, 'ssd/episodes.csv', f"{SSD['episodes']}\nr1,1,2025-09-01,N,RC8,2025-12-10\nr2,2,2025-09-01,N,RC8,2025-12-10\nr3,3,2025-09-01,N,RC8,2025-12-10\n")
    write(folder, 'ssd/plans.csv', f"{SSD['plans']}\np1,r1,1,2025-10-01,\np2,r2,2,2025-10-01,2025-12-10\np3,,3,2025-10-01,\n")
    write(folder, 'ssd/reviews.csv', f"{SSD['reviews']}\n9,9,9,2025-10-01\n")
    words = (folder / 'ssd', '--as-at', '2026-03-31')
    found = [of_case(checks, *words, only='cp.conference.review', case=case) for case in '123']
    checks.same('the SSD', found, [['not_computable'], ['ended'], ['overdue']])
    said = checks.run('worklist', *words, status=SOME_ROWS_FAILED).stderr
    checks.that('plans.csv:2: case "1": ssd_cp_plans/cppl_cp_plan_end_date: it is empty, but there is a cine_close_date' in said and 'case "3"' not in said, f'{said}')


def check_closures_of_ssd(checks, folder):
    """Tests the same with the SSD. 1: plan 1 of referral r1 is open, and r2 led to nothing. 2: a plan that names no referral. 3: in
    care since 6 October, visited only on the 8th; the referral is closed on the 20th. 4: two referrals with an enquiry each; r6 is
    closed. 5: an enquiry and a conference that name their referral. 6: the same without the referral. 7: care ends, and so does the
    placement. 9: a review shows that there is a plan, but the tables do not have the plan."""
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
    """List 6 says nothing about plans or stays in care, so these continue even if the list says that the case was closed. Child 1
    has had a plan since 10 October, and child 2 has been in care since the 13th. Both cases were closed on the 20th. So was child
    3's, whose referral, assessment, enquiry and child in need plan have no end. Child 4 died, so everything ends."""
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


def check_words_of_annex_a(checks, folder):
    """Councils write the codes of Annex A in several ways, with or without their letter. Every child has had a plan since 10 October
    2025, so the first review is due by 10 January; the case in list 6 was closed on the 20th. It only ends the plan if the child was
    adopted, died or moved to another council. A value that is neither yes nor no is counted, and means no."""
    child = 'Child Unique ID,Gender,Ethnicity,Date of Birth,Age'
    ended = ('RC1', 'RC1 - Adopted', 'a) Adopted', 'Adopted - consent dispensed with', 'RC2', 'b) Died', 'Client deceased', 'RC5',
             'e) Transfer to another LA', 'Transferred to services of another local authority')
    goes_on = ('RC8', 'c) Residence Order', 'Transferred to adult services', 'f) Transfer to Adult Social Services', 'Parent died', 'Adoption support ended',
               'Referred to another LA')
    alone, not_alone = ('a) Yes', 'Y', 'yes', 'TRUE', '1', '1 - Yes', 'Seen alone'), ('b) No', 'N', 'FALSE', '0', '0 - No', 'Not seen alone', 'c) Unknown', '', 'x')
    needs = {'NFA': 'Referral NFA?', 'unnecessary': 'Was an Initial Child Protection Conference deemed unnecessary?'}
    three = [f'{child},Date of Referral,{needs["NFA"]}\n']
    five = [f'{child},Strategy discussion initiating Section 47 Enquiry Start Date,{needs["unnecessary"]},Date of Initial Child Protection Conference\n']
    six = [f'{child},CIN Start Date,CIN Closure Date,Reason for Closure,Case Status\n']
    seven = [f'{child},Child Protection Plan Start Date,Date of the Last Statutory Visit,Was the Child Seen Alone?,Date of latest review conference,'
             'Child Protection Plan End Date\n']
    nine = [f'{child},Eligibility Category,Latest Pathway Plan Review Date,LA in Touch,Latest Date of Contact\n']
    about = 'a) Male,a) WBRI,06/05/2014,11'
    six += [f'{words},{about},01/10/2025,20/10/2025,{words},e) Closed episode\n' for words in ended + goes_on]
    seven += [f'{words},{about},10/10/2025,,,,\n' for words in ended + goes_on]
    seven += [f'{words or "blank"},{about},10/10/2025,20/03/2026,{words},,\n' for words in alone + not_alone]
    three += [f'r {words},{about},05/01/2026,{words}\n' for words in alone[:6] + not_alone[:5]]
    five += [f's {words},{about},05/01/2026,{words},\n' for words in alone[:6] + not_alone[:5]]
    touch = {'c) Died': [], 'e) NREQ': [], 'f) Rhom': [], 'a) Yes': ['overdue'], 'd) Refu': ['overdue']}
    nine += [f'{words},a) Male,a) WBRI,06/05/2009,16,R,01/08/2025,{words},01/09/2025\n' for words in touch]
    for name, rows in (('3', three), ('5', five), ('6', six), ('7', seven), ('9', nine)):
        write(folder, f'lists/{name}.csv', ''.join(rows))
    headers(folder / 'lists', 'annex_a', 'list_4', 'list_8', 'list_10')
    words = (folder / 'lists', '--as-at', '2026-03-31')
    for reasons, state in ((ended, 'ended'), (goes_on, 'overdue')):
        checks.same(f'closures, {state}', [(reason, of_case(checks, *words, only='cp.conference.review', case=reason)) for reason in reasons],
                    [(reason, [state]) for reason in reasons])
    read = checks.run('read', *words)
    rows = [line.split(',') for line in read.stdout.splitlines() if ',visit.made,' in line]
    checks.same('seen alone', sorted(row[0] for row in rows if row[4] == 'alone'), sorted(alone))
    checks.that('unknown code, used as is: Was the Child Seen Alone?: "x" (1 time)' in read.stderr, f'a value that is neither yes nor no\n{read.stderr}')
    checks.that(read.stderr.count('unknown code') == 1, f'other values that are not known\n{read.stderr}')
    for duty, kind in (('assessment.single', 'r'), ('cp.conference.initial', 's')):
        found = [(yes, of_case(checks, *words, only=duty, case=f'{kind} {yes}')) for yes in alone[:6] + not_alone[:5]]
        checks.same(duty, found, [(yes, ['ended' if yes in alone else 'overdue']) for yes, _ in found])
    found = [(said, of_case(checks, *words, only='leaving_care.pathway_review', case=said)) for said in touch]
    checks.same('in touch', found, list(touch.items()))


def check_visits_of_annex_a(checks, folder):
    """A visit in list 7 at which the child was not seen is an attempt. The list does not give the visit before it, so dueby cannot
    tell whether that was in time. In Barnet a visit is due within 10 working days: after one on Friday 20 March by 7 April (23-27,
    30-31 March, 1-2 April are 9; the 3rd and the 6th are bank holidays)."""
    seen = ('b) No', 'Not seen alone', 'Child not seen alone', 'c) Unknown', 'Seen - not alone', 'With a parent')
    not_seen = ('c) Child not seen', 'Not seen', 'No - not seen', 'Child not seen (away)', 'Child was NOT SEEN')
    head = ('Child Unique ID,Date of Birth,Child Protection Plan Start Date,Date of the Last Statutory Visit,Was the Child Seen Alone?,'
            'Date of latest review conference,Child Protection Plan End Date\n')
    write(folder, 'visits/7.csv', head + ''.join(f'{words},06/05/2014,13/01/2025,20/03/2026,{words},02/02/2026,\n' for words in seen + not_seen) +
          'bad,06/05/2014,13/01/2025,30/02/2026,b) No,02/02/2026,\n')
    headers(folder / 'visits', 'annex_a', 'list_5', 'list_6', 'list_8', 'list_9', 'list_10')
    words = (folder / 'visits', '--as-at', '2026-04-02')
    read = checks.run('read', *words)
    rows = list(csv.DictReader(io.StringIO(read.stdout)))
    checks.same('attempts', [row['case'] for row in rows if row['event'] == 'visit.attempted'], list(not_seen))
    checks.same('visits', [row['case'] for row in rows if row['event'] == 'visit.made' and not row['tags']], list(seen))
    checks.that('unknown code, used as is: Was the Child Seen Alone?: this value (13 characters) (1 time)' in read.stderr and
                read.stderr.count('unknown code') == 1, read.stderr)
    # the visits before a visit whose date cannot be read are missing too, also those on which the child was seen alone
    lines = checks.lines(*words, '--profile', 'barnet', '--only', 'cp.visit', '--state', 'all', fields=('case', 'needs', 'due', 'state'))
    checks.same('a visit without a date', {state for child, _, due, state in lines if child == 'bad' and due}, {'not_computable'})
    for child in seen + not_seen:
        found = {line[2:] for line in lines if line[0] == child and not line[1]}
        checks.that((('2026-04-07', 'due_soon') in found) if child in seen else {state for _, state in found} == {'not_computable'}, f'{child}: {found}')


def check_reasons_of_annex_a(checks, folder):
    """The reason decides whether only care ended, or everything: a child who left care on 20 January 2026 has had a plan since 10
    November 2025, with a review conference due by 10 February. A reason without a day: dueby cannot tell. The same applies to a closure
    in list 6. A child who was adopted, died or moved to another council is no longer on a plan."""
    over = ('a) E11: Adopted - application unopposed', 'E12', 'c) E2: Died', 'Died', 'd) E3: Care taken by another LA')
    only_care = ('e) E4A: Returned home', 'k) E47: Special Guardianship Orders - relative/friend', 'E15')
    lists = {6: 'Child Unique ID,Date of Birth,CIN Start Date,Date Child Was Last Seen,CIN Closure Date,Reason for Closure,Case Status\n',
             7: 'Child Unique ID,Date of Birth,Child Protection Plan Start Date,Date of latest review conference,Child Protection Plan End Date\n',
             8: "Child Unique ID,Date of Birth,Date Started to be Looked After,Child's Legal Status,Date of Latest Statutory Review,"
                'Date Ceased to be Looked After,Reason Ceased to be Looked After\n'}
    for day, when in (('', 'never'), ('20/01/2026', 'January')):
        for reason in over + only_care:
            lists[8] += f'{when} {reason},06/05/2014,10/11/2025,V2,24/11/2025,{day},{reason}\n'
        for reason in ('RC1', 'RC2', 'RC5', 'RC8'):
            lists[6] += f'{when} {reason},06/05/2014,10/10/2025,,{day},{reason},x\n'
        lists[7] += ''.join(f'{when} {reason},06/05/2014,10/11/2025,,\n' for reason in (*over, *only_care, 'RC1', 'RC2', 'RC5', 'RC8'))
    for number, text in lists.items():
        write(folder, f'reasons/{number}.csv', text)
    headers(folder / 'reasons', 'annex_a', 'list_5', 'list_9', 'list_10')
    words = (folder / 'reasons', '--as-at', '2026-03-31')
    of = {(name, due, state) for name, due, state in checks.lines(*words, '--state', 'all', fields=('case', 'due', 'state')) if due}
    for reasons, state in (((*over, 'RC1', 'RC2', 'RC5'), {'January': 'ended', 'never': 'not_computable'}),
                           ((*only_care, 'RC8'), {'January': 'overdue', 'never': 'overdue'})):
        for reason in reasons:
            for when in ('January', 'never'):
                checks.that((f'{when} {reason}', '2026-02-10', state[when]) in of, f'{when} {reason}: {[line for line in of if line[0] == f"{when} {reason}"]}')
    # the second review of a child in care, three months after the first, which was on 24 November
    checks.same('reviews after an end without a day', sorted(name for name, due, state in of if due == '2026-02-24' and state == 'not_computable'),
                sorted(f'never {reason}' for reason in over + only_care))
    rows = csv.DictReader(io.StringIO(checks.run('measures', *words, '--year', '2025-26', '--children', 'D5', '--format', 'csv').stdout))
    checks.same('on a plan', sorted(row['case'] for row in rows if row['result'] != 'cannot_tell'),
                sorted(f'{when} {reason}' for when in ('January', 'never') for reason in (*only_care, 'RC8')))


def check_times_of_ends(checks, folder):
    """Systems store days with times that nobody entered. The day decides: a closure or authorisation in the morning of the day on
    which the referral came in the afternoon is on that day. A day earlier, it is before its start."""
    episodes = 'cine_referral_id,cine_person_id,cine_referral_date,cine_referral_nfa,cine_close_reason,cine_close_date\n'
    assessments = 'cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date\n'
    for case, end in (('1', '2025-05-01 09:00:00.000'), ('2', '2025-05-01 00:00:00.000'), ('3', '2025-05-01 18:00:00.000'), ('4', '2025-04-30 18:00:00.000')):
        episodes += f'r{case},{case},2025-05-01 16:45:00.000,N,RC8,{end}\nq{case},a{case},2025-05-01,N,,\n'
        assessments += f'a{case},a{case},q{case},2025-05-01 16:45:00.000,{end}\n'
    write(folder, 'ssd/episodes.csv', episodes)
    write(folder, 'ssd/assessments.csv', assessments)
    headers(folder / 'ssd', 'ssd', *(file.stem for file in (Path(__file__).parent / 'ssd').glob('ssd_*.csv')
                                     if file.stem not in ('ssd_cin_episodes', 'ssd_cin_assessments')))
    words = (folder / 'ssd', '--as-at', '2026-03-31')
    found = [(case, of_case(checks, *words, only='assessment.single', case=case)) for case in '1234']
    checks.same('closed', found, [('1', ['ended']), ('2', ['ended']), ('3', ['ended']), ('4', ['not_computable'])])
    found = [(case, of_case(checks, *words, only='assessment.single~statistics', case=case)) for case in ('a1', 'a2', 'a3')]
    checks.same('authorised', found, [('a1', ['met']), ('a2', ['met']), ('a3', ['met'])])


def check_contradicting_days(checks, folder):
    """A plan that ends before it starts, or a review without a date, needs checking: its lines are not shown as late, and the
    figures cannot count it. A plan that ends on the day it starts is accepted."""
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
    # the names of the events for the start and the end of a plan for adoption do not match
    placed = write(folder, 'placed.csv', 'CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n6,01/02/2015,10/06/2025,02/06/2025,RD1\n7,01/02/2015,10/06/2025,10/06/2025,RD1\n')
    said = checks.run('worklist', placed, '--as-at', '2026-03-31', status=SOME_ROWS_FAILED).stderr
    checks.that('placed.csv:2: case "6": placed for adoption/DATE_PLACED_CEASED: it is before DATE_PLACED' in said and 'case "7"' not in said, f'{said}')
    own = write(folder, 'own.yaml', 'return: own\ntitle: own\ncase: ID\nrows:\n  - table: t\n    header: [ID, Made]\n    events:\n      - {event: epo.made, at: Made}\n      - {event: epo.ended, at: Over}\n')
    table = write(folder, 'own.csv', 'ID,Made,Over\n8,2026-03-10,2026-03-02\n')
    said = checks.run('worklist', table, '--mapping', own, '--as-at', '2026-03-31', status=SOME_ROWS_FAILED).stderr
    checks.that('own.csv:2: case "8": t/Over: it is before Made' in said, f'{said}')


def check_ends_of_episodes(checks, folder):
    """An episode needs checking if it has a last day but no reason for ending, or a reason but no last day. Each child was
    reviewed on 3 June and 3 September, so the next review was due on 3 March. 1: no reason. 2: another episode should follow. 3:
    no last day. 4: still open. 5: the other episode does follow. 6: left care on 10 September."""
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
    for line, why in ((2, 'no row follows it'), (3, 'no row follows it'), (4, 'it is empty, but there is a reason')):
        checks.that(f'episodes.csv:{line}: case "{line - 1}": episodes/DEC: ' in said and why in said, f'line {line}: {said}')
    checks.that(said.count('episodes/DEC') == 3, f'each row once: {said}')


def check_care_that_goes_on(checks, folder):
    """X1 says that another episode follows at once, so RNE S on that day does not begin a new stay in care, which would need a
    review within 20 working days. Each child came into care on 1 May and was reviewed on 20 May and 20 August, so the next review
    is due by 20 February. 1: X1, and S on the same day. 2: the same with P. 3: left care and came back on the same day, so a review
    was due by 30 July. 4: as 1, in two sets of one year each."""
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
    """A child who moves in with the adopters on the day of the placement order does not wait for a placement, so no review of a
    wait is due. Child 1 moves in on that day, child 2 a month later, within the three months, and child 3 never."""
    head = 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC'
    rows = ['1,05/05/2025,S,C2,U1,04/08/2025,X1', '1,04/08/2025,B,E1,A5,,', '2,05/05/2025,S,C2,U1,04/08/2025,X1', '2,04/08/2025,L,E1,U1,04/09/2025,X1',
            '2,04/09/2025,P,E1,A6,,', '3,05/05/2025,S,C2,U1,04/08/2025,X1', '3,04/08/2025,L,E1,U1,,']
    write(folder, 'set/episodes.csv', '\n'.join([head, *rows, '']))
    write(folder, 'set/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/02/2023,20/05/2025,PN1\n2,01/02/2023,20/05/2025,PN1\n3,01/02/2023,20/05/2025,PN1\n')
    headers(folder / 'set', 'ssda903', 'placed_for_adoption')
    found = states(checks, folder / 'set', '--as-at', '2026-03-31', only='adoption.review.unplaced')
    checks.same('reviews before the placement', [row for row in found if row[1] in LATE], [('3', 'overdue')])


def check_matches_of_annex_a(checks, folder):
    """List 10 has everything about a plan for adoption, so a match can be late. After a decision on 1 July, a match is due by 1
    January. 1: no match. 2: a match on 5 January. 3: a match on the last day. 4: the plan was given up on 1 October. 5: decided on
    1 November, so the match is due by 1 May."""
    rows = ['1,01/02/2025,01/07/2025,,', '2,01/02/2025,01/07/2025,05/01/2026,', '3,01/02/2025,01/07/2025,01/01/2026,', '4,01/02/2025,01/07/2025,,01/10/2025',
            '5,01/02/2025,01/11/2025,,']
    file = write(folder, 'matches/list_10.csv', 'Child Unique ID,Date the Child Entered Care,Date of Decision that Child Should be Placed for Adoption,'
                 'Date of Matching Child and Prospective Adopters,Date of Decision that Child Should No Longer be Placed for Adoption,Date of Placement Order,'
                 'Date Placed for Adoption,Date of Adoption Order\n' + ''.join(f'{row},,,\n' for row in rows))
    headers(file.parent, 'annex_a', 'list_6', 'list_8')
    found = states(checks, file.parent, '--as-at', '2026-03-31', only='adoption.match')
    checks.same('matches', found, [('1', 'overdue'), ('2', 'met_late'), ('3', 'met'), ('4', 'ended'), ('5', 'open')])


def check_days(checks, folder):
    """A plan or a stay in care that starts and ends on one day is not overdue, unless another starts that day and continues. It
    needs checking, because the end may belong to an earlier plan or stay that is not in the return (rule 8). 1: a plan of one day.
    2: another plan on that day. 3: a plan that ends on the day on which the next one starts."""
    plans = {'1': plan('2025-06-20', end='2025-06-20'), '2': plan('2025-06-20', end='2025-06-20') + plan('2025-06-20'),
             '3': plan('2025-05-20', end='2025-06-20') + plan('2025-06-20')}
    file = write(folder, 'days.xml', census('2026-03-31', [(case, referred('2025-05-20', inner)) for case, inner in plans.items()]))
    found = [of_case(checks, file, only='cp.conference.review', case=case) for case in plans]
    checks.same('plans', found, [['not_computable'], ['overdue'], ['ended', 'overdue']])
    checks.same('plans that ended', figure(checks, 'D7', file), ('3', '0', '0'))
    for name, start, end in (('7', 'Child Protection Plan Start Date', 'Child Protection Plan End Date'), ('8', 'Date Started to be Looked After', 'Date Ceased to be Looked After')):
        latest = 'Date of latest review conference' if name == '7' else 'Date of Latest Statutory Review'
        write(folder, f'lists/list_{name}.csv', f'Child Unique ID,Date of Birth,{start},{end},{latest}\n1,06/05/2014,20/06/2025,20/06/2025,\n2,06/05/2014,20/06/2025,,\n')
    headers(folder / 'lists', 'annex_a', 'list_6', 'list_10')
    for duty in ('cp.conference.review', 'cla.review'):
        found = states(checks, folder / 'lists', '--as-at', '2026-03-31', only=duty)
        checks.same(duty, found, [('1', 'not_computable'), ('2', 'overdue')])


def check_ends_before_starts(checks, folder):
    """Every return has a finding for an end that is before its start. Anything that this may affect needs checking, and measure C2
    is "cannot tell". An end on the day of the start is nothing unusual."""
    children = [('1', referred('2025-06-10', closed='2025-06-01')), ('2', referred('2025-06-10', field('ReasonForClosure', 'RC2'), closed='2025-06-01')),
                ('3', referred('2025-06-10', closed='2025-06-10')), ('4', referred('2025-06-02', assessment('2025-06-20', '2025-06-10'))),
                ('5', referred('2025-06-02', assessment('2025-06-20', '2025-06-20')))]
    file = write(folder, 'early.xml', census('2026-03-31', children))
    done = checks.run('worklist', file, '--only', 'assessment.single', '--state', 'all', status=SOME_ROWS_FAILED)
    for line in (2, 3):
        checks.that(f'early.xml:{line}: case "{line - 1}": CINdetails/CINclosureDate: it is before CINreferralDate' in done.stderr, f'{done.stderr}')
    checks.that('early.xml:5: case "4": CINdetails/Assessments/AssessmentAuthorisationDate: it is before AssessmentActualStartDate' in done.stderr, f'{done.stderr}')
    checks.same('each once', [done.stderr.count('it is before')], [3])
    checks.that('3 rows could not be used (lines 2, 3 and 5)' in done.stdout, f'{done.stdout}')
    checks.same('closures', [of_case(checks, file, only='assessment.single', case=case) for case in '12345'],
                [['not_computable'], ['not_computable'], ['ended'], ['not_computable'], ['met']])
    checks.same('assessments', figure(checks, 'C2', file), ('1', '1', '1'))

    write(folder, 'set/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1,05/05/2025,S,C2,U6,01/05/2025,E4A\n2,05/05/2025,S,C2,U6,05/06/2025,X1\n'
          '2,05/06/2025,P,C2,U6,01/06/2025,X1\n2,06/06/2025,P,C2,U6,,\n3,05/05/2025,S,C2,U6,05/05/2025,E4A\n')
    write(folder, 'set/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n')
    write(folder, 'set/missing.csv', 'CHILD,DOB,MISSING,MIS_START,MIS_END\n1,01/02/2015,M,06/06/2025,05/06/2025\n')
    words = (folder / 'set', '--as-at', '2026-03-31')
    done = checks.run('worklist', *words, status=SOME_ROWS_FAILED)
    for said in ('episodes.csv:2: case "1": episodes/DEC: it is before DECOM', 'episodes.csv:4: case "2": episodes/DEC: it is before DECOM',
                 'missing.csv:2: note: case "1": missing/MIS_END: it is before MIS_START'):
        checks.that(said in done.stderr, f'nothing says {said}: {done.stderr}')
    checks.that('2 rows could not be used (episodes.csv lines 2 and 4)' in done.stdout and '1 end or meeting is before its start (missing.csv line 2)' in done.stdout, f'{done.stdout}')
    checks.same('care', [of_case(checks, *words, only='cla.review', case=case) for case in '123'], [['not_computable'], ['not_computable'], ['ended']])

    ssd = {'episodes': ('cine_referral_id,cine_person_id,cine_referral_date,cine_close_reason,cine_close_date', 'r1,1,2025-06-10,RC8,2025-06-01', 'cine_close_date: it is before cine_referral_date'),
           'assessments': ('cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date', 'a1,2,r2,2025-06-10,2025-06-01',
                           'cina_assessment_auth_date: it is before cina_assessment_start_date'),
           'enquiries': ('s47e_s47_enquiry_id,s47e_referral_id,s47e_person_id,s47e_s47_start_date,s47e_s47_end_date,s47e_s47_nfa', 's1,r3,3,2025-06-10,2025-06-01,N',
                         's47e_s47_end_date: it is before s47e_s47_start_date'),
           'plans': ('cinp_cin_plan_id,cinp_referral_id,cinp_person_id,cinp_cin_plan_start_date,cinp_cin_plan_end_date', 'n1,r4,4,2025-06-10,2025-06-01', 'cinp_cin_plan_end_date: it is before'),
           'protection': ('cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date', 'p1,5,2025-06-10,2025-06-01', 'cppl_cp_plan_end_date: it is before'),
           'care': ('clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,clae_entered_care_date',
                    'e1,6,2025-06-10,2025-06-01,E4A,c6,2025-05-01', 'clae_cla_episode_ceased_date: it is before clae_cla_episode_start_date'),
           'placements': ('clap_cla_placement_id,clap_person_id,clap_cla_placement_start_date,clap_cla_placement_type,clap_cla_placement_end_date', 'p1,7,2025-06-10,U6,2025-06-01',
                          'clap_cla_placement_end_date: it is before clap_cla_placement_start_date'),
           'legal': ('lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date', 'l1,8,V4,2025-06-10,2025-06-01',
                     'lega_legal_status_end_date: it is before lega_legal_status_start_date')}
    for name, (header, row, _) in ssd.items():
        write(folder, f'ssd/{name}.csv', f'{header}\n{row}\n')
    said = checks.run('worklist', folder / 'ssd', '--as-at', '2026-03-31', status=SOME_ROWS_FAILED).stderr
    for name, (_, _, why) in ssd.items():
        checks.that(why in said, f'{name}: nothing says {why}: {said}')
    checks.same('each once', [said.count('it is before')], [len(ssd)])

    child = 'Child Unique ID,Date of Birth'
    lists = {'4': (f'{child},Continuous Assessment Start Date,Continuous Assessment Date of Authorisation', '1,06/05/2014,10/06/2025,01/06/2025'),
             '6': (f'{child},CIN Start Date,CIN Closure Date,Reason for Closure,Case Status', '2,06/05/2014,10/06/2025,01/06/2025,RC8,x'),
             '7': (f'{child},Child Protection Plan Start Date,Child Protection Plan End Date', '3,06/05/2014,10/06/2025,01/06/2025'),
             '8': (f'{child},Date Started to be Looked After,Date Ceased to be Looked After', '4,06/05/2014,10/06/2025,01/06/2025')}
    for name, texts in lists.items():
        file = write(folder, f'list_{name}.csv', '\n'.join([*texts, '']))
        said = checks.run('worklist', file, '--as-at', '2026-03-31', status=SOME_ROWS_FAILED).stderr
        checks.that(f'list_{name}.csv:2: ' in said and said.count('it is before') == 1, f'list {name}: {said}')


def check_plans_of_two_councils(checks, folder):
    """The end of another council's plan does not end the council's own plan, which began on 1 October and was reviewed on 30
    October, so the next review is due on 30 April. 1: the other plan has no referral. 2: the other plan has its own referral. 3:
    the council's own plan ended, and the other continues."""
    write(folder, 'episodes.csv', f"{SSD['episodes']}\nr1,1,2025-09-01,N,,\nr2,2,2025-09-01,N,,\no2,2,2025-07-15,N,,\nr3,3,2025-09-01,N,,\n")
    write(folder, 'plans.csv', f"{SSD['plans']},cppl_cp_plan_ola\np1,r1,1,2025-10-01,,N\no1,,1,2025-08-01,2025-11-14,Y\np2,r2,2,2025-10-01,,N\n"
          'o2,o2,2,2025-08-01,2025-11-14,Y\np3,r3,3,2025-10-01,2025-12-01,N\no3,,3,2026-02-02,,Y\n')
    write(folder, 'reviews.csv', f"{SSD['reviews']}\n1,1,o1,2025-10-30\n2,2,o2,2025-10-30\n")
    words = (folder, '--as-at', '2026-03-31', '--only', 'cp.conference.review', '--state', 'all')
    found = {(case, ref): state for case, ref, state, due in checks.lines(*words, fields=('case', 'ref', 'state', 'due')) if due == '2026-04-30' or case == '3' and due == '2026-01-01'}
    checks.same('the own plans', [found[case, ref] for case, ref in (('1', 'Rr1'), ('2', 'Rr2'), ('3', 'Rr3'))], ['open', 'open', 'ended'])


def check_meetings_before_starts(checks, folder):
    """If a conference is before its enquiry, or a review before its plan, the dates are used as they are, and a finding names
    them. 1: a conference two days before the enquiry. 2: a review before the plan, and none since: the first review was due on 1
    January, three months after 1 October. Such a review may belong to an earlier plan, whose next review was no longer needed once
    the new plan began. 3: a review before the plan and one in time. 4: a conference on the day of the enquiry, which is not before
    it; and a review on the plan's first day, which is really the conference that made the plan (the Department's rule 8841: no
    review can be on that day), so a review has been overdue since 1 January. 5: as 4, but reviewed late, on 8 January."""
    def child(number, conference, *reviews):
        enquiry = f'<Section47>{field("S47ActualStartDate", "2025-09-10")}{field("DateOfInitialCPC", conference)}</Section47>'
        return (str(number), referred('2025-09-01', assessment('2025-09-01', '2025-09-30') + enquiry + (plan('2025-10-01', *reviews) if reviews else '')))
    file = write(folder, 'before.xml', census('2026-03-31', [
        child(1, '2025-09-08'), child(2, '2025-09-18', '2025-09-20'), child(3, '2025-09-18', '2025-09-20', '2025-12-20'), child(4, '2025-09-10', '2025-10-01'),
        child(5, '2025-09-18', '2025-10-01', '2026-01-08')]))
    said = checks.run('worklist', file).stderr
    for line, case, why in ((2, 1, 'Section47/DateOfInitialCPC: it is before S47ActualStartDate'), (3, 2, 'ChildProtectionPlans/Reviews/CPPreviewDate: it is before CPPstartDate'),
                            (4, 3, 'ChildProtectionPlans/Reviews/CPPreviewDate: it is before CPPstartDate')):
        checks.that(f'before.xml:{line}: note: case "{case}": CINdetails/{why}' in said, f'nothing says {why}: {said}')
    checks.same('each once', [said.count('it is before')], [3])
    checks.same('the finding', findings(checks, file)['ended_early'], (3, '3 ends or meetings are before their start (lines 2, 3 and 4): check both dates'))
    checks.same('reviews', [of_case(checks, file, only='cp.conference.review', case=case) for case in '2345'],
                [['ended', 'overdue'], ['ended', 'met', 'open'], ['overdue'], ['met_late', 'open']])
    checks.that(all(f'before.xml:{line}: note: case "{case}": CINdetails/ChildProtectionPlans/Reviews/CPPreviewDate: it is the same day as CPPstartDate, so it does not count'
                    in said for line, case in ((5, 4), (6, 5))), f'{said}')
    checks.same('conferences', figure(checks, 'C4', file), ('5', '4', '0'))
    checks.same('plans reviewed in time', figure(checks, 'D6', file), ('4', '1', '0'))


def check_many_closures(checks, folder):
    """Plans that end with their referrals contradict nothing, and plans that go on contradict every closure of their referral, even
    for one child with so many of both that comparing every pair would take hours."""
    def file(name, ended):
        again = ''.join('<CINdetails>' + referred('2025-05-01', f'<CINPlanDates>{field("CINPlanStartDate", "2025-06-01")}{field("CINPlanEndDate", ended)}</CINPlanDates>',
                                                  '2025-08-01') + '</CINdetails>' for _ in range(5000))
        return write(folder, name, census('2026-03-31', [('1', referred('2026-01-05'))]).replace('</Child>', again + '</Child>'))
    for ended, bad in (('2025-08-01', 0), ('2025-08-02', 5000), ('', 5000)):
        file_of = file(f'closed{ended}.xml', ended)
        found = findings(checks, file_of, status=SOME_ROWS_FAILED if bad else None)
        checks.same(f'plans until {ended}', [found.get('bad_rows', (0,))[0]], [bad])
        closed = [row for row in checks.events(file_of, status=SOME_ROWS_FAILED if bad else None) if row['event'] == 'case.closed']
        checks.same(f'closures with plans until {ended}', [len(closed)], [0 if bad else 5000])


if __name__ == '__main__':
    sys.exit(main(check_closures_of_census, check_later_stay, check_on_to_short_breaks, check_goes_on, check_short_breaks_between, check_open_after_closure, check_open_after_closure_in_tables, check_plans_after_closure,
                  check_closures_of_ssd, check_closures_of_annex_a, check_words_of_annex_a, check_visits_of_annex_a, check_reasons_of_annex_a, check_times_of_ends, check_contradicting_days, check_ends_of_episodes,
                  check_care_that_goes_on, check_placed_with_the_order, check_matches_of_annex_a,
                  check_ends_before_starts, check_plans_of_two_councils,
                  check_meetings_before_starts, check_days, check_many_closures))
