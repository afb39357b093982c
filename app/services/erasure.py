"""Erasure: take an article's words out of the record for legal reasons, for good.

The numbers of the article, and of the statements that stand nowhere else, answer 410 with the
reason for ever. History stays, without the words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import Gone, Invalid, NotFound
from app.extraction.types import Basis
from app.locales import gettext
from app.models import (
    Article,
    ArticleBand,
    Capture,
    Doubt,
    FeedItem,
    FormerPlace,
    Job,
    JobState,
    Link,
    Note,
    Origin,
    Precision,
    Quote,
    QuoteHome,
    ReviewItem,
    Revision,
    Statement,
    StatementTopic,
    TopicEvidence,
    now,
)
from app.queries.search import is_sqlite
from app.services.briefs import briefs_with, erase_words
from app.services.copies import keep_copies
from app.services.days_published import keep_first_day
from app.services.history import ERASED, record
from app.services.leftovers import Leftovers, find_leftovers, remove_leftovers
from app.services.rows import ids_where
from app.services.traces import Traces

MAX_REASON_CHARS = 500


@dataclass(frozen=True)
class Erasure:
    """What goes with an article, each by its numbers.

    Attributes:
        vanishing: statements with no other wording; staying: those that another article carries.
        emptied: statements that were joined to others, and whose own wordings go.
        links: of statements that go, to others; revisions: entries of history that lose their
            words.
        briefs: frozen ones that lose them; all else in these stays as it was.
        elsewhere: articles with the same text, or with another text of the same source: they
            stay, unless each is erased itself.
    """

    article_id: int
    title: str | None
    chars: int
    quotes: tuple[int, ...]
    vanishing: tuple[int, ...]
    staying: tuple[int, ...]
    emptied: tuple[int, ...]
    captures: tuple[int, ...]
    links: tuple[int, ...]
    doubts: tuple[int, ...]
    revisions: tuple[int, ...]
    feed_items: tuple[int, ...]
    briefs: tuple[int, ...]
    leftovers: Leftovers
    elsewhere: tuple[int, ...]


def plan_erasure(session: Session, number: int) -> Erasure:
    """Return what would go with an article; nothing is changed.

    Raises:
        NotFound: there is no such article.
        Gone: it was erased before; the message is the reason.
    """
    article = _article(session, number)
    quotes = ids_where(session, Quote, col(Quote.article_id) == number)
    carriers = set(
        session.execute(
            sa.select(col(Quote.statement_id)).where(col(Quote.id).in_(quotes))
        ).scalars()
    )
    others = sa.select(col(Quote.statement_id)).where(
        col(Quote.statement_id).in_(carriers), col(Quote.article_id) != number
    )
    staying = set(session.execute(others).scalars())
    vanishing = carriers - staying
    traces = traces_of(session, article)
    leftovers = find_leftovers(session, number, traces)
    emptied = _emptied(session, quotes)
    links = _links(session, {*vanishing, *emptied})
    doubts = _doubts(session, number, quotes, vanishing, traces, links)
    captured = sa.or_(
        col(Capture.article_id) == number, col(Capture.draft_id).in_(leftovers.drafts)
    )
    return Erasure(
        article_id=number,
        title=article.title,
        chars=len(article.text),
        quotes=quotes,
        vanishing=tuple(sorted(vanishing)),
        staying=tuple(sorted(staying)),
        emptied=emptied,
        captures=ids_where(session, Capture, captured),
        links=links,
        doubts=doubts,
        revisions=_revisions(session, number, quotes, vanishing, doubts, traces, links),
        feed_items=ids_where(session, FeedItem, col(FeedItem.article_id) == number),
        briefs=briefs_with(session, number, traces),
        leftovers=leftovers,
        elsewhere=_elsewhere(session, article),
    )


def traces_of(session: Session, article: Article) -> Traces:
    """Return what tells an article's words elsewhere: its lines, its quotes and its title."""
    query = sa.select(col(Quote.text)).where(col(Quote.article_id) == article.id)
    return Traces(article.text, [article.title, *session.execute(query).scalars()])


