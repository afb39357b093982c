"""Pipeline: the stages in order, from a text to attributions that name their speakers."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.extraction.about import take_sentence_before
from app.extraction.cased_register import CasedRegister
from app.extraction.clean import Story, take_apart
from app.extraction.confidence import confidence_of
from app.extraction.dates import Day
from app.extraction.dialogues import take_dialogues
from app.extraction.drafts import Draft
from app.extraction.dropped import take_subjects
from app.extraction.final_back import take_back
from app.extraction.final_register import FinalRegister
from app.extraction.follow import follow_on, share_chains, take_pending
from app.extraction.inner import take_inner
from app.extraction.interposed import part_interposed
from app.extraction.marks import read_marks
from app.extraction.names import NameReader
from app.extraction.occasions import find_days
from app.extraction.patterns import find_drafts
from app.extraction.phrases import Mention, Sort, head_of
from app.extraction.plain_register import PlainRegister
from app.extraction.profile import LanguageProfile
from app.extraction.register import Figure, Register
from app.extraction.relay import Relayed, find_relays, holds
from app.extraction.sentences import Sentence, find_sentences
from app.extraction.settings import setting_of
from app.extraction.subjects import main_subject
from app.extraction.topics import TopicFinder
from app.extraction.turns import take_turns
from app.extraction.types import Attribution, Basis, BlockKind, Kind
from app.extraction.world import World
from app.text import fold

BASES = {basis.value: basis for basis in Basis}


@dataclass(slots=True, eq=False)
class Resolved:
    """A draft with whom it means."""

    draft: Draft
    figure: Figure | None
    printed: str | None
    relay: Figure | None = None


def attribute(
    text: str,
    profile: LanguageProfile,
    published_on: date | None,
    world: World,
    topics: TopicFinder,
    taken_in: Collection[int] = (),
) -> tuple[Story, date | None, tuple[Attribution, ...]]:
    """Return the story of a text, the day published, and its attributions in order."""
    story = take_apart(text, profile, taken_in)
    day = published_on or story.day
    folded = fold(text)
    marks = read_marks(text, story.paragraphs)
    if profile.cased:
        part_interposed(text, folded, marks, profile)
    # The outlet's headline is no statement, but it names whom the story's first "he" may mean.
    headlines = [block.span for block in story.blocks if block.kind is BlockKind.HEADLINE][:1]
    sentences = find_sentences(text, folded, story.paragraphs, marks, profile)
    headline = find_sentences(text, folded, headlines, read_marks(text, headlines), profile)
    by_sentence = [find_drafts(sentence, text, profile) for sentence in sentences]
    take_sentence_before(sentences, by_sentence, text, profile)
    if profile.verb_final is not None:
        take_back(sentences, by_sentence, text, profile)
    if profile.askers:
        take_turns(sentences, by_sentence, story.paragraphs, text, profile)
    if profile.talks:
        take_dialogues(sentences, by_sentence, story.paragraphs, text, profile)
    take_pending(sentences, by_sentence, text, profile)
    share_chains(by_sentence)
    follow_on(sentences, by_sentence, text, profile)
    if not profile.cased and profile.verb_final is None:
        take_inner(by_sentence, text, folded, profile)
    register = register_for(profile, world, day)
    register.read([*headline, *sentences])
    register.introduce(headline)
    if profile.verb_final is not None:
        take_subjects(sentences, by_sentence, register)
    resolved = resolve_all(sentences, by_sentence, register)
    resolved = without_echoes(resolved, text)
    relays = find_relays(resolved, world, profile)
    resolved = [item for item in resolved if id(item.draft) not in relays.frames]
    resolved.sort(key=lambda item: (item.draft.parts[0], item.draft.parts[-1].end))
    stray = sorted(at for found in marks for at in found.stray)
    via = [relays.of(number, resolved) for number in range(len(resolved))]
    days = find_days(resolved, via, by_sentence, day, profile)
    found = finish(
        resolved, via, days, by_sentence, text, folded, profile, world, topics, story, stray
    )
    return story, day, found


def register_for(profile: LanguageProfile, world: World, day: date | None) -> Register:
    """Return an empty register of the kind that a language asks for."""
    if profile.cased:
        return CasedRegister.over(profile, world, day)
    kind = PlainRegister if profile.verb_final is None else FinalRegister
    return kind(NameReader(profile, world), profile, world, day)


def resolve_all(
    sentences: list[Sentence], by_sentence: list[list[Draft]], register: Register
) -> list[Resolved]:
    """Return the drafts with their speakers, read in the order of the text."""
    found: list[Resolved] = []
    done: dict[int, Resolved] = {}
    for sentence, drafts in zip(sentences, by_sentence, strict=True):
        subject = main_subject(sentence, len(sentence.units), register.profile)
        subject_figure = None
        if subject is not None:
            subject_figure = register.resolve(sentence, subject)
        noted = led = False
        for draft in drafts:
            figure, printed = None, None
            if subject is not None and subject_figure is not None and leads_to(subject, draft):
                register.remember(subject_figure, subject.span.end)
                led = True
            if draft.same_as is not None and id(draft.same_as) in done:
                earlier = done[id(draft.same_as)]
                figure, printed = earlier.figure, earlier.printed
                draft.speaker = draft.same_as.speaker
                draft.speaker_sentence = draft.same_as.speaker_sentence
            elif draft.speaker is not None and draft.speaker_sentence is not None:
                home = draft.speaker_sentence
                if draft.within is not None:
                    register.hear(home, draft.speaker)
                if home is sentence and not (noted or led) and same_units(draft.speaker, subject):
                    figure = subject_figure
                else:
                    figure = register.resolve(home, draft.speaker)
                if draft.within is not None and not may_be_quoted(
                    figure, draft, done, sentences, register
                ):
                    figure = None
                if figure is not None and may_answer(figure, draft, sentences, register):
                    figure = None
                printed = phrase_printed(home, draft)
            if not draft.parts:
                continue
            item = Resolved(draft, figure, printed)
            if draft.relay is not None:
                item.relay = register.resolve(draft.relay_sentence or draft.sentence, draft.relay)
            done[id(draft)] = item
            found.append(item)
            if figure is not None and draft.same_as is None and not nested(draft, drafts):
                register.remember(figure, draft.parts[-1].end)
                noted = True
                if subject_figure is not None and subject_figure.kind is Kind.PERSON and (
                    is_below(draft, subject, register.profile)
                ):  # fmt: skip
                    register.contests[draft.parts[-1].end] = subject_figure
                if item.relay is not None and item.relay.kind is Kind.PERSON:
                    # "Moor quoted Lind": it is Moor who goes on.
                    register.remember(item.relay, draft.parts[-1].end)
        if (
            subject_figure is not None
            and not noted
            and (
                subject_figure.kind is Kind.PERSON
                or subject_figure.several
                or (subject is not None and is_body(sentence, subject, subject_figure, register))
            )
        ):
            register.remember(subject_figure, sentence.span.end)
    return found


def is_below(draft: Draft, subject: Mention | None, profile: LanguageProfile) -> bool:
    """Say whether an attribution stands in a clause below: "Lind left after Roos said it leaks"."""
    mention, home = draft.speaker, draft.speaker_sentence
    if mention is None or subject is None or home is not draft.sentence:
        return False
    begin = mention.first if mention.apposition is None else min(
        mention.first, mention.apposition[0]
    )  # fmt: skip
    before = home.lows[begin - 1] if begin else ""
    level = profile.that_words | profile.and_words | profile.but_words
    return subject.end < begin and before in profile.subordinators and before not in level


def same_units(mention: Mention, subject: Mention | None) -> bool:
    """Say whether a mention of a sentence is its subject, which is known already."""
    return (
        subject is not None
        and mention.first == subject.first
        and mention.end == subject.end
        and mention.sort is subject.sort
    )


def is_body(sentence: Sentence, subject: Mention, figure: Figure, register: Register) -> bool:
    """Say whether a subject is a body, which a later mention may mean: no thing told of."""
    profile = register.profile
    if figure.actors or profile.cased or profile.verb_final is not None:
        return bool(figure.actors) or not profile.body_nouns.isdisjoint(figure.words)
    return sentence.lows[head_of(sentence, subject, profile)] in profile.body_nouns


def leads_to(subject: Mention, draft: Draft) -> bool:
    """Say whether a pronoun may mean its own sentence's subject: "Lind spoke, and he said".

    It does not mean whom only the words told are about: "Lind will win, he said".
    """
    mention = draft.speaker
    return (
        mention is not None
        and mention.sort is Sort.PRONOUN
        and draft.speaker_sentence is draft.sentence
        and subject.sort is not Sort.PRONOUN
        and subject.span.end <= mention.span.start
        and not any(part.contains(subject.span) for part in draft.parts)
    )


def may_be_quoted(
    figure: Figure | None,
    draft: Draft,
    done: Mapping[int, Resolved],
    sentences: Sequence[Sentence],
    register: Register,
) -> bool:
    """Say whether words inside others' words can be a figure's: nobody quotes themselves as "she".

    A pronoun there means whoever the speaker has in mind: only where its own paragraph and the one
    before name one other person whom it fits does anybody know.
    """
    outer = done.get(id(draft.within))
    speaking = outer.figure if outer is not None else None
    if figure is None or figure is speaking or draft.speaker is None:
        return False
    if draft.speaker.sort is not Sort.PRONOUN:
        return True
    place, paragraph = draft.speaker.span.start, draft.sentence.paragraph
    begin = next(one.span.start for one in sentences if one.paragraph >= paragraph - 1)
    near = [
        other
        for other in register.figures
        if other is not speaking and other.gender in (None, figure.gender)
        and other.is_between(begin, place)
    ]  # fmt: skip
    return near == [figure]


def may_answer(
    figure: Figure, draft: Draft, sentences: Sequence[Sentence], register: Register
) -> bool:
    """Say whether whoever answers may be another: 'Lind asked Roos. "No," he replied'.

    The sentence before names somebody else whom it fits: it may be he who was asked.
    """
    cue, mention, home = draft.cue, draft.speaker, draft.sentence
    if cue is None or mention is None or mention.sort is not Sort.PRONOUN or not home.number:
        return False
    words = {unit.low for unit in home.units if cue.start <= unit.start < cue.end}
    if draft.within is not None or words.isdisjoint(register.profile.replies):
        return False
    begin = sentences[home.number - 1].span.start
    return any(
        other is not figure and other.named and other.gender in (None, figure.gender)
        and other.is_between(begin, mention.span.start)
        for other in register.figures
    )  # fmt: skip


def nested(draft: Draft, drafts: list[Draft]) -> bool:
    """Say whether a draft's cue stands in another one's content: its speaker is only reported.

    Where the frame stands behind ("Moor said it leaks, the agency reported"), it comes into focus
    after whom it passes on.
    """
    return len(drafts) > 1 and any(
        other is not draft and draft.cue is not None and other.parts
        and not other.rule.startswith("clause-")
        and any(part.contains(draft.cue) for part in other.parts)
        for other in drafts
    )  # fmt: skip


def phrase_printed(sentence: Sentence, draft: Draft) -> str:
    """Return the words of a mention as the text prints them."""
    mention = draft.speaker
    assert mention is not None  # noqa: S101  # the caller asks only for drafts with a mention
    units = sentence.units[mention.first : mention.end]
    words = []
    for index, unit in enumerate(units):
        glued = index and units[index - 1].end == unit.start
        words.append(unit.text if glued or not index else " " + unit.text)
    return "".join(words)


def without_echoes(resolved: list[Resolved], text: str) -> list[Resolved]:
    """Return the attributions less those that say again what their own speaker's other holds."""
    kept: list[Resolved] = []
    by_sentence: dict[int, list[Resolved]] = {}
    for item in resolved:
        by_sentence.setdefault(item.draft.sentence.number, []).append(item)
    for item in resolved:
        beside = by_sentence[item.draft.sentence.number]
        if len(beside) == 1 or not (is_echo(item, beside) or is_double(item, kept)):
            kept.append(item)
    return kept


