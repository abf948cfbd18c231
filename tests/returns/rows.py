"""Tests rows, elements and files with missing or bad values, and how these are counted.

    rows.py DUEBY
"""
import csv
import io
import json
import resource
import sys

from returns import BAD_FILE, DONE, SOME_ROWS_FAILED, assessment, census, field, headers
from small import USAGE, figure, figures, findings, main, of_case, referred, states, write


def check_elements_without_date(checks, folder):
    """A finding names each element that lacks a required date, with its child and line, and each child without any date."""
    children = [('1', '<Assessments/>'), ('2', '<Section47><ICPCnotRequired>0</ICPCnotRequired></Section47>'), ('3', '<CINPlanDates/>'),
                ('4', field('x', '')), ('5', assessment('', '2026-01-12'))]
    text = census('2026-03-31', [(name, referred('2026-01-05', inner)) for name, inner in children])
    nobody = '<Child><ChildIdentifiers><LAchildID>6</LAchildID></ChildIdentifiers></Child>'
    file = write(folder, 'undated.xml', text.replace('</Children>', nobody + '</Children>'))
    done = checks.run('worklist', file, '--format', 'csv', status=SOME_ROWS_FAILED)
    for said in ('undated.xml:2: case "1": CINdetails/Assessments: there is no date in AssessmentActualStartDate or AssessmentAuthorisationDate',
                 'undated.xml:3: case "2": CINdetails/Section47: there is no date in S47ActualStartDate or DateOfInitialCPC',
                 'undated.xml:4: case "3": CINdetails/CINPlanDates: there is no date in CINPlanStartDate or CINPlanEndDate',
                 'undated.xml:7: case "6": we found no date in this row'):
        checks.that(said in done.stderr, f'nothing says {said}: {done.stderr}')
    listed = {row['case'] for row in csv.DictReader(io.StringIO(done.stdout)) if not row['rule']}
    checks.same('children with a bad row', sorted(listed), ['1', '2', '3', '6'])
    checks.same('an assessment without a date', states(checks, file, '--as-at', '2026-06-30', only='assessment.single'),
                [('1', 'not_computable'), ('2', 'overdue'), ('3', 'overdue'), ('4', 'overdue'), ('5', 'met')])
    table = write(folder, 'header.csv', 'CHILD,SEX,DOB,ETHNIC\n1,F,,WBRI\n2,F,06/05/2014,WBRI\n')
    done = checks.run('read', table, status=SOME_ROWS_FAILED)
    checks.that('header.csv:2: case "1": header: we found no date in this row' in done.stderr, f'{done.stderr}')
    other = write(folder, 'uasc.csv', 'CHILD,SEX,DOB,DUC\n1,F,06/05/2014,\n')
    checks.run('read', other, status=DONE)  # this table never makes an event


def check_reference_date(checks, folder):
    """An unusable reference date is reported with its file, line and value."""
    for day, why in (('1900-01-01', 'which is what systems write for "no date"'), ('31/03/2026', 'which is not a date such as'), ('soon', 'which is not a date')):
        file = write(folder, 'reference.xml', '\n' + census(day, [('1', referred('2026-01-05'))]))
        done = checks.run('worklist', file, status=USAGE)
        checks.that(f'reference.xml:2: note: Header/CollectionDetails/ReferenceDate is "{day}", {why}' in done.stderr and '--as-at' in done.stderr, f'{done.stderr}')
        checks.run('worklist', file, '--as-at', '2026-03-31', status=DONE)


def check_empty_files(checks, folder):
    """An empty file is reported as empty, whatever its name: alone, among others and in a folder. A truncated file is invalid."""
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
    said = 'this answer is incomplete, because not everything could be read: do not use it'
    done = checks.run('read', folder / 'cut.xml', status=BAD_FILE)
    checks.that(done.stderr.splitlines()[-1] == f'dueby: note: {said}', f'cut off: {done}')
    done = checks.run('read', folder / 'cut.xml', '--format', 'json', status=BAD_FILE)
    checks.that(json.loads(done.stdout)['notes'] == [said], f'cut off: {done}')
    checks.that('incomplete' not in str(checks.run('read', whole, '--format', 'json', status=DONE)), 'a whole file')


