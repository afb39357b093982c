"""Actors: the list of who may speak, one with names and offices; a new one, and its fields."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import Field

from app.api import schemas
from app.api.actor_parts import GivenName, GivenTenure
from app.api.cursors import After, encode, key_in
from app.api.deeds import WRITTEN, Kind, answer, change_sheet, detail, one_line
from app.api.index import PREFIX
from app.api.parameters import (
    INVALID,
    MISSING,
    MOVED,
    PAGE,
    PER,
    Q_NAME,
    GivenConfirm,
    GivenDeed,
    Slug,
    only,
)
from app.api.position_schemas import Profile
from app.deps import CurrentEditor, DatabaseDep, ReadSession, WantedFilter, WriteSession
from app.errors import Moved
from app.formats.items import actor_item
from app.formats.positions import profile_item
from app.kept import kept_json
from app.models import Revision
from app.queries.actors import find_actors, get_actor, place_of
from app.queries.profile import outlets_of, speakers_about, topics_by_month
from app.services.actors import NewActor, check_new
from app.services.deeds import attempt
from app.services.sheet_checks import check_sheet
from app.services.sheets import Post, Sheet, add_with_sheet

router = APIRouter(tags=["actors"])

# Outlets and speakers of a profile: beyond these, the list with its facets has all.
MOST = 50


@router.get(
    "/actors",
    name="api_actors",
    summary="List actors",
    response_model=schemas.ActorList,
    responses=INVALID,
    openapi_extra={"parameters": [Q_NAME, PAGE, PER]},
)
@kept_json
def index(
    request: Request, session: ReadSession, parsed: WantedFilter, after: After = ""
) -> dict[str, Any]:
    """Return a page of the actors, from A to Z; `q` finds names in any spelling."""
    wanted = only(parsed, "q", "page", "per").checked()
    found = find_actors(session, wanted.q)
    start = (wanted.page - 1) * wanted.per
    behind = key_in("actors", after, tuple[str, str])
    if behind is not None:
        start = sum(place_of(row) <= behind for row in found)
    shown = found[start : start + wanted.per]
    has_more = start + wanted.per < len(found)
    return {
        "items": [actor_item(row) for row in shown],
        "next": encode("actors", *place_of(shown[-1])) if has_more else None,
        "total": len(found),
        "page": wanted.page,
        "pages": max(1, -(-len(found) // wanted.per)),
    }


@router.get(
    "/actors/{slug}",
    name="api_actor",
    summary="Show an actor",
    response_model=schemas.ActorDetail,
    responses=MOVED | MISSING | INVALID,
)
@kept_json
def show(request: Request, session: ReadSession, slug: Slug) -> dict[str, Any]:
    """Return one actor."""
    return detail(session, slug)


@router.get(
    "/actors/{slug}/profile",
    name="api_profile",
    summary="Show what an actor spoke of",
    response_model=Profile,
    responses=MOVED | MISSING | INVALID,
)
@kept_json
def profile(request: Request, session: ReadSession, slug: Slug) -> dict[str, Any]:
    """Return an actor's topics by month, the outlets that quote them, and who names them."""
    try:
        page = get_actor(session, slug)
    except Moved as moved:
        raise Moved(f"{moved.location}/profile") from None
    return profile_item(
        topics_by_month(session, slug),
        outlets_of(session, slug, MOST),
        speakers_about(session, page, MOST),
    )


class GivenActor(GivenConfirm):
    """A person or a body that the record does not know."""

    name: str = Field(examples=["Ada Moor"])
    kind: Kind = "person"
    side: str = Field("", description="Of the office, or of the body.", examples=["other"])
    office: str = Field("", description="What a person holds, with open ends.", examples=["Mayor"])
    notes: str = ""
    aliases: list[GivenName] = Field(default_factory=list, max_length=300)
    offices: list[GivenTenure] = Field(default_factory=list, max_length=60)

    def as_sheet(self) -> Sheet:
        """Return all of it as a sheet."""
        posts = [each.as_post(row) for row, each in enumerate(self.offices)]
        is_held = self.kind == "person" and bool(self.office.strip())
        if is_held:
            posts.append(Post(one_line(self.office), self.side, row=len(posts)))
        return Sheet(
            name=one_line(self.name),
            kind=self.kind,
            side="" if is_held else self.side,
            notes=self.notes.strip(),
            names=tuple(each.as_name(row) for row, each in enumerate(self.aliases)),
            posts=tuple(posts),
        )


class GivenActorChange(GivenDeed):
    """Fields of an actor to be set; those that are missing stay as they are."""

    name: str | None = Field(None, examples=["Ada Moor"])
    kind: Kind | None = None
    side: str | None = Field(None, description="Of a body or a state; a person's is its office's.")
    notes: str | None = Field(None, examples=["Not the painter of that name."])


@router.post("/actors", name="api_add_actor", summary="Add an actor", status_code=201, **WRITTEN)
def new_actor(
    database: DatabaseDep, editor: CurrentEditor, given: GivenActor, response: Response
) -> dict[str, Any]:
    """Put a person or a body on record; one of that name that is there already is a 422.

    Statements in which it was not known who is meant may become this actor's.
    """
    sheet = given.as_sheet()
    with database.reader() as session:
        if given.kind != "state":
            check_new(session, NewActor(given.name, given.kind, given.side, given.office))
        warnings = check_sheet(session, sheet, None)
    made = ""

    def write(session: WriteSession) -> Revision:
        nonlocal made
        actor, entry = add_with_sheet(session, sheet, who=editor)
        made = actor.slug
        return entry

    deed = attempt(database, write, confirmed=given.confirm, warnings=warnings)
    if deed.is_done:
        response.headers["location"] = f"{PREFIX}/actors/{made}"
    return answer(database, made, deed)


@router.patch("/actors/{slug}", name="api_set_actor", summary="Change an actor", **WRITTEN)
def set_actor(
    database: DatabaseDep, editor: CurrentEditor, slug: Slug, given: GivenActorChange
) -> dict[str, Any]:
    """Set the name, the kind, the side or the note of an actor; the slug stays."""
    fields = given.model_dump(exclude_none=True, exclude={"version", "confirm"})
    if "name" in fields:
        fields["name"] = one_line(fields["name"])

    def change(sheet: Sheet) -> Sheet:
        return replace(sheet, **fields)

    how: dict[str, Any] = {"seen": given.version, "confirm": given.confirm, "who": editor}
    return change_sheet(database, slug, change, **how)
