"""Guard: which requests are let in, which may write, and what every answer carries."""

import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.config import Settings

# A text at its longest, in a script of four bytes, percent-encoded, and the rest of a form.
MAX_BODY_BYTES = 16_000_000
# Commas, one of which stands between any two values of JSON: nobody else is answered while all of
# them are made. A text at its longest has some ten thousand, and a million take a second.
MAX_COMMAS = 100_000
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
# A reverse proxy on the same machine speaks from loopback: a header with a word that begins so
# gives it away, by whatever name it tells for whom it asks. Browsers send none of them.
PROXY_HEADER = re.compile(
    r"(^|-)(forwarded|via|(client)?ip|proxy|cdn|cf|original|remote|rewrite|surrogate"
    r"|akamai|appengine|arr|azure|envoy|fastly|fly|vercel|varnish)"
)

# Browsers send forms as UTF-8 and do not name it. By another name whoever decodes them may fail,
# or make characters of them that nothing can store.
OTHER_CHARSET = re.compile(r"charset(?!=\"?utf-8\"?\s*(;|$))", re.IGNORECASE)

# Headers by which somebody may be known.
PERSONAL = (b"cookie", b"authorization")
# Set in a request's state by the server that took its connection.
ANOTHER_USER = "another_user"

SECURITY_HEADERS = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "img-src 'self' data:; object-src 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def host_name(host: str) -> str:
    """Return the name or address of a Host header, lower case, without port and brackets."""
    name = host.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0] if name.count(":") <= 1 else name


@lru_cache(maxsize=64)
def is_loopback(name: str) -> bool:
    """Say whether a host name or address means this machine."""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def is_local_user(request: Request, settings: Settings) -> bool:
    """Say whether the request is the local user's, who may edit while there are no accounts.

    The bind, the client's address, the Host and the Origin must all be loopback, and nothing
    may tell of a proxy in between: no header, no setting, no older version of the protocol, and
    no other user of this machine whose program sends it.
    """
    headers = request.headers
    proxied = (
        any(PROXY_HEADER.search(name) for name in headers)
        or bool(settings.trusted_proxies)
        # So speaks nginx unless it is told otherwise, and then it tells nothing of the client.
        or request.scope.get("http_version") == "1.0"
        or getattr(request.state, ANOTHER_USER, False)
    )
    return (
        not proxied
        and is_loopback(settings.host)
        and request.client is not None
        and is_loopback(request.client.host)
        and is_loopback(host_name(headers.get("host", "")))
        and is_loopback(origin_name(headers))
    )


def origin_name(headers: Headers) -> str:
    """Return the name of the site that a browser says it is at, loopback's if it says nothing."""
    origin = headers.get("origin")
    if origin is None:
        return "localhost"
    try:
        return urlsplit(origin).hostname or ""
    except ValueError:
        return ""


def is_cross_site(headers: Headers) -> bool:
    """Say whether a browser tells that another site caused this request."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    except ValueError:
        return True


def sparing(scope: Scope, receive: Receive) -> Receive:
    """Return what receives a request, and gives up one whose JSON would take too long to read."""
    kind = Headers(scope=scope).get("content-type", "").strip().lower()
    if scope["method"] in SAFE_METHODS or kind.startswith(FORMS):
        return receive
    commas = 0

    async def counting() -> Message:
        nonlocal commas
        message = await receive()
        commas += message.get("body", b"").count(b",")
        if commas > MAX_COMMAS:
            raise HTTPException(413)
        return message

    return counting


class Guard:
    """ASGI middleware: hosts, cross-site writes, and the security headers of each answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.names = {host_name(host) for host in settings.allowed_hosts}
        # On a public bind it takes an account to write, and a cookie goes to its own name alone:
        # any name may reach it unless names were given.
        self.any_name = not is_loopback(settings.host) and not self.names

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        name = host_name(headers.get("host", ""))
        if not (self.any_name or is_loopback(name) or name in self.names):
            return PlainTextResponse("This server does not answer to that host name.", 403)
        if scope["method"] not in SAFE_METHODS and is_cross_site(headers):
            return PlainTextResponse("Another site may not write here.", 403)
        kind = headers.get("content-type", "").strip().lower()
        if kind.startswith("multipart/") and OTHER_CHARSET.search(kind):
            return PlainTextResponse("Forms are read as UTF-8 alone.", 415)
        if "\0" in scope["path"]:
            # PostgreSQL takes no such character, not even to say that nothing has that name.
            return PlainTextResponse("There is nothing at this address.", 404)
        return None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a refused request at once, pass any other on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        given, is_head = scope, scope["method"] == "HEAD"
        if is_head:
            # Every page that can be read can be asked for without its body.
            scope = {**scope, "method": "GET"}

        # What is shown may depend on who asks: no cache on the way may give it to anybody else.
        is_personal = any(name in PERSONAL for name, _ in scope["headers"])

        async def send_with_headers(message: Message) -> None:
            if is_head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                if is_personal:
                    headers.setdefault("cache-control", "private, no-cache")
            await send(message)

        answer = self._refusal(scope) or self.app
        await answer(scope, sparing(scope, receive), send_with_headers)
        if is_head and "route" in scope:
            # Whoever stands around tells by it what was asked for.
            given["route"] = scope["route"]
