"""Follow: from one state of the record to the next, or from none to the first."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap
from sqlmodel import Session

from app.models import EVERYTHING
from app.queries.index.columns import (
    Columns,
    Table,
    bitmap_of,
    read_changes,
    read_columns,
    read_names,
    read_seq,
)
from app.queries.index.state import UNDATED, Arrays, Key, Names, State, Values

# Told of more than this, reading everything again is quicker.
MANY_CHANGES = 20_000
FACETS = ("side", "actor", "topic", "month", "form", "lang", "outlet", "sources")

Groups = Mapping[Key, BitMap]


def load(session: Session) -> State:
    """Return the state of the session's snapshot, read as a whole."""
    _, seq = read_seq(session)
    none = np.zeros(0, np.int32)
    empty = State(
        seq=seq,
        live=BitMap(),
        values={facet: {} for facet in FACETS},
        yearly=BitMap(),
        pending=BitMap(),
        speakers={},
        arrays=Arrays(none, none, none, none, none),
        names=read_names(session),
        names_seq=seq,
    )
    return _applied(empty, BitMap(), read_columns(session), seq, empty.names, seq)


def follow(state: State, session: Session) -> State:
    """Return the state of the session's snapshot, which is not older than `state`."""
    first, seq = read_seq(session)
    if seq == state.seq:
        return state
    changed = read_changes(session, state.seq)
    ids = {number for number in changed if number is not None}
    # Entries that were swept away are not known: nor is what a load did.
    if first > state.seq + 1 or EVERYTHING in ids or len(ids) > MANY_CHANGES:
        return load(session)
    names, names_seq = state.names, state.names_seq
    if None in changed:
        names, names_seq = read_names(session), seq
    return _applied(state, BitMap(ids), read_columns(session, ids), seq, names, names_seq)


def _applied(
    state: State, changed: BitMap, columns: Columns, seq: int, names: Names, names_seq: int
) -> State:
    """Return a state in which the `changed` statements are what `columns` say."""
    groups = _grouped(columns)
    live = bitmap_of(columns.statements[:, 0])
    gone = changed & state.live
    yearly = bitmap_of(columns.statements[columns.statements[:, 4] == 1, 0])
    pending = bitmap_of(columns.statements[columns.statements[:, 6] == 1, 0])
    said_by: dict[Key, BitMap] = {}
    for number, name in columns.speakers:
        said_by.setdefault(name, BitMap()).add(number)
    return State(
        seq=seq,
        live=(state.live - gone) | live,
        values={facet: _changed(state.values[facet], gone, groups[facet]) for facet in FACETS},
        yearly=(state.yearly - gone) | yearly,
        pending=(state.pending - gone) | pending,
        speakers=_changed(state.speakers, gone, said_by),
        arrays=_written(state, columns),
        names=names,
        names_seq=names_seq,
    )


def _changed(held: Values, gone: BitMap, added: Groups) -> Values:
    """Return the bitmaps of a facet less those `gone`, with those added; others are shared."""
    found = dict(held)
    if gone:
        for value, ids in held.items():
            if ids.intersect(gone):
                left = ids - gone
                if left:
                    found[value] = left
                else:
                    del found[value]
    for value, ids in added.items():
        found[value] = found[value] | ids if value in found else ids
    return found


def _by_value(ids: NDArray[np.int64], values: NDArray[np.int64]) -> dict[Key, BitMap]:
    """Return the ids that have each value."""
    order = np.argsort(values, kind="stable")
    ids, values = ids[order], values[order]
    bounds = [*np.flatnonzero(np.diff(values, prepend=values[:1] - 1)), len(ids)]
    return {int(values[start]): bitmap_of(ids[start:end]) for start, end in pairwise(bounds)}


def _named(groups: Groups, meanings: Sequence[str | None]) -> Groups:
    return {meanings[int(number or 0)]: ids for number, ids in groups.items()}


def _or_none(groups: Groups) -> Groups:
    """Read the number 0 as no value."""
    return {number or None: ids for number, ids in groups.items()}


def _grouped(columns: Columns) -> Mapping[str, Groups]:
    """Return by facet and value the live statements of the columns."""
    said, quotes, topics = columns.statements, columns.quotes, columns.topics
    ids = said[:, 0]
    alive = bitmap_of(ids)
    quotes = _among(quotes, 1, ids)
    topics = _among(topics, 0, ids)
    outlets = said[:, 5]
    most = int(outlets.max()) if len(outlets) else 0
    about = _by_value(topics[:, 0], topics[:, 1])
    without = alive - BitMap.union(*about.values()) if about else alive
    if without:
        about[None] = without
    return {
        "side": _named(_by_value(ids, said[:, 7]), columns.sides),
        "actor": _or_none(_by_value(ids, said[:, 1])),
        "topic": about,
        "month": _by_value(ids, _months(said[:, 2])),
        "form": _named(_by_value(quotes[:, 1], quotes[:, 3]), columns.forms),
        "lang": _named(_by_value(quotes[:, 1], quotes[:, 4]), columns.languages),
        "outlet": _or_none(_by_value(quotes[:, 1], quotes[:, 2])),
        "sources": {least: bitmap_of(ids[outlets >= least]) for least in range(2, most + 1)},
    }


def _among(rows: Table, column: int, ids: NDArray[np.int64]) -> Table:
    """Return the rows whose column is one of `ids`, which are in order."""
    if not len(ids):
        return rows[:0]
    known = np.zeros(int(max(ids[-1], rows[:, column].max(initial=0))) + 1, bool)
    known[ids] = True
    return rows[known[rows[:, column]]]


def _months(ordinals: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the months of days given as ordinals; `UNDATED` for 0."""
    # numpy counts from 1970: both counts are of the same calendar.
    days = (ordinals - 719163).astype("datetime64[D]")
    months = days.astype("datetime64[M]").astype(np.int64) + 1970 * 12 + 1
    return np.where(ordinals == 0, UNDATED, months)


def _written(state: State, columns: Columns) -> Arrays:
    """Return the arrays with the columns' statements and quotes in them."""
    said, quotes, old = columns.statements, columns.quotes, state.arrays
    ids = said[:, 0]
    newest = state.live.max() if state.live else 0
    # What older states look at is never written over: they may be asked at this moment.
    shares = not len(ids) or int(ids.min()) > newest

    def put(
        held: NDArray[np.int32], at: NDArray[np.int64], what: NDArray[np.int64], *, share: bool
    ) -> NDArray[np.int32]:
        needed = int(at.max(initial=0)) + 1
        if needed > len(held):
            longer = np.zeros(needed + needed // 4 + 1024, np.int32)
            longer[: len(held)] = held
            held = longer
        elif not share:
            held = held.copy()
        held[at] = what
        return held

    known = quotes[:, 0][quotes[:, 0] < len(old.owner)]
    return Arrays(
        first=put(old.first, ids, said[:, 2], share=shares),
        last=put(old.last, ids, said[:, 3], share=shares),
        month=put(old.month, ids, _months(said[:, 2]), share=shares),
        actor=put(old.actor, ids, said[:, 1], share=shares),
        owner=put(old.owner, quotes[:, 0], quotes[:, 1], share=not old.owner[known].any()),
    )
