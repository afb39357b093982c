"""Cased phrases: which noun phrase is a verb's subject, and whose words they are."""

from bisect import bisect_left

from app.extraction.cased_agreement import Agreement, fits_noun, fits_pronoun, name_fits
from app.extraction.cased_nouns import NounPhrase, joined_end, read_phrase, skip_prepositional
from app.extraction.cased_words import (
    NOMINAL,
    VERBAL,
    is_bare_surname,
    is_foreign,
    is_initial,
    is_noun,
    may_stand,
    opens_name,
)
from app.extraction.clauses import is_time
from app.extraction.inflection import (
    NAME_TAGS,
    VOWELS,
    first_part,
    is_known,
    lemmas,
    readings,
)
from app.extraction.phrases import Mention, Sort, mention_of
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence

SKIPPED_PARTS = frozenset({"ADVB", "PRCL", "CONJ", "INTJ", "PRED"}) | VERBAL


def find_subject(
    sentence: Sentence,
    begin: int,
    end: int,
    agreement: Agreement,
    profile: LanguageProfile,
    doubts: tuple[bool, ...] = (False, True),
) -> Mention | None:
    """Return the first noun phrase between two units that can be a verb's speaking subject.

    Args:
        sentence: the sentence.
        begin, end: the units to look at: no clause may end between them.
        agreement: what the verb asks for.
        profile: the language.
        doubts: whether to take names whose ending speaks against it, in this order.
    """
    if begin >= end:
        return None
    kept = sentence.mentions
    # Only a name, which has a capital, can be in doubt.
    first_name = bisect_left(sentence.capitals, begin)
    named = first_name < len(sentence.capitals) and sentence.capitals[first_name] < end
    for doubt in doubts:
        doubtful = doubt and named
        key = begin, end, agreement.number, agreement.gender, doubtful
        if key not in kept:
            kept[key] = first_subject(sentence, begin, end, agreement, profile, sure=not doubtful)
        found = kept[key]
        if found is not None:
            return found
    if sentence.units[begin].is_quote and is_medium_name(sentence, begin):
        return mention_of(sentence, begin, begin + 1)
    return None


def first_subject(
    sentence: Sentence,
    begin: int,
    end: int,
    agreement: Agreement,
    profile: LanguageProfile,
    *,
    sure: bool,
) -> Mention | None:
    """Return the first noun phrase between two units that can be a subject, read anew.

    Args:
        sure: no names whose ending speaks against it.
    """
    at = begin
    while at < end:
        unit, low = sentence.units[at], sentence.lows[at]
        if not unit.is_word or (low in profile.relatives and low not in profile.pronouns):
            at += 1
        elif (one := one_of(sentence, at, end, agreement, profile)) is not None:
            return one
        elif unit.capital and is_initial(sentence, at):
            phrase = read_phrase(sentence, at, end, profile)
            if phrase is not None and name_fits(
                sentence.lows[phrase.end - 1], agreement, last=True, sure=sure
            ):
                return mention_of(sentence, phrase.first, phrase.end)
            at += 1 if phrase is None else phrase.end - at
        elif low in profile.prepositions and not (len(low) > 1 and unit.text.isupper()):
            at = skip_prepositional(sentence, at, end, profile)
        elif low in profile.pronouns:
            if fits_pronoun(profile.pronouns[low], agreement):
                return mention_of(sentence, at, at + 1, Sort.PRONOUN)
            at += 1
        elif skipped(sentence, at, profile):
            at += 1
        else:
            phrase = read_phrase(sentence, at, end, profile)
            if phrase is None:
                at += 1
                continue
            last = joined_end(sentence, phrase, end, profile)
            wanted = agreement
            if last > phrase.end and agreement.number == "plur":
                wanted = Agreement("", "")
            else:
                last = phrase.end
            if is_subject(sentence, phrase, wanted, profile, sure=sure) and not is_told(
                sentence, phrase, end, agreement, profile
            ):
                return mention_of(sentence, phrase.first, last)
            at = phrase.end
    return None


