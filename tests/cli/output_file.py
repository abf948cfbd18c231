"""Tests for faults O1, O2, O7 and T2: --output writes the file completely or not at all, whatever the path held before, and leaves
no other files behind.

Everything happens in a temporary folder.

usage: output_file.py DUEBY [LIBRARY]   (tests/cli/watched_disk.c, built)
"""
import os
import resource
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import transcripts

EXAMPLES = Path(__file__).resolve().parents[2] / 'examples'
DONE, USAGE, BAD_FILE, CANNOT_WRITE = 0, 2, 4, 4
AS_AT = ['--profile', 'england', '--as-at', '2026-10-31', '--format', 'csv']
EVENTS = 'case,event,at\n' + ''.join(f'{case},cp_plan.started,2026-08-0{1 + case % 9}\n' for case in range(1, 40))
PROFILE = 'profile: exampleton\ntitle: Exampleton (fictional)\nextends: base\n'
BASE = 'profile: base\ntitle: Base (fictional)\nextends: england\n'
HOLIDAYS = 'date,name\n2026-04-03,Good Friday\n2026-12-25,Christmas Day\n'


class Folder:
    """A folder to run in. Its content after a run is compared with its content before."""

    def __init__(self, dueby, path, watched):
        self.dueby, self.path, self.watched = dueby, Path(path), watched
        for name, text in (('e.csv', EVENTS), ('h.csv', HOLIDAYS), ('c.csv', HOLIDAYS), ('p.yaml', PROFILE),
                           ('base.yaml', BASE)):
            (self.path / name).write_text(text, encoding='utf-8')
        self.whole = self.run('e.csv', *AS_AT).stdout

    def start(self, *words, command='worklist', **how):
        how = {'stdin': subprocess.DEVNULL, 'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE} | how
        how = {'env': transcripts.environment()} | how
        return subprocess.Popen([self.dueby, command, *words], cwd=self.path, **how)

    def run(self, *words, **how):
        process = self.start(*words, **how)
        out, errors = process.communicate(timeout=100)
        return subprocess.CompletedProcess(words, process.returncode, out, errors)

    def names(self):
        return sorted(os.listdir(self.path))

    def read(self, name):
        return (self.path / name).read_bytes()


def expect(folder, done, status, before, says=b'', writes=None):
    """Checks the exit status and the messages of a run, and that it added or removed no file."""
    if done.returncode != status or says not in done.stderr:
        yield f'{done.args}: exit status {done.returncode}, {done.stderr}'
    if folder.names() != before:
        yield f'{done.args}: {sorted(set(folder.names()) ^ set(before))} came or went'
    if writes and folder.read(writes) != folder.whole:
        yield f'{done.args}: {writes} is not the whole answer'


def check_o1_a_fifo_is_written_through(folder):
    fifo = folder.path / 'fifo'
    os.mkfifo(fifo)
    before, got = folder.names(), []
    reader = threading.Thread(target=lambda: got.append(fifo.read_bytes()), daemon=True)
    reader.start()
    done = folder.run('e.csv', *AS_AT, '--output', 'fifo')
    yield from expect(folder, done, DONE, before)
    reader.join(20)
    if got != [folder.whole] or not stat.S_ISFIFO(os.stat(fifo).st_mode):
        yield f'a FIFO: {len(got[0]) if got else 0} bytes came through, of {len(folder.whole)}'


def check_o1_a_device_is_written_through(folder):
    device = folder.path / 'null'
    try:
        os.mknod(device, stat.S_IFCHR | 0o600, os.makedev(1, 3))
        device.write_bytes(b'')
    except OSError:
        return  # only root can make a device, and only on some systems
    yield from expect(folder, folder.run('e.csv', *AS_AT, '--output', 'null'), DONE, folder.names())
    if not stat.S_ISCHR(os.stat(device).st_mode):
        yield 'a device was replaced'


def check_o1_a_hyphen_means_standard_output(folder):
    """As for every other program: no file is written, and the answer is the same as without the option."""
    before = folder.names()
    plain = folder.run('e.csv', *AS_AT)
    for words in (['--output', '-'], ['--output=-']):
        done = folder.run('e.csv', *AS_AT, *words)
        if (done.returncode, done.stdout) != (DONE, plain.stdout) or not plain.stdout or folder.names() != before:
            yield f'{words}: status {done.returncode}, {len(done.stdout)} bytes, {folder.names()}'
    with open(folder.path / 'e.csv', 'rb') as events:
        done = folder.run('-', *AS_AT, '--output', '-', stdin=events)
    if (done.returncode, done.stdout) != (DONE, plain.stdout) or folder.names() != before:
        yield f'from standard input: status {done.returncode}, {folder.names()}'
    yield from expect(folder, folder.run('e.csv', *AS_AT, '--output', './-'), DONE, sorted([*before, '-']), writes='-')


def check_o1_sockets_and_folders_are_refused(folder):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder.path / 'socket'))
        (folder.path / 'folder').mkdir()
        for name in ('socket', 'folder', 'folder/'):
            yield from expect(folder, folder.run('e.csv', *AS_AT, '--output', name), USAGE, folder.names(), b'is not a file')
        if not stat.S_ISSOCK(os.stat(folder.path / 'socket').st_mode):
            yield 'a socket was replaced'
    yield from expect(folder, folder.run('e.csv', *AS_AT, '--output', ''), USAGE, folder.names(), b'the file name is empty')


