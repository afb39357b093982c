"""Filters: what a list of statements is asked for; one state, one URL."""

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import isfinite
from typing import Any
from unicodedata import normalize
from urllib.parse import quote_plus

from app.days import Period
from app.db import MAX_ID
from app.errors import Invalid
from app.locales import N_, gettext
from app.models.base import SIDE_NAMES
from app.queries.words import parse_words

NONE = "none"
FORMS = ("direct", "mixed", "indirect")
SORTS = ("newest", "oldest", "relevance", "added")
STATUSES = ("all", "reviewed", "pending")
PER_PAGE, MAX_PER_PAGE = 50, 200
MAX_QUERY_CHARS = 500
MAX_VALUES = 100
NO_PLACE = N_("This is no place in this list: start without it.")
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,119}")
LANGUAGE = re.compile(r"[a-z]{2,3}")


# The same months and slugs stand on page after page.
_quoted = lru_cache(maxsize=4096)(quote_plus)


@dataclass(frozen=True)
class Cursor:
    """The place after a statement in one order: the sort's key and the statement's id.

    Attributes:
        key: ISO day or moment, a rank, or None where the statement has none (undated).
    """

    sort: str
    key: str | float | None
    id: int

    def encode(self) -> str:
        """Return it as one opaque, URL-safe word."""
        packed = json.dumps([self.sort, self.key, self.id], separators=(",", ":"))
        return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, word: str) -> "Cursor":
        """Return the cursor that `encode` wrote.

        Raises:
            ValueError: it was not written by `encode`.
        """
        try:
            packed = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
            sort, key, number = json.loads(packed)
        except (binascii.Error, ValueError, TypeError, RecursionError):
            raise ValueError(word) from None
        if type(number) is not int or not 0 < number <= MAX_ID or not is_key(sort, key):
            raise ValueError(word)
        return cls(sort, key, number)


def is_key(sort: object, key: object) -> bool:
    """Say whether `key` is a place in the order `sort`, as a cursor writes it."""
    match sort, key:
        case (("newest" | "oldest"), None):
            return True
        case (("newest" | "oldest"), str(day)):
            return date.fromisoformat(day).isoformat() == day
        case "added", str(moment):
            # In another zone the year 1 has moments that UTC has not.
            return datetime.fromisoformat(moment).utcoffset() == timedelta(0)
        case "relevance", float(rank):
            return isfinite(rank)
    return False


