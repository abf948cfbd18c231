"""Compares measures with a second computation in plain Python (slow.py), on the specimens and on random files. Also tests the bands
over Easter and Christmas, files of two years against one file for both, suppression, and the list of children behind a figure.

    measures.py DUEBY [SEED]
"""
import csv
import io
import itertools
import json
import random
import re
import subprocess
import sys
import tempfile
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import slow

ROOT = Path(__file__).resolve().parents[2]
RETURNS = ROOT / 'tests' / 'returns'
FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)
ONE_YEAR, TWO_YEARS = FIRST, date(2024, 4, 1)
OF_CENSUS = ['C1', 'C2', 'C4', 'D3', 'D5', 'D6', 'D7']
OF_903 = ['CLA-reviews', 'A1', 'A2', 'A10', 'health', 'dental', 'in-touch']


class Checks:
    def __init__(self, dueby):
        self.dueby, self.failures, self.count = dueby, [], 0

    def that(self, holds, message):
        self.count += 1
        if not holds:
            self.failures.append(message)

    def same(self, what, found, expected):
        self.that(found == expected, f'{what}: found {found}, expected {expected}')

    def run(self, *words):
        return subprocess.run([self.dueby, 'measures', *map(str, words)], capture_output=True, text=True, check=False, timeout=120)

    def rows(self, *words):
        return list(csv.DictReader(io.StringIO(self.run(*words, '--format', 'csv').stdout)))

    def figures(self, *words):
        """Returns (counted, good, undecided) for each measure, and the count of each of its bands by title."""
        whole, bands = {}, {}
        for row in self.rows(*words, '--year', '2025-26', '--bands'):
            if row['band']:
                bands.setdefault(row['measure'], {})[row['band']] = int(row['counted'])
            else:
                whole[row['measure']] = (int(row['counted']), int(row['good']), int(row['cannot_tell']))
        return whole, bands

    def agree(self, what, names, files, expected):
        whole, bands = self.figures(*files)
        for name in names:
            figure = expected[name]
            self.same(f'{what}: {name}', whole.get(name), (figure.counted, figure.good, figure.cannot_tell))
            if name in ('C2', 'C4', 'D5', 'D7'):
                self.same(f'{what}: bands of {name}', {title: count for title, count in bands[name].items() if count}, dict(figure.bands))


def rounded(above, below, decimals):
    """Returns above / below to some decimals, with halves rounded up."""
    return str((Decimal(above) / Decimal(below)).quantize(Decimal(10) ** -decimals, ROUND_HALF_UP))


# ---- files ----

def tag(name, text):
    return f'<{name}>{text}</{name}>' if text else ''


def census(children, reference=LAST):
    """Returns a children in need census. `children` are (name, content of CINdetails)."""
    inner = ''.join(f'<Child><ChildIdentifiers>{tag("LAchildID", name)}{tag("PersonBirthDate", "2014-05-06")}</ChildIdentifiers>{details}</Child>'
                    for name, details in children)
    return ('<Message><Header><CollectionDetails><Collection>CIN</Collection>'
            f'<ReferenceDate>{reference}</ReferenceDate></CollectionDetails></Header><Children>{inner}</Children></Message>')


def details(referred, inner=''):
    return f'<CINdetails>{tag("CINreferralDate", referred)}{inner}</CINdetails>'


def assessment(start, done=None):
    return f'<Assessments>{tag("AssessmentActualStartDate", start)}{tag("AssessmentAuthorisationDate", done)}</Assessments>'


def enquiry(start, held=None):
    return f'<Section47>{tag("S47ActualStartDate", start)}{tag("DateOfInitialCPC", held)}{tag("ICPCnotRequired", "false")}</Section47>'


def plan(start, end=None, reviews=(), before=0):
    return (f'<ChildProtectionPlans>{tag("CPPstartDate", start)}{tag("CPPendDate", end)}{tag("NumberOfPreviousCPP", str(before))}'
            f'<Reviews>{"".join(tag("CPPreviewDate", day) for day in reviews)}</Reviews></ChildProtectionPlans>')


def after(chance, start, least, most):
    """Returns a random later day, or None if that is after the end of the year or the event never happens."""
    day = start + timedelta(days=chance.randint(least, most))
    return day if day <= LAST and chance.random() < .9 else None


def random_plan(chance, start):
    """Makes a child protection plan with reviews close to their due days. Returns the plan and the day on which it ended."""
    end, reviews, since, limit = after(chance, start, 30, 1100), [], start, 3
    while True:
        held = slow.months_later(since, limit) + timedelta(days=chance.choice([-20, -3, -1, 0, 0, 0, 0, 1]))
        if held > (end or LAST):
            return start, end, reviews
        if chance.random() < .95:
            reviews.append(held)
        since, limit = held, 6


def random_child(chance, reviews_from):
    referred = date(2024, 4, 1) + timedelta(days=chance.randrange(700))
    out = []
    for _ in range(chance.randint(1, 3)):
        inner, start = '', referred + timedelta(days=chance.randrange(20))
        for start in {start + timedelta(days=chance.randrange(40)) for _ in range(chance.randrange(3))}:
            inner += assessment(start, after(chance, start, 0, 110)) if start <= LAST else ''
        for start in {referred + timedelta(days=chance.randrange(30)) for _ in range(chance.randrange(2))}:
            inner += enquiry(start, after(chance, start, -4, 45)) if start <= LAST else ''
        out.append([referred, inner])
        referred += timedelta(days=chance.choice([100, 200, 364, 365, 366, 500]))
        if referred > LAST:
            break
    start = date(2023, 1, 1) + timedelta(days=chance.randrange(1150))
    for number in range(chance.randrange(3)):
        start, end, reviews = random_plan(chance, start)
        out[0][1] += plan(start, end, [day for day in reviews if day >= reviews_from], number if chance.random() < .8 else 0)
        if not end:
            break
        start = end + timedelta(days=chance.choice([0, 1, 30, 300]))
        if start > LAST:
            break
    if chance.random() < .3:  # closes the first referral, whatever continues under it
        closed = after(chance, out[0][0], 30, 700)
        out[0][1] += tag('CINclosureDate', closed) + tag('ReasonForClosure', closed and chance.choice(['RC1', 'RC6', 'RC8']))
    return ''.join(details(*one) for one in out)


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding='utf-8')
    return path


# ---- checks ----

def check_worked_examples(checks, folder):
    """Working days after Friday 19 December 2025: 22 to 24 December are days 1 to 3, 29 to 31 are 4 to 6, 2 January is 7, ..., 25
    February is 45. After Friday 27 March 2026: 30 March to 2 April are days 1 to 4, 7 to 10 April are 5 to 8, 13 to 17 are 9 to 13,
    20 and 21 April are 14 and 15."""
    for done, band, good in (('2026-02-24', '41 to 45 working days', 1), ('2026-02-25', '41 to 45 working days', 1),
                             ('2026-02-26', '46 to 50 working days', 0)):
        file = write(folder, 'one.xml', census([('1', details('2025-12-19', assessment('2025-12-19', done)))]))
        whole, bands = checks.figures(file)
        checks.same(f'authorised {done}', (whole['C2'], bands['C2'][band]), ((1, good, 0), 1))
    for held, band, good in (('2026-04-20', '11 to 15 working days', 1), ('2026-04-21', '11 to 15 working days', 1),
                             ('2026-04-22', '16 to 20 working days', 0)):
        file = write(folder, 'one.xml', census([('1', details('2026-03-20', enquiry('2026-03-27', held)))], '2027-03-31'))
        rows = checks.rows(file, '--year', '2026-27', '--bands')
        found = {row['band']: row for row in rows if row['measure'] == 'C4'}
        checks.same(f'conference {held}', (found['']['counted'], found['']['good'], found[band]['counted']), ('1', str(good), '1'))
    file = write(folder, 'one.xml', census([('77', details('2025-06-02', enquiry('2025-06-09', '2025-06-06')))]))
    whole, bands = checks.figures(file)
    checks.same('a conference before its enquiry', (whole['C4'], sum(bands['C4'].values())), ((1, 0, 0), 0))
    said = checks.run(file).stdout
    checks.that('C4: case 77, R2025-06-02/S2025-06-09: initial child protection conference, Friday 6 June 2025, is before its start, Monday 9 June 2025: counted, '
                'but not in any band' in said, f'it is not named:\n{said}')


