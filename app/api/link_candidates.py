"""Link candidates: pairs that editors may want to link, and those that they found to be none."""

from typing import Any

from fastapi import APIRouter, Response
from pydantic import Field

from app.api import schemas
from app.api.index import PREFIX
from app.api.parameters import (
    BEARER_NEEDED,
    COMPARED,
    INVALID,
    MISSING,
    PAGE,
    READ_ONLY,
    TOO_OFTEN,
    UNREADABLE,
    Given,
    Id,
    Slug,
    only,
)
from app.db import MAX_ID
from app.deps import CurrentEditor, ReadSession, WantedFilter, WriteSession
from app.errors import Invalid, NotFound
from app.formats.items import candidate_item, link_item
from app.models import SIDE_NAMES
from app.queries.filters import StatementFilter
from app.queries.links import find_refused
from app.queries.select import unknown_slugs
from app.services.link_candidates import PER, find_candidates
from app.services.links import refuse_link, remove_link

router = APIRouter(tags=["links"])

WRITTEN = INVALID | READ_ONLY | UNREADABLE | TOO_OFTEN


@router.get(
    "/compare/{topic}/candidates",
    name="api_candidates",
    summary="List candidates for links",
    response_model=schemas.CandidateList,
    responses=INVALID | READ_ONLY,
    openapi_extra={
        "parameters": [*(each for each in COMPARED if each["name"] in {"from", "to"}), PAGE]
    },
    **BEARER_NEEDED,
)
def candidates(
    session: ReadSession,
    _editor: CurrentEditor,
    parsed: WantedFilter,
    topic: Slug,
    a: str = "ru",
    b: str = "",
) -> dict[str, Any]:
    """Return pairs that an editor may want to link, among a page of the statements of side `a`.

    With `b`, what both sides said of the same; without, the earlier words of side `a` itself.
    """
    wanted = only(parsed, "since", "until", "page")
    problems = {
        **unknown_slugs(session, StatementFilter(topic=(topic,))),
        **wanted.problems,
        **{name: "There is no such side." for name, side in (("a", a), ("b", b or a))
           if side not in set(SIDE_NAMES)},
    }  # fmt: skip
    if a == b:
        problems["b"] = "These are the same side."
    if problems:
        raise Invalid(problems)
    found = find_candidates(session, topic, (a, b) if b else (a,), wanted.wanted)
    return {
        "items": [candidate_item(each) for each in found.rows],
        "statements": found.total,
        "page": found.number,
        "pages": found.pages,
        "per": PER,
    }


class GivenPair(Given):
    """Two statements that are no link."""

    statement: int = Field(ge=1, le=MAX_ID, examples=[3])
    other: int = Field(ge=1, le=MAX_ID, examples=[7])


def check_topic(session: ReadSession, topic: str) -> None:
    """Make sure that there is a topic.

    Raises:
        NotFound: there is none.
    """
    if unknown_slugs(session, StatementFilter(topic=(topic,))):
        raise NotFound("There is no such topic.")


@router.get(
    "/compare/{topic}/refusals",
    name="api_refusals",
    summary="List refused candidates",
    response_model=schemas.LinkList,
    responses=INVALID | MISSING | READ_ONLY,
    **BEARER_NEEDED,
)
def refusals(session: ReadSession, _editor: CurrentEditor, topic: Slug) -> dict[str, Any]:
    """Return the pairs of a topic that an editor found to be no link, the last decided first."""
    check_topic(session, topic)
    items = [link_item(row) for row in find_refused(session, topic)]
    return {"items": items, "total": len(items)}


@router.post(
    "/compare/{topic}/refusals",
    name="api_refuse",
    summary="Refuse a candidate",
    status_code=201,
    response_model=schemas.Link,
    responses=WRITTEN | MISSING,
    **BEARER_NEEDED,
)
def refuse(
    session: WriteSession,
    editor: CurrentEditor,
    topic: Slug,
    given: GivenPair,
    response: Response,
) -> dict[str, Any]:
    """Say that two statements are no link on a topic: they are not proposed again."""
    check_topic(session, topic)
    number = refuse_link(session, given.statement, given.other, topic=topic, who=editor)
    response.headers["location"] = f"{PREFIX}/compare/{topic}/refusals"
    return next(link_item(row) for row in find_refused(session, topic) if row.id == number)


@router.delete(
    "/compare/{topic}/refusals/{id}",
    name="api_remove_refusal",
    summary="Take a refusal back",
    status_code=204,
    responses=WRITTEN | MISSING,
    **BEARER_NEEDED,
)
def take_back(session: WriteSession, editor: CurrentEditor, topic: Slug, number: Id) -> None:
    """Let a pair that was refused be proposed again."""
    check_topic(session, topic)
    if number not in {row.id for row in find_refused(session, topic)}:
        raise NotFound("There is no such refusal.")
    remove_link(session, number, who=editor)
