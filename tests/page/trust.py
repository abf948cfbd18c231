"""Tests what the page says to a manager about the records: what is wrong, with which cases, and whom to ask; and that it names duties
and events as people do. The faults in the file were put there on purpose, so the expected sentences are known without running
anything."""
import html
import re
import sys

import browser
from browser import Browser
from checks import Checks
from pages import EXAMPLES, PROFILE, ROOT, Pages

# Line by line: child 1 has two dates of birth, something that is not a date, a misspelt tag and a void row. Child 2 has the same
# row twice and a misspelt event. Child 3 is born after the plan began, and a date means "no date". Child 4 would be 46. The plan of
# child 5 ends before it began, and a visit has the wrong year. Child 6 had a visit after the death, and 06 may be the same child.
ROWS = '''case,event,at,tags,team
1,birth,2015-01-01,,North
1,birth,2016-01-01,,North
1,cin_plan.started,2026-01-05,,North
1,visit.made,31/01/2026x,alone,North
1,visit.made,2026-02-05,alonne,North
1,visit.made,2026-02-05,void,North
2,birth,2015-01-01,,North
2,cin_plan.started,2026-01-05,,North
2,cin_plan.started,2026-01-05,,North
2,visitt.made,2026-01-07,,North
3,birth,2027-01-01,,north
3,cp_plan.started,2026-01-05,,north
3,visit.made,1900-01-01,,north
4,birth,1980-01-01,,North
4,cin_plan.started,2026-01-05,,North
5,birth,2015-01-01,,North
5,cin_plan.started,2026-01-05,,North
5,cin_plan.ended,2025-12-05,,North
5,visit.made,2036-12-05,,North
5,visit.made,2026-06-05,,North
6,birth,2015-01-01,,North
6,child.died,2025-01-01,,North
6,visit.made,2026-01-01,,North
06,birth,2015-01-01,,North
06,case.closed,2015-01-01,,North
7,contact.received,2026-01-01,,North
1.23457E+11,birth,2015-01-01,,North
8,cin_plan.started,2026-01-05,,North
'''
SAID = '''Records up to Thursday 5 February 2026
4 records could not be used: ask whoever makes the file to correct them. Cases 1, 2, 3 and 1.23457E+11
1 case has an id that Excel shortened, such as 1.23457E+11: several children may now share one id; ask whoever makes the file to make it again. Case 1.23457E+11
1 record is of an event that is not on our list, probably the visit to the child: ask whoever makes the file to correct it. Until then, we do not show anyone as late where that may be wrong. Case 2
1 record has a detail (such as "seen alone") that these rules do not use: not counted; ask whoever makes the file whether it is misspelt. Case 1
Not in the file: review child protection conference, for 1 child: tasks shown as "Overdue", "Never done" or "Needs checking" may have been done. Ask whoever makes the file whether it can include this. Case 3
Not in the file: core group meeting, for 1 child: tasks shown as "Overdue", "Never done" or "Needs checking" may have been done. Ask whoever makes the file whether it can include this. Case 3
4 cases have nothing due, and their last entries do not explain why: ask the workers whether these cases are closed, or whether something was not recorded. Or these rules may not cover them. Cases 4, 6, 7 and 8
1 child has more than one date of birth: we used the earliest; ask the child's worker which one is right. Case 1
1 date of birth is later than another event recorded for the child: ask the child's worker to check it, unless that event was before the birth. Case 3
1 end or meeting is before its start: ask the child's worker to check both dates. Case 5
1 date is more than 2 years after the day you are checking, or more than 30 before it: ask the child's worker to check the year. Case 5
1 case has the same name as another, apart from zeros, spaces or capitals: ask whoever makes the file whether they are the same child. Cases 6 and 06
1 record has the same event and time as another: counted once; ask the child's worker whether these were separate events. Case 2
3 events are dated after the day you are checking: not counted; if they have already happened, ask the children's workers to check the dates. Cases 3 and 5
1 record is marked void: ignored; you do not need to do anything. Case 1
1 visit, review, start or similar event is dated after the child died: ask the child's worker to check both dates. Case 6
1 team or worker has the same name as another, apart from zeros, spaces or capitals: we treat them as different; ask whoever makes the file whether they are the same. Cases 1 and 3'''

# The file is about children who need visits, and says nothing of visits. Only the children of team North have reviews.
LACKING = ('case,event,at,tags,team\n' + ''.join(f'{i},birth,2015-01-01,,North\n{i},cla.started,2025-01-06,,{"North" if i < 4 else "South"}\n'
                                                 f'{i},placement.started,2025-01-06,,\n' for i in range(1, 7))
           + ''.join(f'{i},cla_review.held,2025-0{month}-01,,\n' for i in range(1, 4) for month in (2, 4, 9)))
