"""Cased shown: a mention as readers see it, in the nominative, without a sentence's capital."""

from dataclasses import replace

from app.extraction.cased_nouns import read_phrase
from app.extraction.inflection import NAME_TAGS, is_living, lemmas, readings
from app.extraction.names import phrase_text
from app.extraction.phrases import Mention
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.tokens import Unit
from app.extraction.world import World


def without_opening(
    sentence: Sentence, mention: Mention, head: int, profile: LanguageProfile, world: World
) -> list[Unit]:
    """Return a mention's units; a title that opens the sentence has no capital of its own."""
    units = sentence.units[mention.first : mention.end]
    opens = not any(unit.is_word for unit in sentence.units[: mention.first])
    low = sentence.lows[head]
    alone = head + 1 >= mention.end or not sentence.units[head + 1].capital
    common = (head == mention.first or not sentence.units[head].capital) and (
        (is_living(low) and alone)
        or any(
            lemma in profile.person_nouns or lemma in profile.group_nouns
            for lemma in (low, *lemmas(low))
        )
    )
    if not opens or not common or units[0].text[:2].isupper() or is_state(units[0].low, world):
        return units
    return [small(units[0]), *units[1:]]


def is_state(low: str, world: World) -> bool:
    """Say whether a word names a state or is a name."""
    return (low,) in world.countries or any(
        reading.tags & NAME_TAGS for reading in readings(low)[:1]
    )


def shown(
    sentence: Sentence, copy: Sentence, mention: Mention, profile: LanguageProfile, world: World
) -> str:
    """Return a mention as printed, its noun and the adjectives before it in the nominative.

    Args:
        sentence: the sentence as printed; copy: the same in the nominative.
        mention: whom to show.
        profile: the language.
        world: what is known.
    """
    phrase = read_phrase(sentence, mention.first, mention.end, profile)
    at_head = phrase.head if phrase is not None else mention.first
    units = without_opening(sentence, mention, at_head, profile, world)
    if phrase is None:
        return phrase_text(units)
    head = readings(sentence.lows[phrase.head])
    known = sentence.lows[phrase.head] in profile.person_nouns
    owned = tuple(sentence.lows[max(0, mention.first - 2) : mention.first]) in profile.according
    nominative = any(
        reading.case == "nomn" and not (owned and reading.number == "plur") for reading in head[:3]
    )
    if known or nominative:
        return phrase_text(units)
    made: list[Unit] = []
    for at in range(mention.first, mention.end):
        unit = units[at - mention.first]
        if at == phrase.head:
            low = unit.text[:1].islower()
            made.append(small(copy.units[at]) if low else copy.units[at])
        elif at < phrase.head and head:
            made.append(adjective(unit, head[0].gender))
        else:
            made.append(unit)
    return phrase_text(made)


def small(unit: Unit) -> Unit:
    """Return a word with a small first letter."""
    return replace(unit, text=unit.text[:1].lower() + unit.text[1:])


def adjective(unit: Unit, gender: str) -> Unit:
    """Return an adjective in the nominative, as a noun of a gender asks for it."""
    for reading in readings(unit.low):
        if reading.part == "ADJF" and reading.lemma.endswith(("ый", "ий", "ой")):
            hard = reading.lemma.endswith(("ый", "ой")) or reading.lemma[-3:-2] in "кгх"
            endings = {"femn": "ая" if hard else "яя", "neut": "ое" if hard else "ее"}
            text = reading.lemma[:-2] + endings.get(gender, reading.lemma[-2:])
            if unit.text[:1].isupper():
                text = text[:1].upper() + text[1:]
            return Unit(unit.kind, unit.start, unit.end, text, text.lower())
    return unit
