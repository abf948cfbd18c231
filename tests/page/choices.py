"""Tests choices that a person can type or bookmark: an address that asks for something that the page does not have, a search, a
sorted list of what is over, and names of teams and columns that mean something to the script or in an address."""
import datetime
import re
import sys
from collections import Counter
from urllib.parse import urlencode

import browser
from browser import Browser
from checks import Checks
from pages import PROFILE, SLUGS, TO_DO, Pages, has_no_figure, shown_state

WHOSE = "document.querySelector('#whose').textContent"
TILES = "Object.fromEntries([...document.querySelectorAll('.tile')].map(t => [t.dataset.s, Number(t.querySelector('b').textContent.replace(',', ''))]))"
SHOWN = "[...document.querySelectorAll('#children > tbody > tr[data-c]')].map(r => r.cells[0].textContent)"
BARS = "[...document.querySelectorAll('#bars-group tbody tr')].filter(r => !r.hidden).map(r => [r.cells[0].textContent, ...[...r.cells].slice(3).map(c => c.textContent)])"
WEEKS = "[...document.querySelectorAll('#weeks tbody tr')].filter(r => !r.hidden).map(r => [r.cells[0].textContent, [...r.querySelectorAll('td')].map(d => Number(d.textContent) || 0)])"
TEAMS = ['#', '&', '%', '+', '=', '%41', '100%25', 'a=b&c=d', '\U0001f642', 'North', 'north', 'constructor', '__proto__', 'toString',
         'all', '<script>alert(1)</script>', '</script>', 'x' * 10000]


UNKNOWN = "[...document.querySelectorAll('#unknown')].filter(p => p.checkVisibility()).map(p => p.textContent)"


def check_unknown(checks, page, path):
    """If an address asks for something that the page does not have, the page must say so, and say what it shows instead. It must
    not show another team's cases. A value that differs only by capitals or blanks still matches."""
    page.open(path)
    whole = [page.run(one) for one in (WHOSE, TILES, SHOWN, BARS)]
    for fragment, words in (('state=nope', 'state “nope”, so it shows every state'), ('state=constructor', 'state “constructor”, so it shows every state'),
                            ('state=week', 'state “week”, so it shows every state'), ('due=nope', 'choice of days “nope”, so it shows tasks whenever they are due'),
                            ('due=toString', 'choice of days “toString”, so it shows tasks whenever they are due'),
                            ('duty=nope', 'duty “nope”, so it shows every duty'), ('period=nope', 'period “nope”, so “In time” counts everything'),
                            ('period=constructor', 'period “constructor”, so “In time” counts everything'), ('view=nope', 'view “nope”, so the list is by case'),
                            ('sort=nope', 'column “nope”, so the list is not sorted by it'), ('sort=Set+by', 'column “Set by” in this list, so it is not sorted by it'),
                            ('open=nobody', 'case “nobody”, so none is open'), ('__proto__=x', 'filter “__proto__”, so it ignores that'),
                            ('nope=x', 'filter “nope”, so it ignores that'),
                            ('state=nope&view=nope', 'state “nope”, so it shows every state; no view “nope”, so the list is by case'),
                            ('team=', ''), ('find=+', ''), ('find=-', ''), ('=', ''), ('c999999', '')):
        page.open(path, '#' + fragment)
        checks.same(f'#{fragment}', [page.run(one) for one in (WHOSE, TILES, SHOWN, BARS)], whole)
        checks.same(f'#{fragment}: in words', page.run(UNKNOWN), [f'This page has no {words}. Choose another, or clear the filters.'] if words else [])
        checks.that(page.run("document.documentElement.classList.contains('ready')"), f'#{fragment}: the page is not ready')
    for fragment, team in (('team=nope', 'nope'), ('team=%', '%'), ('team=North&team=nope', 'nope'), ('team=' + 'x' * 10000, 'x' * 60 + '…')):
        page.open(path, '#' + fragment)
        checks.same(f'#{fragment[:20]}', [page.run(UNKNOWN), page.run(SHOWN)],
                    [[f'This page has no team “{team}”, so it shows no cases. Choose another, or clear the filters.'], []])
    for fragment, meant in (('team=looked+after+1', 'team=Looked+After+1'), ('Team=+LOOKED++after+1+', 'team=Looked+After+1'), ('state=Overdue', 'state=overdue'),
                            ('view=Duty&sort=-due', 'view=duty&sort=-Due'), ('worker=w-01', 'worker=W-01')):
        page.open(path, '#' + meant)
        expected = [page.run(one) for one in (WHOSE, TILES, SHOWN, BARS)]
        checks.that(expected != whole or 'view' in meant, f'#{meant}: shows everything')
        page.open(path, '#' + fragment)
        checks.same(f'#{fragment}', [page.run(one) for one in (UNKNOWN, WHOSE, TILES, SHOWN, BARS)], [[], *expected])
    page.open(path, '#team=nope&state=nope')
    page.run("choose({team: 'Looked After 1'})")
    checks.same('another team chosen', [page.run(UNKNOWN), page.run('location.hash')],
                [['This page has no state “nope”, so it shows every state. Choose another, or clear the filters.'], '#team=Looked+After+1'])
    page.run("[...document.querySelectorAll('.filters button')].at(-1).click()")
    checks.same('filters cleared', [page.run(UNKNOWN), page.run(WHOSE)], [[], whole[0]])
    page.open(path, '#view=duty&sort=Due')
    page.run("choose({view: ''})")
    page.reload()
    checks.same('the order of the other list', page.run(UNKNOWN), [])


