"""Checks the requirements of a release: one version everywhere, a changelog that can be closed, lists of contents, and a dry
run."""
import base64
import hashlib
import json
import re
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import house

sys.path.insert(0, str(house.ROOT / 'tools'))
import release  # pylint: disable=wrong-import-position
import wheels  # pylint: disable=wrong-import-position


def check_versions(checks, folder):
    """Changes the version in a copy of the files and checks that it changed everywhere. Then breaks one place at a time and checks
    that each is reported."""
    header, page = 'include/dueby/base.h', 'docs/example.md'
    for name in [place[0] for place in release.PLACES] + [header]:
        Path(folder, name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(house.ROOT / name, folder / name)
    old = release.the_version(folder)
    Path(folder, 'docs').mkdir()
    Path(folder, page).write_text(f'dueby-{old}.jar is {old}, not 1{old} or {old}.1\n', encoding='utf-8')
    release.write_version('3.20.1', folder)
    numbers = re.findall(r'#define DUEBY_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)', Path(folder, header).read_text(encoding='utf-8'))
    checks.same(header, numbers, ['3', '20', '1'])
    checks.same(page, Path(folder, page).read_text(encoding='utf-8'), f'dueby-3.20.1.jar is 3.20.1, not 1{old} or {old}.1\n')
    checks.that(set(release.versions(folder).values()) == {'3.20.1'}, f'after the change: {release.versions(folder)}')
    for name, before, _ in release.PLACES[1:]:
        path = Path(folder, name)
        kept = path.read_text(encoding='utf-8')
        path.write_text(kept.replace('3.20.1', '3.20.2', 1), encoding='utf-8')
        try:
            release.the_version(folder)
            checks.that(False, f'{name} ({before}): another version there was not noticed')
        except release.Wrong as wrong:
            checks.that(name in str(wrong), f'{name}: the message does not name it: {wrong}')
        path.write_text(kept, encoding='utf-8')


def check_changelog(checks):
    text = '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- One.\n\n## [0.1.0] - 2026-01-01\n\n- Old.\n'
    closed = release.close_changelog(text, '0.2.0', '2026-02-03')
    checks.that('## [Unreleased]\n\n## [0.2.0] - 2026-02-03\n\n### Added' in closed, f'closed: {closed}')
    checks.that(release.close_changelog(closed, '0.2.0', '2026-02-04') == closed, 'closing again changes a changelog that is closed')
    checks.that(release.section(closed, '0.1.0')[1].strip() == '- Old.', 'the section of an older version is not found')


def check_contents(checks, folder):
    """Checks that each list names the libraries that an artifact contains or needs, and identifies the artifact by its digest."""
    dist = folder / 'dist'
    dist.mkdir()
    in_wasm = ['musl', 'wasi-libc', 'cloudlibc', 'emmalloc', 'zig-compiler-rt']
    in_windows = ['mingw-w64', 'libgcc']
    artifacts = (('dueby-1.0.0-py3-none-any.whl', 'CONTAINS', []), ('dueby_1.0.0.tar.gz', 'DEPENDS_ON', []),
                 ('dueby-1.0.0.tgz', 'CONTAINS', in_wasm), ('dueby-page.html', 'CONTAINS', in_wasm),
                 ('dueby-1.0.0-windows-x64.zip', 'CONTAINS', in_windows), ('dueby-1.0.0.jar', 'CONTAINS', in_windows),
                 ('Dueby.1.0.0.nupkg', 'CONTAINS', in_windows),
                 ('dueby-1.0.0-cp311-abi3-win_arm64.whl', 'CONTAINS', ['mingw-w64', 'zig-libc', 'zig-compiler-rt']))
    house.tool(release.MINGW_COMPILER)
    for name in (*(name for name, _, _ in artifacts), 'dueby-1.0.0.tar.xz'):
        Path(dist, name).write_bytes(name.encode())
    release.write_lists(dist, '1.0.0', '2026-01-02T03:04:05Z')
    texts = {kind: Path(release.ROOT, 'bindings', kind, 'LICENSES.txt').read_text(encoding='utf-8') for kind in ('js', 'python')}
    for name, relation, more in artifacts:
        licences = texts['js' if more == in_wasm else 'python']
        listed = json.loads(Path(dist, f'{name}.spdx.json').read_text(encoding='utf-8'))
        found = {(row['relationshipType'], row['relatedSpdxElement']) for row in listed['relationships']}
        checks.same(name, found, {('DESCRIBES', 'SPDXRef-dueby'), *((relation, f'SPDXRef-{other}') for other in [*release.LICENCES, *more])})
        checks.that(all(re.search(rf'^{other}\b', licences, re.MULTILINE) for other in more), f'LICENSES.txt lacks a library of {name}')
        checks.that(listed['packages'][0]['checksums'][0]['checksumValue'] == hashlib.sha256(name.encode()).hexdigest(),
                    f'{name}: its digest is not in the list')
    sums = Path(dist, 'SHA256SUMS').read_text(encoding='utf-8').splitlines()
    checks.that(len(sums) == 17, f'SHA256SUMS: {len(sums)} lines, expected nine artifacts and eight lists')
    gcc = house.run(release.MINGW_COMPILER, '-dumpfullversion').split('-')[0].strip()
    versions = release.mingw_versions()
    checks.that(versions['libgcc'].startswith(gcc), f'libgcc {versions["libgcc"]}, but the compiler is {gcc}')
    checks.that(re.fullmatch(r'\d+\.\d+\.\d+', versions['mingw-w64']), f'mingw-w64 {versions["mingw-w64"]}')


def check_wheel(checks, folder):
    """Checks that a wheel has its list of contents in the place that PEP 770 sets, that RECORD names the list, and that adding the
    list again changes nothing."""
    wheel = folder / 'dueby-1.0.0-cp311-abi3-win_amd64.whl'
    with zipfile.ZipFile(wheel, 'w') as made:
        made.writestr('dueby/__init__.py', 'one = 1\n')
        made.writestr('dueby-1.0.0.dist-info/RECORD', 'dueby/__init__.py,,\ndueby-1.0.0.dist-info/RECORD,,\n')
    wheels.add_contents([wheel])
    first = wheel.read_bytes()
    place = 'dueby-1.0.0.dist-info/sboms/dueby.spdx.json'
    with zipfile.ZipFile(wheel) as made:
        text, rows = made.read(place), made.read('dueby-1.0.0.dist-info/RECORD').decode().splitlines()
        checks.that(made.read('dueby/__init__.py') == b'one = 1\n', 'a module of the wheel has changed')
    listed = json.loads(text)
    checks.same('packages', {(one['name'], one['versionInfo']) for one in listed['packages']},
                {('dueby', '1.0.0'), *release.libraries().items(), *release.runtime(wheel.name).items()})
    digest = base64.urlsafe_b64encode(hashlib.sha256(text).digest()).rstrip(b'=').decode()
    checks.that(f'{place},sha256={digest},{len(text)}' in rows and len(rows) == 3, f'RECORD: {rows}')
    wheels.add_contents([wheel])
    checks.that(wheel.read_bytes() == first, 'the list of contents was added twice')


def check(checks):
    with tempfile.TemporaryDirectory(prefix='dueby-release-') as folder:
        check_versions(checks, Path(folder))
        check_contents(checks, Path(folder))
        check_wheel(checks, Path(folder))
    check_changelog(checks)
    print(house.run(house.ROOT / 'script' / 'release', '--dry-run').strip())


if __name__ == '__main__':
    house.main(check)
