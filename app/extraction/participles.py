"""Participles: whose "adding that ..." it is: the clause's subject, or who stands after "with"."""

from app.extraction.clauses import DASHES
from app.extraction.content import Tie, find_right, next_comma
from app.extraction.cues import Hit
from app.extraction.phrases import Mention, speaks_up
from app.extraction.profile import Frame, LanguageProfile, Role
from app.extraction.sentences import Sentence
from app.extraction.subjects import (
    absolute_subject,
    clause_subject,
    first_person,
    main_subject,
    written_by,
)
from app.extraction.verbs import is_finite

# "a statement to the court demanding that": so many words before a participle.
DOCUMENT_REACH = 6


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
        if lows[at] in profile.by_words and lows[hit.end : hit.end + 1] != [] and (
            lows[hit.end] in profile.that_words
        ):  # fmt: skip
            # "explained the delay by saying that it leaks"
            joined = not any(tie.content is not None for tie in before)
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
    if tie.content is None:
        return None
    if speaker is None and not opening:
        owner = next(
            (t for t in reversed(before) if t.speaker is not None and t.how != "relative"), None
        )
        author = written_by(sentence, at, profile) if owner is None else None
        tie.speaker = (
            owner.speaker if owner else author or main_subject(sentence, hit.begin, profile)
        )
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
        and low not in profile.gerund_verbs
        and units[at].is_word
        and not units[at].capital
        and (low.endswith(profile.past) or is_finite(sentence, at, profile))
    )
