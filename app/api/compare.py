"""Compare: the positions of sides, topic by topic."""

from typing import Any

from fastapi import APIRouter, Request

from app.api import schemas
from app.api.parameters import COMPARED, INVALID, only
from app.deps import ReadingRoute, ReadSession, WantedFilter
from app.formats.items import comparison_item
from app.kept import kept_json
from app.models.base import today
from app.queries.compare import compare

router = APIRouter(tags=["compare"], route_class=ReadingRoute)


@router.get(
    "/compare",
    name="api_compare",
    summary="Compare positions",
    response_model=schemas.Comparison,
    responses=INVALID,
    openapi_extra={"parameters": COMPARED},
)
@kept_json
def index(request: Request, session: ReadSession, parsed: WantedFilter) -> dict[str, Any]:
    """Return what the sides said on each topic in a period, with the latest statement of each."""
    wanted = only(parsed, "side", "since", "until").checked()
    return comparison_item(compare(session, wanted, today()))
