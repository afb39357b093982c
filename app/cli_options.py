"""Options: what the commands have in common: the database that they open, and its settings."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from app.config import Settings, get_settings

if TYPE_CHECKING:
    from app.db import Database

# A third of the processor of one who asks for a page, where there is not enough for both.
NICE = 5

DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="sqlite:///FILE or postgresql://… (default: ONRECORD_DATABASE_URL, "
        "else sqlite:///data/onrecord.db).",
    ),
]


def settings_with(
    database: str | None, host: str | None = None, port: int | None = None
) -> Settings:
    """Return the settings of the environment with what the command line changes."""
    given = {"database_url": database, "host": host, "port": port}
    changes = {name: value for name, value in given.items() if value is not None}
    return get_settings().model_copy(update=changes)


def give_way() -> None:
    """Let others on this machine go first from now on, above all a server on the same record."""
    if hasattr(os, "nice"):
        os.nice(NICE)


@contextmanager
def opened(database: str | None) -> Iterator["Database"]:
    """Give the database, up to date, and close it."""
    from app.db import Database

    found = Database(settings_with(database).database_url)
    try:
        found.check_version()
        yield found
    finally:
        found.close()
