"""Checks that the built libraries and the command are hardened: full RELRO, immediate binding, no executable stack, position
independence, stack protector, and fortified calls if the build optimises."""
import argparse
import re

import house

# Functions that a compiler with _FORTIFY_SOURCE replaces with checked ones. Any program that prints calls some of them.
PRINTS = {'printf', 'fprintf', 'snprintf', 'vsnprintf', 'vfprintf'}


def check_file(checks, path, fortified):
    """Checks the headers, the dynamic section and the imported names of one file."""
    segments = house.run(house.tool('readelf'), '-lW', path)
    dynamic = house.run(house.tool('readelf'), '-dW', path)
    header = house.run(house.tool('readelf'), '-hW', path)
    names = [line.split()[0].partition('@')[0]
             for line in house.run(house.tool('nm'), '-D', '-P', '--undefined-only', path).splitlines()]
    stack = re.search(r'GNU_STACK\s.*?\s([RWE ]{3})\s', segments)
    checks.that('GNU_RELRO' in segments, f'{path}: no RELRO: link with -z relro')
    checks.that(re.search(r'\(FLAGS_1?\).*\b(BIND_NOW|NOW)\b', dynamic), f'{path}: binds lazily: link with -z now')
    checks.that(stack and 'E' not in stack.group(1), f'{path}: its stack is executable, or readelf prints otherwise than expected')
    checks.that(re.search(r'Type:\s+DYN\b', header), f'{path}: not position independent')
    checks.that('__stack_chk_fail' in names, f'{path}: no function has a stack protector')
    checked = sorted(name for name in names if re.fullmatch(r'__\w+_chk', name))
    prints = PRINTS.intersection(names)
    checks.that(not fortified or not prints or checked, f'{path}: calls {", ".join(sorted(prints))}, and nothing fortified')
    print(f'{path}: RELRO, bound when loaded, stack protector; fortified: {", ".join(checked) or "nothing"}')


def check(checks):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--fortified', action='store_true', help='the build optimises')
    parser.add_argument('files', nargs='+')
    given = parser.parse_args()
    house.need_plain_build()
    for path in given.files:
        check_file(checks, path, given.fortified)


if __name__ == '__main__':
    house.main(check)
