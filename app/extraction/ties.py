"""Ties: find whose cue it is: the subject before it, behind it, or of the clause before."""

from app.extraction.clauses import (
    BREAKS,
    DASHES,
    has_main_verb,
    is_finite,
    is_time,
    skip_to_break,
)
from app.extraction.content import Tie, find_right, next_comma, skip_hearer
from app.extraction.cues import Hit, is_adverb
from app.extraction.phrases import Mention, Sort, head_of, mention_of, phrase_after, speaks_up
from app.extraction.profile import Frame, LanguageProfile, Role
from app.extraction.sentences import ENDS, Sentence
from app.extraction.speakers import named_after, subject_before
from app.extraction.subjects import (
    absolute_subject,
    clause_subject,
    first_person,
    main_subject,
    without_owned,
    written_by,
)

CLAUSES = Frame.CLAUSE | Frame.THAT
QUOTED_REACH = 14
# A denial so many words before a subject still covers it: "denied the claim that Moor said".
DENIAL_REACH = 14
GOVERNED_REACH = 6
# "a statement to the court demanding that": so many words before a participle.
DOCUMENT_REACH = 6


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
    if tie.how != "own" or tie.begin == 0:
        return False
    at = tie.begin - 1
    if lows[at] in profile.conditionals or (
        (
            lows[at] in profile.auxiliaries
            or lows[at] in profile.modals
            or lows[at] in profile.helpers
        )
        and not (at and units[at - 1].is_word and lows[at - 1] not in profile.connectives)
    ):
        return True
    if units[at].text in BREAKS or units[at].is_quote:
        return False
    for back in range(at, max(-1, at - DENIAL_REACH), -1):
        low = lows[back]
        if units[back].text in BREAKS or units[back].is_quote or low in profile.but_words:
            return False
        denied = low in profile.negations
        if (low in profile.and_words or low in profile.subordinators) and not (
            denied or low in profile.that_words or low in profile.conditionals
        ):
            return False
        if low in profile.conditionals or (
            back < at and (denied or low in profile.nobody or low in profile.denials)
        ):
            return True
    return False


def may_stand_behind(sentence: Sentence, tie: Tie) -> bool:
    """Say whether a cue without content on its right may have it on its left."""
    if tie.how in ("shared", "relative") or not tie.hit.has(Frame.INVERTS):
        return False
    if tie.begin == 0 or not left_content_ends(sentence, tie.begin):
        return False
    return tie.hit.has(CLAUSES) or any(unit.is_quote for unit in sentence.units[: tie.begin])


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
        if speaker is None:
            speaker = behind_preposition(sentence, back, profile)
        if speaker is not None and not units[speaker.end - 1].capital and back < at - 1:
            # "Alma Roos, 34, a nurse, who said": the name stands before what describes it.
            apposed = subject_before(sentence, at - 1, low_limit, profile)
            if apposed is not None and apposed.end < speaker.first:
                speaker = apposed if units[apposed.end - 1].capital else speaker
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


def behind_preposition(sentence: Sentence, last: int, profile: LanguageProfile) -> Mention | None:
    """Return the noun phrase that a preposition governs: "spoke with a young man who said"."""
    for at in range(last, max(-1, last - GOVERNED_REACH), -1):
        if not sentence.units[at].is_word:
            return None
        if sentence.lows[at] in profile.prepositions:
            return mention_of(sentence, at + 1, last + 1) if at < last else None
    return None


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
    speaker = named_after(sentence, hit.end, profile)
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
        if speaker.sort is Sort.PRONOUN and not (
            lows[after] in profile.prepositions
            or is_adverb(lows[after], profile)
            or is_time(units[after], profile)
        ):
            # "Jan Roos, the envoy, said it leaks."
            return None
        stop = skip_to_break(sentence, after)
        if (
            lows[after] not in profile.prepositions and lows[after] not in profile.relatives
        ) and has_main_verb(sentence, after, stop, profile):
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
            if speaker is not None:
                cut = speaker.first - 1
            elif any(tie.content is not None for tie in before) or not unjoined(
                sentence, hit, profile
            ):
                return None
            else:
                cut = hit.begin
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
        if hit.cue.frames == Frame.PHRASE and profile.first_phrase(lows, 0, profile.asides):
            # "Touching on trade, Moor said": only the topic of what follows.
            return None
        comma = next_comma(sentence, tie.content)
        subject = None if comma is None else clause_subject(sentence, comma + 1, profile)
        if subject is None or not speaks_up(sentence, subject, profile):
            return None
        tie.speaker, tie.how = subject, "opening"
        return tie
    tie.cut = cut
    return tie


def unjoined(sentence: Sentence, hit: Hit, profile: LanguageProfile) -> bool:
    """Say whether a participle without a comma has its clause's subject all the same.

    "Lind issued a statement saying it leaks", "Lind intervened saying it leaks"; but "a man saying
    it leaks" says so himself.
    """
    lows, units = sentence.lows, sentence.units
    at = hit.begin - 1
    written = range(max(0, at - DOCUMENT_REACH), at + 1)
    if any(lows[i] in profile.document_nouns for i in written if units[i].is_word):
        return True
    low = lows[at]
    return (
        lows[hit.first] in profile.plain_cues
        and units[at].is_word
        and not units[at].capital
        and (low.endswith(profile.past) or is_finite(sentence, at, profile))
    )


def tie_noun(sentence: Sentence, hit: Hit, profile: LanguageProfile) -> Tie | None:
    """Return the tie of "according to Moor" or "according to his statement"."""
    units, lows = sentence.units, sentence.lows
    if lows[hit.end - 2].endswith(profile.possessive_endings):
        # "in Moor's words": whose words they are stands inside the cue.
        owner = mention_of(sentence, hit.first + 1, hit.end - 1)
        return Tie(hit, hit.first, hit.end, "noun", owner, hit.first)
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
    if lows[hit.end] in profile.object_pronouns:
        # "According to him, ..."
        speaker = mention_of(sentence, hit.end, hit.end + 1, Sort.OWNER)
        return Tie(hit, hit.first, hit.end + 1, "noun", speaker, hit.first)
    found = named_after(sentence, hit.end, profile)
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
            while last >= 0 and (
                lows[last] in profile.auxiliaries or lows[last] in profile.adverbs
            ):
                last -= 1
            speaker = subject_before(sentence, last, 0, profile)
            relay = None
            if at + 1 < hit.first and lows[at + 1] in profile.by_words:
                relay = mention_of(sentence, at + 2, hit.first) if at + 2 < hit.first else None
        else:
            speaker = mention_of(sentence, at + 1, hit.first) if at + 1 < hit.first else None
            last = at - 1
            while last > 0 and (lows[last] in profile.auxiliaries or lows[last] in profile.adverbs):
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
    if units[before].text == "," and lows[0] in profile.but_words:
        # "While Moor said it was shut, Lind told reporters it was open."
        return begin
    return None
