"""Sender: read a database, and send its state to the process that began this one, see `app.ahead`.

The address stands on stdin, the state goes to stdout.
"""

import gc
import pickle
import sys

from app.db import Database
from app.queries.index.follow import load


def main() -> None:
    """Read and send."""
    # All that is made is kept to the end: the collector would look for garbage in vain.
    gc.disable()
    with Database(sys.stdin.read()).reader() as session:
        state = load(session)
    # The first search would wait for the spellings of names.
    _ = state.names.spelt
    pickle.dump(state, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main()
