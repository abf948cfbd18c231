"""Checks the reference made from the headers (script/build-api). Each public function must have a man page, which groff formats
without a warning. Links in the HTML page must lead somewhere. A comment that is missing, or names something that does not exist,
must be an error."""
import os
import re
import sys
import tempfile
from pathlib import Path

import house

sys.path.insert(0, str(house.ROOT / 'tools'))
import api  # noqa: E402

# A header with one fault in each of its comments, and the message that each fault must cause.
FAULTY = """/* faulty: a header. */
#ifndef DUEBY_FAULTY_H
#define DUEBY_FAULTY_H

/* Reads `given`. Since 0.9. */
DUEBY_API int32_t dueby_faulty_read(const char *text);

/* Fails with DUEBY_ENOTHING. Since 0.9. */
DUEBY_API int32_t dueby_faulty_fail(void);

/* Does something. */
DUEBY_API int32_t dueby_faulty_undated(void);

#endif
"""
FAULTS = ['dueby_faulty_read: the comment names `given`', 'dueby_faulty_fail: the comment names DUEBY_ENOTHING',
          'dueby_faulty_undated: no comment that ends in "Since X.Y."']


def check_faults(checks, folder):
    path = folder / 'faulty.h'
    path.write_text(FAULTY, encoding='utf-8')
    found = list(api.problems([api.Header(path)]))
    checks.that(len(found) == len(FAULTS), f'faults found: {found}')
    for fault in FAULTS:
        checks.that(any(fault in one for one in found), f'not found: {fault}')


def check_man(checks, folder):
    """Checks that each function's page shows its declaration, or is a link to the page that does."""
    texts = (header.read_text(encoding='utf-8') for header in house.INCLUDE.rglob('*.h'))
    functions = {name for text in texts for name in house.DECLARATION.findall(text)}
    headers = {f'dueby_{path.stem}' for path in (house.INCLUDE / 'dueby').glob('*.h')}
    pages = {path.stem: path.read_text(encoding='utf-8') for path in folder.glob('*.3')}
    checks.same('man pages', pages, functions | headers)
    for name in functions & set(pages):
        link = re.fullmatch(r'\.so man3/(\w+)\.3\n', pages[name])
        text = pages[link.group(1)] if link else pages[name]
        named = text.split('.SH NAME\n')[1].split(' \\-')[0].split(', ')
        declared = text.split('.SH SYNOPSIS')[1].split('.SH DESCRIPTION')[0]
        checks.that(name in named and f'{name}(' in declared, f'{name}.3: no such name or declaration')
    said = house.run(house.tool('groff'), '-man', '-ww', '-z', '-Tutf8',
                     *(folder / f'{name}.3' for name, text in pages.items() if not text.startswith('.so ')))
    checks.that(not said, f'groff: {said}')
    print(f'{len(pages)} man pages for {len(functions)} functions and {len(headers)} headers')


def check_html(checks, path):
    text = path.read_text(encoding='utf-8')
    places = re.findall(r' id="([^"]+)"', text)
    checks.that(len(places) == len(set(places)), 'two places of the page have the same id')
    checks.that(set(re.findall(r'href="#([^"]+)"', text)) <= set(places), 'a link of the page leads nowhere')
    print(f'{len(places)} places in the page of HTML')


def check(checks):
    with tempfile.TemporaryDirectory(prefix='dueby-api-') as place:
        folder = Path(place)
        check_faults(checks, folder)
        house.run(house.ROOT / 'script' / 'build-api', folder / 'made', env={**os.environ, 'PYTHONDONTWRITEBYTECODE': '1'})
        check_man(checks, folder / 'made' / 'man3')
        check_html(checks, folder / 'made' / 'dueby.html')


if __name__ == '__main__':
    house.main(check)
