"""Corpus: articles with their quotes by invented speakers, as JSON lines, any number of them.

    python -m tests.benchmarks.corpus --reference sqlite:////tmp/large.db
    python -m tests.benchmarks.corpus 100000 --seed 1 > /tmp/large.jsonl
    python -m app ingest /tmp/large.jsonl --database sqlite:////tmp/large.db

The same seed gives the same lines; memory does not grow with their number. Actors, words, topics
and outlets are drawn by Zipf's law, days from 2011 to 2026, the later the more. The actors go into
the database first, through the same function as the seeds that come with the program.
"""

import argparse
import json
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from app.db import Database
from app.services.reference import add_reference
from tests.benchmarks.invented import LANGUAGES, Skewed, reference, skewed, vocabulary

FIRST, DAYS = date(2011, 1, 1), (date(2026, 6, 30) - date(2011, 1, 1)).days
LANGUAGE_WEIGHTS = (60, 20, 20)
# One quote in so many repeats one of an article shortly before, word for word.
COPIES, REMEMBERED = 15, 300
SAID = {"en": "said", "tr": "dedi", "ru": "заявил"}
THAT = {"en": "that", "tr": "ki", "ru": "что"}
UNKNOWN = {"en": "a resident of the valley", "tr": "vadide bir sakin", "ru": "житель долины"}


@dataclass(frozen=True, slots=True)
class Saying:
    """Something said, before it stands in an article.

    Attributes:
        words: one text for each part.
        actor: None where only the name is given, or a speaker is nobody's.
    """

    words: tuple[str, ...]
    form: str
    actor: str | None
    speaker: str
    said_on: str | None
    basis: str
    topics: list[str]


class Corpus:
    """An endless row of articles; `seed` decides on every one of them."""

    def __init__(self, seed: int) -> None:
        world = reference(seed)
        self.dice = Random(seed)
        self.words = {language: vocabulary(language, seed) for language in LANGUAGES}
        names = {actor.slug: actor.name for actor in world.actors}
        order = sorted(names)
        Random(f"{seed} fame").shuffle(order)
        self.actors, self.names = skewed(order), names
        self.topics = skewed([topic.slug for topic in world.topics], 0.8)
        self.outlets = skewed([outlet.slug for outlet in world.outlets], 0.9)
        self.days = [(FIRST + timedelta(days=number)).isoformat() for number in range(DAYS)]
        self.earlier: dict[str, deque[Saying]] = {
            language: deque(maxlen=REMEMBERED) for language in LANGUAGES
        }

    def articles(self, statements: int) -> Iterator[dict[str, Any]]:
        """Yield articles that carry so many different statements, as JSON lines have them."""
        told = number = 0
        while told < statements:
            number += 1
            language = self.dice.choices(LANGUAGES, LANGUAGE_WEIGHTS)[0]
            # The root of a uniform number is the likelier the nearer to its end.
            at = int(DAYS * self.dice.random() ** 0.5)
            sayings: list[Saying] = []
            fresh: list[Saying] = []
            for _ in range(self.dice.randrange(3, 13)):
                earlier = self.earlier[language]
                if earlier and self.dice.randrange(COPIES) == 0:
                    saying = self.dice.choice(earlier)
                    if saying not in sayings:
                        sayings.append(saying)
                elif told < statements:
                    told += 1
                    fresh.append(self._saying(language, at))
                    sayings.append(fresh[-1])
            self.earlier[language].extend(
                each for each in fresh if each.actor and each.said_on and self.dice.random() < 0.5
            )
            yield self._article(number, language, at, sayings)

    def _saying(self, language: str, at: int) -> Saying:
        dice, words = self.dice, self.words[language]
        form = dice.choices(("direct", "indirect", "mixed"), (60, 30, 10))[0]
        count = 5 + int(dice.expovariate(1 / 15))
        drawn = words.draw(dice, count)
        if form == "direct" and count > 12 and dice.random() < 0.2:
            half = dice.randrange(4, count - 4)
            parts: tuple[str, ...] = (" ".join(drawn[:half]), " ".join(drawn[half:]))
        else:
            parts = (" ".join(drawn),)
        actor: str | None = self.actors.draw(dice, 1)[0]
        speaker = self.names[actor or ""]
        known = dice.random()
        if known < 0.10:
            # Only the name is given: the product finds whose it is, or does not.
            actor = None
            speaker = speaker if known < 0.07 else UNKNOWN[language]
        day = self.days[max(0, at - int(dice.expovariate(1 / 2)))]
        sure = dice.random()
        said_on = day if sure < 0.93 else day[:7] if sure < 0.96 else None
        basis = "unknown" if said_on is None else "stated" if sure < 0.5 else "published"
        topics = list(
            dict.fromkeys(self.topics.draw(dice, dice.choices(range(4), TOPIC_COUNTS)[0]))
        )
        return Saying(parts, form, actor, speaker, said_on, basis, topics)

    def _article(
        self, number: int, language: str, at: int, sayings: list[Saying]
    ) -> dict[str, Any]:
        outlet = self.outlets.draw(self.dice, 1)[0]
        words = self.words[language]
        text = _Text()
        text.add(_sentence(self.dice, words, 25))
        quotes = [_put(text, saying, language) for saying in sayings]
        text.add("\n\n" + _sentence(self.dice, words, 15))
        return {
            "url": f"https://{outlet.replace('-', '')}.example/{number}",
            "title": _sentence(self.dice, words, 7).rstrip("."),
            "outlet": outlet,
            "published_on": self.days[at],
            "language": language,
            "text_kind": "full",
            "text": text.whole(),
            "quotes": quotes,
        }


