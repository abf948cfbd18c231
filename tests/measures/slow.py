"""Computes the measures a second time, from the files of a return, with only the standard library and none of dueby's code. It
follows the published definitions (docs/returns.md, Measures)."""
import csv
import xml.etree.ElementTree as tree
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]
ONE = timedelta(days=1)


def bank_holidays():
    with open(ROOT / 'data' / 'calendars' / 'england-and-wales.csv', encoding='utf-8', newline='') as file:
        return {date.fromisoformat(row['date']) for row in csv.DictReader(file) if not row['known_to']}


HOLIDAYS = bank_holidays()


def working_days(start, end):
    """Counts the working days from `start`, which is day 0, to `end`, walking day by day."""
    if end < start:
        return -working_days(end, start)
    count, day = 0, start
    while day < end:
        day += ONE
        count += day.weekday() < 5 and day not in HOLIDAYS
    return count


def months_later(day, months):
    """Returns the corresponding date a given number of months later, or the last day of that month if it has no such date."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def day_of(text):
    """Reads 27/03/2026 or 2026-03-27; returns None for anything else."""
    try:
        if '/' in (text or ''):
            day, month, year = text.strip().split('/')
            return date(int(year), int(month), int(day))
        return date.fromisoformat((text or '').strip())
    except ValueError:
        return None


class Figure:
    """A measure's result: the numbers of children or plans that count, that are good, that cannot be decided, and that are in each
    band."""

    def __init__(self):
        self.counted = self.good = self.cannot_tell = self.days = 0
        self.bands = defaultdict(int)

    def add(self, good, band=None):
        if good is None:
            self.cannot_tell += 1
            return
        self.counted += 1
        self.good += bool(good)
        if band:
            self.bands[band] += 1


C2_BANDS = [(0, 'started and finished the same day'), *((to, f'{to - 9} to {to} working days') for to in (10, 20, 30, 40)),
            (45, '41 to 45 working days'), (50, '46 to 50 working days'), (60, '51 to 60 working days'), (10 ** 6, '61 or more working days')]
C4_BANDS = [(10, '0 to 10 working days'), (15, '11 to 15 working days'), (20, '16 to 20 working days'), (10 ** 6, '21 or more working days')]


def plan_band(start, end):
    """Returns the band of a plan by its length, counting both the first and the last day."""
    for months, title in ((3, '3 months or less'), (6, 'more than 3 months to 6 months'), (12, 'more than 6 months to 1 year')):
        if end < months_later(start, months):
            return title
    return '2 years or more' if (end - start).days + 1 > 729 else 'more than 1 year and less than 2 years'


def band_of(bands, days):
    return next(title for to, title in bands if days <= to)


# ---- children in need census ----

def text_in(element, name):
    found = element.find(name)
    return (found.text or '').strip() if found is not None else ''


def census_records(paths):
    """Reads one or several censuses. Returns each child's referrals, assessments and so on in sets, so nothing counts twice."""
    children = defaultdict(lambda: defaultdict(set))
    for path in paths:
        for number, child in enumerate(tree.parse(path).getroot().iter('Child')):
            name = text_in(child, 'ChildIdentifiers/LAchildID') or f'no name, {path}, {number}'
            has = children[name]
            died = day_of(text_in(child, 'ChildIdentifiers/PersonDeathDate'))
            if died:
                has['left'].add(died)
            for details in child.iter('CINdetails'):
                referred = day_of(text_in(details, 'CINreferralDate'))
                if not referred:
                    continue
                has['referrals'].add(referred)
                if text_in(details, 'ReasonForClosure') in ('RC1', 'RC2', 'RC5'):
                    has['left'].add(day_of(text_in(details, 'CINclosureDate')))
                for row in details.iter('Assessments'):
                    start, done = (day_of(text_in(row, name)) for name in ('AssessmentActualStartDate', 'AssessmentAuthorisationDate'))
                    has['assessments'].add((referred, start, done))
                    if start and not done and day_of(text_in(details, 'CINclosureDate')):
                        has['without_end'].add((referred, start))
                for row in details.iter('Section47'):
                    has['enquiries'].add((referred, day_of(text_in(row, 'S47ActualStartDate')), day_of(text_in(row, 'DateOfInitialCPC'))))
                for row in details.iter('ChildProtectionPlans'):
                    start, end = day_of(text_in(row, 'CPPstartDate')), day_of(text_in(row, 'CPPendDate'))
                    if start:
                        has['plans'].add((start, end, text_in(row, 'NumberOfPreviousCPP') not in ('', '0')))
                    closed = day_of(text_in(details, 'CINclosureDate'))
                    if start and closed and closed >= start:
                        has['adopted' if text_in(details, 'ReasonForClosure') == 'RC1' else 'closed'].add((start, closed))
                    has['reviews'] |= {day_of(review.text) for review in row.iter('CPPreviewDate')} - {None}
    return children


