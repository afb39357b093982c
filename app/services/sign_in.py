"""Sign in: a name and a password in, a session out; and when sessions were used last."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Database
from app.errors import Invalid, NotSignedIn, OnRecordError
from app.locales import N_, gettext
from app.models import Account, AccountSession, ApiToken, now
from app.services.accounts import find_account
from app.services.devices import new_sign
from app.services.passwords import hashed, is_dated, is_right
from app.services.secrets import fingerprint_of, new_secret

log = logging.getLogger(__name__)

# NIST SP 800-63B-4, 2.1.3: who has a password alone signs in again after thirty days.
SESSION_LASTS = timedelta(days=30)
MAX_AGENT_CHARS = 300
# Two uses within it are told as one.
USED_AGAIN = timedelta(minutes=1)

WRONG = N_("The name or the password is wrong.")


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody who signed in.

    Attributes:
        secret: of the new session; sign: of the browser (`devices`).
    """

    account_id: int
    secret: str
    sign: str


def sign_in(database: Database, name: str, password: str, agent: str, old: str | None) -> Entered:
    """Open a session for who has this name and this password.

    The answer is the same, and takes as long, for a name that nobody has, an account that is
    disabled, and a wrong password.

    Args:
        agent: what the browser says that it is.
        old: the secret of the session that the browser had, which ends.

    Raises:
        Invalid: the two do not belong together; the field is `password`.
    """
    with database.reader() as session:
        account = find_account(session, name)
        open_ = account if account and not account.disabled_at else None
        number, kept = (open_.id, open_.password_hash) if open_ else (None, None)
    # Outside any transaction: it takes a tenth of a second.
    if not is_right(password, kept) or number is None or kept is None:
        raise Invalid({"password": gettext(WRONG)})
    better = hashed(password) if is_dated(kept) else None
    with database.writer() as session:
        account = session.get_one(Account, number)
        if account.disabled_at or account.password_hash != kept:
            raise Invalid({"password": gettext(WRONG)})
        if better:
            account.password_hash = better
        sign = new_sign(better or kept)
        return Entered(number, open_session(session, number, agent, old), sign)


def open_session(session: Session, account_id: int, agent: str, old: str | None) -> str:
    """Return the secret of a new session; the old one of the browser and outdated ones end."""
    outdated = col(AccountSession.until) < now()
    if old:
        outdated |= col(AccountSession.token_hash) == fingerprint_of(old)
    session.execute(sa.delete(AccountSession).where(outdated))
    secret = new_secret()
    session.add(
        AccountSession(
            account_id=account_id,
            token_hash=fingerprint_of(secret),
            agent="".join(filter(str.isprintable, agent))[:MAX_AGENT_CHARS],
            until=now() + SESSION_LASTS,
        )
    )
    session.flush()
    return secret


def renew_session(session: Session, number: int) -> str:
    """Return a new secret for a session, whose old one counts no more.

    Raises:
        NotSignedIn: it was ended meanwhile.
    """
    found = session.get(AccountSession, number)
    if found is None:
        raise NotSignedIn(gettext("You were signed out meanwhile."))
    secret = new_secret()
    found.token_hash = fingerprint_of(secret)
    session.flush()
    return secret


class Uses:
    """Writes down when sessions and tokens were used, behind the requests, once a minute each.

    A request must not wait for the write lock to say that it was made.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="uses")
        self._told: dict[tuple[str, int], datetime] = {}

    def of_session(self, number: int, before: datetime | None) -> None:
        """Write down that a session is used, unless that was done within the last minute."""
        statement = sa.update(AccountSession).where(col(AccountSession.id) == number)
        self._tell("session", number, before, lambda at: statement.values(seen_at=at))

    def of_token(self, number: int, before: datetime | None) -> None:
        """Write down that a token is used, unless that was done within the last minute."""
        statement = sa.update(ApiToken).where(col(ApiToken.id) == number)
        self._tell("token", number, before, lambda at: statement.values(used_at=at))

    def _tell(
        self,
        kind: str,
        number: int,
        before: datetime | None,
        write: Callable[[datetime], sa.Update],
    ) -> None:
        moment = now()
        told = self._told.get((kind, number), before)
        if told is not None and moment - told < USED_AGAIN:
            return
        if len(self._told) > 10_000:
            self._told.clear()
        self._told[kind, number] = moment
        self._writer.submit(self._write, write(moment))

    def _write(self, statement: sa.Update) -> None:
        try:
            with self._database.writer() as session:
                session.execute(statement)
        except OnRecordError as problem:
            log.warning("when a session was used last could not be written: %s", problem)

    def close(self) -> None:
        """Write what waits, and end."""
        self._writer.shutdown()
