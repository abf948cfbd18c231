"""Tests whether the page answers a manager's questions on a Monday, using only the pointer. Each answer must be the same as the
command's, and take at most three clicks."""
import csv
import datetime
import json
import re
import sys
from collections import Counter
from pathlib import Path

import browser
from browser import Browser
from checks import Checks
from pages import ROOT, TO_DO, Pages, has_no_figure

TEAM, WORKER = 'Looked After 1', 'W-51'
CHILDREN = "[...document.querySelectorAll('#children > tbody > tr[data-c]')].map(r => r.cells[0].textContent)"
GROUPS = '''Object.fromEntries([...document.querySelectorAll('#bars-group tbody tr')].filter(r => !r.hidden && r.dataset.k)
  .map(r => [r.dataset.k, [...r.cells].slice(2).map(c => c.textContent)]))'''
ROWS = "[...document.querySelectorAll('#rows > tbody > tr[data-c]')].map(r => r.cells[0].textContent)"


class Manager:
    """A manager who reopens the page for each question. Counts the clicks: choosing from a list takes two."""

    def __init__(self, checks, page, path):
        self.checks, self.page, self.path, self.clicks, self.asked = checks, page, path, 0, []

    def ask(self, question, fragment=''):
        self.page.open(self.path, fragment)
        self.clicks, self.question = 0, question

    def click(self, selector):
        self.page.click(selector)
        self.clicks += 1

    def choose(self, label, words):
        self.page.run(f'''(() => {{
          const label = [...document.querySelectorAll('.filters label')].find(l => l.firstChild.textContent === {json.dumps(label)});
          [...label.querySelectorAll('option')].find(o => o.textContent === {json.dumps(words)}).selected = true;
          label.lastChild.dispatchEvent(new Event('input', {{bubbles: true}})); }})()''')
        self.clicks += 2

    def click_link(self, words):
        """Clicks on a link at the head of the page."""
        number = self.page.run(f"[...document.querySelectorAll('nav a')].findIndex(a => a.textContent === {json.dumps(words)}) + 1")
        self.click(f'nav a:nth-of-type({number})')

    def click_case(self, name):
        self.click(f'#children > tbody > tr[data-c="{self.page.run("children.find(c => c && c.name === " + json.dumps(name) + ").data.c")}"] th a')

    def answer(self, what, found, expected):
        self.checks.that(self.clicks <= 3, f'{self.question}: {self.clicks} clicks')
        self.checks.that(expected, f'{self.question}: the command has nothing to compare with')
        self.checks.same(f'{self.question} {what}', found, expected)
        self.asked.append((self.question, self.clicks))


def of_team(rows, *states):
    """Returns the team's rows in these states. Skips tasks that were done but have no date, because the page counts these
    separately."""
    return [row for row in rows if row['team'] == TEAM and row['state'] in states and (row['due'] or row['state'] != 'met')]


def ask_lists(manager, page, rows):
    manager.ask('Who is overdue in my team?')
    manager.choose('Team', TEAM)
    manager.click('.tile[data-s=overdue] button')
    overdue = of_team(rows, 'overdue')
    manager.answer('children', sorted(page.run(CHILDREN)), sorted({row['case'] for row in overdue}))
    manager.answer('the tile', page.run("document.querySelector('.tile[data-s=overdue] b').textContent"), str(len(overdue)))
    manager.answer('the cases of the tile', page.run("document.querySelector('.tile[data-s=overdue] .for').textContent"), f"tasks for {len({row['case'] for row in overdue})} cases")
    manager.answer('the head', page.run("document.querySelector('#whose').textContent"), f"{len({row['case'] for row in overdue})} cases: team {TEAM}, overdue")

    manager.ask('What is due this week?')
    manager.choose('Team', TEAM)
    manager.click('.tile[data-s=week] button')
    due = [row for row in of_team(rows, 'due_soon', 'open') if row['due'] and row['due'][:10] <= '2026-11-08']
    manager.answer('children', sorted(page.run(CHILDREN)), sorted({row['case'] for row in due}))
    manager.answer('the tile', page.run("document.querySelector('.tile[data-s=week] b').textContent"), str(len(due)))
    manager.answer('the cases of the tile', page.run("document.querySelector('.tile[data-s=week] .for').textContent"), f"tasks for {len({row['case'] for row in due})} cases")


