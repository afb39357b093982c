"""Dropped: who speaks where a language leaves the subject out."""

from collections.abc import Mapping, Sequence

from app.extraction.drafts import ASKED, Draft
from app.extraction.final_adjuncts import skip_adjuncts
from app.extraction.final_clause import Clause, skip_openers
from app.extraction.final_phrases import is_noun, is_suffix
from app.extraction.final_sources import author_in, giver_of
from app.extraction.final_subjects import subject_in
from app.extraction.names import phrase_text
from app.extraction.phrases import Mention
from app.extraction.profile import LanguageProfile
from app.extraction.register import Figure, Register
from app.extraction.sentences import Sentence
from app.extraction.subjects import main_subject
from app.extraction.tokens import UnitKind
from app.extraction.types import Form, Kind
from app.extraction.world import name_words
from app.spans import Span

# A document goes on speaking over so many sentences without being named.
DOCUMENT_REACH = 6
ALONE_REACH = 2
# "... yapılan yazılı açıklamaya göre" is a frame: so many units behind the body, at most.
FRAME_REACH = 8
# "Bir başka balıkçı": the noun of whoever opens a sentence is among so many words.
OPENING = 3


def take_subjects(
    sentences: Sequence[Sentence], by_sentence: Sequence[list[Draft]], register: Register
) -> None:
    """Give attributions without a subject the last plain speaker; drop what nobody says.

    "Plain" is: somebody who did something in the sentence before, or who spoke last in this
    paragraph or the one before, with nobody else in subject place since. A document that
    somebody made goes on speaking ("Açıklamada"). All others stay unknown.
    """
    state = Discourse(register)
    places = {
        id(unit.quotation): (sentence, at)
        for sentence in sentences
        for at, unit in enumerate(sentence.units)
        if unit.quotation is not None
    }
    for sentence, drafts in zip(sentences, by_sentence, strict=True):
        for draft in list(drafts):
            if draft.relay is not None and not passes_on(draft, register):
                draft.relay = None
            look_back(draft, places, register.profile)
            if draft.rule.endswith("-weak") and not is_known(sentence, draft, register):
                put_back(draft, register.profile)
            if "passive" in draft.rule:
                if not state.take_document(draft):
                    drafts.remove(draft)
            else:
                state.take_speaker(draft)
                if draft.rule == ASKED and not state.may_ask(draft):
                    drafts.remove(draft)
        if not drafts:
            subject = main_subject(sentence, len(sentence.units), register.profile)
            subject = subject or giver_of(sentence, register.profile)
            if subject is not None:
                state.last, state.doer = None, (sentence, subject)
            elif state.tells_of_another(sentence):
                state.last = state.doer = None


