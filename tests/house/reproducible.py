"""Builds the libraries and the command in two folders with different names, and compares the results byte by byte."""
import argparse
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import house

COPIED = shutil.ignore_patterns('.*', 'build*', 'dist', 'abi', 'tests', 'bindings', '__pycache__')


def build(meson, source, folder):
    """Builds a release without debug information. Returns {name: SHA-256} of the installed files."""
    options = ['--buildtype=release', '-Dtests=disabled', '--prefix=/usr', '--libdir=lib']
    house.run(meson, 'setup', folder, source, *options)
    house.run(meson, 'compile', '-C', folder)
    destination = folder / 'destination'
    house.run(meson, 'install', '-C', folder, env={**os.environ, 'DESTDIR': str(destination)})
    return {str(path.relative_to(destination)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in destination.rglob('*') if path.is_file() and not path.is_symlink()}


def check(checks):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--meson', required=True)
    given = parser.parse_args()
    house.need_plain_build()
    with tempfile.TemporaryDirectory(prefix='dueby-first-') as first, tempfile.TemporaryDirectory(prefix='dueby-') as second:
        sources = Path(first, 'source'), Path(second, 'a', 'longer path', 'dueby')
        for source in sources:
            shutil.copytree(house.ROOT, source, ignore=COPIED)
        one, two = (build(given.meson, source, source.parent / 'build') for source in sources)
    checks.same('installed files of the second build', two, one)
    differing = [name for name in one.keys() & two.keys() if one[name] != two[name]]
    checks.that(not differing, f'differ between two folders: {", ".join(sorted(differing))}')
    libraries = [name for name in one if '.so' in name or name.endswith('.a') or '/bin/' in name]
    checks.that(len(libraries) >= 8, f'only {libraries} were installed')
    print(f'{len(one)} installed files, {len(libraries)} of them libraries and the command: the same bytes from two folders')


if __name__ == '__main__':
    house.main(check)
