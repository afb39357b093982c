"""Interposed: «A, — сказал он. — B»: part a quotation at an attribution set into its marks."""

import re
from collections.abc import Sequence

from app.extraction.inflection import readings
from app.extraction.marks import Marks, Quotation
from app.extraction.profile import LanguageProfile
from app.spans import Span

# The end of the words before, a dash, the attribution, a stop, a dash, and the words after.
OPENING = re.compile(r"([,.!?…]|\.\.\.)?\s*(?<=[\s,.!?…])[—–-]{1,2}\s+")
CLOSING = re.compile(r"[,.:;]\s*[—–-]{1,2}\s+")
WORD = re.compile(r"[^\W\d_]+")
MOST_ATTRIBUTION = 240
MOST_WORDS_BEFORE_CUE = 6


def part_interposed(
    text: str, folded: str, marks: Sequence[Marks], profile: LanguageProfile
) -> None:
    """Part every quotation whose marks hold an attribution between dashes."""
    for found in marks:
        parted: list[Quotation] = []
        for quotation in found.quotations:
            parted += part(text, folded, quotation, profile)
        found.quotations = parted


def part(text: str, folded: str, quotation: Quotation, profile: LanguageProfile) -> list[Quotation]:
    """Return the pieces of a quotation around the attributions in it, itself if it has none."""
    pieces: list[tuple[Span, Span]] = []
    start, begin = quotation.outer.start, quotation.inner.start
    at = begin
    end = quotation.inner.end
    while True:
        opening = OPENING.search(text, at, end)
        if opening is None:
            break
        limit = min(end, opening.end() + MOST_ATTRIBUTION)
        closing = CLOSING.search(text, opening.end(), limit)
        if closing is None or not has_cue(folded, opening.end(), closing.start(), profile):
            at = opening.end()
            continue
        keeps = (opening.group(1) or "") not in ("", ",")
        stop = opening.end(1) if keeps else opening.start()
        inner = Span(begin, max(begin, stop)).trimmed(text)
        if inner:
            pieces.append((Span(start, inner.end), inner))
        start = begin = at = closing.end()
    if not pieces:
        return [quotation]
    inner = Span(begin, max(begin, end)).trimmed(text)
    if inner:
        pieces.append((Span(start, quotation.outer.end), inner))
    made = [Quotation(outer, inner) for outer, inner in pieces]
    made[-1].closed = quotation.closed
    tie_anew(quotation, made)
    return made


def tie_anew(quotation: Quotation, pieces: list[Quotation]) -> None:
    """Let the pieces take the place of a quotation that runs over several paragraphs."""
    chain = quotation.chain
    place = next(index for index, piece in enumerate(chain) if piece is quotation)
    before, after = chain[:place], chain[place + 1 :]
    pieces[0].earlier = quotation.earlier
    for group in ([*before, pieces[0]], [pieces[-1], *after]):
        if len(group) > 1:
            for piece in group:
                piece.chain = group
    if len(pieces) == 1:
        for piece in (*before, pieces[0], *after):
            piece.chain = [*before, pieces[0], *after]
    if after:
        after[0].earlier = pieces[-1]


def has_cue(folded: str, start: int, end: int, profile: LanguageProfile) -> bool:
    """Say whether a cue that may stand before its speaker is among the first words."""
    for count, word in enumerate(WORD.finditer(folded, start, end)):
        if count > MOST_WORDS_BEFORE_CUE:
            return False
        if word.group() in profile.finite_cues:
            return True
        if any(r.part == "VERB" and "past" in r.tags for r in readings(word.group())[:1]):
            return True
    return False
