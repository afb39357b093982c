"""Topics: the list of them, and one with the terms that propose it."""

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.errors import NotFound
from app.models import Statement, StatementTopic, Topic, TopicTerm


@dataclass(frozen=True)
class TopicRow:
    """One topic of a list.

    Attributes:
        by_side: number of live statements of each side (None: side not known).
    """

    slug: str
    name: str
    definition: str
    by_side: dict[str | None, int]

    @property
    def statements(self) -> int:
        """How many statements it has in all."""
        return sum(self.by_side.values())

    @property
    def path(self) -> str:
        """The path of the topic's page."""
        return f"/topics/{self.slug}"


@dataclass(frozen=True)
class TermRow:
    """A term that proposes a topic, or (excluded) a false friend of one."""

    text: str
    language: str
    is_weak: bool
    is_excluded: bool


@dataclass(frozen=True)
class TopicPage:
    """One topic with its terms, in the order in which they were entered."""

    row: TopicRow
    terms: tuple[TermRow, ...]


def find_topics(session: Session) -> list[TopicRow]:
    """Return every topic, in the order of the list, with its counts by side."""
    query = (
        sa.select(col(StatementTopic.topic_id), col(Statement.side), sa.func.count())
        .join(Statement, col(Statement.id) == col(StatementTopic.statement_id))
        .where(col(Statement.merged_into_id).is_(None), col(Statement.withdrawn_at).is_(None))
        .group_by(col(StatementTopic.topic_id), col(Statement.side))
    )
    counts: dict[int, dict[str | None, int]] = defaultdict(dict)
    for topic, side, number in session.execute(query):
        counts[topic][side] = number
    topics = session.execute(
        sa.select(Topic).order_by(col(Topic.position), col(Topic.id))
    ).scalars()
    return [
        TopicRow(each.slug, each.name, each.definition, counts.get(each.id or 0, {}))
        for each in topics
    ]


def get_topic(session: Session, slug: str) -> TopicPage:
    """Return one topic.

    Raises:
        NotFound: there is none of that slug.
    """
    found = next((each for each in find_topics(session) if each.slug == slug), None)
    if found is None:
        raise NotFound("There is no topic of that name.")
    query = (
        sa.select(TopicTerm)
        .join(Topic, col(Topic.id) == col(TopicTerm.topic_id))
        .where(col(Topic.slug) == slug)
        .order_by(col(TopicTerm.id))
    )
    terms = tuple(
        TermRow(each.text, each.language, each.is_weak, each.is_excluded)
        for each in session.execute(query).scalars()
    )
    return TopicPage(found, terms)
