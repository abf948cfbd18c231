"""Tests the kinds of files that councils have. Events and worklists must be the same as the command's. Workbooks, Parquet, DuckDB
and tables must have the same result as CSV files. Faults must be reported, and no input may do harm."""

import csv
import io
import json
import pickle
import subprocess
import sys
import zipfile
from datetime import date, datetime

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from conftest import ROOT
from openpyxl.chart import BarChart
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from pyarrow import parquet

import dueby

SPECIMENS = ROOT / "tests" / "returns"
AS_AT = date(2026, 3, 31)
KINDS = {
    "cin": ["cin/census_2026.xml"],
    "two years": ["cin/census_2025.xml", "cin/census_2026.xml"],
    "ssda903": ["ssda903"],
    "annex_a": ["annex_a"],
    "ssd": ["ssd"],
    "two kinds": ["cin/census_2026.xml", "annex_a"],
}


def paths_of(kind):
    return [str(SPECIMENS / place) for place in KINDS[kind]]


def run(command, *words):
    done = subprocess.run([command, *words], capture_output=True, text=True)
    assert done.returncode in (0, 5), done.stderr
    return done


def text_of(value):
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def without_sources(events):
    """Returns the fields of events that do not depend on file names and lines."""
    return sorted(tuple(text_of(value) for name, value in row.items() if name != "source") for row in events.to_dicts())


# ---- compared with the command ----


@pytest.mark.parametrize("kind", KINDS)
def test_events_are_those_of_the_command(command, kind):
    done = run(command, "read", *paths_of(kind))
    rows = list(csv.DictReader(io.StringIO(done.stdout, newline="")))
    events = dueby.read(*paths_of(kind))
    assert [{name: text_of(value) for name, value in row.items()} for row in events.to_dicts()] == rows
    assert len(events) == len(rows) > 80
    notes = [line.removeprefix("dueby: note: ") for line in done.stderr.splitlines() if line.startswith("dueby: note: ")]
    own = [n for n, note in enumerate(notes) if "dueby worklist" in note][0]  # options of the command, which Python does not need
    assert events.notes == notes[:own] and all("these events" in note for note in notes[own:])


@pytest.mark.parametrize("kind", KINDS)
def test_the_worklist_is_that_of_the_command(command, kind):
    asked = [] if "cin" in kind or "two" in kind else ["--as-at", "2026-03-31"]
    done = run(command, "worklist", *paths_of(kind), *asked, "--format", "json")
    whole = json.loads(done.stdout)
    listed = dueby.worklist(dueby.read(*paths_of(kind)), as_at=AS_AT if asked else None)
    found = [{name: text_of(value) for name, value in row.items()} for row in listed.to_dicts()]
    assert found == [{name: text_of(value) for name, value in row.items()} for row in whole["rows"]]
    assert listed.as_at == AS_AT and sorted(listed.notes) == sorted(whole["notes"])
    said = [f"dueby: {one.file}:{one.line}: {one.message}" for one in listed.problems if one.severity == "error"]
    assert said == [line for line in done.stderr.splitlines() if line in said] and said


def test_options_stand_above_what_a_return_says(command):
    path = paths_of("cin")[0]
    words = ["--history-from", "2024-01-01", "--holds", "rcpc.held=latest", "--only", "cp.conference.*", "--profile", "barnet"]
    whole = json.loads(run(command, "worklist", path, *words, "--format", "json").stdout)
    events = dueby.read(path, profile="barnet")
    listed = dueby.worklist(
        events, profile="barnet", history_from=date(2024, 1, 1), holds={"rcpc.held": "latest"}, only="cp.conference.*"
    )
    assert [(row["case"], row["rule"], row["state"]) for row in listed.to_dicts()] == [
        (row["case"], row["rule"], row["state"]) for row in whole["rows"]
    ]


def test_the_first_note_says_which_day_was_taken():
    events = dueby.read(*paths_of("cin"))
    assert events.as_at == AS_AT
    assert dueby.worklist(events).notes[0] == (
        "Read as children in need census (cin): 1 file. Checked at its reference date, Tuesday 31 March 2026"
    )
    assert dueby.worklist(events, as_at=AS_AT).notes[0] == "Read as children in need census (cin): 1 file"
    with pytest.raises(TypeError, match="as_at: give the day to check"):
        dueby.worklist(dueby.read(*paths_of("ssda903")))  # an SSDA903 has no reference date


