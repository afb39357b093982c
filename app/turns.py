"""Turns: pages are drawn one after the other.

Python draws one at a time whatever is asked of it. Several at once take the lock from each other
at every row that is read, each gives it back some milliseconds later, and all of them are late:
200 readers beside an import waited 1.7 s in the median, and 0.03 s in turns.
"""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, move_on_after
from starlette.concurrency import run_in_threadpool

# Nobody waits longer for a page that takes very long, or for a database that does.
PATIENCE = 1.0  # seconds

T = TypeVar("T")


class Turns:
    """Who waits to draw a page, first come, first served."""

    def __init__(self) -> None:
        self.turn = CapacityLimiter(1)

    async def take(self, draw: Callable[..., T], *given: object) -> T:
        """Return what `draw` returns, called in a thread when it is its turn, or is due."""
        taker = object()
        with move_on_after(PATIENCE) as patience:
            await self.turn.acquire_on_behalf_of(taker)
        try:
            return await run_in_threadpool(draw, *given)
        finally:
            if not patience.cancelled_caught:
                self.turn.release_on_behalf_of(taker)