def check_startless_assessments(checks, folder):
    """An assessment or enquiry without a start is counted separately: it never takes the start of another one under the same
    referral, whatever their order. Child 1's assessment from 3 June to 1 November is late. The assessment without a start counts,
    but in no band. The first of the two meets the referral."""
    late, startless = assessment('2025-06-03', '2025-11-01'), assessment('', '2025-07-01')
    for name, content in (('1', late + startless), ('1', startless + late)):
        file = write(folder, 'one.xml', census([(name, details('2025-06-02', content))]))
        found = [(row['started'], row['ended'], row['result'], row['oddity']) for row in checks.rows(file, '--children', 'C2')]
        checks.same('an assessment without a start', sorted(found), [('', '2025-07-01', 'no', 'no_start'), ('2025-06-03', '2025-11-01', 'no', '')])
        lines = subprocess.run([checks.dueby, 'worklist', file, '--only', 'assessment.single~statistics,assessment.single', '--state', 'all', '--format', 'csv'],
                               capture_output=True, text=True, check=False, timeout=120).stdout
        met = sorted((row['rule'], row['met_at'], row['state']) for row in csv.DictReader(io.StringIO(lines)))
        checks.same('its lines', met, [('assessment.single', '2025-07-01', 'met'), ('assessment.single~statistics', '2025-11-01', 'met_late')])
    for content in (enquiry('2025-06-03', '2025-09-01') + enquiry('', '2025-06-10'), enquiry('', '2025-06-10') + enquiry('2025-06-03', '2025-09-01')):
        file = write(folder, 'one.xml', census([('1', details('2025-06-02', content))]))
        found = [(row['started'], row['ended'], row['result']) for row in checks.rows(file, '--children', 'C4')]
        checks.same('an enquiry without a start', sorted(found), [('', '2025-06-10', 'no'), ('2025-06-03', '2025-09-01', 'no')])


def check_limits(checks, folder):
    """Tries assessments after 44, 45 and 46 working days and conferences after 14, 15 and 16, counted day by day, from days before
    Christmas and Easter and from days that are not working days."""
    children, expected = [], {'C2': slow.Figure(), 'C4': slow.Figure()}
    for start in ('2025-04-11', '2025-04-18', '2025-04-19', '2025-12-05', '2025-12-24', '2025-12-25', '2025-12-31'):
        start = date.fromisoformat(start)
        for limit, name in ((45, 'C2'), (15, 'C4')):
            for days in (limit - 1, limit, limit + 1):
                done = next(start + timedelta(days=at) for at in range(120) if slow.working_days(start, start + timedelta(days=at)) == days)
                if done > LAST:
                    continue
                bands = slow.C2_BANDS if name == 'C2' else slow.C4_BANDS
                expected[name].add(days <= limit, slow.band_of(bands, days))
                what = assessment(start, done) if name == 'C2' else enquiry(start, done)
                children.append((f'{name}-{start}-{days}', details(start, what)))
    checks.agree('limits', ['C2', 'C4'], [write(folder, 'limits.xml', census(children))], expected)


def check_durations(checks, folder):
    """A plan of 730 days, counting the first and the last, has lasted two years: 1 April 2024 to 31 March 2026 is enough, to 30
    March is not. A plan that has lasted three months on 31 March started by 31 December."""
    for start, end, name, expected in (('2024-04-01', '2026-03-30', 'D7', (1, 0, 0)), ('2024-04-01', '2026-03-31', 'D7', (1, 1, 0)),
                                       ('2024-04-02', None, 'D5', (1, 0, 0)), ('2024-04-01', None, 'D5', (1, 1, 0)),
                                       ('2025-12-31', None, 'D6', (1, 1, 0)), ('2026-01-01', None, 'D6', (0, 0, 0))):
        whole, _ = checks.figures(write(folder, 'one.xml', census([('1', details(start, plan(start, end)))])))
        checks.same(f'a plan from {start} to {end}: {name}', whole[name], expected)
    plans = plan('2025-05-01', '2025-09-01') + plan('2025-09-01')
    whole, _ = checks.figures(write(folder, 'one.xml', census([('1', details('2025-05-01', plans))])))
    checks.same('a plan that begins on the day on which one ends', (whole['D5'], whole['D3']), ((1, 0, 0), (2, 1, 0)))


def check_again(checks, folder):
    """A referral counts as repeated if it is at most 12 months after another, up to and including the corresponding date."""
    for other, again in (('2025-06-10', 1), ('2025-06-11', 1), ('2025-06-09', 0)):
        last_year = write(folder, 'last.xml', census([('1', details('2024-06-10')), ('2', '')], '2025-03-31'))
        this_year = write(folder, 'this.xml', census([('1', details(other))]))
        whole, _ = checks.figures(last_year, this_year)
        if other == '2025-06-11':
            again = 0
        elif other == '2025-06-09':
            again = 1
        checks.same(f'referred on 2024-06-10 and {other}', whole['C1'], (1, again, 0))
    file = write(folder, 'starts.csv', 'case,event,at,ref\n1,referral.received,2024-06-10,R1\n1,referral.received,2025-06-09,R2\n'
                                       '2,referral.received,2025-07-01,\n')
    found = [(row['case'], row['ref'], row['started'], row['ended'], row['days']) for row in checks.rows(file, '--year', '2025-26', '--children', 'C1')]
    checks.same('a referral starts on its day, and has no end', found, [('1', 'R2', '2025-06-09', '', '364'), ('2', '', '2025-07-01', '', '')])


def without_what_was_done(text):
    """Returns a child's referrals and plans as open, without assessments, enquiries and reviews."""
    return re.sub('<(Assessments|Section47|CPPreviewDate)>.*?</\\1>', '', text)


def check_random_census(checks, folder, chance):
    children = [(str(number), random_child(chance, date(1900, 1, 1))) for number in range(60)]
    file = write(folder, 'random.xml', census(children))
    checks.agree('random census', OF_CENSUS, [file], slow.census_measures([file], FIRST, LAST, ONE_YEAR))
    # Splits the children's records between two files, with some of them in both. The later file has every referral and plan,
    # because one that is open in the earlier file would otherwise be lost.
    half = [(name, text) for at, (name, text) in enumerate(children) if at % 2]
    rest = [(name, text if not at % 2 or at % 5 == 0 else without_what_was_done(text)) for at, (name, text) in enumerate(children)]
    one, two = write(folder, 'y1.xml', census(half, date(2025, 3, 31))), write(folder, 'y2.xml', census(rest))
    whole, bands = checks.figures(one, two)
    checks.same('two files and one', (whole, bands), checks.figures(file, '--history-from', TWO_YEARS))
    checks.agree('two files', OF_CENSUS, [one, two], slow.census_measures([one, two], FIRST, LAST, TWO_YEARS))


