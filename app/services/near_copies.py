"""Near copies: texts that are nearly the same as one on record, found by Simhash and word overlap.

A text's Simhash has 64 bits, one for each bit of its shingles' hashes: that which most have. Texts
that share most shingles differ in few bits, and then at least one eighth is the same in both:
those eighths are what is looked up. What is found so is compared shingle by shingle.

Source: Charikar (2002), Similarity Estimation Techniques from Rounding Algorithms.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import sqlalchemy as sa
from sqlmodel import Session, col

from app.extraction.types import Basis
from app.models import (
    Article,
    ArticleBand,
    Doubt,
    Outlet,
    Quote,
    ReviewItem,
    ReviewStatus,
    Revision,
    Statement,
)
from app.services.joins import join, quotes_of, separate
from app.services.originals import follow_original, texts_of_sources
from app.services.proposals import close, decided_item, open_item, record, record_join
from app.services.simhashes import BAND_BITS, BANDS, BITS, Simhashes
from app.text import words

# Of pairs of words more survive a changed word than of longer runs: of 300 words of which every
# twentieth was changed, 96 in 100 texts are found by pairs, 89 by threes.
SHINGLE_WORDS = 2
# Shorter texts hold little beside one statement: those are compared anyway.
LEAST_SHINGLES = 40
# Two texts that have nothing to do with one another differ in 32 bits, and in fewer than this
# once in ten thousand; see `test_near_copies.py` for what is found.
MOST_BITS = 16
MOST_COMPARED = 6
# From here on a text is shown as a near copy.
NEAR = 0.6
# What a person answers where a text only looks like another.
NO_COPY = "no"
# Words of a copied article's quotes that must be the same for their statements to be one.
SAME_SHARE = 0.8
# Days that are counted from the day published.
COUNTED = {Basis.PUBLISHED, Basis.WEEKDAY}


@dataclass(frozen=True)
class NearCopy:
    """An article that a text is nearly the same as.

    Attributes:
        share: of the shingles of the shorter text, those that stand in the other one too.
    """

    article_id: int
    title: str | None
    outlet: str | None
    share: float

    @property
    def percent(self) -> int:
        """The share for people; 100 is left to what is really the same."""
        return min(99, round(100 * self.share))


# A text is compared, and then stored by what it is found: between, it is compared with a few.
@lru_cache(2 * MOST_COMPARED)
def shingles(text: str) -> frozenset[int]:
    """Return the hashes, of 64 bits, of each two folded words that follow one another."""
    found = words(text)
    runs = set(zip(*(found[at:] for at in range(SHINGLE_WORDS)), strict=False))
    hashes = b"".join([blake2b(" ".join(run).encode(), digest_size=8).digest() for run in runs])
    return frozenset(struct.unpack(f"<{len(runs)}Q", hashes))


def simhash(hashes: frozenset[int]) -> int:
    """Return the Simhash of shingles, as a signed number of 64 bits; 0 for none."""
    if not hashes:
        return 0
    numbers = np.fromiter(hashes, np.uint64, len(hashes))
    bits = np.unpackbits(numbers.view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
    most = 2 * bits.sum(axis=0, dtype=np.int64) > len(hashes)
    return int.from_bytes(np.packbits(most, bitorder="little").tobytes(), "little", signed=True)


def bands(number: int) -> list[int]:
    """Return the eighths of a Simhash, each with its place."""
    mask = (1 << BAND_BITS) - 1
    return [at << BAND_BITS | (number >> at * BAND_BITS & mask) for at in range(BANDS)]


def keep_bands(session: Session, article_id: int, text: str) -> None:
    """Store by what an article will be found, in place of what was stored before."""
    session.execute(sa.delete(ArticleBand).where(col(ArticleBand.article_id) == article_id))
    hashes = shingles(text)
    if len(hashes) < LEAST_SHINGLES:
        return
    number = simhash(hashes)
    session.execute(
        sa.insert(ArticleBand),
        [{"band": band, "simhash": number, "article_id": article_id} for band in bands(number)],
    )


def find_near_copies(
    session: Session,
    text: str,
    *,
    apart_from: int | None = None,
    known: Simhashes | None = None,
) -> list[NearCopy]:
    """Return the articles that a text is nearly the same as, the nearest first.

    The very same text of another outlet is no near copy: its statements are joined at once.

    Args:
        known: by what articles are found, where many texts are compared with them.
    """
    hashes = shingles(text)
    if len(hashes) < LEAST_SHINGLES:
        return []
    number = simhash(hashes)
    pairs = known.near(number, MOST_BITS) if known else _near(session, number)
    near = sorted(pair for pair in pairs if pair[1] != apart_from)[:MOST_COMPARED]
    if not near:
        return []
    found = []
    texts = (
        sa.select(col(Article.id), col(Article.title), col(Outlet.name), col(Article.text))
        .outerjoin(Outlet, col(Outlet.id) == col(Article.outlet_id))
        .where(
            col(Article.id).in_([article for _, article in near]),
            col(Article.erased_at).is_(None),
        )
        .order_by(col(Article.id))
    )
    for article, title, outlet, other_text in session.execute(texts):
        others = shingles(other_text)
        if others and other_text != text:
            share = len(hashes & others) / min(len(hashes), len(others))
            found.append(NearCopy(article, title, outlet, share))
    found = [each for each in found if each.share >= NEAR]
    return sorted(found, key=lambda each: (-each.share, each.article_id))


def _near(session: Session, number: int) -> list[tuple[int, int]]:
    """Return how many bits differ, and the article, where few do and an eighth is the same."""
    query = (
        sa.select(col(ArticleBand.article_id), col(ArticleBand.simhash))
        .where(col(ArticleBand.band).in_(bands(number)))
        .distinct()
    )
    return [
        (bits, article)
        for article, other in session.execute(query)
        if (bits := _differing(number, other)) <= MOST_BITS
    ]


def _differing(one: int, other: int) -> int:
    return ((one ^ other) & (1 << BITS) - 1).bit_count()


def note_near_copy(
    session: Session, article_id: int, text: str, known: Simhashes | None = None
) -> bool:
    """Store by what an article is found; ask a person where it looks like an older one.

    Of the very same text it is asked only where not all that it says could be joined at once.

    Args:
        known: as in `find_near_copies`; this article is added to it.

    Returns:
        Whether somebody is asked.
    """
    found = _same_texts(session, article_id) + [
        each
        for each in find_near_copies(session, text, apart_from=article_id, known=known)
        if each.article_id < article_id
    ]
    keep_bands(session, article_id, text)
    if known is not None and len(shingles(text)) >= LEAST_SHINGLES:
        known.add(article_id, simhash(shingles(text)))
    asked = sa.select(col(ReviewItem.id)).where(
        col(ReviewItem.reason) == Doubt.NEAR_COPY, col(ReviewItem.article_id) == article_id
    )
    if not found or session.execute(asked.limit(1)).first() is not None:
        return False
    session.add(
        ReviewItem(
            reason=Doubt.NEAR_COPY,
            article_id=article_id,
            subject=found[0].title,
            proposal={"article": found[0].article_id, "share": round(found[0].share, 2)},
        )
    )
    session.flush()
    return True


def _same_texts(session: Session, article_id: int) -> list[NearCopy]:
    """Return the older articles with an article's very text that say something apart from it."""
    own = sa.select(col(Article.text_sha256)).where(col(Article.id) == article_id)
    query = (
        sa.select(Article, col(Outlet.name))
        .outerjoin(Outlet, col(Outlet.id) == col(Article.outlet_id))
        .where(
            col(Article.text_sha256) == own.scalar_subquery(),
            col(Article.id) < article_id,
            col(Article.erased_at).is_(None),
        )
        .order_by(col(Article.id))
    )
    return [
        NearCopy(other.id or 0, other.title, outlet, 1.0)
        for other, outlet in session.execute(query)
        if _same_sayings(session, session.get_one(Article, article_id), other)
    ]


