"""Fixtures: an invented paper's server, and a database that follows its feed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.cli_feeds import poll_feeds
from app.db import Database
from app.models import Article, Feed, FeedItem, now
from app.queries.jobs import JobRow
from app.services.feeds import FeedFields, add_feed
from app.services.politeness import Politeness
from tests.feeds.invented import RSS, entry, rss, story
from tests.servers import Site, site


@dataclass
class Paper:
    """A paper with a feed, and a database that may follow it."""

    site: Site
    database: Database

    def print(self, *numbers: int, path: str = "/feed", **headers: str) -> str:
        """Put articles of these numbers, and a feed of them, on the server."""
        for number in numbers:
            self.site.put(f"/{number}", story(number))
        entries = [entry(self.site.url("").rstrip("/"), number) for number in numbers]
        return self.site.put(path, rss(entries), RSS, **headers)

    def add(self, url: str | None = None, **fields: object) -> int:
        """Follow a feed."""
        given = FeedFields(**fields)  # type: ignore[arg-type]
        limits = self.site.limits()
        return add_feed(self.database, url or self.site.url("/feed"), given, who="t", limits=limits)

    def poll(self, *, everything: bool = True) -> list[JobRow]:
        """Poll in this process, as fast as it goes."""
        polite = Politeness(delay=0.0)
        limits = self.site.limits()
        return poll_feeds(self.database, everything=everything, limits=limits, politeness=polite)

    def feed(self, number: int = 1) -> Feed:
        """The row of a feed."""
        with self.database.reader() as session:
            found = session.get_one(Feed, number)
            session.expunge(found)
            return found

    def items(self) -> dict[str, str]:
        """What became of each item, by its title."""
        with self.database.reader() as session:
            query = sa.select(FeedItem.title, FeedItem.state).order_by(FeedItem.id)
            return {title: str(state) for title, state in session.execute(query)}

    def reasons(self) -> list[str]:
        """Why items failed or were left out."""
        with self.database.reader() as session:
            found = session.execute(sa.select(FeedItem.reason)).scalars()
            return [each for each in found if each]

    def articles(self) -> int:
        """How many articles are on record."""
        with self.database.reader() as session:
            return int(session.execute(sa.select(sa.func.count(Article.id))).scalar_one())

    def asked(self, path: str) -> int:
        """How often the server was asked for a path."""
        return sum(head.split(" ")[1] == path for head in self.site.asked)

    def later(self) -> None:
        """Let time pass: whatever waits for a moment has reached it."""
        with self.database.writer() as session:
            past = now() - timedelta(seconds=1)
            session.execute(sa.update(Feed).values(next_at=past))
            session.execute(sa.update(FeedItem).values(next_at=None))


@pytest.fixture
def paper(database: Database) -> Iterator[Paper]:
    """A paper whose server runs on loopback."""
    with site() as found:
        yield Paper(found, database)


@pytest.fixture
def sqlite_paper(sqlite_database: Database) -> Iterator[Paper]:
    """The same on SQLite alone."""
    with site() as found:
        yield Paper(found, sqlite_database)
