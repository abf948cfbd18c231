"""Makes a release: sets one version everywhere, closes the changelog, and builds the artifacts in dist/ with checksums and lists of
contents. RELEASE.md has the steps. Called by script/release and by tests/house/releasing.py."""
import argparse
import datetime
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSION = re.compile(r'\d+\.\d+\.\d+')

# Places that have the version: (file, text before it, text after it). The first is the source; the others repeat it.
PLACES = [
    ('meson.build', r"\n  version: '", r"'"),
    ('bindings/java/pom.xml', r'<artifactId>dueby</artifactId>\s*<version>', r'<'),
    ('bindings/dotnet/Dueby/Dueby.csproj', r'<Version>', r'<'),
    ('bindings/dotnet/Dueby.nuspec', r'<version>', r'<'),
    ('bindings/r/DESCRIPTION', r'\nVersion: ', r'\n'),
]

# Files with examples that contain the version, such as file names or the command's output.
EXAMPLES = ['docs/*.md', 'bindings/*/README.md', 'examples/*/README.md', 'tests/bench/java/pom.xml', 'tests/cli/transcripts/*.txt']

# File extensions of artifacts that contain the libraries dueby needs, and of artifacts that need these to be installed.
CONTAINED = ['.whl', '.jar', '.tgz', '.html', '.nupkg', '.zip']
NEEDED = ['.tar.gz']

# Licences of the libraries in subprojects/packagefiles.
LICENCES = {'libyaml': 'MIT', 'jansson': 'MIT', 'expat': 'MIT'}

# Endings of the names of artifacts with WebAssembly, and the parts of zig's C library that its linker puts into them, with their
# licences.
WEBASSEMBLY = ['.tgz', '.html']
C_LIBRARY = {'musl': 'MIT', 'wasi-libc': 'Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT', 'cloudlibc': 'BSD-2-Clause',
             'emmalloc': 'MIT', 'zig-compiler-rt': 'MIT'}

# Endings of the names of artifacts for Windows, and the parts of mingw-w64 and of the compiler's own libraries that are linked into
# them: by gcc into the zip and into the DLLs in the jar and the NuGet package, by zig into the wheels. None uses winpthreads: tests/house/mingw.py checks what the linker includes.
WINDOWS, WINDOWS_WHEELS = ['-windows-x64.zip', '.jar', '.nupkg'], ['-win_amd64.whl', '-win_arm64.whl']
MINGW_COMPILER = 'x86_64-w64-mingw32-gcc'
MINGW = {'mingw-w64': 'ZPL-2.1 AND SMLNJ', 'libgcc': 'GPL-3.0-or-later WITH GCC-exception-3.1'}
MINGW_BY_ZIG = {'mingw-w64': 'ZPL-2.1 AND SMLNJ', 'zig-libc': 'MIT', 'zig-compiler-rt': 'MIT'}


class Wrong(Exception):
    """Raised if a release is not possible."""


def versions(root=ROOT):
    """Returns {file: version} for every file that has the version."""
    found = {}
    for name, before, after in PLACES:
        match = re.search(f'{before}({VERSION.pattern}){after}', Path(root, name).read_text(encoding='utf-8'))
        if not match:
            raise Wrong(f'{name}: no version found')
        found[name] = match.group(1)
    return found


def write_version(version, root=ROOT):
    """Writes the version into every file that has it."""
    if not VERSION.fullmatch(version):
        raise Wrong(f'"{version}": expected X.Y.Z')
    old = versions(root)[PLACES[0][0]]
    for path in (path for pattern in EXAMPLES for path in Path(root).glob(pattern)):
        text = path.read_text(encoding='utf-8')
        path.write_text(re.sub(rf'(?<![\d.]){re.escape(old)}(?![\d.]*\d)', version, text), encoding='utf-8')
    header = Path(root, 'include/dueby/base.h')
    text = header.read_text(encoding='utf-8')
    for name, number in zip(('MAJOR', 'MINOR', 'PATCH'), version.split('.'), strict=True):
        text = re.sub(rf'(#define DUEBY_VERSION_{name}) \d+', rf'\1 {number}', text)
    header.write_text(text, encoding='utf-8')
    for name, before, after in PLACES:
        path = Path(root, name)
        text, count = re.subn(f'({before}){VERSION.pattern}({after})', rf'\g<1>{version}\g<2>', path.read_text(encoding='utf-8'), count=1)
        if not count:
            raise Wrong(f'{name}: no version found')
        path.write_text(text, encoding='utf-8')


