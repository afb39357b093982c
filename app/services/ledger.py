"""Ledger: what articles add to the record: new, known already, or said before."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import count
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col

from app.days import Period
from app.extraction.types import Attribution
from app.models import (
    BY_HAND,
    Article,
    Doubt,
    Origin,
    Outlet,
    Precision,
    Quote,
    Statement,
    Topic,
)
from app.models.base import Table
from app.services.entry import QUOTE_FIELDS, Carried, Entry
from app.services.known import Known, KnownArticles, other_text
from app.services.outlets import Outlets
from app.services.pending import Pending
from app.services.record import doubts_about, meet_speakers, resolve_with, statement_values
from app.services.resolve import Raised, Resolver
from app.services.rows import reserve, this_moment
from app.services.sayings import Parts, Saying, Sayings, Time


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a document.

    Attributes:
        known: the article that was here already; nothing was stored then.
        quotes: how many attributions it carries; statements: how many were new.
        to_review: statements (and the article itself) that a person should look at.
    """

    article_id: int
    known: Known | None = None
    quotes: int = 0
    statements: int = 0
    to_review: int = 0

    @property
    def path(self) -> str:
        """The path of the article's page."""
        return f"/articles/{self.article_id}"


class Recorded(NamedTuple):
    """A stored quote: its statement, whether that is new, and whether a doubt is open."""

    quote_id: int
    statement_id: int
    is_new: bool
    is_pending: bool


@dataclass(frozen=True, slots=True)
class Source:
    """The article that quotes stand in.

    Attributes:
        outlet_id: of the outlet that wrote it.
    """

    id: int
    sha256: str
    language: str
    outlet_id: int | None