def plans_of(has):
    """Returns a child's plans by their start. A later file may state the end of a plan that was open in an earlier one. No child
    has two plans at a time."""
    plans = {}
    for start, end, later in has['plans']:
        known = plans.setdefault(start, [None, False])
        known[0] = known[0] or end
        known[1] |= later
    left = sorted(has['left'] - {None})
    for start, known in plans.items():
        ends = [day for day in left if day >= start]
        known[0] = known[0] or (ends[0] if ends else None)
    return plans


def reviews_in_time(start, held, last, begins, closed=None, adopted=None):
    """Returns whether all reviews of a plan were in time: the first within three months, each later one within six. Returns None if
    that is unknown, because a review before the records begin may be missing, or because the plan has no end although its referral
    was closed. The Department counts such a plan as open. If the child was adopted, no review was needed afterwards. Otherwise
    either the plan or the referral must be wrong, so the plan is not called late."""
    held = sorted(day for day in held if start <= day <= last)
    unknown, since, limit = adopted is not None, start, 3
    for review in [*held, None]:
        due = months_later(since, limit)
        if due < (last if review is None else review):
            if since >= begins and not closed and (adopted is None or due < adopted):
                return False
            unknown = True
        since, limit = review, 6
    return None if unknown else True


def census_measures(paths, first, last, begins):
    """Computes measures C1 to D7 for the year from `first` to `last`. The records begin on `begins`."""
    figures = defaultdict(Figure)
    for has in census_records(paths).values():
        for day in has['referrals']:
            if first <= day <= last:
                again = any(other < day <= months_later(other, 12) for other in has['referrals'])
                figures['C1'].add(again if months_later(begins - ONE, 12) < day else None)
        for _, start, done in has['assessments']:
            if done and first <= done <= last:
                days = working_days(start, done) if start else -1
                same = start == done
                is_known = start is not None and start <= done
                band = band_of(C2_BANDS[1:], max(days, 0)) if is_known and not same else C2_BANDS[0][1]
                figures['C2'].add(is_known and days <= 45, band if is_known else None)
        for referred, start in has['without_end']:  # it was completed by the closure, on an unknown day
            if start <= last and not any(one[:2] == (referred, start) and one[2] for one in has['assessments']):
                figures['C2'].add(None)
        for _, start, held in has['enquiries']:
            if held and first <= held <= last:
                days = working_days(start, held) if start else -1
                is_known = start is not None and start <= held
                figures['C4'].add(is_known and days <= 15, band_of(C4_BANDS, days) if is_known else None)
        plans = plans_of(has)
        for start, (end, later) in plans.items():
            if first <= start <= last:
                figures['D3'].add(later or any(other < start for other in plans))
            if end and first <= end <= last and (start, end) in {(plan[0], plan[1]) for plan in has['plans']}:
                figures['D7'].add((end - start).days + 1 > 729, plan_band(start, end))
        for start, (end, _) in sorted(plans.items()):
            if start <= last and (end is None or end > last):
                figures['D5'].add((last - start).days + 1 > 729, plan_band(start, last))
                if months_later(start, 3) <= last:
                    figures['D6'].add(reviews_in_time(start, has['reviews'], last, begins, *(dict(has[name]).get(start) for name in ('closed', 'adopted'))))
                break
    return figures


# ---- SSDA903 ----

def rows_of(path):
    with open(path, encoding='utf-8-sig', newline='') as file:
        return [row for row in csv.DictReader(file) if row.get('CHILD')]