def the_version(root=ROOT):
    """Returns dueby's version; raises Wrong if files disagree."""
    found = versions(root)
    own = found[PLACES[0][0]]
    others = [f'{name} has {version}' for name, version in found.items() if version != own]
    if others:
        raise Wrong(f'meson.build has {own}, but {", ".join(others)}: script/release version {own}')
    return own


def section(changelog, version):
    """Returns (title, text) of the changelog section for a version, or of the Unreleased section."""
    parts = re.split(r'^## (\[.*)$', changelog, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2]))
    for title, text in sections.items():
        if title.startswith(f'[{version}]'):
            return title, text
    for title, text in sections.items():
        if title == '[Unreleased]':
            return title, text
    raise Wrong(f'CHANGELOG.md: neither [{version}] nor [Unreleased]')


def close_changelog(changelog, version, day):
    """Returns the changelog with its Unreleased section renamed to the version and day; unchanged if the version has a section."""
    title, _ = section(changelog, version)
    if title != '[Unreleased]':
        return changelog
    return changelog.replace('## [Unreleased]\n', f'## [Unreleased]\n\n## [{version}] - {day}\n', 1)


def check(root=ROOT):
    """Checks that a release is possible, before anything is built; returns the version."""
    version = the_version(root)
    title, text = section(Path(root, 'CHANGELOG.md').read_text(encoding='utf-8'), version)
    if not re.search(r'^- ', text, re.MULTILINE):
        raise Wrong(f'CHANGELOG.md: {title} is empty')
    return version


def run(*command, **options):
    print('+', *command, flush=True)
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT, **options)


# ---- lists of contents, and checksums ----


def libraries(root=ROOT):
    """Returns {name: version} of linked libraries, from the build files next to their sources."""
    found = {}
    for name in LICENCES:
        text = Path(root, 'subprojects', 'packagefiles', name, 'meson.build').read_text(encoding='utf-8')
        match = re.search(r"version: '([\d.]+)'", text)
        if not match:
            raise Wrong(f'subprojects/packagefiles/{name}/meson.build: no version found')
        found[name] = match.group(1)
    return found


def as_in_zig(parts, file, root=ROOT):
    """Returns {name: version} of parts that zig's linker adds. zig does not state their versions, so zig's own is used."""
    match = re.search(r'\bziglang==([\d.]+)$', Path(root, file).read_text(encoding='utf-8'), re.MULTILINE)
    if not match:
        raise Wrong(f'{file}: no version of ziglang found')
    return dict.fromkeys(parts, f'as in zig {match.group(1)}')


def mingw_versions():
    """Returns {name: version} of the parts that gcc adds for Windows, as this machine's compiler states them."""
    command = [MINGW_COMPILER, '-E', '-dM', '-x', 'c', '-include', '_mingw_mac.h', '-']
    stated = dict(re.findall(r'#define (\w+) (\d+)', subprocess.run(command, input='', text=True, capture_output=True, check=True).stdout))
    version = {'mingw-w64': ['__MINGW64_VERSION_MAJOR', '__MINGW64_VERSION_MINOR', '__MINGW64_VERSION_BUGFIX'],
               'libgcc': ['__GNUC__', '__GNUC_MINOR__', '__GNUC_PATCHLEVEL__']}
    return {name: '.'.join(stated[macro] for macro in macros) for name, macros in version.items()}


def runtime(name, root=ROOT):
    """Returns {name: version} of the parts that a linker adds to an artifact by itself."""
    if name.endswith(tuple(WEBASSEMBLY)):
        return as_in_zig(C_LIBRARY, 'bindings/js/requirements.txt', root)
    if name.endswith(tuple(WINDOWS_WHEELS)):
        return as_in_zig(MINGW_BY_ZIG, 'script/build-wheels', root)
    return mingw_versions() if name.endswith(tuple(WINDOWS)) else {}


