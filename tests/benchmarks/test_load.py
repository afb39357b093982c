"""How long readers wait while articles are taken in, and how long who corrects something does.

A real server on a record of 100,000 invented statements, and 200 readers with one request each
every four seconds, while nothing else runs, while files of newspaper articles are given one after
the other with the form, and while the command line takes such a file in. Idle is the median of what
four readers of the same pages wait before. Others on the machine make both longer: its load is told
beside the figures. Run by hand:

    python -m pytest -q -s -m benchmark tests/benchmarks/test_load.py

ONRECORD_BENCHMARK_SECONDS: of each of the three (120). ONRECORD_BENCHMARK_DATABASE: a record that
`tests.benchmarks.corpus` made, which is copied; else one is made, which takes a minute.
ONRECORD_BENCHMARK_WORKERS: server processes (1).
"""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from app.db import Database
from app.models import Article, Statement
from app.queries.rows import rows
from tests.benchmarks.corpus import Corpus, prepare
from tests.benchmarks.load import Pages, Reading, read_all
from tests.benchmarks.measure import median
from tests.benchmarks.press import Press
from tests.benchmarks.questions import read_record
from tests.benchmarks.servers import Server, cpu_of, free_port, product_command, running

pytestmark = pytest.mark.benchmark

SECONDS = float(os.environ.get("ONRECORD_BENCHMARK_SECONDS", "120"))
WORKERS = int(os.environ.get("ONRECORD_BENCHMARK_WORKERS", "1"))
READY = os.environ.get("ONRECORD_BENCHMARK_DATABASE")
STATEMENTS, READERS, MOST = 100_000, 200, 10.0
IDLE_READERS, IDLE_EVERY, IDLE_SECONDS = 4, 0.2, 20.0
# What the form takes at once, and what the command line cannot take in within the time.
FILE_ARTICLES, ARTICLES = 1_000, 30_000
SOME_STATEMENTS, SOME_ARTICLES = 2_000, 500
WRITE_EVERY, LONGEST_WRITE = 2.0, 1.0
FIRST_LOOK, LOOK = 3.0, 0.25


@dataclass
class Site:
    """The server, its record, and the articles that nobody gave it yet."""

    server: Server
    database: Path
    pages: Pages
    idle: Reading
    articles: Iterator[str]

    def count(self, query: str) -> int:
        """Return one number of the record."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return int(connection.execute(query).fetchone()[0])

    def version(self, statement: int) -> str:
        """Return which version of a statement its page shows: a form tells it."""
        url = f"http://127.0.0.1:{self.server.port}/statements/{statement}"
        with urllib.request.urlopen(url, timeout=60) as answer:
            found = re.search(r'name="version" value="(\d+)"', answer.read().decode())
        assert found is not None
        return found[1]

    def post(self, path: str, kind: str, body: bytes) -> int:
        """Send a form as the local user's browser does, and return the status."""
        url = f"http://127.0.0.1:{self.server.port}{path}"
        request = urllib.request.Request(url, body, {"content-type": kind})
        try:
            with urllib.request.build_opener(_Stay).open(request, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as problem:
            return problem.code


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("load")
    database = folder / "record.db"
    if READY:
        shutil.copy(READY, database)
        Database(f"sqlite:///{database}").migrate()
    else:
        make_record(folder, database)
    record = read_record(database)
    articles = (json.dumps(each, ensure_ascii=False) for each in Press(1).articles(1_000_000))
    port = free_port()
    command = product_command(database, port, WORKERS)
    with running("product", command, port, "/healthz/ready", folder / "log") as server:
        found = Site(server, database, Pages({}), Reading(), articles)
        found.pages = Pages.of(record, *some_of(database))
        # The process in the background begins behind the server.
        time.sleep(FIRST_LOOK)
        found.idle = read_all(
            port, found.pages, IDLE_READERS, min(IDLE_SECONDS, SECONDS), IDLE_EVERY, seed=1000
        )
        print(f"\nidle: {found.idle.told()}\n{found.idle.by_kind()}")
        yield found


def some_of(path: Path) -> tuple[list[str], list[int]]:
    """Return paths of statements, and numbers of articles, drawn from a record."""
    dice, database = Random(3), Database(f"sqlite:///{path}")
    with database.reader() as session:
        ids = range(1, session.execute(sa.select(sa.func.max(Statement.id))).scalar_one() + 1)
        paths = [row.path for row in rows(session, dice.sample(ids, SOME_STATEMENTS))]
        last = session.execute(sa.select(sa.func.max(Article.id))).scalar_one()
    database.close()
    return paths, dice.sample(range(1, last + 1), SOME_ARTICLES)


def make_record(folder: Path, database: Path) -> None:
    """Make a record as large as `STATEMENTS`."""
    url, lines = f"sqlite:///{database}", folder / "corpus.jsonl"
    prepare(url, 1)
    with lines.open("w", encoding="utf-8") as file:
        for each in Corpus(1).articles(STATEMENTS):
            file.write(json.dumps(each, ensure_ascii=False) + "\n")
    subprocess.run(
        [sys.executable, "-m", "app", "ingest", "--database", url, str(lines)],
        check=True,
        capture_output=True,
    )


@contextmanager
def given_with_the_form(site: Site) -> Iterator[None]:
    """A file after the other: whenever none is worked on, a person gives the next one."""
    ended = threading.Event()

    def give() -> None:
        while not ended.wait(LOOK):
            if site.count("SELECT count(*) FROM job WHERE state IN ('queued', 'running')") == 0:
                lines = "\n".join(islice(site.articles, FILE_ARTICLES))
                head = 'Content-Disposition: form-data; name="file"; filename="press.jsonl"'
                body = f"--edge\r\n{head}\r\n\r\n{lines}\r\n--edge--\r\n".encode()
                assert site.post("/ingest/files", "multipart/form-data; boundary=edge", body) == 303

    giver = threading.Thread(target=give)
    giver.start()
    time.sleep(FIRST_LOOK)
    try:
        yield
    finally:
        ended.set()
        giver.join()


@contextmanager
def taken_in_by_command(site: Site) -> Iterator[None]:
    """`python -m app ingest` of a file that it cannot take in within the time."""
    # What the form was given last is worked on to its end before.
    while site.count("SELECT count(*) FROM job WHERE state IN ('queued', 'running')"):
        time.sleep(LOOK)
    path, url = site.database.parent / "press.jsonl", f"sqlite:///{site.database}"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in islice(site.articles, ARTICLES))
    command = [sys.executable, "-m", "app", "ingest", "--database", url, str(path)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as taking_in:
        time.sleep(FIRST_LOOK)
        try:
            yield
            assert taking_in.poll() is None, "the import ended before the readers did"
        finally:
            taking_in.send_signal(signal.SIGINT)


@dataclass
class Writing:
    """What somebody met who corrects something now and then.

    Attributes:
        waited: milliseconds until each was answered.
        refused: statuses of what was not taken.
    """

    waited: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)