ABSENT = '''Records up to Monday 1 September 2025
Not in the file: visit to the child, needed for the duty "visit to a looked-after child", for 6 children: tasks shown as "Overdue", "Never done" or "Needs checking" may have been done. Ask whoever makes the file whether it can include this. For example cases 1, 2, 3, 4 and 5'''

SHOWN = "[...document.querySelectorAll('#quality li')].map(l => l.textContent)"
CODE = re.compile(r'\b[a-z_0-9]+\.[a-z_0-9]+\b|--|\blines? \d|\brows?\b')


def check_sentences(checks, page, pages):
    page.open(pages.made('faults', ROWS, day='2026-03-31', status=5))
    shown = page.run(SHOWN)
    for found, expected in zip(shown, SAID.split('\n')):
        checks.same('a fault', found, expected)
    checks.same('how many faults', len(shown), len(SAID.split('\n')))
    page.open(pages.made('lacking', LACKING, '--only', 'cla.visit,cla.review', day='2025-09-15'))
    checks.same('never in the file', page.run(SHOWN)[:2], ABSENT.split('\n'))


def check_no_codes(checks, page, pages):
    """Nothing in the section may be a name of an option, of an event or of a duty, or a line of a file."""
    for name, options, status in (('stated', ('--holds', 'visit.made=never', '--holds', 'cla_review.held=latest'), 0), ('refs', ('--refs', 'ignore'), 5),
                                  ('narrow', ('--where', 'team=Looked After'), 5), ('visits', ('--only', 'cla.visit'), 0)):
        page.open(pages.write(f'{name}.html', EXAMPLES, '--profile', PROFILE, *options, status=status))
        coded = [one for one in page.run(SHOWN) if CODE.search(re.sub(r'1\.23457E\+11', '', one))]
        checks.same(f'{name}: codes', coded, [])
        if name == 'stated':
            checks.same('stated', page.run("[...document.querySelectorAll('#source li')].map(l => l.textContent)"),
                        ['Worked out on the basis that the file has no visit to the child; only the latest looked-after review'])


def check_names(checks, path):
    """Cases and lists name duties and events as people do. Only the table of duties has their codes, in small letters."""
    text = path.read_text(encoding='utf-8')
    slugs = {slug for file in [ROOT / 'data' / 'events.yaml', *(ROOT / 'data' / 'profiles').glob('*.yaml')]
             for slug in re.findall(r'(?:slug|- id|{id): (\S+?\.[^\s,/]+)', file.read_text(encoding='utf-8'))}
    checks.that({'cla.visit', 'visit.made', 'cla.started'} <= slugs, f'codes: {len(slugs)}')
    for part in re.findall(r'<article.*?</article>|<section id="list".*?</section>', text, re.DOTALL):
        words = html.unescape(re.sub(r'<[^>]*>', ' ', part))
        checks.same('codes in a list or a case', sorted(slugs & set(re.findall(r'[a-z_0-9]+(?:\.[a-z_0-9]+)+', words))), [])


def check_agreed(checks, page, path):
    """On 1 May 2026 visits every 4 weeks were agreed for child 1465. The last one was on 17 September, so the next was due on 15 October."""
    page.open(path, '#open=1465')
    lines = page.run("[...document.querySelectorAll('.case.open .lines tr[data-s=overdue]')].map(r => [r.cells[0].querySelector('.t').textContent, r.cells[2].textContent, r.querySelector('dl').textContent])")
    visits = [(due, why) for title, due, why in lines if title.startswith('visit to a looked-after child')]
    checks.that(visits and all(due.startswith('Thursday 15 October 2026') and 'Agreed4 weeks, on Friday 1 May 2026' in why for due, why in visits), f'agreed: {visits}')
    events = page.run("[...document.querySelectorAll('.case.open .events li')].map(l => l.textContent)")
    checks.that('Friday 1 May 2026: interval agreed for the visit to a looked-after child, 4 weeks' in events, f'the agreement: {events}')


