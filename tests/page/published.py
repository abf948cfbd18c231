"""Tests published measures as a page, and as a section of a worklist page: figures and lists must match the command's, the length
of bars must match the figures, each figure must open the list of children behind it, and a suppressed page must not name any
child."""
import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import browser
from browser import Browser
from checks import Checks
from pages import BREAKOUT, EXAMPLES, QUOTE, SCRIPT, Pages, quoted

# Two assessments, which took 45 and 46 working days over Christmas; a conference 15 working days after Monday 5 January 2026 (6 to
# 9 January are 1 to 4, 12 to 16 are 5 to 9, 19 to 23 are 10 to 14, and the 26th is 15); and a conference three days before its
# enquiry.
WORKED = '''case,event,at,team,ref
1,assessment.started,2025-12-19,North,
1,assessment.completed,2026-02-25,North,
2,assessment.started,2025-12-19,North,
2,assessment.completed,2026-02-26,North,
3,s47.started,2026-01-15,South,E1
3,icpc.held,2026-01-12,South,E1
4,s47.started,2026-01-05,South,
4,icpc.held,2026-01-26,South,
'''
HOSTILE = f'''case,event,at,team
{quoted(SCRIPT)},assessment.started,2025-12-19,{quoted(BREAKOUT)}
{quoted(SCRIPT)},assessment.completed,2026-02-25,{quoted(BREAKOUT)}
2,assessment.completed,2026-02-25,{quoted(QUOTE)}
'''

# JavaScript that returns the cells of each measure's rows.
FIGURES = '''[...document.querySelectorAll('section.measure')].map(s => [s.querySelector('h2, h3').textContent.split(':')[0],
  [...s.querySelectorAll(':scope > .bars')].map(t => [t.caption.textContent, [...t.tBodies[0].rows].map(r => [...r.cells].map(c => c.textContent))])])'''
BARS = '''[...document.querySelectorAll('.bars tbody tr')].filter(r => r.querySelector('.share'))
  .map(r => [r.cells[0].textContent, r.cells[2].textContent, Number(r.querySelector('.share').getAttribute('width')) / 10])'''
OPEN_ALL = "document.querySelectorAll('details').forEach(d => { d.open = true; fillFold(d); })"
LISTS = OPEN_ALL + '''; [...document.querySelectorAll('section.measure')].map(s => [s.querySelector('h2, h3').textContent.split(':')[0],
  [...s.querySelectorAll('.behind')].map(t => [t.closest('details').querySelector('summary').textContent.split(': ')[0], t.caption.textContent,
    [...t.tHead.rows[0].cells].map(c => c.textContent), [...t.tBodies[0].rows].map(r => [...r.cells].map(c => c.textContent))])])'''


