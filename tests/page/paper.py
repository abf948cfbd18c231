"""Tests the page on paper: the marking must be on every sheet, controls must be hidden, and each opened case must have its own
sheets, with its explanations open."""
import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import browser
from browser import Browser, Failed
from pages import DAY, MARKING, PROFILE, TO_DO, Pages, has_no_figure


def pages_of(pdf):
    if not shutil.which('pdftotext'):
        raise Failed('pdftotext is not installed (Debian: apt-get install poppler-utils)')
    text = subprocess.run(['pdftotext', '-layout', str(pdf), '-'], stdout=subprocess.PIPE, text=True, check=True).stdout
    return text.split('\f')[:-1]


def carried():
    """Returns the team and the worker of each case, from the latest row that has one. If that day has two, returns the one later in
    the alphabet."""
    found = {}
    rows = Pages.rows()
    for column in ('team', 'worker'):
        for row in sorted(rows, key=lambda row: (row['at'], row[column])):
            of = found.setdefault(row['case'], {'case': row['case'], 'team': '', 'worker': ''})
            of[column] = row[column] or of[column]
    return found


def check_sheets(that, pages, page, pdf):
    """Each worker of a team with something to do must have a supervision sheet: one side of A4 with the worker's name and cases."""
    page.open(pages.examples('--marking', MARKING), '#team=Looked+After+1')
    page.run('window.print = () => {}')
    page.click('.sheets-button')
    page.call('Emulation.setEmulatedMedia', media='print')
    dates = page.run("[...document.querySelectorAll('.sheet td > span + small')].map(s => getComputedStyle(s, '::before').content)")
    that(dates and set(dates) == {'", "'}, f'a date and how long ago it was run together: {set(dates)}')
    page.show_screen()
    page.paper(pdf)
    sheets = pages_of(pdf)
    last = carried()
    every = {row['worker'] for row in last.values() if row['team'] == 'Looked After 1'}
    busy = {row['worker'] for row in pages.as_json('--where', 'team=Looked After 1')['rows'] if row['state'] in TO_DO and not has_no_figure(row)}
    workers = sorted(every & busy)
    that(len(workers) > 1 and every - busy, f'of {sorted(every)} only {workers} have something to do')
    that(all(f'worker {worker} (' in sheets[-1] for worker in every - busy), f'the last sheet does not name {sorted(every - busy)}')
    that(len(sheets) == len(workers), f'{len(sheets)} sheets for {len(workers)} workers')
    for worker, sheet in zip(workers, sheets):
        cases = [row['case'] for row in last.values() if (row['team'], row['worker']) == ('Looked After 1', worker)]
        that(f'Supervision: worker {worker}' in sheet and 'team Looked After 1' in sheet and MARKING in sheet, f'the sheet of {worker} says {sheet[:200]!r}')
        that(cases and all(case in sheet for case in cases), f'the sheet of {worker} has not all of {cases}')
        that('Barnet' in sheet, f'the sheet of {worker} does not say whose rules are used')
        that('is due by Sunday 8 November 2026 is on this sheet.' in ' '.join(sheet.split()), f'the sheet of {worker} does not say what is on it')
        that('Clear filters' not in sheet and 'Coming' not in sheet, f'the sheet of {worker} has more than its cases')
    page.run("dispatchEvent(new Event('afterprint'))")
    that(page.run("!document.querySelector('#sheets') && document.querySelector('#list').checkVisibility()"), 'after the sheets the page is not as it was')
    page.paper(pdf)
    that('13 cases: team Looked After 1' in pages_of(pdf)[0], 'the print does not name the filter')


