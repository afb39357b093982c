"""Follow: from one state of the record to the next, or from none to the first."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap
from sqlmodel import Session

from app.queries.filters import FORMS
from app.queries.index.columns import (
    Columns,
    Groups,
    Kind,
    Numbers,
    bitmap_of,
    numbers_of,
    read_changes,
    read_columns,
    read_edition,
    read_names,
)
from app.queries.index.freshness import Freshness
from app.queries.index.state import UNDATED, Arrays, Edition, Key, State, Values

# Told of more than this, reading everything again is quicker.
MANY_CHANGES = 20_000
FACETS = ("side", "actor", "topic", "month", "form", "lang", "outlet", "origin", "sources")


def load(session: Session) -> State:
    """Return the state of the session's snapshot, read as a whole."""
    edition = read_edition(session)
    none = np.zeros(0, np.int32)
    empty = State(
        edition=edition,
        freshness=Freshness(),
        live=BitMap(),
        values={facet: {} for facet in FACETS},
        yearly=BitMap(),
        pending=BitMap(),
        speakers={},
        arrays=Arrays(none, none, none, none, none),
        names=read_names(session),
    )
    return _applied(empty, BitMap(), read_columns(session), edition)


def follow(state: State, session: Session) -> State:
    """Return the state of the session's snapshot, which is not older than `state`.

    Where `state` is of another past, which a restored backup undid, all is read anew.
    """
    edition = read_edition(session)
    if edition == state.edition:
        return state
    changes = read_changes(session, state.edition)
    if changes.everything or len(changes.statements) > MANY_CHANGES:
        return load(session)
    if not changes.statements and not changes.names:
        # Nothing that lists show: what was worked out of this state stays true.
        return replace(state, edition=edition)
    if changes.names:
        # Any statement may show one of them.
        state = replace(state, names=read_names(session), freshness=Freshness())
    changed = BitMap(changes.statements)
    if changed:
        state.freshness.note(changed, edition.seq)
    columns = read_columns(session, changes.statements)
    return _applied(state, changed, columns, edition)


def _applied(state: State, changed: BitMap, columns: Columns, edition: Edition) -> State:
    """Return a state in which the `changed` statements are what `columns` say."""
    known = BitMap.union(BitMap(), *columns.sides.values())
    dead = _of_kind(columns, lambda kind: not kind.is_live)
    groups = _grouped(columns, known - dead)
    gone = changed & state.live
    yearly = _of_kind(columns, lambda kind: kind.is_live and kind.is_of_year)
    pending = _of_kind(columns, lambda kind: kind.is_live and kind.is_pending)
    return State(
        edition=edition,
        freshness=state.freshness,
        live=(state.live - gone) | (known - dead),
        values={facet: _changed(state.values[facet], gone, groups[facet]) for facet in FACETS},
        yearly=(state.yearly - gone) | yearly,
        pending=(state.pending - gone) | pending,
        speakers=_changed(state.speakers, gone, groups["speaker"]),
        arrays=_written(state, columns),
        names=state.names,
    )


def _of_kind(columns: Columns, fits: Callable[[Kind], bool]) -> BitMap:
    return BitMap.union(BitMap(), *(ids for kind, ids in columns.kinds.items() if fits(kind)))


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


def _grouped(columns: Columns, live: BitMap) -> Mapping[str, Groups]:
    """Return by facet and value the live statements of the columns."""
    quotes = columns.quotes
    statements = quotes.statements
    carried = _of_articles(columns.outlets, quotes.articles)
    months: defaultdict[Key, BitMap] = defaultdict(BitMap)
    for day, ids in columns.days.items():
        months[day.year * 12 + day.month if day else UNDATED] |= ids
    said_by: defaultdict[Key, BitMap] = defaultdict(BitMap)
    for number, name in columns.speakers:
        said_by[name].add(number)
    sources: defaultdict[Key, BitMap] = defaultdict(BitMap)
    for kind, ids in columns.kinds.items():
        for least in range(2, kind.outlets + 1):
            sources[least] |= ids
    found = {
        "side": columns.sides,
        "actor": columns.actors,
        "topic": {**columns.topics, None: live - BitMap.union(BitMap(), *columns.topics.values())},
        "month": months,
        "form": {FORMS[n]: ids for n, ids in _by_value(statements, quotes.forms).items()},
        "lang": {
            columns.languages[n]: ids for n, ids in _by_value(statements, quotes.languages).items()
        },
        "outlet": _outlets(statements, carried),
        "sources": sources,
        "speaker": said_by,
    }
    alive = {facet: _living(groups, live) for facet, groups in found.items()}
    return alive | {"origin": _origins(columns, carried, alive["outlet"], live)}


