"""Sentences: split the story, aware of marks, brackets and abbreviations, into units."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.extraction.marks import Marks, Quotation
from app.extraction.profile import Frame, LanguageProfile, Role
from app.extraction.suffixes import part_endings
from app.extraction.tokens import Unit, UnitKind, read_tokens
from app.spans import Span

if TYPE_CHECKING:
    from app.extraction.cased_nouns import NounPhrase
    from app.extraction.phrases import Mention

ENDS = {".", "!", "?", "…", "..", "...", "。", "؟"}
# Longer ones are cut: no sentence of prose is that long, and work on one stays bounded.
MOST_UNITS = 300
LOOK_AHEAD = 14
LEAST_YEAR = 4
STARS = "*_"


@dataclass(slots=True, init=False)
class Sentence:
    """A sentence of the story.

    Attributes:
        units: words, signs, quotations and brackets, in order.
        paragraph: the number of its paragraph; `number` its own in the story.
        phrases: the noun phrases read in it so far, by where they begin and have to end, and
            whether a preposition stands before: each is asked for several times.
        mentions: the same for subjects and for phrases that may speak, by what was asked.
        capitals: the units that begin with a capital.
        breaks: the signs that end a clause, where a language asks for them.
    """

    units: list[Unit]
    paragraph: int
    number: int
    lows: list[str]
    phrases: "dict[tuple[int, int, bool], NounPhrase | None]" = field(repr=False, compare=False)
    mentions: "dict[tuple[str | int | bool, ...], Mention | None]" = field(
        repr=False, compare=False
    )
    capitals: list[int] = field(repr=False, compare=False)
    breaks: list[int] | None = field(repr=False, compare=False)

    def __init__(self, units: list[Unit], paragraph: int, number: int = 0) -> None:
        self.units = units
        self.paragraph = paragraph
        self.number = number
        self.lows = [unit.low for unit in units]
        self.capitals = [at for at, unit in enumerate(units) if unit.capital]
        self.phrases = {}
        self.mentions = {}
        self.breaks = None

    @property
    def span(self) -> Span:
        """Its place in the text, closing marks and stops included."""
        return Span(self.units[0].start, self.units[-1].end)

    def quotations(self) -> list[Quotation]:
        """Return its quotations, in order."""
        return [unit.quotation for unit in self.units if unit.quotation is not None]


def first_sentences(sentences: Iterable[Sentence]) -> dict[int, Sentence]:
    """Return the first sentence of each paragraph, by the paragraph's number."""
    found: dict[int, Sentence] = {}
    for sentence in sentences:
        found.setdefault(sentence.paragraph, sentence)
    return found


