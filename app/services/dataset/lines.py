"""Lines: what stands on each line of an export, and how values are written there.

UTF-8, one JSON object a line, each with its `type`. The first is the header: `format` "onrecord",
`version`, `lines` (how many of each type follow) and `last_ids` (the highest number that was ever
given to a thing of each type; a number that is gone never names anything else). The last is the
end: `sha256` of all bytes before it. Between them stands each thing on a line of its own, behind
all that it points to by number (`actor_id`, `topic_id` …), unless that is of its own type.

Types are the tables, fields their columns; a field that is missing is null. Days are ISO 8601,
moments too and in UTC, offsets half-open places in the code points of the article's `text`.
A line of the type `article` is also a line as `ingest` takes it from anybody: it has the outlet's
name, and all `quotes` that stand in the text, in the order of their numbers, each with what its
statement says (`FACTS`). Those repeat other lines, for whoever reads articles alone; whoever reads
the whole believes the other lines.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, get_args

import sqlalchemy as sa

from app.extraction.types import Basis, Form
from app.models import SIDE_NAMES
from app.models.base import Table, UTCDateTime
from app.services.transfer import tables

VERSION = 1
END = "end"
# Those who keep the record, what they are at, and what is made of the texts again.
LEFT_OUT = {
    "account", "account_session", "api_token", "article_band", "capture", "draft", "failed_input",
    "job", "lease", "saved_search",
}  # fmt: skip
# What stands inside the line of an article.
INSIDE = {"quote", "quote_home"}
# What is worked out again of the other fields.
DERIVED = {
    "alias": {"folded"},
    "quote": {"article_id", "start_char", "end_char", "words_key"},
}
# What a quote's line tells of its statement.
FACTS = {
    "actor", "speaker", "side", "said_on", "said_on_basis", "occasion", "place", "topics",
    "withdrawn",
}  # fmt: skip
VOCABULARIES = {
    "side": frozenset(map(str, SIDE_NAMES)),
    "form": frozenset(map(str, Form)),
    "said_on_basis": frozenset(map(str, Basis)),
}
MAX_NUMBER = 2**63


@dataclass(frozen=True, slots=True)
class Field:
    """A column as lines have it.

    Attributes:
        write: turns a value that is not None into one of JSON.
        read: turns it back; raises ValueError with what it should be.
        points_to: the table whose numbers it holds, None where it holds none.
        default: what a line without it means; None where it must be there, or may be null.
    """

    name: str
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]
    is_needed: bool
    points_to: str | None
    default: Callable[[], Any] | None


@cache
def kinds() -> tuple[sa.Table, ...]:
    """Return the tables that have lines, each behind those that its lines point to."""
    own = [table for table in tables() if table.name not in LEFT_OUT | INSIDE]
    # Quotes, which stand in articles, point to much; little points to articles.
    behind = {"article"}
    for table in tables():
        if any(key.column.table.name in behind for key in table.foreign_keys):
            behind.add(table.name)
    first = [table for table in own if table.name not in behind]
    last = [table for table in own if table.name in behind - {"article"}]
    return (*first, named("article"), *last)


def named(name: str) -> sa.Table:
    """Return the table of this name."""
    return Table.metadata.tables[name]


@cache
def fields(name: str) -> tuple[Field, ...]:
    """Return the fields of a table's lines, in the order of its columns."""
    found = []
    for column in named(name).columns:
        target = next((key.column.table.name for key in column.foreign_keys), None)
        if column.name not in DERIVED.get(name, ()) and target not in LEFT_OUT:
            found.append(_field(name, column, target))
    return tuple(found)


def _field(table: str, column: sa.Column[Any], target: str | None) -> Field:
    write: Callable[[Any], Any] = _plain
    read: Callable[[Any], Any] = _number
    words = VOCABULARIES.get(column.name) or _words(table, column.name)
    kind = column.type.python_type
    if isinstance(column.type, sa.JSON):
        read = _json
    elif isinstance(column.type, UTCDateTime):
        write, read = _moment, _read_moment
    elif kind is date:
        write, read = date.isoformat, _read_day
    elif kind is bool:
        read = _truth
    elif kind is float:
        read = _share
    elif kind is str:
        read = _word_of(words) if words else _text
    default = None
    if column.default is not None and not column.primary_key:
        default = _default(column)
    return Field(
        column.name,
        write,
        read,
        is_needed=not column.nullable and default is None,
        points_to=target,
        default=default,
    )


def _words(table: str, column: str) -> frozenset[str] | None:
    """Return the words that a column may hold, None where it may hold any."""
    for model in Table.__subclasses__():
        if getattr(model, "__table__", None) is named(table):
            kind = model.model_fields[column].annotation
            for each in (kind, *get_args(kind)):
                if isinstance(each, type) and issubclass(each, StrEnum):
                    return frozenset(map(str, each))
    return None


def _default(column: sa.Column[Any]) -> Callable[[], Any]:
    given: Any = column.default
    value = given.arg
    return (lambda: value(None)) if callable(value) else (lambda: _plain(value))


# ------------------------------------------------------------------------- values


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, StrEnum) else value


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()


def _number(value: Any) -> Any:
    if type(value) is not int or not -MAX_NUMBER <= value < MAX_NUMBER:
        raise ValueError("should be a whole number")
    return value


def _share(value: Any) -> Any:
    if type(value) not in {int, float}:
        raise ValueError("should be a number")
    return float(value)


def _truth(value: Any) -> Any:
    if not isinstance(value, bool):
        raise ValueError("should be true or false")
    return value


def _text(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError("should be a text")
    if "\x00" in value:
        raise ValueError("holds a NUL character, which cannot be stored")
    return value


def _word_of(words: frozenset[str]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, str) or value not in words:
            raise ValueError(f"should be one of: {', '.join(sorted(words))}")
        return value

    return read


def _json(value: Any) -> Any:
    if not isinstance(value, dict | list):
        raise ValueError("should be a list or a table")
    return value


def _read_day(value: Any) -> Any:
    try:
        return date.fromisoformat(_text(value))
    except ValueError:
        raise ValueError("should be a day like 2024-12-26") from None


def _read_moment(value: Any) -> Any:
    try:
        found = datetime.fromisoformat(_text(value))
    except ValueError:
        raise ValueError("should be a moment like 2024-12-26T10:00:00+00:00") from None
    if found.tzinfo is None:
        raise ValueError("should be a moment with its zone")
    return found.astimezone(UTC)
