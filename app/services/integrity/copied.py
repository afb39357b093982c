"""Copied: columns that repeat, or are worked out of, what other rows say."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.addresses import url_key
from app.models import Alias, Article, ArticleBand, Office, Precision, Statement
from app.services.copies import copies_of, keep_copies
from app.services.integrity.faults import Fault, Tell, portions
from app.services.near_copies import LEAST_SHINGLES, bands, keep_bands, shingles, simhash
from app.services.rows import pieces
from app.text import fold

STATEMENT: Any = (
    col(Statement.id), col(Statement.form), col(Statement.language),
    col(Statement.outlet_count), col(Statement.is_pending), col(Statement.said_on),
    col(Statement.said_until), col(Statement.said_on_precision), col(Statement.side),
    col(Office.side).label("office_side"), col(Statement.actor_id), col(Statement.speaker),
)  # fmt: skip


def look_at_statements(session: Session, tell: Tell) -> Iterator[Fault]:
    """Yield statements whose copied columns are not what their quotes, doubts and offices say."""
    query = (
        sa.select(*STATEMENT)
        .join(Office, col(Office.id) == col(Statement.office_id), isouter=True)
        # What was joined stays as it was.
        .where(col(Statement.merged_into_id).is_(None))
        .order_by(col(Statement.id))
    )
    for rows in portions(session, query):
        numbers = [row.id for row in rows]
        copies = copies_of(session, numbers)
        for row in rows:
            for name, value in copies[row.id].items():
                if getattr(row, name) != value:
                    told = f"{name} is {getattr(row, name)!r}, its quotes and doubts say {value!r}."
                    yield Fault(f"statement {row.id}: {told}", keep_copies, row.id)
            if row.side and row.office_side not in {row.side, None}:
                told = f"its side is {row.side!r}, its office's {row.office_side!r}."
                yield Fault(f"statement {row.id}: {told}")
            if not _is_a_time(row.said_on, row.said_until, row.said_on_precision):
                yield Fault(
                    f"statement {row.id}: its first and last day are no day, month or year."
                )
        tell(len(rows))


def _is_a_time(first: Any, last: Any, precision: str) -> bool:
    if first is None or last is None:
        return first is last
    if precision == Precision.DAY:
        return bool(first == last)
    return bool(first <= last)


def look_at_names(session: Session, tell: Tell) -> Iterator[Fault]:
    """Yield aliases and addresses that are not looked up as they are written."""
    aliases: Any = col(Alias.id), col(Alias.text), col(Alias.folded)
    for rows in portions(session, sa.select(*aliases).order_by(col(Alias.id))):
        for number, text, folded in rows:
            # Names are looked up with single blanks.
            if folded not in {fold(text), fold(" ".join(text.split()))}:
                yield Fault(
                    f"alias {number}: {text!r} is not looked up as such.", fold_again, number
                )
        tell(len(rows))
    articles: Any = col(Article.id), col(Article.url), col(Article.url_key)
    kept = sa.select(*articles).where(col(Article.erased_at).is_(None))
    for rows in portions(session, kept.order_by(col(Article.id))):
        for number, url, key in rows:
            if key != url_key(url):
                told = f"article {number}: it is not looked up by its address {url!r}."
                yield Fault(told, key_again, number)
        tell(len(rows))


def fold_again(session: Session, numbers: Sequence[int]) -> None:
    """Fold aliases anew."""
    for part in pieces(sorted(numbers)):
        for alias in session.execute(sa.select(Alias).where(col(Alias.id).in_(part))).scalars():
            alias.folded = fold(" ".join(alias.text.split()))
            session.add(alias)
    session.flush()


def key_again(session: Session, numbers: Sequence[int]) -> None:
    """Work out anew by what addresses are looked up; a key that another article has stays its."""
    for number in sorted(numbers):
        article = session.get_one(Article, number)
        try:
            with session.begin_nested():
                article.url_key = url_key(article.url)
                session.add(article)
        except IntegrityError:
            session.refresh(article)


def look_at_likeness(session: Session, tell: Tell) -> Iterator[Fault]:
    """Yield articles that would not be found by their text, though they were compared once."""
    columns: Any = (
        col(ArticleBand.article_id), col(ArticleBand.band), col(ArticleBand.simhash),
    )  # fmt: skip
    articles: Any = col(Article.id), col(Article.text)
    for rows in portions(session, sa.select(*articles).order_by(col(Article.id)), 50):
        texts: dict[int, str] = {number: text for number, text in rows}
        kept: dict[int, set[tuple[int, int]]] = {}
        query = sa.select(*columns).where(col(ArticleBand.article_id).in_(texts))
        for number, band, found in session.execute(query):
            kept.setdefault(number, set()).add((band, found))
        for number, stored in kept.items():
            hashes = shingles(texts[number])
            own = simhash(hashes)
            wanted = (
                {(band, own) for band in bands(own)} if len(hashes) >= LEAST_SHINGLES else set()
            )
            if stored != wanted:
                told = f"article {number}: what finds its near copies is of another text."
                yield Fault(told, keep_bands_again, number)
        tell(len(kept))


def keep_bands_again(session: Session, numbers: Sequence[int]) -> None:
    """Work out anew by what articles are found."""
    for part in pieces(sorted(numbers), 50):
        query = sa.select(col(Article.id), col(Article.text)).where(col(Article.id).in_(part))
        for number, text in session.execute(query).all():
            keep_bands(session, number, text)
    session.flush()
