"""Errors: how the API tells a problem, as RFC 9457 has it: its kind, and what is wrong."""

import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from app.api.index import PREFIX
from app.errors import (
    ChangedMeanwhile,
    Invalid,
    Moved,
    NotConfirmed,
    NotSignedIn,
    OnRecordError,
    kind_of,
)

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
# The page for people tells of each kind there.
ABOUT = "/about/api#"

CHANGED = (
    "Somebody changed this since you read it: it has version {} now. Nothing was done: read it "
    "again, then decide anew."
)
UNKNOWN_SENDER = (
    "This takes a token: send `Authorization: Bearer onrecord_…`, with one that your account's "
    "page made."
)
NO_OBJECT = "Send a JSON object, with the header `Content-Type: application/json`."


def answer(request: Request, problem: Exception) -> JSONResponse:
    """Return what is wrong; what nobody foresaw is logged and not told."""
    if isinstance(problem, RequestValidationError):
        problem = Invalid(field_problems(problem))
    if isinstance(problem, HTTPException):
        return of_framework(request, problem)
    if isinstance(problem, Moved):
        location = PREFIX + problem.location
        headers = {"location": location}
        return told(problem, f"It is at {location}.", {"url": location}, headers)
    if isinstance(problem, ChangedMeanwhile):
        words = CHANGED.format(problem.version)
        return told(problem, words, {"problems": {"version": words}, "version": problem.version})
    if isinstance(problem, Invalid):
        return told(problem, str(problem), {"problems": problem.problems})
    if isinstance(problem, NotConfirmed):
        more = {"effects": problem.effects, "confirm": problem.token}
        return told(problem, str(problem), more)
    if isinstance(problem, NotSignedIn) and "authorization" not in request.headers:
        return told(problem, UNKNOWN_SENDER, headers=problem.headers)
    if isinstance(problem, OnRecordError):
        if problem.status >= 500:
            log.error("%s", problem, exc_info=problem)
        return told(problem, str(problem), headers=problem.headers)
    log.error("Unforeseen error", exc_info=problem)
    return told(OnRecordError(), "The error was logged. Nothing you gave was changed.")


def told(
    problem: OnRecordError,
    detail: str,
    more: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Return a problem of our own tree; `more` is what its kind has beside the usual."""
    return _written(problem.status, problem.title, detail, more, headers)


def of_framework(request: Request, problem: HTTPException) -> JSONResponse:
    """Return what the web framework refused: an unknown path or method, a body too large."""
    phrase = HTTPStatus(problem.status_code).phrase.capitalize()
    detail = str(problem.detail)
    headers = {name.lower(): value for name, value in (problem.headers or {}).items()}
    if problem.status_code == HTTPStatus.NOT_FOUND:
        detail = f"There is nothing at this address: see {PREFIX}."
    if problem.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        # The framework names those of the first route at this address alone.
        methods = sorted(methods_at(request.app.openapi(), request.url.path))
        headers["allow"] = ", ".join(methods) or headers.get("allow", "GET")
        detail = f"This address takes {headers['allow']}."
    return _written(problem.status_code, phrase, detail, None, headers)


def methods_at(document: Mapping[str, Any], path: str) -> set[str]:
    """Return the methods that an address takes, by the API's document."""
    found: set[str] = set()
    for template, methods in document["paths"].items():
        if re.fullmatch(re.sub(r"\\\{[a-z]+\\\}", "[^/]+", re.escape(template)), path):
            found |= {method.upper() for method in methods}
    return found


def _written(
    status: int,
    title: str,
    detail: str,
    more: Mapping[str, Any] | None,
    headers: Mapping[str, str] | None,
) -> JSONResponse:
    body = {"type": ABOUT + kind_of(title), "title": title, "status": status, "detail": detail}
    # As answers had it before they had the standard's names: programs may read them still.
    body |= {"error": title, "message": detail}
    return JSONResponse(body | dict(more or {}), status, dict(headers or {}), MEDIA_TYPE)


def field_problems(problem: RequestValidationError) -> dict[str, str]:
    """Return one message for each field that the framework could not read."""
    found: dict[str, str] = {}
    for each in problem.errors():
        if each["loc"] == ("body",):
            found.setdefault("body", NO_OBJECT)
            continue
        if each["type"] == "json_invalid":
            found.setdefault("body", f"This is no JSON: {each['ctx']['error']}")
            continue
        names = [part for part in each["loc"][1:] if isinstance(part, str)]
        found.setdefault(names[0] if names else str(each["loc"][0]), str(each["msg"]))
    return found
