"""Facets: for each value that could narrow or widen a list, how many statements it has."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.locales import N_
from app.models import LANGUAGE_NAMES, SIDE_NAMES
from app.queries.facet_values import Facets, FacetValue
from app.queries.filters import FORMS, NONE
from app.queries.labels import find_labels
from app.queries.select import Selection

SHOWN_VALUES = 12
NAMES = ("side", "actor", "topic", "month", "form", "lang", "outlet")
# What is not known of some statements. Facets are kept for all readers: labels stay as they are
# written here, and are translated where they are shown.
UNSET = {
    "side": N_("no side known"),
    "actor": N_("no actor known"),
    "topic": N_("no topic found"),
    "outlet": N_("no outlet known"),
}


def facets(selection: Selection, *, shown: int | None = SHOWN_VALUES) -> Facets:
    """Return for each facet its values with exact counts, each without the facet's own filter.

    Args:
        shown: at most so many actors and outlets, the most frequent ones, besides those that
            are selected; None for all.
    """
    # Every page of a list, in every order, has the same facets.
    key = replace(selection.wanted, page=1, after=None, per=1, sort="newest")
    return selection.keep(("facets", key, shown), lambda: _facets(selection, shown))


def _facets(selection: Selection, shown: int | None) -> Facets:
    return {
        "side": _named(selection, "side", SIDE_NAMES),
        "actor": _top(selection, "actor", shown),
        "topic": _topics(selection),
        "month": _months(selection),
        "form": _named(selection, "form", {form: form for form in FORMS}),
        "lang": _named(selection, "lang", LANGUAGE_NAMES),
        "outlet": _top(selection, "outlet", shown),
    }


def _named(selection: Selection, name: str, labels: Mapping[Any, str]) -> tuple[FacetValue, ...]:
    """A facet whose values have names in the program; it keeps the names' order."""
    found = selection.counted(name, without=name, shown=None)
    counts = {each.value or NONE: each.count for each in found}
    asked = getattr(selection.wanted, name)
    order = [str(value) for value in labels]
    others = sorted(value for value in {*counts, *asked} if value not in order)
    return tuple(
        FacetValue(
            value, labels.get(value, _unset(name, value)), counts.get(value, 0), value in asked
        )
        for value in (*order, *others)
        if value in counts or value in asked
    )


def _unset(name: str, value: str) -> str:
    if value != NONE:
        return value
    return UNSET.get(name, NONE)


def _values(
    selection: Selection, name: str, *, without: str | None, shown: int | None
) -> list[FacetValue]:
    """A facet whose values are in the record; those asked for are there with no statement too."""
    asked = getattr(selection.wanted, name)
    values = [
        FacetValue(
            each.value or NONE,
            each.label or _unset(name, NONE),
            each.count,
            (each.value or NONE) in asked,
        )
        for each in selection.counted(name, without=without, shown=shown)
    ]
    found = {value.value for value in values}
    missing = [value for value in asked if value not in found]
    # They stay, or nobody could take them back.
    labels = find_labels(selection.session, selection.wanted) if missing else {}
    counts = _counts_of(selection, name, missing) if shown is not None else {}
    return values + [
        FacetValue(
            value,
            labels.get((name, value), _unset(name, value)),
            counts.get(value, 0),
            selected=True,
        )
        for value in missing
    ]


def _counts_of(selection: Selection, name: str, missing: list[str]) -> dict[str, int]:
    """Return the counts of values asked for that are not among the most frequent."""
    if not missing:
        return {}
    every = selection.counted(name, without=name, shown=None)
    return {each.value or NONE: each.count for each in every}


def _top(selection: Selection, name: str, shown: int | None) -> tuple[FacetValue, ...]:
    """The most frequent values, ties by label, besides those asked for."""
    values = _values(selection, name, without=name, shown=shown)
    values.sort(key=lambda value: (-value.count, value.label))
    kept = values if shown is None else values[:shown]
    return tuple(kept + [value for value in values[len(kept) :] if value.selected])


def _topics(selection: Selection) -> tuple[FacetValue, ...]:
    # With topics=all a further topic narrows: its count is that of the narrower list.
    own = "topic" if selection.wanted.topics == "any" else None
    return tuple(_values(selection, "topic", without=own, shown=None))


def _months(selection: Selection) -> tuple[FacetValue, ...]:
    """Months, oldest first; statements known only by their year belong to none."""
    since, until = selection.wanted.since, selection.wanted.until
    asked = since.printed if since and since == until and since.precision == "month" else None
    counts = dict(selection.months(without="month"))
    if asked:
        counts.setdefault(asked, 0)
    return tuple(
        FacetValue(month, month, counts[month], month == asked) for month in sorted(counts)
    )
