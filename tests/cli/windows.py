"""Runs dueby.exe under wine from Linux. It must print the same bytes as the command on Linux, whatever files it reads, and write
the same bytes to files, with --output and without.

usage: windows.py DUEBY DUEBY_UNDER_WINE HOLD_OPEN_UNDER_WINE   (hold_open.c)
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import transcripts

DONE, CANNOT_WRITE, SOME_ROWS_FAILED = 0, 4, 5
EXAMPLES = Path(__file__).resolve().parents[2] / 'examples'
AS_AT = ['--as-at', '2026-10-31']
SAME = [
    *(['worklist', 'events.csv', *AS_AT, '--profile', profile, '--state', 'all', '--format', form]
      for profile in ('england', 'barnet') for form in ('text', 'plain', 'csv', 'json', 'html', 'ics')),
    ['worklist', 'events.csv', *AS_AT, '--summary', '--by', 'team', '--format', 'csv'],
    ['impact', 'events.csv', *AS_AT, '--add-holiday', '2026-11-09'],
    ['batch', 'caseload.csv', '--rule', 'assessment.single', '--from', 'referral_date', '--met', 'assessment_completed', *AS_AT],
    ['test', 'exampleton_cases.yaml', '--profile', './exampleton.yaml'],
    ['explain', 'cp.conference.initial', '2026-03-27', '--format', 'json'],
    ['due-table', '2026-01-01..2026-12-31', '--format', 'sql'],
    ['help', '--man-page'],
    ['rules', '--profile', 'barnet', '--format', 'csv'],
]
WORK = ['worklist', 'events.csv', *AS_AT, '--format', 'csv']
NAMES = ('ausgänge/fällig €.csv', 'Ελλάδα.csv', 'a' * 40 + '.csv')
LONG = '/'.join(['a folder with a long name, as on a shared drive of a council'] * 5)


def run(dueby, folder, *words, **how):
    how = {'stdin': subprocess.DEVNULL} | how
    done = subprocess.run([dueby, *words], cwd=folder, env=transcripts.environment(), capture_output=True, check=False, timeout=100, **how)
    return done.stdout, done.stderr, done.returncode


def check_output_is_that_of_linux(linux, windows, folder):
    del folder
    for words in SAME:
        if run(linux, EXAMPLES, *words) != run(windows, EXAMPLES, *words):
            yield f'{words}: other output than on Linux'
    with open(EXAMPLES / 'events.csv', 'rb') as one, open(EXAMPLES / 'events.csv', 'rb') as other:
        words = ['worklist', '-', *AS_AT, '--format', 'csv']
        if run(linux, EXAMPLES, *words, stdin=one) != run(windows, EXAMPLES, *words, stdin=other):
            yield 'standard input is read otherwise than on Linux'


def check_a_file_is_made_and_replaced(linux, windows, folder):
    whole = run(linux, folder, *WORK)
    for name in (*NAMES, LONG + '/out.csv', 'out.csv', '.\\back.csv', 'ausgänge\\zurück.csv'):
        path = folder / name.replace('\\', '/')
        path.parent.mkdir(parents=True, exist_ok=True)
        for before in (None, b'old'):
            if before:
                path.write_bytes(before)
            out, errors, status = run(windows, folder, *WORK, '--output', name)
            if (out, errors, status) != (b'', *whole[1:]) or not path.exists() or path.read_bytes() != whole[0]:
                yield f'{name}, before {before}: exit status {status}, {errors[-300:]}'


def check_an_answer_that_fails_leaves_the_old_file(linux, windows, folder):
    del linux
    (folder / 'kept.csv').write_bytes(b'old')
    for words, expected in ((['worklist', 'broken.csv', *AS_AT, '--output', 'kept.csv'], None),
                            (['worklist', 'events.csv', *AS_AT, '--output', './events.csv'], b'also an input file'),
                            (['worklist', 'events.csv', *AS_AT, '--output', 'folder'], b'is not a file'),
                            (['worklist', 'events.csv', *AS_AT, '--output', 'nowhere/out.csv'], b'No such file or directory'),
                            (['worklist', 'events.csv', *AS_AT, '--holidays', 'h.csv', '--output', 'h.csv'], b'--holidays')):
        out, errors, status = run(windows, folder, *words)
        if out or status in (DONE, SOME_ROWS_FAILED) or (expected and expected not in errors):
            yield f'{words}: exit status {status}, {errors}'
    if (folder / 'kept.csv').read_bytes() != b'old':
        yield 'the old file was changed'


def check_a_target_that_is_open_is_kept(linux, windows, folder):
    del linux
    (folder / 'open.csv').write_bytes(b'old')
    with subprocess.Popen([HOLDER, 'open.csv'], cwd=folder, env=transcripts.environment(), stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as holder:
        if holder.stdout.readline().strip() != b'held':
            yield 'the file could not be held open'
        out, errors, status = run(windows, folder, *WORK, '--output', 'open.csv')
        holder.stdin.close()
    if out or status != CANNOT_WRITE or b'another program may have it open' not in errors:
        yield f'exit status {status}, {errors[-300:]}'
    if (folder / 'open.csv').read_bytes() != b'old':
        yield 'the old file was changed'
    out, errors, status = run(windows, folder, *WORK, '--output', 'open.csv')
    if (folder / 'open.csv').read_bytes() == b'old':
        yield f'closed again: exit status {status}, {errors[-300:]}'


def check_devices_are_written_through(linux, windows, folder):
    del linux
    out, errors, status = run(windows, folder, *WORK, '--output', 'NUL')
    if out or status not in (DONE, SOME_ROWS_FAILED) or (folder / 'NUL').exists():
        yield f'NUL: exit status {status}, {errors[-300:]}'


def check_names_of_inputs(linux, windows, folder):
    whole = run(linux, folder, *WORK)
    profile = 'profile: exampleton\ntitle: Exampleton (fictional)\nextends: base\n'
    for name in ('ausgänge', LONG):
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        (place / 'fälle.csv').write_bytes((folder / 'events.csv').read_bytes())
        (place / 'rat.yaml').write_text(profile, encoding='utf-8')
        (place / 'base.yaml').write_text('profile: base\ntitle: Base (fictional)\nextends: england\n', encoding='utf-8')
        found = run(windows, folder, 'worklist', f'{name}/fälle.csv', *WORK[2:])
        if found[0] != whole[0]:
            yield f'{name}/fälle.csv: {found[1:]}'
        for separator in '/\\':
            out, errors, status = run(windows, folder, 'due', 'cp.conference.initial', '2026-03-27', '--format', 'plain', '--profile',
                                      f'{name}/rat.yaml'.replace('/', separator))
            if (out, status) != (b'2026-04-21\n', DONE):
                yield f'{name}/rat.yaml with {separator}: exit status {status}, {out}, {errors}'


LINUX, WINDOWS, HOLDER = map(os.path.abspath, sys.argv[1:])
CHECKS = [check for name, check in list(globals().items()) if name.startswith('check_')]


def main():
    wrong = []
    for check in CHECKS:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            (folder / 'folder').mkdir()
            (folder / 'events.csv').write_bytes((EXAMPLES / 'events.csv').read_bytes())
            (folder / 'broken.csv').write_text('no,header\n1,2\n', encoding='utf-8')
            (folder / 'h.csv').write_text('date,name\n2026-04-03,Good Friday\n2026-12-25,Christmas Day\n', encoding='utf-8')
            wrong += [f'{check.__name__}: {what}' for what in check(LINUX, WINDOWS, folder)]
            left = [str(path) for path in folder.rglob('.dueby-*')]
            wrong += [f'{check.__name__}: left {left}'] if left else []
    print(*wrong, f'{len(CHECKS)} checks, {len(wrong)} failures', sep='\n')
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
