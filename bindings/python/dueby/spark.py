"""dueby over a Spark DataFrame, on as many machines as it has: ``pip install dueby[spark]``.

The workers need the same wheel. What they are told (rule, profile, calendar) goes to them pickled; a profile that was read from files
takes its text along, so that no worker needs the file.

>>> import dueby.spark
>>> frame = dueby.spark.due(frame, "cp.conference.initial", "strategy", profile="barnet")  # doctest: +SKIP
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Unpack

import dueby
from dueby._errors import ARGUMENT, BadValue, unknown
from dueby._how import CHECK, DUE, How, settled

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["check", "due"]


class _Answer:
    """Record batches in, the same with columns of answers out: what a worker runs."""

    def __init__(
        self, ask: Callable[..., Any], rule: str, places: Mapping[str, int], how: Mapping[str, Any], names: Iterable[str]
    ) -> None:
        self._ask, self._rule, self._places, self._how, self._names = ask, rule, dict(places), dict(how), list(names)

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        import pyarrow

        for batch in batches:
            columns = {name: batch.column(place) for name, place in self._places.items()}
            answers = self._ask(self._rule, **columns, **self._how, details=True).combine_chunks()
            arrays = [column.chunk(0) if column.num_chunks else column.combine_chunks() for column in answers.columns]
            yield pyarrow.RecordBatch.from_arrays([*batch.columns, *arrays], [*batch.schema.names, *self._names])

    def try_out(self) -> None:
        """Fails here, not on a worker after an hour, where the rule, a name or a span is wrong."""
        import pyarrow

        columns = {name: pyarrow.array([], pyarrow.date32()) for name in self._places}
        self._ask(self._rule, **columns, **self._how, details=True)


def due(
    frame: DataFrame, rule: str, when: str, *, born: str | datetime.date | None = None, prefix: str = "", **how: Unpack[How]
) -> DataFrame:
    """By when it is due, for every row: `dueby.due` of columns.

    Parameters
    ----------
    frame : pyspark.sql.DataFrame
        Its rows and columns stay as they are.
    rule : str
        A duty's id, ``profile:id`` for one profile's rule, ``id~name`` for an alternative.
    when : str
        The column of the days when the clock started: dates or timestamps. A timestamp goes by its UK day; one without a time zone
        is UK time.
    born : str or date, optional
        The column of the dates of birth, or one for all.
    prefix : str
        Put before the names of the new columns.
    **how
        ``profile``, ``division``, ``calendar``, ``trigger``, ``agreed``, ``tags``, ``since``, ``events``, ``whole_days``, as for
        `dueby.due`.

    Returns
    -------
    pyspark.sql.DataFrame
        With ``due``, ``governed_by``, ``certainty`` and ``error`` after its own columns. A null stays null; a day without an answer
        has a null, and ``error`` says why.

    Raises
    ------
    UnknownName, BadValue
        At once, before any row is read.

    Examples
    --------
    >>> due(frame, "cp.conference.initial", "strategy").where("error is not null")  # doctest: +SKIP
    """
    return _answered(dueby.due, DUE, frame, rule, {"when": when}, {"born": born}, prefix, settled(how))


def check(
    frame: DataFrame,
    rule: str,
    when: str,
    *,
    met: str | None = None,
    ended: str | None = None,
    born: str | datetime.date | None = None,
    as_at: datetime.date | None = None,
    soon: str | None = None,
    prefix: str = "",
    **how: Unpack[How],
) -> DataFrame:
    """Whether it was done in time, for every row: `dueby.check` of columns.

    Parameters
    ----------
    frame, rule, when, born, prefix, **how
        As for `due`.
    met, ended : str, optional
        The columns of the days on which it was done, and on which it was no longer needed.
    as_at : date, optional
        The day for which states are worked out: dueby reads no clock, least of all several.
    soon : str, optional
        The span that counts as soon.

    Returns
    -------
    pyspark.sql.DataFrame
        With ``due``, ``state``, ``days_left``, ``working_days_left``, ``working_days_taken``, ``certainty``, ``governed_by`` and
        ``error`` after its own columns.

    Examples
    --------
    >>> check(frame, "assessment.single", "referred", met="assessed", as_at=date(2026, 10, 31))  # doctest: +SKIP
    """
    more = {**settled(how), "as_at": as_at, "soon": soon}
    return _answered(dueby.check, CHECK, frame, rule, {"when": when, "met": met, "ended": ended}, {"born": born}, prefix, more)


def _answered(
    ask: Callable[..., Any],
    kinds: Mapping[str, str],
    frame: DataFrame,
    rule: str,
    columns: Mapping[str, str | None],
    columns_or_days: Mapping[str, str | datetime.date | None],
    prefix: str,
    how: Mapping[str, Any],
) -> DataFrame:
    """The frame with the answers, whose schema is known before any row is."""
    given = {name: value for name, value in {**columns, **columns_or_days}.items() if value is not None}
    places = {name: _place(frame, name, value) for name, value in given.items() if isinstance(value, str)}
    days = {name: value for name, value in given.items() if not isinstance(value, str)}
    named = {prefix + name: kind for name, kind in kinds.items()}
    answer = _Answer(ask, rule, places, {**how, **days}, named)
    answer.try_out()
    return frame.mapInArrow(answer, _with_more(frame, named))


def _place(frame: DataFrame, name: str, column: str) -> int:
    """Where a column of days stands; by its place two columns may share a name."""
    from pyspark.sql import types

    if column not in frame.columns:
        raise unknown("column", column, frame.columns, f"{name}: see DataFrame.columns")
    place = frame.columns.index(column)
    kind = frame.schema[place].dataType
    if not isinstance(kind, (types.DateType, types.TimestampType, types.TimestampNTZType)):
        raise TypeError(f"{name}: expected a column of dates or timestamps, found {kind.simpleString()}: to_date() makes one")
    return place


def _with_more(frame: DataFrame, kinds: Mapping[str, str]) -> Any:
    """The frame's schema and the new columns; Spark takes columns whose names differ in case alone for one."""
    from pyspark.sql import types

    known = {"date": types.DateType(), "text": types.StringType(), "number": types.IntegerType()}
    there = {name.casefold() for name in frame.columns}
    for name in kinds:
        if name.casefold() in there:
            raise BadValue(f'the frame has a column "{name}": prefix= names the new ones otherwise', ARGUMENT)
    more = [types.StructField(name, known[kind]) for name, kind in kinds.items()]
    return types.StructType([*frame.schema.fields, *more])
