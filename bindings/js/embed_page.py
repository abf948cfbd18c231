#!/usr/bin/env python3
"""Joins the package and the sources of page/ in one file. Its Content-Security-Policy allows, by their hashes, only the scripts and
styles in the file and in the worklist that it shows.

    embed_page.py OUT.html page.html page.css page.js dueby.js wasm.js LICENSE NOTICE LICENSES.txt SHOWN.css SHOWN.js...
"""
import base64
import hashlib
import pathlib
import re
import sys


def hashed(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def inner(text, name):
    """Turns a module into plain statements, without its imports from other modules and its exports."""
    text = re.sub(r"^import [^;]*? from '\./[^']*';\n", '', text, flags=re.MULTILINE)
    text = re.sub(r'^export default ', 'const packed = ', text, flags=re.MULTILINE)
    text = re.sub(r'^export ', '', text, flags=re.MULTILINE)
    if re.search(r'^(import|export)\b', text, re.MULTILINE) or '</' in text or '<!--' in text:
        sys.exit(f'{name}: contains an import, an export or text that cannot be put in a page')
    return text


def main():
    out, *names = map(pathlib.Path, sys.argv[1:])
    page, style, script, package, module, *rest = (name.read_text(encoding='utf-8') for name in names)
    licences, shown_style, shown = '\n'.join(rest[:3]), rest[3], rest[4:]
    shown_script = ''.join(shown)
    # The page's script is in a block of its own, so that it may use names that are private in the package.
    code = f'\n{inner(module, names[4])}{inner(package, names[3])}{{\n{inner(script, names[2])}}}\n'
    style = f'\n{style}'
    policy = (f"default-src 'none'; script-src 'wasm-unsafe-eval' {hashed(code)} {hashed(shown_script)}; "
              f"style-src {hashed(style)} {hashed(shown_style)}; base-uri 'none'; form-action 'none'")
    for mark, text in (('POLICY', policy), ('STYLE', style), ('SCRIPT', code), ('LICENCES', licences)):
        if page.count(f'@{mark}@') != 1:
            sys.exit(f'{names[0]}: expected @{mark}@ once')
        page = page.replace(f'@{mark}@', text)
    out.write_text(page, encoding='utf-8', newline='\n')


main()
