"""Words: what `q` asks for: words, phrases, alternatives, and what is not wanted."""

import re
from dataclasses import dataclass

from app.text import FOLDED_LETTERS, fold


@dataclass(frozen=True)
class Word:
    """One thing that a text must hold.

    Attributes:
        tokens: folded words that stand next to one another; one for a single word.
        typed: the same as typed, for `exact`.
        is_prefix: the last token may go on.
        spelt: the tokens with their diacritics, where that is not the same: a database folds
            other letters than `fold` does (أ, ї), but a text's and a query's alike.
    """

    tokens: tuple[str, ...]
    typed: str
    is_prefix: bool = False
    spelt: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordQuery:
    """What `q` asks for: every one of `wanted` (each a choice of words), none of `refused`."""

    wanted: tuple[tuple[Word, ...], ...] = ()
    refused: tuple[Word, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is asked for (only punctuation was typed)."""
        return not self.wanted and not self.refused


PIECE = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
TOKEN = re.compile(r"[^\W_]+")


def parse_words(q: str) -> WordQuery:
    """Return what a person typed into the search box; nothing typed is ever an error.

    Words are ANDed; `"a phrase"`, `-not`, `a OR b` and `wor*` as PRODUCT.md has them.
    Typographic quotation marks count as straight ones.
    """
    wanted: list[list[Word]] = []
    refused: list[Word] = []
    joins = False
    for piece in PIECE.finditer(re.sub("[“”„«»]", '"', q)):
        typed = piece["phrase"] if piece["phrase"] is not None else piece["word"]
        if piece["word"] == "OR" and not piece["minus"]:
            joins = bool(wanted)
            continue
        word = make_word(typed, is_phrase=piece["phrase"] is not None)
        if word is None:
            continue
        if piece["minus"]:
            refused.append(word)
        elif joins:
            wanted[-1].append(word)
        else:
            wanted.append([word])
        joins = False
    return WordQuery(tuple(tuple(each) for each in wanted), tuple(refused))


def make_word(typed: str, *, is_phrase: bool) -> Word | None:
    """Return the word that was typed, or None where it holds no letter and no digit.

    A suffix after an apostrophe (Suriye'nin, Lavrov's) is left out, unless in a phrase.
    """
    is_prefix = typed.endswith("*") and not is_phrase
    kept = typed
    if not is_phrase:
        # Folding keeps every place, so that what is cut there can be cut here.
        suffix = re.search(r"(?<=\w{2})'\w{0,8}$", fold(typed))
        kept = typed[: suffix.start()] if suffix else typed
    tokens = tuple(TOKEN.findall(fold(kept)))
    if not tokens:
        return None
    low = tuple(TOKEN.findall(kept.lower().translate(FOLDED_LETTERS)))
    # A prefix of one letter would match nearly everything: it is taken as a whole word.
    prefix = is_prefix and len(tokens[-1]) > 1
    return Word(tokens, typed.strip("*").strip(), prefix, low if low != tokens else ())
