"""Readings: what texts say, found out while no lock is held by whoever needs it to write."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from sqlmodel import Session

from app.db import Database
from app.extraction.types import Extraction
from app.readers.document import Document
from app.services.gazetteer import gazetteer_from_database
from app.services.ingest import read

T = TypeVar("T")
Key = tuple[str, str | None, date | None, frozenset[int]]


class _Missing(Exception):
    """A text has to be read before what was begun can be done."""

    def __init__(self, document: Document, taken_in: Collection[int]) -> None:
        super().__init__(document.source)
        self.document = document
        self.taken_in = taken_in


@dataclass
class Readings:
    """Texts that were read, by all that reading them depends on."""

    known: dict[Key, Extraction] = field(default_factory=dict)

    def of(self, document: Document, taken_in: Collection[int] = ()) -> Extraction:
        """Return what a document says, as `ingest.read`; within `write_with_readings` alone."""
        found = self.known.get(_key(document, taken_in))
        if found is None:
            raise _Missing(document, taken_in)
        return found


def _key(document: Document, taken_in: Collection[int]) -> Key:
    return document.text, document.language, document.published_on, frozenset(taken_in)


def write_with_readings(database: Database, write: Callable[[Session, Readings], T]) -> T:
    """Return what `write` does in one transaction of its own, which no reading of a text is in.

    Where it asks for a reading that is not there, all that it did is rolled back, the text is read
    while others may write, and it is begun again: it must do nothing outside its session.
    """
    readings = Readings()
    while True:
        try:
            with database.writer() as session:
                return write(session, readings)
        except _Missing as missing:
            document, taken_in = missing.document, missing.taken_in
        with database.reader() as session:
            gazetteer = gazetteer_from_database(session)
        readings.known[_key(document, taken_in)] = read(document, gazetteer, taken_in)