def check_o1_a_link_stays_and_its_file_is_replaced(folder):
    (folder.path / 'there').mkdir()
    (folder.path / 'there/out.csv').write_text('old', encoding='utf-8')
    for link, to in (('link', 'there/out.csv'), ('second', 'link'), ('broken', 'nowhere'), ('circle', 'circle')):
        (folder.path / link).symlink_to(to)
    for name in ('link', 'second'):
        (folder.path / 'there/out.csv').write_text('old', encoding='utf-8')
        yield from expect(folder, folder.run('e.csv', *AS_AT, '--output', name), DONE, folder.names(), writes='there/out.csv')
        if not (folder.path / name).is_symlink() or os.listdir(folder.path / 'there') != ['out.csv']:
            yield f'{name}: the link is gone, or there is {os.listdir(folder.path / "there")}'
    for name in ('broken', 'circle'):
        yield from expect(folder, folder.run('e.csv', *AS_AT, '--output', name), USAGE, folder.names(), b'is a broken link')


def check_o2_a_file_of_another_is_left_alone(folder):
    for name in ('out.csv.part', '.out.csv', '.dueby-'):
        (folder.path / name).write_text('of somebody else', encoding='utf-8')
    (folder.path / 'out.csv').write_text('old', encoding='utf-8')
    yield from expect(folder, folder.run('e.csv', *AS_AT, '--output', 'out.csv'), DONE, folder.names(), writes='out.csv')
    shutil.copy(folder.path / 'e.csv', folder.path / 'out.csv.part')
    yield from expect(folder, folder.run('out.csv.part', *AS_AT, '--output', 'out.csv'), DONE, folder.names(), writes='out.csv')
    if folder.read('out.csv.part') != EVENTS.encode() or folder.read('.dueby-') != b'of somebody else':
        yield 'a file of another was changed'


def check_o2_the_longest_name(folder):
    name = 'x' * 251 + '.csv'
    before = sorted([*folder.names(), name])
    yield from expect(folder, folder.run('e.csv', *AS_AT, '--output', name), DONE, before, writes=name)


def check_o2_runs_at_once_are_whole(folder):
    """If several runs write to one file at the same time, the file must hold one complete answer. Each run reports that it wrote
    the file."""
    answers = {folder.run('e.csv', *AS_AT[:2], '--as-at', day, '--format', 'csv').stdout: day for day in ('2026-08-31', '2026-10-31')}
    before = sorted([*folder.names(), 'at_once.csv'])
    for _ in range(2):
        running = [folder.start('e.csv', *AS_AT[:2], '--as-at', day, '--format', 'csv', '--output', 'at_once.csv')
                   for day in list(answers.values()) * 4]
        for process in running:
            if process.wait(100) != DONE:
                yield f'at once: exit status {process.returncode}, {process.stderr.read()}'
        if folder.read('at_once.csv') not in answers or folder.names() != before:
            yield f'at once: the file is cut or mixed, or {sorted(set(folder.names()) ^ set(before))} is left'


