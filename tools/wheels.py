"""Makes wheels for many systems from this machine's wheel (pip wheel) by replacing its extension. meson lists the extension's
sources, and zig compiles them for each system. Only the system's C library is linked; on Windows also python3.dll.

    wheels.py BUILD WHEEL PYTHON_SOURCE FOLDER [SYSTEM...]
    wheels.py --contents WHEEL...

The second form adds the list of contents (SPDX, in the place that PEP 770 sets) to wheels made in another way. BUILD is a meson
build with -Dpython=true and libyaml, jansson and expat as subprojects. PYTHON_SOURCE is CPython's source, which has the headers for
Windows.
"""
import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import release

# For each system: zig's name for the target, and the tag of the wheel.
SYSTEMS = {
    'windows-x64': ('x86_64-windows-gnu', 'win_amd64'),
    'windows-arm64': ('aarch64-windows-gnu', 'win_arm64'),
    'macos-arm64': ('aarch64-macos.11.0', 'macosx_11_0_arm64'),
    'macos-x86_64': ('x86_64-macos.11.0', 'macosx_11_0_x86_64'),
    'manylinux-x86_64': ('x86_64-linux-gnu.2.17', 'manylinux2014_x86_64.manylinux_2_17_x86_64'),
    'manylinux-aarch64': ('aarch64-linux-gnu.2.17', 'manylinux2014_aarch64.manylinux_2_17_aarch64'),
    'musllinux-x86_64': ('x86_64-linux-musl', 'musllinux_1_2_x86_64'),
}
MACHINES = {'x86_64': 'i386:x86-64', 'aarch64': 'arm64'}  # dlltool's names for machines
PARTS = {'dueby', 'dueby-io', 'dueby-ical', 'dueby-page', 'dueby-engine', '_engine.abi3', 'yaml', 'jansson', 'expat'}
KEPT = re.compile(r'-[ID]|-std=')
COMPILE = ['-O2', '-g0', '-w', '-fPIC', '-fvisibility=hidden', '-ffunction-sections', '-DDUEBY_API=', '-DPy_LIMITED_API=0x030b0000']
LINK = ['-shared', '-s']
ZIG = [sys.executable, '-m', 'ziglang']


def run(*command, **how):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **how)
    if done.returncode:
        sys.exit(f'{" ".join(map(str, command))[:400]}\n{done.stdout[-2000:]}{done.stderr[-4000:]}')
    return done.stdout


def read_parts(build):
    """Lists the sources of the extension with their compiler arguments, and the files that must be generated first. A source shared
    by two libraries is listed once."""
    parts, generated = {}, []
    for target in json.loads(run('meson', 'introspect', '--targets', build)):
        if target['name'] not in PARTS:
            continue
        for group in target['target_sources']:
            if group.get('language') != 'c':
                continue
            words = [word for word in group['parameters'] if KEPT.match(word) and not word.startswith('-DPy_LIMITED_API')]
            parts |= {str(Path(source).resolve()): words for source in group['sources'] + group['generated_sources']}
            generated += group['generated_sources']
    return parts, generated


def wrap_for_other_systems(build, wrapper, made):
    """Runs SWIG again for systems on which int64_t is long long. Returns the path of the output."""
    command = run('ninja', '-C', build, '--quiet', '-t', 'commands', Path(wrapper).relative_to(build)).splitlines()[-1]
    words = [word for word in command.split(' ') if word != '-DSWIGWORDSIZE64']
    if len(words) == len(command.split(' ')) or '-o' not in words:
        sys.exit(f'SWIG is called in another way than expected: {command}')
    words[words.index('-o') + 1] = made / '_engine_wrap.c'
    run(*words, cwd=build)
    return str(made / '_engine_wrap.c')


def import_library(source, machine, made):
    """Makes an import library for python3.dll from CPython's list of the stable interface."""
    text = (source / 'PC' / 'python3dll.c').read_text(encoding='utf-8')
    names = re.findall(r'^EXPORT_(FUNC|DATA)\((\w+)\)', text, re.MULTILINE)
    lines = ['LIBRARY python3.dll', 'EXPORTS', *(name + (' DATA' if kind == 'DATA' else '') for kind, name in names)]
    (made / 'python3.def').write_text('\n'.join(lines) + '\n', encoding='utf-8')
    run(*ZIG, 'dlltool', '-m', MACHINES[machine], '-d', made / 'python3.def', '-l', made / 'python3.lib')
    return made / 'python3.lib'


