"""Facet values: what could narrow or widen a list, and where the links of each lead."""

from dataclasses import dataclass, replace

from app.queries.filters import StatementFilter

# Short lists whose values keep their places when a selection has none of them.
STEADY = ("side", "topic", "form", "lang")


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet.

    Attributes:
        count: statements that the list would hold with this as the facet's only value.
        selected: it is asked for now.
    """

    value: str
    label: str
    count: int
    selected: bool

    def query(self, name: str, wanted: StatementFilter) -> str:
        """Return the query string of the list that `count` counts."""
        if name == "month":
            return wanted.query(since=self.value, until=self.value)
        if name == "topic" and wanted.topics == "all":
            # A statement needs all of them: the count is that of the narrower list.
            return wanted.query() if self.selected else wanted.toggled(name, self.value)
        return wanted.only(name, self.value)

    def also(self, name: str, wanted: StatementFilter) -> str | None:
        """Return the query string with this beside the facet's other values, or taken away.

        None where that is nothing else than `query`, or would add no statement; and for months,
        which make a range.
        """
        if name == "month":
            return None
        if self.selected:
            return wanted.toggled(name, self.value)
        is_first = not getattr(wanted, name)
        if is_first or not self.count or (name == "topic" and wanted.topics == "all"):
            return None
        return wanted.toggled(name, self.value)


Facets = dict[str, tuple[FacetValue, ...]]


def in_place(
    found: tuple[FacetValue, ...], whole: tuple[FacetValue, ...]
) -> tuple[FacetValue, ...]:
    """Return the values of the whole record in its order, each with its count in a selection.

    Values that the selection does not have count 0; what only the selection names comes last.
    """
    counted = {each.value: each for each in found}
    kept = tuple(counted.pop(each.value, replace(each, count=0, selected=False)) for each in whole)
    return (*kept, *counted.values())


def steady(found: Facets, whole: Facets) -> Facets:
    """Return facets whose short lists hold every value of the whole record, in its order."""
    return found | {name: in_place(found[name], whole[name]) for name in STEADY}
