"""Links: what editors said that two statements on a topic are to each other; read and write."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response, Security

from app.api import schemas
from app.api.index import PREFIX
from app.api.parameters import BEARER, FILTER, INVALID, MISSING, READ_ONLY, UNREADABLE, only
from app.deps import CurrentEditor, ReadSession, WantedFilter, WriteSession
from app.errors import Invalid
from app.formats.items import link_item
from app.kept import kept_json
from app.queries.links import find_links, get_link
from app.queries.select import unknown_slugs
from app.services.history import version_of
from app.services.links import LINK, add_link, remove_link, set_link

router = APIRouter(tags=["links"])

LinkId = Annotated[int, Path(alias="id")]
LISTED = [each for each in FILTER if each["name"] in {"topic", "side"}]
CHANGED: dict[int | str, Any] = {
    409: {"model": schemas.Problem, "description": "Somebody changed it meanwhile: read it again."}
}


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
def show(session: ReadSession, number: LinkId) -> dict[str, Any]:
    """Return one link with both statements, and its version."""
    row = get_link(session, number)
    return link_item(row) | {"version": version_of(session, LINK, number)}


@router.post(
    "/links",
    name="api_add_link",
    summary="Link two statements",
    dependencies=[Security(BEARER)],
    status_code=201,
    response_model=schemas.LinkStored,
    responses=INVALID | READ_ONLY | UNREADABLE | MISSING,
)
def add(
    session: WriteSession, editor: CurrentEditor, given: schemas.GivenLink, response: Response
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
    )
    response.headers["location"] = f"{PREFIX}/links/{number}"
    return _stored(session, number, shown=True)


@router.post(
    "/links/{id}",
    name="api_set_link",
    summary="Change a link, or take it away",
    dependencies=[Security(BEARER)],
    response_model=schemas.LinkStored,
    responses=INVALID | READ_ONLY | UNREADABLE | MISSING | CHANGED,
)
def change(
    session: WriteSession, editor: CurrentEditor, number: LinkId, given: schemas.GivenLinkChange
) -> dict[str, Any]:
    """Set the kind or the note of a link, or take it away; history keeps what was."""
    row = get_link(session, number)
    shown = given.shown is not False
    if shown:
        set_link(
            session,
            number,
            kind=row.kind if given.kind is None else given.kind,
            note=row.note if given.note is None else given.note,
            who=editor,
            seen=given.version,
        )
    else:
        remove_link(session, number, who=editor, seen=given.version)
    return _stored(session, number, shown=shown)


def _stored(session: WriteSession, number: int, *, shown: bool) -> dict[str, Any]:
    version = version_of(session, LINK, number)
    return {"id": number, "url": f"/links/{number}", "shown": shown, "version": version}
