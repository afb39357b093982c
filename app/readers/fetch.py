"""Fetch: one page or feed from the web, safely: no address inside, nothing without a bound.

Addresses are checked where the connection is made (microsoft-antissrf looks a name up once,
refuses it where any of its addresses is not public, and connects to one that it saw), for each
redirect anew. Nothing of the environment counts: no proxy, no stored password.
"""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from socket import gaierror
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from app.config import own_version
from app.errors import Unreadable
from app.locales import N_, gettext
from app.readers.deadline import Deadline
from app.readers.document import check_url

if TYPE_CHECKING:
    from requests import Response, Session

PAGES = ("text/html", "application/xhtml+xml", "text/plain")
FEEDS = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/json",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
)
# Other ports belong to services of all kinds, hardly ever to an outlet's pages.
PORTS = {"http": 80, "https": 443}
# Beyond what the library denies: IPv4 addresses in two old dresses of IPv6.
ALSO_DENIED = ["::/96", "::ffff:0:0:0/96"]
COMPRESSIONS = {"", "identity", "gzip", "x-gzip", "deflate"}
CHUNK = 65_536
MAX_RETRY_SECONDS = 7 * 24 * 3_600

# Redirects that are meant for good.
LASTING = {301, 308}
# Statuses by which a site says: not for you, or not for programs.
BLOCKING = {401, 402, 403, 407, 429, 451}
# 304, where nobody asked whether anything changed: some cache on the way is confused.
TRANSIENT = {304, 408, 425, 429, 500, 502, 503, 504}
ANY = "*/*"

CONDITIONS = ("If-None-Match", "If-Modified-Since")

PRIVATE = N_(
    "This address leads into a private network, or to this machine itself: such are not fetched."
)
WRONG_PORT = N_("Only the usual ports of the web are fetched (80 for http, 443 for https).")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost, and what it may bring.

    Attributes:
        max_bytes: of the content, after decompression.
        seconds: for all of it, from looking up the name to the last byte, redirects included.
        types: the content types that are taken, `ANY` for all; an answer that names none is taken.
        is_cut: of longer content the first `max_bytes` are taken, rather than nothing.
        allowed: `host:port` of servers on loopback that may be asked all the same. Only code
            sets it (tests do): nothing that a person or the environment gives may.
    """

    max_bytes: int = 10_000_000
    seconds: float = 20.0
    redirects: int = 6
    types: tuple[str, ...] = PAGES
    is_cut: bool = False
    allowed: frozenset[str] = frozenset()


PAGE_LIMITS = Limits()
FEED_LIMITS = Limits(types=(*FEEDS, *PAGES))


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered.

    Attributes:
        url, final_url: as asked for, and where redirects led.
        moved_to: where redirects led that are meant for good (301, 308), as far as these come
            before any other; `url` itself where there are none.
        status: 200, or 304 (then `content` is empty).
        headers: all of the answer's, names in lower case.
        content: the bytes after decompression.
        fetched_at: when the answer began, in UTC.
    """

    url: str
    final_url: str
    status: int
    headers: dict[str, str]
    content: bytes
    fetched_at: datetime
    moved_to: str = ""

    @property
    def content_type(self) -> str:
        """The type without parameters, lower case; empty where none was named."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the answer's headers name, None where they do not."""
        found = re.search(
            r"charset\s*=\s*[\"']?([\w.:-]+)", self.headers.get("content-type", ""), re.I
        )
        return found[1] if found else None


class Unfetchable(Unreadable):
    """Why an address could not be fetched, for the person who gave it.

    Attributes:
        is_transient: it may go well another time.
        retry_after: seconds after which the server wants to be asked again, None where it says
            nothing.
        is_blocked: the site does not give this page to programs, or not without paying.
        answered: the status of the server's answer, None where there was none.
    """

    title = N_("This address cannot be fetched")

    def __init__(
        self,
        reason: str,
        *,
        is_transient: bool,
        retry_after: int | None = None,
        is_blocked: bool = False,
        answered: int | None = None,
    ) -> None:
        super().__init__(reason, "url")
        self.is_transient = is_transient
        self.answered = answered
        self.retry_after = retry_after
        self.is_blocked = is_blocked


