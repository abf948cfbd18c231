"""Tests findings, which say whether a list can be trusted: each kind with a file worked out by hand, and with similar files that
must have no finding. The block of findings must come first, say each thing once, and be the same in every format.

usage: quality.py DUEBY
"""
import csv
import itertools
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import transcripts

AS_AT = '2026-03-20'
ASSESSMENT = ['--only', 'assessment.single']
CARE = ['--only', 'cla.visit']
SOME_ROWS_FAILED = 5

# A referral on 2 March and its assessment on 9 March, which is in time.
GOOD = '1,referral.received,2026-03-02\n1,assessment.completed,2026-03-09\n'
# A child placed on 2 March and visited in time on 6 March. The next visit is due six weeks after the first.
PLACED = '1,placement.started,2026-03-02\n1,visit.made,2026-03-06\n'
# Three children placed on 1 August, each with one visit on 2 February.
LATEST = ''.join(f'{child},placement.started,2025-08-01\n{child},visit.made,2026-02-02\n' for child in (1, 2, 3))
# Five children placed on 6 March 2023, whose first visit was due on the 13th. The file has only visits from 1 July 2025 onwards.
CUT = ''.join(f'{child},placement.started,2023-03-06\n{child},visit.made,2025-07-0{child}\n{child},visit.made,2025-08-0{child}\n' for child in range(1, 6))
CUT_OFF = ('cut_off', 5, [2, 5, 8, 11, 14], 'visit.made', None)
REFS = 'case,event,at,ref\n'
TAGS = 'case,event,at,tags\n'
# A child of 11 on a plan, visited every ten working days. No visit says that the child was seen alone, which Barnet expects by 16
# February.
SEEN_ALONE = ['--profile', 'barnet', '--only', 'cp.visit']
VISITED = ''.join(f'1,{row}\n' for row in ('birth,2015-01-05', 'cp_plan.started,2026-02-02', 'visit.made,2026-02-09', 'visit.made,2026-02-20',
                                           'visit.made,2026-03-05', 'visit.made,2026-03-16'))
TAGGED = TAGS + VISITED.replace('\n', ',\n')
TEAMS = 'case,event,at,team\n'


def missed(team, cases, first):
    """Returns rows of a team's children, placed on 2 February. Their visits, due by 9 February, are missing: on 20 March they are
    long overdue."""
    return ''.join(f'{first + i},placement.started,2026-02-02,{team}\n' for i in range(cases))


# Two children of the team South, placed in June 2025, without a visit.
EARLIER = ''.join(f'{case},placement.started,2025-06-02,South\n' for case in (1, 2))

