"""Positions: the shape in JSON of two sides on a topic, and of what one actor spoke of."""

from collections.abc import Sequence

from app.formats.items import Item, link_item
from app.queries.filters import NONE, StatementFilter
from app.queries.links import LinkRow
from app.queries.pages import Counted
from app.queries.pair import SideOfPair
from app.queries.profile import SpokenAbout, TopicMonths

LIST = "/api/v1/statements"


def list_of(wanted: StatementFilter) -> str:
    """Return the path of the list that a number counts."""
    return LIST + wanted.query()


def counted_item(value: Counted) -> Item:
    """Return how many statements have a value; of those who are not known, without a name."""
    return {"value": value.value or NONE, "name": value.label, "statements": value.count}


def side_item(side: SideOfPair) -> Item:
    """Return what a side said on a topic in a period: how much of it, when, by whom, and where."""
    return {
        "side": side.side,
        "statements": side.total,
        "url": list_of(side.wanted),
        "undated_left_out": side.undated_left_out,
        "months": dict(side.months),
        "speakers": [counted_item(each) for each in side.speakers],
        "outlets": [
            {"slug": each.slug, "name": each.name, "printed": each.printed} for each in side.origins
        ],
    }


def pair_item(topic: str, name: str, two: Sequence[SideOfPair], links: Sequence[LinkRow]) -> Item:
    """Return two sides on a topic, with what editors linked among their statements."""
    return {
        "topic": topic,
        "name": name,
        "sides": [side_item(each) for each in two],
        "links": [link_item(each) for each in links],
    }


def profile_item(
    topics: Sequence[TopicMonths], outlets: Sequence[Counted], about: SpokenAbout
) -> Item:
    """Return what an actor spoke of month by month, who quotes them, and who speaks about them."""
    return {
        "topics": [
            {
                "slug": each.slug,
                "name": each.name,
                "statements": each.number,
                "url": list_of(each.wanted),
                "months": dict(each.months),
            }
            for each in topics
        ],
        "outlets": [counted_item(each) for each in outlets],
        "about": {
            "url": list_of(about.wanted),
            "speakers": [counted_item(each) for each in about.speakers],
        },
    }
