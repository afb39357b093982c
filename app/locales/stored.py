"""Stored: what was stored in English, said in the language of who reads it.

Why something failed, and what came of a job, is stored as it was found: in English, for whoever
will read it. Here it is looked up in the catalog, what was filled in included.
"""

import re
from functools import cache

from app import locales
from app.locales import DEFAULT, gettext, kept_by_locale, ngettext, number
from app.locales.catalogs import Entry, entries_of

# Where messages stand that may be stored; those of pages alone never are.
PLACES = (
    "app/readers/", "app/services/", "app/queries/", "app/text.py", "app/web/briefs.py",
    "app/web/labels.py",
)  # fmt: skip
# A message with fewer letters of its own would be found in words that are no message.
LEAST_LETTERS = 6
MOST_CHARS = 2_000
GAP = re.compile(r"%\((\w+)\)s")
NUMBERS = {"all", "num", "number"}


@kept_by_locale(1024)
def said_again(stored: str) -> str:
    """Return stored words in the language that is spoken now, as they are where it has none."""
    if locales.current() == DEFAULT or len(stored) > MOST_CHARS:
        return stored
    return _said(stored) or stored


def _said(stored: str) -> str | None:
    """Return what is said of them as a whole, else of each part: never of some parts alone."""
    if found := _whole(stored):
        return found
    if stored.endswith(".") and (found := _said(stored[:-1])):
        return f"{found}."
    for between in ("; ", ". ", ", "):
        parts = stored.split(between)
        if len(parts) > 1:
            told = [_said(part) if part else None for part in parts]
            return between.join(filter(None, told)) if all(told) else None
    return None


def _whole(stored: str) -> str | None:
    found = gettext(stored)
    if found != stored:
        return found
    for pattern, (one, many) in _patterns(locales.current()):
        if match := pattern.fullmatch(stored):
            values = {name: _filled_in(name, value) for name, value in match.groupdict().items()}
            if many is None:
                return gettext(one, **values)
            del values["num"]
            return ngettext(one, many, _count(match["num"]), **values)
    return None


def _filled_in(name: str, value: str) -> str:
    """Return what was filled in: a sentence is a message too, one word is somebody's."""
    if name in NUMBERS:
        return number(_count(value))
    return said_again(value) if " " in value else value


def _count(written: str) -> int:
    return int(written.replace(",", "") or 0)


@cache
def _patterns(locale: str) -> list[tuple[re.Pattern[str], Entry]]:
    """Return what finds the messages of a catalog with something filled in, the longest first."""
    found = [
        (form, entry)
        for entry, places in entries_of(locale)
        if any(place.startswith(PLACES) for place in places)
        for form in entry
        if form is not None and _is_told_apart(form, entry)
    ]
    found.sort(key=lambda each: len(GAP.sub("", each[0])), reverse=True)
    return [(_pattern(form), entry) for form, entry in found]


def _is_told_apart(form: str, entry: Entry) -> bool:
    names = set(GAP.findall(form))
    if entry.many is not None and "num" not in names:
        # Which form goes with it only its number tells.
        return False
    return bool(names) and (len(GAP.sub("", form)) >= LEAST_LETTERS or names <= NUMBERS)


def _pattern(form: str) -> re.Pattern[str]:
    # Between two names stands a piece of the message itself.
    pieces = GAP.split(form)
    made = [
        f"(?P<{piece}>{'[0-9,]{1,20}' if piece in NUMBERS else '.+?'})"
        if at % 2
        else re.escape(piece.replace("%%", "%"))
        for at, piece in enumerate(pieces)
    ]
    return re.compile("".join(made), re.DOTALL)
