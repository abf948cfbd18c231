#!/usr/bin/env python3
"""The timeline of a case, computed slowly: a second implementation of docs/rules.md, with a function for each number, to test
the engine against. It shares no code with the library: it reads the profiles with PyYAML, makes its own calendar from
data/calendars, and walks through it day by day. Written to be read, not to be fast.

    slow.py PROFILE EVENTS.csv --as-at DATE [--history-from DATE] [--holds EVENT=all|latest|never|since:DATE]... [--case CASE]
            [--alternatives]

PROFILE is a name in data/profiles or a YAML file. Prints the columns below as CSV: cases in order of appearance, duties in
the profile's order (the parent's first), rules with the same needs together, refs in text order (none first), occurrences by
number. With --alternatives, all alternatives are used in addition to their rules.

Readings: choices made where the rules allow several, with the reason if it is not obvious.

 Rule 1
  1. `occurrence` is counted separately for each ref (no ref is also one), among the triggers that pass the conditions on tags,
     whatever the age. Only the rule's own `ends` restart the count, not `ends_all`.
  2. A trigger on the same day and with the same ref as an earlier one ends the earlier clock on that day. The earlier clock's
     first occurrence had begun by then, so it exists, and is met or ended. Events on that day count for both clocks. The same
     is true of an end on the trigger's own day.
  3. A schedule restarts whatever rule 6 does to the new clock: the earlier clock ends even if the new one has no line.
 Rules 2 to 4
  4. Two due events are on one day, and one of them is a trigger: one is before the other only if both have a time. Otherwise
     each may meet the other's clock.
  5. Births are treated like other events: if trigger and birth both have a ref, the two refs must be equal.
  6. With a negative `not_before`, an earlier time on the trigger's day also counts.
  7. A second or later occurrence is met on a later day than the event that met the previous one, whatever `not_before` says.
 Rule 6
  8. For `times`, an action while an occurrence is deferred meets the occurrence that would have begun: on or after the
     trigger, then each on a later day. The action's `agreed=` does not count ("for `times` alone"); `agreed.DUTY=` does, as on
     any event.
  9. A deferred occurrence can be met on the day on which it begins. Its hours are whole days.
 10. Without a birth, an occurrence that is unmet, or was met or ended late, is `not_computable`. One that was met or ended in
     time keeps its state, as if the age condition were true.
 11. A birth after the trigger counts: a negative age is under any age.
 Rule 8
 12. `ends_all` of every loaded profile ends every duty.
 13. A clock is ended by the first, in event order, of its ends and of the trigger that restarts it.
 14. An unmet occurrence without a date is `ended`, never `missed`. "The trigger's own `ref`" is not empty. Triggers on an
     earlier day are only those that pass the rule's conditions on tags; `ends_all` also ends their clocks.
 Rule 9
 15. Of agreements made on several days, the last day's applies, even if it is the longest. "Meanwhile" means after the day on
     which the occurrence begins, up to the day of the event that closes it. An action with `agreed=` on the day on which an
     occurrence begins counts for it, whether it met the previous one, meets this one, or is the second on that day.
 16. If nothing was agreed (and there is no ceiling or default), an agreement meanwhile sets a date in the same way: not before
     the agreement's day. Later agreements may bring that date forward.
 17. Only `agreed.DUTY=` can do so meanwhile: `agreed=` on an event that meets the duty is for the next occurrence.
 Rule 10
 18. The first period opens on the trigger's day, and each later one on the day after the previous period ends. A period begins
     on the day on which it opens; that day determines the version, age and phase. If rule 6 does not allow a period then,
     counting restarts on the day on which it does.
 19. One event can meet several periods, its own and earlier ones. Rule 16 makes one line of them, due with the first.
 20. A phase of counts after another is counted from the last day of the previous period (31 January, 28 February: then
     28 March). An interval after counts begins on that day.
 21. The next period exists once the previous one is met, even if the next begins after as-at, or once the previous one's last
     day is before as-at. It does not exist if the clock ends before or on its first day. `times` includes periods that passed
     unmet, and an interval follows these as it follows met ones.
 Rule 11
 22. Planned rows are chosen separately for each ref: the earliest after the last held event whose ref matches. Conditions on
     tags apply to the chosen row. Planned rows have no other effect, except that agreements on them apply from their day.
 23. Ends count from the day on which the notice opens, including that day. For a first event, which has no opening day, all
     ends count. An end before the event counts only if nothing that it ends has started since and, for a first event, only if
     something had started. Anything that the end itself starts had started by then. Otherwise an end from years ago would end
     the notice of a new conference.
 24. The event that meets a notice may be after the notice's own event. Rules 12 and 13 25. An event of `since` on the trigger's day
 counts, whatever its time. The earliest birth counts, and it may be after the
     trigger, because only the day of a birth is known.
 26. Extensions and starts of pauses on one day apply in event order. By its times, a pause may end before it began; its days
     are the same.
 Rule 14
 27. The `precision` of a line in hours is `day` if the trigger, or the event that met or ended the line, has no time. While
     the line is unmet, and the trigger has a time, it is `second`. `estimated` also applies to rules in days, even without a
     date. An action by the first of the two moments is in time, as it would be whatever the trigger's time.
 28. 00:00:00 on a UK clock is not a time of day.
 29. As-at is a day: a line due at a second on that day is not overdue yet.
 Rule 16
 30. Under `each` there is one line for each trigger, separate from the lines of the duty's other rules.
 31. Lines are numbered within case, duty, needs and ref. A line closed on the day of its event or, if later, of the governing
     trigger. On one day, met lines come first; then the order of the closing events decides. Open lines come last, by trigger.
 32. A line without a date has the `governed_by`, `trigger` and `opens` of the first rule (parents first, then the earlier
     trigger). It has no days left, but it has working days taken.
 33. The days left of an ended line are counted as on the day of the end. Working days are counted as by the governing rule. Days
     taken are empty if the trigger's day is after as-at.
 34. `due_by_law` is the line's earliest date from a rule of statute or guidance.
 The worklist
 35. "Not in the file": `overdue` and `missed` become `not_computable` if no row of the file, except void rows, has the due
     event.
 36. An event about which `--holds` states something is never "not in the file". `--history-from` does not count as a
     statement here.
"""
import argparse
import collections
import copy
import csv
import dataclasses
import datetime
import functools
import pathlib
import sys
import types
import zoneinfo

import yaml

DATA = pathlib.Path(__file__).resolve().parents[2] / 'data'
UK = zoneinfo.ZoneInfo('Europe/London')
ONE_DAY = datetime.timedelta(1)
DEATH = 'child.died'
COLUMNS = ('case', 'ref', 'rule', 'needs', 'occurrence', 'trigger', 'triggered_at', 'opens', 'due', 'due_by_law', 'met_at', 'state', 'reason', 'days_left',
           'working_days_left', 'working_days_taken', 'precision', 'governed_by')
LISTED_TO = 2028  # the last year of the official list; later years are projected
ALL_OF_THE_UK = 'england-and-wales+scotland+northern-ireland'


# How often each rare situation occurred in random cases.
happened = collections.Counter()


def noted(what, truth=True):
    """Counts a rare situation if `truth` is true. Returns `truth`."""
    happened[what] += bool(truth)
    return truth


# ---- the calendar: a set of holidays, walked day by day ----

def easter_sunday(year):
    """Returns Easter Sunday of a year by the Gregorian computus."""
    golden, century, of_century = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)


def substitute(day):
    """Moves a holiday on a Saturday or Sunday to Monday."""
    return day + ONE_DAY * {5: 2, 6: 1}.get(day.weekday(), 0)


def first_monday(year, month):
    day = datetime.date(year, month, 1)
    return day + ONE_DAY * (-day.weekday() % 7)


def last_monday(year, month):
    day = datetime.date(year, month, 31)
    return day - ONE_DAY * day.weekday()


def pair(first):
    """Returns two consecutive holidays, such as Christmas and Boxing Day. Holidays on a weekend move to the days after the
    weekend."""
    days = []
    for day in (first, first + ONE_DAY):
        while day.weekday() > 4 or day in days:
            day += ONE_DAY
        days.append(day)
    return days


def christmas_pair(year):
    return pair(datetime.date(year, 12, 25))


def projected_holidays(division, year):
    easter = easter_sunday(year)
    days = [easter - 2 * ONE_DAY, first_monday(year, 5), last_monday(year, 5)] + christmas_pair(year)
    if division == 'scotland':
        return days + pair(datetime.date(year, 1, 1)) + [first_monday(year, 8), substitute(datetime.date(year, 11, 30))]
    days += [substitute(datetime.date(year, 1, 1)), easter + ONE_DAY, last_monday(year, 8)]
    if division == 'northern-ireland':
        days += [substitute(datetime.date(year, 3, 17)), substitute(datetime.date(year, 7, 12))]
    return days


def read_holidays(division):
    with open(DATA / 'calendars' / f'{division}.csv', encoding='utf-8', newline='') as file:
        days = {datetime.date.fromisoformat(row['date']) for row in csv.DictReader(file) if not row['known_to']}
    for year in range(LISTED_TO + 1, 2101):
        days.update(projected_holidays(division, year))
    return days


class Calendar:
    """A calendar whose working days are the ones that all of its divisions share."""
    made = {}

    def __init__(self, divisions):
        self.holidays = set().union(*(read_holidays(division) for division in divisions.split('+')))

    @classmethod
    def of(cls, divisions):
        if divisions not in cls.made:
            cls.made[divisions] = cls(divisions)
        return cls.made[divisions]

    def works(self, day):
        assert 1971 <= day.year <= 2100, day
        return day.weekday() < 5 and day not in self.holidays

    def count(self, start, end):
        """Returns the number of working days after `start` up to `end`; negative if `end` is earlier."""
        if end < start:
            return -self.count(end, start)
        return sum(self.works(start + ONE_DAY * step) for step in range(1, (end - start).days + 1))


# ---- spans ----

@dataclasses.dataclass(frozen=True)
class Span:
    unit: str  # working days, days, months, seconds
    amount: int

    def times(self, number):
        return Span(self.unit, self.amount * number)


UNITS = {'day': ('days', 1), 'week': ('days', 7), 'fortnight': ('days', 14), 'month': ('months', 1), 'year': ('months', 12),
         'hour': ('seconds', 3600), 'minute': ('seconds', 60)}


def read_span(text):
    if text == 'same day':
        return Span('days', 0)
    words = text.split()
    if words[1] == 'working':
        return Span('working days', int(words[0]))
    parts = [(UNITS[unit.rstrip('s')], int(amount)) for amount, unit in zip(words[::2], words[1::2])]
    units = {unit for (unit, _), _ in parts}
    assert len(units) == 1, text
    return Span(units.pop(), sum(size * amount for (_, size), amount in parts))


def add_months(day, months, clamped=True):
    """Returns the corresponding date some months later. If that month has no such day, returns the last day of the month if
    `clamped`, otherwise the first of the next month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    after = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = after - ONE_DAY
    if day.day <= last.day:
        return datetime.date(year, month + 1, day.day)
    return last if clamped else after


def walk_working_days(calendar, day, amount, counting):
    """Returns the last of a given number of working days, counted day by day. Counting backwards is the mirror image."""
    step = ONE_DAY if amount > 0 else -ONE_DAY
    left = abs(amount) + (counting == 'clear')
    if counting == 'rolled':
        while not calendar.works(day):
            day += step
    if counting == 'included' and calendar.works(day):
        left -= 1
    while left:
        day += step
        left -= calendar.works(day)
    return day


# ---- events ----

@dataclasses.dataclass(frozen=True)
class Event:
    slug: str
    day: datetime.date
    time: datetime.datetime  # the event's time in UTC, or None if only the day is known
    ref: str
    tags: frozenset

    @property
    def place(self):
        """The key that sorts events: by day, then by time (events without a time come first), name, ref and tags."""
        moment = (self.time is not None, self.time.timestamp() if self.time else 0)
        return (self.day, *moment, self.slug, self.ref, sorted(self.tags))

    @property
    def when(self):
        return Moment(self.day, self.time)

    def values(self, key):
        """Returns the spans in the event's tags `key=SPAN`."""
        return [read_span(tag.split('=', 1)[1]) for tag in sorted(self.tags) if tag.startswith(key + '=')]


@dataclasses.dataclass(frozen=True)
class Moment:
    """The moment when something is due: the end of a day, a time or, if hours are counted from an unknown time on a day, between
    two times."""
    day: datetime.date
    time: datetime.datetime = None
    between: tuple = ()

    @property
    def place(self):
        return (self.day, self.time is None, self.time.timestamp() if self.time else 0)

    def __str__(self):
        if not self.time:
            return self.day.isoformat()
        return self.time.astimezone(UK).isoformat(timespec='seconds')


def read_when(text):
    if len(text) == 10:
        return Moment(datetime.date.fromisoformat(text))
    time = datetime.datetime.fromisoformat(text)
    time = (time.replace(tzinfo=UK) if time.tzinfo is None else time).astimezone(datetime.timezone.utc)
    if datetime.datetime.fromisoformat(text).time() == datetime.time(0):
        return Moment(datetime.datetime.fromisoformat(text).date())  # the day that is written, whatever the offset
    civil = time.astimezone(UK)
    return rule_14_midnight(Moment(civil.date(), time), civil)


def read_event(row):
    """Reads a row. If its day cannot be read, or it has no event and may be any (''), the event has no day (rule 28)."""
    tags = frozenset(tag.strip() for tag in (row.get('tags') or '').split(';') if tag.strip())
    try:
        when = read_when(row['at'] if row['event'] else '')
    except ValueError:
        when = Moment(None)
    return Event(row['event'], when.day, when.time, row.get('ref') or '', tags)


# ---- profiles ----

FIGURES = ('within', 'schedule', 'at_least', 'per', 'of', 'before')


@dataclasses.dataclass(frozen=True)
class Phase:
    kind: str              # span, agreed, not stated, count
    span: Span = None      # the time limit; if kind is count, the period
    at_most: Span = None
    default: Span = None
    at_least: int = 0
    calendar: bool = False  # True for `of: calendar`: periods are calendar months
    end: tuple = None      # when the phase ends: (times, n), (for, SPAN) or (until, EVENT)


def read_phase(data, one=False):
    end = ('times', 1) if one or 'within' in data else None
    for key, read in (('times', int), ('for', read_span), ('until', str)):
        if key in data:
            end = (key, read(data[key]))
    if 'at_least' in data:
        return Phase('count', read_span(data['per']), at_least=int(data['at_least']), calendar=data.get('of') == 'calendar', end=end)
    text = data.get('within') or data.get('every')
    if text in ('agreed', 'not stated'):
        limits = {key: read_span(data[key]) for key in ('at_most', 'default') if key in data}
        return Phase(text, end=end, **limits)
    return Phase('span', read_span(text), end=end)


@dataclasses.dataclass(frozen=True)
class Version:
    first: datetime.date  # the first day in force, or None
    last: datetime.date   # the last day in force, or None
    phases: tuple
    before: Span = None   # for a notice: how long before the event
    # The settings, other than the time limit, that this version changes.
    own: dict = dataclasses.field(default_factory=dict, compare=False, hash=False)


def read_version(rule, data):
    figures = data if any(key in data for key in FIGURES) else rule
    limits = [datetime.date.fromisoformat(data[key]) if key in data else None for key in ('from', 'to')]
    own = {key: data[key] for key in ('counting', 'roll', 'pause') if key in data}
    if 'before' in figures:
        return Version(*limits, (), read_span(figures['before']), own)
    phases = [read_phase(phase) for phase in figures['schedule']] if 'schedule' in figures else [read_phase(figures, 'within' in figures)]
    return Version(*limits, tuple(phases), None, own)


