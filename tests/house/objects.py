"""Checks the built libraries: no writable data, no calls outside a short list, and no exports except the declared functions."""
import argparse
import collections
import re
from pathlib import Path

import house
import layers

# All functions that libdueby may call. None of them reads a clock, file, environment or locale, prints, or ends the process.
LIBC = set('''malloc calloc realloc free memcpy memset memmove memcmp memchr strlen strcmp strncmp strchr strrchr strstr strcspn
strspn qsort bsearch'''.split())
# Symbols that compilers add: clang's memcmp, position independence, hardening.
COMPILER = re.compile(r'bcmp|_GLOBAL_OFFSET_TABLE_|__stack_chk_\w+|__\w+_chk')

# Libraries that libdueby may need: libc and, on some machines, the loader.
NEEDED = re.compile(r'libc\.so\b.*|ld-linux.*')

# Libraries that a library must not need. For example, libdueby-page must not need the YAML reader.
OF_ANOTHER = {'dueby-io': re.compile(r'libdueby-(ical|page)'), 'dueby-ical': re.compile(r'lib(yaml|jansson|dueby-(io|page))'),
              'dueby-page': re.compile(r'lib(yaml|jansson|dueby-(io|ical))')}

# Forbidden names as words in the sources, because an inlined or unused call does not show in the objects.
CALLS = re.compile(r'\b(\w*printf|\w*scanf|puts|fopen|getenv|time|clock|setlocale|exit|abort|assert)\s*\(')


def need_code(archive):
    """Skips the test if the objects are not machine code, but input for link-time optimisation by gcc or clang."""
    if any(mark in Path(archive).read_bytes() for mark in (b'.gnu.lto_', b'BC\xc0\xde')):
        house.skip('built with link-time optimisation')


def check_sections(checks, archive):
    """Checks that there are no writable sections: .data, .bss, .tdata, .init_array, or .data.rel.ro, which the loader writes."""
    member, sections = '', 0
    row = re.compile(r'\]\s+(\S+)\s+\S+\s+[0-9a-f]+\s+[0-9a-f]+\s+([0-9a-f]+)\s+[0-9a-f]+\s+([A-Za-z]*)\s+\d+\s+\d+\s+\d+$')
    for line in house.run(house.tool('readelf'), '-SW', archive).splitlines():
        if line.startswith('File: '):
            member = line.removeprefix('File: ')
        found = row.search(line)
        if found:
            name, size, flags = found.group(1), int(found.group(2), 16), found.group(3)
            sections += 1
            checks.that('W' not in flags or not size, f'{member}: {name} holds {size} bytes that can be written to')
    checks.that(sections > 100, f'{archive}: only {sections} sections found: readelf prints otherwise than expected')
    return sections


def symbols(archive):
    """Returns (object file, name, kind) for every symbol in an archive."""
    for line in house.run(house.tool('nm'), '-A', '-P', archive).splitlines():
        found = re.match(r'.*[\[:]([^\]:]+)\]?: (\S+) (\w)\b', line)
        if not found:
            raise house.Failed(f'nm prints otherwise than expected: {line}')
        yield found.groups()


def member_noun(member):
    """Maps lib_calendar_project.c.o and meson-generated_.._tools_profile_table.c.o to their nouns."""
    return layers.noun(re.sub(r'^(lib_|meson-generated_.*tools_)', '', member).removesuffix('.c.o').removesuffix('.c.obj'))


def check_symbols(checks, archive):
    """Checks names, calls to libc, and the layers: an object may use only its own layer and lower ones."""
    defined, used = {}, collections.defaultdict(set)
    for member, name, kind in symbols(archive):
        if kind in 'Uw':
            used[member].add(name)
        elif kind.isupper():
            checks.that(name.startswith('dueby_'), f'{member}: {name} is visible to the linker, so its name must begin with dueby_')
            defined[name] = member
    for member, names in used.items():
        own = member_noun(member)
        checks.that(own, f'{member}: belongs to no layer (tests/house/layers.py)')
        for name in sorted(names):
            if name in defined:
                other = member_noun(defined[name])
                checks.that(not own or not other or layers.LAYERS[other] <= layers.LAYERS[own],
                            f'{member}: {own} may not use {name} of {other}, which stands above it')
            else:
                checks.that(name in LIBC or COMPILER.fullmatch(name), f'{member}: calls {name}, which is not in the list of '
                                                                      f'tests/house/objects.py')
    checks.that(defined, f'{archive}: defines nothing')
    return len(defined)


def dynamic(library):
    """Returns the libraries that a shared library needs, and its soname."""
    text = house.run(house.tool('readelf'), '-dW', library)
    return re.findall(r'\(NEEDED\).*\[(.*)\]', text), re.findall(r'\(SONAME\).*\[(.*)\]', text)


def check_shared(checks, library, name, soname):
    """Checks the soname of a shared library, and that it exports exactly the functions that the headers declare."""
    needed, sonames = dynamic(library)
    checks.that(sonames == [soname], f'{library}: soname {sonames}, expected {soname}')
    listed = [line.split()[:2] for line in house.run(house.tool('nm'), '-D', '-P', '--defined-only', library).splitlines()]
    exported = [symbol.partition('@')[0] for symbol, kind in listed if kind != 'A']
    checks.same(f'functions that {name} exports, against its headers', exported, house.functions(name))
    return needed, len(exported)


def check_sources(checks):
    for path in sorted((house.ROOT / 'lib').glob('*.[ch]')):
        for number, line in enumerate(house.code(path, texts=False).splitlines(), 1):
            for call in CALLS.findall(line):
                checks.that(False, f'{path.relative_to(house.ROOT)}:{number}: libdueby may not call {call}')


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
    need_code(given.static)

    sections, names = check_sections(checks, given.static), check_symbols(checks, given.static)
    print(f'{given.static}: {sections} sections, none of them writable; {names} names that the linker sees, and what they use')
    needed, exported = check_shared(checks, given.shared, 'dueby', f'libdueby.so.{given.abi}')
    checks.that(needed and all(map(NEEDED.fullmatch, needed)), f'{given.shared}: needs {", ".join(needed)}; expected libc alone')
    print(f'{given.shared}: {exported} functions exported; needs {", ".join(needed)}')
    for name, library in (('dueby-io', given.io_shared), ('dueby-ical', given.ical_shared), ('dueby-page', given.page_shared)):
        if library:
            needed, exported = check_shared(checks, library, name, f'lib{name}.so.{given.abi}')
            checks.that(f'libdueby.so.{given.abi}' in needed, f'{library}: does not stand on the shared libdueby')
            others = [other for other in needed if OF_ANOTHER[name].match(other)]
            checks.that(not others, f'{library}: needs {", ".join(others)}')
            print(f'{library}: {exported} functions exported; needs {", ".join(needed)}')
    check_sources(checks)
    print('sources of libdueby: no call that prints, reads the world or ends the process')


if __name__ == '__main__':
    house.main(check)
