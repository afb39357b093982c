"""Serving: listen on an address, and run the web application there."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from app.config import Settings
from app.errors import Unavailable
from app.guard import is_loopback
from app.main import create_app


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
        yield sock


async def serve_on(
    sock: socket.socket, settings: Settings, announce: Callable[[str], object]
) -> None:
    """Serve on a listening socket until interrupted; `announce` the address first."""
    host, port = sock.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    announce(f"On the Record is at http://{shown}:{port}  (stop it with Ctrl-C)")
    if not is_loopback(settings.host):
        announce("Others can reach this address: the site is read-only.")
    config = uvicorn.Config(
        create_app(settings),
        access_log=False,
        log_level="warning",
        server_header=False,
        # A reverse proxy's headers are never believed: see `guard.is_local_user`.
        proxy_headers=False,
    )
    await uvicorn.Server(config).serve(sockets=[sock])