def random_stay(chance, child, knows_starts):
    """Makes the episodes of one stay in care, its reviews, and a row of table AD1 if the stay ends in an adoption."""
    start = date(2022, 6, 1) + timedelta(days=chance.randrange(1350))
    is_whole = knows_starts or chance.random() < .7
    rows, reviews, matches, order = [], [], [], False
    place, legal, since = 'U6', 'C2', start
    fate = chance.choice(['stays', 'ends', 'adopted', 'adopted'])
    while True:
        moved = since + timedelta(days=chance.randint(40, 300))
        why = 'S' if not rows else chance.choice(['P', 'T', 'L'])
        if rows and rows[-1][3] == 'C2' and fate == 'adopted':
            legal, why, order = 'E1', 'L', True
        elif order and len(rows) > 2:
            place, why = chance.choice(['A3', 'A4', 'A5', 'A6']), chance.choice(['P', 'T'])
        end, reason = moved, 'X1'
        if fate == 'ends' and len(rows) == 2:
            reason = 'E4A'
        if place in slow.ADOPTION:
            reason = 'E12'
        if moved > LAST:
            end, reason = None, ''
        rows.append((child, since, why, legal, place, end, reason))
        if reason != 'X1':
            break
        since = moved
    if place in slow.ADOPTION:
        matches.append(rows[-1][1] - timedelta(days=chance.randrange(60)))
    held = start
    while True:
        held += timedelta(days=chance.choice([15, 25, 85, 95, 160, 180, 184, 190]))
        if held > (rows[-1][5] or LAST):
            break
        reviews.append(held)
    return rows if is_whole else rows[1:], reviews, matches


def dmy(day):
    return day.strftime('%d/%m/%Y') if day else ''


def check_random_903(checks, folder, chance, knows_starts):
    """Writes SSDA903 files for four years. Some children had already been in care before the first file begins."""
    episodes, reviews, ad1, oc2, oc3 = [], [], [], [], []
    for number in range(60):
        child = str(number)
        rows, held, matches = random_stay(chance, child, knows_starts)
        if not rows:
            continue
        placed = any(row[4] in slow.ADOPTION for row in rows)
        is_open = not rows[-1][6].startswith('E')
        if placed and is_open:
            continue  # children placed for adoption have a different review rule, which is tested elsewhere
        episodes += rows
        reviews += [(child, day) for day in held if day >= rows[0][1]]
        ad1 += [(child, day) for day in matches]
        oc2.append((child, chance.choice('01'), chance.choice(['0', '1', ''])))
        oc3.append((child, chance.choice(['YES', 'NO', 'DIED', 'REFU', 'NREQ', 'RHOM'])))
    target = folder / '903'
    target.mkdir(exist_ok=True)
    write(target, 'a.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n' +
          ''.join(f'{child},{dmy(start)},{why},{legal},{place},{dmy(end)},{reason}\n' for child, start, why, legal, place, end, reason in episodes))
    write(target, 'b.csv', 'CHILD,REVIEW,REVIEW_CODE\n' + ''.join(f'{child},{dmy(day)},PN1\n' for child, day in reviews))
    write(target, 'c.csv', 'CHILD,DATE_INT,DATE_MATCH\n' + ''.join(f'{child},,{dmy(day)}\n' for child, day in ad1))
    write(target, 'd.csv', 'CHILD,DOB,HEALTH_ASSESSMENT,TEETH_CHECK\n' + ''.join(f'{child},02/03/2015,{one},{two}\n' for child, one, two in oc2))
    write(target, 'e.csv', 'CHILD,DOB,IN_TOUCH\n' + ''.join(f'{child},02/03/2015,{one}\n' for child, one in oc3))
    begins = date(2022, 4, 1)
    expected = slow.ssda903_measures([target], FIRST, LAST, begins)
    known = ['--history-from', begins]
    checks.agree('random 903', [name for name in OF_903 if name != 'CLA-reviews'], [target, *known], expected)
    for row in checks.rows(target, *known, '--year', '2025-26'):
        if row['measure'] in ('A1', 'A2', 'A10') and row['counted'] != '0':
            figure = expected[row['measure']]
            checks.same(f'mean of {row["measure"]}', row['mean_days'], rounded(figure.days, figure.counted, 0))
    whole, _ = checks.figures(target, *known)
    if knows_starts:
        figure = expected['CLA-reviews']
        checks.same('random 903: CLA-reviews', whole['CLA-reviews'], (figure.counted, figure.good, figure.cannot_tell))


def table(folder, name, rows):
    """Writes a table whose rows are dicts."""
    lines = [','.join(rows[0])] + [','.join('' if value is None else str(value) for value in row.values()) for row in rows]
    write(folder, f'{name}.csv', '\n'.join(lines) + '\n')


def check_ehc(checks, folder, chance):
    """Writes requests from 2024 and 2025, with most plans issued around the 140th day."""
    target = folder / 'ehc'
    target.mkdir(exist_ok=True)
    requests, assessments, plans, send = [], [], [], []
    for number in range(60):
        asked = date(2024, 6, 1) + timedelta(days=chance.randrange(500))
        issued = asked + timedelta(days=chance.choice([100, 138, 139, 140, 141, 200]))
        send.append({'send_table_id': f's{number}', 'send_person_id': number})
        requests.append({'ehcr_ehcp_request_id': f'r{number}', 'ehcr_send_table_id': f's{number}', 'ehcr_ehcp_req_date': asked})
        assessments.append({'ehca_ehcp_assessment_id': f'a{number}', 'ehca_ehcp_request_id': f'r{number}',
                            'ehca_ehcp_assessment_outcome_date': asked + timedelta(days=90), 'ehca_ehcp_assessment_outcome': 'Y'})
        plans.append({'ehcn_named_plan_id': f'n{number}', 'ehcn_ehcp_asmt_id': f'a{number}', 'ehcn_named_plan_start_date': issued})
    for name, rows in (('send', send), ('requests', requests), ('assessments', assessments), ('plans', plans)):
        table(target, name, rows)
    expected = slow.ehc_measures(target, 2025)
    checks.that(0 < expected['EHC20'].good < expected['EHC20-law'].good < expected['EHC20'].counted, f'the random plans say little: {expected}')
    checks.agree('random SSD', ['EHC20', 'EHC20-law'], [target, '--as-at', LAST], expected)


