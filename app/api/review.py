"""Review: the doubts that wait, for editors."""

from fastapi import APIRouter

from app.api import keeping_schemas as schemas
from app.api.parameters import BEARER_NEEDED, INVALID, READ_ONLY, PageNumber, PerPage
from app.deps import CurrentEditor, ReadSession
from app.errors import Invalid
from app.formats.keeping import case_item
from app.models import Doubt
from app.queries.review import count_waiting, find_waiting

router = APIRouter(tags=["review"], responses=INVALID)


@router.get(
    "/review", name="api_review", summary="List doubts", responses=READ_ONLY, **BEARER_NEEDED
)
def review(
    session: ReadSession,
    _editor: CurrentEditor,
    reason: str = "",
    page: PageNumber = 1,
    per: PerPage = 50,
) -> schemas.CaseList:
    """Return a page of the doubts that wait, what may be wrong first; `reason` narrows them."""
    if reason and reason not in set(Doubt):
        raise Invalid({"reason": f"Use one of: {', '.join(Doubt)}."})
    waiting, wanted = count_waiting(session), Doubt(reason) if reason else None
    found = find_waiting(session, waiting, reason=wanted, page=page, per=per)
    items = [case_item(each) for each in found.cases]
    told = {"items": items, "total": found.total, "page": found.number, "pages": found.pages}
    return schemas.CaseList.model_validate(told)
