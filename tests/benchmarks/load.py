"""Load: many readers of a real server at once, each with a connection and a pace of its own."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.benchmarks.measure import percentile
from tests.benchmarks.questions import CSV, Record, make_questions

# Seconds between two requests of one reader, and until one counts as failed.
EVERY, TIMEOUT = 4.0, 20.0
# Readers come through a proxy: who is on this machine itself may write, and is shown forms.
FROM_ELSEWHERE = "X-Forwarded-For: 192.0.2.7\r\n"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation: *([^\r]+)", re.IGNORECASE)
# Of a hundred requests so many are of each kind.
MIX: Mapping[str, int] = {
    "list": 26, "facets": 4, "search": 15, "statement": 22, "article": 12, "actor": 9,
    "topic": 4, "front": 4, "api": 3, "export": 1,
}  # fmt: skip
SEARCHES = ("word, common", "word, middle", "word, rare", "middle word and speaker")
ADDRESSES_OF_A_KIND = 60


@dataclass(frozen=True)
class Pages:
    """Addresses by kind: a reader draws a kind by `MIX`, and one of them, the first most often."""

    addresses: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, record: Record, statements: Sequence[str], articles: Sequence[int]) -> "Pages":
        """Make the addresses of a record.

        Args:
            statements: paths of some of their pages, as lists lead to them.
            articles: numbers of some.
        """
        asks = {
            question.name: [ask.address for ask in question.asks]
            for question in make_questions(record, ADDRESSES_OF_A_KIND)
        }
        lists = [
            address
            for name, some in asks.items()
            for address in some
            if address.startswith("/statements") and not address.startswith(CSV)
            if name not in SEARCHES and "q=" not in address
        ]
        dice = Random(2)
        dice.shuffle(lists)
        found = {
            "list": ["/statements", *lists],
            "facets": [f"/statements/facets/{name}" for name in ("actor", "outlet")],
            "search": [address for name in SEARCHES for address in asks.get(name, ())],
            "statement": statements,
            "article": [f"/articles/{number}" for number in articles],
            "actor": [f"/actors/{slug}" for slug in record.actors[:200]],
            "topic": [f"/topics/{slug}" for slug in record.topics],
            "front": ["/"],
            "api": asks.get("JSON", []) + asks.get("JSON with counts", []),
            "export": asks.get("CSV of one speaker", []),
        }
        return cls({name: some for name, some in found.items() if some})

    def draw(self, dice: Random) -> tuple[str, str]:
        """Return a kind and an address of it."""
        kinds = list(self.addresses)
        kind = dice.choices(kinds, [MIX[each] for each in kinds])[0]
        addresses = self.addresses[kind]
        # The square of a uniform number is the likelier the nearer to nothing.
        return kind, addresses[int(len(addresses) * dice.random() ** 2)]


@dataclass
class Reading:
    """What readers met.

    Attributes:
        waited: milliseconds until an answer had come as a whole, by kind of page.
        errors: what went wrong, and how often.
        late: requests that could not be sent in their time, since the one before had no answer.
    """

    waited: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    late: int = 0
    seconds: float = 0.0

    @property
    def all(self) -> list[float]:
        """Milliseconds of all requests that were answered well."""
        return [each for some in self.waited.values() for each in some]

    def at(self, part: float) -> float:
        """Return the milliseconds that a part (0 to 1) of all do not pass."""
        return percentile(self.all, part)

    def told(self) -> str:
        """Return it as one line."""
        shown = " ".join(f"{name} {self.at(part):.1f}" for name, part in PARTS.items())
        return (
            f"{len(self.all):,} requests, {len(self.all) / self.seconds:.1f} a second; {shown} ms; "
            f"{sum(self.errors.values())} errors, {self.late} late"
        )

    def by_kind(self) -> str:
        """Return the median and the 99th percentile of each kind of page as one line."""
        shown = (
            f"{kind} {percentile(some, 0.5):.1f}/{percentile(some, 0.99):.1f}"
            for kind, some in sorted(self.waited.items())
        )
        return f"  p50/p99: {', '.join(shown)}"


PARTS = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "most": 1.0}


async def ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, address: str
) -> int:
    """Ask on a kept connection, go where a redirect leads, take all, and return the status."""
    given = f"Host: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n{FROM_ELSEWHERE}\r\n"
    writer.write(f"GET {address} HTTP/1.1\r\n{given}".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    if length := LENGTH.search(head):
        await reader.readexactly(int(length[1]))
    elif b"chunked" in head.lower():
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    moved = LOCATION.search(head) if status == 301 else None
    return await ask(reader, writer, port, moved[1].decode()) if moved else status


async def read(
    port: int, pages: Pages, seed: int, every: float, until: float, found: Reading
) -> None:
    """Be one reader until a moment: ask, wait until the next is due, ask again."""
    dice = Random(seed)
    due = time.perf_counter() + every * dice.random()
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    while due < until:
        await asyncio.sleep(due - time.perf_counter())
        kind, address = pages.draw(dice)
        begun = time.perf_counter()
        try:
            streams = streams or await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
            async with asyncio.timeout(TIMEOUT):
                status = await ask(*streams, port, address)
        except (OSError, EOFError, TimeoutError) as problem:
            found.errors[f"{type(problem).__name__} at {kind}"] += 1
            streams = None
        else:
            if status == 200:
                waited = 1000 * (time.perf_counter() - begun)
                found.waited.setdefault(kind, []).append(waited)
            else:
                found.errors[f"{status} at {address}"] += 1
        due += every
        while due < time.perf_counter():
            due += every
            found.late += 1
    if streams is not None:
        streams[1].close()


def read_all(
    port: int, pages: Pages, readers: int, seconds: float, every: float = EVERY, seed: int = 1
) -> Reading:
    """Let many readers read for some seconds, and return what they met."""
    found = Reading()

    async def go() -> None:
        until = time.perf_counter() + seconds
        each = (read(port, pages, seed + n, every, until, found) for n in range(readers))
        await asyncio.gather(*each)

    begun = time.perf_counter()
    asyncio.run(go())
    found.seconds = time.perf_counter() - begun
    return found
