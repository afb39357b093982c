"""Parameters: what the API's lists take, as its OpenAPI document declares them.

They are declared, not enforced, here: `app.queries.filters` reads them for every page, export
and answer alike, so that a bad value gets the same message everywhere.
"""

import re
from typing import Annotated, Any

from fastapi import Path, Query, Security
from fastapi.security import HTTPBearer
from pydantic import BaseModel, ConfigDict, Field, field_validator

from app.api.deed_schemas import ChangedProblem, WaitingProblem
from app.api.schemas import InvalidProblem, Problem
from app.db import MAX_ID
from app.models import SIDE_NAMES, TextKind
from app.queries.filters import (
    FORMS,
    MAX_PER_PAGE,
    MAX_QUERY_CHARS,
    MAX_VALUES,
    NONE,
    PER_PAGE,
    SORTS,
    STATUSES,
    URL_NAMES,
    ParsedFilter,
    StatementFilter,
)
from app.text import MAX_TEXT_CHARS

Spec = dict[str, Any]

DAY = {"type": "string", "pattern": r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"}
SLUG = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,119}$"}
SIDE = {"type": "string", "enum": [*map(str, SIDE_NAMES), NONE]}
Slug = Annotated[str, Path(pattern=SLUG["pattern"])]

# For the document alone: `app.visitors` reads the token.
BEARER = HTTPBearer(
    auto_error=False, bearerFormat="onrecord_…", description="A token of your account's page."
)
# What routes take that editors alone may use.
BEARER_NEEDED: dict[str, Any] = {"dependencies": [Security(BEARER)]}
UNSTORED = re.compile("[\x00\ud800-\udfff]")
Id = Annotated[int, Path(alias="id", ge=1, le=MAX_ID)]
PageNumber = Annotated[int, Query(ge=1, le=1_000_000)]
PerPage = Annotated[int, Query(ge=1, le=MAX_PER_PAGE)]


SEEN = "As you read it: what was changed since is left alone, and told as a 409."
# Where a request has no body, it stands in the address.
Seen = Annotated[int | None, Query(alias="version", ge=0, le=MAX_ID, description=SEEN)]
CONFIRM = "What a 409 gave you with `effects`: that you want exactly these."
Confirm = Annotated[str, Query(max_length=64, description=CONFIRM)]


# A name in a cursor may be long, and in any script.
MAX_CURSOR_CHARS = 2_000


