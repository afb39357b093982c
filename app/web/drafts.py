"""Drafts: the add flow: paste or upload, preview and correct, save."""

import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from app.db import Database
from app.deps import CurrentEditor, DatabaseDep, ReadSession, WriteSession
from app.errors import Invalid, Unreadable
from app.guard import MAX_BODY_BYTES
from app.models import LANGUAGE_NAMES, SIDE_NAMES, TextKind
from app.queries.actors import find_actors
from app.queries.articles import find_outlets
from app.queries.topics import find_topics
from app.readers.document import Document
from app.readers.files import Failure, read_content
from app.readers.pasted import read_pasted
from app.services.door import read_or_keep
from app.services.drafts import (
    DraftView,
    add_candidate,
    change_draft,
    find_drafts,
    get_draft,
    save_draft,
    start_draft,
)
from app.services.failures import keep_failed
from app.services.gazetteer import gazetteer_from_database
from app.services.known import Known, find_known
from app.services.outlets import find_outlet
from app.spans import Span
from app.text import fingerprint
from app.web.cards import ADDED, BLANK, Typed, card_of, edit_in, edits_in, typed_into, typed_over
from app.web.passages import Marked, passages
from app.web.render import render

router = APIRouter(include_in_schema=False)

FIELDS = ("title", "url", "outlet", "published_on", "language", "text_kind")
# A card has ten fields, and one more for each topic: enough for the quotes of a book.
MAX_FIELDS = 100_000
# Not the speaker's words, but the outlet's own: shown as they are.
KEPT_BLOCKS = {"headline", "dateline"}


async def posted_form(request: Request) -> AsyncIterator[FormData]:
    """Give the posted form, and close its uploads behind the route."""
    async with request.form(max_fields=MAX_FIELDS, max_part_size=MAX_BODY_BYTES) as form:
        yield form


Posted = Annotated[FormData, Depends(posted_form)]


def texts(form: FormData) -> dict[str, str]:
    """Return the fields of a form that are texts; browsers send line ends as CR LF."""
    return {name: value for name, value in form.items() if isinstance(value, str)}


@dataclass(frozen=True)
class Upload:
    """A file that came with the form: its name and its bytes."""

    name: str
    content: bytes


async def posted_file(form: Posted) -> Upload | None:
    """Return the file that was chosen, None where none was."""
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    return Upload(file.filename, await file.read())


Uploaded = Annotated[Upload | None, Depends(posted_file)]


def show_form(
    request: Request,
    session: ReadSession,
    *,
    fields: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    known: Known | None = None,
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
    request: Request, database: DatabaseDep, _editor: CurrentEditor, form: Posted, upload: Uploaded
) -> Response:
    """Keep the text as a draft and go to its preview; what is wrong is told at its field."""
    fields = texts(form)
    try:
        document = _read(fields, upload, database)
    except Invalid as problem:
        with database.reader() as session:
            return show_form(request, session, fields=fields, problems=problem.problems, status=422)
    with database.reader() as session:
        known = _known(session, document)
        if known is not None:
            fields |= {"text": document.text}
            return show_form(request, session, fields=fields, known=known)
        gazetteer = gazetteer_from_database(session)
    # No transaction is open while the text is read: that may take a moment.
    found = read_or_keep(database, document, gazetteer)
    with database.writer() as session:
        token = start_draft(session, document, found)
    return RedirectResponse(f"/articles/drafts/{token}", status_code=303)


def _read(fields: dict[str, str], upload: Upload | None, database: Database) -> Document:
    """Return the document of the form; what was typed about it counts before what a file says.

    A file that cannot be read is kept with the reason: the browser would not send it again.
    """
    if upload is None:
        return read_pasted(fields)
    if fields.get("text", "").strip():
        raise Unreadable("You pasted a text and chose a file: give one of the two.", "file")
    found, *more = read_content(upload.content, upload.name)
    if isinstance(found, Failure):
        with database.writer() as session:
            keep_failed(session, upload.name, found.reason, upload.content)
        kept = " The file is kept with this reason." if upload.content else ""
        raise Unreadable(f"{found.reason}{kept}", "file")
    if more:
        raise Unreadable("The file holds several articles: use the command `ingest`.", "file")
    # From here on the form holds the text, so that nothing is lost where a field is wrong.
    fields["text"] = found.text
    typed = {name: value for name, value in fields.items() if value.strip()}
    return read_pasted(
        {
            "title": found.title,
            "url": found.url,
            "outlet": found.outlet,
            "published_on": found.published_on,
            "language": found.language,
            **typed,
        },
        source=upload.name,
    )


