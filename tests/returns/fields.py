"""Tests files with missing or unknown columns, elements or headers.

    fields.py DUEBY
"""
import csv
import io
import json
import sys

from returns import BAD_FILE, DONE, assessment, census, field, headers
from small import figure, figures, findings, main, of_case, plan, referred, states, write


def check_tag_without_column(checks, folder):
    """A measure that counts by a tag says "cannot tell" if the tag's column or cell is missing. A duty that needs a tag is left out
    if the column is missing, because no event could be shown to meet it."""
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


def check_yes_and_no(checks, folder):
    """Yes and no may be written as words, letters, numbers or truth values, in any column of the SSD. A visit at which the child was
    not seen is an attempt, and a cancelled review was not held."""
    headers(folder, 'ssd', 'ssd_person')
    episodes = ('clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,'
                'clae_cla_id,clae_entered_care_date\nE,1,2026-01-05,,,L,2026-01-05\n')
    for text, is_yes in (('Y', True), ('yes', True), ('1', True), ('true', True), ('TRUE', True), ('N', False), ('No', False), ('Not seen', False), ('0', False),
                         ('false', False), ('False', False)):
        tables = {'episodes': episodes,
                  'cin': f'cinv_cin_visit_id,cinv_person_id,cinv_cin_visit_date,cinv_cin_visit_seen,cinv_cin_visit_seen_alone\n1,1,2026-01-12,{text},{text}\n',
                  'cp': f'cppv_person_id,cppv_cp_plan_id,cppv_cp_visit_date,cppv_cp_visit_seen,cppv_cp_visit_seen_alone\n1,,2026-01-13,{text},{text}\n',
                  'cla': f'clav_person_id,clav_cla_visit_date,clav_cla_visit_seen,clav_cla_visit_seen_alone\n1,2026-01-14,{text},{text}\n',
                  'reviews': f'clar_cla_review_id,clar_cla_id,clar_cla_review_date,clar_cla_review_cancelled\n1,L,2026-01-15,{text}\n'}
        for name, table in tables.items():
            write(folder, f'{name}.csv', table)
        out = checks.run('read', folder, '--as-at', '2026-03-31').stdout
        found = {row['at']: (row['event'], row['tags']) for row in csv.DictReader(io.StringIO(out)) if row['at'] > '2026-01-05'}
        visit = ('visit.made', 'alone') if is_yes else ('visit.attempted', '')
        expected = {'2026-01-12': visit, '2026-01-13': visit, '2026-01-14': visit, '2026-01-15': ('cla_review.held', 'void' if is_yes else '')}
        checks.same(f'{text}', found, expected)


def check_start_of_another(checks, folder):
    """A section 47 enquiry shows that there was a strategy discussion. If no file has a discussion, a finding says that the
    conference, which is counted from the discussion, is left out. Otherwise the conference is checked."""
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
    """If a table nearly fits a mapping, a message names the missing columns, and any columns with similar names."""
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


def check_left_out(checks, folder):
    """Text names those missing events that matter to the most children; JSON names all missing events."""
    table = write(folder, 'left/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1,06/01/2026,S,C2,U6,,\n2,06/01/2026,S,V2,U6,,\n')
    listed = json.loads(checks.run('worklist', table, '--as-at', '2026-03-31', '--format', 'json').stdout)['quality']
    counts = sorted((-one['count'], one['event']) for one in listed if one['code'] == 'left_out')
    said = next(line for line in checks.run('worklist', table, '--as-at', '2026-03-31').stdout.splitlines() if line.startswith('- Your file has no rows for th'))
    named = [event for _, event in counts if f'({event})' in said]
    checks.that(len(counts) > 6 and len(named) == 5 and f'and {len(counts) - 5} more events' in said, f'{len(counts)}: {said}')
    least = min(-count for count, event in counts if event in named)
    checks.that(all(-count <= least for count, event in counts if event not in named), f'the most children: {counts}, {said}')


