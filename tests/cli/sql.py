"""Runs the SQL scripts that due-table and calendar-index write, and the queries of docs/sql.md, on a real PostgreSQL server.

usage: sql.py DUEBY BIN         BIN is the folder of PostgreSQL's programs (script/test-sql)
"""
import csv
import io
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import transcripts

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r'<!-- test: (\w+) -->\n```sql\n(.*?)```\n(?:\n(\|.*?)\n\n)?', re.S)
# Due dates counted by hand: 45 working days for assessments, 15 for initial conferences (Working Together 2023).
COUNTED = [
    ('assessment.single', '2025-12-19', '2026-02-25'),
    ('assessment.single', '2026-03-28', '2026-06-04'),
    ('cp.conference.initial', '2026-03-27', '2026-04-21'),
    ('cp.conference.initial', '2026-12-11', '2027-01-06'),
]


class Server:
    """A PostgreSQL server in a temporary folder, reachable only through a socket."""

    def __init__(self, bin_folder, folder):
        self.bin, self.folder = Path(bin_folder), folder
        # PostgreSQL refuses to run as root, so root runs it as the user postgres.
        self.user = ['runuser', '-u', 'postgres', '--'] if os.getuid() == 0 else []
        if self.user:
            account = pwd.getpwnam('postgres')
            os.chown(folder, account.pw_uid, account.pw_gid)
        self.program('initdb', '-D', f'{folder}/data', '-A', 'trust', '-U', 'postgres', '-E', 'UTF8')
        self.program('pg_ctl', '-D', f'{folder}/data', '-w', '-l', f'{folder}/log', '-o', f"-k {folder} -c listen_addresses=''", 'start')

    def program(self, name, *arguments):
        done = subprocess.run([*self.user, self.bin / name, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False)
        if done.returncode:
            sys.exit(f'{name}: {done.stdout.decode()}')

    def stop(self):
        self.program('pg_ctl', '-D', f'{self.folder}/data', '-m', 'immediate', 'stop')

    def run(self, sql):
        """Runs a script. Returns the rows of a query as lists of strings, with the header first."""
        done = subprocess.run([*self.user, self.bin / 'psql', '-h', self.folder, '-U', 'postgres', '-X', '-q', '--csv',
                               '-v', 'ON_ERROR_STOP=1'], input=sql.encode(), cwd=self.folder, capture_output=True, timeout=120, check=False)
        if done.returncode:
            sys.exit(f'psql: {done.stderr.decode()}in: {sql[:500]}')
        return list(csv.reader(io.StringIO(done.stdout.decode())))


def dueby(program, *words):
    done = subprocess.run([program, *words], env=transcripts.environment(), capture_output=True, timeout=120, check=False)
    if done.returncode:
        sys.exit(f'dueby {" ".join(words)}: exit status {done.returncode}: {done.stderr.decode()}')
    return done.stdout.decode()


def table_of(markdown):
    """Reads a table in a document as rows, with the header first."""
    rows = [[cell.strip() for cell in line.strip().strip('|').split('|')] for line in markdown.splitlines()]
    return rows[:1] + rows[2:]


class Checks:
    passed = failed = 0

    def that(self, right, message):
        self.passed += bool(right)
        self.failed += not right
        if not right:
            print(message)


def check_document(checks, server):
    blocks = BLOCK.findall((ROOT / 'docs' / 'sql.md').read_text(encoding='utf-8'))
    checks.that(len(blocks) >= 3, 'docs/sql.md: its blocks are not found')
    for kind, sql, expected in blocks:
        found = server.run(sql)
        if kind == 'query':
            checks.that(found == table_of(expected), f'docs/sql.md says\n{expected}\nand PostgreSQL\n{found}')


def check_counted(checks, server):
    for duty, start, due in COUNTED:
        found = server.run(f"SELECT due FROM dueby_due WHERE profile = 'england' AND duty = '{duty}' AND date = '{start}';")
        checks.that(found[1:] == [[due]], f'{duty} from {start}: {found[1:]}, and {due} was counted by hand')


def check_rows(checks, server, program):
    """The rows in the database must be the same as the CSV rows that the command prints."""
    rows = list(csv.reader(io.StringIO(dueby(program, 'due-table', '2024..2028'))))
    found = server.run('SELECT profile, duty, date, trigger_event, due, rule_address, certainty FROM dueby_due;')
    checks.that(found[0] == rows[0], f'the columns are {found[0]}, as CSV {rows[0]}')
    checks.that(len(rows) > 50_000 and sorted(found[1:]) == sorted(rows[1:]), 'the table does not have the rows of the CSV')


def check_names(checks, server, program):
    server.run('CREATE SCHEMA reporting;')
    server.run(dueby(program, 'calendar-index', '2026', '--format', 'sql', '--table', 'reporting.days', '--division', 'scotland'))
    found = server.run('SELECT count(*), max(day_index) FROM reporting.days;')
    # 10 of the 261 days from Monday to Friday are holidays: 1 and 2 Jan, 3 Apr, 4 and 25 May, 15 Jun, 3 Aug, 30 Nov, 25 and 28 Dec
    checks.that(found[1:] == [['365', '251']], f'reporting.days has {found[1:]}')
    # 63 characters, which PostgreSQL keeps, and words that it allows as the name of a table
    for name in ('x' * 63, 'between_', 'date', 'due', 'select_', 'selects', 'sel'):
        server.run(dueby(program, 'calendar-index', '2026', '--format', 'sql', '--table', name))
        found = server.run(f"SELECT count(*) FROM information_schema.tables WHERE table_name = '{name}';")
        checks.that(found[1:] == [['1']], f'--table {name}: {found[1:]}')


def check_reserved(checks, server, program):
    """Every word that this PostgreSQL reserves must be refused, alone, in capitals and as a schema. So must words that only
    SQL Server reserves."""
    words = [word for (word,) in server.run("SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T');")[1:]]
    checks.that(len(words) > 90, f'PostgreSQL reserves {len(words)} words')
    for word in [*words, 'plan', 'index', 'file', 'schema', 'values', 'view', 'rule', 'read']:
        for name in (word, word.upper(), f'{word}.due', f'due.{word}'):
            done = subprocess.run([program, 'calendar-index', '2026', '--format', 'sql', '--table', name], env=transcripts.environment(),
                                  capture_output=True, timeout=120, check=False)
            said = f'"{word}" is a reserved word in SQL' in done.stderr.decode().lower().replace(' sql', ' SQL')
            checks.that(done.returncode == 2 and not done.stdout and said, f'--table {name}: {done.returncode} {done.stderr.decode()}')


def main(program, bin_folder):
    checks = Checks()
    folder = tempfile.mkdtemp(prefix='dueby-sql-')
    server = Server(bin_folder, folder)
    try:
        server.run(dueby(program, 'due-table', '2024..2028', '--format', 'sql'))
        server.run(dueby(program, 'calendar-index', '2024..2028', '--format', 'sql'))
        check_document(checks, server)
        check_counted(checks, server)
        check_rows(checks, server, program)
        check_names(checks, server, program)
        check_reserved(checks, server, program)
    finally:
        server.stop()
        shutil.rmtree(folder)
    print(f'{checks.passed} passed, {checks.failed} failed')
    sys.exit(checks.failed > 0)


if __name__ == '__main__':
    main(*sys.argv[1:])
