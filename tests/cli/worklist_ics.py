"""Reads the worklist's calendar with another library: it must have one private entry for each due date, and a later calendar must
update the same entries.

    worklist_ics.py DUEBY
"""
import datetime
import pathlib
import subprocess
import sys
import tempfile

import icalendar

# Case 1: a visit was made on 12 August, so the next is due 10 working days later, on 26 August (13, 14, 17 to 21 and 24 to 26
# August are counted). Case 2: a plan ended on 10 August, before a visit was due on 17 August, 10 working days from Monday 3 August.
# Case 3: a review is due.
EVENTS = """case,event,at
<b>1,cp_plan.started,2026-08-03
<b>1,visit.made,2026-08-12
2,cp_plan.started,2026-08-03
2,cp_plan.ended,2026-08-10
3,cp_plan.started,2026-08-20
3,visit.made,2026-08-21
4,missing.returned,2026-08-25T09:30
"""
PROFILE = """profile: small
title: Small (fictional)
document: {title: Standards, version: V1, date: 2026-01}
rules:
  - {id: visit, title: child protection visit, trigger: cp_plan.started, due: visit.made, schedule: [{every: 10 working days}],
     ends: [cp_plan.ended], source: {section: "1", checked: primary}}
  - {id: interview, title: return interview, trigger: missing.returned, due: return_interview.held, within: 72 hours,
     source: {section: "2", checked: primary}}
"""
FAILURES = []


def that(holds, message):
    if not holds:
        FAILURES.append(message)


class Folder:
    def __init__(self, dueby, folder):
        self.dueby, self.path = pathlib.Path(dueby).resolve(), pathlib.Path(folder)
        (self.path / 'events.csv').write_text(EVENTS, encoding='utf-8')
        (self.path / 'small.yaml').write_text(PROFILE, encoding='utf-8')

    def calendar(self, as_at, *options):
        done = subprocess.run([self.dueby, 'worklist', 'events.csv', '--profile', 'small.yaml', '--as-at', as_at, '--format', 'ics',
                               *options], cwd=self.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        that(done.returncode in (0, 5), f'status {done.returncode}')
        that(b'act now. This is not legal advice.' in done.stderr, 'the standing words are not said')
        that(b'\n' not in done.stdout.replace(b'\r\n', b''), 'a line that does not end in CRLF')
        return icalendar.Calendar.from_ical(done.stdout)


def entries(calendar, kind='VEVENT'):
    return {str(one['SUMMARY']): one for one in calendar.walk(kind)}


def look_at_one(folder):
    august = entries(folder.calendar('2026-08-14'))
    # The visit on 12 August was due on 17 August. An entry for it that a calendar already has must be cancelled.
    that(sorted(august) == ['Due: case <b>1', 'No longer due: case 2', 'No longer due: case <b>1'], f'on 14 August: {sorted(august)}')
    one = august['Due: case <b>1']
    that(one['DTSTART'].dt == datetime.date(2026, 8, 26) and one['DTEND'].dt == datetime.date(2026, 8, 27), 'not the whole due day')
    that((one['TRANSP'], one['CLASS'], one['STATUS']) == ('TRANSPARENT', 'PRIVATE', 'CONFIRMED'), 'not transparent, private, confirmed')
    that('DESCRIPTION' not in one and not one.subcomponents, 'a description or an alarm that was not asked for')
    that(august['No longer due: case 2']['STATUS'] == 'CANCELLED', 'what has ended is not cancelled')
    that('1' not in str(one['UID']).split('@')[1] and 'visit' not in str(one['UID']), 'the UID tells something')


def look_at_two(folder):
    """On 24 August the same entry has the same UID and a higher SEQUENCE, and there is a new entry for the plan that has begun
    since."""
    before, after = folder.calendar('2026-08-14'), folder.calendar('2026-08-24')
    one, same = entries(before)['Due: case <b>1'], entries(after)['Due: case <b>1']
    that(one['UID'] == same['UID'] and one['SEQUENCE'] < same['SEQUENCE'] and one['DTSTAMP'].dt < same['DTSTAMP'].dt, 'it does not update')
    that('Due: case 3' in entries(after), 'the plan that began since has no entry')
    uids = [one['UID'] for one in after.walk('VEVENT')]
    that(len(uids) == len(set(uids)), 'a UID twice')


def look_at_detail(folder):
    one = entries(folder.calendar('2026-08-14', '--detail', '--case', '<b>1'))['Due: case <b>1: child protection visit']
    that('every 10 working days' in str(one['DESCRIPTION']) and 'Set by: ' in str(one['DESCRIPTION']), 'the details do not say the timescale')
    that(len(one.subcomponents) == 1, 'no alarm')
    that('Due by' not in str(one['DESCRIPTION']), 'a time of day that is none')
    one = entries(folder.calendar('2026-08-26', '--detail', '--case', '4'))['Due: case 4: return interview']
    that('\nDue by 9:30am on Friday 28 August 2026\n' in str(one['DESCRIPTION']), 'the hour is lost')
    task = entries(folder.calendar('2026-08-14', '--todo', '--case', '<b>1'), 'VTODO')['Due: case <b>1']
    that(task['DUE'].dt == datetime.date(2026, 8, 26), 'a task that is not due on the due day')


def look_at_rows_that_cannot_be_read(folder):
    """A calendar has no entries for rows that could not be used, so its description must count them."""
    description = str(folder.calendar('2026-08-14')['X-WR-CALDESC'])
    that('All rows were read. 0 children need checking.' in description, f'nothing is wrong: {description}')
    with open(folder.path / 'events.csv', 'a', encoding='utf-8') as file:
        file.write('3,visit.made,soon,\n' * 2)
    description = str(folder.calendar('2026-08-14')['X-WR-CALDESC'])
    that('2 rows could not be used. 1 child needs checking.' in description, f'two rows: {description}')


def main():
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(sys.argv[1], path)
        for look in (look_at_one, look_at_two, look_at_detail, look_at_rows_that_cannot_be_read):
            look(folder)
    for failure in FAILURES:
        print(f'FAILED: {failure}')
    sys.exit(1 if FAILURES else 0)


if __name__ == '__main__':
    main()
