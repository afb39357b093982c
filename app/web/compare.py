"""Compare: the positions of sides, topic by topic, and two sides on one topic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.deps import ReadingRoute, ReadSession, WantedFilter
from app.errors import NotFound
from app.kept import answer_kept
from app.locales import gettext, named
from app.models import SIDE_NAMES
from app.models.base import today
from app.queries.compare import TWO_SIDES, Comparison, Position, TopicPositions, compare
from app.queries.events import find_events
from app.queries.filters import NONE, ParsedFilter, StatementFilter, one_of
from app.queries.labels import find_labels
from app.queries.links import find_links
from app.queries.pair import SideOfPair, months_of_pair, side_of_pair
from app.web.beside import lines_by_side, stands_between
from app.web.charts import Chart, Series, make_chart
from app.web.labels import day, side_name
from app.web.marks import marks_on
from app.web.months import band_of, chosen_days, chosen_months
from app.web.render import render
from app.web.sides import OTHER_SIDES
from app.web.sparks import Spark, make_spark, spark_axis

router = APIRouter(route_class=ReadingRoute)

FIELDS = ("side", "from", "to")
PAIR_FIELDS = ("from", "to", "page")
MONTHS_ON_PAGE = 6
SHOWN, SHOWN_OF_ONE_MONTH = 3, 20
# Speakers, and outlets, of a side that stand there at once.
LISTED = 10


@dataclass(frozen=True)
class Asked:
    """What a page of positions is asked for, as far as it was understood.

    Attributes:
        problems, typed: by the name in the URL.
    """

    wanted: StatementFilter
    problems: Mapping[str, str]
    typed: Mapping[str, str]

    @classmethod
    def of(cls, parsed: ParsedFilter, *names: str) -> "Asked":
        """Return what of a filter such a page takes; the rest means nothing there."""
        given = parsed.wanted
        wanted = StatementFilter(side=given.side, since=given.since, until=given.until)
        if "page" in names:
            wanted = replace(wanted, page=given.page, side=())
        return cls(
            wanted,
            {name: words for name, words in parsed.problems.items() if name in names},
            {name: words for name, words in parsed.typed.items() if name in names},
        )


@dataclass(frozen=True)
class Cell:
    """A position as a table shows it.

    Attributes:
        href: the list of the statements that it counts; pair: both sides on the topic.
        articles: those published since the last word.
    """

    position: Position
    href: str
    pair: str
    articles: str
    spark: Spark


@dataclass(frozen=True)
class Row:
    """A topic with a cell for each side."""

    topic: TopicPositions
    pair: str
    cells: tuple[Cell, ...]


def table(found: Comparison) -> tuple[list[Row], tuple[str, ...]]:
    """Return the rows of a table of positions, and the months that their bars share."""
    wanted = found.wanted
    held = [each.months for topic in found.topics for each in topic.positions]
    axis = spark_axis(held, wanted.since)
    return [_row(topic, found, axis) for topic in found.topics], axis


def _row(topic: TopicPositions, found: Comparison, axis: tuple[str, ...]) -> Row:
    drawn = set(axis)
    numbers = [n for each in topic.positions for month, n in each.months.items() if month in drawn]
    first, second = found.sides[:2]
    days = StatementFilter(since=found.wanted.since, until=found.wanted.until).query()

    def pair(side: str) -> str:
        return pair_address(topic.slug, (first, second if side == first else side), days)

    def cell(position: Position) -> Cell:
        silence = position.silence
        published = (
            StatementFilter(since=silence.since, until=silence.until)
            if silence
            else StatementFilter()
        )
        return Cell(
            position,
            f"/statements{position.wanted.query()}",
            pair(position.side),
            f"/articles{published.query()}",
            make_spark(position.months, axis, max(numbers, default=1)),
        )

    return Row(topic, pair(first), tuple(map(cell, topic.positions)))


def pair_address(topic: str, sides: Sequence[str], query: str) -> str:
    """Return the address of two sides on a topic, with what a filter's query string asks for."""
    a, b = sides
    return f"/compare/{topic}?a={a}&b={b}{query.replace('?', '&', 1)}"


def told_period(wanted: StatementFilter) -> str:
    """Return the period of a filter in words."""
    since, until = wanted.since, wanted.until
    if since and until:
        first, last = day(str(since)), day(str(until))
        return first if since == until else gettext("%(first)s to %(last)s", first=first, last=last)
    if since:
        return gettext("From %(day)s", day=day(str(since)))
    return gettext("To %(day)s", day=day(str(until))) if until else gettext("Any day")


def has_blanks(request: Request) -> bool:
    """Say whether a form without JavaScript sent its blank fields too."""
    blank = any(not value.strip() for _, value in request.query_params.multi_items())
    return blank and "hx-request" not in request.headers


@router.get("/compare", name="compare")
def index(request: Request, session: ReadSession, parsed: WantedFilter) -> Response:
    """Show what the sides said on each topic in a period; `results` can be fetched alone."""
    asked = Asked.of(parsed, *FIELDS)
    # In one order, whatever order they were ticked in; the two are there in any case.
    others = tuple(str(side) for side in OTHER_SIDES if side in asked.wanted.side)
    asked = replace(asked, wanted=replace(asked.wanted, side=others))
    if has_blanks(request) and not asked.problems:
        return RedirectResponse(f"/compare{asked.wanted.query()}", status_code=302)
    return answer_kept(request, session, lambda: _matrix(request, session, asked))


