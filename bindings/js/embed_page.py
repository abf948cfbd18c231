#!/usr/bin/env python3
"""The package and the sources of page/ -> one file, whose Content-Security-Policy allows what is in it, by its hashes, and what is
in the worklist that it shows; and nothing from anywhere.

    embed_page.py OUT.html page.html page.css page.js dueby.js wasm.js LICENSES.txt SHOWN.css SHOWN.js
"""
import base64
import hashlib
import pathlib
import re
import sys


def hashed(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def inner(text, name):
    """A module as statements: without what it imports from its neighbours, and what it exports."""
    text = re.sub(r"^import [^;]*? from '\./[^']*';\n", '', text, flags=re.MULTILINE)
    text = re.sub(r'^export default ', 'const packed = ', text, flags=re.MULTILINE)
    text = re.sub(r'^export ', '', text, flags=re.MULTILINE)
    if re.search(r'^(import|export)\b', text, re.MULTILINE) or '</' in text or '<!--' in text:
        sys.exit(f'{name}: holds an import, an export or a text that cannot stand in a page')
    return text


def main():
    out, *names = map(pathlib.Path, sys.argv[1:])
    page, style, script, package, module, licences, shown_style, shown_script = (name.read_text(encoding='utf-8') for name in names)
    # A block of its own: the page may have names that the package has within.
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
