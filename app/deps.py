"""Dependencies: what routes are given: sessions, settings, and who asks."""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from inspect import signature
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.config import Settings
from app.db import Database
from app.errors import NotSignedIn
from app.guard import SAFE_METHODS
from app.locales import gettext
from app.models import Role
from app.queries.filters import ParsedFilter, parse_filter
from app.queries.index.keeper import Keeper
from app.rates import Deed, Rates, client_of
from app.readers.fetch import Limits
from app.turns import Turns
from app.visitors import API, Visitor, check_may, check_signed_in, visitor_of


def get_settings_of(request: Request) -> Settings:
    """Return the settings that this server was started with."""
    settings: Settings = request.app.state.settings
    return settings


# What waits for nothing is `async`: anything else costs a change of threads.


async def given_settings(request: Request) -> Settings:
    """Return the settings that this server was started with."""
    return get_settings_of(request)


async def given_limits(request: Request) -> Limits:
    """Return what fetching one page may cost, as this server was put together."""
    limits: Limits = request.app.state.page_limits
    return limits


PageLimits = Annotated[Limits, Depends(given_limits)]


def client(request: Request) -> str:
    """Return the client that a request comes from, as rates count it."""
    return client_of(request.client.host if request.client else "")


async def given_count(request: Request) -> Callable[[Deed], None]:
    """Return what counts a deed of this client before it is done, and refuses one too many."""
    rates: Rates = request.app.state.rates
    return lambda deed: rates.count(deed, client(request))


Count = Annotated[Callable[[Deed], None], Depends(given_count)]


async def get_database(request: Request) -> Database:
    """Return the database that this server opened."""
    database: Database = request.app.state.database
    return database


SettingsDep = Annotated[Settings, Depends(given_settings)]
DatabaseDep = Annotated[Database, Depends(get_database)]


async def read_session(request: Request, database: DatabaseDep) -> AsyncIterator[Session]:
    """Give one snapshot, kept until the answer is sent: exports stream from it.

    It speaks to the database when it is asked first, in the thread of the route.
    """
    keeper: Keeper = request.app.state.keeper
    with database.reader() as session:
        keeper.lend(session)
        yield session


def write_session(database: DatabaseDep) -> Iterator[Session]:
    """Give a session that is committed before the answer is sent."""
    with database.writer() as session:
        yield session


ReadSession = Annotated[Session, Depends(read_session, scope="request")]
WriteSession = Annotated[Session, Depends(write_session, scope="function")]


# Who sends the request is asked of the database: these are not `async`, and run in a thread.


def get_visitor(request: Request) -> Visitor:
    """Return who sends the request."""
    return visitor_of(request)


def get_editor(request: Request) -> str:
    """Return the name of who writes, as history tells it.

    Raises:
        NotSignedIn: nobody is signed in.
        NotAllowed: the request may only read.
        TooOften: as `counted`.
    """
    return counted(request, check_may(request, Role.EDITOR)).name


def get_admin(request: Request) -> str:
    """Return the name of who manages accounts, or erases.

    Raises:
        NotSignedIn: nobody is signed in.
        NotAllowed: the request may not.
        TooOften: as `counted`.
    """
    return counted(request, check_may(request, Role.ADMIN)).name


def get_signed_in(request: Request) -> Visitor:
    """Return who is signed in, in a browser.

    Raises:
        NotSignedIn: nobody is.
        TooOften: as `counted`.
    """
    return counted(request, check_signed_in(request))


def counted(request: Request, visitor: Visitor) -> Visitor:
    """Return who sends a request that they may; one that writes is counted before it does.

    It counts for the account, wherever it is signed in, so that those behind one address do not
    hinder each other; for the address of who has none.

    Raises:
        TooOften: they wrote too often.
    """
    if request.method not in SAFE_METHODS:
        rates: Rates = request.app.state.rates
        whose = f"account {visitor.account_id}" if visitor.is_signed_in else client(request)
        rates.count(Deed.SEND if request.scope["path"].startswith(API) else Deed.WRITE, whose)
    return visitor


