"""Intake: what people gave that is no article yet: drafts, and inputs that failed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, LargeBinary, String, Text
from sqlmodel import Field

from app.models.base import Table, UTCDateTime, now


class Draft(Table, table=True):
    """An article between paste and save: nothing of it is public.

    Attributes:
        token: its address, hard to guess.
        fields: what the form held (title, url, outlet, published_on, language, text_kind).
        text: the text as it will be stored.
        candidates: the attributions as a person left them, see `app.services.drafts`.
        article_id: the article that it became.
    """

    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(sa_type=String, unique=True)
    fields: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    text: str = Field(sa_type=Text)
    candidates: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    article_id: int | None = Field(default=None, foreign_key="article.id")
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    changed_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class FailedInput(Table, table=True):
    """An input that could not be processed, kept with its reason.

    Attributes:
        source: where it came from, as the person named it.
        sha256: of `content`; the same failure is kept once.
    """

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=String, unique=True)
    content: bytes = Field(sa_type=LargeBinary)
    failed_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
