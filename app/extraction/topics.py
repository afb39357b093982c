"""Topics: which topics the terms of a quote propose, and where each term stands."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter

from app.extraction.types import Gazetteer, Term, TopicMatch
from app.spans import Span
from app.text import fold

WORD = re.compile(r"[^\W_]+")
WORD_END = r"(?![^\W_])"
KEY_CHARS = 2
MOST_HITS = 500
START, PLACE = attrgetter("start"), itemgetter(0)


@dataclass(frozen=True, slots=True)
class Ready:
    """A term as a pattern: `exact` ones are capitals, matched on the text as it is.

    A place has no topic: it only supports weak terms.
    """

    topic: str
    term: Term
    pattern: re.Pattern[str]
    exact: bool


@dataclass(frozen=True, slots=True)
class TopicFinder:
    """The terms of a gazetteer as patterns, by language and the first letters of a word."""

    terms: dict[str, dict[str, list[Ready]]]

    def reader(
        self, text: str, folded: str, paragraphs: Sequence[Span], language: str
    ) -> "TopicReader":
        """Return what finds the topics of one article."""
        return TopicReader(text, folded, paragraphs, self.terms.get(language, {}))


def topic_finder(gazetteer: Gazetteer) -> TopicFinder:
    """Return the terms of a gazetteer, ready to be found.

    Stems (`*`) take any ending; other terms are whole words; terms in capitals keep their case.
    """
    terms: dict[str, dict[str, list[Ready]]] = {}
    for topic in gazetteer.topics:
        for term in topic.terms:
            add(terms.setdefault(term.language, {}), topic.slug, term)
    for index in terms.values():
        for place in gazetteer.places:
            add(index, "", Term(place, ""))
    return TopicFinder(terms)


def add(index: dict[str, list[Ready]], topic: str, term: Term) -> None:
    """Add a term to the index; one without letters or digits is left out."""
    words = term.text.split()
    letters = [char for char in term.text if char.isalpha()]
    exact = bool(topic and letters) and all(char.isupper() for char in letters)
    pieces = [
        r"[^\W_]*".join(re.escape(piece if exact else fold(piece)) for piece in word.split("*"))
        for word in words
    ]
    # White space in a term stands for any, and a hyphen for a hyphen or a space.
    body = r"[\s-]+".join(pieces).replace(r"\-", r"[-\s]")
    first = WORD.search(fold(term.text))
    if first is None or not words:
        return
    closing = "" if term.text.endswith("*") else WORD_END
    ready = Ready(topic, term, re.compile(body + closing), exact)
    index.setdefault(first.group()[:KEY_CHARS], []).append(ready)


@dataclass(slots=True)
class TopicReader:
    """Finds the topics of one article's quotes; what a paragraph proposes is found once.

    Attributes:
        begun: the places of the words of the article that may begin a term, with these terms.
    """

    text: str
    folded: str
    paragraphs: Sequence[Span]
    index: dict[str, list[Ready]]
    kept: dict[int, list[TopicMatch]] = field(default_factory=dict)
    begun: list[tuple[int, list[Ready]]] | None = None

    def topics(self, parts: Sequence[Span]) -> tuple[TopicMatch, ...]:
        """Return the topics of a quote, one match each, by their slug.

        Terms in the quote decide. Only where it has none is its paragraph asked, as weak evidence.
        """
        found: dict[str, TopicMatch] = {}
        for part in parts:
            for match in self.matches(part, inside=True):
                found.setdefault(match.topic, match)
        if not found and parts:
            for match in self.around(parts[0]):
                found.setdefault(match.topic, match)
        return tuple(found[slug] for slug in sorted(found))

    def around(self, part: Span) -> list[TopicMatch]:
        """Return what the paragraph of a quote proposes."""
        number = bisect_right(self.paragraphs, part.start, key=START) - 1
        if number < 0 or self.paragraphs[number].end <= part.start:
            return []
        if number not in self.kept:
            self.kept[number] = self.matches(self.paragraphs[number], inside=False)
        return self.kept[number]

    def hits(self, part: Span) -> list[tuple[Ready, Span]]:
        """Return the terms that begin at the words of a stretch of the text."""
        if self.begun is None:
            index = self.index
            self.begun = [
                (word.start(), items)
                for word in WORD.finditer(self.folded)
                if (items := index.get(word[0][:KEY_CHARS])) is not None
            ]
        found: list[tuple[Ready, Span]] = []
        first = bisect_left(self.begun, part.start, key=PLACE)
        last = bisect_left(self.begun, part.end, key=PLACE)
        for at, items in self.begun[first:last]:
            for item in items:
                source = self.text if item.exact else self.folded
                match = item.pattern.match(source, at, part.end)
                if match is not None:
                    found.append((item, Span(at, match.end())))
            if len(found) > MOST_HITS:
                break
        return found

    def matches(self, part: Span, *, inside: bool) -> list[TopicMatch]:
        """Return the terms that count in a stretch of the text, strong ones first.

        A weak term counts beside another term of its topic, or a place; an excluded one hides
        what it covers.
        """
        hits = self.hits(part)
        if not hits:
            return []
        hidden = [(item.topic, span) for item, span in hits if item.term.excluded]
        placed = any(not item.topic for item, _ in hits)
        kept = [
            (item, span)
            for item, span in hits
            if item.topic
            and not item.term.excluded
            and not any(topic == item.topic and bad.contains(span) for topic, bad in hidden)
        ]
        terms: dict[str, set[str]] = {}
        for item, _ in kept:
            terms.setdefault(item.topic, set()).add(item.term.text)
        return [
            TopicMatch(item.topic, item.term.text, span, inside)
            for item, span in sorted(kept, key=lambda hit: (hit[0].term.weak, hit[1]))
            if not item.term.weak or placed or len(terms[item.topic]) > 1
        ]
