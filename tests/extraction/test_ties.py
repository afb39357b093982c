"""Ties: what nobody said makes no statement."""

import pytest

from tests.extraction.reading import said


@pytest.mark.parametrize(
    "text",
    [
        "Neither Bo Lind nor Ada Moor said that the port was open.",
        "No official said that the port was open.",
        "Few officials said that the port was open.",
        "If Bo Lind says that the port is open, ships will come.",
        "Unless Bo Lind says that the port is open, no ship will come.",
        "Had Bo Lind said that the port was open, ships would have come.",
        "Should Bo Lind say that the port is open, ships will come.",
        "Did Bo Lind say that the port was open?",
        "It is not true that Bo Lind said the port was open.",
        "Nobody believes that Bo Lind said the port was open.",
        "Bo Lind, said to be the richest man in Ostmark, opened the port.",
    ],
)
def test_what_nobody_said_is_no_statement(text: str) -> None:
    assert said(text) == []


def test_a_denied_saying_is_only_the_denial() -> None:
    text = "Ada Moor denied that Bo Lind had said the port was open."
    assert said(text) == [("Ada Moor", "Bo Lind had said the port was open")]


def test_neither_makes_no_name() -> None:
    text = 'Neither Moor nor Ambrun said whether it leaks. "He lies," said Moor of Ambrun.'
    assert said(text) == [("Ada Moor", "He lies,")]
