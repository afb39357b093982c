"""Inner: quotations inside a quotation, whose words they are, and who passes them on."""

import pytest

from tests.extraction.reading import attributions, said

Inner = list[tuple[str | None, str, str | None]]


def inner(text: str) -> Inner:
    """Return (speaker, words, via) of the words that stand inside others' words."""
    return [
        (item.speaker, item.words(text), item.via)
        for item in attributions(text)
        if item.nested_in is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "\"Ada Moor told me: 'We have learned from the flood,'\" Bo Lind recalled.",
            [("Ada Moor", "We have learned from the flood,", "Bo Lind")],
        ),
        (
            "“Lind told us, ‘Go home and stay there,’ and we went,” said Ada Moor.",
            [("Bo Lind", "Go home and stay there,", "Ada Moor")],
        ),
        (
            "“‘You’re too late, friend,’ Tilda Roos told me at the gate,” Lind said.",
            [("Tilda Roos", "You’re too late, friend,", "Bo Lind")],
        ),
        # The medium that passes Lind's words on stands in Moor's words, not beside them.
        (
            "“Then Bo Lind was quoted by the Gazette as saying: ‘We stay for good,’” Moor said.",
            [("Bo Lind", "We stay for good,", "Ada Moor")],
        ),
        # Nobody calls themselves "she": here it is the one other person who was named.
        (
            "Bo Lind met Ada Moor. \"She told me: 'We have learned from it,'\" he recalled.",
            [("Ada Moor", "We have learned from it,", "Bo Lind")],
        ),
        (
            "\"She told me: 'We have learned from the flood,'\" Bo Lind recalled.",
            [(None, "We have learned from the flood,", "Bo Lind")],
        ),
        # Two could be meant.
        (
            "Ada Moor praised Eva Munk. \"She told me: 'We have learned from it,'\" Bo Lind said.",
            [(None, "We have learned from it,", "Bo Lind")],
        ),
    ],
)
def test_words_inside_others_words_are_their_own_speakers(text: str, expected: Inner) -> None:
    assert inner(text) == expected


def test_inner_words_stand_in_the_outer_ones_and_have_no_day_of_their_own() -> None:
    text = "\"Lind told me: 'We will not go,'\" Ada Moor said on Thursday."
    outer, told = attributions(text)
    assert outer.words(text) == "Lind told me: 'We will not go,'"
    assert (outer.said_on_basis.value, told.said_on, told.nested_in) == ("weekday", None, 0)


@pytest.mark.parametrize(
    "text",
    [
        # What the speaker quotes is their own, said by everybody, never said, or only imagined.
        "“We told them, ‘This port is closed to you,’” Ada Moor said.",
        "\"People say, 'You cannot live here.' But we do,\" said Ada Moor.",
        "“The minister didn't say ‘we will not give in’,” Ada Moor said.",
        "“If the minister says ‘we will not give in’, I will leave,” Ada Moor said.",
        # Scare quotes, and apostrophes.
        "\"He called it 'useless',\" said Ada Moor.",
        "\"We won't go, and the boats' owners won't either,\" said Ada Moor.",
    ],
)
def test_a_quotation_holds_no_inner_words_where_nobody_else_said_them(text: str) -> None:
    assert [speaker for speaker, _ in said(text)] == ["Ada Moor"]