# --------------------------------------------------------------------------------- deciding


def accept_copy(session: Session, number: int, *, who: str) -> None:
    """Take an article as another source of a text on record, and join what both say.

    It counts as its original's outlet from now on, and so do its own copies; both articles stay
    as they are.

    Raises:
        NotFound: there is no such proposal.
        Invalid: it was decided.
    """
    item = open_item(session, number, Doubt.NEAR_COPY)
    copy = session.get_one(Article, item.article_id)
    original = session.get_one(Article, item.proposal["article"])
    before = copy.original_outlet_id
    copy.original_outlet_id = original.original_outlet_id or original.outlet_id
    session.add(copy)
    session.flush()
    pairs = _same_sayings(session, copy, original)
    joins = [join(session, one, other) for one, other in pairs]
    item.proposal = {
        **item.proposal,
        "outlet_before": before,
        "joined": [[each.gone, list(each.moved)] for each in joins],
    }
    close(session, item, ReviewStatus.FIXED)
    for each in joins:
        record_join(session, each, who=who)
    _tell(session, who, "another source of the same text", copy, original)
    follow_original(session, copy)


def settle_copy(session: Session, article_id: int, choice: str, *, who: str) -> bool:
    """Settle the open question about an article as a person answered it before it was stored.

    Args:
        choice: the number of the article that it is another source of, or `NO_COPY`.

    Returns:
        Whether there was such a question, and an answer to it.
    """
    query = sa.select(ReviewItem).where(
        col(ReviewItem.reason) == Doubt.NEAR_COPY,
        col(ReviewItem.article_id) == article_id,
        col(ReviewItem.status) == ReviewStatus.OPEN,
    )
    item = session.execute(query).scalar_one_or_none()
    if item is None or item.id is None:
        return False
    if choice == NO_COPY:
        refuse_copy(session, item.id, who=who)
        return True
    if choice != str(item.proposal["article"]):
        return False
    accept_copy(session, item.id, who=who)
    return True


