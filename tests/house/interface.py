"""The binary interface: everything that a program linked with one release needs from the next. Reads it from the public headers,
the symbol map and meson.build of any tree, compares two interfaces, and describes the changes."""
import fnmatch
import json
import re
from pathlib import Path

import house

# The layouts of structs are recorded for one 64-bit machine. A 32-bit machine shows which layouts differ there.
TARGET, SMALL_TARGET = 'x86_64-linux-gnu', 'i386-linux-gnu'
CLANG = ['-std=c11', '-ffreestanding', '-fsyntax-only', '-x', 'c']

OURS = re.compile(r'(dueby|DUEBY)_')
# Macros to ignore: a header's guard, the export attribute, and the version, which every release changes.
NOT_CONSTANTS = re.compile(r'DUEBY_([A-Z]+_H|API|VERSION_\w+)$')
MACRO = re.compile(r'#define (DUEBY_\w+)(\([^)]*\))? ?(.*)')
LAYOUT = re.compile(r'^Type: (?:struct|union) (\w+)\n\nLayout: <ASTRecordLayout\n\s*Size:(\d+)\n(?:.*\n)*?\s*Alignment:(\d+)\n(?:.*\n)*?'
                    r'\s*FieldOffsets: \[(.*)\]', re.MULTILINE)


def clang(root, source, *options, target=TARGET):
    return house.run(house.tool('clang'), *CLANG, '--target=' + target, '-I', Path(root, 'include'), *options, '-', input=source)


def include_all(root):
    """Returns a source that includes every public header."""
    headers = sorted(path.name for path in Path(root, 'include', 'dueby').glob('*.h'))
    return ''.join(f'#include "dueby/{name}"\n' for name in headers)


def read_macros(root, source):
    """Returns the macros with a value as {name: text}. Names of function-like macros include their parameters."""
    return {name + parameters: text for name, parameters, text in MACRO.findall(clang(root, source, '-E', '-dM'))
            if text and not NOT_CONSTANTS.match(name)}


def value(node):
    """Returns the value of a constant expression in a node of clang's syntax tree."""
    if node.get('kind') == 'ConstantExpr' and 'value' in node:
        return int(node['value'])
    return next((found for inner in node.get('inner', []) if (found := value(inner)) is not None), None)


def parts(node, kind):
    return [inner for inner in node.get('inner', []) if inner.get('kind') == kind]


def returned(node):
    """Returns the result type `T` of a function type `T (parameters)`."""
    text, depth = node['type']['qualType'], 0
    for place in range(len(text) - 1, -1, -1):
        depth += {')': 1, '(': -1}.get(text[place], 0)
        if not depth:
            return text[:place].rstrip()
    raise house.Failed(f'{node["name"]}: clang prints its type otherwise than expected: {text}')


def read_layouts(root, source, structs, target):
    """Returns the size, alignment and offsets of each struct, in bits. Clang prints only structs whose size is used."""
    asked = ''.join(f'extern char abi_{name}[sizeof(struct {name})];\n' for name in structs)
    text = clang(root, source + asked, '-Xclang', '-fdump-record-layouts-simple', target=target)
    return {name: (int(size), int(alignment), [int(offset) for offset in offsets.split(', ')])
            for name, size, alignment, offsets in LAYOUT.findall(text) if OURS.match(name)}


def read_version_nodes(root):
    """Reads lib/dueby.map. Returns the version of each pattern of exported names."""
    text = re.sub(r'/\*.*?\*/|#[^\n]*', '', Path(root, 'lib', 'dueby.map').read_text(encoding='utf-8'), flags=re.DOTALL)
    nodes = {}
    for version, body in re.findall(r'(\w+)\s*\{(.*?)\}', text, re.DOTALL):
        shown = re.search(r'global:(.*?)(?:local:|$)', body, re.DOTALL)
        nodes.update({pattern.strip(): version for pattern in (shown.group(1) if shown else '').split(';') if pattern.strip()})
    return nodes