def _article(session: Session, number: int) -> Article:
    article = session.get(Article, number) if 0 < number <= MAX_ID else None
    if article is None:
        raise NotFound(gettext("There is no article %(number)s.", number=number))
    if article.erased_at is not None:
        raise Gone(article.erased_reason or gettext("This article was erased."))
    return article


def _emptied(session: Session, quotes: Iterable[int]) -> tuple[int, ...]:
    """Return the joined statements whose own wordings are all among these quotes."""
    homes = sa.select(col(QuoteHome.statement_id), col(QuoteHome.quote_id))
    mine = sa.select(col(QuoteHome.statement_id)).where(col(QuoteHome.quote_id).in_(quotes))
    found: dict[int, set[int]] = {}
    for home, quote in session.execute(homes.where(col(QuoteHome.statement_id).in_(mine))):
        found.setdefault(home, set()).add(quote)
    gone = set(quotes)
    merged = sa.select(col(Statement.id)).where(
        col(Statement.id).in_([home for home, each in found.items() if each <= gone]),
        col(Statement.merged_into_id).is_not(None),
    )
    return tuple(sorted(session.execute(merged).scalars()))


def _links(session: Session, statements: Iterable[int]) -> tuple[int, ...]:
    """Return the links of statements under these very numbers."""
    numbers = list(statements)
    either = sa.or_(col(Link.earlier_id).in_(numbers), col(Link.later_id).in_(numbers))
    return ids_where(session, Link, either)


def _doubts(
    session: Session,
    number: int,
    quotes: Iterable[int],
    vanishing: Iterable[int],
    traces: Traces,
    links: Iterable[int],
) -> tuple[int, ...]:
    """Return the review items about what goes, that name it as a copy's original, or tell words."""
    about = sa.or_(
        col(ReviewItem.article_id) == number,
        col(ReviewItem.quote_id).in_(quotes),
        col(ReviewItem.statement_id).in_(vanishing),
        col(ReviewItem.other_statement_id).in_(vanishing),
    )
    copies = sa.select(col(ReviewItem.id), col(ReviewItem.proposal)).where(
        col(ReviewItem.reason) == Doubt.NEAR_COPY
    )
    of_it = {item for item, told in session.execute(copies) if told.get("article") == number}
    linked = sa.select(col(ReviewItem.id), col(ReviewItem.proposal)).where(
        col(ReviewItem.reason) == Doubt.LINK
    )
    taken = set(links)
    of_it |= {item for item, told in session.execute(linked) if told.get("link") in taken}
    # Readers and editors may have quoted it anywhere.
    telling = {
        item.id or 0
        for item in session.execute(sa.select(ReviewItem)).scalars()
        if traces.tells(_strings([item.subject, item.note, item.proposal]))
    }
    return tuple(sorted({*ids_where(session, ReviewItem, about), *of_it, *telling}))


def _revisions(
    session: Session,
    number: int,
    quotes: Iterable[int],
    vanishing: Iterable[int],
    doubts: Iterable[int],
    traces: Traces,
    links: Iterable[int],
) -> tuple[int, ...]:
    """Return the entries of history about what goes, and others that tell its words."""
    told = col(Revision.subject), col(Revision.subject_id)
    about = sa.or_(
        (told[0] == "article") & (told[1] == number),
        (told[0] == "quote") & told[1].in_(quotes),
        (told[0] == "statement") & told[1].in_(vanishing),
        (told[0] == "review_item") & told[1].in_(doubts),
        (told[0] == "link") & told[1].in_(links),
    )
    telling = {
        each.id or 0
        for each in session.execute(sa.select(Revision)).scalars()
        if traces.tells(_strings([each.before, each.after, each.note]))
    }
    return tuple(sorted({*ids_where(session, Revision, about), *telling}))


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _elsewhere(session: Session, article: Article) -> tuple[int, ...]:
    same = sa.or_(
        col(Article.text_sha256) == article.text_sha256,
        col(Article.replaced_by_id) == article.id,
        col(Article.id) == (article.replaced_by_id or 0),
    )
    kept = col(Article.erased_at).is_(None) & (col(Article.id) != article.id)
    return ids_where(session, Article, same & kept)


# ----------------------------------------------------------------------------------- the deed


