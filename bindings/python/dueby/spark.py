"""dueby on a Spark DataFrame, on all machines of the cluster: ``pip install dueby[spark]``.

The workers need the same wheel. The rule, profile and calendar are pickled and sent to them. A profile that was read from files
includes its text, so no worker needs the files.

>>> import dueby.spark
>>> frame = dueby.spark.due(frame, "cp.conference.initial", "strategy", profile="barnet")  # doctest: +SKIP
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Required, TypedDict, Unpack

import dueby
from dueby import _engine, _frames
from dueby._errors import ARGUMENT, BadValue, unknown
from dueby._how import CHECK, DUE, How, settled
from dueby._worklist import Holds, Names, Query, Values, Worklist, many, query_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from dueby._calendar import Calendar
    from dueby._profile import Profile

__all__ = ["Asked", "check", "due", "worklist"]


class Asked(TypedDict, total=False):
    """A question about a caseload: the arguments of `dueby.worklist` except ``order``, because a DataFrame has no order."""

    as_at: Required[datetime.date]
    profile: Profile | str
    division: str | None
    calendar: Calendar | None
    only: Names | None
    rule: str | None
    authority: Names | None
    subject: Names | None
    state: Names | None
    case: Values | None
    where: Mapping[str, Values] | None
    due_before: datetime.date | None
    horizon: datetime.date | str | None
    history_from: datetime.date | None
    soon: str | None
    dates: str
    midnight_is_time: bool
    recorded: Names | None
    holds: Holds | None
    refs: str | None
    recorded_to: datetime.date | None
    null: str | Iterable[str] | None
    whole_days: bool


class _Answer:
    """Adds columns of answers to record batches; runs on a worker."""

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
        """Asks one question first, so that a wrong rule, name or span fails at once, and not an hour later on a worker."""
        import pyarrow

        columns = {name: pyarrow.array([], pyarrow.date32()) for name in self._places}
        self._ask(self._rule, **columns, **self._how, details=True)


def due(
    frame: DataFrame, rule: str, when: str, *, born: str | datetime.date | None = None, prefix: str = "", **how: Unpack[How]
) -> DataFrame:
    """Computes when something is due for each row, like `dueby.due` for columns.

    Parameters
    ----------
    frame : pyspark.sql.DataFrame
        Its rows and columns stay as they are.
    rule : str
        A duty's id, ``profile:id`` for one profile's rule, ``id~name`` for an alternative.
    when : str
        The column of days on which the clock started: dates or timestamps. A timestamp counts as its UK day; one without a time
        zone is UK time.
    born : str or date, optional
        The column of dates of birth, or one date for all rows.
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
        Raised immediately, before any row is read.

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
    """Checks for each row whether something was done in time, like `dueby.check` for columns.

    Parameters
    ----------
    frame, rule, when, born, prefix, **how
        As for `due`.
    met, ended : str, optional
        The columns of days on which the duty was met, and on which it ended.
    as_at : date, optional
        The as-at day. dueby does not use today's date.
    soon : str, optional
        How close counts as due soon.

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
    """Returns the frame with columns of answers. Its schema is known before any row is read."""
    given = {name: value for name, value in {**columns, **columns_or_days}.items() if value is not None}
    places = {name: _place(frame, name, value) for name, value in given.items() if isinstance(value, str)}
    days = {name: value for name, value in given.items() if not isinstance(value, str)}
    named = {prefix + name: kind for name, kind in kinds.items()}
    answer = _Answer(ask, rule, places, {**how, **days}, named)
    answer.try_out()
    return frame.mapInArrow(answer, _with_more(frame, named))


def _place(frame: DataFrame, name: str, column: str) -> int:
    """Returns the index of a column of days. An index is used because two columns may have the same name."""
    from pyspark.sql import types

    if column not in frame.columns:
        raise unknown("column", column, frame.columns, f"{name}: see DataFrame.columns")
    place: int = frame.columns.index(column)
    kind = frame.schema[place].dataType
    if not isinstance(kind, (types.DateType, types.TimestampType, types.TimestampNTZType)):
        raise TypeError(f"{name}: expected a column of dates or timestamps, found {kind.simpleString()}; use to_date() to convert it")
    return place


def _with_more(frame: DataFrame, kinds: Mapping[str, str]) -> Any:
    """Returns the frame's schema with the new columns. Spark treats names that differ only in capitals as the same."""
    from pyspark.sql import types

    known = {"date": types.DateType(), "text": types.StringType(), "number": types.IntegerType()}
    there = {name.casefold() for name in frame.columns}
    for name in kinds:
        if name.casefold() in there:
            raise BadValue(f'the frame has a column "{name}": use prefix= to give the new ones other names', ARGUMENT)
    more = [types.StructField(name, known[kind]) for name, kind in kinds.items()]
    return types.StructType([*frame.schema.fields, *more])


# ---- the worklist ----

_OF_AN_EVENT = ("case", "event", "at", "ref", "tags")  # other columns are carried
_MARKS = 256  # the number of different marks, which are the engine's bytes for recorded events
_LINES_AT_ONCE = 10_000  # as many rows as Spark's batches have; a whole group might be too large for a Java array


