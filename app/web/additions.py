"""Additions: the first step of the add flow: a text, an address, or files become drafts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.db import Database
from app.deps import Count, CurrentEditor, DatabaseDep, PageLimits, ReadSession
from app.errors import Invalid, Unreadable
from app.locales import DEFAULT, gettext, speaking
from app.locales.stored import said_again
from app.models import TextKind
from app.queries.articles import find_outlets
from app.rates import Deed, TooOften
from app.readers.captured import Blocked
from app.readers.document import MAX_URL_CHARS, Document, check_url
from app.readers.fetch import Fetched, Limits
from app.readers.files import Failure, read_content
from app.readers.pasted import read_pasted
from app.readers.spreadsheets import is_spreadsheet, read_spreadsheet
from app.services.capture import fetch_article, known_address
from app.services.drafts import find_drafts
from app.services.failures import keep_failed
from app.services.gazetteer import gazetteer_from_database
from app.services.known import Known
from app.services.sheet_drafts import start_sheet
from app.services.uploads import (
    FIELDS,
    Taken,
    Upload,
    described,
    find_here,
    is_large,
    make_draft,
    queue_uploads,
    take_each,
)
from app.web.form_fields import form_field
from app.web.forms import Posted, Uploaded, texts
from app.web.labels import LANGUAGE_WORDS
from app.web.render import render

router = APIRouter(include_in_schema=False)

# What may be said of several files at once.
SHARED_FIELDS = ("outlet", "published_on", "language", "text_kind")


class Here(Exception):
    """The article that was given is here already."""

    def __init__(self, known: Known) -> None:
        super().__init__(known.article_id)
        self.known = known


def show_form(
    request: Request,
    session: ReadSession,
    *,
    fields: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    known: Known | None = None,
    is_blocked: bool = False,
    status: int = 200,
) -> HTMLResponse:
    """Render the form with what was typed, and a message at each field with a problem."""
    return render(
        request,
        "drafts/new.html",
        status=status,
        fields={
            **dict.fromkeys((*FIELDS, "text"), ""),
            "text_kind": TextKind.FULL,
            **(fields or {}),
        },
        problems=problems or {},
        problem_names={name: form_field(name) for name in problems or {}},
        known=known,
        is_blocked=is_blocked,
        outlets=find_outlets(session),
        languages=LANGUAGE_WORDS,
        drafts=find_drafts(session),
    )


@router.get("/articles/new", name="new_article")
def new(request: Request, session: ReadSession, _editor: CurrentEditor) -> HTMLResponse:
    """Show the form for a new article, and the drafts that were left.

    `url` and `title` may be given: of a page that could not be fetched, whose text is to be pasted.
    """
    asked = request.query_params
    fields = {name: asked[name][:MAX_URL_CHARS] for name in ("url", "title") if name in asked}
    return show_form(request, session, fields=fields)


@router.post("/articles/new")
def start(
    request: Request,
    database: DatabaseDep,
    limits: PageLimits,
    count: Count,
    editor: CurrentEditor,
    form: Posted,
    uploads: Uploaded,
) -> Response:
    """Keep what was given as drafts, and go to the preview; what is wrong is told at its field."""
    fields = texts(form)
    try:
        if len(uploads) == 1 and is_spreadsheet(uploads[0].name):
            return _take_sheet(database, fields, uploads[0])
        if len(uploads) > 1 or (uploads and uploads[0].holds_many):
            address = _take_files(database, fields, uploads, editor)
            return RedirectResponse(address, status_code=303)
        document, fetched = _read(database, fields, uploads, limits, count)
        token = _start(database, document, fetched)
    except Here as found:
        with database.reader() as session:
            return show_form(request, session, fields=fields, known=found.known)
    except TooOften as problem:
        with database.reader() as session:
            shown = show_form(
                request,
                session,
                fields=fields,
                problems={"url": str(problem)},
                status=problem.status,
            )
        shown.headers.update(problem.headers)
        return shown
    except Blocked as problem:
        fields |= {name: value for name, value in problem.fields.items() if name in FIELDS}
        with database.reader() as session:
            return show_form(
                request,
                session,
                fields=fields,
                problems={"url": problem.message},
                is_blocked=True,
                status=422,
            )
    except Invalid as problem:
        with database.reader() as session:
            return show_form(request, session, fields=fields, problems=problem.problems, status=422)
    return RedirectResponse(f"/articles/drafts/{token}", status_code=303)


def _start(database: Database, document: Document, fetched: Fetched | None = None) -> str:
    """Make a draft of a document; return its token.

    Raises:
        Here: it is stored already.
    """
    with database.reader() as session:
        known = find_here(session, document)
        gazetteer = gazetteer_from_database(session)
    if known is not None:
        raise Here(known)
    return make_draft(database, document, gazetteer, fetched=fetched)


def _read(
    database: Database,
    fields: dict[str, str],
    uploads: Sequence[Upload],
    limits: Limits,
    count: Callable[[Deed], None],
) -> tuple[Document, Fetched | None]:
    """Return the document of the form; what was typed about it counts before what it says.

    `fields` gets the text that was found, so that nothing is lost where another field is wrong.

    Raises:
        Here: the address alone was given, and its article is stored already.
        TooOften: too many pages were fetched.
    """
    pasted = fields.get("text", "").strip()
    if uploads:
        if pasted:
            raise _both()
        return _read_upload(database, fields, uploads[0]), None
    url = fields.get("url", "").strip()
    if pasted or not url:
        return read_pasted(fields), None
    try:
        check_url(url)
    except ValueError as problem:
        raise Unreadable(str(problem), "url") from None
    if known := known_address(database, url):
        raise Here(known)
    count(Deed.FETCH)
    captured = fetch_article(database, url, about=fields, limits=limits)
    fields["text"] = captured.document.text
    return captured.document, captured.fetched


def _read_upload(database: Database, fields: dict[str, str], upload: Upload) -> Document:
    """Return the one document of a file.

    A file that cannot be read is kept with the reason: the browser would not send it again.
    """
    found = next(iter(read_content(upload.content, upload.name)))
    if isinstance(found, Failure):
        raise _kept(database, upload, said_again(found.reason), found.reason)
    fields["text"] = found.text
    return described(found, fields)


def _take_sheet(database: Database, fields: Mapping[str, str], upload: Upload) -> Response:
    """Keep a spreadsheet as a draft, and go to its preview.

    One that cannot be read is kept with the reason: the browser would not send it again.

    Raises:
        Invalid: a text came with it, or it cannot be read.
    """
    if fields.get("text", "").strip():
        raise _both()
    try:
        with database.writer() as session:
            token = start_sheet(session, upload.name, upload.content)
    except Unreadable as problem:
        raise _kept(database, upload, problem.message, _in_english(upload)) from None
    return RedirectResponse(f"/articles/sheets/{token}", status_code=303)


def _both() -> Unreadable:
    return Unreadable(gettext("You pasted a text and chose a file: give one of the two."), "file")


def _in_english(upload: Upload) -> str:
    """Return in English why a spreadsheet cannot be read."""
    with speaking(DEFAULT):
        try:
            read_spreadsheet(upload.content, upload.name)
        except Unreadable as problem:
            return problem.message
    return ""


def _kept(database: Database, upload: Upload, reason: str, in_english: str) -> Unreadable:
    """Keep a file that cannot be read; return what to tell.

    Args:
        reason: for who gave it; `in_english` is kept, for all who look later.
    """
    with database.writer() as session:
        keep_failed(session, upload.name, in_english, upload.content)
    kept = gettext("The file is kept with this reason.") if upload.content else ""
    return Unreadable(f"{reason} {kept}".rstrip(), "file")


# ------------------------------------------------------------------------- several at once


def _take_files(
    database: Database, fields: Mapping[str, str], uploads: Sequence[Upload], editor: str
) -> str:
    """Take files, at once or in the background; return the address that tells what became of them.

    Raises:
        Invalid: a text came with them, or what was typed about them is not what it should be.
    """
    if fields.get("text", "").strip():
        raise Unreadable(gettext("You pasted a text and chose files: give one of the two."), "file")
    typed = {name: fields.get(name, "") for name in SHARED_FIELDS}
    if is_large(uploads):
        with database.writer() as session:
            return f"/ingest/jobs/{queue_uploads(session, uploads, typed, who=editor)}"
    taken = asdict(take_each(database, uploads, typed))
    asked = urlencode({name: number for name, number in taken.items() if number})
    return f"/articles/drafts?{asked}"


@router.get("/articles/drafts", name="drafts")
def index(request: Request, session: ReadSession, _editor: CurrentEditor) -> HTMLResponse:
    """List the drafts that were not saved, and tell what became of files that just came."""
    return render(
        request,
        "drafts/index.html",
        address="/articles/drafts",
        drafts=find_drafts(session, limit=500),
        told=told_of_files(request.query_params),
        has_kept="kept" in request.query_params,
        has_review="review" in request.query_params,
    )


def told_of_files(asked: Mapping[str, str]) -> str | None:
    """Return what became of files that were uploaded together, None for any other visit."""
    numbers = {
        name: int(value[:9])
        for name in asdict(Taken())
        if (value := asked.get(name, "")).isascii() and value.isdigit()
    }
    return Taken(**numbers).as_text() or None
