"""Accounts: add and invite people, say what they may do, and end what they hold."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import MAX_ID
from app.errors import Invalid, NotFound
from app.locales import N_, gettext
from app.models import Account, AccountSession, ApiToken, Revision, Role, TokenScope, now
from app.services.secrets import TOKEN_START, fingerprint_of, new_secret
from app.text import fold

# By these, history tells who wrote while nobody was signed in.
TAKEN = (N_("local user"), N_("command line"), N_("API"), N_("nobody"), N_("unknown"))
NAME = re.compile(r"[^\W_](?:[\w.' -]{0,38}[\w.])?")
MAX_TYPED_CHARS = 500
NAME_TAKEN = N_("There is an account of this name.")
INVITATION = timedelta(days=7)
MAX_TOKENS = 50
PREFIX_CHARS = len(TOKEN_START) + 6


def plain_name(name: str) -> str:
    """Return a name as it is stored, if anybody can be called so."""
    return _plain(name)


def _plain(typed: str) -> str:
    """Return a line in normal form; nothing for what is longer than any line that is stored.

    Anybody may type it: marks in a row take time by their square to be put in order.
    """
    if len(typed) > MAX_TYPED_CHARS:
        return ""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def check_name(name: str) -> str:
    """Return a name as it is stored.

    Raises:
        Invalid: nobody can be called so here.
    """
    plain = plain_name(name)
    if not NAME.fullmatch(plain):
        raise Invalid(
            {
                "name": gettext(
                    "A name has up to 40 letters, digits, spaces and . _ ' -, a letter first."
                )
            }
        )
    if fold(plain) in map(fold, TAKEN):
        raise Invalid({"name": gettext("History uses this name for something else.")})
    return plain


def check_new_name(session: Session, name: str) -> str:
    """Return a name as it is stored, which nobody has yet.

    Raises:
        Invalid: nobody can be called so here, or somebody is.
    """
    plain = check_name(name)
    if find_account(session, plain) is not None:
        raise Invalid({"name": gettext(NAME_TAKEN)})
    return plain


def check_role(role: str) -> Role:
    """Return the role of this name.

    Raises:
        Invalid: there is none.
    """
    if role not in set(Role):
        raise Invalid({"role": gettext("There is no such role: %(known)s.", known=", ".join(Role))})
    return Role(role)


def find_account(session: Session, name: str) -> Account | None:
    """Return the account of a name, however it is written."""
    plain = plain_name(name)
    if not NAME.fullmatch(plain):
        # Not every database can be asked for every character.
        return None
    query = sa.select(Account).where(col(Account.name_key) == fold(plain))
    return session.execute(query).scalar_one_or_none()


def get_account(session: Session, name: str) -> Account:
    """Return the account of a name.

    Raises:
        NotFound: there is none.
    """
    found = find_account(session, name)
    if found is None:
        raise NotFound(gettext("There is no account named %(name)s.", name=repr(name)))
    return found


def get_account_by_id(session: Session, number: int) -> Account:
    """Return an account.

    Raises:
        NotFound: there is none of this number.
    """
    found = session.get(Account, number) if 0 < number <= MAX_ID else None
    if found is None:
        raise NotFound(gettext("There is no such account."))
    return found


def _log(session: Session, who: str, action: str, account: Account, **after: object) -> None:
    told = {"name": account.name, **after}
    session.add(
        Revision(who=who, action=action, subject="account", subject_id=account.id or 0, after=told)
    )


def add_account(
    session: Session, name: str, role: Role, *, who: str, password_hash: str | None = None
) -> Account:
    """Add an account; without a password its person needs an invitation.

    Raises:
        Invalid: the name cannot be used, or somebody has it.
    """
    plain = check_name(name)
    account = Account(
        name=plain, name_key=fold(plain), role=role, password_hash=password_hash, made_by=who
    )
    try:
        # The constraint decides: somebody else may add the same name now.
        with session.begin_nested():
            session.add(account)
            session.flush()
    except sa.exc.IntegrityError:
        raise Invalid({"name": gettext(NAME_TAKEN)}) from None
    _log(session, who, "add", account, role=role)
    return account


def invite(session: Session, account: Account, *, who: str) -> str:
    """Return the secret by which an account's person sets a password; it is told only here.

    An earlier invitation ends. The password that there may be counts until a new one is set.

    Raises:
        Invalid: the account is disabled.
    """
    if account.disabled_at:
        raise Invalid({"name": gettext("This account is disabled: enable it first.")})
    secret = new_secret()
    account.invitation_hash = fingerprint_of(secret)
    account.invitation_until = now() + INVITATION
    _log(session, who, "invite", account)
    session.flush()
    return secret


def get_invited(session: Session, secret: str) -> Account:
    """Return the account that an invitation is for.

    Raises:
        NotFound: the invitation was used, replaced, or is too old.
    """
    query = sa.select(Account).where(
        col(Account.invitation_hash) == fingerprint_of(secret),
        col(Account.invitation_until) > now(),
        col(Account.disabled_at).is_(None),
    )
    found: Account | None = session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound(
            gettext(
                "This invitation was used already, or it is too old. Ask an admin for a new one."
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Ended:
    """What ended with something: how many sessions, and the labels of tokens."""

    sessions: int
    tokens: tuple[str, ...]

    def told(self) -> dict[str, object]:
        """Return it for history; nothing where nothing ended."""
        found = {"sessions ended": self.sessions, "tokens ended": list(self.tokens)}
        return {name: value for name, value in found.items() if value}


def set_password(
    session: Session,
    account: Account,
    password_hash: str,
    *,
    who: str,
    keep: int | None = None,
    keep_tokens: bool = False,
) -> Ended:
    """Set a password, and return what ended with the old one, with any open invitation.

    Args:
        keep: the session that goes on.
        keep_tokens: the tokens for programs go on: else whoever knew the old password could have
            made one for themselves, that outlives it.
    """
    account.password_hash = password_hash
    account.invitation_hash = account.invitation_until = None
    ended = _end(session, account, keep=keep, keep_tokens=keep_tokens)
    _log(session, who, "password", account, **ended.told())
    return ended


def end_all(session: Session, account: Account, *, who: str, keep_tokens: bool = False) -> Ended:
    """Sign an account out everywhere, and end its tokens; return what ended."""
    ended = _end(session, account, keep_tokens=keep_tokens)
    if ended.told():
        _log(session, who, "end", account, **ended.told())
    return ended


def _end(
    session: Session, account: Account, *, keep: int | None = None, keep_tokens: bool = False
) -> Ended:
    sessions = end_sessions(session, account, keep=keep)
    if keep_tokens:
        return Ended(sessions, ())
    theirs = col(ApiToken.account_id) == account.id
    labels = sa.select(col(ApiToken.label)).where(theirs).order_by(col(ApiToken.id))
    ended = Ended(sessions, tuple(session.execute(labels).scalars()))
    session.execute(sa.delete(ApiToken).where(theirs))
    return ended


def end_sessions(session: Session, account: Account, *, keep: int | None = None) -> int:
    """Sign an account out everywhere, except in the session `keep`; return from how many."""
    ended = sa.delete(AccountSession).where(
        col(AccountSession.account_id) == account.id, col(AccountSession.id) != (keep or 0)
    )
    return _count(session, ended)


def end_session(session: Session, account_id: int, number: int) -> None:
    """End one session of an account; nothing happens where it has no such session."""
    session.execute(
        sa.delete(AccountSession).where(
            col(AccountSession.account_id) == account_id, col(AccountSession.id) == number
        )
    )


def _count(session: Session, statement: sa.Delete) -> int:
    session.flush()
    found = session.execute(statement)
    return int(getattr(found, "rowcount", 0))


def set_role(session: Session, account: Account, role: Role, *, who: str) -> None:
    """Say what an account may do from now on, in sessions that are open too.

    Raises:
        Invalid: nobody would be left to manage accounts.
    """
    if role == account.role:
        return
    if role is not Role.ADMIN:
        _keep_an_admin(session, account)
    account.role = role
    _log(session, who, "role", account, role=role)
    session.flush()


def disable(session: Session, account: Account, *, who: str) -> None:
    """Let nobody sign in to an account any more, and end its sessions and tokens.

    Raises:
        Invalid: nobody would be left to manage accounts.
    """
    if account.disabled_at:
        return
    _keep_an_admin(session, account)
    account.disabled_at = now()
    account.invitation_hash = account.invitation_until = None
    _log(session, who, "disable", account, **_end(session, account).told())
    session.flush()


def enable(session: Session, account: Account, *, who: str) -> None:
    """Let an account sign in again with the password that it had."""
    if account.disabled_at:
        account.disabled_at = None
        _log(session, who, "enable", account)
        session.flush()


def _keep_an_admin(session: Session, leaving: Account) -> None:
    others = sa.select(sa.literal(1)).where(
        col(Account.role) == Role.ADMIN,
        col(Account.disabled_at).is_(None),
        col(Account.id) != leaving.id,
    )
    if leaving.role == Role.ADMIN and session.execute(others.limit(1)).first() is None:
        raise Invalid(
            {
                "role": gettext(
                    "%(name)s is the only admin: make somebody else one first.", name=leaving.name
                )
            }
        )


# ------------------------------------------------------------------------- tokens for programs


def add_token(
    session: Session, account: Account, label: str, scope: TokenScope, *, who: str
) -> str:
    """Return a new token; it is told only here.

    Raises:
        Invalid: it has no label, or the account may not write what the token would, or it has
            too many.
    """
    plain = _plain(label)
    if not 0 < len(plain) <= 80 or not plain.isprintable():
        raise Invalid({"label": gettext("Say in up to 80 characters what the token is for.")})
    if scope is TokenScope.WRITE and not Role(account.role).covers(Role.EDITOR):
        raise Invalid({"scope": gettext("A reader's token can only read.")})
    held = sa.select(sa.func.count()).where(col(ApiToken.account_id) == account.id)
    if session.execute(held).scalar_one() >= MAX_TOKENS:
        raise Invalid(
            {
                "label": gettext(
                    "An account has at most %(most)s tokens: end one first.", most=MAX_TOKENS
                )
            }
        )
    secret = TOKEN_START + new_secret()
    session.add(
        ApiToken(
            account_id=account.id or 0,
            label=plain,
            prefix=secret[:PREFIX_CHARS],
            token_hash=fingerprint_of(secret),
            scope=scope,
        )
    )
    _log(session, who, "add token", account, label=plain, scope=scope)
    session.flush()
    return secret


def check_scope(scope: str) -> TokenScope:
    """Return the scope of this name.

    Raises:
        Invalid: there is none.
    """
    if scope not in set(TokenScope):
        raise Invalid(
            {"scope": gettext("There is no such scope: %(known)s.", known=", ".join(TokenScope))}
        )
    return TokenScope(scope)


def end_token(session: Session, account: Account, number: int, *, who: str) -> None:
    """End a token of an account.

    Raises:
        NotFound: it has no such token.
    """
    token = session.get(ApiToken, number) if 0 < number <= MAX_ID else None
    if token is None or token.account_id != account.id:
        raise NotFound(gettext("There is no such token."))
    _log(session, who, "end token", account, label=token.label)
    session.delete(token)
    session.flush()