def check_skipped(checks, folder):
    """A finding names each skipped column or element, and the one that was probably meant. The second of a plan's two ends is also
    skipped."""
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
    """Columns that a council has added do not cast doubt on the list. One message says that they were skipped."""
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
    """A finding names a missing column if nothing else has its information: the reason for a closure in list 6, the day on which
    care began in the SSD, the end of an episode, and whether a child was seen alone, if a rule needs to know. There is no finding
    if another table has the same information, or if no rule needs it."""
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


def check_earlier_plans(checks, folder):
    """The number of earlier plans must be a whole number: 01 is 1, and anything else is unknown."""
    for text, expected in (('0', ('1', '0', '0')), ('00', ('1', '0', '0')), ('0.0', ('1', '0', '0')), ('1', ('1', '1', '0')), ('01', ('1', '1', '0')),
                           ('2.0', ('1', '1', '0')), ('12', ('1', '1', '0')), ('-1', ('0', '0', '1')), ('x', ('0', '0', '1')), ('1x', ('0', '0', '1')),
                           ('1.', ('0', '0', '1')), ('0.5', ('0', '0', '1')), ('', ('0', '0', '1'))):
        file = write(folder, 'p.xml', census('2026-03-31', [('1', referred('2025-05-06', plan('2025-05-06').replace(
            '<Reviews>', f'<NumberOfPreviousCPP>{text}</NumberOfPreviousCPP><Reviews>')))]))
        checks.same(f'{text} earlier plans', figures(checks, file)['D3'], expected)
    table = write(folder, 'list_7.csv', 'Child Unique ID,Child Protection Plan Start Date,Child Protection Plan End Date,Number of Previous Child Protection Plans\n'
                  '1,05/11/2025,,01\n2,05/11/2025,,-1\n3,05/11/2025,,0\n')
    checks.same('list 7', figures(checks, table, '--as-at', '2026-03-31', '--year', '2025-26')['D3'], ('2', '1', '1'))


def check_unanswerable(checks, folder):
    """A duty requested by name is listed even if the return has only some, or none, of the events that would show that it was done.
    A finding then says so. Other duties have no such finding."""
    write(folder, 'set/episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1,05/05/2025,S,C2,U6,,\n')
    write(folder, 'set/placed.csv', 'CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n1,01/02/2015,10/06/2025,,\n')
    write(folder, 'set/reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/02/2015,02/06/2025,PN1\n')
    headers(folder / 'set', 'ssda903', 'ad1')
    words = (folder / 'set', '--as-at', '2026-03-31')
    for only, named in (('adoption.match', 'adoption.match'), ('adoption.match,cla.review', 'adoption.match'), ('referral.decision', 'referral.decision'),
                        ('cla.review', ''), ('assessment.single', 'assessment.single'), ('', '')):
        found = findings(checks, *words, *(['--only', only] if only else []))
        said = f'1 duty that you asked for cannot be checked with this kind of return: {named}. Tasks shown as overdue may have been done'
        checks.same(f'--only {only}', [said in found.get('unanswerable', (0, ''))[1]], [bool(named)])
    checks.same('adoption.match', states(checks, *words, only='adoption.match'), [('1', 'overdue')])
    both = findings(checks, *words, '--rule', 'adoption.match')
    checks.that('unanswerable' in both, f'--rule: {both}')
    checks.that('left_out' in findings(checks, *words, '--only', 'cla.visit') and 'unanswerable' not in findings(checks, *words, '--only', 'cla.visit'), 'said once')
    file = write(folder, 'one.xml', census('2026-03-31', [('1', referred('2025-06-03'))]))
    found = findings(checks, file, '--only', 'referral.decision,cla.visit,assessment.single')
    checks.that(found['unanswerable'][0] == 2 and ': referral.decision, cla.visit. ' in found['unanswerable'][1], f'{found}')
    checks.that('asked for' not in checks.run('measures', file, '--year', '2025-26').stdout, 'nobody asked a measure for a duty')


