"""Tables of any kind: lines come back as the same kind of table as the events. numpy, pandas, polars and pyarrow are only imported
if one of their tables is passed."""

from __future__ import annotations

import array
import datetime
import itertools
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from dueby import _dates, _engine
from dueby._arrays import Column
from dueby._dates import NONE, TIME_NONE
from dueby._errors import ARGUMENT, LIMIT, BadFile, BadValue, not_a

Words = Sequence[str | None]
_FILE_MAX = 4 << 30


# ---- input: a table as the text of a file ----


def cell(value: Any) -> str:
    """Returns a value as the text of a cell in a file."""
    if isinstance(value, str):
        return value
    if value is None or _dates.is_missing(value):
        return ""
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None and value.fold:
            value = _dates.datetime_of(_dates.moment_of(value)[0])
        return str(value.isoformat(timespec="seconds"))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a column of whole numbers has floats in pandas if some are missing
    if isinstance(value, (list, tuple, set, frozenset)):
        return ";".join(map(str, value))
    if type(value).__module__ == "numpy" and type(value).__name__ == "datetime64":
        return "" if str(value) == "NaT" else str(value.astype("datetime64[s]"))
    return str(value)


def _cells(values: Iterable[Any]) -> list[str]:
    return [value if type(value) is str else "" if value is None else cell(value) for value in values]


class Cells(NamedTuple):
    """A column of cells: the distinct values as strings, and for each row the index of its value. A table has few distinct
    values, and only those are turned into text."""

    codes: Any  # int32 indexes of the strings; -1 for an empty cell
    texts: list[str]


def distinct(cells: Iterable[str]) -> Cells:
    """Makes a column from its cells as strings."""
    places: dict[str, int] = {}
    codes = array.array("i", [places.setdefault(text, len(places)) for text in cells])
    return Cells(codes, list(places))


def text_of(columns: Mapping[str, Cells]) -> bytes:
    """Returns the text of a CSV file with these columns, which have the same length."""
    rows = _engine.rows_new(len(next(iter(columns.values())).codes) if columns else 0)
    for name, column in columns.items():
        cells = [text.encode("utf-8", "surrogatepass") for text in (name, *column.texts)]
        _engine.rows_add(rows, column.codes, b"".join(cells), array.array("q", itertools.accumulate(map(len, cells))))
    text = bytearray(_engine.rows_size(rows))
    _engine.rows_write(rows, text)
    return bytes(text)


def _of_rows(rows: Iterable[Mapping[str, Any]]) -> dict[str, Cells]:
    listed = list(rows)
    names: dict[str, None] = {}
    for row in listed:
        if not isinstance(row, Mapping):
            raise not_a("events", "rows as dicts", row)
        names.update(dict.fromkeys(row))
    return {str(name): distinct(_cells([row.get(name) for row in listed])) for name in names}


def _of_pandas(frame: Any) -> dict[str, Cells]:
    return {str(name): _of_series(frame.iloc[:, place]) for place, name in enumerate(_only_once(frame.columns))}


def _of_series(series: Any) -> Cells:
    """Makes a column of a pandas Series. Equal values may differ as text, such as 1 and True, so each is turned into text
    separately unless all have the same type."""
    pandas: Any = import_module("pandas")
    if series.dtype.kind == "O" and pandas.api.types.infer_dtype(series) not in ("string", "date"):
        return distinct(_pandas_cells(series))
    codes, values = pandas.factorize(series)
    return Cells(codes.astype("i4"), _pandas_cells(pandas.Series(values)))


def _pandas_cells(series: Any) -> list[str]:
    if getattr(series.dtype, "tz", None) is not None:
        return [text and text + "Z" for text in _pandas_cells(series.dt.tz_convert("UTC").dt.tz_localize(None))]
    if series.dtype.kind != "M":
        return _cells(series.tolist())
    import numpy

    texts = numpy.datetime_as_string(series.to_numpy().astype("M8[s]")).tolist()
    return ["" if text == "NaT" else text for text in texts]


def _of_polars(frame: Any) -> dict[str, Cells]:
    return {series.name: _of_polars_series(series) for series in frame.get_columns()}


def _of_polars_series(series: Any) -> Cells:
    polars = sys.modules["polars"]
    if not isinstance(series.dtype, (polars.Date, polars.Datetime)) and series.dtype != polars.String:
        return distinct(_polars_cells(series))
    values = series.drop_nulls().unique()
    places = polars.Series(range(len(values)), dtype=polars.Int32)
    codes = series.replace_strict(values, places, default=-1, return_dtype=polars.Int32)
    return Cells(array.array("i", codes.to_list()), _polars_cells(values))


def _polars_cells(series: Any) -> list[str]:
    polars = sys.modules["polars"]
    if not isinstance(series.dtype, polars.Datetime):
        return _cells(series.to_list())
    is_zoned = series.dtype.time_zone is not None
    if is_zoned:
        series = series.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
    end = "Z" if is_zoned else ""
    return _cells(series.dt.strftime(f"%Y-%m-%dT%H:%M:%S{end}").to_list())


