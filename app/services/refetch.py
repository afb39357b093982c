"""Refetch: has the source changed? Then its later text is kept beside the earlier one."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import MAX_ID, Database
from app.differences import Places
from app.errors import Gone, Invalid, NotFound, Unreadable
from app.extraction import extract
from app.extraction.types import Extraction, Gazetteer
from app.locales import N_, gettext
from app.models import (
    Article,
    ArticleBand,
    Capture,
    Feed,
    FeedItem,
    Origin,
    Revision,
    TextKind,
    now,
)
from app.readers.captured import read_fetched
from app.readers.document import Document
from app.readers.fetch import PAGE_LIMITS, Fetched, Limits, fetch
from app.services.captures import content_of, keep_capture
from app.services.carry import Carried, carry
from app.services.copies import keep_copies
from app.services.ledger import record_quotes
from app.services.near_copies import keep_bands
from app.services.politeness import Politeness
from app.services.proposals import propose
from app.services.reprocess import alone, dropped_in
from app.spans import SAME_SHARE, Span, shared
from app.text import counted, fingerprint

ERASED = N_(
    "Its source has a text now that was erased here for legal reasons: that is not taken in again."
)


class Outcome(StrEnum):
    """What a second look at a source found."""

    SAME = "same"
    CHANGED = "changed"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Refetched:
    """What became of one article.

    Attributes:
        article_id: with the source's text of today; for `elsewhere` the other article that has
            the very text which the address gives now.
        carried: quotes that stand in the later text; left: those that do not.
        added: quotes that only the later text has.
        to_review: statements that a person should look at since.
    """

    outcome: Outcome
    article_id: int
    carried: int = 0
    left: int = 0
    added: int = 0
    to_review: int = 0


@dataclass(frozen=True, slots=True)
class _Known:
    """What is stored of an article before its source is looked at again."""

    article: Article
    capture: Capture | None

    @property
    def url(self) -> str:
        """The address that is asked."""
        return self.capture.url if self.capture else self.article.url or ""


def refetch(
    database: Database,
    article_id: int,
    gazetteer: Gazetteer,
    *,
    who: str,
    limits: Limits = PAGE_LIMITS,
) -> Refetched:
    """Look at an article's source again; of an earlier text, at that of the current one.

    The same text: only when it was last seen is written. Another text: it becomes an article of
    its own that replaces the earlier one, and takes over the quotes that still stand in it.

    Args:
        who: for the history.

    Raises:
        NotFound, Gone: there is no such article, or it was erased.
        Invalid: it has no address, its text is not the source's own, or the source's text of today
            was erased here.
        Unfetchable, Blocked, Unreadable: as `fetch` and `read_fetched`.
    """
    with database.reader() as session:
        known = _known(session, article_id)
        session.expunge_all()
    article, capture = known.article, known.capture
    headers = capture.headers if capture else {}
    fetched = fetch(
        known.url,
        limits=limits,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
    )
    document = None if _is_same(fetched, capture) else read_fetched(fetched)
    if document is None or _says_the_same(document, known):
        with database.writer() as session:
            _seen(session, fetched, capture, article)
        return Refetched(Outcome.SAME, article.id or 0)
    # The day is the article's, not that of the change; no lock is held while texts are read.
    language = None if article.language == "und" else article.language
    before, after = (
        extract(text, language, article.published_on, gazetteer)
        for text in (article.text, document.text)
    )
    with database.writer() as session:
        return _replace(session, article.id or 0, document, fetched, before, after, who)


def _known(session: Session, article_id: int) -> _Known:
    article = session.get(Article, article_id) if 0 < article_id <= MAX_ID else None
    if article is None:
        raise NotFound(gettext("There is no article %(number)s.", number=article_id))
    article = _latest(session, article)
    if article.erased_at is not None:
        raise Gone(article.erased_reason or gettext("This article was erased."))
    if not article.url:
        told = gettext("This article has no address: its source cannot be looked at.")
        raise Invalid({"url": told})
    if article.text_kind != TextKind.FULL:
        raise Invalid({"text": gettext("Only a full text can be compared with its source.")})
    query = sa.select(Capture).where(col(Capture.article_id) == article.id)
    latest = query.order_by(col(Capture.id).desc()).limit(1)
    return _Known(article, session.execute(latest).scalar_one_or_none())


def _latest(session: Session, article: Article) -> Article:
    """Return the article with the last known text of an article's source."""
    seen = {article.id}
    while article.replaced_by_id is not None and article.replaced_by_id not in seen:
        article = session.get_one(Article, article.replaced_by_id)
        seen.add(article.id)
    return article


