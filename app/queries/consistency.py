"""Consistency: hold the facet index against what SQL counts in the same snapshot."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlmodel import Session

from app.days import Period
from app.models import SIDE_NAMES
from app.queries.facets import NAMES, facets
from app.queries.filters import NONE, StatementFilter
from app.queries.index.follow import load
from app.queries.index.selection import IndexedSelection, indexed_selection
from app.queries.index.state import State
from app.queries.index.words import WordBitmaps
from app.queries.plain import plain_selection
from app.queries.words import WordQuery

# Questions that are asked besides each value of each facet.
QUESTIONS = (
    StatementFilter(),
    StatementFilter(sort="oldest"),
    StatementFilter(sort="added"),
    StatementFilter(status="pending"),
    StatementFilter(status="reviewed"),
    StatementFilter(sources=2),
)


def differences(session: Session, tell: Callable[[int], None] = lambda _: None) -> Iterator[str]:
    """Yield in words each answer in which the index and SQL differ; nothing if all is well.

    Args:
        tell: is called with how many questions were asked since the last time.
    """
    state = load(session)
    for wanted in QUESTIONS:
        yield from _compare_lists(session, state, wanted)
        yield from _compare_counts(session, state, wanted)
        tell(1)
    for name, values in facets(_indexed(session, state, StatementFilter()), shown=None).items():
        for value in values:
            # Actors and outlets are many: their counts stood among the first question's facets.
            if name in {"actor", "outlet"}:
                continue
            asked: dict[str, Any] = {name: (value.value,)}
            if name == "month":
                month = Period.parse(value.value)
                asked = {"since": month, "until": month}
            yield from _compare_lists(session, state, StatementFilter(**asked))
            tell(1)
    yield from _compare_positions(session, state)
    tell(1)


def _indexed(session: Session, state: State, wanted: StatementFilter) -> IndexedSelection:
    return indexed_selection(session, wanted, WordQuery(), state, WordBitmaps())


def _compare_lists(session: Session, state: State, wanted: StatementFilter) -> Iterator[str]:
    plain = plain_selection(session, wanted, WordQuery())
    if _indexed(session, state, wanted).page() != plain.page():
        yield f"/statements{wanted.query()}: the index lists other statements than the database."


def _compare_counts(session: Session, state: State, wanted: StatementFilter) -> Iterator[str]:
    here = facets(_indexed(session, state, wanted), shown=None)
    there = facets(plain_selection(session, wanted, WordQuery()), shown=None)
    for name in NAMES:
        if here[name] != there[name]:
            where = f"/statements{wanted.query()}"
            yield f"{where}: the index counts {name} otherwise than the database."


def _compare_positions(session: Session, state: State) -> Iterator[str]:
    sides = [*map(str, SIDE_NAMES), NONE]
    everything = StatementFilter()
    there = plain_selection(session, everything, WordQuery()).crossed(sides)
    if _indexed(session, state, everything).crossed(sides) != there:
        yield "/compare: the index compares sides otherwise than the database."