def tables_of(folders):
    """Returns the rows of each SSDA903 table, of one or several years, and its rows with too few cells. A table is recognised by its
    columns."""
    known = {'episodes': {'DECOM', 'RNE'}, 'reviews': {'REVIEW_CODE'}, 'ad1': {'DATE_MATCH'}, 'oc2': {'HEALTH_ASSESSMENT'}, 'oc3': {'IN_TOUCH'}}
    tables = defaultdict(list)
    for folder in folders:
        for path in sorted(Path(folder).glob('*.csv')):
            rows = rows_of(path)
            for name, columns in known.items():
                if rows and columns <= set(rows[0]):
                    tables[name] += [row for row in rows if None not in row.values()]
                    tables[f'short {name}'] += [row for row in rows if None in row.values()]
    return tables


SHORT_BREAKS, ADOPTION, MOVES = {'V3', 'V4'}, {'A3', 'A4', 'A5', 'A6'}, {'S', 'P', 'T', 'B', 'U'}


def stays_of(rows):
    """Returns stays in care, each as a list of episodes. Of an episode that is in the files of two years, the later version is
    used."""
    episodes = {}
    for row in rows:
        start = day_of(row['DECOM'])
        if start and row['LS'] not in SHORT_BREAKS and not (start in episodes and episodes[start]['REC'] and not row['REC']):
            episodes[start] = row
    stays, is_over = [], True
    for start in sorted(episodes):
        row = episodes[start]
        if is_over or row['RNE'] == 'S':
            stays.append([])
        stays[-1].append((start, row))
        is_over = row['REC'].startswith('E')
    return stays


def adoption_days(stay, with_carers):
    """Returns the days from entering care to moving in with the adoptive family, or None if either day is unknown."""
    if stay[0][1]['RNE'] != 'S':
        return None
    placed = [at for at, (_, row) in enumerate(stay)
              if row['PLACE'] in ADOPTION and not (at and stay[at - 1][1]['PLACE'] in ADOPTION)]
    if not placed or stay[placed[-1]][1]['RNE'] not in MOVES:
        return None
    at = placed[-1]
    moved = stay[at][0]
    if with_carers and stay[at][1]['PLACE'] in ('A3', 'A5'):
        moved = max((start for start, row in stay[:at] if row['RNE'] in MOVES), default=moved)
    return (moved - stay[0][0]).days


def reviews_of_stay_in_time(start, held, last, begins):
    """Returns whether a stay's reviews were in time: after 20 working days, then 3 months, then every 6 months. If the stay began
    before the records, judges only reviews after the first in the records, by the six-month limit, and returns False or None
    (unknown)."""
    held = sorted(day for day in held if start <= day <= last)
    if start < begins:
        pairs = list(zip(held, held[1:]))
        late = any(months_later(one, 6) < other for one, other in pairs) or (held and months_later(held[-1], 6) < last)
        return False if late else None
    since = start
    for number, review in enumerate([*held, None]):
        due = since
        if number == 0:
            while working_days(start, due) < 20:
                due += ONE
        else:
            due = months_later(since, 3 if number == 1 else 6)
        if (last if review is None else review) > due:
            return False
        since = review
    return True


def ssda903_measures(folders, first, last, begins):
    figures, tables = defaultdict(Figure), tables_of(folders)
    by_child, reviews = defaultdict(list), defaultdict(set)
    for row in tables['episodes']:
        by_child[row['CHILD']].append(row)
    for row in tables['reviews']:
        reviews[row['CHILD']].add(day_of(row['REVIEW']))
    long_ago = first.replace(year=first.year - 2)
    for name in ('A1', 'A10'):
        for _ in tables['short episodes']:  # may have the adoption
            figures[name].add(None)
    for child, rows in by_child.items():
        for stay in stays_of(rows):
            ended = day_of(stay[-1][1]['DEC']) if stay[-1][1]['REC'].startswith('E') else None
            if stay[-1][1]['REC'] in ('E11', 'E12') and long_ago <= ended <= last:
                for name in ('A1', 'A10'):
                    days = adoption_days(stay, name == 'A10')
                    figures[name].add(None if days is None else days <= 426)
                    figures[name].days += days or 0
            if stay[0][0] <= last and (ended is None or ended > last):
                figures['CLA-reviews'].add(reviews_of_stay_in_time(stay[0][0], reviews[child] - {None}, last, begins))
    for row in tables['ad1']:
        match = day_of(row['DATE_MATCH'])
        if match and long_ago <= match <= last:
            orders = [start for stay in stays_of(by_child[row['CHILD']]) for at, (start, episode) in enumerate(stay)
                      if episode['LS'] == 'E1' and episode['RNE'] in ('S', 'L', 'B', 'U') and not (at and stay[at - 1][1]['LS'] == 'E1')]
            order = max((start for start in orders if start <= match), default=None)
            figures['A2'].add(None if order is None else (match - order).days <= 121)
            figures['A2'].days += (match - order).days if order else 0
    for name, table, column, good, counted in (('health', 'oc2', 'HEALTH_ASSESSMENT', {'1'}, {'0', '1'}),
                                               ('dental', 'oc2', 'TEETH_CHECK', {'1'}, {'0', '1'}),
                                               ('in-touch', 'oc3', 'IN_TOUCH', {'YES'}, {'YES', 'NO', 'REFU', 'NREQ'})):
        for row in tables[table]:
            if row[column] and row[column] not in ('DIED', 'RHOM'):
                figures[name].add(row[column] in good if row[column] in counted else None)
    return figures


