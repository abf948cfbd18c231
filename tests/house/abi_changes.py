"""Tests for fault T6: the code behind tests/house/abi.py must detect every kind of change. Makes each change in a copy of the
headers, and checks that it is reported correctly."""
import re
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import house
import interface


def change(file, pattern, replacement):
    """Replaces the first match of the pattern in a file."""
    def make(root):
        path = root / file
        text, count = re.subn(pattern, replacement, path.read_text(encoding='utf-8'), count=1, flags=re.DOTALL | re.MULTILINE)
        if not count:
            raise house.Failed(f'{file}: nothing fits {pattern}: the change must be put otherwise')
        path.write_text(text, encoding='utf-8')
    return make


def swap(file, first, second):
    """Swaps two strings in a file."""
    return change(file, f'({first})(.*?)({second})', r'\3\2\1')


BASE, DATE, DEADLINE, IO = (f'include/dueby/{name}.h' for name in ('base', 'date', 'deadline', 'io'))
BROKEN, ADDED = 'broken', 'added'

# For each change: its subject, the change itself, the expected verdict, and words that the report must contain.
CHANGES = [
    ('a function is removed', change(BASE, r'^DUEBY_API const char \*dueby_data_version\(void\);\n', ''), BROKEN, 'dueby_data_version: gone'),
    ('a function has another name', change(BASE, 'dueby_data_version', 'dueby_data_day'), BROKEN, 'dueby_data_version: gone'),
    ('a struct is grown', change(DEADLINE, r'(\n\} dueby_deadline;)', r'\n  int64_t more;\1'), BROKEN, 'dueby_deadline: its size was'),
    ('a struct is grown into its padding', change(DATE, r'(\n\} dueby_when;)', r'\n  int8_t more;\1'), BROKEN, 'dueby_when'),
    ('an array in a struct is grown', change(IO, r'message\[496\]', 'message[504]'), BROKEN, 'dueby_diagnostic: its size was'),
    ('a struct shrinks', change(DEADLINE, r'\n  int32_t span_minutes;[^\n]*\n  int32_t reserved;[^\n]*(\n\} dueby_deadline;)', r'\1'), BROKEN,
     'dueby_deadline: its size was'),
    ('fields of one type are swapped', swap(DEADLINE, r'dueby_date due; ', r'dueby_date begins; '), BROKEN, 'dueby_deadline.due: its offset was'),
    ('fields of two types are swapped', swap(DATE, r'dueby_time time;', r'dueby_date date;'), BROKEN, 'dueby_when.time: its offset was'),
    ('a field has another type', change(DEADLINE, 'int32_t days_left;', 'uint32_t days_left;'), BROKEN,
     'dueby_verdict.days_left: its type was int32_t, is uint32_t'),
    ('a field has another name', change(DEADLINE, 'int32_t days_left;', 'int32_t days_to_go;'), BROKEN, 'dueby_verdict.days_left: gone'),
    ('a struct is packed', change(DEADLINE, r'(\n\}) dueby_event;', r'\1 __attribute__((packed)) dueby_event;'), BROKEN,
     'dueby_event: its alignment was'),
    ('an argument has another type', change(BASE, r'(dueby_status_text\()dueby_status', r'\1int64_t'), BROKEN, 'dueby_status_text: its parameters were'),
    ('an argument is added', change(BASE, r'(dueby_data_version\()void', r'\1int32_t table'), BROKEN, 'dueby_data_version: its parameters were'),
    ('an argument is taken away', change(BASE, r'(dueby_text_distance\(const char \*left), [^)]*', r'\1'), BROKEN,
     'dueby_text_distance: its parameters were'),
    ('an argument may be written to', change(BASE, r'(dueby_text_distance\()const ', r'\1'), BROKEN, 'dueby_text_distance: its parameters were'),
    ('arguments of one type are swapped', change(BASE, r'const char \*left, const char \*right', 'const char *right, const char *left'), BROKEN,
     'dueby_text_distance: its parameters change places'),
    ('another type is returned', change(BASE, 'int32_t dueby_version_number', 'int64_t dueby_version_number'), BROKEN,
     'dueby_version_number: what it returns was int32_t, is int64_t'),
    ('nothing is returned', change(BASE, 'int32_t dueby_version_number', 'void dueby_version_number'), BROKEN,
     'dueby_version_number: what it returns was int32_t, is void'),
    ('a constant is renumbered', change(BASE, 'DUEBY_EMEMORY = 10', 'DUEBY_EMEMORY = 110'), BROKEN, 'DUEBY_EMEMORY: its value was 10, is 110'),
    ('constants are swapped', swap(BASE, r'DUEBY_EARGUMENT(?= =)', r'DUEBY_ETEXT(?= =)'), BROKEN, 'DUEBY_ETEXT: its value was 3, is 2'),
    ('a constant is removed', change(BASE, r'  DUEBY_ESPACE = 11,[^\n]*\n', ''), BROKEN, 'DUEBY_ESPACE: gone'),
    ('a constant that is a macro', change(DATE, 'INT32_MIN', '0'), BROKEN, 'DUEBY_DATE_NONE: its value was -2147483648, is 0'),
    ('a macro that takes an argument', change(DEADLINE, r'\(-2 - \(duty\)\)', '(-3 - (duty))'), BROKEN, 'DUEBY_EVENT_AGREED_FOR(duty): its value was'),
    ('a type of numbers', change(DATE, r'typedef int32_t dueby_date;', 'typedef int64_t dueby_date;'), BROKEN,
     'dueby_date: what it stands for was int32_t, is int64_t'),
    ('a type of functions', change(IO, r'(typedef int64_t \(\*dueby_csv_source\)\(void \*context, )', r'\1void *more, '), BROKEN,
     'dueby_csv_source: what it stands for was'),
    ('the version of the symbols', change('lib/dueby.map', '^DUEBY_0', 'DUEBY_1'), BROKEN, 'the version of its symbol was DUEBY_0, is DUEBY_1'),
    ('the version of one symbol', change('lib/dueby.map', r'\Z', '\nDUEBY_2 {\n  global:\n    dueby_version;\n};\n'), BROKEN,
     'dueby_version: the version of its symbol was DUEBY_0, is DUEBY_2'),
    ('the soname', change('meson.build', r"^  version: '[\d.]+'", "  version: '7.0.0'"), BROKEN, 'libdueby: its soname was'),
    ('a new function', change(BASE, r'^DUEBY_API const char \*dueby_data_version', r'DUEBY_API void dueby_more(void);\n\g<0>'), ADDED, 'dueby_more: new'),
    ('a new constant', change(BASE, 'DUEBY_DONE = 17', 'DUEBY_DONE = 17, DUEBY_EMORE = 18'), ADDED, 'DUEBY_EMORE: new'),
    ('a new constant has a used number', change(BASE, 'DUEBY_DONE = 17', 'DUEBY_DONE = 17, DUEBY_ENEW = 5'), BROKEN,
     'DUEBY_ENEW: its number 5 is that of DUEBY_ENOTFOUND'),
    ('a new flag has a used bit', change(DEADLINE, r'DUEBY_FACTS_UNTIMED = 2 ', 'DUEBY_FACTS_UNTIMED = 2, DUEBY_FACTS_MORE = 1 '), BROKEN,
     'DUEBY_FACTS_MORE: its number 1 is that of DUEBY_FACTS_WHOLE_DAYS'),
    ('a function takes any arguments', change(BASE, r'(dueby_status_text\(dueby_status status)\)', r'\1, ...)'), BROKEN,
     'dueby_status_text: its parameters were'),
    ('a struct that leads with its size is grown', change(DEADLINE, r'(\n\} dueby_facts;)', r'\n  int64_t more;\1'), ADDED,
     'dueby_facts: grown at its end'),
    ('such a struct is grown before its end', change(DEADLINE, r'\n  const dueby_event \*events;', r'\n  int64_t more;\g<0>'), BROKEN,
     'dueby_facts.events: its offset was'),
    ('a better name of an argument', change(BASE, r'const char \*left,', 'const char *written,'), ADDED, 'dueby_text_distance: its parameters have other names'),
    ('a comment alone', change(BASE, r'Statuses stay below', 'All statuses stay below'), None, ''),
]


