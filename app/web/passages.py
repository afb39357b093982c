"""Passages: an article's text cut at every edge of a quote, paragraph by paragraph."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.spans import Span

# Stands for a hit where others have the index of their quote.
HIT = -1


@dataclass(frozen=True)
class Marked:
    """A quote to be marked: its number and the parts of the text that it covers."""

    id: int
    parts: tuple[Span, ...]


@dataclass(frozen=True)
class Segment:
    """A stretch of text in which nothing begins or ends.

    Attributes:
        quotes: numbers of the quotes that cover it, in the order given.
        starts: those whose first part begins here; `stops`: whose last part ends here.
        is_hit: a search found it.
    """

    text: str
    quotes: tuple[int, ...]
    starts: tuple[int, ...]
    stops: tuple[int, ...]
    is_hit: bool


@dataclass(frozen=True)
class Passage:
    """One line of a text, without its line end.

    Attributes:
        start: where it begins in the text.
        segments: its whole text in order; none for an empty line.
    """

    start: int
    segments: tuple[Segment, ...]

    @property
    def quotes(self) -> set[int]:
        """Numbers of the quotes that have a part in it."""
        return {number for segment in self.segments for number in segment.quotes}


def passages(text: str, quotes: Sequence[Marked], hits: Sequence[Span] = ()) -> list[Passage]:
    """Return the lines of `text`, each cut wherever a part of a quote or a hit begins or ends.

    Quotes may overlap, contain one another, and have several parts. The segments of a line
    joined, and the lines joined by line ends, are `text` again.
    """
    lines = _lines(text)
    begins = [line.start for line in lines]
    # Each line is given what touches it: to ask every line for everything takes their product.
    touching: list[list[tuple[Span, int]]] = [[] for _ in lines]
    spans = [(part, at) for at, each in enumerate(quotes) for part in each.parts]
    for span, owner in (*spans, *((hit, HIT) for hit in hits)):
        first, behind = bisect_right(begins, span.start) - 1, bisect_left(begins, span.end)
        for at in range(first, behind):
            if span.overlaps(lines[at]):
                touching[at].append((span, owner))
    edges = [(each.id, _first(text, each), _last(text, each)) for each in quotes]
    return [
        Passage(line.start, tuple(_segments(text, line, here, edges)))
        for line, here in zip(lines, touching, strict=True)
    ]


def _lines(text: str) -> list[Span]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append(Span(at, at + len(line)))
        at += len(line) + 1
    return found


def _segments(
    text: str,
    line: Span,
    touching: Sequence[tuple[Span, int]],
    edges: Sequence[tuple[int, int, int]],
) -> Iterator[Segment]:
    """Yield the pieces of a line, met once from left to right.

    Args:
        touching: spans with the index of their quote, or `HIT`.
        edges: for each quote its number, and where it is first and last seen.
    """
    opens, closes = defaultdict(list), defaultdict(list)
    for span, owner in touching:
        opens[max(span.start, line.start)].append(owner)
        closes[min(span.end, line.end)].append(owner)
    covering: Counter[int] = Counter()
    for start, end in pairwise(sorted({line.start, line.end, *opens, *closes})):
        for owner in closes.get(start, ()):
            covering[owner] -= 1
            if not covering[owner]:
                del covering[owner]
        covering.update(opens.get(start, ()))
        here = [edges[owner] for owner in sorted(covering) if owner != HIT]
        yield Segment(
            text=text[start:end],
            quotes=tuple(number for number, _, _ in here),
            starts=tuple(number for number, first, _ in here if first == start),
            stops=tuple(number for number, _, last in here if last == end),
            is_hit=HIT in covering,
        )


def _first(text: str, quote: Marked) -> int:
    """Where a quote is first seen: line ends at its edge belong to no line."""
    start, end = quote.parts[0].start, quote.parts[0].end
    while start < end and text[start] == "\n":
        start += 1
    return start


def _last(text: str, quote: Marked) -> int:
    start, end = quote.parts[-1].start, quote.parts[-1].end
    while start < end and text[end - 1] == "\n":
        end -= 1
    return end


def readable(found: Sequence[Passage], whole: bool) -> list[list[Passage]]:
    """Return the passages that a reader may see, in runs; between two runs something is left out.

    Args:
        whole: all of the text, else only the lines in which a quote stands.
    """
    runs: list[list[Passage]] = [[]]
    for passage in found:
        if whole or passage.quotes:
            runs[-1].append(passage)
        elif passage.segments and runs[-1]:
            runs.append([])
    return [run for run in runs if run]
