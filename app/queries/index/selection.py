"""Selection: what a filter asks for, answered from the facet index."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
from pyroaring import BitMap
from sqlmodel import Session

from app.queries.filters import DEFAULTS, NONE, Cursor, StatementFilter
from app.queries.index.columns import bitmap_of, numbers_of
from app.queries.index.crossing import crossings
from app.queries.index.order import ByAddition, ByDay, ByRelevance, Order
from app.queries.index.state import UNDATED, Key, State, month_number, month_text
from app.queries.index.words import WordBitmaps
from app.queries.names import lend_actor_names, spell_out
from app.queries.pages import Counted, Crossing, Page, rarity
from app.queries.words import Word, WordQuery

T = TypeVar("T")

# The fields of the filter that make a facet's own part.
FIELDS = {
    **{name: (name,) for name in ("side", "actor", "form", "lang", "outlet")},
    "topic": ("topic", "topics"),
    "month": ("since", "until"),
}

# Of so small a part of the record, statements are counted one by one: that is quicker.
FEW = 0.2


@dataclass(frozen=True)
class IndexedSelection:
    """The statements that a filter asks for, in one state of the record.

    Attributes:
        parts: bitmaps by the facet they belong to, so that a facet can leave out its own.
    """

    session: Session
    wanted: StatementFilter
    words: WordQuery
    state: State
    parts: Mapping[str, BitMap]
    bitmaps: WordBitmaps

    def keep(self, key: object, make: Callable[[], T]) -> T:
        """Return what `make` makes for `key`, kept for as long as the record stays the same."""
        return self.state.keep(key, make)

    # ------------------------------------------------------------------------ which ones

    def ids(self, *, without: str | None = None) -> BitMap:
        """Return the statements that fulfil all parts, less that of the facet `without`."""
        wanted = sorted((ids for name, ids in self.parts.items() if name != without), key=len)
        if not wanted:
            return self.state.live
        return BitMap.intersection(wanted[0], *wanted[1:], self.state.live)

    @cached_property
    def chosen(self) -> BitMap:
        """The statements of the selection."""
        return self.ids()

    def count(self) -> int:
        """Return how many statements the selection holds."""
        return len(self.chosen)

    def last_added(self, number: int) -> "IndexedSelection":
        """Return the selection of the `number` statements that were added last."""
        newest = ByAddition(self.session, self.state, self.chosen).take(0, number)
        return replace(self, parts={**self.parts, "added": BitMap(newest)})

    def _those(self, without: str | None) -> BitMap:
        return self.ids(without=without) if without in self.parts else self.chosen

    def _question(self, without: str | None) -> object:
        """Return what tells these statements from others: the filter less the facet's own part.

        Whoever goes from one value of a facet to another asks the same of that facet again.
        """
        left_out = {"page", "after", "per", "sort", *FIELDS.get(without or "", ())}
        asked = tuple(
            [
                (name, value)
                for name, value in vars(self.wanted).items()
                if value != DEFAULTS[name] and name not in left_out
            ]
        )
        return asked, "added" in self.parts and self.chosen.to_array().tobytes()

    # --------------------------------------------------------------------------- counts

    def counted(self, facet: str, *, without: str | None, shown: int | None) -> list[Counted]:
        """Return the values of a facet that statements have, with their counts.

        Args:
            without: the facet whose own part is left out.
            shown: more than the most frequent so many are not needed (all that tie with the
                last are there); None for all.
        """
        key = ("counted", facet, shown, self._question(without))
        return self.keep(key, lambda: self._counted(facet, self._those(without), shown))

    def _counted(self, facet: str, ids: BitMap, shown: int | None) -> list[Counted]:
        counts = self._counts(facet, ids, shown)
        if facet not in {"actor", "topic", "outlet", "origin"}:
            return [
                Counted(None if value is None else str(value), None, number)
                for value, number in counts.items()
            ]
        names = self.state.names.of(facet)
        found = []
        for value, number in counts.items():
            name = names.get(value) if isinstance(value, int) else None
            found.append(
                Counted(name.slug, name.label, number) if name else Counted(None, None, number)
            )
        if facet == "topic":
            places = {name.slug: (name.position, name.id) for name in names.values()}
            last = (1 << 62, 0)
            found.sort(key=lambda each: places.get(each.value or "", last))
        return found

    def _counts(self, facet: str, ids: BitMap, shown: int | None) -> Mapping[Key, int]:
        if len(ids) == len(self.state.live):
            return self._top(facet, shown, len)
        if facet == "actor" and len(ids) < FEW * len(self.state.live):
            numbers = np.bincount(self.state.arrays.actor[numbers_of(ids)])
            least = 1
            if shown is not None and shown < len(numbers):
                least = max(1, int(np.partition(numbers, -shown)[-shown]))
            chosen = np.flatnonzero(numbers >= least)
            return {int(actor) or None: int(numbers[actor]) for actor in chosen}
        return self._top(facet, shown, ids.intersection_cardinality)

    def _top(self, facet: str, shown: int | None, count: Callable[[BitMap], int]) -> dict[Key, int]:
        """Count values, the greatest first, until no other can be among the `shown`."""
        held = self.state.values[facet]
        found: dict[Key, int] = {}
        best: list[int] = []
        for size, value in self.state.sizes[facet]:
            if shown is not None and len(best) >= shown and size < best[-1]:
                break
            number = count(held[value])
            if number:
                found[value] = number
                if shown is not None:
                    best = sorted([*best, number], reverse=True)[:shown]
        return found

    def months(self, *, without: str | None) -> dict[str, int]:
        """Return how many statements each month has that any has, oldest first.

        Those known only by their year belong to none.
        """
        key = ("months", self._question(without))
        return self.keep(key, lambda: self._months(self._those(without)))

    def _months(self, ids: BitMap) -> dict[str, int]:
        counts = self._by_month(ids - self.state.yearly if self.state.yearly else ids)
        return {
            month_text(month): counts[month]
            for month in reversed(self.state.months)
            if month != UNDATED and counts.get(month)
        }

    def _by_month(self, ids: BitMap) -> dict[int, int]:
        """Return how many of `ids` each month has, `UNDATED` among them."""
        held = self.state.values["month"]
        if len(ids) == len(self.state.live):
            return {month: len(held[month]) for month in self.state.months}
        if len(ids) < FEW * len(self.state.live):
            numbers = np.bincount(self.state.arrays.month[numbers_of(ids)])
            return {int(month): int(numbers[month]) for month in np.flatnonzero(numbers)}
        return {month: ids.intersection_cardinality(held[month]) for month in self.state.months}

    def crossed(
        self, sides: Sequence[str], *, topic: str | None = None
    ) -> Mapping[tuple[str, str], Crossing]:
        """Return what each side said on each topic, or on one, by the topic's slug and the side."""
        key = ("crossed", tuple(sides), topic, self._question(None))
        return self.keep(key, lambda: crossings(self.state, self.chosen, sides, topic))

    def holding(self, words: Sequence[Word], most: int) -> list[int]:
        """Return the statements that hold most of some words, see `Selection`."""
        weights = np.zeros(self.chosen.max() + 1 if self.chosen else 1)
        for word in words:
            having = self.bitmaps.find(self.session, self.state, word, exact=False) & self.chosen
            weights[numbers_of(having)] += rarity(len(having), len(self.chosen))
        held = np.flatnonzero(weights)
        if len(held) > most:
            # What weighs as much as the last of them is put in order with the rest.
            held = held[weights[held] >= np.partition(weights[held], -most)[-most]]
        order = np.lexsort((-held, -weights[held]))
        return [int(number) for number in held[order][:most]]

    # ---------------------------------------------------------------------------- pages

    def behind(self, after: Cursor | None, size: int) -> "IndexedSelection":
        """Return the selection whose page is the next `size` statements behind a cursor."""
        return replace(self, wanted=replace(self.wanted, after=after, page=1, per=size))

    def page(self, *, everything: bool = False) -> Page:
        """Return one page: the one after `wanted.after` if given, else the numbered one.

        Args:
            everything: all ids on one page, whatever `per`, `page` and `after` say.
        """
        wanted, total = self.wanted, self.count()
        start: int | Cursor = 0
        size = total if everything else wanted.per
        if not everything:
            start = (wanted.page - 1) * wanted.per
            if wanted.after is not None and wanted.after.sort == wanted.order:
                start = wanted.after
        order = self._order()
        found = order.take(start, size + 1)
        shown = found[:size]
        last = shown[-1] if len(found) > len(shown) else None
        return Page(
            ids=tuple(shown),
            total=total,
            number=wanted.page,
            pages=max(1, -(-total // wanted.per)),
            next=Cursor(wanted.order, order.key(last), last) if last is not None else None,
            undated_left_out=self._undated_left_out(),
        )

    def _order(self) -> Order:
        match self.wanted.order:
            case "added":
                return ByAddition(self.session, self.state, self.chosen)
            case "relevance":
                return ByRelevance.of(self.session, self.state, self.chosen, self.words)
            case order:
                return ByDay(self.state, self.chosen, oldest=order == "oldest")

    def _undated_left_out(self) -> int:
        if not self.wanted.is_dated:
            return 0
        return self.ids(without="month").intersection_cardinality(self.state.of("month", UNDATED))


def indexed_selection(
    session: Session,
    wanted: StatementFilter,
    words: WordQuery,
    state: State,
    bitmaps: WordBitmaps,
) -> IndexedSelection:
    """Return the selection of a filter whose slugs are known."""
    lend_actor_names(session, state.names.spelt)
    parts = {
        "q": _words(session, words, wanted.exact, state, bitmaps),
        "actor": _named(state, "actor", wanted.actor),
        "side": _any_of(state, "side", wanted.side),
        "topic": _topics(state, wanted),
        "month": _days(state, wanted),
        "form": _any_of(state, "form", wanted.form),
        "lang": _any_of(state, "lang", wanted.lang),
        "outlet": _named(state, "outlet", wanted.outlet),
        "sources": state.of("sources", wanted.sources) if wanted.sources > 1 else None,
        "status": _status(state, wanted.status),
    }
    kept = {name: ids for name, ids in parts.items() if ids is not None}
    return IndexedSelection(session, wanted, words, state, kept, bitmaps)


def _any_of(state: State, facet: str, values: tuple[str, ...]) -> BitMap | None:
    if not values:
        return None
    return state.any_of(facet, [None if value == NONE else value for value in values])


def _named(state: State, facet: str, slugs: tuple[str, ...]) -> BitMap | None:
    """Return the statements with any of the actors, topics or outlets, None where none is asked."""
    if not slugs:
        return None
    ids = state.names.ids
    known: list[Key] = [ids[facet, slug] for slug in slugs if (facet, slug) in ids]
    return state.any_of(facet, [*known, None] if NONE in slugs else known)


def _topics(state: State, wanted: StatementFilter) -> BitMap | None:
    if wanted.topics == "all" and wanted.topic:
        each = [_named(state, "topic", (slug,)) or BitMap() for slug in wanted.topic]
        return BitMap.intersection(*each)
    return _named(state, "topic", wanted.topic)


def _status(state: State, status: str) -> BitMap | None:
    match status:
        case "pending":
            return state.pending
        case "reviewed":
            return state.live - state.pending
        case _:
            return None


def _days(state: State, wanted: StatementFilter) -> BitMap | None:
    """Return the statements said within the days asked for, both ends included."""
    if not wanted.is_dated:
        return None
    return state.keep(("days", wanted.since, wanted.until), lambda: _within(state, wanted))


def _within(state: State, wanted: StatementFilter) -> BitMap:
    first = wanted.since.first.toordinal() if wanted.since else 1
    last = wanted.until.last.toordinal() if wanted.until else (1 << 31) - 1
    low = month_number(wanted.since.first.isoformat()) if wanted.since else UNDATED + 1
    high = month_number(wanted.until.last.isoformat()) if wanted.until else 1 << 31
    held = state.values["month"]
    inside = state.any_of("month", [month for month in held if low < int(month or 0) < high])
    # At the edges, and where only the year is known, each one's own days decide.
    edges = state.any_of("month", {low, high} - {UNDATED}) | (inside & state.yearly)
    numbers = numbers_of(edges)
    arrays = state.arrays
    fits = (arrays.first[numbers] >= first) & (arrays.last[numbers] <= last)
    return (inside - state.yearly) | bitmap_of(numbers[fits])


def _words(
    session: Session, words: WordQuery, exact: bool, state: State, bitmaps: WordBitmaps
) -> BitMap | None:
    """Return the statements for what `q` asks, None where it asks nothing."""
    if words.is_empty:
        return None

    if not exact:
        words = spell_out(words, state.names.spelt)

    def having(word: Word) -> BitMap:
        said = bitmaps.find(session, state, word, exact=exact)
        return BitMap.union(said, *_speakers(state, bitmaps, word, exact=exact))

    found = state.live
    for choice in words.wanted:
        found = found & BitMap.union(*map(having, choice))
    for word in words.refused:
        found = found - having(word)
    return found


def _speakers(state: State, bitmaps: WordBitmaps, word: Word, *, exact: bool) -> list[BitMap]:
    """Return the statements of each speaker of whose name a word is a part."""

    def find() -> list[BitMap]:
        by_actor = state.values["actor"]
        actors = state.names.spelt.index.find(word, exact=exact)
        indexes = state.keep(
            "speakers", lambda: bitmaps.speakers.indexes({str(name) for name in state.speakers})
        )
        printed = {
            index.names[at][1] for index in indexes for at in index.find_names(word, exact=exact)
        }
        return [
            *(by_actor[actor] for actor in actors if actor in by_actor),
            *(state.speakers[name] for name in printed if name in state.speakers),
        ]

    return state.keep(("speakers", word, exact), find)
