"""How fast articles are taken in from end to end, and how much memory that takes.

Articles of 800 words in three languages, without their quotes, go through the command line: they
are read, their speakers resolved, stored with the word index, compared with all before, committed.
Seconds are those of processors, of all the processes together, so that others on the machine do not
count. Reading alone is measured beside it. Run by hand:
`python -m pytest -q -s -m benchmark tests/benchmarks/test_ingest.py`.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import process_time

import pytest

from app.db import Database
from app.extraction import extract
from app.services.gazetteer import gazetteer_from_database
from tests.benchmarks.corpus import prepare
from tests.benchmarks.press import Press
from tests.benchmarks.servers import Finished, finish

pytestmark = pytest.mark.benchmark

SIZES = [
    int(each) for each in os.environ.get("ONRECORD_BENCHMARK_ARTICLES", "1000 5000 10000").split()
]
# Articles a second of one processor; and how much more memory the most articles may take than the
# next fewer: what is kept of words and of texts is bounded, and full after some thousand articles.
LEAST, MOST_MEMORY = 40, 1.25
READ_ALONE = 200


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a file for each size, and a database that knows the speakers."""
    made = tmp_path_factory.mktemp("ingest")
    prepare(f"sqlite:///{made / 'reference.db'}", 1)
    for size in SIZES:
        with (made / f"{size}.jsonl").open("w", encoding="utf-8") as file:
            for article in Press(1).articles(size):
                file.write(json.dumps(article, ensure_ascii=False) + "\n")
    yield made
    shutil.rmtree(made)


def take_in(folder: Path, size: int) -> Finished:
    """Import a file by the command line."""
    target = folder / f"{size}.db"
    shutil.copy(folder / "reference.db", target)
    command = [sys.executable, "-m", "app", "ingest", str(folder / f"{size}.jsonl"), "--json"]
    done = finish([*command, "--database", f"sqlite:///{target}"])
    report = json.loads(done.printed)
    assert (done.status, report["new"], report["failed"]) == (0, size, [])
    assert report["proposed"] > size / 50
    target.unlink()
    return done


def read_alone(folder: Path) -> float:
    """Only read the first articles; return seconds of the processor for each."""
    database = Database(f"sqlite:///{folder / 'reference.db'}")
    with database.reader() as session:
        gazetteer = gazetteer_from_database(session)
    database.close()
    with (folder / f"{SIZES[0]}.jsonl").open(encoding="utf-8") as file:
        articles = [json.loads(line) for line in islice(file, READ_ALONE)]
    start = process_time()
    for each in articles:
        extract(each["text"], each["language"], None, gazetteer)
    return (process_time() - start) / len(articles)


def test_articles_are_taken_in_fast_and_in_flat_memory(folder: Path) -> None:
    runs = [take_in(folder, size) for size in SIZES]
    alone = read_alone(folder)
    print()
    for size, run in zip(SIZES, runs, strict=True):
        each = run.cpu / size
        print(
            f"{size:,} articles: {1 / each:.0f} a second of one processor "
            f"({1000 * each:.1f} ms, {each / alone:.2f} x reading alone), "
            f"{size / run.wall:.0f} by the clock, {run.peak:.0f} MB at the peak"
        )
    assert all(size / run.cpu >= LEAST for size, run in zip(SIZES, runs, strict=True))
    assert runs[-1].peak <= MOST_MEMORY * runs[-2].peak
