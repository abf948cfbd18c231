"""Makes the reference of the C libraries from the public headers: man pages of section 3, and one page of HTML.

    api.py man FOLDER     a page for each header, and one for each function or group of functions with a comment
    api.py html FILE      everything in one page, with links
    api.py install FOLDER the man pages, as a script of `meson install`

A header begins with a comment on the whole, followed by blocks. A block is a comment with the declarations that it describes.
Anything wrong with a comment is an error. Called by script/build-api, by `meson install`, and by tests/house/api_pages.py.
"""
import html
import os
import re
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# The headers of libraries other than libdueby. All remaining headers are libdueby's.
LIBRARIES = {'io': 'dueby-io', 'caseload': 'dueby-io', 'proof': 'dueby-io', 'returns': 'dueby-io', 'definitions': 'dueby-io',
             'ical': 'dueby-ical', 'page': 'dueby-page'}
# Lines that do not matter for the interface: guards, includes, and lines that only a C++ compiler sees.
PLUMBING = re.compile(r'^#if defined\(DUEBY_API\)(?s:.*?)^#endif$|^#(?:ifndef|define) DUEBY_\w+_H$|^#include .*$'
                      r'|^#ifdef __cplusplus\n(?:extern "C" \{|\})\n#endif$|^#endif$', re.MULTILINE)
COMMENT = re.compile(r'/\*(.*?)\*/\n?', re.DOTALL)
FUNCTION = re.compile(r'^DUEBY_API\s[^;(]*?\b(\w+)\s*\(', re.MULTILINE)
TITLE = re.compile(r'---- (.*?) ----\s*')
NAME = re.compile(r'\b(?:dueby|DUEBY)_\w+')
# Names from data that comments may mention: keys, columns and events.
DATA = {'birth', 'case', 'cin', 'id'}
SINCE = re.compile(r'\s*Since (\d+\.\d+)\.\s*$')


class Wrong(Exception):
    """Raised if a header does not have the form that the pages need."""


def capital(text):
    return text[:1].upper() + text[1:]


def words(comment):
    """Returns the paragraphs of a comment. Indented lines, as in a table, are not joined."""
    paragraphs = [[]]
    for line in comment.strip().split('\n'):
        line = re.sub(r'^ \* ?', '', line).rstrip()
        if not line or line == '*':
            paragraphs.append([])
        elif line.startswith('  ') or not paragraphs[-1] or paragraphs[-1][-1].startswith('  '):
            paragraphs[-1].append(line)
        else:
            paragraphs[-1][-1] += ' ' + line
    return [paragraph for paragraph in paragraphs if paragraph]


class Block:
    """A comment with its declarations. A section title has no declarations, and a type may have no comment."""

    def __init__(self, header, text):
        comment = COMMENT.match(text)
        self.header = header
        self.code = text[comment.end():].strip('\n') if comment else text
        self.paragraphs = words(comment.group(1)) if comment else []
        self.functions = FUNCTION.findall(self.code)
        self.title, self.since = None, None
        if self.paragraphs and (title := TITLE.match(self.paragraphs[0][0])):
            self.title = title.group(1)
            self.paragraphs[0][0] = self.paragraphs[0][0][title.end():]
            self.paragraphs = [paragraph for paragraph in self.paragraphs if paragraph != ['']]
        if self.paragraphs and (since := SINCE.search(self.paragraphs[-1][-1])):
            self.since = since.group(1)
            self.paragraphs[-1][-1] = self.paragraphs[-1][-1][:since.start()]
            self.paragraphs = [paragraph for paragraph in self.paragraphs if paragraph != ['']]
        self.names = set(NAME.findall(COMMENT.sub(' ', self.code)))

    @property
    def summary(self):
        """The first clause of the comment, for lists of pages."""
        text = ' '.join(self.paragraphs[0])
        first = re.split(r'(?<=[^.\d])[.:;](?: |$)', text, maxsplit=1)[0]
        return first[:1].lower() + first[1:] if re.match(r'[A-Z][a-z]', first) else first