def check_visits(checks, folder, chance):
    """Writes children in one or two placements, last visited about six weeks before the last day, or never."""
    target = folder / 'visits'
    target.mkdir(exist_ok=True)
    people, stays, placements, visits = [], [], [], []
    for number in range(60):
        start = LAST - timedelta(days=chance.choice([5, 6, 7, 8, 30, 100, 300, 340]))
        ended = LAST - timedelta(days=chance.randrange(4)) if chance.random() < .2 else None
        people.append({'pers_person_id': number, 'pers_dob': date(2015, 3, 2)})
        stays.append({'clae_person_id': number, 'clae_cla_episode_start_date': start, 'clae_entered_care_date': start, 'clae_cla_id': f'c{number}',
                      'clae_cla_episode_ceased_date': ended, 'clae_cla_episode_ceased_reason': ended and 'E4A'})
        moved = start + timedelta(days=50) if start < LAST - timedelta(days=90) and chance.random() < .5 else None
        for at, (begins, ends) in enumerate([(start, moved or ended)] + [(moved, ended)] * bool(moved)):
            placements.append({'clap_cla_placement_id': f'p{number}-{at}', 'clap_person_id': number, 'clap_cla_placement_start_date': begins,
                               'clap_cla_placement_end_date': ends, 'clap_cla_placement_type': 'U6'})
        for day in {LAST - timedelta(days=chance.choice([3, 41, 42, 43, 60, 90])) for _ in range(chance.randrange(3))}:
            if start <= day <= (ended or LAST):
                visits.append({'clav_person_id': number, 'clav_cla_visit_date': day, 'clav_cla_visit_seen': chance.choice('YYYN')})
    for name, rows in (('people', people), ('stays', stays), ('placements', placements), ('visits', visits)):
        table(target, name, rows)
    for name in ('ssd_cin_visits', 'ssd_cp_visits', 'ssd_cin_episodes', 'ssd_permanence'):  # no other visits and ends
        head = (RETURNS / 'ssd' / f'{name}.csv').read_text(encoding='utf-8').splitlines()[0]
        (target / f'{name}.csv').write_text(head + '\n', encoding='utf-8')
    checks.agree('random SSD', ['CLA-visits'], [target, '--as-at', LAST], slow.visits_measure(target, LAST))


def on_the_clock(moment):
    """Returns the moment, or an hour later if the clocks skip it: there is no 01:15 on 30 March 2025 or 29 March 2026."""
    return moment + timedelta(hours=moment.hour == 1 and moment.date() in (date(2025, 3, 30), date(2026, 3, 29)))


def check_interviews(checks, folder, chance):
    """Writes returns home throughout the year, some of them close to its beginning, its end or a change of the clocks, with
    interviews after about 72 hours."""
    rows = []
    for number in range(80):
        near_the_ends = [end - timedelta(days=chance.randrange(6)) for end in (FIRST, LAST)]
        start = on_the_clock(datetime.combine(chance.choice([FIRST + timedelta(days=chance.randrange(365)), *near_the_ends, date(2025, 10, 24)]),
                                              time(chance.randrange(24), 15)))
        rows.append((str(number), 'missing.returned', start.isoformat(timespec='minutes'), 'M1'))
        for event, odds in (('return_interview.held', .7), ('return_interview.declined', .3)):
            done = on_the_clock(start + timedelta(hours=chance.choice([1, 48, 70, 71, 72, 73, 74, 100])))
            if chance.random() < odds and done.date() <= LAST:
                rows.append((str(number), event, done.isoformat(timespec='minutes'), 'M1'))
                break
    rows.append(('80', 'return_interview.declined', '2025-04-02T10:00', 'M1'))
    file = write(folder, 'returns.csv', 'case,event,at,ref\n' + ''.join(','.join(row) + '\n' for row in rows))
    checks.agree('random returns', ['RHI'], [file], {'RHI': slow.interviews_measure(rows, FIRST, LAST)})


def check_interviews_around_march(checks, folder):
    """Each return counts in exactly one year. If the child returned on Sunday 29 March at 10:00, the 72 hours end on Wednesday 1
    April at 10:00. Child 1's interview is on Tuesday the 31st, so the return counts in the old year. Child 2's is on 1 April, child
    3's on 2 April, and child 4 has none: they count in the new year. Child 5 came back on 28 March at 10:00: the hours end on the
    31st, so on 1 April it is clear that there was no interview in time. For child 6, back on the 27th, that is clear on 31 March.
    Child 7 declines on 1 April, and does not count."""
    rows = [(1, 29, '2026-03-31T10:00'), (2, 29, '2026-04-01T09:00'), (3, 29, '2026-04-02T10:00'), (4, 29, ''), (5, 28, ''), (6, 27, '2026-04-02T10:00'),
            (7, 29, '')]
    file = write(folder, 'march.csv', 'case,event,at,ref\n7,return_interview.declined,2026-04-01T09:00,M1\n' + ''.join(
        f'{child},missing.returned,2026-03-{day}T10:00,M1\n' + (f'{child},return_interview.held,{held},M1\n' if held else '') for child, day, held in rows))
    for year, expected in (('2024-25', []), ('2025-26', [('1', 'yes'), ('6', 'no')]), ('2026-27', [('2', 'yes'), ('3', 'no'), ('4', 'no'), ('5', 'no')])):
        found = [(row['case'], row['result']) for row in checks.rows(file, '--year', year, '--as-at', '2026-06-30', '--children', 'RHI')]
        checks.same(f'returns of March in {year}', sorted(found), expected)


def check_other_council(checks, folder):
    """Another council's plans do not count as started, open, ended or earlier plans, and their end does not end this council's
    plans. Children 1 to 4 have such plans; 2 and 3 also have one of this council's; 5 and 6 have only this council's."""
    rows = [('1', '2023-06-01', '', 'Y'), ('2', '2024-02-01', '2025-05-20', 'Y'), ('2', '2025-05-12', '', 'N'), ('3', '2020-02-01', '2020-06-01', 'N'),
            ('3', '2025-06-02', '', 'Y'), ('3', '2025-07-01', '2025-07-09', ''), ('4', '2022-02-01', '2025-08-01', '1'), ('5', '2023-01-04', '2025-09-01', 'N'),
            ('6', '2023-01-04', '', 'N')]
    target = folder / 'other_council'
    target.mkdir(exist_ok=True)
    write(target, 'plans.csv', 'cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_ola\n' +
          ''.join(f'{i},{child},{start},{end},{other}\n' for i, (child, start, end, other) in enumerate(rows)))
    write(target, 'reviews.csv', 'cppr_cp_review_id,cppr_cp_plan_id,cppr_person_id,cppr_cp_review_date,cppr_cp_review_meeting_type\n'
          'r1,0,1,2025-12-01,\nr2,2,2,2025-08-05,\nr3,2,2,2026-01-20,\n')
    whole, _ = checks.figures(target, '--as-at', LAST)
    for name, expected in (('D3', (2, 1, 0)), ('D5', (2, 1, 0)), ('D7', (2, 1, 0))):
        checks.same(f'without plans of another council: {name}', whole.get(name), expected)
    checks.same('D6 is about 2 and 6', sum(whole.get('D6', (0, 0, 0))[0::2]), 2)


