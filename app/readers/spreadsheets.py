"""Spreadsheets: CSV in any encoding and with any delimiter, and XLSX, as rows of plain texts.

Nothing in them is run: of a formula XLSX gives the value that was saved with it, CSV its letters.
"""

import csv
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path
from typing import Any

from app.errors import Unreadable
from app.locales import N_, gettext
from app.locales import number as written
from app.readers.encodings import decode
from app.text import normalise

DELIMITED, WORKBOOK = {".csv", ".tsv", ".tab"}, {".xlsx", ".xlsm"}
DELIMITERS = ",;\t|"
# Lines that decide on the delimiter.
SAMPLE = 50
MAX_ROWS, MAX_COLUMNS, MAX_SHEETS = 50_000, 100, 20
MAX_CELL_CHARS = 100_000
MAX_CHARS = 20_000_000
# A workbook is a zip file; 50,000 rows take a tenth of this.
MAX_UNPACKED, MAX_MEMBERS = 100_000_000, 1_000
# What no cell holds: between sheets, rows and cells of a packed book.
SHEET, ROW, CELL = "\x1c", "\x1e", "\x1f"
SEPARATORS = dict.fromkeys(map(ord, "\x1c\x1d\x1e\x1f"), " ")
NO_XLSX = N_(
    "Reading .xlsx needs the extra `xlsx` (pip install 'onrecord[xlsx]'): install it, or save the "
    "sheet as CSV."
)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its first row that is not blank, and those behind it.

    Attributes:
        rows: with the number that spreadsheet programs show beside each; all as wide as `header`.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def is_spreadsheet(name: str) -> bool:
    """Say whether a file is a spreadsheet, by its name."""
    return Path(name).suffix.lower() in DELIMITED | WORKBOOK


def read_spreadsheet(content: bytes, name: str) -> tuple[Grid, ...]:
    """Return the sheets of a file that hold something; of CSV there is one.

    Raises:
        Unreadable: it is no spreadsheet, or larger than what is read here.
    """
    sheets = (
        _read_workbook(content)
        if Path(name).suffix.lower() in WORKBOOK
        else [("", _read_delimited(content))]
    )
    found = tuple(grid for sheet, rows in sheets if (grid := _grid(sheet, rows)) is not None)
    if not found:
        raise Unreadable(gettext("The spreadsheet is empty."), "file")
    return found


