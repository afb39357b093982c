"""Cased nouns: read a noun phrase by its cases: adjectives, noun, what depends on it."""

from dataclasses import dataclass

from app.extraction.cased_words import (
    OBLIQUE,
    SURNAMES,
    governs_instrumental,
    is_initial,
    is_joined_modifier,
    is_modifier,
    is_noun,
    is_titled,
    is_upper,
    may_depend,
    may_stand,
)
from app.extraction.clauses import is_time
from app.extraction.inflection import (
    NAME_TAGS,
    VOWELS,
    is_known,
    lemmas,
    readings,
)
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.tokens import UnitKind

MASCULINE_OBLIQUE = ("ом", "ем", "ым", "им", "ого", "его")
MOST_PHRASE = 24
# Between a rank and the name: «генерал-лейтенант полиции Ян Мур».
MOST_RANK = 3
# No name ends so in the nominative, many states do in the other cases.
STATES = ("ии", "ию")


@dataclass(slots=True)
class NounPhrase:
    """A noun with what belongs to it: units from `first` up to `end`, `head` the noun."""

    first: int
    head: int
    end: int


def skip_prepositional(sentence: Sentence, at: int, end: int, profile: LanguageProfile) -> int:
    """Return where the phrase of a preposition ends."""
    first = at + 1
    while first < end and (
        sentence.lows[first] in profile.prepositions
        or sentence.lows[first][:1].isdigit()
        or sentence.units[first].kind is UnitKind.BRACKET
    ):
        first += 1
    if first >= end:
        return end
    if sentence.units[first].is_quote:
        return first + 1
    if is_time(sentence.units[first], profile):
        return first + 1
    if sentence.lows[first] in profile.pronouns or sentence.lows[first] in profile.other_pronouns:
        return first + 1
    phrase = read_phrase(sentence, first, end, profile, oblique=True)
    return phrase.end if phrase is not None else first + 1


def read_phrase(
    sentence: Sentence, at: int, end: int, profile: LanguageProfile, *, oblique: bool = False
) -> NounPhrase | None:
    """Return the noun phrase that begins at a unit: adjectives, noun, what belongs to it.

    Args:
        sentence: the sentence.
        at, end: where it begins, and where it has to end at the latest.
        profile: the language.
        oblique: it stands behind a preposition: a nominative does not belong to it.
    """
    key = at, end, oblique
    if key not in sentence.phrases:
        sentence.phrases[key] = phrase_at(sentence, at, end, profile, oblique=oblique)
    return sentence.phrases[key]


def phrase_at(
    sentence: Sentence, at: int, end: int, profile: LanguageProfile, *, oblique: bool
) -> NounPhrase | None:
    """Return the noun phrase that begins at a unit, read anew."""
    units, lows = sentence.units, sentence.lows
    limit = min(end, at + MOST_PHRASE)
    head = at
    while head < limit:
        if is_modifier(sentence, head, limit, profile):
            head += 1
        elif (
            head + 2 < limit
            and lows[head + 1] in profile.and_words
            and is_joined_modifier(sentence, head, limit, profile)
        ):
            head += 2
        else:
            break
    if head >= limit or not (
        is_noun(sentence, head, profile) or (units[head].capital and is_initial(sentence, head))
    ):
        if head == at:
            return None
        head -= 1
    stop = head + 1
    governs = governs_instrumental(lows[head])
    obl = oblique or not (units[head].capital or may_stand(sentence, head, "nomn"))
    while stop < limit:
        unit, low = units[stop], lows[stop]
        if unit.kind is UnitKind.BRACKET:
            stop += 1
        elif unit.is_quote:
            if len(unit.text.split()) > 6 or not units[stop - 1].is_word:
                break
            stop += 1
        elif not unit.is_word:
            if not (unit.text == "." and len(lows[stop - 1].rstrip(".")) == 1):
                break
            stop += 1
            if stop < limit and units[stop].capital:
                stop += 1
        elif low in profile.and_words:
            if not (
                stop + 1 < limit
                and stop > head + 1
                and may_depend(lows[stop + 1], governs=governs)
                and (not units[stop + 1].capital or is_modifier(sentence, stop + 1, end, profile))
            ):
                break
            stop += 2
        elif low in profile.prepositions:
            if not belongs_to_title(sentence, head, stop, limit, profile):
                break
            stop = skip_prepositional(sentence, stop, limit, profile)
        elif is_time(unit, profile) or low in profile.adverbs:
            break
        elif unit.capital or low in profile.particles:
            if obl and not carries_on(sentence, stop, profile):
                break
            if stop == head + 1 and is_other_name(sentence, head, stop):
                break
            if (
                is_upper(units[stop].text)
                and units[head].capital
                and not is_upper(units[head].text)
                and not is_titled(lows[head], profile)
            ):
                # «слова Мур ТАСС»: the agency is no part of the name.
                break
            stop += 1
        elif may_depend(lows[stop], governs=governs):
            stop += 1
        elif not obl and (name := rank_end(sentence, head, stop, limit, profile)) is not None:
            stop = name
        else:
            break
    while stop > head + 1 and not (
        units[stop - 1].is_word or units[stop - 1].is_quote
        or units[stop - 1].kind is UnitKind.BRACKET
    ):  # fmt: skip
        stop -= 1
    return NounPhrase(at, head, stop)