def check_all_late(that, page, path, told, week_end):
    """A sheet must have its cases' tasks that are overdue, need checking or are due this week, and count the others."""
    page.open(path)
    page.run('window.print = () => {}')
    page.click('.sheets-button')
    shown = page.run("""[...document.querySelectorAll('.sheet tbody tr')].map(tr => [tr.cells[0].textContent,
      ...[3, 4].map(i => [[...tr.cells[i].querySelectorAll('li .t')].map(t => t.textContent), tr.cells[i].textContent.replace(/^.*and (\\d+) more due later.*$/, '$1')])])""")
    rows = {}
    for row in told:
        if row['state'] in TO_DO and not has_no_figure(row):
            rows.setdefault(row['case'], []).append(row)
    most, out_of_days = 0, []
    for case, (late, rest_late), (to_come, rest) in shown:
        every_late = [row for row in rows[case] if row['state'] in ('overdue', 'not_computable')]
        is_late = [row['title'] for row in every_late if not is_nowhere(row)]
        due = [row for row in rows[case] if row['state'] in ('due_soon', 'open')]
        that(late == is_late, f'the sheet of {case} has {late}, expected {is_late}')
        soon = Counter(row['title'] for row in due if row['due'][:10] <= week_end)
        that(not soon - Counter(to_come), f'the sheet of {case} lacks {soon - Counter(to_come)}')
        that(len(to_come) - soon.total() == (len(due) > soon.total()), f'the sheet of {case} has {to_come}, of which {soon} are due this week')
        days = [row['due'] for row in every_late if not is_nowhere(row)]
        if None not in days and days != sorted(days):
            out_of_days.append(case)
        that(len(due) == len(to_come) + (int(rest) if rest.isdigit() else 0), f'the sheet of {case} has {to_come} and {rest!r}, expected {len(due)}')
        most = max(most, len(is_late))
    page.run("dispatchEvent(new Event('afterprint'))")
    return len(shown), most, out_of_days


def is_nowhere(row):
    """Returns whether a line only needs checking because an event is nowhere in the file, which a sheet says once."""
    return row['state'] == 'not_computable' and re.fullmatch(r'not in the file: \S+', row['reason'] or '') is not None


