"""Exports: the memory that whole ones take, and how quick pages stay beside them.

    python -m tests.benchmarks.exports 1m.db

One server; lists that it was never asked for are asked alone first. Then one reader takes every
statement as CSV, and as JSON lines, as fast as the server gives them, while its memory is looked
at: with nothing asked beside, since what it keeps of pages is not the export's. Then lists are
asked beside another such reader, and beside one who stopped in the middle.
"""

import argparse
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from math import inf
from pathlib import Path
from threading import Event, Thread

from tests.benchmarks.measure import (
    CHUNK_BYTES,
    TIMEOUT_SECONDS,
    Connection,
    Samples,
    percentile,
    request_of,
    timed,
)
from tests.benchmarks.questions import LIST
from tests.benchmarks.servers import Server, field_of, free_port, product_command, running

ALONE, PAUSE_SECONDS, BESIDE_SECONDS = 100, 0.02, 20.0
# What a whole export may take beside what the server holds already, however many statements.
MEMORY_MB = 24.0


@dataclass
class Taken:
    """What one reader of an export got."""

    size: int = 0
    lines: int = 0
    seconds: float = 0.0


def take(server: Server, address: str, taken: Taken, seconds: float = inf) -> None:
    """Read an export to its end, or go away after so many seconds."""
    start = time.perf_counter()
    with socket.create_connection(("127.0.0.1", server.port), TIMEOUT_SECONDS) as sock:
        sock.sendall(request_of(server.port, address))
        last = b""
        while not last.endswith(b"0\r\n\r\n") and (piece := sock.recv(CHUNK_BYTES)):
            taken.size += len(piece)
            taken.lines += piece.count(b"\n")
            last = (last + piece)[-5:]
            taken.seconds = time.perf_counter() - start
            if taken.seconds > seconds:
                break


def resident(server: Server) -> float:
    """Return the megabytes that the server holds now."""
    return field_of(f"/proc/{server.process.pid}/status", "VmRSS:") / 1000


def ask_pages(connection: Connection, pages: Iterator[str], until: int | Thread) -> Samples:
    """Ask for lists now and then, so many times or for as long as somebody reads."""
    samples = Samples()
    while len(samples.wall) < until if isinstance(until, int) else until.is_alive():
        timed(connection, next(pages), samples)
        time.sleep(PAUSE_SECONDS)
    return samples


def told(samples: Samples) -> str:
    """Return milliseconds of the clock."""
    shown = [f"{percentile(samples.wall, part):.1f}" for part in (0.5, 0.95, 1)]
    return f"{len(samples.wall)} pages, p50 {shown[0]}, p95 {shown[1]}, most {shown[2]} ms"


class Watch:
    """The most memory that a server held since this was begun."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.before = self.most = resident(server)
        self._done = Event()
        self._thread = Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        while not self._done.wait(0.05):
            self.most = max(self.most, resident(self.server))

    def end(self) -> float:
        """Return how many megabytes it grew by at most."""
        self._done.set()
        self._thread.join()
        return self.most - self.before


def measure(database: Path, folder: Path) -> bool:
    """Print what was measured; return whether the memory stayed flat."""
    port, pages = free_port(), (f"{LIST}?page={number}" for number in count(100))
    command = product_command(database, port)
    flat = True
    with running("product", command, port, "/healthz", folder / "product.log") as server:
        connection = Connection(server)
        print(f"alone: {told(ask_pages(connection, pages, ALONE))}", flush=True)
        for address in ("/statements.csv", "/statements.jsonl"):
            taken, watch, cpu = Taken(), Watch(server), server.cpu
            take(server, address, taken)
            grown = watch.end()
            flat &= grown <= MEMORY_MB
            print(
                f"{address}: {taken.size / 1e6:,.0f} MB, {taken.lines:,} ends of lines in "
                f"{taken.seconds:.1f} s ({server.cpu - cpu:.1f} s of the processor); "
                f"memory {watch.before:,.0f} MB and {grown:,.1f} MB more",
                flush=True,
            )
            reader = Thread(target=take, args=(server, address, Taken(), BESIDE_SECONDS))
            reader.start()
            print(f"beside it: {told(ask_pages(connection, pages, reader))}", flush=True)
        with socket.create_connection(("127.0.0.1", server.port), TIMEOUT_SECONDS) as stopped:
            stopped.sendall(request_of(server.port, "/statements.csv"))
            stopped.recv(CHUNK_BYTES)
            print(f"beside one who stopped: {told(ask_pages(connection, pages, ALONE))}")
    return flat


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("database", type=Path, help="a SQLite file at the schema of this checkout")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        if measure(given.database, Path(temporary)):
            return 0
    print(f"An export took more than {MEMORY_MB:.0f} MB.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
