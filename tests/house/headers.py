"""Checks that each public header compiles by itself in every language that it supports; C++ headers with more warnings enabled.
Headers are also the specification: each function must have a comment, which may cover its neighbours, with the release that added
the function."""
import re

import house

LANGUAGES = [(compiler, standard, language)
             for compilers, standards, language in ((('gcc', 'clang'), ('c99', 'c11', 'c2x'), 'c'),
                                                    (('g++', 'clang++'), ('c++17',), 'c++'))
             for compiler in compilers for standard in standards]
CPP_LANGUAGES = [(compiler, standard, 'c++') for compiler in ('g++', 'clang++') for standard in ('c++17', 'c++20')]
WARNINGS = ['-Wall', '-Wextra', '-Wpedantic', '-Werror']
CPP_WARNINGS = [*WARNINGS, '-Wconversion', '-Wshadow']
COMMENT = re.compile(r'/\*(.*?)\*/', re.DOTALL)


def public_headers():
    return sorted(house.INCLUDE.rglob('*.h'))


def check_alone(checks, header, languages, warnings):
    """Compiles a source that includes one header, twice, and nothing else."""
    name = header.relative_to(house.INCLUDE)
    source = f'#include "{name}"\n#include "{name}"\n'
    for compiler, standard, language in languages:
        house.attempt(checks, house.tool(compiler), f'-std={standard}', *warnings, '-fsyntax-only', '-I', house.INCLUDE,
                      '-x', language, '-', input=source)


def check_comments(checks, header):
    """Checks that each block of declarations between two empty lines begins with a comment."""
    functions, place = 0, header.relative_to(house.ROOT)
    for block in re.split(r'\n[ \t]*\n', header.read_text(encoding='utf-8')):
        names = house.DECLARATION.findall(COMMENT.sub(' ', block))
        if not names:
            continue
        functions += len(names)
        comment = COMMENT.match(block.lstrip())
        if not comment:
            checks.that(False, f'{place}: no comment before {", ".join(names)}')
        else:
            text = re.sub(r'\s*\n \*\s*', ' ', comment.group(1))  # the sentence may continue on the next line
            checks.that(re.search(r'\bSince \d+\.\d+', text),
                        f'{place}: the comment on {", ".join(names)} has no "Since"')
    return functions


def check(checks):
    found = public_headers()
    functions = sum(check_comments(checks, header) for header in found)
    print(f'{functions} functions: a comment, and since when')
    parts = sorted((house.INCLUDE / 'dueby').glob('*.hpp'))
    for headers, languages, warnings in ((found, LANGUAGES, WARNINGS), (parts, CPP_LANGUAGES[:1], CPP_WARNINGS),
                                         ([house.INCLUDE / 'dueby.hpp'], CPP_LANGUAGES, CPP_WARNINGS)):
        for header in headers:
            check_alone(checks, header, languages, warnings)
        print(f'{len(headers)} headers alone: {", ".join(f"{compiler} {standard}" for compiler, standard, _ in languages)}')


if __name__ == '__main__':
    house.main(check)
