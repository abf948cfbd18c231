"""Turns the files that councils have into events: the census, SSDA903, Annex A, the safeguarding dataset, and extracts."""

from __future__ import annotations

import contextlib
import csv
import datetime
import io
import itertools
import os
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO, Any, NamedTuple
from xml.parsers import expat

from dueby import _dates, _engine, _frames, _profile
from dueby._dates import NONE
from dueby._errors import ARGUMENT, LIMIT, NO_MEMORY, NOT_FOUND, TEXT, BadFile, BadValue, UnknownName, not_a, read_text
from dueby._listing import Problem, Tabular, columns_of, problem_of
from dueby._profile import Profile

_FILES_MAX = 1000  # maximum number of files in a folder, sheets in a workbook, or tables in a database
_UNPACKED_MAX = 1 << 30  # maximum size of a workbook in bytes
_YAML_MAX = 4 << 20
_HEADER_ROWS = 21  # the header of a table is among its first rows
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the first bytes of old workbooks, and of all workbooks with a password
_MIDNIGHT_IS_TIME = 1  # of dueby/caseload.h
Path = str | os.PathLike[str]


class Part(NamedTuple):
    """A file of a return, or a table that is read as a file."""

    name: str
    data: bytes
    optional: bool  # True if the part is skipped when no mapping recognises it


# ---- arguments -> files ----


def _parts_of(given: Any) -> Iterator[Part]:
    if isinstance(given, Mapping):
        for name, table in given.items():
            yield Part(str(name), _text_of(table, str(name)), False)
    elif not isinstance(given, (str, os.PathLike)):
        raise not_a("files", "paths, or tables by name such as {'ssd_person': frame}", given)
    elif os.path.isdir(given):
        for path in _listed(os.fspath(given)):
            for part in _parts_of_file(path):
                yield part._replace(optional=True)
    else:
        yield from _parts_of_file(os.fspath(given))


def _listed(folder: str) -> list[str]:
    """The files in a folder by name, without hidden ones and subfolders."""
    names = sorted(entry.name for entry in os.scandir(folder) if not entry.name.startswith(".") and not entry.is_dir())
    if len(names) > _FILES_MAX:
        raise BadFile(f"{folder}: more than {_FILES_MAX} files", LIMIT)
    return [f"{folder.rstrip('/')}/{name}" for name in names]


def _parts_of_file(path: str) -> Iterator[Part]:
    yield from _parts_of_data(path, _frames.read_file(path))


def _parts_of_data(path: str, data: bytes) -> Iterator[Part]:
    """Recognises a file by its first bytes, never by its name."""
    if data.startswith(b"PK\x03\x04"):
        yield from _sheets(path, data)
    elif data.startswith(b"PAR1"):
        yield Part(path, _text_of(_parquet(path), path), False)
    elif data[8:12] == b"DUCK":
        yield from _tables(path)
    elif data.startswith(_OLE):
        raise BadFile(f"{path}: this is an old workbook (.xls), or one with a password: in Excel, save it as .xlsx without a password", TEXT)
    else:
        yield Part(path, data, False)


def _needs(path: str, what: str, package: str, extra: str) -> ModuleNotFoundError:
    return ModuleNotFoundError(f"{path}: {what} is read with {package}, which is not installed: pip install dueby[{extra}]", name=package)


def _text_of(table: Any, name: str) -> bytes:
    columns, _ = _frames.columns_of(table)
    if not columns:
        raise BadFile(f"{name}: this table has no columns", TEXT)
    return _frames.text_of(columns)


def _parquet(path: str) -> Any:
    try:
        from pyarrow import parquet
    except ModuleNotFoundError:
        raise _needs(path, "a Parquet file", "pyarrow", "duckdb") from None
    try:
        return parquet.read_table(path)
    except (ValueError, OSError) as error:  # Arrow's own exceptions are subclasses of these
        raise BadFile(f"{path}: cannot read this Parquet file: {error}", TEXT) from None


def _tables(path: str) -> Iterator[Part]:
    """The tables and views of a DuckDB database, as if they were files in one folder."""
    try:
        import duckdb
        import pyarrow as _  # noqa: F401
    except ModuleNotFoundError as error:
        raise _needs(path, "a DuckDB database", str(error.name), "duckdb") from None
    try:
        with duckdb.connect(path, read_only=True) as connection:
            names = [str(row[0]) for row in connection.execute("select table_name from information_schema.tables order by 1").fetchall()]
            if len(names) > _FILES_MAX:
                raise BadFile(f"{path}: more than {_FILES_MAX} tables", LIMIT)
            for name in names:
                yield Part(f"{path}/{name}", _text_of(connection.table(f'"{name}"'.replace("\0", "")), name), True)
    except duckdb.Error as error:
        raise BadFile(f"{path}: cannot read this DuckDB database: {error}", TEXT) from None


