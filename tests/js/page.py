"""Tests the page that needs no installation, opened from a folder in Chromium. For a dropped file the page must show the same bytes
as the command writes. It must be unable to use a network, and must explain what is wrong with bad files.

    page.py dueby-page.html
"""
import datetime
import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(os.environ['DUEBY_ROOT'])
COMMAND = os.environ['DUEBY_COMMAND']
sys.path.insert(0, str(ROOT / 'tests' / 'page'))
import browser  # noqa: E402
from browser import Browser  # noqa: E402
from checks import Checks  # noqa: E402

EVENTS, RETURNS = ROOT / 'examples' / 'events.csv', ROOT / 'tests' / 'returns'
DAY, MARKING = '2026-10-31', 'OFFICIAL-SENSITIVE'
FRAME = "document.getElementById('frame')"


def command(*options):
    """Runs the command and returns its output. Status 5 is accepted: some rows or cases need checking."""
    done = subprocess.run([COMMAND, *map(str, options)], capture_output=True, check=False)
    if done.returncode not in (0, 5):
        raise browser.Failed(f'dueby {options}: {done.returncode}: {done.stderr.decode()}')
    return done.stdout.decode()


def page_of(*options, events=EVENTS, profile='barnet', marking=MARKING):
    return command('worklist', events, '--profile', profile, '--as-at', DAY, '--format', 'html', '--marking', marking, *options)


def drop(page, *paths, place=(400, 500)):
    data = {'items': [], 'files': [str(path) for path in paths], 'dragOperationsMask': 1}
    for kind in ('dragEnter', 'dragOver', 'drop'):
        page.call('Input.dispatchDragEvent', type=kind, x=place[0], y=place[1], data=data)


def wait(page, condition, what, seconds=30):
    end = time.monotonic() + seconds
    while not page.run(condition):
        if time.monotonic() > end:
            raise browser.Failed(f'{what}: did not happen in {seconds} seconds')
        time.sleep(.05)


def settle(page):
    """Waits until a file has been processed, and its worklist or error is shown."""
    wait(page, "!document.getElementById('make').disabled"
         " && !['shown', 'error'].every((id) => document.getElementById(id).hidden)", 'an answer')


def shown(page):
    settle(page)
    if page.run("!document.getElementById('error').hidden"):
        raise browser.Failed(page.run("document.getElementById('error').textContent"))
    wait(page, f"!!{FRAME}.contentDocument.querySelector('#rows th .sort')", 'the list')
    return page.run(f'{FRAME}.srcdoc')


def in_our_words(html):
    """Returns the command's HTML with its options renamed to the form's fields, for comparison with the form's own page."""
    html = re.sub(r'leave those duties out, or use --holds \S+=never', 'or choose other duties under &quot;Which duties&quot;', html)
    html = re.sub(r'--horizon \d{4}-\d\d-\d\d', 'a longer time for &quot;Look ahead&quot;', html)
    html = html.replace(' (to list them, use --format json)', '')
    html = html.replace('use --refs ignore to read', 'tick &quot;Ignore the ref column&quot; to read')
    folded = 'To list them, use --format json (quality). To leave duties out, use --only, or --holds for events that your file never holds'
    return html.replace(folded, 'To leave duties out, choose others under &quot;Which duties&quot;')


def said(page):
    settle(page)
    return page.run("document.getElementById('shown').hidden && document.getElementById('error').innerText") or ''


def choose(page, **choices):
    for name, value in choices.items():
        page.run(f'(() => {{ const e = document.getElementById({json.dumps(name)}); e.value = {json.dumps(value)};'
                 f"if (e.value !== {json.dumps(value)}) throw Error('no such choice'); e.dispatchEvent(new Event('change')); }})()")


def make(page):
    page.run("document.getElementById('back').click()")
    page.run("document.getElementById('make').click()")


def opened(path):
    page = Browser(1280, 900)
    page.open(path)
    wait(page, "document.body.dataset.ready === ''", 'the page')
    choose(page, profile='barnet', day=DAY)
    return page


# ---- the page's content ----

