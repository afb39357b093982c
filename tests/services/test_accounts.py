"""Accounts on both kinds of database: sessions, tokens, and who they stand for."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col

from app.db import Database
from app.errors import Invalid
from app.models import Account, AccountSession, ApiToken, Role, TokenScope, now
from app.queries.accounts import (
    find_accounts,
    find_sessions,
    find_tokens,
    has_accounts,
    known_by_session,
    known_by_token,
)
from app.services import accounts
from app.services.secrets import fingerprint_of
from app.services.sign_in import Uses, sign_in
from tests.people import PASSWORD, add_person


def test_an_account_from_its_making_to_its_end(database: Database) -> None:
    with database.reader() as session:
        assert not has_accounts(session)
    ada = add_person(database, "Ada Moor", Role.ADMIN)
    bo = add_person(database, "bo", Role.EDITOR)
    secret = sign_in(database, "BO", PASSWORD, "Firefox/140.0 (Linux)\r\n\0", None).secret
    with database.writer() as session:
        account = accounts.get_account(session, "bo")
        token = accounts.add_token(session, account, "mill", TokenScope.READ, who="bo")
    with database.reader() as session:
        assert has_accounts(session)
        by_session = known_by_session(session, fingerprint_of(secret))
        by_token = known_by_token(session, fingerprint_of(token))
        assert by_session is not None
        assert by_token is not None
        assert (by_session.account_id, by_session.role) == (bo, Role.EDITOR)
        assert (by_token.name, by_token.scope, by_token.used_at) == ("bo", TokenScope.READ, None)
        assert [each.agent for each in find_sessions(session, bo)] == ["Firefox/140.0 (Linux)"]
        assert [each.label for each in find_tokens(session, bo)] == ["mill"]
        rows = [(row.id, row.name, row.sessions, row.tokens) for row in find_accounts(session)]
        assert rows == [(ada, "Ada Moor", 0, 0), (bo, "bo", 1, 1)]
    uses = Uses(database)
    uses.of_session(by_session.key, now() - timedelta(hours=1))
    uses.of_token(by_token.key, by_token.used_at)
    uses.of_token(by_token.key, by_token.used_at)
    uses.close()
    with database.writer() as session:
        used = session.execute(sa.select(col(ApiToken.used_at))).scalar_one()
        assert used is not None
        assert now() - used < timedelta(minutes=1)
        accounts.disable(session, accounts.get_account(session, "bo"), who="Ada Moor")
    with database.reader() as session:
        assert known_by_session(session, fingerprint_of(secret)) is None
        assert known_by_token(session, fingerprint_of(token)) is None
        assert [row.state for row in find_accounts(session)] == ["active", "disabled"]


@pytest.mark.parametrize("name", ["Ada Moor\x00", "\ud800", "nobody", "", "=" * 1_000])
def test_any_name_is_answered(database: Database, name: str) -> None:
    add_person(database, "Ada Moor", Role.ADMIN)
    with pytest.raises(Invalid, match="name or the password"):
        sign_in(database, name, PASSWORD, "", None)


def test_of_two_accounts_of_one_name_the_second_is_refused_whoever_was_quicker(
    database: Database,
) -> None:
    add_person(database, "Işıl", Role.EDITOR)
    with database.writer() as session:
        # As it is when both looked before either wrote.
        with pytest.raises(Invalid, match="There is an account"):
            accounts.add_account(session, "IŞIL", Role.EDITOR, who="Ada Moor")
        accounts.add_account(session, "another", Role.EDITOR, who="Ada Moor")
    with database.reader() as session:
        assert session.execute(sa.select(sa.func.count()).select_from(Account)).scalar_one() == 2


def test_signing_in_clears_away_what_ended_by_itself(database: Database) -> None:
    add_person(database, "bo", Role.EDITOR)
    sign_in(database, "bo", PASSWORD, "", None)
    with database.writer() as session:
        session.execute(sa.update(AccountSession).values(until=now() - timedelta(days=1)))
    sign_in(database, "bo", PASSWORD, "", None)
    with database.reader() as session:
        assert len(session.execute(sa.select(col(AccountSession.id))).all()) == 1
