"""Traces: tell whether something that is kept holds the words of an article."""

import re
import unicodedata
from collections.abc import Iterable

from app.text import too_many_marks, unescape

# Shorter lines ("Read more", a name) stand in many texts.
LEAST_CHARS = 40
LEAST_PIECE = 15
# A file says its encoding nowhere: the words are looked for in each that it may have.
ENCODINGS = ("utf-8", "cp1251", "cp1254", "utf-16")
TAG = re.compile(r"<[^>]*>")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


class Traces:
    """The lines and quotes of an article, to be looked for elsewhere."""

    def __init__(self, text: str, quotes: Iterable[str | None] = ()) -> None:
        """Take a text, and what else tells of it: its quotes, its title.

        Lines of fewer than `LEAST_CHARS` characters count only where no line is longer, and then
        all together.
        """
        self._whole = squeezed(text)
        self._lines = {line for line in map(squeezed, text.split("\n")) if len(line) >= LEAST_CHARS}
        if not self._lines and self._whole:
            self._lines = {self._whole}
        pieces = {squeezed(each or "") for each in quotes}
        self._pieces = self._lines | {each for each in pieces if len(each) >= LEAST_PIECE}

    def tells(self, texts: Iterable[str]) -> bool:
        """Say whether one of some short texts holds a line or a quote, or is a piece itself."""
        return any(self._tells(squeezed(each)) for each in texts)

    def _tells(self, text: str) -> bool:
        is_piece = len(text) >= LEAST_PIECE and text in self._whole
        return is_piece or any(each in text for each in self._pieces)

    def in_text(self, text: str) -> bool:
        """Say whether a text is this one: half of its lines stand there, spacing aside.

        Another report of the same words is another text.
        """
        found = squeezed(text)
        return 2 * sum(line in found for line in self._lines) >= max(1, len(self._lines))

    def in_bytes(self, content: bytes) -> bool:
        """Say whether a file holds the text, in markup or JSON too: see `in_text`."""
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
    """Return a text in NFC, with one blank between words.

    No text on record has so many marks in a row as are left out here. Files that could not be
    read may: to put them in order takes time by their square.
    """
    if not text.isascii():
        text = too_many_marks().sub("", text)
    return " ".join(unicodedata.normalize("NFC", text).split())


def _unmarked(text: str) -> str:
    r"""Return a text without tags, entities, and what JSON escapes (`\n`, `\"`, `\u0436`)."""
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    text = text.replace("\\n", "\n").replace('\\"', '"').replace("\\/", "/")
    # Each sign that opens a tag is looked at once: behind the last that closes one, none ends.
    end = text.rfind(">") + 1
    return unescape(TAG.sub("", text[:end]) + text[end:])
