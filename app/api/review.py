"""Review: the doubts that wait and those that were settled; settling them, and taking that back."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from pydantic import Field

from app.api import keeping_schemas as schemas
from app.api.cursors import After, Number, Rank, encode, key_in, next_of, place_in
from app.api.parameters import (
    BEARER_NEEDED,
    CHANGED,
    INVALID,
    MISSING,
    READ_ONLY,
    TOO_OFTEN,
    UNREADABLE,
    Given,
    GivenVersion,
    Id,
    PageNumber,
    PerPage,
)
from app.db import MAX_ID
from app.deps import CurrentEditor, ReadSession, WriteSession
from app.errors import Invalid
from app.formats.keeping import act_item, case_item
from app.models import Doubt, ReviewStatus
from app.queries.cases import Case, get_case
from app.queries.places import Place
from app.queries.review import count_waiting, find_settled, find_waiting
from app.services import review
from app.services.answers import Fix, fixes_of
from app.services.corrections.statements import STATEMENT
from app.services.history import version_of

router = APIRouter(tags=["review"], responses=INVALID | READ_ONLY)

WRITTEN = UNREADABLE | TOO_OFTEN | MISSING
Kind = Literal[
    "actor", "printed", "unknown", "day", "topic", "pair", "unlink", "done", "keep", "ignore"
]
KINDS = (
    "`actor` (value: a slug), `printed` (a name as it stands in the text), `unknown`, `day` (as "
    "`2024-12`; empty: not known), `topic` (a slug), `pair` (they are the same), `unlink`, `done`, "
    "`keep` (right as it stands), `ignore` (takes a `note`)."
)


class GivenFix(Given):
    """One answer to a doubt; the doubt's `fixes` are those that need nothing else."""

    kind: Kind = Field(description=KINDS, examples=["actor"])
    value: str = Field("", examples=["ada-moor"])

    def as_fix(self) -> Fix:
        """Return it as the service takes it."""
        return Fix(self.kind, self.value)


class GivenAnswer(GivenVersion):
    """How a doubt is settled: by one answer, or by several corrections at once."""

    fixes: list[GivenFix] = Field(min_length=1, max_length=50)
    note: str | None = Field(None, description="Why; needed to ignore it.")


class GivenAnswers(Given):
    """How many doubts are settled at once."""

    items: list[Annotated[int, Field(ge=1, le=MAX_ID)]] = Field(
        min_length=1, max_length=review.MOST_AT_ONCE, examples=[[4, 7]]
    )
    fix: GivenFix | None = Field(
        None, description="The same for all; null takes for each what is proposed for it."
    )
    note: str | None = None


def item(session: ReadSession, case: Case) -> dict[str, Any]:
    """Return a doubt with its answers, and the version of the statement that it is about."""
    version = version_of(session, STATEMENT, case.row.id) if case.row else None
    return case_item(case, fixes_of(session, case)) | {"version": version}


@router.get("/review", name="api_review", summary="List doubts", **BEARER_NEEDED)
def index(
    session: ReadSession,
    _editor: CurrentEditor,
    reason: str = "",
    name: Annotated[str, Field(max_length=500)] = "",
    status: Literal["open", "fixed", "ignored"] = "open",
    page: PageNumber = 1,
    per: PerPage = 50,
    after: After = "",
) -> schemas.CaseList:
    """Return a page of the doubts that wait, what may be wrong first, or of those settled.

    `reason`, and the `name` in doubt, narrow those that wait.
    """
    if reason and reason not in set(Doubt):
        raise Invalid({"reason": f"Use one of: {', '.join(Doubt)}."})
    list_name = f"{status} doubts"
    if status == "open":
        waiting, wanted = count_waiting(session), Doubt(reason) if reason else None
        place = key_in(list_name, after, tuple[Rank, Number])
        found = find_waiting(
            session, waiting, reason=wanted, name=name or None, page=page, per=per, after=place
        )
    else:
        settled = place_in(list_name, after, datetime)
        found = find_settled(session, ReviewStatus(status), page=page, per=per, after=settled)
    items = [item(session, each) for each in found.cases]
    told = {"items": items, "total": found.total, "page": found.number, "pages": found.pages}
    behind = None
    if isinstance(found.next, Place):
        behind = next_of(list_name, found.next.at, found.next.id, has_more=True)
    elif found.next is not None:
        behind = encode(list_name, *found.next)
    return schemas.CaseList.model_validate(told | {"next": behind})


@router.get(
    "/review/{id}",
    name="api_doubt",
    summary="Show a doubt",
    response_model=schemas.Case,
    responses=MISSING,
    **BEARER_NEEDED,
)
def show(session: ReadSession, _editor: CurrentEditor, number: Id) -> dict[str, Any]:
    """Return one doubt with what it is about, and the answers that it takes."""
    return item(session, get_case(session, number))


@router.post(
    "/review/{id}/answer",
    name="api_answer",
    summary="Settle a doubt",
    response_model=schemas.Act,
    responses=WRITTEN | CHANGED,
    **BEARER_NEEDED,
)
def answer(
    session: WriteSession, editor: CurrentEditor, number: Id, given: GivenAnswer
) -> dict[str, Any]:
    """Settle a doubt by correcting its statement, by keeping what is there, or by ignoring it.

    `version` is the doubt's own: of the statement that it is about.
    """
    fixes = [each.as_fix() for each in given.fixes]
    act = review.settle(session, number, fixes, who=editor, seen=given.version, note=given.note)
    return act_item(act)


@router.post(
    "/review/{id}/reopen",
    name="api_reopen",
    summary="Open a doubt again",
    response_model=schemas.Case,
    responses=WRITTEN,
    **BEARER_NEEDED,
)
def reopen(session: WriteSession, editor: CurrentEditor, number: Id) -> dict[str, Any]:
    """Take back how a doubt was settled, and the corrections that settled it."""
    review.reopen(session, number, who=editor)
    return item(session, get_case(session, number))


@router.post(
    "/review/answers",
    name="api_answer_many",
    summary="Settle many doubts",
    response_model=schemas.Act,
    responses=WRITTEN,
    **BEARER_NEEDED,
)
def answer_many(
    session: WriteSession, editor: CurrentEditor, given: GivenAnswers
) -> dict[str, Any]:
    """Settle doubts by the same answer, or each by what is proposed for it.

    Those that cannot be settled so stay as they are: `failed` counts them by the reason.
    """
    own = {}
    if given.fix is None:
        for number in given.items:
            proposed = fixes_of(session, get_case(session, number)).proposed
            if proposed is not None:
                own[number] = proposed
    fix = given.fix.as_fix() if given.fix else None
    act = review.settle_many(session, given.items, fix, who=editor, note=given.note, proposed=own)
    return act_item(act)


@router.post(
    "/review/answers/{act}/undo",
    name="api_undo_answers",
    summary="Take answers back",
    response_model=schemas.Reopened,
    responses=WRITTEN,
    **BEARER_NEEDED,
)
def undo(
    session: WriteSession,
    editor: CurrentEditor,
    act: Annotated[int, Path(ge=1, le=MAX_ID, description="The `act` of an answer.")],
) -> dict[str, Any]:
    """Take back all that one answer settled, with its corrections."""
    return {"reopened": list(review.undo(session, act, who=editor))}
