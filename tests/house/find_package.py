"""Installs dueby into a folder, moves that folder, and builds and runs programs against it: with CMake's find_package, and one with
pkg-config."""
import os
import tempfile
from pathlib import Path

import house
import install
import objects

COMPONENTS = {'dueby': 'core', 'dueby-io': 'io', 'dueby-ical': 'ical', 'dueby-page': 'page'}
PRINTED = {'outside_c': '2026-04-21\n', 'outside_cpp': '2026-04-21\n', 'outside_io_c': '2026-04-14\n', 'outside_ical_c': '2026-04-07\n',
           'outside_page_c': '2026-04-21\n'}

NO_SEARCH_PATH = {name: value for name, value in os.environ.items() if name != 'LD_LIBRARY_PATH'}
REFUSED = 'cmake_minimum_required(VERSION 3.13)\nproject(refused C)\nfind_package(dueby {request} REQUIRED)\n'


def configure(folder, source, prefix, *options):
    """Returns the output of a CMake run that must succeed."""
    return house.run(house.tool('cmake'), '-S', source, '-B', folder, f'-DCMAKE_PREFIX_PATH={prefix}', '-DCMAKE_BUILD_TYPE=Debug',
                     *options)


def check_programs(checks, given, folder, prefix):
    """Runs each program, with the shared and with the static library."""
    components = [COMPONENTS[library] + kind for library in given.libraries for kind in ('', '_static')]
    configure(folder, Path(__file__).parent / 'find_package', prefix, f'-DCOMPONENTS={";".join(components)}')
    house.run(house.tool('cmake'), '--build', folder)
    for component in components:
        programs = sorted(folder.glob(f'outside*_{component}'))
        checks.that(programs, f'{component}: no program was built')
        for program in programs:
            needed = [name for name in objects.dynamic(program)[0] if 'dueby' in name]
            checks.that(bool(needed) != component.endswith('_static'), f'{program.name}: needs {needed}')
            said = house.run(program, env=NO_SEARCH_PATH)
            expected = PRINTED[program.name.removesuffix(f'_{component}')]
            checks.that(said == expected, f'{program.name}: printed {said!r}, expected {expected!r}')
            print(f'{program.name}: {said.strip()}')


def check_refused(checks, folder, prefix):
    """Checks that CMake does not find a different major version or an unknown component, and says why."""
    for number, (request, expected) in enumerate({'0.10': 'version: 0.9', '0.8.9': 'version: 0.9', '1': 'version: 0.9',
                                                  'COMPONENTS xml': 'dueby::xml is not installed in'}.items()):
        project = folder / str(number)
        project.mkdir(parents=True)
        (project / 'CMakeLists.txt').write_text(REFUSED.format(request=request), encoding='utf-8')
        try:
            configure(project / 'build', project, prefix)
            checks.that(False, f'find_package(dueby {request}) found something')
        except house.Failed as refused:
            checks.that(expected in ' '.join(str(refused).split()), f'find_package(dueby {request}): expected {expected!r} in {refused}')


def check_pkgconfig(checks, given, folder, prefix, libraries):
    """Builds and runs a program with pkg-config, which is told the new folder."""
    environment = {**os.environ, 'PKG_CONFIG_PATH': str(libraries / 'pkgconfig'), 'LD_LIBRARY_PATH': str(libraries)}
    library = 'dueby-io' if 'dueby-io' in given.libraries else 'dueby'
    source = 'outside_io' if library == 'dueby-io' else 'outside'
    flags = house.run(house.tool('pkg-config'), f'--define-variable=prefix={prefix}', '--cflags', '--libs', library,
                      env=environment).split()
    program = folder / 'by_pkgconfig'
    house.run(house.tool('gcc'), Path(__file__).parent / f'{source}.c', '-o', program, *flags)
    said = house.run(program, env=environment)
    checks.that(said == PRINTED[f'{source}_c'], f'{source}.c by pkg-config: printed {said!r}')
    print(f'{source}.c by pkg-config: {said.strip()}')


def check(checks):
    given = install.arguments(__doc__)
    house.need_plain_build()
    with tempfile.TemporaryDirectory(prefix='dueby-find-') as folder:
        folder = Path(folder)
        install.install(given, folder / 'first')
        prefix = folder / 'moved'
        (folder / 'first' / Path(given.prefix).relative_to('/')).rename(prefix)
        print(f'installed for {given.prefix}, moved to another folder')
        check_programs(checks, given, folder / 'build', prefix)
        check_refused(checks, folder / 'refused', prefix)
        check_pkgconfig(checks, given, folder, prefix, prefix / given.libdir)


if __name__ == '__main__':
    house.main(check)
