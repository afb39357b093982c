"""Actor parts: the spellings of an actor's name and the offices held, as editors set them."""

from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from pydantic import Field

from app.api.deeds import WRITTEN, change_sheet, one_line
from app.api.parameters import Confirm, Given, GivenDeed, Seen, Slug
from app.db import MAX_ID, Database
from app.deps import CurrentEditor, DatabaseDep, ReadSession
from app.errors import NotFound
from app.services.actors import get_current_actor
from app.services.sheets import Name, Post, Sheet, find_parts, read_sheet

router = APIRouter(tags=["actors"])

Certainty = Literal["reported", "background", "uncertain"]
Part = Annotated[int, Path(alias="id", ge=1, le=MAX_ID)]


class GivenName(Given):
    """A spelling of a name."""

    text: str = Field(examples=["A. Moor"])
    language: str = Field("", description="A code such as en, ru, tr.", examples=["en"])
    is_risky: bool = Field(False, description="It is a common word too: alone it decides nothing.")
    note: str = ""

    def as_name(self, row: int = 0) -> Name:
        """Return it as a sheet has it."""
        return Name(one_line(self.text), self.language, self.is_risky, self.note.strip(), row)


class GivenTenure(Given):
    """An office that somebody holds, or held."""

    title: str = Field(description="Of the office.", examples=["Mayor of Karo"])
    side: str = Field("", description="Of an office that is new to the record.", examples=["other"])
    since: str = Field("", description="`2015`, `2015-08`, `2015-08-10`; empty: not known.")
    until: str = Field("", description="The last day; empty: not known, or still held.")
    certainty: Certainty = "reported"
    notes: str = ""

    def as_post(self, row: int = 0) -> Post:
        """Return it as a sheet has it."""
        since, until = one_line(self.since), one_line(self.until)
        return Post(
            one_line(self.title),
            self.side,
            since,
            until,
            self.certainty,
            self.notes.strip(),
            0,
            row,
        )


class GivenAlias(GivenName, GivenDeed):
    """A spelling to be added."""


class GivenAliasChange(GivenDeed):
    """Fields of a spelling to be set; those that are missing stay as they are."""

    text: str | None = None
    language: str | None = Field(None, examples=["tr"])
    is_risky: bool | None = None
    note: str | None = None


class GivenOffice(GivenTenure, GivenDeed):
    """An office to be added."""


class GivenOfficeChange(GivenDeed):
    """Fields of a held office to be set; those that are missing stay as they are."""

    title: str | None = None
    side: str | None = Field(None, description="Of an office that is new to the record.")
    since: str | None = None
    until: str | None = Field(None, examples=["2024-06-30"])
    certainty: Certainty | None = None
    notes: str | None = None


# ----------------------------------------------------------------------------------- names


@router.post("/actors/{slug}/aliases", name="api_add_alias", summary="Add a spelling", **WRITTEN)
def add_alias(
    database: DatabaseDep, editor: CurrentEditor, slug: Slug, given: GivenAlias
) -> dict[str, Any]:
    """Add a spelling of an actor's name; who else has it is told, and has to be confirmed.

    A spelling that the actor has already gets the language and the note that are sent.
    """
    text = one_line(given.text)
    with database.reader() as session:
        row = _row_of(session, slug, text)

    def change(sheet: Sheet) -> Sheet:
        kept = [each for each in sheet.names if each.text != text]
        return replace(sheet, names=(*kept, given.as_name(row)))

    return change_sheet(
        database, slug, change, row=row, seen=given.version, confirm=given.confirm, who=editor
    )


def _row_of(session: ReadSession, slug: str, text: str) -> int:
    """Return where a sheet has a spelling, or the row behind its last one."""
    names = read_sheet(session, get_current_actor(session, slug)).names
    return next((each.row for each in names if each.text == text), len(names))


def _alias(database: Database, slug: str, number: int) -> Name:
    """Return a spelling of an actor by its number.

    Raises:
        NotFound: the actor has no such spelling beside the display name.
    """
    with database.reader() as session:
        actor = get_current_actor(session, slug)
        aliases, _ = find_parts(session, actor)
        text = next((each.text for each in aliases if each.id == number), None)
        found = [each for each in read_sheet(session, actor).names if each.text == text]
    if not found:
        raise NotFound("There is no such spelling beside the name itself.")
    return found[0]


