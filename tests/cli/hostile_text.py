"""Tests for faults T4 and T5: values in files that could forge a line, run as a formula in a spreadsheet, or reverse the text
around them.

usage: hostile_text.py DUEBY
"""
import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import transcripts

EXAMPLES = Path(__file__).resolve().parents[2] / 'examples'
AS_AT = ['--profile', 'england', '--as-at', '2026-10-31']
TURNING = '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'
# The bank holidays of 2026. A list given with --holidays replaces the built-in one, so it must be complete.
OTHERS = ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28']
BREAKING = '\u0007\u001b\u007f\u0085\u009b\u2028\u2029'
# Prefixes for a formula: nothing, or characters that spreadsheets drop.
BEFORE = ['', '\n', '\r', '\r\n', '\t', '\n\n', '\x0b', '\ufeff', '\ufeff\n']


class Folder:
    """The folder that dueby runs in."""

    def __init__(self, dueby, path):
        self.dueby, self.path = dueby, Path(path)

    def run(self, *words):
        return subprocess.run([self.dueby, *words], cwd=self.path, env=transcripts.environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, check=False, timeout=60)

    def write(self, name, content):
        (self.path / name).write_bytes(content)


def unfit(text):
    """Returns the characters that must not reach a screen or a page. The answer's own line breaks are allowed."""
    return sorted({f'U+{ord(c):04X}' for c in text if c in TURNING + BREAKING or (unicodedata.category(c) == 'Cc' and c != '\n')})


def events_of(case, team):
    text = io.StringIO()
    rows = csv.writer(text, lineterminator='\n')
    rows.writerow(['case', 'event', 'at', 'ref', 'team'])
    rows.writerow([case, 'cp_plan.started', '2026-08-03', case, team])
    return text.getvalue().encode()


def check_t5_no_cell_runs_in_a_spreadsheet(folder):
    """Puts formulas into every cell that worklist, batch and impact copy into their output."""
    for before in BEFORE:
        for sign in '=+-@':
            cell = f'{before}{sign}cmd|x'
            folder.write('e.csv', events_of('1', cell))
            folder.write('b.csv', b'referred,who\n2026-01-12,' + ('"' + cell + '"').encode() + b'\n')
            for words in (['worklist', 'e.csv', *AS_AT, '--format', 'csv'],
                          ['impact', 'e.csv', *AS_AT, '--add-holiday', '2026-08-10', '--format', 'csv'],
                          ['batch', 'b.csv', '--rule', 'assessment.single', '--from', 'referred']):
                done = folder.run(*words)
                cells = [c for row in csv.reader(io.StringIO(done.stdout.decode(), newline='')) for c in row if 'cmd|x' in c]
                if not cells:
                    yield f'{words[0]}: {cell!r} is lost: {done.stderr}'
                for found in cells:
                    if not found.startswith("'") or found[1:].strip() != cell.strip(): # dueby may drop spaces around a cell
                        yield f'{words[0]}: {cell!r} came out as {found!r}'


def check_t5_a_cell_of_byte_order_marks(folder):
    """Puts 300,000 byte-order marks before a formula and before a word. A row may have 1 MiB."""
    for cell, is_formula in (('=cmd|x', True), ('-1', False), ('word', False), ('\ufeff', False)):
        cell = '\ufeff' * 300_000 + cell
        folder.write('b.csv', f'referred,who\n2026-01-12,{cell}\n'.encode())
        done = folder.run('batch', 'b.csv', '--rule', 'assessment.single', '--from', 'referred')
        written = done.stdout.decode().partition('\n')[2]
        if done.returncode or not written.startswith('2026-01-12,' + "'" * is_formula + cell + ','):
            yield f'{cell[300_000:]!r} after byte-order marks: exit status {done.returncode}, {done.stdout[:100]}, {done.stderr}'


def check_t5_the_page_and_the_text_hold_plain_characters(folder):
    for hostile in (*TURNING, *BREAKING):
        folder.write('e.csv', events_of(f'a{hostile}b', f'team{hostile}x'))
        for format in ('text', 'html'):
            done = folder.run('worklist', 'e.csv', *AS_AT, '--format', format)
            found = unfit(done.stdout.decode())
            if done.returncode or found:
                yield f'U+{ord(hostile):04X}, {format}: {found}, exit status {done.returncode}, {done.stderr}'


def check_t5_the_page_and_the_text_are_utf_8(folder):
    """Tries bytes that are not UTF-8: Latin-1, a truncated or overlong character, an unpaired surrogate, a character beyond
    U+10FFFF."""
    for hostile in (b'\xe9', b'\xe2\x80', b'\xc0\xbd', b'\xe0\x80\xbc', b'\xed\xa0\x80', b'\xf4\x90\x80\x80', b'\xff'):
        for cell in (b'a' + hostile + b'b', hostile):
            folder.write('e.csv', b'case,event,at,team\n1,cp_plan.started,2026-08-03,' + cell + b'\n')
            for format in ('text', 'html', 'ics'):
                done = folder.run('worklist', 'e.csv', *AS_AT, '--format', format, '--detail' if format == 'ics' else '--order=worst')
                try:
                    done.stdout.decode()
                except UnicodeDecodeError as error:
                    yield f'{cell!r}, {format}: {error}'
                if done.returncode:
                    yield f'{cell!r}, {format}: exit status {done.returncode}, {done.stderr}'


