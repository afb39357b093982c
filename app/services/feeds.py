"""Feeds: add one, change it, take it away, and queue those that are due."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.addresses import host_of
from app.db import MAX_ID, Database
from app.errors import ChangedMeanwhile, Invalid, NotFound, Unreadable
from app.locales import N_, gettext
from app.models import Feed, FeedItem, FeedState, ItemState, Job, Revision, Topic, now
from app.readers.document import check_url
from app.readers.feed import NO_FEED, FeedDocument, find_feeds, read_feed
from app.readers.fetch import FEED_LIMITS, PAGE_LIMITS, Fetched, Limits, fetch
from app.services.history import last_change
from app.services.interest import check_words
from app.services.jobs import OPEN, enqueue

POLL = "poll"
NO_ADDRESS = N_("The feed gives no address of the web for it.")
MIN_EVERY, MAX_EVERY, EVERY = 5 * 60, 7 * 24 * 3_600, 30 * 60
# The library reads a hostile one at 150 kB a second, an honest one ten times as fast.
FEED_BYTES = 3_000_000
MAX_BACKOFF = 24 * 3_600
# Feeds that were added together must not be asked together for ever.
JITTER = 0.1
SCHEDULE = "schedule"


@dataclass(frozen=True, slots=True)
class FeedFields:
    """What a person decides about a feed; checked.

    Attributes:
        every: seconds between two polls.
        words, topics: see `Feed`.
    """

    every: int = EVERY
    words: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def parse_every(text: str) -> int:
    """Return the seconds of an interval such as 30m, 2h or 1d.

    Raises:
        Invalid: it is none.
    """
    found = re.fullmatch(r"([0-9]{1,5})\s*([mhd])", text.strip().lower())
    if not found:
        raise Invalid({"every": gettext("Write it as 30m, 2h or 1d.")})
    return int(found[1]) * {"m": 60, "h": 3_600, "d": 86_400}[found[2]]


def feed_limits(page: Limits) -> Limits:
    """Return what fetching a feed may cost, where that is what a page may."""
    return replace(FEED_LIMITS, max_bytes=FEED_BYTES, seconds=page.seconds, allowed=page.allowed)


def check_fields(
    session: Session, *, every: int, words: str | Sequence[str], topics: Sequence[str] = ()
) -> FeedFields:
    """Return what a person typed about a feed.

    Raises:
        Invalid: a message for each field that is not what it should be.
    """
    problems: dict[str, str] = {}
    found: list[str] = []
    if not MIN_EVERY <= every <= MAX_EVERY:
        problems["every"] = gettext("Between 5 minutes and 7 days, please.")
    try:
        found = check_words(words)
    except Invalid as problem:
        problems |= problem.problems
    slugs = dict.fromkeys(topics)
    known = set(session.execute(sa.select(col(Topic.slug))).scalars())
    if unknown := [slug for slug in slugs if slug not in known]:
        problems["topics"] = gettext("There is no topic “%(topic)s”.", topic=unknown[0][:80])
    if problems:
        raise Invalid(problems)
    return FeedFields(every, tuple(found), tuple(slugs))


def find_feed(url: str, limits: Limits = PAGE_LIMITS) -> tuple[str, FeedDocument]:
    """Return the address of the feed that an address is, or that its page names, and the feed.

    Raises:
        Invalid: (at the field `url`) it is no address, cannot be fetched, or has no feed.
    """
    _check_address(url)
    limits = feed_limits(limits)
    fetched = fetch(url, limits=limits)
    try:
        return fetched.moved_to, read_fetched_feed(fetched)
    except Unreadable:
        named = find_feeds(fetched.content, fetched.final_url)
    if not named:
        told = f"{gettext(NO_FEED)} {gettext('Nor does the page name one.')}"
        raise Unreadable(told, "url")
    fetched = fetch(named[0], limits=limits)
    return fetched.moved_to, read_fetched_feed(fetched)


def _check_address(url: str) -> None:
    try:
        check_url(url)
    except ValueError as problem:
        raise Unreadable(str(problem), "url") from None


def read_fetched_feed(fetched: Fetched) -> FeedDocument:
    """Return the feed in an answer.

    Raises:
        Unreadable: it is none.
    """
    kind = fetched.headers.get("content-type", "")
    return read_feed(fetched.content, fetched.final_url, kind)


def find_new_feed(
    database: Database, url: str, limits: Limits = PAGE_LIMITS
) -> tuple[str, FeedDocument]:
    """Return what `find_feed` does of a feed that is not followed yet.

    Raises:
        Invalid: (at the field `url`) it cannot be fetched, is no feed, or is here already.
    """
    # Not every database can be asked for every character.
    _check_address(url)
    with database.reader() as session:
        _refuse_known(session, url)
    # No transaction is open while the server is asked.
    found, document = find_feed(url, limits)
    with database.reader() as session:
        _refuse_known(session, found)
    return found, document


def add_feed(
    database: Database, url: str, fields: FeedFields, *, who: str, limits: Limits = PAGE_LIMITS
) -> int:
    """Fetch a feed, and follow it from now on; return its number.

    Raises:
        Invalid: as `find_new_feed`.
    """
    return follow_feed(database, *find_new_feed(database, url, limits), fields, who=who)


def follow_feed(
    database: Database, url: str, document: FeedDocument, fields: FeedFields, *, who: str
) -> int:
    """Keep the address of a feed that was fetched, and queue its first poll; return its number.

    Raises:
        Invalid: (at the field `url`) it is here already.
    """
    with database.writer() as session:
        _refuse_known(session, url)
        feed = Feed(
            url=url,
            title=document.title or host_of(url) or url,
            site=document.site,
            every=fields.every,
            words=list(fields.words),
            topics=list(fields.topics),
            added_by=who,
        )
        try:
            with session.begin_nested():
                session.add(feed)
                session.flush()
        except IntegrityError:
            _refuse_known(session, url)
            raise
        queue_poll(session, feed, who)
        assert feed.id is not None  # noqa: S101
        return feed.id


def _refuse_known(session: Session, url: str) -> None:
    query = sa.select(col(Feed.title)).where(col(Feed.url) == url.strip())
    title = session.execute(query).scalar_one_or_none()
    if title is not None:
        raise Unreadable(gettext("This feed is here already: %(title)s.", title=title), "url")


def get_feed(session: Session, number: int) -> Feed:
    """Return a feed's row.

    Raises:
        NotFound: there is none of this number.
    """
    feed = session.get(Feed, number) if 0 < number <= MAX_ID else None
    if feed is None:
        raise NotFound(gettext("There is no feed %(number)s.", number=number))
    return feed


def _log(
    session: Session,
    who: str,
    action: str,
    feed: Feed,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    session.add(
        Revision(
            who=who,
            action=action,
            subject="feed",
            subject_id=feed.id or 0,
            before=before or {},
            after=after or {},
        )
    )


def version_of_feed(session: Session, number: int) -> int:
    """Return the version of what people decide of a feed: it grows with each change."""
    return last_change(session, [("feed", number)])


def change_feed(
    session: Session, number: int, fields: FeedFields, *, who: str, seen: int | None = None
) -> None:
    """Set what a person decides; items that were skipped before stay so.

    Args:
        seen: the version that whoever changes it has seen; None does not ask.

    Raises:
        NotFound: there is no such feed.
        ChangedMeanwhile: it has another version now.
    """
    feed = get_feed(session, number)
    version = version_of_feed(session, number)
    if seen not in (None, version):
        raise ChangedMeanwhile(version)
    before: dict[str, object] = {
        "every": feed.every,
        "words": list(feed.words),
        "topics": list(feed.topics),
    }
    after: dict[str, object] = {
        "every": fields.every,
        "words": list(fields.words),
        "topics": list(fields.topics),
    }
    changed = [name for name in after if before[name] != after[name]]
    if changed:
        old, new = ({name: each[name] for name in changed} for each in (before, after))
        _log(session, who, "change", feed, old, new)
    feed.next_at = min(feed.next_at, now() + timedelta(seconds=fields.every))
    feed.every, feed.words, feed.topics = fields.every, list(fields.words), list(fields.topics)
    session.flush()


def set_state(session: Session, number: int, state: FeedState, *, who: str) -> None:
    """Pause a feed, or let it go on: it is due at once then, with its failures forgotten."""
    feed = get_feed(session, number)
    if state is FeedState.ACTIVE and feed.state != FeedState.ACTIVE:
        feed.next_at, feed.failures, feed.error = now(), 0, None
    if state != feed.state:
        _log(session, who, "set", feed, {"state": str(feed.state)}, {"state": str(state)})
    feed.state = state
    session.flush()


def remove_feed(session: Session, number: int, *, who: str) -> str:
    """Take a feed and its items away, and return its title; articles stay."""
    feed = get_feed(session, number)
    _log(session, who, "remove", feed, {"url": feed.url, "title": feed.title})
    session.execute(sa.delete(FeedItem).where(col(FeedItem.feed_id) == number))
    session.delete(feed)
    session.flush()
    return feed.title


def retry_items(session: Session, number: int, item: int | None = None, *, who: str) -> int:
    """Let items that failed be tried again at the next poll, which is queued; return how many.

    One without an address stays as it is: there is nothing to try.
    """
    feed = get_feed(session, number)
    failed = sa.select(FeedItem).where(
        col(FeedItem.feed_id) == number,
        col(FeedItem.state) == ItemState.FAILED,
        col(FeedItem.url).is_not(None),
    )
    if item is not None:
        failed = failed.where(col(FeedItem.id) == item)
    found = session.execute(failed).scalars().all()
    for each in found:
        each.state, each.attempts, each.next_at, each.reason = ItemState.WAITING, 0, None, None
    if found:
        queue_poll(session, feed, who)
    session.flush()
    return len(found)


def take_anyway(session: Session, number: int, item: int, *, who: str) -> None:
    """Take an item that the words left out, at the next poll, which is queued."""
    feed = get_feed(session, number)
    found = session.get(FeedItem, item)
    if found is None or found.feed_id != number or found.state != ItemState.SKIPPED:
        raise NotFound(gettext("There is no such item that was left out."))
    if found.url is None:
        raise Invalid({"item": gettext(NO_ADDRESS)})
    found.state, found.decides, found.reason = ItemState.WAITING, True, None
    queue_poll(session, feed, who)
    session.flush()


def queue_poll(session: Session, feed: Feed, who: str) -> int:
    """Queue a poll of a feed now; of one host, one feed is asked at a time."""
    lane = f"host {host_of(feed.url)}"
    return enqueue(session, POLL, str(feed.id), label=feed.title, who=who, lane=lane)


def queue_due(session: Session, *, everything: bool = False, who: str = SCHEDULE) -> list[int]:
    """Queue a poll of each feed that is due; return the jobs' numbers.

    Args:
        everything: of each feed that is not paused or gone, due or not.
    """
    query = sa.select(Feed).where(col(Feed.state) == FeedState.ACTIVE).order_by(col(Feed.next_at))
    if not everything:
        query = query.where(col(Feed.next_at) <= now())
    return [queue_poll(session, feed, who) for feed in session.execute(query).scalars().all()]


def open_polls(session: Session) -> list[int]:
    """Return the numbers of the polls that wait or run."""
    query = sa.select(col(Job.id)).where(col(Job.kind) == POLL, col(Job.state).in_(OPEN))
    return list(session.execute(query).scalars())


def has_due(session: Session) -> bool:
    """Say whether a feed is due."""
    query = sa.select(col(Feed.id)).where(
        col(Feed.state) == FeedState.ACTIVE, col(Feed.next_at) <= now()
    )
    return session.execute(query.limit(1)).first() is not None


def pause_after(every: int, failures: int, retry_after: int | None) -> timedelta:
    """Return how long a feed rests: longer by half again and again while it fails.

    Args:
        every: seconds between polls that go well; `failures` in a row double them each.
        retry_after: seconds that its server asked for, at the least.
    """
    seconds = every if not failures else min(every * 2.0 ** min(failures, 20), MAX_BACKOFF)
    seconds = max(seconds, every) * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311
    return timedelta(seconds=max(seconds, retry_after or 0))
