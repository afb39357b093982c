"""Kept pages: a page that was drawn is sent again for as long as the record stays the same."""

import gzip
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from threading import Lock

from fastapi import Request
from fastapi.responses import Response

from app.deps import ReadSession, get_settings_of, may_write
from app.queries.index.keeper import seq_of
from app.web.render import is_swap

KEPT_BYTES = 24_000_000
# Pages are sent at once: a higher level takes three times as long for a tenth less.
GZIP_LEVEL = 4

Key = tuple[int, str, str, bool, bool]


@dataclass(frozen=True)
class KeptPage:
    """A page as it is sent."""

    body: bytes
    headers: dict[str, str]

    @cached_property
    def etag(self) -> str:
        """The mark of this content; weak, since it is the same whether compressed or not."""
        return f'W/"{blake2b(self.body, digest_size=12).hexdigest()}"'

    @cached_property
    def compressed(self) -> bytes:
        """The body as gzip; made once, however often it is sent."""
        return gzip.compress(self.body, GZIP_LEVEL, mtime=0)


class KeptPages:
    """The pages sent last, by the record's state, their address, and who asks."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, KeptPage] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Key) -> KeptPage | None:
        """Return a kept page, and keep it longer for being asked for."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Key, page: KeptPage) -> None:
        """Keep a page; those asked for longest ago go."""
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = page
            self._bytes += len(page.body)
            while self._bytes > KEPT_BYTES:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= len(oldest.body)


def answer_kept(request: Request, session: ReadSession, draw: Callable[[], Response]) -> Response:
    """Return what `draw` draws, or drew for the same question to the same record before.

    A reader who has that content already gets a 304. Only pages that show nothing but the
    record may be asked for so: statements, and the names of actors, offices, outlets, topics.
    """
    key = (
        seq_of(session),
        request.url.path,
        request.url.query,
        is_swap(request),
        may_write(request, get_settings_of(request)),
    )
    pages: KeptPages = request.app.state.kept_pages
    page = pages.get(key)
    if page is None:
        drawn = draw()
        if drawn.status_code != 200:
            return drawn
        headers = {k: v for k, v in drawn.headers.items() if k != "content-length"}
        page = KeptPage(bytes(drawn.body), headers)
        pages.put(key, page)
    return _sent(request, page)


def _sent(request: Request, page: KeptPage) -> Response:
    headers = {**page.headers, "etag": page.etag, "vary": "HX-Request, Accept-Encoding"}
    if page.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    body = page.body
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        body = page.compressed
    return Response(body, headers=headers)