def copy(root):
    shutil.copytree(house.INCLUDE, root / 'include')
    (root / 'lib').mkdir()
    for file in ('lib/dueby.map', 'meson.build'):
        shutil.copyfile(house.ROOT / file, root / file)


def told(before, make):
    """Makes one change in a copy of the headers. Returns the detected changes."""
    with tempfile.TemporaryDirectory(prefix='dueby-abi-') as folder:
        copy(Path(folder))
        make(Path(folder))
        return interface.Changes(before, interface.read(folder))


def check(checks):
    before = interface.read()
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda row: told(before, row[1]), CHANGES))
    for (what, _, kind, words), changes in zip(CHANGES, results, strict=True):
        found = {BROKEN: changes.broken, ADDED: changes.added, None: []}[kind]
        others = {BROKEN: [], ADDED: changes.broken, None: changes.broken + changes.added}[kind]
        checks.that(not others, f'{what}: told as more than it is: {others}')
        checks.that(kind is None or any(words in said for said in found), f'{what}: expected {words!r}, told: {changes.broken + changes.added}')
    kinds = [kind for _, _, kind, _ in CHANGES]
    print(f'{kinds.count(BROKEN)} changes that break programs, {kinds.count(ADDED)} that do not: each told as what it is')


if __name__ == '__main__':
    house.main(check)
