"""Tests going back: the browser's Back button undoes what a person did last, and never leaves the page before that. Also what the
page offers if nothing matches the filters, and the way back from the source of a timescale."""
import sys
import time

import browser
from browser import Browser
from checks import Checks
from pages import Pages

WHOSE = "document.querySelector('#whose').textContent"
HASH = 'location.hash'
OPEN = "[...document.querySelectorAll('.case.open h3')].map(h => h.textContent)"
OFFERS = "[...document.querySelectorAll('.offers button')].map(b => b.textContent)"
STATUS = "document.querySelector('#list [role=status]').textContent"


def go(page, way):
    """Goes back or forward, and waits until the page has followed."""
    page.run(f"window.isThere = false; addEventListener('popstate', () => setTimeout(() => {{ window.isThere = true; }}, 50), {{once: true}}); history.{way}()")
    for _ in range(100):
        if page.run('window.isThere === true'):
            return
        time.sleep(.05)
    raise browser.Failed(f'{way}: the page did not change')


def choose(page, label, value):
    page.run(f'''(() => {{ const label = [...document.querySelectorAll('.filters label')].find(l => l.firstChild.textContent === {label!r});
      label.lastChild.value = {value!r}; label.lastChild.dispatchEvent(new Event('input', {{bubbles: true}})); }})()''')


def type_in(page, text):
    """Types into the search, one key after another."""
    page.run("document.querySelector('.filters input[type=search]').focus()")
    for key in text:
        page.type(key)
        page.run('0')


def check_back(checks, page, path):
    page.open(path)
    steps, before = [page.run(HASH)], page.run('history.length')
    for act in (lambda: choose(page, 'Team', 'Looked After 1'), lambda: page.click('.tile[data-s=overdue] button'), lambda: type_in(page, 'visit'),
                lambda: page.click('[data-view=duty]'), lambda: page.click('#rows thead th:nth-child(4) button'), lambda: page.click('#rows tbody th a'),
                lambda: page.click('.filters > button')):
        act()
        steps.append(page.run(HASH))
    checks.same('each act changes the address', len(set(steps)), len(steps))
    checks.same('entries of the history', page.run('history.length') - before, len(steps) - 1)
    for at in range(len(steps) - 2, -1, -1):
        go(page, 'back')
        checks.same(f'back to {at}', page.run(HASH), steps[at])
        values = page.run("[...document.querySelectorAll('.filters select, .filters input')].map(e => e.value)")
        checks.same(f'the controls {at}', ['Looked After 1' in values, 'overdue' in values, 'visit' in values], ['team=' in steps[at], 'state=' in steps[at], 'find=' in steps[at]])
        checks.same(f'cases that are open {at}', len(page.run(OPEN)), int('open=' in steps[at]))
    checks.same('at the beginning', page.run(WHOSE), '128 cases')
    for at in range(1, len(steps)):
        go(page, 'forward')
        checks.same(f'forward to {at}', page.run(HASH), steps[at])


def check_case(checks, page, path):
    """Back closes the case that was opened last, and opens the one before."""
    page.open(path, '#team=Looked+After+1')
    names = page.run("[...document.querySelectorAll('#children tbody th a')].slice(0, 2).map(a => a.textContent)")
    page.click('#children > tbody > tr[data-c] th a')
    page.click('.case.open .close')
    checks.same('closed', page.run(OPEN), [])
    go(page, 'back')
    checks.same('back to an open case', page.run(OPEN), [f'Case {names[0]}'])
    go(page, 'back')
    checks.same('back to the list', [page.run(OPEN), page.run(HASH)], [[], '#team=Looked+After+1'])


def check_links(checks, page, path):
    """A link within the page is an entry too. From the source of a timescale a button leads back."""
    page.open(path, '#open=1405')
    checks.same('opened', page.run(OPEN), ['Case 1405'])
    page.run("document.querySelector('.case.open a.why').scrollIntoView({block: 'center'})")
    top = page.run('Math.round(scrollY)')
    page.click('.case.open a.why')
    source = "document.activeElement.closest('.source')"
    checks.same('the way back', page.run(f'{source}.querySelector(".way-back").textContent'), 'Back to case 1405')
    go(page, 'back')
    checks.that(abs(page.run('Math.round(scrollY)') - top) < 3, f'back from a link: {page.run("scrollY")}, not {top}')
    checks.same('the focus', page.run('document.activeElement.className'), 'why')
    checks.same('the case', [page.run(OPEN), page.run(HASH)], [['Case 1405'], '#open=1405'])
    page.click('.case.open a.why')
    page.click('.way-back')
    checks.that(page.run("!!document.activeElement.closest('.case.open .lines tr')"), 'the way back does not lead to the case')
    checks.same('ways back', page.run("document.querySelectorAll('.way-back').length"), 0)


def check_nothing(checks, page, path):
    """If no case can match, the page must name the filters and offer to leave each out."""
    page.open(path, '#state=overdue&due=2026-12&team=Looked+After+1')
    checks.same('nothing', page.run(STATUS), 'Nothing matches all of these filters: team Looked After 1, overdue, due in December 2026.')
    checks.same('offers', page.run(OFFERS), ['Leave out: team Looked After 1', 'Leave out: overdue', 'Leave out: due in December 2026', 'Clear filters'])
    page.click('.offers button:nth-child(3)')
    checks.same('without Due', [page.run(HASH), page.run(OFFERS)], ['#state=overdue&team=Looked+After+1', []])
    checks.that(page.run(STATUS).startswith('Showing '), f'without Due: {page.run(STATUS)}')
    checks.same('the focus', page.run('document.activeElement.id'), 'list-h')
    go(page, 'back')
    checks.same('back to nothing', len(page.run(OFFERS)), 4)
    page.click('.offers button:last-child')
    checks.same('cleared', [page.run(WHOSE), page.run(OFFERS)], ['128 cases', []])
    page.open(path, '#find=zzzz')
    checks.same('one filter', [page.run(STATUS), page.run(OFFERS)], ['Nothing matches all of these filters: \u201czzzz\u201d.', ['Clear filters']])


def check():
    checks = Checks()
    with Pages(sys.argv[1]) as pages, Browser() as page:
        path = pages.examples()
        check_back(checks, page, path)
        check_case(checks, page, path)
        check_links(checks, page, path)
        check_nothing(checks, page, path)
        checks.same('the console', page.said, [])
    return checks


browser.main(check)
