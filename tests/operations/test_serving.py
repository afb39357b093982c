"""Serving: a connection that sends or takes nothing is given up; the others go on."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from threading import Event, Thread

import pytest
import uvicorn

from app import serving
from app.config import Settings
from app.db import Database
from app.main import create_app
from tests.reliability.test_stopped import served
from tests.sample import fill

pytestmark = pytest.mark.slow

SHORT = 0.5


@pytest.fixture
def port(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a server that waits half a second where the real one waits a minute."""
    for name in ("HEAD_SECONDS", "REQUEST_SECONDS", "STALLED_SECONDS"):
        monkeypatch.setattr(serving, name, SHORT)
    with sqlite_database.writer() as session:
        fill(session)
    settings = Settings(database_url=str(sqlite_database.url), port=0, background=False)
    with serving.listen(settings) as sock:
        server = uvicorn.Server(serving.configure(create_app(settings), settings))
        thread = Thread(target=server.run, args=([sock],))
        thread.start()
        try:
            until = time.monotonic() + 20
            while not server.started and time.monotonic() < until:
                time.sleep(0.02)
            yield sock.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(20)


def opened(port: int, sent: bytes = b"") -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall(sent)
    return connection


def rest(connection: socket.socket) -> bytes:
    """All that comes until the server closes; it fails where it does not."""
    found = b""
    try:
        while more := connection.recv(65_536):
            found += more
    except ConnectionResetError:
        pass
    return found


def asked(port: int) -> bytes:
    with closing(opened(port, b"GET /about HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")) as connection:
        return connection.recv(100)


HEAD = b"GET /about HTTP/1.1\r\nHost: 127.0.0.1\r\n"
SLOW = {
    "nothing": b"",
    "half a head": HEAD,
    "a second half a head": HEAD + b"\r\n" + HEAD,
    "half a body": b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nname=x",
}


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW)
def test_who_sends_no_more_is_given_up(port: int, sent: bytes) -> None:
    with closing(opened(port, sent)) as connection:
        begun = time.monotonic()
        rest(connection)
        assert SHORT / 2 < time.monotonic() - begun < 8
    assert asked(port).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "piece", [b"X-Long: " + b"a" * 70_000, b"X-A: b\r\n" * 9_000], ids=["one header", "headers"]
)
def test_a_head_without_end_is_refused_before_it_ends(port: int, piece: bytes) -> None:
    with closing(opened(port, HEAD + piece)) as connection:
        assert rest(connection).startswith(b"HTTP/1.1 400")
    assert asked(port).startswith(b"HTTP/1.1 200")


def test_a_long_upload_may_pause_and_headers_of_a_browser_pass(port: int) -> None:
    cookie = b"Cookie: " + b"; ".join(b"a%d=b" % each for each in range(1_000)) + b"\r\n"
    with closing(opened(port, HEAD + cookie + b"\r\n")) as connection:
        assert connection.recv(100).startswith(b"HTTP/1.1 200")


def test_who_takes_nothing_of_an_answer_is_given_up(port: int) -> None:
    with closing(socket.socket()) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
        connection.settimeout(0.1)
        connection.connect(("127.0.0.1", port))
        until = time.monotonic() + 10
        is_open = True
        while is_open and time.monotonic() < until:
            # The answers are more than the system keeps for a connection, and nobody reads them.
            try:
                connection.sendall(100 * (HEAD + b"\r\n"))
            except TimeoutError:
                continue
            except OSError:
                is_open = False
        assert not is_open
    assert asked(port).startswith(b"HTTP/1.1 200")


# Both took all of the server's attention once: for seconds, nobody else was answered.
LONG_FORMS = {
    "escapes": ("application/x-www-form-urlencoded", b"title=" + b"%41" * 2_000_000),
    "parts": (
        "multipart/form-data; boundary=B",
        b'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n' * 30_000 + b"--B--\r\n",
    ),
}


@pytest.mark.parametrize(("kind", "body"), LONG_FORMS.values(), ids=LONG_FORMS)
def test_others_are_answered_while_a_long_form_is_taken_apart(
    sqlite_database: Database, kind: str, body: bytes
) -> None:
    with served(sqlite_database) as (port, _):
        waits, is_done = [], Event()

        def read() -> None:
            while not is_done.is_set():
                began = time.monotonic()
                asked(port)
                waits.append(time.monotonic() - began)

        reader = Thread(target=read)
        reader.start()
        began = time.monotonic()
        head = f"POST /briefs HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
        head += f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        with closing(opened(port, head.encode() + body)) as connection:
            connection.settimeout(60)
            answer = rest(connection)
        took = time.monotonic() - began
        is_done.set()
        reader.join()
    assert answer.startswith(b"HTTP/1.1 4")
    assert max(waits) < took / 3
