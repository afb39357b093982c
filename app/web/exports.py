"""Exports: the statements of a filter as CSV, JSON lines, XLSX and an Atom feed."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse

from app.deps import ReadSession
from app.formats import atom, delimited, jsonlines, spreadsheet
from app.formats.citations import SITE_NAME
from app.formats.printed import moment
from app.locales import DEFAULT, speaking
from app.queries.filters import ParsedFilter, parse_filter
from app.queries.history import last_changes
from app.queries.labels import find_labels
from app.queries.rows import StatementRow, stream_rows
from app.queries.select import count, last_added, select_parsed
from app.web.chips import make_chips
from app.web.downloads import about_list, attached, in_chunks, site_of
from app.web.saved import in_words
from app.web.sending import Sent

router = APIRouter(include_in_schema=False)

# What tells one page from another: an export has all of them, whatever these say.
PAGING = {"page", "after", "per"}


def without_paging(request: Request) -> ParsedFilter:
    """Return the filter that the URL asks for, less what exports ignore."""
    pairs = request.query_params.multi_items()
    return parse_filter((name, value) for name, value in pairs if name not in PAGING)


WholeFilter = Annotated[ParsedFilter, Depends(without_paging)]


def answer(
    write: Callable[[Iterable[StatementRow]], Iterator[str]],
    rows: Iterable[StatementRow],
    media_type: str,
    suffix: str,
) -> StreamingResponse:
    """Return rows as a file to keep, written while it is sent."""
    return attached(in_chunks(write(rows)), media_type, named(suffix))


def named(suffix: str) -> str:
    """Return the name of a file with statements of today."""
    return f"statements-{datetime.now(UTC):%Y-%m-%d}.{suffix}"


@router.get("/statements.csv", name="statements_csv")
def csv(session: ReadSession, parsed: WholeFilter) -> StreamingResponse:
    """Give every statement of the filter for a spreadsheet."""
    rows = stream_rows(select_parsed(session, parsed))
    return answer(delimited.csv_lines, rows, delimited.MEDIA_TYPE, "csv")


@router.get("/statements.jsonl", name="statements_jsonl")
def jsonl(session: ReadSession, parsed: WholeFilter) -> StreamingResponse:
    """Give every statement of the filter for a program."""
    rows = stream_rows(select_parsed(session, parsed))
    return answer(jsonlines.json_lines, rows, jsonlines.MEDIA_TYPE, "jsonl")


@router.get("/statements.xlsx", name="statements_xlsx")
def xlsx(request: Request, session: ReadSession, parsed: WholeFilter) -> StreamingResponse:
    """Give every statement of the filter as a workbook, with a sheet that tells the filter."""
    selection = select_parsed(session, parsed)
    wanted, made = parsed.wanted, datetime.now(UTC)
    # A file is read by others than who asked for it: it speaks English like all of them.
    with speaking(DEFAULT):
        chips = make_chips(wanted, find_labels(session, wanted))
    filters = [(chip.field, chip.label) for chip in chips]
    site = site_of(request)
    address = f"{site}/statements{wanted.query()}"
    told = about_list(filters, address, moment(made), count(selection))
    pieces = spreadsheet.xlsx(stream_rows(selection), site, told)
    return attached(pieces, spreadsheet.MEDIA_TYPE, named("xlsx"))


@router.get("/statements.atom", name="statements_atom")
def feed(request: Request, session: ReadSession, parsed: WholeFilter) -> StreamingResponse:
    """Give the statements of the filter that were added last, for a feed reader."""
    selection = select_parsed(session, parsed)
    # Someone who follows a list wants what is new in it, though it was said long ago.
    rows = stream_rows(last_added(selection, atom.MAX_ENTRIES))
    site = str(request.base_url).rstrip("/")
    query = parsed.wanted.query()
    # The title is what feed readers call the list: the filter in words, in English as all files.
    with speaking(DEFAULT):
        title = f"{SITE_NAME}: {in_words(session, parsed.wanted)}"
    found = list(rows)
    pieces = atom.atom_feed(found, site, query, title, last_changes(session, found))
    return Sent(in_chunks(pieces), media_type=atom.MEDIA_TYPE)