def _grid(name: str, rows: Iterable[list[str]]) -> Grid | None:
    """Return a sheet, None where it is blank."""
    header: tuple[str, ...] | None = None
    kept: list[tuple[int, tuple[str, ...]]] = []
    chars = 0
    for number, row in enumerate(rows, 1):
        cells = [_cell(each, number) for each in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            told = gettext(
                "Row %(row)s has more than %(most)s columns.", row=number, most=MAX_COLUMNS
            )
            raise Unreadable(told, "file")
        if not cells:
            continue
        chars += sum(map(len, cells))
        if chars > MAX_CHARS or len(kept) >= MAX_ROWS:
            told = gettext(
                "The spreadsheet has more than %(rows)s rows, or %(characters)s characters: "
                "divide it.",
                rows=written(MAX_ROWS),
                characters=written(MAX_CHARS),
            )
            raise Unreadable(told, "file")
        if header is None:
            header = tuple(cells)
        else:
            kept.append((number, tuple(cells)))
    if header is None:
        return None
    width = max([len(header), *(len(cells) for _, cells in kept)])
    blank = ("",) * width
    rows_wide = tuple((number, (cells + blank)[:width]) for number, cells in kept)
    return Grid(" ".join(name.split())[:100], (header + blank)[:width], rows_wide)


def _cell(value: str, row: int) -> str:
    if len(value) > MAX_CELL_CHARS:
        told = gettext(
            "A cell of row %(row)s has more than %(most)s characters.",
            row=row,
            most=written(MAX_CELL_CHARS),
        )
        raise Unreadable(told, "file")
    try:
        return normalise(value).translate(SEPARATORS).strip()
    except Unreadable as problem:
        told = gettext("Row %(number)s: %(reason)s", number=row, reason=problem.message)
        raise Unreadable(told, "file") from None


# ------------------------------------------------------------------------- CSV


def _read_delimited(content: bytes) -> Iterator[list[str]]:
    text = decode(content)
    first, _, rest = text.partition("\n")
    # So Excel writes which delimiter a file has.
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return _records(rest, first.strip()[4], is_told=True)
    return _records(text, _delimiter(text), is_told=False)


def _records(text: str, delimiter: str, *, is_told: bool) -> Iterator[list[str]]:
    if is_told:
        yield []
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as problem:
        told = gettext(
            "Line %(number)s is no line of CSV (%(reason)s).",
            number=written(reader.line_num + is_told),
            reason=problem,
        )
        raise Unreadable(told, "file") from None


def _delimiter(text: str) -> str:
    """Return the delimiter by which most lines have the same number of columns."""
    best, most = ",", 0.0
    for delimiter in DELIMITERS:
        # A broken record ends the sample: reading all of it tells where that is.
        reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        widths = Counter[int]()
        with suppress(csv.Error):
            widths.update(len(row) for row in islice(reader, SAMPLE) if row)
        if not widths:
            continue
        width, lines = widths.most_common(1)[0]
        # Commas also stand in texts: as many columns in each line is what tells.
        share = lines / widths.total() * (width > 1) + min(width, 20) / 1_000
        if share > most:
            best, most = delimiter, share
    return best


# ------------------------------------------------------------------------- XLSX


def _read_workbook(content: bytes) -> Iterator[tuple[str, Iterable[list[str]]]]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise Unreadable(gettext(NO_XLSX), "file") from None
    _check_archive(content)
    with warnings.catch_warnings():
        # What it does not know of a workbook (styles, validations) is no matter here.
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        except Exception as problem:
            raise _no_workbook(problem) from None
        try:
            for sheet in book.worksheets[:MAX_SHEETS]:
                yield sheet.title, _rows(sheet)
        finally:
            book.close()


def _check_archive(content: bytes) -> None:
    """Make sure that unpacking a workbook ends soon: sizes are those that reading keeps to."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except Exception as problem:
        raise _no_workbook(problem) from None
    if len(members) > MAX_MEMBERS or sum(each.file_size for each in members) > MAX_UNPACKED:
        told = gettext(
            "The spreadsheet is too large: unpacked it has more than %(most)s bytes. Save it as "
            "CSV.",
            most=written(MAX_UNPACKED),
        )
        raise Unreadable(told, "file")


def _rows(sheet: Any) -> Iterator[list[str]]:
    try:
        # What the file says of its own size is not believed.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS + 1, values_only=True):
            # Programs write blank rows by the ten thousand below the last one.
            yield [] if row.count(None) == len(row) else [_text(value) for value in row]
    except Unreadable:
        raise
    except Exception as problem:
        raise _no_workbook(problem) from None


def _no_workbook(problem: Exception) -> Unreadable:
    told = gettext("This cannot be read as .xlsx (%(reason)s).", reason=type(problem).__name__)
    return Unreadable(told, "file")


def _text(value: Any) -> str:
    """Return a cell's value as a person reads it; of a moment the day."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


# ------------------------------------------------------------------------- keeping


def pack(sheets: Iterable[Grid]) -> str:
    """Return sheets as one text, to be kept and read by `unpack`; cells stand in it as they are."""
    return SHEET.join(
        ROW.join(
            [
                grid.name,
                CELL.join(grid.header),
                *(CELL.join((str(number), *cells)) for number, cells in grid.rows),
            ]
        )
        for grid in sheets
    )


def unpack(text: str) -> tuple[Grid, ...]:
    """Return the sheets that were packed."""
    found = []
    for sheet in text.split(SHEET):
        name, header, *rows = sheet.split(ROW)
        cells = (row.split(CELL) for row in rows)
        found.append(
            Grid(
                name,
                tuple(header.split(CELL)),
                tuple((int(number), tuple(values)) for number, *values in cells),
            )
        )
    return tuple(found)
