"""Polling: ask a feed what is new, and take the articles of its new items.

What a feed said and how far it was read are kept in one transaction; each article is one more.
Whatever stops a poll in between, the next one goes on from there.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from http import HTTPStatus

import sqlalchemy as sa
from sqlmodel import Session, col

from app.addresses import url_key
from app.db import Database
from app.errors import Invalid, NotFound, Unreadable
from app.extraction.types import Gazetteer
from app.locales import N_
from app.models import Feed, FeedItem, FeedState, ItemState, Origin, now
from app.readers.document import Document
from app.readers.feed import FeedDocument, FeedEntry
from app.readers.fetch import Fetched, Limits, Unfetchable
from app.services.capture import fetch_article, known_address
from app.services.door import Unprocessed, take_in
from app.services.feeds import NO_ADDRESS, feed_limits, get_feed, pause_after, read_fetched_feed
from app.services.gazetteer import gazetteer_from_database
from app.services.interest import Interest, read_interest
from app.services.jobs import Outcome, Progress
from app.services.politeness import Disallowed, Politeness, site_of

# So many articles of one feed are taken at once; more wait for its next poll, which is soon.
MAX_ITEMS = 100
SOON = timedelta(minutes=5)
MAX_ITEM_ATTEMPTS = 6
# So many articles of one site that cannot be had now, and its others wait for the next poll: else
# a site that is down would hold up the feeds of all others.
MOST_SILENT = 3
ITEM_PAUSE = timedelta(minutes=10)
# What is stored is in English, for whoever reads it.
SKIPPED = N_("None of the feed's words stand in it.")
GONE = N_("Its server says that the feed is gone for good (HTTP 410). It is not asked any more.")


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item whose article is to be taken."""

    id: int
    url: str
    title: str | None
    published_on: date | None
    decides: bool


