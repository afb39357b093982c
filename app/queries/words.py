"""Words: what `q` asks for: words, phrases, alternatives, and what is not wanted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from unicodedata import combining, normalize

from app.text import FOLDED_LETTERS, MANY_CHARS, fold_char

Tokens = tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """One thing that a text must hold.

    Attributes:
        tokens: folded words that stand next to one another; one for a single word.
        typed: the same as typed, for `exact`.
        is_prefix: the last token may go on.
        spelt: the tokens with their diacritics, where that is not the same: a database folds
            other letters than `folded` does (أ, ї), but a text's and a query's alike.
        also: other spellings of the same name, that a text may hold instead.
    """

    tokens: Tokens
    typed: str
    is_prefix: bool = False
    spelt: Tokens = ()
    also: tuple[Tokens, ...] = ()


@dataclass(frozen=True)
class WordQuery:
    """What `q` asks for: every one of `wanted` (each a choice of words), none of `refused`."""

    wanted: tuple[tuple[Word, ...], ...] = ()
    refused: tuple[Word, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is asked for (only punctuation was typed)."""
        return not self.wanted and not self.refused

    @property
    def any_wanted(self) -> list[Word]:
        """Every word that is wanted, alternatives included."""
        return [word for choice in self.wanted for word in choice]


# Marks that stand on the letter before them: both databases pass them over.
MARKS = "\u0300-\u036f"
QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
PIECE = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
TOKEN = re.compile(r"[^\W_]+")
MARKED_TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*")
SUFFIX = re.compile(rf"(?<=\w[\w{MARKS}])['’‘´][\w{MARKS}]{{0,8}}$")
# The apostrophe that is a letter (ʼ) is one to both databases.
SPELT_LETTERS = str.maketrans(
    {chr(letter): plain for letter, plain in FOLDED_LETTERS.items() if plain != "'"}
)


class Token(NamedTuple):
    """A word of a text, folded, and where it stands."""

    start: int
    end: int
    folded: str


@lru_cache(4096)
def folded(char: str) -> str:
    """Return a character as searches compare it: none for a mark, two for a ligature."""
    if "\u0300" <= char <= "\u036f":
        return ""
    plain = fold_char(char)
    whole = normalize("NFKD", char.lower())
    if len(whole) == 1 or plain == "й":
        return plain
    return "".join(fold_char(each) for each in whole if not combining(each))


class _Folded(dict[int, str]):
    """Each character folded, looked up once; `uneven` are those that become none or several."""

    def __init__(self) -> None:
        self.uneven: set[str] = set()

    def __missing__(self, character: int) -> str:
        if len(self) > MANY_CHARS:
            # Of a text that is made to hold them all.
            self.clear()
        plain = folded(chr(character))
        if len(plain) != 1:
            # First: another thread that finds the character here has to find it there as well.
            self.uneven.add(chr(character))
        self[character] = plain
        return plain


FOLDED = _Folded()


def folded_in_place(text: str) -> str | None:
    """Return `text` folded character for character, None where one becomes none or several."""
    if text.isascii():
        return text.lower()
    plain = text.translate(FOLDED)
    return plain if FOLDED.uneven.isdisjoint(text) else None


def tokens_in(text: str) -> list[Token]:
    """Return the folded words (letters and digits) of `text`, in order, with their places.

    Marks belong to the letter before them (the i̇ of a lowered İ is one letter), and a ligature
    is several letters at one place, so that two tokens may share a character (½).
    """
    plain = folded_in_place(text)
    if plain is not None:
        return [Token(*found.span(), found.group()) for found in TOKEN.finditer(plain)]
    letters = list(map(folded, text))
    joined = "".join(letters)
    places = [at for at, letter in enumerate(letters) for _ in letter]
    found = []
    for match in TOKEN.finditer(joined):
        end = places[match.end() - 1] + 1
        while end < len(text) and not letters[end]:
            end += 1
        found.append(Token(places[match.start()], end, match.group()))
    return found


