"""Days: stated, counted from the day published, inherited, published, unknown."""

from datetime import date

import pytest

from tests.extraction.reading import FRIDAY, attributions


def days(text: str, published: date | None = FRIDAY) -> list[tuple[str | None, str]]:
    return [(item.said_on, item.said_on_basis.value) for item in attributions(text, published)]


@pytest.mark.parametrize(
    ("words", "day", "basis"),
    [
        ("on Friday", "2024-12-27", "weekday"),
        ("on Thursday", "2024-12-26", "weekday"),
        ("Saturday", "2024-12-21", "weekday"),
        ("yesterday", "2024-12-26", "weekday"),
        ("today", "2024-12-27", "weekday"),
        ("two days ago", "2024-12-25", "weekday"),
        ("on December 20", "2024-12-20", "stated"),
        ("on 28 December", "2023-12-28", "stated"),
        ("on Dec. 5, 2019,", "2019-12-05", "stated"),
        ("in November", "2024-11", "stated"),
        ("last week", None, "unknown"),
        ("in a recent interview", None, "unknown"),
        ("again", "2024-12-27", "published"),
    ],
)
def test_the_day_is_read_beside_the_cue(words: str, day: str | None, basis: str) -> None:
    assert days(f"Ada Moor said {words} that the dam leaks.") == [(day, basis)]


def test_a_day_inside_the_content_is_not_the_day_it_was_said() -> None:
    assert days("Ada Moor said the dam will be shut on Monday.") == [("2024-12-27", "published")]


def test_without_a_day_published_a_weekday_cannot_be_told() -> None:
    assert days("Ada Moor said on Friday that it leaks.", None) == [(None, "unknown")]


def test_without_any_day_it_is_unknown() -> None:
    assert days("Ada Moor said it leaks.", None) == [(None, "unknown")]


def test_a_speaker_keeps_the_day_of_the_occasion() -> None:
    text = "Ada Moor said on Monday that it leaks. She said it stinks. Bo Lind said it holds."
    assert days(text) == [
        ("2024-12-23", "weekday"),
        ("2024-12-23", "weekday"),
        ("2024-12-27", "published"),
    ]


def test_relayed_words_have_no_day_of_their_own() -> None:
    text = "Delta quoted Ada Moor as saying that it leaks."
    assert days(text) == [(None, "unknown")]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Moor said it leaks, referring to the break of December 5.",
        "Asked about the break on Monday, Ada Moor said it leaks.",
    ],
)
def test_a_day_of_something_else_is_not_the_day_it_was_said(text: str) -> None:
    assert days(text) == [("2024-12-27", "published")]