class Given(BaseModel):
    """The body of a request: what it does not know is told, not passed over."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def check_text(cls, value: object) -> object:
        """Refuse a text that no database stores, also among others."""
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and UNSTORED.search(each):
                raise ValueError("It holds a NUL, or half of a surrogate pair.")
        return value


class GivenVersion(Given):
    """The body of a request that changes what somebody read."""

    version: int | None = Field(None, ge=0, le=MAX_ID, description=SEEN, examples=[12])


class GivenConfirm(Given):
    """The body of a request that changes statements along with what it names."""

    confirm: str = Field("", max_length=64, description=CONFIRM)


class GivenDeed(GivenVersion, GivenConfirm):
    """The same for what somebody read."""


def parameter(name: str, description: str, schema: Spec, **more: Any) -> Spec:
    """Return one parameter of the query string."""
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


def repeatable(name: str, description: str, values: Spec, example: str) -> Spec:
    """Return a parameter that may be given several times; its values are alternatives."""
    schema = {"type": "array", "items": values, "maxItems": MAX_VALUES}
    return parameter(name, description, schema, example=[example], explode=True, style="form")


PER = parameter(
    "per",
    "How many a page holds.",
    {"type": "integer", "minimum": 1, "maximum": MAX_PER_PAGE, "default": PER_PAGE},
)
PAGE = parameter("page", "The number of the page.", {"type": "integer", "minimum": 1, "default": 1})

Q_NAME = parameter("q", "A name in any spelling.", {"type": "string", "maxLength": MAX_QUERY_CHARS})

FILTER = [
    parameter(
        "q",
        'Words in any spelling, any wording or the speaker: `word`, `"a phrase"`, `-not`, '
        "`a OR b`, `wor*`. Nothing typed is an error.",
        {"type": "string", "maxLength": MAX_QUERY_CHARS},
        example='dam -"cold winter"',
    ),
    repeatable("actor", "Slug of who said it; `none`: nobody knows.", SLUG, "ada-moor"),
    repeatable(
        "side",
        "For whom the speaker's office spoke on that day.",
        SIDE,
        "ru",
    ),
    repeatable("topic", "Slug of a topic; `none`: without one.", SLUG, "border-security"),
    parameter(
        "topics",
        "Whether a statement needs any or all of the topics.",
        {"type": "string", "enum": ["any", "all"], "default": "any"},
    ),
    parameter(
        "from",
        "First day, inclusive: `2024`, `2024-12`, `2024-12-26`. Undated statements are left "
        "out, and counted in `undated_left_out`.",
        DAY,
        example="2024-12",
    ),
    parameter("to", "Last day, inclusive.", DAY, example="2024-12-26"),
    repeatable("form", "Form of any wording.", {"type": "string", "enum": [*FORMS]}, "direct"),
    repeatable(
        "lang",
        "Language of any wording; `und`: unknown.",
        {"type": "string", "pattern": "^[a-z]{2,3}$"},
        "tr",
    ),
    repeatable("outlet", "Slug of an outlet that carries it; `none`.", SLUG, "sarn-courier"),
    parameter(
        "sources",
        "At least so many distinct original outlets.",
        {"type": "integer", "minimum": 1, "maximum": 1000, "default": 1},
    ),
    parameter(
        "status",
        "Whether a doubt is open about it.",
        {"type": "string", "enum": [*STATUSES], "default": "all"},
    ),
    parameter(
        "exact", "1: `q` folds neither case nor diacritics.", {"type": "string", "enum": ["0", "1"]}
    ),
    parameter(
        "sort",
        "The order; undated statements come last. `relevance` without `q` is `newest`.",
        {"type": "string", "enum": [*SORTS], "default": "newest"},
    ),
    parameter("after", "The `next` of the page before; same filter and sort.", {"type": "string"}),
    PAGE,
    PER,
]

COMPARED = [
    repeatable("side", "A side beside Russia and Türkiye; `none`: not known.", SIDE, "sy"),
    *(each for each in FILTER if each["name"] in {"from", "to"}),
]

FACETS = parameter(
    "facets",
    "1: count for each value of each facet what the list would hold.",
    {"type": "string", "enum": ["0", "1"]},
)

INVALID: dict[int | str, Spec] = {
    422: {"model": InvalidProblem, "description": "Some fields cannot be used."}
}
MISSING: dict[int | str, Spec] = {
    404: {"model": Problem, "description": "There is none."},
    410: {"model": Problem, "description": "It was withdrawn or erased; the message says why."},
}
MOVED: dict[int | str, Spec] = {
    301: {"model": Problem, "description": "It was merged into another."}
}
UNREADABLE: dict[int | str, Spec] = {
    400: {"model": Problem, "description": "The body is no UTF-8."},
    413: {"model": Problem, "description": "The body is too large."},
}
CHANGED: dict[int | str, Spec] = {
    409: {"model": ChangedProblem, "description": "Somebody changed it meanwhile: read it again."}
}
CONFIRMED: dict[int | str, Spec] = {
    409: {
        "model": WaitingProblem,
        "description": "It would change statements: look at `effects`, then send `confirm` too. "
        "Or somebody changed it meanwhile: read it again.",
    }
}
TOKEN: dict[int | str, Spec] = {
    401: {"model": Problem, "description": "The token counts for nothing, or one is needed."}
}
READ_ONLY: dict[int | str, Spec] = {
    403: {"model": Problem, "description": "Who asks may only read; the message says why."}
}
TOO_OFTEN: dict[int | str, Spec] = {
    429: {"model": Problem, "description": "Too often; `Retry-After` says in how many seconds."}
}
# What a change of something on record may be answered with.
EDITED = MISSING | INVALID | READ_ONLY | UNREADABLE | TOO_OFTEN

ARTICLE_FIELDS: Spec = {
    "text": {
        "type": "string",
        "minLength": 1,
        "maxLength": MAX_TEXT_CHARS,
        "description": "Stored in NFC with line ends \\n, otherwise as it is.",
    },
    "url": {"type": ["string", "null"], "description": "Its address; alone it is fetched."},
    "title": {"type": ["string", "null"]},
    "outlet": {"type": ["string", "null"], "description": "Name or slug."},
    "published_on": {"type": ["string", "null"], "format": "date"},
    "language": {
        "type": ["string", "null"],
        "description": "A code such as en, ru, tr; guessed without one.",
    },
    "text_kind": {"type": "string", "enum": list(TextKind)},
    "quotes": {
        "type": ["array", "null"],
        "items": {"type": "object"},
        "description": "As `export` writes them and articles have them here, with `actor`, `side`, "
        "`topics` and `said_on`: nothing is looked for in the text then. The text must be in its "
        "stored form.",
    },
}

GIVEN_ARTICLE: Spec = {
    "content": {
        "application/json": {
            "schema": {
                "anyOf": [{"required": ["text"]}, {"required": ["url"]}],
                "properties": ARTICLE_FIELDS,
                "additionalProperties": False,
                "examples": [
                    {
                        "text": "Ada Moor said on Thursday that the inquiry would be public.",
                        "url": "https://courier.example/2024/12/dam",
                        "title": "Veltania opens a second inquiry into the Sarn dam",
                        "outlet": "Sarn Courier",
                        "published_on": "2024-12-27",
                        "language": "en",
                    }
                ],
            }
        }
    }
}


def only(parsed: ParsedFilter, *names: str) -> ParsedFilter:
    """Return a filter as parsed, less all that a list does not take: that is ignored there.

    Args:
        names: of the filter's fields.
    """
    told = {URL_NAMES.get(name, name) for name in names}
    return ParsedFilter(
        StatementFilter(**{name: getattr(parsed.wanted, name) for name in names}),
        {name: problem for name, problem in parsed.problems.items() if name in told},
    )