def check_rounding(checks, folder):
    """Halves are rounded up: 5 of 8 is 62.5%, which becomes 63, and 1 of 8 becomes 13; 341 of 400 is 85.25%, which becomes 85.3,
    and 1 of 16 becomes 6.3. A mean of 2.5 days becomes 3."""
    for good, counted, expected in ((5, 8, '63'), (1, 8, '13'), (3, 8, '38'), (1, 3, '33'), (2, 3, '67'), (1, 200, '1'), (1, 201, '0'), (1, 2, '50')):
        file = write(folder, 'oc2.csv', 'CHILD,DOB,HEALTH_ASSESSMENT\n' + ''.join(f'{i},02/03/2015,{int(i < good)}\n' for i in range(counted)))
        found = {row['measure']: row['percent'] for row in checks.rows(file, '--year', '2025-26', '--as-at', LAST)}
        checks.same(f'{good} of {counted}', found.get('health'), expected)
    for good, counted, expected in ((341, 400, '85.3'), (1, 16, '6.3'), (3, 16, '18.8'), (59, 400, '14.8'), (1, 3, '33.3'), (1, 2000, '0.1')):
        file = write(folder, 'halves.csv', 'case,event,at\n' + ''.join(
            f'{i},assessment.started,2025-06-02\n{i},assessment.completed,{"2025-06-09" if i < good else "2025-12-01"}\n' for i in range(counted)))
        found = {row['measure']: row['percent'] for row in checks.rows(file, '--year', '2025-26', '--as-at', LAST)}
        checks.same(f'{good} of {counted} with one decimal', found.get('C2'), expected)
    file = write(folder, 'mean.csv', 'case,event,at\n1,adoption.authorised,2025-06-02\n1,match.made,2025-06-04\n'
                 '2,adoption.authorised,2025-06-02\n2,match.made,2025-06-05\n')
    found = {row['measure']: row['mean_days'] for row in checks.rows(file, '--year', '2025-26', '--as-at', LAST)}
    checks.same('a mean of 2.5 days', found.get('A2'), '3')


def check_adopted_once(checks, folder):
    """A child who was adopted counts once, on the first day that the records give for it, also in another year. Child 4 was adopted
    again after another placement. Child 5's placement is missing. From 1 May 2023 to 1 June 2024 are 397 days, from 10 January
    2022 to 6 February 2023 392, and from 1 November 2024 to 3 March 2025 122."""
    began = '{0},cla.started,2023-05-01\n{0},adoption_placement.started,2024-06-01\n'.format
    file = write(folder, 'adopted.csv', 'case,event,at\n' +
                 began(1) + '1,adoption_order.made,2025-09-01\n1,adoption_order.made,2025-09-15\n' +
                 '2,cla.started,2022-01-10\n2,adoption_placement.started,2023-02-06\n2,adoption_order.made,2024-03-29\n2,adoption_order.made,2025-09-15\n' +
                 began(3) + '3,adoption_order.made,2026-03-31\n3,adoption_order.made,2026-04-01\n' +
                 began(4) + '4,adoption_order.made,2024-09-02\n4,cla.started,2024-11-01\n4,adoption_placement.started,2025-03-03\n4,adoption_order.made,2025-09-15\n'
                 '5,cla.started,2023-05-01\n5,adoption_order.made,2025-09-01\n5,adoption_order.made,2025-09-15\n')
    others = ['3 yes 397', '4 yes 122', '4 yes 397', '5 cannot_tell ']
    for year, expected in (('2025-26', ['1 yes 397', '2 yes 392', *others]), ('2026-27', ['1 yes 397', *others])):
        rows = checks.rows(file, '--year', year, '--as-at', '2027-03-31', '--children', 'A1')
        checks.same(f'adopted children, {year}', sorted(f'{row["case"]} {row["result"]} {row["days"]}' for row in rows), expected)
    ssd = folder / 'adopted'
    ssd.mkdir()
    write(ssd, 'care.csv', 'clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,'
                           'clae_entered_care_date\nE,1,2023-05-01,2025-09-15,E11,L,2023-05-01\n')
    write(ssd, 'placement.csv', 'clap_cla_placement_id,clap_person_id,clap_cla_placement_start_date,clap_cla_placement_type\nP,1,2024-06-01,A6\n')
    write(ssd, 'orders.csv', 'perm_person_id,perm_adm_decision_date,perm_permanence_order_date,perm_permanence_order_type\n1,,2025-09-01,Adoption\n')
    write(ssd, 'referrals.csv', 'cine_referral_id,cine_person_id,cine_referral_date,cine_close_reason,cine_close_date\nR,1,2023-04-03,RC1,2025-10-10\n')
    rows = checks.rows(ssd, '--year', '2025-26', '--as-at', LAST, '--children', 'A1')
    checks.same('an adoption in three tables', [(row['case'], row['days']) for row in rows], [('1', '397')])


def check_unread(checks, folder):
    """If a row cannot be read, anything that the row may have started or ended is undecided, unless the row is void."""
    plan_rows = ('{0},cp_plan.started,2025-06-01,\n{0},rcpc.held,2025-09-01,\n{0},rcpc.held,2026-03-01,\n').format
    file = write(folder, 'unread.csv', 'case,event,at,tags\n'
                 '1,assessment.started,2025-12-19,\n1,assessment.completed,31/02/2026,\n'
                 '2,assessment.started,2025-12-32,\n2,assessment.completed,2026-01-26,\n'
                 '3,assessment.started,2025-12-19,\n3,assessment.completed,2026-01-26,\n' +
                 plan_rows(4) + '4,cp_plan.ended,30/02/2026,\n' +
                 '5,cp_plan.started,30/02/2026,\n5,rcpc.held,2025-09-01,\n' +
                 '6,cp_plan.started,2025-06-01,\n6,rcpc.held,2025-09-01,\n6,rcpc.held,30/02/2026,\n' +
                 '7,cp_plan.started,2023-06-01,\n7,cp_plan.ended,2025-06-01,\n' +
                 plan_rows(8) + '8,cp_plan.ended,30/02/2026,void\n' +
                 '9,referral.received,2025-05-01,\n9,referral.received,2025-00-01,\n'
                 '10,referral.received,2025-05-01,\n10,referral.received,2025-08-01,\n'
                 '11,missing.returned,2025-05-40,\n'
                 '12,missing.returned,2025-05-01T10:00,\n12,return_interview.held,2025-05-02T10:00,\n')
    whole, _ = checks.figures(file, '--as-at', LAST)
    for name, expected in (('C1', (2, 1, 2)), ('C2', (1, 1, 2)), ('D3', (3, 0, 1)), ('D5', (2, 0, 2)), ('D6', (1, 1, 3)),
                           ('D7', (1, 1, 1)), ('RHI', (1, 1, 1))):
        checks.same(f'rows that could not be read: {name}', whole.get(name), expected)
    folder = folder / 'unread_903'
    folder.mkdir(exist_ok=True)
    write(folder, 'episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1,06/01/2025,S,E1,A4,21/11/2025,E12\n2,31/02/2025,S,E1,A4,21/11/2025,E12\n'
                                  '3,31/02/2025,S,V2,U6,,\n')
    rows = checks.rows(folder, '--as-at', LAST)
    found = {row['measure']: (row['counted'], row['cannot_tell']) for row in rows}
    checks.same('an adopted child whose episode could not be read', found.get('A1'), ('1', '1'))
    checks.that('health' not in found and 'in-touch' not in found, f'measures without their table: {found}')