def check_reason(reason: str) -> str:
    """Return the reason for an erasure as everybody will read it.

    Raises:
        Invalid: there is none, or it is too long.
    """
    words = " ".join(reason.replace("\0", "").split())
    if not words:
        told = gettext("Give the reason: whoever asks for the article will read it.")
        raise Invalid({"reason": told})
    if len(words) > MAX_REASON_CHARS:
        told = gettext("Use at most %(number)s characters.", number=MAX_REASON_CHARS)
        raise Invalid({"reason": told})
    return words


def erase(session: Session, number: int, *, reason: str, who: str) -> Erasure:
    """Erase an article: see the module; flush. Return what went.

    The file of a SQLite database holds the words until `Database.clean` has written it anew.

    Raises:
        NotFound, Gone: as `plan_erasure`.
        Invalid: the reason cannot be used, or names words that are to go; or a job is reading
            the text at this moment.
    """
    reason = check_reason(reason)
    if is_sqlite(session):
        # What is deleted from here on is overwritten, should the process end before the rest.
        session.connection().exec_driver_sql("PRAGMA secure_delete = ON")
    gone = plan_erasure(session, number)
    article = session.get_one(Article, number)
    traces = traces_of(session, article)
    if traces.tells([reason]):
        told = gettext("Everybody will read it: leave out words of the article.")
        raise Invalid({"reason": told})
    _check_no_reader(session, gone)
    leading = _led_by(session, gone)
    _remove_quotes(session, gone)
    for table, ids in ((ReviewItem, gone.doubts), (Capture, gone.captures)):
        session.execute(sa.delete(table).where(col(table.id).in_(ids)))
    remove_leftovers(session, gone.leftovers)
    session.execute(
        sa.update(FeedItem).where(col(FeedItem.id).in_(gone.feed_items)).values(title=None)
    )
    _remove_notes(session, gone, traces)
    erase_words(session, gone.briefs, number, traces)
    _close_statements(session, gone, reason)
    _renew_staying(session, gone, leading)
    _close_article(session, article, reason)
    _clear_history(session, gone, who=who, reason=reason)
    if is_sqlite(session):
        # What was taken out of the word index stands in its old segments until they are merged.
        session.execute(sa.text("INSERT INTO quote_search(quote_search) VALUES ('optimize')"))
    return gone


def _check_no_reader(session: Session, gone: Erasure) -> None:
    running = sa.select(col(Job.id)).where(
        col(Job.id).in_(gone.leftovers.jobs), col(Job.state) == JobState.RUNNING
    )
    if session.execute(running.limit(1)).first() is not None:
        told = gettext("A job reads this text at this moment: try again when it is done.")
        raise Invalid({"number": told})


def _led_by(session: Session, gone: Erasure) -> set[int]:
    """Return the statements that stay, and whose leading wording goes."""
    first = (
        sa.select(sa.func.min(col(Quote.id)))
        .where(col(Quote.statement_id).in_(gone.staying))
        .group_by(col(Quote.statement_id))
    )
    query = sa.select(col(Quote.statement_id)).where(
        col(Quote.id).in_(first), col(Quote.id).in_(gone.quotes)
    )
    return set(session.execute(query).scalars())


def _remove_quotes(session: Session, gone: Erasure) -> None:
    proofs = sa.select(col(TopicEvidence.statement_topic_id)).where(
        col(TopicEvidence.quote_id).in_(gone.quotes)
    )
    proved = set(session.execute(proofs).scalars())
    for table in (TopicEvidence, QuoteHome, FormerPlace):
        session.execute(sa.delete(table).where(col(table.quote_id).in_(gone.quotes)))
    session.execute(sa.delete(FormerPlace).where(col(FormerPlace.article_id) == gone.article_id))
    still = set(
        session.execute(
            sa.select(col(TopicEvidence.statement_topic_id)).where(
                col(TopicEvidence.statement_topic_id).in_(proved)
            )
        ).scalars()
    )
    # What only these words proved goes with them; so does all of what vanishes.
    session.execute(
        sa.delete(StatementTopic).where(
            sa.or_(
                col(StatementTopic.statement_id).in_(gone.vanishing),
                col(StatementTopic.id).in_(proved - still)
                & (col(StatementTopic.origin) == Origin.EXTRACTED),
            )
        )
    )
    inside = col(Quote.parent_id).in_(gone.quotes)
    session.execute(sa.update(Quote).where(inside).values(parent_id=None))
    # Doubts point to quotes.
    session.execute(sa.delete(ReviewItem).where(col(ReviewItem.id).in_(gone.doubts)))
    session.execute(sa.delete(Quote).where(col(Quote.id).in_(gone.quotes)))
    session.flush()