def rank_end(
    sentence: Sentence, head: int, at: int, end: int, profile: LanguageProfile
) -> int | None:
    """Return where the name begins behind a rank: «глава штаба генерал в отставке Бо Линд».

    None where no rank stands at `at`, or no name behind it.
    """
    units, lows = sentence.units, sentence.lows
    if (units[head].capital and head) or not is_titled(lows[head], profile):
        return None
    if lows[at] not in profile.person_nouns or not may_stand(sentence, at, "nomn"):
        return None
    after = at + 1
    while after < min(end, at + MOST_RANK) and not units[after].capital:
        if lows[after] in profile.charge_words and after + 1 < end:
            after += 1
        if not (may_depend(lows[after], governs=False) or may_stand(sentence, after, "loct")):
            return None
        after += 1
    return after if after < end and units[after].capital else None


def belongs_to_title(
    sentence: Sentence, head: int, at: int, end: int, profile: LanguageProfile
) -> bool:
    """Say whether a phrase with a preposition is part of a title: «посол в Остмарке»."""
    lows = sentence.lows
    if lows[at] not in profile.linking or at + 1 >= end or not is_titled(lows[head], profile):
        return False
    if sentence.units[at - 1].capital and at - 1 > head and lows[at] != "при":
        # A name stands before it: «Линд в Карске»; a state's ends otherwise: «Велтании».
        found = readings(lows[at - 1])
        named = any(reading.tags & NAME_TAGS and reading.case == "nomn" for reading in found)
        if named and not lows[at - 1].endswith(STATES):
            return False
    after = lows[at + 1]
    if lows[at] in profile.by_words:
        # «депутат от оппозиции Бо Линд»
        reach = range(at + 2, min(end, at + 2 + MOST_RANK))
        return not sentence.units[at - 1].capital and any(
            sentence.units[place].capital for place in reach
        )
    if after in profile.weekdays or after in profile.months or after in profile.occasions:
        return False
    if not profile.occasions.isdisjoint(lemmas(after)):
        return False
    if lows[at] in ("по", "при"):
        return profile.outcomes.isdisjoint(lemmas(after))
    capital = sentence.units[at + 1].capital or after.endswith(("ческих", "ких"))
    if capital and at + 2 < end and sentence.units[at + 2].capital:
        return True
    return (capital and not profile.posted.isdisjoint(lemmas(lows[head]))) or (
        not profile.accredited.isdisjoint(lemmas(lows[head]))
        and at + 2 < end
        and sentence.units[at + 2].capital
    )


def carries_on(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a capital may go on an oblique phrase: «с Адой Мур», not «с Бо Линдом Мур»."""
    low, before = sentence.lows[at], sentence.lows[at - 1]
    if low.isascii() or not low[-1:].isalpha() or sentence.units[at].text.isupper():
        return True
    if low.endswith(SURNAMES[-2:]) and not sentence.units[at - 1].capital:
        # «обратилась к жителям Вербская»
        return False
    if low[-2:-1] in VOWELS and low[-1:] in VOWELS and not is_known(low):
        # «В этом контексте аш-Шараа»: two vowels are no ending.
        return sentence.units[at - 1].capital or is_titled(before, profile)
    # «рассказала журналистам Марина Петкова»: several people have no one name.
    several = all(reading.number == "plur" for reading in readings(before))
    given = [reading for reading in readings(low) if "Name" in reading.tags][:1]
    if several and not sentence.units[at - 1].capital and any(
        reading.case == "nomn" and reading.number == "sing" for reading in given
    ):  # fmt: skip
        return False
    if low[-1:] in VOWELS:
        return True
    if not sentence.units[at - 1].capital and not is_titled(before, profile):
        # «На прошлой неделе Штайн»: a noun that is nobody's title has no name beside it.
        return any(
            reading.case in OBLIQUE and reading.number != "plur"
            for reading in readings(low)
            if is_known(low)
        ) and not any(reading.case == "nomn" and reading.living for reading in readings(low))
    if not low[-1].isascii() and before.endswith(MASCULINE_OBLIQUE):
        return (
            any(reading.case in OBLIQUE for reading in readings(low) if is_known(low))
            and (low.endswith(MASCULINE_OBLIQUE))
        ) or low.endswith(MASCULINE_OBLIQUE)
    if is_known(low):
        return any(
            reading.case in OBLIQUE and reading.number != "plur" for reading in readings(low)
        )
    return True


def is_other_name(sentence: Sentence, head: int, at: int) -> bool:
    """Say whether a name in an oblique case follows one without ending: «Линд Гальмарии»."""
    low = sentence.lows[head]
    if not sentence.units[head].capital or low[-1:] in VOWELS or not low[-1:].isalpha():
        return False
    if sentence.units[head].text.isupper() or not sentence.lows[at].endswith(STATES):
        return False
    return not is_known(low) or any(reading.tags & NAME_TAGS for reading in readings(low))


def joined_end(sentence: Sentence, phrase: NounPhrase, end: int, profile: LanguageProfile) -> int:
    """Return where a phrase joined with others by "and" ends."""
    stop = phrase.end
    while (
        stop + 1 < end
        and sentence.lows[stop] in profile.and_words
        and (sentence.units[stop + 1].capital or is_noun(sentence, stop + 1, profile))
    ):
        more = read_phrase(sentence, stop + 1, end, profile)
        # «Карск и Лютен»: a capital that ends in a consonant is a name, whatever else it may be.
        named = sentence.units[stop + 1].capital and sentence.lows[stop + 1][-1:] not in VOWELS
        if more is None or not (named or may_stand(sentence, more.head, "nomn")):
            break
        stop = more.end
    return stop
