"""Visitors: who sends a request, and what they may do."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from app.config import Settings
from app.db import Database
from app.errors import NotAllowed, NotSignedIn
from app.guard import is_local_user
from app.locales import gettext
from app.models import Role, TokenScope
from app.queries.accounts import has_accounts, known_by_session, known_by_token
from app.services.secrets import TOKEN_START, fingerprint_of
from app.services.sign_in import SESSION_LASTS, Uses

# A browser takes a cookie with this prefix over https alone, and for this host alone.
COOKIE, SECURE_COOKIE = "onrecord", "__Host-onrecord"
BEARER = re.compile(rf"bearer +({TOKEN_START}[\w-]{{43}})", re.IGNORECASE | re.ASCII)
API = "/api/"


# Those of one kind see the same pages.
Kind = tuple[Role | None, bool, TokenScope]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sends a request.

    Attributes:
        name: as history tells it.
        role: None for readers who are not signed in.
        account_id: None for them, and for the local user of single-user mode.
        session_id: the session by which they are signed in, None for a program's token.
        scope: what a token may do of what the role may.
    """

    name: str
    role: Role | None = None
    account_id: int | None = None
    session_id: int | None = None
    scope: TokenScope = TokenScope.WRITE

    def has(self, role: Role) -> bool:
        """Say whether they may see what is for this role."""
        return self.role is not None and self.role.covers(role)

    def may(self, role: Role) -> bool:
        """Say whether they may do what is for this role."""
        return self.has(role) and self.scope is TokenScope.WRITE

    @property
    def kind(self) -> Kind:
        """What pages of the record depend on: never the name."""
        return self.role, self.is_signed_in, self.scope

    @property
    def is_signed_in(self) -> bool:
        """Say whether they have an account, and are not the local user."""
        return self.account_id is not None

    @property
    def may_write(self) -> bool:
        """Say whether they may add and correct."""
        return self.may(Role.EDITOR)


NOBODY = Visitor("nobody")
# At the machine itself, while there are no accounts.
LOCAL_USER = Visitor("local user", Role.ADMIN)


def visitor_of(request: Request) -> Visitor:
    """Return who sends a request.

    It asks the database, once for each request: not to be called on the event loop.

    Raises:
        NotSignedIn: it holds a token that counts for nothing (any more).
    """
    found: Visitor | None = getattr(request.state, "visitor", None)
    if found is None:
        found = _look_up(request)
        request.state.visitor = found
    return found


def _look_up(request: Request) -> Visitor:
    settings: Settings = request.app.state.settings
    uses: Uses = request.app.state.uses
    if request.scope["path"].startswith(API) and "authorization" in request.headers:
        return _by_token(request, uses)
    secret = session_secret(request)
    if secret is not None:
        with _asked(request) as session:
            known = known_by_session(session, fingerprint_of(secret))
        if known is not None:
            uses.of_session(known.key, known.used_at)
            return Visitor(known.name, known.role, known.account_id, known.key)
    if is_local_user(request, settings):
        with _asked(request) as session:
            if not has_accounts(session):
                return LOCAL_USER
    return NOBODY


@contextmanager
def _asked(request: Request) -> Iterator[Session]:
    """Give the session that reads what is shown, or where there is none (yet) one of its own."""
    reading: Session | None = getattr(request.state, "session", None)
    if reading is not None:
        yield reading
        return
    database: Database = request.app.state.database
    with database.reader() as session:
        yield session


def _by_token(request: Request, uses: Uses) -> Visitor:
    given = BEARER.fullmatch(request.headers["authorization"].strip())
    if given is None:
        raise NotSignedIn("Send `Authorization: Bearer onrecord_…`, with a token of your account.")
    with _asked(request) as session:
        known = known_by_token(session, fingerprint_of(given[1]))
    if known is None:
        raise NotSignedIn("This token does not count (any more): make one on your account's page.")
    uses.of_token(known.key, known.used_at)
    return Visitor(known.name, known.role, known.account_id, scope=known.scope)


def check_may(request: Request, role: Role) -> Visitor:
    """Return who sends a request, who may do what is for this role.

    Raises:
        NotSignedIn: nobody is signed in; who signs in may perhaps.
        NotAllowed: they may not; the message says what would be needed.
    """
    visitor = visitor_of(request)
    if visitor.may(role):
        return visitor
    if visitor.role is not None:
        if visitor.has(role):
            raise NotAllowed(gettext("This token can only read: make one whose scope is to write."))
        raise NotAllowed(
            gettext(
                "Your account is a %(own)s’s: this takes the role %(wanted)s.",
                own=gettext(visitor.role),
                wanted=gettext(role),
            )
        )
    database: Database = request.app.state.database
    with database.reader() as session:
        if has_accounts(session):
            raise NotSignedIn(gettext("Sign in with an account that may do this."))
    raise NotAllowed(
        gettext(
            "This server is read-only: it has no accounts, and you do not ask from the machine "
            "itself, as the user who runs it. There an account can be added: python -m app account "
            "add NAME"
        )
    )


def check_signed_in(request: Request) -> Visitor:
    """Return who is signed in, in a browser.

    Raises:
        NotSignedIn: nobody is.
    """
    visitor = visitor_of(request)
    if visitor.session_id is None:
        raise NotSignedIn(gettext("Sign in first."))
    return visitor


# ------------------------------------------------------------------------- the cookie


def cookie_name(request: Request) -> str:
    """Return what the cookie is called, by the way in which the browser speaks to the site."""
    return SECURE_COOKIE if request.scope["scheme"] == "https" else COOKIE


def session_secret(request: Request) -> str | None:
    """Return what the browser's cookie holds."""
    return request.cookies.get(cookie_name(request))


def remember(request: Request, response: Response, secret: str) -> None:
    """Let the browser hold the secret of its session, out of reach of scripts and other sites."""
    response.set_cookie(
        cookie_name(request),
        secret,
        max_age=int(SESSION_LASTS.total_seconds()),
        secure=request.scope["scheme"] == "https",
        httponly=True,
        samesite="lax",
    )


def forget(request: Request, response: Response) -> None:
    """Let the browser drop what it holds."""
    is_secure = request.scope["scheme"] == "https"
    response.delete_cookie(cookie_name(request), secure=is_secure, httponly=True, samesite="lax")
