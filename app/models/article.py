"""Article: one text of one outlet, stored once and never changed."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, String, Text, text
from sqlmodel import Field

from app.models.base import Origin, Table, UTCDateTime, now


class TextKind(StrEnum):
    """What the stored text is: all of the article, a part of it, or a summary of ours."""

    FULL = "full"
    EXCERPT = "excerpt"
    DIGEST = "digest"


class Article(Table, table=True):
    """One text as an outlet printed it.

    Attributes:
        text: the input after NFC and line ends; offsets of quotes count its code points.
        text_sha256: its fingerprint, unique within an outlet.
        archive_url: where an archive keeps a copy of the page.
        url_key: the normalised address, unique among current captures that are no digests.
        published_on: the day published, None where nobody said.
        origin: by which door it came.
        original_outlet_id: for a republished text, the outlet that wrote it.
        replaced_by_id: a later capture of the same address.
        erased_reason: the text went for legal reasons; `text` is empty then.
    """

    __table_args__ = (
        Index(
            "uq_article_outlet_id_text_sha256",
            "outlet_id",
            "text_sha256",
            unique=True,
            sqlite_where=text("outlet_id IS NOT NULL"),
            postgresql_where=text("outlet_id IS NOT NULL"),
        ),
        Index(
            "uq_article_text_sha256_no_outlet",
            "text_sha256",
            unique=True,
            sqlite_where=text("outlet_id IS NULL"),
            postgresql_where=text("outlet_id IS NULL"),
        ),
        Index(
            "uq_article_url_key",
            "url_key",
            unique=True,
            sqlite_where=text("replaced_by_id IS NULL AND text_kind <> 'digest'"),
            postgresql_where=text("replaced_by_id IS NULL AND text_kind <> 'digest'"),
        ),
        # Lists and counts of current articles need not pass over the texts.
        Index(
            "ix_article_current",
            "published_on",
            "id",
            "outlet_id",
            sqlite_where=text("replaced_by_id IS NULL AND erased_at IS NULL"),
            postgresql_where=text("replaced_by_id IS NULL AND erased_at IS NULL"),
        ),
        # Texts printed again are few: what is read at every start need not pass over the others.
        Index(
            "ix_article_original_outlet_id",
            "original_outlet_id",
            sqlite_where=text("original_outlet_id IS NOT NULL"),
            postgresql_where=text("original_outlet_id IS NOT NULL"),
        ),
        # Each article's page asks which text it replaced.
        Index(
            "ix_article_replaced_by_id",
            "replaced_by_id",
            sqlite_where=text("replaced_by_id IS NOT NULL"),
            postgresql_where=text("replaced_by_id IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    outlet_id: int | None = Field(default=None, foreign_key="outlet.id", index=True)
    original_outlet_id: int | None = Field(default=None, foreign_key="outlet.id")
    title: str | None = Field(default=None, sa_type=Text)
    url: str | None = Field(default=None, sa_type=Text)
    url_key: str | None = Field(default=None, sa_type=Text)
    archive_url: str | None = Field(default=None, sa_type=Text)
    published_on: date | None = None
    language: str = Field(default="und", sa_type=String)
    text_kind: TextKind = Field(default=TextKind.FULL, sa_type=String)
    text: str = Field(sa_type=Text)
    text_sha256: str = Field(sa_type=String, index=True)
    origin: Origin = Field(default=Origin.PERSON, sa_type=String)
    captured_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    replaced_by_id: int | None = Field(default=None, foreign_key="article.id")
    erased_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    erased_reason: str | None = Field(default=None, sa_type=Text)


class ArticleBand(Table, table=True):
    """An eighth of an article's Simhash, by which texts that are nearly the same are found.

    Attributes:
        band: which eighth, times 256, plus its eight bits.
        simhash: all of it, as a signed number of 64 bits.
    """

    __table_args__ = ({"sqlite_with_rowid": False},)

    band: int = Field(primary_key=True)
    simhash: int = Field(primary_key=True, sa_type=BigInteger)
    article_id: int = Field(primary_key=True, foreign_key="article.id", index=True)
