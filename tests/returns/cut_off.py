"""Tests that years missing from a return, which holds only one year of a council's records, do not lead to wrong answers. A line
that is overdue, missed or late in one year's census must be so in the complete records too. The same holds for the censuses of two
years, compared with one file for both years.

    cut_off.py DUEBY [CHILDREN [SEED]]
"""
import datetime as dt
import random
import sys
import tempfile
from pathlib import Path

from returns import Checks, field, headers

HALF = dt.date(2025, 10, 1)  # Annex A covers events from this day onwards
FIRST, BEFORE, CUT, LAST = dt.date(2022, 6, 1), dt.date(2024, 4, 1), dt.date(2025, 4, 1), dt.date(2026, 3, 31)
RED = {'overdue', 'missed', 'met_late'}


def later(random_, date, least, most):
    """Returns a random day between `least` and `most` days later, or None if it is after the last day."""
    day = date + dt.timedelta(random_.randrange(least, most))
    return day if day <= LAST else None


class Episode:
    """A referral and the events that follow it. A date is None if the event has not happened."""

    def __init__(self, rand, start):
        self.start, self.assessments, self.enquiries, self.plans, self.close = start, [], [], [], None
        self.nothing = rand.random() < 0.1
        if self.nothing:
            return
        day = start
        for _ in range(rand.choice([0, 1, 1, 1, 2])):
            done = later(rand, day, 5, 90)
            self.assessments.append((day, done))
            day = later(rand, done, 1, 120) if done else None
            if not day:
                break
        if rand.random() < 0.5:
            asked = later(rand, start, 0, 60)
            held = later(rand, asked, -3, 40) if asked and rand.random() < 0.7 else None
            if asked:
                self.enquiries.append((asked, held, held is None and rand.random() < 0.5))
            if held and rand.random() < 0.8:
                end = later(rand, held, 60, 600) if rand.random() < 0.6 else None
                reviews, review = [], held
                while review and rand.random() < 0.9:
                    review = later(rand, review, 40, 230)
                    if review and (not end or review < end):
                        reviews.append(review)
                self.plans.append((held, end, reviews))
        open_ends = [done for _, done in self.assessments if not done] + [end for _, end, _ in self.plans if not end]
        last = max([start, *(done for _, done in self.assessments if done), *(held for _, held, _ in self.enquiries if held),
                    *(asked for asked, _, _ in self.enquiries), *(end for _, end, _ in self.plans if end)])
        if not open_ends and rand.random() < 0.7:
            self.close = later(rand, last, 1, 60)

    def xml(self, since, until, reviews_of_year=False):
        """Returns the content of CINdetails in a census for the period from `since` to `until`."""
        def seen(day):
            return day if day and day <= until else None

        if self.start > until or (self.close and self.close < since) or (self.nothing and self.start < since):
            return ''
        text = field('CINreferralDate', str(self.start))
        if seen(self.close):
            text += field('CINclosureDate', str(self.close)) + field('ReasonForClosure', 'RC7')
        for start, done in self.assessments:
            if seen(start) and (not done or done >= since):
                text += f'<Assessments>{field("AssessmentActualStartDate", str(start))}{field("AssessmentAuthorisationDate", str(seen(done) or ""))}</Assessments>'
        for asked, held, not_needed in self.enquiries:
            if seen(asked) and (asked >= since or (held and held >= since) or (not held and not not_needed)):
                text += (f'<Section47>{field("S47ActualStartDate", str(asked))}{field("DateOfInitialCPC", str(seen(held) or ""))}'
                         f'<ICPCnotRequired>{int(not_needed)}</ICPCnotRequired></Section47>')
        text += f'<ReferralNFA>{int(self.nothing)}</ReferralNFA>'
        for start, end, reviews in self.plans:
            if not seen(start) or (end and end < since):
                continue
            kept = [review for review in reviews if seen(review) and (not reviews_of_year or review >= since)]
            text += (f'<ChildProtectionPlans>{field("CPPstartDate", str(start))}{field("CPPendDate", str(seen(end) or ""))}'
                     f'<Reviews>{"".join(field("CPPreviewDate", str(review)) for review in kept)}</Reviews></ChildProtectionPlans>')
        return f'<CINdetails>{text}</CINdetails>'


def census(children, since=FIRST, until=LAST, reviews_of_year=False):
    body = ''
    for number, episodes in enumerate(children):
        inner = ''.join(episode.xml(since, until, reviews_of_year) for episode in episodes)
        if inner:
            body += (f'<Child><ChildIdentifiers><LAchildID>{number}</LAchildID><PersonBirthDate>2015-05-06</PersonBirthDate></ChildIdentifiers>'
                     f'{inner}</Child>')
    return (f'<Message><Header><CollectionDetails><Collection>CIN</Collection><ReferenceDate>{until}</ReferenceDate></CollectionDetails>'
            f'</Header><Children>{body}</Children></Message>')


