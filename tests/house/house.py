"""What the tests of the house share: the public interface read from its headers, tools, and a list of failures."""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INCLUDE = ROOT / 'include'

# Every other header of include/dueby/ is libdueby's.
HEADERS_APART = {'dueby-io': ['io', 'caseload', 'proof', 'returns'], 'dueby-ical': ['ical'], 'dueby-page': ['page']}

# Debian's package for a tool that is missing.
PACKAGES = {'gcc': 'gcc', 'g++': 'g++', 'clang': 'clang', 'clang++': 'clang', 'nm': 'binutils', 'readelf': 'binutils',
            'pkg-config': 'pkg-config', 'cmake': 'cmake', 'abidiff': 'abigail-tools', 'swig': 'swig', 'clang-format-14': 'clang-format-14', 'x86_64-w64-mingw32-gcc': 'gcc-mingw-w64-x86-64',
            'x86_64-w64-mingw32-objdump': 'binutils-mingw-w64-x86-64'}

COMMENT_OR_TEXT = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL)
DECLARATION = re.compile(r'^DUEBY_API\s[^;(]*?\b(\w+)\s*\(', re.MULTILINE)


class Failed(Exception):
    """A check that cannot go on."""


class Checks:
    """Collects what is wrong, so that one run shows all of it."""

    def __init__(self):
        self.failures = []

    def that(self, holds, message):
        if not holds:
            self.failures.append(message)

    def same(self, what, found, expected):
        found, expected = set(found), set(expected)
        self.that(found >= expected, f'{what}: missing: {", ".join(sorted(expected - found))}')
        self.that(found <= expected, f'{what}: not expected: {", ".join(sorted(found - expected))}')


def main(check):
    """Runs check(checks), which prints what it looked at; exits with 1 where something is wrong."""
    checks = Checks()
    try:
        check(checks)
    except Failed as failed:
        checks.failures.append(str(failed))
    for failure in checks.failures:
        print(f'FAILED: {failure}')
    sys.exit(1 if checks.failures else 0)


def skip(reason):
    print(f'skipped: {reason}')
    sys.exit(77)


def need_plain_build():
    """Skips where the objects are not those that users get."""
    instruments = os.environ.get('DUEBY_INSTRUMENTED')
    if instruments:
        skip(f'built with {instruments}, whose objects are not those that users get')


def tool(name):
    """The path of a program. One that is missing fails the test: a check that did not run is no check."""
    path = shutil.which(name)
    if not path:
        raise Failed(f'{name} is not installed (Debian: apt-get install {PACKAGES[name]})')
    return path


def run(*command, **options):
    """The output of a command, which must succeed."""
    done = subprocess.run([str(part) for part in command], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False, **options)
    if done.returncode:
        raise Failed(f'exit {done.returncode} from {" ".join(map(str, command))}\n{done.stdout}')
    return done.stdout


def attempt(checks, *command, **options):
    """The same, where what follows can go on without it: None after a failure."""
    try:
        return run(*command, **options)
    except Failed as failed:
        checks.that(False, str(failed))
        return None


def code(path, texts=True):
    """A C file without its comments, and without the content of its literals unless `texts`; lines stay where they are."""
    def blank(match):
        found = match.group()
        if found[0] == '/':
            return ' ' + '\n' * found.count('\n')
        return found if texts else found[0] * 2
    return COMMENT_OR_TEXT.sub(blank, path.read_text(encoding='utf-8'))


def sources():
    """Every file of the project, as paths; not the headers of old, and not what is built or fetched, in folders that git ignores."""
    def walk(folder, apart):
        for path in sorted(folder.iterdir()):
            if path.is_dir() and not path.is_symlink():
                if not path.name.startswith(apart):
                    yield from walk(path, ('.', '__pycache__'))
            elif path.is_file():
                yield path
    yield from walk(ROOT, ('.', '__pycache__', 'build', 'dist', 'abi', 'subprojects'))


def headers(library, root=ROOT):
    """The names of a library's own headers in include/dueby/."""
    found = {path.stem for path in Path(root, 'include', 'dueby').glob('*.h')}
    if library in HEADERS_APART:
        return [name for name in HEADERS_APART[library] if name in found]
    return sorted(found - {name for names in HEADERS_APART.values() for name in names})


def functions(library, root=ROOT):
    """The functions that a library's headers declare with DUEBY_API."""
    folder = Path(root, 'include', 'dueby')
    found = [name for header in headers(library, root) for name in DECLARATION.findall(code(folder / f'{header}.h'))]
    if not found:
        raise Failed(f'no function of {library} found in include/dueby/: is DUEBY_API still the mark of one?')
    return found