# A name, the rows of a file, options, and the expected findings (code, count, lines, event, team) except for the records' last day.
FOUND = [
    ('a row that cannot be read', GOOD + '2,referral.received,2026-03-03\n2,assessment.completed,Thursday\n', ASSESSMENT,
     [('bad_rows', 1, [5], None, None)]),
    ('six of them: five lines are named', GOOD + '2,referral.received,Monday\n' * 6, ASSESSMENT,
     [('bad_rows', 6, [4, 5, 6, 7, 8], None, None)]),
    # By rule 28, a row with a misspelt event may be the assessment.
    ('an event that is misspelt', GOOD + '2,referral.received,2026-03-03\n2,assessment.complted,2026-03-05\n3,asessment.completed,2026-03-05\n', ASSESSMENT,
     [('bad_rows', 2, [5, 6], None, None), ('misspelt', 2, [5, 6], 'assessment.completed', None)]),
    ('an event that is like no other', GOOD + '2,referral.received,2026-03-03\n2,phone.call,2026-03-05\n', ASSESSMENT,
     [('bad_rows', 1, [5], None, None)]),
    ('two misspelt events', GOOD + '2,referal.received,2026-03-03\n2,assessment.complted,2026-03-05\n', ASSESSMENT,
     [('bad_rows', 2, [4, 5], None, None), ('misspelt', 1, [4], 'referral.received', None), ('misspelt', 1, [5], 'assessment.completed', None)]),
    ('dates written day first', GOOD + '2,referral.received,03/03/2026\n2,assessment.completed,30/02/2026\n', ASSESSMENT,
     [('bad_rows', 2, [4, 5], None, None), ('day_first', 1, [4], None, None)]),
    ('unknown tags, two in one row', 'case,event,at,tags\n1,placement.started,2026-03-02,\n1,visit.made,2026-03-06,aloen;lone\n1,visit.made,2026-03-07,agreed.cla.vist=2 weeks\n', CARE,
     [('unknown_tags', 2, [3, 4], None, None)]),
    # The visits of regulation 28 have no agreed interval. In Barnet a visit to a child in need is due as agreed, at most every 4 weeks.
    ('an agreed interval for a duty that has none, two in one row', TAGS + '1,placement.started,2026-03-02,agreed.cla.visit=2 weeks;agreed.cla.visit=3 weeks\n1,visit.made,2026-03-06,\n',
     CARE, [('unknown_tags', 1, [2], None, None)]),
    ('the same on events that start and meet one', TAGS + '1,referral.received,2026-03-02,agreed=2 weeks\n1,assessment.completed,2026-03-06,Agreed=2 weeks;alone\n', ASSESSMENT,
     [('unknown_tags', 2, [2, 3], None, None)]),
    ('the same, and a tag that is unknown', TAGS + '1,placement.started,2026-03-02,agreed=2 weeks\n1,visit.made,2026-03-06,lone\n', CARE,
     [('unknown_tags', 2, [2, 3], None, None)]),
    ('the same in a void row', TAGS + '1,placement.started,2026-03-02,\n1,visit.made,2026-03-06,\n1,visit.made,2026-03-07,void;agreed=2 weeks\n', CARE,
     [('void', 1, [4], None, None)]),
    ('agreed intervals that a rule uses', TAGS + '1,birth,2015-01-05,\n1,cin_plan.started,2026-03-02,agreed=2 weeks\n1,visit.made,2026-03-06,agreed=3 weeks;alone\n1,manager_review.recorded,2026-03-09,agreed.cin.visit=2 weeks\n',
     ['--profile', 'barnet', '--only', 'cin.visit'], []),
    ('the same, and that duty is not asked for', TAGS + '1,birth,2015-01-05,\n1,placement.started,2026-03-02,agreed.cin.visit=2 weeks\n1,visit.made,2026-03-06,alone\n', ['--profile', 'barnet', *CARE], []),
    # A column that may be meant for ref or tags, if there is none of that name.
    *((f'a column called {name}', f'case,event,at,{name}\n' + PLACED.replace('\n', ',\n'), CARE, [('skipped', 1, [1], None, None)])
      for name in ('refs', 'reference', 'Ref ID', 'ref_no', 'tag')),
    ('two of them', 'case,event,at,refs,tag\n' + PLACED.replace('\n', ',,\n'), CARE, [('skipped', 2, [1], None, None)]),
    ('a known tag in capitals', 'case,event,at,tags\n1,placement.started,2026-03-02,\n1,visit.made,2026-03-06,Alone\n', CARE, []),
    # The first visit is due a week after the placement on 1 August. The only visit on file is on 2 February, 185 days after the
    # placement.
    ('the latest visit alone, of three children', LATEST, CARE, [('only_latest', 3, [3, 5, 7], 'visit.made', None)]),
    ('the same of two children', ''.join(LATEST.splitlines(True)[:4]), CARE, []),
    ('the same, and one child has two', LATEST + '4,placement.started,2026-01-05\n4,visit.made,2026-01-09\n4,visit.made,2026-02-13\n', CARE, []),
    ('the same, half a year after: 31 January is 183 days', LATEST.replace('02-02', '01-31'), CARE, []),
    ('the same, and it is said', LATEST, [*CARE, '--holds', 'visit.made=all'], []),
    ('visits from one day on, of five children placed before', CUT, CARE, [CUT_OFF]),
    ('the same of four children', CUT.split('5,', 1)[0], CARE, []),
    # A child placed on 27 May was due a first visit on 3 June, four weeks before 1 July.
    ('the same, four weeks before', CUT.replace('2023-03-06', '2025-05-27'), CARE, [CUT_OFF]),
    ('the same, four weeks less a day before', CUT.replace('2023-03-06', '2025-05-28'), CARE, []),
    ('the same, and one child was seen in 2023', CUT + '6,placement.started,2023-03-06\n6,visit.made,2023-03-09\n', CARE, []),
    ('the same, and the visit of 2023 is void', 'case,event,at,tags\n' + CUT.replace('\n', ',\n') + '6,placement.started,2026-03-16,\n6,visit.made,2023-03-09,void\n',
     CARE, [CUT_OFF, ('void', 1, [18], None, None)]),
    ('the same, and a child who is not asked for was seen in 2023', CUT + '6,placement.started,2023-03-06\n6,visit.made,2023-03-09\n',
     [*CARE, *(word for child in range(1, 6) for word in ('--case', str(child)))], []),
    ('the same, but no visit was needed before', CUT.replace('2023-03-06', '2025-06-24'), CARE, []),
    ('the same, but each placement ended before the first visit was due',
     CUT + ''.join(f'{child},placement.ended,2023-03-08\n{child},placement.started,2025-06-30\n' for child in range(1, 6)), CARE, []),
    ('the same, and it is said from when', CUT, [*CARE, '--history-from', '2025-07-01'], []),
    ('the same, said of visits alone', CUT, [*CARE, '--holds', 'visit.made=since:2025-07-01'], []),
    ('the same, and the file is said to hold all', CUT, [*CARE, '--holds', 'visit.made=all'], []),
    ('the latest visit alone, of five children placed long before', re.sub(r'\d,visit.made,2025-07-0\d\n', '', CUT), CARE,
     [('only_latest', 5, [3, 5, 7, 9, 11], 'visit.made', None)]),
    # An assessment is due once. There are five referrals from 2023; the file has only assessments finished in 2025.
    ('assessments from one day on', ''.join(f'{child},referral.received,2023-03-06\n{child},assessment.completed,2025-07-0{child}\n' for child in range(1, 6)),
     ASSESSMENT, [('cut_off', 5, [2, 4, 6, 8, 10], 'assessment.completed', None)]),
    ('an event that the file never holds', '1,referral.received,2026-03-02\n2,referral.received,2026-03-03\n', ASSESSMENT,
     [('not_recorded', 2, [2, 3], 'assessment.completed', None)]),
    # Care that started on 2 March proves that there was a placement (rule 24 of docs/worklist.md).
    ('a start that the file never holds', '1,cla.started,2026-03-02\n2,cla.started,2026-03-03\n1,visit.made,2026-03-06\n', CARE,
     [('not_recorded', 2, [2, 3], 'placement.started', None)]),
    ('a start that is said to be never held', '2,birth,2015-01-05\n2,cla.started,2026-03-03\n1,cla.started,2026-03-02\n', [*CARE, '--holds', 'placement.started=never'],
     [('left_out', 2, [3, 4], 'placement.started', None)]),
    ('a start that another child has', '1,cla.started,2026-03-02\n1,visit.made,2026-03-06\n2,placement.started,2026-03-16\n', CARE, []),
    ('a start that is void', 'case,event,at,tags\n1,cla.started,2026-03-02,\n1,visit.made,2026-03-06,\n1,placement.started,2026-03-02,void\n', CARE,
     [('not_recorded', 1, [2], 'placement.started', None), ('void', 1, [4], None, None)]),
    ('a start of another day', '1,cla.started,2026-03-02\n1,visit.made,2026-03-06\n1,placement.started,2026-03-22\n', CARE,
     [('not_recorded', 1, [2], 'placement.started', None), ('later', 1, [4], None, None)]),
    ('an event of which all rows are void', 'case,event,at,tags\n1,placement.started,2026-03-02,\n1,visit.made,2026-03-06,void\n', CARE,
     [('not_recorded', 1, [2], 'visit.made', None), ('void', 1, [3], None, None)]),
    ('an event of which all rows are of later days', '1,placement.started,2026-03-02\n1,visit.made,2026-03-25\n', CARE,
     [('not_recorded', 1, [2], 'visit.made', None), ('later', 1, [3], None, None)]),
    # An event is not reported as missing if it has a row that could not be used (rule 28 of docs/worklist.md).
    ('a visit that cannot be read, and no other', '1,placement.started,2026-02-25\n1,visit.made,2026-02-30\n', CARE, [('bad_rows', 1, [3], None, None)]),
    ('what starts an alternative', GOOD + GOOD.replace('1,', '2,'), ['--only', 'assessment.single~statistics'],
     [('not_recorded', 2, [3, 5], 'assessment.started', None)]),
    ('visits of two children, without a column for tags', VISITED + VISITED.replace('1,', '2,'), SEEN_ALONE,
     [('no_tag', 2, [3, 9], 'visit.made', None)]),
    ('visits with another tag', TAGGED.replace('02-09,', '02-09,awake'), SEEN_ALONE, [('no_tag', 1, [3], 'visit.made', None)]),
    ('one of another child was alone', TAGGED + '2,visit.made,2026-03-05,alone\n2,cp_plan.started,2026-03-02,\n2,birth,2015-01-05,\n', SEEN_ALONE, []),
    ('one was not alone, for a reason', TAGGED.replace('03-16,', '03-16,alone_excused'), SEEN_ALONE, []),
    ('one that was alone is void', TAGGED + '1,visit.made,2026-03-05,alone;void\n', SEEN_ALONE,
     [('no_tag', 1, [3], 'visit.made', None), ('void', 1, [8], None, None)]),
    ('one that was alone is of a later day', TAGGED + '1,visit.made,2026-03-23,alone\n', SEEN_ALONE,
     [('no_tag', 1, [3], 'visit.made', None), ('later', 1, [8], None, None)]),
    ('an event of another kind has the tag', TAGGED + '1,cin_review.held,2026-03-05,alone\n', SEEN_ALONE, [('no_tag', 1, [3], 'visit.made', None)]),
    ('the file is said to have every visit', VISITED, [*SEEN_ALONE, '--holds', 'visit.made=all'], []),
    ('a child under three', VISITED.replace('2015', '2024'), SEEN_ALONE, []),
    ('it is not due yet', VISITED.replace('02-02', '03-09'), SEEN_ALONE, []),
    # Both teams have children placed on 2 February; only North records its visits.
    ('an event that a team never holds', TEAMS + missed('South', 2, 1) + '5,placement.started,2026-03-02,North\n5,visit.made,2026-03-06,North\n',
     CARE, [('not_recorded', 2, [2, 3], 'visit.made', 'South')]),
    # Records begin on 6 February 2026. Even if a child placed in June was seen on 5 February, the next visit was due six weeks
    # later, on 19 March, and is late on the 20th.
    ('the same, and the records start after their placements', TEAMS + EARLIER + '5,placement.started,2026-03-02,North\n5,visit.made,2026-03-06,North\n',
     [*CARE, '--history-from', '2026-02-06'], [('not_recorded', 2, [2, 3], 'visit.made', 'South')]),
    ('the same, and the records start too late to tell', TEAMS + EARLIER + '5,placement.started,2026-03-02,North\n5,visit.made,2026-03-06,North\n',
     [*CARE, '--history-from', '2026-02-07'], []),
    ('the same, and a child of the team was seen', TEAMS + EARLIER + '1,visit.made,2026-03-05,South\n5,placement.started,2026-03-02,North\n'
     '5,visit.made,2026-03-06,North\n', [*CARE, '--history-from', '2026-02-06'], []),
    # The assessment falls due once, so it may have been finished before the records begin.
    ('the same, of a task that falls due once', TEAMS + ''.join(f'{case},referral.received,2025-11-03,South\n' for case in (1, 2)) +
     '5,referral.received,2026-03-02,North\n5,assessment.completed,2026-03-06,North\n', [*ASSESSMENT, '--history-from', '2026-02-06'], []),
    ('a team column in capitals', 'case,event,at,Team\n' + missed('South', 3, 1) + '5,placement.started,2026-03-02,North\n'
     '5,visit.made,2026-03-06,North\n', CARE, [('not_recorded', 3, [2, 3, 4], 'visit.made', 'South')]),
    ('an event that is said to be never held', '1,placement.started,2026-02-02\n2,referral.received,2026-03-02\n',
     [*CARE, '--holds', 'visit.made=never'], [('left_out', 1, [2], 'visit.made', None)]),
    # The event "no further action" also counts as a decision. This file has no such event, so only an ordinary decision could meet
    # the duty.
    ('an event never held, of which there are kinds that the file does not have', '1,referral.received,2026-03-02\n',
     ['--only', 'referral.decision', '--holds', 'referral.decided=never'], [('left_out', 1, [2], 'referral.decided', None)]),
    ('a ref that no start has', REFS + '1,referral.received,2026-03-02,R1\n1,assessment.completed,2026-03-09,ASM77\n', ASSESSMENT,
     [('unmatched_refs', 1, [3], 'assessment.completed', None)]),
    ('a review that starts a notice itself', REFS + '1,cla.started,2026-02-02,E1\n1,cla_review.held,2026-02-24,RV1\n', ['--only', 'cla.review'],
     [('unmatched_refs', 1, [3], 'cla_review.held', None)]),
    ('a conference with the ref of the enquiry', REFS + '1,strategy_discussion.held,2026-02-02,S1\n1,s47.started,2026-02-02,V1\n'
     '1,icpc.held,2026-02-16,V1\n', ['--only', 'cp.conference.initial', '--profile', 'barnet'],
     [('unmatched_refs', 1, [4], 'icpc.held', None)]),
    # By docs/worklist.md, later records explain why nothing is due. A review planned for later or a date 36 years away is not such
    # a record.
    ('an assessment, and a review planned for later', GOOD + '2,assessment.completed,2026-03-05\n2,cla_review.planned,2026-04-20\n', ASSESSMENT,
     [('no_duty', 1, [4], None, None)]),
    ('an assessment, and a date far away', GOOD + '2,assessment.completed,2026-03-05\n2,visit.made,2062-04-20\n', ASSESSMENT,
     [('no_duty', 1, [4], None, None), ('far', 1, [5], None, None), ('later', 1, [5], None, None)]),
    ('a child with nothing but an assessment', GOOD + '2,assessment.completed,2026-03-05\n', ASSESSMENT, [('no_duty', 1, [4], None, None)]),
    ('a second assessment after the first', GOOD + '2,referral.received,2026-03-02\n2,assessment.completed,2026-03-06\n'
     '2,assessment.completed,2026-03-10\n', ASSESSMENT, [('no_duty', 1, [6], None, None)]),
    ('nothing but a date of birth, if every duty is asked for', '1,birth,2015-01-05\n', [], [('no_duty', 1, [2], None, None)]),
    ('visits that belong to nothing, of which a note was made', 'D,visit.made,2026-02-08\nD,visit.made,2026-03-12\nD,case_note.added,2026-03-12\n',
     ['--profile', 'barnet'], [('no_duty', 1, [3], None, None)]),
    ('visits that belong to nothing, though they end what was said of a delay', 'D,visit.made,2026-02-08\nD,visit.made,2026-03-12\n',
     ['--profile', 'gloucestershire'], [('no_duty', 1, [3], None, None)]),
    ('visits that belong to nothing, though not every duty is asked for', '1,birth,2015-01-05\n1,visit.made,2026-02-08\n1,visit.made,2026-03-12\n',
     ['--only', 'cla.visit,cla.review'], [('no_duty', 1, [4], None, None)]),
    ('cases that differ only by capitals', 'a1,referral.received,2026-03-02\nA1,assessment.completed,2026-03-09\n' + GOOD, ASSESSMENT,
     [('no_duty', 1, [3], None, None), ('similar_cases', 1, [2, 3], None, None)]),
    ('refs that differ only by capitals', REFS + '1,referral.received,2026-03-02,r1\n1,assessment.completed,2026-03-09,R1\n', ASSESSMENT,
     [('unmatched_refs', 1, [3], 'assessment.completed', None), ('similar_refs', 1, [2, 3], None, None)]),
    # Names of teams and workers. A case has the name in its latest row.
    ('teams that differ by capitals or blanks', TEAMS + '1,placement.started,2026-03-16,North\n2,placement.started,2026-03-16,NORTH\n'
     '3,placement.started,2026-03-16,No rth\n4,placement.started,2026-03-16,South\n5,placement.started,2026-03-16,North\n'
     '6,placement.started,2026-03-16,NORTH\n5,visit.made,2026-03-17,North\n', CARE, [('similar_teams', 2, [2, 3, 4], None, None)]),
    ('workers that differ by capitals', 'case,event,at,Worker,team\n1,placement.started,2026-03-16,Ann Lee,ann lee\n'
     '2,placement.started,2026-03-16,Ann lee,ann lee\n1,visit.made,2026-03-17,Ann Lee,ann lee\n', CARE, [('similar_teams', 1, [2, 3], None, None)]),
    # The caller states something that the file contradicts.
    ('visits though none are stated', PLACED + '2,placement.started,2026-03-16\n2,visit.made,2026-03-17\n', [*CARE, '--holds', 'visit.made=never'],
     [('stated_never', 2, [3, 5], 'visit.made', None), ('left_out', 2, [2, 4], 'visit.made', None)]),
    ('visits of another child than is asked for', PLACED + '2,placement.started,2026-03-16\n2,visit.made,2026-03-17\n',
     [*CARE, '--holds', 'visit.made=never', '--case', '2'], [('stated_never', 2, [3, 5], 'visit.made', None), ('left_out', 1, [4], 'visit.made', None)]),
    ('two visits though only the latest is stated', PLACED + '1,visit.made,2026-03-16\n2,placement.started,2026-03-16\n2,visit.made,2026-03-17\n',
     [*CARE, '--holds', 'visit.made=latest'], [('stated_latest', 1, [4], 'visit.made', None)]),
    ('cases with another letter', 'a1,referral.received,2026-03-02\na1,assessment.completed,2026-03-09\n' + GOOD.replace('1,', 'B1,'), ASSESSMENT, []),
    # A child died on 12 March. A visit on that day may have been before the death, and ends of care or of plans may be recorded
    # later.
    ('a visit after the death', PLACED + '1,child.died,2026-03-12\n1,visit.made,2026-03-10\n1,visit.made,2026-03-12\n1,visit.made,2026-03-17\n'
     '1,placement.ended,2026-03-18\n', CARE, [('after_death', 1, [7], None, None)]),
    *((f'{start} after the death', PLACED + f'1,child.died,2026-03-12\n1,{start},2026-03-13\n', CARE, [('after_death', 1, [5], None, None)])
      for start in ('cla.started', 'placement.started', 'cp_plan.started')),
    ('a death of another child', PLACED + '2,child.died,2026-03-03\n', CARE, []),
    ('two dates of birth', PLACED + '1,birth,2015-01-05\n1,birth,2015-05-01\n', CARE, [('births_differ', 1, [5], None, None)]),
    ('two dates of birth, the earlier below', PLACED + '1,birth,2015-05-01\n1,birth,2015-01-05\n', CARE,
     [('births_differ', 1, [5], None, None)]),
    ('three, of one child', PLACED + '1,birth,2015-05-01\n1,birth,2015-01-05\n1,birth,2015-01-06\n', CARE,
     [('births_differ', 1, [6], None, None)]),
    ('a birth after the placement', PLACED + '1,birth,2026-03-05\n', CARE, [('born_late', 1, [4], None, None)]),
    # With such a date of birth, the child would have no duties at all, so its row counts as one that cannot be read. The child is
    # then listed, with the duties that the file has no rows for.
    ('a child of a hundred', PLACED + '1,birth,1926-03-05\n', ['--only', 'cla.visit'],
     [('bad_rows', 1, [4], None, None), ('born_early', 1, [4], None, None)]),
    # Born on 2 March 2008, the child is 18 on 2 March 2026; born on 29 February 2008, on 1 March 2026.
    ('a placement on the 18th birthday', PLACED + '1,birth,2008-03-02\n', CARE, [('bad_rows', 1, [4], None, None), ('born_early', 1, [4], None, None)]),
    ('a plan after it', '1,cp_plan.started,2026-03-02\n1,birth,2007-05-01\n', [],
     [('bad_rows', 1, [3], None, None), ('not_recorded', 1, [2], 'rcpc.held', None), ('born_early', 1, [3], None, None)]),
    ('care after it', '1,cla.started,2026-03-01\n1,birth,2008-02-29\n', ['--only', 'cla.review'],
     [('bad_rows', 1, [3], None, None), ('not_recorded', 1, [2], 'cla_review.held', None), ('born_early', 1, [3], None, None)]),
    # Born on 2 March 1999, a person is 27 on 2 March 2026.
    ('a referral the day before the 27th birthday', '1,referral.received,2026-03-02\n1,birth,1999-03-03\n', ['--only', 'referral.decision'], []),
    ('a referral on it', '1,referral.received,2026-03-02\n1,birth,1999-03-02\n', ['--only', 'referral.decision'],
     [('bad_rows', 1, [3], None, None), ('born_early', 1, [3], None, None)]),
    # No duty is running on 20 March, but the file has later events.
    ('a placement that begins later', PLACED + '2,visit.made,2026-03-05\n2,placement.started,2026-03-21\n', CARE, [('later', 1, [5], None, None)]),
    ('a date of birth that is void', 'case,event,at,tags\n1,placement.started,2026-03-02,\n1,visit.made,2026-03-06,\n1,birth,2015-01-05,void\n'
     '1,birth,2015-05-01,\n', CARE, [('void', 1, [4], None, None)]),
    ('an end before its beginning', PLACED + '2,placement.started,2026-03-02\n2,visit.made,2026-03-04\n2,placement.ended,2026-02-05\n', CARE,
     [('ended_early', 1, [6], None, None)]),
    ('an end before its beginning, with its ref, though earlier starts may be missing', REFS + '2,placement.started,2026-03-02,P1\n'
     '2,visit.made,2026-03-04,P1\n2,placement.ended,2026-02-05,P1\n', [*CARE, '--history-from', '2026-02-01'],
     [('ended_early', 1, [4], None, None)]),
    ('a visit in 2062', PLACED + '1,visit.made,2062-03-10\n', CARE, [('far', 1, [4], None, None), ('later', 1, [4], None, None)]),
    ('names that differ by zeros', '101,placement.started,2026-03-16\n00101,visit.made,2026-03-17\n101,visit.made,2026-03-17\n', CARE,
     [('no_duty', 1, [3], None, None), ('similar_cases', 1, [2, 3], None, None)]),
    ('refs that differ by zeros', REFS + '1,placement.started,2026-03-02,P1\n1,visit.made,2026-03-06,P01\n', CARE,
     [('unmatched_refs', 1, [3], 'visit.made', None), ('similar_refs', 1, [2, 3], None, None)]),
    ('a row twice', PLACED + '1,visit.made,2026-03-06\n', CARE, [('twice', 1, [4], None, None)]),
    ('what stands for no date', PLACED + '1,placement.ended,9999-12-31\n2,birth,1900-01-01\n2,placement.started,2026-03-16\n', CARE,
     [('no_date', 2, [4, 5], None, None)]),
    ('an end without a date', PLACED + '1,placement.ended,\n', CARE, [('not_ended', 1, [4], None, None)]),
    # By docs/worklist.md, a visit without a date is a bad row, even if a visit ends something. In Gloucestershire a visit,
    # attempted or made, ends the duty to report that the visit will be late.
    ('a visit without a date', PLACED + '1,visit.made,\n', [*CARE, '--profile', 'gloucestershire'], [('bad_rows', 1, [4], None, None)]),
    ('an attempted visit without a date', PLACED + '1,visit.attempted,\n', [*CARE, '--profile', 'gloucestershire'], [('not_ended', 1, [4], None, None)]),
    ('NULL', REFS + '1,placement.started,2026-03-02,NULL\n1,visit.made,2026-03-06,NULL\n', CARE, [('nulls', 2, [2, 3], None, None)]),
    ('an event after the day', PLACED + '1,visit.made,2026-03-21\n', CARE, [('later', 1, [4], None, None)]),
    ('an event after the hour', PLACED + '1,visit.made,2026-03-20T10:00\n1,visit.made,2026-03-20T08:59\n', [*CARE, '--as-at', '2026-03-20T09:00'],
     [('later', 1, [4], None, None)]),
    ('a void row', 'case,event,at,tags\n1,placement.started,2026-03-02,\n1,visit.made,2026-03-06,\n1,visit.made,2026-03-05,void\n', CARE,
     [('void', 1, [4], None, None)]),
    ('a team that is not there', TEAMS + '1,placement.started,2026-03-16,North\n1,visit.made,2026-03-17,North\n',
     [*CARE, '--where', 'team=Noth'], [('no_such_value', None, [], None, None)]),
    ('a child who is not there', PLACED, [*CARE, '--case', '1', '--case', '2'], [('no_such_value', None, [], None, None)]),
]