def check_counted_rows(checks, folder):
    """A row with several bad cells counts once. --dates does not change how a mapping reads its files, and a message says so."""
    own = write(folder, 'rows.yaml', 'return: own\ntitle: own\ncase: ID\nrows:\n  - table: t\n    header: [ID, A, B]\n    events:\n'
                '      - {event: visit.made, at: A}\n      - {event: visit.made, at: B}\n')
    table = write(folder, 'rows.csv', 'ID,A,B\n' + ''.join(f'{at},05/01/2026,06/01/2026\n' for at in (1, 2, 2)))
    words = ['worklist', table, '--mapping', own, '--as-at', '2026-03-31']
    done = checks.run(*words, status=SOME_ROWS_FAILED)
    checks.that('3 rows could not be used (lines 2' in done.stdout and '--dates' not in done.stderr, f'{done}')
    checks.that(done.stderr.count('is written day first') == 6, f'{done.stderr}')
    done = checks.run(*words, '--dates', 'dmy', status=SOME_ROWS_FAILED)
    checks.that('note: --dates is ignored for these files' in done.stderr, f'{done.stderr}')


def check_counted_cells(checks, folder):
    """A bad cell is reported once, however many events it would have made. An element without its dates counts once as "cannot
    tell"."""
    head = 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n'
    file = write(folder, 'bad.csv', head + '1,05/05/2025,S,C2,U6,30/02/2026,E11\n')
    done = checks.run('worklist', file, '--as-at', '2026-03-31', status=SOME_ROWS_FAILED)
    checks.that('1 row could not be used (line 2)' in done.stdout and done.stderr.count('30/02/2026') == 1, f'{done}')
    file = write(folder, 'far.csv', head + '1,05/05/2052,S,C2,U6,,\n')
    checks.same('far', findings(checks, file, '--as-at', '2026-03-31')['far'][:1], (1,))
    file = write(folder, 'undated.xml', census('2026-03-31', [('1', referred('2025-05-06', '<Assessments/><Section47/>'))]))
    found = figures(checks, file)
    checks.same('an assessment and an enquiry without dates', [found['C2'], found['C4']], [('0', '0', '1')] * 2)


def check_files_of_bad_rows(checks, folder):
    """With several files, the list, its JSON and the page name the file and line of each child's rows that could not be used."""
    head = 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n'
    write(folder, 'set/episodes.csv', head + '1,30/02/2026,S,C2,U6,,\n2,05/05/2025,S,C2,U6,,\n3,31/04/2025,S,C2,U6,,\n3,32/04/2025,S,C2,U6,,\n')
    write(folder, 'set/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/02/2015,33/05/2025,PN1\n3,01/02/2015,34/05/2025,PN1\n3,01/02/2015,35/05/2025,PN1\n')
    start, words = 'for this case could not be used (', (folder / 'set', '--as-at', '2026-03-31')
    expected = {f'2 rows {start}episodes.csv line 2; reviews.csv line 2)', f'4 rows {start}episodes.csv lines 4 and 5; reviews.csv line 3 and others)'}
    rows = json.loads(checks.run('worklist', *words, '--format', 'json', status=SOME_ROWS_FAILED).stdout)['rows']
    checks.same('in JSON', {row['reason'] for row in rows if row['state'] == 'not_computable' and 'rows for' in row['reason']}, expected)
    for form in ('text', 'html', 'csv'):
        found = checks.run('worklist', *words, '--format', form, status=SOME_ROWS_FAILED).stdout
        checks.that(all(reason in found for reason in expected), f'{form}: {found}')
    (folder / 'set/reviews.csv').unlink()
    alone = checks.run('worklist', folder / 'set', '--as-at', '2026-03-31', status=SOME_ROWS_FAILED).stdout
    checks.that(f'1 row {start}line 2)' in alone and f'2 rows {start}line 4 and others)' in alone, f'one file: {alone}')
    crowd = write(folder, 'crowd/episodes.csv', head + '9,05/05/2025,S,C2,U6,,\n').parent
    write(folder, 'crowd/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n' + '9,01/02/2015,01/06/2025,PN1\n' * 40_000)
    crowded = checks.run('worklist', crowd, '--as-at', '2026-03-31').stdout
    checks.that('80003 rows ' + start in crowded and '.csv line 2 and others)' in crowded.split(start)[1], f'too many rows: {crowded}')


