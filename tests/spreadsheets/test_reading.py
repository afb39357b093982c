"""Reading spreadsheets: any delimiter and encoding, XLSX, and what is hostile in them."""

import zipfile
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Unreadable
from app.readers.spreadsheets import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNPACKED,
    Grid,
    pack,
    read_spreadsheet,
    unpack,
)

HEADER = ("Speaker", "Words", "Day")
ROW = ("Ada Moor", "The dam leaks; badly, she said.", "2024-12-26")


def delimited(delimiter: str, *rows: tuple[str, ...]) -> str:
    lines = (delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    return "\r\n".join(lines)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_is_found(delimiter: str) -> None:
    (grid,) = read_spreadsheet(delimited(delimiter, HEADER, ROW).encode(), "a.csv")
    assert (grid.header, grid.rows) == (HEADER, ((2, ROW),))


def test_excel_may_say_which_delimiter_it_is_and_rows_keep_their_numbers() -> None:
    (grid,) = read_spreadsheet(b"sep=|\r\nspeaker|words\r\n\r\nBo Lind|No, no, no\r\n", "a.csv")
    assert grid.rows == ((4, ("Bo Lind", "No, no, no")),)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", "Плотина течёт"),
        ("utf-8-sig", "Плотина течёт"),
        ("utf-16", "Плотина течёт"),
        ("cp1251", "Плотина на реке Сарн течёт, и это знают все"),
        ("cp1254", "Işıl Fırtınalı barajın aktığını söyledi"),
    ],
)
def test_the_encodings_of_three_languages_are_found(encoding: str, words: str) -> None:
    text = delimited(";", ("speaker", "words"), ("Ada Moor", words))
    (grid,) = read_spreadsheet(text.encode(encoding), "a.csv")
    assert grid.rows[0][1][1] == words


def test_words_may_run_over_lines_and_hold_marks() -> None:
    (grid,) = read_spreadsheet(b'who,words\n"Ada","One ""dam"".\nTwo."\n', "a.csv")
    assert grid.rows == ((2, ("Ada", 'One "dam".\nTwo.')),)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b" \n ,, \n", "empty"),
        (b'who,words\n"Ada,One\n', "Line 2 is no line of CSV"),
        (b"\x89PNG\x00\x01", "binary"),
        (b"a," * (MAX_COLUMNS + 1) + b"a\n", "more than 100 columns"),
        (b"a,b\n" + b"x" * 140_000 + b",y\n", "Line 2"),
    ],
)
def test_what_is_no_spreadsheet_is_told(content: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        read_spreadsheet(content, "a.csv")


def test_too_many_rows_are_told() -> None:
    with pytest.raises(Unreadable, match="divide it"):
        read_spreadsheet(b"a,b\n" * (MAX_ROWS + 2), "a.csv")


@given(
    st.lists(
        st.tuples(*[st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9)] * 3),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_packed_is_unpacked(rows: list[tuple[str, ...]]) -> None:
    grid = Grid("Sheet 1", HEADER, tuple(enumerate(rows, 2)))
    assert unpack(pack([grid, grid])) == (grid, grid)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    for name in ("a.csv", "a.xlsx"):
        with suppress(Unreadable):
            assert read_spreadsheet(content, name)


# ------------------------------------------------------------------------- XLSX

openpyxl = pytest.importorskip("openpyxl")


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_sheets_of_a_workbook_are_read_as_people_see_them() -> None:
    rows: list[list[object]] = [
        ["Speaker", "Words", "Day", "Year", "Number"],
        ["Ada Moor", "Плотина течёт", datetime(2024, 12, 26, 10, 30), 2024, 1.5],  # noqa: DTZ001
        [],
        ["Bo Lind", "=1+1", date(2024, 12, 27), None, True],
    ]
    empty, found = [], rows
    (grid,) = read_spreadsheet(workbook(empty, found), "a.xlsx")
    assert grid.name == "Sheet 2"
    # What a formula comes to was never saved: it is worked out by nobody.
    assert grid.rows == (
        (2, ("Ada Moor", "Плотина течёт", "2024-12-26", "2024", "1.5")),
        (4, ("Bo Lind", "", "2024-12-27", "", "True")),
    )


def changed(content: bytes, name: str, text: bytes) -> bytes:
    """A workbook in which one file is another."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for each in old.namelist():
            new.writestr(each, text if each == name else old.read(each))
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
OPENING = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)


@pytest.mark.parametrize(
    "inside",
    [
        b'<row r="1"><c r="XFD1" t="inlineStr"><is><t>far</t></is></c></row>',
        b'<row r="1">' + b'<c t="n"><v>1</v></c>' * 20_000 + b"</row>",
        b'<row r="1"><c r="A1" t="s"><v>999999</v></c></row>',
        b'<row r="1"><c r="A1" t="n"><v>not a number</v></c></row>',
        b"<row",
    ],
)
def test_a_hostile_workbook_is_told_and_costs_little(inside: bytes) -> None:
    content = workbook([["a", "b"], ["c", "d"]])
    with pytest.raises(Unreadable):
        read_spreadsheet(changed(content, SHEET, OPENING + inside), "a.xlsx")


def test_rows_far_below_are_not_walked_to() -> None:
    row = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>far</t></is></c></row>'
    content = changed(workbook([["a"]]), SHEET, OPENING + row + b"</sheetData></worksheet>")
    with pytest.raises(Unreadable):
        read_spreadsheet(content, "a.xlsx")


def test_a_workbook_that_unpacks_to_very_much_is_not_unpacked() -> None:
    bomb = changed(workbook([["a"]]), SHEET, OPENING + b" " * (MAX_UNPACKED + 1))
    assert len(bomb) < 1_000_000
    with pytest.raises(Unreadable, match="too large"):
        read_spreadsheet(bomb, "a.xlsx")


def test_entities_are_not_multiplied() -> None:
    many = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{many}]><x>&l9;</x>'.encode()
    with pytest.raises(Unreadable):
        read_spreadsheet(changed(workbook([["a"]]), SHEET, bomb), "a.xlsx")
