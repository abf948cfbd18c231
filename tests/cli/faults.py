"""Checks for faults found by using dueby on files like the ones that councils have. Each check has the fault's number, a small file
and the right answer, worked out by hand. Other tests check the faults of reading and writing (I, O), of Python (P) and of memory
(T).

usage: faults.py DUEBY
"""
import csv
import io
import subprocess
import sys
import tempfile
from pathlib import Path

# A row of another case, long ago, which shows that the file has such events.
ELSEWHERE = '~,{},2020-01-01,,\n'


def elsewhere(*events):
    return ''.join(ELSEWHERE.format(event) for event in events)


def rule(text):
    return f'profile: test\ntitle: Test\nrules:\n  - {{id: duty, title: duty, {text}}}\n'


CARE = 'X,cla.started,2026-01-05,,\nX,placement.started,2026-01-05,,\n'
VISITED = ''.join(f'X,visit.made,{day},,\n' for day in ('2026-01-09', '2026-02-13', '2026-03-20', '2026-04-24'))
CHANGED = rule('trigger: cin_plan.started, due: visit.made, versions: [{to: 2025-03-31, schedule: [{within: 1 week}, {every: 6 weeks}]}, '
               '{from: 2025-04-01, schedule: [{every: 4 weeks}]}]')
COUNTED = rule('trigger: cp_plan.started, due: visit.made, schedule: [{at_least: 3, per: 1 month, times: 1}, {at_least: 1, per: 1 month}]')
NOTICE = rule('trigger: rcpc.held, due: rcpc_report.shared, before: 5 working days, versions: [{from: 2026-01-01}]')
UNTIL = rule('trigger: cla.started, due: visit.made, schedule: [{every: 1 week, until: cla_review.held}, {every: 4 weeks}]')
SIX = rule('trigger: cla.started, due: visit.made, schedule: [{every: 1 week, times: 2}, {every: 4 weeks}]')

