"""Tests what a case shows first when it is opened: the task that the list names first, and the months around today."""
import datetime
import re
import sys

import browser
from browser import Browser
from checks import Checks
from pages import DAY, Pages

DUTY = """Array.from(NODE.childNodes).filter(n => n.nodeType === 3 || ['SPAN'].includes(n.nodeName)).map(n => n.textContent).join('').trim()"""
FIRST = """[...document.querySelectorAll('#children > tbody > tr[data-c]')].filter((tr, i) => !(i & 1)).map(tr => {
  const li = [...tr.cells[3].querySelectorAll('li'), ...tr.cells[4].querySelectorAll('li')].find(li => li.querySelector('.t'));
  tr.querySelector('th a').click();
  const told = document.querySelector('#children .told b, #children .told p');
  const found = [tr.cells[0].textContent, tr.cells[3].querySelectorAll('.t').length, li ? %s : '', told ? told.textContent : ''];
  document.querySelector('#children .open .close').click();
  return found;
})""" % DUTY.replace('NODE', 'li')


def check_first(checks, page, path):
    """An opened case must explain the task that its row lists first, which is what is next if nothing is late."""
    page.open(path)
    page.click('#list .more button:last-child')
    rows = [row for row in page.run(FIRST) if row[2]]
    checks.that(sum(late > 0 for _, late, _, _ in rows) > 10 and sum(not late for _, late, _, _ in rows) > 10, 'too few cases')
    for case, _, listed, told in rows:
        checks.same(f'the task that case {case} begins with', told.lower(), listed.lower())
    case, _, listed, _ = rows[0]
    page.open(path, f'#team=none&open={case}')
    checks.same('a case that is not in the list', page.run("document.querySelector('#cases .told b').textContent.toLowerCase()"), listed.lower())


def days_of(label):
    return [datetime.datetime.strptime(day, '%A %d %B %Y').date() for day in re.findall(r'[A-Z][a-z]+day \d+ [A-Z][a-z]+ \d{4}', label)]


def check_range(checks, page, pages):
    """A task that is due in some years must not stretch the timeline at first. It shows about half a year ahead; Everything shows it."""
    rows = 'case,event,at\n1,birth,2018-05-01\n1,cla.started,2026-09-01\n1,placement.started,2026-09-01\n1,visit.made,2026-10-20\n'
    page.open(pages.made('far', rows, '--profile', 'barnet', day=DAY))
    page.run("document.querySelector('#children th a').click()")
    today = datetime.date.fromisoformat(DAY)
    last = max(page.run("[...document.querySelectorAll('.lines > tbody > tr')].map(tr => Number(tr.dataset.d || 0))"))
    due = datetime.date(1970, 1, 1) + datetime.timedelta(last)
    checks.that((due - today).days > 2 * 365, f'the last task is due on {due}')
    begin, end = days_of(page.run("document.querySelector('.timeline').getAttribute('aria-label')"))
    checks.that(60 <= (end - today).days <= 200, f'the timeline ends on {end}')
    checks.that((today - begin).days <= 380, f'the timeline begins on {begin}')
    page.run("[...document.querySelectorAll('.tools button')].find(b => b.textContent === 'Everything').click()")
    _, end = days_of(page.run("document.querySelector('.timeline').getAttribute('aria-label')"))
    checks.that(end >= due, f'everything ends on {end}, before {due}')


def check():
    checks = Checks()
    with Pages(sys.argv[1]) as pages, Browser() as page:
        check_first(checks, page, pages.examples())
        check_range(checks, page, pages)
        checks.same('the console', page.said, [])
    return checks


browser.main(check)
