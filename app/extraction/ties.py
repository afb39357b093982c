"""Ties: find whose cue it is: the subject before it, behind it, or of the clause before."""

from app.extraction.cased import main_actor
from app.extraction.clauses import (
    BREAKS,
    DASHES,
    has_main_verb,
    is_finite,
    may_be_finite,
    skip_to_break,
)
from app.extraction.content import Tie, find_right, next_comma, skip_hearer
from app.extraction.cues import Hit
from app.extraction.final_subjects import subject_of
from app.extraction.phrases import Mention, Sort, head_of, mention_of, phrase_after, speaks_up
from app.extraction.profile import Frame, LanguageProfile, Role
from app.extraction.sentences import ENDS, Sentence
from app.extraction.speakers import subject_before

QUOTED_REACH = 14
# A denial so many words before a subject still covers it: "denied the claim that Moor said".
DENIAL_REACH = 14


def tie_hit(
    sentence: Sentence, hit: Hit, before: list[Tie], profile: LanguageProfile
) -> Tie | None:
    """Return a cue with its subject, None where nobody there can speak."""
    if hit.role is Role.NOUN:
        return tie_noun(sentence, hit, profile)
    if hit.role is Role.QUOTED:
        return tie_quoted(sentence, hit, profile)
    if hit.role is Role.PARTICIPLE:
        return tie_participle(sentence, hit, before, profile)
    tie = tie_finite(sentence, hit, before, profile)
    if tie is None or is_unsaid(sentence, tie, profile):
        return None
    if tie.how != "inverted":
        find_right(sentence, tie, profile)
        if tie.content is None and hit.has(Frame.HEARER):
            # "The port, Lind told Moor, was open."
            tie.end = skip_hearer(sentence, tie.end, profile)
    if tie.content is None and not may_stand_behind(sentence, tie):
        return None
    tie.cut = cut_of(sentence, tie, profile)
    return tie


