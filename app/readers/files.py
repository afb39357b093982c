"""Files: plain text, Markdown, HTML and JSON lines, one by one or in folders.

A file that cannot be read is a `Failure` with its reason, never the end of the others. Reasons are
kept beside what was given: they are in English, whoever gave it.
"""

import json
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from app.errors import Invalid, Unreadable
from app.locales import DEFAULT, N_, gettext, speaking
from app.readers.document import Document, make_document
from app.readers.encodings import MARKS, decode
from app.readers.frontmatter import split_front_matter
from app.readers.html import read_html
from app.text import MAX_TEXT_CHARS, check_characters, normalise

# A character takes four bytes at most; markup and metadata come on top.
MAX_BYTES = 4 * MAX_TEXT_CHARS + 10_000_000
TEXT, MARKDOWN, PAGE, LINES = "text", "markdown", "page", "lines"
KINDS = {
    ".txt": TEXT,
    ".md": MARKDOWN,
    ".html": PAGE,
    ".htm": PAGE,
    ".jsonl": LINES,
    ".ndjson": LINES,
    ".json": LINES,
}
EMPTY = N_("The file is empty.")
# The first line of an export of a whole record is of this type and names this format.
HEADER, EXPORT = "header", "onrecord"
A_RECORD = N_(
    "This is the export of a whole record: give it alone to `python -m app ingest`, which reads it "
    "into an empty database."
)
TOO_LONG = N_("It is longer than %(number)s bytes.") % {"number": f"{MAX_BYTES:,}"}


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read.

    Attributes:
        source: the path, with the number of the line where a file holds many articles.
        reason: why, for the person who gave it, in English.
        content: its bytes; empty where there are none, or too many to hold (the file stays).
    """

    source: str
    reason: str
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file of many articles, not read yet; `source` as in `Failure`."""

    content: bytes
    source: str

    def read(self) -> Document | Failure:
        """Return the article that it holds, or why it holds none."""
        return _read_line(self.content, self.source)


def read_files(paths: Iterable[Path | str]) -> Iterator[Document | Failure]:
    """Yield what files and folders hold, in their order; folders sorted, with all below them.

    Hidden files and folders inside a folder are passed over; links to folders are not followed.
    """
    return _read_each(open_files(paths))


def open_files(paths: Iterable[Path | str]) -> Iterator[Line | Document | Failure]:
    """Yield what `read_files` does, and leave reading the lines of large files to the caller."""
    for path in paths:
        is_empty = True
        for file in _files_below(Path(path)):
            is_empty = False
            if isinstance(file, Failure):
                yield file
            else:
                yield from _read_file(file)
        if is_empty:
            yield Failure(_shown(Path(path)), N_("This folder holds no file."))


LINE_NUMBER = re.compile(r", line \d+$")


def read_content(content: bytes, name: str) -> Iterator[Document | Failure]:
    """Yield what the bytes of one file hold; its name's ending says what it is.

    Text, Markdown and HTML give exactly one; JSON lines one for each line that is not blank.
    """
    # A line that was kept for its fault comes back alone, under its file's name and its number.
    kind = KINDS.get(Path(LINE_NUMBER.sub("", name)).suffix.lower())
    if kind is None:
        reason = N_("This kind of file is not read; these are: %(known)s.")
        yield Failure(name, reason % {"known": ", ".join(KINDS)}, content)
    elif kind is LINES and _has_plain_lines(content):
        yield from _read_each(_lines(BytesIO(content), name))
    elif len(content) > MAX_BYTES:
        yield Failure(name, TOO_LONG, content)
    elif kind is LINES:
        yield from _read_wide_lines(content, name)
    else:
        yield _read_one(content, kind, name)


def read_kept(content: bytes, source: str) -> Iterator[Document | Failure]:
    """Yield what an input that was kept for its fault holds.

    A document that was read comes back as it was, wherever it came from; bytes that could not be
    read are read as those of a file called `source`.
    """
    found = _read_line(content, source) if content.startswith(b"{") else None
    if isinstance(found, Document):
        yield found
    else:
        yield from read_content(content, source)


def count_articles(content: bytes, name: str) -> int:
    """Return how many articles, good and bad ones, the bytes of one file hold."""
    kind = KINDS.get(Path(LINE_NUMBER.sub("", name)).suffix.lower())
    if kind is LINES and _has_plain_lines(content):
        return max(1, sum(bool(line.strip()) for line in BytesIO(content)))
    return sum(1 for _ in read_content(content, name))


def _files_below(path: Path) -> Iterator[Path | Failure]:
    """Yield the files at and below a path, sorted by name within each folder."""
    waiting = [path]
    while waiting:
        current = waiting.pop()
        try:
            mode = current.stat().st_mode
            if stat.S_ISREG(mode):
                yield current
            elif stat.S_ISDIR(mode):
                inside = sorted(child for child in current.iterdir() if not _is_passed_over(child))
                waiting += reversed(inside)
            else:
                # A pipe would wait for a writer for ever.
                yield Failure(_shown(current), N_("This is neither a file nor a folder."))
        except (OSError, ValueError) as error:  # ValueError: a NUL in the path.
            yield Failure(_shown(current), _reason(error))


