"""Choices: the values of a facet with their links, as HTML.

Drawn here and not in a template, which takes four times as long for the fifty of a page.
"""

from collections.abc import Iterable
from html import escape

from app.locales import gettext, number
from app.queries.facet_values import FacetLinks, FacetValue
from app.queries.filters import NONE, StatementFilter
from app.web.labels import FORM_WORDS
from app.web.pieces import found_as

# The facets whose values are ours; speakers and outlets are called as they call themselves.
OURS = {"topic", "side", "lang"}
EMPTY_BOX = '<span class="box" aria-hidden="true"></span>'


def choices(
    values: Iterable[FacetValue], name: str, wanted: StatementFilter, place: str = "only"
) -> str:
    """Return the items of a facet's list: a value's link to its own list, and one beside it.

    Args:
        place: makes ids unique, where the same value stands twice on a page.
    """
    links = FacetLinks(name, wanted)
    return "\n".join([choice(value, name, links, place) for value in values])


def choice(
    value: FacetValue, name: str, links: FacetLinks, place: str, alias: str | None = None
) -> str:
    """Return the item of one value.

    Args:
        alias: the spelling that it was found by.
    """
    text, key = escape(_label(value, name)), escape(f"{place}-{name}-{value.value}")
    also = links.also(value)
    classes = f"choice{' on' if value.selected else ''}{'' if value.count else ' zero'}"
    if also is None:
        too, box = "", EMPTY_BOX
    else:
        sign = "✓" if value.selected else "+"
        does = gettext("without %(value)s") if value.selected else gettext("also %(value)s")
        does %= {"value": text}
        box = ""
        too = (
            f'<a class="box" id="{key}-too" data-next="{key}" href="/statements{escape(also)}"'
            f' aria-label="{does}" title="{does}">'
            f'<span aria-hidden="true">{sign}</span></a>'
        )
    found = f' <span class="note">{found_as(alias)}</span>' if alias else ""
    inside = (
        f'{box}<span class="value">{text}{found}</span>'
        f' <span class="count">{number(value.count)}</span>'
    )
    if value.count:
        now = ' aria-current="true"' if value.selected else ""
        href = escape(links.query(value))
        only = f'<a class="only" id="{key}" href="/statements{href}"{now}>{inside}</a>'
    else:
        only = f'<span class="only">{inside}</span>'
    return f'<li class="{classes}">{too}{only}</li>'


def _label(value: FacetValue, name: str) -> str:
    """Return what a value is called, in the reader's language where it is not a name."""
    if name == "form":
        return FORM_WORDS.get(value.value, value.label)
    return gettext(value.label) if name in OURS or value.value == NONE else value.label