def is_told(
    sentence: Sentence,
    phrase: NounPhrase,
    end: int,
    agreement: Agreement,
    profile: LanguageProfile,
) -> bool:
    """Say whether a body in capitals is only told: «заявил АКМ Новости министр Бо Линд»."""
    if not sentence.units[phrase.head].text.isupper() or phrase.end >= end:
        return False
    if not sentence.units[phrase.end].is_word or sentence.lows[phrase.end] in profile.prepositions:
        return False
    after = read_phrase(sentence, phrase.end, end, profile)
    return after is not None and any(
        reading.case == "nomn" and reading.living and fits_noun(reading, agreement)
        for reading in readings(sentence.lows[after.head])
    )


def find_bare_name(
    sentence: Sentence,
    begin: int,
    first: int,
    agreement: Agreement,
    profile: LanguageProfile,
    *,
    alone: bool = False,
) -> Mention | None:
    """Return the capital that opens a sentence right before its verb, and is a name by that alone.

    «Нор предложил», «Корн призвала»: read as common nouns they could not be the subject. Where
    nobody stands behind the verb (`alone`), the ending may be a case's too: «Калле сообщил».
    """
    low = sentence.lows[begin]
    between = sentence.lows[begin + 1 : first]
    if (
        first <= begin
        or not all(word in profile.adverbs for word in between)
        or not sentence.units[begin].capital
        or not opens(sentence, begin)
    ):
        return None
    if agreement.number != "sing" or agreement.gender == "neut":
        return None
    if low in profile.speaking_nouns or (low[-1:] in VOWELS and not alone):
        return None
    found = readings(low)
    if not found or any(
        reading.part != "NOUN"
        or reading.living
        or reading.lemma in profile.speaking_nouns
        or (reading.case not in ("nomn", "accs", "gent") and not alone)
        or (reading.case == "nomn" and fits_noun(reading, agreement))
        for reading in found
    ):
        return None
    return mention_of(sentence, begin, first)


def is_medium_name(sentence: Sentence, at: int) -> bool:
    """Say whether marks hold a name alone: «пишет „Курьер“»."""
    quotation = sentence.units[at].quotation
    words = sentence.units[at].text.strip('«»"“”„ ').split()
    return quotation is not None and 0 < len(words) <= 3 and words[0][:1].isupper()


def one_of(
    sentence: Sentence, at: int, end: int, agreement: Agreement, profile: LanguageProfile
) -> Mention | None:
    """Return the phrase «один из экспертов» at a unit, None where there is none."""
    low = sentence.lows[at]
    out = at + 2 < end and sentence.lows[at + 1] in profile.by_words
    if not (out or low in profile.numbers):
        return None
    if not any(r.case == "nomn" and fits_noun(r, agreement) for r in readings(low)):
        return None
    return counted(sentence, at, end, profile) or out_of(sentence, at, end, profile)


def counted(sentence: Sentence, at: int, end: int, profile: LanguageProfile) -> Mention | None:
    """Return the phrase «два источника» at a unit, None where there is none."""
    if sentence.lows[at] not in profile.numbers or at + 1 >= end:
        return None
    phrase = read_phrase(sentence, at + 1, end, profile, oblique=True)
    if phrase is None or not any(
        reading.case == "gent" and (reading.living or reading.lemma in profile.person_nouns)
        for reading in readings(sentence.lows[phrase.head])
    ):
        return None
    return mention_of(sentence, at, phrase.end)


def out_of(sentence: Sentence, at: int, end: int, profile: LanguageProfile) -> Mention | None:
    """Return the phrase «одного из экспертов» at a unit, None where there is none."""
    if at + 2 >= end or not any(
        lemma in profile.indefinite for lemma in (sentence.lows[at], *lemmas(sentence.lows[at]))
    ):
        return None
    if sentence.lows[at + 1] not in profile.by_words:
        return None
    phrase = read_phrase(sentence, at + 2, end, profile, oblique=True)
    if phrase is None or not any(
        reading.living or reading.lemma in profile.speaking_nouns
        for reading in readings(sentence.lows[phrase.head])
    ):
        return None
    return mention_of(sentence, at, phrase.end)


