"""Makes random censuses of everything that each year's schema allows. Nothing may be lost: dueby must find the same events, with
day, ref and tags, as an independent reader, and must not report anything as unknown.

    years.py DUEBY [FILES [SEED]]
"""
import collections
import csv
import datetime as dt
import random
import re
import sys
import tempfile
import xml.etree.ElementTree as tree
from pathlib import Path
from xml.sax.saxutils import escape

from returns import DONE, HERE, SOME_ROWS_FAILED, Checks

YEARS = range(2017, 2027)
EVENTS_OF_A_FILE = 20


def rows_of(name):
    lines = (HERE / name).read_text(encoding='utf-8').splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith('#')))


# ---- growing a file ----

class Schema:
    """The elements and values that a census of one year may have."""

    def __init__(self, year):
        self.year, self.children, self.codes = year, collections.defaultdict(list), collections.defaultdict(list)
        for row in rows_of('census_fields.csv'):
            if int(row['from'] or 0) <= year <= int(row['to'] or 9999):
                self.children[row['path'].rpartition('/')[0]].append(row)
        for row in rows_of('census_codes.csv'):
            if int(row['from'] or 0) <= year:
                self.codes[row['holds']] += row['codes'].split()


class Grower:
    """Writes a random census. Everything that the schema allows occurs sometimes, and text is written in every form that XML
    allows."""

    def __init__(self, schema, seed):
        self.schema, self.random, self.ids = schema, random.Random(f'{schema.year} {seed}'), 0

    def day(self, years=3):
        return str(dt.date(self.schema.year, 3, 31) - dt.timedelta(self.random.randrange(365 * years)))

    def value(self, holds):
        if holds in self.schema.codes:
            return self.random.choice(self.schema.codes[holds])
        if holds == 'id':
            self.ids += 1
            return f'{self.ids}{self.random.choice(["", "", "/A", " B", "&C", "<D", "é"])}'
        makers = {'date': self.day, 'birth': lambda: self.day(18), 'reference': lambda: f'{self.schema.year}-03-31',
                  'year': lambda: str(self.schema.year), 'number': lambda: str(self.random.randrange(13)),
                  'time': lambda: f'{self.day()}T09:30:00', 'text': lambda: 'fictional & made up'}
        return makers[holds]()

    def text(self, value):
        """Writes a value as plain text, as CDATA, as character references, with a comment in it, or with spaces around it."""
        forms = [escape, escape, escape, lambda text: f'<![CDATA[{text}]]>', lambda text: f'{escape(text[:2])}<!-- {len(text)} -->{escape(text[2:])}',
                 lambda text: ''.join(f'&#{ord(letter)};' for letter in text), lambda text: f'\n  {escape(text)}\t']
        return self.random.choice(forms)(value)

    def element(self, row):
        name, least, most = row['path'].rpartition('/')[2], int(row['least']), int(row['most'])
        made = ''
        for _ in range(self.random.randint(least, most) or self.random.random() < 0.6):
            inner = self.text(self.value(row['holds'])) if row['holds'] else self.inner(row['path'])
            made += f'<{name}>{inner}</{name}>{self.random.choice(["", "", chr(10), "<!-- -->", "<?note?>", "   "])}'
        return made

    def inner(self, path):
        return ''.join(self.element(row) for row in self.schema.children[path])


# ---- reading the file, as the census guides describe it ----

def is_over_early(plan, start, end):
    """Returns whether a plan, an assessment or an episode ends before it starts: its end then counts as unreadable."""
    return '' < plan.findtext(end, '').strip() < plan.findtext(start, '').strip()


ASSESSMENT = 'AssessmentActualStartDate', 'AssessmentAuthorisationDate'
PLANS = {'CINPlanDates': ('CINPlanStartDate', 'CINPlanEndDate'), 'ChildProtectionPlans': ('CPPstartDate', 'CPPendDate')}
CLOSED = ('CINreferralDate', 'CINclosureDate')


def is_undated(episode):
    """Returns whether an episode has a reason for its closure, but no day."""
    return bool(episode.findtext('ReasonForClosure', '').strip()) and not episode.findtext('CINclosureDate', '').strip()


def goes_on(child, episode):
    """Returns whether a plan continues after its episode was closed, which makes the closure unreadable. No child has two
    protection plans at once, so any plan's end is the end of this plan."""
    closed, reason = (episode.findtext(path, '').strip() for path in ('CINclosureDate', 'ReasonForClosure'))
    if not closed or reason in ('RC1', 'RC2', 'RC5'):
        return False
    for name, (start, end) in PLANS.items():
        for plan in episode.iterfind(name):
            began, ended = plan.findtext(start, '').strip(), plan.findtext(end, '').strip()
            twins = child.iterfind(f'CINdetails/{name}') if name == 'ChildProtectionPlans' else episode.iterfind(name)
            ends = [twin.findtext(end, '').strip() for twin in twins if not is_over_early(twin, start, end) and
                    (name == 'ChildProtectionPlans' or twin.findtext(start, '').strip() == began)]
            if '' < began <= closed and not any(began <= other <= closed for other in ends) and not '' < ended <= closed:
                return True
    return False


