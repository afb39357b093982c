"""Cursors: opaque words that say where in a list somebody stopped; statements have their own.

What comes and goes meanwhile moves nobody's place: what stays in the list is read once.
"""

import base64
import binascii
import json
from datetime import UTC, date, datetime
from functools import cache
from typing import Annotated, Any, TypeVar

from fastapi import Query
from pydantic import Field, TypeAdapter, ValidationError

from app.api.parameters import MAX_CURSOR_CHARS
from app.db import MAX_ID
from app.errors import Invalid
from app.queries.places import Place

T = TypeVar("T", date, datetime)
K = TypeVar("K", bound=tuple[Any, ...])

Number = Annotated[int, Field(strict=True, gt=0, le=MAX_ID)]
Rank = Annotated[int, Field(strict=True, ge=0, le=MAX_ID)]

AFTER = "The `next` of the answer before, with the same parameters; `page` does not count then."
After = Annotated[str, Query(max_length=MAX_CURSOR_CHARS, description=AFTER)]
NO_PLACE = "This is no place in this list: start without it."


def encode(name: str, *key: str | int | None) -> str:
    """Return a place in a list as one URL-safe word."""
    packed = json.dumps([name, *key], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def decode(name: str, word: str) -> list[Any]:
    """Return the key that `encode` wrote for a list of this name.

    Raises:
        Invalid: it wrote none, or for another list.
    """
    try:
        packed = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
        found = json.loads(packed)
    except (binascii.Error, ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or found[:1] != [name]:
        raise Invalid({"after": NO_PLACE})
    return found[1:]


def place_in(name: str, word: str, kind: type[T]) -> Place | None:
    """Return the place in a list that has the latest first; None for an empty word.

    Raises:
        Invalid: the word is of no such list.
    """
    if not word:
        return None
    match decode(name, word):
        case [None, int(number)] if 0 < number <= MAX_ID:
            return Place(None, number)
        case [str(at), int(number)] if 0 < number <= MAX_ID:
            try:
                found = kind.fromisoformat(at)
            except ValueError:
                raise Invalid({"after": NO_PLACE}) from None
            if isinstance(found, datetime) and found.tzinfo is not UTC:
                raise Invalid({"after": NO_PLACE})
            return Place(found, number)
    raise Invalid({"after": NO_PLACE})


def key_in(name: str, word: str, kind: type[K]) -> K | None:
    """Return the key of the last thing read of a list in another order; None for an empty word.

    Args:
        kind: a tuple, such as `tuple[str, Number]`.

    Raises:
        Invalid: the word is of no such list.
    """
    if not word:
        return None
    reader: TypeAdapter[K] = _reader(kind)
    try:
        return reader.validate_python(decode(name, word))
    except ValidationError:
        raise Invalid({"after": NO_PLACE}) from None


@cache
def _reader(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def next_of(name: str, at: date | None, number: int, *, has_more: bool) -> str | None:
    """Return the word for the place behind something, None at the end of the list."""
    return encode(name, at.isoformat() if at else None, number) if has_more else None
