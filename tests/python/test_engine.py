"""Tests the engine under the package: it must check arguments, free memory and read Arrow's arrays correctly."""

import array
import ast
import ctypes
import inspect
import random
import struct
from datetime import date, timedelta
from pathlib import Path

import dueby
import numpy as np
import pyarrow as pa
import pytest
from dueby import Calendar, _engine

NONE, TIME_NONE = -(2**31), -(2**63)
FRIDAY = 20539  # Friday 27 March 2026
PROFILE = _engine.profile_new("barnet")
CALENDAR = _engine.calendar_new("england-and-wales", NONE)
QUESTION = _engine.query_new(PROFILE, CALENDAR, "cp.conference.initial")
ANSWER = _engine.question_on(QUESTION, FRIDAY)
ASKED = struct.pack("=10q", NONE, NONE, 0, TIME_NONE, FRIDAY, 0, 0, 0, 0, 0)
MORE = ASKED + struct.pack("=7q", TIME_NONE, FRIDAY, 3, 0, 0, 0, 0)
FILE = b"case,event,at,ref,team\n1,referral.received,2026-03-02,a,A\n1,strategy_discussion.held,2026-03-27,,B\n2,birth,no,,\n"
WORK_ASKED = struct.pack(
    f"={_engine.DUEBY_WORK_ASKED}q", TIME_NONE, FRIDAY + 60, NONE, 0, 0, _engine.DUEBY_ORDER_ISO, 0, 255, NONE, 1, 0, NONE, 1, NONE
)
EVERY_RULE = bytes([1]) * _engine.profile_rule_count(PROFILE)


def new_work():
    return _engine.work_new(PROFILE, CALENDAR, EVERY_RULE, b"", b"", None, b"", FILE, None, WORK_ASKED)


def new_files():
    files = _engine.files_new(None, b"", 0)
    _engine.files_add(files, "header.csv", b"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,06/05/2014,WBRI,,,\n2,1,no,WBRI,,,\n", 0)
    return files


# ---- arguments ----


def parameters():
    """Reads each function and the names of its parameters from the engine's stub file."""
    stub = ast.parse((Path(dueby.__file__).parent / "_engine.pyi").read_text(encoding="utf-8"))
    functions = [item for item in stub.body if isinstance(item, ast.FunctionDef)]
    return {item.name: [one.arg for one in item.args.posonlyargs + item.args.args] for item in functions}


PARAMETERS = parameters()


class Anything:
    """Makes random arguments of every kind, most of them right or nearly right."""

    WORDS = ("cp.visit", "barnet:cp.visit", "england", "none", "", "5 working days", "tdD", "i", "C", "b", "tss:", "u", "{}")
    FILES = ("date,name\n2026-01-01,x\n", "profile: [", "a\0b", "\u00fc" * 50)
    NUMBERS = (0, 1, -1, 2, 3, 5, 86400, FRIDAY, 47847, 2**31 - 1, NONE, 2**31, 2**63 - 1, TIME_NONE)

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.work, self.files = new_work(), new_files()
        self.reading = _engine.reading_new(PROFILE, self.files)
        self.table = _engine.work_table(self.work)
        self.days = _engine.column_import(*pa.array([FRIDAY, None, 0], pa.date32()).__arrow_c_array__())

    def block(self, block):
        """Replaces some numbers in a block of int64 values."""
        fields = list(struct.unpack(f"={len(block) // 8}q", block))
        for _ in range(self.random.randrange(3)):
            fields[self.random.randrange(len(fields))] = self.random.choice(self.NUMBERS)
        return struct.pack(f"={len(fields)}q", *fields)

    def array(self, code, n=3):
        most = 2 ** (8 * array.array(code).itemsize - 1) - 1
        return array.array(code, [self.random.choice((0, 1, FRIDAY, FRIDAY + 1, most)) & most for _ in range(n)])

    def any(self):
        column = [lambda width=width: _engine.column_new(3, width) for width in (1, 4, 8)]
        arrays = [lambda code=code: self.array(code) for code in "iqBfdh"]
        objects = (None, PROFILE, CALENDAR, QUESTION, self.work, self.table, self.days, self.files, self.reading, b"", FILE)
        known = [lambda known=known: known for known in objects]
        blocks = [lambda block=block: self.block(block) for block in (ANSWER, ASKED, MORE, WORK_ASKED)]
        others = [
            lambda: self.array("i", 0),
            lambda: (self.array("i", 2), ("a", "b")),
            lambda: tuple([self.array("i")] * 9 + [self.array("B")] * 3),
            lambda: self.random.choice(self.WORDS),
            lambda: self.random.choice(self.FILES),
        ]
        numbers = [lambda: self.random.choice(self.NUMBERS)] * 4
        return self.random.choice(column + arrays + known + blocks + others + numbers)()

    def named(self, name):
        """Makes a random value for the parameter with this name."""
        choose = self.random.choice
        makers = {
            "query": lambda: QUESTION,
            "profile": lambda: PROFILE,
            "left": lambda: PROFILE,
            "right": lambda: PROFILE,
            "calendar": lambda: CALENDAR,
            "base": lambda: CALENDAR,
            "work": lambda: self.work,
            "table": lambda: self.table,
            "column": lambda: choose((self.days, _engine.column_new(3, 4), 0, 9, 22, 23, -1)),
            "answer": lambda: self.block(ANSWER),
            "asked": lambda: self.block(choose((ASKED, MORE, WORK_ASKED))),
            "met": lambda: self.array("q", choose((0, 2, 4))),
            "moments": lambda: self.block(struct.pack("=6q", *(TIME_NONE, FRIDAY) * 3)),
            "capacity": lambda: choose((1, 6, 14, 15, 600)),
            "room": lambda: choose((1, 2, 100, 1000)),
            "selected": lambda: EVERY_RULE,
            "file": lambda: FILE,
            "files": lambda: choose((None, self.files)),
            "reading": lambda: self.reading,
            "holds": lambda: choose((None, self.array("i", 2 * _engine.profile_event_count(PROFILE)))),
            "nulls": lambda: choose((b"", b"none\0", b"none")),
        }
        return makers[name]() if name in makers and self.random.random() < 0.8 else self.any()


