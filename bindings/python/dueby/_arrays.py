"""Reads columns of days and returns answers as columns: numpy, pandas, polars, lists and anything with the Arrow interface.

Internally, a column is an array of int32 days since 1970-01-01, with -2**31 for none. Each kind of column can turn itself into one,
make room for answers, and return answers as its own kind. numpy is only imported if a numpy array (or a pandas Series) is
passed."""

from __future__ import annotations

import array
import datetime
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from dueby import _dates, _engine
from dueby._dates import NONE, is_column
from dueby._errors import ARGUMENT, COVERAGE, DONE, FORMAT, NO_VALUE, TEXT, BadValue, SomeWithoutAnswer

Buffer = Any  # an int32 or uint8 array, or a column of the engine
Words = Sequence[str | None]

NO_CODE = 255
_OK_STATUSES = (_engine.DUEBY_OK, NO_VALUE, DONE)
_TOO_EARLY, _NOT_STARTED = _engine.DUEBY_ROW_TOO_EARLY, _engine.DUEBY_ROW_NOT_STARTED
_ENDED_TOO_EARLY = _engine.DUEBY_ROW_ENDED_TOO_EARLY
_NOT_A_DATE = TEXT
_STATUSES = max(_TOO_EARLY, _NOT_STARTED, _ENDED_TOO_EARLY) + 1


def _known(words: Words) -> list[str]:
    """Returns the distinct codes, without None."""
    return list(dict.fromkeys(word for word in words if word is not None))


class Kind:
    """A kind of column: reads such a column, and returns answers as the same kind."""

    n: int
    bad: bytes | None = None  # for each element, a status if it is not a date; None if all are dates

    def days(self) -> Buffer:
        """Returns the elements as int32 days. A null becomes -2**31."""
        raise NotImplementedError

    def room(self, width: int) -> Buffer:
        """Makes an array for n answers of 4 bytes or 1 byte each."""
        raise NotImplementedError

    def give_days(self, days: Buffer) -> Any:
        """Returns days as a column of this kind."""
        raise NotImplementedError

    def give_numbers(self, numbers: Buffer) -> Any:
        """Returns int32 numbers as a column of this kind; -2**31 becomes a null."""
        raise NotImplementedError

    def give_flags(self, flags: Buffer) -> Any:
        """Returns uint8 values as a column of truth values; 255 becomes a null."""
        raise NotImplementedError

    def give_words(self, codes: Buffer, words: Words) -> Any:
        """Converts codes to a column of their names. A number without a name becomes a null."""
        raise NotImplementedError

    def table(self, columns: Mapping[str, Any]) -> Any:
        """Makes a table of named columns of this kind."""
        raise NotImplementedError

    def due(self, query: Any, flags: int, wanted: Buffer | None, certainty: Buffer, status: Buffer) -> tuple[Any, int]:
        """Returns due days as a column, and how many rows have none. `query` is the engine's. Writes the governing rules to
        `wanted`."""
        out = self.room(4)
        failed = _engine.due_days(query, flags, self.days(), None, out, wanted, certainty, status)
        return self.give_days(out), failed


# ---- lists ----


class Listed(Kind):
    """A list or tuple of dates and datetimes, or an array or Series of such objects. Other objects are reported and skipped."""

    def __init__(
        self,
        values: Iterable[Any],
        give: Callable[[list[Any]], Any] = list,
        gather: Callable[[dict[str, Any]], Any] = dict,
    ) -> None:
        self._values = list(values)
        self._give, self._gather = give, gather
        self.n = len(self._values)
        given = [value for value in self._values if value is not None and not _dates.is_missing(value)]
        if given and not any(isinstance(value, datetime.date) or type(value).__name__ == "datetime64" for value in given):
            texts = all(isinstance(value, str) for value in given)
            found = "strings: use date.fromisoformat() to read them" if texts else type(given[0]).__name__
            raise TypeError(f"expected a column of dates, found {found}")
        self._days = array.array("i", bytes(4 * self.n))
        bad = bytearray(self.n)
        for index, value in enumerate(self._values):
            self._days[index], bad[index] = _element(value)
        self.bad = bytes(bad) if any(bad) else None

    def days(self) -> Buffer:
        return self._days

    def room(self, width: int) -> Buffer:
        return array.array("i" if width == 4 else "B", bytes(width * self.n))

    def give_days(self, days: Buffer) -> Any:
        return self._give([_dates.date_of(day) for day in days])

    def give_numbers(self, numbers: Buffer) -> Any:
        return self._give([None if number == NONE else number for number in numbers])

    def give_flags(self, flags: Buffer) -> Any:
        return self._give([None if flag == NO_CODE else bool(flag) for flag in flags])

    def give_words(self, codes: Buffer, words: Words) -> Any:
        return self._give([words[code] if 0 <= code < len(words) else None for code in codes])

    def table(self, columns: Mapping[str, Any]) -> Any:
        return self._gather(dict(columns))