def check_t2_no_input_is_replaced(folder):
    os.link(folder.path / 'e.csv', folder.path / 'hard.csv')
    (folder.path / 'soft.csv').symlink_to('h.csv')
    before = folder.names()
    kept = {name: folder.read(name) for name in before if (folder.path / name).is_file()}
    mine = ['--profile', './p.yaml', *AS_AT[2:]]
    for words, says in ((['e.csv', *AS_AT, '--output', './e.csv'], b'also an input file'),
                        (['e.csv', *AS_AT, '--output', 'hard.csv'], b'also an input file'),
                        (['e.csv', *AS_AT, '--holidays', 'h.csv', '--output', 'h.csv'], b'--holidays'),
                        (['e.csv', *AS_AT, '--holidays', 'h.csv', '--output', 'soft.csv'], b'--holidays'),
                        (['e.csv', *AS_AT, '--holidays', 'soft.csv', '--output', 'h.csv'], b'--holidays'),
                        (['e.csv', *AS_AT, '--closures', 'c.csv', '--output', 'c.csv'], b'--closures'),
                        (['e.csv', *mine, '--output', 'p.yaml'], b'one of your profiles'),
                        (['e.csv', *mine, '--output', 'base.yaml'], b'one of your profiles')):
        yield from expect(folder, folder.run(*words), USAGE, before, says)
    with open(folder.path / 'e.csv', 'rb') as events:
        yield from expect(folder, folder.run('-', *AS_AT, '--output', 'e.csv', stdin=events), USAGE, before, b'also an input file')
    for name, content in kept.items():
        if folder.read(name) != content:
            yield f'{name} was changed'


def check_t2_no_input_in_a_folder_is_replaced(folder):
    """Tries a file of a folder that is read, by several names. A new file in that folder is allowed."""
    fold = folder.path / 'fold'
    fold.mkdir()
    shutil.copy(EXAMPLES / 'cin.xml', fold)
    shutil.copy(EXAMPLES / 'cin.xml', folder.path / 'older.xml')
    (folder.path / 'link.xml').symlink_to('fold/cin.xml')
    os.link(fold / 'cin.xml', folder.path / 'same.xml')
    census, before = (fold / 'cin.xml').read_bytes(), folder.names()
    for words in (['worklist', 'fold', '--output', 'fold/cin.xml'], ['worklist', 'fold/', '--output', './fold/../fold/cin.xml'],
                  ['worklist', 'fold', '--output', 'link.xml'], ['worklist', 'fold', '--output', 'same.xml'],
                  ['worklist', 'older.xml', '--since', 'fold', '--output', 'fold/cin.xml'],
                  ['measures', 'older.xml', 'fold', '--output', 'fold/cin.xml'], ['read', 'fold', '--output', 'fold/cin.xml']):
        done = folder.run(*words[1:], command=words[0])
        yield from expect(folder, done, USAGE, before, b'is also in an input folder')
        if os.listdir(fold) != ['cin.xml'] or (fold / 'cin.xml').read_bytes() != census:
            yield f'{words}: the folder has {os.listdir(fold)}'
    shown = folder.run('fold', command='read').stdout
    yield from expect(folder, folder.run('fold', '--output', 'fold/new.csv', command='read'), DONE, before)
    if (fold / 'new.csv').read_bytes() != shown:
        yield 'a new file in the folder is not the whole answer'


