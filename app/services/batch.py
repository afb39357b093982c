"""Batch: ingest many documents, some thousand quotes a transaction; a bad one stops nothing."""

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Database
from app.errors import Invalid, OnRecordError
from app.extraction.types import Gazetteer
from app.locales import DEFAULT, N_, speaking
from app.models import Origin, RecordChange
from app.readers.document import Document
from app.readers.files import Failure
from app.services.aside import Given, Item, read_lines
from app.services.door import Unprocessed, kept_on_fault, log, take_in
from app.services.entry import Entry
from app.services.failures import keep_failed
from app.services.gazetteer import gazetteer_from_database, topics_from_database
from app.services.ingest import ingest, read_entry, topics_of
from app.services.ledger import Ingested, Ledger
from app.services.lookout import look_at, look_at_many, look_over, told_to_review
from app.services.resolve import Resolver
from app.services.simhashes import Simhashes
from app.text import counted

# To store so many takes a third of a second, in which nobody else can write; readers are still told
# each statement.
GROUP_QUOTES = 4_000
# To compare what was read in a text with the record takes as long, while the lock is held, as to
# store so many that come with theirs.
READING = 80
CHARS = 2_000
# Seconds between two groups, see `db.LOOK_MILLISECONDS`.
PAUSE = 0.02
# To compare an article takes several times as long as to store one that brings its quotes: of
# more of those than so many, the person decides when (`propose`).
COMPARED = 500
# What SQLAlchemy leaves in cycles may hold a group's rows: not many of them at once.
COLLECT_EVERY = 4


@dataclass(frozen=True)
class FailedSource:
    """An input that was not stored, and why.

    Attributes:
        is_kept: its bytes wait for another try.
        is_blocked: an address whose page is not for programs: a person can paste its text.
    """

    source: str
    reason: str
    is_kept: bool
    is_blocked: bool = False


NUMBERS = ("new", "known", "quotes", "statements", "to_review", "proposed", "uncompared")


@dataclass
class Report:
    """What became of a batch.

    Attributes:
        new, known: articles stored now, and found here already.
        statements: new ones; `quotes` counts every wording.
        to_review: statements and articles that a person should look at.
        proposed: near copies, and statements that may be one, that were found on the way.
        uncompared: articles that brought their quotes, too many to be compared now.
        is_dry: nothing was stored.
    """

    is_dry: bool = False
    new: int = 0
    known: int = 0
    quotes: int = 0
    statements: int = 0
    to_review: int = 0
    proposed: int = 0
    uncompared: int = 0
    failures: list[FailedSource] = field(default_factory=list)

    def add(self, stored: Ingested) -> None:
        """Count one document."""
        self.new += stored.known is None
        self.known += stored.known is not None
        self.quotes += stored.quotes
        self.statements += stored.statements
        self.to_review += stored.to_review

    def __iadd__(self, other: "Report") -> "Report":
        """Count what another batch did."""
        for name in NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.failures += other.failures
        return self

    def as_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "dry_run": self.is_dry,
            "new": self.new,
            "known": self.known,
            "failed": [vars(each) for each in self.failures],
            "quotes": self.quotes,
            "statements": self.statements,
            "to_review": self.to_review,
            "proposed": self.proposed,
            "uncompared": self.uncompared,
        }

    def as_text(self) -> str:
        """Return it as one line for people."""
        done = N_("%(number)s would be new") if self.is_dry else N_("%(number)s new")
        known, failed = N_("%(number)s already known"), N_("%(number)s failed")
        same = N_("%(number)s may be the same")
        with speaking(DEFAULT):
            waiting = told_to_review(self.to_review)
        told = (
            f"{_counted(done, self.new)}, {_counted(known, self.known)}, "
            f"{_counted(failed, len(self.failures))}; "
            f"{counted(self.statements, 'statement')}, {waiting}."
        )
        return f"{told} {_counted(same, self.proposed)}." if self.proposed else told


def _counted(words: str, number: int) -> str:
    """Return words with their number, in English: pages say them again in other languages."""
    return words % {"number": number}


