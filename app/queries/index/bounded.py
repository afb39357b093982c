"""Bounded: values kept by key, those asked for longest ago given up for the room they take."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from sys import getsizeof
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
from pyroaring import BitMap

# Of a small object about which nothing else is known.
OBJECT_BYTES = 400
FEW = 8


K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def entry_size(key: object, value: object) -> int:
    """Return about how many bytes a value takes with its key."""
    return size_of(value) + 2 * len(repr(key))


class Bounded(Generic[K, V]):
    """Values in memory up to about `max_bytes`; any number of threads may use it at once.

    Args:
        size: about how many bytes a key and its value take.
    """

    def __init__(self, max_bytes: int, size: Callable[[K, V], int] = entry_size) -> None:
        self.max_bytes = max_bytes
        self.bytes = 0
        self._size = size
        self._held: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        """Return how many values are held."""
        return len(self._held)

    def get(self, key: K) -> V | None:
        """Return a value, and hold it longer for being asked for; None where there is none."""
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return None
            self._held.move_to_end(key)
            return found[0]

    def put(self, key: K, value: V) -> None:
        """Hold a value; the last one is held however large it is."""
        size = self._size(key, value)
        with self._lock:
            before = self._held.pop(key, None)
            self._held[key] = value, size
            self.bytes += size - (before[1] if before else 0)
            while self.bytes > self.max_bytes and len(self._held) > 1:
                _, (_, given_up) = self._held.popitem(last=False)
                self.bytes -= given_up

    def clear(self) -> None:
        """Give up all."""
        with self._lock:
            self._held.clear()
            self.bytes = 0


def size_of(value: object) -> int:
    """Return about how many bytes a value takes."""
    if isinstance(value, np.ndarray):
        return value.nbytes
    if isinstance(value, BitMap):
        # Two an id, or a bit for each possible one.
        return min(2 * len(value), int(value.max()) // 8 if value else 0) + 200
    if isinstance(value, str | bytes):
        return getsizeof(value)
    if isinstance(value, Mapping):
        return size_of(tuple(value)) + size_of(tuple(value.values())) + 100
    if isinstance(value, list | tuple):
        # Many of one kind are small objects; to look at each would take longer than to make it.
        alike = len(value) > FEW and not isinstance(value[0], np.ndarray | BitMap | list)
        return (len(value) * size_of(value[0]) if alike else sum(map(size_of, value))) + 60
    return OBJECT_BYTES