# Files that are nearly wrong, but must have no finding.
NOTHING = [
    # ---- unusual rows that can be read ----
    ('blank rows and blanks', GOOD + '\n,,\n 2 , referral.received , 2026-03-03 \n', ASSESSMENT),
    ('a time', GOOD + '2,referral.received,2026-03-03T10:00\n', ASSESSMENT),
    ('a date of Excel that is plain', GOOD + '2,referral.received,03-Mar-2026\n', ASSESSMENT),
    # ---- events that may be missing from a file without a finding ----
    ('one assessment is enough', GOOD + '2,referral.received,2026-01-05\n3,referral.received,2026-01-05\n', ASSESSMENT),
    ('no duty asked for needs it', PLACED + '2,referral.received,2026-01-05\n', CARE),
    ('what starts an alternative is there', GOOD + '2,assessment.started,2026-03-02\n2,assessment.completed,2026-03-05\n',
     ['--only', 'assessment.single~statistics']),
    ('nobody asked for the alternative', GOOD, ASSESSMENT),
    ('it is over without', '1,referral.received,2026-03-02\n1,referral.no_further_action,2026-03-03\n' + GOOD.replace('1,', '2,'), ASSESSMENT),
    # ---- teams whose records are complete enough ----
    ('one child alone may be late', TEAMS + missed('South', 1, 1) + '5,placement.started,2026-03-02,North\n5,visit.made,2026-03-06,North\n', CARE),
    ('the team has one visit', TEAMS + missed('South', 3, 1) + '5,placement.started,2026-03-02,South\n5,visit.made,2026-03-06,South\n', CARE),
    ('nothing is overdue yet', TEAMS + '1,placement.started,2026-03-16,South\n2,placement.started,2026-03-16,South\n'
     '5,placement.started,2026-03-02,North\n5,visit.made,2026-03-06,North\n', CARE),
    ('no team', TEAMS + missed('', 3, 1) + '5,placement.started,2026-03-02,North\n5,visit.made,2026-03-06,North\n', CARE),
    ('a column that is no team', 'case,event,at,teams\n' + missed('South', 3, 1) + '5,placement.started,2026-03-02,North\n'
     '5,visit.made,2026-03-06,North\n', CARE),
    ('the file is said to hold all', TEAMS + missed('South', 2, 1) + '5,placement.started,2026-03-02,North\n5,visit.made,2026-03-06,North\n',
     [*CARE, '--holds', 'visit.made=all']),
    ('visits never held, and none are in the file that count', 'case,event,at,tags\n1,placement.started,2026-03-16,\n'
     '2,assessment.completed,2026-03-16,\n2,referral.received,2026-03-02,\n', [*ASSESSMENT, '--holds', 'visit.made=never']),
    ('the latest of each ref', REFS + '1,placement.started,2026-03-02,P1\n1,visit.made,2026-03-06,P1\n1,placement.started,2026-03-03,P2\n'
     '1,visit.made,2026-03-07,P2\n', [*CARE, '--holds', 'visit.made=latest']),
    ('a worker with the name of a team', 'case,event,at,worker,team\n1,placement.started,2026-03-16,NORTH,North\n1,visit.made,2026-03-17,NORTH,North\n', CARE),
    ('nobody waits for what is never held', PLACED, [*CARE, '--holds', 'assessment.completed=never']),
    # ---- refs that match ----
    ('a ref that the start has', REFS + '1,referral.received,2026-03-02,R1\n1,assessment.completed,2026-03-09,R1\n', ASSESSMENT),
    ('a path', REFS + '1,referral.received,2026-03-02,R1\n1,assessment.completed,2026-03-09,R1/A2\n', ASSESSMENT),
    ('a ref whose start lies before the records, and a later one', REFS + '1,cla.started,2026-01-05,\n1,placement.ended,2026-02-10,P1\n'
     '1,placement.started,2026-02-10,P2\n1,visit.made,2026-01-12,P1\n1,visit.made,2026-02-12,P2\n1,visit.made,2026-03-12,P2\n',
     [*CARE, '--history-from', '2026-01-10']),
    ('another ref on the day before the start', REFS + '1,referral.received,2026-03-05,R1\n1,assessment.completed,2026-03-04,Q\n', ASSESSMENT),
    ('refs are ignored', REFS + '1,referral.received,2026-03-02,R1\n1,assessment.completed,2026-03-09,A2\n', [*ASSESSMENT, '--refs', 'ignore']),
    ('--only leaves the event out', REFS + '1,referral.received,2026-03-02,R1\n1,assessment.completed,2026-03-09,ASM77\n'
     '1,placement.started,2026-03-02,P1\n1,visit.made,2026-03-06,P1\n', CARE),
    # ---- children with no running duty ----
    ('all was done', GOOD, ASSESSMENT),
    ('an alternative was done, by what the law needs too', '7,referral.received,2026-01-05\n7,assessment.started,2026-01-12\n'
     '7,assessment.completed,2026-03-11\n', ['--only', 'assessment.single~statistics']),
    ('a note after the last visit', 'D,cp_plan.started,2026-01-05\nD,visit.made,2026-01-12\nD,cp_plan.ended,2026-01-13\nD,case_note.added,2026-01-14\n'
     'E,cp_plan.started,2026-03-16\nE,visit.made,2026-03-17\nE,birth,2014-05-06\n', ['--profile', 'barnet', '--only', 'cp.visit,recording.case_note']),
    ('visits of a plan that is not asked for', PLACED + '2,cp_plan.started,2026-02-02\n2,visit.made,2026-03-12\n', ['--profile', 'gloucestershire', *CARE]),
    ('visits of a plan that a conference proves', PLACED + '2,rcpc.held,2026-02-02\n2,visit.made,2026-03-12\n', ['--profile', 'gloucestershire', *CARE]),
    ('it ended', '1,placement.started,2026-03-02\n1,visit.made,2026-03-04\n1,placement.ended,2026-03-05\n', CARE),
    ('it ended twice over', '1,placement.started,2026-03-02\n1,visit.made,2026-03-04\n1,placement.ended,2026-03-05\n1,cla.ended,2026-03-06\n', CARE),
    ('what other duties are about is left out', PLACED + '2,referral.received,2026-03-02\n3,birth,2015-01-05\n', CARE),
    ('a row of it could not be used, which is said', PLACED + '2,birth,2015-01-05\n', CARE),
    # ---- dates of birth that are plausible ----
    ('a date of birth each', PLACED + '1,birth,2015-01-05\n2,placement.started,2026-03-16\n2,birth,2015-05-01\n', CARE),
    ('one date of birth', PLACED + '1,birth,2015-01-05\n', CARE),
    ('born on the day of the placement', PLACED + '1,birth,2026-03-02\n', CARE),
    ('a child of 17', PLACED + '1,birth,2008-04-10\n', CARE),
    ('a care leaver of 26', '1,birth,1999-06-10\n1,cla.ended,2017-06-10\n' + PLACED.replace('1,', '2,'), CARE),
    # ---- other dates that are plausible ----
    ('an end on the day of its beginning', PLACED + '2,placement.started,2026-03-05\n2,placement.ended,2026-03-05\n', CARE),
    ('an end of what began before the file', PLACED + '2,placement.ended,2026-02-05\n2,placement.started,2026-03-16\n'
     '2,placement.ended,2026-03-17\n', CARE),
    ('an end of what began before the records', PLACED + '2,placement.ended,2026-02-05\n2,placement.started,2026-03-16\n2,visit.made,2026-03-17\n',
     [*CARE, '--history-from', '2026-02-01']),
    ('the same, said of the start alone', PLACED + '2,placement.ended,2026-02-05\n2,placement.started,2026-03-16\n2,visit.made,2026-03-17\n',
     [*CARE, '--holds', 'placement.started=since:2026-02-01']),
    ('a review booked a year ahead', PLACED + '1,cla_review.planned,2027-03-01\n', CARE),
    ('the day itself', PLACED + '1,visit.made,2026-03-20\n', CARE),
    # ---- names of cases and refs that are different ----
    ('zeros that count', '101,placement.started,2026-03-16\n1010,placement.started,2026-03-16\n11,placement.started,2026-03-16\n' +
     PLACED.replace('1,', '2,'), CARE),
    ('refs of two children', REFS + '1,placement.started,2026-03-16,P1\n2,placement.started,2026-03-16,P01\n3,placement.started,2026-03-02,P3\n'
     '3,visit.made,2026-03-06,P3\n', CARE),
    ('blanks around a name', PLACED + '1 ,visit.made,2026-03-09\n', CARE),
    ('two rows of one day with two refs', REFS + '1,placement.started,2026-03-02,P1\n1,placement.started,2026-03-02,P2\n1,visit.made,2026-03-06,P1\n'
     '1,visit.made,2026-03-06,P2\n', CARE),
    # ---- events that may follow the 18th birthday ----
    ('a placement the day before it', PLACED.replace('03-06', '03-02') + '1,birth,2008-03-03\n', CARE),
    ('one on 28 February, born on the 29th', PLACED.replace('03-02', '02-28').replace('03-06', '02-28') + '1,birth,2008-02-29\n', CARE),
    ('care that ended on it, and what follows', PLACED + '1,birth,2008-03-16\n1,placement.ended,2026-03-16\n1,cla.ended,2026-03-16\n'
     '1,leaving_care.started,2026-03-17\n', CARE),
    # ---- events that may follow a death ----
    ('care that begins on the day of the death', PLACED + '1,child.died,2026-03-12\n1,cla.started,2026-03-12\n1,cla.ended,2026-03-13\n', CARE),
    ('a review of practice after the death', PLACED + '1,child.died,2026-03-12\n1,practice_review.decided,2026-03-18\n', CARE),
    # ---- columns that are not meant for others ----
    ('refs beside ref', 'case,event,at,refs,ref,Tags\n' + PLACED.replace('\n', ',,,\n'), CARE),
    ('other columns', 'case,event,at,referral,team,refused,stage\n' + PLACED.replace('\n', ',,,,\n'), CARE),
    # ---- cells that have a value ----
    ('words that are values', TEAMS + '1,placement.started,2026-03-16,None of these\n1,visit.made,2026-03-17,Nullarbor\n', CARE),
    ('an empty ref', REFS + '1,placement.started,2026-03-02,\n1,visit.made,2026-03-06,\n', CARE),
    ('the first of January', PLACED + '1,birth,2010-01-01\n', CARE),
    ('a value that is there', TEAMS + '1,placement.started,2026-03-16,North\n1,visit.made,2026-03-17,North\n', [*CARE, '--where', 'team=North']),
]


