"""Ingest: store an article, and the statements that it carries, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.addresses import url_key
from app.extraction import extract, profiles
from app.extraction.language import detect_language
from app.extraction.types import Attribution, Extraction, Gazetteer
from app.models import Article, Doubt, Origin, ReviewItem, Revision, TextKind
from app.readers.document import Document
from app.services.failures import keep_failed
from app.services.given_quotes import read_quotes
from app.services.known import Known, find_known
from app.services.outlets import outlet_for
from app.services.record import Recorded, record_quotes
from app.text import fingerprint


@dataclass(frozen=True)
class Ingested:
    """What became of a document.

    Attributes:
        known: the article that was here already; nothing was stored then.
        quotes: how many attributions it carries; statements: how many were new.
        to_review: statements (and the article itself) that a person should look at.
    """

    article_id: int
    known: Known | None = None
    quotes: int = 0
    statements: int = 0
    to_review: int = 0

    @property
    def path(self) -> str:
        """The path of the article's page."""
        return f"/articles/{self.article_id}"


def added_by(who: str, stored: Ingested, **more: Any) -> Revision:
    """Return the first entry of an article's history; `more` is told beside its quotes."""
    after = {"quotes": stored.quotes, **more}
    number = stored.article_id
    return Revision(who=who, action="add", subject="article", subject_id=number, after=after)


def read(document: Document, gazetteer: Gazetteer) -> Extraction:
    """Return what a document's text says; quotes that came with it are taken as they are.

    Raises:
        Invalid: a quote that came with it does not stand in the text.
    """
    text, day = document.text, document.published_on
    if document.quotes is None:
        return extract(text, document.language, day, gazetteer)
    language = document.language or detect_language(text, profiles())
    return Extraction(language, day, attributions=read_quotes(text, document.quotes))


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
        Invalid: a quote that came with it does not stand in the text.
    """
    outlet = outlet_for(session, document.outlet, document.url)
    sha256 = fingerprint(document.text)

    def known() -> Known | None:
        return find_known(
            session,
            sha256=sha256,
            outlet_id=outlet.id if outlet else None,
            url=document.url,
            text_kind=document.text_kind,
        )

    if here := known():
        return already_here(session, document, here)
    found = extraction or read(document, gazetteer)
    given = Origin.IMPORT if document.quotes is not None else Origin.EXTRACTED
    article = Article(
        outlet_id=outlet.id if outlet else None,
        title=document.title,
        url=document.url,
        url_key=url_key(document.url),
        published_on=found.published_on,
        language=found.language or document.language or "und",
        text_kind=TextKind(document.text_kind),
        text=document.text,
        text_sha256=sha256,
        origin=origin,
    )
    try:
        with session.begin_nested():
            session.add(article)
            session.flush()
    except IntegrityError:
        # Somebody stored it since we looked: the constraint decides, the look-up only words it.
        here = known()
        if here is None:
            raise
        return already_here(session, document, here)
    recorded = record_quotes(session, article, found.attributions, origin=given)
    doubted = raise_about_article(session, article, found.attributions)
    return summary(article, recorded, doubted)


def already_here(session: Session, document: Document, here: Known) -> Ingested:
    """Answer with the article that is here; another text of its address is kept with a reason."""
    if here.by == "url":
        reason = f"Article {here.article_id} has this address, with another text."
        content = document.text.encode("utf-8")
        keep_failed(session, document.url or document.source, reason, content)
    return Ingested(here.article_id, here)


def raise_about_article(
    session: Session, article: Article, attributions: Sequence[Attribution]
) -> int:
    """Ask a person for the day published where it is missing; return how many doubts that is."""
    if article.published_on is not None or not attributions:
        return 0
    session.add(
        ReviewItem(reason=Doubt.DAY_NOT_RESOLVED, article_id=article.id, subject=article.title)
    )
    session.flush()
    return 1


def summary(article: Article, recorded: Sequence[Recorded], doubted: int) -> Ingested:
    """Return the numbers of a stored article."""
    statements = {each.statement_id: each for each in recorded}
    return Ingested(
        article.id or 0,
        quotes=len(recorded),
        statements=sum(each.is_new for each in statements.values()),
        to_review=sum(each.is_pending for each in statements.values()) + doubted,
    )
