"""Checks that SWIG reads bindings/swig/dueby.i for every language without a warning. SWIG's output must compile, and for Java and
C# also run, if their compilers are installed."""
import argparse
import os
import re
import shutil
import tempfile
from pathlib import Path

import house

LANGUAGES = ['python', 'java', 'csharp']
SWIG = house.ROOT / 'bindings' / 'swig'
HERE = Path(__file__).parent / 'swig'
INCLUDED = re.compile(r'^%include "dueby/(\w+\.h)"', re.MULTILINE)


def check_complete(checks):
    """Checks that dueby.i includes each public header once."""
    included = INCLUDED.findall((SWIG / 'dueby.i').read_text(encoding='utf-8'))
    checks.same('headers that dueby.i includes, against include/dueby/', included, [path.name for path in (house.INCLUDE / 'dueby').glob('*.h')])
    checks.that(len(included) == len(set(included)), 'dueby.i includes a header twice')


def generate(language, folder):
    folder.mkdir()
    house.run(house.tool('swig'), f'-{language}', '-Werror', '-DSWIGWORDSIZE64', '-I' + str(house.INCLUDE), '-outdir', folder,
              '-o', folder / 'wrap.c', SWIG / 'dueby.i')


def link(folder, libraries, name, *options):
    """Links the library that a language loads. Warnings are off, because SWIG's code causes some."""
    house.run(house.tool('gcc'), '-shared', '-fPIC', '-w', '-fno-strict-aliasing', '-I', house.INCLUDE, *options, folder / 'wrap.c', '-o', folder / name,
              *libraries, *(f'-Wl,-rpath,{Path(path).resolve().parent}' for path in libraries))


def run_java(folder, libraries):
    compiler = shutil.which('javac')
    if not compiler:
        return None
    home = Path(compiler).resolve().parents[1]
    link(folder, libraries, 'libdueby_swig.so', '-I', home / 'include', '-I', home / 'include' / 'linux')
    shutil.copy(HERE / 'Program.java', folder)
    house.run(compiler, '-d', folder, *folder.glob('*.java'))
    return house.run(home / 'bin' / 'java', f'-Djava.library.path={folder}', '-cp', folder, 'Program')


def run_csharp(folder, libraries):
    compiler, machine = shutil.which('mcs'), shutil.which('mono')
    if not compiler or not machine:
        return None
    link(folder, libraries, 'libdueby.so')
    house.run(compiler, '-nologo', f'-out:{folder / "program.exe"}', HERE / 'program.cs', *folder.glob('*.cs'))
    return house.run(machine, folder / 'program.exe', env={**os.environ, 'LD_LIBRARY_PATH': str(folder)})


def check(checks):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--version', required=True)
    parser.add_argument('libraries', nargs='+', help='all three')
    given = parser.parse_args()
    house.need_plain_build()
    check_complete(checks)
    with tempfile.TemporaryDirectory(prefix='dueby-swig-') as folder:
        for language in LANGUAGES:
            generate(language, Path(folder, language))
        print(f'dueby.i: {", ".join(LANGUAGES)} without a warning')
        for language, run in (('java', run_java), ('csharp', run_csharp)):
            said = run(Path(folder, language), given.libraries)
            checks.that(said is None or said == f'{given.version} 20539 17\n', f'{language}: the program printed {said!r}')
            print(f'{language}: ' + ('not compiled: there is no compiler here' if said is None else said.strip()))


if __name__ == '__main__':
    house.main(check)
