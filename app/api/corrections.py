"""Corrections: what editors set on statements and wordings, as they do on the pages.

Who sends the same twice changes nothing the second time.
"""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Security
from pydantic import Field

from app.api import schemas
from app.api.parameters import BEARER, CHANGED, EDITED, GivenVersion, Seen, Slug
from app.api.statements import StatementId
from app.db import MAX_ID
from app.deps import CurrentEditor, WriteSession
from app.errors import Gone, Invalid, NotFound
from app.formats.items import statement_page_item
from app.queries.history import things_of_statement
from app.queries.statements import get_statement, get_statement_page
from app.services.corrections import joins, quotes, statements
from app.services.corrections.statements import STATEMENT
from app.services.history import check_version, version_of

router = APIRouter(
    tags=["corrections"],
    dependencies=[Security(BEARER)],
    responses=EDITED | CHANGED,
)

Number = Annotated[int, Path()]
OtherNumber = Annotated[int, Field(ge=1, le=MAX_ID)]


class GivenStatement(GivenVersion):
    """Fields of a statement to be set; those that are missing stay as they are."""

    actor: str | None = Field(None, description="Slug of who said it.", examples=["ada-moor"])
    speaker: str | None = Field(
        None, description="As printed, where no actor is meant.", examples=["an official"]
    )
    said_on: str | None = Field(
        None, description="`2024`, `2024-12`, `2024-12-26`; null is unknown.", examples=["2024-12"]
    )
    occasion: str | None = Field(None, examples=["a news conference"])
    place: str | None = Field(None, examples=["Kestrel"])
    note: str | None = Field(None, description="Why, for the history.", examples=["See page 2."])


class GivenReason(GivenVersion):
    """Why a statement is withdrawn: what its page says from then on."""

    reason: str = Field(examples=["Nobody had said it."])


class GivenEvidence(GivenVersion):
    """What proves a topic, as it stands in the paragraph of a wording; may be empty."""

    words: str = Field("", examples=["the dam"])


class GivenOther(GivenVersion):
    """The statement that says the same."""

    other: OtherNumber = Field(examples=[7])


class GivenWording(GivenVersion):
    """Which words of the article belong to a wording, and in which form it gives them."""

    words: str = Field(
        description="As they stand in the text; parts divided by “…”.", examples=["The dam leaks."]
    )
    form: Literal["direct", "mixed", "indirect"] = Field(examples=["direct"])
    near: int | None = Field(
        None, ge=0, le=MAX_ID, description="Where the first words stand, if there more than once."
    )
    note: str | None = None


def checked(number: int) -> int:
    """Return a number that may be a statement's.

    Raises:
        NotFound: it can be none.
    """
    if not 0 < number <= MAX_ID:
        raise NotFound("There is no such statement.")
    return number


def answer(session: WriteSession, number: int) -> dict[str, Any]:
    """Return a statement as it is now."""
    page = get_statement_page(session, number)
    return statement_page_item(page, for_editors=True) | {
        "version": version_of(session, STATEMENT, number)
    }


ANSWERED: dict[str, Any] = {"response_model": schemas.StatementDetail}


@router.patch(
    "/statements/{id}", name="api_set_statement", summary="Correct a statement", **ANSWERED
)
def set_statement(
    session: WriteSession, editor: CurrentEditor, number: StatementId, given: GivenStatement
) -> dict[str, Any]:
    """Set the speaker, the day said, the occasion or the place; office and side follow."""
    row = get_statement(session, checked(number))
    # All of it is one change of what was read: the first field that is set makes a new version.
    check_version(session, STATEMENT, number, given.version)
    named, note = given.model_fields_set, given.note
    if named & {"actor", "speaker"}:
        if given.actor and given.speaker:
            raise Invalid({"speaker": "Give the actor, or the speaker as printed."})
        slug, printed = given.actor or None, given.speaker or None
        statements.set_speaker(session, number, actor=slug, printed=printed, who=editor, note=note)
    if "said_on" in named:
        statements.set_day(session, number, given.said_on or "", who=editor, note=note)
    if named & {"occasion", "place"}:
        occasion = given.occasion if "occasion" in named else row.occasion
        place = given.place if "place" in named else row.place
        statements.set_setting(session, number, occasion=occasion, place=place, who=editor)
    return answer(session, number)


