"""Fixtures: a record in which two sides speak of dams, and a browser on it."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.db import Database
from tests.sample import Record, Said
from tests.web.conftest import visiting

# By a short name: who said it for which side, on which day, in which words.
STATEMENTS = {
    "first": (
        "moor",
        "2024-03-01",
        "The dam on the upper Sarn must be run by all three countries.",
    ),
    "second": ("moor", "2024-06-01", "All three countries must run the dam on the upper Sarn."),
    "third": ("moor", "2024-09-01", "The dam on the upper Sarn need not be run by all countries."),
    "other": ("lind", "2024-06-05", "The dam on the upper Sarn must be run by Ostmark alone."),
    "fish": ("lind", "2024-07-05", "The fish of the river did not come back."),
    "undated": ("moor", None, "The dam was never run by three countries."),
}
RUSSIAN = "Плотиной в верховьях Сарна должны управлять все три страны."


def fill(record: Record) -> None:
    """Fill an empty database; statements have their numbers in the order of `STATEMENTS`."""
    courier = record.outlet("sarn-courier", "Sarn Courier")
    actors = {
        "moor": record.actor("ada-moor", "Ada Moor", "Moor"),
        "lind": record.actor("bo-lind", "Bo Lind", "Lind"),
    }
    offices = {
        "moor": record.office(actors["moor"], "ve-foreign", "Foreign minister", "tr"),
        "lind": record.office(actors["lind"], "os-foreign", "Foreign minister of Ostmark", "ru"),
    }
    dams = record.topic("dams", "Dams", "dam*", "upper Sarn", "run by*", position=1)
    record.topic("ports", "Ports", "port*", position=2)
    for who, day, words in STATEMENTS.values():
        article = record.article(f"“{words}”, they said.", courier, published_on=date(2024, 12, 1))
        record.statement(
            Said(article, words),
            actor=actors[who],
            office=offices[who],
            said_on=day,
            topics=[dams],
        )


NUMBER = {name: at for at, name in enumerate(STATEMENTS, 1)}


@pytest.fixture
def record(database: Database) -> Database:
    """A database with the statements about dams, of each kind that the product runs on."""
    with database.writer() as session:
        fill(Record(session))
    return database


@pytest.fixture
def browser(tmp_path: Path, migrated_file: Path) -> Iterator[TestClient]:
    """The local user's browser on the same record."""
    path = tmp_path / "links.db"
    shutil.copy(migrated_file, path)
    database = Database(f"sqlite:///{path}")
    with database.writer() as session:
        fill(Record(session))
    with visiting(database) as client:
        yield client
    database.close()
