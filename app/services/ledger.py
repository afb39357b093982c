"""Ledger: what articles add to the record, put together in memory and written in few statements."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import count
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col

from app.addresses import url_key
from app.days import Period
from app.extraction.types import Attribution, Extraction
from app.models import (
    BY_HAND,
    Article,
    Certainty,
    Doubt,
    Origin,
    Outlet,
    Quote,
    ReviewItem,
    ReviewStatus,
    Statement,
    StatementTopic,
    Topic,
    TopicEvidence,
)
from app.models.base import Table
from app.readers.document import Document
from app.services.bulk import feed_words, tell_new, triggers_off, triggers_on
from app.services.copies import keep_copies
from app.services.failures import keep_failed
from app.services.known import Known, KnownArticles
from app.services.outlets import NewOutlet, Outlets
from app.services.record import (
    QUOTE_FIELDS,
    STATEMENT_FIELDS,
    doubts_about,
    meet_speakers,
    period_of,
    quote_values,
    resolve_with,
    statement_values,
)
from app.services.resolve import Raised, Resolved, Resolver
from app.services.rows import Row, insert, pieces, reserve, this_moment
from app.services.sayings import Parts, Saying, Sayings, Time
from app.spans import check_parts
from app.text import fingerprint, words_key


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
    text: str
    sha256: str
    language: str
    outlet_id: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that was read and is to be stored: all that needs no database.

    Attributes:
        words: of each attribution; keys: their `words_key`.
    """

    document: Document
    extraction: Extraction
    sha256: str
    url_key: str | None
    words: Sequence[str]
    keys: Sequence[int]

    @classmethod
    def of(cls, document: Document, extraction: Extraction) -> "Entry":
        """Return what a document and its reading amount to.

        Raises:
            ValueError: the parts of an attribution are no parts of the text.
        """
        words = words_of(document.text, extraction.attributions)
        key = url_key(document.url)
        sha256 = fingerprint(document.text)
        if document.quotes:
            # They were read, and take more memory than all the rest.
            document = replace(document, quotes=())
        return cls(document, extraction, sha256, key, words, list(map(words_key, words)))