def get_person(request: Request) -> Visitor:
    """Return who is signed in, or the local user: whoever may keep something of their own.

    Raises:
        NotSignedIn: it is nobody whom the site knows.
        TooOften: as `counted`.
    """
    visitor = visitor_of(request)
    if visitor.role is None:
        raise NotSignedIn(gettext("Sign in first."))
    return counted(request, visitor)


def get_sender(request: Request) -> Visitor:
    """Return whoever may keep something of their own, by a token that may write too.

    Raises:
        NotSignedIn: it is nobody whom the site knows.
        NotAllowed: the token can only read.
        TooOften: as `counted`.
    """
    visitor = visitor_of(request)
    if visitor.role is None:
        raise NotSignedIn("Send a token of your account.")
    return counted(request, check_may(request, Role.READER))


def may_write(request: Request) -> bool:
    """Say whether the request could write: pages leave out what it could not use."""
    return visitor_of(request).may_write


def sees_all(request: Request) -> bool:
    """Say whether the request sees what editors see, though it may not write (a token)."""
    return visitor_of(request).has(Role.EDITOR)


def cache_control(request: Request) -> str:
    """Return how long what a request gets is good: until the record, or who asks, changes."""
    return "no-cache" if visitor_of(request).role is None else "private, no-cache"


async def check_token(request: Request) -> None:
    """Refuse what is sent with a token that counts for nothing, also where none is needed.

    Raises:
        NotSignedIn: it does not count.
    """
    if "authorization" in request.headers:
        await run_in_threadpool(visitor_of, request)


CurrentVisitor = Annotated[Visitor, Depends(get_visitor)]
CurrentEditor = Annotated[str, Depends(get_editor)]
CurrentAdmin = Annotated[str, Depends(get_admin)]
SignedIn = Annotated[Visitor, Depends(get_signed_in)]
Person = Annotated[Visitor, Depends(get_person)]
Sender = Annotated[Visitor, Depends(get_sender)]
MayWrite = Annotated[bool, Depends(may_write)]
SeesAll = Annotated[bool, Depends(sees_all)]


def is_swap(request: Request) -> bool:
    """Say whether HTMX asks, to put a block into the page, rather than a browser for the page."""
    headers = request.headers
    return (
        headers.get("hx-request") == "true" and headers.get("hx-history-restore-request") != "true"
    )


async def get_filter(request: Request) -> ParsedFilter:
    """Return the filter that the request's URL asks for, with what was not understood."""
    return parse_filter(request.query_params.multi_items())


WantedFilter = Annotated[ParsedFilter, Depends(get_filter)]


# What a reading route can take, and how it gets that.
GIVEN: tuple[tuple[object, Callable[[Request, Session], object]], ...] = (
    (Request, lambda request, _: request),
    (ReadSession, lambda _, session: session),
    (WantedFilter, lambda request, _: parse_filter(request.query_params.multi_items())),
    (MayWrite, lambda request, _: may_write(request)),
)


class ReadingRoute(APIRoute):
    """A route that reads, and returns a response drawn to its end.

    Where it takes nothing else than `GIVEN` and parts of its path, it gets that at once.

    FastAPI would look up each of these anew in every request, in another thread than the one
    that draws the page, which takes as long as to read the page's rows.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        givers: dict[str, Callable[[Request, Session], object]] = {}
        slugs = []
        for name, parameter in signature(self.endpoint).parameters.items():
            found = [give for kind, give in GIVEN if kind == parameter.annotation]
            if found:
                givers[name] = found[0]
            elif name in self.param_convertors and parameter.annotation is str:
                slugs.append(name)
            else:
                return super().get_route_handler()

        def answer(request: Request) -> Response:
            database: Database = request.app.state.database
            keeper: Keeper = request.app.state.keeper
            with database.reader() as session:
                keeper.lend(session)
                # One snapshot says what is shown, and to whom; a wrong token is refused.
                request.state.session = session
                try:
                    visitor_of(request)
                    taken = {name: give(request, session) for name, give in givers.items()}
                    taken |= {name: request.path_params[name] for name in slugs}
                    drawn: Response = self.endpoint(**taken)
                finally:
                    request.state.session = None
                return drawn

        async def handle(request: Request) -> Response:
            turns: Turns = request.app.state.turns
            return await turns.take(answer, request)

        return handle
