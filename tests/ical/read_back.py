"""Reads the output of dueby_ical_write back with the Python package icalendar.

usage: read_back.py SAMPLE
"""
import datetime
import subprocess
import sys

try:
    import icalendar
except ImportError:
    sys.exit('icalendar is not installed (Debian: apt-get install python3-icalendar)')

STAMP = datetime.datetime(2026, 3, 27, 14, 30, tzinfo=datetime.timezone.utc)
TITLES = [
    'Due: case 1234',
    'Due, soon; case 1235 \\ “statutory visit”, which has a title of more than one line of seventy-five bytes',
    'No longer needed: case 1236',
    'x\nEND:VEVENT\nATTACH:http://example.org?',
]
UIDS = ['1234-cp.visit-3@example.org', '1235-cp.visit-1@example.org', '1236-cp.visit-1@example.org', '1237@example.org']
CALENDAR = {'VERSION': '2.0', 'CALSCALE': 'GREGORIAN', 'METHOD': 'PUBLISH', 'X-WR-CALNAME': 'Due dates, team A; 日'}


class Differences:
    def __init__(self):
        self.count = 0

    def same(self, what, found, expected):
        if found != expected:
            self.count += 1
            print(f'{what}: {found!r}, expected {expected!r}')


def check_lines(check, form, content):
    lines = content.split(b'\r\n')
    check.same(f'{form}: what follows the last line', lines.pop(), b'')
    check.same(f'{form}: lines with another line end', [line for line in lines if b'\r' in line or b'\n' in line], [])
    check.same(f'{form}: lines over 75 bytes', [line for line in lines if len(line) > 75], [])
    for line in lines:
        line.decode('utf-8')  # decoding fails if a line ends in the middle of a character


def check_alarm(check, what, alarms, form):
    check.same(f'{what}: alarms', len(alarms), 1)
    for alarm in alarms:
        check.same(f'{what}: ACTION', str(alarm['ACTION']), 'DISPLAY')
        check.same(f'{what}: TRIGGER', alarm['TRIGGER'].dt, datetime.timedelta(hours=-15))
        check.same(f'{what}: RELATED', alarm['TRIGGER'].params.get('RELATED'), 'END' if form == 'todo' else None)
        check.same(f'{what}: DESCRIPTION', str(alarm['DESCRIPTION']), TITLES[1])


def check_entry(check, form, index, entry):
    what, day = f'{form} {index}', datetime.date(2026, 4, 27) + index * datetime.timedelta(1)
    state = 'CANCELLED' if index == 2 else 'NEEDS-ACTION' if form == 'todo' else 'CONFIRMED'
    texts = {'UID': UIDS[index], 'SUMMARY': TITLES[index], 'CLASS': 'PRIVATE', 'STATUS': state,
             'TRANSP': None if form == 'todo' else 'TRANSPARENT',
             'DESCRIPTION': 'First line\nSecond line, with a comma; and a semicolon' if index == 1 else None}
    for name, expected in texts.items():
        check.same(f'{what}: {name}', None if name not in entry else str(entry[name]), expected)
    days = {'DUE': day} if form == 'todo' else {'DTSTART': day, 'DTEND': day + datetime.timedelta(1)}
    for name in ('DTSTART', 'DTEND', 'DUE'):
        check.same(f'{what}: {name}', entry[name].dt if name in entry else None, days.get(name))
        if name in entry:
            check.same(f'{what}: VALUE of {name}', entry[name].params.get('VALUE'), 'DATE')
            check.same(f'{what}: {name} is a day', type(entry[name].dt), datetime.date)
    check.same(f'{what}: DTSTAMP', entry['DTSTAMP'].dt.astimezone(datetime.timezone.utc), STAMP)
    check.same(f'{what}: SEQUENCE', int(entry['SEQUENCE']), [0, 2, 1, 0][index])
    categories = entry.get('CATEGORIES', [])
    found = [str(name) for one in (categories if isinstance(categories, list) else [categories]) for name in one.cats]
    check.same(f'{what}: CATEGORIES', found, ['child protection', 'visits'] if index == 1 else [])
    check.same(f'{what}: errors', entry.errors, [])
    if index == 1:
        check_alarm(check, what, entry.subcomponents, form)
    else:
        check.same(f'{what}: components', entry.subcomponents, [])


def check_form(check, sample, form):
    content = subprocess.run([sample, form], check=True, capture_output=True, timeout=60)
    check.same(f'{form}: on standard error', content.stderr, b'')
    check_lines(check, form, content.stdout)
    calendar = icalendar.Calendar.from_ical(content.stdout)
    for name, expected in CALENDAR.items():
        check.same(f'{form}: {name}', str(calendar[name]), expected)
    check.same(f'{form}: PRODID', str(calendar['PRODID']).startswith('-//dueby//dueby '), True)
    entries = calendar.subcomponents
    check.same(f'{form}: components', [entry.name for entry in entries], ['VTODO' if form == 'todo' else 'VEVENT'] * 4)
    for index, entry in enumerate(entries):
        check_entry(check, form, index, entry)
    print(f'{form}: {len(entries)} entries')


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    check = Differences()
    for form in ('event', 'todo'):
        check_form(check, sys.argv[1], form)
    sys.exit(1 if check.count else 0)


if __name__ == '__main__':
    main()
