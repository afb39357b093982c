"""The command line as a person uses it: a process of its own, its output and its status."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.db import Database
from app.models import Article, FailedInput
from tests.sample import Record, Said
from tests.services.articles import DAM

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent


def run(
    *arguments: str | Path, folder: Path, given: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a folder of its own."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "app", *map(str, arguments)],
        cwd=folder,
        input=given,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), **environment},
        timeout=60,
        check=False,
    )


@pytest.fixture
def url(sqlite_database: Database) -> str:
    """The address of an empty database with the schema."""
    return str(sqlite_database.url)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with four articles, and three files that are none."""
    made = tmp_path / "articles"
    (made / "deep").mkdir(parents=True)
    (made / "plain.txt").write_text(DAM, "utf-8")
    matter = "---\ntitle: The gates\noutlet: Sarn Courier\npublished_on: 2024-12-26\n---\n"
    (made / "deep" / "gates.md").write_text(matter + 'Ada Moor said: "The gates hold."', "utf-8")
    lines = [json.dumps({"text": f"{DAM} Number {number}."}) for number in range(2)]
    (made / "two.jsonl").write_text("\n".join([lines[0], "{not json", lines[1]]), "utf-8")
    (made / "picture.txt").write_bytes(b"\x89PNG\x00\x00\x01")
    (made / "empty.txt").write_text("", "utf-8")
    return made


def test_ingest_stores_the_good_and_keeps_the_bad_with_reasons(
    folder: Path, url: str, sqlite_database: Database
) -> None:
    done = run("ingest", folder, "missing.txt", "--json", "--database", url, folder=folder.parent)
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert (report["new"], report["known"], report["statements"]) == (4, 0, 10)
    told = {Path(each["source"].split(",")[0]).name: each["reason"] for each in report["failed"]}
    assert set(told) == {"picture.txt", "empty.txt", "two.jsonl", "missing.txt"}
    for name, reason in told.items():
        assert reason in done.stderr.decode()
        assert name in done.stderr.decode()
    with sqlite_database.reader() as session:
        assert len(session.execute(sa.select(Article.id)).all()) == 4
        kept = set(session.execute(sa.select(FailedInput.content)).scalars())
    assert kept == {b"\x89PNG\x00\x00\x01", b"{not json\n"}


def test_ingest_again_finds_everything_known(folder: Path, url: str) -> None:
    run("ingest", folder / "plain.txt", "--database", url, folder=folder)
    done = run("ingest", folder / "plain.txt", "--database", url, folder=folder)
    assert done.returncode == 0
    assert "0 new, 1 already known, 0 failed" in done.stdout.decode()


def test_a_dry_run_reports_and_stores_nothing(
    folder: Path, url: str, sqlite_database: Database
) -> None:
    done = run("ingest", folder, "--dry-run", "--database", url, folder=folder)
    assert "4 would be new" in done.stdout.decode()
    with sqlite_database.reader() as session:
        assert session.execute(sa.select(Article.id)).first() is None
        assert session.execute(sa.select(FailedInput.id)).first() is None


def test_a_database_that_is_not_set_up_says_what_to_do(folder: Path) -> None:
    done = run("ingest", folder, "--database", "sqlite:///new.db", folder=folder)
    assert done.returncode == 1
    assert done.stderr.decode().strip() == (
        "onrecord: The database is not up to date: run `python -m app migrate`."
    )


