"""Fixtures: the application on the sample, as its local user and as the public sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.config import Settings
from app.main import create_app
from app.services.reference import add_reference
from tests.conftest import copied_file
from tests.joins.record import tell
from tests.sample import fill
from tests.services.world import WORLD

LOCAL = ("127.0.0.1", 50000)
OUTSIDE = ("203.0.113.7", 50000)


@pytest.fixture(scope="session")
def sample_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the sample, only to be read or copied."""
    folder = tmp_path_factory.mktemp("sample")
    with copied_file(migrated_file, folder) as database, database.writer() as session:
        fill(session)
    return folder / "onrecord.db"


@pytest.fixture(scope="session")
def api(sample_file: Path) -> Iterator[TestClient]:
    """The local user's client on the sample: tests only read."""
    app = create_app(Settings(database_url=f"sqlite:///{sample_file}"))
    with TestClient(app, "http://127.0.0.1:8000", client=LOCAL, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def public_api(sample_file: Path) -> Iterator[TestClient]:
    """A reader's client on the same sample, bound where everybody can reach it."""
    app = create_app(Settings(database_url=f"sqlite:///{sample_file}", host="0.0.0.0"))
    with TestClient(
        app, "https://record.example", client=OUTSIDE, follow_redirects=False
    ) as client:
        yield client


@pytest.fixture(scope="session")
def talk_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented world with four articles that say much the same, only to be read or copied."""
    folder = tmp_path_factory.mktemp("talk")
    with copied_file(migrated_file, folder) as database, database.writer() as session:
        add_reference(session, WORLD)
        tell(session)
    return folder / "onrecord.db"


@contextmanager
def asking(url: str) -> Iterator[TestClient]:
    """The local user's client of a server on a record."""
    app = create_app(Settings(database_url=url, background=False))
    with TestClient(app, "http://127.0.0.1:8000", client=LOCAL, follow_redirects=False) as client:
        yield client