def words_of(text: str, attributions: Sequence[Attribution]) -> list[str]:
    """Return the words of each attribution.

    Raises:
        ValueError: the parts of one are no parts of the text.
    """
    for each in attributions:
        check_parts(text, each.parts)
    return [each.words(text) for each in attributions]


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
        self.topics = {slug: number for slug, number in session.execute(TOPICS)}
        self._ids: dict[type[Table], Iterator[int]] = {}
        self.changed: set[int] = set()
        self._clear()

    @cached_property
    def outlets(self) -> Outlets:
        """Every outlet; a ledger of quotes alone does not ask."""
        return Outlets(self.session)

    def _clear(self) -> None:
        self._outlets: list[NewOutlet] = []
        self._failed: list[tuple[str, str, bytes]] = []
        self._articles: list[Row] = []
        self._statements: list[Saying] = []
        self._quotes: list[Row] = []
        self._doubts: list[Row] = []
        # What caused each topic of a statement, with who assigned it first.
        self._assigned: dict[tuple[int, int], tuple[Origin, list[Row]]] = {}
        self._joined: set[int] = set()

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
        attributions = [each for entry in entries for each in entry.extraction.attributions]
        keys = [key for entry in entries for key in entry.keys]
        if dry:
            self._ids = self._ids or dict.fromkeys(
                (Outlet, Article, Statement, Quote), count(-1, -1)
            )
        else:
            self._reserve(Article, len(entries))
            self._reserve(Outlet, len({each.document.outlet for each in entries}))
        self.meet_quotes(texts, attributions, keys, dry=dry)

    def meet_quotes(
        self,
        texts: Sequence[str],
        attributions: Sequence[Attribution],
        keys: Sequence[int],
        *,
        dry: bool = False,
        apart_from: int | None = None,
    ) -> None:
        """Look up what attributions in texts of these fingerprints may meet on record."""
        meet_speakers(self.session, self.resolver, attributions)
        self.sayings.meet(self.session, keys, texts, apart_from=apart_from)
        if not dry:
            self._reserve(Statement, len(attributions))
            self._reserve(Quote, len(attributions))

    def _reserve(self, table: type[Table], number: int) -> None:
        self._ids[table] = iter(reserve(self.session, table, number))

    # ------------------------------------------------------------------------- adding

    def add(self, entry: Entry, *, origin: Origin) -> Ingested:
        """Add a document unless it is here already.

        Another text of an address that is here is kept with its reason.
        """
        document, found = entry.document, entry.extraction
        outlet = self._outlet(document.outlet, document.url)
        kind = document.text_kind
        here = self.known.find(entry.sha256, outlet, entry.url_key, kind)
        if here is not None:
            if here.by == "url":
                reason = f"Article {here.article_id} has this address, with another text."
                name = document.url or document.source
                self._failed.append((name, reason, document.text.encode("utf-8")))
            return Ingested(here.article_id, here)
        number = next(self._ids[Article])
        language = found.language or document.language or "und"
        self._articles.append((
            number, outlet, document.title, document.url, entry.url_key, iso(found.published_on),
            language, kind, document.text, entry.sha256, origin, self.moment,
        ))  # fmt: skip
        self.known.add(number, document.title, outlet, entry.sha256, entry.url_key, kind)
        source = Source(number, document.text, entry.sha256, language, outlet)
        given = Origin.IMPORT if document.quotes is not None else Origin.EXTRACTED
        recorded = self.add_quotes(source, found.attributions, entry.words, entry.keys, given)
        doubted = found.published_on is None and bool(recorded)
        if doubted:
            self._doubt(number, None, None, Raised(Doubt.DAY_NOT_RESOLVED, document.title))
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
            self._outlets.append(new)
            found = new.id
        return found

    def add_quotes(
        self,
        source: Source,
        attributions: Sequence[Attribution],
        words: Sequence[str],
        keys: Sequence[int],
        origin: Origin,
    ) -> list[Recorded]:
        """Add attributions of an article in their order; each finds or makes its statement.

        Args:
            words, keys: as `Entry` has them.
            origin: who made them; what a person set (`BY_HAND`) is that person's anyway.
        """
        known, speakers, ids = self.sayings, self.resolver, self._ids[Quote]
        sayings: list[Saying] = []
        numbers: list[int] = []
        new: set[int] = set()
        places: list[tuple[Parts, Saying]] = []
        for attribution, text, key in zip(attributions, words, keys, strict=True):
            period = period_of(attribution)
            said = (period.first, period.last) if period else None
            resolved = resolve_with(speakers, attribution, said)
            actor_id = resolved.actor.id if resolved.actor else None
            place = tuple([(part.start, part.end) for part in attribution.parts])
            saying = known.same(key, actor_id, said, text) or known.twin(
                source.sha256, place, actor_id, attribution.speaker, said
            )
            if saying is None:
                saying = self._new_statement(source.language, attribution, resolved, period, said)
                known.add(key, text, saying)
                new.add(saying.id)
            elif not saying.is_new:
                self._joined.add(saying.id)
            saying.outlets.add(source.outlet_id)
            number = next(ids)
            parent = attribution.nested_in
            parent_id = numbers[parent] if parent is not None and parent < len(numbers) else None
            maker = Origin.PERSON if attribution.rule == BY_HAND else origin
            parts = "[" + ", ".join([f"[{start}, {end}]" for start, end in place]) + "]"
            via = speakers.find(attribution.via_actor)
            values = quote_values(attribution, source.language, parts, text, key, via)
            self._quotes.append(
                (number, source.id, saying.id, parent_id, maker, self.moment, *values)
            )
            numbers.append(number)
            sayings.append(saying)
            places.append((place, saying))
            if attribution.topics:
                self._assign(saying.id, number, attribution, maker)
            for doubt in doubts_about(attribution, resolved):
                saying.is_pending = True
                self._doubt(source.id, saying.id, number, doubt)
        known.add_text(source.sha256, places)
        return [
            Recorded(number, saying.id, saying.id in new, saying.is_pending)
            for number, saying in zip(numbers, sayings, strict=True)
        ]

    def _new_statement(
        self,
        language: str,
        attribution: Attribution,
        resolved: Resolved,
        period: Period | None,
        said: Time,
    ) -> Saying:
        first, last = (said[0].isoformat(), said[1].isoformat()) if said else (None, None)
        row = statement_values(attribution, resolved, language, period, first, last)
        saying = Saying(next(self._ids[Statement]), row[0], row[1], said, row=row)
        self._statements.append(saying)
        return saying

    def _assign(
        self, statement_id: int, quote_id: int, attribution: Attribution, origin: Origin
    ) -> None:
        for match in attribution.topics:
            topic = self.topics.get(match.topic)
            if topic is None:
                continue
            _, evidence = self._assigned.setdefault((statement_id, topic), (origin, []))
            if match.term:
                place = match.span
                evidence.append((quote_id, match.term, place.start, place.end, match.inside))

    def _doubt(
        self, article_id: int, statement_id: int | None, quote_id: int | None, doubt: Raised
    ) -> None:
        proposal = json.dumps(dict(doubt.proposal)) if doubt.proposal else "{}"
        self._doubts.append((
            doubt.reason, article_id, statement_id, quote_id, doubt.subject, proposal,
            ReviewStatus.OPEN, self.moment,
        ))  # fmt: skip

    # ------------------------------------------------------------------------- writing

    def write(self) -> None:
        """Write all that was added; triggers keep word index and change log up to date."""
        self._write_outlets_and_failures()
        self._write_articles()
        keep_copies(self.session, self._joined)
        self._clear()

    def write_many(self) -> Callable[[], None]:
        """Write all that was added without triggers; return what has to be done before commit.

        That takes half of the time, nearly all of it inside the database: another thread may
        do it meanwhile.
        """
        # Their triggers stay: readers learn that there are new names.
        self._write_outlets_and_failures()
        switched_off = triggers_off(self.session)
        self._write_articles()
        statements = [saying.id for saying in self._statements]
        quotes = [row[0] for row in self._quotes]
        joined = self._joined
        self._clear()

        def finish() -> None:
            feed_words(self.session, quotes)
            triggers_on(self.session, switched_off)
            tell_new(self.session, statements)
            # The triggers tell of these.
            keep_copies(self.session, joined)

        return finish

    def forget(self) -> None:
        """Leave unwritten all that was added, and know it all the same."""
        self._clear()

    def _write_outlets_and_failures(self) -> None:
        for failed in self._failed:
            keep_failed(self.session, *failed)
        columns = "id slug name domain aliases languages certainty is_open is_republisher"
        rows = [
            (new.id, new.slug, new.name, new.domain, "[]", "[]", Certainty.REPORTED, False, False)
            for new in self._outlets
        ]
        insert(self.session, Outlet, columns, rows)

    def _write_articles(self) -> None:
        columns = (
            "id outlet_id title url url_key published_on language text_kind text text_sha256 "
            "origin captured_at"
        )
        insert(self.session, Article, columns, self._articles)
        columns = f"id {' '.join(STATEMENT_FIELDS)} outlet_count is_pending created_at"
        statements = [
            (each.id, *(each.row or ()), len(each.outlets), each.is_pending, self.moment)
            for each in self._statements
        ]
        insert(self.session, Statement, columns, statements)
        columns = "id article_id statement_id parent_id origin created_at " + " ".join(QUOTE_FIELDS)
        insert(self.session, Quote, columns, self._quotes)
        self._write_topics()
        columns = "reason article_id statement_id quote_id subject proposal status created_at"
        insert(self.session, ReviewItem, columns, self._doubts)

    def _write_topics(self) -> None:
        stored: dict[tuple[int, int], int] = {}
        for part in pieces(sorted(self._joined)):
            query = sa.select(
                col(StatementTopic.statement_id),
                col(StatementTopic.topic_id),
                col(StatementTopic.id),
            ).where(col(StatementTopic.statement_id).in_(part))
            for statement, topic, number in self.session.execute(query):
                stored[statement, topic] = number
        new = [pair for pair in self._assigned if pair not in stored]
        numbers = reserve(self.session, StatementTopic, len(new)) if new else []
        rows = [
            (number, *pair, self._assigned[pair][0])
            for number, pair in zip(numbers, new, strict=True)
        ]
        insert(self.session, StatementTopic, "id statement_id topic_id origin", rows)
        stored |= dict(zip(new, numbers, strict=True))
        columns = "statement_topic_id quote_id term start_char end_char is_inside"
        evidence = [
            (stored[pair], *found)
            for pair, (_, places) in self._assigned.items()
            for found in places
        ]
        insert(self.session, TopicEvidence, columns, evidence)


TOPICS = sa.select(col(Topic.slug), col(Topic.id))


def iso(day: date | None) -> str | None:
    """Return a day as every database takes it."""
    return day.isoformat() if day else None


def record_quotes(
    session: Session, article: Article, attributions: Sequence[Attribution], *, origin: Origin
) -> list[Recorded]:
    """Store attributions of an article whose row exists already, in their order; flush.

    Raises:
        ValueError: the parts of one are no parts of the text.
    """
    words = words_of(article.text, attributions)
    keys = list(map(words_key, words))
    ledger = Ledger(session)
    ledger.meet_quotes([article.text_sha256], attributions, keys, apart_from=article.id)
    source = Source(
        article.id or 0,
        article.text,
        article.text_sha256,
        article.language,
        article.original_outlet_id or article.outlet_id,
    )
    recorded = ledger.add_quotes(source, attributions, words, keys, origin)
    ledger.write()
    return recorded
