"""Lines that another process reads: the same answers, in the same order; its end is told."""

import json
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db import Database
from app.errors import Unavailable
from app.readers.document import Document
from app.readers.files import Failure, Line, open_files
from app.services import aside
from app.services.aside import Item, read_lines
from app.services.batch import ingest_batch
from app.services.entry import Entry
from tests.processes import HAS_PROC, is_running, started_by, until
from tests.services.articles import article
from tests.services.test_killed import start

TOPICS = frozenset({"dams"})
TEXT = "Ada Moor said that the gates stay open, and that the dam holds."


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let any input be a large one, and a chunk hold a few lines."""
    monkeypatch.setattr(aside, "LARGE", 0)
    monkeypatch.setattr(aside, "CHUNK", 1_000)
    monkeypatch.setattr(aside, "AHEAD", 3)


def quote(words: str, **more: object) -> dict[str, object]:
    at = TEXT.index(words)
    return {"start": at, "end": at + len(words), "speaker": "Ada Moor", **more}


def lines(count: int) -> list[str]:
    """Lines of each kind that there is, again and again."""
    found: list[str] = []
    for number in range(count):
        text = f"{TEXT} Number {number}."
        given: object = (
            {"text": text, "quotes": [quote("the gates stay open", topics=["dams"])]},
            {"text": text, "title": "Ёлка", "published_on": "2024-12-26", "quotes": []},
            {"text": text, "quotes": [quote("the dam holds", text="something else")]},
            {"text": text, "quotes": [quote("the dam holds", topics=["volcanoes"])]},
            {"text": text},
            {"text": "  "},
            [number],
        )[number % 7]
        found.append(json.dumps(given, ensure_ascii=number % 2 == 0))
    return [*found, "{broken", ""]


def files(folder: Path, count: int) -> list[Path]:
    """A file of lines, a text, and a file of lines."""
    paths = [folder / name for name in ("a.jsonl", "b.txt", "c.jsonl")]
    for path in paths:
        path.write_text("A text alone." if path.suffix == ".txt" else "\n".join(lines(count)))
    return paths


def slow(items: Iterator[Line | Document | Failure]) -> Iterator[Line | Document | Failure]:
    """Give lines again and again until another process reads, then the items."""
    while not multiprocessing.active_children():
        yield Line(b'{"text": "Nobody spoke."}', "first")
    yield from items


def told(items: Iterator[Item]) -> list[Item]:
    return [each for each in items if getattr(each, "source", "") != "first"]


def test_another_process_reads_the_same_in_the_same_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = files(tmp_path, 60)
    beside = told(read_lines(slow(open_files(paths)), TOPICS))
    monkeypatch.setattr(aside, "LARGE", 10**9)
    assert beside == list(read_lines(open_files(paths), TOPICS))
    assert {type(each) for each in beside} == {Entry, Document, Failure}


@pytest.mark.slow
def test_an_import_by_another_process_tells_and_keeps_the_same(
    world: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = files(tmp_path, 20)
    beside = ingest_batch(world, open_files(paths), dry_run=True)
    monkeypatch.setattr(aside, "LARGE", 10**9)
    assert beside == ingest_batch(world, open_files(paths), dry_run=True)
    assert beside.new
    assert beside.failures


def test_a_process_that_is_killed_is_told_and_what_was_stored_stays(world: Database) -> None:
    def killed() -> Iterator[Line | Document | Failure]:
        yield article("Nobody spoke at the dam.", quotes=[])
        yield from slow(iter(()))
        for child in multiprocessing.active_children():
            child.kill()
            child.join()
        for number in range(1_000):
            yield Line(json.dumps({"text": f"{TEXT} {number}"}).encode(), "later")

    with pytest.raises(Unavailable, match="stays"):
        ingest_batch(world, killed())


def test_whoever_stops_ends_the_other_process(tmp_path: Path) -> None:
    found = read_lines(slow(open_files(files(tmp_path, 60))), TOPICS)
    while not multiprocessing.active_children():
        next(found)
    found.close()
    assert multiprocessing.active_children() == []


@pytest.mark.slow
@HAS_PROC
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_other_process_ends_with_the_one_that_it_reads_for(
    world: Database, tmp_path: Path, how: signal.Signals
) -> None:
    path = tmp_path / "many.jsonl"
    with path.open("w") as file:
        for number in range(30_000):
            text = f"{TEXT} Number {number}. {'Nobody spoke. ' * 20}"
            file.write(json.dumps({"text": text, "quotes": [quote("the dam holds")]}) + "\n")
    command, others = start(world, "ingest", str(path)), []
    try:
        until(lambda: started_by(command.pid) or command.poll() is not None)
        time.sleep(0.5)
        others = started_by(command.pid)
        assert others
        command.send_signal(how)
        command.wait(20)
        until(lambda: not any(map(is_running, others)), 10)
    finally:
        command.kill()
        for each in filter(is_running, others):
            os.kill(each, signal.SIGKILL)