def check_search(checks, page, pages, path):
    """A search for a duty must find the same tasks as the option --only, including those that are over."""
    for name, searches in (('ICPC', ('ICPC', ' icpc ')), ('stat visit', ('stat visit', 'Stat  Visit', 'stat-visit'))):
        rows = Counter(shown_state(row) for row in pages.as_json('--only', name)['rows'])
        counted = pages.as_json('--only', name, '--summary')['rows']
        sums = [f'{sum(row[key] for row in counted):,}' for key in ('counted', 'in_time', 'late', 'missed', 'overdue', 'no_deadline', 'cannot_tell')]
        checks.that(rows['met'] and rows['late'], f'{name}: nothing to compare with')
        for search in searches:
            page.open(path, '#' + urlencode({'find': search}))
            tiles = page.run(TILES)
            checks.same(f'{search!r}: tiles', {slug: tiles[slug] for slug in SLUGS.values() if slug != 'check'},
                        {slug: rows[slug] for slug in SLUGS.values() if slug != 'check'})
            checks.same(f'{search!r}: in time', page.run(BARS)[0], ['All', *sums])
            page.open(path, '#' + urlencode({'find': search, 'state': 'met', 'view': 'duty'}))
            page.run("document.querySelector('#list .more button:last-child').click()")
            checks.same(f'{search!r}: done in time', page.run("document.querySelectorAll('#rows > tbody > tr[data-c]').length"), rows['met'])


# Words that people use, and the duties that these mean in Barnet's rules.
SAID = {'ICPC': ['cp.conference.initial'], 'RCPC': ['cp.conference.review'], 'RHI': ['missing.return_interview'], 'IHA': ['cla.health.initial'],
        'RHA': ['cla.health.review'], 'stat visit': ['cla.visit', 'cp.visit'], 'LAC review': ['cla.review'], 'LAC visit': ['cla.visit'],
        'CP visit': ['cp.visit'], 'CIN visit': ['cin.visit', 'cin.visit.baby'], 'CIN review': ['cin.review'], 'PEP': ['cla.pep.emergency', 'cla.pep.initial'],
        'PA visit': ['leaving_care.pa_visit'], 'stat visits': ['cla.visit', 'cp.visit'], 'Stat. Visits': ['cla.visit', 'cp.visit'],
        'CIC review': ['cla.review'], 'LAC reviews': ['cla.review'], 'missing': ['missing.return_interview'], 'IRO': ['cla.iro.appointed', 'cla.iro.dispute', 'cla.iro.inform_change', 'cla.out_of_area.iro'],
        'S.47': ['s47.enquiry'], 's 47': ['s47.enquiry'], 'section 47 enquiries': ['s47.enquiry'], 'strat': ['s47.strategy_discussion'], 'Return home interviews': ['missing.return_interview']}
IN_TITLES = ('S.47', 'section 47 enquiries', 'strat')  # also in titles of other duties, which the search finds


def check_said(checks, page, pages, path):
    """Both --only and the search must find the duties that people's words mean. The search also finds other titles with those
    words."""
    rows = pages.as_json('--state', 'all')['rows']
    titles = {}
    for row in rows:
        titles.setdefault(row['rule'].split('/')[0].split('~')[0], set()).add(row['title'])
    for name, duties in SAID.items():
        found = Counter(row['rule'].split('/')[0] for row in pages.as_json('--state', 'all', '--only', name)['rows'])
        checks.that(set(found) <= set(duties), f'{name}: --only finds {sorted(found)}')
        checks.same(f'{name}: --only', sum(found.values()), sum(row['rule'].split('/')[0] in duties for row in rows))
        for spelling in (name, name.lower()):
            page.open(path, '#' + urlencode({'find': spelling}))
            tiles = page.run(TILES)
            shown = sum(number for slug, number in tiles.items() if slug != 'week')
            checks.that(shown > sum(found.values()) if name in IN_TITLES else shown == sum(found.values()), f'search for {spelling}: {shown}, expected {sum(found.values())}')
        checks.that(found, f'{name}: nothing to compare with')


def check_sorted(checks, page, path):
    """If a list of tasks that are over is sorted, its first page must begin with the first row of the whole list, not of the rows
    shown before."""
    page.open(path, '#state=met&view=duty')
    page.click('#rows thead th:nth-child(4) button')
    days = "[...document.querySelectorAll('#rows > tbody > tr[data-c]')].map(r => Math.min(r.row.due, 1e9))"
    first = page.run(days)
    page.run("document.querySelector('#list .more button:last-child').click()")
    every = page.run(days)
    checks.that(len(first) < len(every), 'everything was shown at first')
    checks.same('the first rows', first, sorted(every)[:len(first)])


