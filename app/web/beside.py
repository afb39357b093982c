"""Beside: two statements side by side, with the words marked that only one of them has."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.differences import differing
from app.locales import gettext
from app.models import CHANGES, STANDS
from app.queries.links import LinkRow, threads, wordings_of
from app.queries.rows import QuoteRow, StatementRow
from app.spans import Span
from app.web import labels


@dataclass(frozen=True)
class Half:
    """One of two statements, in the wording in which they are compared.

    Attributes:
        differs: where words stand that the other one has not.
    """

    row: StatementRow
    quote: QuoteRow
    differs: tuple[Span, ...]


@dataclass(frozen=True)
class Beside:
    """Two statements, the earlier one first.

    Attributes:
        told: what the marks mean, or why there are none.
    """

    halves: tuple[Half, Half]
    told: str


def beside(earlier: StatementRow, later: StatementRow) -> Beside:
    """Return two statements with what differs; across languages nothing is marked."""
    quotes = wordings_of(earlier, later)
    found, told = None, gettext("Marked: the words that only one of the two has.")
    if quotes[0].language != quotes[1].language:
        one, other = (labels.language_name(each.language) for each in quotes)
        told = gettext(
            "They are in two languages, %(one)s and %(other)s: no words are marked.",
            one=one,
            other=other,
        )
    else:
        found = differing(quotes[0].text, quotes[1].text)
        if found is None:
            told = gettext("They share too few words in one order for marks: read both.")
        elif not any(found):
            told = gettext("They have the same words.")
    earlier_half, later_half = (
        Half(row, quote, tuple(Span(*part) for part in parts))
        for row, quote, parts in zip((earlier, later), quotes, found or ((), ()), strict=True)
    )
    return Beside((earlier_half, later_half), told)


Lines = Sequence[tuple[str, list[tuple[LinkRow, ...]]]]
"""By side, its lines of changes: links of which each goes on where the one before it ended."""


def lines_by_side(links: Sequence[LinkRow], order: Sequence[str]) -> Lines:
    """Return the changes of position by side, in the order of sides; what is in doubt too.

    A change between sides, which is one no more, stands with the side of its later statement.
    """
    by_side: dict[str, list[LinkRow]] = {}
    for link in links:
        if link.is_change:
            by_side.setdefault(link.later.side or "none", []).append(link)
    first = [side for side in order if side in by_side]
    return [(side, threads(by_side[side])) for side in dict.fromkeys((*first, *by_side))]


def stands_between(links: Sequence[LinkRow], sides: Sequence[str]) -> list[LinkRow]:
    """Return what was said of two sides, agreed and different, that both statements are of."""
    return [
        each
        for each in links
        if not each.is_change and {each.earlier.side, each.later.side} <= set(sides)
    ]


def kinds_for(same_side: bool) -> list[tuple[str, str]]:
    """Return the kinds of links that two statements of one side, or of two, can have."""
    kinds = CHANGES if same_side else STANDS
    return [(kind.value, labels.LINK_WORDS[kind]) for kind in kinds]
