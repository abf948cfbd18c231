"""Tests the page as text: it must be well formed and self-contained, with a correct policy, all text escaped, and the same counts
as the command."""
import base64
import getpass
import hashlib
import os
import re
import stat
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import browser
from checks import Checks
from pages import BREAKOUT, COLUMN, IMAGE, MARKING, QUOTE, ROOT, SCRIPT, SLUGS, TO_DO, Pages, has_no_figure, shown_state

VOID = {'meta', 'br', 'img', 'input', 'link', 'hr'}
SHAPES = {'path', 'circle', 'use', 'rect', 'line'}  # SVG elements that may be written as <path/>


class Page(HTMLParser):
    """Reads a page. Keeps its elements in order, and any faults in their nesting."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.text, self.open, self.wrong = text, [], []
        self.elements, self.ids = [], Counter()
        self.feed(text)
        self.close()
        self.wrong += [f'<{name}> is not closed' for name, _ in self.open]

    def handle_starttag(self, tag, attrs):
        element = (tag, dict(attrs), [])
        self.elements.append(element)
        if 'id' in element[1]:
            self.ids[element[1]['id']] += 1
        if len(attrs) != len(element[1]):
            self.wrong.append(f'<{tag}> at {self.getpos()} has an attribute twice')
        if tag not in VOID:
            self.open.append((tag, element))

    def handle_startendtag(self, tag, attrs):
        if tag not in SHAPES:
            self.wrong.append(f'<{tag}/> at {self.getpos()}')
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag:
            self.wrong.append(f'</{tag}> at {self.getpos()} closes <{self.open[-1][0] if self.open else "nothing"}>')
        else:
            self.open.pop()

    def handle_data(self, data):
        for _, element in self.open:
            element[2].append(data)

    def all(self, tag, **attributes):
        return [one for one in self.elements if one[0] == tag and all(one[1].get(k.rstrip('_')) == v for k, v in attributes.items())]


def is_due(element):
    """Returns whether an element is a row in the list by duty."""
    return {'data-c', 'data-s'} <= set(element[1])


def words(element):
    return ''.join(element[2])


def check_form(checks, name, page):
    checks.extend(f'{name}: {wrong}' for wrong in page.wrong[:10])
    checks.same(f'{name}: ids that occur twice', [key for key, count in page.ids.items() if count > 1], [])
    for tag, attributes, _ in page.elements:
        for key, value in attributes.items():
            if key == 'style' or key.startswith('on'):
                checks.append(f'{name}: <{tag}> has {key}, which the policy forbids')
            if key in ('src', 'action', 'data', 'srcset') or key == 'href' and not value.startswith('#'):
                checks.append(f'{name}: <{tag}> has {key}={value!r}: the page points outside itself')
            if key == 'href' and value.startswith('#'):
                target = value[1:]
                checks.that(page.ids[target], f'{name}: {value} is nowhere on the page')
            if key in ('aria-labelledby', 'aria-describedby'):
                checks.that(page.ids[value], f'{name}: {key}={value} is nowhere on the page')
    checks.same(f'{name}: foreign elements', [e[0] for e in page.elements if e[0] in ('img', 'iframe', 'object', 'embed', 'link', 'form')], [])
    checks.same(f'{name}: language', page.all('html')[0][1].get('lang'), 'en-GB')
    checks.same(f'{name}: main headings', len(page.all('h1')), 1)
    levels = [int(one[0][1]) for one in page.elements if re.fullmatch('h[1-6]', one[0])]
    checks.that(all(after <= before + 1 for before, after in zip(levels, levels[1:])), f'{name}: a level of headings is left out')
    checks.same(f'{name}: tables and captions', len(page.all('table')), len(page.all('caption')))
    checks.that(all(one[1].get('scope') in ('col', 'row') for one in page.all('th')), f'{name}: a th without scope')
    skip = page.all('a', class_='skip')
    checks.that(skip and page.all('a').index(skip[0]) == 0, f'{name}: the skip link is not the first link')


def check_policy(checks, name, page):
    policy = page.all('meta')[1][1]
    checks.same(f'{name}: first but for the encoding', policy.get('http-equiv'), 'Content-Security-Policy')
    rules = dict(rule.strip().split(' ', 1) for rule in policy.get('content', '').split(';'))
    checks.same(f'{name}: default-src', rules.get('default-src'), "'none'")
    checks.that('unsafe' not in policy.get('content', ''), f'{name}: the policy allows what is unsafe')
    for tag in ('style', 'script'):
        elements = page.all(tag)
        checks.same(f'{name}: how many <{tag}>', len(elements), 1)
        digest = base64.b64encode(hashlib.sha256(words(elements[0]).encode()).digest()).decode()
        checks.same(f'{name}: {tag}-src', rules.get(f'{tag}-src'), f"'sha256-{digest}'")


def check_privacy(checks, name, path, text):
    checks.same(f'{name}: mode', oct(stat.S_IMODE(os.stat(path).st_mode)), oct(0o600))
    for what in (str(path.parent), 'events.csv', 'hostile.csv', os.path.expanduser('~/'), str(ROOT)):
        checks.that(what not in text, f'{name}: holds the path {what}')
    shown = re.sub('<style>.*?</style>', '', text, flags=re.DOTALL)  # ":root" in a style is not the user root
    checks.that(not re.search(rf'\b{re.escape(getpass.getuser())}\b', shown), f'{name}: holds the name of the user')
    checks.that(not re.search(r'localStorage|sessionStorage|indexedDB|document\.cookie|fetch\(|XMLHttpRequest|sendBeacon|WebSocket|import\(', text),
                f'{name}: the script could keep or send something')


def check_hostile(checks, page):
    """Cells that contain HTML must appear on the page as text, not as elements."""
    text = ''.join(words(page.all('html')[0]).split())
    for what in (SCRIPT, IMAGE, BREAKOUT, QUOTE, COLUMN):
        checks.that(''.join(what.split()) in text, f'hostile: {what} is not shown as it is')
    labels = {one[1]['data-label'] for one in page.all('td') if 'data-label' in one[1]}
    labels -= {one for one in labels if re.fullmatch(r'\d+ [A-Z][a-z]{2}( to \d+ [A-Z][a-z]{2})?', one)}  # the weeks
    checks.same('hostile: labels of cells', labels, {'Due', 'Set by', 'Last seen', 'Last review', 'Overdue or needs checking', 'Next', 'team', COLUMN,
                                                   'In time', 'Fell due', 'Done in time', 'Done late', 'Never done', 'Overdue',
                                                   'Share', 'Counted', 'Of which', 'Mean days', 'No set deadline', 'Cannot tell', 'To check',
                                                   'Ref', 'Started', 'Remark'})
    checks.same('hostile: how many <b>worker</b>', len([one for one in page.all('b') if words(one) == 'worker']), 0)
    checks.same('hostile: attributes that were text', [k for one in page.elements for k in one[1] if k in ('x=', 'onload', 'onerror')], [])
    checks.that('Not in the file: ' in words(page.all('section', id='quality')[0]), 'hostile: what the file does not hold is not said')
    checks.that('Ask whoever made the file: what should these rows say?' in words(page.all('main')[0]), 'hostile: it is not said whom to ask')
    checks.that('1 row for this case could not be used (line 5)' in words(page.all('main')[0]), 'hostile: the row that could not be used is not said')


def check_counts(checks, page, pages):
    told = pages.as_json()
    states = Counter(map(shown_state, told['rows']))
    checks.that(states['unset'] and states['undated'], 'no lines without a date to count')
    for slug in (*SLUGS.values(), 'unset', 'undated'):
        tile = page.all('li', **{'data-s': slug})[0]
        checks.same(f'tile {slug}', int(re.match(r'\s*([\d,]+)', words(tile)).group(1).replace(',', '')), states[slug])
    # From Saturday 31 October 2026, this week is Monday 2 to Sunday 8 November.
    checks.that('Due this week to Sunday 8 Nov' in words(page.all('li', **{'data-s': 'week'})[0]), 'the tile does not say when this week ends')
    checks.that('Due soon in the next 5 working days' in words(page.all('li', **{'data-s': 'soon'})[0]), 'the tile does not say what is soon')
    for slug in TO_DO:
        tile = words(page.all('li', **{'data-s': SLUGS[slug]})[0])
        number = len({row['case'] for row in told['rows'] if shown_state(row) == SLUGS[slug]})
        checks.that(tile.endswith(f'tasks for {number} cases'), f'the cases of a tile: {tile}, expected {number}')
    listed = [one[1]['data-s'] for one in page.all('tr') if is_due(one)]
    checks.same('the list, worst first', listed, [SLUGS[row['state']] for row in told['rows'] if row['state'] in TO_DO and not has_no_figure(row)])
    cases = [one for one in page.all('article')]
    checks.same('cases', len(cases), len({row['case'] for row in told['rows']} | {words(one).split('Case ')[1].split('\n')[0] for one in cases}))
    lines = [one for one in page.all('tr') if 'data-l' in one[1]]
    checks.same('lines of cases', len(lines), len(told['rows']))
    checks.same('the first section', page.all('section')[0][1]['id'], 'quality')
    checks.same('findings', page.text.split('id="quality"')[1].split('</section>')[0].count('<li>'), len(told['quality']))
    for note in told['notes']:
        checks.that(note in words(page.all('section', id='list')[0]), f'the list does not say: {note}')
    checks.that('Working Together 2026 replaced' in words(page.all('section', id='timescales')[0]), 'it is not said which source was replaced')


def cells(page, row):
    """Returns the text of each cell of a row."""
    at = next(i for i, one in enumerate(page.elements) if one is row) + 1
    found = []
    while at < len(page.elements) and page.elements[at][0] != 'tr':
        if page.elements[at][0] in ('td', 'th'):
            found.append(words(page.elements[at]))
        at += 1
    return found


def check_refs(checks, pages):
    """The page must say once what a ref is, if a duty has one: in a file of events, in a file with a path such as R1/A2, and in a
    return. Without refs it must not mention them."""
    rows = 'case,event,at,ref\n1,referral.received,2026-10-20,{}\n1,assessment.started,2026-10-20,{}\n'
    about = ': they say which placement, plan or other episode a duty is about.'
    below = ' What is after a slash belongs to what is before it.'
    census = ROOT / 'tests' / 'returns' / 'cin' / 'census_2026.xml'
    for name, path, expected in (
            ('ref', pages.made('ref', rows.format('R1', 'R1')), ['R1 and the like are references from the file' + about]),
            ('path', pages.made('path', rows.format('R1/A2', 'R1/A2')), ['R1/A2 and the like are references from the file' + about + below]),
            ('none', pages.made('none', rows.format('', '')), []),
            ('ignored', pages.made('ignored', rows.format('R1/A2', 'R1/A2'), '--refs', 'ignore'), [])):
        checks.same(f'refs: {name}', [words(one) for one in Page(path.read_text(encoding='utf-8')).all('p', id='refs')], expected)
    told = words(Page(pages.write('census.html', census, status=5).read_text(encoding='utf-8')).all('p', id='refs')[0])
    checks.that(told.endswith(' and the like are references made from the return' + about + below), f'refs of a return: {told}')


def check_measures(checks, page, pages):
    """The page's counts of duties done in time must be the same as in worklist --summary."""
    expected = {row['rule'] + (f": {row['needs']}" if row['needs'] else ''): row for row in pages.as_json('--summary')['rows']}
    rows = [one for one in page.all('tr') if not one[1] and re.search(r'\d% \d+ of \d+$', words(one))]
    checks.that(len(rows) > 50, f'only {len(rows)} duties have a measure')
    for row in rows:
        told = cells(page, row)
        rule = max((key for key in expected if told[0].endswith(key)), key=len)
        share, good, of = re.fullmatch(r'([\d.]+)% (\d+) of (\d+)', told[-1]).groups()
        checks.same(f'{rule}: in time', (float(share), int(good), int(of)),
                    (float(expected[rule]['percent']), expected[rule]['in_time'], expected[rule]['counted']))


