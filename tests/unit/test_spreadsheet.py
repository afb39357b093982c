"""Spreadsheets: what a real reader of XLSX makes of statements, whatever their words hold."""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import example, given, settings
from lxml import etree

from app.formats import spreadsheet
from app.formats.delimited import COLUMNS
from app.formats.spreadsheet import xlsx
from app.queries.rows import StatementRow
from tests.unit.test_citations import DAM, ROW, SITE, hostile

ABOUT = [("From", "=cmd()"), ("side", "Türkiye")]


def written(rows: Sequence[StatementRow]) -> bytes:
    return b"".join(xlsx(rows, SITE, ABOUT))


def read(rows: Sequence[StatementRow]) -> list[dict[str, Any]]:
    """The records of all sheets of statements, by the names of their columns."""
    book = openpyxl.load_workbook(BytesIO(written(rows)))
    found = []
    for sheet in book.worksheets[:-1]:
        header, *lines = sheet.iter_rows(values_only=True)
        found += [dict(zip(header, line, strict=True)) for line in lines]
    return found


def with_words(text: str) -> StatementRow:
    return ROW._replace(speaker=text, quotes=(DAM._replace(text=text, article_title=text),))


def kept(text: str) -> str | None:
    """What XML can hold of a text."""
    found = re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    return found or None


def test_days_are_dates_numbers_are_numbers_and_words_are_words() -> None:
    [found] = read([ROW])
    assert tuple(found) == COLUMNS
    assert (found["id"], found["outlets"], found["wordings"]) == (1, 2, 2)
    assert found["said_on"] == datetime(2024, 12, 26)  # noqa: DTZ001
    assert found["published_on"] == datetime(2024, 12, 27)  # noqa: DTZ001
    assert found["added_at"] == datetime(2024, 12, 27, 8, 30)  # noqa: DTZ001
    assert (found["speaker"], found["text"]) == ("Işıl Fırtınalı", "The dam … leaks")
    assert found["url"] == f"{SITE}{ROW.path}"
    assert found["via"] is None


@pytest.mark.parametrize("said_on", ["2024", "2024-12"])
def test_a_month_or_a_year_is_made_no_day(said_on: str) -> None:
    [found] = read([ROW._replace(said_on=said_on)])
    assert found["said_on"] == said_on


def test_a_day_that_these_programs_cannot_count_stays_in_words() -> None:
    [found] = read([ROW._replace(said_on="1899-12-31")])
    assert str(found["said_on"])[:10] == "1899-12-31"


@settings(max_examples=30)
@given(hostile)
@example("=1+1")
@example("@cmd|'/c calc'!A1")
@example("]]></t></is></c><c><f>1+1</f>")
def test_a_cell_gives_its_words_back_and_is_never_a_formula(text: str) -> None:
    content = written([with_words(text)])
    [found] = read([with_words(text)])
    assert found["speaker"] == kept(text)
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            tree = etree.fromstring(archive.read(name))
            assert not [each for each in tree.iter() if each.tag.endswith("}f")]


def test_the_file_does_not_tell_when_it_was_made() -> None:
    with ZipFile(BytesIO(written([ROW]))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_text_that_looks_like_a_numbered_character_is_not_read_as_one() -> None:
    with ZipFile(BytesIO(written([with_words("_x0041_ and _x_")]))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert ">_x005F_x0041_ and _x_<" in sheet


@pytest.mark.parametrize("letter", ["x", "𝟘"])
def test_what_no_cell_holds_is_cut_and_says_so(letter: str) -> None:
    [found] = read([with_words(letter * 40_000)])
    assert found["text"].endswith("(cut: a cell holds no more)")
    assert len(found["text"].encode("utf-16-le")) // 2 <= 32_767


def test_the_last_sheet_tells_where_it_comes_from() -> None:
    book = openpyxl.load_workbook(BytesIO(written([ROW])))
    assert book.sheetnames == ["Statements", "About"]
    assert [*book["About"].iter_rows(values_only=True)] == ABOUT
    assert book["About"]["B1"].data_type == "s"


def test_what_is_more_than_a_sheet_holds_goes_on_in_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 3)
    rows = [ROW._replace(id=number) for number in range(1, 6)]
    book = openpyxl.load_workbook(BytesIO(written(rows)))
    assert book.sheetnames == ["Statements", "Statements 2", "Statements 3", "About"]
    assert [each["id"] for each in read(rows)] == [1, 2, 3, 4, 5]


def test_the_first_rows_are_sent_before_the_last_is_read() -> None:
    taken = 0

    def rows() -> Any:
        nonlocal taken
        for number in range(20_000):
            taken += 1
            yield with_words(f"{number * 7919 % 10_007} words of the day {number}")

    pieces = xlsx(rows(), SITE, ABOUT)
    assert next(pieces).startswith(b"PK")
    assert taken < 20_000


def test_a_reader_who_goes_away_in_the_middle_leaves_nothing_open() -> None:
    left: list[int] = []

    def rows() -> Any:
        try:
            for number in range(20_000):
                yield with_words(f"{number * 7919 % 10_007} words of the day {number}")
        finally:
            left.append(1)

    pieces = xlsx(rows(), SITE, ABOUT)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert left == [1]


def test_nothing_found_is_still_a_workbook() -> None:
    assert read([]) == []
