"""Sentences end where they end, whatever stops, marks and abbreviations stand around."""

import pytest

from app.extraction.sentences import stretches
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


def test_a_row_of_places_ends_where_one_is_missing() -> None:
    assert list(stretches([1, 2, 4, 7, 8, 9])) == [(1, 3), (4, 5), (7, 10)]


def test_a_sentence_keeps_where_its_capitals_stand() -> None:
    (sentence,) = sentences_of("Yesterday the envoy Ada Moor met Bo Lind.")
    assert sentence.capitals == [0, 3, 4, 6, 7]