def has_unreadable(text):
    children = tree.fromstring(text).findall('Children/Child')
    spans = {'Assessments': ASSESSMENT, **PLANS}
    return any(is_over_early(span, *fields) for child in children for name, fields in spans.items() for span in child.iter(name)) or \
        any(goes_on(child, episode) or is_over_early(episode, *CLOSED) or is_undated(episode)
            for child in children for episode in child.iterfind('CINdetails'))


def events_of(text):
    """Reads the events of a census as (case, event, day, ref, tags), independently of dueby."""
    found = []
    for child in tree.fromstring(text).iterfind('Children/Child'):
        name = child.findtext('ChildIdentifiers/LAchildID').strip()

        def take(event, element, path, ref='', tags=''):
            found.extend((name, event, at.text.strip(), ref, tags) for at in element.iterfind(path))

        for event, path in (('birth', 'PersonBirthDate'), ('birth.expected', 'ExpectedPersonBirthDate'), ('child.died', 'PersonDeathDate')):
            take(event, child, f'ChildIdentifiers/{path}')
        for episode in child.iterfind('CINdetails'):
            def of(element, path):
                return (element.findtext(path) or '').strip()

            def is_yes(element, path):
                return of(element, path) in ('1', 'true')

            referral = 'R' + of(episode, 'CINreferralDate')
            take('referral.received', episode, 'CINreferralDate', referral)
            if is_yes(episode, 'ReferralNFA'):
                take('referral.no_further_action', episode, 'CINreferralDate', referral)
            ends = {'RC1': 'adoption_order.made', 'RC2': 'child.died', 'RC5': 'case.moved_out'}
            closed = ends.get(of(episode, 'ReasonForClosure'), 'case.closed')
            if not goes_on(child, episode) and not is_over_early(episode, *CLOSED):
                take(closed, episode, 'CINclosureDate', referral if closed == 'case.closed' else '')
            take('icpc_transfer_in.held', episode, 'DateOfInitialCPC', referral)
            for one in episode.iterfind('Assessments'):
                ref = f'{referral}/A{of(one, "AssessmentActualStartDate")}'
                take('assessment.started', one, 'AssessmentActualStartDate', ref)
                take('manager_review.recorded', one, 'AssessmentInternalReviewDate', ref)
                if not is_over_early(one, *ASSESSMENT):
                    take('assessment.completed', one, 'AssessmentAuthorisationDate', ref)
            for one in episode.iterfind('CINPlanDates'):
                ref = f'{referral}/N{of(one, "CINPlanStartDate")}'
                take('cin_plan.started', one, 'CINPlanStartDate', ref)
                if not is_over_early(one, 'CINPlanStartDate', 'CINPlanEndDate'):
                    take('cin_plan.ended', one, 'CINPlanEndDate', ref)
            for one in episode.iterfind('Section47'):
                ref = f'{referral}/S{of(one, "S47ActualStartDate")}'
                take('strategy_discussion.held', one, 'S47ActualStartDate', ref)
                take('s47.started', one, 'S47ActualStartDate', ref)
                take('icpc.held', one, 'DateOfInitialCPC', ref)
                if is_yes(one, 'ICPCnotRequired') and one.find('DateOfInitialCPC') is None:
                    take('icpc.not_required', one, 'S47ActualStartDate', ref)
            for one in episode.iterfind('ChildProtectionPlans'):
                take('cp_plan.started', one, 'CPPstartDate', referral, LATER_PLAN if int(of(one, 'NumberOfPreviousCPP')) else '')
                if not is_over_early(one, 'CPPstartDate', 'CPPendDate'):
                    take('cp_plan.ended', one, 'CPPendDate')
                found.extend((name, 'rcpc.held', at.text.strip(), '', '') for at in one.iterfind('Reviews/CPPreviewDate')
                             if at.text.strip() != of(one, 'CPPstartDate'))
    return sorted(found)


LATER_PLAN = 'later_plan'


def main():
    checks, count, seed = Checks(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 10, sys.argv[3] if sys.argv[3:] else '1'
    with tempfile.TemporaryDirectory() as temporary:
        for year in YEARS:
            schema, seen, grown = Schema(year), set(), 0
            for number in range(count):
                file = Path(temporary) / f'{year}_{number}.xml'
                text = f'<Message>{Grower(schema, f"{seed} {number}").inner("")}</Message>'
                file.write_text(text, encoding='utf-8')
                done = checks.run('read', file, status=SOME_ROWS_FAILED if has_unreadable(text) else DONE)
                read = sorted((row['case'], row['event'], row['at'], row['ref'], row['tags']) for row in csv.DictReader(done.stdout.splitlines()))
                expected = events_of(text)
                checks.same(f'{file.name} (seed {seed})', read, expected)
                grown += len(expected)
                checks.that('not known' not in done.stderr, f'{file.name}: {done.stderr}')
                seen |= set(re.findall(r'<(\w+)>', text))
            names = {row['path'].rpartition('/')[2] for rows in schema.children.values() for row in rows}
            checks.that(grown > EVENTS_OF_A_FILE * count, f'{year}: only {grown} events')
            checks.that(names <= seen, f'{year}: never grown: {sorted(names - seen)}')
    for failure in checks.failures:
        print(f'FAILED: {failure}')
    print(f'{checks.count} checks')
    return 1 if checks.failures else 0


if __name__ == '__main__':
    sys.exit(main())