def check_worklist(checks, page, folder):
    checks.that('stays on this computer' in page.run('document.body.innerText'), 'it does not say that the file stays')
    versions = page.run("document.getElementById('versions').textContent")
    checks.that(re.search(r'bank holidays as listed on \d+ [A-Z][a-z]+ 20\d\d\.', versions), f'the day of the list is not in words: {versions}')
    drop(page, EVENTS)
    checks.that(shown(page) == in_our_words(page_of()), 'the example caseload is not as the command writes it')
    checks.same('said', page.run("document.getElementById('said').textContent"), 'events.csv: 128 cases, 50 duties overdue')
    page.run(f"{FRAME}.contentDocument.querySelector('#children th:nth-child(1) .sort').click()")
    wait(page, f"{FRAME}.contentDocument.querySelector('#children th').getAttribute('aria-sort') === 'ascending'", 'sorted by case')
    page.call('Page.setDownloadBehavior', behavior='allow', downloadPath=str(folder))
    asked = ('worklist', EVENTS, '--profile', 'barnet', '--as-at', DAY, '--format')
    for link, name, expected in (('save', f'worklist-{DAY}.html', in_our_words(page_of())),
                                 ('csv', f'worklist-{DAY}.csv', '\ufeff' + command(*asked, 'csv')),
                                 ('ics', f'worklist-{DAY}.ics', command(*asked, 'ics', '--detail'))):
        page.run(f"document.getElementById('{link}').click()")
        end = time.monotonic() + 20
        while not (folder / name).exists() and time.monotonic() < end:
            time.sleep(.1)
        saved = (folder / name).read_bytes().decode() if (folder / name).exists() else None
        checks.that(saved == expected, f'{name} is not saved as the command writes it')


def check_ahead_and_since(checks, page, folder):
    """With an older file the page must be the same as the command's with --since; with a number of days to look ahead, the same as
    with --horizon. 61 days after 31 October is 31 December. The older file has no row after 23 October."""
    older = folder / 'older.csv'
    rows = EVENTS.read_text(encoding='utf-8').splitlines(keepends=True)
    older.write_text(rows[0] + ''.join(row for row in rows[1:] if row.split(',')[2][:10] <= '2026-10-23'), encoding='utf-8')
    node = page.call('DOM.querySelector', nodeId=page.call('DOM.getDocument')['root']['nodeId'], selector='#older')['nodeId']
    page.call('DOM.setFileInputFiles', nodeId=node, files=[str(older)])
    time.sleep(.5)
    make(page)
    html = shown(page)
    checks.that(html == in_our_words(page_of('--since', older)), 'since an older file: not as the command writes it')
    checks.that('<section id="since"' in html, 'it does not say what changed')
    choose(page, ahead='61')
    make(page)
    html = shown(page)
    checks.that('<section id="since"' in html and 'To list what is due up to Thursday 31 December 2026' in html, 'it does not look ahead and back')
    page.run("(() => { const e = document.getElementById('older'); e.value = ''; e.dispatchEvent(new Event('change')); })()")
    make(page)
    checks.that(shown(page) == in_our_words(page_of('--horizon', '2026-12-31')), 'looking ahead: not as the command writes it')
    choose(page, ahead='')
    make(page)
    checks.that(shown(page) == in_our_words(page_of()), 'the choices do not go away')


def check_filters(checks, path):
    """The worklist in the frame must take its filters from the outer page's address, and write changed filters back to that
    address."""
    with Browser(1280, 900) as page:
        page.open(path, '#team=Looked+After+1')
        wait(page, "document.body.dataset.ready === ''", 'the page')
        choose(page, profile='barnet', day=DAY)
        drop(page, EVENTS)
        shown(page)
        teams = f"[...new Set([...{FRAME}.contentDocument.querySelectorAll('#children > tbody > tr')].map((r) => r.cells[5].textContent))]"
        checks.same('teams, filtered by the address', page.run(teams), ['Looked After 1'])
        page.run("location.hash = '#team=Disability'")
        wait(page, f"{teams}.join() === 'Disability'", 'the other team')
        page.run(f"{FRAME}.contentDocument.querySelector('.tile[data-s=overdue] button').click()")
        checks.same('a filter chosen in the frame', page.run('location.hash'), '#team=Disability&state=overdue')
        page.run('history.back()')
        wait(page, "location.hash === '#team=Disability'", 'the filter before')
        wait(page, f"{FRAME}.contentDocument.querySelector('.tile[data-s=overdue] button').getAttribute('aria-pressed') === 'false'", 'the tile before')
        page.run(f"{FRAME}.contentWindow.choose({{team: '', state: 'overdue'}})")
        checks.same('the address', page.run('location.hash'), '#state=overdue')
        page.run("document.getElementById('back').click()")
        make(page)
        shown(page)
        checks.same('overdue, made again', page.run(f"{FRAME}.contentDocument.querySelector('.tile[data-s=overdue] button').getAttribute('aria-pressed')"), 'true')


