"""Topic: what statements are about, the terms that propose it, and why it was assigned."""

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlmodel import Field

from app.models.base import Origin, Table


class Topic(Table, table=True):
    """A subject that positions are compared on."""

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True, sa_type=String)
    name: str = Field(sa_type=String)
    definition: str = Field(sa_type=Text)
    position: int = 0


class TopicTerm(Table, table=True):
    """A term of a topic in one language; see `app.extraction.types.Term`."""

    __table_args__ = (UniqueConstraint("topic_id", "language", "text", "is_excluded"),)

    id: int | None = Field(default=None, primary_key=True)
    topic_id: int = Field(foreign_key="topic.id", index=True)
    language: str = Field(sa_type=String)
    text: str = Field(sa_type=String)
    is_weak: bool = False
    is_excluded: bool = False


class StatementTopic(Table, table=True):
    """A topic of a statement, and who assigned it."""

    __table_args__ = (
        UniqueConstraint("statement_id", "topic_id"),
        Index(None, "topic_id", "statement_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    statement_id: int = Field(foreign_key="statement.id")
    topic_id: int = Field(foreign_key="topic.id")
    origin: Origin = Field(default=Origin.EXTRACTED, sa_type=String)


class TopicEvidence(Table, table=True):
    """A term that caused an assignment, at its place in the article of a quote.

    Attributes:
        is_inside: the term stands in the quote itself, else in the paragraph around it.
    """

    id: int | None = Field(default=None, primary_key=True)
    statement_topic_id: int = Field(foreign_key="statement_topic.id", index=True)
    quote_id: int = Field(foreign_key="quote.id", index=True)
    term: str = Field(sa_type=String)
    start_char: int
    end_char: int
    is_inside: bool = True
