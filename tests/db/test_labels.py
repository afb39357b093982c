"""Labels: the names behind a filter's slugs are the same from the index and from the tables."""

from sqlmodel import Session

from app.db import Database
from app.queries.filters import StatementFilter
from app.queries.index.keeper import Keeper
from app.queries.labels import find_labels
from tests.sample import Record

WANTED = StatementFilter(
    actor=("ada-moor", "nobody", "none"), topic=("dams", "none"), outlet=("river-post", "dams")
)
NAMES = {
    ("actor", "ada-moor"): "Ada Moor",
    ("topic", "dams"): "Dams",
    ("outlet", "river-post"): "River Post",
}


def fill(session: Session) -> None:
    record = Record(session)
    record.actor("ada-moor", "Ada Moor")
    record.topic("dams", "Dams")
    record.outlet("river-post", "River Post")


def test_labels_are_read_from_the_tables(database: Database) -> None:
    with database.writer() as session:
        fill(session)
        assert find_labels(session, WANTED) == NAMES


def test_labels_are_read_from_the_index(database: Database) -> None:
    keeper = Keeper()
    with database.reader() as session:
        keeper.state(session)
    with database.writer() as session:
        fill(session)
    with database.reader() as session:
        keeper.lend(session)
        assert find_labels(session, WANTED) == NAMES
