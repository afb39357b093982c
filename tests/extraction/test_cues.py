"""Cues: the words that announce a statement, and the same words where they do not."""

import pytest

from app.extraction.cues import find_cues
from tests.extraction.reading import ENGLISH, said, sentences_of


def cues(text: str) -> list[str]:
    return [
        " ".join(hit.cue.words)
        for sentence in sentences_of(text)
        for hit in find_cues(sentence, ENGLISH)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Moor said it leaks, adding that it will.", ["said", "adding"]),
        ("Moor has also pointed out that it leaks.", ["pointed out"]),
        ("It leaks, according to Moor.", ["according to"]),
        ("Moor was quoted as saying it leaks.", ["was quoted as saying"]),
        ("Moor called for calm and spoke of hope.", ["called for", "spoke of"]),
    ],
)
def test_words_that_announce_are_cues(text: str, found: list[str]) -> None:
    assert cues(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Moor did not say that it leaks.",
        "Moor refused to say whether it leaks.",
        "Moor may say that it leaks.",
        "Moor was told that it leaks.",
        "The report on the dam was read by all.",
        "Her remarks came late.",
        "Repeated calls for calm went unheard.",
        "She left, speaking on condition of anonymity.",
    ],
)
def test_words_that_only_look_like_it_are_none(text: str) -> None:
    assert said(text) == []