class Measured(Pages):
    def run(self, *options):
        return subprocess.run([self.dueby, 'measures', *map(str, options)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)

    def table(self, *options):
        return list(csv.DictReader(io.StringIO(self.run(*options, '--format', 'csv').stdout)))

    def page(self, name, *options):
        path = Path(self.folder.name) / f'{name}.html'
        done = self.run(*options, '--format', 'html', '--output', path)
        if done.returncode:
            raise SystemExit(f'FAILED: measures {name}: status {done.returncode}: {done.stderr}')
        return path

    def worklist(self, name, file, *options):
        path = Path(self.folder.name) / f'{name}.html'
        done = subprocess.run([self.dueby, 'worklist', str(file), '--format', 'html', '--output', str(path), *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode not in (0, 5):  # 5: a child in the example caseload has no date of birth
            raise SystemExit(f'FAILED: worklist {name}: status {done.returncode}: {done.stderr}')
        return path

    def file(self, name, rows):
        path = Path(self.folder.name) / f'{name}.csv'
        path.write_text(rows, encoding='utf-8')
        return path


def check_worked(checks, page, pages):
    """The figures must be the same as worked out by hand from the events in WORKED."""
    page.open(pages.page('worked', pages.file('worked', WORKED), '--year', '2025-26', '--by', 'team'))
    figures = dict(page.run(FIGURES))
    checks.same('C2', figures['C2'][0][1], [['All', '', '50.0%', '2', '1', '', '0', '0'], ['North', '', '50.0%', '2', '1', '', '0', '0']])
    checks.same('C4', figures['C4'][0][1], [['All', '', '50.0%', '2', '1', '', '0', '1'], ['South', '', '50.0%', '2', '1', '', '0', '1']])
    bands = {name: count for name, _, _, count in figures['C2'][1][1]}
    checks.same('C2 in bands', {name: count for name, count in bands.items() if count != '0'}, {'41 to 45 working days': '1', '46 to 50 working days': '1'})
    checks.same('C4 in bands', [row[3] for row in figures['C4'][1][1]], ['0', '1', '0', '0'])
    lists = dict(page.run(LISTS))
    checks.same('C2: who', [(group, caption, rows) for group, caption, _, rows in lists['C2']],
                [('North', 'in time: no: 1', [['2', 'Friday 19 December 2025', 'Thursday 26 February 2026', '69', '46', '46 to 50 working days']]),
                 ('North', 'in time: yes: 1', [['1', 'Friday 19 December 2025', 'Wednesday 25 February 2026', '68', '45', '41 to 45 working days']])])
    checks.same('C4: not in time', lists['C4'][0][1:], ['in time: no: 1', ['Case', 'Ref', 'Started', 'Ended', 'Days', 'Working days', 'Remark'],
                                                        [['3', 'E1', 'Thursday 15 January 2026', 'Monday 12 January 2026', '-3', '-3', 'ended before it started']]])
    odd = page.run("[...document.querySelectorAll('#odd li')].map(l => l.textContent)")
    checks.that(len(odd) == 1 and 'C4: case 3' in odd[0], f'the odd conference is not named: {odd}')
    limits = page.run("document.querySelector('#limits').textContent")
    checks.that('RHI' in limits and 'CLA-reviews' in limits, f'what cannot be answered: {limits}')


def check_starts(checks, page, pages):
    """A referral has a start and no end. Behind a repeated referral is also the one before it."""
    rows = 'case,event,at\n1,referral.received,2025-06-10\n1,referral.received,2025-09-01\n2,referral.received,2025-07-01\n'
    page.open(pages.page('starts', pages.file('starts', rows), '--year', '2025-26'))
    tables = {caption.split(': ')[-2]: (heads, found) for _, caption, heads, found in dict(page.run(LISTS))['C1']}
    checks.same('the first referrals', tables['no'], (['Case', 'Started'], [['1', 'Tuesday 10 June 2025'], ['2', 'Tuesday 1 July 2025']]))
    checks.same('a repeated referral', tables['yes'], (['Case', 'The one before started', 'Started', 'Days', 'Working days'],
                                                       [['1', 'Tuesday 10 June 2025', 'Monday 1 September 2025', '83', '58']]))


def compare(checks, page, pages, options, name):
    """Compares the figures and lists of a page with those of `dueby measures`."""
    told = pages.table(*options, '--bands')
    shown, lists = dict(page.run(FIGURES)), dict(page.run(LISTS))
    whole = [row for row in told if not row['band']]
    checks.same(f'{name}: which measures', {measure for measure, tables in shown.items() if tables[0][1]}, {row['measure'] for row in whole})
    for measure, tables in shown.items():
        expected = [[row['team'] or '(none)', '', row['percent'] and row['percent'] + '%', row['counted'], row['good'], row['mean_days'], row['cannot_tell'], row['odd']]
                    for row in whole if row['measure'] == measure]
        checks.same(f'{name}: {measure}: teams', [row for row in tables[0][1] if row[0] != 'All'], expected)
        units = pages.table(*options, '--children', measure)
        found = sorted((group, caption.split(': ')[-2].replace('cannot tell, so not counted', 'cannot_tell'), row[0]) for group, caption, _, rows in lists[measure] for row in rows)
        checks.same(f'{name}: {measure}: who', found, sorted((unit['team'] or '(none)', unit['result'], unit['case']) for unit in units))
    checks.that(sum(len(tables[0][1]) for tables in shown.values()) > (30 if '--where' not in options else 3), f'{name}: too few figures to compare')


def check_as_command(checks, page, pages):
    """The example caseload's figures and lists by team must be the same as the command's, and each bar must match its figure."""
    options = (EXAMPLES, '--as-at', '2026-10-31', '--by', 'team')
    page.open(pages.page('team', *options))
    compare(checks, page, pages, options, 'page')
    for name, percent, width in page.run(BARS):
        checks.that(abs(float(percent.rstrip('%')) - width) <= .5, f'the bar of {name} is {width} long at {percent}')
    checks.same('everything leads somewhere', page.run("[...document.querySelectorAll('main a')].map(a => a.hash.slice(1)).filter(i => !document.getElementById(i))"), [])


def check_paper(checks, page, pages):
    """The printed page must have the notes about the file."""
    page.open(pages.page('team', EXAMPLES, '--as-at', '2026-10-31'))
    folds = "[...document.querySelectorAll('#quality details')].map(d => d.open)"
    for event, state in (('beforeprint', True), ('afterprint', False)):
        page.run(f"dispatchEvent(new Event('{event}'))")
        checks.same(f'{event}: folds', page.run(folds), [state])


def check_opening(checks, page, pages):
    page.open(pages.page('all', pages.file('worked', WORKED), '--year', '2025-26'))
    checks.same('the first row', page.run("document.querySelector('#figures tbody th').textContent"), 'C2: assessments completed within 45 working days')
    for number, case in ((4, '1'), (3, '2')):  # the columns "good" and "counted"
        page.run("document.querySelectorAll('details').forEach(d => { d.open = false; })")
        page.click(f"#figures tbody tr:first-child td:nth-of-type({number}) a")
        seen = page.run("[...document.querySelectorAll('.behind tbody th')].filter(t => t.checkVisibility()).map(t => t.textContent)")
        checks.that(case in seen and '3' not in seen, f'column {number} of C2 opens {seen}')
    checks.same('the console', page.said, [])
    page.resize(360, 800)
    page.run(OPEN_ALL)
    checks.same('360 pixels', page.run('document.documentElement.scrollWidth'), 360)
    checks.same('numbers without words at 360 pixels', page.run('''[...document.querySelectorAll('.bars td:not(.bar)')].filter(c => c.textContent && c.checkVisibility() &&
      getComputedStyle(c, '::before').content.length < 6).length'''), 0)
    page.resize(1280, 900)


def check_suppressed(checks, pages):
    """If all counts are small, as with two assessments, the page must not show a number or a child."""
    path = pages.page('hidden', pages.file('worked', WORKED.replace('\n1,', '\nchild-1,').replace('\n3,', '\nchild-3,')), '--year', '2025-26', '--by', 'team', '--suppress')
    text = path.read_text(encoding='utf-8')
    checks.that('child-' not in text, 'a suppressed page names a child')
    with Browser() as page:
        page.open(path)
        checks.same('C2, suppressed', dict(page.run(FIGURES))['C2'][0][1], [[name, 'not shown', 'c', 'c', 'c', '', '0', 'c'] for name in ('All', 'North')])
        quality = "(q => [q.querySelectorAll('li').length, /Records up to|the records stop/.test(q.textContent)])(document.querySelector('#quality'))"
        checks.same('suppressed: only up to when the records go', page.run(quality), [1, True])
        checks.same('a bar that shows what is hidden', page.run("[...document.querySelectorAll('.measure .bars tbody tr')].filter(r => /c/.test(r.cells[3].textContent) && r.querySelector('rect')).length"), 0)


def check_hostile(checks, page, pages):
    page.open(pages.page('hostile', pages.file('hostile', HOSTILE), '--year', '2025-26', '--by', 'team', '--marking', SCRIPT))
    checks.same('the title', page.run('document.title'), 'Measures for 2025-26')
    checks.same('elements that were text', page.run("document.querySelectorAll('main script, main img, [onload], [onmouseover]').length"), 0)
    page.run(OPEN_ALL)
    names = page.run("[...document.querySelectorAll('.behind tbody th')].map(t => t.textContent)")
    checks.that(SCRIPT in names, f'the name is not shown as it is: {names}')
    checks.same('requests', [url for url in page.asked if not url.startswith(('file:', 'about:', 'data:'))], [])


def check_section(checks, page, pages):
    """The section of the worklist page must have the figures and lists of `dueby measures`, even if the page has only one duty."""
    for name, narrowed in (('whole', []), ('one duty', ['--only', 'icpc'])):
        page.open(pages.worklist('section', EXAMPLES, '--as-at', '2026-10-31', '--year', '2026-27', *narrowed))
        checks.same(f'{name}: the heading', page.run("document.querySelector('#measures h2').textContent"), 'Measures for 2026-27')
        compare(checks, page, pages, (EXAMPLES, '--as-at', '2026-10-31', '--by', 'team'), f'section, {name}')
    page.run("choose({team: 'Safeguarding 1'})")
    checks.same('a filter does not change measures', dict(page.run(FIGURES))['C4'][0][1][0][3], '5')
    page.open(pages.worklist('some', EXAMPLES, '--as-at', '2026-10-31', '--where', 'team=Safeguarding 1'))
    checks.that('all the cases on this page (' in page.run("document.querySelector('#measures p').textContent"), 'it does not say that cases are missing')
    compare(checks, page, pages, (EXAMPLES, '--as-at', '2026-10-31', '--by', 'team', '--where', 'team=Safeguarding 1'), 'section, a team')


def check_section_opens(checks, page, pages):
    """The section starts folded. A click on a number must list the children behind it, and a click on a child must open the
    case."""
    page.open(pages.worklist('opens', pages.file('worked', WORKED), '--as-at', '2026-03-31'))
    shown = "[...document.querySelectorAll('#measures table')].filter(t => t.checkVisibility()).length"
    checks.same('tables before anything is opened', page.run(shown), 0)
    checks.same('lists on the page before they are opened', page.run("document.querySelectorAll('#measures .behind').length"), 0)
    page.click('nav a[href="#measures"]')
    checks.same('the link leads to the heading', page.run('document.activeElement.id'), 'measures-h')
    page.click('#measures > details > summary')
    page.click('#m1 > .bars tbody tr:nth-of-type(2) td:nth-of-type(4) a')
    checks.same('focus', page.run("document.activeElement.caption.textContent"), 'in time: yes: 1')
    page.click('#m1-0-1 tbody th a')
    checks.same('the case', page.run("document.querySelector('.case.open h3').textContent"), 'Case 1')
    checks.same('the console', page.said, [])


def check_section_year(checks, page, pages):
    """The year must be the one given with --year. Without --year it must be the as-at day's or, if the records end before that year
    begins, the last record's."""
    file = pages.file('worked', WORKED)
    for options, year, status in ((('--as-at', '2026-03-31'), '2025-26', 0), (('--as-at', '2026-04-30'), '2025-26', 0),
                                  (('--as-at', '2026-04-30', '--recorded-to', '2026-04-20'), '2026-27', 0), (('--as-at', '2026-03-31', '--year', '2024-25'), '2024-25', 0)):
        page.open(pages.worklist('year', file, *options))
        checks.same(f'{options}: the year', page.run("document.querySelector('#measures h2').textContent"), f'Measures for {year}')
    page.open(pages.worklist('later', file, '--as-at', '2026-04-30'))
    checks.same('as at the last day of the year', page.run("/up to [^.]*/.exec(document.querySelector('#measures p').textContent)[0]"), 'up to Tuesday 31 March 2026')
    checks.same('C2 of that year', dict(page.run(FIGURES))['C2'][0][1][0][2:5], ['50.0%', '2', '1'])
    none = pages.worklist('none', pages.file('none', 'case,event,at\n1,birth,2020-01-01\n'), '--as-at', '2026-03-31').read_text(encoding='utf-8')
    checks.that('<section id="measures"' not in none and '#measures"' not in none.split('</script>')[1], 'a page without measures has the section, or a link to it')
    for options, words in ((('--year', '2026-27', '--format', 'html'), 'begins after the day you are checking'), (('--year', '2025-26'), 'only works with --format html')):
        done = subprocess.run([pages.dueby, 'worklist', str(file), '--as-at', '2026-03-31', *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
        checks.that(done.returncode == 2 and words in done.stderr, f'{options}: {done.returncode}: {done.stderr}')


def check_section_on_paper(checks, page, pages):
    """An open section must be printed."""
    page.open(pages.worklist('paper', EXAMPLES, '--as-at', '2026-10-31'))
    page.call('Emulation.setEmulatedMedia', media='print')
    seen = "document.querySelector('#measures').checkVisibility()"
    checks.same('on paper, closed', page.run(seen), False)
    page.run("document.querySelector('#measures > details').open = true")
    checks.same('on paper, open', page.run(seen), True)
    page.show_screen()


def check_without_script(checks, pages):
    with Browser(script=False) as page:
        page.open(pages.page('plain', pages.file('worked', WORKED), '--year', '2025-26'))
        nodes = json.dumps(page.call('Accessibility.getFullAXTree')['nodes'])
        for words in ('assessments completed within 45 working days', '50.0%', 'How it is counted'):
            checks.that(words in nodes, f'without a script: {words} is not shown')
        text = pages.worklist('plain_list', pages.file('worked', WORKED), '--as-at', '2026-03-31')
        page.open(text)
        nodes = page.call('DOMSnapshot.captureSnapshot', computedStyles=[])['strings']
        for words in ('Measures for 2025-26', '41 to 45 working days', 'in time: yes: 1'):
            checks.that(any(words in text for text in nodes), f'without a script: {words} is not in the section')


def check_options(checks, pages):
    file = pages.file('worked', WORKED)
    for options, words in ((['--bands'], 'always has the bands'), (['--children', 'C2'], 'lists what is behind every figure')):
        done = pages.run(file, '--year', '2025-26', '--format', 'html', *options)
        checks.that(done.returncode == 2 and words in done.stderr, f'{options}: {done.returncode}: {done.stderr}')
    done = pages.run(file, '--year', '2025-26', '--marking', 'OFFICIAL')
    checks.that(done.returncode == 2 and 'only works with --format html' in done.stderr, f'--marking: {done.stderr}')


def check():
    checks = Checks()
    with Measured(sys.argv[1]) as pages:
        with Browser() as page:
            check_worked(checks, page, pages)
            check_as_command(checks, page, pages)
            check_starts(checks, page, pages)
            check_opening(checks, page, pages)
            check_paper(checks, page, pages)
            check_hostile(checks, page, pages)
            check_section(checks, page, pages)
            check_section_opens(checks, page, pages)
            check_section_year(checks, page, pages)
            check_section_on_paper(checks, page, pages)
        check_suppressed(checks, pages)
        check_without_script(checks, pages)
        check_options(checks, pages)
    return checks


browser.main(check)