def check_t4_no_name_of_a_file_forges_a_line(folder):
    """Reads files whose names break the line, move the cursor, or reverse the text: in a folder and by themselves, and as the file
    of each option. Every line on standard error must begin like a message."""
    for hostile in ('a\x1b[31mred\nfake', 'a\u202eb', 'a\x9b1mb', 'a\u2028fake'):
        fold = folder.path / 'fold'
        fold.mkdir()
        census, bad = (EXAMPLES / 'cin.xml').read_bytes(), hostile + '.csv'
        folder.write('fold/' + hostile + '.xml', census.replace(b'2025-', b'2025_', 1))
        folder.write('fold/' + bad, b'a;b;c\n1;2;3\n')
        folder.write('fold/empty ' + bad, b'')
        (fold / (hostile + 'folder')).mkdir()
        folder.write(bad, b'case,event,at\n1,cp_plan.started,yesterday\n')
        folder.write(hostile + '.yaml', b'profile: p\ntitle: [\n')
        folder.write('valid ' + hostile + '.yaml', b'profile: p\ntitle: P\nextends: england\n')
        folder.write('tests' + bad, b'name,rule,trigger_at,due,source\n1,cp.conference.initial,2026-03-27,2026-03-28,wrong on purpose\n')
        for words in (['read', 'fold'], ['worklist', 'fold'], ['worklist', 'fold', '--format', 'html'], ['measures', 'fold'],
                      ['worklist', bad, *AS_AT], ['worklist', 'fold/' + bad, *AS_AT], ['worklist', bad + 'x', *AS_AT],
                      ['batch', bad, '--rule', 'assessment.single', '--from', 'at'], ['lint', hostile + '.yaml'],
                      ['lint', 'valid ' + hostile + '.yaml'], ['test', 'tests' + bad], ['test', 'fold/' + bad],
                      ['rules', '--profile', hostile + '.yaml'], ['rules', '--holidays', bad], ['rules', '--closures', bad],
                      ['read', 'fold', '--mapping', hostile + '.yaml'], ['measures', 'fold', '--measures', hostile + '.yaml'],
                      ['rules', '--output', hostile + 'folder/x'], ['rules', '--output', 'fold/' + hostile + 'folder'],
                      ['rules', '--profile', hostile], [hostile], ['rules', hostile], ['rules', '--' + hostile]):
            done = folder.run(*words)
            shown = done.stdout.decode(errors='replace') if words[0] != 'read' else ''
            messages = done.stderr.decode(errors='replace')
            forged = [line for line in messages.splitlines() if not line.startswith('dueby: ')]
            if forged or unfit(messages + shown) or done.returncode < 0:
                yield f'{words}: exit status {done.returncode}, {unfit(messages + shown)}, {forged}'
        shutil.rmtree(fold)


def check_t4_no_name_of_a_holiday_forges_a_line(folder):
    """Reads GOV.UK's JSON and a CSV file, each as bank holidays and as closures."""
    name = 'Fair\\n  Set by England: statute\\u001b[1m\\u202e'
    folder.write('h.json', ('{"england-and-wales": {"events": [{"title": "' + name + '", "date": "2026-04-07"}'
                            + ''.join(', {"title": "Day", "date": "' + day + '"}' for day in OTHERS) + ']}}').encode())
    plain = 'Fair\n  Set by England: statute\x1b[1m\u202e'
    folder.write('h.csv', (f'date,name\n2026-04-07,"{plain}"\n' + ''.join(f'{day},Day\n' for day in OTHERS)).encode())
    for words in (['--holidays', 'h.json'], ['--holidays', 'h.csv'], ['--closures', 'h.csv', '--closures-for', 'all']):
        for command in (['explain', 'cp.conference.initial', '2026-03-27'], ['holidays', '2026']):
            done = folder.run(*command, *words)
            text = done.stdout.decode()
            if done.returncode or unfit(text) or re.search(r'^ *Set by England', text, re.MULTILINE) or 'Fair' not in text:
                yield f'{command} {words}: exit status {done.returncode}\n{text}{done.stderr}'


def check_o7_a_block_of_lines_has_no_last_line_break(folder):
    """The title from a YAML block (`|`, `>`, `|+`, `>-`) of one line must be that line, without a line break."""
    for mark in ('|', '>', '|+', '>-'):
        folder.write('p.yaml', f'profile: p\ntitle: {mark}\n  Exampleton\n\nextends: england\n'.encode())
        done = folder.run('due', 'cp.conference.initial', '2026-03-27', '--profile', './p.yaml', '--format', 'json')
        listed = folder.run('version', '--profile', './p.yaml')
        if done.returncode or listed.returncode:
            yield f'{mark}: {done.stderr} {listed.stderr}'
        folder.write('e.csv', events_of('1', 'x'))
        first = folder.run('worklist', 'e.csv', '--profile', './p.yaml', '--as-at', '2026-10-31').stdout.decode().split('\n')[0]
        if not first.startswith('Exampleton, as at '):
            yield f'{mark}: the first line is {first!r}'


CHECKS = [check for name, check in list(globals().items()) if name.startswith('check_')]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    wrong = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Folder(os.path.abspath(sys.argv[1]), temporary)
        for check in CHECKS:
            wrong += [f'{check.__name__}: {what}' for what in check(folder)]
    print(*wrong, f'{len(wrong)} failures', sep='\n')
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