def _element(value: Any) -> tuple[int, int]:
    """Returns the day of one object and 0, or -2**31 and the status if it is not a date."""
    if value is None or _dates.is_missing(value):
        return NONE, 0
    try:
        return _dates.moment_of(value)[1], 0
    except (TypeError, ValueError):
        return NONE, _NOT_A_DATE


# ---- numpy ----

_TICKS = {
    "D": 1,
    "h": 24,
    "m": 1440,
    "s": 86400,
    "ms": 86400 * 10**3,
    "us": 86400 * 10**6,
    "ns": 86400 * 10**9,
}


class Numpy(Kind):
    """A numpy array of datetime64, of any shape. Answers have the same unit."""

    def __init__(self, values: Any) -> None:
        import numpy

        self._numpy: Any = numpy
        if values.dtype.kind != "M":
            raise TypeError(f"expected an array of datetime64, found {values.dtype}: values.astype('datetime64[D]') converts it")
        unit, count = numpy.datetime_data(values.dtype)
        if unit not in _TICKS or count != 1:
            values, unit = values.astype("datetime64[D]"), "D"
        self._unit, self._shape = unit, values.shape
        if numpy.ma.isMaskedArray(values):
            values = values.filled(numpy.datetime64("NaT"))
        self._ticks = numpy.require(values, f"=M8[{unit}]", ["C", "A"]).reshape(-1).view("i8")
        self.n = len(self._ticks)

    def days(self) -> Buffer:
        days = self._numpy.empty(self.n, "i4")
        _engine.ticks_to_days(self._ticks, _TICKS[self._unit], days)
        return days

    def room(self, width: int) -> Buffer:
        return self._numpy.empty(self.n, "i4" if width == 4 else "u1")

    def due(self, query: Any, flags: int, wanted: Buffer | None, certainty: Buffer, status: Buffer) -> tuple[Any, int]:
        out = self._numpy.empty(self.n, "i8")
        ticks = _TICKS[self._unit]
        failed = _engine.due_ticks(query, flags, self._ticks, ticks, out, wanted, certainty, status)
        return out.view(f"M8[{self._unit}]").reshape(self._shape), failed

    def count(self, calendar: Any, ends: Numpy, include: int, out: Buffer, status: Buffer) -> int:
        """Counts the working days from these days to the days in another column of this kind."""
        units = _TICKS[self._unit], _TICKS[ends._unit]
        return _engine.count_ticks(calendar, self._ticks, units[0], ends._ticks, units[1], include, out, status)

    def give_days(self, days: Buffer) -> Any:
        ticks = self._numpy.empty(self.n, "i8")
        _engine.days_to_ticks(days, _TICKS[self._unit], ticks)
        return ticks.view(f"M8[{self._unit}]").reshape(self._shape)

    def give_numbers(self, numbers: Buffer) -> Any:
        return self._masked(numbers, NONE)

    def give_flags(self, flags: Buffer) -> Any:
        masked = self._masked(flags, NO_CODE)
        return masked.astype(bool)

    def _masked(self, numbers: Any, none: int) -> Any:
        shaped = numbers.reshape(self._shape)
        if not self.n or none not in (numbers.min(), numbers.max()):
            return shaped
        return self._numpy.ma.array(shaped, mask=shaped == none)

    def give_words(self, codes: Buffer, words: Words) -> Any:
        known = self._numpy.array([*words, None], dtype=object)
        inside = (codes >= 0) & (codes < len(words))
        return known[self._numpy.where(inside, codes, len(words))].reshape(self._shape)

    def table(self, columns: Mapping[str, Any]) -> Any:
        return dict(columns)


# ---- pandas ----


