"""Runs a transcript: each `$ dueby ...` in it must print exactly the lines that follow.

    # a comment: where the expectation comes from
    $ dueby add 2101-01-01 "1 working day"
    lines of standard output as they are; a line `...` matches any lines
    ! a line of standard error, or `! ...` for any
    [3]                 the exit status, where it is not 0

A carriage return is written ␍. A digest, which changes with the data, is written DIGEST. A command may end with `< FILE` or `>
FILE`. Commands run in a copy of tests/cli/files/, with an almost empty environment. Empty lines before the next comment or command
are not output.

usage: transcripts.py DUEBY TRANSCRIPT
"""
import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FILES = Path(__file__).resolve().parent / 'files'
ANY = '...'


class Command:
    """One command of a transcript, with its expected output."""

    def __init__(self, line, words):
        self.line, self.words = line, words
        self.out, self.errors, self.status = [], [], 0


def without_end(lines):
    """Returns the lines without the empty lines at the end."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def read_transcript(path):
    commands, comment_before = [], True
    for number, line in enumerate(path.read_text(encoding='utf-8').split('\n'), 1):
        if line.startswith('$ '):
            commands.append(Command(number, shlex.split(line[2:])))
            comment_before = False
        elif line.startswith('#'):
            comment_before = True
        elif comment_before or not commands:
            if line:
                sys.exit(f'{path}:{number}: output that belongs to no command')
        elif line.startswith('! '):
            commands[-1].errors.append(line[2:])
        elif re.fullmatch(r'\[\d+\]', line):
            commands[-1].status = int(line[1:-1])
        else:
            commands[-1].out.append(line)
    for command in commands:
        command.out = without_end(command.out)
        if command.words[0] != 'dueby':
            sys.exit(f'{path}:{command.line}: only dueby can be run')
    if not commands:
        sys.exit(f'{path}: no command in it')
    return commands


def environment():
    """Returns an environment that keeps the options of sanitizers, so a fault that they find ends the command."""
    kept = {name: value for name, value in os.environ.items() if re.match('(A|L|UB|T)SAN_OPTIONS', name)}
    return {'PATH': '/usr/bin:/bin', 'LC_ALL': 'C', 'TZ': 'Pacific/Kiritimati', **kept}


def as_text(output):
    text = output.decode('utf-8', 'backslashreplace').replace('\r', '␍')
    return re.sub(r'\b[0-9a-f]{16}\b', 'DIGEST', text)


def run(dueby, words, folder):
    """Returns (standard output, standard error, exit status). The arguments may end with < FILE or > FILE."""
    words, files = list(words), {'<': None, '>': None}
    while len(words) > 2 and words[-2] in files:
        file, sign = words.pop(), words.pop()
        files[sign] = open(folder / file, 'rb' if sign == '<' else 'wb')
    try:
        done = subprocess.run([dueby, *words[1:]], cwd=folder, env=environment(), stdin=files['<'] or subprocess.DEVNULL,
                              stdout=files['>'] or subprocess.PIPE, stderr=subprocess.PIPE, check=False, timeout=60)
    finally:
        for file in files.values():
            if file:
                file.close()
    return as_text(done.stdout or b''), as_text(done.stderr), done.returncode


def matches(expected, found):
    """Returns whether the lines match the expected lines, in which a line `...` matches any number of lines."""
    pattern = ''.join('(?:.*\n)*?' if line == ANY else re.escape(line) + '\n' for line in expected)
    return re.fullmatch(pattern, ''.join(line + '\n' for line in found)) is not None


def difference(what, expected, text):
    """Returns how the text differs from the expected text; an empty string if they are the same."""
    found = without_end(text.split('\n'))
    shown = []
    if not matches(expected, found):
        shown = [f'  {line}' for line in difflib.unified_diff(expected, found, f'{what}, expected', f'{what}, found', n=1, lineterm='')]
    if text and not text.endswith('\n'):
        shown.append(f'  {what} does not end with a line end')
    return shown


def check(dueby, command, folder):
    out, errors, status = run(dueby, command.words, folder)
    shown = difference('output', command.out, out) + difference('messages', command.errors, errors)
    if status != command.status:
        shown.append(f'  exit status {status}, expected {command.status}')
    return shown


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    dueby, path = os.path.abspath(sys.argv[1]), Path(sys.argv[2])
    commands, failed = read_transcript(path), 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, 'files')
        shutil.copytree(FILES, folder)
        for command in commands:
            shown = check(dueby, command, folder)
            if shown:
                failed += 1
                print(f'{path.name}:{command.line}: $ {shlex.join(command.words)}', *shown, '', sep='\n')
    print(f'{len(commands)} commands, {failed} failed')
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
