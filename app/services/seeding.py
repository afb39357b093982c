"""Seeding: the reference data and the digests that come with the program."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.config import data_folder
from app.models import Actor, Origin, Topic
from app.readers.files import read_paths
from app.readers.seeds import read_seeds
from app.services.gazetteer import gazetteer_from_database
from app.services.ingest import ingest
from app.services.reference import add_reference


@dataclass(frozen=True)
class Loaded:
    """What loading the seeds added."""

    entries: int
    articles: int
    statements: int

    def __str__(self) -> str:
        return (
            f"{self.entries} entries of reference data, "
            f"{self.articles} digests with {self.statements} statements"
        )


def needs_seeds(session: Session) -> bool:
    """Say whether the database holds neither topics nor actors yet."""
    return all(session.execute(sa.select(col(each.id))).first() is None for each in (Topic, Actor))


def load_seeds(session: Session) -> Loaded:
    """Add the reference data and digests that are not there yet; flush.

    The digests go through the same door as a user's article.

    Raises:
        Invalid: a seed file is not what it should be.
    """
    entries = add_reference(session, read_seeds())
    gazetteer = gazetteer_from_database(session)
    articles = statements = 0
    for item in read_paths([data_folder("seeds") / "articles"]):
        stored = ingest(session, item.document(), gazetteer, origin=Origin.SEED)
        articles += stored.known is None
        statements += stored.statements
    return Loaded(entries, articles, statements)
