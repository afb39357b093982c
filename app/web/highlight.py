"""Highlight: mark in a text what a search found, without changing a character of it."""

import re
from collections.abc import Iterable
from functools import cached_property

from markupsafe import Markup, escape

from app.queries.words import Word, WordQuery
from app.spans import Span
from app.text import fold


def pattern_of(word: Word, *, exact: bool) -> str:
    """Return a regular expression for a word: on folded text, or on the text itself if exact."""
    if exact:
        return re.escape(word.typed)
    # Whatever stands between two words of a phrase does not count, as in the search itself.
    phrase = r"[\W_]+".join(map(re.escape, word.tokens))
    return rf"(?<![^\W_]){phrase}" + (r"[^\W_]*" if word.is_prefix else r"(?![^\W_])")


class Highlighter:
    """Marks the words of one search in any number of texts.

    Folding keeps the length of a text, so that places found in the folded text are places in
    the text.
    """

    def __init__(self, words: WordQuery | None = None, *, exact: bool = False) -> None:
        self.exact = exact
        self.words = [word for choice in words.wanted for word in choice] if words else []

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        found = [pattern_of(word, exact=self.exact) for word in self.words]
        return re.compile("|".join(found)) if found else None

    def hits(self, text: str) -> list[Span]:
        """Return where the words stand in `text`: ordered and disjoint."""
        if self._pattern is None:
            return []
        searched = text if self.exact else fold(text)
        return [Span(*hit.span()) for hit in self._pattern.finditer(searched) if hit.group()]

    def __call__(self, text: str) -> Markup:
        """Return `text` escaped, its hits inside `mark` elements."""
        return mark(text, self.hits(text))


def mark(text: str, spans: Iterable[Span]) -> Markup:
    """Return `text` escaped, with ordered, disjoint `spans` inside `mark` elements."""
    pieces, at = [], 0
    for span in spans:
        pieces += [
            escape(text[at : span.start]),
            Markup('<mark class="hit">{}</mark>').format(span.cut(text)),
        ]
        at = span.end
    return Markup().join([*pieces, escape(text[at:])])