def check_broken_quotes(checks, folder):
    """A row with an unclosed quote still belongs to its child, if the child's id comes before the quote."""
    write(folder, 'e.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC,URN\n2,05/05/2025,S,C2,U6,,,\n1,05/05/2025,S,C2,U6,,,"a b\n')
    write(folder, 'h.csv', 'CHILD,SEX,DOB,ETHNIC\n1,1,01/02/2015,WBRI\n2,1,01/02/2015,WBRI\n')
    done = checks.run('worklist', folder, '--as-at', '2026-03-31', '--format', 'csv', status=SOME_ROWS_FAILED)
    checks.same('needs checking', [row['case'] for row in csv.DictReader(io.StringIO(done.stdout)) if not row['rule']], ['1'])
    write(folder, 'e.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC,URN\n"1,05/05/2025,S,C2,U6,,,\n')
    out = checks.run('worklist', folder, '--as-at', '2026-03-31', status=SOME_ROWS_FAILED).stdout
    checks.that('We cannot tell which child 1 row is about' in out, f'a quote before the child: {out}')


def check_days_of_reviews(checks, folder):
    """A looked-after child's review without a day needs checking. Dates of birth in the table of reviews are used: child 3 turned
    18 on 1 September 2025, before the review that would have been due on 3 September."""
    write(folder, 'set/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n' + ''.join(f'{child},05/05/2025,S,C2,U6,,\n' for child in '123'))
    write(folder, 'set/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/02/2015,,PN1\n2,01/02/2015,03/06/2025,PN1\n3,01/09/2007,03/06/2025,PN1\n')
    words = (folder / 'set', '--as-at', '2026-03-31')
    checks.same('reviews', [of_case(checks, *words, only='cla.review', case=case) for case in '123'], [['not_computable'], ['met', 'overdue'], ['ended', 'met']])
    checks.that('reviews.csv:2: case "1": reviews/REVIEW: it is empty' in checks.run('worklist', *words, status=SOME_ROWS_FAILED).stderr, 'nothing says that the day is missing')


