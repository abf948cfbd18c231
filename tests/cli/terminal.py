"""Tests what dueby does only on a terminal: it colours standard output, unless NO_COLOR is set or the terminal is dumb, and shows a
line of progress on standard error if a file takes more than a second.

usage: terminal.py DUEBY
"""
import os
import pty
import re
import subprocess
import sys
import threading
import time

import transcripts

ESCAPE = '\x1b['
CASES = [  # the command's arguments, and the coloured part of its output
    (('check', 'assessment.single', '2025-12-19', '--as-at', '2026-03-02'), 'Overdue by 3 working days'),
    (('check', 'assessment.single', '2025-12-19', '--met', '2026-02-25'), 'Done in time'),
    (('check', 'assessment.single', '2025-12-19', '--as-at', '2026-02-25'), 'Due Wednesday 25 February'),
    (('explain', 'cp.conference.initial', '2026-03-27'), 'Initial child protection conference: due by Tuesday 21 April 2026'),
]
NEVER = [('add', '2026-03-27', '15 working days'), ('due', 'epo', '2026-01-03', '--format', 'json'), ('profiles',)]
ROWS_AT_ONCE = 500_000  # more rows than fit into the command's buffer


def read_all(terminal):
    """Reads everything that is written to a terminal, until its other end is closed everywhere."""
    pieces = []
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux reports an error at the end, when the other side is closed
            piece = b''
        if not piece:
            return b''.join(pieces).decode('utf-8')
        pieces.append(piece)


def on_terminal(dueby, words, stream, feed=None, **environment):
    """Returns what the command writes to a terminal as its standard output or standard error."""
    ours, theirs = pty.openpty()
    streams = {'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE, stream: theirs}
    if stream == 'stderr':
        streams['stdout'] = subprocess.DEVNULL
    process = subprocess.Popen([dueby, *words], env={**transcripts.environment(), 'TERM': 'xterm', **environment},
                               stdin=subprocess.PIPE if feed else subprocess.DEVNULL, **streams)
    os.close(theirs)
    feeder = threading.Thread(target=feed, args=(process.stdin,)) if feed else None
    if feeder:
        feeder.start()
    text = read_all(ours)
    if feeder:
        feeder.join()
    process.communicate()
    os.close(ours)
    return text


def slow_rows(pipe):
    """Sends rows to the command in two parts, more than a second apart, which makes the command show progress."""
    rows = b'2026-01-12\n' * ROWS_AT_ONCE
    pipe.write(b'at\n' + rows)
    pipe.flush()
    time.sleep(2.1)
    pipe.write(rows)
    pipe.close()


def check_colour(dueby, wrong):
    for words, words_coloured in CASES:
        text = on_terminal(dueby, words, 'stdout')
        if not re.search(re.escape(ESCAPE) + r'\d+m' + re.escape(words_coloured) + re.escape(ESCAPE) + '0m', text):
            wrong.append(f'dueby {" ".join(words)}: no colour on a terminal: {text!r}')
        for reason in ({'NO_COLOR': '1'}, {'TERM': 'dumb'}):
            text = on_terminal(dueby, words, 'stdout', **reason)
            if ESCAPE in text or words_coloured not in text:
                wrong.append(f'dueby {" ".join(words)}: with {reason}: {text!r}')
    for words in NEVER:
        text = on_terminal(dueby, words, 'stdout')
        if ESCAPE in text or not text:
            wrong.append(f'dueby {" ".join(words)}: colour in an answer that programs read: {text!r}')


def check_progress(dueby, wrong):
    words = ('batch', '-', '--rule', 'epo', '--from', 'at')
    text = on_terminal(dueby, words, 'stderr', feed=slow_rows)
    if not re.search(r'\r\d+ rows', text):
        wrong.append(f'no line of progress: {text!r}')
    if f'dueby: {2 * ROWS_AT_ONCE} rows: ' not in text:
        wrong.append(f'no summary after the progress: {text!r}')
    done = subprocess.run([dueby, *words], input=b'at\n2026-01-12\n', capture_output=True, check=False,
                          env=transcripts.environment())
    if b'\r' in done.stderr or ESCAPE.encode() in done.stderr:
        wrong.append(f'progress where standard error is no terminal: {done.stderr!r}')


def check_control_characters(dueby, wrong):
    """Cell contents must not move the cursor, whether through ESC or through U+009B, which starts a sequence just like ESC [."""
    rows = 'case,event,at,ref,team\n1\x1b[2J\u009b2J,cla.started,2026-03-16,\x1b]0;x\x07,North\u009b31m\x7f\n'
    for words in ((), ('--summary', '--by', 'team')):
        words = ('worklist', '-', '--as-at', '2026-03-20', '--only', 'cla.*', *words)
        text = subprocess.run([dueby, *words], input=rows.encode(), capture_output=True, check=False, env=transcripts.environment()).stdout.decode()
        if 'North?31m?' not in text or re.search('[\x00-\x09\x0b-\x1f\x7f-\x9f]', text):
            wrong.append(f'dueby {" ".join(words)}: {text!r}')


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    dueby, wrong = os.path.abspath(sys.argv[1]), []
    check_colour(dueby, wrong)
    check_progress(dueby, wrong)
    check_control_characters(dueby, wrong)
    print(*wrong, sep='\n', end='\n' if wrong else '')
    print(f'{3 * len(CASES) + len(NEVER) + 4} runs, {len(wrong)} wrong')
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
