"""Additions: the first step of the add flow: a text, an address, or files become drafts."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.db import Database
from app.deps import Count, CurrentEditor, DatabaseDep, PageLimits, ReadSession
from app.errors import Invalid, Unreadable
from app.extraction.types import Gazetteer
from app.models import LANGUAGE_NAMES, TextKind
from app.queries.articles import find_outlets
from app.rates import Deed, TooOften
from app.readers.captured import Blocked
from app.readers.document import Document, check_url
from app.readers.fetch import Fetched, Limits
from app.readers.files import MAX_BYTES, Failure, read_content
from app.readers.pasted import read_pasted
from app.services.batch import ingest_batch
from app.services.capture import fetch_article, known_address
from app.services.capture import told as told_of
from app.services.door import read_or_keep
from app.services.drafts import find_drafts, start_draft
from app.services.failures import keep_failed
from app.services.gazetteer import gazetteer_from_database
from app.services.known import Known, find_known, other_text
from app.services.outlets import find_outlet
from app.text import fingerprint
from app.web.forms import Posted, Upload, Uploaded, texts
from app.web.labels import counted
from app.web.render import render

router = APIRouter(include_in_schema=False)

FIELDS = ("title", "url", "outlet", "published_on", "language", "text_kind")
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
        known=known,
        is_blocked=is_blocked,
        outlets=find_outlets(session),
        languages=LANGUAGE_NAMES,
        drafts=find_drafts(session),
    )


@router.get("/articles/new", name="new_article")
def new(request: Request, session: ReadSession, _editor: CurrentEditor) -> HTMLResponse:
    """Show the form for a new article, and the drafts that were left."""
    return show_form(request, session)


@router.post("/articles/new")
def start(
    request: Request,
    database: DatabaseDep,
    limits: PageLimits,
    count: Count,
    _editor: CurrentEditor,
    form: Posted,
    uploads: Uploaded,
) -> Response:
    """Keep what was given as drafts, and go to the preview; what is wrong is told at its field."""
    fields = texts(form)
    try:
        if len(uploads) > 1 or (uploads and _holds_many(uploads[0])):
            return _take_files(database, fields, uploads)
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
        known = _known(session, document)
        gazetteer = gazetteer_from_database(session)
    if known is not None:
        raise Here(known)
    return _draft(database, document, gazetteer, fetched)


def _draft(
    database: Database, document: Document, gazetteer: Gazetteer, fetched: Fetched | None = None
) -> str:
    # No transaction is open while the text is read: that may take a moment.
    found = read_or_keep(database, document, gazetteer)
    with database.writer() as session:
        return start_draft(session, document, found, fetched)


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
            raise Unreadable("You pasted a text and chose a file: give one of the two.", "file")
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
        with database.writer() as session:
            keep_failed(session, upload.name, found.reason, upload.content)
        kept = " The file is kept with this reason." if upload.content else ""
        raise Unreadable(f"{found.reason}{kept}", "file")
    fields["text"] = found.text
    return _with(found, fields)


def _with(found: Document, fields: Mapping[str, str]) -> Document:
    """Return a file's document with what was typed about it."""
    said = {name: getattr(found, name) for name in FIELDS}
    typed = {name: value for name, value in fields.items() if value.strip()}
    return read_pasted({**said, **typed, "text": found.text}, source=found.source)


def _known(session: ReadSession, document: Document) -> Known | None:
    outlet = find_outlet(session, document.outlet, document.url)
    return find_known(
        session,
        sha256=fingerprint(document.text),
        outlet_id=outlet.id if outlet else None,
        url=document.url,
        text_kind=document.text_kind,
    )


# ------------------------------------------------------------------------- several at once


def _holds_many(upload: Upload) -> bool:
    """Say whether a file holds more than one article."""
    found = read_content(upload.content, upload.name)
    next(found, None)
    return next(found, None) is not None


def _take_files(
    database: Database, fields: Mapping[str, str], uploads: Sequence[Upload]
) -> Response:
    """Make a draft of each file of one article; store those of many, as the command does."""
    if fields.get("text", "").strip():
        raise Unreadable("You pasted a text and chose files: give one of the two.", "file")
    typed = {name: fields.get(name, "") for name in SHARED_FIELDS}
    with database.reader() as session:
        gazetteer = gazetteer_from_database(session)
    told = dict.fromkeys(("drafts", "known", "kept", "lost", "new", "statements", "review"), 0)
    for upload in uploads:
        if _holds_many(upload):
            report = ingest_batch(database, read_content(upload.content, upload.name))
            told["new"] += report.new
            told["known"] += report.known
            told["kept"] += sum(each.is_kept for each in report.failures)
            told["lost"] += sum(not each.is_kept for each in report.failures)
            told["statements"] += report.statements
            told["review"] += report.to_review
            continue
        found = next(iter(read_content(upload.content, upload.name)))
        try:
            if isinstance(found, Failure):
                raise Unreadable(found.reason)
            document = _with(found, typed)
            with database.reader() as session:
                known = _known(session, document)
            if known is None:
                _draft(database, document, gazetteer)
            elif known.by == "url":
                raise Unreadable(other_text(known))
            told["drafts" if known is None else "known"] += 1
        except Invalid as problem:
            told["kept" if upload.content else "lost"] += 1
            with database.writer() as session:
                keep_failed(session, upload.name, told_of(problem), upload.content)
    asked = urlencode({name: number for name, number in told.items() if number})
    return RedirectResponse(f"/articles/drafts?{asked}", status_code=303)


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
    )


def told_of_files(asked: Mapping[str, str]) -> str | None:
    """Return what became of files that were uploaded together, None for any other visit."""
    numbers = {
        name: int(value[:9]) for name, value in asked.items() if value.isascii() and value.isdigit()
    }
    told = []
    if number := numbers.get("drafts"):
        told.append(f"{counted(number, 'draft')} made, nothing of which is public yet")
    if number := numbers.get("new"):
        statements = counted(numbers.get("statements", 0), "statement")
        review = numbers.get("review", 0)
        told.append(
            f"{counted(number, 'article')} of files with many stored and public, with {statements}"
            + (f", {review} for review" if review else "")
        )
    if number := numbers.get("known"):
        told.append(f"{number} here already")
    if number := numbers.get("kept"):
        told.append(f"{number} could not be used and {'is' if number == 1 else 'are'} kept")
    if number := numbers.get("lost"):
        told.append(
            f"{number} could not be used and {'is' if number == 1 else 'are'} not kept: "
            f"empty, or a line of more than {MAX_BYTES:,} bytes"
        )
    return ("; ".join(told) + ".") if told else None
