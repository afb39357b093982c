"""Captures: keep the bytes of a fetched page beside the draft or article that was made of it."""

import hashlib
import re
import zlib

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Capture
from app.readers.fetch import Fetched

# What tells of the content, and what asks for it again if it changed; the rest is the server's.
USEFUL = (
    "content-type",
    "content-language",
    "date",
    "etag",
    "last-modified",
)
MAX_HEADER_CHARS = 500


def keep_capture(
    session: Session,
    fetched: Fetched,
    *,
    article_id: int | None = None,
    draft_id: int | None = None,
) -> None:
    """Keep a fetched page for the article or draft that was made of it; flush."""
    session.add(
        Capture(
            article_id=article_id,
            draft_id=draft_id,
            url=fetched.url,
            final_url=fetched.final_url,
            fetched_at=fetched.fetched_at,
            seen_at=fetched.fetched_at,
            status=fetched.status,
            headers={
                # Servers may send what no database stores.
                name: re.sub(r"[^\x20-\x7e]", "?", fetched.headers[name])[:MAX_HEADER_CHARS]
                for name in USEFUL
                if name in fetched.headers
            },
            content=zlib.compress(fetched.content, 9),
            sha256=hashlib.sha256(fetched.content).hexdigest(),
        )
    )
    session.flush()


def give_to_article(session: Session, draft_id: int, article_id: int) -> None:
    """Tell the capture of a draft, if it has one, which article the draft became."""
    session.execute(
        sa.update(Capture).where(col(Capture.draft_id) == draft_id).values(article_id=article_id)
    )


def content_of(capture: Capture) -> bytes:
    """Return the bytes of a capture as the server gave them."""
    return zlib.decompress(capture.content)
