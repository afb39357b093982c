"""Briefs: those that were frozen, as they were, and what changed since."""

from typing import Annotated, Any

from fastapi import APIRouter, Path

from app.api import schemas
from app.api.cursors import After, Number, encode, key_in
from app.api.parameters import INVALID, MISSING, PAGE, PER, only
from app.deps import ReadSession, WantedFilter
from app.errors import Invalid
from app.formats.briefs import frozen_item, frozen_row_item
from app.queries.frozen import find_changes, find_frozen, get_frozen

router = APIRouter(tags=["briefs"])

BriefId = Annotated[int, Path(alias="id")]


@router.get(
    "/briefs",
    name="api_briefs",
    summary="List frozen briefs",
    response_model=schemas.FrozenBriefList,
    responses=INVALID,
    openapi_extra={"parameters": [PAGE, PER]},
)
def index(session: ReadSession, parsed: WantedFilter, after: After = "") -> dict[str, Any]:
    """Return a page of the frozen briefs, the last first."""
    parsed = only(parsed, "page", "per")
    if parsed.problems:
        raise Invalid(dict(parsed.problems))
    wanted = parsed.wanted
    (behind,) = key_in("briefs", after, tuple[Number]) or (None,)
    found, total = find_frozen(session, wanted.page, wanted.per, behind)
    last = found[-1].id if found else 0
    return {
        "items": [frozen_row_item(row) for row in found],
        "next": encode("briefs", last) if find_frozen(session, 1, 1, last)[0] else None,
        "total": total,
        "page": wanted.page,
        "pages": max(1, -(-total // wanted.per)),
    }


@router.get(
    "/briefs/{id}",
    name="api_brief",
    summary="Show a frozen brief",
    response_model=schemas.FrozenBriefDetail,
    responses=MISSING | INVALID,
)
def show(session: ReadSession, number: BriefId) -> dict[str, Any]:
    """Return a frozen brief as it was, less what was erased or is withdrawn."""
    found = get_frozen(session, number)
    return frozen_item(found, find_changes(session, found.shown.places))
