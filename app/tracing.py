"""Tracing: each request has an id, which its answer and every line of the log about it tell."""

import logging
import re
import secrets
import time
from typing import Protocol

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.logs import ACCESS, CAUSE, Cause

HEADER = "x-request-id"
# What a proxy made; anything else could forge lines of a log, or fill it.
WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}", re.ASCII)
# What stands behind these opens a door to whoever knows it.
SECRET_PLACES = re.compile(r"^(/welcome/|/articles/drafts/)[^/]+")

log = logging.getLogger(ACCESS)


class Counting(Protocol):
    """What counts requests: route, method, status, seconds."""

    def __call__(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""


class Tracing:
    """ASGI middleware around everything else, also around what answers unforeseen errors."""

    def __init__(self, app: ASGIApp, *, tells_all: bool, count: Counting | None = None) -> None:
        """Wrap an application.

        Args:
            tells_all: each request is a line of the log.
            count: is told of each request, by the route that answered it.
        """
        self.app = app
        self.tells_all = tells_all
        self.count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and tell what became of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        own = given if WELL_FORMED.fullmatch(given) else secrets.token_hex(8)
        method = scope["method"] if scope["method"] in METHODS else "other"
        # It is not taken back: the server logs what failed in the same task, which then ends.
        CAUSE.set(Cause(own, f"{method} {shown_path(scope['path'])}"))
        status, started = 0, time.perf_counter()

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = own
            await send(message)

        # What the router finds is written into this one; the server's own stays as it is.
        inner = {**scope}
        try:
            await self.app(inner, receive, send_with_id)
        finally:
            seconds = time.perf_counter() - started
            if self.count is not None:
                self.count(route_of(inner), method, status, seconds)
            if self.tells_all:
                self._tell(status, seconds)

    def _tell(self, status: int, seconds: float) -> None:
        cause = CAUSE.get()
        what = cause.what if cause else ""
        took = round(1000 * seconds, 1)
        told = {"status": status, "ms": took}
        # 0: whoever asked went away before there was an answer.
        log.info("%s %d %s ms", what, status, took, extra={"told": told})


METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def shown_path(path: str) -> str:
    """Return a path without what is secret in it; at most so long that no line is endless."""
    return SECRET_PLACES.sub(r"\1…", path)[:300]


def route_of(scope: Scope) -> str:
    """Return the path of the route that answered, with its places open, `none` without one."""
    route = scope.get("route")
    return getattr(route, "path", None) or "none"
