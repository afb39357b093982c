"""Ticks: the statements that a reader has chosen for a brief, as their address carries them."""

from collections.abc import Iterable

from markupsafe import Markup

from app.db import MAX_ID
from app.locales import gettext
from app.locales import number as written
from app.web.listed import TICK

# So many ticks are looked up; a brief holds fewer.
MAX_TICKS = 1_000


def ticked_in(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[int, ...], str | None]:
    """Return the numbers that URL pairs tick, each once, and what is wrong with another."""
    found: dict[int, None] = {}
    problem = None
    for name, typed in pairs:
        value = typed.strip()
        if name != "id" or not value:
            continue
        is_number = value.isascii() and value.isdigit() and len(value) < 19
        if not is_number or not 0 < int(value) <= MAX_ID:
            problem = problem or gettext(
                "%(typed)s is no number of a statement.", typed=repr(value[:40])
            )
        elif len(found) < MAX_TICKS:
            found[int(value)] = None
        else:
            problem = problem or gettext(
                "At most %(most)s statements can be ticked.", most=written(MAX_TICKS)
            )
    return tuple(found), problem


def with_ticks(cards: Markup, ticked: Iterable[int]) -> Markup:
    """Return a list's statements with some of them ticked: they were drawn for all readers."""
    for number in ticked:
        box = TICK.format(number)
        cards = Markup(cards.replace(Markup(box), Markup(f"{box} checked")))  # noqa: S704
    return cards