class Run:
    """Runs dueby worklist on a file."""

    def __init__(self, dueby, folder):
        self.dueby, self.path = Path(dueby).resolve(), Path(folder) / 'events.csv'

    def __call__(self, text, *words):
        self.path.write_text(text if text.startswith('case') else 'case,event,at\n' + text, encoding='utf-8')
        as_at = [] if '--as-at' in words else ['--as-at', AS_AT]
        return subprocess.run([self.dueby, 'worklist', self.path.name, *as_at, *words], cwd=self.path.parent, env=transcripts.environment(),
                              stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60, encoding='utf-8')

    def quality(self, text, *words):
        return json.loads(self(text, *words, '--format', 'json').stdout)['quality']


def is_sorted(text):
    """Returns whether the rows of each case are together."""
    cases = [key for key, _ in itertools.groupby(line.split(',')[0] for line in text.splitlines())]
    return len(cases) == len(set(cases))


def check_findings(run):
    for what, text, words, expected in FOUND:
        for more in ([], ['--sorted']) if is_sorted(text) else ([],):
            first, *rest = run.quality(text, *words, *more)
            found = [(one['code'], one['count'], one['lines'], one['event'], one['team']) for one in rest]
            if first['code'] not in ('recorded', 'stale') or found != expected:
                yield f'{what}: {first["code"]}, {found}, expected {expected}'