class Header:
    """A public header: its name, its opening comment, and its blocks."""

    def __init__(self, path):
        self.name, self.library = path.stem, LIBRARIES.get(path.stem, 'dueby')
        text = path.read_text(encoding='utf-8')
        about = COMMENT.match(text)
        if not about:
            raise Wrong(f'{path.name}: no comment at the beginning')
        self.paragraphs = words(about.group(1))
        named = re.match(r'(\w+): ', self.paragraphs[0][0])
        if not named or named.group(1) != self.name:
            raise Wrong(f'{path.name}: the first comment does not begin with "{self.name}: "')
        self.summary = re.split(r'\. |\.$', self.paragraphs[0][0][named.end():], maxsplit=1)[0]
        self.paragraphs[0][0] = capital(self.paragraphs[0][0][named.end():])
        rest = PLUMBING.sub('', text[about.end():])
        # An empty line within a comment or between braces does not end a block.
        rest = COMMENT.sub(lambda comment: comment.group().replace('\n\n', '\n *\n'), rest)
        self.blocks = [Block(self, part.strip('\n')) for part in re.split(r'\n\s*\n|(?<=;)\n(?=/\*)', rest) if part.strip()]


def read_headers():
    return [Header(path) for path in sorted((ROOT / 'include' / 'dueby').glob('*.h'))]


def problems(headers):
    """Yields a message for each missing comment, and for each name in a comment that does not exist."""
    blocks = [block for header in headers for block in header.blocks]
    known = {name for block in blocks for name in block.names} | {'DUEBY_API'}
    fields = {name for block in blocks if not block.functions for name in re.findall(r'\w+', COMMENT.sub(' ', block.code))}
    for block in blocks:
        place = f'{block.header.name}.h: {", ".join(block.functions or [block.code[:40]])}'
        if block.functions and not (block.paragraphs and block.since):
            yield f'{place}: no comment that ends in "Since X.Y."'
        if block.code.count('{') != block.code.count('}'):
            yield f'{place}: an empty line inside of braces'
        text = ' '.join([*(' '.join(paragraph) for paragraph in block.paragraphs), *COMMENT.findall(block.code)])
        for name in set(NAME.findall(text)) - known:
            if not any(other.startswith(name) for other in known):  # a prefix such as DUEBY_REASON_... means all its constants
                yield f'{place}: the comment names {name}, which does not exist'
        if block.functions:
            own = set(re.findall(r'\w+', COMMENT.sub(' ', block.code)))
            for name in sorted(set(re.findall(r'`(\w+)`', text)) - fields - DATA - own):
                if not name.startswith('_'):  # a name such as `_new` is only the ending of function names
                    yield f'{place}: the comment names `{name}`, which is neither a parameter nor a field'
    pages = [f'dueby_{header.name}' for header in headers] + [name for block in blocks for name in block.functions]
    for name in sorted({name for name in pages if pages.count(name) > 1}):
        yield f'{name}: two pages have this name'


# ---- man pages ----

COLUMNS = 72  # the width of code, which man indents by 7


def narrow(code):
    """Returns declarations that fit a terminal: long lists of parameters are wrapped, long comments go before their field."""
    def wrap_function(found):
        text = ' '.join(found.group().replace('DUEBY_API ', '').split())
        whole = re.sub(r'(?<!,) ', '\0', text)  # keeps a parameter on one line
        return '\n'.join(textwrap.wrap(whole, COLUMNS, subsequent_indent='    ', break_long_words=False)).replace('\0', ' ')

    def move_comment(found):
        indent, declared, comment = found.groups()
        text = ' '.join(re.sub(r'\n\s*\* ?', ' ', comment).split())
        if len(found.group()) <= COLUMNS and '\n' not in found.group():
            return found.group()
        lines = textwrap.wrap(f'/* {text} */', COLUMNS - len(indent), subsequent_indent=' * ')
        return '\n'.join(indent + line for line in [*lines, *([declared.rstrip()] if declared else [])])

    code = re.sub(r'^DUEBY_API [^;]*;', wrap_function, code, flags=re.MULTILINE)
    return re.sub(r'^( *)((?:(?!/\*).)*)/\*((?:(?!\*/)[\s\S])*)\*/$', move_comment, code, flags=re.MULTILINE)