def check_alone(checks, folder):
    """If only one table has the event that meets a duty, findings name that table first, whether its file is missing, empty or not
    recognised. Only AD1 has matches, but a match is never checked from an SSDA903."""
    cases = (('903', {'episodes': 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1,06/01/2026,S,C2,U6,,\n'}, 'reviews', 'CHILD,DOB,REVIEW_DATE,REVIEW_CODE\n'),
             ('ssd', {'plans': 'cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date\n1,1,2025-06-02,\n'}, 'ssd_cp_reviews', 'a,b\n'),
             ('lists', {'3': 'Child Unique ID,Date of Referral,Referral NFA?\n1,05/01/2026,No\n'}, 'list 4', 'a,b\n'))
    for name, files, table, unknown in cases:
        for file, text in files.items():
            write(folder, f'alone_{name}/{file}.csv', text)
        for other in (None, '', unknown):
            if other is not None:
                write(folder, f'alone_{name}/other.csv', other)
            listed = json.loads(checks.run('worklist', folder / f'alone_{name}', '--as-at', '2026-03-31', '--format', 'json').stdout)['quality']
            codes = [one['code'] for one in listed]
            checks.same(f'{name}: the first finding', codes[1], 'no_table')
            checks.that(table in listed[1]['text'].split('. ')[0].split(': ')[1].split(', ') and 'AD1' not in listed[1]['text'], f'{table}: {listed[1]}')


def check_partly_held(checks, folder):
    """A finding about a missing table says what follows. Duties are left out if other tables have only some of the events that meet
    them; duties that the missing table may have ended need checking. A child came into care on 5 January 2026, to be visited by the
    12th, and was referred that day."""
    write(folder, 'ssd/care.csv', 'clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,'
          'clae_cla_id,clae_entered_care_date\nE,11,2026-01-05,,,L,2026-01-05\n')
    write(folder, 'ssd/placement.csv', 'clap_cla_placement_id,clap_person_id,clap_cla_placement_start_date,clap_cla_placement_type,clap_cla_placement_end_date\nP,11,2026-01-05,U6,\n')
    write(folder, 'ssd/visit.csv', 'cinv_cin_visit_id,cinv_person_id,cinv_cin_visit_date,cinv_cin_visit_seen\n1,11,2026-01-09,Y\n')
    headers(folder / 'ssd', 'ssd', 'ssd_cp_visits', 'ssd_cin_episodes', 'ssd_permanence', 'ssd_legal_status', 'ssd_cla_health', 'ssd_care_leavers')
    words = (folder / 'ssd', '--as-at', '2026-03-31')
    found = findings(checks, *words)
    checks.same('the table', found['no_table'], (4, '4 tables of the return are not among your files: ssd_cin_assessments, ssd_cla_reviews, ssd_cla_visits, '
                                                    'ssd_cla_care_plan. We left out the duties that need them. Anything they may have ended needs checking'))
    checks.same('visits', states(checks, *words, only='cla.visit'), [('11', 'met')])
    listed = json.loads(checks.run('worklist', *words, '--format', 'json').stdout)['quality']
    checks.that('visit.made' in [one['event'] for one in listed if one['code'] == 'left_out'], f'visits that are left out: {listed}')
    said = [one['text'] for one in listed if one['code'] == 'left_out' and one['event'] == 'visit.made'][0]
    checks.that(said.startswith('Your files only partly record the visit to the child (visit.made), because a table or a column is missing. '), f'nobody stated: {said}')
    checks.that('or only some because a table' in checks.run('worklist', *words).stdout, 'all of them together')
    measured = checks.run('measures', *words, '--year', '2025-26').stdout
    checks.that('You stated' not in measured and 'or only some because a table' in measured, f'measures: {measured}')
    checks.that('CLA-visits (the records do not include every visit to the child, visit.made)' in measured, f'measures: {measured}')
    lists = {'3': 'Child Unique ID,Date of Referral,Referral NFA?\n1,05/01/2026,No\n'}
    for name, text in lists.items():
        write(folder, f'lists/list_{name}.csv', text)
    headers(folder / 'lists', 'annex_a', 'list_4', 'list_8', 'list_10')
    words = (folder / 'lists', '--as-at', '2026-03-31')
    checks.that(': list 6' in findings(checks, *words)['no_table'][1], 'list 6')
    checks.same('a closure in list 6', states(checks, *words, only='assessment.single'), [('1', 'not_computable')])


def check_misspelt_columns(checks, folder):
    """If a mapping misspells a column, the message suggests the right name. One message names everything that a table lacks."""
    mapping = 'return: own\ntitle: own\ncase: ID\nrows:\n  - table: t\n    header: [ID, Visit date]\n    events:\n      - {event: visit.made, at: Visit date}\n      - {event: birth, at: Birth}\n'
    table = write(folder, 'own.csv', 'ID,Visit date,Birth\n1,2026-01-05,2014-05-06\n')
    for old, new, said in (('at: Visit date', 'at: VisitDate', 't has no column "VisitDate" (is it "Visit date"?): we did not read anything that depends on it'),
                           ('case: ID', 'case: I D', 't has no column "I D" (is it "ID"?): we did not read'), ('at: Birth', 'at: Colour', 't has no column "Colour": we did not read'),
                           ('      - {event: birth, at: Birth}', '      - {event: birth, at: Brith}\n      - {event: contact.received, at: When}',
                            'own.csv:1: note: t has no columns "Brith" (is it "Birth"?), "When": we did not read anything that depends on them')):
        own = write(folder, 'own.yaml', mapping.replace(old, new))
        found = checks.run('read', table, '--mapping', own).stderr
        checks.that(said in found, f'{new}: nothing says {said}: {found}')


def check_misspelt(checks, folder):
    """Everything that may depend on a misspelt element needs checking, and measures are "cannot tell". Duties that are met are
    still met, and other children are judged as before. With the right names everything had ended, been done or come to nothing: 1:
    a plan from 20 April to 10 July 2025, so no review was due by 20 July. 2: a plan since 20 April that is still open, reviewed on
    3 July, with the next review due by 3 January. 3: an assessment. 4: a closure. 5: no conference required. 6: no further
    action."""
    def children(swaps):
        texts = {'1': plan('2025-04-20', end='2025-07-10'), '2': plan('2025-04-20', '2025-07-03', '2025-12-30'),
                 '3': assessment('2025-04-07', '2025-05-06'), '4': field('ReasonForClosure', 'RC8'),
                 '5': f'<Section47>{field("S47ActualStartDate", "2025-04-10")}{field("ICPCnotRequired", "1")}</Section47>', '6': field('ReferralNFA', '1')}
        texts = {case: referred('2025-04-07', text, closed='2025-04-20' if case == '4' else '') for case, text in texts.items()}
        return census('2026-03-31', [(case, texts[case].replace(*swaps[case]) if case in swaps else text) for case, text in texts.items()])
    duties = {'1': 'cp.conference.review', '2': 'cp.conference.review', '3': 'assessment.single', '4': 'assessment.single', '5': 'cp.conference.initial', '6': 'assessment.single'}
    def found(swaps, case):
        return of_case(checks, write(folder, 'one.xml', children(swaps)), only=duties[case], case=case)
    right = {'1': ['ended'], '2': ['met', 'met', 'open'], '3': ['met'], '4': ['ended'], '5': ['ended'], '6': ['ended']}
    checks.same('the right names', {case: found({}, case) for case in right}, right)
    # late duties stay late if a name is like no other, or if the correctly named element is present but empty
    for case, old, new, states_of in (
            ('1', 'CPPendDate>', 'CPPEndDate>', ['not_computable']), ('1', 'CPPendDate>', 'Colour>', ['overdue']), ('1', '<CPPendDate>2025-07-10</CPPendDate>', '<CPPEndDate> </CPPEndDate>', ['overdue']),
            ('1', '<CPPendDate>', '<CPPEndDate>2025-07-01</CPPEndDate><CPPendDate>', ['ended']), ('1', 'ChildProtectionPlans>', 'ChildProtectionPlan>', []),
            ('2', 'CPPreviewDate>', 'CPPReviewDates>', ['not_computable']), ('2', 'Reviews>', 'Review>', ['not_computable']),
            ('2', 'CPPreviewDate>2025-12-30</CPPreviewDate>', 'CPPReviewDate>2025-12-30</CPPReviewDate>', ['met', 'not_computable']),
            ('3', 'Assessments>', 'Assessment>', ['not_computable']), ('3', 'AssessmentAuthorisationDate>', 'AssessmentAuthorizationDate>', ['not_computable']),
            ('4', 'CINclosureDate>', 'CINClosureDate>', ['not_computable']), ('5', 'ICPCnotRequired>', 'ICPCNotRequired>', ['not_computable']),
            ('6', 'ReferralNFA>', 'ReferralNfa>', ['not_computable'])):
        checks.same(f'{case}: {new}', found({case: (old, new)}, case), states_of)
        checks.same('the others', [found({case: (old, new)}, other) for other in right if other != case], [right[other] for other in right if other != case])
    file = write(folder, 'plan.xml', children({'1': ('CPPendDate>', 'CPPEndDate>')}))
    # the plan of 2 is open, and reviewed in time
    checks.same('measures', [figure(checks, name, file) for name in ('D5', 'D6', 'D7')], [('1', '0', '1'), ('1', '1', '1'), ('0', '0', '1')])
    # because the closure is unknown, nothing counts as open and lost in the next file
    files = [write(folder, 'old.xml', census('2025-03-31', [('1', referred('2024-06-03', closed='2025-01-06').replace('CINclosureDate>', 'CINClosureDate>'))])),
             write(folder, 'new.xml', census('2026-03-31', [('1', referred('2025-12-01'))]))]
    checks.that('lost_cases' not in findings(checks, *files), 'closed')
    checks.same('two files', states(checks, *files, only='assessment.single'), [('1', 'not_computable'), ('1', 'overdue')])


def check_two_columns_of_one_name(checks, folder):
    """Joined tables often have a column twice. Only one of the two would be read, and the other may have the date, so the file is
    refused. It does not matter if the column is not used."""
    start, done = 'Continuous Assessment Start Date', 'Continuous Assessment Date of Authorisation'
    for name, header, row in (('end', f'Child Unique ID,{start},{done},{done.upper()} ', '1,05/01/2026,,20/01/2026'),
                              ('start', f'{start},Child Unique ID,{start},{done}', '05/01/2026,1,06/01/2026,')):
        file = write(folder, f'{name}.csv', f'{header}\n{row}\n')
        said = checks.run('worklist', file, '--as-at', '2026-03-31', status=BAD_FILE).stderr
        expected = f'columns 3 and 4 are both named "{done}"' if name == 'end' else f'columns 1 and 3 are both named "{start}"'
        checks.that(expected in said, f'{name}: {said}')
    file = write(folder, 'unused.csv', f'Child Unique ID,Gender,Gender,{start},{done}\n1,M,F,05/01/2026,\n')
    checks.run('worklist', file, '--as-at', '2026-03-31', status=DONE)


if __name__ == '__main__':
    sys.exit(main(check_tag_without_column, check_yes_and_no, check_start_of_another, check_headers,
                  check_left_out, check_skipped, check_columns_of_the_council, check_missing_columns,
                  check_earlier_plans, check_unanswerable, check_alone, check_partly_held, check_misspelt_columns,
                  check_misspelt, check_two_columns_of_one_name))