def check_what_may_have_been_done_without_a_date(run):
    """A row without a date may be the action that was due, so the line is not overdue but needs checking (rule 28). An end may lack
    its date, because exports have a row for each assessment, plan and placement, with NULL while it is open."""
    for profile, only, start, done, state in (
            ('gloucestershire', 'cla.visit', 'placement.started', 'visit.made', 'not_computable'),
            ('gloucestershire', 'cla.visit', 'placement.started', 'placement.ended', 'overdue'),
            ('england', 'leaving_care.pathway_review', 'leaving_care.started', 'pathway_plan.reviewed', 'not_computable'),
            ('england', 'assessment.single', 'referral.received', 'assessment.completed', 'overdue'),
            ('england', 'referral.decision', 'referral.received', 'referral.no_further_action', 'overdue')):
        others = f'2,{start},2026-03-19\n2,pathway_plan.prepared,2026-03-19\n2,{done},2026-03-20\n2,visit.made,2026-03-20\n'
        for at in ('', 'NULL', '1900-01-01'):
            text = f'1,{start},2025-06-02\n1,pathway_plan.prepared,2025-06-02\n1,{done},{at}\n' + others
            out = run(text, '--profile', profile, '--only', only, '--format', 'csv').stdout
            states = {row['state'] for row in csv.DictReader(out.splitlines()) if row['case'] == '1' and row['rule']}
            if states != {state}:
                yield f'{done} on {at!r}: {states}, expected {state}'


