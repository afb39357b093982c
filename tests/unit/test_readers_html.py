"""A page gives its article, paragraph by paragraph, and only what it says about itself."""

import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Unreadable
from app.readers.document import Document
from app.readers.html import MAX_ELEMENTS, declared_encoding, read_html

FIRST = (
    "The warden of the river Sarn said on Monday that the lower weir would be opened before the "
    "winter floods come down from Ostmark, and that nobody would be asked to leave."
)
SECOND = "“The weir leaks,” Ada Moor said. “It has leaked for years, and everybody knows it.”"
THIRD = "The council of Veltania meets again in March to vote on what the repair may cost."


def page(body: str = "", head: str = "", lang: str = "en-GB") -> str:
    """Return a page of news with an article of three paragraphs."""
    return f"""<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>Weir to open</title>{head}</head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Weir to open</h1>
<p>{FIRST}</p><p>{SECOND}</p>{body}<p>{THIRD}</p></article>
<aside><a href="/other">Other news of 1 March 2019</a></aside>
<footer>© 2018 Veltania Post</footer></body></html>"""


def published(head: str = "", body: str = "") -> date | None:
    return read_html(page(body, head)).published_on


def test_paragraphs_stand_apart_by_blank_lines() -> None:
    text = read_html(page()).text
    assert f"{FIRST}\n\n{SECOND}\n\n{THIRD}" in text


def test_what_is_not_the_article_is_left_out() -> None:
    text = read_html(page()).text
    assert "Sport" not in text
    assert "Other news" not in text


def test_inline_markup_leaves_its_words() -> None:
    body = "<p>The <b>gate</b> is <a href='/x'>shut</a>.</p>"
    assert "\n\nThe gate is shut.\n\n" in read_html(page(body)).text


def test_a_break_ends_a_line_and_two_a_paragraph() -> None:
    text = read_html(page("<p>One gate is shut.<br>Two are open.<br><br>None is locked.</p>")).text
    assert "One gate is shut.\nTwo are open.\n\nNone is locked." in text


def test_quoted_blocks_and_lists_are_paragraphs() -> None:
    body = "<blockquote><p>It leaks.</p></blockquote><ul><li>One gate</li><li>Two gates</li></ul>"
    assert "\n\nIt leaks.\n\nOne gate\n\nTwo gates\n\n" in read_html(page(body)).text


def test_the_page_says_what_it_is() -> None:
    head = """<link rel="canonical" href="https://post.example/weir">
    <meta property="og:site_name" content="Veltania Post">
    <meta property="article:published_time" content="2025-02-03T23:30:00+03:00">"""
    found = read_html(page(head=head))
    assert found.title == "Weir to open"
    assert found.url == "https://post.example/weir"
    assert found.outlet == "Veltania Post"
    assert found.published_on == date(2025, 2, 3)
    assert found.language == "en"
    assert found.text_kind == "full"


def test_the_address_that_it_was_fetched_from_counts_where_the_page_names_none() -> None:
    assert read_html(page(), url="https://post.example/a").url == "https://post.example/a"


@pytest.mark.parametrize(
    "head",
    [
        '<script type=\'application/ld+json\'>{"headline": "' + "<!--" * 25_000 + '"}</script>',
        "<meta name='author' content='" + "<!--" * 25_000 + "'>",
        ("<meta name='author' content='" + "<!--" * 240 + "'>") * 2_000,
    ],
)
def test_a_page_whose_data_were_made_to_take_for_ever_is_read(head: str) -> None:
    began = time.process_time()
    found = read_html(page(head='<meta property="og:site_name" content="Veltania Post">' + head))
    assert (found.title, found.outlet) == ("Weir to open", "Veltania Post")
    # Measured: 0.2 seconds; by the square of their length it would be 5 to 12.
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "/weir", "https://a:b@post.example/", "ftp://x"]
)
def test_an_address_that_cannot_be_used_is_none(href: str) -> None:
    assert read_html(page(head=f'<link rel="canonical" href="{href}">')).url is None


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2025-02-03T10:00:00Z">',
        '<meta name="pubdate" content="2025-02-03">',
        '<meta itemprop="datePublished" content="2025-02-03">',
        '<script type="application/ld+json">{"datePublished": "2025-02-03T10:00"}</script>',
        '<link rel="canonical" href="https://post.example/2025/02/03/weir">',
    ],
)
def test_the_day_published_comes_from_the_pages_data(head: str) -> None:
    assert published(head) == date(2025, 2, 3)


