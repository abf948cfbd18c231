#!/usr/bin/env python3
"""Tests a property of rules 20 to 24 in docs/rules.md with the slow timeline: a line that is late by part of a history must also be
late by the whole history.

    cut_histories.py [--seed N] [--cases N] [--profile NAME]...

Takes a part of each random case: rows from a day onwards (`--history-from`), only the last row for an event (`latest`), no rows for
an event (`never`), or all of these together. Also makes one row of the case, and of the part, unreadable. No line of a part may be
overdue, missed or met late if the same occurrence in the whole history is not. No duty may disappear if a row of the part proves that
it started. On a failure, drops rows one by one as long as the failure remains, prints the remaining rows, and exits with status 1."""
import argparse
import pathlib
import random
import sys

import random_cases
import slow

EDGES = str(pathlib.Path(__file__).resolve().parent / 'edges.yaml')
PROFILES = ('england', 'barnet', 'dudley', 'gloucestershire', 'sefton', 'swindon', EDGES)
LATE = ('overdue', 'missed', 'met_late')
UNMET = ('open', 'due_soon', 'overdue', 'not_computable')


def part_of(rows, records):
    """Returns the rows of a file that is as incomplete as `records` says."""
    return [row for row in rows if random_cases.is_held(records, row, rows)]


def what_is_held(generator, profile, rows, as_at):
    """Makes a random statement about how completely a file holds an event."""
    slugs = sorted({row['event'] for row in rows} - {'birth', *profile.birthdays})
    days = sorted({slow.read_when(row['at']).day for row in rows if row['event'] != 'birth'})
    days = [day for day in days if day <= as_at] or [as_at]
    since = generator.choice(days) + slow.ONE_DAY * generator.choice((0, 0, 1, 10))
    kind = generator.choice(('since', 'since', 'latest', 'never', 'mixed'))
    if kind == 'since':
        return slow.Records(history_from=since)
    some = generator.sample(slugs, min(len(slugs), 1 if kind != 'mixed' else generator.choice((1, 2, 4))))
    says = {slug: kind if kind != 'mixed' else generator.choice(('latest', 'never', since)) for slug in some}
    return slow.Records(says, since if kind == 'mixed' and generator.random() < 0.5 else None)


class Answer:
    """The lines of one case, worked out by slow.py."""

    def __init__(self, profile, rows, as_at, records):
        self.case = slow.Case(profile, [slow.read_event(row) for row in rows], as_at, records)
        self.lines = [(duty, ref, line, slow.rule_16_state(line, as_at)) for duty in profile.duties()
                      for ref, line in slow.lines_of_duty(self.case, duty)]

    def is_doubted_for_refs(self, line):
        """Returns whether a line needs checking because the ref of the proof of its start is uncertain (rule 24)."""
        refs = any(event.ref and event.slug in slow.rule_24_looked_at(self.case.profile) for event in self.case.events)
        return refs and line.governing.clock.proof

    def is_doubted_for_start(self, line, state):
        """Returns whether a line needs checking and a trigger of its rule has the tag `earlier`. Such a history is incomplete,
        which a part that begins after that trigger cannot show (rule 24)."""
        return state == 'not_computable' and any('earlier' in event.tags for event in self.case.events
                                                 if event.slug == line.governing.clock.rule.trigger)

    def late(self, doubted=False):
        """Returns (duty, needs, ref, occurrence) of each late line. The occurrence is identified by its trigger under `each`;
        otherwise by the event that closed it, or by being open. A ref of None means any ref. With `doubted`, also returns lines
        that a row before the part may contradict: a death, an end of what started later, or an answer to it (rule 21)."""
        for duty, ref, line, state in self.lines:
            contradicted = line.misdated or line.contradicts
            if state in LATE or doubted and (contradicted or self.is_doubted_for_refs(line) or self.is_doubted_for_start(line, state)):
                clock, closed = line.governing.clock, line.closed_by
                what = clock.trigger if clock.rule.each else closed
                yield (duty, slow.rule_16_needs(clock.rule), None if clock.proof else ref,
                       (what.slug, what.day, what.time, what.ref) if what else None, clock.rule.each or (closed is not None, line.met is not None))


def falsely_late(whole, part):
    there = list(whole.late(doubted=True))

    def same(one, other):
        return one[:2] == other[:2] and one[3:] == other[3:] and (one[2] == other[2] or None in (one[2], other[2]))
    return [one for one in part.late() if not any(same(one, other) for other in there)]


def lost(whole, part):
    """Finds duties that are open in the whole history but lost in the part, which has the start of their clock, or an event that
    proves that start, but no unmet line for them."""
    found = []
    profile, unmet = part.case.profile, {duty for duty, _, _, state in part.lines if state in UNMET}
    for duty, _, line, state in whole.lines:
        clock = line.governing.clock
        rule = clock.rule
        if state not in UNMET or line.closed_by or duty in unmet or not rule.restarts or rule.when_tags or rule.ordinals or clock.proof:
            continue
        if any(event.slug in profile.birthdays for event in whole.case.looked_at(clock.trigger.ref, rule.ends | rule.ends_all)):
            continue  # the child has turned 18, which ends the clock
        if part.case.records.of(rule.due) == 'never' or part.case.records.of(rule.trigger) == 'never':
            continue
        if clock.trigger in part.case.events or any(
                rule.trigger in part.case.profile.proves.get(event.slug, ()) and event.day >= clock.trigger.day
                and slow.rule_03_refs_agree(event.ref, clock.trigger.ref) for event in part.case.events):
            found.append((duty, state, 'is gone'))
    return found


