"""Forge: a process that is warm, and forks children to be killed: `-m tests.reliability.forge`.

A child does what people and imports do, in transactions as the program's own, and says on stdout
what was committed: only then, as a server answers only then. Its parent says when one is dead.
"""

import json
import os
import random
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.config import Settings
from app.db import Database
from app.errors import OnRecordError
from app.extraction.types import Gazetteer
from app.main import create_app
from app.models import Article, Origin, Revision, Statement
from app.readers.document import Document, make_document
from app.services import proposals
from app.services.corrections import statements
from app.services.drafts import save_draft, start_draft
from app.services.gazetteer import gazetteer_from_database
from app.services.ingest import added_by, ingest, read, read_entry
from app.services.joins import join
from app.services.ledger import Ledger
from app.services.lookout import look_at
from app.serving import serve_on
from app.web.render import prepare
from tests.reliability.record import waiting

WHO = "an editor"
OUTLETS = ("Sarn Courier", "Coast Herald", "Ostmark Post", "Kestrel Evening")
Told = dict[str, Any]


def document(seed: int, number: int) -> Document:
    """An article of this child alone, less what every child's articles have in common."""
    text = (
        f'"We have no plan to close gate {seed}-{number} of the dam before the harvest is in," '
        "Veltanian Foreign Minister Bo Lind said on Thursday.\n"
        f"He added that engineer {number % 3} of the port inspects the gates every morning.\n"
    )
    outlet = OUTLETS[number % len(OUTLETS)]
    fields = {"title": f"Gate {seed}-{number}", "outlet": outlet, "language": "en", "text": text}
    return make_document({**fields, "published_on": date(2024, 12, 20) + timedelta(number % 9)})


@dataclass
class Child:
    """What one child does; each method is one transaction, and returns what it put on record."""

    database: Database
    gazetteer: Gazetteer
    seed: int

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.numbers: Iterator[int] = count()

    def _document(self) -> Document:
        return document(self.seed, next(self.numbers))

    def add(self) -> Told:
        """Store an article, and propose what it repeats."""
        given = self._document()
        with self.database.writer() as session:
            stored = ingest(session, given, self.gazetteer)
            look_at(session, stored, given.text)
            session.add(added_by(WHO, stored))
            session.flush()
            return _told(session)

    def load(self) -> Told:
        """Store several articles as imports do, without a trigger's work at each."""
        entries = [read_entry(self._document(), self.gazetteer) for _ in range(3)]
        with self.database.writer() as session:
            ledger = Ledger(session)
            ledger.meet(entries)
            stored = [ledger.add(each, origin=Origin.IMPORT) for each in entries]
            ledger.write_many()()
            return {"article": [each.article_id for each in stored]}

    def draft(self) -> Told:
        """Keep a draft."""
        given = self._document()
        with self.database.writer() as session:
            token = start_draft(session, given, read(given, self.gazetteer))
        return {"draft": [token]}

    def save(self) -> Told:
        """Make a draft's article public."""
        given = self._document()
        with self.database.writer() as session:
            token = start_draft(session, given, read(given, self.gazetteer))
        with self.database.writer() as session:
            stored = save_draft(session, token, given, who=WHO)
            return {**_told(session), "article": [stored.article_id], "draft": [token]}

    def correct(self) -> Told:
        """Change who said something, when, where or about what."""
        with self.database.writer() as session:
            number = self._some(session)
            deed = self.random.randrange(5)
            if deed == 0:
                actor = self.random.choice(["ada-moor", "bo-lind", None])
                statements.set_speaker(session, number, actor=actor, who=WHO)
            elif deed == 1:
                day = f"2024-12-{self.random.randint(10, 28)}"
                statements.set_day(session, number, day, who=WHO)
            elif deed == 2:
                place = f"Port {self.random.randrange(10**6)}"
                statements.set_setting(session, number, occasion=None, place=place, who=WHO)
            elif deed == 3:
                statements.add_topic(session, number, "ports", "", who=WHO)
            else:
                statements.withdraw(session, number, "Nobody said so.", who=WHO)
            return _told(session)

    def decide(self) -> Told:
        """Accept a proposal, or undo one that was accepted."""
        with self.database.writer() as session:
            if self.random.random() < 0.3:
                proposals.undo(session, self._decided(session), who=WHO)
            else:
                proposals.accept(session, self.random.choice(waiting(session)), who=WHO)
            return _told(session)

    def merge(self) -> Told:
        """Make two statements one."""
        with self.database.writer() as session:
            one, other = self._some(session), self._some(session)
            joined = join(session, one, other)
            proposals.record_join(session, joined, who=WHO)
            session.flush()
            return _told(session)

    def _some(self, session: Session) -> int:
        query = sa.select(Statement.id).where(
            Statement.merged_into_id.is_(None),  # type: ignore[union-attr]
            Statement.withdrawn_at.is_(None),  # type: ignore[union-attr]
        )
        return int(self.random.choice(session.execute(query).scalars().all()) or 0)

    def _decided(self, session: Session) -> int:
        query = sa.select(Revision.subject_id).where(Revision.action == "accept")
        return self.random.choice(session.execute(query).scalars().all() or [0])

    @property
    def deeds(self) -> list[Callable[[], Told]]:
        """What it does; what stands twice it does twice as often."""
        return [
            self.add, self.load, self.draft, self.save, self.correct, self.correct, self.decide,
            self.merge, self.merge,
        ]  # fmt: skip

    def work(self) -> None:
        """Do one thing after another until killed."""
        while True:
            if told := self.tried(self.random.choice(self.deeds)):
                say(json.dumps(told))

    def tried(self, deed: Callable[[], Told]) -> Told:
        """Do one thing; nothing is told where it cannot be done with what there is."""
        try:
            return deed()
        except (OnRecordError, ValueError, IndexError):
            return {}


def _told(session: Session) -> Told:
    """Return the last rows that are committed with this transaction."""
    found = {}
    for table in (Revision, Article):
        found[str(table.__tablename__)] = [
            session.execute(sa.select(sa.func.max(table.id))).scalar_one()
        ]
    return found


def say(line: str) -> None:
    """Say a line at once, whole."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def serve(url: str) -> None:
    """Serve the record until killed."""
    settings = Settings(database_url=url, port=0, background=False)
    with socket.create_server(("127.0.0.1", 0)) as sock:
        serve_on(sock, settings, lambda: None, say)


def main(url: str) -> None:
    """Fork a child for each line of stdin: `work SEED` or `serve SEED`."""
    database = Database(url)
    with database.reader() as session:
        gazetteer = gazetteer_from_database(session)
    # Once in the parent is enough: children are quick then, and killed in the middle of deeds.
    first = Child(database, gazetteer, 0)
    for deed in 3 * first.deeds:
        first.tried(deed)
    prepare()
    create_app(Settings(database_url=url))
    database.close()
    say("ready")
    for line in sys.stdin:
        deed, seed, place = line.split()
        child = os.fork()
        if not child:
            say(str(os.getpid()))
            if deed == "serve":
                serve(place)
            else:
                Child(Database(place), gazetteer, int(seed)).work()
        _, status = os.waitpid(child, 0)
        say(f"dead {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main(sys.argv[1])
