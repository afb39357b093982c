"""Deeds: changes of actors that show first what would become of statements, and wait for a yes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from app.db import Database
from app.services.effects import EffectRow, in_words
from app.services.rereading import Write, foresee
from app.services.standing import carry_out, kept_by_people

SHOWN = 200


@dataclass(frozen=True)
class Deed:
    """What a change would do, or did.

    Attributes:
        rows: the statements that it changes, the first `SHOWN` of `count`.
        stays: the statements whose words mean somebody else now, and that a person set.
        read, left_out: articles that were read again for it, and those that are too many to.
        warnings: by field, what should be thought about.
        token: what a form sends back to say yes to this, and to nothing else.
    """

    rows: tuple[EffectRow, ...]
    count: int
    stays: tuple[int, ...]
    read: int
    left_out: int
    warnings: Mapping[str, str]
    token: str
    is_done: bool


def attempt(
    database: Database,
    write: Write,
    *,
    confirmed: str,
    warnings: Mapping[str, str] | None = None,
    leads: Mapping[str, str] | None = None,
    also: Collection[int] = (),
    asks: bool = False,
) -> Deed:
    """Do a change where it changes no statement, or where what it changes was confirmed.

    Args:
        confirmed: the token of what was shown; where that would be something else now, it is
            shown again and nothing is done.
        leads, also: as `foresee` and `carry_out` take them.
        asks: it waits for a yes in any case.

    Raises:
        OnRecordError: as `write`; nothing was done then.
    """
    reading = foresee(database, write, leads)
    with database.writer(keep=False) as session:
        kept = kept_by_people(session, reading)
        rows = in_words(session, carry_out(session, write, reading, also))
        told = sorted((warnings or {}).items())
        token = blake2b(repr((rows, told, reading.left_out)).encode(), digest_size=16).hexdigest()
        waits = bool(rows or told or reading.left_out or asks)
        is_done = confirmed == token if waits else True
        if is_done:
            session.commit()
    return Deed(
        tuple(rows[:SHOWN]),
        len(rows),
        tuple(sorted(kept - {row.statement_id for row in rows})),
        reading.articles,
        reading.left_out,
        warnings or {},
        token,
        is_done,
    )
