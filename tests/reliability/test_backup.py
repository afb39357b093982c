"""Backup: written while others write, proved, and put back without losing what was there."""

import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.db import Database
from app.errors import Unavailable
from app.models import Account, AccountSession, Article, Statement, now
from app.services.backup import back_up, put_back
from tests.cli.test_commands import run
from tests.conftest import copied_template
from tests.reliability.record import damage, faults, quiet
from tests.sample import Record, Said
from tests.services.test_transfer import rows

pytestmark = pytest.mark.slow


def say(database: Database, words: str) -> None:
    """Put one statement on record."""
    with database.writer() as session:
        record = Record(session)
        record.statement(Said(record.article(f"The text: {words}."), words))


def opened(path: Path) -> Database:
    """A backup, opened as a record."""
    return Database(f"sqlite:///{path}")


def left_behind(folder: Path) -> list[str]:
    """Files of an attempt that were not taken away."""
    return [each.name for each in folder.iterdir() if each.name.startswith(".onrecord")]


def test_a_backup_holds_every_row_and_stands_alone(record: Database, tmp_path: Path) -> None:
    path = tmp_path / "backup.db"
    done = back_up(record, path, quiet)
    assert done.faults == []
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("backup")] == [
        "backup.db"
    ]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    copy = opened(path)
    assert rows(copy) == rows(record)
    assert faults(copy) == []
    copy.close()


def test_a_backup_is_one_moment_though_others_write_meanwhile(
    sqlite_record: Database, tmp_path: Path
) -> None:
    done = threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            say(sqlite_record, f"gate {number} is shut")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        sizes = [
            back_up(sqlite_record, tmp_path / f"{number}.db", quiet).sizes for number in range(2)
        ]
    finally:
        done.set()
        writer.join()
    for number, size in enumerate(sizes):
        copy = opened(tmp_path / f"{number}.db")
        assert faults(copy) == []
        with copy.reader() as session:
            assert (
                session.execute(sa.select(sa.func.count(Statement.id))).scalar_one()
                == (size["statement"])
            )
        copy.close()
    assert sizes[0]["statement"] < sizes[1]["statement"]


def test_a_file_that_is_there_is_not_written_over_unless_told(
    sqlite_record: Database, tmp_path: Path
) -> None:
    path = tmp_path / "backup.db"
    path.write_text("precious")
    with pytest.raises(Unavailable, match="there already"):
        back_up(sqlite_record, path, quiet)
    assert path.read_text() == "precious"
    back_up(sqlite_record, path, quiet, replace=True)
    assert path.read_bytes().startswith(b"SQLite format 3")
    assert left_behind(tmp_path) == []


