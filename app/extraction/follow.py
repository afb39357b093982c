"""Follow: quotations that no cue of their own sentence announces."""

from collections.abc import Sequence

from app.extraction.drafts import Draft, fill
from app.extraction.phrases import speaks_up
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence
from app.extraction.subjects import main_subject
from app.extraction.types import Form

LEAST_WORDS = 3


def take_pending(
    sentences: Sequence[Sentence],
    drafts: list[list[Draft]],
    text: str,
    profile: LanguageProfile,
) -> None:
    """Give "He said:" the quotation that opens the next paragraph; drop those that find none."""
    for number, found in enumerate(drafts):
        for draft in [draft for draft in found if draft.pending]:
            after = sentences[number + 1] if number + 1 < len(sentences) else None
            taken = False
            if after is not None and after.units[0].is_quote and not drafts[number + 1]:
                home = draft.sentence
                draft.sentence = after
                taken = fill(draft, text, [(0, 1)])
                draft.sentence = home
            if not taken:
                found.remove(draft)


def follow_on(
    sentences: Sequence[Sentence],
    drafts: list[list[Draft]],
    text: str,
    profile: LanguageProfile,
) -> None:
    """Give quotations without a cue to whoever spoke right before.

    In one paragraph a quotation goes on in the next sentence ('"A," he said. "B."'): one
    attribution in parts; after an indirect one it is an attribution of its own. A paragraph of
    marks alone goes to the speaker of the paragraph before; without one, its speaker is unknown.
    """
    taken = {
        id(piece)
        for found in drafts
        for draft in found
        for quotation in draft.quotations
        for piece in quotation.whole()
    }
    last: Draft | None = None
    last_number = -9
    for number, sentence in enumerate(sentences):
        if drafts[number]:
            spoken = [draft for draft in drafts[number] if draft.parts]
            if spoken:
                outer = [draft for draft in spoken if draft.rule != "relative"]
                last, last_number = (outer or spoken)[-1], number
            continue
        quotations = sentence.quotations()
        if not quotations:
            continue
        loose = [quotation for quotation in quotations if id(quotation) not in taken]
        only = not any(unit.is_word for unit in sentence.units)
        if only and not loose:
            # The paragraphs in the middle of a long quotation, already part of it.
            if last is not None:
                last_number = number
            continue
        if not only or not loose or loose[0].earlier is not None:
            continue
        words = sum(len(quotation.inner.cut(text).split()) for quotation in loose)
        near = last is not None and last_number == number - 1
        same_paragraph = (
            near and last is not None and sentences[last_number].paragraph == sentence.paragraph
        )
        if same_paragraph and last is not None and goes_on(last, sentences[number - 1]):
            pieces = [piece.inner for q in loose for piece in q.whole() if piece.inner]
            last.parts = [*last.parts, *[p for p in pieces if p.start >= last.parts[-1].end]]
            last.quotations += loose
            last_number = number
        elif words >= LEAST_WORDS:
            draft = Draft(sentence, "follow-on", None, None, same_as=last if near else None)
            if same_paragraph:
                draft.rule = "follow-on-here"
            elif not near:
                before = sentences[number - 1] if number else None
                inside = before is not None and before.paragraph == sentence.paragraph
                subject = None
                if before is not None and inside:
                    subject = main_subject(before, len(before.units), profile)
                    if subject is None or not speaks_up(before, subject, profile):
                        continue
                draft.speaker, draft.speaker_sentence = subject, before if subject else None
                draft.rule = "follow-subject" if subject else "alone"
            if fill(draft, text, [(0, len(sentence.units))]):
                drafts[number].append(draft)
                if near:
                    # The chain keeps its first speaker: "A," he said. / "B." / "C."
                    draft.same_as = root(last)
                    last_number = number
                else:
                    last, last_number = draft, number
        taken |= {id(piece) for quotation in loose for piece in quotation.whole()}


def share_chains(drafts: Sequence[Sequence[Draft]]) -> None:
    """Part a quotation over paragraphs among the attributions that stand in them.

    'Moor said: "A.' and, a paragraph on, '"B," she added': each has its own paragraph, and the
    paragraphs without an attribution go to the one before, or else to the first.
    """
    chains: dict[int, list[tuple[Draft, list[int]]]] = {}
    for found in drafts:
        for draft in found:
            for quotation in draft.quotations:
                whole = quotation.whole()
                if len(whole) > 1 and draft.form is Form.DIRECT:
                    own = [at for at, piece in enumerate(whole) if piece is quotation]
                    chains.setdefault(id(whole[0]), []).append((draft, own))
    for claims in chains.values():
        if len(claims) < 2:
            continue
        whole = claims[0][0].quotations[0].whole()
        claims.sort(key=lambda claim: claim[1])
        for number, (draft, own) in enumerate(claims):
            begin = 0 if number == 0 else own[0]
            end = claims[number + 1][1][0] if number + 1 < len(claims) else len(whole)
            others = {piece.inner for piece in whole} - {p.inner for p in whole[begin:end]}
            kept = [part for part in draft.parts if part not in others]
            draft.parts = kept or draft.parts


def root(draft: Draft | None) -> Draft | None:
    """Return the attribution whose speaker a chain of quotations goes back to."""
    while draft is not None and draft.same_as is not None:
        draft = draft.same_as
    return draft


def goes_on(draft: Draft, sentence: Sentence) -> bool:
    """Say whether a quotation in the next sentence is the same attribution."""
    return draft.form is Form.DIRECT and bool(draft.quotations)
