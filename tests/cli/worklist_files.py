"""Tests of `dueby worklist` that a transcript cannot show: files that it writes, and generated files.

usage: worklist.py DUEBY
"""
import csv
import datetime
import io
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import transcripts

AS_AT = ['--profile', 'work.yaml', '--as-at', '2026-03-20']
CANNOT_WRITE, SOME_ROWS_FAILED, USAGE, BAD_FILE = 4, 5, 2, 4


class Folder:
    """Makes a copy of tests/cli/files to run in."""

    def __init__(self, dueby, path):
        self.dueby, self.path = dueby, path

    def run(self, *words):
        return subprocess.run([self.dueby, 'worklist', *words], cwd=self.path, env=transcripts.environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, check=False, timeout=60)

    def left(self, before):
        return sorted(set(os.listdir(self.path)) - before)


def check_output_is_the_owners(folder):
    """A file written with --output has the same content as standard output, and only its owner can read it, whatever the path held
    before."""
    before = set(os.listdir(folder.path))
    shown = folder.run('work.csv', *AS_AT, '--format', 'csv')
    for old in (None, 'old'):
        file = folder.path / 'out.csv'
        if old:
            file.write_text(old, encoding='utf-8')
            file.chmod(0o644)
        umask = os.umask(0)
        done = folder.run('work.csv', *AS_AT, '--format', 'csv', '--output', 'out.csv')
        os.umask(umask)
        if done.returncode != SOME_ROWS_FAILED or done.stdout:
            yield f'--output: exit status {done.returncode}, {len(done.stdout)} bytes on standard output'
        if file.read_bytes() != shown.stdout:
            yield '--output: the file is not what is shown without it'
        if stat.S_IMODE(file.stat().st_mode) != 0o600:
            yield f'--output: mode {stat.S_IMODE(file.stat().st_mode):o}'
    if folder.left(before) != ['out.csv']:
        yield f'--output leaves {folder.left(before)}'
    file.unlink()


def check_nothing_is_left_of_a_failure(folder):
    """After a failure, the old output file must be unchanged, and no other file may be left."""
    failures = [(['work.csv', *AS_AT, '--summary', '--basis', 'x'], USAGE), (['work.csv', *AS_AT, '--state', 'x'], USAGE),
                (['work.csv', *AS_AT, '--order', 'x'], USAGE), (['nothing.csv', *AS_AT], BAD_FILE),
                (['work_back.csv', *AS_AT, '--sorted'], BAD_FILE)]
    file = folder.path / 'kept.csv'
    file.write_text('old', encoding='utf-8')
    before = set(os.listdir(folder.path))
    for words, status in failures:
        for name in ('kept.csv', 'new.csv'):
            done = folder.run(*words, '--output', name)
            if done.returncode != status:
                yield f'{words}: exit status {done.returncode}, expected {status}'
        if file.read_text(encoding='utf-8') != 'old' or folder.left(before):
            yield f'{words}: the file changed, or {folder.left(before)} is left'
    file.unlink()


def check_it_does_not_replace_what_it_reads(folder):
    (folder.path / 'link.csv').symlink_to('work.csv')
    rows = (folder.path / 'work.csv').read_bytes()
    before = set(os.listdir(folder.path))
    for words in (('work.csv', '--output', './work.csv'), ('link.csv', '--output', 'work.csv'), ('work.csv', '--output', 'link.csv')):
        done = folder.run(*words, *AS_AT, '--format', 'csv')
        if done.returncode != USAGE or b'is also an input file' not in done.stderr:
            yield f'{words}: exit status {done.returncode}, {done.stderr}'
        if (folder.path / 'work.csv').read_bytes() != rows or folder.left(before):
            yield f'{words}: the events are gone, or {folder.left(before)} is left'
    (folder.path / 'link.csv').unlink()
    for option in ('since', 'measures', 'mapping', 'holidays', 'closures'):
        other = folder.path / 'other.csv'
        other.write_text('kept', encoding='utf-8')
        done = folder.run('work.csv', *AS_AT, f'--{option}', 'other.csv', '--output', './other.csv')
        if done.returncode == 0 or other.read_text(encoding='utf-8') != 'kept' or folder.left(before | {'other.csv'}):
            yield f'--{option}: exit status {done.returncode}, {done.stderr}'
        other.unlink()
    (folder.path / 'old.csv').write_bytes(rows)
    done = folder.run('work.csv', *AS_AT, '--since', 'old.csv', '--output', './old.csv')
    if done.returncode != USAGE or b'is also the file for --since' not in done.stderr or (folder.path / 'old.csv').read_bytes() != rows:
        yield f'--since: exit status {done.returncode}, {done.stderr}'
    (folder.path / 'old.csv').unlink()