def check_t2_every_command_with_a_table_can_save_it(folder):
    """The file must hold what goes to standard output without the option. The inputs must not be replaced."""
    (folder.path / 'rows.csv').write_text('rule,when\ncp.conference.initial,2026-03-27\n', encoding='utf-8')
    (folder.path / 'spans.csv').write_text('date,span\n2026-03-27,6 weeks\n', encoding='utf-8')
    (folder.path / 'ends.csv').write_text('start,end\n2026-03-27,2026-04-21\n', encoding='utf-8')
    before = folder.names()
    for command, *words in (['calendar-index', '2026'], ['due-table', '2026', 'cp.conference.initial', '--format', 'sql'],
                            ['impact', 'e.csv', '--as-at', '2026-10-31', '--add-holiday', '2027-05-10'],
                            ['batch', 'rows.csv', '--rule', 'cp.conference.initial', '--from', 'when'],
                            ['due', '--batch', 'rows.csv'], ['add', '--batch', 'spans.csv'], ['between', '--batch', 'ends.csv'],
                            ['due', 'cp.conference.initial', '2026-03-27'], ['compare', 'england', 'p.yaml'], ['rules'],
                            ['profiles'], ['events'], ['holidays', '2026'], ['holidays', '--import', 'h.csv'],
                            ['measures', '--list']):
        shown = folder.run(*words, command=command)
        saved = folder.run(*words, '--output', 'saved', command=command)
        yield from expect(folder, saved, shown.returncode, sorted([*before, 'saved']))
        if shown.returncode or saved.stdout or not shown.stdout or folder.read('saved') != shown.stdout:
            yield f'{command} {words}: exit status {shown.returncode}, {saved.stdout}, {saved.stderr}'
        (folder.path / 'saved').unlink()
        for name in {'e.csv', 'h.csv', 'rows.csv', 'spans.csv', 'ends.csv', 'p.yaml'} & set(words):
            kept = folder.read(name)
            yield from expect(folder, folder.run(*words, '--output', name, command=command), USAGE, before, b'is also ')
            if folder.read(name) != kept:
                yield f'{command} {words}: {name} was changed'
    done = folder.run('england', './p.yaml', '--output', 'base.yaml', command='compare')
    yield from expect(folder, done, USAGE, before, b'one of your profiles')
    if folder.read('base.yaml') != BASE.encode():
        yield 'compare: base.yaml was changed'


def interrupted(folder, number, before, **how):
    """Sends a signal to a run while it writes. The run's messages go into a pipe that is full, so it waits at the first one."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    try:
        while True:
            os.write(writing, b'.' * 4096)
    except BlockingIOError:
        os.set_blocking(writing, True)
    process = folder.start('e.csv', *AS_AT, '--output', 'kept.csv', stderr=writing, **how)
    os.close(writing)
    while not any(name.startswith('.dueby-') and name not in before for name in folder.names()):
        time.sleep(0.01)
    process.send_signal(number)
    with os.fdopen(reading, 'rb') as messages:
        messages.read()
    return subprocess.CompletedProcess(number.name, process.wait(100), b'', b'')


SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE, signal.SIGQUIT, signal.SIGABRT]


def as_usual():
    """Restores the default handling of signals, some of which this test's caller may ignore, and prevents core dumps."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)


def check_t2_a_signal_leaves_the_old_file_and_nothing_else(folder):
    (folder.path / 'kept.csv').write_text('old', encoding='utf-8')
    before = folder.names()
    for number in SIGNALS:
        done = interrupted(folder, number, before, preexec_fn=as_usual)
        yield from expect(folder, done, -number, before)
        if folder.read('kept.csv') != b'old':
            yield f'{number.name}: the old file is gone'