def roff(text):
    text = text.replace('\\', '\\e').replace('-', '\\-').replace("'", '\\(aq').replace('`', '\\(ga')
    return '\\&' + text if text.startswith(('.', '\\(aq')) else text


def roff_words(text):
    """Returns a comment in roff, with names from the interface and anything in backquotes in bold."""
    return roff(re.sub(r'\b(dueby_\w+|DUEBY_\w+)', '\1\\1\2', re.sub(r'`([^`]+)`', '\1\\1\2', text))).replace('\1\1', '\1').replace(
        '\2\2', '\2').replace('\1', '\\fB').replace('\2', '\\fP')


def roff_code(code):
    return ['.nf', *(roff(line) for line in narrow(code).split('\n')), '.fi']


def roff_paragraphs(paragraphs):
    for paragraph in paragraphs:
        yield '.PP'
        for line in paragraph:
            yield from ['.br', roff_words(line.strip())] if line.startswith('  ') else [roff_words(line)]


def man_page(names, summary, version, body):
    return '\n'.join([f'.TH {names[0]} 3 "" "dueby {version}" "C libraries of dueby"', '.nh', '.SH NAME',
                      f'{", ".join(names)} \\- {roff(summary)}', *body, '']).encode()


def synopsis(header, code):
    return ['.SH LIBRARY', f'lib{header.library} (\\-l{roff(header.library)})', '.SH SYNOPSIS', '.nf',
            f'\\fB#include <dueby/{header.name}.h>\\fP', '.fi', *(['.PP', *roff_code(code)] if code else [])]


def header_page(header, version):
    body = [*synopsis(header, ''), '.SH DESCRIPTION', *roff_paragraphs(header.paragraphs)]
    for block in header.blocks:
        if block.title:
            body.append(f'.SS {roff(capital(block.title))}')
        if block.functions:
            body += ['.TP', f'\\fB{", ".join(block.functions)}\\fP', roff_words(block.summary)]
        else:
            body += [*roff_paragraphs(block.paragraphs), *(['.PP', *roff_code(block.code)] if block.code else [])]
    return man_page([f'dueby_{header.name}'], header.summary, version, body)


def function_page(block, version):
    mentioned = sorted({name for paragraph in block.paragraphs for line in paragraph for name in re.findall(r'\bdueby_\w+', line)
                        if name not in block.functions})
    others = [f'dueby_{block.header.name}', *mentioned]
    body = [*synopsis(block.header, block.code), '.SH DESCRIPTION', *roff_paragraphs(block.paragraphs),
            '.SH HISTORY', f'Since {block.since}.', '.SH SEE ALSO', ' ,\n'.join(f'.BR {name} (3)' for name in others)]
    return man_page(block.functions, block.summary, version, body)


def write_man(headers, folder, version):
    folder.mkdir(parents=True, exist_ok=True)
    for header in headers:
        Path(folder, f'dueby_{header.name}.3').write_bytes(header_page(header, version))
        for block in header.blocks:
            if block.functions:
                Path(folder, f'{block.functions[0]}.3').write_bytes(function_page(block, version))
            for other in block.functions[1:]:
                Path(folder, f'{other}.3').write_bytes(f'.so man3/{block.functions[0]}.3\n'.encode())


# ---- a page of HTML ----