@lru_cache(100_000)
def tokens_of(text: str) -> Tokens:
    """Return the folded words of a short text (a name, a word as typed), in order."""
    return tuple(token.folded for token in tokens_in(text))


def parse_words(q: str) -> WordQuery:
    """Return what a person typed into the search box; nothing typed is ever an error.

    Words are ANDed; `"a phrase"`, `-not`, `a OR b` and `wor*` as PRODUCT.md has them.
    Typographic quotation marks count as straight ones. What is asked for twice counts once.
    """
    wanted: dict[tuple[Word, ...], None] = {}
    refused: dict[Word, None] = {}
    choice: list[Word] = []
    joins = False
    for piece in _pieces(q):
        if piece["word"] == "OR" and not piece["minus"]:
            joins = bool(choice)
            continue
        word = _word_of(piece)
        if word is None:
            continue
        if piece["minus"]:
            refused[word] = None
        elif joins:
            choice.append(word)
        else:
            wanted[tuple(dict.fromkeys(choice))] = None
            choice = [word]
        joins = False
    wanted[tuple(dict.fromkeys(choice))] = None
    return WordQuery(tuple(filter(None, wanted)), tuple(refused))


def _pieces(q: str) -> list[re.Match[str]]:
    # Texts are stored as NFC: words are looked for in the same form.
    return list(PIECE.finditer(normalize("NFC", q).translate(QUOTES)))


def _word_of(piece: re.Match[str]) -> Word | None:
    is_phrase = piece["phrase"] is not None
    return make_word(piece["phrase"] if is_phrase else piece["word"], is_phrase=is_phrase)


def make_word(typed: str, *, is_phrase: bool) -> Word | None:
    """Return the word that was typed, or None where it holds no letter and no digit.

    A suffix after an apostrophe (Suriye'nin, Lavrov's) is left out, unless in a phrase; `exact`
    still looks for it. Punctuation around a word does not belong to it.
    """
    is_prefix = typed.endswith("*") and not is_phrase
    kept = typed if is_phrase else SUFFIX.sub("", typed)
    tokens = tokens_of(kept)
    if not tokens:
        return None
    spelt = tuple(MARKED_TOKEN.findall(kept.lower().translate(SPELT_LETTERS)))
    printed = tokens_in(typed)
    # A prefix of one letter would match nearly everything: it is taken as a whole word.
    prefix = is_prefix and len(tokens[-1]) > 1
    return Word(
        tokens,
        typed[printed[0].start : printed[-1].end],
        prefix,
        spelt if spelt != tokens else (),
    )


def short_beginnings(q: str) -> list[str]:
    """Return what was typed as the beginning of a word and is too short for one (`b*`)."""
    typed = dict.fromkeys(piece["word"] for piece in _pieces(q) if piece["word"])
    words = ((each, make_word(each, is_phrase=False)) for each in typed if each.endswith("*"))
    return [each for each, word in words if word is not None and not word.is_prefix]


def replace_words(q: str, others: Mapping[Word, str]) -> str:
    """Return `q` with some of its words (as `parse_words` gave them) replaced as `others` says.

    An empty replacement takes the word away.
    """
    kept = []
    for piece in _pieces(q):
        word = None if piece["minus"] else _word_of(piece)
        kept.append(piece.group() if word is None else others.get(word, piece.group()))
    return " ".join(filter(None, kept))


@lru_cache(1024)
def literally(typed: str, *, is_prefix: bool) -> re.Pattern[str]:
    """Return what finds the very characters of a word or phrase, standing as whole words.

    Any white space stands for any other: where a text breaks its lines means nothing.
    """
    phrase = r"\s+".join(map(re.escape, typed.split()))
    more = rf"(?:[^\W_]|[{MARKS}])*" if is_prefix else ""
    return re.compile(rf"(?<![^\W_])(?<![{MARKS}]){phrase}{more}(?![^\W_])(?![{MARKS}])")
