"""Bounded: values kept by key, those asked for longest ago given up for the room they take."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any

import numpy as np
from pyroaring import BitMap

# Of a small object about which nothing else is known.
OBJECT_BYTES = 400


class Bounded:
    """Values in memory up to about `max_bytes`; any number of threads may use it at once."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.bytes = 0
        self._held: OrderedDict[object, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        """Return how many values are held."""
        return len(self._held)

    def get(self, key: object) -> Any | None:
        """Return a value, and hold it longer for being asked for; None where there is none."""
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return None
            self._held.move_to_end(key)
            return found[0]

    def put(self, key: object, value: Any) -> None:
        """Hold a value; the last one is held however large it is."""
        size = size_of(value) + 2 * len(repr(key))
        with self._lock:
            _, before = self._held.pop(key, (None, 0))
            self._held[key] = value, size
            self.bytes += size - before
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
        return len(value) + 50
    if isinstance(value, Mapping):
        return sum(size_of(key) + size_of(each) for key, each in value.items()) + 100
    if isinstance(value, list | tuple):
        return sum(map(size_of, value)) + 60
    return OBJECT_BYTES
