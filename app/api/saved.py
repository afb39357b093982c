"""Saved searches: the lists that somebody follows, each with how much is new in it."""

from typing import Any

from fastapi import APIRouter
from pydantic import Field

from app.api import keeping_schemas as schemas
from app.api.parameters import (
    BEARER_NEEDED,
    INVALID,
    MISSING,
    READ_ONLY,
    TOO_OFTEN,
    UNREADABLE,
    Given,
    Id,
)
from app.deps import ReadSession, Sender, WriteSession
from app.formats.keeping import saved_item
from app.queries.saved import find_saved
from app.services.saved import mark_seen, remove_search, save_search
from app.visitors import Visitor

router = APIRouter(tags=["saved"], responses=INVALID | READ_ONLY | TOO_OFTEN)


class GivenSearch(Given):
    """A list to be followed."""

    title: str = Field(examples=["Dams, Veltania"])
    query: str = Field(
        description="What follows the ? in the list's address; empty: all.",
        examples=["topic=dams&side=ru"],
    )


def item(session: ReadSession, visitor: Visitor, number: int) -> dict[str, Any]:
    """Return one of somebody's lists."""
    found = find_saved(session, visitor.account_id)
    return next(saved_item(each) for each in found if each.id == number)


@router.get(
    "/saved",
    name="api_saved",
    summary="List saved searches",
    response_model=schemas.SavedSearchList,
    **BEARER_NEEDED,
)
def index(session: ReadSession, visitor: Sender) -> dict[str, Any]:
    """Return the lists that you follow, each with how many statements are new in it."""
    items = [saved_item(each) for each in find_saved(session, visitor.account_id)]
    return {"items": items, "total": len(items)}


@router.post(
    "/saved",
    name="api_save",
    summary="Follow a list",
    status_code=201,
    response_model=schemas.SavedSearch,
    responses=UNREADABLE,
    **BEARER_NEEDED,
)
def add(session: WriteSession, visitor: Sender, given: GivenSearch) -> dict[str, Any]:
    """Follow a list from now on; one that you follow already is that one."""
    saved = save_search(session, visitor.account_id, given.title, given.query)
    return item(session, visitor, saved.id or 0)


@router.post(
    "/saved/{id}/seen",
    name="api_seen",
    summary="Say that a list was seen",
    response_model=schemas.SavedSearch,
    responses=MISSING,
    **BEARER_NEEDED,
)
def seen(session: WriteSession, visitor: Sender, number: Id) -> dict[str, Any]:
    """Say that all that a list holds now was seen: what is added from now on is new."""
    mark_seen(session, visitor.account_id, number)
    return item(session, visitor, number)


@router.delete(
    "/saved/{id}",
    name="api_remove_saved",
    summary="Follow a list no more",
    status_code=204,
    responses=MISSING,
    **BEARER_NEEDED,
)
def remove(session: WriteSession, visitor: Sender, number: Id) -> None:
    """Follow a list no more; the statements stay where they are."""
    remove_search(session, visitor.account_id, number)
