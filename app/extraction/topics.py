"""Topics: which topics the terms of a quote propose, and where each term stands."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from app.extraction.types import Gazetteer, KnownTopic, Term, TopicMatch
from app.spans import Span
from app.text import fold

WORD_START = r"(?<![^\W_])"
WORD_END = r"(?![^\W_])"


@dataclass(frozen=True, slots=True)
class Ready:
    """A term as a pattern: `exact` ones are capitals, matched on the text as it is."""

    topic: str
    term: Term
    pattern: re.Pattern[str]
    exact: bool


class TopicFinder:
    """The terms of a gazetteer as patterns.

    Stems (`*`) take any ending; other terms are whole words; terms in capitals keep their case; a
    weak one counts beside another term of its topic, or a place; an excluded one hides what it
    covers.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.terms: dict[str, list[Ready]] = {}
        for topic in gazetteer.topics:
            for term in topic.terms:
                self.terms.setdefault(term.language, []).append(ready(topic, term))
        places = sorted({fold(place) for place in gazetteer.places if place}, key=len, reverse=True)
        self.places = re.compile(
            WORD_START + "(?:" + "|".join(map(re.escape, places)) + ")" + WORD_END
            if places else r"(?!)"
        )  # fmt: skip

    def find(
        self,
        text: str,
        folded: str,
        parts: Sequence[Span],
        paragraphs: Sequence[Span],
        language: str,
    ) -> tuple[TopicMatch, ...]:
        """Return the topics of a quote, one match each, by their slug.

        Terms in the quote count first. Without any, its paragraph is weak evidence: there a
        strong term of a topic has to stand in the same sentence's neighbourhood.
        """
        found: dict[str, TopicMatch] = {}
        for part in parts:
            for match in self.matches(text, folded, part, language):
                found.setdefault(match[0], TopicMatch(match[0], match[1], match[2], inside=True))
        if not found:
            around = paragraph_around(paragraphs, parts[0])
            if around is not None:
                for match in self.matches(text, folded, around, language):
                    found.setdefault(
                        match[0], TopicMatch(match[0], match[1], match[2], inside=False)
                    )
        return tuple(found[slug] for slug in sorted(found))

    def matches(
        self, text: str, folded: str, part: Span, language: str
    ) -> list[tuple[str, str, Span]]:
        """Return (topic, term, place) of the terms that count in a stretch of the text."""
        hits: list[tuple[Ready, Span]] = []
        hidden: list[tuple[str, Span]] = []
        for item in self.terms.get(language, ()):
            source = text if item.exact else folded
            for match in item.pattern.finditer(source, part.start, part.end):
                span = Span(match.start(), match.end())
                if item.term.excluded:
                    hidden.append((item.topic, span))
                else:
                    hits.append((item, span))
                    if len(hits) > 200:
                        break
        hits = [
            (item, span)
            for item, span in hits
            if not any(topic == item.topic and bad.contains(span) for topic, bad in hidden)
        ]
        strong = {item.topic for item, _ in hits if not item.term.weak}
        terms: dict[str, set[str]] = {}
        for item, _ in hits:
            terms.setdefault(item.topic, set()).add(item.term.text)
        placed = self.places.search(folded, part.start, part.end) is not None
        return [
            (item.topic, item.term.text, span)
            for item, span in sorted(hits, key=lambda hit: (hit[0].term.weak, hit[1]))
            if not item.term.weak or item.topic in strong or len(terms[item.topic]) > 1 or placed
        ]


def ready(topic: KnownTopic, term: Term) -> Ready:
    """Return a term as a pattern."""
    stem = term.text.endswith("*")
    # White space and hyphens in a term stand for each other: Deir ez-Zor is Deir-ez-Zor too.
    words = re.split(r"[\s\-]+", term.text)
    letters = [char for char in term.text if char.isalpha()]
    exact = bool(letters) and all(char.isupper() for char in letters)
    pieces = []
    for word in words:
        ending = r"[^\W_]*" if word.endswith("*") else ""
        bare = word.rstrip("*")
        pieces.append(re.escape(bare if exact else fold(bare)) + ending)
    body = r"[\s\-]+".join(pieces)
    closing = "" if stem else WORD_END
    return Ready(topic.slug, term, re.compile(WORD_START + body + closing), exact)


def paragraph_around(paragraphs: Sequence[Span], part: Span) -> Span | None:
    """Return the paragraph of a quote's first part."""
    index = bisect_right(paragraphs, part.start, key=lambda paragraph: paragraph.start) - 1
    if index >= 0 and paragraphs[index].end > part.start:
        return paragraphs[index]
    return None