def check_closed_before(checks, folder):
    """An assessment that was open, or whose date cannot be read, when the case was closed was completed by then. If that was before the
    year, it does not count in it; if it was in the year or later, dueby cannot tell. The same in Annex A, a census and the SSD."""
    cases = [('1', '2025-02-03', '2025-02-14', ''), ('2', '2025-02-03', '2025-02-14', '2025-02-30'), ('3', '2025-03-03', '2025-04-01', ''),
             ('4', '2025-06-02', '2025-06-20', ''), ('5', '2025-02-03', '2026-04-10', ''), ('6', '2025-02-03', '', '2025-02-30'), ('7', '2025-02-03', '2025-03-31', '')]
    for name in ('closed_a', 'closed_s'):
        (folder / name).mkdir()

    def british(day):
        return '/'.join(reversed(day.split('-')))

    write(folder, 'closed_a/4.csv', 'Child Unique ID,Continuous Assessment Start Date,Continuous Assessment Date of Authorisation\n' +
          ''.join(f'{case},{british(start)},{british(done)}\n' for case, start, _, done in cases))
    write(folder, 'closed_a/6.csv', 'Child Unique ID,CIN Start Date,Date Child Was Last Seen,CIN Closure Date,Reason for Closure,Case Status\n' +
          ''.join(f'{case},{british(start)},,{british(closed)},{closed and "RC8"},x\n' for case, start, closed, _ in cases))
    write(folder, 'closed.xml', census([(case, f'<CINdetails><CINreferralDate>{start}</CINreferralDate>' + (f'<CINclosureDate>{closed}</CINclosureDate><ReasonForClosure>RC8</ReasonForClosure>' if closed else '') +
                                         f'<Assessments><AssessmentActualStartDate>{start}</AssessmentActualStartDate><AssessmentAuthorisationDate>{done}</AssessmentAuthorisationDate></Assessments></CINdetails>')
                                        for case, start, closed, done in cases]))
    write(folder, 'closed_s/1.csv', 'cine_referral_id,cine_person_id,cine_referral_date,cine_close_reason,cine_close_date\n' +
          ''.join(f'{case},{case},{start},{closed and "RC8"},{closed}\n' for case, start, closed, _ in cases))
    write(folder, 'closed_s/2.csv', 'cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date\n' +
          ''.join(f'{case},{case},{case},{start},{done}\n' for case, start, _, done in cases))
    for files in ('closed_a', 'closed.xml', 'closed_s'):
        rows = checks.rows(folder / files, '--year', '2025-26', '--as-at', '2026-05-01', '--children', 'C2')
        checks.same(f'closed before the year: {files}', sorted((row['case'], row['result']) for row in rows), [(case, 'cannot_tell') for case in '3456'])


def check_missing_days(checks, folder):
    """An episode whose first day is missing or unreadable may have started or ended care, so its child cannot be judged. Child 1
    has only complete episodes. Child 2 has only such an episode, child 3 such a second episode, and child 4 one that ended in
    adoption. Child 5 is on short breaks, which are not care, even if the day is unreadable."""
    folder = folder / 'missing_days'
    folder.mkdir(exist_ok=True)
    write(folder, 'reviews.csv', 'CHILD,DOB,REVIEW,REVIEW_CODE\n')
    for day in ('', '31/02/2025', '31/12/9999', 'NULL'):
        write(folder, 'episodes.csv', 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1,06/05/2025,S,C2,U6,,\n' f'2,{day},S,C2,U6,,\n'
              f'3,06/05/2025,S,C2,U6,06/09/2025,X1\n3,{day},P,C2,U6,,\n4,{day},S,E1,A4,10/12/2025,E12\n5,{day},S,V4,R1,,\n')
        for name, expected in (('CLA-reviews', [('1', 'no'), ('2', 'cannot_tell'), ('3', 'cannot_tell'), ('4', 'cannot_tell')]),
                               ('A1', [('4', 'cannot_tell')])):
            found = [(row['case'], row['result']) for row in checks.rows(folder, '--as-at', LAST, '--children', name)]
            checks.same(f'episodes that begin on "{day}": {name}', found, expected)


def check_starts_before_the_records(checks, folder):
    """If an event shows that a plan is running, but its start is not in the records, the child cannot be judged: the plan may have
    lasted two years. Child 1's plan has a start; child 2 was only reviewed, child 3's plan has ended, child 4 died, and child 5
    left care. Child 6 was reviewed in care, and turned 18 before the last day. Child 7's plan ended, and a review followed."""
    file = write(folder, 'proved.csv', 'case,event,at\n1,cp_plan.started,2025-05-01\n1,rcpc.held,2025-08-01\n2,rcpc.held,2025-06-10\n'
                 '3,rcpc.held,2025-06-10\n3,cp_plan.ended,2025-09-01\n4,rcpc.held,2025-06-10\n4,child.died,2025-09-01\n'
                 '5,cla_review.held,2025-06-10\n5,cla.ended,2025-09-01\n6,birth,2008-01-01\n6,cla_review.held,2025-06-10\n'
                 '7,cp_plan.started,2025-04-10\n7,cp_plan.ended,2025-06-01\n7,rcpc.held,2025-06-10\n8,birth,2012-01-01\n8,cla_review.held,2025-06-10\n'
                 '9,cla.started,2025-05-01\n9,cla.ended,2025-09-01\n')
    for options, oddity in (([], 'no_start'), (['--history-from', FIRST], 'history')):
        for name, expected in (('D5', [('1', 'no', ''), ('2', 'cannot_tell', oddity)]), ('CLA-reviews', [('8', 'cannot_tell', oddity)])):
            found = [(row['case'], row['result'], row['oddity']) for row in checks.rows(file, '--as-at', LAST, *options, '--children', name)]
            checks.same(f'starts before the records {options}: {name}', found, expected)


def check_missing_starts(checks, folder):
    """The records begin on 1 April 2025. If the start of an assessment, conference or plan is missing, it is unknown whether the
    work took too long, unless it would have done so even from 31 March. 45 working days after that is 6 June (1-4, 7-11, 14-17,
    22-25 April, 28 April-2 May, 6-9, 12-16, 19-23, 27-30 May, 2-6 June), 15 working days 23 April, and 20 weeks 18 August, or 17
    August if the first day counts."""
    file = write(folder, 'startless.csv', 'case,event,at\n'
                 '1,assessment.completed,2025-06-06\n2,assessment.completed,2025-06-07\n3,assessment.completed,2025-06-09\n'
                 '4,assessment.started,2025-12-19\n4,assessment.completed,2026-01-26\n'
                 '5,icpc.held,2025-04-23\n6,icpc.held,2025-04-24\n7,s47.started,2025-06-02\n7,icpc.held,2025-06-03\n'
                 '8,cp_plan.ended,2025-06-01\n9,cp_plan.started,2025-05-01\n9,cp_plan.ended,2025-06-01\n'
                 '10,ehc_plan.finalised,2025-08-18\n11,ehc_request.received,2025-05-01\n11,ehc_plan.finalised,2025-06-01\n')
    whole, _ = checks.figures(file, '--as-at', LAST, '--history-from', FIRST)
    for name, expected in (('C2', (2, 1, 2)), ('C4', (2, 1, 1)), ('D7', (1, 0, 1)), ('EHC20', (2, 1, 0)), ('EHC20-law', (1, 1, 1))):
        checks.same(f'starts before the records: {name}', whole.get(name), expected)
    whole, _ = checks.figures(file, '--as-at', LAST)
    for name, expected in (('C2', (4, 1, 0)), ('C4', (3, 1, 0)), ('D7', (1, 0, 1))):
        checks.same(f'starts nowhere: {name}', whole.get(name), expected)
    file = write(folder, 'estimated.csv', 'case,event,at,tags\n1,assessment.started,2025-06-02,estimated\n1,assessment.completed,2025-06-10,\n')
    whole, _ = checks.figures(file, '--as-at', LAST)
    checks.same('a start that is only estimated', whole.get('C2'), (0, 0, 1))


