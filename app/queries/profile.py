"""Profile: what an actor spoke of month by month, who quoted them, and who speaks about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.queries.actors import ActorPage, AliasRow
from app.queries.filters import MAX_QUERY_CHARS, StatementFilter
from app.queries.pages import Counted
from app.queries.select import select
from app.queries.words import tokens_of


@dataclass(frozen=True)
class TopicMonths:
    """What an actor said on one topic.

    Attributes:
        wanted: the list that `number` counts.
        months: how many statements each month has; those known by their year are in none.
    """

    slug: str
    name: str
    wanted: StatementFilter
    number: int
    months: Mapping[str, int]


def topics_by_month(session: Session, actor: str) -> list[TopicMonths]:
    """Return the topics of an actor, the most frequent first."""
    found = select(session, StatementFilter(actor=(actor,))).counted(
        "topic", without=None, shown=None
    )
    made = []
    for each in found:
        if each.value is not None:
            wanted = StatementFilter(actor=(actor,), topic=(each.value,))
            months = select(session, wanted).months(without=None)
            made.append(
                TopicMonths(each.value, each.label or each.value, wanted, each.count, months)
            )
    # Those that tie keep the topics' own order.
    return sorted(made, key=lambda each: -each.number)


def outlets_of(session: Session, actor: str, most: int) -> list[Counted]:
    """Return the outlets that carry what an actor said, those with most statements first.

    Args:
        most: so many are needed; there may be more.
    """
    found = select(session, StatementFilter(actor=(actor,))).counted(
        "outlet", without=None, shown=most
    )
    return sorted(found, key=_most_first)


@dataclass(frozen=True)
class SpokenAbout:
    """Who speaks about an actor.

    Attributes:
        wanted: the search for the actor's names; with an actor added, the list of each count.
        speakers: others by the number of their statements; the value is None for all unresolved.
    """

    wanted: StatementFilter
    speakers: tuple[Counted, ...]


def speakers_about(session: Session, page: ActorPage, most: int) -> SpokenAbout:
    """Return who names an actor, in any of the names that mean nobody else.

    Args:
        most: so many are needed; there may be more.
    """
    wanted = StatementFilter(q=names_query(page.row.name, page.aliases))
    # One of them may be the actor.
    found = select(session, wanted).counted("actor", without=None, shown=most + 1)
    others = [each for each in found if each.value != page.row.slug]
    return SpokenAbout(wanted, tuple(sorted(others, key=_most_first)))


def names_query(name: str, aliases: Iterable[AliasRow]) -> str:
    """Return the words that find a name in texts: no name that only repeats a shorter one.

    What is also a common word, or others' name, is left out; the name itself never is.
    """
    texts = [name, *(each.text for each in aliases if not each.is_risky)]
    spelt = {tokens_of(text): text for text in reversed(texts) if tokens_of(text)}
    kept: list[tuple[str, ...]] = []
    for tokens in sorted(spelt, key=lambda each: (len(each), each)):
        if not any(_holds(tokens, shorter) for shorter in kept):
            kept.append(tokens)
    query = ""
    for tokens in kept:
        text = " ".join(spelt[tokens].replace('"', " ").split())
        longer = f'{query} OR "{text}"' if query else f'"{text}"'
        if len(longer) > MAX_QUERY_CHARS:
            break
        query = longer
    return query


def _holds(tokens: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Say whether some words stand side by side among others."""
    return any(tokens[at : at + len(part)] == part for at in range(len(tokens)))


def _most_first(value: Counted) -> tuple[int, bool, str]:
    """Put those that nobody knows behind others with as many."""
    return -value.count, value.value is None, value.label or ""
