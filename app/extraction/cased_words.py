"""Cased words: what a word of a sentence may be by its cases: an adjective, a noun, a name."""

from functools import lru_cache

from app.extraction.inflection import cases, first_part, is_known, lemmas, readings
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence

OBLIQUE = frozenset({"gent", "datv", "accs", "ablt", "loct"})
NAMED_PARTS = frozenset({"NOUN", "NPRO"})
MODIFIERS = frozenset({"ADJF", "PRTF"})
NOMINAL = NAMED_PARTS | MODIFIERS
VERBAL = frozenset({"VERB", "INFN", "GRND", "ADJS", "PRTS"})
NEVER_NAMES = VERBAL | {"ADVB", "PREP", "PRED"}
# Surnames that look like adjectives: «Вербский заявил».
SURNAMES = ("ский", "цкий", "ская", "цкая")


def is_upper(text: str) -> bool:
    """Say whether a word is an abbreviation in capitals."""
    return len(text) > 2 and text.isupper() and "." not in text


def is_modifier(sentence: Sentence, at: int, end: int, profile: LanguageProfile) -> bool:
    """Say whether a word is an adjective of the noun behind it."""
    unit, low = sentence.units[at], sentence.lows[at]
    if not unit.is_word or at + 1 >= end or not sentence.units[at + 1].is_word:
        return False
    if low in profile.object_pronouns or low in profile.determiners:
        return True
    # A foreign name may be guessed at as an adjective without endings.
    guessed = unit.capital and not is_known(low)
    mine = modifier_cases(low, guessed=guessed)
    if not mine:
        return False
    theirs = nominal_cases(sentence.lows[at + 1])
    return not mine.isdisjoint(theirs) or (not theirs and sentence.units[at + 1].capital)


@lru_cache(1 << 14)
def modifier_cases(low: str, *, guessed: bool) -> frozenset[str]:
    """Return the cases in which a word may be an adjective; one without endings is no guess."""
    return frozenset(
        reading.case
        for reading in readings(low)
        if reading.part in MODIFIERS and not (guessed and "Fixd" in reading.tags)
    )


@lru_cache(1 << 14)
def nominal_cases(low: str) -> frozenset[str]:
    """Return the cases in which a word may be a noun, or what stands for one or beside it."""
    return frozenset(reading.case for reading in readings(low) if reading.part in NOMINAL)


def is_joined_modifier(sentence: Sentence, at: int, end: int, profile: LanguageProfile) -> bool:
    """Say whether an "and" joins two adjectives of one noun: «первый и полномочный посол»."""
    mine, theirs = (modifier_cases(sentence.lows[place], guessed=False) for place in (at, at + 2))
    joined = not mine.isdisjoint(theirs) and not sentence.units[at + 2].capital
    return joined and is_modifier(sentence, at + 2, end, profile)


def is_bare_surname(sentence: Sentence, at: int) -> bool:
    """Say whether an adjective without a noun opens a sentence: «Вербский, в свою очередь»."""
    unit, low = sentence.units[at], sentence.lows[at]
    if not unit.capital or not low.endswith(SURNAMES):
        return False
    if any(reading.part != "ADJF" for reading in readings(low)):
        return False
    return at + 1 >= len(sentence.units) or not any(
        reading.part in NAMED_PARTS | MODIFIERS and reading.case == "nomn"
        for reading in readings(sentence.lows[at + 1])
    )


def is_noun(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a word is a noun or a name."""
    unit, low = sentence.units[at], sentence.lows[at]
    if not unit.is_word or low[:1].isdigit():
        return False
    if unit.capital and at:
        return True
    best = first_part(low)
    if not unit.capital:
        return best in NAMED_PARTS or (best in MODIFIERS and may_be_noun(low))
    if not best or opens_name(sentence, at, profile) or is_foreign(sentence, at):
        return True
    return best in NAMED_PARTS or is_bare_surname(sentence, at) or may_be_noun(low)


@lru_cache(1 << 14)
def may_be_noun(low: str) -> bool:
    """Say whether a word may be read as a noun, likely or not."""
    return any(reading.part in NAMED_PARTS for reading in readings(low))


def is_foreign(sentence: Sentence, at: int) -> bool:
    """Say whether a capital is a word that no dictionary holds: what it looks like is a guess."""
    low = sentence.lows[at]
    return sentence.units[at].capital and "-" not in low and not is_known(low)


def opens_name(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether the first word of a sentence may be one of a name: «Бо Линд заявил»."""
    unit, low = sentence.units[at], sentence.lows[at]
    if not unit.capital or at + 1 >= len(sentence.units) or not sentence.units[at + 1].capital:
        return False
    if low in profile.openers or low in profile.connectives or low in profile.subordinators:
        return False
    return first_part(low) not in NEVER_NAMES


def is_initial(sentence: Sentence, at: int) -> bool:
    """Say whether a unit is an initial, or several: «Б. Линд», «Б.А.Линд»."""
    unit = sentence.units[at]
    if not unit.capital or at + 1 >= len(sentence.units):
        return False
    if len(unit.text) == 1:
        return sentence.units[at + 1].text == "." and at + 2 < len(sentence.units)
    return "." in unit.text and sentence.units[at + 1].capital


def may_stand(sentence: Sentence, at: int, case: str) -> bool:
    """Say whether a word may stand in a case."""
    low = sentence.lows[at]
    return case in cases(low) or not readings(low)


@lru_cache(1 << 14)
def may_depend(low: str, *, governs: bool) -> bool:
    """Say whether a lower-case word may depend on the noun before it.

    Args:
        low: the folded word.
        governs: the noun asks for the instrumental: «командующий фронтом».
    """
    wanted = {"gent", "ablt"} if governs else {"gent"}
    found = readings(low)
    return any(
        reading.case in wanted and reading.part in NAMED_PARTS | MODIFIERS | {"NUMR"}
        for reading in found
    ) and not any(
        reading.case == "nomn" and reading.living and reading.number == "sing"
        for reading in found[:2]
    )


@lru_cache(1 << 14)
def governs_instrumental(low: str) -> bool:
    """Say whether a noun asks for the instrumental: «командующий», «заведующий»."""
    return any(lemma.endswith(("ующий", "ющий")) for lemma in lemmas(low))


def is_titled(low: str, profile: LanguageProfile) -> bool:
    """Say whether a noun names a person by office."""
    if low in profile.person_nouns:
        return True
    known = lemmas(low)
    return not (profile.person_nouns.isdisjoint(known) and profile.group_nouns.isdisjoint(known))
