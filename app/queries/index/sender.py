"""Sender: read a database, and send its state to the process that began this one, see `app.ahead`.

The address is the first line on stdin, the state goes to stdout.
"""

import gc
import os
import pickle
import sys
from contextlib import closing
from threading import Thread

from app.db import Database
from app.queries.index.follow import load


def main() -> None:
    """Read and send."""
    # All that is made is kept to the end: the collector would look for garbage in vain.
    gc.disable()
    url = sys.stdin.readline().rstrip("\n")
    Thread(target=_end_with_parent, name="parent", daemon=True).start()
    with closing(Database(url)) as database, database.reader() as session:
        state = load(session)
    # The first search would wait for the spellings of names.
    _ = state.names.spelt
    pickle.dump(state, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


def _end_with_parent() -> None:
    # A killed parent tells nobody, and the database may keep this process waiting for long.
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    main()
