"""Record: many kinds of things, made by the services alone; how to damage it, and what is told."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import sqlalchemy as sa
from sqlmodel import Session

from app.db import Database
from app.models import Doubt, ReviewItem, ReviewStatus
from app.services import proposals
from app.services.integrity import check, repair
from app.services.reference import add_reference
from tests.briefs import freeze_some
from tests.joins.record import tell
from tests.services.world import WORLD


def quiet(_: object, __: int | None = None) -> Callable[[int], None]:
    """Begin a piece of work, and count nothing."""
    return lambda _: None


def tell_all(database: Database) -> None:
    """Put the invented world on record, articles that say the same, and join two statements."""
    with database.writer() as session:
        add_reference(session, WORLD)
        tell(session)
        proposals.accept(session, waiting(session)[0], who="an editor")
        freeze_some(session)


def waiting(session: Session) -> list[int]:
    """The numbers of the open proposals about statements, the oldest first."""
    query = (
        sa.select(ReviewItem.id)
        .where(
            ReviewItem.reason == Doubt.POSSIBLE_DUPLICATE, ReviewItem.status == ReviewStatus.OPEN
        )
        .order_by(ReviewItem.id)
    )
    return list(session.execute(query).scalars())


def damage(database: Database, sql: str) -> None:
    """Do to a database what the program never does: no key is looked at, no trigger fires."""
    if database.is_sqlite:
        with closing(sqlite3.connect(str(database.url.database))) as connection:
            connection.executescript(sql)
    else:
        with database.writer() as session:
            session.execute(sa.text("SET LOCAL session_replication_role = replica"))
            for each in filter(str.strip, sql.split(";")):
                session.execute(sa.text(each))


def faults(database: Database) -> list[str]:
    """What a check finds wrong, as it tells it."""
    return [fault.told for found in check(database, quiet) for fault in found.faults]


def repaired(database: Database) -> tuple[list[str], list[str]]:
    """What a repair made anew, and what it left."""
    found = list(repair(database, quiet))
    return (
        [fault.told for each in found for fault in each.cured],
        [fault.told for each in found for fault in each.faults],
    )
