"""Checks that every C and C++ source is formatted by clang-format 14."""
import house

# The version is exactly 14, because versions format differently.
TOOL = 'clang-format-14'


def check(checks):
    files = [path for path in house.sources() if path.suffix in ('.c', '.h', '.cpp', '.hpp')]
    said = house.attempt(checks, house.tool(TOOL), '--dry-run', '-Werror', *files)
    if said is None:
        checks.that(False, f'run {TOOL} -i over what is named above')
    print(f'{len(files)} files: {TOOL}')


if __name__ == '__main__':
    house.main(check)