def _is_passed_over(child: Path) -> bool:
    """Say whether a folder's child is hidden, or a link to a folder (which may lead around)."""
    return child.name.startswith(".") or (os.path.islink(child) and os.path.isdir(child))


def _read_each(found: Iterable[Line | Document | Failure]) -> Iterator[Document | Failure]:
    for each in found:
        yield each.read() if isinstance(each, Line) else each


def _read_file(path: Path) -> Iterator[Line | Document | Failure]:
    name = _shown(path)
    try:
        with path.open("rb") as file:
            start = file.read(8_192)
            file.seek(0)
            if KINDS.get(path.suffix.lower()) is LINES and _has_plain_lines(start):
                yield from _lines(file, name)
                return
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        yield Failure(name, _reason(error))
        return
    if len(content) > MAX_BYTES:
        yield Failure(name, TOO_LONG)
    else:
        yield from read_content(content, name)


def _read_one(content: bytes, kind: str, name: str) -> Document | Failure:
    try:
        with speaking(DEFAULT):
            if kind is PAGE:
                return read_html(content, name)
            text = normalise(decode(content))
            fields: dict[str, Any] = {}
            if kind is MARKDOWN:
                fields, text = split_front_matter(text)
                fields.pop("quotes", None)
            return make_document({**fields, "text": text}, name)
    except Invalid as error:
        return Failure(name, _told(error), content)


def _lines(file: BinaryIO, name: str) -> Iterator[Line | Failure]:
    """Yield one for each line; never holds more than one line."""
    number = articles = 0
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        if number == 1 and is_header(line):
            yield Failure(name, A_RECORD)
            return
        articles += bool(line.strip())
        source = f"{name}, line {number}"
        if len(line) > MAX_BYTES:
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_BYTES)
            yield Failure(source, TOO_LONG)
        elif line.strip():
            yield Line(line, source)
    if not articles:
        yield Failure(name, EMPTY)


def is_header(line: bytes) -> bool:
    """Say whether a line is the first one of an export of a whole record, of whatever version."""
    if b"onrecord" not in line:
        return False
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    named = isinstance(found, dict) and (found.get("type"), found.get("format"))
    return named == (HEADER, EXPORT)


def _read_wide_lines(content: bytes, name: str) -> Iterator[Document | Failure]:
    """Yield one for each line of UTF-16 or UTF-32, whose line ends are no single bytes."""
    try:
        with speaking(DEFAULT):
            lines = decode(content).split("\n")
    except Unreadable as error:
        yield Failure(name, error.message, content)
        return
    if not any(line.strip() for line in lines):
        yield Failure(name, EMPTY, content)
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read_line(line.encode("utf-8", "surrogatepass"), f"{name}, line {number}")


def _read_line(line: bytes, source: str) -> Document | Failure:
    try:
        with speaking(DEFAULT):
            text = decode(line)
            fields = READ_JSON(text)
            if not isinstance(fields, dict):
                raise Unreadable(gettext("This line should hold one JSON object, of one article."))
            return make_document(fields, source, is_checked=_is_plain(text))
    except Invalid as error:
        return Failure(source, _told(error), line)
    except json.JSONDecodeError as error:
        what = error.msg.removesuffix(" at")
        reason = N_("This line is not JSON: %(what)s at character %(number)s.")
        told = reason % {"what": what, "number": f"{error.pos + 1:,}"}
        return Failure(source, told, line)
    except RecursionError:
        reason = N_("This line cannot be read: it is nested too deeply.")
        return Failure(source, reason, line)
    except ValueError:
        reason = N_("This line cannot be read: a number has too many digits.")
        return Failure(source, reason, line)


def _is_plain(line: str) -> bool:
    """Say whether the characters of a line's texts are its own, and can all be stored."""
    if "\\u" in line:
        return False
    try:
        check_characters(line)
    except Unreadable:
        return False
    return True


def _refuse_constant(name: str) -> None:
    raise Unreadable(gettext("This line cannot be read: %(name)s is no number of JSON.", name=name))


READ_JSON = json.JSONDecoder(parse_constant=_refuse_constant).decode


def _has_plain_lines(content: bytes) -> bool:
    """Say whether a line ends at its byte: not so where characters have several, or in binaries."""
    return b"\x00" not in content and not any(
        content.startswith(mark) for mark, name in MARKS if name != "utf-8-sig"
    )


def _told(error: Invalid) -> str:
    """Return the messages of an error, with the names of fields other than the text."""
    return " ".join(
        message if field == "text" else f"{field}: {message}"
        for field, message in error.problems.items()
    )


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return N_("There is no such file.")
    why = getattr(error, "strerror", None) or error
    return N_("It cannot be opened: %(why)s.") % {"why": why}


def _shown(path: Path) -> str:
    """Return a path as a text that can be stored, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", errors="replace")