def read_age(text):
    return Span('months', 12 * int(text)) if text.isdigit() else read_span(text)


def read_needs(data):
    """Reads `needs` as sets of tags. An event meets a need if it has any tag in the set."""
    return [set(need.split(' or ')) for need in ([data] if isinstance(data, str) else data)]


class Rule:
    def __init__(self, profile, data, ends_all, authority):
        self.profile, self.id = profile, data['id']
        self.is_alternative = 'alternative' in data
        self.listed_as = f"{self.id}~{data['alternative']}" if self.is_alternative else self.id
        self.address = f"{profile}:{self.listed_as}" + (f"/{data['name']}" if 'name' in data and not self.is_alternative else '')
        self.trigger, self.due = data['trigger'], data['due']
        self.ends, self.all_ends, self.subject = set(data.get('ends', ())), ends_all, data.get('subject', 'child')
        self.is_law = data.get('authority', authority) in ('statute', 'guidance') and not self.is_alternative
        self.each = data.get('each') == 'true'
        self.ordinals = {int(number) for number in data.get('occurrence', ())}
        self.since = data.get('since')
        self.needs = read_needs(data.get('needs', ()))
        self.needs_text = '; '.join([data['needs']] if isinstance(data.get('needs'), str) else data.get('needs', ()))
        self.not_before = read_span(data['not_before']) if 'not_before' in data else None
        self.counting, self.roll = data.get('counting', 'excluded'), data.get('roll', 'none')
        self.calendar = Calendar.of(data.get('division', 'england-and-wales'))
        self.extension, self.pause = data.get('extension'), data.get('pause')
        self.read_conditions(data.get('when', {}), data.get('unless', {}))
        self.versions = [read_version(data, version) for version in data.get('versions', [{}])]
        shapes = [data] + data.get('versions', [])
        self.restarts = any('schedule' in shape or 'per' in shape for shape in shapes)
        self.is_notice = any('before' in shape for shape in shapes)
        assert not (self.each and (self.restarts or self.is_notice)), self.address

    @property
    def ends_all(self):
        """The ends of every profile. A death does not end what it starts. (Profiles are loaded after this rule, too.)"""
        return self.all_ends - {DEATH} if self.trigger == DEATH else self.all_ends

    def read_conditions(self, when, unless):
        """Reads a rule's conditions. `unless` with an age is the opposite age condition."""
        self.when_tags, self.unless_tags = read_needs(when.get('tag', ())), read_needs(unless.get('tag', ()))
        age_from = when.get('age_from') or unless.get('age_under')
        age_under = when.get('age_under') or unless.get('age_from')
        self.age_from, self.age_under = (read_age(age) if age else None for age in (age_from, age_under))

    @property
    def has_age(self):
        return self.age_from is not None or self.age_under is not None


def rule_27_as_rules(data):
    """Returns the alternatives of a rule as rules. An alternative inherits every setting that it does not have, except the time
    limit."""
    shared = {key: value for key, value in data.items() if key not in (*FIGURES, 'versions', 'alternatives')}
    return [{**shared, **one, 'alternative': one['name']} for one in data.get('alternatives', ())]


@functools.cache
def read_yaml(text):
    """Reads YAML with all scalars as text, so that `on` and `no` are not booleans."""
    return yaml.load(text, Loader=yaml.BaseLoader)


class Profile:
    """The rules of a profile, after the rules of the profile that it extends. `planned` maps an event to its plan."""

    def __init__(self, name, text=None, alternatives=False):
        self.all_rules, self.ends_all = [], set()
        self.planned, self.also, self.answers, self.birthdays, self.slugs, self.tags = {}, {}, {}, {}, [], []
        self.proves, self.ended_by = {}, {}
        self.take_vocabulary((DATA / 'events.yaml').read_text(encoding='utf-8'))
        self.take(name, text)
        self.rules = [rule for rule in self.all_rules if alternatives or not rule.is_alternative]

    def take_vocabulary(self, text):
        data = read_yaml(text)
        self.take_events(data.get('events', ()), data.get('tags', ()))

    def take_events(self, events, tags):
        self.slugs += [event['slug'] for event in events]
        self.planned.update({event['slug']: event['planned'] for event in events if 'planned' in event})
        self.also.update({event['slug']: event['also'] for event in events if 'also' in event})
        self.birthdays.update({event['slug']: read_age(event['on_birthday']) for event in events if 'on_birthday' in event})
        self.proves.update({event['slug']: event['proves'] for event in events if 'proves' in event})
        self.ended_by.update({event['slug']: event['ended_by'] for event in events if 'ended_by' in event})
        self.answers.update({event['slug']: event['answers'] for event in events if 'answers' in event})
        self.tags += [tag['tag'] for tag in tags]

    def take(self, name, text):
        path = pathlib.Path(name)
        if path.suffix not in ('.yaml', '.yml'):
            path = DATA / 'profiles' / f'{name}.yaml'
        data = read_yaml(text or path.read_text(encoding='utf-8'))
        if 'extends' in data:
            beside = path.with_name(f"{data['extends']}.yaml")
            self.take(beside if beside.exists() else data['extends'], None)
        self.ends_all |= set(data.get('ends_all', ()))  # every profile's ends apply to all rules
        self.take_events(data.get('events', ()), data.get('tags', ()))
        for rule in data['rules']:
            for one in [rule, *rule_27_as_rules(rule)]:
                self.all_rules.append(Rule(data['profile'], one, self.ends_all, data.get('authority', 'local')))

    def duties(self):
        return list(dict.fromkeys(rule.id for rule in self.rules))

    def of_duty(self, duty):
        return [rule for rule in self.rules if rule.id == duty]

    def beside(self, rule):
        """Returns the rules of the same duty. For an alternative, returns only the alternative itself (rule 27)."""
        return [rule] if rule.is_alternative else [one for one in self.of_duty(rule.id) if not one.is_alternative]


# ---- a case ----

@dataclasses.dataclass(frozen=True)
class Records:
    """How completely a file holds each event. `says` maps an event to `all`, `latest`, `never`, or the day from which the file
    holds it."""
    says: dict = dataclasses.field(default_factory=dict)
    history_from: datetime.date = None  # the first day of the records of all other events
    absent: frozenset = frozenset()  # events that the file never has

    def of(self, slug):
        return self.says.get(slug) or self.history_from or 'all'

    def knows_nothing_of(self, slug):
        return slug not in self.says and slug in self.absent


EVERYTHING = Records()
NO_DAY, EVERY_DAY = datetime.date.min, datetime.date.max


class Case:
    def __init__(self, profile, events, as_at, records=EVERYTHING):
        self.without_day = [rule_03_of_child(profile, event) for event in events if not event.day]
        self.unread = [row for row in self.without_day if 'void' not in row.tags]
        events = [rule_03_of_child(profile, event) for event in events if event.day]
        self.profile, self.as_at, self.records, self.rows = profile, as_at, records, events
        self.events, self.planned = rule_17_as_at(profile, merge(rule_03_both(profile, events)), as_at)
        self.events = rule_08_birthdays(profile, self.events, as_at)
        self.answers, self.unsure, self.strays = {}, {}, {}  # stored results of rules 3, 21 and 26
        self.unread_each = {}  # stored results of rule 28 under `each`
        self.left_out = set()  # events because of which lines were left out: the file never holds them

    def looked_at(self, clock_ref, slugs):
        """Returns, in order, the events with these names whose ref matches the clock's."""
        return [event for event in self.events if event.slug in slugs and rule_03_refs_agree(clock_ref, event.ref)]

    def birth(self, trigger):
        """Returns the day of birth: the earliest if there are several, or None."""
        return min((event.day for event in self.looked_at(trigger.ref, ['birth'])), default=None)


def rule_03_of_child(profile, event):
    """Returns a birth, a birthday or a death without its ref, because it belongs to the child."""
    return dataclasses.replace(event, ref='') if event.slug in ('birth', DEATH) or event.slug in profile.birthdays else event


def merge(events):
    """Merges equal rows into one event with the tags of all of them. Returns the events in order, without void ones."""
    merged = {}
    for event in events:
        if 'void' not in event.tags:
            key = (event.slug, event.day, event.time, event.ref)
            merged[key] = merged.get(key, frozenset()) | event.tags
    return sorted((Event(*key, tags) for key, tags in merged.items()), key=lambda event: event.place)


@dataclasses.dataclass(frozen=True)
class Clock:
    rule: Rule
    trigger: Event
    end: Event                 # the event that stops the clock, or None
    begins: datetime.date = None  # for a notice: the day on which it begins
    opens: datetime.date = None   # for a notice: the first day on which it may be given, or None for any day
    is_first: bool = False        # for a notice: no earlier event was held
    starts: tuple = ()            # for a notice: the starts that a skipped end could end, if none had happened
    unsure: bool = False          # for a notice: a skipped end may count after all
    proof: Event = None           # the event that proves that the clock runs, if its start is not in the file
    by_way: bool = False          # the event proves another start, which in turn proves this one


@dataclasses.dataclass(frozen=True)
class Occurrence:
    clock: Clock
    begins: datetime.date
    opens: datetime.date
    due: Moment       # None if no date can be computed
    in_hours: bool
    met: Event
    unproven: bool    # the age condition is assumed to hold, because there is no date of birth
    is_first: bool = True  # the first occurrence of its clock
    first_day: datetime.date = None  # the earliest day on which it could be met, or None for any day
    phase: Phase = None
    time: datetime.datetime = None   # the time at which the occurrence begins
    has_later: bool = False          # the occurrence's date is later, but an earlier one is possible (rule 23)

    @property
    def closed_by(self):
        return self.met or self.clock.end


# ---- the rules ----

def rule_01_start(case, rule):
    """Returns the clocks of a rule that is not a notice, one for each trigger."""
    triggers = [event for event in case.events if event.slug == rule.trigger and rule_01_tags_hold(rule, event)]
    if rule.ordinals:
        triggers = [event for event in triggers if rule_01_ordinal(case, rule, triggers, event) in rule.ordinals]
    return [Clock(rule, trigger, rule_08_end(case, rule, trigger, rule_01_restart(rule, triggers, trigger))) for trigger in triggers
            if not noted('8: a birthday had come', rule_08_birthday_has_come(case, rule, trigger.day, trigger.ref))]


def rule_01_tags_hold(rule, trigger):
    return all(trigger.tags & need for need in rule.when_tags) and not any(trigger.tags & tags for tags in rule.unless_tags)


def rule_01_ordinal(case, rule, triggers, trigger):
    """Returns a trigger's number among the triggers with its ref. After an end, counting starts again from the next day."""
    ends = [end.day for end in case.looked_at(trigger.ref, rule.ends) if end.day < trigger.day]
    afresh = max(ends, default=datetime.date.min)
    counted = [event for event in triggers if event.ref == trigger.ref and event.day > afresh]
    return counted.index(trigger) + 1


def rule_01_restart(rule, triggers, trigger):
    """Returns the later trigger that restarts a trigger's schedule, or None."""
    later = [event for event in triggers if event.ref == trigger.ref and event.place > trigger.place]
    return later[0] if later and rule.restarts else None


@dataclasses.dataclass
class Position:
    """The position in a chain: the day on which the next occurrence begins, and that occurrence's phase."""
    day: datetime.date
    time: datetime.datetime
    after: datetime.date = None      # the day on which the previous occurrence was met, or None for the first occurrence
    phase: int = 0
    met_in_phase: int = 0
    periods_from: datetime.date = None  # the day from which periods are counted
    period: int = 0                  # the number of periods that are over
    follows: bool = False            # the period is counted from the last day of the previous one
    taken: object = None             # the first occurrence that counts as met, if none in the file was met since then
    behind: object = None            # (phase, number met in it) if fewer were met before the first event in the file


def rule_02_chain(case, clock):
    """Returns the occurrences of a schedule. Each begins on the day on which the previous one was met."""
    found = []
    rule_02_run(case, clock, found)
    return rule_22_periods(case, clock, found)


def rule_02_run(case, clock, found):
    """Adds the occurrences of a clock to `found` until the chain ends."""
    rule, known_from = clock.rule, rule_20_of_clock(case, clock)
    at = Position(clock.trigger.day, clock.trigger.time)
    if clock.proof and clock.end and clock.end.day == clock.trigger.day:
        return
    undated = clock.proof and not rule_24_meets(case, clock)
    if clock.proof:
        at.behind = (0, 0)
    if clock.proof and not undated:
        at.after = at.day
        rule_23_behind(case, clock, at, Occurrence(clock, at.day, None, None, False, None, None, time=clock.proof.time))
    while True:
        begins = rule_06_first_day(case, clock, at.day)
        if begins is None:
            return
        phases = rule_05_version(rule, begins).phases
        day = at.day
        if not rule_07_move(case, clock, phases, at):
            return
        if at.day < day:  # an interval after a phase of counts begins on the last day of that phase's last period
            begins = at.day
        is_first = begins == clock.trigger.day and not found and not at.after
        if begins > at.day:
            if rule_06_work_before(case, clock, phases, at, begins):
                continue
            if begins > case.as_at:
                return
            at.day, at.time, at.periods_from = begins, None, None
            if not rule_07_move(case, clock, phases, at):
                return
        if clock.end and at.day >= clock.end.day and not is_first:
            return
        phase = phases[at.phase]
        if phase.kind == 'count':
            occurrence = rule_10_period(case, clock, phase, at)
            if occurrence is None:
                continue
        else:
            occurrence = interval(case, clock, phase, at, not (found or at.taken) and not (clock.proof and at.after))
            occurrence = rule_24_undated(occurrence) if undated else occurrence
            if rule_07_left_open(case, clock, phase, occurrence) and not (clock.proof and phase is phases[-1]):
                if phase is phases[-1]:
                    return
                at.phase, at.met_in_phase = at.phase + 1, 0
                continue
            at.periods_from = None
            if rule_22_is_taken(case, occurrence, known_from):
                at.taken, at.behind = at.taken or occurrence, (at.phase, at.met_in_phase + 1)
                at.day, at.time, at.after, at.met_in_phase = occurrence.due.day, None, occurrence.due.day, at.met_in_phase + 1
                continue
        if undated:
            occurrence, undated = rule_24_undated(occurrence), False
            if not occurrence.met and (clock.end or case.records.of(rule.trigger) == 'never'):  # this occurrence has no line
                case.left_out |= {rule.trigger} if not clock.end else set()
                if not rule_10_has_passed(case, phase, at):
                    return
                at.met_in_phase += 1
                continue
        if at.taken:
            occurrence = dataclasses.replace(at.taken, met=occurrence.met)
            at.taken = None
        elif at.behind:
            occurrence = rule_23_behind(case, clock, at, occurrence)
        found.append(occurrence)
        if not occurrence.met and not rule_10_has_passed(case, phase, at):
            return
        at.met_in_phase += 1
        if phase.kind != 'count':
            at.day, at.time, at.after = occurrence.met.day, occurrence.met.time, occurrence.met.day


def interval(case, clock, phase, at, is_first):
    """Returns one occurrence in a chain with an interval, not with a count per period."""
    opens = rule_04_opens(clock.rule, at.day) if is_first else at.day
    met = first(rule_02_meets(case, clock, opens, at.after))
    due, in_hours = due_of(case, rule_05_in_force(clock, at.day), phase, Moment(at.day, at.time), met or clock.end)
    first_day = max(opens, at.after + ONE_DAY) if at.after else opens
    return Occurrence(clock, at.day, opens, due, in_hours, met, rule_06_unproven(case, clock), is_first and not at.after, first_day, phase, at.time)


def first(events):
    return events[0] if events else None


