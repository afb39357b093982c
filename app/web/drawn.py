"""Drawn: a page on its way out, packed for whoever takes that."""

import gzip

from fastapi import Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from app.kept import GZIP_LEVEL, takes_gzip

# What fits into one packet of a network is not there sooner for being smaller.
LEAST_BYTES = 1_400


class Drawn(HTMLResponse):
    """A page as a route gives it; one that is kept (`app.kept`) is packed there, once."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        body = bytes(self.body)
        if len(body) >= LEAST_BYTES and takes_gzip(Request(scope)):
            # Long pages take some milliseconds: others are answered meanwhile.
            self.body = await run_in_threadpool(gzip.compress, body, GZIP_LEVEL, mtime=0)
            self.headers["content-encoding"] = "gzip"
            self.headers["content-length"] = str(len(self.body))
        await super().__call__(scope, receive, send)
