"""Days: years, months and days as people write them."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache


@dataclass(frozen=True, order=True)
class Period:
    """A year, a month or a day, as people write it: `2024`, `2024-12`, `2024-12-26`.

    Attributes:
        first, last: its first and last day.
    """

    printed: str
    first: date
    last: date

    @property
    def precision(self) -> str:
        """How exactly it names a day: `year`, `month` or `day`."""
        return {4: "year", 7: "month"}.get(len(self.printed), "day")

    @classmethod
    @lru_cache(maxsize=10_000)
    def parse(cls, printed: str) -> "Period":
        """Return the period that `printed` names.

        Raises:
            ValueError: it names none.
        """
        found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", printed.strip(), re.ASCII)
        if not found:
            raise ValueError(printed)
        if "00" in (found[2], found[3]):
            raise ValueError(printed)
        year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
        first = date(year, month or 1, day or 1)
        if day:
            last = first
        elif month:
            last = date(year, month, monthrange(year, month)[1])
        else:
            last = date(year, 12, 31)
        return cls(found.group(), first, last)

    def __str__(self) -> str:
        return self.printed
