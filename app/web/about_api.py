"""About the API: what programs can ask and do, for the people who write them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.errors import (
    ChangedMeanwhile,
    Gone,
    Invalid,
    Moved,
    NoRoom,
    NotAllowed,
    NotConfirmed,
    NotFound,
    NotSignedIn,
    OnRecordError,
    Unavailable,
    Unreadable,
    kind_of,
)
from app.locales import N_, gettext
from app.rates import TooOften
from app.web.render import render

router = APIRouter(include_in_schema=False)

# What to do about each kind of problem.
MEANINGS: Mapping[type[OnRecordError], str] = {
    Moved: N_("It was merged into another: go to “url”, and keep that."),
    NotSignedIn: N_("A token is needed, or the one you sent counts for nothing any more."),
    NotAllowed: N_("Your account, or the scope of your token, does not reach so far."),
    NotFound: N_("There is nothing of that number or name."),
    ChangedMeanwhile: N_("Somebody changed it since you read it: read it again, then decide anew."),
    NotConfirmed: N_("It would change statements: look at “effects”, then send “confirm” along."),
    Gone: N_("It was withdrawn or erased; the message says why."),
    Invalid: N_("“problems” has a message for each field that cannot be used; nothing was done."),
    Unreadable: N_("The text, the file or the page cannot be read as an article."),
    TooOften: N_("Wait for as many seconds as the header “Retry-After” says."),
    OnRecordError: N_("A fault of the program: it was logged, and nothing was changed."),
    Unavailable: N_("The database is busy or away: send the same again in a moment."),
    NoRoom: N_("The disk is full: nothing was saved."),
}


@dataclass(frozen=True)
class Kind:
    """A kind of problem, as the API tells it."""

    name: str
    title: str
    status: int
    meaning: str


@dataclass(frozen=True)
class Operation:
    """Something that a program can ask or do."""

    method: str
    path: str
    summary: str
    takes_token: bool


def kinds() -> list[Kind]:
    """Return the kinds of problems."""
    return [
        Kind(kind_of(each.title), each.title, each.status, gettext(meaning))
        for each, meaning in MEANINGS.items()
    ]


def groups(document: Mapping[str, Any]) -> Iterator[tuple[str, str, list[Operation]]]:
    """Yield the operations of a document, by what they are about, with a sentence on that."""
    for tag in document["tags"]:
        found = [
            Operation(method.upper(), path, each["summary"], "security" in each)
            for path, methods in document["paths"].items()
            for method, each in methods.items()
            if tag["name"] in each["tags"]
        ]
        yield tag["name"], tag["description"], found


@router.get("/about/api", name="about_api")
def index(request: Request) -> HTMLResponse:
    """Tell how programs read and write, what problems mean, and list all that they can do."""
    document = request.app.openapi()
    return render(
        request,
        "about_api.html",
        address="/about/api",
        site=str(request.base_url).rstrip("/"),
        kinds=kinds(),
        groups=list(groups(document)),
    )
