"""Checks that the Python package's modules import one another at the top of the file, without a cycle. Imports under TYPE_CHECKING,
which only type checkers read, may name a higher module."""
import ast

import house

PACKAGE = house.ROOT / 'bindings' / 'python' / 'dueby'


def modules(node):
    """Returns the modules of the package that an import names."""
    if isinstance(node, ast.ImportFrom) and node.module == 'dueby':
        return [alias.name for alias in node.names if (PACKAGE / f'{alias.name}.py').is_file()]
    if isinstance(node, ast.ImportFrom) and (node.module or '').startswith('dueby.'):
        return [node.module.removeprefix('dueby.')]
    return []


def read(checks, path):
    """Returns the modules that are imported when a module is imported."""
    tree = ast.parse(path.read_text(encoding='utf-8'), str(path))
    at_top = {name for node in tree.body for name in modules(node)}
    for function in ast.walk(tree):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for node in ast.walk(function):
                checks.that(not modules(node), f'{path.name}:{getattr(node, "lineno", 0)}: imports {", ".join(modules(node))} inside a '
                            'function; import it at the top, and if that makes a circle, move what both need below')
    return at_top


def circle(graph, start):
    """Returns a path from a module back to itself, or None if there is none."""
    ways = [[start]]
    seen = set()
    while ways:
        way = ways.pop()
        for name in sorted(graph.get(way[-1], ())):
            if name == start:
                return [*way, start]
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return None


def check(checks):
    graph = {path.stem: read(checks, path) for path in sorted(PACKAGE.glob('*.py')) if path.stem != '__init__'}
    for name in graph:
        way = circle(graph, name)
        checks.that(way is None, f'a circle of imports: {" -> ".join(way or ())}')
    print(f'{len(graph)} modules, {sum(map(len, graph.values()))} imports: at the top, and in no circle')


if __name__ == '__main__':
    house.main(check)
