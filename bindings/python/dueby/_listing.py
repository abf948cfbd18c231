"""Turns the engine's cells into columns of a table, and its messages into problems."""

from __future__ import annotations

from typing import Any, NamedTuple

from dueby import _dates, _engine, _frames
from dueby._errors import ARGUMENT, BadValue

_WARNING = 1  # the value of DUEBY_SEVERITY_WARNING

# The fields that have codes, and the kind of code.
_ENUMERATED = {
    "authority": _dates.AUTHORITY,
    "force": _dates.FORCE,
    "state": _dates.STATE,
    "state_before": _dates.STATE,
    "state_by_law": _dates.STATE,
    "certainty": _dates.CERTAINTY,
    "precision": _dates.PRECISION,
}
_TEXTS = (_engine.DUEBY_CELL_TEXT, _engine.DUEBY_CELL_CODE)


class Problem(NamedTuple):
    """A message about a row.

    Attributes
    ----------
    line : int
        The line in the file, where the header is line 1; 0 for a table, and for a message about the whole file.
    row : int or None
        The row of the table, from 0; None for a file, and for a message about the whole table.
    severity : str
        ``error``: the row could not be read, and its case is listed; ``note``: something in it was ignored.
    message : str
        The text. It only quotes cells made of digits and date punctuation.
    file : str or None
        The file of a return.
    """

    line: int
    row: int | None
    severity: str
    message: str
    file: str | None = None


def problem_of(line: int, severity: int, message: str, file: str, row: int | None = None) -> Problem:
    """Turns a message from the engine into a problem."""
    return Problem(line, row, "note" if severity == _WARNING else "error", message, file or None)


def words_of(kind: int) -> list[str | None]:
    """Returns the codes of one kind, by number. Numbers may begin at 1, so 0 may have no code."""
    words = {_engine.code_value(kind, word): word for word in _dates.codes(kind)}
    return [words.get(number) for number in range(max(words) + 1)]


def names_of(table: Any) -> list[str]:
    """Returns the names of a table's columns. A carried column must not have the name of a field."""
    names: list[str] = []
    while (name := _engine.listing_name(table, len(names))) is not None:
        names.append(name)
    for name in names:
        if names.count(name) > 1:
            raise BadValue(_dates.refused(_engine.DUEBY_REFUSAL_FIELD, name), ARGUMENT)
    return names


def columns_of(table: Any, make: type[_frames.Frame]) -> tuple[_frames.Frame, dict[str, Any]]:
    """Turns a table from the engine into columns by name."""
    frame = make(_engine.listing_rows(table))

    def numbers(place: int) -> Any:
        out = frame.room(4)
        _engine.listing_numbers(table, place, out)
        return out

    def times(place: int, civil: bool) -> Any:
        out = frame.room(8)
        _engine.listing_times(table, place, civil, out)
        return out

    def texts(place: int, name: str) -> Any:
        kind = _ENUMERATED.get(name)
        return frame.texts(numbers(place), _engine.listing_words(table, place), None if kind is None else words_of(kind))

    def column(place: int, name: str) -> Any:
        kind = _engine.listing_kind(table, place)
        if kind in _TEXTS:
            return texts(place, name)
        if kind == _engine.DUEBY_CELL_NUMBER:
            return frame.numbers(numbers(place))
        if kind == _engine.DUEBY_CELL_DAY:
            return frame.days(numbers(place))
        if frame.needs_civil:
            return frame.moments(None, None, times(place, True))
        return frame.moments(numbers(place), times(place, False), None)

    return frame, {name: column(place, name) for place, name in enumerate(names_of(table))}


class Tabular:
    """The base of results with rows, which can be any kind of table."""

    _kind: str

    def _as(self, kind: str) -> Any:
        raise NotImplementedError

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as dicts. A day with a known time is an aware datetime, any other a date."""
        rows: list[dict[str, Any]] = self._as("rows")
        return rows

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame."""
        return self._as("pandas")

    def to_polars(self) -> Any:
        """The rows as a polars DataFrame."""
        return self._as("polars")

    def to_arrow(self) -> Any:
        """The rows as a pyarrow Table."""
        return self._as("pyarrow")

    def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
        """The Arrow C stream interface (needs pyarrow)."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)
