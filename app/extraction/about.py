"""About: «Об этом заявил X»: the content is the sentence before."""

from collections.abc import Sequence

from app.extraction.drafts import Draft, fill
from app.extraction.inflection import lemmas
from app.extraction.phrases import Sort
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.subjects import main_subject

RULE = "about"
ACTS = frozenset({"phrase", "act", "naming", "charge"})
LEAST_WORDS = 2
# Contents that an attribution without a speaker may have: «В нем говорится, что», «В нем: „...“».
POINTING = frozenset({"that", "colon", "quote", "question"})


def take_sentence_before(
    sentences: Sequence[Sentence],
    drafts: list[list[Draft]],
    text: str,
    profile: LanguageProfile,
) -> None:
    """Give «Об этом заявил X» the sentence before it, in its paragraph or the one before.

    A sentence that somebody says already is nobody else's: then the frame only tells the day, or
    who relays it («Об этом он сказал в среду», «Его слова приводит агентство»).
    """
    for number, found in enumerate(drafts):
        for draft in found:
            if draft.speaker is None and draft.rule in POINTING and number:
                point_back(draft, sentences[number - 1], profile)
        for draft in [draft for draft in found if draft.rule == RULE and not draft.parts]:
            before = sentences[number - 1] if number else None
            # «X обвинил Y. Об этом заявил Z»: an act that Z tells of.
            free = number > 0 and all(other.rule in ACTS for other in drafts[number - 1])
            # «Об этом он сказал», «говорится в ее письме»: of whoever spoke in the sentence.
            own = draft.speaker is not None and draft.speaker.sort is not Sort.PHRASE
            if before is None or not free or (own and drafts[number - 1]):
                found.remove(draft)
                frame(drafts[number - 1] if number else [], draft, profile, own=own)
            elif take(draft, before, text):
                drafts[number - 1].clear()
            else:
                found.remove(draft)


def point_back(draft: Draft, before: Sentence, profile: LanguageProfile) -> None:
    """Give «В нем говорится» to who made the document: the subject of the sentence before."""
    subject = main_subject(before, len(before.units), profile)
    if subject is None or subject.sort is not Sort.PHRASE:
        return
    if any(lemma in profile.document_nouns for lemma in lemmas(before.lows[subject.first])):
        return
    draft.speaker, draft.speaker_sentence = subject, before


def frame(before: list[Draft], draft: Draft, profile: LanguageProfile, *, own: bool) -> None:
    """Let a frame tell the day, or the relay, of the statements before it."""
    words = draft.sentence.lows
    relays = draft.relay or (draft.speaker if profile.relaying & set(words) and not own else None)
    for other in before:
        if relays is not None and other.relay is None:
            other.relay, other.relay_sentence = relays, draft.sentence
        elif own:
            other.occasion = draft.sentence


def take(draft: Draft, before: Sentence, text: str) -> bool:
    """Give a draft the words of a sentence; False where it has too few."""
    if sum(unit.is_word or unit.is_quote for unit in before.units) < LEAST_WORDS and not (
        before.units[0].is_quote
    ):
        return False
    home = draft.sentence
    if before.paragraph < home.paragraph - 1:
        return False
    end = len(before.units)
    while end > 1 and not (before.units[end - 1].is_word or before.units[end - 1].is_quote):
        end -= 1
    draft.sentence = before
    taken = fill(draft, text, [(0, end)])
    draft.sentence = home
    return taken
