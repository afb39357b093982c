"""What a feed's bytes say: every dialect and encoding, broken and hostile ones."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Unreadable
from app.readers.feed import find_feeds, plain, read_feed
from tests.feeds.invented import atom, entry, rdf, rss

HOME = "https://sarncourier.example"


def one(content: str | bytes, kind: str = "") -> object:
    """The only entry of a feed."""
    found = read_feed(content if isinstance(content, bytes) else content.encode(), HOME, kind)
    (only,) = found.entries
    return only


@pytest.mark.parametrize("make", [rss, atom, rdf])
def test_rss_atom_and_rdf_say_the_same(make: object) -> None:
    found = read_feed(make([entry(HOME)]).encode(), HOME)  # type: ignore[operator]
    assert found.title == "Sarn Courier"
    (only,) = found.entries
    assert (only.title, only.url) == ("The dam, part 1", f"{HOME}/1")
    assert str(only.published_on) == "2024-12-26"


def test_a_day_is_the_one_that_the_feed_writes_in_its_own_zone() -> None:
    late = entry(HOME, pubDate="Thu, 26 Dec 2024 23:30:00 -0500")
    early = entry(HOME, pubDate="Fri, 27 Dec 2024 00:30:00 +0300")
    assert str(one(rss([late])).published_on) == "2024-12-26"  # type: ignore[attr-defined]
    assert str(one(rss([early])).published_on) == "2024-12-27"  # type: ignore[attr-defined]


@pytest.mark.parametrize("printed", ["soon", "Thu, 99 Dec 2024", "1970-01-01", "", "0000-00-00"])
def test_a_day_that_is_none_is_unknown(printed: str) -> None:
    assert one(rss([entry(HOME, pubDate=printed)])).published_on is None  # type: ignore[attr-defined]


def test_relative_links_are_resolved_and_others_are_none() -> None:
    assert one(rss([entry(HOME, link="/dam")])).url == f"{HOME}/dam"  # type: ignore[attr-defined]
    for link in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//",
        "http://a b",
    ):
        assert one(rss([entry(HOME, link=link)])).url in {None, HOME}  # type: ignore[attr-defined]


def test_markup_in_titles_is_taken_out() -> None:
    hostile = "<b>Dam</b><script>alert(1)</script> &amp; gates <img src=x onerror=alert(1)>"
    assert one(rss([entry(HOME, title=hostile)])).title == "Dam & gates"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("windows-1251", "Плотина на Сарне"),
        ("windows-1254", "Şarn barajı"),
        ("utf-8", "Şarn, Сарн"),
    ],
)
@pytest.mark.parametrize("declares", [True, False])
def test_letters_survive_an_encoding_that_is_declared_wrongly(
    encoding: str, title: str, declares: bool
) -> None:
    text = rss([entry(HOME, title=title, description=title * 5)], title)
    declared = encoding if declares else "utf-8"
    content = text.replace('encoding="utf-8"', f'encoding="{declared}"').encode(encoding)
    assert one(content, "application/rss+xml; charset=utf-8").title == title  # type: ignore[attr-defined]


def test_a_letter_cut_in_two_spoils_no_other_item() -> None:
    text = rss([entry(HOME, 1, title="Плотина"), entry(HOME, 2, title="Ворота")]).encode()
    content = text.replace("Плотина".encode(), "Плотина".encode()[:-1])
    titles = [each.title for each in read_feed(content, HOME).entries]
    assert titles[1] == "Ворота"
    assert titles[0].startswith("Плотин")


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    text = rss([entry(HOME, number) for number in range(1, 4)])
    found = read_feed(text[: text.index("sarn-3")].encode(), HOME)
    assert [each.key for each in found.entries][:2] == ["sarn-1", "sarn-2"]


@pytest.mark.parametrize(
    "content",
    [b"", b"   ", b"<html><body>no feed</body></html>", b"\x89PNG\x00\x01", b"{}", b"plain words",
     b"/etc/passwd", b"http://127.0.0.1/feed", b"<?xml version='1.0'?><sitemap/>"],
)  # fmt: skip
def test_what_is_no_feed_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable, match="no RSS or Atom feed"):
        read_feed(content, HOME)


def test_entities_that_multiply_are_not_unfolded() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    text = (
        rss([entry(HOME)])
        .replace(
            "<rss",
            f'<!DOCTYPE rss [<!ENTITY e0 "dam dam dam">{bomb}<!ENTITY f SYSTEM "file:///etc/passwd">]><rss',
        )
        .replace("The dam, part 1", "&e11; &f;")
    )
    began = time.process_time()
    title = one(text).title  # type: ignore[attr-defined]
    assert time.process_time() - began < 2
    assert len(title) < 1_001
    assert "root:" not in title


@pytest.mark.parametrize(
    "piece",
    ["<item>", "<item><title>", "<![CDATA[", "&amp;", "<!--", "<a b='", "<item", "]]>", "&#"],
)
def test_a_huge_feed_takes_no_longer_for_being_hostile(piece: str) -> None:
    text = rss([entry(HOME)]).replace("The dam, part 1", piece * (100_000 // len(piece)))
    began = time.process_time()
    with suppress(Unreadable):
        read_feed(text.encode(), HOME)
    assert time.process_time() - began < 10


def test_of_a_long_feed_the_first_items_are_read() -> None:
    found = read_feed(rss([entry(HOME, number) for number in range(600)]).encode(), HOME)
    assert len(found.entries) == 500
    assert found.entries[0].key == "sarn-0"


def test_a_guid_of_several_articles_names_none_and_a_repeated_item_is_one() -> None:
    shared = [entry(HOME, number, guid="x") for number in (1, 2)]
    assert len(read_feed(rss(shared).encode(), HOME).entries) == 2
    again = [entry(HOME, 1), entry(HOME, 1, title="The dam, corrected")]
    assert len(read_feed(rss(again).encode(), HOME).entries) == 1


def test_the_feeds_that_a_page_names_come_before_those_of_comments() -> None:
    page = b"""<html><head><base href="https://news.example/x/">
      <link rel="alternate" type="application/rss+xml" href="/comments/feed" title="Comments">
      <link rel="stylesheet" href="style.css"><link rel="alternate" hreflang="tr" href="/tr">
      <LINK REL="alternate" TYPE="application/atom+xml" HREF="atom.xml">
      <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">"""
    assert find_feeds(page, HOME) == [
        "https://news.example/x/atom.xml",
        "https://news.example/comments/feed",
    ]


@given(st.text(max_size=300))
def test_plain_words_are_of_one_line_and_bounded(text: str) -> None:
    found = plain(text, 50)
    assert len(found) <= 50
    assert "\n" not in found
    assert "\x00" not in found


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    with suppress(Unreadable):
        read_feed(b"<rss version='2.0'><channel><item>" + content, HOME)


def test_a_reference_of_endless_digits_is_one_unknown_character() -> None:
    endless = f"&#{'9' * 5_000};"
    assert plain(f"The dam {endless} leaks", 1_000) == "The dam \ufffd leaks"
    page = f'<p title="{endless}">{endless}</p><link rel="alternate" href="/f" '.encode()
    assert find_feeds(page + b'type="application/rss+xml">', HOME) == [f"{HOME}/f"]


@pytest.mark.parametrize("link", ["http://[", "//[x", "http://a]b/"])
def test_an_address_that_is_none_names_no_feed(link: str) -> None:
    for page in (
        f'<link rel="alternate" type="application/rss+xml" href="{link}">',
        f'<base href="{link}"><link rel="alternate" type="application/rss+xml" href="/f">',
    ):
        assert find_feeds(page.encode(), HOME) in ([], [f"{HOME}/f"])
