"""Addresses: which lead to the web, whose they are, and which two are one page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.addresses import host_of, is_web, url_key

PAGE = "https://news.example/2024/12/dam"


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/2024/12/dam",
        "https://www.news.example/2024/12/dam/",
        "https://m.news.example/2024/12/dam#top",
        "https://NEWS.example:443/2024/12/dam?utm_source=feed&fbclid=1",
        "https://amp.news.example/2024/12/dam/amp",
        "https://news.example/amp/2024/12/dam",
    ],
)
def test_spellings_of_one_address_are_equal(url: str) -> None:
    assert url_key(url) == url_key(PAGE)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/2024/12/dams",
        "https://other.example/2024/12/dam",
        "https://news.example/2024/12/dam?id=2",
        "https://news.example:8443/2024/12/dam",
        "https://news.example/2024/12/DAM",
    ],
)
def test_other_pages_differ(url: str) -> None:
    assert url_key(url) != url_key(PAGE)


def test_parameters_in_an_old_encoding_differ_by_their_bytes() -> None:
    assert url_key(f"{PAGE}?word=%E0") != url_key(f"{PAGE}?word=%E1")
    assert url_key(f"{PAGE}?word=%E0") == url_key(f"{PAGE}?word=%e0&utm_source=feed")


def test_the_order_of_parameters_does_not_count() -> None:
    assert url_key(f"{PAGE}?a=1&b=2") == url_key(f"{PAGE}?b=2&a=1")


def test_no_address_has_no_key() -> None:
    assert url_key(None) is None
    assert url_key("") is None


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://WWW.news.example./a", "news.example"),
        ("https://m.example/a", "m.example"),
        ("https://news.example:8443", "news.example"),
        ("news.example", None),
        (None, None),
    ],
)
def test_the_host_is_whose_page_it_is(url: str | None, host: str | None) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://", "//news.example", "http://[", "http://a:b", "", None]
)
def test_what_is_no_page_of_the_web_is_told(url: str | None) -> None:
    assert not is_web(url)
    assert is_web(PAGE)


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    is_web(text)
    host_of(text)
    url_key(text)
    url_key("https://" + text)