def check_hints(checks, page, folder):
    """The form's messages must say what to choose in the form, and must not mention the command's options."""
    path = folder / 'day_first.csv'
    path.write_text('case,event,at,ref\n1,cp_plan.started,27/03/2026,\n1,visit.mede,28/03/2026,\n2,referral.received,2026-03-02,a\n2,visit.made,2026-03-03,b\n',
                    encoding='utf-8')
    drop(page, path)
    words = shown(page) + page.run("document.getElementById('problems').innerText") + page.run("document.getElementById('problems').textContent")
    checks.that('is written day first: choose 27/03/2026 under "Dates in the file"' in words, 'it is not said where to choose how dates are written')
    for code in ('holds:', "dates: 'dmy'", 'ignoreRefs', '--holds', 'Profile.events'):
        checks.that(code not in re.sub(r'<(script|style)>.*?</\1>', '', words, flags=re.DOTALL), f'a message names {code}')
    choose(page, dates='dmy')
    make(page)
    shown(page)
    checks.that('Events that a file can have' in page.run("document.getElementById('problems').textContent") or
                'did you mean' in page.run("document.getElementById('problems').textContent"), 'an unknown event has no hint')
    choose(page, dates='iso')
    page.run("document.getElementById('back').click()")
    events = page.run("[...document.querySelectorAll('#events li')].map((l) => l.textContent)")
    checks.that('visit.made' in events and len(events) > 300, f'{len(events)} events are listed')


def check_returns(checks, path):
    """A census must be read as at its own reference date, and the page must say that the day in the form was not used. A census
    without a reference date is read as at that day. Tables of a return that are dropped together must be read as one
    return."""
    census, tables = RETURNS / 'cin' / 'census_2026.xml', sorted(file for file in (RETURNS / 'ssda903').iterdir() if file.name != 'answers.csv')
    with Browser(1280, 900) as page:
        page.open(path)
        wait(page, "document.body.dataset.ready === ''", 'the page')
        choose(page, profile='england', marking=MARKING)
        drop_returns(checks, page, census, tables)


def drop_returns(checks, page, census, tables):
    drop(page, census)
    asked = ('--marking', MARKING, '--format', 'html')
    checks.that(shown(page) == in_our_words(command('worklist', census, *asked)), 'a census is not as the command writes it')
    words = page.run("document.getElementById('said').textContent")
    checks.that('Checked at its reference date, Tuesday 31 March 2026' in words, f'the day of the census: {words}')
    today = f'{datetime.date.today():%-d %B %Y}'
    checks.that(f'Not at {today}, the day in the form: to use another day, select Change' in words, f'the day in the form: {words}')
    checks.same('the day of the census', page.run("document.getElementById('day').value"), '2026-03-31')
    with tempfile.TemporaryDirectory() as name:
        undated = pathlib.Path(name) / 'undated.xml'
        undated.write_text(census.read_text(encoding='utf-8').replace('<ReferenceDate>2026-03-31</ReferenceDate>', ''), encoding='utf-8')
        drop(page, undated)
        html = shown(page)
        checks.that(f'{today}</h1>' in html, 'a census without a reference date is not read as at the day in the form')
        checks.that('the day in the form' not in page.run("document.getElementById('said').textContent"), 'the day in the form, which was used')
    choose(page, day='2026-03-31')
    drop(page, *tables)
    expected = in_our_words(command('worklist', *tables, '--as-at', '2026-03-31', *asked))
    checks.that(shown(page) == expected, 'an SSDA903 is not as the command writes it')
    check_measures(checks, page, census, tables)