class Pandas(Numpy):
    """A Series (or an Index) of datetime64. Values with a time zone are converted to the UK date."""

    def __init__(self, series: Any) -> None:
        pandas = sys.modules["pandas"]
        self._pandas = pandas
        self._is_index = isinstance(series, pandas.Index)
        self._index = None if self._is_index else series.index
        self._name = series.name
        if getattr(series.dtype, "tz", None) is not None:
            series = series.tz_convert("Europe/London") if self._is_index else series.dt.tz_convert("Europe/London")
            series = series.tz_localize(None) if self._is_index else series.dt.tz_localize(None)
        super().__init__(series.to_numpy())

    def _series(self, values: Any) -> Any:
        if self._is_index:
            return self._pandas.Index(values, name=self._name)
        return self._pandas.Series(values, index=self._index, name=self._name, copy=False)

    def due(self, query: Any, flags: int, wanted: Buffer | None, certainty: Buffer, status: Buffer) -> tuple[Any, int]:
        days, failed = super().due(query, flags, wanted, certainty, status)
        return self._series(self._known(days)), failed

    def give_days(self, days: Buffer) -> Any:
        return self._series(self._known(super().give_days(days)))

    def _known(self, days: Any) -> Any:
        """Converts units coarser than seconds, which pandas does not have."""
        return days if self._unit in ("s", "ms", "us", "ns") else days.astype("M8[s]")

    def give_numbers(self, numbers: Buffer) -> Any:
        return self._series(self._pandas.arrays.IntegerArray(numbers, numbers == NONE))

    def give_flags(self, flags: Buffer) -> Any:
        return self._series(self._pandas.arrays.BooleanArray(flags == 1, flags == NO_CODE))

    def give_words(self, codes: Buffer, words: Words) -> Any:
        categories = _known(words)
        places = self._numpy.full(max(len(words), NO_CODE) + 1, -1, "i4")
        for code, word in enumerate(words):
            places[code] = -1 if word is None else categories.index(word)
        return self._series(self._pandas.Categorical.from_codes(places[codes], categories=categories))

    def table(self, columns: Mapping[str, Any]) -> Any:
        return self._pandas.DataFrame(columns)

    def same_rows(self, other: Any) -> bool:
        """True if another Series has the same index, or if one of the two has none, so that rows are matched by position."""
        is_series = isinstance(other, self._pandas.Series)
        return self._index is None or not is_series or bool(self._index.equals(other.index))


# ---- Arrow ----


class Column:
    """A column of answers. Anything with the Arrow PyCapsule interface can take it without a copy."""

    __slots__ = ("_capsule", "_format", "_none")

    def __init__(self, capsule: Any, format: str, none: int) -> None:
        self._capsule, self._format, self._none = capsule, format, none

    def __len__(self) -> int:
        return _engine.column_length(self._capsule)

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        """Exports the column through Arrow's C data interface."""
        return _engine.column_capsules(self._capsule, self._format, self._none)

    def __repr__(self) -> str:
        kinds = {"tdD": "days", "i": "numbers", "C": "codes", "b": "truth values"}
        return f"<dueby.Column of {len(self)} {kinds[self._format]}>"


class Arrow(Kind):
    """A column of any type with ``__arrow_c_array__`` or ``__arrow_c_stream__``. Its days are read in place."""

    def __init__(self, source: Any) -> None:
        try:
            if hasattr(source, "__arrow_c_array__"):
                self._column = _engine.column_import(*source.__arrow_c_array__())
            else:
                self._column = _engine.column_import_stream(source.__arrow_c_stream__())
        except _engine.Status as error:
            if error.args[0] != FORMAT:
                raise MemoryError() from None
            raise TypeError(
                f"expected a column of dates or timestamps, found {_described(source)}; if it is a table, give one column"
            ) from None
        self.n = _engine.column_length(self._column)
        self._settled: Any = None

    def days(self) -> Buffer:
        if self._settled is None:
            self._settled = _engine.column_fill_nulls(self._column)
        return self._settled

    def room(self, width: int) -> Buffer:
        return _engine.column_new(self.n, width)

    def due(self, query: Any, flags: int, wanted: Buffer | None, certainty: Buffer, status: Buffer) -> tuple[Any, int]:
        out = self.room(4)
        column = self._column
        failed = _engine.due_days(query, flags, column, column, out, wanted, certainty, status)
        return self.give_days(out), failed

    def give_days(self, days: Buffer) -> Any:
        return self.finish(Column(days, "tdD", NONE))

    def give_numbers(self, numbers: Buffer) -> Any:
        return self.finish(Column(numbers, "i", NONE))

    def give_flags(self, flags: Buffer) -> Any:
        return self.finish(Column(flags, "b", NO_CODE))

    def give_words(self, codes: Buffer, words: Words) -> Any:
        pyarrow = _pyarrow("words")
        width = _engine.column_width(codes)
        places = pyarrow.array(Column(codes, "i" if width == 4 else "C", -1 if width == 4 else NO_CODE))
        return pyarrow.array(list(words), pyarrow.string()).take(places)

    def finish(self, column: Column) -> Any:
        """Turns a column of answers into the kind of column that the caller passed."""
        return column

    def table(self, columns: Mapping[str, Any]) -> Any:
        pyarrow = _pyarrow("a table")
        return pyarrow.table({name: pyarrow.array(column) for name, column in columns.items()})