def check_nothing(run):
    for what, text, words in NOTHING:
        quality = run.quality(text, *words)
        if [one['code'] for one in quality] != ['recorded'] or not quality[0]['text'].endswith('. Nothing in your file looks wrong'):
            yield f'{what}: {[(one["code"], one["text"]) for one in quality]}'
        lines = run(text, *words).stdout.splitlines()
        if lines[1].startswith('Worked out on the basis that the file has '):
            del lines[1]
        if lines[1:3] != ['', f'Can I trust this list? {quality[0]["text"]}'] or lines[3]:
            yield f'{what}: the text begins with {lines[:4]}'


def check_how_far_the_records_go(run):
    """The last event is on 9 March. As at 9 April that is one month ago; as at 10 April it is more than a month, which is stale."""
    for as_at, code, day in (('2026-04-09', 'recorded', '2026-03-09'), ('2026-04-10', 'stale', '2026-03-09'), ('2026-03-01', 'stale', None)):
        found = run.quality(GOOD, *ASSESSMENT, '--as-at', as_at)[0]
        if (found['code'], found['recorded_to'], found['count']) != (code, day, None):
            yield f'as at {as_at}: {found}'
    # Later events show that the records continue. A single later event may have the wrong year, though, and planned events prove
    # nothing.
    for later, code in (('1,visit.made,2026-05-06\n', 'stale'), ('1,visit.made,2026-05-06\n1,visit.made,2026-05-20\n', 'recorded'),
                        ('1,icpc.planned,2026-05-06\n1,icpc.planned,2026-05-20\n', 'stale'),
                        ('1,visit.made,2029-05-06\n1,visit.made,2029-05-20\n', 'stale')):
        found = run.quality(GOOD + later, *ASSESSMENT, '--as-at', '2026-04-10')[0]
        if found['code'] != code:
            yield f'{later!r}: {found}'
    found = run.quality(GOOD, *ASSESSMENT, '--as-at', '2026-03-01')[0]['text']
    if not found.endswith('no events up to the day you are checking. Check a later day, or add earlier events'):
        yield f'a file that begins later: {found}'
    found = run.quality('case,event,at\n', *ASSESSMENT)
    if [one['code'] for one in found] != ['no_rows']:
        yield f'no rows: {found}'
    found = run.quality('1,referral.received,13/03/2026\n', *ASSESSMENT)
    if [one['code'] for one in found] != ['bad_rows', 'no_rows', 'day_first'] or found[1]['text'] != 'No row could be read, so nothing was checked' or not found[2]['text'].endswith('use --dates dmy'):
        yield f'no row that can be read: {found}'


def check_a_case_that_is_not_there(run):
    """If a case is not found, only a name that differs in capitals is suggested: a similar name belongs to another child."""
    for asked, text in (('b12', 'No case is called "b12": did you mean "B12"?'), ('B13', 'No case is called "B13": check how your file writes it')):
        found = [one['text'] for one in run.quality(PLACED.replace('1,', 'B12,'), *CARE, '--case', asked)]
        if found[1:] != [text]:
            yield f'--case {asked}: {found}'


def check_missing_events_are_folded(run):
    """Each of seven children has a duty that waits for an event that the file never has. Text output names five of the events, JSON
    all seven."""
    starts = ('referral.received', 'strategy_discussion.held', 's47.started', 'cp_plan.started', 'placement.started', 'missing.returned',
              'contact.received')
    text = ''.join(f'1,{start},2026-03-02\n' for start in starts)
    found = run.quality(text)
    missing = [one['text'] for one in found if one['code'] == 'not_recorded']
    items = [line[2:] for line in run(text).stdout.splitlines() if line.startswith('- ')]
    shown = [one for one in items if one.startswith('Not in your file')]
    said = [one for one in items if 'not in your file. To list them' in one]
    if len(missing) < 7 or shown != missing[:5] or len(said) != 1 or not said[0].startswith(f'{len(missing) - 5} more events are not'):
        yield f'{len(missing)} events are missing: text has {items}'
    if [one for one in items if one not in shown + said] != [one['text'] for one in found if one['code'] != 'not_recorded']:
        yield f'the others: {items}'


def check_a_start_that_is_proved_by_what_has_happened(run):
    """An enquiry proves a strategy discussion, although the file has none. An enquiry that is void or after the worklist's day
    proves nothing."""
    asked = ['--only', 'assessment.core', '--holds', 'strategy_discussion.held=never', '--as-at', '2026-04-01']
    for row, cases in (('2026-03-31', [1]), ('2026-04-01', [1]), ('2026-04-02', []), ('2026-04-01T10:00', [1]), ('2026-03-31,void', [])):
        text = f'1,s47.started,{row}\n'
        text = TAGS + text if ',' in row else text
        found = [one['count'] for one in run.quality(text, *asked) if one['code'] == 'left_out']
        if found != cases:
            yield f'{row}: {found}'


