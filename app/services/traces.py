"""Traces: tell whether something that is kept holds the words of an article."""

import html
import re
import unicodedata
from collections.abc import Iterable

# Shorter lines ("Read more", a name) stand in many texts.
LEAST_CHARS = 40
# A file says its encoding nowhere: the words are looked for in each that it may have.
ENCODINGS = ("utf-8", "cp1251", "cp1254", "utf-16")
TAG = re.compile(r"<[^>]*>")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


class Traces:
    """The lines of an article, to be looked for elsewhere."""

    def __init__(self, text: str, more: Iterable[str | None] = ()) -> None:
        """Take the lines of `text`, and `more` texts that are looked for whole (quotes, a title).

        Lines of fewer than `LEAST_CHARS` characters count only where no line is longer, and then
        all together.
        """
        lines = {squeezed(line) for line in (*text.split("\n"), *(each or "" for each in more))}
        self._lines = {line for line in lines if len(line) >= LEAST_CHARS}
        if not self._lines and squeezed(text):
            self._lines = {squeezed(text)}

    def in_text(self, text: str) -> bool:
        """Say whether a text holds a line of the article, spacing aside."""
        found = squeezed(text)
        return any(line in found for line in self._lines)

    def in_bytes(self, content: bytes) -> bool:
        """Say whether a file holds a line of the article, in markup or JSON too."""
        return any(
            self.in_text(_unmarked(content.decode(name, errors="ignore"))) for name in ENCODINGS
        )

    def less(self, content: bytes) -> bytes:
        """Return what is left of a file; of JSON lines, those that hold other articles."""
        lines = content.split(b"\n")
        written = [line for line in lines if line.strip()]
        if len(written) < 2 or not all(line.lstrip().startswith(b"{") for line in written):
            return b""
        left = b"\n".join(line for line in lines if not self.in_bytes(line))
        return left if left.strip() else b""


def squeezed(text: str) -> str:
    """Return a text in NFC, with one blank between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _unmarked(text: str) -> str:
    r"""Return a text without tags, entities, and what JSON escapes (`\n`, `\"`, `\u0436`)."""
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    text = text.replace("\\n", "\n").replace('\\"', '"').replace("\\/", "/")
    return html.unescape(TAG.sub("", text))