def contents(name, version, when, digest=None, root=ROOT):
    """Returns an artifact's list of contents in SPDX 2.3; None if the artifact has only dueby's own sources. A list inside the
    artifact cannot contain the artifact's own digest."""
    relation = ('CONTAINS' if name.endswith(tuple(CONTAINED)) else 'DEPENDS_ON' if name.endswith(tuple(NEEDED)) else None)
    if not relation or '-sources.' in name or '-javadoc.' in name:
        return None

    def package(name, number, licence, **more):
        return {'SPDXID': f'SPDXRef-{name}', 'name': name, 'versionInfo': number, 'downloadLocation': 'NOASSERTION',
                'filesAnalyzed': False, 'licenseConcluded': licence, 'licenseDeclared': licence, 'copyrightText': 'NOASSERTION', **more}

    def related(one, kind, other):
        return {'spdxElementId': f'SPDXRef-{one}', 'relationshipType': kind, 'relatedSpdxElement': f'SPDXRef-{other}'}

    own = package('dueby', version, 'MIT', packageFileName=name,
                  **({'checksums': [{'algorithm': 'SHA256', 'checksumValue': digest}]} if digest else {}))
    linked = libraries(root) | runtime(name, root)
    licences = LICENCES | C_LIBRARY | MINGW | MINGW_BY_ZIG
    return {'spdxVersion': 'SPDX-2.3', 'dataLicense': 'CC0-1.0', 'SPDXID': 'SPDXRef-DOCUMENT', 'name': name,
            'documentNamespace': f'urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f"dueby/{version}/{name}/{digest}")}',
            'creationInfo': {'created': when, 'creators': [f'Tool: dueby-release-{version}']},
            'packages': [own, *(package(other, number, licences[other]) for other, number in linked.items())],
            'relationships': [related('DOCUMENT', 'DESCRIBES', 'dueby'), *(related('dueby', relation, other) for other in linked)]}


def as_text(listed):
    return json.dumps(listed, indent=2) + '\n'


def created(root=ROOT):
    """Returns when the sources were committed: from git or, in an unpacked archive, from the changelog's file time."""
    done = subprocess.run(['git', 'log', '-1', '--format=%ct'], text=True, capture_output=True, check=False, cwd=root)
    seconds = int(done.stdout) if done.returncode == 0 and done.stdout.strip() else int(Path(root, 'CHANGELOG.md').stat().st_mtime)
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')


def write_lists(folder, version, when, root=ROOT):
    """Writes NAME.spdx.json beside each artifact, then one SHA256SUMS for all files."""
    for artifact in sorted(path for path in folder.iterdir() if path.is_file()):
        listed = contents(artifact.name, version, when, hashlib.sha256(artifact.read_bytes()).hexdigest(), root)
        if listed:
            Path(f'{artifact}.spdx.json').write_text(as_text(listed), encoding='utf-8')
    lines = [f'{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n'
             for path in sorted(folder.iterdir()) if path.is_file() and path.name != 'SHA256SUMS']
    Path(folder, 'SHA256SUMS').write_text(''.join(lines), encoding='utf-8')


# ---- building the artifacts ----


def build_sources(dist, work, version):
    """Packs the committed sources into an archive."""
    archive = work / 'sources.tar'
    run('git', 'archive', f'--prefix=dueby-{version}/', '-o', archive, 'HEAD')
    run('xz', '-9', archive)
    shutil.move(f'{archive}.xz', dist / f'dueby-{version}.tar.xz')


def build_linux(dist, work, version):
    """Packs libraries, headers, pkg-config, CMake, the command and its man page, below dueby-VERSION-linux-MACHINE/. The command,
    pkg-config and CMake find the libraries wherever the archive is unpacked."""
    name = f'dueby-{version}-linux-{platform.machine()}'
    run('meson', 'setup', work / 'linux', ROOT, '--buildtype=release', '-Dtests=disabled', '--prefix=/', '--libdir=lib',
        '-Dpkgconfig.relocatable=true', '-Dc_link_args=-Wl,-rpath,$ORIGIN/../lib')
    run('meson', 'compile', '-C', work / 'linux')
    run('meson', 'install', '--quiet', '--strip', '-C', work / 'linux', env={**os.environ, 'DESTDIR': str(work / name)})
    run('tar', '-C', work, '--sort=name', '--owner=0', '--group=0', '--numeric-owner', '-czf', dist / f'{name}.tar.gz', name)


