"""Charts: counts by month, laid out on an axis that leaves no month out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from app.web.labels import day

LEAST_MONTHS, MOST_MONTHS = 12, 120
# In a chart 100 units high; a single statement must still be seen beside hundreds.
HEIGHT, LEAST_BAR = 100, 4


class Bar(NamedTuple):
    """One month of one series.

    Attributes:
        number: of its statements; `href` is their list.
        x: its place on the axis, in months; height: in units of `HEIGHT`.
        is_stop: it is the one of its series that the Tab key reaches; arrows lead on.
    """

    month: str
    label: str
    number: int
    x: int
    height: float
    href: str
    is_selected: bool = False
    is_stop: bool = False


@dataclass(frozen=True)
class Series:
    """The counts of one side, or of all, by month (`2024-12`).

    Attributes:
        hrefs: for each month with a count, the list that it counts.
        selected: months that the list is narrowed to now.
    """

    name: str
    counts: Mapping[str, int]
    hrefs: Mapping[str, str]
    selected: frozenset[str] = frozenset()
    side: str = ""


@dataclass(frozen=True)
class Chart:
    """Series on one axis and one scale.

    Attributes:
        months: every month of the axis, oldest first.
        strips: for each series, its bars; months without statements have none.
        most: the largest count.
        earlier: statements of months before the axis begins, which are not drawn.
        band: x and width, in months, of the days that are chosen, as far as they are drawn.
    """

    months: tuple[str, ...]
    strips: tuple[tuple[Series, tuple[Bar, ...]], ...]
    most: int
    earlier: int
    band: tuple[float, float] | None = None

    @property
    def first(self) -> str:
        """The first month, for people."""
        return day(self.months[0])

    @property
    def last(self) -> str:
        """The last month, for people."""
        return day(self.months[-1])

    @property
    def listed(self) -> list[str]:
        """The months that have statements, newest first: the rows of the table."""
        named = {month for series, _ in self.strips for month in series.counts}
        return sorted(named, reverse=True)


def month_number(month: str) -> int:
    """Return the number of months from year 0 to `month` (`2024-12`)."""
    year, _, part = month.partition("-")
    return int(year) * 12 + int(part) - 1


def month_named(number: int) -> str:
    """Return the month that `month_number` numbered."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


@lru_cache(maxsize=64)
def axis_of(first: int, last: int) -> tuple[str, ...]:
    """Return every month from one to another, both by their numbers."""
    return tuple(month_named(at) for at in range(first, last + 1))


def make_chart(series: Sequence[Series], band: tuple[float, float] | None = None) -> Chart | None:
    """Return the chart of some series, None where all are empty.

    The axis ends with the last month that has statements, and spans at least a year.

    Args:
        band: where the chosen days begin and end, in months from year 0.
    """
    named = sorted({month for each in series for month in each.counts})
    if not named:
        return None
    last = month_number(named[-1])
    first = max(min(month_number(named[0]), last - LEAST_MONTHS + 1), last - MOST_MONTHS + 1)
    axis = axis_of(first, last)
    drawn = set(axis)
    most = max(count for each in series for month, count in each.counts.items() if month in drawn)
    strips = tuple((each, tuple(_bars(each, axis, most))) for each in series)
    earlier = sum(
        count for each in series for month, count in each.counts.items() if month not in drawn
    )
    return Chart(axis, strips, most, earlier, _drawn(band, first, last + 1) if band else None)


def _drawn(band: tuple[float, float], first: int, end: int) -> tuple[float, float] | None:
    """Return the part of a band that lies on the axis, None where there is none."""
    start, stop = max(band[0], first), min(band[1], end)
    return (round(start - first, 3), round(stop - start, 3)) if start < stop else None


def _bars(series: Series, axis: Sequence[str], most: int) -> list[Bar]:
    counts, hrefs, selected = series.counts, series.hrefs, series.selected
    drawn = [(x, month) for x, month in enumerate(axis) if counts.get(month)]
    # People come for what was chosen, or for what is new.
    newest = drawn[-1][1] if drawn else ""
    stop = next((month for _, month in drawn if month in selected), newest)
    return [
        Bar(
            month,
            day(month),
            counts[month],
            x,
            round(max(LEAST_BAR, HEIGHT * counts[month] / most), 2),
            hrefs[month],
            month in selected,
            month == stop,
        )
        for x, month in drawn
    ]