@dataclass
class Poll:
    """One poll of one feed."""

    database: Database
    number: int
    progress: Progress
    politeness: Politeness
    limits: Limits

    def run(self) -> Outcome:
        """Ask the feed, take what is new, and say what came of it.

        Raises:
            NotFound: the feed was taken away.
            Stopped, Lost: the rest waits for the next time.
        """
        with self.database.reader() as session:
            feed = get_feed(session, self.number)
            asked = feed.url, feed.etag, feed.last_modified
        self.progress.tell("asking the feed")
        told, problem = self._ask(*asked)
        waiting = self._waiting()
        interest, gazetteer = self._reading() if waiting else (None, Gazetteer())
        became: Counter[ItemState] = Counter()
        silent: Counter[str] = Counter()
        self.progress.tell(total=len(waiting))
        for item in waiting:
            site, state = site_of(item.url), ItemState.WAITING
            if silent[site] < MOST_SILENT:
                self.progress.tell(item.title or item.url)
                state = self._take(item, interest, gazetteer)
                silent[site] = silent[site] + 1 if state == ItemState.WAITING else 0
            became[state] += 1
            self.progress.tell(done=1)
        counts = _told(became)
        if problem:
            return Outcome("; ".join(filter(None, (problem, counts))), failed=True)
        return Outcome("; ".join(filter(None, (told, counts))) + ".")

    # --------------------------------------------------------------------------- the feed

    def _ask(self, url: str, etag: str | None, last_modified: str | None) -> tuple[str, str | None]:
        """Ask the feed and keep what it said; return it in words, or why it could not be read."""
        limits = feed_limits(self.limits)
        try:
            fetched = self.politeness.fetch(url, limits, etag=etag, last_modified=last_modified)
            unchanged = fetched.status == HTTPStatus.NOT_MODIFIED
            document = None if unchanged else read_fetched_feed(fetched)
        except Unreadable as problem:
            return "", self._failed(problem)
        with self.database.writer() as session:
            feed = get_feed(session, self.number)
            self._note_success(session, feed, fetched)
            if document is None:
                return N_("nothing new"), None
            feed.etag = fetched.headers.get("etag")
            feed.last_modified = fetched.headers.get("last-modified")
            feed.title = document.title or feed.title
            feed.site = document.site or feed.site
            new, skipped = self._keep(session, feed, document)
        told = N_("%(number)s new of %(all)s") % {"number": new, "all": len(document.entries)}
        left_out = N_("%(number)s left out") % {"number": skipped}
        return f"{told}, {left_out}" if skipped else told, None

    def _note_success(self, session: Session, feed: Feed, fetched: Fetched) -> None:
        feed.polled_at = feed.read_at = now()
        feed.failures, feed.error = 0, None
        feed.next_at = now() + pause_after(feed.every, 0, None)
        moved = fetched.moved_to
        if moved and moved != feed.url:
            taken = sa.select(col(Feed.id)).where(col(Feed.url) == moved)
            if session.execute(taken).first() is None:
                feed.url = moved
        session.flush()

    def _failed(self, problem: Unreadable) -> str:
        """Put the feed off, further each time; one that is gone for good is not asked again."""
        retry_after = problem.retry_after if isinstance(problem, Unfetchable) else None
        is_gone = isinstance(problem, Unfetchable) and problem.answered == HTTPStatus.GONE
        with self.database.writer() as session:
            feed = get_feed(session, self.number)
            feed.polled_at = now()
            feed.failures += 1
            feed.error = GONE if is_gone else problem.message
            feed.state = FeedState.GONE if is_gone else feed.state
            feed.next_at = now() + pause_after(feed.every, feed.failures, retry_after)
            return feed.error

    def _keep(self, session: Session, feed: Feed, document: FeedDocument) -> tuple[int, int]:
        """Keep the items that are new; return how many, and how many of them are left out."""
        interest = read_interest(session, feed.words, feed.topics)
        keys, pages = self._known(session, document.entries)
        new = skipped = 0
        # The newest comes last: its number is the highest.
        for entry in reversed(document.entries):
            page = url_key(entry.url)
            if entry.key in keys or (page is not None and page in pages):
                continue
            keys.add(entry.key)
            pages.add(page or entry.key)
            item = self._item(entry, page, interest)
            session.add(item)
            new += 1
            skipped += item.state == ItemState.SKIPPED
        session.flush()
        return new, skipped

    def _known(self, session: Session, entries: Sequence[FeedEntry]) -> tuple[set[str], set[str]]:
        own = col(FeedItem.feed_id) == self.number
        keys = [entry.key for entry in entries]
        pages = [page for entry in entries if (page := url_key(entry.url))]
        by_key = sa.select(col(FeedItem.key)).where(own, col(FeedItem.key).in_(keys))
        by_page = sa.select(col(FeedItem.url_key)).where(own, col(FeedItem.url_key).in_(pages))
        return set(session.execute(by_key).scalars()), set(session.execute(by_page).scalars())

    def _item(self, entry: FeedEntry, page: str | None, interest: Interest) -> FeedItem:
        wanted = interest.wants_item(entry.title, entry.summary, is_whole=entry.is_whole)
        item = FeedItem(
            feed_id=self.number,
            key=entry.key,
            url=entry.url,
            url_key=page,
            title=entry.title or None,
            published_on=entry.published_on,
            decides=wanted is not None,
        )
        if wanted is False:
            item.state, item.reason = ItemState.SKIPPED, SKIPPED
        elif entry.url is None:
            item.state, item.reason = ItemState.FAILED, NO_ADDRESS
        return item

    # --------------------------------------------------------------------------- its items

    def _waiting(self) -> list[Waiting]:
        """Return the items whose turn it is, the oldest first."""
        with self.database.reader() as session:
            query = (
                sa.select(FeedItem)
                .where(
                    col(FeedItem.feed_id) == self.number,
                    col(FeedItem.state) == ItemState.WAITING,
                    sa.or_(col(FeedItem.next_at).is_(None), col(FeedItem.next_at) <= now()),
                )
                .order_by(col(FeedItem.id))
            )
            items = session.execute(query.limit(MAX_ITEMS + 1)).scalars().all()
            found = [
                Waiting(each.id, each.url, each.title, each.published_on, each.decides)
                for each in items
                if each.id is not None and each.url is not None
            ]
        if len(found) > MAX_ITEMS:
            with self.database.writer() as session:
                feed = get_feed(session, self.number)
                feed.next_at = min(feed.next_at, now() + SOON)
        return found[:MAX_ITEMS]

    def _reading(self) -> tuple[Interest, Gazetteer]:
        with self.database.reader() as session:
            feed = get_feed(session, self.number)
            interest = read_interest(session, feed.words, feed.topics)
            return interest, gazetteer_from_database(session)

    def _take(self, item: Waiting, interest: Interest | None, gazetteer: Gazetteer) -> ItemState:
        """Take one item's article; whatever is wrong with it is its own."""
        try:
            if known := known_address(self.database, item.url):
                return self._became(item, ItemState.KNOWN, article_id=known.article_id)
            self.politeness.check_allowed(item.url, self.limits)
            self.politeness.wait(item.url)
            captured = fetch_article(self.database, item.url, limits=self.limits)
            document = _with_feed(captured.document, item)
            text = f"{document.title or ''}\n{document.text}"
            if interest is not None and not item.decides and not interest.wants(text):
                return self._became(item, ItemState.SKIPPED, SKIPPED)
            if document.url and (known := known_address(self.database, document.url)):
                return self._became(item, ItemState.KNOWN, article_id=known.article_id)
            stored = take_in(
                self.database,
                document,
                gazetteer,
                origin=Origin.IMPORT,
                fetched=captured.fetched,
            )
        except Unfetchable as problem:
            return self._later(item, problem)
        except Disallowed as problem:
            return self._became(item, ItemState.FAILED, problem.message)
        except (Invalid, Unprocessed) as problem:
            reason = problem.message if isinstance(problem, Unreadable) else str(problem)
            return self._became(item, ItemState.FAILED, reason)
        state = ItemState.KNOWN if stored.known else ItemState.STORED
        return self._became(item, state, article_id=stored.article_id)

    def _later(self, item: Waiting, problem: Unfetchable) -> ItemState:
        """Try again later what may go well then, a few times."""
        with self.database.writer() as session:
            row = session.get(FeedItem, item.id)
            if row is None:
                raise NotFound("The feed was taken away.")
            row.attempts += 1
            row.reason, row.changed_at = problem.message, now()
            if problem.is_transient and row.attempts < MAX_ITEM_ATTEMPTS:
                pause = ITEM_PAUSE * 2.0 ** (row.attempts - 1)
                row.next_at = now() + max(pause, timedelta(seconds=problem.retry_after or 0))
            else:
                row.state = ItemState.FAILED
            return row.state

    def _became(
        self,
        item: Waiting,
        state: ItemState,
        reason: str | None = None,
        article_id: int | None = None,
    ) -> ItemState:
        with self.database.writer() as session:
            row = session.get(FeedItem, item.id)
            if row is None:
                raise NotFound("The feed was taken away.")
            row.state, row.reason, row.article_id = state, reason, article_id
            row.changed_at = now()
        return state


def _with_feed(document: Document, item: Waiting) -> Document:
    """Return a page's document; what the page does not tell of itself is the feed's word."""
    return replace(
        document,
        title=document.title or item.title,
        published_on=document.published_on or item.published_on,
    )


WORDS = {
    ItemState.STORED: N_("%(number)s stored"),
    ItemState.KNOWN: N_("%(number)s here already"),
    ItemState.SKIPPED: N_("%(number)s left out by their text"),
    ItemState.WAITING: N_("%(number)s to be tried again"),
    ItemState.FAILED: N_("%(number)s failed"),
}


def _told(became: Counter[ItemState]) -> str:
    return ", ".join(
        words % {"number": became[state]} for state, words in WORDS.items() if became[state]
    )