def check_a_care_order_shows_care(run):
    """A child in care by an order is looked after (Children Act 1989 s22(1)), even if the file has no start of care."""
    for rows, states in (('care_order.made,2026-01-05', {'cla.review': 'not_computable', 'cla.visit': 'not_computable'}),
                         ('interim_care_order.made,2026-01-05', {'cla.review': 'not_computable', 'cla.visit': 'not_computable'}),
                         ('care_order.made,2026-01-05\n1,cla.ended,2026-02-02', {}),
                         # 20 working days after Monday 9 March is Wednesday 8 April: 3 and 6 April are bank holidays.
                         ('cla.started,2026-03-09\n1,placement.started,2026-03-09\n1,care_order.made,2026-03-10',
                          {'cla.review': 'open', 'cla.visit': 'due_soon'}),
                         ('care_order.made,2033-01-05', {})):
        text = f'1,birth,2015-01-05\n1,{rows}\n'
        out = run(text, '--only', 'cla.review,cla.visit', '--format', 'csv', '--as-at', '2026-03-12').stdout
        found = {row['rule']: row['state'] for row in csv.DictReader(out.splitlines()) if row['rule']}
        if found != states:
            yield f'{rows}: {found}, expected {states}'


def check_left_out_events_are_one_item(run):
    """Two children have a referral, and one is also placed, in a file stated never to hold assessments or visits. Text output has
    one item for both events, JSON a finding for each."""
    text = '1,referral.received,2026-03-02\n2,referral.received,2026-03-03\n2,placement.started,2026-03-04\n'
    words = ['--only', 'assessment.single,cla.visit', '--holds', 'assessment.completed=never', '--holds', 'visit.made=never']
    found = sorted((one['event'], one['count']) for one in run.quality(text, *words) if one['code'] == 'left_out')
    if found != [('assessment.completed', 2), ('visit.made', 1)]:
        yield f'JSON: {found}'
    items = [line[2:] for line in run(text, *words).stdout.splitlines() if line.startswith('- ') and 'has no rows for ' in line]
    if len(items) != 1 or not items[0].startswith('Your file has no rows for these: ') or any(
            part not in items[0] for part in ('end of the single assessment (assessment.completed), 2 children', 'visit to the child (visit.made), 1 child')):
        yield f'text: {items}'
    alone = [line for line in run(text, *words[:4]).stdout.splitlines() if line.startswith('- Your file has no rows for the end of the single assessment')]
    if len(alone) != 1:
        yield f'one event: {alone}'


def check_each_is_said_once(run):
    """Text output begins with the findings, each once. With CSV output, findings go to standard error, except those about rows that
    are already reported there row by row."""
    text = GOOD + '2,referral.received,2026-03-03\n2,assessment.completed,Thursday\n2,assessment.completed,2026-03-25\n'
    said = [one['text'] for one in run.quality(text, *ASSESSMENT)]
    done = run(text, *ASSESSMENT)
    if done.stdout.splitlines()[1:6] != ['', 'Can I trust this list?', *(f'- {one}' for one in said)]:
        yield f'text begins with {done.stdout.splitlines()[:6]}'
    if len(said) != 3 or done.returncode != SOME_ROWS_FAILED or len(done.stderr.splitlines()) != 1:
        yield f'{said}, exit status {done.returncode}, {done.stderr}'
    answer = json.loads(run(text, *ASSESSMENT, '--format', 'json').stdout)
    if list(answer) != ['versions', 'rows', 'quality', 'notes'] or any(one in answer['notes'] for one in said):
        yield f'JSON: {list(answer)}, {answer["notes"]}'
    for words, expected in (('csv', [said[0], said[2]]), ('plain', [said[2]])):
        notes = run(text, *ASSESSMENT, '--format', words).stderr.splitlines()[1:]
        if [note for note in notes if 'We only checked' not in note] != [f'dueby: note: {one}' for one in expected]:
            yield f'{words}: {notes}'
    for words in (['--summary'], ['--summary', '--basis', 'at']):
        lines = run(text, *ASSESSMENT, *words).stdout.splitlines()
        if lines[1:6] != ['', 'Can I trust this list?', *(f'- {one}' for one in said)]:
            yield f'{words} begins with {lines[:6]}'


def check_rows_of_no_child(run):
    """A row whose case is missing or too long may be about any child, so the block says that overdue tasks may have been done. Rows
    of a known child are not counted there, even if `--where` or `--case` excludes the child."""
    said = ' about: tasks shown as overdue may have been done, and tasks not shown may be due'
    late = TEAMS + '1,referral.received,2025-01-06,North\n2,referral.received,2026-03-03,South\n2,assessment.completed,Thursday,South\n'
    lost = ',assessment.completed,2025-01-08,North\n'
    for rows, words, expected in (
            ('', [], '1 row could not be used (line 4): correct it and run this again'),
            ('', ['--where', 'team=North'], '1 row could not be used (line 4): correct it and run this again'),
            ('', ['--case', '1'], '1 row could not be used (line 4): correct it and run this again'),
            (lost, [], f'2 rows could not be used (lines 4 and 5): correct them and run this again. We cannot tell which child 1 row is{said}'),
            (lost, ['--where', 'team=North'], f'2 rows could not be used (lines 4 and 5): correct them and run this again. We cannot tell which child 1 row is{said}'),
            (lost + '7' * 201 + lost, ['--sorted'], f'3 rows could not be used (lines 4, 5 and 6): correct them and run this again. We cannot tell which child 2 rows are{said}')):
        found = [one['text'] for one in run.quality(late + rows, *ASSESSMENT, *words) if one['code'] == 'bad_rows']
        if found != [expected]:
            yield f'rows of no child, {words}: {found}'


def check_summaries(run):
    """Faults O6 and O7. North has one assessment in time and one late, South has one in time: two of three in all. If there is
    nothing to count, the command says so, with status 5."""
    text = TEAMS + ''.join(f'{case},referral.received,2025-01-06,{team}\n{case},assessment.completed,{done},{team}\n'
                           for case, team, done in ((1, 'North', '2025-01-07'), (2, 'North', '2025-12-01'), (3, 'South', '2025-01-08')))
    lines = run(text, *ASSESSMENT, '--summary', '--by', 'team').stdout.splitlines()
    rows = [line.split() for line in lines if line.startswith('assessment.single')]
    wanted = [['50.0%', '2', '1', '1'], ['100.0%', '1', '1', '0'], ['66.7%', '3', '2', '1']]
    if [row[1:5] for row in rows] != wanted or 'All' not in lines:
        yield f'--by team: {rows}'
    lines = run(text, *ASSESSMENT, '--summary', '--by', 'team', '--where', 'team=North').stdout.splitlines()
    if 'All' in lines:
        yield 'one group has a total'
    data = run(text, *ASSESSMENT, '--summary', '--by', 'team', '--format', 'csv').stdout.splitlines()
    if [row.split(',')[0] for row in data] != ['team', 'North', 'South']:
        yield f'a total among the rows of CSV: {data}'
    for words in ([], ['--by', 'team'], ['--format', 'csv'], ['--format', 'json']):
        done = run(text, *ASSESSMENT, '--summary', '--period', '2024-01-01..2024-12-31', *words)
        if done.returncode != SOME_ROWS_FAILED or (done.stdout + done.stderr).count('Nothing was counted') != 1:
            yield f'a summary of nothing, {words}: exit status {done.returncode}'
    if run(text, *ASSESSMENT, '--summary', '--period', '2025-01-01..2025-12-31').returncode:
        yield 'a summary of something: exit status'