def check_cases(checks, page, pages, path):
    """The page names the cases on the lines that the command lists, and a click opens them."""
    lines = EXAMPLES.read_text(encoding='utf-8').split('\n')
    page.open(path)
    shown = page.run(SHOWN)
    for found, one in zip(shown, pages.as_json()['quality']):
        cases = sorted({lines[line - 1].split(',')[0] for line in one['lines']})
        names = re.search(r'(?:\bCases?|For example cases?) (.*)$', found)
        checks.same(f'cases of {one["code"]}', sorted(re.split(', | and ', names.group(1))) if names else [], cases)
    page.click('#quality summary')
    name = page.run("document.querySelector('#quality .about a').textContent")
    page.click('#quality .about a')
    checks.same('the case that a click opens', page.run("document.querySelector('.case.open h3').textContent"), f'Case {name}')
    checks.same('without a script', 'href="#c' in page.run("document.querySelector('#quality .about').innerHTML"), True)


def check_team(checks, pages, page):
    """South records visits; North and North East do not. If a team is chosen, the page must not show what only another team lacks, nor
    another team's workers. "All" must bring them back."""
    rows = ['case,event,at,team,worker']
    for case, team, worker in ((1, 'North', 'W-1'), (2, 'North', 'W-2'), (3, 'North East', 'W-3'), (4, 'North East', 'W-3'), (5, 'South', 'W-4')):
        rows += [f'{case},{event},{team},{worker}' for event in ('birth,2015-01-01', 'cin_plan.started,2026-01-05')]
    rows.append('5,visit.made,2026-02-02,South,W-4')
    path = pages.made('teams', '\n'.join(rows) + '\n', '--profile', PROFILE, '--only', 'cin.visit', day='2026-06-01')
    found = '''[...new Set([...document.querySelectorAll('#quality li')].filter(li => !li.hidden)
      .map(li => (/^Not in the file for team ([^:]*):/.exec(li.textContent) || [])[1]).filter(Boolean))].sort()'''
    workers = '''[...[...document.querySelectorAll('.filters label')].find(l => l.firstChild.textContent === 'Worker').querySelectorAll('option')]
      .filter(o => !o.hidden && !o.disabled).map(o => o.textContent)'''
    number = "[document.querySelector('#quality summary').textContent.split(' ')[0], document.querySelectorAll('#quality details li:not([hidden])').length]"
    every = ['All', 'W-1', 'W-2', 'W-3', 'W-4']
    for team, of, some in (('', ['North', 'North East'], every), ('North', ['North'], ['All', 'W-1', 'W-2']), ('North+East', ['North East'], ['All', 'W-3']),
                           ('South', [], ['All', 'W-4'])):
        page.open(path, f'#team={team}' if team else '')
        checks.same(f'findings of {team}', page.run(found), of)
        checks.same(f'workers of {team}', page.run(workers), some)
        if page.run("document.querySelector('#quality details') && !document.querySelector('#quality details').hidden"):
            told, shown = page.run(number)
            checks.same(f'how many more things for {team}', told, str(shown))
    page.run("[...document.querySelectorAll('.filters button')].find(b => b.textContent === 'Clear filters').click()")
    checks.same('workers again', page.run(workers), every)
    checks.same('findings again', page.run(found), ['North', 'North East'])


def check_long_names(checks, pages):
    """Cases with long names without blanks must not make the page wider than a phone, with or without a script."""
    names = [letter * 60 for letter in 'ABC']
    path = pages.made('long', 'case,event,at\n' + ''.join(f'{name},referral.received,not a date\n' for name in names) + 'D,birth,2015-01-01\n', status=5)
    for script in (True, False):
        with Browser(script=script) as phone:
            for width in (360, 320):
                phone.resize(width, 800)
                phone.open(path)
                phone.run("document.querySelectorAll('#quality details').forEach(d => { d.open = true; })")
                checks.that(names[0] in phone.run("document.querySelector('#quality .about').textContent"), 'no case is named')
                wide = phone.run('document.documentElement.scrollWidth')
                checks.that(wide <= width, f'script {script}: {wide} pixels wide on a screen of {width}')


def check_figures(checks, page, pages):
    """The page of measures has no cases to link to, so it only names them; a suppressed page names none, because it may be passed
    on."""
    about = "[document.querySelectorAll('#quality .about').length > 0, document.querySelectorAll('#quality a').length]"
    for options, expected in (((), [True, 0]), (('--suppress',), [False, 0])):
        page.open(pages.measures(*options))
        checks.same(f'figures {options}', page.run(about), expected)


def check():
    checks = Checks()
    with Pages(sys.argv[1]) as pages, Browser() as page:
        path = pages.examples()
        check_cases(checks, page, pages, path)
        check_sentences(checks, page, pages)
        check_no_codes(checks, page, pages)
        check_figures(checks, page, pages)
        check_long_names(checks, pages)
        check_team(checks, pages, page)
        check_names(checks, path)
        check_agreed(checks, page, path)
        checks.same('the console', page.said, [])
    return checks


browser.main(check)
