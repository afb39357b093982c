"""Deeds: changes of actors, which are done once all that they change was seen and confirmed.

Without `confirm` the answer is a 409 that tells what it would do. As on the pages, what follows is
worked out by `attempt`.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from app.api.deed_schemas import ChangedActor
from app.api.parameters import (
    BEARER_NEEDED,
    CONFIRMED,
    INVALID,
    MISSING,
    READ_ONLY,
    TOO_OFTEN,
    UNREADABLE,
)
from app.db import Database
from app.deps import ReadSession, WriteSession
from app.errors import Invalid, NotConfirmed
from app.formats.items import actor_page_item
from app.formats.keeping import effects_item
from app.models import Actor, Revision
from app.queries.actors import get_actor
from app.services.actors import get_current_actor
from app.services.deeds import Deed, attempt
from app.services.sheet_checks import check_sheet
from app.services.sheets import (
    Sheet,
    check_version_of_actor,
    read_sheet,
    version_of_actor,
    write_sheet,
)

Kind = Literal["person", "institution", "state"]
WRITTEN: dict[str, Any] = {
    "response_model": ChangedActor,
    "responses": INVALID | READ_ONLY | UNREADABLE | MISSING | TOO_OFTEN | CONFIRMED,
    **BEARER_NEEDED,
}
# As the answers name the fields of a sheet's rows.
FIELDS = {"alias": "text", "risky": "is_risky", "office": "title"}


def one_line(text: str) -> str:
    """Return words as one line with single blanks."""
    return " ".join(text.split())


def answer(database: Database, slug: str, deed: Deed) -> dict[str, Any]:
    """Return an actor as it is now, and what was done.

    Raises:
        NotConfirmed: nothing was done yet.
    """
    effects = effects_item(deed)
    if not deed.is_done:
        raise NotConfirmed(effects, deed.token)
    with database.reader() as session:
        return detail(session, slug) | {"effects": effects}


def detail(session: ReadSession, slug: str) -> dict[str, Any]:
    """Return an actor with its version."""
    page = actor_page_item(get_actor(session, slug))
    number = get_current_actor(session, slug).id or 0
    return page | {"version": version_of_actor(session, number)}


def change_sheet(
    database: Database,
    slug: str,
    change: Callable[[Sheet], Sheet],
    *,
    row: int | None = None,
    seen: int | None,
    confirm: str,
    who: str,
) -> dict[str, Any]:
    """Set what is kept of an actor, once what follows was seen; return how it is then.

    Args:
        change: returns a sheet as it is to be.
        row: of the spelling or the office that is set: its fields are told by their own names.
        seen: the version that was read, None where nobody asks.

    Raises:
        NotFound, Invalid, ChangedMeanwhile, NotConfirmed: nothing was done.
    """
    with database.reader() as session:
        actor = get_current_actor(session, slug)
        number = actor.id or 0
        try:
            warnings = check_sheet(session, change(read_sheet(session, actor)), number)
        except Invalid as problem:
            raise Invalid(_named(problem.problems, row)) from None

    def write(session: WriteSession) -> Revision | None:
        if seen is not None:
            check_version_of_actor(session, number, seen)
        there = session.get_one(Actor, number)
        return write_sheet(session, there, change(read_sheet(session, there)), who=who)

    told = _named(warnings, row)
    return answer(database, slug, attempt(database, write, confirmed=confirm, warnings=told))


def _named(problems: Mapping[str, str], row: int | None) -> dict[str, str]:
    """Return problems by the fields of a row as requests name them; those of others as they are."""
    found = {}
    for field, words in problems.items():
        name, _, at = field.partition("-")
        own = at == str(row)
        found[FIELDS.get(name, name) if own else field] = words
    return found