def _of_arrow(table: Any) -> dict[str, Cells]:
    return {name: _of_arrow_column(column) for name, column in zip(_only_once(table.column_names), table.columns, strict=True)}


def _of_arrow_column(column: Any) -> Cells:
    from pyarrow import compute
    from pyarrow import types as of

    if not (of.is_string(column.type) or of.is_large_string(column.type) or of.is_date(column.type) or of.is_timestamp(column.type)):
        return distinct(_arrow_cells(column))
    values = column.unique().drop_null()
    codes = compute.fill_null(compute.index_in(column, value_set=values), -1).combine_chunks()
    numbers = memoryview(codes.buffers()[1] or b"").cast("i")
    return Cells(numbers[codes.offset : codes.offset + len(codes)], _arrow_cells(values))


def _arrow_cells(column: Any) -> list[str]:
    import pyarrow

    if pyarrow.types.is_timestamp(column.type):
        column = column.cast(pyarrow.timestamp("s", column.type.tz), safe=False)
        if column.type.tz:
            column = column.cast(pyarrow.timestamp("s", "UTC"))
        column = column.cast(pyarrow.string())
    elif pyarrow.types.is_date(column.type):
        column = column.cast(pyarrow.date32()).cast(pyarrow.string())
    return _cells(column.to_pylist())


def _only_once(names: Iterable[Any]) -> list[Any]:
    listed = list(names)
    for name in listed:
        if listed.count(name) > 1:
            raise BadValue("events: two columns have the same name", ARGUMENT)
    return listed


def read_file(path: str) -> bytes:
    """Reads a file, and refuses one that is too large."""
    with open(path, "rb") as file:
        data = file.read(_FILE_MAX + 1)
    if len(data) > _FILE_MAX:
        raise BadFile(f"{path}: larger than {_FILE_MAX >> 30} GiB", LIMIT)
    return data


class File(NamedTuple):
    """A file of events: its text, the kind of table to return, its name in messages, and whether it was made from a table."""

    data: bytes
    kind: str
    name: str
    is_table: bool = False


def read(events: Any) -> File:
    """Converts a table or rows to a file of events. A file that was already read stays as it is."""
    if isinstance(events, File):
        return events
    columns, kind = columns_of(events)
    if not columns:  # without rows, the columns cannot be known
        columns = dict.fromkeys(("case", "event", "at"), distinct([]))
    return File(text_of(columns), kind, "events", True)


def columns_of(events: Any) -> tuple[dict[str, Cells], str]:
    """Returns the columns of a table, and the kind of table."""
    module = type(events).__module__.partition(".")[0]
    if module == "pandas" and hasattr(events, "columns"):
        return _of_pandas(events), "pandas"
    if module == "polars" and hasattr(events, "lazy"):
        return _of_polars(events.collect() if hasattr(events, "collect") else events), "polars"
    if hasattr(events, "__arrow_c_stream__"):
        import pyarrow

        return _of_arrow(events if isinstance(events, pyarrow.Table) else pyarrow.table(events)), "pyarrow"
    if isinstance(events, Mapping) or not isinstance(events, Iterable):
        raise not_a("events", "a DataFrame, a pyarrow Table, a list of dicts or a path", events)
    return _of_rows(events), "rows"


# ---- output ----


def _civil(when: datetime.date | None) -> datetime.datetime | None:
    """Returns a day as its midnight, and a time as a UK clock shows it, both as naive datetimes."""
    if when is None or isinstance(when, datetime.datetime):
        return None if when is None else when.replace(tzinfo=None)
    return datetime.datetime(when.year, when.month, when.day)


class Frame:
    """A kind of table to make, column by column. Buffers are int32 or int64 arrays, or columns of the engine."""

    def __init__(self, n: int) -> None:
        self.n = n

    def room(self, width: int) -> Any:
        """Makes an array for n numbers of 4 or 8 bytes each."""
        return array.array("i" if width == 4 else "q", bytes(width * self.n))

    def days(self, days: Any) -> Any:
        """Makes a column of dates from int32 days."""
        raise NotImplementedError

    def moments(self, days: Any, times: Any, civil: Any) -> Any:
        """Makes one column of days and their times, if any."""
        raise NotImplementedError

    def numbers(self, numbers: Any) -> Any:
        """Makes a column of int32 numbers; -2**31 becomes a null."""
        raise NotImplementedError

    def texts(self, codes: Any, words: Words, among: Words | None = None) -> Any:
        """Makes a column of strings from their indexes. `among`, if given, lists all strings that can occur."""
        raise NotImplementedError

    def plain(self, values: list[Any], kind: str) -> Any:
        """Makes a column of a few objects of one kind: ``text``, ``moment`` (a date or an aware datetime), ``number`` or
        ``percent``."""
        raise NotImplementedError

    def table(self, columns: Mapping[str, Any]) -> Any:
        """Makes the table from columns and their names."""
        raise NotImplementedError

    needs_civil = True  # True if moments() uses `civil`, not days and times


