"""Installs dueby into an empty folder, checks the folder's content, and builds and runs programs against it as users would."""
import argparse
import os
import re
import tempfile
from pathlib import Path

import house

WARNINGS = ['-Wall', '-Wextra', '-Wpedantic', '-Werror']

# A program for each standard that the headers support: compiler, standard, source, library, expected output.
PROGRAMS = [
    *(('gcc', standard, 'outside.c', 'dueby', '2026-04-21\n') for standard in ('c99', 'c11', 'c2x')),
    ('g++', 'c++17', 'outside.cpp', 'dueby', '2026-04-21\n'),
    ('gcc', 'c99', 'outside_io.c', 'dueby-io', '2026-04-14\n'),
    ('gcc', 'c99', 'outside_ical.c', 'dueby-ical', '2026-04-07\n'),
    ('gcc', 'c99', 'outside_page.c', 'dueby-page', '2026-04-21\n'),
]


def install(given, destination):
    """Installs only the targets that programs need to build and run. Others, such as the man page, need not be built here."""
    house.run(given.meson, 'install', '--no-rebuild', '--tags', 'devel,runtime,doc', '-C', given.build,
              env={**os.environ, 'DESTDIR': str(destination)})


def check_headers(checks, given, folder):
    """Checks that exactly the public headers of the built libraries are installed, unchanged."""
    expected = {Path('dueby.h'), *(Path('dueby', f'{name}.h') for library in given.libraries for name in house.headers(library)),
                *(path.relative_to(house.INCLUDE) for path in house.INCLUDE.rglob('*.hpp'))}
    found = {path.relative_to(folder) for path in folder.rglob('*') if path.is_file()}
    checks.same(f'headers in {folder}', map(str, found), map(str, expected))
    for name in expected & found:
        same = (folder / name).read_bytes() == (house.INCLUDE / name).read_bytes()
        checks.that(same, f'{folder / name}: differs from the source')


def check_licence(checks, folder):
    """Checks that the files that must be distributed with the libraries are installed."""
    for name in ('LICENSE', 'NOTICE'):
        path = folder / name
        checks.that(path.is_file() and path.read_bytes() == (house.ROOT / name).read_bytes(), f'{path}: not the {name} of the source')


def check_library(checks, given, folder, library):
    """Checks the files of a library: the links libx.so and libx.so.ABI to libx.so.VERSION, libx.a and the .pc file. No
    file may refer to a build folder."""
    full = sorted(path.name for path in folder.glob(f'lib{library}.so.{given.version}'))
    checks.that(len(full) == 1, f'{folder}: expected lib{library}.so.{given.version}, found {full}')
    for link in (f'lib{library}.so', f'lib{library}.so.{given.abi}'):
        path = folder / link
        checks.that(path.is_symlink() and [path.resolve().name] == full, f'{path}: not a link to {full}')
    checks.that((folder / f'lib{library}.a').is_file(), f'{folder}/lib{library}.a: missing')
    if full:
        text = house.run(house.tool('readelf'), '-dW', folder / full[0])
        checks.that(f'[lib{library}.so.{given.abi}]' in text, f'{full[0]}: soname is not lib{library}.so.{given.abi}')
        checks.that(not re.search(r'\((RPATH|RUNPATH)\)', text), f'{full[0]}: installed with a search path of the build')


def check_pkgconfig(checks, given, environment, library):
    """Checks a library's .pc file: its version and the libraries that it needs. libdueby needs none; the others need libdueby in
    the same version."""
    def ask(*question):
        return house.run(house.tool('pkg-config'), *question, library, env=environment).split()
    checks.that(ask('--modversion') == [given.version], f'{library}.pc: version {ask("--modversion")}, expected {given.version}')
    found = [part for part in ask('--libs') if part.startswith('-l')]
    expected = ['-ldueby'] if library == 'dueby' else [f'-l{library}', '-ldueby']
    checks.that(found == expected, f'{library}.pc: links with {found}, expected {expected}')
    required = ask('--print-requires')
    checks.that(required == ([] if library == 'dueby' else ['dueby', '=', given.version]), f'{library}.pc: requires {required}')
    if library == 'dueby':
        checks.that(not ask('--print-requires-private'), 'dueby.pc: requires other packages')


def check_program(checks, environment, folder, program):
    """Compiles and runs one program with the flags from pkg-config."""
    compiler, standard, source, library, expected = program
    flags = house.run(house.tool('pkg-config'), '--cflags', '--libs', library, env=environment).split()
    out = folder / f'{Path(source).stem}-{standard}'
    house.run(house.tool(compiler), f'-std={standard}', *WARNINGS, Path(__file__).parent / source, '-o', out, *flags)
    said = house.run(out, env=environment)
    checks.that(said == expected, f'{source} as {standard}: printed {said!r}, expected {expected!r}')
    print(f'{source} as {standard} with {library}: {said.strip()}')


def arguments(description):
    """Reads the arguments of a test: how the libraries were built, and where they are installed."""
    parser = argparse.ArgumentParser(description=description)
    for name in ('meson', 'build', 'version', 'abi', 'prefix', 'libdir', 'includedir'):
        parser.add_argument(f'--{name}', required=True)
    parser.add_argument('--libraries', nargs='+', required=True)
    return parser.parse_args()


def check(checks):
    given = arguments(__doc__)
    house.need_plain_build()
    with tempfile.TemporaryDirectory(prefix='dueby-install-') as folder:
        destination = Path(folder, 'destination')
        install(given, destination)
        libraries, headers = (destination / Path(given.prefix, place).relative_to('/')
                              for place in (given.libdir, given.includedir))
        environment = {**os.environ, 'PKG_CONFIG_PATH': str(libraries / 'pkgconfig'), 'PKG_CONFIG_SYSROOT_DIR': str(destination),
                       'LD_LIBRARY_PATH': str(libraries)}
        check_headers(checks, given, headers)
        check_licence(checks, destination / Path(given.prefix).relative_to('/') / 'share' / 'doc' / 'dueby')
        for library in given.libraries:
            check_library(checks, given, libraries, library)
            check_pkgconfig(checks, given, environment, library)
        print(f'headers, {" and ".join(given.libraries)}: where they should be under {given.prefix}, under their right names')
        for program in PROGRAMS:
            if program[3] in given.libraries:
                check_program(checks, environment, Path(folder), program)


if __name__ == '__main__':
    house.main(check)