def ask_seen(manager, page, pages):
    """A child was last seen on the day of the latest visit by a social worker or personal adviser, up to the as-at day. Void
    visits do not count. Children with a visit due but no visit on file come first, then open cases by the day. Then come open cases
    that have no visit on file and need none, then cases with nothing to do."""
    manager.ask('Who has not been seen?')
    manager.choose('Team', TEAM)
    manager.click('#children thead th:nth-child(2) button')
    shown = page.run("[...document.querySelectorAll('#children > tbody > tr[data-c]')].map(r => [r.cells[0].textContent, r.cells[1].firstChild ? r.cells[1].firstChild.textContent : ''])")
    last = {}
    for row in pages.rows():
        if row['event'] in ('visit.made', 'pa_visit.made') and 'void' not in row['tags'] and row['at'][:10] <= '2026-10-31':
            last[row['case']] = max(last.get(row['case'], ''), row['at'][:10])
    visits = {duty for file in (ROOT / 'data' / 'profiles').glob('*.yaml')
              for duty, rule in re.findall(r'^  - id: (\S+)\n((?:    .*\n)+)', file.read_text(), re.MULTILINE)
              if re.search(r'^    due: (visit|pa_visit)\.made$', rule, re.MULTILINE)}
    due = {row['case'] for row in pages.as_json()['rows'] if row['state'] in TO_DO and row['rule'].split('/')[0] in {duty.split('/')[0] for duty in visits}}
    to_do = {row['case'] for row in pages.as_json()['rows'] if row['state'] in TO_DO and not has_no_figure(row)}
    days = [last.get(case, '') for case, _ in shown]
    ranks = [0 if case in due or case in to_do and case in last else 1 if case in to_do else 2 for case, _ in shown]
    number = ranks.count(0)
    manager.answer('open children first', ranks, sorted(ranks))
    manager.answer('longest first', days[:number], sorted(days[:number]))
    written = [f'{datetime.date.fromisoformat(day):%-d %b %Y}' if day else 'none on file' if case in due else '' if case in to_do else 'no visit due'
               for (case, _), day in zip(shown, days)]
    manager.answer('the days', [words for _, words in shown], written)
    page.open(manager.path)
    page.click('#list .more button:last-child')
    for is_reversed in (False, True):
        page.run("document.querySelector('#children thead th:nth-child(2) button').click()")
        shown = page.run("[...document.querySelectorAll('#children > tbody > tr[data-c]')].map(r => [r.cells[0].textContent, r.cells[1].textContent])")
        cells = [words for _, words in shown]
        number = sum(words.endswith('no visit due') for words in cells)
        manager.checks.that(0 < number < len(cells) and all(words.endswith('no visit due') for words in cells[-number:]),
                            f'children for whom no visit is due are not last: {cells}')
        wrong = [case for case, words in shown if words.endswith('no visit due') == (case in to_do)]
        manager.checks.same('whether a visit may be due', wrong, [])
        ranks = [0 if case in due or case in to_do and case in last else 1 if case in to_do else 2 for case, _ in shown]
        manager.checks.same('open cases before those that are over', ranks, sorted(ranks))
        days = [last.get(case, '') for case, _ in shown][:ranks.count(0)]
        manager.checks.same('by the day shown', days, sorted(days, reverse=is_reversed))


def ask_print(manager, page):
    manager.ask('Print for supervision')
    page.run('window.print = () => {}')
    manager.choose('Worker', WORKER)
    manager.click('.sheets-button')
    manager.answer('one sheet', page.run("[...document.querySelectorAll('.sheet h2')].map(h => h.textContent)"), [f'Supervision: worker {WORKER}'])