def check_t2_a_signal_that_is_ignored_stays_ignored(folder):
    """A run that ignores SIGHUP, as under nohup, must not end when it gets that signal."""
    before = folder.names()
    done = interrupted(folder, signal.SIGHUP, before, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    yield from expect(folder, done, DONE, before, writes='kept.csv')


def check_t2_a_full_disk_leaves_the_old_file(folder):
    (folder.path / 'kept.csv').write_text('old', encoding='utf-8')
    before = folder.names()
    for most in (0, 1, 4096, len(folder.whole) - 1):
        done = folder.run('e.csv', *AS_AT, '--output', 'kept.csv',
                          preexec_fn=lambda size=most: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
        yield from expect(folder, done, CANNOT_WRITE, before, b'kept.csv: ')
        if done.stderr.count(b'File too large') != 1 or b'cannot write' in done.stderr:
            yield f'the failure is not reported once: {done.stderr}'
        if folder.read('kept.csv') != b'old':
            yield f'a disk with room for {most} bytes: the old file is gone'


def check_t2_it_is_on_the_disk_before_it_takes_its_place(folder):
    """The new file must be completely on disk before it replaces the old one. If the disk fails, the old file stays."""
    if not folder.watched:
        return
    (folder.path / 'kept.csv').write_text('old', encoding='utf-8')
    before, watched = folder.names(), transcripts.environment() | {'LD_PRELOAD': folder.watched}
    done = folder.run('e.csv', *AS_AT, '--output', 'kept.csv', env=watched)
    size = len(folder.whole)
    told = [line for line in done.stderr.decode().splitlines() if line.startswith(('fsync', 'rename'))]
    if told != [f'fsync of {size} bytes', f'rename of {size} bytes']:
        yield f'what was asked of the disk: {told}'
    yield from expect(folder, done, DONE, before, writes='kept.csv')
    (folder.path / 'kept.csv').write_text('old', encoding='utf-8')
    done = folder.run('e.csv', *AS_AT, '--output', 'kept.csv', env=watched | {'DUEBY_FAIL_FSYNC': '1'})
    yield from expect(folder, done, CANNOT_WRITE, before, b'kept.csv: ')
    if folder.read('kept.csv') != b'old' or b'rename' in done.stderr:
        yield 'a disk that fails: the old file is gone'


def closed(*files):
    return lambda: [os.close(file) for file in files]


def check_t2_closed_standard_files(folder):
    """If a standard stream is closed, its descriptor must not be reused for --output, and a failure to write must be reported."""
    (folder.path / 'closed.csv').write_text('old', encoding='utf-8')
    before = folder.names()
    for files in ((0,), (1,), (0, 1), (2,), (0, 1, 2)):
        done = folder.run('e.csv', *AS_AT, '--output', 'closed.csv', preexec_fn=closed(*files))
        yield from expect(folder, done, DONE, before, writes='closed.csv')
        (folder.path / 'closed.csv').write_text('old', encoding='utf-8')
    yield from expect(folder, folder.run('e.csv', *AS_AT, preexec_fn=closed(0, 1)), CANNOT_WRITE, before, b'cannot write')
    yield from expect(folder, folder.run('-', *AS_AT, preexec_fn=closed(0)), BAD_FILE, before, b'standard input')


def check_o7_help_that_cannot_be_written(folder):
    """On a full disk, and with standard output closed, the status must be 4, as for any other answer."""
    for words in ([], ['--help'], ['help'], ['help', 'worklist'], ['help', '--man-page'], ['worklist', '--help'], ['due', '-h'], ['--version']):
        with open(folder.path / 'full', 'wb') as full:
            for limits in ({'stdout': full, 'preexec_fn': lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))},
                           {'preexec_fn': closed(1)}):
                done = subprocess.run([folder.dueby, *words], cwd=folder.path, env=transcripts.environment(), stdin=subprocess.DEVNULL,
                                      stderr=subprocess.PIPE, check=False, timeout=60, **limits)
                if done.returncode != CANNOT_WRITE or b'cannot write' not in done.stderr:
                    yield f'{words}: exit status {done.returncode}, {done.stderr}'


CHECKS = [check for name, check in list(globals().items()) if name.startswith('check_')]


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    wrong = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Folder(os.path.abspath(sys.argv[1]), temporary, os.path.abspath(sys.argv[2]) if sys.argv[2:] else None)
        for check in CHECKS:
            wrong += [f'{check.__name__}: {what}' for what in check(folder)]
    print(*wrong, f'{len(wrong)} failures', sep='\n')
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