def check_adults(checks, folder):
    """A child stops being looked after on their eighteenth birthday, even if the end of care is not in the file. Children 1 and 2
    are 18 by the last day, child 3 the day after; child 4's date of birth could not be read. Child 5 was born on 29 February and is
    18 on 1 March."""
    births = ('2008-03-30', '2008-03-31', '2008-04-01', '2008-13-01', '2008-02-29')
    rows = [f'{number},birth,{born}\n{number},cla.started,2026-01-05\n{number},placement.started,2026-01-05\n{number},visit.made,2026-01-12\n'
            f'{number},visit.made,2026-02-20\n{number},cla_review.held,2026-02-02\n' for number, born in enumerate(births, 1)]
    file = write(folder, 'adults.csv', 'case,event,at\n' + ''.join(rows))
    for name in ('CLA-visits', 'CLA-reviews'):
        found = [(row['case'], row['result']) for row in checks.rows(file, '--as-at', LAST, '--children', name)]
        checks.same(f'children of 18: {name}', found, [('3', 'yes'), ('4', 'cannot_tell')])


def check_specimens(checks):
    files = [RETURNS / 'cin' / f'census_{year}.xml' for year in (2025, 2026)]
    checks.agree('the specimen census', OF_CENSUS, files[1:], slow.census_measures(files[1:], FIRST, LAST, ONE_YEAR))
    checks.agree('two specimen censuses', OF_CENSUS, files, slow.census_measures(files, FIRST, LAST, TWO_YEARS))
    folder = RETURNS / 'ssda903'
    names = [name for name in OF_903 if name != 'CLA-reviews']
    checks.agree('the specimen SSDA903', names, [folder], slow.ssda903_measures([folder], FIRST, LAST, ONE_YEAR))


def check_children(checks, folder, chance):
    """Checks that the children and plans listed behind a figure add up to it."""
    file = write(folder, 'behind.xml', census([(str(number), random_child(chance, date(1900, 1, 1))) for number in range(40)]))
    whole, bands = checks.figures(file)
    for name in OF_CENSUS:
        units = checks.rows(file, '--year', '2025-26', '--children', name)
        results = [unit['result'] for unit in units]
        checks.same(f'behind {name}', (len(results) - results.count('cannot_tell'), results.count('yes'), results.count('cannot_tell')), whole[name])
        for title, count in bands.get(name, {}).items():
            checks.same(f'behind {name}, {title}', sum(unit['band'] == title for unit in units), count)


def check_suppression(checks, folder):
    """Counts of 1 to 5 assessments must be hidden, and so must other counts from which they could be worked out."""
    rows = ['case,event,at,ref,team']
    for number, (team, days) in enumerate([('A', 10)] * 7 + [('A', 100)] * 7 + [('B', 10)] * 3 + [('C', 10)] * 20 + [('C', 100)] * 20):
        start = date(2025, 5, 1)
        rows += [f'{number},assessment.started,{start},A1,{team}', f'{number},assessment.completed,{start + timedelta(days=days)},A1,{team}']
    file = write(folder, 'events.csv', '\n'.join([*rows, '900,birth,2015-01-01,,D']) + '\n')
    found = {row['team']: row for row in checks.rows(file, '--year', '2025-26', '--by', 'team', '--suppress') if row['measure'] == 'C2'}
    checks.same('teams with assessments', sorted(found), ['A', 'B', 'C'])
    checks.same('B has 3', (found['B']['counted'], found['B']['good'], found['B']['percent']), ('c', 'c', 'c'))
    checks.same('A is the smallest of the others', (found['A']['counted'], found['A']['good'], found['A']['percent']), ('c', 'c', 'c'))
    checks.same('C is shown', (found['C']['counted'], found['C']['good'], found['C']['percent']), ('40', '20', '50.0'))
    alone = [row for row in checks.rows(file, '--year', '2025-26', '--suppress', '--bands') if row['measure'] == 'C2']
    checks.same('all together', (alone[0]['counted'], alone[0]['good']), ('57', '30'))
    # 7 and 3 assessments took 10 days: all 10 are in time.
    few = write(folder, 'few.csv', '\n'.join(rows[:1] + rows[1:15] + rows[29:35]) + '\n')
    alone = [row for row in checks.rows(few, '--year', '2025-26', '--suppress') if row['measure'] == 'C2']
    checks.same('none late', (alone[0]['counted'], alone[0]['good']), ('10', '10'))
    for good, late in ((20, 3), (3, 20)):
        text = rows[:1] + [row for number in range(good + late) for row in
                           (f'{number},assessment.started,2025-05-01,A1,A', f'{number},assessment.completed,{"2025-05-08" if number < good else "2025-09-08"},A1,A')]
        alone = [row for row in checks.rows(write(folder, 'few.csv', '\n'.join(text) + '\n'), '--year', '2025-26', '--suppress', '--bands')
                 if row['measure'] == 'C2']
        checks.same(f'{good} in time and {late} late', (alone[0]['counted'], alone[0]['good'], alone[0]['percent']), ('23', 'c', 'c'))
        checks.same(f'bands of {good} and {late}', {row['counted'] for row in alone[1:]}, {'c'})


OF_BANDS = """measures:
  - measure: X
    title: assessments
    unit: assessments
    share: in time
    source: us
    counts: ended
    from: assessment.started
    to: assessment.completed
    within: 1 day
    bands:
      - {up_to: 0 days, title: same}
      - {up_to: 1 day, title: next}
      - {up_to: 2 days, title: second}
      - {title: later}
"""


def numbers_of(bands):
    """Returns what the row of a group shows: all that count, those in time, and each band."""
    return (sum(bands), bands[0] + bands[1], *bands)


def fits(shown, numbers):
    return all(one is None or one == other for one, other in zip(shown, numbers))


