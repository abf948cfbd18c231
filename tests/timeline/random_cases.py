#!/usr/bin/env python3
"""Makes small random caseloads of a profile's events from 2015 to 2027, the same each time for the same seed. Mixes plausible
chains (actions near their due dates, ends, restarts, extensions, plans, agreements) with noise, and with more edge cases than in
real life: equal days, due days, birthdays, 29 February, bank holidays, days on which a rule changes, clock changes.

    random_cases.py PROFILE [--seed N] [--cases N]     prints events as CSV; the first line on standard error is the as-at day
"""
import argparse
import csv
import datetime
import random
import sys

import slow

HEADER = ('case', 'event', 'at', 'ref', 'tags')
FIRST, LAST = datetime.date(2015, 1, 1), datetime.date(2027, 12, 31)
DAY = datetime.timedelta(1)
CLOCK_CHANGES = [datetime.date.fromisoformat(day) for day in
                 ('2018-03-25', '2018-10-28', '2020-03-29', '2020-10-25', '2024-03-31', '2024-10-27', '2026-03-29', '2026-10-25')]
OTHER_EDGES = [datetime.date.fromisoformat(day) for day in
               ('2016-02-29', '2020-02-29', '2024-02-29', '2020-04-23', '2020-04-24', '2020-09-25', '2020-09-26', '2022-09-19',
                '2023-01-31', '2024-01-31', '2024-08-31', '2025-12-24', '2025-12-31', '2026-04-02', '2026-05-30')]
TIMES = ('09:00', '14:30', '23:59:59', '00:00:00', '00:00:01', '00:30', '01:30', '02:30')
REFS = ([''],) * 6 + (['', 'p1', 'p2'],) * 3 + (['', 'p1', 'p10'], ['', 'p1', 'p1/a', 'p1/b', 'p1/a/x'])
# Cells that make a row unreadable: usually a date that does not exist, sometimes no event.
UNREADABLE = ({'at': '31/02/2026'},) * 9 + ({'event': ''},)
SPANS = ('1 week', '2 weeks', '4 weeks', '10 working days', '3 months', '5 days', '1 month')


def edge_days(profile):
    """Returns days on which something changes: versions of rules, holidays, clocks, months."""
    changes = [day for rule in profile.rules for version in rule.versions for day in (version.first, version.last) if day]
    holidays = slow.Calendar.of(slow.ALL_OF_THE_UK).holidays
    return sorted({day for day in changes + list(holidays) + CLOCK_CHANGES + OTHER_EDGES if FIRST <= day <= LAST})


def exists(day, time):
    """Returns whether UK clocks show the given time on the given day. They do not show times in the hour that is skipped in
    spring."""
    local = datetime.datetime.fromisoformat(f'{day}T{time}').replace(tzinfo=slow.UK)
    return local.astimezone(datetime.timezone.utc).astimezone(slow.UK).replace(fold=0) == local


def is_rich(rule):
    """Returns whether the rule has more than a time limit counted from a trigger."""
    return bool(rule.restarts or rule.is_notice or rule.each or rule.has_age or rule.needs or rule.ordinals or rule.since or rule.extension
                or rule.not_before or rule.when_tags or rule.unless_tags or rule.counting != 'excluded' or len(rule.versions) > 2)


def is_in_hours(rule):
    spans = [span for version in rule.versions for span in (version.before, *(phase.span for phase in version.phases)) if span]
    return any(span.unit == 'seconds' for span in spans)


