"""Passwords: what may be chosen, and what is kept."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.services.passwords import MAX_CHARS, MIN_CHARS, check_password, hashed, is_right


@pytest.mark.parametrize(
    "password",
    [
        "otter violet carpet nine",
        "yağmur altında üç kedi",
        "семь рыжих лисиц у реки",
        "七匹の赤い狐が川のそばで眠っている午後",
        "Xk2-vv0Qpz!mR7w",
        "momsanaladventure",
    ],
)
def test_what_nobody_guesses_may_be_chosen_in_any_script(password: str) -> None:
    check_password(password, "Ada Moor")


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Passw0rd!Passw0rd!",
        "P@ssw0rd123456789",
        "qwertyuiopasdfgh",
        "1qaz2wsx3edc4rfv",
        "q1w2e3r4t5y6u7i8o9p0",
        "111222333444555",
        "abcdefghijklmnopqrst",
        "correct horse battery staple",
        "ada-moor-2024-password",
        "OnTheRecord OnRecord 2026",
        "                    ",
        "пароль пароль пароль",
        "letmein letmein letmein",
        "!!!!!!!!!!!!!!!!!!!!!!",
    ],
)
def test_what_everybody_tries_is_refused(password: str) -> None:
    with pytest.raises(Invalid, match="easily guessed"):
        check_password(password, "Ada Moor")


@pytest.mark.parametrize("password", ["", "short", "a" * (MIN_CHARS - 1), "ab" * MAX_CHARS])
def test_length_decides(password: str) -> None:
    with pytest.raises(Invalid, match="characters, please"):
        check_password(password, "bo")


@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_is_answered(password: str, name: str) -> None:
    with suppress(Invalid):
        check_password(password, name)


def test_a_password_is_right_however_its_accents_are_written() -> None:
    kept = hashed("café au lait, sans sucre")
    assert kept.startswith("$argon2id$")
    assert is_right("cafe\u0301 au lait, sans sucre", kept)
    assert not is_right("cafe au lait, sans sucre", kept)
    assert not is_right("", kept)


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$v=19$broken"])
def test_nothing_is_right_where_no_password_is_kept(kept: str | None) -> None:
    assert not is_right("otter violet carpet nine", kept)
    assert not is_right("\ud800", kept)
