"""Door: the one way in for an article; what cannot be processed is kept with its reason."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from app.db import Database
from app.errors import OnRecordError
from app.extraction.types import Extraction, Gazetteer
from app.locales import N_, gettext
from app.locales.stored import said_again
from app.models import Origin
from app.readers.document import Document
from app.readers.fetch import Fetched
from app.services.captures import keep_capture
from app.services.entry import Entry
from app.services.failures import keep_failed
from app.services.ingest import added_by, read, read_entry
from app.services.ingest import store as store_entry
from app.services.ledger import Ingested
from app.services.lookout import look_at

log = logging.getLogger(__name__)


class Unprocessed(OnRecordError):
    """A fault of ours stopped an article; its text was kept."""

    title = N_("This could not be processed")


@contextmanager
def kept_on_fault(
    database: Database, document: Document, *, dry_run: bool = False
) -> Iterator[None]:
    """Keep a document's text where what is done with it fails through a fault of ours.

    Raises:
        Unprocessed: that happened; nothing is kept in a dry run.
    """
    try:
        yield
    except OnRecordError:
        raise
    except Exception as problem:
        log.exception("Taking in %s failed", document.source or "a text")
        fault = N_("A fault of this program stopped it (%(fault)s; see the log).")
        reason = fault % {"fault": type(problem).__name__}
        told = said_again(reason)
        if dry_run:
            raise Unprocessed(told) from problem
        with database.writer() as session:
            keep_failed(session, document.source, reason, document.as_bytes())
        kept = gettext("The text was kept with this reason.")
        raise Unprocessed(f"{told} {kept}") from problem


def read_or_keep(
    database: Database, document: Document, gazetteer: Gazetteer, *, dry_run: bool = False
) -> Extraction:
    """Return what a document says; no lock is held, since a long text takes a moment.

    Raises:
        Invalid: a quote that came with it does not stand in the text.
        Unprocessed: reading failed through a fault of ours; the text was kept, unless `dry_run`.
    """
    with kept_on_fault(database, document, dry_run=dry_run):
        return read(document, gazetteer)


def take_in(
    database: Database,
    document: Document,
    gazetteer: Gazetteer,
    *,
    origin: Origin = Origin.PERSON,
    who: str | None = None,
    entry: Entry | None = None,
    fetched: Fetched | None = None,
) -> Ingested:
    """Read a document and store it, in a transaction of its own.

    Args:
        who: the editor who gave it, for its history; None for a program.
        entry: what was read of it already.
        fetched: the page that it was read from, to be kept beside it.

    Raises:
        Invalid: a quote that came with it does not stand in the text.
        Unprocessed: a fault of ours stopped it; the text was kept.
    """

    def store() -> Ingested:
        with database.writer() as session:
            stored = store_entry(session, found, origin=origin)
            stored = look_at(session, stored, document.text)
            if who is not None and stored.known is None:
                session.add(added_by(who, stored))
            if fetched is not None and stored.known is None:
                keep_capture(session, fetched, article_id=stored.article_id)
            return stored

    with kept_on_fault(database, document):
        # No lock is held while it is read.
        found = entry or read_entry(document, gazetteer)
        try:
            return store()
        except IntegrityError:
            # Somebody else added the same outlet at the same moment: now it is there.
            return store()
