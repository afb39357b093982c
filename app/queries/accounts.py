"""Accounts: who there is, who a cookie or a token stands for, and where one is signed in."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.models import Account, AccountSession, ApiToken, Role, TokenScope, now


@dataclass(frozen=True, slots=True)
class Known:
    """Whom a cookie or a token stands for.

    Attributes:
        key: the number of the session or token by which they are known.
        used_at: when it was used last, as far as that was written down.
        scope: what the token may do; sessions may all that the account may.
    """

    account_id: int
    name: str
    role: Role
    key: int
    used_at: datetime | None
    scope: TokenScope = TokenScope.WRITE


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account, as admins see it.

    Attributes:
        seen_at: when a session or a token of it was used last.
        invited_until: how long its open invitation holds.
    """

    id: int
    name: str
    role: str
    made_at: datetime
    made_by: str
    disabled_at: datetime | None
    has_password: bool
    invited_until: datetime | None
    sessions: int
    tokens: int
    seen_at: datetime | None

    @property
    def state(self) -> str:
        """One word for how it stands."""
        if self.disabled_at:
            return "disabled"
        return "active" if self.has_password else "invited"


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One browser that is signed in."""

    id: int
    agent: str
    made_at: datetime
    seen_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One token for programs; what it is, nobody can be told again."""

    id: int
    label: str
    prefix: str
    scope: str
    made_at: datetime
    used_at: datetime | None


def has_accounts(session: Session) -> bool:
    """Say whether there is any account, disabled ones too: from the first on, all sign in."""
    # Every request of the local user asks: plain SQL takes a third of the time.
    asked = session.connection().exec_driver_sql("SELECT 1 FROM account LIMIT 1")
    return asked.first() is not None


def known_by_session(session: Session, token_hash: str) -> Known | None:
    """Return whom a cookie stands for, None where it ended or its account is disabled."""
    query = (
        sa.select(
            col(Account.id),
            col(Account.name),
            col(Account.role),
            col(AccountSession.id),
            col(AccountSession.seen_at),
        )
        .join(Account, col(Account.id) == col(AccountSession.account_id))
        .where(
            col(AccountSession.token_hash) == token_hash,
            col(AccountSession.until) > now(),
            col(Account.disabled_at).is_(None),
        )
    )
    found = session.execute(query).first()
    if found is None:
        return None
    return Known(found[0], found[1], Role(found[2]), found[3], found[4])


def known_by_token(session: Session, token_hash: str) -> Known | None:
    """Return whom a program's token stands for, None where it ended or its account is disabled."""
    query = (
        sa.select(
            col(Account.id),
            col(Account.name),
            col(Account.role),
            col(ApiToken.id),
            col(ApiToken.used_at),
            col(ApiToken.scope),
        )
        .join(Account, col(Account.id) == col(ApiToken.account_id))
        .where(col(ApiToken.token_hash) == token_hash, col(Account.disabled_at).is_(None))
    )
    found = session.execute(query).first()
    if found is None:
        return None
    return Known(found[0], found[1], Role(found[2]), found[3], found[4], TokenScope(found[5]))


def find_accounts(session: Session) -> list[AccountRow]:
    """Return all accounts by name, disabled ones last."""
    sessions = (
        sa.select(
            col(AccountSession.account_id),
            sa.func.count().label("number"),
            sa.func.max(col(AccountSession.seen_at)).label("seen"),
        )
        .where(col(AccountSession.until) > now())
        .group_by(col(AccountSession.account_id))
        .subquery()
    )
    tokens = (
        sa.select(
            col(ApiToken.account_id),
            sa.func.count().label("number"),
            sa.func.max(col(ApiToken.used_at)).label("seen"),
        )
        .group_by(col(ApiToken.account_id))
        .subquery()
    )
    query = (
        sa.select(
            Account,
            sa.func.coalesce(sessions.c.number, 0),
            sa.func.coalesce(tokens.c.number, 0),
            sessions.c.seen,
            tokens.c.seen,
        )
        .outerjoin(sessions, sessions.c.account_id == col(Account.id))
        .outerjoin(tokens, tokens.c.account_id == col(Account.id))
        .order_by(col(Account.disabled_at).is_not(None), col(Account.name_key))
    )
    return [
        AccountRow(
            account.id or 0,
            account.name,
            str(account.role),
            account.made_at,
            account.made_by,
            account.disabled_at,
            account.password_hash is not None,
            _still(account.invitation_until),
            signed_in,
            held,
            max(filter(None, (seen, used)), default=None),
        )
        for account, signed_in, held, seen, used in session.execute(query)
    ]


def _still(until: datetime | None) -> datetime | None:
    return until if until and until > now() else None


def find_sessions(session: Session, account_id: int) -> list[SessionRow]:
    """Return where an account is signed in, the one used last first."""
    query = (
        sa.select(
            col(AccountSession.id),
            col(AccountSession.agent),
            col(AccountSession.made_at),
            col(AccountSession.seen_at),
            col(AccountSession.until),
        )
        .where(col(AccountSession.account_id) == account_id, col(AccountSession.until) > now())
        .order_by(col(AccountSession.seen_at).desc(), col(AccountSession.id).desc())
    )
    return [SessionRow(*row) for row in session.execute(query)]


def find_tokens(session: Session, account_id: int) -> list[TokenRow]:
    """Return the tokens of an account, the newest first."""
    query = (
        sa.select(
            col(ApiToken.id),
            col(ApiToken.label),
            col(ApiToken.prefix),
            col(ApiToken.scope),
            col(ApiToken.made_at),
            col(ApiToken.used_at),
        )
        .where(col(ApiToken.account_id) == account_id)
        .order_by(col(ApiToken.id).desc())
    )
    return [TokenRow(*row) for row in session.execute(query)]