def check_one_meaning(checks, page):
    """"Done in time" must mean the same in the tile and in the table. They may differ only by tasks that were done before a due
    date still to come, and the page must say how many."""
    def number(text):
        return int(re.search(r'[\d,]+', text).group().replace(',', ''))
    all_ = next(one for one in page.all('tr', class_='all') if '%' in words(one))  # the row of the bars, not of the weeks
    tile = number(words(page.all('li', **{'data-s': 'met'})[0]))
    early = number(words(page.all('p', id='early')[0]))
    checks.that(early, 'nothing was done early')
    checks.same('done in time: tile and table', tile, number(cells(page, all_)[4]) + early)
    checks.same('no set deadline: tile and table', number(words(page.all('li', **{'data-s': 'unset'})[0])), number(cells(page, all_)[8]))


def check_unused(checks, pages):
    """Cases 1 and 2 have rows that could not be used. Each must count once as "Needs checking", in the tile and in the table of
    duties."""
    path = pages.made('unused', 'case,event,at\n1,birth,2015\n1,visit.made,2015\n2,referral.received,soon\n3,referral.received,2026-10-30\n', status=5)
    page = Page(path.read_text(encoding='utf-8'))
    rows = [cells(page, one) for one in page.all('tr') if words(one).startswith('rows that could not be usedcases')]
    checks.same('rows that could not be used', [row[2] for row in rows], ['2'])
    tile = words(page.all('li', **{'data-s': 'check'})[0])
    checks.that(tile.startswith('2 Needs checking'), f'the tile of what needs checking: {tile}')