def _remove_notes(session: Session, gone: Erasure, traces: Traces) -> None:
    """Remove notes and links of what goes, and words that tell its; translations go with quotes."""
    about = {*gone.vanishing, *gone.emptied}
    query = sa.select(Note).where(col(Note.statement_id).in_(about | {*gone.staying}))
    for note in session.execute(query).scalars():
        if note.statement_id in about or traces.tells([note.text]):
            session.delete(note)
    session.execute(sa.delete(Link).where(col(Link.id).in_(gone.links)))
    for link in session.execute(sa.select(Link).where(col(Link.note) != "")).scalars():
        if traces.tells([link.note]):
            link.note = ERASED
            session.add(link)
    session.flush()


NO_WORDS: dict[str, Any] = {"speaker": None, "occasion": None, "place": None}


def _close_statements(session: Session, gone: Erasure, reason: str) -> None:
    """Leave nothing of the statements that vanish but their numbers and the reason."""
    nothing = NO_WORDS | {
        "actor_id": None,
        "office_id": None,
        "side": None,
        "said_on": None,
        "said_until": None,
        "said_on_precision": Precision.DAY,
        "said_on_basis": Basis.UNKNOWN,
        "is_pending": False,
        "withdrawn_at": now(),
        "withdrawn_reason": reason,
    }
    vanishing = col(Statement.id).in_(gone.vanishing)
    session.execute(sa.update(Statement).where(vanishing).values(**nothing))
    emptied = col(Statement.id).in_(gone.emptied)
    session.execute(sa.update(Statement).where(emptied).values(**NO_WORDS))


def _renew_staying(session: Session, gone: Erasure, leading: set[int]) -> None:
    """Let statements that stay take from their other wordings what they had from this one."""
    for statement in session.execute(
        sa.select(Statement).where(col(Statement.id).in_(leading))
    ).scalars():
        query = (
            sa.select(col(Quote.speaker_printed))
            .where(col(Quote.statement_id) == statement.id)
            .order_by(col(Quote.id))
            .limit(1)
        )
        printed = session.execute(query).scalar()
        statement.speaker = None if statement.actor_id is not None else printed
        statement.occasion = statement.place = None
        session.add(statement)
    keep_copies(session, gone.staying)
    keep_first_day(session, gone.staying)


def _close_article(session: Session, article: Article, reason: str) -> None:
    """Leave the fingerprint and the address's key, by which the text is not taken in again."""
    article.text, article.title, article.url, article.archive_url = "", None, None, None
    article.erased_at, article.erased_reason = now(), reason
    session.add(article)
    session.execute(sa.delete(ArticleBand).where(col(ArticleBand.article_id) == article.id))
    session.flush()


def _clear_history(session: Session, gone: Erasure, *, who: str, reason: str) -> None:
    query = sa.select(Revision).where(col(Revision.id).in_(gone.revisions))
    for told in session.execute(query).scalars():
        told.before, told.after = _without_words(told.before), _without_words(told.after)
        told.note = ERASED if told.note else None
        session.add(told)
    after = {
        "quotes": len(gone.quotes),
        "statements": list(gone.vanishing),
        "captures": len(gone.captures),
        "drafts": len(gone.leftovers.drafts),
        "failed inputs": len(gone.leftovers.failed),
        "jobs": len(gone.leftovers.jobs),
        "briefs": list(gone.briefs),
    }
    record(
        session,
        who=who,
        action="erase",
        subject="article",
        subject_id=gone.article_id,
        after=after,
        note=reason,
    )


def _without_words(value: Any) -> Any:
    """Return a value with numbers, and names of fields, and no words."""
    if isinstance(value, str):
        return ERASED
    if isinstance(value, dict):
        return {name: _without_words(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_without_words(each) for each in value]
    return value