@pytest.mark.parametrize("wrong", ["nonsense", "mysql://host/db", "sqlite://", "oracle:x"])
def test_a_wrong_database_address_is_one_line_on_stderr(wrong: str, tmp_path: Path) -> None:
    done = run("migrate", "--database", wrong, folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("onrecord: ")
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_a_database_of_a_newer_version_is_left_alone(url: str, sqlite_database: Database) -> None:
    with sqlite_database.writer() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = 'f00f00f00f00'"))
    done = run("start", "--port", "0", "--database", url, folder=Path.cwd())
    assert done.returncode == 1
    assert "newer version" in done.stderr.decode()


def test_the_environment_names_the_database(folder: Path, url: str) -> None:
    done = run("ingest", folder / "plain.txt", folder=folder, ONRECORD_DATABASE_URL=url)
    assert "1 new" in done.stdout.decode()


def test_the_environment_names_the_address_to_listen_on(url: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--database", url, folder=tmp_path, ONRECORD_PORT=port)
    assert f"Port {port} on 127.0.0.1 cannot be used" in done.stderr.decode()


@pytest.mark.parametrize(
    ("name", "value"), [("ONRECORD_PORT", "soon"), ("ONRECORD_ALLOWED_HOSTS", "example.org")]
)
def test_a_wrong_setting_is_one_line_on_stderr(name: str, value: str, tmp_path: Path) -> None:
    done = run("migrate", folder=tmp_path, **{name: value})
    assert done.returncode == 1
    assert name.removeprefix("ONRECORD_").lower() in done.stderr.decode()
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_a_revision_that_there_is_not_is_one_line_on_stderr(url: str, tmp_path: Path) -> None:
    done = run("migrate", "--to", "nowhere", "--database", url, folder=tmp_path)
    assert done.returncode == 1
    assert "nowhere" in done.stderr.decode()
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_every_worker_shows_at_once_what_was_written_elsewhere(
    url: str, sqlite_database: Database, tmp_path: Path
) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "app", "serve", "--workers", "2", "--port", "0", "--database", url],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert server.stdout is not None
    try:
        address = server.stdout.readline().decode().split()[5]
        for number in range(1, 13):
            with sqlite_database.writer() as session:
                record = Record(session)
                article = record.article(f"The dam of day {number} holds.")
                record.statement(Said(article, "holds"))
            # Each request is a connection of its own: any worker may take it.
            for _ in range(3):
                with urllib.request.urlopen(f"{address}/api/v1/statements", timeout=20) as answer:
                    assert json.load(answer)["total"] == number
    finally:
        server.send_signal(signal.SIGINT)
        _, told = server.communicate(timeout=20)
    assert told == b""
    assert server.returncode == 0


def test_start_migrates_seeds_and_serves_until_interrupted(tmp_path: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "app", "start", "--port", "0"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert server.stdout is not None
    try:
        assert b"2 digests" in server.stdout.readline()
        address = server.stdout.readline().decode().split()[5]
        with urllib.request.urlopen(f"{address}/statements") as page:
            assert "Sergey Lavrov" in page.read().decode()
    finally:
        server.send_signal(signal.SIGINT)
        _, told = server.communicate(timeout=20)
    assert b"Traceback" not in told
    assert (tmp_path / "data" / "onrecord.db").exists()


def test_a_port_that_is_taken_is_one_line_on_stderr(url: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--port", port, "--database", url, folder=tmp_path)
    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in done.stderr.decode()
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_extract_answers_each_line_in_order_and_tells_the_bad_one(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": 1, "text": 'Ada Moor said: "The gates hold."', "date": "2024-12-26"}),
        "{broken",
        json.dumps({"id": 3, "text": "NUL \x00"}),
        json.dumps({"id": "four", "text": "Nobody spoke."}),
    ]
    done = run("extract", "--jsonl", folder=tmp_path, given="\n".join(lines).encode(), LC_ALL="C")
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [answer.get("id") for answer in answers] == [1, None, 3, "four"]
    assert answers[0]["statements"][0]["quote"] == "The gates hold."
    assert answers[0]["statements"][0]["speaker"] == "Ada Moor"
    assert "error" in answers[1]
    assert "error" in answers[2]
    assert answers[3]["statements"] == []
    assert done.returncode == 1


def test_evaluate_prints_the_score_and_the_misses(tmp_path: Path) -> None:
    text = "“The gates hold for now,” said Ada Moor."
    document = {
        "id": "gates",
        "text": text,
        "date": None,
        "quotes": [{"frags": [[0, 8]], "speech": True, "type": "direct", "speaker": None}],
    }
    file = tmp_path / "gates.json"
    file.write_text(json.dumps(document), "utf-8")
    done = run("evaluate", file, folder=tmp_path, COLUMNS="200")
    assert done.returncode == 0
    told = done.stdout.decode()
    assert "0.0" in told
    assert "not found" in told
    assert "Ada Moor: The gates hold for now" in told


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"id": 1}', "nonsense", None])
def test_evaluate_says_what_is_wrong_with_a_file(content: str | None, tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    if content is not None:
        file.write_text(content, "utf-8")
    done = run("evaluate", file, folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("onrecord: ")
    assert "Traceback" not in done.stderr.decode()


def test_an_address_that_may_not_be_fetched_is_refused_with_the_reason(
    folder: Path, url: str, sqlite_database: Database
) -> None:
    addresses = ["https://127.0.0.1/a", "http://169.254.169.254/latest/meta-data/"]
    done = run("ingest", *addresses, folder / "plain.txt", "--database", url, folder=folder)
    assert done.returncode == 1
    assert b"1 new, 0 already known, 2 failed" in done.stdout
    assert done.stderr.count(b"private network") == 2
    with sqlite_database.reader() as session:
        kept = set(session.execute(sa.select(FailedInput.source)).scalars())
    assert kept == set(addresses)


def test_refetch_without_anything_to_look_at_says_so(folder: Path, url: str) -> None:
    run("ingest", folder / "plain.txt", "--database", url, folder=folder)
    done = run("refetch", "--database", url, folder=folder)
    assert (done.returncode, done.stdout) == (0, b"0 the same, 0 changed, 0 failed.\n")
    named = run("refetch", "1", "9", "--database", url, folder=folder)
    assert named.returncode == 1
    assert b"article 1: url: This article has no address" in named.stderr
    assert b"article 9: There is no article 9." in named.stderr


def test_after_an_import_of_many_it_is_told_how_to_find_what_is_the_same(
    url: str, tmp_path: Path
) -> None:
    lines = [
        json.dumps({"text": f"Text {number} of a day.", "quotes": []}) for number in range(501)
    ]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), "utf-8")
    done = run("ingest", "many.jsonl", "--database", url, folder=tmp_path)
    assert "501 new" in done.stdout.decode()
    assert "python -m app propose" in done.stderr.decode()
    assert done.returncode == 0


def test_copy_makes_the_other_database_and_says_what_it_holds(
    folder: Path, url: str, tmp_path: Path
) -> None:
    run("ingest", folder / "plain.txt", "--database", url, folder=folder)
    to = f"sqlite:///{tmp_path / 'other.db'}"
    done = run("copy", "--from", url, "--to", to, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"article 1," in done.stdout
    again = run("copy", "--from", url, "--to", to, folder=tmp_path)
    assert again.returncode == 1
    assert b"holds a record already" in again.stderr
    assert len(again.stderr.decode().strip().splitlines()) == 1


def test_an_export_is_ingested_elsewhere_as_the_same_record(
    folder: Path, url: str, tmp_path: Path
) -> None:
    run("ingest", folder / "plain.txt", "--database", url, folder=folder)
    file, other = tmp_path / "record.jsonl.gz", f"sqlite:///{tmp_path}/other.db"
    done = run("export", file, "--database", url, folder=folder)
    assert b"article 1" in done.stdout
    assert done.returncode == 0
    done = run("ingest", file, "--database", other, folder=folder)
    assert done.stdout.startswith(b"Stored and read back: ")
    there = run("export", "--database", url, folder=folder).stdout
    assert run("export", "--database", other, folder=folder).stdout == there
    done = run("ingest", file, "--database", other, folder=folder)
    assert (done.returncode, b"holds a record already" in done.stderr) == (1, True)
