"""Checks the limits of CONTRIBUTING.md: long lines, long files, and no goto except `goto out`."""
import re

import house

WIDTH = 132

# The kinds of files whose length is limited: name, paths, maximum number of lines.
LENGTHS = [
    ('a public header', re.compile(r'include/.*\.h'), 250),
    ('a header of the tests', re.compile(r'tests/.*\.h'), 250),
    ('an internal header', re.compile(r'(lib|cli|tools|bindings)/.*\.h'), 150),
    ('a test', re.compile(r'tests/.*\.(c|cpp)'), 1000),
    ('a source', re.compile(r'.*\.(c|cpp)'), 700),
]
# Files that may be longer than others of their kind: maximum number of lines, and the reason.
LONGER = {
    'lib/profile_internal.h': (160, 'the records of a profile and what is asked of them everywhere'),
    'bindings/swig/engine.h': (314, 'all that the engine of the Python package calls'),
}

# In documents, tables, code and lines with links are not wrapped.
UNBROKEN = re.compile(r'\s*\||.*\]\(\S+\)|.*https?://')
GOTO = re.compile(r'\bgoto\s+(\w+)')


def check_width(checks, name, text):
    """Checks the length of lines. In C, lines with long string literals are exempt."""
    code = False
    if not name.endswith('.md'):
        text = house.COMMENT_OR_TEXT.sub(lambda found: '""' if found.group()[0] == '"' else found.group(), text)
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith('```'):
            code = not code
        unbroken = name.endswith('.md') and (code or UNBROKEN.match(line))
        checks.that(len(line) <= WIDTH or unbroken, f'{name}:{number}: {len(line)} columns, at most {WIDTH}')


def check_length(checks, name, lines):
    what, limit = next((what, limit) for what, names, limit in LENGTHS if names.fullmatch(name))
    limit, _ = LONGER.get(name, (limit, ''))
    checks.that(lines <= limit, f'{name}: {lines} lines, and {what} has at most {limit}: split it by concept, or list it with a reason in '
                                'tests/house/lines.py')


def check(checks):
    names = {path.relative_to(house.ROOT).as_posix(): path for path in house.sources()}
    checks.same('files in the list of longer ones, against the tree', set(LONGER) - set(names), ())
    files = 0
    for name, path in names.items():
        if path.suffix in ('.c', '.h', '.cpp', '.hpp', '.md'):
            files += 1
            text = path.read_text(encoding='utf-8')
            check_width(checks, name, text)
            if path.suffix in ('.c', '.h', '.cpp'):
                check_length(checks, name, text.count('\n'))
                for label in GOTO.findall(house.code(path)):
                    checks.that(label == 'out', f'{name}: goto {label}; the one that there is goes to `out`')
    print(f'{files} files: {WIDTH} columns, their lengths, goto out')


if __name__ == '__main__':
    house.main(check)