def check_places(checks, folder):
    """A finding that concerns several files names the file of each line: two years of a census, or the tables of a set. Names
    are distinguished by their folders if necessary."""
    old = write(folder, 'old.xml', census('2025-03-31', [('1', referred('2024-06-03', assessment('2024-06-03', '2024-13-01')))]))
    new = write(folder, 'new.xml', census('2026-03-31', [('2', referred('2025-06-03')), ('3', referred('2025-13-01')), ('4', referred('9999-12-31', assessment('2026-04-01')))]))
    for order in ((old, new), (new, old)):
        found = findings(checks, *order, status=SOME_ROWS_FAILED)
        places = {code: text[text.index('('):text.index(')') + 1] for code, (_, text) in found.items() if '(' in text and code in ('bad_rows', 'no_date', 'later')}
        bad = 'old.xml line 2; new.xml lines 3 and 4' if order[0] == old else 'new.xml lines 3 and 4; old.xml line 2'
        checks.same(f'{order}', sorted(places.items()), [('bad_rows', f'({bad})'), ('later', '(new.xml line 4)'), ('no_date', '(1900-01-01, 9999-12-31)')])
        checks.that('9999-12-31) (new.xml line 4): ' in found['no_date'][1], f'{found["no_date"]}')
        listed = json.loads(checks.run('worklist', *order, '--format', 'json').stdout)['quality']
        checks.that(all(len(one['lines']) == len(one['files']) for one in listed), f'lines without their file: {listed}')
    for year in ('2025', '2026'):
        write(folder, f'{year}/reviews.csv', f'CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/02/2015,03/06/{year},PN1\n2,01/02/2015,,PN1\n')
        write(folder, f'{year}/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1,05/05/2024,S,C2,U6,,\n2,05/05/2024,S,C2,U6,,\n')
    text = findings(checks, folder / '2025', folder / '2026', '--as-at', '2026-06-30', status=SOME_ROWS_FAILED)['bad_rows'][1]
    checks.that('(2025/reviews.csv line 3; 2026/reviews.csv line 3): ' in text, f'two folders: {text}')
    missing = write(folder, '2025/missing.csv', 'CHILD,DOB,MISSING,MIS_START,MIS_END\n1,01/02/2015,M,06/06/2025,NULL\n').parent
    text = findings(checks, missing, '--as-at', '2026-06-30', status=SOME_ROWS_FAILED)['nulls'][1]
    checks.that('(missing.csv line 2): ' in text, f'one folder: {text}')


def check_later(checks, folder):
    """A date after the as-at day counts once, even if it makes two events: the start of an enquiry is also its strategy discussion.
    1: a referral, an enquiry and its conference. 2: two assessments that start on one day. 3: no date after the as-at day."""
    enquiry = f'<Section47>{field("S47ActualStartDate", "2026-04-02")}{field("DateOfInitialCPC", "2026-04-09")}</Section47>'
    file = write(folder, 'later.xml', census('2026-03-31', [('1', referred('2026-04-01', enquiry)), ('2', referred('2026-03-02', assessment('2026-04-01')) + assessment('2026-04-01', '2026-04-03')),
                                                            ('3', referred('2026-03-31'))]).replace('<Assessments>', '\n<Assessments>'))
    count, text = findings(checks, file)['later']
    checks.that(count == 6 and text.startswith('6 events are dated after the day you are checking (lines 2, 4 and 5): '), f'{count}: {text}')
    events = write(folder, 'later.csv', 'case,event,at,tags\n1,cla.started,2025-05-06,\n1,cla_review.held,2026-05-06,agreed=4 weeks\n1,cla_review.held,2026-05-07,agreed.cla.visit=4 weeks\n'
                   '1,icpc.planned,2026-05-08,\n2,s47.started,2026-05-06,\n2,strategy_discussion.held,2026-05-06,\n2,visit.made,2026-05-06,void\n')
    found = findings(checks, events, '--as-at', '2026-03-31')
    checks.same('events', [found['later'][0], found['void'][0]], [4, 1])


