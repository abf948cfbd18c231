"""Tests the page in a browser: it must sort, filter and open cases by pointer and by keyboard, draw the same as its text says, and
run only its own script."""
import csv
import datetime
import json
import re
import sys
from pathlib import Path

import browser
from browser import Browser
from checks import Checks
from pages import EXAMPLES, ROOT, TO_DO, Pages, has_no_figure

ROWS = "[...document.querySelectorAll('#rows > tbody > tr[data-c]')].filter(r => !r.hidden)"
CASES = f'{ROWS}.map(r => r.cells[0].textContent)'
ACTIVE = 'document.activeElement'
STATUS = "document.querySelector('#list [role=status]').textContent"
SHOWN = 100  # the number of rows that the list by duty shows at first
BY_DUTY = '#view=duty'


def natural(name):
    return [(0, int(part), '') if part.isdigit() else (1, 0, part) for part in re.findall(r'\d+|\D+', name)]


def select(page, label, words):
    """Chooses the option with this text in a filter."""
    chosen = page.run(f'''(() => {{
      const label = [...document.querySelectorAll('.filters label')].find(l => l.firstChild.textContent === {json.dumps(label)});
      const option = [...label.querySelectorAll('option')].find(o => o.textContent === {json.dumps(words)});
      if (!option) return 'no such option';
      option.selected = true;
      label.lastChild.dispatchEvent(new Event('input', {{bubbles: true}}));
      return ''; }})()''')
    if chosen:
        raise browser.Failed(f'{label}: {words}: {chosen}')


def clear(page):
    page.click('.filters button')


# ---- the list ----

def check_sorting(checks, page, told):
    names = [row['case'] for row in told]
    checks.same('order at first', page.run(CASES), names[:SHOWN])
    checks.same('what is sorted at first', page.run("document.querySelector('#rows th[aria-sort]').textContent"), 'State')
    page.click('#rows th:nth-child(1) .sort')
    checks.same('by case', page.run(CASES), sorted(names, key=natural)[:SHOWN])
    checks.same('by case, said', page.run("document.querySelector('#rows th').getAttribute('aria-sort')"), 'ascending')
    page.click('#rows th:nth-child(1) .sort')
    checks.same('by case, down', page.run(CASES), sorted(names, key=natural, reverse=True)[:SHOWN])
    checks.same('by case, down, said', page.run("document.querySelector('#rows th').getAttribute('aria-sort')"), 'descending')
    page.click('#rows th:nth-child(4) .sort')
    dates = [row['due'][:10] for row in told if row['due']]
    shown = page.run(f"{ROWS}.filter(r => r.dataset.d).map(r => new Date(r.dataset.d * 864e5).toISOString().slice(0, 10))")
    checks.same('by due date', shown, sorted(dates)[:SHOWN])
    undated = page.run(f"{ROWS}.map(r => !r.dataset.d)")
    checks.same('by due date: what has no date comes last', undated, sorted(undated))
    page.click('#rows th:nth-child(3) .sort')
    checks.same('worst first again', page.run(CASES), names[:SHOWN])