def check_one_case(checks, page):
    """Checks case 1405, which examples/README.md works out by hand."""
    row = next(words(one) for one in page.all('tr') if is_due(one) and words(one).startswith('1405') and 'Overdue' in words(one))
    for part in ('10th visit to a looked-after child, P2', 'Overdue by 36 working days', 'Thursday 10 September 2026', 'statute', 'Looked After 1'):
        checks.that(part in row, f'case 1405: its row does not say {part}')


BIRTHS = '''case,event,at,tags
1,birth,2012-03-01,
1,birth,2024-05-05,void
1,birth,2025-05-05,
1,health_assessment.completed,2025-01-20,
1,health_assessment.completed,2025-02-20,void
'''


def check_explained(checks, pages):
    """An explanation must not use a void row. The first of two dates of birth counts: the child is 12, so a review is due after a
    year, not after the half year for a child under 5."""
    page = Page(pages.made('births', BIRTHS, '--only', 'cla.health.review').read_text())
    why = [words(one) for one in page.all('details', class_='why')]
    checks.same('births: lines that are explained', len(why), 1)
    checks.that(why and '1 year after the health assessment' in why[0] and 'reg 7(3)(b)' in why[0], f'births: explained by {why}')


TOWN = '''profile: town
title: "Town (fictional)"
extends: england
document: {title: Standards, version: V1, date: 2025-04}
rules:
  - {id: missing.return_interview, title: return home interview, trigger: missing.returned,
     due: return_interview.held, within: 70 hours, each: true, force: must, source: {section: "1", checked: primary}}
'''
RETURN = 'case,event,at\n1,missing.returned,2026-10-28T08:00\n'


