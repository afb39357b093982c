"""Final sources: who speaks through a document, and which medium passes words on."""

from app.extraction.final_adjuncts import is_adjunct
from app.extraction.final_clause import Clause, skip_openers
from app.extraction.final_particles import skip_particle
from app.extraction.final_phrases import (
    belongs,
    in_case,
    is_noun,
    is_suffix,
    owner_fits,
    phrase_beginning,
    phrase_ending,
)
from app.extraction.phrases import Mention, mention_of
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence

INTERVIEW_REACH = 5


def author_in(clause: Clause, low: int, limit: int) -> tuple[Mention | None, int] | None:
    """Return who speaks through a document, and where the content begins; None without one.

    "Bakanlıktan yapılan açıklamada", "Bakanlığın açıklamasında", "Bakanlık açıklamasında",
    "Lind tarafından yapılan açıklamada"; "Açıklamada" alone names nobody: (None, place).
    """
    grammar, lows = clause.grammar, clause.sentence.lows
    place = next((at for at in range(low, limit) if lows[at] in grammar.documents), None)
    if place is None:
        return None
    behind = skip_openers(clause, skip_particle(clause, place + 1))
    return author_before(clause, low, place), min(behind, limit)


def author_before(clause: Clause, low: int, place: int) -> Mention | None:
    """Return who made the document that stands at a unit, None where the sentence does not say."""
    sentence, profile, grammar = clause.sentence, clause.profile, clause.grammar
    lows = sentence.lows
    begin = low
    for at in range(low, place):
        if sentence.units[at].text == "," and is_adjunct(clause, begin, at):
            begin = at + 1
    for at in range(begin + 1, place):
        owns = in_case(sentence, at, "genitive", profile)
        gives = in_case(sentence, at, "ablative", profile) or in_case(
            sentence, at, "manner", profile
        )
        if owns or gives or lows[at] in grammar.by_words:
            found = phrase_ending_before(clause, at, begin)
            if found is not None and (found.end == at):
                return found
    found = phrase_ending(sentence, place, begin, profile) if place > begin else None
    return found if found is not None and found.end == place else None


def giver_of(sentence: Sentence, profile: LanguageProfile) -> Mention | None:
    """Return who gave a statement: "Bakanlıktan ... yazılı açıklama yapıldı"."""
    clause = Clause(sentence, "", profile)
    clause.low = skip_openers(clause, 0)
    for at in range(clause.low + 1, len(sentence.units)):
        if sentence.lows[at] in clause.grammar.given:
            return author_before(clause, clause.low, at)
    return None


def phrase_ending_before(clause: Clause, at: int, low: int) -> Mention | None:
    """Return the noun phrase that ends before a case ending, or before "tarafından"."""
    if at <= low or not clause.sentence.units[at - 1].is_word:
        return None
    sentence = clause.sentence
    unit, last = sentence.units[at - 1], sentence.lows[at - 1]
    if not (unit.capital or is_noun(last, clause.profile)):
        return None
    return phrase_beginning(sentence, first_of(clause, at, low), at, clause.profile)


def first_of(clause: Clause, at: int, low: int) -> int:
    """Return where the names and titles before a unit begin."""
    first = at - 1
    while first > low:
        back = first - 1
        if is_suffix(clause.sentence, back):
            if not owner_fits(clause.sentence, back, first, clause.profile):
                break
            first = back - 1
        elif belongs(clause.sentence, back, clause.profile):
            first = back
        else:
            break
    return first


def relay_in(clause: Clause) -> tuple[Mention, int] | None:
    """Return who passes a sentence's words on, and the unit behind the frame, 0 without a frame.

    "Delta ajansının haberine göre, ..." and "Bakanlıktan yapılan açıklamaya göre, ..." are frames;
    "Delta ajansına yaptığı açıklamada" and "Delta'ya konuşan Lind" are none.
    """
    sentence, grammar = clause.sentence, clause.grammar
    units, lows = sentence.units, sentence.lows
    if grammar.relaying.isdisjoint(lows):
        return None
    for at in range(clause.low, len(units)):
        if lows[at] in grammar.document_owned and lows[at + 1 : at + 2] and (
            lows[at + 1] in grammar.according
        ):  # fmt: skip
            author = author_before(clause, clause.low, at)
            comma = units[at + 2 : at + 3]
            return (author, skip_openers(clause, at + 2)) if author and comma and (
                comma[0].text == ","
            ) else None  # fmt: skip
        framed = lows[at] in grammar.sources and lows[at + 2 : at + 3] and (
            lows[at + 2] in grammar.according
        )  # fmt: skip
        if framed and in_case(sentence, at + 1, "dative", clause.profile):
            source = phrase_ending_before(clause, at + 1, clause.low)
            comma = units[at + 3 : at + 4]
            return (source, skip_openers(clause, at + 3)) if source and comma and (
                comma[0].text == ","
            ) else None  # fmt: skip
        if in_case(sentence, at, "dative", clause.profile) and any(
            low in grammar.interviews for low in lows[at + 1 : at + 1 + INTERVIEW_REACH]
        ):  # fmt: skip
            name = capitals_before(clause, at)
            if name is not None:
                return name, 0
        if lows[at] in grammar.relayed and at + 1 < len(units) and (
            lows[at + 1] in grammar.according
        ):  # fmt: skip
            for last in range(at, max(clause.low, at - INTERVIEW_REACH), -1):
                name = capitals_before(clause, last)
                if name is not None:
                    return name, skip_openers(clause, at + 2)
            return None
        if lows[at] in grammar.agencies and at > clause.low:
            name = capitals_before(clause, at)
            if name is not None and in_case(sentence, at + 1, "dative", clause.profile):
                return name, 0
    return None


def capitals_before(clause: Clause, end: int) -> Mention | None:
    """Return the run of capitals that ends before a unit, its case ending left out."""
    units = clause.sentence.units
    last = end
    while last > clause.low and is_suffix(clause.sentence, last - 1):
        last -= 1
    first = last
    while first > clause.low and units[first - 1].capital:
        first -= 1
    return mention_of(clause.sentence, first, last) if first < last else None
