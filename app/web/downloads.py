"""Downloads: files to keep, written while they are sent."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from app.formats import briefs, citations, delimited, jsonlines, printed, spreadsheet
from app.formats.briefs import Brief
from app.formats.citations import BY_SUFFIX, SITE_NAME, Citation
from app.locales import N_
from app.queries.rows import StatementRow
from app.web.sending import Sent

CHUNK_CHARS = 64_000

# The files that a brief comes as, by their suffix; those of citations follow.
BRIEF_FILES = {"md": "Markdown", "csv": "CSV", "xlsx": "XLSX", "jsonl": N_("JSON lines")} | {
    form.suffix: form.name for form in citations.FORMS if form.suffix not in {"md", "txt"}
}


def site_of(request: Request) -> str:
    """Return where this site is, as `https://host`."""
    return f"{request.url.scheme}://{request.url.netloc}"


def encoded(pairs: Sequence[tuple[str, str]]) -> str:
    """Return URL pairs as a query string, `?` included, empty for none."""
    return f"?{urlencode(pairs)}" if pairs else ""


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


def attached(
    pieces: Iterator[str] | Iterator[bytes], media_type: str, name: str
) -> StreamingResponse:
    """Return pieces as a file to keep.

    Args:
        name: of the file; letters of ASCII, digits, `-` and `.` alone.
    """
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Sent(pieces, media_type=media_type, headers=headers)


def about_list(
    filters: Iterable[tuple[str, str]], address: str, at: str, total: int
) -> list[tuple[str, str]]:
    """Return what a spreadsheet tells of the list that it holds."""
    return [
        ("From", SITE_NAME),
        ("Address", address),
        ("As of", at),
        ("Statements", f"{total:,}"),
        *filters,
        ("url", "The statement’s page: its number stays, whatever becomes of the words behind it."),
        ("said_on", "A date where the day is known; a month or a year stands in words."),
        ("said_on_basis", "; ".join(f"{k}: {v}" for k, v in printed.BASIS_WORDS.items())),
        ("form", "; ".join(f"{k}: {v}" for k, v in printed.FORM_WORDS.items())),
        ("added_at", "In UTC."),
        ("start, end", "Where the leading wording stands in its article’s text, in characters."),
    ]


def brief_file(brief: Brief, suffix: str, name: str) -> Response:
    """Return a brief as a file of a kind that `BRIEF_FILES` has.

    Args:
        name: of the file, without its suffix.
    """
    writers: dict[str, tuple[Callable[[list[StatementRow]], Iterator[str]], str]] = {
        "csv": (delimited.csv_lines, delimited.MEDIA_TYPE),
        "jsonl": (jsonlines.json_lines, jsonlines.MEDIA_TYPE),
        "md": (lambda _: iter([briefs.as_markdown(brief)]), briefs.MEDIA_TYPE),
    }
    rows, file = brief.rows, f"{name}.{suffix}"
    if suffix in writers:
        write, media_type = writers[suffix]
        return attached(in_chunks(write(rows)), media_type, file)
    if suffix == "xlsx":
        at = printed.moment(brief.at)
        told = about_list(brief.filters, brief.address, at, len(rows))
        pieces = spreadsheet.xlsx(rows, brief.site, told)
        return attached(pieces, spreadsheet.MEDIA_TYPE, file)
    form = BY_SUFFIX[suffix]
    cited = [Citation(row, brief.site, brief.at.date()) for row in rows]
    return attached(iter([form.write(cited)]), form.media_type, file)
