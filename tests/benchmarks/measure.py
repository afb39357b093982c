"""Measure: ask servers over one kept connection each, in turn, and keep what it took."""

import re
import selectors
import socket
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.benchmarks.servers import Server

TIMEOUT_SECONDS = 180.0
CHUNK_BYTES = 1 << 18
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
ETAG = re.compile(rb"\r\netag: *([^\r]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """What came back.

    Attributes:
        head: the status line and the headers.
    """

    status: int
    head: bytes
    body: bytes

    @property
    def etag(self) -> str | None:
        """What a browser sends back to ask whether the page is still the same."""
        found = ETAG.search(self.head)
        return found[1].decode() if found else None


class Connection:
    """One kept HTTP connection; it costs as little as a client can."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.sock = self._open()

    def _open(self) -> socket.socket:
        sock = socket.create_connection(("127.0.0.1", self.server.port), TIMEOUT_SECONDS)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock

    def ask(self, address: str, etag: str | None = None) -> Answer:
        """Ask for an address and return the whole answer."""
        question = request_of(self.server.port, address, etag)
        try:
            self.sock.sendall(question)
            return self._read()
        except (ConnectionError, EOFError):
            # A server may end a connection between two requests: that is its right.
            self.sock.close()
            self.sock = self._open()
            self.sock.sendall(question)
            return self._read()

    def _read(self) -> Answer:
        got = bytearray()
        while (end := got.find(b"\r\n\r\n")) < 0:
            self._more(got)
        head = bytes(got[:end])
        status = int(head[9:12])
        start = end + 4
        length = LENGTH.search(head)
        if length:
            whole = start + int(length[1])
            while len(got) < whole:
                self._more(got)
            return Answer(status, head, bytes(got[start:whole]))
        if CHUNKED.search(head):
            while not got.endswith(b"0\r\n\r\n"):
                self._more(got)
            return Answer(status, head, unchunked(bytes(got[start:])))
        return Answer(status, head, b"")

    def _more(self, got: bytearray) -> None:
        piece = self.sock.recv(CHUNK_BYTES)
        if not piece:
            raise EOFError
        got += piece


def request_of(port: int, address: str, etag: str | None = None) -> bytes:
    """Return a request as it goes over the wire."""
    known = f"If-None-Match: {etag}\r\n" if etag else ""
    return f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{known}\r\n".encode()


def unchunked(raw: bytes) -> bytes:
    """Return the body behind a chunked one."""
    pieces, at = [], 0
    while True:
        end = raw.index(b"\r\n", at)
        size = int(raw[at:end], 16)
        if not size:
            return b"".join(pieces)
        pieces.append(raw[end + 2 : end + 2 + size])
        at = end + 4 + size


@dataclass
class Samples:
    """What one kind of question took, once for each time it was asked.

    Attributes:
        wall, cpu: milliseconds until the answer was there, and of the server's processor.
        size: bytes of each body.
    """

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    size: list[int] = field(default_factory=list)

    def add(self, wall: float, cpu: float, size: int) -> None:
        """Keep one."""
        self.wall.append(wall * 1000)
        self.cpu.append(cpu * 1000)
        self.size.append(size)


def median(values: Sequence[float]) -> float:
    """Return the middle value, not a number where there is none."""
    return statistics.median(values) if values else float("nan")


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value that a part (0 to 1) of all do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else float("nan")


def timed(connection: Connection, address: str, samples: Samples) -> Answer:
    """Ask once, keep what it took, and return the answer.

    Raises:
        RuntimeError: the answer is not a good one: nothing would be measured.
    """
    cpu = connection.server.cpu
    start = time.perf_counter()
    answer = connection.ask(address)
    wall = time.perf_counter() - start
    if answer.status != 200:
        raise RuntimeError(f"{connection.server.name} answers {answer.status} to {address}")
    samples.add(wall, connection.server.cpu - cpu, len(answer.body))
    return answer


def requests_a_second(
    server: Server, addresses: Iterator[str], connections: int, seconds: float
) -> tuple[float, float]:
    """Return how many requests a second a server answers to so many connections at once.

    Returns:
        the requests a second, and the processors that the server kept busy meanwhile.
    """
    chooser = selectors.DefaultSelector()
    waiting: dict[socket.socket, bytearray] = {}
    for _ in range(connections):
        sock = socket.create_connection(("127.0.0.1", server.port), TIMEOUT_SECONDS)
        chooser.register(sock, selectors.EVENT_READ)
        waiting[sock] = bytearray()
        sock.sendall(request_of(server.port, next(addresses)))
    cpu, start = server.cpu, time.perf_counter()
    done = 0
    while (now := time.perf_counter()) < start + seconds:
        for key, _ in chooser.select(0.5):
            sock = key.fileobj
            assert isinstance(sock, socket.socket)
            got = waiting[sock]
            got += sock.recv(CHUNK_BYTES)
            end = got.find(b"\r\n\r\n")
            length = LENGTH.search(got, 0, end) if end > 0 else None
            if length and len(got) >= end + 4 + int(length[1]):
                done += 1
                got.clear()
                sock.sendall(request_of(server.port, next(addresses)))
    taken = server.cpu - cpu
    for sock in waiting:
        sock.close()
    return done / (now - start), taken / (now - start)
