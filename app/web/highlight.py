"""Highlight: mark in a text what a search found, without changing a character of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from html import escape
from itertools import chain, islice

from markupsafe import Markup

from app.deps import ReadSession
from app.queries.filters import StatementFilter
from app.queries.names import places, understand
from app.queries.words import (
    TOKEN,
    Token,
    Tokens,
    Word,
    WordQuery,
    folded_in_place,
    literally,
    tokens_in,
)
from app.spans import Span


class Highlighter:
    """Marks the words of one search in any number of texts, and the names of speakers.

    Attributes:
        aliases: by the slug of each actor that a word names, the alias that matched.
    """

    def __init__(
        self,
        words: WordQuery | None = None,
        *,
        exact: bool = False,
        aliases: Mapping[str, str] | None = None,
    ) -> None:
        self.exact = exact
        self.words = words.any_wanted if words else []
        self.aliases = aliases or {}
        # One list names the same speakers again and again.
        self._names: dict[str, list[Span]] = {}

    @cached_property
    def _phrases(self) -> Mapping[str, Sequence[tuple[Tokens, bool]]]:
        """What may stand in a text, with whether its last token may go on: by the first token.

        A prefix of one token has no first token: it is found under an empty one.
        """
        found = defaultdict(set)
        for word in self.words:
            for tokens in (word.tokens, *word.also):
                first = "" if word.is_prefix and len(tokens) == 1 else tokens[0]
                found[first].add((tokens, word.is_prefix))
        return {first: tuple(phrases) for first, phrases in found.items()}

    @cached_property
    def _firsts(self) -> frozenset[str]:
        """The first tokens of all phrases."""
        return frozenset(tokens[0] for tokens, _ in chain.from_iterable(self._phrases.values()))

    def hits(self, text: str) -> list[Span]:
        """Return where the words stand in `text`: ordered and disjoint."""
        if not self.words:
            return []
        if self.exact:
            return disjoint(_literal_hits(text, self.words))
        plain = folded_in_place(text)
        if plain is not None:
            return disjoint(self._plain_hits(plain))
        tokens = tokens_in(text)
        return disjoint(
            Span(token.start, tokens[at + length - 1].end)
            for at, token in enumerate(tokens)
            if (length := self._longest(tokens, at))
        )

    def _plain_hits(self, plain: str) -> Iterator[Span]:
        """Yield where they stand in a folded text; only what begins like one is taken apart."""
        most = max(len(phrase) for phrases in self._phrases.values() for phrase, _ in phrases)
        for start in self._beginnings(plain):
            found = islice(TOKEN.finditer(plain, start), most)
            tokens = [Token(*each.span(), each.group()) for each in found]
            if length := self._longest(tokens, 0):
                yield Span(start, tokens[length - 1].end)

    def _beginnings(self, plain: str) -> Iterator[int]:
        """Yield the places of a folded text at which a word begins as one of the phrases does."""
        for first in self._firsts:
            at = plain.find(first)
            while at >= 0:
                if at == 0 or not plain[at - 1].isalnum():
                    yield at
                at = plain.find(first, at + 1)

    def _longest(self, tokens: Sequence[Token], at: int) -> int:
        """Return how many tokens the longest phrase has that begins at one, 0 for none."""
        token = tokens[at].folded
        phrases = (*self._phrases.get(token, ()), *self._phrases.get("", ()))
        found = (
            len(phrase) for phrase, is_prefix in phrases if begins(phrase, is_prefix, tokens, at)
        )
        return max(found, default=0)

    def __call__(self, text: str) -> Markup:
        """Return `text` escaped, its hits inside `mark` elements."""
        return mark(text, self.hits(text))

    def name_hits(self, name: str) -> list[Span]:
        """Return where a speaker's name holds the words in any spelling (Лаврова: Lavrov)."""
        found = self._names.get(name)
        if found is None:
            found = self._names[name] = self._find_in_name(name)
        return found

    def _find_in_name(self, name: str) -> list[Span]:
        if self.exact or not self.words:
            return self.hits(name)
        tokens = tokens_in(name)
        spelt = [token.folded for token in tokens]
        return disjoint(
            Span(tokens[at].start, tokens[at + len(word.tokens) - 1].end)
            for word in self.words
            for at in places(word, spelt)
        )

    def speaker(self, name: str, slug: str | None = None) -> Markup:
        """Return a speaker's name escaped and marked: as a whole where an alias matched.

        Args:
            slug: the actor's, None for a name as printed.
        """
        spans = self.name_hits(name)
        if not spans and slug in self.aliases:
            spans = [Span(0, len(name))]
        return mark(name, spans)

    def alias(self, name: str, slug: str) -> str | None:
        """Return the alias by which an actor was found, None where the name itself tells."""
        return None if self.name_hits(name) else self.aliases.get(slug)


def highlighter_of(session: ReadSession, wanted: StatementFilter) -> Highlighter:
    """Return what marks the words of a filter as the search understands them."""
    found = understand(session, wanted.q, exact=wanted.exact)
    return Highlighter(found.words, exact=wanted.exact, aliases=found.aliases)


def begins(phrase: Tokens, is_prefix: bool, tokens: Sequence[Token], at: int) -> bool:
    """Say whether a phrase stands in a text from a token on."""
    if at + len(phrase) > len(tokens):
        return False
    *before, last = phrase
    if any(tokens[at + place].folded != each for place, each in enumerate(before)):
        return False
    here = tokens[at + len(before)].folded
    return here.startswith(last) if is_prefix else here == last


def _literal_hits(text: str, words: Iterable[Word]) -> Iterator[Span]:
    for word in words:
        for found in literally(word.typed, is_prefix=word.is_prefix).finditer(text):
            yield Span(*found.span())


def disjoint(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def mark(text: str, spans: Sequence[Span]) -> Markup:
    """Return `text` escaped, with ordered, disjoint `spans` inside `mark` elements."""
    if not spans:
        return Markup(escape(text))  # noqa: S704
    pieces, at = [], 0
    for span in spans:
        pieces.append(escape(text[at : span.start]))
        pieces.append(f'<mark class="hit">{escape(span.cut(text))}</mark>')
        at = span.end
    return Markup("".join([*pieces, escape(text[at:])]))  # noqa: S704
