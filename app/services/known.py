"""Known: is this article here already?"""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.addresses import url_key
from app.models import Article, TextKind
from app.services.rows import among


@dataclass(frozen=True, slots=True)
class Known:
    """An article that is here already.

    Attributes:
        by: `text` or `url`: what is the same.
    """

    article_id: int
    title: str | None
    by: str


def other_text(known: Known) -> str:
    """Return why a text is not stored whose address another one has."""
    return f"Article {known.article_id} has this address, with another text."


class KnownArticles:
    """Articles by text and by address, on record or to be written, looked up for many at once.

    A digest blocks no full text and is blocked by none: only an equal text is known then.
    """

    def __init__(self) -> None:
        self._by_text: dict[tuple[int | None, str], Known] = {}
        self._by_url: dict[str, Known] = {}

    def meet(self, session: Session, texts: Iterable[str], keys: Iterable[str | None]) -> None:
        """Look up texts by their fingerprints, and addresses by their keys."""
        query = sa.select(
            col(Article.id), col(Article.title), col(Article.outlet_id), col(Article.text_sha256),
            col(Article.url_key), col(Article.text_kind), col(Article.replaced_by_id),
        )  # fmt: skip
        for column, values in ((Article.text_sha256, set(texts)), (Article.url_key, set(keys))):
            wanted = among(session, col(column), filter(None, values))
            for number, title, outlet, sha256, key, kind, replaced in session.execute(
                query.where(wanted)
            ):
                current = key if replaced is None else None
                self.add(number, title, outlet, sha256, current, kind)

    def add(
        self,
        number: int,
        title: str | None,
        outlet_id: int | None,
        sha256: str,
        key: str | None,
        text_kind: str,
    ) -> None:
        """Remember an article, which blocks others from now on."""
        self._by_text.setdefault((outlet_id, sha256), Known(number, title, "text"))
        if key is not None and text_kind != TextKind.DIGEST:
            self._by_url.setdefault(key, Known(number, title, "url"))

    def find(
        self, sha256: str, outlet_id: int | None, key: str | None, text_kind: str
    ) -> Known | None:
        """Return the article with the same text in the same outlet, or the same address."""
        if found := self._by_text.get((outlet_id, sha256)):
            return found
        return self._by_url.get(key) if key and text_kind != TextKind.DIGEST else None


def find_known(
    session: Session, *, sha256: str, outlet_id: int | None, url: str | None, text_kind: str
) -> Known | None:
    """Return the stored article with the same text in the same outlet, or the same address."""
    known = KnownArticles()
    key = url_key(url)
    known.meet(session, [sha256], [key])
    return known.find(sha256, outlet_id, key, text_kind)


def find_known_address(session: Session, url: str) -> Known | None:
    """Return the current article of an address, digests aside."""
    known = KnownArticles()
    key = url_key(url)
    known.meet(session, [], [key])
    return known.find("", None, key, TextKind.FULL)
