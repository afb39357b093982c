"""Sentences end where they end, whatever stops, marks and abbreviations stand around."""

import pytest

from tests.extraction.reading import sentences_of


def cut(text: str) -> list[str]:
    return [sentence.span.cut(text) for sentence in sentences_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Lind met Gen. Dara Shen at 5 p.m. on Jan. 7.",
        "The U.S. envoy left.",
        'He asked "Is it shut?" and went.',
        '"It leaks!" she said.',
        '"Is it shut?" Ada Moor asked.',
        "It cost $3.5 million (see p. 4).",
        "J. Roos left... and came back.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It leaks. She left.", 2),
        ("It leaks.She left.", 2),
        ('"It leaks." "It does."', 2),
        ('"It leaks." She left at noon.', 2),
        ("He lives in the U.S. The envoy left.", 2),
        ("It leaks! Does it? Yes.", 3),
    ],
)
def test_several_sentences_are_split(text: str, count: int) -> None:
    assert len(cut(text)) == count


def test_an_endless_sentence_is_cut() -> None:
    assert len(cut("word " * 1000)) > 1
