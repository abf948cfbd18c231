"""Tests how the page describes a duty: its number in the series, the law beside a council's standard, attempted visits, and the
names that people use. The expected text was worked out by hand from the rules of a fictional town."""
import json
import sys
from pathlib import Path

import browser
from browser import Browser
from checks import Checks
from pages import Pages

TOWN = '''profile: town
title: "Town (fictional)"
extends: england
document: {title: Standards, version: V1, date: 2025-04}
events:
  - {slug: town_review.held, title: review by the town, means: The town reviewed the case., shows: review}
  - {slug: town_call.made, title: call at the home, means: A family worker called and saw the child., shows: seen}
  - {slug: town_call.attempted, title: attempted call, means: Nobody was in., attempts: town_call.made}
rules:
  - {id: town.visit, title: visit alone, trigger: cin_plan.started, due: visit.made, schedule: [{within: 1 week}, {every: 4 weeks}],
     needs: [alone], ends: [cin_plan.ended], force: must, source: {section: "1", checked: primary}}
  - {id: missing.return_interview, title: return home interview, trigger: missing.returned,
     due: return_interview.held, within: 70 hours, each: true, force: must, source: {section: "2", checked: primary}}
'''

# Child 1 must be seen alone within a week, then every 4 weeks. The first visit is due on 12 January and made on the 9th. The second
# is due on 6 February: the child was not seen alone on the 4th but was on the 10th, so the second is late. The third is due on 10
# March and made on the 9th. The fourth is due on 6 April; on the 1st nobody was at home. Child 2 returned on 5 April at 10:00: the
# town's 70 hours end on the 8th at 8:00, and the law's 72 hours at 10:00. Child 3 returned on the 1st at 10:00 and was interviewed
# on the 4th at 9:00, an hour after the town's limit and an hour before the law's. Child 4 starts a plan, and has three events that
# only the town's vocabulary defines.
ROWS = '''case,event,at,tags
1,cin_plan.started,2026-01-05,
1,visit.made,2026-01-09,alone
1,visit.made,2026-02-04,
1,visit.made,2026-02-10,alone
1,visit.made,2026-03-09,alone
1,visit.attempted,2026-04-01,
2,missing.returned,2026-04-05T10:00,
3,missing.returned,2026-04-01T10:00,
3,return_interview.held,2026-04-04T09:00,
4,cin_plan.started,2026-04-07,
4,town_review.held,2026-03-20,
4,town_call.made,2026-03-21,
4,town_call.attempted,2026-03-28,
'''
LINES = """[...document.querySelectorAll('.case.open .lines > tbody > tr')].map(r => [[...r.cells[0].childNodes].slice(0, 2)
  .filter(n => n.nodeType === 3 || n.className === 't').map(n => n.textContent).join('').trim(), r.cells[1].textContent])"""
CHILD = "[...document.querySelectorAll('#children > tbody > tr[data-c]')].find(r => r.cells[0].textContent === '{}')"


def open_case(page, name):
    page.run(f"{CHILD.format(name)}.querySelector('th a').click()")


def check_numbers(checks, page, path):
    """A visit that does not meet the needs of a rule does not count as done, so it has no number in the series."""
    page.open(path, '#find=1')
    open_case(page, '1')
    lines = page.run(LINES)
    checks.same('the open one', lines[0][0], '4th visit alone')
    checks.that(lines[0][1].startswith('Overdue by 2 working days'), f'the fourth: {lines[0][1]}')
    checks.same('those that are over', [words for words, _ in lines[1:]], ['visit alone', '2nd visit alone', '3rd visit alone'])
    checks.that(lines[2][1].startswith('Done late'), f'the second: {lines[2][1]}')


def check_lacking(checks, page, pages, options):
    """Two days after the second visit was due, the page must mention the visit at which the child was not seen alone, but not count
    it."""
    page.open(pages.made('lacking', ROWS, *options, day='2026-02-08'), '#view=duty&find=1')
    row = page.run("document.querySelector('#rows > tbody > tr').innerText")
    for part in ('2nd visit alone', 'Overdue', 'Wednesday 4 February 2026', 'alone'):
        checks.that(part in row, f'what lacks something: {part} is not in {row!r}')


def check_attempts(checks, page, path):
    page.open(path, '#find=1')
    checks.same('last seen', page.run(f"{CHILD.format('1')}.cells[1].innerText"), '9 Mar 2026\n30 days ago\ntried, not seen: 1 Apr 2026')
    open_case(page, '1')
    crosses = page.run("[...document.querySelectorAll('.case.open .timeline .mark')].filter(m => m.querySelector('.tried')).map(m => m.getAttribute('aria-label') || m.textContent)")
    checks.same('crosses', len(crosses), 1)
    checks.that(crosses and 'Wednesday 1 April 2026' in crosses[0] and 'attempted visit' in crosses[0], f'the cross says {crosses}')
    dots = page.run("[...document.querySelectorAll('.case.open .timeline .mark.event, .case.open .timeline .event')].filter(m => m.querySelector('circle') && m.querySelector('.tried')).length")
    checks.same('crosses that are dots, too', dots, 0)
    checks.that('Tried, not seen' in page.run("document.querySelector('.case.open .key').textContent"), 'the key does not explain the cross')