@pytest.mark.parametrize("name", PARAMETERS)
def test_any_arguments_at_all(name):
    """Every call must return or raise. In a build with sanitizers, any access out of bounds is also noticed."""
    anything, function = Anything(name), getattr(_engine, name)
    for _ in range(300):
        arguments = [anything.named(parameter) for parameter in PARAMETERS[name]]
        try:
            function(*arguments)
        except (TypeError, ValueError, OverflowError, MemoryError, BufferError):
            pass


def test_every_function_is_tried():
    made = {name for name, value in vars(_engine).items() if inspect.isbuiltin(value) and not name.startswith(("_", "SWIG"))}
    assert made == set(PARAMETERS)


def due_days(days, out):
    return _engine.due_days(QUESTION, 0, days, None, out, None, None, None)


def test_arrays_are_integers_of_this_machine():
    out = np.zeros(3, "i4")
    assert due_days(np.full(3, FRIDAY, "i4"), out) == 0
    assert (out == FRIDAY + 25).all()  # 21 April, 25 days later
    unaligned = memoryview(bytes(13))[1:].cast("i")
    for wrong in (np.zeros(3, "f4"), np.zeros(3, ">i4"), np.zeros(3, "i2"), np.zeros(6, "i4")[::2], unaligned):
        with pytest.raises((TypeError, ValueError, BufferError)):
            due_days(wrong, out)
    with pytest.raises(TypeError):
        _engine.ticks_to_days(np.zeros(3, "f8"), 1, out)


def test_texts_end_where_they_end():
    for wrong in (None, 5, b"england", "england\0", "\ud800"):
        with pytest.raises((TypeError, ValueError)):
            _engine.profile_new(wrong)
    with pytest.raises(ValueError, match="zero"):
        Calendar.from_days([date(2026, 1, 1)], "none", ["a\0b"])
    with pytest.raises(ValueError, match="zero"):
        dueby.due("cp.conference.initial\0", date(2026, 3, 27))
    assert _engine.calendar_with_days(CALENDAR, _engine.DUEBY_CHANGE_ADD, array.array("i", [FRIDAY]), None)


@pytest.mark.parametrize("room", [0, -1, 2**31, 2**63 - 1])
def test_room_for_nothing_or_too_much_is_no_room(room):
    with pytest.raises(ValueError):
        _engine.span_words(5, 1, room)
    with pytest.raises(ValueError):
        _engine.question_ask(QUESTION, ASKED, b"", room)


@pytest.mark.parametrize(("n", "width"), [(2**61, 8), (2**62, 4), (2**62, 8), (2**63 - 1, 1), (2**63 - 1, 4), (2**63 - 1, 8)])
def test_columns_whose_bytes_cannot_be_counted(n, width):
    with pytest.raises(_engine.Status):
        _engine.column_new(n, width)


