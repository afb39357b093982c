"""Cased agreement: what a verb says of its subject, and which words agree with it."""

from dataclasses import dataclass
from functools import lru_cache

from app.extraction.cased_words import OBLIQUE
from app.extraction.inflection import NAME_TAGS, VOWELS, Reading, is_known, readings
from app.extraction.sentences import Sentence

DOUBTFUL = ("ом", "ем", "ым", "им", "ой", "ей", "у", "ю", "е")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a verb says of its subject: sing or plur, masc, femn or neut; "" is nothing."""

    number: str
    gender: str


def agreement_of(sentence: Sentence, first: int, end: int) -> Agreement:
    """Return what the verb among a cue's units says of its subject."""
    for low in sentence.lows[first:end]:
        agreement = agreement_with(low)
        if agreement is not None:
            return agreement
    return Agreement("", "")


@lru_cache(1 << 14)
def agreement_with(low: str) -> Agreement | None:
    """Return what a word says of its subject, None where it is no verb."""
    for reading in readings(low):
        if reading.part in ("VERB", "ADJS", "PRTS"):
            return Agreement(reading.number, reading.gender)
    return None


def fits_pronoun(kind: str, agreement: Agreement) -> bool:
    """Say whether a pronoun agrees with a verb."""
    if kind == "1":
        return False
    if kind == "p":
        return agreement.number in ("plur", "")
    if agreement.number == "plur":
        return False
    return agreement.gender in ("", "masc" if kind == "m" else "femn")


def fits_noun(reading: Reading, agreement: Agreement) -> bool:
    """Say whether a noun agrees with a verb: «министр сказала» does."""
    if agreement.number and reading.number and agreement.number != reading.number:
        return False
    if not agreement.gender or not reading.gender or reading.number == "plur":
        return True
    if "ms-f" in reading.tags or "Ms-f" in reading.tags:
        return agreement.gender != "neut"
    if reading.living and reading.gender == "masc":
        return agreement.gender in ("masc", "femn")
    return reading.gender == agreement.gender


def name_fits(low: str, agreement: Agreement, *, last: bool, sure: bool) -> bool:
    """Say whether a word of a name may be a nominative.

    Args:
        low: the folded word.
        agreement: what the verb asks for.
        last: no further capital follows.
        sure: only if nothing speaks against it.
    """
    low = low.rpartition("-")[2]
    if not low or low[-1].isascii():
        # A word in Latin letters is a firm or a medium: anybody else comes first.
        return not sure or not low[-1:].isalpha()
    if low.endswith(("ии", "ию")):
        return False
    if is_known(low):
        found = [r for r in readings(low) if r.case == "nomn" and r.number != "plur"]
        if any(fits_noun(reading, agreement) for reading in found):
            return True
        names = [r for r in readings(low) if r.tags & (NAME_TAGS | {"Geox", "Orgn"})]
        if (
            names
            and any(reading.case in OBLIQUE for reading in names)
            and (low[-1] in VOWELS or low.endswith(DOUBTFUL))
        ):
            return False
    if low.endswith(DOUBTFUL) and not (len(low) <= 3 or (low.endswith("е") and not last)):
        return not sure
    if low[-1] in "ая":
        return agreement.gender != "masc" or not sure
    return True
