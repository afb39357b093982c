"""Dependencies: what routes are given: sessions, settings, and who may write."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.config import Settings
from app.db import Database
from app.guard import check_may_write, is_local_user
from app.queries.filters import ParsedFilter, parse_filter
from app.queries.index.keeper import Keeper
from app.rates import Deed, Rates, client_of
from app.readers.fetch import Limits


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


async def given_count(request: Request) -> Callable[[Deed], None]:
    """Return what counts a deed of this client before it is done, and refuses one too many."""
    rates: Rates = request.app.state.rates
    client = client_of(request.client.host if request.client else "")
    return lambda deed: rates.count(deed, client)


Count = Annotated[Callable[[Deed], None], Depends(given_count)]


async def given_wake(request: Request) -> Callable[[], None]:
    """Return what has work that was queued looked at, once it is committed."""
    wake: Callable[[], None] = request.app.state.wake
    return wake


Wake = Annotated[Callable[[], None], Depends(given_wake)]


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


async def get_editor(request: Request, settings: SettingsDep) -> str:
    """Return the name of who writes.

    Raises:
        NotAllowed: the request may only read.
    """
    return check_may_write(request, settings)


def may_write(request: Request, settings: Settings) -> bool:
    """Say whether the request could write: pages leave out what it could not use."""
    return is_local_user(request, settings)


async def given_right(request: Request, settings: SettingsDep) -> bool:
    """Say whether the request could write."""
    return may_write(request, settings)


CurrentEditor = Annotated[str, Depends(get_editor)]
MayWrite = Annotated[bool, Depends(given_right)]


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
