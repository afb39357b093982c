"""People: accounts of invented persons, and browsers in which they are signed in."""

from functools import cache

from starlette.testclient import TestClient

from app.db import Database
from app.models import Role, TokenScope
from app.services import accounts
from app.services.passwords import hashed
from app.services.sign_in import open_session
from app.visitors import COOKIE

PASSWORD = "otter violet carpet nine"


@cache
def kept_password() -> str:
    """What is kept of `PASSWORD`; to make it takes a tenth of a second, so once."""
    return hashed(PASSWORD)


def add_person(database: Database, name: str, role: Role) -> int:
    """Add an account with the password `PASSWORD`; return its number."""
    with database.writer() as session:
        made = accounts.add_account(
            session, name, role, who="command line", password_hash=kept_password()
        )
        return made.id or 0


def sign_in_as(client: TestClient, database: Database, name: str) -> str:
    """Let a browser be signed in, without the slow way there; return the session's secret."""
    with database.writer() as session:
        number = accounts.get_account(session, name).id or 0
        secret = open_session(session, number, "Firefox/140.0 (Linux)", None)
    client.cookies.set(COOKIE, secret)
    return secret


def bearer(database: Database, name: str, scope: TokenScope) -> dict[str, str]:
    """Return the header by which a program acts for an account."""
    with database.writer() as session:
        account = accounts.get_account(session, name)
        token = accounts.add_token(session, account, "test", scope, who=name)
    return {"authorization": f"Bearer {token}"}
