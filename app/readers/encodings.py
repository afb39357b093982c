"""Encodings: bytes → text, by their mark, as UTF-8, as declared, else by a guess.

The guess is between what our outlets have used: Turkish (Windows-1254) and Russian (Windows-1251
and KOI8-R).
"""

import codecs
import re
from collections import Counter

from app.errors import Unreadable
from app.locales import N_, gettext, number

# Longest first: UTF-32's mark begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# UTF-16 without a mark, as pages begin in it; the first stands for what names no order.
WIDE = {"utf-16": b"", "utf-16-le": b"<\x00", "utf-16-be": b"\x00<"}
# Python knows names that no page means ("idna", "unicode_escape"): only these are believed.
DECLARABLE = re.compile(
    r"utf-8|cp125\d|cp866|koi8-[rtu]|iso8859-\d+|mac-(cyrillic|turkish|roman)"
    r"|gb2312|gbk|gb18030|big5|shift_jis|euc_(jp|kr)"
)
# Western declarations are what servers and editors put by default: they prove nothing.
# Turkish Latin-5 is a part of Windows-1254.
REPLACED: dict[str, str | None] = {
    "iso8859-9": "cp1254",
    "cp1252": None,
    "iso8859-1": None,
    "ascii": None,
}
NOT_TEXT = N_("It looks like a binary file, not like a text.")

# Windows-1252 stands last: it differs from Windows-1254 in six Turkish letters (ý þ ð Ý Þ Ð
# where Turkish has ı ş ğ İ Ş Ğ) and in žŽ, of which only the latter are bytes that cp1254 lacks.
LATIN = ("cp1254", "cp1252")
CYRILLIC = ("cp1251", "koi8-r")
MIXED = re.compile(rb"[A-Za-z][\xc0-\xff]|[\xc0-\xff][A-Za-z]")
PURE = re.compile(rb"[\xc0-\xff]{2,}")
# The most frequent letter first.
RUSSIAN_LETTERS = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"


def decode(content: bytes, *declared: str | None) -> str:
    """Return the text of `content`, without its mark.

    Args:
        content: all bytes of a file or page.
        declared: names of encodings that whoever sent it, or the content, gives, in the order
            in which they count.

    Raises:
        Unreadable: it is binary, or in no encoding that is known here.
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            return _decode_marked(content, name)
    if b"\x00" in content:
        return _decode_wide(content, declared)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_nearly_utf8(content):
            # In any other encoding it would be read as letters that nobody wrote.
            at = number(error.start + 1)
            told = gettext("It is UTF-8, but damaged at byte %(number)s.", number=at)
            raise Unreadable(told) from error
    candidates = [name for name in (*map(_believed, declared), *_guesses(content)) if name]
    for candidate in candidates:
        text = _decode_or_none(content, candidate)
        if text is not None:
            if _controls(text) * 100 > len(text):
                raise Unreadable(gettext(NOT_TEXT))
            return text
    raise Unreadable(gettext("Its encoding is not known: save it as UTF-8."))


def _is_nearly_utf8(content: bytes) -> bool:
    """Say whether more letters of several bytes are whole than broken."""
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return len(re.findall(r"[^\x00-\x7f\ufffd]", text)) > broken


def _decode_marked(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        told = gettext("It begins as %(encoding)s but is damaged.", encoding=name.upper())
        raise Unreadable(told) from error


def _decode_wide(content: bytes, declared: tuple[str | None, ...]) -> str:
    """Decode UTF-16 without a mark: as declared, or by the first character of a page's markup.

    Raises:
        Unreadable: it is something else that has NULs: no text.
    """
    named = [_named(name) for name in declared]
    found = next((name for name in named if name in WIDE), None) or next(
        (name for name, opening in WIDE.items() if opening and content.startswith(opening)), None
    )
    text = _decode_or_none(content, found) if found else None
    if text is None or "\x00" in text:
        raise Unreadable(gettext(NOT_TEXT))
    return text


def _decode_or_none(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        return None


def _named(declared: str | None) -> str | None:
    """Return Python's name of a declared encoding, None where there is none of that name."""
    try:
        return codecs.lookup((declared or "").strip()).name
    # A NUL in the name is a ValueError, a letter that is not ASCII may be a UnicodeError (one too).
    except (LookupError, ValueError):
        return None


def _believed(declared: str | None) -> str | None:
    """Return the encoding that a declaration leads to, or None where it is not believed."""
    name = _named(declared)
    if name is None or name in REPLACED:
        return REPLACED[name] if name else None
    return name if DECLARABLE.fullmatch(name) else None


def _guesses(content: bytes) -> tuple[str, ...]:
    """Return the encodings to try, the likeliest first."""
    words = Counter(re.findall(rb"[A-Za-z\xc0-\xff]+", content))
    # A Turkish word mixes plain letters with its own; a Russian one has none of the plain.
    mixed = sum(number for word, number in words.items() if MIXED.search(word))
    pure = sum(number for word, number in words.items() if PURE.fullmatch(word))
    if pure <= mixed:
        return LATIN
    return tuple(sorted(CYRILLIC, key=lambda name: _russian(content, name), reverse=True))


def _russian(content: bytes, name: str) -> float:
    """Return how Russian the content looks in an encoding: frequent letters, small ones rather.

    The two encodings swap case and shuffle letters: what is frequent in one is rare in the other.
    """
    frequent = {char: len(RUSSIAN_LETTERS) - rank for rank, char in enumerate(RUSSIAN_LETTERS)}
    return sum(
        number * (frequent.get(char.lower(), 0) + 5 * (char in frequent))
        for char, number in Counter(content.decode(name, errors="ignore")).items()
    )


def _controls(text: str) -> int:
    return len(re.findall(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", text))
