"""Spreadsheet: statements as XLSX (ECMA-376), written while it is sent.

The libraries that write such files put a whole sheet on the disk first: nothing could be sent
before the last row is read. A sheet of rows needs so little of the format that it is written here,
in memory that does not grow, and the first rows are on their way at once.

No cell is ever a formula: words are stored as words, whatever they begin with.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from io import RawIOBase
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from app.addresses import as_uri
from app.formats.delimited import COLUMNS, values
from app.queries.rows import StatementRow

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What a sheet, and a cell (in units of UTF-16), can hold. Behind so many bytes a sheet would need
# another kind of archive, which some programs do not open.
MAX_ROWS, MAX_UNITS = 1_048_576, 32_767
MAX_BYTES = 1_500_000_000
CUT = " … (cut: a cell holds no more)"
# What XML cannot hold; and what these programs read as a character by its number.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NUMBERED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# Days are counted from here; before March 1900 one was counted that never was.
FIRST_DAY, EPOCH = date(1900, 3, 1), date(1899, 12, 30)
# Places in the list of styles.
DAY, MOMENT, BOLD = 1, 2, 3
LEVEL = 4
CHUNK_BYTES = 64_000

WIDTHS = {"text": 80, "title": 40, "speaker": 24, "office": 30, "outlet": 24, "topics": 30}
DAYS = {COLUMNS.index("said_on"), COLUMNS.index("published_on")}
ADDRESS = COLUMNS.index("url")

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
)


class _Sink(RawIOBase):
    """A file that is only written to, and gives away what it got."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self.pieces.append(piece)
        self.size += len(piece)
        return len(piece)

    def taken(self) -> bytes:
        found = b"".join(self.pieces)
        self.pieces, self.size = [], 0
        return found


def xlsx(
    rows: Iterable[StatementRow], site: str, about: Sequence[tuple[str, str]]
) -> Iterator[bytes]:
    """Yield a workbook piece by piece: statements, a line each, and a sheet about them.

    Columns are those of CSV. A day is a date where the day is known; a month or a year is told
    as such, in words.

    Args:
        site: where the record is, as `https://host`: addresses of statements are whole.
        about: what stands on the sheet about them: a name and a value each.
    """
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        sheets: list[str] = []
        remaining = iter(rows)
        is_done = False
        while not is_done:
            sheets.append(f"Statements {len(sheets) + 1}" if sheets else "Statements")
            with archive.open(f"xl/worksheets/sheet{len(sheets)}.xml", "w") as sheet:
                sheet.write(_head())
                number, size = 1, 0
                is_done = True
                for row in remaining:
                    number += 1
                    written = _line(number, _cells(row, site)).encode()
                    size += len(written)
                    sheet.write(written)
                    if sink.size >= CHUNK_BYTES:
                        yield sink.taken()
                    if number == MAX_ROWS or size >= MAX_BYTES:
                        is_done = False
                        break
                sheet.write(b"</sheetData></worksheet>")
        sheets.append("About")
        about_sheet = (f"xl/worksheets/sheet{len(sheets)}.xml", _about(about))
        for name, content in (about_sheet, *_frame(sheets)):
            # Opened by its name, a part has no moment: what is frozen stays the same file.
            with archive.open(name, "w") as part:
                part.write(content.encode())
    yield sink.taken()


def letters(column: int) -> str:
    """Return the name of a column, counted from 0: A, Z, AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


LETTERS = tuple(letters(at) for at in range(len(COLUMNS)))


def _cells(row: StatementRow, site: str) -> list[object]:
    found = list(values(row))
    found[ADDRESS] = as_uri(f"{site}{row.path}")
    for at in DAYS:
        found[at] = _day(found[at])
    return found


def _day(value: object) -> object:
    """Return a day as a date; a month or a year stays in words: it is no day."""
    return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else value


def _line(number: int, cells: Iterable[object], style: int = 0) -> str:
    """Return a row; its cells are from the first column on."""
    drawn = [
        _cell(f"{letter}{number}", value, style)
        for letter, value in zip(LETTERS, cells, strict=False)
        if value is not None and value != ""
    ]
    return f'<row r="{number}">{"".join(drawn)}</row>'


def _cell(place: str, value: object, style: int) -> str:
    """Return a cell of a kind of its own: a number, a day, a moment in UTC, else words."""
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    if isinstance(value, datetime):
        at = value.astimezone(UTC)
        serial = (at.date() - EPOCH).days + (at.hour * 3600 + at.minute * 60 + at.second) / 86_400
        return f'<c r="{place}" s="{MOMENT}"><v>{serial:.9f}</v></c>'
    if isinstance(value, date) and value >= FIRST_DAY:
        return f'<c r="{place}" s="{DAY}"><v>{(value - EPOCH).days}</v></c>'
    styled = f' s="{style}"' if style else ""
    return (
        f'<c r="{place}" t="inlineStr"{styled}><is><t xml:space="preserve">'
        f"{_words(str(value))}</t></is></c>"
    )


def _words(text: str) -> str:
    """Return words as they stand in a cell."""
    # No character takes more than two units.
    if len(text) * 2 > MAX_UNITS and len(text.encode("utf-16-le", "replace")) // 2 > MAX_UNITS:
        room = (MAX_UNITS - len(CUT)) * 2
        text = text.encode("utf-16-le", "replace")[:room].decode("utf-16-le", "ignore") + CUT
    kept = NUMBERED.sub("_x005F_", FORBIDDEN.sub("\ufffd", text))
    return escape(kept, {"\r": "&#13;"})


def _head() -> bytes:
    """Return how a sheet of statements begins: its columns, with a header that stays in view."""
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{WIDTHS.get(name, 14)}" customWidth="1"/>'
        for at, name in enumerate(COLUMNS, 1)
    )
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>{_line(1, COLUMNS, BOLD)}"
    ).encode()


def _about(told: Iterable[tuple[str, str]]) -> str:
    lines = "".join(_line(number, pair) for number, pair in enumerate(told, 1))
    widths = '<col min="1" max="1" width="24" customWidth="1"/>'
    widths += '<col min="2" max="2" width="100" customWidth="1"/>'
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><cols>{widths}</cols>'
        f"<sheetData>{lines}</sheetData></worksheet>"
    )


def _frame(sheets: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the parts that hold the sheets together, by their names."""
    numbers = range(1, len(sheets) + 1)
    named = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(sheets, 1)
    )
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>'
    yield "xl/workbook.xml", f"{XML}{book}"
    targets = [(f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in numbers]
    targets.append((f"rId{len(sheets) + 1}", "styles", "styles.xml"))
    yield "xl/_rels/workbook.xml.rels", _relations(targets)
    yield "xl/styles.xml", STYLES
    yield "_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")])
    parts = [("workbook.xml", "sheet.main"), ("styles.xml", "styles")]
    parts += [(f"worksheets/sheet{at}.xml", "worksheet") for at in numbers]
    kinds = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{KIND}.{kind}+xml"/>' for name, kind in parts
    )
    yield "[Content_Types].xml", f"{XML}{TYPES}{kinds}</Types>"


def _relations(targets: Iterable[tuple[str, str, str]]) -> str:
    drawn = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in targets
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{drawn}</Relationships>'