class Maker:
    """Makes one case, row by row."""

    def __init__(self, profile, edges, generator, name, as_at):
        self.profile, self.edges, self.random, self.name, self.as_at = profile, edges, generator, name, as_at
        self.rows = []
        self.refs = self.choose(REFS)
        live = [rule for rule in profile.rules if any(FIRST <= (version.last or LAST) for version in rule.versions)]
        chosen = self.random.choices(live, [3 if is_rich(rule) else 1 for rule in live], k=self.random.choice((1, 1, 2)))
        self.duties = {rule.id for rule in chosen}
        self.own = [rule for rule in live if rule.id in self.duties]
        self.timed = 0.6 if self.chance(0.8 if any(is_in_hours(rule) for rule in self.own) else 0.2) else 0.05

    def chance(self, share):
        return self.random.random() < share

    def choose(self, things):
        return self.random.choice(list(things))

    def any_day(self, rule=None):
        if self.chance(0.35):  # near as-at, so that some lines are still open
            return self.as_at - DAY * self.random.randrange(120)
        limits = [day for version in rule.versions for day in (version.first, version.last) if day and FIRST <= day <= LAST] if rule else []
        if limits and self.chance(0.3):
            return self.choose(limits) + DAY * self.choose((-200, -20, -5, -1, 0, 1))
        if self.chance(0.4):
            return self.choose(self.edges) + DAY * self.choose((-1, 0, 0, 1))
        return FIRST + DAY * self.random.randrange((LAST - FIRST).days)

    def day_of_a_row(self):
        return slow.read_when(self.choose(self.rows)['at']).day if self.rows else self.any_day()

    def near(self, day):
        return day + DAY * self.choose((-1, 0, 0, 0, 1, 2, -3, 7, 30))

    def add(self, event, day, tags=(), ref=None, time=None):
        """Adds a row to the case. A day that is out of range becomes the nearest day in range."""
        if event != 'birth':
            day = min(max(day, FIRST), LAST)
        at = day.isoformat()
        if time is None and event != 'birth' and self.chance(self.timed):
            time = self.choose(TIMES)
        if time and exists(day, time):
            at += 'T' + time
        ref = self.choose(self.refs) if ref is None else ref
        self.rows.append({'case': self.name, 'event': event, 'at': at, 'ref': '' if event == 'birth' else ref, 'tags': ';'.join(tags)})

    def tags_for(self, needs, share):
        return [self.choose(sorted(need)) for need in needs if self.chance(share)]

    def agreement(self, rule):
        if self.chance(0.15):
            return [f'agreed={self.choose(SPANS)}']
        return [f'agreed.{rule.id}={self.choose(SPANS)}'] if self.chance(0.15) else []

    # ---- possible events ----

    def trigger(self, rule, day=None):
        tags = self.tags_for(rule.when_tags, 0.85) + self.agreement(rule)
        tags += ['estimated'] if self.chance(0.05) else []
        tags += ['earlier'] if self.chance(0.05) else []
        tags += [self.choose(sorted(tag)) for tag in rule.unless_tags if self.chance(0.2)]
        self.add(rule.trigger, day or self.any_day(rule), tags)
        if rule.since and rule.since != 'birth' and self.chance(0.8):
            self.add(rule.since, slow.read_when(self.rows[-1]['at']).day - DAY * self.choose((0, 0, 1, 3, 40, 200)))

    def birth(self):
        """Adds a date of birth. Usually, the child reaches an age that matters to a rule near the day of a row."""
        ages = [age for rule in self.own for age in (rule.age_from, rule.age_under) if age]
        day = self.day_of_a_row()
        if ages and self.chance(0.8):
            born = slow.add_months(day, -self.choose(ages).amount) + DAY * self.choose((-1, 0, 0, 1, 20, 300, -300))
        elif self.chance(0.3):
            born = self.choose((datetime.date(2004, 2, 29), datetime.date(2012, 2, 29), datetime.date(2016, 2, 29)))
        else:
            born = day - DAY * self.random.randrange(-100, 18 * 365)
        self.add('birth', born)
        if self.chance(0.05):
            self.add('birth', born + DAY * self.choose((1, -400)))

    def done(self, line):
        """Adds the event that meets a line, close to its due day or another day that matters."""
        rule = line.governing.clock.rule
        tags = self.tags_for(rule.needs, 0.8) + self.agreement(rule)
        due, opens = line.governing.due, line.governing.opens or line.governing.begins
        if due and due.time and self.chance(0.5):
            moment = (due.time + datetime.timedelta(seconds=self.choose((-1, 0, 1)))).astimezone(slow.UK)
            return self.add(rule.due, moment.date(), tags, time=moment.strftime('%H:%M:%S'))
        day = due.day if due and self.chance(0.7) else opens
        if self.chance(0.3):
            day = opens + DAY * self.random.randrange(max((self.as_at - opens).days, 1))
        return self.add(rule.due, self.near(day), tags)

    def end(self, line):
        rule, governing = line.governing.clock.rule, line.governing
        ends = sorted(rule.ends) * 4 + sorted(rule.ends_all)
        if ends:
            self.add(self.choose(ends), self.near(governing.due.day if governing.due and self.chance(0.5) else governing.begins))

    def end_at_once(self, line):
        """Adds an end on the day of a line's trigger, usually with the trigger's ref, or with times."""
        rule, trigger = line.governing.clock.rule, line.governing.clock.trigger
        ends = sorted(rule.ends) * 4 + sorted(rule.ends_all)
        if ends:
            ref = trigger.ref if self.chance(0.7) else None
            time = self.choose(TIMES) if self.chance(0.3) else None
            self.add(self.choose(ends), trigger.day, ref=ref, time=time)
            if self.chance(0.3):
                self.add(trigger.slug, trigger.day - DAY * self.choose((1, 20, 200)), sorted(trigger.tags), ref=trigger.ref)

    def die(self, line):
        """Adds the death of the child, and sometimes something that started after it."""
        governing = line.governing
        day = self.near(governing.due.day if governing.due and self.chance(0.5) else governing.begins)
        self.add(slow.DEATH, day, time=self.choose(('', *TIMES)))
        if self.chance(0.5):
            self.trigger(governing.clock.rule, day + DAY * self.choose((0, 1, 5, 30)))

    def leave_a_gap(self, line):
        """Adds the whole that a line's trigger is part of (care, for a placement), and the end of the part. Often adds something
        later: the end of the whole, another part or an event that ends the rule."""
        rule, trigger = line.governing.clock.rule, line.governing.clock.trigger
        wholes = self.wholes(rule)
        if not wholes:
            return
        whole = self.choose(wholes)
        self.add(whole, trigger.day - DAY * self.choose((0, 1, 30)), ref=trigger.ref if self.chance(0.7) else None)
        day = trigger.day + DAY * self.choose((1, 10, 60))
        self.add(self.profile.ended_by[rule.trigger], day, ref=trigger.ref)
        later = [self.profile.ended_by[whole], rule.trigger, rule.due, whole, *sorted(rule.ends), *sorted(rule.ends_all)]
        for slug in self.random.choices(later, k=self.choose((0, 1, 1, 2))):
            self.add(slug, day + DAY * self.choose((0, 1, 2, 40)), ref=trigger.ref if self.chance(0.5) else None)

    def start_elsewhere(self, line):
        """Adds the start of what a line's trigger proves (care, for a placement), with a ref of its own, and usually its end.
        Sometimes adds a second one, or leaves out a start."""
        trigger = line.governing.clock.trigger
        starts = self.proved(line.governing.clock.rule)
        if not starts:
            return
        start = self.choose(starts)
        for ref in self.choose((['e1'], ['e1'], ['e1', 'e2'], [''])):
            if self.chance(0.8):
                self.add(start, trigger.day - DAY * self.choose((0, 0, 1, 30, 400)), ref=ref)
            if self.chance(0.8):
                self.add(self.profile.ended_by[start], trigger.day + DAY * self.choose((0, 0, 1, 30, 90)), ref=ref)

    def proved(self, rule):
        return [start for start in self.profile.proves.get(rule.trigger, ()) if start in self.profile.ended_by]

    def wholes(self, rule):
        ended_by = self.profile.ended_by
        return [slug for slug, starts in self.profile.proves.items() if rule.trigger in starts and rule.trigger in ended_by and slug in ended_by]

    def restart(self, line):
        trigger = line.governing.clock.trigger
        day = trigger.day if self.chance(0.4) else self.near(line.governing.due.day if line.governing.due else trigger.day)
        self.trigger(line.governing.clock.rule, day)

    def too_early(self, line):
        """Adds an event that would meet a line, but is shortly before the line's trigger."""
        rule, trigger = line.governing.clock.rule, line.governing.clock.trigger
        day = trigger.day - DAY * self.choose((0, 1, 2, 3, 6, 13, 14, 15))
        self.add(rule.due, day, self.tags_for(rule.needs, 0.9), ref=trigger.ref if self.chance(0.7) else None)

    def extend(self, line):
        """Adds an extension or a pause for a line, often on the day on which the line closed or was due."""
        rule, governing = line.governing.clock.rule, line.governing
        days = [governing.begins, self.day_of_a_row()] + [moment.day for moment in (governing.due, line.closed_by) if moment] * 2
        events = [rule.extension['event']] if rule.extension else []
        events += [rule.pause['from']] * 2 + [rule.pause['to']] if rule.pause else []
        for event in self.random.choices(events, k=self.choose((1, 1, 2, 3))) if events else ():
            self.add(event, self.near(self.choose(days)))

    def turn(self, line):
        """Adds an event that ends a phase of a line."""
        rule = line.governing.clock.rule
        untils = sorted({phase.end[1] for version in rule.versions for phase in version.phases if phase.end and phase.end[0] == 'until'})
        if untils:
            self.add(self.choose(untils), self.near(self.day_of_a_row()))

    def agree(self, line):
        rule = line.governing.clock.rule
        self.add(self.choose(self.profile.slugs), self.near(self.day_of_a_row()), [f'agreed.{rule.id}={self.choose(SPANS)}'])

    def plan(self, line):
        rule = line.governing.clock.rule
        if rule.trigger in self.profile.planned:
            self.planned(rule)

    def prove(self, rule):
        """Sometimes adds, in place of a trigger, an event that proves the trigger, or one that proves a start that in turn proves
        the trigger."""
        proofs = [slug for slug, starts in self.profile.proves.items() if rule.trigger in starts]
        proofs += [slug for slug, starts in self.profile.proves.items() if set(starts) & set(proofs)]
        if not proofs or self.chance(0.7):
            return False
        self.add(self.choose(proofs), self.any_day(rule))
        return True

    def planned(self, rule):
        plan = self.profile.planned[rule.trigger]
        tags = self.tags_for(rule.when_tags, 0.8)
        day = self.near(self.choose((self.as_at, self.day_of_a_row(), self.any_day())))
        self.add(plan, day, tags + (['void'] if self.chance(0.2) else []))
        if self.chance(0.4):
            self.add(rule.trigger, self.near(day), tags)
        if self.chance(0.3):
            limits = [day for version in rule.versions for day in (version.first, version.last) if day and FIRST <= day <= LAST]
            self.add(rule.trigger, (self.choose(limits) if limits else day) - DAY * self.choose((1, 30, 180)), tags)

    def again(self, _):
        """Adds a copy of a row, with different tags or none."""
        row = dict(self.choose(self.rows), tags=self.choose(('', 'void', 'alone', 'estimated', 'earlier')))
        self.rows.append(row)

    def noise(self, _):
        slugs = [slug for rule in self.own for slug in (rule.trigger, rule.due, *sorted(rule.ends))]
        tags = [self.choose(self.profile.tags)] if self.chance(0.2) else []
        plans = set(self.profile.planned.values())
        slug = self.choose(slugs * 3 + self.profile.slugs)
        if slug not in ('birth',) and not (slug in plans and tags):
            self.add(slug, self.near(self.day_of_a_row()), tags)

    def ways(self, rule):
        """Returns a line's possible next events with their weights. Most are events that matter to the line's rule."""
        answers = rule.trigger in self.profile.answers.get(rule.due, ())
        return {self.done: 12, self.too_early: 6 if answers else 1, self.end: 2, self.end_at_once: 1, self.die: 1, self.leave_a_gap: 3 if self.wholes(rule) else 0,
                self.start_elsewhere: 3 if self.proved(rule) else 0, self.restart: 5 if rule.each else 2,
                self.extend: 10 if rule.extension or rule.pause else 0, self.turn: 3, self.agree: 1, self.plan: 10 if rule.is_notice else 0, self.again: 1, self.noise: 2}

    def make(self):
        rule = self.choose(self.own)
        if rule.is_notice and self.chance(0.7):
            self.planned(rule)
        elif not self.prove(rule):
            self.trigger(rule)
        if self.chance(0.7):
            self.birth()
        if self.chance(0.3):
            self.trigger(self.choose(self.own), self.near(self.day_of_a_row()))
        for _ in range(self.choose((0, 1, 2, 3, 5, 8, 12))):
            lines = self.lines()
            if not lines:
                self.noise(None)
                continue
            open_ones = [line for line in lines if not line.closed_by]
            line = self.choose(open_ones if open_ones and self.chance(0.8) else lines)
            ways = self.ways(line.governing.clock.rule)
            self.random.choices(list(ways), ways.values())[0](line)
        self.random.shuffle(self.rows)
        return self.rows

    def spells(self, generator):
        """Adds several starts and ends: each spell begins on the day of the previous end or later, or lasts a day. All have the
        same ref, or none."""
        kinds = sorted((rule.trigger, self.profile.ended_by[rule.trigger]) for rule in self.own if rule.trigger in self.profile.ended_by)
        if not kinds or generator.random() < 0.7:
            return
        start, end = generator.choice(kinds)
        day, ref = self.as_at - DAY * generator.choice((20, 100, 400)), generator.choice(('', '', 'p1'))
        for _ in range(generator.choice((1, 2, 3, 4))):
            self.add(start, day, ref=ref, time='')
            day += DAY * generator.choice((0, 0, 1, 30, 90))
            if generator.random() < 0.9:
                self.add(end, day, ref=ref, time='')
            day += DAY * generator.choice((0, 0, 0, 1, 10))

    def lines(self):
        case = slow.Case(self.profile, [slow.read_event(row) for row in self.rows], self.as_at)
        return [line for duty in sorted(self.duties) for _, line in slow.lines_of_duty(case, duty)]