def fetch(
    url: str,
    *,
    limits: Limits = PAGE_LIMITS,
    etag: str | None = None,
    last_modified: str | None = None,
) -> Fetched:
    """Return what the server at an address answers to one GET, redirects followed.

    Args:
        etag, last_modified: of an earlier answer; where nothing changed, the status is 304.

    Raises:
        Unfetchable: the address is not public, the server refuses, fails, or gives too much, too
            slowly, or no text.
    """
    from requests.cookies import RequestsCookieJar

    headers = _request_headers(limits, etag, last_modified)
    is_asked = any(name in headers for name in CONDITIONS)
    address = _checked(url, limits)
    # Some sites set one and redirect to the same page. They are forgotten with this fetch.
    cookies = RequestsCookieJar()
    moved_to, is_lasting = address, True
    with closing(Deadline(limits.seconds)) as deadline, _told_plainly(deadline):
        for _ in range(limits.redirects + 1):
            with _session(address, limits, deadline) as session:
                session.cookies = cookies
                with session.get(
                    address,
                    headers=headers,
                    timeout=limits.seconds,
                    stream=True,
                    allow_redirects=False,
                ) as response:
                    onward = session.get_redirect_target(response)
                    if onward is None:
                        taken = _taken(url, address, response, limits, is_asked=is_asked)
                        return replace(taken, moved_to=moved_to)
                    is_lasting = is_lasting and response.status_code in LASTING
            address = _checked(_onward(address, onward), limits)
            moved_to = address if is_lasting else moved_to
        many = gettext("It redirects more than %(number)s times.", number=limits.redirects)
        raise Unfetchable(many, is_transient=False, answered=response.status_code)