def grow(rand):
    """Makes a child's episodes of need, one after the other: each is a referral with the events that follow."""
    episodes, day = [], FIRST + dt.timedelta(rand.randrange((LAST - FIRST).days))
    while day and len(episodes) < 3:
        episodes.append(Episode(rand, day))
        day = later(rand, episodes[-1].close, 10, 300) if episodes[-1].close else None
    return episodes


def stays(rand):
    """Makes a child's stays in care: episode rows (DECOM, RNE, LS, PLACE, DEC, REC) and the dates of reviews."""
    rows, reviews, day = [], [], FIRST + dt.timedelta(rand.randrange((LAST - FIRST).days))
    for _ in range(rand.choice([1, 1, 2])):
        begun, reason, status, place = day, 'S', rand.choice(['V2', 'V2', 'C2', 'C1', 'V4', 'L1']), rand.choice(['U6', 'R1', 'U1'])
        home = place
        for _ in range(rand.randrange(1, 8)):
            end = later(rand, day, 1, 30 if status == 'L1' else 300)
            ceases = end and rand.random() < 0.25
            rows.append((day, reason, status, place, end, ('E4A' if ceases else 'X1') if end else ''))
            if not end or ceases:
                break
            day = end
            if place == 'T0':
                reason, place = 'P', home
            elif status == 'V4':
                reason = 'P'
            else:
                reason = rand.choice(['P', 'L', 'T', 'B'])
                if reason in 'PT':
                    place = rand.choice(['U6', 'R1', 'U1', 'T0', 'A3'])
                    home = home if place == 'T0' else place
                if reason in 'LB':
                    status = rand.choice([other for other in ('V2', 'C1', 'C2', 'E1') if other != status])
        if rows[-1][5] == 'X1':  # the last episode is still open
            rows[-1] = (*rows[-1][:4], None, '')
        over, review = rows[-1][4] if rows[-1][5] == 'E4A' else None, begun
        while review and rows[-1][2] != 'V4' and rand.random() < 0.9:
            review = later(rand, review, 5, 210)
            if review and (not over or review <= over):
                reviews.append(review)
        day = later(rand, over, 1, 200) if over else None
        if not day:
            break
    return rows, reviews


def write_set(folder, children, since):
    """Writes an SSDA903 with the episodes that had not ended before `since`, and the reviews from that day onwards."""
    folder.mkdir(exist_ok=True)
    episodes, reviews, header = 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n', 'CHILD,DOB,REVIEW,REVIEW_CODE\n', 'CHILD,SEX,DOB,ETHNIC\n'
    for number, (rows, held) in enumerate(children):
        header += f'{number},F,06/05/2015,WBRI\n'
        for day, reason, status, place, end, why in rows:
            if not end or end >= since:
                episodes += f'{number},{day:%d/%m/%Y},{reason},{status},{place},{f"{end:%d/%m/%Y}" if end else ""},{why}\n'
        reviews += ''.join(f'{number},06/05/2015,{day:%d/%m/%Y},PN1\n' for day in held if day >= since)
    for name, text in (('episodes', episodes), ('reviews', reviews), ('header', header)):
        (folder / f'{name}.csv').write_text(text, encoding='utf-8')


