"""Months: the histogram of a list, and the days that were chosen in it."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from app.queries.facet_values import FacetValue
from app.queries.filters import StatementFilter
from app.web.charts import Chart, Series, make_chart, month_number
from app.web.labels import day


@dataclass(frozen=True)
class Widening:
    """A way to a wider range: the month that it reaches, and its list."""

    label: str
    href: str


@dataclass(frozen=True)
class Chosen:
    """The days that a list is narrowed to.

    Attributes:
        since, until: first and last month (`2024-12`); of an open range both are its one end.
        earlier, later: the way to the nearest month before and after that has statements.
        cleared: the list of any day.
    """

    since: str
    until: str
    label: str
    cleared: str
    earlier: Widening | None
    later: Widening | None


def month_chart(values: Sequence[FacetValue], wanted: StatementFilter) -> Chart | None:
    """Return the histogram of a list; each bar leads to the month that it counts."""
    series = Series(
        name="",
        counts={each.value: each.count for each in values},
        hrefs={each.value: f"/statements{each.query('month', wanted)}" for each in values},
        selected=frozenset(each.value for each in values if _is_chosen(each.value, wanted)),
    )
    return make_chart([series], _band(wanted))


def chosen_days(values: Sequence[FacetValue], wanted: StatementFilter) -> Chosen | None:
    """Return the days that a list is narrowed to, None where they are not."""
    since, until = wanted.since, wanted.until
    first = since.first.isoformat()[:7] if since else None
    last = until.last.isoformat()[:7] if until else None
    if since and until:
        label = day(str(since)) if since == until else f"{day(str(since))} to {day(str(until))}"
    elif since:
        label = f"from {day(str(since))}"
    elif until:
        label = f"to {day(str(until))}"
    else:
        return None
    months = [each.value for each in values if each.count]
    before = max((each for each in months if first and each < first), default=None)
    behind = min((each for each in months if last and each > last), default=None)
    return Chosen(
        since=first or last or "",
        until=last or first or "",
        label=label,
        cleared=f"/statements{wanted.query(since=None, until=None)}",
        earlier=Widening(day(before), f"/statements{wanted.query(since=before)}")
        if before
        else None,
        later=Widening(day(behind), f"/statements{wanted.query(until=behind)}") if behind else None,
    )


def _is_chosen(month: str, wanted: StatementFilter) -> bool:
    """Say whether a month lies wholly in the days asked for."""
    year, part = int(month[:4]), int(month[5:])
    first, last = date(year, part, 1), date(year, part, monthrange(year, part)[1])
    since, until = wanted.since, wanted.until
    begins = since is None or since.first <= first
    ends = until is None or last <= until.last
    return wanted.is_dated and begins and ends


def _band(wanted: StatementFilter) -> tuple[float, float] | None:
    """Return where the days asked for begin and end, in months from year 0."""
    if not wanted.is_dated:
        return None
    return (
        _place(wanted.since.first) if wanted.since else 0.0,
        _place(wanted.until.last, of_end=True) if wanted.until else inf,
    )


def _place(at: date, *, of_end: bool = False) -> float:
    """Return a day's place in time, in months from year 0: of its morning, or of its end."""
    days = monthrange(at.year, at.month)[1]
    return month_number(at.isoformat()[:7]) + (at.day - (not of_end)) / days
