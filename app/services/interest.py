"""Interest: which items of a feed are wanted, by words and by the terms of topics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.errors import Invalid
from app.extraction.topics import TopicFinder, topic_finder
from app.extraction.types import Gazetteer, KnownTopic, Term
from app.locales import gettext
from app.models import Topic, TopicTerm
from app.readers.document import check_line
from app.spans import Span
from app.text import fold

# What a general feed is filled in with: the country in the languages that are read here.
ABOUT_SYRIA = ("Syria*", "Сирия", "Сирии", "Сирию", "Сирией", "сирийск*", "Suriye*")
MAX_WORDS, MAX_WORD_CHARS = 200, 100
# Shorter ones in capitals are abbreviations and keep their case; others are only shouted.
ABBREVIATION_CHARS = 5
# A summary of fewer words does not tell what the article is about.
TELLING_WORDS = 12


@dataclass(frozen=True, slots=True)
class Interest:
    """What a feed's items must have to be taken; without words and topics, all are.

    Attributes:
        finder: the words and terms, ready to be found.
        takes_all: there are none.
    """

    finder: TopicFinder
    takes_all: bool

    def wants(self, text: str) -> bool:
        """Say whether a text has one of the words or terms."""
        if self.takes_all:
            return True
        whole = Span(0, len(text))
        reader = self.finder.reader(text, fold(text), (whole,), "")
        return bool(text) and bool(reader.matches(whole, inside=True))

    def wants_item(self, title: str, summary: str, *, is_whole: bool) -> bool | None:
        """Say whether an item is wanted, None where only its article can tell.

        Args:
            is_whole: `summary` is all of its content.
        """
        if self.wants(f"{title}\n{summary}"):
            return True
        tells = is_whole or len(summary.split()) >= TELLING_WORDS
        return False if tells else None


def read_interest(session: Session, words: Sequence[str], topics: Sequence[str]) -> Interest:
    """Return the interest in any of some words, and in the terms of topics in any language."""
    known = [KnownTopic("words", "", tuple(Term(_cased(word), "") for word in words))]
    query = (
        sa.select(col(Topic.slug), TopicTerm)
        .join(TopicTerm, col(TopicTerm.topic_id) == col(Topic.id))
        .where(col(Topic.slug).in_(topics))
    )
    for slug, term in session.execute(query):
        made = Term(term.text, "", weak=term.is_weak, excluded=term.is_excluded)
        known.append(KnownTopic(slug, "", (made,)))
    return Interest(topic_finder(Gazetteer(topics=tuple(known))), not words and not topics)


def _cased(word: str) -> str:
    return word if len(word.strip("*")) <= ABBREVIATION_CHARS else word.lower()


def check_words(given: str | Iterable[str]) -> list[str]:
    """Return words and phrases that are divided by commas or lines, each once.

    Raises:
        Invalid: one has no letter or digit, or is too long; there are too many.
    """
    texts = [given] if isinstance(given, str) else given
    pieces = [piece for text in texts for line in text.splitlines() for piece in line.split(",")]
    found: dict[str, None] = {}
    for piece in pieces:
        try:
            word = check_line(piece)
        except ValueError as problem:
            raise Invalid({"words": str(problem)}) from None
        if not word:
            continue
        if len(word) > MAX_WORD_CHARS:
            told = gettext("A word has more than %(number)s characters.", number=MAX_WORD_CHARS)
            raise Invalid({"words": told})
        if not any(char.isalnum() for char in word):
            told = gettext("“%(word)s” has no letter or digit.", word=word)
            raise Invalid({"words": told})
        found[word] = None
    if len(found) > MAX_WORDS:
        told = gettext("These are more than %(number)s words.", number=MAX_WORDS)
        raise Invalid({"words": told})
    return list(found)
