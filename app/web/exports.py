"""Exports: the statements of a filter as CSV, JSON lines and an Atom feed."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse

from app.deps import ReadSession
from app.formats import atom, delimited, jsonlines
from app.queries.filters import ParsedFilter, parse_filter
from app.queries.rows import StatementRow, stream_rows
from app.queries.select import last_added, select_parsed

router = APIRouter(include_in_schema=False)

CHUNK_CHARS = 64_000


# What tells one page from another: an export has all of them, whatever these say.
PAGING = {"page", "after", "per"}


def without_paging(request: Request) -> ParsedFilter:
    """Return the filter that the URL asks for, less what exports ignore."""
    pairs = request.query_params.multi_items()
    return parse_filter((name, value) for name, value in pairs if name not in PAGING)


WholeFilter = Annotated[ParsedFilter, Depends(without_paging)]


def in_chunks(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the pieces joined into larger ones: each one sent costs a change of threads."""
    kept: list[str] = []
    size = 0
    for piece in pieces:
        kept.append(piece)
        size += len(piece)
        if size >= CHUNK_CHARS:
            yield "".join(kept)
            kept, size = [], 0
    yield "".join(kept)


def answer(
    write: Callable[[Iterable[StatementRow]], Iterator[str]],
    rows: Iterable[StatementRow],
    media_type: str,
    suffix: str,
) -> StreamingResponse:
    """Return rows as a file to keep, written while it is sent."""
    name = f"statements-{datetime.now(UTC):%Y-%m-%d}.{suffix}"
    return StreamingResponse(
        in_chunks(write(rows)),
        media_type=media_type,
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


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


@router.get("/statements.atom", name="statements_atom")
def feed(request: Request, session: ReadSession, parsed: WholeFilter) -> StreamingResponse:
    """Give the statements of the filter that were added last, for a feed reader."""
    selection = select_parsed(session, parsed)
    # Someone who follows a list wants what is new in it, though it was said long ago.
    rows = stream_rows(last_added(selection, atom.MAX_ENTRIES))
    site = str(request.base_url).rstrip("/")
    query = parsed.wanted.query()
    title = f"On the Record: statements {query}" if query else "On the Record: all statements"
    pieces = atom.atom_feed(rows, site, query, title)
    return StreamingResponse(in_chunks(pieces), media_type=atom.MEDIA_TYPE)
