"""Quotation marks: pairs, levels, paragraphs, and marks that fit nothing."""

import pytest

from app.extraction.marks import Marks, read_marks
from app.spans import Span


def marks_of(*paragraphs: str) -> tuple[str, list[Marks]]:
    text = "\n".join(paragraphs)
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 1
    return text, read_marks(text, spans)


def quoted(*paragraphs: str) -> list[str]:
    text, found = marks_of(*paragraphs)
    return [quotation.inner.cut(text) for marks in found for quotation in marks.quotations]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('"Go on," she said. "Now."', ["Go on,", "Now."]),
        ("“Go on,” she said.", ["Go on,"]),
        ("«Иди», — сказала она.", ["Иди"]),
        ("„Geh“, sagte sie. „Geh” noch einmal.", ["Geh", "Geh"]),
        ("``Go on,'' she said.", ["Go on,"]),
        ("‘Go on,’ she said.", ["Go on,"]),
        ("'Go on,' she said.", ["Go on,"]),
        ("«Мы слышали про «реку» и мост», — сказала она.", ["Мы слышали про «реку» и мост"]),
        ("“He said ‘go’ to us,” she said.", ["He said ‘go’ to us,"]),
        ('said," [Moor] went on". He left.', ["[Moor] went on"]),
    ],
)
def test_pairs_enclose_what_they_should(text: str, inside: list[str]) -> None:
    assert quoted(text) == inside


def test_an_apostrophe_is_no_mark() -> None:
    assert quoted("It's the ministers' dam, and Moor's, since the '90s.") == []


def test_the_plurals_apostrophe_does_not_close_a_quotation() -> None:
    assert quoted("‘The ministers’ dam leaks,’ she said.") == ["The ministers’ dam leaks,"]


def test_a_quotation_goes_on_in_a_paragraph_that_opens_with_a_mark() -> None:
    _, found = marks_of('He said: "The dam leaks.', '"The gate too."')
    first, second = found[0].quotations[0], found[1].quotations[0]
    assert first.whole() == second.whole() == [first, second]


def test_a_quotation_goes_on_in_a_paragraph_whose_first_mark_closes() -> None:
    text, found = marks_of('He said: "The dam leaks.', 'The gate too." He left.')
    assert [piece.inner.cut(text) for piece in found[0].quotations[0].whole()] == [
        "The dam leaks.",
        "The gate too.",
    ]


def test_a_mark_that_never_closes_spoils_nothing_else() -> None:
    text, found = marks_of('The " dam leaks.', '"It does," she said.')
    assert found[0].quotations == []
    assert len(found[0].stray) == 1
    assert [q.inner.cut(text) for q in found[1].quotations] == ["It does,"]


def test_a_quotation_that_begins_anew_leaves_the_first_mark_stray() -> None:
    text, found = marks_of('"We go, he said. "They stay," she said.')
    assert [q.inner.cut(text) for q in found[0].quotations] == ["They stay,"]
    assert found[0].stray == [0]


def test_an_open_quotation_runs_over_paragraphs_without_a_mark() -> None:
    _, found = marks_of(
        '"It leaks.', "It has leaked for years.", "All know.", 'It stinks," she said.'
    )
    whole = [quotation.whole() for marks in found for quotation in marks.quotations]
    assert [len(chain) for chain in whole] == [4, 4, 4, 4]
