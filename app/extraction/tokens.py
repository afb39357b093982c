"""Tokens: the words and signs of a text with their places, and the units of a sentence."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from app.extraction.marks import Quotation
from app.spans import Span
from app.text import fold

# A piece of text without white space that is longer is read anew wherever it stands.
MOST_KEPT = 40

# The one group is a sign; whatever else is found is a word.
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|\d+(?:[.,:]\d+)*(?:[^\W_]+)?"
    r"|[@#]?[^\W_]+(?:['’ʼ\u2010\u2011-][^\W_]+|\.(?:[a-z0-9]+|Az\b|Net\b|Com\b|Ru\b))*"
    r"|(\.{2,}|--+|[^\w\s]|_+)"
)
# A name with an article or particle: al-Orun, aş-Şara, d'Arcy.
PREFIXED = re.compile(r"[^\W\d_]{1,3}['’-](?=[^\W\d_])")


class UnitKind(StrEnum):
    """What a unit of a sentence is."""

    WORD = "word"
    SIGN = "sign"
    QUOTE = "quote"  # a quotation, opaque: its words are not the sentence's
    BRACKET = "bracket"  # brackets with what they hold, opaque
    SUFFIX = "suffix"  # the case ending of the word before it, parted from it: "Lind" "'in"


WORD, QUOTE = UnitKind.WORD, UnitKind.QUOTE


@lru_cache(1 << 15)
def begins_with_capital(word: str) -> bool:
    """Say whether a word begins with a capital, also behind a sign or an article ("al-Orun")."""
    start = word.lstrip("@#")
    prefixed = PREFIXED.match(start)
    return start[:1].isupper() or (prefixed is not None and start[prefixed.end()].isupper())


# Of a token: its kind, place, text, folded text, and whether it begins with a capital.
Token = tuple[UnitKind, int, int, str, str, bool]


@dataclass(slots=True, init=False)
class Unit:
    """A word, a sign, a quotation or a bracket of a sentence.

    Attributes:
        low: the folded text; "" for quotations and brackets.
        is_word: it is a word or a number; is_quote: it is a quotation.
        capital: it is a word that begins with a capital: also "al-Orun".
    """

    kind: UnitKind
    start: int
    end: int
    text: str
    low: str
    quotation: Quotation | None
    is_word: bool = field(init=False)
    is_quote: bool = field(init=False)
    capital: bool = field(init=False)

    def __init__(
        self,
        kind: UnitKind,
        start: int,
        end: int,
        text: str,
        low: str,
        quotation: Quotation | None = None,
        capital: bool | None = None,
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.text = text
        self.low = low
        self.quotation = quotation
        # Asked many times for every unit: worked out once.
        self.is_word = kind is WORD
        self.is_quote = kind is QUOTE
        self.capital = self.is_word and begins_with_capital(text) if capital is None else capital

    @property
    def span(self) -> Span:
        """Its place in the text."""
        return Span(self.start, self.end)


def read_tokens(text: str, start: int, end: int) -> list[Unit]:
    """Return the words and signs between two places, in order.

    No token holds white space, and what stands between it is mostly known from before.
    """
    found = []
    at = start
    for piece in text[start:end].split():
        at = text.index(piece, at)
        tokens = kept_tokens(piece) if len(piece) <= MOST_KEPT else tokens_of(piece)
        for kind, first, last, printed, low, capital in tokens:
            found.append(Unit(kind, at + first, at + last, printed, low, None, capital))
        at += len(piece)
    return found


def tokens_of(piece: str) -> tuple[Token, ...]:
    """Return the tokens of a text without white space."""
    found = []
    for token in TOKEN.finditer(piece):
        kind = UnitKind.SIGN if token.lastindex else WORD
        capital = kind is WORD and begins_with_capital(token[0])
        found.append((kind, *token.span(), token[0], kept_fold(token[0]), capital))
    return tuple(found)


# Equal words share one string, which makes every look-up of them cheaper.
kept_fold = lru_cache(1 << 15)(fold)
kept_tokens = lru_cache(1 << 15)(tokens_of)
