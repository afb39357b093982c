"""Sayings: which statement an attribution repeats, on record or among those to be written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.extraction.types import Basis
from app.models import Article, Quote, Statement
from app.services.rows import among
from app.text import words

# The same few words ("Yes.") can be said twice on one day and mean two things.
SAME_WORDS = 5
# A text that stands elsewhere so many days later is printed again; after that a person is asked.
REPRINT_DAYS = 7

Parts = str
"""Places of a quote in its text, as JSON."""
Time = tuple[date, date] | None
"""First and last day of the time said."""


@dataclass(slots=True)
class Saying:
    """A statement, on record or to be written.

    Attributes:
        basis: why that day, see `Basis`.
        row: what is to be written of it, None where it is on record.
        outlets: of the articles of this transaction that carry it.
    """

    id: int
    actor_id: int | None
    speaker: str | None
    said: Time
    basis: str = Basis.UNKNOWN
    is_pending: bool = False
    row: tuple[Any, ...] | None = None
    outlets: set[int | None] = field(default_factory=set)

    @property
    def is_new(self) -> bool:
        """Say whether it is to be written."""
        return self.row is not None


class Sayings:
    """Who said which words when: looked up by the words' key, and compared word for word.

    Marks, case and spacing aside, nothing may differ; without a known actor and a known time
    nothing is the same. What only looks alike is left for a person to join.
    """

    def __init__(self) -> None:
        self._by_words: dict[tuple[int, int, Time], list[tuple[str, Saying]]] = {}
        self._by_id: dict[int, Saying] = {}
        self._twins: dict[str, dict[Parts, Saying]] = {}

    def meet(
        self,
        session: Session,
        keys: Iterable[int],
        texts: Iterable[str],
        *,
        apart_from: int | None = None,
    ) -> None:
        """Look up the words and texts to come.

        Args:
            keys: `words_key` of each attribution.
            texts: fingerprints of the articles' texts, which may stand elsewhere already.
            apart_from: the article that is read again: its text is no twin of itself.
        """
        query = _on_record(col(Quote.words_key), col(Quote.text)).where(
            among(session, col(Quote.words_key), set(keys))
        )
        for key, text, *statement in session.execute(query):
            saying = self._met(*statement)
            if saying.actor_id is not None and saying.said is not None:
                self._remember(key, saying.actor_id, saying.said, text, saying)
        new = [text for text in set(texts) if text not in self._twins]
        self._twins |= {text: {} for text in new}
        query = (
            _on_record(col(Article.text_sha256), col(Quote.parts))
            .join(Article, col(Article.id) == col(Quote.article_id))
            .where(
                among(session, col(Article.text_sha256), new),
                col(Article.id) != (apart_from or 0),
            )
        )
        for text, parts, *statement in session.execute(query):
            self._twins[text][str(parts)] = self._met(*statement)

    def _met(
        self,
        number: int,
        actor_id: int | None,
        speaker: str | None,
        first: date | None,
        last: date | None,
        basis: str,
        is_pending: bool,
    ) -> Saying:
        if number not in self._by_id:
            said = (first, last) if first and last else None
            self._by_id[number] = Saying(number, actor_id, speaker, said, basis, is_pending)
        return self._by_id[number]

    def _remember(self, key: int, actor_id: int, said: Time, text: str, saying: Saying) -> None:
        self._by_words.setdefault((key, actor_id, said), []).append((text, saying))

    def same(self, key: int, actor_id: int | None, said: Time, text: str) -> Saying | None:
        """Return the statement in which the same actor said the same words at the same time."""
        if actor_id is None or said is None:
            return None
        found = self._by_words.get((key, actor_id, said))
        if found is None:
            return None
        wanted = words(text)
        if len(wanted) < SAME_WORDS:
            return None
        return next((saying for carried, saying in found if words(carried) == wanted), None)

    def twin(
        self,
        sha256: str,
        parts: Parts,
        actor_id: int | None,
        speaker: str | None,
        said: Time,
        basis: str,
        text: str,
    ) -> Saying | None:
        """Return what the very same text says at the same place elsewhere, if it is the same.

        The same words of the same text must mean the same speaker and the same time. Where both
        times are only those of printing, one is a reprint of the other: see `_is_reprint`.
        """
        twins = self._twins.get(sha256)
        found = twins.get(parts) if twins else None
        if found is None or found.actor_id != actor_id:
            return None
        if actor_id is None and found.speaker != speaker:
            return None
        return found if found.said == said or _is_reprint(found, said, basis, text) else None

    def reprint(self, key: int, saying: Saying, said: Time) -> None:
        """Let the earlier time stand where the same words were printed on another day."""
        if said is None or saying.said is None or said >= saying.said:
            return
        actor_id, before, saying.said = saying.actor_id, saying.said, said
        if actor_id is None:
            return
        carried = self._by_words.pop((key, actor_id, before), [])
        for each in carried:
            self._remember(key, actor_id, each[1].said or before, *each)

    def add(self, key: int, text: str, saying: Saying) -> None:
        """Remember a new statement with the words of its first quote."""
        if saying.actor_id is not None and saying.said is not None:
            self._remember(key, saying.actor_id, saying.said, text, saying)

    def add_text(self, sha256: str, places: dict[Parts, Saying]) -> None:
        """Remember what an article says, for the next one with the same text."""
        known = self._twins.get(sha256)
        self._twins[sha256] = known | places if known else places


def _is_reprint(found: Saying, said: Time, basis: str, text: str) -> bool:
    """Say whether words of one text were only printed on two days, and not said on two."""
    if found.said is None or said is None or not found.basis == basis == Basis.PUBLISHED:
        return False
    apart = abs((found.said[0] - said[0]).days)
    return apart <= REPRINT_DAYS and len(words(text)) >= SAME_WORDS


def _on_record(*columns: Any) -> sa.Select[Any]:
    """Return the query for `columns` of quotes, each with its statement; the first stored leads."""
    return (
        sa.select(
            *columns,
            col(Statement.id),
            col(Statement.actor_id),
            col(Statement.speaker),
            col(Statement.said_on),
            col(Statement.said_until),
            col(Statement.said_on_basis),
            col(Statement.is_pending),
        )
        .join(Quote, col(Quote.statement_id) == col(Statement.id))
        .where(col(Statement.merged_into_id).is_(None), col(Statement.withdrawn_at).is_(None))
        .order_by(col(Statement.id))
    )
