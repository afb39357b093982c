"""Oracle: what a list of statements should hold, worked out in plain Python on a random record."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from app.days import Period
from app.models import Doubt, now
from app.queries.filters import FORMS, NONE, STATUSES, StatementFilter
from app.queries.words import Word, parse_words
from app.text import fold, words
from tests.sample import Record, Said

VOCABULARY = (
    "dam", "Dam", "river", "winter", "cold", "плотина", "Плотина", "зимой", "ёлка", "елка",
    "suyu", "kışın", "kisin", "FIRTINA", "fırtına", "Sarn",
)  # fmt: skip
SIDES = ("ru", "tr", "sy", "other", None)
LANGUAGES = ("en", "ru", "tr", "und")
ACTORS = ("ada-moor", "bo-lind", "cem-bulut", "dora-vale")
TOPICS = ("dams", "border", "harvest")
OUTLETS = ("sarn-courier", "evening-post", "idle-gazette")
DAYS = (
    None, "2023", "2024", "2024-11", "2024-12", "2024-12-01", "2024-12-26", "2024-12-26",
    "2024-12-31", "2025-01-01", "2025-01-14", "2024-02-29",
)  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """One quote of a statement."""

    text: str
    form: str
    lang: str
    outlet: str


@dataclass(frozen=True)
class Fact:
    """What was put into the record about one live statement."""

    id: int
    actor: str
    names: tuple[str, ...]
    side: str
    topics: frozenset[str]
    said: Period | None
    wordings: tuple[Wording, ...]
    sources: int
    is_pending: bool
    created_at: datetime

    def has(self, word: Word, *, exact: bool) -> bool:
        """Whether a wording, or a name of the speaker, holds a word."""
        held = [wording.text for wording in self.wordings] + list(self.names)
        if exact:
            return any(f" {word.typed} " in f" {text} " for text in held)
        wanted = " ".join(word.tokens) + ("" if word.is_prefix else " ")
        return any(f" {wanted}" in f" {' '.join(words(text))} " for text in held)


def random_record(session: Session, seed: int, number: int = 60) -> list[Fact]:
    """Fill a database with statements at random, and return the facts of the live ones."""
    dice = random.Random(seed)
    record = Record(session)
    actors = {slug: record.actor(slug, slug.replace("-", " ").title()) for slug in ACTORS}
    topics = {slug: record.topic(slug, slug, position=at) for at, slug in enumerate(TOPICS)}
    outlets = {slug: record.outlet(slug, slug) for slug in OUTLETS}
    facts = []
    for at in range(number):
        said = []
        for copy in range(dice.choice([1, 1, 1, 2, 3])):
            text = " ".join(dice.choices(VOCABULARY, k=dice.randint(2, 6)))
            outlet = dice.choice([*OUTLETS[:2], None])
            article = record.article(
                f"{at}/{copy}: {text}.",
                outlets[outlet] if outlet else None,
                language=dice.choice(LANGUAGES),
            )
            said.append((outlet, Said(article, text, form=dice.choice(FORMS))))
        actor = dice.choice([*ACTORS[:3], None])
        speaker = dice.choice(["An Official", None]) if actor is None else None
        chosen = dice.sample(TOPICS, dice.choice([0, 1, 1, 2]))
        day, side, pending = dice.choice(DAYS), dice.choice(SIDES), dice.random() < 0.2
        gone = {"withdrawn_at": now(), "withdrawn_reason": "No."} if dice.random() < 0.1 else {}
        statement = record.statement(
            *(each for _, each in said),
            actor=actors[actor] if actor else None,
            speaker=speaker,
            side=side,
            said_on=day,
            topics=[topics[slug] for slug in chosen],
            doubt=Doubt.NO_TOPIC if pending else None,
            **gone,
        )
        if not gone:
            facts.append(
                Fact(
                    id=statement.id or 0,
                    actor=actor or NONE,
                    names=(actors[actor].name,) if actor else (speaker,) if speaker else (),
                    side=side or NONE,
                    topics=frozenset(chosen or [NONE]),
                    said=Period.parse(day) if day else None,
                    wordings=tuple(
                        Wording(str(s.words), s.form, s.article.language, outlet or NONE)
                        for outlet, s in said
                    ),
                    sources=len({outlet for outlet, _ in said}),
                    is_pending=pending,
                    created_at=statement.created_at,
                )
            )
    return facts


def is_wanted(fact: Fact, wanted: StatementFilter) -> bool:
    """Whether a statement belongs to the list of a filter."""
    asked = parse_words(wanted.q)
    said = fact.said
    has_topic = all if wanted.topics == "all" else any
    return (
        all(any(fact.has(w, exact=wanted.exact) for w in choice) for choice in asked.wanted)
        and not any(fact.has(word, exact=wanted.exact) for word in asked.refused)
        and (not wanted.actor or fact.actor in wanted.actor)
        and (not wanted.side or fact.side in wanted.side)
        and (not wanted.topic or has_topic(slug in fact.topics for slug in wanted.topic))
        and (wanted.since is None or (said is not None and said.first >= wanted.since.first))
        and (wanted.until is None or (said is not None and said.last <= wanted.until.last))
        and (not wanted.form or any(each.form in wanted.form for each in fact.wordings))
        and (not wanted.lang or any(each.lang in wanted.lang for each in fact.wordings))
        and (not wanted.outlet or any(each.outlet in wanted.outlet for each in fact.wordings))
        and fact.sources >= wanted.sources
        and (wanted.status == "all" or fact.is_pending == (wanted.status == "pending"))
    )


def expected(facts: list[Fact], wanted: StatementFilter) -> list[int]:
    """The ids of a filter's list in order, undated ones last (by rank: in no order)."""
    found = [fact for fact in facts if is_wanted(fact, wanted)]
    if wanted.order == "added":
        found.sort(key=lambda fact: (fact.created_at, fact.id), reverse=True)
    else:
        down = wanted.order != "oldest"
        found.sort(key=lambda fact: (fact.said.first if fact.said else date.min, fact.id))
        found = found[::-1] if down else found
        found.sort(key=lambda fact: fact.said is None)
    return [fact.id for fact in found]


