"""Batch: ingest many documents, one transaction each; one bad document stops nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from app.db import Database
from app.errors import Invalid
from app.extraction.types import Gazetteer
from app.models import Origin
from app.readers.document import Document
from app.readers.files import Failure
from app.services.door import Unprocessed, take_in
from app.services.failures import keep_failed
from app.services.gazetteer import gazetteer_from_database
from app.services.ingest import Ingested, ingest


@dataclass(frozen=True)
class FailedSource:
    """An input that was not stored, and why."""

    source: str
    reason: str


@dataclass
class Report:
    """What became of a batch.

    Attributes:
        new, known: articles stored now, and found here already.
        statements: new ones; `quotes` counts every wording.
        to_review: statements and articles that a person should look at.
        is_dry: nothing was stored.
    """

    is_dry: bool = False
    new: int = 0
    known: int = 0
    quotes: int = 0
    statements: int = 0
    to_review: int = 0
    failures: list[FailedSource] = field(default_factory=list)

    def add(self, stored: Ingested) -> None:
        """Count one document."""
        self.new += stored.known is None
        self.known += stored.known is not None
        self.quotes += stored.quotes
        self.statements += stored.statements
        self.to_review += stored.to_review

    def as_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "dry_run": self.is_dry,
            "new": self.new,
            "known": self.known,
            "failed": [vars(each) for each in self.failures],
            "quotes": self.quotes,
            "statements": self.statements,
            "to_review": self.to_review,
        }

    def as_text(self) -> str:
        """Return it as one line for people."""
        done = "would be new" if self.is_dry else "new"
        return (
            f"{self.new} {done}, {self.known} already known, {len(self.failures)} failed; "
            f"{self.statements} statements, {self.to_review} to review."
        )


def ingest_batch(
    database: Database, items: Iterable[Document | Failure], *, dry_run: bool = False
) -> Report:
    """Store what a reader yields, item by item.

    Args:
        dry_run: read and report alone; nothing is stored, not even failures.
    """
    report = Report(is_dry=dry_run)
    with database.reader() as session:
        gazetteer = gazetteer_from_database(session)
    for item in items:
        if isinstance(item, Failure):
            _fail(database, report, item)
        else:
            _store(database, report, item, gazetteer)
    return report


def _store(database: Database, report: Report, document: Document, gazetteer: Gazetteer) -> None:
    try:
        stored = take_in(database, document, gazetteer, origin=Origin.IMPORT, dry_run=report.is_dry)
    except (Invalid, Unprocessed) as problem:
        content = document.text.encode("utf-8")
        _fail(database, report, Failure(document.source, str(problem), content))
    else:
        report.add(stored)


def _fail(database: Database, report: Report, failure: Failure) -> None:
    report.failures.append(FailedSource(failure.source, failure.reason))
    if not report.is_dry:
        with database.writer() as session:
            keep_failed(session, failure.source, failure.reason, failure.content)


def ingest_documents(
    session: Session, documents: Iterable[Document | Failure], *, origin: Origin
) -> Report:
    """Store documents that must all be good, in the caller's transaction (the seeds).

    Raises:
        Invalid: one cannot be read or stored.
    """
    report = Report()
    gazetteer = gazetteer_from_database(session)
    for document in documents:
        if isinstance(document, Failure):
            raise Invalid({document.source: document.reason})
        report.add(ingest(session, document, gazetteer, origin=origin))
    return report
