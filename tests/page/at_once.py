"""Tests that the screen is right as soon as a filter is chosen, although the rest of the page follows a moment later."""
import sys

import browser
from browser import Browser
from checks import Checks
from pages import Pages

ON_SCREEN = """(() => { const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (walker.nextNode()) {
    if (!walker.currentNode.textContent.trim()) continue;
    range.selectNodeContents(walker.currentNode);
    const box = range.getBoundingClientRect();
    if (box.height && box.top < innerHeight && box.bottom > 0) found.push([walker.currentNode.textContent, Math.round(box.left), Math.round(box.top)]);
  }
  return found; })()"""
DRAWN = 'new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)))'
BUSY = "document.querySelector('main').getAttribute('aria-busy')"


def check_at_once(checks, page, path):
    """Everything on the screen must be right in the first frame after a filter is chosen, wherever the page was scrolled to. The
    page may update the rest a moment later, but before that can be seen or printed."""
    changes = ("{team: 'Looked After 1'}", "{state: 'overdue'}", "{team: '', state: '', find: '14'}", "{find: '1405'}", "{find: ''}", "{view: 'duty'}",
               "{state: 'met'}", "{period: 'year', team: 'Looked After 1'}", "{state: 'overdue', team: ''}", "{view: '', state: '', period: ''}")
    was_busy = 0
    for width, height, at, number in ((1280, 900, 'header', 10), (1280, 900, '#list-h', 4), (1280, 900, '#list .more', 2), (1280, 900, '#bars-month', 8),
                                      (360, 800, 'header', 3), (1280, 3000, 'header', 2)):
        page.resize(width, height)
        page.open(path)
        for change in changes[:number]:
            page.run(f"document.querySelector({at!r}).scrollIntoView({{behavior: 'instant'}})")
            page.run(DRAWN)
            was_busy += page.evaluate(f'choose({change}); {BUSY}') == 'true'
            page.evaluate(DRAWN)
            at_once = page.evaluate(ON_SCREEN)
            settled = page.run(ON_SCREEN)
            checks.that(at_once == settled, f'{width} by {height} at {at}, {change}: on the screen at once '
                        f'{[one for one in at_once if one not in settled][:5]}, a moment later {[one for one in settled if one not in at_once][:5]}')
    checks.that(was_busy > 9, f'only {was_busy} times something was left for later')
    page.resize(1280, 900)
    seen = "[document.querySelectorAll('#children > tbody > tr[data-c]').length, document.querySelector('#bars-group tr.all').cells[3].textContent]"
    for what, act in (('scrolled', "scrollTo(0, 400); new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"), ('printed', "dispatchEvent(new Event('beforeprint'))")):
        page.open(path)
        page.evaluate(f"choose({{state: 'overdue'}}); {act}")
        at_once = page.evaluate(seen)
        checks.same(f'the whole page when {what}', at_once, page.run(seen))
        checks.same(f'busy when {what}', page.evaluate(BUSY), None)
        page.run("dispatchEvent(new Event('afterprint'))")


def check():
    checks = Checks()
    with Pages(sys.argv[1]) as pages, Browser() as page:
        check_at_once(checks, page, pages.examples())
        checks.same('the console', page.said, [])
    return checks


browser.main(check)
