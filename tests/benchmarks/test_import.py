"""How fast a corpus is imported, and how large it gets: beside raw sqlite3 with the same rows.

The raw side gets the rows ready made, in memory, and writes them into the same tables, indexes
and word index under the same pragmas, in one transaction, with no trigger: nothing that has to
check, resolve and join first can reach it. Run by hand:
`python -m pytest -q -s -m benchmark tests/benchmarks/test_import.py`.
"""

import json
import os
import shutil
import sqlite3
import sys
from pathlib import Path
from time import perf_counter

import pytest

from app.db import PRAGMAS, WRITERS_CACHE
from tests.benchmarks.corpus import Corpus, prepare
from tests.benchmarks.servers import finish

pytestmark = pytest.mark.benchmark

STATEMENTS, ROUNDS = int(os.environ.get("ONRECORD_BENCHMARK_STATEMENTS", "100000")), 2
WRITTEN = ("article", "statement", "quote", "statement_topic", "review_item")
FEED = "INSERT INTO quote_search (rowid, words) SELECT id, words FROM quote_search_text"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus and a database that knows its actors."""
    made = tmp_path_factory.mktemp("import")
    with (made / "corpus.jsonl").open("w", encoding="utf-8") as file:
        for article in Corpus(1).articles(STATEMENTS):
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
    prepare(f"sqlite:///{made / 'reference.db'}", 1)
    return made


def product(folder: Path) -> tuple[float, float]:
    """Import by the command line; return seconds and the memory at its peak, in megabytes."""
    shutil.copy(folder / "reference.db", folder / "product.db")
    command = [sys.executable, "-m", "app", "ingest", str(folder / "corpus.jsonl"), "--json"]
    done = finish([*command, "--database", f"sqlite:///{folder / 'product.db'}"])
    report = json.loads(done.printed)
    assert (done.status, report["statements"], report["failed"]) == (0, STATEMENTS, [])
    return done.wall, done.peak


def raw(folder: Path) -> float:
    """Write the same rows by sqlite3 alone; return seconds."""
    target = folder / "raw.db"
    target.unlink(missing_ok=True)
    source = sqlite3.connect(folder / "product.db")
    connection = sqlite3.connect(target, isolation_level=None)
    for pragma in (*PRAGMAS, WRITERS_CACHE):
        connection.execute(pragma)
    made = source.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger' "
        "AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'quote_search!_%' ESCAPE '!' "
        "OR name = 'quote_search_text'"
    )
    for (sql,) in made.fetchall():
        connection.execute(sql)
    kept = [name for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    connection.execute("PRAGMA foreign_keys = OFF")
    for table in kept:
        if table not in WRITTEN and not table.startswith(("quote_search", "sqlite", "record_")):
            write(connection, table, source.execute(f"SELECT * FROM {table}").fetchall())
    connection.execute("PRAGMA foreign_keys = ON")
    rows = {
        table: source.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in WRITTEN
    }
    source.close()
    start = perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for table in WRITTEN:
        write(connection, table, rows[table])
    connection.execute(FEED)
    connection.execute("COMMIT")
    connection.close()
    return perf_counter() - start


def write(connection: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    """Put whole rows into a table."""
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def test_an_import_is_nearly_as_fast_and_as_small_as_the_rows_alone(folder: Path) -> None:
    ours, theirs, peaks = [], [], []
    for _ in range(ROUNDS):
        seconds, peak = product(folder)
        ours.append(seconds)
        peaks.append(peak)
        theirs.append(raw(folder))
    size = (folder / "product.db").stat().st_size
    larger = size / (folder / "raw.db").stat().st_size
    ratio = min(theirs) / min(ours)
    print(
        f"\nimport: {STATEMENTS / min(ours):,.0f} statements/s, {ratio:.2f} x raw sqlite3 "
        f"({STATEMENTS / min(theirs):,.0f}/s); {size / 1e6:,.0f} MB, {larger:.2f} x raw; "
        f"{max(peaks):,.0f} MB of memory at the peak"
    )
    assert ratio >= 0.6
    assert larger <= 1.2