def check_names(checks, page, pages):
    """Each team has one case in which the child must be seen by the working day after the referral. The address must keep the
    team's name. Columns with the names of the page's own choices must not be confused with them."""
    rows = [[f'K{i:02}', 'referral.received', '2026-02-02', team, f'd{i}', f's{i}', f'c{i}'] for i, team in enumerate(TEAMS)]
    text = 'case,event,at,team,duty,state,constructor\n'
    text += ''.join(','.join('"' + cell.replace('"', '""') + '"' for cell in row) + '\n' for row in rows)
    path = pages.made('names', text, '--only', 'referral.decision', day='2026-02-02')
    for i, team in enumerate(TEAMS):
        page.open(path)
        page.run(f'''(() => {{ const select = document.querySelector('.filters select');
          select.selectedIndex = [...select.options].findIndex(o => o.value === {TEAMS[i]!r});
          select.dispatchEvent(new Event('input', {{bubbles: true}})); }})()''')
        week = [1] + [0] * 7
        for when in ('chosen', 'after a reload'):
            checks.same(f'{team[:20]} {when}', page.run(SHOWN), [f'K{i:02}'])
            checks.same(f'{team[:20]} {when}: weeks', page.run(WEEKS), [['All', week], [team, week]])
            page.reload()
    for column, letter in (('Duty', 'd'), ('State', 's'), ('Constructor', 'c')):
        page.open(path)
        page.run(f'''(() => {{ const select = [...document.querySelectorAll('.filters label')].find(l => l.firstChild.textContent === '{column}').lastChild;
          select.value = '{letter}3'; select.dispatchEvent(new Event('input', {{bubbles: true}})); }})()''')
        checks.same(f'column {column}', page.run(SHOWN), ['K03'])
        page.reload()
        checks.same(f'column {column} after a reload', page.run(SHOWN), ['K03'])


def check_heads(checks, page, path):
    """A column heading must begin with a capital on paper too, where its button is not drawn."""
    page.open(path)
    page.call('Emulation.setEmulatedMedia', media='print')
    checks.same('on paper', page.run("getComputedStyle(document.querySelector('#children thead th:nth-child(6)'), '::first-letter').textTransform"), 'uppercase')
    page.show_screen()


def check_large(checks, page, pages, path):
    """A tile must show thousands with a comma, and must be selectable, with and without a filter that every task matches."""
    rows = Counter(shown_state(row) for row in pages.as_json()['rows'])
    expected = {slug: f'{rows[slug]:,}' for slug in ('overdue', 'soon', 'open', 'met', 'late', 'missed', 'ended', 'unset', 'undated')}
    checks.that(max(rows.values()) >= 1000, 'no tile has a thousand tasks')
    for fragment in ('', '#period=year'):
        page.open(path, fragment)
        for when in ('at first', 'again'):
            shown = dict(page.run("[...document.querySelectorAll('.tile')].map(t => [t.dataset.s, t.querySelector('b').textContent])"))
            checks.same(f'tiles {fragment} {when}', {slug: shown[slug] for slug in expected}, expected)
            disabled = page.run("[...document.querySelectorAll('.tile button:disabled')].map(b => b.parentElement.dataset.s)")
            checks.same(f'tiles that cannot be selected {fragment} {when}', disabled, [])
            page.run("choose({find: '1405'}); choose({find: ''})")
    states = page.run("[...document.querySelectorAll('.filters option')].map(o => o.value)")
    checks.same('states to choose', [slug for slug in expected if slug not in states], [])


def check_over(checks, page, path):
    """The list of tasks that are over must have its own caption and fifth heading, not the ones for tasks that are due."""
    named = "[document.querySelector('#rows caption').innerText, document.querySelector('#rows thead th:nth-child(5)').innerText]"
    page.open(path, '#view=duty')
    at_first = page.run(named)
    page.run("choose({state: 'late'})")
    checks.same('the list of what was late', page.run(named), ['Done late', 'Done or ended'])
    page.run("choose({state: ''})")
    checks.same('the list of what is due', [[caption.split(':')[0], head] for caption, head in (at_first, page.run(named))], [['What is due, worst first', 'Set by']] * 2)
    checks.that(': overdue (limits in hours first), needs checking, due soon, not due yet; then law, guidance, local standards; then the due date' in at_first[0], f'what worst first means: {at_first}')