# ---- Standard Safeguarding Dataset ----

def table_of(folder, column):
    """Returns the rows of the table that has a given column."""
    for path in sorted(Path(folder).glob('*.csv')):
        with open(path, encoding='utf-8', newline='') as file:
            rows = list(csv.DictReader(file))
        if rows and column in rows[0]:
            return rows
    return []


def ehc_measures(folder, year):
    """Counts the plans issued in the calendar year. The last day in time is day 140. Day 1 is the day of the request for EHC20, and
    the day after it for EHC20-law."""
    figures = defaultdict(Figure)
    requests = {row['ehcr_ehcp_request_id']: day_of(row['ehcr_ehcp_req_date']) for row in table_of(folder, 'ehcr_ehcp_request_id')}
    requested = {row['ehca_ehcp_assessment_id']: requests[row['ehca_ehcp_request_id']] for row in table_of(folder, 'ehca_ehcp_assessment_id')}
    for row in table_of(folder, 'ehcn_named_plan_id'):
        issued, request = day_of(row['ehcn_named_plan_start_date']), requested[row['ehcn_ehcp_asmt_id']]
        if issued.year == year:
            figures['EHC20'].add((issued - request).days + 1 <= 140)
            figures['EHC20-law'].add((issued - request).days <= 140)
    return figures


def visits_measure(folder, last):
    """Counts the children looked after on the last day. Visits are due a week after the placement, and then six weeks after each
    visit."""
    figures, visits, placements = defaultdict(Figure), defaultdict(list), {}
    for row in table_of(folder, 'clav_cla_visit_date'):
        if not row['clav_cla_visit_seen'].startswith('N'):
            visits[row['clav_person_id']].append(day_of(row['clav_cla_visit_date']))
    for row in table_of(folder, 'clap_cla_placement_start_date'):
        start = day_of(row['clap_cla_placement_start_date'])
        placements[row['clap_person_id']] = max(start, placements.get(row['clap_person_id'], start))
    for row in table_of(folder, 'clae_entered_care_date'):
        child, ended = row['clae_person_id'], day_of(row['clae_cla_episode_ceased_date'])
        if ended and ended <= last:
            continue
        seen = max((day for day in visits[child] if placements[child] <= day <= last), default=None)
        due = seen + timedelta(weeks=6) if seen else placements[child] + timedelta(weeks=1)
        figures['CLA-visits'].add(due >= last)
    return figures


# ---- events ----

def interviews_measure(rows, first, last):
    """Counts the returns home that can first be judged in the year: on the day of the interview, or on the day after the 72 hours.
    A return is in time if there was an interview within 72 elapsed hours. Returns whose 72 hours are not over yet, or whose
    interview was declined in time, do not count. `rows` are (child, event, moment on a UK clock, ref)."""
    london, figure = ZoneInfo('Europe/London'), Figure()

    def moment(text):
        return datetime.fromisoformat(text).replace(tzinfo=london).astimezone(timezone.utc)
    for child, event, at, ref in rows:
        if event != 'missing.returned':
            continue
        later = {other: moment(when) for name, other, when, one in rows if (name, one) == (child, ref) and other != event}
        due = moment(at) + timedelta(hours=72)
        held, declined = later.get('return_interview.held'), later.get('return_interview.declined')
        judged = min([moment.astimezone(london).date() for moment in (held, declined) if moment] + [due.astimezone(london).date() + ONE])
        if not first <= judged <= last:
            continue
        if held:
            figure.add(held <= due)
        elif declined:
            if declined > due:
                figure.add(False)
        else:
            figure.add(False)
    return figure