def version_of(function, nodes):
    """Returns the version of a function as the linker finds it: a full name takes precedence over a pattern."""
    return nodes.get(function) or next((version for pattern, version in nodes.items() if fnmatch.fnmatchcase(function, pattern)), None)


def read(root=house.ROOT, build=None):
    """Returns the interface of a source tree. `build` is the tree with the linker's settings, if that is a different one."""
    build = build or root
    source = include_all(root)
    macros = read_macros(root, source)
    numbers = {name: text for name, text in macros.items() if '(' not in name and '"' not in text}
    enum = ''.join(f'  abi_{name} = {name},\n' for name in numbers)
    tree = json.loads(clang(root, source + f'enum {{\n{enum}  abi_end = 0\n}};\n', '-Xclang', '-ast-dump=json'))
    complete = [node['name'] for node in tree['inner'] if node['kind'] == 'RecordDecl' and node.get('completeDefinition') and OURS.match(node.get('name', ''))]
    layouts, small = (read_layouts(root, source, complete, target) for target in (TARGET, SMALL_TARGET))
    nodes = read_version_nodes(build)
    major, minor = re.search(r"^  version: '(\d+)\.(\d+)\.", Path(build, 'meson.build').read_text(encoding='utf-8'), re.MULTILINE).groups()
    libraries = {function: library for library in ('dueby', 'dueby-io', 'dueby-ical', 'dueby-page') if house.headers(library, root)
                 for function in house.functions(library, root)}

    types, structs, functions, enums = {}, {}, {}, []
    constants = {name: text for name, text in macros.items() if name not in numbers}
    for node in tree['inner']:
        kind, name = node['kind'], node.get('name', '')
        if kind == 'EnumDecl':
            names = [constant['name'] for constant in parts(node, 'EnumConstantDecl')]
            enums += [names] if names and OURS.match(names[0]) else []
            for constant in parts(node, 'EnumConstantDecl'):
                if OURS.match(constant['name'].removeprefix('abi_')):
                    constants[constant['name'].removeprefix('abi_')] = value(constant)
        elif not OURS.match(name):
            continue
        elif kind == 'TypedefDecl':
            types[name] = node['type']['qualType']
        elif kind == 'RecordDecl' and node.get('completeDefinition'):
            size, alignment, offsets = layouts[name]
            structs[name] = {
                'size': size // 8, 'alignment': alignment // 8, 'same_on_32_bits': small[name][0::2] == layouts[name][0::2],
                'fields': {field['name']: {'offset': offset / 8 if offset % 8 else offset // 8, 'type': field['type']['qualType']}
                           for field, offset in zip(parts(node, 'FieldDecl'), offsets, strict=True)}}
        elif kind == 'FunctionDecl':
            functions[name] = {
                'library': libraries.get(name), 'version': version_of(name, nodes), 'returns': returned(node),
                'parameters': [f'{parameter["type"]["qualType"]} {parameter.get("name", "")}'.strip()
                               for parameter in parts(node, 'ParmVarDecl')] + ['...'] * bool(node.get('variadic'))}
    return {'soname': f'libdueby.so.0.{minor}' if major == '0' else f'libdueby.so.{major}', 'constants': constants, 'enums': enums, 'types': types, 'structs': structs, 'functions': functions}


def text(item, indent='', width=100):
    """Returns JSON in which everything that fits on one line is on one line."""
    line = json.dumps(item)
    if not isinstance(item, (dict, list)) or (indent.count(' ') > 1 and len(indent + line) <= width):
        return line
    inner = indent + ' '
    if isinstance(item, list):
        return '[\n' + ',\n'.join(inner + text(part, inner) for part in item) + '\n' + indent + ']'
    return '{\n' + ',\n'.join(f'{inner}{json.dumps(name)}: {text(part, inner)}' for name, part in item.items()) + '\n' + indent + '}'


class Changes:
    """The differences between two interfaces: the ones that would break a program built against the first, and the ones that would
    not."""

    def __init__(self, before, now):
        self.broken, self.added = [], []
        self.same('libdueby', 'its soname', before['soname'], now['soname'])
        for section, compare in (('constants', self.constant), ('types', self.type), ('structs', self.struct), ('functions', self.function)):
            old, new = before[section], now[section]
            for name in old:
                if name in new:
                    compare(name, old[name], new[name])
                else:
                    self.broken.append(f'{name}: gone')
            self.added += [f'{name}: new' for name in new if name not in old]
        for names in now.get('enums', []):
            self.numbers(names, before['constants'], now['constants'])

    def __bool__(self):
        return bool(self.broken or self.added)

    def same(self, name, what, old, new):
        if old != new:
            self.broken.append(f'{name}: {what} was {old}, is {new}')

    def constant(self, name, old, new):
        self.same(name, 'its value', old, new)

    def numbers(self, names, old, new):
        """Checks that a new enum constant does not reuse a number."""
        used = {old[name]: name for name in names if name in old}
        self.broken += [f'{name}: its number {new[name]} is that of {used[new[name]]}' for name in names if name not in old and new[name] in used]

    def type(self, name, old, new):
        self.same(name, 'what it stands for', old, new)

    def struct(self, name, old, new):
        """Compares two versions of a struct. If the first field is `size`, which the caller sets, fields may be added at the
        end."""
        kept = dict(list(new['fields'].items())[:len(old['fields'])])
        if next(iter(old['fields'])) == 'size' and kept == old['fields'] and new['size'] >= old['size'] and new['alignment'] == old['alignment']:
            if new != old:
                self.added.append(f'{name}: grown at its end, from {old["size"]} to {new["size"]} bytes')
            return
        self.same(name, 'its size', old['size'], new['size'])
        self.same(name, 'its alignment', old['alignment'], new['alignment'])
        for field, place in old['fields'].items():
            if field not in new['fields']:
                self.broken.append(f'{name}.{field}: gone')
                continue
            self.same(f'{name}.{field}', 'its offset', place['offset'], new['fields'][field]['offset'])
            self.same(f'{name}.{field}', 'its type', place['type'], new['fields'][field]['type'])
        self.broken += [f'{name}.{field}: new, in a struct that may not grow' for field in new['fields'] if field not in old['fields']]

    def function(self, name, old, new):
        self.same(name, 'its library', old['library'], new['library'])
        self.same(name, 'the version of its symbol', old['version'], new['version'])
        self.same(name, 'what it returns', old['returns'], new['returns'])
        (old_types, old_names), (new_types, new_names) = (split(function['parameters']) for function in (old, new))
        if old_types != new_types:
            self.broken.append(f'{name}: its parameters were ({", ".join(old["parameters"])}), are ({", ".join(new["parameters"])})')
        elif old_names != new_names:
            swapped = sorted(old_names) == sorted(new_names) or any(
                old != new and old in new_names for old, new in zip(old_names, new_names, strict=True))
            (self.broken if swapped else self.added).append(
                f'{name}: its parameters {"change places" if swapped else "have other names"}: {", ".join(old_names)} -> {", ".join(new_names)}')


def split(parameters):
    """Splits parameters into their types and their names."""
    found = [re.match(r'(.*?)(\w+|\.{3})$', parameter).groups() for parameter in parameters]
    return [kind for kind, _ in found], [name for _, name in found]


# ---- the table of docs/abi.md ----

TABLE = re.compile(r'(<!-- script/abi -->\n).*?(<!-- /script/abi -->)', re.DOTALL)


def table(interface):
    """Returns the table of struct sizes for docs/abi.md."""
    rows = [f'| `{name}`{"" if struct["same_on_32_bits"] else " *"} | {struct["size"]} |' for name, struct in interface['structs'].items()]
    return '\n'.join(['| struct | bytes |', '|---|---|', *rows]) + '\n'


def with_table(document, interface):
    """Returns the document with the table of struct sizes replaced."""
    changed, count = TABLE.subn(lambda found: found.group(1) + table(interface) + found.group(2), document)
    if count != 1:
        raise house.Failed('docs/abi.md: the table of sizes stands between <!-- script/abi --> and <!-- /script/abi -->: not found')
    return changed