def test_days_without_a_tick_have_none():
    """An int64 of nanoseconds can hold only days up to 106751 days before or after 1970."""
    days = np.array([106751, 106752, -106752, 2**31 - 1, NONE, FRIDAY], "i4")
    ticks = np.zeros(6, "i8")
    _engine.days_to_ticks(days, 86400 * 10**9, ticks)
    assert ticks.tolist() == [106751 * 86400 * 10**9, *[TIME_NONE] * 4, FRIDAY * 86400 * 10**9]


def test_days_taken_from_no_day_are_none():
    moments = struct.pack("=6q", TIME_NONE, FRIDAY + 3, TIME_NONE, NONE, TIME_NONE, NONE)
    assert _engine.question_check(QUESTION, ASKED, ANSWER, moments, 0, 0)[3] == 3


# ---- Arrow ----

DAYS = [date(2026, 3, 27) + timedelta(days=n) if n % 3 else None for n in range(40)]
TYPES = [pa.date32(), pa.date64(), *(pa.timestamp(unit) for unit in ("s", "ms", "us", "ns")), pa.timestamp("us", "UTC")]


def column(days, kind):
    """Returns days as an Arrow array of the given type. In a type with times, the time is midnight."""
    plain = pa.array(days, pa.date32())
    return plain.cast(kind) if pa.types.is_date(kind) else plain.cast(pa.timestamp("us")).cast(kind)


def days_of(source):
    """Passes an Arrow column to the engine. Returns the column's days as dates."""
    taken = _engine.column_import_stream(source.__arrow_c_stream__()) if hasattr(source, "chunks") else None
    taken = taken or _engine.column_import(*source.__arrow_c_array__())
    settled = _engine.column_fill_nulls(taken)
    del taken
    schema, made = _engine.column_capsules(settled, "tdD", NONE)
    return pa.Array._import_from_c_capsule(schema, made).to_pylist()


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_slices(kind):
    """A validity bitmap may begin anywhere in a byte."""
    whole = column(DAYS, kind)
    for first in (*range(10), 39, 40):
        for length in (0, 1, 7, 8, 9, 17, 40):
            assert days_of(whole.slice(first, length)) == DAYS[first : first + length]
    filled = pa.array([day or date(2000, 1, 1) for day in DAYS], pa.date32())
    assert days_of(filled.slice(5)) == filled.slice(5).to_pylist()


@pytest.mark.parametrize("kind", TYPES[:3], ids=str)
def test_chunks(kind):
    for lengths in ((), (0,), (0, 0), (40,), (1, 39), (0, 8, 0, 9, 23), [1] * 40):
        ends = [sum(lengths[: n + 1]) for n in range(len(lengths))]
        parts = [column(DAYS[end - length : end], kind) for end, length in zip(ends, lengths, strict=True)]
        assert days_of(pa.chunked_array(parts, kind)) == DAYS[: sum(lengths)]


def test_arrays_of_nothing():
    assert days_of(pa.nulls(5)) == [None] * 5
    assert days_of(pa.chunked_array([pa.nulls(2), pa.nulls(0)])) == [None] * 2


class Schema(ctypes.Structure):
    """The C struct ArrowSchema."""


class Array(ctypes.Structure):
    """The C struct ArrowArray."""


class Stream(ctypes.Structure):
    """The C struct ArrowArrayStream."""


RELEASE_SCHEMA = ctypes.CFUNCTYPE(None, ctypes.POINTER(Schema))
RELEASE_ARRAY = ctypes.CFUNCTYPE(None, ctypes.POINTER(Array))
GET_SCHEMA = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(Schema))
GET_NEXT = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(Array))
Schema._fields_ = [
    ("texts", ctypes.c_char_p * 3),  # the fields format, name and metadata
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.c_void_p),
    ("dictionary", ctypes.c_void_p),
    ("release", RELEASE_SCHEMA),
    ("private_data", ctypes.c_void_p),
]
Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.c_void_p),
    ("dictionary", ctypes.c_void_p),
    ("release", RELEASE_ARRAY),
    ("private_data", ctypes.c_void_p),
]
Stream._fields_ = [
    ("get_schema", GET_SCHEMA),
    ("get_next", GET_NEXT),
    ("get_last_error", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]
capsule_new = ctypes.pythonapi.PyCapsule_New
capsule_new.restype = ctypes.py_object
capsule_new.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]


