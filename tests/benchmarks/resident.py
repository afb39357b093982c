"""Resident: files held in memory while servers are measured.

Some machines soon put what nobody reads out of memory: whichever server asks first for a row would
wait for the disk, and the next one would not.
"""

import ctypes
import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

# Linux reads every page of what is locked at once.
LIBC = ctypes.CDLL(None, use_errno=True)


@contextmanager
def resident(path: Path) -> Iterator[bool]:
    """Hold a file in memory; gives whether the system allows that."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
        view = np.frombuffer(held, np.uint8)
        start, size = ctypes.c_void_p(view.ctypes.data), ctypes.c_size_t(len(held))
        # Or it could not be closed.
        del view
        # The end of the map unlocks it.
        yield LIBC.mlock(start, size) == 0