def _described(source: Any) -> str:
    kind = getattr(source, "dtype", None) or getattr(source, "type", None) or type(source).__name__
    return str(kind)


def _pyarrow(what: str) -> Any:
    try:
        import pyarrow
    except ImportError:
        raise TypeError(f"{what} from this kind of column needs pyarrow: pip install pyarrow") from None
    return pyarrow


class Pyarrow(Arrow):
    """A pyarrow Array or ChunkedArray; answers have one chunk."""

    def __init__(self, source: Any) -> None:
        super().__init__(source)
        self._chunked = hasattr(source, "chunks")

    def finish(self, column: Column) -> Any:
        pyarrow = sys.modules["pyarrow"]
        made = pyarrow.array(column)
        return pyarrow.chunked_array([made]) if self._chunked else made


class Polars(Arrow):
    """A polars Series."""

    def __init__(self, source: Any) -> None:
        super().__init__(source)
        self._name = source.name

    def finish(self, column: Column) -> Any:
        return sys.modules["polars"].Series(column).alias(self._name)

    def give_words(self, codes: Buffer, words: Words) -> Any:
        polars = sys.modules["polars"]
        width = _engine.column_width(codes)
        series = self.finish(Column(codes, "i" if width == 4 else "C", -1 if width == 4 else NO_CODE))
        codes_of = {code: word for code, word in enumerate(words) if word is not None}
        return series.replace_strict(codes_of, default=None, return_dtype=polars.Enum(_known(words)))

    def table(self, columns: Mapping[str, Any]) -> Any:
        return sys.modules["polars"].DataFrame({name: column.alias(name) for name, column in columns.items()})


class PandasArrow(Arrow):
    """A pandas Series whose values are in an Arrow array."""

    def __init__(self, series: Any) -> None:
        pyarrow = _pyarrow("an answer")
        super().__init__(pyarrow.chunked_array(series.array.__arrow_array__()))
        self._series = series

    def _made(self, values: Any) -> Any:
        pandas = sys.modules["pandas"]
        made = pandas.Series(pandas.arrays.ArrowExtensionArray(values), index=self._series.index, name=self._series.name)
        return made

    def finish(self, column: Column) -> Any:
        return self._made(_pyarrow("an answer").array(column))

    def give_words(self, codes: Buffer, words: Words) -> Any:
        return self._made(super().give_words(codes, words))

    def table(self, columns: Mapping[str, Any]) -> Any:
        return sys.modules["pandas"].DataFrame(columns)

    def same_rows(self, other: Any) -> bool:
        """True if another Series has the same index, or if the other column has none, so that rows are matched by position."""
        is_series = isinstance(other, sys.modules["pandas"].Series)
        return not is_series or bool(self._series.index.equals(other.index))


# ---- finding the kind of a column ----


def kind_of(values: Any) -> Kind:
    """Returns the kind of a column."""
    if isinstance(values, (list, tuple)):
        return Listed(values)
    module = type(values).__module__.partition(".")[0]
    if module == "pandas":
        return _pandas_kind(values)
    if module == "polars":
        return Polars(values)
    if module == "pyarrow":
        return Pyarrow(values)
    if module == "numpy":
        return _numpy_kind(values)
    if hasattr(values, "__arrow_c_array__") or hasattr(values, "__arrow_c_stream__"):
        return Arrow(values)
    raise TypeError(f"expected a column of days, found {type(values).__name__}")


