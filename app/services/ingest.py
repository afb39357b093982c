"""Ingest: store an article, and the statements that it carries, in one transaction."""

import json
from collections.abc import Collection, Container
from dataclasses import replace
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.extraction import extract, profiles
from app.extraction.language import detect_language
from app.extraction.types import BlockKind, Extraction, Gazetteer
from app.models import Origin, Revision
from app.readers.document import MAX_TITLE_CHARS, Document
from app.services.entry import Entry
from app.services.given_quotes import read_quotes
from app.services.ledger import Ingested, Ledger


def added_by(who: str, stored: Ingested, **more: Any) -> Revision:
    """Return the first entry of an article's history; `more` is told beside its quotes."""
    after = {"quotes": stored.quotes, **more}
    number = stored.article_id
    return Revision(who=who, action="add", subject="article", subject_id=number, after=after)


def read(document: Document, gazetteer: Gazetteer, taken_in: Collection[int] = ()) -> Extraction:
    """Return what a document's text says; quotes that came with it are taken as they are.

    Args:
        taken_in: as `extract`.

    Raises:
        Invalid: a quote that came with it does not stand in the text, or names what there is not.
    """
    if document.quotes is None:
        day = document.published_on
        return extract(document.text, document.language, day, gazetteer, taken_in)
    entry = read_given(document, topics_of(gazetteer))
    found = tuple(each.attribution(json.loads(each.parts)) for each in entry.carried)
    return Extraction(entry.language, entry.published_on, found)


def read_entry(document: Document, gazetteer: Gazetteer) -> Entry:
    """Return a document with what `read` finds in it.

    Raises:
        Invalid: as `read`.
    """
    if document.quotes is None:
        found = read(document, gazetteer)
        return Entry.of(titled(document, found), found)
    return read_given(document, topics_of(gazetteer))


def titled(document: Document, found: Extraction) -> Document:
    """Return a document under its text's headline where nobody gave it a title.

    The headline stands before the story: a heading further down is no title.
    """
    at = 0
    for block in found.blocks if not document.title else ():
        if document.text[at : block.span.start].strip():
            break
        if block.kind is BlockKind.HEADLINE:
            headline = " ".join(block.span.cut(document.text).split())
            return replace(document, title=headline[:MAX_TITLE_CHARS])
        at = block.span.end
    return document


def read_given(document: Document, topics: Container[str]) -> Entry:
    """Return a document with the quotes that came with it; `topics` are the slugs that there are.

    Raises:
        Invalid: as `read`.
    """
    text = document.text
    language = document.language or detect_language(text, profiles())
    carried = read_quotes(text, document.quotes or (), topics)
    return Entry.carrying(document, language, document.published_on, carried)


def topics_of(gazetteer: Gazetteer) -> frozenset[str]:
    """Return the slugs of the topics that there are."""
    return frozenset(topic.slug for topic in gazetteer.topics)


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
    if extraction is not None:
        entry = Entry.of(document, extraction)
    else:
        entry = read_entry(document, gazetteer)
    return store(session, entry, origin=origin)


def store(session: Session, entry: Entry, *, origin: Origin) -> Ingested:
    """Store what was read of a document, as `ingest` does."""
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