def _sheets(path: str, data: bytes) -> Iterator[Part]:
    """The sheets of a workbook that have rows, as if they were files in one folder. Row numbers become line numbers."""
    try:
        import openpyxl as _  # noqa: F401
    except ModuleNotFoundError:
        raise _needs(path, "a workbook", "openpyxl", "returns") from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if not any(entry.filename.endswith("workbook.xml") for entry in packed.infolist()):
                raise BadFile(f"{path}: this is a zip file, but not a workbook that we can read: unpack it, or save the workbook as .xlsx", TEXT)
            if sum(entry.file_size for entry in packed.infolist()) > _UNPACKED_MAX:
                raise BadFile(f"{path}: this workbook is larger than {_UNPACKED_MAX >> 30} GiB when unpacked", LIMIT)
            for entry in packed.infolist():
                with packed.open(entry) as part:
                    if entry.filename.endswith((".xml", ".rels")) and _has_document_type(part):
                        raise BadFile(f"{path}: {entry.filename} has a document type, which workbooks do not have", TEXT)
        book = _book(data)
        if len(book.worksheets) > _FILES_MAX:
            raise BadFile(f"{path}: more than {_FILES_MAX} sheets", LIMIT)
        is_empty = True
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # the dimensions that a workbook states may be wrong
            text = _sheet_text(sheet)
            if text:
                is_empty = False
                yield Part(f"{path}/{sheet.title}", text, True)
        if is_empty:
            yield Part(path, b"", False)
    except (BadFile, MemoryError):
        raise
    except Exception as error:  # zipfile, openpyxl and its XML parser each raise their own exceptions
        raise BadFile(f"{path}: cannot read this workbook: {type(error).__name__}: {error}", TEXT) from None


def _book(data: bytes) -> Any:
    """Opens a workbook as openpyxl.load_workbook does, but without its charts and the names of its ranges. dueby needs neither, and
    openpyxl cannot read an empty chart sheet, a name on a chart sheet, or a name whose cells were deleted."""
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    read_worksheets = reader.read_worksheets

    def read_worksheets_alone() -> None:
        read_worksheets()
        reader.parser.assign_names = lambda: None

    reader.read_chartsheet = lambda *_: None
    reader.read_worksheets = read_worksheets_alone
    reader.read()
    return reader.wb


class _Found(Exception):
    """Raised to end a parser early."""


def _has_document_type(part: IO[bytes]) -> bool:
    """True if XML declares a document type, and so may define entities. Reads up to the first element."""
    found = []

    def end(*seen: Any) -> None:
        found.append(len(seen))
        raise _Found

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = end  # expat calls this with four arguments
    parser.StartElementHandler = end  # expat calls this with two arguments
    with contextlib.suppress(_Found):
        parser.ParseFile(part)
    return found == [4]


