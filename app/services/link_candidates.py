"""Link candidates: pairs of statements that a person may want to link; the program never does.

For each of the newest statements of a side on a topic, those are looked for that share most of its
rare words, and the newest before it; the most like are told, with what they share and what changed:
terms of the topic, numbers, names, and whether one denies. However many statements there are, so
many are compared: `PER` with at most `ALIKE + RECENT` each. What the limits are worth is measured
on pairs, see `python -m tests.links.measure`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from sqlmodel import Session

from app.days import Period
from app.extraction.topics import Ready, TopicReader, add
from app.extraction.types import Term
from app.queries.filters import StatementFilter
from app.queries.links import decided_pairs, wordings_of
from app.queries.rows import QuoteRow, StatementRow, rows
from app.queries.select import select
from app.queries.topics import TermRow, find_terms
from app.queries.words import Word, make_word, tokens_in
from app.services.lexicon import STOP
from app.services.likeness import (
    STEM_CHARS,
    STOP_CHARS,
    TOKEN,
    Bag,
    alike,
    bag_of,
    latin,
    similarity,
)
from app.spans import Span
from app.text import fold

# Statements on a page, and with how many each is compared: by its words, and by day alone.
PER, ALIKE, RECENT = 20, 60, 40
# By so many of its words others are looked for: the longest are the rarest.
WORDS = 8
# Of one statement so many pairs are told, the best.
BEST = 2
# Two sides are compared within so many days.
WINDOW = timedelta(days=30)
# What stands before the first word of a sentence.
NEAR = 12
BEGINS = re.compile(r"(?:^|[.!?…:])[\s\"'“”„«»‘’(]*\Z")
# From here on words alone make a candidate; with so many terms of the topic less is enough.
SIMILAR, TERMS, SIMILAR_WITH_TERMS = 0.42, 2, 0.15


@dataclass(frozen=True)
class Changed:
    """What one of the two has and the other has not.

    Attributes:
        what: `term` of the topic, `number`, `name`, or `negation`.
        earlier, later: as printed, numbers written out, names in Latin letters.
    """

    what: str
    earlier: tuple[str, ...]
    later: tuple[str, ...]


@dataclass(frozen=True)
class Alike:
    """How alike two wordings are.

    Attributes:
        score: from 0 to 1; with shared terms of the topic it counts for more.
        shared: terms, numbers, names and words that both have, for people to read.
        changed: nothing where it is no candidate.
    """

    score: float
    shared: tuple[str, ...]
    changed: tuple[Changed, ...]
    is_candidate: bool


@dataclass(frozen=True)
class LinkCandidate:
    """Two statements that a person may want to link, the earlier one first."""

    earlier: StatementRow
    later: StatementRow
    alike: Alike


@dataclass(frozen=True)
class CandidatePage:
    """The candidates among some statements of a side.

    Attributes:
        total: how many statements there are to be looked at; `pages` of `PER` each.
        undated: of this page, how many have no day, so that nothing is earlier.
    """

    rows: tuple[LinkCandidate, ...]
    total: int
    number: int
    pages: int
    undated: int


Terms = Callable[[str, str], Mapping[str, str]]
"""Returns for a text and its language the terms of a topic in it, with how they are printed."""


def find_candidates(
    session: Session, topic: str, sides: Sequence[str], period: StatementFilter
) -> CandidatePage:
    """Return the candidates on a topic among a page of the statements of the first side.

    Args:
        sides: one, for changes of its position, or two, for what they agree and differ in.
        period: its days, and the number of its page.
    """
    wanted = StatementFilter(
        topic=(topic,), side=(sides[0],), since=period.since, until=period.until,
        page=period.page, per=PER,
    )  # fmt: skip
    found = select(session, wanted).page()
    said = rows(session, found.ids)
    days = {row.id: Period.parse(row.said_on) for row in said if row.said_on}
    said = [row for row in said if row.id in days]
    made: list[LinkCandidate] = []
    if said:
        made = _candidates(session, topic, sides, said, days)
    undated = len(found.ids) - len(said)
    return CandidatePage(tuple(made), found.total, found.number, found.pages, undated)


def _candidates(
    session: Session,
    topic: str,
    sides: Sequence[str],
    said: Sequence[StatementRow],
    days: dict[int, Period],
) -> list[LinkCandidate]:
    is_change = len(sides) == 1
    others = select(session, _others(topic, sides, list(days.values())))
    recent = others.page().ids
    near = {row.id: {*recent, *others.holding(words_of(row), ALIKE)} for row in said}
    every = sorted({number for each in near.values() for number in each})
    known = {row.id: row for row in rows(session, every) if row.said_on}
    days |= {row.id: Period.parse(row.said_on or "") for row in known.values()}
    decided = decided_pairs(session, topic).keys()
    terms = terms_in(find_terms(session, topic))
    made = []
    for row in said:
        best: list[LinkCandidate] = []
        for number in near[row.id] & known.keys() - {row.id}:
            one, other = known[number], row
            if frozenset((number, row.id)) in decided:
                continue
            if is_change and days[number].last >= days[row.id].first:
                continue
            if not is_change and _apart(days[number], days[row.id]) > WINDOW:
                continue
            if days[number].first > days[row.id].first:
                one, other = other, one
            found = look_alike(*wordings_of(one, other), terms)
            if found.is_candidate:
                best.append(LinkCandidate(one, other, found))
        best.sort(key=lambda each: (-each.alike.score, -days[each.earlier.id].first.toordinal()))
        made += best[:BEST]
    return made


def _others(topic: str, sides: Sequence[str], days: Sequence[Period]) -> StatementFilter:
    """Return the filter for what some statements may be compared with."""
    first, last = min(each.first for each in days), max(each.last for each in days)
    found = StatementFilter(topic=(topic,), side=(sides[-1],), per=RECENT, until=_day(last))
    if len(sides) > 1:
        found = replace(found, since=_day(first, -WINDOW.days), until=_day(last, WINDOW.days))
    return found


def _day(day: date, later: int = 0) -> Period:
    """Return a day, so many days later, within what a calendar has."""
    number = min(max(day.toordinal() + later, 1), date.max.toordinal())
    return Period.parse(date.fromordinal(number).isoformat())


def _apart(one: Period, other: Period) -> timedelta:
    return max(one.first - other.last, other.first - one.last)


def words_of(row: StatementRow) -> list[Word]:
    """Return the words by which statements like one are looked for: beginnings of its longest."""
    found: dict[str, int] = {}
    for token in tokens_in(row.text):
        word = token.folded
        if len(word) > STOP_CHARS and word not in STOP and not word.isdecimal():
            stem = word[:STEM_CHARS]
            found[stem] = max(found.get(stem, 0), len(word))
    longest = sorted(found, key=lambda stem: (-found[stem], stem))[:WORDS]
    made = (make_word(f"{stem}*", is_phrase=False) for stem in longest)
    return [word for word in made if word is not None]


def terms_in(terms: Iterable[TermRow]) -> Terms:
    """Return what finds the terms of a topic in texts."""
    indexes: dict[str, dict[str, list[Ready]]] = {}
    for each in terms:
        term = Term(each.text, each.language, weak=each.is_weak, excluded=each.is_excluded)
        add(indexes.setdefault(each.language, {}), "topic", term)

    @lru_cache(4_096)
    def find(text: str, language: str) -> Mapping[str, str]:
        reader = TopicReader(text, fold(text), (), indexes.get(language, {}))
        hits = reader.hits(Span(0, len(text)))
        hidden = [span for ready, span in hits if ready.term.excluded]
        return {
            ready.term.text: span.cut(text)
            for ready, span in hits
            if not ready.term.excluded and not any(bad.contains(span) for bad in hidden)
        }

    return find


def look_alike(earlier: QuoteRow, later: QuoteRow, terms: Terms) -> Alike:
    """Return how alike two wordings are, what they share and what changed."""
    bags = bag_of(earlier.text, earlier.language), bag_of(later.text, later.language)
    found = similarity(*bags)
    had, has = (terms(each.text, each.language) for each in (earlier, later))
    both = [has[term] for term in has if term in had]
    with_terms = len(both) >= TERMS and found.score >= SIMILAR_WITH_TERMS
    is_candidate = found.score >= SIMILAR or with_terms
    shared = (*both, *found.numbers, *map(str.capitalize, found.names), *found.words)
    return Alike(
        round(min(1.0, found.score + 0.1 * len(both)), 2),
        tuple(dict.fromkeys(shared)),
        tuple(_changed((earlier, later), bags, had, has)) if is_candidate else (),
        is_candidate,
    )


def _changed(
    quotes: tuple[QuoteRow, QuoteRow],
    bags: tuple[Bag, Bag],
    had: Mapping[str, str],
    has: Mapping[str, str],
) -> Iterable[Changed]:
    one, other = bags
    if one.denies != other.denies:
        yield Changed("negation", ("denies",) * one.denies, ("denies",) * other.denies)
    if one.language == other.language:
        told = [tuple(a[term] for term in a if term not in b) for a, b in ((had, has), (has, had))]
        if any(told):
            yield Changed("term", *told)
    if one.numbers != other.numbers:
        yield Changed(
            "number",
            tuple(sorted(one.numbers - other.numbers)),
            tuple(sorted(other.numbers - one.numbers)),
        )
    inside = [_named_inside(each.text) for each in quotes]
    names = [
        tuple(
            name.capitalize()
            for name in sorted(own.names & named)
            if not any(alike(name, each) for each in others.names)
        )
        for own, named, others in ((one, inside[0], other), (other, inside[1], one))
    ]
    if any(names):
        yield Changed("name", *names)


def _named_inside(text: str) -> set[str]:
    """Return the capitalised words of a text, in Latin letters, that do not begin a sentence."""
    return {
        latin(fold(found.group()))
        for found in TOKEN.finditer(text)
        if found.group()[0].isupper()
        and not BEGINS.search(text, max(0, found.start() - NEAR), found.start())
    }
