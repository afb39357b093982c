"""Final back: '"..." X, geceyi böyle anlatıyor': the words are the quotation before."""

from collections.abc import Sequence

from app.extraction.drafts import Draft, fill
from app.extraction.final_clause import Clause, find_hits, skip_openers
from app.extraction.final_subjects import subject_in
from app.extraction.profile import LanguageProfile, Role
from app.extraction.sentences import Sentence
from app.spans import Span


def take_back(
    sentences: Sequence[Sentence],
    drafts: list[list[Draft]],
    text: str,
    profile: LanguageProfile,
) -> None:
    """Give a quotation that stands alone to whoever told it "so" in the sentence behind it."""
    for number, sentence in enumerate(sentences[1:], 1):
        before = sentences[number - 1]
        alone = before.paragraph == sentence.paragraph and all(
            unit.is_quote or not unit.is_word for unit in before.units
        )
        if not alone or drafts[number] or drafts[number - 1] or not before.quotations():
            continue
        draft = told_so(sentence, text, profile)
        if draft is None:
            continue
        draft.sentence = before
        if fill(draft, text, [(0, len(before.units))]):
            drafts[number - 1].append(draft)


def told_so(sentence: Sentence, text: str, profile: LanguageProfile) -> Draft | None:
    """Return a draft without content for "X böyle anlatıyor", None where a sentence is no such."""
    clause = Clause(sentence, text, profile)
    clause.low = skip_openers(clause, 0)
    for hit in find_hits(sentence, clause.grammar):
        so = hit.first - 1
        if hit.cue.role is not Role.FINITE or hit.cue.passive or so <= clause.low or (
            sentence.lows[so] not in clause.grammar.back_words
        ):  # fmt: skip
            continue
        speaker, _, weak = subject_in(clause, clause.low, so, quoted=False)
        if speaker is None or weak:
            return None
        units = sentence.units
        cue = Span(units[hit.first].start, units[hit.end - 1].end)
        return Draft(sentence, "about", cue, speaker, speaker_sentence=sentence)
    return None