def ask_why(manager, page):
    """Case 1405 of examples/README.md: a visit to P2 was due on 10 September 2026, six weeks after 30 July."""
    manager.ask('Why is this red?')
    manager.click_case('1405')
    told = page.run("document.querySelector('.told').textContent")
    for part in ('Overdue by 36 working days', 'Thursday 10 September 2026', 'Thursday 30 July 2026', 'every 6 weeks', 'SI 2010/959'):
        manager.answer(part, part in told, True)

    manager.ask('What did the law say then?')
    manager.click_case('1405')
    manager.click('.lines tr[data-s=overdue] summary')
    why = page.run("document.querySelector('.lines tr[data-s=overdue] details[open]').textContent")
    for part in ('every 6 weeks', 'SI 2010/959', 'reg 28', 'In forcefrom Wednesday 1 April 2015'):
        manager.answer(part, part in why, True)


def ask_visit(manager, page, pages):
    """The page must show which duties a visit on Thursday would meet, and when these are due next. Both must match --what-if, for
    each tag that a duty may need."""
    manager.ask('What if I visit on Thursday?', '#find=1405')
    manager.click('#children > tbody > tr:first-child th a')
    days = page.run("[...document.querySelectorAll('.visit option')].map(o => o.textContent)")
    manager.answer('days offered', [datetime.datetime.strptime(day, '%A %d %B %Y').weekday() < 5 for day in days], [True] * 10)
    first = page.run("[...document.querySelector('.visit table').rows].filter(r => r.offsetHeight).map(r => r.cells[0].textContent)")
    manager.answer('the first day, before one is chosen', first, ['On', days[0]])
    page.run("""(() => { const s = document.querySelector('.visit select'); s.value = [...s.options].findIndex(o => o.textContent === 'Thursday 5 November 2026');
      s.dispatchEvent(new Event('input')); })()""")
    manager.clicks += 2
    shown = page.run("[...document.querySelectorAll('.visit tbody tr')].filter(r => !r.hidden).map(r => [...r.querySelectorAll('li')].map(l => l.textContent))")
    told = pages.as_json('--case', '1405', '--what-if', 'visit.made=2026-11-05', '--tag', 'alone')['rows']
    met = [row for row in told if row['effect'] == 'meets']
    checks = [[f"Meets the {row['occurrence']}th {row['title']}, {row['ref']}" in words and f"{long(row['next_due'])}" in words for row, words in zip(met, shown[0])]]
    manager.answer('duties', len(shown[0]), len(met))
    manager.answer('each duty and its next date', checks, [[True] * len(met)])


def long(day):
    return f'{datetime.date.fromisoformat(day[:10]):%A %-d %B %Y}' if day else ''


def ask_file(manager, page, told):
    manager.ask('Is the file whole?')
    manager.click('#quality summary')
    shown = page.run("[...document.querySelectorAll('#quality li')].map(l => l.textContent)")
    manager.answer('findings', len(shown), len(told['quality']))
    manager.answer('the last day', shown[0], told['quality'][0]['text'])


def ask_changes(manager, page, pages):
    """Compares the caseload with the previous week's file, which has no row after 23 October."""
    older = Path(pages.folder.name) / 'older.csv'
    rows = [row for row in pages.rows() if row['at'][:10] <= '2026-10-23']
    with older.open('w', encoding='utf-8', newline='') as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    told = Counter(row['change'] for row in pages.as_json('--since', str(older))['rows'])
    manager.path = pages.examples('--since', str(older))
    manager.ask('What changed?')
    manager.click('nav a[href="#since"]')
    manager.answer('newly overdue', page.run("document.querySelectorAll('#since details[open] tbody tr').length"), told['overdue'])
    kinds = page.run("[...document.querySelectorAll('#since details')].map(d => [d.querySelector('b').textContent, String(d.querySelectorAll('tbody tr').length)])")
    manager.answer('counts', sorted(kinds), sorted([str(count), str(count)] for count in told.values()))
    manager.choose('Team', TEAM)
    of_team = [row for row in pages.as_json('--since', str(older), '--where', f'team={TEAM}')['rows']]
    shown = page.run("[...document.querySelectorAll('#since tbody tr')].filter(r => !r.hidden).length")
    manager.answer('of the team', shown, len(of_team))
    sentence = page.run("document.querySelector('#since > p').textContent")
    manager.answer('in the sentence', sum(map(int, re.findall(r'\d+', sentence.split(': ')[1]))), len(of_team))


