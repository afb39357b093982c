"""Weight: what each kind of page costs a browser that was never here.

    python -m tests.benchmarks.weight 100k.db

One server, one Chromium. Bytes are those of the page alone, as it is and packed; all else is told
by the browser itself: what it fetched, how much of it holds the first drawing up, when the largest
piece was drawn, and how far pieces moved that stood already (the sum of layout shifts: 0 is the
goal, 0.1 what is called good), once wide and once on a phone. Times are those of this machine,
which answers itself: they tell kinds of pages apart, and nothing of a network.
"""

import argparse
import gzip
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.servers import Server, free_port, product_command, running
from tests.browser.conftest import FLAGS

WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True,
}  # fmt: skip
# What comes after the page is there, as news of saved searches do, moves pieces too.
SETTLE_MS = 500
GOOD_SHIFT = 0.1

WATCH = """
window.seen = {shift: 0, largest: 0};
new PerformanceObserver(list => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.seen.shift += each.value;
}).observe({type: "layout-shift", buffered: true});
new PerformanceObserver(list => {
  for (const each of list.getEntries()) window.seen.largest = each.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
"""
TELL = """() => {
  const page = performance.getEntriesByType("navigation")[0];
  const others = performance.getEntriesByType("resource");
  const blocking = others.filter(each => each.renderBlockingStatus === "blocking");
  const sum = list => list.reduce((total, each) => total + each.transferSize, 0);
  return {
    fetched: 1 + others.length, transferred: sum([page, ...others]),
    blocking: blocking.length, blockingBytes: sum(blocking), ...window.seen,
  };
}"""


@dataclass(frozen=True)
class Weight:
    """What one kind of page costs.

    Attributes:
        size, packed: bytes of the page itself.
        fetched, transferred: requests, and bytes with their heads, into an empty cache.
        blocking, blocking_bytes: of these, what must be there before anything is drawn.
        largest: milliseconds until the largest piece is drawn, wide and on a phone; medians.
        shift: sums of layout shifts, wide and on a phone; the worst of all rounds.
    """

    size: int
    packed: int
    fetched: int
    transferred: int
    blocking: int
    blocking_bytes: int
    largest: tuple[float, float]
    shift: tuple[float, float]


def body_of(url: str, encoding: str) -> bytes:
    """Return a page as it is sent to who accepts an encoding."""
    with urlopen(Request(url, headers={"Accept-Encoding": encoding}), timeout=60) as answer:
        found: bytes = answer.read()
    return found


def pages(site: str) -> Mapping[str, str]:
    """Return a page of each kind by its name, out of what the newest statements are about."""
    listed = json.loads(body_of(f"{site}/api/v1/statements?side=ru&per=50", "identity"))["items"]
    said = next((each for each in listed if each["actor"] and each["topics"]), None)
    if said is None:
        raise SystemExit("No statement of Russia with a speaker and a topic is on record.")
    topic, article = said["topics"][0], said["quotes"][0]["article_id"]
    return {
        "front page": "/",
        "list": "/statements",
        "filtered list": f"/statements?side=ru&topic={topic}",
        "statement": said["url"],
        "articles": "/articles",
        "article": f"/articles/{article}",
        "speakers": "/actors",
        "speaker": f"/actors/{said['actor']['slug']}",
        "topics": "/topics",
        "topic": f"/topics/{topic}",
        "matrix": "/compare",
        "pair": f"/compare/{topic}?a=ru&b=tr",
        "brief": f"/brief?side=ru&topic={topic}",
        "saved searches": "/saved",
        "add an article": "/articles/new",
        "how it works": "/about/method",
    }


def visit(chromium: Browser, url: str, how: Mapping[str, Any]) -> dict[str, float]:
    """Return what a browser with an empty cache tells of a page."""
    context = chromium.new_context(**how)
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(SETTLE_MS)
    found: dict[str, float] = page.evaluate(TELL)
    context.close()
    return found


def weigh(chromium: Browser, url: str, rounds: int) -> Weight:
    """Return what a page costs."""
    size = len(body_of(url, "identity"))
    packed = body_of(url, "gzip")
    if packed[:2] != b"\x1f\x8b":
        packed = gzip.compress(packed)
        print(f"{url} was sent unpacked", file=sys.stderr)
    wide, phone = [
        [visit(chromium, url, how) for _ in range(rounds)] for how in (WIDE, PHONE)
    ]  # fmt: skip
    first = wide[0]
    return Weight(
        size,
        len(packed),
        int(first["fetched"]),
        int(first["transferred"]),
        int(first["blocking"]),
        int(first["blockingBytes"]),
        (median(each["largest"] for each in wide), median(each["largest"] for each in phone)),
        (max(each["shift"] for each in wide), max(each["shift"] for each in phone)),
    )


def table(found: Mapping[str, Weight]) -> Iterator[str]:
    """Yield the lines of a table in Markdown."""
    yield "| page | bytes | packed | requests | transferred | blocking | largest drawn | shift |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for name, each in found.items():
        blocking = f"{each.blocking}: {each.blocking_bytes:,}"
        largest = " · ".join(f"{moment:.0f} ms" for moment in each.largest)
        shift = " · ".join(f"{value:.3f}" for value in each.shift)
        yield (
            f"| {name} | {each.size:,} | {each.packed:,} | {each.fetched} | "
            f"{each.transferred:,} | {blocking} | {largest} | {shift} |"
        )
    moved = [name for name, each in found.items() if max(each.shift) > GOOD_SHIFT]
    yield f"\nPages whose pieces move more than {GOOD_SHIFT}: {', '.join(moved) or 'none'}."


def run(server: Server, rounds: int) -> None:
    """Weigh a page of each kind, and print the table."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise SystemExit("There is no Chromium.")
    site = f"http://127.0.0.1:{server.port}"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        found = {
            name: weigh(chromium, f"{site}{address}", rounds)
            for name, address in pages(site).items()
        }
        chromium.close()
    print("\n".join(table(found)))


def main() -> None:
    """Serve a database and weigh its pages."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.weight")
    parser.add_argument("database", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        command = product_command(given.database, port)
        with running("product", command, port, "/healthz/ready", log) as server:
            run(server, given.rounds)


if __name__ == "__main__":
    main()