def check_where_it_cannot_write(folder):
    done = folder.run('work.csv', *AS_AT, '--output', 'no_such_folder/out.csv')
    if done.returncode == 0 or done.returncode == SOME_ROWS_FAILED or b'no_such_folder' not in done.stderr:
        yield f'a folder that is not there: exit status {done.returncode}, {done.stderr}'
    if os.path.exists('/dev/full'):
        with open('/dev/full', 'wb') as full:
            done = subprocess.run([folder.dueby, 'worklist', 'work.csv', *AS_AT], cwd=folder.path, env=transcripts.environment(),
                                  stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
        if done.returncode in (0, SOME_ROWS_FAILED):
            yield f'a device that is full: exit status {done.returncode}'


def check_many_days_of_one_ref(folder):
    """One ref has forty short breaks of one day, then one that does not end. The answer must not take long: the search time once
    doubled with every break. The review was due by 3 February, three months after 3 November."""
    days = [datetime.date(2025, 1, 6) + datetime.timedelta(days=7 * week) for week in range(40)]
    rows = ''.join(f'1,shortbreak.{what},{day},SB1\n' for day in days for what in ('started', 'ended'))
    (folder.path / 'days.csv').write_text(f'case,event,at,ref\n{rows}1,shortbreak.reviewed,2025-10-20,SB1\n1,shortbreak.started,2025-11-03,SB1\n', encoding='utf-8')
    done = folder.run('days.csv', '--as-at', '2026-03-02', '--only', 'shortbreak.plan.review', '--holds', 'shortbreak.reviewed=all', '--format', 'csv')
    lines = [(line['occurrence'], line['due'], line['state']) for line in csv.DictReader(io.StringIO(done.stdout.decode())) if line['state'] != 'ended']
    if lines != [('41', '2026-02-03', 'overdue')]:
        yield f'{lines}'


def check_many_problems_are_counted(folder):
    """If many rows cannot be read, twenty must be reported one by one, and the rest only counted."""
    rows = ''.join(f'{case},referral.received,\n' for case in range(1, 31))
    (folder.path / 'bad.csv').write_text('case,event,at\n' + rows, encoding='utf-8')
    done = folder.run('bad.csv', *AS_AT, '--format', 'csv')
    said = done.stderr.decode().splitlines()
    if sum('bad.csv:' in line for line in said) != 20 or not any('30 rows could not be used. 30 children need checking' in line for line in said):
        yield f'30 bad rows: {said}'
    if done.stdout.decode().count(',not_computable,') != 30 or done.returncode != SOME_ROWS_FAILED:
        yield '30 bad rows: not every case is listed'
    (folder.path / 'bad.csv').unlink()


def check_a_case_of_too_many_events(folder):
    """A case with more events than the limit must be listed without its events, and the other cases must be read."""
    rows = ''.join(f'1,visit.made,{1990 + i // 10000}-01-01T{i % 10000 // 600:02d}:{i % 600 // 10:02d}:{i % 10:02d}\n' for i in range(65536))
    other = '{},cp_plan.started,1990-01-01\n'
    for name, text, is_too_many in (('among others', other.format(0) + rows + other.format(2), True), ('sorted', rows + other.format(2), True),
                                    ('alone', rows, True), ('one less', other.format(0) + rows[rows.index('\n') + 1:], False)):
        (folder.path / 'big.csv').write_text('case,event,at\n' + text, encoding='utf-8')
        done = folder.run('big.csv', *AS_AT, '--format', 'csv', *(['--sorted'] if name == 'sorted' else []))
        listed = {line['case']: line['reason'] for line in csv.DictReader(io.StringIO(done.stdout.decode()))}
        said = b'a case has more than 65535 events: none of them were read' in done.stderr
        if said != is_too_many or ('65536 rows for this case could not be used' in listed.get('1', '')) != is_too_many:
            yield f'65,536 events, {name}: {listed}, {done.stderr}'
        if is_too_many and (done.returncode != SOME_ROWS_FAILED or set(listed) != {row.split(',')[0] for row in text.splitlines()}):
            yield f'65,536 events, {name}: exit status {done.returncode}, {listed}'
    (folder.path / 'big.csv').unlink()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    wrong = []
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary, 'files')
        shutil.copytree(transcripts.FILES, path)
        folder = Folder(os.path.abspath(sys.argv[1]), path)
        for check in (check_output_is_the_owners, check_nothing_is_left_of_a_failure, check_it_does_not_replace_what_it_reads,
                      check_where_it_cannot_write, check_many_problems_are_counted,
                      check_many_days_of_one_ref, check_a_case_of_too_many_events):
            wrong += [f'{check.__name__}: {what}' for what in check(folder)]
    print(*wrong, f'{len(wrong)} failures', sep='\n')
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