def rule_02_meets(case, clock, opens, after=None):
    """Returns the events that could meet an occurrence, in order. The first one meets it."""
    fitting = [event for event in case.looked_at(clock.trigger.ref, [clock.rule.due])
               if event not in (clock.trigger, clock.proof) and all(event.tags & need for need in clock.rule.needs)]
    if opens:
        fitting = [event for event in fitting if event.day >= opens]
    if after:
        fitting = [event for event in fitting if event.day > after]
    elif not clock.rule.is_notice:
        fitting = [event for event in fitting if not rule_04_too_early(clock, event)]
    return [event for event in fitting if not clock.end or event.day <= clock.end.day]


def once(case, clock):
    """Returns, for a rule that falls due once, the day on which the occurrence opens and the events that could meet it; None if
    there is no occurrence."""
    if rule_06_first_day(case, clock, clock.trigger.day) != clock.trigger.day:
        return None
    opens = rule_04_opens(clock.rule, clock.trigger.day)
    return opens, rule_02_meets(case, clock, opens)


def rule_03_both(profile, events):
    """Returns the events, and the more general events that they also count as."""
    return events + [dataclasses.replace(event, slug=profile.also[event.slug]) for event in events if event.slug in profile.also]


def rule_03_refs_agree(one, other):
    return not one or not other or one == other or rule_25_belongs(one, other) or rule_25_belongs(other, one)


def rule_03_meet(case, rule, clocks):
    """Returns the occurrences of a rule that falls due once. An event meets every occurrence that it fits or, under `each`, only
    the one with the oldest trigger."""
    running = {clock: occurrence for clock in clocks if (occurrence := once(case, clock))}
    met = {clock: first(candidates) for clock, (_, candidates) in running.items()}
    if rule.each:
        answers = rule_03_answers(case, rule)
        met = {clock: answers.get((rule.address, clock.trigger)) for clock in running}
    found = []
    for clock, (opens, _) in running.items():
        trigger, closing = clock.trigger, met.get(clock) or clock.end
        phase = rule_05_version(rule, trigger.day).phases[0]
        in_force = rule_05_in_force(clock, trigger.day)
        due, in_hours = due_of(case, in_force, phase, trigger.when, closing)
        due = rule_13_extended(case, in_force, phase, due, closing)
        found.append(Occurrence(clock, trigger.day, opens, due, in_hours, met.get(clock), rule_06_unproven(case, clock), first_day=opens))
    return found


def rule_03_answers(case, rule):
    """Under `each`: returns the event that answers each trigger, by (rule's address, trigger), for all rules of a duty with the
    same needs."""
    if (rule.id, rule_16_needs(rule)) not in case.answers:
        alike = [other for other in case.profile.of_duty(rule.id) if other.each and rule_16_needs(other) == rule_16_needs(rule)]
        running = [(clock, *occurrence) for other in alike for clock in rule_01_start(case, other) if (occurrence := once(case, clock))]
        answers = {}
        for event in case.events:
            open_ones = [clock for clock, _, candidates in running if event in candidates and (clock.rule.address, clock.trigger) not in answers]
            oldest = min((clock.trigger.place for clock in open_ones), default=None)
            noted('3: each, several triggers open', len({clock.trigger for clock in open_ones}) > 1)
            noted('3: each, several rules open', len({clock.rule.address for clock in open_ones}) > 1)
            answers.update({(clock.rule.address, clock.trigger): event for clock in open_ones if clock.trigger.place == oldest})
        case.answers[rule.id, rule_16_needs(rule)] = answers
        case.unsure[rule.id, rule_16_needs(rule)] = rule_21_each(case, running, answers)
        case.unread_each[rule.id, rule_16_needs(rule)] = rule_28_each(case, running, answers)
    return case.answers[rule.id, rule_16_needs(rule)]


def rule_04_opens(rule, begins):
    if rule.not_before is None:
        return begins
    return rule_15_lay(rule.not_before, begins, rule.calendar)


def rule_04_too_early(clock, event):
    """True if an action is too early for a clock: before the trigger, under a rule that does not count earlier work."""
    if clock.rule.not_before and clock.rule.not_before.amount < 0:
        return False
    return rule_04_is_before(event, clock.trigger)


def rule_04_is_before(event, trigger):
    """True if an event is before the trigger. On the same day, both must have a time."""
    if event.day != trigger.day:
        return event.day < trigger.day
    return bool(event.time and trigger.time and event.time < trigger.time)


def rule_05_version(rule, begins):
    """Returns the version in force on the day on which an occurrence begins, or None."""
    for version in rule.versions:
        if (version.first or begins) <= begins <= (version.last or begins):
            return version
    return None


def rule_05_in_force(clock, begins):
    """Returns the clock with the settings of the version in force."""
    rule, version = copy.copy(clock.rule), rule_05_version(clock.rule, begins)
    vars(rule).update(version.own if version else {})
    return dataclasses.replace(clock, rule=rule)


def rule_06_first_day(case, clock, day):
    """Returns the first day, from `day` onwards, on which the rule is in force and the child has the right age, or None."""
    rule, birth = clock.rule, case.birth(clock.trigger)
    if birth and rule.age_from:
        day = max(day, rule_15_age_reached(birth, rule.age_from))
    days = [max(day, version.first or day) for version in rule.versions if not version.last or version.last >= day]
    if not days:
        return None
    begins = min(days)
    if birth and rule.age_under and begins >= rule_15_age_reached(birth, rule.age_under):
        return None
    return begins


def rule_06_work_before(case, clock, phases, at, begins):
    """Skips one action before a deferred occurrence begins, which counts for `times`. Returns True if there was one."""
    if phases[at.phase].kind == 'count':
        return False
    done = first(rule_02_meets(case, clock, rule_04_opens(clock.rule, at.day), at.after))
    if not done or done.day >= begins:
        return False
    at.met_in_phase += 1
    at.day, at.time, at.after = done.day, done.time, done.day
    return True


def rule_06_unproven(case, clock):
    return clock.rule.has_age and case.birth(clock.trigger) is None


def rule_07_move(case, clock, phases, at):
    """Moves to the first phase that is not over for an occurrence that begins on at.day. Returns False if all phases are over:
    nothing more is due."""
    if noted('7: a shorter list', len(phases) <= at.phase):  # the version in force has fewer phases, so its last phase applies
        at.phase, at.met_in_phase = len(phases) - 1, 0
    if clock.proof:
        return rule_24_move(case, clock, phases, at)
    while at.phase < len(phases):
        if not rule_07_is_over(case, clock, phases[at.phase], at):
            return True
        rule_10_leave(phases, at)
        at.phase, at.met_in_phase = at.phase + 1, 0
    return False


def rule_07_is_over(case, clock, phase, at):
    what, limit = phase.end or (None, None)
    trigger = clock.trigger
    if what == 'times':
        return at.met_in_phase >= limit
    if what == 'for':
        return at.day > rule_15_lay(limit, trigger.day, clock.rule.calendar)
    if what == 'until':
        until = rule_07_until(case, clock, phase)
        return until is not None and at.day >= until
    return False


def rule_07_until(case, clock, phase):
    """Returns the day of the event that ends an `until` phase: the first such event after the trigger's day or, for a proved clock,
    which began before it, on any day."""
    what, event = phase.end or (None, None)
    days = [one.day for one in case.looked_at(clock.trigger.ref, [event])
            if clock.proof or one.day > clock.trigger.day] if what == 'until' else []
    return min(days, default=None)


def rule_07_left_open(case, clock, phase, occurrence):
    """True if the occurrence was open and not overdue when the event that ends its phase happened. The next phase then applies to
    the occurrence."""
    until = rule_07_until(case, clock, phase)
    if until is None or occurrence.due and occurrence.due.day < until:
        return False
    return all(event.day > until for event in (occurrence.met, clock.end) if event)


def rule_08_end(case, rule, trigger, restart=None):
    """Returns the event that stops a clock: the first of its ends after the trigger, or the trigger that restarts it."""
    return min(rule_08_ends(case, rule, trigger)[:1] + [restart] * bool(restart), key=lambda event: event.place, default=None)


def rule_08_ends(case, rule, trigger):
    """Returns the events that would stop a clock, in order."""
    return [event for event in case.events if event.slug in rule.ends | rule.ends_all
            and (rule_03_refs_agree(trigger.ref, event.ref) and rule_08_is_after(case, rule, trigger, event)
                 or noted('8: the last of what the trigger proves', rule_08_ends_the_last(case, trigger, event)))]


def rule_08_is_after(case, rule, trigger, end):
    """True if an end was certainly after the trigger, on a later day or later on the same day."""
    if end.day != trigger.day:
        return end.day > trigger.day
    if end == trigger:
        return False
    if end.time and trigger.time and end.time != trigger.time:
        return noted('8: later by the clock', end.time > trigger.time)
    if noted('8: ends all on its day', end.slug in rule.ends_all) or \
            noted('8: answers on its day', trigger.slug in case.profile.answers.get(end.slug, ())):
        return True
    day = rule_08_one_day(case, rule, trigger, end)
    return bool(day) and not day.ran_before and not noted('8: an earlier start may be missing', rule_08_may_lack_start(case, day, end))


@dataclasses.dataclass(frozen=True)
class OneDay:
    """A start and an end on one day, either of which may have been first."""
    start: str               # the slug of the start
    ends: frozenset          # the slugs of the ends that count
    ran_before: bool         # something was already running
    decided: datetime.date   # the day that decides this, or NO_DAY


def rule_08_one_day(case, rule, trigger, end):
    """Returns how an end on the trigger's day relates to the trigger, or to the start on that day that the trigger proves. Returns
    None if the end cannot belong to either."""
    if end.ref:
        if end.ref != trigger.ref:
            return None
        slug, ends = trigger.slug, rule.ends | rule.ends_all
        starts = [event for event in case.events if event.slug == slug and event.ref == end.ref and rule_01_tags_hold(rule, event)]
        ending = case.looked_at(end.ref, ends)
    else:
        ended_by = case.profile.ended_by
        slugs = [trigger.slug] if ended_by.get(trigger.slug) == end.slug else \
            [start for start in case.profile.proves.get(trigger.slug, ()) if ended_by.get(start) == end.slug]
        if not slugs or slugs == [trigger.slug] and trigger.ref:
            return None
        slug, ends = slugs[0], {end.slug} | case.profile.ends_all
        starts = [event for event in case.events if event.slug == slug]
        ending = [event for event in case.events if event.slug in ends and not event.ref]
    own = [start for start in starts if start.day == end.day] if not end.ref else [trigger]
    if len(own) != 1 or own[0].ref != end.ref or rule_08_on_its_day(case, (), own[0], end) == 'before':
        return None
    ran_before, decided = rule_08_ran_before(case, rule.ends_all if end.ref else case.profile.ends_all, starts, ending, end)
    noted('8: one day, with a ref' if end.ref else '8: one day, without refs', not ran_before)
    return OneDay(slug, frozenset(ends), ran_before, decided)


def rule_08_ran_before(case, ends_all, starts, ends, last):
    """Returns whether anything was running before the day of an end, and the day that decides it."""
    for earlier in sorted({event.day for event in starts + ends if event.day < last.day}, reverse=True):
        own = [start for start in starts if start.day == earlier]
        stopped = []
        for start in own:
            found = {rule_08_on_its_day(case, ends_all, start, end) for end in ends if end.day == earlier and end != start}
            stopped.append('after' if 'after' in found else 'either' if 'either' in found else 'before')
        if 'before' in stopped or len(stopped) > 1 and 'either' in stopped and not last.ref:
            return True, earlier
        if 'either' not in stopped:
            return False, earlier
        noted('8: a day that does not decide')
    return False, NO_DAY


def rule_08_on_its_day(case, ends_all, start, end):
    """Returns whether an end was before or after a start on the same day, or may be either."""
    if end.time and start.time and end.time != start.time:
        return 'after' if end.time > start.time else 'before'
    if end.slug in ends_all or start.slug in case.profile.answers.get(end.slug, ()):
        return 'after'
    return 'either' if end.ref == start.ref else 'before'


def rule_08_ended_starts(case, trigger, end):
    """Returns the starts that the trigger proves and the end ends, on the trigger's day or, with another ref, later."""
    if end.day < trigger.day or end.day > trigger.day and rule_03_refs_agree(trigger.ref, end.ref):
        return set()
    if end.day == trigger.day and end.time and trigger.time and end.time < trigger.time:
        return set()
    return {start for start in case.profile.proves.get(trigger.slug, ()) if case.profile.ended_by.get(start) == end.slug}


def rule_08_is_in_the_file(case, start, end):
    """True if a start that an end may have ended is in the file."""
    return any(one.day <= end.day for one in case.looked_at(end.ref, [start]))


def rule_08_ends_the_last(case, trigger, end):
    """True if nothing that the trigger proves and the end ended is still running."""
    return any(rule_08_is_in_the_file(case, start, end) and not rule_24_runs(case, start, end.day + ONE_DAY)
               for start in rule_08_ended_starts(case, trigger, end))


def rule_08_may_lack_start(case, day, end):
    """True if a start that was running before the end's day may be missing since the deciding day. With a ref, either the file may
    also lack the day before, or there has been an event with that ref since."""
    known_from = rule_20_known_from(case, day.start, end.ref)
    if known_from <= day.decided:
        return False
    seen = any(event.ref == end.ref and day.decided < event.day < end.day for event in [*case.events, *case.planned])
    return not end.ref or known_from >= end.day or noted('8: an event of its ref before the start', seen)


def rule_08_birthday_has_come(case, rule, day, ref=''):
    """True if a birthday that ends the rule, and is not its trigger, is on or before `day`."""
    birthdays = {slug for slug in rule.ends | rule.ends_all if slug in case.profile.birthdays and slug != rule.trigger}
    return any(birthday.day <= day for birthday in case.looked_at(ref, birthdays))


def rule_08_is_after_death(case, line):
    """True if an unmet line about a child was started after the child died, by a rule that a death ends and does not start. A notice
    that the death ended was for something that was only planned."""
    clock, due = line.governing.clock, line.governing.due
    if line.closed_by and (not due or rule_14_of_closing(line.governing, due) == 'in time'):
        return False
    deaths = [event for event in case.events if event.slug == DEATH]
    if not deaths or line.met or clock.rule.subject != 'child' or DEATH == clock.rule.trigger or clock.rule.is_notice and line.closed_by:
        return False
    started = clock.proof or clock.trigger
    later = started.day > deaths[0].day or started.day == deaths[0].day and started.time and deaths[0].time and started.time > deaths[0].time
    return bool(later) and DEATH in clock.rule.ends | clock.rule.ends_all | {clock.rule.due}


def rule_08_birthdays(profile, events, as_at):
    """Adds the birthdays that are events, worked out from the case's earliest date of birth."""
    birth = min((event.day for event in events if event.slug == 'birth'), default=None)
    days = {slug: rule_15_age_reached(birth, age) for slug, age in profile.birthdays.items()} if birth else {}
    return merge(events + [Event(slug, day, None, '', frozenset()) for slug, day in days.items() if day <= as_at])


def rule_09_made(case, clock, begins, closing):
    """Returns the agreements for a clock as (event, span), in date order."""
    done = [event for event in case.looked_at(clock.trigger.ref, [clock.rule.due])
            if event.day >= clock.trigger.day and not rule_13_after_closing(event, closing)
            and all(event.tags & need for need in clock.rule.needs)]
    made = [(event, span) for event in [clock.trigger] + [event for event in done if event.day <= begins]
            for span in event.values('agreed')]
    for event in case.events + [plan for plan in case.planned if plan.day <= case.as_at]:
        if rule_03_refs_agree(clock.trigger.ref, event.ref) and event.day >= clock.trigger.day:
            made += [(event, span) for span in event.values('agreed.' + clock.rule.id)]
    return made


