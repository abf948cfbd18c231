"""Shared by the house tests: the public interface read from the headers, tools, and a list of failures."""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INCLUDE = ROOT / 'include'

# The headers of libraries other than libdueby. All remaining headers in include/dueby/ are libdueby's.
HEADERS_APART = {'dueby-io': ['io', 'caseload', 'proof', 'returns', 'definitions'], 'dueby-ical': ['ical'], 'dueby-page': ['page']}

# The Debian packages of tools, for the message about a missing tool.
PACKAGES = {'gcc': 'gcc', 'g++': 'g++', 'clang': 'clang', 'clang++': 'clang', 'nm': 'binutils', 'readelf': 'binutils',
            'pkg-config': 'pkg-config', 'cmake': 'cmake', 'abidiff': 'abigail-tools', 'swig': 'swig', 'groff': 'groff-base', 'clang-format-14': 'clang-format-14', 'x86_64-w64-mingw32-gcc': 'gcc-mingw-w64-x86-64',
            'x86_64-w64-mingw32-objdump': 'binutils-mingw-w64-x86-64'}

COMMENT_OR_TEXT = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL)
DECLARATION = re.compile(r'^DUEBY_API\s[^;(]*?\b(\w+)\s*\(', re.MULTILINE)


class Failed(Exception):
    """Raised by a check that cannot continue."""


class Checks:
    """Collects failures, so one run shows all of them."""

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
    """Runs check(checks), which prints what it checked. Exits with 1 if anything failed."""
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
    """Skips the test if the build is instrumented, because its objects differ from the ones that users get."""
    instruments = os.environ.get('DUEBY_INSTRUMENTED')
    if instruments:
        skip(f'built with {instruments}, whose objects are not those that users get')


def tool(name):
    """Returns the path of a program. A missing program fails the test, because otherwise the check would silently not run."""
    path = shutil.which(name)
    if not path:
        raise Failed(f'{name} is not installed (Debian: apt-get install {PACKAGES[name]})')
    return path


def run(*command, **options):
    """Runs a command, which must succeed, and returns its output."""
    done = subprocess.run([str(part) for part in command], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False, **options)
    if done.returncode:
        raise Failed(f'exit {done.returncode} from {" ".join(map(str, command))}\n{done.stdout}')
    return done.stdout


def attempt(checks, *command, **options):
    """Runs a command, and returns its output or None. If the command fails, records that, and the test continues."""
    try:
        return run(*command, **options)
    except Failed as failed:
        checks.that(False, str(failed))
        return None


def code(path, texts=True):
    """Returns a C file without its comments and, unless `texts`, without the content of its literals. Lines keep their numbers."""
    def blank(match):
        found = match.group()
        if found[0] == '/':
            return ' ' + '\n' * found.count('\n')
        return found if texts else found[0] * 2
    return COMMENT_OR_TEXT.sub(blank, path.read_text(encoding='utf-8'))


def sources():
    """Returns the paths of all files of the project, except the old headers and the files in folders that git ignores."""
    def walk(folder, apart):
        for path in sorted(folder.iterdir()):
            if path.is_dir() and not path.is_symlink():
                if not path.name.startswith(apart):
                    yield from walk(path, ('.', '__pycache__'))
            elif path.is_file():
                yield path
    yield from walk(ROOT, ('.', '__pycache__', 'build', 'dist', 'abi', 'subprojects'))


def headers(library, root=ROOT):
    """Returns the names of a library's own headers in include/dueby/."""
    found = {path.stem for path in Path(root, 'include', 'dueby').glob('*.h')}
    if library in HEADERS_APART:
        return [name for name in HEADERS_APART[library] if name in found]
    return sorted(found - {name for names in HEADERS_APART.values() for name in names})


def functions(library, root=ROOT):
    """Returns the functions that a library's headers declare with DUEBY_API."""
    folder = Path(root, 'include', 'dueby')
    found = [name for header in headers(library, root) for name in DECLARATION.findall(code(folder / f'{header}.h'))]
    if not found:
        raise Failed(f'no function of {library} found in include/dueby/: is DUEBY_API still the mark of one?')
    return found
