"""Speakers: find the subject of a cue, past appositions and times."""

from app.extraction.clauses import ends_name, is_time
from app.extraction.phrases import (
    Mention,
    Sort,
    head_of,
    may_speak,
    mention_of,
    phrase_after,
    phrase_before,
)
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.verbs import is_finite, may_be_finite

MOST_SEGMENTS = 6
MOST_UNITS = 60
LEAST_NAME_UNITS = 2


def subject_before(
    sentence: Sentence, last: int, low_limit: int, profile: LanguageProfile
) -> Mention | None:
    """Return the noun phrase that ends with the unit `last`, None where nobody could speak.

    Args:
        sentence: the sentence.
        last: the unit before the verb group; a comma ends an apposition.
        low_limit: the first unit that may belong to it.
        profile: the language.
    """
    if last < low_limit:
        return None
    key = "before", last, low_limit
    if key not in sentence.mentions:
        sentence.mentions[key] = read_before(sentence, last, low_limit, profile)
    return sentence.mentions[key]


def read_before(
    sentence: Sentence, last: int, low_limit: int, profile: LanguageProfile
) -> Mention | None:
    """Return the noun phrase that ends with the unit `last`, read anew."""
    if sentence.units[last].text == ",":
        return apposed_before(sentence, last, low_limit, profile)
    last = before_time(sentence, last, low_limit, profile)
    first = phrase_before(sentence, last, low_limit, profile)
    if first is None:
        return None
    if sentence.lows[first] in profile.pronouns and first == last:
        return mention_of(sentence, first, first + 1, Sort.PRONOUN)
    if is_clause(sentence, first, last, profile):
        return None
    mention = mention_of(sentence, first, last + 1)
    return mention if may_speak(sentence, mention, profile) else None


def is_clause(sentence: Sentence, first: int, last: int, profile: LanguageProfile) -> bool:
    """Say whether a name with its verb was read for a noun phrase: "a firm that Bo Lind owned"."""
    units, lows = sentence.units, sentence.lows
    named = units[first].capital and lows[first] not in profile.determiners
    verb = not units[last].capital and lows[last].endswith(profile.past)
    return named and verb and first < last and units[last - 1].capital


def before_time(sentence: Sentence, last: int, low_limit: int, profile: LanguageProfile) -> int:
    """Return the last unit of a subject, less a time behind it: "Ada Moor on Friday called"."""
    at = last
    while (
        at > low_limit + 1
        and is_time(sentence.units[at], profile)
        and not ends_name(sentence, at, profile)
    ):
        at -= 1
    if at < last and sentence.lows[at] in profile.prepositions and at > low_limit:
        return at - 1
    return at if at == last - 1 and sentence.lows[last] in profile.weekdays else last


def apposed_before(
    sentence: Sentence, comma: int, low_limit: int, profile: LanguageProfile
) -> Mention | None:
    """Return the subject before a comma: "Jillian Chase, 27, a nurse in York, said".

    Read backwards segment by segment: the first that can be a speaker, with all that stands
    between it and the verb as descriptions.
    """
    units = sentence.units
    commas = [comma]
    for at in range(comma - 1, max(low_limit, comma - 2 * MOST_UNITS) - 1, -1):
        if units[at].is_quote or units[at].text in {";", ":"}:
            low_limit = at + 1
            break
        if units[at].text == ",":
            commas.append(at)
            if len(commas) > MOST_SEGMENTS:
                low_limit = at + 1
                break
    edges = [low_limit - 1, *reversed(commas)]
    segments = [(edges[i] + 1, edges[i + 1]) for i in range(len(edges) - 1)]
    segments = [(a, b) for a, b in segments if a < b]
    if not segments:
        return None
    for number in range(len(segments) - 2, -1, -1):
        between = segments[number + 1 :]
        if not describes(sentence, between, profile):
            return None
        begin, end = segments[number]
        if sentence.lows[begin] in profile.relatives:
            # "Moor, who left both parties, then the house, said"
            continue
        first = phrase_before(sentence, end - 1, begin, profile)
        if first is None or sentence.lows[first] in profile.pronouns:
            continue
        mention = mention_of(sentence, first, end, apposition=(between[0][0], between[0][1]))
        if inside_relative(sentence, segments[:number], profile):
            # "Moor, whose book the minister, Bo Lind, praised, said"
            continue
        person = sentence.lows[between[0][0]] in profile.personal_relatives
        if may_speak(sentence, mention, profile, strict=not person) and not is_place_only(
            sentence, mention, profile
        ):
            given = given_name(sentence, segments[-1], between, mention, profile)
            if given is not None:
                return given
            left = left_name(sentence, segments[:number], mention, profile)
            return left if left is not None else named_part(sentence, mention, profile)
    begin, end = segments[-1]
    first = phrase_before(sentence, end - 1, begin, profile)
    if first is None:
        return None
    mention = mention_of(sentence, first, end)
    return mention if may_speak(sentence, mention, profile, strict=True) else None


def inside_relative(
    sentence: Sentence, before: list[tuple[int, int]], profile: LanguageProfile
) -> bool:
    """Say whether a relative clause still waits for its verb: "whose book the minister, ..."."""
    if not before:
        return False
    begin, end = before[-1]
    return sentence.lows[begin] in profile.relatives and not any(
        may_be_finite(sentence, at, profile) for at in range(begin + 1, end)
    )


