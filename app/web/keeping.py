"""Keeping: the forms that add and change actors; what would change is shown before it does."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.db import MAX_ID
from app.deps import CurrentEditor, DatabaseDep, ReadSession, WriteSession
from app.errors import Invalid
from app.locales import N_, Words, gettext
from app.models import Actor, Revision
from app.queries.history import find_history
from app.services.actors import get_current_actor
from app.services.deeds import Deed, attempt
from app.services.sheet_checks import check_sheet
from app.services.sheets import (
    Sheet,
    add_with_sheet,
    check_version_of_actor,
    office_labels,
    read_sheet,
    sheet_before,
    version_of_actor,
    write_sheet,
)
from app.web.actor_forms import rows_of, sheet_in
from app.web.actor_history import entries_of
from app.web.editing import seen_version
from app.web.forms import Posted, texts
from app.web.labels import LANGUAGE_WORDS, SIDE_WORDS
from app.web.render import render

router = APIRouter()

KIND_NAMES = Words({"person": N_("person"), "institution": N_("institution"), "state": N_("state")})
CERTAINTIES = Words(
    {
        "reported": N_("reported"),
        "background": N_("general knowledge, not looked up"),
        "uncertain": N_("uncertain"),
    }
)


def show(
    request: Request,
    session: ReadSession,
    sheet: Sheet,
    *,
    actor: Actor | None = None,
    deed: Deed | None = None,
    problems: Mapping[str, str] | None = None,
    told: str | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Render the form with a sheet, of a new actor or of one on record."""
    number = actor.id or 0 if actor else 0
    names, posts = rows_of(sheet)
    history = find_history(session, [("actor", number)]) if actor else []
    page = render(
        request,
        "actors/edit.html",
        status=status,
        actor=actor,
        sheet=sheet,
        names=names,
        posts=posts,
        version=version_of_actor(session, number),
        deed=deed,
        problems=problems or {},
        told=told,
        kinds=KIND_NAMES.items(),
        sides=list(SIDE_WORDS.items()),
        languages=[(code, name) for code, name in LANGUAGE_WORDS.items() if code != "und"],
        certainties=CERTAINTIES.items(),
        offices=sorted(office_labels(session).values()),
        history=entries_of(history),
    )
    page.headers["cache-control"] = "no-store"
    return page


@router.get("/actors/new", name="new_actor")
def new(request: Request, session: ReadSession, _editor: CurrentEditor) -> HTMLResponse:
    """Show the empty form, with the name that the address may give."""
    return show(request, session, Sheet(name=request.query_params.get("name", "")[:120].strip()))


@router.post("/actors/new")
def add(request: Request, database: DatabaseDep, editor: CurrentEditor, form: Posted) -> Response:
    """Put an actor on record, once whoever adds it has seen whose statements change with it."""
    typed = texts(form)
    sheet = sheet_in(typed)
    slug = ""

    def write(session: WriteSession) -> Revision:
        nonlocal slug
        actor, entry = add_with_sheet(session, sheet, who=editor)
        slug = actor.slug
        return entry

    try:
        with database.reader() as session:
            warnings = check_sheet(session, sheet, None)
        deed = attempt(database, write, confirmed=typed.get("confirm", ""), warnings=warnings)
    except Invalid as problem:
        with database.reader() as session:
            return show(request, session, sheet, problems=problem.problems, status=problem.status)
    if deed.is_done:
        return RedirectResponse(f"/actors/{slug}", status_code=303)
    with database.reader() as session:
        return show(request, session, sheet, deed=deed)


@router.get("/actors/{slug}/edit", name="edit_actor")
def edit(
    request: Request, session: ReadSession, _editor: CurrentEditor, slug: str, back: int = 0
) -> HTMLResponse:
    """Show the form; `back` fills in what an entry of history changed as it was before."""
    actor = get_current_actor(session, slug)
    sheet = read_sheet(session, actor)
    told = None
    entry = session.get(Revision, back) if 0 < back <= MAX_ID else None
    about = (entry.subject, entry.subject_id) if entry is not None else None
    if entry is not None and about == ("actor", actor.id) and entry.before:
        sheet = sheet_before(sheet, entry.before, entry.after)
        told = gettext(
            "The form holds what that change set as it was before: save it to take it back."
        )
    return show(request, session, sheet, actor=actor, told=told)


@router.post("/actors/{slug}/edit")
def change(
    request: Request, database: DatabaseDep, editor: CurrentEditor, slug: str, form: Posted
) -> Response:
    """Set what is kept of an actor, once it was seen which statements change with it."""
    typed = texts(form)
    sheet = sheet_in(typed)
    seen = seen_version(typed)
    with database.reader() as session:
        number = get_current_actor(session, slug).id or 0

    def write(session: WriteSession) -> Revision | None:
        check_version_of_actor(session, number, seen)
        return write_sheet(session, session.get_one(Actor, number), sheet, who=editor)

    try:
        with database.reader() as session:
            warnings = check_sheet(session, sheet, number)
        deed = attempt(database, write, confirmed=typed.get("confirm", ""), warnings=warnings)
    except Invalid as problem:
        with database.reader() as session:
            actor = get_current_actor(session, slug)
            return show(
                request,
                session,
                sheet,
                actor=actor,
                problems=problem.problems,
                status=problem.status,
            )
    if deed.is_done:
        return RedirectResponse(f"/actors/{slug}", status_code=303)
    with database.reader() as session:
        return show(request, session, sheet, actor=get_current_actor(session, slug), deed=deed)
