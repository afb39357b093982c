"""Actor merging: say that two actors are one, or that one is two."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from app.api.deeds import WRITTEN, Kind, answer
from app.api.parameters import GivenDeed, Slug
from app.db import MAX_ID
from app.deps import CurrentEditor, DatabaseDep, WriteSession
from app.errors import Invalid
from app.models import Revision
from app.services import merging, splitting
from app.services.actors import get_current_actor
from app.services.deeds import attempt
from app.services.sheets import check_version_of_actor

router = APIRouter(tags=["actors"])

Number = Annotated[int, Field(ge=1, le=MAX_ID)]


class GivenMerge(GivenDeed):
    """Who the actor is the same as."""

    into: str = Field(description="Slug of who stays.", examples=["ada-moor"])


class GivenSplit(GivenDeed):
    """What of an actor belongs to another, who is on record or new."""

    other: str = Field("", description="Slug of the other.", examples=["bo-lind"])
    new: str = Field("", description="Name of the other, who is new.", examples=["Bo Moor"])
    kind: Kind = Field("person", description="Of who is new.")
    statements: list[Number] = Field(default_factory=list, max_length=10_000, examples=[[3]])
    aliases: list[Number] = Field(default_factory=list, max_length=300)
    offices: list[Number] = Field(default_factory=list, max_length=60)


@router.post("/actors/{slug}/merge", name="api_merge", summary="Merge an actor", **WRITTEN)
def merge(
    database: DatabaseDep, editor: CurrentEditor, slug: Slug, given: GivenMerge
) -> dict[str, Any]:
    """Say that an actor is another one, who stays; it has to be confirmed in any case."""
    with database.reader() as session:
        gone = get_current_actor(session, slug)
        try:
            kept = merging.find_other(session, given.into, gone).slug
        except Invalid as problem:
            raise Invalid({"into": " ".join(problem.problems.values())}) from None
        number = gone.id or 0

    def write(session: WriteSession) -> Revision:
        if given.version is not None:
            check_version_of_actor(session, number, given.version)
        both = (get_current_actor(session, each) for each in (slug, kept))
        return merging.merge(session, *both, who=editor)

    leads = {slug: kept}
    deed = attempt(database, write, confirmed=given.confirm, leads=leads, asks=True)
    return answer(database, kept, deed)


@router.post("/actors/{slug}/split", name="api_split_actor", summary="Split an actor", **WRITTEN)
def split(
    database: DatabaseDep, editor: CurrentEditor, slug: Slug, given: GivenSplit
) -> dict[str, Any]:
    """Give statements, spellings and offices to another; it has to be confirmed in any case."""
    chosen = {
        "statements": given.statements,
        "aliases": given.aliases,
        "tenures": given.offices,
    }
    with database.reader() as session:
        source = get_current_actor(session, slug)
        number = source.id or 0
        target = splitting.target_of(
            session, source, other=given.other, new=given.new, kind=given.kind, who=editor
        )

    def write(session: WriteSession) -> Revision:
        if given.version is not None:
            check_version_of_actor(session, number, given.version)
        there = get_current_actor(session, slug)
        return splitting.split(session, there, target(session), **chosen, who=editor)

    try:
        deed = attempt(database, write, confirmed=given.confirm, also=given.statements, asks=True)
    except Invalid as problem:
        told = {"offices" if name == "tenures" else name: words
                for name, words in problem.problems.items()}  # fmt: skip
        raise type(problem)(told) if type(problem) is Invalid else problem from None
    return answer(database, slug, deed)
