"""Runs the example at the end of each command's help, in a folder that has the files
it names.

usage: examples.py DUEBY
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import transcripts

DONE, SOME_ROWS_FAILED = 0, 5 # examples/events.csv has a few bad rows on purpose
EXAMPLES = Path(__file__).resolve().parents[2] / 'examples'


def run(dueby, folder, *words):
    return subprocess.run([dueby, *words], cwd=folder, env=transcripts.environment(), stdin=subprocess.DEVNULL, capture_output=True,
                          check=False, timeout=60)


def make_files(folder):
    shutil.copytree(EXAMPLES, folder / 'examples')
    shutil.copy(EXAMPLES / 'cin.xml', folder)
    shutil.copy(EXAMPLES / 'exampleton.yaml', folder / 'council.yaml')
    (folder / 'cases.csv').write_text('case,referral_date,completed\n1,2026-01-12,2026-02-10\n2,2026-03-02,\n', encoding='utf-8')


def check(dueby, folder, command):
    """Runs a command's example. It must succeed, and print something or save the file that it names."""
    shown = run(dueby, folder, 'help', command).stdout.decode()
    example = re.search(r'^example:\n  (dueby .+)$', shown, re.MULTILINE)
    if not example:
        yield f'{command}: no example in\n{shown}'
        return
    words = shlex.split(example[1])
    done = run(dueby, folder, *words[1:])
    saved = Path(folder, words[words.index('--output') + 1]) if '--output' in words else None
    if words[1] != command or done.returncode not in (DONE, SOME_ROWS_FAILED) or not (saved.stat().st_size if saved else done.stdout):
        yield f'{example[1]}: exit status {done.returncode}, {done.stderr.decode()}'


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    dueby = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make_files(folder)
        # before the options, each line of a command begins with its name
        listed = run(dueby, folder, '--help').stdout.decode().partition('\noptions')[0]
        commands = re.findall(r'^  ([a-z][a-z-]*) ', listed, re.MULTILINE)
        wrong = [] if len(commands) > 10 else [f'the help lists {commands}']
        for command in commands:
            wrong += check(dueby, folder, command)
    print(*wrong, f'{len(wrong)} failures', sep='\n')
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
