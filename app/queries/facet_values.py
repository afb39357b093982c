"""Facet values: what could narrow or widen a list, and where the links of each lead."""

from typing import NamedTuple

from app.queries.filters import StatementFilter

# Short lists whose values keep their places when a selection has none of them.
STEADY = ("side", "topic", "form", "lang")


class FacetValue(NamedTuple):
    """One value of a facet.

    Attributes:
        count: statements that the list would hold with this as the facet's only value.
        selected: it is asked for now.
    """

    value: str
    label: str
    count: int  # type: ignore[assignment]  # A tuple's own `count` is not asked for.
    selected: bool


class FacetLinks:
    """Where the values of one facet lead, from the list that a filter asks for."""

    def __init__(self, name: str, wanted: StatementFilter) -> None:
        self._name, self._wanted = name, wanted
        self._now: tuple[str, ...] = () if name == "month" else getattr(wanted, name)
        # A statement needs all of them: the count of another is that of the narrower list.
        self._needs_all = name == "topic" and wanted.topics == "all"
        fields = ("since", "until") if name == "month" else (name,)
        self._only = wanted.varied(*fields, beside=self._needs_all)
        self._too = wanted.varied(name, beside=True) if self._now else None

    def query(self, value: FacetValue) -> str:
        """Return the query string of the list that the value's `count` counts."""
        if self._needs_all and value.selected:
            return self._wanted.query()
        return self._only(value.value)

    def also(self, value: FacetValue) -> str | None:
        """Return the query string with this beside the facet's other values, or taken away.

        None where that is nothing else than `query`, or would add no statement; and for months,
        which make a range.
        """
        if self._name == "month":
            return None
        if value.selected:
            return self._wanted.toggled(self._name, value.value)
        if self._too is None or not value.count or self._needs_all:
            return None
        return self._too(value.value)


Facets = dict[str, tuple[FacetValue, ...]]


def in_place(
    found: tuple[FacetValue, ...], whole: tuple[FacetValue, ...]
) -> tuple[FacetValue, ...]:
    """Return the values of the whole record in its order, each with its count in a selection.

    Values that the selection does not have count 0; what only the selection names comes last.
    """
    counted = {each.value: each for each in found}
    kept = tuple(counted.pop(each.value, each._replace(count=0, selected=False)) for each in whole)
    return (*kept, *counted.values())


def steady(found: Facets, whole: Facets) -> Facets:
    """Return facets whose short lists hold every value of the whole record, in its order."""
    return found | {name: in_place(found[name], whole[name]) for name in STEADY}