def build_extension(system, parts, wrapper, source, made):
    """Builds the extension for a system, and returns its path."""
    target, _ = SYSTEMS[system]
    machine, windows, macos = target.split('-')[0], 'windows' in target, 'macos' in target
    made.mkdir(parents=True, exist_ok=True)
    compiler = [*ZIG, 'cc', '-target', target]

    def compile_one(number, path, words):
        if path.endswith('_engine_wrap.c') and 'linux' not in target:
            path = wrapper
        if windows:  # skips the headers of this machine's Python
            words = [word for word in words if not re.fullmatch(r'-I.*/include/python3\.\d+', word)]
            words += [f'-I{source}/Include', f'-I{source}/PC']
        run(*compiler, *COMPILE, *words, '-c', path, '-o', made / f'{number}.o')

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(compile_one, range(len(parts)), parts, parts.values()))
    extension = made / ('_engine.pyd' if windows else '_engine.abi3.so')
    last = [import_library(source, machine, made)] if windows else ['-Wl,-undefined,dynamic_lookup'] if macos else ['-Wl,--gc-sections']
    run(*compiler, *LINK, *(made / f'{number}.o' for number in range(len(parts))), *last, '-o', extension)
    return extension


def record(name, content):
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b'=').decode()
    return f'{name},sha256={digest},{len(content)}'


def write_wheel(native, path, extension=None, tag=None):
    """Writes a copy of a wheel with a list of contents added and, if given, with a different extension and tag."""
    version, python, interface = native.name.split('-')[1:4]
    lines = []

    def add(wheel, entry, content):
        wheel.writestr(entry, content, zipfile.ZIP_DEFLATED)
        lines.append(record(entry.filename, content))

    with zipfile.ZipFile(native) as old, zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        place = next(entry for entry in old.infolist() if entry.filename.endswith('.dist-info/RECORD'))
        listed = place.filename.replace('RECORD', 'sboms/dueby.spdx.json')
        for entry in old.infolist():
            content, name = old.read(entry), entry.filename
            if name in (place.filename, listed):
                continue
            if extension and '/_engine.' in name and name.endswith('.so'):
                content, name = extension.read_bytes(), 'dueby/' + extension.name
            elif tag and name.endswith('.dist-info/WHEEL'):
                kept = [line for line in content.decode().splitlines() if line and not line.startswith('Tag:')]
                content = '\n'.join([*kept, *(f'Tag: {python}-{interface}-{one}' for one in tag.split('.')), '']).encode()
            add(new, zipfile.ZipInfo(name, entry.date_time), content)
        contents = release.as_text(release.contents(path.name, version, release.created()))
        add(new, zipfile.ZipInfo(listed, place.date_time), contents.encode())
        new.writestr(zipfile.ZipInfo(place.filename, place.date_time), '\n'.join([*lines, f'{place.filename},,', '']), zipfile.ZIP_DEFLATED)


def add_contents(wheels):
    """Adds the list of contents to each wheel, in place."""
    for wheel in wheels:
        with tempfile.TemporaryDirectory(prefix='dueby-wheel-') as folder:
            write_wheel(wheel, Path(folder, wheel.name))
            shutil.move(Path(folder, wheel.name), wheel)


def main():
    if sys.argv[1] == '--contents':
        add_contents(Path(word).resolve() for word in sys.argv[2:])
        return
    build, native, source, folder = (Path(word).resolve() for word in sys.argv[1:5])
    parts, generated = read_parts(build)
    run('ninja', '-C', build, *(Path(path).relative_to(build) for path in generated))
    made = build / 'wheels'
    made.mkdir(exist_ok=True)
    wrapper = wrap_for_other_systems(build, next(path for path in parts if path.endswith('_engine_wrap.c')), made)
    for system in sys.argv[5:] or SYSTEMS:
        began = time.monotonic()
        extension = build_extension(system, parts, wrapper, source, made / system)
        tag = SYSTEMS[system][1]
        path = folder / '-'.join([*native.name.split('-')[:4], tag + '.whl'])
        write_wheel(native, path, extension, tag)
        print(f'{system}\t{path.name}\t{path.stat().st_size}\t{time.monotonic() - began:.0f}', flush=True)


if __name__ == '__main__':
    main()
