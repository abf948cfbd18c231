"""Collects what the tests of the page find to be wrong."""

SHOWN = 600  # characters of a value


class Checks(list):
    def that(self, holds, what):
        if not holds:
            self.append(what)

    def same(self, what, found, expected):
        self.that(found == expected, f'{what}: {repr(found)[:SHOWN]}, expected {repr(expected)[:SHOWN]}')