def _origins(columns: Columns, carried: NDArray[Any], printed: Groups, live: BitMap) -> Groups:
    """Return the live statements by the outlet that wrote the text, not by who printed it.

    Args:
        carried: for each quote, the outlet that printed it.
        printed: the live statements by that outlet; what is the same takes no further room.
    """
    if not columns.originals:
        return printed
    quotes = columns.quotes
    originals = _of_articles(columns.originals, quotes.articles)
    wrote = np.where(originals > 0, originals, carried)
    found = _living(_outlets(quotes.statements, wrote), live)
    return {n: printed[n] if printed.get(n) == ids else ids for n, ids in found.items()}


def _outlets(statements: Numbers, outlets: NDArray[Any]) -> Groups:
    return {n or None: ids for n, ids in _by_value(statements, outlets).items()}


def _of_articles(groups: Groups, articles: Numbers) -> NDArray[Any]:
    """Return for each article the value that it has, 0 where it has none."""
    value_of = _array_of(groups)
    found: NDArray[Any] = value_of[np.minimum(articles, len(value_of) - 1)]
    return found * (articles < len(value_of))


def _living(groups: Groups, live: BitMap) -> Groups:
    """Return the bitmaps less the statements that are not live; empty ones are left out."""
    found = {value: ids & live for value, ids in groups.items()}
    return {value: ids for value, ids in found.items() if ids}


def _array_of(groups: Groups) -> NDArray[np.int64]:
    """Return for each number the value it has, 0 where it has none."""
    size = max((ids.max() for ids in groups.values()), default=0) + 1
    found = np.zeros(size, np.int64)
    for value, ids in groups.items():
        found[numbers_of(ids)] = value or 0
    return found


def _by_value(ids: Numbers, values: NDArray[Any]) -> dict[int, BitMap]:
    """Return the ids that have each value."""
    if len(values) and values.max() < 1 << 15:
        # So small ones are sorted without being compared.
        values = values.astype(np.int16)
    order = np.argsort(values, kind="stable")
    ids, values = ids[order], values[order]
    bounds = [*np.flatnonzero(np.diff(values, prepend=values[:1] - 1)), len(ids)]
    return {int(values[start]): bitmap_of(ids[start:end]) for start, end in pairwise(bounds)}


def _written(state: State, columns: Columns) -> Arrays:
    """Return the arrays with the columns' statements and quotes in them."""
    quotes, old = columns.quotes, state.arrays
    known = BitMap.union(BitMap(), *columns.sides.values())
    ids = numbers_of(known)
    newest = state.live.max() if state.live else 0
    # What older states look at is never written over: they may be asked at this moment.
    shares = not len(ids) or int(ids[0]) > newest
    first, last = room(old.first, ids, share=shares), room(old.last, ids, share=shares)
    month, actor = room(old.month, ids, share=shares), room(old.actor, ids, share=shares)
    for day, said in columns.days.items():
        numbers = numbers_of(said)
        ordinal = day.toordinal() if day else 0
        first[numbers] = last[numbers] = ordinal
        month[numbers] = day.year * 12 + day.month if day else UNDATED
    for day, said in columns.last_days.items():
        last[numbers_of(said)] = day.toordinal() if day else 0
    for number, said in columns.actors.items():
        actor[numbers_of(said)] = number or 0
    held = quotes.ids[quotes.ids < len(old.owner)]
    owner = room(old.owner, quotes.ids, share=not old.owner[held].any())
    owner[quotes.ids] = quotes.statements
    return Arrays(first, last, month, actor, owner)


def room(held: NDArray[np.int32], at: NDArray[Any], *, share: bool) -> NDArray[np.int32]:
    """Return an array with room for the numbers `at`: the same one, if it may be shared."""
    needed = int(at.max(initial=0)) + 1
    if needed > len(held):
        longer = np.zeros(needed + needed // 4 + 1024, np.int32)
        longer[: len(held)] = held
        return longer
    return held if share else held.copy()
