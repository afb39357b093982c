"""State: one moment of the record, as bitmaps of statement ids and arrays by id."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from app.queries.index.bounded import Bounded
from app.queries.index.freshness import Freshness
from app.queries.names import ActorNames

Key = int | str | None
Values = Mapping[Key, BitMap]
T = TypeVar("T")

KEPT_BYTES = 48_000_000
# What of a state is its process's own.
OWN = {"freshness", "kept"}

UNDATED = 0
"""The month of a statement whose day is unknown; others are `year * 12 + month`, from 13."""


class Edition(NamedTuple):
    """Which state of the record a snapshot shows: two of one edition show the same.

    Attributes:
        seq, mark: of the last change on the log, see `RecordChange`; 0 where it is empty.
    """

    seq: int
    mark: int


@dataclass(frozen=True)
class Name:
    """An actor, topic or outlet as lists show it; `position` orders topics."""

    id: int
    slug: str
    label: str
    position: int = 0


@dataclass(frozen=True)
class Names:
    """What the ids of the record mean.

    Attributes:
        actors, topics, outlets: by id.
        ids: by field (`actor`, `topic`, `outlet`) and slug.
        aliases: every spelling of every actor: `(actor's id, as printed, the actor's kind)`.
    """

    actors: Mapping[int, Name]
    topics: Mapping[int, Name]
    outlets: Mapping[int, Name]
    aliases: tuple[tuple[int, str, str], ...]

    @cached_property
    def spelt(self) -> ActorNames:
        """The aliases, to be found by any word of them."""
        return ActorNames.build(self.aliases)

    def of(self, facet: str) -> Mapping[int, Name]:
        """Return the names behind a facet's values."""
        held = {"actor": self.actors, "topic": self.topics, "outlet": self.outlets}
        return held["outlet" if facet == "origin" else facet]

    @cached_property
    def ids(self) -> Mapping[tuple[str, str], int]:
        """The id behind each slug."""
        return {
            (facet, name.slug): name.id
            for facet in ("actor", "topic", "outlet")
            for name in self.of(facet).values()
        }


@dataclass(frozen=True)
class Arrays:
    """What single statements have, by their id; a newer state may share and lengthen them.

    Attributes:
        first, last: the time said, as ordinals of its first and last day, 0 where unknown.
        month: of `first`, see `UNDATED`.
        actor: its id, 0 where unknown.
        owner: by the id of a quote, its statement.
    """

    first: NDArray[np.int32]
    last: NDArray[np.int32]
    month: NDArray[np.int32]
    actor: NDArray[np.int32]
    owner: NDArray[np.int32]


@dataclass(frozen=True)
class State:
    """The live statements of one edition of the record.

    Attributes:
        live: neither merged nor withdrawn; every other bitmap holds live ones alone.
        values: by facet and value: `actor`, `topic`, `outlet` by id, `side`, `form`, `lang` by
            word, None where there is none; `origin` by the id of the outlet that wrote the text
            where another one printed it again; `month` as `Arrays.month`; `sources` by how many
            outlets there are at least, from 2.
        yearly: of known year alone: no month counts them.
        pending: a doubt about them is open.
        speakers: of those without an actor, by the printed speaker.
        freshness: of the statements, as far as they are in this state or a later one.
    """

    edition: Edition
    freshness: Freshness
    live: BitMap
    values: Mapping[str, Values]
    yearly: BitMap
    pending: BitMap
    speakers: Values
    arrays: Arrays
    names: Names
    kept: Bounded[object, Any] = field(default_factory=lambda: Bounded(KEPT_BYTES), compare=False)
    """What was worked out of this state; it goes when the state goes."""

    def __getstate__(self) -> dict[str, Any]:
        """Return what another process may be sent of it."""
        return {name: held for name, held in vars(self).items() if name not in OWN}

    def __setstate__(self, sent: dict[str, Any]) -> None:
        vars(self).update(sent, freshness=Freshness(), kept=Bounded(KEPT_BYTES))

    def keep(self, key: object, make: Callable[[], T]) -> T:
        """Return what `make` made for `key` when this state was asked for it first."""
        held: T | None = self.kept.get(key)
        if held is not None:
            return held
        made = make()
        self.kept.put(key, made)
        return made

    def of(self, facet: str, value: Key) -> BitMap:
        """Return the statements with a value; an empty bitmap where it has none."""
        return self.values[facet].get(value) or BitMap()

    def any_of(self, facet: str, values: Iterable[Key]) -> BitMap:
        """Return the statements with any of the values."""
        held = self.values[facet]
        found = [held[value] for value in values if value in held]
        return BitMap.union(*found) if found else BitMap()

    @cached_property
    def months(self) -> list[int]:
        """The months that have statements, latest first; `UNDATED` comes last."""
        return sorted((int(month or 0) for month in self.values["month"]), reverse=True)

    @cached_property
    def sizes(self) -> Mapping[str, list[tuple[int, Key]]]:
        """By facet, how many statements each value has and the value, most first."""
        return {
            facet: sorted(
                ((len(ids), value) for value, ids in held.items()),
                key=lambda pair: -pair[0],
            )
            for facet, held in self.values.items()
        }


def month_number(text: str) -> int:
    """Return the number of a month written `2024-12`."""
    return int(text[:4]) * 12 + int(text[5:7])


@lru_cache(maxsize=4096)
def month_text(number: int) -> str:
    """Return a month as `2024-12`."""
    year, month = divmod(number - 1, 12)
    return f"{year:04}-{month + 1:02}"