def check_by_law(checks, pages):
    """The town's 70 hours and the law's 72 hours end on the same day, Saturday 31 October, two hours apart."""
    profile = Path(pages.folder.name) / 'town.yaml'
    profile.write_text(TOWN, encoding='utf-8')
    page = Page(pages.made('return', RETURN, '--profile', str(profile), '--only', 'missing.return_interview', day='2026-10-29').read_text())
    row = next(one for one in page.all('tr') if is_due(one))
    checks.that('6:00am on Saturday 31 October 2026by law 8:00am on Saturday 31 October 2026' in words(row), f'by law: {words(row)}')


def check_narrowed(checks, pages):
    text = pages.write('narrowed.html', ROOT / 'examples' / 'events.csv', '--only', 'cla.*', '--where', 'team=Disability', '--state', 'overdue').read_text()
    page = Page(text)
    for part in ('only shows some duties', 'only shows some of the cases', 'This list is filtered'):
        checks.that(part in words(page.all('section', id='summary')[0]), f'narrowed: does not say: {part}')
    for option, value in (('--only', 'cla.*'), ('--rule', 'cla.visit'), ('--authority', 'statute'), ('--subject', 'child')):
        narrowed = Page(pages.write('narrowed.html', ROOT / 'examples' / 'three_children.csv', option, value).read_text())
        checks.that('only shows some duties' in words(narrowed.all('section', id='summary')[0]), f'narrowed by {option}: not said')
    listed = [one for one in page.all('tr') if is_due(one)]
    checks.that({one[1]['data-s'] for one in listed} <= {'overdue'}, 'narrowed: lists other states')