def check_due(checks, page, pages, path):
    """The tiles must count the tasks due in the chosen weeks, like --due-before. Due cannot be combined with a state of tasks that
    are over."""
    to_do, done = ('overdue', 'soon', 'open'), ('met', 'late', 'missed', 'ended', 'unset', 'undated')
    whose, hash = "document.querySelector('#whose').textContent", 'location.hash'
    page.open(path)
    whole = page.run(TILES)
    rows = pages.as_json('--horizon', '2026-12-31')['rows']
    for due, first, last, words in (('week', '2026-10-31', '2026-11-08', 'due this week'), ('next', '2026-11-09', '2026-11-15', 'due in the week after'),
                                    ('month', '2026-10-31', '2026-11-28', 'due in the next 4 weeks'), ('2026-10', '2026-10-31', '2026-10-31', 'due in the rest of October 2026'),
                                    ('2026-11', '2026-11-01', '2026-11-30', 'due in November 2026'), ('2026-12', '2026-12-01', '2026-12-31', 'due in December 2026')):
        expected = Counter(shown_state(row) for row in rows if first <= (row['due'] or '')[:10] <= last)
        page.open(path, f'#due={due}')
        tiles = page.run(TILES)
        checks.same(f'due {due}: tiles', {slug: tiles[slug] for slug in to_do}, {slug: expected[slug] for slug in to_do})
        checks.same(f'due {due}: what is over', {slug: tiles.get(slug) for slug in done}, {slug: whole.get(slug) for slug in done})
        checks.that(page.run(whose).endswith((f' cases {words}', f'1 case {words}')), f'due {due}: {page.run(whose)}')
        checks.that(expected['soon'] + expected['open'] or due == '2026-10', f'due {due}: nothing to compare with')
        page.run("choose({view: 'duty'})")
        page.run("document.querySelector('#list .more button:last-child').click()")
        checks.same(f'due {due}: the list', page.run("document.querySelectorAll('#rows > tbody > tr[data-c]').length"), sum(expected[slug] for slug in (*to_do, 'check')))
    page.open(path, '#due=month')
    number = page.run(TILES)['open']
    page.click('.tile[data-s=open] button')
    page.run("choose({view: 'duty'})")
    page.run("document.querySelector('#list .more button:last-child').click()")
    checks.same('a tile keeps Due', [page.run(hash), page.run("document.querySelectorAll('#rows > tbody > tr[data-c]').length")], ['#due=month&state=open&view=duty', number])
    page.click('.tile[data-s=met] button')
    checks.that('due=' not in page.run(hash) and 'due' not in page.run(whose), f'a tile of what is over: {page.run(hash)}, {page.run(whose)}')
    page.run("choose({due: 'week'})")
    checks.same('Due after a state that is over', page.run(hash), '#view=duty&due=week')
    page.open(path, '#state=met&due=week')
    checks.same('a state that is over with Due', [page.run(hash), page.run(whose).split(': ')[1]], ['#state=met', 'done in time'])
    page.open(path, '#state=overdue&due=month')
    checks.same('overdue and due later', page.run(TILES)['overdue'], 0)


def check_matches(checks, page, pages, path):
    """A case that is listed because of its tasks must name one of them in its row, with its due date or how late it is."""
    rows = [row for row in pages.as_json('--horizon', '2026-12-31')['rows'] if row['state'] in TO_DO]
    texts = "[...document.querySelectorAll('#children > tbody > tr[data-c]')].map(r => [r.cells[0].textContent, r.cells[3].textContent + r.cells[4].textContent])"
    page.open(path)
    for change, holds in (("{due: '2026-12'}", lambda row: (row['due'] or '').startswith('2026-12')), ("{due: '', duty: 'review health assessment'}", lambda row: row['title'] == 'review health assessment'),
                          ("{duty: '', find: 'health'}", lambda row: 'health' in row['title']), ("{find: '', state: 'open'}", lambda row: row['state'] == 'open' and row['due'])):
        page.run(f'choose({change}); lists.child.limit = Infinity; apply()')
        shown = page.run(texts)
        checks.that(len(shown) > 5, f'{change}: {len(shown)} cases')
        for case, text in shown:
            wanted = [(row['title'], f"{datetime.date.fromisoformat(row['due'][:10]):%A %-d %B %Y}" if row['due'] else '') for row in rows if row['case'] == case and holds(row)]
            checks.that(any(title in text and (day in text or 'overdue' in text) for title, day in wanted), f'{change}: case {case} does not say why it is there: {text}')
    page.run("choose({state: 'late'})")
    late = Counter(row['case'] for row in pages.as_json()['rows'] if shown_state(row) == 'late')
    checks.same('done late', {case: int(re.search(r'Matches the filters:(\d+) done late$', text).group(1)) for case, text in page.run(texts)}, dict(late))
    page.run("choose({state: '', find: '1405'})")
    checks.same('found by its name', page.run("document.querySelectorAll('.match').length"), 0)
    page.run("choose({find: '', due: '2026-12'}); window.print = () => {}; printSheets()")
    checks.same('on sheets', page.run("[document.querySelectorAll('.sheet').length > 0, document.querySelectorAll('.sheet .match').length]"), [True, 0])
    page.run("dispatchEvent(new Event('afterprint')); choose({due: ''})")
    checks.same('without filters', page.run("document.querySelectorAll('.match').length"), 0)


def check_months(checks, page, pages):
    """Due must offer every month at least to the end of the next month. If the page ends within a month, Due must say on which day.
    A child is visited every 10 working days; the visit due on 27 November is overdue. If that visit is made on 1 December, the next
    are due on 15 December (2 to 4, 7 to 11, 14 and 15), on the 31st (16 to 18, 21 to 24, 29 to 31) and on 15 and 29 January (4 to 8
    and 11 to 15; 18 to 22 and 25 to 29)."""
    names = "[...[...document.querySelectorAll('.filters label')].find(l => l.firstChild.textContent === 'Due').lastChild.options].slice(4).map(o => o.textContent)"
    listed = "[...new Set([...document.querySelectorAll('#rows > tbody > tr[data-c]')].map(r => r.cells[3].textContent))]"
    rows = 'case,event,at,ref\n1,birth,2015-03-04,\n1,cp_plan.started,2026-11-02,P1\n1,visit.made,2026-11-13,P1\n'
    words = ['--profile', PROFILE, '--only', 'cp.visit']
    for day, options, expected in (('2026-12-01', [], ['December 2026', 'January 2027']), ('2026-11-15', [], ['Rest of November 2026', 'December 2026', 'January 2027']),
                                   ('2026-11-30', [], ['Rest of November 2026', 'December 2026', 'January 2027']),
                                   ('2026-12-31', [], ['Rest of December 2026', 'January 2027', 'February 2027']),
                                   ('2026-12-01', ['--horizon', '2027-02-12'], ['December 2026', 'January 2027', 'February 2027, to 12 February']),
                                   ('2100-12-01', [], ['December 2100'])):
        page.open(pages.made('months', rows, *words, *options, day=day))
        checks.same(f'months from {day} {options}', page.run(names), expected)
    end = "document.querySelector('#calendar-end').textContent"
    checks.same('the end of the bank holidays', page.run(end), 'These weeks end on Friday 31 December 2100. ')
    december, january = ['Tuesday 15 December 2026', 'Thursday 31 December 2026'], ['Friday 15 January 2027', 'Friday 29 January 2027']
    for options in ([], ['--horizon', '2026-12-20'], ['--horizon', '2027-01-31']):
        path = pages.made('months', rows, *words, *options, day='2026-12-01')
        for due, expected in (('2026-12', december), ('2027-01', january)):
            page.open(path, f'#view=duty&due={due}')
            checks.same(f'{due} {options}', page.run(listed), expected)
    page.click('#rows > tbody > tr:last-child th a')
    checks.same('a later row opens its case', page.run("document.querySelector('#rows .case.open h3').textContent"), 'Case 1')
    page.open(pages.made('months', rows, *words, '--due-before', '2026-12-20', day='2026-12-01'), '#view=duty&due=2026-12')
    checks.same('a list that is filtered has no later rows', page.run(listed), [])