def _is_same(fetched: Fetched, capture: Capture | None) -> bool:
    """Say whether the server gave the same bytes, or says that it would."""
    if fetched.status == 304:
        return True
    return capture is not None and hashlib.sha256(fetched.content).hexdigest() == capture.sha256


def _says_the_same(document: Document, known: _Known) -> bool:
    """Say whether a page has the same words: spacing is the reader's, not the source's."""
    if document.text.split() == known.article.text.split():
        return True
    if known.capture is None:
        return False
    # An earlier version of the reader may have read the same page otherwise.
    kept = known.capture
    once = Fetched(
        kept.url, kept.final_url, kept.status, kept.headers, content_of(kept), kept.fetched_at
    )
    try:
        return document.text.split() == read_fetched(once).text.split()
    except Unreadable:
        return False


def _seen(session: Session, fetched: Fetched, capture: Capture | None, article: Article) -> None:
    """Write that the source has the same text still."""
    if capture is None:
        keep_capture(session, fetched, article_id=article.id)
        return
    session.execute(
        sa.update(Capture).where(col(Capture.id) == capture.id).values(seen_at=fetched.fetched_at)
    )


def _replace(
    session: Session,
    number: int,
    document: Document,
    fetched: Fetched,
    before: Extraction,
    after: Extraction,
    who: str,
) -> Refetched:
    """Put the later text in the earlier one's place; flush."""
    old = session.get_one(Article, number)
    if old.replaced_by_id is not None:
        # Somebody else looked at the same moment.
        return Refetched(Outcome.SAME, old.replaced_by_id)
    new = _with_text(session, old, document.text)
    if new is not None and new.erased_at is not None:
        raise Invalid({"url": gettext(ERASED)})
    # An earlier text of this source comes back; one of another source stays with that.
    if new is not None and _latest(session, new) is not old:
        return Refetched(Outcome.ELSEWHERE, new.id or 0)
    new = _in_place_of(session, old, document, after, new)
    corrected = _keep_corrected(session, old, new)
    keep_capture(session, fetched, article_id=new.id)
    done = carry(session, old, new, before, after)
    dropped = _dropped_there(session, old, new)
    taken = [*done.moved.values(), *done.there, *dropped]
    alone_there = [
        alone(each)
        for each in after.attributions
        if not any(shared(each.parts, parts, of_smaller=True) >= SAME_SHARE for parts in taken)
    ]
    recorded = record_quotes(session, new, alone_there, origin=Origin.EXTRACTED)
    keep_copies(session, done.statements)
    # The later text is compared with others' from now on, not the earlier one.
    session.execute(sa.delete(ArticleBand).where(col(ArticleBand.article_id) == old.id))
    keep_bands(session, new.id or 0, new.text)
    propose(session, [each.statement_id for each in recorded if each.is_new])
    session.add(_history(old, new, done, dropped, corrected, who))
    session.flush()
    pending = {each.statement_id for each in recorded if each.is_pending}
    return Refetched(
        Outcome.CHANGED,
        new.id or 0,
        carried=len(done.moved),
        left=len(done.left),
        added=len(recorded),
        to_review=done.to_review + len(pending),
    )


def _with_text(session: Session, old: Article, text: str) -> Article | None:
    """Return the article of the same outlet that has a text already."""
    same_outlet = (
        col(Article.outlet_id).is_(None)
        if old.outlet_id is None
        else col(Article.outlet_id) == old.outlet_id
    )
    query = sa.select(Article).where(col(Article.text_sha256) == fingerprint(text), same_outlet)
    return session.execute(query).scalar_one_or_none()


def _in_place_of(
    session: Session, old: Article, document: Document, found: Extraction, back: Article | None
) -> Article:
    """Return the article with the later text, current now; `back` had that text once before."""
    new = back or Article(
        outlet_id=old.outlet_id,
        original_outlet_id=old.original_outlet_id,
        title=document.title or old.title,
        url=old.url,
        published_on=old.published_on,
        language=found.language or old.language,
        text_kind=old.text_kind,
        text=document.text,
        text_sha256=fingerprint(document.text),
        origin=old.origin,
        captured_at=now(),
    )
    # Two current articles of one address are never there, not even for a moment.
    key, new.url_key = old.url_key, None
    new.replaced_by_id = None
    session.add(new)
    session.flush()
    old.replaced_by_id = new.id
    session.add(old)
    session.flush()
    new.url_key = key
    session.add(new)
    session.flush()
    return new


# Else they are as the later text has them.
FIELDS = ("title", "published_on", "language")


