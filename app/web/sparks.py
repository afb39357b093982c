"""Sparks: the small month bars in the cells of a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.days import Period
from app.locales import gettext
from app.web.charts import axis_of, month_number
from app.web.labels import counted, day

LEAST_MONTHS, MOST_MONTHS = 24, 60
# In a drawing so high; a single statement must still be seen beside hundreds.
HEIGHT, LEAST_BAR = 20, 3


@dataclass(frozen=True)
class Spark:
    """The bars of one cell.

    Attributes:
        path: of all bars, one month wide each; empty where no month of the axis has any.
        told: the same in words.
    """

    path: str
    told: str


def spark_axis(counts: Iterable[Mapping[str, int]], since: Period | None) -> tuple[str, ...]:
    """Return the months that the cells of a table share.

    They end with the newest month that has statements, and begin with the period that is asked
    for, where that is not too far away.
    """
    named = [month for each in counts for month in each]
    if not named:
        return ()
    last = month_number(max(named))
    first = month_number(since.first.isoformat()[:7]) if since else last - LEAST_MONTHS + 1
    return axis_of(max(min(first, last), last - MOST_MONTHS + 1), last)


def make_spark(counts: Mapping[str, int], axis: tuple[str, ...], most: int) -> Spark:
    """Return the bars of a cell.

    Args:
        most: the highest count of the cells on the same scale.
    """
    drawn = [(x, counts[month]) for x, month in enumerate(axis) if counts.get(month)]
    if not drawn:
        return Spark("", "")
    bars = "".join(
        f"M{x}.1 {HEIGHT}v-{max(LEAST_BAR, HEIGHT * number / most):.3g}h.8V{HEIGHT}z"
        for x, number in drawn
    )
    at, highest = max(drawn, key=lambda bar: (bar[1], bar[0]))
    most_said = counted(highest, "statement")
    told = gettext("most in %(month)s: %(statements)s", month=day(axis[at]), statements=most_said)
    return Spark(bars, told)
