"""Way: work in the background of a server lets those who wait for a page go first."""

import time
from threading import Lock

# Seconds between two looks, and how long a piece of work waits at most: it comes to its end even
# where somebody always reads.
STEP, LONGEST = 0.002, 0.1


class Way:
    """How many requests are being answered by this process now."""

    def __init__(self) -> None:
        self.under_way = 0
        self._lock = Lock()

    def enter(self) -> None:
        """Tell that a request came."""
        with self._lock:
            self.under_way += 1

    def leave(self) -> None:
        """Tell that one is answered."""
        with self._lock:
            self.under_way -= 1

    def give(self, longest: float = LONGEST) -> None:
        """Wait until nobody waits for an answer, but not for ever.

        Threads of one process take turns: beside one that reckons without a pause, each page
        would take several times as long.
        """
        until = time.monotonic() + longest
        while self.under_way > 0 and time.monotonic() < until:
            time.sleep(STEP)


WAY = Way()
