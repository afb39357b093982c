"""Reading: small helpers that show what a stage makes of a text."""

from datetime import date

from app.extraction import extract, profiles
from app.extraction.marks import read_marks
from app.extraction.sentences import Sentence, find_sentences
from app.extraction.types import Attribution
from app.spans import Span
from app.text import fold
from tests.extraction.gazetteer import WORLD

ENGLISH = profiles()["en"]
FRIDAY = date(2024, 12, 27)


def sentences_of(*paragraphs: str) -> list[Sentence]:
    """Return the English sentences of paragraphs."""
    text = "\n".join(paragraphs)
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 1
    return find_sentences(text, fold(text), spans, read_marks(text, spans), ENGLISH)


def attributions(
    text: str, day: date | None = FRIDAY, language: str = "en"
) -> tuple[Attribution, ...]:
    """Return what a text attributes, in the invented world."""
    return extract(text, language, day, WORLD).attributions


def said(text: str, language: str = "en") -> list[tuple[str | None, str]]:
    """Return (speaker, words) of each attribution."""
    return [(item.speaker, item.words(text)) for item in attributions(text, language=language)]
