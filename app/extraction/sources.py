"""Sources: whom "according to Moor", "in her words" and "quoted Moor as saying" name."""

from app.extraction.content import Tie, find_right
from app.extraction.cues import Hit
from app.extraction.phrases import Sort, mention_of
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.speakers import named_after, subject_before
from app.extraction.subjects import first_person
from app.extraction.verbs import is_finite

QUOTED_REACH = 14


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
        return tie
    return None