def _request_headers(limits: Limits, etag: str | None, last_modified: str | None) -> dict[str, str]:
    headers = {
        "User-Agent": f"Mozilla/5.0 (compatible; onrecord/{_version()})",
        "Accept": ", ".join([*(each for each in limits.types if each != ANY), f"{ANY};q=0.1"]),
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    # What an earlier answer said is sent back only where it is a plain header value.
    asked = dict(zip(CONDITIONS, (etag, last_modified), strict=True))
    return headers | {
        name: value
        for name, value in asked.items()
        if value and re.fullmatch(r"[\x20-\x7e]{1,200}", value)
    }


def _version() -> str:
    return re.sub(r"[^\w.]+", "-", own_version())


def _checked(url: str, limits: Limits) -> str:
    """Return an address that may be asked, as far as its letters tell.

    Raises:
        Unfetchable: it is none of the web, has a name and password in it, or an odd port.
    """
    try:
        checked = check_url(url)
    except ValueError as problem:
        raise Unfetchable(str(problem), is_transient=False) from None
    parts = urlsplit(checked)
    port = parts.port or PORTS[parts.scheme]
    if port != PORTS[parts.scheme] and f"{parts.hostname}:{port}" not in limits.allowed:
        raise Unfetchable(gettext(WRONG_PORT), is_transient=False)
    return checked


def _onward(address: str, location: str) -> str:
    """Return where a redirect leads: relative ones from `address`, spaces in it escaped."""
    from requests.utils import requote_uri

    try:
        return requote_uri(urljoin(address, location.strip()))
    except (ValueError, UnicodeError):
        told = gettext("It redirects to no address of the web.")
        raise Unfetchable(told, is_transient=False) from None


def _session(address: str, limits: Limits, deadline: Deadline) -> "Session":
    """Return a session whose connections reach public addresses only, and end at the deadline."""
    from AntiSSRF import AntiSSRFPolicy, PolicyConfigOptions
    from requests.adapters import HTTPAdapter

    policy = AntiSSRFPolicy(PolicyConfigOptions.EXTERNAL_ONLY_LATEST)
    policy.add_denied_addresses(ALSO_DENIED)
    parts = urlsplit(address)
    if f"{parts.hostname}:{parts.port}" in limits.allowed:
        policy.add_allowed_addresses(["127.0.0.0/8", "::1/128"])
    policy.allow_plain_text_http = True
    policy.add_xff_header = False
    session: Session = policy.get_antissrf_session()
    session.trust_env = False
    # The session's own adapters stay, since they check: only their connections are watched.
    for adapter in session.adapters.values():
        assert isinstance(adapter, HTTPAdapter)  # noqa: S101
        adapter.poolmanager.pool_classes_by_scheme = deadline.pools()
    return session


TOO_SLOW = N_("The server took too long: what it sent until then is not used.")
BROKE_OFF = N_("The answer broke off in the middle.")
NO_WEB = N_("This is no address of the web.")


@contextmanager
def _told_plainly(deadline: Deadline) -> Iterator[None]:
    """Turn whatever goes wrong on the way into words for a person.

    Raises:
        Unfetchable: always, where anything was raised inside.
    """
    from AntiSSRF import AntiSSRFError
    from requests import RequestException
    from urllib3.exceptions import HTTPError

    try:
        yield
    except Unfetchable as problem:
        if deadline.is_over and not problem.is_blocked:
            raise Unfetchable(gettext(TOO_SLOW), is_transient=True) from None
        raise
    except AntiSSRFError:
        raise Unfetchable(gettext(PRIVATE), is_transient=False) from None
    except gaierror:
        told = gettext("There is no server of that name.")
        raise Unfetchable(told, is_transient=True) from None
    # UnicodeError: a name whose labels are empty or too long. HTTPError: while reading on.
    except (RequestException, HTTPError, OSError, ValueError) as problem:
        if deadline.is_over:
            raise Unfetchable(gettext(TOO_SLOW), is_transient=True) from None
        raise _plain(problem) from None
    # What had no end that was told of ends when it is cut off, without an error.
    if deadline.is_over:
        raise Unfetchable(gettext(TOO_SLOW), is_transient=True)


def _plain(problem: Exception) -> Unfetchable:
    """Return a failure of the connection in words for a person."""
    from requests import exceptions

    sorts: tuple[tuple[type[Exception], str, bool], ...] = (
        (exceptions.SSLError, N_("Its certificate cannot be trusted."), False),
        (exceptions.Timeout, TOO_SLOW, True),
        (exceptions.InvalidURL, NO_WEB, False),
        (UnicodeError, NO_WEB, False),
        (exceptions.ContentDecodingError, N_("What it sent cannot be unpacked."), False),
        (exceptions.ChunkedEncodingError, BROKE_OFF, True),
    )
    for kind, reason, is_transient in sorts:
        if isinstance(problem, kind):
            return Unfetchable(gettext(reason), is_transient=is_transient)
    shown = str(problem)
    # While the content is read, the library's own timeout comes as a broken connection.
    if "timed out" in shown:
        return Unfetchable(gettext(TOO_SLOW), is_transient=True)
    if "IncompleteRead" in shown:
        return Unfetchable(gettext(BROKE_OFF), is_transient=True)
    if "LineTooLong" in shown or "got more than" in shown:
        return Unfetchable(gettext("The headers of its answer are too large."), is_transient=False)
    return Unfetchable(gettext("The server cannot be reached, or broke off."), is_transient=True)


def _taken(
    url: str, address: str, response: "Response", limits: Limits, *, is_asked: bool
) -> Fetched:
    """Return the last answer, once its status, type and size are found good.

    Args:
        is_asked: the server was asked whether anything changed.
    """
    headers = {name.lower(): value for name, value in response.headers.items()}
    fetched = Fetched(url, address, response.status_code, headers, b"", datetime.now(UTC))
    if fetched.status == HTTPStatus.NOT_MODIFIED and is_asked:
        return fetched
    if fetched.status != HTTPStatus.OK:
        raise _refused(fetched)
    if fetched.content_type and not {fetched.content_type, ANY} & {*limits.types}:
        told = gettext(
            "This is no page to read but another kind of file (%(type)s).",
            type=fetched.content_type[:80],
        )
        raise Unfetchable(told, is_transient=False)
    if headers.get("content-encoding", "").strip().lower() not in COMPRESSIONS:
        told = gettext("It was sent packed in a way that was not asked for.")
        raise Unfetchable(told, is_transient=False)
    most = gettext("It is larger than %(number)s MB.", number=limits.max_bytes // 1_000_000 or 1)
    too_much = Unfetchable(most, is_transient=False)
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > limits.max_bytes and not limits.is_cut:
        raise too_much
    content = bytearray()
    for chunk in response.iter_content(CHUNK):
        content += chunk
        if len(content) > limits.max_bytes:
            if not limits.is_cut:
                raise too_much
            break
    return replace(fetched, content=bytes(content[: limits.max_bytes]))


def _refused(answer: Fetched) -> Unfetchable:
    """Return why an answer of another status than 200 is no page."""
    status = answer.status
    known = {
        304: N_("The site says that nothing changed, though it was asked for all of the page"),
        401: N_("The site asks for a password"),
        402: N_("The site asks for payment"),
        403: N_("The site does not give this page to programs"),
        404: N_("The site has no page at this address"),
        407: N_("The site asks for a password"),
        410: N_("The site has taken this page away"),
        429: N_("The site was asked too often"),
        451: N_("The site may not show this page, for legal reasons"),
    }
    failed = N_("The site's server failed")
    unexpected = N_("The site answered something unexpected")
    reason = known.get(status, failed if status >= 500 else unexpected)
    return Unfetchable(
        gettext("%(reason)s (HTTP %(status)s).", reason=gettext(reason), status=status),
        is_transient=status in TRANSIENT,
        retry_after=_retry_after(answer),
        is_blocked=status in BLOCKING,
        answered=status,
    )


def _retry_after(answer: Fetched) -> int | None:
    """Return the seconds that a server asks to wait, at most a week; None where it says nothing."""
    given = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", given):
        return min(int(given), MAX_RETRY_SECONDS)
    try:
        at = parsedate_to_datetime(given)
    except (TypeError, ValueError, IndexError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0, min(int((at - answer.fetched_at).total_seconds()), MAX_RETRY_SECONDS))
