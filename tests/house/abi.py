"""Checks that the binary interface matches abi/abi.json: the headers, the table of docs/abi.md, the symbols of the libraries. A
program built against the headers of abi/baseline/ must run with today's libraries."""
import argparse
import json
import os
import re
import tempfile
from pathlib import Path

import house
import interface

RECORD = house.ROOT / 'abi' / 'abi.json'
BASELINE = house.ROOT / 'abi' / 'baseline'
DOCUMENT = house.ROOT / 'docs' / 'abi.md'

RECORD_IT = 'if that is meant, run script/abi and commit what it writes'
RECORD_BREAK = ('a program that was built before would notice: if that is meant, run script/abi --breaking, commit what it writes, and '
                'say it in CHANGELOG.md, marked (ABI)')

# Matches the last field that a struct had in its first release.
LAST = re.compile(r'^#define LAST_IN_(\w+) (\w+)$', re.MULTILINE)

# Matches a defined symbol and its version in a row of readelf's symbol table.
SYMBOL = re.compile(r'^\s*\d+: .* (?:GLOBAL|WEAK)\s+DEFAULT\s+\d+ (\w+)@@?(\w+)', re.MULTILINE)


def check_record(checks, record, now):
    changes = interface.Changes(record, now)
    if changes.broken:
        checks.that(False, 'the interface is not what abi/abi.json says:\n  ' + '\n  '.join(changes.broken + changes.added) + f'\n{RECORD_BREAK}')
    elif changes:
        checks.that(False, 'abi/abi.json does not say:\n  ' + '\n  '.join(changes.added) + f'\n{RECORD_IT}')
    print(f'include/: {len(now["functions"])} functions, {len(now["structs"])} structs, {len(now["constants"])} constants')


def check_table(checks, record):
    said = DOCUMENT.read_text(encoding='utf-8')
    checks.that(said == interface.with_table(said, record), 'docs/abi.md: its table of sizes differs from abi/abi.json: run script/abi')


def check_layouts(checks, now):
    """Checks that structs without pointers have the same layout on every machine."""
    for name, struct in now['structs'].items():
        held = [field['type'] for field in struct['fields'].values()]
        if not any('*' in kind or kind.startswith('dueby_') for kind in held):
            checks.that(struct['same_on_32_bits'], f'{name}: holds no pointer, and is laid out otherwise on 32 bits: order or fill its fields')


def check_first_sizes(checks, now):
    """Checks that lib/input.h names the last field that each struct with a leading `size` had in its first release: abi/baseline/
    or, for a newer struct, the release that added it."""
    said = dict(LAST.findall((house.ROOT / 'lib' / 'input.h').read_text(encoding='utf-8')))
    first = {**now['structs'], **interface.read(BASELINE, house.ROOT)['structs']}
    last = {name: list(first[name]['fields'])[-1] for name, struct in now['structs'].items() if next(iter(struct['fields'])) == 'size'}
    checks.same('the last fields of the first release in lib/input.h, against abi/baseline/', said, last)


def check_baseline(checks, record):
    """Checks that abi.json is compatible with the headers of abi/baseline/."""
    changes = interface.Changes(interface.read(BASELINE, house.ROOT), record)
    if changes.broken:
        checks.that(False, 'abi/abi.json breaks what abi/baseline/ promises:\n  ' + '\n  '.join(changes.broken) + f'\n{RECORD_BREAK}')


def check_symbols(checks, record, libraries):
    for library, path in libraries.items():
        found = dict(SYMBOL.findall(house.run(house.tool('readelf'), '-W', '--dyn-syms', path)))
        expected = {name: function['version'] for name, function in record['functions'].items() if function['library'] == library}
        checks.same(f'functions that {path} exports, against abi/abi.json', {f'{name}@{version}' for name, version in found.items()},
                    {f'{name}@{version}' for name, version in expected.items()})
        print(f'{path}: {len(found)} symbols with their versions')


# ---- old programs ----

def program_of_all(baseline, libraries):
    """Returns a program that needs every function of the baseline."""
    names = [name for name, function in baseline['functions'].items() if function['library'] in libraries]
    return (interface.include_all(BASELINE) + '#include <stdio.h>\nstatic void (*const functions[])(void) = {\n'
            + ''.join(f'    (void (*)(void)){name},\n' for name in names)
            + '};\nint main(void) {\n  int count = 0;\n  for (unsigned i = 0; i < sizeof functions / sizeof *functions; i++) '
              'count += functions[i] != 0;\n  printf("%d\\n", count);\n  return 0;\n}\n'), len(names)


