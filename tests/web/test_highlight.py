"""Highlighting: hits are marked, and not a character changes."""

import html
import re
import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.queries.words import folded, folded_in_place, parse_words
from app.spans import Span
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
        ("in İSTANBUL'DA now", "istanbul", "İSTANBUL"),
        ("in i\u0307stanbul now", "İstanbul", "i\u0307stanbul"),
        ("ILICA köyü", "ılıca", "ILICA"),
        ("die Straße dort", "straße", "Straße"),
        ("under ﬁre there", "fire", "ﬁre"),
        ("under fire there", "ﬁre", "fire"),
        ("старый за́мок пал", "замок", "за́мок"),
        ("его взя\u0301ли там", "взяли", "взя\u0301ли"),
        ("cafe\u0301, open", "café", "cafe\u0301"),
        ("Sarn'ın suyu", "Sarn'ın", "Sarn"),
        ("بناء سد النهر", "سد النهر", "سد"),
        ("the dam, the river", '"dam the river"', "dam, the river"),
        ("one dam river", 'dam "dam river"', "dam river"),
        ("the cold winters", '"cold wint"', None),
        ("dams", "dam", None),
    ],
)
def test_a_word_is_marked_where_it_stands_in_any_spelling(
    text: str, q: str, hit: str | None
) -> None:
    assert re.findall('<mark class="hit">(.*?)</mark>', shown(text, q))[:1] == (
        [hit] if hit else []
    )


@pytest.mark.parametrize(
    ("text", "q", "hits"),
    [
        ("The dam, a dam; dams, Dam", "dam", ["dam", "dam"]),
        ("kış KIŞ kis kışın", "kış", ["kış"]),
        ("kış kışın akış", "kış*", ["kış", "kışın"]),
        ("cold\nwinter, cold, winter", '"cold winter"', ["cold\nwinter"]),
        ("(dam)", "dam)", ["dam"]),
        ("Sarn'ın ve Sarn", "Sarn'ın", ["Sarn'ın"]),
        ("a+b and a.b", "a+b", ["a+b"]),
        ("cafe\u0301 cafe", "cafe", ["cafe"]),
    ],
)
def test_exactly_typed_whole_words_are_marked_alone(text: str, q: str, hits: list[str]) -> None:
    found = re.findall('(?s)<mark class="hit">(.*?)</mark>', shown(text, q, exact=True))
    assert [html.unescape(each) for each in found] == hits


# What marks, ligatures and letters of two forms are made of.
AWKWARD = st.text(st.sampled_from("aıİIißẞﬁfé\u0301\u0307 -'’½ёейиЁ«*\"дa\u0654أ"), max_size=12)


@given(AWKWARD, AWKWARD, st.booleans())
def test_hits_are_ordered_whole_words_of_the_text(text: str, q: str, exact: bool) -> None:
    highlighter = Highlighter(parse_words(q), exact=exact)
    hits = [*highlighter.hits(text), Span(len(text), len(text))]
    assert plain(shown(text, q, exact=exact)) == text
    for hit, following in pairwise(hits):
        assert 0 <= hit.start < hit.end <= following.start
        assert text[hit.start].isalnum()
        assert text[hit.start - 1 : hit.start] in {"", *" -'’«*\"\u0654\u0301\u0307"}
        assert not text[hit.end : hit.end + 1].isalnum() or "½" in text


@given(SCRIPTS, st.sampled_from(["Ada Moor", "Мур", 'a "b c"', "да*"]), st.booleans())
def test_a_marked_speaker_reads_as_before(name: str, q: str, exact: bool) -> None:
    highlighter = Highlighter(parse_words(q), exact=exact, aliases={"ada-moor": "Мур"})
    assert plain(str(highlighter.speaker(name, "ada-moor"))) == name
    assert plain(str(highlighter.speaker(name))) == name


@pytest.mark.parametrize(
    ("name", "q", "hit"),
    [
        ("Ilya Sarnov", "Сарнова", "Sarnov"),
        ("Илья Сарнов", "sarnov", "Сарнов"),
        ("Zhanna Khlebova", "Хлебовой", "Khlebova"),
        ("Işıl Fırtınalı", '"isil firtinali"', "Işıl Fırtınalı"),
        ("Ilya Sarnov", "sar*", "Sarnov"),
        ("The ministry of Ilya Sarnov", "Sarnov'un", "Sarnov"),
    ],
)
def test_a_speakers_name_is_marked_in_another_script(name: str, q: str, hit: str) -> None:
    assert f'<mark class="hit">{hit}</mark>' in Highlighter(parse_words(q)).speaker(name)


def test_a_speaker_found_by_an_alias_is_marked_whole_and_the_alias_told() -> None:
    highlighter = Highlighter(parse_words("Старков"), aliases={"ilya-sarnov": "Старков"})
    assert (
        highlighter.speaker("Ilya Sarnov", "ilya-sarnov") == '<mark class="hit">Ilya Sarnov</mark>'
    )
    assert highlighter.alias("Ilya Sarnov", "ilya-sarnov") == "Старков"
    assert highlighter.speaker("Bo Lind", "bo-lind") == "Bo Lind"
    assert highlighter.alias("Bo Lind", "bo-lind") is None


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
    begun = time.process_time()
    assert shown("a " * 50_000, "a").count("<mark") == 50_000
    # Text joined hit by hit is copied as often: that took half a minute.
    assert time.process_time() - begun < 5


def test_any_character_that_becomes_none_or_several_is_seen_wherever_it_stands() -> None:
    every = [chr(code) for code in (*range(0x20, 0x3400), *range(0xF900, 0x10000))]
    for at in range(0, len(every), 50):
        some = every[at : at + 50]
        uneven = [char for char in some if len(folded(char)) != 1]
        plain = folded_in_place("é" + "".join(some))
        assert (plain is None) == bool(uneven), some
        even = "".join(char for char in some if char not in uneven)
        assert folded_in_place("é" + even) == "e" + "".join(map(folded, even))