@pytest.mark.parametrize(
    "body",
    [
        '<p><time itemprop="datePublished" datetime="2025-02-03T10:00">Monday</time></p>',
        '<p><time pubdate datetime="2025-02-03">Monday</time></p>',
    ],
)
def test_the_day_published_may_stand_at_the_article(body: str) -> None:
    assert published(body=body) == date(2025, 2, 3)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", ""),
        (
            "",
            "<figure><img src='/2020/03/09/w.jpg'><figcaption>9 March 2020</figcaption></figure>",
        ),
        ("", "<p>On 9 March 2020 the gate was shut. It was opened on 2021-04-05.</p>"),
        ("", "<p>More: <time datetime='2019-03-01'>1 March 2019</time></p>"),
        ('<meta property="article:modified_time" content="2025-02-03T10:00:00Z">', ""),
        ('<meta name="expires" content="2025-02-03">', ""),
        ('<meta name="description" content="The gate of 2020-03-09">', ""),
        ('<script type="application/ld+json">{"dateModified": "2025-02-03T10:00"}</script>', ""),
        ('<script>var built = "2025-02-03T10:00:00Z"</script>', ""),
        ('<meta property="article:published_time" content="soon">', ""),
    ],
)
def test_a_day_that_is_not_the_day_published_is_never_taken_for_it(head: str, body: str) -> None:
    assert published(head, body) is None


def test_the_day_published_goes_before_the_day_of_change() -> None:
    head = """<meta property="article:modified_time" content="2025-06-01">
    <meta property="article:published_time" content="2025-02-03">"""
    assert published(head) == date(2025, 2, 3)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Aşağıdaki kapağın kıştan önce açılacağını söyledi, bekçi Moor.", "windows-1254"),
        ("Смотритель Моор заявил, что нижний шлюз откроют до зимы.", "windows-1251"),
        ("Смотритель Моор заявил, что нижний шлюз откроют до зимы.", "koi8-r"),
        ("Смотритель Моор заявил, что нижний шлюз откроют до зимы.", "iso-8859-5"),
    ],
)
@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="{}">',
        "<meta http-equiv='Content-Type' content='text/html; charset={}'>",
        '<?xml version="1.0" encoding="{}"?>',
    ],
)
def test_a_declared_encoding_is_read(text: str, encoding: str, declaration: str) -> None:
    content = f"{declaration.format(encoding)}<html><body><p>{text}</p></body></html>"
    assert text in read_html(content.encode(encoding)).text


def test_a_turkish_page_that_calls_itself_western_is_read() -> None:
    text = "Aşağıdaki kapağın kıştan önce açılacağını söyledi."
    content = f'<meta charset="iso-8859-1"><p>{text}</p>'.encode("cp1254")
    assert text in read_html(content).text


def test_a_page_without_a_declaration_is_none() -> None:
    assert declared_encoding(b"<p>charset=koi8-r</p>") is None


@pytest.mark.parametrize(
    "content",
    [
        "",
        " ",
        "<html></html>",
        "<script>alert(1)</script>",
        "<!--" * 1_000,
        b"\x00",
        "<p>a\ud800</p>",
        "<b>" * 5_000 + "word",
        "<p>" * (MAX_ELEMENTS + 1),
        "<p>" + "word " * 2_000_000,
        "<p>" + "word " * 300_000,
    ],
)
def test_what_holds_no_article_is_unreadable(content: str | bytes) -> None:
    with pytest.raises(Unreadable):
        read_html(content)


def test_a_page_that_looks_like_an_address_is_not_fetched() -> None:
    # Sockets are closed in tests: a fetch would raise.
    assert read_html("http://post.example/weir").text == "http://post.example/weir"


PIECES = """
<p>|</p>|<article>|<table>|<td>|<br>|<br/>|<!--|-->|<![CDATA[|'>|<time pubdate>|2025-02-30|</script>
|<meta property='article:published_time' content='|<script type='application/ld+json'>|http://[|>
|{"datePublished":|"2025-02-03"}|<link rel=canonical href=|<html lang=|<svg>|<a href=x>|&#0;|word
|&#xd800;|Ğ|\x0b
"""


@given(st.lists(st.sampled_from([*PIECES.replace("\n", "").split("|"), FIRST]), max_size=60))
def test_no_page_raises_anything_but_unreadable(pieces: list[str]) -> None:
    with suppress(Unreadable):
        assert isinstance(read_html("".join(pieces)), Document)


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_unreadable(content: bytes) -> None:
    with suppress(Unreadable):
        assert read_html(b"<p>" + content).text.strip()
