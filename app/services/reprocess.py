"""Reprocess: read stored articles again, and change only what nobody corrected."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.extraction import extract
from app.extraction.types import Attribution, Basis, Gazetteer
from app.models import (
    Article,
    Doubt,
    FormerPlace,
    Origin,
    Quote,
    QuoteHome,
    ReviewItem,
    ReviewStatus,
    Revision,
    Statement,
    StatementTopic,
    TopicEvidence,
    Translation,
    now,
)
from app.services.copies import keep_copies
from app.services.days_published import keep_first_day
from app.services.history import FOLLOW
from app.services.ledger import record_quotes
from app.services.proposals import propose
from app.services.record import (
    assign_topics,
    doubts_about,
    period_of,
    raise_doubts,
    resolve_attribution,
    set_quote,
    set_statement,
)
from app.spans import SAME_SHARE, Span, shared

# Who keeps what was doubted for one of these says that it is right. Of the others they say that
# nobody knows better, and the program may one day.
ASSERTED = (
    Doubt.NESTED_SPEAKER, Doubt.NOT_IN_OFFICE, Doubt.UNBALANCED_MARKS, Doubt.SOURCE_CHANGED,
)  # fmt: skip
# Shown on the page of a statement that the program found once and finds no more.
GONE = "The article was read again, and this statement was not found in it any more."


@dataclass(frozen=True)
class Change:
    """What became of one quote: `added`, `gone` or `changed`; `fields` name what changed."""

    kind: str
    article_id: int
    statement_id: int
    text: str
    fields: tuple[str, ...] = ()


@dataclass
class Changes:
    """What reading articles again changed.

    Attributes:
        same: quotes found again as they were; kept: left alone since a person made them.
    """

    articles: int = 0
    same: int = 0
    kept: int = 0
    changes: list[Change] = field(default_factory=list)

    def count(self, kind: str) -> int:
        """Return how many quotes were `added`, `gone` or `changed`."""
        return sum(change.kind == kind for change in self.changes)

    def as_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "articles": self.articles,
            "same": self.same,
            "kept": self.kept,
            "changes": [vars(change) for change in self.changes],
        }

    def as_text(self) -> str:
        """Return it as lines for people: the changes, then the counts."""
        lines = [
            f"{change.kind:8} article {change.article_id}, statement {change.statement_id}"
            f"{' (' + ', '.join(change.fields) + ')' if change.fields else ''}: {change.text[:100]}"
            for change in self.changes
        ]
        counts = ", ".join(f"{self.count(kind)} {kind}" for kind in ("added", "changed", "gone"))
        lines.append(
            f"{self.articles} articles read again: {counts}, {self.same} the same, "
            f"{self.kept} left alone as people made them."
        )
        return "\n".join(lines)


def article_ids(session: Session) -> list[int]:
    """Return the numbers of the articles that can be read again."""
    readable = sa.select(col(Article.id)).where(
        col(Article.erased_at).is_(None), col(Article.replaced_by_id).is_(None)
    )
    return list(session.execute(readable.order_by(col(Article.id))).scalars())


def reprocess(session: Session, article_id: int, gazetteer: Gazetteer, changes: Changes) -> None:
    """Read one article again and bring its quotes up to date; flush.

    Old and new quotes are matched by the characters they share, so that ids live on. A quote
    that a person made, changed or dropped, one that came with the article, and one whose
    statement a person corrected stay as they are.
    """
    article = session.get_one(Article, article_id)
    old = session.execute(
        sa.select(Quote).where(col(Quote.article_id) == article_id).order_by(col(Quote.id))
    ).scalars()
    fixed: list[Quote] = []
    open_quotes: list[Quote] = []
    for quote in old:
        (fixed if is_persons(session, quote) else open_quotes).append(quote)
    language = None if article.language == "und" else article.language
    found = extract(article.text, language, article.published_on, gazetteer).attributions
    decided = [_spans(quote.parts) for quote in fixed] + list(dropped_in(session, article_id))
    places = [_spans(quote.parts) for quote in open_quotes]
    # Old quotes compete for the new ones, so that each takes the one that is most like it.
    pairs = _pairs(places + decided, found)
    # What a person decided about is not found anew beside it, however much of it they cut.
    taken = set(pairs.values()) | {
        number
        for number, each in enumerate(found)
        if any(shared(each.parts, parts, of_smaller=True) >= SAME_SHARE for parts in decided)
    }
    changes.articles += 1
    changes.kept += len(fixed)
    touched: set[int] = set()
    for at, quote in enumerate(open_quotes):
        number = pairs.get(at)
        if number is not None and _bring_up(session, article, quote, found[number], changes):
            touched.add(quote.statement_id)
            continue
        if number is not None:
            # Its statement has other sources, and this one now says otherwise: it goes its way.
            taken.remove(number)
        touched |= _take_away(session, quote, changes)
    new = [each for number, each in enumerate(found) if number not in taken]
    for stored, each in zip(
        record_quotes(session, article, [alone(each) for each in new], origin=Origin.EXTRACTED),
        new,
        strict=True,
    ):
        words = each.words(article.text)
        changes.changes.append(Change("added", article_id, stored.statement_id, words))
    keep_copies(session, touched)
    propose(
        session,
        [
            each.statement_id
            for each in changes.changes
            if each.kind == "added" and each.article_id == article_id
        ],
    )


def alone(attribution: Attribution) -> Attribution:
    """Return it without the number of a parent, which counts another list."""
    return replace(attribution, nested_in=None)


def is_persons(session: Session, quote: Quote) -> bool:
    """Say whether a person made, corrected, translated or confirmed the quote, or its statement."""
    if quote.origin != Origin.EXTRACTED:
        return True
    translated = sa.select(col(Translation.id)).where(col(Translation.quote_id) == quote.id)
    if session.execute(translated.limit(1)).first() is not None:
        return True
    corrected = sa.select(col(Revision.id)).where(
        # What only followed the day of its article is the program's still.
        col(Revision.action) != FOLLOW,
        sa.or_(
            (col(Revision.subject) == "quote") & (col(Revision.subject_id) == quote.id),
            (col(Revision.subject) == "statement")
            & (col(Revision.subject_id) == quote.statement_id),
        ),
    )
    if session.execute(corrected.limit(1)).first() is not None:
        return True
    # Who looked at what was doubted, and said that it is right, decided it.
    confirmed = (
        sa.select(col(Revision.id))
        .join(ReviewItem, col(ReviewItem.id) == col(Revision.subject_id))
        .where(
            col(Revision.subject) == "review_item",
            col(Revision.action) == "keep",
            col(ReviewItem.reason).in_(ASSERTED),
            col(ReviewItem.status) == ReviewStatus.IGNORED,
            col(ReviewItem.quote_id) == quote.id,
        )
    )
    return session.execute(confirmed.limit(1)).first() is not None


def dropped_in(session: Session, article_id: int) -> Iterator[tuple[Span, ...]]:
    """Yield the parts of the quotes that a person dropped before the article was saved."""
    query = sa.select(col(Revision.after)).where(
        col(Revision.subject) == "article", col(Revision.subject_id) == article_id
    )
    for after in session.execute(query).scalars():
        for parts in after.get("dropped", []):
            yield _spans(parts)


def _spans(parts: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in parts)


def _pairs(old: Sequence[Sequence[Span]], new: Sequence[Attribution]) -> dict[int, int]:
    """Return for numbers of old quotes the numbers of new ones: the best matches first."""
    # The new ones stand in the order of the text: few of them can meet an old one.
    starts = [each.span.start for each in new]
    ends = list(accumulate((each.span.end for each in new), max))
    shares = [
        (shared(parts, new[number].parts), -at, -number)
        for at, parts in enumerate(old)
        for number in range(bisect_right(ends, parts[0].start), bisect_left(starts, parts[-1].end))
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for share, at, number in sorted(shares, reverse=True):
        if share >= SAME_SHARE and -at not in found and -number not in taken:
            found[-at] = -number
            taken.add(-number)
    return found


QUOTE_FIELDS = ("parts", "form", "cue", "speaker_printed", "via")
STATEMENT_FIELDS = ("actor_id", "speaker", "office_id", "side", "said_on", "said_on_basis")


def _bring_up(
    session: Session, article: Article, quote: Quote, new: Attribution, changes: Changes
) -> bool:
    """Set a quote, and its statement, to what was found now; False where they must part."""
    statement = session.get_one(Statement, quote.statement_id)
    resolved = resolve_attribution(session, new)
    said = period_of(new)
    same_saying = statement.actor_id == (resolved.actor.id if resolved.actor else None) and (
        statement.said_on == (said.first if said else None)
        # Printed again: the earliest of these days stands.
        or statement.said_on_basis == new.said_on_basis == Basis.PUBLISHED
    )
    if not same_saying and _sources(session, statement) > 1:
        return False
    before = {name: getattr(quote, name) for name in QUOTE_FIELDS}
    before |= {name: getattr(statement, name) for name in STATEMENT_FIELDS}
    topics = _topics(session, quote)
    was_gone = statement.withdrawn_reason == GONE
    set_quote(session, quote, article, new)
    if _leads(session, quote):
        set_statement(statement, new, resolved, article.language)
    if was_gone:
        statement.withdrawn_at = statement.withdrawn_reason = None
    session.add_all((quote, statement))
    session.flush()
    keep_first_day(session, [quote.statement_id])
    _renew_topics(session, quote, new)
    _renew_doubts(session, article, quote, new)
    after = {name: getattr(quote, name) for name in QUOTE_FIELDS}
    after |= {name: getattr(statement, name) for name in STATEMENT_FIELDS}
    fields = [name for name, value in before.items() if after[name] != value]
    if _topics(session, quote) != topics:
        fields.append("topics")
    if was_gone or fields:
        kind = "added" if was_gone else "changed"
        change = Change(kind, article.id or 0, quote.statement_id, quote.text, tuple(fields))
        changes.changes.append(change)
    else:
        changes.same += 1
    return True


def _sources(session: Session, statement: Statement) -> int:
    query = sa.select(sa.func.count()).where(col(Quote.statement_id) == statement.id)
    return int(session.execute(query).scalar_one())


def _leads(session: Session, quote: Quote) -> bool:
    query = sa.select(sa.func.min(col(Quote.id))).where(
        col(Quote.statement_id) == quote.statement_id
    )
    return bool(session.execute(query).scalar_one() == quote.id)


def _topics(session: Session, quote: Quote) -> set[int]:
    query = sa.select(col(StatementTopic.topic_id)).where(
        col(StatementTopic.statement_id) == quote.statement_id
    )
    return set(session.execute(query).scalars())


def _renew_topics(session: Session, quote: Quote, new: Attribution) -> None:
    """Replace the topics that only this quote's terms gave; a person's stay."""
    session.execute(sa.delete(TopicEvidence).where(col(TopicEvidence.quote_id) == quote.id))
    proved = sa.select(col(TopicEvidence.statement_topic_id))
    session.execute(
        sa.delete(StatementTopic).where(
            col(StatementTopic.statement_id) == quote.statement_id,
            col(StatementTopic.origin) == Origin.EXTRACTED,
            col(StatementTopic.id).not_in(proved),
        )
    )
    assign_topics(session, quote, new.topics)


def _renew_doubts(session: Session, article: Article, quote: Quote, new: Attribution) -> None:
    """Take back the open doubts about a quote, and raise today's that nobody settled before."""
    about = col(ReviewItem.quote_id) == quote.id
    # That the source changed was not found in this text, and is not found there again.
    found_here = col(ReviewItem.reason) != Doubt.SOURCE_CHANGED
    is_open = col(ReviewItem.status) == ReviewStatus.OPEN
    session.execute(sa.delete(ReviewItem).where(about, is_open, found_here))
    settled = set(session.execute(sa.select(col(ReviewItem.reason)).where(about)).scalars())
    raised = doubts_about(new, resolve_attribution(session, new))
    raise_doubts(session, article, quote, [each for each in raised if each.reason not in settled])


def _take_away(session: Session, quote: Quote, changes: Changes) -> set[int]:
    """Withdraw what is not found any more; return the statements whose copies change.

    A statement with other sources only loses this quote; one without keeps it, so that nothing
    is lost, and answers with the reason.
    """
    statement = session.get_one(Statement, quote.statement_id)
    if statement.withdrawn_at is not None:
        return set()
    number = quote.statement_id
    changes.changes.append(Change("gone", quote.article_id, number, quote.text))
    if _sources(session, statement) == 1:
        statement.withdrawn_at, statement.withdrawn_reason = now(), GONE
        session.add(statement)
        session.execute(
            sa.delete(ReviewItem).where(
                col(ReviewItem.quote_id) == quote.id, col(ReviewItem.status) == ReviewStatus.OPEN
            )
        )
    else:
        _delete_quote(session, quote)
    session.flush()
    return {number}


def _delete_quote(session: Session, quote: Quote) -> None:
    for row in (TopicEvidence, ReviewItem, QuoteHome, FormerPlace):
        session.execute(sa.delete(row).where(col(row.quote_id) == quote.id))
    session.execute(sa.update(Quote).where(col(Quote.parent_id) == quote.id).values(parent_id=None))
    session.delete(quote)
