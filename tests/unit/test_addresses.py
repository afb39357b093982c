"""Addresses: which lead to the web, whose they are, and which two are one page."""

from random import Random

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
        "https://m.www.news.example/2024/12/%64am?gbraid=1&output=amp",
        "https://news.example/2024/12/dam.amp/",
        "https://news.example/2024/12/dam/index.html",
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
        "https://news.example/2024/12%2Fdam",
        "https://news.example/2024/12/dam?_gallery=3",
        "https://news.example/2024/12/dam?output=full",
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


def test_letters_of_other_scripts_are_equal_however_they_are_encoded() -> None:
    assert url_key("https://новости.example/плотина?тема=вода") == url_key(
        "http://xn--b1amnebsh.example/%D0%BF%D0%BB%D0%BE%D1%82%D0%B8%D0%BD%D0%B0/"
        "?%D1%82%D0%B5%D0%BC%D0%B0=%D0%B2%D0%BE%D0%B4%D0%B0"
    )


SLUGS = st.text("abcxyz019-_.~%üж", min_size=1, max_size=8).filter(
    lambda slug: not slug.endswith((".", "%", ".amp")) and "%" not in slug[-2:]
)
NOISE = st.sampled_from(
    ["utm_source=feed", "fbclid=1", "yclid=2", "_ga=3", "amp=1", "outputType=amp", "ysclid=z"]
)


@given(
    st.lists(SLUGS, min_size=1, max_size=4),
    st.lists(st.tuples(st.sampled_from(["id", "page", "тема"]), SLUGS), max_size=3),
    st.sampled_from(["https://", "http://"]),
    st.sampled_from(["", "www.", "m.", "amp.", "mobile.", "WWW."]),
    st.lists(NOISE, max_size=3),
    st.sampled_from(["", "/", "/amp", "/amp/"]),
    st.sampled_from(["", "#top"]),
    st.randoms(),
)
def test_what_does_not_change_the_page_does_not_change_its_key(
    path: list[str],
    asked: list[tuple[str, str]],
    scheme: str,
    subdomain: str,
    noise: list[str],
    end: str,
    fragment: str,
    dice: Random,
) -> None:
    parameters = [f"{name}={value}" for name, value in asked]
    plain = "https://news.example/" + "/".join(path)
    if parameters:
        plain += "?" + "&".join(parameters)
    shuffled = [*parameters, *noise]
    dice.shuffle(shuffled)
    dressed = f"{scheme}{subdomain}news.example/{'/'.join(path)}{end}"
    dressed += ("?" + "&".join(shuffled) if shuffled else "") + fragment
    key = url_key(plain)
    assert url_key(dressed) == key
    # A key is its own key: nothing is left in it to be taken away.
    assert url_key(f"https://{key}") == key