def test_an_extract_of_ones_own():
    folder = ROOT / "examples" / "extract"
    events = dueby.read(folder / "wide.csv", mapping=folder / "wide.yaml")
    assert events.frame[0]["source"] == "wide.csv:2 report/Client DoB"
    listed = dueby.worklist(events, profile="barnet", as_at=AS_AT, where={"team": "South"})
    assert {row["team"] for row in listed.frame} == {"South"}
    tables = dueby.read(folder / "tables", mapping=str(folder / "tables.yaml"))
    assert {"3201"} <= {row["case"] for row in tables.frame}


# ---- other forms ----


def workbook(path, folder, dates=True):
    """Writes Annex A as a workbook: one sheet for each list, dates in Excel's form, categories as text, and an empty sheet."""
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    for file in sorted(folder.glob("list_*.csv"), key=lambda file: int(file.stem.removeprefix("list_"))):
        sheet = book.create_sheet(file.stem.replace("list_", "List "))
        with open(file, encoding="utf-8", newline="") as text:
            for row in csv.reader(text):
                sheet.append([excel_cell(cell) if dates else cell for cell in row])
    book.save(path)
    return path


def excel_cell(text):
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return int(text) if text.isdigit() else text or None


def test_a_workbook_says_what_its_lists_say(tmp_path):
    folder = SPECIMENS / "annex_a"
    lists = dueby.read(*sorted(map(str, folder.glob("list_*.csv"))))
    for dates in (True, False):
        book = dueby.read(workbook(tmp_path / "annex a", folder, dates))
        assert without_sources(book) == without_sources(lists)
        assert any(problem.file.endswith("annex a/List 3") and problem.line == 6 for problem in book.problems)
        states = [[(row["case"], row["key"], row["state"]) for row in dueby.worklist(one, as_at=AS_AT).frame] for one in (book, lists)]
        assert states[0] == states[1] and len(states[0]) > 20


def test_a_finding_names_the_file_of_each_line():
    paths = [SPECIMENS / "cin" / f"census_{year}.xml" for year in (2025, 2026)]
    (bad,) = [one for one in dueby.worklist(dueby.read(*paths)).quality if one.code == "bad_rows"]
    assert bad.lines == (699, 704) and bad.files == ("census_2026.xml",) * 2 and bad.rows == ()


def test_a_sheet_may_have_a_title_above_its_header(tmp_path):
    path = workbook(tmp_path / "annex.xlsx", SPECIMENS / "annex_a")
    plain = dueby.read(path)
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets[1:]:
        sheet.insert_rows(1, 3)
        sheet["A1"], sheet["A2"] = sheet.title, "as at 31/03/2026"
    book.save(path)
    titled = dueby.read(path)
    assert without_sources(titled) == without_sources(plain) and len(without_sources(titled)) > 100
    said = "list 3: the header is on this line, so we skipped what is above it"
    assert [(one.line, one.message) for one in titled.problems if "list 3: the header" in one.message] == [(4, said)]


def small_book(*names):
    """A workbook with a referral in its first sheet, which is called `List 3`, and empty sheets with these names."""
    book = openpyxl.Workbook()
    book.active.title = "List 3"
    book.active.append(["Child Unique ID", "Date of Referral", "Referral NFA?"])
    book.active.append(["1", datetime(2026, 1, 5), "No"])
    for name in names:
        book.create_sheet(name)
    return book


def changed_workbook_xml(path, old, new):
    """Changes text in the list of sheets and names of a workbook."""
    with zipfile.ZipFile(path) as packed:
        parts = {entry: packed.read(entry) for entry in packed.namelist()}
    assert old in parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(old, new)
    with zipfile.ZipFile(path, "w") as packed:
        for entry, content in parts.items():
            packed.writestr(entry, content)


