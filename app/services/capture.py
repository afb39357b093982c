"""Capture: from an address to an article: fetch it, read it, and let it in by the one door."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.addresses import host_of
from app.db import Database
from app.errors import Invalid, Unreadable
from app.extraction.types import Gazetteer
from app.models import Origin, Outlet
from app.readers.captured import Blocked, read_fetched
from app.readers.document import Document, make_document
from app.readers.fetch import PAGE_LIMITS, Fetched, Limits, Unfetchable, fetch
from app.services.batch import FailedSource, Report
from app.services.door import Unprocessed, read_or_keep, take_in
from app.services.entry import Entry
from app.services.failures import keep_failed
from app.services.gazetteer import gazetteer_from_database
from app.services.known import Known, find_known_address
from app.services.ledger import Ingested, Ledger
from app.services.outlets import find_outlet


@dataclass(frozen=True, slots=True)
class Captured:
    """A page that was fetched, and the article in it."""

    fetched: Fetched
    document: Document


def known_address(database: Database, url: str) -> Known | None:
    """Return the current article of an address, None where it is new: then it may be fetched."""
    with database.reader() as session:
        return find_known_address(session, url)


def fetch_article(
    database: Database,
    url: str,
    *,
    about: Mapping[str, Any] | None = None,
    limits: Limits = PAGE_LIMITS,
) -> Captured:
    """Fetch and read a page; nothing is stored.

    Args:
        about: fields of the document that are known, which count before what the page says;
            others are ignored.

    Raises:
        Unfetchable: as `fetch`.
        Blocked: the site does not show the article; its `fields` are what is known of it.
        Invalid: there is no article in it, or a field in `about` is not what it should be.
    """
    given = about or {}
    known = {name: given[name] for name in ABOUT if given.get(name)}
    # What was said about it is checked before anything is fetched.
    make_document({**known, "url": url, "text": "-"})
    try:
        fetched = fetch(url, limits=limits)
        document = read_fetched(fetched)
    except Blocked as problem:
        raise Blocked.of(problem, _known_of(database, problem.fields, url) | known) from None
    except Unfetchable as problem:
        if not problem.is_blocked:
            raise
        raise Blocked.of(problem, _known_of(database, {}, url) | known) from None
    document = replace(document, outlet=_outlet(database, document.outlet, fetched.final_url))
    if known:
        said = {name: getattr(document, name) for name in ("url", *ABOUT)}
        document = make_document({**said, **known, "text": document.text}, document.source)
    return Captured(fetched, document)


ABOUT = ("title", "outlet", "published_on", "language", "text_kind")


def _known_of(database: Database, fields: Mapping[str, str], url: str) -> dict[str, str]:
    """Return what is known of a page whose text is not."""
    return {"url": url, **fields, "outlet": _outlet(database, fields.get("outlet"), url)}


def _outlet(database: Database, named: str | None, address: str) -> str:
    """Return the outlet of a page: by its address, else as the page calls its site.

    A page does not become another outlet's by calling itself so: then its host names it.
    """
    host = host_of(address) or ""
    with database.reader() as session:
        by_address: Outlet | None = find_outlet(session, None, address)
        if by_address is not None:
            return by_address.name
        by_name = find_outlet(session, named, None) if named else None
        if by_name is not None and by_name.domain is not None:
            return host
    return named or host


def capture_url(
    database: Database,
    url: str,
    gazetteer: Gazetteer,
    *,
    origin: Origin = Origin.PERSON,
    added_by: str | None = None,
    about: Mapping[str, Any] | None = None,
    limits: Limits = PAGE_LIMITS,
) -> Ingested:
    """Fetch a page and store its article with what it says; its bytes are kept beside it.

    An address that is here is not fetched again: see `services.refetch`.

    Args:
        added_by: the editor who gave it, for its history; None for a program.
        about: as `fetch_article`.

    Raises:
        Unfetchable, Blocked, Invalid: as `fetch_article`.
        Unprocessed: a fault of ours stopped it; the text was kept.
    """
    if isinstance(url, str) and (known := known_address(database, url)):
        return Ingested(known.article_id, known)
    captured = fetch_article(database, url, about=about, limits=limits)
    if captured.document.url and (known := known_address(database, captured.document.url)):
        return Ingested(known.article_id, known)
    return take_in(
        database,
        captured.document,
        gazetteer,
        origin=origin,
        who=added_by,
        fetched=captured.fetched,
    )


def capture_each(
    database: Database,
    urls: Iterable[str],
    report: Report,
    *,
    limits: Limits = PAGE_LIMITS,
) -> None:
    """Store the article of each address, one by one; `report` tells what became of it.

    An address that gives none is kept with the reason.
    Where the report is dry, pages are fetched and read, and nothing is stored.
    """
    with database.reader() as session:
        gazetteer = gazetteer_from_database(session)
    for url in urls:
        try:
            if report.is_dry:
                report.add(_look(database, url, gazetteer, limits))
            else:
                report.add(capture_url(database, url, gazetteer, limits=limits))
        except (Invalid, Unprocessed) as problem:
            reason = told(problem)
            is_blocked = isinstance(problem, Blocked)
            report.failures.append(FailedSource(url, reason, not report.is_dry, is_blocked))
            if not report.is_dry:
                with database.writer() as session:
                    keep_failed(session, url, reason, url.encode("utf-8", "replace"))


def _look(database: Database, url: str, gazetteer: Gazetteer, limits: Limits) -> Ingested:
    """Return what would become of an address."""
    if known := known_address(database, url):
        return Ingested(known.article_id, known)
    document = fetch_article(database, url, limits=limits).document
    found = read_or_keep(database, document, gazetteer, dry_run=True)
    with database.reader() as session:
        ledger = Ledger(session)
        entry = Entry.of(document, found)
        ledger.meet([entry], dry=True)
        return ledger.add(entry, origin=Origin.PERSON)


def told(problem: Invalid | Unprocessed) -> str:
    """Return why an address gave no article, in one line."""
    return problem.message if isinstance(problem, Unreadable) else str(problem)
