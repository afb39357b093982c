"""Months: the histogram of a list, and the days that were chosen in it."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from app.locales import gettext
from app.queries.facet_values import FacetLinks, FacetValue
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
    links = FacetLinks("month", wanted)
    series = Series(
        name="",
        counts={each.value: each.count for each in values},
        hrefs={each.value: f"/statements{links.query(each)}" for each in values},
        selected=chosen_months((each.value for each in values), wanted),
    )
    return make_chart([series], band_of(wanted))


def chosen_days(
    months: Iterable[str],
    wanted: StatementFilter,
    address: Callable[[str], str] = "/statements{}".format,
) -> Chosen | None:
    """Return the days that a list is narrowed to, None where they are not.

    Args:
        months: those that have statements, whatever days are asked for.
        address: makes of a query string the address of a list.
    """
    since, until = wanted.since, wanted.until
    first = since.first.isoformat()[:7] if since else None
    last = until.last.isoformat()[:7] if until else None
    if since and until:
        label = day(str(since))
        if since != until:
            label = gettext("%(since)s to %(until)s", since=label, until=day(str(until)))
    elif since:
        label = gettext("from %(day)s", day=day(str(since)))
    elif until:
        label = gettext("to %(day)s", day=day(str(until)))
    else:
        return None
    held = sorted(months)
    before = max((each for each in held if first and each < first), default=None)
    behind = min((each for each in held if last and each > last), default=None)
    return Chosen(
        since=first or last or "",
        until=last or first or "",
        label=label,
        cleared=address(wanted.query(since=None, until=None)),
        earlier=Widening(day(before), address(wanted.query(since=before))) if before else None,
        later=Widening(day(behind), address(wanted.query(until=behind))) if behind else None,
    )


def chosen_months(months: Iterable[str], wanted: StatementFilter) -> frozenset[str]:
    """Return the months that lie wholly in the days asked for; none where none are."""
    if not wanted.is_dated:
        return frozenset()
    first = wanted.since.first.isoformat() if wanted.since else ""
    last = wanted.until.last.isoformat() if wanted.until else "9999-12-31"
    return frozenset(
        each for each in months if first <= f"{each}-01" and f"{each}-{_days_in(each):02}" <= last
    )


def _days_in(month: str) -> int:
    return monthrange(int(month[:4]), int(month[5:]))[1]


def band_of(wanted: StatementFilter) -> tuple[float, float] | None:
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