def check_undated(checks, folder):
    """A row with an outcome but no date may have met a duty that would otherwise be overdue. 1: an assessment with no further
    action. 2: an open assessment. 3: a completed health assessment. 4: a planned health assessment. 5: an enquiry with no further
    action. 6: an open enquiry. 7: a closure without its day, in a census. Referrals and enquiries are dated 2 June 2025; care began
    on 6 October."""
    rows = {'e': 'cine_referral_id,cine_person_id,cine_referral_date,cine_referral_nfa,cine_close_reason,cine_close_date\nr1,1,2025-06-02,N,,\nr2,2,2025-06-02,N,,\n',
            'a': 'cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date,cina_assessment_outcome_nfa\n'
                 'a1,1,r1,2025-06-02,,Y\na2,2,r2,2025-06-02,,\n',
            'c': 'clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,clae_entered_care_date\n'
                 'e3,3,2025-10-06,,,c3,2025-10-06\ne4,4,2025-10-06,,,c4,2025-10-06\n',
            'h': 'clah_health_check_id,clah_person_id,clah_health_check_type,clah_health_check_date,clah_health_check_status\nh3,3,Health Assessment,,Completed\n'
                 'h4,4,Health Assessment,,Planned\n',
            's': 's47e_s47_enquiry_id,s47e_referral_id,s47e_person_id,s47e_s47_start_date,s47e_s47_end_date,s47e_s47_nfa\ns5,,5,2025-06-02,,Y\ns6,,6,2025-06-02,,N\n',
            'p': 'pers_person_id,pers_dob\n' + ''.join(f'{case},2014-05-06\n' for case in range(1, 7))}
    for name, text in rows.items():
        write(folder, f'ssd/{name}.csv', text)
    headers(folder / 'ssd', 'ssd', 'ssd_permanence', 'ssd_legal_status', 'ssd_cla_placement', 'ssd_initial_cp_conference', 'ssd_cp_plans', 'ssd_cla_visits')
    words = (folder / 'ssd', '--as-at', '2026-03-31')
    for duty, cases in (('assessment.single', '12'), ('cla.health.initial', '34'), ('cp.conference.initial', '56')):
        checks.same(duty, [of_case(checks, *words, only=duty, case=case) for case in cases], [['not_computable'], ['overdue']])
    said = checks.run('worklist', *words, status=SOME_ROWS_FAILED).stderr
    for place in ('a.csv:2: case "1": ssd_cin_assessments/cina_assessment_auth_date', 'h.csv:2: case "3": ssd_cla_health/clah_health_check_date',
                  's.csv:2: case "5": ssd_s47_enquiry/s47e_s47_end_date'):
        checks.that(f'{place}: the row says that this happened, but gives no date' in said, f'nothing says {place}: {said}')
    checks.same('each once', [said.count('gives no date')], [3])
    file = write(folder, 'closed.xml', census('2026-03-31', [('7', referred('2025-06-02') + field('ReasonForClosure', 'RC8')), ('8', referred('2025-06-02'))]))
    checks.same('a closure', [of_case(checks, file, only='assessment.single', case=case) for case in '78'], [['not_computable'], ['overdue']])


def check_care_leavers(checks, folder):
    """A relevant child who has lived at home for six months needs no more reviews of the pathway plan (Care Leavers Regulations
    2010, reg 3). A former relevant child, who is an adult, still needs them. The last review was on 1 August 2025, so the next was
    due by 1 February."""
    write(folder, 'ssd/l.csv', 'clea_table_id,clea_person_id,clea_care_leaver_eligibility,clea_care_leaver_in_touch,clea_care_leaver_latest_contact,clea_pathway_plan_review_date\n'
          't1,1,Relevant child,RHOM,2025-09-01,2025-08-01\nt2,2,Former relevant child,RHOM,2025-09-01,2025-08-01\nt3,3,Former relevant child,REFU,2025-09-01,2025-08-01\n'
          't4,4,Former relevant child,NREQ,2025-09-01,2025-08-01\n')
    write(folder, 'ssd/p.csv', 'pers_person_id,pers_dob\n1,2009-05-06\n2,2005-05-06\n3,2005-05-06\n4,2005-05-06\n')
    headers(folder / 'ssd', 'ssd', 'ssd_cin_episodes', 'ssd_permanence', 'ssd_cla_episodes')
    found = states(checks, folder / 'ssd', '--as-at', '2026-03-31', only='leaving_care.pathway_review')
    checks.same('reviews', found, [('2', 'overdue'), ('3', 'overdue')])


