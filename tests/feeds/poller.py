"""Poller: a process that polls feeds of a server on loopback: `python -m tests.feeds.poller`."""

import sys

from app.cli_feeds import poll_feeds
from app.db import Database
from app.readers.fetch import Limits
from app.services.politeness import Politeness


def main(url: str, host: str) -> None:
    """Poll every feed of a database, and tell each article's job in a line."""
    database = Database(url)
    limits = Limits(seconds=20, allowed=frozenset({host}))
    for row in poll_feeds(
        database, everything=True, limits=limits, politeness=Politeness(delay=0.0)
    ):
        print(row.state, row.message)
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
