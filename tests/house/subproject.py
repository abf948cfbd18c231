"""Uses dueby as a subproject of another meson project. Only dueby's libraries are built, and the programs in this folder run with
them."""
import argparse
import json
import os
import shutil
import tempfile
from pathlib import Path

import house

HERE = Path(__file__).parent
PRINTED = {'outside_c': '2026-04-21\n', 'outside_cpp': '2026-04-21\n', 'outside_io_c': '2026-04-14\n'}


def lay_out(folder):
    """Makes the other project: its meson.build, the programs, and subprojects/dueby."""
    folder.mkdir()
    shutil.copy(HERE / 'subproject' / 'meson.build', folder)
    for source in ('outside.c', 'outside.cpp', 'outside_io.c'):
        shutil.copy(HERE / source, folder)
    (folder / 'subprojects').mkdir()
    (folder / 'subprojects' / 'dueby').symlink_to(house.ROOT, target_is_directory=True)


def introspect(given, build, what):
    return json.loads(house.run(given.meson, 'introspect', build, what))


def check(checks):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--meson', required=True)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix='dueby-subproject-') as folder:
        source, build = Path(folder, 'super'), Path(folder, 'build')
        lay_out(source)
        house.run(given.meson, 'setup', '--force-fallback-for=dueby,dueby-io', '--buildtype=plain', build, source)
        house.run(given.meson, 'compile', '-C', build)
        programs = [target['name'] for target in introspect(given, build, '--targets') if target['type'] == 'executable']
        checks.same('programs that are built', programs, [*PRINTED, 'compile_data', 'embed_page'])
        checks.that(not introspect(given, build, '--tests'), 'tests of dueby are among the tests of the other project')
        for program, expected in PRINTED.items():
            said = house.run(build / program, env={'PATH': os.environ['PATH']})
            checks.that(said == expected, f'{program}: printed {said!r}, expected {expected!r}')
            print(f'{program}: {said.strip()}')


if __name__ == '__main__':
    house.main(check)
