"""Chips: what a list is filtered by, each with the way to take it away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.locales import N_, Words, gettext, named
from app.queries.filters import NONE, StatementFilter
from app.web import labels

FIELD_NAMES = Words(
    {
        "q": N_("words"),
        "actor": N_("speaker"),
        "side": N_("side"),
        "topic": N_("topic"),
        "since": N_("from"),
        "until": N_("to"),
        "form": N_("form"),
        "lang": N_("language"),
        "outlet": N_("outlet"),
        "sources": N_("outlets"),
        "status": N_("review"),
        "exact": N_("spelling"),
    }
)

UNSET = Words(
    {
        "actor": N_("not resolved"),
        "side": N_("not known"),
        "topic": N_("none found"),
        "outlet": N_("not known"),
    }
)


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
        yield (
            "sources",
            gettext("at least %(number)s", number=wanted.sources),
            wanted.query(sources=1),
        )
    if wanted.status != "all":
        yield "status", labels.STATUS_WORDS[wanted.status], wanted.query(status="all")
    if wanted.exact:
        yield "exact", gettext("exactly as typed"), wanted.query(exact=False)


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
            name = names.get((field, value), value)
            return named(name) if field == "topic" else name


def bare(wanted: StatementFilter) -> StatementFilter:
    """Return the filter that asks for everything, in the order and number that were chosen."""
    return StatementFilter(sort=wanted.sort, per=wanted.per)