def refuse_copy(session: Session, number: int, *, who: str) -> None:
    """Take an article as a text of its own.

    Raises:
        NotFound: there is no such proposal.
        Invalid: it was decided.
    """
    item = open_item(session, number, Doubt.NEAR_COPY)
    close(session, item, ReviewStatus.IGNORED)
    copy = session.get_one(Article, item.article_id)
    _tell(
        session, who, "a different text", copy, session.get_one(Article, item.proposal["article"])
    )


def undo_copy(session: Session, number: int, *, who: str) -> None:
    """Take back what was decided about a near copy; what was joined comes apart again.

    Raises:
        NotFound: there is no such proposal.
        Invalid: it is open.
    """
    item = decided_item(session, number, Doubt.NEAR_COPY)
    copy = session.get_one(Article, item.article_id)
    told = dict(item.proposal)
    if item.status == ReviewStatus.FIXED:
        copy.original_outlet_id = told.pop("outlet_before", None)
        session.add(copy)
        for gone, moved in reversed(told.pop("joined", [])):
            carrier = session.get_one(Statement, gone).merged_into_id
            # What somebody split off since stays as they left it.
            moving = [each for each in quotes_of(session, carrier or 0) if each.id in moved]
            if carrier is not None and moving:
                separate(session, moving, gone)
                record(session, who, "undo join", carrier, {"gave back": gone})
                record(session, who, "undo join", gone, {"taken out of": carrier})
    item.proposal, item.status, item.closed_at = told, ReviewStatus.OPEN, None
    session.add(item)
    session.flush()
    _tell(session, who, "undo", copy, session.get_one(Article, told["article"]))
    follow_original(session, copy)


def _tell(session: Session, who: str, action: str, copy: Article, original: Article) -> None:
    session.add(
        Revision(
            who=who,
            action=action,
            subject="article",
            subject_id=copy.id or 0,
            after={"article": original.id},
        )
    )
    session.flush()


def _same_sayings(session: Session, copy: Article, original: Article) -> list[tuple[int, int]]:
    """Return pairs of statements of the two articles: one speaker's, of one day, in like words."""
    here, there = _sayings(session, copy), _sayings(session, original)
    pairs: list[tuple[int, int]] = []
    taken: set[int] = set()
    for one, text in here:
        best = max(
            (
                (_overlap(text, other_text), -(other.id or 0))
                for other, other_text in there
                if other.id != one.id and other.id not in taken and _agree(one, other)
            ),
            default=(0.0, 0),
        )
        if best[0] >= SAME_SHARE and one.id not in taken:
            pairs.append((one.id or 0, -best[1]))
            taken |= {one.id or 0, -best[1]}
    return pairs


def _sayings(session: Session, article: Article) -> Sequence[tuple[Statement, str]]:
    query = (
        sa.select(Statement, col(Quote.text))
        .join(Quote, col(Quote.statement_id) == col(Statement.id))
        .where(
            # Where its source changed, most of them stand in a later text.
            col(Quote.article_id).in_(texts_of_sources(session, [article.id or 0])),
            col(Statement.withdrawn_at).is_(None),
        )
        .order_by(col(Quote.id))
    )
    return [(statement, text) for statement, text in session.execute(query)]


def _agree(one: Statement, other: Statement) -> bool:
    """Say whether two statements have one speaker, and days that do not contradict each other.

    A day that is only counted from the day published contradicts no other such day: one text may
    be printed on several.
    """
    if one.actor_id != other.actor_id or (one.actor_id is None and one.speaker != other.speaker):
        return False
    if one.said_on is None or other.said_on is None:
        return True
    if {one.said_on_basis, other.said_on_basis} <= COUNTED:
        return True
    return abs((one.said_on - other.said_on).days) <= 1


def _overlap(one: str, other: str) -> float:
    here, there = set(words(one)), set(words(other))
    return len(here & there) / len(here | there) if here | there else 0.0
