"""Facet lists: every value of a facet, narrowed by any spelling of a name."""

import re
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from app.queries.facet_values import FacetValue, in_place
from app.queries.facets import facets
from app.queries.filters import StatementFilter
from app.queries.names import find_actors_named
from app.queries.select import Selection, select
from app.queries.spelling import skeleton
from app.queries.words import WordQuery, parse_words, tokens_of

LISTED = ("actor", "outlet")
MANY = 1_000_000
# Romanisations meet in few letters (Asya in "asa", Yaya in "ia"): fewer than these begin any name.
TELLING_LETTERS = 3


@dataclass(frozen=True)
class ListedValue:
    """One value of a long facet.

    Attributes:
        alias: the spelling by which it was found, None where that is its label.
    """

    value: FacetValue
    alias: str | None = None


def list_values(selection: Selection, name: str, find: str = "") -> list[ListedValue]:
    """Return the values of a facet that the whole record has, with their counts in a selection.

    Those asked for come first, then the most frequent; those without a statement in the
    selection come last, by name.

    Args:
        name: one of `LISTED`.
        find: what a name must hold, in any spelling; its last word may go on.
    """
    everything = select(selection.session, StatementFilter())
    found = facets(selection, shown=None)[name]
    values = in_place(found, facets(everything, shown=None)[name])
    ordered = sorted(values, key=lambda each: (not each.selected, -each.count, each.label))
    spellings = _spellings(selection, name, find, ordered)
    if spellings is None:
        return [ListedValue(each) for each in ordered]
    return [
        ListedValue(each, alias if (alias := spellings[each.value]) != each.label else None)
        for each in ordered
        if each.value in spellings
    ]


def _spellings(
    selection: Selection, name: str, find: str, values: list[FacetValue]
) -> dict[str, str] | None:
    """The spelling found for each value that `find` means; None where it asks for nothing."""
    words = _words(find)
    tokens = [token for choice in words.wanted for word in choice for token in word.tokens]
    if not tokens:
        return None
    found = {each.value: each.label for each in values if _begins(tokens, each.label)}
    if name == "actor":
        named = find_actors_named(selection.session, words, limit=MANY)
        found = {each.slug: each.alias for each in named} | found
    return found


def _begins(tokens: list[str], label: str) -> bool:
    """Say whether each folded token begins a word of a name, in whatever script it is typed."""
    return all(
        any(
            plain.startswith(anyascii(token))
            or (len(key) >= TELLING_LETTERS and other.startswith(key))
            for plain, other in _beginnings(label)
        )
        for token, key in ((token, skeleton(token)) for token in tokens)
    )


@lru_cache(50_000)
def _beginnings(label: str) -> tuple[tuple[str, str], ...]:
    """Return each word of a name in plain Latin letters, and as romanisations of it meet."""
    return tuple((anyascii(each), skeleton(each)) for each in tokens_of(label))


def _words(find: str) -> WordQuery:
    """Read a name as it is being typed: no signs of a search, and the last word may go on."""
    plain = re.sub(r'["“”„«»*]|(?<!\w)-', " ", find).rstrip()
    return parse_words(f"{plain}*" if plain else "")
