"""Freshness: when each statement changed last, so that what was drawn of it later stays good.

An import makes a new state of the record every second or so, in which nearly all statements are
what they were: only those that changed have to be drawn anew.
"""

from itertools import count

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

_epochs = count(1)


class Freshness:
    """The last changes of single statements since all was read, or names changed.

    The states between share it. One thread at a time notes changes, before any other is given
    the state that has them; any number may ask.

    Attributes:
        epoch: a number that no other one has.
    """

    def __init__(self) -> None:
        self.epoch = next(_epochs)
        self._changed: NDArray[np.int64] = np.zeros(0, np.int64)

    def note(self, statements: BitMap, seq: int) -> None:
        """Note that statements changed at a place of the log, or shortly before it."""
        size = statements.max() + 1
        if size > len(self._changed):
            longer = np.zeros(size + size // 4 + 1024, np.int64)
            longer[: len(self._changed)] = self._changed
            self._changed = longer
        self._changed[np.frombuffer(statements.to_array(), np.uint32)] = seq

    def is_good(self, statement: int, drawn_at: int, seq: int) -> bool:
        """Say whether what was drawn of a statement at one place of the log is good at another."""
        if drawn_at > seq:
            return False
        changed = self._changed
        return statement >= len(changed) or int(changed[statement]) <= drawn_at
