"""Tenures: the offices of an actor, drawn on one axis of years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.days import Period
from app.queries.actors import HeldOfficeRow

# In hundredths of the axis: a day in office must still be seen.
WIDTH, LEAST = 100.0, 1.0


@dataclass(frozen=True)
class Drawn:
    """An office on the axis: from where, and how wide; None where no day of it is known.

    Attributes:
        is_open: its end, or its beginning, is not known.
    """

    x: float
    width: float
    is_open: bool


@dataclass(frozen=True)
class Tenures:
    """Offices on one axis, in their order.

    Attributes:
        first, last: the years at its ends.
    """

    first: int
    last: int
    offices: tuple[tuple[HeldOfficeRow, Drawn | None], ...]


def draw_tenures(offices: Sequence[HeldOfficeRow], on: date) -> Tenures:
    """Return offices on an axis that ends today, or where the last of them does."""
    spans = [_span(each) for each in offices]
    known = [day for span in spans for day in span if day is not None]
    first = min((day.year for day in known), default=on.year)
    last = max(day.year for day in (*known, on))
    start = date(first, 1, 1).toordinal()
    days = date(last, 12, 31).toordinal() - start + 1

    def drawn(since: date | None, until: date | None) -> Drawn | None:
        if since is None and until is None:
            return None
        begins = (since.toordinal() if since else start) - start
        ends = (until or max(on, since or on)).toordinal() - start + 1
        width = max(LEAST, WIDTH * (ends - begins) / days)
        x = min(WIDTH * begins / days, WIDTH - width)
        return Drawn(round(x, 2), round(width, 2), since is None or until is None)

    placed = tuple((office, drawn(*span)) for office, span in zip(offices, spans, strict=True))
    return Tenures(first, last, placed)


def _span(office: HeldOfficeRow) -> tuple[date | None, date | None]:
    """Return the first and the last day that are known: that it was seen in post counts too."""
    seen = [Period.parse(each) for each in office.in_post]
    since = Period.parse(office.since).first if office.since else None
    until = Period.parse(office.until).last if office.until else None
    if since is None and seen:
        since = min(each.first for each in seen)
    return since, until