# Each check has a name; rows, options or a one-duty profile; and the lines of case X or K: duty, number, due day, state.
LINES = [
    ('w1 the first review seen only anchors the series', 'X,birth,2012-06-30,,\nX,cla.started,2021-02-01,,\nX,cla_review.held,2025-07-15,,\n'
     'X,cla_review.held,2026-01-13,,\n', '--as-at 2026-03-31 --only cla.review --history-from 2025-04-01',
     {'cla.review 1 2021-03-01 not_computable', 'cla.review 2 2026-01-15 met', 'cla.review 3 2026-07-13 open'}),
    ('w2 what was open before the records begin', 'X,referral.received,2025-03-10,,\n' + elsewhere('assessment.completed'),
     '--as-at 2026-02-20 --only assessment.single --history-from 2025-04-01', {'assessment.single 1 2025-05-15 not_computable'}),
    ('w3 a review proves care, and care a placement', 'X,cla.started,2026-01-05,,\nX,cla_review.held,2026-01-30,,\n' + elsewhere('visit.made'),
     '--as-at 2026-05-20 --only cla.visit', {'cla.visit 1  not_computable'}),
    ('w4 ten visits, none recorded as alone', 'X,birth,2014-01-01,,\n' + CARE + VISITED, '--profile barnet --as-at 2026-05-20 --only cla.visit --holds visit.made=all',
     {'cla.visit 1 2026-01-12 met', 'cla.visit 2 2026-02-20 met', 'cla.visit 3 2026-03-27 met', 'cla.visit 4 2026-05-01 met',
      'cla.visit 5 2026-06-05 open', 'cla.visit (alone or alone_excused) 1 2026-01-12 overdue'}),
    ('w4 overdue by law beside a series with a doubt of its own', CARE + 'X,visit.made,2026-01-12,,\nX,visit.made,2026-03-02,,\n',
     '--profile barnet --as-at 2026-05-20 --only cla.visit',
     {'cla.visit 1 2026-01-12 met', 'cla.visit 2 2026-02-23 met_late', 'cla.visit 3 2026-04-13 overdue',
      'cla.visit (alone or alone_excused) 1 2026-01-12 not_computable'}),
    ('w5 days alone against hours', 'X,missing.returned,2026-03-02,,\nX,return_interview.held,2026-03-05,,\n', '--as-at 2026-03-20',
     {'missing.return_interview 1 2026-03-05 not_computable'}),
    ('w5 the same by whole days', 'X,missing.returned,2026-03-02,,\nX,return_interview.held,2026-03-05,,\n', '--as-at 2026-03-20 --whole-days',
     {'missing.return_interview 1 2026-03-05 met'}),
    ('w6 nothing is due after the 18th birthday', 'X,birth,2008-04-10,,\n' + CARE + 'X,visit.made,2026-01-08,,\nX,visit.made,2026-02-18,,\n'
     'X,visit.made,2026-03-30,,\n', '--as-at 2026-06-20 --only cla.visit',
     {'cla.visit 1 2026-01-12 met', 'cla.visit 2 2026-02-19 met', 'cla.visit 3 2026-04-01 met', 'cla.visit 4 2026-05-11 ended'}),
    ('w6 the end of care ends the visits of a placement', 'X,birth,2014-01-01,,\n' + CARE + 'X,visit.made,2026-01-08,,\nX,cla.ended,2026-01-20,,\n',
     '--as-at 2026-06-20 --only cla.visit', {'cla.visit 1 2026-01-12 met', 'cla.visit 2 2026-02-19 ended'}),
    ('w6 the assessment was held, so nobody arranges it', 'X,birth,2014-01-01,,\n' + CARE + 'X,health_assessment.completed,2026-01-06,,\n',
     '--profile barnet --as-at 2026-06-20 --only cla.health.iha_arranged', {'cla.health.iha_arranged 1 2026-01-07 ended'}),
    ('w6 no conference is needed', 'X,strategy_discussion.held,2026-01-05,,\nX,icpc.not_required,2026-01-08,,\n',
     '--profile barnet --as-at 2026-06-20 --only cp.conference.initial', {'cp.conference.initial 1 2026-01-26 ended'}),
    ('w7 a plan of one day', 'X,cp_plan.started,2026-03-10T09:00,,p1\nX,cp_plan.ended,2026-03-10T17:00,,p1\n' + elsewhere('core_group.held'),
     '--as-at 2026-06-20 --only cp.core_group', {'cp.core_group 1 2026-03-24 ended'}),
    ('w7 a move of placement on one day', 'X,placement.started,2026-03-02,,p1\nX,visit.made,2026-03-05,,p1\nX,placement.ended,2026-03-10,,p1\n'
     'X,placement.started,2026-03-10,,p2\n', '--as-at 2026-06-20 --only cla.visit',
     {'cla.visit 1 2026-03-09 met', 'cla.visit 2 2026-04-16 ended', 'cla.visit 1 2026-03-17 overdue'}),
    ('w9 a conference before the discussion that it responds to', 'X,icpc.held,2025-11-14,,\nX,strategy_discussion.held,2025-11-17,,\n',
     '--as-at 2026-03-20 --only cp.conference.initial', {'cp.conference.initial 1 2025-12-08 not_computable'}),
    # Visits are weekly until the review. The third visit is on the review's day, so the fourth is due four weeks later.
    ('w10 until an event', 'X,cla.started,2025-12-12,,\nX,visit.made,2025-12-19,,\nX,visit.made,2025-12-26,,\nX,visit.made,2026-01-02,,\n'
     'X,cla_review.held,2026-01-02,,\n', UNTIL,
     {'duty 1 2025-12-19 met', 'duty 2 2025-12-26 met', 'duty 3 2026-01-02 met', 'duty 4 2026-01-30 open'}),
    # The first visit is on 26 December. The next is due on 2 January, until the review on 30 December moves it to 23 January.
    ('w10 open when the event comes', 'X,cla.started,2025-12-19,,\nX,visit.made,2025-12-26,,\nX,cla_review.held,2025-12-30,,\n', UNTIL,
     {'duty 1 2025-12-26 met', 'duty 2 2026-01-23 open'}),
    ('w10 a number of visits', 'X,cla.started,2025-12-12,,\nX,visit.made,2025-12-15,,\nX,visit.made,2025-12-16,,\n', SIX,
     {'duty 1 2025-12-19 met', 'duty 2 2025-12-22 met', 'duty 3 2026-01-13 due_soon'}),
    ('w11 refs that match nothing', 'X,referral.received,2026-01-05,,R1\nX,assessment.completed,2026-01-20,,ASM77\n',
     '--as-at 2026-05-20 --only assessment.single', {'assessment.single 1 2026-03-09 not_computable'}),
    ('w11 the same without refs', 'X,referral.received,2026-01-05,,R1\nX,assessment.completed,2026-01-20,,ASM77\n',
     '--as-at 2026-05-20 --only assessment.single --refs ignore', {'assessment.single 1 2026-03-09 met'}),
    # The enquiry was completed, but its rule sets no time limit.
    ('w13 no time limit', 'X,s47.started,2026-01-05,,\nX,s47.completed,2026-01-20,,\n', '--as-at 2026-06-20 --only s47.enquiry',
     {'s47.enquiry 1  met'}),
    ('w17 (f1) an agreement on a void row', 'K,cin_plan.started,2026-01-05,,\nK,cin_review.held,2026-01-08,agreed.cin.visit=1 week;void,\n' + elsewhere('visit.made'),
     '--profile barnet --as-at 2026-01-20 --only cin.visit',
     {'cin.visit 1 2026-02-02 open', 'cin.visit (alone or alone_excused) 1 2026-02-02 not_computable'}),
    ('w18 (f2) an answer earlier by the clock', 'K,missing.returned,2026-03-02T08:00,,\nK,return_interview.declined,2026-03-02T09:00,,\n'
     'K,missing.returned,2026-03-02T20:00,,\n' + elsewhere('return_interview.held'), '--as-at 2026-03-20 --only missing.return_interview',
     {'missing.return_interview 1 2026-03-05T08:00:00+00:00 ended', 'missing.return_interview 2 2026-03-05T20:00:00+00:00 overdue'}),
    ('w19 (f3) a later version with fewer phases', 'K,cin_plan.started,2025-03-17,,\nK,visit.made,2025-03-20,,\nK,visit.made,2025-04-07,,\n', CHANGED,
     {'duty 1 2025-03-24 met', 'duty 2 2025-05-01 met', 'duty 3 2025-05-05 overdue'}),
    ('w20 (f4) a notice that comes into force between two conferences', 'K,rcpc.held,2025-12-10,,\nK,rcpc.planned,2026-06-10,,\n' + elsewhere('rcpc_report.shared'),
     NOTICE, {'duty 1 2026-06-03 open'}),
    ('w21 (f5) one answer for each', 'K,event.happened,2026-02-02,critical,\nK,event.happened,2026-02-04,,\nK,event.recorded,2026-02-05,,\n',
     '--profile barnet --as-at 2026-03-31 --only record.event', {'record.event 1 2026-02-03 met_late', 'record.event 2 2026-02-11 overdue'}),
    ('w22 (f6) late, if the child was old enough', 'K,health_assessment.completed,2025-01-06,,\nK,health_assessment.completed,2025-12-01,,\n',
     '--as-at 2025-12-31 --only cla.health.review', {'cla.health.review 1 2025-07-06 not_computable', 'cla.health.review 2 2026-06-01 not_computable'}),
    ('w23 (f7) an episode of one day', 'K,placement.started,2026-03-10,,p1\nK,placement.ended,2026-03-10,,p1\n' + elsewhere('visit.made', 'placement_plan.prepared'),
     '--as-at 2026-06-20 --only cla.visit,cla.placement_plan', {'cla.visit 1 2026-03-17 ended', 'cla.placement_plan 1 2026-03-17 ended'}),
    ('w24 (f8) a period that is never met', 'K,cp_plan.started,2026-01-05,,\nK,visit.made,2026-01-06,,\nK,visit.made,2026-02-10,,\n', COUNTED,
     {'duty 1 2026-03-05 met', 'duty 2 2026-02-05 overdue'}),
    ('w25 (f9) a report from a closed time', 'K,strategy_discussion.held,2024-09-01,,\nK,icpc_report.shared,2024-10-02,,\nK,icpc.not_required,2024-10-05,,\n'
     'K,case.closed,2024-11-01,,\nK,strategy_discussion.held,2025-12-20,,\nK,icpc.planned,2026-01-16,,\n',
     '--profile barnet --as-at 2026-01-14 --only cp.icpc.report_to_family',
     {'cp.icpc.report_to_family 1  met', 'cp.icpc.report_to_family 2 2026-01-13 overdue'}),
    ('w26 (f10) an extension told after the due day', 'K,sar.received,2026-01-05,,\nK,sar.extended,2026-03-20,,\nK,sar.answered,2026-03-25,,\n',
     '--as-at 2026-03-31 --only sar.response', {'sar.response 1 2026-02-05 met_late'}),
    ('w26 the same, told in time', 'K,sar.received,2026-01-05,,\nK,sar.extended,2026-02-04,,\nK,sar.answered,2026-03-25,,\n',
     '--as-at 2026-03-31 --only sar.response', {'sar.response 1 2026-04-05 met'}),
    ('(f11) a trigger before the records begin', 'K,referral.received,2026-02-20,,\n' + elsewhere('assessment.completed'),
     '--history-from 2026-03-01 --as-at 2026-06-01 --only assessment.single', {'assessment.single 1 2026-04-28 not_computable'}),
    ('(f11) work before the trigger', 'K,cla.started,2024-02-05,,\n' + elsewhere('care_plan.prepared'),
     '--history-from 2024-02-01 --as-at 2025-09-30 --only cla.care_plan', {'cla.care_plan 1 2024-02-19 not_computable'}),
    # Three days before Monday 5 February.
    ('(f11) the first notice', 'K,icpc.held,2024-02-05,,\n' + elsewhere('icpc_report.shared'),
     '--profile barnet --history-from 2024-02-01 --as-at 2024-06-01 --only cp.icpc.report_to_family', {'cp.icpc.report_to_family 1 2024-02-02 not_computable'}),
    # From Monday 2 March 2026: 6 March is working day 4, 2 April 23, 1 May 42. Monday 4 May is a bank holiday, so 7 May is day 45.
    ('(f11) a clock that began on the first day of the records', 'K,referral.received,2026-03-02,,\n' + elsewhere('assessment.completed'),
     '--history-from 2026-03-02 --as-at 2026-06-01 --only assessment.single', {'assessment.single 1 2026-05-07 overdue'}),
    ('(f11) the day before', 'K,referral.received,2026-03-02,,\n' + elsewhere('assessment.completed'),
     '--history-from 2026-03-03 --as-at 2026-06-01 --only assessment.single', {'assessment.single 1 2026-05-07 not_computable'}),
    ('w27 (f12) no visit in the file', 'K,cp_plan.started,2026-01-05,,\n', '--profile barnet --as-at 2026-05-25 --only cp.visit',
     {'cp.visit 1 2026-01-19 not_computable', 'cp.visit (alone or alone_excused) 1 2026-01-19 not_computable'}),
    ('w27 (f12) no visit, and the file holds them all', 'K,birth,2014-01-01,,\nK,cp_plan.started,2026-01-05,,\n',
     '--profile barnet --as-at 2026-05-25 --only cp.visit --holds visit.made=all',
     {'cp.visit 1 2026-01-19 overdue', 'cp.visit (alone or alone_excused) 1 2026-01-19 overdue'}),
]


