"""Aside: read lines of articles; those of a large input in another process, in their order."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Container, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import Any

from app.errors import Unavailable
from app.readers.document import Document
from app.readers.files import Failure, Line
from app.services.entry import Entry
from app.services.ingest import read_given

Item = Entry | Document | Failure
"""A line that was read. What brings no quotes, or none that can be read, stays a document."""
Given = Line | Item
"""What readers yield: lines are read here, all else passes as it is."""

# To start a process takes as long as to read so many bytes.
LARGE = 4_000_000
CHUNK = 250_000
# So many chunks are under way: about as much as one transaction takes.
AHEAD = 40
# Reading makes no cycles, so that looking for them may wait.
COLLECT_AFTER = 200_000


def read_lines(items: Iterable[Given], topics: frozenset[str]) -> Generator[Item]:
    """Yield each item in its order, lines as they were read; the rest passes as it is.

    Args:
        topics: slugs of the topics that there are.

    Raises:
        Unavailable: the other process ended before its time.
    """
    waiting, seen = iter(items), 0
    for item in waiting:
        seen += len(item.content) if isinstance(item, Line) else 0
        yield read_line(item, topics) if isinstance(item, Line) else item
        if seen >= LARGE:
            break
    else:
        return
    with _reader(topics) as pool:
        try:
            yield from _read_aside(waiting, topics, pool)
        except BrokenProcessPool:
            raise Unavailable(
                "The process that reads the lines ended (out of memory, or killed). "
                "What was stored stays: the same command goes on."
            ) from None


def read_line(line: Line, topics: Container[str]) -> Item:
    """Return what a line holds. What fails with a quote fails again where it is told."""
    found = line.read()
    if isinstance(found, Document) and found.quotes is not None:
        try:
            return read_given(found, topics)
        except Exception:
            return found
    return found


@contextmanager
def _reader(topics: frozenset[str]) -> Iterator[ProcessPoolExecutor]:
    """Give a process that reads; whoever stops this one (Ctrl-C) does not stop that one alone."""
    pool = ProcessPoolExecutor(1, get_context("spawn"), _begin, (topics,))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _not_stopped() -> Iterator[None]:
    """Start a process that Ctrl-C does not reach: this one is told, and ends the other."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _read_aside(
    items: Iterator[Given], topics: frozenset[str], pool: ProcessPoolExecutor
) -> Iterator[Item]:
    with _not_stopped():
        started = pool.submit(int)
    # The other one takes a moment to start.
    for item in items:
        yield read_line(item, topics) if isinstance(item, Line) else item
        if started.done():
            break
    under_way: deque[Future[list[Any]] | Item] = deque()
    for chunk in _chunks(items):
        under_way.append(pool.submit(_read_chunk, chunk) if isinstance(chunk, list) else chunk)
        if len(under_way) > AHEAD:
            yield from _answer(under_way.popleft())
    while under_way:
        yield from _answer(under_way.popleft())


def _chunks(
    items: Iterable[Given],
) -> Iterator[list[tuple[bytes, str]] | Item]:
    """Yield lines, some hundred at a time, and what is none between them."""
    chunk: list[tuple[bytes, str]] = []
    size = 0
    for item in items:
        if isinstance(item, Line):
            chunk.append((item.content, item.source))
            size += len(item.content)
        if size >= CHUNK or (chunk and not isinstance(item, Line)):
            yield chunk
            chunk, size = [], 0
        if not isinstance(item, Line):
            yield item
    if chunk:
        yield chunk


def _answer(given: Future[list[Any]] | Item) -> Iterator[Item]:
    if not isinstance(given, Future):
        yield given
        return
    for each in given.result():
        yield Entry.unpacked(each) if isinstance(each, tuple) else each


# --------------------------------------------------------------------- in the other process

_topics: set[str] = set()


def _begin(topics: frozenset[str]) -> None:
    _topics.update(topics)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def _end_with_parent() -> None:
    """End as soon as whoever gives the lines is gone, however that went: nobody else would."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_chunk(lines: list[tuple[bytes, str]]) -> list[Any]:
    """Return what lines hold, entries packed."""
    read = (read_line(Line(*each), _topics) for each in lines)
    return [each.packed() if isinstance(each, Entry) else each for each in read]
