"""Errors: the pages that tell what went wrong, and what can be done."""

import logging

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from app.deps import is_swap
from app.errors import (
    Gone,
    Invalid,
    Moved,
    NotAllowed,
    NotFound,
    NotSignedIn,
    OnRecordError,
    Unavailable,
)
from app.guard import SAFE_METHODS, SECURITY_HEADERS
from app.locales import N_, gettext
from app.visitors import NOBODY, visitor_of
from app.web.back import sign_in_address
from app.web.render import render
from app.web.unsent import Unsent

log = logging.getLogger(__name__)

KINDS = (NotAllowed, NotFound, Gone, Invalid, Unavailable)
# Nobody is signed in, too many requests, a database that cannot be used now, a full disk.
PASSING = {401, 429, 503, 507}
TITLES = {kind.status: kind.title for kind in KINDS}
# What the framework says of a request, beside these.
FRAMEWORK_WORDS = (
    N_("Method Not Allowed"),
    N_("Request Entity Too Large"),
    N_("Field required"),
    N_("Input should be a valid integer, unable to parse string as an integer"),
)


def gives_back(problem: Exception) -> bool:
    """Say whether the page for a problem gives back the form that was sent.

    Whoever was signed out while they typed, or whose article was erased meanwhile, must not lose
    the words. After a fault of the program nobody knows how far the form was read.
    """
    return isinstance(problem, OnRecordError) and not isinstance(problem, Moved)


def problem_passes(problem: Exception) -> bool:
    """Say whether the same request may well be taken later."""
    return isinstance(problem, OnRecordError) and problem.status in PASSING


def answer(request: Request, problem: Exception, unsent: Unsent | None = None) -> Response:
    """Return the page for a problem; what it shows was written for readers.

    An error that nobody foresaw is logged, and its page tells nothing of the inside.

    Args:
        unsent: the form that could not be taken, to be sent again.
    """
    if isinstance(problem, Moved):
        return RedirectResponse(problem.location, status_code=problem.status)
    if unsent is not None and not (problem_passes(problem) or unsent.shown):
        # Sent again as it is, it would not be taken either, and nobody typed much.
        unsent = None
    if isinstance(problem, NotSignedIn):
        return _sign_in(request, problem, unsent)
    if isinstance(problem, Invalid):
        return _page(request, problem.status, problem.title, None, problem.problems, unsent=unsent)
    if isinstance(problem, OnRecordError):
        if problem.status >= 500:
            log.error("%s", problem, exc_info=problem)
        found = _page(request, problem.status, problem.title, str(problem), unsent=unsent)
        found.headers.update(problem.headers)
        return found
    if isinstance(problem, RequestValidationError):
        return _invalid(request, problem)
    if isinstance(problem, HTTPException):
        title = TITLES.get(problem.status_code, str(problem.detail))
        words = gettext("There is no such page.") if problem.status_code == 404 else None
        found = _page(request, problem.status_code, title, words)
        found.headers.update(problem.headers or {})
        return found
    log.error("Unforeseen error", exc_info=problem)
    found = _page(
        request,
        500,
        OnRecordError.title,
        gettext("The error was logged. Nothing you gave was changed."),
    )
    # Such an error is answered outside the guard, which adds these to every other answer.
    found.headers.update(SECURITY_HEADERS)
    return found


def _sign_in(request: Request, problem: NotSignedIn, unsent: Unsent | None) -> Response:
    """Lead a reader to the page that signs in, and back; a form that was sent must not be lost."""
    address = sign_in_address(request)
    if is_swap(request) and unsent is None:
        headers = {"hx-redirect": address, "cache-control": "no-store", **problem.headers}
        return Response(status_code=problem.status, headers=headers)
    if request.method in SAFE_METHODS:
        headers = {"cache-control": "no-store"}
        return RedirectResponse(address, status_code=303, headers=headers)
    found = _page(request, problem.status, problem.title, str(problem), unsent=unsent)
    found.headers.update(problem.headers)
    return found


def _invalid(request: Request, problem: RequestValidationError) -> Response:
    """Tell which fields cannot be used; an address that cannot be right leads nowhere."""
    found = {str(each["loc"][-1]): gettext(str(each["msg"])) for each in problem.errors()}
    if any(each["loc"][0] == "path" for each in problem.errors()):
        return _page(request, 404, NotFound.title, gettext("There is no such page."))
    return _page(request, Invalid.status, Invalid.title, None, found)


def _page(
    request: Request,
    status: int,
    title: str,
    message: str | None,
    problems: dict[str, str] | None = None,
    unsent: Unsent | None = None,
) -> Response:
    try:
        visitor_of(request)
    except Exception:
        # Whatever is wrong with the database, it must not hide what went wrong first.
        log.exception("Nobody could say who asks")
        request.state.visitor = NOBODY
    return render(
        request,
        "error.html",
        swaps="problem",
        status=status,
        code=status,
        title=gettext(title),
        message=message,
        problems=problems or {},
        unsent=unsent,
        may_pass=status in PASSING,
        sign_in=sign_in_address(request),
    )
