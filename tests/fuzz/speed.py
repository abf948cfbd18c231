"""Tests for fault T8: a fuzzer that is too slow finds nothing. Each target must take little processor time for an input, even
without optimisation and on a busy machine.

usage: speed.py CORPORA REPLAY...   where REPLAY is the path of a replay_NAME, and CORPORA has a folder NAME
"""
import os
import resource
import subprocess
import sys
from pathlib import Path

INPUTS, MOST = 400, 0.005  # inputs for each target; seconds of processor time for one
SKIPPED = 77


def seconds_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def check_t8(replay, corpus):
    count = len(list(corpus.iterdir()))
    words = [str(corpus)] * -(-INPUTS // count)
    before = seconds_of_children()
    subprocess.run([replay, *words], env=os.environ | {'MALLOC_PERTURB_': '0'}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    each = (seconds_of_children() - before) / (count * len(words))
    print(f'{corpus.name}: {each * 1e6:.0f} microseconds an input')
    return each <= MOST


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    if os.environ.get('DUEBY_INSTRUMENTED'):
        print('an instrumented build is slower')
        sys.exit(SKIPPED)
    corpora = Path(sys.argv[1])
    slow = [replay for replay in sys.argv[2:] if not check_t8(replay, corpora / Path(replay).name.removeprefix('replay_').removesuffix('.exe'))]
    for replay in slow:
        print(f'FAILED: {replay}: more than {MOST * 1e6:.0f} microseconds an input')
    sys.exit(1 if slow else 0)


if __name__ == '__main__':
    main()
