"""How long a piece of work takes, told from what else a busy machine and interpreter do."""

import gc
import time
from collections.abc import Callable


def least_seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the processor seconds of the fastest of `rounds` runs of `work`.

    The collector rests meanwhile: in a process that has run a thousand tests one full collection
    takes longer than the work itself, and strikes whichever run it likes.
    """
    taken = []
    gc.disable()
    try:
        for _ in range(rounds):
            begun = time.process_time()
            work()
            taken.append(time.process_time() - begun)
    finally:
        gc.enable()
    return min(taken)
