"""Cased genders: what a name, or the past verb beside a mention, tells of a person's gender."""

from app.extraction.cased_vocabulary import is_cyrillic
from app.extraction.inflection import NAME_TAGS, readings
from app.extraction.phrases import Mention
from app.extraction.sentences import Sentence
from app.extraction.tokens import UnitKind

GENDERS = {"masc": "m", "femn": "f"}
GENDERED = ("ов", "ев", "ин", "ын", "ий", "ова", "ева", "ина", "ына", "ая")
VERB_REACH = 4


def gender_beside(sentence: Sentence, mention: Mention) -> str | None:
    """Return the gender of the past verb that stands next to a mention."""
    return next(iter(genders_beside(sentence, mention)), None)


def genders_beside(sentence: Sentence, mention: Mention) -> list[str]:
    """Return the genders of the past verbs around a mention, the one behind it first."""
    found: list[str] = []
    ahead = range(mention.end, min(len(sentence.units), mention.end + VERB_REACH))
    back = range(mention.first - 1, max(-1, mention.first - 1 - VERB_REACH), -1)
    for places in (ahead, back):
        for at in places:
            if sentence.units[at].kind is not UnitKind.WORD:
                break
            found += [
                GENDERS[reading.gender]
                for reading in readings(sentence.lows[at])[:1]
                if reading.part == "VERB" and reading.gender in GENDERS
            ]
    return found


def gender_of(words: tuple[str, ...]) -> str | None:
    """Return the gender that a name tells: by its first name, else by a Russian last name."""
    first = words[0] if len(words) > 1 else ""
    for word, tags in ((first, {"Name"}), (words[-1], NAME_TAGS)):
        if not word or not is_cyrillic(word):
            continue
        if word is not first and not word.endswith(GENDERED):
            continue
        genders = {
            reading.gender
            for reading in readings(word)
            if reading.tags & tags and reading.case == "nomn" and reading.gender in GENDERS
            and reading.number != "plur"
        }  # fmt: skip
        if len(genders) == 1:
            return GENDERS[genders.pop()]
    return None
