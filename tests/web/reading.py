"""Reading: what a page says to a reader, out of its HTML."""

import re
from html.parser import HTMLParser

# Between these a reader sees a gap.
INLINE = {"a", "abbr", "cite", "code", "kbd", "mark", "q", "span", "strong", "time"}


class _Words(HTMLParser):
    """Collects the words of a page and its links, less what only script readers see."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in INLINE:
            self.words.append(" ")
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")
        if found.get("id"):
            self.ids.append(found["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(html: str) -> _Words:
    """A page's words, links, ids and tags."""
    words = _Words()
    words.feed(html)
    words.close()
    return words


def said(html: str) -> str:
    """A page's words with single spaces between them."""
    return re.sub(r"\s+", " ", "".join(read(html).words))


def links(html: str) -> list[str]:
    """The addresses that a page links to, in order."""
    return read(html).links