def build_and_run(source, include, program, libraries):
    """Compiles a program against the headers in a folder, and runs it with today's libraries. Returns its output."""
    house.run(house.tool('gcc'), '-std=c11', '-Wno-address', '-I', include, source, '-o', program, *libraries.values(),
              *(f'-Wl,-rpath-link,{Path(path).parent}' for path in libraries.values()))
    places = ':'.join(str(Path(path).resolve().parent) for path in libraries.values())
    return house.run(program, env={**os.environ, 'LD_LIBRARY_PATH': places})


def check_programs(checks, folder, libraries):
    """Checks that the example prints the same whether it is built with the baseline's headers or today's, and that every function
    of the baseline exists."""
    include = BASELINE / 'include'
    if 'dueby-io' in libraries:
        old, new = (build_and_run(BASELINE / 'vendor.c', headers, folder / name, libraries)
                    for headers, name in ((include, 'old'), (house.INCLUDE, 'new')))
        checks.that(old == new and old, f'abi/baseline/vendor.c: built against the headers beside it, it prints\n{old}\nbuilt against today\'s\n{new}')
    text, count = program_of_all(interface.read(BASELINE, house.ROOT), libraries)
    source = folder / 'all.c'
    source.write_text(text, encoding='utf-8')
    said = build_and_run(source, include, folder / 'all', libraries)
    checks.that(said == f'{count}\n', f'of {count} functions of abi/baseline/ a program finds {said}')
    print(f'programs built against abi/baseline/: all {count} functions, and {len(old.splitlines()) if "dueby-io" in libraries else 0} lines as today')


# ---- a second opinion ----

# Tells abidiff to accept a struct that grows at its end, because callers give its size.
SUPPRESSED = '[suppress_type]\n  name = {name}\n  has_data_member_inserted_at = end\n'


def stubs(baseline, library):
    """Makes a library with an empty function for each function of the baseline."""
    lines = []
    for name, function in baseline['functions'].items():
        if function['library'] == library:
            returned, nothing = function['returns'], 'static const char nothing[4096]; '
            body = '' if returned == 'void' else f'{nothing}return *({returned} *)nothing; '
            lines.append(f'{returned} {name}({", ".join(function["parameters"]) or "void"}) {{ {body}}}\n')
    return interface.include_all(BASELINE) + ''.join(lines)


def check_abidiff(checks, folder, libraries, abi):
    """Lets libabigail compare the library with one made from abi/baseline/, using the types in their debugging information."""
    baseline = interface.read(BASELINE, house.ROOT)
    suppressed = folder / 'suppressed'
    suppressed.write_text('\n'.join(SUPPRESSED.format(name=name) for name, struct in baseline['structs'].items()
                                    if next(iter(struct['fields'])) == 'size') + '\n', encoding='utf-8')
    for library, path in libraries.items():
        if '.debug_info' not in house.run(house.tool('readelf'), '-SW', path):
            print(f'{path}: built without debugging information, so abidiff knows nothing of it')
            continue
        source, made = folder / f'{library}.c', folder / f'lib{library}.so'
        source.write_text(stubs(baseline, library), encoding='utf-8')
        house.run(house.tool('gcc'), '-std=c11', '-g', '-w', '-shared', '-fPIC', '-I', BASELINE / 'include', source, '-o', made,
                  f'-Wl,--version-script={house.ROOT / "lib" / "dueby.map"}', f'-Wl,-soname,lib{library}.so.{abi}')
        said = house.attempt(checks, house.tool('abidiff'), '--no-added-syms', '--suppressions', suppressed, made, path)
        if said:
            print(f'{path}: abidiff: {said.splitlines()[0]}')


def check(checks):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--abi', required=True)
    parser.add_argument('--static', required=True)
    parser.add_argument('--shared', required=True)
    parser.add_argument('--io-shared')
    parser.add_argument('--ical-shared')
    parser.add_argument('--page-shared')
    given = parser.parse_args()
    house.need_plain_build()
    if not RECORD.exists():
        raise house.Failed('abi/abi.json: missing: run script/abi')
    record, now = json.loads(RECORD.read_text(encoding='utf-8')), interface.read()
    check_record(checks, record, now)
    check_table(checks, record)
    check_layouts(checks, now)
    check_first_sizes(checks, now)
    check_baseline(checks, record)
    if checks.failures:
        return
    libraries = {library: path for library, path in (('dueby', given.shared), ('dueby-io', given.io_shared), ('dueby-ical', given.ical_shared),
                                                   ('dueby-page', given.page_shared)) if path}
    check_symbols(checks, record, libraries)
    with tempfile.TemporaryDirectory(prefix='dueby-abi-') as folder:
        check_programs(checks, Path(folder), libraries)
        check_abidiff(checks, Path(folder), libraries, given.abi)


if __name__ == '__main__':
    house.main(check)
