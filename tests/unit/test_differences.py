"""What changed between two texts, and where what stood in the one stands in the other."""

import time

from hypothesis import given
from hypothesis import strategies as st

from app.differences import Places, compare

OLD = "The dam stays open.\n\nThe gates hold, Ada Moor said.\n\nThe harvest is due in May."
TEXTS = st.text(alphabet="ab \n.“", max_size=60)


def shown(old: str, new: str) -> str:
    marks = {"same": "{}", "old": "[-{}-]", "new": "[+{}+]"}
    return "|".join(
        "".join(marks[piece.kind].format(piece.text) for piece in change.pieces)
        for change in compare(old, new)
        if not change.is_same
    )


def test_changed_words_are_shown_in_their_line() -> None:
    new = OLD.replace("in May", "in June").replace("gates hold", "gates still hold")
    told = "The gates [+still +]hold, Ada Moor said.|The harvest is due in [-May-][+June+]."
    assert shown(OLD, new) == told


def test_a_line_that_shares_little_is_gone_and_another_came() -> None:
    assert shown("a\nThe gates hold.\nb", "a\nNo word of it.\nb") == (
        "[-The gates hold.-][+No word of it.+]"
    )


def test_new_and_gone_paragraphs_are_told() -> None:
    assert shown(OLD, f"{OLD}\nMore.") == "[+More.+]"
    assert shown(f"{OLD}\nMore.", OLD) == "[-More.-]"


def test_equal_texts_have_no_difference() -> None:
    assert all(change.is_same for change in compare(OLD, OLD))


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_their_differences(old: str, new: str) -> None:
    found = compare(old, new)
    for kind, text in (("old", old), ("new", new)):
        pieces = [
            piece.text for each in found for piece in each.pieces if piece.kind in {"same", kind}
        ]
        assert "".join("".join(pieces).split()) == "".join(text.split())


def test_long_texts_are_compared_in_bounded_time() -> None:
    old = "\n".join(f"Line {number % 7} of many words " * 3 for number in range(5_000))
    new = "\n".join(f"Other {number % 5} of many words " * 3 for number in range(5_000))
    began = time.monotonic()
    compare(old, new)
    compare("word " * 100_000, "other words " * 50_000)
    Places(old, new).expected(40_000)
    assert time.monotonic() - began < 5


def place(old: str, new: str, *words: str, floor: int = 0) -> tuple[tuple[int, int], ...] | None:
    parts, at = [], 0
    for each in words:
        at = old.index(each, at)
        parts.append((at, at + len(each)))
    return Places(old, new).of_quote(parts, floor)


def test_words_are_found_where_they_stand_now() -> None:
    new = f"A new beginning.\n\n{OLD}"
    found = place(OLD, new, "The gates hold")
    assert found is not None
    assert new[slice(*found[0])] == "The gates hold"


def test_words_that_changed_are_found_nowhere() -> None:
    assert place(OLD, OLD.replace("gates hold", "gate holds"), "The gates hold") is None
    assert place(OLD, OLD.replace("gates hold", "gates  hold"), "The gates hold") is None


def test_a_part_of_another_word_is_not_the_word() -> None:
    assert place("Not one.", "Not oneself.", "one") is None
    assert place("No.", "Northern.", "No") is None


def test_of_several_places_the_nearest_to_the_old_one_counts() -> None:
    old = "First.\nIt leaks.\nSecond.\nIt leaks.\nThird."
    new = f"Before.\n{old}"
    second = old.rindex("It leaks")
    found = Places(old, new).of_quote([(second, second + 8)])
    assert found == ((new.rindex("It leaks"), new.rindex("It leaks") + 8),)
    assert place(old, new, "It leaks") == ((new.index("It leaks"), new.index("It leaks") + 8),)


def test_parts_keep_their_order() -> None:
    old = "“It leaks,” she said, “and it stinks.”"
    assert place(old, "“and it stinks.” “It leaks,”", "It leaks", "and it stinks") is None
    assert place(old, f"x {old}", "It leaks", "and it stinks") == ((3, 11), (25, 38))


@given(TEXTS, TEXTS, st.integers(0, 60), st.integers(1, 10))
def test_what_is_found_are_the_same_words(old: str, new: str, start: int, length: int) -> None:
    words = old[start : start + length]
    found = Places(old, new).of_quote([(start, start + len(words))]) if words else None
    if found is not None:
        assert new[slice(*found[0])] == words