def _keep_corrected(session: Session, old: Article, new: Article) -> dict[str, Any]:
    """Let what a person set of the earlier text's article stand; return it for history."""
    told = sa.select(col(Revision.after)).where(
        col(Revision.subject) == "article", col(Revision.subject_id) == old.id
    )
    names = {name for after in session.execute(told).scalars() for name in FIELDS if name in after}
    for name in names:
        setattr(new, name, getattr(old, name))
    session.add(new)
    session.flush()
    values = {name: getattr(old, name) for name in sorted(names)}
    return {name: str(value) if value is not None else None for name, value in values.items()}


def _dropped_there(session: Session, old: Article, new: Article) -> list[Any]:
    """Return where quotes that a person dropped stand in the later text."""
    places = Places(old.text, new.text)
    found = (
        places.of_quote([(part.start, part.end) for part in parts])
        for parts in dropped_in(session, old.id or 0)
    )
    return [tuple(Span(*part) for part in parts) for parts in found if parts is not None]


def _history(
    old: Article,
    new: Article,
    done: Carried,
    dropped: Iterable[Any],
    corrected: dict[str, Any],
    who: str,
) -> Revision:
    return Revision(
        who=who,
        action="refetch",
        subject="article",
        subject_id=new.id or 0,
        before={"article": old.id},
        after={
            **corrected,
            "carried": sorted(done.moved),
            "left": done.left,
            "dropped": [[[part.start, part.end] for part in parts] for parts in dropped],
        },
    )


# ------------------------------------------------------------------------- many


@dataclass
class Looked:
    """What looking at many sources again found; failures by the article's number."""

    found: list[Refetched] = field(default_factory=list)
    failed: list[tuple[int, str]] = field(default_factory=list)

    def count(self, outcome: Outcome) -> int:
        """Return how many articles had this outcome."""
        return sum(each.outcome is outcome for each in self.found)

    def as_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        names = ("carried", "left", "added", "to_review")
        return {
            **{str(outcome): self.count(outcome) for outcome in Outcome},
            **{name: sum(getattr(each, name) for each in self.found) for name in names},
            "articles": [
                {"article": each.article_id, "outcome": each.outcome}
                for each in self.found
                if each.outcome is not Outcome.SAME
            ],
            "failed": [{"article": number, "reason": reason} for number, reason in self.failed],
        }

    def as_text(self) -> str:
        """Return it as lines for people."""
        lines = [
            f"article {each.article_id}: {each.carried} quotes carried over, {each.left} not, "
            f"{each.added} new; {counted(each.to_review, 'statement')} for review"
            for each in self.found
            if each.outcome is Outcome.CHANGED
        ]
        told = f"{self.count(Outcome.SAME)} the same, {self.count(Outcome.CHANGED)} changed"
        if other := self.count(Outcome.ELSEWHERE):
            told += f", {other} now with the text of another article"
        return "\n".join([*lines, f"{told}, {len(self.failed)} failed."])


def with_address(session: Session) -> list[int]:
    """Return the numbers of the current articles whose source can be looked at."""
    query = sa.select(col(Article.id)).where(
        col(Article.replaced_by_id).is_(None),
        col(Article.erased_at).is_(None),
        col(Article.url).is_not(None),
        col(Article.text_kind) == TextKind.FULL,
    )
    return list(session.execute(query.order_by(col(Article.id))).scalars())


def refetch_each(
    database: Database,
    numbers: Iterable[int],
    gazetteer: Gazetteer,
    *,
    who: str,
    politeness: Politeness,
    limits: Limits = PAGE_LIMITS,
) -> Iterator[Looked]:
    """Look at the sources of many articles, one by one; yield what was found so far after each.

    Sites are asked as politely as for feeds; what a feed told of is left alone where robots.txt
    asks for that now. What a person gave is looked at as that person did.
    """
    done = Looked()
    for number in numbers:
        try:
            url, is_followed = _source(database, number)
            if is_followed:
                politeness.check_allowed(url, limits)
            politeness.wait(url)
            done.found.append(refetch(database, number, gazetteer, who=who, limits=limits))
        except (Invalid, NotFound, Gone) as problem:
            reason = problem.message if isinstance(problem, Unreadable) else str(problem)
            done.failed.append((number, reason))
        yield done


def _source(database: Database, number: int) -> tuple[str, bool]:
    """Return the address that will be asked, and whether a feed told of it."""
    with database.reader() as session:
        known = _known(session, number)
        # By feed, since the index of items begins with theirs.
        told = sa.select(col(FeedItem.id)).where(
            col(FeedItem.feed_id).in_(sa.select(col(Feed.id))),
            col(FeedItem.url_key) == known.article.url_key,
            col(FeedItem.article_id).is_not(None),
        )
        return known.url, session.execute(told.limit(1)).first() is not None