TOPIC_COUNTS = (8, 50, 30, 12)


class _Text:
    """A text that grows; every piece tells its place."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0

    def add(self, piece: str) -> tuple[int, int]:
        """Put a piece at the end; return its place."""
        start = self.length
        self.pieces.append(piece)
        self.length += len(piece)
        return start, self.length

    def whole(self) -> str:
        return "".join(self.pieces)


def _sentence(dice: Random, words: Skewed, count: int) -> str:
    return " ".join(words.draw(dice, count)).capitalize() + "."


def _put(text: _Text, saying: Saying, language: str) -> dict[str, Any]:
    """Write a saying into a text, and return the quote as JSON has it."""
    text.add("\n\n")
    if saying.form == "indirect":
        speaker = text.add(saying.speaker)
        text.add(" ")
        cue = text.add(SAID[language])
        text.add(f" {THAT[language]} ")
        parts = [text.add(saying.words[0])]
    else:
        text.add("“")
        parts = [text.add(saying.words[0])]
        text.add(",” ")
        cue = text.add(SAID[language])
        text.add(" ")
        speaker = text.add(saying.speaker)
        for more in saying.words[1:]:
            text.add(": “")
            parts.append(text.add(more))
            text.add("”")
    text.add(".")
    return {
        "start": parts[0][0],
        "end": parts[-1][1],
        "parts": parts,
        "text": " … ".join(saying.words),
        "form": saying.form,
        "cue": SAID[language],
        "cue_start": cue[0],
        "cue_end": cue[1],
        "speaker_printed": saying.speaker,
        "speaker_start": speaker[0],
        "speaker_end": speaker[1],
        "speaker": saying.speaker,
        "actor": saying.actor,
        "said_on": saying.said_on,
        "said_on_basis": saying.basis,
        "topics": saying.topics,
    }


def prepare(url: str, seed: int) -> None:
    """Bring a database up to date, and put the corpus's actors, offices and outlets into it."""
    database = Database(url)
    try:
        database.migrate()
        with database.writer() as session:
            add_reference(session, reference(seed))
    finally:
        database.close()


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.corpus")
    parser.add_argument("statements", type=int, nargs="?", default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reference", metavar="URL", help="prepare this database for the corpus")
    given = parser.parse_args()
    if given.reference:
        prepare(given.reference, given.seed)
    for article in Corpus(given.seed).articles(given.statements):
        line = json.dumps(article, ensure_ascii=False, separators=(",", ":"))
        sys.stdout.buffer.write(line.encode() + b"\n")


if __name__ == "__main__":
    main()
