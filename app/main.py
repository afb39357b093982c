"""Main: put the web application together."""

import gc
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from threading import Lock, Thread
from typing import Any

from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp

from app import api, web
from app.ahead import Awaited
from app.api import errors as api_errors
from app.api.document import finished
from app.config import Settings, get_settings
from app.db import Database
from app.errors import OnRecordError
from app.guard import MAX_BODY_BYTES, Guard
from app.kept import Kept
from app.metrics import Metrics
from app.queries.index.keeper import Keeper
from app.rates import RATES, Deed, Rates
from app.readers.fetch import PAGE_LIMITS, Limits
from app.services.sign_in import Uses
from app.tracing import Tracing
from app.turns import Turns
from app.web import assets
from app.web import errors as web_errors
from app.web.language import Speaking
from app.web.render import prepare
from app.web.sending import Sending
from app.web.unsent import unsent_form

# Beside an import, what is kept of pages changes each second. A look over all of it takes as long
# as three pages, and finds some hundred objects: by default there would be one in fifty requests.
COLLECT_AFTER = 2_000, 20, 100


def create_app(
    settings: Settings | None = None,
    page_limits: Limits = PAGE_LIMITS,
    rates: Mapping[Deed, tuple[str, str]] = RATES,
    ahead: Awaited = lambda: None,
) -> FastAPI:
    """Return the application; its database is opened when the server starts.

    Args:
        page_limits: what fetching one page may cost, and which test servers it may reach.
        rates: how often a client, and all together, may do what is counted.
        ahead: waits for the record's state, where another process reads it, see `app.ahead`.

    Raises:
        Unavailable: (at start) the database cannot be used, or is of another version.
    """
    settings = settings or get_settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        database = Database(settings.database_url)
        database.check_version()
        app.state.database = database
        app.state.keeper = Keeper()
        app.state.kept = Kept()
        app.state.turns = Turns()
        app.state.uses = Uses(database)
        # What stands now stands for good: the collector need not walk over it again.
        gc.collect()
        gc.freeze()
        # All that is made now is kept: the collector would look for garbage in vain.
        gc.disable()
        try:
            if (found := ahead()) is not None:
                app.state.keeper.begin(found)
            with database.reader() as session:
                # A backup may have been put back since it was read ahead.
                app.state.keeper.lend(session)
                # Read before the first request, which would wait for it, and so would the first
                # search for the spellings of names: they are made when they are asked for first.
                state = app.state.keeper.state(session)
                _ = state.names.spelt
        finally:
            gc.enable()
        gc.freeze()
        gc.set_threshold(*COLLECT_AFTER)
        # Who comes before that is done waits for the template of their own page alone.
        Thread(target=prepare, name="templates", daemon=True).start()
        yield
        await to_thread.run_sync(app.state.uses.close)
        database.close()

    metrics = Metrics() if settings.metrics else None
    count, tells_all = (metrics.count if metrics else None), settings.access_log

    # Nobody sees a document that another thread has not finished.
    making, made = Lock(), dict[str, dict[str, Any]]()

    class Site(FastAPI):
        """The application with the tracing and the reader's language around all of it."""

        def build_middleware_stack(self) -> ASGIApp:
            """Return what answers; unforeseen errors are answered outside any other middleware."""
            stack = Speaking(super().build_middleware_stack())
            return Tracing(stack, tells_all=tells_all, count=count)

        def openapi(self) -> dict[str, Any]:
            """Return the API's document; made when it is asked for first, in some second."""
            with making:
                if "document" not in made:
                    made["document"] = finished(super().openapi())
                return made["document"]

    app = Site(
        title="On the Record",
        summary="Who said what about Syria, on which day, and where it was printed.",
        version="1",
        lifespan=lifespan,
        # The stock pages load a script from elsewhere, and the stock document holds up all others
        # while it is made: the API has its own route for it.
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        generate_unique_id_function=lambda route: route.name.removeprefix("api_"),
        max_body_size=MAX_BODY_BYTES,
    )
    app.state.settings = settings
    app.state.metrics = metrics
    app.state.page_limits = page_limits
    app.state.rates = Rates(rates)
    app.state.sending = Sending()
    app.add_middleware(Guard, settings=settings)
    api.add_routes(app)
    web.add_routes(app)
    assets.mount(app)

    async def answer(request: Request, problem: Exception) -> Response:
        """Tell a problem in the form that the caller reads."""
        # In a thread: a page asks the database who wants it.
        if request.url.path.startswith("/api/"):
            return await run_in_threadpool(api_errors.answer, request, problem)
        unsent = await unsent_form(request) if web_errors.gives_back(problem) else None
        return await run_in_threadpool(web_errors.answer, request, problem, unsent)

    async def forget(_request: Request, _problem: Exception) -> Response:
        """Answer nobody: who asked went away before all of the request had come."""
        return Response(status_code=400)

    app.add_exception_handler(ClientDisconnect, forget)
    for kind in (OnRecordError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, answer)
    return app
