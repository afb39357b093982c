"""Proposals: what may be the same, and deciding it, for editors."""

from datetime import datetime
from typing import Literal

from fastapi import APIRouter

from app.api import keeping_schemas as schemas
from app.api.cursors import After, next_of, place_in
from app.api.parameters import (
    BEARER_NEEDED,
    INVALID,
    MISSING,
    READ_ONLY,
    TOO_OFTEN,
    Id,
    PageNumber,
    PerPage,
)
from app.deps import CurrentEditor, ReadSession, WriteSession
from app.formats.keeping import proposal_item
from app.queries.proposals import find_proposals
from app.services import near_copies, proposals

router = APIRouter(tags=["proposals"], responses=INVALID)


@router.get(
    "/proposals", name="api_proposals", summary="List proposals", responses=READ_ONLY,
    **BEARER_NEEDED,
)  # fmt: skip
def proposed(
    session: ReadSession,
    _editor: CurrentEditor,
    status: Literal["open", "decided"] = "open",
    page: PageNumber = 1,
    per: PerPage = 50,
    after: After = "",
) -> schemas.ProposalList:
    """Return a page of what may be the same, newest first."""
    place = place_in(f"{status} proposals", after, datetime)
    decided = status == "decided"
    found = find_proposals(session, decided=decided, page=page, per=per, after=place)
    last = found.rows[-1] if found.rows else None
    behind = (
        next_of(f"{status} proposals", last.at, last.id, has_more=found.has_more) if last else None
    )
    items = [proposal_item(each) for each in found.rows]
    told = {
        "items": items,
        "total": found.total,
        "page": found.number,
        "pages": found.pages,
        "next": behind,
    }
    return schemas.ProposalList.model_validate(told | {"next": behind})


DECISIONS = {
    ("statements", "accept"): proposals.accept,
    ("statements", "refuse"): proposals.refuse,
    ("statements", "undo"): proposals.undo,
    ("articles", "accept"): near_copies.accept_copy,
    ("articles", "refuse"): near_copies.refuse_copy,
    ("articles", "undo"): near_copies.undo_copy,
}


@router.post(
    "/proposals/{id}/{about}/{action}",
    name="api_decide",
    summary="Decide a proposal",
    status_code=204,
    responses=READ_ONLY | MISSING | TOO_OFTEN,
    **BEARER_NEEDED,
)
def decide(
    session: WriteSession,
    editor: CurrentEditor,
    number: Id,
    about: Literal["statements", "articles"],
    action: Literal["accept", "refuse", "undo"],
) -> None:
    """Accept or refuse a proposal about two statements or articles, or take that back."""
    DECISIONS[about, action](session, number, who=editor)