def undated_left_out(facts: list[Fact], wanted: StatementFilter) -> int:
    """How many a filter leaves out only because it asks for a date."""
    if not wanted.is_dated:
        return 0
    undated = [fact for fact in facts if fact.said is None]
    return len(expected(undated, replace(wanted, since=None, until=None)))


def random_filters(seed: int, number: int) -> Iterator[StatementFilter]:
    """Filters at random: the empty one first, the others with up to four names each."""
    dice = random.Random(seed)

    def some(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dice.sample((*values, NONE), dice.choice([1, 1, 2])))

    def q() -> str:
        words = [dice.choice(VOCABULARY) for _ in range(dice.choice([1, 1, 2, 3]))]
        return dice.choice(
            [
                " ".join(words),
                f'"{" ".join(words)}"',
                f"-{words[0]}",
                f"{words[0]} OR {words[-1]}",
                f"{fold(words[0])[:3]}*",
                f"{words[0]} -lind",
                "Ada Moor",
                "official",
            ]
        )

    makers = {
        "q": q,
        "actor": lambda: some(ACTORS),
        "side": lambda: some(("ru", "tr", "sy", "other", "ir")),
        "topic": lambda: some(TOPICS),
        "topics": lambda: "all",
        "since": lambda: Period.parse(dice.choice([day for day in DAYS if day])),
        "until": lambda: Period.parse(dice.choice([day for day in DAYS if day])),
        "form": lambda: tuple(dice.sample(FORMS, dice.choice([1, 2]))),
        "lang": lambda: tuple(dice.sample(LANGUAGES, dice.choice([1, 2]))),
        "outlet": lambda: some(OUTLETS),
        "sources": lambda: dice.choice([2, 3]),
        "status": lambda: dice.choice(STATUSES),
        "exact": lambda: True,
        "sort": lambda: dice.choice(["oldest", "added", "relevance"]),
    }
    yield StatementFilter()
    for name, make in makers.items():
        yield StatementFilter(**{name: make()})  # type: ignore[no-untyped-call]
    for _ in range(number):
        names = dice.sample(sorted(makers), dice.randint(1, 4))
        yield StatementFilter(**{name: makers[name]() for name in names})  # type: ignore[no-untyped-call]