def test_what_else_a_workbook_has_does_not_matter(tmp_path):
    """Chart sheets, hidden and protected sheets, macros, and names of ranges, even broken ones."""
    path = tmp_path / "book.xlsx"
    chart, first, hidden, protected, names = small_book(), small_book(), small_book("Notes"), small_book(), small_book()
    chart.create_chartsheet("Empty chart")
    first.create_chartsheet("Chart", 0).add_chart(BarChart())
    hidden["List 3"].sheet_state = "veryHidden"
    protected["List 3"].protection.set_password("secret")
    protected.security = WorkbookProtection(workbookPassword="secret", lockStructure=True)
    names["List 3"].defined_names["Children"] = DefinedName("Children", attr_text="'List 3'!$A$2:$A$3")
    for book in (chart, first, hidden, protected, names):
        book.save(path)
        (row,) = dueby.read(path).to_dicts()
        assert (row["case"], row["event"], row["at"]) == ("1", "referral.received", date(2026, 1, 5)) and ":2 list 3/" in row["source"], row
    changed_workbook_xml(path, b'name="Children"', b'name="_xlnm.Print_Titles"')
    assert len(dueby.read(path)) == 1
    chart.save(path)
    changed_workbook_xml(path, b"</sheets>", b"""</sheets><definedNames><definedName name="here" localSheetId="1">'List 3'!$A$1</definedName></definedNames>""")
    assert len(dueby.read(path)) == 1


@pytest.mark.parametrize("kind", ["no rows", "only a chart"])
def test_a_workbook_without_rows_is_named(tmp_path, kind):
    book = openpyxl.Workbook()
    if kind == "only a chart":
        book.remove(book.active)
        book.create_chartsheet("Chart").add_chart(BarChart())
    book.save(tmp_path / "book.xlsx")
    with pytest.raises(dueby.BadFile, match="book.xlsx: the file is empty"):
        dueby.read(tmp_path / "book.xlsx")
    small_book().save(tmp_path / "list.xlsx")
    assert len(dueby.read(tmp_path)) == 1


def test_rows_of_a_workbook_have_their_numbers(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"])
    sheet.append(["1", 1, date(2014, 5, 6), "a\nline", None, None, None])
    sheet["A5"], sheet["C5"] = "2", "no date"  # without rows 3 and 4
    sheet["J2"] = " "
    book.save(tmp_path / "header.xlsx")
    events = dueby.read(tmp_path / "header.xlsx")
    assert [row["case"] for row in events.frame] == ["1"]
    assert [(one.line, one.message[:9]) for one in events.problems if one.severity == "error"] == [(5, 'case "2":')]


def ssd_tables():
    """Reads the tables of the Standard Safeguarding Dataset that the mapping has."""
    files = (file for file in sorted((SPECIMENS / "ssd").glob("ssd_*.csv")) if file.stem != "ssd_voice_of_child")
    return {file.stem: pd.read_csv(file, dtype=str) for file in files}


def test_tables_by_name_parquet_and_duckdb(tmp_path):
    expected = without_sources(dueby.read(SPECIMENS / "ssd"))
    frames = ssd_tables()
    assert without_sources(dueby.read(frames)) == expected
    assert without_sources(dueby.read({name: pa.Table.from_pandas(frame) for name, frame in frames.items()})) == expected
    folder = tmp_path / "parquet"
    folder.mkdir()
    with duckdb.connect(tmp_path / "ssd.duckdb") as connection:
        for name, frame in frames.items():
            parquet.write_table(pa.Table.from_pandas(frame), folder / f"{name}.dat")
            connection.execute(f"create table {name} as select * from frame")
        connection.execute("create table other as select 1 as number")
    assert without_sources(dueby.read(folder)) == expected
    database = dueby.read(tmp_path / "ssd.duckdb")
    assert without_sources(database) == expected
    assert [one.message for one in database.problems if one.file.endswith("/other")] == ["skipped, because dueby does not recognise this file"]
    with duckdb.connect(tmp_path / "ssd.duckdb", read_only=True) as connection:
        assert without_sources(dueby.read({name: connection.table(name) for name in frames})) == expected


def test_events_as_tables():
    events = dueby.read(*paths_of("cin"))
    assert events.to_pandas()["at"].dtype.kind == "M" and len(events.to_polars()) == len(events) == events.to_arrow().num_rows
    assert pa.table(events).column_names == ["case", "event", "at", "ref", "tags", "source"] == list(events.frame[0])
    assert pickle.loads(pickle.dumps(events)) == events and "Events: " in repr(events)
    listed = dueby.worklist(events)
    again = pickle.loads(pickle.dumps(listed))
    assert again == listed and again.to_dicts() == listed.to_dicts()
    assert listed.summary(basis="completed", period="2025-04-01..2026-03-31")  # a pickled copy reads the files again


# ---- files that cannot be read ----


def zipped(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(name, "text")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<Message><Header></Message>", ":1: not valid XML"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><Message/>", "a document type"),
        (b"a,b\n1,2\n", ": dueby does not recognise this file"),
        (b"", ": the file is empty"),
        (b"PK\x03\x04 and no more", ": cannot read this workbook"),
        (zipped("word/document.xml"), ": this is a zip file, but not a workbook"),
        (zipped("list 3.csv"), ": this is a zip file, but not a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", ": this is an old workbook (.xls), or one with a password"),
        (b"PAR1 and no more", ": cannot read this Parquet file"),
        (b"12345678DUCK and no more", ": cannot read this DuckDB database"),
    ],
)
def test_files_that_cannot_be_read_are_named(tmp_path, content, said):
    path = tmp_path / "file.xml"
    path.write_bytes(content)
    with pytest.raises(dueby.BadFile) as caught:
        dueby.read(path, mapping="cin" if content.startswith(b"<") else None)
    assert str(caught.value).startswith(str(path)) and said in str(caught.value)


