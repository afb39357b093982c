"""Select: from a filter to the statements it selects.

The first of the four calls `select → facets → page → rows` that every list is made of. The
facet index answers where one was lent to the session, the database alone elsewhere.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, col

from app.errors import Invalid
from app.models import Actor, Outlet, Topic
from app.queries.filters import NONE, Cursor, ParsedFilter, StatementFilter
from app.queries.index.keeper import keeper_of
from app.queries.index.selection import indexed_selection
from app.queries.pages import Counted, Crossing, Page
from app.queries.plain import plain_selection
from app.queries.words import Word, WordQuery, parse_words

T = TypeVar("T")


class Selection(Protocol):
    """The statements that a filter asks for, not yet read.

    Attributes:
        words: what `q` was understood as; empty where it holds only punctuation.
    """

    @property
    def session(self) -> Session:
        """The snapshot that answers."""
        ...

    @property
    def wanted(self) -> StatementFilter:
        """What is asked for."""
        ...

    @property
    def words(self) -> WordQuery:
        """What `q` was understood as; empty where it holds only punctuation."""
        ...

    def count(self) -> int:
        """Return the exact number of statements."""
        ...

    def page(self, *, everything: bool = False) -> Page:
        """Return one page: the one after `wanted.after` if given, else the numbered one.

        Args:
            everything: all ids on one page, whatever `per`, `page` and `after` say.
        """
        ...

    def behind(self, after: Cursor | None, size: int) -> "Selection":
        """Return the selection whose page is the next `size` statements behind a cursor."""
        ...

    def counted(self, facet: str, *, without: str | None, shown: int | None) -> list[Counted]:
        """Return the values of a facet that statements have, with exact counts.

        Args:
            without: the facet whose own part of the filter is left out.
            shown: so many of the most frequent are needed, with all that tie with the last;
                None for all.
        """
        ...

    def months(self, *, without: str | None) -> dict[str, int]:
        """Return how many statements each month has that any has, oldest first.

        Those known only by their year belong to none.
        """
        ...

    def crossed(
        self, sides: Sequence[str], *, topic: str | None = None
    ) -> Mapping[tuple[str, str], Crossing]:
        """Return what each side said on each topic, by the topic's slug and the side.

        Args:
            sides: as a filter has them; a topic of which one says nothing is left out for it.
            topic: the slug of the one topic that is asked for.
        """
        ...

    def holding(self, words: Sequence[Word], most: int) -> list[int]:
        """Return the statements that hold most of some words, at most so many of them.

        A word that few have counts for more; what holds none is left out.
        """
        ...

    def last_added(self, number: int) -> "Selection":
        """Return the selection of the `number` statements at most that were added last."""
        ...

    def keep(self, key: object, make: Callable[[], T]) -> T:
        """Return what `make` makes for `key`, kept for as long as the record stays the same."""
        ...


def select(session: Session, wanted: StatementFilter) -> Selection:
    """Return the selection of a filter whose slugs are known (see `unknown_slugs`)."""
    words = parse_words(wanted.q)
    keeper = keeper_of(session)
    state = keeper.state(session) if keeper is not None else None
    if keeper is None or state is None:
        return plain_selection(session, wanted, words)
    return indexed_selection(session, wanted, words, state, keeper.words)


def unknown_slugs(session: Session, wanted: StatementFilter) -> dict[str, str]:
    """Return a message for each of `actor`, `topic`, `outlet` that names nothing known."""
    problems = {}
    tables: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
        ("actor", Actor.slug, wanted.actor),
        ("topic", Topic.slug, wanted.topic),
        ("outlet", Outlet.slug, wanted.outlet),
    )
    for name, column, slugs in tables:
        asked = set(slugs) - {NONE}
        if not asked:
            continue
        known = set(session.execute(sa.select(col(column)).where(col(column).in_(asked))).scalars())
        if asked - known:
            problems[name] = f"There is no {name} {', '.join(sorted(asked - known))}."
    return problems


def select_parsed(session: Session, parsed: ParsedFilter) -> Selection:
    """Return the selection of a filter as parsed.

    Raises:
        Invalid: a field was not understood, or names nothing known.
    """
    problems = {**unknown_slugs(session, parsed.wanted), **parsed.problems}
    if problems:
        raise Invalid(problems)
    return select(session, parsed.wanted)


def count(selection: Selection) -> int:
    """Return the exact number of statements of a selection."""
    return selection.count()


def page(selection: Selection, *, everything: bool = False) -> Page:
    """Return one page of a selection, or (`everything`) all of it as one."""
    return selection.page(everything=everything)


def last_added(selection: Selection, number: int) -> Selection:
    """Return the selection of the statements that were added last, `number` of them at most."""
    return selection.last_added(number)