@contextmanager
def corrected(site: Site) -> Iterator[Writing]:
    """Somebody corrects the place of statements meanwhile."""
    ended, found = threading.Event(), Writing()

    def correct() -> None:
        number = 0
        while not ended.wait(WRITE_EVERY):
            number += 1
            typed = {"version": site.version(number), "place": f"Port {time.time()}"}
            form = urlencode({"form": "setting", **typed}).encode()
            begun = time.perf_counter()
            status = site.post(
                f"/statements/{number}/corrections", "application/x-www-form-urlencoded", form
            )
            found.waited.append(1000 * (time.perf_counter() - begun))
            if status != 303:
                found.refused.append(status)

    writer = threading.Thread(target=correct)
    writer.start()
    try:
        yield found
    finally:
        ended.set()
        writer.join()


INGESTS = {
    "nothing else": lambda _: nullcontext(),
    "files given with the form": given_with_the_form,
    "ingest by the command line": taken_in_by_command,
}


@pytest.mark.parametrize("ingest", INGESTS)
def test_readers_hardly_wait_longer_while_articles_are_taken_in(site: Site, ingest: str) -> None:
    with INGESTS[ingest](site), corrected(site) as writing:
        articles, all_cpu = site.count("SELECT count(*) FROM article"), site.server.cpu
        own_cpu = cpu_of(site.server.process.pid, with_children=False)
        loaded = read_all(site.server.port, site.pages, READERS, SECONDS)
        own_cpu = cpu_of(site.server.process.pid, with_children=False) - own_cpu
        all_cpu = site.server.cpu - all_cpu
        articles = site.count("SELECT count(*) FROM article") - articles
    ratio = loaded.at(0.99) / site.idle.at(0.5)
    print(f"\n{ingest}: {loaded.told()}\n{loaded.by_kind()}")
    print(
        f"  p99 is {ratio:.1f} x the idle median; {articles:,} articles taken in; "
        f"{len(writing.waited)} corrections, median {median(writing.waited):.0f} ms, "
        f"longest {max(writing.waited, default=0):.0f} ms, refused {writing.refused}\n"
        f"  processors busy: {own_cpu / loaded.seconds:.2f} with pages, "
        f"{(all_cpu - own_cpu) / loaded.seconds:.2f} in the background; "
        f"machine's load {os.getloadavg()[0]:.1f}; {dict(loaded.errors)}"
    )
    assert not loaded.errors
    assert not writing.refused
    assert max(writing.waited) < 1000 * LONGEST_WRITE
    assert ratio < MOST