def check_note(checks, page, pages, path):
    """The note under the list counts the whole page, so it must not be shown or printed with a filtered list."""
    note = "[...document.querySelectorAll('#list > .notes')].filter(n => n.checkVisibility()).map(n => n.textContent)"
    page.open(path)
    number = sum(row['state'] in ('met', 'met_late', 'missed', 'ended') for row in pages.as_json()['rows'])
    told = page.run(note)
    checks.that(told and told[0].startswith(f'{number:,} tasks that are done or no longer needed are not listed by duty.'), f'the note: {told}')
    unset, over = page.run(TILES)['unset'], pages.as_json('--state', 'all')['rows']
    over = sum(shown_state(row) == 'unset' and row['state'] in ('met', 'met_late', 'missed', 'ended') for row in over)
    checks.that(f' {unset:,} tasks have no set deadline, {over:,} of which are done or no longer needed. ' in told[0] and 0 < over < unset, f'the note: {told}')
    page.open(path, '#team=Looked+After+1')
    checks.same('the note of a team', page.run(note), [])


def check_children_to_check(checks, page, pages, path):
    """The note under each list must count the children who need checking among those shown."""
    note = "document.querySelector('#list > .standing').textContent"
    expected = {}
    for row in pages.as_json('--state', 'all')['rows']:
        children = expected.setdefault(row['team'], set())
        if row['state'] == 'not_computable' and not has_no_figure(row):
            children.add(row['case'])
    page.open(path)
    whole = sum(map(len, expected.values()))
    at_first = page.run(note)
    checks.that(whole > 1 and f' {whole} children need checking. ' in at_first, f'the whole page: {at_first}, expected {whole}')
    checks.that(len({len(children) for children in expected.values()}) > 1, f'the teams are alike: {expected}')
    for team, children in expected.items():
        page.run(f"choose({{team: {team!r}}})")
        noun = 'child shown here needs' if len(children) == 1 else 'children shown here need'
        checks.that(f' {len(children)} {noun} checking. ' in page.run(note), f'team {team}: {page.run(note)}, expected {len(children)}')
    page.run("choose({team: 'nope'})")
    checks.same('a team that the page does not have', page.run(note), at_first.replace(f'{whole} children need checking. ', ''))
    page.run("choose({team: ''})")
    checks.same('the whole page again', page.run(note), at_first)


def check_latest(checks, page, pages):
    """Children 1 to 3 are looked after and were seen in time; child 2 was placed long before. If the file has only each child's
    latest visit, it is unknown which visits were late, so visits are not part of any percentage. Both assessments were due on 9
    March 2026. Child 4's was finished in time, child 5's on 1 April."""
    rows = ('1,placement.started,2026-04-01,North\n1,visit.made,2026-04-07,North\n2,placement.started,2025-01-06,North\n2,visit.made,2026-04-20,North\n'
            '3,placement.started,2026-03-30,South\n3,visit.made,2026-04-02,South\n4,referral.received,2026-01-05,North\n'
            '4,assessment.completed,2026-01-06,North\n5,referral.received,2026-01-05,South\n5,assessment.completed,2026-04-01,South\n')
    words = ['--only', 'assessment.single,cla.visit']
    both, north = ['2', '1', '1', '0', '0', '0', '0'], ['1', '1', '0', '0', '0', '0', '0']
    note = "(document.querySelector('#latest') || {textContent: ''}).textContent"
    page.open(pages.made('latest', 'case,event,at,team\n' + rows, *words, '--holds', 'visit.made=latest', day='2026-04-30'))
    checks.same('the latest: in time', page.run(BARS), [['All', *both], ['North', *north], ['South', '1', '0', '1', '0', '0', '0', '0']])
    checks.same('the latest: the share', page.run("document.querySelector('#bars-group tr.all').cells[2].textContent"), '50.0%')
    duties = "[...document.querySelectorAll('#bars-duty tbody tr')].filter(r => !r.hidden).map(r => r.querySelector('.t').textContent)"
    checks.same('the latest: by duty', page.run(duties), ['single assessment'])
    shares = "[...document.querySelectorAll('#duties table.measures tbody tr')].map(r => [r.querySelector('.t').textContent, r.lastElementChild.textContent])"
    checks.same('the latest: by state', dict(page.run(shares)), {'single assessment': '50.0% 1 of 2', 'visit to a looked-after child': ''})
    checks.same('the latest: the note', page.run(note), 'Not counted here, because the file only has the latest of each: visit to a looked-after child.')
    page.run("choose({team: 'North'})")
    checks.same('the latest: in time of a team', page.run(BARS), [['All', *north], ['North', *north]])
    page.run("choose({team: '', period: 'year'})")
    checks.same('the latest: in time of a year', page.run(BARS)[0], ['All', *both])
    page.open(pages.made('all', 'case,event,at,team\n' + rows, *words, day='2026-04-30'))
    checks.that(page.run(BARS)[0][1:] == ['5', '3', '2', '0', '0', '0', '0'] and not page.run(note), f'all visits: {page.run(BARS)}, {page.run(note)}')


