"""Pending: the rows that a ledger adds, until they are written in few statements."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import (
    Article,
    Certainty,
    Outlet,
    Quote,
    ReviewItem,
    ReviewStatus,
    Statement,
    StatementTopic,
    TopicEvidence,
)
from app.services.bulk import feed_words, tell_new, triggers_off, triggers_on
from app.services.copies import keep_copies
from app.services.days_published import keep_first_day
from app.services.entry import QUOTE_FIELDS
from app.services.failures import keep_failed
from app.services.outlets import NewOutlet
from app.services.record import STATEMENT_FIELDS
from app.services.removed_topics import removed_topics
from app.services.resolve import Raised
from app.services.rows import Row, insert, pieces, reserve
from app.services.sayings import Saying

ARTICLES = (
    "id outlet_id title url url_key published_on language text_kind text text_sha256 "
    "origin captured_at"
)
STATEMENTS = f"id {' '.join(STATEMENT_FIELDS)} outlet_count is_pending created_at"
QUOTES = "id article_id statement_id parent_id via_actor_id language origin created_at " + " ".join(
    QUOTE_FIELDS
)
DOUBTS = "reason article_id statement_id quote_id subject proposal status created_at"

Pair = tuple[int, int]
"""The ids of a statement and of a topic."""


@dataclass
class Pending:
    """What is to be written, in the order of the tables.

    Attributes:
        moment: when, as the database at hand stores it.
        failed: arguments for `keep_failed`.
        articles, quotes: rows of `ARTICLES` and `QUOTES`.
        assigned: who assigned each topic of a statement first; evidence: what caused it.
        joined: statements on record that get quotes.
        reprinted: statements that get quotes which were printed on another day.
    """

    moment: str
    outlets: list[NewOutlet] = field(default_factory=list)
    failed: list[tuple[str, str, bytes]] = field(default_factory=list)
    articles: list[Row] = field(default_factory=list)
    statements: list[Saying] = field(default_factory=list)
    quotes: list[Row] = field(default_factory=list)
    doubts: list[Row] = field(default_factory=list)
    assigned: dict[Pair, str] = field(default_factory=dict)
    evidence: list[tuple[Pair, Row]] = field(default_factory=list)
    joined: set[int] = field(default_factory=set)
    reprinted: set[int] = field(default_factory=set)

    def doubt(
        self, article_id: int, statement_id: int | None, quote_id: int | None, doubt: Raised
    ) -> None:
        """Add a doubt about what has these ids."""
        proposal = json.dumps(dict(doubt.proposal)) if doubt.proposal else "{}"
        self.doubts.append((
            doubt.reason.value, article_id, statement_id, quote_id, doubt.subject, proposal,
            ReviewStatus.OPEN.value, self.moment,
        ))  # fmt: skip

    def write(self, session: Session) -> None:
        """Write all; triggers keep word index and change log up to date."""
        self._write_outlets_and_failures(session)
        self._write_articles(session)
        keep_copies(session, self.joined)
        keep_first_day(session, self.reprinted)

    def write_many(self, session: Session) -> Callable[[], None]:
        """Write all without triggers; return what has to be done before commit.

        That takes half of the time, nearly all of it inside the database: another thread may
        do it meanwhile.
        """
        # Their triggers stay: readers learn that there are new names.
        self._write_outlets_and_failures(session)
        switched_off = triggers_off(session, len(self.quotes))
        self._write_articles(session)
        statements = [saying.id for saying in self.statements]
        quotes = [row[0] for row in self.quotes]
        joined, reprinted = self.joined, self.reprinted

        def finish() -> None:
            feed_words(session, quotes)
            triggers_on(session, switched_off)
            tell_new(session, statements)
            # The triggers tell of these.
            keep_copies(session, joined)
            keep_first_day(session, reprinted)

        return finish

    def _write_outlets_and_failures(self, session: Session) -> None:
        for failed in self.failed:
            keep_failed(session, *failed)
        columns = "id slug name domain aliases languages certainty is_open is_republisher"
        rows = [
            (new.id, new.slug, new.name, new.domain, "[]", "[]", Certainty.REPORTED, False, False)
            for new in self.outlets
        ]
        insert(session, Outlet, columns, rows)

    def _write_articles(self, session: Session) -> None:
        insert(session, Article, ARTICLES, self.articles)
        moment = self.moment
        statements = [
            (each.id, *(each.row or ()), len(each.outlets), each.is_pending, moment)
            for each in self.statements
        ]
        insert(session, Statement, STATEMENTS, statements)
        insert(session, Quote, QUOTES, self.quotes)
        self._write_topics(session)
        insert(session, ReviewItem, DOUBTS, self.doubts)

    def _write_topics(self, session: Session) -> None:
        stored: dict[Pair, int] = {}
        for part in pieces(sorted(self.joined)):
            query = sa.select(
                col(StatementTopic.statement_id),
                col(StatementTopic.topic_id),
                col(StatementTopic.id),
            ).where(col(StatementTopic.statement_id).in_(part))
            for statement, topic, number in session.execute(query):
                stored[statement, topic] = number
        removed = removed_topics(session, self.joined) if self.joined else {}
        lacking = [pair for pair in self.assigned if pair not in stored]
        new = [pair for pair in lacking if pair[1] not in removed.get(pair[0], ())]
        numbers = reserve(session, StatementTopic, len(new)) if new else []
        rows = [
            (number, *pair, self.assigned[pair]) for number, pair in zip(numbers, new, strict=True)
        ]
        insert(session, StatementTopic, "id statement_id topic_id origin", rows)
        if self.evidence:
            stored |= dict(zip(new, numbers, strict=True))
            columns = "statement_topic_id quote_id term start_char end_char is_inside"
            rows = [(stored[pair], *found) for pair, found in self.evidence if pair in stored]
            insert(session, TopicEvidence, columns, rows)