@router.post("/statements/{id}/withdraw", name="api_withdraw", summary="Withdraw a statement")
def withdraw(
    session: WriteSession, editor: CurrentEditor, number: StatementId, given: GivenReason
) -> schemas.Withdrawn:
    """Take a statement off the record; its address answers 410 with the reason."""
    statements.withdraw(session, checked(number), given.reason, who=editor, seen=given.version)
    try:
        get_statement(session, number)
    except Gone as gone:
        return schemas.Withdrawn(id=number, url=f"/statements/{number}", reason=str(gone))
    raise NotFound("There is no such statement.")


@router.post(
    "/statements/{id}/restore", name="api_restore", summary="Bring a statement back", **ANSWERED
)
def restore(
    session: WriteSession, editor: CurrentEditor, number: StatementId, version: Seen = None
) -> dict[str, Any]:
    """Put a statement that was withdrawn on record again."""
    statements.bring_back(session, checked(number), who=editor, seen=version)
    return answer(session, number)


@router.put(
    "/statements/{id}/topics/{slug}", name="api_add_topic", summary="Add a topic", **ANSWERED
)
def add_topic(
    session: WriteSession,
    editor: CurrentEditor,
    number: StatementId,
    slug: Slug,
    given: GivenEvidence,
) -> dict[str, Any]:
    """Say that a statement is about a topic."""
    row = get_statement(session, checked(number))
    if slug not in {each.slug for each in row.topics} or given.words:
        statements.add_topic(session, number, slug, given.words, who=editor, seen=given.version)
    return answer(session, number)


@router.delete(
    "/statements/{id}/topics/{slug}", name="api_remove_topic", summary="Remove a topic", **ANSWERED
)
def remove_topic(
    session: WriteSession,
    editor: CurrentEditor,
    number: StatementId,
    slug: Slug,
    version: Seen = None,
) -> dict[str, Any]:
    """Say that a statement is not about a topic."""
    row = get_statement(session, checked(number))
    if slug in {each.slug for each in row.topics}:
        statements.remove_topic(session, number, slug, who=editor, seen=version)
    return answer(session, number)


@router.post("/statements/{id}/join", name="api_join", summary="Join two statements", **ANSWERED)
def join(
    session: WriteSession, editor: CurrentEditor, number: StatementId, given: GivenOther
) -> dict[str, Any]:
    """Make two statements one: the answer is the one that stays."""
    there = joins.join_with(session, checked(number), given.other, who=editor, seen=given.version)
    return answer(session, there)


@router.post(
    "/statements/{id}/quotes/{quote}/split",
    name="api_split",
    summary="Split a wording off",
    **ANSWERED,
)
def split(
    session: WriteSession,
    editor: CurrentEditor,
    number: StatementId,
    quote: Number,
    version: Seen = None,
) -> dict[str, Any]:
    """Make a wording a statement of its own again: the answer is that one."""
    there = joins.split_off(session, checked(number), quote, who=editor, seen=version)
    return answer(session, there)


@router.patch(
    "/statements/{id}/quotes/{quote}",
    name="api_set_wording",
    summary="Set the words of a wording",
    **ANSWERED,
)
def set_wording(
    session: WriteSession,
    editor: CurrentEditor,
    number: StatementId,
    quote: Number,
    given: GivenWording,
) -> dict[str, Any]:
    """Say which words of its article a wording has; they must stand there."""
    check_belongs(session, checked(number), "quote", quote)
    quotes.set_wording(
        session,
        quote,
        form=given.form,
        words=given.words,
        near=given.near,
        who=editor,
        seen=given.version,
        note=given.note,
    )
    return answer(session, number)


def check_belongs(session: WriteSession, number: int, subject: str, key: int) -> None:
    """Make sure that something is a statement's.

    Raises:
        NotFound: it is not.
    """
    if (subject, key) not in things_of_statement(session, number):
        raise NotFound(f"This statement has no {subject} {key}.")
