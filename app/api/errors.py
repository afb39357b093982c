"""Errors: how the API tells a problem: its kind, a message, and the fields at fault."""

import logging
from http import HTTPStatus

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from app.api.index import PREFIX
from app.errors import Invalid, Moved, OnRecordError

log = logging.getLogger(__name__)


def answer(request: Request, problem: Exception) -> JSONResponse:
    """Return `{"error", "message", "problems"?}`; what nobody foresaw is logged and not told."""
    if isinstance(problem, RequestValidationError):
        problem = Invalid(field_problems(problem))
    if isinstance(problem, HTTPException):
        return of_framework(problem)
    if isinstance(problem, Moved):
        location = PREFIX + problem.location
        body = {"error": problem.title, "message": f"It is at {location}.", "url": location}
        return JSONResponse(body, problem.status, {"location": location})
    if isinstance(problem, Invalid):
        told = {"error": problem.title, "message": str(problem), "problems": problem.problems}
        return JSONResponse(told, problem.status)
    if isinstance(problem, OnRecordError):
        if problem.status >= 500:
            log.error("%s", problem, exc_info=problem)
        told = {"error": problem.title, "message": str(problem)}
        return JSONResponse(told, problem.status, dict(problem.headers))
    log.error("Unforeseen error", exc_info=problem)
    message = "The error was logged. Nothing you gave was changed."
    return JSONResponse({"error": OnRecordError.title, "message": message}, OnRecordError.status)


def of_framework(problem: HTTPException) -> JSONResponse:
    """Return what the web framework refused: an unknown path or method, a body too large."""
    phrase = HTTPStatus(problem.status_code).phrase.capitalize()
    message = str(problem.detail)
    if problem.status_code == HTTPStatus.NOT_FOUND:
        message = f"There is nothing at this address: see {PREFIX}."
    body = {"error": phrase, "message": message}
    return JSONResponse(body, problem.status_code, dict(problem.headers or {}))


def field_problems(problem: RequestValidationError) -> dict[str, str]:
    """Return one message for each field that the framework could not read."""
    found: dict[str, str] = {}
    for each in problem.errors():
        names = [part for part in each["loc"][1:] if isinstance(part, str)]
        found.setdefault(names[0] if names else str(each["loc"][0]), str(each["msg"]))
    return found
