"""Ahead: a process of its own reads the record, while the server's own imports the program.

Threads of one process take turns: one that reads beside one that imports saves no time.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, cast

# Nothing else of the program: the process begins before this one has imported it.
if TYPE_CHECKING:
    from app.queries.index.state import State

Awaited = Callable[[], "State | None"]


@contextmanager
def read_ahead(url: str) -> Iterator[Awaited]:
    """Have the database at an address read, and give what waits for its state, once.

    It gives None where the database could not be read, or no process can be made: whoever reads
    it then is told why.
    """
    try:
        process = subprocess.Popen(
            # It imports what this process would, wherever either was started.
            [sys.executable, "-P", "-m", "app.queries.index.sender"],
            # Nobody but this process holds the other end: it is closed whatever ends this one.
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            # Ctrl-C is told to this process alone, which ends that one.
            process_group=0,
        )
    except OSError:
        yield lambda: None
        return
    with process:
        address, stream = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)

        def receive() -> "State | None":
            try:
                # From this program itself.
                state: State = pickle.load(stream)  # noqa: S301
            except (EOFError, pickle.UnpicklingError):
                return None
            else:
                return state
            finally:
                # The system keeps what ended until somebody asks how, and a server runs for long.
                process.kill()
                process.wait()

        try:
            # Not as an argument, which everybody on this machine sees: it may hold a password.
            with suppress(BrokenPipeError):
                address.write(f"{url}\n".encode())
                address.flush()
            yield receive
        finally:
            process.kill()
            # What it did not take of the address is of no use to anybody.
            with suppress(BrokenPipeError):
                address.close()