def check_what_is_hidden(checks, folder):
    """No number from 1 to 5 can be worked out from those that are shown: of all the tables of whole numbers that look the same, at
    least two differ in it. Tries every table for two teams, with the totals for both. Numbers that are only hidden to protect others
    may be worked out."""
    mine, most = write(folder, 'bands.yaml', OF_BANDS), 13
    tables = [tuple(bands) for bands in itertools.product(range(most + 1), repeat=4) if sum(bands) <= most]
    chance = random.Random(14)
    fixed = [((10, 3, 8, 0),), ((7, 3, 8, 1),), ((8, 1, 0, 4), (1, 0, 0, 0)), ((7, 3, 0, 0), (0, 0, 9, 0)), ((1, 0, 0, 0), (1, 0, 0, 0)), ((9, 3, 0, 0), (0, 0, 0, 11))]
    for teams in fixed + [tuple(tuple(chance.choice([0, 0, 1, 2, 3, 6, 7]) for _ in range(4)) for _ in range(2)) for _ in range(40)]:
        if any(sum(bands) > most for bands in teams) and len(teams) > 1:
            continue
        rows, number = ['case,event,at,ref,team'], 0
        for team, bands in zip('AB', teams):
            for days, count in enumerate(bands):
                for _ in range(count):
                    number += 1
                    rows += [f'{number},assessment.started,2025-05-01,A1,{team}', f'{number},assessment.completed,{date(2025, 5, 1) + timedelta(days=days)},A1,{team}']
        file = write(folder, 'bands.csv', '\n'.join(rows) + '\n')
        words = (file, '--measures', mine, '--year', '2025-26', '--as-at', '2026-03-31', '--suppress', '--bands')

        def shown(found):
            cells = [found[0]['counted'], found[0]['good'], *(row['counted'] for row in found[1:])]
            return tuple(None if cell == 'c' else int(cell) for cell in cells)
        all_rows, by_team = checks.rows(*words), checks.rows(*words, '--by', 'team')
        total = shown(all_rows)
        of_teams = [shown([row for row in by_team if row['team'] == team]) if sum(bands) else (0,) * 6 for team, bands in zip('AB', teams)]
        alike = [[numbers_of(bands) for bands in tables if fits(one, numbers_of(bands))] for one in of_teams] if len(teams) > 1 else [[]]
        possible = {}
        if len(teams) > 1:
            places = [i for i in range(6) if total[i] is not None]
            others = {}
            for other in alike[1]:
                others.setdefault(tuple(other[i] for i in places), []).append(other)
            for one in alike[0]:
                for other in others.get(tuple(total[i] - one[i] for i in places), ()):
                    for i in range(6):
                        possible.setdefault(('A', i), set()).add(one[i])
                        possible.setdefault(('B', i), set()).add(other[i])
                        possible.setdefault(('total', i), set()).add(one[i] + other[i])
        else:
            of_teams, most_alone = [], sum(teams[0]) + 2
            for bands in itertools.product(range(most_alone), repeat=4):
                if fits(total, numbers_of(bands)):
                    for i, one in enumerate(numbers_of(bands)):
                        possible.setdefault(('total', i), set()).add(one)
        whole = numbers_of(tuple(map(sum, zip(*teams))))
        for name, look, true in [('total', total, whole), *zip('AB', of_teams, map(numbers_of, teams))]:
            for i in range(6):
                if 1 <= true[i] <= 5:
                    checks.that(look[i] is None, f'{teams}: {name}, number {i} is shown: {look}')
                    checks.that(len(possible[name, i]) > 1, f'{teams}: {name}, number {i} can be worked out: {look}')


def check_what_is_said(checks, folder):
    said = checks.run(RETURNS / 'cin' / 'census_2026.xml').stdout
    checks.that('Cannot be worked out: RHI (the records do not include the return home interview' in said, said)
    checks.that('C1 also needs earlier records' in said, said)
    wrong = checks.run(RETURNS / 'cin' / 'census_2026.xml', '--year', '2026-27')
    checks.that(wrong.returncode == 2 and 'before that year begins' in wrong.stderr, wrong.stderr)
    for year in ('2025', '2025-27', '25-26', '2025-26x'):
        checks.that(checks.run(RETURNS / 'cin' / 'census_2026.xml', '--year', year).returncode == 2, f'--year {year} is taken')
    mine = write(folder, 'mine.yaml', 'measures:\n  - measure: X\n    title: plans\n    unit: plans\n    share: again\n    source: us\n'
                                      '    counts: started\n    from: cp_plan.started\n    again: 1 month\n')
    checks.same('measures of our own', [row['measure'] for row in checks.rows(RETURNS / 'cin' / 'census_2026.xml', '--measures', mine)], ['X'])


def check_before_records(checks, folder):
    """Checks years before the records begin. Every measure must say so and have no figure, even a measure of children on a single
    day, because children who were no longer in need when the census year began are not in the file."""
    file = write(folder, 'before.xml', census([('1', details('2025-05-01', plan('2023-06-01')))]))
    for year, wanted in (('2023-24', True), ('2024-25', True), ('2025-26', False)):
        said = checks.run(file, '--year', year).stdout
        reason = next((line for line in said.splitlines() if 'this time is before your records, which begin on Tuesday 1 April 2025' in line), '')
        figures = [row['measure'] for row in checks.rows(file, '--year', year)]
        for measure in ('C2', 'D3', 'D5', 'D6'):
            found = f' {measure},' in reason.replace(' (', ', (')
            checks.that(found == wanted, f'{measure} of {year}, with the records of 2025-26:\n{said}')
            checks.that((measure in figures) != wanted, f'{measure} of {year}: a figure for a time before the records: {figures}')


def check_trust(checks, folder):
    """Findings about reliability come before the figures in text, under `quality` in JSON, and on standard error with CSV."""
    question = 'Can I trust these figures?'
    latest = [('North', child, event, day) for child in range(1, 9)
              for event, day in (('cla.started', '2025-01-10'), ('cla_review.held', '2026-06-10'))]
    file = write(folder, 'latest.csv', 'team,case,event,at\n' + ''.join(f'{",".join(map(str, row))}\n' for row in latest))
    cases = [(['--as-at', '2026-06-30', file], '8 children have a first looked-after review (cla_review.held) more than 6 months'),
             (['--as-at', '2026-06-30', file, '--where', 'team=Noth'], 'No case has "Noth" in team: did you mean "North"?'),
             ([RETURNS / 'ssda903_2025', '--year', '2025-26'], 'WARNING: your records stop on Friday 28 March 2025')]
    for words, wanted in cases:
        said = checks.run(*words).stdout
        block = said[:said.find('\nMeasure ')].partition(question)[2]
        checks.that(wanted in block, f'{wanted} is not said before the figures:\n{said}')
        as_json = json.loads(checks.run(*words, '--format', 'json').stdout)
        checks.that(any(wanted in finding['text'] for finding in as_json['quality']), f'{wanted} is not among the quality in JSON: {as_json}')
        as_csv = checks.run(*words, '--format', 'csv')
        checks.that(wanted in as_csv.stderr and wanted not in as_csv.stdout, f'{wanted} is not on standard error: {as_csv}')
        children = checks.run(*words, '--children', 'CLA-reviews').stdout
        checks.that(wanted in children.partition(question)[2], f'{wanted} is not said with the children:\n{children}')
    for words in ([], ['--format', 'csv'], ['--format', 'json']):
        said = checks.run('--as-at', '2026-06-30', file, '--suppress', *words)
        checks.that('Records up to' in said.stdout + said.stderr, f'suppressed, {words}: the last day is not said: {said}')
        checks.that('children have' not in said.stdout + said.stderr, f'suppressed, {words}: a count is shown: {said}')


def main():
    checks = Checks(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 2026
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        check_worked_examples(checks, folder)
        check_startless_assessments(checks, folder)
        check_limits(checks, folder)
        check_durations(checks, folder)
        check_again(checks, folder)
        check_specimens(checks)
        check_suppression(checks, folder)
        check_what_is_hidden(checks, folder)
        check_what_is_said(checks, folder)
        check_before_records(checks, folder)
        check_trust(checks, folder)
        check_other_council(checks, folder)
        check_rounding(checks, folder)
        check_adopted_once(checks, folder)
        check_unread(checks, folder)
        check_missing_starts(checks, folder)
        check_adults(checks, folder)
        check_closed_before(checks, folder)
        check_missing_days(checks, folder)
        check_starts_before_the_records(checks, folder)
        check_interviews_around_march(checks, folder)
        for round_ in range(8):
            chance = random.Random(seed * 100 + round_)
            check_random_census(checks, folder, chance)
            check_random_903(checks, folder, chance, round_ % 2)
            check_ehc(checks, folder, chance)
            check_visits(checks, folder, chance)
            check_interviews(checks, folder, chance)
        check_children(checks, folder, random.Random(seed))
    print(f'{checks.count} checks')
    for failure in checks.failures:
        print('FAILED:', failure)
    return 1 if checks.failures else 0


if __name__ == '__main__':
    sys.exit(main())