def check_measures(checks, page, census, tables):
    """If a return is dropped on it, the page must show the return's measures. Tries a census, and last year's tables read today."""
    document = f'{FRAME}.contentDocument'
    for files, measure in (([census], 'C2'), (tables, 'CLA-reviews')):
        drop(page, *files)
        words = shown(page)
        checks.that('Measures for 2025-26</h2>' in words and f'>{measure}</a>: ' in words, f'{measure} is not on the page')
    checks.same('the measures are folded', page.run(f"{document}.querySelector('#measures > details').open"), False)
    page.run(f"{document}.querySelector('#measures > details').open = true")
    page.run(f"{document}.querySelector('#measures .figures td[data-label=Counted] a').click()")
    wait(page, f"!!{document}.querySelector('#measures .behind tbody th')", 'the children behind a figure')


def check_choices(checks, page):
    choose(page, authority='statute,guidance', soon='10 working days', only='cla.*', marking='OFFICIAL')
    make(page)
    narrowed = ('--authority', 'statute,guidance', '--soon', '10 working days', '--only', 'cla.*')
    checks.that(shown(page) == in_our_words(page_of(*narrowed, marking='OFFICIAL')), 'narrowed it is not as the command writes it')
    choose(page, authority='', soon='5 working days', only='', marking=MARKING)
    make(page)
    shown(page)
    page.run("document.getElementById('back').click()")
    choose(page, column='team', value='Looked After 1')
    make(page)
    checks.that(shown(page) == in_our_words(page_of('--where', 'team=Looked After 1')), 'one team: it is not as the command writes it')
    choose(page, column='')
    page.run("document.getElementById('back').click()")
    # Drops a profile and events together, and then another file on the worklist.
    drop(page, ROOT / 'examples' / 'exampleton_cases.yaml')
    checks.that('exampleton_cases.yaml' in said(page), 'a YAML file that is no profile is not refused')
    drop(page, ROOT / 'examples' / 'three_children.csv', ROOT / 'examples' / 'exampleton.yaml')
    expected = page_of(events=ROOT / 'examples' / 'three_children.csv', profile=ROOT / 'examples' / 'exampleton.yaml')
    checks.that(shown(page) == in_our_words(expected), 'rules of one\'s own: it is not as the command writes it')
    choose(page, profile='barnet')
    drop(page, EVENTS, place=(640, 700))
    wait(page, "document.getElementById('said').textContent.startsWith('events.csv')", 'a file dropped on the worklist')
    checks.that(shown(page) == in_our_words(page_of()), 'a file dropped on the worklist')


def check_back_from_bad_file(checks, page, dropped):
    """A file that cannot be read does not lose the worklist that was shown, and neither does a choice that is out of range."""
    drop(page, EVENTS)
    before, days = shown(page), "document.getElementById('ahead')"
    checks.that('PDF' in dropped('letter.pdf', b'%PDF-1.7\n'), 'a PDF is not refused as such')
    page.run("document.querySelector('#error button').click()")
    checks.that(shown(page) == before, 'the worklist is gone after a file that cannot be read')
    checks.that(page.run("document.getElementById('name').textContent").startswith('events.csv'), 'the file is not the one before')
    page.run("document.getElementById('back').click()")
    page.run(f"{days}.closest('details').open = false; {days}.value = '731'")
    page.run("document.getElementById('make').click()")
    checks.that(page.run(f"{days}.closest('details').open && document.activeElement === {days}"), '731 days: nothing is shown')
    drop(page, EVENTS)
    wait(page, f"document.activeElement === {days} && !document.getElementById('make').disabled", '731 days and a file')
    page.run(f"{days}.value = ''")
    page.run("document.getElementById('make').click()")
    checks.that(shown(page) == before, 'the worklist is not made once the choice is right')
    page.run("document.getElementById('back').click()")