@router.patch(
    "/actors/{slug}/aliases/{id}", name="api_set_alias", summary="Change a spelling", **WRITTEN
)
def set_alias(
    database: DatabaseDep, editor: CurrentEditor, slug: Slug, number: Part, given: GivenAliasChange
) -> dict[str, Any]:
    """Set a spelling, its language, its note, or whether alone it decides nothing."""
    was = _alias(database, slug, number)
    fields = given.model_dump(exclude_none=True, exclude={"version", "confirm"})
    if "text" in fields:
        fields["text"] = one_line(fields["text"])
    wanted = replace(was, **fields)

    def change(sheet: Sheet) -> Sheet:
        kept = [each for each in sheet.names if each.text not in {was.text, wanted.text}]
        return replace(sheet, names=(*kept, wanted))

    return change_sheet(
        database, slug, change, row=was.row, seen=given.version, confirm=given.confirm, who=editor
    )


@router.delete(
    "/actors/{slug}/aliases/{id}", name="api_remove_alias", summary="Remove a spelling", **WRITTEN
)
def remove_alias(
    database: DatabaseDep,
    editor: CurrentEditor,
    slug: Slug,
    number: Part,
    version: Seen = None,
    confirm: Confirm = "",
) -> dict[str, Any]:
    """Take a spelling away; statements that it alone gave to the actor are nobody's then."""
    was = _alias(database, slug, number)

    def change(sheet: Sheet) -> Sheet:
        return replace(sheet, names=tuple(each for each in sheet.names if each.text != was.text))

    return change_sheet(database, slug, change, seen=version, confirm=confirm, who=editor)


# ----------------------------------------------------------------------------------- offices


@router.post("/actors/{slug}/offices", name="api_add_office", summary="Add an office", **WRITTEN)
def add_office(
    database: DatabaseDep, editor: CurrentEditor, slug: Slug, given: GivenOffice
) -> dict[str, Any]:
    """Say which office an actor holds or held; one that no title names is put on record too.

    The statements of that time stand for the office's side from then on.
    """
    with database.reader() as session:
        posts = read_sheet(session, get_current_actor(session, slug)).posts
    post = given.as_post(len(posts))

    def change(sheet: Sheet) -> Sheet:
        is_there = any(replace(each, number=0, side=post.side) == post for each in sheet.posts)
        return sheet if is_there else replace(sheet, posts=(*sheet.posts, post))

    return change_sheet(
        database, slug, change, row=post.row, seen=given.version, confirm=given.confirm, who=editor
    )


def _post(database: Database, slug: str, number: int) -> Post:
    """Return an office that an actor held by its number.

    Raises:
        NotFound: the actor held none of that number.
    """
    with database.reader() as session:
        posts = read_sheet(session, get_current_actor(session, slug)).posts
    for post in posts:
        if post.number == number:
            return post
    raise NotFound("There is no such office of this actor.")


@router.patch(
    "/actors/{slug}/offices/{id}", name="api_set_office", summary="Change an office", **WRITTEN
)
def set_office(
    database: DatabaseDep, editor: CurrentEditor, slug: Slug, number: Part, given: GivenOfficeChange
) -> dict[str, Any]:
    """Set the time, the title or the note of an office that an actor held; `until` ends it."""
    was = _post(database, slug, number)
    fields = given.model_dump(exclude_none=True, exclude={"version", "confirm"})
    fields = {"office" if name == "title" else name: value for name, value in fields.items()}
    for name in fields.keys() & {"office", "since", "until"}:
        fields[name] = one_line(fields[name])

    def change(sheet: Sheet) -> Sheet:
        return replace(
            sheet,
            posts=tuple(
                replace(each, **fields) if each.number == number else each for each in sheet.posts
            ),
        )

    return change_sheet(
        database, slug, change, row=was.row, seen=given.version, confirm=given.confirm, who=editor
    )


@router.delete(
    "/actors/{slug}/offices/{id}", name="api_remove_office", summary="Remove an office", **WRITTEN
)
def remove_office(
    database: DatabaseDep,
    editor: CurrentEditor,
    slug: Slug,
    number: Part,
    version: Seen = None,
    confirm: Confirm = "",
) -> dict[str, Any]:
    """Say that an actor never held an office; of one that ended set `until` instead."""
    _post(database, slug, number)

    def change(sheet: Sheet) -> Sheet:
        return replace(sheet, posts=tuple(each for each in sheet.posts if each.number != number))

    return change_sheet(database, slug, change, seen=version, confirm=confirm, who=editor)