class Ledger:
    """The rows of one transaction. First `meet` what is to come, then `add` it, then `write`.

    Only `write` needs a session that can: without it, everything is told and nothing stored.
    """

    def __init__(self, session: Session, resolver: Resolver | None = None) -> None:
        """Begin; a `resolver` that met speakers before need not look them up again."""
        session.flush()
        self.session = session
        self.resolver = resolver or Resolver()
        self.sayings = Sayings()
        self.known = KnownArticles()
        self.moment = this_moment(session)
        self.pending = Pending(self.moment)
        self.topics = {slug: number for slug, number in session.execute(TOPICS)}
        self._ids: dict[type[Table], Iterator[int]] = {}

    @cached_property
    def outlets(self) -> Outlets:
        """Every outlet; a ledger of quotes alone does not ask."""
        return Outlets(self.session)

    # ------------------------------------------------------------------------- looking up

    def meet(self, entries: Sequence[Entry], *, dry: bool = False) -> None:
        """Look up what the entries may meet on record.

        Args:
            dry: nothing will be written: ids are made up, below zero.
        """
        self.known.meet(
            self.session, [each.sha256 for each in entries], [each.url_key for each in entries]
        )
        texts = [each.sha256 for each in entries]
        carried = [each for entry in entries for each in entry.carried]
        if dry:
            self._ids = self._ids or dict.fromkeys(
                (Outlet, Article, Statement, Quote), count(-1, -1)
            )
        else:
            self._reserve(Article, len(entries))
            self._reserve(Outlet, len({each.document.outlet for each in entries}))
        self.meet_quotes(texts, carried, dry=dry)

    def meet_quotes(
        self,
        texts: Sequence[str],
        carried: Sequence[Carried],
        *,
        dry: bool = False,
        apart_from: int | None = None,
    ) -> None:
        """Look up what quotes in texts of these fingerprints may meet on record."""
        meet_speakers(self.session, self.resolver, carried)
        keys = {each.words_key for each in carried}
        self.sayings.meet(self.session, keys, texts, apart_from=apart_from)
        if not dry:
            self._reserve(Statement, len(carried))
            self._reserve(Quote, len(carried))

    def _reserve(self, table: type[Table], number: int) -> None:
        self._ids[table] = iter(reserve(self.session, table, number))

    # ------------------------------------------------------------------------- adding

    def add(self, entry: Entry, *, origin: Origin) -> Ingested:
        """Add a document unless it is here already.

        Another text of an address that is here is kept with its reason.
        """
        document = entry.document
        outlet = self._outlet(document.outlet, document.url)
        kind = document.text_kind
        here = self.known.find(entry.sha256, outlet, entry.url_key, kind)
        if here is not None:
            if here.by == "url":
                name = document.url or document.source
                kept = (name, other_text(here), document.as_bytes())
                self.pending.failed.append(kept)
            return Ingested(here.article_id, here)
        number = next(self._ids[Article])
        language = entry.language or document.language or "und"
        self.pending.articles.append((
            number, outlet, document.title, document.url, entry.url_key, iso(entry.published_on),
            language, kind, document.text, entry.sha256, origin, self.moment,
        ))  # fmt: skip
        self.known.add(number, document.title, outlet, entry.sha256, entry.url_key, kind)
        source = Source(number, entry.sha256, language, outlet)
        given = Origin.IMPORT if document.quotes is not None else Origin.EXTRACTED
        recorded = self.add_quotes(source, entry.carried, given)
        # Who brings quotes with the day of each leaves none to be looked for.
        is_told = document.quotes is not None and all(each.said_on for each in entry.carried)
        doubted = entry.published_on is None and bool(recorded) and not is_told
        if doubted:
            self.pending.doubt(number, None, None, Raised(Doubt.DAY_NOT_RESOLVED, document.title))
        statements = {each.statement_id: each for each in recorded}
        return Ingested(
            number,
            quotes=len(recorded),
            statements=sum(each.is_new for each in statements.values()),
            to_review=sum(each.is_pending for each in statements.values()) + doubted,
        )

    def _outlet(self, name: str | None, url: str | None) -> int | None:
        """Return the outlet meant, None where nothing is given; a new name becomes an outlet."""
        found = self.outlets.find(name, url)
        if found is None and name and name.strip():
            new = self.outlets.new(next(self._ids[Outlet]), name, url)
            self.pending.outlets.append(new)
            found = new.id
        return found

    def add_quotes(
        self, source: Source, carried: Sequence[Carried], origin: Origin
    ) -> list[Recorded]:
        """Add quotes of an article in their order; each finds or makes its statement.

        Args:
            origin: who made them; what a person set (`BY_HAND`) is that person's anyway.
        """
        known, speakers, ids, pending = self.sayings, self.resolver, self._ids[Quote], self.pending
        moment, language = self.moment, source.language
        sayings: list[Saying] = []
        numbers: list[int] = []
        new: set[int] = set()
        places: dict[Parts, Saying] = {}
        for each in carried:
            said, precision, first, last = days_said(each.said_on)
            resolved = resolve_with(speakers, each, said)
            actor_id = resolved.actor.id if resolved.actor else None
            saying = known.same(each.words_key, actor_id, said, each.text) or known.twin(
                source.sha256,
                each.parts,
                actor_id,
                each.speaker,
                said,
                each.said_on_basis,
                each.text,
            )
            if saying is None:
                row = statement_values(each, resolved, language, precision, first, last)
                saying = Saying(
                    next(self._ids[Statement]), actor_id, row[1], said, each.said_on_basis, row=row
                )
                pending.statements.append(saying)
                known.add(each.words_key, each.text, saying)
                new.add(saying.id)
            elif not saying.is_new:
                pending.joined.add(saying.id)
            if saying.said != said:
                pending.reprinted.add(saying.id)
                known.reprint(each.words_key, saying, said)
            saying.outlets.add(source.outlet_id)
            number = next(ids)
            parent = each.nested_in
            parent_id = numbers[parent] if parent is not None and parent < len(numbers) else None
            maker = PERSONS if each.rule == BY_HAND else origin.value
            via = speakers.find(each.via_actor)
            pending.quotes.append((
                number, source.id, saying.id, parent_id, via.id if via else None, language, maker,
                moment, *each[:STORED],
            ))  # fmt: skip
            numbers.append(number)
            sayings.append(saying)
            places[each.parts] = saying
            if each.topics:
                self._assign(saying.id, number, each, maker)
            for doubt in doubts_about(each, resolved):
                saying.is_pending = True
                pending.doubt(source.id, saying.id, number, doubt)
        known.add_text(source.sha256, places)
        return [
            Recorded(number, saying.id, saying.id in new, saying.is_pending)
            for number, saying in zip(numbers, sayings, strict=True)
        ]

    def _assign(self, statement_id: int, quote_id: int, each: Carried, maker: str) -> None:
        for topic, term, start, end, is_inside in each.topics:
            number = self.topics.get(topic)
            if number is None:
                continue
            self.pending.assigned.setdefault((statement_id, number), maker)
            if term:
                found = (statement_id, number), (quote_id, term, start, end, is_inside)
                self.pending.evidence.append(found)

    # ------------------------------------------------------------------------- writing

    def write(self) -> None:
        """Write all that was added; triggers keep word index and change log up to date."""
        self._taken().write(self.session)

    def write_many(self) -> Callable[[], None]:
        """Write all that was added; see `Pending.write_many`."""
        return self._taken().write_many(self.session)

    def forget(self) -> None:
        """Leave unwritten all that was added, and know it all the same."""
        self._taken()

    def _taken(self) -> Pending:
        """Return what is to be written, and begin anew."""
        taken, self.pending = self.pending, Pending(self.moment)
        return taken


TOPICS = sa.select(col(Topic.slug), col(Topic.id))
PERSONS, STORED = Origin.PERSON.value, len(QUOTE_FIELDS)


def iso(day: date | None) -> str | None:
    """Return a day as every database takes it."""
    return day.isoformat() if day else None


@lru_cache(maxsize=20_000)
def days_said(said_on: str | None) -> tuple[Time, str, str | None, str | None]:
    """Return the time said, how exactly it is known, and its first and last day as rows have them.

    Raises:
        ValueError: it is no time.
    """
    if not said_on:
        return None, Precision.DAY.value, None, None
    said = Period.parse(said_on)
    return (said.first, said.last), said.precision, iso(said.first), iso(said.last)


def record_quotes(
    session: Session, article: Article, attributions: Sequence[Attribution], *, origin: Origin
) -> list[Recorded]:
    """Store attributions of an article whose row exists already, in their order; flush.

    Raises:
        ValueError: the parts of one are no parts of the text.
    """
    carried = [Carried.of(article.text, each) for each in attributions]
    ledger = Ledger(session)
    ledger.meet_quotes([article.text_sha256], carried, apart_from=article.id)
    outlet_id = article.original_outlet_id or article.outlet_id
    source = Source(article.id or 0, article.text_sha256, article.language, outlet_id)
    recorded = ledger.add_quotes(source, carried, origin)
    ledger.write()
    return recorded
