"""Final phrases: read the noun phrases of a language whose verb and whose heads stand last."""

from app.extraction.agglutinative import Agglutination, Takes
from app.extraction.clauses import is_time
from app.extraction.phrases import Mention, mention_of
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.tokens import UnitKind

MOST_WORDS = 16
# The ending of a noun that belongs to the one before it, on folded letters.
OWNED = ("si", "su", "leri", "lari")
# "Rusya'nın Ankara Büyükelçisi": so many words from the owner to the title, at most.
OWNER_REACH = 7
ARTICLE_REACH = 5


def is_noun(low: str, profile: LanguageProfile) -> bool:
    """Say whether a word heads phrases that speak: a title, a body, a group."""
    return low in profile.speaking_nouns


def is_suffix(sentence: Sentence, at: int) -> bool:
    """Say whether a unit is an ending of the word before it."""
    return at < len(sentence.units) and sentence.units[at].kind is UnitKind.SUFFIX


def in_case(sentence: Sentence, at: int, case: str, profile: LanguageProfile) -> bool:
    """Say whether a unit is the ending of a case."""
    units = sentence.units
    return (
        at < len(units)
        and units[at].kind is UnitKind.SUFFIX
        and profile.grammar.case_of(sentence.lows[at]) == case
    )


def tells_time(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a word tells a time; behind a capital and before a comma a month is a name."""
    units = sentence.units
    if not is_time(units[at], profile):
        return False
    named = at > 0 and units[at - 1].capital and not is_time(units[at - 1], profile)
    closed = at + 1 < len(units) and units[at + 1].text == ","
    return not (units[at].capital and units[at].low in profile.months and named and closed)


def belongs(sentence: Sentence, at: int, profile: LanguageProfile) -> bool:
    """Say whether a word can be part of a name with its titles."""
    unit, low = sentence.units[at], sentence.lows[at]
    if not unit.is_word:
        return False
    grammar = profile.grammar
    if unit.capital:
        return low not in grammar.openers and not tells_time(sentence, at, profile)
    return (
        is_noun(low, profile)
        or low in profile.titles
        or low in profile.particles
        or low in grammar.titles_before
    )


def phrase_ending(
    sentence: Sentence, end: int, low_limit: int, profile: LanguageProfile
) -> Mention | None:
    """Return the noun phrase in the nominative that ends before a unit, None where none can speak.

    It is read backwards: names and titles, an owner before a title ("Rusya'nın Ankara
    Büyükelçisi"), two names that "ve" joins.
    """
    grammar = profile.grammar
    units, lows = sentence.units, sentence.lows
    last = end - 1
    while last >= low_limit and (
        lows[last] in grammar.particles
        or lows[last] in grammar.light
        or (last > low_limit and is_time(units[last], profile) and not units[last].capital)
        or units[last].kind is UnitKind.BRACKET
    ):
        last -= 1
    if last < low_limit or not can_head(sentence, last, low_limit, profile):
        return None
    first = last
    at = last - 1
    while at >= low_limit and last - at <= MOST_WORDS:
        unit, low = units[at], lows[at]
        if unit.kind is UnitKind.BRACKET or inside_name(sentence, at):
            at -= 1
            continue
        if unit.kind is UnitKind.SUFFIX:
            if not owner_fits(sentence, at, first, profile):
                break
            at -= 1
            first = at
            at -= 1
            continue
        if low in grammar.joiners:
            if at == low_limit or not belongs(sentence, at - 1, profile):
                break
            at -= 1
            continue
        if not belongs(sentence, at, profile):
            break
        first = at
        at -= 1
    first = trimmed(sentence, first, last, profile)
    return mention_of(sentence, first, last + 1)


def inside_name(sentence: Sentence, at: int) -> bool:
    """Say whether a sign stands inside a name: the stop of an initial, a hyphen."""
    unit = sentence.units[at]
    if unit.is_word:
        return False
    if unit.text == ".":
        return at > 0 and len(sentence.lows[at - 1]) <= 4 and sentence.units[at - 1].capital
    glued = at > 0 and sentence.units[at - 1].end == unit.start
    return unit.text in ("-", "–", "/", "&") and glued


def owner_fits(sentence: Sentence, at: int, first: int, profile: LanguageProfile) -> bool:
    """Say whether an ending is an owner's, and its title follows: "Rusya'nın ... Büyükelçisi"."""
    if not in_case(sentence, at, "genitive", profile) or at == 0:
        return False
    if not sentence.units[at - 1].is_word or not sentence.units[at - 1].capital:
        return False
    reach = range(first, min(first + OWNER_REACH, len(sentence.units)))
    return any(
        is_noun(sentence.lows[i], profile) and i >= first
        for i in reach
        if all(belongs(sentence, j, profile) for j in range(first, i))
    )


def can_head(sentence: Sentence, at: int, low_limit: int, profile: LanguageProfile) -> bool:
    """Say whether a word can end a phrase that speaks: a name, or a noun for a person or body."""
    unit, low = sentence.units[at], sentence.lows[at]
    grammar = profile.grammar
    if not unit.is_word or is_suffix(sentence, at + 1) or tells_time(sentence, at, profile):
        return False
    if is_noun(low, profile):
        return True
    if not unit.capital or low in grammar.openers or low in grammar.adjunct_ends:
        return False
    if low in profile.pronouns or low in profile.other_pronouns or low in grammar.documents:
        return False
    # A lone capital at the start of the sentence may be any word: its ending tells the most of it.
    return not (at == low_limit == 0 and (
        ends_owner(low, grammar)
        or any(ending.search(low) for ending in grammar.clause_ends.values())
    ))  # fmt: skip


def ends_owner(low: str, grammar: Agglutination) -> bool:
    """Say whether a word in small letters looks like an owner: "sunucunun"."""
    return bool(grammar.phrase_ends[Takes.OWNED].search(low))


def trimmed(sentence: Sentence, first: int, last: int, profile: LanguageProfile) -> int:
    """Return where a phrase read backwards begins, less words that only open the sentence."""
    grammar = profile.grammar
    while first < last and (
        sentence.lows[first] in grammar.openers
        or sentence.lows[first] in grammar.adjunct_ends
        or sentence.lows[first] in grammar.joiners
        or not sentence.units[first].is_word
        or is_time(sentence.units[first], profile)
    ):
        first += 1
    return first


def phrase_beginning(
    sentence: Sentence, first: int, limit: int, profile: LanguageProfile
) -> Mention | None:
    """Return the noun phrase that begins at a unit, with any case; None where none can speak.

    Behind "diyen" it is the speaker. The mention ends before its own case ending.
    """
    key = "from", first, limit
    if key not in sentence.mentions:
        sentence.mentions[key] = read_beginning(sentence, first, limit, profile)
    return sentence.mentions[key]


def read_beginning(
    sentence: Sentence, first: int, limit: int, profile: LanguageProfile
) -> Mention | None:
    """Return the noun phrase that begins at a unit, read anew."""
    units, lows = sentence.units, sentence.lows
    grammar = profile.grammar
    if first < limit and lows[first] in grammar.articles:
        # "bir liman yetkilisi": whatever stands between belongs to the noun.
        for at in range(first + 1, min(limit, first + ARTICLE_REACH)):
            tells = grammar.doers.search(lows[at]) and lows[at] not in grammar.no_doers
            if not units[at].is_word or tells:
                break
            if is_noun(lows[at], profile):
                return mention_of(sentence, first, at + 1)
    end, head = first, -1
    while end < limit and end - first <= MOST_WORDS:
        unit = units[end]
        if unit.kind is UnitKind.SUFFIX:
            if not in_case(sentence, end, "genitive", profile) or not title_follows(
                sentence, end + 1, limit, profile
            ):
                break
        elif unit.kind is UnitKind.BRACKET or inside_name(sentence, end):
            pass
        elif lows[end] in grammar.joiners:
            if not (
                end + 1 < limit
                and end > first
                and units[end + 1].capital
                and title_follows(sentence, end + 1, limit, profile)
            ):
                break
        elif not belongs(sentence, end, profile) or new_phrase(sentence, first, head, end, profile):
            break
        elif unit.capital or is_noun(lows[end], profile):
            head = end
        end += 1
    if head < first:
        return None
    unit, low = units[head], lows[head]
    if not (unit.capital or is_noun(low, profile)) or low in grammar.documents:
        return None
    return mention_of(sentence, first, head + 1)


def new_phrase(
    sentence: Sentence, first: int, head: int, at: int, profile: LanguageProfile
) -> bool:
    """Say whether a word begins the next phrase: "avukatları eski", "Bakan Lind işçi haklarının".

    Behind a name only a noun that belongs to it goes on ("Sarn yetkilileri"), or one before another
    noun ("Sarn hükümet sözcüsü"); a lone capital may be no name at all ("Siyaset bilimci").
    """
    if head != at - 1 or head < 0:
        return False
    units, low, before = sentence.units, sentence.lows[at], sentence.lows[head]
    if before in profile.group_nouns:
        return low in profile.grammar.titles_before
    adjective = profile.grammar.origin_ends.search(before)
    if head == first or not units[head].capital or adjective or before in profile.called:
        return False
    owned = low.endswith(OWNED) or low[:-1] in profile.speaking_nouns
    end = at
    while end < len(units) and not units[end].capital and belongs(sentence, end, profile):
        end += 1
    last = end == at + 1 or is_suffix(sentence, end)
    return is_noun(low, profile) and not units[at].capital and not owned and last


def title_follows(sentence: Sentence, at: int, limit: int, profile: LanguageProfile) -> bool:
    """Say whether an owner's title follows: nouns and names up to a person noun."""
    for index in range(at, min(limit, at + OWNER_REACH)):
        if not belongs(sentence, index, profile):
            return False
        if (
            sentence.lows[index] in profile.person_nouns
            or sentence.lows[index] in profile.group_nouns
        ):
            return True
    return False
