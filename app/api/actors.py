"""Actors: the list of who may speak, and one with names and offices."""

from typing import Any

from fastapi import APIRouter, Request

from app.api import schemas
from app.api.parameters import INVALID, MISSING, MOVED, PAGE, PER, Q_NAME, Slug, only
from app.deps import ReadSession, WantedFilter
from app.formats.items import actor_item, actor_page_item
from app.kept import kept_json
from app.queries.actors import find_actors, get_actor

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
