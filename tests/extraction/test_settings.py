"""Settings: the occasion and the place, where the text prints them beside the attribution."""

import pytest

from tests.extraction.reading import attributions


def settings(text: str) -> list[tuple[str | None, str | None]]:
    return [(item.occasion, item.place) for item in attributions(text)]


@pytest.mark.parametrize(
    ("text", "occasion", "place"),
    [
        (
            "Speaking at a news conference in Karsk, Bo Lind said that it leaks.",
            "a news conference in Karsk",
            "Karsk",
        ),
        (
            "Bo Lind said at a news conference following talks with Ada Moor that it leaks.",
            "a news conference",
            None,
        ),
        ("Bo Lind told reporters in Karsk that it leaks.", None, "Karsk"),
        ('"It leaks," Bo Lind told reporters in Port Sarn on Friday.', None, "Port Sarn"),
        ('"It leaks," Bo Lind said Wednesday in Karsk.', None, "Karsk"),
        (
            "It leaks, Bo Lind said in an interview with the Sarn Courier published on Thursday.",
            "an interview with the Sarn Courier",
            None,
        ),
        ('"It leaks," she said at her weekly briefing on Thursday.', "her weekly briefing", None),
        (
            "In a televised interview with the private channel TV Sarn, Bo Lind said it leaks.",
            "a televised interview with the private channel TV Sarn",
            None,
        ),
        (
            "In an interview with the Karsk Today channel, Bo Lind said it leaks.",
            "an interview with the Karsk Today channel",
            None,
        ),
        ("In a statement on Wednesday, the ministry said it leaks.", "a statement", None),
        (
            "It leaks, Bo Lind said at a meeting of the River Council in Delmar on Monday.",
            "a meeting of the River Council in Delmar",
            "Delmar",
        ),
    ],
)
def test_the_setting_of_the_saying_is_told(
    text: str, occasion: str | None, place: str | None
) -> None:
    assert settings(text) == [(occasion, place)]


@pytest.mark.parametrize(
    "text",
    [
        "Bo Lind said that the meeting in Karsk was long.",
        "Bo Lind said it leaks.",
        "Bo Lind said in December that it leaks.",
        "Bo Lind said in Veltanian that it leaks.",
        "Bo Lind told lawmakers in Parliament that it leaks.",
        "Asked about the meeting in Karsk, Bo Lind said it leaks.",
        "Users of the forum in Delmar said it leaks.",
        "Posts on the message board, old and new, claimed that it leaks.",
        "After talks in Karsk, Bo Lind said it leaks.",
        "Ada Moor, who chairs a forum in Delmar, said it leaks.",
    ],
)
def test_what_is_no_setting_is_none(text: str) -> None:
    assert settings(text) == [(None, None)]


def test_two_speakers_of_one_sentence_have_their_own_settings() -> None:
    text = "Bo Lind said in Karsk that it leaks, while Ada Moor told reporters in Delmar it holds."
    assert settings(text) == [(None, "Karsk"), (None, "Delmar")]


def test_what_one_speaker_adds_is_said_at_the_same_occasion() -> None:
    text = "Bo Lind said at a briefing in Karsk that it leaks, adding that it stinks."
    assert settings(text) == [("a briefing in Karsk", "Karsk")] * 2