class Producer:
    """Builds Arrow's structures by hand, and counts how often each is released. Destroying the capsules releases nothing."""

    def __init__(self, format=b"tdD", chunks=0, failing=False, length=2):
        self.released, self._left, self._failing, self._length = {"schema": 0, "array": 0}, chunks, failing, length
        self._days = (ctypes.c_int32 * 2)(FRIDAY, FRIDAY + 1)
        self._buffers = (ctypes.c_void_p * 2)(None, ctypes.addressof(self._days))
        self._format, self._release = format, (RELEASE_SCHEMA(self._forget_schema), RELEASE_ARRAY(self._forget_array))
        self.schema, self.array = Schema(), Array()
        self._fill_schema(self.schema)
        self._fill_array(self.array)
        self._calls = GET_SCHEMA(self._get_schema), GET_NEXT(self._get_next)
        self.stream = Stream(*self._calls, None, 1, None)

    def _forget_schema(self, schema):
        self.released["schema"] += 1
        schema.contents.release = RELEASE_SCHEMA()

    def _forget_array(self, made):
        self.released["array"] += 1
        made.contents.release = RELEASE_ARRAY()

    def _fill_schema(self, schema):
        schema.texts[0], schema.release = self._format, self._release[0]

    def _fill_array(self, made):
        made.length, made.n_buffers, made.buffers, made.release = self._length, 2, self._buffers, self._release[1]

    def _get_schema(self, stream, schema):
        self._fill_schema(schema.contents)
        return 0

    def _get_next(self, stream, made):
        if not self._left and self._failing:
            return 5
        made.contents.release = RELEASE_ARRAY()
        if self._left:
            self._fill_array(made.contents)
            self._left -= 1
        return 0

    def take(self):
        named = ((self.schema, b"arrow_schema"), (self.array, b"arrow_array"))
        return _engine.column_import(*(capsule_new(ctypes.addressof(made), name, None) for made, name in named))

    def take_stream(self):
        return _engine.column_import_stream(capsule_new(ctypes.addressof(self.stream), b"arrow_array_stream", None))


def test_a_taken_array_is_released_once():
    producer = Producer()
    column = producer.take()
    assert not producer.array.release, "moved"
    schema, made = _engine.column_capsules(column, "tdD", NONE)
    given = pa.Array._import_from_c_capsule(schema, made)
    del column, schema, made
    assert producer.released == {"schema": 0, "array": 0}, "the schema is its capsule's, and the days are in use"
    assert given.to_pylist() == [date(2026, 3, 27), date(2026, 3, 28)]
    del given
    assert producer.released == {"schema": 0, "array": 1}


@pytest.mark.parametrize(
    "format", [b"tdd", b"td", b"t", b"", b"ts", b"tss", b"tsx:", b"tsnn:", b"ttm", b"tdDx", b"nn", b"i", b"+s", b"vu", b"l", None]
)
def test_what_is_refused_stays_its_owners(format):
    producer = Producer(format)
    with pytest.raises(_engine.Status):
        producer.take()
    assert producer.array.release and producer.schema.release
    assert producer.released == {"schema": 0, "array": 0}


def test_an_array_of_impossible_length_is_refused():
    for length in (-1, TIME_NONE):
        producer = Producer(length=length)
        with pytest.raises(_engine.Status):
            producer.take()
        assert producer.released["array"] == 0


@pytest.mark.parametrize("chunks", [0, 1, 2, 9])
def test_every_chunk_of_a_stream_is_released_once(chunks):
    producer = Producer(chunks=chunks)
    column = producer.take_stream()
    assert _engine.column_length(column) == 2 * chunks
    assert producer.released["schema"] == 1
    del column
    assert producer.released == {"schema": 1, "array": chunks}
    with pytest.raises(_engine.Status):
        (failing := Producer(chunks=chunks, failing=True)).take_stream()
    assert failing.released == {"schema": 1, "array": chunks}
    with pytest.raises(_engine.Status):
        (wrong := Producer(b"u", chunks=chunks)).take_stream()
    assert wrong.released == {"schema": 1, "array": 0}


def test_formats_that_are_not_given():
    for format in ("u", "tdm", "", "tss", "+s", "ii"):
        for width in (1, 4, 8):
            with pytest.raises(_engine.Status):
                _engine.column_capsules(_engine.column_new(3, width), format, 0)
