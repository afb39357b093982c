"""Every reader's document passes one check; pasted texts come through it too."""

import unicodedata
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid, Unreadable
from app.readers.document import check_day, check_url, make_document
from app.readers.pasted import read_pasted
from app.text import MAX_TEXT_CHARS, normalise

TEXT = "“The weir leaks,” Ada Moor said on Monday."


def problems(**fields: Any) -> dict[str, str]:
    """Return the messages that the fields get."""
    with pytest.raises(Invalid) as caught:
        make_document({"text": TEXT, **fields})
    return caught.value.problems


def test_nothing_of_a_text_is_trimmed() -> None:
    text = " date 2025-02-03 The weir leaks. \n\n"
    assert make_document({"text": text}).text == text


def test_line_ends_become_one_kind() -> None:
    assert make_document({"text": "One\r\ntwo\rthree"}).text == "One\ntwo\nthree"


def test_letters_are_composed() -> None:
    text = unicodedata.normalize("NFD", "Şelale Köprüsü açıldı.")
    assert make_document({"text": text}).text == "Şelale Köprüsü açıldı."


@given(st.text(min_size=1).filter(str.strip))
def test_a_text_is_stored_normalised_or_refused(text: str) -> None:
    try:
        found = make_document({"text": text}).text
    except Unreadable:
        assert "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text)
    else:
        assert found == normalise(text)
        assert unicodedata.is_normalized("NFC", found)


@pytest.mark.parametrize("text", ["", " \n\t\u00a0", None, 7, "a\x00b", "a\ud800b"])
def test_what_is_no_text_is_refused_at_its_field(text: object) -> None:
    with pytest.raises(Unreadable) as caught:
        make_document({"text": text})
    assert list(caught.value.problems) == ["text"]


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(Unreadable, match="more than"):
        make_document({"text": "a" * (MAX_TEXT_CHARS + 1)})


def test_blank_fields_are_as_good_as_none() -> None:
    blank = make_document({"text": TEXT, "title": " ", "url": "", "published_on": None})
    assert blank == make_document({"text": TEXT})


def test_all_fields_are_taken() -> None:
    found = make_document(
        {
            "text": TEXT,
            "title": "Weir\n to open",
            "url": " https://post.example/weir ",
            "outlet": "Veltania Post",
            "published_on": "2025-02-03",
            "language": "EN-gb",
            "text_kind": "digest",
            "colour": "ignored",
        },
        source="desk",
    )
    assert found.title == "Weir to open"
    assert found.url == "https://post.example/weir"
    assert found.outlet == "Veltania Post"
    assert found.published_on == date(2025, 2, 3)
    assert found.language == "en"
    assert found.text_kind == "digest"
    assert found.source == "desk"


def test_each_bad_field_gets_a_message_of_its_own() -> None:
    found = problems(
        url="ftp://post.example", published_on="3.2.2025", language="English", text_kind="summary"
    )
    assert set(found) == {"url", "published_on", "language", "text_kind"}


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "//post.example/weir",
        "post.example/weir",
        "http://",
        "https://:80/",
        "http://[::1",
        "http://post.example:port/",
        "http://post.example/a b",
        "http://post.example/\x07",
        "http://ada:secret@post.example/",
        "file:///etc/hosts",
        "https://post.example/" + "a" * 3_000,
        'https://post.example/"><script>',
        7,
    ],
)
def test_what_is_no_web_address_is_refused(url: object) -> None:
    assert list(problems(url=url)) == ["url"]


def test_an_address_may_have_letters_of_any_script() -> None:
    assert check_url("https://почта.example/плотина?a=ş#x") == "https://почта.example/плотина?a=ş#x"


@pytest.mark.parametrize(
    "day",
    [date(2025, 2, 3), datetime(2025, 2, 3, 22, tzinfo=UTC), "2025-02-03", "2025-02-03T22:00Z"],
)
def test_a_day_comes_as_a_date_or_begins_a_text(day: object) -> None:
    assert check_day(day) == date(2025, 2, 3)


@pytest.mark.parametrize(
    "day",
    [
        "2025-02-30",
        "2025-2-3",
        "0000-01-01",
        "2025",
        "Monday",
        "20250203",
        20250203,
        [],
        "٢٠٢٥-٠٢-٠٣",
    ],
)
def test_what_is_no_day_is_refused(day: object) -> None:
    assert list(problems(published_on=day)) == ["published_on"]


@pytest.mark.parametrize("name", ["title", "outlet", "url", "language", "text_kind"])
@pytest.mark.parametrize("value", ["a\x00b", "a\udcffb", 3, ["x"], {"a": 1}])
def test_no_field_lets_through_what_cannot_be_stored(name: str, value: object) -> None:
    assert list(problems(**{name: value})) == [name]


@given(
    st.dictionaries(
        st.sampled_from(
            ["title", "url", "outlet", "published_on", "language", "text_kind", "quotes"]
        ),
        st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text()), st.dates()),
    )
)
def test_no_metadata_raises_anything_but_messages(fields: dict[str, Any]) -> None:
    with suppress(Invalid):
        assert make_document({"text": TEXT, **fields}).text == TEXT


def test_quotes_come_through_as_they_are() -> None:
    quotes = [{"text": "The weir leaks,", "parts": [[1, 16]], "form": "direct"}]
    assert make_document({"text": TEXT, "quotes": quotes}).quotes == tuple(quotes)


@pytest.mark.parametrize("quotes", ["x", {"a": 1}, [1], [{"a": ["\ud800"]}], [{"\x00": 1}]])
def test_quotes_that_are_none_are_refused(quotes: object) -> None:
    assert list(problems(quotes=quotes)) == ["quotes"]


def test_quotes_of_a_text_that_changes_when_stored_are_refused() -> None:
    with pytest.raises(Invalid) as caught:
        make_document({"text": "One\r\ntwo", "quotes": [{"parts": [[5, 8]]}]})
    assert list(caught.value.problems) == ["quotes"]


def test_a_pasted_text_is_a_document() -> None:
    found = read_pasted({"text": TEXT, "outlet": "Veltania Post", "url": ""})
    assert (found.text, found.outlet, found.url) == (TEXT, "Veltania Post", None)


def test_a_form_brings_no_quotes() -> None:
    assert read_pasted({"text": TEXT, "quotes": "[]"}).quotes is None
