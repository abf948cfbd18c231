#!/usr/bin/env python3
"""Writes the columns `due` and `counted` of working_days.csv from its other columns, day by day, with Python's own dates and the
bank holidays of data/calendars/ (up to 2028). Does not use the library.

    working_days.py            writes the file
    working_days.py --check    says whether the file is up to date
"""
import csv
import datetime
import io
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
TABLE = HERE.parent.parent / 'data' / 'calendars'
LAST_DAY = datetime.date(2028, 12, 31)
SHORT = 10  # in longer spans, whole weeks are written as one step


def read_holidays(divisions):
    holidays = {}
    for division in divisions.split('+'):
        with open(TABLE / f'{division}.csv', encoding='utf-8', newline='') as file:
            for row in csv.DictReader(file):
                if not row['known_to']:
                    holidays.setdefault(datetime.date.fromisoformat(row['date']), row['name'])
    return holidays


def written(day):
    return f'{day:%a} {day.day} {day:%b}'


def lay(row, holidays):
    """Counts a span from a day. Returns the due day, and each weekday passed with its number, `end` or the holiday's name."""
    number, unit = row['span'].split(' ', 1)
    assert unit in ('working day', 'working days') and row['roll'] == 'none', row
    amount, step = abs(int(number)), datetime.timedelta(1 if int(number) > 0 else -1)
    day = datetime.date.fromisoformat(row['from'])
    counting, counted, steps = row['counting'], None, []

    def works():
        return day.weekday() < 5 and day not in holidays

    while True:
        assert day <= LAST_DAY, row
        if works():
            if counted is None:  # the first working day
                at_the_start = day == datetime.date.fromisoformat(row['from'])
                zero = counting == 'rolled' or (counting != 'included' and at_the_start)
                counted = 0 if zero else 1
            else:
                counted += 1
            ended = counting == 'clear' and counted == amount + 1
            steps.append((day, 'end' if ended else counted))
            if ended or (counting != 'clear' and counted == amount):
                return day, steps
        elif day.weekday() < 5:
            steps.append((day, holidays[day]))
        day += step


def tell(steps, amount):
    parts, week = [], []

    def close():
        if amount > SHORT and len(week) > 2:
            parts.append(f'{written(week[0][0])} - {written(week[-1][0])} {week[0][1]}-{week[-1][1]}')
        else:
            parts.extend(f'{written(day)} {what}' for day, what in week)
        week.clear()

    for day, what in steps:
        alone = not isinstance(what, int) or what == 0
        if week and (alone or abs((day - week[-1][0]).days) > 1):
            close()
        week.append((day, what))
        if alone:
            close()
    close()
    return '; '.join(parts)


def main():
    path = HERE / 'working_days.csv'
    before = path.read_text(encoding='utf-8')
    comments = [line for line in before.splitlines() if line.startswith('#')]
    rows = list(csv.DictReader(line for line in before.splitlines() if not line.startswith('#')))
    for row in rows:
        due, steps = lay(row, read_holidays(row['division']))
        row['due'], row['counted'] = due.isoformat(), tell(steps, abs(int(row['span'].split()[0])))
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator='\n')
    writer.writeheader()
    writer.writerows(rows)
    after = '\n'.join(comments) + '\n' + out.getvalue()
    if '--check' not in sys.argv:
        path.write_text(after, encoding='utf-8')
    elif after != before:
        wrong = [a for a, b in zip(after.splitlines(), before.splitlines()) if a != b]
        sys.exit('working_days.csv differs; it should say:\n' + '\n'.join(wrong))


if __name__ == '__main__':
    main()