def skipped(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a word can begin no noun phrase: an adverb, a time, a word for nobody."""
    unit, low = sentence.units[at], sentence.lows[at]
    if unit.capital and at + 1 < len(sentence.units):
        initial = len(low.rstrip(".")) == 1 or "." in low
        if sentence.units[at + 1].text == "." and initial:
            return False
        if sentence.units[at + 1].capital and (at or initial):
            return False
    if low in profile.adverbs or low in profile.other_pronouns or low in profile.and_words:
        return True
    if is_time(unit, profile) or low in profile.months:
        return True
    if low in profile.object_pronouns:
        return not (at + 1 < len(sentence.units) and sentence.units[at + 1].is_word)
    if unit.capital and at:
        return False
    if unit.capital and (opens_name(sentence, at, profile) or is_foreign(sentence, at)):
        return False
    return first_part(low) in SKIPPED_PARTS


def is_subject(
    sentence: Sentence,
    phrase: NounPhrase,
    agreement: Agreement,
    profile: LanguageProfile,
    *,
    sure: bool,
) -> bool:
    """Say whether a phrase may be the subject of a verb, and can speak."""
    head = phrase.head
    unit, low = sentence.units[head], sentence.lows[head]
    if is_name(sentence, head, profile):
        return fits_name(sentence, phrase, agreement, sure=sure)
    speaking = unit.capital and bool(head) and not is_known(low)
    for reading in readings(low):
        if reading.case != "nomn" or reading.part not in NOMINAL:
            continue
        known = reading.lemma in profile.speaking_nouns or low in profile.speaking_nouns
        if not (reading.living or known or speaking):
            continue
        if fits_noun(reading, agreement):
            return True
    return False


def is_name(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a word is a name of somebody or something, not the first word of a sentence."""
    unit, low = sentence.units[at], sentence.lows[at]
    if not unit.capital:
        return False
    if at and not opens(sentence, at):
        return True
    found = readings(low)
    if opens_name(sentence, at, profile) and (not found or found[0].part != "NOUN"):
        return True
    if is_bare_surname(sentence, at):
        return True
    return not is_known(low) or (
        bool(found)
        and any(reading.tags & (NAME_TAGS | {"Geox", "Orgn", "Abbr"}) for reading in found[:3])
    )


def opens(sentence: Sentence, at: int) -> bool:
    """Say whether a word is the first of its sentence, or behind a colon."""
    return not any(unit.is_word or unit.is_quote for unit in sentence.units[:at])


def fits_name(sentence: Sentence, phrase: NounPhrase, agreement: Agreement, *, sure: bool) -> bool:
    """Say whether a name may stand in the nominative beside a verb."""
    words = []
    for at in range(phrase.head, phrase.end):
        if not sentence.units[at].capital:
            break
        words.append(at)
    if sentence.units[phrase.head].text.isupper() and len(sentence.lows[phrase.head]) > 1:
        return True
    if agreement.number == "plur":
        return any(
            reading.case == "nomn" and (reading.number == "plur" or "Pltm" in reading.tags)
            for reading in readings(sentence.lows[phrase.head])
            if is_known(sentence.lows[phrase.head])
        )
    return all(
        name_fits(sentence.lows[at], agreement, last=at == words[-1], sure=sure) for at in words[:1]
    )


def find_owner(
    sentence: Sentence, begin: int, end: int, profile: LanguageProfile, case: str = "gent"
) -> Mention | None:
    """Return the noun phrase that begins at a unit in an oblique case: «по словам министра».

    Args:
        sentence: the sentence.
        begin, end: where it begins, and where it has to end at the latest.
        profile: the language.
        case: the case that it may stand in.
    """
    if begin >= end or not sentence.units[begin].is_word:
        return None
    low = sentence.lows[begin]
    if low in profile.owners and (begin + 1 >= end or not is_noun(sentence, begin + 1, profile)):
        return mention_of(sentence, begin, begin + 1, Sort.OWNER)
    if low in profile.other_pronouns or low in profile.relatives:
        return None
    if (one := out_of(sentence, begin, end, profile)) is not None:
        return one
    phrase = read_phrase(sentence, begin, end, profile)
    if phrase is None or low in profile.prepositions:
        return None
    if not sentence.units[phrase.head].capital and not may_stand(sentence, phrase.head, case):
        return None
    last = joined_end(sentence, phrase, end, profile)
    return mention_of(sentence, phrase.first, max(last, phrase.end))
