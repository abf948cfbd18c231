"""Tests turning every kind of table into CSV text, whose cells must be the same as the table's."""

import csv
import datetime
import io
import random

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from dueby import _engine, _frames

TEXTS = ["", "a", "b,c", 'say "so"', "two\nlines", "\r", " spaced ", "=1+1", "\u00e4\u20ac\U0001f600", "'", '"', ",", "a"]
DAY, LATER = datetime.date(2026, 3, 27), datetime.date(2026, 4, 21)
MOMENT = datetime.datetime(2026, 3, 27, 14, 30)


def cells(table):
    """Turns a table into CSV text and reads that. Returns the rows, with the header first."""
    text = _frames.read(table).data
    return list(csv.reader(io.StringIO(text.decode("utf-8", "surrogatepass"), newline="")))


def rows_of(header, *rows):
    return [list(header), *map(list, rows)]


def test_texts_come_through_as_they_are():
    chosen = random.Random(1).choices(TEXTS, k=200)
    expected = rows_of(["case", "b,c"], *zip(chosen, reversed(chosen), strict=True))
    columns = {"case": chosen, "b,c": chosen[::-1]}
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    for table in (rows, pd.DataFrame(columns), pl.DataFrame(columns), pa.table(columns)):
        assert cells(table) == expected, type(table)


def test_one_column_has_no_blank_line():
    assert _frames.read([{"case": ""}, {"case": "x"}])[0] == b'case\n""\nx\n'


def test_no_rows_have_a_header():
    assert _frames.read(pa.table({"case": pa.array([], pa.string()), "at": pa.array([], pa.date32())}))[0] == b"case,at\n"
    assert _frames.read(pd.DataFrame({"case": [], "at": []}))[0] == b"case,at\n"
    assert _frames.read([])[0] == b"case,event,at\n"


def test_what_is_not_there_is_empty():
    expected = rows_of(["x"], ["a"], [""], ["a"])
    for table in (
        [{"x": "a"}, {"x": None}, {"x": "a"}],
        pd.DataFrame({"x": ["a", None, "a"]}),
        pd.DataFrame({"x": ["a", float("nan"), "a"]}, dtype=object),
        pd.DataFrame({"x": pd.array(["a", pd.NA, "a"], "string")}),
        pd.DataFrame({"x": pd.Categorical(["a", None, "a"], ["unused", "a"])}),
        pl.DataFrame({"x": ["a", None, "a"]}),
        pa.table({"x": ["a", None, "a"]}),
    ):
        assert cells(table) == expected, table


def test_days_and_times():
    days = rows_of(["x"], ["2026-03-27"], [""], ["2026-04-21"], ["2026-03-27"])
    values = [DAY, None, LATER, DAY]
    for table in ([{"x": value} for value in values], pd.DataFrame({"x": values}), pl.DataFrame({"x": values}), pa.table({"x": values})):
        assert cells(table) == days, type(table)
    moments = rows_of(["x"], ["2026-03-27T14:30:00"], [""], ["2026-03-27T14:30:00"])
    values = [MOMENT, None, MOMENT]
    for table in ([{"x": value} for value in values], pd.DataFrame({"x": values}), pl.DataFrame({"x": values}), pa.table({"x": values})):
        assert [[cell.replace(" ", "T") for cell in row] for row in cells(table)] == moments, type(table)


def test_equal_objects_with_different_texts_stay_apart():
    values = [1, True, 1.5, "1", 1.0, False, 0]
    expected = rows_of(["x"], *[[text] for text in ("1", "True", "1.5", "1", "1", "False", "0")])
    assert cells(pd.DataFrame({"x": pd.Series(values, dtype=object)})) == expected
    assert cells([{"x": value} for value in values]) == expected


def test_the_hour_that_comes_twice_stays_two():
    """1:30am on 25 October 2026 occurs twice: first in summer time, then in winter time."""
    first = datetime.datetime(2026, 10, 25, 1, 30)
    values = [first, first.replace(fold=1)]
    texts = {tuple(row) for row in cells([{"x": value} for value in values])[1:]}
    assert len(texts) == 2
    assert {tuple(row) for row in cells(pd.DataFrame({"x": pd.Series(values, dtype=object)}))[1:]} == texts


def test_slices_and_chunks():
    whole = pa.chunked_array([["a", "b"], [], ["c", None, "a"]])
    table = pa.table({"x": whole, "y": whole}).slice(1, 4)
    assert cells(table) == rows_of(["x", "y"], ["b", "b"], ["c", "c"], ["", ""], ["a", "a"])
    assert cells(pa.table({"x": whole.dictionary_encode()}))[1:] == [["a"], ["b"], ["c"], [""], ["a"]]
    assert cells(pl.DataFrame({"x": ["a", "b", "c"]}).slice(1, 2)) == rows_of(["x"], ["b"], ["c"])
    assert cells(pd.DataFrame({"x": ["a", "b", "c"]}, index=[7, 7, 7])[1:]) == rows_of(["x"], ["b"], ["c"])


@pytest.mark.parametrize(
    ("codes", "texts", "stops"),
    [
        ([0, 2], b"xab", [1, 2, 3]),  # a code refers to a cell that does not exist
        ([0, -2], b"xab", [1, 2, 3]),
        ([0], b"xab", [1, 2, 3]),  # the codes of one row are missing
        ([0, 0], b"xab", [1, 2, 4]),  # a cell runs past the end of the text
        ([0, 0], b"xab", [2, 1]),  # the second cell ends before the first
        ([0, 0], b"xab", [-1, 2]),
        ([-1, -1], b"", []),  # the column has no name
    ],
)
def test_cells_that_are_none_are_refused(codes, texts, stops):
    import array

    rows = _engine.rows_new(2)
    with pytest.raises(_engine.Status):
        _engine.rows_add(rows, array.array("i", codes), texts, array.array("q", stops))
    assert _engine.rows_size(rows) == 0