def everything(profile):
    """Returns the rows of a case that has every due event once, so that the file lacks none."""
    return [{'case': 'all', 'event': slug, 'at': FIRST.isoformat(), 'ref': '', 'tags': ''}
            for slug in sorted({rule.due for rule in profile.rules})]


def caseload(profile, seed, cases):
    """Returns an as-at day, and the rows of random cases and of the case with every due event."""
    edges = edge_days(profile)
    generator = random.Random(seed)
    as_at = generator.choice(edges) if generator.random() < 0.5 else FIRST + DAY * generator.randrange(365, (LAST - FIRST).days)
    rows = everything(profile)
    for number in range(cases):
        maker = Maker(profile, edges, random.Random(f'{seed}/{number}'), f'c{number}', as_at)
        maker.make()
        maker.spells(random.Random(f'{seed}/{number}/spells'))
        rows += maker.rows
    return as_at, rows


def cut(profile, seed, as_at, rows):
    """Makes statements about how completely a file holds events, and drops rows accordingly. Half of the files are complete."""
    generator = random.Random(f'{seed}/held')
    slugs = sorted(({slug for rule in profile.rules for slug in (rule.trigger, rule.due, *rule.ends)} | set(profile.planned.values()))
                   - {'birth', *profile.birthdays})
    days = [slow.read_when(row['at']).day for row in rows]

    def since():
        return min(generator.choice(days), as_at) if generator.random() < 0.5 else as_at - DAY * generator.choice((30, 180, 365, 730))

    if generator.random() < 0.5:
        return slow.EVERYTHING, rows
    history_from = since() if generator.random() < 0.6 else None
    some = generator.sample(slugs, generator.choice((0, 1, 3, 10, len(slugs) // 2))) if generator.random() < 0.7 else []
    records = slow.Records({slug: generator.choice(('all', 'latest', 'latest', 'never', since())) for slug in some}, history_from)
    if generator.random() < 0.5:
        return records, rows
    return records, [row for row in rows if row['case'] == 'all' or is_held(records, row, rows)]


def spoil(seed, rows):
    """Makes some rows of some files unreadable."""
    generator = random.Random(f'{seed}/spoilt')
    share = generator.choice((0, 0, 0.02, 0.1))
    return [{**row, **generator.choice(UNREADABLE)} if row['case'] != 'all' and generator.random() < share else row for row in rows]


def is_held(records, row, rows):
    """Returns whether a file that is as incomplete as `records` says has this row."""
    said, when = records.of(row['event']), slow.read_when(row['at'])
    if row['event'] in ('birth', 'child.turned_18', 'child.turned_21', 'child.turned_25') or said == 'all':
        return True
    if said == 'latest':
        return all(other['at'] <= row['at'] for other in rows if [other[name] for name in ('case', 'event', 'ref')]
                   == [row[name] for name in ('case', 'event', 'ref')])
    return said != 'never' and when.day >= said


def main():
    parser = argparse.ArgumentParser(description='A caseload made up at random.')
    parser.add_argument('profile')
    parser.add_argument('--seed', default='1')
    parser.add_argument('--cases', type=int, default=20)
    options = parser.parse_args()
    as_at, rows = caseload(slow.Profile(options.profile), f'{options.seed}/{options.profile}', options.cases)
    print(f'as at {as_at}', file=sys.stderr)
    writer = csv.DictWriter(sys.stdout, HEADER, lineterminator='\n')
    writer.writeheader()
    writer.writerows(rows)


if __name__ == '__main__':
    main()
