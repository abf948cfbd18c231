"""Checks that public names follow CONTRIBUTING.md: `dueby_noun_verb()`, `dueby_noun`, `DUEBY_NOUN_X`, and a count is named
`_count`. The nouns come from the headers themselves: types, headers, parameters, fields, kinds of codes and kinds of texts."""
import re

import house
import interface

# Names that need no noun: the names for the library as a whole, and the statuses.
BARE = {'dueby_version', 'dueby_version_number', 'dueby_data_version'}
STATUS = re.compile(r'DUEBY_(OK|NONE|DONE|E[A-Z]+)$')
NUMBERS = {'int32_t', 'int64_t'}


def headers():
    """Returns the name of each public header."""
    return {path.stem for path in (house.INCLUDE / 'dueby').glob('*.h')}


def singular(word):
    """Returns the possible singulars of a plural, or nothing if the word is not a plural."""
    return {word[:-1], word[:-3] + 'y'} if word.endswith('s') else set()


class Nouns:
    """The nouns that public names may begin with, and checks of names against the nouns."""

    def __init__(self, now, headers):
        parameters = {name for function in now['functions'].values() for name in interface.split(function['parameters'])[1]}
        fields = {name for struct in now['structs'].values() for name in struct['fields']}
        self.things = {name.removeprefix('dueby_') for name in [*now['structs'], *now['types']]}
        kinds = {name.removeprefix('DUEBY_CODE_').lower() for name in now['constants'] if name.startswith('DUEBY_CODE_')}
        texts = {name.split('_')[-1] for name, function in now['functions'].items() if 'char * text' in function['parameters']}
        self.known = self.things | headers | parameters | fields | kinds | texts
        self.counted = self.known | {name.split('_')[-1] for name in now['functions']}

    def begins_with_noun(self, words):
        """Returns whether the first words of a name are a noun and more words follow."""
        return any('_'.join(words[:i]) in self.known for i in range(1, len(words))) or (len(words) > 1 and singular(words[0]) & self.known)

    def function(self, name, returned):
        """Returns the fault of a function's name; an empty string if there is none."""
        words = name.removeprefix('dueby_').split('_')
        if name in BARE:
            return None
        if not self.begins_with_noun(words):
            return 'begins with no noun that the headers have'
        if re.fullmatch(r'[iu](8|16|32|64)', words[-1]):
            return 'ends in a C type: one of many elements is named _many'
        if 'of' in words:
            return '`of` says nothing: a constructor is _from, an answer _for, a getter a noun'
        if returned in NUMBERS and singular(words[-1]) & self.counted:
            return f'returns a number: a count is named {"_".join([*words[:-1], min(singular(words[-1]) & self.counted)])}_count'
        if words[-1] == 'count' and len(words) > 2 and returned not in NUMBERS | {'dueby_status'}:
            return f'returns {returned}, which is no count'
        return None

    def constant(self, name):
        """Returns the fault of a constant's name, or None."""
        if STATUS.match(name):
            return None
        words = name.partition('(')[0].removeprefix('DUEBY_').lower().split('_')
        if not self.begins_with_noun(words):
            return 'begins with no noun that the headers have'
        return None

    def type(self, name):
        """Returns the fault of a type's name, or None."""
        words = name.removeprefix('dueby_').split('_')
        return 'a type is a noun, and needs no suffix' if words[-1] in ('t', 'struct', 'type') else None


def check(checks):
    now = interface.read()
    nouns = Nouns(now, headers())
    for name, function in now['functions'].items():
        checks.that(not (wrong := nouns.function(name, function['returns'])), f'{name}: {wrong}')
    for name in now['constants']:
        checks.that(not (wrong := nouns.constant(name)), f'{name}: {wrong}')
    for name in [*now['types'], *now['structs']]:
        checks.that(not (wrong := nouns.type(name)), f'{name}: {wrong}')
    # Former names. Each must break one of the rules.
    for name in ('dueby_profile_events', 'dueby_rule_ends', 'dueby_profile_duties', 'dueby_outcome_of', 'dueby_due_i32', 'dueby_own_list'):
        checks.that(nouns.function(name, 'int32_t'), f'{name} passes')
    for name in ('DUEBY_MET', 'DUEBY_LOCAL_DAYS', 'DUEBY_BY_CASE', 'DUEBY_ENGLAND_AND_WALES', 'DUEBY_NOT_COMPARABLE'):
        checks.that(nouns.constant(name), f'{name} passes')
    print(f'{len(now["functions"])} functions, {len(now["constants"])} constants, {len(now["types"])} types')


if __name__ == '__main__':
    house.main(check)
