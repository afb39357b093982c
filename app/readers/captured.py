"""Captured: the document of a page that was fetched, or why it has none."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from app.addresses import host_of
from app.errors import Invalid, Unreadable
from app.locales import N_, gettext
from app.readers.blocked import CONSENT, ROBOT_CHECK, TITLE, why_blocked
from app.readers.document import Document, make_document
from app.readers.encodings import decode
from app.readers.fetch import Fetched, Unfetchable
from app.readers.html import decode_page, read_html
from app.text import unescape


class Blocked(Unfetchable):
    """A page that does not show its article: a person can paste it instead.

    Attributes:
        fields: what is known all the same: `url`, `title`, `outlet`, …
    """

    title = N_("This page does not show its text")

    def __init__(
        self,
        reason: str,
        fields: Mapping[str, str],
        *,
        is_transient: bool = False,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(
            reason, is_transient=is_transient, retry_after=retry_after, is_blocked=True
        )
        self.fields = dict(fields)

    @classmethod
    def of(cls, problem: Unfetchable, fields: Mapping[str, str]) -> "Blocked":
        """Return a site's refusal with what is known of the page."""
        return cls(
            problem.message,
            fields,
            is_transient=problem.is_transient,
            retry_after=problem.retry_after,
        )


def read_fetched(fetched: Fetched) -> Document:
    """Return the article of a fetched page.

    Raises:
        Blocked: it shows a robot check, a consent wall, or no more than a beginning.
        Unreadable: it holds no article, or cannot be decoded; the field is `url`.
    """
    try:
        if fetched.content_type == "text/plain":
            text = decode(fetched.content, fetched.charset)
            return make_document({"text": text, "url": fetched.final_url}, fetched.final_url)
        return _read_page(fetched)
    except Unfetchable:
        raise
    except Unreadable as problem:
        raise Unreadable(problem.message, "url") from None


def _read_page(fetched: Fetched) -> Document:
    if _path(fetched.url) and not _path(fetched.final_url):
        raise Unreadable(gettext(FRONT_PAGE))
    page = decode_page(fetched.content, fetched.charset)
    try:
        found = read_html(page, fetched.final_url, fetched.final_url)
    except Invalid:
        if reason := why_blocked(page, fetched.final_url, ""):
            raise Blocked(gettext(reason), _known_of(fetched, page, reason, None)) from None
        raise
    if reason := why_blocked(page, fetched.final_url, found.text):
        raise Blocked(gettext(reason), _known_of(fetched, page, reason, found))
    return found


FRONT_PAGE = N_(
    "The address leads to the site's front page: the article is gone, or is not shown to everybody."
)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path.strip("/") + parts.query


def _known_of(fetched: Fetched, page: str, reason: str, found: Document | None) -> dict[str, str]:
    """Return what a page that does not show its article tells of it all the same."""
    if reason in {ROBOT_CHECK, CONSENT}:
        # Its title is that of the check.
        return {"url": fetched.url}
    if found is None:
        return {"url": fetched.url, "title": _title(page)}
    day = found.published_on
    return {
        "url": found.url or fetched.url,
        "title": found.title or _title(page),
        "outlet": found.outlet or host_of(fetched.final_url) or "",
        "published_on": day.isoformat() if day else "",
        "language": found.language or "",
    }


def _title(page: str) -> str:
    found = TITLE.search(page)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", found[1])).split()) if found else ""
