"""Faults: a full disk, a lock, a file that is damaged: said plainly, and nothing typed is lost."""

import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app import db
from app.config import Settings
from app.db import Database
from app.errors import NoRoom
from app.main import create_app
from app.models import Article, Draft
from app.services.backup import back_up
from tests.cli.test_commands import run
from tests.conftest import on_server
from tests.reliability.record import damage, faults, quiet, repaired
from tests.web.conftest import LOCAL, visiting

pytestmark = pytest.mark.slow

TEXT = (
    'The gates hold.\n\n"The dam leaks <here> & there," Veltanian Foreign Minister Bo Lind said.\n'
)
FIELDS = {"title": "The dam", "outlet": "Sarn Courier", "text": TEXT, "language": "en"}


# Forms of the frame.
ASIDE = {"/sign-in", "/sign-out", "/language"}


class Form(HTMLParser):
    """What the form on a page sends when its button is pressed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.action = self.method = self.area = ""
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method") == "post" and given["action"] not in ASIDE:
            self.action, self.inside = given["action"], True
        elif self.inside and tag == "input" and given.get("type") == "hidden":
            self.fields[given["name"]] = given["value"]
        elif self.inside and tag == "textarea":
            self.area = given["name"]
            self.fields[self.area] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # A line end behind the tag is none of the text.
            self.fields[self.area] = self.fields[self.area].removeprefix("\n")
            self.area = ""
        self.inside = self.inside and tag != "form"

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area] += data


@pytest.fixture
def pages(sqlite_record: Database) -> Iterator[TestClient]:
    """The local user's requests to a server on the record."""
    with visiting(sqlite_record) as client:
        yield client


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a tenth of a second for a lock, not five."""
    pragmas = tuple(each for each in db.PRAGMAS if "busy_timeout" not in each)
    monkeypatch.setattr(db, "PRAGMAS", (*pragmas, "PRAGMA busy_timeout = 100"))


def drafts(database: Database) -> list[str]:
    """The texts of the drafts."""
    with database.reader() as session:
        return list(session.execute(sa.select(Draft.text)).scalars())


def send_again(client: TestClient, page: str) -> int:
    """Press the button of the form that a page gives back; return the answer's status."""
    form = Form(page)
    assert form.action == "/articles/new"
    assert {name: form.fields[name] for name in FIELDS} == FIELDS
    return client.post(form.action, data=form.fields).status_code


# ---------------------------------------------------------------------------------- a lock


def test_what_was_typed_while_another_process_wrote_comes_back_and_is_sent_again(
    impatient: None, pages: TestClient, sqlite_record: Database
) -> None:
    with closing(sqlite3.connect(str(sqlite_record.url.database))) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        answer = pages.post("/articles/new", data=FIELDS)
        assert answer.status_code == 503
        assert "busy with another write" in answer.text
        assert pages.get("/statements").status_code == 200
    assert drafts(sqlite_record) == []
    assert send_again(pages, answer.text) == 303
    assert drafts(sqlite_record) == [TEXT]


def test_an_interface_without_pages_is_told_too(
    impatient: None, pages: TestClient, sqlite_record: Database
) -> None:
    with closing(sqlite3.connect(str(sqlite_record.url.database))) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        answer = pages.post("/api/v1/articles", json=FIELDS)
    assert answer.status_code == 503
    assert "busy" in answer.json()["message"]


def test_a_password_is_never_given_back(
    impatient: None, pages: TestClient, sqlite_record: Database
) -> None:
    damage(sqlite_record, "DROP TABLE account_session; DROP TABLE account")
    typed = {"name": "Ada", "password": "a very long secret of mine"}
    answer = pages.post("/sign-in", data=typed)
    assert answer.status_code == 503
    assert "secret of mine" not in answer.text


# ---------------------------------------------------------------------------------- the disk