class Rows(Frame):
    """A list of dicts."""

    needs_civil = False

    def days(self, days: Any) -> Any:
        return [_dates.date_of(day) for day in days]

    def moments(self, days: Any, times: Any, civil: Any) -> Any:
        return [_dates.when_of(time, day) for time, day in zip(times, days, strict=True)]

    def numbers(self, numbers: Any) -> Any:
        return [None if number == NONE else number for number in numbers]

    def texts(self, codes: Any, words: Words, among: Words | None = None) -> Any:
        known = [*words, None]
        return [known[code] or None for code in codes]

    def plain(self, values: list[Any], kind: str) -> Any:
        return values

    def table(self, columns: Mapping[str, Any]) -> Any:
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


class PandasFrame(Frame):
    """A pandas DataFrame."""

    def __init__(self, n: int) -> None:
        import numpy

        super().__init__(n)
        self._numpy: Any = numpy
        self._pandas: Any = import_module("pandas")

    def room(self, width: int) -> Any:
        return self._numpy.empty(self.n, "i4" if width == 4 else "i8")

    def days(self, days: Any) -> Any:
        seconds = days.astype("i8") * 86400
        seconds[days == NONE] = TIME_NONE
        return seconds.view("M8[s]")

    def moments(self, days: Any, times: Any, civil: Any) -> Any:
        return civil.view("M8[s]")

    def numbers(self, numbers: Any) -> Any:
        return self._pandas.arrays.IntegerArray(numbers, numbers == NONE)

    def texts(self, codes: Any, words: Words, among: Words | None = None) -> Any:
        if among is not None:
            known = [word for word in among if word]
            places = self._numpy.array([known.index(word) if word else -1 for word in words] + [-1])
            return self._pandas.Categorical.from_codes(places[codes], categories=known)
        texts = self._numpy.array([*(word or None for word in words), None], object)[codes]
        is_old = int(self._pandas.__version__.partition(".")[0]) < 3
        return self._pandas.Series(texts, dtype=object if is_old else "str")

    def plain(self, values: list[Any], kind: str) -> Any:
        if kind == "text":
            return self.texts(self._numpy.arange(len(values)), values)
        if kind == "moment":
            return self._numpy.array([_civil(value) for value in values], "M8[s]")
        return self._numpy.array(values, "i4" if kind == "number" else "f8")

    def table(self, columns: Mapping[str, Any]) -> Any:
        return self._pandas.DataFrame(dict(columns))


class _Engine(Frame):
    """A kind of table that owns columns of the engine, which the engine writes into."""

    def room(self, width: int) -> Any:
        return _engine.column_new(self.n, width)

    def days(self, days: Any) -> Any:
        return self._taken(Column(days, "tdD", NONE))

    def moments(self, days: Any, times: Any, civil: Any) -> Any:
        return self._taken(Column(civil, "tss:", NONE))

    def numbers(self, numbers: Any) -> Any:
        return self._taken(Column(numbers, "i", NONE))

    def _taken(self, column: Column) -> Any:
        raise NotImplementedError


class ArrowFrame(_Engine):
    """A pyarrow Table."""

    def _taken(self, column: Column) -> Any:
        import pyarrow

        return pyarrow.array(column)

    def texts(self, codes: Any, words: Words, among: Words | None = None) -> Any:
        import pyarrow

        known = pyarrow.array([word or None for word in words], pyarrow.string())
        return known.take(pyarrow.array(Column(codes, "i", -1)))

    def plain(self, values: list[Any], kind: str) -> Any:
        import pyarrow

        kinds = {
            "text": pyarrow.string(),
            "moment": pyarrow.timestamp("s"),
            "number": pyarrow.int32(),
            "percent": pyarrow.float64(),
        }
        return pyarrow.array([_civil(value) for value in values] if kind == "moment" else values, kinds[kind])

    def table(self, columns: Mapping[str, Any]) -> Any:
        import pyarrow

        return pyarrow.table(dict(columns))


class PolarsFrame(_Engine):
    """A polars DataFrame."""

    def _taken(self, column: Column) -> Any:
        import polars

        return polars.Series(column)

    def texts(self, codes: Any, words: Words, among: Words | None = None) -> Any:
        import polars

        kind = polars.String() if among is None else polars.Enum([word for word in among if word])
        known = polars.Series([word or None for word in words], dtype=kind)
        return known.gather(polars.Series(Column(codes, "i", -1)))

    def plain(self, values: list[Any], kind: str) -> Any:
        import polars

        kinds: dict[str, Any] = {
            "text": polars.String(),
            "moment": polars.Datetime("ms"),
            "number": polars.Int32(),
            "percent": polars.Float64(),
        }
        return polars.Series([_civil(value) for value in values] if kind == "moment" else values, dtype=kinds[kind])

    def table(self, columns: Mapping[str, Any]) -> Any:
        import polars

        return polars.DataFrame({name: column.alias(name) for name, column in columns.items()})


FRAMES: dict[str, type[Frame]] = {"rows": Rows, "pandas": PandasFrame, "polars": PolarsFrame, "pyarrow": ArrowFrame}