def check_cannot_tell(checks, page, pages, path):
    """Tasks that cannot be judged must be counted beside the tasks that fell due, by team, duty and month, whatever the filters and
    the period, as in --summary. A month counts every task that may have fallen due in it, so it is compared with that month's
    summary."""
    keys = ('counted', 'in_time', 'late', 'missed', 'overdue', 'no_deadline', 'cannot_tell')

    def summed(column, *options):
        found = {}
        for row in pages.as_json('--summary', *options)['rows']:
            sums = found.setdefault(row[column] if column else 'All', [0] * len(keys))
            for i, key in enumerate(keys):
                sums[i] += row[key]
        return {name: [f'{one:,}' for one in sums] for name, sums in found.items() if sums[0] or sums[-1] or sums[-2]}

    def shown(table, name):
        rows = page.run(f"[...document.querySelectorAll('#bars-{table} tbody tr')].filter(r => !r.hidden).map(r => [{name}, [...r.cells].slice(3).map(c => c.textContent)])")
        return {row[0]: row[1] for row in rows if table == 'month' or set(row[1]) != {'0'}}

    periods = {'': [], 'year': ['--period', '2025-11-01..2026-10-31'], 'last': ['--period', '2026-07-01..2026-09-30'], 'quarter': ['--period', '2026-10-01..2026-10-31']}
    for team in ('', 'Safeguarding 1', 'Looked After 1'):
        only = ['--where', f'team={team}'] if team else []
        for period, options in periods.items():
            page.open(path)
            page.run(f'choose({{team: {team!r}, period: {period!r}}})')
            what = f'cannot tell, team {team!r}, period {period!r}'
            teams = summed('team', '--by', 'team', *options, *only)
            checks.same(f'{what}: by team', shown('group', 'r.cells[0].textContent'), {**summed('', *options, *only), **teams})
            by_duty = [[f'{row[key]:,}' for key in keys] for row in pages.as_json('--summary', *options, *only)['rows'] if row['counted'] or row['no_deadline'] or row['cannot_tell']]
            checks.same(f'{what}: by duty', sorted(page.run("[...document.querySelectorAll('#bars-duty tbody tr')].filter(r => !r.hidden).map(r => [...r.cells].slice(3).map(c => c.textContent))")), sorted(by_duty))
            if period in ('', 'year'):
                for month, cells in shown('month', 'r.dataset.k').items():
                    first = f'{int(month) // 12}-{int(month) % 12 + 1:02}'
                    last = {'02': 28, '04': 30, '06': 30, '09': 30, '11': 30}.get(first[5:], 31)
                    of_month = summed('', '--period', f'{first}-01..{first}-{last}', *only) or {'All': ['0'] * len(keys)}
                    checks.same(f'{what}: {first}', cells, of_month['All'])
    page.open(path)
    for column, least in ((-2, 12), (-1, 2)):
        checks.that(sum(int(cells[column]) for cells in shown('month', 'r.dataset.k').values()) > least, 'nothing to compare with')


def check_behind(checks, page, pages, path):
    """A click on a number in the bars must list the tasks that the number counts, for every column, team, month and duty, whatever
    the period."""
    listed = """[...document.querySelectorAll('#behind tbody tr')].length"""
    for fragment, table in (('', 'group'), ('#period=year', 'month'), ('#team=Looked+After+1&period=last', 'duty'), ('#period=quarter', 'group')):
        page.open(path, fragment)
        if table == 'duty':
            page.run("document.querySelector('#bars-duty').closest('details').open = true")
        cells = page.run(f"[...document.querySelectorAll('#bars-{table} tbody tr')].flatMap((tr, r) => tr.hidden ? [] : [...tr.cells].map((c, i) => [r, i]).filter(at => at[1] > 2 && !tr.cells[at[1]].firstChild.disabled))")
        checks.that(len(cells) > 20, f'{fragment}: {len(cells)} numbers')
        for row, column in cells[:12] + cells[12:60:5]:
            cell = f"document.querySelector('#bars-{table}').tBodies[0].rows[{row}].cells[{column}]"
            page.run(f"(() => {{ {cell}.firstChild.click(); const all = [...document.querySelectorAll('#behind button')].find(b => b.textContent.startsWith('Show all')); if (all) all.click(); }})()")
            shown, number, name = page.run(f"[{listed}, Number({cell}.textContent.replace(',', '')), {cell}.firstChild.getAttribute('aria-label')]")
            checks.same(f'behind {fragment} {name}', shown, number)
    page.open(path, '#team=Assessment+1')
    page.run("document.querySelector('#bars-group tr.all').cells[9].firstChild.click()")
    told = page.run("document.querySelector('#behind').textContent")
    checks.that(told.startswith('CloseCannot tell, All: ') and 'no date of birth' in told, f'what nobody can tell: {told}')
    page.run("choose({team: ''})")
    checks.that(not page.run("document.querySelector('#behind')"), 'what is behind a number stays when the filter changes')


