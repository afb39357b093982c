"""Loose: quotations that a colon or a dash gives to somebody, without a cue."""

from app.extraction.clauses import DASHES
from app.extraction.drafts import Draft, fill
from app.extraction.phrases import Mention, mention_of, phrase_before, speaks_up
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.subjects import first_person, main_subject

LEAST_COLON_WORDS = 4
NAMED_WORDS = 8


def colon_draft(
    sentence: Sentence, text: str, taken: set[int], profile: LanguageProfile
) -> Draft | None:
    """Return the draft of a quotation behind a colon that no cue took: "He was certain: ..."."""
    units = sentence.units
    for at in range(1, len(units)):
        if units[at].text != ":":
            continue
        last = at + 1 == len(units)
        after = None if last else units[at + 1].quotation
        if not last and (after is None or id(after) in taken):
            continue
        if after is not None and len(after.inner.cut(text).split()) < LEAST_COLON_WORDS:
            continue
        speaker = main_subject(sentence, at, profile)
        if speaker is None:
            speaker = owner_of_words(sentence, at, profile)
        if speaker is None and after is not None:
            # 'Moor: "..."'
            first = phrase_before(sentence, at - 1, 0, profile)
            alone = first == 0 and sentence.units[0].capital and at <= NAMED_WORDS
            speaker = mention_of(sentence, 0, at) if alone else None
        if speaker is None or first_person(sentence, speaker, profile):
            return None
        if not speaks_up(sentence, speaker, profile):
            return None
        draft = Draft(sentence, "colon", None, speaker, speaker_sentence=sentence)
        if last:
            draft.pending, draft.rule = True, "colon-next"
            return draft
        return draft if fill(draft, text, [(at + 1, at + 2)]) else None
    return None


def owner_of_words(sentence: Sentence, limit: int, profile: LanguageProfile) -> Mention | None:
    """Return whose words a heading announces: "Highlights from Moor's remarks:"."""
    lows = sentence.lows
    for at in range(1, limit):
        if lows[at] in profile.document_nouns and lows[at - 1].endswith(profile.possessive_endings):
            first = at - 1
            while first > 0 and sentence.units[first - 1].capital:
                first -= 1
            return mention_of(sentence, first, at)
    return None


def signed_draft(
    sentence: Sentence, text: str, taken: set[int], profile: LanguageProfile
) -> Draft | None:
    """Return the draft of a quotation with its author behind a dash: '"..." - Ada Moor'."""
    units = sentence.units
    if len(units) < 3 or not units[0].is_quote or units[1].text not in DASHES:
        return None
    if id(units[0].quotation) in taken or not units[2].capital:
        return None
    end = 2
    while end < len(units) and (
        units[end].capital or (units[end].low in profile.linking and units[end].text != ",")
    ):
        end += 1
    rest = [unit for unit in units[end:] if unit.is_word]
    if units[end - 1].low in profile.linking or (rest and units[end].text != ","):
        return None
    draft = Draft(sentence, "signed", None, mention_of(sentence, 2, end), speaker_sentence=sentence)
    return draft if fill(draft, text, [(0, 1)]) else None
