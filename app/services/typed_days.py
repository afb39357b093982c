"""Typed days: days, months and years as people type them into spreadsheets, in three languages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from app.days import Period
from app.extraction import profiles
from app.locales import gettext
from app.models.base import today
from app.text import fold

DAY_FIRST, MONTH_FIRST = "day", "month"
NUMERIC = re.compile(r"(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{2}|\d{4})\.?")
TIME = re.compile(r"[T ]\d{1,2}:\d\d.*$")
WORD = re.compile(r"[^\W\d_]+|\d+")


class Ambiguous(Exception):
    """A day that is another one where months stand first: 3/4/2024."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What the numeric days of a column prove.

    Attributes:
        day_first, month_first: a day that can be read in that order alone.
        open: one that can be read in both.
    """

    day_first: str | None = None
    month_first: str | None = None
    open: str | None = None

    @property
    def proved(self) -> str | None:
        """The order that all days agree with and one proves, None where there is none."""
        if (self.day_first is None) == (self.month_first is None):
            return None
        return DAY_FIRST if self.day_first else MONTH_FIRST


def orders_of(typed: Iterable[str]) -> Orders:
    """Return which orders of day and month the days of a column prove."""
    found: dict[str, str] = {}
    for each in typed:
        parts = _numeric(each)
        if parts is None:
            continue
        first, sign, second, _ = parts
        if sign == "." or first == second:
            continue
        if first > 12 or second > 12:
            found.setdefault("day_first" if first > 12 else "month_first", each)
        else:
            found.setdefault("open", each)
    return Orders(**found)


def read_day(typed: str, order: str | None = None) -> str:
    """Return a day, month or year as it is stored: `2024-12-26`, `2024-12`, `2024`.

    Args:
        order: `DAY_FIRST` or `MONTH_FIRST`, where numbers divided by strokes or hyphens need it;
            between dots the day is first everywhere.

    Raises:
        Ambiguous: it depends on the order, and none is given.
        ValueError: it is no day of the calendar; the message is for people.
    """
    text = TIME.sub("", typed.strip())
    try:
        return Period.parse(text).printed
    except ValueError:
        pass
    parts = _numeric(text)
    if parts is not None:
        return _in_order(*parts, order, text)
    if found := re.fullmatch(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})\.?", text):
        return _checked(int(found[1]), int(found[2]), int(found[3]), text)
    if found := re.fullmatch(r"(\d{1,2})[./](\d{4})", text):
        return _checked(int(found[2]), int(found[1]), None, text)
    return _written(text)


def _numeric(typed: str) -> tuple[int, str, int, int] | None:
    """Return the numbers of a day that ends in its year, with what divides them."""
    found = NUMERIC.fullmatch(TIME.sub("", typed.strip()))
    if found is None or len(found[1]) > 2:
        return None
    year = int(found[4])
    if len(found[4]) == 2:
        # Nobody types days of the future, or of a century ago.
        year += today().year // 100 * 100
        year -= 100 if year > today().year else 0
    return int(found[1]), found[2], int(found[3]), year


def _in_order(first: int, sign: str, second: int, year: int, order: str | None, text: str) -> str:
    if sign == "." or first == second:
        return _checked(year, second, first, text)
    if order is None:
        if first <= 12 and second <= 12:
            raise Ambiguous(text)
        order = DAY_FIRST if first > 12 else MONTH_FIRST
    day, month = (first, second) if order == DAY_FIRST else (second, first)
    return _checked(year, month, day, text)


def _written(text: str) -> str:
    """Return a day whose month is a word: "26 December 2024", "Aralık 2024", "декабрь 2024"."""
    months = month_names()
    words = [fold(word) for word in WORD.findall(text)]
    named = [months[word] for word in words if word in months]
    numbers = [int(word) for word in words if word.isdecimal() and len(word) < 5]
    years = [number for number in numbers if number >= 1_000]
    days = [number for number in numbers if number < 1_000]
    if len(named) != 1 or len(years) != 1 or len(days) > 1:
        raise ValueError(
            gettext(
                "“%(day)s” is no day that is understood here. Write it as 2024-12-26, 26.12.2024 "
                "or 26 December 2024.",
                day=text[:60],
            )
        )
    return _checked(years[0], named[0], days[0] if days else None, text)


@cache
def month_names() -> dict[str, int]:
    """Return the months by their folded names in all languages that are read."""
    return {name: number for each in profiles().values() for name, number in each.months.items()}


def _checked(year: int, month: int, day: int | None, text: str) -> str:
    printed = f"{year:04}-{month:02}" + (f"-{day:02}" if day is not None else "")
    try:
        return Period.parse(printed).printed
    except ValueError:
        raise ValueError(
            gettext(
                "The calendar has no “%(day)s” in this order. Write it as 2024-12-26, 26.12.2024 "
                "or 26 December 2024.",
                day=text[:60],
            )
        ) from None