def check_birthdays(checks, folder):
    """A duty that ended with the 18th birthday needs no check. A child returned on 13 January and turned 18 on the 15th, a day
    before the 72 hours ended. Interviews on or before the birthday count. If the time was up before the birthday, the interview is
    late."""
    rows = {'1': ['missing.returned,2026-01-13'], '2': ['missing.returned,2026-01-11'], '3': ['missing.returned,2026-01-13', 'return_interview.held,2026-01-15'],
            '4': ['missing.returned,2026-01-13', 'return_interview.held,2026-01-17']}
    file = write(folder, 'returns.csv', 'case,event,at\n' + ''.join(f'{case},birth,2008-01-15\n' + ''.join(f'{case},{row}\n' for row in of) for case, of in rows.items()))
    words = (file, '--as-at', '2026-03-31')
    found = [of_case(checks, *words, only='missing.return_interview', case=case) for case in rows]
    checks.same('interviews', found, [['ended'], ['missed'], ['met'], ['ended']])
    count, text = findings(checks, *words, '--only', 'missing.return_interview').get('no_duty', (0, ''))
    checks.same('only the interview after the birthday', [count], [1])
    checks.same('RHI', figure(checks, 'RHI', *words), ('2', '1', '0'))


def check_many_bad_rows(checks, folder):
    """Each bad row of a child counts once, even if there are so many that comparing each with all others would take minutes."""
    bad = '<CINdetails><CINreferralDate>x</CINreferralDate><CINclosureDate>y</CINclosureDate></CINdetails>'
    file = write(folder, 'bad.xml', census('2026-03-31', [('1', referred('2026-01-05'))]).replace('</Child>', bad * 60000 + '</Child>'))
    checks.same('bad rows', [findings(checks, file, status=SOME_ROWS_FAILED)['bad_rows'][0]], [60000])
    two = write(folder, 'two.xml', census('2026-03-31', [('1', referred('x')), ('1', referred('x')), ('2', referred('x')), ('1', referred('x'))]))
    checks.same('bad rows of elements with one id', [findings(checks, two, status=SOME_ROWS_FAILED)['bad_rows'][0]], [4])


def check_many_misspelt(checks, folder):
    """A misspelt element has the same effect however often it appears, and does not take more memory each time."""
    text = census('2026-03-31', [('1', referred('2026-01-05')), ('2', referred('2026-01-05'))])
    names = ('CINdetail', 'CINdetials', 'ChildIdentifier')
    for many in (1, 150_000):
        again = ''.join(f'<{name}>x</{name}>' for name in names) * many
        file = write(folder, 'misspelt.xml', text.replace('</Child>', again + '</Child>', 1))
        checks.same(f'{many} misspelt', states(checks, file, '--as-at', '2026-06-30', only='assessment.single'), [('1', 'not_computable'), ('2', 'overdue')])
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    checks.that(most < 700_000, f'{most} KiB for {file.stat().st_size} bytes')


def check_short_rows(checks, folder):
    """A row with too few or too many cells may have recorded anything that its table can record, but nothing else."""
    words = ('--as-at', '2026-03-31')
    write(folder, 'set/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1,03/11/2025,S,C2,U6,,\n2,03/11/2025,S,C2,U6,,\n3,03/11/2025,S,C2,U6,,\n3,01/12/2025\n')
    for end, expected in ((',PN1', 'met'), ('', 'not_computable'), (',PN1,x', 'not_computable')):
        write(folder, 'set/reviews.csv', f'CHILD,DOB,REVIEW,REVIEW_CODE\n1,06/05/2014,24/11/2025{end}\n')
        found = states(checks, folder / 'set', *words, only='cla.review')
        checks.that(('1', expected) in found and ('2', 'overdue') in found and ('3', 'not_computable') in found, f'{end}: {found}')


if __name__ == '__main__':
    sys.exit(main(check_elements_without_date, check_reference_date, check_empty_files,
                  check_counted_rows, check_counted_cells, check_files_of_bad_rows, check_broken_quotes, check_days_of_reviews,
                  check_places, check_later, check_undated, check_care_leavers,
                  check_birthdays, check_many_bad_rows, check_short_rows, check_many_misspelt))
