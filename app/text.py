"""Text: normalise, fold, fingerprint, make slugs, and count in words."""

import hashlib
import html
import re
import sys
import unicodedata
import zlib
from collections.abc import Callable
from functools import cache

from anyascii import anyascii

from app.errors import Unreadable
from app.locales import gettext

# A long article has 50,000; a book does not belong here.
MAX_TEXT_CHARS = 1_000_000

# Unicode's own limit for streams is 30. Putting marks in order takes time by their square: a
# text of nothing else would stop the program for a quarter of an hour.
MAX_MARKS = 100

# Python refuses to read a number of some thousand digits, and raises.
ENDLESS_REFERENCE = re.compile(r"&#[0-9]{100,};?")

# How many characters' answers are remembered.
MAX_REMEMBERED = 4096

# Two texts with the same words may differ in how much stands between their letters.
KEY_CHARS, KEY_LETTERS = 80, 40

# Letters that NFKD does not take apart. й (и + breve) stays itself: it is another letter.
FOLDED_LETTERS = str.maketrans(
    {
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ə": "e",
        "ё": "е",  # the Cyrillic pair
        "’": "'", "‘": "'", "ʼ": "'", "´": "'",
    }
)  # fmt: skip
KEPT_TOGETHER = {"й", "Й"}


def normalise(text: str) -> str:
    r"""Return `text` as it is stored: NFC, line ends `\n`; nothing is trimmed.

    Raises:
        Unreadable: it holds a NUL or a lone surrogate, which no database stores, or more than
            `MAX_MARKS` combining marks in a row, which no script has.
    """
    check_characters(text)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def check_characters(text: str) -> None:
    """Make sure that a text can be stored.

    Raises:
        Unreadable: see `normalise`.
    """
    if "\x00" in text:
        told = gettext("The text holds a NUL character: it looks like a binary file.")
        raise Unreadable(told)
    if text.isascii():
        return
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        reason = gettext("The text holds half of a surrogate pair: it was cut or decoded wrongly.")
        raise Unreadable(reason) from None
    # Of so many marks in a row, one stands at a place that is counted here.
    if any(map(unicodedata.combining, text[MAX_MARKS :: MAX_MARKS + 1])) and (
        too_many_marks().search(text)
    ):
        told = gettext(
            "The text has more than %(number)s combining marks on one letter.", number=MAX_MARKS
        )
        raise Unreadable(told)


@cache
def too_many_marks() -> re.Pattern[str]:
    """Return what finds a run of more than `MAX_MARKS` characters that combine with another."""
    marks = "".join(filter(unicodedata.combining, map(chr, range(sys.maxunicode + 1))))
    return re.compile(f"[{marks}]{{{MAX_MARKS + 1}}}")


def without_endless(markup: str) -> str:
    """Return markup with U+FFFD for each `&#…;` whose number no parser of HTML may be given."""
    return ENDLESS_REFERENCE.sub("\ufffd", markup)


def unescape(markup: str) -> str:
    """Return markup with the characters that its references (`&amp;`, `&#1072;`) stand for."""
    return html.unescape(without_endless(markup))


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a normalised text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def fold_char(char: str) -> str:
    """Return one character without case and diacritics: always exactly one character."""
    if char in KEPT_TOGETHER:
        return "й"
    low = char.lower().translate(FOLDED_LETTERS)
    base = unicodedata.normalize("NFKD", low)[:1]
    # What was taken apart may be a capital (™), or a letter of the table.
    return base.lower().translate(FOLDED_LETTERS)[:1] or char


class _Remembered(dict[int, int | None]):
    """A table for `str.translate` that asks `answer` for each character that it does not know.

    Texts use few letters again and again: whoever sends all of Unicode gains no memory by it.
    """

    def __init__(self, answer: Callable[[str], str | None]) -> None:
        super().__init__()
        self.answer = answer

    def __missing__(self, code: int) -> int | None:
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        found = self.answer(chr(code))
        self[code] = ord(found) if found else None
        return self[code]


def _letter(char: str) -> str | None:
    folded = fold_char(char)
    return folded if folded.isalnum() else None


FOLDED, LETTERS = _Remembered(fold_char), _Remembered(_letter)


def fold(text: str) -> str:
    """Return `text` without case and diacritics, character for character.

    The result has the length of `text`, so that offsets in one are offsets in the other.
    """
    return text.lower() if text.isascii() else text.translate(FOLDED)


def words_key(text: str) -> int:
    """Return a number of 32 bits, signed, that is equal for two texts with the same `words`.

    It is made of the first letters alone, and others may share it: whoever looks up by it
    compares the words.
    """
    letters = text[:KEY_CHARS].translate(LETTERS)
    if len(letters) < KEY_LETTERS and len(text) > KEY_CHARS:
        letters = text.translate(LETTERS)
    return zlib.crc32(letters[:KEY_LETTERS].encode("utf-8", "surrogatepass")) - 2**31


def words(text: str) -> list[str]:
    """Return the folded words (letters and digits) of `text`, in order."""
    return re.findall(r"[^\W_]+", fold(text))


MANY_CHARS = 20_000


class _Roman(dict[int, str]):
    """Each character's romanisation, looked up once: a list has hundreds of slugs a page."""

    def __missing__(self, character: int) -> str:
        if len(self) > MANY_CHARS:
            # Of a text that is made to hold them all.
            self.clear()
        roman = self[character] = anyascii(chr(character))
        return roman


ROMAN = _Roman()
SLUG_WORD = re.compile(r"[a-z0-9]+")


def slugify(text: str, limit: int = 60) -> str:
    """Return `text` as lower-case ASCII words joined by hyphens, cut at a word near `limit`.

    Any script is romanised; a text without letters or digits gives an empty slug.
    """
    # İ and ı romanise well, but anyascii writes ş as "s" and щ as "shch": good enough to read.
    slug = ""
    # The beginning of a long text is nearly always enough.
    for chars in (limit + 20, 4 * limit, len(text)):
        part = text[:chars]
        roman = part if part.isascii() else part.translate(ROMAN)
        slug = "-".join(SLUG_WORD.findall(roman.lower().replace("'", "")))
        if len(slug) > limit:
            # What the part cut off begins behind the limit, or belongs to a word that goes beyond.
            cut = slug.rfind("-", 0, limit + 1)
            return slug[:cut] if cut > 0 else slug[:limit]
        if chars >= len(text):
            break
    return slug


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: 1 statement, 1,204 statements."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
