"""Sides: the two that pages set beside each other, and what they said."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.deps import ReadSession
from app.models import Side
from app.queries.compare import TWO_SIDES
from app.queries.filters import NONE, StatementFilter
from app.queries.overview import count_months
from app.queries.rows import StatementRow, rows
from app.queries.select import page, select
from app.queries.topics import TopicRow
from app.web.charts import Chart, Series, make_chart
from app.web.labels import side_name

OTHER_SIDES = (*(side for side in Side if side not in TWO_SIDES), NONE)


@dataclass(frozen=True)
class Column:
    """What one side said last.

    Attributes:
        total: how many statements it has in all; `href` is the list of them.
    """

    side: str
    name: str
    rows: tuple[StatementRow, ...]
    total: int
    href: str


def latest_by_side(session: ReadSession, shown: int, topic: tuple[str, ...] = ()) -> list[Column]:
    """Return the newest statements of the two sides, of one topic or of all."""
    found = []
    for side in TWO_SIDES:
        wanted = StatementFilter(side=(side,), topic=topic, per=shown)
        got = page(select(session, wanted))
        href = f"/statements{StatementFilter(side=(side,), topic=topic).query()}"
        lines = tuple(rows(session, got.ids))
        found.append(Column(side, side_name(side), lines, got.total, href))
    return found


def months_by_side(
    session: ReadSession, wanted: StatementFilter, sides: Sequence[Side] = TWO_SIDES
) -> Chart | None:
    """Return the chart of a filter's statements by month, one strip for each side."""
    series = []
    for side in sides:
        said = _only(wanted, side)
        counts = count_months(session, said)
        query = said.varied("since", "until")
        hrefs = {month: f"/statements{query(month)}" for month in counts}
        series.append(Series(name=side_name(side), side=side, counts=counts, hrefs=hrefs))
    return make_chart(series)


def _only(wanted: StatementFilter, side: str) -> StatementFilter:
    return StatementFilter(topic=wanted.topic, actor=wanted.actor, side=(side,))


@dataclass(frozen=True)
class Cell:
    """A number of statements and the list that it counts."""

    count: int
    href: str


@dataclass(frozen=True)
class MatrixRow:
    """A topic, with the statements of each of the two sides and of all others together."""

    topic: TopicRow
    cells: tuple[Cell, ...]


def matrix(topics: Sequence[TopicRow]) -> list[MatrixRow]:
    """Return topics by side, in the topics' order; each number leads to what it counts."""
    found = []
    for topic in topics:
        cells = []
        for sides in (*((side,) for side in TWO_SIDES), OTHER_SIDES):
            number = sum(topic.by_side.get(None if each == NONE else each, 0) for each in sides)
            wanted = StatementFilter(topic=(topic.slug,), side=tuple(map(str, sides)))
            cells.append(Cell(number, f"/statements{wanted.query()}"))
        found.append(MatrixRow(topic, tuple(cells)))
    return found
