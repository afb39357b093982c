"""Serving: listen on an address, and run the web application there."""

import asyncio
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from multiprocessing import parent_process
from threading import Thread
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.supervisors import Multiprocess

from app.ahead import Awaited
from app.background import background
from app.config import Settings
from app.errors import Unavailable
from app.guard import ANOTHER_USER, is_loopback
from app.logs import configuration
from app.main import create_app
from app.metrics import counted_together
from app.peers import is_another_user

# How long the head of a request may be, and how long it, and all of the request, may take to come;
# and how long an answer waits for a reader who takes nothing of it. A proxy has its own bounds.
HEAD_BYTES = 65_536
HEAD_SECONDS, REQUEST_SECONDS, STALLED_SECONDS = 20.0, 600.0, 60.0


class Protocol(HttpToolsProtocol):
    """HTTP that nobody holds up for ever.

    It tells each request whether another user of this machine sent it.
    """

    _head_bytes = 0
    _is_head = True
    _until: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Find out whose the connection is: while it is new, its other end is sure to be open."""
        super().connection_made(transport)
        self._wait(HEAD_SECONDS)
        if self.client and self.server and is_loopback(self.client[0]):
            peer, here = self.client[:2], (self.server[0], self.server[1] or 0)
            self.app_state = {**self.app_state, ANOTHER_USER: is_another_user(peer, here)}

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._stop()
        self._flows()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless the head of the request is longer than any that is meant well."""
        super().data_received(data)
        if self._is_head:
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES and not self.transport.is_closing():
                self.send_400_response("The head of this request is too long.")

    def on_message_begin(self) -> None:
        """Begin to count."""
        super().on_message_begin()
        self._is_head, self._head_bytes = True, 0
        self._wait(HEAD_SECONDS)

    def on_headers_complete(self) -> None:
        """Give the rest of the request its time."""
        self._is_head = False
        self._wait(REQUEST_SECONDS)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Give the answer all the time that it takes."""
        self._stop()
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Wait for the reader, but not for ever."""
        self._stalled = self.loop.call_later(STALLED_SECONDS, self.transport.abort)
        super().pause_writing()

    def resume_writing(self) -> None:
        """Go on: the reader takes it."""
        self._flows()
        super().resume_writing()

    def _wait(self, seconds: float) -> None:
        self._stop()
        self._until = self.loop.call_later(seconds, self.transport.abort)

    def _stop(self) -> None:
        if self._until is not None:
            self._until.cancel()
            self._until = None

    def _flows(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None


def one_of_several() -> FastAPI:
    """Return the application of one of several processes, which ends when its parent does."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.join,), name="parent", daemon=True).start()
    return create_app()


def _end_after(wait: Callable[[], object]) -> None:
    # The parent lets each process end, unless it is killed: who would tell them then? It holds
    # the other end of a pipe, as that of the background's process: it is closed whatever ends it.
    wait()
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def listen(settings: Settings) -> Iterator[socket.socket]:
    """Give a listening socket; with port 0 the system chooses the port.

    Raises:
        Unavailable: the address is taken, or is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        sock = socket.create_server(
            (settings.host, settings.port), family=family, backlog=2048, reuse_port=False
        )
    except OSError as problem:
        raise Unavailable(
            f"Port {settings.port} on {settings.host} cannot be used "
            f"({problem.strerror or problem}): try --port with another number."
        ) from None
    with sock:
        # Connections take it over. Else the last packet of a small answer waits 40 ms for the
        # client to acknowledge the one before: headers and body are two.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield sock


def announce_address(
    sock: socket.socket, settings: Settings, announce: Callable[[str], object]
) -> None:
    """Say where the site is, and whether others can reach it."""
    host, port = sock.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    announce(f"On the Record is at http://{shown}:{port}  (stop it with Ctrl-C)")
    if not is_loopback(settings.host):
        announce("Others can reach this address: only accounts can write (`account add`).")


def configure(app: FastAPI | str, settings: Settings, **more: Any) -> uvicorn.Config:
    """Return how the server runs an application, given itself or by its name."""
    return uvicorn.Config(
        app,
        http=Protocol,
        access_log=False,
        log_config=configuration(settings.log_format),
        server_header=False,
        timeout_graceful_shutdown=settings.grace,
        # What a proxy says of the client is believed of those that were named, and of no other.
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        # One that does not answer its parent for so long is killed, with all that it is at: a busy
        # machine is no reason for that.
        timeout_worker_healthcheck=60,
        **more,
    )


def serve_on(
    sock: socket.socket, settings: Settings, ahead: Awaited, announce: Callable[[str], object]
) -> None:
    """Serve on a listening socket until interrupted; `announce` the address first.

    Args:
        ahead: waits for the record's state, where another process reads it.
    """
    announce_address(sock, settings, announce)
    # The server takes the signal, ends, and raises it again: what stands around it ends then.
    signal.signal(signal.SIGTERM, _leave)
    with background(settings):
        uvicorn.Server(configure(create_app(settings, ahead=ahead), settings)).run(sockets=[sock])


def _leave(_signal: int, _frame: object) -> None:
    raise SystemExit


def serve_with_workers(
    sock: socket.socket, settings: Settings, workers: int, announce: Callable[[str], object]
) -> None:
    """Serve on a listening socket by several processes until interrupted.

    One that dies is started again. Each reads its settings from the environment of this process,
    which is set to them.
    """
    os.environ.update(settings.environment())
    announce_address(sock, settings, announce)
    config = configure("app.serving:one_of_several", settings, factory=True, workers=workers)
    with counted_together() if settings.metrics else nullcontext(), background(settings):
        Multiprocess(config, sockets=[sock]).run()
