"""Pair: two sides on one topic, month by month, with who spoke and who carried it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.days import Period
from app.locales import gettext
from app.queries.filters import NONE, StatementFilter
from app.queries.pages import Counted
from app.queries.rows import StatementRow, rows
from app.queries.select import select


@dataclass(frozen=True)
class Origin:
    """An outlet whose texts carry what a side said.

    Attributes:
        slug: `none` where nobody knows the outlet.
        printed: statements in the articles that it printed itself: 0 where others alone did.
    """

    slug: str
    name: str
    printed: int


@dataclass(frozen=True)
class SideOfPair:
    """What one side said on the topic in the period.

    Attributes:
        wanted: the list of these statements.
        total: how many they are; those of a known year alone are in none of the `months`.
        every_month: as `months`, whatever the period.
        speakers: actors by the number of their statements; the value is None for all others.
        origins: independent outlets, those with most statements first.
    """

    side: str
    wanted: StatementFilter
    total: int
    undated_left_out: int
    months: Mapping[str, int]
    every_month: Mapping[str, int]
    speakers: tuple[Counted, ...]
    origins: tuple[Origin, ...]


@dataclass(frozen=True)
class MonthOfSide:
    """What one side said in one month, the newest first: all, or the newest of them.

    Attributes:
        wanted: the list of all `number` of them.
    """

    side: str
    wanted: StatementFilter
    number: int
    rows: tuple[StatementRow, ...]


def side_of_pair(session: Session, topic: str, side: str, period: StatementFilter) -> SideOfPair:
    """Return what a side said on a topic between the days of `period`."""
    always = StatementFilter(topic=(topic,), side=(side,))
    wanted = replace(always, since=period.since, until=period.until)
    selection = select(session, wanted)
    found = select(session, replace(wanted, per=1)).page()
    speakers = selection.counted("actor", without=None, shown=None)
    printed = {
        each.value: each.count for each in selection.counted("outlet", without=None, shown=None)
    }
    origins = selection.counted("origin", without=None, shown=None)
    return SideOfPair(
        side=side,
        wanted=wanted,
        total=found.total,
        undated_left_out=found.undated_left_out,
        months=selection.months(without=None),
        every_month=select(session, always).months(without=None),
        speakers=tuple(sorted(speakers, key=_most_first)),
        origins=tuple(
            Origin(
                each.value or NONE,
                each.label or gettext("Outlet not known"),
                printed.get(each.value, 0),
            )
            for each in sorted(origins, key=_most_first)
        ),
    )


def _most_first(value: Counted) -> tuple[bool, int, str]:
    """Put those that nobody knows last."""
    return value.value is None, -value.count, value.label or ""


def months_of_pair(
    session: Session, sides: Sequence[SideOfPair], months: Sequence[str], shown: int
) -> list[tuple[str, tuple[MonthOfSide, ...]]]:
    """Return what each side said in each of some months.

    Args:
        shown: at most so many statements of a side in a month.
    """
    found = []
    for month in months:
        asked = [replace(_within(month, each.wanted), per=shown) for each in sides]
        ids = [
            select(session, wanted).page().ids if each.months.get(month) else ()
            for each, wanted in zip(sides, asked, strict=True)
        ]
        found.append((month, asked, ids))
    every = [number for _, _, ids in found for some in ids for number in some]
    said = {row.id: row for row in rows(session, every)}
    return [
        (
            month,
            tuple(
                MonthOfSide(
                    each.side,
                    wanted,
                    each.months.get(month, 0),
                    tuple(said[number] for number in some),
                )
                for each, wanted, some in zip(sides, asked, ids, strict=True)
            ),
        )
        for month, asked, ids in found
    ]


def _within(month: str, wanted: StatementFilter) -> StatementFilter:
    """Return a filter narrowed to those days of a month that it asks for."""
    whole = Period.parse(month)
    since, until = wanted.since, wanted.until
    return replace(
        wanted,
        since=since if since and since.first > whole.first else whole,
        until=until if until and until.last < whole.last else whole,
    )
