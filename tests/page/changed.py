"""Tests that What changed follows every filter. A child who is only in the old file must be filtered by the values in that file."""
import csv
import re
import sys
from pathlib import Path
from urllib.parse import urlencode

import browser
from browser import Browser
from checks import Checks
from pages import Pages, shown_state

TOLD = "document.querySelector('#since > p').textContent"
KIND = "d.querySelector('summary').firstChild.textContent.split(':')[0]"
KINDS_SHOWN = "[...document.querySelectorAll('#since details')].filter(d => !d.hidden)"
ROWS = (KINDS_SHOWN + f".flatMap(d => [...d.querySelectorAll('tbody tr')].filter(r => !r.hidden).map(r => [{KIND}, "
        "r.cells[0].textContent, r.querySelector('.t').textContent]))")
COUNTS = f"Object.fromEntries({KINDS_SHOWN}.map(d => [{KIND}, Number(d.querySelector('b').textContent)]))"
KINDS = {'overdue': 'Newly overdue', 'done': 'Done', 'ended': 'Ended without being done', 'corrected': 'Corrected',
         'moved': 'Due date changed', 'gone': 'Gone', 'new': 'New', 'next': 'Next in a series'}
HEAD = 'case,event,at,team,worker\n'
DUTIES = ('--only', 'assessment.single,cla.visit')
VISIT, ASSESSMENT = 'visit to a looked-after child', 'single assessment'


def check_gone(checks, page, pages):
    """By Friday 2 October 2026, G1 and G2 are no longer in the file. G1 was placed on 1 September, so a visit was due within a
    week. G2's assessment was due on 3 November, 45 working days after 1 September. K1's visit was done late. Only G2 has its team
    and worker, so only the old file has these. K2 is not looked after, so K2's visit meets nothing."""
    seen = 'K2,visit.made,2026-09-02,South,\n'
    old = ('G1,placement.started,2026-09-01,South,Ann\nG2,referral.received,2026-09-01,"E & ""W""",Cy\n'
           'K1,placement.started,2026-09-01,North,Bob\nK2,referral.received,2026-09-01,South,\n')
    new = ('K1,placement.started,2026-09-01,North,Bob\nK1,visit.made,2026-09-15,North,Bob\nK2,referral.received,2026-09-01,South,\n'
           'K2,assessment.completed,2026-09-20,South,\n')
    older = Path(pages.folder.name) / 'gone_old.csv'
    older.write_text(HEAD + seen + old, encoding='utf-8')
    path = pages.made('gone', HEAD + seen + new, '--since', str(older), '--since-as-at', '2026-09-10', *DUTIES, day='2026-10-02')
    g1, g2 = ['Gone', 'G1', VISIT], ['Gone', 'G2', ASSESSMENT]
    k1, k2 = ['Done', 'K1', VISIT], ['Done', 'K2', ASSESSMENT]
    following = ['Next in a series', 'K1', VISIT]
    since = 'Since Thursday 10 September 2026'
    tasks, cases = since + ', tasks that match the filters: ', since + ', cases shown: '
    for chosen, rows, told in (({}, [k1, k2, g1, g2, following], since + ': 2 done, 2 gone, 1 next in a series.'),
                               ({'team': 'South'}, [k2, g1], cases + '1 done, 1 gone.'),
                               ({'team': 'North'}, [k1, following], cases + '1 done, 1 next in a series.'),
                               ({'team': 'E & "W"'}, [g2], cases + '1 gone.'),
                               ({'worker': 'Cy'}, [g2], cases + '1 gone.'),
                               ({'worker': '(none)'}, [k2], cases + '1 done.'),
                               ({'team': 'South', 'worker': 'Bob'}, [], cases + 'no changes.'),
                               ({'find': 'g1'}, [g1], tasks + '1 gone.'),
                               ({'find': 'K1'}, [k1, following], tasks + '1 done, 1 next in a series.'),
                               ({'find': 'single'}, [k2, g2], tasks + '1 done, 1 gone.'),
                               ({'find': 'stat visit'}, [k1, g1, following], tasks + '1 done, 1 gone, 1 next in a series.'),
                               ({'find': 'stat visit', 'team': 'South'}, [g1], tasks + '1 gone.'),
                               ({'find': 'nothing like it'}, [], tasks + 'no changes.'),
                               ({'duty': ASSESSMENT}, [k2, g2], tasks + '1 done, 1 gone.'),
                               ({'state': 'late'}, [k1], tasks + '1 done.'),
                               ({'state': 'overdue'}, [g1], tasks + '1 gone.'),
                               ({'due': 'week'}, [], tasks + 'no changes.'),
                               ({'due': 'month'}, [following], tasks + '1 next in a series.')):
        page.open(path, '#' + urlencode(chosen) if chosen else '')
        order = [k1, k2, g1, g2, following]
        checks.same(f'{chosen}', [sorted(page.run(ROWS), key=order.index), page.run(TOLD)], [rows, told])
    page.run("choose({due: ''})")
    meant = page.run(f"Object.fromEntries({KINDS_SHOWN}.map(d => [{KIND}, d.querySelectorAll('.notes').length]))")
    checks.same('kinds with an explanation', meant, {'Done': 0, 'Gone': 1, 'Next in a series': 1})
    checks.same('all again', [len(page.run(ROWS)), page.run(TOLD)], [5, since + ': 2 done, 2 gone, 1 next in a series.'])
    teams = "[...document.querySelectorAll('.filters select')][0].textContent"
    checks.same('teams to choose', page.run(teams), 'AllE & "W"NorthSouth')


