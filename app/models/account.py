"""Account: who may sign in, their sessions, and their tokens for programs."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String, Text
from sqlmodel import Field

from app.models.base import Table, UTCDateTime, now


class Role(StrEnum):
    """What an account may do; each may what those before it may."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"

    def covers(self, other: "Role") -> bool:
        """Say whether this role may all that `other` may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)


class TokenScope(StrEnum):
    """What a token for programs may do of what its account may."""

    READ = "read"
    WRITE = "write"


class Account(Table, table=True):
    """A person who may sign in. It is disabled, never deleted: history names it.

    Attributes:
        name: as history tells it; name_key: the same folded, by which it is unique.
        password_hash: Argon2's own form; None until the invitation was taken.
        invitation_hash, invitation_until: of the link by which its person sets a password.
        disabled_at: since when nobody can sign in to it; None where they can.
    """

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(sa_type=String)
    name_key: str = Field(sa_type=String, unique=True)
    role: Role = Field(sa_type=String)
    password_hash: str | None = Field(default=None, sa_type=Text)
    invitation_hash: str | None = Field(default=None, sa_type=String, unique=True)
    invitation_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    made_by: str = Field(sa_type=String)
    made_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class AccountSession(Table, table=True):
    """One browser that is signed in; to delete the row signs it out.

    Attributes:
        token_hash: SHA-256 of what the cookie holds.
        agent: what the browser says that it is.
        seen_at: when it asked for something, to a minute or so; until: when it ends by itself.
    """

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    token_hash: str = Field(sa_type=String, unique=True)
    agent: str = Field(default="", sa_type=Text)
    made_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    seen_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    until: datetime = Field(sa_type=UTCDateTime)


class ApiToken(Table, table=True):
    """What a program sends to act for an account; to delete the row ends it.

    Attributes:
        label: what its owner calls it.
        prefix: its first characters, by which its owner knows it again.
        token_hash: SHA-256 of the whole.
        used_at: when it was used last, to a minute or so.
    """

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    label: str = Field(sa_type=Text)
    prefix: str = Field(sa_type=String)
    token_hash: str = Field(sa_type=String, unique=True)
    scope: TokenScope = Field(sa_type=String)
    made_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
