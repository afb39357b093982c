"""Seeding: the reference data and the digests that come with the program."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.config import data_folder
from app.models import Actor, Origin, Topic
from app.readers.files import read_files
from app.readers.seeds import read_seeds
from app.services.batch import ingest_documents
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
    found = read_files([data_folder("seeds") / "articles"])
    report = ingest_documents(session, found, origin=Origin.SEED)
    return Loaded(entries, report.new, report.statements)
