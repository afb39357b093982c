"""Topics: the list of them, and one with the terms that propose it."""

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.errors import NotFound
from app.locales import gettext
from app.models import Topic, TopicTerm
from app.queries.filters import NONE, StatementFilter
from app.queries.rows import Named
from app.queries.select import select


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


def list_topics(session: Session) -> list[Named]:
    """Return every topic, in the order of the list."""
    query = sa.select(col(Topic.slug), col(Topic.name)).order_by(col(Topic.position), col(Topic.id))
    return [Named(slug, name) for slug, name in session.execute(query)]


def find_topics(session: Session) -> list[TopicRow]:
    """Return every topic, in the order of the list, with its counts by side."""
    counts: dict[str, dict[str | None, int]] = defaultdict(dict)
    for side in select(session, StatementFilter()).counted("side", without=None, shown=None):
        said = select(session, StatementFilter(side=(side.value or NONE,)))
        for topic in said.counted("topic", without=None, shown=None):
            counts[topic.value or NONE][side.value] = topic.count
    topics = session.execute(
        sa.select(Topic).order_by(col(Topic.position), col(Topic.id))
    ).scalars()
    return [
        TopicRow(each.slug, each.name, each.definition, counts.get(each.slug, {}))
        for each in topics
    ]


def get_topic(session: Session, slug: str) -> TopicPage:
    """Return one topic.

    Raises:
        NotFound: there is none of that slug.
    """
    found = next((each for each in find_topics(session) if each.slug == slug), None)
    if found is None:
        raise NotFound(gettext("There is no topic of that name."))
    return TopicPage(found, find_terms(session, slug))


def find_terms(session: Session, slug: str) -> tuple[TermRow, ...]:
    """Return the terms of a topic, in the order in which they were entered."""
    query = (
        sa.select(TopicTerm)
        .join(Topic, col(Topic.id) == col(TopicTerm.topic_id))
        .where(col(Topic.slug) == slug)
        .order_by(col(TopicTerm.id))
    )
    return tuple(
        TermRow(each.text, each.language, each.is_weak, each.is_excluded)
        for each in session.execute(query).scalars()
    )