@contextmanager
def no_file_grows_over(size: int) -> Iterator[None]:
    """Let no file of this process grow over so many bytes, as a quota does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_over_a_quota_nothing_is_saved_and_the_form_comes_back(
    pages: TestClient, sqlite_record: Database
) -> None:
    with no_file_grows_over(4_000):
        answer = pages.post("/articles/new", data=FIELDS)
        assert pages.get("/statements").status_code == 200
    assert answer.status_code == 507
    assert "Nothing was saved" in answer.text
    assert drafts(sqlite_record) == []
    assert faults(sqlite_record) == []
    assert send_again(pages, answer.text) == 303


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("no disk can be made here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def on_disk(small_disk: Path, told_file: Path) -> Iterator[Database]:
    """The record on the small disk."""
    path = small_disk / "onrecord.db"
    path.write_bytes(told_file.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


def fill_up(folder: Path) -> Path:
    """Fill a disk to its last byte; return the file that does."""
    path = folder / "filling"
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            return path


def test_on_a_full_disk_pages_are_read_and_what_was_typed_comes_back(
    on_disk: Database, small_disk: Path
) -> None:
    with visiting(on_disk) as client:
        filling = fill_up(small_disk)
        answer = client.post("/articles/new", data=FIELDS)
        assert answer.status_code == 507
        assert "nothing was saved" in answer.text.lower()
        assert client.get("/statements").status_code == 200
        filling.unlink()
        assert drafts(on_disk) == []
        assert send_again(client, answer.text) == 303
    assert faults(on_disk) == []


def test_on_a_full_disk_commands_say_so_in_a_line_and_do_no_harm(
    on_disk: Database, small_disk: Path, tmp_path: Path
) -> None:
    with on_disk.reader() as session:
        before = session.execute(sa.select(sa.func.count(Article.id))).scalar_one()
    on_disk.close()
    filling = fill_up(small_disk)
    (tmp_path / "gates.txt").write_text(TEXT)
    done = run("ingest", "gates.txt", "--database", str(on_disk.url), folder=tmp_path)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == 1
    with pytest.raises(NoRoom):
        back_up(on_disk, small_disk / "backup.db", quiet)
    assert not [each for each in small_disk.iterdir() if "backup" in each.name]
    assert not [each for each in small_disk.iterdir() if each.name.endswith(".part")]
    filling.unlink()
    assert faults(on_disk) == []
    with on_disk.reader() as session:
        assert session.execute(sa.select(sa.func.count(Article.id))).scalar_one() == before


def test_a_file_that_may_not_be_written_is_told_by_commands(
    on_disk: Database, small_disk: Path, tmp_path: Path
) -> None:
    on_disk.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = run("migrate", "--database", str(on_disk.url), folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"check the rights of its file" in done.stderr or b"its folder and rights" in done.stderr


# ---------------------------------------------------------------------------------- damage


def test_without_its_search_index_all_else_is_shown_and_a_repair_brings_it_back(
    pages: TestClient, sqlite_record: Database
) -> None:
    damage(sqlite_record, "DROP TABLE quote_search")
    answer = pages.get("/statements?q=harvest")
    assert answer.status_code == 503
    assert "check --repair" in answer.text
    assert pages.get("/statements").status_code == 200
    assert repaired(sqlite_record)[1] == []
    assert pages.get("/statements?q=harvest").status_code == 200


def test_a_damaged_search_index_is_not_taken_for_a_damaged_file(
    pages: TestClient, sqlite_record: Database
) -> None:
    damage(sqlite_record, "UPDATE quote_search_data SET block = x'00ff00ff' WHERE id > 10")
    answer = pages.get("/statements?q=harvest")
    assert answer.status_code == 503
    assert "check --repair" in answer.text


def test_a_damaged_file_is_told_by_pages_and_by_the_command(
    sqlite_record: Database, tmp_path: Path
) -> None:
    sqlite_record.close()
    path = Path(str(sqlite_record.url.database))
    content = path.read_bytes()
    with visiting(sqlite_record) as client:
        assert client.get("/about").status_code == 200
        path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
        answer = client.get("/articles/1")
        assert answer.status_code == 503
        assert "damaged: restore a backup" in answer.text
    done = run("check", "--database", str(sqlite_record.url), folder=tmp_path)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"damaged" in done.stderr


def test_a_database_of_a_newer_version_is_left_alone_by_every_command(
    sqlite_record: Database, tmp_path: Path
) -> None:
    damage(sqlite_record, "UPDATE alembic_version SET version_num = 'f00f00f00f00'")
    sqlite_record.close()
    path = Path(str(sqlite_record.url.database))
    before = path.read_bytes()
    for command in (["check", "--repair"], ["backup", "b.db"], ["migrate"]):
        done = run(*command, "--database", str(sqlite_record.url), folder=tmp_path)
        assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
        assert b"newer version" in done.stderr
    assert path.read_bytes() == before


# ---------------------------------------------------------------------------------- a server away


@pytest.mark.postgres
def test_while_the_database_server_is_away_it_is_said_and_nothing_typed_is_lost(
    postgres_database: Database,
) -> None:
    name = postgres_database.url.database
    url = postgres_database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, background=False))
    with TestClient(app, "http://127.0.0.1", client=LOCAL, follow_redirects=False) as client:
        assert client.get("/statements").status_code == 200
        on_server(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        on_server(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        )
        answer = client.post("/articles/new", data=FIELDS)
        assert answer.status_code == 503
        assert "cannot be reached: try again" in answer.text
        assert client.get("/statements").status_code == 503
        on_server(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert send_again(client, answer.text) == 303
        assert client.get("/statements").status_code == 200
    assert drafts(postgres_database) == [TEXT]
