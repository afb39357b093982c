"""Inflection: the cases a Russian word may stand in, its lemma, and the nominatives of a name."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from app.text import fold

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

# No word is longer: guessing at the ending of a token of a megabyte would take for ever. The
# dictionary's guesses fail on letters that have no Unicode name.
MOST_LETTERS = 40
READABLE = re.compile(r"[а-яё][а-яё0-9'.-]{0,39}")
NAME_TAGS = frozenset({"Name", "Surn", "Patr"})
VOWELS = frozenset("аеиоуыэюя")
# By ending of an oblique form of a name, what may stand there in the nominative ("" is nothing).
ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ого", ("ий", "ый", "ой")), ("его", ("ий", "ый")), ("ому", ("ий", "ый", "ой")),
    ("ему", ("ий", "ый")), ("ыми", ("ые",)), ("ией", ("ия",)), ("ым", ("", "ый", "ой")),
    ("им", ("ий", "")), ("ой", ("а", "ая")), ("ей", ("а", "я", "ь", "ья")), ("ою", ("а", "ая")),
    ("ую", ("ая",)), ("юю", ("яя",)), ("ом", ("",)), ("ем", ("", "й", "ь")), ("ию", ("ия", "ий")),
    ("ия", ("ий",)), ("ии", ("ия", "ий")), ("ью", ("ь",)), ("а", ("",)), ("я", ("й", "ь")),
    ("у", ("", "а")), ("ю", ("й", "ь", "я")), ("е", ("", "а", "я", "й", "ь")),
    ("ы", ("а",)), ("и", ("а", "я", "ь")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word.

    Attributes:
        part: part of speech (NOUN, ADJF, PRTF, NPRO, VERB, GRND, ADVB, PREP, ...).
        case: nomn, gent, datv, accs, ablt, loct or "".
        number: sing, plur or ""; gender: masc, femn, neut or "".
        lemma: the folded lemma.
        tags: all its grammemes.
    """

    part: str
    case: str
    number: str
    gender: str
    lemma: str
    tags: frozenset[str]

    @property
    def living(self) -> bool:
        """Whether it is a noun for a living being."""
        return "anim" in self.tags


@cache
def analyser() -> "MorphAnalyzer":
    """Return the dictionary, loaded when a Russian text first needs it."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


@lru_cache(1 << 14)
def readings(word: str) -> tuple[Reading, ...]:
    """Return the ways to read a word, the likeliest first; none for what is no word."""
    if not READABLE.fullmatch(word):
        return ()
    found = []
    for parse in analyser().parse(word):
        tag = parse.tag
        case = str(tag.case or "").replace("gen2", "gent").replace("gen1", "gent")
        case = case.replace("loc2", "loct").replace("loc1", "loct").replace("acc2", "accs")
        found.append(
            Reading(
                str(tag.POS or ""),
                case,
                str(tag.number or ""),
                str(tag.gender or ""),
                fold(parse.normal_form),
                frozenset(tag.grammemes),
            )
        )
    return tuple(found)


@lru_cache(1 << 14)
def is_known(word: str) -> bool:
    """Say whether the dictionary itself holds a word, so that nothing was guessed."""
    return READABLE.fullmatch(word) is not None and bool(analyser().word_is_known(word))


@lru_cache(1 << 14)
def lemmas(word: str) -> tuple[str, ...]:
    """Return the folded lemmas that a word may have, the likeliest first."""
    return tuple(dict.fromkeys(reading.lemma for reading in readings(word)))


@lru_cache(1 << 14)
def first_part(word: str) -> str:
    """Return the part of speech that a word is most likely, "" where it cannot be read."""
    return next((reading.part for reading in readings(word)), "")


@lru_cache(1 << 14)
def cases(word: str) -> frozenset[str]:
    """Return the cases that a word may stand in."""
    return frozenset(reading.case for reading in readings(word) if reading.case)


@lru_cache(1 << 14)
def tags_of(word: str) -> frozenset[str]:
    """Return the grammemes of all the ways to read a word."""
    return frozenset().union(*(reading.tags for reading in readings(word)))


@lru_cache(1 << 14)
def is_nominative(word: str, lemma: str = "") -> bool:
    """Say whether a noun for one, of a lemma if one is given, may stand in the nominative.

    «Премьера» is one of «премьера», and none of «премьер».
    """
    return any(
        reading.case == "nomn" and reading.number != "plur" and lemma in ("", reading.lemma)
        for reading in readings(word)
    )


@lru_cache(1 << 14)
def is_living(word: str) -> bool:
    """Say whether a word is first of all a common noun for one living being: «пчеловод»."""
    return is_known(word) and any(
        reading.living and reading.number == "sing" and not reading.tags & NAME_TAGS
        for reading in readings(word)[:1]
    )


@lru_cache(1 << 14)
def is_oblique_first_name(word: str) -> bool:
    """Say whether a word is a known first name that cannot stand in the nominative: «Пола»."""
    # «Анны» is no name of several.
    names = [
        reading for reading in readings(word) if "Name" in reading.tags and reading.number != "plur"
    ]
    return bool(names) and is_known(word) and all(
        reading.case in ("gent", "accs", "datv", "ablt", "loct") for reading in names
    )  # fmt: skip


@lru_cache(1 << 14)
def nominatives(name: str) -> frozenset[str]:
    """Return the folded nominatives that a folded word of a name may have, itself among them.

    Endings alone decide: names of other languages stand in no dictionary. "линда" may be Линд
    or Линда; the article, or the register, has to know which.
    """
    found = {name}
    head, dash, last = name.rpartition("-")
    for ending, heads in ENDINGS:
        stem = last.removesuffix(ending)
        if stem == last or len(stem) < 2 or len(name) > MOST_LETTERS:
            continue
        for new in heads:
            # A bare stem ends in a consonant; й follows a vowel, ь a consonant.
            vowel = stem[-1] in VOWELS
            if (new == "" and vowel) or (new == "й" and not vowel) or (new == "ь" and vowel):
                continue
            found.add(head + dash + stem + new)
    return frozenset(found)


@lru_cache(1 << 14)
def guess_nominative(name: str) -> str:
    """Return the likeliest nominative of a folded word of a name that nothing else tells of."""
    possible = nominatives(name)
    for tag in ("Name", "Surn", "Patr", "Geox"):
        for reading in readings(name):
            if tag not in reading.tags or reading.number == "plur":
                continue
            # The dictionary gives women's surnames under the men's.
            female = (reading.lemma + "а", reading.lemma[:-2] + "ая")
            options = (*female, reading.lemma) if reading.gender == "femn" else (reading.lemma,)
            for option in options:
                if option in possible:
                    return option
    found = readings(name)
    if found and not any(reading.case == "nomn" for reading in found):
        for reading in found:
            if reading.part == "ADJF":
                option = reading.lemma
                if reading.gender == "femn":
                    option = option[:-2] + "ая"
                if option in possible:
                    return option
    return name
