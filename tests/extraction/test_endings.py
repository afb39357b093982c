"""Endings: where the story goes on behind what somebody said."""

import pytest

from tests.extraction.reading import attributions, said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # No clause carries on an infinitive.
        ("Officials promised to rebuild the school, and work began.", "to rebuild the school"),
        ("Ada Moor vowed to stay, but her deputy left for Delmar.", "to stay"),
        # The present does not belong to what was put back into the past.
        (
            ("Ada Moor insisted she had never thought of leaving, but her contract expires in June"
            " and is not renewed."),
            "she had never thought of leaving",
        ),
        ("Ada Moor said that the bank was safe, but depositors are not so sure.",
         "the bank was safe"),
        (
            "Lawyers for the company argued that the claim came too late, but the judge disagreed.",
            "the claim came too late",
        ),
        # Who blames somebody is told by the story.
        ("Ada Moor predicted that the bill would fail, and she mocked its authors.",
         "the bill would fail"),
    ],
)  # fmt: skip
def test_a_content_ends_where_the_story_goes_on(text: str, words: str) -> None:
    assert next(found for _, found in said(text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Ada Moor said that the dam leaked, and two gates had failed.",
            "the dam leaked, and two gates had failed",
        ),
        (
            "Ada Moor says that the dam was safe, but it is old.",
            "the dam was safe, but it is old",
        ),
        (
            "Ada Moor said that the dam is safe, and it has no leaks.",
            "the dam is safe, and it has no leaks",
        ),
        (
            "Ada Moor urged the sides to stop, and to go home.",
            "to stop, and to go home",
        ),
        (
            "Ada Moor promised to see that the school opens, and children are fed.",
            "to see that the school opens, and children are fed",
        ),
    ],
)
def test_a_content_goes_on_where_the_next_clause_may_be_told_too(text: str, words: str) -> None:
    assert [found for _, found in said(text)] == [words]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Ada Moor promised to rebuild the school, and work began on Tuesday.", "published"),
        ('"It leaks," Ada Moor said, and the council met on Tuesday.', "published"),
        ("Ada Moor nodded, and said on Tuesday that the port leaks.", "weekday"),
        # A day that only bounds a time is not the day of the words.
        ("The port is shut until Tuesday, Ada Moor said.", "published"),
        ("Rain will last, with Ada Moor saying before Tuesday that it stinks.", "published"),
    ],
)
def test_a_day_of_the_story_is_not_the_day_of_the_words(text: str, basis: str) -> None:
    assert attributions(text)[0].said_on_basis.value == basis
