"""Background: a process of its own works in the background of a server, as long as that runs.

Threads of one process take turns: beside one that reckons without a pause, each page would take
several times as long. The process holds no facet index, and lets the server go first.
"""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread

from app.config import Settings

log = logging.getLogger(__name__)

# Seconds until one that ended is followed by another; twice as many each time that it ended soon.
PAUSE, LONGEST_PAUSE = 1.0, 60.0
# Seconds that the end of the server waits for that of the process.
GRACE = 10.0


class Background:
    """The process, and a thread that begins another one where it ended."""

    def __init__(self, settings: Settings) -> None:
        """Begin it, now or as soon as a process can be made."""
        self._settings = settings
        self._stopping, self._lock = Event(), Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._begin()
        self._watching = Thread(target=self._watch, name="background", daemon=True)
        self._watching.start()

    def _begin(self) -> None:
        try:
            self._process = self._begun()
        except OSError as problem:
            log.warning("No process can be made for the background: %s", problem)

    def _begun(self) -> "subprocess.Popen[bytes]":
        # It imports what this process would, wherever either was started.
        environment = {**self._settings.environment(), "PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "app", "worker", "--of-server"],
            # Nobody but this process holds the other end: it is closed whatever ends this one.
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=os.environ | environment,
            # What the terminal tells the server (Ctrl-C) is told to this one by the server. Of the
            # same session, since Linux may let each session have the same share of the processors.
            process_group=0,
        )

    def _watch(self) -> None:
        pause = PAUSE
        while True:
            began = time.monotonic()
            status = self._process.wait() if self._process is not None else None
            if self._stopping.is_set():
                return
            if time.monotonic() - began > LONGEST_PAUSE:
                pause = PAUSE
            if status is not None:
                log.warning("The process in the background ended (%s); the next one begins", status)
            if self._stopping.wait(pause):
                return
            pause = min(2 * pause, LONGEST_PAUSE)
            with self._lock:
                if self._stopping.is_set():
                    return
                self._close_pipe()
                self._process = None
                self._begin()

    def _close_pipe(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    def close(self) -> None:
        """Let it end: what runs stops at its next step, and waits for whoever comes."""
        with self._lock:
            self._stopping.set()
            self._close_pipe()
        self._watching.join(GRACE)
        if self._watching.is_alive() and self._process is not None:
            log.warning("The process in the background does not end: it is killed")
            self._process.kill()
            self._watching.join()


@contextmanager
def background(settings: Settings) -> Iterator[None]:
    """Have work done in the background as long as the context lasts, where that is wanted."""
    if not settings.background:
        yield
        return
    process = Background(settings)
    try:
        yield
    finally:
        process.close()