@dataclass(frozen=True)
class StatementFilter:
    """Everything that a list of statements can be asked for, already checked.

    Values of one name are OR, names are AND. Fields keep the order of the URL.

    Attributes:
        q: words as typed.
        actor, side, topic, outlet: slugs; `none` finds statements without an actor or side.
        topics: whether a statement needs `any` or `all` of `topic`.
        since, until: `from` and `to` of the URL, both ends inclusive.
        sources: at least so many outlets.
        exact: no folding of case, diacritics or scripts in `q`.
    """

    q: str = ""
    actor: tuple[str, ...] = ()
    side: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    topics: str = "any"
    since: Period | None = None
    until: Period | None = None
    form: tuple[str, ...] = ()
    lang: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    sources: int = 1
    status: str = "all"
    exact: bool = False
    sort: str = "newest"
    page: int = 1
    after: Cursor | None = None
    per: int = PER_PAGE

    @property
    def is_dated(self) -> bool:
        """Say whether a date is asked for, so that undated statements are left out."""
        return self.since is not None or self.until is not None

    @property
    def order(self) -> str:
        """The order that the list has: relevance means nothing without words to look for."""
        ranks = self.sort == "relevance" and parse_words(self.q).wanted
        return self.sort if ranks or self.sort != "relevance" else "newest"

    def pairs(self) -> list[tuple[str, str]]:
        """Return what differs from the default as URL pairs, in a fixed order."""
        return _pairs(vars(self), FIELDS)

    def query(self, **changes: Any) -> str:
        """Return the query string, `?` included, of this filter with `changes`.

        A change starts again at the first page, unless it names `page` or `after`. The names
        are the fields' (`since`, `until`); strings are taken where periods are meant.
        """
        if changes.keys().isdisjoint({"page", "after"}):
            changes = {"page": 1, "after": None, **changes}
        for name in ("since", "until"):
            if isinstance(changes.get(name), str):
                changes[name] = Period.parse(changes[name]) if changes[name] else None
        encoded = _encoded(_pairs({**vars(self), **changes}, FIELDS))
        return "?" + encoded if encoded else ""

    def varied(self, *names: str, beside: bool = False) -> Callable[[str], str]:
        """Return what makes of a value the `query` with that value in the fields `names`.

        A page has hundreds of links that differ in one value: all else is written once.

        Args:
            names: fields that stand next to one another; every one gets the value, which is
                not empty and, as a day, printed as `Period` prints it.
            beside: the value comes behind those that the field has, and is none of them.
        """
        first, last = FIELDS.index(names[0]), FIELDS.index(names[-1]) + 1
        wanted = {**vars(self), "page": 1, "after": None}
        head = _encoded(_pairs(wanted, FIELDS[: last if beside else first]))
        tail = _encoded(_pairs(wanted, FIELDS[last:]))
        keys = "&".join(f"{URL_NAMES.get(name, name)}=\n" for name in names)
        pieces = ("?" + "&".join(filter(None, (head, keys, tail)))).split("\n")
        return lambda value: _quoted(value).join(pieces)

    def toggled(self, name: str, value: str) -> str:
        """Return the query string with `value` added to `name`, or taken away if it is there."""
        now: tuple[str, ...] = getattr(self, name)
        kept = tuple(each for each in now if each != value)
        return self.query(**{name: kept if value in now else (*now, value)})

    def only(self, name: str, value: str) -> str:
        """Return the query string with `value` as the one value of `name`."""
        return self.query(**{name: (value,)})


URL_NAMES = {"since": "from", "until": "to"}
FIELDS = tuple(each.name for each in fields(StatementFilter))
DEFAULTS = {each.name: each.default for each in fields(StatementFilter)}


def _pairs(values: Mapping[str, Any], names: Sequence[str]) -> list[tuple[str, str]]:
    """Return those of a filter's values that differ from the default as URL pairs."""
    found: list[tuple[str, str]] = []
    for name in names:
        value = values[name]
        if value == DEFAULTS[name]:
            continue
        key = URL_NAMES.get(name, name)
        if isinstance(value, tuple):
            found += [(key, each) for each in value]
        elif isinstance(value, Cursor):
            found.append((key, value.encode()))
        else:
            found.append((key, "1" if value is True else str(value)))
    return found


def _encoded(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join([f"{name}={_quoted(value)}" for name, value in pairs])


REPEATABLE = {"actor", "side", "topic", "form", "lang", "outlet"}


@dataclass(frozen=True)
class ParsedFilter:
    """A filter made of what was understood, and a message for each field that was not.

    Attributes:
        typed: for each field with a problem, the value as it was typed.
    """

    wanted: StatementFilter
    problems: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)

    def checked(self) -> StatementFilter:
        """Return the filter.

        Raises:
            Invalid: some field was not understood.
        """
        if self.problems:
            raise Invalid(dict(self.problems))
        return self.wanted


def parse_filter(pairs: Iterable[tuple[str, str]]) -> ParsedFilter:
    """Return the filter that URL pairs ask for; names that mean nothing here are ignored.

    Empty values are dropped, repeated ones kept once, the rest is checked one field at a time,
    so that one bad value loses no other.
    """
    reader = _Reader()
    for name, value in pairs:
        if value.strip():
            reader.take(name, value.strip())
    since, until = reader.values.get("since"), reader.values.get("until")
    if isinstance(since, Period) and isinstance(until, Period) and since.first > until.last:
        before = gettext("The end lies before the start, %(start)s.", start=since)
        reader.refuse("to", until.printed, before)
        del reader.values["until"]
    found = StatementFilter(**reader.values)
    if found.after is not None and found.after.sort != found.order:
        # Taken for the first page, it would lead a program in a circle.
        reader.refuse("after", found.after.encode(), gettext(NO_PLACE))
        found = replace(found, after=None)
    return ParsedFilter(found, reader.problems, reader.typed)


