"""dueby in DuckDB's SQL: ``pip install dueby[duckdb]``.

>>> import dueby.duckdb, duckdb  # doctest: +SKIP
>>> connection = duckdb.connect()  # doctest: +SKIP
>>> dueby.duckdb.register(connection, profile="barnet")  # doctest: +SKIP
>>> connection.sql("select dueby_due('cp.conference.initial', date '2026-03-27')").fetchall()  # doctest: +SKIP
[(datetime.date(2026, 4, 21),)]
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

import dueby
from dueby._errors import UnknownName
from dueby._how import CHECK, DUE, How, settled

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["register"]

_TYPES = {"date": "DATE", "text": "VARCHAR", "number": "INTEGER"}
# Nulls are handled here, because DuckDB would return null if any argument was null, such as the day of something that has not been
# done yet.
_KIND: dict[str, Any] = {"type": "arrow", "null_handling": "special"}
_Key = tuple[Any, ...]


def register(connection: DuckDBPyConnection, *, soon: str | None = None, prefix: str = "dueby_", **how: Unpack[How]) -> None:
    """Registers dueby's functions with a connection.

    =========================================================  ==============================================================
    ``dueby_due(rule, day)``                                   the due date
    ``dueby_due_details(rule, day, born)``                     a struct of ``due``, ``governed_by``, ``certainty``, ``error``
    ``dueby_check(rule, day, met, as_at)``                     the state
    ``dueby_check_details(rule, day, born, met, ended, as_at)``  a struct of ``due``, ``state``, ``days_left``,
                                                               ``working_days_left``, ``working_days_taken``, ``certainty``,
                                                               ``governed_by``, ``error``
    =========================================================  ==============================================================

    Rules are strings and everything else is a date: cast a timestamp (``day::DATE``). A null day or rule gives null. A day
    without an answer gives null, with the warning `SomeWithoutAnswer`; a struct says why in ``error`` instead. An unknown
    rule stops the query; in a struct it is an ``error`` of its rows.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        The connection that gets the functions; register them once.
    soon : str, optional
        How close counts as due soon.
    prefix : str
        The beginning of the functions' names. With different prefixes, two profiles can be used side by side.
    **how
        ``profile``, ``division``, ``calendar``, ``trigger``, ``agreed``, ``tags``, ``since``, ``events``, ``whole_days``, as
        for `dueby.due`. They apply to every row.
    """
    calls = _Calls(settled(how), soon)
    calls.try_out()
    known: dict[str, tuple[Callable[..., Any], list[Any], str]] = {
        "due": (calls.due, ["VARCHAR", "DATE"], "DATE"),
        "due_details": (calls.due_details, ["VARCHAR", "DATE", "DATE"], _struct(DUE)),
        "check": (calls.check, ["VARCHAR", "DATE", "DATE", "DATE"], "VARCHAR"),
        "check_details": (calls.check_details, ["VARCHAR"] + 5 * ["DATE"], _struct(CHECK)),
    }
    for name, (function, takes, gives) in known.items():
        connection.create_function(prefix + name, function, takes, gives, **_KIND)


def _struct(kinds: Mapping[str, str]) -> str:
    return f"STRUCT({', '.join(f'{name} {_TYPES[kind]}' for name, kind in kinds.items())})"


class _Calls:
    """The functions that DuckDB calls, from several threads, with chunks of at most 2,048 rows."""

    def __init__(self, how: dict[str, Any], soon: str | None) -> None:
        self._how, self._soon = how, soon

    def try_out(self) -> None:
        """Asks one question first, so that a wrong name or span makes `register` fail immediately."""
        import pyarrow

        days = pyarrow.array([], pyarrow.date32())
        profile = self._how.get("profile", "england")
        first = (dueby.Profile.load(profile) if isinstance(profile, str) else profile).duties[0]
        dueby.check(first, days, soon=self._soon, **self._how, details=True)

    def due(self, rule: Any, day: Any) -> Any:
        return _by_key([rule], [day], self._due)

    def due_details(self, rule: Any, day: Any, born: Any) -> Any:
        return _by_key([rule], [day, born], self._due_details)

    def check(self, rule: Any, day: Any, met: Any, as_at: Any) -> Any:
        return _by_key([rule, as_at], [day, met], self._check)

    def check_details(self, rule: Any, day: Any, born: Any, met: Any, ended: Any, as_at: Any) -> Any:
        return _by_key([rule, as_at], [day, born, met, ended], self._check_details)

    def _due(self, key: _Key, columns: Sequence[Any]) -> Any:
        (rule,) = key
        if rule is None:
            return _nulls(len(columns[0]), "date32")
        return dueby.due(rule, columns[0], **self._how)

    def _due_details(self, key: _Key, columns: Sequence[Any]) -> Any:
        (rule,) = key
        day, born = columns
        return _rows(DUE, rule, len(day), lambda: dueby.due(rule, day, born=born, **self._how, details=True))

    def _check(self, key: _Key, columns: Sequence[Any]) -> Any:
        rule, as_at = key
        day, met = columns
        if rule is None:
            return _nulls(len(day), "string")
        return dueby.check(rule, day, met=met, as_at=as_at, soon=self._soon, **self._how)

    def _check_details(self, key: _Key, columns: Sequence[Any]) -> Any:
        rule, as_at = key
        day, born, met, ended = columns

        def ask() -> Any:
            return dueby.check(
                rule, day, born=born, met=met, ended=ended, as_at=as_at, soon=self._soon, **self._how, details=True
            )

        return _rows(CHECK, rule, len(day), ask)


def _rows(kinds: Mapping[str, str], rule: str | None, n: int, ask: Callable[[], Any]) -> Any:
    """Returns a column of structs with the answers. A row without an answer says why."""
    import pyarrow

    error = None
    if rule is not None:
        try:
            return ask().combine_chunks().to_struct_array()
        except UnknownName as unknown:
            error = str(unknown)
    names = {"date": "date32", "text": "string", "number": "int32"}
    columns = {name: _nulls(n, names[kind]) for name, kind in kinds.items()}
    columns["error"] = pyarrow.array([error] * n, pyarrow.string())
    return pyarrow.table(columns).to_struct_array()


def _nulls(n: int, kind: str) -> Any:
    import pyarrow

    return pyarrow.nulls(n, getattr(pyarrow, kind)())


def _by_key(keys: Sequence[Any], columns: Sequence[Any], ask: Callable[[_Key, Sequence[Any]], Any]) -> Any:
    """Returns the answers of a chunk in order, with one call for each rule (and as-at day). A chunk usually has only one."""
    import pyarrow
    from pyarrow import compute

    names = [str(place) for place in range(len(keys))]
    distinct = pyarrow.table(list(keys), names=names).group_by(names).aggregate([])
    known = list(zip(*(distinct[name].to_pylist() for name in names), strict=True))
    if len(known) == 1:
        return ask(known[0], columns)
    answers, places = [], []
    for key in known:
        hits = [compute.is_null(of) if value is None else compute.equal(of, value) for of, value in zip(keys, key, strict=True)]
        here = hits[0]
        for more in hits[1:]:
            here = compute.and_(here, more)
        where = compute.indices_nonzero(compute.fill_null(here, False))
        places.append(where)
        answers.append(ask(key, [column.take(where) for column in columns]))
    order = compute.sort_indices(pyarrow.concat_arrays(places))
    return pyarrow.chunked_array([chunk for answer in answers for chunk in _chunks(answer)]).take(order)


def _chunks(answer: Any) -> Sequence[Any]:
    chunks: Sequence[Any] = getattr(answer, "chunks", [answer])
    return chunks