def check_source(checks, pages):
    """The page of a return must say, before its findings, what the return cannot show. A page must be called filtered only if
    somebody filtered it."""
    census = ROOT / 'examples' / 'cin.xml'
    limit = 'A census has no visits, core groups, child in need reviews or decisions on referrals, so we do not check them.'
    for options, is_filtered in (((), False), (('--only', 'cp.*'), True), (('--authority', 'statute'), True)):
        text = pages.write('census.html', census, *options).read_text()
        source = words(Page(text).all('ul', id='source')[0])
        checks.that(source.startswith('Read as children in need census (cin): 1 file') and limit in source, f'{options}: {source}')
        checks.that(text.index('id="source"') < text.index('id="quality"'), f'{options}: what the census cannot show comes too late')
        said = words(Page(text).all('section', id='summary')[0])
        checks.same(f'{options}: filtered', 'only shows some duties' in said, is_filtered)
    figures = pages.folder.name + '/measures.html'
    subprocess.run([pages.dueby, 'measures', census, '--format', 'html', '--output', figures], capture_output=True, check=False)
    checks.that(limit in words(Page(Path(figures).read_text()).all('ul', id='source')[0]), 'the page of measures does not say the limits')
    events = pages.write('events.html', ROOT / 'examples' / 'events.csv').read_text()
    checks.that('id="source"' not in events, 'a file of events has limits of a return')


def ratio(one, other):
    """Returns the contrast ratio of two colours (#rrggbb) as WCAG 2.2 defines it."""
    def light(colour):
        parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
        parts = [part / 12.92 if part <= .04045 else ((part + .055) / 1.055) ** 2.4 for part in parts]
        return .2126 * parts[0] + .7152 * parts[1] + .0722 * parts[2]
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + .05) / (low + .05)


def check_colours(checks):
    sheet = (ROOT / 'lib' / 'page' / 'page.css').read_text()
    colours = dict(re.findall(r'--([a-z-]+): (#[0-9a-f]{6})', sheet))
    text = [(ink, ground) for ink in ('ink', 'soft', 'link') for ground in ('paper', 'ground', 'grey-pale', 'amber-pale')]
    text += [(name, f'{name}-pale') for name in ('red', 'amber', 'green', 'grey')] + [('paper', 'ink'), ('red', 'paper'), ('red', 'ground')]
    graphics = [(name, ground) for name in ('red', 'amber', 'green', 'grey', 'window-edge', 'holiday-edge', 'edge') for ground in ('paper', 'ground')]
    graphics += [('window-edge', 'window'), ('holiday-edge', 'holiday'), ('ink', 'focus'), ('ink', 'holiday'), ('green', 'holiday'), ('red', 'holiday')]
    for pairs, least in ((text, 4.5), (graphics, 3)):
        for one, other in pairs:
            found = ratio(colours[one], colours[other])
            checks.that(found >= least, f'contrast of {one} on {other}: {found:.2f}, less than {least}')
    beyond = re.sub(r':root \{.*?\}', '', sheet, flags=re.DOTALL)
    checks.same('colours outside :root', re.findall(r'#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|rgba?\(|hsla?\(', beyond), [])


def check():
    checks = Checks()
    with Pages(sys.argv[1]) as pages:
        for name, path in (('examples', pages.examples('--marking', MARKING)), ('hostile', pages.hostile())):
            text = path.read_text(encoding='utf-8')
            page = Page(text)
            check_form(checks, name, page)
            check_policy(checks, name, page)
            check_privacy(checks, name, path, text)
            if name == 'hostile':
                check_hostile(checks, page)
            else:
                check_counts(checks, page, pages)
                check_measures(checks, page, pages)
                check_one_meaning(checks, page)
                check_one_case(checks, page)
        check_explained(checks, pages)
        check_unused(checks, pages)
        check_by_law(checks, pages)
        check_refs(checks, pages)
        check_narrowed(checks, pages)
        check_source(checks, pages)
    check_colours(checks)
    return checks


browser.main(check)