def _matrix(request: Request, session: ReadSession, asked: Asked) -> HTMLResponse:
    wanted = asked.wanted
    found = compare(session, wanted, today())
    rows, axis = table(found)
    published = StatementFilter(since=wanted.since, until=wanted.until)
    return render(
        request,
        "compare/index.html",
        swaps="results",
        status=422 if asked.problems else 200,
        address=None if asked.problems else f"/compare{wanted.query()}",
        wanted=wanted,
        problems=asked.problems,
        typed=asked.typed,
        others=[(str(side), side_name(_unset(side)), side in wanted.side) for side in OTHER_SIDES],
        sides=[(side, side_name(_unset(side))) for side in found.sides],
        period=told_period(wanted),
        found=found,
        rows=rows,
        axis=axis,
        articles=f"/articles{published.query()}",
    )


def _unset(side: str) -> str | None:
    return None if side == NONE else side


@router.get("/compare/{topic}", name="pair")
def show(request: Request, session: ReadSession, parsed: WantedFilter, topic: str) -> Response:
    """Show two sides on a topic, month by month; `results` can be fetched alone."""
    name = find_labels(session, StatementFilter(topic=(topic,))).get(("topic", topic))
    if name is None:
        raise NotFound(gettext("There is no topic of that name."))
    asked = Asked.of(parsed, *PAIR_FIELDS)
    sides, problems = _two_of(request.query_params)
    asked = replace(asked, problems={**problems, **asked.problems})
    if has_blanks(request) and not asked.problems:
        query = asked.wanted.query(page=asked.wanted.page)
        return RedirectResponse(pair_address(topic, sides, query), status_code=302)
    return answer_kept(request, session, lambda: _pair(request, session, topic, name, sides, asked))


def _two_of(given: Mapping[str, str]) -> tuple[tuple[str, str], dict[str, str]]:
    """Return the two sides that are asked for, and what is wrong with either."""
    found, problems = dict(zip("ab", map(str, TWO_SIDES), strict=True)), {}
    for name in "ab":
        value = given.get(name, "").strip()
        try:
            found[name] = one_of(value, [*SIDE_NAMES, NONE]) if value else found[name]
        except ValueError as problem:
            problems[name] = str(problem)
    if found["a"] == found["b"]:
        told = gettext("These are the same side: choose another one.")
        problems.setdefault("b", told)
        found["b"] = next(str(side) for side in TWO_SIDES if side != found["a"])
    return (found["a"], found["b"]), problems


def _pair(
    request: Request,
    session: ReadSession,
    topic: str,
    name: str,
    sides: tuple[str, str],
    asked: Asked,
) -> HTMLResponse:
    wanted = asked.wanted
    period = replace(wanted, page=1)
    two = [side_of_pair(session, topic, side, period) for side in sides]
    chart = pair_chart(topic, sides, two, period)
    every = {month for each in two for month in each.every_month}
    months = sorted({month for each in two for month in each.months}, reverse=True)
    pages = max(1, -(-len(months) // MONTHS_ON_PAGE))
    number = min(wanted.page, pages)
    here = months[(number - 1) * MONTHS_ON_PAGE : number * MONTHS_ON_PAGE]
    shown = SHOWN_OF_ONE_MONTH if len(months) == 1 else SHOWN
    linked = find_links(session, topic, sides)

    def address(query: str) -> str:
        return pair_address(topic, sides, query)

    def page_href(at: int) -> str:
        return address(period.query(page=at))

    return render(
        request,
        "compare/show.html",
        swaps="results",
        status=422 if asked.problems else 200,
        address=None if asked.problems else page_href(number),
        topic=topic,
        name=named(name),
        wanted=wanted,
        problems=asked.problems,
        typed=asked.typed,
        sides=sides,
        options=[(str(side), side_name(_unset(side))) for side in (*SIDE_NAMES, NONE)],
        period=told_period(period),
        two=two,
        chart=chart,
        chosen=chosen_days(every, period, address),
        marks=marks_on(chart, find_events(session)) if chart else None,
        lines=dict(lines_by_side(linked, sides)),
        stands=stands_between(linked, sides),
        months=months_of_pair(session, two, here, shown),
        month_href=lambda month: address(period.query(since=month, until=month)),
        number=number,
        pages=pages,
        page_href=page_href,
        most_listed=LISTED,
        side_label=lambda side: side_name(_unset(side)),
    )


def pair_chart(
    topic: str, sides: Sequence[str], two: Sequence[SideOfPair], period: StatementFilter
) -> Chart | None:
    """Return the months of both sides on one axis; each bar narrows the page to its month."""
    query = StatementFilter().varied("since", "until")
    series = [
        Series(
            name=side_name(_unset(each.side)),
            counts=each.every_month,
            hrefs={month: pair_address(topic, sides, query(month)) for month in each.every_month},
            selected=chosen_months(each.every_month, period),
            side=each.side,
        )
        for each in two
    ]
    return make_chart(series, band_of(period))
