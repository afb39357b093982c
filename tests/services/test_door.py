"""A fault of ours loses nothing that a user gave, and stops nobody else."""

import threading
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.db import Database
from app.extraction.types import Extraction, Gazetteer
from app.models import Article, FailedInput, Revision
from app.readers.document import Document
from app.readers.files import read_files, read_kept
from app.services import door, uploads
from app.services import ingest as reading
from app.services.batch import ingest_batch
from app.services.gazetteer import gazetteer_from_database
from app.services.ledger import Ledger
from tests.services.articles import DAM, article


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extractor that breaks on one text, as a bug would make it."""
    works = reading.extract

    def breaks(text: str, *more: Any) -> Extraction:
        if "volcano" in text:
            raise ZeroDivisionError("no such luck")
        return works(text, *more)

    monkeypatch.setattr(reading, "extract", breaks)


@pytest.mark.usefixtures("faulty")
def test_a_text_that_breaks_the_extractor_is_kept(world: Database) -> None:
    text = "The volcano sleeps."
    with world.reader() as session:
        known = gazetteer_from_database(session)
    with pytest.raises(door.Unprocessed, match="kept"):
        door.take_in(world, article(text), known)
    with world.reader() as session:
        (kept,) = session.execute(sa.select(FailedInput)).scalars()
        # With all that was known of it, as another try reads it.
        assert list(read_kept(kept.content, kept.source)) == [article(text)]
        assert "ZeroDivisionError" in kept.reason


@pytest.mark.usefixtures("faulty")
def test_files_behind_one_that_breaks_the_extractor_are_taken(world: Database) -> None:
    given = [
        uploads.Upload(f"{number}.txt", text.encode())
        for number, text in enumerate([DAM, "The volcano sleeps.", f"{DAM} Again."])
    ]
    taken = uploads.take_each(world, given, {})
    assert taken == uploads.Taken(drafts=2, kept=1)
    with world.reader() as session:
        (kept,) = session.execute(sa.select(FailedInput)).scalars()
        assert b"volcano" in kept.content


def test_what_a_person_gives_begins_its_history_and_what_is_known_does_not(
    world: Database,
) -> None:
    for _ in range(2):
        door.take_in(world, article(), Gazetteer(), who="tester")
    door.take_in(world, article(f"{DAM} Again."), Gazetteer())
    with world.reader() as session:
        (change,) = session.execute(sa.select(Revision)).scalars()
        assert (change.who, change.action, change.subject) == ("tester", "add", "article")


@pytest.mark.usefixtures("faulty")
def test_a_dry_run_keeps_nothing(world: Database, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The volcano sleeps.", "utf-8")
    report = ingest_batch(world, read_files([tmp_path / "a.txt"]), dry_run=True)
    assert len(report.failures) == 1
    with world.reader() as session:
        assert session.execute(sa.select(FailedInput.id)).first() is None


def test_a_text_that_breaks_the_record_is_kept_too(
    world: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Ledger, "write", breaks)
    with pytest.raises(door.Unprocessed, match="kept"):
        door.take_in(world, article(), Gazetteer())
    with world.reader() as session:
        (kept,) = session.execute(sa.select(FailedInput)).scalars()
        (again,) = read_kept(kept.content, kept.source)
        assert isinstance(again, Document)
        assert again.text == DAM
        assert session.execute(sa.select(Article.id)).first() is None


def test_articles_of_one_new_outlet_that_come_at_once_are_all_stored(world: Database) -> None:
    ready = threading.Barrier(4)
    stored = []

    def write(number: int) -> None:
        document = article(f"{DAM} {number}", outlet="Port Karo Times")
        ready.wait()
        stored.append(door.take_in(world, document, Gazetteer()).article_id)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(stored)) == 4


@pytest.mark.usefixtures("faulty")
def test_the_rest_of_a_batch_is_stored(world: Database, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in {"a": DAM, "b": "The volcano sleeps.", "c": f"{DAM} Again."}.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    report = ingest_batch(world, read_files([folder]))
    assert (report.new, [Path(each.source).name for each in report.failures]) == (2, ["b.txt"])
    with world.reader() as session:
        assert len(session.execute(sa.select(Article.id)).all()) == 2
