"""Checks which file includes which. A layer of libdueby may include its own headers, headers of lower layers, and system headers
without clock, file, environment, locale or stdio. lib/io, lib/ical, lib/page and cli may include public headers."""
import re

import house

# Lowest layer first. A file belongs to the layer of the noun at the beginning of its name: calendar_project.c to calendar.
LAYERS = {'base': 0, 'code': 0, 'date': 1, 'cell': 1, 'json': 2, 'calendar': 2, 'span': 3, 'profile': 4, 'deadline': 5, 'explain': 6, 'explanation': 6,
          'compare': 6, 'query': 7, 'timeline': 7, 'measure': 8, 'measures': 10, 'groups': 9, 'answer': 8, 'selection': 5, 'worklist': 9, 'finding': 9, 'summary': 10, 'trial': 10, 'changes': 10, 'refusal': 8, 'written': 8}

# Files that are named after a part of a noun, and the noun that has their layer.
WITHIN = {'text': 'base', 'option': 'base', 'stream': 'base', 'input': 'base', 'failure': 'query', 'names': 'base', 'sha256': 'base', 'digest': 'base', 'tally': 'base', 'places': 'worklist', 'model': 'profile', 'columns': 'query', 'series': 'deadline', 'verdict': 'deadline',
          'history': 'deadline', 'event': 'deadline'}

# code.c has the codes of every enum, so it includes all headers that declare enums. It calls none of their functions.
SEES_EVERY_ENUM = 'lib/code.c'

SYSTEM = {'limits.h', 'stdatomic.h', 'stddef.h', 'stdint.h', 'stdlib.h', 'string.h'}
SYSTEM_CPP = {'chrono', 'cstdint', 'memory', 'optional', 'ratio', 'stdexcept', 'string', 'string_view', 'type_traits', 'utility', 'vector'}

# Folders above libdueby, with the files that they may include besides their own and the public headers.
ABOVE = {'lib/io': {'lib/cell_internal.h', 'lib/input.h', 'lib/measures_definition.h', 'lib/model.h', 'lib/names.h', 'lib/places.h', 'lib/tally.h', 'lib/text.h'}, 'lib/ical': {'lib/io/diagnose.h', 'lib/io/holiday_list.h', 'lib/io/ics_scan.h', 'lib/stream.h', 'lib/text.h'}, 'lib/page': {'lib/input.h', 'lib/stream.h', 'lib/text.h'}, 'cli': {'lib/io/wide_path.h'}}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(.*?)[ \t]*$', re.MULTILINE)
SEARCHED = ['include', 'lib', 'lib/io', 'lib/ical', 'lib/page', 'cli']


def noun(stem):
    """Returns the noun for a file name without folder and extension, or None."""
    first = stem.split('_')[0]
    first = WITHIN.get(first, first)
    return first if first in LAYERS else None


def find(name, folder):
    """Returns the path from the root of the project's file that an include names, or None for system headers and unknown files."""
    for place in [folder, *(house.ROOT / place for place in SEARCHED)]:
        path = (place / name).resolve()
        if path.is_file() and path.is_relative_to(house.ROOT):
            return path.relative_to(house.ROOT).as_posix()
    return None


def read_includes(checks, files):
    """Returns the includes of each file: the line, the project's file or None, the name as written."""
    graph = {}
    for file in files:
        path, graph[file] = house.ROOT / file, []
        text = house.code(path)
        for match in INCLUDE.finditer(text):
            place, written = f'{file}:{text.count(chr(10), 0, match.start()) + 1}', match.group(1)
            if written[:1] not in ('"', '<'):
                checks.that(False, f'{place}: includes {written}, which is no file name')
                continue
            target = find(written[1:-1], path.parent)
            checks.that(target or written[0] == '<', f'{place}: includes {written}, which is no file of the project')
            graph[file].append((place, target, written))
    return graph


def is_public(file):
    return file.startswith('include/')


def is_core(file):
    folder, _, name = file.rpartition('/')
    if folder == 'include/dueby':
        return name.removesuffix('.h') in house.headers('dueby')
    return folder == 'lib'


def check_core(checks, graph):
    """Checks that files of libdueby include only lower layers and allowed system headers."""
    for file in filter(is_core, graph):
        own = noun(stem(file))
        checks.that(own, f'{file}: belongs to no layer: begin its name with a noun of LAYERS or enter it in WITHIN, both in '
                         f'tests/house/layers.py')
        for place, target, written in graph[file]:
            if not target:
                checks.that(written[1:-1] in SYSTEM, f'{place}: libdueby may not include {written}')
            elif not is_core(target):
                checks.that(False, f'{place}: libdueby may not include {target}')
            elif own and noun(stem(target)) and not (file == SEES_EVERY_ENUM and is_public(target)):
                other = noun(stem(target))
                checks.that(LAYERS[other] <= LAYERS[own], f'{place}: {own} (layer {LAYERS[own]}) may not include {target} of '
                                                          f'{other} (layer {LAYERS[other]})')


def check_above(checks, graph):
    """Checks lib/io, lib/ical, lib/page and cli: public headers, their own, and the ones that the table allows."""
    for file in graph:
        folder = next((folder for folder in ABOVE if file.startswith(folder + '/')), None)
        checks.that(folder or is_core(file) or is_public(file), f'{file}: stands in no folder that tests/house/layers.py knows')
        for place, target, _ in graph[file] if folder else []:
            own = target and target.startswith(folder + '/')
            checks.that(not target or own or is_public(target) or target in ABOVE[folder],
                        f'{place}: {folder} may not include {target}')


def check_public(checks, graph):
    """Checks that public headers include only public headers, and C headers only C headers. dueby.h must include every header of
    libdueby, and dueby.hpp every C++ header."""
    for file in filter(is_public, graph):
        is_cpp = file.endswith('.hpp')
        for place, target, written in graph[file]:
            allowed = is_public(target) and (is_cpp or target.endswith('.h')) if target else written[1:-1] in (SYSTEM_CPP if is_cpp else SYSTEM)
            checks.that(allowed, f'{place}: a public header may not include {target or written}')
    for file, expected in (('include/dueby.h', [f'include/dueby/{name}.h' for name in house.headers('dueby')]),
                           ('include/dueby.hpp', [name for name in graph if re.fullmatch(r'include/dueby/\w+\.hpp', name)])):
        checks.same(f'includes of {file}', [target for _, target, _ in graph[file] if target], expected)


def check_acyclic(checks, graph):
    done, path = set(), []

    def visit(file):
        if file in path:
            checks.that(False, f'includes go round in a circle: {" -> ".join(path[path.index(file):] + [file])}')
        elif file not in done:
            path.append(file)
            for _, target, _ in graph.get(file, []):
                if target:
                    visit(target)
            path.pop()
            done.add(file)
    for file in graph:
        visit(file)


def stem(file):
    return file.rpartition('/')[2].rpartition('.')[0]


def check(checks):
    files = sorted(path.relative_to(house.ROOT).as_posix() for folder in ('include', 'lib', 'cli')
                   for ending in ('c', 'h', 'hpp') for path in (house.ROOT / folder).rglob(f'*.{ending}'))
    graph = read_includes(checks, files)
    for rule in (check_core, check_above, check_public, check_acyclic):
        rule(checks, graph)
    print(f'{sum(map(len, graph.values()))} includes of {len(graph)} files: layers of libdueby, its system headers, '
          f'lib/io, lib/ical, lib/page and cli, public headers, circles')


if __name__ == '__main__':
    house.main(check)