def ask_ahead(manager, page, pages):
    manager.ask('What is coming in the next weeks?')
    manager.choose('Team', TEAM)
    manager.click('nav a[href="#coming"]')
    heads = page.run("[...document.querySelectorAll('#weeks thead th')].slice(1).map(t => t.textContent)")
    manager.answer('Christmas', 'Fri 25 Dec: Christmas Day' in heads[-1], True)
    holidays = page.run("[...document.querySelectorAll('#holidays li')].map(l => l.textContent)")
    manager.answer('the holidays as on GOV.UK', {'Friday 25 December 2026: Christmas Day', 'Monday 28 December 2026: Boxing Day (substitute day)'} <= set(holidays), True)
    manager.answer('the end', page.run("document.querySelector('#calendar-end').textContent"),
                   'These weeks end on Sunday 27 December 2026. To list what is due up to Thursday 31 December 2026, choose a month '
                   'under "Due". What is due after that is not on this page: ask whoever made it for a page that goes further (option --horizon 2027-01-31).')
    manager.ask('What is coming in December?', '#team=' + TEAM.replace(' ', '+'))
    manager.choose('Due', 'December 2026')
    manager.click('[data-view=duty]')
    rows = [row for row in pages.as_json('--horizon', '2026-12-31', '--where', f'team={TEAM}')['rows'] if row['state'] in TO_DO and (row['due'] or '').startswith('2026-12')]
    page.run("document.querySelector('#list .more button:last-child').click()")
    manager.answer('in December', sorted(page.run(ROWS)), sorted(row['case'] for row in rows))
    manager.ask('What is coming next month?')
    manager.choose('Team', TEAM)
    manager.click_link('Coming up: November')
    rows = [row for row in pages.as_json('--horizon', '2026-11-30', '--where', f'team={TEAM}')['rows'] if row['state'] in TO_DO and (row['due'] or '').startswith('2026-11')]
    page.run("document.querySelector('#list .more button:last-child').click()")
    manager.answer('children in November', sorted(page.run(CHILDREN)), sorted({row['case'] for row in rows}))
    manager.answer('the head', page.run("document.querySelector('#whose').textContent"), f"{len({row['case'] for row in rows})} cases: team {TEAM}, due in November 2026")
    manager.answer('the focus', page.run('document.activeElement.id'), 'list-h')


def check_horizon(checks, page, pages):
    """A page made with --horizon must list everything that falls due up to that day."""
    page.open(pages.examples('--horizon', '2026-12-31'), '#view=duty')
    page.run("document.querySelector('#list .more button:last-child').click()")
    late = [row['due'] for row in pages.as_json('--horizon', '2026-12-31')['rows'] if row['state'] in TO_DO and '2026-12-28' <= (row['due'] or '')[:10] <= '2026-12-31']
    days = page.run("[...document.querySelectorAll('#rows > tbody > tr[data-c]')].map(r => r.row.due)")
    first = datetime.date(2026, 12, 28).toordinal() - datetime.date(1970, 1, 1).toordinal()
    checks.same('after the calendar', sum(first <= (day or 0) <= first + 3 for day in days), len(late))
    checks.that(late, 'nothing falls due after the calendar')
    told = page.run("document.querySelector('#calendar-end').textContent")
    checks.that("To list what is due up to Thursday 31 December 2026, choose a month" in told, f'the end of the calendar: {told}')


def ask_measures(manager, page, pages):
    totals = count_quarter(pages)
    manager.ask('How did we do last quarter?')
    manager.choose('Team', TEAM)
    manager.click_link('In time: last quarter')
    shown = page.run(GROUPS)
    manager.answer('my team', {team: cells[1:] for team, cells in shown.items()}, {TEAM: [str(one) for one in totals[TEAM]]})
    manager.answer('the section', page.run("[document.activeElement.id, document.querySelector('#duties-h').getBoundingClientRect().top < 200]"), ['duties-h', True])

    manager.ask('How did all teams do last quarter?')
    manager.click_link('In time: last quarter')
    shown = page.run(GROUPS)
    manager.answer('by team', {team: cells[1:] for team, cells in shown.items()}, {team: [str(one) for one in sums] for team, sums in totals.items()})
    percent = {team: f'{100 * sums[1] / sums[0]:.1f}%' if sums[0] else '' for team, sums in totals.items()}
    manager.answer('in time', {team: cells[0] for team, cells in shown.items()}, percent)


