"""The enums of Java, .NET and C++ must have every constant of the C headers, with its number. The types of the JavaScript package and
the choices of the R package must have every code. Python takes its codes from the library."""
import json
import re

import house

JAVA = house.ROOT / 'bindings/java/src/main/java/dueby'
DOTNET = house.ROOT / 'bindings/dotnet/Dueby/Enums.cs'
JAVASCRIPT = house.ROOT / 'bindings/js/dueby.d.ts'
R = house.ROOT / 'bindings/r/R'

# The constants that an enum has, if they are not the ones with its own name.
NOUNS = {'HolidayBasis': 'BASIS', 'ChangeKind': 'CHANGES', 'EffectKind': 'EFFECT', 'FindingKind': 'FINDING', 'Label': 'PART',
         'MeasureBasis': 'MEASURE', 'StepKind': 'STEP', 'WorklistCount': 'COUNT', 'Kind': 'HOLDS'}
# The members of Status. The constants in C have no noun in common.
STATUSES = {'DUEBY_OK': 'OK', 'DUEBY_NONE': 'NONE', 'DUEBY_EARGUMENT': 'ARGUMENT', 'DUEBY_ETEXT': 'TEXT', 'DUEBY_ECOVERAGE': 'COVERAGE',
            'DUEBY_ENOTFOUND': 'NOT_FOUND', 'DUEBY_ENOTINFORCE': 'NOT_IN_FORCE', 'DUEBY_ENOTIME': 'NO_TIME',
            'DUEBY_ENOTSTATED': 'NOT_STATED', 'DUEBY_EFACT': 'FACT', 'DUEBY_EMEMORY': 'MEMORY', 'DUEBY_ESPACE': 'SPACE',
            'DUEBY_ENOSUCHTIME': 'NO_SUCH_TIME', 'DUEBY_ENORULE': 'NO_RULE', 'DUEBY_EFORMAT': 'FORMAT', 'DUEBY_EFILE': 'FILE',
            'DUEBY_ELIMIT': 'LIMIT', 'DUEBY_DONE': 'DONE'}
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*', re.DOTALL)
ENUM = re.compile(r'\benum (?:class )?(\w+)[^{;]*\{([^{};]*)')
# Types and fields in dueby.d.ts that are a list of codes, and the kind of code.
UNIONS = {'State': 'STATE', 'Certainty': 'CERTAINTY', 'Counting': 'COUNTING', 'Roll': 'ROLL', 'Include': 'INCLUDE',
          'Authority': 'AUTHORITY', 'Subject': 'SUBJECT', 'force': 'FORCE', 'precision': 'PRECISION', 'checked': 'CHECKED',
          'change': 'CHANGES', 'effect': 'EFFECT', 'result': 'RESULT', 'basis': 'MEASURE', 'order': 'SORTED'}
UNION = re.compile(r"\b(\w+)\??(?: =|:) ('\w+'(?: \| '\w+')+(?: \| null)?);")
CHOICES = re.compile(r'\b(basis|order|include|counting|roll) = c\(([^)]*)\)')
# Codes that are not the name of their constant: DUEBY_SUBJECT_BODY is written "authority".
WRITTEN = {('SUBJECT', 'body'): 'authority'}
# Constants that are a limit, not a member of the enum.
LIMIT = re.compile(r'_MAX$')


def constants(known, noun):
    """Returns the constants of a noun without the noun, by number."""
    start = f'DUEBY_{noun}_'
    return {name.removeprefix(start): number for name, number in known.items() if name.startswith(start) and not LIMIT.search(name)}


def upper(name):
    """Returns a name in the spelling of C: NotComputable becomes NOT_COMPUTABLE."""
    return re.sub(r'(?<=[a-z0-9])(?=[A-Z])', '_', name).upper()


def members(known, body, first):
    """Returns the numbers of an enum's members. The first one is given unless the enum says."""
    found = {}
    number = first
    for part in filter(None, (part.strip() for part in body.split(','))):
        name, _, written = (word.strip() for word in part.partition('='))
        number = known[written] if written in known else int(written) if written else number
        found[upper(name)] = number
        number += 1
    return found


def check_enum(checks, known, where, name, found):
    """Compares an enum with the constants of the headers."""
    if name == 'Status':
        expected = {short: known[long] for long, short in STATUSES.items()}
    else:
        expected = constants(known, NOUNS.get(name, upper(name)))
    checks.that(expected, f'{where}: enum {name}: the headers have no constants for it')
    for member in sorted(expected.keys() | found.keys()):
        checks.that(expected.get(member) == found.get(member),
                    f'{where}: enum {name}: {member} is {found.get(member, "missing")}, and {expected.get(member, "missing")} in C')


def check_statuses(checks, known):
    """STATUSES must have every status of base.h."""
    statuses = {name for name in known if re.fullmatch(r'DUEBY_(OK|NONE|DONE|E[A-Z]+)', name)}
    checks.same('statuses', STATUSES, statuses)


def check_enums(checks, known, path):
    """Checks the enums of a file, and returns their number."""
    count = 0
    text = COMMENT.sub('', path.read_text(encoding='utf-8'))
    for name, body in ENUM.findall(text):
        after = text[text.index(body):]
        check_enum(checks, known, path.name, name, members(known, body, 1 if 'ordinal() + 1' in after else 0))
        count += 1
    return count


def check_codes(checks, known, where, kind, written, nullable):
    """Compares a list of codes with the constants of its kind. Null stands for NONE."""
    codes = {WRITTEN.get((kind, name.lower()), name.lower()) for name in constants(known, kind)}
    checks.same(where, written, codes - ({'none'} if nullable else set()))


def check(checks):
    known = json.loads((house.ROOT / 'abi/abi.json').read_text(encoding='utf-8'))['constants']
    check_statuses(checks, known)
    java = sum(check_enums(checks, known, path) for path in sorted(JAVA.glob('*.java')))
    dotnet = check_enums(checks, known, DOTNET)
    cpp = sum(check_enums(checks, known, path) for path in sorted((house.INCLUDE / 'dueby').glob('*.hpp')))
    unions = UNION.findall(JAVASCRIPT.read_text(encoding='utf-8'))
    for name, union in unions:
        if name in UNIONS:
            check_codes(checks, known, f'{JAVASCRIPT.name}: {name}', UNIONS[name], re.findall(r"'(\w+)'", union), 'null' in union)
    checks.same('lists of codes in dueby.d.ts', {name for name, _ in unions} & UNIONS.keys(), UNIONS)
    choices = [(path, *found) for path in sorted(R.glob('*.R')) for found in CHOICES.findall(path.read_text(encoding='utf-8'))]
    for path, name, listed in choices:
        kind = {'basis': 'MEASURE', 'order': 'SORTED'}.get(name, name.upper())
        check_codes(checks, known, f'{path.name}: {name}', kind, re.findall(r'"(\w+)"', listed), False)
    checks.that(java >= 20 and dotnet >= 20 and cpp >= 7 and choices, 'too few enums were found')
    print(f'{java} enums of Java, {dotnet} of .NET, {cpp} of C++, {len(unions)} unions of JavaScript, {len(choices)} choices of R')


if __name__ == '__main__':
    house.main(check)