def given_name(
    sentence: Sentence,
    last: tuple[int, int],
    between: list[tuple[int, int]],
    mention: Mention,
    profile: LanguageProfile,
) -> Mention | None:
    """Return the name in "A nurse, who gave only her first name, Tilda, said"."""
    begin, end = last
    if len(between) < 2 or sentence.units[mention.end - 1].capital:
        return None
    before, stop = between[-2]
    told = not profile.own_names.isdisjoint(sentence.lows[before:stop])
    names = all(unit.capital for unit in sentence.units[begin:end])
    if not told or not names or sentence.lows[before] not in profile.personal_relatives:
        return None
    return mention_of(sentence, begin, end, apposition=(mention.first, mention.end))


def named_after(sentence: Sentence, first: int, profile: LanguageProfile) -> Mention | None:
    """Return the speaker that begins at a unit: by name in "the deputy chief, Peter Oduya,"."""
    units = sentence.units
    mention = phrase_after(sentence, first, profile)
    if mention is None or mention.end + 2 >= len(units) or units[mention.end].text != ",":
        return mention
    head = head_of(sentence, mention, profile)
    if units[head].capital or sentence.lows[head] not in profile.person_nouns:
        return mention
    begin = end = mention.end + 1
    while end < len(units) and (
        (units[end].capital and not is_time(units[end], profile))
        or sentence.lows[end] in profile.particles
        or (units[end].text == "." and len(sentence.lows[end - 1]) == 1)
    ):
        end += 1
    ends = end >= len(units) or not units[end].is_word
    if not ends or end - begin < LEAST_NAME_UNITS:
        return mention
    return mention_of(sentence, begin, end, apposition=(mention.first, mention.end))


def left_name(
    sentence: Sentence,
    segments: list[tuple[int, int]],
    mention: Mention,
    profile: LanguageProfile,
) -> Mention | None:
    """Return the name left of a bare title: "Ada Moor, director of the Weir Museum, Sarn, said"."""
    head = head_of(sentence, mention, profile)
    if sentence.units[head].capital or not segments:
        return None
    begin, end = segments[-1]
    first = phrase_before(sentence, end - 1, begin, profile)
    if first is None or sentence.lows[first] in profile.pronouns:
        return None
    left = mention_of(sentence, first, end, apposition=(mention.first, mention.end))
    head = head_of(sentence, left, profile)
    named = sentence.units[head].capital and end - first >= 2
    return left if named and may_speak(sentence, left, profile, strict=True) else None


def describes(sentence: Sentence, between: list[tuple[int, int]], profile: LanguageProfile) -> bool:
    """Say whether what stands between a subject and its verb may describe the subject."""
    begin, end = between[0]
    if sentence.lows[begin] in profile.relatives or sentence.lows[begin] in profile.speaking:
        # "Two officials, speaking on condition of silence because talks are private, said"
        return True
    for at in range(begin, end):
        if (
            at > begin
            and sentence.lows[at] in profile.relatives
            and (sentence.lows[at] not in profile.that_words)
        ):
            # "Jan Roos, a witness who was near, said"
            return True
        if is_finite(sentence, at, profile):
            return False
    return True


def named_part(sentence: Sentence, mention: Mention, profile: LanguageProfile) -> Mention:
    """Return the name where the apposition is one: "the head of the delegation, Bo Lind,"."""
    if mention.apposition is None:
        return mention
    begin, end = mention.apposition
    first = begin
    while first < end - 1 and (
        sentence.lows[first] in profile.determiners
        or (not sentence.units[first].capital and sentence.lows[first] in profile.called)
    ):
        # "Lind's wife, the novelist Tilde Grann"
        first += 1
    names = all(
        unit.capital or unit.low in profile.particles or unit.text in ".-"
        for unit in sentence.units[first:end]
    )
    # Whose wife or spokesman it is does not name them: "Sven Oldar's spokesman, Tomas Breck".
    owned = [
        at
        for at in range(mention.first, mention.end - 1)
        if sentence.lows[at].endswith(profile.possessive_endings)
    ]
    own = owned[-1] + 1 if owned else mention.first + 1
    head = head_of(sentence, mention, profile)
    has_name = any(unit.capital for unit in sentence.units[own : max(own, head + 1)])
    lead = sentence.units[mention.first]
    titled = lead.low in profile.determiners or any(
        low in profile.person_nouns or low in profile.aides
        for low in sentence.lows[mention.first : mention.end]
    )
    if (
        names
        and (end - begin >= 2 or owned)
        and titled
        and (not has_name or lead.low in profile.determiners)
    ):
        return mention_of(sentence, begin, end, apposition=(mention.first, mention.end))
    return mention


def is_place_only(sentence: Sentence, mention: Mention, profile: LanguageProfile) -> bool:
    """Say whether a segment is a piece of an address: "of Plano, Texas,"."""
    first = mention.first
    before = sentence.lows[first - 1] if first else ""
    opens = before in profile.adjunct_openers or before in profile.subordinators
    if before in profile.charge_words or (before in profile.prepositions and not opens):
        return True
    return (
        mention.end - first == 1
        and first >= 2
        and sentence.units[first - 1].text == ","
        and (sentence.units[first - 2].capital and sentence.units[first].capital)
    )