def _numpy_kind(values: Any) -> Kind:
    import numpy

    if values.dtype != object:
        return Numpy(values)

    def give(elements: list[Any]) -> Any:
        made = numpy.empty(len(elements), object)
        made[:] = elements
        return made.reshape(values.shape)

    if numpy.ma.isMaskedArray(values):
        masked, values = values, values.data.copy()
        values[numpy.ma.getmaskarray(masked)] = None
    return Listed(values.reshape(-1), give)


def _pandas_kind(values: Any) -> Kind:
    pandas = sys.modules["pandas"]
    if hasattr(values, "columns"):
        raise TypeError("expected a Series, found a DataFrame: give one of its columns instead")
    if isinstance(values.dtype, getattr(pandas, "ArrowDtype", ())):
        return PandasArrow(values)
    if values.dtype != object:
        if values.dtype.kind != "M":
            raise TypeError(f"expected a Series of dates, found {values.dtype}: pandas.to_datetime() converts it")
        return Pandas(values)
    make = pandas.Index if isinstance(values, pandas.Index) else pandas.Series
    more = {} if make is pandas.Index else {"index": values.index}
    return Listed(values, lambda elements: make(elements, dtype=object, name=values.name, **more), pandas.DataFrame)


def opened(kind: Kind, other: Any, name: str) -> Kind | None:
    """Reads a second column, which must have as many rows as the first. Returns None if it is a single day."""
    if not is_column(other):
        return None
    if isinstance(kind, (Pandas, PandasArrow)) and not kind.same_rows(other):
        raise BadValue(f"{name}: its index is different: align the two Series first", ARGUMENT)
    column = kind_of(other)
    if column.n != kind.n:
        raise BadValue(f"{name}: {column.n} elements, but expected {kind.n}", ARGUMENT)
    return column


def beside(kind: Kind, other: Any, name: str) -> Buffer:
    """Returns the days of a second column with as many rows as the first. A single day is repeated."""
    column = opened(kind, other, name)
    return array.array("i", [_dates.day_of(other, name)]) * kind.n if column is None else column.days()


# ---- the status of each element ----


def status_words() -> Words:
    """Returns, for each status, the reason why an element has no answer, or None if it has one."""
    words: list[str | None] = [_engine.status_text(status) for status in range(_STATUSES)]
    for status in _OK_STATUSES:
        words[status] = None
    unknown = _engine.status_text(_STATUSES)
    words = [None if word == unknown else word for word in words]
    words[ARGUMENT] = words[COVERAGE]  # a day before 1900 or after 2199 has this status
    words[_TOO_EARLY] = "done too early to count"
    words[_NOT_STARTED] = _dates.refused(_engine.DUEBY_REFUSAL_NOT_STARTED)
    words[_ENDED_TOO_EARLY] = "ended before it started"
    words[_NOT_A_DATE] = "no date"
    return words


def with_bad(kind: Kind, status: Buffer | None, failed: int) -> int:
    """Sets the status of elements that are not dates. Returns how many have no answer."""
    if kind.bad is None:
        return failed
    for index, bad in enumerate(kind.bad):
        if bad and status is not None:
            status[index] = bad
    return failed + sum(map(bool, kind.bad))


def warn(failed: int, n: int) -> None:
    """Warns about rows without an answer, which could otherwise go unnoticed."""
    if failed:
        warnings.warn(f"{failed} of {n} have no answer: use details=True to see why", SomeWithoutAnswer, stacklevel=4)


def code_table(kind: int) -> Words:
    """Returns the names of one kind of code, by number."""
    numbers: list[str | None] = []
    while (word := _engine.code_name(kind, len(numbers))) is not None:
        numbers.append(word)
    return numbers


def answer(kind: Kind, column: Any, name: str, status: Buffer | None, failed: int, details: bool) -> Any:
    """Returns a column of answers or, with details, a table that also says why rows have no answer."""
    failed = with_bad(kind, status, failed)
    if not details:
        warn(failed, kind.n)
        return column
    return kind.table({name: column, "error": kind.give_words(status, status_words())})
