"""Checks that commit subjects follow CONTRIBUTING.md, from the commit that added this test onwards."""
import re
import shutil
import subprocess

import house

FIRST = '9da686a7a12d9c7956a13b8e8a449f6eaa8e990b'
SUBJECT = re.compile(r'[a-z][a-z0-9_.+-]*(, [a-z][a-z0-9_.+-]*)*: \S.*[^\s.]')
LONGEST = 70


def git(*arguments):
    """Runs git. Returns its output, or None if it fails."""
    done = subprocess.run(['git', '-C', str(house.ROOT), *arguments], text=True, capture_output=True, check=False)
    return None if done.returncode else done.stdout


def wrong(subject):
    """Returns a subject's fault; an empty string if there is none."""
    if not SUBJECT.fullmatch(subject):
        return 'expected `scope: what it does`, the scope in small letters, and no full stop'
    return f'{len(subject)} characters, at most {LONGEST}' if len(subject) > LONGEST else ''


def check_itself(checks):
    for subject, right in (('calendar: keep every fourth working day', True), ('tests, c++: what mypy refuses', True),
                           ('fix things', False), ('Calendar: keep it', False), ('docs: Easter of 2027', True), ('calendar: keep it.', False),
                           ('calendar:', False), ('calendar: ' + 'k' * 61, False), ('calendar: ' + 'k' * 60, True)):
        checks.that(bool(wrong(subject)) != right, f'{subject!r}: {"refused" if right else "taken"}')


def check(checks):
    check_itself(checks)
    if not shutil.which('git') or git('merge-base', '--is-ancestor', FIRST, 'HEAD') is None:
        print('no git, or no history back to the first commit that is looked at: only the rule itself was tried')
        return
    log = git('log', '--no-merges', '--format=%h %s', f'{FIRST}..HEAD').splitlines()
    for line in log:
        commit, _, subject = line.partition(' ')
        checks.that(not wrong(subject), f'{commit}: {subject!r}: {wrong(subject)}')
    print(f'{len(log)} subjects of commits')


if __name__ == '__main__':
    house.main(check)