def ingest_batch(database: Database, items: Iterable[Given], *, dry_run: bool = False) -> Report:
    """Store what a reader yields, group by group: whoever stops it loses the last group alone.

    Args:
        items: lines of which there are many are read by another process.
        dry_run: read and report alone; nothing is stored, not even failures.
    """
    if dry_run:
        with database.reader() as session:
            return _take_all(_DryBatch(database, session), items)
    with ThreadPoolExecutor(1) as aside:
        return _take_all(_Batch(database, aside), items)


def _take_all(batch: "_Batch | _DryBatch", items: Iterable[Given]) -> Report:
    with few_collections(), closing(read_lines(items, batch.slugs)) as found:
        for number, group in enumerate(groups(found), 1):
            batch.take(group)
            group.clear()
            if number % COLLECT_EVERY == 0:
                gc.collect()
        batch.end()
    batch.close()
    return batch.report


@contextmanager
def few_collections() -> Iterator[None]:
    """Leave collecting cycles to the caller: rows hold none, and looking for them costs a third.

    What a server froze at its start stays frozen: thawed, it would slow every page after.
    """
    was_on, was_frozen = gc.isenabled(), gc.get_freeze_count() > 0
    if not was_frozen:
        gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        if not was_frozen:
            gc.unfreeze()
        if was_on:
            gc.enable()