def check_filters(checks, page, told):
    def expect(what, keep):
        wanted = [row['case'] for row in told if keep(row)]
        checks.that(wanted, f'{what}: nothing to look for')
        checks.same(what, page.run(CASES), wanted)
        rows = f'Showing {len(wanted)} row{"" if len(wanted) == 1 else "s"}, filtered from {len(told)}.'
        checks.same(f'{what}, said', page.run(STATUS), rows)

    checks.that(len(told) > SHOWN, f'all {len(told)} rows are shown at once')
    first = f'Showing the first {SHOWN} of {len(told)} rows.'
    checks.same('said at first', page.run(STATUS), first)
    page.click('#list .more button:last-child')
    checks.same('all rows', page.run(CASES), [row['case'] for row in told])
    checks.same('all rows, said', page.run(STATUS), f'Showing {len(told)} rows.')
    select(page, 'Team', 'Disability')
    expect('team', lambda row: row['team'] == 'Disability')
    select(page, 'Worker', 'W-41')
    expect('team and worker', lambda row: row['team'] == 'Disability' and row['worker'] == 'W-41')
    clear(page)
    select(page, 'Duty', 'Visit to a looked-after child')
    expect('duty', lambda row: row['title'] == 'visit to a looked-after child')
    select(page, 'State', 'Overdue')
    expect('duty and state', lambda row: row['title'] == 'visit to a looked-after child' and row['state'] == 'overdue')
    clear(page)
    page.click('.tile[data-s=check] button')
    expect('by the tile', lambda row: row['state'] == 'not_computable')
    checks.same('focus after the tile', page.run(f'{ACTIVE}.id'), 'list-h')
    clear(page)
    page.click('.filters input')
    page.type('1405')
    expect('by case', lambda row: '1405' in row['case'])
    page.type('x')
    checks.same('nothing fits', page.run(STATUS), 'Nothing matches all of these filters: \u201c1405x\u201d.')
    clear(page)
    page.click('.filters input')
    page.type('core group')
    expect('by duty', lambda row: 'core group' in row['title'])
    clear(page)
    checks.same('cleared', page.run(STATUS), first)
    checks.same('filters without a label', page.run("[...document.querySelectorAll('input, select')].filter(e => !e.labels.length).length"), 0)


# ---- a case ----

def row_of(case, words):
    return f"{ROWS}.find(r => r.cells[0].textContent === '{case}' && r.textContent.includes('{words}'))"


def check_keyboard(checks, page):
    page.press('Tab')
    checks.same('first stop', page.run(f'{ACTIVE}.textContent'), 'Skip to the list')
    link = f"{row_of('1405', 'P2')}.cells[0].firstChild"
    page.run(f'{link}.focus()')
    checks.same('before opening', page.run(f"{link}.getAttribute('aria-expanded')"), 'false')
    page.press('Enter')
    checks.same('after opening', page.run(f"{link}.getAttribute('aria-expanded')"), 'true')
    checks.same('focus stays', page.run(f"{ACTIVE} === {link}"), True)
    for name in ('6 months', '1 year', 'Everything', 'Close'):
        page.press('Tab')
        checks.same('next stop', page.run(f'{ACTIVE}.textContent'), name)
    page.press('Tab')
    checks.same('the timeline', page.run(f"{ACTIVE}.classList.contains('mark')"), True)
    checks.same('one stop', page.run("document.querySelectorAll('.mark[tabindex=\"0\"]').length"), 1)
    visit = 'Visit to a looked-after child'
    for key, parts in (('', [f'{visit}, P2: Overdue by 36 working days']), ('ArrowLeft', [f'{visit}, P2: Done in time', 'Thursday 30 July 2026']),
                       ('ArrowRight', [f'{visit}, P2: Overdue']), ('End', [f'{visit}, P2: Overdue']), ('ArrowUp', [f'{visit}, P1: ']),
                       ('Home', [f'{visit}, P1: Done in time']), ('End', [f'{visit}, P1: Not due yet. Due Friday 4 December 2026']),
                       ('ArrowDown', [f'{visit}, P2: Overdue']), ('ArrowDown', [f'{visit}, seen alone, P1: ']),
                       ('ArrowDown', [f'{visit}, seen alone, P2: ']), ('ArrowDown', ['Review of a looked-after child: '])):
        if key:
            page.press(key)
        name = page.run(f"{ACTIVE}.getAttribute('aria-label')") or ''
        checks.that(name.startswith(parts[0]) and all(part in name for part in parts), f'{key or "Tab"} goes to {name!r}, not to {parts}')
    told = page.run("document.querySelector('.told').textContent")
    checks.that('review of a looked-after child' in told.lower(), 'focus does not tell anything')
    page.press('Tab')
    checks.same('out of the timeline', page.run(f"{ACTIVE}.classList.contains('mark')"), False)
    overdue = "[...document.querySelectorAll('.mark')].find(m => m.getAttribute('aria-label').includes('Overdue'))"
    page.run(f'{overdue}.focus()')
    told = page.run("document.querySelector('.told').textContent")
    for part in ('Overdue by 36 working days', 'Thursday 10 September 2026', 'Thursday 30 July 2026', 'every 6 weeks', 'SI 2010/959'):
        checks.that(part in told, f'the overdue visit is not explained by: {part}')
    page.press('Enter')
    checks.that('Overdue by 36 working days' in page.run(f'{ACTIVE}.textContent'), 'Enter on a mark does not go to its row')
    page.run("document.querySelector('.tools .close').focus()")
    page.press('Enter')
    checks.same('closed', page.run("document.querySelectorAll('tr.opened').length"), 0)
    checks.same('focus after closing', page.run(f"{ACTIVE} === {link}"), True)


