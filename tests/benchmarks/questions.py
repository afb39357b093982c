"""Questions: the addresses that every server is asked, made from what a database holds."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from urllib.parse import urlencode

LIST, API, CSV = "/statements", "/api/v1/statements", "/statements.csv"
DEEP = 0.8
PER_PAGE = 50


@dataclass(frozen=True)
class Ask:
    """One address, in pieces that every server can put into its own words.

    Attributes:
        pairs: names and values of the product's filter.
    """

    path: str
    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        """The path and query that the product is asked for."""
        return f"{self.path}?{urlencode(self.pairs)}" if self.pairs else self.path

    @property
    def turned(self) -> "Ask":
        """The second page of the same list."""
        return Ask(self.path, (*self.pairs, ("page", "2")))

    def value(self, name: str) -> str | None:
        """Return the value of a name, None where it is not asked for."""
        return dict(self.pairs).get(name)


@dataclass(frozen=True)
class Question:
    """A kind of page, and different addresses that all ask for one.

    Attributes:
        asks: never two that are equal, and none that another kind has.
    """

    name: str
    asks: tuple[Ask, ...]


@dataclass(frozen=True)
class Record:
    """What there is to ask for: values from the most frequent to the least.

    Attributes:
        common, middle, rare: words of about a tenth or more, 1 %, and ten of the quotes.
    """

    statements: int
    actors: list[str]
    medium_actors: list[str]
    rare_actors: list[str]
    sides: list[str]
    topics: list[str]
    outlets: list[str]
    months: list[str]
    common: list[str]
    middle: list[str]
    rare: list[str]


def read_record(database: Path) -> Record:
    """Return what a database holds."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:

        def column(query: str, *values: object) -> list[str]:
            return [str(row[0]) for row in connection.execute(query, values)]

        statements = int(column("SELECT count(*) FROM statement")[0])
        counted = (
            "SELECT slug FROM actor JOIN (SELECT actor_id, count(*) AS n FROM statement"
            " GROUP BY actor_id) ON actor_id = actor.id WHERE n BETWEEN ? AND ? ORDER BY n DESC, id"
        )
        quotes = int(column("SELECT count(*) FROM quote")[0])
        connection.execute(
            "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, quote_search, row)"
        )
        # Kept once: the whole index is read for it.
        connection.execute("CREATE TEMP TABLE word AS SELECT term, doc FROM vocabulary")
        words = "SELECT term FROM word WHERE doc BETWEEN ? AND ? AND length(term) > 2"
        return Record(
            statements=statements,
            actors=column(counted, statements // 2000, statements),
            medium_actors=column(counted, 100, 400),
            rare_actors=column(counted, 1, statements)[::-1],
            sides=column(
                "SELECT side FROM statement WHERE side > '' GROUP BY 1 ORDER BY count(*) DESC"
            ),
            topics=column(
                "SELECT slug FROM topic JOIN statement_topic ON topic_id = topic.id"
                " GROUP BY slug ORDER BY count(*) DESC"
            ),
            outlets=column(
                "SELECT slug FROM outlet JOIN article ON outlet_id = outlet.id"
                " GROUP BY slug ORDER BY count(*) DESC"
            ),
            months=column(
                "SELECT substr(said_on, 1, 7) AS month FROM statement WHERE said_on > ''"
                " GROUP BY month HAVING count(*) > 50 ORDER BY count(*) DESC"
            ),
            common=column(f"{words} ORDER BY doc DESC", quotes // 25, quotes),
            middle=column(f"{words} ORDER BY doc DESC", quotes // 200, quotes // 50),
            rare=column(f"{words} ORDER BY abs(doc - 10), term", 5, 20),
        )


def make_questions(record: Record, number: int, seed: int = 1) -> list[Question]:
    """Return every kind of page, each with at most `number` addresses.

    No address of one kind is one of another, so that asking one kind never warms another.
    """
    dice = Random(seed)
    taken: set[str] = set()

    def some(name: str, path: str, asked: Iterable[tuple[tuple[str, str], ...]]) -> Question:
        fresh = []
        for pairs in asked:
            ask = Ask(path, pairs)
            if ask.address not in taken and len(fresh) < number:
                taken.add(ask.address)
                fresh.append(ask)
        return Question(name, tuple(fresh))

    def one(name: str, values: Iterable[str]) -> list[tuple[tuple[str, str], ...]]:
        return [((name, value),) for value in values]

    def all_of(**values: list[str]) -> list[tuple[tuple[str, str], ...]]:
        found = [tuple(zip(values, each, strict=True)) for each in product(*values.values())]
        dice.shuffle(found)
        return found

    pages = max(2, record.statements // PER_PAGE)
    deep = range(int(pages * DEEP), pages)
    middle, common = split(record.middle, 3), split(record.common, 2)
    subjects = tuple(Ask(f"/topics/{slug}") for slug in record.topics[:number])
    languages, forms = ["en", "tr", "ru"], ["direct", "indirect", "mixed"]
    topics, sides, starts = record.topics[:8], record.sides[:6], ["2019-05-04", "2022-11"]
    days = all_of(side=sides, topic=topics, **{"from": starts})
    three = all_of(q=common[1][:8], side=sides, topic=topics)
    added = all_of(side=sides, form=["direct", "mixed"], lang=languages, sort=["added"])
    oldest = all_of(topic=topics, lang=languages, sort=["oldest"])
    facets = all_of(topic=topics, form=forms, lang=["en", "ru"], facets=["1"])
    both = all_of(q=middle[1][:20], actor=record.actors[:8])
    asked = [
        some("list", LIST, [()]),
        some("list, next pages", LIST, one("page", map(str, range(3, 3 + number)))),
        some("list, 80 % deep", LIST, one("page", map(str, deep))),
        some("speaker, frequent", LIST, one("actor", record.actors)),
        some("speaker, rare", LIST, one("actor", record.rare_actors)),
        some("side", LIST, one("side", record.sides)),
        some("topic", LIST, one("topic", record.topics)),
        some("outlet", LIST, one("outlet", record.outlets)),
        some("form and language", LIST, all_of(form=forms, lang=languages)),
        some("one month", LIST, ((("from", each), ("to", each)) for each in record.months)),
        some("side and topic", LIST, all_of(side=record.sides, topic=record.topics)),
        some("speaker and topic", LIST, all_of(actor=record.actors[:20], topic=record.topics)),
        some("side, topic, from a day", LIST, days),
        some("word, common", LIST, one("q", common[0])),
        some("word, middle", LIST, one("q", middle[0])),
        some("word, rare", LIST, one("q", record.rare)),
        some("common word, side, topic", LIST, three),
        some("middle word and speaker", LIST, both),
        some("middle word, best match", LIST, all_of(q=middle[2], sort=["relevance"])),
        some("topic, oldest first", LIST, oldest),
        some("side, last added first", LIST, added),
        some("front page, two sides", "/", [()]),
        Question("topic page, two sides by month", subjects),
        some("JSON", API, all_of(side=record.sides, lang=languages)),
        some("JSON with counts", API, facets),
        some("JSON, rare word", API, one("q", record.rare[number:])),
        some("CSV of one speaker", CSV, one("actor", record.medium_actors)),
    ]
    return [each for each in asked if each.asks]


def split(values: list[str], parts: int) -> list[list[str]]:
    """Return `parts` lists without a common value, each as mixed as the whole."""
    return [values[start::parts] for start in range(parts)]
