"""Ingest: store an article, and the statements that it carries, in one transaction."""

from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.extraction import extract, profiles
from app.extraction.language import detect_language
from app.extraction.types import Extraction, Gazetteer
from app.models import Origin, Revision
from app.readers.document import Document
from app.services.given_quotes import read_quotes
from app.services.ledger import Entry, Ingested, Ledger


def added_by(who: str, stored: Ingested, **more: Any) -> Revision:
    """Return the first entry of an article's history; `more` is told beside its quotes."""
    after = {"quotes": stored.quotes, **more}
    number = stored.article_id
    return Revision(who=who, action="add", subject="article", subject_id=number, after=after)


def read(document: Document, gazetteer: Gazetteer) -> Extraction:
    """Return what a document's text says; quotes that came with it are taken as they are.

    Raises:
        Invalid: a quote that came with it does not stand in the text, or names what there is not.
    """
    text, day = document.text, document.published_on
    if document.quotes is None:
        return extract(text, document.language, day, gazetteer)
    language = document.language or detect_language(text, profiles())
    topics = {topic.slug for topic in gazetteer.topics}
    return Extraction(language, day, attributions=read_quotes(text, document.quotes, topics))


def ingest(
    session: Session,
    document: Document,
    gazetteer: Gazetteer,
    *,
    origin: Origin = Origin.PERSON,
    extraction: Extraction | None = None,
) -> Ingested:
    """Store a document, unless it is here already; flush, and leave committing to the caller.

    Args:
        extraction: what `read` found, or a person made of it; None reads the text now.

    Raises:
        Invalid: as `read`.
    """
    entry = Entry.of(document, extraction or read(document, gazetteer))
    try:
        with session.begin_nested():
            return _store(session, entry, origin)
    except IntegrityError:
        # Somebody stored it since we looked: the constraint decides, the look-up only words it.
        return _store(session, entry, origin)


def _store(session: Session, entry: Entry, origin: Origin) -> Ingested:
    ledger = Ledger(session)
    ledger.meet([entry])
    stored = ledger.add(entry, origin=origin)
    ledger.write()
    return stored
