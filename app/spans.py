"""Spans: half-open ranges of code points in a stored text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PART_JOINT = " … "
# Two readings of a text have found the same quote where they share this much of its characters.
SAME_SHARE = 0.3


place = object.__setattr__


@dataclass(frozen=True, order=True, slots=True, init=False)
class Span:
    """The characters from `start` up to, not including, `end`.

    Raises:
        ValueError: `start` is negative or lies behind `end`.
    """

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"no span: {start} to {end}")
        # The extractor makes hundreds of them for an article: this is quicker than generated code.
        place(self, "start", start)
        place(self, "end", end)

    def __len__(self) -> int:
        return self.end - self.start

    def cut(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """Say whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def moved(self, offset: int) -> "Span":
        """Return the span `offset` characters further on."""
        return Span(self.start + offset, self.end + offset)

    def trimmed(self, text: str, drop: str = "") -> "Span":
        """Return the span less the white space, and the characters in `drop`, at its edges."""
        start, end = self.start, self.end
        while start < end and (text[start].isspace() or text[start] in drop):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in drop):
            end -= 1
        return Span(start, end) if (start, end) != (self.start, self.end) else self


def hull(parts: Iterable[Span]) -> Span:
    """Return the smallest span around all `parts`.

    Raises:
        ValueError: there are none.
    """
    found = list(parts)
    if not found:
        raise ValueError("no parts, no hull")
    return Span(min(part.start for part in found), max(part.end for part in found))


def check_parts(text: str, parts: Iterable[Span]) -> tuple[Span, ...]:
    """Return `parts` as a tuple, once they are known to be parts of a quote in `text`.

    Raises:
        ValueError: there are none, one is empty or reaches past the end, or they are not
            ordered and disjoint.
    """
    found = tuple(parts)
    if not found:
        raise ValueError("a quote has at least one part")
    before = 0
    for part in found:
        if len(part) == 0:
            raise ValueError(f"empty part at {part.start}")
        if part.start < before:
            raise ValueError(f"part at {part.start} is out of order or overlaps the one before")
        if part.end > len(text):
            raise ValueError(f"part ends at {part.end}, behind the text's end at {len(text)}")
        before = part.end
    return found


def join_parts(text: str, parts: Iterable[Span]) -> str:
    """Return what `parts` cut out of `text`, joined by an ellipsis: the text of a quote."""
    return PART_JOINT.join(part.cut(text) for part in parts)


def shared(one: Sequence[Span], other: Sequence[Span], *, of_smaller: bool = False) -> float:
    """Return the characters that two quotes share, as a share of all, or of the smaller's."""
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    sizes = sum(map(len, one)), sum(map(len, other))
    whole = min(sizes) if of_smaller else sum(sizes) - both
    return both / whole if whole else 0.0


def find_parts(text: str, words: str, near: int = 0) -> tuple[Span, ...]:
    """Return where `words`, as a person typed or copied them, stand in `text`.

    Parts are divided by "…" (as `join_parts` does); each stands behind the one before. White
    space of any kind and length counts as equal. Of several places the one nearest to `near`
    is meant for the first part, the next one for the others.

    Raises:
        ValueError: nothing was given, or some part does not stand in the text.
    """
    pieces = [piece.split() for piece in words.split("…")]
    wanted = [piece for piece in pieces if piece]
    if not wanted:
        raise ValueError("no words")
    found: list[Span] = []
    for piece in wanted:
        pattern = re.compile(r"\s+".join(map(re.escape, piece)))
        behind = found[-1].end if found else 0
        places = [Span(*match.span()) for match in pattern.finditer(text, behind)]
        if not places:
            raise ValueError(" ".join(piece))
        first = min(places, key=lambda place: abs(place.start - near)) if not found else places[0]
        found.append(first)
    return tuple(found)


def lines_with(text: str, parts: Iterable[Span]) -> list[Span]:
    r"""Return the lines of `text` that share a character with one of `parts`, in order.

    A line is what stands between two `\n`, without them.
    """
    found: set[Span] = set()
    for part in parts:
        at = text.rfind("\n", 0, part.start) + 1
        while at < part.end:
            end = text.find("\n", at)
            line = Span(at, end if end >= 0 else len(text))
            if line.overlaps(part):
                found.add(line)
            at = line.end + 1
    return sorted(found)
