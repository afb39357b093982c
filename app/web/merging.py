"""Merging: the pages that make two actors one, take them apart again, and split one."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from app.deps import CurrentEditor, DatabaseDep, ReadSession, WriteSession
from app.errors import Invalid
from app.models import Actor, Revision
from app.queries.filters import StatementFilter
from app.queries.rows import rows
from app.queries.select import page, select
from app.services import merging, splitting
from app.services.actors import get_current_actor
from app.services.deeds import Deed, attempt
from app.services.sheets import (
    check_version_of_actor,
    find_parts,
    version_of_actor,
)
from app.web.editing import seen_version
from app.web.forms import Posted, texts
from app.web.numbers import number_in
from app.web.render import render

router = APIRouter()

# Statements to choose from on one page of the form that splits.
PER = 100


def show_merge(
    request: Request,
    session: ReadSession,
    slug: str,
    *,
    typed: Mapping[str, str] | None = None,
    deed: Deed | None = None,
    other: Actor | None = None,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Render the form that merges, with what it would do."""
    actor = get_current_actor(session, slug)
    page_ = render(
        request,
        "actors/merge.html",
        status=status,
        actor=actor,
        version=version_of_actor(session, actor.id or 0),
        other=other,
        deed=deed,
        fields={"other": "", **(typed or {})},
        problems=problems or {},
    )
    page_.headers["cache-control"] = "no-store"
    return page_


@router.get("/actors/{slug}/merge", name="merge_actor")
def ask(request: Request, session: ReadSession, _editor: CurrentEditor, slug: str) -> HTMLResponse:
    """Ask who an actor is the same as."""
    return show_merge(request, session, slug)


@router.post("/actors/{slug}/merge")
def merge(
    request: Request, database: DatabaseDep, editor: CurrentEditor, slug: str, form: Posted
) -> Response:
    """Merge an actor into another, once it was seen what that does."""
    typed = texts(form)
    seen = seen_version(typed)
    try:
        with database.reader() as session:
            gone = get_current_actor(session, slug)
            kept = merging.find_other(session, typed.get("other", ""), gone)
            session.expunge_all()

        def write(session: WriteSession) -> Revision:
            check_version_of_actor(session, gone.id or 0, seen)
            both = (get_current_actor(session, each.slug) for each in (gone, kept))
            return merging.merge(session, *both, who=editor)

        deed = attempt(
            database,
            write,
            confirmed=typed.get("confirm", ""),
            leads={gone.slug: kept.slug},
            asks=True,
        )
    except Invalid as problem:
        with database.reader() as session:
            return show_merge(
                request,
                session,
                slug,
                typed=typed,
                problems=problem.problems,
                status=problem.status,
            )
    if deed.is_done:
        return RedirectResponse(f"/actors/{kept.slug}", status_code=303)
    with database.reader() as session:
        return show_merge(request, session, slug, typed=typed, deed=deed, other=kept)


@router.post("/actors/{slug}/unmerge")
def unmerge(
    request: Request, database: DatabaseDep, editor: CurrentEditor, slug: str, form: Posted
) -> Response:
    """Take apart what was merged, once it was seen what that does."""
    return _undo(request, database, slug, form, "unmerge", partial(merging.undo_merge, who=editor))


@router.post("/actors/{slug}/unsplit")
def unsplit(
    request: Request, database: DatabaseDep, editor: CurrentEditor, slug: str, form: Posted
) -> Response:
    """Take back what a split gave to another, once it was seen what that does."""
    with database.reader() as session:
        number = number_in(texts(form).get("change", ""))
        also = splitting.statements_of_split(session, get_current_actor(session, slug), number)
    undo = partial(splitting.undo_split, who=editor)
    return _undo(request, database, slug, form, "unsplit", undo, also)


