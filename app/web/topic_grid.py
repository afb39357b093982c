"""Topic grid: topics by month, as small bars in a row each, and as a table behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.days import Period
from app.queries.profile import TopicMonths
from app.web.charts import month_number
from app.web.sparks import Spark, make_spark, spark_axis

# So many months the table has, the newest that have any statements: lists have the others.
MONTHS = 24


@dataclass(frozen=True)
class GridRow:
    """A topic with its bars, and for each month of the table its number and list.

    Attributes:
        href: the list of all of it.
        cells: a number and the query string of its list; 0 without one.
    """

    topic: TopicMonths
    href: str
    spark: Spark
    cells: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Grid:
    """Topics by month.

    Attributes:
        axis: the months that the bars share.
        months: those of the table, the newest first.
        is_cut: there are earlier months too.
    """

    rows: tuple[GridRow, ...]
    axis: tuple[str, ...]
    months: tuple[str, ...]
    is_cut: bool


def topic_grid(topics: Sequence[TopicMonths]) -> Grid:
    """Return topics by month, on one scale."""
    held = sorted({month for each in topics for month in each.months}, key=month_number)
    since = Period.parse(held[0]) if held else None
    axis = spark_axis([each.months for each in topics], since)
    months = tuple(reversed(held[-MONTHS:]))
    drawn = set(axis)
    counts = [n for each in topics for month, n in each.months.items() if month in drawn]
    most = max(counts, default=1)
    return Grid(
        tuple(_row(each, axis, months, most) for each in topics),
        axis,
        months,
        len(held) > len(months),
    )


def _row(topic: TopicMonths, axis: tuple[str, ...], months: tuple[str, ...], most: int) -> GridRow:
    query = topic.wanted.varied("since", "until")
    cells = tuple(
        (topic.months[month], f"/statements{query(month)}") if month in topic.months else (0, "")
        for month in months
    )
    href = f"/statements{topic.wanted.query()}"
    return GridRow(topic, href, make_spark(topic.months, axis, most), cells)
