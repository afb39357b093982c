"""Inner: quotations inside a quotation: what its speaker says that somebody else said."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.extraction.drafts import Draft
from app.extraction.marks import Quotation, read_marks
from app.extraction.patterns import find_drafts
from app.extraction.profile import LanguageProfile, Role
from app.extraction.sentences import find_sentences
from app.extraction.types import Form

RULE = "inner"
LEAST_WORDS = 3
# A mark that opens words inside other words, where an apostrophe does not stand.
OPENING = re.compile(r"""(?<!\w)['‘“„«"]\w""")


def take_inner(
    drafts: Sequence[list[Draft]], text: str, folded: str, profile: LanguageProfile
) -> None:
    """Add to each sentence what the quotations of its attributions quote in turn.

    '"Lind told me: 'We will stay,'" Moor said' holds words of Lind, which Moor passes on. Only
    words between marks of their own count, with somebody else's cue beside them.
    """
    for found in drafts:
        pieces = [
            (outer, piece)
            for outer in found
            for quotation in outer.quotations
            for piece in quotation.whole()
            if OPENING.search(text, piece.inner.start, piece.inner.end)
        ]
        for outer, piece in pieces:
            found.extend(inner_drafts(outer, piece, text, folded, profile))


def inner_drafts(
    outer: Draft, piece: Quotation, text: str, folded: str, profile: LanguageProfile
) -> list[Draft]:
    """Return the attributions that stand inside one quotation of another."""
    marks = read_marks(text, [piece.inner])
    return [
        replace(
            draft,
            rule=RULE,
            sentence=outer.sentence,
            speaker_sentence=sentence,
            relay_sentence=sentence,
            within=outer,
        )
        for sentence in find_sentences(text, folded, [piece.inner], marks, profile)
        for draft in find_drafts(sentence, text, profile)
        if is_told(draft, text, profile) and any(part.contains(draft.span) for part in outer.parts)
    ]  # fmt: skip


def is_told(draft: Draft, text: str, profile: LanguageProfile) -> bool:
    """Say whether inner words were said once, by somebody: not what "people say" at all times."""
    if draft.cue is None or draft.speaker is None or not draft.parts:
        return False
    verb = draft.cue.cut(text).casefold().split()[0]
    general = any(cue.role is Role.BASE for cue in profile.cues_by_word.get(verb, ()))
    words = sum(len(part.cut(text).split()) for part in draft.parts)
    return draft.form is Form.DIRECT and words >= LEAST_WORDS and not general
