"""Crossing: what each side said on each topic, by bitmaps: one AND for each pair."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from pyroaring import BitMap

from app.queries.filters import NONE
from app.queries.index.columns import numbers_of
from app.queries.index.order import ByDay
from app.queries.index.state import UNDATED, State, month_text
from app.queries.pages import Crossing


def crossings(
    state: State, chosen: BitMap, sides: Sequence[str], only: str | None = None
) -> dict[tuple[str, str], Crossing]:
    """Return what each side said on each topic within `chosen`, by the topic's slug and side.

    Args:
        only: the slug of the one topic that is asked for; None: all are.
    """
    return {
        (topic, side): _crossing(state, ids)
        for topic, side, ids in _pairs(state, chosen, sides)
        if only in {None, topic} and ids
    }


def _pairs(state: State, chosen: BitMap, sides: Sequence[str]) -> Iterator[tuple[str, str, BitMap]]:
    everything = len(chosen) == len(state.live)
    for side in sides:
        said = state.of("side", None if side == NONE else side)
        within = said if everything else said & chosen
        for topic in state.names.topics.values():
            yield topic.slug, side, within & state.of("topic", topic.id)


def _crossing(state: State, ids: BitMap) -> Crossing:
    (latest,) = ByDay(state, ids, oldest=False).take(0, 1)
    last = int(state.arrays.last[latest])
    return Crossing(
        number=len(ids),
        months=_months(state, ids - state.yearly if state.yearly else ids),
        outlets=sum(map(ids.intersect, state.values["origin"].values())),
        latest=latest,
        last_day=date.fromordinal(last) if last else None,
    )


def _months(state: State, ids: BitMap) -> dict[str, int]:
    counts = np.bincount(state.arrays.month[numbers_of(ids)])
    return {
        month_text(int(month)): int(counts[month])
        for month in np.flatnonzero(counts)
        if month != UNDATED
    }
