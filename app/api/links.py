"""Links: what editors said that two statements on a topic are to each other; read and write."""

from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import Field

from app.api import schemas
from app.api.index import PREFIX
from app.api.parameters import (
    BEARER_NEEDED,
    CHANGED,
    EDITED,
    FILTER,
    INVALID,
    MISSING,
    GivenVersion,
    Id,
    Seen,
    only,
)
from app.db import MAX_ID
from app.deps import CurrentEditor, ReadSession, SeesAll, WantedFilter, WriteSession
from app.errors import Invalid
from app.formats.items import change_item, link_item
from app.kept import kept_json
from app.queries.history import find_history
from app.queries.links import find_links, get_link
from app.queries.select import unknown_slugs
from app.services.history import version_of
from app.services.links import LINK, add_link, remove_link, set_link

router = APIRouter(tags=["links"])

LISTED = [each for each in FILTER if each["name"] in {"topic", "side"}]


LinkKind = Literal["repeats", "sharpens", "softens", "reverses", "agrees", "differs"]


class GivenLink(GivenVersion):
    """Two statements to be linked; which is the earlier follows from their days."""

    statement: int = Field(ge=1, le=MAX_ID, examples=[3])
    other: int = Field(ge=1, le=MAX_ID, examples=[7])
    topic: str = Field(description="Slug of a topic that both have.", examples=["bases"])
    kind: LinkKind = Field(
        description="Of one side what the later one does; `agrees`, `differs`: of two sides.",
        examples=["repeats"],
    )
    note: str = Field("", description="Why, for everybody who reads it.")


class GivenLinkChange(GivenVersion):
    """What a link is to be from now on; what is missing stays as it is."""

    kind: LinkKind | None = Field(None, examples=["sharpens"])
    note: str | None = None


@router.get(
    "/links",
    name="api_links",
    summary="List links",
    response_model=schemas.LinkList,
    responses=INVALID,
    openapi_extra={"parameters": LISTED},
)
@kept_json
def index(request: Request, session: ReadSession, parsed: WantedFilter) -> dict[str, Any]:
    """Return the links of all topics, or of some, between statements of any sides, or of some."""
    parsed = only(parsed, "topic", "side")
    problems = {**unknown_slugs(session, parsed.wanted), **parsed.problems}
    if problems:
        raise Invalid(problems)
    wanted = parsed.wanted
    found = find_links(session, sides=wanted.side or None)
    items = [link_item(row) for row in found if not wanted.topic or row.topic.slug in wanted.topic]
    return {"items": items, "total": len(items)}


@router.get(
    "/links/{id}",
    name="api_link",
    summary="Show a link",
    response_model=schemas.LinkDetail,
    responses=MISSING | INVALID,
)
def show(session: ReadSession, number: Id, editor: SeesAll) -> dict[str, Any]:
    """Return one link with both statements, and its history."""
    return detail(session, number, names=editor)


@router.post(
    "/links",
    name="api_add_link",
    summary="Link two statements",
    status_code=201,
    response_model=schemas.LinkDetail,
    responses=EDITED,
    **BEARER_NEEDED,
)
def add(
    session: WriteSession, editor: CurrentEditor, given: GivenLink, response: Response
) -> dict[str, Any]:
    """Say what two statements on a topic are to each other."""
    number = add_link(
        session,
        given.statement,
        given.other,
        topic=given.topic,
        kind=given.kind,
        note=given.note,
        who=editor,
        seen=given.version,
    )
    response.headers["location"] = f"{PREFIX}/links/{number}"
    return detail(session, number)


@router.patch(
    "/links/{id}",
    name="api_set_link",
    summary="Change a link",
    response_model=schemas.LinkDetail,
    responses=EDITED | CHANGED,
    **BEARER_NEEDED,
)
def change(
    session: WriteSession, editor: CurrentEditor, number: Id, given: GivenLinkChange
) -> dict[str, Any]:
    """Set the kind or the note of a link; what is missing stays, and history keeps what was."""
    row = get_link(session, number)
    set_link(
        session,
        number,
        kind=row.kind if given.kind is None else given.kind,
        note=row.note if given.note is None else given.note,
        who=editor,
        seen=given.version,
    )
    return detail(session, number)


@router.delete(
    "/links/{id}",
    name="api_remove_link",
    summary="Take a link away",
    status_code=204,
    responses=EDITED | CHANGED,
    **BEARER_NEEDED,
)
def remove(session: WriteSession, editor: CurrentEditor, number: Id, version: Seen = None) -> None:
    """Take a link away; it answers 410 then, and a revert of that change brings it back."""
    get_link(session, number)
    remove_link(session, number, who=editor, seen=version)


def detail(session: ReadSession, number: int, *, names: bool = True) -> dict[str, Any]:
    """Return a link with its history.

    Args:
        names: whoever asks sees who changed it.
    """
    row = get_link(session, number)
    history = find_history(session, [(LINK.subject, number)])
    return link_item(row) | {
        "history": [change_item(each, for_editors=names) for each in history],
        "version": version_of(session, LINK, number),
    }
