"""Cased tie: a cue tied to its speaker, and how its clause stands among the others."""

from dataclasses import dataclass

from app.extraction.cased_agreement import Agreement
from app.extraction.cased_content import next_break
from app.extraction.cased_nouns import read_phrase
from app.extraction.cased_words import is_noun
from app.extraction.clauses import BREAKS, DASHES
from app.extraction.inflection import lemmas, readings
from app.extraction.phrases import Mention, Sort
from app.extraction.profile import Cue, LanguageProfile, Role
from app.extraction.sentences import ENDS, Sentence

ANY = Agreement("", "")


@dataclass(slots=True)
class Tie:
    """A cue with its speaker, and where its content stands.

    Attributes:
        first, end: the cue's units.
        begin, stop: the attribution's units: subject, cue and adjuncts.
        side: right (the content follows), left (it precedes), around (the attribution is set
            into it, or before or behind it), before (it is the sentence before).
        content: on the right, its first unit; `kind` what announces it.
        cut: the unit at which this attribution ends another's content; None if it does not.
    """

    cue: Cue
    first: int
    end: int
    begin: int
    stop: int
    speaker: Mention | None
    side: str
    content: int | None = None
    kind: str = ""
    cut: int | None = None
    relay: Mention | None = None


def segment_start(sentence: Sentence, at: int) -> int:
    """Return the first unit of the clause that a unit stands in: behind the last break."""
    while at > 0 and not is_break(sentence, at - 1):
        at -= 1
    return at


def is_break(sentence: Sentence, at: int) -> bool:
    """Say whether a unit is a comma, dash, colon or stop; not the stop of an initial."""
    unit = sentence.units[at]
    if unit.text not in BREAKS:
        return False
    if unit.text == "." and at and sentence.units[at - 1].end == unit.start:
        return len(sentence.lows[at - 1].rstrip(".")) > 1 or at + 1 == len(sentence.units)
    if unit.text in DASHES and 0 < at < len(sentence.units) - 1:
        return not (
            sentence.units[at - 1].end == unit.start and sentence.units[at + 1].start == unit.end
        )
    return True


def left_ends(sentence: Sentence, begin: int) -> bool:
    """Say whether a content can end right before a clause: at a comma, dash or quotation."""
    if begin == 0:
        return False
    unit = sentence.units[begin - 1]
    if not (unit.text in DASHES or unit.text == "," or unit.text in ENDS):
        return False
    return any(unit.is_word or unit.is_quote for unit in sentence.units[: begin - 1])


def is_quote_left(sentence: Sentence, begin: int) -> bool:
    """Say whether a dash, or marks, close what stands before a clause."""
    at = begin - 1
    dashed = False
    while at >= 0 and not (sentence.units[at].is_word or sentence.units[at].is_quote):
        dashed = dashed or sentence.units[at].text in DASHES
        at -= 1
    if at < 0 or dashed:
        return dashed and at >= 0
    # «казна «не выдержит», рассказал источник»: the marks hold only a part of the clause.
    return sentence.units[at].is_quote and not any(
        unit.is_word for unit in sentence.units[segment_start(sentence, at) : at]
    )


def about_words(sentence: Sentence, begin: int, stop: int, profile: LanguageProfile) -> int | None:
    """Return where «об этом» stands in a clause, None where it does not."""
    for at in range(begin, stop):
        for cue in profile.cues_by_word.get(sentence.lows[at], ()):
            if cue.role is Role.ABOUT and (
                tuple(sentence.lows[at : at + len(cue.words)]) == cue.words
            ):
                return at
    return None


def joining_word(
    sentence: Sentence, begin: int, first: int, profile: LanguageProfile
) -> int | None:
    """Return the "and" that joins a verb to the one before: «... и также добавил»."""
    at = first - 1
    while (
        at >= begin
        and (sentence.lows[at] in profile.adverbs or sentence.lows[at] in profile.connectives)
        and sentence.lows[at] not in profile.joining
    ):
        at -= 1
    if at >= begin and sentence.lows[at] in profile.joining:
        return at
    return None


def is_document(low: str, profile: LanguageProfile) -> bool:
    """Say whether a word is a noun for a document or for words."""
    return any(lemma in profile.document_nouns for lemma in lemmas(low))


def speaks(sentence: Sentence, mention: Mention, profile: LanguageProfile) -> bool:
    """Say whether a noun phrase in any case is somebody who can speak."""
    if mention.sort is not Sort.PHRASE:
        return True
    phrase = read_phrase(sentence, mention.first, mention.end, profile)
    if phrase is None:
        return False
    if sentence.units[phrase.head].capital:
        return True
    low = sentence.lows[phrase.head]
    return low in profile.speaking_nouns or any(
        reading.living or reading.lemma in profile.speaking_nouns for reading in readings(low)
    )


def is_nested(tie: Tie, ties: list[Tie]) -> bool:
    """Say whether a cue only stands in what another one announces."""
    return tie.cut is None and any(
        other is not tie
        and other.side == "right"
        and other.kind != "opening"
        and other.content is not None
        and other.content <= tie.first
        for other in ties
    )


def after_appositions(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> int:
    """Return where an attribution ends, past what describes its speaker between commas."""
    stop = tie.stop
    for _ in range(2):
        if stop + 1 >= len(sentence.units) or sentence.units[stop].text != ",":
            return stop
        begin = stop + 1
        after = next_break(sentence, begin)
        if after >= len(sentence.units) or sentence.units[after].text not in (",", *DASHES):
            return stop
        low = sentence.lows[begin]
        if tie.speaker is not None and tie.speaker.sort is not Sort.PHRASE:
            return stop
        case = "gent" if tie.cue.role is Role.NOUN else "nomn"
        describes = low in profile.relatives or any(
            reading.part == "PRTF" and reading.case == case for reading in readings(low)
        )
        if any(reading.part == "ADJF" for reading in readings(low)[:1]) and begin + 1 < after:
            # «источник, близкий к делегации»
            describes = sentence.lows[begin + 1] in profile.prepositions
        if not describes and is_noun(sentence, begin, profile):
            phrase = read_phrase(sentence, begin, after, profile)
            describes = (
                phrase is not None
                and phrase.end == after
                and any(
                    lemma in profile.person_nouns for lemma in lemmas(sentence.lows[phrase.head])
                )
            )
        if not describes:
            return stop
        stop = after
    return stop