class Folder:
    def __init__(self, dueby, path):
        self.dueby, self.path = Path(dueby).resolve(), Path(path)

    def run(self, *words, text=None, status=(0, 5)):
        if text is not None:
            (self.path / 'events.csv').write_text('case,event,at,tags,ref\n' + text, encoding='utf-8')
        done = subprocess.run([self.dueby, *words], cwd=self.path, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode not in status:
            sys.exit(f'{words}: {done.returncode}, {done.stderr}')
        return done.stdout

    def lines(self, text, words):
        found = csv.DictReader(io.StringIO(self.run('worklist', 'events.csv', *words, '--format', 'csv', text=text)))
        return [line for line in found if line['case'] in ('X', 'K')]


def words_of(folder, asked):
    """Returns `asked` if it is a list of options. If it is a one-duty profile, returns options for that profile, with an as-at
    day that suits its files."""
    if asked.startswith('--'):
        return asked.split()
    (folder.path / 'own.yaml').write_text(asked, encoding='utf-8')
    days = {CHANGED: '2025-09-30', COUNTED: '2026-02-20', NOTICE: '2026-03-01'}
    return ['--profile', './own.yaml', '--as-at', days.get(asked, '2026-01-10')]


def check_lines(folder):
    for what, text, asked, expected in LINES:
        lines = folder.lines(text, words_of(folder, asked))
        found = sorted(f"{line['rule']}{' (' + line['needs'] + ')' if line['needs'] else ''} {line['occurrence']} {line['due']} {line['state']}"
                       for line in lines)
        if found != sorted(expected):
            yield f'{what}: {found}, expected {sorted(expected)}'


def check_w7_all_ways_of_asking_agree(folder):
    said = folder.run('check', 'cp.core_group', '2026-03-10T09:00', '--event', 'cp_plan.ended=2026-03-10T17:00', '--as-at', '2026-06-20')
    if not said.startswith('No longer needed'):
        yield f'w7 check: {said}'


def check_w8_an_end_before_the_start_is_a_bad_row(folder):
    """An end or a completion before the start makes a bad row. An end on the day of the start is allowed."""
    for when, ended, status in (('2026-03-10', '2026-03-01', 5), ('2026-03-10', '2026-03-10', 0), ('2026-03-10', '2026-03-09T23:59', 5),
                                ('2026-03-10T12:00', '2026-03-10T11:59', 5), ('2026-03-10T12:00', '2026-03-10T12:01', 0),
                                ('2026-03-10T12:00', '2026-03-10', 0)):
        (folder.path / 'asked.csv').write_text(f'when,ended\n{when},{ended}\n', encoding='utf-8')
        folder.run('batch', 'asked.csv', '--rule', 'cp.core_group', '--from', 'when', '--ended', 'ended', '--as-at', '2026-06-20', status=(status,))
    (folder.path / 'asked.csv').write_text('when,met\n2026-03-10,2026-03-01\n', encoding='utf-8')
    folder.run('batch', 'asked.csv', '--rule', 'cp.core_group', '--from', 'when', '--met', 'met', '--as-at', '2026-06-20', status=(5,))


def check_w12_three_reviews_in_time_are_one_child_in_time(folder):
    text = ('X,birth,2012-01-01,,\nX,cla.started,2025-01-06,,\nX,cla_review.held,2025-01-20,,\nX,cla_review.held,2025-04-10,,\n'
            'X,cla_review.held,2025-09-10,,\n')
    for basis, counted in (('due', '3'), ('at', '1')):
        found = folder.run('worklist', 'events.csv', '--as-at', '2025-12-20', '--only', 'cla.review', '--summary', '--basis', basis,
                           '--format', 'csv', text=text)
        row = next(csv.DictReader(io.StringIO(found)))
        if (row['counted'], row['children'], row['children_all_in_time'], row['percent']) != (counted, '1', '1', '100.0'):
            yield f'w12 --basis {basis}: {row}'


def check_w13_what_has_no_limit_is_not_in_time(folder):
    text = 'X,s47.started,2026-01-05,,\nX,s47.completed,2026-01-20,,\n'
    found = folder.run('worklist', 'events.csv', '--as-at', '2026-06-20', '--only', 's47.enquiry', '--state', 'all', text=text)
    if 'Done in time' in found or 'Done' not in found:
        yield f'w13: {found}'


def check_w15_one_due_by_law(folder):
    """`due` and a worklist agree that an alternative time limit is not law."""
    text = 'X,assessment.started,2026-01-12,,\n' + elsewhere('assessment.completed')
    line, = folder.lines(text, ['--as-at', '2026-01-20', '--only', 'assessment.single~statistics'])
    due = next(csv.DictReader(io.StringIO(folder.run('due', 'assessment.single~statistics', '2026-01-12', '--format', 'csv'))))
    if (line['due_by_law'], due['due_by_law']) != ('', '') or line['due'] != due['due']:
        yield f'w15: {line}, {due}'


def check_w15_every_command_has_the_same_law(folder):
    """Tests four duties: one only in law, one with a stricter council rule, one with a council rule of the same date, and one not
    in law."""
    for profile, duty, event, at, law in (('england', 'assessment.single', 'referral.received', '2026-01-05', '2026-03-09'),
                                          ('barnet', 'record.minutes.share', 'cla_review.held', '2026-03-02', '2026-03-30'),
                                          ('barnet', 'cp.conference.initial', 'strategy_discussion.held', '2026-03-27', '2026-04-21'),
                                          ('barnet', 'record.event', 'event.happened', '2026-03-02', '')):
        asked = [duty, at, '--trigger', event, '--profile', profile, '--format', 'csv']
        found = {'worklist': folder.lines(f'X,{event},{at},,\n', ['--as-at', '2026-04-30', '--only', duty, '--profile', profile])[0]}
        found['due'] = next(csv.DictReader(io.StringIO(folder.run('due', *asked))))
        found['check'] = next(csv.DictReader(io.StringIO(folder.run('check', *asked, '--as-at', '2026-04-30'))))
        for command, row in found.items():
            if row['due_by_law'] != law:
                yield f"w15 {duty}, {command}: {row['due_by_law']}, expected {law}"


def check_w16_the_last_working_day_before(folder):
    """A week after 30 March 2026 is Easter Monday, the last of four days in a row that are not working days. A week after 27 March
    is Good Friday, and a week after 31 March is a working day."""
    for start, note in (('2026-03-30', 'the last working day before it is Thursday 2 April 2026'), ('2026-03-27', 'the last working day before it is Thursday 2 April 2026'),
                        ('2026-03-31', None), ('2026-12-18', 'the last working day before it is Thursday 24 December 2026'),
                        ('2026-12-21', 'the last working day before it is Thursday 24 December 2026'),
                        ('2027-12-21', 'the last working day before it is Friday 24 December 2027'),
                        ('2026-04-26', 'the last working day before it is Friday 1 May 2026'), ('2026-04-27', 'the last working day before it is Friday 1 May 2026')):
        first = folder.run('due', 'cla.visit', start).splitlines()[0]
        if ((note or 'not a working day') in first) != bool(note):
            yield f'w16 {start}: {first}'


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    failures = []
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(sys.argv[1], path)
        for name, check in list(globals().items()):
            if name.startswith('check_'):
                failures += check(folder) or []
    for failure in failures:
        print(f'FAILED: {failure}')
    print(f'{len(LINES)} small files')
    sys.exit(1 if failures else 0)


if __name__ == '__main__':
    main()
