"""Exceptions with the library's status, and their messages."""

from __future__ import annotations

from collections.abc import Iterable

from dueby import _engine

# The library's statuses.
NO_VALUE = _engine.DUEBY_NONE
DONE = _engine.DUEBY_DONE
ARGUMENT = _engine.DUEBY_EARGUMENT
TEXT = _engine.DUEBY_ETEXT
COVERAGE = _engine.DUEBY_ECOVERAGE
NOT_FOUND = _engine.DUEBY_ENOTFOUND
NOT_IN_FORCE = _engine.DUEBY_ENOTINFORCE
NO_TIME = _engine.DUEBY_ENOTIME
NOT_STATED = _engine.DUEBY_ENOTSTATED
FACT = _engine.DUEBY_EFACT
NO_MEMORY = _engine.DUEBY_EMEMORY
NO_SUCH_TIME = _engine.DUEBY_ENOSUCHTIME
NO_RULE = _engine.DUEBY_ENORULE
FORMAT = _engine.DUEBY_EFORMAT
FILE = _engine.DUEBY_EFILE
LIMIT = _engine.DUEBY_ELIMIT


_FAR = 2**31 - 1  # the distance returned if no known name is near


class DuebyError(Exception):
    """Base of all exceptions that dueby raises.

    Attributes
    ----------
    status : int
        The library's status code: 4 for a day outside the calendar, 5 for an unknown name, ... (``docs/errors.md``).
    """

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message, status)
        self.status = status

    def __str__(self) -> str:
        return str(self.args[0])


class UnknownName(DuebyError, LookupError):
    """No rule, profile, event, tag or division has that name; the message suggests the nearest."""


class BadValue(DuebyError, ValueError):
    """An argument that dueby cannot use: a span, a time that the clocks skip, a closure outside the calendar."""


class OutsideCoverage(DuebyError, ValueError):
    """A day that this calendar does not cover, or that no calendar can cover: before 1900 or after 2199. dueby never answers as if
    there were no bank holidays."""


class NotComputable(DuebyError, ValueError):
    """There is no date: no time limit, no time of day, not in force, or a missing fact about the case. The message says which."""


class BadFile(DuebyError, ValueError):
    """A profile, calendar or return that cannot be read. The message lists each fault and where it is."""


class SomeWithoutAnswer(UserWarning):
    """Some elements of a column have no answer: ``details=True`` shows which, and why."""


def nearest(wanted: str, names: Iterable[str]) -> str | None:
    """Returns the known name that is most similar, or None if none is near."""
    distances = ((_engine.name_distance(wanted, name), name) for name in names)
    distance, found = min(distances, key=lambda pair: pair[0], default=(_FAR, None))
    return found if distance < _FAR else None


def unknown(what: str, wanted: str, names: Iterable[str], otherwise: str) -> UnknownName:
    """Makes the exception for an unknown name. Its message suggests the most similar known name, or says where to look."""
    found = nearest(wanted, names)
    hint = f'did you mean "{found}"?' if found else otherwise
    return UnknownName(f'unknown {what} "{wanted}": {hint}', NOT_FOUND)


def not_a(name: str, expected: str, found: object) -> TypeError:
    """Makes the exception for an argument of the wrong type."""
    return TypeError(f"{name}: expected {expected}, found {'a string' if isinstance(found, str) else type(found).__name__}")


def of_status(status: int, what: str) -> Exception:
    """Makes the exception for a status that needs no more explanation."""
    if status == NO_MEMORY:
        return MemoryError()
    kinds: dict[int, type[DuebyError]] = {
        COVERAGE: OutsideCoverage,
        NOT_FOUND: UnknownName,
        FORMAT: BadFile,
        LIMIT: BadFile,
        NO_TIME: NotComputable,
    }
    return kinds.get(status, BadValue)(f"{what}: {_engine.status_text(status)}", status)


def read_text(path: str, most: int) -> str:
    """Reads the text of a file, and refuses one that is too large or not text."""
    with open(path, "rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise BadFile(f"{path}: larger than {most >> 20} MiB", LIMIT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFile(f"{path}:{line}: not UTF-8", FILE) from None


def of_file(error: _engine.Status, path: str) -> Exception:
    """Makes the exception for a file that could not be read, with each fault on its own line."""
    status, said = error.args[0], error.args[1] if len(error.args) > 1 else ""
    if status == NO_MEMORY:
        return MemoryError()
    if not said:
        return BadFile(f"{path}: {_engine.status_text(status)}", status)
    lines = (f"{path}: {line[4:].lstrip()}" if line.startswith("0:") else f"{path}:{line}" for line in said.split("\n"))
    return BadFile("\n".join(lines), status)
