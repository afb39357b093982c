"""Bounded: what is kept by key takes no more room than it may."""

import numpy as np
from pyroaring import BitMap

from app.queries.index.bounded import Bounded, size_of


def test_large_values_give_way_to_the_last_ones() -> None:
    kept = Bounded(1_000_000)
    for number in range(50):
        kept.put(number, (np.zeros(10_000), np.zeros(10_000)))
    assert len(kept) == 6
    assert kept.bytes <= 1_000_000
    assert kept.get(0) is None
    assert kept.get(49) is not None


def test_what_is_asked_for_stays() -> None:
    kept = Bounded(1_000_000)
    kept.put("asked", "for")
    for number in range(50):
        assert kept.get("asked") == "for"
        kept.put(number, np.zeros(50_000))


def test_long_keys_count() -> None:
    kept = Bounded(100_000)
    for number in range(50):
        kept.put((number, "x" * 10_000), "")
    assert len(kept) < 10


def test_a_value_put_twice_counts_once_and_cleared_ones_not_at_all() -> None:
    kept = Bounded(1_000_000)
    kept.put("key", np.zeros(10_000))
    before = kept.bytes
    kept.put("key", np.zeros(10_000))
    assert kept.bytes == before
    kept.clear()
    assert (kept.bytes, len(kept)) == (0, 0)


def test_a_bitmap_counts_for_about_what_it_takes() -> None:
    assert size_of(BitMap(range(0, 1_000_000, 2))) > 100_000
    assert size_of(BitMap([1 << 31])) < 1_000
    assert size_of({"a": [BitMap(range(0, 100_000, 2))] * 3}) > 30_000
