"""Fixtures: real databases, one for each test, on the real schema."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings

from app.db import Database, parse_url

# On a busy machine any example can take long: what is quick is held by the benchmarks.
settings.register_profile("onrecord", parent=settings(), deadline=None)
settings.load_profile("onrecord")

POSTGRES = os.environ.get("ONRECORD_TEST_POSTGRES")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database with the schema, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "onrecord.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    with database._writing.connect() as connection:
        # Everything into the one file: the write-ahead log is not copied.
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The name of an empty PostgreSQL database with the schema, to be copied."""
    if not POSTGRES:
        pytest.skip("ONRECORD_TEST_POSTGRES names no server")
    name = f"onrecord_template_{uuid.uuid4().hex[:12]}"
    on_server(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    database = Database(postgres_url(name))
    database.migrate()
    database.close()
    yield name
    on_server(f"DROP DATABASE {name} WITH (FORCE)")


def postgres_url(name: str) -> str:
    """The address of a database on the test server."""
    assert POSTGRES
    return parse_url(POSTGRES).set(database=name).render_as_string(hide_password=False)


def on_server(statement: str) -> None:
    """Run one statement on the test server, outside any transaction."""
    assert POSTGRES
    engine = sa.create_engine(parse_url(POSTGRES), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()


@contextmanager
def copied_file(migrated_file: Path, folder: Path) -> Iterator[Database]:
    """A SQLite database of one's own, as `migrated_file` is."""
    path = folder / "onrecord.db"
    shutil.copy(migrated_file, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@contextmanager
def copied_template(postgres_template: str) -> Iterator[Database]:
    """A PostgreSQL database of one's own, as `postgres_template` is."""
    name = f"onrecord_test_{uuid.uuid4().hex[:12]}"
    on_server(f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    database = Database(postgres_url(name))
    yield database
    database.close()
    on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_database(migrated_file: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite database of the test's own."""
    with copied_file(migrated_file, tmp_path) as database:
        yield database


@pytest.fixture
def postgres_database(postgres_template: str) -> Iterator[Database]:
    """An empty PostgreSQL database of the test's own."""
    with copied_template(postgres_template) as database:
        yield database


KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database of each kind that the product runs on."""
    found: Database = request.getfixturevalue(f"{request.param}_database")
    return found


@pytest.fixture(scope="module", params=KINDS)
def shared_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A database of each kind for all tests of a module: it is filled once, then only read."""
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("shared")
        with copied_file(request.getfixturevalue("migrated_file"), folder) as database:
            yield database
    else:
        with copied_template(request.getfixturevalue("postgres_template")) as database:
            yield database
