"""Marks: events on the time axis of a chart, with the numbers by which a list explains them."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass

from app.queries.events import EventRow
from app.web.charts import HEIGHT, Chart, month_number

# Numbers stand in lanes, so far apart at least, in hundredths of the axis.
APART, LANES = 5.0, 3


@dataclass(frozen=True)
class Mark:
    """The events of one month.

    Attributes:
        place: where the first of them began, in hundredths of the axis.
        label: the number of its event, or of the first and the last of several.
        lane: in which the label stands, from 0 at the top.
    """

    place: float
    label: str
    lane: int


@dataclass(frozen=True)
class Marks:
    """The events on an axis, in order; their numbers count from 1.

    Attributes:
        lines: a path with a line for each event, in the units of the chart.
    """

    events: tuple[EventRow, ...]
    marks: tuple[Mark, ...]
    lines: str


def marks_on(chart: Chart, events: Sequence[EventRow]) -> Marks:
    """Return the events that fall on a chart's axis; `events` are in order."""
    first, length = month_number(chart.months[0]), len(chart.months)
    placed = [(_place(each) - first, each) for each in events]
    drawn = [(x, each) for x, each in placed if 0 <= x < length]
    months: dict[int, list[int]] = {}
    for number, (x, _) in enumerate(drawn, 1):
        months.setdefault(int(x), []).append(number)
    marks: list[Mark] = []
    ends = [-APART] * LANES
    for numbers in months.values():
        place = 100 * drawn[numbers[0] - 1][0] / length
        lane = next((at for at in range(LANES) if place - ends[at] >= APART), LANES - 1)
        ends[lane] = place
        label = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
        marks.append(Mark(round(place, 2), label, lane))
    lines = "".join(f"M{x:.3f} 0v{HEIGHT}" for x, _ in drawn)
    return Marks(tuple(each for _, each in drawn), tuple(marks), lines)


def _place(event: EventRow) -> float:
    """Return where an event begins, in months from year 0."""
    at = event.since
    days = monthrange(at.year, at.month)[1]
    return month_number(at.isoformat()[:7]) + (at.day - 1) / days