def _known(session: ReadSession, document: Document) -> Known | None:
    outlet = find_outlet(session, document.outlet, document.url)
    return find_known(
        session,
        sha256=fingerprint(document.text),
        outlet_id=outlet.id if outlet else None,
        url=document.url,
        text_kind=document.text_kind,
    )


def show_draft(
    request: Request,
    session: ReadSession,
    draft: DraftView,
    *,
    typed: Typed | None = None,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Render the preview; where something is wrong, with what was typed."""
    typed = typed or {}
    cards = [
        typed_over(card_of(draft.text, each, words), typed, str(number))
        for number, (each, words) in enumerate(zip(draft.candidates, draft.words, strict=True))
    ]
    marked = [
        Marked(number, tuple(Span(*part) for part in each.parts))
        for number, each in enumerate(draft.candidates)
        if each.keep
    ]
    lines = passages(draft.text, marked)
    return render(
        request,
        "drafts/show.html",
        swaps="draft",
        status=status,
        draft=draft,
        fields={**draft.fields, **{name: typed[name][-1] for name in FIELDS if name in typed}},
        fields_have_problems=any(name in FIELDS for name in problems or {}),
        cards=cards,
        blank=typed_over(replace(BLANK, said_on=draft.fields["published_on"]), typed, ADDED),
        passages=lines,
        struck={
            line.start: kind
            for line in lines
            for start, end, kind in draft.blocks
            if kind not in KEPT_BLOCKS and start <= line.start < end
        },
        problems=problems or {},
        page=secrets.token_urlsafe(9),
        problem_names={name: problem_name(name) for name in problems or {}},
        actors=find_actors(session),
        topics=find_topics(session),
        outlets=find_outlets(session),
        languages=LANGUAGE_NAMES,
        sides=SIDE_NAMES,
    )


FIELD_NAMES = {
    "said_on": "day said",
    "is_new": "new speaker",
    "published_on": "day published",
    "url": "address",
    "draft": "two tabs",
}


def problem_name(field: str) -> str:
    """Return a field's name in the words of the page: `words-1` is on the card "Quote 2"."""
    name, _, key = field.rpartition("-")
    if not name:
        return FIELD_NAMES.get(field, field)
    card = "the quote to add" if key == ADDED else f"quote {int(key) + 1}"
    return f"{FIELD_NAMES.get(name, name)} of {card}"


@router.get("/articles/drafts/{token}", name="draft")
def show(request: Request, session: ReadSession, _editor: CurrentEditor, token: str) -> Response:
    """Show the preview; a draft that was saved leads to its article."""
    draft = get_draft(session, token)
    if draft.article_id is not None:
        return RedirectResponse(f"/articles/{draft.article_id}", status_code=303)
    return show_draft(request, session, draft)


@router.post("/articles/drafts/{token}")
def change(
    request: Request, session: WriteSession, editor: CurrentEditor, token: str, form: Posted
) -> Response:
    """Keep what was set on the preview; with `action=save` make the article public."""
    draft = get_draft(session, token)
    if draft.article_id is not None:
        return RedirectResponse(f"/articles/{draft.article_id}?late", status_code=303)
    fields, typed, action = texts(form), typed_into(form), form.get("action")
    try:
        with session.begin_nested():
            document = read_pasted(
                {**{name: fields.get(name) for name in FIELDS}, "text": draft.text}
            )
            change_draft(
                session,
                token,
                document=document,
                edits=edits_in(typed, len(draft.candidates)),
                gazetteer=gazetteer_from_database(session),
                seen=fields.get("version"),
                page=fields.get("page"),
                is_autosave=action == "autosave",
            )
            if action == "add":
                _add(session, draft, typed)
            stored = save_draft(session, token, document, who=editor) if action == "save" else None
    except Invalid as problem:
        return show_draft(
            request, session, draft, typed=typed, problems=problem.problems, status=422
        )
    if action == "autosave":
        return Response(status_code=204)
    if stored is None:
        return RedirectResponse(f"/articles/drafts/{token}", status_code=303)
    told = "known" if stored.known else f"saved={stored.quotes}&review={stored.to_review}"
    return RedirectResponse(f"{stored.path}?{told}", status_code=303)


def _add(session: ReadSession, draft: DraftView, typed: Typed) -> None:
    """Add the quote of the card at the end; its problems are named like its fields.

    The day that the card showed is that published, whichever that is now.
    """
    edit = replace(edit_in(typed, ADDED), keep=True)
    if edit.said_on == draft.fields["published_on"]:
        edit = replace(edit, said_on=None)
    try:
        add_candidate(session, draft.token, edit)
    except Invalid as problem:
        raise Invalid(
            {f"{name}-{ADDED}": message for name, message in problem.problems.items()}
        ) from None
