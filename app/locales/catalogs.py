"""Catalogs: the messages of one language, read from its `.po` file when it is asked for first."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date
from babel.messages import Catalog as Messages
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
# How a language writes a day, a month and a year, by Unicode's patterns for days.
PATTERNS = {10: "d MMMM y", 7: "LLLL y", 4: "y"}


class Catalog(GNUTranslations):
    """A language's messages, and how it writes numbers and days.

    Attributes:
        locale: as Unicode's data describe it.
        group: what stands between thousands.
    """

    def __init__(self, locale: str, compiled: BytesIO) -> None:
        super().__init__(compiled)
        self.locale = Locale.parse(locale)
        self.group: str = self.locale.number_symbols["latn"]["group"]

    def day(self, printed: str) -> str:
        """Return a year, a month or a day (`2024`, `2024-12`, `2024-12-26`) as it is written."""
        year, month, day = (*map(int, printed.split("-")), 1, 1)[:3]
        return format_date(date(year, month, day), PATTERNS[len(printed)], locale=self.locale)


@cache
def catalog_of(locale: str) -> Catalog:
    """Return the catalog of a locale other than English."""
    compiled = BytesIO()
    write_mo(compiled, _read(locale))
    compiled.seek(0)
    return Catalog(locale, compiled)


class Entry(NamedTuple):
    """A message in English; `many` is its other form, where it has one."""

    one: str
    many: str | None


def entries_of(locale: str) -> Iterator[tuple[Entry, list[str]]]:
    """Yield the messages of a catalog, each with the files that say it."""
    for message in _read(locale):
        if message.id and message.string:
            forms = (message.id, None) if isinstance(message.id, str) else message.id
            yield Entry(*forms), [path for path, _ in message.locations]


def _read(locale: str) -> Messages:
    with (FOLDER / f"{locale}.po").open("rb") as file:
        return read_po(file, locale)
