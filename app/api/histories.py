"""Histories: what became of a thing, and taking one change of it back, as on its page."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path

from app.api import schemas
from app.api.articles import ArticleId
from app.api.deeds import WRITTEN, answer, change_sheet
from app.api.parameters import (
    BEARER_NEEDED,
    INVALID,
    MISSING,
    READ_ONLY,
    TOO_OFTEN,
    GivenConfirm,
    Id,
    Slug,
)
from app.api.statements import StatementId
from app.db import MAX_ID
from app.deps import CurrentEditor, DatabaseDep, ReadSession, WriteSession
from app.errors import NotFound
from app.formats.items import change_item
from app.models import Revision
from app.queries.history import Change, find_history, things_of_statement
from app.services import merging, splitting
from app.services.actors import get_current_actor
from app.services.corrections.articles import ARTICLE
from app.services.deeds import attempt
from app.services.history import Thing
from app.services.links import LINK
from app.services.reverts import revert_on
from app.services.sheets import sheet_before, version_of_actor

router = APIRouter(tags=["history"])

ChangeId = Annotated[int, Path(alias="change", ge=1, le=MAX_ID, description="Of its history.")]
REVERT: dict[str, Any] = {
    "response_model": schemas.Change,
    "responses": MISSING | INVALID | READ_ONLY | TOO_OFTEN,
    **BEARER_NEEDED,
}


def reverted(
    session: WriteSession, things: Sequence[Thing], change: int, who: str
) -> dict[str, Any]:
    """Take back a change of one of these things; return the entry that tells of it."""
    done = revert_on(session, things, change, who=who)
    found = find_history(session, [(done.subject, done.subject_id)])
    return change_item(next(each for each in found if each.id == done.id), for_editors=True)


@router.post(
    "/statements/{id}/history/{change}/revert",
    name="api_revert_statement",
    summary="Take back a change of a statement",
    **REVERT,
)
def revert_statement(
    session: WriteSession, editor: CurrentEditor, number: StatementId, change: ChangeId
) -> dict[str, Any]:
    """Set what a change set as it was before: of the statement, its quotes, notes and links.

    The answer is the new entry of its history. What was changed again since is a 422.
    """
    if not 0 < number <= MAX_ID:
        raise NotFound("There is no such statement.")
    return reverted(session, things_of_statement(session, number), change, editor)


@router.post(
    "/articles/{id}/history/{change}/revert",
    name="api_revert_article",
    summary="Take back a change of an article",
    **REVERT,
)
def revert_article(
    session: WriteSession, editor: CurrentEditor, number: ArticleId, change: ChangeId
) -> dict[str, Any]:
    """Set what a change set as it was before; days and offices follow."""
    return reverted(session, [(ARTICLE.subject, number)], change, editor)


@router.post(
    "/links/{id}/history/{change}/revert",
    name="api_revert_link",
    summary="Take back a change of a link",
    **REVERT,
)
def revert_link(
    session: WriteSession, editor: CurrentEditor, number: Id, change: ChangeId
) -> dict[str, Any]:
    """Set what a change set as it was before; a link that was taken away comes back so."""
    return reverted(session, [(LINK.subject, number)], change, editor)


@router.get(
    "/actors/{slug}/history",
    name="api_actor_history",
    summary="Show an actor's history",
    response_model=schemas.History,
    responses=MISSING | INVALID | READ_ONLY,
    **BEARER_NEEDED,
)
def actor_history(session: ReadSession, _editor: CurrentEditor, slug: Slug) -> dict[str, Any]:
    """Return who changed what of an actor, the last change first."""
    number = get_current_actor(session, slug).id or 0
    found = find_history(session, [("actor", number)])
    return {
        "items": [
            change_item(each, for_editors=True) | {"can_revert": can_take_back(each)}
            for each in found
        ],
        "version": version_of_actor(session, number),
    }


def can_take_back(change: Change) -> bool:
    """Say whether a change of an actor can be taken back: its fields, a merge, or a split."""
    if change.action == "edit":
        return bool(change.before)
    is_deed = "merged" in change.after or splitting.can_undo(change.action, change.after)
    return is_deed and not change.is_reverted


@router.post(
    "/actors/{slug}/history/{change}/revert",
    name="api_revert_actor",
    summary="Take back a change of an actor",
    **WRITTEN,
)
def revert_actor(
    database: DatabaseDep,
    editor: CurrentEditor,
    slug: Slug,
    change: ChangeId,
    given: GivenConfirm,
) -> dict[str, Any]:
    """Take back what was set, a merge, or a split; what a person decided since stays.

    Spellings and offices that the change set are as before; what other changes set stays.
    """
    with database.reader() as session:
        actor = get_current_actor(session, slug)
        found = find_history(session, [("actor", actor.id or 0)])
        told = next((each for each in found if each.id == change), None)
        if told is None:
            raise NotFound("There is no such change.")
        is_edit, is_merge = told.action == "edit" and bool(told.before), "merged" in told.after
        also = [] if is_edit or is_merge else splitting.statements_of_split(session, actor, change)
    if is_edit:
        back = partial(sheet_before, before=told.before, after=told.after)
        return change_sheet(database, slug, back, seen=None, confirm=given.confirm, who=editor)
    undo = merging.undo_merge if is_merge else splitting.undo_split

    def write(session: WriteSession) -> Revision:
        return undo(session, get_current_actor(session, slug), change, who=editor)

    deed = attempt(database, write, confirmed=given.confirm, also=also, asks=True)
    return answer(database, slug, deed)