def stretches(places: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first place and the end of each row of places that follow one another."""
    found: list[tuple[int, int]] = []
    first = end = -1
    for at in places:
        if at != end:
            if end > first:
                found.append((first, end))
            first = at
        end = at + 1
    if end > first:
        found.append((first, end))
    return found


def find_sentences(
    text: str,
    folded: str,
    paragraphs: Sequence[Span],
    marks: Sequence[Marks],
    profile: LanguageProfile,
) -> list[Sentence]:
    """Return the sentences of the story's paragraphs, in order."""
    found: list[Sentence] = []
    for number, (paragraph, inside) in enumerate(zip(paragraphs, marks, strict=True)):
        units = part_endings(read_units(text, folded, paragraph, inside), profile)
        for group in split(units, profile, text):
            found.append(Sentence(group, number, len(found)))
    return found


def read_units(text: str, folded: str, paragraph: Span, marks: Marks) -> list[Unit]:
    """Return a paragraph's units: quotations and brackets are one each, stray marks none.

    The stars of "**bold**" are none either.
    """
    units: list[Unit] = []
    at = paragraph.start
    stray = frozenset(marks.stray)
    starred = any(text.find(star, paragraph.start, paragraph.end) >= 0 for star in STARS)
    for quotation in [*marks.quotations, None]:
        end = quotation.outer.start if quotation is not None else paragraph.end
        tokens = read_tokens(text, at, end)
        if stray or starred:
            tokens = [
                unit
                for unit in tokens
                if unit.is_word or not (unit.start in stray or unit.text[0] in STARS)
            ]
        units += tokens
        if quotation is not None:
            start, end = quotation.outer.start, quotation.outer.end
            units.append(Unit(UnitKind.QUOTE, start, end, text[start:end], "", quotation))
            at = end
    start, end = paragraph.start, paragraph.end
    if text.find("(", start, end) < 0 and text.find("[", start, end) < 0:
        return units
    return fold_brackets(text, units)


def fold_brackets(text: str, units: list[Unit]) -> list[Unit]:
    """Return `units` with each pair of round or square brackets made one opaque unit."""
    closes: dict[int, int] = {}
    opened: list[int] = []
    for index, unit in enumerate(units):
        if unit.text in ("(", "["):
            opened.append(index)
        elif unit.text in (")", "]") and opened:
            closes[opened.pop()] = index
    if not closes:
        return units
    found: list[Unit] = []
    index = 0
    while index < len(units):
        close = closes.get(index)
        if close is None:
            found.append(units[index])
            index += 1
        else:
            start, end = units[index].start, units[close].end
            found.append(Unit(UnitKind.BRACKET, start, end, text[start:end], ""))
            index = close + 1
    return found


def split(units: list[Unit], profile: LanguageProfile, text: str) -> Iterator[list[Unit]]:
    """Yield the units of each sentence."""
    begin = 0
    last = len(units) - 1
    stops = [at for at, unit in enumerate(units) if not unit.is_word or unit.text[-1] == "."]
    for at in [*stops, last]:
        while at - begin >= MOST_UNITS:
            yield units[begin : begin + MOST_UNITS]
            begin += MOST_UNITS
        if begin <= at < last and (
            at + 1 - begin == MOST_UNITS or ends_here(units, at, profile, text)
        ):
            yield units[begin : at + 1]
            begin = at + 1
    if begin < len(units):
        yield units[begin:]


def ends_here(units: list[Unit], index: int, profile: LanguageProfile, text: str) -> bool:
    """Say whether a sentence ends with the unit at `index`, which is not the last one."""
    unit, after = units[index], units[index + 1]
    if unit.is_quote:
        return quotation_ends(units, index, profile, text)
    if unit.kind is UnitKind.BRACKET:
        inside = unit.text[:-1].rstrip()
        # A bracket that follows a stop is a sentence of its own.
        return inside[-1:] in ENDS and (index == 0 or units[index - 1].text in ENDS)
    if unit.text not in ENDS:
        if unit.low in profile.abbreviations or not is_initials(unit):
            return False
        # "... in the U.S. The minister": the stop of the abbreviation ends the sentence too.
        return after.capital and after.low in profile.openers and after.text != "I"
    if after.is_word and after.text[0].islower():
        return False
    if after.text in ENDS or after.text in (",", ";", ":", ")", "]"):
        return False
    if after.text in "—–-" and index + 2 < len(units) and units[index + 2].text[:1].islower():
        return False
    before = units[index - 1] if index else None
    if unit.text == "." and before is not None and before.is_word and before.end == unit.start:
        single = len(before.text) == 1 and before.text.isalpha() and before.text.isupper()
        if single or before.low in profile.abbreviations:
            return False
        if before.text.isdigit() and (
            after.start == unit.end or (profile.ordinals and len(before.text) < LEAST_YEAR)
        ):
            return False
    if unit.text.startswith("..") or unit.text == "…":
        return after.capital or after.is_quote
    return True


def is_initials(unit: Unit) -> bool:
    """Say whether a word is of the shape "U.S."."""
    return unit.is_word and len(unit.text) > 3 and unit.text.endswith(".")


def quotation_ends(units: list[Unit], index: int, profile: LanguageProfile, text: str) -> bool:
    """Say whether a sentence ends with a quotation: its last stop stands inside the marks."""
    quotation, after = units[index].quotation, units[index + 1]
    if quotation is None or text[quotation.inner.end - 1 : quotation.inner.end] not in ENDS:
        return False
    if after.is_quote:
        return True
    if not after.is_word:
        return False
    if not after.capital and not after.text[0].isdigit():
        return not after.text[0].islower()
    return not attributed_after(units, index + 1, profile)


def attributed_after(units: list[Unit], index: int, profile: LanguageProfile) -> bool:
    """Say whether "Lavrov said." follows: a short subject, a cue, and nothing of its own."""
    lows = [unit.low for unit in units[index : index + LOOK_AHEAD]]
    for offset, low in enumerate(lows):
        unit = units[index + offset]
        if unit.is_quote or unit.text in ENDS | {",", ":", ";"}:
            return False
        for cue in profile.cues_by_word.get(low, ()):
            size = len(cue.words)
            if (
                offset
                and cue.role is Role.FINITE
                and cue.frames != Frame.QUOTE
                and tuple(lows[offset : offset + size]) == cue.words
            ):
                rest = lows[offset + size : offset + size + 1]
                return not rest or rest[0] in ENDS or rest[0] == ","
    return False
