"""Delimited: statements as CSV (RFC 4180) for spreadsheets."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO

from app.formats.items import moment
from app.queries.remarks import TranslationRow
from app.queries.rows import StatementRow

MEDIA_TYPE = "text/csv; charset=utf-8; header=present"

# Without it, spreadsheets read UTF-8 as the machine's old code page, and Cyrillic and Turkish
# words arrive as rubbish. Whoever wants bare bytes for a program has JSON lines.
BYTE_ORDER_MARK = "\ufeff"

# New columns are added at the end: people's spreadsheets count on the place of the others.
COLUMNS = (
    "id", "url", "said_on", "said_on_basis", "speaker", "actor", "office", "side", "text",
    "form", "language", "topics", "outlets", "status", "occasion", "place", "speaker_printed",
    "via", "outlet", "title", "published_on", "source_url", "article_id", "start", "end",
    "wordings", "added_at", "text_kind", "notes", "translations", "archive_url",
)  # fmt: skip

# A spreadsheet runs a cell that begins with one of these as a formula; it reads the wide forms of
# Chinese and Japanese keyboards as the others.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: with an apostrophe before it."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def csv_lines(rows: Iterable[StatementRow]) -> Iterator[str]:
    r"""Yield a header and a record for each statement, ended by `\r\n`.

    Columns from `speaker_printed` to `end`, and the archive's address, are the leading quote's;
    topics are joined by `; `, notes and translations stand a line each.
    """
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    yield BYTE_ORDER_MARK + buffer.getvalue()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([guarded(cell) for cell in cells(row)])
        yield buffer.getvalue()


def cells(row: StatementRow) -> list[str]:
    """Return the cells of a statement in the order of `COLUMNS`; what is unknown is empty."""
    return [
        "" if value is None else moment(value) if isinstance(value, datetime) else str(value)
        for value in values(row)
    ]


def values(row: StatementRow) -> tuple[object, ...]:
    """Return what a statement has in each of `COLUMNS`, in its own type; None is unknown."""
    lead = row.quotes[0]
    return (
        row.id,
        row.path,
        row.said_on,
        row.said_on_basis,
        row.speaker,
        row.actor.slug if row.actor else None,
        row.office,
        row.side,
        row.text,
        row.form,
        row.language,
        "; ".join(topic.slug for topic in row.topics),
        row.outlets,
        row.status,
        row.occasion,
        row.place,
        lead.speaker_printed,
        lead.via,
        lead.outlet.name if lead.outlet else None,
        lead.article_title,
        lead.published_on,
        lead.url,
        lead.article_id,
        lead.start,
        lead.end,
        len(row.quotes),
        row.added_at,
        lead.text_kind,
        "\n".join(" ".join(note.text.split()) for note in row.notes or ()),
        "\n".join(translated(each) for quote in row.quotes for each in quote.translations),
        lead.archive_url,
    )


def translated(translation: TranslationRow) -> str:
    """Return a translation as a line that names whose it is: `tr (machine: Name): words`."""
    by = f"{translation.by}: {translation.source}" if translation.source else translation.by
    return f"{translation.language} ({by}): {' '.join(translation.text.split())}"