def is_echo(item: Resolved, beside: list[Resolved]) -> bool:
    """Say whether an attribution stands in another one of the same speaker."""
    return item.figure is not None and any(
        other.figure is item.figure and other is not item and holds(other.draft, item.draft)
        for other in beside
    )


def is_double(item: Resolved, kept: list[Resolved]) -> bool:
    """Say whether one of the attributions before has the same content in the same sentence."""
    draft = item.draft
    return any(
        other.draft.sentence is draft.sentence and other.draft.parts == draft.parts
        for other in kept[-8:]
    )


def finish(
    resolved: list[Resolved],
    relays: list[Relayed],
    days: list[Day],
    by_sentence: list[list[Draft]],
    text: str,
    folded: str,
    profile: LanguageProfile,
    world: World,
    topics: TopicFinder,
    story: Story,
    stray: list[int],
) -> tuple[Attribution, ...]:
    """Return the attributions of resolved drafts: days, settings, topics and confidence."""
    reader = topics.reader(text, folded, story.paragraphs, profile.language)
    found: list[Attribution] = []
    for item, (via, via_actor, parent), when in zip(resolved, relays, days, strict=True):
        draft, figure = item.draft, item.figure
        mention = draft.speaker
        actors = figure.actors if figure is not None else set()
        actor = next(iter(actors)) if len(actors) == 1 else None
        name = item.printed
        if actor is not None:
            name = world.actors[actor].name
        elif figure is not None:
            name = figure.name
        elif mention is not None and is_pronoun(item, profile):
            name = None
        setting = setting_of(draft, by_sentence[draft.sentence.number], text, profile, world)
        doubts = draft.doubts
        near = bisect_left(stray, draft.parts[0].start - 2)
        if near < len(stray) and stray[near] <= draft.parts[-1].end + 2:
            doubts = (*doubts, "unbalanced marks")
        found.append(
            Attribution(
                parts=tuple(draft.parts),
                form=draft.form,
                cue=draft.cue.cut(text) if draft.cue is not None else "",
                cue_span=draft.cue,
                speaker_span=mention.span if mention is not None else None,
                speaker_printed=mention.span.cut(text) if mention is not None else None,
                speaker=name,
                actor=actor,
                candidates=tuple(sorted(actors)) if len(actors) > 1 else (),
                via=via,
                via_actor=via_actor,
                said_on=when.value,
                said_on_basis=BASES[when.basis],
                occasion=setting.occasion,
                place=setting.place,
                topics=reader.topics(draft.parts),
                rule=draft.rule,
                confidence=confidence_of(draft.rule, profile.language),
                nested_in=parent,
                doubts=doubts,
            )
        )
    return tuple(found)


def is_pronoun(item: Resolved, profile: LanguageProfile) -> bool:
    """Say whether a mention is only a pronoun, which is nobody's name."""
    printed = fold(item.printed or "")
    return printed in profile.pronouns or printed in profile.owners