def check_unread(checks, page, pages):
    """A case with rows that could not be used has no duty, so it is not shown when the page is filtered by duty."""
    older = Path(pages.folder.name) / 'unread_old.csv'
    new = HEAD + 'K1,referral.received,2026-09-01,North,Bob\n'
    older.write_text(new + 'G1,birth,2015-01-01,South,Ann\nG1,visit.made,someday,South,Ann\n', encoding='utf-8')
    path = pages.made('unread', new, '--since', str(older), *DUTIES, day='2026-09-10')
    row = ['Gone', 'G1', 'rows that could not be used']
    for chosen, rows in (({}, [row]), ({'team': 'South'}, [row]), ({'team': 'North'}, []), ({'find': 'G1'}, [row]),
                         ({'find': 'could not be used'}, [row]), ({'duty': ASSESSMENT}, []), ({'state': 'check'}, [row]),
                         ({'state': 'overdue'}, []), ({'due': 'month'}, [])):
        page.open(path, '#' + urlencode(chosen))
        checks.same(f'unread {chosen}', page.run(ROWS), rows)


def check_examples(checks, page, pages):
    """The page and the command must show the same number of changes with the same filter. The older file stops at 23 October 2026,
    and has two extra cases: copies of the last two under different names."""
    rows = pages.rows()
    names = sorted({row['case'] for row in rows})[-2:]
    earlier = [row for row in rows if row['at'][:10] <= '2026-10-23']
    older = Path(pages.folder.name) / 'older.csv'
    with older.open('w', encoding='utf-8', newline='') as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(earlier + [row | {'case': 'gone ' + row['case']} for row in earlier if row['case'] in names])
    path = pages.examples('--since', str(older))
    page.open(path)
    changes = page.run("document.querySelector('#since').innerText")
    page.open(pages.examples('--since', str(older), '--horizon', '2026-12-31'))
    checks.same('what changed, in a page of later days', page.run("document.querySelector('#since').innerText"), changes)
    path = pages.examples('--since', str(older))
    team = next(row['team'] for row in rows if row['case'] == names[0])
    asked = (({}, ()), ({'find': '1405'}, ('--case', '1405')), ({'team': team}, ('--where', f'team={team}')),
             ({'find': 'gone ' + names[0]}, ('--case', 'gone ' + names[0])),
             ({'find': 'ICPC'}, ('--only', 'ICPC')), ({'find': 'stat visit'}, ('--only', 'stat visit')),
             ({'find': 'stat visit', 'team': team}, ('--only', 'stat visit', '--where', f'team={team}')), ({'find': 'zzz'}, None))
    for chosen, words in asked:
        told = pages.as_json('--since', str(older), *words)['rows'] if words is not None else []
        expected = {}
        for row in told:
            expected[KINDS[row['change']]] = expected.get(KINDS[row['change']], 0) + 1
        page.open(path, '#' + urlencode(chosen))
        checks.same(f'examples {chosen}', page.run(COUNTS), expected)
        found = re.findall(r'(\d+) ([a-z ]+)', page.run(TOLD).split(': ', 1)[1])
        in_words = {title: int(number) for number, title in found}
        checks.same(f'examples {chosen}: the sentence', in_words, {title.lower(): count for title, count in expected.items()})
    told = pages.as_json('--since', str(older))['rows']
    for slug in ('overdue', 'check', 'open', 'met', 'late', 'unset'):
        page.open(path, '#' + urlencode({'state': slug}))
        checks.same(f'examples {slug}', len(page.run(ROWS)), sum(shown_state(row) == slug for row in told))


def check():
    checks = Checks()
    with Pages(sys.argv[1]) as pages, Browser() as page:
        check_gone(checks, page, pages)
        check_unread(checks, page, pages)
        check_examples(checks, page, pages)
        if page.said or page.asked and any(not url.startswith(('file:', 'about:')) for url in page.asked):
            checks.append(f'the browser said {page.said}, and asked for {page.asked}')
    return checks


if __name__ == '__main__':
    browser.main(check)