STYLE = """body { font: 1rem/1.5 sans-serif; max-width: 50rem; margin: 0 auto; padding: 0 1rem 4rem; color: #0b0c0c }
pre { font: .9rem/1.4 monospace; background: #f3f2f1; padding: .6rem .8rem; overflow-x: auto; margin: 1.5rem 0 .5rem }
code { font-family: monospace } a { color: #1d70b8 } nav ul { columns: 16rem; padding: 0; list-style: none }
h2 { border-top: 1px solid #b1b4b6; padding-top: 1rem; margin-top: 3rem } p { margin: .5rem 0 } small { color: #505a5f }"""


def html_text(text, places):
    def link(found):
        name = found.group()
        place = places.get(name)
        return f'<a href="#{place}"><code>{name}</code></a>' if place else f'<code>{name}</code>'
    return re.sub(r'`([^`]+)`', r'<code>\1</code>', NAME.sub(link, html.escape(text, quote=False)))


def html_code(code, places, own):
    def link(found):
        name = found.group()
        return f'<a href="#{places[name]}">{name}</a>' if name in places and places[name] != own else name
    anchor = f' id="{own}"' if own else ''
    return f'<pre{anchor}>{NAME.sub(link, html.escape(narrow(code), quote=False))}</pre>'


def html_paragraphs(paragraphs, places):
    for paragraph in paragraphs:
        lines = (('<br>' if line.startswith('  ') else '') + html_text(line.strip(), places) for line in paragraph)
        yield '<p>' + '\n'.join(lines) + '</p>'


def html_page(headers, version):
    places, numbers = {}, {}
    for header in headers:
        for block in header.blocks:
            declared = re.findall(r'\b(\w+)\s*[;,=(){}]', COMMENT.sub(' ', block.code))
            names = [name for name in declared if NAME.fullmatch(name)]
            numbers[block] = next((name for name in [*block.functions, *names] if name not in places), None)
            for name in {*block.functions, *(name for name in names if name.startswith('DUEBY_') or f'}} {name};' in block.code)}:
                places.setdefault(name, numbers[block])
    parts = []
    for header in headers:
        parts += [f'<h2 id="{header.name}.h">dueby/{header.name}.h</h2>', f'<p><small>lib{header.library}</small></p>',
                  *html_paragraphs(header.paragraphs, places)]
        for block in header.blocks:
            if block.title:
                parts.append(f'<h3>{html.escape(capital(block.title))}</h3>')
            if block.code:
                parts.append(html_code(block.code, places, numbers[block]))
            parts += html_paragraphs(block.paragraphs, places)
            if block.since:
                parts.append(f'<p><small>Since {block.since}.</small></p>')
    contents = ''.join(f'<li><a href="#{header.name}.h">{header.name}</a></li>' for header in headers)
    return (f'<!DOCTYPE html>\n<html lang="en-GB">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
            f'<title>C libraries of dueby {version}</title>\n<style>{STYLE}</style>\n<h1>C libraries of dueby {version}</h1>\n'
            f'<nav><ul>{contents}</ul></nav>\n' + '\n'.join(parts) + '\n</html>\n')


def main():
    headers = read_headers()
    found = list(problems(headers))
    if found:
        raise Wrong('\n'.join(found))
    version = re.search(r"\n  version: '([\d.]+)'", (ROOT / 'meson.build').read_text(encoding='utf-8')).group(1)
    if sys.argv[1:2] == ['man'] and len(sys.argv) == 3:
        write_man(headers, Path(sys.argv[2]), version)
    elif sys.argv[1:2] == ['html'] and len(sys.argv) == 3:
        Path(sys.argv[2]).write_text(html_page(headers, version), encoding='utf-8')
    elif sys.argv[1:2] == ['install'] and len(sys.argv) == 3:  # even an absolute folder goes below DESTDIR
        prefix = os.environ.get('DESTDIR') if Path(sys.argv[2]).is_absolute() else os.environ['MESON_INSTALL_DESTDIR_PREFIX']
        write_man(headers, Path(f'{prefix or ""}/{sys.argv[2]}'), version)
    else:
        sys.exit(__doc__)


if __name__ == '__main__':
    try:
        main()
    except Wrong as wrong:
        sys.exit(f'{wrong}')