def check_law(checks, page, path):
    page.open(path, '#view=duty&find=return')
    row = page.run("[...document.querySelectorAll('#rows > tbody > tr')].find(r => r.cells[0].textContent === '2').innerText")
    for part in ('Overdue', 'in time by law (due by 10:00am on Wednesday 8 April 2026)', '8:00am on Wednesday 8 April 2026'):
        checks.that(part in row, f'late by the standard alone: {part} is not in {row!r}')
    page.open(path, '#view=duty&state=late&find=3')
    row = page.run("[...document.querySelectorAll('#rows > tbody > tr')].map(r => r.innerText).find(t => t.includes('return home'))")
    checks.that(row and 'Done late' in row and 'in time by law (due by 10:00am on Saturday 4 April 2026)' in row, f'done late by the standard, in time by law: {row!r}')


def check_own_events(checks, page, path):
    """The page must use the profile's vocabulary, not the names of events, to decide which events show that a child was seen or
    reviewed."""
    page.open(path)
    row = page.run(f"[1, 2].map(i => {CHILD.format('4')}.cells[i].innerText)")
    checks.same('child 4', row, ['21 Mar 2026\n18 days ago\ntried, not seen: 28 Mar 2026', '20 Mar 2026\n19 days ago'])


# Cases 1 to 3 are open, with a visit, an enquiry and a review to do, but not a visit by a social worker. Case 4 is over. Case 5 has a
# visit by a social worker overdue, and was last seen after case 4.
KINDS = '''case,event,at,tags
1,custody.started,2026-01-05,
1,custody_visit.made,2026-01-20,
2,s47.started,2026-04-07,
2,strategy_discussion.held,2026-04-07,
3,pre_proceedings.started,2026-01-05,
3,plo_review.held,2026-02-02,
4,birth,2015-01-05,
4,cin_plan.started,2026-01-05,
4,visit.made,2026-01-07,alone
4,cin_plan.ended,2026-01-08,
5,birth,2015-01-05,
5,cin_plan.started,2026-01-12,
5,visit.made,2026-01-14,alone
'''
KIND_DUTIES = 'cin.visit,yos.custody.visit,plo.review,cp.conference.initial'


def check_kinds(checks, page, pages):
    """The page must not say that no visit is due beside a visit of another kind, and must not list an open case after one that is
    over."""
    page.open(pages.made('kinds', KINDS, '--profile', 'barnet', '--only', KIND_DUTIES, day='2026-04-08T09:00'))
    cells = "[...document.querySelectorAll('#children > tbody > tr[data-c]')].map(r => [0, 1, 2, 3].map(i => r.cells[i].innerText))"
    shown = {row[0]: row for row in page.run(cells)}
    checks.that('visit in custody' in shown['1'][3], f'no visit to a child in custody is overdue: {shown["1"]}')
    checks.that('review' in shown['3'][3], f'no review of the pre-proceedings is overdue: {shown["3"]}')
    for case in ('1', '2', '3', '5'):
        checks.that('visit due' not in shown[case][1] and 'review due' not in shown[case][2], f'an open case: {shown[case]}')
    checks.that(shown['4'][1].endswith('no visit due') and shown['4'][2] == 'no review due', f'a case that is over: {shown["4"]}')
    for _ in ('longest ago first', 'latest first'):
        page.click('#children thead th:nth-child(2) button')
        order = [row[0] for row in page.run(cells)]
        checks.same('the first and the last by last seen', (order[0], order[-1]), ('5', '4'))


def check_names(checks, page, pages):
    """The page's search must find the same rules by the same names as the option --only."""
    for name in ('ICPC', 'RHI', 'stat visit', 'IHA', 'icpc'):
        told = pages.as_json('--only', name)['rows']
        expected = sorted((row['case'], row['title']) for row in told if row['state'] in ('overdue', 'not_computable', 'due_soon', 'open') and row['title'])
        page.open(pages.shown, '#view=duty')
        page.run(f'''(() => {{ const field = document.querySelector('.filters input[type=search]'); field.value = {json.dumps(name)};
          field.dispatchEvent(new Event('input', {{bubbles: true}})); lists.duty.limit = Infinity; apply(); }})()''')
        found = page.run("[...document.querySelectorAll('#rows > tbody > tr[data-c]')].map(r => [r.cells[0].textContent, r.cells[1].querySelector('.t').textContent])")
        checks.that(expected, f'{name}: nothing to compare with')
        checks.same(f'search for {name}', sorted(map(tuple, found)), expected)


def check():
    checks = Checks()
    with Pages(sys.argv[1]) as pages, Browser() as page:
        town = Path(pages.folder.name) / 'town.yaml'
        town.write_text(TOWN, encoding='utf-8')
        options = ('--profile', str(town), '--only', 'town.visit,missing.return_interview')
        path = pages.made('town', ROWS, *options, day='2026-04-08T09:00')
        check_lacking(checks, page, pages, options)
        for check_one in (check_numbers, check_attempts, check_law, check_own_events):
            check_one(checks, page, path)
        check_kinds(checks, page, pages)
        pages.shown = pages.examples()
        check_names(checks, page, pages)
        checks.same('the console', page.said, [])
    return checks


browser.main(check)
