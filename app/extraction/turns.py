"""Turns: transcripts, in which a name and a colon open what somebody says."""

from collections import Counter
from collections.abc import Mapping, Sequence

from app.extraction.dialogues import host_of
from app.extraction.drafts import Draft
from app.extraction.phrases import mention_of
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence, first_sentences
from app.extraction.types import Form
from app.spans import Span

MOST_LABEL_UNITS = 8
LEAST_TURNS = 2
# One paragraph in so many opens with a label, where nothing else shows a transcript.
LEAST_SHARE = 2


def take_turns(
    sentences: Sequence[Sentence],
    drafts: list[list[Draft]],
    paragraphs: Sequence[Span],
    text: str,
    profile: LanguageProfile,
) -> None:
    """Give each turn of a transcript to the name before its colon; questions are no statements.

    A text is a transcript where several paragraphs open with such a label, one of them with
    initials or the word for a question, or most of them with labels that come again. A turn runs
    on until the next label, in parts.
    """
    opening = first_sentences(sentences)
    labels = {number: label_end(sentence, profile) for number, sentence in opening.items()}
    found = {number: end for number, end in labels.items() if end}
    plain = [number for number in found if is_sure(opening[number], profile)]
    if len(found) < LEAST_TURNS or not (plain or is_dialogue(opening, found, len(paragraphs))):
        return
    before, last = min(found), max(found)
    by_paragraph: dict[int, list[Draft]] = {}
    for one in sentences:
        by_paragraph.setdefault(one.paragraph, []).extend(drafts[one.number])
    host = host_of([one for one in sentences if one.paragraph < before], profile)
    begun: Draft | None = None
    asked = False
    for number in range(len(paragraphs)):
        sentence = opening.get(number)
        if sentence is None:
            continue
        end = found.get(number, 0)
        if end:
            asked = not profile.askers.isdisjoint(sentence.lows[:end])
            begun = None
            if not asked:
                # "KAI OSK, REPORTER": the name alone.
                stop = next((i for i in range(1, end) if sentence.units[i].text == ","), end)
                home, speaker = sentence, mention_of(sentence, 0, stop)
                named = sentence.lows[0] not in profile.answerers
                if not named and host is not None:
                    # «Ответ:» names nobody: whoever gives the briefing answers.
                    home, speaker = host
                begun = Draft(
                    sentence,
                    "turn",
                    None,
                    speaker if named or host is not None else None,
                    form=Form.DIRECT,
                    speaker_sentence=home,
                )
                drafts[sentence.number].insert(0, begun)
        elif begun is not None and number > last and told_of(by_paragraph, number, begun):
            begun = None
        if begun is None:
            continue
        start = sentence.units[end].end if end else paragraphs[number].start
        part = Span(start, paragraphs[number].end).trimmed(text)
        if part:
            begun.parts.append(part)


def told_of(drafts: Mapping[int, Sequence[Draft]], number: int, begun: Draft) -> bool:
    """Say whether a paragraph behind the last answer tells of the speaker again: no answer.

    Where the label itself names the speaker, who may pass on others' words, the story goes on
    only if it names the speaker from here on.
    """
    told = [draft for draft in drafts.get(number, []) if draft.speaker and draft.rule != "turn"]
    if begun.speaker is None or begun.speaker_sentence is not begun.sentence:
        return bool(told)
    name = begun.sentence.lows[begun.speaker.end - 1]
    return bool(told) and any(
        name in draft.speaker_sentence.lows[draft.speaker.first : draft.speaker.end]
        for later, found in drafts.items()
        if later >= number
        for draft in found
        if draft.speaker is not None and draft.speaker_sentence is not None and draft.rule != "turn"
    )


def label_end(sentence: Sentence, profile: LanguageProfile) -> int:
    """Return the unit of the colon behind a label, 0 where a sentence opens with none."""
    for at, unit in enumerate(sentence.units[:MOST_LABEL_UNITS]):
        if unit.text == ":":
            return at
        if unit.text == "," and at and sentence.units[at - 1].text.isupper():
            continue
        initial = unit.text == "." and at > 0 and len(sentence.lows[at - 1].rstrip(".")) == 1
        asker = at == 0 and unit.low in profile.askers
        if not (unit.capital or initial or asker or unit.low in profile.particles):
            return 0
    return 0


def is_dialogue(opening: dict[int, Sentence], found: dict[int, int], paragraphs: int) -> bool:
    """Say whether labels without a question among them are a dialogue's.

    Two or more take turns, one of them again, in at least half of the paragraphs from the first on.
    """
    counts = Counter(tuple(opening[number].lows[:end]) for number, end in found.items())
    again = max(counts.values()) > 1 and len(counts) > 1
    return again and LEAST_SHARE * len(found) >= paragraphs - min(found)


def is_sure(sentence: Sentence, profile: LanguageProfile) -> bool:
    """Say whether a label can only be a transcript's: initials, or the word for a question."""
    first = sentence.units[0]
    follows = len(sentence.units) > 1 and sentence.units[1].text == "."
    return (
        first.low in profile.askers
        or (len(first.text) == 1 and follows)
        or (first.capital and "." in first.text)
    )
