"""Reports: anybody may say what is wrong with a statement; editors find it in the queue."""

from typing import Literal

from fastapi import APIRouter
from pydantic import Field

from app.api import keeping_schemas as schemas
from app.api.parameters import INVALID, MISSING, MOVED, TOO_OFTEN, UNREADABLE, Given
from app.api.statements import StatementId
from app.deps import Count, DatabaseDep
from app.queries.statements import get_statement
from app.rates import Deed
from app.services.reports import KINDS, MAX_CHARS, MAX_CONTACT_CHARS, report

router = APIRouter(tags=["statements"])


class GivenReport(Given):
    """What is wrong with a statement."""

    kind: Literal["speaker", "words", "day", "topic", "source", "other"] = Field(
        description="; ".join(f"{name}: {words}" for name, words in KINDS.items()),
        examples=["speaker"],
    )
    words: str = Field(
        description=f"At most {MAX_CHARS:,} characters.",
        examples=["The second paragraph names Bo Lind."],
    )
    contact: str = Field(
        "", description=f"How to answer you, if you like; at most {MAX_CONTACT_CHARS} characters."
    )


@router.post(
    "/statements/{id}/report",
    name="api_report",
    summary="Report an error",
    status_code=202,
    response_model=schemas.Received,
    responses=INVALID | MISSING | MOVED | UNREADABLE | TOO_OFTEN,
)
def create(
    database: DatabaseDep, count: Count, number: StatementId, given: GivenReport
) -> dict[str, str]:
    """Put what a reader says into the editors' queue; it takes no token.

    The statement stays as it is until an editor has looked.
    """
    with database.reader() as session:
        row = get_statement(session, number)
    count(Deed.REPORT)
    with database.writer() as session:
        report(session, number, kind=given.kind, words=given.words, contact=given.contact)
    return {"url": row.path}