def count_quarter(pages):
    totals = {}
    for row in pages.as_json('--summary', '--by', 'team', '--period', '2026-07-01..2026-09-30')['rows']:
        if row['team'] and (row['counted'] or row['no_deadline'] or row['cannot_tell']):
            sums = totals.setdefault(row['team'], [0] * 7)
            for i, key in enumerate(('counted', 'in_time', 'late', 'missed', 'overdue', 'no_deadline', 'cannot_tell')):
                sums[i] += row[key]
    return totals


def check_team_stays(checks, page, path):
    """The page's address has the team, so the team must stay chosen after a reload, a click on a tile or a link, or a change of
    view."""
    page.open(path, '#team=Looked+After+1')
    whose = "document.querySelector('#whose').textContent"
    checks.that('team Looked After 1' in page.run(whose), 'the address does not choose the team')
    for selector in ('.tile[data-s=late] button', '[data-view=child]', '.tile[data-s=overdue] button', 'nav a[href="#duties"]', '#children thead th:nth-child(2) button'):
        page.click(selector)
        checks.that('team=Looked+After+1' in page.run('location.hash') and 'team Looked After 1' in page.run(whose), f'{selector}: the team is gone')
    page.reload()
    checks.that('team Looked After 1, overdue' in page.run(whose), f'after a reload: {page.run(whose)}')
    bars = page.run("[...document.querySelectorAll('#bars-group tbody tr')].filter(r => !r.hidden).map(r => r.cells[0].textContent)")
    checks.same('measures follow the team', bars, ['All', 'Looked After 1'])


def check_over(checks, page, path, rows):
    """Lists of the duties done late, never done and done in time must open."""
    for slug, state in (('late', 'met_late'), ('missed', 'missed'), ('met', 'met')):
        page.open(path, '#team=Looked+After+1')
        page.click(f'.tile[data-s={slug}] button')
        expected = of_team(rows, state)
        page.run("document.querySelector('#list .more button:last-child').click()")
        checks.same(f'{state}: cases', sorted(page.run(ROWS)), sorted(row['case'] for row in expected))
        checks.same(f'{state}: the tile', page.run(f"document.querySelector('.tile[data-s={slug}] b').textContent"), str(len(expected)))
        page.click('#rows > tbody > tr:first-child th a')
        checks.same(f'{state}: a row opens its case', page.run("document.querySelector('#rows .case.open h3').textContent"), 'Case ' + page.run(ROWS)[0])


def check_length(checks, page, path):
    page.open(path)
    screens = page.run('document.documentElement.scrollHeight / 900')
    checks.that(screens <= 12, f'the page is {screens:.1f} screens long')
    first = page.run('''['h1', '#whose', '#quality', '.tile[data-s=overdue]', '.tile[data-s=week]', '#children tbody tr']
      .map(s => document.querySelector(s).getBoundingClientRect().bottom)''')
    checks.that(max(first) <= 900, f'the first screen ends at 900, and has what ends at {first}')


def check():
    checks = Checks()
    with Pages(sys.argv[1]) as pages, Browser() as page:
        path, told = pages.examples(), pages.as_json()
        rows = told['rows']
        manager = Manager(checks, page, path)
        ask_lists(manager, page, rows)
        ask_seen(manager, page, pages)
        ask_print(manager, page)
        ask_why(manager, page)
        ask_visit(manager, page, pages)
        ask_file(manager, page, told)
        ask_ahead(manager, page, pages)
        ask_measures(manager, page, pages)
        ask_changes(manager, page, pages)
        for question, clicks in dict(manager.asked).items():
            print(f'{clicks} clicks: {question}')
        check_team_stays(checks, page, path)
        check_over(checks, page, path, rows)
        check_length(checks, page, path)
        check_horizon(checks, page, pages)
        checks.same('said on the console', page.said, [])
    return checks


browser.main(check)