def build_js(dist, work, _version):
    """Builds the npm tarball, and the page that needs no installation."""
    run('script/build-js')
    run('npm', 'pack', '--silent', '--pack-destination', dist, ROOT / 'build-js' / 'bindings' / 'js')
    shutil.copy(ROOT / 'build-js' / 'bindings' / 'js' / 'dueby-page.html', dist)


def with_windows(work, package):
    """Builds the native libraries for Windows, and returns the environment for a script that packs one package's libraries."""
    run('script/build-windows-natives', work / 'natives')
    return {**os.environ, 'NATIVES': str(work / 'natives' / package)}


def build_java(dist, work, _version):
    """Builds the jars, with the libraries for this machine and for Windows."""
    run('script/build-java', dist, '-DskipTests', env=with_windows(work, 'java'))


def build_dotnet(dist, work, _version):
    """Builds the NuGet package, and keeps only that from the script's output."""
    run('script/build-dotnet', work / 'dotnet', env=with_windows(work, 'dotnet'))
    for package in (work / 'dotnet').glob('*.nupkg'):
        shutil.copy(package, dist)


def build_by(*command):
    """Returns a builder that runs a script, which itself puts its artifact into dist/."""
    return lambda dist, _work, _version: run(*(dist if part is None else part for part in command))


BUILDS = {
    'sources': build_sources,
    'linux': build_linux,
    'wheels': build_by('script/build-wheels', None),
    'java': build_java,
    'js': build_js,
    'dotnet': build_dotnet,
    'r': build_by('script/build-r', None),
    'windows': build_by('script/build-windows', None),
}


def release(given):
    """Builds the given parts' artifacts into dist/."""
    version = check()
    dirty = subprocess.run(['git', 'status', '--porcelain'], text=True, capture_output=True, check=True, cwd=ROOT).stdout
    if dirty and not given.dry_run:
        raise Wrong(f'not committed:\n{dirty}')
    parts = given.part or list(BUILDS)
    print(f'dueby {version}: {", ".join(parts)} -> {given.folder}')
    if given.dry_run:
        return
    dist = Path(given.folder).resolve()
    dist.mkdir(parents=True, exist_ok=True)
    for part in parts:
        with tempfile.TemporaryDirectory(prefix='dueby-release-') as work:
            BUILDS[part](dist, Path(work), version)
    write_lists(dist, version, created())
    print(Path(dist, 'SHA256SUMS').read_text(encoding='utf-8'), end='')


def close():
    """Renames the changelog's Unreleased section to the version and today's date."""
    path = ROOT / 'CHANGELOG.md'
    path.write_text(close_changelog(path.read_text(encoding='utf-8'), the_version(), datetime.date.today()), encoding='utf-8')


def main():
    parser = argparse.ArgumentParser(prog='script/release', description='Makes a release: see RELEASE.md.')
    parser.add_argument('--dry-run', action='store_true', help='check, and say what would be built')
    parser.add_argument('--folder', default='dist', help='where the artifacts go (dist)')
    parser.add_argument('--part', action='append', choices=list(BUILDS), help='this part only; may be given again')
    parser.add_argument('action', nargs='?', choices=['build', 'version', 'close'], default='build',
                        help='build (the default); write VERSION everywhere; close the changelog under its version and today')
    parser.add_argument('version', nargs='?', metavar='VERSION')
    given = parser.parse_args()
    try:
        if given.action == 'version':
            write_version(given.version or '')
        elif given.action == 'close':
            close()
        else:
            release(given)
    except (Wrong, subprocess.CalledProcessError) as wrong:
        sys.exit(f'script/release: {wrong}')


if __name__ == '__main__':
    main()