def check_nowhere(that, pages, page, pdf):
    """If seven events are nowhere in the file, a sheet must name them once, not for each child, and still be one side of A4. One
    worker has 13 cases."""
    gone = ('cla_review_report.prepared', 'cla_review_decisions.recorded', 'cla_review.recorded', 'review_minutes.shared', 'icb.notified',
            'placement.notified', 'iro.appointed')
    last = carried()
    mine = {case for case, of in last.items() if of['team'] == 'Looked After 1'}
    that(len(mine) == 13, f'{len(mine)} cases')
    rows = [{**row, 'worker': 'W-99' if row['case'] in mine else row['worker']} for row in Pages.rows() if row['event'] not in gone]
    with io.StringIO() as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
        path = pages.made('nowhere', file.getvalue(), '--profile', PROFILE, day=DAY, status=5)
    told = subprocess.run([sys.argv[1], 'worklist', str(path.with_suffix('.csv')), '--profile', PROFILE, '--as-at', DAY, '--format', 'json'],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    told = json.loads(told.stdout)['rows']
    nowhere = [row for row in told if is_nowhere(row)]
    that({row['reason'].split(': ')[1] for row in nowhere} == set(gone), 'not each of the seven events is waited for')
    busy = {row['worker'] for row in told if row['state'] in TO_DO and not has_no_figure(row)}
    page.open(path)
    page.run('window.print = () => {}')
    page.click('.sheets-button')
    page.paper(pdf)
    sheets = pages_of(pdf)
    that(len(sheets) == len(busy), f'{len(sheets)} sheets for {len(busy)} workers')
    for sheet in sheets:
        words = ' '.join(sheet.split())
        found = re.findall(r'Not in the file, so not checked for anyone: ([^.]*)\.', words)
        that(len(found) == 1 and len(re.split(', | and ', found[0])) == len(gone), f'a sheet says what is not in the file: {found}')
        that('appointment of the reviewing officer' in ' '.join(found), f'a sheet names {found}')
        that(len(re.findall('not in the file', words)) == 0, f'a sheet says what is not in the file for a child: {words}')
    check_all_late(that, page, path, told, '2026-11-08')
    page.open(path)
    tile = "document.querySelector('.tile[data-s=check] .absent').textContent"
    that(page.run(tile) == f'{len(nowhere)} because of events that are not in the file', page.run(tile))
    listed = page.run("[...document.querySelectorAll('#children .rest')].map(li => (/(\\d+) because of events that are not in the file$/.exec(li.textContent) || [0, 0])[1]).reduce((sum, n) => sum + Number(n), 0)")
    shown = set(page.run("[...document.querySelectorAll('#children > tbody > tr')].map(tr => tr.cells[0].textContent)"))
    that(listed == sum(row['case'] in shown for row in nowhere) > 0, f'the rows of the list count {listed} tasks')
    page.open(path, '#worker=W-99')
    that(page.run(tile).startswith(f"{sum(row['case'] in mine for row in nowhere)} because"), f'for W-99: {page.run(tile)}')


def check_notes(that, pages, page):
    """A sheet must say what a worker has to know about a task: that a visit was made, but the child was not seen alone; and what to
    ask. Barnet sees children on a child protection plan alone every 10 working days: after Monday 5 January 2026, by the 19th."""
    rows = ('case,event,at,tags,worker,ref\n1,birth,2015-01-05,,W-1,\n1,cp_plan.started,2026-01-05,,W-1,\n1,visit.made,2026-01-14,,W-1,\n1,visit.made,2026-01-06,alone,W-1,\n'
            '2,epo.made,2026-01-20,,W-1,E1\n2,epo.ended,2026-01-22,,W-1,E2\n')
    options = ('--profile', 'barnet', '--only', 'cp.visit,epo')
    path = pages.made('notes', rows, *options, day='2026-02-02')
    page.open(path, '#view=duty')
    expected = page.run("""[...document.querySelectorAll('#rows > tbody > tr')].flatMap(r => [...r.cells[2].querySelectorAll('small')].map(s => s.textContent))
      .filter(words => !words.startsWith('no date under'))""")
    that(any('14 January 2026, but not recorded as alone' in words for words in expected), f'no visit that was not alone: {expected}')
    that(any(words.startswith('Ask ') for words in expected), f'nothing to ask: {expected}')
    page.run('window.print = () => {}')
    page.click('.sheets-button')
    sheet = page.run("document.querySelector('.sheet').textContent")
    that('14 January 2026, but not recorded as alone' in sheet, f'the sheet leaves out that the visit was not alone: {sheet}')
    for words in expected:
        that(words in sheet, f'the sheet leaves out {words!r}: {sheet}')
    page.run("dispatchEvent(new Event('afterprint'))")


def check_caption(that, page, path, pdf):
    """However far down a sheet the list begins, what stands above its first row must stay together."""
    split = 0
    for view, parts in (('', ('Showing 13 cases', 'Each case, worst', 'then the due date', 'Last seen')), ('view=duty&', ('Showing 78 rows', 'What is due, worst', 'then the due date', 'Set by'))):
        page.open(path, f'#{view}team=Looked+After+1')
        page.run("document.querySelector('#list').before(make('div', null, {id: 'fill'}))")
        for height in range(180, 340, 20):
            page.run(f"document.querySelector('#fill').style.height = '{height}px'")
            page.paper(pdf)
            sheets = pages_of(pdf)
            on = [next((number for number, sheet in enumerate(sheets) if part in sheet), None) for part in parts]
            that(None not in on and len(set(on)) == 1, f'{view}{height} pixels further down, {parts} are on sheets {on}')
            split += on[0] == 1
    that(0 < split < 16, f'the list begins on the second sheet {split} of 16 times')


def check_idle(that, pages, page, pdf):
    """Worker W-1 has an assessment to finish, W-2 and W-3 have nothing to do. Only W-1 must have a sheet; it must name the
    others."""
    idle = ('2,referral.received,2026-01-05,W-2\n2,assessment.completed,2026-01-06,W-2\n3,referral.received,2026-01-05,W-3\n'
            '3,assessment.completed,2026-01-06,W-3\n4,referral.received,2026-01-05,W-3\n4,assessment.completed,2026-01-06,W-3\n')
    for name, rows in (('busy', '1,referral.received,2026-01-05,W-1\n' + idle), ('idle', idle)):
        page.open(pages.made(name, 'case,event,at,worker\n' + rows, '--only', 'assessment.single', day='2026-01-30'))
        page.run('window.print = () => {}')
        page.click('.sheets-button')
        page.paper(pdf)
        sheets = pages_of(pdf)
        that(len(sheets) == 1, f'{name}: {len(sheets)} sheets')
        that(('Supervision: worker W-1' in sheets[0]) == (name == 'busy') and 'Supervision: worker W-2' not in sheets[0], f'{name}: {sheets[0][:400]!r}')
        that('With nothing to do: worker W-2 (1 case), worker W-3 (2 cases).' in sheets[0], f'{name}: {sheets[0]!r}')
        page.run("dispatchEvent(new Event('afterprint'))")


def check():
    failures = []

    def that(holds, what):
        if not holds:
            failures.append(what)

    with Pages(sys.argv[1]) as pages, Browser() as page:
        pdf = Path(pages.folder.name) / 'page.pdf'
        page.open(pages.examples('--marking', MARKING))
        for case in ('1405', '1471'):
            page.run(f"[...document.querySelectorAll('#children th a')].find(a => a.textContent === '{case}').click()")
        page.paper(pdf)
        sheets = pages_of(pdf)
        whole = '\n'.join(sheets)
        that(len(sheets) > 5, f'only {len(sheets)} sheets')
        for number, sheet in enumerate(sheets, 1):
            that(MARKING in sheet, f'sheet {number} of {len(sheets)} has no marking')
            that(f'Page {number} of {len(sheets)}' in sheet, f'sheet {number} has no number')
        for control in ('Clear filters', 'Skip to the list', 'Close', 'Everything', 'To read about a mark', 'Open a case'):
            that(control not in whole, f'paper shows the control "{control}"')
        for case in ('1405', '1471'):
            starts = [sheet for sheet in sheets if f'Case {case}' in sheet.split('\n\n')[0] + sheet[:400]]
            that(len(starts) == 1, f'case {case} does not begin a sheet of its own')
            that(starts and 'Bank holiday' in starts[0], f'case {case}: the timeline is not on its first sheet')
        that('every 6 weeks' in whole, 'the explanations are folded')
        that(all('Last seen' in sheet and 'Next' in sheet for sheet in sheets[1:4]), 'the head of the list is not repeated')
        page.run('0')
        that(page.run("document.querySelectorAll('tr.opened .case.open').length") == 2, 'after printing the cases are not where they were')
        check_sheets(that, pages, page, pdf)
        count, _, out_of_days = check_all_late(that, page, pages.examples(), pages.as_json()['rows'], '2026-11-08')
        that(count > 50, f'{count} cases')
        that(out_of_days, 'the order of each sheet is that of the due dates')
        check_nowhere(that, pages, page, pdf)
        # A child came into care, and nothing else is on file for this child, so plans, visits, reviews and health are all overdue or
        # unknown. What the file has for another child is recorded.
        rows = 'case,event,at,worker\n1,birth,2015-03-04,W-1\n1,cla.started,2026-01-05,W-1\n1,placement.started,2026-01-05,W-1\n'
        rows += ''.join(f'2,{event},2026-06-29,W-1\n' for event in ('birth', 'visit.made', 'care_plan.prepared', 'placement_plan.prepared', 'cla_review.held',
                                                                    'health_assessment.completed', 'pep.completed', 'permanence_plan.prepared'))
        path = pages.made('late', rows, day='2026-06-30')
        told = subprocess.run([sys.argv[1], 'worklist', str(path.with_suffix('.csv')), '--as-at', '2026-06-30', '--format', 'json'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
        _, most, _ = check_all_late(that, page, path, json.loads(told.stdout)['rows'], '2026-07-05')
        that(most > 5, f'at most {most} late')
        check_notes(that, pages, page)
        check_idle(that, pages, page, pdf)
        check_caption(that, page, pages.examples(), pdf)
        page.open(pages.examples())
        page.paper(pdf)
        that(MARKING not in '\n'.join(pages_of(pdf)), 'a marking that was not asked for')
    return failures


browser.main(check)
