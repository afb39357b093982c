"""Compare: the positions of sides, topic by topic, and two sides on one topic."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from app.api import schemas
from app.api.parameters import COMPARED, INVALID, MISSING, SIDE, Slug, only
from app.api.position_schemas import Pair
from app.deps import ReadingRoute, ReadSession, WantedFilter
from app.errors import Invalid, NotFound
from app.formats.items import comparison_item
from app.formats.positions import pair_item
from app.kept import kept_json
from app.models.base import today
from app.queries.compare import compare
from app.queries.filters import StatementFilter
from app.queries.labels import find_labels
from app.queries.links import find_links
from app.queries.pair import side_of_pair

router = APIRouter(tags=["compare"], route_class=ReadingRoute)

SideName = Annotated[str, Query(pattern=f"^({'|'.join(SIDE['enum'])})$")]
PERIOD = [each for each in COMPARED if each["name"] != "side"]


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


@router.get(
    "/compare/{topic}",
    name="api_pair",
    summary="Compare two sides on a topic",
    response_model=Pair,
    responses=INVALID | MISSING,
    openapi_extra={"parameters": PERIOD},
)
@kept_json
def show(
    request: Request,
    session: ReadSession,
    parsed: WantedFilter,
    topic: Slug,
    a: SideName = "ru",
    b: SideName = "tr",
) -> dict[str, Any]:
    """Return how much two sides said on a topic in a period, month by month, by whom and where.

    Events, the marks on the same axis, are at `events`.
    """
    name = find_labels(session, StatementFilter(topic=(topic,))).get(("topic", topic))
    if name is None:
        raise NotFound("There is no topic of that name.")
    wanted = only(parsed, "since", "until")
    problems = dict(wanted.problems)
    if a == b:
        problems["b"] = "These are the same side: choose another one."
    if problems:
        raise Invalid(problems)
    two = [side_of_pair(session, topic, side, wanted.wanted) for side in (a, b)]
    return pair_item(topic, name, two, find_links(session, topic, (a, b)))
