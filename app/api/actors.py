"""Actors: the list of who may speak, one with names and offices, and a new one."""

from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import Field

from app.api import schemas
from app.api.index import PREFIX
from app.api.parameters import (
    BEARER_NEEDED,
    INVALID,
    MISSING,
    MOVED,
    PAGE,
    PER,
    Q_NAME,
    READ_ONLY,
    TOO_OFTEN,
    UNREADABLE,
    Given,
    Slug,
    only,
)
from app.deps import CurrentEditor, ReadSession, WantedFilter, WriteSession
from app.formats.items import actor_item, actor_page_item
from app.kept import kept_json
from app.queries.actors import find_actors, get_actor
from app.services.actors import NewActor, add_actor

router = APIRouter(tags=["actors"])


@router.get(
    "/actors",
    name="api_actors",
    summary="List actors",
    response_model=schemas.ActorList,
    responses=INVALID,
    openapi_extra={"parameters": [Q_NAME, PAGE, PER]},
)
@kept_json
def index(request: Request, session: ReadSession, parsed: WantedFilter) -> dict[str, Any]:
    """Return a page of the actors, from A to Z; `q` finds names in any spelling."""
    wanted = only(parsed, "q", "page", "per").checked()
    found = find_actors(session, wanted.q)
    start = (wanted.page - 1) * wanted.per
    return {
        "items": [actor_item(row) for row in found[start : start + wanted.per]],
        "total": len(found),
        "page": wanted.page,
        "pages": max(1, -(-len(found) // wanted.per)),
    }


@router.get(
    "/actors/{slug}",
    name="api_actor",
    summary="Show an actor",
    response_model=schemas.ActorDetail,
    responses=MOVED | MISSING | INVALID,
)
@kept_json
def show(request: Request, session: ReadSession, slug: Slug) -> dict[str, Any]:
    """Return one actor."""
    return actor_page_item(get_actor(session, slug))


class GivenActor(Given):
    """A person or a body that the record does not know."""

    name: str = Field(examples=["Ada Moor"])
    kind: Literal["person", "institution"] = "person"
    side: str = Field("", description="Of the office, or of the body.", examples=["other"])
    office: str = Field("", description="What a person holds, with open ends.", examples=["Mayor"])


@router.post(
    "/actors",
    name="api_add_actor",
    summary="Add an actor",
    status_code=201,
    response_model=schemas.ActorDetail,
    responses=INVALID | READ_ONLY | UNREADABLE | TOO_OFTEN,
    **BEARER_NEEDED,
)
def new_actor(
    session: WriteSession, editor: CurrentEditor, given: GivenActor, response: Response
) -> dict[str, Any]:
    """Put a person or a body on record; one of that name that is there already is a 422."""
    made = add_actor(session, NewActor(**given.model_dump()), who=editor)
    response.headers["location"] = f"{PREFIX}/actors/{made.slug}"
    return actor_page_item(get_actor(session, made.slug))
