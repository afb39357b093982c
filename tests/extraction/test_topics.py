"""Terms find their topics: whole words, stems, several words, weak ones and false friends."""

import pytest

from app.extraction.topics import TopicFinder, topic_finder
from app.extraction.types import Gazetteer, KnownTopic, Term
from app.spans import Span
from app.text import fold

WEIRS = KnownTopic(
    "weirs",
    "Weirs",
    (
        Term("river gate*", "en"),
        Term("Weir-on-Sarn", "en"),
        Term("GATE", "en"),
        Term("dam", "en", weak=True),
        Term("flood*", "en", weak=True),
        Term("tail gate*", "en", excluded=True),
        Term("речн* шлюз*", "ru"),
        Term("стран*-сосед*", "ru"),
    ),
)
FINDER = topic_finder(Gazetteer(topics=(WEIRS,), places=("Sarn",)))


def found(text: str, language: str = "en", finder: TopicFinder = FINDER) -> list[str]:
    """Return the words that propose the topic in a quote that is all of `text`."""
    whole = Span(0, len(text))
    matches = finder.reader(text, fold(text), [whole], language).topics([whole])
    return [match.span.cut(text) for match in matches]


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Both river gates leak.", "en", "river gates"),
        ("Both river\ngates leak.", "en", "river\ngates"),
        ("It leaks at Weir on Sarn.", "en", "Weir on Sarn"),
        ("It leaks at Weir-on-Sarn.", "en", "Weir-on-Sarn"),
        ("У речных шлюзов стоят люди.", "ru", "речных шлюзов"),
        ("О странах-соседях молчат.", "ru", "странах-соседях"),
    ],
)
def test_a_term_of_several_words_is_found(text: str, language: str, words: str) -> None:
    assert found(text, language) == [words]


def test_capitals_are_compared_as_they_are_written() -> None:
    assert found("The GATE is shut.") == ["GATE"]
    assert found("The gate is shut.") == []


def test_a_word_inside_another_is_no_term() -> None:
    assert found("The underriver gates leak at Adam's house near Sarn.") == []


def test_a_weak_term_needs_a_second_one_or_a_place() -> None:
    assert found("The dam leaks.") == []
    assert found("The dam leaks in a flood.") == ["dam"]
    assert found("The dam leaks at Sarn.") == ["dam"]


def test_a_false_friend_hides_what_it_covers() -> None:
    finder = topic_finder(
        Gazetteer(topics=(KnownTopic("t", "T", (Term("gate*", "en"), WEIRS.terms[5])),))
    )
    assert found("The tail gate is open.", finder=finder) == []


def test_without_a_term_of_its_own_a_quote_takes_its_paragraphs() -> None:
    text = "She went to the river gates. It leaks, she said."
    quote = Span(29, 37)
    matches = FINDER.reader(text, fold(text), [Span(0, len(text))], "en").topics([quote])
    assert [(match.topic, match.inside) for match in matches] == [("weirs", False)]
