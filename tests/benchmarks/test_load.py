"""How long readers wait while an article after the other is taken in by another process.

A real server on a record of invented articles, 200 readers of it with one request each every four
seconds. Idle is what a few readers wait before. Others on the machine make both longer: the load
is told beside the figures. Run by hand:
`python -m pytest -q -s -m benchmark tests/benchmarks/test_load.py`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.corpus import Corpus, prepare
from tests.benchmarks.load import Pages, read_all
from tests.benchmarks.press import Press
from tests.benchmarks.questions import read_record
from tests.benchmarks.servers import free_port, product_command, running

pytestmark = pytest.mark.benchmark

SECONDS = float(os.environ.get("ONRECORD_BENCHMARK_SECONDS", "120"))
STATEMENTS, ARTICLES, READERS, MOST = 50_000, 8_000, 200, 10.0


def write(path: Path, articles: object) -> None:
    """Write articles as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for each in articles:  # type: ignore[attr-defined]
            file.write(json.dumps(each, ensure_ascii=False) + "\n")


def test_readers_hardly_wait_longer_while_articles_are_taken_in(tmp_path: Path) -> None:
    database = tmp_path / "record.db"
    url = f"sqlite:///{database}"
    prepare(url, 1)
    write(tmp_path / "corpus.jsonl", Corpus(1).articles(STATEMENTS))
    write(tmp_path / "press.jsonl", Press(1).articles(ARTICLES))
    ingest = [sys.executable, "-m", "app", "ingest", "--database", url]
    subprocess.run([*ingest, str(tmp_path / "corpus.jsonl")], check=True, capture_output=True)
    pages = Pages.of(read_record(database), STATEMENTS // 8)
    port = free_port()
    with running(
        "product", product_command(database, port), port, "/healthz/ready", tmp_path / "log"
    ) as server:
        idle = read_all(port, pages, readers=4, seconds=min(20.0, SECONDS), every=0.2, seed=1000)
        command = [*ingest, str(tmp_path / "press.jsonl")]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as taking_in:
            try:
                cpu = server.cpu
                loaded = read_all(port, pages, READERS, SECONDS)
                still = taking_in.poll() is None
                busy = (server.cpu - cpu) / loaded.seconds
            finally:
                taking_in.terminate()
    ratio = loaded.at(0.99) / idle.at(0.5)
    print(f"\nidle: {idle.told()}\nload: {loaded.told()}")
    print(f"p99 is {ratio:.1f} x the idle median; server {busy:.2f} processors busy, ", end="")
    print(f"machine's load {os.getloadavg()[0]:.1f}; {dict(loaded.errors)}")
    assert still, "the import ended before the readers did"
    assert not loaded.errors
    assert ratio < MOST
