"""Routes: who may use each of them, by role. A route that is not listed here fails the tests."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from fastapi import FastAPI


class Rule(StrEnum):
    """Who may use a route."""

    EVERYBODY = "everybody"
    SIGNED_IN = "who is signed in, in a browser"
    PERSON = "who is signed in, and the local user while there are no accounts"
    EDITOR = "editors, admins, and the local user while there are no accounts"
    ADMIN = "admins, and the local user while there are no accounts"
    SIGNED_IN_ADMIN = "admins alone"


READS = (
    "/", "/statements", "/statements/{address}", "/statements/facets/{name}", "/statements.csv",
    "/statements.jsonl", "/statements.xlsx", "/statements.atom",
    "/statements/{number}/cite.{suffix}", "/brief", "/brief.{suffix}", "/briefs",
    "/briefs/{number}", "/briefs/{number}.{suffix}",
    "/articles", "/articles/{number}",
    "/articles/{number}/changes", "/actors", "/actors/{slug}", "/topics", "/topics/{slug}",
    "/compare", "/compare/{topic}", "/statements/{number}/report", "/outlets/{slug}", "/feeds",
    "/feeds/{number}", "/about", "/about/method", "/about/api", "/healthz",
    "/static/{sum_given}/{name}",
    "/sign-in", "/welcome/{secret}",
    "/healthz/live", "/healthz/ready", "/metrics", "/robots.txt", "/sitemap.xml",
    "/sitemaps/{name}",
    "/api/v1/openapi.json", "/api/v1", "/api/v1/statements", "/api/v1/statements/{id}",
    "/api/v1/statements/{id}/citations", "/api/v1/briefs", "/api/v1/briefs/{id}",
    "/api/v1/articles", "/api/v1/articles/{id}", "/api/v1/actors", "/api/v1/actors/{slug}",
    "/api/v1/topics", "/api/v1/topics/{slug}", "/api/v1/compare", "/api/v1/compare/{topic}",
    "/api/v1/actors/{slug}/profile", "/api/v1/outlets",
    "/api/v1/outlets/{slug}", "/api/v1/events", "/api/v1/feeds", "/api/v1/feeds/{id}",
    "/api/v1/feeds/{id}/items", "/links/{address}", "/api/v1/links", "/api/v1/links/{id}",
)  # fmt: skip
# They show what is not on record yet, or what only editors can use.
EDITORS_READ = (
    "/actors/new", "/actors/{slug}/edit", "/actors/{slug}/merge", "/actors/{slug}/split",
    "/articles/new", "/articles/drafts", "/articles/drafts/{token}", "/ingest",
    "/ingest/jobs/{number}", "/ingest/failed/{number}", "/proposals", "/corrections/speakers",
    "/review", "/review/{number}", "/articles/sheets/{token}",
    "/articles/sheets/{token}/left-out.csv", "/api/v1/jobs", "/api/v1/jobs/{id}",
    "/api/v1/review", "/api/v1/proposals", "/compare/{topic}/candidates",
    "/api/v1/compare/{topic}/candidates", "/api/v1/compare/{topic}/refusals",
    "/api/v1/review/{id}", "/api/v1/actors/{slug}/history", "/api/v1/failures",
)  # fmt: skip
EDITORS_WRITE = (
    "/actors/new", "/actors/{slug}/edit", "/actors/{slug}/merge", "/actors/{slug}/split",
    "/actors/{slug}/unmerge", "/actors/{slug}/unsplit",
    "/api/v1/articles", "/articles/new", "/articles/drafts/{token}", "/articles/{number}/refetch",
    "/feeds", "/feeds/{number}", "/feeds/{number}/poll", "/feeds/{number}/pause",
    "/feeds/{number}/resume", "/feeds/{number}/remove", "/feeds/{number}/retry",
    "/feeds/{number}/take", "/ingest/addresses", "/ingest/files", "/ingest/jobs/{number}/retry",
    "/ingest/jobs/{number}/forget", "/ingest/failed/{number}/retry", "/proposals/{number}",
    "/statements/{number}/corrections", "/articles/{number}/corrections", "/review/{number}",
    "/review/many", "/review/undo", "/briefs", "/articles/sheets/{token}",
    "/links/{number}", "/compare/{topic}/candidates", "/api/v1/links",
    "/api/v1/actors", "/api/v1/feeds", "/api/v1/feeds/{id}/{state}",
    "/api/v1/proposals/{id}/{about}/{action}", "/api/v1/statements/{id}/withdraw",
    "/api/v1/statements/{id}/restore", "/api/v1/statements/{id}/join",
    "/api/v1/statements/{id}/notes", "/api/v1/statements/{id}/quotes/{quote}/split",
    "/api/v1/statements/{id}/quotes/{quote}/translations",
    "/api/v1/statements/{id}/history/{change}/revert",
    "/api/v1/articles/{id}/history/{change}/revert", "/api/v1/links/{id}/history/{change}/revert",
    "/api/v1/actors/{slug}/history/{change}/revert", "/api/v1/articles/{id}/preview",
    "/api/v1/articles/{id}/refetch", "/api/v1/actors/{slug}/aliases",
    "/api/v1/actors/{slug}/offices", "/api/v1/actors/{slug}/merge",
    "/api/v1/actors/{slug}/split", "/api/v1/compare/{topic}/refusals",
    "/api/v1/review/{id}/answer", "/api/v1/review/{id}/reopen", "/api/v1/review/answers",
    "/api/v1/review/answers/{act}/undo", "/api/v1/feeds/{id}/poll",
    "/api/v1/feeds/{id}/items/retry", "/api/v1/feeds/{id}/items/{item}/{action}",
    "/api/v1/jobs", "/api/v1/jobs/{id}/retry", "/api/v1/failures/{id}/retry",
)  # fmt: skip
EDITORS_SET = (
    ("PATCH", "/api/v1/statements/{id}"), ("PATCH", "/api/v1/articles/{id}"),
    ("PATCH", "/api/v1/statements/{id}/quotes/{quote}"),
    ("PUT", "/api/v1/statements/{id}/topics/{slug}"),
    ("DELETE", "/api/v1/statements/{id}/topics/{slug}"), ("DELETE", "/api/v1/feeds/{id}"),
    ("PATCH", "/api/v1/links/{id}"), ("DELETE", "/api/v1/links/{id}"),
    ("DELETE", "/api/v1/statements/{id}/notes/{note}"),
    ("DELETE", "/api/v1/statements/{id}/translations/{translation}"),
    ("PATCH", "/api/v1/actors/{slug}"), ("PATCH", "/api/v1/actors/{slug}/aliases/{id}"),
    ("DELETE", "/api/v1/actors/{slug}/aliases/{id}"),
    ("PATCH", "/api/v1/actors/{slug}/offices/{id}"),
    ("DELETE", "/api/v1/actors/{slug}/offices/{id}"),
    ("DELETE", "/api/v1/compare/{topic}/refusals/{id}"), ("PATCH", "/api/v1/feeds/{id}"),
    ("DELETE", "/api/v1/jobs/{id}"),
)  # fmt: skip
ADMINS_WRITE = (
    "/articles/{number}/erase",
    "/accounts/{number}/invite", "/accounts/{number}/role",
    "/accounts/{number}/disable", "/accounts/{number}/enable", "/accounts/{number}/end",
)  # fmt: skip
ONES_OWN = (
    "/account/password", "/account/sessions/end", "/account/tokens", "/account/tokens/{number}/end",
)  # fmt: skip

RULES: dict[tuple[str, str], Rule] = {
    **{("GET", path): Rule.EVERYBODY for path in READS},
    **{("GET", path): Rule.EDITOR for path in EDITORS_READ},
    **{("POST", path): Rule.EDITOR for path in EDITORS_WRITE},
    **dict.fromkeys(EDITORS_SET, Rule.EDITOR),
    ("GET", "/accounts"): Rule.ADMIN,
    ("GET", "/articles/{number}/erase"): Rule.ADMIN,
    **{("POST", path): Rule.ADMIN for path in ADMINS_WRITE},
    # The first account comes from the command line: whoever adds it there can go on with it.
    ("POST", "/accounts"): Rule.SIGNED_IN_ADMIN,
    ("GET", "/account"): Rule.SIGNED_IN,
    ("GET", "/saved"): Rule.PERSON,
    ("GET", "/saved/news"): Rule.PERSON,
    ("POST", "/saved"): Rule.PERSON,
    ("POST", "/saved/{number}"): Rule.PERSON,
    ("GET", "/api/v1/saved"): Rule.PERSON,
    ("POST", "/api/v1/saved"): Rule.PERSON,
    ("POST", "/api/v1/saved/{id}/seen"): Rule.PERSON,
    ("DELETE", "/api/v1/saved/{id}"): Rule.PERSON,
    **{("POST", path): Rule.SIGNED_IN for path in ONES_OWN},
    # A password, or an invitation, is what they ask for.
    ("POST", "/sign-in"): Rule.EVERYBODY,
    ("POST", "/sign-out"): Rule.EVERYBODY,
    ("POST", "/welcome/{secret}"): Rule.EVERYBODY,
    # In which language pages speak is kept in the reader's browser alone.
    ("POST", "/language"): Rule.EVERYBODY,
    # A reader without an account tells what is wrong; editors alone read it.
    ("POST", "/statements/{number}/report"): Rule.EVERYBODY,
    ("POST", "/api/v1/statements/{id}/report"): Rule.EVERYBODY,
}

# What stands at the places of a path: something that is there to be read, nothing to be changed.
THERE = {
    "{address}": "1", "{id}": "1", "{number}": "1", "{token}": "none", "{secret}": "none",
    "{sum_given}": "0", "{suffix}": "md", "/facets/{name}": "/facets/actor",
    "/sitemaps/{name}": "/sitemaps/others-1.xml", "/{name}": "/app.css",
    "/actors/{slug}": "/actors/ada-moor", "/topics/{slug}": "/topics/dams",
    "/outlets/{slug}": "/outlets/sarn-courier", "{topic}": "dams",
}  # fmt: skip
MISSING = {
    "/items/{item}/{action}": "/items/999999/take",
    "{act}": "999999",
    "{change}": "999999",
    "{note}": "999999",
    "{translation}": "999999",
    "{id}": "999999",
    "{quote}": "999999",
    "{state}": "pause",
    "{about}": "articles",
    "{action}": "refuse",
    "{number}": "999999",
    "{topic}": "none",
    "{slug}": "none",
    "{token}": "none",
    "{secret}": "none",
}


def address_of(method: str, path: str) -> str:
    """An address that a route answers to."""
    for place, value in (THERE if method in {"GET", "HEAD"} else MISSING).items():
        path = path.replace(place, value)
    assert "{" not in path, f"tests/security/routes.py says nothing of a place in {path}"
    return path


def routes_of(app: FastAPI) -> list[tuple[str, str]]:
    """Method and path of everything that an application answers to, HEAD left out."""
    return sorted(
        (method, path)
        for path, methods in _walk(app.routes)
        for method in methods
        if method != "HEAD"
    )


def _walk(routes: Iterable[Any]) -> Iterator[tuple[str, set[str]]]:
    for route in routes:
        if hasattr(route, "effective_candidates"):
            yield from _walk(route.effective_candidates())
        else:
            # What has no methods, such as a folder that is mounted, answers to all.
            yield route.path, set(getattr(route, "methods", None) or {"GET", "POST"})
