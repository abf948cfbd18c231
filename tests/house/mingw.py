"""Checks that libdueby, which is portable C11, builds for Windows without a warning, into a DLL that exports exactly the public
functions and needs only system libraries."""
import argparse
import re
import tempfile
from pathlib import Path

import house

COMPILER, READER = 'x86_64-w64-mingw32-gcc', 'x86_64-w64-mingw32-objdump'
WARNINGS = ['-std=c11', '-Wall', '-Wextra', '-Wpedantic', '-Wconversion', '-Werror']
IMPORTED = {'kernel32.dll', 'msvcrt.dll'}
# Libraries that the linker may include parts of on its own: the ones that tools/release.py lists, and import libraries.
LINKED = {'mingw32', 'mingwex', 'msvcrt', 'gcc', 'kernel32'}


def build(given, dll):
    house.run(house.tool(COMPILER), *WARNINGS, '-O2', '-shared', '-DDUEBY_BUILD', f'-DDUEBY_VERSION="{given.version}"',
              '-I', house.INCLUDE, '-I', house.ROOT / 'lib', *given.sources, '-o', dll, f'-Wl,-Map={dll.with_suffix(".map")}')


def check_dll(checks, dll):
    text = house.run(house.tool(READER), '-p', dll)
    # The table of names follows its title and ends at an empty line. Each of its lines ends with a name.
    table = re.search(r'^\[Ordinal/Name Pointer\] Table.*\n((?:\s*\[.*\n)*)', text, re.MULTILINE)
    exported = re.findall(r'(\S+)$', table.group(1), re.MULTILINE) if table else []
    imported = {name.lower() for name in re.findall(r'DLL Name: (\S+)', text)}
    checks.same('functions that the DLL exports, against the headers', exported, house.functions('dueby'))
    checks.that(imported and imported <= IMPORTED, f'the DLL imports from {sorted(imported)}, expected {sorted(IMPORTED)}')
    linked = set(re.findall(r'/lib([\w+.-]+)\.a\(', dll.with_suffix('.map').read_text(encoding='utf-8')))
    checks.that('mingw32' in linked and linked <= LINKED, f'the linker took parts of {sorted(linked)}, expected {sorted(LINKED)}')
    print(f'{dll.name}: {len(exported)} functions exported; needs {", ".join(sorted(imported))}; linked: {", ".join(sorted(linked))}')


def check_program(folder, dll):
    """Links a program with the DLL. Only script/test-windows runs programs."""
    house.run(house.tool(COMPILER), *WARNINGS, '-I', house.INCLUDE, Path(__file__).parent / 'outside.c', dll, '-o', folder / 'outside.exe')
    print('outside.c: links with it')


def check(checks):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--version', required=True)
    parser.add_argument('sources', nargs='+', help='the sources of libdueby, including the generated ones')
    given = parser.parse_args()
    house.need_plain_build()
    with tempfile.TemporaryDirectory(prefix='dueby-mingw-') as folder:
        dll = Path(folder, 'dueby.dll')
        build(given, dll)
        print(f'{len(given.sources)} sources: {" ".join(WARNINGS)}')
        check_dll(checks, dll)
        check_program(Path(folder), dll)


if __name__ == '__main__':
    house.main(check)
