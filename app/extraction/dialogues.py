"""Dialogues: talks whose questions and answers open with a dash, and paragraphs that do."""

from collections.abc import Sequence

from app.extraction.clauses import DASHES
from app.extraction.drafts import Draft
from app.extraction.inflection import lemmas
from app.extraction.phrases import Mention, Sort
from app.extraction.profile import LanguageProfile
from app.extraction.sentences import Sentence, first_sentences
from app.extraction.subjects import main_subject
from app.extraction.types import Form
from app.spans import Span

LEAST_TURNS = 4
ASKS = "?"
INVERTED = "quote-inverted"
Host = tuple[Sentence, Mention]


def take_dialogues(
    sentences: Sequence[Sentence],
    drafts: list[list[Draft]],
    paragraphs: Sequence[Span],
    text: str,
    profile: LanguageProfile,
) -> None:
    """Give the answers of a published talk to whom the story names as its guest.

    A talk is a row of paragraphs that open with a dash, questions and answers in turn. Elsewhere
    such a paragraph belongs whole to the attribution that stands at its end.
    """
    opening = first_sentences(sentences)
    dashed = [number for number in sorted(opening) if opens_with_dash(opening[number])]
    if not dashed:
        return
    widen(sentences, drafts, paragraphs, text, set(dashed))
    inverted = {
        sentence.paragraph
        for sentence in sentences
        if any(draft.rule == INVERTED for draft in drafts[sentence.number])
    }
    turns = [number for number in dashed if number not in inverted]
    if len(turns) < len(dashed) or not is_talk(turns, paragraphs, text):
        return
    host = host_of([one for one in sentences if one.paragraph < turns[0]], profile)
    for sentence in sentences:
        if sentence.paragraph in turns[::2]:
            drafts[sentence.number].clear()
    for place, number in enumerate(turns):
        if place % 2 == 0:
            continue
        # The last answer ends with its paragraph: what follows may be the outlet's again.
        end = turns[place + 1] if place + 1 < len(turns) else number + 1
        home = opening[number]
        draft = Draft(
            home,
            "turn",
            None,
            host[1] if host else None,
            form=Form.DIRECT,
            speaker_sentence=host[0] if host else None,
        )
        draft.parts = [
            part
            for part in (spoken(paragraphs[at], opening.get(at), text) for at in range(number, end))
            if part
        ]
        if draft.parts:
            drafts[home.number].insert(0, draft)


def opens_with_dash(sentence: Sentence) -> bool:
    """Say whether a paragraph's first sentence opens with a dash, as spoken words do."""
    return sentence.units[0].text in DASHES and len(sentence.units) > 1


def spoken(paragraph: Span, sentence: Sentence | None, text: str) -> Span:
    """Return a paragraph without the dash that opens it."""
    dashed = sentence is not None and opens_with_dash(sentence)
    start = sentence.units[0].end if sentence is not None and dashed else paragraph.start
    return Span(start, paragraph.end).trimmed(text)


def is_talk(turns: Sequence[int], paragraphs: Sequence[Span], text: str) -> bool:
    """Say whether paragraphs are questions and answers in turn, beginning with a question."""
    asks = [paragraphs[number].cut(text).rstrip().endswith(ASKS) for number in turns]
    questions, answers = asks[::2], asks[1::2]
    return (
        len(turns) >= LEAST_TURNS
        and asks[0]
        and 2 * sum(questions) >= len(questions)
        and 4 * sum(answers) <= len(answers)
    )


def host_of(sentences: Sequence[Sentence], profile: LanguageProfile) -> Host | None:
    """Return who gives the talk: the first named subject of a sentence that speaks of one."""
    for sentence in sentences:
        if all(profile.talks.isdisjoint(lemmas(low)) for low in sentence.lows):
            continue
        subject = main_subject(sentence, len(sentence.units), profile)
        if (
            subject is not None
            and subject.sort is Sort.PHRASE
            and sentence.units[subject.end - 1].capital
        ):
            return sentence, subject
    return None


def widen(
    sentences: Sequence[Sentence],
    drafts: list[list[Draft]],
    paragraphs: Sequence[Span],
    text: str,
    dashed: set[int],
) -> None:
    """Begin «— A. B, — сказал X» with A, where a paragraph opens with a dash."""
    first: dict[int, Sentence] = {}
    seen: set[int] = set()
    for sentence in sentences:
        number = sentence.paragraph
        home = first.setdefault(number, sentence)
        found = drafts[sentence.number]
        if number not in dashed or number in seen or not found:
            continue
        seen.add(number)
        if found[0].rule == INVERTED and home is not sentence and not found[0].quotations:
            start = spoken(paragraphs[number], home, text).start
            found[0].parts[0] = Span(start, found[0].parts[0].end)