def check_ssda903(checks, folder, children):
    """A line that is overdue, missed or late in one year's SSDA903 must be so in the complete records too.
    Without the reviews before that year, due days may be later, so lines are matched by the event that met them."""
    fields, as_at = ['case', 'rule', 'met_at', 'state'], ['--as-at', str(LAST)]
    write_set(folder / 'whole', children, FIRST)
    write_set(folder / 'year', children, CUT)
    whole = checks.lines(folder / 'whole', *as_at, '--history-from', '2015-01-01', fields=fields, status=0)
    reds = {row[:3] for row in whole if row[3] in RED}
    year = checks.lines(folder / 'year', *as_at, fields=fields, status=0)
    told = [row for row in year if row[3] in RED]
    wrong = [row for row in told if row[:3] not in reds]
    checks.that(not wrong, f'SSDA903: red in the return alone: {len(wrong)}, {wrong[:5]}')
    checks.that(len(told) > len(children) // 20, f'SSDA903: only {len(told)} red lines of {len(year)}')
    print(f'SSDA903: {len(whole)} lines, {len(reds)} red; of one year {len(year)} lines, {len(told)} red')


def write_lists(folder, children):
    """Writes the lists of Annex A: everything that happened, was open or ended in six months, but only the latest review of each
    plan."""
    folder.mkdir(exist_ok=True)
    lists = {
        'list 3': ['Child Unique ID', 'Date of Referral', 'Referral NFA?'],
        'list 4': ['Child Unique ID', 'Continuous Assessment Start Date', 'Continuous Assessment Date of Authorisation'],
        'list 5': ['Child Unique ID', 'Strategy discussion initiating Section 47 Enquiry Start Date', 'Was an Initial Child Protection Conference deemed unnecessary?',
                   'Date of Initial Child Protection Conference'],
        'list 6': ['Child Unique ID', 'CIN Start Date', 'CIN Closure Date', 'Reason for Closure', 'Case Status'],
        'list 7': ['Child Unique ID', 'Child Protection Plan Start Date', 'Child Protection Plan End Date', 'Date of latest review conference'],
    }
    rows = {name: [header] for name, header in lists.items()}
    for number, episodes in enumerate(children):
        for episode in episodes:
            if episode.start >= HALF:
                rows['list 3'].append([number, episode.start, 'Yes' if episode.nothing else 'No'])
            if not episode.nothing and (not episode.close or episode.close >= HALF):
                rows['list 6'].append([number, episode.start, episode.close, 'RC8' if episode.close else '', 'Open'])
            rows['list 4'] += [[number, start, done] for start, done in episode.assessments if not done or done >= HALF]
            rows['list 5'] += [[number, asked, 'Yes' if not_needed else '', held] for asked, held, not_needed in episode.enquiries if asked >= HALF]
            rows['list 7'] += [[number, start, end, max(reviews, default=None)] for start, end, reviews in episode.plans if not end or end >= HALF]
    for name, listed in rows.items():
        text = ''.join(','.join(f'{cell:%d/%m/%Y}' if isinstance(cell, dt.date) else '' if cell is None else str(cell) for cell in row) + '\n' for row in listed)
        (folder / f'{name}.csv').write_text(text, encoding='utf-8')


def check_annex_a(checks, folder, children):
    """A line that is overdue, missed or late in the lists of Annex A must be so in the complete records too.
    The lists have only the latest review."""
    fields = ['case', 'rule', 'due', 'state']
    whole, lists = folder / 'whole.xml', folder / 'lists'
    whole.write_text(census(children), encoding='utf-8')
    write_lists(lists, children)
    headers(lists, 'annex_a', 'list_8', 'list_10')
    reds = {row[:3] for row in checks.lines(whole, '--history-from', '2015-01-01', fields=fields, status=0) if row[3] in RED}
    # Open cases of list 6 that are in no other list need checking.
    read = checks.lines(lists, '--as-at', str(LAST), fields=fields, status=5)
    told = [row for row in read if row[3] in RED]
    wrong = [row for row in told if row[:3] not in reds]
    checks.that(not wrong, f'Annex A: red in the lists alone: {len(wrong)}, {wrong[:5]}')
    checks.that(len(told) > len(children) // 40 and {row[1] for row in told} >= {'assessment.single', 'cp.conference.initial', 'cp.conference.review'},
                f'Annex A: only {len(told)} red lines of {len(read)}')
    print(f'Annex A: {len(read)} lines, {len(told)} red')


def check_two_years(checks, folder, children):
    """Two consecutive censuses must have the same lines as one file for both years."""
    fields = ['case', 'ref', 'rule', 'triggered_at', 'due', 'state', 'met_at', 'reason']
    old, new, both = (folder / f'{name}.xml' for name in ('old', 'new', 'both'))
    old.write_text(census(children, BEFORE, CUT - dt.timedelta(1)), encoding='utf-8')
    new.write_text(census(children, CUT), encoding='utf-8')
    both.write_text(census(children, BEFORE), encoding='utf-8')
    checks.same('two censuses', checks.lines(old, new, fields=fields, status=0),
                checks.lines(both, '--history-from', str(BEFORE), fields=fields, status=0))


def main():
    checks, count, seed = Checks(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 400, int(sys.argv[3]) if sys.argv[3:] else 20260331
    children = [grow(random.Random(seed + number)) for number in range(count)]
    fields = ['case', 'rule', 'triggered_at', 'due', 'state']
    with tempfile.TemporaryDirectory() as temporary:
        file = Path(temporary) / 'census.xml'
        for alternative in ([], ['--rule', 'assessment.single~statistics']):
            file.write_text(census(children), encoding='utf-8')
            whole = checks.lines(file, '--history-from', '2015-01-01', *alternative, fields=fields, status=0)
            reds = {(row[0], row[1], row[3]) for row in whole if row[4] in RED}
            for reviews_of_year in (False, True):
                file.write_text(census(children, CUT, LAST, reviews_of_year), encoding='utf-8')
                year = checks.lines(file, *alternative, fields=fields, status=0)
                wrong = [row for row in year if row[4] in RED and (row[0], row[1], row[3]) not in reds]
                checks.that(not wrong, f'{alternative}, reviews of the year alone: {reviews_of_year}: red in the census alone: {wrong[:5]}')
                told = sum(row[4] in RED for row in year)
                checks.that(told > count // 20, f'only {told} red lines of {len(year)}')
                print(f'{" ".join(alternative)} {len(whole)} lines, {len(reds)} red; of one census {len(year)} lines, {told} red')
        check_annex_a(checks, Path(temporary), children)
        check_two_years(checks, Path(temporary), children)
        check_ssda903(checks, Path(temporary), [stays(random.Random(seed + number)) for number in range(count)])
    for failure in checks.failures:
        print(f'FAILED: {failure}')
    return 1 if checks.failures else 0


if __name__ == '__main__':
    sys.exit(main())
