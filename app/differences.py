"""Differences: what changed between two texts, and where words of the one stand in the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

# Comparing takes time by the product of what is compared: beyond this it is told less finely.
MOST_PAIRS = 2_000_000
# Paragraphs that share less are two paragraphs, not one that was changed.
LIKE = 0.3
TOKENS = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
WORDS = re.compile(r"\w+(?:['’‘´-]\w+)*")
MOST_PLACES = 1_000

Part = tuple[int, int]
Match = tuple[int, int, int]
"""Where as many lines are the same: from which in the old text, from which in the new, how many."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is the `same` in both, `old` (gone now) or `new`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of lines: the same in both texts (one piece), or changed."""

    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        """Say whether nothing changed in it."""
        return all(piece.kind == "same" for piece in self.pieces)


def compare(old: str, new: str) -> list[Change]:
    """Return two texts as one, in stretches of whole lines; changed ones word by word."""
    before, after = old.split("\n"), new.split("\n")
    found: list[Change] = []
    matches = matching(before, after)
    for tag, i1, i2, j1, j2 in _operations(before, after, matches):
        gone, come = "\n".join(before[i1:i2]), "\n".join(after[j1:j2])
        if tag == "equal":
            found.append(Change((Piece("same", gone),)))
        else:
            found.append(Change(tuple(_words(gone, come))))
    # Blank lines between paragraphs that changed are no news.
    return [each for each in found if any(piece.text.strip() for piece in each.pieces)]


def _operations(
    before: Sequence[str], after: Sequence[str], matches: Sequence[Match]
) -> Iterator[tuple[str, int, int, int, int]]:
    i = j = 0
    for start, other, size in [*matches, (len(before), len(after), 0)]:
        if i < start or j < other:
            yield "replace", i, start, j, other
        if size:
            yield "equal", start, start + size, other, other + size
        i, j = start + size, other + size


def matching(before: Sequence[str], after: Sequence[str]) -> list[Match]:
    """Return which items of two sequences are the same, in both orders."""
    head = sum(1 for _ in takewhile(_same, zip(before, after, strict=False)))
    rest = min(len(before), len(after)) - head
    backwards = zip(reversed(before), reversed(after), strict=False)
    tail = min(rest, sum(1 for _ in takewhile(_same, backwards)))
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    found: list[Match] = [(0, 0, head)]
    if len(old) * len(new) <= MOST_PAIRS:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        found += [(head + m.a, head + m.b, m.size) for m in matcher.get_matching_blocks()]
    found.append((len(before) - tail, len(after) - tail, tail))
    return [match for match in found if match[2]]


def _same(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _words(old: str, new: str) -> Iterator[Piece]:
    """Yield a changed stretch word by word, or the old and then the new where little is shared."""
    before, after = TOKENS.findall(old), TOKENS.findall(new)
    matches = matching(before, after)
    shared = 2 * sum(size for _, _, size in matches)
    if shared < LIKE * (len(before) + len(after)):
        matches = []
    for tag, i1, i2, j1, j2 in _operations(before, after, matches):
        gone, come = "".join(before[i1:i2]), "".join(after[j1:j2])
        if tag == "equal":
            yield Piece("same", gone)
        else:
            yield from (Piece(kind, text) for kind, text in (("old", gone), ("new", come)) if text)


def differing(one: str, other: str) -> tuple[list[Part], list[Part]] | None:
    """Return where the words of each of two texts stand that the other has not, in their order.

    Case and punctuation make no difference. None where they share so little that all would differ.
    """
    found = [[*WORDS.finditer(text)] for text in (one, other)]
    before, after = ([each.group().casefold() for each in text] for text in found)
    matches = matching(before, after)
    if 2 * sum(size for _, _, size in matches) < LIKE * (len(before) + len(after)):
        return None
    parts: tuple[list[Part], list[Part]] = ([], [])
    for tag, i1, i2, j1, j2 in _operations(before, after, matches):
        if tag == "replace":
            for at, (first, last) in enumerate(((i1, i2), (j1, j2))):
                if first < last:
                    parts[at].append((found[at][first].start(), found[at][last - 1].end()))
    return parts


# ------------------------------------------------------------------------- where words stand now


class Places:
    """Where what stood in an old text stands in a new one."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        before, after = old.split("\n"), new.split("\n")
        starts, others = _starts(before), _starts(after)
        # Where lines of the old text begin that stand in the new one, and where they begin there.
        self._known = [
            (starts[first + k], others[second + k])
            for first, second, size in matching(before, after)
            for k in range(size)
        ]

    def expected(self, offset: int) -> int:
        """Return about where a place of the old text is now: as far behind the same line."""
        at = (0, 0)
        for known in self._known:
            if known[0] > offset:
                break
            at = known
        return at[1] + offset - at[0]

    def of_quote(self, parts: Sequence[Part], floor: int = 0) -> tuple[Part, ...] | None:
        """Return where the parts of a quote stand now, in their order; None where one does not.

        Where the words of the first one stand more than once, those nearest to the old place
        count, behind `floor`: quotes keep their order.
        """
        found: list[Part] = []
        for start, end in parts:
            places = self._places(start, end)
            if not found and len(places) > 1:
                places = [place for place in places if place >= floor]
            if found:
                places = [place for place in places if place >= found[-1][1]]
            if not places:
                return None
            wanted = self.expected(start)
            at = min(places, key=lambda place: abs(place - wanted))
            found.append((at, at + end - start))
        return tuple(found)

    def near(self, start: int, end: int, at: int, reach: int = 500) -> Part | None:
        """Return where words of the old text stand in the new one, near to `at`; None: nowhere."""
        places = [place for place in self._places(start, end) if abs(place - at) <= reach]
        if not places:
            return None
        place = min(places, key=lambda each: abs(each - at))
        return place, place + end - start

    def _places(self, start: int, end: int) -> list[int]:
        """Return where these words stand in the new text, as whole words."""
        words = self.old[start:end]
        opening = r"(?<!\w)" if words[:1].isalnum() and _is_edge(self.old, start) else ""
        closing = r"(?!\w)" if words[-1:].isalnum() and _is_edge(self.old, end) else ""
        pattern = re.compile(f"{opening}{re.escape(words)}{closing}")
        found = []
        for match in pattern.finditer(self.new):
            found.append(match.start())
            if len(found) == MOST_PLACES:
                break
        return found


def _is_edge(text: str, at: int) -> bool:
    """Say whether a word begins or ends there."""
    return not (text[at - 1 : at].isalnum() and text[at : at + 1].isalnum())


def _starts(lines: Sequence[str]) -> list[int]:
    found, at = [], 0
    for line in lines:
        found.append(at)
        at += len(line) + 1
    return found
