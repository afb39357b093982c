"""Highlighting: hits are marked, and not a character changes."""

import html
import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.queries.words import parse_words
from app.web.highlight import Highlighter


def shown(text: str, q: str, *, exact: bool = False) -> str:
    return str(Highlighter(parse_words(q), exact=exact)(text))


def plain(marked: str) -> str:
    """What a reader sees of marked text."""
    return html.unescape(re.sub(r'<mark class="hit">|</mark>', "", marked))


SCRIPTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@given(SCRIPTS, SCRIPTS, st.booleans())
@example("İstanbul'da", "istanbul", False)
@example("a<b", "<", True)
@example("½ cup", "1", False)
def test_a_marked_text_reads_as_before(text: str, q: str, exact: bool) -> None:
    assert plain(shown(text, q, exact=exact)) == text


@given(SCRIPTS)
def test_a_text_searched_for_its_own_words_never_fails(text: str) -> None:
    assert plain(shown(text, text)) == text


@given(st.lists(st.sampled_from(["dam", "river", "<b>", "&", '"'])), st.sampled_from(["dam", "b"]))
def test_what_is_shown_holds_no_markup_of_the_text(parts: list[str], q: str) -> None:
    left = re.sub(r'<mark class="hit">|</mark>', "", shown(" ".join(parts), q))
    assert "<" not in left
    assert '"' not in left


@pytest.mark.parametrize(
    ("text", "q", "hit"),
    [
        ("The Dam leaks.", "dam", "Dam"),
        ("Işıl Fırtınalı", "firtinali", "Fırtınalı"),
        ("течёт", "течет", "течёт"),
        ("the border stays open", '"stays open"', "stays open"),
        ("stays, open", '"stays open"', "stays, open"),
        ("the borders", "bord*", "borders"),
    ],
)
def test_a_word_is_marked_in_any_spelling(text: str, q: str, hit: str) -> None:
    assert f'<mark class="hit">{hit}</mark>' in shown(text, q)


@pytest.mark.parametrize(
    ("text", "q", "exact"),
    [
        ("the damage", "dam", False),
        ("The Dam", "dam", True),
        ("the dam", "-dam", False),
        ("the dam", "!!!", False),
    ],
)
def test_what_was_not_found_is_not_marked(text: str, q: str, exact: bool) -> None:
    assert "<mark" not in shown(text, q, exact=exact)


def test_a_text_full_of_hits_is_marked_at_once() -> None:
    begun = time.perf_counter()
    assert shown("a " * 50_000, "a").count("<mark") == 50_000
    # Text joined hit by hit is copied as often: that took half a minute.
    assert time.perf_counter() - begun < 5
