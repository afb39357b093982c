"""Days: stated, counted from the day published, inherited, published, unknown."""

from datetime import date
from pathlib import Path

import pytest

from app.extraction import extract
from app.services.gazetteer import gazetteer_from_seeds
from tests.extraction.reading import FRIDAY, attributions

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


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
        ("on the 20th of December", "2024-12-20", "stated"),
        ("last week", None, "unknown"),
        ("in a recent interview", None, "unknown"),
        ("in 2019", "2019", "stated"),
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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("In 1998 Ada Moor said that it leaks.", ("1998", "stated")),
        ("Back in 2019, Ada Moor said that it leaks.", ("2019", "stated")),
        ("The day before, Ada Moor had said that it leaks.", (None, "unknown")),
        ("Ada Moor told the Monday Club that it leaks.", ("2024-12-27", "published")),
        ("Ada Moor told Delmar Tonight that it leaks.", ("2024-12-27", "published")),
        ("On Friday, December 20, Ada Moor said that it leaks.", ("2024-12-20", "stated")),
        ("Ada Moor, in office since 2019, said that it leaks.", ("2024-12-27", "published")),
        ("Ada Moor, elected in 2019, said that it leaks.", ("2024-12-27", "published")),
        ("Ada Moor, speaking on Monday in Sarn, said that it leaks.", ("2024-12-23", "weekday")),
        ("The former minister Ada Moor said that it leaks.", ("2024-12-27", "published")),
        ("After the storm of Monday, Ada Moor said that it leaks.", ("2024-12-27", "published")),
        ("After talks on Monday, Ada Moor said that it leaks.", ("2024-12-23", "weekday")),
    ],
)
def test_only_a_time_of_the_saying_is_its_day(text: str, day: tuple[str | None, str]) -> None:
    assert days(text) == [day]


def test_the_day_before_counts_from_the_day_that_the_story_states() -> None:
    text = (
        "Ada Moor said on Thursday that it leaks. The day before, Bo Lind had said that it holds."
    )
    assert days(text) == [("2024-12-26", "weekday"), ("2024-12-25", "weekday")]


def test_a_vague_time_of_one_sentence_is_not_the_next_ones() -> None:
    text = (
        "Ada Moor said on Monday that it leaks. In an earlier interview, she said it was dry. "
        "She said it stinks."
    )
    assert days(text) == [
        ("2024-12-23", "weekday"),
        (None, "unknown"),
        ("2024-12-23", "weekday"),
    ]


def test_a_vague_time_inside_reported_words_does_not_touch_the_reporter() -> None:
    text = (
        "Bo Lind of Veltania said on Monday that the port was open.\n\n"
        '"We like it," he said, adding that Ada Moor, the minister, called the port "old" in a '
        'recent interview.\n\n"It is open," he said.'
    )
    found = attributions(text)
    assert {(a.said_on, a.said_on_basis.value) for a in found if a.actor == "bo-lind"} == {
        ("2024-12-23", "weekday")
    }
    assert [(a.said_on, a.via) for a in found if a.actor == "ada-moor"] == [(None, "Bo Lind")]


def test_the_day_of_the_one_who_relays_is_not_the_day_of_the_relayed_words() -> None:
    text = (
        "Ada Moor said on Friday that it leaks. Bo Lind said on Wednesday that Moor had assured "
        'him in a phone call that "no Ostmarkian soldier" would come.'
    )
    relayed = [item for item in attributions(text) if item.via == "Bo Lind"]
    assert [(item.actor, item.said_on) for item in relayed] == [("ada-moor", None)]


def test_every_day_of_the_first_seed_article_is_the_briefing_of_thursday() -> None:
    found = sorted(SEEDS.glob("000_*.txt"))
    if not found:
        pytest.skip("the seed articles are not beside this repository")
    text = found[0].read_text("utf-8")
    said = extract(text, "en", None, gazetteer_from_seeds()).attributions
    own = [item for item in said if item.via is None]
    assert len(own) == 15
    assert {(item.said_on, item.said_on_basis.value) for item in own} == {("2024-12-26", "weekday")}
    relayed = [item for item in said if item.via is not None]
    assert [(i.actor, i.said_on, i.said_on_basis.value) for i in relayed] == [
        ("ahmed-al-sharaa", None, "unknown")
    ]
