"""Feed: the items of an RSS or Atom document, and the feeds that an ordinary page names."""

import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from app.addresses import is_web, url_key
from app.errors import Unreadable
from app.locales import N_, gettext
from app.readers.document import MAX_TITLE_CHARS, MAX_URL_CHARS, check_day, check_line, check_url
from app.readers.encodings import decode
from app.text import normalise, unescape, without_endless

# Of a longer feed, the first ones are read: feeds begin with the newest.
MAX_ENTRIES = 500
MAX_KEY_CHARS = 1_000
MAX_SUMMARY_CHARS = 20_000
FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/rdf+xml"}
DECLARED = re.compile(rb"<\?xml[^>]*\bencoding\s*=\s*[\"']([\w.-]+)")
NO_FEED = N_("There is no RSS or Atom feed at this address.")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item as a feed tells of it; every text is plain and of one line.

    Attributes:
        key: its guid, or its address where the guid is missing or others have it too.
        url: where its article is; None where the feed gives no address of the web.
        summary: what the feed says of its content, the content itself where it carries that.
        is_whole: the feed carries its content, not only a summary.
        published_on: the day as the feed writes it, in the feed's own time zone.
    """

    key: str
    url: str | None
    title: str
    summary: str
    is_whole: bool
    published_on: date | None


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """What a feed said, its entries in its own order."""

    title: str
    site: str | None
    entries: tuple[FeedEntry, ...]


def read_feed(content: bytes, url: str, content_type: str = "") -> FeedDocument:
    """Return the items of an RSS or Atom document.

    A document that is broken is read as far as it makes sense. Two items with one key are one.

    Args:
        url: its address: relative ones in it are resolved by that.
        content_type: as its server said, with the encoding; a declaration inside counts less.

    Raises:
        Unreadable: it is no feed.
    """
    import feedparser

    # Without an address of its own, it leaves guids as they are; links are resolved here.
    headers = {"content-type": "application/xml; charset=utf-8"}
    text = _decoded(content, content_type)
    try:
        # A stream and nothing else: the library would fetch or open what looks like an address.
        found = feedparser.parse(BytesIO(text.encode("utf-8")), response_headers=headers)
    except Exception as problem:  # Whatever hostile bytes do to it: they are no feed.
        raise Unreadable(gettext(NO_FEED), "url") from problem
    if not found.get("version") and not found.entries:
        raise Unreadable(gettext(NO_FEED), "url")
    drafts = [_entry(each, url) for each in found.entries[:MAX_ENTRIES]]
    # A guid that several articles share names none of them.
    pages = {(guid, url_key(entry.url)) for guid, entry in drafts if guid}
    shared = Counter(guid for guid, _ in pages)
    entries: dict[str, FeedEntry] = {}
    for guid, entry in drafts:
        key = guid if guid and shared[guid] == 1 else entry.key
        if key:
            named = FeedEntry(
                key, entry.url, entry.title, entry.summary, entry.is_whole, entry.published_on
            )
            entries.setdefault(key, named)
    about = found.feed
    return FeedDocument(
        title=plain(about.get("title"), MAX_TITLE_CHARS),
        site=_address(about.get("link"), url),
        entries=tuple(entries.values()),
    )


def _decoded(content: bytes, content_type: str) -> str:
    """Return the text of a feed; a letter that was cut in two does not spoil the others.

    Raises:
        Unreadable: it is no text.
    """
    sent = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.I)
    written = DECLARED.search(content[:300])
    names = sent and sent[1], written and written[1].decode("ascii")
    try:
        return decode(content, *names)
    except Unreadable:
        if b"\x00" in content:
            raise Unreadable(gettext(NO_FEED), "url") from None
        return content.decode("utf-8", "replace")


def _entry(given: dict[str, Any], base: str) -> tuple[str, FeedEntry]:
    """Return an item's guid ("" for none), and the item with its address as its key."""
    guid = _line(given.get("id"))[:MAX_KEY_CHARS]
    url = _address(given.get("link"), base)
    title = plain(given.get("title"), MAX_TITLE_CHARS)
    content = " ".join(
        each["value"] for each in given.get("content", ()) if isinstance(each.get("value"), str)
    )
    summary = plain(content or given.get("summary"), MAX_SUMMARY_CHARS)
    # Asked for by its own method, it would warn that one of them may stand for the other.
    day = _day(dict.get(given, "published")) or _day(dict.get(given, "updated"))
    key = url_key(url) or (f"title: {title}"[:MAX_KEY_CHARS] if title else "")
    return guid, FeedEntry(key, url, title, summary, bool(content.strip()), day)


def _address(given: object, base: str) -> str | None:
    if not isinstance(given, str) or len(given) > MAX_URL_CHARS:
        return None
    try:
        return check_url(urljoin(base, given.strip()))
    except ValueError:
        return None


def _line(given: object) -> str:
    try:
        return check_line(given)
    except ValueError:
        return ""


def plain(given: object, limit: int) -> str:
    """Return the words of a piece of HTML, or of a plain text, in one line; "" for anything else.

    Whoever shows it escapes it all the same: this is for reading, not for safety.
    """
    if not isinstance(given, str):
        return ""
    # Cut first: nobody reads what comes behind, and a hostile one may be long.
    given = given[: limit * 20]
    without = re.sub(r"<(script|style)\b.*?(</\1\s*>|$)", " ", given, flags=re.S | re.I)
    text = unescape(re.sub(r"</?[a-zA-Z!][^<>]*>", " ", without))
    text = "".join(char for char in text if char >= " " and not 0xD800 <= ord(char) <= 0xDFFF)
    try:
        return " ".join(normalise(text).split())[:limit].rstrip()
    except Unreadable:
        return ""


def _day(printed: object) -> date | None:
    """Return the day that a feed writes, as it stands there: another time zone may be a day off."""
    if not isinstance(printed, str):
        return None
    try:
        found = check_day(printed.strip())
    except ValueError:
        try:
            found = parsedate_to_datetime(printed).date()
        except (TypeError, ValueError, IndexError, OverflowError):
            return None
    # A program's zero, or a clock that was never set.
    return found if found.year > 1990 else None


# ------------------------------------------------------------------------- pages that name feeds


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.base = ""
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note `<link rel="alternate" type="…feed type…">`, and `<base>`."""
        given = {name: value or "" for name, value in attrs}
        if tag == "base" and not self.base:
            self.base = given.get("href", "")
        kind = given.get("type", "").partition(";")[0].strip().lower()
        is_feed = "alternate" in given.get("rel", "").lower().split() and kind in FEED_TYPES
        if tag == "link" and is_feed:
            self.found.append((given.get("href", ""), given.get("title", "")))


def find_feeds(content: bytes, url: str) -> list[str]:
    """Return the addresses of the feeds that a page names, those of comments last."""
    links = _Links()
    # Markup and addresses are ASCII; the rest does not matter here.
    # An assertion is the parser's way to say that markup makes no sense: what came before counts.
    with suppress(AssertionError):
        links.feed(without_endless(content[:1_000_000].decode("utf-8", "replace")))
    base = _joined(url, links.base) or url
    ranked = sorted(links.found, key=lambda link: "comment" in f"{link[0]} {link[1]}".lower())
    addresses = [_joined(base, href.strip()) for href, _ in ranked if href.strip()]
    return list(dict.fromkeys(each for each in addresses if is_web(each)))


def _joined(base: str, href: str) -> str:
    """Return where a link of a page leads, "" where its address is none (`//[`)."""
    try:
        return urljoin(base, href)
    except ValueError:
        return ""
