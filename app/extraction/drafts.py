"""Drafts: attributions as the grammar finds them, before anybody knows who is meant."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from app.extraction.marks import Quotation
from app.extraction.phrases import Mention
from app.extraction.sentences import Sentence
from app.extraction.tokens import Unit
from app.extraction.types import Form
from app.spans import Span

# The rule of a question whose asker the sentence leaves out.
ASKED = "quote-asked"
START = attrgetter("start")
QUOTE_EDGE = " \t\n,;:—–-"


@dataclass(slots=True, eq=False)
class Draft:
    """Content, cue and mention tied together in one sentence.

    Attributes:
        sentence: where the cue stands.
        parts: the content's places, ordered and disjoint; `form` their form.
        quotations: those that the content holds.
        cue: the cue's place, None where a quotation only follows on.
        speaker: the mention in `speaker_sentence`; None is unknown.
        relay: the mention that relays it ("Interfax quoted X as saying"), in `relay_sentence`
            if that is another one («Его слова приводит агентство»).
        occasion: the sentence behind that only tells the day: «Об этом он сказал в среду».
        same_as: the draft whose speaker goes on speaking here.
        within: the draft whose quotation holds it ("Moor told me: 'We will stay,'").
        pending: the content is the quotation of the next paragraph ("He said:").
    """

    sentence: Sentence
    rule: str
    cue: Span | None
    speaker: Mention | None
    parts: list[Span] = field(default_factory=list)
    form: Form = Form.INDIRECT
    quotations: list[Quotation] = field(default_factory=list)
    speaker_sentence: Sentence | None = None
    relay: Mention | None = None
    relay_sentence: Sentence | None = None
    occasion: Sentence | None = None
    same_as: "Draft | None" = None
    within: "Draft | None" = None
    pending: bool = False
    doubts: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """The hull of its parts."""
        return Span(self.parts[0].start, self.parts[-1].end)


def fill(draft: Draft, text: str, ranges: list[tuple[int, int]]) -> bool:
    """Give a draft the content that ranges of its sentence's units hold; False if there is none.

    A content of quotations alone is direct: its marks stay outside, and quotations that run over
    several paragraphs bring all of them. Quotations amid other words make it mixed.
    """
    units = draft.sentence.units
    parts: list[Span] = []
    quotations: list[Quotation] = []
    loose = False
    for begin, end in ranges:
        for unit in units[begin:end]:
            if unit.quotation is not None:
                quotations.append(unit.quotation)
            elif unit.is_word:
                loose = True
    if not loose and quotations:
        for quotation in quotations:
            parts += [piece.inner for piece in quotation.whole() if piece.inner]
        draft.form = Form.DIRECT
    else:
        for begin, end in ranges:
            span = Span(units[begin].start, units[end - 1].end).trimmed(text, QUOTE_EDGE)
            if span:
                parts.append(span)
        draft.form = Form.MIXED if quotations else Form.INDIRECT
        for quotation in quotations[-1:]:
            chain = quotation.whole()
            parts += [piece.inner for piece in chain[chain.index(quotation) + 1 :] if piece.inner]
    draft.parts = in_order(parts)
    draft.quotations = quotations
    return bool(draft.parts)


def in_order(parts: list[Span]) -> list[Span]:
    """Return `parts` sorted, without empty, doubled or overlapping ones."""
    found: list[Span] = []
    for part in sorted(set(parts)):
        if part and (not found or part.start >= found[-1].end):
            found.append(part)
    return found


def outside(
    units: Sequence[Unit], contents: Sequence[Span], frame: Span | None
) -> list[tuple[int, int]]:
    """Return the stretches of a sentence's units that begin in no content, but in the frame."""
    at, end = places_of(units, frame) if frame is not None else (0, len(units))
    found = []
    for first, last in sorted(places_of(units, part) for part in contents):
        if at < min(first, end):
            found.append((at, min(first, end)))
        at = max(at, last)
    if at < end:
        found.append((at, end))
    return found


def places_of(units: Sequence[Unit], part: Span) -> tuple[int, int]:
    """Return the first of the units that begin in a part of the text, and the end of them."""
    return bisect_left(units, part.start, key=START), bisect_left(units, part.end, key=START)
