"""Chips: what a list is filtered by, each with the way to take it away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.queries.filters import NONE, StatementFilter
from app.web import labels

FIELD_NAMES = {
    "q": "words",
    "actor": "speaker",
    "side": "side",
    "topic": "topic",
    "since": "from",
    "until": "to",
    "form": "form",
    "lang": "language",
    "outlet": "outlet",
    "sources": "outlets",
    "status": "review",
    "exact": "spelling",
}

UNSET = {
    "actor": "not resolved",
    "side": "not known",
    "topic": "none found",
    "outlet": "not known",
}


@dataclass(frozen=True)
class Chip:
    """One value that is applied.

    Attributes:
        field: what it says something about, in a word.
        without: query string of the list without it.
    """

    field: str
    label: str
    without: str


def make_chips(wanted: StatementFilter, names: Mapping[tuple[str, str], str]) -> list[Chip]:
    """Return a chip for each value that is applied; how the list is sorted and cut is none.

    Args:
        names: of actors, topics and outlets by field and slug, see `find_labels`.
    """
    return [Chip(FIELD_NAMES[field], *rest) for field, *rest in _values(wanted, names)]


def _values(
    wanted: StatementFilter, names: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, str, str]]:
    if wanted.q:
        yield "q", wanted.q, wanted.query(q="", exact=False)
    for field in ("actor", "side", "topic", "form", "lang", "outlet"):
        for value in getattr(wanted, field):
            yield field, _label(field, value, names), wanted.toggled(field, value)
    if wanted.since:
        yield "since", labels.day(str(wanted.since)), wanted.query(since=None)
    if wanted.until:
        yield "until", labels.day(str(wanted.until)), wanted.query(until=None)
    if wanted.sources > 1:
        yield "sources", f"at least {wanted.sources}", wanted.query(sources=1)
    if wanted.status != "all":
        yield "status", labels.STATUS_WORDS[wanted.status], wanted.query(status="all")
    if wanted.exact:
        yield "exact", "exactly as typed", wanted.query(exact=False)


def _label(field: str, value: str, names: Mapping[tuple[str, str], str]) -> str:
    if value == NONE:
        return UNSET[field]
    match field:
        case "side":
            return labels.side_name(value)
        case "lang":
            return labels.language_name(value)
        case "form":
            return labels.FORM_WORDS[value]
        case _:
            return names.get((field, value), value)


def bare(wanted: StatementFilter) -> StatementFilter:
    """Return the filter that asks for everything, in the order and number that were chosen."""
    return StatementFilter(sort=wanted.sort, per=wanted.per)