def test_a_folder_that_is_not_there_is_told(sqlite_record: Database, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot be written"):
        back_up(sqlite_record, tmp_path / "nowhere" / "backup.db", quiet)


def test_a_record_that_does_not_hold_is_backed_up_all_the_same_and_told(
    sqlite_record: Database, tmp_path: Path
) -> None:
    damage(sqlite_record, "UPDATE quote SET words_key = 7 WHERE id = 1")
    done = back_up(sqlite_record, tmp_path / "backup.db", quiet)
    assert len(done.faults) == 1
    with pytest.raises(Unavailable, match="does not hold"):
        put_back(tmp_path / "backup.db", sqlite_record, quiet, replace=True)
    put_back(tmp_path / "backup.db", sqlite_record, quiet, replace=True, faulty=True)


def test_a_backup_put_back_brings_the_record_and_keeps_the_other_aside(
    record: Database, tmp_path: Path
) -> None:
    path, before = tmp_path / "backup.db", rows(record)
    back_up(record, path, quiet)
    say(record, "the ferry sails")
    later = rows(record)
    with pytest.raises(Unavailable, match="say --replace"):
        put_back(path, record, quiet)
    assert rows(record) == later
    done = put_back(path, record, quiet, replace=True)
    assert rows(record) == before
    assert faults(record) == []
    assert done.aside is not None
    aside = opened(done.aside)
    assert rows(aside) == later
    aside.close()
    assert left_behind(tmp_path) == []
    say(record, "the bridge stays")
    assert faults(record) == []


def test_a_backup_makes_a_database_that_there_was_not(
    sqlite_record: Database, tmp_path: Path
) -> None:
    back_up(sqlite_record, tmp_path / "backup.db", quiet)
    new = Database(f"sqlite:///{tmp_path / 'new' / 'onrecord.db'}")
    assert put_back(tmp_path / "backup.db", new, quiet).aside is None
    assert rows(new) == rows(sqlite_record)
    new.close()


@pytest.mark.postgres
def test_a_backup_goes_from_either_kind_to_the_other(
    sqlite_record: Database, postgres_template: str, tmp_path: Path
) -> None:
    back_up(sqlite_record, tmp_path / "one.db", quiet)
    with copied_template(postgres_template) as other:
        put_back(tmp_path / "one.db", other, quiet)
        assert rows(other) == rows(sqlite_record)
        assert faults(other) == []
        back_up(other, tmp_path / "two.db", quiet)
    copy = opened(tmp_path / "two.db")
    assert rows(copy) == rows(sqlite_record)
    copy.close()


def test_who_was_signed_in_signs_in_again(sqlite_record: Database, tmp_path: Path) -> None:
    with sqlite_record.writer() as session:
        account = Account(name="Ada", name_key="ada", role="editor", made_by="x")
        session.add(account)
        session.flush()
        session.add(AccountSession(account_id=account.id, token_hash="t", until=now()))
    back_up(sqlite_record, tmp_path / "backup.db", quiet)
    put_back(tmp_path / "backup.db", sqlite_record, quiet, replace=True)
    with sqlite_record.reader() as session:
        assert session.execute(sa.select(Account.name)).scalars().all() == ["Ada"]
        assert session.execute(sa.select(AccountSession.id)).first() is None


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    sqlite_record: Database, tmp_path: Path
) -> None:
    path, version = tmp_path / "backup.db", sqlite_record.version()
    sqlite_record.migrate("a91c5e07d3b8")
    sqlite_record.close()
    path.write_bytes(Path(str(sqlite_record.url.database)).read_bytes())
    new = Database(f"sqlite:///{tmp_path / 'new.db'}")
    put_back(path, new, quiet)
    assert new.version() == version
    new.close()


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("UPDATE alembic_version SET version_num = 'f00f00f00f00'", "newer version"),
        ("DROP TABLE alembic_version", "holds no record"),
        ("UPDATE article SET text = 'Nobody wrote this.'", "does not hold"),
    ],
)
def test_what_is_no_backup_is_refused_and_nothing_is_changed(
    sqlite_record: Database, tmp_path: Path, harm: str, told: str
) -> None:
    path, before = tmp_path / "backup.db", rows(sqlite_record)
    back_up(sqlite_record, path, quiet)
    damage(opened(path), harm)
    with pytest.raises(Unavailable, match=told):
        put_back(path, sqlite_record, quiet, replace=True)
    assert rows(sqlite_record) == before
    assert left_behind(tmp_path) == []


def test_a_file_of_another_kind_and_a_cut_one_are_refused(
    sqlite_record: Database, tmp_path: Path
) -> None:
    before, path = rows(sqlite_record), tmp_path / "backup.db"
    back_up(sqlite_record, path, quiet)
    path.write_bytes(path.read_bytes()[: 40 * 4096])
    with pytest.raises(Unavailable, match="damaged"):
        put_back(path, sqlite_record, quiet, replace=True)
    path.write_text("A letter to my aunt, which is longer than a header of SQLite." * 90)
    with pytest.raises(Unavailable, match="not a database"):
        put_back(path, sqlite_record, quiet, replace=True)
    with pytest.raises(Unavailable, match="no file"):
        put_back(tmp_path / "none.db", sqlite_record, quiet, replace=True)
    assert rows(sqlite_record) == before


def test_a_damaged_record_is_replaced_and_its_file_kept(
    sqlite_record: Database, tmp_path: Path
) -> None:
    path, before = tmp_path / "backup.db", rows(sqlite_record)
    back_up(sqlite_record, path, quiet)
    sqlite_record.close()
    Path(str(sqlite_record.url.database)).write_bytes(b"\xff" * 9_000)
    with pytest.raises(Unavailable, match="is damaged: say --replace"):
        put_back(path, sqlite_record, quiet)
    done = put_back(path, sqlite_record, quiet, replace=True)
    assert rows(sqlite_record) == before
    assert done.aside is not None
    assert done.aside.read_bytes() == b"\xff" * 9_000


def test_the_commands_back_up_and_restore(sqlite_record: Database, tmp_path: Path) -> None:
    url = str(sqlite_record.url)
    done = run("backup", "backup.db", "--database", url, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"backup.db holds outlet 4" in done.stdout or b"article 4" in done.stdout
    again = run("backup", "backup.db", "--database", url, folder=tmp_path)
    assert (again.returncode, again.stderr.count(b"\n")) == (1, 1)
    with sqlite_record.writer() as session:
        session.execute(sa.update(Article).values(title="Changed"))
    done = run("restore", "backup.db", "--database", url, "--replace", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"What was there before is kept in" in done.stdout
    with sqlite_record.reader() as session:
        assert "Changed" not in session.execute(sa.select(Article.title)).scalars().all()
