"""Accounts by the command line, as the person at the machine uses it."""

import json
from pathlib import Path

import pytest

from app.db import Database
from app.models import Role, TokenScope
from app.queries.accounts import find_tokens
from app.queries.history import find_history
from app.services.accounts import get_account
from app.services.passwords import is_right
from app.services.sign_in import open_session
from tests.cli.test_commands import run
from tests.people import PASSWORD, add_person, bearer

pytestmark = pytest.mark.slow


@pytest.fixture
def url(sqlite_database: Database) -> str:
    """The address of an empty database with the schema."""
    return str(sqlite_database.url)


def test_the_first_account_is_an_admins_and_its_password_comes_from_standard_input(
    url: str, sqlite_database: Database, tmp_path: Path
) -> None:
    weak = run("account", "add", "Ada Moor", "--database", url, folder=tmp_path, given=b"short\n")
    assert weak.returncode == 1
    assert b"At least 15 characters" in weak.stderr
    given = f"{PASSWORD}\n".encode()
    done = run("account", "add", "Ada Moor", "--database", url, folder=tmp_path, given=given)
    assert done.returncode == 0, done.stderr
    assert b"Added Ada Moor, admin." in done.stdout
    with sqlite_database.reader() as session:
        account = get_account(session, "ada moor")
        assert is_right(PASSWORD, account.password_hash)
        assert account.made_by == "command line"
    again = run("account", "add", "ADA MOOR", "--database", url, folder=tmp_path, given=given)
    assert again.returncode == 1
    assert b"There is an account of this name." in again.stderr


@pytest.mark.parametrize(
    ("words", "given"), [("password", f"{PASSWORD} more\n".encode()), ("end", b"")]
)
def test_sessions_and_tokens_end_with_a_password_or_by_a_word(
    url: str, sqlite_database: Database, tmp_path: Path, words: str, given: bytes
) -> None:
    add_person(sqlite_database, "bo", Role.EDITOR)
    with sqlite_database.writer() as session:
        open_session(session, get_account(session, "bo").id or 0, "Firefox", None)
    bearer(sqlite_database, "bo", TokenScope.WRITE)
    command = ("account", words, "bo", "--database", url)
    kept = run(*command, "--keep-tokens", folder=tmp_path, given=given)
    assert kept.stdout.endswith(b"Ended: sessions 1, tokens 0.\n"), kept.stderr
    ended = run(*command, folder=tmp_path, given=given)
    assert ended.stdout.endswith(b"Ended: sessions 0, tokens 1 (test).\n"), ended.stderr
    with sqlite_database.reader() as session:
        number = get_account(session, "bo").id or 0
        assert find_tokens(session, number) == []
        told = find_history(session, [("account", number)])[0].after
    assert told == {"name": "bo", "tokens ended": ["test"]}


def test_an_account_is_invited_listed_and_disabled(
    url: str, sqlite_database: Database, tmp_path: Path
) -> None:
    where = ("--database", url)
    asked = run("account", "add", "bo", "--role", "admin", "--invite", *where, folder=tmp_path)
    assert asked.stdout.startswith(b"/welcome/")
    run("account", "add", "cyn", "--invite", *where, folder=tmp_path)
    listed = json.loads(run("account", "list", "--json", *where, folder=tmp_path).stdout)
    assert [(each["name"], each["role"], each["state"]) for each in listed] == [
        ("bo", "admin", "invited"),
        ("cyn", "editor", "invited"),
    ]
    token = ("token", "add", "cyn", "--label", "mill", "--scope", "write")
    made = run("account", *token, *where, folder=tmp_path)
    assert made.stdout.startswith(b"onrecord_")
    assert run("account", "disable", "cyn", *where, folder=tmp_path).returncode == 0
    refused = run("account", "disable", "bo", *where, folder=tmp_path)
    assert refused.returncode == 1
    assert b"only admin" in refused.stderr
    missing = run("account", "role", "nobody", "reader", *where, folder=tmp_path)
    assert missing.stderr == b"onrecord: There is no account named 'nobody'.\n"