def rule_09_agreed(case, clock, phase, begins, closing):
    """Returns the due day by an agreed interval, or None."""
    made = rule_09_made(case, clock, begins, closing)
    settled = [(event.day, span) for event, span in made if event.day <= begins]
    last_day = max((day for day, _ in settled), default=None)
    spans = [span for day, span in settled if day == last_day] or [phase.default] * bool(phase.default)
    return rule_09_earliest(clock, phase, begins, closing, made, spans)


def rule_09_earliest(clock, phase, begins, closing, made, spans):
    """Returns the earliest of the days by the spans that apply when an occurrence begins, by the ceiling, and by later agreements;
    or None."""
    dates = [rule_15_due(clock.rule, span, begins) for span in spans + [phase.at_most] * bool(phase.at_most)]
    for event, span in made:
        if event.day > begins and not (closing and event.day > closing.day):
            dates.append(max(rule_15_due(clock.rule, span, begins), event.day))
    return min(dates, default=None)


def rule_10_period(case, clock, phase, at):
    """Returns the period that begins on at.day, and moves on to the next. If the period begins later, moves at.day to that day and
    returns None."""
    rule = clock.rule
    if at.periods_from is None:
        at.periods_from, at.period, at.follows = at.day, 0, False
    begins, last = rule_10_days(rule, phase, at)
    if begins > at.day:
        at.day, at.time, at.periods_from = begins, None, begins
        return None
    fitting = rule_02_meets(case, clock, begins)
    met = fitting[phase.at_least - 1] if len(fitting) >= phase.at_least else None
    due = Moment(rule_15_roll(rule.calendar, last, rule.roll))
    at.day, at.time, at.period = last + ONE_DAY, None, at.period + 1
    is_first = begins == clock.trigger.day and not at.after
    return Occurrence(clock, begins, begins, due, False, met, rule_06_unproven(case, clock), is_first, begins, phase)


def rule_10_has_passed(case, phase, at):
    """True if the last day of a period is over, so the next period exists although this one was not met."""
    return phase.kind == 'count' and noted('10: passed unmet', at.day - ONE_DAY < case.as_at)


def rule_10_days(rule, phase, at):
    """Returns the first and the last day of a period."""
    if phase.calendar:
        start = rule_10_whole_period(at.periods_from, phase.span.amount)
        return [add_months(start, phase.span.amount * at.period), add_months(start, phase.span.amount * (at.period + 1)) - ONE_DAY]
    counting = 'excluded' if at.follows else rule.counting
    ends = [rule_15_lay(phase.span.times(number), at.periods_from, rule.calendar, counting) for number in (at.period, at.period + 1)]
    is_first = at.period == 0 and not at.follows
    return [at.periods_from if is_first else ends[0] + ONE_DAY, ends[1]]


def rule_10_whole_period(day, months):
    """Returns the first day of the first whole calendar period that begins on `day` or later."""
    start = day.replace(day=1)
    while start < day or (start.month - 1) % min(months, 12):
        start = add_months(start, 1)
    return start


def rule_10_leave(phases, at):
    """Leaves a phase of counts that is over. The next phase is counted from the last day of this phase's last period."""
    if phases[at.phase].kind != 'count' or not at.period:
        return
    last = at.day - ONE_DAY
    at.periods_from, at.period, at.follows = last, 0, True
    if at.phase + 1 < len(phases) and phases[at.phase + 1].kind != 'count':
        at.day, at.after = last, last


def rule_11_notices(case, rule):
    """Returns a notice's clocks: one for each event that was held, and one for the next planned event."""
    held = [event for event in case.events if event.slug == rule.trigger]
    planned = {}
    for plan in case.planned:
        done = [event for event in held if rule_03_refs_agree(plan.ref, event.ref) and event.day >= plan.day]
        if plan.slug == case.profile.planned.get(rule.trigger) and not done:
            planned.setdefault(plan.ref, plan)
    clocks = []
    for trigger in held + list(planned.values()):
        before = [event.day for event in held if rule_03_refs_agree(trigger.ref, event.ref) and event.day < trigger.day]
        after_held = max(before) + ONE_DAY if before else None
        ends = [event for event in case.looked_at(trigger.ref, rule.ends | rule.ends_all) if not after_held or event.day >= after_held]
        end = first([event for event in ends if rule_11_counts(case, event, trigger.day, after_held)])
        ends = [event for event in ends if not end or event.place < end.place]  # ends that do not concern this notice
        passed = [event.day + ONE_DAY for event in ends]
        noted('11: ends passed over', passed)
        opens = max(passed + [after_held] * bool(before), default=None)
        if rule_01_tags_hold(rule, trigger):
            starts = set() if before else set().union(*(rule_11_never_started(case, one, trigger.day) for one in ends))
            unsure = any(rule_11_may_count(case, one, trigger.day) for one in ends)
            clocks.append(Clock(rule, trigger, end, opens or trigger.day, opens, not before, tuple(sorted(starts)), unsure))
    return clocks


def rule_11_ended(case, end):
    """Returns the rules whose clocks an end stops."""
    return [rule for rule in case.profile.rules
            if not rule.each and not rule.is_notice and not rule.is_alternative and end.slug in rule.ends | rule.ends_all]


def rule_11_started(case, end, day):
    """Returns the starts of the clocks that an end stops: any before the end, and any since then up to `day`, each with its rule.
    Rule 8 decides which was first on one day."""
    starts = [(rule, start) for rule in rule_11_ended(case, end) for start in case.looked_at(end.ref, [rule.trigger])
              if start.day <= day]
    before = [(rule, start) for rule, start in starts
              if start == end or rule_08_is_after(case, rule, start, end) or rule_08_ends_the_last(case, start, end)]
    return before, [one for one in starts if one not in before]


def rule_11_counts(case, end, day, opens):
    """True if an end concerns the notice of an event on `day`. An end before that day concerns the notice only if nothing that the
    end stops has started since. For a first event, something must also have started before."""
    before, since = rule_11_started(case, end, day)
    noted('11: a start on the day of an end', any(start.day == end.day for _, start in before + since))
    return end.day >= day or end.slug == DEATH or not since and (bool(opens) or bool(before))


def rule_11_never_started(case, end, day):
    """For the notice of a first event: returns the starts of the clocks that an earlier end stops, if none has happened. If one has
    happened since, the end never counts."""
    return set() if end.day >= day or any(rule_11_started(case, end, day)) else {rule.trigger for rule in rule_11_ended(case, end)}


def rule_11_may_count(case, end, day):
    """True if an end is ignored only because something started on the same day, which it may have ended (rule 21)."""
    _, since = rule_11_started(case, end, day)
    return end.day < day and bool(since) and all(
        start.day == end.day and rule_21_own_end(case, Clock(rule, start, None)) for rule, start in since)


def rule_11_occurrence(case, clock):
    """Returns the occurrences on a notice's clock: none or one. The version and the age are those on the event's day."""
    rule, day = clock.rule, clock.trigger.day
    if rule_06_first_day(case, clock, day) != day:
        noted('11: begins before the rule', rule_06_first_day(case, clock, clock.begins) == clock.begins)
        return []
    noted('11: the rule comes before the event', rule_06_first_day(case, clock, clock.begins) != clock.begins)
    before = rule_05_version(rule, day).before
    due, in_hours = rule_14_due(rule, before.times(-1), clock.trigger.when)
    met = first(rule_02_meets(case, clock, clock.opens))
    first_day = None if clock.is_first else clock.opens
    return [Occurrence(clock, clock.begins, clock.opens, due, in_hours, met, rule_06_unproven(case, clock), first_day=first_day)]


def rule_12_since(case, clock):
    """Returns the event from which a rule with `since` counts: the last one up to the trigger's day, or None."""
    events = case.looked_at(clock.trigger.ref, [clock.rule.since])
    if clock.rule.since == 'birth':
        return events[0] if events else None
    return first([event for event in reversed(events) if event.day <= clock.trigger.day])


def rule_13_extended(case, clock, phase, due, closing):
    """Returns the due date moved by extensions and pauses, in order of their days, from the trigger until the occurrence
    closed. Returns None during a pause."""
    rule = clock.rule
    if not due or not (rule.extension or rule.pause):
        return due
    slugs = {'extension': rule.extension and rule.extension['event'], 'pause': rule.pause and rule.pause['from']}
    events = [event for event in case.looked_at(clock.trigger.ref, list(slugs.values()))
              if event.day >= clock.trigger.day and not rule_13_after_closing(event, closing)]
    extended, paused_to = 0, datetime.date.min
    for event in sorted(events, key=lambda event: event.day):
        lapsed = rule_14_is_late(event, due)
        noted('13: on the due day', event.day == due.day)
        if event.slug == slugs['extension']:
            if lapsed and rule.extension.get('late') != 'true' or extended == int(rule.extension.get('times', -1)):
                continue
            extended += 1
            start = max(due.day, event.day)
            due = rule_13_moved(due, rule_15_lay(read_span(rule.extension['by']), start, rule.calendar))
        elif not lapsed:
            answer = rule_19_answer(case, clock, event, closing)
            if answer is None:
                return None
            days = [event.day + ONE_DAY * step for step in range((answer - event.day).days + 1)]
            due = rule_13_moved(due, rule_19_put_back(rule, phase, due.day, [day for day in days if day > paused_to]))
            paused_to = max(paused_to, answer)
    return due


def rule_13_after_closing(event, closing):
    """True if an extension was made after the occurrence had closed. On the same day, both must have a time."""
    if not closing or event.day != closing.day:
        return bool(closing) and event.day > closing.day
    return bool(noted('13: on the day on which it closed') and event.time and closing.time and event.time > closing.time)


def rule_13_moved(due, day):
    """Returns the moment with the same UK time on another due day."""
    def moved(time):
        civil = time.astimezone(UK)
        later = civil.date() + (day - due.day)
        return civil.replace(year=later.year, month=later.month, day=later.day).astimezone(datetime.timezone.utc)
    return Moment(day, due.time and moved(due.time), tuple(moved(time) for time in due.between))


def rule_19_put_back(rule, phase, due, days):
    """Returns the due day moved by a pause's days, or by its working days if the time limit is in working days."""
    if phase.span and phase.span.unit == 'working days':
        return walk_working_days(rule.calendar, due, sum(rule.calendar.works(day) for day in days), 'excluded')
    return due + ONE_DAY * len(days)


def rule_19_answer(case, clock, asked, closing):
    """Returns the day on which a pause ends: the day of the event that ends it or, failing that, of the event that meets the duty.
    Returns None if the pause has not ended."""
    for slug in (clock.rule.pause['to'], clock.rule.due):
        days = [event.day for event in case.looked_at(clock.trigger.ref, [slug])
                if event.day >= asked.day and not rule_13_after_closing(event, closing)]
        if days:
            return min(days)
    return None


def rule_14_midnight(moment, civil):
    """Returns only the day if the time is exactly 00:00:00, which does not count as a time of day."""
    is_midnight = (civil.hour, civil.minute, civil.second) == (0, 0, 0)
    return Moment(moment.day) if is_midnight else moment


def rule_14_due(rule, span, begins):
    """Returns when a span from a moment ends, and whether the span is in hours. Hours from a day without a time become whole days,
    at least one."""
    if span.unit != 'seconds':
        unrolled = rule_15_lay(span, begins.day, rule.calendar, rule.counting)
        return rule_15_noon(rule, rule_15_due(rule, span, begins.day), unrolled), False
    if begins.time:
        time = begins.time + datetime.timedelta(seconds=span.amount)
        return Moment(time.astimezone(UK).date(), time), True
    return Moment(rule_15_due(rule, rule_14_whole_days(span), begins.day), between=rule_14_moments(span, begins.day)), True


def rule_14_moments(span, day):
    """Returns the first and last moment at which a number of hours, counted from an unknown time on a day, may end."""
    first_second, last_second = (datetime.datetime.combine(day, time, UK).astimezone(datetime.timezone.utc)
                                 for time in (datetime.time(0), datetime.time(23, 59, 59)))
    return first_second + datetime.timedelta(seconds=span.amount), last_second + datetime.timedelta(seconds=span.amount)


def rule_14_judged(done, due):
    """Returns whether an occurrence was met or ended in time or late, or that this is unknown."""
    if not due.time and not due.between:
        return 'late' if done.day > due.day else 'in time'
    if due.time and not done.time and done.day == due.day:
        return 'cannot be told'  # even if it is due at the last second of the day
    first_second, last_second = (done.time, done.time) if done.time else rule_14_moments(Span('seconds', 0), done.day)
    first_due, last_due = due.between or (due.time, due.time)
    if last_second <= first_due:
        return 'in time'
    noted('14: cannot be told', first_second <= last_due)
    return 'late' if first_second > last_due else 'cannot be told'


def rule_14_of_closing(occurrence, due):
    """Returns whether a closed occurrence was in time. One that ended when it might not have been due yet was in time. If a
    notice's event also ends the notice, and has no time, only days are compared."""
    clock, met = occurrence.clock, occurrence.met
    if not met and clock.rule.is_notice and clock.end == clock.trigger:
        return 'late' if rule_14_is_late(clock.end, due) else 'in time'
    judged = rule_14_judged(occurrence.closed_by, due)
    return 'in time' if noted('14: may have ended in time', not met and judged == 'cannot be told') else judged


def rule_14_has_passed(due, as_at):
    """True if an unmet occurrence with this due date is overdue."""
    return as_at > (due.between[1].astimezone(UK).date() if due.between else due.day)