def _undo(
    request: Request,
    database: DatabaseDep,
    slug: str,
    form: FormData,
    name: str,
    undo: Callable[[WriteSession, Actor, int], Revision],
    also: Collection[int] = (),
) -> Response:
    """Take back an entry of an actor's history, or show first what that does.

    Args:
        name: of the undoing, as its address has it.
        also: as `attempt` takes it.
    """
    typed = texts(form)
    number = number_in(typed.get("change", ""))
    with database.reader() as session:
        called = get_current_actor(session, slug).name

    def write(session: WriteSession) -> Revision:
        return undo(session, get_current_actor(session, slug), number)

    deed = attempt(database, write, confirmed=typed.get("confirm", ""), also=also, asks=True)
    if deed.is_done:
        return RedirectResponse(f"/actors/{slug}", status_code=303)
    page_ = render(
        request, "actors/undo.html", slug=slug, name=called, undo=name, number=number, deed=deed
    )
    page_.headers["cache-control"] = "no-store"
    return page_


# ------------------------------------------------------------------------------------ splitting


def show_split(
    request: Request,
    session: ReadSession,
    slug: str,
    *,
    typed: Mapping[str, str] | None = None,
    chosen: Mapping[str, Sequence[int]] | None = None,
    deed: Deed | None = None,
    problems: Mapping[str, str] | None = None,
    number: int = 1,
    status: int = 200,
) -> HTMLResponse:
    """Render the form that splits an actor, with what was chosen and what it would do."""
    actor = get_current_actor(session, slug)
    wanted = StatementFilter(actor=(slug,), per=PER, page=number)
    found = page(select(session, wanted))
    names, posts = find_parts(session, actor)
    page_ = render(
        request,
        "actors/split.html",
        status=status,
        actor=actor,
        version=version_of_actor(session, actor.id or 0),
        statements=rows(session, found.ids),
        page=found,
        names=names,
        posts=posts,
        chosen={name: set((chosen or {}).get(name, ())) for name in CHOICES},
        deed=deed,
        fields={"other": "", "new": "", "kind": actor.kind, **(typed or {})},
        problems=problems or {},
    )
    page_.headers["cache-control"] = "no-store"
    return page_


CHOICES = ("statements", "aliases", "tenures")


@router.get("/actors/{slug}/split", name="split_actor")
def choose(
    request: Request, session: ReadSession, _editor: CurrentEditor, slug: str, page: int = 1
) -> HTMLResponse:
    """Show what of an actor may belong to another."""
    return show_split(request, session, slug, number=min(max(1, page), 1_000_000))


@router.post("/actors/{slug}/split")
def split(
    request: Request, database: DatabaseDep, editor: CurrentEditor, slug: str, form: Posted
) -> Response:
    """Give what was chosen to another actor, new or on record, once it was seen what that does."""
    typed = texts(form)
    chosen = chosen_in(form)
    at = typed.get("page", "")
    number = max(1, int(at[:6])) if at.isascii() and at.isdigit() else 1
    try:
        with database.reader() as session:
            target = splitting.target_of(
                session,
                get_current_actor(session, slug),
                other=typed.get("other", ""),
                new=typed.get("new", ""),
                kind=typed.get("kind", ""),
                who=editor,
            )
        seen = seen_version(typed)

        def write(session: WriteSession) -> Revision:
            source = get_current_actor(session, slug)
            check_version_of_actor(session, source.id or 0, seen)
            return splitting.split(session, source, target(session), **chosen, who=editor)

        deed = attempt(
            database,
            write,
            confirmed=typed.get("confirm", ""),
            also=chosen["statements"],
            asks=True,
        )
    except Invalid as problem:
        with database.reader() as session:
            return show_split(
                request,
                session,
                slug,
                typed=typed,
                chosen=chosen,
                problems=problem.problems,
                number=number,
                status=problem.status,
            )
    if deed.is_done:
        return RedirectResponse(f"/actors/{slug}/split", status_code=303)
    with database.reader() as session:
        return show_split(
            request, session, slug, typed=typed, chosen=chosen, deed=deed, number=number
        )


def chosen_in(form: FormData) -> dict[str, list[int]]:
    """Return the numbers that were ticked, by what they are of."""
    return {
        name: [number_in(value) for value in form.getlist(name) if isinstance(value, str)]
        for name in CHOICES
    }