def check_untold_in_summary(run):
    """Two children of South were placed in June 2025, and the file, which has records since 1 January 2026, has none of their
    visits. A child of North was placed on 5 January 2026 and seen on the 8th, so the next visit was due on 19 February; it was
    made on the 12th. North has one task that fell due in the period, and it was in time. South has two that cannot be judged, on
    any basis."""
    rows = TEAMS + EARLIER + '3,placement.started,2026-01-05,North\n3,visit.made,2026-01-08,North\n3,visit.made,2026-02-12,North\n'
    words = [*CARE, '--history-from', '2026-01-01', '--summary', '--by', 'team', '--format', 'csv', '--period', '2026-02-01..2026-03-15']
    expected = {'due': [['North', '1', '0', '100.0'], ['South', '0', '2', '']], 'completed': [['North', '1', '0', '100.0'], ['South', '0', '2', '']],
                'at': [['North', '1', '0', '100.0'], ['South', '0', '2', '']]}
    for basis, told in expected.items():
        found = [[row[key] for key in ('team', 'counted', 'cannot_tell', 'percent')]
                 for row in csv.DictReader(run(rows, *words, '--basis', basis).stdout.splitlines())]
        if sorted(found) != told:
            yield f'{basis}: {found}, expected {told}'


def check_cut_off_is_one_item(run):
    """If several events are cut off, text output has one item for all of them. The option that it suggests has the earliest day,
    because one option covers all. Both texts name the children, the day and the option."""
    reviews = ''.join(f'{child},cla.started,2023-03-06\n{child},cla_review.held,2025-09-0{child}\n{child},cla_review.held,2025-12-0{child}\n'
                      for child in range(1, 6))
    words = ['--only', 'cla.visit,cla.review']
    first = 'visit to the child (visit.made) before Tuesday 1 July 2025, though 5 children needed one earlier'
    then = '. If your extract only starts then, tasks shown as late may have been done: use --history-from 2025-07-01'
    found = [one['text'] for one in run.quality(CUT, *CARE) if one['code'] == 'cut_off']
    if found != [f'No {first} (lines 2, 5, 8, 11 and 14){then}']:
        yield f'visits: {found}'
    found = [one['text'] for one in run.quality(CUT + reviews, *words) if one['code'] == 'cut_off']
    if len(found) != 2 or not all(one.endswith(then) for one in found):
        yield f'visits and reviews: {found}'
    items = [line for line in run(CUT + reviews + '6,placement.started,2023-03-06\n', *words).stdout.splitlines() if ' needed one earlier' in line]
    if items != [f'- No {first.replace("5 children", "6 children")}. The same goes for 1 other kind of event{then}']:
        yield f'visits and reviews, text: {items}'
    if not any('(cla_review.held) before Monday 1 September 2025, though 5 children needed one earlier (lines ' in one for one in found):
        yield f'reviews: {found}'


def check_what_is_stated(run):
    """The answer must begin with the given --history-from and --holds. JSON must also have these as data. `plain` does not show
    them."""
    words = ['--history-from', '2025-07-01', '--holds', 'visit.made=latest', '--holds', 'cla_review.held=all', '--holds', 'assessment.completed=never',
             '--holds', 'placement.started=since:2023-01-02']
    parts = ['records since Tuesday 1 July 2025', 'only the latest visit to the child (visit.made)', 'no end of the single assessment (assessment.completed)']
    held = {None: ('since', '2025-07-01'), 'visit.made': ('latest', None), 'cla_review.held': ('all', None), 'assessment.completed': ('never', None),
            'placement.started': ('since', '2023-01-02')}
    for command in ([], ['--summary']):
        line = run(PLACED, *CARE, *words, *command).stdout.splitlines()[1]
        if not line.startswith(f'Worked out on the basis that the file has {parts[0]}; ') or not all(part in line for part in parts):
            yield f'{command}: {line}'
    if len(line.split('; ')) != len(held) or not re.search(r'; every [^;]* \(cla_review\.held\)(;|$)', line) or not re.search(
            r'; every [^;]* \(placement\.started\) since Monday 2 January 2023(;|$)', line):
        yield f'the others: {line}'
    answer = json.loads(run(PLACED, *CARE, *words, '--format', 'json').stdout)
    if {one['event']: (one['holds'], one['since']) for one in answer['holds']} != held or line not in answer['notes']:
        yield f'JSON: {answer["holds"]}, {answer["notes"]}'
    notes = {kind: run(PLACED, *CARE, *words, '--format', kind).stderr for kind in ('csv', 'plain', 'ics')}
    if line not in notes['csv'] or line not in notes['ics'] or line in notes['plain']:
        yield f'notes: {notes}'
    if 'holds' in json.loads(run(PLACED, *CARE, '--format', 'json').stdout) or 'Worked out' in run(PLACED, *CARE).stdout:
        yield 'something was stated, but nobody did'


def check_what_is_stated_of_a_return(run):
    """Only the user's own statements must be shown, not the ones that the kind of return implies."""
    census = str(Path(__file__).parents[2] / 'examples' / 'cin.xml')
    for words, wanted in (([], None), (['--holds', 'assessment.completed=never'], [('assessment.completed', 'never')]),
                          (['--history-from', '2024-04-01'], [(None, 'since')])):
        done = subprocess.run([run.dueby, 'worklist', census, *words, '--format', 'json'], env=transcripts.environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, check=False, timeout=60, encoding='utf-8')
        found = json.loads(done.stdout).get('holds')
        if (found and [(one['event'], one['holds']) for one in found]) != wanted:
            yield f'{words}: {found}'


def check_summaries_of_the_latest(run):
    """Three children have one visit on file, on 2 February; the next was due on 16 March. If earlier visits may be missing, it is
    unknown which of them were late, so there is no percentage in time. There is still a percentage for a duty that does not recur,
    and one for children who are up to date."""
    latest = ['--holds', 'visit.made=latest', '--holds', 'assessment.completed=latest']
    text = LATEST + '4,placement.started,2026-03-02\n4,visit.made,2026-03-06\n' + '5,referral.received,2026-01-05\n5,assessment.completed,2026-01-06\n'
    for basis, wanted in (('due', [('assessment.single', '100.0', '1'), ('cla.visit', '', '4')]),
                          ('completed', [('assessment.single', '100.0', '1'), ('cla.visit', '', '1')]),
                          ('at', [('cla.visit', '25.0', '4')])):
        rows = list(csv.DictReader(run(text, '--only', 'assessment.single,cla.visit', *latest, '--summary', '--basis', basis, '--format', 'csv').stdout.splitlines()))
        found = sorted((row['rule'], row['percent'], row['counted']) for row in rows if row['counted'] != '0')
        if found != wanted:
            yield f'only the latest, {basis}: {found}'
    lines = run(LATEST, *CARE, *latest[:2], '--summary').stdout.splitlines()
    if [line.split()[1:3] for line in lines if line.startswith('cla.visit')] != [['-', '3']]:
        yield f'only the latest, text: {lines}'


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    checks = [check_findings, check_what_may_have_been_done_without_a_date, check_nothing, check_how_far_the_records_go, check_a_case_that_is_not_there, check_missing_events_are_folded, check_a_start_that_is_proved_by_what_has_happened, check_a_care_order_shows_care, check_left_out_events_are_one_item, check_each_is_said_once, check_rows_of_no_child, check_summaries, check_summaries_of_the_latest,
              check_cut_off_is_one_item, check_untold_in_summary, check_what_is_stated, check_what_is_stated_of_a_return]
    with tempfile.TemporaryDirectory() as folder:
        run = Run(sys.argv[1], folder)
        wrong = [line for check in checks for line in check(run)]
    print(*wrong, sep='\n')
    print(f'{len(FOUND)} files with findings, {len(NOTHING)} with none')
    sys.exit(bool(wrong))


if __name__ == '__main__':
    main()
