"""Deadline: the end of one fetch; its connections are cut off then, whatever they wait for.

A timeout of a socket ends only silence: a byte now and then would go on for ever.
"""

from socket import SHUT_RDWR, socket
from threading import Lock, Timer


class Deadline:
    """A moment at which all connections made through `pools` end; `close` it after the fetch."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._watched: list[socket] = []
        self._lock = Lock()
        self._timer = Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def pools(self) -> dict[str, type]:
        """Return urllib3's pools of connections by scheme, with every connection watched."""
        from urllib3.connection import HTTPConnection, HTTPSConnection
        from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

        watch = self._watch

        class Plain(HTTPConnection):
            def _new_conn(self) -> socket:
                return watch(super()._new_conn())

        class Encrypted(HTTPSConnection):
            def _new_conn(self) -> socket:
                return watch(super()._new_conn())

        return {
            "http": type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": Plain}),
            "https": type("EncryptedPool", (HTTPSConnectionPool,), {"ConnectionCls": Encrypted}),
        }

    def _watch(self, sock: socket) -> socket:
        with self._lock:
            # A handle of its own: encryption takes the first one over before its greeting.
            self._watched.append(sock.dup())
            if self.is_over:
                self._shut_down()
        return sock

    def _end(self) -> None:
        with self._lock:
            self.is_over = True
            self._shut_down()

    def _shut_down(self) -> None:
        for sock in self._watched:
            try:
                sock.shutdown(SHUT_RDWR)
            except OSError:
                # It ended by itself.
                continue

    def close(self) -> None:
        """Stop waiting, and let go of the connections."""
        self._timer.cancel()
        with self._lock:
            for sock in self._watched:
                sock.close()
            self._watched.clear()