def day_of(words):
    return datetime.datetime.strptime(words, '%A %d %B %Y').date()


def check_timeline(checks, page):
    """Case 1405: its P2 visit was due on 10 September 2026, 51 days before the page's day."""
    page.run(f"{row_of('1405', 'P2')}.cells[0].firstChild.click()")
    for name in ('6 months', 'Everything'):
        page.run(f"[...document.querySelectorAll('.tools button')].find(b => b.textContent === '{name}').click()")
        drawn = page.run('''(() => {
          const mark = [...document.querySelectorAll('.mark')].find(m => m.getAttribute('aria-label').includes('Overdue'));
          const number = (e, k) => Number(e.getAttribute(k)), stretch = mark.querySelector('.stretch'), svg = mark.ownerSVGElement;
          return {label: svg.getAttribute('aria-label'), from: number(stretch, 'x'), width: number(stretch, 'width'),
                  due: number(mark.querySelector('.due'), 'x1'), today: number(svg.querySelector('.today'), 'x1'),
                  shades: svg.querySelectorAll('.shade').length, name: mark.getAttribute('aria-label'),
                  day: number(svg.querySelector('.shade'), 'x'), svg: svg.getBoundingClientRect().width}; })()''')
        first, last = map(day_of, re.search(r'from (.*?) to (.*?)\.', drawn['label']).groups())
        checks.that(abs(drawn['from'] - drawn['due']) < .01, f'{name}: the overdue stretch does not begin where it was due')
        checks.that(abs(drawn['from'] + drawn['width'] - drawn['today']) < .01, f'{name}: the overdue stretch does not end on the day of the page')
        per_day = drawn['svg'] / ((last - first).days + 1)
        checks.that(abs(drawn['width'] / per_day - 50.5) < 3, f'{name}: the overdue stretch is {drawn["width"] / per_day:.1f} days long')
        with open(ROOT / 'data' / 'calendars' / 'england-and-wales.csv', encoding='utf-8') as table:
            holidays = {row['date'] for row in csv.DictReader(line for line in table if not line.startswith('#')) if not row.get('known_to')}
        expected = len([day for day in holidays if first <= datetime.date.fromisoformat(day) <= last])
        checks.same(f'{name}: bank holidays shaded, {first} to {last}', drawn['shades'], expected)
        checks.that('Overdue by 36 working days. Due Thursday 10 September 2026. Counted from Thursday 30 July 2026' in drawn['name'], f'name: {drawn["name"]}')
    checks.same('pressed', page.run("document.querySelector('.tools [aria-pressed=true]').textContent"), 'Everything')
    document = page.call('DOM.getDocument')['root']['nodeId']
    marks = page.call('DOM.querySelectorAll', nodeId=document, selector='.mark')['nodeIds']
    checks.that(len(marks) > 50, f'only {len(marks)} marks')
    for node in marks[:: len(marks) // 25]:
        seen = page.call('Accessibility.getPartialAXTree', nodeId=node, fetchRelatives=False)['nodes'][0]
        checks.that(not seen.get('ignored') and seen['name']['value'] and seen['role']['value'] in ('image', 'link'), f'to a screen reader a mark is {seen}')


def check_address(checks, page, path):
    """A link to a case must open the case, even if nothing is to do in it."""
    number = page.run("[...document.querySelectorAll('.case')].find(c => c.textContent.includes('>Case 1048<')).id")
    page.open(path, '#' + number)
    checks.same('the case of a link', page.run(f'{ACTIVE}.textContent'), 'Case 1048')
    checks.same('is opened', page.run("document.querySelector('#cases .case.open').textContent.includes('single assessment')"), True)


# ---- colour and size ----

BROKEN_WORDS = '''(() => { const broken = [];
  for (const cell of document.querySelectorAll('.case.open .lines > tbody > tr > td')) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) for (const word of walker.currentNode.textContent.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) broken.push(word[0]);
    } }
  return broken; })()'''


def check_words(checks, page, path):
    """No word in a line may be broken, however long the text next to it."""
    page.open(path)
    page.run("[...document.querySelectorAll('#children th a')].find(a => a.textContent === '1405').click()")
    for width in (1280, 1024, 800, 360):
        page.resize(width, 900)
        checks.same(f'words broken at {width} pixels', page.run(BROKEN_WORDS), [])
    page.resize(1280, 900)


TEXT_CONTRAST = '''(() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] === 1) return c; } return [255, 255, 255]; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), bad = new Set();
  let seen = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode, e = node.parentElement;
    if (!node.textContent.trim() || !e.checkVisibility()) continue;
    seen++;
    const style = getComputedStyle(e), ink = parse(e.namespaceURI.endsWith('svg') ? style.fill : style.color);
    const a = light(ink), b = light(ground(e)), ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) bad.add(e.tagName + '.' + e.className + ': ' + ratio.toFixed(2));
  }
  return [seen, [...bad]]; })()'''


def check_sight(checks, page):
    seen, bad = page.run(TEXT_CONTRAST)
    checks.that(seen > 1000, f'contrast: only {seen} texts were looked at')
    checks.same('text with too little contrast', bad, [])
    small = page.run('''[...document.querySelectorAll('button, select, input')].filter(e => e.checkVisibility()).map(e => [e.textContent.slice(0, 20), e.getBoundingClientRect()])
      .filter(([, r]) => r.height < 24 || r.width < 24).map(([text, r]) => text + ' ' + r.width + 'x' + r.height)''')
    checks.same('controls smaller than 24 by 24', small, [])
    page.resize(320, 800)
    page.run('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))')
    checks.that(page.run('document.documentElement.scrollWidth') <= 320, 'at 320 pixels the page scrolls sideways')
    for width in (320, 360):
        page.resize(width, 800)
        out = page.run("[...document.querySelectorAll('.tile')].filter(t => [...t.querySelectorAll('span, b')].some(s => s.getBoundingClientRect().right > t.getBoundingClientRect().right)).map(t => t.textContent)")
        checks.same(f'tiles whose words stick out at {width} pixels', out, [])
    page.resize(1280, 900)
    rings = page.run('''(() => { const bad = []; for (const e of document.querySelectorAll('.sort, .filters select, .tile button, #rows th a')) {
      if (!e.checkVisibility() || e.disabled) continue;
      e.focus({focusVisible: true}); if (getComputedStyle(e).outlineStyle === 'none') bad.push(e.textContent); } return bad; })()''')
    checks.same('focus that cannot be seen', rings, [])


# ---- safety ----

def check_alone(checks, what, page, path):
    checks.same(f'{what}: asked of the network', {asked.split('#')[0] for asked in page.asked}, {path.as_uri()})
    checks.same(f'{what}: said on the console', page.said, [])
    checks.same(f'{what}: dialogs', [one for one in page.events if one['method'] == 'Page.javascriptDialogOpening'], [])


def check_hostile(checks, page):
    for case in ('document.querySelector("#rows tbody th a").click()', 'document.querySelector(".mark").focus()', 'dispatchEvent(new Event("beforeprint"))',
                 'dispatchEvent(new Event("afterprint"))'):
        page.run(case)
    page.click('#rows th:nth-child(2) .sort')
    checks.that(page.run('document.title').startswith('Worklist, '), 'hostile: a cell changed the title')
    checks.same('hostile: scripts', page.run("document.querySelectorAll('script').length"), 1)
    checks.same('hostile: images and handlers', page.run("document.querySelectorAll('img, [onload], [onerror], [onmouseover], b > b').length"), 0)
    shown = page.run("document.querySelector('.case.open').textContent")
    for part in ('<script>document.title = "caught"', '</noscript></td></table><svg onload="alert(1)">', '<img src=x onerror='):
        checks.that(part in shown, f'hostile: the opened case does not show {part}')
    checks.that('</noscript></td></table>' in page.run("document.querySelector('#whose').textContent"), 'hostile: the head does not show the team')


def check_policy(checks, page):
    """Inserts scripts and styles that a file's cell could have smuggled in. The content security policy must block them."""
    page.run('''(() => { const s = document.createElement('script'); s.textContent = 'window.caught = 1'; document.body.append(s);
      const p = document.createElement('p'); p.innerHTML = '<i style="color: red" onclick="window.caught = 2">x</i>'; document.body.append(p);
      p.firstChild.click(); const i = document.createElement('img'); i.src = 'https://example.org/x.png'; document.body.append(i); })()''')
    checks.same('an inline script ran', page.run('window.caught || 0'), 0)
    checks.that(len(page.said) >= 3, f'the policy stopped {len(page.said)} of 3 things: {page.said}')


def check_without_script(checks, path, told):
    with EXAMPLES.open(encoding='utf-8', newline='') as file:
        cases = {row['case'] for row in csv.DictReader(file)}
    with Browser(script=False) as page:
        page.open(path)
        checks.same('without script: rows', page.run("[...document.querySelectorAll('#rows > tbody > tr')].filter(r => r.checkVisibility()).length"), len(told))
        checks.same('without script: cases', page.run("[...document.querySelectorAll('.case .events')].filter(r => r.checkVisibility()).length"), len(cases))
        checks.same('without script: controls', page.run("document.querySelectorAll('button, select, input').length"), 0)


def check_little(checks, pages):
    """Tests the page of a file without cases, and of a file with two cases: one with nothing due, and one whose rows cannot be
    read."""
    events = Path(pages.folder.name) / 'little.csv'
    for name, rows, status, listed in (('empty', '', 5, 0), ('little', '1,birth,2015-01-01\n2,birth,2015\n', 5, 1)):
        events.write_text('case,event,at\n' + rows)
        path = pages.write(f'{name}.html', events, status=status)
        with Browser() as page:
            page.open(path, '#view=duty')
            checks.same(f'{name}: rows', page.run("document.querySelectorAll('#rows tbody tr').length"), listed)
            page.open(path)
            checks.that(listed or 'The file has no cases, so nothing was checked.' in page.run("document.querySelector('#list').textContent"), f'{name}: does not say that there are no cases')
            for case in ('1', '2') if listed else ():
                page.run(f"[...document.querySelectorAll('#children th a')].find(a => a.textContent === '{case}').click()")
                shown = page.run("document.querySelector('#children .case.open').textContent")
                checks.that(f'Case {case}' in shown and 'There are no tasks' in shown, f'{name}: case {case} shows {shown!r}')
                page.click('#children .open .close')
                checks.same(f'{name}: still open', page.run("document.querySelectorAll('.case.open').length"), 0)
            check_alone(checks, name, page, path)


def check():
    checks = Checks()
    with Pages(sys.argv[1]) as pages:
        path = pages.examples()
        told = [row for row in pages.as_json()['rows'] if row['state'] in TO_DO and not has_no_figure(row)]
        with Browser() as page:
            page.open(path, BY_DUTY)
            check_sorting(checks, page, told)
            check_filters(checks, page, told)
            page.open(path, BY_DUTY)
            check_keyboard(checks, page)
            check_timeline(checks, page)
            check_sight(checks, page)
            check_address(checks, page, path)
            check_words(checks, page, path)
            check_alone(checks, 'examples', page, path)
            check_policy(checks, page)
        check_without_script(checks, path, told)
        path = pages.hostile()
        with Browser() as page:
            page.open(path, BY_DUTY)
            check_hostile(checks, page)
            check_alone(checks, 'hostile', page, path)
        check_little(checks, pages)
    return checks


browser.main(check)
