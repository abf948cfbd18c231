"""Checks that comments follow CONTRIBUTING.md, as far as patterns can tell: their first words, and some turns of phrase."""
import ast
import io
import re
import tokenize

import house

# First words of comments that are fragments, or that do not name their subject.
OPENINGS = re.compile(r'(?:Of|What|Where) ')
# Turns of phrase to avoid, and what to write instead.
PHRASES = [
    (re.compile(r'\bpass(?:ed|es)? over\b', re.IGNORECASE), 'skip or ignore'),
    (re.compile(r'\b(?:anew|afresh)\b', re.IGNORECASE), 'again'),
    (re.compile(r'\b(?:is|are) laid\b|\blaid from\b', re.IGNORECASE), 'is counted'),
    (re.compile(r'\b(?:befell|befalls)\b', re.IGNORECASE), 'happened to'),
    (re.compile(r'(?<!there )\bis no (?:age|date|day|error|event|name|rule|span|time|working day)\b', re.IGNORECASE), 'is not a'),
    (re.compile(r'\b(?:what|that) is (?:asked|said|told)\b', re.IGNORECASE), 'the thing itself'),
    (re.compile(r'\bfrom (?:a day|then|there|that day) on\b', re.IGNORECASE), 'from ... onwards'),
]
C_LIKE = ('.c', '.cpp', '.cs', '.h', '.hpp', '.i', '.java', '.js', '.mjs', '.ts')
# The marks at the beginning of a comment's lines, and documentation tags, which are not words.
DECORATION = re.compile(r'^\s*(?:/\*+|\*/|\*|//+|#+)\s?', re.MULTILINE)
TAGS = re.compile(r'</?summary>|\*/')


def comments_of_c(text):
    for found in house.COMMENT_OR_TEXT.finditer(text):
        if found.group().startswith(('/*', '//')):
            yield text.count('\n', 0, found.start()) + 1, found.group()


def comments_of_python(text):
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node, clean=False):
            yield node.body[0].lineno, ast.get_docstring(node, clean=False)


def plain(comment):
    """Returns the words of a comment, on one line."""
    return ' '.join(TAGS.sub('', DECORATION.sub('', comment)).split())


def check_comment(checks, place, words):
    opening = OPENINGS.match(words)
    checks.that(not opening, f'{place}: a comment opens with "{words[:40]}": begin with a verb or the noun')
    for phrase, better in PHRASES:
        found = phrase.search(words)
        checks.that(not found, f'{place}: "{found.group() if found else ""}" in a comment: write "{better}"')


def check(checks):
    count = 0
    for path in house.sources():
        kinds = {'.py': comments_of_python, '.pyi': comments_of_python, **dict.fromkeys(C_LIKE, comments_of_c)}
        if path.suffix not in kinds:
            continue
        for line, comment in kinds[path.suffix](path.read_text(encoding='utf-8')):
            count += 1
            check_comment(checks, f'{path.relative_to(house.ROOT).as_posix()}:{line}', plain(comment))
    print(f'{count} comments: their openings, some turns of phrase')


if __name__ == '__main__':
    house.main(check)