def worklist(frame: DataFrame, **asked: Unpack[Asked]) -> DataFrame:
    """Works out every duty of every case, with its due date and state, like `dueby.worklist`.

    The rows of a case are collected on one worker. Cases are divided into as many groups as ``spark.sql.shuffle.partitions``
    says, and each group must fit into a worker's memory. The events are read twice, first to find which of them occur in the
    whole caseload, unless ``recorded`` already says which.

    Parameters
    ----------
    frame : pyspark.sql.DataFrame
        The events: columns ``case``, ``event``, ``at``, optionally ``ref`` and ``tags``, and others that are carried.
    **asked
        ``as_at`` and, if wanted, ``profile``, ``division``, ``calendar``, ``only``, ``rule``, ``authority``, ``subject``,
        ``state``, ``case``, ``where``, ``due_before``, ``horizon``, ``history_from``, ``soon``, ``dates``,
        ``midnight_is_time``, ``recorded``, as for `dueby.worklist`. A case that does not exist is not reported.

    Returns
    -------
    pyspark.sql.DataFrame
        The lines, in no particular order. No case is lost: a case with an unreadable row has a ``not_computable`` line that says
        so. A group that has rows without a case has one such line for all of them, with a null ``case``, whichever cases you
        ask for.

    Raises
    ------
    BadFile, UnknownName, BadValue
        Raised immediately, before any row is read.

    Examples
    --------
    >>> worklist(events, as_at=date(2026, 10, 31)).where("state = 'overdue'")  # doctest: +SKIP
    """
    from pyspark.sql import functions

    if "order" in asked:
        raise TypeError("worklist() got an unexpected keyword argument 'order': a DataFrame has no order")
    query = query_of(**asked, order="case")
    schema = _asked_of(query, _empty(frame.columns)).to_arrow().schema
    if not query.recorded:
        query = query._replace(recorded=_recorded(frame, query))
    groups = int(frame.sparkSession.conf.get("spark.sql.shuffle.partitions") or 200)
    together = functions.pmod(functions.hash(frame["case"].cast("string")), functions.lit(groups))
    return frame.groupBy(together).applyInArrow(lambda events: _lines(events, query), _spark_schema(schema))


def _empty(names: Iterable[str]) -> Any:
    import pyarrow

    return pyarrow.table({name: pyarrow.array([], pyarrow.string()) for name in names})


def _asked_of(query: Query, events: Any) -> Worklist:
    return Worklist(query, *_frames.read(events))


def _recorded(frame: DataFrame, query: Query) -> bytes:
    """Returns a byte for each event: 0 if no readable row has it, otherwise odd, with a bit for each needed tag that no row has."""
    seen = _Seen(query)
    rows = frame.select(*(name for name in frame.columns if name in _OF_AN_EVENT)).mapInArrow(seen, "event int").distinct()
    recorded = bytearray(seen.events)
    for row in rows.collect():
        event, mark = divmod(row.event, _MARKS)
        recorded[event] = recorded[event] & mark if recorded[event] else mark  # a tag that one part has is not missing
    return bytes(recorded)


class _Seen:
    """Finds the numbers of the events that occur in readable rows, and their marks, on a worker."""

    def __init__(self, query: Query) -> None:
        self.events = len(query.profile.events)
        # No rule is selected, so nothing is computed.
        self._query = query._replace(selected=bytes(len(query.selected)), only_cases=b"")

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        import pyarrow

        recorded = bytearray(self.events)
        for batch in batches:
            _engine.work_recorded(_asked_of(self._query, pyarrow.Table.from_batches([batch]))._work, recorded)
            held = [event * _MARKS + mark for event, mark in enumerate(recorded) if mark]
            yield pyarrow.RecordBatch.from_arrays([pyarrow.array(held, pyarrow.int32())], ["event"])


def _lines(events: Any, query: Query) -> Any:
    """Returns the lines of whole cases, and one line for rows without a case."""
    import pyarrow
    from pyarrow import compute

    listed = _asked_of(query, events)
    lines = listed.to_arrow()
    # Drops row numbers from reasons, because they refer to a part of the table.
    reasons = compute.replace_substring_regex(lines["reason"], r" \(row \d+.*\)$", "")
    lines = lines.set_column(lines.column_names.index("reason"), "reason", reasons)
    astray = _engine.worklist_count(listed._work, _engine.DUEBY_COUNT_ROWS_OF_NO_CASE)
    if astray:
        said = many(astray, "row has", "rows have")
        known = {"state": "not_computable", "reason": f"{said} no readable case id"}
        row = {name: pyarrow.array([known.get(name)], lines.schema.field(name).type) for name in lines.column_names}
        lines = pyarrow.concat_tables([lines, pyarrow.table(row)])
    lines = lines.cast(pyarrow.schema([(field.name, _microseconds(field.type)) for field in lines.schema]))
    return pyarrow.Table.from_batches(lines.to_batches(max_chunksize=_LINES_AT_ONCE), lines.schema)


def _microseconds(kind: Any) -> Any:
    """Returns the type with any timestamp in microseconds, Spark's unit."""
    import pyarrow

    return pyarrow.timestamp("us") if pyarrow.types.is_timestamp(kind) else kind


def _spark_schema(schema: Any) -> Any:
    """The Spark types of a worklist's columns. Times are as shown on a UK clock."""
    from pyarrow import types as of
    from pyspark.sql import types

    def kind(field: Any) -> Any:
        if of.is_timestamp(field.type):
            return types.TimestampNTZType()
        if of.is_date(field.type):
            return types.DateType()
        return types.IntegerType() if of.is_integer(field.type) else types.StringType()

    return types.StructType([types.StructField(field.name, kind(field)) for field in schema])