def _cells(row: Any) -> list[str]:
    """Returns the cells of a row up to the last one that is not empty."""
    cells = [_frames.cell(value).replace("\r", " ").replace("\n", " ") for value in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _sheet_text(sheet: Any) -> bytes:
    """Returns a sheet as CSV. Each row has at least as many cells as the longest of the first rows, one of which is the header: a
    title above it may be shorter."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    rows = map(_cells, sheet.iter_rows(values_only=True))
    first: list[list[str]] = []
    filled = 0
    while filled < _HEADER_ROWS and (cells := next(rows, None)) is not None:
        first.append(cells)
        filled += bool(cells)
    width = max(map(len, first), default=0)
    for cells in itertools.chain(first, rows):
        if any(cells):
            writer.writerow(cells + [""] * (width - len(cells)))
        else:
            out.write("\n")
    return out.getvalue().encode("utf-8", "surrogatepass") if width else b""


# ---- the mapping ----


def _builtin() -> list[str]:
    """Returns the names of the built-in mappings."""
    names: list[str] = []
    while (name := _engine.mapping_builtin(len(names))) is not None:
        names.append(name)
    return names


def _mapping(mapping: Path | None) -> tuple[str | None, bytes]:
    """Returns a mapping as the engine takes it: a built-in name, or the name of a file and its YAML. None stands for any built-in
    mapping."""
    if mapping is None:
        return None, b""
    if not isinstance(mapping, (str, os.PathLike)):
        raise not_a("mapping", "the name of a built-in mapping, or the path of a YAML file", mapping)
    name, builtin = os.fspath(mapping), _builtin()
    if name in builtin:
        return name, b""
    if isinstance(mapping, str) and os.path.basename(name) == name and not name.endswith((".yaml", ".yml")):
        raise UnknownName(_dates.text_of(_engine.unknown_mapping, name), NOT_FOUND)
    return name, read_text(name, _YAML_MAX).encode()


# ---- events ----


class Events(Tabular):
    """The events of returns: the result of `read`.

    Attributes
    ----------
    as_at : date or None
        The latest reference date that a file states; `worklist` uses it by default.
    notes : list of str
        How the files were read, and what these returns do not show.
    problems : list of Problem
        Messages about fields, rows and files: at most the first thousand.
    """

    def __init__(self, parts: tuple[Part, ...], mapping: tuple[str | None, bytes], flags: int, profile: Profile) -> None:
        self._parts, self._mapping, self._flags, self._profile = parts, mapping, flags, profile
        try:
            reading = _engine.reading_new(profile._capsule, self._files())
        except _engine.Status as error:
            raise unreadable(error) from None
        self._table = _engine.reading_take_table(reading)
        day = _engine.reading_as_at(reading)
        self.as_at: datetime.date | None = _dates.date_of(day)
        self.notes: list[str] = _notes(reading, NONE)
        self._notes_as_at = _notes(reading, day)
        self.problems: list[Problem] = [problem_of(*message) for message in _engine.reading_messages(reading)]

    def _files(self) -> Any:
        """Passes the files to the engine, which copies them."""
        files = _engine.files_new(*self._mapping, self._flags)
        for part in self._parts:
            _engine.files_add(files, *part)
        return files

    @property
    def profile(self) -> Profile:
        """The profile that the events belong to."""
        return self._profile

    @property
    def frame(self) -> list[dict[str, Any]]:
        """The events as dicts: ``case``, ``event``, ``at``, ``ref``, ``tags``, carried columns, and the ``source`` of each."""
        return self.to_dicts()

    def _as(self, kind: str) -> Any:
        frame, columns = columns_of(self._table, _frames.FRAMES[kind])
        return frame.table(columns)

    def __len__(self) -> int:
        return _engine.listing_rows(self._table)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Events) and self.__reduce__() == other.__reduce__()

    def __hash__(self) -> int:
        return hash((self._parts, self._mapping))

    def __reduce__(self) -> tuple[Any, ...]:
        return Events, (self._parts, self._mapping, self._flags, self._profile)

    def __repr__(self) -> str:
        return f"<dueby.Events: {len(self)} of {len(self._parts)} {'file' if len(self._parts) == 1 else 'files'}>"


def _notes(reading: Any, taken: int) -> list[str]:
    notes: list[str] = []
    try:
        while True:
            notes.append(_dates.text_of(_engine.reading_note_text, reading, len(notes), taken))
    except _engine.Status:  # raised after the last note
        return notes


def unreadable(error: _engine.Status) -> Exception:
    """Makes the exception for files that cannot be read. The engine's message names the file."""
    status, said = error.args[0], error.args[1] if len(error.args) > 1 else ""
    return MemoryError() if status == NO_MEMORY else BadFile(said or f"the files: {_engine.status_text(status)}", status)


# ---- the function ----


def read(
    *files: Any, mapping: Path | None = None, profile: Profile | str = "england", midnight_is_time: bool = False
) -> Events:
    """Reads events from the files that councils have (``docs/returns.md``), each with the field and line that it came from.

    Parameters
    ----------
    *files : path, or mapping of str to a table
        The census as XML; an SSDA903, Annex A or the safeguarding dataset as CSV files, or the folder that has them. A workbook,
        sheet by sheet (``pip install dueby[returns]``). A Parquet file, or a DuckDB database (``pip install dueby[duckdb]``).
        Or tables by name, of any kind that `worklist` takes. A file is recognised by its content, never by its name. Several
        files are one return, or several years of it.
    mapping : str or path, optional
        A built-in mapping (``cin``, ``ssda903``, ``annex_a``, ``ssd``), or your own YAML file
        (``docs/adding-an-extract.md``). By default, any of the built-in ones.
    profile : Profile or str
        The profile whose events they are.
    midnight_is_time : bool
        True if 00:00:00 is a time of day, not a day without a time.

    Returns
    -------
    Events
        For `worklist`, and as a table. A field that cannot be read is a problem, and its case is listed all the same.

    Raises
    ------
    BadFile
        A file is not recognised by any mapping, is not well formed or is over a limit; or a mapping is wrong.
    ModuleNotFoundError
        The package that reads this kind of file is not installed; the message names it.

    Examples
    --------
    >>> import dueby
    >>> header = [{"CHILD": "2001", "SEX": 1, "DOB": "06/05/2014", "ETHNIC": "WBRI", "UPN": "", "MOTHER": "", "MC_DOB": ""}]
    >>> [(row["case"], row["event"], row["at"], row["source"]) for row in dueby.read({"header": header}).frame]
    [('2001', 'birth', datetime.date(2014, 5, 6), 'header:2 header/DOB')]
    """
    parts = tuple(part for given in files for part in _parts_of(given))
    if not parts:
        raise BadValue("files: give at least one file; a folder must contain some", ARGUMENT)
    return Events(parts, _mapping(mapping), _MIDNIGHT_IS_TIME if midnight_is_time else 0, _profile.of(profile))


def opened(events: Any, profile: Profile | str, midnight_is_time: bool) -> Any:
    """Reads a path: a return, or else a file of events. Passes on anything else."""
    if not isinstance(events, (str, os.PathLike)):
        return events
    path = os.fspath(events)
    if os.path.isdir(path):
        return read(path, profile=profile, midnight_is_time=midnight_is_time)
    data = _frames.read_file(path)
    flags = _MIDNIGHT_IS_TIME if midnight_is_time else 0
    try:
        return Events(tuple(_parts_of_data(path, data)), _mapping(None), flags, _profile.of(profile))
    except BadFile:
        if _is_no_text(data) or data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] == b"<":
            raise
        return _frames.File(data, "rows", path)


def _is_no_text(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PAR1")) or data[8:12] == b"DUCK"
