"""Tests that output does not depend on the C library's qsort: with a qsort that reverses equal elements (other_qsort.c) the command
must print the same bytes.

usage: order.py DUEBY OTHER_QSORT.so
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import transcripts

EVENTS = Path(__file__).resolve().parents[2] / 'examples' / 'events.csv'
WORK = [str(EVENTS), '--as-at', '2026-10-31']
# Files with rows that sort as equal: a holiday with two names, an agreement on the row of its event, equal rows.
FILES = {'days.csv': 'date,name\n' + ''.join(f'2026-12-25,{name}\n2026-04-03,Good Friday\n' for name in ('Christmas Day', 'Nadolig')),
         'alike.csv': 'case,event,at,ref,tags,every\n' + ''.join(
             f'{case},{event},{day},{ref},{tags},\n' for case in ('b', 'a') for ref in ('2', '1', '') for tags in ('', 'alone')
             for day in ('2026-02-02', '2026-01-05') for event in ('visit.made', 'cla.started', 'cp_plan.started', 'referral.received'))}
COMMANDS = [
    *(['worklist', *WORK, '--profile', profile, '--state', 'all', '--format', form]
      for profile in ('england', 'barnet') for form in ('text', 'csv', 'json', 'html', 'ics')),
    ['worklist', *WORK, '--summary', '--by', 'team', '--format', 'csv'],
    ['impact', *WORK, '--add-holiday', '2026-11-09'],
    *(['worklist', 'alike.csv', '--as-at', '2026-10-31', '--state', 'all', '--format', form] for form in ('csv', 'html')),
    ['holidays', '2026-04-03..2026-12-25', '--holidays', 'days.csv', '--format', 'csv'],
]


def run(dueby, words, folder, **more):
    done = subprocess.run([dueby, *words], cwd=folder, env=transcripts.environment() | more, stdin=subprocess.DEVNULL,
                          capture_output=True, check=False, timeout=100)
    return done.stdout, done.stderr, done.returncode


def main():
    dueby, other = map(os.path.abspath, sys.argv[1:])
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, text in FILES.items():
            Path(folder, name).write_text(text, encoding='utf-8')
        for words in COMMANDS:
            plain, turned = run(dueby, words, folder), run(dueby, words, folder, LD_PRELOAD=other)
            if plain == turned and plain[0]:
                continue
            wrong += 1
            lines = zip(plain[0].splitlines(), turned[0].splitlines())
            print(' '.join(words), plain[1:], turned[1:], next((pair for pair in lines if pair[0] != pair[1]), ''), sep='\n  ')
    print(f'{len(COMMANDS)} commands, {wrong} failed')
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