def rule_14_whole_days(span):
    days = max(abs(span.amount) // 86400, 1)
    return Span('days', days if span.amount > 0 else -days)


def rule_14_is_late(done, due):
    """True if something was done after the due moment. Both are compared to the second if they have a time, otherwise by day."""
    if done.time and due.time:
        return done.time > due.time
    return done.day > due.day


def rule_14_precision(occurrence):
    if 'estimated' in occurrence.clock.trigger.tags:
        return 'estimated'
    if not occurrence.in_hours or not occurrence.due:
        return ''
    closed_by = occurrence.closed_by
    return 'second' if occurrence.due.time and (not closed_by or closed_by.time) else 'day'


def rule_15_lay(span, day, calendar, counting='excluded'):
    """Returns the day on which a span counted from `day` ends."""
    if span.amount == 0:
        return day
    if span.unit == 'seconds':
        span = rule_14_whole_days(span)
    if span.unit == 'working days':
        return walk_working_days(calendar, day, span.amount, counting)
    day = add_months(day, span.amount) if span.unit == 'months' else day + ONE_DAY * span.amount
    forwards = 1 if span.amount > 0 else -1
    return day + ONE_DAY * forwards * {'included': -1, 'clear': 1}.get(counting, 0)


def rule_15_roll(calendar, day, roll):
    if roll == 'noon':
        while rule_15_is_public_holiday(calendar, day):
            day += ONE_DAY
        return day
    while roll != 'none' and not calendar.works(day):
        day += ONE_DAY if roll == 'next' else -ONE_DAY
    return day


def rule_15_is_public_holiday(calendar, day):
    """True for Sundays, Christmas Day, and bank holidays, including 26 December on a Saturday."""
    return day.weekday() == 6 or (day.month, day.day) in ((12, 25), (12, 26)) or day.weekday() < 5 and not calendar.works(day)


def rule_15_noon(rule, day, unrolled):
    """Returns a due day. If `roll: noon` moved the day, it ends at noon."""
    if rule.roll != 'noon' or day == unrolled:
        return Moment(day)
    return Moment(day, datetime.datetime.combine(day, datetime.time(12), UK).astimezone(datetime.timezone.utc))


def rule_15_due(rule, span, day):
    """Returns the due day, using the rule's `counting` and `roll`."""
    return rule_15_roll(rule.calendar, rule_15_lay(span, day, rule.calendar, rule.counting), rule.roll)


def rule_15_age_reached(birth, age):
    return add_months(birth, age.amount, clamped=False)


def due_of(case, clock, phase, begins, closing):
    """Returns when an occurrence is due (None if it has no date), and whether its time limit is in hours."""
    if phase.kind == 'not stated':
        return None, False
    if phase.kind == 'agreed':
        day = rule_09_agreed(case, clock, phase, begins.day, closing)
        return Moment(day) if day else None, False
    if clock.rule.since:
        event = rule_12_since(case, clock)
        return rule_14_due(clock.rule, phase.span, event.when) if event else (None, False)
    return rule_14_due(clock.rule, phase.span, begins)


def rule_20_known_from(case, slug, ref):
    """Returns the day before which rows of an event may be missing, for a clock with this ref, or NO_DAY if no rows are missing."""
    if slug == 'birth' or slug in case.profile.birthdays:
        return NO_DAY
    return max(rule_20_of_rows(case, name, ref) for name in rule_20_names(case.profile, slug))


def rule_20_names(profile, slug):
    """Returns an event and the events that also count as that event."""
    return [slug] + [name for name, also in profile.also.items() if also == slug]


def rule_20_of_rows(case, slug, ref):
    said = case.records.of(slug)
    if said == 'latest':
        if any(row.slug in (slug, '') and rule_03_refs_agree(ref, row.ref) for row in case.without_day):
            return EVERY_DAY
        days = [row.day for row in case.rows if row.slug == slug and rule_03_refs_agree(ref, row.ref)]
        return max(days) + ONE_DAY if days else NO_DAY
    return {'all': NO_DAY, 'never': EVERY_DAY}.get(said, said)


def rule_20_is_all(case, slug):
    """True if the file is said to hold all rows of an event."""
    return case.records.says.get(slug) == 'all' and rule_20_known_from(case, slug, '') == NO_DAY


def rule_20_of_clock(case, clock):
    """Returns the day from which the records hold a clock's due event. That day is unknown if the trigger is an estimate from
    before its own records begin, or happened earlier than its day."""
    trigger, due = clock.trigger, rule_20_known_from(case, clock.rule.due, clock.trigger.ref)
    if not noted('24: estimated', rule_24_is_estimated(case, clock)):
        return due
    days = [due, rule_20_known_from(case, clock.rule.trigger, trigger.ref)]
    return max(days + [trigger.day + ONE_DAY] if noted('24: earlier', 'earlier' in trigger.tags) else days)


def rule_20_is_left_out(case, rule, line):
    """True if an occurrence is left out, because only an event that the file never holds could have met it."""
    names = rule_20_names(case.profile, rule.due)
    never = case.records.of(rule.due) == 'never' and all(case.records.of(name) == 'never' or case.records.knows_nothing_of(name) for name in names)
    left_out = never and noted('20: never', rule_16_state(line, case.as_at) != 'met')
    case.left_out |= {rule.due} if left_out else set()
    return left_out


def rule_20_unstarted(case):
    """Returns the starts that the file never holds, that an event proves, and that start only duties that fall due once."""
    starts = {start for event in case.events for start in case.profile.proves.get(event.slug, ()) if case.records.of(start) == 'never'}
    return {start for start in starts if {rule.restarts for rule in case.profile.rules if rule.trigger == start} == {False}}


def rule_21_unseen(case, occurrence):
    """True if an event that is not in the file may have met the occurrence."""
    clock = occurrence.clock
    if clock.rule.each:
        return (clock.rule.address, clock.trigger) in case.unsure[clock.rule.id, rule_16_needs(clock.rule)]
    return rule_21_first_day(clock, occurrence.first_day) < rule_20_of_clock(case, clock)


def rule_21_first_day(clock, day):
    """Returns the first day on which the occurrence may have been met by an unrecorded event. If the trigger itself could meet the
    occurrence, this is never before the day after it."""
    own = clock.rule.trigger == clock.rule.due and not clock.proof
    return max(day or NO_DAY, clock.trigger.day + ONE_DAY) if own else day or NO_DAY


def rule_21_each(case, running, answers):
    """Under `each`: returns the clocks that a missing event may have answered. The missing event was either for that clock, or for
    an older clock, whose answer then belongs to this one. An older clock may also have ended, or have another number."""
    unsure, doubtful = set(), set()
    for clock, opens, candidates in sorted(running, key=lambda one: one[0].trigger.place):
        address = clock.rule.address, clock.trigger
        occurrence = types.SimpleNamespace(clock=clock, closed_by=answers.get(address) or clock.end)
        older = {answers.get((other.rule.address, other.trigger)) for other, _, _ in running
                 if other.trigger.place < clock.trigger.place and (other.rule.address, other.trigger) in doubtful}
        could = rule_21_before_answer(candidates, answers.get(address))
        if rule_21_first_day(clock, opens) < rule_20_of_clock(case, clock) or noted('21.2: an older one', any(event in older for event in could)):
            unsure.add(address)
        if address in unsure or rule_21_end(case, occurrence) or rule_21_ordinal(case, occurrence):
            doubtful.add(address)
    return unsure


def rule_21_before_answer(candidates, answer):
    """Under `each`: returns the events that would have met an occurrence if they had not met another."""
    return [event for event in candidates if not answer or event.place < answer.place]


def rule_21_doubts(case, occurrence):
    """Returns why it is doubtful that an occurrence is overdue, missed or met late."""
    return [name for name, holds in (('1, 2', rule_21_unseen), ('3', rule_21_end), ('4', rule_21_ordinal), ('5', rule_21_notice),
                                     ('6', rule_21_extension), ('7', rule_21_since), ('8', rule_21_phase), ('24', rule_24_doubt), ('26', rule_26_may_lack_stray)) if holds(case, occurrence)]


def rule_21_end(case, occurrence):
    """True if the event that stops the occurrence's clock may be missing from the file."""
    clock, rule = occurrence.clock, occurrence.clock.rule
    trigger, may_stop = clock.trigger, False
    held = [event.day + ONE_DAY for event in case.looked_at(trigger.ref, [rule.trigger]) if event.day < trigger.day]
    for slug in rule.ends | rule.ends_all:
        on_the_day = slug in rule.ends_all or trigger.slug in case.profile.answers.get(slug, ())
        earliest = max(held, default=NO_DAY) if rule.is_notice else trigger.day if on_the_day else trigger.day + ONE_DAY
        may_stop = may_stop or rule_21_stop(case, clock, slug, earliest)
    may_stop = may_stop or not rule.is_notice and not clock.proof and rule_21_end_of_another_ref(case, clock, occurrence.closed_by)
    may_stop = may_stop or noted('21.3: on its day', not rule.is_notice and rule_21_own_end(case, clock))
    return may_stop or rule.restarts and rule_21_stop(case, clock, rule.trigger, trigger.day + ONE_DAY)


def rule_21_end_of_another_ref(case, clock, closed_by):
    """True if a missing end with another ref may have ended what the trigger proves (rule 8)."""
    trigger, rule = clock.trigger, clock.rule
    for start in case.profile.proves.get(trigger.slug, ()):
        slug = case.profile.ended_by.get(start)
        if slug not in rule.ends | rule.ends_all:
            continue
        if rule_21_stop(case, clock, slug, trigger.day + ONE_DAY, any_ref=True):
            return True
        for end in case.looked_at('', [slug]):
            if start in rule_08_ended_starts(case, trigger, end) and not (closed_by and end.day > closed_by.day):
                if not rule_08_is_in_the_file(case, start, end):
                    if noted('21.3: its start may be missing', not rule_20_is_all(case, start) and not rule_21_runs_elsewhere(case, start, end)):
                        return True
                elif not rule_24_runs(case, start, end.day + ONE_DAY):
                    continue
                elif not rule_21_runs_surely(case, start, end):
                    return True
    return False


def rule_21_runs_surely(case, start, end):
    """True if a start in the file is running on the day after an end: it starts on that day, or its own end cannot be missing."""
    return any(rule_24_runs_on(case, one, end.day + ONE_DAY) and (one.day > end.day or rule_20_known_from(case, end.slug, one.ref) <= one.day
               and not noted('21.3: it may have ended on its day', rule_21_may_end_at_once(case, one, end.slug)))
               for one in case.looked_at('', [start]) if one.day <= end.day + ONE_DAY)


def rule_21_runs_elsewhere(case, start, end):
    """True if an end and its start, which is not in the file, cannot be about a start that is certainly running on the next day."""
    others = [one for one in case.looked_at('', [start]) if not rule_03_refs_agree(one.ref, end.ref)]
    return any(one.day <= end.day + ONE_DAY and rule_24_runs_on(case, one, end.day + ONE_DAY) and (
        one.day > end.day or rule_20_known_from(case, end.slug, one.ref) <= one.day and not rule_21_may_end_at_once(case, one, end.slug)) for one in others)


def rule_21_may_end_at_once(case, start, slug):
    """True if an end on a start's day was taken for the end of something earlier, whose start or end may be missing."""
    ends = [end for end in case.looked_at(start.ref, [slug]) if end.day == start.day and end.ref in ('', start.ref)
            and not (end.time and start.time and end.time != start.time)]
    return any(rule_20_known_from(case, one, end.ref) > NO_DAY for end in ends for one in (start.slug, slug))


def rule_21_own_end(case, clock):
    """True if an end on the trigger's day was treated as ending something earlier, which may already have ended, or may never have
    started."""
    rule, trigger = clock.rule, clock.trigger
    if clock.proof:
        return False
    for end in case.looked_at(trigger.ref, rule.ends | rule.ends_all):
        if end.day != trigger.day or end == trigger or rule_08_is_after(case, rule, trigger, end) \
                or end.time and trigger.time and end.time != trigger.time:
            continue
        day = rule_08_one_day(case, rule, trigger, end)
        if day and (not day.ran_before or any(rule_20_known_from(case, slug, end.ref) > day.decided for slug in day.ends)):
            return True
    return False


def rule_21_stop(case, clock, slug, earliest, any_ref=False):
    """True if rows for an event that stops the clock may be missing, from `earliest` onwards."""
    if slug == 'birth' or slug in case.profile.birthdays:
        return False
    names = [name for name in rule_20_names(case.profile, slug)
             if not isinstance(case.records.of(name), datetime.date) or not rule_21_still_ran(case, clock)]
    return any(rule_20_of_rows(case, name, '' if any_ref else clock.trigger.ref) > earliest for name in names)


def rule_21_still_ran(case, clock):
    """True if a trigger from before the records begin is in the file because its clock was still running when they began."""
    since = case.records.of(clock.trigger.slug)
    return not clock.proof and not clock.rule.is_notice and isinstance(since, datetime.date) and clock.trigger.day < since


def rule_21_ordinal(case, occurrence):
    rule, trigger = occurrence.clock.rule, occurrence.clock.trigger
    ends = [end.day + ONE_DAY for end in case.looked_at(trigger.ref, rule.ends) if end.day < trigger.day]
    afresh = max(ends, default=NO_DAY)
    return bool(rule.ordinals) and any(rule_20_known_from(case, slug, trigger.ref) > afresh for slug in {rule.trigger} | rule.ends)


def rule_21_notice(case, occurrence):
    """True if missing rows may include a notice's real event, previous event or plan."""
    clock, rule, trigger = occurrence.clock, occurrence.clock.rule, occurrence.clock.trigger
    if not rule.is_notice:
        return False
    held = rule_20_known_from(case, rule.trigger, trigger.ref)
    if trigger.slug != rule.trigger:
        before = [event.day + ONE_DAY for event in case.looked_at(trigger.ref, [rule.trigger])]
        if held > trigger.day or rule_20_known_from(case, trigger.slug, trigger.ref) > max(before, default=NO_DAY):
            return True
    if noted('21.5: an end on the day of a start', clock.unsure):
        return True
    return clock.is_first and held > NO_DAY or any(rule_20_known_from(case, slug, trigger.ref) > NO_DAY for slug in clock.starts)


def rule_21_extension(case, occurrence):
    rule, trigger = rule_05_in_force(occurrence.clock, occurrence.begins).rule, occurrence.clock.trigger
    slugs = [rule.extension['event']] if rule.extension else []
    slugs += [rule.pause['from'], rule.pause['to']] if rule.pause else []
    return any(rule_20_known_from(case, slug, trigger.ref) > trigger.day for slug in slugs)


def rule_21_since(case, occurrence):
    """True if a later row of the rule's `since` event, up to the trigger's day, may be missing."""
    clock = occurrence.clock
    last = rule_12_since(case, clock) if clock.rule.since else None
    return bool(last) and min(rule_20_known_from(case, clock.rule.since, clock.trigger.ref), clock.trigger.day + ONE_DAY) > last.day + ONE_DAY


def rule_21_why(case, occurrence, doubts):
    """Returns the reason for a line that may have been met, or may have stopped, without a row in the file."""
    clock, names = occurrence.clock, rule_20_names(case.profile, occurrence.clock.rule.due)
    said = [case.records.of(name) for name in names]
    if not clock.rule.is_notice and not clock.proof:
        since = [day for day in said if isinstance(day, datetime.date)]
        if 'never' not in said and occurrence.begins < max(since, default=NO_DAY):
            return 'started before your records start'
        latest = [rule_20_of_rows(case, name, clock.trigger.ref) for name, what in zip(names, said) if what == 'latest']
        if ('1, 2' in doubts or occurrence.has_later) and occurrence.begins < max(latest, default=NO_DAY):
            return f'only the latest is in your records: {clock.rule.due}'
    return 'depends on rows that your records may not have'


def rule_21_misdated(case, occurrence, used):
    """True if a row that may be missing could show that an unmet line has a wrong date (rule 16): on one of the 14 days before the trigger,
    or because what was done then might not have met or ended what it seems to."""
    if not case.records.says and not case.records.history_from:
        return False
    if noted('21.9: an end may have come before its start', rule_21_ends_before_start(case, occurrence)):
        return True
    if not rule_16_looks_before(occurrence):
        return False
    clock = occurrence.clock
    if occurrence.met and not rule_21_for_older(case, clock):
        return False
    day = clock.trigger.day - 14 * ONE_DAY
    due, ends = rule_16_answers(case, clock)
    lacks = any(rule_21_lacks_whatever_its_day(case, clock.trigger.ref, slug, day) for slug in ends | (due if day < occurrence.first_day else set()))
    seems = [event for event in rule_16_shortly_before(case, occurrence, due) if event not in used.surely_met and rule_16_too_early(occurrence, event)]
    seems += [event for event in rule_16_shortly_before(case, occurrence, ends) if event not in used.surely_ended]
    return noted('21.9: a wrong date may not show', lacks or bool(seems))


def rule_21_ends_before_start(case, occurrence):
    """True if the end of what started an unmet line may be missing, and be before its start, or if the start of what ended the line may
    be missing, and be after its end."""
    trigger = occurrence.clock.trigger
    if occurrence.met:
        return False
    end = rule_16_early_end(case, occurrence)
    if end and rule_21_lacks_whatever_its_day(case, trigger.ref, end, NO_DAY):
        return True
    start = rule_16_late_start(case, occurrence)
    return bool(start) and rule_21_lacks_whatever_its_day(case, occurrence.clock.end.ref, start, NO_DAY)


def rule_21_lacks_whatever_its_day(case, ref, slug, earliest):
    """True if rows of an event may be missing from `earliest` onwards, and not because the records begin later."""
    if slug == 'birth' or slug in case.profile.birthdays:
        return False
    names = [name for name in rule_20_names(case.profile, slug) if not isinstance(case.records.of(name), datetime.date)]
    return any(rule_20_of_rows(case, name, ref) > earliest for name in names)


def rule_21_for_older(case, clock):
    """True under `each` if an older trigger may be missing, which may have needed the event that met this occurrence."""
    series = [rule for rule in case.profile.beside(clock.rule) if rule.each and rule_16_needs(rule) == rule_16_needs(clock.rule)]
    return clock.rule.each and any(rule_20_known_from(case, rule.trigger, clock.trigger.ref) > NO_DAY for rule in series)


def rule_21_due_before(occurrence):
    """True if the occurrence was due before its date, because its clock began on an unknown earlier day."""
    clock = occurrence.clock
    earlier = 'earlier' in clock.trigger.tags and not clock.proof and not clock.rule.is_notice and occurrence.begins == clock.trigger.day
    return noted('21: due before its date', earlier)


def rule_21_moved(occurrence):
    """Returns the reason for a line whose date may have moved."""
    rule = rule_05_in_force(occurrence.clock, occurrence.begins).rule
    if rule.extension:
        return f"may have been extended; not in your records: {rule.extension['event']}"
    return f"may be due later; not in your records: {rule.pause['from'] if rule.pause else rule.since}"


def rule_21_phase(case, occurrence):
    """True if the occurrence may be in another phase, in which it would not be late or would have no date."""
    return any(due is None or not rule_16_is_past(occurrence, due, case.as_at) for due in rule_23_dates(case, occurrence))


def rule_22_is_taken(case, occurrence, known_from):
    """True if an occurrence counts as met: it opened and was due before the records begin, and the records do not show that it was
    met in time."""
    due, end = occurrence.due, occurrence.clock.end
    if not due or due.day == occurrence.begins or rule_21_first_day(occurrence.clock, occurrence.first_day) >= known_from:
        return False
    in_time = occurrence.met and occurrence.met.day <= due.day
    fell_due = due.day < min(known_from, case.as_at) and not (end and end.day < due.day)
    return noted('22: taken as met', not in_time and fell_due)


def rule_22_periods(case, clock, found):
    """Returns the occurrences without periods that opened before the records begin, were not met in time, and are over."""
    known_from = rule_20_of_clock(case, clock)
    return [one for one in found if one.phase.kind != 'count' or not one.due or one.opens >= known_from
            or one.met and one.met.day <= one.due.day or one.due.day >= case.as_at]


def rule_23_behind(case, clock, at, occurrence):
    """Returns an occurrence with the earlier date that it has if fewer were met before the first event in the file, unless the
    file's own date shows that it is late. Moves to the position after the occurrence."""
    plain, phases = dataclasses.replace(clock, proof=None), rule_05_version(clock.rule, occurrence.begins)
    behind = Position(occurrence.begins, occurrence.time, None, *at.behind)
    at.behind = None
    while phases and rule_07_move(case, plain, phases.phases, behind):
        phase = phases.phases[behind.phase]
        if phase.kind == 'count':
            break
        if clock.proof and phase is not phases.phases[-1] and rule_24_is_over(case, clock, phase, occurrence.begins):
            behind.phase, behind.met_in_phase = behind.phase + 1, 0
            continue
        due, _ = due_of(case, rule_05_in_force(plain, occurrence.begins), phase, Moment(occurrence.begins, occurrence.time), occurrence.closed_by)
        if rule_07_left_open(case, clock, phase, dataclasses.replace(occurrence, due=due)):
            if phase is phases.phases[-1]:
                break
            behind.phase, behind.met_in_phase = behind.phase + 1, 0
            continue
        if due:
            at.behind = behind.phase, behind.met_in_phase + 1
        early = rule_21_first_day(clock, occurrence.first_day) < rule_20_of_clock(case, clock)
        if due and occurrence.due and not early and occurrence.phase.kind != 'count' and due.place < occurrence.due.place \
                and not rule_16_is_past(occurrence, occurrence.due, case.as_at):
            return dataclasses.replace(occurrence, due=noted('23: an earlier date', due), has_later=True)
        break
    return occurrence


def rule_23_dates(case, occurrence):
    """Returns the due dates of an occurrence in the other phases that it may be in. None in the list means a phase without a
    date."""
    clock, begins = occurrence.clock, occurrence.begins
    if not clock.rule.restarts or occurrence.phase.kind == 'count':
        return []
    phases, known_from = rule_05_version(clock.rule, begins).phases, rule_20_of_clock(case, clock)
    if clock.proof:
        return rule_24_dates(case, occurrence, phases, known_from)
    due_missing = known_from > clock.trigger.day
    until_missing = [phase.end and phase.end[0] == 'until'
                     and rule_20_known_from(case, phase.end[1], clock.trigger.ref) > clock.trigger.day + ONE_DAY for phase in phases]
    if not due_missing and not any(until_missing):
        return []
    dates, may_be_in = [], due_missing  # in the first phase
    for number, phase in enumerate(phases):
        may_be_in = may_be_in or phase is occurrence.phase
        over, may_be_over = rule_23_is_over(case, occurrence, phase, phase is phases[-1], due_missing, until_missing[number])
        if may_be_in and not over:
            dates.append(rule_23_by_phase(case, occurrence, phases, number, known_from))
        may_be_in = may_be_in and (over or may_be_over)
    return dates + [None] * noted('23: none left', may_be_in)


def rule_23_is_over(case, occurrence, phase, is_last, due_missing, until_missing):
    """Returns whether a phase is certainly over, and whether it may be over."""
    clock, begins = occurrence.clock, occurrence.begins
    what, limit = phase.end or (None, None)
    if what == 'for':
        past = begins > rule_15_lay(limit, clock.trigger.day, clock.rule.calendar)
        estimated = rule_24_is_estimated(case, clock)
        return past and not estimated, past or estimated
    if what == 'until':
        until = rule_07_until(case, clock, phase)
        return until is not None and begins >= until, until_missing
    return False, due_missing and (what == 'times' or not is_last)


def rule_23_by_phase(case, occurrence, phases, number, known_from):
    """Returns the due date in a phase, or in the next phase if the occurrence was open at the `until` event."""
    for phase in phases[number:]:
        due = rule_23_date(case, occurrence, phase, known_from)
        if not rule_07_left_open(case, occurrence.clock, phase, dataclasses.replace(occurrence, due=due)):
            return due
        noted('23: goes on to the next phase')
    return None


def rule_23_date(case, occurrence, phase, known_from):
    """Returns the due date in a phase, counted from the day on which the occurrence begins."""
    clock, begins, closing = occurrence.clock, occurrence.begins, occurrence.closed_by
    if phase.kind == 'count':
        return None
    if phase.kind == 'agreed':
        made = rule_09_made(case, clock, begins, closing)
        if max((event.day for event, _ in made if event.day <= begins), default=clock.trigger.day) < known_from:
            day = rule_09_earliest(clock, phase, begins, closing, made, [])
            return Moment(noted('23: agreed since', day)) if day else None
    return due_of(case, rule_05_in_force(clock, begins), phase, Moment(begins, occurrence.time), closing)[0]


def rule_24_runs(case, start, day):
    """True if the clock of a start in the file is running on `day`: no earlier event with its ref has stopped it."""
    return any(one.slug == start and one.day <= day and rule_24_runs_on(case, one, day) for one in case.events)


def rule_24_trigger_runs(case, rule, day):
    """True if a trigger of a rule is running on `day`, and no end of something that it proves has stopped its clock before."""
    wholes = {case.profile.ended_by.get(whole) for whole in case.profile.proves.get(rule.trigger, ())}
    running = [one for one in case.events if one.slug == rule.trigger and one.day <= day and rule_24_runs_on(case, one, day)]
    stopped = [one for one in running if any(end.slug in wholes and end.day < day for end in rule_08_ends(case, rule, one))]
    noted('24: the whole of a start has ended', stopped)
    return len(stopped) < len(running)


def rule_24_runs_on(case, one, day):
    as_rule = types.SimpleNamespace(ends={case.profile.ended_by.get(one.slug)}, ends_all=case.profile.ends_all, when_tags=[], unless_tags=[])
    return not any(end.day < day and rule_08_is_after(case, as_rule, one, end)
                   for end in case.looked_at(one.ref, as_rule.ends | as_rule.ends_all))


def rule_24_proved(case, event):
    """Returns the starts that an event proves, and whether each is proved only through another start that is not running."""
    proved = {start: False for start in case.profile.proves.get(event.slug, ())}
    left = list(proved)
    while left:
        start = left.pop()
        if not rule_24_runs(case, start, event.day):
            new = [other for other in case.profile.proves.get(start, ()) if other not in proved]
            proved.update({other: True for other in new})
            left += new
    return proved


def rule_24_clocks(case, rule):
    """Returns the clocks of a schedule whose start is not in the file, but is proved by an event."""
    if rule.is_notice or rule.when_tags or rule.ordinals:
        return []
    others = [clock for other in case.profile.beside(rule) if other.restarts and not other.is_notice for clock in rule_01_start(case, other)]
    clocks = []
    proofs = [(event.day, 1, event) for event in case.events] + [
        (event.day + ONE_DAY, 0, event) for event in case.events
        if event.slug in rule_24_ends(case, rule) and event.day < case.as_at]
    for day, is_own_day, event in sorted(proofs, key=lambda proof: proof[:2]):
        if is_own_day:
            proved = rule_24_proved(case, event)
        else:
            proved = {rule.trigger: True} if rule_24_wholes(case, rule, day) and not rule_24_is_replaced(case, rule, day) else {}
        going = [clock for clock in others + clocks if clock.trigger.day <= day and not (clock.end and clock.end.day < day)]
        of_age = rule_08_birthday_has_come(case, rule, day)
        if rule.trigger in proved and not rule_24_trigger_runs(case, rule, day) and not going and not of_age:
            noted('24: proved by an end' if not is_own_day else '24: proved by way of another start' if proved[rule.trigger] else '24: proved')
            clocks.append(rule_24_clock(case, rule, event, proved[rule.trigger]) if is_own_day else rule_24_after_end(case, rule, event, day))
    return clocks


def rule_24_ends(case, rule):
    """Returns the ends after which the trigger of a rule may be missing: its own, and those of what may be a whole of it."""
    return {case.profile.ended_by.get(start) for start in [rule.trigger, *rule_24_larger(case, rule)]} - {None}


def rule_24_larger(case, rule):
    """Returns what proves the trigger of a rule, and ends the rule when it ends: care, for placements."""
    return [whole for whole, starts in case.profile.proves.items() if rule.trigger in starts and whole != rule.trigger
            and case.profile.ended_by.get(whole) in rule.ends | rule.ends_all | {rule.due}]


def rule_24_wholes(case, rule, day):
    """Returns what is running on a day, of all that the trigger of a rule may be part of."""
    return [whole for whole in rule_24_larger(case, rule) if rule_24_runs(case, whole, day)]


def rule_24_is_replaced(case, rule, day):
    """True if an end of the rule starts something that is running on a day."""
    return any(end in case.profile.ended_by and rule_24_runs(case, end, day) for end in rule.ends | rule.ends_all)


def rule_24_after_end(case, rule, event, day):
    """Returns the clock from the day after an end, if what has ended must go on. Any end stops it, whatever its ref, but the end of
    a whole only if no such whole is running on the next day. So does the next start."""
    over = {case.profile.ended_by[whole]: whole for whole in rule_24_wholes(case, rule, day)}
    ends = [end for end in case.looked_at('', rule.ends | rule.ends_all | {rule.trigger}) if end.day >= day
            and not (end.slug in over and rule_24_runs(case, over[end.slug], end.day + ONE_DAY))]
    return Clock(rule, Event(event.slug, day, None, '', frozenset()), first(ends), proof=event, by_way=True)


def rule_24_clock(case, rule, event, by_way):
    """Returns a clock whose start an event proves. The clock stops with an end that concerns the event, even on the same day
    because the clock began earlier, and with the next start, whatever its ref."""
    trigger = Event(event.slug, event.day, None, '', frozenset())
    ends = [end for end in case.looked_at('', rule.ends | rule.ends_all | {rule.trigger})
            if end.day >= event.day and end != event and (end.slug == rule.trigger or rule_03_refs_agree(event.ref, end.ref))]
    return Clock(rule, trigger, first(ends), proof=event, by_way=by_way)


def rule_24_meets(case, clock):
    """True if the event that proves that a clock is running also meets the duty."""
    proof = clock.proof
    return proof.day == clock.trigger.day and clock.rule.due in (proof.slug, case.profile.also.get(proof.slug)) and all(proof.tags & need for need in clock.rule.needs)


def rule_24_undated(occurrence):
    """Returns the first occurrence of a proved clock. It has no date, because the day of the start is unknown."""
    return dataclasses.replace(occurrence, opens=None, due=None)


def rule_24_is_over(case, clock, phase, begins):
    """True if the file has the event that ends an `until` phase on any day up to `begins`."""
    what, event = phase.end or (None, None)
    return what == 'until' and any(one.day <= begins for one in case.looked_at('', [event]))


def rule_24_move(case, clock, phases, at):
    """Moves to the first phase that has an `until` and is not over or, failing that, to the last phase, which is never over."""
    while phases[at.phase] is not phases[-1]:
        phase = phases[at.phase]
        if phase.end and phase.end[0] == 'until' and not rule_24_is_over(case, clock, phase, at.day):
            break
        at.phase += 1
    return bool(phases)


def rule_24_dates(case, occurrence, phases, known_from):
    """Returns the due date in each phase that a proved clock may be in. Skips a phase whose `until` is over, and a phase after an
    `until` unless that event may be missing."""
    dates = []
    for number, phase in enumerate(phases):
        if rule_24_is_over(case, occurrence.clock, phase, occurrence.begins):
            continue
        dates.append(rule_23_by_phase(case, occurrence, phases, number, known_from))
        if phase.end and phase.end[0] == 'until' and rule_20_known_from(case, phase.end[1], '') == NO_DAY:
            break
    else:
        if phases[-1].end and phases[-1].end[0] == 'until':
            dates.append(None)  # nothing more may be due
    return dates


def rule_24_doubt(case, occurrence):
    """True if it is doubtful that an occurrence of a proved clock is late."""
    clock, rule = occurrence.clock, occurrence.clock.rule
    if not clock.proof or not occurrence.due:
        return False
    if any(event.ref and event.slug in rule_24_looked_at(case.profile) for event in case.events):
        return True  # the proof may belong to a start with another ref
    if clock.by_way and not rule_24_is_sure(case, occurrence):
        return True
    if case.records.knows_nothing_of(case.profile.ended_by.get(rule.trigger)):
        return True
    if occurrence.phase.kind == 'count' or clock.end and clock.end.slug == rule.trigger:
        return True
    rules = case.profile.beside(rule)
    others = set().union(*({one.trigger} | one.ends for one in rules))
    others -= {rule.trigger, case.profile.ended_by.get(rule.trigger)} | rule.ends_all | set(case.profile.birthdays)
    if any(rule_20_known_from(case, slug, '') > NO_DAY for slug in others):
        return True
    if not rule.unless_tags:
        return False
    known_from = rule_20_of_clock(case, clock)
    versions = [rule_05_version(one, occurrence.begins) for one in rules if one.restarts and one.when_tags and one.trigger == rule.trigger]
    dates = [due for version in versions if version for due in rule_24_dates(case, occurrence, version.phases, known_from)]
    return any(due is None or not rule_16_is_past(occurrence, due, case.as_at) for due in dates)


def rule_24_looked_at(profile):
    """Returns the events that start, meet or end any rule, or that prove something."""
    return profile.ends_all | set(profile.proves) | set().union(*({rule.trigger, rule.due} | rule.ends for rule in profile.all_rules))


def rule_24_is_sure(case, occurrence):
    """True if another event has proved the trigger directly by the time the occurrence begins."""
    clock = occurrence.clock
    days = [event.day for event in case.events
            if event.place >= clock.proof.place and clock.rule.trigger in case.profile.proves.get(event.slug, ())]
    return bool(days) and occurrence.begins >= min(days)


def rule_24_is_estimated(case, clock):
    """True if the trigger is an estimate from before its records begin, or happened on an earlier day."""
    trigger = clock.trigger
    return 'earlier' in trigger.tags or 'estimated' in trigger.tags and trigger.day < rule_20_known_from(case, trigger.slug, trigger.ref)


def rule_25_belongs(one, other):
    """True if a ref is a path below another, as a/b is below a."""
    return noted('25: a path', one.startswith(other + '/'))


def rule_26_strays(case, looking):
    """Returns events whose ref matches nothing for the lines of a rule."""
    if looking.address not in case.strays:
        closing = ({looking.due} | looking.ends | looking.ends_all) - set(case.profile.birthdays)
        case.strays[looking.address] = [event for event in case.events
                                        if event.ref and event.slug in closing and rule_26_is_stray(case, event, looking)]
    return case.strays[looking.address]


def rule_26_doubted_strays(case, lines):
    """Returns the events with unmatched refs that could meet or end a line which needs checking because of such refs."""
    doubted = [line.governing.clock for line in lines if rule_16_reason(line, case.as_at) == 'recorded under a different reference']
    return [event for event in case.events if any(
        event.slug in {clock.rule.due} | clock.rule.ends | clock.rule.ends_all and event.day >= (clock.proof or clock.trigger).day
        and event in rule_26_strays(case, clock.rule) for clock in doubted)]


def rule_26_is_stray(case, event, looking):
    """True if there are starts that an event may belong to, but all with other refs. An event whose day is unknown may be on any
    day: before all starts of its own kind, or after some of them."""
    triggers = {rule.trigger for rule in rule_26_may_belong(case.profile, event.slug, looking)}
    starts = [one for one in case.events if one.slug in triggers]
    own = [one for one in starts if rule_26_own_kind(case.profile, event.slug, one.slug)]
    days = [event.day] if event.day else [NO_DAY]
    if not event.day and event.slug in {looking.due} | looking.ends | looking.ends_all:
        days += [one.day + ONE_DAY for one in own]
    return any(rule_26_is_alone(event.ref, [one for one in starts if one not in own or one.day < day]) for day in days)


def rule_26_is_alone(ref, starts):
    return bool(starts) and not any(rule_03_refs_agree(one.ref, ref) for one in starts)


def rule_26_may_belong(profile, slug, looking):
    """Returns the rules whose starts an event may belong to, for the lines of one rule. An alternative counts only for its own
    lines, as if it were a separate duty (rule 27)."""
    rules = [rule for rule in profile.rules if not rule.is_alternative or rule.address == looking.address]
    if slug != looking.due:
        return [rule for rule in rules if slug in {rule.due} | rule.ends | rule.ends_all]
    return [rule for rule in rules if rule.due == slug and (looking.is_alternative or rule.id != looking.id or rule.profile == looking.profile)]


def rule_26_own_kind(profile, slug, start):
    """True if a start is the same event, or one of the two counts as the other."""
    return noted('26: its own kind', slug == start or profile.also.get(slug) == start or profile.also.get(start) == slug)


def rule_26_another_ref(case, occurrence):
    """True if an event whose ref matches nothing may have met or ended an unmet occurrence."""
    rule, first_day = occurrence.clock.rule, occurrence.first_day or occurrence.clock.opens or NO_DAY
    last_day = occurrence.closed_by.day if occurrence.closed_by else EVERY_DAY
    return not occurrence.met and any(
        stray.day <= last_day and stray not in (occurrence.clock.trigger, occurrence.clock.proof) and (
            stray.slug == rule.due and all(stray.tags & need for need in rule.needs) and stray.day >= first_day
            or stray.slug in rule.ends | rule.ends_all and stray.day > (occurrence.clock.proof or occurrence.clock.trigger).day)
        for stray in rule_26_strays(case, rule))


def rule_26_may_lack_stray(case, occurrence):
    """True if an event whose ref matches nothing may have met or ended an unmet occurrence, but is missing because the file has
    only the latest row with that ref."""
    rule, first_day = occurrence.clock.rule, occurrence.first_day or occurrence.clock.opens or NO_DAY
    for row in case.rows:
        if occurrence.met or not row.ref or case.records.of(row.slug) != 'latest':
            continue
        for slug in {row.slug, case.profile.also.get(row.slug)}:
            from_day = first_day if slug == rule.due else occurrence.clock.trigger.day + ONE_DAY
            if slug in {rule.due} | rule.ends | rule.ends_all and row.day >= from_day \
                    and rule_26_is_stray(case, Event(slug, None, None, row.ref, frozenset()), rule):
                return noted('26: an earlier row of its ref may be missing', True)
    return False


def rule_28_may_settle(case, occurrence):
    """True if one of the rows that could not be read may be an event that met or ended an occurrence, or moved its due day. Under
    `each` it may also have met an older occurrence, whose event then belongs to this one."""
    clock, rule = occurrence.clock, occurrence.clock.rule
    if rule.each and (rule.address, clock.trigger) in case.unread_each[rule.id, rule_16_needs(rule)]:
        return noted('28: an older one', True)
    return rule_28_may_settle_itself(case, clock, occurrence.met)


def rule_28_each(case, running, answers):
    """Under `each`: returns the clocks for which an event would be free if an unread row had met, ended or moved an older clock."""
    free, doubtful = set(), set()
    for clock, _, candidates in sorted(running, key=lambda one: one[0].trigger.place):
        address = clock.rule.address, clock.trigger
        older = {answers.get((other.rule.address, other.trigger)) for other, _, _ in running
                 if other.trigger.place < clock.trigger.place and (other.rule.address, other.trigger) in doubtful}
        if any(event in older for event in rule_21_before_answer(candidates, answers.get(address))):
            free.add(address)
        if address in free or rule_28_may_settle_itself(case, clock, answers.get(address)):
            doubtful.add(address)
    return free


def rule_28_may_settle_itself(case, clock, met):
    """True if one of the rows that could not be read may be an event that met, ended or moved an occurrence of a clock."""
    rule = clock.rule
    pauses = [pause for pause in [rule.pause, *(version.own.get('pause') for version in rule.versions)] if pause]
    others = rule.ends | rule.ends_all | {rule.since, rule.extension and rule.extension['event'], *(slug for pause in pauses for slug in pause.values())}
    others |= {phase.end[1] for version in rule.versions for phase in version.phases or () if phase.end and phase.end[0] == 'until'}
    others |= {rule.trigger} if rule.restarts or rule.ordinals else set()
    only_unread = {row.slug for row in case.unread} - {event.slug for event in case.events}
    if 'birth' in only_unread and others & set(case.profile.birthdays):
        return noted('28: a date of birth that cannot be read', True)
    if {event.slug for event in rule_03_both(case.profile, case.unread)} & set(clock.starts):
        return noted('28: a start before an end that was ignored', True)
    for row in case.unread:
        if noted('28: a row that may be any event', not row.slug):
            return True
        slugs = {event.slug for event in rule_03_both(case.profile, [row])
                 if rule_03_refs_agree(row.ref, clock.trigger.ref) or rule_26_is_stray(case, event, rule) or rule_28_ends_another(case, clock, event)}
        if noted('28: an end before its start', rule_28_may_contradict(case, types.SimpleNamespace(clock=clock, met=met), row)):
            return True
        if rule_28_may_explain_end(case, clock, row, met or clock.end):
            return noted('28: the start of what an end in the file ended', True)
        if slugs and (rule.is_notice or clock.proof or row.values(f'agreed.{rule.id}')
                or rule.due in slugs and all(row.tags & need for need in rule.needs) or slugs & others - {rule.due}
                or rule.trigger == row.slug != rule.due and rule_28_may_change_trigger(case, clock, row)):
            return noted('28: a row that cannot be read', True)
    return False


def rule_28_ends_another(case, clock, event):
    """True if a row that could not be read may have ended what the trigger proves, with another ref (rule 8)."""
    return not (clock.rule.is_notice or clock.proof) and any(case.profile.ended_by.get(start) == event.slug
                                                            for start in case.profile.proves.get(clock.trigger.slug, ()))


def rule_28_may_contradict(case, occurrence, row):
    """True if a row that could not be read may be an end before its start, or a start after its end (rule 16)."""
    if row.slug == rule_16_early_end(case, occurrence):
        return row.ref in ('', occurrence.clock.trigger.ref)
    return row.slug == rule_16_late_start(case, occurrence) and row.ref in ('', (occurrence.met or occurrence.clock.end).ref)


def rule_28_may_explain_end(case, clock, row, closed_by):
    """True if a row that could not be read may be the start of what an end in the file ended, which would have stopped the clock
    (rule 21.3)."""
    rule = clock.rule
    if rule.is_notice or clock.proof:
        return False
    ends = [end for end in case.looked_at(row.ref, rule.ends | rule.ends_all | {rule.due}) if row.slug in rule_08_ended_starts(case, clock.trigger, end)]
    ends = [end for end in ends if not (closed_by and end.day > closed_by.day)]
    return any(not rule_08_is_in_the_file(case, row.slug, end) and not rule_21_runs_elsewhere(case, row.slug, end) for end in ends)


def rule_28_may_change_trigger(case, clock, row):
    """True if the trigger would not start the rule, or not on that day, if it also had the tags of a row that could not be read."""
    both = dataclasses.replace(clock, trigger=dataclasses.replace(clock.trigger, tags=clock.trigger.tags | row.tags))
    return not rule_01_tags_hold(clock.rule, both.trigger) or rule_24_is_estimated(case, both) and not rule_24_is_estimated(case, clock)


def rule_28_without_wrong_births(profile, events, as_at):
    """Takes the day from each date of birth with which the child would be 18 or older on the day that something began that ends
    at 18, or 27 or older on the day of something that only starts duties towards a child."""
    of_child = [rule for rule in profile.all_rules if rule.subject == 'child']
    triggers = {rule.trigger for rule in of_child} - {'birth'}
    starts = {rule.trigger for rule in of_child if rule.trigger in profile.ended_by and 'child.turned_18' in rule.ends | rule.ends_all}
    certain = [event for event in rule_03_both(profile, events)
               if event.day and event.day <= as_at and event.slug in triggers and not event.tags & {'void', 'estimated'}]
    def is_wrong(birth):
        return any(rule_15_age_reached(birth.day, read_age('27')) <= event.day or
                   event.slug in starts and rule_15_age_reached(birth.day, read_age('18')) <= event.day for event in certain)
    return [dataclasses.replace(event, day=None, time=None)
            if event.slug == 'birth' and event.day and 'void' not in event.tags and is_wrong(event) else event for event in events]


def rule_28_may_start(case, clock):
    """True if the trigger of a proved clock may be a row that could not be read."""
    return bool({clock.rule.trigger, ''} & {event.slug for event in case.unread})


# ---- lines ----

@dataclasses.dataclass
class Line:
    governing: Occurrence
    doubts: list  # the doubts of rule 21 about the occurrence that determines the due day
    due_by_law: Moment
    number: int = 0
    misdated: bool = False     # the event that meets the line is dated before its trigger
    contradicts: bool = False  # something that closed or started the line ended before it started
    another_ref: bool = False  # an event whose ref matches nothing may have met or ended the line
    unread: bool = False       # a row that could not be read may have met or ended the line
    why: str = ''               # why the line may have been met or stopped by a missing row (rule 21)
    unread_start: bool = False  # a row that could not be read may be the line's trigger

    @property
    def met(self):
        return self.governing.met

    @property
    def closed_by(self):
        return self.governing.closed_by


def rule_16_needs(rule):
    """Returns the key of a rule's series: the rule's needs. An alternative is a separate series, whose key is its address (rule
    27)."""
    return rule.address if rule.is_alternative else frozenset(frozenset(need) for need in rule.needs)


def rule_16_series(rules):
    """Returns a duty's rules as series. A series has the rules with the same needs. Series are in the order of their first
    rules."""
    series = {}
    for rule in rules:
        series.setdefault(rule_16_needs(rule), []).append(rule)
    return list(series.values())


def rule_16_group(occurrence):
    """Returns the key that groups occurrences into a line: the event that met or ended them, or that they are still open."""
    trigger = occurrence.clock.trigger if occurrence.clock.rule.each else None
    return trigger, occurrence.met is not None, occurrence.closed_by


def rule_16_lines(case, occurrences, rules, used):
    """Returns the lines of one case, duty and ref, in order. `used` has what closed lines of the series with any ref."""
    groups = {}
    for occurrence in occurrences:
        groups.setdefault(rule_16_group(occurrence), []).append(occurrence)
    lines = [rule_16_line(case, group, rules, used) for group in groups.values()]
    lines = [line for line in lines if not rule_20_is_left_out(case, rules[0], line)]
    for line in lines:
        line.misdated = rule_16_misdated(case, line.governing, used)
        line.contradicts = rule_16_contradicts(case, line)
        line.another_ref = rule_26_another_ref(case, line.governing)
        line.unread = rule_28_may_settle(case, line.governing)
        line.unread_start = rule_28_may_start(case, line.governing.clock)
        line.why = rule_21_why(case, line.governing, line.doubts)
    lines.sort(key=lambda line: rule_16_closed(line, rules))
    for number, line in enumerate(lines, 1):
        line.number = number
    return lines


def rule_16_line(case, group, rules, used):
    """Makes a line of a group of occurrences. Its due date is the earliest that makes it certainly late, or else the earliest.
    Ties go to the parent's rule, then to the first rule, then to the earlier trigger."""
    def place(occurrence):
        date = occurrence.due.place if occurrence.due else (datetime.date.max, True, 1)
        return date, rules.index(occurrence.clock.rule), occurrence.clock.trigger.place, occurrence.begins
    by_law = [occurrence.due for occurrence in group if occurrence.clock.rule.is_law and occurrence.due]
    group = sorted(group, key=place)
    late = first([one for one in group if rule_16_is_late(case, one, used)])
    noted('16: goes by another date', late and late != group[0])
    governing = late or group[0]
    doubts = rule_21_doubts(case, governing) + ['9'] * rule_21_misdated(case, governing, used)
    for doubt in doubts if rule_16_is_past(governing, governing.due, case.as_at) else ():
        noted(f'21.{doubt}: in doubt')
    return Line(governing, doubts, min(by_law, key=lambda due: due.place, default=None))


@dataclasses.dataclass(frozen=True)
class Used:
    """The events that met or ended the occurrences of a series, and which of them certainly did."""
    met: frozenset
    ended: frozenset
    surely_met: frozenset
    surely_ended: frozenset


def rule_16_used(case, occurrences):
    def is_sure(one):
        return one.clock.rule.is_notice or not (rule_21_unseen(case, one) or rule_21_end(case, one) or rule_21_ordinal(case, one))
    met, ended = [one for one in occurrences if one.met], [one for one in occurrences if not one.met and one.clock.end]
    return Used(frozenset(one.met for one in met), frozenset(one.clock.end for one in ended),
                frozenset(one.met for one in met if is_sure(one)), frozenset(one.clock.end for one in ended if is_sure(one)))


def rule_16_answers(case, clock):
    """Returns the events that can only come after a clock's trigger: its due event, and ends of the rule."""
    profile, rule, start = case.profile, clock.rule, clock.trigger.slug
    due = {rule.due} if start in profile.answers.get(rule.due, ()) or profile.ended_by.get(start) == rule.due else set()
    return due, {end for end in rule.ends if end != rule.due and start in profile.answers.get(end, ())}


def rule_16_looks_before(occurrence):
    """True if what came before the trigger matters: the first occurrence of a clock whose own action does not start it."""
    clock = occurrence.clock
    return occurrence.is_first and not clock.rule.is_notice and not clock.proof and clock.trigger.slug != clock.rule.due


def rule_16_shortly_before(case, occurrence, slugs):
    """Returns the events with these names in the 14 days before the trigger."""
    clock = occurrence.clock
    return [event for event in case.looked_at(clock.trigger.ref, slugs)
            if event != clock.trigger and rule_04_is_before(event, clock.trigger) and (clock.trigger.day - event.day).days <= 14]


def rule_16_too_early(occurrence, event):
    """True if an action is before the day from which actions count, and has the tags that the rule needs."""
    return all(event.tags & need for need in occurrence.clock.rule.needs) and (
        event.day < occurrence.first_day or rule_04_too_early(occurrence.clock, event))


def rule_16_misdated(case, occurrence, used):
    """True if a date must be wrong: in the 14 days before the trigger, something was done that can only come after it, and that met or
    ended nothing else of the series. Also true if what started the line had ended before."""
    if occurrence.met or not rule_16_looks_before(occurrence):
        return rule_16_started_after_its_end(case, occurrence)
    due, ends = rule_16_answers(case, occurrence.clock)
    early = [event for event in rule_16_shortly_before(case, occurrence, due) if event not in used.met and rule_16_too_early(occurrence, event)]
    ended = [event for event in rule_16_shortly_before(case, occurrence, ends) if event not in used.ended]
    noted('16: misdated', early)
    noted('16: an end that is misdated', ended)
    return bool(early or ended) or rule_16_started_after_its_end(case, occurrence)


def rule_16_started_after_its_end(case, occurrence):
    clock = occurrence.clock
    if occurrence.met or clock.proof or clock.rule.is_notice or not clock.trigger.ref:
        return False
    end = case.profile.ended_by.get(clock.trigger.slug)
    return noted('16: a start after its end', any(event.slug == end and event.ref == clock.trigger.ref and rule_16_is_before_start(case, event)
                                                  for event in case.events))


def rule_16_early_end(case, occurrence):
    """Returns the end that would contradict an unmet line if it were before the trigger and had its ref, or None."""
    clock = occurrence.clock
    if occurrence.met or clock.proof or clock.rule.is_notice or not clock.trigger.ref:
        return None
    return case.profile.ended_by.get(clock.trigger.slug)


def rule_16_late_start(case, occurrence):
    """Returns the start that would contradict what met or ended a line if it were later and had its ref; None if the file has one by
    then."""
    closed = occurrence.met or occurrence.clock.end
    if not closed or not occurrence.met and not closed.ref:
        return None
    for start in [slug for slug, ended_by in case.profile.ended_by.items() if ended_by == closed.slug][-1:]:
        if not any(one.slug == start and one.ref == closed.ref and one.day <= closed.day for one in case.events):
            return start
    return None


def rule_16_contradicts(case, line):
    """True if the event that closed a line ended something before it started, or if a line was started after the child died."""
    closed = line.closed_by
    if closed and (line.met or closed.ref) and rule_16_is_before_start(case, closed):
        return noted('16: an end before its start', True)
    return noted('8: after the death', rule_08_is_after_death(case, line))


def rule_16_is_before_start(case, end):
    """True if everything that an event may have ended started on a later day."""
    for start in [slug for slug, ended_by in case.profile.ended_by.items() if ended_by == end.slug][-1:]:
        starts = [event for event in case.events if event.slug == start and event.ref == end.ref]
        ends = [event for event in case.events if event.slug == end.slug and event.ref == end.ref]
        may_lack = rule_20_known_from(case, start, '') > NO_DAY
        if starts and all(event.day > end.day for event in starts) and (end.ref or not may_lack and len(starts) == len(ends)):
            return True
    return False


def rule_16_closed(line, rules):
    """Returns the key that sorts lines in the order in which they closed. Met lines come before ended lines, and open lines
    last."""
    trigger = line.governing.clock.trigger
    tie = (trigger.place, rules.index(line.governing.clock.rule))
    if not line.closed_by:
        return datetime.date.max, 2, (), *tie
    moment = trigger if line.met and line.met.day < trigger.day else line.closed_by
    return moment.day, 0 if line.met else 1, line.closed_by.place, *tie


def rule_16_is_past(occurrence, due, as_at):
    """True if an occurrence with this due date is overdue, missed or met late."""
    if not due:
        return False
    if occurrence.closed_by:
        return rule_14_of_closing(occurrence, due) == 'late'
    return rule_14_has_passed(due, as_at)


def rule_16_is_late(case, occurrence, used):
    """True if an occurrence is overdue, missed or met late, and nothing makes that doubtful."""
    return (rule_16_is_past(occurrence, occurrence.due, case.as_at) and not occurrence.unproven
            and not rule_21_doubts(case, occurrence) and not rule_21_misdated(case, occurrence, used) and not rule_16_misdated(case, occurrence, used)
            and not rule_26_another_ref(case, occurrence) and not rule_28_may_settle(case, occurrence))


def rule_16_state(line, as_at):
    """Returns the state of a line."""
    return 'not_computable' if line.contradicts else rule_16_state_by_dates(line, as_at)


def rule_16_state_by_dates(line, as_at):
    governing, due = line.governing, line.governing.due
    if line.closed_by and (not due or rule_14_of_closing(governing, due) == 'in time'):
        return 'ended' if not line.met else 'not_computable' if due and rule_21_due_before(governing) else 'met'
    if noted('26: another ref', line.another_ref):
        return 'not_computable'
    if rule_16_is_past(governing, due, as_at) and not governing.unproven and not line.doubts and not line.misdated and not line.unread:
        return 'met_late' if line.met else 'missed' if line.closed_by else 'overdue'
    noted('6: late, without a birth', line.closed_by and governing.unproven)
    if line.closed_by or not due or governing.unproven or '1, 2' in line.doubts or rule_14_has_passed(due, as_at):
        return 'not_computable'
    calendar = governing.clock.rule.calendar
    return 'due_soon' if calendar.count(as_at, due.day) <= 5 else 'open'


UNREAD = 'depends on a row that could not be used'


def rule_16_reason(line, as_at):
    """Returns why the state of a line with a due date is unknown, or ''."""
    governing, state = line.governing, rule_16_state(line, as_at)
    if state != 'not_computable' or not governing.due:
        return ''
    closed = line.closed_by
    if line.contradicts and rule_16_state_by_dates(line, as_at) != state:
        return 'the dates contradict each other'
    if closed and rule_14_of_closing(governing, governing.due) not in ('in time', 'late'):
        return 'whether it was in time depends on the time of day, which is not known'
    if closed and rule_14_of_closing(governing, governing.due) == 'in time':
        return line.why
    if governing.unproven:
        return 'no date of birth'
    if line.unread and rule_16_is_past(governing, governing.due, as_at):
        return UNREAD
    if line.doubts == ['26'] and line.another_ref:
        return 'recorded under a different reference'
    if line.doubts and (rule_16_is_past(governing, governing.due, as_at) or '1, 2' in line.doubts):
        proof = governing.clock.proof and not line.met
        if proof and line.unread_start:
            return UNREAD
        if not governing.clock.proof and {'6', '7'} & set(line.doubts) and not {'1, 2', '3', '4'} & set(line.doubts):
            return rule_21_moved(governing)
        by = f'{governing.begins:%A} {governing.begins.day} {governing.begins:%B %Y}'
        return f'not in the file by {by}: {governing.clock.rule.trigger}' if proof else line.why
    return 'recorded under a different reference' if line.another_ref else 'the dates contradict each other'


def rule_17_as_at(profile, events, as_at):
    """Returns the events that have happened by as-at, and the plans, which may be for any day. merge() has removed void rows."""
    plans = set(profile.planned.values())
    happened = [event for event in events if event.slug not in plans and event.day <= as_at]
    return happened, [event for event in events if event.slug in plans]


def rule_18_asked_alone(profile, duty, when, trigger=None, tags=(), born=None, lines=1, until=datetime.date(2100, 12, 31)):
    """Returns the due dates of a duty's first lines after one trigger, as if each were met on its due day, and the rules that need
    another trigger."""
    rules = profile.of_duty(duty)
    asked = Event(trigger or rules[0].trigger, when.day, when.time, '', frozenset(tags))
    events, dues = [asked], []
    if born:
        events.append(Event('birth', born, None, '', frozenset()))
    while len(dues) < lines:
        open_lines = [line for _, line in lines_of_duty(Case(profile, events, until), duty, asked) if not line.closed_by]
        earliest = min((line.governing.due for line in open_lines if line.governing.due), key=lambda due: due.place, default=None)
        if not earliest:
            break
        dues.append(earliest)
        events += rule_18_met(rules, dues[-1])
    return dues, [rule.address for rule in rules if rule.trigger != asked.slug]


def rule_18_met(rules, due):
    """Returns events that meet a line on its due day, with all tags that it needs: as many as a count needs, a second apart."""
    needs = frozenset(sorted(need)[0] for rule in rules for need in rule.needs)
    number = max(phase.at_least for rule in rules for version in rule.versions for phase in version.phases or [Phase('span')])
    if number <= 1:
        return [Event(rules[0].due, due.day, due.time, '', needs)]
    noon = datetime.datetime.combine(due.day, datetime.time(12), datetime.timezone.utc)
    return [Event(rules[0].due, due.day, noon + datetime.timedelta(seconds=second), '', needs) for second in range(number)]


# ---- the worklist ----

def occurrences_of(case, rule):
    if rule.is_notice:
        return [occurrence for clock in rule_11_notices(case, rule) for occurrence in rule_11_occurrence(case, clock)]
    clocks = rule_01_start(case, rule)
    if rule.restarts:
        clocks += rule_24_clocks(case, rule)
        return [occurrence for clock in clocks for occurrence in rule_02_chain(case, clock)]
    return rule_03_meet(case, rule, clocks)


def lines_of_duty(case, duty, trigger=None):
    """Returns (ref, line) for a duty's lines: series by series, then by ref in text order. If a trigger is given, only for its
    clocks."""
    found = []
    for rules in rule_16_series(case.profile.of_duty(duty)):
        occurrences = [occurrence for rule in rules for occurrence in occurrences_of(case, rule)
                       if trigger in (None, occurrence.clock.trigger)]
        refs = sorted({occurrence.clock.trigger.ref for occurrence in occurrences})
        used = rule_16_used(case, occurrences)
        found += [(ref, line) for ref in refs
                  for line in rule_16_lines(case, [one for one in occurrences if one.clock.trigger.ref == ref], rules, used)]
    return found


def row_of(name, ref, line, as_at):
    governing, trigger = line.governing, line.governing.clock.trigger
    calendar, due = governing.clock.rule.calendar, governing.due
    looked_at, since = line.closed_by.day if line.closed_by else as_at, (governing.clock.proof or trigger).day
    return {
        'case': name, 'ref': ref, 'rule': governing.clock.rule.listed_as, 'needs': governing.clock.rule.needs_text, 'occurrence': str(line.number),
        'trigger': trigger.slug, 'triggered_at': str((governing.clock.proof or trigger).when),
        'opens': str(governing.opens or ''), 'due': str(due or ''), 'due_by_law': str(line.due_by_law or ''),
        'met_at': str(line.met.when) if line.met else '', 'state': rule_16_state(line, as_at), 'reason': rule_16_reason(line, as_at),
        'days_left': str((due.day - looked_at).days) if due else '',
        'working_days_left': str(calendar.count(looked_at, due.day)) if due else '',
        'working_days_taken': str(calendar.count(since, looked_at)) if looked_at >= since else '',
        'precision': rule_14_precision(governing), 'governed_by': governing.clock.rule.address,
    }


def worklist_of_case(profile, name, events, as_at, records=EVERYTHING, counts=None):
    """Returns the rows of the worklist for one case. `counts`, if given, counts events by ('left out', slug), ('stray', slug)
    and ('with ref', slug)."""
    events = rule_28_without_wrong_births(profile, events, as_at)
    case = Case(profile, events, as_at, records)
    lines = [found for duty in profile.duties() for found in lines_of_duty(case, duty)]
    rows = [row_of(name, ref, line, as_at) for ref, line in lines]
    if counts is not None:
        counts.update(('left out', slug) for slug in case.left_out | rule_20_unstarted(case))
        counts.update(('stray', event.slug) for event in rule_26_doubted_strays(case, [line for _, line in lines]))
        counts.update(('with ref', event.slug) for event in rule_03_both(profile, events) if event.ref and event.day)
    return rows


def rule_20_lacks_tags(profile, cases, as_at, listed_as, needs_text):
    """Returns whether no row of the event that meets a rule has the tags that the rule needs."""
    rule = next(rule for rule in profile.rules if (rule.listed_as, rule.needs_text) == (listed_as, needs_text))
    rows = [event for events in cases.values() for event in rule_03_both(profile, events)
            if event.slug == rule.due and event.day and event.day <= as_at and 'void' not in event.tags]
    return bool(rule.needs) and not any(all(event.tags & need for need in rule.needs) for event in rows)


def worklist(profile, cases, as_at, records=EVERYTHING, counts=None):
    """Returns the rows of the worklist. `cases` maps the name of each case to its events, in order of appearance."""
    known = {event.slug for events in cases.values() for event in rule_03_both(profile, events) if event.day and event.day <= as_at and 'void' not in event.tags}
    due_events = {rule.listed_as: rule.due for rule in profile.rules}
    records = dataclasses.replace(records, absent=frozenset(profile.slugs) - known)
    rows = [row for name, events in cases.items() for row in worklist_of_case(profile, name, events, as_at, records, counts)]
    for row in rows:
        due = due_events[row['rule']]
        if row['state'] in ('overdue', 'missed') and records.knows_nothing_of(due):
            row['state'], row['reason'] = 'not_computable', f'not in the file: {due}'
        elif row['state'] in ('overdue', 'missed') and due not in records.says and rule_20_lacks_tags(profile, cases, as_at, row['rule'], row['needs']):
            row['state'], row['reason'] = 'not_computable', f'no {due} in the file is tagged {row["needs"].replace("; ", " and ")}'
    return rows


def read_holds(text):
    slug, said = text.split('=')
    return slug, datetime.date.fromisoformat(said[6:]) if said.startswith('since:') else said


def read_cases(file):
    cases = {}
    for row in csv.DictReader(file):
        cases.setdefault(row['case'], []).append(read_event(row))
    return cases


def main():
    parser = argparse.ArgumentParser(description='The worklist of a caseload, slowly.')
    parser.add_argument('profile')
    parser.add_argument('events')
    parser.add_argument('--as-at', required=True, type=datetime.date.fromisoformat)
    parser.add_argument('--history-from', type=datetime.date.fromisoformat)
    parser.add_argument('--holds', action='append', default=[], type=read_holds, metavar='EVENT=all|latest|never|since:DATE')
    parser.add_argument('--case')
    parser.add_argument('--alternatives', action='store_true')
    options = parser.parse_args()
    with open(options.events, encoding='utf-8-sig', newline='') as file:
        cases = read_cases(file)
    counts, profile = collections.Counter(), Profile(options.profile, alternatives=options.alternatives)
    rows = worklist(profile, cases, options.as_at, Records(dict(options.holds), options.history_from), counts)
    for (what, slug), number in counts.items():
        if what == 'stray':
            print(f"{number} of {counts['with ref', slug]} rows of {slug} have a ref that does not match the start of the duty", file=sys.stderr)
        elif what == 'left out':
            print(f'no rows for {slug}, so the duties that need it are left out, for {number}', file=sys.stderr)
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator='\n')
    writer.writeheader()
    writer.writerows(row for row in rows if not options.case or row['case'] == options.case)


if __name__ == '__main__':
    main()