def contradict(generator, profile, rows):
    """Adds rows that contradict others: the same thing on another day, or an end or an answer before what it ends or answers."""
    for row in generator.sample(rows, min(len(rows), generator.choice((0, 0, 1, 2)))):
        answers = [slug for slug, starts in profile.answers.items() if row['event'] in starts]
        ends = [profile.ended_by[row['event']]] if row['event'] in profile.ended_by else []
        day = slow.read_when(row['at']).day
        slug = generator.choice([row['event']] + answers * 2 + ends * 2)
        before = generator.choice((1, 3, 10, 40) if slug != row['event'] else (-100, -30, -3, -1, 1, 3, 30, 400))
        rows.append({**row, 'event': slug, 'at': (day - slow.ONE_DAY * before).isoformat()})


def separate(generator, profile, rows, as_at):
    """Gives something that a row proves (care, proved by a placement) a start and an end with a ref of their own. Usually another
    event has that ref too, so that it is not the ref that makes states unknown (rule 26)."""
    ways = [(slug, start) for slug, starts in profile.proves.items() for start in starts if start in profile.ended_by
            and any(rule.trigger == slug and profile.ended_by[start] in rule.ends | rule.ends_all and not rule.is_alternative for rule in profile.rules)]
    if not ways or generator.random() < 0.7:
        return
    slug, start = generator.choice(ways)
    day = as_at - slow.ONE_DAY * generator.choice((60, 120, 300))
    beside = [one for one, starts in profile.proves.items() if start in starts and one != slug]
    added = [(slug, day, 'p1')] + [(one, day + slow.ONE_DAY * generator.choice((0, 1, 20)), 'e1') for one in generator.sample(beside, min(len(beside), 2))]
    for ref in generator.choice((['e1'], ['e1'], ['e1'], ['e1', 'e2'], [''])):
        added.append((start, day - slow.ONE_DAY * generator.choice((0, 30, 400)), ref))
        added.append((profile.ended_by[start], day + slow.ONE_DAY * generator.choice((0, 1, 5, 40)), ref))
    rows += [{'case': 'c', 'event': event, 'at': min(when, as_at).isoformat(), 'ref': ref, 'tags': ''} for event, when, ref in added]


def spoil(generator, profile, rows):
    """Chooses a row to make unreadable, often a start. Does not choose one of two births, because the other would count (rule 28)."""
    births = sum(row['event'] == 'birth' for row in rows)
    starts = [row for row in rows if row['event'] in profile.ended_by]
    chosen = generator.choice(starts if starts and generator.random() < 0.6 else rows)
    if chosen['event'] != 'birth' or births == 1:
        chosen['spoilt'] = generator.choice(random_cases.UNREADABLE)


def unreadable(rows):
    """Returns the rows, with the row that `spoil` chose made unreadable."""
    return [{**row, **row.get('spoilt', {})} for row in rows]


def failures(profile, rows, as_at, records):
    part = Answer(profile, part_of(rows, records), as_at, records)
    everything = slow.Records({slug: 'all' for slug in profile.slugs})
    whole = Answer(profile, rows, as_at, everything)
    wrong = falsely_late(whole, part) + lost(whole, part)
    for spoilt, said in ((rows, everything), (part_of(rows, records), records)):
        wrong += falsely_late(whole, Answer(profile, unreadable(spoilt), as_at, said))
    return wrong, part


def shrink(profile, rows, as_at, records):
    changed = True
    while changed:
        changed = False
        for index in reversed(range(len(rows))):
            fewer = rows[:index] + rows[index + 1:]
            if failures(profile, fewer, as_at, records)[0]:
                rows, changed = fewer, True
    return rows


def main():
    parser = argparse.ArgumentParser(description='What a part of a history is called late for, the whole is too.')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--cases', type=int, default=100)
    parser.add_argument('--profile', action='append')
    parser.add_argument('--all', action='store_true', help='go on after a failure')
    options = parser.parse_args()
    asked = late = failed = 0
    for name in options.profile or PROFILES:
        profile = slow.Profile(name)
        edges = random_cases.edge_days(profile)
        for number in range(options.cases):
            seed = f'{options.seed}/{pathlib.Path(name).stem}/cut/{number}'
            generator = random.Random(seed)
            as_at = random_cases.FIRST + slow.ONE_DAY * generator.randrange(365, (random_cases.LAST - random_cases.FIRST).days)
            rows = random_cases.Maker(profile, edges, random.Random(f'{seed}/rows'), 'c', as_at).make()
            contradict(generator, profile, rows)
            separate(generator, profile, rows, as_at)
            records = what_is_held(generator, profile, rows, as_at)
            spoil(generator, profile, rows)
            wrong, part = failures(profile, rows, as_at, records)
            asked, late = asked + 1, late + sum(1 for _ in part.late())
            if wrong:
                failed += 1
                rows = shrink(profile, rows, as_at, records)
                print(f'{name}, as at {as_at}, {records}:')
                print(*(','.join(row[column] for column in random_cases.HEADER) for row in rows), sep='\n')
                print('the part:', *(','.join(row[column] for column in random_cases.HEADER) for row in part_of(rows, records)), sep='\n    ')
                print(*failures(profile, rows, as_at, records)[0], sep='\n')
                if not options.all:
                    sys.exit(1)
    print(f'{asked} histories were cut; the parts have {late} lines that are late, {failed} histories with one that should not be')
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
