"""Text: stored as given, folded character for character, named in addresses."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.errors import Unreadable
from app.text import (
    MAX_MARKS,
    fingerprint,
    fold,
    fold_char,
    normalise,
    slugify,
    words,
    words_key,
)

stored = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@given(stored)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(stored)
def test_a_stored_text_has_one_kind_of_line_end_and_one_form(text: str) -> None:
    once = normalise(text)
    assert "\r" not in once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(st.sampled_from("ab \n\t\u00a0")))
def test_nothing_is_trimmed(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "a\udfff"])
def test_what_no_database_stores_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        normalise(text)


def test_marks_without_end_on_one_letter_are_refused_rather_than_put_in_order() -> None:
    with pytest.raises(Unreadable, match="marks"):
        normalise("a" + "\u0301\u0316" * (MAX_MARKS // 2) + "\u0301")


def test_as_many_marks_as_are_let_in_are_kept() -> None:
    assert len(normalise("x" + "\u0301\u0316" * (MAX_MARKS // 2))) == MAX_MARKS + 1


@given(stored)
@example("İstanbul ıŞİK ŉ ﬁ ẞ ㎅ ½")
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(stored, stored)
@example("a´", "é")
@example("`", "é")
def test_a_character_folds_the_same_wherever_it_stands(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other) == "".join(map(fold_char, one + other))


@given(stored)
@example("㎅ ™ ℒ ϒ")
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Erdoğan", "erdogan"),
        ("Kalın", "KALIN"),
        ("FIRAT", "fırat"),
        ("İdlib", "idlib"),
        ("ёлка", "ЕЛКА"),
        ("café", "CAFE"),
        ("Łódź", "lodz"),
        ("Suriye’nin", "suriye'nin"),
        ("Suriye´nin", "suriye'nin"),
    ],
)
def test_spellings_of_one_word_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_short_i_is_another_letter_than_i() -> None:
    assert fold("Й") == "й" != fold("И")


def test_words_are_folded_letters_and_digits() -> None:
    assert words("“Suriye’nin 2.kez…” — FIRAT_su") == ["suriye", "nin", "2", "kez", "firat", "su"]


@given(stored)
@example("Ş" * 200)
@example("щ" * 80)
def test_a_slug_is_short_ascii_words(text: str) -> None:
    slug = slugify(text)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert len(slug) <= 60


@given(st.text(alphabet="ab щş-'.", max_size=60), st.integers(1, 12))
def test_a_slug_is_made_of_the_first_words_that_fit(text: str, limit: int) -> None:
    plain = slugify(text, limit=len(text) * 4 + 1)
    *kept, last = slugify(text, limit=limit).split("-")
    assert plain.split("-")[: len(kept)] == kept
    rest = plain.split("-")[len(kept) :]
    assert rest[0][:limit] == last if not kept else rest[0] == last
    assert len(rest) < 2 or len("-".join((*kept, last, rest[1]))) > limit


def test_a_slug_is_cut_at_a_word() -> None:
    assert slugify("the dam leaks and everybody knows", limit=14) == "the-dam-leaks"


def test_a_fingerprint_tells_texts_apart() -> None:
    assert fingerprint("a") != fingerprint("a ")
    assert re.fullmatch("[0-9a-f]{64}", fingerprint("ё"))


@given(
    st.lists(st.text(st.sampled_from("aBçıйЁß7"), min_size=1, max_size=30), max_size=30), st.data()
)
def test_texts_with_the_same_words_have_the_same_key(many: list[str], data: st.DataObject) -> None:
    spaces = st.text(st.sampled_from(" ,.—“\n_"), min_size=1, max_size=40)
    one, other = ("".join(word + data.draw(spaces) for word in many) for _ in range(2))
    assert words(one) == words(other)
    assert words_key(one) == words_key(other)


def test_other_words_have_another_key_and_it_fits_into_32_bits() -> None:
    keys = {words_key(f"gate {number} stays open") for number in range(1_000)}
    assert len(keys) == 1_000
    assert all(-(2**31) <= key < 2**31 for key in keys)


@given(st.text())
def test_folding_a_text_is_folding_each_of_its_characters(text: str) -> None:
    assert fold(text) == "".join(map(fold_char, text))