def test_what_is_not_installed_is_said(tmp_path, monkeypatch):
    book = workbook(tmp_path / "annex.xlsx", SPECIMENS / "annex_a")
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    (tmp_path / "a.duckdb").write_bytes(b"12345678DUCK")
    for module in ("openpyxl", "pyarrow", "duckdb"):
        monkeypatch.setitem(sys.modules, module, None)
    for path, extra in ((book, "returns"), (tmp_path / "a.parquet", "duckdb"), (tmp_path / "a.duckdb", "duckdb")):
        with pytest.raises(ModuleNotFoundError, match=rf"pip install dueby\[{extra}\]$"):
            dueby.read(path)


def test_arguments_that_say_nothing(tmp_path):
    with pytest.raises(dueby.UnknownName, match='unknown mapping "cinn": did you mean "cin"'):
        dueby.read(paths_of("cin")[0], mapping="cinn")
    with pytest.raises(dueby.BadValue, match="at least one"):
        dueby.read()
    with pytest.raises(TypeError, match="files: expected paths"):
        dueby.read(3)
    with pytest.raises(TypeError, match="mapping: expected"):
        dueby.read(paths_of("cin")[0], mapping=3)
    with pytest.raises(FileNotFoundError):
        dueby.read(tmp_path / "nothing.xml")
    with pytest.raises(dueby.BadFile, match="tag.yaml:8: unknown tag"):
        dueby.read(paths_of("cin")[0], mapping=SPECIMENS / "bad_mappings" / "tag.yaml")
    (tmp_path / "nobody").mkdir()
    with pytest.raises(dueby.BadValue, match="give at least one file"):
        dueby.read(tmp_path / "nobody")


# ---- malicious files ----


def packed(path, book, **parts):
    """Writes a workbook with some of its parts replaced."""
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, parts.get(entry.filename.rpartition("/")[2].partition(".")[0], old.read(entry)))
    return path


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path):
    book = workbook(tmp_path / "book.xlsx", SPECIMENS / "annex_a")
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
        with new.open("xl/media/zeros", "w", force_zip64=True) as out:
            for _ in range(1025):
                out.write(bytes(1 << 20))
    with pytest.raises(dueby.BadFile, match="this workbook is larger than 1 GiB when unpacked"):
        dueby.read(bomb)


@pytest.mark.parametrize("part", ["sheet2", "styles", "workbook"])
def test_entities_in_a_workbook_are_refused(tmp_path, part):
    book = workbook(tmp_path / "book.xlsx", SPECIMENS / "annex_a")
    bomb = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>'
    with pytest.raises(dueby.BadFile, match="has a document type"):
        dueby.read(packed(tmp_path / "bomb.xlsx", book, **{part: bomb}))