def check_bad_files(checks, page, folder):
    def dropped(name, data):
        path = folder / name
        path.write_bytes(data)
        drop(page, path)
        return said(page)

    for name, data, *words in (
            ('header.csv', b'name,date\n1,2026-01-01\n', 'header.csv:1:', 'no columns called case, event, at', 'choose another file'),
            ('cut.xml', b'<Message><Header></Message>', 'not valid XML', 'export it again', 'drop the file here again'),
            ('empty.csv', b'', 'empty.csv: the file is empty: export it again', 'drop the file here again', 'ask whoever did'),
            ('book.xlsx', b'PK\x03\x04\x14\x00\x06\x00\x08\x00', 'book.xlsx', 'workbook', 'save each sheet as a file of its own'),
            ('rules.yaml', b'profile: x\nrules: [{id: 3}]\n', 'rules.yaml:2:9:', 'title'),
            ('<img src=x onerror=alert(1)>.csv', b'x\n', '<img src=x onerror=alert(1)>.csv')):
        message = dropped(name, data)
        checks.that(all(word in message for word in words), f'{name}: said {message!r}')
        checks.that('Python' not in message and 'mapping' not in message, f'{name}: names what the page does not have: {message!r}')
    check_back_from_bad_file(checks, page, dropped)
    path = folder / 'some.csv'
    path.write_text('case,event,at\n1,birth,2015-01-01\n1,referral.received,soon\n', encoding='utf-8')
    drop(page, path)
    shown(page)
    problems = page.run("document.getElementById('problems').textContent")
    for words in ('1 row could not be used', 'line 3: at: this value (4 characters) is not a date'):
        checks.that(words in problems, f'unread rows: said {problems!r}')


# ---- the page's network requests ----

TRIES = '''new Promise((done) => {
  const said = [], say = (text) => said.push(text), w = WINDOW, to = ADDRESS;
  w.fetch(to).then(() => say('fetch answered'), () => say('fetch refused'));
  const image = new w.Image();
  Object.assign(image, { onerror: () => say('image refused'), onload: () => say('image answered'), src: to + '/image' });
  try { new w.WebSocket(to.replace('http', 'ws')).onerror = () => say('socket refused'); } catch (error) { say('socket refused'); }
  w.navigator.sendBeacon(to + '/beacon', 'x');
  const script = w.document.createElement('script');
  Object.assign(script, { onerror: () => say('script refused'), onload: () => say('script answered'), src: to + '/script' });
  w.document.head.append(script);
  const form = w.document.createElement('form');
  Object.assign(form, { action: to + '/form', target: '_blank' });
  w.document.body.append(form);
  form.submit();
  setTimeout(() => done(said.sort().join(', ')), 1500);
})'''
REFUSED = 'fetch refused, image refused, script refused, socket refused'


def check_network(checks, page):
    hits = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    asked = [url[:80] for url in page.asked if not url.startswith(('file:', 'data:', 'blob:', 'about:'))]
    checks.same('what it asked of a network', asked, [])
    checks.same('what it said on the console', page.said, [])
    for where, window in (('the page', 'window'), ('the worklist', f'{FRAME}.contentWindow')):
        tries = TRIES.replace('WINDOW', window).replace('ADDRESS', json.dumps(f'http://127.0.0.1:{server.server_port}'))
        checks.same(f'{where}, told to ask', page.run(tries), REFUSED)
    server.shutdown()
    checks.same('what reached a server that the page was told of', hits, [])


def check_narrow(checks, page):
    for width in (320, 768):
        page.resize(width, 800)
        for place in ('ask', 'shown'):
            page.run(f"for (const id of ['ask', 'shown']) document.getElementById(id).hidden = id !== '{place}'")
            page.run("document.querySelector('#ask details').open = true")
            wide = page.run('document.documentElement.scrollWidth')
            checks.that(wide <= width, f'{place}: at {width} pixels it is {wide} wide')
    names = page.run("[...document.querySelectorAll('input, select')].filter((e) => !e.labels.length).map((e) => e.id)")
    checks.same('controls without a label', names, [])


def check():
    checks = Checks()
    with tempfile.TemporaryDirectory() as name, opened(sys.argv[1]) as page:
        folder = pathlib.Path(name)
        check_worklist(checks, page, folder)
        check_ahead_and_since(checks, page, folder)
        check_choices(checks, page)
        check_bad_files(checks, page, folder)
        check_hints(checks, page, folder)
        check_network(checks, page)
        check_narrow(checks, page)
    check_returns(checks, sys.argv[1])
    check_filters(checks, sys.argv[1])
    print('the page: worklist, choices, bad files, hints, network, widths, returns, filters')
    return checks


if __name__ == '__main__':
    browser.main(check)
