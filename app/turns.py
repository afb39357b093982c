"""Turns: pages are drawn one after the other.

Python draws one at a time whatever is asked of it. Several at once take the lock from each other
at every row that is read, each gives it back some milliseconds later, and all of them are late:
200 readers beside an import waited 1.7 s in the median, and 0.03 s in turns.
"""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

# So long a turn lasts: behind a page that takes longer, or a database that does, others go on.
LONGEST = 0.5  # seconds

T = TypeVar("T")


class Turns:
    """Who waits to draw a page: first come, first served."""

    def __init__(self) -> None:
        self.turn = asyncio.Semaphore(1)

    async def take(self, draw: Callable[..., T], *given: object) -> T:
        """Return what `draw` returns, called in a thread when its turn has come."""
        await self.turn.acquire()
        turn = _Turn(self.turn)
        ending = asyncio.get_running_loop().call_later(LONGEST, turn.end)
        try:
            return await run_in_threadpool(draw, *given)
        finally:
            ending.cancel()
            turn.end()


class _Turn:
    """One turn, which ends once: with its page, or before it."""

    def __init__(self, turn: asyncio.Semaphore) -> None:
        self.turn: asyncio.Semaphore | None = turn

    def end(self) -> None:
        """Let the next one begin."""
        turn, self.turn = self.turn, None
        if turn is not None:
            turn.release()
