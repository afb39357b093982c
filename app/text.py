"""Text: normalise, fold, fingerprint, and make slugs."""

import hashlib
import re
import sys
import unicodedata
from functools import cache, lru_cache

from anyascii import anyascii

from app.errors import Unreadable

# A long article has 50,000; a book does not belong here.
MAX_TEXT_CHARS = 1_000_000

# Unicode's own limit for streams is 30. Putting marks in order takes time by their square: a
# text of nothing else would stop the program for a quarter of an hour.
MAX_MARKS = 100

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
    if "\x00" in text:
        raise Unreadable("The text holds a NUL character: it looks like a binary file.")
    if re.search("[\ud800-\udfff]", text):
        raise Unreadable("The text holds half of a surrogate pair: it was cut or decoded wrongly.")
    if len(text) > MAX_MARKS and not text.isascii() and too_many_marks().search(text):
        raise Unreadable(f"The text has more than {MAX_MARKS} combining marks on one letter.")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


@cache
def too_many_marks() -> re.Pattern[str]:
    """Return what finds a run of more than `MAX_MARKS` characters that combine with another."""
    marks = "".join(filter(unicodedata.combining, map(chr, range(sys.maxunicode + 1))))
    return re.compile(f"[{marks}]{{{MAX_MARKS + 1}}}")


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a normalised text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


# Texts use few letters again and again: 10,000 Cyrillic ones fold in 1 ms instead of 7.
@lru_cache(4096)
def fold_char(char: str) -> str:
    """Return one character without case and diacritics: always exactly one character."""
    if char in KEPT_TOGETHER:
        return "й"
    low = char.lower().translate(FOLDED_LETTERS)
    base = unicodedata.normalize("NFKD", low)[:1]
    # What was taken apart may be a capital (™), or a letter of the table.
    return base.lower().translate(FOLDED_LETTERS)[:1] or char


def fold(text: str) -> str:
    """Return `text` without case and diacritics, character for character.

    The result has the length of `text`, so that offsets in one are offsets in the other.
    """
    if text.isascii():
        return text.lower()
    return "".join(map(fold_char, text))


def words(text: str) -> list[str]:
    """Return the folded words (letters and digits) of `text`, in order."""
    return re.findall(r"[^\W_]+", fold(text))


class _Roman(dict[int, str]):
    """Each character's romanisation, looked up once: a list has hundreds of slugs a page."""

    def __missing__(self, character: int) -> str:
        self[character] = anyascii(chr(character))
        return self[character]


ROMAN = _Roman()
SLUG_WORD = re.compile(r"[a-z0-9]+")


def slugify(text: str, limit: int = 60) -> str:
    """Return `text` as lower-case ASCII words joined by hyphens, cut at a word near `limit`.

    Any script is romanised; a text without letters or digits gives an empty slug.
    """
    # İ and ı romanise well, but anyascii writes ş as "s" and щ as "shch": good enough to read.
    plain = text.translate(ROMAN).lower().replace("'", "")
    slug = ""
    for word in SLUG_WORD.findall(plain):
        if slug and len(slug) + 1 + len(word) > limit:
            break
        slug = f"{slug}-{word}" if slug else word[:limit]
    return slug
