"""Every source of C and C++ is as clang-format 14 lays it out."""
import house

# 14 and no other: each version has its own opinions.
TOOL = 'clang-format-14'


def check(checks):
    files = [path for path in house.sources() if path.suffix in ('.c', '.h', '.cpp', '.hpp')]
    said = house.attempt(checks, house.tool(TOOL), '--dry-run', '-Werror', *files)
    if said is None:
        checks.that(False, f'run {TOOL} -i over what is named above')
    print(f'{len(files)} files: {TOOL}')


if __name__ == '__main__':
    house.main(check)