class _Reader:
    """Collects values and problems, field by field."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.problems: dict[str, str] = {}
        self.typed: dict[str, str] = {}

    def refuse(self, name: str, value: str, message: str) -> None:
        self.problems.setdefault(name, message)
        self.typed.setdefault(name, value[:MAX_QUERY_CHARS])

    def take(self, name: str, value: str) -> None:
        known = {"from": "since", "to": "until"}.get(name, name)
        if known not in DEFAULTS or name in URL_NAMES:
            return
        try:
            if known in REPEATABLE:
                self._add(known, check_value(known, value))
            else:
                self.values[known] = check_value(known, value)
        except ValueError as problem:
            self.refuse(name, value, str(problem))

    def _add(self, name: str, value: str) -> None:
        now: tuple[str, ...] = self.values.get(name, ())
        if len(now) >= MAX_VALUES:
            raise ValueError(gettext("At most %(most)s values.", most=MAX_VALUES))
        if value not in now:
            self.values[name] = (*now, value)


def one_of(value: str, known: Iterable[str]) -> str:
    """Return `value` if it is one of `known`.

    Raises:
        ValueError: it is not; the message lists them.
    """
    low = value.lower()
    if low not in known:
        raise ValueError(
            gettext(
                "%(typed)s is unknown: use one of %(known)s.",
                typed=repr(value[:80]),
                known=", ".join(known),
            )
        )
    return low


def flag(value: str) -> bool:
    """Return whether a switch is on; an empty one is off.

    Raises:
        ValueError: it is neither on nor off.
    """
    return bool(value) and one_of(value, ("1", "0", "true", "false")) in {"1", "true"}


def check_value(name: str, value: str) -> Any:
    """Return one field's value in its own type.

    Raises:
        ValueError: it cannot be understood; the message is for the person who typed it.
    """
    match name:
        case "q":
            # What people type is never an error: words behind the limit are not looked for.
            value = value[:MAX_QUERY_CHARS]
            # What no database stores cannot be found either; the rest of the words can.
            # Texts are stored as NFC: words are looked for in the same form.
            return normalize("NFC", re.sub("[\x00\ud800-\udfff]", " ", value)).strip()
        case "side":
            return one_of(value, [*SIDE_NAMES, NONE])
        case "form":
            return one_of(value, FORMS)
        case "topics":
            return one_of(value, ("any", "all"))
        case "sort":
            return one_of(value, SORTS)
        case "status":
            return one_of(value, STATUSES)
        case "actor" | "topic" | "outlet":
            if not SLUG.fullmatch(value):
                raise ValueError(
                    gettext("%(typed)s is not a name that this site uses.", typed=repr(value[:80]))
                )
            return value
        case "lang":
            if not LANGUAGE.fullmatch(value):
                raise ValueError(
                    gettext(
                        "%(typed)s is no language code, such as en, ru, tr.", typed=repr(value[:80])
                    )
                )
            return value
        case "since" | "until":
            try:
                return Period.parse(value)
            except ValueError:
                raise ValueError(
                    gettext(
                        "%(typed)s is no date: use 2024, 2024-12 or 2024-12-26.",
                        typed=repr(value[:80]),
                    )
                ) from None
        case "exact":
            return flag(value)
        case "after":
            try:
                return Cursor.decode(value)
            except ValueError:
                raise ValueError(gettext(NO_PLACE)) from None
        case "sources":
            return whole_number(value, 1, 1000)
        case "page":
            return whole_number(value, 1, 10_000_000)
        case _:
            return whole_number(value, 1, MAX_PER_PAGE)


def whole_number(value: str, least: int, most: int) -> int:
    """Return `value` as a number from `least` to `most`.

    Raises:
        ValueError: it is none.
    """
    if not re.fullmatch(r"\d{1,9}", value, re.ASCII) or not least <= int(value) <= most:
        raise ValueError(
            gettext(
                "%(typed)s is no whole number from %(least)s to %(most)s.",
                typed=repr(value[:80]),
                least=least,
                most=most,
            )
        )
    return int(value)
