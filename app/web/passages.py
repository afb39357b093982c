"""Passages: an article's text cut at every edge of a quote, paragraph by paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.spans import Span


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
    found = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        here = [each for each in quotes if any(_touches(part, at, end) for part in each.parts)]
        marked = [hit for hit in hits if _touches(hit, at, end)]
        found.append(Passage(at, tuple(_segments(text, Span(at, end), here, marked))))
        at = end + 1
    return found


def _touches(span: Span, start: int, end: int) -> bool:
    return span.start < end and start < span.end


def _segments(
    text: str, line: Span, quotes: Sequence[Marked], hits: Sequence[Span]
) -> list[Segment]:
    spans = [part for each in quotes for part in each.parts] + list(hits)
    edges = {edge for span in spans for edge in (span.start, span.end)}
    cuts = sorted({line.start, line.end, *(each for each in edges if line.start < each < line.end)})
    found = []
    for start, end in pairwise(cuts):
        piece = Span(start, end)
        covering = [each for each in quotes if any(part.contains(piece) for part in each.parts)]
        found.append(
            Segment(
                text=piece.cut(text),
                quotes=tuple(each.id for each in covering),
                starts=tuple(each.id for each in covering if _first(text, each) == start),
                stops=tuple(each.id for each in covering if _last(text, each) == end),
                is_hit=any(hit.contains(piece) for hit in hits),
            )
        )
    return found


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