def is_unsaid(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> bool:
    """Say whether an attribution is only thought of: nobody said it.

    Conditions and questions ("if Moor says", "had Moor said", "whether Moor said"), and what
    stands under a denial ("denied that Moor had said", "no official said that Moor said").
    """
    units, lows = sentence.units, sentence.lows
    if tie.how not in ("own", "shared", "relative") or tie.begin == 0:
        return False
    at = tie.begin - 1
    if lows[at] in profile.conditionals or (
        tie.how == "own"
        and (lows[at] in profile.auxiliaries | profile.modals | profile.helpers)
        and not (at and units[at - 1].is_word and lows[at - 1] not in profile.connectives)
    ):
        return True
    if units[at].text in BREAKS or units[at].is_quote:
        return False
    for back in range(at, max(-1, at - DENIAL_REACH), -1):
        low = lows[back]
        if units[back].text in BREAKS or units[back].is_quote or low in profile.but_words:
            return False
        if low in profile.and_words and low not in profile.negations:
            return False
        if low in profile.conditionals or (
            back < at and (low in profile.negations | profile.nobody | profile.denials)
        ):
            return True
    return False


def may_stand_behind(sentence: Sentence, tie: Tie) -> bool:
    """Say whether a cue without content on its right may have it on its left."""
    if tie.how in ("shared", "relative") or not tie.hit.has(Frame.INVERTS):
        return False
    if tie.begin == 0 or not left_content_ends(sentence, tie.begin):
        return False
    return tie.hit.has(Frame.CLAUSE | Frame.THAT) or any(
        unit.is_quote for unit in sentence.units[: tie.begin]
    )


def left_content_ends(sentence: Sentence, begin: int) -> bool:
    """Say whether a content can end right before an attribution."""
    before = sentence.units[begin - 1]
    return before.is_quote or before.text == "," or before.text in DASHES or before.text in ENDS


def tie_finite(
    sentence: Sentence, hit: Hit, before: list[Tie], profile: LanguageProfile
) -> Tie | None:
    """Return a finite cue with the subject before it, behind it, or shared with a clause."""
    units, lows = sentence.units, sentence.lows
    at = hit.begin - 1
    low_limit = 0
    if at < 0:
        return inverted(sentence, hit, profile)
    unit, low = units[at], lows[at]
    if unit.is_quote or unit.text in DASHES or unit.text in ENDS:
        return inverted(sentence, hit, profile)
    if unit.text == ",":
        tie = inverted(sentence, hit, profile)
        if tie is not None:
            return tie
    if low in profile.relatives and at > 0:
        back = at - 2 if units[at - 1].text == "," else at - 1
        speaker = subject_before(sentence, back, low_limit, profile) if back >= 0 else None
        if speaker is not None and speaks_up(sentence, speaker, profile):
            return Tie(hit, at, hit.end, "relative", speaker)
        return None
    if (
        low in profile.and_words
        or low in profile.but_words
        or (low in profile.connectives and at and lows[at - 1] in profile.and_words)
    ):
        speaker = shared_subject(sentence, at, before, profile)
        return Tie(hit, at, hit.end, "shared", speaker) if speaker is not None else None
    speaker = subject_before(sentence, at, low_limit, profile)
    if speaker is None and unit.text == ",":
        # "Moor met the envoy, opened the hall, said ...": a list of verbs.
        return None
    if speaker is None or first_person(sentence, speaker, profile):
        return None
    speaker = without_owned(sentence, speaker, profile)
    begin = speaker.first
    if speaker.apposition is not None:
        # 'Ostmark\'s delegate, Irma Feld, told ...': the description is no content either.
        begin = min(begin, speaker.apposition[0])
    tie = Tie(hit, begin, hit.end, "own", speaker)
    if any(word in profile.quoting for word in hit.cue.words) and (
        hit.end < len(units) and lows[hit.end] in profile.by_words
    ):
        # "was quoted as saying by the Courier"
        tie.relay = phrase_after(sentence, hit.end + 1, profile)
    return tie


def without_owned(sentence: Sentence, mention: Mention, profile: LanguageProfile) -> Mention:
    """Return a subject less the noun of a relative before it: "whose case Bo Lind said"."""
    units, first = sentence.units, mention.first
    if not first or sentence.lows[first - 1] not in profile.relatives:
        return mention
    while first < mention.end - 1 and not units[first].capital:
        first += 1
    named = units[first].capital and first > mention.first
    titled = sentence.lows[first - 1] in profile.called
    return mention_of(sentence, first, mention.end) if named and not titled else mention


def first_person(sentence: Sentence, mention: Mention, profile: LanguageProfile) -> bool:
    """Say whether a mention is the narrator's "I" or "we"."""
    return mention.sort is Sort.PRONOUN and profile.pronouns[sentence.lows[mention.first]] == "1"


def inverted(sentence: Sentence, hit: Hit, profile: LanguageProfile) -> Tie | None:
    """Return the tie of '"...," said Moor': the speaker stands behind the cue."""
    if not hit.has(Frame.INVERTS) or hit.role is not Role.FINITE:
        return None
    if hit.has(Frame.HEARER) and not hit.has(Frame.PHRASE):
        # "told Moor": whoever stands behind it only hears.
        return None
    units, lows = sentence.units, sentence.lows
    if hit.begin > 0 and not left_content_ends(sentence, hit.begin):
        return None
    speaker = phrase_after(sentence, hit.end, profile)
    if speaker is None or first_person(sentence, speaker, profile):
        return None
    head = lows[head_of(sentence, speaker, profile)]
    if not (
        head in profile.speaking_nouns
        or head in profile.determiners
        or speaks_up(sentence, speaker, profile)
    ):
        return None
    after = speaker.end
    if hit.begin and after < len(units) and units[after].text == ":":
        return None
    if after < len(units) and units[after].is_word:
        # A verb behind the noun phrase makes it the subject of the content: "X, 40, said it was".
        if is_finite(sentence, after, profile) or lows[after] in profile.that_words:
            return None
        stop = skip_to_break(sentence, after)
        if lows[after] not in profile.prepositions | profile.relatives and has_main_verb(
            sentence, after, stop, profile
        ):
            return None
    if hit.begin == 0 and not (after < len(units) and units[after].text in (":", ",")):
        return None
    return Tie(hit, hit.begin, speaker.end, "inverted", speaker)


def shared_subject(
    sentence: Sentence, at: int, before: list[Tie], profile: LanguageProfile
) -> Mention | None:
    """Return the subject that a coordinated verb shares: "Moor met the envoys and said"."""
    for tie in reversed(before):
        if tie.end <= at and tie.speaker is not None and tie.how in ("own", "shared", "inverted"):
            return tie.speaker
    subject = main_subject(sentence, at, profile)
    if subject is None or first_person(sentence, subject, profile):
        return None
    return subject if speaks_up(sentence, subject, profile) else None


def main_subject(sentence: Sentence, limit: int, profile: LanguageProfile) -> Mention | None:
    """Return the subject of a sentence's first main clause before a unit."""
    if profile.verb_final is not None:
        return subject_of(sentence, limit, profile)
    if profile.cased:
        return main_actor(sentence, limit, profile)
    lows, units = sentence.lows, sentence.units
    found: Mention | None = None
    for at in range(1, min(limit, len(units))):
        if not units[at].is_word or not may_be_finite(sentence, at, profile):
            continue
        last = at - 1
        while last > 0 and (lows[last] in profile.adverbs or lows[last] in profile.auxiliaries):
            last -= 1
        if lows[last] in profile.and_words:
            continue
        subject = subject_before(sentence, last, 0, profile)
        if subject is None:
            continue
        opener = lows[subject.first - 1] if subject.first else ""
        if opener in profile.subordinators or opener in profile.prepositions:
            continue
        cleft = cleft_subject(sentence, subject, at, profile)
        if cleft is not None:
            return cleft
        if speaks_up(sentence, subject, profile):
            return subject
        # "Reports have multiplied, and on Monday Moor set a date, saying ...": who can speak.
        found = found or subject
    return found


def cleft_subject(
    sentence: Sentence, subject: Mention, verb: int, profile: LanguageProfile
) -> Mention | None:
    """Return whom "It was Moor who first came, saying" is about, None where it is no such."""
    lows = sentence.lows
    if subject.sort is not Sort.PRONOUN or profile.pronouns[lows[subject.first]] != "n":
        return None
    if lows[verb] not in profile.passives:
        return None
    meant = phrase_after(sentence, verb + 1, profile)
    who = meant.end if meant is not None else len(lows)
    return meant if who < len(lows) and lows[who] in profile.relatives else None


def written_by(sentence: Sentence, comma: int, profile: LanguageProfile) -> Mention | None:
    """Return who wrote what a participle belongs to: "a letter from Bo Lind, saying"."""
    lows = sentence.lows
    for at in range(comma - 1, 0, -1):
        if not sentence.units[at].is_word or lows[at] in profile.prepositions:
            written = lows[at] in profile.by_words and lows[at - 1] in profile.document_nouns
            return phrase_after(sentence, at + 1, profile) if written else None
    return None


def tie_participle(
    sentence: Sentence, hit: Hit, before: list[Tie], profile: LanguageProfile
) -> Tie | None:
    """Return the tie of "..., adding that": its subject is the clause's, or stands after "with"."""
    units, lows = sentence.units, sentence.lows
    at = hit.begin - 1
    cut = at
    speaker: Mention | None = None
    opening = at < 0 or (at == 0 and lows[0] in profile.adjunct_openers)
    if not opening:
        if lows[at] in profile.adjunct_openers and at > 0:
            cut = at = at - 1
        if units[at].is_quote:
            cut = hit.begin
        joined = units[at].text == "," or units[at].is_quote or units[at].text in DASHES
        if lows[at] in profile.and_words or lows[at] in profile.but_words:
            joined = any(tie.hit.role is Role.PARTICIPLE for tie in before) or (
                at > 0 and units[at - 1].text == ","
            )
        elif not joined and lows[hit.begin - 1] in profile.adjunct_openers:
            joined = True
        if not joined:
            speaker = absolute_subject(sentence, hit.begin - 1, profile)
            if speaker is None:
                return None
            cut = speaker.first - 1
    tie = Tie(hit, hit.begin, hit.end, "own" if speaker else "shared", speaker)
    find_right(sentence, tie, profile)
    if tie.content is None or tie.kind == "quote_far":
        return None
    if speaker is None and not opening:
        owner = next(
            (t for t in reversed(before) if t.speaker is not None and t.how != "relative"), None
        )
        author = written_by(sentence, at, profile) if owner is None else None
        tie.speaker = owner.speaker if owner else author or main_subject(sentence, at, profile)
        if tie.speaker is None or first_person(sentence, tie.speaker, profile):
            return None
        if owner is None and not speaks_up(sentence, tie.speaker, profile):
            return None
    if opening:
        comma = next_comma(sentence, tie.content)
        subject = None if comma is None else clause_subject(sentence, comma + 1, profile)
        if subject is None or not speaks_up(sentence, subject, profile):
            return None
        tie.speaker, tie.how = subject, "opening"
        return tie
    tie.cut = cut
    return tie


def clause_subject(sentence: Sentence, begin: int, profile: LanguageProfile) -> Mention | None:
    """Return the subject of the clause that begins at a unit."""
    for at in range(begin + 1, min(begin + 40, len(sentence.units))):
        if sentence.units[at].is_word and may_be_finite(sentence, at, profile):
            last = at - 1
            while last > begin and sentence.lows[last] in profile.adverbs | profile.auxiliaries:
                last -= 1
            return subject_before(sentence, last, begin, profile)
    return None


def absolute_subject(sentence: Sentence, last: int, profile: LanguageProfile) -> Mention | None:
    """Return the subject of "with Moor saying", None where there is no "with"."""
    for at in range(last, max(-1, last - 10), -1):
        if sentence.lows[at] in profile.with_words:
            if at == last:
                return None
            speaker = mention_of(sentence, at + 1, last + 1)
            return speaker if speaks_up(sentence, speaker, profile) else None
        if not sentence.units[at].is_word:
            return None
    return None


def tie_noun(sentence: Sentence, hit: Hit, profile: LanguageProfile) -> Tie | None:
    """Return the tie of "according to Moor" or "according to his statement"."""
    units, lows = sentence.units, sentence.lows
    for at in range(hit.first, hit.end):
        # "in his words": the possessive stands inside the cue.
        if lows[at] in profile.owners:
            speaker = mention_of(sentence, at, at + 1, Sort.OWNER)
            return Tie(hit, hit.first, hit.end, "noun", speaker, hit.first)
    if hit.end >= len(units):
        return None
    if lows[hit.end] in profile.owners:
        stop = hit.end + 1
        while stop < len(units) and units[stop].is_word and lows[stop] not in (
            profile.prepositions | profile.subordinators
        ) and not is_finite(sentence, stop, profile):  # fmt: skip
            stop += 1
        if profile.owners[lows[hit.end]] == "1":
            return None
        speaker = mention_of(sentence, hit.end, hit.end + 1, Sort.OWNER)
        return Tie(hit, hit.first, stop, "noun", speaker, hit.first)
    found = phrase_after(sentence, hit.end, profile)
    if found is None or first_person(sentence, found, profile):
        return None
    return Tie(hit, hit.first, found.end, "noun", found, hit.first)


def tie_quoted(sentence: Sentence, hit: Hit, profile: LanguageProfile) -> Tie | None:
    """Return the tie of "Interfax quoted Moor as saying" or "Moor was quoted by X as saying"."""
    lows = sentence.lows
    for at in range(hit.first - 1, max(-1, hit.first - QUOTED_REACH), -1):
        if lows[at] not in profile.quoting:
            continue
        passive = at > 0 and lows[at - 1] in profile.passives
        if passive:
            last = at - 2
            while last >= 0 and (lows[last] in profile.auxiliaries | profile.adverbs):
                last -= 1
            speaker = subject_before(sentence, last, 0, profile)
            relay = None
            if at + 1 < hit.first and lows[at + 1] in profile.by_words:
                relay = mention_of(sentence, at + 2, hit.first) if at + 2 < hit.first else None
        else:
            speaker = mention_of(sentence, at + 1, hit.first) if at + 1 < hit.first else None
            last = at - 1
            while last > 0 and lows[last] in profile.auxiliaries | profile.adverbs:
                last -= 1
            relay = subject_before(sentence, last, 0, profile) if at else None
        if speaker is None:
            return None
        if not passive and lows[speaker.first] in profile.object_pronouns:
            speaker = mention_of(sentence, speaker.first, speaker.first + 1, Sort.OWNER)
        begin = relay.first if relay is not None and not passive else speaker.first
        tie = Tie(hit, begin, hit.end, "quoted", speaker, relay=relay)
        find_right(sentence, tie, profile)
        tie.cut = cut_of(sentence, tie, profile)
        return tie
    return None


def cut_of(sentence: Sentence, tie: Tie, profile: LanguageProfile) -> int | None:
    """Return the unit at which an attribution ends the content before it, None if it is nested."""
    units, lows = sentence.units, sentence.lows
    begin = tie.begin
    if tie.how == "relative" or begin == 0:
        return None
    if tie.how == "shared":
        return begin
    before = begin - 1
    if lows[before] in profile.and_words or lows[before] in profile.but_words:
        return before
    if units[before].text in (";", *DASHES):
        return before
    if tie.content is None and (units[before].text == "," or units[before].is_quote):
        return begin
    return None
