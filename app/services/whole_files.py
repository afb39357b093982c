"""Whole files: written beside their place, and named only once all of it is on the disk."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import NoRoom, Unavailable

# What SQLite puts beside a database while it is open.
BESIDE = ("", "-wal", "-shm", "-journal")


def check_is_free(path: Path, *, replace: bool) -> None:
    """Make sure that a file may be written.

    Raises:
        Unavailable: it is a folder, or there already and not to be replaced.
    """
    if path.is_dir():
        raise Unavailable(f"{path} is a folder: name a file.")
    if path.exists() and not replace:
        raise Unavailable(f"{path} is there already: say --replace to write over it.")


@contextmanager
def drafted(folder: Path) -> Iterator[Path]:
    """Give an empty file in a folder, for its owner alone; remove it if it is there at the end."""
    draft = folder / f".onrecord-{secrets.token_hex(6)}.part"
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            yield draft
        finally:
            for ending in BESIDE:
                Path(f"{draft}{ending}").unlink(missing_ok=True)
    except OSError as problem:
        kind = NoRoom if problem.errno == errno.ENOSPC else Unavailable
        raise kind(f"{folder} cannot be written: {problem.strerror or problem}") from None


def give_name(draft: Path, path: Path) -> None:
    """Give a file its name, once all of it is on the disk."""
    for each in (draft, path.absolute().parent):
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if each is draft:
            draft.replace(path)
