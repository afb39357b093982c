"""Processes: which ones a program started, and whether they have ended."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

HAS_PROC = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="there is no /proc")


def is_running(pid: int) -> bool:
    """Say whether there is a process of this number that has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def started_by(pid: int) -> list[int]:
    """The processes that a process started."""
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
