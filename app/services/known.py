"""Known: is this article here already?"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.addresses import url_key
from app.models import Article, TextKind


@dataclass(frozen=True)
class Known:
    """An article that is here already.

    Attributes:
        by: `text` or `url`: what is the same.
    """

    article_id: int
    title: str | None
    by: str


def find_known(
    session: Session, *, sha256: str, outlet_id: int | None, url: str | None, text_kind: str
) -> Known | None:
    """Return the stored article that has the same text in the same outlet, or the same address.

    A digest blocks no full text and is blocked by none: only an equal text is known then.
    """
    same_outlet = (
        col(Article.outlet_id).is_(None)
        if outlet_id is None
        else col(Article.outlet_id) == outlet_id
    )
    query = sa.select(col(Article.id), col(Article.title))
    row = session.execute(query.where(col(Article.text_sha256) == sha256, same_outlet)).first()
    if row:
        return Known(row[0], row[1], "text")
    key = url_key(url)
    if key is None or text_kind == TextKind.DIGEST:
        return None
    row = session.execute(
        query.where(
            col(Article.url_key) == key,
            col(Article.replaced_by_id).is_(None),
            col(Article.text_kind) != TextKind.DIGEST,
        )
    ).first()
    return Known(row[0], row[1], "url") if row else None
