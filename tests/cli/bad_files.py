"""Tests bad files. For each, dueby must report its diagnostic with line and column, exit with the status for a bad file, and print
nothing on standard output except findings.

bad_profiles/   The first line has the expected finding of dueby lint: `# expect: LINE:COLUMN: [warning: ]MESSAGE`.
bad_cases/      The first line has the expected message of dueby test: `# expect: [LINE:COLUMN: ]MESSAGE`.
bad_holidays/   expected.txt has the expected message for each list of bank holidays or closure days.

In a message `...` matches any text. Files that are too large to keep, or cannot contain a comment, are made here.

usage: bad_files.py DUEBY [ENDING]...   (endings, such as .ics, that this dueby was built without)
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import transcripts

HERE = Path(__file__).resolve().parent
BAD_FILE, SOME_ROWS_FAILED = 4, 5
TAGS_MAX = 128
MEBIBYTE = 1 << 20
EXPECTATION = re.compile(r'# expect: (?P<place>\d+:\d+): (?P<warning>warning: )?(?P<message>.*)')
CASE_EXPECTATION = re.compile(r'# expect: ((?P<place>\d+:\d+): )?(?P<message>.*)')
LIST_EXPECTATION = re.compile(r'(?P<option>--\w+) (?P<name>\S+): ((?P<place>\d+:\d+): )?(?P<message>.*)')

HEAD = b'profile: exampleton\ntitle: Exampleton Council (fictional)\n'
MADE_PROFILES = {  # file name: its bytes, the position of the error (None for any), the message
    'empty.yaml': (b'', '1:1', 'the file is empty'),
    'large.yaml': (HEAD + b'#' + b'x' * 4 * MEBIBYTE, None, 'the file is larger than 4 MiB'),
    'values.yaml': (HEAD + b'rules: [' + b'a,' * 200_001 + b']\n', '3:400001', 'more than 200000 values'),
    'utf16.yaml': (HEAD.decode().encode('utf-16'), '1:1', 'not valid YAML: invalid...UTF-8...'),
    'latin1.yaml': (b'\xc9' + HEAD, '1:2', 'not valid YAML: invalid...UTF-8...'),
    'zero_byte.yaml': (b'\0' + HEAD, '1:1', 'not valid YAML: control characters are not allowed'),
    # Fault T4: control characters in values could forge a line of an answer or control a terminal.
    't4_escape.yaml': (b'profile: p\ntitle: "t: due by Monday\\n  Set by England: statute"\n', '2:8', 'this text contains a line break: ...'),
    't4_return.yaml': (b'profile: p\ntitle: "t\\rdue by Monday"\n', '2:8', 'this text contains a line break: ...'),
    't4_block.yaml': (b'profile: p\ntitle: |\n  t: due by Monday\n    Set by England: statute\n', '2:8', 'this text contains a line break: ...'),
    't4_paragraphs.yaml': (b'profile: p\ntitle: >\n  t: due by Monday\n\n  Set by England: statute\n', '2:8', 'this text contains a line break: ...'),
    't4_terminal.yaml': (b'profile: p\ntitle: "t\\e[2J"\n', '2:8', 'this text contains a control character: remove it'),
    't4_tab.yaml': (b'profile: p\ntitle: "t\\tu"\n', '2:8', 'this text contains a control character: remove it'),
    't4_c1.yaml': (b'profile: p\ntitle: "t\\x9b2J"\n', '2:8', 'this text contains a control character: remove it'),
    't4_next_line.yaml': (b'profile: p\ntitle: "t\\Nu"\n', '2:8', 'this text contains a control character: remove it'),
    't4_separator.yaml': (b'profile: p\ntitle: "t\\Lu"\n', '2:8', 'this text contains a control character: remove it'),
    't4_direction.yaml': (b'profile: p\ntitle: "t\\u202eu"\n', '2:8', 'this text contains a character that reverses its direction: remove it'),
    't4_isolate.yaml': (b'profile: p\ntitle: t\xe2\x81\xa6u\n', '2:8', 'this text contains a character that reverses its direction: remove it'),
    't4_key.yaml': (b'profile: p\ntitle: t\n"rules\\n": []\n', '3:1', 'this text contains a line break: ...'),
}
MADE_LISTS = {  # file name: the option that reads it, its bytes, the position of the error (or None), the message
    'many.csv': ('--holidays', b'date\n' + b'2026-01-01\n' * 20_001, '20002:1', 'more than 20000 days'),
    'long_row.csv': ('--holidays', b'date,name\n2026-01-01,' + b'x' * MEBIBYTE + b'\n', '2:1',
                     'a row is longer than 1 MiB or has more than 4096 cells'),
    'large.csv': ('--holidays', b'date,name\n2026-01-01,' + b'x' * 4 * MEBIBYTE + b'\n', None, 'the file is larger than 4 MiB'),
    'large.json': ('--holidays', b'[' + b' ' * 4 * MEBIBYTE + b']', None, 'the file is larger than 4 MiB'),
    'zero_byte.ics': ('--holidays', b'BEGIN:VCALENDAR\nX-A:\0\n', '2:5', 'this line contains a zero byte, so this is not a text file'),
    'large.ics': ('--holidays', b'\n' * (MEBIBYTE + 1), None, 'the file is larger than 1 MiB'),
    'long_line.ics': ('--holidays', b'BEGIN:VCALENDAR\nX-A:' + b'x' * 8189 + b'\n', '2:1', 'a line is longer than 8 KiB...'),
    'many.ics': ('--holidays', b'BEGIN:VCALENDAR\n' + b'BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260403\nEND:VEVENT\n' * 5000,
                 '14999:1', 'more than 5000 components'),
    'many_closures.csv': ('--closures', b'date\n' + b'2026-01-01\n' * 20_001, '20002:1', 'more than 20000 days'),
    'large_closures.csv': ('--closures', b'date,name\n2026-01-01,' + b'x' * 4 * MEBIBYTE + b'\n', None, 'the file is larger than 4 MiB'),
}
MADE_CASES = {  # file name: its bytes, the position of the error (or None), the message
    'empty.csv': (b'', '1:1', 'the file is empty: expected a header such as name,rule,trigger_at,due,source'),
    'zero_byte.csv': (b'rule,trigger_at,due\ncla.review,2026-01-02,2026\0\n', '2:3', 'due: contains a zero byte, so this is not a text file'),
    'long_row.csv': (b'rule,trigger_at,due\ncla.review,2026-01-02,' + b'x' * MEBIBYTE + b'\n', '2:1', 'a row is longer than 1 MiB or has more than 4096 cells'),
    'empty.yaml': (b'', '1:1', 'the file is empty'),
    'no_item.yaml': (b'[]\n', None, 'the file has no test cases'),
    'large.yaml': (b'#' + b'x' * 4 * MEBIBYTE, None, 'the file is larger than 4 MiB'),
    'latin1.yaml': (b'- \xc9', '1:3', 'not valid YAML: ...UTF-8...'),
    't4_name.yaml': (b'- {name: "x\\n1 case: 1 passed", rule: cla.review, trigger_at: 2026-01-02, due: 2026-01-30}\n', '1:10',
                     'this text contains a line break: ...'),
    'long_event.yaml': (b'- {rule: cla.review, as_at: 2026-01-05, due: 2026-01-30, events: "cla.started=2026-01-02 [' + b'x' * 1000 +
                        b']"}\n', '1:66', 'events: an event is 1025 bytes long; the limit is 1000 bytes'),
    'events.yaml': (b'- rule: cla.review\n  as_at: 2026-01-05\n  due: 2026-01-30\n  events:\n' +
                    b'  - cla.started=2026-01-02\n' * 65_536, '5:5', 'a case has more than 65535 events: none of them were read'),
}


def is_like(expected, found):
    """Returns whether the text matches the expected text, in which `...` matches anything."""
    return re.fullmatch('.*'.join(map(re.escape, expected.split('...'))), found) is not None


class Files:
    """Runs dueby on bad files, and collects any differences from the expected results."""

    def __init__(self, dueby, without):
        self.dueby, self.without, self.looked_at, self.failures = dueby, without, 0, []

    def reads(self, name):
        """Returns whether dueby was built with the reader for this kind of file."""
        return Path(name).suffix not in self.without

    def run(self, folder, *words):
        done = subprocess.run([self.dueby, *words], cwd=folder, env=transcripts.environment(), check=False, timeout=60,
                              stdin=subprocess.DEVNULL, capture_output=True)
        self.looked_at += 1
        return transcripts.as_text(done.stdout), transcripts.as_text(done.stderr), done.returncode

    def wrong(self, words, what, expected, found):
        self.failures.append(f'dueby {" ".join(words)}\n  {what}, expected: {expected}\n  {what}, found:    {found}')

    def lint(self, folder, name, place, message, is_warning=False):
        """Expects exactly one error, with or without warnings; or, if a warning is expected, only that warning."""
        words = ('lint', name)
        out, errors, status = self.run(folder, *words)
        lines = out.splitlines()
        if is_warning and lines and is_like(f'{name}: valid: ...', lines[-1]):
            lines.pop()
        kinds = {kind: [line for line in lines if is_like(f'{name}...{kind}: ...', line)] for kind in ('error', 'warning')}
        expected = f'{name}:{place}: {"warning" if is_warning else "error"}: {message}' if place else f'{name}...error: {message}'
        found = [line for line in kinds['warning' if is_warning else 'error'] if is_like(expected, line)]
        if len(found) != 1 or len(kinds['error']) != (not is_warning) or len(kinds['error'] + kinds['warning']) != len(lines):
            self.wrong(words, 'output', expected, out)
        if errors:
            self.wrong(words, 'messages', 'none', errors)
        if status != (0 if is_warning else BAD_FILE):
            self.wrong(words, 'exit status', 0 if is_warning else BAD_FILE, status)

    def refused(self, folder, words, message):
        """Expects nothing on standard output, and one message."""
        out, errors, status = self.run(folder, *words)
        if out:
            self.wrong(words, 'output', 'none', out)
        if not is_like(f'dueby: {message}', errors.removesuffix('\n')):
            self.wrong(words, 'messages', f'dueby: {message}', errors)
        if status != BAD_FILE:
            self.wrong(words, 'exit status', BAD_FILE, status)

    def profile(self, folder, name, place, message, is_warning=False):
        self.lint(folder, name, place, message, is_warning)
        if not is_warning:
            self.refused(folder, ('version', '--profile', name), f'{name}:{place}: {message}' if place else f'{name}...{message}')

    def days(self, folder, option, name, place, message):
        self.refused(folder, ('holidays', option, name), f'{name}:{place}: {message}' if place else f'{name}: {message}')

    def cases(self, folder, name, place, message):
        """Expects one message, and on standard output only the number of test cases, all of them unreadable."""
        words = ('test', name)
        out, errors, status = self.run(folder, *words)
        expected = f'dueby: {name}:{place}: {message}' if place else f'dueby: {name}: {message}'
        if not is_like(expected, errors.removesuffix('\n')):
            self.wrong(words, 'messages', expected, errors)
        if out != f'0 cases: 0 passed, 0 failed{", 1 could not be read" if status == SOME_ROWS_FAILED else ""}\n':
            self.wrong(words, 'output', 'no case', out)
        if status not in (BAD_FILE, SOME_ROWS_FAILED):
            self.wrong(words, 'exit status', f'{BAD_FILE} or {SOME_ROWS_FAILED}', status)


def check_profiles(files):
    folder = HERE / 'bad_profiles'
    for path in sorted(folder.glob('*.yaml')):
        first_line = path.read_text(encoding='utf-8').split('\n')[0]
        expectation = EXPECTATION.fullmatch(first_line)
        if expectation:
            files.profile(folder, path.name, expectation['place'], expectation['message'], expectation['warning'])
        else:
            files.failures.append(f'{path.name}: its first line is no `# expect: LINE:COLUMN: MESSAGE`')


def check_cases(files):
    folder = HERE / 'bad_cases'
    for path in sorted(folder.iterdir()):
        expectation = CASE_EXPECTATION.fullmatch(path.read_text(encoding='utf-8').split('\n')[0])
        if expectation:
            files.cases(folder, path.name, expectation['place'], expectation['message'])
        else:
            files.failures.append(f'{path.name}: its first line is no `# expect: [LINE:COLUMN: ]MESSAGE`')


def check_lists(files):
    folder, listed = HERE / 'bad_holidays', {'expected.txt'}
    for line in (folder / 'expected.txt').read_text(encoding='utf-8').split('\n'):
        if not line or line.startswith('#'):
            continue
        expectation = LIST_EXPECTATION.fullmatch(line)
        if not expectation:
            sys.exit(f'expected.txt: cannot be read: {line}')
        listed.add(expectation['name'])
        if files.reads(expectation['name']):
            files.days(folder, *expectation.group('option', 'name', 'place', 'message'))
    for name in sorted(set(os.listdir(folder)) ^ listed):
        files.failures.append(f'{name}: not in the folder and in expected.txt')


def many_tags(files, folder):
    """A profile may not define more tags than the limit. The message for the last line has the number of tags before it."""
    out, _, _ = files.run(folder, 'events', '--format', 'csv')
    own = TAGS_MAX - len(re.findall('^tag,', out, re.MULTILINE)) + 1
    tags = ''.join(f'  - {{tag: own{number}, means: A tag.}}\n' for number in range(own))
    (folder / 'tags.yaml').write_bytes(HEAD + f'tags:\n{tags}'.encode())
    files.profile(folder, 'tags.yaml', f'{3 + own}:11', f'more than {TAGS_MAX} tags in a vocabulary')


def check_made(files, folder):
    many_tags(files, folder)
    for name, (content, place, message) in MADE_PROFILES.items():
        (folder / name).write_bytes(content)
        files.profile(folder, name, place, message)
    for name, (content, place, message) in MADE_CASES.items():
        (folder / name).write_bytes(content)
        files.cases(folder, name, place, message)
    for name, (option, content, place, message) in MADE_LISTS.items():
        (folder / name).write_bytes(content)
        if files.reads(name):
            files.days(folder, option, name, place, message)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    files = Files(os.path.abspath(sys.argv[1]), sys.argv[2:])
    check_profiles(files)
    check_cases(files)
    check_lists(files)
    folder = Path(tempfile.mkdtemp())
    try:
        check_made(files, folder)
    finally:
        shutil.rmtree(folder)
    print(*files.failures, sep='\n', end='\n' if files.failures else '')
    print(f'{files.looked_at} runs over bad files, {len(files.failures)} failures')
    sys.exit(1 if files.failures else 0)


if __name__ == '__main__':
    main()