def check_ways(checks, page, path):
    """A click on a number must open a list, scroll to the list and move the focus to it. Close and Escape must go back to the
    number. The number's name is read aloud, so it must not contain a slug. An address with a case must open that case."""
    place = "(document.activeElement.id + ' ' + (document.activeElement.getBoundingClientRect().top | 0)).split(' ')"
    for number, listed in (('#weeks tr.all button:not(:disabled)', 'week'), ('#bars-group tr.all td:nth-child(4) button', 'behind'),
                           ('#bars-month tbody tr:last-child td:nth-child(4) button:not(:disabled)', 'behind'), ('#bars-duty tbody tr:not([hidden]) button:not(:disabled)', 'behind')):
        for back in ("document.querySelector('#{0} button').click()", "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {{key: 'Escape', bubbles: true}}))"):
            page.open(path)
            page.run("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            label = page.run(f"document.querySelector({number!r}).getAttribute('aria-label')")
            page.click(number)
            focused, top = page.run(place)
            checks.that(focused == listed and 0 <= int(top) < 450, f'{number}: the focus is on {focused!r}, at {top}')
            page.run(back.format(listed))
            shown = page.run("[document.activeElement.getAttribute('aria-label'), document.activeElement.getBoundingClientRect().top > 0, document.activeElement.getBoundingClientRect().top < 900]")
            checks.same(f'{number}: back', shown, [label, True, True])
            checks.same(f'{number}: closed', page.run("document.querySelectorAll('#week table, #behind').length"), 0)
    page.open(path)
    names = page.run("[...document.querySelectorAll('#bars-duty tbody tr button')].map(b => [b.getAttribute('aria-label'), b.closest('tr').querySelector('.t').textContent])")
    checks.same('names of numbers', [name for name, title in names if not name.endswith(', ' + title)], [])
    for fragment in ('open=1405', 'view=duty&open=1405', 'find=no+such+duty&open=1405'):
        page.open(path, '#' + fragment)
        shown = page.run("(() => { const h = document.querySelector('.case.open h3'), r = h.getBoundingClientRect(); return [h.textContent, r.top >= 0 && r.top < innerHeight]; })()")
        checks.same(f'#{fragment}', shown, ['Case 1405', True])


def check_kept(checks, page, path):
    """After a reload, both lists must have the same order and the same open case. A case that is in no list must also still be
    open."""
    opened = "[...document.querySelectorAll('.case.open h3')].map(h => h.textContent)"
    order = "[...document.querySelectorAll('#children > tbody > tr[data-c]')].map(r => r.cells[0].textContent)"
    page.open(path, '#team=Looked+After+1')
    for _ in range(2):
        page.click('#children thead th:nth-child(2) button')
    page.click('#children > tbody > tr:nth-child(3) th a')
    before = [page.run(order), page.run(opened), page.run('location.hash')]
    checks.that('sort=-Last+seen' in before[2] and f'open={before[0][2]}' in before[2], f'the address: {before[2]}')
    page.reload()
    checks.same('after a reload', [page.run(order), page.run(opened), page.run('location.hash')], before)
    checks.that(page.run("document.querySelector('#children tr.opened .case.open')"), 'the case is not opened below its row')
    page.click('#children > tbody > tr:nth-child(3) th a')
    checks.that('open=' not in page.run('location.hash'), 'a closed case is still in the address')
    page.open(path, '#find=no+such+duty&open=1405')
    checks.same('in no list', page.run(opened), ['Case 1405'])
    page.open(path, '#view=duty&sort=Due&open=1405')
    checks.same('by duty', [page.run(opened), page.run("document.querySelector('#rows th[aria-sort]').textContent")], [['Case 1405'], 'Due'])
    page.open(path, '#sort=constructor&open=nobody')
    checks.same('an unknown order and case', page.run(opened), [])


def check_weeks(checks, page, pages):
    """The calendar's first column must begin today and end on Sunday; the others must run from Monday to Sunday."""
    rows = 'case,event,at\n' + ''.join(f'{i},referral.received,2026-10-{i:02}\n' for i in range(1, 31))
    heads = "[...document.querySelectorAll('#weeks thead th')].slice(1).map(t => t.firstChild.textContent)"
    for day, first, second, columns in (('2026-10-26', '26 Oct to 1 Nov', '2 Nov to 8 Nov', 8), ('2026-10-28', '28 Oct to 1 Nov', '2 Nov to 8 Nov', 8),
                                        ('2026-10-30', '30 Oct to 1 Nov', '2 Nov to 8 Nov', 8), ('2026-10-31', '31 Oct to 1 Nov', '2 Nov to 8 Nov', 9),
                                        ('2026-11-01', '1 Nov', '2 Nov to 8 Nov', 9)):
        page.open(pages.made('weeks', rows, '--only', 'assessment.single', day=day))
        shown = page.run(heads)
        checks.same(f'weeks from {day}', [shown[0], shown[1], len(shown)], [first, second, columns])
        counted = page.run("document.querySelectorAll('#weeks tr.all button:not(:disabled)').length")
        checks.that(counted, f'weeks from {day}: nothing is due')
        for column in range(len(shown)):
            page.run(f"(() => {{ const b = document.querySelectorAll('#weeks tr.all button')[{column}]; if (!b.disabled) b.click(); }})()")
            told = page.run(f"[Number(document.querySelectorAll('#weeks tr.all button')[{column}].firstChild.textContent) || 0, document.querySelectorAll('#week tbody tr').length]")
            checks.that(not told[0] or told[0] == told[1], f'weeks from {day}, column {column}: {told}')


def check_cut_off(checks, page, pages):
    """If an extract starts late, the page must say so where everyone sees it; other findings stay folded. The first visit was due
    on 13 March 2023, the first review on 3 April."""
    rows = ''.join(f'{child},cla.started,2023-03-06,\n{child},placement.started,2023-03-06,\n' +
                   ''.join(f'{child},visit.made,2025-0{month}-0{child},\n{child},cla_review.held,2025-0{month}-1{child},\n' for month in (7, 8))
                   for child in range(1, 6))
    page.open(pages.made('cut', 'case,event,at,tags\n' + rows + '1,visit.made,2025-08-20,void\n', '--only', 'cla.visit,cla.review', day='2025-08-31'))
    open_, folded = (page.run(f"[...document.querySelectorAll('#quality > {place} li')].map(li => li.textContent)") for place in ('ul', 'details'))
    checks.that(len(open_) == 2 and ' needed one earlier. The same goes for 1 other kind of event. If the ' in open_[1], f'cut off: {open_}')
    checks.that(len(folded) == 1 and ' marked void' in folded[0], f'cut off, folded: {folded}')


def check_nothing(checks, page, pages):
    """A page without cases must not say that there is nothing to do."""
    row = '1,referral.received,2026-01-05,North\n1,assessment.completed,2026-01-06,North\n'
    for name, rows, words, status, expected in (('empty', '', [], 5, 'The file has no cases, so nothing was checked.'),
                                                ('other', row, ['--where', 'team=South'], 5, 'The file has none of the cases asked for, so nothing was checked.'),
                                                ('done', row, [], 0, 'Nothing to do.')):
        page.open(pages.made(name, 'case,event,at,team\n' + rows, '--only', 'assessment.single', *words, day='2026-04-30', status=status))
        found = page.run("[...document.querySelectorAll('#list > p')].map(p => p.textContent)")
        checks.that(expected in found, f'{name}: {found}')
        checks.same(f'{name}: nothing to do', 'Nothing to do.' in found, name == 'done')
        end = page.run("document.querySelector('#calendar-end').textContent")
        checks.same(f'{name}: a list to choose from under Due', 'under "Due"' in end, bool(page.run("[...document.querySelectorAll('.filters select')].length")) and name == 'done')


def check_finished(checks, page, pages):
    """A search that finds only finished tasks must say so. Child 1's assessment is done, and child 2's is due. Child 3 needs nothing."""
    rows = ('case,event,at,team\n1,referral.received,2026-01-05,North\n1,assessment.completed,2026-01-06,North\n'
            '2,s47.started,2026-04-29,South\n3,birth,2015-01-01,East\n')
    path = pages.made('finished', rows, '--only', 'assessment.single,cp.conference.initial', day='2026-04-30')
    for chosen, expected in (('find=assessment', 'Nothing is due; 1 finished task matches all of these filters: \u201cassessment\u201d.'),
                             ('find=assessment&state=overdue', 'Nothing matches all of these filters: overdue, \u201cassessment\u201d.'),
                             ('find=assessment&due=month', 'Nothing matches all of these filters: due in the next 4 weeks, \u201cassessment\u201d.'),
                             ('find=zzzz', 'Nothing matches all of these filters: \u201czzzz\u201d.')):
        page.open(path, '#' + chosen)
        checks.same(f'nothing due: {chosen}', page.run("document.querySelector('#list [role=status]').textContent"), expected)


def check():
    checks = Checks()
    with Pages(sys.argv[1]) as pages, Browser() as page:
        path = pages.examples()
        check_unknown(checks, page, path)
        check_finished(checks, page, pages)
        check_search(checks, page, pages, path)
        check_said(checks, page, pages, path)
        check_sorted(checks, page, path)
        check_heads(checks, page, path)
        check_note(checks, page, pages, path)
        check_over(checks, page, path)
        check_due(checks, page, pages, path)
        check_matches(checks, page, pages, path)
        check_months(checks, page, pages)
        check_large(checks, page, pages, path)
        check_names(checks, page, pages)
        check_children_to_check(checks, page, pages, path)
        check_latest(checks, page, pages)
        check_cannot_tell(checks, page, pages, path)
        check_behind(checks, page, pages, path)
        check_ways(checks, page, path)
        check_kept(checks, page, path)
        check_weeks(checks, page, pages)
        check_nothing(checks, page, pages)
        check_cut_off(checks, page, pages)
        checks.same('the console', page.said, [])
    return checks


browser.main(check)
