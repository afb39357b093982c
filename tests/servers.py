"""Servers: real ones on loopback: of pages that are fetched, and the program's own processes."""

import gzip
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from app.readers.fetch import Limits

ROOT = Path(__file__).parent.parent

HTML = "text/html; charset=utf-8"
STATUS = {200: "OK", 302: "Found", 304: "Not Modified"}


@dataclass
class Site:
    """A server of pages: what it answers at a path, and what it was asked.

    Attributes:
        pages: by path, the bytes of a whole answer, or what speaks with the connection itself.
        asked: the heads of all requests, in their order.
    """

    port: int
    pages: dict[str, bytes | Callable[[socket.socket, Event], None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    done: Event = field(default_factory=Event)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    def limits(self, *names: str, **changes: object) -> Limits:
        """Limits that allow this server, under these names too."""
        allowed = frozenset({self.host, *(f"{name}:{self.port}" for name in names)})
        return Limits(**{"seconds": 5.0, "allowed": allowed, **changes})  # type: ignore[arg-type]

    def put(
        self,
        path: str,
        content: bytes | str,
        kind: str | None = HTML,
        status: int = 200,
        **headers: str,
    ) -> str:
        """Answer a path with a page; return its address."""
        body = content.encode() if isinstance(content, str) else content
        lines = [
            f"HTTP/1.1 {status} {STATUS.get(status, 'Status')}",
            f"Content-Length: {len(body)}",
        ]
        lines += [f"Content-Type: {kind}"] if kind else []
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.pages[path] = "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body
        return self.url(path)

    def redirect(self, path: str, to: str) -> str:
        """Send whoever asks for a path elsewhere."""
        return self.put(path, "", status=302, Location=to)

    def put_packed(self, path: str, content: bytes) -> str:
        """Answer a path with a page packed by gzip."""
        return self.put(path, gzip.compress(content, 9), Content_Encoding="gzip")

    def answer(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(10)
            head = b""
            while b"\r\n\r\n" not in head:
                more = connection.recv(65_536)
                if not more:
                    return
                head += more
            asked = head.decode("latin-1")
            self.asked.append(asked)
            page = self.pages.get(asked.split(" ")[1])
            try:
                if page is None:
                    connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                elif isinstance(page, bytes):
                    connection.sendall(page)
                else:
                    page(connection, self.done)
            except OSError:
                # Whoever asked went away: that is what some tests are about.
                return


@contextmanager
def site() -> Iterator[Site]:
    """A server on a free port of loopback."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        found = Site(listening.getsockname()[1])

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                Thread(target=found.answer, args=(connection,), daemon=True).start()

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield found
        found.done.set()
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def drip(start: bytes, piece: bytes, seconds: float) -> Callable[[socket.socket, Event], None]:
    """Answer with a beginning, and then a piece now and then, for ever."""

    def speak(connection: socket.socket, done: Event) -> None:
        connection.sendall(start)
        while not done.wait(seconds):
            connection.sendall(piece)

    return speak


def pour(start: bytes, piece: bytes) -> Callable[[socket.socket, Event], None]:
    """Answer with a beginning, and then without end."""

    def speak(connection: socket.socket, done: Event) -> None:
        connection.sendall(start)
        while not done.is_set():
            connection.sendall(piece)

    return speak


def hold(start: bytes) -> Callable[[socket.socket, Event], None]:
    """Answer with a beginning, and then with silence."""

    def speak(connection: socket.socket, done: Event) -> None:
        connection.sendall(start)
        done.wait(20)

    return speak


# ----------------------------------------------------------------------------- the program itself


@contextmanager
def started(command: Sequence[str], folder: Path, given: Mapping[str, str]) -> Iterator[str]:
    """A server that a command starts, in a folder; gives the address that it prints."""
    server = subprocess.Popen(
        [*command], cwd=folder, env={**os.environ, **given}, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    try:
        address = next((line.split()[5] for line in server.stdout if " at http" in line), None)
        assert address is not None, "the server did not start"
        # It listens before the program answers.
        with urllib.request.urlopen(f"{address}/healthz/live", timeout=60):
            pass
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
        server.stdout.close()


@contextmanager
def program(*words: str, folder: Path, **environment: str) -> Iterator[str]:
    """The program as it stands here, with the words behind `python -m app`; gives its address."""
    command = [sys.executable, "-m", "app", *words, "--port", "0"]
    given = {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **environment}
    with started(command, folder, given) as address:
        yield address
