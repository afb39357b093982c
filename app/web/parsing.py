"""Parsing: the body of a form into its fields, by a thread that lets others go first.

A form may hold the text of a book. On the event loop nobody else would be answered while it is
taken apart, and a thread that never pauses keeps them waiting nearly as long.
"""

import time
from collections.abc import AsyncGenerator, Coroutine
from typing import Any
from urllib.parse import unquote_to_bytes

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, Headers
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from app.guard import MAX_BODY_BYTES

# What is taken apart at once, and after how many seconds others get their turn, and for how long.
PIECE = 4_096
TURN, PAUSE = 0.002, 0.000_2


class Malformed(Exception):
    """The body is no form, or has more fields than it may."""


class _Fields(FormParser):
    """Fields whose texts are decoded by pieces."""

    def on_field_end(self) -> None:
        """Keep a field."""
        self._current_fields += 1
        if self._current_fields > self.max_fields:
            raise MultiPartException("There are too many fields.")
        self._items.append((decoded(self._field_name), decoded(self._field_value)))


class _Parts(MultiPartParser):
    """Parts of which none goes to the disk: all of the body is in memory already."""

    spool_max_size = MAX_BODY_BYTES


def decoded(text: bytes | bytearray) -> str:
    """Return a text of a form as it was typed; what is no UTF-8 is replaced."""
    done, at = [], 0
    turn = Turn()
    while at < len(text):
        end = at + PIECE
        # An escape is three characters: none may be torn.
        torn = text.rfind(b"%", end - 2, end) if end < len(text) else -1
        piece = bytes(text[at : torn if torn > at else end])
        done.append(unquote_to_bytes(piece.replace(b"+", b" ")))
        at += len(piece)
        turn.over()
    return b"".join(done).decode("utf-8", "replace")


class Turn:
    """Since when a thread has been working without a pause."""

    def __init__(self) -> None:
        self._began = time.perf_counter()

    def over(self) -> None:
        """Let others go first, where it has been long enough."""
        if time.perf_counter() - self._began > TURN:
            time.sleep(PAUSE)
            self._began = time.perf_counter()


def parse(headers: Headers, body: bytes, max_fields: int) -> FormData:
    """Return the fields of a form; none where the body is of no kind that forms have.

    Raises:
        Malformed: it cannot be taken apart.
    """
    kind, _ = parse_options_header(headers.get("content-type"))
    try:
        if kind == b"multipart/form-data":
            parts = _Parts(
                headers, _pieces(body), max_fields=max_fields, max_part_size=MAX_BODY_BYTES
            )
            return _finished(parts.parse())
        if kind == b"application/x-www-form-urlencoded":
            fields = _Fields(
                headers, _pieces(body), max_fields=max_fields, max_part_size=MAX_BODY_BYTES
            )
            return _finished(fields.parse())
    except MultiPartException as problem:
        raise Malformed(problem.message) from None
    return FormData()


async def _pieces(body: bytes) -> AsyncGenerator[bytes, None]:
    turn = Turn()
    for at in range(0, len(body), PIECE):
        yield body[at : at + PIECE]
        turn.over()


def _finished(work: Coroutine[Any, Any, FormData]) -> FormData:
    """Return what a coroutine comes to that waits for nothing, without an event loop."""
    try:
        work.send(None)
    except StopIteration as done:
        found: FormData = done.value
        return found
    work.close()
    raise AssertionError("it waits for something")