def look_back(
    draft: Draft, places: Mapping[int, tuple[Sentence, int]], profile: LanguageProfile
) -> None:
    """Give a quotation that began paragraphs above the subject before its first mark."""
    if draft.speaker is not None or not draft.quotations or draft.cue is None:
        return
    first = draft.quotations[0].whole()[0]
    home = places.get(id(first))
    if home is None or home[0] is draft.sentence:
        return
    sentence, at = home
    clause = Clause(sentence, "", profile)
    clause.low = skip_openers(clause, 0)
    author = author_in(clause, clause.low, at) if "passive" in draft.rule else None
    found = author[0] if author is not None else None
    if found is None:
        found, _, weak = subject_in(clause, clause.low, at, quoted=True)
        found = None if weak else found
    if found is not None:
        draft.speaker, draft.speaker_sentence = found, sentence


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
        alone = draft.rule.endswith("alone")
        reach = ALONE_REACH if alone else DOCUMENT_REACH
        near = self.document is not None and (
            sentence.number - self.document.sentence.number <= reach
        )
        if near and self.document_speaks_last():
            draft.same_as = self.document
        elif alone:
            return self.body_goes_on(draft)
        elif self.doer is not None and sentence.number - self.doer[0].number == 1:
            draft.speaker_sentence, draft.speaker = self.doer
            self.document = draft
        return True

    def document_speaks_last(self) -> bool:
        """Say whether nobody but a document's author has spoken since."""
        if self.last is None or self.document is None:
            return True
        return self.last.sentence.number <= self.document.sentence.number or (
            self.figure(self.last) is self.figure(self.document)
        )

    def body_goes_on(self, draft: Draft) -> bool:
        """Give a passive the body that spoke right before it, in the same paragraph."""
        last = self.last
        if last is None or last.speaker is None or last.speaker_sentence is None or (
            last.sentence.paragraph != draft.sentence.paragraph
            or draft.sentence.number - last.sentence.number != 1
        ):  # fmt: skip
            return False
        profile = self.register.profile
        head = last.speaker_sentence.lows[last.speaker.end - 1]
        if head not in profile.body_nouns | profile.grammar.sources:
            return False
        draft.same_as = last
        return True

    def may_ask(self, draft: Draft) -> bool:
        """Say whether whoever is meant to ask a question is known, and no reporter."""
        while draft.same_as is not None:
            draft = draft.same_as
        if draft.speaker is None or draft.speaker_sentence is None:
            return False
        asker = draft.speaker_sentence.lows[draft.speaker.first : draft.speaker.end]
        return self.register.profile.grammar.reporters.isdisjoint(asker)

    def figure(self, draft: Draft) -> Figure | None:
        """Return whom a draft's speaker means."""
        while draft.same_as is not None:
            draft = draft.same_as
        if draft.speaker is None or draft.speaker_sentence is None:
            return None
        return self.register.resolve(draft.speaker_sentence, draft.speaker)

    def take_speaker(self, draft: Draft) -> None:
        """Give an attribution without a subject the last plain speaker."""
        sentence = draft.sentence
        bare = draft.speaker is None and draft.same_as is None and draft.cue is not None
        if bare and not self.names_another(draft):
            if self.doer is not None:
                if self.doer[0].paragraph == sentence.paragraph:
                    draft.speaker_sentence, draft.speaker = self.doer
            elif self.last is not None and (
                sentence.paragraph - self.last.sentence.paragraph <= 1
            ):  # fmt: skip
                draft.same_as = self.last
        if (draft.speaker is not None or draft.same_as is not None) and draft.rule != "nested":
            self.last, self.doer = draft, None

    def tells_of_another(self, sentence: Sentence) -> bool:
        """Say whether a sentence whose subject nobody sees may be about somebody else.

        It names somebody in the nominative ("balıkçı Tekin Sarp"), or a trade opens it ("Arıcı").
        """
        register, units, lows = self.register, sentence.units, sentence.lows
        last = self.figure(self.last) if self.last is not None else None
        for at in range(min(OPENING, len(units) - 1)):
            if units[at].is_word and not is_suffix(sentence, at + 1) and (
                register.profile.grammar.trades.search(lows[at])
            ):  # fmt: skip
                return True
        for name in register.reader.names(sentence):
            if is_suffix(sentence, name.end):
                continue
            figure = register.known(sentence, name)
            if figure is not None and figure is not last and figure.kind is Kind.PERSON:
                return True
        return False

    def names_another(self, draft: Draft) -> bool:
        """Say whether a sentence names somebody in the nominative before the cue.

        That may be its subject, though the grammar did not see it: then nobody is plain.
        """
        register, units = self.register, draft.sentence.units
        joiners = register.profile.grammar.joiners
        for name in register.reader.names(draft.sentence):
            behind = units[name.end] if name.end < len(units) else None
            if draft.cue is None or units[name.first].start >= draft.cue.start:
                break
            if behind is not None and (
                behind.kind is UnitKind.SUFFIX or behind.low in joiners or behind.capital
            ):
                continue
            figure = register.known(draft.sentence, name)
            if figure is not None and (figure.actors or name.title):
                return True
        return False


def passes_on(draft: Draft, register: Register) -> bool:
    """Say whether a draft's relay is a medium by its name or the noun behind it, or a body."""
    relay = draft.relay
    if relay is None:
        return False
    units = draft.sentence.units
    printed = phrase_text(units[relay.first : relay.end])
    after = draft.sentence.lows[relay.end] if relay.end < len(units) else ""
    grammar = register.profile.grammar
    framed = not grammar.according.isdisjoint(
        draft.sentence.lows[relay.end : relay.end + FRAME_REACH]
    )
    return (
        register.world.is_outlet(printed)
        or after in grammar.agencies
        or (framed and register.world.body(printed) is not None)
        or (framed and any(low in register.profile.body_nouns for low in name_words(printed)))
    ) and not (draft.speaker is not None and draft.speaker.span.overlaps(relay.span))


def put_back(draft: Draft, profile: LanguageProfile) -> None:
    """Make a subject that is none part of the content again, or of what stands before it."""
    if draft.speaker is not None and draft.form is not Form.DIRECT and (
        draft.speaker.span.start < draft.parts[0].start
    ):  # fmt: skip
        units, part = draft.sentence.units, draft.parts[0]
        clause = Clause(draft.sentence, "", profile)
        end = next((at for at, unit in enumerate(units) if unit.start >= part.end), len(units))
        begin = min(skip_adjuncts(clause, draft.speaker.first, end), end - 1)
        draft.parts[0] = Span(units[begin].start, part.end)
    draft.speaker = draft.speaker_sentence = None


def is_known(sentence: Sentence, draft: Draft, register: Register) -> bool:
    """Say whether a weak subject is somebody whom the article or the world knows."""
    if draft.speaker is None:
        return False
    if (sentence.lows[draft.speaker.end - 1],) in register.world.countries:
        # "Bakanı Bo Lind Sarnya ordusunun": the last name may be the state's.
        return False
    figure = register.resolve(sentence, draft.speaker)
    if figure is None or not figure.named:
        return False
    if figure.kind is Kind.PERSON:
        return True
    return is_noun(sentence.lows[draft.speaker.end - 1], register.profile)
