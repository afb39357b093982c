"""Dropped: who speaks where a language leaves the subject out."""

from collections.abc import Sequence

from app.extraction.drafts import Draft
from app.extraction.final_phrases import is_noun
from app.extraction.final_subjects import subject_of
from app.extraction.phrases import Mention
from app.extraction.register import Register
from app.extraction.sentences import Sentence
from app.extraction.types import Form, Kind
from app.spans import Span

# A document goes on speaking over so many sentences without being named.
DOCUMENT_REACH = 6


def take_subjects(
    sentences: Sequence[Sentence], by_sentence: Sequence[list[Draft]], register: Register
) -> None:
    """Give attributions without a subject the last plain speaker; drop what nobody says.

    "Plain" is: somebody who did something in the sentence before, or who spoke last in this
    paragraph or the one before, with nobody else in subject place since. A document that
    somebody made goes on speaking ("Açıklamada"). All others stay unknown.
    """
    state = Discourse(register)
    for sentence, drafts in zip(sentences, by_sentence, strict=True):
        for draft in list(drafts):
            if draft.rule.endswith("-weak") and not is_known(sentence, draft, register):
                put_back(draft)
            if "passive" in draft.rule:
                if not state.take_document(draft):
                    drafts.remove(draft)
            else:
                state.take_speaker(draft)
        if not drafts:
            subject = subject_of(sentence, len(sentence.units), register.profile)
            if subject is not None:
                state.last, state.doer = None, (sentence, subject)


class Discourse:
    """Who spoke last, which document, and who did something in the sentence before."""

    def __init__(self, register: Register) -> None:
        """Begin an article."""
        self.register = register
        self.last: Draft | None = None
        self.document: Draft | None = None
        self.doer: tuple[Sentence, Mention] | None = None

    def take_document(self, draft: Draft) -> bool:
        """Give a passive attribution its document's author; False where nobody says it.

        "Açıklamada" without an author is that of the last document, or of whoever the sentence
        before is about; a passive without any document says only what is known.
        """
        sentence = draft.sentence
        if draft.speaker is not None:
            self.document = draft
            return True
        near = self.document is not None and (
            sentence.number - self.document.sentence.number <= DOCUMENT_REACH
        )
        if near:
            draft.same_as = self.document
        elif draft.rule.endswith("alone"):
            return False
        elif self.doer is not None and sentence.number - self.doer[0].number == 1:
            draft.speaker_sentence, draft.speaker = self.doer
            self.document = draft
        return True

    def take_speaker(self, draft: Draft) -> None:
        """Give an attribution without a subject the last plain speaker."""
        sentence = draft.sentence
        if draft.speaker is None and draft.same_as is None and draft.cue is not None:
            if self.doer is not None:
                if self.doer[0].paragraph == sentence.paragraph:
                    draft.speaker_sentence, draft.speaker = self.doer
            elif self.last is not None and (
                sentence.paragraph - self.last.sentence.paragraph <= 1
            ):  # fmt: skip
                draft.same_as = self.last
        if (draft.speaker is not None or draft.same_as is not None) and draft.rule != "nested":
            self.last, self.doer = draft, None


def put_back(draft: Draft) -> None:
    """Make a subject that is none part of the content again, from which it was taken."""
    if draft.speaker is not None and draft.form is not Form.DIRECT and (
        draft.speaker.span.start < draft.parts[0].start
    ):  # fmt: skip
        draft.parts[0] = Span(draft.speaker.span.start, draft.parts[0].end)
    draft.speaker = draft.speaker_sentence = None


def is_known(sentence: Sentence, draft: Draft, register: Register) -> bool:
    """Say whether a weak subject is somebody whom the article or the world knows."""
    if draft.speaker is None:
        return False
    figure = register.resolve(sentence, draft.speaker)
    if figure is None or not figure.named:
        return False
    if figure.kind is Kind.PERSON:
        return True
    return is_noun(sentence.lows[draft.speaker.end - 1], register.profile)