def groups(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Divide items into groups of about the same work."""
    group: list[Item] = []
    work = 0
    for item in items:
        group.append(item)
        work += 1
        if isinstance(item, Entry):
            work += len(item.carried) + len(item.document.text) // CHARS
        elif isinstance(item, Document):
            work += READING if item.quotes is None else len(item.quotes)
            work += len(item.text) // CHARS
        if work >= GROUP_QUOTES:
            yield group
            group, work = [], 0
    if group:
        yield group


class _Reading:
    """What an import found, and what it reads texts with."""

    def __init__(self, database: Database, *, is_dry: bool) -> None:
        self.database = database
        self.report = Report(is_dry=is_dry)
        with database.reader() as session:
            self.topics = topics_from_database(session)
        self.slugs = topics_of(self.topics)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """What texts are read with: a large record's is put together where a text needs it."""
        with self.database.reader() as session:
            return gazetteer_from_database(session)

    def read(self, group: Iterable[Item]) -> tuple[list[Entry], list[Failure]]:
        """Return what can be stored of a group, and what cannot, with the reasons."""
        entries: list[Entry] = []
        failures: list[Failure] = []
        for item in group:
            if isinstance(item, Entry):
                entries.append(item)
                continue
            if isinstance(item, Failure):
                failures.append(item)
                continue
            known = self.topics if item.quotes is not None else self.gazetteer
            try:
                with kept_on_fault(self.database, item, dry_run=self.report.is_dry):
                    entries.append(read_entry(item, known))
            except (Invalid, Unprocessed) as problem:
                failures.append(Failure(item.source, str(problem), item.as_bytes()))
        return entries, failures

    def tell(self, failure: Failure) -> None:
        """Report a failure."""
        is_kept = bool(failure.content) and not self.report.is_dry
        self.report.failures.append(FailedSource(failure.source, failure.reason, is_kept))


class _Batch(_Reading):
    """An import that goes on; one group is written while the lines of the next one are read."""

    def __init__(self, database: Database, aside: ThreadPoolExecutor) -> None:
        super().__init__(database, is_dry=False)
        self.aside = aside
        self.resolver = Resolver()
        self.seen = 0
        self.simhashes = Simhashes()
        self.brought: list[int] = []
        self.ending: tuple[Future[int], list[Entry], list[Ingested]] | None = None

    def take(self, group: Iterable[Item]) -> None:
        """Read a group while no lock is held here, and store it in one transaction."""
        # Both reckon: side by side they would hold the lock for twice as long.
        self.end()
        entries, failures = self.read(group)
        for failure in failures:
            self._fail(failure)
        try:
            self._store(entries)
        except OnRecordError:
            raise
        except Exception:
            self._store_each(entries)

    def _store(self, entries: list[Entry]) -> None:
        with ExitStack() as transaction:
            session = transaction.enter_context(self.database.writer())
            self._notice_new_names(session)
            ledger = Ledger(session, self.resolver)
            ledger.meet(entries)
            stored = [ledger.add(entry, origin=Origin.IMPORT) for entry in entries]
            finish = ledger.write_many()
            # In the same transaction: whoever is stopped between the two would compare no more.
            look = partial(look_at_many, session, read_here(entries, stored), self.simhashes)
            ends = self.aside.submit(_finish, finish, look, transaction.pop_all())
        self.ending = ends, entries, stored

    def _notice_new_names(self, session: Session) -> None:
        """Forget who is who where somebody changed a name since the last group."""
        last = session.execute(sa.select(sa.func.max(col(RecordChange.seq)))).scalar_one() or 0
        names = sa.select(col(RecordChange.seq)).where(
            col(RecordChange.seq) > self.seen, col(RecordChange.statement_id).is_(None)
        )
        if session.execute(names.limit(1)).first() is not None:
            self.resolver = Resolver()
        self.seen = last

    def end(self) -> None:
        """Wait until the group before is committed, and count it."""
        if self.ending is None:
            return
        (ends, entries, stored), self.ending = self.ending, None
        try:
            self.report.proposed += ends.result()
            # Who waits to write looks often enough to be first now.
            time.sleep(PAUSE)
        except OnRecordError:
            raise
        except Exception:
            self._store_each(entries)
        else:
            here = {number for number, _ in read_here(entries, stored)}
            for each in stored:
                self.report.add(each)
                if each.known is None and each.article_id not in here:
                    self.brought.append(each.article_id)

    def close(self) -> None:
        """Compare what brought its quotes, where that is not too much."""
        if len(self.brought) <= COMPARED:
            self.report.proposed += look_over(self.database, self.brought)
        else:
            self.report.uncompared = len(self.brought)

    def _store_each(self, entries: Iterable[Entry]) -> None:
        """Store each for itself: one breaks a rule of the database, or our code."""
        log.exception("Storing a group failed: its articles are stored one by one")
        # Its Simhashes are those of nothing now.
        self.simhashes = Simhashes()
        for entry in entries:
            document = entry.document
            try:
                self.report.add(
                    take_in(self.database, document, self.topics, origin=Origin.IMPORT, entry=entry)
                )
            except (Invalid, Unprocessed) as problem:
                content = document.as_bytes()
                self._fail(Failure(document.source, str(problem), content))

    def _fail(self, failure: Failure) -> None:
        self.tell(failure)
        with self.database.writer() as session:
            keep_failed(session, failure.source, failure.reason, failure.content)


def read_here(entries: Iterable[Entry], stored: Iterable[Ingested]) -> list[tuple[int, str]]:
    """Return the number and text of each new article that was read here, and brought no quotes."""
    return [
        (each.article_id, entry.document.text)
        for entry, each in zip(entries, stored, strict=True)
        if each.known is None and entry.document.quotes is None
    ]


def _finish(finish: Callable[[], None], look: Callable[[], int], transaction: ExitStack) -> int:
    with transaction:
        finish()
        return look()


class _DryBatch(_Reading):
    """An import that stores nothing: one view of the record, and all that would be added to it."""

    def __init__(self, database: Database, session: Session) -> None:
        super().__init__(database, is_dry=True)
        self.ledger = Ledger(session)

    def take(self, group: Iterable[Item]) -> None:
        """Tell what would become of a group."""
        entries, failures = self.read(group)
        for failure in failures:
            self.tell(failure)
        self.ledger.meet(entries, dry=True)
        for entry in entries:
            self.report.add(self.ledger.add(entry, origin=Origin.IMPORT))
        self.ledger.forget()

    def end(self) -> None:
        """Nothing waits for its end."""

    def close(self) -> None:
        """Nothing was stored that could be compared."""


def ingest_documents(
    session: Session, documents: Iterable[Document | Failure], *, origin: Origin
) -> Report:
    """Store documents that must all be good, in the caller's transaction (the seeds).

    Raises:
        Invalid: one cannot be read or stored.
    """
    report = Report()
    gazetteer: Gazetteer = gazetteer_from_database(session)
    for document in documents:
        if isinstance(document, Failure):
            raise Invalid({document.source: document.reason})
        stored = ingest(session, document, gazetteer, origin=origin)
        report.add(look_at(session, stored, document.text))
    return report
