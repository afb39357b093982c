"""Fixtures: the application on the sample, as its local user and as the public sees it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.config import Settings
from app.db import Database
from app.main import create_app
from tests.sample import fill

LOCAL = ("127.0.0.1", 50000)
OUTSIDE = ("203.0.113.7", 50000)


@pytest.fixture(scope="session")
def sample_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the sample, only to be read or copied."""
    path = tmp_path_factory.mktemp("sample") / "onrecord.db"
    shutil.copy(migrated_file, path)
    database = Database(f"sqlite:///{path}")
    with database.writer() as session:
        fill(session)
    database.close()
    return path


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
