"""Quote: what one attribution in one article gives to a speaker."""

from datetime import datetime

from sqlalchemy import JSON, Index, String, Text, text
from sqlmodel import Field

from app.models.base import Origin, Table, UTCDateTime, now

# The rule of a quote that a person set or changed.
BY_HAND = "by hand"

HAS_PARENT, HAS_RELAY = text("parent_id IS NOT NULL"), text("via_actor_id IS NOT NULL")


class Quote(Table, table=True):
    """One wording of a statement, at exact places of one article.

    Attributes:
        start_char, end_char: hull of the parts, half-open code points of `article.text`.
        parts: `[[start, end], ...]`, ordered and disjoint, never empty.
        text: what the parts cut out of the article, joined by " … "; derived, never edited.
        words_key: `app.text.words_key` of the text: who said these very words before?
        via: the person, body or news medium that relays it, as printed.
        rule, confidence: the extractor's rule and its measured precision.
        parent_id: the quote inside which this one is relayed.
    """

    __table_args__ = (
        # The facet index reads these columns of every quote: the texts need not be passed over.
        Index(None, "statement_id", "article_id", "form", "language"),
        # Few quotes have these, and the key of the others need not be kept.
        Index(None, "parent_id", sqlite_where=HAS_PARENT, postgresql_where=HAS_PARENT),
        Index(None, "via_actor_id", sqlite_where=HAS_RELAY, postgresql_where=HAS_RELAY),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(foreign_key="article.id", index=True)
    statement_id: int = Field(foreign_key="statement.id")
    parent_id: int | None = Field(default=None, foreign_key="quote.id")
    form: str = Field(sa_type=String)
    language: str = Field(sa_type=String)
    start_char: int
    end_char: int
    parts: list[list[int]] = Field(sa_type=JSON)
    text: str = Field(sa_type=Text)
    words_key: int | None = Field(default=None, index=True)
    cue: str = Field(default="", sa_type=Text)
    cue_start: int | None = None
    cue_end: int | None = None
    speaker_printed: str | None = Field(default=None, sa_type=Text)
    speaker_start: int | None = None
    speaker_end: int | None = None
    via: str | None = Field(default=None, sa_type=Text)
    via_actor_id: int | None = Field(default=None, foreign_key="actor.id")
    rule: str = Field(default="", sa_type=String)
    confidence: float | None = None
    origin: Origin = Field(default=Origin.EXTRACTED, sa_type=String)
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class QuoteHome(Table, table=True):
    """The statement that a quote was recorded as, while it is joined to another.

    A quote without a row here is at home where it is.
    """

    quote_id: int = Field(primary_key=True, foreign_key="quote.id")
    statement_id: int = Field(foreign_key="statement.id", index=True)
