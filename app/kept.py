"""Kept: what was drawn is sent again for as long as the record stays the same."""

import gzip
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from hashlib import sha256
from sys import getsizeof
from typing import Any, ParamSpec, cast

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from sqlmodel import Session

from app import locales
from app.deps import cache_control, is_swap
from app.models.base import today
from app.queries.index.bounded import Bounded
from app.queries.index.keeper import edition_of, keeper_of
from app.queries.index.state import Edition
from app.visitors import Kind, visitor_of

PAGES_BYTES, STATEMENTS_BYTES, PIECES_BYTES = 26_000_000, 9_000_000, 5_000_000
# Pages are sent at once: a higher level takes three times as long for a tenth less.
GZIP_LEVEL = 4

P = ParamSpec("P")
Key = tuple[Edition, str, bytes, bool, Kind, date, str]
PieceKey = tuple[Edition, str, int | str]
StatementKey = tuple[int, str, int]


@dataclass(frozen=True)
class KeptPage:
    """A page as it is sent."""

    body: bytes
    headers: dict[str, str]

    @cached_property
    def etag(self) -> str:
        """The mark of this content; weak, since it is the same whether compressed or not."""
        return f'W/"{sha256(self.body).hexdigest()[:24]}"'

    @cached_property
    def compressed(self) -> bytes:
        """The body as gzip; made once, however often it is sent."""
        return gzip.compress(self.body, GZIP_LEVEL, mtime=0)


class Kept:
    """What one process keeps: the pages sent last, and the text of pieces that pages share.

    Attributes:
        pages: by the record's state, their address, who asks, the day, and the language.
        statements: pieces of one statement each, by the epoch of its freshness, their kind, and
            its number: the place of the log at which each was drawn, and its text.
        pieces: other ones, by the record's state, their kind, and what they show.

    The text of pieces is kept as UTF-8, which takes half the room in more than one script.
    """

    def __init__(self) -> None:
        self.pages: Bounded[Key, KeptPage] = Bounded(PAGES_BYTES, _page_size)
        self.statements: Bounded[StatementKey, tuple[int, bytes]] = Bounded(
            STATEMENTS_BYTES, lambda _, drawn: len(drawn[1]) + 500
        )
        self.pieces: Bounded[PieceKey, bytes] = Bounded(PIECES_BYTES, _piece_size)


def _page_size(key: Key, page: KeptPage) -> int:
    """Return about how many bytes a page takes, also compressed, with the address it is under.

    Anybody may ask for the same page under as many addresses, and as long ones, as they like.
    """
    headers = sum(len(name) + len(value) + 100 for name, value in page.headers.items())
    return 2 * len(page.body) + headers + len(key[1]) + len(key[2]) + 1_000


def _piece_size(key: PieceKey, piece: bytes) -> int:
    """Return about how many bytes a piece takes with its key."""
    return len(piece) + getsizeof(key[2]) + 400


def kept_of(request: Request) -> Kept:
    """Return what the process that answers a request keeps."""
    found: Kept = request.app.state.kept
    return found


def kept_pieces(
    request: Request,
    session: Session,
    kind: str,
    ids: Sequence[int],
    draw: Callable[[list[int]], Iterable[tuple[int, str]]],
    more: Mapping[int, bytes] | None = None,
) -> list[bytes]:
    """Return the piece of each statement in order, drawn now or for another page before.

    Args:
        kind: tells pieces from others that say something else of the same statements.
        draw: yields statements with their pieces, which show nothing but the statement's own
            rows, its articles' and names; those that it leaves out are left out.
        more: pieces that show more than that: they stand as given, and are not kept.
    """
    kind = f"{kind} {locales.current()}"
    keeper = keeper_of(session)
    state = keeper.state(session) if keeper else None
    found: dict[int, bytes] = dict(more or {})
    others = [number for number in ids if number not in found]
    if state is None:
        found |= {number: drawn.encode() for number, drawn in draw(others)}
        return [found[number] for number in ids if number in found]
    pieces, freshness, seq = kept_of(request).statements, state.freshness, state.edition.seq
    for number in others:
        piece = pieces.get((freshness.epoch, kind, number))
        if piece is not None and freshness.is_good(number, piece[0], seq):
            found[number] = piece[1]
    missing = [number for number in others if number not in found]
    for number, drawn in draw(missing) if missing else ():
        found[number] = drawn.encode()
        pieces.put((freshness.epoch, kind, number), (seq, found[number]))
    return [found[number] for number in ids if number in found]


def answer_kept(request: Request, session: Session, draw: Callable[[], Response]) -> Response:
    """Return what `draw` draws, or drew for the same question to the same record before.

    A reader who has that content already gets a 304. Only what shows nothing but tables whose
    changes are logged may be asked for so, and nothing of the one who asks but what they may do.
    """
    # As the route has them: `request.url` takes what follows a # for no part of the question.
    key = (
        edition_of(session),
        request.scope["path"],
        request.scope["query_string"],
        is_swap(request),
        visitor_of(request).kind,
        # Some pages tell how many days ago something was.
        today(),
        locales.current(),
    )
    pages = kept_of(request).pages
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
    # Else a cache may hold an answer as new for as long as it thinks fit.
    headers = {
        **page.headers,
        "cache-control": cache_control(request),
        "etag": page.etag,
        "vary": "HX-Request, Accept-Encoding, Accept-Language, Cookie, Authorization",
    }
    if _has(request, page.etag):
        return Response(status_code=304, headers=headers)
    body = page.body
    if takes_gzip(request):
        headers["content-encoding"] = "gzip"
        body = page.compressed
    return Response(body, headers=headers)


def _listed(request: Request, header: str) -> list[str]:
    """Return what a header lists, wherever it was given."""
    values = request.headers.getlist(header)
    return [each.strip() for value in values for each in value.split(",")]


def _has(request: Request, etag: str) -> bool:
    """Say whether the reader has content of this mark: weak or not makes no difference."""
    marks = {each.removeprefix("W/") for each in _listed(request, "if-none-match")}
    return not marks.isdisjoint({"*", etag.removeprefix("W/")})


def takes_gzip(request: Request) -> bool:
    """Say whether the reader takes a compressed body (`gzip;q=0` refuses it)."""
    for each in _listed(request, "accept-encoding"):
        name, _, quality = each.partition(";")
        if name.strip().lower() == "gzip":
            return not re.fullmatch(r"\s*q=0(\.0*)?\s*", quality)
    return False


def kept(route: Callable[P, Response]) -> Callable[P, Response]:
    """Let a route be answered by `answer_kept`; it takes `request` and `session`."""
    return _answering(route, route)


def kept_json(route: Callable[P, dict[str, Any]]) -> Callable[P, Response]:
    """Let a route of the API be answered by `answer_kept`; it takes `request` and `session`.

    What it returns is written as it is: tests hold it to its documented shape, which to check
    at each request costs more than all else.
    """

    def draw(*given: P.args, **named: P.kwargs) -> Response:
        return JSONResponse(route(*given, **named))

    return _answering(route, draw)


def _answering(route: Callable[P, Any], draw: Callable[P, Response]) -> Callable[P, Response]:
    """Return a route that takes what `route` takes, and keeps what `draw` draws of it."""

    @wraps(route)
    def answer(*given: P.args, **named: P.kwargs) -> Response:
        request, session = cast("Request", named["request"]), cast("Session", named["session"])
        return answer_kept(request, session, lambda: draw(*given, **named))

    # FastAPI reads the types of what a route takes, and would check what it returns.
    answer.__annotations__ = {**route.__annotations__, "return": Response}
    return answer
